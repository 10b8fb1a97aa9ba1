"""The verdict expected of each claim on Langevin equations and modes, so that a change is a conscious edit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from derive.records import PartVerdict, Verdict

MODULE = "noble_gas.langevin"
EXPECTED = {
    "NG-14": "proved", "NG-MFlim": "given", "NG-15": "given", "NG-H0": "proved", "NG-16": "refuted",
    "NG-gam": "proved", "NG-17": "proved", "NG-18": "proved", "NG-FzKz": "proved", "NG-HP": "order",
    "NG-2": "proved", "NG-Delta": "convention", "NG-map": "proved", "NG-BS": "proved",
    "NG-num-gamma": "undetermined", "NG-num-50ms": "refuted",
}  # fmt: skip
# Eq. (16) lacks the 1/q that the main text and Eq. (20) have; 17.5 1/s of the main text is below 1/(50 ms);
# beside the alkali the noble gas cannot live for 100 hours, since exchange alone limits it to 17.
REFUTED = {
    "NG-16/equation", "NG-16/share of spin exchange", "NG-16/against the quoted 17.5 1/s",
    "NG-num-50ms/alkali against the main text", "NG-num-50ms/noble gas, 100 hours with alkali present",
}  # fmt: skip
UNDETERMINED = {
    "NG-num-gamma/gamma": ("D_a", "sigma_sd", "sigma_sr", "v_a", "v_pair"),
    "NG-num-50ms/alkali": ("sigma_sd", "sigma_sr", "v_a", "v_pair"),
    "NG-num-50ms/noble gas": ("T_b",),
}


def test_verdicts(verdicts_of: Callable[[str], dict[str, Verdict]]) -> None:
    assert {claim: verdict.verdict for claim, verdict in verdicts_of(MODULE).items()} == EXPECTED


def test_refuted_parts(parts_of: Callable[[str], dict[str, PartVerdict]]) -> None:
    parts = parts_of(MODULE)
    assert {name for name, part in parts.items() if part.verdict == "refuted"} == REFUTED
    assert {name for name, part in parts.items() if part.verdict == "undetermined"} == set(UNDETERMINED)


@pytest.mark.parametrize(("name", "missing"), UNDETERMINED.items())
def test_missing_inputs_are_named(
    name: str, missing: tuple[str, ...], parts_of: Callable[[str], dict[str, PartVerdict]]
) -> None:
    said = parts_of(MODULE)[name].missing
    assert [symbol for symbol in missing if f"({symbol})" not in said] == []
    assert said.count("(") == len(missing)


def test_refutations_rest_on_two_oracles(parts_of: Callable[[str], dict[str, PartVerdict]]) -> None:
    # what holds the paper against itself needs no oracle
    for name in REFUTED - {"NG-num-50ms/alkali against the main text"}:
        part = parts_of(MODULE)[name]
        assert part.witness is not None
        assert part.corrected
        assert len([e for e in part.evidence if e.level == 5]) == 2


def test_misprints_of_equations_are_refuted(parts_of: Callable[[str], dict[str, PartVerdict]]) -> None:
    # an inequality holds for many a variant; a commutator that is 1 up to an order is its own square up to that order
    commutators = {f"NG-HP/{name}" for name in ("alkali boson", "noble-gas boson", "local boson", "ladder")}
    judged = {n: p for n, p in parts_of(MODULE).items() if p.variants_made and n != "NG-MFlim/collisions produce them"}
    assert len(judged) > 25
    assert {n for n, p in judged.items() if p.variants_refuted < p.variants_made} == commutators
    assert all(p.variants_refuted == p.variants_made - 1 for n, p in judged.items() if n in commutators)
