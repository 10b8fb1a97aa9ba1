"""Arithmetic of parsed values: scalars, operators, vectors (3x1 matrices) and matrices; a mismatch is an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

LARGEST = 10_000
"""The largest exponent of a number, and argument of a factorial, that is worked out."""
Refuse = Callable[[str], Any]


def is_matrix(value: Any) -> bool:
    """Whether a value is a matrix, vectors included."""
    return isinstance(value, sp.MatrixBase)


def is_vector(value: Any) -> bool:
    """Whether a value is a vector of three components."""
    return isinstance(value, sp.MatrixBase) and value.shape == (3, 1)


def is_operator(value: Any) -> bool:
    """Whether a scalar value does not commute."""
    return isinstance(value, sp.Expr) and value.is_commutative is False


def add(left: Any, right: Any, refuse: Refuse) -> Any:
    """The sum of two scalars or of two matrices of one shape."""
    if is_matrix(left) != is_matrix(right):
        return refuse("a vector or matrix and a scalar cannot be added")
    if is_matrix(left) and left.shape != right.shape:
        return refuse(f"matrices of shapes {left.shape} and {right.shape} cannot be added")
    return left + right


def negative(value: Any) -> Any:
    """The value times -1."""
    return value.applyfunc(lambda entry: -entry) if is_matrix(value) else -value


def multiply(left: Any, right: Any, sign: str, refuse: Refuse) -> Any:
    r"""The product written with ``sign``: ``\cdot``, ``\times`` or nothing (side by side)."""
    if is_vector(left) and is_vector(right):
        if sign == r"\times":
            return cross(left, right)
        if sign == r"\cdot":
            return sum((a * b for a, b in zip(left, right, strict=True)), sp.Integer(0))
        return refuse(r"two vectors side by side: write \cdot or \times between them")
    if is_matrix(left) and is_matrix(right):
        if sign or left.shape[1] != right.shape[0]:
            return refuse(f"matrices of shapes {left.shape} and {right.shape} cannot be multiplied so")
        return sp.ImmutableMatrix(left * right)
    if is_matrix(left):
        return left.applyfunc(lambda entry: entry * right)
    if is_matrix(right):
        return right.applyfunc(lambda entry: left * entry)
    return left * right


def cross(left: Any, right: Any) -> sp.ImmutableMatrix:
    """The vector product, with the order of noncommuting components kept."""
    (a, b, c), (u, v, w) = left, right
    return sp.ImmutableMatrix([b * w - c * v, c * u - a * w, a * v - b * u])


def divide(left: Any, right: Any, refuse: Refuse) -> Any:
    """The quotient by a commuting scalar."""
    if is_matrix(right):
        return refuse("a division by a vector or matrix has no meaning")
    if right.is_commutative is False:
        return refuse("a division by an operator is ambiguous: write its inverse on the side you mean")
    if right == 0:
        return refuse("a division by zero")
    return multiply(left, 1 / right, "", refuse)


def power(base: Any, exponent: Any, refuse: Refuse) -> Any:
    """The base to a scalar exponent."""
    if is_matrix(exponent):
        return refuse("an exponent cannot be a vector or matrix")
    if is_vector(base):
        return refuse(r"a power of a vector is ambiguous: write it with \cdot")
    if is_matrix(base):
        if not (exponent.is_Integer and base.shape[0] == base.shape[1]):
            return refuse("only integer powers of square matrices are defined")
        return sp.ImmutableMatrix(base**exponent)
    if base.is_number and exponent.is_number and abs(exponent) > LARGEST:
        return refuse(f"an exponent above {LARGEST} is not worked out")
    if base == 0 and exponent.is_negative:
        return refuse("a division by zero")
    return base**exponent


def commutator(left: Any, right: Any, sign: int, refuse: Refuse) -> Any:
    """``left right + sign right left``, expanded; both must be operators."""
    if not (is_operator(left) and is_operator(right)):
        name = "a commutator" if sign < 0 else "an anticommutator"
        return refuse(f"{name} needs two operands that do not commute")
    return sp.expand(left * right + sign * right * left)
