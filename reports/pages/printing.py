"""A paper's page as PDF: the same view through a Typst template, set by the typesetter that sets the formulas.

Texts become string literals of Typst, so that no sign of theirs can be taken for a command; the few tags that prose
uses become the elements of the same meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import jinja2

from derive.notation.typst import is_multiline, to_typst
from reports.pages.formulas import Formulas
from reports.pages.papers import PaperView

_TAGS = {
    "em": ("#emph[", "];"),
    "strong": ("#strong[", "];"),
    "code": ("#raw(", ");"),
    "li": ("\n- ", ""),
    "p": ("\n\n", "\n\n"),
    "ul": ("\n", "\n\n"),
    "div": ("\n\n#shown[", "]\n\n"),
}


def pdf(paper: PaperView, formulas: Formulas, drawings: Mapping[str, str]) -> bytes:
    """The PDF of a paper's page, tagged for screen readers; the same bytes from the same page.

    ``drawings`` are the figures as SVG by name.
    """
    import typst

    text = _environment(formulas).get_template("paper.typ.j2").render(paper=paper)
    # The types of the package do not know that it takes a folder of files.
    files: Any = {"main.typ": text.encode(), **{f"{name}.svg": svg.encode() for name, svg in drawings.items()}}
    return bytes(typst.compile(files, format="pdf", ignore_system_fonts=True, timestamp=0))


def _environment(formulas: Formulas) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("reports", "templates"),
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["quoted"] = quoted
    environment.filters["words"] = lambda text: f"#{quoted(text)};"
    environment.filters["code"] = lambda text: f"#raw({quoted(text)});"
    environment.filters["typst"] = lambda markup: typst_of(str(markup), formulas)
    return environment


def quoted(text: str) -> str:
    """A text as a string literal of Typst."""
    escaped = str(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def typst_of(markup: str, formulas: Formulas) -> str:
    """Prose as pages hold it, with its marks for formulas, as Typst."""
    reader = _Reader(formulas)
    reader.feed(markup)
    reader.close()
    return "".join(reader.written)


class _Reader(HTMLParser):
    """Prose of a page into Typst; what stands within code is literal."""

    def __init__(self, formulas: Formulas) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self._formulas = formulas
        self._in_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_code = tag == "code"
        self.written.append(_TAGS[tag][0])

    def handle_endtag(self, tag: str) -> None:
        self._in_code = False
        self.written.append(_TAGS[tag][1])

    def handle_data(self, data: str) -> None:
        if self._in_code:
            self.written.append(quoted(data))
            return
        self.written.extend(_set(piece) for piece in self._formulas.pieces(data))


def _set(piece: str | tuple[str, bool]) -> str:
    """A piece of a sentence: text, or a formula and whether it stands on its own line."""
    if isinstance(piece, str):
        return f"#{quoted(piece)};"
    latex, own_line = piece
    math = to_typst(latex)
    if is_multiline(latex):
        return f"#box[$ {math} $]"
    return f"$display({math})$" if own_line else f"${math}$"
