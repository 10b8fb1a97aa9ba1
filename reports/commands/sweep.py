"""``larmor sweep``: a study at many points of its parameters."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reports.commands import EXISTING_FILE, EXISTING_FOLDER, FOLDER, bad_input, emit, json_option

if TYPE_CHECKING:
    from numerics.sweeps.plans import Plan
    from numerics.sweeps.processes import Answers
    from numerics.sweeps.running import Finished


_TOLD = 8
"""Failed points that are told one by one; all of them stand in the data."""


@click.command()
@click.argument("study")
@click.option(
    "--over",
    "axes",
    multiple=True,
    required=True,
    metavar="NAME=VALUES",
    help="A parameter and its values: from:to:number, the same with :log for equal ratios, or values with commas.",
)
@click.option("--pair", is_flag=True, help="Take the values in step, the first of each, the second of each, ...")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A parameter that all points have.")
@click.option("--parameters", type=EXISTING_FILE, help="A TOML file with parameters.")
@click.option("--quick", is_flag=True, help="The study's quick parameters, where it has some.")
@click.option("--same-seed", is_flag=True, help="One seed for all points; otherwise each has its own, from the seed.")
@click.option("--keep", multiple=True, metavar="ARRAY", help="Of the study's arrays only these go into the file.")
@click.option(
    "--workers", metavar="N", type=click.IntRange(1, 4096), help="Processes; as many as processors if not given."
)
@click.option("--cluster", metavar="ADDRESS", help="A Dask cluster that runs, such as tcp://host:8786, instead.")
@click.option("--kernels", type=EXISTING_FOLDER, help="Use the kernels in this folder.")
@click.option("--out", type=FOLDER, help="Where the data go; the current folder if not given.")
@json_option
def command(
    study: str,
    axes: tuple[str, ...],
    pair: bool,
    settings: tuple[str, ...],
    parameters: Path | None,
    quick: bool,
    same_seed: bool,
    keep: tuple[str, ...],
    workers: int | None,
    cluster: str | None,
    kernels: Path | None,
    out: Path | None,
    as_json: bool,
) -> int:
    """Run a study at many points of its parameters and keep one labelled dataset.

    Every finished point is kept at once: after Ctrl-C, a crash or a full disk the same command goes on, and
    a sweep with more points computes only those. The exit code is 1 when a point failed; the others are kept.

    \b
    Examples:
      larmor sweep exchange --over p_a=0.5:0.95:10 --over 'n_a=1e14:1e15 cm^-3:5:log' --out results
      larmor sweep exchange --over 'B_s=120 mG,180 mG,1 G' --set p_b=0.5 --workers 2
      larmor sweep exchange --over p_a=0.1:0.9:99 --keep J --cluster tcp://127.0.0.1:8786
    """  # fmt: skip
    from numerics.parameters import InputError
    from numerics.sweeps import plans, running
    from numerics.sweeps.recipes import SweepError
    from reports import runs
    from reports.assignments import assignments

    if workers is not None and cluster is not None:
        raise click.UsageError("--workers and --cluster were both given: expected one of them")
    where = out or Path()
    try:
        with bad_input(InputError), ExitStack() as stack:
            plan = plans.plan(
                study, assignments(axes), assignments(settings), parameters,
                paired=pair, same_seed=same_seed, quick=quick,
            )  # fmt: skip
            folder = kernels or stack.enter_context(runs.kernels_at_hand(plan.study.kernels))
            done = running.run(
                plan, folder, where, _crew(workers, cluster), keep=keep, progress=sys.stderr.isatty()
            )  # fmt: skip
    except KeyboardInterrupt:
        _tell(f"interrupted; finished points are kept in {running.folder(study, where)}, and the same command goes on")
        return 130
    except SweepError as error:
        raise click.ClickException(str(error)) from error
    emit(_object(study, done), _text(plan, done), as_json)
    for sentence in done.warnings:
        _tell(f"warning: {sentence}")
    for failure in done.failures[:_TOLD]:
        _tell(f"failed at {failure.point}: {failure.why}")
    if len(done.failures) > _TOLD:
        _tell(f"{len(done.failures) - _TOLD} more points failed; --json lists them, and so does data.attrs['failed']")
    return 1 if done.failures else 0


def _crew(workers: int | None, cluster: str | None) -> AbstractContextManager[Answers]:
    """Who computes: processes of this machine, or the workers of a cluster."""
    if cluster is not None:
        from numerics.sweeps import cluster as clusters

        return clusters.crew(cluster, _tell)
    from numerics.sweeps import processes

    return nullcontext(processes.crew(workers or processes.processors()))


def _tell(sentence: str) -> None:
    click.echo(f"larmor: {' '.join(sentence.split())}", err=True)


def _object(study: str, done: Finished) -> dict[str, Any]:
    return {
        "study": study,
        "data": str(done.data) if done.data else None,
        "points": done.total,
        "computed": done.computed,
        "folder": str(done.points),
        "warnings": list(done.warnings),
        "failed": [{"point": failure.point, "why": failure.why} for failure in done.failures],
    }


def _text(plan: Plan, done: Finished) -> str:
    """What was done, where it is, and how to look at it."""
    sizes = " x ".join(f"{len(axis.values)} {axis.name}" for axis in plan.axes) if not plan.paired else "in step"
    before = done.total - done.computed - len(done.failures)
    parts = [f"{done.computed} computed now"]
    parts += [f"{before} kept from before"] if before else []
    parts += [f"{len(done.failures)} failed"] if done.failures else []
    lines = [f"{done.total} points ({sizes}): {', '.join(parts)}"]
    if done.data is not None:
        lines = [
            str(done.data),
            *lines,
            f"points are kept in {done.points}, which may be removed",
            "",
            *_look(plan, done.data),
        ]
    return "\n".join(lines)


def _look(plan: Plan, data: Path) -> list[str]:
    """Lines of Python that open the data and draw an array."""
    from numerics import datasets

    found = datasets.read(data)
    over = tuple(plan.dims)
    name = next((str(name) for name, array in found.data_vars.items() if array.dims == over), None)
    lines = ["    import xarray as xr", f'    data = xr.open_dataset("{data}")']
    if name is None or len(over) > 2:
        return [*lines, "    print(data)"]
    first = plan.axes[0]
    scale = ', xscale="log"' if first.text.endswith("log") else ""
    return [*lines, f'    data["{name}"].plot.line(x="{first.name}"{scale})']
