r"""Densities, rates and fields of a vapour cell of one's own, for a noble gas of any nuclear spin, in SI units.

The noble gas was filled in and sealed, so its density does not change with the temperature; the vapour is in
equilibrium with the metal. What a table of measured properties gives (cross-sections, diffusion coefficients, the
enhancement of the contact field) becomes rates per second of the alkali spin f, one for each cause. A noble gas of
spin K polarised by :math:`p_b` has :math:`k_z=-Kp_b`, so that the coupling of the two modes becomes

.. math:: J = \tfrac12\zeta\sqrt{2K\,q\,p_ap_bn_an_b} ,

and a nucleus of more than two levels disturbs the electron that meets it :math:`\tfrac43K(K+1)` times as much.
The sense :math:`s_b` is -1 for a nucleus that precesses against the electron, as xenon-131 does.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.records import Derivation, Equation
from derive.spin_exchange import (
    bloch,
    cell_numbers,
    constants,
    diffusion_modes,
    fermi_contact,
    langevin,
    regimes,
    symbols,
    two_mode,
)
from derive.spin_exchange import cell_symbols as own
from derive.spin_exchange.number_symbols import REDUCED, REFERENCE, TEMPERATURE
from derive.steps import Chain

MODULE = "spin_exchange.cell_rates"
TABLE = own.TABLE
SEALED = "the cell was filled at one temperature and pressure and sealed; the noble gas is an ideal gas"
SATURATED = "the vapour is in equilibrium with the metal, whose vapour pressure follows two fitted constants"
LINEAR = "the enhancement changes linearly with temperature in the range of its measurement"
FIT = "a diffusion coefficient grows with a power of the temperature at a fixed pressure"
BLANC = "Blanc's law: resistances to diffusion add up, gas by gas"
POLARISED = "both gases are polarised along -z: f_z = -p_a q/2, k_z = -K p_b"
SENSES = "zeta and the gyromagnetic ratio of the noble gas change their sign with the sense of its precession"
ENERGY = constants.BOLTZMANN.symbol * TEMPERATURE.symbol


@dataclass(frozen=True, kw_only=True)
class Nucleus:
    """The noble-gas nucleus: its spin, and the mean spin along the axis of polarisation."""

    spin: sp.Expr = own.NOBLE_SPIN.symbol
    along_axis: sp.Expr = -own.NOBLE_SPIN.symbol * symbols.P_B.symbol


MODEL = Nucleus()


def derivation(model: Nucleus = MODEL) -> Derivation:
    """Densities, interaction strength, coupling, losses by cause, diffusion, and the fields."""
    return Derivation(
        module=MODULE, title="Rates of a vapour cell of one's own", story=__doc__ or "",
        equations=(
            *densities(), enhancement(), strength(model), coupling(model), *losses(model), *diffusion(),
            *noble_losses(), *gyromagnetic_ratios(model), resonance(model), detuning(model), frequency(model),
        ),
    )  # fmt: skip


def _equation(name: str, title: str, lhs: sp.Basic, chain: Chain, **fields: object) -> Equation:
    return chain.equation(id=f"{MODULE}.{name}", title=title, lhs=lhs, **fields)


def densities() -> tuple[Equation, ...]:
    """Vapour from its pressure curve; noble and quenching gas from what was filled in."""
    pressure = REFERENCE.symbol * 10 ** (
        constants.VAPOUR_LEVEL.symbol - constants.VAPOUR_SLOPE.symbol / TEMPERATURE.symbol
    )
    filled = constants.BOLTZMANN.symbol * own.FILLED.symbol
    cases = (
        ("vapour", "Density of the alkali vapour", own.N_A, pressure / ENERGY, SATURATED),
        ("noble_gas", "Density of the noble gas", own.N_B, own.PRESSURE_B.symbol / filled, SEALED),
        ("quenching_gas", "Density of the quenching gas", own.N_Q, own.PRESSURE_Q.symbol / filled, SEALED),
    )
    follows = {
        "vapour": ("spin_exchange.cell_numbers.vapour_density", "spin_exchange.cell_numbers.vapour_pressure"),
        "noble_gas": ("spin_exchange.cell_numbers.noble_gas_density",),
        "quenching_gas": ("spin_exchange.cell_numbers.noble_gas_density",),
    }
    return tuple(
        _equation(name, title, q.symbol, Chain(rhs, TABLE), assumes=(why,), follows_from=follows[name])
        for name, title, q, rhs, why in cases
    )


def enhancement() -> Equation:
    """kappa_0 at the temperature of the cell, from a value and a slope."""
    chain = Chain(own.KAPPA_REF.symbol + own.KAPPA_SLOPE.symbol * (TEMPERATURE.symbol - own.REFERENCE_T.symbol), TABLE)
    return _equation(
        "enhancement", "Enhancement of the contact field", constants.ENHANCEMENT.symbol, chain, assumes=(LINEAR,)
    )


def strength(model: Nucleus) -> Equation:
    """zeta from kappa_0 and the moment m_b = g_n mu_N K of a nucleus of any spin."""
    contact = fermi_contact.ContactField()
    made = fermi_contact.strength(fermi_contact.precession(fermi_contact.sphere(), contact))
    g_n, magneton = constants.NUCLEAR_G.symbol, constants.NUCLEAR_MAGNETON.symbol
    found = made.rhs.subs(g_n, constants.MOMENT.symbol / (model.spin * magneton))
    chain = Chain(made.rhs, TABLE)
    chain.certified("the moment per spin", found, "definition of the moment",
                    sp.cancel(found.subs(constants.MOMENT.symbol, g_n * magneton * model.spin) - made.rhs) == 0,
                    "m_b = g_n mu_N K")  # fmt: skip
    return _equation(
        "zeta", "Mean-field interaction strength, any nuclear spin", own.ZETA.symbol, chain, assumes=made.assumes,
        follows_from=(made.id,),
    )  # fmt: skip


def coupling(model: Nucleus) -> Equation:
    """J for a nucleus of any spin, with amplitudes whose commutator is one: b = k_- sqrt(N_b/(2 |k_z|))."""
    matrix = _matrix(model)
    q, p_a, n_a, n_b = (s.symbol for s in (symbols.Q, symbols.P_A, own.N_A, own.N_B))
    scale = sp.sqrt(n_a / (q * p_a)) / sp.sqrt(n_b / (-2 * model.along_axis))
    chain = Chain(sp.I * matrix[0, 1] * scale, TABLE)
    chain.equal("the same rate in both directions", sp.I * matrix[1, 0] / scale)
    chain.equal("gather the square roots",
                own.ZETA.symbol / 2 * sp.sqrt(-2 * model.along_axis * q * p_a * n_a * n_b))  # fmt: skip
    return _equation(
        "J", "Coherent exchange rate, any nuclear spin", symbols.J.symbol, chain,
        follows_from=(f"{two_mode.MODULE}.J",), approximations=(two_mode.SMALL_TILT, two_mode.COHERENT),
        assumes=(POLARISED, "N_a/N_b = n_a/n_b: both gases fill the same cell"),
    )  # fmt: skip


def _matrix(model: Nucleus) -> sp.ImmutableMatrix:
    """The linear motion of (f_-, k_-) for this nucleus."""
    return two_mode.transverse_matrix(two_mode.PolarisedGases(noble=model.along_axis))


def losses(model: Nucleus) -> tuple[Equation, ...]:
    """Loss rates of the alkali spin f by cause: what randomises the electron at a rate G relaxes f at G/q."""
    q, n_a, n_b = symbols.Q.symbol, own.N_A.symbol, own.N_B.symbol
    electron = disturbance(model) * own.K_SE.symbol * n_b
    chain = Chain(electron / q, TABLE)
    exchange = _equation(
        "loss_exchange", "Loss by exchange with the noble gas", own.BY_EXCHANGE.symbol, chain,
        follows_from=(f"{bloch.MODULE}.alkali_relaxation",), assumes=(bloch.HYPERFINE, bloch.PAIRING),
    )  # fmt: skip
    cases = (
        ("loss_noble_gas", own.BY_NOBLE_GAS, n_b * own.SIGMA_SR.symbol, own.M_B.symbol),
        ("loss_quenching_gas", own.BY_QUENCHING, own.N_Q.symbol * own.SIGMA_Q.symbol, own.M_Q.symbol),
        ("loss_alkali", own.BY_ALKALI, n_a * own.SIGMA_SD.symbol, own.M_A.symbol),
    )
    made = [exchange]
    for name, quantity, rate, mass in cases:
        chain = Chain(rate * _speed(mass) / q, TABLE)
        made.append(_equation(
            name, f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}", quantity.symbol, chain,
            follows_from=(f"{langevin.MODULE}.alkali_relaxation", "spin_exchange.cell_numbers.mean_speed"),
            assumes=(langevin.ELECTRON_LOSS, bloch.HYPERFINE, cell_numbers.THERMAL,
                     "a rate is density times cross-section times mean relative speed"),
        ))  # fmt: skip
    chain = Chain(n_a * own.SIGMA_SE.symbol * _speed(own.M_A.symbol), TABLE)
    made.append(_equation(
        "alkali_exchange", "Spin exchange among alkali atoms", own.ALKALI_RATE.symbol, chain,
        follows_from=("spin_exchange.cell_numbers.alkali_exchange_rate",), assumes=(cell_numbers.THERMAL,),
    ))  # fmt: skip
    return tuple(made)


def disturbance(model: Nucleus) -> sp.Expr:
    r"""How much more a spin K relaxes the electron than a spin 1/2: 4 K (K + 1)/3.

    To second order a collision changes s by -phi^2/2 [s.k, [s.k, s]]. In a gas that is not polarised
    <k_i k_j> = delta_ij K(K + 1)/3, which leaves a sum of double commutators of s alone.
    """
    pauli = [sp.Matrix([[0, 1], [1, 0]]), sp.Matrix([[0, -sp.I], [sp.I, 0]]), sp.Matrix([[1, 0], [0, -1]])]
    s = [matrix / 2 for matrix in pauli]
    twice = [axis * (axis * s[2] - s[2] * axis) - (axis * s[2] - s[2] * axis) * axis for axis in s]
    total = twice[0] + twice[1] + twice[2]
    square = model.spin * (model.spin + 1) / 3
    of_a_half = sp.Rational(1, 2) * sp.Rational(3, 2) / 3
    ratio = sp.cancel((square * total)[0, 0] / (of_a_half * total)[0, 0])
    return sp.factor(ratio)


def _speed(mass: sp.Symbol) -> sp.Expr:
    """The mean speed of an alkali atom relative to atoms of a mass, from the derived one of a reduced mass."""
    masses = {constants.MASS_A.symbol: own.M_A.symbol, constants.MASS_B.symbol: mass}
    reduced = cell_numbers.reduced_mass(cell_numbers.MODEL).rhs.subs(masses)
    _, mean = cell_numbers.speeds(cell_numbers.MODEL)
    speed: sp.Expr = mean.rhs.subs(REDUCED.symbol, reduced)
    return speed


def diffusion() -> tuple[Equation, Equation, Equation, Equation]:
    """D at the density of one gas, in two gases, the decay of the slowest mode of a sphere, and its wall."""
    reference, pressure = own.D_REF.symbol, own.CARRIER.symbol * ENERGY
    grown = (TEMPERATURE.symbol / own.REFERENCE_T.symbol) ** own.EXPONENT.symbol
    chain = Chain(reference * grown * own.P_REF.symbol / pressure, TABLE)
    one = _equation("diffusion", "Diffusion coefficient of the alkali in one gas", own.D_GAS.symbol, chain,
                    assumes=(FIT, "it is inversely proportional to the pressure", "an ideal gas"))  # fmt: skip
    first, second = own.D_GAS.symbol, own.D_QUENCHING.symbol
    mixed = Chain(1 / (1 / first + 1 / second), TABLE).equal("one fraction", first * second / (first + second))
    both = _equation("mixture", "Diffusion coefficient of the alkali in two gases", own.D_A.symbol, mixed,
                     follows_from=(one.id,), assumes=(BLANC,))  # fmt: skip
    wave = own.WAVE.symbol / own.RADIUS.symbol
    decay = Chain(own.D_A.symbol * wave**2, TABLE)
    wall = _equation("loss_diffusion", "Loss by diffusion to the wall", own.BY_DIFFUSION.symbol, decay,
                     follows_from=("spin_exchange.diffusion_modes.alkali_rate", "spin_exchange.diffusion_modes.wall"),
                     assumes=("the slowest spherically symmetric mode, whose wave number the wall sets",))  # fmt: skip
    return one, both, wall, _wall()


def _wall() -> Equation:
    """Loss at the wall for a wave number, with the Robin condition -R f' = mu f at the wall."""
    found = diffusion_modes.wall()
    x = own.WAVE.symbol
    chain = Chain(found.rhs, TABLE)
    chain.certified("write the cotangent as a quotient", 1 - x * sp.cos(x) / sp.sin(x), "definition of the cotangent",
                    found.rhs.subs(sp.cot(x), sp.cos(x) / sp.sin(x)) == 1 - x * sp.cos(x) / sp.sin(x))  # fmt: skip
    return _equation("wall", "Loss at the wall of a mode", own.WALL.symbol, chain,
                     follows_from=(found.id,), assumes=found.assumes)  # fmt: skip


def noble_losses() -> tuple[Equation, Equation]:
    """What the alkali costs the noble gas: exchange, and the detuned alkali mode during storage."""
    chain = Chain(own.K_SE.symbol * own.N_A.symbol, TABLE)
    exchange = _equation("noble_exchange", "Loss of noble-gas spin by exchange", own.NOBLE_BY_ALKALI.symbol, chain,
                         follows_from=(f"{bloch.MODULE}.noble_gas_relaxation",), assumes=(bloch.PAIRING,))  # fmt: skip
    far = regimes.far_rates(*regimes.modes())[1]
    induced = _equation("noble_induced", "Loss of noble-gas spin through the detuned alkali", own.INDUCED.symbol,
                        Chain(far.rhs, TABLE), follows_from=(far.id,), assumes=far.assumes,
                        approximations=far.approximations)  # fmt: skip
    return exchange, induced


def gyromagnetic_ratios(model: Nucleus) -> tuple[Equation, Equation]:
    """g_a = g_e mu_B/(q hbar), and g_b = m_b/(K hbar), both as magnitudes."""
    alkali, _ = cell_numbers.gyromagnetic_ratios()
    noble = Chain(constants.MOMENT.symbol / (model.spin * symbols.HBAR.symbol), TABLE)
    return (
        _equation("gyro_a", alkali.title, own.GYRO_A.symbol, Chain(alkali.rhs, TABLE), follows_from=(alkali.id,),
                  assumes=alkali.assumes),
        _equation("gyro_b", "Gyromagnetic ratio of the noble-gas spin", own.GYRO_B.symbol, noble,
                  follows_from=("spin_exchange.cell_numbers.noble_gas_gyromagnetic_ratio",),
                  assumes=("m_b is the largest mean of the moment along an axis",)),
    )  # fmt: skip


def in_a_field(model: Nucleus) -> sp.ImmutableMatrix:
    """The linear motion in the field B_z, with the sense in which the nucleus precesses."""
    sense = own.SENSE.symbol
    return _matrix(model).subs({
        symbols.OMEGA_A.symbol: own.GYRO_A.symbol * own.FIELD.symbol,
        symbols.OMEGA_B.symbol: sense * own.GYRO_B.symbol * own.FIELD.symbol,
        own.ZETA.symbol: sense * own.ZETA.symbol,
    })  # fmt: skip


def _mismatch(model: Nucleus) -> sp.Expr:
    matrix = in_a_field(model)
    return sp.expand(sp.I * (matrix[1, 1] - matrix[0, 0]))


def resonance(model: Nucleus) -> Equation:
    """The field at which the shifted frequencies of both gases are equal."""
    difference, field = _mismatch(model), own.FIELD.symbol
    shift, slope = difference.subs(field, 0), sp.diff(difference, field)
    chain = Chain(difference, TABLE)
    found = sp.factor(shift) / sp.expand(-slope)
    chain.certified("solve Delta = 0 for the field", found, "substitution",
                    sp.cancel(difference.subs(field, found)) == 0, "the detuning vanishes identically")  # fmt: skip
    return _equation("resonance_field", "Field of resonance", own.RESONANCE.symbol, chain,
                     follows_from=("spin_exchange.cell_numbers.resonance_field",),
                     assumes=(POLARISED, SENSES))  # fmt: skip


def detuning(model: Nucleus) -> Equation:
    """The detuning in a field, from the field of resonance on: the collisional shifts do not depend on the field."""
    difference, field, zero = _mismatch(model), own.FIELD.symbol, own.RESONANCE.symbol
    slope = sp.diff(difference, field)
    chain = Chain(difference, TABLE)
    found = slope * (field - zero)
    chain.certified("measure the field from resonance", found, "substituting the field of resonance",
                    sp.cancel(sp.expand(found.subs(zero, resonance(model).rhs) - difference)) == 0)  # fmt: skip
    return _equation("detuning", "Detuning in a magnetic field", symbols.DETUNING.symbol, chain,
                     follows_from=(f"{MODULE}.resonance_field",), assumes=(POLARISED, SENSES))  # fmt: skip


def frequency(model: Nucleus) -> Equation:
    """The precession frequency of the alkali, from that of the noble gas, which has no large terms that cancel."""
    matrix = in_a_field(model)
    noble = sp.expand(sp.I * matrix[1, 1])
    chain = Chain(sp.expand(sp.I * matrix[0, 0]), TABLE)
    found = noble - symbols.DETUNING.symbol
    same = sp.expand(found.subs(symbols.DETUNING.symbol, _mismatch(model)) - chain.expression) == 0
    chain.certified("the frequency of the noble gas less the detuning", found, "substituting the detuning", same)
    return _equation("alkali_frequency", "Precession frequency of the alkali", symbols.SHIFTED_A.symbol, chain,
                     follows_from=(f"{two_mode.MODULE}.detuning",), assumes=(POLARISED, SENSES))  # fmt: skip
