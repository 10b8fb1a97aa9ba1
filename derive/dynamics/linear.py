r"""Linear systems with exact symbolic coefficients, solved in the field of rational functions of their symbols."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy as sp
from sympy.polys.matrices import DomainMatrix
from sympy.polys.matrices.exceptions import DMNonInvertibleMatrixError

from derive.dynamics.rates import DynamicsError

PRIMES = (3, 7, 13, 19, 29, 37, 43, 53)


def sample(symbols: Iterable[sp.Symbol], shift: int = 0) -> dict[sp.Symbol, sp.Rational]:
    """A generic point: distinct rational values for symbols, others for another ``shift``."""
    ordered = sorted(symbols, key=str)
    return {
        own: sp.Rational(PRIMES[(k + shift) % len(PRIMES)] + k // len(PRIMES), 2 * k + 3 + shift)
        for k, own in enumerate(ordered)
    }


def solved(matrix: sp.MatrixBase, right: sp.MatrixBase) -> sp.ImmutableMatrix | None:
    """The solution X of ``matrix * X = right`` for a square matrix, or None when the matrix is singular.

    Exact: fractions of polynomials in the symbols that occur, zero recognised as such.
    """
    rows, columns = matrix.shape
    if rows != columns or right.rows != rows:
        raise DynamicsError(
            f"a matrix of shape {matrix.shape} and a right side of {right.rows} rows were given, where a square matrix "
            "and as many rows are expected"
        )
    if rows == 0 or right.cols == 0:
        return sp.ImmutableMatrix(rows, right.cols, [])
    found = sp.zeros(rows, right.cols)
    for part in blocks(matrix):
        own, target = sp.Matrix(matrix[part, part]), sp.Matrix(right[part, :])
        if not any(target):
            # Nothing to solve; a point where the determinant differs from zero shows that the block is regular.
            if not _regular_somewhere(own) and _solved_block(own, sp.eye(len(part))) is None:
                return None
            continue
        value = _solved_block(own, target)
        if value is None:
            return None
        for k, row in enumerate(part):
            found[row, :] = value[k, :]
    return sp.ImmutableMatrix(found)


def blocks(matrix: sp.MatrixBase) -> list[list[int]]:
    """The indices that a square matrix connects, block by block."""
    root = list(range(matrix.rows))

    def top(k: int) -> int:
        while root[k] != k:
            k = root[k]
        return k

    for i, j in matrix.todok():
        root[top(i)] = top(j)
    found: dict[int, list[int]] = {}
    for k in range(matrix.rows):
        found.setdefault(top(k), []).append(k)
    return list(found.values())


def _solved_block(matrix: sp.Matrix, right: sp.Matrix) -> sp.Matrix | None:
    size = matrix.rows
    # Fractions on the right stand as letters while the system is solved: elimination is then free of them.
    fractions: dict[sp.Dummy, sp.Expr] = {}

    def plain(entry: sp.Expr) -> sp.Expr:
        above, below = sp.fraction(sp.together(entry))
        if not below.free_symbols:
            return entry
        letter = sp.Dummy()
        fractions[letter] = above / below
        return letter

    whole = sp.Matrix.hstack(matrix, right.applyfunc(plain))
    table = DomainMatrix.from_list_sympy(size, whole.cols, whole.tolist())
    try:
        above, below = table[:, :size].solve_den(table[:, size:])
    except (DMNonInvertibleMatrixError, ZeroDivisionError):
        return None
    bottom = above.domain.to_sympy(below)
    if bottom == 0:
        return None

    def value(top: sp.Expr) -> sp.Expr:
        if top.has(*fractions) if fractions else False:
            top, extra = sp.fraction(sp.together(top.xreplace(fractions)))
            return quotient(top, bottom * extra)
        return quotient(top, bottom)

    return above.to_Matrix().applyfunc(value)


def adjugate(matrix: sp.MatrixBase) -> tuple[sp.Matrix, list[sp.Expr]] | None:
    """A matrix and a number for each of its rows whose quotients are the inverse's rows; None when it is singular.

    Polynomials where the given matrix has them; the number is the determinant of the row's block.
    """
    found, below = sp.zeros(*matrix.shape), [sp.S.One] * matrix.rows
    for part in blocks(matrix):
        table = DomainMatrix.from_list_sympy(len(part), len(part), sp.Matrix(matrix[part, part]).tolist())
        try:
            above, number = table.inv_den()
        except (DMNonInvertibleMatrixError, ZeroDivisionError):
            return None
        if not number:
            return None
        tops = above.to_Matrix()
        for i, row in enumerate(part):
            below[row] = above.domain.to_sympy(number)
            for j, column in enumerate(part):
                found[row, column] = tops[i, j]
    return found, below


def reduced(value: sp.Expr) -> sp.Expr:
    """An expression as a reduced fraction, or as one for its real and one for its imaginary part."""
    return quotient(*sp.fraction(sp.together(value)))


def quotient(top: sp.Expr, bottom: sp.Expr, split: bool = True) -> sp.Expr:
    """A quotient of two polynomials in lowest terms; with i in it, real and imaginary part each in lowest terms.

    Quotients with i and symbols that are not real are left as they are; without ``split`` all that are complex.
    """
    if top == 0:
        return sp.S.Zero
    if not (top.has(sp.I) or bottom.has(sp.I)):
        return sp.cancel(top / bottom)
    symbols = top.free_symbols | bottom.free_symbols
    if not symbols:
        return sp.expand(top / bottom, complex=True)
    found = _real_and_imaginary(top, bottom)
    if found is None:
        return sp.expand(top) / bottom
    real, imaginary, below = found
    if not (split or real.is_zero or imaginary.is_zero):
        return sp.expand(top) / bottom
    return _lowest(real, below) + sp.I * _lowest(imaginary, below)


def real_part(top: sp.Expr, bottom: sp.Expr) -> sp.Expr:
    """The real part of a quotient of polynomials, in lowest terms where its symbols are real."""
    split = _real_and_imaginary(top, bottom)
    if split is None:
        half = reduced(top / bottom) / 2
        return reduced(half + sp.conjugate(half))
    real, _, below = split
    return _lowest(real, below)


def over_square(value: sp.Expr, divisor: sp.Expr) -> sp.Expr:
    """A fraction whose denominator holds abs(divisor)^2, with it as u^2 + v^2, which does not cancel in numbers."""
    symbols = divisor.free_symbols
    if not divisor.has(sp.I) or not symbols or not all(symbol.is_extended_real for symbol in symbols):
        return value
    (poly,), _ = sp.parallel_poly_from_expr([divisor.xreplace({sp.I: _UNIT})])
    u, v = _parts(poly)
    top, bottom = sp.fraction(value)
    others, rest = sp.div(sp.Poly(bottom, *u.gens), u * u + v * v, field=True)
    if not rest.is_zero:
        return value
    return top / (sp.factor(others.as_expr()) * (u.as_expr() ** 2 + v.as_expr() ** 2))


def _real_and_imaginary(top: sp.Expr, bottom: sp.Expr) -> tuple[sp.Poly, sp.Poly, sp.Poly] | None:
    """Polynomials x, y, d with (x + i y)/d the quotient; None where a symbol is not real or a function holds i."""
    heads = {own for part in (top, bottom) for own in part.atoms(sp.Function, sp.Pow) if own.has(sp.I)}
    inside = any(not (own.is_Pow and own.exp.is_Integer) for own in heads)
    symbols = top.free_symbols | bottom.free_symbols
    if inside or not symbols or not all(symbol.is_extended_real for symbol in symbols):
        return None
    # Common divisors over the Gaussian rationals are slow to find; over the rationals they are not.
    (above, beneath), _ = sp.parallel_poly_from_expr([own.xreplace({sp.I: _UNIT}) for own in (top, bottom)])
    (x, y), (u, v) = _parts(above), _parts(beneath)
    return x * u + y * v, y * u - x * v, u * u + v * v


_UNIT = sp.Dummy("i", real=True)


def _parts(value: sp.Poly) -> tuple[sp.Poly, sp.Poly]:
    """The real and the imaginary part of a polynomial in real letters and i."""
    others = [g for g in value.gens if g != _UNIT]
    at = value.gens.index(_UNIT)
    parts: tuple[dict[Any, sp.Expr], dict[Any, sp.Expr]] = ({}, {})
    for powers, coefficient in value.terms():
        kept, power = (*powers[:at], *powers[at + 1 :]), powers[at]
        own = parts[power % 2]
        own[kept] = own.get(kept, 0) + (-1) ** (power // 2) * coefficient
    real, imaginary = (sp.Poly.from_dict(own, *others, domain=value.domain) for own in parts)
    return real, imaginary


def _lowest(top: sp.Poly, bottom: sp.Poly) -> sp.Expr:
    if top.is_zero:
        return sp.S.Zero
    factor, above, below = top.cancel(bottom)
    return factor * above.as_expr() / below.as_expr()


def _regular_somewhere(matrix: sp.Matrix) -> bool:
    symbols = sorted(matrix.free_symbols, key=str)
    rule = {symbol: sp.Rational(PRIMES[k % len(PRIMES)], k + 2) for k, symbol in enumerate(symbols)}
    own = matrix.xreplace(rule)
    return bool(DomainMatrix.from_list_sympy(*own.shape, own.tolist(), field=True).to_field().det())


def inverse(matrix: sp.MatrixBase) -> sp.ImmutableMatrix | None:
    """The inverse of a square matrix, or None when it is singular."""
    return solved(matrix, sp.eye(matrix.rows))


def is_zero(matrix: sp.MatrixBase) -> bool:
    """Whether every entry is zero as a rational function of what occurs in it."""
    return all(vanishes(entry) for entry in matrix)


def vanishes(entry: Any) -> bool:
    """Whether an expression is zero as a rational function of what occurs in it."""
    plain = sp.expand(entry)
    return bool(plain == 0 or sp.expand(sp.numer(sp.together(plain))) == 0)
