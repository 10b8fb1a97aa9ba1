r"""Results with the relation they obey and the check that they do; any of their values becomes an Equation record.

Every tool of this room gives its result as `Certified`: named expressions, matrices or operators, the relation that
defines them, and whether they obey it, found by other means than those that made them (an operator identity, exact
matrices, putting back). `Certified.equation` makes the record of one number or matrix, ready for a kernel.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import sympy as sp

from derive.algebra import Operator
from derive.algebra.errors import nearest
from derive.dynamics.lindblad import Model
from derive.dynamics.linear import vanishes
from derive.dynamics.rates import DynamicsError
from derive.records import Approximation, Equation, Quantity, table
from derive.steps import Chain

Value: TypeAlias = Any
"""An expression, a matrix or an operator."""


@dataclass(frozen=True, kw_only=True)
class Certified:
    """Values by name that obey ``relation``; ``method`` and ``detail`` say how that was checked.

    ``quantities`` are table entries that the values bring with them, such as moments of a closed set.
    """

    values: Mapping[str, Value]
    relation: str
    method: str
    holds: bool
    detail: str = ""
    assumes: tuple[str, ...] = ()
    approximations: tuple[Approximation, ...] = ()
    quantities: tuple[Quantity, ...] = ()

    def equation(
        self, of: str, left: Quantity, room: str, quantities: Iterable[Quantity], at: Any = None, title: str = ""
    ) -> Equation:
        """The record ``room.<left> : left = value``; ``quantities`` are the table entries of the symbols.

        ``at`` is the entry (i, j) of a matrix, or the operator whose coefficient is meant. A whole matrix has one
        symbol for each entry on its left, ``<left>_<i>_<j>``. Raises DynamicsError for a value that is not there, for
        an operator without ``at``, and for a complex value where ``left`` is real; DerivationError when the check
        failed.
        """
        if of not in self.values:
            raise DynamicsError(f"no value is called {of!r}, expected one of those found; {nearest(of, self.values)}")
        value = self.values[of]
        entries = _entries(left, value) if isinstance(value, sp.MatrixBase) and at is None else (left,)
        sides: Any = left.symbol if entries == (left,) else sp.ImmutableMatrix(
            *value.shape, [entry.symbol for entry in entries]
        )  # fmt: skip
        shown = letters(value) if isinstance(value, Operator) else ()
        chain = Chain(sides, table(quantities, self.quantities, entries, shown))
        self._reach(chain, of, value, at)
        if left.domain.kind != "complex":
            _make_real(chain, left)
        return chain.equation(
            id=f"{room}.{left.name}",
            title=title or left.meaning[:1].upper() + left.meaning[1:],
            lhs=sides,
            assumes=self.assumes,
            approximations=self.approximations,
        )

    def _reach(self, chain: Chain, of: str, value: Value, at: Any) -> None:
        """The steps from the left side to the number or matrix asked for."""
        if isinstance(value, Operator):
            if not isinstance(at, Operator):
                raise DynamicsError(
                    f"{of} is an operator, {value}, where a number is expected; say at= which operator's coefficient"
                )
            chain.certified(self.relation, value.to_sympy(), self.method, self.holds, self.detail)
            number = value.coefficient(at)
            rest = (value - number * at).coefficient(at)
            chain.certified(
                f"coefficient of {at}", number, "independent operators", rest == 0, "none is left without it"
            )
            return
        if isinstance(value, sp.MatrixBase):
            number = sp.ImmutableMatrix(value) if at is None else value[at]
            chain.certified(self.relation, number, self.method, self.holds, self.detail)
            return
        if at is not None:
            raise DynamicsError(f"{of} is one number, {value}, which has no entry {at}")
        chain.certified(self.relation, sp.S.Zero + value, self.method, self.holds, self.detail)


def letters(*operators: Operator) -> tuple[Quantity, ...]:
    """Table entries of the operators in which others are written, for steps that show them."""
    found = {symbol: own for operator in operators for symbol, own in operator.alphabet().items()}
    return tuple(
        Quantity(name=symbol.name, latex=own.latex(), meaning=f"the operator {own}", operator=True)
        for symbol, own in found.items()
    )


def stated_rates(model: Model) -> tuple[str, ...]:
    """What every result of a model rests on: its rates, each with the convention it is given in."""
    found = []
    for jump, (process, rate, _) in zip(model.jumps, model.rate_table(), strict=True):
        own = jump.convention
        found.append(f"{process}: the rate {rate} multiplies ${own.latex}$; {own.meaning}")
    return tuple(found)


def _entries(left: Quantity, value: sp.MatrixBase) -> tuple[Quantity, ...]:
    return tuple(
        replace(
            left,
            name=f"{left.name}_{i}_{j}",
            latex=f"{left.latex}_{{{i}{j}}}",
            meaning=f"{left.meaning}, entry {i}, {j}",
        )
        for i in range(value.rows)
        for j in range(value.cols)
    )


def _make_real(chain: Chain, left: Quantity) -> None:
    """Bring a real number to a form without i; refuse a complex one under a real name."""
    value: Any = chain.expression
    if not value.has(sp.I):
        return
    entries = list(value) if isinstance(value, sp.MatrixBase) else [value]
    real = [sp.expand(entry.rewrite(sp.cos)) if entry.has(sp.exp) else sp.re(sp.expand(entry)) for entry in entries]
    wrong = [own for own, form in zip(entries, real, strict=True) if form.has(sp.I)]
    wrong = wrong or [own for own, form in zip(entries, real, strict=True) if not _same(own, form)]
    if wrong:
        raise DynamicsError(
            f"{left.name} = {wrong[0]} is complex, where its table entry has {left.domain.text(left.name)}; "
            "give it the domain COMPLEX"
        )
    form = sp.ImmutableMatrix(*value.shape, real) if isinstance(value, sp.MatrixBase) else real[0]
    chain.certified("real form", form, "expansion", holds=True, detail="the imaginary part vanishes")


def _same(value: sp.Expr, form: sp.Expr) -> bool:
    return vanishes(value.rewrite(sp.exp) - form.rewrite(sp.exp))
