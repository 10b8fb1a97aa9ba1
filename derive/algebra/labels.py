"""The letters of an ensemble in distinct-index form, and their canonical shape.

A letter is a product of slots, one for each atom that it speaks of. By definition, *all slots of one class are
different atoms*. A slot is bound (summed over all atoms that the other slots leave) or carries a free label,
``"i"``, or a number, an atom picked out for good. Couplings g_i, J_ij ride on the slots; ``delta_ij`` between
free labels is written down only where it is needed, on the smaller label.

There is nothing else: no sum with its own scope, no set of constraints, no dummy names. Two letters are equal
exactly when they are the same after sorting, and sorting is what `canonical` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import permutations, product
from typing import Literal

from derive.algebra.species import Letter

Label = str | int | None
"""A free label, the number of an atom, or None for a slot that is summed over."""


@dataclass(frozen=True)
class Coupling:
    """A coefficient that depends on atoms, g_i or J_ij; ``symmetry`` says how J_ji and the conjugate follow.

    ``real``: real, no relation of J_ij with J_ji. ``symmetric``: real with J_ij = J_ji. ``hermitian``: J_ij is
    the conjugate of J_ji. ``complex``: none. ``hollow``: J_ii = 0.
    """

    name: str
    symmetry: Literal["real", "symmetric", "hermitian", "complex"] = "real"
    hollow: bool = False
    conjugated: bool = False

    def conjugate(self, indices: tuple[int, ...]) -> tuple[Coupling, tuple[int, ...]]:
        """The complex conjugate of the coupling on some slots."""
        if self.symmetry == "complex":
            return replace(self, conjugated=not self.conjugated), indices
        return self, indices[::-1] if self.symmetry == "hermitian" else indices


@dataclass(frozen=True)
class Slot:
    """One atom of a letter: its class, its label and what acts on it (None: only couplings look at it)."""

    group: int
    label: Label
    letter: Letter | None

    def order(self) -> tuple[object, ...]:
        """Free labels before bound slots, then by label, then by letter."""
        return (self.group, self.label is None, label_order(self.label), str(self.letter))


@dataclass(frozen=True)
class Factor:
    """A power of a coupling on slots, given by their positions."""

    coupling: Coupling
    indices: tuple[int, ...]
    exponent: int = 1

    def order(self) -> tuple[object, ...]:
        """By name, conjugation, slots and exponent."""
        c = self.coupling
        return (c.name, c.conjugated, self.indices, self.exponent, c.symmetry, c.hollow)


@dataclass(frozen=True)
class Delta:
    """Two free labels of one class that name the same atom; slots speak of ``kept`` only."""

    group: int
    kept: Label
    other: Label

    def order(self) -> tuple[object, ...]:
        """By class and labels."""
        return (self.group, label_order(self.kept), label_order(self.other))


@dataclass(frozen=True)
class CloudLetter:
    """A product of slots, couplings and deltas; canonical when made by `canonical`."""

    slots: tuple[Slot, ...]
    factors: tuple[Factor, ...] = ()
    deltas: tuple[Delta, ...] = ()

    @property
    def symmetric(self) -> bool:
        """Whether all slots are bound and nothing tells them apart but their letters."""
        return not self.factors and not self.deltas and all(slot.label is None for slot in self.slots)

    def __str__(self) -> str:
        return f"{[s.order() for s in self.slots]}{[f.order() for f in self.factors]}{[d.order() for d in self.deltas]}"


def label_order(label: Label) -> tuple[object, ...]:
    """Numbers before names, so that an atom picked out for good stays when labels are equal."""
    return (0, label, "") if isinstance(label, int) else (1, 0, label or "")


def canonical(slots: Iterable[Slot], factors: Iterable[Factor], deltas: Iterable[Delta]) -> CloudLetter:
    """The one letter that stands for all orders of the same slots, couplings and deltas."""
    given, carried = tuple(slots), tuple(factors)
    ordered_deltas = tuple(sorted(set(deltas), key=Delta.order))
    if not carried:
        return CloudLetter(tuple(sorted(given, key=Slot.order)), (), ordered_deltas)
    # Slots that look alike are tried in every order; what they look like includes their couplings' names.
    look = [(slot.order(), _incident(position, carried)) for position, slot in enumerate(given)]
    classes: dict[tuple[object, ...], list[int]] = {}
    for position in sorted(range(len(given)), key=lambda p: look[p]):
        classes.setdefault(look[position], []).append(position)
    best: tuple[object, CloudLetter] | None = None
    for arrangement in product(*(permutations(members) for members in classes.values())):
        order = [position for members in arrangement for position in members]
        place = {position: k for k, position in enumerate(order)}
        renamed = merged_factors(Factor(f.coupling, tuple(place[p] for p in f.indices), f.exponent) for f in carried)
        key = [f.order() for f in renamed]
        if best is None or key < best[0]:  # type: ignore[operator]
            best = key, CloudLetter(tuple(given[p] for p in order), renamed, ordered_deltas)
    assert best is not None
    return best[1]


def _incident(position: int, factors: tuple[Factor, ...]) -> tuple[tuple[object, ...], ...]:
    found = []
    for f in factors:
        if position in f.indices:
            where = () if f.coupling.symmetry == "symmetric" else tuple(p == position for p in f.indices)
            found.append((f.coupling.name, f.coupling.conjugated, len(f.indices), where, f.exponent))
    return tuple(sorted(found))


def merged_factors(factors: Iterable[Factor]) -> tuple[Factor, ...]:
    """Equal couplings on the same slots as one power; symmetric couplings with sorted slots."""
    powers: dict[tuple[Coupling, tuple[int, ...]], int] = {}
    for f in factors:
        indices = tuple(sorted(f.indices)) if f.coupling.symmetry == "symmetric" else f.indices
        key = (f.coupling, indices)
        powers[key] = powers.get(key, 0) + f.exponent
    made = (Factor(coupling, indices, exponent) for (coupling, indices), exponent in powers.items() if exponent)
    return tuple(sorted(made, key=Factor.order))


def vanishing(factors: Iterable[Factor]) -> bool:
    """Whether a coupling without a diagonal stands on one atom twice."""
    return any(f.coupling.hollow and len(set(f.indices)) < len(f.indices) for f in factors)


def without(draft: CloudLetter, position: int) -> CloudLetter:
    """The draft without one idle slot."""
    slots = draft.slots[:position] + draft.slots[position + 1 :]
    factors = tuple(Factor(f.coupling, tuple(p - (p > position) for p in f.indices), f.exponent) for f in draft.factors)
    return CloudLetter(slots, factors, draft.deltas)


def identified(draft: CloudLetter, position: int, label: Label) -> CloudLetter | None:
    """The draft with a free label put on one slot; None where that slot is another atom for certain."""
    slot = draft.slots[position]
    deltas = draft.deltas
    kept = label
    if slot.label is not None:
        joined = join(deltas, slot.group, slot.label, label)
        if joined is None:
            return None
        deltas = joined
        kept = representative(deltas, slot.group, label)
    slots = list(draft.slots)
    slots[position] = Slot(slot.group, kept, slot.letter)
    return CloudLetter(tuple(slots), draft.factors, deltas)


def join(deltas: tuple[Delta, ...], group: int, one: Label, other: Label) -> tuple[Delta, ...] | None:
    """Deltas with two labels made equal, every block of equal labels hung on its smallest; None if impossible."""
    block = {one, other}
    rest = []
    for delta in deltas:
        if delta.group == group and block & {delta.kept, delta.other}:
            block |= {delta.kept, delta.other}
        else:
            rest.append(delta)
    # A second look, since a block may have grown to touch deltas that were passed before.
    for delta in list(rest):
        if delta.group == group and block & {delta.kept, delta.other}:
            block |= {delta.kept, delta.other}
            rest.remove(delta)
    if sum(isinstance(label, int) for label in block) > 1:
        return None
    kept, *others = sorted(block, key=label_order)
    return (*rest, *(Delta(group, kept, label) for label in others))


def representative(deltas: tuple[Delta, ...], group: int, label: Label) -> Label:
    """The label that slots use for a free label."""
    return next((d.kept for d in deltas if d.group == group and d.other == label), label)


def renamed(slots: tuple[Slot, ...], deltas: tuple[Delta, ...]) -> tuple[Slot, ...] | None:
    """Slots on the labels that deltas keep; None if two different atoms would become one."""
    result = tuple(Slot(s.group, representative(deltas, s.group, s.label), s.letter) for s in slots)
    free = [(s.group, s.label) for s in result if s.label is not None]
    return result if len(set(free)) == len(free) else None


def matchings(mine: tuple[Slot, ...], theirs: tuple[Slot, ...], start: int = 0) -> Iterator[dict[int, int]]:
    """All partial matchings of two lists of slots, those with the same free label always matched."""
    if start == len(mine):
        yield {}
        return
    slot = mine[start]
    same = [p for p, other in enumerate(theirs) if other.group == slot.group]
    forced = [p for p in same if slot.label is not None and theirs[p].label == slot.label]
    named_by_mine = {(s.group, s.label) for s in mine if s.label is not None}
    for rest in matchings(mine, theirs, start + 1):
        if forced:
            yield {start: forced[0], **rest}
            continue
        yield rest
        for p in same:
            other = theirs[p]
            taken = p in rest.values() or (other.label is not None and (other.group, other.label) in named_by_mine)
            if not taken and not (isinstance(slot.label, int) and isinstance(other.label, int)):
                yield {start: p, **rest}
