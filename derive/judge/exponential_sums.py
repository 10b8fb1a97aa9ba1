r"""The sign on 0 < t < 1 of a sum of powers whose exponents and coefficients depend on an integer.

.. math:: S(t) = \sum_k c_k(n)\, t^{a_k + b_k n}

By Descartes' rule, which holds for real exponents, the number of positive zeros, with multiplicity, is at most the
number of sign changes among the coefficients in the order of the exponents. When t = 1 is a zero of just that
multiplicity, there is no other, and the term of the lowest exponent gives the sign on all of 0 < t < 1. Where a
coefficient vanishes for some n, fewer changes remain than the multiplicity of t = 1, so the sum is zero throughout.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq, fmpq_poly

STEPS = 8  # how far the general argument's first n may be moved up before it is given up
Exponent = tuple[Fraction, Fraction]  # a + b n


@dataclass(frozen=True, kw_only=True)
class Sign:
    """The sign on 0 < t < 1 for every n from ``start`` on: never the other one; strict when never zero."""

    sign: int
    strict: bool
    start: Fraction
    changes: int


def sign_of_sum(terms: dict[Exponent, fmpq_poly], lowest: Fraction, step: Fraction) -> Sign | None:
    """The sign for all n >= start, start the first grid value >= lowest for which the argument holds."""
    ordered = sorted(((e, c) for e, c in terms.items() if not _vanishes(c)), key=lambda t: (t[0][1], t[0][0]))
    start = lowest
    for ((a, b), _), ((c, d), _) in itertools.pairwise(ordered):
        if d > b:  # the exponents are in this order from n = (a - c)/(d - b) on
            first = (a - c) / (d - b)
            start = max(start, lowest + math.ceil((first - lowest) / step) * step)
    for _ in range(STEPS):
        signs = [_poly_sign(c, start) for _, c in ordered]
        if all(s is not None for s in signs):
            changes = sum(x != y for x, y in itertools.pairwise(signs))
            if _multiplicity_at_one(ordered, changes) < changes:
                return None
            first_sign = signs[0]
            assert first_sign is not None
            return Sign(sign=first_sign, strict=_shifted(ordered[0][1], start)[0] != 0, start=start, changes=changes)
        start += step
    return None


def limit_at_one(top: dict[Exponent, fmpq_poly], bottom: dict[Exponent, fmpq_poly]) -> fmpq_poly | None:
    """The limit of top/bottom at t = 1, when it is a polynomial in n: the quotient of the first surviving moments."""
    above, below = list(top.items()), list(bottom.items())
    order = _multiplicity_at_one(below, len(below))
    if order == len(below) or _multiplicity_at_one(above, order) < order:
        return None
    quotient, rest = divmod(_moment(above, order), _moment(below, order))
    return quotient if _vanishes(rest) else None


def never_negative(c: fmpq_poly, start: Fraction) -> bool:
    """Has the polynomial no negative coefficient in powers of n - start?"""
    return _vanishes(c) or _poly_sign(c, start) == 1


def _moment(ordered: list[tuple[Exponent, fmpq_poly]], order: int) -> fmpq_poly:
    total = fmpq_poly([0])
    for (a, b), c in ordered:
        linear = fmpq_poly([fmpq(a.numerator, a.denominator), fmpq(b.numerator, b.denominator)])
        total += c * linear**order
    return total


def _vanishes(c: fmpq_poly) -> bool:
    return not any(c.coeffs())


def _shifted(c: fmpq_poly, start: Fraction) -> fmpq_poly:
    return c(fmpq_poly([fmpq(start.numerator, start.denominator), 1]))


def _poly_sign(c: fmpq_poly, start: Fraction) -> int | None:
    """1 or -1 when the polynomial has no coefficient of the other sign in powers of n - start."""
    coefficients = _shifted(c, start).coeffs()
    if all(x >= 0 for x in coefficients):
        return 1
    return -1 if all(x <= 0 for x in coefficients) else None


def _multiplicity_at_one(ordered: list[tuple[Exponent, fmpq_poly]], most: int) -> int:
    """How many of the moments sum_k c_k e_k^j, j = 0, 1, ..., vanish for every n; at most ``most`` are looked at."""
    return next((j for j in range(most) if not _vanishes(_moment(ordered, j))), most)
