"""A package written by `larmor export`, installed into a folder of its own, where nothing of this project is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from numerics.codegen.export import Made, export
from numerics.codegen.generate import generate_from
from numerics.codegen.load import from_derivations
from numerics.codegen.spec import CodegenError, specs
from numerics.kernels import load
from reports.cli import larmor

NAMES = ("slowing_down_factor", "bloch", "exchange_propagator")
ALONE = """
import sys
class OnlyNumpyAndNumba:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"derive", "numerics", "reports", "sympy", "mpmath", "msgspec", "scipy"}:
            raise ImportError(f"{name} was imported")
sys.meta_path.insert(0, OnlyNumpyAndNumba())
sys.path[:0] = sys.argv[1:3]
"""


@pytest.fixture(scope="module")
def package(catalogue, derivations, kernels_dir, tmp_path_factory) -> Path:
    """The package's folder."""
    made = []
    for name in NAMES:
        spec = catalogue[name]
        equations = from_derivations(spec.needs, derivations)
        made.append(Made(kernel=load(name, kernels_dir).record, spec=spec, equations=equations))
    folder = tmp_path_factory.mktemp("export") / "made"
    export(made, folder, "spin_kernels")
    return folder


@pytest.fixture(scope="module")
def installed(package, tmp_path_factory) -> Path:
    """Where pip put it. Without the registry there is nothing to build with: the sources then stand for it."""
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--retries", "0", "--target", str(target)]
    done = subprocess.run([*command, str(package)], capture_output=True, text=True, check=False)
    if done.returncode and "No matching distribution" in done.stderr:
        return package / "src"
    assert done.returncode == 0, done.stderr
    return target


def alone(folder: Path, code: str, *more: str) -> str:
    """What a program prints that can import the package, NumPy and numba, but nothing of this project."""
    command = [sys.executable, "-P", "-c", ALONE + code, str(folder), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_recorded_values_are_met_where_nothing_of_this_project_is(package, installed):
    found = alone(installed, "import test_values; test_values.test_recorded_values(); print('met')", f"{package}/tests")
    assert found == "met\n"
    recorded = json.loads((package / "tests/values.json").read_text())
    assert {case["function"] for case in recorded["cases"]} == {
        "slowing_down_factor", "bloch_rhs", "bloch_jacobian", "exchange_propagator",
    }  # fmt: skip
    digits = [text for case in recorded["cases"] for point in case["points"] for text in point["values"]]
    assert sum(len(text.split()[0].lstrip("-0.").partition("e")[0]) >= 48 for text in digits) > len(digits) / 2


def test_a_wrong_value_is_noticed(package, installed, tmp_path):
    recorded = json.loads((package / "tests/values.json").read_text())
    value = recorded["cases"][0]["points"][3]["values"][0]
    recorded["cases"][0]["points"][3]["values"][0] = str(float(value) * (1 + 1e-14))
    (tmp_path / "values.json").write_text(json.dumps(recorded))
    (tmp_path / "test_values.py").write_text((package / "tests/test_values.py").read_text())
    code = """
import test_values
try:
    test_values.test_recorded_values()
except AssertionError as error:
    print(error.args[0][0])
"""
    assert alone(installed, code, str(tmp_path)) == "slowing_down_factor\n"


def test_functions_are_typed_and_say_what_they_are(package, installed):
    code = """
import numpy as np, spin_kernels as k, json
try:
    k.slowing_down_factor(I=0.7, p_a=0.5)
except k.KernelError as error:
    said = str(error)
print(json.dumps([k.__all__, said, k.bloch_rhs.__doc__, sorted(k.bloch_rhs.__annotations__),
                  k.exchange_propagator(t=[0.0, 1.0], J=1.0, gamma=1.0, Delta=0.0).shape]))
"""
    names, said, text, hints, shape = json.loads(alone(installed, code, "."))
    assert names == ["KernelError", "slowing_down_factor", "bloch_rhs", "bloch_jacobian", "exchange_propagator"]
    assert said == "I is 0.7, expected 1/2 <= I, integer or half-integer; the nearest is 0.5"
    assert "zeta [cm^3/s]: mean-field interaction strength; 0 < zeta" in text
    assert "From spin_exchange.bloch.alkali, spin_exchange.bloch.noble_gas." in text
    assert set(hints) == {"t", "y", "zeta", "k_se", "n_a", "n_b", "q", "return"}
    assert shape == [2, 2, 2]
    assert (package / "src/spin_kernels/py.typed").exists()
    readme = (package / "README.md").read_text()
    assert "| `zeta` | mean-field interaction strength | cm^3/s | 0 < zeta |" in readme


def test_no_name_of_the_package_is_missing(package):
    lint = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "F,E9", str(package)]
    assert subprocess.run(lint, capture_output=True, text=True, check=False).returncode == 0


def test_what_cannot_be_exported_is_said_and_nothing_is_written(tmp_path, made):
    spec = made.spec("x")
    with pytest.raises(CodegenError, match="Python name"):
        export([Made(kernel=None, spec=spec, equations=())], tmp_path / "new", "not a name")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    with pytest.raises(CodegenError, match="not empty"):
        export([Made(kernel=None, spec=spec, equations=())], tmp_path / "full", "kernels")
    one = Made(kernel=None, spec=specs()["mean_one_excitation"], equations=())
    with pytest.raises(CodegenError, match="table of random collisions"):
        export([one], tmp_path / "new", "kernels")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["full"]


def test_a_failure_leaves_nothing(tmp_path, made, monkeypatch):
    x = made.quantity("x")
    equation = made.equation(x.symbol**2, x)
    kernel = generate_from(made.spec("x"), [equation], tmp_path / "kernels")
    one = Made(kernel=kernel, spec=made.spec("x"), equations=(equation,))
    monkeypatch.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(OSError("no space left")))
    with pytest.raises(OSError, match="no space"):
        export([one], tmp_path / "new", "kernels")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kernels"]


def test_the_command_names_the_nearest_kernel(tmp_path):
    done = CliRunner().invoke(larmor, ["export", "slowing_down_facto", "--out", str(tmp_path / "new")])
    assert done.exit_code == 2
    assert "slowing_down_factor" in done.output
    assert not os.listdir(tmp_path)
