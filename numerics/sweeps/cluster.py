"""Workers of a Dask cluster that runs already, by the address of its scheduler.

The cluster needs this package and the same versions of what numbers follow from, nothing else: kernels travel with the
points, and data come back. Dask gives the point of a lost worker to another one. Workers that join take part.
"""

from __future__ import annotations

import itertools
import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import TYPE_CHECKING

from numerics.parameters import InputError
from numerics.sweeps import work
from numerics.sweeps.processes import Answers
from numerics.sweeps.recipes import Recipe, SweepError, difference
from numerics.sweeps.work import Answer, Task

if TYPE_CHECKING:
    from distributed import Client, Future, as_completed

PATIENCE = 10.0
"""Seconds to wait for a scheduler to answer, and for the first worker."""
_PAUSE, _LOOK = 0.02, 5.0
"""Seconds between looks for answers, and for workers."""
_ADDRESS = re.compile(r"[a-z]+://[^/\s]+:\d+/?")
_AHEAD = 3
"""Points that are sent for each worker, so that none waits for the next one."""


@contextmanager
def crew(address: str, tell: Callable[[str], None] = lambda _: None) -> Iterator[Answers]:
    """The workers of the cluster at an address such as ``tcp://127.0.0.1:8786``.

    ``tell`` is given sentences about what is not as it should be. Raises InputError when no cluster answers there.
    """
    with _connected(address) as client:

        def answers(recipe: Recipe, tasks: Sequence[Task]) -> Iterator[Answer]:
            _refuse_others(client, recipe)
            _tell_threads(client, tell)
            return _answers(client, recipe, tasks, tell)

        yield answers


def _answers(client: Client, recipe: Recipe, tasks: Sequence[Task], tell: Callable[[str], None]) -> Iterator[Answer]:
    from distributed import as_completed
    from distributed.client import ClosedClientError

    waiting = iter(tasks)
    flying: dict[str, Task] = {}
    finished = as_completed(loop=client.loop)

    def send() -> None:
        room = _AHEAD * max(1, len(client.nthreads())) - len(flying)
        for task in itertools.islice(waiting, max(0, room)):
            future = client.submit(work.guest_answer, recipe, task, key=f"larmor-{task.key}", pure=False)
            flying[str(future.key)] = task
            finished.add(future)

    try:
        send()
        for future in _ready(finished, client, tell):
            answer = _answer(future, flying.pop(str(future.key)))
            send()
            yield answer
    except (CancelledError, OSError, ClosedClientError) as error:
        raise SweepError(
            "the connection to the cluster was lost: finished points are kept, and the same command goes on"
        ) from error


def _ready(finished: as_completed, client: Client, tell: Callable[[str], None]) -> Iterator[Future[Answer]]:
    """Futures as they are finished; says so when there is no worker left, since then there is nothing but to wait."""
    told, looked = False, time.monotonic()
    while not finished.is_empty():
        if finished.has_ready():
            yield next(finished)
            continue
        time.sleep(_PAUSE)
        if time.monotonic() - looked > _LOOK and not told:
            looked, told = time.monotonic(), not client.nthreads()
            if told:
                tell("the cluster has no workers left: the sweep waits for one to join, Ctrl-C ends it")


def _answer(future: Future[Answer], task: Task) -> Answer:
    """What a worker said of a task."""
    from distributed.scheduler import KilledWorker

    try:
        found: Answer = future.result()
    except KilledWorker as error:
        return Answer(
            key=task.key, failure=f"the workers that computed it died, the last one {error.last_worker.address}"
        )
    return found


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A client of the scheduler at an address, with at least one worker."""
    try:
        from distributed import Client
    except ImportError as error:
        raise InputError(
            "dask, which sweeps on a cluster need, is not installed: expected `pip install 'larmor-workbench[cluster]'`"
        ) from error
    absent = (
        f"no Dask scheduler answers at {address}: expected an address such as tcp://127.0.0.1:8786, "
        "which `dask scheduler` prints"
    )
    if not _ADDRESS.fullmatch(address):
        raise InputError(absent)
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise InputError(absent) from error
    with _quiet(), client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise InputError(
                f"the cluster at {address} has no workers: expected at least one, from `dask worker {address}`"
            ) from error
        yield client


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what distributed logs about a connection that is lost: it is told in one sentence."""
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


def _refuse_others(client: Client, recipe: Recipe) -> None:
    """Raise InputError when a worker would compute something else than the recipe says."""
    for worker, found in client.run(difference, recipe, on_error="return").items():
        if isinstance(found, Exception):
            raise InputError(f"the worker {worker} cannot run Larmor ({type(found).__name__}: {found})")
        if found:
            raise InputError(
                f"the worker {worker} has {found}: expected the same everywhere, and workers started since"
            )


def _tell_threads(client: Client, tell: Callable[[str], None]) -> None:
    idle = sum(threads - 1 for threads in client.nthreads().values())
    if idle:
        tell(
            f"{idle} threads of the cluster stay idle, since a worker computes one point at a time: "
            "start workers with --nworkers and --nthreads 1"
        )
