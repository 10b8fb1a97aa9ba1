"""Long formulas in lines: how wide a formula will be, about, and where it is broken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

LINE_WIDTH = 64.0
"""The width of a line in digits; a digit is half of an em wide."""
_INDENT = 4.0
_INSIDE = 0.4
"""What a break within a bracket costs, in lines: one outside is preferred, unless it leaves the line half empty."""
_SHORT = 24.0
"""Brackets narrower than this stay whole."""
_UNSEEN = re.compile(r"\\(left|right|hat|mathbf|mathrm|mathcal|tilde|bar|operatorname|text|[,;!])(?![a-zA-Z])")
_FUNCTION = re.compile(r"\\(sin|cos|tan|exp|log|sinh|cosh|tanh|coth|max|min|erf)(?![a-zA-Z])")
_COMMAND = re.compile(r"\\(?!frac)(?:[a-zA-Z]+|.)")
_FRACTION = re.compile(r"\\frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_SCRIPT = re.compile(r"[_^](?:\{([^{}]*)\}|(.))")
_SIGN = re.compile(r" [-+=<>] ?|(?<=[a-zA-Z0-9)}]) [-+] ")
_TOKEN = re.compile(
    r"\\(?:left|right|begin|end)\s*(?:\\[a-zA-Z]+|\\.|\{[a-z]+\}|.)|\\(?:[a-zA-Z]+|.)| [-+] |.", re.DOTALL
)
_CLOSED = {"{": 1, "}": -1, r"\langle": 1, r"\rangle": -1}


def estimated_width(latex: str) -> float:
    """About how many digits wide a formula is when set: a fraction as its wider part, scripts as two thirds."""
    bare = _SIGN.sub("+++", _UNSEEN.sub("", latex))
    bare = _COMMAND.sub("x", _FUNCTION.sub("xxx", bare))
    before = ""
    while bare != before:
        before = bare
        bare = _FRACTION.sub(lambda f: max(f[1], f[2], key=len).replace(" ", ""), bare)
        bare = _SCRIPT.sub(lambda s: "x" * round(0.7 * len(re.sub(r"[\s{}]", "", s[1] or s[2]))), bare)
        bare = re.sub(r"(?<![}c])\{([^{}]*)\}", r"\1", bare) if bare == before else bare
    return float(len(re.sub(r"[{}\s_^]", "", bare)))


@dataclass(frozen=True, kw_only=True)
class _Sign:
    """A sign at which a line may begin: its place, the brackets around it, and how many of these are stretched."""

    start: int
    depth: int
    stretched: int


def in_lines(head: str, body: str, width: float = LINE_WIDTH) -> str:
    r"""``head body``, or, where that is wider than ``width`` digits, lines of an ``aligned`` environment.

    ``head`` is a left side with its relation, or nothing. A stretched bracket that stays open at the end of a line is
    closed there and opened again in the next by an invisible one.
    """
    alone = f"{head} {body}".strip()
    if estimated_width(alone) <= width:
        return alone
    first, *others = _lines(body, width, estimated_width(head))
    if not others:
        return alone
    left, relation = (head[:-1].strip(), head[-1]) if head else ("", "")
    rows = [f"{left} &{relation} {first}".strip(), *(rf"&\qquad {{}} {line}" for line in others)]
    return r"\begin{aligned} " + r" \\ ".join(rows) + r" \end{aligned}"


def _lines(body: str, width: float, taken: float) -> list[str]:
    """The body in lines, of which the first has less room by what is taken."""
    signs = _signs(body)
    ends = [*(sign.start for sign in signs), len(body)]
    widths = {0: 0.0}
    for start, end in pairwise([0, *ends]):
        widths[end] = widths[start] + estimated_width(body[start:end])
    lines: list[str] = []
    at, opened, room = 0, 0, max(width - taken, width / 2)
    while widths[len(body)] - widths[at] > room:
        later = [sign for sign in signs if sign.start > at]
        fitting = [sign for sign in later if widths[sign.start] - widths[at] <= room]
        if not later:
            break
        full = {sign: (widths[sign.start] - widths[at]) / room for sign in fitting}
        sign = max(fitting, key=lambda s: full[s] - _INSIDE * min(s.depth, 2)) if fitting else later[0]
        lines.append(_line(body[at : sign.start], opened, sign.stretched))
        at, opened, room = sign.start, sign.stretched, width - _INDENT
    return [*lines, _line(body[at:], opened, 0)]


def _line(text: str, opened: int, left_open: int) -> str:
    """A line with the stretched brackets of which it has only one half made whole."""
    return (r"\left. " * opened + text.strip() + r" \right." * left_open).strip()


def _signs(body: str) -> list[_Sign]:
    """The signs between terms outside of fractions, roots, scripts, matrices, means and short brackets."""
    found: list[_Sign] = []
    closed = 0
    brackets: list[tuple[bool, int, int]] = []  # whether it is stretched, where it opens, how many signs were before
    for match in _TOKEN.finditer(body):
        token = match[0]
        if token.startswith((r"\left", r"\right")) and token[-1] not in "()[]":
            closed += 1 if token.startswith(r"\left") else -1
        elif token.startswith((r"\begin", r"\end")):
            closed += 1 if token.startswith(r"\begin") else -1
        elif token in _CLOSED:
            closed += _CLOSED[token]
        elif token[-1] in "([":
            brackets.append((token.startswith(r"\left"), match.start(), len(found)))
        elif token[-1] in ")]" and brackets:
            _, start, before = brackets.pop()
            if estimated_width(body[start : match.end()]) < _SHORT:
                del found[before:]
        elif token in (" + ", " - ") and not closed:
            stretched = sum(is_stretched for is_stretched, _, _ in brackets)
            found.append(_Sign(start=match.start(), depth=len(brackets), stretched=stretched))
    return found
