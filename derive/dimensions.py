"""Physical dimensions of expressions, from the units of their symbols.

A dimension is a sorted tuple of (base dimension, exponent); angles and counts have none. Products of powers of the
units that derivations are written in are read here; any other unit is read by pint, whose import and registry take
longer than most derivations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

Dimension = tuple[tuple[str, sp.Expr], ...]
DIMENSIONLESS: Dimension = ()

_L, _T, _M, _I = "[length]", "[time]", "[mass]", "[current]"
_ENERGY = {_L: 2, _M: 1, _T: -2}
UNITS: dict[str, dict[str, int]] = {
    "1": {}, "rad": {}, "m": {_L: 1}, "cm": {_L: 1}, "s": {_T: 1}, "Hz": {_T: -1}, "g": {_M: 1}, "kg": {_M: 1},
    "K": {"[temperature]": 1}, "A": {_I: 1}, "C": {_I: 1, _T: 1}, "N": {_L: 1, _M: 1, _T: -2}, "J": _ENERGY,
    "V": _ENERGY | {_I: -1, _T: -3}, "F": {_L: -2, _M: -1, _T: 4, _I: 2}, "T": {_M: 1, _T: -2, _I: -1},
    "G": {_M: 1, _T: -2, _I: -1},
}  # fmt: skip
"""Dimensions of the units that derivations are written in, as pint has them."""
_FACTOR = re.compile(r"(?P<sign>[*/ ]?)(?P<name>1|[A-Za-z]+)(\^(?P<power>-?\d+(\.\d+)?|\(-?\d+/\d+\)))?")
_INVERSE = re.compile(r"1/\(([^()]+)\)")


class DimensionError(ValueError):
    """Two sides, or two terms of a sum, of different physical dimension, or a dimensionful exponent."""


@lru_cache(maxsize=1)
def registry() -> Any:
    """The unit registry: pint's in exact fractions, the gauss as 1e-4 tesla (the field quotes B in gauss).

    It is filled by hand: one that pint fills itself remembers the dimension of the gauss of the Gaussian system.
    """
    import pint

    units: Any = pint.UnitRegistry(None, autoconvert_offset_to_baseunit=True, non_int_type=Fraction)
    units.load_definitions(Path(pint.__file__).with_name("default_en.txt"))
    units.define("gauss = 1e-4 tesla = G")
    return units


@cache
def dimension_of_unit(unit: str) -> Dimension:
    """The dimension of a unit such as ``cm^3/s``; raises DimensionError when it is no unit."""
    known = _written(unit)
    if known is not None:
        return known
    try:
        found = registry()(unit).dimensionality
    except Exception as error:
        raise DimensionError(f"{unit!r} is not a unit that is known") from error
    return _tidy({str(name): sp.nsimplify(power) for name, power in found.items()})


def _written(unit: str) -> Dimension | None:
    """The dimension of a product of powers of the units above, such as ``rad/s*m^(3/2)``; None for anything else."""
    if inverse := _INVERSE.fullmatch(unit):
        below = _written(inverse[1])
        return None if below is None else _inverse(below)
    powers: dict[str, sp.Expr] = {}
    place = 0
    while place < len(unit):
        factor = _FACTOR.match(unit, place)
        if factor is None or factor["name"] not in UNITS or (place == 0) != (not factor["sign"]):
            return None
        power = sp.Rational((factor["power"] or "1").strip("()")) * (-1 if factor["sign"] == "/" else 1)
        for name, exponent in UNITS[factor["name"]].items():
            powers[name] = powers.get(name, sp.Integer(0)) + exponent * power
        place = factor.end()
    return _tidy(powers) if place else None


def dimension_of(expression: sp.Basic, units: Mapping[sp.Symbol, str]) -> Dimension | None:
    """The dimension of an expression, or None when it is zero, which fits every dimension.

    Raises DimensionError when terms of a sum differ or a function's argument has a dimension.
    """
    if isinstance(expression, sp.MatrixBase):
        return _common([dimension_of(entry, units) for entry in expression], expression)
    if expression == 0:
        return None
    if isinstance(expression, sp.Symbol):
        return dimension_of_unit(units[expression]) if expression in units else DIMENSIONLESS
    if isinstance(expression, sp.Add | sp.Min | sp.Max | sp.Tuple):
        return _common([dimension_of(term, units) for term in expression.args], expression)
    if isinstance(expression, sp.Mul):
        return _product(dimension_of(factor, units) for factor in expression.args)
    if isinstance(expression, sp.Pow):
        return _power(expression, units)
    if isinstance(expression, sp.Derivative):
        lower = [dimension_of(variable, units) for variable, count in expression.variable_count for _ in range(count)]
        return _product([dimension_of(expression.expr, units), *(_inverse(d) for d in lower)])
    if isinstance(expression, sp.Integral | sp.Sum):
        factors = [dimension_of(expression.function, units)]
        if isinstance(expression, sp.Integral):
            factors += [dimension_of(limit[0], units) for limit in expression.limits]
        return _product(factors)
    if isinstance(expression, AppliedUndef):
        return _applied(expression, units)
    if isinstance(expression, sp.Abs | sp.conjugate | sp.re | sp.im):
        return dimension_of(expression.args[0], units)
    return _argument_is_a_number(expression, units)


def _applied(expression: AppliedUndef, units: Mapping[sp.Symbol, str]) -> Dimension | None:
    """cross(a, b), dot(a, b) and commutator(a, b) multiply; f(t) has the unit of the symbol f."""
    if expression.func.__name__ in ("cross", "dot", "commutator"):
        return _product(dimension_of(a, units) for a in expression.args)
    for symbol, unit in units.items():
        if symbol.name == expression.func.__name__:
            return dimension_of_unit(unit)
    return DIMENSIONLESS


def _argument_is_a_number(expression: sp.Basic, units: Mapping[sp.Symbol, str]) -> Dimension:
    for argument in expression.args:
        if dimension_of(argument, units) not in (DIMENSIONLESS, None):
            raise DimensionError(f"the argument of {type(expression).__name__} has a dimension: {argument}")
    return DIMENSIONLESS


def _power(expression: sp.Pow, units: Mapping[sp.Symbol, str]) -> Dimension:
    base = dimension_of(expression.base, units)
    if dimension_of(expression.exp, units) not in (DIMENSIONLESS, None):
        raise DimensionError(f"the exponent of {expression} has a dimension")
    if not base:
        return DIMENSIONLESS
    return _tidy({name: power * expression.exp for name, power in base})


def _product(factors: Any) -> Dimension | None:
    total: dict[str, sp.Expr] = {}
    for dimension in factors:
        if dimension is None:
            return None
        for name, power in dimension:
            total[name] = total.get(name, sp.Integer(0)) + power
    return _tidy(total)


def _inverse(dimension: Dimension | None) -> Dimension:
    return tuple((name, -power) for name, power in dimension or ())


def _common(dimensions: list[Dimension | None], expression: Any) -> Dimension | None:
    found = [d for d in dimensions if d is not None]
    if any(d != found[0] for d in found):
        raise DimensionError(f"terms of different dimension in {expression}")
    return found[0] if found else None


def _tidy(powers: Mapping[str, sp.Expr]) -> Dimension:
    return tuple(sorted((name, sp.expand(power)) for name, power in powers.items() if sp.expand(power) != 0))
