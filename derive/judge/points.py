"""Exact points of a domain, drawn from a seed: every variable varies, and the edges of the domain are visited.

Real coordinates are rationals with odd denominators, which keeps clear of the removable singularities and the
flattering cancellations that sit at dyadic numbers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Literal

import sympy as sp
from flint import acb, arb

from derive.domains import Domain
from derive.judge.balls import UnusableError, Value, exact, holds
from derive.judge.cells import Cell

Place = Literal["middle", "low", "high", "small", "large", "edge", "whole"]
Coordinate = tuple[Fraction, Fraction]  # real and imaginary part
Point = dict[sp.Symbol, Coordinate]

PLACES: tuple[Place, ...] = ("middle", "whole", "middle", "small", "low", "middle", "high", "large", "edge")
TRIES = 60  # draws for each point wanted, before the conditions count as too narrow


def points(cell: Cell, count: int, seed: int) -> Iterator[Point]:
    """At most ``count`` points of the cell's domain that satisfy its conditions, the same for the same seed."""
    rng = random.Random(f"larmor {seed}")
    symbols = sorted(cell.domains, key=lambda s: (s.name, str(s.assumptions0)))
    given = 0
    for attempt in range(TRIES * count):
        if given == count or (not symbols and given):
            return
        place, turn = PLACES[attempt % len(PLACES)], attempt // len(PLACES)
        point = {}
        for k, s in enumerate(symbols):  # one symbol in turn is surely at the place, the others often
            there = turn % len(symbols) == k or rng.random() < 0.6
            point[s] = _coordinate(cell.domains[s], place if there else "middle", rng)
        if satisfied(cell, point):
            given += 1
            yield point


def satisfied(cell: Cell, point: Point) -> bool:
    """Do all conditions certainly hold at the point?"""
    if not cell.conditions:
        return True
    values = flint_point(point)
    try:
        return all(holds(condition, values) for condition in cell.conditions)
    except UnusableError:
        return False


def flint_point(point: Mapping[sp.Symbol, Coordinate]) -> dict[Any, Value]:
    """The point for ball arithmetic; complex coordinates are made at the present precision."""
    return {symbol: exact(re) if im == 0 else acb(arb(exact(re)), arb(exact(im))) for symbol, (re, im) in point.items()}


def sympy_point(point: Mapping[sp.Symbol, Coordinate]) -> dict[Any, sp.Expr]:
    """The point as exact SymPy numbers."""
    return {
        symbol: sp.Rational(re.numerator, re.denominator) + sp.I * sp.Rational(im.numerator, im.denominator)
        for symbol, (re, im) in point.items()
    }


def _coordinate(domain: Domain, place: Place, rng: random.Random) -> Coordinate:
    if domain.kind == "complex":
        return _complex(place, rng)
    if domain.kind in ("integer", "half-integer"):
        return _discrete(domain, place, rng), Fraction(0)
    return _real(domain, place, rng), Fraction(0)


def _complex(place: Place, rng: random.Random) -> Coordinate:
    """Anywhere in the plane, beyond the strip |Im| < pi too, and on the axes, where the branch cuts lie."""
    zero = Fraction(0)
    if place == "edge":
        return zero, zero
    if place == "whole":
        return Fraction(rng.choice((-3, -2, -1, 2, 3))), zero
    if place == "low":
        return -_fraction(rng, 0, 3), zero
    if place == "high":
        return zero, _fraction(rng, -3, 3)
    size = {"small": Fraction(1, 99), "large": Fraction(7)}.get(place, Fraction(2))
    return size * _fraction(rng, -2, 2), size * _fraction(rng, -2, 2)


def _fraction(rng: random.Random, low: Fraction | int, high: Fraction | int) -> Fraction:
    """A rational strictly between two bounds, the odd denominator as small as is good for reading."""
    denominator = rng.choice((7, 9, 11, 13, 15, 17, 19, 21, 23))
    return low + (high - low) * Fraction(2 * rng.randrange(denominator) + 1, 2 * denominator + 1)


def _discrete(domain: Domain, place: Place, rng: random.Random) -> Fraction:
    step = Fraction(1, 2) if domain.kind == "half-integer" else Fraction(1)
    width = {"large": 40, "low": 1, "edge": 0, "small": 2}.get(place, 8)
    if domain.lower is not None:
        start = -(-domain.lower // step) * step
        start += step if start == domain.lower and domain.open_below else 0
        value = start + step * rng.randint(0, width)
        return value if value in domain else start
    if domain.upper is not None:
        last = domain.upper // step * step
        last -= step if last == domain.upper and domain.open_above else 0
        return last - step * rng.randint(0, width)
    return step * rng.randint(-width, width)


def _real(domain: Domain, place: Place, rng: random.Random) -> Fraction:
    low, high = domain.lower, domain.upper
    near = Fraction(1, rng.choice((101, 1001, 99999)))
    if low is None and high is None:
        return Fraction(0) if place == "edge" else rng.choice((-1, 1)) * _from_zero(place, near, rng)
    if high is None or low is None:
        distance = Fraction(0) if place == "edge" else _from_zero(place, near, rng)
        value = low + distance if low is not None else high - distance  # type: ignore[operator]
        return value if value in domain else (value + near if low is not None else value - near)
    if place == "edge":
        closed = [b for b in (low, high) if b in domain]
        if closed:
            return rng.choice(closed)
    if place in ("low", "small"):
        return low + (high - low) * near * _fraction(rng, 0, 1)
    if place in ("high", "edge"):
        return high - (high - low) * near * _fraction(rng, 0, 1)
    return _fraction(rng, low, high)


def _from_zero(place: Place, near: Fraction, rng: random.Random) -> Fraction:
    """A positive distance from an end of an unbounded domain."""
    if place == "large":
        return rng.choice((101, 1001)) * _fraction(rng, 1, 2)
    if place in ("small", "low"):
        return near * _fraction(rng, 1, 2)
    if place == "whole":
        return Fraction(rng.randint(1, 5))
    return _fraction(rng, 0, 3)
