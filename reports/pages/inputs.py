"""What earlier stages left in the build folder, read back as records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from derive.expressions import decode
from derive.records import Derivation, Verdict
from numerics.records import Kernel, RecordError, Study


class ReportError(ValueError):
    """Build products from which no sound report can be made; the message is one sentence."""


@dataclass(frozen=True, kw_only=True)
class KernelProduct:
    """A compiled kernel: its record, and the source of its module as it stands in the file."""

    name: str
    record: Kernel
    source: str


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure as SVG text, its words, and the path of its other form."""

    name: str
    study: str
    title: str
    caption: str
    alt: str
    svg: str
    png: Path | None


@dataclass(frozen=True, kw_only=True)
class StudyProduct:
    """A study's record, its labelled data and its figures."""

    name: str
    record: Study
    data: Path
    figures: tuple[Figure, ...]


@dataclass(frozen=True, kw_only=True)
class Products:
    """Everything a report is made from, with the hash of each file."""

    derivations: tuple[Derivation, ...]
    verdict_files: Mapping[str, tuple[Verdict, ...]]
    kernels: tuple[KernelProduct, ...]
    studies: tuple[StudyProduct, ...]
    hashes: Mapping[str, str] = field(default_factory=dict)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All verdicts, in the order of their files."""
        return tuple(verdict for verdicts in self.verdict_files.values() for verdict in verdicts)

    def judged_in(self, paper: str) -> tuple[str, ...]:
        """The files that hold verdicts on a paper."""
        return tuple(name for name, verdicts in self.verdict_files.items() if any(v.paper == paper for v in verdicts))


def read(build: Path) -> Products:
    """The products under a build folder; raises ReportError, naming the file, for one that cannot be read."""
    derivations = tuple(_record(path, Derivation) for path in sorted((build / "derivations").glob("*.json")))
    verdicts = {
        f"verdicts/{path.name}": tuple(_record(path, list[Verdict]))
        for path in sorted((build / "verdicts").glob("*.json"))
    }
    kernel_files = sorted((build / "kernels").glob("*.json"))
    figures = tuple(_figure(path) for path in sorted((build / "figures").glob("*.json")))
    studies = tuple(_study(path, figures) for path in sorted((build / "studies").glob("*.json")))
    if not derivations and not verdicts:
        raise ReportError(
            f"{build} holds no derivations and no verdicts, expected build/derivations/*.json: run `make report`"
        )
    return Products(
        derivations=_in_reading_order(derivations),
        verdict_files=verdicts,
        kernels=tuple(_kernel(path) for path in kernel_files),
        studies=studies,
        hashes=_hashes(build),
    )


def _record(path: Path, kind: Any) -> Any:
    try:
        return decode(path.read_bytes(), kind)
    except (ValueError, LookupError, TypeError) as error:
        raise ReportError(f"{path} does not hold what this version writes there: {error}") from error


def _kernel(path: Path) -> KernelProduct:
    source = _beside(path, ".py").read_text("utf-8")
    return KernelProduct(name=path.stem, record=_numerical(path, Kernel), source=source)


def _numerical(path: Path, kind: Any) -> Any:
    try:
        return kind.from_json(path.read_bytes())
    except RecordError as error:
        raise ReportError(f"{path} does not hold what this version writes there: {error}") from error


def _beside(path: Path, suffix: str) -> Path:
    other = path.with_suffix(suffix)
    if not other.is_file():
        raise ReportError(f"{path} stands alone, expected {other.name} beside it")
    return other


def _study(path: Path, figures: tuple[Figure, ...]) -> StudyProduct:
    record: Study = _numerical(path, Study)
    return StudyProduct(
        name=record.name,
        record=record,
        data=_beside(path, ".nc"),
        figures=tuple(figure for figure in figures if figure.study == record.name),
    )


def _figure(path: Path) -> Figure:
    png = path.with_suffix(".png")
    try:
        words = {name: str(text) for name, text in json.loads(path.read_bytes()).items()}
        return Figure(
            name=path.stem,
            study=words["study"],
            title=words["title"],
            caption=words["caption"],
            alt=words["alt"],
            svg=_beside(path, ".svg").read_text("utf-8"),
            png=png if png.is_file() else None,
        )
    except (ValueError, KeyError) as error:
        raise ReportError(f"{path} is not the account of a figure: {error}") from error


def _hashes(build: Path) -> dict[str, str]:
    folders = ("derivations", "verdicts", "kernels", "studies", "figures")
    files = sorted(path for name in folders for path in (build / name).glob("*.*") if path.is_file())
    return {path.relative_to(build).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in files}


def _in_reading_order(derivations: tuple[Derivation, ...]) -> tuple[Derivation, ...]:
    """Derivations so that each stands after those it follows from; by name where that leaves a choice.

    Equations may not follow from one another in a circle. Modules may, when each has equations that the other's
    rest on; of these the one that waits for fewest comes first.
    """
    home = {equation.id: derivation.module for derivation in derivations for equation in derivation.equations}
    _refuse_circles(derivations)
    needs = {
        derivation.module: {
            home[source]
            for equation in derivation.equations
            for source in equation.follows_from
            if source in home and home[source] != derivation.module
        }
        for derivation in derivations
    }
    by_name = {derivation.module: derivation for derivation in sorted(derivations, key=lambda d: d.module)}
    ordered: list[str] = []
    while len(ordered) < len(by_name):
        waiting = [name for name in by_name if name not in ordered]
        least = min(len(needs[name] - set(ordered)) for name in waiting)
        ready = [name for name in waiting if len(needs[name] - set(ordered)) == least]
        same_room = [name for name in ready if ordered and name.split(".")[0] == ordered[-1].split(".")[0]]
        ordered.append((same_room or ready)[0])
    return tuple(by_name[name] for name in ordered)


def _refuse_circles(derivations: tuple[Derivation, ...]) -> None:
    """Raise ReportError, naming them, for equations that follow from one another in a circle."""
    sources = {equation.id: equation.follows_from for derivation in derivations for equation in derivation.equations}
    try:
        TopologicalSorter(sources).prepare()
    except CycleError as error:
        raise ReportError(f"these equations follow from one another in a circle: {', '.join(error.args[1])}") from error
