"""Inequalities: proved for all values by exact means, or refuted at a point; never proved by samples."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp
from flint import fmpq_poly
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.domains import NONZERO_SPIN, POLARISATION, Domain
from derive.judge import Question, judge
from derive.judge.exponential_sums import sign_of_sum
from derive.records import Quantity

x, y = sp.symbols("x y", positive=True)
r, s = sp.symbols("r s", real=True)
SPIN = Quantity(name="I", latex="I", meaning="nuclear spin", domain=NONZERO_SPIN)
DEGREE = Quantity(name="p", latex="p", meaning="degree of polarisation", domain=POLARISATION)
LARGER_SPIN = Quantity(name="I", latex="I", meaning="nuclear spin above one half",
                       domain=Domain(kind="half-integer", lower=Fraction(1), open_below=False))  # fmt: skip
PARTLY = Quantity(
    name="p", latex="p", meaning="partial polarisation", domain=Domain(lower=Fraction(0), upper=Fraction(1))
)
I_, p = SPIN.symbol, DEGREE.symbol
N = 2 * I_ + 1
q = N / p * ((1 + p) ** N + (1 - p) ** N) / ((1 + p) ** N - (1 - p) ** N) - 1 / p**2 + 1
SUPREMUM = 1 + 4 * I_ * (I_ + 1) / 3

PROVED = {
    "arithmetic and geometric mean": (sp.sqrt(x * y), "<=", (x + y) / 2),
    "x + 1/x": (x + 1 / x, ">=", sp.Integer(2)),
    "Cauchy": (r * s, "<=", (r**2 + s**2) / 2),
    "saturation": (x / (1 + x), "<", sp.Integer(1)),
    "tanh": (sp.tanh(x), "<", sp.Integer(1)),
    "Sturm": (x**3, ">", x - 1),
    "positive quadratic": (r**2 + 1, ">", r),
    "touching": ((r**2 - 1) ** 2, ">=", sp.Integer(0)),
}
REFUTED = {
    "x + 1/x, strict": (x + 1 / x, ">", sp.Integer(2)),
    "Cauchy, strict": (r * s, "<", (r**2 + s**2) / 2),
    "zero is not positive": (r**2, ">", sp.Integer(0)),
    "cubes": (x**3, ">=", x**2),
    "far away": (x**2, "<=", 900 * x),
    "narrow": ((x - sp.Rational(1, 2)) ** 2, ">=", sp.Rational(1, 50)),
}


@pytest.mark.parametrize("name", PROVED)
def test_true_inequalities_are_proved(name: str) -> None:
    left, relation, right = PROVED[name]
    judgement = judge(Question(left=left, right=right, relation=relation))
    assert judgement.verdict == "proved", judgement.evidence
    assert judgement.level == 6


@pytest.mark.parametrize("name", REFUTED)
def test_false_inequalities_are_refuted(name: str) -> None:
    left, relation, right = REFUTED[name]
    judgement = judge(Question(left=left, right=right, relation=relation))
    assert judgement.verdict == "refuted", judgement.evidence


def test_a_condition_between_two_symbols_is_used() -> None:
    given = {"relation": ">", "conditions": (x > y,)}
    assert judge(Question(left=x**2, right=y**2, **given)).verdict == "proved"
    assert judge(Question(left=x, right=y, **given)).verdict == "proved"
    assert judge(Question(left=x, right=y + 1, **given)).verdict == "refuted"
    assert judge(Question(left=x, right=y, relation=">", conditions=(x >= y,))).verdict == "refuted"


def test_samples_are_not_a_proof() -> None:
    """True (Jordan), but no exact means for it here: the verdict must not claim more."""
    judgement = judge(Question(left=sp.sin(x), right=x, relation="<="))
    assert judgement.verdict == "consistent"
    assert judgement.level <= 2


def ask(left: sp.Expr, relation: str, right: sp.Expr, *quantities: Quantity) -> str:
    return judge(Question(left=left, right=right, relation=relation, quantities=quantities)).verdict  # type: ignore[arg-type]


def test_the_slowing_down_factor_is_at_least_2_i_plus_1_for_every_spin() -> None:
    judgement = judge(Question(left=q, right=N, relation=">=", quantities=(SPIN, DEGREE)))
    assert (judgement.verdict, judgement.level) == ("proved", 6)


def test_the_slowing_down_factor_is_at_most_its_value_without_polarisation() -> None:
    judgement = judge(Question(left=q, right=SUPREMUM, relation="<=", quantities=(SPIN, DEGREE)))
    assert (judgement.verdict, judgement.level) == ("proved", 6)


def test_the_bounds_of_the_slowing_down_factor_are_strict_above_spin_one_half() -> None:
    assert ask(q, ">", N, LARGER_SPIN, PARTLY) == "proved"
    assert ask(q, "<", SUPREMUM, LARGER_SPIN, DEGREE) == "proved"


def test_the_bounds_of_the_slowing_down_factor_are_attained() -> None:
    assert ask(q, ">", N, SPIN, PARTLY) == "refuted", "q = 2 for I = 1/2, whatever the polarisation"
    assert ask(q, ">", N, LARGER_SPIN, DEGREE) == "refuted", "q = 2I + 1 for p = 1"
    half = q.xreplace({I_: sp.Rational(1, 2)})
    assert judge(Question(left=half, right=sp.Integer(2), quantities=(DEGREE,))).verdict == "proved"


def test_a_printed_bound_that_is_not_tight() -> None:
    """2I^2 + I + 1 lies I(2I - 1)/3 above the supremum: strictly above q for I > 1/2, attained for I = 1/2."""
    printed = 2 * I_**2 + I_ + 1
    assert ask(q, "<", printed, LARGER_SPIN, DEGREE) == "proved"
    assert ask(q, "<=", printed, SPIN, DEGREE) == "proved"
    assert ask(q, "<", printed, SPIN, DEGREE) == "refuted"
    assert ask(q, "<=", printed - sp.Rational(1, 10), SPIN, DEGREE) == "refuted"


def test_finitely_many_values_are_a_proof_and_the_first_of_many_are_not() -> None:
    """Bernoulli's inequality, whose exponent is discrete and whose variable has no upper bound."""
    n = sp.Symbol("n", integer=True, positive=True)
    for upper, verdict, level in ((Fraction(6), "proved", 5), (None, "consistent", 2)):
        domain = Domain(kind="integer", lower=Fraction(1), upper=upper, open_below=False, open_above=upper is None)
        exponent = Quantity(name="n", latex="n", meaning="exponent", domain=domain)
        judgement = judge(Question(left=(1 + x) ** n, right=1 + n * x, relation=">=", quantities=(exponent,)))
        assert (judgement.verdict, judgement.level) == (verdict, level), judgement.evidence


def test_the_lower_bound_can_be_missed_by_a_little() -> None:
    """A bound too high by 1e-9 fails only close to full polarisation; a judge that samples coarsely misses it."""
    assert ask(q, ">=", N + sp.Rational(1, 10**9), LARGER_SPIN, DEGREE) == "refuted"


@settings(max_examples=60, deadline=None)
@given(
    exponents=st.lists(st.integers(min_value=0, max_value=7), min_size=2, max_size=5, unique=True),
    zeros=st.integers(min_value=0, max_value=3),
    data=st.data(),
)
def test_the_sign_of_a_sum_of_powers_is_its_sign(exponents, zeros, data) -> None:
    """Against plain evaluation: (1 - t)^zeros times a random polynomial, at many points of 0 < t < 1."""
    values = [data.draw(st.integers(min_value=-3, max_value=3).filter(bool)) for _ in exponents]
    poly = fmpq_poly([0])
    for exponent, value in zip(exponents, values, strict=True):
        poly += fmpq_poly([0] * exponent + [value])
    poly *= fmpq_poly([1, -1]) ** zeros
    terms = {(Fraction(k), Fraction(0)): fmpq_poly([c]) for k, c in enumerate(poly.coeffs()) if c}
    found = sign_of_sum(terms, Fraction(0), Fraction(1))
    if found is not None:
        samples = [poly(fmpq_poly([0, 1])(Fraction(k, 97).numerator) / 97) for k in range(1, 97)]
        assert all(value * found.sign >= 0 for value in samples)
