r"""Numbers of a vapour cell from its temperature, pressure, field and measured constants.

Densities follow from the ideal-gas law and the vapour-pressure curve; relative speeds from the Maxwell-Boltzmann
distribution; phases of a collision from the rate coefficients by dividing out :math:`\sigma v`; the field at
which the two gases precess together from :math:`\Delta = 0`. A mean of squares is no less than the square of a
mean: :math:`\langle\phi^2\rangle - \langle\phi\rangle^2` is a variance, and rate coefficients must respect it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from derive.records import Approximation, Derivation, Equation, table
from derive.spin_exchange import bloch, constants, symbols, two_mode
from derive.spin_exchange.number_symbols import (
    ALKALI_RATE,
    APPROACH,
    CROSS_SECTION,
    ELECTRON,
    ETA,
    GYRO_A,
    GYRO_B,
    MEAN_PHASE,
    MEAN_SQUARE,
    MOMENTUM,
    PRESSURE,
    REDUCED,
    REFERENCE,
    SPEED,
    SPIN_ROTATION,
    STRENGTH,
    TEMPERATURE,
    VAPOUR,
    VARIANCE,
)
from derive.spin_exchange.symbols import FIELD, HBAR
from derive.steps import Chain

MODULE = "spin_exchange.cell_numbers"


TABLE = table(
    symbols.TABLE, constants.TABLE, two_mode.TABLE, (HBAR, TEMPERATURE, PRESSURE, VAPOUR, REFERENCE, REDUCED, SPEED),
    (CROSS_SECTION, MEAN_PHASE, MEAN_SQUARE, VARIANCE, FIELD, GYRO_A, GYRO_B, STRENGTH, ELECTRON),
    (ALKALI_RATE, SPIN_ROTATION, ETA, APPROACH, MOMENTUM),
)  # fmt: skip
IDEAL = "an ideal gas"
THERMAL = "velocities have the Maxwell-Boltzmann distribution at the temperature of the cell"
ONE_SPEED = "the rate sigma v is taken outside the averages over collisions"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """How many pairs of atoms per volume, mass and statistics: the distribution of one relative speed, not normed."""

    masses: tuple[sp.Expr, sp.Expr] = (constants.MASS_A.symbol, constants.MASS_B.symbol)
    dimensions: int = 3


MODEL = Cell()


def derivation(model: Cell = MODEL) -> Derivation:
    """Densities, speeds, phases of a collision, resonance field, and the condition of strong coupling."""
    mean, square = phases()
    return Derivation(
        module=MODULE, title="Numbers of a vapour cell", story=__doc__ or "",
        equations=(
            *densities(), reduced_mass(model), *speeds(model), mean, square, variance(mean, square),
            *gyromagnetic_ratios(), resonance_field(), strong_coupling(), electron_relaxation(),
            rotation(), *alkali_exchange(model), *cross_sections(),
        ),
    )  # fmt: skip


def _equation(name: str, title: str, lhs: sp.Basic, chain: Chain, **fields: object) -> Equation:
    return chain.equation(id=f"{MODULE}.{name}", title=title, lhs=lhs, **fields)


def densities() -> tuple[Equation, ...]:
    """n = P/(k_B T) of the noble gas and of the vapour, and the vapour-pressure curve."""
    energy = constants.BOLTZMANN.symbol * TEMPERATURE.symbol
    exponent = constants.VAPOUR_LEVEL.symbol - constants.VAPOUR_SLOPE.symbol / TEMPERATURE.symbol
    cases = (
        ("noble_gas_density", "Density of the noble gas", symbols.N_B_DENSITY.symbol, PRESSURE.symbol / energy, IDEAL),
        ("vapour_density", "Density of the alkali vapour", symbols.N_A_DENSITY.symbol, VAPOUR.symbol / energy, IDEAL),
        ("vapour_pressure", "Vapour-pressure curve", VAPOUR.symbol, REFERENCE.symbol * 10**exponent,
         "vapour in equilibrium with the liquid; two constants fitted to measurements"),
    )  # fmt: skip
    return tuple(_equation(n, title, lhs, Chain(rhs, TABLE), assumes=(why,)) for n, title, lhs, rhs, why in cases)


def reduced_mass(model: Cell) -> Equation:
    """The mass that relative motion has."""
    one, other = model.masses
    return _equation(
        "reduced_mass", "Reduced mass of a pair", REDUCED.symbol, Chain(one * other / (one + other), TABLE)
    )


def speeds(model: Cell) -> tuple[Equation, Equation]:
    """Most probable and mean relative speed, two readings of one letter v."""
    return (
        _most_probable("most_probable_speed", "Relative speed, the most probable one", REDUCED.symbol, model),
        _mean_speed("mean_speed", "Relative speed, the mean", REDUCED.symbol, model),
    )


def _distribution(mass: sp.Expr, model: Cell, speed: sp.Symbol) -> sp.Expr:
    energy = constants.BOLTZMANN.symbol * TEMPERATURE.symbol
    weight: sp.Expr = speed ** (model.dimensions - 1) * sp.exp(-mass * speed**2 / (2 * energy))
    return weight


def _most_probable(name: str, title: str, mass: sp.Symbol, model: Cell) -> Equation:
    speed, energy = SPEED.symbol, constants.BOLTZMANN.symbol * TEMPERATURE.symbol
    density = _distribution(mass, model, speed)
    top = sp.sqrt((model.dimensions - 1) * energy / mass)
    chain = Chain(density, TABLE)
    slope = sp.cancel(sp.expand(sp.diff(density, speed) / density))
    bend = sp.expand(sp.diff(sp.expand(slope), speed))
    chain.certified("where the density of speeds is largest", top, "vanishing slope",
                    sp.cancel(slope.subs(speed, top)) == 0 and bool(bend.is_negative),
                    "its logarithm has slope zero there only, and bends down")  # fmt: skip
    return _equation(name, title, speed, chain, assumes=(THERMAL, "v is the most probable speed"))


def _mean_speed(name: str, title: str, mass: sp.Symbol, model: Cell) -> Equation:
    speed, energy = SPEED.symbol, constants.BOLTZMANN.symbol * TEMPERATURE.symbol
    density = _distribution(mass, model, speed)
    moments = [sp.Integral(speed**n * density, (speed, 0, sp.oo)) for n in (1, 0)]
    found = [_gaussian_moment(n + model.dimensions - 1, mass / (2 * energy)) for n in (1, 0)]
    mean = sp.sqrt(8 * energy / (sp.pi * mass)) if model.dimensions == 3 else found[0] / found[1]
    chain = Chain(moments[0] / moments[1], TABLE)
    chain.certified(
        "moments of a Gaussian", mean, "Gamma functions",
        sp.cancel(sp.expand(mean**2 - (found[0] / found[1]) ** 2)) == 0, "the integral of v^n exp(-c v^2)",
    )  # fmt: skip
    return _equation(name, title, speed, chain, assumes=(THERMAL, "v is the mean speed"))


def _gaussian_moment(power: int, rate: sp.Expr) -> sp.Expr:
    """The integral of v^power exp(-rate v^2) over positive v."""
    return sp.gamma(sp.Rational(power + 1, 2)) / (2 * rate ** sp.Rational(power + 1, 2))


def phases() -> tuple[Equation, Equation]:
    """<phi> and <phi^2> from zeta and k_se, with sigma v outside the averages."""
    rate = CROSS_SECTION.symbol * SPEED.symbol
    first = Chain(symbols.M1.symbol / rate, TABLE)
    second = Chain(symbols.M2.symbol / rate, TABLE)
    zeta, k_se = (_mean_field()[f"{bloch.MODULE}.{name}"].rhs for name in ("zeta", "k_se"))
    first.certified("zeta = <v sigma phi>/q", symbols.ZETA.symbol * symbols.Q.symbol / rate, "definition of zeta",
                    sp.cancel(zeta * symbols.Q.symbol - symbols.M1.symbol) == 0)  # fmt: skip
    second.certified("k_se = <v sigma phi^2>/4", 4 * symbols.K_SE.symbol / rate, "definition of k_se",
                     sp.cancel(4 * k_se - symbols.M2.symbol) == 0)  # fmt: skip
    follows = (f"{bloch.MODULE}.zeta", f"{bloch.MODULE}.k_se")
    return (
        _equation("mean_phase", "Mean angle of a collision", MEAN_PHASE.symbol, first,
                  follows_from=follows[:1], assumes=(ONE_SPEED,)),
        _equation("mean_square_phase", "Mean square angle of a collision", MEAN_SQUARE.symbol, second,
                  follows_from=follows[1:], assumes=(ONE_SPEED,)),
    )  # fmt: skip


@cache
def _mean_field() -> dict[str, Equation]:
    """The mean-field equations and rates, by id."""
    return {equation.id: equation for equation in bloch.derivation().equations}


def variance(mean: Equation, square: Equation) -> Equation:
    """<phi^2> - <phi>^2 from the rate coefficients; negative values say that they do not belong together."""
    chain = Chain(square.rhs - mean.rhs**2, TABLE)
    return _equation(
        "phase_variance", "Variance of the angle of a collision", VARIANCE.symbol, chain,
        follows_from=(mean.id, square.id), assumes=(ONE_SPEED,),
    )  # fmt: skip


def gyromagnetic_ratios() -> tuple[Equation, Equation]:
    """g_a = g_e mu_B/(q hbar), the electron's shared with f = q s; g_b from the moment of a spin 1/2."""
    alkali = Chain(
        constants.ELECTRON_G.symbol * constants.BOHR_MAGNETON.symbol / (symbols.Q.symbol * HBAR.symbol), TABLE
    )
    noble = Chain(2 * constants.MOMENT.symbol / HBAR.symbol, TABLE)
    return (
        _equation("alkali_gyromagnetic_ratio", "Gyromagnetic ratio of the alkali spin", GYRO_A.symbol, alkali,
                  follows_from=("spin_exchange.slowing_down.total_spin",),
                  assumes=("the torque acts on the electron; that on the alkali nucleus is a thousand times smaller",)),
        _equation("noble_gas_gyromagnetic_ratio", "Gyromagnetic ratio of the noble-gas spin", GYRO_B.symbol, noble,
                  assumes=("a nuclear spin 1/2",)),
    )  # fmt: skip


def resonance_field() -> Equation:
    """The field at which Delta = 0: the shifted frequencies of the two gases are equal."""
    g_a, g_b, field = GYRO_A.symbol, GYRO_B.symbol, FIELD.symbol
    matrix = two_mode.transverse_matrix()
    shifted = [two_mode.frequency(matrix, row, f"w{row}", q).rhs
               for row, q in enumerate((symbols.SHIFTED_A, symbols.SHIFTED_B))]  # fmt: skip
    larmor = {symbols.OMEGA_A.symbol: g_a * field, symbols.OMEGA_B.symbol: g_b * field}
    difference = (shifted[1] - shifted[0]).subs(larmor)
    shift = sp.expand(difference.subs(field, 0))
    found = sp.factor(shift) / (g_a - g_b)
    chain = Chain(difference, TABLE)
    chain.certified(
        "solve Delta = 0 for the field", found, "substitution", sp.cancel(difference.subs(field, found)) == 0,
        "the detuning vanishes identically",
    )  # fmt: skip
    return _equation(
        "resonance_field", "Field of resonance", field, chain, follows_from=(f"{two_mode.MODULE}.detuning",),
        assumes=("both gases precess in the same sense in a field, as potassium and helium-3 do",),
    )  # fmt: skip


def strong_coupling() -> Equation:
    """J over the relaxation that the same collisions cause, when the angle varies little."""
    q, p_a, p_b = symbols.Q.symbol, symbols.P_A.symbol, symbols.P_B.symbol
    n_a, n_b, mean = symbols.N_A_DENSITY.symbol, symbols.N_B_DENSITY.symbol, MEAN_PHASE.symbol
    rate = CROSS_SECTION.symbol * SPEED.symbol
    zeta, k_se = rate * mean / q, rate * mean**2 / 4
    coupling = two_mode.exchange_rate(two_mode.transverse_matrix()).rhs
    loss = _mean_field()[f"{bloch.MODULE}.alkali_relaxation"].rhs
    chain = Chain((coupling / loss).subs({symbols.ZETA.symbol: zeta, symbols.K_SE.symbol: k_se}), TABLE)
    chain.equal("cancel sigma v and q", 2 * sp.sqrt(q * p_a * p_b * n_a / n_b) / mean)
    narrow = Approximation(name="angles that vary little, <phi^2> = <phi>^2", neglected_order=1,
                           small_parameter=VARIANCE.symbol / mean**2)  # fmt: skip
    return _equation(
        "strong_coupling", "Coupling over relaxation by the same collisions", STRENGTH.symbol, chain,
        follows_from=(f"{two_mode.MODULE}.J", f"{bloch.MODULE}.alkali_relaxation"), approximations=(narrow,),
        assumes=(ONE_SPEED, "no other relaxation; with <phi^2> >= <phi>^2 and other relaxation J/gamma is smaller"),
    )  # fmt: skip


def electron_relaxation() -> Equation:
    """The loss rate of the electron spin itself, before the hyperfine coupling shares it with the nucleus."""
    chain = Chain(_mean_field()[f"{bloch.MODULE}.alkali_relaxation"].rhs * symbols.Q.symbol, TABLE)
    chain.equal(
        "f = q s, and a collision changes f by the change of s", symbols.N_B_DENSITY.symbol * symbols.K_SE.symbol
    )
    return _equation(
        "electron_relaxation", "Spin-exchange relaxation of the electron", ELECTRON.symbol, chain,
        follows_from=(f"{bloch.MODULE}.alkali_relaxation",),
    )  # fmt: skip


def rotation() -> Equation:
    """eta: how much of the electron's relaxation by noble gas is exchange, beside rotation by the orbital motion."""
    chain = Chain(symbols.K_SE.symbol / SPIN_ROTATION.symbol, TABLE)
    return _equation("eta", "Exchange over rotation", ETA.symbol, chain, assumes=("rates per noble-gas atom",))


def alkali_exchange(model: Cell) -> tuple[Equation, Equation]:
    """Rate of spin exchange among alkali atoms: their density, cross-section and mean relative speed."""
    mass = constants.MASS_A.symbol
    energy = constants.BOLTZMANN.symbol * TEMPERATURE.symbol
    pair = reduced_mass(Cell(masses=(mass, mass), dimensions=model.dimensions)).rhs
    halved = Chain(_mean_speed("pair", "", REDUCED.symbol, model).rhs.subs(REDUCED.symbol, pair), TABLE)
    halved.equal("the reduced mass of equal atoms is half of one", 4 * sp.sqrt(energy / (sp.pi * mass)))
    speed = _equation(
        "alkali_pair_speed", "Mean relative speed of two alkali atoms", SPEED.symbol, halved, assumes=(THERMAL,)
    )
    chain = Chain(symbols.N_A_DENSITY.symbol * constants.ALKALI_CROSS_SECTION.symbol * SPEED.symbol, TABLE)
    rate = _equation(
        "alkali_exchange_rate", "Spin exchange among alkali atoms", ALKALI_RATE.symbol, chain, follows_from=(speed.id,)
    )
    return speed, rate


def cross_sections() -> tuple[Equation, Equation]:
    """pi r^2 of the closest approach, and pi b^2 of the impact parameter b = L/(m v) of straight flight."""
    impact = MOMENTUM.symbol / (REDUCED.symbol * SPEED.symbol)
    straight = "straight flight up to the distance of closest approach; the interatomic potential is left out"
    disc, flight = Chain(sp.pi * APPROACH.symbol**2, TABLE), Chain(sp.pi * impact**2, TABLE)
    hard = "every approach to that distance is a spin-exchange collision"
    return (
        _equation("disc", "Cross-section of a closest approach", CROSS_SECTION.symbol, disc, assumes=(hard,)),
        _equation("centrifugal", "Cross-section of a momentum", CROSS_SECTION.symbol, flight, assumes=(straight,)),
    )  # fmt: skip
