r"""Closed equations of moments as Equation records with checked steps, in real variables.

Each is a chain: the operator; its rate of change, held against exact matrices at a small number of atoms; the mean
of that, found by the algebra and by the engine that closes sets; the cumulant expansion, whose neglected order is
computed by putting cumulants for all means; real and imaginary parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy

import sympy as sp

from derive.domains import COMPLEX, REAL
from derive.dynamics.accounts import EPSILON, parts_of, real_equations
from derive.dynamics.certificates import Sums, matrices_agree, neglected_order
from derive.dynamics.certified import letters, stated_rates
from derive.dynamics.closure import Closure, close
from derive.dynamics.linear import vanishes
from derive.dynamics.processes import Product
from derive.dynamics.rates import DynamicsError
from derive.dynamics.readouts import Readout
from derive.records import Approximation, Equation, Quantity, table
from derive.steps import Chain

TIME = Quantity(name="t", latex="t", meaning="time", unit="s")


def equation_records(
    closed: Closure, room: str, quantities: Iterable[Quantity], time: Quantity = TIME
) -> tuple[Equation, ...]:
    """One record for each real variable of a closed set, its id ``room.rate_of_<variable>``, with checked steps.

    ``quantities`` are the table entries of the model's symbols. Raises DynamicsError for a symbol without an entry,
    DimensionError when units do not fit, and DerivationError when a check fails.
    """
    given = tuple(quantities)
    _require_entries(closed, {*(q.symbol for q in given), time.symbol})
    entries = table(given, (time,), mean_quantities(closed), _means(closed))
    assumes = (*stated_rates(closed.model), *_stated(closed))
    right_sides, names = real_equations(closed), _names(closed)
    found: list[Equation] = []
    for k, symbol in enumerate(closed.symbols[: len(closed.rows)]):
        chain, approximations = _chain(closed, k, entries)
        x, y = parts_of(symbol)
        whole = right_sides[x] + (sp.I * right_sides[y] if y != 0 else 0)
        holds = vanishes(_in_parts(chain.expression, closed) - whole)
        for part, own in (("real part", x), ("imaginary part", y)):
            if own != 0:
                final = right_sides[own].xreplace(names)
                made = copy(chain).certified(part, final, "expansion", holds, "both parts together give the mean")
                variable = names[own]
                found.append(
                    made.equation(
                        id=f"{room}.rate_of_{variable}",
                        title=f"Rate of change of {own.name}",
                        lhs=sp.Derivative(variable, time.symbol, evaluate=False),
                        assumes=assumes,
                        approximations=(*closed.model.approximations, *approximations),
                    )
                )
    return tuple(found)


def mean_quantities(closed: Closure) -> tuple[Quantity, ...]:
    """The table entries of the real variables, in the order of the equations; their names are Python names."""
    names = _names(closed)
    found = []
    for symbol, state in zip(closed.symbols, closed.states, strict=True):
        shown = rf"\langle {state.latex()} \rangle"
        for part, own in zip(("Re", "Im"), parts_of(symbol), strict=True):
            if own != 0:
                latex = shown if symbol.is_real else rf"\mathrm{{{part}}}\, {shown}"
                found.append(Quantity(name=names[own].name, latex=latex, meaning=f"mean: {own.name}"))
    return tuple(found)


def in_real_means(expression: sp.Expr, closed: Closure) -> sp.Expr:
    """An expression in the means of a closed set, in the real variables of `mean_quantities`."""
    return _in_parts(expression, closed).xreplace(_names(closed))


def _means(closed: Closure) -> tuple[Quantity, ...]:
    """The table entries of the means as the algebra writes them, for the steps before real variables."""
    return tuple(
        Quantity(
            name=symbol.name,
            latex=rf"\langle {state.latex()} \rangle",
            meaning=f"mean of {state}",
            domain=REAL if symbol.is_real else COMPLEX,
        )
        for symbol, state in zip(closed.symbols, closed.states, strict=True)
    )


def _stated(closed: Closure, few: int = 5) -> tuple[str, ...]:
    """The sentence on means that a filter of the user's own dropped."""
    shown = [f"<{closed.monomial(product)}>" for product in closed.stated]
    more = ", ..." if len(shown) > few else ""
    return (f"stated to vanish: {', '.join(shown[:few])}{more}",) if shown else ()


def _names(closed: Closure) -> dict[sp.Expr, sp.Symbol]:
    """Real variables by names that are Python names: ``Re <a.dag*s[g,e]>`` becomes ``Re_a_dag_s_g_e``."""
    found: dict[sp.Expr, sp.Symbol] = {}
    for symbol in closed.symbols:
        for own in parts_of(symbol):
            if own != 0:
                name = re.sub(r"\W+", "_", own.name.replace("<", "mean_" if symbol.is_real else "")).strip("_")
                if name in {other.name for other in found.values()}:
                    raise DynamicsError(f"two moments would be called {name!r}; rename one of their systems")
                found[own] = sp.Symbol(name, real=True)
    return found


def _chain(closed: Closure, k: int, entries: tuple[Quantity, ...]) -> tuple[Chain, tuple[Approximation, ...]]:
    """The chain to the rate of change of one complex mean, and the approximations made on the way."""
    model, operator = closed.model, closed.states[k]
    rate = model.adjoint(operator)
    whole = close(model, [operator], symmetry=False, rounds=1)
    chain = Chain(operator.to_sympy(), table(entries, letters(operator, rate), _means(whole)))
    detail = "i[H,O] and all jumps as matrices, ensembles with one atom more than the operator speaks of"
    holds = matrices_agree(model, operator, rate)
    chain.certified("adjoint of the generator", rate.to_sympy(), "exact matrices", holds, detail)
    exact = whole.equations[whole.symbols[0]]
    holds = vanishes(Readout(whole).expression(rate) - exact)
    detail = "the means of the algebra's terms, against the rate found letter by letter; equal atoms are exchangeable"
    chain.certified("mean", exact, "two programs that agree", holds, detail)
    after = closed.equations[closed.symbols[k]]
    if vanishes(after - exact):
        return chain, ()
    order = neglected_order(closed.alphabet, _sums(whole, 0, closed), _sums(closed, k, closed), closed.vanishes)
    if order is None:
        detail = "all means by cumulants; those that carry a conserved charge, or are stated to vanish, vanish"
        return chain.certified("means that vanish", after, "cumulants", True, detail), ()
    small = closed.order is not None and order >= closed.order
    detail = f"all means by cumulants, one of k operators of order epsilon^(k-1): the difference starts at {order}"
    chain.certified("neglect long cumulants", after, "order of the difference", small, detail)
    name = f"joint cumulants of more than {closed.order} operators"
    return chain, (Approximation(name=name, small_parameter=EPSILON, neglected_order=order),)


def _sums(own: Closure, k: int, target: Closure) -> Sums:
    """The right side of an equation over products in the letters of another closure."""
    letters = own.alphabet
    found: dict[tuple[Product, ...], sp.Expr] = {}
    for factors, value in own.coefficients(k).items():
        products, signs = [], 1
        for number in factors:
            product, sign = own.products[abs(number) - 1], 1
            if number < 0:
                product, sign = letters.adjoint(product)
            products.append(_translated(own, target, product))
            signs *= sign
        key = tuple(products)
        found[key] = found.get(key, sp.S.Zero) + signs * value
    return found


def _translated(own: Closure, target: Closure, product: Product) -> Product:
    codes = []
    for code in product:
        place = own.alphabet.places[own.alphabet.place_of[code]]
        where = target.alphabet.place(place.site, place.group)
        codes.append(target.alphabet.code(where, own.alphabet.letters[code]))
    return tuple(sorted(codes))


def _in_parts(expression: sp.Expr, closed: Closure) -> sp.Expr:
    rule: dict[sp.Expr, sp.Expr] = {}
    for symbol in closed.symbols:
        x, y = parts_of(symbol)
        if y != 0:
            rule[sp.conjugate(symbol)] = x - sp.I * y
            rule[symbol] = x + sp.I * y
    return expression.xreplace(rule)


def _require_entries(closed: Closure, known: set[sp.Symbol]) -> None:
    used: set[sp.Symbol] = set()
    for k in range(len(closed.rows)):
        for value in closed.coefficients(k).values():
            used |= value.free_symbols
    missing = sorted(str(symbol) for symbol in used - known)
    if missing:
        raise DynamicsError(
            f"the symbol {missing[0]} of the model has no table entry where one with its meaning and unit is expected"
        )
