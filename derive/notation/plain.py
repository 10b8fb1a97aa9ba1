"""Formulas typed at a command line: ``J = zeta/2*sqrt(q*p_a*p_b*n_a*n_b)``, read through a closed set of nodes."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Mapping
from typing import Any, NoReturn

import sympy as sp

from derive.notation.source import NotationError
from derive.notation.statements import Statement
from derive.notation.values import LARGEST

FUNCTIONS: dict[str, Any] = {
    "sqrt": sp.sqrt, "exp": sp.exp, "ln": sp.log, "log": sp.log, "sin": sp.sin, "cos": sp.cos, "tan": sp.tan,
    "cot": sp.cot, "asin": sp.asin, "acos": sp.acos, "atan": sp.atan, "sinh": sp.sinh, "cosh": sp.cosh,
    "tanh": sp.tanh, "coth": sp.coth, "asinh": sp.asinh, "acosh": sp.acosh, "atanh": sp.atanh, "abs": sp.Abs,
    "sign": sp.sign, "conjugate": sp.conjugate, "re": sp.re, "im": sp.im, "factorial": sp.factorial,
    "binomial": sp.binomial, "gamma": sp.gamma, "erf": sp.erf, "erfc": sp.erfc, "erfi": sp.erfi,
    "min": sp.Min, "max": sp.Max,
    "floor": sp.floor, "ceiling": sp.ceiling, "Heaviside": sp.Heaviside, "besselj": sp.besselj,
}  # fmt: skip
_SEVERAL = {"binomial": 2, "besselj": 2, "min": None, "max": None}
# Capital I and E are letters of physics (a spin, an energy), never constants.
_CONSTANTS: dict[str, Any] = {"pi": sp.pi, "i": sp.I, "e": sp.E, "oo": sp.oo}
_SIGNS = ("<=", ">=", "!=", ":=", "==", "=", "<", ">")
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
_ALLOWED = re.compile(r"[\w\s+\-*/^().,!'\u0370-\u03ff]*")
_OPERATIONS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**",
}  # fmt: skip


def parse_text(text: str, names: Mapping[str, Any]) -> Any:
    """The expression of a typed formula, or a tuple of statements when it has relation signs.

    ``names`` maps each allowed name to its symbol; a declared name wins over a constant or function of that name.
    ``^`` and ``**`` are powers, decimals are exact, no product is implied. Raises NotationError with the place.
    """
    signs = list(_SIGN.finditer(text))
    edges = [0, *(edge for sign in signs for edge in sign.span()), len(text)]
    sides = [_Side(text, start, stop, names).value() for start, stop in zip(edges[::2], edges[1::2], strict=True)]
    if not signs:
        return sides[0]
    kinds = ["=" if sign.group() == "==" else sign.group() for sign in signs]
    return tuple(
        Statement.of(left, right, kind) for left, right, kind in zip(sides[:-1], sides[1:], kinds, strict=True)
    )


class _Side:
    """One side of a typed formula; places are kept so that an error can point at them."""

    def __init__(self, text: str, start: int, stop: int, names: Mapping[str, Any]) -> None:
        self.text, self.start, self.names = text, start, names
        # A power sign of two characters and a line break of one keep the places as they were or one to the right.
        self.body = text[start:stop].replace("\n", " ").replace("\t", " ")
        self.indent = len(self.body) - len(self.body.lstrip())

    def fail(self, sentence: str, column: int) -> NoReturn:
        where = min(self.start + self.indent + column, len(self.text))
        raise NotationError(f"{sentence} (column {where + 1})", self.text, where)

    def value(self) -> Any:
        body = self.body.strip()
        if not body:
            self.fail("a formula was expected here", 0)
        if len(_ALLOWED.match(body).group()) < len(body):  # type: ignore[union-attr]
            at = len(_ALLOWED.match(body).group())  # type: ignore[union-attr]
            self.fail(f"{body[at]!r} is not part of a typed formula", at)
        if "'" in body or "!" in body:
            at = min(i for i in (body.find("'"), body.find("!")) if i >= 0)
            self.fail(f"{body[at]!r} is not part of a typed formula: use a declared name, or factorial(n)", at)
        self.columns = _columns(body)
        try:
            tree = ast.parse(body.replace("^", "**"), mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            offset = (getattr(error, "offset", None) or 1) - 1
            hint = (
                "write every product with *"
                if re.search(r"[\w)]\s*\(|\d[A-Za-z]|\w\s+\w", body)
                else "a sign or bracket is missing or too many"
            )
            self.fail(f"this is not a formula: {hint}", self.columns[min(offset, len(self.columns) - 1)])
        try:
            value = self.of(tree.body)
        except RecursionError:
            self.fail("the formula is too long to be read at once", 0)
        if value.has(sp.zoo, sp.nan):
            self.fail("the formula divides by zero", 0)
        return value

    def at(self, node: ast.expr) -> int:
        encoded = self.body.strip().replace("^", "**").encode()[: node.col_offset].decode()
        return self.columns[min(len(encoded), len(self.columns) - 1)]

    def of(self, node: ast.expr) -> Any:
        if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
            return self.operation(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
            value = self.of(node.operand)
            return -value if isinstance(node.op, ast.USub) else value
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            written = ast.get_source_segment(self.body.strip().replace("^", "**"), node) or ""
            if not re.fullmatch(r"\d+(\.\d+)?([eE][+-]?\d{1,4})?", written):
                self.fail(f"{written} is not a number: write digits on both sides of one decimal point", self.at(node))
            return sp.Rational(written)
        if isinstance(node, ast.Name):
            return self.name(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
            return self.call(node, node.func.id)
        self.fail("this is not arithmetic of declared names, numbers and functions", self.at(node))

    def operation(self, node: ast.BinOp) -> Any:
        left, right = self.of(node.left), self.of(node.right)
        sign = _OPERATIONS[type(node.op)]
        if sign == "+":
            return left + right
        if sign == "-":
            return left - right
        if sign == "*":
            return left * right
        if sign == "/":
            if right == 0:
                self.fail("a division by zero", self.at(node.right))
            return left / right
        if right.is_number and left.is_number and abs(right) > LARGEST:
            self.fail(f"the exponent is larger than {LARGEST}", self.at(node.right))
        return sp.exp(right) if left is sp.E else left**right

    def name(self, node: ast.Name) -> Any:
        if node.id in self.names:
            return self.names[node.id]
        if node.id in _CONSTANTS:
            return _CONSTANTS[node.id]
        self.unknown(node.id, node, [*self.names, *_CONSTANTS], "a declared name")

    def call(self, node: ast.Call, name: str) -> Any:
        if name in self.names:
            if not callable(self.names[name]) or isinstance(self.names[name], sp.Expr):
                self.fail(f"{name} is a symbol, not a function: write {name}*(...)", self.at(node))
            return self.names[name](*(self.of(a) for a in node.args))
        if name not in FUNCTIONS:
            self.unknown(name, node, list(FUNCTIONS), "a function")
        expected = _SEVERAL.get(name, 1)
        if (expected is not None and len(node.args) != expected) or not node.args:
            self.fail(f"{name} takes {expected or 'some'} argument(s), not {len(node.args)}", self.at(node))
        if name in ("factorial", "binomial", "gamma") and any(
            value.is_number and abs(value) > LARGEST for value in (self.of(a) for a in node.args)
        ):
            self.fail(f"{name} of a number above {LARGEST} is not worked out", self.at(node))
        return FUNCTIONS[name](*(self.of(a) for a in node.args))

    def unknown(self, name: str, node: ast.expr, known: list[str], expected: str) -> NoReturn:
        nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
        hint = f"; the nearest is {nearest[0]}" if nearest else ""
        self.fail(f"{name} is not {expected}{hint}", self.at(node))


def _columns(body: str) -> list[int]:
    """For each place of the text handed to the syntax parser, where ``^`` is two characters, its own place."""
    places: list[int] = []
    for index, character in enumerate(body):
        places += [index, index] if character == "^" else [index]
    return [*places, len(body)]
