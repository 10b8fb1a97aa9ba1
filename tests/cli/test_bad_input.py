"""Bad input: one sentence on the error stream that names it and the nearest choice, exit code 2, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

MISSPELT = 'n_a = "3e14 cm^-3"\nn_bb = "2e20 cm^-3"\n'

# The call, and what its sentence must name: what was given, and what would have been right.
BAD = [
    (["lst"], ["'lst'", "list"]),
    (["list", "equation"], ["'equation'", "equations"]),
    (["list", "--jsn"], ["--jsn", "--json"]),
    (["show"], ["ID"]),
    (["show", "spin_exchange.collision.unitery"], ["unitery", "spin_exchange.collision.unitary"]),
    (["show", "spin_exchnge.colision"], ["spin_exchnge.colision", "spin_exchange.collision"]),
    (["derive", "spin_exchange.colision", "--out", "x.json"], ["spin_exchange.colision", "spin_exchange.collision"]),
    (["verify", "--paper", "nobel-gas"], ["nobel-gas", "noble-gas"]),
    (["verify", "noble_gas.colision"], ["noble_gas.colision", "noble_gas.collision"]),
    (["verify", "--out", "x.json"], ["--out"]),
    (["kernel", "slowing_down"], ["slowing_down", "slowing_down_factor"]),
    (["kernel", "slowing_down_factor", "I=3/2"], ["I=3/2", "--eval"]),
    (["kernel", "slowing_down_factor", "--eval", "I=3/2", "p_a=1.2"], ["p_a", "1.2", "p_a <= 1"]),
    (["kernel", "slowing_down_factor", "--eval", "I=0.7", "p_a=0.95"], ["I", "0.7", "1/2"]),
    (["kernel", "slowing_down_factor", "--eval", "I=3/2", "p_a=much"], ["p_a", "much", "number"]),
    (["kernel", "slowing_down_factor", "--eval", "I=3/2", "p=0.95"], ["p", "p_a"]),
    (["kernel", "slowing_down_factor", "--eval", "I=3/2"], ["p_a"]),
    (["kernel", "slowing_down_factor", "--eval", "I=3/2", "I=5/2", "p_a=0.5"], ["I", "twice"]),
    (["run", "exchnge"], ["exchnge", "exchange"]),
    (["run", "exchange", "--set", "n_a"], ["n_a", "name=value"]),
    (["run", "exchange", "--set", "n_a=3 kg"], ["n_a", "3 kg", "3e14 cm^-3"]),
    (["run", "exchange", "--set", "n_a=3e14"], ["n_a", "3e14", "cm^-3"]),
    (["run", "exchange", "--set", "p_a=1.2"], ["p_a", "1.2", "p_a <= 1"]),
    (["run", "exchange", "--set", "I=0.7"], ["I", "0.7", "1/2"]),
    (["run", "exchange", "--set", "na=3e14 cm^-3"], ["'na'", "'n_a'"]),
    (["run", "exchange", "--parameters", "misspelt.toml"], ["'n_bb'", "'n_b'"]),
    (["run", "exchange", "--parameters", "absent.toml"], ["absent.toml"]),
    (["check", "J = zeta/2*sqrt(q*p_a*p_b*n_a*n_c)", "--against", "spin_exchange.two_mode.J"], ["n_c", "n_b"]),
    (["check", "J = zeta/2*sqrt(", "--against", "spin_exchange.two_mode.J"], ["formula"]),
    (["check", "J < zeta < q", "--against", "spin_exchange.two_mode.J"], ["2 relations", "one"]),
    (["check", r"J = \frac{\zeta}{2}\sqrt{q p_a p_c}", "--against", "spin_exchange.two_mode.J"], ["p"]),
    (["check", "J", "--against", "spin_exchange.two_mode.K"], ["spin_exchange.two_mode.K", "spin_exchange.two_mode.J"]),
    (["check", "J = __import__('os')", "--against", "spin_exchange.two_mode.J"], ["formula"]),
    (["draw", "exchnge", "--studies", ".", "--out", "."], ["exchnge", "exchange"]),
    (["new", "1model"], ["'1model'", "room.name"]),
    (["new", "my_cell.class"], ["class", "room.name"]),
    (["new", "algebra.mine", "--into", "derive"], ["algebra", "my_algebra"]),
]  # fmt: skip


@pytest.mark.parametrize(("call", "named"), BAD, ids=[" ".join(call) for call, _ in BAD])
def test_bad_input(call: list[str], named: list[str], larmor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "misspelt.toml").write_text(MISSPELT, "utf-8")
    monkeypatch.chdir(tmp_path)
    answer = larmor(*call)
    assert answer.code == 2, answer
    assert answer.out == ""
    assert answer.err.startswith("larmor: ")
    assert answer.err.count("\n") == 1, "more than one line"
    assert [word for word in named if word not in answer.err] == [], answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["misspelt.toml"], "something was written"


def test_a_model_is_not_overwritten(larmor, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    own = tmp_path / "my_cell" / "precession.py"
    own.parent.mkdir()
    own.write_text("mine\n", "utf-8")
    answer = larmor("new", "my_cell.precession", "--into", str(tmp_path))
    assert answer.code == 2
    assert "exists already" in answer.err
    assert own.read_text("utf-8") == "mine\n"
