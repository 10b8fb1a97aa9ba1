"""A failure of the program itself, an interruption, a reader that goes away: what a person sees."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from derive import registry

CALL = ("derive", "spin_exchange.collision")
ASLEEP = """
import time
from derive import registry
from reports.cli import main

def asleep(module):
    print("ready", flush=True)
    time.sleep(60)

registry.derive = asleep
main(["derive", "spin_exchange.collision", "--out", "x.json"])
"""


def _fails(module: str) -> None:
    raise RuntimeError("the wheel\ncame off")


def test_a_failure_is_one_sentence_with_what_to_report(larmor, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(registry, "derive", _fails)
    monkeypatch.delenv("LARMOR_DEBUG", raising=False)
    answer = larmor(*CALL)
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert "test_failures.py" in answer.err
    assert "RuntimeError: the wheel came off" in answer.err
    assert "larmor derive spin_exchange.collision" in answer.err


def test_a_failure_shows_its_traceback_when_asked(larmor, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(registry, "derive", _fails)
    monkeypatch.setenv("LARMOR_DEBUG", "1")
    answer = larmor(*CALL)
    assert answer.code == 1
    assert "Traceback" in answer.err


def test_an_interruption_leaves_nothing_behind(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", ASLEEP], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=120)
    assert running.returncode == 130
    assert err.strip().splitlines() == ["larmor: interrupted; what was finished is whole, and nothing is half-written"]
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_goes_away_is_no_failure() -> None:
    shell = f"{sys.executable} -m reports.cli show exchange | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True)
    assert done.stdout == "exchange\n"
    assert done.stderr == ""
