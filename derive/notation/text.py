"""Expressions as one line of text, such that :func:`derive.notation.parse_text` reads them back."""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from derive.notation.order import Factors, Names, Order, is_negative
from derive.notation.plain import FUNCTIONS
from derive.notation.source import NotationError

_NAMES = {function: name for name, function in reversed(FUNCTIONS.items()) if name not in ("sqrt", "log")}
_CONSTANTS: dict[Any, str] = {sp.pi: "pi", sp.I: "i", sp.E: "e", sp.oo: "oo", -sp.oo: "-oo"}
_RELATIONS = {
    sp.Equality: "=", sp.Unequality: "!=", sp.StrictLessThan: "<", sp.LessThan: "<=",
    sp.StrictGreaterThan: ">", sp.GreaterThan: ">=",
}  # fmt: skip


def text(expression: Any, names: Names) -> str:
    """An expression, matrix or relation as one line of ASCII, in the order of the symbol table."""
    return _Line(Order(names)).whole(expression)


class _Line:
    def __init__(self, order: Order) -> None:
        self.order = order
        # A declared name wins over the constant of that name, which is then written as a value.
        values = {"i": "sqrt(-1)", "e": "exp(1)", "pi": "acos(-1)"}
        self.constants = {c: values[n] if n in values and order.named(n) else n for c, n in _CONSTANTS.items()}

    def whole(self, e: Any) -> str:
        if isinstance(e, sp.MatrixBase):
            rows = ("[" + ", ".join(self.whole(entry) for entry in e.row(i)) + "]" for i in range(e.rows))
            return "[" + ", ".join(rows) + "]"
        if type(e) in _RELATIONS:
            return f"{self.whole(e.lhs)} {_RELATIONS[type(e)]} {self.whole(e.rhs)}"
        if not isinstance(e, sp.Expr):
            return self.called(e)
        line = ""
        for term in self.order.terms(e):
            sign = "-" if is_negative(term) else "+"
            line += f" {sign} {self.product(self.order.factors(term))}"
        return line[3:] if line.startswith(" + ") else "-" + line[3:]

    def product(self, factors: Factors) -> str:
        above = [str(factors.numerator)] if factors.numerator != 1 else []
        above += [self.factor(f) for f in factors.above]
        if factors.roots:
            above.append(f"sqrt({self.whole(sp.Mul(*factors.roots, evaluate=False))})")
        above += [self.factor(f) for f in factors.operators]
        below = [str(factors.denominator)] if factors.denominator != 1 else []
        below += [self.factor(f) for f in factors.below]
        if factors.roots_below:
            below.append(f"sqrt({self.whole(sp.Mul(*factors.roots_below, evaluate=False))})")
        line = "*".join(above) or "1"
        if not below:
            return line
        return f"{line}/{below[0]}" if len(below) == 1 else f"{line}/({'*'.join(below)})"

    def factor(self, e: sp.Expr) -> str:
        return f"({self.whole(e)})" if isinstance(e, sp.Add | sp.Mul) else self.atom(e)

    def atom(self, e: Any) -> str:
        if isinstance(e, sp.Symbol):
            return str(e.name)
        if isinstance(e, sp.Rational):
            return str(e) if e.is_Integer and e >= 0 else f"({e})"
        if e in self.constants:
            return self.constants[e]
        if isinstance(e, sp.Pow):
            if e.exp == sp.Rational(1, 2):
                return f"sqrt({self.whole(e.base)})"
            return f"{self.scripted(e.base)}^{self.scripted(e.exp)}"
        if isinstance(e, sp.Add | sp.Mul):
            return f"({self.whole(e)})"
        return self.called(e)

    def scripted(self, e: sp.Expr) -> str:
        """The base or the exponent of a power."""
        bare = isinstance(e, sp.Symbol | sp.Function) or (e.is_Integer and e >= 0) or e in self.constants
        return self.atom(e) if bare else f"({self.whole(e)})"

    def called(self, e: Any) -> str:
        """A function, by its name, with its arguments."""
        if isinstance(e, sp.Tuple):
            return f"({', '.join(self.whole(a) for a in e)})"
        if e in (sp.true, sp.false):
            return str(e).lower()
        name = e.func.__name__ if isinstance(e, AppliedUndef) else _NAMES.get(type(e), type(e).__name__)
        if not isinstance(e, sp.Basic) or not e.args:
            raise NotationError(f"there is no text for {type(e).__name__}, {e}.")
        arguments = e.args[:1] if isinstance(e, sp.Heaviside) else e.args
        return f"{name}({', '.join(self.whole(a) for a in arguments)})"
