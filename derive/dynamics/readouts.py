"""Means of operators in terms of the moments of a closed set, and tables of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sympy as sp

from derive.algebra import Operator
from derive.algebra.scalars import polynomial, to_sympy
from derive.algebra.weights import Polynomial as Coefficient
from derive.algebra.weights import Weight, add, multiply
from derive.dynamics.closure import Closure
from derive.dynamics.moments import Factors, Polynomial
from derive.dynamics.processes import Product
from derive.dynamics.rates import DynamicsError
from derive.dynamics.tables import Entry

Mean = dict[Factors, Coefficient]
"""A mean as {product of states' means as written: coefficient}."""


@dataclass(frozen=True, kw_only=True)
class ReadoutTable:
    """Expressions over the moments of a `MomentTable`, in the same form; ``names`` says what each row is."""

    names: tuple[str, ...]
    states: tuple[str, ...]
    real: tuple[bool, ...]
    monomials: tuple[Factors, ...]
    coefficients: tuple[sp.Expr, ...]
    rows: tuple[tuple[Entry, ...], ...]
    denominators: tuple[int, ...]


class Readout:
    """Means of operators from the moments of a closed set.

    With ``expanded``, means of products that are longer than the set's order are expanded in its cumulants, as in its
    equations: <a+ a+ a a> at order 2, for example.
    """

    def __init__(self, closed: Closure, expanded: bool = False) -> None:
        self.closed, self.expanded = closed, expanded
        self._numbers: dict[Product, int] = {}
        self._signs: dict[Product, int] = {}
        for k, product in enumerate(closed.products, start=1):
            adjoint, sign = closed.alphabet.adjoint(product)
            self._numbers[adjoint], self._signs[adjoint] = -k, sign
            self._numbers[product], self._signs[product] = k, 1

    def mean(self, operator: Operator) -> Mean | None:
        """The mean of an operator, linear in moments; None when a moment is not in the set."""
        total: Mean = {}
        for m, value in operator.terms.items():
            ordinary, slots = self.closed.alphabet.written(m)
            product = tuple(sorted([*ordinary, *(code for code, _ in slots)]))
            coefficient = multiply(polynomial(value), self.closed.alphabet.choices(slots))
            if not product:
                _include(total, (), coefficient)
                continue
            number = self._numbers.get(product)
            if number is not None:
                _include(total, (number,), multiply(coefficient, polynomial(self._signs[product])))
            elif coefficient and not self.closed.vanishes(product):
                terms = self._by_cumulants(product)
                if terms is None:
                    return None
                for factors, k in terms:
                    _include(total, factors, multiply(coefficient, polynomial(k)))
        return {factors: value for factors, value in total.items() if value}

    def _by_cumulants(self, product: Product) -> Polynomial | None:
        moments = self.closed.moments
        if not self.expanded or moments.allowed(product):
            return None
        terms = moments.mean(product)
        known = len(self.closed.products)
        return terms if all(abs(number) <= known for factors, _ in terms for number in factors) else None

    def expression(self, operator: Operator) -> sp.Expr:
        """The mean of an operator in the symbols of the set; raises DynamicsError when a moment is not in it."""
        found = self.mean(operator)
        if found is None:
            raise DynamicsError(f"the mean of {operator} is not given by the moments of the set; make it a seed")
        symbols = self.closed.symbols
        terms = []
        for factors, value in found.items():
            means = [symbols[n - 1] if n > 0 else sp.conjugate(symbols[-n - 1]) for n in factors]
            terms.append(sp.factor_terms(to_sympy(value)) * sp.Mul(*means))
        return sp.Add(*terms)

    def table(self, operators: Iterable[tuple[str, Operator]]) -> ReadoutTable:
        """Named means as a table; raises DynamicsError like `expression`."""
        monomials: dict[Factors, int] = {}
        weights: dict[Weight, int] = {}
        names, rows, denominators = [], [], []
        for name, operator in operators:
            found = self.mean(operator)
            if found is None:
                raise DynamicsError(f"the mean of {operator} is not given by the moments of the set; make it a seed")
            denominator = 1
            for value in found.values():
                for number in value.values():
                    denominator = int(sp.ilcm(denominator, number.denominator))
            names.append(name)
            denominators.append(denominator)
            rows.append(
                tuple(
                    (
                        monomials.setdefault(factors, len(monomials)),
                        weights.setdefault(w, len(weights)),
                        int(number * denominator),
                    )
                    for factors, value in found.items()
                    for w, number in value.items()
                )
            )
        return ReadoutTable(
            names=tuple(names),
            states=tuple(str(self.closed.monomial(product)) for product in self.closed.products),
            real=self.closed.real,
            monomials=tuple(monomials),
            coefficients=tuple(w.to_sympy() for w in weights),
            rows=tuple(rows),
            denominators=tuple(denominators),
        )


def _include(total: Mean, factors: Factors, value: Coefficient) -> None:
    total[factors] = add(total.get(factors, {}), value)
