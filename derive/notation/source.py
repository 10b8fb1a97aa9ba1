r"""LaTeX source as a tree of tokens and brace groups, each with its place, and the error that points at a place.

Scripts are put into one order (subscript, primes, superscript), sizes of brackets are taken off, and a group of
one item has the shape of that item, so that ``k_{se}``, ``k _ {s e}`` and ``{k}_{se}`` have one shape.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Role = Literal["", "open", "close", "middle"]
Shape = str | tuple["Shape", ...]

SPACES = frozenset({r"\,", r"\;", r"\:", r"\!", r"\ ", r"\quad", r"\qquad", "~", r"\thinspace", r"\displaystyle"})
_ENDS: tuple[tuple[str, Role], ...] = (("", ""), ("l", "open"), ("r", "close"), ("m", "middle"))
SIZES: dict[str, Role] = {r"\left": "open", r"\right": "close", r"\middle": "middle"}
SIZES |= {rf"\{size}{end}": role for size in ("big", "Big", "bigg", "Bigg") for end, role in _ENDS}

DEEPEST = 60
_OPENING = frozenset({"{", "(", "[", r"\{"})
_CLOSING = frozenset({"}", ")", "]", r"\}"})

_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<environment>\\(?:begin|end)\s*\{[a-zA-Z]+\*?\})"
    r"|(?P<text>\\(?:text|textrm|mbox|operatorname)\s*\{[^{}\\$]*\})"
    r"|(?P<command>\\(?:[a-zA-Z]+|.))|(?P<walrus>:=)|(?P<other>.)",
    re.DOTALL,
)


class NotationError(ValueError):
    """A formula that cannot be read or written: one sentence, and the place with a caret below it."""

    def __init__(self, sentence: str, source: str = "", position: int | None = None) -> None:
        self.sentence = sentence
        self.source = source
        self.position = position
        super().__init__(sentence if position is None else f"{sentence}\n{caret(source, position)}")


class Token(NamedTuple):
    """One command, letter, digit or sign; ``role`` says how it was sized (``\\left(`` is an ``open`` bracket)."""

    text: str
    start: int
    end: int
    role: Role = ""
    size: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between two braces."""

    items: tuple[Item, ...]
    start: int
    end: int


Item = Token | Group


def caret(source: str, position: int, width: int = 76) -> str:
    """The part of the source around a position and a line with a caret under it."""
    line_start = source.rfind("\n", 0, position) + 1
    line_end = source.find("\n", position)
    line = source[line_start : len(source) if line_end < 0 else line_end].replace("\t", " ")
    column = position - line_start
    first = max(0, min(column - width // 2, len(line) - width))
    shown = line[first : first + width]
    return f"  {shown}\n  {' ' * (column - first)}^"


def items_of(source: str, *, spaces: bool = False) -> tuple[Item, ...]:
    """The items of a formula in reading order; raises NotationError for unbalanced braces or doubled scripts."""
    tokens = _tokens(source, spaces)
    _refuse_deep_nesting(tokens, source)
    items, following = _group(tokens, 0, source, None)
    if following < len(tokens):
        raise NotationError("a closing brace has no opening one.", source, tokens[following].start)
    return items


def shape_of(items: Sequence[Item]) -> tuple[Shape, ...]:
    """The items without places, spacing, bracket sizes and redundant braces, to compare with."""
    shapes: list[Shape] = []
    for item in items:
        if isinstance(item, Token):
            shapes.append(item.text)
        else:
            inner = shape_of(item.items)
            shapes.append(inner[0] if len(inner) == 1 else inner)
    return tuple(shapes)


def _refuse_deep_nesting(tokens: Sequence[Token], source: str) -> None:
    """A formula is read by recursion, which has an end."""
    depth = 0
    for token in tokens:
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if depth > DEEPEST:
            raise NotationError(f"the formula is nested more than {DEEPEST} deep.", source, token.start)


def _tokens(source: str, spaces: bool) -> list[Token]:
    found: list[Token] = []
    size, size_start = "", 0
    for match in _TOKEN.finditer(source):
        text = match.group()
        if match.lastgroup == "space":
            continue
        if text in SIZES:
            if size:
                raise NotationError(f"{size} is not followed by a bracket.", source, size_start)
            size, size_start = text, match.start()
            continue
        if match.lastgroup in ("environment",):
            text = re.sub(r"\s", "", text)
        if match.lastgroup == "text":
            text = re.sub(r"\s*\{", "{", text, count=1)
        if text in SPACES and not spaces:
            continue
        role: Role = SIZES[size] if size else ""
        found.append(Token(text, size_start if size else match.start(), match.end(), role, size))
        size = ""
    if size:
        raise NotationError(f"{size} is not followed by a bracket.", source, size_start)
    return found


def _group(tokens: list[Token], at: int, source: str, opened: Token | None) -> tuple[tuple[Item, ...], int]:
    items: list[Item] = []
    while at < len(tokens):
        token = tokens[at]
        if token.text == "}":
            if opened is None:
                return _scripts_in_order(items, source), at
            return _scripts_in_order(items, source), at + 1
        if token.text == "{":
            inner, following = _group(tokens, at + 1, source, token)
            items.append(Group(inner, token.start, tokens[following - 1].end))
            at = following
        else:
            items.append(token)
            at += 1
    if opened is not None:
        raise NotationError("this brace is not closed.", source, opened.start)
    return _scripts_in_order(items, source), at


def _scripts_in_order(items: list[Item], source: str) -> tuple[Item, ...]:
    """Subscript, primes, superscript after each base: LaTeX prints ``x^2_a`` and ``x_a^2`` alike."""
    ordered: list[Item] = []
    at = 0
    while at < len(items):
        if not _is(items[at], "_", "^", "'"):
            ordered.append(items[at])
            at += 1
            continue
        lower: list[Item] = []
        primes: list[Item] = []
        upper: list[Item] = []
        while at < len(items) and _is(items[at], "_", "^", "'"):
            sign = items[at]
            if _is(sign, "'"):
                primes.append(sign)
                at += 1
                continue
            if at + 1 >= len(items) or _is(items[at + 1], "_", "^", "'"):
                raise NotationError("a script sign has nothing after it.", source, sign.start)
            script, where = items[at + 1], lower if _is(sign, "_") else upper
            if shape_of([script]) == (r"\prime",):
                primes.append(Token("'", sign.start, script.end))
            elif where:
                name = "subscript" if where is lower else "superscript"
                raise NotationError(f"a second {name} on one symbol has no meaning.", source, sign.start)
            else:
                where += [sign, script]
            at += 2
        ordered += [*lower, *primes, *upper]
    return tuple(ordered)


def _is(item: Item, *texts: str) -> bool:
    return isinstance(item, Token) and item.text in texts
