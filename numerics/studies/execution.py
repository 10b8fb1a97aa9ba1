"""Running a study: its kernels, its progress, and its products with what made them."""

from __future__ import annotations

import platform
import shlex
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from numerics import records
from numerics.files import write_if_changed
from numerics.parameters import InputError, Parameters
from numerics.studies.specification import Item, Progress, StudyModule, StudySpec

if TYPE_CHECKING:
    import xarray as xr

_PROGRAMS = ("larmor-workbench", "numba", "numpy", "xarray")


def execute(module: StudyModule, parameters: Parameters, kernels_dir: Path, out_dir: Path, progress: bool) -> Path:
    """Run a study and write ``<name>.nc`` and ``<name>.json`` (its record); return the data file."""
    from numerics import datasets, kernels

    spec = module.STUDY
    try:
        loaded = {name: kernels.load(name, kernels_dir) for name in spec.kernels}
    except kernels.KernelError as error:
        raise InputError(str(error)) from error
    data = module.run(parameters, loaded, bars(progress))
    found = getattr(module, "features", None)
    hashes = tuple((name, kernel.record.signature) for name, kernel in loaded.items())
    record = study_record(spec, parameters, hashes, data, found(data) if found is not None else ())
    path = out_dir / f"{spec.name}.nc"
    datasets.write(data.assign_attrs(attributes(spec, parameters, record)), path)
    write_if_changed(path.with_suffix(".json"), record.to_json())
    return path


def bars(shown: bool) -> Progress:
    """Progress bars on the error stream, with the time left, or nothing."""

    def bar(items: Iterable[Item], what: str) -> Iterable[Item]:
        from tqdm import tqdm

        shown_items: Iterable[Item] = tqdm(items, desc=what, disable=not shown, leave=False)
        return shown_items

    return bar


def study_record(
    spec: StudySpec,
    parameters: Parameters,
    hashes: tuple[tuple[str, str], ...],
    data: xr.Dataset,
    features: tuple[records.Feature, ...] = (),
) -> records.Study:
    """The record of a run: parameters, kernel hashes, versions, and the labelled arrays by name."""
    declared = {entry.name: entry for entry in spec.parameters}
    return records.Study(
        name=spec.name,
        title=spec.title,
        story=spec.story,
        parameters=tuple(
            records.Parameter(
                name=entry.name, value=entry.exact, unit=entry.unit, meaning=entry.meaning,
                latex=declared[entry.name].latex, source=declared[entry.name].source,
            )
            for entry in parameters.values()
        ),
        made_by=hashes,
        results=tuple(
            records.Argument(
                name=str(name), latex=rf"\mathrm{{{name}}}".replace("_", r"\_"), meaning=array.attrs["long_name"],
                unit=array.attrs["units"], shape=tuple(array.shape),
            )
            for name, array in data.data_vars.items()
        ),
        figures=spec.figures,
        data=f"{spec.name}.nc",
        features=features,
        versions=versions(),
    )  # fmt: skip


def attributes(spec: StudySpec, parameters: Parameters, record: records.Study) -> dict[str, str]:
    """What made the data, as texts in the data file; no time of day, so that a second run writes the same bytes."""
    return {
        "title": spec.title,
        "story": spec.story,
        "study": spec.name,
        "claims": " ".join(spec.claims),
        "parameters": "\n".join(f"{p.name} = {p.text}  ({p.meaning})" for p in parameters.values()),
        "kernels": "\n".join(f"{name} {signature}" for name, signature in record.made_by),
        "versions": "\n".join(f"{program} {version}" for program, version in record.versions),
        "command": command(spec, parameters),
        "record": record.digest(),
    }


def command(spec: StudySpec, parameters: Parameters) -> str:
    """The command that makes the data again, whatever file the parameters came from."""
    from numerics import studies

    own = studies.settings(spec.name, {})
    changed = [p for p in parameters.values() if p.text != own[p.name].text]
    return shlex.join(["larmor", "run", spec.name, *(a for p in changed for a in ("--set", f"{p.name}={p.text}"))])


def versions() -> tuple[tuple[str, str], ...]:
    """Python and the programs that the numbers depend on, with their versions."""
    return (("python", platform.python_version()), *((name, metadata.version(name)) for name in _PROGRAMS))
