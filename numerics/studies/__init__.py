"""Studies: kernels run on parameters with units, giving labelled data.

A study is a module in this folder that assigns ``STUDY`` and defines ``run``; its parameters stand beside it,
in a file of the same name. Studies are found by looking at the files as text, so that listing is fast.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from numerics.parameters import InputError, Parameters, parameters, texts, unknown

if TYPE_CHECKING:
    from numerics.studies.specification import StudyModule

ROOT = Path(__file__).parent
_STUDY = re.compile(r"^STUDY\b", re.MULTILINE)


def names() -> tuple[str, ...]:
    """The names of all studies, sorted."""
    return modules_with(ROOT, _STUDY)


def modules_with(folder: Path, pattern: re.Pattern[str]) -> tuple[str, ...]:
    """The names of the modules in a folder whose text holds a pattern, sorted; none is imported."""
    return tuple(sorted(p.stem for p in folder.glob("[a-z]*.py") if pattern.search(p.read_text("utf-8"))))


def load(name: str) -> StudyModule:
    """The module of a study; raises InputError that names the nearest one when there is none."""
    known = names()
    if name not in known:
        raise InputError(unknown("study", name, known))
    return cast("StudyModule", importlib.import_module(f"{__name__}.{name}"))


def parameter_file(name: str) -> Path:
    """The file with a study's own parameters."""
    return ROOT / f"{load(name).STUDY.name}.toml"


def settings(name: str, overrides: Mapping[str, str], given: Path | None = None) -> Parameters:
    """A study's parameters: those of its own file or of ``given``, with overrides on top.

    Raises ParameterError for anything that cannot be used.
    """
    file = given or parameter_file(name)
    schema = load(name).STUDY.parameters
    entries = texts(file)
    parameters(schema, entries, origin=file.name)  # so that a message about the file names the file
    return parameters(schema, {**entries, **overrides})


def run(
    name: str,
    overrides: Mapping[str, str],
    parameter_file: Path | None,
    kernels_dir: Path,
    out_dir: Path,
    progress: bool,
    quick: bool = False,
) -> Path:
    """Run a study and return its data file, ``<out_dir>/<name>.nc``; its record goes beside it, as JSON.

    Nothing is written before all is computed, and each file is written whole. Raises InputError for input
    that cannot be used. A quick run takes the study's quick parameters, where it has some, before overrides.
    """
    from numerics.studies import execution

    module = load(name)
    wanted = {**(dict(module.STUDY.quick) if quick else {}), **overrides}
    return execution.execute(module, settings(name, wanted, parameter_file), kernels_dir, out_dir, progress)
