"""What a species is: a small local basis of *letters* with an exact product table.

A letter stands for one basis operator of a single system, never for the identity (the identity is the absence
of a letter). A product of two letters is again a sum of letters with integer factors and weights, so a product
is canonical when it is built. Adding a species is adding one such table.

Inside, spin letters are twice the written spin operators, which makes every structure constant a Gaussian
integer; `Species.scale` is the number by which a letter exceeds what is written.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import sympy as sp

from derive.algebra.errors import AlgebraError
from derive.algebra.weights import ONE, Weight

Letter = Any
"""A hashable name of a basis operator, in each species' own form; ``None`` is the identity."""
Products = tuple[tuple[Letter | None, int, Weight], ...]
"""A sum of letters: (letter or None for the identity, integer factor, weight)."""
Entries = dict[tuple[int, int], sp.Expr]
"""The non-zero entries of a matrix."""


class Species(ABC):
    """One kind of system: its letters, their products, adjoints, matrices and typesetting."""

    fermionic: ClassVar[bool] = False

    @property
    def plain(self) -> bool:
        """Whether products and adjoints of letters never have weights: all of them are ``ONE``."""
        return False

    @abstractmethod
    def multiply(self, left: Letter, right: Letter) -> Products:
        """The product of two letters as a sum of letters."""

    def commutator(self, left: Letter, right: Letter) -> Products:
        """The commutator of two letters as a sum of letters."""
        total: dict[tuple[Letter | None, Weight], int] = {}
        for letter, k, w in self.multiply(left, right):
            total[letter, w] = total.get((letter, w), 0) + k
        for letter, k, w in self.multiply(right, left):
            total[letter, w] = total.get((letter, w), 0) - k
        return tuple([(letter, k, w) for (letter, w), k in total.items() if k])

    @abstractmethod
    def adjoint(self, letter: Letter) -> Products:
        """The Hermitian adjoint of a letter as a sum of letters."""

    @abstractmethod
    def dimension(self, cutoff: int | None) -> int:
        """The dimension of the system's matrices; a cut-off is needed where the space is infinite."""

    @abstractmethod
    def entries(self, letter: Letter, cutoff: int | None) -> Entries:
        """The exact matrix entries of the letter as written (not of its scaled inner form)."""

    @abstractmethod
    def latex(self, letter: Letter, name: str) -> str:
        """The letter of the system called ``name`` in LaTeX."""

    @abstractmethod
    def text(self, letter: Letter, name: str) -> str:
        """The letter in plain text."""

    def scale(self, letter: Letter) -> int:
        """The inner letter divided by the written operator."""
        return 1

    def odd(self, letter: Letter) -> bool:
        """Whether the letter anticommutes with odd letters of other systems (fermions)."""
        return False

    def degree(self, letter: Letter) -> int:
        """How many elementary operators the letter multiplies: its order in a cumulant expansion."""
        return 1

    def charges(self, letter: Letter) -> Mapping[str, int]:
        """By how much the letter raises each integer charge of its system, {} if it raises none."""
        return {}

    def word(self, letter: Letter) -> tuple[Letter, ...]:
        """The elementary letters whose product, in this order, the letter is."""
        return (letter,)

    def alphabet(self) -> tuple[Letter, ...]:
        """The elementary letters of which all words are made; empty where there is no finite list."""
        return ()

    def bindings(self, cutoff: int | None) -> Mapping[sp.Expr, sp.Expr]:
        """What symbols in coefficients become when matrices are made at a cut-off."""
        return {}

    def replaced(self, letter: Letter, function: Callable[[sp.Expr], sp.Expr]) -> Products | None:
        """The letter with a replacement made in the expressions inside it; None where it has none."""
        return None

    def to_tree(self, letter: Letter) -> Any:
        """The letter in JSON form."""
        return letter

    def from_tree(self, tree: Any) -> Letter:
        """The letter of a JSON form."""
        return tree

    def describe(self) -> list[Any]:
        """The species in JSON form: its head and its parameters."""
        return [type(self).__name__]


def single(letter: Letter | None, factor: int = 1, weight: Weight = ONE) -> Products:
    """A sum of one letter."""
    return ((letter, factor, weight),)


def need_cutoff(kind: str, cutoff: int | None) -> int:
    """The cut-off of a species with infinitely many states; raises AlgebraError when it is missing."""
    if cutoff is None or cutoff < 1:
        raise AlgebraError(f"a {kind} was given no cut-off where its matrix needs one; pass cutoff=<states kept>")
    return cutoff
