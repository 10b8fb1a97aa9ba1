"""Averaged rates follow the pair rate, the dipole and the cloud; the averaged master equation follows its jumps.

Quadratures are over places or over emitted waves, with the pair rate handed in; none of the derived integrals is used.
"""

from __future__ import annotations

import itertools

import mpmath as mp
import pytest
import sympy as sp

from derive.dissipative_entanglement import (
    averaged_apart,
    averaged_closed,
    averaged_master_equation,
    averaged_rates,
    clouds,
    large_clouds,
    symbols,
)
from derive.dissipative_entanglement import motion_symbols as own
from derive.dissipative_entanglement.pair_generators import (
    BACK,
    FLIP,
    LOW,
    MODEL,
    Jumps,
    Moving,
    by_pairs,
    in_parts,
    scaled,
)
from derive.records import Equation
from derive.steps import DerivationError

A, GAMMA, K_L, L, PLACE = averaged_rates.PAIR, averaged_rates.GAMMA, averaged_rates.K_L, clouds.L, clouds.PLACE
TILTED = (sp.Rational(3, 5), sp.S.Zero, sp.Rational(4, 5))
NARROW = clouds.Cloud(shape=sp.exp(-3 * PLACE**2 / (2 * L**2)))


def value(equation: Equation, **numbers: object) -> complex:
    names = {"Gamma": 1, "k_L": 1} | numbers
    return complex(sp.N(equation.rhs.xreplace({s: sp.nsimplify(names[s.name]) for s in equation.rhs.free_symbols}), 25))


def average_over_places(made: averaged_rates.Average, channel: str, size: float) -> float:
    """The pair rate averaged over places, 16 nodes in each of many cells, equal steps of the azimuth."""
    steepness = float(made.cloud.steepness.subs(L, size))
    rate = getattr(made, channel).subs({GAMMA: 1, K_L: 1})
    function = sp.lambdify((averaged_rates.C, A), rate, modules="math")
    axis = [float(n) for n in made.axis]
    nodes, weights = zip(*_legendre(16), strict=True)
    total = 0.0
    angles = [2 * mp.pi * n / 8 for n in range(8)]
    ring = [(float(mp.cos(f)), float(mp.sin(f))) for f in angles]
    reach = (14 / steepness) ** 0.5 * 2
    for a, w in _cells(0.0, reach, 16, nodes, weights):
        for u, v in _cells(-1.0, 1.0, 4, nodes, weights):
            s = (1 - u * u) ** 0.5
            mean = sum(function(axis[0] * s * c + axis[1] * s * d + axis[2] * u, a) for c, d in ring) / 8
            total += w * v * a * a * mean * float(mp.cos(a * u)) * float(mp.exp(-steepness * a * a / 2))
    return float(2 * mp.pi * (steepness / (2 * mp.pi)) ** 1.5 * total)


def _legendre(count: int) -> list[tuple[float, float]]:
    x = sp.Symbol("x")
    roots = [float(r) for r in sp.Poly(sp.legendre(count, x), x).nroots(n=20)]
    slope = sp.lambdify(x, sp.diff(sp.legendre(count, x), x))
    return [(r, 2 / ((1 - r * r) * slope(r) ** 2)) for r in roots]


def _cells(first: float, last: float, count: int, nodes: tuple, weights: tuple) -> list[tuple[float, float]]:  # type: ignore[type-arg]
    half = (last - first) / count / 2
    pairs = list(zip(nodes, weights, strict=True))
    return [(first + half * (2 * n + 1 + x), half * w) for n in range(count) for x, w in pairs]


@pytest.mark.parametrize("channel", ["gamma", "exchange"])
def test_averages_follow_the_dipole_and_the_cloud(channel: str) -> None:
    made = averaged_rates.Average(axis=TILTED, cloud=NARROW)
    found = sum(value(averaged_closed.closed(made, channel, line), L="3/2") for line in (0, 1))
    # exp(-28) of the cloud is cut off; the near field of the exchange loses digits near a = 0.01
    assert found == pytest.approx(average_over_places(made, channel, 1.5), rel=1e-7)


def test_averages_follow_the_pair_rate() -> None:
    c = averaged_rates.C
    wave = sp.sin(K_L * A) / (K_L * A)
    made = averaged_rates.Average(
        gamma=GAMMA * ((2 + 3 * c**2) * wave + (1 - c**2) * sp.cos(K_L * A) / (K_L * A) ** 2
                       - (1 - c**2) * sp.sin(K_L * A) / (K_L * A) ** 3),
    )  # fmt: skip
    found = sum(value(averaged_closed.closed(made, "gamma", line), L="3/2") for line in (0, 1))
    assert found == pytest.approx(average_over_places(made, "gamma", 1.5), rel=1e-9)


def test_an_odd_power_of_the_cosine_is_refused() -> None:
    with pytest.raises(DerivationError, match="other powers of the cosine"):
        averaged_rates.contribution(
            averaged_rates.Average(gamma=GAMMA * averaged_rates.C * sp.sin(K_L * A) / (K_L * A)), "gamma", 0
        )


def test_a_cloud_without_separate_coordinates_is_refused() -> None:
    with pytest.raises(DerivationError, match="no Gaussian"):
        clouds.density(clouds.Cloud(shape=sp.exp(-PLACE / L)))


def test_places_follow_the_shape() -> None:
    whole = sp.integrate(4 * sp.pi * PLACE**2 * clouds.density(NARROW).rhs, (PLACE, 0, sp.oo))
    assert sp.simplify(whole) == 1
    spread = sp.integrate(own.DIFFERENCE.symbol**2 * clouds.axis(NARROW).rhs, (own.DIFFERENCE.symbol, -sp.oo, sp.oo))
    assert sp.simplify(spread - 2 * L**2 / 3) == 0  # twice the variance L^2/3 of one atom


@pytest.fixture(scope="module")
def derived() -> dict[str, Equation]:
    return {e.id: e for module in (large_clouds, averaged_closed) for e in module.derivation().equations}


@pytest.mark.parametrize("name", ["exchange_A", "exchange_B", "logarithmic", "squared"])
def test_large_clouds_have_the_right_constants(name: str, derived: dict[str, Equation]) -> None:
    """The closed forms with their hypergeometric function at k L = 9, against the expansions with gamma_E and ln 2."""
    size = 9
    expanded, exact = derived[f"{large_clouds.MODULE}.{name}"], derived[f"{averaged_closed.MODULE}.{name}"]
    # the first power that is left out is the seventh, with factors of some 10; the leading one is the third
    assert value(expanded, s_L=sp.Rational(1, size)) == pytest.approx(value(exact, L=size), rel=20 / size**4)


def test_an_ensemble_behind_is_felt_and_one_in_front_is_not() -> None:
    made = {e.id.rpartition(".")[2]: e for e in averaged_apart.derivation().equations}
    forth, back = (value(made[name], L=6, R=24) for name in ("mean", "mean_back"))
    assert abs(back) < 1e-4 * abs(forth)  # 1 - erf(4/sqrt(2)) = 6e-5
    assert forth == pytest.approx(1.5 / (36 + 24j), rel=1e-4)


def test_a_dipole_along_the_way_is_refused() -> None:
    with pytest.raises(DerivationError, match="not at right angles"):
        averaged_apart.across(averaged_rates.Average(axis=TILTED), "gamma")


@pytest.mark.parametrize(
    "change",
    [
        {"A": {"I": FLIP, "II": scaled(symbols.NU.symbol, BACK)}},
        {"B": {"II": scaled(symbols.MU.symbol, FLIP), "I": LOW}},
        {"A": {"I": scaled(symbols.MU.symbol, FLIP), "II": scaled(-symbols.NU.symbol, BACK)}},
    ],
)
def test_another_jump_makes_another_master_equation(change: dict[str, Jumps]) -> None:
    with pytest.raises(DerivationError):
        averaged_master_equation.desired(Moving(jumps={**MODEL.jumps, **change}))


def test_rates_that_differ_between_ensembles_are_seen() -> None:
    pair = own.RATE.symbol
    for between in ((pair, 2 * pair), (pair * (1 + sp.I), pair * (1 - sp.I)), (2 * pair, 2 * pair)):
        with pytest.raises(DerivationError):
            averaged_master_equation.desired(Moving(between=between))


def test_one_way_light_adds_a_hamiltonian_to_each_jump_alone() -> None:
    pair, gamma = own.RATE.symbol, GAMMA
    uneven = Moving(between=(2 * pair, sp.S.Zero))
    for name, other in itertools.permutations("AB"):
        extra = by_pairs(uneven, name, gamma) - by_pairs(MODEL, name, gamma)
        assert not extra.is_zero
        assert (extra + by_pairs(uneven, other, gamma) - by_pairs(MODEL, other, gamma)).is_zero
    assert not in_parts(by_pairs(uneven, "A", gamma), sp.S.Zero)
