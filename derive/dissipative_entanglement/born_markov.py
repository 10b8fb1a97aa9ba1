r"""The vacuum traced out: master equation of two atoms, mode by mode, with the counter-rotating terms.

To second order in the coupling,

.. math:: d_t\rho=-\int_0^\infty d\tau\,\mathrm{Tr}_B[H(t),[H(t-\tau),\rho\otimes|0\rangle\langle0|]] ,

where the atoms' dipoles turn at :math:`\omega_L` and only :math:`\langle aa^\dagger\rangle=1` is not zero. What turns
at :math:`2\omega_L` is dropped. The dipole :math:`s+s^\dagger` keeps both halves, so a photon and an excitation may be
created together. Between different atoms such terms add to the exchange of excitations, and the whole is

.. math:: \tfrac12\sum_{ij}\mathcal J_{ij}(s_i\rho s_j^\dagger-s_j^\dagger s_i\rho)+\mathrm{H.c.}

with one complex rate, twice the integral over :math:`\tau`. For one atom they only shift its energy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

from derive.algebra import Levels
from derive.dissipative_entanglement import light_symbols as own
from derive.dissipative_entanglement.light_neglect import FORGETFUL
from derive.records import Derivation, Equation, Quantity
from derive.steps import Chain, DerivationError

MODULE = "dissipative_entanglement.born_markov"
TABLE = own.SECOND
OMEGA_K, OMEGA_L = own.OMEGA_K.symbol, own.OMEGA_L.symbol
G, W = own.MODE_COUPLING.symbol, own.PAIR_PHASE.symbol
MINUS, PLUS, DELTA = own.HALF_RESONANT.symbol, own.HALF_COUNTER.symbol, own.RESONANCE.symbol
VACUUM = "the modes are empty (Born); what turns at twice the optical frequency is dropped"
FREE = r"while the light forgets, the driven dipoles turn freely at $\omega_L$ (independent rates of variation)"
BOTH = "a wave vector and its opposite are added, so the phase factor is the same for both orders of the atoms"
SHIFTS = "shifts of the energy of one atom are counted with its detunings"
SOURCE = "App. B.1"


@dataclass(frozen=True, kw_only=True)
class Dipoles:
    """How strongly the dipoles' halves couple to one mode: (s, with a) and (s^+, with a) over g_k.

    With both one, nothing is dropped; with the first zero, the rotating-wave approximation is made.
    """

    counter_rotating: sp.Expr = sp.S.One
    rotating: sp.Expr = sp.S.One


MODEL = Dipoles()


def derivation(model: Dipoles = MODEL) -> Derivation:
    """The half-sided integrals, the complex rate of one mode, its parts, and the sum over modes."""
    return Derivation(
        module=MODULE, title="Master equation of atoms in the vacuum", story=__doc__ or "",
        equations=(*tested(), mode_count(), continuum(), coupling(), rate(model), real_part(model),
                   imaginary_part(model), swapped(model), memory()),
    )  # fmt: skip


# half-sided integrals


def tested() -> tuple[Equation, Equation, Equation]:
    r"""The three distributions of \int_0^\infty e^{i\omega\tau}d\tau, tested with plane waves of all times s.

    Plane waves are enough: two tempered distributions with one Fourier transform are equal.
    """
    s, tau = own.MOMENT.symbol, sp.Symbol("tau", real=True)
    omega = sp.Symbol("omega", real=True)
    two_pi = 2 * sp.pi * sp.Heaviside(s)
    half = Chain(sp.Integral(2 * sp.pi * sp.DiracDelta(tau - s), (tau, 0, sp.oo)), _with(tau))
    # the step is (1 + sign)/2 wherever s is not zero
    stepped = [sp.integrate(2 * sp.pi * sp.DiracDelta(tau - place), (tau, 0, sp.oo)) for place in (3, -3)]
    half.certified("integrate over frequency first, then over time", sp.pi * (1 + sp.sign(s)), "both signs of s",
                   stepped == [two_pi.subs(s, 3), two_pi.subs(s, -3)] == [2 * sp.pi, 0],
                   "the delta function of tau - s lies in the range or not")  # fmt: skip
    delta = Chain(sp.Integral(sp.DiracDelta(omega) * sp.exp(-sp.I * omega * s), (omega, -sp.oo, sp.oo)), _with(omega))
    delta.certified("the wave at frequency zero", sp.S.One, "value at the zero of the argument",
                    sp.exp(-sp.I * omega * s).subs(omega, 0) == 1)  # fmt: skip
    kernel = -2 * sp.I * sp.sin(omega * s) / omega
    principal = Chain(sp.Integral(kernel, (omega, 0, sp.oo)), _with(omega))
    positive = sp.Symbol("s_p", positive=True)
    value = sp.integrate(sp.sin(omega * positive) / omega, (omega, 0, sp.oo))
    principal.certified("the sine integral", -sp.I * sp.pi * sp.sign(s), "Dirichlet's integral", value == sp.pi / 2,
                        "it is odd in s; the even part of the wave drops out of the principal value")  # fmt: skip
    made = []
    for chain, quantity, name in ((half, own.HALF_TEST, "half_line"), (delta, own.DELTA_TEST, "delta"),
                                  (principal, own.PRINCIPAL_TEST, "principal_value")):  # fmt: skip
        made.append(chain.equation(
            id=f"{MODULE}.{name}", title=quantity.meaning[0].upper() + quantity.meaning[1:], lhs=quantity.symbol,
            assumes=(r"$s\ne0$",), source=SOURCE,
        ))  # fmt: skip
    return made[0], made[1], made[2]


def _with(symbol: sp.Symbol) -> tuple[Quantity, ...]:
    meaning = "time since an emission" if symbol.name == "tau" else "frequency that is integrated over"
    return (*TABLE, Quantity(name=symbol.name, latex=rf"\{symbol.name}", meaning=meaning))


def half_line(frequency: sp.Expr) -> sp.Expr:
    """The half-sided integral of exp(i frequency tau) [s], by the two integrals that have symbols."""
    known = {OMEGA_L - OMEGA_K: MINUS, -OMEGA_K - OMEGA_L: PLUS}
    for own_frequency, value in known.items():
        if sp.expand(frequency - own_frequency) == 0:
            return value
        if sp.expand(frequency + own_frequency) == 0:
            return sp.conjugate(value)
    raise DerivationError(f"the half-sided integral at the frequency {frequency} has no symbol")


def in_parts(expression: sp.Expr) -> sp.Expr:
    """Both half-sided integrals as pi delta(w) + i P(1/w); a frequency that never vanishes has no delta."""
    minus = sp.pi * DELTA + sp.I / (OMEGA_L - OMEGA_K)
    plus = sp.I / (-OMEGA_K - OMEGA_L)
    return expression.subs({sp.conjugate(MINUS): minus.xreplace({sp.I: -sp.I}), MINUS: minus}).subs(
        {sp.conjugate(PLUS): plus.xreplace({sp.I: -sp.I}), PLUS: plus}
    )


# couplings and modes


def mode_count() -> Equation:
    """Modes of a cubic box with periodic walls: one for each (2 pi / side)^3."""
    side = own.VOLUME.symbol ** sp.Rational(1, 3)
    chain = Chain(1 / (2 * sp.pi / side) ** 3, TABLE)
    chain.equal("the volume of the box is its side cubed", own.VOLUME.symbol / (2 * sp.pi) ** 3)
    return chain.equation(
        id=f"{MODULE}.mode_count", title="Density of modes", lhs=own.DENSITY_OF_MODES.symbol,
        assumes=("light in a box with periodic walls, large against all else",), source=SOURCE,
    )  # fmt: skip


def continuum() -> Equation:
    """The coupling whose square is summed per volume of wave vectors."""
    chain = Chain(sp.sqrt(mode_count().rhs) * G, TABLE)
    chain.equal("one mode's share", sp.sqrt(own.VOLUME.symbol) * G / (2 * sp.pi) ** sp.Rational(3, 2))
    return chain.equation(
        id=f"{MODULE}.continuum", title="Coupling to a continuum of modes", lhs=own.CONTINUUM.symbol,
        follows_from=(f"{MODULE}.mode_count",), source=SOURCE,
    )  # fmt: skip


def coupling() -> Equation:
    r"""The coupling to one mode from the energy of the field: \hbar\omega_k/2 of electric energy in the volume."""
    hbar, eps, v = own.HBAR.symbol, own.EPSILON_0.symbol, own.VOLUME.symbol
    amplitude = sp.sqrt(hbar * OMEGA_K / (2 * eps * v))
    chain = Chain(own.OVERLAP.symbol * amplitude / hbar, TABLE)
    # the vacuum has half of hbar omega/2 in the electric field: eps V <E^2>/2 with <E^2> = amplitude^2
    found = own.OVERLAP.symbol * sp.sqrt(OMEGA_K / (2 * hbar * eps * v))
    chain.certified("half of the zero-point energy is electric", found, "energy of the vacuum",
                    sp.expand(eps * v * amplitude**2 / 2 - hbar * OMEGA_K / 4) == 0,
                    "eps_0 V E^2/2 is hbar omega_k/4")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.coupling", title="Coupling of a dipole to one mode", lhs=G,
        assumes=(r"the interaction is $-\mathbf d\cdot\mathbf E$",), source=SOURCE,
    )  # fmt: skip


# second order


@dataclass(frozen=True)
class Term:
    """A term of the interaction of one atom with one mode: its operator, its photon, its frequency of turning."""

    operator: sp.ImmutableMatrix
    creates: bool
    turning: sp.Expr
    atom: int
    weight: sp.Expr


def interaction(model: Dipoles) -> tuple[Term, ...]:
    """Both atoms in the interaction picture: (a + a^+)(s + s^+) with their frequencies."""
    atoms = tuple(Levels(name, ("g", "e")) for name in ("i", "j"))
    terms = []
    for n, atom in enumerate(atoms):
        lower = atom("g", "e").matrix(atoms)
        for operator, turn in ((lower, -OMEGA_L), (lower.T, OMEGA_L)):
            for creates, photon in ((False, -OMEGA_K), (True, OMEGA_K)):
                # a with s, and its adjoint, are the counter-rotating halves
                counter = creates == (turn == OMEGA_L)
                weight = model.counter_rotating if counter else model.rotating
                terms.append(Term(operator, creates, turn + photon, n, weight))
    return tuple(terms)


def generator(model: Dipoles) -> sp.ImmutableMatrix:
    """The 16 x 16 matrix of the master equation on row-stacked density matrices, secular terms only."""
    found = sp.zeros(16, 16)
    for now, before in _pairs(interaction(model)):
        phase = 1 if now.atom == before.atom else W
        size = G**2 * phase * now.weight * before.weight * half_line(-before.turning)
        m, n = now.operator, before.operator
        if before.creates and not now.creates:  # <a a^+>
            found += size * (_apply(n, m) - _apply(m * n, sp.eye(4)))
        if now.creates and not before.creates:
            found += size * (_apply(m, n) - _apply(sp.eye(4), n * m))
    return sp.ImmutableMatrix(found)


def _pairs(terms: tuple[Term, ...]) -> Iterator[tuple[Term, Term]]:
    for now in terms:
        for before in terms:
            if sp.expand(now.turning + before.turning) == 0:
                yield now, before


def _apply(left: sp.MatrixBase, right: sp.MatrixBase) -> sp.MatrixBase:
    """rho -> left rho right on row-stacked matrices."""
    return sp.kronecker_product(sp.Matrix(left), sp.Matrix(right).T)


def shorthand(rates: sp.MatrixBase) -> sp.ImmutableMatrix:
    """The generator of (1/2) sum J_ij (s_i rho s_j^+ - s_j^+ s_i rho) + H.c. for a symmetric matrix of rates."""
    atoms = tuple(Levels(name, ("g", "e")) for name in ("i", "j"))
    lower = [atom("g", "e").matrix(atoms) for atom in atoms]
    found = sp.zeros(16, 16)
    for i in range(2):
        for j in range(2):
            si, sj, one = lower[i], lower[j], sp.eye(4)
            found += rates[i, j] / 2 * (_apply(si, sj.T) - _apply(sj.T * si, one))
            found += sp.conjugate(rates[i, j]) / 2 * (_apply(sj, si.T) - _apply(one, si.T * sj))
    return sp.ImmutableMatrix(found)


def read_off(model: Dipoles) -> tuple[sp.Expr, sp.Expr]:
    """J_ij from how an excitation passes from one atom to the other, and J_ii from the decay of one atom."""
    found = generator(model)
    # the coherence |e g><g g| feeds |g e><g g| with -J/2; states are numbered gg, ge, eg, ee
    passed = -2 * found[4 * 1 + 0, 4 * 2 + 0]
    decay = found[4 * 0 + 0, 4 * 2 + 2]
    return sp.expand(passed), sp.expand(decay)


def rate(model: Dipoles = MODEL) -> Equation:
    """The complex rate of a pair from one mode: the certificate is the whole generator, 256 entries."""
    passed, decay = read_off(model)
    chain = Chain(passed, TABLE)
    chain.certified("the whole master equation has this one rate", sp.factor(passed), "256 entries of the generator",
                    whole(model, passed, decay), "all but the shifts of single atoms")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.rate", title="Complex rate of a pair from one mode", lhs=own.MODE_RATE.symbol,
        follows_from=("dissipative_entanglement.light_matter.quantum_I",), assumes=(VACUUM, FREE, BOTH, SHIFTS),
        approximations=(FORGETFUL,), source=SOURCE,
    )  # fmt: skip


def whole(model: Dipoles, passed: sp.Expr, decay: sp.Expr) -> bool:
    """Whether the generator is the short-hand with one complex rate, but for energies of single atoms."""
    atoms = tuple(Levels(name, ("g", "e")) for name in ("i", "j"))
    shift = sp.Symbol("shift")
    energy = sum((atom("e", "e").matrix(atoms) for atom in atoms), sp.zeros(4, 4))
    single = shorthand(sp.Matrix([[decay, passed], [passed, decay]]))
    single += -sp.I * shift * (_apply(energy, sp.eye(4)) - _apply(sp.eye(4), energy))
    difference = (generator(model) - single).applyfunc(lambda entry: sp.cancel(in_parts(sp.expand(entry))))
    solved = {sp.cancel(entry.coeff(shift, 0) / -entry.coeff(shift, 1)) for entry in _linear(difference, shift)}
    return len(solved) == 1


def _linear(matrix: sp.MatrixBase, shift: sp.Symbol) -> list[sp.Expr]:
    """The entries that are not zero, each linear in the shift; one that is not has a slope of 0 and so fails."""
    entries = [sp.expand(entry) for entry in matrix if entry != 0]
    return entries if all(entry.coeff(shift, 1) != 0 for entry in entries) else []


def real_part(model: Dipoles = MODEL) -> Equation:
    """The real part: modes at resonance alone."""
    passed, decay = read_off(model)
    parts = sp.expand(in_parts(passed))
    chain = Chain((passed + sp.conjugate(passed)) / 2, TABLE)
    found = sp.expand((parts + parts.xreplace({sp.I: -sp.I})) / 2)
    chain.certified("the half-sided integrals in parts", found, "decay of one atom, found apart",
                    sp.expand(found - sp.expand(in_parts(decay)) * W) == 0, "for equal places W = 1")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.real_part", title="Real part of the rate of one mode", lhs=own.MODE_REAL.symbol,
        follows_from=(f"{MODULE}.rate", f"{MODULE}.half_line"), assumes=(VACUUM, FREE, BOTH),
        approximations=(FORGETFUL,), source=SOURCE,
    )  # fmt: skip


def imaginary_part(model: Dipoles = MODEL) -> Equation:
    """The imaginary part: all modes, the counter-rotating terms with the opposite sign."""
    passed, _ = read_off(model)
    parts = sp.expand(in_parts(passed))
    chain = Chain((passed - sp.conjugate(passed)) / (2 * sp.I), TABLE)
    found = sp.expand((parts - parts.xreplace({sp.I: -sp.I})) / (2 * sp.I))
    energies = (
        2 * G**2 * W * (model.rotating**2 / (OMEGA_L - OMEGA_K) + model.counter_rotating**2 / (-OMEGA_K - OMEGA_L))
    )
    chain.certified("the half-sided integrals in parts", sp.factor_terms(found), "second-order perturbation theory",
                    sp.cancel(found - energies) == 0,
                    "a photon with no excitation, and one with two: energies in the denominators")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.imaginary_part", title="Imaginary part of the rate of one mode", lhs=own.MODE_IMAGINARY.symbol,
        follows_from=(f"{MODULE}.rate", f"{MODULE}.half_line"), assumes=(VACUUM, FREE, BOTH, SHIFTS),
        approximations=(FORGETFUL,), source=SOURCE,
    )  # fmt: skip


def swapped(model: Dipoles = MODEL) -> Equation:
    """The rate with the two atoms exchanged: how an excitation passes the other way."""
    found = generator(model)
    back = sp.expand(-2 * found[4 * 2 + 0, 4 * 1 + 0])
    chain = Chain(own.FREE_J.symbol, own.TABLE)
    chain.certified("an excitation passes both ways alike", own.FREE_J.symbol, "entries of the generator",
                    sp.expand(back - read_off(model)[0]) == 0, "each mode with its opposite")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.swapped", title="Rate with the atoms exchanged", lhs=own.FREE_J_BACK.symbol,
        follows_from=(f"{MODULE}.rate",), assumes=(BOTH,), source=SOURCE,
    )  # fmt: skip


def memory() -> Equation:
    r"""Decay with a reservoir that forgets as :math:`e^{-\tau/\tau_c}`, against the rate without memory.

    The amplitude follows x'(t) = -(Gamma/2 tau_c) int exp(-(t - s)/tau_c) x(s) ds; exp(-lambda t/2) solves it when
    lambda (1 - lambda tau_c/2) = Gamma.
    """
    small = own.RELATIVE_RATE.symbol
    exact = (1 - sp.sqrt(1 - 2 * small)) / small
    chain = Chain(exact, TABLE)
    solves = sp.expand(sp.expand(exact * (1 - exact * small / 2)) - 1) == 0
    chain.certified("slow root of the characteristic equation", exact, "substitution", solves, "lambda tau_c << 1")
    return chain.equation(
        id=f"{MODULE}.memory", title="Decay with memory over decay without", lhs=own.MEMORY_RATE.symbol,
        assumes=("the reservoir forgets exponentially",), source="Sec. III.2",
    )  # fmt: skip
