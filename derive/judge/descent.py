"""The search for where an inequality is tightest: from the drawn points, downhill along each coordinate.

A sample rarely lands where two sides touch or cross narrowly. The descent uses midpoints of balls and proves nothing:
it only proposes points, rounded to short rationals, for the refuter to certify.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import sympy as sp
from flint import fmpq

from derive.domains import Domain
from derive.judge.balls import UnusableError, Value, balls, exact, real
from derive.judge.cells import Cell
from derive.judge.points import Point, flint_point, satisfied
from derive.judge.question import Node

STARTS = 4
ROUNDS = 24  # of steps along every coordinate, halved when none helps
BITS = 64
ROUNDINGS = (1, 2, 3, 10, 100, 10**4, 10**8)


def tight_points(cell: Cell, drawn: list[Point]) -> Iterator[Point]:
    """Points towards which the inequality becomes tight, rounded in several ways; all lie in the domain."""
    margin = _Margin(cell)
    margins = sorted(((m, k) for k, p in enumerate(drawn) if (m := margin(flint_point(p))) is not None))
    seen: list[Point] = []
    for start in [drawn[k] for _, k in margins[:STARTS]] + [_far(cell, point) for point in drawn[:STARTS]]:
        lowest = _downhill(cell, margin, start)
        for limit in ROUNDINGS:
            point = {s: (re.limit_denominator(limit), im) for s, (re, im) in lowest.items()}
            inside = all(point[s][0] in cell.domains[s] for s in point)
            if inside and point not in seen and satisfied(cell, point):
                seen.append(point)
                yield point


def _far(cell: Cell, point: Point) -> Point:
    """The point with its real coordinates moved a thousand times further out where the domain has no end."""
    moved = {}
    for s, (re, im) in point.items():
        domain = cell.domains[s]
        ends = domain.upper is None if re > 0 else domain.lower is None
        moved[s] = (re * 1000, im) if domain.kind == "real" and ends else (re, im)
    return moved


class _Margin:
    """By how much the inequality of a cell holds at a point, as a float; None when there is no value.

    A step along one coordinate changes only what depends on it; the values of all other parts are taken over.
    """

    def __init__(self, cell: Cell) -> None:
        self.difference, self.sign = cell.difference, 1 if cell.relation in (">", ">=") else -1
        parts = set(sp.preorder_traversal(self.difference))
        self.depending = {s: {part for part in parts if s in part.free_symbols} for s in cell.domains}

    def __call__(self, known: dict[Node, Value]) -> float | None:
        """The margin; ``known`` holds the point, and afterwards the values of all parts there."""
        try:
            (found,) = balls((self.difference,), known, BITS)
            value = float(found.p) / float(found.q) if isinstance(found, fmpq) else float(real(found).mid())
        except (UnusableError, OverflowError):
            return None
        return self.sign * value

    def moved(self, known: dict[Node, Value], symbol: Node, value: Fraction) -> dict[Node, Value]:
        """The point with one coordinate changed, and the known values that stay."""
        depending = self.depending[symbol]
        return {part: found for part, found in known.items() if part not in depending} | {symbol: exact(value)}


def _downhill(cell: Cell, margin: _Margin, point: Point) -> Point:
    known = flint_point(point)
    best = margin(known)
    if best is None:
        return point
    step = Fraction(1, 2)
    for _ in range(ROUNDS):
        moved = False
        for symbol in point:
            for candidate in _steps(cell.domains[symbol], point[symbol][0], step):
                other = point | {symbol: (candidate, Fraction(0))}
                if not satisfied(cell, other):
                    continue
                there = margin.moved(known, symbol, candidate)
                value = margin(there)
                if value is not None and value < best:
                    point, known, best, moved = other, there, value, True
                    break
        if not moved:
            step /= 2
    return point


def _steps(domain: Domain, value: Fraction, step: Fraction) -> Iterator[Fraction]:
    """Neighbours in the domain: a grid step of a discrete coordinate, a share of a real one or of its room."""
    if domain.kind == "complex":
        return
    if domain.kind != "real":
        unit = Fraction(1) if domain.kind == "integer" else Fraction(1, 2)
        moves = [unit, -unit]
    else:
        size = max(abs(value), Fraction(1, 100)) * step
        moves = [size, -size]
        moves += [(end - value) * step for end in (domain.lower, domain.upper) if end is not None]
    for move in moves:
        candidate = (value + move).limit_denominator(10**12)
        if move and candidate in domain:
            yield candidate
