r"""Approximations: is left - right = O(s^n) as s -> 0+?

First the exact expansion of the difference, whose first surviving power decides. Whether or not there is one, the
difference is measured along s = 3/7, 9/70, 3/70, ... over ten decades (none of them dyadic, which would flatter the
fit), with balls of 1024 bits: the local slope of log|difference| against log s. The two must agree.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import mpmath
import sympy as sp
from flint import arb, fmpq

from derive.domains import Domain
from derive.judge.balls import UnusableError
from derive.judge.cells import Cell
from derive.judge.forms import NormalForm
from derive.judge.points import Point, points
from derive.judge.question import Judgement, QuestionError
from derive.judge.refuter import BITS, second_value, shown, values
from derive.judge.series import LOG, Expansion, NoExpansionError
from derive.judge.tower import TooLargeError, UndefinedError
from derive.records import Evidence, Witness

mp: Any = mpmath  # its functions declare no types

HALF_DECADES = 20
AGREEMENT = 0.02  # of the last three slopes with each other and with a power, as spread of their extrapolation
SAMPLES = 3  # points of the other symbols


@dataclass(frozen=True, kw_only=True)
class Slopes:
    """Local slopes at one point of the other symbols, from large to small values of the small one."""

    point: Point
    small: tuple[Fraction, ...]
    sizes: tuple[mpmath.mpf, ...]
    slopes: tuple[float, ...]

    @property
    def last(self) -> float:
        """The slope at the smallest values."""
        return self.slopes[-1]

    @property
    def settled(self) -> bool:
        """Do the last three agree?"""
        tail = self.slopes[-3:]
        return len(tail) == 3 and max(tail) - min(tail) < AGREEMENT

    @property
    def window(self) -> Fraction:
        """The value of the small symbol below which the slope stays within 0.1 of its last."""
        start = len(self.slopes)
        while start and abs(self.slopes[start - 1] - self.last) < 0.1:
            start -= 1
        return self.small[min(start, len(self.small) - 1)]


def approximation(cell: Cell, symbol: sp.Symbol, order: int, seed: int) -> Judgement:
    """order when the difference is O(symbol^order), refuted when it is certainly larger."""
    cell, symbol = _with_small(cell, symbol)
    expanded = _expanded(cell, symbol, order)
    measured = _measured(cell, symbol, seed)
    evidence = [expanded[0], _slope_evidence(measured, symbol, order)]
    power, has_log, seen = expanded[1:]
    if not measured:
        verdict = "order" if power is not None and _enough(power, has_log, order) else "undetermined"
        return Judgement(verdict=verdict, evidence=tuple(evidence))  # type: ignore[arg-type]
    exact = all(not m.slopes for m in measured)
    if power is None:
        return _by_slopes(cell, symbol, order, measured, evidence)
    gaps = [m.last - float(power) for m in measured if m.slopes and m.settled]
    if not exact and not has_log and any(gap < -0.1 or (seen and gap > 0.1) for gap in gaps):
        evidence.append(Evidence(method="order", level=0, detail="the expansion and the slopes disagree"))
        return Judgement(verdict="conflict", evidence=tuple(evidence))
    if _enough(power, has_log, order):
        return Judgement(verdict="order", evidence=tuple(evidence))
    return Judgement(verdict="refuted", evidence=tuple(evidence), witness=_witness(cell, symbol, measured[0]))


def exceeds(cell: Cell, symbol: sp.Symbol, order: int, seed: int) -> bool:
    """Whether the difference is certainly not O(symbol^order): by its expansion, or where there is none by slopes."""
    cell, symbol = _with_small(cell, symbol)
    _, power, has_log, seen = _expanded(cell, symbol, order)
    if power is not None:
        return seen and not _enough(power, has_log, order)
    return _by_slopes(cell, symbol, order, _measured(cell, symbol, seed), []).verdict == "refuted"


def _with_small(cell: Cell, symbol: sp.Symbol) -> tuple[Cell, sp.Symbol]:
    """The small symbol as the cell knows it, approached from above unless its domain lies below zero."""
    found = next((s for s in cell.domains if s.name == symbol.name), None)
    if found is None:
        return cell, symbol
    domain = cell.domains[found]
    zero = Fraction(0)
    if (
        domain.kind not in ("real", "complex")
        or (domain.lower is not None and domain.lower > 0)
        or (domain.upper is not None and domain.upper <= 0)
    ):
        raise QuestionError(f"{symbol} -> 0 is claimed, but its domain is {domain.text(symbol.name)}")
    positive = sp.Symbol(symbol.name, positive=True)
    swap = {found: positive}
    domains = {s: d for s, d in cell.domains.items() if s != found} | {positive: Domain(lower=zero)}
    return replace(cell, left=cell.left.xreplace(swap), right=cell.right.xreplace(swap), domains=domains,
                   conditions=tuple(c.xreplace(swap) for c in cell.conditions)), positive  # fmt: skip


def _enough(power: Fraction | float, has_log: bool, order: int) -> bool:
    return power > order or (power == order and not has_log)


def _expanded(cell: Cell, symbol: sp.Symbol, order: int) -> tuple[Evidence, Fraction | float | None, bool, bool]:
    """The evidence of the expansion, the first surviving power (infinity: equal), and whether a log comes with it.

    Last, whether that power was seen; otherwise the first power is at least that.
    """
    name = "exact expansion"
    try:
        form = NormalForm({s: d for s, d in cell.domains.items() if s != symbol} | {symbol: Domain(lower=Fraction(0))})
        if form.is_zero(cell.difference):
            return Evidence(method=name, level=6, detail="the two sides are equal exactly"), math.inf, False, True
        for depth in (order + 3, 2 * order + 8):
            form = NormalForm(form.domains)
            expansion = Expansion(form, symbol, depth)
            series = expansion.of(sp.expand(cell.difference, power_exp=False))
            if series.terms:
                power = min(series.terms)
                if series.cut is not None and power >= series.cut:
                    continue
                has_log = expansion._has_log(series.terms[power])
                better = ", better than claimed" if power > order else ""
                log = f" with {LOG}" if has_log else ""
                text = f"the difference starts with {symbol}^{power}{log}; claimed {order}{better}"
                level = 6
                return Evidence(method=name, level=level, detail=text), power, has_log, True
            if series.cut is not None and series.cut >= order:
                text = f"all powers below {symbol}^{series.cut} cancel; claimed {order}"
                return Evidence(method=name, level=6, detail=text), series.cut, False, False
    except (NoExpansionError, TooLargeError, UndefinedError) as problem:
        return Evidence(method=name, level=0, detail=f"none: {problem}"), None, False, False
    return Evidence(method=name, level=0, detail="none within the depth"), None, False, False


def _measured(cell: Cell, symbol: sp.Symbol, seed: int) -> list[Slopes]:
    others = replace(cell, domains={s: d for s, d in cell.domains.items() if s != symbol},
                     conditions=tuple(c for c in cell.conditions if not c.has(symbol)))  # fmt: skip
    return [m for p in points(others, SAMPLES, seed) if (m := _slopes(cell, symbol, p)) is not None]


def _slopes(cell: Cell, symbol: sp.Symbol, point: Point) -> Slopes | None:
    small, sizes = [], []
    for j in range(HALF_DECADES):
        s = Fraction(3, 7) * (Fraction(3, 10) if j % 2 else 1) / 10 ** (j // 2)
        try:
            left, right = values(cell, point | {symbol: (s, Fraction(0))}, BITS[-1])
        except UnusableError:
            continue
        size = _size(left, right)
        if size is None:
            continue
        small.append(s)
        sizes.append(size)
    if len(small) < 8:
        return None
    if all(size == 0 for size in sizes):
        return Slopes(point=point, small=tuple(small), sizes=tuple(sizes), slopes=())
    if any(size == 0 for size in sizes):
        return None
    with mp.workdps(60):
        slopes = tuple(
            float(mp.log(b / a) / mp.log(mpmath.mpf(t.numerator * s.denominator) / (t.denominator * s.numerator)))
            for (a, b), (s, t) in zip(itertools.pairwise(sizes), itertools.pairwise(small), strict=True)
        )
    return Slopes(point=point, small=tuple(small), sizes=tuple(sizes), slopes=slopes)


def _size(left: object, right: object) -> mpmath.mpf | None:
    """|left - right| to at least ten digits, 0 when it is exactly zero, None when the balls do not tell."""
    import flint

    with flint.ctx.workprec(BITS[-1]):
        difference = left - right  # type: ignore[operator]
        ball = abs(arb(difference)) if isinstance(difference, fmpq) else abs(difference)
        if ball == 0:
            return mpmath.mpf(0)
        if ball.rel_accuracy_bits() < 34:
            return None
        return mpmath.mpf(ball.mid().str(30, radius=False))


def _slope_evidence(measured: list[Slopes], symbol: sp.Symbol, order: int) -> Evidence:
    name = "measured slopes"
    useful = [m for m in measured if m.slopes]
    if not useful:
        detail = "the difference is exactly zero" if measured else "no usable values"
        return Evidence(method=name, level=0, detail=detail)
    worst = min(useful, key=lambda m: m.last)
    settled = "settled" if all(m.settled for m in useful) else "not settled"
    detail = (
        f"{len(useful)} points, slope {worst.slopes[0]:.3f} at {symbol} = {worst.small[0]}, {worst.last:.4f} at "
        f"{symbol} = {float(worst.small[-1]):.1e} ({settled}; within 0.1 below {symbol} = {float(worst.window):.1e}); "
        f"claimed {order}"
    )
    return Evidence(method=name, level=2 if settled == "settled" else 0, detail=detail)


def _by_slopes(
    cell: Cell, symbol: sp.Symbol, order: int, measured: list[Slopes], evidence: list[Evidence]
) -> Judgement:
    """Without an expansion: settled slopes decide; slopes that still drift decide nothing."""
    useful = [m for m in measured if m.slopes]
    if useful and all(m.settled and m.last > order - AGREEMENT for m in useful):
        return Judgement(verdict="order", evidence=tuple(evidence))
    slow = next((m for m in useful if m.settled and m.last < order - 0.1), None)
    if slow is not None:
        return Judgement(verdict="refuted", evidence=tuple(evidence), witness=_witness(cell, symbol, slow))
    return Judgement(verdict="undetermined", evidence=tuple(evidence))


def _witness(cell: Cell, symbol: sp.Symbol, slopes: Slopes) -> Witness:
    """Both sides at the smallest value seen."""
    point = slopes.point | {symbol: (slopes.small[-1], Fraction(0))}
    left, right = (second_value(side, point, 120) for side in (cell.left, cell.right))
    with mp.workdps(120):
        ratio = shown(left / right) if right != 0 else ""
    coordinates = tuple((cell.names.get(s, s.name), str(re)) for s, (re, _) in sorted(point.items(), key=str))
    return Witness(point=coordinates, left=shown(left), right=shown(right), ratio=ratio)
