"""One point, computed: what runs in a worker, whatever the worker is.

A point gives the bytes of a netCDF file, or a sentence that says why not. Threads of numba and of the linear algebra
are one, wherever a point is computed: with another number of them sums are made in another order, and last bits differ.
"""

from __future__ import annotations

import os
import threading
import traceback
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from numerics.parameters import InputError, Parameters
from numerics.studies.specification import Item
from numerics.sweeps.recipes import Recipe, SweepError, difference, loaded

ONE_THREAD = (
    "NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
)  # fmt: skip
"""Variables of the environment that say how many threads libraries start; read when a library is imported."""
WARNINGS = "warnings"
"""The attribute of a point's data with what the study warned of, a line each."""
_TURN = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class Task:
    """A point to compute: the name under which it is kept, and its parameters."""

    key: str
    parameters: Parameters


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What became of a task: the bytes of its data, or why there are none."""

    key: str
    content: bytes = b""
    failure: str = ""


def answer(recipe: Recipe, task: Task) -> Answer:
    """Compute a point; what fails is told in the answer. For processes that :mod:`.processes` started."""
    from numerics import datasets

    try:
        module, kernels = loaded(recipe)
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always", UserWarning)
            data = module.run(task.parameters, kernels, passed_on)
        told = dict.fromkeys(_sentence(entry) for entry in said if issubclass(entry.category, UserWarning))
        return Answer(key=task.key, content=datasets.encoded(data.assign_attrs({WARNINGS: "\n".join(told)})))
    except InputError as error:
        return Answer(key=task.key, failure=str(error))
    except Exception as error:
        return Answer(key=task.key, failure=_fault(error))


def guest_answer(recipe: Recipe, task: Task) -> Answer:
    """The same in a process that others started and others use too: the worker of a cluster.

    Threads of the worker take turns, since kernels are loaded into the process as a whole. Raises SweepError when the
    worker would compute something else than the recipe says.
    """
    if found := difference(recipe):
        raise SweepError(f"a worker that joined the cluster has {found}: expected the same everywhere")
    with _TURN, _one_thread():
        return answer(recipe, task)


@contextmanager
def _one_thread() -> Iterator[None]:
    """One thread for linear algebra and for numba, for a while, in a process where both may be at work already."""
    import numba
    from threadpoolctl import threadpool_limits

    before = numba.get_num_threads()
    numba.set_num_threads(1)
    try:
        with threadpool_limits(1):
            yield
    finally:
        numba.set_num_threads(before)


def passed_on(items: Iterable[Item], what: str) -> Iterable[Item]:
    """Shows no progress: within a point there is none to be shown, the sweep shows that of the points."""
    return items


def _sentence(warning: warnings.WarningMessage) -> str:
    return " ".join(str(warning.message).split())


def _fault(error: Exception) -> str:
    """An error of the study itself, in one sentence with its place."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return f"{what} ({os.path.basename(where.filename)}:{where.lineno})"
