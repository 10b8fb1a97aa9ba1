r"""Oracles of the noise of spin exchange and of collective modes: matrices of whole atoms, and populations of levels.

Neither uses the operator algebra or the derivations; states are built level by level from their definition.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion
from derive.records import Equation
from derive.vectors import componentwise

NUCLEAR_SPIN = Fraction(3, 2)
HALF = Fraction(1, 2)
POLARISATION = Fraction(5, 13)
ELECTRON = (Fraction(1, 7), Fraction(-2, 9), Fraction(1, 5))
NOBLE = (Fraction(-1, 6), Fraction(1, 11), Fraction(1, 8))
PHASE = Fraction(1, 10**12)


def matrices(spin: Fraction) -> tuple[sp.Matrix, sp.Matrix, sp.Matrix]:
    """The three spin matrices, exactly, in the basis m = spin, spin - 1, ..., -spin."""
    levels = [spin - step for step in range(int(2 * spin) + 1)]
    raising = sp.zeros(len(levels))
    for row, m in enumerate(levels[1:], 1):
        raising[row - 1, row] = sp.sqrt(sp.Rational(spin * (spin + 1) - m * (m + 1)))
    lowering = raising.T
    return (raising + lowering) / 2, (raising - lowering) / (2 * sp.I), sp.diag(*(sp.Rational(m) for m in levels))


def turned_pairs(equation: Equation) -> Opinion:
    """<[Delta s_i, Delta s_j]> of a pair from matrix exponentials, with n = v sigma phi^2 = 1, so k_se = 1/4.

    Both densities are then the spins of one atom; q = 1 makes f = s. The residual is of relative order phi.
    """
    with mp.workdps(60):
        half = [mp.matrix(m.tolist()) for m in matrices(HALF)]
        dot = sum((_kron(m, m) for m in half[1:]), _kron(half[0], half[0]))
        phase = mp.mpf(PHASE.numerator) / PHASE.denominator
        step = mp.expm(mp.mpc(0, -1) * phase * dot)
        electron = [_kron(m, mp.eye(2)) for m in half]
        changes = [step.H * m * step - m for m in electron]
        state = _kron(
            *(
                mp.eye(2) / 2
                + 2 * sum((_real(x) * m for x, m in zip(mean[1:], half[1:], strict=True)), _real(mean[0]) * half[0])
                for mean in (ELECTRON, NOBLE)
            )
        )
        derived = _at(equation, {"k_se": Fraction(1, 4), "n_a": 1, "n_b": 1, "q": 1}, ELECTRON, NOBLE)
        worst = mp.mpf(0)
        for axis in range(3):
            i, j = (axis + 1) % 3, (axis + 2) % 3
            product_of = state * (changes[i] * changes[j] - changes[j] * changes[i])
            trace = sum((product_of[n, n] for n in range(4)), mp.mpc(0))
            exact = trace / mp.mpc(0, 1) / phase**2
            worst = max(worst, abs(exact - derived[axis]))
        # what a finite phase leaves is of relative order phi = 1e-12
        agrees = worst < mp.mpf(10) ** -10
    return Opinion(
        method="matrix exponentials of a pair", agrees=bool(agrees), detail=f"largest difference {mp.nstr(worst, 2)}"
    )


def ladder_populations(equation: Equation) -> Opinion:
    r"""The same along z from populations alone: what (k x s)_+- does to each of the four states of a pair.

    Up to a phase it is k_z s_+- - k_+- s_z: it turns a state of two down spins (norm 1/2) and of two opposite spins
    (norm 1/4). So <F- F+> - <F+ F-> = -2 C_z counts pairs down less pairs up.
    """
    up, noble_up = Fraction(3, 10), Fraction(1, 5)
    moments = {}
    for sign in (1, -1):
        moments[sign] = Fraction(0)
        for s, k in product((HALF, -HALF), repeat=2):
            weight = (up if s > 0 else 1 - up) * (noble_up if k > 0 else 1 - noble_up)
            first = k if s * sign < 0 else Fraction(0)
            second = -s if k * sign < 0 else Fraction(0)
            # the two terms lead to different states of the pair, so their norms add up
            moments[sign] += weight * (first**2 + second**2)
    exact = -(moments[1] - moments[-1]) / 2
    spins = [(Fraction(0), Fraction(0), population - HALF) for population in (up, noble_up)]
    found = _at(equation, {"k_se": Fraction(1, 4), "n_a": 1, "n_b": 1, "q": 1}, *spins)[2]
    return Opinion(
        method="populations of the four states of a pair",
        agrees=bool(abs(found - _real(exact)) < mp.mpf(10) ** -12),
        detail=f"along z, v sigma phi^2 = n = 1: populations give {exact}, the equation gives {mp.nstr(found, 8)}",
    )


def lowers_the_vacuum(equation: Equation) -> Opinion:
    """The noise operator with spin matrices for its components must annihilate a spin that points down."""
    x, y = _coefficients(equation)
    first, second, _ = matrices(NUCLEAR_SPIN)
    down = sp.zeros(first.rows, 1)
    down[-1] = 1
    left = ((x * first + y * second) * down).applyfunc(sp.nsimplify)
    return Opinion(
        method="matrices of a spin 3/2 that points down",
        agrees=left == sp.zeros(first.rows, 1),
        detail="the lowering combination of the components leaves nothing of the lowest state",
    )


def keeps_the_commutator(equation: Equation) -> Opinion:
    """For a stretched atom of I = 3/2, p_a = 1, q = 4 and n_a = 1, the operator has [A, A+] = 1 in the mean."""
    x, y = _coefficients(equation)
    electron, nucleus = matrices(HALF), matrices(NUCLEAR_SPIN)
    eyes = sp.eye(2), sp.eye(4)
    total = [
        sp.kronecker_product(s, eyes[1]) + sp.kronecker_product(eyes[0], i)
        for s, i in zip(electron, nucleus, strict=True)
    ]
    operator = x * total[0] + y * total[1]
    found = sp.nsimplify((operator * operator.H - operator.H * operator)[7, 7])
    return Opinion(
        method="matrices of a stretched atom, I = 3/2",
        agrees=found == 1,
        detail=f"the commutator is {found} in the lowest state",
    )


def randomised_atom(equation: Equation) -> Opinion:
    """Randomise the electron of an atom of I = 3/2 in a spin-temperature state: f loses what the electron carried."""
    s_z, f_z, _ = _atom()
    exact = s_z / f_z
    found = _rate(equation, f_z / s_z)
    return Opinion(
        method="levels of an atom whose electron is randomised",
        agrees=found == sp.Rational(exact),
        detail=f"I = 3/2, electron rate 1: f relaxes at {exact}, the equation gives {found}",
    )


def unpolarised_partner(equation: Equation) -> Opinion:
    """Exchange with an unpolarised noble gas by counting flips: opposite spins trade places with chance phi^2/4."""
    s_z, f_z, up = _atom()
    gain = ((1 - up) * HALF - up * HALF) / 4
    exact = -gain / f_z
    found = _rate(equation, f_z / s_z, exchange_only=True) / 4
    return Opinion(
        method="counting spin flips with an unpolarised partner",
        agrees=found == sp.Rational(exact),
        detail=f"I = 3/2, v sigma phi^2 = n_b = 1: f relaxes at {exact}, the equation gives {found}",
    )


def noble_flips(equation: Equation) -> Opinion:
    """The same for a noble-gas spin with unpolarised electrons: k changes by (populations) phi^2/4 per collision."""
    up = Fraction(7, 10)
    exact = -((1 - up) * HALF - up * HALF) / 4 / (up - HALF)
    found = equation.rhs.subs({s: sp.Rational(1, 4) if s.name == "k_se" else 1 for s in equation.rhs.free_symbols})
    return Opinion(
        method="counting spin flips with unpolarised electrons",
        agrees=found == sp.Rational(exact),
        detail=f"v sigma phi^2 = n_a = 1: k relaxes at {exact}, the equation gives {found}",
    )


def lone_electron(equation: Equation) -> Opinion:
    """The decay of k beside an unpolarised electron from matrix exponentials, cos^2(phi/2) per collision."""
    with mp.workdps(60):
        half = [mp.matrix(m.tolist()) for m in matrices(HALF)]
        dot = sum((_kron(m, m) for m in half[1:]), _kron(half[0], half[0]))
        phase = mp.mpf(PHASE.numerator) / PHASE.denominator
        step = mp.expm(mp.mpc(0, -1) * phase * dot)
        state = _kron(mp.eye(2) / 2, mp.eye(2) / 2 + half[2])
        after = step * state * step.H * _kron(mp.eye(2), half[2])
        left = sum((after[n, n] for n in range(4)), mp.mpc(0))
        exact = (1 - 2 * left.real) / phase**2
        found = equation.rhs.subs({s: sp.Rational(1, 4) if s.name == "k_se" else 1 for s in equation.rhs.free_symbols})
        # the next order of the phase is 1e-24 of this
        agrees = abs(exact - _real(Fraction(int(found.p), int(found.q)))) < mp.mpf(10) ** -20
    return Opinion(
        method="matrix exponentials of a pair",
        agrees=bool(agrees),
        detail=f"decay {mp.nstr(exact, 10)} per collision and phi^2, equation {found}",
    )


def whole_atom(equation: Equation) -> Opinion:
    """<f_+ f_-> over 2|<f_z>| of one atom of I = 3/2 from its 8 x 8 matrices, in the state x^(m_s + m_i)."""
    ratio = (1 - POLARISATION) / (1 + POLARISATION)
    electron, nucleus = matrices(HALF), matrices(NUCLEAR_SPIN)
    total = [
        sp.kronecker_product(s, sp.eye(4)) + sp.kronecker_product(sp.eye(2), i)
        for s, i in zip(electron, nucleus, strict=True)
    ]
    weights = sp.diag(*(sp.Rational(ratio) ** int(total[2][n, n] + 2) for n in range(8)))
    raising, lowering = total[0] + sp.I * total[1], total[0] - sp.I * total[1]
    exact = sp.nsimplify((weights * raising * lowering).trace() / (-2 * (weights * total[2]).trace()))
    return _number_opinion(equation, exact, "8 x 8 matrices of an atom, I = 3/2")


def three_spins(equation: Equation) -> Opinion:
    """<F_+ F_-> over 2|<F_z>| of three spins 1/2 from their 8 x 8 matrices."""
    half = matrices(HALF)
    total = [sp.zeros(8) for _ in range(3)]
    for atom, axis in product(range(3), range(3)):
        factors = [half[axis] if place == atom else sp.eye(2) for place in range(3)]
        total[axis] += sp.kronecker_product(*factors)
    up = sp.Rational((1 - POLARISATION) / 2)
    state = sp.kronecker_product(*(sp.diag(up, 1 - up) for _ in range(3)))
    raising, lowering = total[0] + sp.I * total[1], total[0] - sp.I * total[1]
    exact = sp.nsimplify((state * raising * lowering).trace() / (-2 * (state * total[2]).trace()))
    return _number_opinion(equation, exact, "8 x 8 matrices of three spins 1/2")


def _number_opinion(equation: Equation, exact: sp.Expr, method: str) -> Opinion:
    found = equation.rhs.subs({s: sp.Rational(POLARISATION) for s in equation.rhs.free_symbols})
    return Opinion(
        method=method, agrees=found == exact, detail=f"at p = {POLARISATION}: {exact}, the equation gives {found}"
    )


def _atom() -> tuple[Fraction, Fraction, Fraction]:
    """<s_z>, <f_z> and the chance of an electron to point up, of an atom with weights x^(m_s + m_i)."""
    weight = Fraction(9, 4)
    levels = list(product((HALF, -HALF), (NUCLEAR_SPIN - step for step in range(int(2 * NUCLEAR_SPIN) + 1))))
    weights = [weight ** int(s + i + 2) for s, i in levels]
    norm = sum(weights, Fraction(0))
    s_z = sum((w * s for w, (s, _) in zip(weights, levels, strict=True)), Fraction(0)) / norm
    f_z = sum((w * (s + i) for w, (s, i) in zip(weights, levels, strict=True)), Fraction(0)) / norm
    return s_z, f_z, s_z + HALF


def _rate(equation: Equation, q: Fraction, *, exchange_only: bool = False) -> sp.Expr:
    """The relaxation rate at unit densities: all electron loss 1, or that of exchange alone with k_se = 1."""
    others = 0 if exchange_only else sp.Rational(1, 3)
    values = {"q": sp.Rational(q), "n_a": 1, "n_b": 1, "v_a": 2, "v_pair": 1, "sigma_sr": others, "sigma_sd": others}
    alone = not any(s.name.startswith("sigma") for s in equation.rhs.free_symbols)
    values["k_se"] = sp.Integer(1) if exchange_only or alone else sp.Rational(1, 3)
    return equation.rhs.subs({s: values[s.name] for s in equation.rhs.free_symbols})


def _coefficients(equation: Equation) -> tuple[sp.Expr, sp.Expr]:
    """The coefficients of F_x and F_y for p_a = n_a = 1 and q = 4."""
    parts = {s.name: s for s in equation.rhs.free_symbols}
    fixed = {parts[name]: value for name, value in (("p_a", 1), ("n_a", 1), ("q", 4)) if name in parts}
    flat = sp.expand(equation.rhs.subs(fixed))
    return flat.coeff(parts["F_x"]), flat.coeff(parts["F_y"])


def _at(
    equation: Equation, fixed: dict[str, Fraction | int], electron: tuple[Fraction, ...], noble: tuple[Fraction, ...]
) -> list[mp.mpf]:
    """The right side by components at given spins, densities of spin included."""
    values = {name: sp.Rational(value) for name, value in fixed.items()}
    for letter, spins in (("f_r", electron), ("k_r", noble)):
        values |= {f"{letter}_{axis}": sp.Rational(x) for axis, x in zip("xyz", spins, strict=True)}
    entries = sp.Matrix(componentwise(equation).rhs)
    numbers = [entry.subs({s: values[s.name] for s in entry.free_symbols}) for entry in entries]
    return [mp.mpf(int(number.p)) / int(number.q) for number in numbers]


def _real(number: Fraction) -> mp.mpf:
    return mp.mpf(number.numerator) / number.denominator


def _kron(left: mp.matrix, right: mp.matrix) -> mp.matrix:
    size = right.rows
    made = mp.matrix(left.rows * size)
    for i, j, k, m in product(range(left.rows), range(left.rows), range(size), range(size)):
        made[i * size + k, j * size + m] = left[i, j] * right[k, m]
    return made


ORACLES = {
    "spin_exchange.noise.commutator": (turned_pairs, ladder_populations),
    "spin_exchange.mode_noise.force": (lowers_the_vacuum, keeps_the_commutator),
    "spin_exchange.langevin.alkali_relaxation": (randomised_atom, unpolarised_partner),
    "spin_exchange.bloch.alkali_relaxation": (randomised_atom, unpolarised_partner),
    "spin_exchange.bloch.noble_gas_relaxation": (noble_flips, lone_electron),
    "spin_exchange.incoherent.alkali_number": (whole_atom, three_spins),
    "spin_exchange.incoherent.mean_number": (three_spins, whole_atom),
}
