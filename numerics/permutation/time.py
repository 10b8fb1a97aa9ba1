"""States in time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import scipy.integrate
from numpy.typing import NDArray

from numerics.permutation.model import PermutationError
from numerics.permutation.states import State

integrate: Any = scipy.integrate  # its classes declare no types
Vector = NDArray[Any]


def evolve(
    start: State,
    times: Iterable[float],
    observe: Callable[[State], Any],
    *,
    tolerance: float = 1e-9,
) -> list[Any]:
    """What ``observe`` makes of the state at each time [s], increasing, from 0 at ``start``.

    Runge-Kutta steps of order 8, to a relative error of ``tolerance`` in the norm of the state. Raises
    PermutationError for times that do not increase.
    """
    wanted = [float(t) for t in times]
    if (
        any(b <= a for a, b in zip([-0.0, *wanted], wanted, strict=False) if not (a == 0.0 and b == 0.0))
        or min(wanted, default=0) < 0
    ):
        raise PermutationError(f"the times {wanted} were given, where increasing ones from 0 up are expected")
    generator = start.generator
    vector: Vector = start.coefficients.astype(np.result_type(generator.dtype, start.coefficients.dtype))
    floor = tolerance * float(np.abs(vector).max())
    now, found = 0.0, []
    for t in wanted:
        if t > now:
            vector = _advanced(generator.apply, vector, t - now, tolerance, floor)
            now = t
        found.append(observe(State(generator=generator, coefficients=vector)))
    return found


def _advanced(apply: Callable[[Vector], Vector], vector: Vector, span: float, tolerance: float, floor: float) -> Vector:
    solver = integrate.DOP853(lambda _, v: apply(v), 0.0, vector, span, rtol=tolerance, atol=floor)
    while solver.status == "running":
        problem = solver.step()
        if solver.status == "failed":
            raise PermutationError(f"the steps became too small ({problem}), where a smooth evolution is expected")
    made: Vector = solver.y
    return made
