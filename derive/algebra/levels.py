r"""Atoms with a few levels, in transition operators.

.. math:: |i\rangle\langle j|\; |k\rangle\langle l| = \delta_{jk} |i\rangle\langle l|, \qquad
          |g\rangle\langle g| = 1 - \sum_{i \ne g} |i\rangle\langle i|

The projector on the first level is eliminated, so that the letters and the identity are a basis and moments
are unique.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from derive.algebra.errors import AlgebraError, nearest
from derive.algebra.names import head, tail
from derive.algebra.species import Entries, Letter, Products, Species, single
from derive.algebra.weights import ONE


@dataclass(frozen=True)
class LevelSystem(Species):
    """An atom of named levels; letter (i, j) is the transition from level j to level i, by index."""

    levels: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.levels) < 2 or len(set(self.levels)) != len(self.levels):
            raise AlgebraError(f"the levels {self.levels!r} are not two or more different names")

    def index(self, level: str | int) -> int:
        """The index of a level's name; raises AlgebraError for a level that does not exist."""
        name = str(level)
        if name not in self.levels:
            raise AlgebraError(f"the level {name!r} does not exist; {nearest(name, self.levels)}")
        return self.levels.index(name)

    @property
    def plain(self) -> bool:
        """Transitions multiply to transitions."""
        return True

    def transition(self, i: int, j: int) -> Products:
        """``|i><j|`` in letters, the first projector by completeness."""
        if i or j:
            return single((i, j))
        return ((None, 1, ONE), *(((k, k), -1, ONE) for k in range(1, len(self.levels))))

    def multiply(self, left: Letter, right: Letter) -> Products:
        """The product of transitions."""
        if left[1] != right[0]:
            return ()
        i, j = left[0], right[1]
        return (((i, j), 1, ONE),) if i or j else self.transition(0, 0)

    def commutator(self, left: Letter, right: Letter) -> Products:
        """``delta_jk |i><l| - delta_li |k><j|``, with the first projector by completeness."""
        (i, j), (k, l) = left, right
        if j == k and l == i:
            if i == j:
                return ()
            if i and j:
                return ((i, i), 1, ONE), ((j, j), -1, ONE)
            # One of the two projectors is the first: twice the other, plus the rest, minus one.
            sign, kept = (1, i) if i else (-1, j)
            rest = (((n, n), sign, ONE) for n in range(1, len(self.levels)) if n != kept)
            return (None, -sign, ONE), ((kept, kept), 2 * sign, ONE), *rest
        if j == k:
            return (((i, l), 1, ONE),)
        return (((k, j), -1, ONE),) if l == i else ()

    def adjoint(self, letter: Letter) -> Products:
        """The reverse transition."""
        return single((letter[1], letter[0]))

    def charges(self, letter: Letter) -> dict[str, int]:
        """The occupation of each level that the transition changes."""
        i, j = letter
        return {} if i == j else {self.levels[i]: 1, self.levels[j]: -1}

    def dimension(self, cutoff: int | None) -> int:
        """The number of levels."""
        return len(self.levels)

    def entries(self, letter: Letter, cutoff: int | None) -> Entries:
        """One entry."""
        return {(letter[0], letter[1]): sp.S.One}

    def latex(self, letter: Letter, name: str) -> str:
        """For example ``\\hat{\\sigma}_{1}^{eg}``."""
        i, j = (self.levels[k] for k in letter)
        separator = "" if len(i + j) == 2 else ","
        below = f"_{{{tail(name)}}}" if tail(name) else ""
        return f"{head(name)}{below}^{{{i}{separator}{j}}}"

    def text(self, letter: Letter, name: str) -> str:
        """For example ``a[e,g]``."""
        return f"{name}[{self.levels[letter[0]]},{self.levels[letter[1]]}]"

    def alphabet(self) -> tuple[Letter, ...]:
        """All transitions but the first projector."""
        size = len(self.levels)
        return tuple((i, j) for i in range(size) for j in range(size) if i or j)

    def to_tree(self, letter: Letter) -> Any:
        """The two indices."""
        return list(letter)

    def from_tree(self, tree: Any) -> Letter:
        """The two indices."""
        return (int(tree[0]), int(tree[1]))

    def describe(self) -> list[Any]:
        """The head and the levels' names."""
        return ["LevelSystem", list(self.levels)]

    @classmethod
    def read(cls, levels: list[str]) -> LevelSystem:
        """The species of its JSON form."""
        return cls(tuple(levels))
