"""Flights and velocity averages against simulated pairs, quadrature, and other models of motion and of velocities."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from scipy import integrate

from derive.spin_exchange import kinetic_symbols as own
from derive.spin_exchange import kinetics, kinetics_geometry
from derive.steps import DerivationError

v, v_t, r, tau, epsilon = (q.symbol for q in (own.SPEED, own.SPREAD, own.DISTANCE, own.INTERVAL, own.RADIUS))
EXPONENTIAL = sp.exp(-v / v_t) / (8 * sp.pi * v_t**3)


def number(expression: sp.Expr, **values: float) -> float:
    return float(expression.subs({s: values[s.name] for s in expression.free_symbols}))


def by_name(equations: tuple) -> dict:
    return {e.id.rpartition(".")[2]: e for e in equations}


def entries(draw: np.random.Generator, pairs: int, reach: float, velocities: np.ndarray) -> int:
    """How many of the pairs, spread over a ball, come within the distance 1 during the time 1."""
    places = draw.normal(size=(pairs, 3))
    places *= (reach * draw.random(pairs) ** (1 / 3) / np.linalg.norm(places, axis=1))[:, None]
    closing = np.sum(places * velocities, axis=1)
    speed, distance = np.sum(velocities**2, axis=1), np.sum(places**2, axis=1)
    root = closing**2 - speed * (distance - 1)
    with np.errstate(invalid="ignore"):
        entry = (closing - np.sqrt(root)) / speed
    return int(np.sum((distance > 1) & (root >= 0) & (entry >= 0) & (entry <= 1)))


@pytest.mark.parametrize("density", [kinetics.GAUSSIAN, EXPONENTIAL])
def test_swept_volume_counts_the_collisions_of_simulated_pairs(density: sp.Expr) -> None:
    draw, pairs, reach = np.random.default_rng(7), 2_000_000, 5.0
    directions = draw.normal(size=(pairs, 3))
    if density == kinetics.GAUSSIAN:
        velocities = directions * np.sqrt(0.5)
        scale = 1.0
    else:
        # density v^2 exp(-v/v_T): a gamma distribution of shape 3; v_T = 1/4 keeps the flights inside the ball
        scale = 0.25
        speeds = draw.gamma(3, scale, pairs)
        velocities = directions * (speeds / np.linalg.norm(directions, axis=1))[:, None]
    hits = entries(draw, pairs, reach, velocities)
    measured = hits / pairs * 4 / 3 * np.pi * reach**3
    model = kinetics.Velocities(density=density)
    mean = number(kinetics.mean_speed(model).rhs, v_T=scale)
    derived = number(kinetics.weight(model).rhs, sigma=np.pi, tau_p=1.0, v_mean=mean)
    # four standard errors, below 5 per cent: a step in place of the cut-off is off by 11
    assert abs(measured / derived - 1) < 4 / np.sqrt(hits) < 0.05


@pytest.mark.parametrize("density", [kinetics.GAUSSIAN, EXPONENTIAL])
@pytest.mark.parametrize("distance", [0.3, 1.0, 2.7])
def test_velocity_average_by_quadrature(density: sp.Expr, distance: float) -> None:
    average = kinetics.velocity_average(kinetics.Velocities(density=density))[0]
    spread, time, reach = 1.3, 0.8, 1e-3
    weigh = sp.lambdify(v, (v**2 * density).subs(v_t, spread))
    fast = integrate.quad(lambda speed: 4 * np.pi * weigh(speed), distance / time, 60 * spread, epsabs=0, epsrel=1e-11)[
        0
    ]
    cone = (1 - np.sqrt(1 - (reach / distance) ** 2)) / 2
    found = number(average.rhs, r=distance, v_T=spread, tau_p=time, epsilon=reach)
    # the cone is taken to lowest order: (epsilon/r)^2/4, at most 3e-6 here
    assert found == pytest.approx(cone * fast, rel=1e-5)


def test_thermal_velocity_of_drawn_atoms() -> None:
    draw = np.random.default_rng(3)
    masses, energy, atoms = (39.0, 3.0), 1.7, 400_000
    relative = sum(
        sign * draw.normal(scale=np.sqrt(energy / m), size=(atoms, 3)) for sign, m in zip((1, -1), masses, strict=True)
    )
    spread = number(kinetics.thermal_velocity().rhs, mass_a=39.0, mass_b=3.0, k_BT=energy)
    mean = number(kinetics.mean_speed().rhs, v_T=spread)
    # five standard errors of the mean speed, 0.42/sqrt(400000) of it each
    assert np.linalg.norm(relative, axis=1).mean() == pytest.approx(mean, rel=5 * 0.42 / np.sqrt(atoms))


def test_unequal_temperatures_follow_the_variances() -> None:
    hot = kinetics.Velocities(
        variances=(2 * own.THERMAL.symbol / own.MASS_A.symbol, own.THERMAL.symbol / own.MASS_B.symbol)
    )
    found = number(kinetics.thermal_velocity(hot).rhs, mass_a=4.0, mass_b=5.0, k_BT=3.0)
    assert found == pytest.approx(np.sqrt(2 * (2 * 3 / 4 + 3 / 5)), rel=1e-14)


def test_a_distribution_that_is_not_normalised_is_refused() -> None:
    with pytest.raises(DerivationError, match="normalisation"):
        kinetics.distribution(kinetics.Velocities(density=2 * kinetics.GAUSSIAN))


def test_step_loses_the_share_that_quadrature_finds() -> None:
    numbers = {v_t: 1.0, tau: 1.0, epsilon: 0.1}
    smooth = sp.lambdify(r, kinetics.velocity_average()[0].rhs.subs(numbers), modules="scipy")
    volume = integrate.quad(lambda x: 4 * np.pi * x**2 * smooth(x), 1e-9, 9, points=[1, 3])[0]
    kept = number(kinetics.step()[1].rhs, sigma=np.pi * 0.01, tau_p=1.0, v_T=1.0)
    # quadrature of a smooth function: 1e-10; Gaussian tail beyond 9: 1e-35
    assert kept / volume == pytest.approx(np.sqrt(np.pi) / 2, rel=1e-9)


def test_times_of_a_collision_by_stepping() -> None:
    times = by_name(kinetics_geometry.derivation().equations)
    at = {"t": 2.0, "r": 3.0, "v": 1.5, "theta": 0.1, "epsilon": 0.6}
    s = np.linspace(0, 4, 400_001)
    distance = np.hypot(3.0 * np.cos(0.1) - 1.5 * s, 3.0 * np.sin(0.1))
    inside = s[distance <= 0.6]
    step = s[1]
    assert number(times["entry"].rhs, **at) == pytest.approx(2 + inside[0], abs=2 * step)
    assert number(times["exit"].rhs, **at) == pytest.approx(2 + inside[-1], abs=2 * step)
    assert number(times["duration"].rhs, **at) == pytest.approx(inside[-1] - inside[0], abs=3 * step)
    assert number(times["mean_time"].rhs, **at) == pytest.approx(2 + s[np.argmin(distance)], abs=2 * step)


def test_times_exist_where_the_condition_says() -> None:
    condition = by_name(kinetics_geometry.derivation().equations)["radicand"].rhs
    for angle in np.linspace(0.01, 0.6, 60):
        closest = 3.0 * np.sin(angle)
        assert (number(condition, r=3.0, theta=angle, epsilon=0.9) >= 0) == (closest <= 0.9)


def test_accelerated_flight_is_refused() -> None:
    s = own.ELAPSED.symbol
    curved = kinetics_geometry.Flight(squared_distance=(r - v * s + s**2 * v / own.INTERVAL.symbol) ** 2)
    with pytest.raises(DerivationError, match="no straight flight"):
        kinetics_geometry.derivation(curved)
