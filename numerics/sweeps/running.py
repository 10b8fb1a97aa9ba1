"""A sweep from its plan to its data: computes the points that are missing, keeps each, and makes one file of all."""

from __future__ import annotations

import math
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from numerics import datasets, studies
from numerics.studies import execution
from numerics.sweeps import assembly, processes
from numerics.sweeps.plans import SEED, Plan
from numerics.sweeps.processes import Answers
from numerics.sweeps.recipes import Recipe, SweepError, recipe
from numerics.sweeps.store import Store
from numerics.sweeps.work import WARNINGS, Answer, Task

if TYPE_CHECKING:
    import xarray as xr


_HELD = 2**28
"""Bytes of points that are held in memory while they are put together."""


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A point that could not be computed: its swept values, and why."""

    point: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Finished:
    """What a sweep left: the data file (None when every point failed), the folder of points, and what failed."""

    data: Path | None
    points: Path
    total: int
    computed: int
    failures: tuple[Failure, ...]
    warnings: tuple[str, ...] = ()


def run(
    plan: Plan,
    kernels: Path,
    out: Path,
    crew: AbstractContextManager[Answers] | None = None,
    *,
    keep: Sequence[str] = (),
    progress: bool = False,
) -> Finished:
    """Compute the points that are not in ``out`` yet, and write ``<study>_over_<parameters>.nc`` of all points.

    ``crew`` computes them, the processors of this machine if none is given. Points are kept in ``<study>.points`` as
    they are finished; whatever ends the sweep, they are whole, and the same call goes on from there. Raises InputError
    for kernels that are not there or an array to keep that the study does not give, and SweepError when the sweep
    cannot go on.
    """
    made_by = recipe(plan.study.name, kernels)
    store = Store(folder=folder(plan.study.name, out))
    tasks = [Task(key=made_by.key(point), parameters=point) for point in plan.points]
    missing = [task for task in tasks if not store.has(task.key)]
    failed: dict[str, str] = {}
    if missing:
        with crew if crew is not None else nullcontext(processes.crew(processes.processors())) as answers:
            coming = answers(made_by, missing)
            _make_folder(store)
            for answer in _shown(coming, plan, len(missing), progress):
                _keep(store, answer, failed)
                if keep and answer.content:
                    assembly.refuse_unknown(keep, store.read(answer.key))
    done = [number for number, task in enumerate(tasks) if task.key not in failed]
    failures = tuple(
        Failure(point=plan.label(task.parameters), why=failed[task.key]) for task in tasks if task.key in failed
    )
    path, warnings = None, ()
    if done:
        assembly.refuse_unknown(keep, store.read(tasks[done[0]].key))
        data = assembly.assembled(plan, done, _reader(store, tasks), keep, execution.bars(progress))
        path = out / f"{plan.study.name}_over_{'_'.join(axis.name for axis in plan.axes)}.nc"
        warnings = tuple(data.attrs.get(WARNINGS, "").splitlines())
        _write(data.assign_attrs(attributes(plan, made_by, failures, keep)), path)
    return Finished(
        data=path, points=store.folder, total=len(tasks), computed=len(missing) - len(failed), failures=failures,
        warnings=warnings,
    )  # fmt: skip


def folder(study: str, out: Path) -> Path:
    """Where the finished points of a study's sweeps are kept."""
    return out / f"{study}.points"


def attributes(plan: Plan, made_by: Recipe, failures: Sequence[Failure], keep: Sequence[str]) -> dict[str, str]:
    """What made the data, as texts in the data file; no time of day and no number of workers."""
    swept = {axis.name for axis in plan.axes}
    told = {"failed": "\n".join(f"{failure.point}: {failure.why}" for failure in failures)} if failures else {}
    return told | {
        "title": plan.study.title,
        "study": plan.study.name,
        "sweep": "\n".join(f"{axis.name} = {axis.text}  ({axis.spec.meaning})" for axis in plan.axes),
        "points": "values in step" if plan.paired else "every combination",
        "parameters": "\n".join(
            f"{p.name} = {p.text}  ({p.meaning})" for p in plan.fixed.values() if p.name not in swept
        ),
        "kernels": "\n".join(f"{kernel.name} {kernel.signature}" for kernel in made_by.kernels),
        "versions": "\n".join(f"{program} {version}" for program, version in made_by.versions),
        "command": command(plan, keep),
        "recipe": made_by.digest,
    }  # fmt: skip


def command(plan: Plan, keep: Sequence[str] = ()) -> str:
    """The command that makes the data again."""
    own, swept = studies.settings(plan.study.name, {}), {axis.name for axis in plan.axes}
    changed = [p for p in plan.fixed.values() if p.text != own[p.name].text and p.name not in swept]
    parts = ["larmor", "sweep", plan.study.name]
    parts += [part for axis in plan.axes for part in ("--over", f"{axis.name}={axis.text}")]
    parts += ["--pair"] if plan.paired else []
    parts += [part for p in changed for part in ("--set", f"{p.name}={p.text}")]
    parts += ["--same-seed"] if plan.same_seed and SEED in plan.fixed else []
    parts += [part for name in keep for part in ("--keep", name)]
    return shlex.join(parts)


def _reader(store: Store, tasks: Sequence[Task]) -> Callable[[int], xr.Dataset]:
    """Reads points by number; those that were read stay in memory while they are few, since reading takes longest."""
    held: dict[int, xr.Dataset] = {}
    room = _HELD

    def read(number: int) -> xr.Dataset:
        nonlocal room
        data = held[number] if number in held else store.read(tasks[number].key)
        if number not in held and data.nbytes <= room:
            held[number] = data
            room -= data.nbytes
        return data

    return read


def _shown(answers: Iterator[Answer], plan: Plan, missing: int, progress: bool) -> Iterator[Answer]:
    """The answers as they come, with a bar over all points and the time left."""
    from tqdm import tqdm

    total, failed = math.prod(plan.shape), 0
    with tqdm(
        total=total, initial=total - missing, desc=plan.study.name, unit="point", disable=not progress,
        file=sys.stderr, dynamic_ncols=True,
    ) as bar:  # fmt: skip
        for answer in answers:
            yield answer
            failed += bool(answer.failure)
            if answer.failure:
                bar.set_postfix(failed=failed, refresh=False)
            bar.update()


def _make_folder(store: Store) -> None:
    """A folder that cannot be written is told before anything is computed."""
    try:
        store.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritten(store.folder, error) from error


def _keep(store: Store, answer: Answer, failed: dict[str, str]) -> None:
    if answer.failure:
        failed[answer.key] = answer.failure
        return
    try:
        store.write(answer.key, answer.content)
    except OSError as error:
        raise _unwritten(store.path(answer.key), error) from error


def _write(data: xr.Dataset, path: Path) -> None:
    try:
        datasets.write(data, path)
    except OSError as error:
        raise _unwritten(path, error) from error


def _unwritten(path: Path, error: OSError) -> SweepError:
    return SweepError(
        f"{path} cannot be written ({error.strerror or error}): finished points are kept, and the same command goes on"
    )
