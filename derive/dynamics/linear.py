r"""Linear systems with exact symbolic coefficients, solved in the field of rational functions of their symbols."""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.polys.matrices import DomainMatrix
from sympy.polys.matrices.exceptions import DMNonInvertibleMatrixError

from derive.dynamics.rates import DynamicsError

PRIMES = (3, 7, 13, 19, 29, 37, 43, 53)


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
    whole = sp.Matrix.hstack(matrix, right)
    table = DomainMatrix.from_list_sympy(size, whole.cols, whole.tolist())
    try:
        above, below = table[:, :size].solve_den(table[:, size:])
    except (DMNonInvertibleMatrixError, ZeroDivisionError):
        return None
    field = above.domain.get_field()
    return (above.convert_to(field) / field.convert_from(below, above.domain)).to_Matrix()


def _regular_somewhere(matrix: sp.Matrix) -> bool:
    symbols = sorted(matrix.free_symbols, key=str)
    rule = {symbol: sp.Rational(PRIMES[k % len(PRIMES)], k + 2) for k, symbol in enumerate(symbols)}
    own = matrix.xreplace(rule)
    return bool(DomainMatrix.from_list_sympy(*own.shape, own.tolist(), field=True).to_field().det())


def inverse(matrix: sp.MatrixBase) -> sp.ImmutableMatrix | None:
    """The inverse of a square matrix, or None when it is singular."""
    return solved(matrix, sp.eye(matrix.rows))


def cancelled(matrix: sp.MatrixBase) -> sp.ImmutableMatrix:
    """The matrix with every entry as one reduced fraction."""
    return sp.ImmutableMatrix(matrix.applyfunc(sp.cancel))


def is_zero(matrix: sp.MatrixBase) -> bool:
    """Whether every entry is zero as a rational function of what occurs in it."""
    return all(vanishes(entry) for entry in matrix)


def vanishes(entry: Any) -> bool:
    """Whether an expression is zero as a rational function of what occurs in it."""
    plain = sp.expand(entry)
    return bool(plain == 0 or sp.expand(sp.numer(sp.together(plain))) == 0)
