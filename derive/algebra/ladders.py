r"""Boson modes in number order: functions of the number operator before powers of the ladder operators.

A letter is a shift k and a function f: :math:`f(\hat n)\, a^k` for k > 0, :math:`f(\hat n)\, a^{\dagger |k|}` for
k < 0, :math:`f(\hat n)` for k = 0. With :math:`a^k f(\hat n) = f(\hat n + k)\, a^k` for either sign,

.. math:: f(\hat n)\, a^k\; g(\hat n)\, a^l = f(\hat n)\, g(\hat n + k)\, c_{kl}(\hat n)\, a^{k+l}

where :math:`c_{kl}` is the polynomial that ladder operators of opposite sense leave. Square roots (Holstein-Primakoff)
and energy denominators (Schrieffer-Wolff) stay exact. The function of a letter is one member of a basis: a power of n
or of the inverse of an irreducible polynomial (by partial fractions), times square roots and whatever else depends on
n, so that equal operators have equal letters as long as functions are rational, roots of polynomials, or exponentials.

Parameters are generic: a denominator such as Delta + chi n is taken to vanish for no n. A definite pole at a number
that a mode can have is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy as sp

from derive import expressions
from derive.algebra.errors import AlgebraError
from derive.algebra.names import head, powered, tail
from derive.algebra.scalars import polynomial
from derive.algebra.species import Entries, Letter, Products, Species, need_cutoff
from derive.algebra.weights import ONE, Weight, generator, multiply, weight

number = sp.Symbol("n", integer=True, nonnegative=True)
"""The number operator inside a function of it."""
_LAST = sp.Symbol("~", integer=True, nonnegative=True)
"""The number operator while a function is written: sorted behind every other symbol, as in 2j - n."""


@dataclass(frozen=True)
class NumberLadder(Species):
    """A boson mode whose letter (k, f) is ``f(n) a^k``, creators where k is negative."""

    def multiply(self, left: Letter, right: Letter) -> Products:
        """The product with the second function moved past the first ladder."""
        return _product(left, right)

    def adjoint(self, letter: Letter) -> Products:
        """``a+^k f*(n) = f*(n - k) a+^k``; roots of real functions of n are real where the mode lives."""
        k, f = letter
        return in_basis(-k, _conjugated(f).xreplace({number: number - k}))

    def degree(self, letter: Letter) -> int:
        """The number of ladder operators, or one for a function alone."""
        return abs(letter[0]) or 1

    def charges(self, letter: Letter) -> Mapping[str, int]:
        """The number of quanta created."""
        return {"quanta": -letter[0]} if letter[0] else {}

    def dimension(self, cutoff: int | None) -> int:
        """The number of number states kept, 0 to cutoff - 1."""
        return need_cutoff("boson mode", cutoff)

    def entries(self, letter: Letter, cutoff: int | None) -> Entries:
        """Matrix elements between number states, the function at the number that results."""
        k, f = letter
        found: Entries = {}
        for n in range(self.dimension(cutoff)):
            m = n - k
            if 0 <= m < self.dimension(cutoff):
                most, least = max(n, m), min(n, m)
                value = f.xreplace({number: sp.Integer(m)}) * sp.sqrt(sp.ff(most, most - least))
                if value != 0:
                    found[m, n] = value
        return found

    def latex(self, letter: Letter, name: str) -> str:
        """For example ``\\sqrt{2 j - \\hat{n}_{a}} \\hat{a}``."""
        k, f = letter
        label = ",".join(part for part in (head(name)[5:-1], tail(name)) if part)
        written = sp.latex(f.xreplace({number: _LAST})).replace("~", rf"\hat{{n}}_{{{label}}}")
        ladder = powered(name, abs(k), dagger=k < 0)
        return " ".join(part for part in ("" if f == 1 else written, ladder) if part)

    def text(self, letter: Letter, name: str) -> str:
        """For example ``sqrt(2*j - a.n)*a``."""
        k, f = letter
        written = str(f.xreplace({number: _LAST})).replace("~", f"{name}.n")
        ladder = f"{name}.dag" if k < 0 else name
        power = "" if abs(k) == 1 else f"^{abs(k)}"
        return "*".join(part for part in ("" if f == 1 else written, ladder + power if k else "") if part)

    def word(self, letter: Letter) -> tuple[Letter, ...]:
        """The function, then the ladder operators one by one."""
        k, f = letter
        step = (1 if k > 0 else -1, sp.S.One)
        return (*([] if f == 1 else [(0, f)]), *[step] * abs(k))

    def alphabet(self) -> tuple[Letter, ...]:
        """The creator, the annihilator and the number operator; other functions are no finite list."""
        return (-1, sp.S.One), (1, sp.S.One), (0, number)

    def replaced(self, letter: Letter, function: Callable[[sp.Expr], sp.Expr]) -> Products:
        """The letter with a replacement made in its function of n."""
        return in_basis(letter[0], function(letter[1]))

    def to_tree(self, letter: Letter) -> Any:
        """The shift, and the function as an expression tree."""
        return [letter[0], expressions.to_tree(letter[1])]

    def from_tree(self, tree: Any) -> Letter:
        """The shift and the function."""
        return int(tree[0]), expressions.from_tree(tree[1])


@lru_cache(maxsize=20000)
def _product(left: Letter, right: Letter) -> Products:
    (k, f), (l, g) = left, right
    functions = f * g.xreplace({number: number + k})
    least = max(0, -(k + l))
    for pole in poles(functions):
        if pole >= least:
            raise AlgebraError(
                f"the product of {_shown(left)} and {_shown(right)} divides by zero at n = {pole}, where the ladder "
                "operators give zero: it holds a projector on that number, which is no function of n known here"
            )
    return in_basis(k + l, functions * contraction(k, l))


def _shown(letter: Letter) -> str:
    return NumberLadder().text(letter, "a") or "1"


def contraction(k: int, l: int) -> sp.Expr:
    """What stands before the ladder of shift k + l in the product of the ladders of shifts k and l."""
    if k * l >= 0:
        return sp.S.One
    if k > 0:
        # a^k a+^p: the pairs in the middle, moved to the left past what is left of the annihilators.
        pairs, over = min(k, -l), max(k + l, 0)
        return sp.Mul(*(number + over + i + 1 for i in range(pairs)))
    pairs, over = min(-k, l), max(-(k + l), 0)
    return sp.Mul(*(number - over - i for i in range(pairs)))


@lru_cache(maxsize=20000)
def in_basis(shift: int, function: sp.Expr) -> Products:
    """A function of n before a ladder as a sum of letters: rational parts by partial fractions."""
    total: dict[tuple[sp.Expr, Weight], Fraction] = {}
    for w, value in polynomial(function).items():
        for basis, scalar in _split(w):
            for own, factor in multiply({ONE: value}, polynomial(scalar)).items():
                total[basis, own] = total.get((basis, own), Fraction(0)) + factor
    found: list[tuple[Letter | None, int, Weight]] = []
    for (basis, w), factor in sorted(
        total.items(), key=lambda item: (sp.default_sort_key(item[0][0]), item[0][1].order())
    ):
        if factor:
            plain = shift == 0 and basis == 1
            found.append((None if plain else (shift, basis), factor.numerator, _over(w, factor.denominator)))
    return tuple(found)


def _over(w: Weight, denominator: int) -> Weight:
    """A weight divided by a whole number, which becomes a generator of its own: structure constants are integers."""
    if denominator == 1:
        return w
    inverse = weight([(generator(sp.Rational(1, denominator), "count"), 1)])
    ((product, _),) = w.products[inverse]
    return product


def _split(w: Weight) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """A weight as a sum of (basis function of n, coefficient without n)."""
    scalar: sp.Expr = sp.S.One
    kept: sp.Expr = sp.S.One
    rational: sp.Expr = sp.S.One
    fractions = False
    for g, e in w.powers:
        if not g.power(e).has(number):
            scalar *= g.power(e)
        elif g.base == number or (g.kind == "root" and g.base.is_polynomial(number)):
            content, primitive = g.base.primitive()
            whole = Fraction(e).__floor__()
            part = sp.Rational(Fraction(e) - whole)
            scalar *= content ** sp.Rational(Fraction(e))
            kept *= primitive**part
            rational *= primitive**whole
            fractions = fractions or whole < 0
        else:
            kept *= g.power(e)
    if not fractions:
        yield kept * rational, scalar
        return
    for part in sp.Add.make_args(sp.apart(sp.together(rational), number)):
        yield from _of_fraction(part, kept, scalar)


def _of_fraction(part: sp.Expr, kept: sp.Expr, scalar: sp.Expr) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    above, below = sp.fraction(part)
    content, factors = sp.factor_list(below)
    basis: sp.Expr = kept
    outside = scalar / content
    for factor, power in factors:
        if factor.has(number):
            basis *= factor**-power
        else:
            outside /= factor**power
    for term in sp.Add.make_args(sp.expand(above)):
        constant, power_of_n = term.as_independent(number, as_Add=False)
        yield basis * power_of_n, outside * constant


def poles(function: sp.Expr) -> list[int]:
    """The whole numbers from 0 up at which a function of n divides by zero, where its coefficients are numbers."""
    found: set[int] = set()
    for w in polynomial(function):
        for g, e in w.powers:
            if Fraction(e) < 0 and g.base.free_symbols == {number} and g.base.is_polynomial(number):
                found |= {int(root) for root in sp.roots(g.base, number) if root.is_Integer and root >= 0}
    return sorted(found)


def _conjugated(f: sp.Expr) -> sp.Expr:
    """The conjugate of a function of n, roots of real polynomials in n kept."""
    result: sp.Expr = sp.S.One
    for factor in sp.Mul.make_args(f):
        base, exponent = factor.as_base_exp()
        real = exponent.is_Rational and base.is_polynomial(number)
        result *= sp.conjugate(base) ** exponent if real else sp.conjugate(factor)
    return result


def letters_of(function: Any) -> Products:
    """A function of n as letters; raises AlgebraError for one with a pole at a number that a mode can have."""
    expression = sp.Integer(function) if isinstance(function, int) else function
    if not isinstance(expression, sp.Expr):
        raise AlgebraError(f"the function {function!r} was given where an expression in `number` is expected")
    at = poles(expression)
    if at:
        raise AlgebraError(
            f"the function {expression} divides by zero at n = {at[0]}, where a finite value is expected"
        )
    return in_basis(0, expression)


def forget_products() -> None:
    """Forget remembered products of letters."""
    _product.cache_clear()
    in_basis.cache_clear()
