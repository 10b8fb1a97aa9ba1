"""Verdicts and equations of the first derivations, made once for all tests of the ledger."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from derive import ledger
from derive.records import Equation, PartVerdict, Verdict
from reports import products

MODULES = ("noble_gas.collision", "noble_gas.slowing_down", "noble_gas.mean_field")


@pytest.fixture(scope="session")
def equations() -> dict[str, Equation]:
    modules = {needed for claims in MODULES for needed in ledger.derivations_needed(claims)}
    return products.equations(*sorted(modules))


@pytest.fixture(scope="session")
def verdicts(verdicts_of: Callable[[str], dict[str, Verdict]]) -> dict[str, Verdict]:
    return {claim: verdict for module in MODULES for claim, verdict in verdicts_of(module).items()}


@pytest.fixture(scope="session")
def parts(verdicts: dict[str, Verdict]) -> dict[str, PartVerdict]:
    return {f"{claim}/{part.name}": part for claim, verdict in verdicts.items() for part in verdict.parts}
