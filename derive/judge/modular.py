r"""The Schwartz-Zippel test: a rational function that vanishes at random points modulo a random large prime.

A polynomial of degree d that is not zero modulo p vanishes at a random point with probability at most d/p. The prime
is random too, because a fixed one could divide every coefficient. It is no proof; the bound is part of the evidence.
"""

from __future__ import annotations

import random

import sympy as sp

from derive.judge.cells import Cell
from derive.judge.question import Node
from derive.records import Evidence

BITS = 61
POINTS = 5


class NotRationalError(ArithmeticError):
    """The expression is not a rational function with rational coefficients (i included)."""


class _PoleError(ArithmeticError):
    """A denominator vanishes at the point."""


def schwartz_zippel(cell: Cell, seed: int) -> Evidence | None:
    """Evidence of level 2 when the difference vanishes at five random points; None when the test does not apply."""
    rng = random.Random(f"larmor prime {seed}")
    prime, i = _prime(rng)
    try:
        degree = sum(_degrees(cell.difference))
        for _ in range(POINTS):
            point: dict[sp.Basic, int] = {s: rng.randrange(prime) for s in cell.symbols}
            if _value(cell.difference, point | {sp.I: i}, prime) != 0:
                return Evidence(method="Schwartz-Zippel", level=0, detail=f"not zero modulo {prime}")
    except (NotRationalError, _PoleError):
        return None
    detail = f"zero at {POINTS} random points modulo the random prime {prime}: error below ({degree}/2^60)^{POINTS}"
    return Evidence(method="Schwartz-Zippel", level=2, detail=detail)


def _prime(rng: random.Random) -> tuple[int, int]:
    """A random prime of 61 bits that is 1 modulo 4, and a square root of -1 modulo it."""
    while True:
        candidate = rng.randrange(2 ** (BITS - 1), 2**BITS) | 1
        if candidate % 4 == 1 and sp.isprime(candidate):
            break
    while True:
        root = pow(rng.randrange(2, candidate), (candidate - 1) // 4, candidate)
        if root * root % candidate == candidate - 1:
            return candidate, root


def _degrees(e: Node) -> tuple[int, int]:
    """Bounds for the degrees of numerator and denominator of the expression brought over one denominator."""
    if isinstance(e, sp.Symbol):
        return 1, 0
    if e.is_Number or e == sp.I:
        return 0, 0
    parts = [_degrees(a) for a in e.args]
    if isinstance(e, sp.Mul):
        return sum(a for a, _ in parts), sum(b for _, b in parts)
    if isinstance(e, sp.Add):
        below = sum(b for _, b in parts)
        return max(a - b for a, b in parts) + below, below
    if isinstance(e, sp.Pow) and e.exp.is_Integer:
        (a, b), n = parts[0], int(e.exp)
        return (n * a, n * b) if n > 0 else (-n * b, -n * a)
    raise NotRationalError(str(e.func))


def _value(e: Node, point: dict[sp.Basic, int], prime: int) -> int:
    if e not in point:
        if isinstance(e, sp.Rational):
            point[e] = int(e.p) * _inverse(int(e.q), prime) % prime
        elif isinstance(e, sp.Add):
            point[e] = sum(_value(a, point, prime) for a in e.args) % prime
        elif isinstance(e, sp.Mul):
            product = 1
            for a in e.args:
                product = product * _value(a, point, prime) % prime
            point[e] = product
        elif isinstance(e, sp.Pow) and e.exp.is_Integer:
            base, n = _value(e.args[0], point, prime), int(e.exp)
            point[e] = pow(base if n > 0 else _inverse(base, prime), abs(n), prime)
        else:
            raise NotRationalError(str(e.func))
    return point[e]


def _inverse(a: int, prime: int) -> int:
    if a % prime == 0:
        raise _PoleError("division by zero modulo the prime")
    return pow(a, -1, prime)
