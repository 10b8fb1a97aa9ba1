r"""How often two atoms of a thermal gas collide: the average over their velocities, with its exact prefactor.

Each atom has Gaussian velocities of the variance :math:`k_{\mathrm B}T/m` in each component, so the relative velocity
is Gaussian with the sum of both variances, :math:`v_T^2/2`. A pair at the distance :math:`r_{ab}` collides within
:math:`\tau'` if its velocity points into the cone of the solid angle :math:`\pi\varepsilon^2/r_{ab}^2` and its speed is
at least :math:`r_{ab}/\tau'`:

.. math:: \langle\kappa_{ab}\rangle_v = \frac{\varepsilon^2}{4 r_{ab}^2}\, P\!\left(v > r_{ab}/\tau'\right) .

The cut-off at :math:`r_{ab} = \tau' v_T` is smooth. Its volume integral is
:math:`\sigma\tau'\langle v\rangle` for every distribution of velocities, with the mean relative speed
:math:`\langle v\rangle = 2 v_T/\sqrt\pi` of a thermal gas. A step at :math:`\tau' v_T` in its place
has the right height at small distances and a volume integral that is smaller by the factor :math:`\sqrt\pi/2`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from derive.records import Approximation, Derivation, Equation
from derive.spin_exchange import kinetic_symbols as own
from derive.spin_exchange import kinetics_geometry as geometry
from derive.steps import Chain, DerivationError, every

MODULE = "spin_exchange.kinetics"
THERMAL = "both gases are in thermal equilibrium at one temperature, and their velocities are independent"
ISOTROPIC = "the relative velocity has no preferred direction"
STEP_CUT = Approximation(
    name="the smooth cut-off at the thermal velocity replaced by a step",
    small_parameter=own.RATIO.symbol,
    neglected_order=3,
)
r, v, v_t, tau, epsilon, theta, sigma = (
    q.symbol for q in (own.DISTANCE, own.SPEED, own.SPREAD, own.INTERVAL, own.RADIUS, own.ANGLE, own.CROSS_SECTION)
)
s, u = own.WAITED.symbol, own.SCALED.symbol
GAUSSIAN = sp.exp(-(v**2) / v_t**2) / (sp.pi ** sp.Rational(3, 2) * v_t**3)


@dataclass(frozen=True, kw_only=True)
class Velocities:
    """The variances of one velocity component of either atom, and the density of relative velocities at a speed v."""

    variances: tuple[sp.Expr, sp.Expr] = (
        own.THERMAL.symbol / own.MASS_A.symbol,
        own.THERMAL.symbol / own.MASS_B.symbol,
    )
    density: sp.Expr = GAUSSIAN


MODEL = Velocities()


def derivation(model: Velocities = MODEL) -> Derivation:
    """Thermal velocity, distribution, mean speed, velocity average, its limits and its volume integral."""
    thermal = (thermal_velocity(model),)
    found = (*thermal, distribution(model), mean_speed(model), *velocity_average(model), near(model), weight(model))
    if model.density == GAUSSIAN:
        found = (*found, *step())
    return Derivation(module=MODULE, title="Collisions of a thermal gas", story=__doc__ or "", equations=found)


def thermal_velocity(model: Velocities = MODEL) -> Equation:
    """v_T, twice the variance of one component of the relative velocity being its square."""
    chain = Chain(sp.sqrt(2 * sum(model.variances)), own.VELOCITIES)
    chain.equal("common denominator", sp.sqrt(sp.cancel(2 * sum(model.variances))))
    return chain.equation(
        id=f"{MODULE}.thermal_velocity",
        title="Thermal relative velocity",
        lhs=own.SPREAD.symbol,
        assumes=(THERMAL, "independent velocities: the variance of their difference is the sum of their variances"),
        source="SI, after Eq. (S9)",
    )


@cache
def distribution(model: Velocities = MODEL) -> Equation:
    """The density in speed and direction: v^2 sin(theta) times that in velocity, whose integral must be 1."""
    total = 4 * sp.pi * integral(v**2 * model.density, sp.Integer(0))
    chain = Chain(v**2 * sp.sin(theta) * model.density, own.VELOCITIES)
    chain.certified(
        "spherical coordinates",
        sp.sin(theta) * v**2 * model.density,
        "normalisation",
        sp.expand(total - 1) == 0,
        "the integral over all velocities is 1, exactly",
    )
    return chain.equation(
        id=f"{MODULE}.distribution",
        title="Distribution of the relative velocity",
        lhs=own.DENSITY.symbol,
        assumes=(THERMAL, ISOTROPIC),
        follows_from=(f"{MODULE}.thermal_velocity",),
        source="SI, Eq. (S9)",
    )


@cache
def mean_speed(model: Velocities = MODEL) -> Equation:
    """The mean of the relative speed."""
    chain = Chain(4 * sp.pi * sp.Integral(v**3 * model.density, (v, 0, sp.oo)), own.VELOCITIES)
    value = 4 * sp.pi * integral(v**3 * model.density, sp.Integer(0))
    chain.certified(
        "integrate over the speed",
        value,
        "fundamental theorem",
        bool(value.is_positive),
        "the derivative of the primitive is the integrand, and its limits are put in",
    )
    return chain.equation(
        id=f"{MODULE}.mean_speed",
        title="Mean relative speed",
        lhs=own.MEAN_SPEED.symbol,
        assumes=(THERMAL, ISOTROPIC),
        follows_from=(f"{MODULE}.distribution",),
    )


@cache
def velocity_average(model: Velocities = MODEL) -> tuple[Equation, ...]:
    """The indicator of a collision averaged over velocities: over directions, then over speeds."""
    arrival = sp.cancel(geometry.collision_time()[1].rhs - geometry.t)
    cone = geometry.acceptance()[2].rhs
    density = model.density
    chain = Chain(
        cone * sp.Integral(sp.Integral(v**2 * density * sp.DiracDelta(s - arrival), (s, 0, tau)), (v, 0, sp.oo)),
        own.VELOCITIES,
    )
    # delta(s - r/v) = delta(v - r/s) (r/s^2): the speed that arrives after the time s is r/s
    needed = sp.solve(sp.Eq(arrival, s), v)[0]
    jacobian = 1 / sp.Abs(sp.diff(arrival, v)).subs(v, needed)
    inner = (v**2 * density).subs(v, needed) * jacobian
    chain.certified(
        "integrate over the speed",
        cone * sp.Integral(inner, (s, 0, tau)),
        "definition of the delta function",
        needed == r / s and sp.cancel(jacobian - r / s**2) == 0,
        "one speed, r/s, arrives after the time s; the Jacobian is r/s^2",
    )
    slowest = sp.symbols("slowest", positive=True)
    survived = integral(v**2 * density, slowest).subs(slowest, r / tau)
    closed = cone * survived
    chain.certified(
        "integrate over the time of arrival",
        closed,
        "fundamental theorem",
        _is_primitive(survived, inner),
        "the derivative in tau' is the integrand, and nothing arrives at once",
    )
    chain.equal("multiply out", sp.expand(closed))
    whole = chain.equation(
        id=f"{MODULE}.velocity_average",
        title="Probability of a collision, averaged over velocities",
        lhs=own.MEAN_INDICATOR.symbol,
        assumes=(geometry.STRAIGHT, geometry.HARD, geometry.DISTANT, ISOTROPIC),
        approximations=(geometry.SMALL_ANGLE,),
        follows_from=(f"{MODULE}.distribution", f"{geometry.MODULE}.indicator", f"{geometry.MODULE}.solid_angle"),
        source="SI, before Eq. (S10)",
    )
    profile = Chain(sp.expand(chain.expression * r**2 / epsilon**2), own.VELOCITIES)
    return whole, profile.equation(
        id=f"{MODULE}.profile",
        title="Cut-off of the velocity average",
        lhs=own.PROFILE.symbol,
        assumes=(ISOTROPIC,),
        follows_from=(whole.id,),
        source="SI, Eq. (S10)",
    )


def near(model: Velocities = MODEL) -> Equation:
    """At small distances every speed arrives in time: what is left is the solid angle over 4 pi."""
    chain = Chain(velocity_average(model)[0].rhs, own.VELOCITIES)
    afar = sp.sqrt(sigma / sp.pi)
    limit = sp.limit(sp.expand(chain.expression * r**2), r, 0) / r**2
    chain.certified(
        "every speed arrives from nearby",
        limit,
        "limit",
        sp.expand(limit - epsilon**2 / (4 * r**2)) == 0,
        "the probability times r^2 tends to epsilon^2/4, for every normalised distribution",
    )
    named = limit.subs(epsilon, afar)
    chain.certified(
        "name the cross-section",
        named,
        "substitution",
        sp.expand(named.subs(sigma, sp.pi * epsilon**2) - limit) == 0,
        "sigma = pi epsilon^2",
    )
    return chain.equation(
        id=f"{MODULE}.near",
        title="Probability of a collision of a close pair",
        lhs=own.NEAR.symbol,
        assumes=(ISOTROPIC, "the distance is small against the distance flown in tau'"),
        follows_from=(f"{MODULE}.velocity_average",),
        source="SI, Eq. (S11)",
    )


@cache
def weight(model: Velocities = MODEL) -> Equation:
    """The integral of the velocity average over all displacements: sigma tau' times the mean speed."""
    average = velocity_average(model)[0].rhs
    chain = Chain(sp.Integral(4 * sp.pi * r**2 * average, (r, 0, sp.oo)), own.VELOCITIES)
    mean = mean_speed(model).rhs
    value = sp.pi * epsilon**2 * tau * mean
    # by parts: the integral of P(v > r/tau') over r is tau' times the mean speed
    survived = sp.expand(4 * r**2 * average / epsilon**2)
    boundary = sp.limit(sp.expand(r * survived), r, sp.oo)
    density_of_range = sp.expand(-sp.diff(survived, r))
    swept = sp.expand(density_of_range.subs(r, v * tau) * tau)
    same = sp.expand(swept - 4 * sp.pi * v**2 * model.density)
    chain.certified(
        "by parts",
        value,
        "derivative and boundary",
        boundary == 0 and same == 0,
        "-d/dr P(v > r/tau') is the density of the distance flown, and r P vanishes at infinity",
    )
    named = (sigma * tau * mean).subs(mean, own.MEAN_SPEED.symbol)
    chain.certified(
        "name cross-section and mean speed",
        sigma * tau * own.MEAN_SPEED.symbol,
        "substitution",
        sp.expand((sigma * tau * mean).subs(sigma, sp.pi * epsilon**2) - value) == 0 and named.has(tau),
        "sigma = pi epsilon^2, and the mean speed as derived",
    )
    return chain.equation(
        id=f"{MODULE}.weight",
        title="Volume swept by collisions",
        lhs=own.WEIGHT.symbol,
        assumes=(ISOTROPIC, geometry.STRAIGHT, geometry.HARD),
        follows_from=(f"{MODULE}.velocity_average", f"{MODULE}.mean_speed", f"{geometry.MODULE}.cross_section"),
        approximations=(geometry.SMALL_ANGLE,),
        source="SI, Eq. (S12)",
    )


def step() -> tuple[Equation, Equation, Equation, Equation]:
    """A step at r = tau' v_T with the right height at small distances, and its volume integral."""
    height = near().rhs
    chain = Chain(height * sp.Heaviside(1 - r / (tau * v_t)), own.VELOCITIES)
    cut = chain.equation(
        id=f"{MODULE}.step",
        title="Velocity average with a step for its cut-off",
        lhs=own.STEP.symbol,
        assumes=(ISOTROPIC,),
        approximations=(STEP_CUT,),
        follows_from=(f"{MODULE}.near",),
        source="SI, Eqs. (S10), (S11)",
    )
    chain = Chain(sp.Integral(4 * sp.pi * r**2 * height, (r, 0, tau * v_t)), own.VELOCITIES)
    chain.certified(
        "integrate a constant",
        sigma * tau * v_t,
        "derivative",
        sp.expand(4 * sp.pi * r**2 * height - sigma) == 0,
        "the integrand is sigma at every distance",
    )
    swept = chain.equation(
        id=f"{MODULE}.step_weight",
        title="Volume swept, with the step",
        lhs=own.STEP_WEIGHT.symbol,
        assumes=(ISOTROPIC,),
        approximations=(STEP_CUT,),
        follows_from=(cut.id,),
        source="SI, Eq. (S12)",
    )
    return cut, swept, edge(), equal_step(swept)


def edge() -> Equation:
    """What the smooth cut-off is where the step falls from 1/4 to 0."""
    chain = Chain(velocity_average()[1].rhs.subs(r, tau * v_t), own.VELOCITIES)
    chain.equal("put in r = tau' v_T", (1 - sp.erf(1)) / 4 + sp.exp(-1) / (2 * sp.sqrt(sp.pi)))
    return chain.equation(
        id=f"{MODULE}.edge",
        title="Smooth cut-off where the step falls",
        lhs=own.EDGE.symbol,
        assumes=(ISOTROPIC,),
        follows_from=(f"{MODULE}.profile",),
        source="SI, Eq. (S10)",
    )


def equal_step(swept: Equation) -> Equation:
    """The distance at which a step of the same height sweeps the right volume: tau' times the mean speed."""
    chain = Chain(tau * v_t * weight().rhs / swept.rhs, own.VELOCITIES)
    chain.equal("cancel", sp.cancel(chain.expression))
    return chain.equation(
        id=f"{MODULE}.equal_step",
        title="Place of a step that sweeps the right volume",
        lhs=own.EQUAL.symbol,
        assumes=(ISOTROPIC, "the volume that a step sweeps is proportional to its distance"),
        follows_from=(f"{MODULE}.weight", swept.id),
    )


@cache
def integral(integrand: sp.Expr, lower: sp.Expr) -> sp.Expr:
    """The integral over v from a lower end to infinity, through a primitive whose derivative is checked.

    Raises DerivationError when SymPy finds no primitive or its derivative is not the integrand.
    """
    primitive = sp.integrate(integrand, v)
    if primitive.has(sp.Integral) or sp.expand(sp.diff(primitive, v) - integrand) != 0:
        raise DerivationError(f"no primitive of {integrand} was found")
    return sp.expand(sp.limit(primitive, v, sp.oo) - primitive.subs(v, lower))


def _is_primitive(closed: sp.Expr, integrand: sp.Expr) -> bool:
    """Whether the derivative in tau' is the integrand at s = tau', and the value at tau' = 0 vanishes."""
    rate = sp.expand(sp.diff(closed, tau) - integrand.subs(s, tau))
    return every((rate, sp.limit(closed, tau, 0, "+")), lambda e: e == 0)
