"""Expressions as Python text that numba compiles: a closed set of heads, real and complex told apart.

Integer powers are multiplications, half-integer powers square roots, and a square root of what may be negative
is complex. Numbers are printed so that the double nearest to the exact rational is formed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from numerics.codegen.care import (
    DECAY_QUOTIENT,
    EXPM1,
    LOG1P,
    RIGHT_HALF,
    SINE_QUOTIENT,
    SMALLER_CHOICE,
    STABLE_SUM,
    UNIT_QUOTIENT,
)
from numerics.codegen.differences import EXP_DIFFERENCE, LOG_DIFFERENCE
from numerics.codegen.series import SWITCH
from numerics.codegen.spec import CodegenError

SUM, PRODUCT, SIGN, ATOM = range(4)
SERIES = 10**6  # the least divisor that is taken for a coefficient of a series
Text = tuple[str, int]

ELEMENTARY = {
    sp.exp: "exp", sp.log: "log", sp.sin: "sin", sp.cos: "cos", sp.tan: "tan", sp.asin: "asin",
    sp.acos: "acos", sp.atan: "atan", sp.sinh: "sinh", sp.cosh: "cosh", sp.tanh: "tanh", sp.asinh: "asinh",
    sp.acosh: "acosh", sp.atanh: "atanh",
}  # fmt: skip
CARRIED = (
    STABLE_SUM, SMALLER_CHOICE, RIGHT_HALF, DECAY_QUOTIENT, SINE_QUOTIENT, UNIT_QUOTIENT, EXP_DIFFERENCE,
    LOG_DIFFERENCE,
)  # fmt: skip
REAL_ONLY = {EXPM1: "expm1", LOG1P: "log1p", sp.erf: "erf", sp.erfc: "erfc", sp.gamma: "gamma"}


@dataclass
class Printer:
    """Prints expressions over named symbols; collects the primitives that the text calls.

    ``names`` maps symbols to Python names, ``complex_symbols`` are those that hold complex values; ``series`` are the
    coefficients, highest first, of the polynomials that the text evaluates, each with its name and what it stands for.
    """

    names: dict[Any, str]
    complex_symbols: set[Any] = field(default_factory=set)
    primitives: set[str] = field(default_factory=set)
    series: dict[Any, tuple[str, str]] = field(default_factory=dict)

    def text(self, expression: Any) -> str:
        """The expression as Python text; raises CodegenError for a head outside the set."""
        return self._print(expression)[0]

    def is_complex(self, expression: Any) -> bool:
        """Whether the printed expression has a complex value (its Python type, not its mathematics)."""
        if expression is sp.I:
            return True
        if expression.is_Symbol:
            return expression in self.complex_symbols
        if expression.func == SWITCH:
            return any(self.is_complex(a) for a in (expression.args[0], *expression.args[6:]))
        if isinstance(expression, sp.Abs | sp.re | sp.im | sp.arg | sp.floor | sp.ceiling | sp.binomial):
            return False
        if expression.is_Pow and expression.exp.is_Rational and expression.exp.q == 2:
            return self.is_complex(expression.base) or not expression.base.is_nonnegative
        if isinstance(expression, sp.log | sp.acosh) and not self.is_complex(expression.args[0]):
            return not expression.args[0].is_nonnegative
        return any(self.is_complex(a) for a in expression.args)

    def _print(self, e: Any) -> Text:
        if e.is_Symbol:
            return self.names[e], ATOM
        if e.is_Rational:
            return _rational(e)
        if e is sp.I:
            return "1j", ATOM
        if e is sp.pi:
            return "math.pi", ATOM
        if e is sp.E:
            return "math.e", ATOM
        if e.is_Add:
            return self._sum(e)
        if e.is_Mul:
            return self._product(e)
        if e.is_Pow:
            return self._power(e)
        return self._call(e)

    def _at(self, e: Any, level: int) -> str:
        text, own = self._print(e)
        return text if own >= level else f"({text})"

    def _terms(self, terms: list[Any]) -> str:
        text = ""
        for term in terms:
            negative = term.could_extract_minus_sign() and (term.is_Mul or term.is_Rational)
            piece = self._at(-term if negative else term, PRODUCT)
            joint = (" - " if negative else " + ") if text else ("-" if negative else "")
            text += joint + piece
        return text

    def _sum(self, e: Any) -> Text:
        # positive terms first, for reading; the order is otherwise that of SymPy's arguments
        terms = sorted(e.args, key=lambda term: term.could_extract_minus_sign())
        real = [term for term in terms if not self.is_complex(term)]
        imaginary = [term / sp.I for term in terms if term.is_Mul and sp.I in term.args]
        imaginary = [term for term in imaginary if not self.is_complex(term)]
        rest = [term for term in terms if term not in real and term / sp.I not in imaginary]
        if not imaginary or not real:
            return self._terms(terms), SUM
        text = f"complex({self._terms(real)}, {self._terms(imaginary)})"
        return (f"{text} + {self._terms(rest)}", SUM) if rest else (text, ATOM)

    def _product(self, e: Any) -> Text:
        if sp.I in e.args and not self.is_complex(e / sp.I):
            return f"complex(0.0, {self.text(e / sp.I)})", ATOM
        if e.could_extract_minus_sign():
            return f"-{self._at(-e, PRODUCT)}", SIGN if len(e.args) == 2 and -e in e.args else PRODUCT
        if sp.I in e.args:
            real = [f for f in e.args if f is not sp.I and not self.is_complex(f)]
            rest = sp.Mul(*(f for f in e.args if f is not sp.I and f not in real))
            return f"complex(0.0, {self.text(sp.Mul(*real))})*{self._at(rest, SIGN)}", PRODUCT
        above: list[str] = []
        below: list[str] = []
        roots = [f for f in e.args if f.is_Pow and f.exp == sp.S.Half and f.base.is_nonnegative]
        if len(roots) > 1:  # one square root for all; the product of their bases is far from overflow in practice
            rest = sp.Mul(*(f for f in e.args if f not in roots))
            joined = f"math.sqrt({self.text(sp.Mul(*(f.base for f in roots)))})"
            return (joined, ATOM) if rest == 1 else (f"{self._at(rest, PRODUCT)}*{joined}", PRODUCT)
        for factor in sorted(e.args, key=self.is_complex):  # real factors first: fewer complex products
            if factor.is_Rational:
                above += [] if factor.p == 1 else [_rational(sp.Integer(factor.p))[0]]
                below += [] if factor.q == 1 else [_rational(sp.Integer(factor.q))[0]]
                if factor.p == 1 and factor.q >= SERIES and len(e.args) > 1:
                    # the last coefficient of a series: a rounding more there is nothing, a division is slow
                    above.append(f"(1.0/{below.pop()})")
            elif factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative:
                below.append(self._at(1 / factor, SIGN))
            else:
                above.append(self._at(factor, SIGN))
        if len(below) == 1 and below[0] in ("2.0", "4.0", "8.0") and above:
            above, below = [str(1 / float(below[0])), *above], []  # exact, and cheaper than a division
        top = "*".join(above) or "1.0"
        if not below:
            return top, PRODUCT
        bottom = below[0] if len(below) == 1 and "*" not in below[0] else f"({'*'.join(below)})"
        return f"{top}/{bottom}", PRODUCT

    def _power(self, e: Any) -> Text:
        base, exponent = e.args
        if exponent.is_Rational and exponent.is_negative:
            return f"1.0/{self._at(1 / e, ATOM)}", PRODUCT
        if exponent.is_Integer:
            # numba turns a literal integer exponent into multiplications
            return f"{self._at(base, ATOM)}**{exponent}", SIGN
        if exponent.is_Rational and exponent.q == 2:
            root = self._root(base)
            whole = exponent.p // 2
            if whole == 0:
                return root, ATOM
            return f"{self._at(base, ATOM)}{'' if whole == 1 else f'**{whole}'}*{root}", PRODUCT
        if self.is_complex(base) or self.is_complex(exponent) or base.is_nonnegative:
            return f"{self._at(base, ATOM)}**{self._at(exponent, ATOM)}", SIGN
        raise CodegenError(f"the power {e} has a base that may be negative; write it with exp and log")

    def _root(self, base: Any) -> str:
        if self.is_complex(base):
            return f"cmath.sqrt({self.text(base)})"
        if base.is_nonnegative:
            return f"math.sqrt({self.text(base)})"
        return f"cmath.sqrt(complex({self.text(base)}, 0.0))"

    def _switch(self, e: Any) -> Text:
        """The expression far from a point, its series near it; see `numerics.codegen.series`."""
        direct, u, point, radius, valuation, step, *coefficients = e.args
        stands = f"{direct}"[:120] + ("..." if len(f"{direct}") > 120 else "")
        note = f"{stands}, for abs({u - point}) <= {float(radius)}"
        name, _ = self.series.setdefault(tuple(coefficients[::-1]), (f"SERIES_{len(self.series) + 1}", note))
        self.primitives.add("polynomial")
        h = self._at(u - point, ATOM)
        power = "" if valuation == 0 else f"{h}*" if valuation == 1 else f"{h}**{valuation}*"
        near = f"{power}polynomial({name}, {h if step == 1 else f'{h}*{h}'})" if len(coefficients) > 1 else (
            f"{power}{name}[0]")  # fmt: skip
        return f"{self.text(direct)} if abs({self.text(u - point)}) > {self.text(radius)} else {near}", SUM - 1

    def _call(self, e: Any) -> Text:
        if e.func == SWITCH:
            return self._switch(e)
        arguments = [self.text(a) for a in e.args]
        is_complex = any(self.is_complex(a) for a in e.args)
        if type(e) in ELEMENTARY:
            if self.is_complex(e) and not is_complex:
                return f"cmath.{ELEMENTARY[type(e)]}(complex({arguments[0]}, 0.0))", ATOM
            return f"{'cmath' if is_complex else 'math'}.{ELEMENTARY[type(e)]}({arguments[0]})", ATOM
        for head, name in REAL_ONLY.items():
            if e.func == head and not is_complex:
                return f"math.{name}({arguments[0]})", ATOM
        if e.func in CARRIED or isinstance(e, sp.binomial):
            name = "binomial" if isinstance(e, sp.binomial) else e.func.__name__
            name += "_complex" if e.func == DECAY_QUOTIENT and is_complex else ""
            self.primitives.add(name)
            return f"{name}({', '.join(arguments)})", ATOM
        return self._other_call(e, arguments, is_complex)

    def _other_call(self, e: Any, arguments: list[str], is_complex: bool) -> Text:
        joined = ", ".join(arguments)
        if isinstance(e, sp.Abs):
            return f"abs({joined})", ATOM
        if isinstance(e, sp.floor | sp.ceiling):
            return f"math.{'floor' if isinstance(e, sp.floor) else 'ceil'}({joined})", ATOM
        if isinstance(e, sp.Min | sp.Max):
            return f"{'min' if isinstance(e, sp.Min) else 'max'}({joined})", ATOM
        if isinstance(e, sp.re | sp.im | sp.conjugate):
            part = {"re": "real", "im": "imag", "conjugate": "conjugate()"}[type(e).__name__]
            whole = arguments[0] if is_complex else f"complex({joined}, 0.0)"
            return f"({whole}).{part}", ATOM
        raise CodegenError(f"the code generator has no numerical form for {type(e).__name__} in {e}")


def _rational(number: Any) -> Text:
    if number.q & (number.q - 1) == 0 and number.q <= 64 and abs(number.p) < 2**40:
        return f"{float(number)!r}", ATOM if number >= 0 else SIGN  # exact
    if number.q != 1:
        return f"{_rational(sp.Integer(number.p))[0]}/{_rational(sp.Integer(number.q))[0]}", PRODUCT
    value = int(number)
    if float(value) != value:
        raise CodegenError(f"the integer {value} is no double; split it")
    return f"{float(value)!r}", ATOM if value >= 0 else SIGN
