"""Correlations, rates and windows against drawn arrivals, drawn atoms, and bunched collisions."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from scipy import integrate

from derive.spin_exchange import coarse_graining, collision_statistics
from derive.spin_exchange import kinetic_symbols as own


def number(expression: sp.Expr, **values: float) -> float:
    return float(sp.N(expression.subs({s: values[s.name] for s in expression.free_symbols}).doit()))


def by_name(equations: tuple) -> dict:
    return {e.id.rpartition(".")[2]: e for e in equations}


STATISTICS = by_name(collision_statistics.derivation().equations)
GAS = by_name(coarse_graining.derivation().equations)


def counts(draw: np.random.Generator, rate: float, begin: np.ndarray, length: float, span: float) -> np.ndarray:
    """Numbers of Poisson arrivals in windows [begin, begin + length], one process of a span for each window pair."""
    number_of = draw.poisson(rate * span, begin.shape[1])
    found = np.zeros(begin.shape, int)
    for column, n in enumerate(number_of):
        times = draw.random(n) * span
        for row in range(begin.shape[0]):
            found[row, column] = np.sum((times >= begin[row, column]) & (times < begin[row, column] + length))
    return found


@pytest.mark.parametrize("lag", [0.0, 0.35, -0.8, 1.4])
def test_covariance_of_drawn_arrivals(lag: float) -> None:
    draw, trials = np.random.default_rng(11), 30_000
    begin = np.array([[1.5 + lag] * trials, [1.5] * trials])
    first, second = counts(draw, 0.8, begin, 1.0, 5.0)
    derived = number(STATISTICS["covariance"].rhs, lag=lag, rate=0.8, tau_p=1.0, same=1)
    measured = np.cov(first, second)[0, 1]
    # five standard errors; each product has a spread of about 1
    assert measured == pytest.approx(derived, abs=5 * np.std((first - 0.8) * (second - 0.8)) / np.sqrt(trials))


def test_area_of_the_covariance_is_that_of_the_delta_function() -> None:
    exact = STATISTICS["covariance"].rhs
    area = integrate.quad(lambda u: number(exact, lag=u, rate=0.4, tau_p=1.7, same=1), -2, 2, points=[-1.7, 0, 1.7])[0]
    coarse = number(STATISTICS["coarse_covariance"].rhs, delta_tt=1.0, p_ab=0.4 * 1.7, tau_p=1.7, same=1)
    assert area == pytest.approx(coarse, rel=1e-10)  # piecewise linear: exact but for rounding


def test_bunched_collisions_by_a_double_integral() -> None:
    lag, tau = own.LAG.symbol, own.INTERVAL.symbol
    bunching = sp.exp(-sp.Abs(lag) * 3 / tau) / tau**2
    exact = collision_statistics.covariance(collision_statistics.Arrivals(bunching=bunching)).rhs
    at, width = 0.4, 1.3
    density = lambda u: np.exp(-abs(u) * 3 / width) / width**2  # noqa: E731
    x = (np.arange(2000) + 0.5) / 2000 * width
    smooth = density(x[:, None] + at - x[None, :]).mean() * width**2
    derived = number(exact, lag=at, rate=0.6, tau_p=width, same=1)
    # midpoints of 2000 cells with a kink: 1e-6
    assert derived == pytest.approx(0.6 * (width - at) + smooth, rel=1e-5)


def test_independent_collisions_have_no_bunching_term() -> None:
    assert by_name(collision_statistics.derivation().equations)["covariance"].rhs.has(own.RATE.symbol)
    bunched = collision_statistics.Arrivals(
        bunching=sp.exp(-(own.LAG.symbol**2) / own.INTERVAL.symbol**2) / own.INTERVAL.symbol**2
    )
    names = by_name(collision_statistics.derivation(bunched).equations)
    assert not {"coarse_covariance", "kick_product"} & set(names)


def test_phases_of_drawn_pairs() -> None:
    draw, trials, chance = np.random.default_rng(5), 400_000, 0.03
    hit = draw.random(trials) < chance
    phases = np.where(hit, draw.gamma(2.0, 0.5, trials), 0.0)
    # mean 1 and mean square 3/2 of that gamma distribution; five standard errors
    error = 5 * np.std(phases**2) / np.sqrt(trials)
    assert np.mean(hit * phases) == pytest.approx(number(STATISTICS["kick"].rhs, p_ab=chance, phi_hit=1.0), abs=error)
    assert np.mean(hit * phases**2) == pytest.approx(
        number(STATISTICS["kick_square"].rhs, p_ab=chance, phi_square=1.5), abs=error
    )
    assert np.mean(phases) == pytest.approx(number(STATISTICS["pair_phase"].rhs, p_ab=chance, phi_hit=1.0), abs=error)


def test_window_and_density_of_drawn_atoms() -> None:
    draw, side, length, density = np.random.default_rng(9), 4.0, 1.5, 30.0
    atoms = (draw.random((200, int(density * side**3), 3)) - 0.5) * side
    distance = np.linalg.norm(atoms, axis=2)
    window = number(GAS["window"].rhs, r=0.5, l=length)
    assert number(GAS["window"].rhs, r=1.6, l=length) == 0
    sums = window * np.sum(distance < length, axis=1)
    volume = number(GAS["volume"].rhs, l=length)
    # 200 samples of a relative spread of 4.6 %: five standard errors of mean and of variance
    assert sums.mean() == pytest.approx(density, rel=5 * 0.05 / np.sqrt(200))
    # a box of fixed number: the variance is smaller by the share of the window's volume
    fixed = 1 - volume / side**3
    relative = number(GAS["fluctuation"].rhs, n_b=density, V_l=volume) * fixed
    assert sums.var() / density**2 == pytest.approx(relative, rel=5 * np.sqrt(2 / 200))


def test_convolution_of_a_short_range_is_its_weight_times_the_window() -> None:
    """At the centre the smeared probability is an exact integral; it tends to the derived product."""
    from derive.spin_exchange import kinetics

    average = sp.lambdify(
        own.DISTANCE.symbol,
        kinetics.velocity_average()[0].rhs.subs(
            {own.SPREAD.symbol: 1.0, own.INTERVAL.symbol: 1.0, own.RADIUS.symbol: 0.01}
        ),
        modules="scipy",
    )
    length = 12.0
    smeared = integrate.quad(lambda x: 4 * np.pi * x**2 * average(x), 1e-9, length, points=[1, 3, 6])[0] / (
        4 / 3 * np.pi * length**3
    )
    window = number(GAS["window"].rhs, r=0.0, l=length)
    derived = number(GAS["pair_probability"].rhs, sigma=np.pi * 1e-4, tau_p=1.0, v_mean=2 / np.sqrt(np.pi), w_ab=window)
    assert smeared == pytest.approx(derived, rel=1e-8)  # quadrature; what flies further than 12 is exp(-144)


def test_exponential_law_of_drawn_waiting_times() -> None:
    draw = np.random.default_rng(2)
    waits = draw.exponential(2.5, 300_000)
    derived = number(GAS["at_least_one"].rhs, tau_p=1.1, tau_d=2.5)
    assert np.mean(waits < 1.1) == pytest.approx(derived, abs=5 * 0.5 / np.sqrt(300_000))  # five standard errors
