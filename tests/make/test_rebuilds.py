"""What make does again after a change: the real Makefile and graph, with a stand-in for the stages."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STAND_IN = f"{sys.executable} {Path(__file__).parent / 'stand_in.py'}"
COPIED = ("derive", "numerics", "reports")
# The page depends on everything, so most changes end there.
PAGES = {"pages report"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which everything was made once, on two cores."""
    folder = tmp_path_factory.mktemp("project")
    for room in COPIED:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy2(ROOT / file, folder)
    first = make(folder, "-j2")
    assert first >= PAGES
    assert {"derive spin_exchange.collision", "derive spin_exchange.bloch"} <= first
    assert folder.joinpath("build/report/index.html").exists()
    return folder


@pytest.fixture
def spoilt(project: Path, tmp_path: Path) -> Path:
    """A copy of the project, times of files included, that may be spoilt."""
    return Path(shutil.copytree(project, tmp_path / "project"))


def command(*options: str) -> list[str]:
    return ["make", "report", f"PYTHON={sys.executable}", f"LARMOR={STAND_IN}", *options]


def make(folder: Path, *options: str) -> set[str]:
    """The calls of stages that `make report` made."""
    calls = folder / "calls"
    calls.unlink(missing_ok=True)
    done = subprocess.run(command(*options), cwd=folder, capture_output=True, text=True, env=environment())
    assert done.returncode == 0, done.stdout + done.stderr
    return set(calls.read_text("utf-8").splitlines()) if calls.exists() else set()


def environment(**more: str) -> dict[str, str]:
    """The environment without what an outer make passes on to an inner one."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    return own | {"PYTHONDONTWRITEBYTECODE": "1"} | more


def test_nothing_changed_nothing_is_done(project: Path) -> None:
    assert make(project) == set()


def test_a_touched_derivation_is_derived_again_and_nothing_follows(spoilt: Path) -> None:
    (spoilt / "derive/spin_exchange/two_mode.py").touch()
    assert make(spoilt) == importers(spoilt, "two_mode")


def test_a_changed_derivation_takes_along_what_rests_on_it(spoilt: Path) -> None:
    change(spoilt / "derive/spin_exchange/two_mode.py")
    done = make(spoilt)
    assert {"derive spin_exchange.two_mode", "kernel exchange_propagator", "run exchange", "draw exchange"} <= done
    assert done >= PAGES
    assert {call for call in done if call.startswith("derive")} == importers(spoilt, "two_mode")
    assert "derive spin_exchange.bloch" not in done
    assert any(call.startswith("verify ") for call in done)
    assert "kernel slowing_down_factor" not in done
    assert "kernel bloch" not in done


def test_a_derivation_that_another_imports_takes_that_along(spoilt: Path) -> None:
    change(spoilt / "derive/spin_exchange/bloch.py")
    derived = {call for call in make(spoilt) if call.startswith("derive")}
    assert derived == importers(spoilt, "bloch")
    assert "derive spin_exchange.two_mode" in derived
    assert "derive spin_exchange.collision" not in derived


def test_changed_claims_are_judged_again_and_nothing_else(spoilt: Path) -> None:
    claims = sorted(p for p in (spoilt / "derive/claims").glob("*/*.py") if "\nCLAIMS" in p.read_text("utf-8"))
    change(claims[0])
    assert make(spoilt) == {f"verify {claims[0].parent.name}.{claims[0].stem}"} | PAGES


def test_a_template_changes_pages_only(spoilt: Path) -> None:
    next((spoilt / "reports").rglob("*.html.j2")).touch()
    assert make(spoilt) == PAGES


def test_the_code_generator_does_not_touch_derivations(spoilt: Path) -> None:
    (spoilt / "numerics/codegen/printing.py").touch()
    done = make(spoilt)
    assert {call.split()[0] for call in done} == {"kernel"}


def test_a_parameter_file_runs_its_study(spoilt: Path) -> None:
    (spoilt / "numerics/studies/exchange.toml").touch()
    assert make(spoilt) == {"run exchange"}


def test_a_lost_product_is_made_again(spoilt: Path) -> None:
    (spoilt / "build/derivations/spin_exchange.collision.json").unlink()
    assert "derive spin_exchange.collision" in make(spoilt)
    assert (spoilt / "build/derivations/spin_exchange.collision.json").exists()


def test_a_module_that_comes_is_derived_and_one_that_goes_is_forgotten(spoilt: Path) -> None:
    path = spoilt / "derive/spin_exchange/passing.py"
    path.write_text("def derivation():\n    return None\n", "utf-8")
    assert "derive spin_exchange.passing" in make(spoilt)
    path.unlink()
    assert "derive spin_exchange.passing" not in make(spoilt)
    assert "passing" not in (spoilt / "build/deps.mk").read_text("utf-8")


def test_an_interrupted_stage_is_done_again(spoilt: Path) -> None:
    change(spoilt / "derive/spin_exchange/collision.py")
    (spoilt / "calls").unlink(missing_ok=True)
    running = subprocess.Popen(
        command(), cwd=spoilt, env=environment(STALL="derive"), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while not (spoilt / "calls").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    assert running.wait(timeout=120) != 0
    assert "derive spin_exchange.collision" in make(spoilt)


def change(path: Path) -> None:
    """Change what a module does, if little."""
    path.write_text(path.read_text("utf-8") + "\nCHANGED = 1\n", "utf-8")


def importers(folder: Path, name: str) -> set[str]:
    """The derivations of the room that rest on one of its modules, by reading their text for imports."""
    texts = {path.stem: path.read_text("utf-8") for path in (folder / "derive/spin_exchange").glob("*.py")}
    found = {name}
    while True:
        word = "|".join(sorted(found))
        pattern = rf"from derive\.spin_exchange(\.({word}) import| import (\([^)]*|[\w, ]*)\b({word})\b)"
        more = {stem for stem, text in texts.items() if re.search(pattern, text)} | found
        if more == found:
            return {f"derive spin_exchange.{stem}" for stem in found if "\ndef derivation(" in texts[stem]}
        found = more
