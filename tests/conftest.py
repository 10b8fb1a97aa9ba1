"""Verdicts of one claims module at a time, with the derivations that it needs alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from derive import ledger, registry
from derive.records import PartVerdict, Verdict


@cache
def _verdicts(module: str) -> dict[str, Verdict]:
    needed = sorted(ledger.derivations_needed(module))
    equations = {e.id: e for name in needed for e in registry.derive(name).equations}
    return {verdict.claim: verdict for verdict in ledger.verify(module, equations)}


@pytest.fixture(scope="session")
def verdicts_of() -> Callable[[str], dict[str, Verdict]]:
    """Verdicts by claim, for the name of a claims module."""
    return _verdicts


@pytest.fixture(scope="session")
def parts_of() -> Callable[[str], dict[str, PartVerdict]]:
    """Verdicts by claim and part, ``NG-1/alkali``, for the name of a claims module."""
    return lambda module: {f"{c}/{part.name}": part for c, v in _verdicts(module).items() for part in v.parts}
