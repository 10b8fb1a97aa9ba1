"""What the import graph cannot see: packages are packages, and text is never run."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(p for room in ("derive", "numerics", "reports") for p in (ROOT / room).rglob("*.py"))
# A polynomial has a method called eval, which is harmless; sympify and its kin run their text by any road.
RUNS_TEXT = {"eval", "exec", "sympify", "parse_expr", "S", "sp.sympify", "sp.S", "sympy.sympify", "sp.parse_expr"}


def test_every_folder_with_modules_is_a_package() -> None:
    """A folder without ``__init__.py`` is invisible to the import graph, so to contracts and to make."""
    folders = {path.parent for path in MODULES}
    assert len(folders) > 8
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def runs_text(source: str) -> list[str]:
    """Calls in a module that would run a text, with their lines."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    named = ((call, ast.unparse(call.func)) for call in calls)
    return [f"{name}, line {call.lineno}" for call, name in named if name in RUNS_TEXT and not _is_number(call)]


def _is_number(call: ast.Call) -> bool:
    return all(isinstance(a, ast.Constant) and isinstance(a.value, int) for a in call.args)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_text_is_run(path: Path) -> None:
    assert runs_text(path.read_text("utf-8")) == []


def test_running_text_would_be_found() -> None:
    assert runs_text("x = sp.sympify(text)\ny = eval(text)\nz = sp.S(1)") == ["sp.sympify, line 1", "eval, line 2"]
