r"""Bosons from polarised spins: the Holstein-Primakoff modes of both gases, their commutators and their motion.

Spins that point down are the vacuum, and a flipped spin is one excitation:

.. math:: \hat a = \hat F_-/\sqrt{2|F_z|} , \qquad \hat b = \hat K_-/\sqrt{2|K_z|} .

The commutator of a is a number up to the share of flipped spins. The motion of a and b is found here from the
operators: the commutators of local densities with the exchange Hamiltonian, then the longitudinal densities as
numbers; it agrees with what the mean-field equations give.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from derive.algebra import Boson, CollectiveSpin, Density, Ensemble, Operator, Spin, commutator, localised
from derive.records import Approximation, Derivation, Equation, table
from derive.spin_exchange import bloch, langevin, slowing_down, symbols, two_mode
from derive.spin_exchange import mode_symbols as modes
from derive.steps import Chain, DerivationError, every

MODULE = "spin_exchange.bosons"
ATOMS_A, ATOMS_B = modes.ALKALI_ATOMS, symbols.N_B
TABLE = table(two_mode.TABLE, langevin.TABLE)
HP = Approximation(name="few flipped spins", small_parameter=modes.FLIPPED.symbol, neglected_order=1)
SCALED = "a = F_-/sqrt(2|F_z|) and b = K_-/sqrt(2|K_z|)"


def derivation(model: langevin.Motion = langevin.MODEL) -> Derivation:
    """Commutators and excitations of the modes, their motion, and the beam-splitter Hamiltonian."""
    return Derivation(
        module=MODULE,
        title="Holstein-Primakoff modes",
        story=__doc__ or "",
        equations=(
            *commutators(),
            local_commutator(),
            *excitation(),
            ladder_element(),
            *motion(model),
            *rotating(model),
            *means(),
            *beam_splitter(),
            *polarised_rates(),
        ),
    )


def commutators() -> tuple[Equation, Equation]:
    """[a, a+] = -F_z/|F_z| exactly; with F_z = -|F_z| + (flipped spins) it is 1 less the share of flipped spins."""
    made = []
    for quantity, name, spin in (
        (modes.COMMUTATOR, "alkali", Spin("f", sp.Symbol("j_f", positive=True))),
        (modes.COMMUTATOR_B, "noble_gas", Spin("k")),
    ):
        gas = Ensemble("gas", spin, sp.Symbol("N", integer=True, positive=True))
        holds = (commutator(gas.total(spin.minus), gas.total(spin.plus)) + 2 * gas.total(spin.z)).is_zero
        length = sp.Symbol("F", positive=True)
        exact = sp.expand(-2 * (-length + modes.FLIPPED.symbol * length) / (2 * length))
        chain = Chain(quantity.symbol, TABLE)
        chain.certified(
            "[F_-, F_+] = -2 F_z", exact, "operator algebra", holds, "for a symbol N and any length of the spin"
        )
        made.append(
            chain.equation(
                id=f"{MODULE}.commutator_{name}",
                title=f"Commutator of the {name.replace('_', ' ')} mode",
                lhs=quantity.symbol,
                assumes=(SCALED, "eta |F_z| spins are flipped beside those of the vacuum"),
                source="main text, Dynamics of collective spin states",
            )
        )
    return made[0], made[1]


def local_commutator() -> Equation:
    """[a(r), a+(r')] over delta(r - r'), for a(r) = f_-(r)/sqrt(2|f_z|) and local densities of spins of any length."""
    spin = Spin("f", sp.Symbol("j_f", positive=True))
    gas = Density("gas", spin, sp.Symbol("N", integer=True, positive=True))
    there = sp.DiracDelta(sp.Symbol("r", real=True) - sp.Symbol("s", real=True))
    gap = localised(commutator(gas(spin.minus, "r"), gas(spin.plus, "s")) + 2 * there * gas(spin.z, "r"))
    length = sp.Symbol("F", positive=True)
    share = sp.expand(-2 * (-length + modes.FLIPPED.symbol * length) / (2 * length))
    chain = Chain(modes.LOCAL.symbol, TABLE)
    chain.certified("[f_-(r), f_+(r')] = -2 f_z(r) delta", share, "algebra of local densities", gap.is_zero)
    return chain.equation(
        id=f"{MODULE}.local_commutator", title="Commutator of the local alkali mode", lhs=modes.LOCAL.symbol,
        assumes=("a(r) = f_-(r)/sqrt(2|f_z|)", "a share eta of the local spin is flipped", "delta is coarse-grained"),
        source="Methods, before Eq. (18)",
    )  # fmt: skip


def excitation() -> tuple[Equation, Equation]:
    """a+ on the vacuum of N spins down: a state of norm 1, in which F_z is larger by one."""
    n, spin = sp.Symbol("N", integer=True, positive=True), Spin("s")
    gas = Ensemble("gas", spin, n)
    split = gas.total(spin.minus * spin.plus) + gas.distinct(spin.minus, spin.plus)
    down = (spin.minus * spin.plus).matrix([spin])[1, 1]
    holds = (gas.total(spin.minus) * gas.total(spin.plus) - split).is_zero
    norm = Chain(modes.NORM.symbol, TABLE)
    norm.certified(
        "F_- F_+ of N spins down, over 2|F_z| = N",
        sp.cancel(n * down / n),
        "operator algebra",
        holds,
        "pairs of different atoms contribute <s_-><s_+> = 0",
    )
    raised = commutator(gas.total(spin.z), gas.total(spin.plus))
    flips = Chain(modes.FLIPS.symbol, TABLE)
    flips.certified(
        "[F_z, a+] = a+", sp.Integer(1), "operator algebra", (raised - gas.total(spin.plus)).is_zero, "for a symbol N"
    )
    return (
        norm.equation(
            id=f"{MODULE}.norm", title="Norm of one excitation of the vacuum", lhs=modes.NORM.symbol, assumes=(SCALED,)
        ),
        flips.equation(
            id=f"{MODULE}.flip", title="One excitation flips one spin up", lhs=modes.FLIPS.symbol, assumes=(SCALED,)
        ),
    )


def ladder_element() -> Equation:
    r"""<n-1|F_-|n> over that of a boson, sqrt(2F n): exactly sqrt(1 - (n-1)/(2F)), and its first correction.

    From F_+ F_- = F(F+1) - F_z^2 + F_z in the level F_z = -F + n.
    """
    spin = CollectiveSpin("F")
    holds = (spin.plus * spin.minus - spin.square + spin.z * spin.z - spin.z).is_zero
    length, level, small = sp.Symbol("F", positive=True), sp.Symbol("n", positive=True), modes.CROWDING.symbol
    squared = length * (length + 1) - (level - length) ** 2 + (level - length)
    ratio = sp.cancel(squared / (2 * length * level))
    chain = Chain(modes.LADDER.symbol, TABLE)
    chain.certified(
        "F_+ F_- by the Casimir operator",
        sp.sqrt(1 - small),
        "operator algebra",
        holds and sp.cancel(ratio - 1 + (level - 1) / (2 * length)) == 0,
        "with x = (n - 1)/(2F), for any length F",
    )
    exact = chain.expression
    short = sp.series(exact, small, 0, 2).removeO()
    chain.truncated("few excitations in a long spin", short, small, 2)
    return chain.equation(
        id=f"{MODULE}.ladder_element",
        title="Matrix element of F_- beside that of a boson",
        lhs=modes.LADDER.symbol,
        assumes=("the state with n excitations has F_z = -F + n",),
        source="main text, Dynamics of collective spin states",
    )


@cache
def linearised(model: langevin.Motion, gas: int) -> tuple[sp.Expr, sp.Expr]:
    """Coefficients of f_-(r) and k_-(r) in the rate of the own one, longitudinal densities taken as numbers.

    Raises DerivationError when the rate holds f_+ or k_+ too.
    """
    (f, k), (spins_a, spins_b) = langevin.densities()
    rate = langevin.generated(model, gas)
    minus = rate[0] - sp.I * rate[1]
    lengths = {
        "f": -symbols.P_A.symbol * symbols.Q.symbol * symbols.N_A_DENSITY.symbol / 2,
        "k": -symbols.P_B.symbol * symbols.N_B_DENSITY.symbol / 2,
    }
    lowered = (f(spins_a[0], "r") - sp.I * f(spins_a[1], "r"), k(spins_b[0], "r") - sp.I * k(spins_b[1], "r"))
    longitudinal = (f(spins_a[2], "r"), k(spins_b[2], "r"))
    mine, other = (0, 1) if gas == 0 else (1, 0)
    coefficients = [sp.Integer(0), sp.Integer(0)]
    coefficients[mine] = -sp.I * model.larmor[gas]
    rest = minus - coefficients[mine] * lowered[mine]
    pairs = [
        (other, longitudinal[mine] * lowered[other], "fk"[mine]),
        (mine, lowered[mine] * longitudinal[other], "fk"[other]),
    ]
    strength = {}
    for target, word, length in pairs:
        strength[target] = _ratio(rest, word)
        rest = rest - strength[target] * word
        coefficients[target] += strength[target] * lengths[length]
    if not rest.is_zero:
        raise DerivationError("the motion mixes a lowering operator with a raising one: the modes do not separate")
    return coefficients[0], coefficients[1]


def _ratio(whole: Operator, part: Operator) -> sp.Expr:
    """The multiple of ``part`` that ``whole`` contains, read off its first monomial."""
    first, value = next(iter(part.terms.items()))
    return sp.cancel(whole.coefficient(first) / value)


def motion(model: langevin.Motion = langevin.MODEL) -> tuple[Equation, Equation]:
    """Equations of motion of the local modes with diffusion and loss, frequencies and J as derived by mean field."""
    matrix = sp.ImmutableMatrix([linearised(model, 0), linearised(model, 1)])
    q, p_a, p_b = symbols.Q.symbol, symbols.P_A.symbol, symbols.P_B.symbol
    n_a, n_b = symbols.N_A_DENSITY.symbol, symbols.N_B_DENSITY.symbol
    scale = sp.sqrt(p_b * n_b) / sp.sqrt(q * p_a * n_a)
    mean_field = two_mode.transverse_matrix()
    same = sp.ImmutableMatrix(
        [
            [matrix[0, 0] - mean_field[0, 0], matrix[0, 1] * n_b - mean_field[0, 1] * n_a],
            [matrix[1, 0] * n_a - mean_field[1, 0] * n_b, matrix[1, 1] - mean_field[1, 1]],
        ]
    )
    made = []
    rows = (
        (symbols.AMPLITUDE_A, symbols.SHIFTED_A, modes.LOSS_A, modes.DIFFUSION_A, symbols.AMPLITUDE_B, "alkali"),
        (symbols.AMPLITUDE_B, symbols.SHIFTED_B, modes.LOSS_B, modes.DIFFUSION_B, symbols.AMPLITUDE_A, "noble_gas"),
    )
    for row, (own, frequency, loss, diffusion, other, name) in enumerate(rows):
        exchange = matrix[row, 1 - row] * (scale if row == 0 else 1 / scale)
        named = (
            -(sp.I * frequency.symbol + loss.symbol - diffusion.symbol) * own.symbol
            - sp.I * symbols.J.symbol * other.symbol
        )
        rate = two_mode.exchange_rate(mean_field).rhs
        holds = sp.expand(sp.I * exchange - rate) == 0 if row == 0 else sp.cancel((sp.I * exchange) ** 2 - rate**2) == 0
        shifted = two_mode.frequency(mean_field, row, f"{name}_frequency", frequency)
        chain = Chain((matrix[row, row] + diffusion.symbol - loss.symbol) * own.symbol + exchange * other.symbol, TABLE)
        chain.certified(
            "name the shifted frequency and J",
            named,
            "substitution; the mean-field route gives the same",
            bool(holds) and sp.expand(sp.I * matrix[row, row] - shifted.rhs) == 0 and same == sp.zeros(2, 2),
        )
        made.append(
            chain.equation(
                id=f"{MODULE}.{name}",
                title=f"Motion of the {name.replace('_', ' ')} mode",
                approximations=(HP, two_mode.COHERENT),
                lhs=sp.Derivative(own.symbol, symbols.TIME.symbol, evaluate=False),
                follows_from=(f"{langevin.MODULE}.unitary_{name}", f"{two_mode.MODULE}.J", shifted.id),
                assumes=(two_mode.POLARISED, SCALED, langevin.DIFFUSIVE),
                source="Methods, Eq. (18)",
            )
        )
    return made[0], made[1]


def rotating(model: langevin.Motion = langevin.MODEL) -> tuple[Equation, Equation]:
    """The same motion in a frame that rotates with the noble gas: each amplitude is multiplied by exp(i omega_b t)."""
    turn, a, b = sp.I * symbols.SHIFTED_B.symbol, symbols.AMPLITUDE_A.symbol, symbols.AMPLITUDE_B.symbol
    alkali, noble = motion(model)
    decay = modes.LOSS_A.symbol - modes.DIFFUSION_A.symbol
    named = -sp.I * symbols.J.symbol * b + (sp.I * symbols.DETUNING.symbol - symbols.GAMMA.symbol) * a
    meant = {symbols.DETUNING.symbol: symbols.SHIFTED_B.symbol - symbols.SHIFTED_A.symbol, symbols.GAMMA.symbol: decay}
    turned = Chain(sp.expand(alkali.rhs + turn * a), TABLE)
    turned.certified("name Delta = omega_b - omega_a, and gamma with diffusion", named, "substituting them back",
                     sp.expand(named.subs(meant) - turned.expression) == 0)  # fmt: skip
    lasting = Chain(sp.expand(noble.rhs + turn * b), TABLE)
    lossless = {modes.LOSS_B.symbol: 0, modes.DIFFUSION_B.symbol: 0}
    lasting.certified("the uniform noble-gas mode does not decay", lasting.expression.subs(lossless), "substitution",
                      lasting.expression.subs(lossless) == -sp.I * symbols.J.symbol * a)  # fmt: skip
    frame = "the frame rotates with the noble-gas spins, b exp(-i omega_b t)"
    return (
        turned.equation(
            id=f"{MODULE}.rotating_alkali", title="Alkali mode in the frame of the noble gas",
            lhs=sp.Derivative(a, symbols.TIME.symbol, evaluate=False),
            follows_from=(alkali.id, f"{two_mode.MODULE}.detuning"),
            assumes=(*alkali.assumes, frame), approximations=alkali.approximations, source="main text, Eq. (2)",
        ),
        lasting.equation(
            id=f"{MODULE}.rotating_noble_gas", title="Noble-gas mode in its own frame",
            lhs=sp.Derivative(b, symbols.TIME.symbol, evaluate=False), follows_from=(noble.id,),
            assumes=(*noble.assumes, frame, "the decay of the noble-gas spins is left out"),
            approximations=noble.approximations, source="main text, Eq. (2)",
        ),
    )  # fmt: skip


def means() -> tuple[Equation, Equation]:
    """<a> and <b> by the mean transverse spin of one atom: F_- = N f_- over sqrt(2|F_z|)."""
    q, p_a, p_b = symbols.Q.symbol, symbols.P_A.symbol, symbols.P_B.symbol
    n_a, n_b = ATOMS_A.symbol, ATOMS_B.symbol
    alkali = Chain(n_a * modes.TRANSVERSE_A.symbol / sp.sqrt(2 * (n_a * q * p_a / 2)), TABLE)
    noble = Chain(n_b * modes.TRANSVERSE_B.symbol / sp.sqrt(2 * (n_b * p_b / 2)), TABLE)
    return (
        alkali.equation(
            id=f"{MODULE}.mean_alkali",
            title="Mean of the alkali mode",
            lhs=modes.MEAN_A.symbol,
            assumes=(SCALED, two_mode.POLARISED),
        ),
        noble.equation(
            id=f"{MODULE}.mean_noble_gas",
            title="Mean of the noble-gas mode",
            lhs=modes.MEAN_B.symbol,
            assumes=(SCALED, two_mode.POLARISED),
        ),
    )


def beam_splitter() -> tuple[Equation, Equation]:
    """The motion that hbar J (a+ b + b+ a) generates."""
    a, b, rate = Boson("a"), Boson("b"), symbols.J.symbol
    energy = rate * (a.dag * b.a + b.dag * a.a)
    made = []
    for own, other, quantity, amplitude, name in (
        (a, b, modes.SPLIT_A, symbols.AMPLITUDE_B, "alkali"),
        (b, a, modes.SPLIT_B, symbols.AMPLITUDE_A, "noble_gas"),
    ):
        holds = every([-sp.I * commutator(own.a, energy) + sp.I * rate * other.a], lambda rest: rest.is_zero)
        chain = Chain(quantity.symbol, TABLE)
        chain.certified("commutator with the Hamiltonian", -sp.I * rate * amplitude.symbol, "operator algebra", holds)
        made.append(
            chain.equation(
                id=f"{MODULE}.beam_splitter_{name}",
                title=f"Beam-splitter motion of the {name.replace('_', ' ')} mode",
                lhs=quantity.symbol,
                assumes=("a and b are bosons",),
                source="main text, Coupling regimes",
            )
        )
    return made[0], made[1]


def polarised_rates() -> tuple[Equation, Equation]:
    """J at full polarisation: with q and zeta held fixed, and with both following the polarisation of the alkali."""
    rate = two_mode.exchange_rate(two_mode.transverse_matrix()).rhs.subs({symbols.P_A.symbol: 1, symbols.P_B.symbol: 1})
    zeta, _ = bloch.rates()
    following = rate.subs(symbols.ZETA.symbol, zeta.rhs).subs(symbols.Q.symbol, 2 * symbols.NUCLEAR_SPIN.symbol + 1)
    polarised = slowing_down.limit_of(
        slowing_down.slowing_down_factor(slowing_down.MODEL),
        slowing_down.MODEL,
        1,
        "polarised",
        "q of a fully polarised atom",
    )
    if sp.expand(polarised.rhs - 2 * symbols.NUCLEAR_SPIN.symbol - 1) != 0:
        raise DerivationError(f"a fully polarised atom has q = {polarised.rhs}, which is not 2I + 1")
    return (
        Chain(rate, TABLE).equation(
            id=f"{MODULE}.polarised_rate",
            title="Coherent exchange rate of fully polarised gases, same q",
            lhs=modes.FULL_RATE.symbol,
            follows_from=(f"{two_mode.MODULE}.J",),
            assumes=("q and zeta are held fixed",),
        ),
        Chain(following, TABLE).equation(
            id=f"{MODULE}.polarised_rate_following",
            title="Coherent exchange rate of fully polarised gases",
            lhs=modes.FULL_RATE.symbol,
            follows_from=(f"{two_mode.MODULE}.J", zeta.id, polarised.id),
            assumes=("q and zeta follow the polarisation of the alkali",),
        ),
    )
