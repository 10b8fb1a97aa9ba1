"""Studies as a person meets them: described, and run with parameters of one's own."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from reports.freshness import is_fresh


def run(
    name: str,
    overrides: Mapping[str, str],
    parameters: Path | None,
    kernels: Path | None,
    out: Path,
    quick: bool = False,
) -> tuple[dict[str, Any], str]:
    """Run a study into a folder; an object and a text that say what was written.

    Kernels come from the folder given, or are made for the occasion. Raises InputError for a study or
    parameters that do not fit, before anything is made.
    """
    from numerics import studies
    from reports import notices

    studies.settings(name, overrides, parameters)
    with contextlib.ExitStack() as stack:
        folder = kernels or stack.enter_context(kernels_at_hand(studies.load(name).STUDY.kernels))
        stack.enter_context(notices.sentences())
        path = studies.run(name, overrides, parameters, folder, out, sys.stderr.isatty(), quick)
    said = notices.summary(name, path)
    return {"study": name, "data": str(path)}, f"{path}\n\n{said}" if said else str(path)


@contextlib.contextmanager
def kernels_at_hand(names: Iterable[str]) -> Iterator[Path]:
    """A folder with the kernels of a study: that of ``make`` if all are fresh, or a passing one made now."""
    from reports import kernels, products

    if all(is_fresh("kernel", name) for name in names):
        yield products.BUILD / "kernels"
        return
    with tempfile.TemporaryDirectory(prefix="larmor-") as passing:
        for name in names:
            kernels.generate(name, None, Path(passing))
        yield Path(passing)


def described(name: str) -> tuple[dict[str, Any], str]:
    """A study as an object and as text: what it is, and its parameters as its own file sets them."""
    from numerics import studies

    study = studies.load(name).STUDY
    values = studies.settings(name, {})
    lines = [study.name, study.title, study.story, "", "parameters:"]
    entries = []
    for spec in study.parameters:
        text = values[spec.name].text
        source = f" ({spec.source})" if spec.source else ""
        lines.append(f"  {f'{spec.name} = {text}':<36} {spec.meaning}{source}")
        entries.append({"name": spec.name, "value": text, "unit": spec.unit, "meaning": spec.meaning})
    lines += ["", f"kernels: {', '.join(study.kernels)}", f"figures: {', '.join(study.figures)}"]
    answer = {
        "id": study.name,
        "title": study.title,
        "story": study.story,
        "parameters": entries,
        "kernels": list(study.kernels),
        "figures": list(study.figures),
    }
    return answer, "\n".join(lines)
