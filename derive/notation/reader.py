"""A cursor over the items of a formula, with the vocabulary, and errors that point at the current place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

import sympy as sp

from derive.notation.source import Group, Item, NotationError, Token
from derive.notation.vocabulary import Vocabulary

ACCENTS = frozenset(
    rf"\{name}"
    for name in (
        "hat", "tilde", "bar", "vec", "dot", "ddot", "check", "acute", "grave", "breve", "overline", "underline",
        "widehat", "widetilde", "mathbf", "mathrm", "mathcal", "mathbb", "mathsf", "mathit", "mathfrak", "boldsymbol",
        "bm",
    )
)  # fmt: skip


class Reader:
    """Items, a place among them, and what a grammar needs to look ahead; the grammar itself is in the subclass."""

    def __init__(self, items: Sequence[Item], vocabulary: Vocabulary, source: str, end: int) -> None:
        self.items = tuple(items)
        self.vocabulary = vocabulary
        self.source = source
        self.end = end
        self.at = 0
        self.closers: list[str] = []
        self.in_integral = False
        self.last = ""

    def expression(self) -> Any:
        """A sum of terms."""
        raise NotImplementedError("the grammar is defined by the parser")

    def term(self) -> Any:
        """A product of factors."""
        raise NotImplementedError("the grammar is defined by the parser")

    def factor(self) -> Any:
        """One factor with its scripts."""
        raise NotImplementedError("the grammar is defined by the parser")

    def atom(self) -> Any:
        """One factor without its scripts."""
        raise NotImplementedError("the grammar is defined by the parser")

    def value_of(self, items: Sequence[Item], start: int, end: int) -> Any:
        """The value of a whole group of items, nothing left over."""
        raise NotImplementedError("the grammar is defined by the parser")

    def peek(self, ahead: int = 0) -> Item | None:
        """The item at the cursor, or None at the end."""
        index = self.at + ahead
        return self.items[index] if index < len(self.items) else None

    def text(self, ahead: int = 0) -> str:
        """The text of the token at the cursor; empty at the end and at a group."""
        item = self.peek(ahead)
        return item.text if isinstance(item, Token) else ""

    def place(self) -> int:
        """Where the cursor is in the source."""
        item = self.peek()
        return self.end if item is None else item.start

    def fail(self, sentence: str, position: int | None = None) -> NoReturn:
        """Raise a NotationError at a place, by default the cursor's."""
        where = self.place() if position is None else position
        raise NotationError(f"{sentence} (column {where + 1})", self.source, where)

    def take(self, *texts: str) -> bool:
        """Step over a token when it is one of these."""
        if self.text() in texts and self.peek() is not None:
            self.at += 1
            return True
        return False

    def argument(self, of: str) -> Any:
        """The value of the next item, as a macro takes it: a group or a single token."""
        item = self.argument_item(of)
        return self.value_of_item(item)

    def argument_item(self, of: str) -> Item:
        """The next item, as a macro takes it; digits that follow an unbraced digit are refused."""
        item = self.peek()
        if item is None:
            self.fail(f"{of} has no argument: write {of}{{...}}")
        self.at += 1
        following = self.peek()
        if isinstance(item, Token) and item.text.isdigit() and isinstance(following, Token):
            adjacent = following.start == item.end and following.text.isdigit()
            if adjacent and of not in (r"\frac", r"\tfrac", r"\dfrac"):
                self.fail(f"{of} takes one digit only: write braces around the number", item.start)
        return item

    def value_of_item(self, item: Item) -> Any:
        """The value of one item."""
        if isinstance(item, Group):
            return self.value_of(item.items, item.start, item.end)
        return self.value_of((item,), item.start, item.end)

    def symbol_in(self, items: Sequence[Item], start: int) -> sp.Symbol:
        """The declared scalar symbol that these items are as a whole; used for variables of sums and derivatives."""
        if items:
            found, count = self.vocabulary.symbol_at(items, 0)
            if count == len(items) and isinstance(found, sp.Symbol):
                return found
            start = items[0].start
        self.fail("a declared symbol was expected here, " + self.suggestion_for(items), start)

    def suggestion_for(self, items: Sequence[Item]) -> str:
        """What was given, and the nearest declared snippet."""
        given = self.source[items[0].start : items[-1].end] if items else "nothing"
        nearest = self.vocabulary.nearest(given)
        return f"not {given}" + (f"; the nearest declared one is {nearest}" if nearest else "")

    def undeclared(self) -> NoReturn:
        """Refuse the snippet at the cursor: an accent with its argument, then the scripts after it."""
        start = stop = self.at
        while stop < len(self.items) and _text(self.items[stop]) in ACCENTS:
            stop += 1
        stop += 1
        while stop + 1 < len(self.items) and _text(self.items[stop]) in ("_", "^"):
            stop += 2
        while stop < len(self.items) and _text(self.items[stop]) == "'":
            stop += 1
        stop = min(stop, len(self.items))
        snippet = self.source[self.items[start].start : self.items[stop - 1].end]
        nearest = self.vocabulary.nearest(snippet)
        hint = f"; the nearest declared one is {nearest}" if nearest else "; the vocabulary is empty"
        self.fail(f"{snippet} is not declared{hint}")


def _text(item: Item) -> str:
    return item.text if isinstance(item, Token) else ""
