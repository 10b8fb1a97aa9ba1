"""Formulas as inline SVG: LaTeX to Typst math to glyph outlines, no font and no script needed in the page.

Many formulas are set in one run, one page each. A small mark before each formula gives its baseline and is taken
out again. Glyphs are named by their outline, so that one set of definitions serves a page; colours follow the
text (``currentColor``). The result repeats byte for byte.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from derive.notation.source import NotationError
from derive.notation.typst import is_multiline, to_typst

SIZE = 10.0
"""The type size in points that formulas are set at; all lengths of the result are in units of it (em)."""
_MARK = "#fe01fd"
_HEAD = f"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(size: {SIZE}pt, top-edge: "baseline", bottom-edge: "baseline")
#set par(leading: 0pt, spacing: 0pt)
#show math.equation: set text(size: {SIZE}pt)
#let mark = box(width: 1pt, height: 1pt, fill: rgb("{_MARK}"))
"""
_PAGE = re.compile(r'<svg viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>')
_MARK_PATH = re.compile(rf'<g transform="translate\(([-\d.]+) ([-\d.]+)\)"><path fill="{_MARK}"[^>]*/></g>')
_SYMBOL = re.compile(r'<symbol id="(g[0-9A-F]+)"[^>]*><path d="([^"]*?) ?"/></symbol>')
_ELEMENT = re.compile(
    r'<g transform="matrix\(1 0 0 -1 (?P<x>[-\d.]+) (?P<y>[-\d.]+)\)">(?P<glyphs>(?:<use [^>]*/>)+)</g>|<[^/][^>]*>'
)
_USE = re.compile(r'<use xlink:href="#(g[0-9A-F]+)" x="([-\d.]+)" y="([-\d.]+)" fill="#000000"[^>]*/>')
_DEFAULTS = re.compile(r' (?:stroke-(?:linecap="butt"|linejoin="miter"|miterlimit="4")|fill-rule="nonzero")')
_MOVED = re.compile(r'transform="translate\(([-\d.]+) ([-\d.]+)\)"')
_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_ID_DIGITS = 11
MARGIN = 0.05
"""Room around each formula in em: outlines reach a little over their boxes."""


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """One formula as an SVG fragment, its size, and how far it reaches below the baseline, in em of the text."""

    svg: str
    width_em: float
    height_em: float
    baseline_em: float


@dataclass(frozen=True, kw_only=True)
class Typeset:
    """A formula without its definitions: the drawing, the names of its glyphs, and its sizes in points."""

    latex: str
    drawing: str
    glyphs: tuple[str, ...]
    width: float
    height: float
    depth: float


def svg(latex: str, *, display: bool = True) -> str:
    """A formula as one self-contained SVG fragment; raises NotationError, with the place, when it cannot be set."""
    return svgs([latex], display=display)[0].svg


def svgs(formulas: Sequence[str], *, display: bool = True) -> list[Rendered]:
    """Formulas as self-contained SVG fragments, set in one run."""
    pages, definitions = _typeset(tuple(formulas), display)
    return [_rendered(page, _definitions(page.glyphs, definitions)) for page in pages]


def shared_definitions(formulas: Sequence[str], *, display: bool = True) -> tuple[str, list[Rendered]]:
    """One hidden SVG with the glyphs of all formulas, to be put in the page once, and fragments that use it."""
    pages, definitions = _typeset(tuple(formulas), display)
    return definitions_svg(definitions), [_rendered(page, "") for page in pages]


def shared_page(formulas: Sequence[tuple[str, bool]]) -> tuple[str, list[Rendered]]:
    """As :func:`shared_definitions`, for formulas that each say whether they stand in a line of their own."""
    definitions: dict[str, str] = {}
    rendered: dict[tuple[str, bool], Rendered] = {}
    for display in (False, True):
        chosen = tuple(dict.fromkeys(latex for latex, own_line in formulas if own_line is display))
        pages, found = _typeset(chosen, display)
        definitions |= found
        rendered |= {(page.latex, display): _rendered(page, "") for page in pages}
    return definitions_svg(definitions), [rendered[formula] for formula in formulas]


def definitions_svg(definitions: dict[str, str]) -> str:
    """The hidden SVG that holds the outlines of glyphs, sorted by name."""
    outlines = _definitions(tuple(sorted(definitions)), definitions)
    return f'<svg width="0" height="0" style="position:absolute" aria-hidden="true">{outlines}</svg>'


def png(latex: str, *, display: bool = True, pixels_per_inch: float = 200.0) -> bytes:
    """A formula as a PNG on white, to look at."""
    body = _HEAD.replace("fill: none", "fill: white").replace("margin: 0pt", "margin: 4pt")
    return bytes(_compile(body + _page(latex, display, ""), "png", pixels_per_inch)[0])


def _page(latex: str, display: bool, mark: str = "#mark") -> str:
    math = to_typst(latex)
    if is_multiline(latex):
        return f"{mark}#box[#set par(leading: 0.7em);$ {math} $]"
    return f"{mark}$display({math})$" if display else f"{mark}${math}$"


def _compile(source: str, kind: Literal["svg", "png"], pixels_per_inch: float | None = None) -> list[Any]:
    """The pages of a Typst source."""
    import typst

    made: Any = typst.compile(source.encode(), format=kind, ppi=pixels_per_inch, ignore_system_fonts=True)
    return made if isinstance(made, list) else [made]


@lru_cache(maxsize=64)
def _typeset(formulas: tuple[str, ...], display: bool) -> tuple[tuple[Typeset, ...], dict[str, str]]:
    """All formulas in one run; on failure the one that does not compile is found and its place named."""
    if not formulas:
        return (), {}
    source = _HEAD + "\n#pagebreak()\n".join(_page(latex, display) for latex in formulas)
    try:
        pages = _compile(source, "svg")
    except RuntimeError as error:
        raise _located(formulas, display, error) from error
    if len(pages) != len(formulas):
        raise NotationError(f"{len(formulas)} formulas gave {len(pages)} pages: one of them does not fit a page.")
    glyphs = _Glyphs()
    return tuple(_parsed(latex, page, glyphs) for latex, page in zip(formulas, pages, strict=True)), glyphs.outlines


def _located(formulas: tuple[str, ...], display: bool, error: Exception) -> NotationError:
    """The first formula that does not compile by itself, with a caret at the first item that spoils it."""
    from derive.notation.source import items_of

    for latex in formulas:
        if _fails(_page(latex, display)):
            places = [item.end for item in items_of(latex, spaces=True)]
            for item, end in zip(items_of(latex, spaces=True), places, strict=True):
                if _fails_up_to(latex[:end], display):
                    return NotationError(
                        f"the formula cannot be set: {error} (column {item.start + 1})", latex, item.start
                    )
            return NotationError(f"the formula cannot be set: {error}", latex, 0)
    return NotationError(f"the formulas cannot be set together: {error}")


def _fails_up_to(latex: str, display: bool) -> bool:
    try:
        page = _page(latex, display)
    except NotationError:
        return False
    return _fails(page)


def _fails(page: str) -> bool:
    try:
        _compile(_HEAD + page, "svg")
    except RuntimeError:
        return True
    return False


class _Glyphs:
    """The outlines met so far, under short names."""

    def __init__(self) -> None:
        self.outlines: dict[str, str] = {}
        self._short: dict[str, str] = {}

    def short(self, name: str, page: bytes) -> str:
        """The short name of a glyph; one that is new is looked up in the page that draws it."""
        if name not in self._short:
            self._define(page.partition(b"<defs>")[2].decode())
        return self._short[name]

    def _define(self, symbols: str) -> None:
        found = _SYMBOL.findall(symbols)
        if len(found) != symbols.count("<symbol "):
            raise NotationError("the typesetter gave a glyph that is no outline.")
        for name, outline in found:
            short = name[: _ID_DIGITS + 1].lower()
            if self.outlines.setdefault(short, outline) != outline:
                raise NotationError(f"two glyphs have the short name {short}.")
            self._short[name] = short


def _parsed(latex: str, page: bytes, glyphs: _Glyphs) -> Typeset:
    """A page without its mark; glyphs go to the definitions, under short names and the right way up."""
    drawn = page.partition(b"<defs>")[0].decode()
    size, mark = _PAGE.match(drawn), _MARK_PATH.search(drawn)
    if size is None or mark is None:
        raise NotationError(f"the typesetter gave an SVG of an unknown form for {latex!r}.")
    width, height = float(size[1]) - 1.0, float(size[2])
    baseline = float(mark[2]) + 1.0
    used: dict[str, None] = {}

    def element(match: re.Match[str]) -> str:
        if match["glyphs"] is None:
            return _rule(match[0])
        x, y = float(match["x"]) - 1.0, float(match["y"])
        drawn = ""
        for name, dx, dy in _USE.findall(match["glyphs"]):
            short = glyphs.short(name, page)
            used[short] = None
            drawn += f'<use href="#{short}" x="{_short(x + float(dx))}" y="{_short(y - float(dy))}"/>'
        return drawn

    body = drawn[size.end() :].removesuffix("</svg>").replace(mark[0], "")
    return Typeset(
        latex=latex,
        drawing=_ELEMENT.sub(element, body).strip(),
        glyphs=tuple(used),
        width=width,
        height=height,
        depth=height - baseline,
    )


def _rule(tag: str) -> str:
    """A rule of a fraction or a root: the colour of the text, short numbers, moved by the width of the mark."""
    if "matrix(" in tag or "xlink" in tag:
        raise NotationError("the typesetter gave an SVG of an unknown form.")
    tag = tag.replace('stroke="#000000"', 'stroke="currentColor"').replace('fill="#000000"', "")
    tag = _DEFAULTS.sub("", tag)
    tag = _MOVED.sub(lambda t: f'transform="translate({_short(float(t[1]) - 1.0)} {_short(float(t[2]))})"', tag)
    return _NUMBER.sub(lambda n: _short(float(n[0])), tag)


def _short(number: float) -> str:
    """A length with two decimals at most: a hundredth of a point is less than a fiftieth of a pixel."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _definitions(names: tuple[str, ...], definitions: dict[str, str]) -> str:
    outlines = "".join(f'<path id="{name}" transform="scale(1 -1)" d="{definitions[name]}"/>' for name in names)
    return f"<defs>{outlines}</defs>"


def _rendered(page: Typeset, definitions: str) -> Rendered:
    margin = MARGIN * SIZE
    width, height = page.width + 2 * margin, page.height + 2 * margin
    depth = page.depth + margin
    sizes = [value / SIZE for value in (width, height, depth)]
    style = f"width:{sizes[0]:.3f}em;height:{sizes[1]:.3f}em;vertical-align:{-sizes[2]:.3f}em"
    box = " ".join(_short(value) for value in (-margin, -margin, width, height))
    text = (
        f'<svg class="math" role="img" aria-label="{html.escape(page.latex)}" viewBox="{box}" style="{style}" '
        f'fill="currentColor">{definitions}{page.drawing}</svg>'
    )
    return Rendered(svg=text, width_em=sizes[0], height_em=sizes[1], baseline_em=sizes[2])
