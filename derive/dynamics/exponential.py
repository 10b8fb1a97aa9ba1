r"""Exact exponentials of operators of finite dimension, through the minimal polynomial.

If the powers of G obey a polynomial relation with distinct roots g_i, then with Lagrange's projectors

.. math:: e^{cG} = \sum_i e^{c g_i} \prod_{j \ne i} \frac{G - g_j}{g_i - g_j} .
"""

from __future__ import annotations

import sympy as sp

from derive.algebra import Operator, one


class ExponentialError(ArithmeticError):
    """An operator whose powers have no relation of low degree, or whose eigenvalues have no closed form."""


def minimal_polynomial(operator: Operator, variable: sp.Symbol, max_degree: int = 32) -> sp.Poly:
    """The monic polynomial of least degree that the operator is a root of; coefficients may hold symbols.

    Raises ExponentialError when there is none up to ``max_degree``.
    """
    powers: list[Operator] = [one]
    while len(powers) <= max_degree:
        powers.append(powers[-1] * operator)
        relation = _dependence(powers)
        if relation is not None:
            return sp.Poly.from_list([sp.cancel(c) for c in reversed(relation)], variable)
    raise ExponentialError(f"the powers of {operator} obey no polynomial relation up to degree {max_degree}")


def exponential(operator: Operator, scalar: sp.Expr) -> Operator:
    """exp(scalar * operator), exactly.

    Raises ExponentialError when the eigenvalues are not distinct roots that SymPy finds in closed form.
    """
    variable = sp.Dummy("g")
    polynomial = minimal_polynomial(operator, variable)
    eigenvalues = list(sp.roots(polynomial))
    if len(eigenvalues) != polynomial.degree():
        raise ExponentialError(
            f"found {len(eigenvalues)} distinct eigenvalues in closed form for {polynomial.as_expr()}, "
            f"expected {polynomial.degree()}"
        )
    total = 0 * one
    for eigenvalue in sp.ordered(eigenvalues):
        projector = one
        for other in sp.ordered(eigenvalues):
            if other != eigenvalue:
                projector = projector * (operator - other * one) / (eigenvalue - other)
        total = total + sp.exp(scalar * eigenvalue) * projector
    return total


def conjugated(operator: Operator, unitary: Operator) -> Operator:
    r"""The operator after a unitary step in the Heisenberg picture, :math:`U^\dagger A U`."""
    return unitary.adjoint() * operator * unitary


def _dependence(powers: list[Operator]) -> list[sp.Expr] | None:
    """Coefficients c_0..c_n with c_n = 1 of a vanishing combination of the powers, or None."""
    monomials = list(dict.fromkeys(m for power in powers for m in power.monomials()))
    columns = sp.Matrix(len(monomials), len(powers), lambda i, j: powers[j].coefficient(monomials[i]))
    head, last = columns[:, :-1], columns[:, -1]
    unknowns = sp.symbols(f"c0:{len(powers) - 1}")
    solution = sp.linsolve((head, -last), *unknowns)
    if not solution:
        return None
    (values,) = solution
    return [sp.cancel(v) for v in values] + [sp.Integer(1)]
