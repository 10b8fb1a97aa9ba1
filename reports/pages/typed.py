"""Formulas typed in prose: ``q = 2I + 1 at p_a < 1`` is typeset where it is a formula and stays text where it is not.

A run of signs counts as a formula when it can be read as one and has something that ordinary words have not: a
relation, a power, a subscript, a Greek name, or a letter that the symbol table declares. Whatever cannot be read
to its end stays the text that it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

_UNITS = r"(?:[munpk]?(?:s|m|g|T|K|eV|Hz)|[mkun]G|cm|h|min|rad|deg|degC|MHz|GHz)(?:\^-?\d)?(?:/\w+)?"
_SIGNS = re.compile(
    rf"(?P<unit>(?<=\d )(?:{_UNITS})(?!\w))|(?P<number>\d+(?:\.\d+)?(?:e[-+]?\d+)?)"
    r"|(?P<name>[A-Za-zΑ-ω]+(?:_(?:[A-Za-z0-9]+|[-+](?!\w)))?'?(?!\w))"
    r"|(?P<sign><=|>=|->|\*\*|[-=+*/^()<>.])|(?P<space>[ ]+)|(?P<other>.)",
    re.DOTALL,
)
_LETTERS = (
    "alpha:α beta:β gamma:γ delta:δ epsilon:ε zeta:ζ eta:η theta:θ kappa:κ lambda:λ mu:μ nu:ν xi:ξ pi:π rho:ρ "
    "sigma:σ tau:τ phi:φ chi:χ psi:ψ omega:ω Gamma:Γ Delta:Δ Theta:Θ Lambda:Λ Xi:Ξ Pi:Π Sigma:Σ Phi:Φ Psi:Ψ Omega:Ω"
)
_GREEK = {sign: rf"\{pair.split(':')[0]}" for pair in _LETTERS.split(" ") for sign in pair.split(":")}
_FUNCTIONS = {"exp", "sin", "cos", "tan", "tanh", "coth", "sinh", "cosh", "ln", "log"}
_RELATIONS = {"=": "=", "<": "<", ">": ">", "<=": r"\le", ">=": r"\ge", "->": r"\to"}
_WORDS = {"a", "A", "I", "i"}  # letters that are words, or ordinals, when they stand alone
_NUMERALS = {"I", "II", "III", "IV"}
_ARTICLES = {"a", "A"}
_OPEN = ' \t\n(["“‘'
_CLOSE = " \t\n)],.;:!?\"'”’"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of a sentence: text, or the LaTeX of a formula; ``source`` is how it was typed."""

    text: str
    source: str
    formula: bool


class _Sign(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


_END = _Sign("end", "", -1, -1)


class _UnreadableError(Exception):
    """The signs from here on are no formula."""


def pieces(text: str, symbols: Mapping[str, str]) -> Iterator[Piece]:
    """The sentence in pieces; ``symbols`` gives the LaTeX of declared names."""
    signs = [_Sign(m.lastgroup or "", m[0], m.start(), m.end()) for m in _SIGNS.finditer(text)]
    at, said = 0, 0
    while at < len(signs):
        start = signs[at].start
        if not (_may_begin(signs[at]) and (start == 0 or text[start - 1] in _OPEN)):
            at += 1
            continue
        reader = _Reader(text, signs, at, symbols)
        if not reader.read():
            at += 1
            continue
        if said < start:
            yield Piece(text=text[said:start], source=text[said:start], formula=False)
        at, said = reader.at, signs[reader.at - 1].end
        yield Piece(text=reader.latex, source=text[start:said], formula=True)
    if said < len(text):
        yield Piece(text=text[said:], source=text[said:], formula=False)


def _may_begin(sign: _Sign) -> bool:
    """Whether an operand begins with this sign: see :meth:`_Reader.operand`."""
    return sign.kind in ("name", "number") or sign.text in ("-", "(", "<")


class _Reader:
    """Reads one formula from a place on; ``at`` is where it ends."""

    def __init__(self, text: str, signs: list[_Sign], at: int, symbols: Mapping[str, str]) -> None:
        self.text, self.signs, self.start, self.at, self.symbols = text, signs, at, at, symbols
        self.latex = ""
        self.telling = False
        self.letters = 0
        self.best = (at, "", False, 0)

    def read(self) -> bool:
        """Whether a formula that is worth setting starts here; then ``latex`` and ``at`` are its own."""
        try:
            self.run(inside=False)
        except _UnreadableError:
            return False
        self.at, self.latex, self.telling, self.letters = self.best
        return self.telling and self.letters > 0 and not self._is_numeral()

    def _is_numeral(self) -> bool:
        """Whether this is a letter in brackets, which numbers the parts of a figure or a list."""
        start, end = self.signs[self.start].start, self.signs[self.at - 1].end
        return re.fullmatch(r"\([A-Za-z]\)", self.text[start:end]) is not None or (
            end - start == 1 and self.text[start - 1 : end + 1] == f"({self.text[start]})"
        )

    def note(self, latex: str) -> None:
        """Remember what was read up to here, if the formula may end here."""
        end = self.signs[self.at - 1].end
        if end == len(self.text) or self.text[end] in _CLOSE:
            self.best = (self.at, latex, self.telling, self.letters)

    def sign(self, ahead: int = 0) -> _Sign:
        """The sign at the place, or a sentinel at the end."""
        here = self.at + ahead
        return self.signs[here] if here < len(self.signs) else _END

    def run(self, *, inside: bool) -> str:
        """Operands with signs between them; outside brackets it stops where text goes on."""
        result = self.operand()
        while True:
            if not inside:
                self.note(result)
            place, telling, letters = self.at, self.telling, self.letters
            try:
                result += self.continuation(inside)
            except _UnreadableError:
                self.at, self.telling, self.letters = place, telling, letters
                return result

    def continuation(self, inside: bool) -> str:
        """One more sign with its operand, or one more factor."""
        spaced = self.skip()
        sign = self.sign()
        if sign.kind == "sign" and sign.text in _RELATIONS and not self.brackets_close(sign):
            self.at += 1
            self.skip()
            self.telling = True
            return f" {_RELATIONS[sign.text]} " + self.operand()
        if sign.kind == "sign" and sign.text in "+-*/^**":
            return self.arithmetic(sign, spaced, inside)
        if sign.text == "." and not spaced and self.sign(1).kind == "name":
            self.at += 1
            return r" \cdot " + self.operand()
        if sign.text == "x" and spaced and self.sign(1).kind == "space":
            self.at += 2
            self.telling = True
            return r" \times " + self.operand()
        if spaced and (self.signs[self.at - 2].text in _ARTICLES or self.is_ordinal()):
            raise _UnreadableError
        return " " + self.operand(factor=True)

    def is_ordinal(self) -> bool:
        """Whether a Roman numeral in brackets follows, as of an ensemble: ``J_z (II)``."""
        return self.sign().text == "(" and self.sign(1).text in _NUMERALS and self.sign(2).text == ")"

    def arithmetic(self, sign: _Sign, spaced: bool, inside: bool) -> str:
        """A sum, a product, a quotient or a power; a hyphen between words is none of them."""
        self.at += 1
        if sign.text == "-" and not inside and not (spaced and self.sign().kind == "space"):
            raise _UnreadableError
        if sign.text in ("^", "**"):
            self.telling = True
            return "^{" + self.operand() + "}"
        self.skip()
        self.telling = True
        return {"*": " "}.get(sign.text, f" {sign.text} " if sign.text in "+-" else sign.text) + self.operand()

    def brackets_close(self, sign: _Sign) -> bool:
        """Whether < or > is a bracket of a mean: it touches what it encloses."""
        before, after = self.text[sign.start - 1 : sign.start], self.text[sign.end : sign.end + 1]
        return (sign.text == "<" and after.isalpha()) or (sign.text == ">" and before != " " and after != " ")

    def operand(self, *, factor: bool = False) -> str:
        """A number, a symbol, a function of something, or something in brackets."""
        sign = self.sign()
        self.at += 1
        if sign.kind == "number":
            digits, _, power = sign.text.partition("e")
            return rf"{digits} \times 10^{{{int(power)}}}" if power else digits
        if sign.kind == "name":
            return self.name(sign)
        if sign.text == "-" and not factor and self.sign().kind in ("name", "number"):
            return "-" + self.operand()
        if sign.text == "(":
            return "(" + self.enclosed(")") + ")"
        if sign.text == "<" and self.sign().kind == "name":
            self.telling = True
            return r"\langle " + self.enclosed(">") + r" \rangle"
        raise _UnreadableError

    def enclosed(self, closing: str) -> str:
        """What stands between brackets."""
        content = self.run(inside=True)
        while self.sign().text == ",":
            self.at += 1
            self.skip()
            content += ", " + self.run(inside=True)
        if self.sign().text != closing:
            raise _UnreadableError
        self.at += 1
        return content

    def name(self, sign: _Sign) -> str:
        """A declared symbol, a Greek letter, a differential, a function or a single letter."""
        text = sign.text
        bare = text.rstrip("'")
        prime = "'" * (len(text) - len(bare))
        if bare in _FUNCTIONS | {"sqrt"} and self.sign().text == "(":
            self.at += 1
            content = self.enclosed(")")
            return rf"\sqrt{{{content}}}" if bare == "sqrt" else rf"\{bare}({content})"
        self.letters += 1
        base, _, index = bare.partition("_")
        self.telling |= bool(index) or base in _GREEK or bare in ("dt", "dr") or self.is_declared(bare)
        if bare in self.symbols:
            return self.symbols[bare] + prime
        if bare in ("dt", "dr"):
            return rf"\mathrm{{d}}{bare[1]}"
        if base not in _GREEK and len(base) > 1:
            raise _UnreadableError
        return _GREEK.get(base, base) + _script(index) + prime

    def is_declared(self, name: str) -> bool:
        """Whether a name is a symbol of the table and no word besides."""
        return name in self.symbols and name not in _WORDS and (len(name) == 1 or "_" in name)

    def skip(self) -> bool:
        """Step over a space, and say whether there was one."""
        if self.sign().kind != "space":
            return False
        self.at += 1
        return True


def _script(index: str) -> str:
    """A subscript, upright when it is a word."""
    if not index:
        return ""
    return f"_{{{index}}}" if len(index) == 1 else rf"_{{\mathrm{{{index}}}}}"
