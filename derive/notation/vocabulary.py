"""The vocabulary of a publication: which LaTeX snippet stands for which symbol; nothing else is known."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from derive.notation.source import Item, NotationError, Shape, Token, items_of, shape_of


@dataclass(frozen=True, eq=False, kw_only=True)
class Vocabulary:
    r"""LaTeX snippets and what they mean.

    ``symbols`` maps a snippet (``k_{se}``, ``\langle\hat{\mathbf f}\rangle``, ``\partial_t\hat a``) to a symbol or
    an expression; it is matched as a whole, the longest first, whatever the spacing and redundant braces.
    ``functions`` maps a snippet to what is called with the arguments in round brackets after it.
    ``vectors`` maps a symbol that stands in ``symbols`` to its three Cartesian components.
    """

    symbols: Mapping[str, Any]
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    vectors: Mapping[sp.Symbol, tuple[Any, Any, Any]] = field(default_factory=dict)
    _snippets: dict[Shape, list[tuple[tuple[Shape, ...], Any]]] = field(init=False, repr=False)
    _functions: dict[Shape, list[tuple[tuple[Shape, ...], Any]]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        values = set(self.symbols.values())
        for symbol, components in self.vectors.items():
            if symbol not in values:
                raise NotationError(f"the vector {symbol} is not among the symbols of the vocabulary.")
            if len(components) != 3:
                raise NotationError(f"the vector {symbol} has {len(components)} components, expected 3.")
        object.__setattr__(self, "_snippets", _index(self.symbols))
        object.__setattr__(self, "_functions", _index(self.functions))

    def symbol_at(self, items: Sequence[Item], at: int) -> tuple[Any, int]:
        """The meaning of the longest snippet that starts at a place, and its number of items (0: none)."""
        return _longest(self._snippets, items, at)

    def function_at(self, items: Sequence[Item], at: int) -> tuple[Any, int]:
        """The function whose snippet starts at a place, and the number of items of the snippet (0: none)."""
        return _longest(self._functions, items, at)

    def declares(self, snippet: str) -> bool:
        """Whether the vocabulary has this snippet as a symbol."""
        return self.symbol_at(items_of(snippet), 0)[1] == len(items_of(snippet))

    def nearest(self, snippet: str) -> str:
        """The declared snippet that is most like this one, or an empty text for an empty vocabulary."""
        declared = [*self.symbols, *self.functions]
        found = difflib.get_close_matches(snippet, declared, n=1, cutoff=0.0)
        return found[0] if found else ""


def _index(snippets: Mapping[str, Any]) -> dict[Shape, list[tuple[tuple[Shape, ...], Any]]]:
    seen: dict[tuple[Shape, ...], tuple[str, Any]] = {}
    for snippet, meaning in snippets.items():
        shape = shape_of(items_of(snippet))
        if not shape:
            raise NotationError(f"the vocabulary has an empty snippet, {snippet!r}.")
        before = seen.setdefault(shape, (snippet, meaning))
        if before[1] != meaning:
            raise NotationError(f"the snippets {before[0]!r} and {snippet!r} are the same but mean different things.")
    index: dict[Shape, list[tuple[tuple[Shape, ...], Any]]] = {}
    for shape, (_, meaning) in seen.items():
        index.setdefault(shape[0], []).append((shape, meaning))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def _longest(
    index: dict[Shape, list[tuple[tuple[Shape, ...], Any]]], items: Sequence[Item], at: int
) -> tuple[Any, int]:
    for shape, meaning in index.get(shape_of(items[at : at + 1])[0], ()):
        if shape_of(items[at : at + len(shape)]) == shape:
            return meaning, len(shape)
    return None, 0


def is_letter(item: Item) -> bool:
    """Whether an item is one Latin letter."""
    return isinstance(item, Token) and len(item.text) == 1 and item.text.isalpha()
