r"""Initial values: the moments of states in which systems are independent.

Each system is given a state of its own; each atom of an ensemble has the same one. The mean of a product of letters
on different places is then the product of their means,

.. math:: \langle a^{\dagger p} a^q \rangle = \alpha^{*p} \alpha^q \quad\text{(coherent)}, \qquad
          p!\, \bar n^p\, \delta_{pq} \quad\text{(thermal)}, \qquad
          \frac{n!}{(n-p)!}\, \delta_{pq} \quad\text{(n quanta)}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

from derive.algebra.errors import nearest
from derive.algebra.species import Letter, Species
from derive.dynamics.closure import Closure
from derive.dynamics.rates import DynamicsError

LocalState = Callable[[Species, Letter], sp.Expr]
"""The mean of a letter as written."""


def coherent(alpha: sp.Expr | int) -> LocalState:
    """The coherent state of a mode; alpha = 0 is the vacuum."""
    value: sp.Expr = sp.Integer(alpha) if isinstance(alpha, int) else alpha
    return lambda _, letter: sp.conjugate(value) ** letter[0] * value ** letter[1]


def thermal(quanta: sp.Expr | int) -> LocalState:
    """The thermal state of a mode with a mean number of quanta."""
    return lambda _, letter: sp.factorial(letter[0]) * quanta ** letter[0] if letter[0] == letter[1] else sp.S.Zero


def number(quanta: int) -> LocalState:
    """The state of a definite number of quanta of a mode."""
    return lambda _, letter: sp.ff(quanta, letter[0]) if letter[0] == letter[1] else sp.S.Zero


def mixed(rho: Any) -> LocalState:
    """A density matrix of a finite system, in the basis of its matrices (levels in order; spins from m = j down).

    Raises DynamicsError for a matrix of the wrong size, not Hermitian or not of trace one.
    """
    matrix = sp.ImmutableMatrix(rho)
    if not (matrix - matrix.H).applyfunc(sp.expand).is_zero_matrix or sp.expand(matrix.trace() - 1) != 0:
        raise DynamicsError(f"the density matrix {matrix.tolist()} is not Hermitian with trace one, as a state is")

    def mean(species: Species, letter: Letter) -> sp.Expr:
        size = species.dimension(None)
        if matrix.shape != (size, size):
            raise DynamicsError(f"a density matrix of shape {matrix.shape} was given where {(size, size)} is expected")
        return sp.expand(sp.Add(*(matrix[c, r] * value for (r, c), value in species.entries(letter, None).items())))

    return mean


def level(index: int) -> LocalState:
    """A finite system in one state of the basis of its matrices, counted from 0: level, or m = j - index."""

    def mean(species: Species, letter: Letter) -> sp.Expr:
        size = species.dimension(None)
        if not 0 <= index < size:
            raise DynamicsError(f"the state {index} was given of a system that has {size}, counted from 0")
        return species.entries(letter, None).get((index, index), sp.S.Zero)

    return mean


def initial_means(closed: Closure, states: Mapping[Any, LocalState]) -> dict[str, sp.Expr]:
    """The mean of each state of a closed set, by its name, where systems are independent.

    ``states`` gives each system (an ensemble: each of its atoms; a mixture: by class, ``mixture["Rb"]``) its state.
    Raises DynamicsError for a system that has none, and for means that the symmetries of the closed set excluded but
    this state has.
    """
    given = {(system.site, getattr(system, "group", None)): own for system, own in states.items()}
    alphabet = closed.alphabet
    for place in alphabet.places:
        if (place.site, place.group) not in given:
            near = nearest(place.name, [site.name for site, _ in given])
            raise DynamicsError(f"the system {place.name!r} was given no state; {near}")

    def mean(product: tuple[int, ...]) -> sp.Expr:
        factors = []
        for code in product:
            place = alphabet.places[alphabet.place_of[code]]
            factors.append(given[place.site, place.group](place.species, alphabet.letters[code]))
        return sp.Mul(*factors)

    for product in closed.dropped:
        if mean(product) != 0:
            raise DynamicsError(
                f"the mean of {closed.monomial(product)} is not zero in this state, but was dropped by symmetry; close "
                "the set with symmetry=False or make it a seed"
            )
    return {str(closed.monomial(product)): mean(product) for product in closed.products}
