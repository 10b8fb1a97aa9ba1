"""Ensembles written out atom by atom for a definite number of atoms: the enumeration of injective maps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import permutations
from typing import TYPE_CHECKING, Any

import sympy as sp

from derive.algebra.cloud import Cloud
from derive.algebra.errors import AlgebraError
from derive.algebra.labels import CloudLetter, Factor
from derive.algebra.monomials import Site, monomial, site
from derive.algebra.rings import Ring, RingLetter

if TYPE_CHECKING:
    from derive.algebra.operators import Operator


def written_out(operator: Operator, atoms: Mapping[Any, int | Mapping[str, int]]) -> Operator:
    """The operator with the ensembles given replaced by that many atoms, on sites named ``cell_[1]``, ...

    ``atoms`` maps an ensemble to its number of atoms, or a mixture to the numbers of its classes by atom name.
    Couplings become indexed symbols g[1], J[1, 2]. Raises AlgebraError when a free label is left, so that no
    index survives.
    """
    from derive.algebra.operators import mapped_letters  # operators carry this function as a method

    result = operator
    for given, number in atoms.items():
        place: Site = given if isinstance(given, Site) else given.site
        species = place.species
        sites = all_sites(place, number)
        counts = [len(own) for own in sites]
        if isinstance(species, Ring):
            image = partial(_around_the_ring, species, sites[0])
            rules = _numbers_of_atoms([(species.name, species.count, counts[0])])
        else:
            assert isinstance(species, Cloud)  # as all_sites has found
            image = partial(_enumerated, species, sites)
            wanted = zip(species.classes, counts, strict=True)
            rules = _numbers_of_atoms([(own.name, own.count, n) for own, n in wanted])
        result = mapped_letters(result, place, image, inner=True)
        result = result.xreplace(rules)
    return result


def sites_of_atoms(place: Site, number: int | Mapping[str, int]) -> list[Site]:
    """The sites that `written_out` uses for an ensemble, class after class."""
    return [own for atoms in all_sites(place, number) for own in atoms]


def all_sites(place: Site, number: int | Mapping[str, int]) -> list[list[Site]]:
    """The sites of an ensemble's atoms, class by class; raises AlgebraError for what is no ensemble or ring."""
    species = place.species
    if isinstance(species, Ring) and isinstance(number, int):
        if number < species.least:
            raise AlgebraError(
                f"{number} atoms were given for the ring {place.name!r}, which is known to have at least "
                f"{species.least}; on fewer sites neighbours coincide, so derive again with a smaller least="
            )
        return [[site(f"{place.name}_[{k + 1}]", species.species) for k in range(number)]]
    if not isinstance(species, Cloud):
        raise AlgebraError(f"{place.name!r} was given a number of atoms where an ensemble is expected")
    counts = [number] * len(species.classes) if isinstance(number, int) else [number[c.name] for c in species.classes]
    single = len(species.classes) == 1
    return [
        [
            site(f"{place.name}_[{k + 1}]" if single else f"{place.name}.{own.name}_[{k + 1}]", own.species)
            for k in range(n)
        ]
        for own, n in zip(species.classes, counts, strict=True)
    ]


def _numbers_of_atoms(wanted: list[tuple[str, sp.Expr, int]]) -> dict[sp.Expr, sp.Expr]:
    """What the symbols in the numbers of atoms are when the classes have so many: N = 4 where N/2 = 2."""
    rules: dict[sp.Expr, sp.Expr] = {}
    for _ in wanted:
        for _, count, n in wanted:
            known = count.xreplace(rules)
            if len(known.free_symbols) == 1:
                (symbol,) = known.free_symbols
                solutions = [x for x in sp.solve(known - n, symbol) if x.is_Integer and x >= 0]
                if len(solutions) == 1:
                    rules[symbol] = solutions[0]
    for name, count, n in wanted:
        known = count.xreplace(rules)
        if known != n:
            raise AlgebraError(f"{n} atoms were given for {name!r}, whose number is {known}")
    return rules


def _around_the_ring(ring: Ring, sites: list[Site], letter: RingLetter | None) -> Operator:
    from derive.algebra.operators import ONE_OPERATOR, combination

    if letter is None:
        return ONE_OPERATOR
    if letter.local:
        raise AlgebraError(f"the label {letter.label!r} is free where a definite ring is expected; sum over it")
    result = ONE_OPERATOR
    for pattern in letter.sums:
        parts = []
        for first in range(len(sites)):
            letters = [(sites[(first + distance) % len(sites)], own) for distance, own in pattern]
            m = monomial(sorted(letters, key=lambda pair: pair[0].key))
            parts.append((m, m.scale))
        result = result * combination(parts)
    return result


def _enumerated(cloud: Cloud, sites: list[list[Site]], letter: CloudLetter | None) -> Operator:
    from derive.algebra.operators import ONE_OPERATOR, combination

    if letter is None:
        return ONE_OPERATOR
    survivors = [s.label for s in letter.slots if isinstance(s.label, str)]
    survivors += [label for d in letter.deltas for label in (d.kept, d.other) if isinstance(label, str)]
    if survivors:
        raise AlgebraError(f"the label {survivors[0]!r} is free where numbered atoms are expected; sum or relabel it")
    parts = []
    for assignment in _injective(letter, [len(own) for own in sites]):
        letters = []
        scalar: sp.Expr = sp.S.One
        for slot, atom in zip(letter.slots, assignment, strict=True):
            if slot.letter is not None:
                letters.append((sites[slot.group][atom], slot.letter))
        for f in letter.factors:
            scalar *= _indexed(f, [assignment[p] for p in f.indices])
        m = monomial(sorted(letters, key=lambda pair: pair[0].key))
        parts.append((m, scalar * m.scale))
    return combination(parts)


def _injective(letter: CloudLetter, counts: list[int]) -> Iterator[list[int]]:
    """All ways to put the slots on different atoms, numbered slots on theirs."""

    def extend(group: int, chosen: dict[int, int]) -> Iterator[dict[int, int]]:
        if group == len(counts):
            yield chosen
            return
        own = [(p, s) for p, s in enumerate(letter.slots) if s.group == group]
        fixed = {p: s.label - 1 for p, s in own if isinstance(s.label, int)}
        if any(atom >= counts[group] for atom in fixed.values()):
            raise AlgebraError(f"atom number {max(fixed.values()) + 1} was asked for, of {counts[group]} atoms")
        bound = [p for p, s in own if s.label is None]
        left = [k for k in range(counts[group]) if k not in fixed.values()]
        for choice in permutations(left, len(bound)):
            yield from extend(group + 1, {**chosen, **fixed, **dict(zip(bound, choice, strict=True))})

    for chosen in extend(0, {}):
        yield [chosen[p] for p in range(len(letter.slots))]


def _indexed(f: Factor, atoms: list[int]) -> sp.Expr:
    real = f.coupling.symmetry in ("real", "symmetric")
    indices = [k + 1 for k in atoms]
    if f.coupling.symmetry == "symmetric":
        indices = sorted(indices)
    conjugated = f.coupling.conjugated
    diagonal = len(set(indices)) < len(indices)
    if f.coupling.symmetry == "hermitian" and indices != sorted(indices):
        indices, conjugated = indices[::-1], True
    if f.coupling.symmetry == "hermitian" and diagonal:
        real = True
    value = sp.IndexedBase(f.coupling.name, real=True if real else None)[tuple(indices)]
    return (sp.conjugate(value) if conjugated else value) ** f.exponent
