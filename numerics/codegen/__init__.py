"""Derived equations -> readable numba modules with an accuracy audit; the one room of numerics that sees SymPy.

The stages, each with a product that can be looked at: :mod:`load <numerics.codegen.load>` (equations),
:mod:`system <numerics.codegen.system>` (what goes where), :mod:`care <numerics.codegen.care>` (rewriting for
doubles), :mod:`module <numerics.codegen.module>` (common subexpressions and text),
:mod:`audit <numerics.codegen.audit>` (errors against 50 digits); :mod:`pipeline <numerics.codegen.pipeline>`
runs them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numerics.records import Kernel


def generate(name: str, derivations_dir: Path | str, out_dir: Path | str) -> Kernel:
    """Make the kernel ``name`` of the catalogue: ``<out_dir>/<name>.py`` and its record, ``<name>.json``.

    ``derivations_dir`` holds the derivations it rests on, ``<module>.json``. Files whose content stays the same
    are not touched, and nothing is compiled or audited twice. Raises CodegenError or RecordError.
    """
    from numerics.codegen import pipeline

    return pipeline.generate(name, Path(derivations_dir), Path(out_dir))
