"""Derivations and verdicts, made once for all tests of the ledger."""

from __future__ import annotations

import pytest

from derive import ledger, registry
from derive.records import Equation, PartVerdict, Verdict


@pytest.fixture(scope="session")
def equations() -> dict[str, Equation]:
    modules = {needed for claims in registry.claim_modules() for needed in ledger.derivations_needed(claims)}
    return {e.id: e for module in sorted(modules) for e in registry.derive(module).equations}


@pytest.fixture(scope="session")
def verdicts(equations: dict[str, Equation]) -> dict[str, Verdict]:
    return {v.claim: v for module in registry.claim_modules() for v in ledger.verify(module, equations)}


@pytest.fixture(scope="session")
def parts(verdicts: dict[str, Verdict]) -> dict[str, PartVerdict]:
    return {f"{claim}/{part.name}": part for claim, verdict in verdicts.items() for part in verdict.parts}
