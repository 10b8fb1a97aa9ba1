"""Bounds of the rounding error of an expression at a point, to first order, in units in the last place.

Values are exact (mpmath); the inputs count as exact too. This is what tells the code generator that a form is bad.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import mpmath
import sympy as sp

from numerics.codegen import precise

_mp: Any = mpmath.mp
Node = Any


class Undecided(ValueError):  # noqa: N818 - no error of a person: the generator then leaves an expression as it is
    """An expression of which no bound is known."""


def _decay(z: Any) -> Any:
    return -mpmath.expm1(-z) / z if z else mpmath.mpf(1)


MEANINGS: dict[str, Callable[..., Any]] = {
    "expm1": mpmath.expm1,
    "log1p": mpmath.log1p,
    "stable_sum": lambda a, b, _: a + b,
    "right_half": lambda z: -z if mpmath.re(z) < 0 else z,
    "smaller_choice": lambda u, _v, y, _x, d: y + u * d,
    "decay_quotient": _decay,
    "sine_quotient": lambda x: mpmath.sin(x) / x if x else mpmath.mpf(1),
    "exp_difference_quotient": lambda u, v: mpmath.exp(v) * _decay(v - u),
    "log_difference_quotient": lambda u, v, d: mpmath.log(u / v) / d if d else 1 / v,
    "unit_quotient": lambda f, x: f / x if x else mpmath.mpf(1),
}
"""What the numerical functions of :mod:`numerics.codegen.primitives` compute."""


def exact_value(expression: Node, at: Mapping[Any, Any]) -> Any:
    """The value at the working precision; raises Undecided for heads without a meaning, ZeroDivisionError at 0/0."""
    return _value(expression, dict(at))


def _value(e: Node, known: dict[Any, Any]) -> Any:
    if e not in known:
        known[e] = _computed(e, known)
    return known[e]


def _computed(e: Node, known: dict[Any, Any]) -> Any:
    name = e.func.__name__
    if name in MEANINGS:
        return MEANINGS[name](*(_value(a, known) for a in e.args))
    if name == "series_switch":
        return _value(e.args[0], known)
    if e.is_Add or e.is_Mul:
        values = [_value(a, known) for a in e.args]
        return _mp.fsum(values) if e.is_Add else _mp.fprod(values)
    if e.is_Pow:
        base, exponent = _value(e.base, known), _value(e.exp, known)
        return _mp.sqrt(base) if e.exp == sp.S.Half else base ** (int(e.exp) if e.exp.is_Integer else exponent)
    if type(e) in precise.FUNCTIONS:
        return precise.FUNCTIONS[type(e)](*(_value(a, known) for a in e.args))
    if e.is_number:
        return mpmath.mpmathify(e)
    raise Undecided(f"{e} has no value here")


def bound(expression: Node, at: Mapping[Any, Any]) -> float:
    """The bound in units in the last place; infinite where the value vanishes by cancellation.

    Raises Undecided for heads without a meaning, and ZeroDivisionError where the expression is 0/0.
    """
    return float(_units(expression, dict(at)))


def _units(e: Node, known: dict[Any, Any]) -> float:
    if e.is_Symbol or e.is_Integer or e is sp.I:
        return 0.0
    if e.is_number:
        return 0.5
    own = abs(_value(e, known))
    errors = [_units(a, known) for a in e.args]
    sizes = [abs(_value(a, known)) for a in e.args]
    if e.is_Add:
        return _of_sum(own, sizes, errors)
    if e.is_Mul:
        exact = sum(bool(a.is_Rational and abs(a.p) == 1 and a.q & (a.q - 1) == 0) for a in e.args)  # -1, 1/2, ...
        return sum(errors) + 0.5 * (len(errors) - 1 - exact)
    if e.is_Pow:
        if e.exp.is_Rational:
            return abs(float(e.exp)) * errors[0] + 0.5 * max(1.0, math.log2(abs(float(e.exp)) + 1))
        return _through(e, known, errors) + 1.0
    name = e.func.__name__
    if name == "stable_sum":
        difference = abs(_value(e.args[0] - e.args[1], known))
        if own >= difference:
            return _of_sum(own, sizes[:2], errors[:2])
        return errors[2] + _of_sum(difference, sizes[:2], errors[:2]) + 0.5
    return _through(e, known, errors) + (2.0 if name in MEANINGS else 1.0)


def _of_sum(own: Any, sizes: list[Any], errors: list[float]) -> float:
    carried = _mp.fsum(size * error for size, error in zip(sizes, errors, strict=True))
    partial = 0.5 * (len(sizes) - 2) * max(sizes)  # roundings of partial sums; the sum of two is rounded once
    if own == 0:
        return math.inf if carried or partial else 0.0
    return float((carried + partial) / own) + 0.5


def _through(e: Node, known: dict[Any, Any], errors: list[float]) -> float:
    """What a function makes of the errors of its arguments, by differences of exact values."""
    total, step = 0.0, mpmath.mpf(10) ** -25
    own = _value(e, known)
    for a, error in zip(e.args, errors, strict=True):
        if error and own:
            moved = {**{b: _value(b, known) for b in e.args}, a: _value(a, known) * (1 + step)}
            total += float(abs(_computed(e, moved) - own) / abs(own) / step) * error
    return total
