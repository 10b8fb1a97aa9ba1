"""What is checked of an equation of moments: exact matrices of the operators, and orders of cumulants."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from derive.algebra import Operator
from derive.algebra.cloud import Cloud
from derive.algebra.labels import CloudLetter
from derive.algebra.monomials import Site
from derive.dynamics.alphabet import Alphabet
from derive.dynamics.cumulants import partitions
from derive.dynamics.lindblad import Model, named
from derive.dynamics.linear import vanishes as is_nothing
from derive.dynamics.processes import Product

Entries = dict[tuple[int, int], sp.Expr]


def matrices_agree(model: Model, operator: Operator, rate: Operator) -> bool:
    """Whether ``rate`` is i[H, O] + sum of jumps for exact matrices, from the definition.

    Ensembles have one atom more than the operator speaks of, modes enough states that the cut-off is not met in
    columns of at most one quantum; symbols have distinct rational values.
    """
    matrices = Matrices(model, (operator, rate))
    O, H = matrices.of(operator), matrices.of(matrices.model.generator)
    total = sum_of((sp.I, times(H, O)), (-sp.I, times(O, H)))
    for channel in matrices.model.channels:
        c, d = matrices.of(channel.left), matrices.of(channel.right)
        factor, loss = matrices.number(channel.rate), times(c, d)
        inside = times(times(c, O), d)
        total = sum_of((1, total), (factor, inside), (-factor / 2, times(loss, O)), (-factor / 2, times(O, loss)))
    difference = sum_of((1, total), (-1, matrices.of(rate)))
    return all(sp.expand(value) == 0 for (_, column), value in difference.items() if column in matrices.low)


class Matrices:
    """Exact matrices of operators beside a model, each {(row, column): value}.

    Ensembles have one atom more than the operators speak of; symbols have distinct rational values; ``low`` are the
    columns in which no mode has more than one quantum, so far from the cut-off that products of the operators with
    each other and with the model's are exact in them. ``model`` is the model for these atoms.
    """

    def __init__(self, model: Model, operators: Iterable[Operator]) -> None:
        given = tuple(operators)
        self._atoms = _atom_numbers(model, given)
        self.model = model.written_out(self._atoms) if self._atoms else model
        own = tuple(map(self._placed, given))
        sites = {place for operator in own for place in operator.sites}
        self.places = sorted({*self.model.sites, *sites}, key=lambda place: place.key)
        reach = max([_degree(self.model.generator), *(_degree(c.left) + _degree(c.right) for c in self.model.channels)])
        self._cutoff = reach + max(map(_degree, own), default=0) + 2
        self._values = _values(self.model, own, self._atoms)
        self.low = _low_columns(self.places, self._cutoff)

    def of(self, operator: Operator) -> Entries:
        """The matrix of an operator of the model, or of the model for definite atoms."""
        return self._placed(operator).xreplace(self._values).entries(self.places, self._cutoff)

    def number(self, operator: Operator) -> sp.Expr:
        """The value of a multiple of the identity, such as a channel's rate."""
        (value,) = operator.xreplace(self._values).terms.values() or (sp.S.Zero,)
        return value

    def jumps(self, model: Model) -> list[tuple[sp.Expr, Entries]]:
        """(rate, matrix) of each jump of a model on the same systems, for definite atoms, zeros left out."""
        small = model.written_out(self._atoms) if self._atoms else model
        found = []
        for channel in small.channels:
            matrix = {place: value for place, value in self.of(channel.right).items() if sp.expand(value) != 0}
            if matrix:
                found.append((self.number(channel.rate), matrix))
        return found

    def _placed(self, operator: Operator) -> Operator:
        return named(operator.written_out(self._atoms)) if self._atoms else operator


Sums = Mapping[tuple[Product, ...], sp.Expr]
"""A sum of products of moments, each a product of letters of one alphabet."""


def neglected_order(alphabet: Alphabet, before: Sums, after: Sums, vanishes: Callable[[Product], bool]) -> int | None:
    """The order in epsilon at which two sums of products of moments differ; None when they are equal.

    A joint cumulant of k operators is of order epsilon^(k - 1); every moment is replaced by its sum over partitions,
    and cumulants vanish where the mean of the same operators does.
    """
    difference: dict[tuple[Product, ...], sp.Expr] = {}
    for sign, side in ((1, before), (-1, after)):
        for moments, value in side.items():
            for cumulants, exchange in _in_cumulants(alphabet, moments, vanishes):
                difference[cumulants] = difference.get(cumulants, sp.S.Zero) + sign * exchange * value
    words = alphabet.words
    orders = [
        sum(sum(len(words[code]) for code in product) - 1 for product in cumulants)
        for cumulants, value in difference.items()
        if not is_nothing(value)
    ]
    return min(orders) if orders else None


def _in_cumulants(
    alphabet: Alphabet, moments: tuple[Product, ...], vanishes: Callable[[Product], bool]
) -> list[tuple[tuple[Product, ...], int]]:
    """Products of cumulants, each with the sign of exchanging fermion letters."""
    found: list[tuple[tuple[Product, ...], int]] = [((), 1)]
    for product in moments:
        word = tuple(small for code in product for small in alphabet.words[code])
        terms = []
        for own in partitions(len(word)):
            blocks = tuple(alphabet.together(word[k] for k in block) for block in own)
            if not any(map(vanishes, blocks)):
                masks = [sum(1 << k for k in block) for block in own]
                terms.append((blocks, alphabet.exchange_sign(word, masks)))
        found = [(tuple(sorted((*done, *blocks))), one * other) for done, one in found for blocks, other in terms]
    return found


def _atom_numbers(model: Model, operators: Sequence[Operator]) -> dict[Site, dict[str, int]]:
    """One atom more of each class than the operators speak of, and two at least; definite numbers as they are."""
    found: dict[Site, dict[str, int]] = {}
    for place in {*model.sites, *(place for operator in operators for place in operator.sites)}:
        if isinstance(place.species, Cloud):
            letters = [dict(m.letters).get(place) for operator in operators for m in operator.monomials()]
            slots = [own.slots for own in letters if isinstance(own, CloudLetter)]
            found[place] = {}
            for group, own in enumerate(place.species.classes):
                used = max([sum(slot.group == group for slot in each) for each in slots], default=0)
                found[place][own.name] = int(own.count) if own.count.is_Integer else max(2, used + 1)
    return found


def _degree(operator: Operator) -> int:
    return max([m.degree for m in operator.monomials()], default=0)


def _values(model: Model, operators: Sequence[Operator], atoms: Mapping[Site, Mapping[str, int]]) -> dict[Any, sp.Expr]:
    """Distinct squares of rationals for all symbols and functions, imaginary parts where they may be complex."""
    scalars = [*model.generator.terms.values(), *(value for own in operators for value in own.terms.values())]
    for channel in model.channels:
        scalars += [*channel.left.terms.values(), *channel.right.terms.values(), *channel.rate.terms.values()]
    functions = {own for value in scalars for own in value.atoms(AppliedUndef)}
    names = {own for value in scalars for own in value.free_symbols | functions}
    found: dict[Any, sp.Expr] = {}
    for k, name in enumerate(sorted(names, key=str), start=2):
        square = sp.Rational(k, k + 3) ** 2
        found[name] = square if name.is_real else square + sp.I * sp.Rational(1, k)
    for place, numbers in atoms.items():
        assert isinstance(place.species, Cloud)
        for own in place.species.classes:
            found[own.count] = sp.Integer(numbers[own.name])
    return found


def _low_columns(places: list[Site], cutoff: int) -> set[int]:
    """The columns in which no infinite system has more than one quantum."""
    kept = [0]
    for place in places:
        try:
            size, low = place.species.dimension(None), None
        except ValueError:
            size, low = place.species.dimension(cutoff), 2
        kept = [index * size + k for index in kept for k in range(size if low is None else low)]
    return set(kept)


def times(left: Entries, right: Entries) -> Entries:
    """The product of two matrices."""
    rows: dict[int, list[tuple[int, sp.Expr]]] = {}
    for (r, c), value in right.items():
        rows.setdefault(r, []).append((c, value))
    found: Entries = {}
    for (r, k), value in left.items():
        for c, other in rows.get(k, ()):
            found[r, c] = found.get((r, c), sp.S.Zero) + value * other
    return found


def sum_of(*parts: tuple[Any, Entries]) -> Entries:
    """The sum of matrices, each with its factor."""
    found: Entries = {}
    for factor, entries in parts:
        for place, value in entries.items():
            found[place] = found.get(place, sp.S.Zero) + factor * value
    return found
