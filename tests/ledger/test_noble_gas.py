"""The verdict expected of each claim, so that a change of verdict is a conscious edit."""

from __future__ import annotations

import pytest

from derive.records import PartVerdict, Verdict

EXPECTED = {
    "NG-M1": "given", "NG-M2": "given", "NG-7": "proved", "NG-8": "proved", "NG-9": "proved", "NG-10": "refuted",
    "NG-11": "proved", "NG-11cons": "proved", "NG-12": "proved", "NG-M3": "proved", "NG-num-q": "proved",
    "NG-1": "refuted", "NG-1cons": "proved", "NG-zeta": "proved", "NG-kse": "proved", "NG-gexmain": "proved",
    "NG-13": "refuted", "NG-13cons": "proved", "NG-seop": "proved", "NG-J": "proved", "NG-om": "proved",
    "NG-Dc": "convention", "NG-num-J": "proved", "NG-num-shift": "proved", "NG-num-ratio": "proved",
    "NG-num-17h": "proved", "NG-MF": "proved", "NG-num-zeta": "proved", "NG-weak": "proved",
}  # fmt: skip

# What is refuted, part by part: the factor q of the alkali's exchange terms, with what follows from it, the
# 1/tau' of Eq. (10), and its cross terms.
REFUTED = {
    "NG-1/alkali",
    "NG-1cons/as Eq. (1) has it",
    "NG-gexmain/as Eq. (1) has it",
    "NG-13/alkali",
    "NG-13cons/as Eq. (13) has it",
    "NG-10/equation",
    "NG-10/operators of several atoms",
}


@pytest.mark.parametrize(("claim", "verdict"), EXPECTED.items())
def test_verdict_of_a_claim(claim: str, verdict: str, verdicts: dict[str, Verdict]) -> None:
    assert verdicts[claim].verdict == verdict


def test_refuted_parts(parts: dict[str, PartVerdict]) -> None:
    here = {name for name in parts if name.partition("/")[0] in EXPECTED}
    assert {name for name in here if parts[name].verdict == "refuted"} == REFUTED


def test_every_misprint_of_an_equation_is_refuted(parts: dict[str, PartVerdict]) -> None:
    judged = {
        n: p for n, p in parts.items() if p.variants_made and "bound" not in n and n.partition("/")[0] in EXPECTED
    }
    assert judged
    assert {
        n: (p.variants_refuted, p.variants_made) for n, p in judged.items() if p.variants_refuted < p.variants_made
    } == {}


def test_refutations_carry_a_witness_a_correction_and_two_oracles(parts: dict[str, PartVerdict]) -> None:
    for name in REFUTED:
        part = parts[name]
        assert part.witness is not None
        assert part.witness.left != part.witness.right
    for name in ("NG-1/alkali", "NG-13/alkali", "NG-10/equation", "NG-10/operators of several atoms"):
        oracles = [e for e in parts[name].evidence if e.level == 5]
        assert len(oracles) == 2
        assert parts[name].corrected


def test_corrections_are_in_the_letters_of_the_paper(parts: dict[str, PartVerdict]) -> None:
    corrected = parts["NG-1/alkali"].corrected
    assert r"\langle\hat{\mathbf k}\rangle" in corrected
    assert r"\frac{\langle\hat{\mathbf f}\rangle}{q}" in corrected
