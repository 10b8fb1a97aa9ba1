r"""Dyson series to any order, for Hamiltonians whose coefficients depend on time.

.. math:: U(t) = \sum_n U_n(t), \quad U_n(t) = -i\int_{t_0}^t H(t')\,U_{n-1}(t')\,dt' , \qquad
   O(t) = \sum_n i^n \int_{t>t_1>\dots>t_n>t_0} [H(t_n), \dots [H(t_1), O]] ,

the latest time innermost. Coefficients that are sums of :math:`t^k e^{ct}` (and sines, cosines) are integrated in
closed form, resonances included; others stand as integrals.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy as sp

from derive.algebra import Operator, commutator, hermitian, one, summed
from derive.algebra.operators import combination
from derive.dynamics.certified import Certified
from derive.dynamics.linear import vanishes
from derive.dynamics.rates import DynamicsError
from derive.records import Approximation

STRENGTH = sp.Symbol("epsilon", positive=True)
"""Counts powers of H, the size of its integral over time."""


def propagator(H: Operator, t: sp.Symbol, order: int, start: sp.Expr = sp.S.Zero) -> tuple[Operator, ...]:
    """U_0 = 1, U_1, ..., U_order of the Schroedinger picture, each an operator with coefficients in t."""
    _require(order)
    hermitian(H)
    found = [one]
    for _ in range(order):
        found.append((H * found[-1]).map_coefficients(lambda value: -sp.I * integral(value, t, start)))
    return tuple(found)


def heisenberg(
    H: Operator, operator: Operator, t: sp.Symbol, order: int, start: sp.Expr = sp.S.Zero
) -> tuple[Operator, ...]:
    """The terms of U+ O U up to an order, by nested commutators; sums over N atoms stay sums."""
    _require(order)
    parts = by_functions(hermitian(H), t)
    integrals: dict[tuple[sp.Expr, ...], sp.Expr] = {(): sp.S.One}

    def value(functions: tuple[sp.Expr, ...]) -> sp.Expr:
        if functions not in integrals:
            integrals[functions] = integral(functions[0] * value(functions[1:]), t, start)
        return integrals[functions]

    terms: dict[tuple[sp.Expr, ...], Operator] = {(): operator}
    found = [operator]
    for n in range(1, order + 1):
        terms = {
            (*functions, own): commutator(part, nested)
            for functions, nested in terms.items()
            for own, part in parts.items()
        }
        terms = {functions: nested for functions, nested in terms.items() if not nested.is_zero}
        total = 0 * one
        for functions, nested in terms.items():
            total = total + sp.I**n * value(functions) * nested
        found.append(total)
    return tuple(found)


def certified_propagator(H: Operator, t: sp.Symbol, order: int, start: sp.Expr = sp.S.Zero) -> Certified:
    """``U_0``, ``U_1``, ... of `propagator`, their sum ``U``, and the equations that they solve."""
    terms = propagator(H, t, order, start)
    rates = [-sp.I * (H * before) for before in terms[:-1]]
    return _certified("U", terms, rates, t, start, "dU_n/dt = -i H U_(n-1), U_n = 0 at the start")


def certified_heisenberg(
    H: Operator, operator: Operator, t: sp.Symbol, order: int, start: sp.Expr = sp.S.Zero
) -> Certified:
    """``O_0``, ``O_1``, ... of `heisenberg`, their sum ``O``, and the equations that they solve."""
    terms = heisenberg(H, operator, t, order, start)
    # d(U+ O U)/dt = U+ i[H(t), O] U, one order of H less inside.
    moved = {
        function: heisenberg(H, sp.I * commutator(part, operator), t, max(order - 1, 0), start)
        for function, part in by_functions(hermitian(H), t).items()
    }
    rates = [summed(function * own[n] for function, own in moved.items()) for n in range(order)]
    return _certified("O", terms, rates, t, start, "dO_n/dt = (U+ i[H(t), O] U)_(n-1), O_n = 0 at the start")


def _certified(
    name: str, terms: Sequence[Operator], rates: Sequence[Operator], t: sp.Symbol, start: sp.Expr, relation: str
) -> Certified:
    rest = [
        after.map_coefficients(lambda value: sp.diff(value, t)) - rate
        for after, rate in zip(terms[1:], rates, strict=True)
    ]
    first = [own.map_coefficients(lambda value: value.subs(t, start)) for own in terms[1:]]
    values = {f"{name}_{n}": own for n, own in enumerate(terms)}
    return Certified(
        values={name: summed(terms), **values},
        relation=relation,
        method="initial value problem",
        holds=all(vanishes(_exponentials(value, t)) for own in (*rest, *first) for value in own.terms.values()),
        detail="differentiated, and taken at the start",
        approximations=(Approximation(name="Dyson series", small_parameter=STRENGTH, neglected_order=len(terms)),),
    )


def by_functions(operator: Operator, t: sp.Symbol) -> dict[sp.Expr, Operator]:
    """An operator as a sum of functions of t times operators without t."""
    parts: dict[sp.Expr, Operator] = {}
    for m, value in operator.terms.items():
        for term in sp.Add.make_args(sp.expand(value)):
            constant, function = term.as_independent(t, as_Add=False)
            parts[function] = parts.get(function, 0 * one) + combination([(m, constant)])
    return parts


def integral(value: sp.Expr, t: sp.Symbol, start: sp.Expr = sp.S.Zero) -> sp.Expr:
    """The integral of a coefficient from ``start`` to t; a function that is not known stays under the integral."""
    total = sp.S.Zero
    for term in sp.Add.make_args(sp.expand(_exponentials(value, t))):
        constant, rest = term.as_independent(t, as_Add=False)
        known = _power_and_rate(rest, t)
        if known is None:
            inner = sp.Dummy("t", real=True)
            total += constant * sp.Integral(rest.xreplace({t: inner}), (inner, start, t))
            continue
        primitive = _primitive(*known, t)
        total += constant * (primitive - primitive.subs(t, start))
    return sp.expand(total)


def _exponentials(value: sp.Expr, t: sp.Symbol) -> sp.Expr:
    heads = (sp.sin, sp.cos, sp.sinh, sp.cosh)
    found: sp.Expr = value.replace(lambda own: isinstance(own, heads) and own.has(t), lambda own: own.rewrite(sp.exp))
    return found


def _power_and_rate(rest: sp.Expr, t: sp.Symbol) -> tuple[int, sp.Expr] | None:
    """(k, c) of t^k exp(c t + constant), the constant kept in c's exponential; None for another function."""
    power, exponent = 0, sp.S.Zero
    for factor in sp.Mul.make_args(rest):
        base, raised = factor.as_base_exp()
        if base == t and raised.is_Integer and raised >= 0:
            power += int(raised)
        elif factor == 1:
            continue
        elif isinstance(factor, sp.exp) or base == sp.E:
            exponent += sp.expand(factor.exp)
        else:
            return None
    rate = sp.expand(exponent).coeff(t, 1)
    return (power, rate) if sp.expand(exponent - rate * t) == 0 else None


def _primitive(power: int, rate: sp.Expr, t: sp.Symbol) -> sp.Expr:
    """A primitive of t^power exp(rate t), by parts."""
    if rate == 0:
        return t ** (power + 1) / sp.Integer(power + 1)
    whole = sum(((-1) ** k * sp.ff(power, k) * t ** (power - k) / rate ** (k + 1) for k in range(power + 1)), sp.S.Zero)
    return sp.expand(whole) * sp.exp(rate * t)


def _require(order: int) -> None:
    if order < 0:
        raise DynamicsError(f"the order {order} was given, where one from 0 up is expected")
