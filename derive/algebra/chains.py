r"""Rings of atoms as a physicist uses them: neighbours are labels such as ``"i+1"``.

>>> import sympy as sp
>>> from derive.algebra import Chain, Spin, commutator, summed
>>> N = sp.Symbol("N", integer=True, positive=True)
>>> s = Spin("s")
>>> ring = Chain("ring", s, N)
>>> H = ring.sum(summed(ring.at("i", c) * ring.at("i+1", c) for c in s.vector), "i")
>>> commutator(H, ring.total(s.z)).is_zero
True
"""

from __future__ import annotations

import re
from typing import Any

from derive.algebra.ensembles import atoms_count
from derive.algebra.errors import AlgebraError
from derive.algebra.monomials import monomial
from derive.algebra.operators import Operator, combination, mapped_letters
from derive.algebra.rings import EMPTY, Ring, RingLetter, listed, merged, shifted
from derive.algebra.scalars import number_of_atoms
from derive.algebra.species import Letter, Products
from derive.algebra.systems import System
from derive.algebra.weights import ONE

UNIT = number_of_atoms(ONE.to_sympy())


class Chain(System):
    """``count`` identical atoms on a ring, each like ``atom``; site ``"i+1"`` follows ``"i"``, and 1 follows ``count``.

    What is derived holds for every ring of at least ``least`` sites (the number itself, where it is definite); a
    product whose operators span more is refused.
    """

    def __init__(self, name: str, atom: System, count: Any, least: int | None = None) -> None:
        number = atoms_count(count)
        if least is None:
            least = int(number) if number.is_Integer else 64
        if number.is_Integer and least > number:
            raise AlgebraError(f"the ring {name!r} was given least={least}, more than its {number} atoms")
        super().__init__(name, Ring(atom.site.name, number, atom.species, least))
        self.atom = atom

    @property
    def ring(self) -> Ring:
        """The species of the ring."""
        assert isinstance(self.species, Ring)
        return self.species

    def at(self, label: str, operator: Operator) -> Operator:
        """An operator written for one atom, on the site of a label: ``"i"``, ``"i+1"``, ``"i-2"``."""
        name, distance = _label(label)
        if self.site in operator.sites:
            raise AlgebraError(
                f"an operator of the ring {self.site.name!r} was given where an operator of one atom, "
                f"{self.atom.site.name!r}, is expected"
            )

        def image(letter: Letter | None) -> Operator:
            if letter is None:
                return combination([(monomial([]), 1)])
            return combination([(monomial([(self.site, RingLetter(name, ((distance, letter),), ()))]), 1)])

        return mapped_letters(operator, self.atom.site, image)

    def sum(self, operator: Operator, label: str) -> Operator:
        """The sum over a free label of all sites; where the label does not occur, the sum counts sites."""
        name, distance = _label(label)
        if distance:
            raise AlgebraError(f"the label {label!r} was given to sum over, where a name such as {name!r} is expected")

        def image(letter: Letter | None) -> Operator:
            given = EMPTY if letter is None else letter
            if not given.local or given.label != name:
                return self._operator(listed({given: number_of_atoms(self.ring.count)}))
            pattern = shifted(given.local, -given.local[0][0])
            total = {RingLetter("", (), (pattern,)): UNIT}
            for factor in given.sums:
                total = merged((own, value, self.ring._times_sum(own, factor)) for own, value in total.items())
            return self._operator(listed(total))

        return mapped_letters(operator, self.site, image, inner=True)

    def total(self, operator: Operator) -> Operator:
        """The sum over all sites of an operator written for one."""
        return self.sum(self.at("i", operator), "i")

    def _operator(self, results: Products) -> Operator:
        parts = []
        for letter, factor, w in results:
            m = monomial([] if letter is None else [(self.site, letter)])
            # Inner letters exceed the written ones, and combination() expects coefficients of the latter.
            parts.append((m, factor * m.scale * w.to_sympy()))
        return combination(parts)


def _label(label: str) -> tuple[str, int]:
    found = re.fullmatch(r"([A-Za-z]\w*)([+-]\d+)?", label.replace(" ", "")) if isinstance(label, str) else None
    if found is None:
        raise AlgebraError(f"the label {label!r} was given where one such as 'i' or 'i+1' is expected")
    return found.group(1), int(found.group(2) or 0)
