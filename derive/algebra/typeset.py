"""Operators as a person writes them, in LaTeX and in plain text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import sympy as sp

from derive.algebra.monomials import Monomial

if TYPE_CHECKING:
    from derive.algebra.operators import Operator


def latex(operator: Operator) -> str:
    """The operator in LaTeX."""
    return _sum(operator, monomial_latex, lambda value: sp.latex(value), r" ", r"\left({}\right)")


def text(operator: Operator) -> str:
    """The operator in plain text."""
    return _sum(operator, str, str, "*", "({})")


def monomial_latex(of: Monomial) -> str:
    """A monomial in LaTeX, empty for the identity."""
    return " ".join(place.species.latex(letter, place.name) for place, letter in of.letters)


def _sum(
    operator: Operator,
    write: Callable[[Monomial], str],
    write_scalar: Callable[[sp.Expr], str],
    times: str,
    bracket: str,
) -> str:
    pieces: list[str] = []
    for m, value in operator.terms.items():
        negative = value.could_extract_minus_sign()
        size = -value if negative else value
        if not m.letters:
            body = bracket.format(write_scalar(size)) if negative and size.is_Add else write_scalar(size)
        elif size == 1:
            body = write(m)
        else:
            scalar = write_scalar(size)
            body = (bracket.format(scalar) if size.is_Add else scalar) + times + write(m)
        sign = ("-" if negative else "") if not pieces else (" - " if negative else " + ")
        pieces.append(sign + body)
    return "".join(pieces) or "0"
