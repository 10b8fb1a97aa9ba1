"""How long a person waits for `larmor --help`, beside an interpreter that does nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

RUNS = 11
LIMIT = 0.3


def measure() -> dict[str, Any]:
    """Seconds from the call to the end: the least of interleaved runs, which other load disturbs least."""
    help_, nothing = [], []
    for _ in range(RUNS):
        help_.append(_seconds("-m", "reports.cli", "--help"))
        nothing.append(_seconds("-c", "pass"))
    value, peer = min(help_), min(nothing)
    return {
        "name": "larmor --help",
        "value": value,
        "unit": "s",
        "peer": f"python -c pass: {peer:.4f} s",
        "ratio": value / peer,
        "target": f"below {LIMIT} s",
        "met": value < LIMIT,
    }


def _seconds(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start
