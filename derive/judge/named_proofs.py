r"""Proofs of equalities that no single normal form gives: induction, a vanishing derivative, root separation.

Each returns what it proved as a sentence, or None. A failure of any of them means nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import flint
import sympy as sp
from flint import acb, arb

from derive.domains import Domain
from derive.judge.balls import UnusableError, as_acb, ball
from derive.judge.cells import Cell
from derive.judge.forms import NormalForm
from derive.judge.inequalities import first_value, never_zero
from derive.judge.question import Node
from derive.judge.tower import TooLargeError, UndefinedError

MAX_BITS = 40000  # of the precision that root separation may ask for
SMOOTH = (sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.tanh, sp.atan, sp.asinh, sp.erf, sp.erfc)


def named_proof(cell: Cell) -> tuple[str, str] | None:
    """The method and what it proved, for the first that succeeds."""
    methods: tuple[tuple[str, Callable[[Cell], str | None]], ...] = (
        ("induction over a sum", by_induction),
        ("vanishing derivative", by_derivative),
        ("root separation", by_separation),
    )
    for name, method in methods:
        try:
            found = method(cell)
        except (TooLargeError, UndefinedError, UnusableError):
            continue
        if found is not None:
            return name, found
    return None


def _zero(e: Node, domains: dict[sp.Symbol, Domain]) -> bool:
    return NormalForm(domains).is_zero(e)


# induction --------------------------------------------------------------------------------------------------------


def by_induction(cell: Cell) -> str | None:
    r"""A S(n) + B(n) = 0 for S(n) = \sum_{k=a}^{n+c} f(k), A free of n: true at the first n, and it does not grow."""
    sums = sorted(cell.difference.atoms(sp.Sum), key=str)
    if len(sums) != 1 or len(sums[0].args) != 2 or len(sums[0].args[1].args) != 3:
        return None
    total = sums[0]
    body: Node = total.args[0]
    limits: tuple[Node, ...] = total.args[1].args
    index, low, high = limits
    n = next((s for s, d in cell.domains.items() if high.has(s) and d.kind == "integer" and d.lower is not None), None)
    if n is None or not (high - n).is_Integer or low.has(n) or body.has(n) or cell.conditions:
        return None
    stand_in = sp.Dummy("S")
    linear = cell.difference.xreplace({total: stand_in})
    slope = sp.diff(linear, stand_in)
    if slope.has(stand_in) or slope.has(n) or linear.has(sp.Sum):
        return None
    rest = linear.xreplace({stand_in: sp.Integer(0)})
    start = sp.Integer(int(first_value(cell.domains[n])))
    first = cell.difference.xreplace({n: start})
    growth = rest.xreplace({n: n + 1}) - rest + slope * body.xreplace({index: high + 1})
    if not _zero(growth, cell.domains) or not _zero(first, cell.domains):
        return None
    return f"holds at {n} = {start}, and the difference does not change from {n} to {n} + 1"


# derivatives ------------------------------------------------------------------------------------------------------


def by_derivative(cell: Cell) -> str | None:
    """A difference that is smooth on an interval, has derivative zero there, and is zero at one point of it."""
    difference = cell.difference
    if cell.conditions:
        return None
    for x, domain in cell.domains.items():
        if domain.kind != "real" or not difference.has(x) or not _smooth(difference, cell.domains):
            continue
        if not _zero(sp.diff(difference, x), cell.domains):
            continue
        for value in (0, 1, Fraction(1, 2), -1):
            at = sp.Rational(Fraction(value).numerator, Fraction(value).denominator)
            if Fraction(value) not in domain:
                continue
            others = {s: d for s, d in cell.domains.items() if s != x}
            if _zero(difference.xreplace({x: at}), others):
                return f"the derivative in {x} is zero on an interval of smoothness, and so is the value at {x} = {at}"
    return None


def _smooth(e: Node, domains: dict[sp.Symbol, Domain]) -> bool:
    """Is the expression known to be real and analytic on the whole domain?"""
    if not e.free_symbols:
        return bool(e.is_extended_real)
    if e.is_Symbol:
        return e in domains and domains[e].kind != "complex"
    if not all(_smooth(a, domains) for a in e.args):
        return False
    if isinstance(e, sp.Add | sp.Mul) or e.func in SMOOTH:
        return True
    if isinstance(e, sp.Pow) and e.exp.is_Integer:
        return bool(e.exp > 0) or never_zero(e.base, domains)
    if isinstance(e, sp.Pow) and e.exp.is_Rational:
        return bool(e.base.is_extended_nonnegative) and never_zero(e.base, domains)
    return e.func is sp.log and bool(e.args[0].is_extended_nonnegative) and never_zero(e.args[0], domains)


# algebraic numbers ------------------------------------------------------------------------------------------------


def by_separation(cell: Cell) -> str | None:
    r"""An algebraic number without symbols that is too small not to be zero.

    It is U/L with algebraic integers in a field of degree at most D whose conjugates are at most u and l; a U that
    is not zero has norm at least 1, so |U/L| >= 1/(u^(D-1) l) (Burnikel, Fleischer, Mehlhorn, Schirra 2000).
    """
    difference = cell.difference
    if difference.free_symbols:
        return None
    roots: set[Node] = set()
    found = _bounds(difference, roots)
    if found is None:
        return None
    degree = 1
    for root in roots:
        degree *= 2 if root == sp.I else int(root.exp.q)
    u, low = found
    bits = int((degree - 1) * u + low) + 2
    if bits > MAX_BITS:
        return None
    value = as_acb(ball(difference, {}, bits + 64))
    with flint.ctx.workprec(64):
        if abs(value) < arb(2) ** -bits and value.contains(acb(0)):
            return f"algebraic of degree at most {degree}, and smaller than 2^-{bits}, which only zero is"
    return None


def _bounds(e: Node, roots: set[Node]) -> tuple[float, float] | None:
    """Binary logarithms, rounded up, of bounds for all conjugates of numerator and denominator."""
    if isinstance(e, sp.Rational):
        return float(abs(int(e.p)).bit_length()), float(int(e.q).bit_length())
    if e == sp.I:
        roots.add(e)
        return 0.0, 0.0
    if isinstance(e, sp.Add | sp.Mul):
        parts = [_bounds(a, roots) for a in e.args]
        known = [p for p in parts if p is not None]
        if len(known) != len(parts):
            return None
        low = sum(b for _, b in known)
        if isinstance(e, sp.Mul):
            return sum(a for a, _ in known), low
        return max(a + low - b for a, b in known) + len(known), low
    if not isinstance(e, sp.Pow) or not isinstance(e.exp, sp.Rational):
        return None
    inner = _bounds(e.base, roots)
    if inner is None:
        return None
    u, low = inner
    p, q = int(e.exp.p), int(e.exp.q)
    if q > 1:
        roots.add(sp.Pow(e.base, sp.Rational(1, q), evaluate=False))
        u = (u + (q - 1) * low) / q
    return (p * u, p * low) if p > 0 else (-p * low, -p * u)
