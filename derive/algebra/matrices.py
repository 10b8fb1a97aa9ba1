"""Exact matrices of operators on a few systems at a cut-off: the oracle of everything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import sympy as sp

from derive.algebra.errors import AlgebraError
from derive.algebra.monomials import Monomial, Site
from derive.algebra.scalars import polynomial, to_sympy
from derive.algebra.weights import ONE, Polynomial, add, multiply

if TYPE_CHECKING:
    from derive.algebra.operators import Operator

Sparse = dict[tuple[int, int], Polynomial]


def matrix(operator: Operator, sites: Iterable[Any] | None, cutoff: int | Mapping[Any, int] | None) -> sp.Matrix:
    """The exact matrix of an operator; see `Operator.matrix`."""
    size, found = entries(operator, sites, cutoff)
    return sp.ImmutableMatrix(sp.SparseMatrix(size, size, found))


def entries(
    operator: Operator, sites: Iterable[Any] | None, cutoff: int | Mapping[Any, int] | None
) -> tuple[int, dict[tuple[int, int], sp.Expr]]:
    """The dimension and the non-zero entries of the matrix of an operator."""
    places = operator.sites if sites is None else tuple(_place(given) for given in sites)
    missing = [place.name for place in operator.sites if place not in places]
    if missing:
        known = ", ".join(place.name for place in places) or "none"
        raise AlgebraError(f"the operator acts on {', '.join(missing)}, outside the systems of the matrix: {known}")
    limits = {_place(key): value for key, value in cutoff.items()} if isinstance(cutoff, Mapping) else {}
    shared = cutoff if isinstance(cutoff, int) else None
    dimensions = [place.species.dimension(limits.get(place, shared)) for place in places]
    total: Sparse = {}
    for m, value in operator.terms.items():
        scalar = polynomial(value)
        for index, entry in _of_monomial(m, places, dimensions).items():
            total[index] = add(total.get(index, {}), multiply(scalar, entry))
    size = 1
    for dimension in dimensions:
        size *= dimension
    return size, {index: to_sympy(entry) for index, entry in total.items() if entry}


def _place(given: Any) -> Site:
    place = given if isinstance(given, Site) else getattr(given, "site", None)
    if not isinstance(place, Site):
        raise AlgebraError(f"{given!r} was given where a system is expected, such as Spin('s')")
    return place


def _of_monomial(of: Monomial, places: tuple[Site, ...], dimensions: list[int]) -> Sparse:
    letters = dict(of.letters)
    result: Sparse = {(0, 0): {ONE: polynomial(1)[ONE]}}
    odd_after = sum(place.species.odd(letter) for place, letter in of.letters)
    for place, dimension in zip(places, dimensions, strict=True):
        own: dict[tuple[int, int], Any] = {(k, k): sp.S.One for k in range(dimension)}
        if place in letters:
            own = place.species.entries(letters[place], dimension)
            odd_after -= place.species.odd(letters[place])
        result = _kron(result, own, dimension)
    return result


def _kron(left: Sparse, right: Mapping[tuple[int, int], sp.Expr], dimension: int) -> Sparse:
    factors = {index: polynomial(value) for index, value in right.items()}
    return {
        (r * dimension + i, c * dimension + j): multiply(x, y)
        for (r, c), x in left.items()
        for (i, j), y in factors.items()
    }
