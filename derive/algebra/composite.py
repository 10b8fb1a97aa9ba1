"""Composite atoms: several parts (an electron spin, a nuclear spin, ...) that make one atom.

A letter is the tuple of (index of the part, letter of the part) for the parts that are not idle, so an
ensemble of composite atoms counts atoms, not parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from derive.algebra.errors import AlgebraError
from derive.algebra.species import Entries, Letter, Products, Species, single
from derive.algebra.weights import ONE, Weight

Parts = tuple[tuple[int, Letter], ...]


@dataclass(frozen=True)
class CompositeAtom(Species):
    """An atom made of named parts."""

    parts: tuple[tuple[str, Species], ...]

    def __post_init__(self) -> None:
        if any(species.fermionic for _, species in self.parts):
            raise AlgebraError("a fermion mode was given as part of an atom, where parts commute with other systems")

    @property
    def plain(self) -> bool:
        """As the parts."""
        return all(species.plain for _, species in self.parts)

    def multiply(self, left: Letter, right: Letter) -> Products:
        """Part by part."""
        mine, theirs = dict(left), dict(right)
        factors = []
        for index in sorted(mine | theirs):
            species = self.parts[index][1]
            if index not in mine:
                factors.append((index, single(theirs[index])))
            elif index not in theirs:
                factors.append((index, single(mine[index])))
            else:
                factors.append((index, species.multiply(mine[index], theirs[index])))
        return _expanded(factors)

    def adjoint(self, letter: Letter) -> Products:
        """Part by part."""
        return _expanded([(index, self.parts[index][1].adjoint(own)) for index, own in letter])

    def scale(self, letter: Letter) -> int:
        """The product of the parts' scales."""
        total = 1
        for index, own in letter:
            total *= self.parts[index][1].scale(own)
        return total

    def degree(self, letter: Letter) -> int:
        """One: operators of one atom count once in a cumulant expansion."""
        return 1

    def charges(self, letter: Letter) -> dict[str, int]:
        """The parts' charges under their names."""
        found = {}
        for index, own in letter:
            name, species = self.parts[index]
            found.update({f"{name}.{charge}": value for charge, value in species.charges(own).items()})
        return found

    def dimension(self, cutoff: int | None) -> int:
        """The product of the parts' dimensions."""
        total = 1
        for _, species in self.parts:
            total *= species.dimension(None)
        return total

    def entries(self, letter: Letter, cutoff: int | None) -> Entries:
        """The Kronecker product of the parts, the first slowest."""
        own = dict(letter)
        result: Entries = {(0, 0): sp.S.One}
        for index, (_, species) in enumerate(self.parts):
            size = species.dimension(None)
            part = species.entries(own[index], None) if index in own else {(n, n): sp.S.One for n in range(size)}
            result = {(r * size + i, c * size + j): x * y for (r, c), x in result.items() for (i, j), y in part.items()}
        return result

    def latex(self, letter: Letter, name: str) -> str:
        """The parts' letters, indexed by the atom's name."""
        return " ".join(self.parts[i][1].latex(own, f"{self.parts[i][0]}_{name}") for i, own in letter)

    def text(self, letter: Letter, name: str) -> str:
        """For example ``Rb.e.x*Rb.n.z``."""
        return "*".join(self.parts[i][1].text(own, f"{name}.{self.parts[i][0]}") for i, own in letter)

    def word(self, letter: Letter) -> tuple[Letter, ...]:
        """The elementary letters of each part in turn."""
        return tuple(((i, small),) for i, own in letter for small in self.parts[i][1].word(own))

    def alphabet(self) -> tuple[Letter, ...]:
        """The elementary letters of every part."""
        return tuple(((i, small),) for i, (_, species) in enumerate(self.parts) for small in species.alphabet())

    def to_tree(self, letter: Letter) -> Any:
        """The parts' letters with their indices."""
        return [[index, self.parts[index][1].to_tree(own)] for index, own in letter]

    def from_tree(self, tree: Any) -> Letter:
        """The parts' letters with their indices."""
        return tuple((int(index), self.parts[int(index)][1].from_tree(own)) for index, own in tree)

    def describe(self) -> list[Any]:
        """The head and each part with its name."""
        return ["CompositeAtom", *([name, species.describe()] for name, species in self.parts)]


def _expanded(factors: list[tuple[int, Products]]) -> Products:
    terms: list[tuple[Parts, int, Weight]] = [((), 1, ONE)]
    for index, results in factors:
        terms = [
            (parts if letter is None else (*parts, (index, letter)), k * factor * f, total)
            for parts, k, w in terms
            for letter, factor, extra in results
            for total, f in w.products[extra]
        ]
    merged: dict[tuple[Parts, Weight], int] = {}
    for parts, k, w in terms:
        merged[parts, w] = merged.get((parts, w), 0) + k
    return tuple((parts or None, k, w) for (parts, w), k in merged.items() if k)
