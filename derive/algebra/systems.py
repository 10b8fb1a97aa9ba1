"""The systems that a physicist names, and their operators."""

from __future__ import annotations

from fractions import Fraction

from derive.algebra.halfspin import HalfSpin
from derive.algebra.monomials import Site, monomial, site
from derive.algebra.operators import ONE_OPERATOR, Operator
from derive.algebra.species import Letter
from derive.algebra.weights import ONE, I


class Spin:
    """A spin; ``x``, ``y``, ``z``, ``plus`` and ``minus`` are its operators in units of hbar."""

    def __init__(self, name: str) -> None:
        self.site: Site = site(name, HalfSpin())

    @property
    def x(self) -> Operator:
        """The component along x."""
        return letter_operator(self.site, "x")

    @property
    def y(self) -> Operator:
        """The component along y."""
        return letter_operator(self.site, "y")

    @property
    def z(self) -> Operator:
        """The component along z."""
        return letter_operator(self.site, "z")

    @property
    def plus(self) -> Operator:
        """The raising operator, x + i y."""
        x, y = monomial([(self.site, "x")]), monomial([(self.site, "y")])
        return Operator({ONE: {x: 1}, I: {y: 1}}, 2)

    @property
    def minus(self) -> Operator:
        """The lowering operator, x - i y."""
        x, y = monomial([(self.site, "x")]), monomial([(self.site, "y")])
        return Operator({ONE: {x: 1}, I: {y: -1}}, 2)

    @property
    def one(self) -> Operator:
        """The identity."""
        return ONE_OPERATOR

    def __repr__(self) -> str:
        return f"Spin({self.site.name!r})"


def letter_operator(place: Site, letter: Letter) -> Operator:
    """The operator of one letter of a system, as written."""
    m = monomial([(place, letter)])
    return Operator({ONE: {m: 1}}, m.scale)
