"""Measurements side by side with their peers: the modules of ``tests/bench``, gathered into one list.

Each module there has ``measure() -> dict`` (or a list of them) with the keys of ``KEYS``: ``value`` in ``unit``,
the ``peer`` that was measured beside it in the same run, their ``ratio``, the ``target`` as text, and whether
it was ``met``.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

KEYS = ("name", "value", "unit", "peer", "ratio", "target", "met")


class BenchError(ValueError):
    """A measurement without the keys that all have; the message names it."""


def measurements(folder: Path) -> list[dict[str, Any]]:
    """What the modules of a folder measured, in the order of their names."""
    found: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.py")):
        module = _loaded(path)
        if hasattr(module, "measure"):
            print(f"measure     {path.stem}", flush=True)
            entries = module.measure()
            found += [_checked(entry, path) for entry in (entries if isinstance(entries, list) else [entries])]
    return found


def _loaded(path: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location(f"bench_{path.stem}", path)
    if specification is None or specification.loader is None:
        raise BenchError(f"{path} is not a Python module")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def _checked(entry: dict[str, Any], path: Path) -> dict[str, Any]:
    if set(entry) != set(KEYS):
        raise BenchError(f"{path.name} measured the keys {', '.join(sorted(entry))}, expected {', '.join(KEYS)}")
    return {key: entry[key] for key in KEYS}


def table(entries: Iterable[dict[str, Any]]) -> str:
    """The measurements as a table for a terminal."""
    rows = [("measured", "value", "peer", "ratio", "target", "met")]
    for entry in entries:
        ratio = "" if entry["ratio"] is None else f"{entry['ratio']:.3g}"
        value = f"{entry['value']:.4g} {entry['unit']}"
        met = "yes" if entry["met"] else "NO"
        rows.append((entry["name"], value, str(entry["peer"]), ratio, str(entry["target"]), met))
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows)


def main() -> None:
    """Measure everything, write the list, print the table."""
    from numerics.files import write_if_changed

    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--out", type=Path, required=True, help="where the list goes, as JSON")
    parser.add_argument("--from", type=Path, default=Path("tests/bench"), dest="folder", help="the measuring modules")
    given = parser.parse_args()
    entries = measurements(given.folder)
    write_if_changed(given.out, json.dumps(entries, indent=1, ensure_ascii=False) + "\n")
    print(table(entries))


if __name__ == "__main__":
    main()
