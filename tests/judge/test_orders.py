"""The table of approximations: which orders hold, which hold better, which only seem to."""

from __future__ import annotations

import pytest
import sympy as sp

from derive.domains import Domain
from derive.judge import Question, QuestionError, judge
from derive.records import Quantity

e, x, y = sp.symbols("e x y", positive=True)
N = 1 / e  # claims about large N are claims about e = 1/N -> 0

CASES = {
    "e by its limit": ((1 + 1 / N) ** N, sp.E, 1, "order", "e^1"),
    "e with its correction": ((1 + 1 / N) ** N, sp.E - sp.E / (2 * N), 2, "order", "e^2"),
    "coth, better than claimed": (sp.coth(e) * e, sp.Integer(1), 1, "order", "better than claimed"),
    "a fractional power": (N ** sp.Rational(-2, 3), sp.Integer(0), 0, "order", "e^2/3"),
    "a fractional power, too slow": (N ** sp.Rational(-2, 3), sp.Integer(0), 1, "refuted", "e^2/3"),
    "a logarithm": (sp.log(N) / N, sp.Integer(0), 1, "refuted", "log of the small symbol"),
    "a constant off by 8e-6": ((1 + 1 / N) ** N, sp.E + sp.Rational(8, 10**6), 1, "refuted", "e^0"),
    "late asymptotics": (sp.exp(-N / 200) + 1 / N**2, sp.Integer(0), 2, "order", "e^2"),
    "below every power": (sp.exp(-x * N**2 + 3 * sp.I * N) * N**3, sp.Integer(0), 6, "order", "all powers"),
    "growing exponential": (sp.exp(x * N), sp.Integer(0), 1, "undetermined", "essential singularity"),
    "error function at infinity": (sp.erf(x * N - 2), 1 + e**3, 3, "order", "e^3"),
    "error function at minus infinity": (sp.erf(-x * N), sp.Integer(1), 1, "refuted", "e^0"),
    "sine": (sp.sin(e * x), e * x, 3, "order", "e^3"),
    "sine, too high": (sp.sin(e * x), e * x, 4, "refuted", "e^3"),
    "rotation": (sp.exp(sp.I * e * x), 1 + sp.I * e * x - e**2 * x**2 / 2, 3, "order", "e^3"),
    "rotation, lost half": (sp.exp(sp.I * e * x), 1 + sp.I * e * x - e**2 * x**2, 3, "refuted", "e^2"),
    "root": (sp.sqrt(1 + e * x), 1 + e * x / 2, 2, "order", "e^2"),
    "removable singularity": ((1 - sp.exp(-e * x)) / e, x - e * x**2 / 2, 2, "order", "e^2"),
    "error function": (sp.erf(e), 2 * e / sp.sqrt(sp.pi), 3, "order", "e^3"),
    "Bessel function, by slopes": (sp.besselj(1, e), e / 2, 3, "order", "no expansion"),
    "one power beyond what was expanded": (
        (sp.cos(x * e) / e**2 - sp.sin(x * e) / (x * e**3)) * (sp.sin(e) - e), e**3 * x**2 / 18, 4, "order", "",
    ),
    "equal": ((x + e) ** 2, x**2 + 2 * e * x + e**2, 5, "order", "equal exactly"),
    "cancelling roots": (sp.sqrt(x**2 + e) - x, e / (2 * x), 2, "order", "e^2"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_orders(name: str) -> None:
    left, right, order, verdict, said = CASES[name]
    judgement = judge(Question(left=left, right=right, order=(e, order)))
    assert judgement.verdict == verdict, judgement.evidence
    assert said in judgement.evidence[0].detail
    assert (judgement.witness is not None) == (verdict == "refuted")


def test_both_roads_are_in_the_evidence() -> None:
    """The expansion gives the power 2; the slopes, measured, must come within 0.02 of it (their own tolerance)."""
    judgement = judge(Question(left=sp.cos(e * x), right=sp.Integer(1), order=(e, 2)))
    assert [piece.level for piece in judgement.evidence] == [6, 2]
    slope = float(judgement.evidence[1].detail.split(", ")[2].split(" at ")[0])
    assert abs(slope - 2) < 0.02


def test_a_small_symbol_bounded_away_from_zero_is_refused() -> None:
    large = Quantity(name="e", latex="e", meaning="not small", domain=Domain(lower=sp.Rational(1)))
    with pytest.raises(QuestionError, match="its domain is"):
        judge(Question(left=sp.sin(large.symbol), right=large.symbol, order=(large.symbol, 3), quantities=(large,)))


def test_a_branch_point_is_seen() -> None:
    """sqrt(e^2 + e^3) is e(1 + e/2 + ...), whose first neglected term is of second order."""
    assert judge(Question(left=sp.sqrt(e**2 + e**3), right=e, order=(e, 2))).verdict == "order"
    assert judge(Question(left=sp.sqrt(e**2 + e**3), right=e, order=(e, 3))).verdict == "refuted"
