"""Chains of checked steps: how a derivation is written down while it is made.

A chain starts from an expression and grows one named rule at a time. Each step is checked by means other than
those that made it; a step that does not pass raises DerivationError, so no unchecked step can be recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import sympy as sp

from derive.records import Approximation, Check, Equation, Quantity, Step, free_symbols


class DerivationError(ArithmeticError):
    """A step whose check failed: the derivation is wrong, or its model does not support the step."""


class Chain:
    """A derivation in the making: the expression reached so far and the steps that led to it."""

    def __init__(self, start: sp.Basic, quantities: Iterable[Quantity]) -> None:
        self.expression = start
        self.quantities = tuple(quantities)
        self.steps: tuple[Step, ...] = ()

    def equal(self, rule: str, after: sp.Basic) -> Chain:
        """Go to an equal expression; equality is proved by the judge, on the domains of the quantities."""
        return self._grow(rule, after, proved_equal(self.expression, after, self.quantities))

    def certified(self, rule: str, after: sp.Basic, method: str, holds: bool, detail: str = "") -> Chain:
        """Go to an expression whose certificate the derivation has computed itself."""
        if not holds:
            raise DerivationError(f"{rule}: {method} failed between {self.expression} and {after}")
        return self._grow(rule, after, Check(method=method, detail=detail))

    def truncated(self, rule: str, after: sp.Basic, symbol: sp.Symbol, order: int) -> Chain:
        """Neglect terms of ``order`` and higher in a small symbol; the remainder's leading order is computed."""
        left, right = _entries(self.expression), _entries(after)
        for before_entry, after_entry in zip(left, right, strict=True):
            lower = sp.series(before_entry - after_entry, symbol, 0, order).removeO()
            if sp.expand(lower) != 0:
                raise DerivationError(f"{rule}: terms below order {order} in {symbol} would be lost: {lower}")
        approximation = Approximation(name=rule, small_parameter=symbol, neglected_order=order)
        check = Check(method="series of the remainder", detail=f"it starts at order {order} in {symbol} or later")
        return self._grow(rule, after, check, approximation)

    def equation(self, *, id: str, title: str, lhs: sp.Basic, **fields: Any) -> Equation:
        """The equation ``lhs = expression`` with the steps made so far; keeps the quantities that it uses."""
        stated = tuple(fields.pop("approximations", ()))
        approximations = (*stated, *(s.approximation for s in self.steps if s.approximation is not None))
        shown = [lhs, self.expression, *(e for step in self.steps for e in (step.before, step.after))]
        shown += [approximation.small_parameter for approximation in stated]
        # what an integral or a sum runs over is shown to readers, so it keeps its place in the table too
        written = set().union(*(free_symbols(e) | e.atoms(sp.Symbol) for e in shown))
        return Equation(
            id=id,
            title=title,
            lhs=lhs,
            rhs=self.expression,
            quantities=_used(self.quantities, written),
            steps=self.steps,
            approximations=approximations,
            **fields,
        )

    def _grow(self, rule: str, after: sp.Basic, check: Check, approximation: Approximation | None = None) -> Chain:
        self.steps = (
            *self.steps,
            Step(rule=rule, before=self.expression, after=after, check=check, approximation=approximation),
        )
        self.expression = after
        return self


def proved_equal(left: sp.Basic, right: sp.Basic, quantities: tuple[Quantity, ...]) -> Check:
    """The proof that two expressions are equal; raises DerivationError when the judge does not prove it."""
    from derive.judge import Question, judge
    from derive.vectors import resolve_pair

    one, other = resolve_pair(left, right, quantities)
    answer = judge(Question(left=one, right=other, quantities=quantities))
    if answer.verdict != "proved":
        raise DerivationError(f"not proved equal ({answer.verdict}): {left} and {right}")
    strongest = max(answer.evidence, key=lambda evidence: evidence.level)
    return Check(method=strongest.method, detail=strongest.detail)


def every(conditions: Iterable[Any], test: Callable[[Any], bool] = bool) -> bool:
    """Whether there is at least one condition and all hold: an empty list proves nothing."""
    found = [test(condition) for condition in conditions]
    return bool(found) and all(found)


def _entries(expression: sp.Basic) -> list[sp.Expr]:
    return list(expression) if isinstance(expression, sp.MatrixBase) else [expression]


def _used(quantities: tuple[Quantity, ...], symbols: set[sp.Symbol]) -> tuple[Quantity, ...]:
    """The quantities whose symbols are used, and the components of the vectors among them."""
    used = [q for q in quantities if q.symbol in symbols]
    parts = {name for q in used for name in q.components}
    return tuple(q for q in quantities if q in used or q.name in parts)
