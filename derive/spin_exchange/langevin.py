r"""Heisenberg-Langevin equations of the two spin densities: exchange Hamiltonian, relaxation, diffusion, noise.

Averaged over pairs and phases, the coherent part of many collisions is a contact coupling of spin densities,

.. math:: V_{\mathrm{ex}} = \hbar\zeta \int d^3r\; \hat{\mathbf f}(\mathbf r)\cdot\hat{\mathbf k}(\mathbf r) ,

and its Heisenberg equations follow from the commutators of local densities,
:math:`[f_i(\mathbf r), f_j(\mathbf r')] = i\epsilon_{ijm} f_m(\mathbf r)\,\delta(\mathbf r-\mathbf r')`, for an
alkali spin of any length. What randomises the electron spin at a rate G relaxes :math:`\mathbf f = q\,\mathbf s`
at the rate G/q, since each event changes f by what the electron carries. A mode that is damped at a rate keeps
its commutator only if its noise has the commutator of twice that rate.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import sympy as sp

from derive.algebra import Boson, Density, Operator, Spin, commutator, integral
from derive.records import Derivation, Equation, Quantity, table
from derive.spin_exchange import bloch, symbols
from derive.spin_exchange import mode_symbols as modes
from derive.steps import Chain, DerivationError, every
from derive.vectors import cross, dot, resolve

MODULE = "spin_exchange.langevin"
TABLE = table(bloch.TABLE, (symbols.HBAR,), modes.TABLE)
CONTACT = "collisions are local: pairs within the coarse-graining volume meet with equal probability"
ELECTRON_LOSS = "each of these collisions acts on the electron spin alone, at the rate that multiplies s"
DIFFUSIVE = "atoms move by diffusion, and relaxation and diffusion add up"
SPINS = (Spin("f", sp.Symbol("j_f", positive=True)), Spin("k"))


@dataclass(frozen=True, kw_only=True)
class Relaxation:
    """Rates at which the electron spin of an alkali atom and the noble-gas spin are lost, by cause."""

    electron: tuple[sp.Expr, ...] = (
        symbols.N_B_DENSITY.symbol * modes.SIGMA_SR.symbol * modes.SPEED.symbol,
        symbols.N_B_DENSITY.symbol * symbols.K_SE.symbol,
        symbols.N_A_DENSITY.symbol * modes.SIGMA_SD.symbol * modes.SPEED_A.symbol / 2,
    )
    noble: tuple[sp.Expr, ...] = (1 / modes.T_B.symbol,)


@dataclass(frozen=True, kw_only=True)
class Motion:
    """The Hamiltonian of the densities by its coefficients, and what relaxes them."""

    coupling: tuple[sp.Expr, sp.Expr, sp.Expr] = (symbols.ZETA.symbol,) * 3
    larmor: tuple[sp.Expr, sp.Expr] = (symbols.OMEGA_A.symbol, symbols.OMEGA_B.symbol)
    relaxation: Relaxation = field(default_factory=Relaxation)
    gases: bloch.Gases = field(default_factory=lambda: bloch.MODEL)


MODEL = Motion()


def derivation(model: Motion = MODEL) -> Derivation:
    """The Hamiltonians, the motion they generate, the rates of relaxation, and the noise of a damped mode."""
    return Derivation(
        module=MODULE,
        title="Heisenberg-Langevin equations",
        story=__doc__ or "",
        equations=(
            effective(model),
            *exchange(model),
            *zeeman(model),
            hyperfine(),
            *unitary(model),
            *rates(model),
            alkali_relaxation(model),
            noble_relaxation(model),
            leading_mode(),
            uniform_mode(),
            *damped_mode(),
        ),
    )


def effective(model: Motion = MODEL) -> Equation:
    """V_ex per volume: the sum of hbar phi s.k over random pairs in a time, per time, with f = q s."""
    zeta, _ = bloch.rates(model.gases)
    f, k, q, hbar = symbols.DENSITY_A[0].symbol, symbols.DENSITY_B[0].symbol, symbols.Q.symbol, symbols.HBAR.symbol
    chain = Chain(hbar * model.gases.mean[1] * dot(f, k) / q, TABLE)
    named = hbar * symbols.ZETA.symbol * dot(f, k)
    chain.certified(
        "name zeta",
        named,
        "substituting zeta back",
        sp.cancel(named.subs(symbols.ZETA.symbol, zeta.rhs) - chain.expression) == 0,
    )
    return chain.equation(
        id=f"{MODULE}.exchange_hamiltonian",
        title="Effective exchange Hamiltonian per volume",
        lhs=modes.ENERGY.symbol,
        follows_from=("spin_exchange.collision.effective_hamiltonian", zeta.id),
        assumes=(bloch.PAIRING, bloch.PHASES, bloch.HYPERFINE, CONTACT),
        source="Methods, Eq. (14)",
    )


@cache
def generated(model: Motion, gas: int) -> tuple[Operator, ...]:
    """-(i/hbar)[A(r), H] for the three components A of one gas's density, from the algebra of local densities."""
    (f, k), (spins_a, spins_b) = densities()
    here, there = "r", "s"
    contact = [c * f(a, there) * k(b, there) for c, a, b in zip(model.coupling, spins_a, spins_b, strict=True)]
    energy = contact[0] + contact[1] + contact[2]
    free = (model.larmor[0] * f(spins_a[2], there), model.larmor[1] * k(spins_b[2], there))
    own, spins = ((f, spins_a), (k, spins_b))[gas]
    return tuple(-sp.I * integral(commutator(own(axis, here), energy + free[gas]), there) for axis in spins)


def densities() -> tuple[tuple[Density, Density], tuple[tuple[Operator, ...], tuple[Operator, ...]]]:
    """The local densities of both gases, and the components of one spin of each."""
    alkali, noble = SPINS
    counts = (sp.Symbol("N_1", integer=True, positive=True), sp.Symbol("N_2", integer=True, positive=True))
    gases = (Density("alkali", alkali, counts[0]), Density("noble", noble, counts[1]))
    return gases, (alkali.vector, noble.vector)


def _as_density_words(matrix: sp.ImmutableMatrix) -> list[Operator]:
    """A vector of polynomials in the components of f(r) and k(r) as operators; the two gases commute."""
    (f, k), (spins_a, spins_b) = densities()
    letters = {c.symbol: f(axis, "r") for c, axis in zip(symbols.DENSITY_A[1:], spins_a, strict=True)}
    letters |= {c.symbol: k(axis, "r") for c, axis in zip(symbols.DENSITY_B[1:], spins_b, strict=True)}
    found = []
    for entry in matrix:
        total = 0 * f(spins_a[2], "r")
        for term in sp.Add.make_args(sp.expand(entry)):
            number, parts = term.as_independent(*letters)
            word = [letters[factor] for factor in sp.Mul.make_args(parts)]
            total = total + (number * word[0] * word[1] if len(word) == 2 else number * word[0])
        found.append(total)
    return found


def exchange(model: Motion = MODEL) -> tuple[Equation, Equation]:
    """The motion that V_ex alone generates: both spins precess about each other."""
    alone = Motion(
        coupling=model.coupling, larmor=(sp.Integer(0), sp.Integer(0)), relaxation=model.relaxation, gases=model.gases
    )
    return _motion(alone, 0, modes.BY_EXCHANGE_A, "exchange_alkali", "Motion of the alkali spin by V_ex"), _motion(
        alone, 1, modes.BY_EXCHANGE_B, "exchange_noble_gas", "Motion of the noble-gas spin by V_ex"
    )


def unitary(model: Motion = MODEL) -> tuple[Equation, Equation]:
    """The motion that H_0 + V_ex generates."""
    return _motion(model, 0, modes.UNITARY_A, "unitary_alkali", "Motion of the alkali spin by H_0 + V_ex"), _motion(
        model, 1, modes.UNITARY_B, "unitary_noble_gas", "Motion of the noble-gas spin by H_0 + V_ex"
    )


def _motion(model: Motion, gas: int, quantity: tuple[Quantity, ...], name: str, title: str) -> Equation:
    densities = (symbols.DENSITY_A, symbols.DENSITY_B)
    own, other = densities[gas], densities[1 - gas]
    coupled = [c * o.symbol for c, o in zip(model.coupling, other[1:], strict=True)]
    spin = sp.Matrix([c.symbol for c in own[1:]])
    rate = sp.Matrix(coupled).cross(spin) + sp.Matrix([0, 0, model.larmor[gas]]).cross(spin)
    found = sp.ImmutableMatrix(rate)
    words = _as_density_words(found)
    holds = every(zip(generated(model, gas), words, strict=True), lambda pair: (pair[0] - pair[1]).is_zero)
    chain = Chain(sp.ImmutableMatrix(resolve(quantity[0].symbol, TABLE)), TABLE)
    chain.certified(
        "commutators of local densities, integrated over the contact",
        found,
        "algebra of local densities",
        holds,
        "for an alkali spin of any length; each component",
    )
    if not any(model.larmor) and len(set(model.coupling)) == 1:
        chain.equal("write as vectors", model.coupling[0] * cross(other[0].symbol, own[0].symbol))
    vectors = not isinstance(chain.expression, sp.MatrixBase)
    return chain.equation(
        id=f"{MODULE}.{name}",
        title=title,
        lhs=quantity[0].symbol if vectors else resolve(quantity[0].symbol, TABLE),
        follows_from=(f"{MODULE}.exchange_hamiltonian",),
        assumes=(CONTACT,),
        source="Methods, Eqs. (14), (15)",
    )


def zeeman(model: Motion = MODEL) -> tuple[Equation, Equation]:
    """The Zeeman energies per volume; for the alkali q s_z = f_z."""
    f, k, hbar, q = symbols.DENSITY_A[3].symbol, symbols.DENSITY_B[3].symbol, symbols.HBAR.symbol, symbols.Q.symbol
    alkali = Chain(hbar * model.larmor[0] * q * (f / q), TABLE)
    noble = Chain(hbar * model.larmor[1] * k, TABLE)
    return (
        alkali.equation(
            id=f"{MODULE}.zeeman_alkali",
            title="Zeeman energy of the alkali",
            lhs=modes.FREE_A.symbol,
            assumes=(bloch.HYPERFINE, "the field acts on the electron spin, which turns f at the Larmor frequency"),
            source="Methods, Eq. (4)",
        ),
        noble.equation(
            id=f"{MODULE}.zeeman_noble_gas",
            title="Zeeman energy of the noble gas",
            lhs=modes.FREE_B.symbol,
            source="Methods, Eq. (4)",
        ),
    )


def hyperfine() -> Equation:
    """The hyperfine coupling i.s commutes with every component of f = s + i, for any nuclear spin."""
    s, i = Spin("s"), Spin("i", sp.Symbol("I", positive=True))
    coupling = s.x * i.x + s.y * i.y + s.z * i.z
    kept = every(zip(s.vector, i.vector, strict=True), lambda pair: commutator(coupling, pair[0] + pair[1]).is_zero)
    chain = Chain(modes.HYPERFINE[0].symbol, TABLE)
    chain.certified(
        "i.s is a scalar of f",
        sp.Integer(0) * modes.HYPERFINE[0].symbol,
        "operator algebra",
        kept,
        "[i.s, s + i] = 0 for a symbol I",
    )
    return chain.equation(
        id=f"{MODULE}.hyperfine",
        title="The hyperfine coupling does not move the total spin",
        lhs=modes.HYPERFINE[0].symbol,
        source="Methods, Eq. (4)",
    )


def rates(model: Motion = MODEL) -> tuple[Equation, Equation]:
    """Mean rates of the two densities: unitary motion, diffusion and loss; the noise has no mean."""
    made = []
    for density, whole, diffusion, loss, name in (
        (symbols.DENSITY_A, modes.UNITARY_A, modes.DIFFUSION_A, modes.LOSS_A, "alkali"),
        (symbols.DENSITY_B, modes.UNITARY_B, modes.DIFFUSION_B, modes.LOSS_B, "noble_gas"),
    ):
        chain = Chain(whole[0].symbol + (diffusion.symbol - loss.symbol) * density[0].symbol, TABLE)
        made.append(
            chain.equation(
                id=f"{MODULE}.{name}",
                title=f"Heisenberg-Langevin equation of the {name.replace('_', ' ')}, in the mean",
                lhs=sp.Derivative(density[0].symbol, symbols.TIME.symbol, evaluate=False),
                follows_from=(f"{MODULE}.unitary_{name}",),
                assumes=(DIFFUSIVE, "gain by transfer from the other gas is left out, as second order in the phase"),
                source="Methods, Eq. (15)",
            )
        )
    return made[0], made[1]


def alkali_relaxation(model: Motion = MODEL) -> Equation:
    """The rate at which f relaxes: the electron's losses over q, since s = f/q and the nuclear spin is not touched."""
    q = symbols.Q.symbol
    chain = Chain(sp.Add(*model.relaxation.electron) / q, TABLE)
    exchange_share = bloch.relaxation(*bloch.equations(model.gases))[0]
    if not any(sp.cancel(cause / q - exchange_share.rhs) == 0 for cause in model.relaxation.electron):
        raise DerivationError("the loss by exchange is not that of the Bloch equations")
    return chain.equation(
        id=f"{MODULE}.alkali_relaxation",
        title="Relaxation rate of the alkali spin f",
        lhs=modes.LOSS_A.symbol,
        follows_from=(exchange_share.id,),
        assumes=(ELECTRON_LOSS, bloch.HYPERFINE),
        source="Methods, Eq. (16)",
    )


def noble_relaxation(model: Motion = MODEL) -> Equation:
    """The rate at which k relaxes: exchange with the alkali, and what acts without it."""
    share = bloch.relaxation(*bloch.equations(model.gases))[1]
    chain = Chain(share.rhs + sp.Add(*model.relaxation.noble), TABLE)
    return chain.equation(
        id=f"{MODULE}.noble_relaxation",
        title="Relaxation rate of the noble-gas spin",
        lhs=modes.LOSS_B.symbol,
        follows_from=(share.id,),
        assumes=("relaxation without alkali adds its own rate",),
        source="Methods, Eq. (17)",
    )


def leading_mode() -> Equation:
    """The slowest diffusion mode of a sphere whose wall destroys the spin: sin(pi r/R)/r, at the rate D (pi/R)^2."""
    r, radius, d = modes.DISTANCE.symbol, modes.RADIUS.symbol, modes.D_A.symbol
    mode = sp.sin(sp.pi * r / radius) / r
    bent = sp.diff(r**2 * sp.diff(mode, r), r) / r**2
    slowest = sp.expand(bent + (sp.pi / radius) ** 2 * mode) == 0 and mode.subs(r, radius) == 0
    chain = Chain(modes.LOSS_A.symbol + d * (sp.pi / radius) ** 2, TABLE)
    chain.certified(
        "the mode sin(pi r/R)/r",
        modes.LOSS_A.symbol + d * sp.pi**2 / radius**2,
        "substituting it into Laplace's operator",
        slowest,
        "it vanishes at the wall and nowhere before, so no mode decays more slowly",
    )
    return chain.equation(
        id=f"{MODULE}.leading_mode",
        title="Decay of the slowest alkali mode",
        lhs=symbols.GAMMA.symbol,
        assumes=(DIFFUSIVE, "the wall of a spherical cell destroys the alkali polarisation"),
        source="Methods, after Eq. (16)",
    )


def uniform_mode() -> Equation:
    """The uniform mode of a gas whose spins the wall leaves alone: it is flat, so diffusion does not move it."""
    r = modes.DISTANCE.symbol
    flat = sp.Integer(1)
    kept = sp.diff(r**2 * sp.diff(flat, r), r) == 0 and sp.diff(flat, r) == 0
    chain = Chain(modes.DIFFUSION_B.symbol, TABLE)
    chain.certified(
        "the mode is constant", sp.Integer(0), "substituting it into Laplace's operator", kept, "no flux at the wall"
    )
    return chain.equation(
        id=f"{MODULE}.uniform_mode",
        title="Diffusion of the uniform noble-gas mode",
        lhs=modes.DIFFUSION_B.symbol,
        assumes=(DIFFUSIVE, "the wall leaves the noble-gas spins alone"),
        source="Methods, after Eq. (17)",
    )


def damped_mode() -> tuple[Equation, Equation]:
    """Noise moments of a mode with da = -gamma a dt + F dt that keeps [a, a+] = 1, in general and in vacuum.

    The loss changes [a, a+] at the rate -2 gamma, so [F, F+] = 2 gamma; <F+ F> is not negative.
    """
    gamma = symbols.GAMMA.symbol
    mode = Boson("a")
    chain = Chain(modes.NORMAL.symbol + 2 * gamma, TABLE)
    lost = commutator(-gamma * mode.a, mode.dag) + commutator(mode.a, -gamma * mode.dag)
    chain.certified(
        "[F, F+] makes up for the decay of [a, a+]",
        chain.expression,
        "operator algebra",
        (lost + 2 * gamma * commutator(mode.a, mode.dag)).is_zero,
        "[-gamma a, a+] + [a, -gamma a+] = -2 gamma [a, a+]",
    )
    general = chain.equation(
        id=f"{MODULE}.damped_mode",
        title="Noise of a damped mode that keeps its commutator",
        lhs=modes.ANTINORMAL.symbol,
        assumes=("the mode is damped at a constant rate and keeps [a, a+] = 1", "the noise is white"),
    )
    vacuum = Chain(general.rhs.subs(modes.NORMAL.symbol, 0), TABLE).equation(
        id=f"{MODULE}.vacuum_noise",
        title="Vacuum noise of a damped mode",
        lhs=modes.ANTINORMAL.symbol,
        follows_from=(general.id,),
        assumes=(*general.assumes, "the reservoir has no excitation, so F+ F vanishes"),
    )
    return general, vacuum
