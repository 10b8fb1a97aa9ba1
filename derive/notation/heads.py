r"""How the heads that are no sum, product or power are written: conjugates, calculus, indices, conditions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol

import sympy as sp


class Writer(Protocol):
    """What a head needs of the printer."""

    def whole(self, expression: Any, small: bool = False) -> str:
        """An expression by itself."""

    def factor(self, e: Any, *, small: bool = False, last: bool = False, alone: bool = False) -> str:
        """One factor of a product."""

    def base(self, e: Any) -> str:
        """The base of a script."""

    def bracket(self, text: str) -> str:
        """Round brackets around a text."""


def braced(script: str) -> str:
    """A script in braces, or without them when it is one sign."""
    return script if re.fullmatch(r"[A-Za-z0-9]|\\[a-zA-Z]+", script) else f"{{{script}}}"


def _conjugate(printer: Writer, e: Any) -> str:
    return f"{printer.base(e.args[0])}^*"


def _adjoint(printer: Writer, e: Any) -> str:
    return rf"{printer.base(e.args[0])}^\dagger"


def _abs(printer: Writer, e: Any) -> str:
    return rf"\left|{printer.whole(e.args[0])}\right|"


def _rounded(kind: str) -> Callable[[Writer, Any], str]:
    def write(printer: Writer, e: Any) -> str:
        return rf"\left\l{kind} {printer.whole(e.args[0])} \right\r{kind}"

    return write


def _factorial(printer: Writer, e: Any) -> str:
    return f"{printer.base(e.args[0])}!"


def _binomial(printer: Writer, e: Any) -> str:
    return rf"\binom{{{printer.whole(e.args[0])}}}{{{printer.whole(e.args[1])}}}"


def _bessel(letter: str) -> Callable[[Writer, Any], str]:
    def write(printer: Writer, e: Any) -> str:
        order, argument = (printer.whole(a) for a in e.args)
        return rf"\operatorname{{{letter}}}_{{{order}}}{printer.bracket(argument)}"

    return write


def _hypergeometric(printer: Writer, e: Any) -> str:
    above, below = (", ".join(printer.whole(a) for a in group) for group in e.args[:2])
    sizes = ", ".join(str(len(group)) for group in e.args[:2])
    argument = printer.whole(e.args[2])
    return rf"F_{{{sizes}}}\left({above}; {below}; {argument}\right)"


def _derivative(printer: Writer, e: Any) -> str:
    signs = ""
    for variable, count in e.variable_count:
        power = "" if count == 1 else f"^{braced(printer.whole(count))}"
        signs += rf"\partial_{braced(printer.whole(variable))}{power} "
    operand = e.expr
    text = printer.whole(operand)
    plain = isinstance(operand, sp.Symbol) or (operand.is_Function and "times" not in text and "cdot" not in text)
    return signs + (text if plain else printer.bracket(text))


def _series(sign: str) -> Callable[[Writer, Any], str]:
    def write(printer: Writer, e: Any) -> str:
        signs = ""
        for limit in reversed(e.limits):
            signs += rf"\{sign}_{{{printer.whole(limit[0])}"
            if len(limit) == 3:
                signs += rf"={printer.whole(limit[1], True)}}}^{{{printer.whole(limit[2], True)}"
            signs += "} "
        return signs + _reached(printer, e.function)

    return write


def _integral(printer: Writer, e: Any) -> str:
    signs, measures = "", ""
    for limit in reversed(e.limits):
        signs += r"\int"
        if len(limit) == 3:
            signs += f"_{{{printer.whole(limit[1], True)}}}^{{{printer.whole(limit[2], True)}}}"
        signs += " "
    for limit in e.limits:
        measures += rf" \, \mathrm{{d}}{printer.whole(limit[0])}"
    return signs + _reached(printer, e.function) + measures


def _reached(printer: Writer, body: Any) -> str:
    """The body of a sum or integral: a sum of terms, and a term with a sign, need brackets."""
    if isinstance(body, sp.Add) or body.as_coeff_Mul(rational=True)[0] < 0:
        return printer.bracket(printer.whole(body))
    if isinstance(body, sp.Integral | sp.Derivative):
        return printer.bracket(printer.whole(body))
    return printer.whole(body)


def _limit(printer: Writer, e: Any) -> str:
    body, variable, point, direction = e.args
    side = {"+": "^+", "-": "^-"}.get(str(direction), "")
    target = printer.whole(point) + (side if point.is_finite else "")
    return rf"\lim_{{{printer.whole(variable)} \to {target}}} {printer.factor(body)}"


def _indices(letter: str) -> Callable[[Writer, Any], str]:
    def write(printer: Writer, e: Any) -> str:
        return rf"\{letter}_{{{' '.join(printer.whole(a) for a in e.args)}}}"

    return write


def _piecewise(printer: Writer, e: Any) -> str:
    rows = []
    for value, condition in e.args:
        when = r"\text{otherwise}" if condition == sp.true else rf"\text{{if }} {printer.whole(condition)}"
        rows.append(f"{printer.whole(value)} & {when}")
    return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}"


def _substituted(printer: Writer, e: Any) -> str:
    body, variables, points = e.args
    places = ", ".join(f"{printer.whole(v)}={printer.whole(p)}" for v, p in zip(variables, points, strict=True))
    return rf"\left. {printer.whole(body)} \right|_{{{places}}}"


HEADS: dict[type[Any], Callable[[Any, Any], str]] = {
    sp.conjugate: _conjugate, sp.adjoint: _adjoint, sp.Abs: _abs, sp.factorial: _factorial,
    sp.binomial: _binomial, sp.besselj: _bessel("J"), sp.jn: _bessel("j"), sp.hyper: _hypergeometric,
    sp.Derivative: _derivative,
    sp.Sum: _series("sum"), sp.Product: _series("prod"), sp.Integral: _integral, sp.Limit: _limit,
    sp.KroneckerDelta: _indices("delta"), sp.LeviCivita: _indices("epsilon"), sp.Piecewise: _piecewise,
    sp.Subs: _substituted, sp.floor: _rounded("floor"), sp.ceiling: _rounded("ceil"),
}  # fmt: skip
