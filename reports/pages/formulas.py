"""Formulas of a report: met while templates render, typeset in one run at the end, each glyph drawn once a page.

A template asks for a formula and gets a mark, two private-use characters around a number. When all pages are
rendered, every formula goes through the typesetter in one run and the marks become images with their LaTeX as
text for screen readers and for copying.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from markupsafe import Markup

_OPEN, _CLOSE, _GLYPHS = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_USED = re.compile(r'href="#(g[0-9a-f]+)"')
_GLYPH = re.compile(r'<path id="(g[0-9a-f]+)"[^>]*/>')


_NO_SYMBOLS: Mapping[str, str] = {}


class Typeset(Protocol):
    """A typeset formula: an SVG element that says its LaTeX to screen readers and refers to shared glyphs."""

    @property
    def svg(self) -> str:
        """The element."""


Typesetter = Callable[[Sequence[tuple[str, bool]]], tuple[str, Sequence[Typeset]]]
"""Formulas, each with whether it stands on its own line, to the glyphs that they share and their images."""


class Formulas:
    """The formulas of a whole report, in the order in which they are first met.

    ``symbols`` gives the LaTeX of declared names, for formulas that stand in prose as they are typed.
    """

    def __init__(self, symbols: Mapping[str, str] | None = None) -> None:
        # What is given is kept, so that no other table comes to have its identity.
        self.symbols: Mapping[str, str] = _NO_SYMBOLS if symbols is None else symbols
        self._numbers: dict[tuple[str, bool], int] = {}
        self._others: dict[int, Formulas] = {}
        self.said: dict[str, Markup] = {}
        """Sentences read before, with the marks of their formulas: many steps are told in the same words."""

    def within(self, symbols: Mapping[str, str]) -> Formulas:
        """The same formulas, for prose in which names mean other symbols."""
        if id(symbols) not in self._others:
            other = Formulas(symbols)
            other._numbers, other._others = self._numbers, self._others
            self._others[id(symbols)] = other
        return self._others[id(symbols)]

    def without_symbols(self) -> Formulas:
        """The same formulas, for prose in which letters are names and not symbols."""
        return self.within(_NO_SYMBOLS)

    def display(self, latex: str) -> Markup:
        """A mark for a formula that stands on its own line."""
        return self._mark(latex, own_line=True)

    def inline(self, latex: str) -> Markup:
        """A mark for a formula within a line of text."""
        return self._mark(latex, own_line=False)

    def printed(self, latex: str, *, own_line: bool = True) -> Markup:
        """A mark for a formula as printed, or its source when it has signs that are not typeset."""
        if not settable(latex):
            return Markup('<code class="source">{}</code>').format(latex)
        return self._mark(latex, own_line=own_line)

    def glyphs(self) -> Markup:
        """A mark for the place where a page keeps the glyphs that its formulas share."""
        return Markup(_GLYPHS)

    def pieces(self, text: str) -> Iterator[str | tuple[str, bool]]:
        """A text with marks in pieces: what stands between the marks, and formulas as they were asked for."""
        formulas = list(self._numbers)
        for position, piece in enumerate(_MARK.split(text)):
            if position % 2:
                yield formulas[int(piece)]
            elif piece:
                yield piece

    def _mark(self, latex: str, *, own_line: bool) -> Markup:
        formula = (" ".join(latex.split()), own_line)
        return Markup(f"{_OPEN}{self._numbers.setdefault(formula, len(self._numbers))}{_CLOSE}")

    def fill(self, pages: Mapping[str, str], typesetter: Typesetter) -> dict[str, str]:
        """The pages with every mark replaced; raises what the typesetter raises for a formula it cannot set."""
        glyphs, typeset = typesetter(list(self._numbers)) if self._numbers else ("", [])
        images = [entry.svg for entry in typeset]
        return {path: _filled(text, images, glyphs) for path, text in pages.items()}


def settable(latex: str) -> bool:
    """Whether a formula consists of signs that are typeset."""
    from derive.notation.source import NotationError
    from derive.notation.typst import to_typst

    try:
        to_typst(latex)
    except NotationError:
        return False
    return True


def _filled(page: str, images: Sequence[str], glyphs: str) -> str:
    """A page with its formulas, and with the glyphs that these use and no others."""
    text = _MARK.sub(lambda match: images[int(match[1])], page)
    used = set(_USED.findall(text))
    needed = _GLYPH.sub(lambda match: match[0] if match[1] in used else "", glyphs)
    return text.replace(_GLYPHS, needed)
