"""Points and witnesses: in the domain, exact, small, reproducible, certified."""

from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.domains import COMPLEX, POLARISATION, Domain
from derive.judge import Question, QuestionError, judge, refute
from derive.judge.cells import Cell, cells
from derive.judge.points import points
from derive.records import Quantity

x, y = sp.symbols("x y", positive=True)
SPIN = Quantity(name="I", latex="I", meaning="spin", domain=Domain(kind="half-integer", lower=Fraction(1, 2),
                                                                  open_below=False))  # fmt: skip
DEGREE = Quantity(name="p", latex="p", meaning="polarisation", domain=POLARISATION)
bounds = st.fractions(min_value=-5, max_value=5, max_denominator=9)


@settings(max_examples=40, deadline=None)
@given(
    kind=st.sampled_from(["real", "integer", "half-integer"]),
    lower=st.none() | bounds,
    width=st.none() | st.integers(min_value=3, max_value=9),
    open_below=st.booleans(),
    open_above=st.booleans(),
    seed=st.integers(min_value=0, max_value=99),
)
def test_points_lie_in_the_domain(kind, lower, width, open_below, open_above, seed) -> None:
    upper = lower + width if lower is not None and width is not None else None
    domain = Domain(kind=kind, lower=lower, upper=upper, open_below=open_below, open_above=open_above)
    symbol = sp.Symbol("q")
    cell = Cell(place="", left=symbol, right=symbol, domains={symbol: domain})
    drawn = list(points(cell, 24, seed))
    assert len(drawn) == 24
    assert all(point[symbol][0] in domain and point[symbol][1] == 0 for point in drawn)


def test_every_variable_varies_and_edges_are_visited() -> None:
    symbols = sp.symbols("p q u z")
    domains = dict(zip(symbols, (POLARISATION, Domain(), Domain(lower=Fraction(0)), COMPLEX), strict=True))
    cell = Cell(place="", left=sum(symbols), right=sp.S.Zero, domains=domains)
    drawn = list(points(cell, 40, seed=3))
    for symbol in symbols:
        assert len({point[symbol] for point in drawn}) > 10
    assert any(point[symbols[0]][0] == 1 for point in drawn), "the closed end of 0 < p <= 1 was never tried"
    assert any(0 < point[symbols[0]][0] < Fraction(1, 50) for point in drawn)
    assert any(point[symbols[2]][0] > 100 for point in drawn)


def test_real_points_have_odd_denominators() -> None:
    cell = Cell(place="", left=x, right=x, domains={x: POLARISATION})
    assert all(point[x][0].denominator % 2 for point in points(cell, 60, seed=1))


def test_points_satisfy_the_conditions() -> None:
    phi, psi = sp.symbols("phi psi", real=True)
    question = Question(left=phi * psi, right=phi, conditions=(phi**2 < 1, phi < psi))
    (cell,) = cells(question)
    drawn = list(points(cell, 20, seed=0))
    assert len(drawn) == 20
    assert all(p[phi][0] ** 2 < 1 and p[phi][0] < p[psi][0] for p in drawn)


def test_a_false_formula_is_true_where_its_condition_makes_it_so() -> None:
    r = sp.Symbol("r", real=True)
    assert judge(Question(left=sp.sqrt(r**2), right=r)).verdict == "refuted"
    assert judge(Question(left=sp.sqrt(r**2), right=r, conditions=(r > 0,))).verdict == "proved"
    assert judge(Question(left=r**2, right=r, conditions=(sp.Eq(r, 1),))).verdict == "proved"


def test_the_witness_is_small_exact_and_right_to_fifty_digits() -> None:
    witness = refute(Question(left=sp.sqrt(x**2 + y**2), right=x + y))
    assert witness is not None
    values = {name: Fraction(text) for name, text in witness.point}
    assert all(abs(v.numerator) <= 7 and v.denominator <= 7 for v in values.values())
    with mpmath.workdps(60):
        a, b = (mpmath.mpf(values[n].numerator) / values[n].denominator for n in "xy")
        # fifty digits are printed, so half a unit of the fiftieth is the largest honest difference
        assert abs(mpmath.mpf(witness.left) - mpmath.sqrt(a * a + b * b)) < mpmath.mpf(10) ** -48
        assert abs(mpmath.mpf(witness.right) - (a + b)) < mpmath.mpf(10) ** -48
        assert abs(mpmath.mpf(witness.ratio) - mpmath.sqrt(a * a + b * b) / (a + b)) < mpmath.mpf(10) ** -48


def test_the_witness_of_a_vector_names_its_component() -> None:
    witness = refute(Question(left=sp.ImmutableMatrix([x, y, x]), right=sp.ImmutableMatrix([x, y, y])))
    assert witness is not None
    assert witness.point[0] == ("component", "z")


def test_a_removable_singularity_is_a_point_that_says_nothing() -> None:
    r, s = sp.symbols("r s", real=True)
    pole = Question(left=(r**2 - s**2) / (r - s), right=r + s)
    assert judge(pole).verdict == "proved"
    nowhere = judge(Question(left=sp.DiracDelta(x - x * y / y) * x, right=x))
    assert nowhere.verdict == "undetermined", "a relation without one usable point is not a relation that holds"


def test_unknown_functions_are_generators() -> None:
    t = sp.Symbol("t", real=True)
    f, g = sp.Function("f"), sp.Function("g")
    assert judge(Question(left=f(2 * (t + x)), right=f(2 * t + 2 * x))).verdict == "proved"
    assert judge(Question(left=f(t) * g(t), right=f(t) ** 2)).verdict == "refuted"
    linear = sp.Integral(f(t) + g(t), (t, 0, 1))
    apart = sp.Integral(f(t), (t, 0, 1)) + sp.Integral(g(t), (t, 0, 1))
    assert judge(Question(left=linear, right=apart)).verdict == "undetermined", "opaque parts refute nothing"


def test_operators_are_compared_by_coefficients() -> None:
    a, b = (Quantity(name=n, latex=n, meaning=n, operator=True) for n in "ab")
    J = sp.Symbol("J", real=True)
    good = Question(left=J * (a.symbol + b.symbol), right=J * b.symbol + a.symbol * J, quantities=(a, b))
    assert judge(good).verdict == "proved"
    wrong = Question(left=J * a.symbol, right=-J * a.symbol, quantities=(a, b))
    assert judge(wrong).verdict == "refuted"
    unordered = Question(left=a.symbol * b.symbol, right=b.symbol * a.symbol, quantities=(a, b))
    assert judge(unordered).verdict == "undetermined", "whether they commute is not in the question"


def test_discrete_symbols_take_values_that_coincide() -> None:
    i, j = sp.symbols("i j", integer=True)
    question = Question(left=sp.KroneckerDelta(i, j) * (i - j + 1), right=sp.KroneckerDelta(i, j) * (j - i + 1))
    assert judge(question).verdict in ("proved", "consistent")
    assert judge(Question(left=sp.KroneckerDelta(i, j), right=sp.Integer(0))).verdict == "refuted"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"left": x, "right": y, "relation": "!="}, "'!='"),
        ({"left": x, "right": y, "relation": "<", "order": (x, 1)}, "'<'"),
        ({"left": sp.ImmutableMatrix([x, y]), "right": x}, "(2, 1)"),
        ({"left": x, "right": y, "relation": "~"}, "'~'"),
    ],
)
def test_a_question_that_contradicts_itself_is_refused(arguments, named) -> None:
    with pytest.raises(QuestionError, match=r".") as refusal:
        Question(**arguments)
    assert named in str(refusal.value)


PROGRAM = """
import sympy as sp
from derive.expressions import encode
from derive.judge import Question, judge, variants
x, y = sp.symbols("x y", positive=True); z = sp.Symbol("z"); e = sp.Symbol("e", positive=True)
f = sp.Function("f")
asked = [
    Question(left=sp.sqrt(z**2), right=z), Question(left=(x + y) ** 2, right=x**2 + y**2 + 2 * x * y),
    Question(left=f(x) * f(x * y), right=f(x)), Question(left=x * y, right=(x**2 + y**2) / 2, relation="<="),
    Question(left=sp.sin(e * x), right=e * x, order=(e, 3)),
    Question(left=sp.erf(x) + sp.erfc(x), right=sp.Integer(1)),
]
for question in asked:
    judgement = judge(question, seed=7)
    print(judgement.verdict, encode(judgement.evidence), encode(judgement.witness))
print(variants(x * sp.sin(y) - sp.I * y / sp.sqrt(x)))
"""


def test_the_hash_seed_changes_nothing() -> None:
    texts = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM], env=os.environ | {"PYTHONHASHSEED": seed}, text=True, check=True,
            capture_output=True,
        ).stdout
        for seed in ("0", "77")
    ]  # fmt: skip
    assert "refuted" in texts[0]
    assert texts[0] == texts[1]
