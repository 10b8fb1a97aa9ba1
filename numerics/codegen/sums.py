r"""Sums over an integer index, as backward recurrences of the ratio of neighbouring terms.

.. math:: \sum_{k=a}^{b} f_k = f_a (1 + r_a (1 + r_{a+1} (1 + \dots))), \qquad r_k = f_{k+1} / f_k

For products of binomials, powers and rational functions of the index, r_k is a ratio of exact integers times a
gain that does not depend on k, so no factorial, no power and no large binomial is ever formed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from numerics.codegen.spec import CodegenError

# SymPy's own hints do not know .exp, .base or what a call of .func gives, so expressions are Any inside.
Node = Any


@dataclass(frozen=True, kw_only=True)
class LoopSum:
    """A sum as a loop: value ``name``, first term, ratio = gain * numerator / denominator, and the limits.

    ``term`` is the term itself, printed in the loop when no ratio was found (then ``gain`` is None).
    """

    name: sp.Symbol
    index: sp.Symbol
    lower: Node
    upper: Node
    term: Node
    first: Node
    gain: Node | None = None
    numerator: Node = sp.S.One
    denominator: Node = sp.S.One


def split_sums(expression: Node) -> Node:
    """Sums of sums of terms as sums of sums, so that each summand is a product."""
    found = {
        s: sp.Add(*(sp.Sum(term, *s.limits) for term in s.function.args))
        for s in expression.atoms(sp.Sum)
        if s.function.is_Add
    }
    return expression.xreplace(found)


def loop_sum(total: Node, name: sp.Symbol) -> LoopSum:
    """The loop of a sum over one index; raises CodegenError for nested or infinite sums."""
    if len(total.limits) != 1 or total.function.has(sp.Sum):
        raise CodegenError(f"the sum {total} has more than one index; write it as a sum over one")
    index, lower, upper = total.limits[0]
    if lower.has(sp.oo) or upper.has(sp.oo):
        raise CodegenError(f"the sum {total} is infinite; a kernel needs finite limits")
    lower, term = _skip_zero_terms(total.function, index, lower)
    first = sp.expand_func(term.xreplace({index: lower})) if lower.is_Integer else term.xreplace({index: lower})
    parts = _ratio(term, index)
    if parts is None or not lower.is_Integer:
        return LoopSum(name=name, index=index, lower=lower, upper=upper, term=term, first=first)
    gain, numerator, denominator = parts
    return LoopSum(
        name=name, index=index, lower=lower, upper=upper, term=term, first=first,
        gain=gain, numerator=numerator, denominator=denominator,
    )  # fmt: skip


def _skip_zero_terms(term: Node, index: sp.Symbol, lower: Node) -> tuple[Node, Node]:
    """Start at the first term that is not zero: a ratio needs it, and no ratio is infinite."""
    while lower.is_Integer and lower < 8 and term.xreplace({index: lower}) == 0:
        lower = lower + 1
    return lower, term


def _ratio(term: Node, index: sp.Symbol) -> tuple[Node, Node, Node] | None:
    """(gain, numerator, denominator) of f(k+1)/f(k), or None when the term is no product of known factors."""
    gain, numerator, denominator = sp.S.One, sp.S.One, sp.S.One
    for factor in sp.Mul.make_args(term):
        if not factor.has(index):
            continue
        base, exponent = factor.as_base_exp()
        if isinstance(factor, sp.binomial):
            parts = _binomial_ratio(factor, index)
            if parts is None:
                return None
            numerator, denominator = numerator * parts[0], denominator * parts[1]
        elif exponent.has(index):
            step = sp.expand(exponent.xreplace({index: index + 1}) - exponent)
            if base.has(index) or step.has(index):
                return None
            gain = gain * base**step
        elif base.is_polynomial(index) and exponent.is_Integer:
            up, down = sp.expand(base.xreplace({index: index + 1})), base
            if exponent < 0:
                up, down = down, up
            numerator, denominator = numerator * up ** abs(exponent), denominator * down ** abs(exponent)
        else:
            return None
    up, down = sp.fraction(sp.cancel(numerator / denominator))
    return gain, sp.factor(up), sp.factor(down)


def _binomial_ratio(factor: Node, index: sp.Symbol) -> tuple[Node, Node] | None:
    """C(n, m + a)/C(n, m) as a product of a factors over a factors, a a positive integer."""
    n, m = factor.args
    step = sp.expand(m.xreplace({index: index + 1}) - m)
    if n.has(index) or not step.is_Integer or step < 1:
        return None
    up = sp.Mul(*(sp.expand(n - m - j) for j in range(int(step))))
    down = sp.Mul(*(sp.expand(m + j + 1) for j in range(int(step))))
    return up, down
