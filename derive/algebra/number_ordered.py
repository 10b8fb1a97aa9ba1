r"""Boson modes in number order as a physicist uses them, and the way to normal order and back.

>>> import sympy as sp
>>> from derive.algebra import NumberOrdered, commutator, number
>>> j = sp.Symbol("j", positive=True)
>>> a = NumberOrdered("a")
>>> minus = a(sp.sqrt(2 * j - number)) * a.a
>>> commutator(minus.adjoint(), minus) == 2 * (a.n - j)
True
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from derive.algebra.errors import AlgebraError
from derive.algebra.ladders import NumberLadder, letters_of, number
from derive.algebra.monomials import monomial
from derive.algebra.operators import ONE_OPERATOR, Operator, combination, mapped_letters, summed
from derive.algebra.species import Letter
from derive.algebra.systems import Boson, System


class NumberOrdered(System):
    """A boson mode whose operators are functions of the number operator times ladder operators.

    ``mode(f)`` is the operator f(n), f an expression in `number`: ``mode(sp.sqrt(2*j - number)) * mode.a``. Roots of
    real functions are taken to be real, so that the mode is meant on the numbers where they are (n up to 2j here).
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, NumberLadder())

    def __call__(self, function: Any) -> Operator:
        """The operator f(n) of an expression in `number`; raises AlgebraError where it divides by zero."""
        parts = []
        for letter, factor, w in letters_of(function):
            m = monomial([] if letter is None else [(self.site, letter)])
            parts.append((m, factor * w.to_sympy()))
        return combination(parts)

    @property
    def a(self) -> Operator:
        """The annihilator."""
        return self.letter((1, sp.S.One))

    @property
    def dag(self) -> Operator:
        """The creator."""
        return self.letter((-1, sp.S.One))

    @property
    def n(self) -> Operator:
        """The number operator."""
        return self.letter((0, number))


def number_ordered(operator: Operator, mode: Boson) -> Operator:
    """An operator with one boson mode in number order: a+^2 a becomes (n - 1) a+.

    The mode's operators are then those of ``NumberOrdered`` of the same name.
    """
    ordered = NumberOrdered(mode.site.name)

    def image(letter: Letter | None) -> Operator:
        return ONE_OPERATOR if letter is None else ordered.dag ** letter[0] * ordered.a ** letter[1]

    return mapped_letters(operator, mode.site, image)


def normal_ordered(operator: Operator, mode: NumberOrdered) -> Operator:
    """An operator with one mode back in normal order, as operators of ``Boson`` of the same name.

    Raises AlgebraError for functions of n that are not polynomials: those have no finite normal order.
    """
    boson = Boson(mode.site.name)

    def image(letter: Letter | None) -> Operator:
        if letter is None:
            return ONE_OPERATOR
        shift, function = letter
        if not function.is_polynomial(number):
            raise AlgebraError(f"the function {function} of n is not a polynomial, which a finite normal order needs")
        ladder = boson.a**shift if shift > 0 else boson.dag ** (-shift)
        powers = sp.Poly(function, number).terms()
        return summed(boson.n**power * value * ladder for (power,), value in powers)

    return mapped_letters(operator, mode.site, image)
