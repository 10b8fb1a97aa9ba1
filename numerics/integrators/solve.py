"""Solutions for many parameter points: what goes in is checked, work is divided, and what failed is said.

.. math:: \\dot y = f(t, y; p), \\qquad y(t_0) = y_0
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from numerics.integrators.driver import STOPPED
from numerics.integrators.events import Event
from numerics.integrators.job import Job, checked_job
from numerics.kernels import CompiledKernel
from numerics.parameters import InputError

Floats = NDArray[np.float64]
MethodName = Literal["dop853", "rodas5p"]
Progress = Callable[[Iterable[int], str], Iterable[int]]
"""As `numerics.studies` gives it: passes the items on, and shows how many went by."""
CHUNK = 512
"""Points of one piece of work: some milliseconds, and few lanes idle at its end."""
MOST_STEPS = 100_000


class IntegrationError(ArithmeticError):
    """Equations that could not be integrated as asked: one sentence, which point, how far it came, and why."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Solution:
    """States of every point at the times: ``states`` has shape (points, times, equations), the start included.

    ``event_times``, shape (points, count), and ``event_states`` hold zeros of the event's function in the order of
    time, NaN where there are fewer. A point that an event stopped has NaN at later times, and so has one that failed.
    ``reached`` is the last time of each point, ``steps`` those taken, ``tries`` those with the refused ones, and
    ``failures`` says for each failed point why.
    """

    times: Floats
    states: Floats
    event_times: Floats
    event_states: Floats
    reached: Floats
    steps: NDArray[np.int64]
    tries: NDArray[np.int64]
    failures: Mapping[int, str]

    @property
    def last(self) -> Floats:
        """States at the last time, shape (points, equations)."""
        found: Floats = self.states[:, -1]
        return found


def solve(
    equations: CompiledKernel | Any,
    times: Sequence[float] | Floats,
    start: Sequence[float] | Floats,
    parameters: Mapping[str, Any] | Sequence[float] | Floats,
    *,
    method: MethodName = "dop853",
    rtol: float = 1e-8,
    atol: float | Sequence[float] | Floats = 1e-10,
    longest_step: float = np.inf,
    most_steps: int = MOST_STEPS,
    event: Event | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    keep_failures: bool = False,
) -> Solution:
    """Solve the equations for one or many parameter points.

    ``equations`` is a loaded kernel of kind "rhs", or a compiled function ``rhs(t, y, p, out)`` of numba's. ``times``
    grow; ``start``, shape (n,) or (points, n), holds at the first of them. ``parameters`` are numbers or arrays by
    name, which broadcast to (points,); for a function, an array of shape (m,) or (points, m) in its order. A step is
    accepted when the root mean square over the equations of error/(atol + rtol abs(y)) is below one; the first step is
    chosen from the rates (Hairer, Norsett and Wanner, Sec. II.4).

    Points are divided among ``workers`` threads (all processors by default) without a change of any bit. ``progress``
    shows pieces of work. Raises InputError for what does not fit, and IntegrationError when a point could not be
    integrated, unless ``keep_failures``.
    """
    job = checked_job(equations, times, start, parameters, method, rtol, atol, event)
    if not longest_step > 0 or not most_steps >= 1:
        raise InputError(f"longest_step is {longest_step} and most_steps {most_steps} where more than 0 is expected")
    _run(job, (float(longest_step), int(most_steps)), workers, progress)
    failures = {int(k): job.reason(int(k), most_steps) for k in np.flatnonzero(job.status > STOPPED)}
    if failures and not keep_failures:
        first = next(iter(failures))
        many = f"; {len(failures)} of {len(job.p)} points failed" if len(job.p) > 1 else ""
        raise IntegrationError(f"point {first}: {failures[first]}{many}")
    return _solution(job, failures)


def _processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _run(job: Job, limits: tuple[float, int], workers: int | None, progress: Progress | None) -> None:
    """All points, in pieces that threads take one after the other; an interrupt ends it after the pieces at work."""
    pieces = [(first, min(first + CHUNK, len(job.p))) for first in range(0, len(job.p), CHUNK)]
    count = min(workers if workers is not None else _processors(), len(pieces))
    if count < 1:
        raise InputError(f"{workers} workers were given where at least 1 is expected")
    shown = iter(progress(range(len(pieces)), "points") if progress is not None else ())
    if count == 1:
        for piece in pieces:
            job.advance(*piece, *limits)
            next(shown, None)
        return
    with ThreadPoolExecutor(count) as pool:
        left = {pool.submit(job.advance, *piece, *limits) for piece in pieces}
        try:
            while left:
                # A wait with an end lets an interrupt through.
                done, left = wait(left, timeout=0.2, return_when=FIRST_COMPLETED)
                for one in done:
                    one.result()
                    next(shown, None)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _solution(job: Job, failures: Mapping[int, str]) -> Solution:
    states = np.concatenate([np.broadcast_to(job.starts[:, None], (len(job.p), 1, job.out.shape[2])), job.out], axis=1)
    return Solution(
        times=job.times, states=states, event_times=job.found, event_states=job.found_states,
        reached=job.counts[:, 2], steps=job.counts[:, 0].astype(np.int64), tries=job.counts[:, 1].astype(np.int64),
        failures=failures,
    )  # fmt: skip
