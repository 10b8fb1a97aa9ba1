"""The letters of a model as small integers, with the tables that equations of moments are made from.

The operator algebra multiplies polynomials; equations of moments need less: what a letter becomes between two
others on one place. A *place* is an ordinary system or a class of identical atoms; a code is a letter on a place,
0 the identity. Every table is filled from the species' own product table when first asked, and remembered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sympy as sp

from derive.algebra.cloud import Cloud
from derive.algebra.composite import CompositeAtom
from derive.algebra.fields import AtomDensity, BosonField
from derive.algebra.halfspin import HalfSpin
from derive.algebra.labels import CloudLetter, Slot, canonical
from derive.algebra.levels import LevelSystem
from derive.algebra.monomials import Monomial, Site, monomial
from derive.algebra.scalars import polynomial
from derive.algebra.species import Letter, Species
from derive.algebra.weights import ONE, Polynomial, Weight, add, multiply
from derive.dynamics.rates import DynamicsError

Local = tuple[tuple[int, int, Weight], ...]
"""A sum of letters on one place: (code, integer, weight)."""
Written = tuple[tuple[int, ...], tuple[tuple[int, str | int | None], ...]]
"""A monomial in codes: ordinary letters, and the slots of ensembles with their labels."""

PARITIES = {"x": {"turns": 1}, "y": {"turns": 1, "flips": 1}, "z": {"flips": 1}}
"""How a Cartesian spin letter changes sign under half turns about z and about x."""


@dataclass(frozen=True)
class Place:
    """An ordinary system (``group`` None) or one class of the identical atoms of an ensemble."""

    site: Site
    group: int | None
    species: Species
    count: sp.Expr | None

    @property
    def name(self) -> str:
        """The name that its letters are written with."""
        if self.group is None:
            return self.site.name
        cloud = self.site.species
        assert isinstance(cloud, Cloud)
        return cloud.classes[self.group].name


class Alphabet:
    """Codes of letters and the products of letters on one place."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.place_of: list[int] = [-1]
        self.letters: list[Letter] = [None]
        self.adjoints: list[int] = [0]
        self.words: list[tuple[int, ...]] = [()]
        self.scales: list[int] = [1]
        self.charges: list[dict[tuple[int, str], int]] = [{}]
        self.odd: list[bool] = [False]
        self.fermionic = False
        self._codes: dict[tuple[int, Letter], int] = {}
        self._place_index: dict[tuple[Site, int | None], int] = {}
        self._products: dict[tuple[int, int], Local] = {}
        self._turned: dict[tuple[int, int], tuple[Local, Local, Local]] = {}
        self._lost: dict[tuple[int, int, int], tuple[Local, Local, Local, Local]] = {}
        self._joined: dict[tuple[int, int], int] = {}

    def place(self, where: Site, group: int | None = None) -> int:
        """The number of a place; raises DynamicsError for systems whose moments are not made."""
        found = self._place_index.get((where, group))
        if found is None:
            species: Species = where.species
            count = None
            if isinstance(species, Cloud):
                assert group is not None
                count, species = species.classes[group].count, species.classes[group].species
            if isinstance(species, BosonField | AtomDensity):
                raise DynamicsError(
                    f"{where.name!r} is a field, where moments need modes, spins, levels or ensembles of these"
                )
            found = self._place_index[where, group] = len(self.places)
            self.places.append(Place(where, group, species, count))
        return found

    def arrange(self, sites: Iterable[Site]) -> None:
        """Give the letters of fermion modes their codes in the order of the modes' names, the order of signs."""
        for where in sites:
            if where.species.fermionic:
                self.fermionic = True
                place = self.place(where)
                for letter in (*where.species.alphabet(), (1, 1)):
                    self.code(place, letter)

    def code(self, place: int, letter: Letter | None) -> int:
        """The code of a letter on a place."""
        if letter is None:
            return 0
        found = self._codes.get((place, letter))
        if found is None:
            found = self._codes[place, letter] = len(self.letters)
            self.letters.append(letter)
            self._describe(place, letter, found)
        return found

    def _describe(self, place: int, letter: Letter, code: int) -> None:
        own = self.places[place]
        self.place_of.append(place)
        self.scales.append(own.species.scale(letter))
        self.odd.append(own.species.odd(letter))
        self.charges.append({(place, name): value for name, value in _charges(own.species, letter).items()})
        self.adjoints.append(code)
        self.words.append((code,))
        ((other, factor, weight),) = own.species.adjoint(letter)
        assert factor == 1
        assert weight is ONE
        self.adjoints[code] = self.code(place, other)
        if own.group is None and not isinstance(own.species, CompositeAtom):
            word = own.species.word(letter)
            if len(word) > 1:
                self.words[code] = tuple(self.code(place, small) for small in word)

    def text(self, code: int) -> str:
        """A letter in plain text."""
        own = self.places[self.place_of[code]]
        return own.species.text(self.letters[code], own.name)

    def product(self, left: int, right: int) -> Local:
        """The product of two letters of one place."""
        found = self._products.get((left, right))
        if found is None:
            if not left or not right:
                found = ((left or right, 1, ONE),)
            else:
                place = self.place_of[left]
                results = self.places[place].species.multiply(self.letters[left], self.letters[right])
                found = tuple((self.code(place, letter), k, w) for letter, k, w in results)
            self._products[left, right] = found
        return found

    def turned(self, x: int, letter: int) -> tuple[Local, Local, Local]:
        """x l, l x and their difference."""
        found = self._turned.get((x, letter))
        if found is None:
            before, after = self.product(x, letter), self.product(letter, x)
            found = self._turned[x, letter] = before, after, _sum([(1, before), (-1, after)])
        return found

    def lost(self, x: int, y: int, letter: int) -> tuple[Local, Local, Local, Local]:
        """x l y, x y l, l x y, and twice the first less the other two."""
        found = self._lost.get((x, y, letter))
        if found is None:
            between = self._times(self.product(x, letter), y)
            before = self._times(self.product(x, y), letter)
            after = _sum([(k, self._scaled(self.product(letter, c), w)) for c, k, w in self.product(x, y)])
            combined = _sum([(2, between), (-1, before), (-1, after)])
            found = self._lost[x, y, letter] = between, before, after, combined
        return found

    def _times(self, left: Local, right: int) -> Local:
        return _sum([(k, self._scaled(self.product(c, right), w)) for c, k, w in left])

    @staticmethod
    def _scaled(local: Local, weight: Weight) -> Local:
        if weight is ONE:
            return local
        return tuple((c, k * f, total) for c, k, w in local for total, f in times(weight, w))

    def joined(self, left: int, right: int) -> int:
        """The code of two parts of one letter's word put together again, in order."""
        found = self._joined.get((left, right))
        if found is None:
            ((found, factor, weight),) = self.product(left, right)
            assert factor == 1
            assert weight is ONE
            self._joined[left, right] = found
        return found

    def adjoint(self, product: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
        """The product whose letters are the adjoints, and its sign: fermion letters stand in reverse order."""
        odd = sum(self.odd[code] for code in product) if self.fermionic else 0
        return tuple(sorted([self.adjoints[code] for code in product])), -1 if odd * (odd - 1) // 2 % 2 else 1

    def exchange_sign(self, word: tuple[int, ...], masks: Iterable[int]) -> int:
        """The sign of gathering the letters of a word in blocks, given as masks of positions."""
        positions = [k for mask in masks for k in range(len(word)) if mask >> k & 1 and self.odd[word[k]]]
        swaps = sum(one > other for i, one in enumerate(positions) for other in positions[i + 1 :])
        return -1 if swaps % 2 else 1

    def together(self, codes: Iterable[int]) -> tuple[int, ...]:
        """Elementary letters, in order, as a product: those of one ordinary system are one letter again."""
        found: list[int] = []
        for code in codes:
            place = self.place_of[code]
            if found and self.place_of[found[-1]] == place and self.places[place].group is None:
                found[-1] = self.joined(found[-1], code)
            else:
                found.append(code)
        found.sort()
        return tuple(found)

    def written(self, of: Monomial) -> Written:
        """A monomial in codes; raises DynamicsError for couplings and deltas, which need definite atoms."""
        ordinary: list[int] = []
        slots: list[tuple[int, str | int | None]] = []
        for where, letter in of.letters:
            if not isinstance(letter, CloudLetter):
                ordinary.append(self.code(self.place(where), letter))
                continue
            if letter.factors:
                name = letter.factors[0].coupling.name
                raise DynamicsError(
                    f"the coupling {name!r} of {where.name!r} makes its atoms different, where identical atoms are "
                    f"expected; give a number of atoms, model.written_out({{{where.name}: 5}}), or several ensembles"
                )
            if letter.deltas:
                raise DynamicsError(f"the operator {of} has a delta between labels, where different atoms are expected")
            slots += [(self.code(self.place(where, s.group), s.letter), s.label) for s in letter.slots]
        return tuple(ordinary), tuple(slots)

    def monomial(self, product: tuple[int, ...]) -> Monomial:
        """A product of letters as a monomial, atoms of an ensemble numbered in the order of their letters."""
        ordinary: list[tuple[Site, Any]] = []
        slots: dict[Site, list[Slot]] = {}
        used: dict[int, int] = {}
        for code in product:
            place = self.place_of[code]
            own = self.places[place]
            if own.group is None:
                ordinary.append((own.site, self.letters[code]))
            else:
                used[place] = used.get(place, 0) + 1
                slots.setdefault(own.site, []).append(Slot(own.group, used[place], self.letters[code]))
        letters: list[tuple[Site, Any]] = [*ordinary, *((at, canonical(own, (), ())) for at, own in slots.items())]
        return monomial(sorted(letters, key=lambda pair: pair[0].key))

    def choices(self, slots: Iterable[tuple[int, str | int | None]]) -> Polynomial:
        """In how many ways the slots that are summed over stand on different atoms."""
        given = list(slots)
        used: dict[int, int] = {}
        for code, label in given:
            if label is not None:
                used[self.place_of[code]] = used.get(self.place_of[code], 0) + 1
        result = polynomial(1)
        for code, label in given:
            if label is None:
                place = self.place_of[code]
                count = self.places[place].count
                assert count is not None
                result = multiply(result, add(polynomial(count), polynomial(used.get(place, 0)), -1))
                used[place] = used.get(place, 0) + 1
        return result


def times(left: Weight, right: Weight) -> tuple[tuple[Weight, int], ...]:
    """The product of two weights as a sum of weights."""
    return left.products[right]


def _sum(parts: list[tuple[int, Local]]) -> Local:
    total: dict[tuple[int, Weight], int] = {}
    for factor, local in parts:
        for code, k, w in local:
            total[code, w] = total.get((code, w), 0) + factor * k
    return tuple((code, k, w) for (code, w), k in total.items() if k)


def _charges(species: Species, letter: Letter) -> dict[str, int]:
    if isinstance(species, HalfSpin):
        return dict(PARITIES[letter])
    if isinstance(species, CompositeAtom):
        return {
            f"{species.parts[k][0]}.{name}": value
            for k, own in letter
            for name, value in _charges(species.parts[k][1], own).items()
        }
    found = dict(species.charges(letter))
    if isinstance(species, LevelSystem):
        # Occupations sum to one, so that of the first level says nothing new.
        found.pop(species.levels[0], None)
    return found
