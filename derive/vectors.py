r"""Opaque products, written as the field writes them, and what they stand for.

A vector is one symbol, with ``cross(a, b)`` and ``dot(a, b)``; an operator is a noncommutative symbol, with
``commutator(a, b)``.

Equations of spins are written and read as vectors; what computes (the judge, the code generator) takes them
apart with :func:`componentwise`. The components of two vectors commute: each product stands for one product
of operators of different atoms, or of their means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

import sympy as sp
from sympy.core.function import AppliedUndef

from derive.records import Equation, Quantity, RecordError

cross = sp.Function("cross")
dot = sp.Function("dot")
commutator = sp.Function("commutator", commutative=False)


def vector(
    name: str, latex: str, meaning: str, unit: str = "1", place: str = ""
) -> tuple[Quantity, Quantity, Quantity, Quantity]:
    """The table entries of a real vector: itself, then its three Cartesian components.

    ``place`` is set behind the letter and its index, as in f_x(r); a place ``_f`` is an index of its own.
    """
    script = f"_{{{place[1:]},{{axis}}}}" if place.startswith("_") else f"_{{axis}}{place}"
    parts = [
        Quantity(
            name=f"{name}_{axis}",
            latex=latex + script.replace("{axis}", axis),
            meaning=f"{axis} component of: {meaning}",
            unit=unit,
        )
        for axis in "xyz"
    ]
    bold = latex.replace(latex[-1], rf"\mathbf {latex[-1]}")
    names = tuple(part.name for part in parts)
    whole = Quantity(name=name, latex=f"{bold}{place}", meaning=meaning, unit=unit, components=names)
    return whole, parts[0], parts[1], parts[2]


def collected(matrix: sp.MatrixBase, basis: Iterable[sp.Expr], quantities: Iterable[Quantity]) -> sp.Basic:
    """A 3x1 matrix as a combination of vectors, or the matrix itself when the basis does not span it.

    ``basis`` are vectors, such as ``s`` and ``cross(k, s)``; coefficients must not hold their components.
    """
    letters = sorted(set().union(*(v.free_symbols for v in components(quantities).values())), key=str)
    found: sp.Expr = sp.Integer(0)
    rest = sp.Matrix(matrix)
    for direction in basis:
        entries = sp.Matrix(resolve(direction, quantities))
        monomial, unit = sp.Poly(entries[0], *letters).terms()[0]
        powers = sp.Mul(*(letter**power for letter, power in zip(letters, monomial, strict=True)))
        coefficient = sp.Poly(sp.expand(rest[0]), *letters).coeff_monomial(powers) / unit
        found += sp.factor_terms(coefficient) * direction
        rest = (rest - coefficient * entries).applyfunc(sp.expand)
    return found if rest == sp.zeros(3, 1) else sp.ImmutableMatrix(matrix)


def components(quantities: Iterable[Quantity]) -> dict[sp.Symbol, sp.ImmutableMatrix]:
    """The 3x1 matrix of components of every vector in a symbol table."""
    entries = {quantity.name: quantity for quantity in quantities}
    return {
        quantity.symbol: sp.ImmutableMatrix([entries[name].symbol for name in quantity.components])
        for quantity in entries.values()
        if quantity.components
    }


def resolve(expression: sp.Basic, quantities: Iterable[Quantity]) -> sp.Basic:
    """The expression with every product written out: a vector becomes a 3x1 matrix, a commutator two words.

    Raises RecordError when scalars and vectors are added, or vectors multiplied without cross or dot.
    """
    if expression.has(commutator):
        expression = written_out(expression)
    return _resolve(expression, components(quantities))


def written_out(expression: sp.Expr) -> sp.Expr:
    """The expression with each commutator(a, b) as a b - b a, multiplied out."""

    def words(left: sp.Expr, right: sp.Expr) -> sp.Expr:
        return sp.expand(left * right - right * left)

    return sp.expand(expression.replace(commutator, words))


def as_matrix(expression: sp.Expr, matrices: Mapping[sp.Symbol, sp.ImmutableMatrix]) -> sp.ImmutableMatrix:
    """A sum of words in operators as a matrix, each operator replaced by the given one; all are of one size.

    The exponential of such a sum is the exponential of its matrix.
    """
    return _as_matrix(expression, tuple(matrices.items()))


@lru_cache(maxsize=512)
def _as_matrix(expression: sp.Expr, matrices: tuple[tuple[sp.Symbol, sp.ImmutableMatrix], ...]) -> sp.ImmutableMatrix:
    size = matrices[0][1].rows
    total = sp.zeros(size, size)
    for term in sp.Add.make_args(written_out(expression)):
        numbers, word = term.args_cnc()
        total += sp.Mul(*numbers) * _product(tuple(word), matrices)
    return sp.ImmutableMatrix(total)


@lru_cache(maxsize=512)
def _product(
    word: tuple[sp.Expr, ...], matrices: tuple[tuple[sp.Symbol, sp.ImmutableMatrix], ...]
) -> sp.ImmutableMatrix:
    """The product of powers of operators; terms and misprints of one formula share their words."""
    known = dict(matrices)
    product = sp.eye(matrices[0][1].rows)
    for power in word:
        base, exponent = power.as_base_exp()
        factor = _as_matrix(exponent, matrices).exp() if base is sp.E else known[base] ** exponent
        product = product * factor
    return sp.ImmutableMatrix(product)


def componentwise(equation: Equation) -> Equation:
    """The same equation by components; an equation of scalars is returned unchanged."""
    left, right = resolve_pair(equation.lhs, equation.rhs, equation.quantities)
    return replace(equation, lhs=left, rhs=right)


def resolve_pair(left: sp.Basic, right: sp.Basic, quantities: Iterable[Quantity]) -> tuple[sp.Basic, sp.Basic]:
    """Both sides with every vector taken apart; a zero becomes the zero vector beside a vector."""
    sides = [resolve(side, quantities) for side in (left, right)]
    for here, there in ((0, 1), (1, 0)):
        if sides[here] == 0 and isinstance(sides[there], sp.MatrixBase):
            sides[here] = sp.ImmutableMatrix.zeros(*sides[there].shape)
    return sides[0], sides[1]


def _resolve(expression: sp.Basic, vectors: dict[sp.Symbol, sp.ImmutableMatrix]) -> sp.Basic:
    if expression in vectors:
        return vectors[expression]
    if not expression.free_symbols & vectors.keys():
        return expression
    if isinstance(expression, sp.Derivative):
        inner = _resolve(expression.expr, vectors)
        return inner.applyfunc(lambda entry: sp.Derivative(entry, *expression.variables, evaluate=False))
    parts = [_resolve(argument, vectors) for argument in expression.args]
    if isinstance(expression, AppliedUndef) and expression.func in (cross, dot):
        product = parts[0].cross(parts[1]) if expression.func == cross else parts[0].dot(parts[1])
        return sp.ImmutableMatrix(product) if expression.func == cross else product
    matrices = [part for part in parts if isinstance(part, sp.MatrixBase)]
    if isinstance(expression, sp.Add) and len(matrices) in (0, len(parts)):
        return sum(parts[1:], parts[0])
    if isinstance(expression, sp.Mul) and len(matrices) <= 1:
        factor = sp.Mul(*(part for part in parts if not isinstance(part, sp.MatrixBase)))
        return matrices[0] * factor if matrices else factor
    if not matrices:
        return expression.func(*parts)
    raise RecordError(f"{expression} mixes scalars and vectors: use cross(a, b) or dot(a, b) for a product")
