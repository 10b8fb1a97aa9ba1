"""Zeros of a function of the state within a step, on the interpolant of the method."""

from __future__ import annotations

from typing import Any

import numba

from numerics.integrators.method import OPTIONS

MOST = 100
"""Halvings of a bracket are every third try, so that 60 of them come well before."""


def crossing(event: Any, value: Any, size: int, width: int) -> Any:
    """The function that finds the time of a zero of ``event(t, y, p)`` in one lane, and leaves the state there.

    Secants keep the bracket (Illinois: the end that stays counts half), and every third try halves it.
    """
    n, w = size, width

    @numba.njit(**OPTIONS)
    def state(work, first, new, dense, theta, into):
        for i in range(n):
            into[i] = value(work, work[first + w * i], work[new + w * i], dense + w * i, w * n, theta)

    @numba.njit(**OPTIONS)
    def find(work, first, new, dense, t, h, until, before, after, p, scratch):
        low, high, at_low, at_high = 0.0, (until - t) / h, before, after
        theta = high
        for k in range(MOST):
            if at_high == 0.0 or high - low <= 4e-16 * max(1.0, abs(t) / h):
                break
            theta = 0.5 * (low + high) if k % 3 == 2 else (low * at_high - high * at_low) / (at_high - at_low)
            if not low < theta < high:
                theta = 0.5 * (low + high)
            state(work, first, new, dense, theta, scratch[0])
            there = event(t + theta * h, scratch[0], p)
            if (there < 0.0) == (at_low < 0.0) and there != 0.0:
                low, at_low = theta, there
                at_high *= 0.5
            else:
                if there == 0.0:
                    low = theta
                high, at_high = theta, there
                at_low *= 0.5
        state(work, first, new, dense, high, scratch[0])
        return t + high * h

    return find
