"""The README's tour runs as it is written."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
TOUR = re.findall(r"^\$ larmor (.+)$", README, re.MULTILINE)


def test_the_tour_is_found() -> None:
    assert len(TOUR) > 5


@pytest.mark.parametrize("line", TOUR)
def test_command(line: str, larmor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    arguments = shlex.split(line)
    if arguments[0] == "new":  # beside the sources is no place for a test to write
        arguments += ["--into", str(tmp_path)]
    answer = larmor(*arguments)
    assert answer.code == 0, answer.err
    assert answer.out


def test_program(tmp_path: Path) -> None:
    (program,) = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    assert (ROOT / "build/kernels/slowing_down_factor.py").exists(), "run `make report` first"
    text = program.replace("build/kernels", str(ROOT / "build/kernels"))
    done = subprocess.run([sys.executable, "-c", text], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_targets_are_those_of_make() -> None:
    """Each `make X` in the README and in CONTRIBUTING is a target of the Makefile."""
    told = README + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^    )make ([a-z]+)", told, re.MULTILINE))
    assert {"report", "test", "lint"} <= named <= targets
