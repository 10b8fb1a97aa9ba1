r"""Exact expansions in a small positive symbol, with powers that may be fractional and with its logarithm.

The coefficients are normal forms in the other symbols, so that a coefficient that cancels is seen to cancel. The
logarithm of the small symbol is a generator of its own: log(N)/N is not O(1/N), and the expansion shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp

from derive.judge.forms import NormalForm, conjugated
from derive.judge.question import Node
from derive.judge.tower import Generator, Ratio

LOG = "log of the small symbol"
MAX_PRODUCTS = 4000


class NoExpansionError(ArithmeticError):
    """The expression has no expansion of this kind, or none within the budget."""


@dataclass(frozen=True)
class Series:
    """Coefficients by power, and the power from which on nothing is known (None: the expansion is exact)."""

    terms: dict[Fraction, Ratio]
    cut: Fraction | None = None

    @property
    def lowest(self) -> Fraction | None:
        """The lowest power with a coefficient that is not known to vanish."""
        return min(self.terms, default=self.cut)


class Expansion:
    """Expands expressions in one symbol, each to a number of powers beyond its first."""

    def __init__(self, form: NormalForm, symbol: sp.Symbol, depth: int) -> None:
        self.form, self.tower, self.symbol, self.depth = form, form.tower, symbol, Fraction(depth)
        self.log_symbol = self.tower.adjoin(Generator(name=LOG, real=True, upper=Fraction(0)))
        self.products = 0
        self.known: dict[sp.Basic, Series] = {}

    def of(self, e: Node) -> Series:
        """The expansion; raises NoExpansionError, TooLargeError, UndefinedError."""
        if e not in self.known:
            if not e.has(self.symbol):
                self.known[e] = self.constant(self.form.of(e))
            elif e == self.symbol:
                self.known[e] = Series({Fraction(1): self.tower.constant(1)})
            else:
                rule = _RULES.get(e.func, _taylor)
                self.known[e] = rule(self, e)
        return self.known[e]

    # arithmetic -------------------------------------------------------------------------------------------

    def constant(self, value: Ratio) -> Series:
        """A coefficient as an exact expansion."""
        return self.made([(Fraction(0), value)], None)

    def number(self, value: int | Fraction) -> Series:
        """A rational number as an exact expansion."""
        return self.constant(self.tower.constant(value))

    def made(self, terms: Iterable[tuple[Fraction, Ratio]], cut: Fraction | None) -> Series:
        """Terms of equal power gathered, those that vanish or lie beyond the cut dropped."""
        gathered: dict[Fraction, list[Ratio]] = {}
        for power, coefficient in terms:
            if cut is None or power < cut:
                gathered.setdefault(power, []).append(coefficient)
        sums = {power: self.tower.add(parts) for power, parts in gathered.items()}
        return Series({p: c for p, c in sorted(sums.items()) if not self.tower.is_zero(c)}, cut)

    def add(self, parts: Iterable[Series]) -> Series:
        """The sum."""
        parts = list(parts)
        cuts = [p.cut for p in parts if p.cut is not None]
        return self.made((t for p in parts for t in p.terms.items()), min(cuts, default=None))

    def mul(self, a: Series, b: Series) -> Series:
        """The product, known as far as both factors allow, and no further than the depth."""
        if (not a.terms and a.cut is None) or (not b.terms and b.cut is None):
            return Series({})
        assert a.lowest is not None
        assert b.lowest is not None
        cuts = [x.cut + y.lowest for x, y in ((a, b), (b, a)) if x.cut is not None and y.lowest is not None]
        longest = len(a.terms) > 1 and len(b.terms) > 1
        if longest:
            cuts.append(a.lowest + b.lowest + self.depth)
        cut = min(cuts, default=None)
        pairs = []
        for p, c in a.terms.items():
            for q, d in b.terms.items():
                if cut is None or p + q < cut:
                    self.products += 1
                    if self.products > MAX_PRODUCTS:
                        raise NoExpansionError(f"more than {MAX_PRODUCTS} products of coefficients")
                    pairs.append((p + q, self.tower.mul((c, d))))
        return self.made(pairs, cut)

    def scaled(self, a: Series, factor: Ratio, shift: Fraction = Fraction(0)) -> Series:
        """The expansion times a coefficient and a power of the small symbol."""
        cut = None if a.cut is None else a.cut + shift
        return self.made(((p + shift, self.tower.mul((c, factor))) for p, c in a.terms.items()), cut)

    def leading(self, a: Series) -> tuple[Fraction, Ratio, Series]:
        """a = c s^v (1 + h): the power, the coefficient, and h, whose powers are positive."""
        if not a.terms:
            raise NoExpansionError("the first term of an expansion lies beyond its depth")
        power = min(a.terms)
        first = a.terms[power]
        unit = self.scaled(a, self.tower.power(first, -1), -power)
        rest = self.made(((p, c) for p, c in unit.terms.items() if p > 0), unit.cut)
        return power, first, rest

    def substituted(self, h: Series, coefficient: Callable[[int], Ratio]) -> Series:
        """sum_k coefficient(k) h^k of an h whose powers are positive."""
        if not h.terms and h.cut is None:
            return self.constant(coefficient(0))
        step = h.lowest
        assert step is not None
        assert step > 0
        total, power, k = [self.constant(coefficient(0))], self.number(1), 0
        while (k + 1) * step < self.depth:
            k += 1
            power = self.mul(power, h)
            total.append(self.scaled(power, coefficient(k)))
        total.append(Series({}, min(self.depth, (k + 1) * step)))
        return self.add(total)

    # functions --------------------------------------------------------------------------------------------

    def power(self, a: Series, exponent: Fraction) -> Series:
        """A rational power, for a small positive symbol."""
        if exponent.denominator == 1 and 0 <= exponent <= 8:
            result = self.number(1)
            for _ in range(int(exponent)):
                result = self.mul(result, a)
            return result
        power, first, h = self.leading(a)
        if self._has_log(first):
            raise NoExpansionError("a power of a logarithm")

        def binomial(k: int) -> Ratio:
            value = Fraction(1)
            for j in range(k):
                value *= (exponent - j) / (j + 1)
            return self.tower.constant(value)

        return self.scaled(self.substituted(h, binomial), self.form.power(first, exponent), power * exponent)

    def exp(self, a: Series) -> Series:
        """The exponential of an expansion without negative powers, or that falls faster than every power."""
        if a.lowest is not None and a.lowest < 0:
            if a.terms and self.certainly_positive(self.tower.negative(a.terms[a.lowest])):
                return Series({}, self.depth)
            raise NoExpansionError("an essential singularity")
        if a.cut is not None and a.cut <= 0:
            raise NoExpansionError("the first term of an expansion lies beyond its depth")
        first = a.terms.get(Fraction(0), self.tower.constant(0))
        shift, first = self._log_split(first)
        h = self.made(((p, c) for p, c in a.terms.items() if p > 0), a.cut)
        factorial = sp.factorial
        exponential = self.substituted(h, lambda k: self.tower.constant(Fraction(1, int(factorial(k)))))
        return self.scaled(exponential, self.form.exp(first), shift)

    def log(self, a: Series) -> Series:
        """The logarithm; that of the small symbol stays as a generator."""
        power, first, h = self.leading(a)
        if self._has_log(first):
            raise NoExpansionError("a logarithm of a logarithm")
        start = self.constant(self.tower.add((
            self.form.log(first), self.tower.mul((self.tower.constant(power), self.log_symbol)))))  # fmt: skip

        def mercator(k: int) -> Ratio:
            return self.tower.constant(Fraction((-1) ** (k + 1), k) if k else 0)

        return self.add((start, self.substituted(h, mercator)))

    def certainly_positive(self, c: Ratio) -> bool:
        """Whether a coefficient is seen to be positive on the domain; it is not zero, since it is kept."""
        rest = self.form.split(c)[1]
        return bool(rest.top.is_one() and rest.bottom.is_one()) and not self._has_log(c)

    def _has_log(self, c: Ratio) -> bool:
        index = self.tower.index(LOG)
        return self.tower.lift(c.top).degrees()[index] > 0 or self.tower.lift(c.bottom).degrees()[index] > 0

    def _log_split(self, c: Ratio) -> tuple[Fraction, Ratio]:
        """k and c0 of a coefficient c = k log(s) + c0 with a rational k, so that exp(c) = s^k exp(c0)."""
        if not self._has_log(c):
            return Fraction(0), c
        top, index = self.tower.lift(c.top), self.tower.index(LOG)
        if self.tower.lift(c.bottom).is_constant():
            exponents = tuple(int(k == index) for k in range(len(self.tower.generators)))
            value = top.to_dict().get(exponents)
            if value is not None:
                k = Fraction(int(value.p), int(value.q))
                minus = self.tower.mul((self.tower.constant(-k), self.log_symbol))
                rest = self.tower.add((c, minus))
                if not self._has_log(rest):
                    return k, rest
        raise NoExpansionError("an exponential of a logarithm")


def _add(x: Expansion, e: Node) -> Series:
    return x.add([x.of(a) for a in e.args])


def _mul(x: Expansion, e: Node) -> Series:
    product = x.number(1)
    for a in e.args:
        product = x.mul(product, x.of(a))
    return product


def _pow(x: Expansion, e: Node) -> Series:
    base, exponent = e.args
    if isinstance(exponent, sp.Rational):
        return x.power(x.of(base), Fraction(int(exponent.p), int(exponent.q)))
    return x.exp(x.mul(x.of(exponent), x.log(x.of(base))))


def _circular(x: Expansion, e: Node) -> Series:
    name = e.func.__name__
    hyperbolic, kind = name.endswith("h"), name.removesuffix("h")
    argument = x.of(e.args[0])
    z = x.exp(argument if hyperbolic else x.scaled(argument, x.tower.i))
    inverse = x.power(z, Fraction(-1))
    half = x.tower.constant(Fraction(1, 2))
    cosine = x.scaled(x.add((z, inverse)), half)
    sine = x.scaled(x.add((z, x.scaled(inverse, x.tower.constant(-1)))), half)
    if not hyperbolic:
        sine = x.scaled(sine, x.tower.negative(x.tower.i))
    top, bottom = {"sin": (sine, None), "cos": (cosine, None), "tan": (sine, cosine), "cot": (cosine, sine),
                   "sec": (x.number(1), cosine), "csc": (x.number(1), sine)}[kind]  # fmt: skip
    return top if bottom is None else x.mul(top, x.power(bottom, Fraction(-1)))


def _taylor(x: Expansion, e: Node) -> Series:
    """A function of one argument that is analytic at the argument's limit, by its derivatives there."""
    if len(e.args) != 1 or not isinstance(e, sp.Function) or e.func in _NOT_ANALYTIC:
        raise NoExpansionError(f"no expansion of {e.func.__name__}")
    inner = x.of(e.args[0])
    limit = e.args[0].xreplace({x.symbol: sp.Integer(0)})
    first = inner.terms.get(Fraction(0), x.tower.constant(0))
    if (inner.lowest or 0) < 0 or limit.has(sp.nan, sp.zoo, sp.oo):
        raise NoExpansionError(f"{e.func.__name__} at a singular point")
    if not x.tower.is_zero(x.tower.add((first, x.tower.negative(x.form.of(limit))))):
        raise NoExpansionError(f"the limit of the argument of {e.func.__name__} is not seen")
    u = sp.Dummy("u")
    h = x.made(((p, c) for p, c in inner.terms.items() if p > 0), inner.cut)

    def coefficient(k: int) -> Ratio:
        value = (sp.diff(e.func(u), u, k) / sp.factorial(k)).xreplace({u: limit})
        if value.has(sp.nan, sp.zoo, sp.oo):
            raise NoExpansionError(f"{e.func.__name__} is not analytic at {limit}")
        return x.form.of(value)

    return x.substituted(h, coefficient)


def _error_function(x: Expansion, e: Node) -> Series:
    """erf or erfc of an argument that grows without bound along the real axis: 1 or 0 to all powers."""
    inner = x.of(e.args[0])
    if inner.lowest is None or inner.lowest >= 0 or not inner.terms:
        return _taylor(x, e)
    leading = inner.terms[inner.lowest]
    limit = 1 if x.certainly_positive(leading) else -1
    if limit == -1 and not x.certainly_positive(x.tower.negative(leading)):
        raise NoExpansionError(f"{e.func.__name__} of an argument without a sign")
    value = limit if e.func is sp.erf else 1 - limit
    return x.made([(Fraction(0), x.tower.constant(value))], x.depth)


def _conjugate(x: Expansion, e: Node) -> Series:
    carried = conjugated(e.args[0])
    if isinstance(carried, sp.conjugate):
        raise NoExpansionError(f"no expansion of {e}")
    return x.of(carried)


_NOT_ANALYTIC = (sp.sign, sp.arg, sp.Heaviside, sp.DiracDelta, sp.Min, sp.Max)
_RULES: dict[Any, Callable[[Expansion, Node], Series]] = {
    sp.Add: _add, sp.Mul: _mul, sp.Pow: _pow, sp.exp: lambda x, e: x.exp(x.of(e.args[0])),
    sp.log: lambda x, e: x.log(x.of(e.args[0])),
    **dict.fromkeys((sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc), _circular),
    **dict.fromkeys((sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch), _circular),
    sp.Abs: lambda x, e: x.power(x.mul(x.of(e.args[0]), x.of(conjugated(e.args[0]))), Fraction(1, 2)),
    sp.conjugate: _conjugate, sp.erf: _error_function, sp.erfc: _error_function,
    sp.re: lambda x, e: x.of((e.args[0] + conjugated(e.args[0])) / 2),
    sp.im: lambda x, e: x.of((e.args[0] - conjugated(e.args[0])) / (2 * sp.I)),
}  # fmt: skip
