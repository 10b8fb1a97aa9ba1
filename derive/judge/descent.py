"""The search for where an inequality is tightest: from the drawn points, downhill along each coordinate.

A sample rarely lands where two sides touch or cross narrowly. The descent uses midpoints of balls and proves nothing:
it only proposes points, rounded to short rationals, for the refuter to certify.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from flint import fmpq

from derive.domains import Domain
from derive.judge.balls import UnusableError, ball, real
from derive.judge.cells import Cell
from derive.judge.points import Point, flint_point, satisfied

STARTS = 4
ROUNDS = 24  # of steps along every coordinate, halved when none helps
BITS = 64
ROUNDINGS = (1, 2, 3, 10, 100, 10**4, 10**8)


def tight_points(cell: Cell, drawn: list[Point]) -> Iterator[Point]:
    """Points towards which the inequality becomes tight, rounded in several ways; all lie in the domain."""
    margins = sorted(((m, k) for k, p in enumerate(drawn) if (m := margin(cell, p)) is not None))
    seen: list[Point] = []
    for start in [drawn[k] for _, k in margins[:STARTS]] + [_far(cell, point) for point in drawn[:STARTS]]:
        lowest = _downhill(cell, start)
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


def margin(cell: Cell, point: Point) -> float | None:
    """By how much the inequality holds at the point, as a float; None when there is no value."""
    try:
        entries = flint_point(point)
        difference = ball(cell.difference, entries, BITS)
        value = (
            float(difference.p) / float(difference.q) if isinstance(difference, fmpq) else float(real(difference).mid())
        )
    except (UnusableError, OverflowError):
        return None
    return value if cell.relation in (">", ">=") else -value


def _downhill(cell: Cell, point: Point) -> Point:
    best = margin(cell, point)
    step = Fraction(1, 2)
    for _ in range(ROUNDS):
        moved = False
        for symbol in point:
            for candidate in _steps(cell.domains[symbol], point[symbol][0], step):
                other = point | {symbol: (candidate, Fraction(0))}
                value = margin(cell, other) if satisfied(cell, other) else None
                if value is not None and best is not None and value < best:
                    point, best, moved = other, value, True
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
