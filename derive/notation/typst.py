r"""LaTeX as Typst math, for the closed subset that papers and the printers of this package use.

Signs become Unicode characters, so that no name of a Typst release is relied on. Brackets are escaped, since
Typst would otherwise hide or scale them. An unknown macro is an error with a caret, never a guess.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NoReturn

from derive.notation import signs
from derive.notation.source import Group, Item, NotationError, Token, items_of

# The empty text is in no frozenset of digits, as it would be in a string of them.
_DIGITS = frozenset("0123456789")
_SWITCHES = {r"\rm": "upright({})", r"\bf": "upright(bold({}))", r"\displaystyle": "display({})"}
_MATRICES = {"pmatrix": '"("', "bmatrix": '"["', "vmatrix": '"|"', "matrix": "#none"}
_SIMPLE_TEXT = frozenset(" .,;:!?()[]{}+-=/<>'’–—*|&%°²³⁻")


@lru_cache(maxsize=32768)
def to_typst(latex: str) -> str:
    r"""The Typst math of a formula (without dollar signs).

    Raises NotationError, with the place, for a macro, sign or layout outside the subset.
    """
    writer = _Writer(latex)
    items = items_of(latex, spaces=True)
    visible = [item for item in items if not (isinstance(item, Token) and item.text in signs.SPACES)]
    if not visible:
        raise NotationError("the formula is empty.", latex, 0)
    if _text(visible[0]) == r"\begin{aligned}":
        return writer.aligned(items[items.index(visible[0]) :])
    return writer.row(items)


def is_multiline(latex: str) -> bool:
    """Whether a formula is set on several aligned lines."""
    return latex.lstrip().startswith(r"\begin{aligned}")


class _Writer:
    def __init__(self, source: str) -> None:
        self.source = source

    def fail(self, sentence: str, item: Item | None) -> NoReturn:
        where = len(self.source) if item is None else item.start
        raise NotationError(f"{sentence} (column {where + 1})", self.source, where)

    def row(self, items: Sequence[Item]) -> str:
        """Items of one level, one after the other."""
        written: list[str] = []
        at = 0
        while at < len(items):
            switch = _SWITCHES.get(_text(items[at]))
            if switch is not None:
                rest = items[at + 1 :]
                inner = self.upright(rest) if _text(items[at]) == r"\rm" else switch.format(self.row(rest))
                written.append(inner)
                break
            text, at = self.with_scripts(items, at)
            written.append(text)
        return _side_by_side(written)

    def with_scripts(self, items: Sequence[Item], at: int) -> tuple[str, int]:
        """One base with its primes, subscript and superscript; a missing base is an empty text."""
        if _text(items[at]) in ("_", "^", "'"):
            base, following = '""', at
        else:
            base, following = self.base(items, at)
        lower = primes = upper = ""
        while following < len(items) and _text(items[following]) in ("_", "^", "'"):
            sign = _text(items[following])
            following += 1
            if sign == "'":
                primes += "'"
                continue
            script = self.row(_inside(items[following]))
            following += 1
            lower, upper = (script, upper) if sign == "_" else (lower, script)
        if not (lower or primes or upper):
            # An empty group is something beside a sign, which then stands between two terms.
            return base or '""' * isinstance(items[at], Group), following
        if isinstance(items[at], Group):
            base = f'class("normal", {base})' if base else '""'
        scripts = (f"_({lower})" if lower else "") + (f"^({upper})" if upper else "")
        return f"{base}{primes}{scripts}", following

    def base(self, items: Sequence[Item], at: int) -> tuple[str, int]:
        """What scripts attach to, and the place behind it."""
        item = items[at]
        if isinstance(item, Group):
            return self.row(item.items), at + 1
        text = item.text
        if item.size == r"\left":
            return self.stretched(items, at)
        if item.size in (r"\right", r"\middle"):
            self.fail(rf"{item.size} has no \left before it", item)
        if item.size:
            return self.sized(item), at + 1
        if text in _DIGITS:
            return self.number(items, at)
        if len(text) == 1 and text.isascii() and text.isalpha():
            return text, at + 1
        if text in signs.SPACES:
            return signs.SPACES[text], at + 1
        if text == "." and _text_at(items, at + 1) == "." and _text_at(items, at + 2) == ".":
            return "…", at + 3
        if text in signs.SIGNS:
            return signs.SIGNS[text], at + 1
        if text in _MACROS:
            return _MACROS[text](self, items, at)
        if text.startswith((r"\text", r"\mbox", r"\operatorname")) and "{" in text:
            return self.written(item), at + 1
        if text.startswith(r"\begin{"):
            return self.environment(items, at)
        if text in (r"\text", r"\textrm", r"\mbox"):
            inside, following = self.argument_items(items, at + 1, text)
            return self.upright(inside), following
        self.unknown(item)

    def unknown(self, item: Token) -> NoReturn:
        """Refuse a token and name the nearest that is known."""
        known = [*signs.SIGNS, *_MACROS]
        nearest = difflib.get_close_matches(item.text, known, n=1, cutoff=0.0)
        self.fail(f"{item.text} is not in the set of signs that are typeset; the nearest is {nearest[0]}", item)

    def number(self, items: Sequence[Item], at: int) -> tuple[str, int]:
        """Adjacent digits and a decimal point are one number."""
        text, end = "", None
        while at < len(items):
            item = items[at]
            if not isinstance(item, Token) or item.size or end not in (None, item.start):
                break
            digit = item.text in _DIGITS
            if not digit and not (item.text == "." and _text_at(items, at + 1) in _DIGITS and "." not in text):
                break
            text, end = text + item.text, item.end
            at += 1
        return text, at

    def argument(self, items: Sequence[Item], at: int, of: str) -> tuple[str, int]:
        """The next item as the argument of a macro, converted."""
        inside, following = self.argument_items(items, at, of)
        return self.row(inside) or '""', following

    def argument_items(self, items: Sequence[Item], at: int, of: str) -> tuple[Sequence[Item], int]:
        """The items of the next argument; spacing before it is skipped."""
        while at < len(items) and _text(items[at]) in signs.SPACES:
            at += 1
        if at >= len(items) or _text(items[at]) in ("_", "^", "'", "&", r"\\"):
            self.fail(f"{of} has no argument: write {of}{{...}}", items[at] if at < len(items) else None)
        return _inside(items[at]), at + 1

    def upright(self, items: Sequence[Item]) -> str:
        """Letters as upright text, anything else in upright style."""
        texts = [_text(item) for item in items]
        if texts and all(len(t) == 1 and t.isascii() and (t.isalnum() or t in ".,-") for t in texts):
            return '"' + "".join(texts) + '"'
        return f"upright({self.row(items)})"

    def written(self, item: Token) -> str:
        r"""``\text{...}`` as a string, ``\operatorname{...}`` as an operator."""
        macro, _, content = item.text.partition("{")
        content = content.removesuffix("}")
        strange = next((c for c in content if not (c.isalnum() or c in _SIMPLE_TEXT)), None)
        if strange is not None:
            self.fail(f"{strange!r} cannot stand in {macro}{{...}}", item)
        return f'op("{content}")' if macro == r"\operatorname" else f'"{content}"'

    def delimiter(self, item: Token) -> str:
        """A bracket behind a size macro; a point is no bracket."""
        if item.text == ".":
            return ""
        if item.text not in signs.DELIMITERS and item.text not in (r"\uparrow", r"\downarrow", "<", ">"):
            self.fail(f"a bracket was expected after {item.size}, not {item.text}", item)
        if item.text in ("<", ">"):
            return r"\⟨" if item.text == "<" else r"\⟩"
        # The bare sign: a bar outside a pair is an ordinary sign, beside \left it must stretch.
        return signs.BARS.get(item.text, signs.SIGNS[item.text])

    def sized(self, item: Token) -> str:
        r"""A bracket of a fixed size, ``\bigl(``."""
        name = item.size.lstrip("\\")
        size = signs.SIZES[name if name in signs.SIZES else name[:-1]]
        kinds = {"open": "opening", "close": "closing", "middle": "relation", "": "normal"}
        return f'class("{kinds[item.role]}", lr(size: #{size}, {self.delimiter(item)}))'

    def stretched(self, items: Sequence[Item], at: int) -> tuple[str, int]:
        r"""``\left( ... \right)`` with its content."""
        opener = items[at]
        assert isinstance(opener, Token)
        inner: list[str] = []
        start = at + 1
        at = start
        while at < len(items):
            item = items[at]
            if isinstance(item, Token) and item.size == r"\right":
                inner.append(self.row(items[start:at]))
                content = _side_by_side([self.delimiter(opener), *inner, self.delimiter(item)])
                return f"lr({content})", at + 1
            if isinstance(item, Token) and item.size == r"\middle":
                inner += [self.row(items[start:at]), f"mid({self.delimiter(item)})"]
                start = at = at + 1
            elif isinstance(item, Token) and item.size == r"\left":
                at = self.stretched(items, at)[1]
            else:
                at += 1
        self.fail(r"\left has no \right after it", opener)

    def environment(self, items: Sequence[Item], at: int) -> tuple[str, int]:
        """Matrices and cases."""
        opener = items[at]
        assert isinstance(opener, Token)
        name = opener.text[len(r"\begin{") : -1]
        if name not in (*_MATRICES, "cases"):
            self.fail(rf"{name} can only be the whole formula, or is not in the set that is typeset", opener)
        rows, following = self.rows(items, at)
        if name == "cases":
            return f"cases({', '.join(' & '.join(row) for row in rows)})", following
        cells = "; ".join(", ".join(row) for row in rows)
        return f"mat(delim: {_MATRICES[name]}, {cells})", following

    def rows(self, items: Sequence[Item], at: int) -> tuple[list[list[str]], int]:
        r"""The cells of an environment, split at ``&`` and ``\\``, and the place behind its end."""
        opener = items[at]
        ending = _text(opener).replace(r"\begin", r"\end")
        rows: list[list[list[Item]]] = [[[]]]
        at += 1
        nested = 0
        while at < len(items):
            item, text = items[at], _text(items[at])
            nested += text.startswith(r"\begin{") - (text.startswith(r"\end{") and text != ending)
            if text == ending and not nested:
                if rows[-1] == [[]] and len(rows) > 1:
                    rows.pop()
                return [[self.row(cell) or '""' for cell in row] for row in rows], at + 1
            if text == "&" and not nested:
                rows[-1].append([])
            elif text == r"\\" and not nested:
                rows.append([[]])
                at = self.after_line_break(items, at)
            else:
                rows[-1][-1].append(item)
            at += 1
        self.fail(f"{ending} was expected", opener)

    def after_line_break(self, items: Sequence[Item], at: int) -> int:
        r"""The last item of a line break: the added height of ``\\[2pt]`` is stepped over."""
        if _text_at(items, at + 1) != "[":
            return at
        stop = at + 2
        while stop < len(items) and (_text(items[stop]).isalnum() or _text(items[stop]) == "."):
            stop += 1
        if _text_at(items, stop) != "]" or not any(_text(i) in ("t", "m", "x") for i in items[at + 2 : stop]):
            return at
        return stop

    def aligned(self, items: Sequence[Item]) -> str:
        """A formula of several lines, aligned at its marks."""
        rows, following = self.rows(items, 0)
        if any(_text(item) not in signs.SPACES for item in items[following:]):
            self.fail("an aligned formula must end with its environment", items[following])
        return " \\ ".join(" & ".join(cell if cell != '""' else "" for cell in row) for row in rows)


Macro = Callable[[_Writer, Sequence[Item], int], tuple[str, int]]


def _side_by_side(pieces: Sequence[str]) -> str:
    """Pieces with blanks between them, but none beside a string, where Typst would print it."""
    text, before = "", ""
    for piece in pieces:
        if not piece:
            continue
        blank = "" if not text or '"' in (piece[0], before[0]) else " "
        text, before = text + blank + piece, piece
    return text


def _text(item: Item) -> str:
    return item.text if isinstance(item, Token) and not item.size else ""


def _text_at(items: Sequence[Item], at: int) -> str:
    return _text(items[at]) if at < len(items) else ""


def _inside(item: Item) -> Sequence[Item]:
    return item.items if isinstance(item, Group) else (item,)


def _with_arguments(count: int, form: str) -> Macro:
    def write(writer: _Writer, items: Sequence[Item], at: int) -> tuple[str, int]:
        macro, arguments = _text(items[at]), []
        at += 1
        for _ in range(count):
            argument, at = writer.argument(items, at, macro)
            arguments.append(argument)
        return form.format(*arguments), at

    return write


def _upright(writer: _Writer, items: Sequence[Item], at: int) -> tuple[str, int]:
    inside, following = writer.argument_items(items, at + 1, r"\mathrm")
    return writer.upright(inside), following


def _root(writer: _Writer, items: Sequence[Item], at: int) -> tuple[str, int]:
    degree = ""
    opener = at + 1
    at = opener
    if _text_at(items, at) == "[":
        while at < len(items) and _text(items[at]) != "]":
            at += 1
        if at == len(items):
            writer.fail(r"the degree of \sqrt[n]{x} is not closed", items[opener])
        degree = writer.row(items[opener + 1 : at])
        at += 1
    radicand, at = writer.argument(items, at, r"\sqrt")
    return (f"root({degree}, {radicand})" if degree else f"sqrt({radicand})"), at


def _arrow(writer: _Writer, items: Sequence[Item], at: int) -> tuple[str, int]:
    below = ""
    opener = at + 1
    at = opener
    if _text_at(items, at) == "[":
        while at < len(items) and _text(items[at]) != "]":
            at += 1
        if at == len(items):
            writer.fail(r"the lower text of \xrightarrow[a]{b} is not closed", items[opener])
        below = f"_({writer.row(items[opener + 1 : at])})"
        at += 1
    above, at = writer.argument(items, at, r"\xrightarrow")
    return f"limits(stretch(→, size: #(100% + 1em)))^({above}){below}", at


def _brace(name: str, sign: str) -> Macro:
    def write(writer: _Writer, items: Sequence[Item], at: int) -> tuple[str, int]:
        body, at = writer.argument(items, at + 1, rf"\{name}")
        if _text_at(items, at) != sign:
            return f"{name}({body})", at
        note = writer.row(_inside(items[at + 1]))
        return f"{name}({body}, {note})", at + 2

    return write


def _substack(writer: _Writer, items: Sequence[Item], at: int) -> tuple[str, int]:
    inside, following = writer.argument_items(items, at + 1, r"\substack")
    lines: list[list[Item]] = [[]]
    for item in inside:
        if _text(item) == r"\\":
            lines.append([])
        else:
            lines[-1].append(item)
    cells = "; ".join(writer.row(line) or '""' for line in lines)
    return f"mat(delim: #none, row-gap: #0.3em, {cells})", following


def _operator(limits: bool) -> Macro:
    def write(writer: _Writer, items: Sequence[Item], at: int) -> tuple[str, int]:
        name = _text(items[at]).lstrip("\\")
        return (f'op("{name}", limits: #true)' if limits else f'op("{name}")'), at + 1

    return write


_MACROS: dict[str, Macro] = {
    **{macro: _with_arguments(1, form) for macro, form in signs.STYLES.items()},
    **{macro: _with_arguments(1, f'accent({{}}, "\\u{{{{{code}}}}}")') for macro, code in signs.ACCENTS.items()},
    **dict.fromkeys(signs.FUNCTIONS, _operator(False)),
    **dict.fromkeys(signs.LIMIT_FUNCTIONS, _operator(True)),
    r"\frac": _with_arguments(2, "frac({}, {})"),
    r"\tfrac": _with_arguments(2, "inline(frac({}, {}))"),
    r"\dfrac": _with_arguments(2, "display(frac({}, {}))"),
    r"\cfrac": _with_arguments(2, "display(frac({}, {}))"),
    r"\binom": _with_arguments(2, "binom({}, {})"),
    r"\ket": _with_arguments(1, r"lr(\| {} \⟩)"),
    r"\bra": _with_arguments(1, r"lr(\⟨ {} \|)"),
    r"\braket": _with_arguments(1, r"lr(\⟨ {} \⟩)"),
    r"\mathrm": _upright,
    r"\sqrt": _root,
    r"\xrightarrow": _arrow,
    r"\underbrace": _brace("underbrace", "_"),
    r"\overbrace": _brace("overbrace", "^"),
    r"\substack": _substack,
}
