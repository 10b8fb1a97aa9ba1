"""Stage 6: the accuracy of a compiled kernel against 50-digit evaluation of its equation, over its domain."""

from __future__ import annotations

import cmath
import math
import random
import statistics
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import mpmath
import sympy as sp

from numerics.codegen.precise import values
from numerics.codegen.spec import KernelSpec, Range
from numerics.records import Accuracy

_mp: Any = mpmath.mp
DIGITS = 50
LOOK_CLOSER = 4.0  # units in the last place
SEED = 20220  # fixed, so that the same kernel has the same record


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One number of a kernel: its expression, and how to get the double from the kernel's output."""

    name: str
    expression: sp.Expr


Point = tuple[complex, ...]


def points(spec: KernelSpec, complex_names: Collection[str] = ()) -> list[Point]:
    """Audit points in the order (state, arguments): corners of the special values, then random ones.

    Complex numbers get the moduli that are drawn for them, and phases all around.
    """
    names = spec.audited
    draw = random.Random(SEED)
    found: list[Point] = [tuple(map(float, point)) for point in spec.exceptional]
    special = [spec.audit[name].special for name in names]
    while len(found) < spec.audit_points:
        one = {name: _draw(spec.audit[name], draw) for name in names}
        for name, choices in zip(names, special, strict=True):
            if choices and draw.random() < 0.2:
                one[name] = float(draw.choice(choices))
        for name, other in spec.tied:
            one[name] = one[name] / one[other] if name == spec.time else one[name] * one[other]
        turns = {name: cmath.exp(2j * math.pi * draw.random()) for name in names if name in complex_names}
        found.append(tuple(one[name] * turns[name] if name in turns else one[name] for name in names))
    return found


def _draw(allowed: Range, draw: random.Random) -> float:
    lower, upper = float(allowed.lower), float(allowed.upper)
    if allowed.spacing in ("integer", "half-integer"):
        steps = 1 if allowed.spacing == "integer" else 2
        number = draw.randint(math.ceil(steps * lower), math.floor(steps * upper)) / steps
    elif allowed.spacing == "log":
        number = math.exp(draw.uniform(math.log(lower), math.log(upper)))
        number = min(max(number, lower), upper)
    else:
        number = draw.uniform(lower, upper)
    return -number if allowed.symmetric and draw.random() < 0.5 else number


def ulp_error(found: complex, exact: Any) -> float:
    """The error in units in the last place of the exact value's modulus, as a double."""
    with _mp.workdps(2 * DIGITS):
        size = float(abs(exact))
        unit = math.ulp(size) if size > 0 else math.ulp(0.0)
        error = abs(mpmath.mpmathify(found) - exact)
        return float(error / mpmath.mpf(unit)) if math.isfinite(abs(found)) else math.inf


def exact_values(expressions: Sequence[sp.Expr], at: dict[sp.Symbol, Any]) -> list[Any]:
    """The values; where an expression is 0/0 (a removable singularity), those at a point 1e-60 away.

    That changes a function smooth there by some 1e-60 of itself, far below the 50 digits asked for.
    """
    try:
        return values(expressions, at, DIGITS)
    except ZeroDivisionError:
        with _mp.workdps(4 * DIGITS):
            nudge = mpmath.mpf(10) ** -60
            moved = {
                symbol: number * (1 + i * nudge) if number else i * nudge
                for i, (symbol, number) in enumerate(at.items(), start=1)
            }
        found = values(expressions, moved, DIGITS, working=4 * DIGITS)
        # What vanishes with the nudge is zero there.
        return [mpmath.mpf(0) if abs(one) < mpmath.mpf(10) ** -(DIGITS - 5) else one for one in found]


def conditions(expressions: Sequence[sp.Expr], at: dict[sp.Symbol, Any]) -> list[float]:
    """sum_i abs(x_i df/dx_i) / abs(f), by differences of 50-digit values over a relative step of 1e-20."""
    if not expressions:
        return []
    here = exact_values(expressions, at)
    used = set().union(*(e.free_symbols for e in expressions))
    totals = [mpmath.mpf(0)] * len(here)
    with _mp.workdps(2 * DIGITS):
        step = mpmath.mpf(10) ** -20
        for symbol in at:
            if symbol not in used:
                continue
            there = exact_values(expressions, {**at, symbol: at[symbol] * (1 + step)})
            totals = [total + abs(b - a) / step for total, a, b in zip(totals, here, there, strict=True)]
        return [float(total / abs(a)) if a != 0 else math.inf for total, a in zip(totals, here, strict=True)]


@dataclass(frozen=True, kw_only=True)
class Found:
    """The error at one point of one judged number; ``conditioned`` has the conditioning taken out."""

    error: float
    conditioned: float
    name: str
    point: Point


def audit(
    spec: KernelSpec,
    symbols: Sequence[sp.Symbol],
    judged: Sequence[Judged],
    evaluate: Callable[[Point], Sequence[complex]],
) -> Accuracy:
    """Evaluate at every point and compare; ``evaluate`` gives one double for each judged number."""
    found: list[Found] = []
    expressions = [one.expression for one in judged]
    is_complex = {name for name, symbol in zip(spec.audited, symbols, strict=True) if symbol.is_extended_real is None}
    for point in points(spec, is_complex):
        at = {symbol: mpmath.mpmathify(number) for symbol, number in zip(symbols, point, strict=True)}
        exact = exact_values(expressions, at)
        errors = [ulp_error(result, value) for result, value in zip(evaluate(point), exact, strict=True)]
        # Conditioning explains only errors of many units; it is costly to compute for the others.
        costly = [k for k, error in enumerate(errors) if error > LOOK_CLOSER]
        factors = [1.0] * len(errors)
        for k, factor in zip(costly, conditions([expressions[k] for k in costly], at), strict=True):
            factors[k] = factor
        found += [
            Found(error=error, conditioned=error / max(1.0, factor), name=one.name, point=point)
            for one, error, factor in zip(judged, errors, factors, strict=True)
        ]
    worst = max(found, key=lambda one: one.error)
    names = spec.audited
    return Accuracy(
        points=len(found),
        max_ulp=worst.error,
        median_ulp=statistics.median(one.error for one in found),
        conditioned_max_ulp=max(one.conditioned for one in found),
        worst_point=(
            ("value", worst.name),
            *((name, repr(number)) for name, number in zip(names, worst.point, strict=True)),
        ),
        domain=tuple(_domain(spec, name) for name in names),
        digits=DIGITS,
        measure="each entry, relative to its modulus",
        allowed_ulp=spec.allowed_ulp,
        reason=spec.reason if worst.error > spec.allowed_ulp else "",
    )


def _domain(spec: KernelSpec, name: str) -> str:
    """Where the audit looked, for one argument: as a ratio, or a phase, when it is tied to another."""
    other = next((other for tied, other in spec.tied if tied == name), "")
    if not other:
        return spec.audit[name].text(name)
    return spec.audit[name].text(f"{name}*{other}" if name == spec.time else f"{name}/{other}")
