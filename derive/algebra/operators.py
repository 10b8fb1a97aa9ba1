"""Operators: exact polynomials in the letters of any number of systems, canonical when they are built.

Equality of operators is equality of mappings; nothing is sorted or rewritten afterwards. Coefficients are SymPy
expressions for the reader and integers over weights inside (`derive.algebra.weights`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import partial
from math import lcm
from types import MappingProxyType
from typing import Any

import sympy as sp

from derive.algebra import bilinear, finite, matrices, trees, typeset
from derive.algebra.bilinear import Groups
from derive.algebra.errors import AlgebraError
from derive.algebra.monomials import IDENTITY, Monomial, Site, adjoint_term, monomial
from derive.algebra.scalars import Scalar, is_scalar, polynomial, to_sympy, vanishes
from derive.algebra.species import Letter
from derive.algebra.weights import ONE, Polynomial, Weight


class Operator:
    """An exact operator; build it from systems (`Spin`, `Boson`, ...) with ``+``, ``-``, ``*`` and ``**``.

    Scalars are integers, fractions and commuting SymPy expressions; floats raise AlgebraError.
    """

    # Layouts and coefficients, made when they are first needed.
    _terms: Mapping[Monomial, sp.Expr] | None = None
    _product_rows: bilinear.Rows | None = None
    _commutator_rows: bilinear.Rows | None = None
    _items: bilinear.Items | None = None

    def __init__(self, groups: Groups, denominator: int = 1) -> None:
        self._groups, self._denominator = groups, denominator
        if denominator != 1:
            self._groups, self._denominator = bilinear.reduce(groups, denominator)

    # Sums and products

    def __add__(self, other: Operator | Scalar) -> Operator:
        right = _lifted(other)
        if right is None:
            return NotImplemented
        return self._plus(right, 1)

    __radd__ = __add__

    def __sub__(self, other: Operator | Scalar) -> Operator:
        right = _lifted(other)
        if right is None:
            return NotImplemented
        return self._plus(right, -1)

    def __rsub__(self, other: Scalar) -> Operator:
        return (-self).__add__(other)

    def _plus(self, other: Operator, sign: int) -> Operator:
        mine, theirs = self._denominator, other._denominator
        if mine == theirs:
            return Operator(bilinear.add(self._groups, other._groups, 1, sign), mine)
        return Operator(bilinear.add(self._groups, other._groups, theirs, sign * mine), mine * theirs)

    def __neg__(self) -> Operator:
        return Operator(bilinear.scale(self._groups, ONE, -1), self._denominator)

    def __mul__(self, other: Operator | Scalar) -> Operator:
        if isinstance(other, Operator):
            if self._product_rows is None:
                self._product_rows = bilinear.product_rows(self._groups)
            if other._items is None:
                other._items = bilinear.items(other._groups)
            groups = bilinear.combine(self._product_rows, other._items)
            return Operator(groups, self._denominator * other._denominator)
        if is_scalar(other):
            return self._times(polynomial(other))
        return NotImplemented

    def __rmul__(self, other: Scalar) -> Operator:
        return self._times(polynomial(other)) if is_scalar(other) else NotImplemented

    def __truediv__(self, other: Scalar) -> Operator:
        if isinstance(other, int | Fraction):
            other = sp.Rational(other)
        return self._times(polynomial(1 / other)) if is_scalar(other) else NotImplemented

    def _times(self, scalar: Polynomial) -> Operator:
        result = ZERO
        for w, value in scalar.items():
            scaled = bilinear.scale(self._groups, w, value.numerator)
            result = result._plus(Operator(scaled, self._denominator * value.denominator), 1)
        return result

    def __pow__(self, exponent: int) -> Operator:
        if not isinstance(exponent, int) or exponent < 0:
            raise AlgebraError(f"the power {exponent!r} of an operator is not a whole number from 0 up")
        if exponent == 0:
            return ONE_OPERATOR
        result = self
        if exponent > 8 or len({place for group in self._groups.values() for m in group for place, _ in m.letters}) > 1:
            # One factor at a time: the left operand stays small, which costs less than squaring big sums.
            for _ in range(exponent - 1):
                result = self * result
            return result
        # Low powers on one system have few terms, and squaring does with fewer products.
        for digit in bin(exponent)[3:]:
            result = result * result
            if digit == "1":
                result = self * result
        return result

    # Comparison

    def __eq__(self, other: object) -> bool:
        right = other if isinstance(other, Operator) else _lifted(other)
        if right is None:
            return NotImplemented
        if self._denominator == right._denominator and self._groups == right._groups:
            return True
        return self._plus(right, -1).is_zero

    def __hash__(self) -> int:
        # Operators that are equal only through relations between coefficients have the same cancelled form.
        plain = self.map_coefficients(sp.cancel) if self._has_relations() else self
        return hash((plain._denominator, frozenset((w, frozenset(g.items())) for w, g in plain._groups.items())))

    def _has_relations(self) -> bool:
        return any(g.kind in ("root", "count") for w in self._groups for g, _ in w.powers)

    @property
    def is_zero(self) -> bool:
        """Whether the operator is zero; exact for coefficients polynomial in symbols, roots and exponentials.

        Coefficients with inverses of sums or trigonometric functions are brought over a common denominator.
        """
        return all(vanishes(value) for value in self._polynomials().values())

    @property
    def is_hermitian(self) -> bool:
        """Whether the operator equals its adjoint, symbols conjugated by their SymPy assumptions."""
        return self == self.adjoint()

    # Parts

    def _polynomials(self) -> dict[Monomial, Polynomial]:
        """The coefficient of each monomial as a polynomial over weights."""
        result: dict[Monomial, Polynomial] = {}
        for w, group in self._groups.items():
            for m, k in group.items():
                result.setdefault(m, {})[w] = Fraction(k * m.scale, self._denominator)
        return result

    @property
    def terms(self) -> Mapping[Monomial, sp.Expr]:
        """The canonical monomials, in a fixed order, with their SymPy coefficients."""
        if self._terms is None:
            found = sorted(self._polynomials().items(), key=lambda item: item[0].order())
            written = ((m, to_sympy(value)) for m, value in found)
            # Numbers of atoms such as N/2 may cancel only when they are written in N.
            self._terms = MappingProxyType({m: value for m, value in written if value != 0})
        return self._terms

    def monomials(self) -> tuple[Monomial, ...]:
        """The canonical monomials that occur, in a fixed order."""
        return tuple(self.terms)

    def coefficient(self, of: Monomial | Operator) -> sp.Expr:
        """The coefficient of a monomial, given as such or as an operator of one term with coefficient c.

        For an operator ``c*m`` the answer is the coefficient of m divided by c. Raises AlgebraError for an
        operator of several terms.
        """
        if isinstance(of, Monomial):
            return self.terms.get(of, sp.S.Zero)
        if len(of.terms) != 1:
            raise AlgebraError(f"the coefficient of {of} was asked for, an operator of {len(of.terms)} terms, not one")
        ((m, own),) = of.terms.items()
        return self.terms.get(m, sp.S.Zero) / own

    @property
    def sites(self) -> tuple[Site, ...]:
        """The systems on which the operator acts, sorted by name."""
        found = {place for group in self._groups.values() for m in group for place in m.sites}
        return tuple(sorted(found, key=lambda place: place.key))

    def adjoint(self) -> Operator:
        """The Hermitian adjoint."""
        out: Groups = {}
        for w, group in self._groups.items():
            for m, k in group.items():
                for total, other, factor in adjoint_term(w, m):
                    mine = out.setdefault(total, {})
                    mine[other] = mine.get(other, 0) + k * factor
        return Operator(bilinear.clean(out), self._denominator)

    # Coefficients

    def map_coefficients(self, function: Callable[[sp.Expr], Any]) -> Operator:
        """The operator with a function applied to every coefficient."""
        return combination((m, function(value)) for m, value in self.terms.items())

    def xreplace(self, rule: Mapping[Any, Any]) -> Operator:
        """The operator with an exact replacement made in its coefficients, and in functions inside letters."""
        return self._replaced(lambda value: value.xreplace(rule))

    def subs(self, *arguments: Any, **keywords: Any) -> Operator:
        """The operator with SymPy's ``subs`` applied to its coefficients, and to functions inside letters."""
        return self._replaced(lambda value: value.subs(*arguments, **keywords))

    def _replaced(self, function: Callable[[sp.Expr], sp.Expr]) -> Operator:
        result = self.map_coefficients(function)
        for place in result.sites:
            letters = {letter for m in result.terms for own, letter in m.letters if own is place}
            if any(place.species.replaced(letter, function) is not None for letter in letters):
                result = mapped_letters(result, place, partial(_replaced_letter, place, function))
        return result

    # Other forms

    def matrix(
        self,
        sites: Iterable[Any] | None = None,
        cutoff: matrices.Limits = None,
        atoms: Mapping[Any, Any] | None = None,
    ) -> sp.ImmutableMatrix:
        """The exact matrix on the given systems (all that occur, by default), first system slowest.

        ``cutoff`` is the number of states kept of each infinite system, or a mapping from system to number;
        ``atoms`` the number of atoms of each ensemble. Raises AlgebraError for systems that the operator acts
        on and that were not given.
        """
        return matrices.matrix(self, sites, cutoff, atoms)

    def entries(
        self,
        sites: Iterable[Any] | None = None,
        cutoff: matrices.Limits = None,
        atoms: Mapping[Any, Any] | None = None,
    ) -> dict[tuple[int, int], sp.Expr]:
        """The non-zero entries of `matrix`, by (row, column)."""
        return matrices.entries(self, sites, cutoff, atoms)[1]

    def written_out(self, atoms: Mapping[Any, Any]) -> Operator:
        """The operator with ensembles replaced by definite numbers of atoms, each atom a system of its own."""
        return finite.written_out(self, atoms)

    def to_sympy(self) -> sp.Expr:
        """The operator as a SymPy expression in noncommutative symbols."""
        return trees.to_sympy(self)

    def alphabet(self) -> dict[sp.Symbol, Operator]:
        """The symbols of `to_sympy` with the operators that they stand for; `from_sympy` reads with it."""
        return trees.alphabet(self)

    def to_json(self) -> list[Any]:
        """The operator as a JSON tree, in the manner of `derive.expressions`."""
        return trees.to_tree(self)

    @staticmethod
    def from_json(tree: list[Any]) -> Operator:
        """The operator of a JSON tree; raises AlgebraError for anything else."""
        return trees.from_tree(tree)

    def latex(self) -> str:
        """The operator in LaTeX, as one would write it by hand."""
        return typeset.latex(self)

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex()}$"

    def __str__(self) -> str:
        return typeset.text(self)

    __repr__ = __str__

    def __reduce__(self) -> tuple[Any, ...]:
        return Operator, (self._groups, self._denominator)


def _lifted(value: object) -> Operator | None:
    """A scalar as a multiple of the identity; None for what is neither an operator nor a scalar."""
    if isinstance(value, Operator):
        return value
    return ONE_OPERATOR._times(polynomial(value)) if is_scalar(value) else None


ZERO = Operator({})
ONE_OPERATOR = Operator({ONE: {IDENTITY: 1}})
one = ONE_OPERATOR


def combination(parts: Iterable[tuple[Monomial, Any]]) -> Operator:
    """The sum of (monomial, coefficient) pairs, coefficients of the monomials as written."""
    exact: dict[Weight, dict[Monomial, Fraction]] = {}
    for m, value in parts:
        for w, number in polynomial(value).items():
            group = exact.setdefault(w, {})
            group[m] = group.get(m, Fraction(0)) + number / m.scale
    denominator = lcm(1, *(value.denominator for group in exact.values() for value in group.values()))
    groups = {w: {m: int(value * denominator) for m, value in group.items()} for w, group in exact.items()}
    return Operator(bilinear.clean(groups), denominator)


def mapped_letters(
    operator: Operator, place: Site, image: Callable[[Letter | None], Operator], inner: bool = False
) -> Operator:
    """The operator with the letters of one system replaced by operators, term by term.

    ``image`` is asked for None where a term does not act on the system. It stands in the place of the letter as
    written, or of the inner letter with ``inner``; other systems must commute with it.
    """
    images: dict[Letter | None, Operator] = {}
    gathered: dict[Letter | None, list[tuple[Monomial, Any]]] = {}
    for m, value in operator.terms.items():
        letter = dict(m.letters).get(place)
        rest = monomial(pair for pair in m.letters if pair[0] is not place)
        scale = place.species.scale(letter) if inner and letter is not None else 1
        gathered.setdefault(letter, []).append((rest, value / scale))
    result = ZERO
    for letter, parts in gathered.items():
        if letter not in images:
            images[letter] = image(letter)
        result = result + combination(parts) * images[letter]
    return result


def _replaced_letter(place: Site, function: Callable[[sp.Expr], sp.Expr], letter: Letter | None) -> Operator:
    results = None if letter is None else place.species.replaced(letter, function)
    if results is None:
        return combination([(monomial([] if letter is None else [(place, letter)]), 1)])
    return combination(
        (monomial([] if new is None else [(place, new)]), factor * w.to_sympy()) for new, factor, w in results
    )


def summed(operators: Iterable[Operator]) -> Operator:
    """The sum of many operators, in time proportional to their terms; ``+`` copies its left side each time."""
    parts = list(operators)
    denominator = lcm(1, *(part._denominator for part in parts))
    out: Groups = {}
    for part in parts:
        factor = denominator // part._denominator
        for w, group in part._groups.items():
            mine = out.setdefault(w, {})
            for m, k in group.items():
                mine[m] = mine.get(m, 0) + k * factor
    return Operator(bilinear.clean(out), denominator)


def commutator(left: Operator, right: Operator) -> Operator:
    """``[A, B] = A B - B A``, from the commutators of monomials: terms on disjoint systems cost nothing."""
    if left._commutator_rows is None:
        left._commutator_rows = bilinear.commutator_rows(left._groups)
    if right._items is None:
        right._items = bilinear.items(right._groups)
    groups = bilinear.combine(left._commutator_rows, right._items)
    return Operator(groups, left._denominator * right._denominator)


def anticommutator(left: Operator, right: Operator) -> Operator:
    """``{A, B} = A B + B A``."""
    return left * right + right * left
