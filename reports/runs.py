"""Studies as a person meets them: described, and run with parameters of one's own."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from numerics.parameters import InputError, unknown


def run(
    name: str, overrides: Mapping[str, str], parameters: Path | None, kernels: Path | None, out: Path
) -> tuple[dict[str, Any], str]:
    """Run a study into a folder; an object and a text that say what was written.

    Kernels come from the folder given, or are compiled for the occasion. Raises InputError for parameters
    that do not fit, before anything is written.
    """
    from numerics import studies

    if name not in studies.names():
        raise InputError(unknown("study", name, list(studies.names())))
    with tempfile.TemporaryDirectory(prefix="larmor-") as passing:
        folder = kernels or _compiled(Path(passing))
        path = studies.run(name, overrides, parameters, folder, out, progress=True)
    return {"study": name, "data": str(path)}, str(path)


def _compiled(folder: Path) -> Path:
    from reports import kernels

    for name in kernels.names():
        kernels.generate(name, None, folder)
    return folder


def described(name: str) -> tuple[dict[str, Any], str]:
    """A study as an object and as text: what it does, and its parameters with their defaults."""
    from numerics import studies

    study = studies.study(name)
    specs = [vars(spec) for spec in study.parameters]
    return {"id": name, "title": study.title, "parameters": specs}, name
