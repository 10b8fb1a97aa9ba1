"""Features of sampled curves that a publication states in words: decay rates, extrema, revivals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Curve = NDArray[np.float64]


def decay_rate(time: Curve, values: Curve) -> float:
    """The rate r of the exponential exp(-r t) that fits a positive curve best, by least squares of its logarithm.

    Unit: one over that of ``time``. Raises ValueError when a value is not positive.
    """
    if np.any(values <= 0):
        raise ValueError("the decay rate of a curve that is not positive everywhere is not defined")
    line = np.polynomial.Polynomial.fit(time, np.log(values), 1)
    return -float(line.deriv()(time[0]))


def falling_part(values: Curve, fraction: float) -> int:
    """How many samples come before the first that is below a fraction of the first one; all if none is."""
    below = np.flatnonzero(values < fraction * values[0])
    return int(below[0]) if below.size else len(values)


def largest(time: Curve, values: Curve) -> tuple[float, float]:
    """The largest sample of a curve, and the first time at which it is reached."""
    index = int(np.argmax(values))
    return float(values[index]), float(time[index])


def first_minimum(values: Curve) -> int:
    """The index of the first sample that the curve does not go below right after; the last one if it only falls."""
    rises = np.flatnonzero(np.diff(values) > 0)
    return int(rises[0]) if rises.size else len(values) - 1


def revival(values: Curve) -> float:
    """How far the curve comes back after its first minimum, as a fraction of its first sample."""
    start = first_minimum(values)
    return float((values[start:].max() - values[start]) / values[0])
