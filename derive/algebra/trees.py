"""Operators as JSON trees and as SymPy expressions, and back.

A tree is ``["Operator", [monomial, coefficient], ...]`` with a coefficient as `derive.expressions` writes it
and a monomial ``["Monomial", [name, species, letter], ...]``. Reading one never runs anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import sympy as sp

from derive import expressions
from derive.algebra import kinds
from derive.algebra.errors import AlgebraError, nearest
from derive.algebra.monomials import Monomial, Site, monomial, site
from derive.algebra.species import Letter

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
    """The operator as a SymPy expression in noncommutative symbols, one for each elementary operator."""
    return sp.Add(*(value * _symbols(m) for m, value in operator.terms.items()))


def _symbols(of: Monomial) -> sp.Expr:
    return sp.Mul(*(symbol(place, own) for place, letter in of.letters for own in place.species.word(letter)))


def symbol(place: Site, letter: Letter) -> sp.Symbol:
    """The noncommutative symbol of an elementary operator, named as in plain text."""
    return sp.Symbol(place.species.text(letter, place.name), commutative=False)


def alphabet(operator: Operator) -> dict[sp.Symbol, Operator]:
    """The symbols that `to_sympy` uses for an operator, with what they stand for."""
    return {
        symbol(place, own): elementary(place, own)
        for m in operator.terms
        for place, letter in m.letters
        for own in place.species.word(letter)
    }


def elementary(place: Site, letter: Letter) -> Operator:
    """The operator of one letter, as written."""
    from derive.algebra.operators import combination

    return combination([(monomial([(place, letter)]), 1)])


def from_sympy(expression: sp.Expr, *sources: Any) -> Operator:
    """The operator of a SymPy expression in noncommutative symbols.

    ``sources`` are systems, whose elementary operators are known by the names that `to_sympy` gives them, and
    mappings from any SymPy objects (symbols, operators of sympy.physics.quantum) to operators. Raises
    AlgebraError for a noncommuting object in none of them.
    """
    table: dict[Any, Operator] = {}
    for source in sources:
        if isinstance(source, Mapping):
            table.update(source)
        else:
            place = source.site
            table.update({symbol(place, own): elementary(place, own) for own in place.species.alphabet()})
    return _read_sympy(expression, table)


def _read_sympy(expression: sp.Expr, table: Mapping[Any, Operator]) -> Operator:
    from derive.algebra.operators import ONE_OPERATOR, ZERO, combination

    if expression in table:
        return table[expression]
    if expression.is_commutative:
        return combination([(monomial(()), expression)])
    if isinstance(expression, sp.Add):
        total = ZERO
        for part in expression.args:
            total = total + _read_sympy(part, table)
        return total
    if isinstance(expression, sp.Mul):
        result = ONE_OPERATOR
        for part in expression.args:
            result = result * _read_sympy(part, table)
        return result
    if isinstance(expression, sp.Pow) and expression.exp.is_Integer:
        return _read_sympy(expression.base, table) ** int(expression.exp)
    adjoint = sp.adjoint(expression)
    if adjoint in table:
        return table[adjoint].adjoint()
    known = [str(key) for key in table]
    raise AlgebraError(f"the noncommuting {expression} is in no system given; {nearest(str(expression), known)}")
