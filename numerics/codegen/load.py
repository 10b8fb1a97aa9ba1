"""Stage 1: the equations of a kernel, from Derivation records in memory or their files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from derive.expressions import decode
from derive.records import Derivation, Equation
from numerics.codegen.spec import CodegenError


def from_derivations(ids: Sequence[str], derivations: Iterable[Derivation]) -> tuple[Equation, ...]:
    """The equations of ``ids`` in that order; raises CodegenError for one that no derivation produces."""
    known = {equation.id: equation for derivation in derivations for equation in derivation.equations}
    missing = [i for i in ids if i not in known]
    if missing:
        raise CodegenError(f"no derivation gives an equation {missing[0]}; there are {', '.join(sorted(known))}")
    return tuple(known[i] for i in ids)


def from_files(ids: Sequence[str], folder: Path) -> tuple[Equation, ...]:
    """The equations of ``ids`` from ``folder/<module>.json``, where the module is the beginning of the id."""
    files = sorted({_file(i, folder) for i in ids})
    return from_derivations(ids, [decode(file.read_bytes(), Derivation) for file in files])


def derivation_files(ids: Iterable[str], folder: Path) -> tuple[Path, ...]:
    """The files that :func:`from_files` reads."""
    return tuple(sorted({_file(i, folder) for i in ids}))


def _file(equation_id: str, folder: Path) -> Path:
    parts = equation_id.split(".")
    for end in range(len(parts) - 1, 0, -1):
        path = folder / f"{'.'.join(parts[:end])}.json"
        if path.is_file():
            return path
    raise CodegenError(f"no derivation file for {equation_id} in {folder}; run `larmor derive` first")
