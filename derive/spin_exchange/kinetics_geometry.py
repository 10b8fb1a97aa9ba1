r"""When two atoms in straight flight collide: times, duration, and the directions that lead to a collision.

Over a short time the displacement of a pair is :math:`\mathbf r_{ab}(t+s) = \mathbf r_{ab}(t) - \mathbf v s`. The
atoms are hard spheres: they collide while their distance is at most :math:`\varepsilon`, which gives the cross-section
:math:`\sigma = \pi\varepsilon^2`. With :math:`\theta` between displacement and velocity,

.. math:: |\mathbf r_{ab} - \mathbf v s|^2 = r_{ab}^2 - 2 r_{ab} v s \cos\theta + v^2 s^2 = \varepsilon^2

has two solutions: the atoms come within reach at the one and leave at the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from derive.records import Approximation, Derivation, Equation
from derive.spin_exchange import kinetic_symbols as own
from derive.spin_exchange.symbols import TIME
from derive.steps import Chain, DerivationError, every

MODULE = "spin_exchange.kinetics_geometry"
STRAIGHT = "the atoms fly straight: the time tau' is short against the time between collisions"
HARD = "the atoms are hard spheres that touch at the distance epsilon, so sigma = pi epsilon^2"
DISTANT = "the pair is further apart than epsilon"
SMALL_ANGLE = Approximation(
    name="small angle: the distance is large against epsilon",
    small_parameter=own.RADIUS.symbol / own.DISTANCE.symbol,
    neglected_order=2,
)
r, v, theta, epsilon, s, t = (q.symbol for q in (own.DISTANCE, own.SPEED, own.ANGLE, own.RADIUS, own.ELAPSED, TIME))


@dataclass(frozen=True, kw_only=True)
class Flight:
    """The squared distance of the pair at a time s after t; by default that of straight flight."""

    squared_distance: sp.Expr = r**2 - 2 * r * v * s * sp.cos(theta) + v**2 * s**2


MODEL = Flight()


def derivation(model: Flight = MODEL) -> Derivation:
    """Times of a collision, their mean and difference, their existence, and the accepted directions."""
    entry, exit_ = times(model)
    return Derivation(
        module=MODULE,
        title="Flight and collision of a pair",
        story=__doc__ or "",
        equations=(
            event(),
            entry,
            exit_,
            radicand(model),
            duration(model),
            *collision_time(model),
            *acceptance(),
            cross_section(),
            indicator(model),
        ),
    )


def event() -> Equation:
    """The time of a collision is t plus the time flown since then."""
    return Chain(t + s, own.FLIGHT).equation(
        id=f"{MODULE}.event",
        title="Time of a collision",
        lhs=own.EVENT.symbol,
        assumes=(STRAIGHT,),
        source="SI, Eq. (S7)",
    )


@cache
def roots(model: Flight = MODEL) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
    """Mean of the two solutions, half their difference squared, and the leading coefficient of the quadratic.

    Raises DerivationError when the squared distance is no quadratic in the time.
    """
    quadratic = sp.Poly(model.squared_distance - epsilon**2, s)
    if quadratic.degree() != 2:
        raise DerivationError(
            f"the squared distance {model.squared_distance} is not quadratic in the time: no straight flight"
        )
    a, b, c = quadratic.all_coeffs()
    mean = sp.cancel(-b / (2 * a))
    return mean, sp.expand(mean**2 - sp.cancel(c / a)), a


@cache
def times(model: Flight = MODEL) -> tuple[Equation, Equation]:
    """The times at which the pair comes within reach and leaves it."""
    mean, square, _ = roots(model)
    under = sp.expand(square * v**2 / r**2)
    under = under.subs(sp.cos(theta) ** 2, 1 - sp.sin(theta) ** 2).expand()
    found = []
    for sign, lhs, name, title in (
        (-1, own.ENTRY, "entry", "Beginning of a collision"),
        (1, own.EXIT, "exit", "End of a collision"),
    ):
        at = mean + sign * r / v * sp.sqrt(under)
        left = sp.expand(model.squared_distance.subs(s, at)).subs(sp.cos(theta) ** 2, 1 - sp.sin(theta) ** 2)
        chain = Chain(t + mean + sign * sp.sqrt(square), own.FLIGHT)
        chain.certified(
            "solve the quadratic equation",
            t + r / v * (mean * v / r + sign * sp.sqrt(under)),
            "substitution",
            sp.expand(left - epsilon**2) == 0,
            "the distance is epsilon at this time, exactly",
        )
        found.append(
            chain.equation(
                id=f"{MODULE}.{name}",
                title=title,
                lhs=lhs.symbol,
                assumes=(STRAIGHT, HARD),
                follows_from=(f"{MODULE}.event",),
                source="SI, Eq. (S7)",
            )
        )
    return found[0], found[1]


def radicand(model: Flight = MODEL) -> Equation:
    """What stands under the root, ((t_+ - t_-) v / 2 r)^2: there is a collision only if it is not negative."""
    entry, exit_ = times(model)
    chain = Chain(((exit_.rhs - entry.rhs) * v / (2 * r)) ** 2, own.FLIGHT)
    chain.equal("square the root", sp.expand(chain.expression))
    return chain.equation(
        id=f"{MODULE}.radicand",
        title="Condition for a collision",
        lhs=own.RADICAND.symbol,
        assumes=(STRAIGHT, HARD, "the times of a collision are real if and only if this is not negative"),
        follows_from=(entry.id, exit_.id),
        source="SI, after Eq. (S7)",
    )


def duration(model: Flight = MODEL) -> Equation:
    """The time spent within reach; it is at most that of a head-on collision, 2 epsilon / v."""
    entry, exit_ = times(model)
    chain = Chain(exit_.rhs - entry.rhs, own.FLIGHT)
    chain.equal("subtract", sp.expand(chain.expression))
    return chain.equation(
        id=f"{MODULE}.duration",
        title="Duration of a collision",
        lhs=own.DURATION.symbol,
        assumes=(STRAIGHT, HARD),
        follows_from=(entry.id, exit_.id),
        source="SI, after Eq. (S7)",
    )


def collision_time(model: Flight = MODEL) -> tuple[Equation, Equation]:
    """The mean of both times, exactly, and for small angles, in which the cosine is 1 to second order."""
    entry, exit_ = times(model)
    chain = Chain((entry.rhs + exit_.rhs) / 2, own.FLIGHT)
    chain.equal("add", sp.expand(chain.expression))
    exact = chain.equation(
        id=f"{MODULE}.mean_time",
        title="Time of closest approach",
        lhs=own.EVENT.symbol,
        assumes=(STRAIGHT, HARD),
        follows_from=(entry.id, exit_.id),
        source="SI, after Eq. (S7)",
    )
    short = sp.series(chain.expression, theta, 0, 2).removeO()
    chain.truncated("small angle", short, theta, 2)
    made = chain.equation(
        id=f"{MODULE}.collision_time",
        title="Time of a collision from afar",
        lhs=own.EVENT.symbol,
        assumes=(STRAIGHT, HARD, DISTANT),
        follows_from=(exact.id,),
        source="SI, before Eq. (S8)",
    )
    return exact, made


def acceptance() -> tuple[Equation, Equation, Equation]:
    """The largest angle, exactly and from afar, and the solid angle of the accepted directions."""
    chain = Chain(sp.asin(epsilon / r), own.FLIGHT)
    exact = chain.equation(
        id=f"{MODULE}.largest_angle",
        title="Largest angle of a collision",
        lhs=own.ACCEPTANCE.symbol,
        assumes=(STRAIGHT, HARD, DISTANT),
        follows_from=(f"{MODULE}.radicand",),
    )
    short = sp.series(chain.expression, epsilon, 0, 3).removeO()
    chain.truncated("small angle", short, epsilon, 3)
    afar = chain.equation(
        id=f"{MODULE}.small_angle",
        title="Largest angle of a collision from afar",
        lhs=own.ACCEPTANCE.symbol,
        assumes=(STRAIGHT, HARD, DISTANT),
        follows_from=(exact.id,),
        source="SI, before Eq. (S8)",
    )
    cone = Chain(2 * sp.pi * sp.Integral(sp.sin(theta), (theta, 0, sp.asin(epsilon / r))), own.FLIGHT)
    whole = 2 * sp.pi * (1 - sp.sqrt(1 - epsilon**2 / r**2))
    primitive = -sp.cos(theta)
    edges = primitive.subs(theta, sp.asin(epsilon / r)) - primitive.subs(theta, 0)
    cone.certified(
        "integrate over the cone",
        whole,
        "fundamental theorem",
        every((sp.diff(primitive, theta) - sp.sin(theta), sp.expand(2 * sp.pi * edges - whole)), lambda e: e == 0),
        "the primitive -cos has the derivative sin, and its values at both ends are put in",
    )
    cone.truncated("small angle", sp.pi * epsilon**2 / r**2, epsilon, 4)
    solid = cone.equation(
        id=f"{MODULE}.solid_angle",
        title="Solid angle of a collision",
        lhs=own.SOLID_ANGLE.symbol,
        assumes=(STRAIGHT, HARD, DISTANT),
        follows_from=(exact.id,),
        source="SI, after Eq. (S11)",
    )
    return exact, afar, solid


def cross_section() -> Equation:
    """The area of the disc that the centre of the other atom must hit."""
    chain = Chain(sp.pi * epsilon**2, own.FLIGHT)
    return chain.equation(
        id=f"{MODULE}.cross_section",
        title="Cross-section of hard spheres",
        lhs=own.CROSS_SECTION.symbol,
        assumes=(HARD,),
        source="SI, after Eq. (S7)",
    )


def indicator(model: Flight = MODEL) -> Equation:
    """1 when the velocity points into the cone and the atoms arrive within the time tau'."""
    arrival = sp.cancel(collision_time(model)[1].rhs - t)
    aimed = sp.Heaviside(1 - theta * r / epsilon)
    tau, waited = own.INTERVAL.symbol, own.WAITED.symbol
    chain = Chain(aimed * sp.Integral(sp.DiracDelta(waited - arrival), (waited, 0, tau)), own.FLIGHT)
    in_time = sp.Heaviside(1 - arrival / tau)
    chain.certified(
        "a delta function between 0 and tau'",
        aimed * in_time,
        "definition of the delta function",
        bool(arrival.is_positive),
        "the arrival is positive, so it is before tau' or not at all",
    )
    return chain.equation(
        id=f"{MODULE}.indicator",
        title="Whether a pair collides",
        lhs=own.INDICATOR.symbol,
        assumes=(STRAIGHT, HARD, DISTANT, "the duration of a collision is neglected beside tau'"),
        approximations=(SMALL_ANGLE,),
        follows_from=(f"{MODULE}.collision_time", f"{MODULE}.small_angle"),
        source="SI, Eq. (S8)",
    )
