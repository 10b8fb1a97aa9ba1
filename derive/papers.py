"""Publications and their letters: how each is printed, and what it means in the project's symbols.

Every convention of a paper (a sign, a factor, a sum that runs over collisions) stands in its letters and nowhere
else; a claim is then its LaTeX alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import sympy as sp

from derive.notation import Vocabulary
from derive.records import Quantity, RecordError, free_symbols, table
from derive.vectors import resolve

Representation = tuple[tuple[sp.Symbol, sp.ImmutableMatrix], ...]


@dataclass(frozen=True, kw_only=True)
class Letter:
    r"""A printed snippet, such as ``k_{se}``, and its meaning as an expression of the project's quantities."""

    printed: str
    means: sp.Basic
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Convention:
    """A change of convention under which a formula may hold: project symbols and what stands for them."""

    name: str
    change: tuple[tuple[sp.Symbol, sp.Expr], ...]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A publication: how it is cited, its letters, and conventions that it leaves open.

    ``reference`` is the journal's, or the archive's number; ``arxiv``, ``doi`` and ``year`` are for citing it.
    ``representatives`` are sets of exact matrices for operators, each set of one size: a relation said to hold for
    all operators fails when it fails for one set that has them all.
    """

    key: str
    title: str
    authors: str
    reference: str
    quantities: tuple[Quantity, ...]
    letters: tuple[Letter, ...]
    conventions: tuple[Convention, ...] = ()
    representatives: tuple[Representation, ...] = ()
    arxiv: str = ""
    doi: str = ""
    year: int = 0

    def __post_init__(self) -> None:
        known = {quantity.symbol for quantity in self.quantities}
        for letter in self.letters:
            strangers = free_symbols(letter.means) - known
            if strangers:
                raise RecordError(f"the letter {letter.printed} means {letter.means}, which has unknown {strangers}")

    def extended(
        self,
        *,
        quantities: tuple[Quantity, ...] = (),
        letters: tuple[Letter, ...] = (),
        conventions: tuple[Convention, ...] = (),
        representatives: tuple[Representation, ...] = (),
    ) -> Paper:
        """The same paper with more letters, for claims that need letters which other claims do not."""
        return replace(
            self,
            quantities=table(self.quantities, quantities),
            letters=(*self.letters, *letters),
            conventions=(*self.conventions, *conventions),
            representatives=(*self.representatives, *representatives),
        )

    @cached_property
    def notation(self) -> dict[sp.Symbol, sp.Basic]:
        """Each symbol of the paper, and what it stands for; a vector's components are symbols too."""
        meanings: dict[sp.Symbol, sp.Basic] = {}
        for letter in self.letters:
            whole = self._own(letter.printed, letter.means)
            meaning = resolve(letter.means, self.quantities)
            if isinstance(meaning, sp.MatrixBase):
                for axis, entry in zip("xyz", meaning, strict=True):
                    meanings[self._own(f"{letter.printed}|{axis}", entry)] = entry
            else:
                meanings[whole] = meaning
        return meanings

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the parser needs: printed snippets, and the components of those that are vectors."""
        symbols, vectors = {}, {}
        for letter in self.letters:
            own = self._own(letter.printed, letter.means)
            symbols[letter.printed] = own
            meaning = resolve(letter.means, self.quantities)
            if isinstance(meaning, sp.MatrixBase):
                vectors[own] = tuple(self._own(f"{letter.printed}|{a}", e) for a, e in zip("xyz", meaning, strict=True))
        return Vocabulary(symbols=symbols, vectors=vectors)

    def names(self, beside: str) -> dict[sp.Symbol, str]:
        """How the paper prints a project symbol, by preference as it stands in the LaTeX ``beside``.

        Symbols for which it has no letter keep the project's.
        """
        printed = {quantity.symbol: quantity.latex for quantity in self.quantities}

        def preference(letter: Letter) -> tuple[bool, bool, int]:
            bracketed = letter.printed.startswith("(") and letter.means.is_commutative
            # of an operator that is printed with and without a dagger, and is its own adjoint, the dagger says nothing
            plain = not letter.printed.endswith(r"^\dagger")
            return letter.printed in beside and not bracketed, plain, len(letter.printed)

        chosen: dict[sp.Symbol, Letter] = {}
        for letter in self.letters:
            if isinstance(letter.means, sp.Symbol):
                chosen[letter.means] = max(chosen.get(letter.means, letter), letter, key=preference)
        return printed | {symbol: letter.printed for symbol, letter in chosen.items()}

    def _own(self, printed: str, meaning: sp.Basic) -> sp.Symbol:
        """A symbol of the paper's own, never equal to one of the project, with the assumptions of its meaning."""
        name = f"{self.key}:{printed}"
        if not isinstance(meaning, sp.MatrixBase) and meaning.is_commutative is False:
            return sp.Symbol(name, commutative=False)
        facts = {
            fact: True
            for fact in ("positive", "nonnegative", "integer", "real")
            if getattr(meaning, f"is_{fact}", None)
        }
        return sp.Symbol(name, **facts)
