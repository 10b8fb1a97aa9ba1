r"""Ensembles of identical atoms, their number a symbol: the algebra of sums over different atoms.

With S[A, B, ...] the sum over ordered tuples of different atoms,

.. math:: S[A]\,S[B] = S[A,B] + S[AB], \qquad S[1,A,\dots] = (N - \text{number of other slots})\, S[A,\dots]

and in general the product of two letters is the sum over all partial matchings of their slots. Matched slots
multiply by the table of the atom's species; two different free labels that match leave a delta; a bound slot
that matches a free label takes it. Slots on which nothing acts any more are removed exactly: a bound one counts
the atoms left over, and a free one, i, is one minus the cases in which i is one of the other atoms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sympy as sp

from derive import expressions
from derive.algebra.errors import AlgebraError
from derive.algebra.labels import (
    CloudLetter,
    Coupling,
    Delta,
    Factor,
    Slot,
    canonical,
    identified,
    join,
    matchings,
    merged_factors,
    renamed,
    representative,
    vanishing,
    without,
)
from derive.algebra.matching import contractions
from derive.algebra.scalars import number_of_atoms, polynomial
from derive.algebra.species import Entries, Letter, Products, Species
from derive.algebra.weights import ONE, Polynomial, Weight, add, multiply


@dataclass(frozen=True)
class AtomClass:
    """The atoms of one class: the name that their operators are written with, their number and species."""

    name: str
    count: sp.Expr
    species: Species


@dataclass(frozen=True)
class Cloud(Species):
    """An ensemble of one or several classes of identical atoms; its letters are `CloudLetter`."""

    classes: tuple[AtomClass, ...]

    def multiply(self, left: Letter, right: Letter) -> Products:
        """The sum over partial matchings of the slots."""
        if left.symmetric and right.symmetric:
            return symmetric_product(self, left, right)
        return collected(self, _product(self, left, right))

    def adjoint(self, letter: Letter) -> Products:
        """Slot by slot, couplings conjugated."""
        factors = []
        for f in letter.factors:
            coupling, indices = f.coupling.conjugate(f.indices)
            factors.append(Factor(coupling, indices, f.exponent))
        choices = [
            ((None, 1, ONE),) if slot.letter is None else self._species(slot).adjoint(slot.letter)
            for slot in letter.slots
        ]
        drafts = ((CloudLetter(slots, tuple(factors), letter.deltas), k) for slots, k in filled(letter.slots, choices))
        return collected(self, drafts)

    def _species(self, slot: Slot) -> Species:
        return self.classes[slot.group].species

    def scale(self, letter: Letter) -> int:
        """The product of the slots' scales."""
        total = 1
        for slot in letter.slots:
            total *= 1 if slot.letter is None else self._species(slot).scale(slot.letter)
        return total

    def degree(self, letter: Letter) -> int:
        """The number of atoms on which something acts."""
        return sum(slot.letter is not None for slot in letter.slots)

    def charges(self, letter: Letter) -> dict[str, int]:
        """The sum of the slots' charges, under the names of their classes."""
        found: dict[str, int] = {}
        for slot in letter.slots:
            if slot.letter is not None:
                for charge, value in self._species(slot).charges(slot.letter).items():
                    key = f"{self.classes[slot.group].name}.{charge}"
                    found[key] = found.get(key, 0) + value
        return {charge: value for charge, value in found.items() if value}

    def dimension(self, cutoff: int | None) -> int:
        """Ensembles have no matrices of their own; `derive.algebra.finite` writes them out atom by atom."""
        raise AlgebraError(
            f"the ensemble of {', '.join(c.name for c in self.classes)} was given no number of atoms, where its "
            "matrix needs one; pass atoms={ensemble: number}"
        )

    def entries(self, letter: Letter, cutoff: int | None) -> Entries:
        """See `dimension`."""
        raise AlgebraError(f"a letter of an ensemble has matrices only for a number of atoms, not for {cutoff}")

    def latex(self, letter: Letter, name: str) -> str:
        """For example ``\\sum_{i \\neq j} J_{i,j} \\hat{s}_{i,x} \\hat{s}_{j,x}``."""
        from derive.algebra.sums import latex  # typesetting of sums is a room of its own

        return latex(self, letter)

    def text(self, letter: Letter, name: str) -> str:
        """For example ``sum[i!=j](J[i,j]*s[i].x*s[j].x)``."""
        from derive.algebra.sums import text

        return text(self, letter)

    def to_tree(self, letter: Letter) -> Any:
        """Slots, couplings and deltas as lists."""
        return [
            [
                [s.group, s.label, None if s.letter is None else self._species(s).to_tree(s.letter)]
                for s in letter.slots
            ],
            [
                [
                    f.coupling.name,
                    f.coupling.symmetry,
                    f.coupling.hollow,
                    f.coupling.conjugated,
                    list(f.indices),
                    f.exponent,
                ]
                for f in letter.factors
            ],
            [[d.group, d.kept, d.other] for d in letter.deltas],
        ]

    def from_tree(self, tree: Any) -> Letter:
        """Slots, couplings and deltas from lists."""
        slots = [
            Slot(g, label, None if own is None else self.classes[g].species.from_tree(own)) for g, label, own in tree[0]
        ]
        factors = [
            Factor(Coupling(name, symmetry, hollow, conjugated), tuple(indices), exponent)
            for name, symmetry, hollow, conjugated, indices, exponent in tree[1]
        ]
        return canonical(slots, factors, [Delta(*delta) for delta in tree[2]])

    def describe(self) -> list[Any]:
        """The head and each class."""
        return ["Cloud", *([c.name, expressions.to_tree(c.count), c.species.describe()] for c in self.classes)]


Draft = tuple[CloudLetter, Polynomial]
"""A letter that need not be canonical, with its coefficient."""


def collected(cloud: Cloud, drafts: Iterable[Draft]) -> Products:
    """Drafts as a sum of canonical letters."""
    total: dict[CloudLetter, Polynomial] = {}
    for draft, value in drafts:
        for letter, factor in settled(cloud, draft):
            total[letter] = add(total.get(letter, {}), multiply(value, factor))
    found: list[tuple[Letter | None, int, Weight]] = []
    for letter, polynomial_value in total.items():
        plain = None if letter == EMPTY else letter
        found.extend((plain, int(k), w) for w, k in polynomial_value.items())
    return tuple(found)


EMPTY = CloudLetter(())


def symmetric_product(cloud: Cloud, left: CloudLetter, right: CloudLetter) -> Products:
    """The product of two sums without labels: equal slots are counted, not tried one by one."""
    total: dict[CloudLetter, Polynomial] = {}
    mine = Counter((slot.group, slot.letter) for slot in left.slots)
    theirs = Counter((slot.group, slot.letter) for slot in right.slots)
    for ways, singles, pairs in contractions(mine, theirs):
        # Each pair of letters multiplies to a sum; equal pairs give a power of that sum.
        choices: list[tuple[Counter[tuple[int, Letter | None]], Polynomial]] = [(singles, {ONE: _UNIT * ways})]
        for (group, one, other), times in pairs.items():
            results = cloud.classes[group].species.multiply(one, other)
            for _ in range(times):
                choices = [
                    (held + Counter({(group, letter): 1}), multiply(value, {w: _UNIT * k}))
                    for held, value in choices
                    for letter, k, w in results
                ]
        for held, value in choices:
            _count_idle(cloud, held, value, total)
    found: list[tuple[Letter | None, int, Weight]] = []
    for letter, value in total.items():
        found.extend((None if letter == EMPTY else letter, int(k), w) for w, k in value.items())
    return tuple(found)


def _count_idle(
    cloud: Cloud,
    held: Counter[tuple[int, Letter | None]],
    value: Polynomial,
    total: dict[CloudLetter, Polynomial],
) -> None:
    """Add a product of slots to a total, idle slots replaced by the number of atoms left over."""
    slots = [Slot(group, None, letter) for (group, letter), k in held.items() if letter is not None for _ in range(k)]
    for group, own in enumerate(cloud.classes):
        busy = sum(slot.group == group for slot in slots)
        for step in range(held.get((group, None), 0)):
            value = multiply(value, add(number_of_atoms(own.count), polynomial(busy + step), -1))
    letter = CloudLetter(tuple(sorted(slots, key=Slot.order)))
    if value and not _too_many(cloud, letter):
        total[letter] = add(total.get(letter, {}), value)


def settled(cloud: Cloud, draft: CloudLetter) -> Iterator[Draft]:
    """A draft without idle slots, as canonical letters with exact factors."""
    if vanishing(draft.factors):
        return
    looked_at = {p for f in draft.factors for p in f.indices}
    idle = [p for p, slot in enumerate(draft.slots) if slot.letter is None and p not in looked_at]
    if not idle:
        if not _too_many(cloud, draft):
            yield canonical(draft.slots, draft.factors, draft.deltas), {ONE: _UNIT}
        return
    # Bound slots first: they only count, free ones branch.
    position = min(idle, key=lambda p: draft.slots[p].label is not None)
    slot = draft.slots[position]
    rest = without(draft, position)
    others = [p for p, other in enumerate(rest.slots) if other.group == slot.group]
    if slot.label is None:
        left_over = add(
            number_of_atoms(cloud.classes[slot.group].count), {ONE: _UNIT * len(others)} if others else {}, -1
        )
        for letter, factor in settled(cloud, rest):
            yield letter, multiply(left_over, factor)
        return
    yield from settled(cloud, rest)
    for p in others:
        met = identified(rest, p, slot.label)
        if met is not None:
            for letter, factor in settled(cloud, met):
                yield letter, {w: -k for w, k in factor.items()}


_UNIT = polynomial(1)[ONE]


def _too_many(cloud: Cloud, letter: CloudLetter) -> bool:
    """Whether a letter speaks of more different atoms than there are, where their number is definite."""
    for index, own in enumerate(cloud.classes):
        if own.count.is_Integer and sum(slot.group == index for slot in letter.slots) > own.count:
            return True
    return False


def filled(slots: tuple[Slot, ...], choices: list[Products]) -> Iterator[tuple[tuple[Slot, ...], Polynomial]]:
    """Slots with their letters replaced by every choice from their sums."""
    partial: list[tuple[tuple[Slot, ...], Polynomial]] = [((), {ONE: _UNIT})]
    for slot, results in zip(slots, choices, strict=True):
        partial = [
            ((*done, Slot(slot.group, slot.label, letter)), multiply(value, {w: _UNIT * k}))
            for done, value in partial
            for letter, k, w in results
        ]
    yield from partial


def _product(cloud: Cloud, left: CloudLetter, right: CloudLetter) -> Iterator[Draft]:
    deltas: tuple[Delta, ...] | None = left.deltas
    for delta in right.deltas:
        deltas = join(deltas or (), delta.group, delta.kept, delta.other)
        if deltas is None:
            return
    mine = renamed(left.slots, deltas or ())
    theirs = renamed(right.slots, deltas or ())
    if mine is None or theirs is None:
        return
    shift = len(mine)
    for pairs in matchings(mine, theirs):
        yield from _matched(cloud, (mine, theirs), pairs, (left.factors, right.factors), deltas or (), shift)


def _matched(
    cloud: Cloud,
    sides: tuple[tuple[Slot, ...], tuple[Slot, ...]],
    pairs: dict[int, int],
    factors: tuple[tuple[Factor, ...], tuple[Factor, ...]],
    deltas: tuple[Delta, ...],
    shift: int,
) -> Iterator[Draft]:
    mine, theirs = sides
    slots: list[Slot] = []
    choices: list[Products] = []
    place: dict[int, int] = {}
    for p, slot in enumerate(mine):
        label = slot.label
        if p in pairs:
            other = theirs[pairs[p]]
            place[shift + pairs[p]] = len(slots)
            if label is None:
                label = other.label
            elif other.label is not None and other.label != label:
                joined = join(deltas, slot.group, label, other.label)
                if joined is None:
                    return
                deltas = joined
                label = representative(deltas, slot.group, label)
            choices.append(_letters(cloud.classes[slot.group].species, slot.letter, other.letter))
        else:
            choices.append(((slot.letter, 1, ONE),))
        place[p] = len(slots)
        slots.append(Slot(slot.group, label, None))
    for p, slot in enumerate(theirs):
        if shift + p not in place:
            place[shift + p] = len(slots)
            slots.append(slot)
            choices.append(((slot.letter, 1, ONE),))
    moved = [Factor(f.coupling, tuple(place[p] for p in f.indices), f.exponent) for f in factors[0]]
    moved += [Factor(f.coupling, tuple(place[shift + p] for p in f.indices), f.exponent) for f in factors[1]]
    merged = merged_factors(moved)
    for complete, value in filled(tuple(slots), choices):
        yield CloudLetter(complete, merged, deltas), value


def _letters(species: Species, left: Letter | None, right: Letter | None) -> Products:
    if left is None:
        return ((right, 1, ONE),)
    return ((left, 1, ONE),) if right is None else species.multiply(left, right)
