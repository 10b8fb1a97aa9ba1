"""Prose with formulas: paragraphs, ``$...$`` and displayed formulas, as a derivation's story is written."""

from __future__ import annotations

import re
import textwrap

from markupsafe import Markup, escape

from reports.pages.formulas import Formulas, settable
from reports.pages.quantities import value
from reports.pages.typed import pieces

_PIECES = re.compile(
    r":math:`(?P<role>[^`]+)`|:\w+:`~?(?P<name>[^`]+)`|\$(?P<dollar>[^$]+)\$|``(?P<code>[^`]+)``"
    r"|\*(?P<stress>[^*\s][^*]*)\*"
)
_DISPLAY = re.compile(r"^(?:\.\. math::(?P<directive>.*)|\$\$(?P<dollars>.*)\$\$)$", re.DOTALL)


def sentence(text: str, formulas: Formulas) -> Markup:
    """A line of text with ``$...$`` and typed formulas typeset and ``code`` marked; the rest is escaped."""
    if text not in formulas.said:
        formulas.said[text] = _read(text, formulas)
    return formulas.said[text]


def _read(text: str, formulas: Formulas) -> Markup:
    result, start = Markup(""), 0
    for match in _PIECES.finditer(text):
        result += _typed(text[start : match.start()], formulas)
        result += _piece(match, formulas)
        start = match.end()
    return result + _typed(text[start:], formulas)


def _typed(text: str, formulas: Formulas) -> Markup:
    """Text with the formulas that stand in it as they are typed."""
    return Markup("").join(
        formulas.inline(piece.text) if piece.formula and settable(piece.text) else escape(value(piece.source))
        for piece in pieces(text, formulas.symbols)
    )


def _piece(match: re.Match[str], formulas: Formulas) -> Markup:
    if latex := match["role"] or match["dollar"]:
        return formulas.inline(latex)
    if code := match["code"] or match["name"]:
        return Markup("<code>{}</code>").format(code)
    return Markup("<em>{}</em>").format(match["stress"])


def paragraphs(text: str, formulas: Formulas) -> Markup:
    """Paragraphs separated by blank lines; ``.. math::`` blocks and ``$$...$$`` become displayed formulas."""
    blocks = [block for block in re.split(r"\n\s*\n", textwrap.dedent(text).strip()) if block.strip()]
    return Markup("\n").join(_block(block, formulas) for block in blocks)


def _block(block: str, formulas: Formulas) -> Markup:
    shown = _DISPLAY.match(block.strip())
    if shown:
        return Markup('<div class="formula">{}</div>').format(
            formulas.display(shown["directive"] or shown["dollars"] or "")
        )
    lines = block.strip().splitlines()
    if len(lines) > 0 and all(re.match(r"\s*[-*] |\s{2,}", line) for line in lines) and lines[0].lstrip()[0] in "-*":
        items = re.split(r"\n\s*[-*] ", "\n" + "\n".join(lines))[1:]
        marked = Markup("").join(
            Markup("<li>{}</li>").format(sentence(" ".join(item.split()), formulas)) for item in items
        )
        return Markup("<ul>{}</ul>").format(marked)
    return Markup("<p>{}</p>").format(sentence(" ".join(block.split()), formulas))
