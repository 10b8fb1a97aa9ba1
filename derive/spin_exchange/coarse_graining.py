r"""Collision rates seen from afar: the velocity average smeared over a volume that holds many atoms.

The window :math:`w(\mathbf r) = \Theta(l-|\mathbf r|)/V_l` is 1 over the volume inside a sphere of radius :math:`l`, so
that its integral is 1. A pair collides in the short time :math:`\tau'` only from a distance of about
:math:`\tau' v_T`, far less than :math:`l`; smeared with the window, the probability is that distance's volume integral
times the window itself:

.. math:: p_{ab} = \langle\kappa_{ab}\rangle_v * w = \sigma\tau'\langle v\rangle\, w(\mathbf r_{ab}) .

The sum over all partners is a collision rate :math:`n\sigma\langle v\rangle`, and independent collisions at that rate
leave an atom untouched with a probability that decays exponentially.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.records import Approximation, Derivation, Equation
from derive.spin_exchange import kinetic_symbols as own
from derive.spin_exchange import kinetics
from derive.spin_exchange.symbols import N_A_DENSITY, N_B_DENSITY
from derive.steps import Chain, every

MODULE = "spin_exchange.coarse_graining"
SHORT_RANGE = Approximation(
    name="the distance flown in tau' is short against the coarse-graining length",
    small_parameter=own.INTERVAL.symbol * own.SPREAD.symbol / own.LENGTH.symbol,
    neglected_order=1,
)
RARE = "different collisions are independent, and rare in the time tau'"
l, r, tau, sigma = own.LENGTH.symbol, own.DISTANCE.symbol, own.INTERVAL.symbol, own.CROSS_SECTION.symbol
v, epsilon = own.SPEED.symbol, own.RADIUS.symbol


@dataclass(frozen=True, kw_only=True)
class Gas:
    """The shape of the window, a function of r that is 1 inside and 0 outside, and the velocities of the atoms."""

    window: sp.Expr = sp.Heaviside(1 - r / l)
    velocities: kinetics.Velocities = kinetics.MODEL


MODEL = Gas()


def derivation(model: Gas = MODEL) -> Derivation:
    """Volume and window, smeared probabilities, rates of both atoms, and the exponential law."""
    pair = pair_probability(model)
    rates = [atom_rate(pair, noble=noble) for noble in (False, True)]
    found = (
        volume(model),
        window(),
        displaced_window(),
        density(),
        pair,
        step_probability(),
        *(e for two in rates for e in two),
        at_least_one(),
        fluctuation(),
    )
    return Derivation(module=MODULE, title="Coarse-grained collision rates", story=__doc__ or "", equations=found)


def volume(model: Gas = MODEL) -> Equation:
    """The volume of the window, by which it is normalised."""
    chain = Chain(sp.Integral(4 * sp.pi * r**2 * model.window, (r, 0, sp.oo)), own.STATISTICS)
    found = sp.integrate(4 * sp.pi * r**2, (r, 0, l))
    inside = model.window.subs(r, l * sp.Rational(3, 7)), model.window.subs(r, l * sp.Rational(10, 7))
    chain.certified(
        "integrate over the inside",
        found,
        "derivative and edge",
        inside == (1, 0) and every((sp.diff(found, l) - 4 * sp.pi * l**2, found.subs(l, 0)), lambda e: e == 0),
        "the window is 1 inside and 0 outside; the derivative in l is the surface",
    )
    return chain.equation(
        id=f"{MODULE}.volume", title="Volume of the window", lhs=own.VOLUME.symbol, source="Methods, after Eq. (12)"
    )


def window() -> Equation:
    """The window at the displacement of the pair."""
    return Chain(sp.Heaviside(1 - r / l) / (sp.Rational(4, 3) * sp.pi * l**3), own.STATISTICS).equation(
        id=f"{MODULE}.window",
        title="Coarse-graining window",
        lhs=own.WINDOW.symbol,
        follows_from=(f"{MODULE}.volume",),
        assumes=("the window is constant inside a sphere of radius l, 0 outside, and its integral is 1",),
    )


def displaced_window() -> Equation:
    """The window about another place, as it stands in a convolution."""
    return Chain(sp.Heaviside(1 - own.OFFSET.symbol / l) / (sp.Rational(4, 3) * sp.pi * l**3), own.STATISTICS).equation(
        id=f"{MODULE}.displaced_window",
        title="Window in the convolution",
        lhs=own.WINDOW_THERE.symbol,
        follows_from=(f"{MODULE}.window",),
    )


def density() -> Equation:
    """The coarse-grained density is the sum of the windows of all atoms."""
    return Chain(N_B_DENSITY.symbol, own.STATISTICS).equation(
        id=f"{MODULE}.density",
        title="Density as a sum of windows",
        lhs=own.SUM_WINDOW.symbol,
        assumes=("the mean number of atoms in a window is the density times its volume",),
        source="Methods, after Eq. (13)",
    )


def pair_probability(model: Gas = MODEL) -> Equation:
    """The smeared probability: the volume integral of the velocity average times the window.

    At the centre of the window the convolution is an exact integral, sigma/V_l times the mean of min(v tau', l).
    """
    swept = kinetics.weight(model.velocities).rhs
    average = sp.expand(4 * r**2 * kinetics.velocity_average(model.velocities)[0].rhs / epsilon**2)  # P(v > r/tau')
    chain = Chain(swept * own.WINDOW.symbol, own.STATISTICS)
    # what flies further than l: sigma times the integral of P(v > r/tau') from l on, which vanishes for tau' -> 0
    lost = sp.limit(sp.expand(average.subs(r, l)) / tau, tau, 0, "+")
    chain.certified(
        "the window is constant over the short flight",
        swept * own.WINDOW.symbol,
        "limit",
        lost == 0,
        "the probability to fly further than l in tau' vanishes faster than tau' itself",
    )
    return chain.equation(
        id=f"{MODULE}.pair_probability",
        title="Coarse-grained probability of a collision",
        lhs=own.PAIR_PROBABILITY.symbol,
        follows_from=(f"{kinetics.MODULE}.weight", f"{MODULE}.window"),
        approximations=(SHORT_RANGE,),
        assumes=(RARE, "the pair is not at the very edge of the window"),
        source="SI, Eq. (S12)",
    )


def step_probability() -> Equation:
    """The same with the step: its volume integral times the window."""
    chain = Chain(kinetics.step()[1].rhs * own.WINDOW.symbol, own.STATISTICS)
    return chain.equation(
        id=f"{MODULE}.step_probability",
        title="Coarse-grained probability, with the step",
        lhs=own.STEP_COARSE.symbol,
        follows_from=(f"{kinetics.MODULE}.step_weight", f"{MODULE}.window"),
        approximations=(SHORT_RANGE, kinetics.STEP_CUT),
        assumes=(RARE,),
        source="SI, Eq. (S12)",
    )


def atom_rate(pair: Equation, *, noble: bool) -> tuple[Equation, Equation]:
    """The probability that one atom collides with any of the other kind, and the mean time between its collisions."""
    density_ = (N_A_DENSITY if noble else N_B_DENSITY).symbol
    name = "noble_gas" if noble else "alkali"
    probability, time = (own.NOBLE_PROBABILITY, own.NOBLE_FREE_TIME) if noble else (own.ATOM_PROBABILITY, own.FREE_TIME)
    who = "a noble-gas atom" if noble else "an alkali atom"
    per_window = sp.cancel(pair.rhs / own.WINDOW.symbol)
    chain = Chain(per_window * density_, own.STATISTICS)
    one = chain.equation(
        id=f"{MODULE}.{name}_probability",
        title=f"Probability that {who} collides",
        lhs=probability.symbol,
        assumes=(RARE, "the sum over all partners of their windows is their density"),
        follows_from=(pair.id, f"{MODULE}.density"),
        source="SI, after Eq. (S12)",
    )
    waiting = Chain(tau / chain.expression, own.STATISTICS)
    waiting.equal("cancel", sp.cancel(waiting.expression))
    return one, waiting.equation(
        id=f"{MODULE}.{name}_time",
        title=f"Mean time between collisions of {who}",
        lhs=time.symbol,
        assumes=("collisions are as likely at any time",),
        follows_from=(one.id,),
        source="SI, after Eq. (S12)",
    )


def at_least_one() -> Equation:
    """1 - exp(-tau'/tau_d): the probability of no collision loses the fraction dt/tau_d in each dt."""
    wait = own.FREE_TIME.symbol
    none = sp.exp(-tau / wait)
    chain = Chain(1 - sp.Function("P")(tau), own.STATISTICS)
    chain.certified(
        "independent collisions",
        1 - none,
        "initial value problem",
        every((sp.diff(none, tau) + none / wait, none.subs(tau, 0) - 1), lambda e: sp.expand(e) == 0),
        "dP/dtau' = -P/tau_d and P = 1 at tau' = 0, exactly",
    )
    return chain.equation(
        id=f"{MODULE}.at_least_one",
        title="Probability of at least one collision",
        lhs=own.EXACT_PROBABILITY.symbol,
        assumes=("different collisions are independent and equally likely at all times",),
        follows_from=(f"{MODULE}.alkali_time",),
        source="SI, after Eq. (S12)",
    )


def fluctuation() -> Equation:
    """The relative variance of the coarse-grained density of independent atoms, 1/(number in the window)."""
    n = N_B_DENSITY.symbol
    number = n * own.VOLUME.symbol
    # a sum of independent windows: its variance is n times the integral of the squared window, n/V_l
    chain = Chain((n / own.VOLUME.symbol) / n**2, own.STATISTICS)
    chain.equal("cancel", 1 / number)
    return chain.equation(
        id=f"{MODULE}.fluctuation",
        title="Fluctuation of the coarse-grained density",
        lhs=own.FLUCTUATION.symbol,
        assumes=(
            "the places of different atoms are independent",
            "variance of a sum of independent windows: density times integral of the squared window",
        ),
        follows_from=(f"{MODULE}.window",),
        source="Methods, after Eq. (12)",
    )
