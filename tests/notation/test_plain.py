"""Typed formulas: what is read, and what is refused with its place."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp

from derive.notation import NotationError, parse_text

J, zeta, q, x = sp.symbols("J zeta q x")
NAMES: dict[str, Any] = {"J": J, "zeta": zeta, "q": q, "x": x, "cross": sp.Function("cross")}

READ = [
    ("zeta/2*sqrt(q*x)", zeta / 2 * sp.sqrt(q * x)),
    ("-x^2", -(x**2)),
    ("x**-q", x**-q),
    ("2^3^2", sp.Integer(512)),
    ("x/q/2", x / (2 * q)),
    ("1.5e-3*x", sp.Rational(3, 2000) * x),
    ("0.1+0.2", sp.Rational(3, 10)),
    ("exp(-x) + e^(i*pi*q)", sp.exp(-x) + sp.exp(sp.I * sp.pi * q)),
    ("binomial(q, 2) + factorial(x) - abs(q)", sp.binomial(q, 2) + sp.factorial(x) - sp.Abs(q)),
    ("cross(x, q)", sp.Function("cross")(x, q)),
    ("  x\n+ q ", x + q),
]


@pytest.mark.parametrize(("typed", "meaning"), READ)
def test_reads(typed: str, meaning: Any) -> None:
    assert parse_text(typed, NAMES) == meaning


def test_relations() -> None:
    (first, second) = parse_text("0 < x <= q", NAMES)
    assert (first.left, first.relation, first.right) == (0, "<", x)
    assert (second.left, second.relation, second.right) == (x, "<=", q)
    assert parse_text("J == x", NAMES)[0].relation == "="


REFUSED = [
    ("2x", 0, "every product with"),
    ("q(1+x)", 0, "symbol, not a function"),
    ("J = zetta", 4, "the nearest is zeta"),
    ("sinn(x)", 0, "the nearest is sin"),
    ("I*x", 0, "not a declared name"),
    ("x +", 0, "not a formula"),
    ("", 0, "expected here"),
    ("x = ", 4, "expected here"),
    ("x.real", 0, "not arithmetic"),
    ("x if q else J", 0, "not arithmetic"),
    ("lambda: 1", 6, "not part of a typed formula"),
    ("__import__('os')", 11, "not part"),
    ("[x]", 0, "not part"),
    ("x[0]", 1, "not part"),
    ("x; q", 1, "not part"),
    ("f'x'", 1, "not part"),
    ("(x := 1)", 6, "expected here|not a formula"),
    ("sqrt(x, q)", 0, "takes 1"),
    ("sqrt()", 0, "takes 1"),
    ("sqrt(x=q)", 4, "not a formula"),
    ("sqrt(*x)", 0, "not arithmetic|not a formula"),
    (".5*x", 0, "not a number"),
    ("1_000", 0, "not a number"),
    ("0x10", 0, "not a number"),
    ("1/0", 2, "division by zero"),
    ("x/(q-q)", 3, "division by zero"),
    ("2^100000", 2, "exponent is larger"),
    ("(" * 400 + "x" + ")" * 400, 0, "not a formula"),
    ("+".join(["x"] * 5000), 0, "too long|not a formula"),
    ("factorial(10^9)", 0, "not worked out"),
    ("x and q", 0, "not arithmetic"),
    ("True", 0, "not"),
    ("1j", 0, "not"),
]


@pytest.mark.parametrize(("typed", "position", "words"), REFUSED, ids=[typed[:20] for typed, _, _ in REFUSED])
def test_refuses(typed: str, position: int, words: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse_text(typed, NAMES)
    assert any(word in caught.value.sentence for word in words.split("|")), caught.value.sentence
    if len(typed) < 50 and "|" not in words:
        assert caught.value.position == position, str(caught.value)


def test_the_place_is_right_behind_power_signs_and_greek() -> None:
    with pytest.raises(NotationError) as caught:
        parse_text("x^2 + q^x * stranger", NAMES)
    assert caught.value.position == 12
    with pytest.raises(NotationError) as caught:
        parse_text("ξ^2*x", {"x": x})
    assert caught.value.position == 0
