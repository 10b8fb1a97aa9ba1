"""The verdict expected of each claim on modes, collective spins, pump fields and Doppler widths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import sympy as sp

from derive.dissipative_entanglement import symbols
from derive.oracles import consult
from derive.records import PartVerdict, Verdict
from reports import products

ROOM = "dissipative_entanglement"
EXPECTED = {
    "bosons": {
        "DE-TMS": "given", "DE-1": "given", "DE-munu-r": "proved", "DE-2": "proved", "DE-A-ME": "proved",
        "DE-A-U": "proved", "DE-31": "proved", "DE-A-vac": "proved", "DE-A-crit": "proved", "DE-A-quad": "given",
        "DE-A-var": "refuted", "DE-fn70": "proved",
    },
    "collective": {
        "DE-3": "given", "DE-Jcoll": "given", "DE-4": "order", "DE-Jpm": "refuted", "DE-norm": "order",
        "DE-fn57": "order", "DE-Heff": "proved", "DE-P2def": "given", "DE-sideband": "proved", "DE-fig1": "given",
        "DE-fig2": "proved", "DE-MEsplit": "given", "DE-A-HP": "order", "DE-fn52": "given", "DE-fn53": "given",
        "DE-fn54": "order", "DE-fn55": "proved",
    },
    "noise_budget": {
        "DE-probe-rates": "proved", "DE-Gd": "proved", "DE-fn67": "proved", "DE-fn68": "refuted",
        "DE-pump": "refuted", "DE-Gdx": "proved", "DE-fig3": "consistent", "DE-num-15a": "proved",
        "DE-num-15b": "proved", "DE-num-xi09": "proved", "DE-polmech": "proved", "DE-fig4": "consistent",
        "DE-beneficial": "proved",
    },
    "doppler": {"DE-fn69": "refuted"},
    "shifts": {"DE-Lamb": "order"},
}  # fmt: skip
# var = (mu - nu)^2, not its inverse; J_y and J_z lack sqrt(N) beside J^- with 1/sqrt(N); ln 2 stands in the wrong
# place of the Doppler width; on resonance a line has four times the printed rate, and x with it; the coherent exchange
# of two ensembles is as large as the rate, while the averaged rate is real; a sufficient criterion is not necessary.
REFUTED = {
    "bosons": {"DE-A-var/by the weights", "DE-A-crit/every entangled state violates it"},
    "collective": {"DE-Jpm/component y", "DE-Jpm/component z"},
    "noise_budget": {
        "DE-fn68/rate of a line",
        "DE-fn68/pump",
        "DE-fn68/with the pump parameter of Sec. III.4",
        "DE-pump/pump parameter",
    },
    "shifts": {"DE-Lamb/coherent exchange"},
    "doppler": {"DE-fn69/full width at half maximum", "DE-fn69/half width at half maximum"},
}
# a bound holds for many a variant; a printed number has none
BOUNDS = {
    "DE-3/separable states", "DE-fn52/the criterion", "DE-A-crit/a violation shows entanglement",
    "DE-A-crit/every entangled state violates it", "DE-beneficial/more dephasing is tolerated with a pump",
    *(f"{claim}/{name}" for claim in ("DE-fig1", "DE-fig2")
      for name in ("laser, from up", "laser, from down", "vacuum modes, to down", "vacuum modes, to up")),
    # what is 1 up to an order is its own square up to that order; an order bounds "= 0" from above whatever its factor
    "DE-A-HP/matrix elements", "DE-fn54/matrix elements", "DE-Lamb/one ensemble",
    "DE-Lamb/imaginary part of the averaged rate",
    # the exponent of ln 2 is the slip that was made
    "DE-fn69/half width at half maximum",
}  # fmt: skip


@pytest.mark.parametrize("module", EXPECTED)
def test_verdicts(module: str, verdicts_of: Callable[[str], dict[str, Verdict]]) -> None:
    found = verdicts_of(f"{ROOM}.{module}")
    assert {claim: verdict.verdict for claim, verdict in found.items()} == EXPECTED[module]


@pytest.mark.parametrize("module", EXPECTED)
def test_refuted_parts_have_two_oracles(module: str, parts_of: Callable[[str], dict[str, PartVerdict]]) -> None:
    parts = parts_of(f"{ROOM}.{module}")
    refuted = {name: part for name, part in parts.items() if part.verdict == "refuted"}
    assert set(refuted) == REFUTED[module]
    for part in refuted.values():
        assert part.witness is not None
        # what holds the paper against itself has no derived side
        assert part.corrected or not (part.about or part.counts)
        # two for each derived equation
        assert len([e for e in part.evidence if e.level == 5]) == 2 * len(part.about)
    # what a study found is no proof for all values, so features of figures are consistent at best
    formulas = {name: part for name, part in parts.items() if not name.startswith("DE-fig")}
    assert not {name for name, part in formulas.items() if part.verdict in ("undetermined", "conflict", "consistent")}


@pytest.mark.parametrize("module", EXPECTED)
def test_misprints_are_refuted(module: str, parts_of: Callable[[str], dict[str, PartVerdict]]) -> None:
    judged = {n: p for n, p in parts_of(f"{ROOM}.{module}").items() if p.variants_made and n not in BOUNDS}
    assert {n for n, p in judged.items() if p.variants_refuted < p.variants_made} == set()


def test_a_resonant_rate_is_four_times_as_large(parts_of: Callable[[str], dict[str, PartVerdict]]) -> None:
    parts = parts_of(f"{ROOM}.noise_budget")
    for name in ("DE-fn68/pump", "DE-pump/pump parameter"):
        witness = parts[name].witness
        assert witness is not None
        assert sp.Rational(witness.ratio) == 4


@pytest.mark.parametrize(
    ("id", "slip"),
    [
        ("squeezed_state.variance_sum_by_weights", lambda rhs: 1 / rhs),
        ("squeezed_state.variance_sum_stretched", lambda rhs: rhs / 2),
        ("collective_spins.component_y", lambda rhs: rhs * sp.sqrt(2)),
        ("collective_spins.component_z", lambda rhs: rhs / 2),
        ("averaged_apart.exchange", lambda rhs: sp.conjugate(rhs)),
        ("averaged_apart.rate", lambda rhs: -rhs),
        ("pumping.rate", lambda rhs: rhs.subs(symbols.LINEWIDTH.symbol, 2 * symbols.LINEWIDTH.symbol) / 2),
        ("pumping.pump_on_resonance", lambda rhs: rhs / 4),
        ("pumping.parameter", lambda rhs: rhs / 4),
        ("doppler.width", lambda rhs: rhs / sp.log(2)),
        ("doppler.half_width", lambda rhs: 2 * rhs),
    ],
)
def test_oracles_see_a_slip(id: str, slip: Callable[[sp.Expr], sp.Expr]) -> None:
    equation = products.equation(f"{ROOM}.{id}")
    assert [opinion.agrees for opinion in consult(equation)] == [True, True]
    assert [opinion.agrees for opinion in consult(replace(equation, rhs=slip(equation.rhs)))] == [False, False]
