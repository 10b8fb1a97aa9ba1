"""What the commands answer to good input."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from derive import registry
from reports.cli import larmor as group

COMMANDS = group.list_commands(None)  # type: ignore[arg-type]
LEDGER = {"id", "paper", "location", "kind", "verdict", "evidence", "derivation", "printed", "corrected", "parts"}
VERDICTS = {"proved", "order", "convention", "consistent", "refuted", "undetermined", "given", "conflict", "waiting"}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example_and_json(command: str, larmor) -> None:  # type: ignore[no-untyped-def]
    answer = larmor(command, "--help")
    assert answer.code == 0
    assert f"larmor {command} " in answer.out.partition("Example")[2]
    assert "--json" in answer.out


def test_the_command_line_starts_without_what_computes() -> None:
    """Only click may be imported before a command runs: the rest costs a second."""
    heavy = ["sympy", "numpy", "numba", "xarray", "matplotlib", "pint", "grimp", "mpmath", "flint"]
    script = f"import sys, reports.cli; print(sorted(set({heavy}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_list(larmor) -> None:  # type: ignore[no-untyped-def]
    found = json.loads(larmor("list", "derivations", "studies", "--json").out)
    assert [entry["id"] for entry in found["derivations"]] == list(registry.derivation_modules())
    assert "exchange" in [entry["id"] for entry in found["studies"]]
    assert "spin_exchange.collision" in larmor("list", "derivations").out


def test_show_the_steps_of_an_equation(larmor) -> None:  # type: ignore[no-untyped-def]
    answer = larmor("show", "spin_exchange.bloch.alkali", "--steps")
    assert answer.code == 0
    found = json.loads(larmor("show", "spin_exchange.bloch.alkali", "--json").out)
    assert found["id"] == "spin_exchange.bloch.alkali"
    assert found["steps"], "the Bloch equation has no steps"
    assert [f"step {n}: {step['rule']}" in answer.out for n, step in enumerate(found["steps"], 1)].count(False) == 0
    assert answer.out.count("checked by") == len(found["steps"])


def test_verify_lists_objects(larmor) -> None:  # type: ignore[no-untyped-def]
    answer = larmor("verify", "--paper", "noble-gas", "--json")
    found = json.loads(answer.out)
    assert answer.code == (1 if any(entry["verdict"] == "conflict" for entry in found) else 0)
    assert found
    for entry in found:
        assert set(entry) >= LEDGER
        assert entry["verdict"] in VERDICTS
        assert all(part["verdict"] in VERDICTS for part in entry["parts"])
    modules = [module for module in registry.claim_modules() if module.startswith("noble_gas.")]
    ids = [claim.id for module in modules for claim in registry.claims(module)]
    assert sorted(entry["id"] for entry in found) == sorted(ids)


def test_kernel_value(larmor) -> None:  # type: ignore[no-untyped-def]
    """q of a spin 3/2 by its definition, in exact rationals: <f_z>/<s_z> of rho ~ x^(2 f_z), x^2 = (1+p)/(1-p)."""
    p = Fraction(19, 20)
    ratio = (1 + p) / (1 - p)
    levels = [Fraction(m, 2) for m in (3, 1, -1, -3)]
    weights = [ratio ** int(m + Fraction(3, 2)) for m in levels]
    nuclear = sum(m * w for m, w in zip(levels, weights, strict=True)) / sum(weights)
    expected = (nuclear + p / 2) / (p / 2)
    answer = larmor("kernel", "slowing_down_factor", "--eval", "I=3/2", "p_a=0.95", "--json")
    assert answer.code == 0
    # The kernel promises 4 units in the last place; 0.95 itself is rounded, which adds less than one.
    assert json.loads(answer.out)["value"] == pytest.approx(float(expected), rel=5 * sys.float_info.epsilon)


def test_check_finds_true_and_false(larmor) -> None:  # type: ignore[no-untyped-def]
    against = ("--against", "spin_exchange.two_mode.J", "--json")
    typed = json.loads(larmor("check", "J = zeta/2*sqrt(q*p_a*p_b*n_a*n_b)", *against).out)
    printed = json.loads(larmor("check", r"J = \frac{\zeta}{2}\sqrt{q p_a p_b n_a n_b}", *against).out)
    false = json.loads(larmor("check", "zeta*sqrt(q*p_a*p_b*n_a*n_b)", *against).out)
    assert (typed["verdict"], printed["verdict"], false["verdict"]) == ("proved", "proved", "refuted")
    assert false["witness"]["left"] != false["witness"]["right"]


def test_check_tells_a_vector_from_its_mirror_image(larmor) -> None:  # type: ignore[no-untyped-def]
    against = ("--against", "spin_exchange.collision.electron_after", "--json")
    formula = "k*(1 - cos(phi))/2 + s*(cos(phi) + 1)/2 {} cross(k, s)*sin(phi)"
    assert json.loads(larmor("check", formula.format("+"), *against).out)["verdict"] == "proved"
    assert json.loads(larmor("check", formula.format("-"), *against).out)["verdict"] == "refuted"


def test_run_writes_data_and_its_record(larmor, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    answer = larmor("run", "exchange", "--set", "p_b=0.5", "--set", "samples=31", "--out", str(tmp_path))
    assert answer.code == 0, answer.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["exchange.json", "exchange.nc"]
    record = json.loads((tmp_path / "exchange.json").read_bytes())
    assert {"0.5"} == {p["value"] for p in record["parameters"] if p["name"] == "p_b"}


def test_a_new_model_derives_as_it_is(tmp_path: Path, larmor) -> None:  # type: ignore[no-untyped-def]
    """The skeleton, put beside the rooms of derive, gives the Larmor precession of its docstring."""
    assert larmor("new", "my_cell.precession", "--into", str(tmp_path)).code == 0
    script = (
        "import derive; derive.__path__.append('.'); from derive.my_cell import precession; "
        "print(*map(str, precession.derivation().equations), sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Derivative(s_x, t) = -omega*s_y",
        "Derivative(s_y, t) = omega*s_x",
        "Derivative(s_z, t) = 0",
    ]


@pytest.mark.parametrize(("verdict", "code"), [("refuted", 0), ("conflict", 1)])
def test_only_a_conflict_fails(verdict: str, code: int, larmor, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    from derive.records import PartVerdict, Verdict
    from reports import products

    part = PartVerdict(name="all", printed="x", verdict=verdict)  # type: ignore[arg-type]
    found = Verdict(claim="X-1", paper="x", where="Eq. (1)", kind="equation", title="X", verdict=verdict, parts=(part,))  # type: ignore[arg-type]
    monkeypatch.setattr(products, "verdicts", lambda module: (found,))
    answer = larmor("verify", "noble_gas.collision")
    assert answer.code == code
    assert f"{verdict}  X-1  Eq. (1)  X" in answer.out
    assert ("X-1" in answer.err) == (code == 1)
