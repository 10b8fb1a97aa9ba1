"""High-precision values of expressions, by mpmath, straight from the tree: what the audit judges kernels against.

It shares nothing with the printer or the rewriting: it evaluates the equation as derived.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import mpmath
import sympy as sp

from numerics.codegen.spec import CodegenError

_mp: Any = mpmath.mp
FUNCTIONS: dict[type, Callable[..., Any]] = {
    sp.exp: mpmath.exp, sp.log: mpmath.log, sp.sin: mpmath.sin, sp.cos: mpmath.cos, sp.tan: mpmath.tan,
    sp.asin: mpmath.asin, sp.acos: mpmath.acos, sp.atan: mpmath.atan, sp.sinh: mpmath.sinh,
    sp.cosh: mpmath.cosh, sp.tanh: mpmath.tanh, sp.coth: mpmath.coth, sp.asinh: mpmath.asinh,
    sp.acosh: mpmath.acosh, sp.atanh: mpmath.atanh, sp.Abs: abs, sp.re: mpmath.re, sp.im: mpmath.im,
    sp.conjugate: mpmath.conj, sp.floor: mpmath.floor, sp.ceiling: mpmath.ceil, sp.binomial: mpmath.binomial,
    sp.factorial: mpmath.factorial, sp.erf: mpmath.erf, sp.erfc: mpmath.erfc, sp.gamma: mpmath.gamma,
    sp.Min: min, sp.Max: max, sp.sign: mpmath.sign,
}  # fmt: skip


def values(expressions: Sequence[sp.Basic], at: Mapping[sp.Symbol, Any], digits: int, working: int = 0) -> list[Any]:
    """Values at exact or mpmath numbers, good to ``digits`` digits: the precision is raised until they hold.

    ``working`` is the precision to begin with. Raises CodegenError when a value does not settle, and
    ZeroDivisionError where an expression is 0/0.
    """
    working = max(digits, working)
    earlier = _at_precision(expressions, at, working)
    for _ in range(6):
        working *= 2
        found = _at_precision(expressions, at, working)
        with _mp.workdps(working):
            tolerance = mpmath.mpf(10) ** (-digits)
            settled = all(abs(new - old) <= abs(new) * tolerance for new, old in zip(found, earlier, strict=True))
        if settled:
            return found
        earlier = found
    raise CodegenError(f"{expressions[0]} does not settle to {digits} digits at {dict(at)}")


def _at_precision(expressions: Sequence[sp.Basic], at: Mapping[sp.Symbol, Any], digits: int) -> list[Any]:
    """Values at one precision; what the expressions share is computed once."""
    with _mp.workdps(digits):
        known: dict[sp.Basic, Any] = {symbol: mpmath.mpmathify(number) for symbol, number in at.items()}
        return [_value(e, known) for e in expressions]


def _value(e: sp.Basic, known: dict[sp.Basic, Any]) -> Any:
    if e not in known:
        known[e] = _computed(e, known)
    return known[e]


def _computed(e: Any, known: dict[sp.Basic, Any]) -> Any:
    if e.is_Rational:
        return mpmath.mpf(e.p) / e.q
    if e is sp.I:
        return mpmath.mpc(0, 1)
    if e is sp.pi:
        return +mpmath.pi
    if e is sp.E:
        return +mpmath.e
    if e.is_Pow:
        return _power(e, known)
    if isinstance(e, sp.Sum):
        return _sum(e, known)
    arguments = [_value(a, known) for a in e.args]
    if e.is_Add:
        return _mp.fsum(arguments)
    if e.is_Mul:
        return _mp.fprod(arguments)
    if type(e) in FUNCTIONS:
        return FUNCTIONS[type(e)](*arguments)
    raise CodegenError(f"no high-precision form for {type(e).__name__} in {e}")


def _power(e: sp.Pow, known: dict[sp.Basic, Any]) -> Any:
    base = _value(e.base, known)
    if e.exp == sp.S.Half:
        return _mp.sqrt(base)
    if e.exp.is_Integer:
        return base ** int(e.exp)
    return _mp.power(base, _value(e.exp, known))


def _sum(e: Any, known: dict[sp.Basic, Any]) -> Any:
    if len(e.limits) != 1:
        raise CodegenError(f"no high-precision form for the sum {e} over several indices")
    index, lower, upper = e.limits[0]
    first, last = int(mpmath.ceil(_value(lower, known))), int(mpmath.floor(_value(upper, known)))
    symbols = {symbol: number for symbol, number in known.items() if symbol.is_Symbol}
    terms = (_value(e.function, {**symbols, index: mpmath.mpf(k)}) for k in range(first, last + 1))
    return _mp.fsum(terms)
