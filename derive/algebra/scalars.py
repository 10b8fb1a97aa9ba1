"""The border between SymPy coefficients and polynomials over weights."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy as sp

from derive.algebra.errors import AlgebraError
from derive.algebra.weights import (
    ONE,
    Generator,
    I,
    Polynomial,
    Weight,
    add,
    generator,
    multiply,
    normal,
    power,
    weight,
)

Scalar = int | Fraction | sp.Expr
"""What may stand before an operator: exact numbers and commuting SymPy expressions."""


def is_scalar(value: object) -> bool:
    """Whether a value is one that could be meant as a coefficient, floats included, so that they are refused."""
    return isinstance(value, int | Fraction | float | complex | sp.Expr)


def polynomial(value: Any) -> Polynomial:
    """A coefficient as a polynomial over weights.

    Raises AlgebraError for floats (one float spoils a whole derivation) and for noncommuting symbols.
    """
    if isinstance(value, int):
        return {ONE: Fraction(value)} if value else {}
    if isinstance(value, Fraction):
        return {ONE: value} if value else {}
    if not isinstance(value, sp.Expr):
        raise AlgebraError(_refused(value))
    return dict(_items(value))


@lru_cache(maxsize=2000)
def _count_items(count: sp.Expr) -> tuple[tuple[Weight, Fraction], ...]:
    found = tuple(polynomial(count).items())
    if all(v.denominator == 1 for _, v in found):
        return found
    return ((weight([(generator(sp.expand(count), "count"), 1)]), Fraction(1)),)


def number_of_atoms(count: sp.Expr) -> Polynomial:
    """A number of atoms with integer coefficients; one such as N/2 is a generator of its own."""
    return dict(_count_items(count))


def _refused(value: object) -> str:
    if isinstance(value, float):
        near = Fraction(value).limit_denominator(1000)
        return f"the coefficient {value!r} is a float where an exact number is expected; nearest is {near}"
    return f"the coefficient {value!r} is a {type(value).__name__} where an exact SymPy expression is expected"


@lru_cache(maxsize=20000)
def _items(value: sp.Expr) -> tuple[tuple[Weight, Fraction], ...]:
    return tuple(_read(value).items())


def _read(value: sp.Expr) -> Polynomial:
    """The recursion behind `polynomial`, over the heads that have relations; any other head is a generator."""
    if isinstance(value, sp.Rational):
        return {ONE: Fraction(int(value.p), int(value.q))} if value else {}
    if value is sp.I:
        return {I: Fraction(1)}
    if isinstance(value, sp.Float):
        raise AlgebraError(_refused(float(value)))
    if value.is_commutative is False:
        raise AlgebraError(f"the coefficient {value} does not commute where a commuting expression is expected")
    if isinstance(value, sp.Add):
        result: Polynomial = {}
        for part in value.args:
            result = add(result, polynomial(part))
        return result
    if isinstance(value, sp.Mul):
        result = {ONE: Fraction(1)}
        for part in value.args:
            result = multiply(result, polynomial(part))
        return result
    if isinstance(value, sp.exp):
        return _exponential(sp.E, value.args[0])
    if isinstance(value, sp.Pow):
        return _power(value.base, value.exp)
    if isinstance(value, sp.sin):
        return {weight([(generator(sp.sin(sp.expand(value.args[0])), "sine"), 1)]): Fraction(1)}
    if isinstance(value, sp.cos):
        return {weight([(generator(sp.cos(sp.expand(value.args[0])), "free"), 1)]): Fraction(1)}
    if value.has(sp.nan, sp.zoo, sp.oo):
        raise AlgebraError(f"the coefficient {value} is not a finite number; a finite expression is expected")
    return {weight([(generator(value, "free"), 1)]): Fraction(1)}


def _power(base: sp.Expr, exponent: sp.Expr) -> Polynomial:
    if isinstance(exponent, sp.Integer) and exponent > 0:
        return power(polynomial(base), int(exponent))
    if not isinstance(exponent, sp.Rational):
        return _exponential(base, exponent)
    e = Fraction(int(exponent.p), int(exponent.q))
    if isinstance(base, sp.Integer):
        return _root_of_integer(int(base), e)
    if base.is_Symbol:
        return {weight([(generator(base, "free"), _small(e))]): Fraction(1)}
    inner = polynomial(base)
    if len(inner) == 1 and e.denominator == 1:
        ((only, number),) = inner.items()
        inverse = normal({g: _small(p * e) for g, p in only.powers})
        return {w: v * number**e.numerator for w, v in inverse.items()}
    if e.denominator == 1:
        base, factor = _primitive(inner)
        return multiply({weight([(generator(base, "root"), _small(e))]): Fraction(1)}, {ONE: factor**e.numerator})
    # Products of weights have whole numbers: the denominators of the base are taken out of the root.
    below = int(sp.ilcm(1, *(value.denominator for value in inner.values())))
    root = normal({generator(sp.expand(below * base), "root"): e})
    return root if below == 1 else multiply(root, _root_of_integer(below, -e))


def _small(e: Fraction) -> int | Fraction:
    return e.numerator if e.denominator == 1 else e


def _primitive(inner: Polynomial) -> tuple[sp.Expr, Fraction]:
    """A sum divided by its content, first term positive, so that 1/(2a - 2b) and 1/(b - a) share a generator."""
    ordered = sorted(inner.items(), key=lambda item: item[0].order())
    numbers = [value for _, value in ordered]
    content = Fraction(sp.igcd(*(v.numerator for v in numbers)), sp.ilcm(1, *(v.denominator for v in numbers)))
    if numbers[0] < 0:
        content = -content
    return to_sympy({w: v / content for w, v in ordered}), content


def _root_of_integer(base: int, e: Fraction) -> Polynomial:
    powers: dict[Generator, int | Fraction] = {}
    for prime, multiplicity in sp.factorint(base).items():
        powers[generator(sp.Integer(prime), "number")] = multiplicity * e
    return normal(powers)


def _exponential(base: sp.Expr, exponent: sp.Expr) -> Polynomial:
    """base**exponent, one generator for each term of the exponent: exp(x + 2y) = exp(x) exp(y)^2."""
    result: Polynomial = {ONE: Fraction(1)}
    for term in sp.Add.make_args(sp.expand(exponent)):
        number, core = term.as_coeff_Mul(rational=True)
        if core == 1:
            factor = _power(base, number) if base is not sp.E else {_exponential_of(number): Fraction(1)}
        else:
            g = generator(base, "power", core)
            factor = {weight([(g, _small(Fraction(int(number.p), int(number.q))))]): Fraction(1)}
        result = multiply(result, factor)
    return result


def _exponential_of(number: sp.Rational) -> Weight:
    return weight([(generator(sp.E, "free"), _small(Fraction(int(number.p), int(number.q))))])


def forget_scalars() -> None:
    """Forget which SymPy expressions were read."""
    _items.cache_clear()


def to_sympy(value: Polynomial) -> sp.Expr:
    """A polynomial over weights as a SymPy expression, expanded."""
    return sp.Add(*(sp.Rational(v.numerator, v.denominator) * w.to_sympy() for w, v in value.items()))


def conjugate(w: Weight) -> tuple[tuple[Weight, int], ...]:
    """The complex conjugate of a weight, remembered on it; symbols conjugate by their assumptions."""
    if w.conjugate is None:
        counts = [(generator(sp.conjugate(g.base), "count"), e) for g, e in w.powers if g.kind == "count"]
        rest = sp.Mul(*(g.power(e) for g, e in w.powers if g.kind != "count"))
        result = multiply(polynomial(sp.conjugate(rest)), {weight(counts): Fraction(1)})
        w.conjugate = tuple((other, value.numerator) for other, value in result.items())
    return w.conjugate


def vanishes(value: Polynomial) -> bool:
    """Whether a coefficient is zero, beyond the relations that weights apply.

    Independent generators: zero only when nothing is stored. Where inverses of sums, roots of sums or
    trigonometric functions occur, they are put over a common denominator, trigonometric and hyperbolic
    functions as exponentials, and the numerator is tested; no ``simplify`` is used.
    """
    if not value:
        return True
    if all(g.kind in ("free", "number", "power") and not _related(g) for w in value for g, _ in w.powers):
        return False
    expression = to_sympy(value).rewrite(list(_TRIGONOMETRIC), sp.exp)
    numerator, _ = sp.fraction(sp.together(expression))
    return not polynomial(sp.expand(numerator))


_TRIGONOMETRIC = (sp.sin, sp.cos, sp.tan, sp.cot, sp.sinh, sp.cosh, sp.tanh, sp.coth)


def _related(g: Generator) -> bool:
    return isinstance(g.base, _TRIGONOMETRIC)
