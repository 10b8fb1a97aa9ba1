r"""Closed equations of moments: average, expand, collect what is new, repeat until nothing is.

>>> import sympy as sp
>>> from derive.algebra import Boson, Levels
>>> from derive.dynamics.lindblad import Jump, Model
>>> a, t = Boson("a"), Levels("s", ("g", "e"))
>>> g, kappa = sp.symbols("g kappa", positive=True)
>>> model = Model(
...     hamiltonian=g * (a.dag * t("g", "e") + a.a * t("e", "g")),
...     jumps=(Jump(operator=a.a, rate=kappa),),
... )
>>> closed = close(model, [a.n], order=2)
>>> len(closed.states)
3

A moment that is not kept is either expanded in cumulants (`neglected` says which) or vanishes because of a
conserved charge (`dropped` says which). Where nothing was expanded the equations are exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

import sympy as sp

from derive.algebra import Operator
from derive.algebra.monomials import Monomial
from derive.algebra.operators import combination
from derive.algebra.scalars import to_sympy
from derive.algebra.weights import Weight
from derive.dynamics.alphabet import Alphabet
from derive.dynamics.charges import Charge, Symmetry, stated
from derive.dynamics.lindblad import Model
from derive.dynamics.moments import Factors, Moments
from derive.dynamics.processes import Generator, Product
from derive.dynamics.rates import DynamicsError

Row = dict[Factors, dict[Weight, int]]


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a moment of a closed set comes from: the equation that first asked for it, and that one's seed."""

    asked_by: int | None
    seed: int


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Closure:
    """Closed equations of moments; ``states`` are operators whose means are the unknowns.

    ``untruncated`` closes the same set with nothing neglected, within a number of moments, if that ends.

    ``rows[k]`` is d<states[k]>/dt as a polynomial over products of states, by number from 1, negative where
    conjugated; coefficients are integers over weights, over ``denominator``, of inner letters (`scales`).
    """

    model: Model
    seeds: tuple[Operator, ...]
    order: int | None
    alphabet: Alphabet
    products: tuple[Product, ...]
    real: tuple[bool, ...]
    rows: tuple[Row, ...]
    denominator: int
    origins: tuple[Origin, ...]
    neglected: tuple[Product, ...]
    dropped: tuple[Product, ...]
    stated: tuple[Product, ...]
    lattice: Symmetry
    moments: Moments
    vanishes: Callable[[Product], bool]
    untruncated: Callable[[int], Closure]

    def __repr__(self) -> str:
        kind = "exact" if self.exact else f"order {self.order}"
        return f"<Closure of {len(self.rows)} equations, {kind}, from {', '.join(map(str, self.seeds))}>"

    @property
    def exact(self) -> bool:
        """Whether no moment was expanded: the equations then hold for every initial state they allow."""
        return not self.neglected

    @property
    def missing(self) -> tuple[Operator, ...]:
        """The states for which there is no equation; empty for a closed set."""
        return self.states[len(self.rows) :]

    @cached_property
    def charges(self) -> tuple[Charge, ...]:
        """The conserved charges of the model."""
        return self.lattice.conserved()

    @cached_property
    def parities(self) -> tuple[int, ...]:
        """The orders of its cyclic symmetries beyond the conserved charges, 2 for a parity."""
        return self.lattice.parities()

    @cached_property
    def states(self) -> tuple[Operator, ...]:
        """The operators whose means are the unknowns; atoms of an ensemble are numbered 1, 2, ..."""
        return tuple(self.operator(product) for product in self.products)

    def operator(self, product: Product) -> Operator:
        """A product of letters as an operator."""
        return combination([(self.monomial(product), 1)])

    def monomial(self, product: Product) -> Monomial:
        """A product of letters as a monomial, atoms numbered in the order of their letters."""
        return self.alphabet.monomial(product)

    def word(self, k: int) -> tuple[str, ...]:
        """The names of the systems whose elementary operators state k multiplies; its length is the order."""
        words, place_of, places = self.alphabet.words, self.alphabet.place_of, self.alphabet.places
        return tuple(places[place_of[small]].name for code in self.products[k] for small in words[code])

    @cached_property
    def scales(self) -> tuple[int, ...]:
        """The inner product of letters divided by the operator as written, for each state."""
        scales = self.alphabet.scales
        found = []
        for product in self.products:
            total = 1
            for code in product:
                total *= scales[code]
            found.append(total)
        return tuple(found)

    @cached_property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """A symbol for the mean of each state, real where the operator is Hermitian."""
        return tuple(
            sp.Symbol(f"<{self.monomial(product)}>", **({"real": True} if real else {"complex": True}))
            for product, real in zip(self.products, self.real, strict=True)
        )

    def coefficients(self, k: int) -> dict[Factors, sp.Expr]:
        """The equation of state k (from 0) as {product of means as written: coefficient}."""
        own, scales = self.scales[k], self.scales
        found = {}
        for factors, group in self.rows[k].items():
            scale = Fraction(1, own * self.denominator)
            for number in factors:
                scale *= scales[abs(number) - 1]
            found[factors] = to_sympy({w: value * scale for w, value in group.items()})
        return found

    @cached_property
    def equations(self) -> Mapping[sp.Symbol, sp.Expr]:
        """The rate of change of each state's mean [1/s], by the state's symbol."""
        symbols = self.symbols
        found = {}
        for k, symbol in enumerate(symbols[: len(self.rows)]):
            terms = []
            for factors, value in self.coefficients(k).items():
                means = [symbols[n - 1] if n > 0 else sp.conjugate(symbols[-n - 1]) for n in factors]
                terms.append(sp.Mul(_gathered(value), *means))
            found[symbol] = sp.Add(*terms)
        return found


def _gathered(value: sp.Expr) -> sp.Expr:
    return sp.factor_terms(value) if value.is_Add else value


def close(
    model: Model,
    seeds: Operator | Iterable[Operator],
    order: int | None = None,
    *,
    orders: Mapping[Any, int] | None = None,
    mix: Literal["max", "min"] = "max",
    symmetry: bool | Iterable[Operator] = True,
    keep: Callable[[Operator], bool] | None = None,
    limit: int = 5000,
    rounds: int | None = None,
) -> Closure:
    """The closed equations of moments that start from some operators.

    ``order`` is how many operators a mean may multiply; ``orders`` gives some systems an order of their own, and a
    mean of several systems may be as long as the largest (``mix="max"``) or smallest of theirs. Without an order
    nothing is neglected, and DynamicsError is raised when the set does not end within ``limit`` moments.
    ``symmetry``: drop moments that vanish in initial states without coherence of what the model conserves; True for
    all that is found in the model, or operators, such as ``a.n + cell.total(e)``, that are to be used alone.
    ``keep`` may drop more: it is asked of each operator, and its False is taken for a mean of zero.
    ``rounds``: stop after so many rounds of collecting, 1 for the equations of the seeds alone; moments without an
    equation are then `missing`.
    """
    wanted = [model.require(seed) for seed in ([seeds] if isinstance(seeds, Operator) else seeds)]
    _require_request(wanted, order, orders, mix)
    alphabet = Alphabet()
    generator = Generator(model, alphabet)
    starts = [seed_products(alphabet, seed) for seed in wanted]
    lattice = Symmetry(generator, (product for products in starts for product in products))
    vanishes: Callable[[Product], bool] = _nothing
    if symmetry is not False:
        vanishes = lattice.forbids if symmetry is True else stated(generator, symmetry)
    limits = _limits(alphabet, order, orders)
    if alphabet.fermionic:
        vanishes = _without_odd(alphabet, vanishes)
    moments = Moments(alphabet, limits, mix, _kept(vanishes, keep, alphabet), vanishes)
    for seed, products in zip(wanted, starts, strict=True):
        for product in products:
            _require_order(moments, seed, product, order)
            if alphabet.fermionic and sum(alphabet.odd[code] for code in product) % 2:
                raise DynamicsError(f"{seed} has an odd number of fermion letters, and so the mean zero in every state")
    rows, origins = _completed(generator, moments, starts, wanted, limit, rounds)
    return Closure(
        model=model,
        seeds=tuple(wanted),
        order=order,
        alphabet=alphabet,
        products=tuple(moments.products[1:]),
        real=tuple(moments.real[1:]),
        rows=tuple(rows),
        denominator=generator.denominator,
        origins=tuple(origins),
        neglected=tuple(p for p, terms in moments.expanded.items() if terms),
        dropped=tuple(moments.dropped),
        lattice=lattice,
        moments=moments,
        vanishes=_kept(vanishes, keep, alphabet),
        stated=tuple(p for p in moments.dropped if not vanishes(p)),
        untruncated=lambda most: close(model, wanted, symmetry=symmetry, keep=keep, limit=most),
    )


def seed_products(alphabet: Alphabet, seed: Operator) -> list[Product]:
    """The products of letters of which an operator is a sum, without the identity."""
    found = []
    for m in seed.monomials():
        ordinary, slots = alphabet.written(m)
        product = tuple(sorted([*ordinary, *(code for code, _ in slots)]))
        if product:
            found.append(product)
    return found


def _without_odd(alphabet: Alphabet, vanishes: Callable[[Product], bool]) -> Callable[[Product], bool]:
    """No state has a mean of an odd number of fermion letters."""
    return lambda product: sum(alphabet.odd[code] for code in product) % 2 == 1 or vanishes(product)


def _nothing(_: Product) -> bool:
    return False


def _kept(
    vanishes: Callable[[Product], bool], keep: Callable[[Operator], bool] | None, alphabet: Alphabet
) -> Callable[[Product], bool]:
    if keep is None:
        return vanishes
    return lambda product: vanishes(product) or not keep(combination([(alphabet.monomial(product), 1)]))


def _limits(alphabet: Alphabet, order: int | None, orders: Mapping[Any, int] | None) -> Callable[[int], int] | None:
    if order is None:
        return None
    if not orders:
        return lambda place: order
    own = {system.site: value for system, value in orders.items()}
    return lambda place: own.get(alphabet.places[place].site, order)


def _require_request(seeds: list[Operator], order: int | None, orders: Mapping[Any, int] | None, mix: str) -> None:
    if not seeds:
        raise DynamicsError("no operator was given to start from, where at least one is expected, such as a.n")
    if order is None and orders:
        raise DynamicsError("orders of some systems were given without order=, which the other systems need")
    for value in [*([] if order is None else [order]), *(orders or {}).values()]:
        if not isinstance(value, int) or value < 1:
            raise DynamicsError(f"the order {value!r} was given where a whole number from 1 is expected")
    if mix not in ("max", "min"):
        raise DynamicsError(f"mix={mix!r} was given where 'max' or 'min' is expected")


def _require_order(moments: Moments, seed: Operator, product: Product, order: int | None) -> None:
    if not moments.allowed(product):
        size = len(moments.word(product))
        raise DynamicsError(
            f"the order {order} is lower than that of the operator {seed}, which multiplies {size}; give order={size} "
            "or more"
        )


def _completed(
    generator: Generator,
    moments: Moments,
    starts: list[list[Product]],
    seeds: list[Operator],
    limit: int,
    rounds: int | None,
) -> tuple[list[Row], list[Origin]]:
    rows: list[Row] = []
    origins: list[Origin] = []
    for index, products in enumerate(starts):
        for product in products:
            moments.number(product)
        origins += [Origin(asked_by=None, seed=index)] * (len(moments.products) - 1 - len(origins))
    end = len(origins)
    while len(rows) < len(moments.products) - 1:
        k = len(rows)
        if k == end:
            rounds = None if rounds is None else rounds - 1
            end = len(origins)
        if rounds == 0:
            break
        if k >= limit:
            raise DynamicsError(_unclosed(moments, origins, seeds, limit))
        rows.append(_row(generator, moments, moments.products[k + 1]))
        fresh = len(moments.products) - 1 - len(origins)
        origins += [Origin(asked_by=k, seed=origins[k].seed)] * fresh
    return rows, origins


def _row(generator: Generator, moments: Moments, product: Product) -> Row:
    row: Row = {}
    for codes, group in generator.rate(product).items():
        for factors, k in moments.mean(codes):
            mine = row.get(factors)
            if mine is None:
                row[factors] = dict(group) if k == 1 else {w: k * v for w, v in group.items()}
                continue
            for w, v in group.items():
                total = mine.get(w, 0) + k * v
                if total:
                    mine[w] = total
                else:
                    del mine[w]
    return {factors: group for factors, group in row.items() if group}


def _unclosed(moments: Moments, origins: list[Origin], seeds: list[Operator], limit: int) -> str:
    longest = max(moments.products[1:], key=lambda product: len(moments.word(product)))
    size = len(moments.word(longest))
    grown = [0] * len(seeds)
    for origin in origins:
        grown[origin.seed] += 1
    seed = seeds[grown.index(max(grown))]
    return (
        f"the set of moments did not close within {limit}: it grew from {seed} to products of {size} operators; "
        "give an order, order=2 for example, or a larger limit"
    )
