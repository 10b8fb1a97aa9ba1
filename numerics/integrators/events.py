"""What is looked for along a solution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numerics.parameters import InputError


@dataclass(frozen=True, kw_only=True)
class Event:
    """Zeros of a compiled function ``function(t, y, p)`` of numba's along the solution.

    ``direction`` above 0 counts zeros where it grows, below 0 where it falls, 0 both. The first ``count`` are kept; the
    last of them ends the point when ``stops``. A function that crosses zero twice within one step shows no zero: bound
    the steps then. Raises InputError when it is not compiled, or no zero is asked for.
    """

    function: Any
    direction: int = 0
    count: int = 1
    stops: bool = True

    def __post_init__(self) -> None:
        if not hasattr(self.function, "py_func"):
            raise InputError(f"the event's function is {self.function!r} where one compiled by numba.njit is expected")
        if self.count < 1:
            raise InputError(f"{self.count} zeros of the event are asked for where at least 1 is expected")
