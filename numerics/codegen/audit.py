"""Stage 6: the accuracy of a compiled kernel against 50-digit evaluation of its equation, over its domain."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import mpmath
import sympy as sp

from numerics.codegen.precise import value
from numerics.codegen.spec import KernelSpec, Range
from numerics.records import Accuracy

DIGITS = 50
SEED = 20220  # fixed, so that the same kernel has the same record


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One number of a kernel: its expression, and how to get the double from the kernel's output."""

    name: str
    expression: sp.Expr


def points(spec: KernelSpec) -> list[tuple[float, ...]]:
    """Audit points in the order (state, arguments): corners of the special values, then random ones."""
    names = (*spec.state, *spec.arguments)
    draw = random.Random(SEED)
    found: list[tuple[float, ...]] = [tuple(map(float, point)) for point in spec.exceptional]
    special = [spec.audit[name].special for name in names]
    while len(found) < spec.audit_points:
        one = {name: _draw(spec.audit[name], draw) for name in names}
        for name, choices in zip(names, special, strict=True):
            if choices and draw.random() < 0.2:
                one[name] = float(draw.choice(choices))
        for name, other in spec.tied:
            one[name] = one[name] * one[other] if name != "t" else one[name] / one[other]
        found.append(tuple(one[name] for name in names))
    return found


def _draw(allowed: Range, draw: random.Random) -> float:
    lower, upper = float(allowed.lower), float(allowed.upper)
    if allowed.spacing == "half-integer":
        number = draw.randint(math.ceil(2 * lower), math.floor(2 * upper)) / 2
    elif allowed.spacing == "log":
        number = math.exp(draw.uniform(math.log(lower), math.log(upper)))
        number = min(max(number, lower), upper)
    else:
        number = draw.uniform(lower, upper)
    return -number if allowed.symmetric and draw.random() < 0.5 else number


def ulp_error(found: complex, exact: Any) -> float:
    """The error in units in the last place of the exact value's modulus, as a double."""
    with mpmath.workdps(2 * DIGITS):
        size = float(abs(exact))
        unit = math.ulp(size) if size > 0 else math.ulp(0.0)
        error = abs(mpmath.mpmathify(found) - exact)
        return float(error / mpmath.mpf(unit)) if math.isfinite(abs(found)) else math.inf


def _exact(expression: sp.Expr, at: dict[sp.Symbol, Any]) -> Any:
    """The value; where the expression is 0/0 (a removable singularity), its value at a point 1e-60 away.

    That changes a function smooth there by some 1e-60 of itself, far below the 50 digits asked for.
    """
    try:
        return value(expression, at, DIGITS)
    except ZeroDivisionError:
        with mpmath.workdps(4 * DIGITS):
            nudge = mpmath.mpf(10) ** -60
            moved = {symbol: number * (1 + i * nudge) for i, (symbol, number) in enumerate(at.items(), start=1)}
        return value(expression, moved, DIGITS, working=4 * DIGITS)


def audit(
    spec: KernelSpec,
    symbols: Sequence[sp.Symbol],
    judged: Sequence[Judged],
    evaluate: Callable[[tuple[float, ...]], Sequence[complex]],
) -> Accuracy:
    """Evaluate at every point and compare; ``evaluate`` gives one double for each judged number."""
    errors: list[float] = []
    worst = (-1.0, "", ())
    for point in points(spec):
        exact_at = {symbol: mpmath.mpf(number) for symbol, number in zip(symbols, point, strict=True)}
        for one, found in zip(judged, evaluate(point), strict=True):
            exact = _exact(one.expression, exact_at)
            error = ulp_error(found, exact)
            errors.append(error)
            if error > worst[0]:
                worst = (error, one.name, point)
    names = (*spec.state, *spec.arguments)
    return Accuracy(
        points=len(errors),
        max_ulp=worst[0],
        median_ulp=statistics.median(errors),
        worst_point=(
            ("value", worst[1]),
            *((name, repr(number)) for name, number in zip(names, worst[2], strict=True)),
        ),
        domain=tuple(
            spec.audit[name].text(next((f"{name}*{other}" for n, other in spec.tied if n == name), name))
            for name in names
        ),
        digits=DIGITS,
        measure="each entry, relative to its modulus",
        allowed_ulp=spec.allowed_ulp if not spec.reason else 16.0,
        reason=spec.reason,
    )
