r"""SymPy expressions as LaTeX, written as a physicist does, such that :func:`derive.notation.parse` reads them back.

Factors and terms keep the order in which the symbol table declares their symbols; nothing is simplified.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from derive.notation.breaking import LINE_WIDTH, in_lines
from derive.notation.constructs import FUNCTIONS
from derive.notation.heads import HEADS, braced
from derive.notation.order import APPLIED, OPEN_ENDED, SUMS, Factors, Names, Order, is_negative, order_for
from derive.notation.source import NotationError

_TALL = re.compile(r"\\(frac|sum|int|prod|binom|begin|left)\b")
_MACROS = {function: macro for macro, function in reversed(FUNCTIONS.items())}
_MACROS |= {sp.re: r"\operatorname{Re}", sp.im: r"\operatorname{Im}", sp.log: r"\ln"}
_UPPER = {sp.Heaviside: r"\Theta", sp.DiracDelta: r"\delta", sp.gamma: r"\Gamma"}
_RELATIONS = {
    sp.Equality: "=", sp.Unequality: r"\ne", sp.StrictLessThan: "<", sp.LessThan: r"\le",
    sp.StrictGreaterThan: ">", sp.GreaterThan: r"\ge",
}  # fmt: skip


def latex(expression: Any, names: Names) -> str:
    """The LaTeX of an expression, matrix or relation; ``names`` gives each symbol's LaTeX and the order of writing.

    Raises NotationError for a symbol without a name and for a head outside the closed set.
    """
    return _printer(order_for(names, expression)).whole(expression)


def relation_latex(left: Any, right: Any, names: Names, *, sign: str = "=", width: float = LINE_WIDTH) -> str:
    """``left sign right``, broken into lines at signs when it is wider than ``width`` digits."""
    printer = _printer(order_for(names, left, right))
    return in_lines(f"{printer.whole(left)} {sign}", printer.whole(right), width)


def equation_latex(equation: Any, *, width: float = LINE_WIDTH) -> str:
    """The LaTeX of an Equation record, broken into lines when it is wider than ``width`` digits."""
    return relation_latex(equation.lhs, equation.rhs, equation.quantities, width=width)


@lru_cache(maxsize=4)
def _printer(order: Order) -> _Printer:
    return _Printer(order)


class _Printer:
    def __init__(self, order: Order) -> None:
        self.order = order
        # The steps of one derivation repeat most of their terms.
        self._terms: dict[tuple[sp.Expr, bool], str] = {}
        self._factors: dict[tuple[sp.Expr, bool, bool, bool], str] = {}
        self.i = r"\mathrm{i}" if order.is_taken("i") else "i"
        self.e = r"\mathrm{e}" if order.is_taken("e") else "e"

    def whole(self, expression: Any, small: bool = False) -> str:
        """An expression by itself; ``small`` writes quotients with a slash, as in exponents."""
        if isinstance(expression, sp.MatrixBase):
            return self.matrix(expression)
        if type(expression) in _RELATIONS:
            sides = (self.whole(expression.lhs), self.whole(expression.rhs))
            return f" {_RELATIONS[type(expression)]} ".join(sides)
        if not isinstance(expression, sp.Expr):
            return self.logical(expression)
        pieces = self.signed_terms(expression, small)
        return re.sub(r"^\+ |^- ", lambda sign: "-" if sign.group() == "- " else "", " ".join(pieces))

    def signed_terms(self, expression: sp.Expr, small: bool = False) -> list[str]:
        """The terms of a sum, each with ``+`` or ``-`` in front."""
        pieces = []
        for term in self.order.terms(expression):
            if (term, small) not in self._terms:
                sign = "- " if is_negative(term) else "+ "
                self._terms[term, small] = sign + self.product(self.order.factors(term), small)
            pieces.append(self._terms[term, small])
        return pieces

    def product(self, factors: Factors, small: bool) -> str:
        """A product without its sign."""
        below = self.below(factors)
        if not below and factors.denominator == 1:
            return self.line(self.above(factors, small), factors.operators)
        if small:
            return self.slashed(factors)
        if not below:
            return self.over_a_number(factors)
        return self.line([self.bars(factors)], factors.operators)

    def above(self, factors: Factors, small: bool = False, closed: bool = False, ended: bool = False) -> list[str]:
        """The factors above the bar, written.

        ``closed``: braces hold them, so that a sum needs no bracket; ``ended``: something follows them, so that
        what reaches to the end of its term (an integral) needs one.
        """
        plain = [f for f in factors.above if self.order.place(f) < SUMS]
        wide = [f for f in factors.above if self.order.place(f) >= SUMS]
        written = [str(factors.numerator)] if factors.numerator != 1 else []
        written += [self.factor(f, small=small) for f in plain]
        if factors.roots:
            written.append(self.root(factors.roots, small))
        alone = closed and not written and len(wide) == 1
        last = wide[-1] if wide and not (factors.operators or ended) else None
        return written + [self.factor(f, small=small, last=f is last, alone=alone) for f in wide]

    def below(self, factors: Factors) -> list[str]:
        """The symbolic factors below the bar, written."""
        alone = len(factors.below) == 1 and not factors.roots_below and factors.denominator == 1
        plain = [f for f in factors.below if self.order.place(f) < SUMS]
        wide = [f for f in factors.below if self.order.place(f) >= SUMS]
        written = [self.factor(f) for f in plain]
        if factors.roots_below:
            written.append(self.root(factors.roots_below))
        return written + [self.factor(f, alone=alone, last=alone) for f in wide]

    def root(self, radicands: tuple[sp.Expr, ...], small: bool = False) -> str:
        """One square root over several factors."""
        return rf"\sqrt{{{self.whole(sp.Mul(*radicands, evaluate=False), small)}}}"

    def over_a_number(self, factors: Factors) -> str:
        r"""``\frac{1}{2} a b``, but ``\frac{a}{2} \sqrt{b}``, ``\frac{a + b}{2} \mathbf k``, ``\frac{\sqrt{a}}{2}``."""
        plain = [f for f in factors.above if self.order.place(f) < SUMS]
        sums: list[sp.Expr] = [f for f in factors.above if isinstance(f, sp.Add)]
        front: list[sp.Expr] = []
        if factors.numerator == 1 and not factors.operators:
            single = len(plain) == 1 and (self.order.place(plain[0]) < APPLIED or len(factors.above) == 1)
            front = plain if single else sums if len(sums) == 1 and not plain and not factors.roots else []
        if front:
            others = tuple(f for f in factors.above if f is not front[0])
            first = rf"\frac{{{self.whole(front[0])}}}{{{factors.denominator}}}"
            return self.line([first, *self.above(Factors(above=others, roots=factors.roots))], ())
        if factors.numerator == 1 and factors.roots and not factors.above:
            first = rf"\frac{{{self.root(factors.roots)}}}{{{factors.denominator}}}"
            return self.line([first], factors.operators)
        first = rf"\frac{{{factors.numerator}}}{{{factors.denominator}}}"
        return self.line([first, *self.above(replace(factors, numerator=1))], factors.operators)

    def bars(self, factors: Factors) -> str:
        """One fraction, or two when sums stand above and below beside other factors."""
        sums_below = tuple(f for f in factors.below if isinstance(f, sp.Add))
        others_below = tuple(f for f in factors.below if f not in sums_below)
        sums_above = tuple(f for f in factors.above if isinstance(f, sp.Add))
        many = others_below or factors.roots_below
        if sums_below and many and len(sums_above) > 0 and len(factors.above) > 1:
            last = max(sums_above, key=sp.count_ops)
            rest = tuple(f for f in factors.above if f is not last)
            front = self.fraction(replace(factors, above=rest, below=others_below))
            plain = Factors(above=(last,), below=sums_below)
            return rf"{front} \, {self.fraction(plain)}"
        return self.fraction(factors)

    def fraction(self, factors: Factors) -> str:
        r"""``\frac{above}{below}`` of everything but the operators."""
        bare = Factors(numerator=factors.numerator, above=factors.above, roots=factors.roots)
        below = self.below(factors)
        if factors.denominator != 1:
            below.insert(0, str(factors.denominator))
        return rf"\frac{{{self.join(self.above(bare, closed=True)) or '1'}}}{{{self.join(below)}}}"

    def slashed(self, factors: Factors) -> str:
        """``a b/(c d)`` in one line."""
        above = self.above(replace(factors, denominator=1, operators=()), small=True, ended=True)
        below = [self.factor(f, small=True) for f in factors.below]
        if factors.roots_below:
            below.append(self.root(factors.roots_below, small=True))
        if factors.denominator != 1:
            below.insert(0, str(factors.denominator))
        lower = below[0] if len(below) == 1 else self.bracket(self.join(below))
        quotient = f"{self.join(above) or '1'}/{lower}"
        if not factors.operators:
            return quotient
        return self.line([self.bracket(quotient)], factors.operators)

    def line(self, written: list[str], operators: tuple[sp.Expr, ...]) -> str:
        """Written factors, then operators in their order."""
        pieces = [self.factor(o, last=o is operators[-1]) for o in operators]
        return self.join([*written, *pieces]) or "1"

    def join(self, written: list[str]) -> str:
        r"""Factors side by side; ``\cdot`` where they would be read otherwise."""
        text = ""
        for piece in written:
            if not text:
                text = piece
            elif piece[0].isdigit() or _reads_as_argument(text, piece):
                text += rf" \cdot {piece}"
            else:
                text += f" {piece}"
        return text

    def bracket(self, text: str) -> str:
        """Round brackets, tall ones around tall content."""
        return rf"\left({text}\right)" if _TALL.search(text) else f"({text})"

    def factor(self, e: sp.Expr, *, small: bool = False, last: bool = False, alone: bool = False) -> str:
        """One factor of a product, in brackets where it would otherwise reach too far."""
        key = (e, small, last, alone)
        if key not in self._factors:
            self._factors[key] = self._factor(e, small=small, last=last, alone=alone)
        return self._factors[key]

    def _factor(self, e: sp.Expr, *, small: bool, last: bool, alone: bool) -> str:
        if isinstance(e, sp.Add):
            return self.whole(e) if alone else self.bracket(self.whole(e, small))
        if isinstance(e, sp.Mul):
            return self.bracket(self.whole(e, small))
        if isinstance(e, OPEN_ENDED) and not last:
            return self.bracket(self.atom(e, small))
        if isinstance(e, AppliedUndef) and e.func.__name__ in ("cross", "dot") and not last:
            return self.bracket(self.atom(e, small))
        return self.atom(e, small)

    def atom(self, e: sp.Expr, small: bool = False) -> str:
        """A single expression without signs around it."""
        if isinstance(e, sp.Symbol):
            return self.name(e)
        if isinstance(e, sp.Rational):
            whole = str(e.p) if e.q == 1 else (f"{e.p}/{e.q}" if small else rf"\frac{{{e.p}}}{{{e.q}}}")
            return f"({whole})" if e < 0 else whole
        constants = {sp.pi: r"\pi", sp.I: self.i, sp.E: self.e, sp.oo: r"\infty", sp.EulerGamma: r"\gamma_{\mathrm E}"}
        constants[-sp.oo] = r"-\infty"  # the end of a range, where it stands alone
        if e in constants:
            return constants[e]
        if isinstance(e, sp.Pow):
            return self.power(e, small)
        if isinstance(e, sp.exp):
            return self.exponential(e)
        if isinstance(e, AppliedUndef):
            return self.applied(e)
        if isinstance(e, sp.Order):
            return rf"O{self.bracket(self.whole(e.expr))}"
        writer = HEADS.get(type(e))
        if writer is not None:
            return writer(self, e)
        if type(e) in _MACROS or type(e) in _UPPER:
            return self.function(e)
        if isinstance(e, sp.Add | sp.Mul):
            return self.bracket(self.whole(e, small))
        raise NotationError(f"there is no LaTeX for {type(e).__name__}, in {e}.")

    def name(self, symbol: sp.Symbol) -> str:
        """A symbol's LaTeX."""
        written = self.order.latex(symbol)
        if written is None:
            raise NotationError(f"the symbol {symbol} has no LaTeX name in the table given.")
        return written

    def function(self, e: sp.Expr, power: str = "") -> str:
        """A function with its arguments in brackets, and its power behind its name."""
        upper = _UPPER.get(type(e))
        macro = upper if upper is not None and not self.order.is_taken(upper) else _MACROS[type(e)]
        arguments = ", ".join(self.whole(a) for a in e.args[: 1 if upper else None])
        return f"{macro}{power}{self.bracket(arguments)}"

    def applied(self, e: AppliedUndef) -> str:
        """An undefined function; ``cross`` and ``dot`` are the products of vectors."""
        name = e.func.__name__
        if name == "commutator":
            return rf"\left[{', '.join(self.whole(a) for a in e.args)}\right]"
        if name in ("cross", "dot"):
            left, right = (self.vector_operand(a) for a in e.args)
            return rf"{left} {chr(92)}{'times' if name == 'cross' else 'cdot'} {right}"
        symbol = self.order.named(name)
        head = self.name(symbol) if symbol else (name if len(name) == 1 else rf"\operatorname{{{name}}}")
        return f"{head}{self.bracket(', '.join(self.whole(a) for a in e.args))}"

    def vector_operand(self, e: Any) -> str:
        """A side of a vector product."""
        return self.factor(e) if not isinstance(e, AppliedUndef) else self.bracket(self.atom(e))

    def power(self, e: sp.Pow, small: bool) -> str:
        """A power, a root, or a reciprocal."""
        base, exponent = e.base, e.exp
        degree = int(1 / exponent) if isinstance(exponent, sp.Rational) and (1 / exponent).is_Integer else 0
        if degree == 2:
            return rf"\sqrt{{{self.whole(base)}}}"
        if degree > 2 and not small:
            return rf"\sqrt[{degree}]{{{self.whole(base)}}}"
        if exponent.is_Rational and exponent < 0 and base.is_commutative:
            return self.product(self.order.factors(e), small)
        script = self.whole(exponent, small=True)
        if exponent.is_Integer and exponent > 0 and type(base) in _MACROS and type(base) not in _UNPOWERED:
            return self.function(base, f"^{braced(script)}")
        if isinstance(base, sp.adjoint) and exponent.is_Integer and self._bare(base.args[0]):
            return rf"{self.atom(base.args[0])}^{{\dagger {script}}}"
        return f"{self.base(base)}^{braced(script)}"

    def base(self, e: sp.Expr) -> str:
        """The base of a script, in brackets unless it is a plain symbol or number."""
        if self._bare(e) or (e.is_Integer and e >= 0) or e in (sp.pi, sp.I) or isinstance(e, sp.Abs):
            return self.atom(e)
        if isinstance(e, sp.Add | sp.Mul | sp.Rational):
            return self.bracket(self.whole(e))
        return self.bracket(self.atom(e))

    def _bare(self, e: sp.Expr) -> bool:
        """Whether a symbol can take a superscript: its name has none, and no prime, outside braces."""
        return isinstance(e, sp.Symbol) and not re.search(r"[\^']", _outside_braces(self.name(e)))

    def exponential(self, e: sp.exp) -> str:
        """``e^{x}``, or ``\\exp`` for an argument with sums, roots or functions that would be too small to read."""
        argument = e.args[0]
        if argument.has(sp.Sum, sp.Integral, sp.Derivative) or sp.count_ops(argument) > 12:
            return rf"\exp{self.bracket(self.whole(argument))}"
        return rf"{self.e}^{braced(self.whole(argument, small=True))}"

    def matrix(self, e: sp.MatrixBase) -> str:
        """A matrix in round brackets."""
        rows = (" & ".join(self.whole(entry) for entry in e.row(i)) for i in range(e.rows))
        return r"\begin{pmatrix} " + r" \\ ".join(rows) + r" \end{pmatrix}"

    def logical(self, e: Any) -> str:
        """Conditions, truth values and tuples."""
        if e in (sp.true, sp.false):
            return r"\text{true}" if e == sp.true else r"\text{false}"
        signs = {sp.And: r" \text{ and } ", sp.Or: r" \text{ or } "}
        if type(e) in signs:
            return signs[type(e)].join(self.whole(a) for a in sp.ordered(e.args))
        if isinstance(e, sp.Not):
            return rf"\text{{not }} {self.bracket(self.whole(e.args[0]))}"
        if isinstance(e, sp.Tuple):
            return self.bracket(", ".join(self.whole(a) for a in e))
        raise NotationError(f"there is no LaTeX for {type(e).__name__}, in {e}.")


_UNPOWERED = (sp.exp, sp.Min, sp.Max, sp.KroneckerDelta, sp.LeviCivita, sp.Heaviside, sp.DiracDelta, sp.gamma)


def _reads_as_argument(text: str, piece: str) -> bool:
    """Whether a bracket behind a symbol would be read as the argument of a function: it holds no sum."""
    if not piece.startswith(("(", r"\left(")) or text.endswith((")", r"\right)")):
        return False
    depth, flat = 0, re.sub(r"[\^_].", "", _outside_braces(piece))
    for sign in flat:
        depth += (sign == "(") - (sign == ")")
        if depth == 1 and sign in "+-":
            return False
        if depth == 0 and sign == ")":
            break
    return True


def _outside_braces(text: str) -> str:
    while "{" in text:
        shorter = re.sub(r"\{[^{}]*\}", "", text)
        if shorter == text:
            break
        text = shorter
    return text
