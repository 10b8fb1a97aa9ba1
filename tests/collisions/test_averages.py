"""Exact averages: against every pairing of a few atoms, against sample paths, against extended precision."""

from __future__ import annotations

import dataclasses
import itertools
import math

import numpy as np
import pytest
from scipy.linalg import expm

from numerics.collisions import averages, model, observables, scan
from numerics.collisions.trajectories import Task, equal_steps, simulate
from numerics.parameters import InputError

PHASES = (0.9, -0.4)  # two values, equally likely
LEAST_P = 1e-4
"""Below this chance a chi-squared is refused: seeds are fixed, so a right program that passes does so for good."""


def enumerated(start, alkali, noble, steps, turn):
    """Amplitudes after all pairings and all choices of two phases, each equally likely; independent of all kernels."""
    states = [np.array(start, dtype=complex)]
    for _ in range(steps):
        after = []
        for state in states:
            for partners in itertools.permutations(range(alkali, alkali + noble), alkali):
                for phases in itertools.product(PHASES, repeat=alkali):
                    new = state.copy()
                    for a, (b, phase) in enumerate(zip(partners, phases, strict=True)):
                        even, odd = (state[a] + state[b]) / 2, np.exp(1j * phase) * (state[a] - state[b]) / 2
                        new[a], new[b] = np.exp(-1j * turn) * (even + odd), even - odd
                    after.append(new)
        states = after
    return np.array(states)


def two_values(alkali, noble, turn):
    """The gases with phases of two values: a table of quantiles with a step at one half."""
    cells = 2001
    quantiles = [min(PHASES)] * cells + [max(PHASES)] * cells
    return model.Collisions(alkali=alkali, noble_gas=noble, phases=Exact.table(quantiles), turn=turn)


class Exact(model.Phases):
    """Two values exactly, without the linear piece between them."""

    def defect(self, k):
        return complex(np.mean([np.expm1(1j * k * p) for p in PHASES]))


@pytest.mark.parametrize(("alkali", "noble", "steps"), [(1, 2, 3), (2, 3, 2), (2, 2, 2), (3, 3, 1), (1, 1, 2)])
@pytest.mark.parametrize("start", ["symmetric", "localised"])
def test_mean_and_variance_are_those_of_all_pairings(made, alkali, noble, steps, start):
    gases = two_values(alkali, noble, 0.3)
    begin = np.zeros(alkali + noble)
    begin[: alkali if start == "symmetric" else 1] = 1
    states = enumerated(begin / np.linalg.norm(begin), alkali, noble, steps, 0.3)
    found = np.abs(states[:, :alkali].sum(axis=1)) ** 2 / alkali, np.abs(states[:, alkali:].sum(axis=1)) ** 2 / noble
    wanted = [averages.symmetric(gases, 1, 0), averages.symmetric(gases, 0, 1)]
    means = averages.fidelities(gases, start, wanted, [steps], made)[:, 0]
    spread = averages.deviations(gases, start, wanted, [steps], made)[:, 0]
    # sums of at most a few thousand products of numbers of order one
    assert means == pytest.approx([f.mean() for f in found], abs=1e-13)
    assert spread**2 == pytest.approx([f.var() for f in found], abs=1e-13)
    inside = averages.populations(gases, start, [lambda counts: counts[2]], [steps], made)[0, 0]
    assert inside == pytest.approx((np.abs(states[:, alkali:]) ** 2).sum(axis=1).mean(), abs=1e-13)


def test_a_map_of_other_gases_would_be_seen(made):
    gases = two_values(2, 3, 0.3)
    wanted = [averages.symmetric(gases, 1, 0)]
    right = averages.fidelities(gases, "symmetric", wanted, [2], made)
    wrong = averages.fidelities(dataclasses.replace(gases, turn=0.31), "symmetric", wanted, [2], made)
    assert abs(right - wrong) > 1e-4


@pytest.mark.parametrize("start", ["symmetric", "localised", "pair"])
@pytest.mark.parametrize(
    ("alkali", "noble", "law"),
    [
        (3, 4, model.Phases(mean=0.5)),
        (4, 12, model.Phases(mean=0.02, deviation=0.02)),
        (5, 9, model.Phases(mean=0.3, deviation=0.4)),
        (6, 40, scan.exponential(0.2)),
    ],
)
def test_paths_agree_with_the_exact_means_and_covariances(made, loops, start, alkali, noble, law):
    gases = model.Collisions(alkali=alkali, noble_gas=noble, phases=law, turn=0.03)
    last = max(2, round(2 / (law.mean * math.sqrt(alkali / noble))))
    asked = Task(collisions=gases, start=start, steps=(0, last), paths=600, seed=17)
    ensemble = simulate(asked, loops(asked.loop), workers=2)
    if start == "pair":
        found = observables.TwoExcitations.of(ensemble)
        values = np.stack([found.twenty[:, 1], found.eleven[:, 1], found.populations[2, :, 1]], axis=1)
        states = [averages.symmetric(gases, 2, 0), averages.symmetric(gases, 1, 1)]
        exact = [*averages.fidelities(gases, start, states, [last], made)[:, 0]]
        exact += [averages.populations(gases, start, [lambda counts: counts[2] == 2], [last], made)[0, 0]]
    else:
        one = observables.OneExcitation.of(ensemble)
        values = np.stack([one.alkali[:, 1], one.noble_gas[:, 1]], axis=1)
        states = [averages.symmetric(gases, 1, 0), averages.symmetric(gases, 0, 1)]
        exact = [*averages.fidelities(gases, start, states, [last], made)[:, 0]]
        spread = averages.deviations(gases, start, states, [last], made)[:, 0]
        # the standard deviation of 600 paths is known to some 3 to 5 per cent, by the kurtosis of the fidelities
        assert values.std(axis=0) == pytest.approx(spread, rel=0.2)
    if law.deviation == 0 and (alkali, noble) == (3, 4) and start == "symmetric":
        assert values.mean(axis=0) == pytest.approx(exact, abs=5 * values.std() / 600**0.5)
        return
    chi2 = observables.chi_squared(values, np.array(exact))
    assert observables.p_value(chi2, len(exact)) > LEAST_P


def test_ten_million_steps_of_weak_collisions_lose_no_digits(made):
    """Against the same map multiplied out in extended precision, 19 digits."""
    gases = model.Collisions(alkali=100, noble_gas=10000, phases=model.Phases(mean=1e-5, deviation=1e-5), turn=4.95e-6)
    wanted = [averages.symmetric(gases, 1, 0), averages.symmetric(gases, 0, 1)]
    found = averages.fidelities(gases, "symmetric", wanted, [10_000_019], made)[:, 0]
    one = averages.AveragedMap.of(made["mean_one_excitation"], gases)
    E = one.matrix.astype(np.clongdouble)
    power, total, n = E.copy(), np.zeros_like(E), 10_000_019
    while n:
        if n & 1:
            total = total + power + total @ power
        power, n = 2 * power + power @ power, n >> 1
    values = one.start(wanted[0]) + total @ one.start(wanted[0])
    expected = [complex(values @ one.weights(state)).real for state in wanted]
    # the study allows for 1e-10
    assert found == pytest.approx(expected, abs=1e-12)


def test_probability_is_kept_over_ten_million_steps(made):
    gases = model.Collisions(alkali=30, noble_gas=300, phases=model.Phases(mean=1e-5, deviation=1e-5), turn=4.5e-6)
    everywhere = averages.populations(gases, "pair", [lambda counts: 1.0], [0, 10_000_000], made)[0]
    # to rounding: 1e7 steps of a map that keeps it to 1e-16 of what a step changes, 1e-5
    assert everywhere == pytest.approx([1, 1], abs=1e-11)


def test_the_band_of_weak_collisions_is_that_of_their_first_order(made):
    """Var F_01 = (2 sqrt F_01 cos(Jt) ...)^2 is small; here its growth: the variance after few steps is of order n."""
    gases = model.Collisions(alkali=50, noble_gas=500, phases=model.Phases(mean=1e-5, deviation=1e-5))
    state = [averages.symmetric(gases, 0, 1)]
    few = averages.deviations(gases, "symmetric", state, [10, 1000], made)[0]
    # amplitude phi n/2 sqrt(R), its deviation sigma sqrt(n)/2/sqrt(N_b): F fluctuates by twice their product
    phi, expected = 1e-5, []
    for n in (10, 1000):
        expected.append(2 * (phi * n / 2 * math.sqrt(0.1)) * phi * math.sqrt(n) / 2 / math.sqrt(500))
    # next orders: the square of the deviation over the mean, 1/(n R N_b) = 2e-3 at n = 10
    assert few == pytest.approx(expected, rel=5e-3)


@pytest.mark.parametrize("breadth", [0.0, 1.0, 3.0])
def test_frequency_decay_and_alpha_are_those_of_the_formulas_for_many_atoms(made, breadth):
    gases = model.Collisions(
        alkali=2000, noble_gas=2_000_000, phases=model.Phases(mean=1e-4, deviation=breadth * 1e-4), turn=5e-5 * 0.999
    )
    found = averages.exchange(gases, made)
    formula = scan.formula_rates(gases, made)
    # neglected: the ratio 1e-3 and the inverse number of alkali atoms 5e-4
    assert found.frequency == pytest.approx(formula.frequency, rel=1e-3)
    assert found.decay == pytest.approx(2 * formula.decay, rel=5e-3)
    assert found.alpha == pytest.approx((1 + 2 * breadth**2) / (2 + 2 * breadth**2), rel=5e-3)


def test_two_excitations_bunch(made):
    gases = model.Collisions(alkali=30, noble_gas=300, phases=model.Phases(mean=1e-5), turn=4.5e-6)
    steps = observables.exchange_steps(gases, math.pi / 4, made["random_exchange_rate"])
    three = [averages.symmetric(gases, 2 - n, n) for n in range(3)]
    states = [*three, averages.superposed(three[0], three[2])]
    found = averages.fidelities(gases, "pair", states, [steps], made)[:, 0]
    assert found[1] < 1e-3
    # N_a = 30: an alkali of half-integer spins holds two excitations less well than bosons, by 1/N_a
    assert found[[0, 2, 3]] == pytest.approx([0.5, 0.5, 1.0], abs=1 / 30)


def test_fitted_rates_agree_with_the_exact_and_the_derived_ones(made, loops):
    """Chi-squared over atom numbers and laws of the phase; fixed seed, refused below a chance of 1e-4."""
    points = scan.scan(0.03, 160, 11, loops("loops"), made, 2, lambda items, what: items)
    fidelity, rates = (sum(getattr(p, f"{name}_chi2") for p in points) for name in ("fidelity", "rates"))
    assert observables.p_value(fidelity, 2 * len(points)) > LEAST_P
    # errors from 20 groups are themselves known to a sixth, which widens the chi-squared of ratios somewhat
    assert observables.p_value(rates * 0.85, 2 * len(points)) > LEAST_P
    for p in points:
        # next order of the formulas: the squares of the phases' breadth over the ratio
        assert p.exact.decay == pytest.approx(p.formula.decay, rel=0.02)
        assert p.exact.frequency == pytest.approx(p.formula.frequency, rel=0.03)


def test_a_wrong_rate_would_be_seen(made, loops):
    gases = model.Collisions(alkali=10, noble_gas=100, phases=model.Phases(mean=0.03), turn=0.0135)
    asked = Task(collisions=gases, start="symmetric", steps=equal_steps(24 * 55, 25), paths=160, seed=3)
    fit = observables.fitted_rates(simulate(asked, loops("loops")))
    exact = scan.exact_rates(gases, made)
    assert abs(fit.rates.frequency - exact.frequency) < 5 * fit.errors.frequency
    assert abs(fit.rates.frequency - 1.01 * exact.frequency) > 5 * fit.errors.frequency
    assert abs(fit.rates.decay - 1.5 * exact.decay) > 5 * fit.errors.decay


def test_a_continuous_clock_makes_alpha_one_for_equal_phases(made, loops):
    """Who collides when is random too: each collision scatters, whatever the breadth of the phases."""
    gases = model.Collisions(alkali=6, noble_gas=60, phases=model.Phases(mean=0.05))
    asked = Task(collisions=gases, start="symmetric", steps=(0, 120), paths=1500, seed=2, poisson=True)
    found = observables.OneExcitation.of(simulate(asked, loops("loops"), workers=2))
    events = averages.AveragedMap.of(made["mean_one_excitation_by_events"], gases)
    flow = expm(gases.alkali * events.matrix * 120)
    states = [averages.symmetric(gases, 1, 0), averages.symmetric(gases, 0, 1)]
    values = flow @ events.start(states[0])
    exact = np.array([(values @ events.weights(state)).real for state in states])
    chi2 = observables.chi_squared(np.stack([found.alkali[:, 1], found.noble_gas[:, 1]], axis=1), exact)
    assert observables.p_value(chi2, 2) > LEAST_P
    steps = averages.fidelities(gases, "symmetric", states, [120], made)[:, 0]
    assert abs(steps - exact).max() > 1e-3  # so the clock is seen


def test_phases_with_a_table_have_their_own_means():
    law = scan.exponential(0.2)
    drawn = np.interp((np.arange(200_000) + 0.5) / 200_000, np.linspace(0, 1, scan.CELLS + 1), law.quantiles)
    for k in (1, 2):
        # the midpoint rule on 200000 points of a piecewise linear function
        assert law.defect(k) == pytest.approx(np.mean(np.exp(1j * k * drawn)) - 1, abs=1e-8)
    assert law.mean == pytest.approx(0.2, rel=1e-3)


def test_small_phases_keep_their_digits_in_the_mean():
    law = model.Phases(mean=1e-9, deviation=1e-9)
    assert law.defect(2) == pytest.approx(complex(-4e-18, 2e-9), rel=1e-12)
    assert law.defect(2).real == pytest.approx(-4e-18, rel=1e-9)


def test_what_has_no_map_is_refused(made):
    gases = model.Collisions(alkali=3, noble_gas=5, phases=model.Phases(mean=0.1))
    with pytest.raises(InputError, match="no exact variance for the start 'pair'"):
        averages.deviations(gases, "pair", [], [1], made)
    with pytest.raises(InputError, match="fall, expected numbers that rise"):
        averages.fidelities(gases, "symmetric", [], [3, 1], made)
    with pytest.raises(InputError, match="more than there are atoms"):
        averages.symmetric(gases, 4, 0)
