"""Workers on this machine: one process each, which computes one point after the other.

The pools of the standard library do not say which item a process that died had, and cannot be left while an item is at
work; a sweep needs both. Here every process has a pipe of its own, so a lost process is noticed at once, its point goes
to another one, and an interrupt ends them all. A process whose parent is gone ends itself.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from numerics.sweeps import work
from numerics.sweeps.recipes import Recipe, SweepError
from numerics.sweeps.work import Answer, Task

Answers = Callable[[Recipe, Sequence[Task]], Iterator[Answer]]
"""What a crew of workers offers: the answers to tasks, in the order in which they are ready."""
LOSSES = 2
"""So many processes may die of a point before it is given up."""
_GRACE = 2.0
"""Seconds in which a process may end in order."""


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def crew(count: int) -> Answers:
    """So many processes of this machine."""

    def answers(recipe: Recipe, tasks: Sequence[Task]) -> Iterator[Answer]:
        return _answers(recipe, tasks, min(count, len(tasks)))

    return answers


@dataclass
class _Worker:
    """A process, our end of its pipe, and the task it has; None until it has told that it is ready."""

    process: SpawnProcess
    pipe: Connection
    task: Task | None = None


def _answers(recipe: Recipe, tasks: Sequence[Task], count: int) -> Iterator[Answer]:
    waiting, losses = deque(tasks), dict.fromkeys((task.key for task in tasks), 0)
    workers = {worker.pipe: worker for worker in (_started(recipe) for _ in range(count))}
    idle: list[_Worker] = []
    try:
        while workers:
            for pipe in wait(list(workers)):
                worker = workers[pipe]  # type: ignore[index]
                try:
                    found: Answer | None = worker.pipe.recv()
                except (EOFError, OSError):
                    del workers[worker.pipe]
                    fresh, found = _replaced(recipe, worker, waiting, losses)
                    if fresh is not None:
                        workers[fresh.pipe] = fresh
                else:
                    if not _handed(worker, waiting):
                        idle.append(workers.pop(worker.pipe))
                if found is not None:
                    yield found
    finally:
        _end([*workers.values(), *idle])


def _handed(worker: _Worker, waiting: deque[Task]) -> bool:
    """Whether there was a next task to give to a worker; when not, the end of its pipe lets it go."""
    if not waiting:
        worker.task = None
        worker.pipe.close()
        return False
    worker.task = waiting.popleft()
    with suppress(OSError):  # a process that died is noticed when its answer is awaited
        worker.pipe.send(worker.task)
    return True


def _replaced(
    recipe: Recipe, worker: _Worker, waiting: deque[Task], losses: dict[str, int]
) -> tuple[_Worker | None, Answer | None]:
    """Another worker for one that died, if there is work, and what is to be told of the point that it had."""
    worker.process.join()
    code = worker.process.exitcode or 0
    how = f"by {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"
    if worker.task is None:
        raise SweepError(f"a worker process ended {how} before it could begin")
    losses[worker.task.key] += 1
    told = None
    if losses[worker.task.key] < LOSSES:
        waiting.append(worker.task)
    else:
        told = Answer(key=worker.task.key, failure=f"{LOSSES} processes died of it, the last one {how}")
    return (_started(recipe) if waiting else None), told


def _started(recipe: Recipe) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(recipe, theirs), daemon=True)
    with _one_thread(), _no_interrupt():
        process.start()
    theirs.close()  # so that the end of the process is the end of the pipe
    return _Worker(process, ours)


def _end(workers: Collection[_Worker]) -> None:
    """End processes: those that wait end with their pipe, those at work are asked to; then they are made to."""
    until = time.monotonic() + _GRACE
    for worker in workers:
        worker.pipe.close()
        if worker.task is not None:
            worker.process.terminate()
    for worker in workers:
        worker.process.join(max(0.0, until - time.monotonic()))
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


@contextmanager
def _one_thread() -> Iterator[None]:
    """The environment of a process to be started: its libraries shall have one thread each."""
    before = {name: os.environ.get(name) for name in work.ONE_THREAD}
    os.environ.update(dict.fromkeys(work.ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Ctrl-C goes to all processes of a terminal; those started here leave it to us. Ours comes a moment later."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(recipe: Recipe, pipe: Connection) -> None:
    """A worker's life: tell that it is ready, then answer tasks until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # an orderly end, which removes passing folders
    threading.Thread(target=_end_with_parent, daemon=True).start()
    pipe.send(None)
    with suppress(EOFError, OSError):
        while True:
            pipe.send(work.answer(recipe, pipe.recv()))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE)  # compiled code does not hear of it
        os._exit(1)
