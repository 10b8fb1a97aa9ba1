r"""What moments of a quantum state obey: bounds of populations, and moment matrices that are not negative.

For operators :math:`O_1, O_2, \dots` the matrix :math:`M_{jk} = \langle O_j^\dagger O_k \rangle` has no negative
eigenvalue; with O_1 = 1 it holds every uncertainty relation between them. The checks of a closed set are those whose
entries its moments give; they name the operators, so that a warning can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

from derive.algebra import Operator, one
from derive.algebra.halfspin import HalfSpin
from derive.algebra.labels import Slot, canonical
from derive.algebra.levels import LevelSystem
from derive.algebra.modes import BosonMode, FermionMode
from derive.algebra.monomials import monomial
from derive.algebra.operators import combination
from derive.algebra.words import SpinWords
from derive.dynamics.closure import Closure
from derive.dynamics.readouts import Readout, ReadoutTable


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A mean (``row`` of the readouts) that lies between two numbers, None where there is no limit."""

    row: int
    lower: sp.Expr | None
    upper: sp.Expr | None


@dataclass(frozen=True, kw_only=True)
class MomentMatrix:
    """The matrix of <O_j+ O_k>: names of the operators, and the readouts of its upper triangle, row by row."""

    operators: tuple[str, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class PhysicalChecks:
    """All checks of a closed set."""

    readouts: ReadoutTable
    bounds: tuple[Bound, ...]
    matrices: tuple[MomentMatrix, ...]


def physical_checks(closed: Closure, largest: int = 30) -> PhysicalChecks:
    """The checks whose entries the moments of a closed set give; matrices have at most ``largest`` operators."""
    readout = Readout(closed)
    named: list[tuple[str, Operator]] = []
    bounds = []
    for operator, lower, upper in _bounded(closed):
        if readout.mean(operator) is not None:
            bounds.append(Bound(row=len(named), lower=lower, upper=upper))
            named.append((str(operator), operator))
    matrices = []
    for family in _families(closed, readout, largest):
        rows = []
        for j, left in enumerate(family):
            for right in family[j:]:
                rows.append(len(named))
                product = left.adjoint() * right
                named.append((str(product), product))
        matrices.append(MomentMatrix(operators=tuple(str(own) for own in family), rows=tuple(rows)))
    return PhysicalChecks(readouts=readout.table(named), bounds=tuple(bounds), matrices=tuple(matrices))


def _bounded(closed: Closure) -> Iterator[tuple[Operator, sp.Expr | None, sp.Expr | None]]:
    """Hermitian operators of single systems with the limits of their means."""
    alphabet = closed.alphabet
    for index, place in enumerate(alphabet.places):

        def single(letter: object, index: int = index) -> Operator:
            return closed.operator((alphabet.code(index, letter),))

        species = place.species
        if isinstance(species, LevelSystem):
            projectors = [single((k, k)) for k in range(1, len(species.levels))]
            for projector in projectors:
                yield projector, sp.S.Zero, sp.S.One
            if len(projectors) > 1:
                yield sum(projectors[1:], projectors[0]), sp.S.Zero, sp.S.One
        elif isinstance(species, FermionMode):
            yield single((1, 1)), sp.S.Zero, sp.S.One
        elif isinstance(species, BosonMode):
            yield single((1, 1)), sp.S.Zero, None
        elif isinstance(species, HalfSpin):
            for axis in "xyz":
                yield single(axis), -sp.Rational(1, 2), sp.Rational(1, 2)
        elif isinstance(species, SpinWords) and species.j is not None and species.j.is_number:
            yield single((0, 1, 0)), -species.j, species.j


def _families(closed: Closure, readout: Readout, largest: int) -> Iterator[list[Operator]]:
    """Sets of operators whose products' means are all known: as large as they grow one operator at a time."""
    alphabet = closed.alphabet
    letters: dict[Operator, None] = {}
    for product in closed.products:
        short = sum(len(alphabet.words[code]) for code in product) <= (closed.order or 2) // 2
        for own in [closed.operator(product)] if short else []:
            letters.update({own: None, own.adjoint(): None})
        for code in product:
            for small in alphabet.words[code]:
                for own in _single(closed, small):
                    letters.update({own: None, own.adjoint(): None})
    waiting = list(letters)
    while waiting:
        family = [one]
        left: list[Operator] = []
        for operator in waiting:
            known = len(family) < largest and all(
                readout.mean(other.adjoint() * operator) is not None for other in [*family, operator]
            )
            (family if known else left).append(operator)
        if len(family) == 1:
            return
        yield family
        waiting = left


def _single(closed: Closure, code: int) -> Iterator[Operator]:
    """A letter of a system; one of an ensemble on one atom and summed over all."""
    yield closed.operator((code,))
    place = closed.alphabet.places[closed.alphabet.place_of[code]]
    if place.group is not None:
        slot = Slot(place.group, None, closed.alphabet.letters[code])
        yield combination([(monomial([(place.site, canonical([slot], (), ()))]), 1)])
