"""Printed digits against recomputed numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp

from derive.judge import Printed, Question, QuestionError, judge


def verdict(text: str, value: sp.Expr) -> str:
    return judge(Question(right=value, relation="~", digits=Printed.decimal(text))).verdict


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("4.1", Fraction(41, 10), Fraction(1, 10)),
        ("-3", Fraction(-3), Fraction(1)),
        ("1.4e-5", Fraction(14, 10**6), Fraction(1, 10**6)),
        ("2E10", Fraction(2 * 10**10), Fraction(10**10)),
        ("0.050", Fraction(1, 20), Fraction(1, 1000)),
    ],
)
def test_what_the_digits_say(text: str, value: Fraction, unit: Fraction) -> None:
    printed = Printed.decimal(text)
    assert (printed.value, printed.unit) == (value, unit)


@pytest.mark.parametrize("text", ["", "4,1", "1.2.3", "e5", "1e", "0x10", "٣", "1e5.0", "nan", "--3"])
def test_what_is_no_decimal_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match="is not a printed decimal"):
        Printed.decimal(text)


def test_rounding_decides() -> None:
    assert verdict("3.14", sp.pi) == "proved"
    assert verdict("3.15", sp.pi) == "refuted"
    assert verdict("3.1416", sp.pi) == "proved"
    assert verdict("3.14160", sp.pi) == "refuted", "a printed zero is a digit"
    assert verdict("3.2", sp.Rational(315, 100)) == "proved", "half a unit is still the printed number"
    assert verdict("3.2", sp.Rational(315, 100) - sp.Rational(1, 10**40)) == "refuted"


def test_both_values_and_their_ratio_are_reported() -> None:
    judgement = judge(Question(right=sp.Rational(49, 10), relation="~", digits=Printed.decimal("9.8")))
    assert judgement.verdict == "refuted"
    assert judgement.witness is not None
    assert judgement.witness.left == "9.8"
    assert judgement.witness.right == "4.9"
    assert judgement.witness.ratio == "0.5"
    assert "ratio recomputed/printed 0.5" in judgement.evidence[0].detail


def test_a_number_is_never_merely_consistent() -> None:
    for text, value in (("2.72", sp.E), ("2.71", sp.E), ("0.37", 1 / sp.E)):
        assert verdict(text, value) in ("proved", "refuted")


def test_a_missing_input_is_named() -> None:
    judgement = judge(Question(right=sp.Symbol("zeta") * 2, relation="~", digits=Printed.decimal("1.0")))
    assert judgement.verdict == "undetermined"
    assert "zeta" in judgement.evidence[0].detail


def test_approximate_statements_report_the_ratio() -> None:
    judgement = judge(Question(right=sp.Rational(350), relation="~", digits=Printed.decimal("3e2", about=True)))
    assert judgement.verdict == "proved"
    assert "approximate" in judgement.evidence[0].detail
