r"""Pair rates averaged over two ensembles, the second a distance R behind the first along the classical field.

Of the radiated field only what is emitted across the dipole counts, in the direction of the other ensemble; the near
field is left out. With the field's phase the angle is integrated, then the distance over the whole line:

.. math:: \Gamma_{ij}^{I,II} = \frac{3\Gamma}{4q}\left(1-e^{-2q}\right), \qquad q = (k_LL)^2 + ik_LR .

Wave by wave, with the dipole's pattern and the near field, the same q stands in place of :math:`(k_LL)^2` in the rate
of one ensemble.

The exchange does not vanish between two ensembles. The wave :math:`e^{ik_Lr}` runs with the classical field
from the first ensemble to the second, so its phase is the same for all pairs, while that of the wave back is lost:

.. math:: \langle J_{ij}\rangle^{I,II} \approx \frac{3\Gamma}{4q}\left(1+\operatorname{erf}\frac R{\sqrt2L}\right),
   \qquad \langle J_{ij}\rangle^{II,I} \approx \frac{3\Gamma}{4q^*}\left(1-\operatorname{erf}\frac R{\sqrt2L}\right) .

Ensembles that lie in one another have the rate of one ensemble. Of two that are far apart the second feels the first
twice as much, and the first does not feel the second.
"""

from __future__ import annotations

import sympy as sp

from derive.dissipative_entanglement import averaged_closed, averaged_rates, clouds, symbols
from derive.dissipative_entanglement import motion_symbols as own
from derive.dissipative_entanglement.averaged_rates import DISTANCE, K_L, SOURCE, TABLE, THETA, Average, C, lines
from derive.gaussians import error_function, integrated
from derive.records import Approximation, Derivation, Equation, Quantity
from derive.steps import Chain, DerivationError

MODULE = "dissipative_entanglement.averaged_apart"
L, R = symbols.CLOUD.symbol, symbols.SEPARATION.symbol
X, SHIFTED = own.PROJECTED.symbol, own.SHIFTED.symbol
BEHIND = "the second ensemble lies a distance R behind the first, along the classical field"
ACROSS = Approximation(
    name="the dipole factor and the near field are left out",
    small_parameter=1 / (K_L * L),
    neglected_order=3,
)
ASSUMES = (clouds.INDEPENDENT, clouds.FAST, clouds.ALIKE, averaged_rates.DIPOLE_X, BEHIND)


def derivation(made: Average | None = None) -> Derivation:
    """Rate and exchange of atoms of two ensembles, with and without the dipole's pattern."""
    average = made or averaged_rates.model()
    chains = {channel: _chain(average, channel) for channel in averaged_rates.FROM}
    forth = mean(average, chains)
    return Derivation(
        module=MODULE, title="Averaged pair rates of two ensembles", story=__doc__ or "",
        equations=(_made(chains["gamma"], own.RATE_APART, "rate", averaged_rates.FROM["gamma"]),
                   _made(chains["exchange"], own.SHIFT_APART, "exchange", averaged_rates.FROM["exchange"]),
                   full(average), forth, back(forth)),
    )  # fmt: skip


def across(average: Average, channel: str) -> sp.Expr:
    """The radiated field of a pair whose line is at right angles to the dipole [1/s]."""
    polynomial, radial = lines(getattr(average, channel))[0]
    if average.axis[2] != 0:
        raise DerivationError(f"the axis {average.axis} is not at right angles to the classical field")
    return polynomial.subs(C, 0) * radial


def by_angle(average: Average, field: sp.Expr) -> sp.Expr:
    """The average over distance and angle to the classical field; the azimuth has given 2 pi."""
    c = average.cloud.steepness
    squared = DISTANCE**2 + R**2 + 2 * DISTANCE * R * sp.cos(THETA)
    phase = sp.exp(sp.I * K_L * DISTANCE * sp.cos(THETA))
    inner = sp.Integral(sp.sin(THETA) * phase * sp.exp(-c * squared / 2), (THETA, 0, sp.pi))
    return _weight(average) * sp.Integral(DISTANCE**2 * field * inner, (DISTANCE, 0, sp.oo))


def _weight(average: Average) -> sp.Expr:
    return 2 * sp.pi * (average.cloud.steepness / (2 * sp.pi)) ** sp.Rational(3, 2)


def by_projection(average: Average, field: sp.Expr) -> sp.Expr:
    """The same with x = -r cos(theta) in place of the angle, done: the difference of two exponentials."""
    c = average.cloud.steepness
    slope = sp.I * K_L - c * R
    inner = (sp.exp(slope * DISTANCE) - sp.exp(-slope * DISTANCE)) / slope
    body = DISTANCE * field * sp.exp(-c * (DISTANCE**2 + R**2) / 2) * inner
    return _weight(average) * sp.Integral(body, (DISTANCE, 0, sp.oo))


def _chain(average: Average, channel: str) -> Chain:
    field = across(average, channel)
    chain = Chain(by_angle(average, field), TABLE)
    c = average.cloud.steepness
    slope = DISTANCE * (sp.I * K_L - c * R)
    primitive = -sp.exp(slope * sp.cos(THETA)) / slope
    body = sp.sin(THETA) * sp.exp(sp.I * K_L * DISTANCE * sp.cos(THETA)) * sp.exp(-c * DISTANCE * R * sp.cos(THETA))
    chain.certified("integrate over the angle by its projection", by_projection(average, field),
                    "derivative of the antiderivative", sp.expand(sp.diff(primitive, THETA) - sp.expand(body)) == 0,
                    "its derivative in the angle is the integrand")  # fmt: skip
    value = integrated(chain.expression)
    if value.has(sp.Integral):
        raise DerivationError(f"no closed form of {chain.expression}")
    before, whole = averaged_rates.parts_of(average, channel, 0)
    bracket = averaged_closed.bracket(whole)
    alone = averaged_closed.value_of(before, whole / bracket * averaged_closed.ordered(bracket)[0])
    chain.certified("integrate over the distance", tidy(value), "ensembles in one place",
                    same(value.subs(R, 0).replace(sp.erf, error_function), alone),
                    "at R = 0 it is the first term of one ensemble")  # fmt: skip
    return chain


def tidy(value: sp.Expr) -> sp.Expr:
    """Multiplied out, over the common denominator."""
    return sp.factor_terms(sp.expand(value, power_exp=False))


def same(one: sp.Expr, other: sp.Expr) -> bool:
    """Whether two values are equal as fractions, exponentials and error functions taken as independent."""
    difference = sp.expand(one - other)
    functions = sorted(difference.atoms(sp.exp, sp.erf, sp.erfi), key=str)
    plain = difference.xreplace({f: sp.Dummy() for f in functions})
    return bool(sp.cancel(plain) == 0)


def _made(chain: Chain, lhs: Quantity, name: str, source: str) -> Equation:
    return chain.equation(
        id=f"{MODULE}.{name}", title=averaged_rates.titled(lhs), lhs=lhs.symbol, assumes=ASSUMES,
        approximations=(ACROSS,), follows_from=(f"{clouds.MODULE}.sums_apart", source), source=SOURCE,
    )  # fmt: skip


def mean(average: Average, chains: dict[str, Chain]) -> Equation:
    """The averaged pair rate of an atom of the first and one of the second ensemble."""
    chain = Chain(chains["gamma"].expression + sp.I * chains["exchange"].expression, TABLE)
    outgoing = sp.expand((across(average, "gamma") + sp.I * across(average, "exchange")).rewrite(sp.exp))
    again = integrated(by_projection(average, outgoing))
    goes = not outgoing.has(sp.exp(-sp.I * K_L * DISTANCE))
    chain.certified("add rate and exchange", tidy(chain.expression), "the average of their sum, an outgoing wave",
                    goes and same(chain.expression, again),
                    "averaged together and apart")  # fmt: skip
    return _made(chain, own.APART, "mean", f"{MODULE}.rate")


def back(forth: Equation) -> Equation:
    """The same for an atom of the second and one of the first ensemble: R is turned round."""
    chain = Chain(forth.rhs.xreplace({R: -R}), TABLE)
    return _made(chain, own.APART_BACK, "mean_back", forth.id)


def full(average: Average) -> Equation:
    """The average of gamma with the dipole's pattern and the near field, wave by wave."""
    q = averaged_closed.in_cloud(average) + sp.I * K_L * R
    integral, value = averaged_closed.waves(average, q)
    c = average.cloud.steepness
    chain = Chain(integral, TABLE)
    kick = K_L**2 * 2 * (1 - own.EMITTED.symbol)
    phase = sp.expand(kick / (2 * c) + sp.I * K_L * R * (1 - own.EMITTED.symbol))
    chain.certified("integrate over the waves", value, "Fourier transform of the density of differences",
                    sp.expand(phase - q * (1 - own.EMITTED.symbol)) == 0,
                    "a wave changes the momentum by k_L sqrt(2(1-u)), and by k_L(1-u) along R")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.full", title="Average of gamma over two ensembles, with the dipole's pattern",
        lhs=own.RATE_APART_FULL.symbol, assumes=ASSUMES,
        follows_from=(f"{clouds.MODULE}.sums_apart", averaged_rates.FROM["gamma"]), source=SOURCE,
    )  # fmt: skip
