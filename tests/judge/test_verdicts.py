"""How evidence becomes a verdict: conflicts, empty domains, what each piece of evidence may claim."""

from __future__ import annotations

import pytest
import sympy as sp

from derive.judge import Question, judge, modular, refuter, verdict
from derive.judge.cells import cells
from derive.judge.forms import NormalForm
from derive.judge.modular import schwartz_zippel
from derive.judge.named_proofs import by_derivative, by_induction, by_separation

x, y, z = sp.symbols("x y z", positive=True)
n, k = sp.Symbol("n", integer=True, nonnegative=True), sp.Symbol("k", integer=True)
r = sp.Symbol("r", real=True)


def cell(left: sp.Expr, right: sp.Expr):
    return cells(Question(left=left, right=right))[0]


def test_two_evaluators_that_disagree_are_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = refuter.second_value
    monkeypatch.setattr(refuter, "second_value", lambda side, point, digits: honest(side, point, digits) + 1)
    assert judge(Question(left=x, right=2 * x)).verdict == "conflict"


def test_a_proof_of_a_refuted_formula_is_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NormalForm, "is_zero", lambda self, e: True)
    judgement = judge(Question(left=x, right=2 * x))
    assert judgement.verdict == "conflict"
    assert {piece.level for piece in judgement.evidence} == {4, 6}


def test_a_reduction_that_a_second_search_refutes_is_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdict, "reduction_to_zero", lambda cell, seed: "simplify")
    monkeypatch.setattr(NormalForm, "is_zero", lambda self, e: False)
    honest, calls = verdict.search, []

    def blind_at_first(cell, count, seed):
        calls.append(seed)
        return refuter.Search(agreeing=1, seen=1) if len(calls) == 1 else honest(cell, count, seed)

    monkeypatch.setattr(verdict, "search", blind_at_first)
    assert judge(Question(left=sp.erf(x), right=sp.sin(x))).verdict == "conflict"
    assert calls == [0, 1]


def test_a_computer_algebra_proof_alone_has_level_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NormalForm, "is_zero", lambda self, e: False)
    judgement = judge(Question(left=(sp.erf(x) + 1) ** 2, right=sp.erf(x) ** 2 + 2 * sp.erf(x) + 1))
    assert (judgement.verdict, judgement.level) == ("proved", 3)


def test_conditions_that_nothing_satisfies_prove_nothing() -> None:
    judgement = judge(Question(left=x, right=x, conditions=(x < y, y < x)))
    assert judgement.verdict == "undetermined"
    assert "no point" in judgement.evidence[0].detail


def test_decimals_are_read_as_printed_and_said_so() -> None:
    judgement = judge(Question(left=x * sp.Float("0.1"), right=x / 10))
    assert judgement.verdict == "proved"
    assert any(piece.method == "floats" for piece in judgement.evidence)


def test_values_of_one_function_are_never_taken_at_one_argument() -> None:
    """f(sin^2 + cos^2) is f(1): a witness that gives them two values would refute a true formula."""
    f = sp.Function("f")
    same = Question(left=f(sp.sin(r) ** 2 + sp.cos(r) ** 2), right=f(sp.Integer(1)))
    assert judge(same).verdict in ("undetermined", "proved")
    apart = judge(Question(left=f(x), right=f(y)))
    assert apart.verdict == "refuted"


def test_schwartz_zippel_says_its_bound_and_sees_a_difference() -> None:
    columns = sp.symbols("a b c d")
    matrix = sp.Matrix(4, 4, lambda i, j: columns[i] ** j)
    vandermonde = sp.Mul(*(columns[j] - columns[i] for i in range(4) for j in range(i + 1, 4)))
    good = schwartz_zippel(cell(matrix.det(method="berkowitz"), vandermonde), seed=0)
    assert good is not None
    assert good.level == 2
    assert "/2^60)^5" in good.detail
    wrong = schwartz_zippel(cell(matrix.det(method="berkowitz"), vandermonde + columns[0] * sp.I), seed=0)
    assert wrong is not None
    assert wrong.level == 0


def test_the_prime_is_random_prime_and_knows_i() -> None:
    import random

    primes = {modular._prime(random.Random(seed)) for seed in range(5)}
    assert len(primes) == 5
    assert all(sp.isprime(p) and i * i % p == p - 1 and p.bit_length() == 61 for p, i in primes)


def test_induction_needs_its_beginning() -> None:
    assert by_induction(cell(sp.Sum(k**3, (k, 0, n)), (n * (n + 1) / 2) ** 2))
    assert by_induction(cell(sp.Sum(k**3, (k, 0, n)), (n * (n + 1) / 2) ** 2 + 1)) is None
    assert by_induction(cell(sp.Sum(k**3, (k, 0, n)), n**4 / 4)) is None


def test_a_derivative_proves_only_on_an_interval_of_smoothness() -> None:
    assert by_derivative(cell(sp.atan(x) + sp.atan(1 / x), sp.pi / 2))
    assert by_derivative(cell(sp.atan(r) + sp.atan(1 / r), sp.pi / 2)) is None, "1/r jumps at zero"
    assert by_derivative(cell(sp.atan(x) + sp.atan(1 / x), sp.pi / 3)) is None


def test_separation_tells_equal_radicals_from_close_ones() -> None:
    nested = sp.sqrt(5 + 2 * sp.sqrt(6))
    assert by_separation(cell(nested, sp.sqrt(2) + sp.sqrt(3)))
    assert by_separation(cell(nested, sp.sqrt(2) + sp.sqrt(3) + sp.Rational(1, 10**30))) is None
    ramanujan = sp.cbrt(sp.cbrt(2) - 1)
    sides = (
        sp.Rational(1, 9) ** sp.Rational(1, 3),
        sp.Rational(2, 9) ** sp.Rational(1, 3),
        sp.Rational(4, 9) ** sp.Rational(1, 3),
    )
    assert by_separation(cell(ramanujan, sides[0] - sides[1] + sides[2]))
