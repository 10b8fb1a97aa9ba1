r"""Fractions of polynomials over the rationals in named generators, some of which obey a relation g^d = r.

The generators are adjoined one by one, and every relation is an identity between the functions they stand for:
i^2 = -1, a root's power, |f|^2 = f conj(f), the cyclotomic relation of a root of unity. A numerator that reduces to
zero modulo the relations is therefore zero wherever the expression is defined: each factor of the denominator
divides something that the expression itself divides by.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

MAX_TERMS = 6000  # of a polynomial; above it the normal form is given up, and the counted work is reported


class TooLargeError(ArithmeticError):
    """The normal form needs more terms than its budget."""


class UndefinedError(ArithmeticError):
    """A denominator is identically zero."""


@dataclass(frozen=True, kw_only=True)
class Generator:
    """What a generator is known to be: real or not, and between which bounds."""

    name: str
    real: bool = False
    lower: Fraction | None = None
    upper: Fraction | None = None
    open_below: bool = True
    open_above: bool = True
    integer: bool = False


@dataclass(frozen=True)
class Ratio:
    """A numerator over a denominator, without a common factor; the denominator's leading coefficient is 1."""

    top: fmpq_mpoly
    bottom: fmpq_mpoly

    def __str__(self) -> str:
        return f"({self.top})/({self.bottom})"


class Tower:
    """The generators, in the order of their adjunction, with their relations; fractions are made by it."""

    def __init__(self, max_terms: int = MAX_TERMS) -> None:
        self.generators: list[Generator] = []
        self.relations: dict[int, tuple[int, fmpq_mpoly]] = {}
        self.context = fmpq_mpoly_ctx.get((), Ordering.lex)
        self.max_terms = max_terms
        self.largest = 0
        self.i = self.adjoin(Generator(name="i"))
        self.relate("i", 2, self.constant(-1))

    # generators -------------------------------------------------------------------------------------------

    def adjoin(self, generator: Generator) -> Ratio:
        """The new generator as a fraction; a name that is known gives the known generator."""
        if generator.name not in {g.name for g in self.generators}:
            self.generators.append(generator)
            names = tuple(g.name for g in self.generators)
            self.context = fmpq_mpoly_ctx.get(names, Ordering.lex)
        return Ratio(self.context.gen(self.index(generator.name)), self.context.constant(1))

    def index(self, name: str) -> int:
        """The position of a generator; raises KeyError."""
        for position, generator in enumerate(self.generators):
            if generator.name == name:
                return position
        raise KeyError(name)

    def relate(self, name: str, degree: int, value: Ratio) -> None:
        """From now on the generator's power of this degree is replaced by the value, a polynomial."""
        self.relations[self.index(name)] = (degree, self.lift(value.top))

    # polynomials ------------------------------------------------------------------------------------------

    def lift(self, p: fmpq_mpoly) -> fmpq_mpoly:
        """The polynomial among all generators known now."""
        return p if p.context() is self.context else p.project_to_context(self.context)

    def reduced(self, p: fmpq_mpoly) -> fmpq_mpoly:
        """The polynomial modulo the relations."""
        p = self.lift(p)
        found = True
        while found:
            found = False
            degrees = p.degrees()
            for index, (degree, value) in self.relations.items():
                if degrees[index] >= degree:
                    p = self._replaced(p, index, degree, self.lift(value))
                    found = True
                    break
        return self.counted(p)

    def _replaced(self, p: fmpq_mpoly, index: int, degree: int, value: fmpq_mpoly) -> fmpq_mpoly:
        parts: dict[int, dict[tuple[int, ...], fmpq]] = {}
        for exponents, coefficient in p.to_dict().items():
            power, rest = divmod(int(exponents[index]), degree)
            key = (*exponents[:index], rest, *exponents[index + 1 :])
            parts.setdefault(power, {})[key] = coefficient
        total = self.context.constant(0)
        for power, part in parts.items():
            total += self.context.from_dict(part) * value**power
            self.counted(total)
        return total

    def counted(self, p: fmpq_mpoly) -> fmpq_mpoly:
        """The polynomial itself, when it has no more terms than the budget; raises TooLargeError."""
        self.largest = max(self.largest, len(p))
        if len(p) > self.max_terms:
            raise TooLargeError(f"{len(p)} terms")
        return p

    # fractions --------------------------------------------------------------------------------------------

    def constant(self, value: int | Fraction | fmpq) -> Ratio:
        """A rational constant."""
        if isinstance(value, Fraction):
            value = fmpq(value.numerator, value.denominator)
        return Ratio(self.context.constant(value), self.context.constant(1))

    def ratio(self, top: fmpq_mpoly, bottom: fmpq_mpoly) -> Ratio:
        """The fraction in lowest terms; raises UndefinedError for a denominator that is zero."""
        top, bottom = self.reduced(top), self.reduced(bottom)
        if bottom.is_zero():
            raise UndefinedError("division by an expression that is identically zero")
        if top.is_zero():
            return self.constant(0)
        if not bottom.is_constant():
            common = top.gcd(bottom)
            if not common.is_constant():
                top, bottom = top / common, bottom / common
        lead = bottom.leading_coefficient()
        return Ratio(top / lead, bottom / lead)

    def add(self, terms: Iterable[Ratio]) -> Ratio:
        """The sum."""
        total = self.constant(0)
        for term in terms:
            a, b = self.lift(total.top), self.lift(total.bottom)
            c, d = self.lift(term.top), self.lift(term.bottom)
            total = self.ratio(a + c, b) if b == d else self.ratio(a * d + c * b, b * d)
        return total

    def mul(self, factors: Iterable[Ratio]) -> Ratio:
        """The product."""
        total = self.constant(1)
        for factor in factors:
            a, b = self.lift(total.top), self.lift(total.bottom)
            c, d = self.lift(factor.top), self.lift(factor.bottom)
            self._expected(a, c)
            total = self.ratio(a * c, b * d)
        return total

    def _expected(self, a: fmpq_mpoly, c: fmpq_mpoly) -> None:
        """Refuse a product whose terms are certainly far beyond the budget before it is multiplied out."""
        if len(a) * len(c) > 200 * self.max_terms:
            raise TooLargeError(f"a product of {len(a)} by {len(c)} terms")

    def power(self, base: Ratio, n: int) -> Ratio:
        """An integer power."""
        if n < 0:
            base, n = self.ratio(base.bottom, base.top), -n
        if n > 64 and not (len(base.top) == 1 and len(base.bottom) == 1):
            raise TooLargeError(f"a power {n}")
        result = self.constant(1)
        square = base
        while n:
            if n & 1:
                result = self.mul((result, square))
            n >>= 1
            if n:
                square = self.mul((square, square))
        return result

    def negative(self, a: Ratio) -> Ratio:
        """Minus the fraction."""
        return Ratio(-a.top, a.bottom)

    def is_zero(self, a: Ratio) -> bool:
        """Does the numerator reduce to zero?"""
        return bool(self.reduced(a.top).is_zero())
