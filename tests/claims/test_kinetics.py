"""The verdict expected of each claim about the statistics of collisions: a change is a conscious edit."""

from __future__ import annotations

import pytest

from derive import registry
from derive.records import PartVerdict, Verdict
from reports import products

MODULES = ("noble_gas.flights", "noble_gas.statistics", "noble_gas.sudden")
EXPECTED = {
    "NG-S6": "given",
    "NG-S7": "refuted",
    "NG-S8": "proved",
    "NG-S9": "proved",
    "NG-Schain": "proved",
    "NG-S10": "order",
    "NG-S11": "order",
    "NG-S12": "refuted",
    "NG-Spa": "order",
    "NG-S13": "refuted",
    "NG-S14": "given",
    "NG-Sbern": "refuted",
    "NG-S15": "convention",
    "NG-S16": "convention",
    "NG-Ssecond": "convention",
    "NG-Suse": "proved",
    "NG-kap": "refuted",
    "NG-w": "proved",
    "NG-19": "refuted",
    "NG-4": "given",
    "NG-5": "given",
    "NG-alpha": "refuted",
    "NG-times": "refuted",
    "NG-6": "proved",
    "NG-U": "refuted",
    "NG-comm": "refuted",
}
# these hold when v_T is read as the mean relative speed
BY_CONVENTION = {"NG-S12/result", "NG-S15/equation", "NG-S16/equation", "NG-Ssecond/equation"}
REFUTED = {
    "NG-S7/interval of s",
    "NG-S7/duration",
    "NG-S12/window, first line",
    "NG-S12/window, last line",
    "NG-S13/first line",
    "NG-S13/second moment",
    "NG-Sbern/mean of the pair's phase",
    "NG-kap/condition",
    "NG-kap/second moment",
    "NG-19/window of the sum",
    "NG-alpha/equation",
    "NG-times/between collisions, ambient pressure",
    "NG-times/between collisions, proposed conditions",
    "NG-U/product",
    "NG-comm/phase in a field of 1 G",
}
# true variants: tau_c > -2 epsilon/v holds too, a Kronecker delta equals its square, and what
# is 1, or itself, up to an order is its own square up to that order
LOOSE = {
    "NG-U/the two commute, tau' short",
    "NG-comm/V_I = V",
    "NG-S7/duration",
    "NG-S13/covariance",
    "NG-kap/second moment as a covariance",
    "NG-Ssecond/as Eq. (S12) has it",
}


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    return {v.claim: v for name in MODULES for v in products.verdicts(name)}


def parts(verdicts: dict[str, Verdict]) -> dict[str, PartVerdict]:
    return {f"{claim}/{part.name}": part for claim, verdict in verdicts.items() for part in verdict.parts}


def test_verdicts(verdicts: dict[str, Verdict]) -> None:
    assert {claim: verdict.verdict for claim, verdict in verdicts.items()} == EXPECTED


def test_refuted_parts_and_their_oracles(verdicts: dict[str, Verdict]) -> None:
    found = {name: part for name, part in parts(verdicts).items() if part.verdict == "refuted"}
    assert set(found) == REFUTED
    for name, part in found.items():
        assert part.witness is not None, name
        assert len([e for e in part.evidence if e.level == 5]) >= 2, name


def test_misprints_would_be_seen(verdicts: dict[str, Verdict]) -> None:
    loose = {name for name, part in parts(verdicts).items() if part.variants_refuted < part.variants_made}
    assert loose == LOOSE


def test_parts_that_hold_for_the_mean_relative_speed(verdicts: dict[str, Verdict]) -> None:
    found = {name: part for name, part in parts(verdicts).items() if part.verdict == "convention"}
    assert set(found) == BY_CONVENTION
    for name, part in found.items():
        assert [e.detail for e in part.evidence if e.method == "convention" and "1.128" in e.detail], name


def test_second_moment_holds_as_a_covariance_only(verdicts: dict[str, Verdict]) -> None:
    found = parts(verdicts)
    for raw, covariance in (
        ("NG-S13/second moment", "NG-S13/covariance"),
        ("NG-kap/second moment", "NG-kap/second moment as a covariance"),
    ):
        assert (found[raw].verdict, found[covariance].verdict) == ("refuted", "proved")
        assert "reading holds exactly" in found[covariance].note
    # of one statement the best reading counts, so that neither claim is refuted by its bracket
    by_id = {claim.id: claim for name in MODULES for claim in registry.claims(name)}
    for claim, names in (
        ("NG-S13", {"second moment", "to first order in the probability", "covariance"}),
        ("NG-kap", {"second moment", "second moment as a covariance"}),
    ):
        readings = [part for part in by_id[claim].parts if part.reading]
        assert {part.name for part in readings} == names
        assert len({part.reading for part in readings}) == 1


def test_result_of_the_paper_is_low_by_the_mean_speed(verdicts: dict[str, Verdict]) -> None:
    witness = parts(verdicts)["NG-S12/result"].witness
    assert witness is not None
    assert float(witness.ratio) == pytest.approx(2 / 3.141592653589793**0.5, rel=1e-12)  # doubles
