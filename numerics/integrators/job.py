"""Checked input of a batch of points, the arrays that the compiled loop fills, and what they say."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.arguments import KernelError, checked, in_order
from numerics.integrators.driver import NOT_FINITE, TOO_MANY
from numerics.integrators.events import Event
from numerics.kernels import CompiledKernel, domain_of
from numerics.parameters import InputError

Floats = NDArray[np.float64]
FEW = 2
"""Lanes of a function of numbers: it is called for one after the other, so more would gain nothing."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Job:
    """One batch: its compiled loop, its input, and the arrays for its output, filled point by point."""

    run: Any
    room: int
    p: Floats
    starts: Floats
    times: Floats
    rtol: float
    atol: Floats
    event: Event | None
    out: Floats
    found: Floats
    found_states: Floats
    status: NDArray[np.int8]
    counts: Floats

    def advance(self, first: int, last: int, longest: float, most: int) -> None:
        """Integrate the points from ``first`` to before ``last``."""
        from numerics.integrators.assembly import workspace

        stops, direction = (self.event.stops, self.event.direction) if self.event else (False, 0)
        limits = (self.rtol, self.atol, longest, most, stops, direction)
        filled = (self.out, self.found, self.found_states, self.status, self.counts)
        self.run(workspace(self.room), first, last, self.p, self.starts, self.times, *limits, *filled)

    def reason(self, point: int, most: int) -> str:
        """Why a point failed."""
        t, tried = float(self.counts[point, 2]), int(self.counts[point, 1])
        if self.status[point] == NOT_FINITE:
            return f"the rates are not finite near t = {t:.6g}, expected a solution up to {self.times[-1]:.6g}"
        if self.status[point] == TOO_MANY:
            return (
                f"{most} steps led to t = {t:.6g} of {self.times[-1]:.6g}; expected are fewer, with larger tolerances, "
                "or method='rodas5p' if the equations are stiff"
            )
        return (
            f"rtol = {self.rtol:g}, atol = {self.atol.min():g} cannot be met at t = {t:.6g}: after {tried} steps the "
            "next would be too short for a double; the solution is singular there, or the tolerance below rounding"
        )


def checked_job(
    equations: CompiledKernel | Any, times: Any, start: Any, parameters: Any, method: str, rtol: float, atol: Any,
    event: Event | None, width: int | None = None,
) -> Job:  # fmt: skip
    """The checked batch; raises InputError for what does not fit."""
    grid = numbers("times", times)
    if grid.ndim != 1 or grid.size < 2 or not (np.diff(grid) > 0).all():
        raise InputError(f"the times have shape {grid.shape} where two or more growing numbers are expected")
    begin = np.atleast_2d(numbers("start", start))
    p = packed(equations, parameters) if isinstance(equations, CompiledKernel) else _listed(equations, parameters)
    points = max(len(p), len(begin))
    size = len(equations.record.state) if isinstance(equations, CompiledKernel) else begin.shape[-1]
    if begin.ndim != 2 or begin.shape[1] != size or len(begin) not in (1, points) or len(p) not in (1, points):
        raise InputError(
            f"start has shape {np.shape(start)}, expected ({size},) or ({points}, {size}) for {len(p)} parameter points"
        )
    p = np.array(np.broadcast_to(p, (points, p.shape[1])))
    tolerances = np.array(np.broadcast_to(_tolerance(rtol, atol, size), (size,)))
    run, room = _assembled(equations, method, size, p.shape[1], width, event)
    count = event.count if event else 0
    out = np.full((points, grid.size - 1, size), np.nan)
    found, states = np.full((points, count), np.nan), np.full((points, count, size), np.nan)
    return Job(
        run=run, room=room, p=p, starts=np.array(begin), times=np.array(grid), rtol=float(rtol), atol=tolerances,
        event=event, out=out, found=found, found_states=states,
        status=np.zeros(points, np.int8), counts=np.zeros((points, 3)),
    )  # fmt: skip


def numbers(name: str, values: Any) -> Floats:
    """The values as finite doubles; raises InputError for others."""
    array = np.asarray(values)
    if array.dtype.kind not in "fiu":
        raise InputError(f"{name} holds {array.dtype.name} where real numbers are expected")
    array = np.asarray(array, np.float64, order="C")
    if not np.isfinite(array).all():
        raise InputError(f"{name} holds {array[~np.isfinite(array)].flat[0]} where finite numbers are expected")
    return array


def packed(kernel: CompiledKernel, parameters: Mapping[str, Any]) -> Floats:
    """Named numbers and arrays of a kernel as (points, parameters), in its order and in their domains."""
    record = kernel.record
    if record.kind != "rhs" or record.results[0].dtype != "float64":
        raise InputError(f"{record.name} is a {record.kind} of {record.results[0].dtype}, expected an rhs of float64")
    if not isinstance(parameters, Mapping):
        raise InputError(f"the parameters are {type(parameters).__name__}, expected {record.name}'s by name")
    try:
        values = in_order(record.name, [argument.name for argument in record.arguments], parameters)
        columns = [checked(domain_of(a), value) for a, value in zip(record.arguments, values, strict=True)]
    except KernelError as error:
        raise InputError(str(error)) from error
    try:
        arrays = np.broadcast_arrays(*(np.atleast_1d(column) for column in columns))
    except ValueError:
        shapes = ", ".join(f"{a.name} {np.shape(c)}" for a, c in zip(record.arguments, columns, strict=True))
        raise InputError(f"{record.name} got parameters whose shapes do not broadcast: {shapes}") from None
    if arrays[0].ndim != 1:
        raise InputError(f"the parameters broadcast to shape {arrays[0].shape}, expected one axis of points; use ravel")
    return np.ascontiguousarray(np.stack(arrays, axis=1))


def _listed(function: Any, parameters: Any) -> Floats:
    if not hasattr(function, "py_func"):
        raise InputError(f"the equations are {function!r}, expected a kernel of kind rhs or a function of numba.njit")
    if isinstance(parameters, Mapping):
        raise InputError("the parameters are named, expected an array in the order of the function's own p")
    found = np.atleast_2d(numbers("parameters", parameters))
    if found.ndim != 2:
        raise InputError(f"the parameters have shape {found.shape}, expected (m,) or (points, m)")
    return found


def _tolerance(rtol: float, atol: Any, size: int) -> Floats:
    found = numbers("atol", atol)
    if found.shape not in ((), (size,)):
        raise InputError(f"atol has shape {found.shape}, expected one number or ({size},)")
    if not (math.isfinite(rtol) and rtol >= 0) or (found < 0).any() or (rtol == 0 and (found == 0).any()):
        raise InputError(f"the tolerances are rtol = {rtol}, atol = {atol}, expected numbers from 0 up, not both 0")
    if 0 < rtol < 1e-14 and (found == 0).all():
        raise InputError(f"rtol is {rtol:g}, expected at least 1e-14: doubles keep sixteen digits")
    return found


def _assembled(equations: Any, method: str, size: int, parameters: int, width: int | None, event: Event | None) -> Any:
    from numerics.integrators.assembly import METHODS, native_width

    if method not in METHODS:
        from difflib import get_close_matches

        near = get_close_matches(method, METHODS, n=1, cutoff=0.0)[0]
        raise InputError(f"the method is {method!r}, expected {' or '.join(METHODS)}; the nearest is {near}")
    function = event.function if event else None
    return _cached(
        _Same(equations),
        method,
        size,
        parameters,
        width or (native_width(size) if isinstance(equations, CompiledKernel) else FEW),
        function,
    )


class _Same:
    """Equations as a key: the same object is the same key."""

    def __init__(self, equations: Any) -> None:
        self.equations = equations
        self._key = equations.record.signature if isinstance(equations, CompiledKernel) else id(equations)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._key == other._key


@lru_cache(maxsize=64)
def _cached(own: _Same, method: str, size: int, parameters: int, width: int, event: Any) -> Any:
    from numerics.integrators.assembly import assembled

    return assembled(own.equations, method, size, parameters, width, event)
