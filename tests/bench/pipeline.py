"""How long a person waits: `make report` with nothing changed, the pages alone, and each paper from nothing."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from derive import registry
from derive.ledger import derivations_needed

ROOT = Path(__file__).parents[2]
UNCHANGED, PAPER, PAGES = 2.0, 90.0, 15.0
WORKERS = 2


def measure() -> list[dict[str, Any]]:
    """Seconds of a second `make report`, of all pages, and of each paper derived and judged with two workers.

    Beside the seconds of a paper stand those of the processors, which other work on the machine changes less.
    """
    make = ["make", "--no-print-directory", "-C", str(ROOT), "report", f"PYTHON={sys.executable}"]
    _run(make)
    return [
        _entry("make report, nothing changed", _run(make), UNCHANGED),
        _entry("all pages and PDFs from finished results", _pages(), PAGES),
        *(
            _entry(f"the paper {paper} derived and judged from nothing, {what}", seconds, PAPER)
            for paper in sorted({module.partition(".")[0] for module in registry.claim_modules()})
            for what, seconds in zip(
                ("two workers", "processor seconds of each"), _derived_and_judged(paper), strict=True
            )
        ),
    ]


def _entry(name: str, value: float, limit: float) -> dict[str, Any]:
    return {
        "name": name,
        "value": value,
        "unit": "s",
        "peer": f"the project's limit: {limit:g} s",
        "ratio": limit / value,
        "target": f"below {limit:g} s",
        "met": value < limit,
    }


def _pages() -> float:
    with tempfile.TemporaryDirectory() as folder:
        return _run([sys.executable, "-m", "reports.cli", "pages", "--build", "build", "--out", folder])


def _derived_and_judged(paper: str) -> tuple[float, float]:
    """Seconds that passed, and processor seconds for each worker."""
    claims = [module for module in registry.claim_modules() if module.startswith(f"{paper}.")]
    rooms = {needed.partition(".")[0] for module in claims for needed in derivations_needed(module)}
    derivations = [module for module in registry.derivation_modules() if module.partition(".")[0] in rooms]
    larmor = [sys.executable, "-m", "reports.cli"]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(WORKERS) as workers:
        derived, judged = Path(folder, "derivations"), Path(folder, "verdicts")
        start, used = time.perf_counter(), _processor_seconds()
        for name, modules, options, out in (
            ("derive", derivations, (), derived),
            ("verify", claims, ("--derivations", str(derived)), judged),
        ):
            list(workers.map(_run, ([*larmor, name, m, *options, "--out", str(out / f"{m}.json")] for m in modules)))
        return time.perf_counter() - start, (_processor_seconds() - used) / WORKERS


def _processor_seconds() -> float:
    """Of all processes that were started from here and have ended."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def _run(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start
