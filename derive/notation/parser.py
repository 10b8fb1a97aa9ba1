r"""A strict parser of the LaTeX that papers print: everything that is not certain is an error with a caret.

A product binds as it is printed; ``a/bc``, ``\sin x y``, ``\pm``, unknown macros, undeclared symbols and trailing
tokens are refused. ``i``, ``e`` and ``\pi`` are the constants unless the vocabulary declares them. A vector of
the vocabulary becomes its 3x1 matrix of components. A declared symbol before a bracket is a factor of it
(``n(n+1)``), but ``J(t)``, ``J(0)`` and ``J(a,b)`` are refused, since they read as functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

from derive.notation import values
from derive.notation.constructs import CONSTRUCTS, FUNCTIONS, differential_at, function_call
from derive.notation.reader import ACCENTS, Reader
from derive.notation.source import Group, Item, NotationError, Token, items_of, shape_of
from derive.notation.statements import RELATIONS, Statement
from derive.notation.vocabulary import Vocabulary

_CLOSING = {"(": ")", "[": "]", r"\{": r"\}", "|": "|", r"\lvert": r"\rvert", r"\vert": r"\vert"} | {
    r"\lfloor": r"\rfloor", r"\lceil": r"\rceil",
}  # fmt: skip
_ENDS = frozenset({"+", "-", ",", ";", "&", r"\\", ")", "]", r"\}", r"\rvert", r"\rfloor", r"\rceil", *RELATIONS})
_PRODUCTS = frozenset({r"\cdot", r"\times"})
_REFUSED = {
    r"\pm": "stands for two formulas: write the one you mean",
    r"\mp": "stands for two formulas: write the one you mean",
    **{rf"\{dots}": "leaves terms out: write the sum with its bounds" for dots in ("dots", "ldots", "cdots")},
    "*": r"is no product in LaTeX: write \cdot",
    r"\log": r"does not say its base: write \ln",
    ":": "has no meaning here",
}
_STARTS_NUMBER = frozenset("0123456789.")


def parse(latex: str, vocabulary: Vocabulary) -> Any:
    """The expression, matrix or unevaluated relational that a formula stands for.

    Raises NotationError, with the place, for everything that is ambiguous, undeclared or not of the grammar.
    """
    statements = _statements(latex, vocabulary)
    if isinstance(statements, tuple):
        if len(statements) > 1:
            raise NotationError(f"{latex!r} holds {len(statements)} relations, expected one: use parse_statements.")
        return statements[0].relational
    return statements


def parse_statement(latex: str, vocabulary: Vocabulary) -> Statement:
    """The one relation of a formula, with its sign; raises NotationError when there is none or more than one."""
    statements = parse_statements(latex, vocabulary)
    if len(statements) > 1:
        raise NotationError(f"{latex!r} holds {len(statements)} relations, expected one: use parse_statements.")
    return statements[0]


def parse_statements(latex: str, vocabulary: Vocabulary) -> tuple[Statement, ...]:
    """The relations of a chain ``a < b < c``, neighbour by neighbour."""
    statements = _statements(latex, vocabulary)
    if not isinstance(statements, tuple):
        raise NotationError(f"{latex!r} is an expression, expected a relation such as a = b.")
    return statements


def _statements(latex: str, vocabulary: Vocabulary) -> Any:
    """A tuple of statements, or the value of a formula without a relation."""
    items = items_of(latex)
    parser = Parser(items, vocabulary, latex, len(latex.rstrip()))
    try:
        sides, signs = parser.relations()
    except RecursionError as error:
        raise NotationError("the formula is nested too deeply to be read.", latex, 0) from error
    for side in sides:
        if side.has(sp.zoo, sp.nan):
            parser.fail("the formula divides by zero", 0)
    if not signs:
        return sides[0]
    chain = zip(sides[:-1], sides[1:], signs, strict=True)
    return tuple(Statement.of(left, right, sign) for left, right, sign in chain)


class Parser(Reader):
    """The grammar: expression, term, factor, atom."""

    def value_of(self, items: Sequence[Item], start: int, end: int) -> Any:
        """The value of a whole group of items, nothing left over."""
        if not items:
            self.fail("these braces are empty", start)
        inner = Parser(items, self.vocabulary, self.source, end - 1 if end > items[-1].end else end)
        value = inner.expression()
        inner.expect_end()
        return value

    def relations(self) -> tuple[list[Any], list[str]]:
        """The sides of a chain of relations and the signs between them."""
        sides: list[Any] = [self.expression()]
        signs: list[str] = []
        while self.text() in RELATIONS:
            signs.append(RELATIONS[self.text()])
            self.at += 1
            sides.append(self.expression())
        self.expect_end()
        return sides, signs

    def expect_end(self) -> None:
        """Refuse whatever stands after a complete formula."""
        if self.peek() is not None:
            what = self.text() or "this group"
            if what in (",", ";"):
                self.fail(f"a {what!r} at this level separates formulas: give them one by one")
            self.fail(f"the formula is complete before {what!r}")

    def expression(self) -> Any:
        """``[+-] term ([+-] term)*``."""
        sign = self.text()
        if sign in ("+", "-"):
            self.at += 1
        value = self.term()
        if sign == "-":
            value = values.negative(value)
        while self.text() in ("+", "-"):
            sign, place = self.text(), self.place()
            self.at += 1
            right = self.term()
            right = values.negative(right) if sign == "-" else right
            value = values.add(value, right, lambda why: self.fail(why, place))
        return value

    def term(self) -> Any:
        """Factors side by side or with a product sign, and at most one slash, at the end."""
        value = self.factor()
        vector_product = False
        while not self.at_end_of_term():
            place, sign = self.place(), ""
            self.refuse_after_open_end()
            if self.take("/"):
                value = values.divide(value, self.factor(), lambda why: self.fail(why, place))
                if not self.at_end_of_term():
                    self.fail("what follows a quotient a/b is ambiguous: write brackets or \\frac")
                break
            if self.text() in _PRODUCTS:
                sign = self.text()
                self.at += 1
            else:
                self.refuse_ambiguous_neighbours()
            right = self.factor()
            if vector_product and values.is_vector(right):
                self.fail("a chain of vector products is ambiguous: write brackets", place)
            vector_product |= values.is_vector(value) and values.is_vector(right)
            value = values.multiply(value, right, sign, lambda why: self.fail(why, place))
        return value

    def at_end_of_term(self) -> bool:
        """Whether the term ends here: at a sign, a relation, a closing bracket, or the measure of an integral."""
        if self.peek() is None:
            return True
        text = self.text()
        if text == "|" or text == r"\vert":
            return bool(self.closers) and self.closers[-1] == text
        return text in _ENDS or text.startswith(r"\end{") or (self.in_integral and bool(differential_at(self)))

    def refuse_after_open_end(self) -> None:
        """After ``\\sin x``, a derivative or an integral it is not clear how far these reach."""
        if self.last == "bare function" and self.text() not in FUNCTIONS:
            self.fail("how far the argument of the function reaches is ambiguous: write brackets")
        if self.last in ("derivative", "integral"):
            self.fail(f"how far the {self.last} reaches is ambiguous: write brackets")

    def refuse_ambiguous_neighbours(self) -> None:
        """A number after a symbol, and ``J(t)``, are refused."""
        if self.text() in _STARTS_NUMBER and self.last in ("symbol", "number", "power"):
            self.fail(r"a number after a symbol or number is ambiguous: write \cdot")
        if self.last != "symbol" or self.text() != "(":
            return
        if self.vocabulary.symbol_at(self.items, self.at)[1]:
            return  # the bracket with what it holds is declared, as a factor
        depth, stop = 1, self.at + 1
        while stop < len(self.items) and depth:
            text = self.items[stop].text if isinstance(self.items[stop], Token) else ""  # type: ignore[union-attr]
            depth += (text == "(") - (text == ")")
            stop += 1
        inside = self.items[self.at + 1 : stop - 1]
        shape = shape_of(inside)
        single = bool(inside) and self.vocabulary.symbol_at(inside, 0)[1] == len(inside)
        if single or "," in shape or all(isinstance(s, str) and s in _STARTS_NUMBER for s in shape):
            self.fail(r"a symbol before this bracket reads as a function of it: declare the whole, or write \cdot")

    def factor(self) -> Any:
        """An atom with its power, conjugation or factorial."""
        place = self.place()
        value = self.atom()
        kind = self.last
        if self.text() == "_":
            self.fail("this subscript is not part of a declared symbol, " + self._with_scripts(place))
        if self.text() == "'":
            self.fail("this prime is not part of a declared symbol, " + self._with_scripts(place))
        if self.text() == "^":
            if kind in ("bare function", "function", "derivative", "integral", "sum"):
                self.fail(r"a power after this is ambiguous: write \sin^2(x), or brackets around the whole")
            self.at += 1
            value = self.script(value, self.argument_item("^"), place)
            kind = "power"
        if self.text() == "!":
            self.at += 1
            if values.is_matrix(value) or (kind != "symbol" and kind != "number" and kind != "bracket"):
                self.fail("a factorial here is ambiguous: write brackets", place)
            if value.is_number and abs(value) > values.LARGEST:
                self.fail(f"a factorial above {values.LARGEST} is not worked out", place)
            value = sp.factorial(value)
            if self.text() == "!":
                self.fail("a double factorial is not of the grammar")
            kind = "power"
        self.last = kind
        return value

    def _with_scripts(self, start: int) -> str:
        stop = self.at
        while stop + 1 < len(self.items) and getattr(self.items[stop], "text", "") in ("_", "^"):
            stop += 2
        while stop < len(self.items) and getattr(self.items[stop], "text", "") == "'":
            stop += 1
        given = self.source[start : self.items[min(stop, len(self.items)) - 1].end]
        nearest = self.vocabulary.nearest(given)
        return f"{given} was given" + (f"; the nearest declared one is {nearest}" if nearest else "")

    def script(self, base: Any, item: Item, place: int) -> Any:
        """The base with a superscript: a power, a conjugate (``*``) or an adjoint (``\\dagger``)."""
        shape = shape_of([item])[0]
        shapes = shape if isinstance(shape, tuple) else (shape,)
        if shapes[0] in (r"\dagger", "*", r"\ast"):
            base = self.conjugate(base, shapes[0], place)
            rest = shapes[1:]
            if not rest:
                return base
            if not all(isinstance(s, str) and s.isdigit() for s in rest):
                self.fail("a superscript may hold \\dagger and a number, nothing more", item.start)
            return values.power(base, sp.Integer("".join(map(str, rest))), lambda why: self.fail(why, place))
        if _in_one_bracket(shapes) or shapes in (("+",), ("-",)):
            self.fail("this superscript is a label that is not part of a declared symbol", item.start)
        exponent = self.value_of_item(item)
        if base is sp.E:
            return sp.exp(exponent)
        return values.power(base, exponent, lambda why: self.fail(why, place))

    def conjugate(self, base: Any, sign: Any, place: int) -> Any:
        """The complex conjugate of a scalar, the adjoint of an operator or matrix."""
        if sign == r"\dagger":
            if values.is_vector(base):
                return base.applyfunc(sp.adjoint)
            return sp.ImmutableMatrix(base.H) if values.is_matrix(base) else sp.adjoint(base)
        if values.is_operator(base):
            self.fail(r"an operator has an adjoint: write ^\dagger", place)
        return base.applyfunc(sp.conjugate) if values.is_matrix(base) else sp.conjugate(base)

    def atom(self) -> Any:
        """A declared symbol, a number, a constant, a bracket, a macro with its arguments, or a group of one factor."""
        item = self.peek()
        if item is None:
            self.fail("the formula ends where a factor was expected")
        found, count = self.vocabulary.symbol_at(self.items, self.at)
        function, length = self.vocabulary.function_at(self.items, self.at)
        if length > count:
            return function_call(self, function, length)
        if count:
            self.at += count
            self.last = "symbol"
            return self.declared(found)
        if isinstance(item, Group):
            return self.group(item)
        if item.text in _STARTS_NUMBER:
            return self.number()
        if item.text in _CLOSING and item.role != "close":
            return self.bracket(item)
        if item.text in CONSTRUCTS:
            self.at += 1
            self.last = "symbol"
            return CONSTRUCTS[item.text](self, item)
        return self.refused(item)

    def refused(self, item: Token) -> Any:
        """Say why a token cannot start a factor."""
        if item.text in _REFUSED:
            self.fail(f"{item.text} {_REFUSED[item.text]}")
        if item.text in ACCENTS or item.text.isalpha() or (item.text.startswith("\\") and item.text[1:].isalpha()):
            self.undeclared()
        self.fail(f"a factor was expected before {item.text!r}")

    def declared(self, found: Any) -> Any:
        """A declared meaning, vectors as their components."""
        components = self.vocabulary.vectors.get(found)
        return found if components is None else sp.ImmutableMatrix(components)

    def group(self, item: Group) -> Any:
        """Braces print nothing: a group must be one factor, or what it holds would seem to bind otherwise."""
        if not item.items:
            self.fail("these braces are empty")
        inner = Parser(item.items, self.vocabulary, self.source, item.end - 1)
        value = inner.factor()
        if inner.peek() is not None:
            self.fail("braces do not print: write brackets around a sum or product", item.start)
        self.at += 1
        self.last = inner.last
        return value

    def number(self) -> sp.Rational:
        """Adjacent digits with at most one decimal point, exactly."""
        start, previous, digits = self.place(), None, ""
        while isinstance(item := self.peek(), Token) and item.text in _STARTS_NUMBER:
            if previous is not None and item.start != previous:
                break
            digits, previous = digits + item.text, item.end
            self.at += 1
        if digits.count(".") > 1 or digits.startswith(".") or digits.endswith("."):
            self.fail(f"{digits} is not a number: write digits on both sides of one decimal point", start)
        self.last = "number"
        value: sp.Rational = sp.Rational(digits)
        return value

    def bracket(self, opener: Token) -> Any:
        """Brackets around an expression; ``[A, B]`` is a commutator and ``\\{A, B\\}`` an anticommutator."""
        self.at += 1
        outside, self.in_integral = self.in_integral, False
        self.closers.append(_CLOSING[opener.text])
        value = self.expression()
        if self.text() == "," and opener.text in ("[", r"\{"):
            self.at += 1
            sign = -1 if opener.text == "[" else 1
            value = values.commutator(value, self.expression(), sign, lambda why: self.fail(why, opener.start))
        closer = self.peek()
        if not isinstance(closer, Token) or closer.text != self.closers[-1]:
            found = self.text() or "the end"
            self.fail(f"{self.closers[-1]!r} was expected to close the bracket {opener.text!r}, not {found!r}")
        if (opener.size == r"\left") != (closer.size == r"\right"):
            self.fail(r"\left and \right do not belong together here")
        self.closers.pop()
        self.in_integral = outside
        self.at += 1
        self.last = "bracket"
        if opener.text in ("|", r"\lvert", r"\vert"):
            if values.is_matrix(value):
                self.fail("the length of a vector or matrix must be declared as a symbol", opener.start)
            return sp.Abs(value)
        if opener.text in (r"\lfloor", r"\lceil"):
            return (sp.floor if opener.text == r"\lfloor" else sp.ceiling)(value)
        return value


def _in_one_bracket(shapes: Sequence[Any]) -> bool:
    """Whether one pair of round brackets holds everything, as in the label of ``x^{(i)}``."""
    depth = 0
    for place, shape in enumerate(shapes):
        depth += (shape == "(") - (shape == ")")
        if depth == 0:
            return place == len(shapes) - 1 and place > 0
    return False
