"""Solutions against exact ones, values within steps, events, lanes, and input that cannot be used."""

import mpmath
import numba
import numpy as np
import pytest

from numerics.integrators.events import Event
from numerics.integrators.solve import IntegrationError, solve
from numerics.parameters import InputError

FREQUENCIES = np.array([[1.0], [2.0], [0.5], [3.0], [7.0]])
POINTS = np.hstack([FREQUENCIES, np.ones((5, 1)), np.zeros((5, 1))])
TIMES = np.linspace(0, 10, 41)


def test_oscillators_at_all_times(oscillator):
    found = solve(oscillator, TIMES, [1.0, 0.0], POINTS, rtol=1e-10, atol=1e-11)
    exact = np.cos(FREQUENCIES * TIMES)
    # Some 200 steps, each within the tolerance; a value within a step is as good as the step.
    assert np.abs(found.states[:, :, 0] - exact).max() < 3e-9
    assert found.reached == pytest.approx(10.0)
    assert (np.diff(found.steps[[2, 0, 1, 3, 4]]) > 0).all(), "a faster oscillator takes more steps"


def test_error_falls_with_the_eighth_power_of_the_step(oscillator):
    errors, steps = [], []
    for longest in (0.5, 0.25):
        # Tolerances that accept every step leave steps of one length.
        found = solve(oscillator, [0, 10], [1.0, 0.0], [1.0, 1.0, 0.0], rtol=1e-2, atol=1.0, longest_step=longest)
        errors.append(abs(found.last[0, 0] - np.cos(10.0)))
        steps.append(found.steps[0])
    order = np.log(errors[0] / errors[1]) / np.log(steps[1] / steps[0])
    assert order == pytest.approx(8, abs=0.5)


def test_values_within_a_step_are_of_order_seven(oscillator):
    errors = []
    for longest in (1.0, 0.5):
        found = solve(oscillator, np.linspace(0, 10, 2001), [1.0, 0.0], [1.0, 1.0, 0.0], rtol=1e-2, atol=1.0,
                      longest_step=longest)  # fmt: skip
        errors.append(np.abs(found.states[0, :, 0] - np.cos(found.times)).max())
    assert np.log2(errors[0] / errors[1]) == pytest.approx(8, abs=1.0), "the error of a step of order 7 is h^8"


def test_bits_do_not_depend_on_neighbours_or_workers(oscillator):
    many = np.linspace([0.5, 1.0, 0.0], [8.0, 1.0, 0.0], 1200)
    whole = solve(oscillator, TIMES, [1.0, 0.0], many, workers=2)
    for k in (0, 511, 512, 1199):
        alone = solve(oscillator, TIMES, [1.0, 0.0], many[k])
        assert (alone.states[0] == whole.states[k]).all()
    assert (solve(oscillator, TIMES, [1.0, 0.0], many[::-1], workers=1).states[::-1] == whole.states).all()


@numba.njit
def height(t, y, p):
    return y[0]


def test_events_are_where_the_oscillator_is_zero(oscillator):
    falling = solve(oscillator, [0, 40], [1.0, 0.0], POINTS, rtol=1e-11, atol=1e-12,
                    event=Event(function=height, direction=-1, count=2))  # fmt: skip
    exact = (np.array([0.5, 2.5]) * np.pi) / FREQUENCIES
    assert falling.event_times == pytest.approx(exact, rel=1e-9)
    assert np.abs(falling.event_states[:, :, 0]).max() < 1e-12
    assert falling.event_states[:, :, 1] == pytest.approx(np.broadcast_to(-FREQUENCIES, (5, 2)), rel=1e-9)
    assert np.isnan(falling.last).all(), "the second zero ended every point"


def test_times_in_another_unit_give_the_same(oscillator):
    # With a unit of time 1e9 times shorter; powers of two, so that no number is rounded differently.
    unit = 2.0**-30
    slow = solve(oscillator, [0, 10], [1.0, 0.0], [2.0, 1.0, 0.0])
    fast = solve(oscillator, [0, 10 * unit], [1.0, 0.0], [2.0, unit, 0.0])
    assert (fast.last == slow.last).all()


def test_stiff_equations_follow_their_slow_solution(stiff):
    k = [1.0, 1e3, 1e6, 3.0, 1e9]
    times = np.linspace(0, 6, 25)
    out, counts, status = stiff(k, times, 1e-9)
    exact = np.exp(-np.sin(times[1:]))
    assert (status == 0).all()
    assert np.abs(out[:, :, 0] - np.cos(times[1:])).max() < 2e-7
    assert np.abs(out[:, :, 1] - exact).max() < 2e-7
    assert counts[:, 0].max() < 500, "steps of an explicit method would be 1e9"


def test_rosenbrock_error_falls_as_the_tolerance(stiff):
    exact = np.array([mpmath.cos(6), mpmath.exp(-mpmath.sin(6))], float)
    found = {tolerance: stiff([1.0], [0, 6], tolerance) for tolerance in (1e-6, 1e-11)}
    errors = [np.abs(out[0, -1] - exact).max() for out, _, _ in found.values()]
    steps = [counts[0, 0] for _, counts, _ in found.values()]
    order = np.log(errors[0] / errors[1]) / np.log(steps[1] / steps[0])
    assert order == pytest.approx(5, abs=0.7)


def test_what_cannot_be_integrated_is_said(oscillator):
    bursting = [[0.0, 1.0, b] for b in (0.1, 1.0, 5.0)]
    with pytest.raises(IntegrationError, match=r"point 1: rtol = .* cannot be met at t = 1: .*; 2 of 3 points failed"):
        solve(oscillator, [0, 2], [1.0, 0.0], bursting, workers=1)
    kept = solve(oscillator, [0, 2], [1.0, 0.0], bursting, workers=1, keep_failures=True)
    assert kept.last[0, 0] == pytest.approx(1.25, rel=1e-8)
    assert np.isnan(kept.last[1:]).all()
    assert "not finite" in kept.failures[2]
    assert kept.reached[1] == pytest.approx(1.0)
    with pytest.raises(IntegrationError, match=r"20 steps led to t = .* of 1000"):
        solve(oscillator, [0, 1000], [1.0, 0.0], [1.0, 1.0, 0.0], most_steps=20)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"times": [0, 0]}, "growing numbers are expected"),
        ({"times": [0.0, np.inf]}, "times holds inf where finite numbers are expected"),
        ({"start": [[1.0, 0.0]] * 3}, r"start has shape \(3, 2\), expected"),
        ({"start": ["a", "b"]}, "start holds"),
        ({"parameters": [[np.nan]]}, "parameters holds nan"),
        ({"parameters": {"w": 1.0}}, "the parameters are named"),
        ({"rtol": -1.0}, "the tolerances are rtol = -1.0"),
        ({"rtol": 1e-15, "atol": 0.0}, "at least 1e-14"),
        ({"atol": [1e-9] * 3}, r"atol has shape \(3,\)"),
        ({"method": "dop835"}, "the nearest is dop853"),
        ({"longest_step": 0.0}, "more than 0 is expected"),
        ({"workers": 0}, "at least 1 is expected"),
    ],
)
def test_input_that_does_not_fit(oscillator, change, said):
    given = {"times": [0, 1], "start": [1.0, 0.0], "parameters": POINTS[:2], **change}
    with pytest.raises(InputError, match=said):
        solve(oscillator, given.pop("times"), given.pop("start"), given.pop("parameters"), **given)


def test_other_equations_and_events_are_refused():
    with pytest.raises(InputError, match="expected a kernel of kind rhs or a function of numba"):
        solve(len, [0, 1], [1.0], [[1.0]])
    with pytest.raises(InputError, match="rodas5p needs a Jacobian"):
        solve(height, [0, 1], [1.0], [1.0], method="rodas5p")
    with pytest.raises(InputError, match=r"numba\.njit is expected"):
        Event(function=len)
