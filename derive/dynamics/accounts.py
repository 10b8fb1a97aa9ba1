"""What was done to close a set of moments, for a reader: what was neglected, what grew, what a rate means."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import sympy as sp

from derive.dynamics.closure import Closure
from derive.dynamics.linear import reduced
from derive.dynamics.processes import Product
from derive.dynamics.rates import DynamicsError
from derive.records import Approximation

EPSILON = sp.Symbol("epsilon", positive=True)
"""Counts cumulants: the joint cumulant of k operators is of order epsilon^(k - 1), as for k of many weakly coupled."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account of a closed set; ``str`` is a text for a reader.

    ``grown`` has (seed, moments that its equations brought in, the longest product among them) for each seed;
    ``neglected`` the products whose means were expanded; ``dropped`` those that vanish by symmetry, ``stated`` by a
    filter. ``ends_with`` is the number of moments with which the hierarchy ends by itself, if that was found among the
    first few.
    """

    equations: int
    order: int | None
    grown: tuple[tuple[str, int, int], ...]
    neglected: tuple[str, ...]
    dropped: tuple[str, ...]
    stated: tuple[str, ...]
    charges: tuple[str, ...]
    parities: tuple[int, ...]
    rates: tuple[tuple[str, str, str], ...]
    approximations: tuple[Approximation, ...]
    ends_with: int | None

    @property
    def exact(self) -> bool:
        """Whether nothing was neglected."""
        return not self.neglected

    def __str__(self) -> str:
        lines = [f"{self.equations} equations, " + ("exact" if self.exact else f"cumulants to order {self.order}")]
        lines += [f"from {seed}: {count} moments, products of up to {size}" for seed, count, size in self.grown]
        if self.neglected:
            lines.append(f"expanded, {_count(self.neglected, 'mean')} of longer products: {_first(self.neglected)}")
        lines += [str(own) for own in self.approximations]
        if self.ends_with and not self.exact:
            lines.append(f"the hierarchy is finite: without an order it ends, exact, with {self.ends_with} moments")
        lines += [f"conserved: {charge}" for charge in self.charges]
        lines += [f"conserved up to multiples of {order}: a cyclic symmetry" for order in self.parities]
        if self.dropped:
            lines.append(f"zero without initial coherence, {_count(self.dropped, 'moment')}: {_first(self.dropped)}")
        if self.stated:
            lines.append(f"stated to vanish, {_count(self.stated, 'moment')}: {_first(self.stated)}")
        lines += [f"{process}: rate {rate}, {text}" for process, rate, text in self.rates]
        return "\n".join(lines)


def account(closed: Closure) -> Account:
    """The account of a closed set."""
    counts = Counter(origin.seed for origin in closed.origins)
    longest = dict.fromkeys(counts, 0)
    for k, origin in enumerate(closed.origins):
        longest[origin.seed] = max(longest[origin.seed], len(closed.word(k)))
    grown = tuple((str(seed), counts[k], longest.get(k, 0)) for k, seed in enumerate(closed.seeds))
    approximations = closed.model.approximations
    if closed.neglected:
        assert closed.order is not None
        name = f"joint cumulants of more than {closed.order} operators"
        cut = Approximation(name=name, small_parameter=EPSILON, neglected_order=closed.order)
        approximations = (*approximations, cut)
    stated = set(closed.stated)
    dropped = _up_to_adjoints(closed)
    symmetric = any(product not in stated for product in dropped)
    return Account(
        equations=len(closed.rows),
        order=closed.order,
        grown=grown,
        neglected=tuple(str(closed.monomial(product)) for product in closed.neglected),
        dropped=tuple(str(closed.monomial(product)) for product in dropped if product not in stated),
        stated=tuple(str(closed.monomial(product)) for product in dropped if product in stated),
        charges=tuple(str(charge) for charge in closed.charges) if symmetric else (),
        parities=closed.parities if symmetric else (),
        rates=closed.model.rate_table(),
        approximations=approximations,
        ends_with=len(closed.rows) if not closed.neglected else _end(closed),
    )


def _end(closed: Closure) -> int | None:
    # Some times as many moments as were kept: a search that takes no longer than the closure did.
    try:
        return len(closed.untruncated(min(4 * len(closed.rows) + 30, 1000)).rows)
    except DynamicsError:
        return None


def real_equations(closed: Closure) -> dict[sp.Symbol, sp.Expr]:
    """The equations in real variables: ``Re <O>`` and ``Im <O>`` where O is not Hermitian.

    Coefficients are taken apart by the assumptions of their symbols.
    """
    parts = [parts_of(symbol) for symbol in closed.symbols]
    found: dict[sp.Symbol, sp.Expr] = {}
    for k in range(len(closed.rows)):
        real, imaginary = [], []
        for factors, value in closed.coefficients(k).items():
            re, im = _parts_of_coefficient(value)
            for number in factors:
                x, y = parts[abs(number) - 1]
                y = y if number > 0 else -y
                re, im = re * x - im * y, re * y + im * x
            real.append(sp.expand_mul(re))
            imaginary.append(sp.expand_mul(im))
        x, y = parts[k]
        found[x] = sp.Add(*real)
        if y != 0:
            found[y] = sp.Add(*imaginary)
    return found


def _parts_of_coefficient(value: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Real and imaginary part, polynomials expanded and fractions in lowest terms."""
    if any(own.exp.is_negative for own in value.atoms(sp.Pow)):
        value = reduced(value)
        re, im = value.as_real_imag()
        return sp.factor_terms(reduced(re)), sp.factor_terms(reduced(im))
    re, im = value.as_real_imag()
    return sp.expand(re), sp.expand(im)


def latex_equations(closed: Closure) -> tuple[str, ...]:
    r"""The equations in LaTeX, one for each state: ``\frac{d}{dt} \langle ... \rangle = ...``."""
    names = {
        symbol: rf"\left\langle {state.latex()} \right\rangle"
        for symbol, state in zip(closed.symbols, closed.states, strict=True)
    }
    return tuple(
        rf"\frac{{d}}{{dt}} {names[symbol]} = {sp.latex(rate, symbol_names=names)}"
        for symbol, rate in closed.equations.items()
    )


def _up_to_adjoints(closed: Closure) -> list[Product]:
    adjoints = closed.alphabet.adjoints
    found: dict[Product, None] = {}
    for product in closed.dropped:
        if tuple(sorted(adjoints[code] for code in product)) not in found:
            found[product] = None
    return list(found)


def parts_of(symbol: sp.Symbol) -> tuple[sp.Expr, sp.Expr]:
    """The real and imaginary parts of a mean; the second is zero for Hermitian operators."""
    if symbol.is_real:
        return symbol, sp.S.Zero
    return sp.Symbol(f"Re {symbol.name}", real=True), sp.Symbol(f"Im {symbol.name}", real=True)


def _count(names: tuple[str, ...], what: str) -> str:
    return f"{len(names)} {what}" + ("" if len(names) == 1 else "s")


def _first(names: tuple[str, ...], few: int = 5) -> str:
    return ", ".join(names[:few]) + (", ..." if len(names) > few else "")
