"""How long a person waits for `make report` with nothing changed, and for a whole paper derived and judged."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from derive import registry

ROOT = Path(__file__).parents[2]
UNCHANGED, PAPER = 2.0, 90.0
WORKERS = 2


def measure() -> list[dict[str, Any]]:
    """Seconds of a second `make report`, and of deriving and judging everything from nothing with two workers."""
    make = ["make", "--no-print-directory", "-C", str(ROOT), "report", f"PYTHON={sys.executable}"]
    _run(make)
    return [
        _entry("make report, nothing changed", _run(make), UNCHANGED),
        _entry("the noble-gas paper derived and judged from nothing, two workers", _derived_and_judged(), PAPER),
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


def _derived_and_judged() -> float:
    larmor = [sys.executable, "-m", "reports.cli"]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(WORKERS) as workers:
        derivations, verdicts = Path(folder, "derivations"), Path(folder, "verdicts")
        start = time.perf_counter()
        list(workers.map(_run, ([*larmor, "derive", m, "--out", str(derivations / f"{m}.json")]
                                for m in registry.derivation_modules())))  # fmt: skip
        list(workers.map(_run, ([*larmor, "verify", m, "--derivations", str(derivations),
                                 "--out", str(verdicts / f"{m}.json")] for m in registry.claim_modules())))  # fmt: skip
        return time.perf_counter() - start


def _run(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start
