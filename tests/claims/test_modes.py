"""The verdict expected of each claim about spatial modes, part by part: a change is a conscious edit."""

from __future__ import annotations

import pytest

from derive.records import PartVerdict, Verdict
from reports import products

MODULE = "noble_gas.modes"
EXPECTED = {
    "NG-Slocal": "undetermined", "NG-Smodes": "given", "NG-S2": "proved", "NG-Scmn": "given", "NG-S3": "proved",
    "NG-Swqr": "proved", "NG-S4": "refuted", "NG-S4a": "proved", "NG-S4b": "refuted", "NG-S4G": "refuted",
    "NG-S4bound": "refuted", "NG-S4tail": "refuted", "NG-S5": "order", "NG-S5w": "order",
    **dict.fromkeys(("NG-num-100modes", "NG-fig4", "NG-fig4a", "NG-fig4b"), "consistent"),
    "NG-num-cell": "proved",
}  # fmt: skip
REFUTED = {
    "NG-S4/noble gas", "NG-S4/noble gas, real modes", "NG-S4b/with the conjugate in Eq. (S4)", "NG-S4b/without it",
    "NG-S4G/noble gas", "NG-S4bound/uniform mode", "NG-S4bound/lowest alkali mode", "NG-S4bound/next to the reservoir",
    "NG-S4tail/noble gas", "NG-S4tail/alkali",
}  # fmt: skip
PROVED = {
    "NG-Smodes/alkali eigenmodes", "NG-Smodes/noble-gas eigenmodes", "NG-Smodes/uniform noble-gas mode",
    "NG-Smodes/norm of the alkali modes", "NG-Smodes/norm of the noble-gas modes", "NG-Smodes/orthogonality",
    "NG-S2/alkali", "NG-S2/noble gas", "NG-Scmn/unitary: uniform column", "NG-Scmn/unitary: other columns",
    "NG-Scmn/unitary: two columns", "NG-Scmn/unitary: uniform and another column",
    "NG-Scmn/number of modes", "NG-S3/alkali", "NG-S3/noble gas",
    "NG-Swqr/solution from rest", "NG-S4/alkali", "NG-S4/noble gas, real modes, without the star",
    "NG-S4/noble gas, indices exchanged", "NG-S4a/equation", "NG-S4b/without it, real modes", "NG-S4G/alkali",
    "NG-S4G/noble gas, real modes", "NG-S4bound/uniform mode, r_0 from 4 on",
    "NG-S4bound/one further from the reservoir", "NG-num-cell/radius",
}  # fmt: skip
# bounds that are not tight, and the conjugate that would repair (S4b); an order bounds "= 0" from above whatever its
# factor, and squared, what is printed is as small as what is neglected
LOOSE = {
    "NG-Slocal/unitary at short times", "NG-S4tail/noble gas", "NG-S4tail/alkali",
    "NG-S4b/with the conjugate in Eq. (S4)",
    "NG-S4bound/uniform mode", "NG-S4bound/uniform mode, r_0 from 4 on", "NG-S4bound/lowest alkali mode",
    "NG-S4bound/one further from the reservoir",
}  # fmt: skip


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    return {verdict.claim: verdict for verdict in products.verdicts(MODULE)}


@pytest.fixture(scope="module")
def parts(verdicts: dict[str, Verdict]) -> dict[str, PartVerdict]:
    return {f"{claim}/{part.name}": part for claim, verdict in verdicts.items() for part in verdict.parts}


def test_every_claim_has_the_expected_verdict(verdicts: dict[str, Verdict]) -> None:
    assert {claim: verdict.verdict for claim, verdict in verdicts.items()} == EXPECTED


def test_refuted_parts(parts: dict[str, PartVerdict]) -> None:
    assert {name for name, part in parts.items() if part.verdict == "refuted"} == REFUTED


def test_proved_parts(parts: dict[str, PartVerdict]) -> None:
    assert {name for name, part in parts.items() if part.verdict == "proved"} == PROVED


def test_every_misprint_of_an_equation_is_refuted(parts: dict[str, PartVerdict]) -> None:
    assert {name for name, part in parts.items() if part.variants_refuted < part.variants_made} == LOOSE


def test_every_refuted_part_has_two_oracles_on_the_derived_side(parts: dict[str, PartVerdict]) -> None:
    # an oracle's opinion has level 5; a missing oracle would show at level 0
    assert all(sum(e.level == 5 for e in parts[name].evidence) == 2 for name in REFUTED)


def test_the_missing_input_is_named(parts: dict[str, PartVerdict]) -> None:
    assert "diffusion coefficient of the alkali" in parts["NG-Slocal/diffusion dominates"].missing


def test_the_solution_is_good_to_first_order_and_no_better(parts: dict[str, PartVerdict]) -> None:
    for name in ("NG-S5/alkali", "NG-S5/noble gas", "NG-S5w/alkali"):
        assert parts[name].verdict == "order"
        assert "starts with eps_gJ^1;" in parts[name].evidence[0].detail
