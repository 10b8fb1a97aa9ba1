"""A product is trusted exactly as long as make would leave it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reports import freshness

GRAPH = """\
STAMPS_derive := build/stamps/derive/a
build/stamps/derive/a: derive/a.py
build/stamps/derive/a: $(if $(wildcard build/derivations/a.json),,redo)
build/derivations/a.json: build/stamps/derive/a ;

build/stamps/verify/c: derive/c.py build/derivations/a.json
build/verdicts/c.json: build/stamps/verify/c ;
"""
MADE = ["derive/a.py", "derive/c.py", "build/derivations/a.json", "build/stamps/derive/a"]
THEN = ["build/verdicts/c.json", "build/stamps/verify/c"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one derivation and one ledger, everything made in order, a second apart."""
    for second, name in enumerate([*MADE, *THEN]):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", "utf-8")
        os.utime(path, (second, second))
    (tmp_path / "build/deps.mk").write_text(GRAPH, "utf-8")
    freshness._graph.cache_clear()
    freshness._is_fresh.cache_clear()
    return tmp_path


def both(root: Path) -> tuple[bool, bool]:
    return freshness.is_fresh("derive", "a", root), freshness.is_fresh("verify", "c", root)


def test_what_was_made_is_fresh(root: Path) -> None:
    assert both(root) == (True, True)


def test_an_edited_derivation_is_stale_with_all_that_follows(root: Path) -> None:
    os.utime(root / "derive/a.py", (10, 10))
    assert both(root) == (False, False)


def test_edited_claims_leave_the_derivation(root: Path) -> None:
    os.utime(root / "derive/c.py", (10, 10))
    assert both(root) == (True, False)


@pytest.mark.parametrize("lost", ["build/derivations/a.json", "build/stamps/derive/a", "derive/a.py"])
def test_a_lost_file_is_noticed(root: Path, lost: str) -> None:
    (root / lost).unlink()
    assert both(root) == (False, False)


def test_nothing_is_fresh_without_a_graph(root: Path) -> None:
    (root / "build/deps.mk").unlink()
    assert both(root) == (False, False)
