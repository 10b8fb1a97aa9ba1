r"""Moments and correlations of the number of collisions of a pair, and of the phases they bring.

The indicator :math:`\kappa_{ab}(t,\tau')` counts the collisions of a pair between :math:`t` and
:math:`t+\tau'`. Independent collisions at the rate :math:`\lambda` have the two-time covariance
:math:`\lambda\,\delta(s-s')` of a Poisson process, so that two windows are correlated as far as they overlap:

.. math:: \operatorname{Cov}(\kappa_{ab}(t),\kappa_{cd}(t'))
   = \delta_{ac}\delta_{bd}\,\lambda\,(\tau'-|t-t'|)\,\Theta(\tau'-|t-t'|) .

On times long against :math:`\tau'` only the area of this triangle matters, :math:`\lambda\tau'^2`, and the
covariance is :math:`\tau'\delta(t-t')\langle\kappa_{ab}\rangle`. Phases are independent
of the times at which they are acquired.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.records import Approximation, Derivation, Equation
from derive.spin_exchange import kinetic_symbols as own
from derive.spin_exchange import kinetics_geometry as geometry
from derive.spin_exchange.symbols import M1, M2
from derive.steps import Chain, every

MODULE = "spin_exchange.collision_statistics"
tau, rate, lag = own.INTERVAL.symbol, own.RATE.symbol, own.LAG.symbol
same, delta = own.SAME.symbol, own.DELTA.symbol
INDEPENDENT = "collisions are independent of one another: at most one in tau' counts, and their rate is constant"
PHASES = "the phase of a collision is independent of the time at which it happens"
LONG_TIMES = Approximation(
    name="times are resolved no finer than tau'",
    small_parameter=own.INTERVAL.symbol / own.LAG.symbol,
    neglected_order=2,
)
ONCE = Approximation(
    name="at most one collision in tau'", small_parameter=own.PAIR_PROBABILITY.symbol, neglected_order=2
)


@dataclass(frozen=True, kw_only=True)
class Arrivals:
    """How collisions of one pair follow one another: the covariance of their rates beyond independence."""

    bunching: sp.Expr = sp.Integer(0)


MODEL = Arrivals()


def derivation(model: Arrivals = MODEL) -> Derivation:
    """Covariance, its area, the second moment, and the moments with phases."""
    exact = covariance(model)
    found: tuple[Equation, ...] = (
        exact,
        mean(),
        correlation(),
        mean_square(),
        given_phase(),
        pair_phase(),
        *kicks(),
        *kinematic_averages(),
    )
    if model.bunching == 0:
        found = (exact, coarse_covariance(exact), *found[1:], kick_product())
    return Derivation(module=MODULE, title="Statistics of collisions", story=__doc__ or "", equations=found)


def covariance(model: Arrivals = MODEL) -> Equation:
    """The covariance of two counts: the two-time covariance of events, integrated over both windows."""
    distance = sp.Abs(lag)
    overlap = (tau - distance) * sp.Heaviside(1 - distance / tau)
    common = sp.Max(0, sp.Min(tau, tau + lag) - sp.Max(0, lag))
    chain = Chain(same * (rate * common + smeared(model.bunching)), own.STATISTICS)
    chain.certified(
        "overlap of the two windows",
        same * (rate * overlap + smeared(model.bunching)),
        "both orders, both cases",
        every(_cases(common - (tau - distance) * sp.Heaviside(tau - distance)), lambda e: e == 0),
        "t before and after t', closer and further apart than tau'",
    )
    return chain.equation(
        id=f"{MODULE}.covariance",
        title="Covariance of two indicators",
        lhs=own.COVARIANCE.symbol,
        assumes=(INDEPENDENT,),
        source="SI, Eq. (S13)",
    )


def _cases(difference: sp.Expr) -> list[sp.Expr]:
    """The difference for either sign of the lag, and for windows that overlap and that do not."""
    small, large = sp.symbols("part more", positive=True)
    found = []
    for sign in (1, -1):
        for length, duration in ((small, small + large), (small + large, small)):
            case = difference.subs({lag: sign * length}).subs(tau, duration)
            found.append(sp.expand(case.doit()))
    return found


def smeared(density: sp.Expr) -> sp.Expr:
    """A two-time density at the lag, integrated over both windows: its convolution with the triangle of overlaps."""
    if density == 0:
        return sp.Integer(0)
    share = own.SHARE.symbol
    return tau**2 * sp.Integral((1 - sp.Abs(share)) * density.subs(lag, lag + share * tau), (share, -1, 1))


def coarse_covariance(exact: Equation) -> Equation:
    """The covariance as a delta function of the same area, tau' times the mean of the indicator."""
    width = sp.Symbol("width", positive=True)
    area = 2 * sp.integrate(exact.rhs.subs(lag, width).subs(sp.Heaviside(1 - width / tau), 1), (width, 0, tau))
    p = own.PAIR_PROBABILITY.symbol
    chain = Chain(exact.rhs, own.STATISTICS)
    chain.certified(
        "a delta function of the same area",
        same * rate * tau**2 * delta,
        "area of a triangle",
        sp.expand(area - same * rate * tau**2) == 0,
        "the integral of the covariance over t' is lambda tau'^2",
    )
    named = same * tau * delta * p
    chain.certified(
        "the mean of the indicator is lambda tau'",
        named,
        "substitution",
        sp.expand(named.subs(p, rate * tau) - chain.expression) == 0,
        "the rate times the window",
    )
    return chain.equation(
        id=f"{MODULE}.coarse_covariance",
        title="Covariance on long times",
        lhs=own.COARSE.symbol,
        assumes=(INDEPENDENT,),
        approximations=(LONG_TIMES,),
        follows_from=(exact.id,),
        source="SI, Eq. (S13)",
    )


def mean() -> Equation:
    """The mean number of collisions in the time tau'."""
    return Chain(rate * tau, own.STATISTICS).equation(
        id=f"{MODULE}.mean",
        title="Mean of the indicator",
        lhs=own.PAIR_PROBABILITY.symbol,
        assumes=(INDEPENDENT,),
        approximations=(ONCE,),
        source="SI, Eq. (S13)",
    )


def kinematic_averages() -> tuple[Equation, ...]:
    """Averages over collisions and averages of rates: a collision counts as often as it happens."""
    found = []
    for name, lhs, phase in (("rate_of_phase", M1, own.PHASE_MEAN), ("rate_of_square", M2, own.PHASE_SQUARE)):
        chain = Chain(own.CROSS_SECTION.symbol * own.MEAN_SPEED.symbol * phase.symbol, own.STATISTICS)
        found.append(
            chain.equation(
                id=f"{MODULE}.{name}",
                title="Rate average of the phase" if lhs is M1 else "Rate average of its square",
                lhs=lhs.symbol,
                assumes=(geometry.HARD, "the mean over collisions weights each by its rate"),
                source="main text after Eq. (1)",
            )
        )
    return tuple(found)


def correlation() -> Equation:
    """The mean of the product: the covariance and the product of the means, which no independence removes."""
    cov = own.COARSE.symbol
    return Chain(cov + own.PAIR_PROBABILITY.symbol**2, own.STATISTICS).equation(
        id=f"{MODULE}.correlation",
        title="Mean of the product of two indicators",
        lhs=own.PRODUCT.symbol,
        assumes=(INDEPENDENT, "both pairs have the same mean"),
        follows_from=(f"{MODULE}.coarse_covariance",),
        source="SI, Eq. (S13)",
    )


def mean_square() -> Equation:
    """A variable that is 0 or 1 equals its square."""
    p = own.PAIR_PROBABILITY.symbol
    chain = Chain(p * 1**2 + (1 - p) * sp.Integer(0) ** 2, own.STATISTICS)
    return chain.equation(
        id=f"{MODULE}.mean_square",
        title="Mean square of the indicator",
        lhs=own.SQUARE.symbol,
        assumes=("the indicator is 0 or 1",),
        approximations=(ONCE,),
        source="SI, Eq. (S13)",
    )


def given_phase() -> Equation:
    """The mean phase of a pair that collides is the mean over collisions, which is what the kinematic average is."""
    return Chain(own.PHASE_MEAN.symbol, own.STATISTICS).equation(
        id=f"{MODULE}.given_phase",
        title="Mean phase given a collision",
        lhs=own.GIVEN_PHASE.symbol,
        assumes=(
            PHASES,
            "the mean phase is taken over collisions, all velocities and impact parameters weighted as they collide",
        ),
        source="SI, before Eq. (S15)",
    )


def pair_phase() -> Equation:
    """The mean phase of a pair, collision or not: 0 without one."""
    p = own.PAIR_PROBABILITY.symbol
    return Chain(p * own.GIVEN_PHASE.symbol + (1 - p) * 0, own.STATISTICS).equation(
        id=f"{MODULE}.pair_phase",
        title="Mean phase, collision or not",
        lhs=own.PAIR_PHASE.symbol,
        assumes=("the phase is 0 without a collision",),
        source="SI, before Eq. (S15)",
    )


def kicks() -> tuple[Equation, ...]:
    """Mean of indicator times phase, and times its square: over the two values that the indicator takes."""
    p, given = own.PAIR_PROBABILITY.symbol, own.GIVEN_PHASE.symbol
    found = []
    for name, lhs, phase in (("kick", own.KICK, given), ("kick_square", own.KICK_SQUARE, own.PHASE_SQUARE.symbol)):
        chain = Chain(p * 1 * phase + (1 - p) * 0, own.STATISTICS)
        found.append(
            chain.equation(
                id=f"{MODULE}.{name}",
                title=lhs.meaning[0].upper() + lhs.meaning[1:],
                lhs=lhs.symbol,
                assumes=("the indicator is 0 or 1",),
                approximations=(ONCE,),
                source="SI, Eqs. (S15), (S16)",
            )
        )
    return tuple(found)


def kick_product() -> Equation:
    """The covariance of two phases on long times: that of the indicators with the mean squared phase."""
    chain = Chain(same * tau * delta * own.PAIR_PROBABILITY.symbol * own.PHASE_SQUARE.symbol, own.STATISTICS)
    return chain.equation(
        id=f"{MODULE}.kick_product",
        title="Covariance of two phases on long times",
        lhs=own.KICK_PRODUCT.symbol,
        assumes=(INDEPENDENT, PHASES, "within one collision both phases are the same"),
        approximations=(LONG_TIMES, ONCE),
        follows_from=(f"{MODULE}.coarse_covariance",),
        source="SI, after Eq. (S16)",
    )
