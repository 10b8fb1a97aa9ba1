r"""Expressions at an exact point as certified balls (Arb): the true value lies in the ball, or there is none.

A value is an exact rational (``fmpq``) as long as the operations allow it, and a complex ball (``acb``) after
that, so that Kronecker deltas, sums and the branches of a Piecewise see exact numbers. Where a function has no
certified value at the point (a pole, an undecided branch, a head that is not known) :class:`UnusableError` is raised:
the point says nothing, neither for nor against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

import flint
import sympy as sp
from flint import acb, arb, fmpq

from derive.judge.question import Node

Value = Any  # fmpq or acb: python-flint has no common base class for the two

MAX_EXACT_POWER = 4096  # beyond it an exact power of a rational costs more than a ball
MAX_TERMS = 4000  # of a finite sum or product


class UnusableError(ArithmeticError):
    """The expression has no certified finite value at this point."""


def exact(number: sp.Expr | Fraction | int) -> fmpq:
    """The rational as flint knows it."""
    if isinstance(number, Fraction):
        return fmpq(number.numerator, number.denominator)
    if isinstance(number, sp.Rational):
        return fmpq(int(number.p), int(number.q))
    return fmpq(number)


def ball(expression: Node, point: Mapping[Node, Value], bits: int) -> Value:
    """The value at the point (fmpq or acb entries) with the given working precision; raises UnusableError."""
    return balls((expression,), dict(point), bits)[0]


def balls(expressions: Iterable[Node], known: dict[Node, Value], bits: int) -> tuple[Value, ...]:
    """Values of several expressions at one point, as :func:`ball`; what they share is evaluated once.

    The values of all their parts are left in ``known``, which starts as the point.
    """
    with flint.ctx.workprec(bits):
        return tuple(finite(_value(expression, known)) for expression in expressions)


def finite(value: Value) -> Value:
    """The value itself; raises UnusableError when it is not a finite ball."""
    if isinstance(value, acb) and not value.is_finite():
        raise UnusableError("not finite")
    return value


def as_acb(value: Value) -> acb:
    """The value as a complex ball at the present precision."""
    return value if isinstance(value, acb) else acb(value)


def real(value: Value) -> arb:
    """The value as a real ball; raises UnusableError when its imaginary part is not known to vanish."""
    if isinstance(value, fmpq):
        return arb(value)
    if value.imag != 0:
        raise UnusableError("not known to be real")
    found: arb = value.real
    return found


def sign(value: Value) -> int | None:
    """-1, 0 or 1, or None where the ball does not decide."""
    if isinstance(value, fmpq):
        return (value > 0) - (value < 0)
    number = real(value)
    if number > 0:
        return 1
    return -1 if number < 0 else None


def excludes_zero(value: Value) -> bool:
    """Is the value certainly different from zero?"""
    return value != 0 if isinstance(value, fmpq) else not value.contains(acb(0))


def _value(e: Node, point: dict[Node, Value]) -> Value:
    """Values of subexpressions are kept in the point itself; only free of bound symbols is that sound."""
    found = point.get(e)
    if found is not None:
        return found
    if isinstance(e, sp.Rational):
        value: Value = exact(e)
    elif e.func in _SPECIAL:
        value = _SPECIAL[e.func](e, point)
    elif e.func in _FUNCTIONS:
        arguments = [as_acb(_value(a, point)) for a in e.args]
        value = finite(_FUNCTIONS[e.func](*arguments))
    elif e in _CONSTANTS:
        value = _CONSTANTS[e]()
    else:
        raise UnusableError(f"no certified value of {e.func.__name__}")
    point[e] = value
    return value


def _add(e: Node, point: dict[Node, Value]) -> Value:
    total: Value = fmpq(0)
    for term in e.args:
        total = total + _value(term, point)
    return total


def _mul(e: Node, point: dict[Node, Value]) -> Value:
    total: Value = fmpq(1)
    for factor in e.args:
        total = total * _value(factor, point)
    return total


def _pow(e: Node, point: dict[Node, Value]) -> Value:
    base, exponent = _value(e.args[0], point), _value(e.args[1], point)
    if isinstance(exponent, fmpq) and exponent.q == 1:
        return _integer_power(base, int(exponent.p))
    if isinstance(base, fmpq) and base == 0:
        if sign(as_acb(exponent).real if isinstance(exponent, acb) else exponent) == 1:
            return fmpq(0)
        raise UnusableError("a power of zero")
    z = as_acb(base)
    if z.contains(acb(0)) and not isinstance(exponent, fmpq):
        raise UnusableError("a power of a number that may be zero")
    if isinstance(exponent, fmpq) and exponent.q == 2:
        root = z.sqrt()
        return finite(_integer_power(root, int(exponent.p)))
    return finite(z.pow(as_acb(exponent)))


def _integer_power(base: Value, n: int) -> Value:
    if n < 0 and not excludes_zero(base):
        raise UnusableError("division by a number that may be zero")
    if isinstance(base, fmpq):
        if abs(n) <= MAX_EXACT_POWER:
            return base**n
        base = acb(base)
    return base**n if n >= 0 else (1 / base) ** (-n)


def _abs(e: Node, point: dict[Node, Value]) -> Value:
    value = _value(e.args[0], point)
    return abs(value) if isinstance(value, fmpq) else acb(abs(value))


def _sign(e: Node, point: dict[Node, Value]) -> Value:
    value = _value(e.args[0], point)
    if isinstance(value, acb) and value.imag != 0:
        if value.contains(acb(0)):
            raise UnusableError("the sign of a number that may be zero")
        return value / acb(abs(value))
    found = sign(value)
    if found is None:
        raise UnusableError("an undecided sign")
    return fmpq(found)


def _conjugate(e: Node, point: dict[Node, Value]) -> Value:
    value = _value(e.args[0], point)
    return value if isinstance(value, fmpq) else value.conjugate()


def _re(e: Node, point: dict[Node, Value]) -> Value:
    value = _value(e.args[0], point)
    return value if isinstance(value, fmpq) else acb(value.real)


def _im(e: Node, point: dict[Node, Value]) -> Value:
    value = _value(e.args[0], point)
    return fmpq(0) if isinstance(value, fmpq) else acb(value.imag)


def _arg(e: Node, point: dict[Node, Value]) -> Value:
    value = as_acb(_value(e.args[0], point))
    if value.contains(acb(0)):
        raise UnusableError("the argument of a number that may be zero")
    return acb(value.arg())


def _extreme(e: Node, point: dict[Node, Value]) -> Value:
    best, *others = [_value(a, point) for a in e.args]
    wanted = 1 if e.func is sp.Max else -1
    for other in others:
        found = sign(other - best)
        if found is None:
            raise UnusableError("an undecided maximum")
        best = other if found == wanted else best
    return best


def _heaviside(e: Node, point: dict[Node, Value]) -> Value:
    found = sign(_value(e.args[0], point))
    if found is None:
        raise UnusableError("an undecided step")
    return _value(e.args[1], point) if found == 0 else fmpq(int(found > 0))


def _dirac(e: Node, point: dict[Node, Value]) -> Value:
    if not excludes_zero(_value(e.args[0], point)):
        raise UnusableError("the delta function at its point")
    return fmpq(0)


def _kronecker(e: Node, point: dict[Node, Value]) -> Value:
    difference = _value(e.args[0], point) - _value(e.args[1], point)
    if isinstance(difference, fmpq):
        return fmpq(int(difference == 0))
    if difference.contains(acb(0)):
        raise UnusableError("an undecided Kronecker delta")
    return fmpq(0)


def _levi_civita(e: Node, point: dict[Node, Value]) -> Value:
    indices = [_integer(_value(a, point)) for a in e.args]
    return exact(sp.LeviCivita(*indices))


def _integer(value: Value) -> int:
    if not isinstance(value, fmpq) or value.q != 1:
        raise UnusableError("an index that is not an integer")
    return int(value.p)


def _factorial(e: Node, point: dict[Node, Value]) -> Value:
    n = _value(e.args[0], point)
    if isinstance(n, fmpq) and n.q == 1 and 0 <= n.p <= MAX_EXACT_POWER:
        return fmpq(flint.fmpz.fac_ui(n.p))
    return finite((as_acb(n) + 1).gamma())


def _binomial(e: Node, point: dict[Node, Value]) -> Value:
    n, k = (_value(a, point) for a in e.args)
    if isinstance(k, fmpq) and k.q == 1 and k.p <= MAX_EXACT_POWER:
        result: Value = fmpq(int(k.p >= 0))
        for j in range(int(k.p)):
            result = result * (n - j) / fmpq(j + 1)
        return result
    n, k = as_acb(n), as_acb(k)
    return finite((n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma())


def _bounded(e: Node, point: dict[Node, Value]) -> Value:
    """A finite sum or product, term by term; SymPy's convention for a product or sum over nothing is kept."""
    body, (index, lower, upper) = e.args[0], e.args[-1].args
    if len(e.args) > 2:
        body = e.func(body, *e.args[1:-1])
    first, last = _integer(_value(lower, point)), _integer(_value(upper, point))
    if not 0 <= last - first + 1 <= MAX_TERMS:
        raise UnusableError(f"a {e.func.__name__.lower()} over {last - first + 1} terms")
    free = {s: v for s, v in point.items() if index not in s.free_symbols}
    total: Value = fmpq(int(e.func is sp.Product))
    for n in range(first, last + 1):
        term = _value(body, free | {index: fmpq(n)})
        total = total * term if e.func is sp.Product else total + term
    return total


def _piecewise(e: Node, point: dict[Node, Value]) -> Value:
    for branch, condition in (pair.args for pair in e.args):
        if holds(condition, point):
            return _value(branch, point)
    raise UnusableError("no branch of a Piecewise holds")


def _hypergeometric(e: Node, point: dict[Node, Value]) -> Value:
    """A generalised hypergeometric function of numbers; Arb gives no finite ball where its series is of no use."""
    above: list[Any] = [as_acb(_value(a, point)) for a in e.args[0]]
    below: list[Any] = [as_acb(_value(a, point)) for a in e.args[1]]
    return finite(as_acb(_value(e.args[2], point)).hypgeom(above, below))


def _integral(e: Node, point: dict[Node, Value]) -> Value:
    """A definite integral between finite bounds of an integrand that Arb finds analytic around the path."""
    if len(e.args) != 2 or len(e.args[1].args) != 3:
        raise UnusableError("only single definite integrals have a certified value")
    body, (x, lower, upper) = e.args[0], e.args[1].args
    a, b = _value(lower, point), _value(upper, point)
    if not body.has(*_BRANCHED) and all(p.exp.is_Integer for p in body.atoms(sp.Pow) if p.base.has(x)):
        free = {s: v for s, v in point.items() if x not in s.free_symbols}
        for end in (a, b):
            finite(_value(body, free | {x: end}))  # a singular end would be searched for long, and in vain
        return finite(acb.integral(lambda z, _: _integrand(body, free | {x: z}), as_acb(a), as_acb(b)))
    raise UnusableError("an integrand that is not known to be analytic")


def _integrand(body: Node, point: dict[Node, Value]) -> acb:
    try:
        return as_acb(_value(body, point))
    except UnusableError:
        return acb(float("nan"))


def holds(condition: Node, point: Mapping[Node, Value]) -> bool:
    """Is the condition certainly true at the point (False: certainly not)? Raises UnusableError when undecided."""
    point = dict(point)
    if condition in (sp.true, sp.false):
        return bool(condition)
    if isinstance(condition, sp.And):
        return all(holds(c, point) for c in condition.args)
    if isinstance(condition, sp.Or):
        return any(holds(c, point) for c in condition.args)
    if isinstance(condition, sp.Not):
        return not holds(condition.args[0], point)
    if condition.func not in _COMPARED:
        raise UnusableError(f"no truth value of {condition.func.__name__}")
    difference = _value(condition.args[0], point) - _value(condition.args[1], point)
    if condition.func in (sp.Equality, sp.Unequality):
        if excludes_zero(difference):
            return bool(condition.func is sp.Unequality)
        if isinstance(difference, fmpq):
            return bool(condition.func is sp.Equality)
        raise UnusableError("an undecided equality")
    found = sign(difference)
    if found is None:
        raise UnusableError("an undecided inequality")
    return found in _COMPARED[condition.func]


_COMPARED: dict[Any, tuple[int, ...]] = {
    sp.Equality: (0,),
    sp.Unequality: (-1, 1),
    sp.StrictLessThan: (-1,),
    sp.LessThan: (-1, 0),
    sp.StrictGreaterThan: (1,),
    sp.GreaterThan: (0, 1),
}
_BRANCHED = (sp.log, sp.Abs, sp.sign, sp.conjugate, sp.re, sp.im, sp.arg, sp.Min, sp.Max, sp.Piecewise,
             sp.Heaviside, sp.DiracDelta, sp.asin, sp.acos, sp.atan, sp.asinh, sp.acosh, sp.atanh,
             sp.KroneckerDelta, sp.Sum, sp.Product, sp.Integral)  # fmt: skip
_CONSTANTS: dict[sp.Basic, Callable[[], Value]] = {
    sp.pi: acb.pi,
    sp.E: lambda: acb(1).exp(),
    sp.I: lambda: acb(0, 1),
    sp.EulerGamma: lambda: acb(arb.const_euler()),
}
_SPECIAL: dict[Any, Callable[[Node, dict[Node, Value]], Value]] = {
    sp.Add: _add, sp.Mul: _mul, sp.Pow: _pow, sp.Abs: _abs, sp.sign: _sign, sp.conjugate: _conjugate,
    sp.re: _re, sp.im: _im, sp.arg: _arg, sp.Min: _extreme, sp.Max: _extreme, sp.Heaviside: _heaviside,
    sp.DiracDelta: _dirac, sp.KroneckerDelta: _kronecker, sp.LeviCivita: _levi_civita,
    sp.factorial: _factorial, sp.binomial: _binomial, sp.Sum: _bounded, sp.Product: _bounded,
    sp.Piecewise: _piecewise, sp.Integral: _integral, sp.hyper: _hypergeometric,
}  # fmt: skip
_FUNCTIONS: dict[Any, Callable[..., acb]] = {
    sp.exp: acb.exp, sp.log: acb.log, sp.sin: acb.sin, sp.cos: acb.cos, sp.tan: acb.tan, sp.cot: acb.cot,
    sp.asin: acb.asin, sp.acos: acb.acos, sp.atan: acb.atan, sp.sinh: acb.sinh, sp.cosh: acb.cosh,
    sp.tanh: acb.tanh, sp.coth: acb.coth, sp.asinh: acb.asinh, sp.acosh: acb.acosh, sp.atanh: acb.atanh,
    sp.sec: acb.sec, sp.csc: acb.csc, sp.sech: acb.sech, sp.csch: acb.csch,
    sp.uppergamma: lambda s, z: z.gamma_upper(s),
    sp.gamma: acb.gamma, sp.loggamma: acb.lgamma, sp.erf: acb.erf, sp.erfc: acb.erfc,
    sp.erfi: acb.erfi,
    sp.besselj: lambda n, z: z.bessel_j(n), sp.besseli: lambda n, z: z.bessel_i(n),
    sp.jn: lambda n, z: (acb.pi() / 2).sqrt() / z.sqrt() * z.bessel_j(n + fmpq(1, 2)),
}  # fmt: skip
