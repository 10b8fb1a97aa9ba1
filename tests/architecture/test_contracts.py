"""The import contracts hold, and each of them fails when it is broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# For each contract: a file, and the import that breaks it.
BROKEN_BY = {
    "floors": ("derive/vectors.py", "import numerics.files"),
    "rooms": ("derive/records.py", "import derive.algebra"),
    "numbers-see-no-symbols": ("numerics/parameters.py", "import sympy"),
    "code-generator": ("numerics/studies/__init__.py", "import numerics.codegen.spec"),
    "symbols-know-no-arrays": ("derive/spin_exchange/bloch.py", "import numpy"),
    "claims": ("derive/steps.py", "import derive.claims"),
    "derivations-do-not-judge": ("derive/spin_exchange/bloch.py", "import derive.judge"),
    "oracles": ("derive/oracles/spin_exchange.py", "import derive.dynamics.exponential"),
    "derivations": ("reports/typed.py", "import derive.spin_exchange.bloch"),
    "derivations-of-two-ensembles": ("reports/typed.py", "import derive.dissipative_entanglement.symbols"),
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources that may be spoilt."""
    folder = tmp_path_factory.mktemp("tree")
    for room in ("derive", "numerics", "reports"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def contracts() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return [contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]]


def test_every_contract_is_broken_once_below() -> None:
    assert sorted(contracts()) == sorted(BROKEN_BY)


def test_contracts_hold(tree: Path) -> None:
    done = lint(tree)
    assert done.returncode == 0, done.stdout
    assert f"{len(contracts())} kept, 0 broken" in done.stdout


@pytest.mark.parametrize("contract", BROKEN_BY)
def test_contract_fails_when_broken(contract: str, tree: Path) -> None:
    name, bad_import = BROKEN_BY[contract]
    path = tree / name
    sound = path.read_text("utf-8")
    try:
        path.write_text(f"{sound}\n{bad_import}\n", "utf-8")
        done = lint(tree, "--contract", contract)
    finally:
        path.write_text(sound, "utf-8")
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout


def test_a_new_room_of_derive_must_be_given_its_place(tree: Path) -> None:
    room = tree / "derive" / "unplaced"
    room.mkdir()
    (room / "__init__.py").write_text("", "utf-8")
    try:
        done = lint(tree, "--contract", "rooms")
    finally:
        shutil.rmtree(room)
    assert done.returncode == 1, done.stdout
    assert "unplaced" in done.stdout
