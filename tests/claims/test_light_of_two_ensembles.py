"""The verdict expected of each claim on light, pair rates and eliminated levels of the two-ensemble paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
import sympy as sp

from derive.dissipative_entanglement import light_symbols as own
from derive.dissipative_entanglement import symbols
from derive.oracles import consult
from derive.records import Equation, PartVerdict, Verdict
from reports import products

ROOM = "dissipative_entanglement"
EXPECTED = {
    "light": {
        "DE-elimcond": "order", "DE-H": "given", "DE-BM": "order", "DE-num-kL": "given", "DE-fn58": "order",
        "DE-fn61": "order", "DE-B1-HA": "refuted", "DE-B1-det": "proved", "DE-32": "given",
    },
    "pair_rates": {
        "DE-Jcheck": "given", "DE-Jcomplex": "given", "DE-9": "proved", "DE-10": "proved", "DE-B1-gk": "refuted",
        "DE-B1-phase": "given", "DE-B1-Jint": "refuted", "DE-B1-PV": "proved", "DE-B1-ReJ": "refuted",
        "DE-B1-ImJ": "refuted",
    },
    "elimination": {
        "DE-6": "proved", "DE-dk": "given", "DE-coupl": "proved", "DE-munu": "proved", "DE-signs": "given",
        "DE-shorthand": "given", "DE-7": "refuted", "DE-Asum": "given", "DE-8": "proved",
    },
    "master_equation": {
        "DE-B1-ME": "order",
        "DE-33": "proved", "DE-34": "proved", "DE-35": "proved", "DE-B1-Pg": "refuted", "DE-B1-elim": "order",
        "DE-B1-elimME": "refuted", "DE-B1-Stark": "refuted", "DE-B1-munu": "proved", "DE-B1-Jij": "refuted",
        "DE-36": "refuted", "DE-B1-ABCD": "proved", "DE-B1-absorb": "proved",
    },
}  # fmt: skip
# Detunings are counted as laser minus atom, with which energies have the other sign (HA). The Rabi frequency enters
# squared (elimME, Stark, Jij) and the printed indices mix atoms i and j (elimME); rates of Eq. (34) are those of
# populations, twice the printed integrals, whose imaginary part has no i and the other sign in the counter-rotating
# term; the product over all atoms excites all of them; p is named after the other transitions.
REFUTED = {
    "light": {
        "DE-32/ensemble II, subscripts changed", "DE-B1-HA/ensemble I", "DE-B1-HA/ensemble II",
    },
    "pair_rates": {
        "DE-Jcheck/pairs, turning dipoles", "DE-B1-gk/transitions named", "DE-B1-Jint/rate", "DE-B1-ReJ/rate",
        "DE-B1-ImJ/rate", "DE-B1-phase/the rates themselves",
    },
    "elimination": {
        "DE-7/C and D, pairs", "DE-8/C, Fig. 2", "DE-8/D, Fig. 2",
    },
    "master_equation": {
        "DE-36/C and D, pairs",
        "DE-B1-Pg/one excited atom", "DE-B1-Pg/one excited atom, without the product",
        "DE-B1-elimME/jump part", "DE-B1-Stark/shifts", "DE-B1-Jij/rate",
        "DE-B1-absorb/C, as a change of basis", "DE-B1-absorb/D, as a change of basis",
    },
}  # fmt: skip
# the slip that was made is a variant of what is printed; a projector is its own square, so two variants hold
REPAIRED = {
    # what is 1 up to an order is its own square up to that order
    "DE-B1-ME/condition": 1, "DE-B1-elim/the excited level follows": 1,
    "DE-elimcond/slow ground levels": 1, "DE-elimcond/line width": 1, "DE-elimcond/Doppler width": 1,
    "DE-BM/no memory": 1, "DE-BM/geometry": 1, "DE-fn58/coupling": 1,
    # an order bounds what is said to be zero, whatever its factor
    "DE-fn61/negligible": 4,
    "DE-7/C and D, one atom": 2, "DE-36/C and D, one atom": 2,
    "DE-B1-Jint/rate": 1, "DE-B1-ReJ/rate": 1, "DE-B1-Stark/shifts": 1,
    "DE-B1-gk/transitions named": 1, "DE-B1-HA/ensemble I": 1, "DE-B1-HA/ensemble II": 1,
    "DE-8/C, Fig. 2, as a notation": 1, "DE-8/D, Fig. 2, as a notation": 1,
    "DE-8/C, same sign": 2, "DE-8/D, same sign": 2,
    "DE-8/C, Fig. 2": 1, "DE-8/D, Fig. 2": 1, "DE-B1-ABCD/C": 2, "DE-B1-ABCD/D": 2,
    "DE-B1-absorb/C, as a notation": 1, "DE-B1-absorb/D, as a notation": 1,
    "DE-B1-absorb/C, as a change of basis": 1, "DE-B1-absorb/D, as a change of basis": 1,
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
    for name, part in refuted.items():
        assert part.witness is not None, name
        assert part.corrected, name
        assert len([e for e in part.evidence if e.level == 5 and e.method != "normal form"]) >= 2, name
    assert not {name for name, part in parts.items() if part.verdict in ("undetermined", "conflict", "consistent")}


@pytest.mark.parametrize("module", EXPECTED)
def test_misprints_are_refuted(module: str, parts_of: Callable[[str], dict[str, PartVerdict]]) -> None:
    judged = {n: p for n, p in parts_of(f"{ROOM}.{module}").items() if p.variants_made}
    loose = {n: p.variants_made - p.variants_refuted for n, p in judged.items() if p.variants_refuted < p.variants_made}
    assert loose == {n: count for n, count in REPAIRED.items() if n in judged}


@cache
def derived(module: str) -> dict[str, Equation]:
    return {e.id.rpartition(".")[2]: e for e in products.derivation(f"{ROOM}.{module}").equations}


def doubled(equation: Equation) -> sp.Expr:
    return 2 * equation.rhs


def negated(equation: Equation) -> sp.Expr:
    return -equation.rhs


def as_printed(equation: Equation) -> sp.Expr:
    """The counter-rotating term with the other sign."""
    g, w, laser, mode = (q.symbol for q in (own.MODE_COUPLING, own.PAIR_PHASE, own.OMEGA_L, own.OMEGA_K))
    if "mode_integrals" in equation.id:
        g = own.CONTINUUM.symbol
    signs = equation.rhs.free_symbols & {own.MODE_SUM.symbol, own.PRINCIPAL.symbol}
    return equation.rhs + sp.Mul(*signs) * 4 * g**2 * w / (laser + mode)


def other_splitting(equation: Equation) -> sp.Expr:
    return equation.rhs.subs(symbols.LARMOR.symbol, -symbols.LARMOR.symbol)


def not_zero(equation: Equation) -> sp.Expr:
    return equation.lhs


SLIPS = {
    "pair_rate.gamma": doubled, "pair_rate.exchange": negated, "pair_limits.undesired": doubled,
    "pair_limits.apart": doubled, "pair_limits.clebsch": doubled,
    "born_markov.rate": doubled, "born_markov.real_part": doubled, "born_markov.imaginary_part": as_printed,
    "light_matter.atoms_I": negated, "light_matter.atoms_II": negated,
    "mode_integrals.rate": doubled, "mode_integrals.real_part": doubled, "mode_integrals.imaginary_part": as_printed,
    "light_matter.quantum_II": other_splitting, "light_matter.undesired_I": negated,
    "sidebands.dipole_across": not_zero, "undesired_pairs.kappa": negated, "undesired_pairs.master": doubled,
    "elimination.master": doubled, "sidebands.turned_C": doubled,
    "sidebands.turned_D": doubled, "light_conditions.one_excited": doubled, "elimination.by_detunings": doubled,
    "elimination.pair_rate": doubled, "elimination.stark": negated,
}  # fmt: skip


@pytest.mark.parametrize("id", SLIPS)
def test_oracles_see_a_slip(id: str) -> None:
    module, _, name = id.partition(".")
    equation = derived(module)[name]
    true = [opinion.agrees for opinion in consult(equation)]
    assert len(true) >= 2
    assert all(true)
    assert not any(opinion.agrees for opinion in consult(replace(equation, rhs=SLIPS[id](equation))))
