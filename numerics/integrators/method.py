"""What a method of integration is to the driver: compiled functions over lanes, and how much room they need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

OPTIONS: dict[str, Any] = {"error_model": "numpy", "fastmath": {"contract"}}
"""As numba compiles generated kernels: no checks of divisions, a product and a sum may be rounded once."""


@dataclass(frozen=True, kw_only=True)
class System:
    """Functions over lanes: ``rates(t, y, c, out)``, and ``prepare(p, c)``: what depends on parameters alone.

    ``jacobian(t, y, c, out)`` writes the entries at the places of ``pattern``, row by row, and ``time_derivative`` is
    None where rates do not depend on time.
    """

    rates: Any
    prepare: Any
    size: int
    parameters: int
    coefficients: int
    width: int
    jacobian: Any = None
    pattern: tuple[tuple[int, int], ...] = ()
    time_derivative: Any = None


@dataclass(frozen=True, kw_only=True)
class Method:
    """One step of a method, for ``size`` equations in lanes.

    ``attempt(t, h, y, new, stages, part, more, c, rtol, atol)`` writes the state after a step of h from (t, y) and
    gives the square of its error over what is allowed. The rates at (t, y) are the first row of ``stages``, those at
    the new state its row ``new_slope``: the first of the next step. ``dense(t, h, y, new, stages, part, c, into)``
    prepares values within the step, ``value(work, y, new, first, stride, theta)`` is one of them in one lane. The error
    is of the order h^``degree``. Rooms are counted in lanes: ``stage_rows``, ``dense_rows`` times the number of
    equations, ``more`` in all.
    """

    name: str
    degree: int
    attempt: Any
    dense: Any
    value: Any
    new_slope: int
    stage_rows: int
    dense_rows: int
    more: int
    least: float
    largest: float
    """How much smaller or larger than the last a step may be."""
