"""The verdicts expected on moving atoms, part by part, and that every slip of what is proved is refuted."""

from __future__ import annotations

import pytest

from derive import ledger, registry
from derive.records import Equation, Verdict

ROOM = "dissipative_entanglement"
MODULES = ("motion", "averaged_rates", "averaged_apart", "averaged_steps")
EXPECTED = {
    "DE-avgcond": {"condition": "given"},
    "DE-Pr": {"density": "proved"},
    "DE-11": {
        "imaginary parts": "order", "rates of pairs of atoms": "proved", "one rate for each i, j": "refuted",
        "light that runs one way": "proved",
    },
    "DE-Gij": {
        "rate": "order", "undesired, by the coefficients": "given",
        "undesired, with the direction of the dipole": "refuted",
    },
    "DE-d": {
        "by the rates": "refuted", "by the size": "order", "both, with the printed rate": "refuted", "name": "given",
    },
    "DE-12": {"large cloud": "order"},
    "DE-13": {"equation": "proved"},
    "DE-37": dict.fromkeys(
        ("both places", "their difference", "weight of both places", "weight of their difference"), "proved"
    ),
    "DE-B2-Jii": {"rate": "proved"},
    "DE-B2-GA": {"integral": "proved"},
    "DE-B2-GA-small": {"formula": "order", "derived integrand": "order"},
    "DE-B2-GA-corr": {"order of the two terms": "refuted", "with the near field": "order"},
    "DE-38": {"first term alone": "order", "integral": "refuted", "limit": "order"},
    "DE-B2-GB": {"integral": "proved"},
    "DE-B2-GB-small": {"integrand": "order"},
    "DE-B2-GB-neg": {"negligible": "order", "rate": "order", "kinds of terms": "proved"},
    "DE-B2-GiA": {"integral": "proved"},
    "DE-B2-GiA-small": {"integrand": "order"},
    "DE-B2-GiA-scale": {
        "oscillating term": "order", "other terms": "refuted", "other terms are negligible": "order",
        "conclusion": "order",
    },
    "DE-B2-GiB": {"integral": "proved"},
    "DE-B2-GiB-small": {"integrand": "order"},
    "DE-B2-GiB-scale": {"logarithm": "order", "imaginary part is negligible": "order"},
    "DE-fn74": {"one ensemble": "order", "two ensembles": "order"},
    "DE-B2-dist": {"average of gamma": "order", "whole rate": "refuted", "both directions together": "order"},
    "DE-B2-int1": dict.fromkeys(
        ("first line", "second line", "third line", "weight in the first line", "weight in the second line",
         "weight in the third line"), "proved",
    ),
    "DE-B2-int2": dict.fromkeys(("first line", "second line", "third line"), "proved"),
    "DE-B2-int3": dict.fromkeys(("first line", "second line"), "proved"),
    "DE-B2-int4": dict.fromkeys(("first line", "second line", "third line"), "proved"),
    "DE-B2-int5": {"limit": "order"},
}  # fmt: skip


@pytest.fixture(scope="module")
def equations() -> dict[str, Equation]:
    needed = {name for module in MODULES for name in ledger.derivations_needed(f"{ROOM}.{module}")}
    return {e.id: e for name in sorted(needed) for e in registry.derive(name).equations}


@pytest.fixture(scope="module")
def verdicts(equations: dict[str, Equation]) -> dict[str, Verdict]:
    return {v.claim: v for module in MODULES for v in ledger.verify(f"{ROOM}.{module}", equations)}


def test_no_claim_is_missing(verdicts: dict[str, Verdict]) -> None:
    assert verdicts.keys() == EXPECTED.keys()


@pytest.mark.parametrize("claim", EXPECTED)
def test_verdicts(claim: str, verdicts: dict[str, Verdict]) -> None:
    assert {part.name: part.verdict for part in verdicts[claim].parts} == EXPECTED[claim]


@pytest.mark.parametrize("claim", EXPECTED)
def test_every_slip_is_refuted(claim: str, verdicts: dict[str, Verdict]) -> None:
    for part in verdicts[claim].parts:
        assert part.variants_refuted == part.variants_made, part.name
        assert part.variants_made > 0 or part.verdict == "given", part.name


def test_refutations_that_count_have_two_oracles(verdicts: dict[str, Verdict]) -> None:
    refuted = [p for v in verdicts.values() for p in v.parts if p.verdict == "refuted" and p.counts]
    assert len(refuted) == 5
    for part in refuted:
        assert sum(evidence.level == 5 for evidence in part.evidence) == 2, part.name
