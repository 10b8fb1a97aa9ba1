r"""Sample paths of one or two excitations, many at a time: shared among workers, kept when interrupted, resumed.

Every path has random streams of its own, numbered by the seed and the number of the path, so the records are the same
bits for any number of workers and after any interruption. Paths run in threads (the compiled loops let go of the
interpreter). With a folder for checkpoints, each path's state goes there every few seconds and when it is interrupted,
whole or not at all; a run of the same problem with the same seed goes on from there.
"""

from __future__ import annotations

import hashlib
import io
import json
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.collisions import streams
from numerics.collisions.model import Collisions, Start, checked_size
from numerics.files import write_if_changed
from numerics.parameters import InputError
from numerics.studies.specification import Progress

MEMORY = 4e9
"""Bytes that the amplitudes of all paths that run at a time may take."""
SEGMENT = 0.2
"""Seconds after which a path looks whether it shall stop, and tells how far it is."""


@dataclass(frozen=True, kw_only=True)
class Ensemble:
    """Records of sample paths: ``records`` has shape (paths, times, numbers); see the loops for the numbers."""

    collisions: Collisions
    start: Start | tuple[int, int]
    seed: int
    steps: tuple[int, ...]
    records: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Task:
    """What is asked for: the problem, the start, the steps at which records are taken, how many paths, the seed.

    The start is one of the named ones, or numbers of excitations (in the alkali, in the noble gas) in the symmetric
    states. Raises InputError for what cannot be simulated.
    """

    collisions: Collisions
    start: Start | tuple[int, int]
    steps: tuple[int, ...]
    paths: int
    seed: int = 1
    poisson: bool = False

    def __post_init__(self) -> None:
        if self.paths < 1:
            raise InputError(f"{self.paths} sample paths were asked for, expected at least 1")
        if any(b < a for a, b in zip((0, *self.steps), self.steps, strict=False)) or not self.steps:
            raise InputError(
                "the steps at which paths are recorded fall or are none, expected numbers that rise from 0"
            )
        if not 0 <= self.seed < 2**63:
            raise InputError(f"the seed {self.seed} is out of range: expected 0 <= seed < 2^63")
        if self.poisson and self.start not in ("symmetric", "localised"):
            raise InputError(
                "the continuous clock is there for one excitation: expected a symmetric or localised start"
            )
        if isinstance(self.start, tuple):
            gases = (("alkali", self.collisions.alkali), ("noble-gas", self.collisions.noble_gas))
            for (gas, atoms), excited in zip(gases, self.start, strict=True):
                if not 0 <= excited <= atoms:
                    raise InputError(f"{excited} of {atoms} {gas} atoms were to be excited, expected 0 to {atoms}")
            if self.excitations < 1:
                raise InputError("no atom was to be excited, expected at least one excitation")

    @property
    def excitations(self) -> int:
        """How many atoms are excited."""
        if isinstance(self.start, tuple):
            return sum(self.start)
        return 2 if self.start == "pair" else 1

    @property
    def loop(self) -> str:
        """The name of the loops that simulate it."""
        if isinstance(self.start, tuple):
            return "many"
        return "pairs" if self.start == "pair" else "loops"

    def key(self, version: str) -> str:
        """A hash of all that the records follow from, the number of paths apart."""
        p = self.collisions.phases
        c = self.collisions
        text = json.dumps([
            c.alkali, c.noble_gas, repr(c.turn), repr(p.mean), repr(p.deviation), [repr(q) for q in p.quantiles],
            self.start, self.steps, self.seed, self.poisson, version,
        ])  # fmt: skip
        return hashlib.sha256(text.encode()).hexdigest()[:24]


@dataclass
class State:
    """A path on its way: its number, its amplitudes, the step it has reached, the records it has taken."""

    number: int
    arrays: tuple[NDArray[Any], ...]
    records: NDArray[np.float64]
    step: int = 0
    taken: int = 0


@dataclass(kw_only=True)
class Control:
    """What all workers share: whether to stop, and how many steps are done."""

    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    done: int = 0

    def add(self, steps: int) -> None:
        """Count steps that a path has made."""
        with self.lock:
            self.done += steps


Stepper = Callable[[State, int, int], None]


def amplitudes(task: Task, memory: float = MEMORY) -> tuple[NDArray[Any], ...]:
    """The initial arrays of a path; raises InputError when they do not fit into the memory."""
    c = task.collisions
    if isinstance(task.start, tuple):
        from numerics.collisions import many

        # beside each amplitude of 16 bytes stand its atoms, 4 bytes each
        size = checked_size(c.atoms, task.excitations, memory / (1 + task.excitations / 4))
        made: tuple[NDArray[Any], ...] = many.amplitudes(task, size)  # type: ignore[no-untyped-call]
        return made
    if task.start == "pair":
        checked_size(c.atoms, 2, memory / 4)  # kept as a square matrix with a mirror image
        a, b = c.alkali, c.noble_gas
        both = np.full((a, b), 1 / np.sqrt(a * b), dtype=complex)
        return np.zeros((a, a), dtype=complex), both, np.zeros((b, b), dtype=complex), np.arange(b, dtype=np.uint64)
    checked_size(c.atoms, 1, memory)
    alkali, noble = np.zeros(c.alkali, dtype=complex), np.zeros(c.noble_gas, dtype=complex)
    if task.start == "symmetric":
        alkali[:] = 1 / np.sqrt(c.alkali)
    else:
        alkali[0] = 1.0
    return alkali, noble


def simulate(
    task: Task,
    loops: Any,
    *,
    workers: int = 1,
    progress: Progress | None = None,
    checkpoints: Path | None = None,
    every: float = 10.0,
) -> Ensemble:
    """Run all paths; ``loops`` is what :func:`numerics.collisions.linking.linked` gives for the start.

    Raises InputError for a checkpoint that cannot be read. An interrupt (Ctrl-C) writes the states of running paths to
    the folder of checkpoints, if there is one, before it is raised again.
    """
    if workers < 1:
        raise InputError(f"{workers} workers were asked for, expected at least 1")
    store = Store(folder=checkpoints, key=task.key(loops.__name__)) if checkpoints is not None else None
    control = Control()
    records = np.empty((task.paths, len(task.steps), loops.recorded(task)))
    with ThreadPoolExecutor(max_workers=workers) as pool:
        numbers = iter(range(task.paths))
        running: set[Future[State]] = set()
        bar = _Bar(progress, task)
        try:
            for number in numbers:
                running.add(pool.submit(_run, task, loops, number, control, store, every))
                if len(running) >= 2 * workers:
                    _collect(running, records, control, bar)
            while running:
                _collect(running, records, control, bar)
        except BaseException:
            control.stop.set()
            for future in running:
                future.cancel()
            raise
        finally:
            bar.close()
    return Ensemble(
        collisions=task.collisions, start=task.start, seed=task.seed, steps=task.steps, records=records
    )  # fmt: skip


def _collect(running: set[Future[State]], records: NDArray[np.float64], control: Control, bar: _Bar) -> None:
    finished, _ = wait(running, timeout=SEGMENT, return_when=FIRST_COMPLETED)
    for future in finished:
        path = future.result()
        records[path.number] = path.records
        running.remove(future)
    bar.show(control.done)


class _Bar:
    """Progress over all steps of all paths, in hundredths, by way of whatever shows items."""

    def __init__(self, progress: Progress | None, task: Task) -> None:
        self.total = max(1, task.paths * (task.steps[-1] if task.steps else 1))
        self.shown = 0
        items: Iterable[int] = range(1000)
        self.items = iter(progress(items, f"{task.start} paths")) if progress is not None else iter(())

    def show(self, done: int) -> None:
        """Move on to how much is done."""
        while self.shown < 1000 * done // self.total:
            self.shown += 1
            next(self.items, None)

    def close(self) -> None:
        """Let the display end."""
        close = getattr(self.items, "close", None)
        if close is not None:
            close()


def _run(task: Task, loops: Any, number: int, control: Control, store: Store | None, every: float) -> State:
    """One path to its end, or to where it is stopped; its state goes to the store now and then."""
    path = store.read(number) if store is not None else None
    if path is None:
        path = State(number, amplitudes(task), np.empty((len(task.steps), loops.recorded(task))))
    control.add(path.step)
    go = loops.stepper(task, path.number)
    pace, saved = 64, time.monotonic()
    while path.taken < len(task.steps):
        target = task.steps[path.taken]
        while path.step < target:
            now = min(target, path.step + pace)
            begun = time.monotonic()
            go(path.arrays, path.step, now)
            seconds = time.monotonic() - begun
            control.add(now - path.step)
            if now - path.step == pace:
                pace = max(1, min(4 * pace, int(pace * SEGMENT / max(seconds, 1e-9))))
            path.step = now
            if store is not None and (control.stop.is_set() or time.monotonic() - saved > every):
                store.write(path)
                saved = time.monotonic()
            if control.stop.is_set():
                return path
        loops.take(task, path.arrays, path.records[path.taken])
        path.taken += 1
    if store is not None:
        store.write(path)
    return path


@dataclass(frozen=True, kw_only=True)
class Store:
    """States of paths in a folder, one file each, written whole; the key of the problem stands in each."""

    folder: Path
    key: str

    def write(self, path: State) -> None:
        """Keep a path as it stands."""
        buffer = io.BytesIO()
        named: dict[str, Any] = {f"array_{n}": array for n, array in enumerate(path.arrays)}
        # a finished path needs its records alone
        named = {} if path.taken == len(path.records) else named
        np.savez(buffer, key=np.array(self.key), records=path.records, at=np.array([path.step, path.taken]), **named)
        write_if_changed(self._file(path.number), buffer.getvalue())

    def read(self, number: int) -> State | None:
        """The path as it was kept, or None when it was not, or was of another problem."""
        file = self._file(number)
        if not file.is_file():
            return None
        try:
            with np.load(file, allow_pickle=False) as kept:
                if str(kept["key"]) != self.key:
                    return None
                arrays = tuple(kept[f"array_{n}"] for n in range(len(kept.files) - 3))
                step, taken = (int(n) for n in kept["at"])
                return State(number, arrays, kept["records"], step, taken)
        except (OSError, ValueError, KeyError) as error:
            raise InputError(f"the checkpoint {file} cannot be read ({error}); remove it to begin anew") from error

    def _file(self, number: int) -> Path:
        return self.folder / f"path_{number:06d}.npz"


def keys(seed: int, number: int) -> tuple[tuple[np.uint64, np.uint64], ...]:
    """(key, increment) of the streams of a path: partners, phases, counts."""
    found = []
    for purpose in (streams.PARTNERS, streams.PHASES, streams.COUNTS):
        key, increment = streams.stream(np.uint64(seed), np.uint64(number), purpose)
        found.append((np.uint64(key), np.uint64(increment)))
    return tuple(found)


def equal_steps(last: int, samples: int) -> tuple[int, ...]:
    """So many whole numbers of steps, from 0 to the last, as equally spaced as they can be."""
    return tuple(int(n) for n in np.round(np.linspace(0, last, samples)).astype(np.int64))
