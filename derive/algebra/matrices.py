"""Exact matrices of operators on a few systems at a cut-off: the oracle of everything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import sympy as sp

from derive.algebra.errors import AlgebraError
from derive.algebra.finite import sites_of_atoms, written_out
from derive.algebra.monomials import Monomial, Site
from derive.algebra.scalars import polynomial, to_sympy
from derive.algebra.species import Entries
from derive.algebra.weights import Polynomial, add, multiply

if TYPE_CHECKING:
    from derive.algebra.operators import Operator

Sparse = dict[tuple[int, int], Polynomial]


Limits = int | Mapping[Any, int] | None
"""One cut-off for all infinite systems, or one for each."""


def matrix(
    operator: Operator, sites: Iterable[Any] | None, cutoff: Limits, atoms: Mapping[Any, Any] | None
) -> sp.ImmutableMatrix:
    """The exact matrix of an operator; see `Operator.matrix`."""
    size, found = entries(operator, sites, cutoff, atoms)
    return sp.ImmutableMatrix(sp.SparseMatrix(size, size, found))


def entries(
    operator: Operator, sites: Iterable[Any] | None, cutoff: Limits, atoms: Mapping[Any, Any] | None
) -> tuple[int, dict[tuple[int, int], sp.Expr]]:
    """The dimension and the non-zero entries of the matrix of an operator."""
    given = list(operator.sites if sites is None else (system_site(system) for system in sites))
    numbers = {system_site(system): number for system, number in (atoms or {}).items()}
    places: list[Site] = []
    for place in given:
        places += sites_of_atoms(place, numbers[place]) if place in numbers else [place]
    if numbers:
        operator = written_out(operator, numbers)
    missing = [place.name for place in operator.sites if place not in places]
    if missing:
        known = ", ".join(place.name for place in places) or "none"
        raise AlgebraError(f"the operator acts on {', '.join(missing)}, outside the systems of the matrix: {known}")
    limits = {system_site(key): value for key, value in cutoff.items()} if isinstance(cutoff, Mapping) else {}
    shared = cutoff if isinstance(cutoff, int) else None
    cutoffs = [limits.get(place, shared) for place in places]
    dimensions = [place.species.dimension(limit) for place, limit in zip(places, cutoffs, strict=True)]
    bound: dict[sp.Expr, sp.Expr] = {}
    for place, limit in zip(places, cutoffs, strict=True):
        bound.update(place.species.bindings(limit))
    total: Sparse = {}
    for m, value in operator.terms.items():
        scalar = polynomial(value.xreplace(bound) if bound else value)
        for index, entry in _of_monomial(m, places, cutoffs).items():
            total[index] = add(total.get(index, {}), multiply(scalar, entry))
    size = 1
    for dimension in dimensions:
        size *= dimension
    return size, {index: to_sympy(entry) for index, entry in total.items() if entry}


def system_site(given: Any) -> Site:
    """The site of a system, or a site itself; raises AlgebraError for anything else."""
    place = given if isinstance(given, Site) else getattr(given, "site", None)
    if not isinstance(place, Site):
        raise AlgebraError(f"{given!r} was given where a system is expected, such as Spin('s')")
    return place


def _of_monomial(of: Monomial, places: list[Site], cutoffs: list[int | None]) -> Sparse:
    letters = dict(of.letters)
    result: Sparse = {(0, 0): polynomial(1)}
    # Letters stand in the order of their sites' names; the string of signs of an odd one covers all modes
    # of smaller name, so that the matrices of different fermion modes anticommute.
    for place, cutoff in zip(places, cutoffs, strict=True):
        dimension = place.species.dimension(cutoff)
        own: Entries = {(k, k): sp.S.One for k in range(dimension)}
        if place in letters:
            own = place.species.entries(letters[place], cutoff)
        if place.species.fermionic and _odd_beyond(of, place):
            own = {(r, c): value * (-1) ** c for (r, c), value in own.items()}
        result = _kron(result, own, dimension)
    return result


def _odd_beyond(of: Monomial, place: Site) -> bool:
    return sum(other.species.odd(letter) for other, letter in of.letters if other.key > place.key) % 2 == 1


def _kron(left: Sparse, right: Entries, dimension: int) -> Sparse:
    factors = {index: polynomial(value) for index, value in right.items()}
    return {
        (r * dimension + i, c * dimension + j): multiply(x, y)
        for (r, c), x in left.items()
        for (i, j), y in factors.items()
    }
