"""Features of curves whose values are known by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from numerics import curves

TIME = np.linspace(0, 3, 301)


@example(0.0, 1.0)
@given(st.floats(-5, 5), st.floats(1e-3, 1e3))
def test_decay_rate_of_an_exponential(rate, size):
    # Least squares on a straight line of 301 points; its rounding is some units in the last place of 15.
    assert curves.decay_rate(TIME, size * np.exp(-rate * TIME)) == pytest.approx(rate, abs=1e-12)


def test_decay_rate_needs_positive_values():
    with pytest.raises(ValueError, match="not positive"):
        curves.decay_rate(TIME, np.cos(TIME))


def test_largest_is_the_first_of_equals():
    assert curves.largest(np.arange(4.0), np.array([1.0, 3.0, 3.0, 2.0])) == (3.0, 1.0)


@pytest.mark.parametrize(
    ("values", "index", "revival"),
    [
        ([4.0, 2.0, 1.0, 3.0, 0.0, 4.0], 2, 0.75),
        ([4.0, 3.0, 2.0, 1.0], 3, 0.0),
        ([4.0, 2.0, 2.0, 4.0], 2, 0.5),
        ([1.0, 2.0, 3.0], 0, 2.0),
    ],
)
def test_first_minimum_and_revival(values, index, revival):
    assert curves.first_minimum(np.array(values)) == index
    assert curves.revival(np.array(values)) == revival


def test_falling_part_ends_at_the_first_low_sample():
    assert curves.falling_part(np.array([4.0, 3.0, 1.0, 3.0]), 0.5) == 2
    assert curves.falling_part(np.array([4.0, 3.0, 2.0]), 0.5) == 3
