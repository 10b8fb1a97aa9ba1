"""Marks: they prove a difference, and never between an expression and the same one multiplied out."""

from __future__ import annotations

import pytest
import sympy as sp

from derive.judge import apart, mark

A, B = sp.symbols("a b", positive=True)
Z = sp.Symbol("z")
N = sp.Symbol("n", integer=True, positive=True)
P, Q = sp.symbols("P Q", commutative=False)


@pytest.mark.parametrize(
    "e",
    [
        (A + B) ** 5 / (A - 3 * B),
        sp.sqrt(A * B) * sp.log(A**2 / B),
        sp.exp(sp.I * A * (B + Z)) * sp.conjugate(Z) + sp.Abs(Z) ** 2,
        (A * B) ** N * sp.besselj(1, A + B),
        sp.Matrix([[(A + B) ** 2, Z * (A - Z)]]),
    ],
)
def test_multiplying_out_keeps_the_mark(e: sp.Expr) -> None:
    assert mark(e) is not None
    assert not apart(mark(e), mark(e.expand()))
    assert apart(mark(e), mark(2 * e))


def test_a_slip_in_one_entry_is_seen() -> None:
    assert apart(mark(sp.Matrix([A, B])), mark(sp.Matrix([A, -B])))
    assert not apart(mark(sp.Matrix([A, B])), mark(sp.Matrix([A, B])))


@pytest.mark.parametrize(
    "e", [P * Q - Q * P, sp.Function("f")(A), sp.Integral(A * B, (A, 0, B)), 1 / (A - A * 1 + 0 * B)]
)
def test_what_has_no_value_proves_nothing(e: sp.Expr) -> None:
    assert mark(e) is None
    assert not apart(mark(e), mark(2 * A))
