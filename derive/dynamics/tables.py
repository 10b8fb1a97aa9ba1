"""Closed equations as one exact table: monomials of moments, sparse rows, coefficients apart from numbers.

This is what a kernel is made from: a record with a JSON form (`derive.expressions.encode`), which knows its
operators only by name. Row k says

    d<states[k]>/dt = sum over (m, c, n) in rows[k] of n/denominators[k] * coefficients[c] * product of monomials[m]

where a monomial is a tuple of numbers of states from 1, negative where the mean is conjugated, () for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

from derive.algebra.weights import Weight
from derive.dynamics.closure import Closure
from derive.dynamics.lindblad import Correlated
from derive.dynamics.rates import DynamicsError

Entry = tuple[int, int, int]
"""(monomial, coefficient, integer)."""


@dataclass(frozen=True, kw_only=True)
class MomentTable:
    """Closed equations of moments, exact; see the module for what a row says.

    ``rates`` has the matrix of rates of each process, in the population convention (1 x 1 for a single jump).
    ``real`` marks Hermitian operators. ``conventions`` has (process, rate, what the rate multiplies) for each jump,
    ``neglected`` the operators whose means were expanded.
    """

    states: tuple[str, ...]
    latex: tuple[str, ...]
    real: tuple[bool, ...]
    monomials: tuple[tuple[int, ...], ...]
    coefficients: tuple[sp.Expr, ...]
    rows: tuple[tuple[Entry, ...], ...]
    denominators: tuple[int, ...]
    conventions: tuple[tuple[str, str, str], ...] = ()
    rates: tuple[tuple[str, tuple[sp.Expr, ...]], ...] = ()
    neglected: tuple[str, ...] = ()
    order: int | None = None

    @property
    def terms(self) -> int:
        """How many monomials stand in all rows together."""
        return sum(len({m for m, _, _ in row}) for row in self.rows)


def table(closed: Closure) -> MomentTable:
    """The table of a closed set; raises DynamicsError for one with missing equations."""
    if closed.missing:
        raise DynamicsError(
            f"the set has no equation for {closed.missing[0]}, where a closed set is expected; close it without rounds"
        )
    scales = closed.scales
    monomials: dict[tuple[int, ...], int] = {}
    coefficients: dict[Weight, int] = {}
    rows, factor_of = [], {}
    for row in closed.rows:
        entries = []
        for factors, group in row.items():
            m = monomials.get(factors)
            if m is None:
                m = monomials[factors] = len(monomials)
                scale = 1
                for number in factors:
                    scale *= scales[abs(number) - 1]
                factor_of[m] = scale
            for w, value in group.items():
                c = coefficients.get(w)
                if c is None:
                    c = coefficients[w] = len(coefficients)
                entries.append((m, c, value * factor_of[m]))
        rows.append(tuple(entries))
    return MomentTable(
        states=tuple(str(closed.monomial(product)) for product in closed.products),
        latex=tuple(state.latex() for state in closed.states) if len(closed.products) <= 200 else (),
        real=closed.real,
        monomials=tuple(monomials),
        coefficients=tuple(w.to_sympy() for w in coefficients),
        rows=tuple(rows),
        denominators=tuple(scale * closed.denominator for scale in scales),
        conventions=closed.model.rate_table(),
        rates=tuple(_rates(closed)),
        neglected=tuple(str(closed.monomial(product)) for product in closed.neglected[:50]),
        order=closed.order,
    )


def _rates(closed: Closure) -> Iterator[tuple[str, tuple[sp.Expr, ...]]]:
    for jump in closed.model.jumps:
        if isinstance(jump, Correlated):
            if not callable(jump.rates):
                yield str(jump), tuple(jump.convention.factor * rate for rate in jump.rates)
        elif not callable(jump.rate):
            yield str(jump), (jump.convention.factor * jump.rate,)
