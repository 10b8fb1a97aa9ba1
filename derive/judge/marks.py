"""Marks: values at one exact point, which tell two expressions apart before either is multiplied out.

Two expressions whose balls exclude one another at a point of their symbols cannot become the same by multiplying out;
where the balls overlap, or there is no value, a mark says nothing and the expressions themselves have to be compared.
"""

from __future__ import annotations

import random
from fractions import Fraction

import flint
import sympy as sp

from derive.judge.balls import UnusableError, Value, balls, excludes_zero
from derive.judge.points import Coordinate, flint_point
from derive.judge.question import Node

BITS = 128
Mark = tuple[Value, ...] | None


def mark(expression: Node) -> Mark:
    """The entries' values where each symbol has a number of its own that its assumptions allow; None without values."""
    entries = tuple(expression) if isinstance(expression, sp.MatrixBase) else (expression,)
    if expression.has(sp.Integral, sp.Sum, sp.Product) or not all(s.is_commutative for s in expression.free_symbols):
        return None  # an integral costs more to evaluate than to multiply out
    try:
        with flint.ctx.workprec(BITS):
            known = flint_point({symbol: _coordinate(symbol) for symbol in expression.free_symbols})
        return balls(entries, known, BITS)
    except UnusableError:
        return None


def apart(one: Mark, other: Mark) -> bool:
    """Whether two marks of one shape prove that their expressions differ."""
    if one is None or other is None:
        return False
    with flint.ctx.workprec(BITS):
        return any(excludes_zero(a - b) for a, b in zip(one, other, strict=True))


def _coordinate(symbol: Node) -> Coordinate:
    """A number by the symbol's name, the same in every expression."""
    rng = random.Random(f"mark {symbol.name}")
    real = Fraction(2 * rng.randint(1, 10**6) + 1, 10**6 + 3)
    size = Fraction(rng.randint(3, 60)) if symbol.is_integer else real
    sign = -1 if symbol.is_extended_nonpositive else 1
    return sign * size, Fraction(0) if symbol.is_extended_real else size / 3
