r"""Field operators of a position: boson fields, and local densities of the operators of identical atoms.

.. math:: [a(r), a^\dagger(r')] = \delta(r - r'), \qquad
          A(r) = \sum_n A_n\, \delta(r - r_n), \qquad
          A(r)\,B(r') = [A(r)\,B(r')]_{n \ne m} + \delta(r - r')\,(AB)(r)

The delta is coarse-grained: constant over a cell of volume V, so that delta(r, r) = 1/V and its square is
delta/V. A density without a position is the sum over all atoms, the integral of A(r) over the sample.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any

import sympy as sp

from derive import expressions
from derive.algebra.errors import AlgebraError
from derive.algebra.names import head, powered, tail
from derive.algebra.scalars import number_of_atoms, polynomial
from derive.algebra.species import Entries, Letter, Products, Species, single
from derive.algebra.weights import ONE, Polynomial, add, multiply

Place = tuple[str, int]
"""A position's name and how many Laplacians act there."""


def delta(one: str, other: str, volume: sp.Expr, laplacians: int = 0) -> sp.Expr:
    """The coarse-grained delta of two positions, with the m-th power of the Laplacian as its 2m-th derivative."""
    if one == other:
        if laplacians:
            raise AlgebraError(f"Laplacians were multiplied at one position, {one!r}, where two are expected")
        return 1 / volume
    r, s = (sp.Symbol(name, real=True) for name in sorted((one, other)))
    return sp.DiracDelta(r - s, 2 * laplacians) if laplacians else sp.DiracDelta(r - s)


class _Field(Species):
    """What fields share: no finite matrices."""

    def dimension(self, cutoff: int | None) -> int:
        """Fields have no finite matrices."""
        raise AlgebraError("a field of a position was given where finite matrices are asked for; use modes or cells")

    def entries(self, letter: Letter, cutoff: int | None) -> Entries:
        """See `dimension`."""
        raise AlgebraError(f"a field has no matrix entries for {letter}; use modes or cells")


@dataclass(frozen=True)
class BosonField(_Field):
    """A boson field; a letter is (places of creators, places of annihilators), normally ordered."""

    volume: sp.Expr

    def multiply(self, left: Letter, right: Letter) -> Products:
        """Normal order: every set of contractions of left annihilators with right creators."""
        total: dict[Letter, Polynomial] = {}
        (created, mine), (theirs, destroyed) = left, right
        for k in range(min(len(mine), len(theirs)) + 1):
            for chosen in combinations(range(len(mine)), k):
                for partners in permutations(range(len(theirs)), k):
                    value = polynomial(1)
                    for p, q in zip(chosen, partners, strict=True):
                        (r, m), (s, n) = mine[p], theirs[q]
                        value = multiply(value, polynomial(delta(r, s, self.volume, m + n)))
                    kept = [place for p, place in enumerate(mine) if p not in chosen]
                    new = [place for q, place in enumerate(theirs) if q not in partners]
                    letter = (tuple(sorted([*created, *new])), tuple(sorted([*kept, *destroyed])))
                    total[letter] = add(total.get(letter, {}), value)
        return tuple(
            (letter if letter != ((), ()) else None, int(number), w)
            for letter, value in total.items()
            for w, number in value.items()
        )

    def adjoint(self, letter: Letter) -> Products:
        """Creators and annihilators exchanged."""
        return single((letter[1], letter[0]))

    def degree(self, letter: Letter) -> int:
        """The number of field operators."""
        return len(letter[0]) + len(letter[1])

    def charges(self, letter: Letter) -> dict[str, int]:
        """The number of quanta created."""
        created = len(letter[0]) - len(letter[1])
        return {"quanta": created} if created else {}

    def latex(self, letter: Letter, name: str) -> str:
        """For example ``\\hat{a}^{\\dagger}(r) \\hat{a}(r')``."""
        made = [powered(name, 1, dagger=True), powered(name, 1)]
        return " ".join(
            (rf"\nabla^{{{2 * m}}} " if m else "") + f"{symbol}({_latex_place(r)})"
            for symbol, places in zip(made, letter, strict=True)
            for r, m in places
        )

    def text(self, letter: Letter, name: str) -> str:
        """For example ``a.dag(r)*a(q)``."""
        return "*".join(
            f"{symbol}({r}{', laplacian^' + str(m) if m else ''})"
            for symbol, places in zip((f"{name}.dag", name), letter, strict=True)
            for r, m in places
        )

    def to_tree(self, letter: Letter) -> Any:
        """Two lists of places."""
        return [[list(place) for place in places] for places in letter]

    def from_tree(self, tree: Any) -> Letter:
        """Two lists of places."""
        return tuple(tuple((str(r), int(m)) for r, m in places) for places in tree)

    def describe(self) -> list[Any]:
        """The head and the coarse-graining volume."""
        return ["BosonField", expressions.to_tree(self.volume)]


@dataclass(frozen=True)
class AtomDensity(_Field):
    """Local densities of identical atoms; a letter is the sorted tuple of (position, atom's letter).

    All entries of a letter speak of different atoms. The position "" means summed over the sample; an atom's
    letter None is the number density there.
    """

    name: str
    count: sp.Expr
    volume: sp.Expr
    species: Species

    def multiply(self, left: Letter, right: Letter) -> Products:
        """The sum over partial matchings, each with its delta."""
        total: dict[Letter, Polynomial] = {}
        for k in range(min(len(left), len(right)) + 1):
            for chosen in combinations(range(len(left)), k):
                for partners in permutations(range(len(right)), k):
                    rest = [own for p, own in enumerate(left) if p not in chosen]
                    rest += [own for q, own in enumerate(right) if q not in partners]
                    self._add_matched(total, rest, [(left[p], right[q]) for p, q in zip(chosen, partners, strict=True)])
        return tuple((letter or None, int(number), w) for letter, value in total.items() for w, number in value.items())

    def _add_matched(self, total: dict[Letter, Polynomial], rest: list[Any], pairs: list[Any]) -> None:
        partial: list[tuple[list[Any], Polynomial]] = [(rest, polynomial(1))]
        for (r, one), (s, other) in pairs:
            factor = polynomial(1) if not r or not s else polynomial(delta(r, s, self.volume))
            place = min(r, s) if r and s else r or s
            results: Products = ((one if other is None else other, 1, ONE),)
            if one is not None and other is not None:
                results = self.species.multiply(one, other)
            partial = [
                ([*done, (place, letter)], multiply(multiply(value, factor), {w: polynomial(1)[ONE] * k}))
                for done, value in partial
                for letter, k, w in results
            ]
        for entries, value in partial:
            idle = sum(entry == ("", None) for entry in entries)
            kept = [entry for entry in entries if entry != ("", None)]
            for step in range(idle):
                value = multiply(value, add(number_of_atoms(self.count), polynomial(len(kept) + step), -1))
            letter = tuple(sorted(kept, key=entry_order))
            total[letter] = add(total.get(letter, {}), value)

    def adjoint(self, letter: Letter) -> Products:
        """Each atom's letter by its own adjoint, which must be one letter."""
        result: Products = ((None, 1, ONE),)
        for entry in letter:
            place, own = entry
            made = ((None, 1, ONE),) if own is None else self.species.adjoint(own)
            result = tuple(
                (tuple(sorted([*(done or ()), (place, new)], key=entry_order)), k * f, w2)
                for done, k, _ in result
                for new, f, w2 in made
            )
        return result

    def scale(self, letter: Letter) -> int:
        """The product of the atoms' scales."""
        total = 1
        for _, own in letter:
            total *= 1 if own is None else self.species.scale(own)
        return total

    def degree(self, letter: Letter) -> int:
        """The number of atoms on which something acts."""
        return sum(own is not None for _, own in letter)

    def latex(self, letter: Letter, name: str) -> str:
        """For example ``\\hat{s}_{x}(r)``."""
        parts = []
        for place, own in letter:
            symbol = rf"\hat{{n}}_{{{name}}}" if own is None else self.species.latex(own, self.name)
            where = f"({_latex_place(place)})" if place else ""
            base = rf"\textstyle\sum {symbol}" if not place else symbol + where
            parts.append(base)
        return " ".join(parts)

    def text(self, letter: Letter, name: str) -> str:
        """For example ``s.x(r)``."""
        return "*".join(
            (f"{name}.n" if own is None else self.species.text(own, self.name)) + (f"({place})" if place else "(sum)")
            for place, own in letter
        )

    def to_tree(self, letter: Letter) -> Any:
        """Pairs of position and letter."""
        return [[place, None if own is None else self.species.to_tree(own)] for place, own in letter]

    def from_tree(self, tree: Any) -> Letter:
        """Pairs of position and letter."""
        return tuple((str(place), None if own is None else self.species.from_tree(own)) for place, own in tree)

    def describe(self) -> list[Any]:
        """The head, the atoms' name and number, the coarse-graining volume and the atoms' species."""
        count, volume = expressions.to_tree(self.count), expressions.to_tree(self.volume)
        return ["AtomDensity", self.name, count, volume, self.species.describe()]


def entry_order(entry: tuple[str, Letter | None]) -> tuple[str, str]:
    """The order of the entries of a density's letter."""
    return entry[0], str(entry[1])


def _latex_place(name: str) -> str:
    return rf"{head(name)[5:-1]}_{{{tail(name)}}}" if tail(name) else head(name)[5:-1]
