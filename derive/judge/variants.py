"""Misprint-like variants of a formula: what a printed formula could have become by one slip.

A judge that calls a formula true must call these false; otherwise its check cannot fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import sympy as sp

from derive.judge.marks import apart, mark
from derive.judge.question import Node
from derive.records import Quantity

MOST = 25
SWAPPED = {
    sp.sin: sp.cos, sp.cos: sp.sin, sp.sinh: sp.cosh, sp.cosh: sp.sinh, sp.tan: sp.cot, sp.cot: sp.tan,
    sp.tanh: sp.coth, sp.coth: sp.tanh,
}  # fmt: skip
Variant = tuple[str, Node]


def variants(expression: Node, quantities: tuple[Quantity, ...] = ()) -> tuple[Variant, ...]:
    """At most 25 labelled variants, all different from the formula and from each other after expansion.

    Kinds are taken in turn, so that each kind is represented before any is repeated. Quantities tell which
    symbols could be mistaken for one another: those of one unit and one kind of domain.
    """
    kinds = [
        list(kind)
        for kind in (
            _signs(expression), _factors(expression), _exponents(expression), _dropped(expression),
            _conjugates(expression), _swapped_symbols(expression, quantities), _swapped_functions(expression),
            _lost_roots(expression),
        )
    ]  # fmt: skip
    seen = [_Known(expression)]
    # an infinite bound of an integral is no misprint
    undefined = (sp.zoo, sp.nan) if expression.has(sp.oo) else (sp.zoo, sp.nan, sp.oo)
    found: list[Variant] = []
    for turn in range(max(len(kind) for kind in kinds)):
        for kind in kinds:
            if turn < len(kind) and len(found) < MOST:
                label, variant = kind[turn]
                if variant.has(*undefined):
                    continue
                known = _Known(variant)
                if not any(known.same(other) for other in seen):
                    seen.append(known)
                    found.append((label, variant))
    return tuple(found)


class _Known:
    """An expression that others are compared with: by marks first, and multiplied out where they do not decide."""

    def __init__(self, expression: Node) -> None:
        self.expression, self.mark = expression, mark(expression)

    @cached_property
    def expanded(self) -> Node:
        """The expression multiplied out."""
        return self.expression.expand() if isinstance(self.expression, sp.Expr | sp.MatrixBase) else self.expression

    def same(self, other: _Known) -> bool:
        """Whether the two are the same after multiplying out."""
        return not apart(self.mark, other.mark) and bool(self.expanded == other.expanded)


def _parts(expression: Node) -> list[Node]:
    """Subexpressions in a fixed order, outermost first, entries of a matrix included."""
    found: list[Node] = []
    for part in sp.preorder_traversal(expression):
        if part not in found and isinstance(part, sp.Expr):
            found.append(part)
    return found


def _put(expression: Node, old: Node, new: Node) -> Node:
    return expression.xreplace({old: new})


def _sums(expression: Node) -> Iterator[tuple[Node, Node]]:
    for part in _parts(expression):
        if isinstance(part, sp.Add):
            for term in part.as_ordered_terms():
                yield part, term


def _entries(expression: Node) -> list[Node]:
    """What a factor or a sign may stand before as a whole: the expression, or each entry of a matrix."""
    entries = expression.flat() if isinstance(expression, sp.MatrixBase) else [expression]
    return [e for e in entries if not isinstance(e, sp.Add) and e != 0]


def _signs(expression: Node) -> Iterator[Variant]:
    for whole in _entries(expression):
        yield f"sign of {whole}", _put(expression, whole, -whole)
    for part, term in _sums(expression):
        yield f"sign of {term}", _put(expression, part, part - 2 * term)


def _factors(expression: Node) -> Iterator[Variant]:
    for whole in _entries(expression):
        yield f"factor 2 on {whole}", _put(expression, whole, 2 * whole)
        yield f"factor 1/2 on {whole}", _put(expression, whole, whole / 2)
    for part, term in _sums(expression):
        yield f"factor 2 on {term}", _put(expression, part, part + term)
        yield f"factor 1/2 on {term}", _put(expression, part, part - term / 2)


def _exponents(expression: Node) -> Iterator[Variant]:
    for part in _parts(expression):
        if isinstance(part, sp.Pow) and part.exp != -1:
            for shift in (1, -1):
                yield f"exponent of {part} {shift:+d}", _put(expression, part, part.base ** (part.exp + shift))
    for symbol in sorted(expression.free_symbols, key=str):
        yield f"{symbol} squared", _put(expression, symbol, symbol**2)


def _dropped(expression: Node) -> Iterator[Variant]:
    for part, term in _sums(expression):
        yield f"{term} dropped", _put(expression, part, part - term)


def _conjugates(expression: Node) -> Iterator[Variant]:
    if expression.has(sp.I):
        yield "i conjugated", expression.xreplace({sp.I: -sp.I})
        for part in _parts(expression):
            if isinstance(part, sp.Mul) and sp.I in part.args:
                yield f"i conjugated in {part}", _put(expression, part, -part)
    for part in _parts(expression):
        if isinstance(part, sp.conjugate):
            yield f"conjugate lost on {part.args[0]}", _put(expression, part, part.args[0])


def _swapped_symbols(expression: Node, quantities: tuple[Quantity, ...]) -> Iterator[Variant]:
    table = {q.symbol: q for q in quantities}
    known = [s for s in sorted(expression.free_symbols, key=str) if s in table]
    for i, first in enumerate(known):
        for second in known[i + 1 :]:
            a, b = table[first], table[second]
            if (a.unit, a.domain.kind) == (b.unit, b.domain.kind):
                swapped = expression.xreplace({first: second, second: first})
                yield f"{first} and {second} exchanged", swapped


def _swapped_functions(expression: Node) -> Iterator[Variant]:
    for part in _parts(expression):
        if part.func in SWAPPED:
            other = SWAPPED[part.func](*part.args)
            yield f"{other.func.__name__} for {part}", _put(expression, part, other)


def _lost_roots(expression: Node) -> Iterator[Variant]:
    for part in _parts(expression):
        if isinstance(part, sp.Pow) and isinstance(part.exp, sp.Rational) and part.exp.q == 2:
            yield f"root lost on {part.base}", _put(expression, part, part.base ** (2 * part.exp))
