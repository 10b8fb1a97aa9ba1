"""The verdict expected of each claim on noise and imperfect polarisation, so that a change is a conscious edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from derive.oracles import consult
from derive.records import PartVerdict, Verdict
from reports import products

MODULE = "noble_gas.noise"
EXPECTED = {
    "NG-Ford": "order", "NG-L": "convention", "NG-crel": "proved", "NG-20": "proved",
    "NG-Fa": "proved", "NG-gex": "proved", "NG-genFF": "proved", "NG-genFdF": "proved", "NG-sens": "proved",
    "NG-vacn": "refuted", "NG-noisebound": "refuted", "NG-noiseeps": "proved", "NG-polJ": "given", "NG-nI": "proved",
    "NG-nIprob": "order", "NG-excess": "proved", "NG-P": "proved", "NG-num-nab": "refuted",
}  # fmt: skip
# The exchange terms of the alkali in Eq. (13) lack 1/q and hold q too many; F_x + i F_y creates where it should
# annihilate; 0.05 is twice the number of incoherent excitations; the bound fails for exchange noise at p_b < p_a.
REFUTED = {
    "NG-crel/alkali, loss and gain of Eq. (13)", "NG-vacn/noise operator", "NG-num-nab/alkali",
    "NG-noisebound/exchange noise at any polarisation",
}  # fmt: skip


def test_verdicts(verdicts_of: Callable[[str], dict[str, Verdict]]) -> None:
    assert {claim: verdict.verdict for claim, verdict in verdicts_of(MODULE).items()} == EXPECTED


def test_refuted_parts(parts_of: Callable[[str], dict[str, PartVerdict]]) -> None:
    parts = parts_of(MODULE)
    assert {name for name, part in parts.items() if part.verdict == "refuted"} == REFUTED
    assert not {name for name, part in parts.items() if part.verdict in ("undetermined", "conflict", "consistent")}


def test_refutations_of_the_paper_rest_on_two_oracles(parts_of: Callable[[str], dict[str, PartVerdict]]) -> None:
    for name in REFUTED:
        part = parts_of(MODULE)[name]
        assert part.witness is not None
        assert part.corrected
        assert len([e for e in part.evidence if e.level == 5]) == 2


def test_oracles_of_the_antinormal_moment_see_a_slip() -> None:
    derived = products.equations("spin_exchange.mode_noise")
    equation = derived["spin_exchange.mode_noise.antinormal_a"]
    assert [opinion.agrees for opinion in consult(equation)] == [True, True]
    p_a, p_b = (next(s for s in equation.rhs.free_symbols if s.name == name) for name in ("p_a", "p_b"))
    for slip in (equation.rhs.subs({p_a: p_b, p_b: p_a}, simultaneous=True), equation.rhs.subs(p_b, -p_b)):
        assert [opinion.agrees for opinion in consult(replace(equation, rhs=slip))] == [False, False]


def test_misprints_of_equations_are_refuted(parts_of: Callable[[str], dict[str, PartVerdict]]) -> None:
    # in the noise operator the conjugated i is what is right; inequalities hold for many a variant
    excused = {"NG-vacn/noise operator", "NG-sens/normal moment", "NG-noisebound/bound", "NG-nIprob/not zero",
               "NG-nI/small near full polarisation", "NG-excess/variance increases",
               "NG-excess/of the order of the vacuum noise",
               "NG-noisebound/exchange noise at any polarisation"}  # fmt: skip
    judged = {n: p for n, p in parts_of(MODULE).items() if p.variants_made and n not in excused}
    assert len(judged) > 20
    assert {n for n, p in judged.items() if p.variants_refuted < p.variants_made} == set()


def test_the_braces_are_a_sum_over_both_orders(parts_of: Callable[[str], dict[str, PartVerdict]]) -> None:
    evidence = parts_of(MODULE)["NG-L/all components"].evidence
    assert "no anticommutator" in evidence[-1].detail


def test_slip_in_the_noise_operator_is_named(parts_of: Callable[[str], dict[str, PartVerdict]]) -> None:
    slips = [e.detail for e in parts_of(MODULE)["NG-vacn/noise operator"].evidence if e.method == "nearest slip"]
    assert slips == ["true with: i conjugated"]
