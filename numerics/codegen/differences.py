r"""Passes for differences that cancel and quotients that are 0/0, where an identity mends them for every argument.

.. math::

    e^u - e^v = (u - v)\, e^{\max} \frac{1 - e^{-|u - v|}}{|u - v|}, \qquad
    \ln u - \ln v = (u - v)\, \frac{\ln(1 + (u - v)/v)}{u - v}, \qquad
    \sin u - \sin v = 2 \cos\frac{u + v}{2} \sin\frac{u - v}{2}

The factor u - v stands outside, so that it meets what it is divided by. What no identity mends is left to
:mod:`numerics.codegen.series`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import sympy as sp

Node = Any

EXP_DIFFERENCE = sp.Function("exp_difference_quotient")
LOG_DIFFERENCE = sp.Function("log_difference_quotient")
LARGEST = 300  # operations of a fraction or a polynomial that is tried; more would cost seconds

HEADS: dict[Any, Callable[[Node], Node]] = {
    sp.coth: lambda x: 1 / sp.tanh(x),
    sp.cot: lambda x: 1 / sp.tan(x),
}


def functions_at_hand(expression: Node) -> Node:
    """coth and cot through the functions that math has."""
    for head, meaning in HEADS.items():
        if expression.has(head):
            expression = expression.replace(head, meaning)
    return expression


def tails(expression: Node) -> Node:
    """c - c tanh(x) as 2 c/(exp(2x) + 1) and c - c erf(x) as c erfc(x), which do not cancel at large x."""
    if not expression.has(sp.tanh, sp.erf):
        return expression
    expression = _sums_with_one(expression, sp.tanh, lambda x: 2 / (1 + sp.exp(2 * x)))
    return _sums_with_one(expression, sp.erf, sp.erfc)


def _sums_with_one(expression: Node, head: Any, complement: Callable[[Node], Node]) -> Node:
    """c - c f(x), f being odd, as c complement(x), and c + c f(x) as c complement(-x)."""
    found = {}
    for total in expression.atoms(sp.Add):
        terms = list(total.args)
        for call in sp.ordered(total.atoms(head)):
            for term in list(terms):
                c = term / call
                sign = next((s for s in (1, -1) if s * c in terms), 0)
                if c.has(head) or not sign or _is_unfit(call.args[0]):
                    continue
                terms.remove(term)
                terms.remove(sign * c)
                terms.append(sign * c * complement(-sign * call.args[0]))
                break
        if len(terms) != len(total.args):
            found[total] = sp.Add(*terms)
    return expression.xreplace(found)


def _is_unfit(argument: Node) -> bool:
    """Whether an argument is not known to be real."""
    return not argument.is_extended_real


def differences(expression: Node) -> Node:
    """c f(u) - c f(v) for exp, log, sin and cos of real arguments, with the factor u - v or its sine outside."""
    for head, quotient in _DIFFERENCES.items():
        if expression.has(head):
            expression = _paired(expression, head, quotient)
    return expression


def _exp(u: Node, v: Node) -> Node:
    return sp.factor(u - v) * EXP_DIFFERENCE(u, v)


def _log(u: Node, v: Node) -> Node | None:
    if not (u.is_positive and v.is_positive):
        return None
    return (u - v) * LOG_DIFFERENCE(u, v, u - v)


_DIFFERENCES: dict[Any, Callable[[Node, Node], Node | None]] = {
    sp.exp: _exp,
    sp.log: _log,
    sp.sin: lambda u, v: 2 * sp.cos((u + v) / 2) * sp.sin((u - v) / 2),
    sp.cos: lambda u, v: -2 * sp.sin((u + v) / 2) * sp.sin((u - v) / 2),
}


def _paired(expression: Node, head: Any, quotient: Callable[[Node, Node], Node | None]) -> Node:
    found = {}
    for total in expression.atoms(sp.Add):
        terms = list(total.args)
        calls = [(t, c) for t in terms for c in [_call(t, head)] if c is not None]
        while calls:
            first, u = calls.pop(0)
            match = next(((t, v) for t, v in calls if t / head(v) == -first / head(u)), None)
            if match is None:
                continue
            calls.remove(match)
            if _is_unfit(u) or _is_unfit(match[1]):
                continue
            new = quotient(u, match[1])
            if new is not None:
                terms.remove(first)
                terms.remove(match[0])
                terms.append(first / head(u) * new)
        if len(terms) != len(total.args):
            found[total] = sp.Add(*terms)
    return expression.xreplace(found)


def _call(term: Node, head: Any) -> Node | None:
    """The argument of the one call of a function in a product, or None."""
    calls = [f for f in sp.Mul.make_args(term) if isinstance(f, head)]
    return calls[0].args[0] if len(calls) == 1 else None


def cancelled_fractions(expression: Node) -> Node:
    """(a^3 - b^3)/(a - b) as a^2 + a b + b^2: common factors of numerators and denominators leave.

    Only sums of polynomials are divided, one by one: a fraction as a whole would be multiplied out, and lose the
    differences that stand in it.
    """
    found = {}
    for product in expression.atoms(sp.Mul):
        factors = list(product.args)
        for i, j in itertools.permutations(range(len(factors)), 2):
            (above, power), (below, divisions) = factors[i].as_base_exp(), factors[j].as_base_exp()
            if not (_is_sum(above) and _is_sum(below) and power == 1 and divisions == -1):
                continue
            common = sp.gcd(above, below)
            if common.free_symbols and common.free_symbols <= above.free_symbols & below.free_symbols:
                factors[i], factors[j] = sp.cancel(above / common), 1 / sp.cancel(below / common)
        if factors != list(product.args):
            found[product] = sp.Mul(*factors)
    return expression.xreplace(found)


def _is_sum(factor: Node) -> bool:
    """Whether a factor is a sum that is a polynomial, and not too long a one."""
    return bool(factor.is_Add and factor.is_polynomial(*factor.free_symbols) and sp.count_ops(factor) <= LARGEST)


def cancelled_polynomials(expression: Node) -> Node:
    """(1 + x)^2 - 1 as x (x + 2): sums of polynomials whose terms cancel when multiplied out."""
    found = {}
    for total in expression.atoms(sp.Add):
        nested = any(part.has(sp.Add) for part in total.args)
        if not nested or not total.is_polynomial(*total.free_symbols) or sp.count_ops(total) > LARGEST:
            continue
        parts = sum(len(sp.Add.make_args(sp.expand(part))) for part in total.args)
        expanded = sp.expand(total)
        left = len(sp.Add.make_args(expanded))
        # Terms that merely add up leave as many units of error as before; those that cancel leave two fewer.
        if left <= parts - 2:
            found[total] = sp.factor(expanded)
    return expression.xreplace(found)
