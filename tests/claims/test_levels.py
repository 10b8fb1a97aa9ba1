"""The verdict expected of every part of the claims on atoms with several levels and on caesium."""

from __future__ import annotations

import pytest

from derive.records import Verdict
from reports import products

ROOM = "dissipative_entanglement"
MODULES = ("levels", "level_variances", "caesium")
# what is not proved, by claim and part
EXPECTED = {
    ("DE-enc", "levels"): "given",
    ("DE-fig6", "levels"): "given",
    ("DE-M", "third row, loss"): "refuted",
    ("DE-M", "keeps the number of atoms"): "refuted",
    ("DE-xrep", "repump parameter"): "given",
    ("DE-xrep", "optimal pump"): "given",
    # held against what the study found
    ("DE-fig7", "abscissa"): "given",
    ("DE-fig8", "abscissa"): "given",
    **dict.fromkeys(
        (("DE-fig7", name) for name in ("in ascending order", "entangled steady state", "repumping helps")),
        "consistent",
    ),
    **dict.fromkeys(
        (
            ("DE-fig8", name)
            for name in ("drop", "rise", "fast", "slow", "Eq. (30) describes what is late", "atoms in up")
        ),
        "consistent",
    ),
    ("DE-col", "terms"): "given",
    **{("DE-39", name): "given" for name in ("collective terms", "flips", "to h and back", "dephasing")},
    **{(claim, "sum over all sublevels"): "given" for claim in ("DE-17", "DE-18")},
    ("DE-39", "prefactor of the collective terms"): "convention",
    ("DE-39", "prefactor of the single-atom terms"): "convention",
    ("DE-E-95", "choice"): "given",
    ("DE-S2def", "definition"): "given",
    ("DE-D-vardef", "definition"): "given",
    ("DE-D-vardef", "identical ensembles"): "given",
    ("DE-40", "rate of change"): "refuted",
    ("DE-D-N", "definition"): "given",
    ("DE-D-N", "start"): "given",
    ("DE-41", "rate of change"): "refuted",
    ("DE-42", "rate of change"): "refuted",
    ("DE-43", "rate of change"): "refuted",
    ("DE-D-S2", "sum"): "refuted",
    ("DE-D-lead", "from the printed variances"): "refuted",
    ("DE-fig5", "levels"): "given",
    # 1.66e13 Hz, 2.357 and 1.557
    ("DE-num-fig5", "fine splitting"): "refuted",
    ("DE-num-Zy", "number"): "refuted",
    ("DE-num-Zx", "detuning from F' = 5"): "refuted",
    ("DE-num-Zx", "detuning from F' = 4"): "refuted",
    ("DE-num-Zx", "detuning from F' = 3"): "refuted",
    ("DE-E-set", "set-up"): "given",
    ("DE-E-probe", "formula"): "refuted",
    ("DE-E-pump", "pump"): "refuted",
    ("DE-E-pump", "repump"): "refuted",
    ("DE-E-k", "definition"): "given",
    ("DE-E-k", "Doppler width at 293.15 K"): "refuted",
}
# claims whose refuted part is one reading of several, or holds the paper against itself
BETTERED = {"DE-D-lead": "proved", "DE-E-k": "given"}
# readings that the paper excludes, which do not make up for the one that it fixes
ASIDE = {
    ("DE-num-fig5", "fine splitting, in rad/s"): "proved",
    ("DE-num-Zy", "cut off"): "proved",
    ("DE-num-Zx", "detuning from F' = 4"): "refuted",
    ("DE-num-Zx", "detuning from F' = 3"): "refuted",
    ("DE-num-Zx", "detuning from F' = 2"): "proved",
}


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    return {v.claim: v for name in MODULES for v in products.verdicts(f"{ROOM}.{name}")}


def test_every_part_has_the_verdict_expected(verdicts: dict[str, Verdict]) -> None:
    found = {(v.claim, p.name): p.verdict for v in verdicts.values() for p in v.parts if p.verdict != "proved"}
    assert found == EXPECTED


def test_readings_and_contradictions_do_not_count(verdicts: dict[str, Verdict]) -> None:
    assert {claim: verdicts[claim].verdict for claim in BETTERED} == BETTERED


def test_readings_that_the_paper_excludes_do_not_count(verdicts: dict[str, Verdict]) -> None:
    parts = {(v.claim, p.name): p for v in verdicts.values() for p in v.parts}
    assert {key: parts[key].verdict for key in ASIDE} == ASIDE
    assert not any(parts[key].counts for key in ASIDE)
    assert {verdicts[claim].verdict for claim, _ in ASIDE} == {"refuted"}


def test_variants_of_what_is_proved_are_refuted(verdicts: dict[str, Verdict]) -> None:
    parts = [(v.claim, p) for v in verdicts.values() for p in v.parts if p.verdict == "proved"]
    assert all(p.variants_refuted == p.variants_made for _, p in parts)
    assert sum(p.variants_made for _, p in parts) > 300


def test_refutations_have_oracles_and_what_holds(verdicts: dict[str, Verdict]) -> None:
    for verdict in verdicts.values():
        for part in verdict.parts:
            if part.verdict == "refuted" and part.about:
                assert part.corrected
                assert sum(e.level == 5 for e in part.evidence) >= 2, (verdict.claim, part.name)


def test_recomputed_numbers(verdicts: dict[str, Verdict]) -> None:
    texts = {(c, p.name): " ".join(e.detail for e in p.evidence) for c, v in verdicts.items() for p in v.parts}
    for part, digits in (
        (("DE-num-Zy", "number"), "2.35714"),
        (("DE-num-Zx", "detuning from F' = 4"), "1.96"),
        (("DE-num-Zx", "detuning from F' = 3"), "2.23"),
        (("DE-num-Zx", "detuning from F' = 2"), "2.41934"),
        (("DE-num-Zx", "detuning from F' = 5"), "1.55700"),
        (("DE-num-fig5", "Larmor splitting"), "349.86"),
        (("DE-num-005", "share of the start that is left, least pump without repump"), "0.001903"),
        (("DE-num-005", "share of the start that is left, least pump and no atoms left"), "0.00734"),
        (("DE-E-k", "Doppler width at 300 K"), "378.48"),
    ):
        assert digits in texts[part], (part, texts[part])
