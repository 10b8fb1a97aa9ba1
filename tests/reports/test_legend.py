"""Which level of evidence a verdict rests on, and how numbers of things are said."""

from __future__ import annotations

import pytest

from derive.records import Evidence, PartVerdict, Verdict, VerdictClass
from reports.pages import legend


def part(verdict: VerdictClass, *pieces: tuple[str, int, str]) -> PartVerdict:
    evidence = tuple(Evidence(method=method, level=level, detail=detail) for method, level, detail in pieces)
    return PartVerdict(name="p", printed="x = 1", verdict=verdict, evidence=evidence)


def claim(*parts: PartVerdict) -> Verdict:
    return Verdict(claim="T", paper="t", where="p. 1", kind="equation", title="t", verdict="proved", parts=parts)


def test_a_plain_proof_has_the_level_of_its_strongest_piece() -> None:
    assert legend.level(part("proved", ("balls", 1, "24 points"), ("normal form", 6, "zero"))) == 6
    assert legend.level(part("given")) is None


def test_a_matrix_is_as_good_as_its_weakest_entry() -> None:
    pieces = (("balls", 1, "x: ok"), ("normal form", 6, "x: zero"), ("balls", 1, "y: ok"), ("SymPy", 3, "y: zero"))
    assert legend.level(part("proved", *pieces)) == 3


def test_a_note_of_an_oracle_is_no_entry() -> None:
    pieces = (("balls", 1, "x: ok"), ("normal form", 6, "x: zero"), ("oracle", 0, "I = 3/2: same"))
    assert legend.level(part("proved", *pieces)) == 6


def test_a_refutation_does_not_rest_on_entries_that_agree() -> None:
    pieces = (("normal form", 6, "y: zero"), ("balls", 1, "y: ok"), ("counterexample", 4, "x: differs"))
    assert legend.level(part("refuted", *pieces)) == 4


def test_the_weakest_evidence_is_sought_among_what_holds() -> None:
    weak, strong = part("consistent", ("balls", 1, "")), part("proved", ("normal form", 6, ""))
    doubted = part("undetermined", ("none", 0, ""))
    given = claim(strong, weak, doubted)
    assert legend.weakest([given]) == (1, ((given, weak),))
    assert legend.weakest([claim(doubted)]) is None


@pytest.mark.parametrize(
    ("words", "said"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_lists_read_as_sentences(words: tuple[str, ...], said: str) -> None:
    assert legend.listed(words) == said


def test_several_hold_and_one_holds() -> None:
    once, twice = claim(part("order")), claim(part("order"), part("order"))
    assert legend.tally_sentence(legend.tally([once])) == "1 holds to order"
    assert legend.tally_sentence(legend.tally([twice])) == "2 hold to order"


def test_one_is_singular() -> None:
    assert legend.count(1, "study", "studies") == "1 study"
    assert legend.count(0, "study", "studies") == "0 studies"
    assert legend.count(2, "step") == "2 steps"
