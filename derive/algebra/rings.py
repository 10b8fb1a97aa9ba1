r"""Rings of identical atoms with shifts of the index: sums of neighbour terms, the number of atoms a symbol.

A *pattern* is a product of one-atom operators on sites at fixed distances, s_x(i) s_x(i+1) for example, and

.. math:: A_P = \sum_i P(i), \qquad [A_P, A_Q] = \sum_{r=-q}^{p} A_{[P,\,Q(\cdot + r)]}, \qquad A_1 = N

the sums over the ring, are closed under commutation: only displacements r at which the patterns share a site
contribute (p and q are the spans). A letter is a local pattern at one free label times a sorted word of such sums
(Poincare-Birkhoff-Witt), so that equal operators have equal letters.

On a ring of few sites displacements coincide, i + 2 = i - 1 on three. The rules hold for every ring of at least
``least`` sites, and a product that would span more is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product as choices_of
from typing import Any

import sympy as sp

from derive import expressions
from derive.algebra.errors import AlgebraError
from derive.algebra.scalars import number_of_atoms
from derive.algebra.species import Entries, Letter, Products, Species
from derive.algebra.sums import DUMMIES
from derive.algebra.weights import ONE, Polynomial, add, multiply

Pattern = tuple[tuple[int, Letter], ...]
"""One-atom letters by their distance from the label, in order of distance."""


@dataclass(frozen=True)
class RingLetter:
    """A local pattern at a free label, then a sorted word of patterns summed over the ring."""

    label: str
    local: Pattern
    sums: tuple[Pattern, ...]

    def __str__(self) -> str:
        return f"{self.label}{self.local}{self.sums}"


EMPTY = RingLetter("", (), ())
Sum = dict[RingLetter, Polynomial]


@dataclass(frozen=True)
class Ring(Species):
    """A ring of ``count`` atoms of one species, at least ``least`` of them."""

    name: str
    count: sp.Expr
    species: Species
    least: int

    def __post_init__(self) -> None:
        if self.species.fermionic:
            raise AlgebraError(
                f"the fermion mode {self.name!r} was given for a ring, where atoms that commute are expected"
            )

    def multiply(self, left: Letter, right: Letter) -> Products:
        """The word of both, sorted by commuting sums."""
        return listed(self.product(left, right))

    def product(self, left: RingLetter, right: RingLetter) -> Sum:
        """The product of two letters as letters with coefficients."""
        if left.local and right.local and left.label != right.label:
            raise AlgebraError(
                f"the labels {left.label!r} and {right.label!r} were given in one product on the ring {self.name!r}, "
                f"where they may name one site; write the second by its distance, such as {left.label + '+1'!r}"
            )
        total = self._times_local(left, right.label, right.local) if right.local else {left: {ONE: Fraction(1)}}
        for pattern in right.sums:
            total = merged((letter, value, self._times_sum(letter, pattern)) for letter, value in total.items())
        return total

    def _times_sum(self, letter: RingLetter, pattern: Pattern) -> Sum:
        """A letter times one more sum, moved left to its place."""
        if not letter.sums or _order(letter.sums[-1]) <= _order(pattern):
            return {RingLetter(letter.label, letter.local, (*letter.sums, pattern)): {ONE: Fraction(1)}}
        front, last = RingLetter(letter.label, letter.local, letter.sums[:-1]), letter.sums[-1]
        parts = [
            (moved, value, self._times_sum(moved, last)) for moved, value in self._times_sum(front, pattern).items()
        ]
        for found, value in self.bracket(last, pattern).items():
            if found:
                parts.append((front, value, self._times_sum(front, found)))
            else:
                parts.append((front, multiply(value, number_of_atoms(self.count)), {front: {ONE: Fraction(1)}}))
        return merged(parts)

    def _times_local(self, letter: RingLetter, label: str, pattern: Pattern) -> Sum:
        """A letter times a local pattern, moved left past the sums."""
        if not letter.sums:
            products = self.sites(letter.local, pattern)
            return {RingLetter(label if local else "", local, ()): value for local, value in products.items()}
        front, last = RingLetter(letter.label, letter.local, letter.sums[:-1]), letter.sums[-1]
        parts = [
            (moved, value, self._times_sum(moved, last))
            for moved, value in self._times_local(front, label, pattern).items()
        ]
        for around, value in self._around(last, pattern).items():
            parts.append((front, value, self._times_local(front, label, around)))
        return merged(parts)

    def bracket(self, left: Pattern, right: Pattern) -> dict[Pattern, Polynomial]:
        """The commutator of two sums, as patterns to be summed; the empty one counts the sites."""
        total: dict[Pattern, Polynomial] = {}
        for pattern, value in self._commuted(left, right).items():
            first = pattern[0][0] if pattern else 0
            moved = shifted(pattern, -first)
            total[moved] = add(total.get(moved, {}), value)
        return {pattern: value for pattern, value in total.items() if value}

    def _around(self, summed: Pattern, local: Pattern) -> dict[Pattern, Polynomial]:
        """The commutator of a sum with a local pattern."""
        return {pattern: {w: -v for w, v in value.items()} for pattern, value in self._commuted(local, summed).items()}

    def _commuted(self, fixed: Pattern, moving: Pattern) -> dict[Pattern, Polynomial]:
        """The sum over r of [fixed, moving(. + r)]: displacements at which the two share a site."""
        self.require(span(fixed) + span(moving) + 1)
        total: dict[Pattern, Polynomial] = {}
        for r in sorted({here - there for here, _ in fixed for there, _ in moving}):
            moved = shifted(moving, r)
            for sign, (one, other) in ((1, (fixed, moved)), (-1, (moved, fixed))):
                for pattern, value in self.sites(one, other).items():
                    total[pattern] = add(total.get(pattern, {}), value, sign)
        return {pattern: value for pattern, value in total.items() if value}

    def sites(self, left: Pattern, right: Pattern) -> dict[Pattern, Polynomial]:
        """The product of two local patterns, site by site."""
        mine, theirs = dict(left), dict(right)
        places = sorted(mine | theirs)
        if places:
            self.require(places[-1] - places[0] + 1)
        options: list[Products] = []
        for place in places:
            if place in mine and place in theirs:
                options.append(self.species.multiply(mine[place], theirs[place]))
            else:
                options.append(((mine[place] if place in mine else theirs[place], 1, ONE),))
        total: dict[Pattern, Polynomial] = {}
        for chosen in choices_of(*options):
            pattern = tuple((place, own) for place, (own, _, _) in zip(places, chosen, strict=True) if own is not None)
            value: Polynomial = {ONE: Fraction(1)}
            for _, k, w in chosen:
                value = multiply(value, {w: Fraction(k)})
            total[pattern] = add(total.get(pattern, {}), value)
        return {pattern: value for pattern, value in total.items() if value}

    def require(self, sites: int) -> None:
        """Raise AlgebraError where patterns may meet themselves around the ring."""
        if sites > self.least:
            raise AlgebraError(
                f"a product of operators of the ring {self.name!r} spans {sites} sites, where the ring is known to "
                f"have at least {self.least}; state a larger number, least={sites}"
            )

    def adjoint(self, letter: Letter) -> Products:
        """The sums in reverse order, then the local pattern, each letter adjoint."""
        total: Sum = {EMPTY: {ONE: Fraction(1)}}
        for pattern in reversed(letter.sums):
            total = merged(
                (own, multiply(value, factor), self._times_sum(own, found))
                for own, value in total.items()
                for found, factor in self._pattern_adjoint(pattern).items()
            )
        if letter.local:
            total = merged(
                (own, multiply(value, factor), self._times_local(own, letter.label, found))
                for own, value in total.items()
                for found, factor in self._pattern_adjoint(letter.local).items()
            )
        return listed(total)

    def _pattern_adjoint(self, pattern: Pattern) -> dict[Pattern, Polynomial]:
        total: dict[Pattern, Polynomial] = {}
        for chosen in choices_of(*(self.species.adjoint(own) for _, own in pattern)):
            found = tuple((place, own) for (place, _), (own, _, _) in zip(pattern, chosen, strict=True))
            value: Polynomial = {ONE: Fraction(1)}
            for _, k, w in chosen:
                value = multiply(value, {w: Fraction(k)})
            total[found] = add(total.get(found, {}), value)
        return total

    def every(self, letter: RingLetter) -> Iterator[tuple[int, Letter]]:
        """All one-atom letters of a letter."""
        yield from letter.local
        for pattern in letter.sums:
            yield from pattern

    def scale(self, letter: Letter) -> int:
        """The product of the atoms' scales."""
        total = 1
        for _, own in self.every(letter):
            total *= self.species.scale(own)
        return total

    def degree(self, letter: Letter) -> int:
        """The number of one-atom operators."""
        return sum(1 for _ in self.every(letter))

    def charges(self, letter: Letter) -> dict[str, int]:
        """The sum of the atoms' charges."""
        found: dict[str, int] = {}
        for _, own in self.every(letter):
            for charge, value in self.species.charges(own).items():
                found[f"{self.name}.{charge}"] = found.get(f"{self.name}.{charge}", 0) + value
        return {charge: value for charge, value in found.items() if value}

    def dimension(self, cutoff: int | None) -> int:
        """Rings have no matrices of their own; `derive.algebra.finite` writes them out atom by atom."""
        raise AlgebraError(
            f"the ring of {self.name} was given no number of atoms, where its matrix needs one; "
            "pass atoms={ring: number}"
        )

    def entries(self, letter: Letter, cutoff: int | None) -> Entries:
        """See `dimension`."""
        raise AlgebraError(f"a letter of a ring has matrices only for a number of atoms, not for {cutoff}")

    def latex(self, letter: Letter, name: str) -> str:
        """For example ``\\sum_{i} \\hat{s}_{i,x} \\hat{s}_{i+1,x}``."""
        parts = [self.species.latex(own, f"{self.name}_{_site(letter.label, d)}") for d, own in letter.local]
        for dummy, pattern in zip(_dummies(letter), letter.sums, strict=False):
            body = [self.species.latex(own, f"{self.name}_{_site(dummy, d)}") for d, own in pattern]
            parts.append(rf"\sum_{{{dummy}}} " + " ".join(body))
        # Each sum ends where the next begins, and nothing stands after the last.
        return " ".join(rf"\left({part}\right)" if r"\sum" in part and part != parts[-1] else part for part in parts)

    def text(self, letter: Letter, name: str) -> str:
        """For example ``sum[i](s[i].x*s[i+1].x)``."""
        parts = [self.species.text(own, f"{self.name}[{_site(letter.label, d)}]") for d, own in letter.local]
        for dummy, pattern in zip(_dummies(letter), letter.sums, strict=False):
            body = "*".join(self.species.text(own, f"{self.name}[{_site(dummy, d)}]") for d, own in pattern)
            parts.append(f"sum[{dummy}]({body})")
        return "*".join(parts)

    def to_tree(self, letter: Letter) -> Any:
        """The label and the patterns as lists."""
        trees = [[[d, self.species.to_tree(own)] for d, own in pattern] for pattern in (letter.local, *letter.sums)]
        return [letter.label, *trees]

    def from_tree(self, tree: Any) -> Letter:
        """The label and the patterns from lists."""
        local, *sums = (tuple((int(d), self.species.from_tree(own)) for d, own in pattern) for pattern in tree[1:])
        return RingLetter(str(tree[0]), local, tuple(sorted(sums, key=_order)))

    def describe(self) -> list[Any]:
        """The head, the atoms and their numbers."""
        return ["Ring", self.name, expressions.to_tree(self.count), self.species.describe(), self.least]


def merged(parts: Iterable[tuple[RingLetter, Polynomial, Sum]]) -> Sum:
    """Sums of letters, each times a coefficient, collected."""
    total: Sum = {}
    for _, value, found in parts:
        for letter, factor in found.items():
            total[letter] = add(total.get(letter, {}), multiply(value, factor))
    return {letter: value for letter, value in total.items() if value}


def listed(total: Sum) -> Products:
    """Letters with coefficients in a species' form."""
    return tuple(
        (None if letter == EMPTY else letter, int(k), w) for letter, value in total.items() for w, k in value.items()
    )


def shifted(pattern: Pattern, distance: int) -> Pattern:
    """The pattern moved along the ring."""
    return tuple((place + distance, own) for place, own in pattern) if distance else pattern


def span(pattern: Pattern) -> int:
    """The distance of a pattern's last site from its first."""
    return pattern[-1][0] - pattern[0][0] if pattern else 0


def _order(pattern: Pattern) -> tuple[int, str]:
    return len(pattern), str(pattern)


def _site(label: str, distance: int) -> str:
    return f"{label}{distance:+d}" if distance else label


def _dummies(letter: RingLetter) -> list[str]:
    return [name for name in DUMMIES if name != letter.label] + [f"i{k}" for k in range(len(letter.sums))]
