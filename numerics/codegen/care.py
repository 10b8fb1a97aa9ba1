r"""Stage 3: rewriting expressions so that doubles compute them accurately.

Each pass is a named function from an expression to an equal one; :data:`PASSES` is their order. What has no
SymPy name becomes a call of a numerical function of :mod:`numerics.codegen.primitives` (NUMERICAL).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from numerics.codegen.differences import (
    cancelled_fractions,
    cancelled_polynomials,
    differences,
    functions_at_hand,
    tails,
)
from numerics.codegen.series import series_switches
from numerics.codegen.sums import split_sums

# SymPy's own hints do not know .exp, .base or what a call of .func gives, so expressions are Any inside.
Node = Any

EXPM1 = sp.Function("expm1")
LOG1P = sp.Function("log1p")
STABLE_SUM = sp.Function("stable_sum")
DECAY_QUOTIENT = sp.Function("decay_quotient")
RIGHT_HALF = sp.Function("right_half")
SMALLER_CHOICE = sp.Function("smaller_choice")
SINE_QUOTIENT = sp.Function("sine_quotient")
UNIT_QUOTIENT = sp.Function("unit_quotient")
UNIT_SLOPE = (LOG1P, sp.sinh, sp.tan, sp.tanh, sp.asin, sp.atan, sp.asinh, sp.atanh)
"""Functions that are b + O(b^2), and accurate down to b = 0."""


def sine_of_half(expression: Node) -> Node:
    """c - c cos(x) as 2 c sin(x/2)^2, which does not cancel at small x."""
    return _in_sums(expression, sp.cos, lambda x: -2 * sp.sin(x / 2) ** 2)


def exponential_minus_one(expression: Node) -> Node:
    """c exp(x) - c as c expm1(x), for real x."""
    return _in_sums(expression, sp.exp, lambda x: EXPM1(x) if x.is_extended_real else None)


def logarithm_near_one(expression: Node) -> Node:
    """log(1 + x) as log1p(x), for real x."""
    found = {}
    for call in expression.atoms(sp.log):
        constant, rest = call.args[0].as_coeff_Add()
        if constant == 1 and rest.is_extended_real:
            found[call] = LOG1P(rest)
    return expression.xreplace(found)


def factored_radicands(expression: Node) -> Node:
    """sqrt(a^2 - b^2) as sqrt((a - b)(a + b)): a difference of two numbers keeps its relative accuracy."""
    found = {}
    for power in expression.atoms(sp.Pow):
        base, exponent = power.args
        if base.is_Add and exponent.is_Rational and exponent.q == 2:
            factors = sp.factor(base, gaussian=True) if base.has(sp.I) else sp.factor(base)
            if factors.is_Mul:
                found[power] = sp.Mul(*_turned_factors(factors)) ** exponent
    return expression.xreplace(found)


def paired_exponentials(expression: Node) -> Node:
    r"""exp(a) (c cosh b + d sinh b) without overflow, cancellation, or the removable singularity at b = 0.

    With x = a + b, y = a - b, w = d b and Re b >= 0 (both functions are even in b once w is formed):

    .. math:: c e^y + (w + c b) D = c e^x + (w - c b) D, \qquad D = e^x \frac{1 - e^{-2b}}{2b}

    The form with the smaller coefficient of D is taken, since there the terms do not cancel. x and y, and the
    two coefficients, are a sum and a difference: the smaller is product/(the larger) when a^2 - b^2 or
    w^2 - c^2 b^2 is a single term. (1 - exp(-z))/z through expm1 is accurate down to z = 0 itself, so the only
    switch is at z = 0, where the value is 1.
    """
    grouped = {total: _grouped(total) for total in expression.atoms(sp.Add)}
    expression = expression.xreplace({old: new for old, new in grouped.items() if old != new})
    products = [m for m in expression.atoms(sp.Mul) if m.has(sp.cosh, sp.sinh) and (_exponent(m) != 0 or _divided(m))]
    rewritten = {product: _pair(product) for product in products}
    return expression.xreplace({old: new for old, new in rewritten.items() if new is not None})


def removable_quotients(expression: Node) -> Node:
    """f(b)^n/b^n, for sin, expm1 and the like, as functions that are 1 at b = 0, and accurate down to there."""
    found = {}
    for product in expression.atoms(sp.Mul):
        for factor in product.args:
            base, power = factor.as_base_exp()
            if not (isinstance(base, sp.sin) or base.func == EXPM1 or base.func in UNIT_SLOPE):
                continue
            if not (power.is_Integer and power > 0):
                continue
            b = _as_divided_by(product / factor, base.args[0])
            if _cancels(product / factor, b, power):
                found[product] = product / factor * b**power * _quotient(base) ** power
    return expression.xreplace(found)


def _as_divided_by(rest: Node, b: Node) -> Node:
    """b in the form of what the rest is divided by: (u - v)/2 for u/2 - v/2 beside 1/(u - v)."""
    for divisor in (f.base for f in sp.Mul.make_args(rest) if f.is_Pow and f.exp.is_negative and f.base.is_Add):
        ratio = sp.cancel(b / divisor)
        if ratio.is_number:
            return sp.Mul(ratio, divisor, evaluate=False)
    return b


def _quotient(call: Node) -> Node:
    """f(b)/b."""
    b = call.args[0]
    if isinstance(call, sp.sin):
        return SINE_QUOTIENT(b)
    return DECAY_QUOTIENT(-b) if call.func == EXPM1 else UNIT_QUOTIENT(call, b)


def roots_and_their_match(expression: Node) -> Node:
    """a + sqrt(c) as (a^2 - c)/(a - sqrt(c)) where a^2 - c is a single term, whenever the sum cancels."""
    found = {}
    for total in expression.atoms(sp.Add):
        # The root of a number is a number like others; it takes no part in a cancellation that depends on arguments.
        if len(total.args) == 2 and any(f.exp == sp.S.Half and f.base.free_symbols for f in total.atoms(sp.Pow)):
            stable = _opposite(*total.args) or _stable(*total.args)
            if stable != total:
                found[total] = stable
    return expression.xreplace(found)


Pass = Callable[[Node], Node]
PASSES: tuple[Pass, ...] = (
    functions_at_hand,
    cancelled_fractions,
    cancelled_polynomials,
    split_sums,
    tails,
    differences,
    cancelled_fractions,
    sine_of_half,
    exponential_minus_one,
    logarithm_near_one,
    paired_exponentials,
    removable_quotients,
    roots_and_their_match,
    factored_radicands,
    series_switches,
)


def careful(expressions: tuple[Node, ...]) -> tuple[tuple[Node, ...], tuple[tuple[str, int], ...]]:
    """The expressions after all passes, and the operation count after each."""
    counts = [("as derived", _operations(expressions))]
    for one in PASSES:
        earlier, expressions = expressions, tuple(one(e) for e in expressions)
        count = counts[-1][1] if expressions == earlier else _operations(expressions)
        counts.append((one.__name__.replace("_", " "), count))
    return expressions, tuple(counts)


def _operations(expressions: tuple[Node, ...]) -> int:
    return int(sum(sp.count_ops(e) for e in expressions))


def _in_sums(expression: Node, head: type, replacement: Callable[[Node], Node | None]) -> Node:
    """Replace ``c head(x) - c`` by ``c replacement(x)`` in every sum of the expression."""
    found = {}
    for total in expression.atoms(sp.Add):
        terms = list(total.args)
        for call in sp.ordered(total.atoms(head)):
            new = replacement(call.args[0])
            coefficient = next((t.coeff(call) for t in terms if (t.coeff(call) != 0 and t.is_Mul) or t == call), None)
            if new is None or coefficient is None or -coefficient not in terms:
                continue
            terms.remove(-coefficient)
            terms.remove(coefficient * call)
            terms.append(coefficient * new)
        if len(terms) != len(total.args):
            found[total] = sp.Add(*terms)
    return expression.xreplace(found)


def _grouped(total: Node) -> Node:
    """Terms with the same exp(a) and the same argument of cosh and sinh, as one product."""
    groups: dict[tuple[Node, ...], list[Node]] = {}
    for term in total.args:
        exponent = _exponent(term)
        calls = sorted({call.args[0] for call in term.atoms(sp.cosh, sp.sinh)}, key=sp.default_sort_key)
        key = (exponent, *calls) if exponent != 0 and calls else (term,)
        groups.setdefault(key, []).append(term)
    return sp.Add(
        *(
            terms[0] if len(terms) == 1 else sp.exp(key[0]) * sp.Add(*(term / sp.exp(key[0]) for term in terms))
            for key, terms in groups.items()
        )
    )


def _turned_factors(product: Node) -> list[Node]:
    """The factors of a product, each turned by -i (and the number by i) when it is more imaginary than real."""
    factors, number = [], sp.S.One
    for factor in product.args:
        turn = factor.is_Add and 2 * sum(term.has(sp.I) for term in factor.args) > len(factor.args)
        factor = sp.expand(-sp.I * factor) if turn else factor
        number *= sp.I if turn else 1
        if factor.is_Add and factor.could_extract_minus_sign():
            factor, number = -factor, -number
        factors.append(factor)
    return [number, *factors]


def _cancels(rest: Node, b: Node, power: int) -> bool:
    """Whether the factors beside f(b)^power divide by b^power, so that b = 0 is a removable singularity."""
    below = sp.denom(sp.powsimp(rest))
    left = sp.denom(sp.powsimp(rest * b**power))
    return bool(below.free_symbols & b.free_symbols) and not left.free_symbols & b.free_symbols


def _divided(product: Node) -> bool:
    """Whether sinh(b) is divided by b."""
    calls = [f for f in product.args if isinstance(f, sp.sinh)]
    return len(calls) == 1 and _cancels(product / calls[0], calls[0].args[0], 1)


def _exponent(product: Node) -> Node:
    return sp.Add(*(f.args[0] for f in sp.Mul.make_args(product) if isinstance(f, sp.exp)))


def _pair(product: Node) -> Node | None:
    """The rewritten product, or None when it is not exp times a linear form in cosh and sinh of one argument."""
    exponent = sp.expand_mul(_exponent(product))
    rest = sp.Mul(*(f for f in product.args if not isinstance(f, sp.exp)))
    arguments = {call.args[0] for call in rest.atoms(sp.cosh, sp.sinh)}
    if len(arguments) != 1:
        return None
    b = arguments.pop()
    outer, hyperbolic = rest.as_independent(sp.cosh, sp.sinh, as_Add=False)
    coefficients = _linear(sp.expand_mul(hyperbolic), b)
    if coefficients is None:
        return None
    c, d, alone = coefficients
    if c == 0:  # a lone sinh: what divides it by b may stand outside
        d, outer = d * outer, sp.S.One
    w = sp.expand_mul(d * b)
    b = b if _in_right_half(b) else RIGHT_HALF(b)
    growing = sp.exp(_stable(exponent, b))
    difference = growing * DECAY_QUOTIENT(2 * b)
    if c == 0:
        value = w * difference
    else:
        shrinking = sp.exp(_stable(exponent, -b))
        value = SMALLER_CHOICE(_stable(w, c * b), _stable(w, -c * b), c * shrinking, c * growing, difference)
    return outer * (value + alone * sp.exp(exponent))


def _linear(form: Node, b: Node) -> tuple[Node, Node, Node] | None:
    """(c, d, e) of c cosh(b) + d sinh(b) + e, or None when the form is not linear in them."""
    parts = {sp.cosh(b): sp.S.Zero, sp.sinh(b): sp.S.Zero, sp.S.One: sp.S.Zero}
    for term in sp.Add.make_args(form):
        outer, head = term.as_independent(sp.cosh, sp.sinh, as_Add=False)
        if head not in parts:
            return None
        parts[head] += outer
    c, d, e = parts.values()
    return c, d, e


def _in_right_half(b: Node) -> bool:
    """Whether Re b >= 0 is certain: a nonnegative factor times a principal square root, or a nonnegative number."""
    open_ones: list[Node] = [f for f in sp.Mul.make_args(b) if not f.is_nonnegative]
    return not open_ones or (len(open_ones) == 1 and open_ones[0].is_Pow and open_ones[0].exp == sp.S.Half)


def _opposite(a: Node, b: Node) -> Node | None:
    """a + b of a positive and a negative number as (a^2 - b^2)/(a - b), when the square is a single term or a sum."""
    if not ((a.is_positive and b.is_negative) or (a.is_negative and b.is_positive)):
        return None
    square = sp.factor(sp.expand(a**2 - b**2))
    return None if square.has(sp.sqrt) else square / (a - b)


def _stable(a: Node, b: Node) -> Node:
    """a + b, through (a^2 - b^2)/(a - b) where that is a single term and the sum would cancel."""
    square = b.replace(RIGHT_HALF, lambda z: z) ** 2  # the sign that RIGHT_HALF takes drops out of the square
    product = sp.factor(sp.expand(a**2 - square))
    if a == 0 or b == 0 or product.is_Add:
        return a + b
    if a.could_extract_minus_sign():  # one sign, so that the sums and their negatives are shared
        return -STABLE_SUM(-a, -b, product)
    return STABLE_SUM(a, b, product)
