"""Verdicts of one claims module at a time: those that `make` left if they are what it would make, else judged now.

`make test` makes them first, with the studies' features. Without these, claims about figures wait, and tests that state
their verdicts fail.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from derive.records import PartVerdict, Verdict
from reports import products


@cache
def _verdicts(module: str) -> dict[str, Verdict]:
    return {verdict.claim: verdict for verdict in products.verdicts(module)}


@pytest.fixture(scope="session")
def verdicts_of() -> Callable[[str], dict[str, Verdict]]:
    """Verdicts by claim, for the name of a claims module."""
    return _verdicts


@pytest.fixture(scope="session")
def parts_of() -> Callable[[str], dict[str, PartVerdict]]:
    """Verdicts by claim and part, ``NG-1/alkali``, for the name of a claims module."""
    return lambda module: {f"{c}/{part.name}": part for c, v in _verdicts(module).items() for part in v.parts}
