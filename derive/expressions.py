"""SymPy expressions as JSON trees: a closed set of heads, so that reading one never runs anything.

A tree is a list ``[head, *arguments]``; numbers are strings, so that no digit is lost.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

import msgspec
import sympy as sp
from sympy.core.assumptions import StdFactKB
from sympy.core.function import AppliedUndef

Tree = list[Any]

HEADS: dict[str, Any] = {
    cls.__name__: cls
    for cls in (
        sp.Add, sp.Mul, sp.Pow, sp.exp, sp.log, sp.sin, sp.cos, sp.tan, sp.cot, sp.asin, sp.acos, sp.atan,
        sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.asinh, sp.acosh, sp.atanh, sp.Abs, sp.sign, sp.conjugate,
        sp.re, sp.im, sp.arg, sp.Min, sp.Max, sp.factorial, sp.binomial, sp.gamma, sp.erf, sp.erfc, sp.erfi, sp.hyper,
        sp.besselj, sp.jn, sp.floor, sp.ceiling, sp.Heaviside, sp.DiracDelta, sp.KroneckerDelta, sp.LeviCivita,
        sp.Sum, sp.Product,
        sp.Integral, sp.Derivative, sp.Limit, sp.Order, sp.Tuple, sp.Piecewise, sp.And, sp.Or, sp.Not,
        sp.Subs,
    )
}  # fmt: skip
TUPLES = ("ExprCondPair", "TupleArg")  # of a Piecewise, of a hypergeometric function
RELATIONS: dict[str, Any] = {
    cls.__name__: cls
    for cls in (sp.Equality, sp.Unequality, sp.StrictLessThan, sp.LessThan, sp.StrictGreaterThan, sp.GreaterThan)
}
CONSTANTS: dict[str, sp.Basic] = {
    "pi": sp.pi, "I": sp.I, "E": sp.E, "oo": sp.oo, "-oo": -sp.oo, "zoo": sp.zoo,
    "EulerGamma": sp.EulerGamma, "true": sp.true, "false": sp.false,
}  # fmt: skip
# Opaque products of operators, the only functions whose values do not commute.
NONCOMMUTATIVE = frozenset({"commutator"})
_EVALUATING = (sp.Add, sp.Mul, sp.Pow, sp.Function, sp.Derivative)
# In which words a person says what a symbol is: of two that say the same, what is true and stands later is written.
_FAMILIAR = {
    name: place
    for place, name in enumerate(
        ("finite", "complex", "nonzero", "real", "nonnegative", "nonpositive", "integer", "negative", "positive")
    )
}
_CONSTANT_NAMES = {value: name for name, value in CONSTANTS.items()}


class ExpressionError(ValueError):
    """A tree that is not an expression, or an expression outside the closed set of heads."""


def to_tree(expression: sp.Basic) -> Tree:
    """The expression as nested lists; raises ExpressionError for a head outside the set."""
    if expression in _CONSTANT_NAMES:
        return ["Constant", _CONSTANT_NAMES[expression]]
    if isinstance(expression, sp.Integer):
        return ["Integer", str(expression)]
    if isinstance(expression, sp.Rational):
        return ["Rational", str(expression.p), str(expression.q)]
    if isinstance(expression, sp.Dummy):
        raise ExpressionError(f"a dummy symbol, {expression}, has no stable name: use a Symbol")
    if isinstance(expression, sp.Symbol):
        return ["Symbol", expression.name, dict(_premises(frozenset(expression.assumptions0.items())))]
    if isinstance(expression, sp.MatrixBase):
        rows, columns = expression.shape
        return ["Matrix", str(rows), str(columns), *(to_tree(entry) for entry in expression)]
    if isinstance(expression, AppliedUndef):
        return ["Function", expression.func.__name__, *(to_tree(a) for a in expression.args)]
    name = type(expression).__name__
    if name in RELATIONS or name in HEADS or name in TUPLES:
        head = "Tuple" if name in TUPLES else name
        return [head, *(to_tree(a) for a in expression.args)]
    raise ExpressionError(f"cannot write {name} ({expression}) as a tree; heads known: {', '.join(sorted(HEADS))}")


@cache
def _premises(facts: frozenset[tuple[str, bool]]) -> dict[str, bool]:
    """The fewest assumptions of which all others follow, sorted.

    Not those a symbol was made with: symbols that are equal may have been made with different ones, and SymPy's
    caches decide which of the two an expression holds.
    """
    whole = dict(facts)
    if not whole["commutative"]:
        return {"commutative": False}
    kept = {name: value for name, value in whole.items() if name != "commutative"}
    for name in sorted(kept, key=lambda name: (whole[name], _FAMILIAR.get(name, -1), name)):
        fewer = {other: value for other, value in kept.items() if other != name}
        if dict(StdFactKB({"commutative": True, **fewer})) == whole:
            kept = fewer
    return dict(sorted(kept.items()))


def from_tree(tree: Tree) -> Any:
    """The expression of a tree; raises ExpressionError for anything but a tree of known heads."""
    if not isinstance(tree, list) or not tree or not isinstance(tree[0], str):
        raise ExpressionError(f"not an expression tree: {tree!r}")
    head, *rest = tree
    if head == "Constant":
        return CONSTANTS[rest[0]]
    if head == "Integer":
        return sp.Integer(int(rest[0]))
    if head == "Rational":
        return sp.Rational(int(rest[0]), int(rest[1]))
    if head == "Symbol":
        return sp.Symbol(rest[0], **rest[1])
    if head == "Matrix":
        return sp.ImmutableMatrix(int(rest[0]), int(rest[1]), [from_tree(entry) for entry in rest[2:]])
    if head == "Function":
        kind = {"commutative": False} if rest[0] in NONCOMMUTATIVE else {}
        return sp.Function(rest[0], **kind)(*(from_tree(a) for a in rest[1:]))
    arguments = [from_tree(a) for a in rest]
    if head in RELATIONS:
        return RELATIONS[head](*arguments, evaluate=False)
    if head in HEADS:
        # The tree of an expression as it was: nothing is evaluated a second time.
        if issubclass(HEADS[head], _EVALUATING):
            return HEADS[head](*arguments, evaluate=False)
        return HEADS[head](*arguments)
    raise ExpressionError(f"unknown head {head!r} in an expression tree; known: {', '.join(sorted(HEADS))}")


def encode(record: Any) -> bytes:
    """A record as JSON bytes, keys in the order of its fields."""
    return msgspec.json.encode(record, enc_hook=_encode_hook)


def decode(data: bytes, kind: type[Any]) -> Any:
    """The record of a kind from JSON bytes; raises msgspec.ValidationError when it does not fit."""
    return msgspec.json.decode(data, type=kind, dec_hook=_decode_hook)


def digest(record: Any) -> str:
    """A stable content hash, the first 16 hexadecimal digits of SHA-256 of the record's JSON."""
    return hashlib.sha256(encode(record)).hexdigest()[:16]


def _encode_hook(value: Any) -> Any:
    if isinstance(value, sp.Basic | sp.MatrixBase):
        return to_tree(value)
    if hasattr(value, "numerator") and hasattr(value, "denominator"):
        return [str(value.numerator), str(value.denominator)]
    raise NotImplementedError(f"no JSON form for a {type(value).__name__}: {value!r}")


def _decode_hook(kind: type[Any], value: Any) -> Any:
    if issubclass(kind, sp.Basic):
        return from_tree(value)
    if kind.__name__ == "Fraction":
        return kind(int(value[0]), int(value[1]))
    raise NotImplementedError(f"no JSON form for a {kind.__name__}: {value!r}")
