"""The verdict expected of each claim about regimes and about numbers, part by part: a change is a conscious edit."""

from __future__ import annotations

import pytest

from derive.records import PartVerdict, Verdict
from reports import products

MODULES = ("noble_gas.regimes", "noble_gas.numbers")
EXPECTED = {
    "NG-reg1": "order", "NG-reg2": "proved", "NG-pi": "order", "NG-scond": "proved", "NG-fig2": "given",
    "NG-fig2a": "proved", "NG-fig2b": "proved", "NG-fig2c": "proved", "NG-num-gas": "given",
    "NG-num-phi2main": "proved",
    "NG-num-B": "undetermined", "NG-num-Larmor": "proved", "NG-num-SERF": "given", "NG-num-100h": "given",
    "NG-zform": "convention", "NG-num-kse": "given", "NG-num-sigma": "undetermined", "NG-num-phi": "proved",
    "NG-num-phi2": "refuted", "NG-eta": "undetermined",
}  # fmt: skip
REFUTED = {
    "NG-reg2/more than one tenth in Fig. 2b, gamma = 10J", "NG-fig2a/number of excitations decays at gamma",
    "NG-num-gas/helium, 7.5 atm at 215 Celsius", "NG-num-phi2main/mean square, mean speed", "NG-num-B/at p_b = 0.75",
    "NG-zform/value at 220 Celsius, p_a = 0.95, q = 4.10",
    "NG-num-phi/value, most probable speed, p_a = 0.95, q = 4.10",
    "NG-num-phi/value, mean speed, fully polarised, q = 4", "NG-num-phi/value, mean speed, p_a = 0.95, q = 4.10",
    "NG-num-phi2/value, mean speed", "NG-num-phi2/no less than the square of the printed mean",
}  # fmt: skip
MISSING = {
    "NG-num-B/at the p_b of the proposal": "p_b", "NG-num-sigma/from the interatomic potential": "closest approach",
    "NG-eta/potassium-helium": "spin rotation", "NG-eta/rubidium-helium": "spin-exchange rate coefficient",
    "NG-eta/caesium-helium": "spin-exchange rate coefficient",
}  # fmt: skip


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    return {v.claim: v for name in MODULES for v in products.verdicts(name)}


@pytest.fixture(scope="module")
def parts(verdicts: dict[str, Verdict]) -> dict[str, PartVerdict]:
    return {f"{verdict.claim}/{part.name}": part for verdict in verdicts.values() for part in verdict.parts}


def test_claims(verdicts: dict[str, Verdict]) -> None:
    assert {name: verdict.verdict for name, verdict in verdicts.items()} == EXPECTED


def test_refuted_parts_rest_on_two_oracles(parts: dict[str, PartVerdict]) -> None:
    assert {name for name, part in parts.items() if part.verdict == "refuted"} == REFUTED
    for name in REFUTED:
        assert len({e.method for e in parts[name].evidence if e.level == 5}) >= 2, name


def test_missing_inputs_are_named(parts: dict[str, PartVerdict]) -> None:
    assert {name for name, part in parts.items() if part.verdict == "undetermined"} == set(MISSING)
    for name, words in MISSING.items():
        assert words in parts[name].missing


def test_every_variant_of_a_formula_is_refuted(parts: dict[str, PartVerdict]) -> None:
    # an order bounds "= 0" from above whatever its factor
    bound = "NG-reg1/noble gas keeps its coherence"
    made = {name: part for name, part in parts.items() if part.variants_made and name != bound}
    assert len(made) >= 10
    assert {name for name, part in made.items() if part.variants_refuted != part.variants_made} == set()


def test_corrected_numbers(parts: dict[str, PartVerdict]) -> None:
    assert "85.69" in parts["NG-num-B/at p_b = 0.75"].corrected
    assert "1.98" in parts["NG-fig2a/number of excitations decays at gamma"].corrected
    assert "1.96" in parts["NG-num-phi2/no less than the square of the printed mean"].corrected


def test_the_best_of_several_readings_counts_and_each_is_shown(verdicts: dict[str, Verdict]) -> None:
    shown = {part.name: part.verdict for part in verdicts["NG-fig2a"].parts}
    assert shown["alkali amplitude decays at gamma"] == "proved"
    assert shown["number of excitations decays at gamma"] == "refuted"
    assert verdicts["NG-fig2a"].verdict == "proved"
