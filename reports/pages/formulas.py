"""Formulas of a page: met while templates render, typeset together at the end, each glyph drawn once a page.

A template asks for a formula and gets a mark, two private-use characters around a number. When all pages are
rendered, every formula goes through the typesetter in one run and the marks become images with their LaTeX as
text for screen readers and for copying.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup, escape

_OPEN, _CLOSE, _GLYPHS = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"{_OPEN}([0-9]+)([di]){_CLOSE}")


class Typeset(Protocol):
    """A typeset formula: its SVG, and its size and depth below the baseline in em of the text around it."""

    svg: str
    width_em: float
    height_em: float
    baseline_em: float


@dataclass(frozen=True, kw_only=True)
class Typesetter:
    """How formulas are typeset: many LaTeX strings to as many images, and the glyphs that images share."""

    typeset: Callable[[Sequence[str]], Sequence[Typeset]]
    glyphs: Callable[[Sequence[Typeset]], str]


class Formulas:
    """The formulas of a whole report, in the order in which they are first met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def display(self, latex: str) -> Markup:
        """A mark for a formula that stands on its own line."""
        return self._mark(latex, "d")

    def inline(self, latex: str) -> Markup:
        """A mark for a formula within a line of text."""
        return self._mark(latex, "i")

    def glyphs(self) -> Markup:
        """A mark for the place where a page keeps the glyphs that its formulas share."""
        return Markup(_GLYPHS)

    def _mark(self, latex: str, style: str) -> Markup:
        number = self._numbers.setdefault(latex.strip(), len(self._numbers))
        return Markup(f"{_OPEN}{number}{style}{_CLOSE}")

    def fill(self, pages: Mapping[str, str], typesetter: Typesetter) -> dict[str, str]:
        """The pages with every mark replaced; raises what the typesetter raises for a formula it cannot set."""
        sources = list(self._numbers)
        images = list(typesetter.typeset(sources)) if sources else []
        return {path: self._fill_page(text, sources, images, typesetter) for path, text in pages.items()}

    def _fill_page(
        self, text: str, sources: Sequence[str], images: Sequence[Typeset], typesetter: Typesetter
    ) -> str:
        used = sorted({int(match[1]) for match in _MARK.finditer(text)})
        glyphs = typesetter.glyphs([images[number] for number in used]) if used else ""

        def image(match: re.Match[str]) -> str:
            number = int(match[1])
            return _image(sources[number], images[number], display=match[2] == "d")

        return _MARK.sub(image, text).replace(_GLYPHS, glyphs)


def _image(latex: str, typeset: Typeset, *, display: bool) -> str:
    style = "display" if display else "inline"
    sink = "" if display else f' style="vertical-align:{-typeset.baseline_em:.4g}em"'
    label = escape(" ".join(latex.split()))
    return f'<span class="math {style}" role="img" aria-label="{label}"{sink}>{typeset.svg}</span>'
