"""Operators as JSON trees and as SymPy expressions, and back.

A tree is ``["Operator", [monomial, coefficient], ...]`` with a coefficient as `derive.expressions` writes it
and a monomial ``["Monomial", [name, species, letter], ...]``. Reading one never runs anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sympy as sp

from derive import expressions
from derive.algebra import kinds
from derive.algebra.errors import AlgebraError
from derive.algebra.monomials import Monomial, monomial, site

if TYPE_CHECKING:
    from derive.algebra.operators import Operator


def to_tree(operator: Operator) -> list[Any]:
    """The operator as a JSON tree."""
    return ["Operator", *([_monomial_tree(m), expressions.to_tree(value)] for m, value in operator.terms.items())]


def from_tree(tree: list[Any]) -> Operator:
    """The operator of a JSON tree; raises AlgebraError for anything but such a tree."""
    from derive.algebra.operators import combination  # operators carry this module's functions as methods

    if not isinstance(tree, list) or not tree or tree[0] != "Operator":
        raise AlgebraError(f"not an operator tree: {str(tree)[:60]!r}, where a list headed 'Operator' is expected")
    return combination((_read_monomial(m), expressions.from_tree(value)) for m, value in tree[1:])


def _monomial_tree(of: Monomial) -> list[Any]:
    return [
        "Monomial",
        *([place.name, place.species.describe(), place.species.to_tree(letter)] for place, letter in of.letters),
    ]


def _read_monomial(tree: list[Any]) -> Monomial:
    if not tree or tree[0] != "Monomial":
        raise AlgebraError(f"not a monomial tree: {str(tree)[:60]!r}, where a list headed 'Monomial' is expected")
    letters = []
    for name, described, letter in tree[1:]:
        species = kinds.read(described)
        letters.append((site(name, species), species.from_tree(letter)))
    return monomial(letters)


def to_sympy(operator: Operator) -> sp.Expr:
    """The operator as a SymPy expression in noncommutative symbols, one for each letter."""
    return sp.Add(*(value * monomial_symbols(m) for m, value in operator.terms.items()))


def monomial_symbols(of: Monomial) -> sp.Expr:
    """The monomial as a SymPy product of noncommutative symbols."""
    return sp.Mul(
        *(sp.Symbol(place.species.text(letter, place.name), commutative=False) for place, letter in of.letters)
    )
