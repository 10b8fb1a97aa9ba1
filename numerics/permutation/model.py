"""What acts on the ensembles: jumps of single atoms, collective jumps, and a Hamiltonian of collective spins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Matrix = NDArray[Any]

UP_DOWN = np.array([[0.0, 1.0], [0.0, 0.0]])
"""|up><down| of one atom; rows and columns are (up, down)."""
SPINS: dict[str, Matrix] = {
    "x": np.array([[0.5, 0.0], [0.0, -0.5]]),
    "y": np.array([[0.0, 0.5], [0.5, 0.0]]),
    "z": np.array([[0.0, -0.5j], [0.5j, 0.0]]),
}
"""Spin components with the quantisation axis x: |up><down| = y + i z."""


class PermutationError(ValueError):
    """A model or a request that cannot be used; the text is one sentence."""


def one_atom(operator: ArrayLike, whose: str) -> Matrix:
    """A 2 x 2 matrix of one atom, real when it can be; raises PermutationError for another shape."""
    matrix = np.asarray(operator)
    if matrix.shape != (2, 2):
        raise PermutationError(
            f"{whose} was given with the shape {matrix.shape}, where a matrix of one atom, (2, 2), is expected"
        )
    if np.iscomplexobj(matrix) and not np.any(matrix.imag):
        matrix = matrix.real
    return matrix.astype(np.result_type(matrix.dtype, np.float64))


def rate_of(rate: float, whose: str) -> float:
    """A rate from 0 up; raises PermutationError otherwise."""
    if not (np.isreal(rate) and np.isfinite(rate) and rate >= 0):
        raise PermutationError(f"{whose} was given with the rate {rate}, where a real number from 0 up is expected")
    return float(rate)


@dataclass(frozen=True, kw_only=True, eq=False)
class Single:
    """A jump of every atom of one ensemble by itself: ``rate`` [1/s] times c rho c+ - {c+ c, rho}/2."""

    rate: float
    operator: Matrix
    ensemble: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "rate", rate_of(self.rate, "a jump of single atoms"))
        object.__setattr__(self, "operator", one_atom(self.operator, "a jump of single atoms"))


@dataclass(frozen=True, kw_only=True, eq=False)
class Collective:
    """A jump of all atoms together: the sum over atoms of one 2 x 2 matrix for each ensemble (None: not in it)."""

    rate: float
    operators: tuple[Matrix | None, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "rate", rate_of(self.rate, "a collective jump"))
        made = tuple(None if o is None else one_atom(o, "a collective jump") for o in self.operators)
        object.__setattr__(self, "operators", made)


@dataclass(frozen=True, kw_only=True, eq=False)
class Product:
    """A term of the Hamiltonian [rad/s]: a coefficient times a product of sums over atoms, (ensemble, matrix) each."""

    coefficient: complex
    factors: tuple[tuple[int, Matrix], ...]

    def __post_init__(self) -> None:
        made = tuple((place, one_atom(o, "a term of the Hamiltonian")) for place, o in self.factors)
        object.__setattr__(self, "factors", made)


@dataclass(frozen=True, kw_only=True, eq=False)
class Model:
    """One or two ensembles of two-level atoms. The Hamiltonian's terms must add up to a Hermitian operator."""

    counts: tuple[int, ...]
    single: tuple[Single, ...] = ()
    collective: tuple[Collective, ...] = ()
    hamiltonian: tuple[Product, ...] = field(default=())

    def __post_init__(self) -> None:
        if len(self.counts) not in (1, 2) or any(int(c) != c or c < 1 for c in self.counts):
            raise PermutationError(
                f"the numbers of atoms {self.counts} were given, where one or two whole numbers from 1 up are expected"
            )
        size = len(self.counts)
        places = [s.ensemble for s in self.single] + [p for t in self.hamiltonian for p, _ in t.factors]
        strangers = [p for p in places if p not in range(size)]
        if strangers:
            raise PermutationError(
                f"the ensemble {strangers[0]} was given, where a number from 0 to {size - 1} is expected"
            )
        wrong = [c for c in self.collective if len(c.operators) != size]
        if wrong:
            raise PermutationError(
                f"a collective jump was given with {len(wrong[0].operators)} operators, where one for each of {size} "
                "ensembles is expected"
            )
        if self.hamiltonian and not hermitian(self.hamiltonian, size):
            raise PermutationError(
                "the terms of the Hamiltonian do not add up to a Hermitian operator, which is expected"
            )


def hermitian(terms: Sequence[Product], ensembles: int) -> bool:
    """Whether products of sums over atoms add up to a Hermitian operator; as many atoms are tried as factors."""
    atoms = max(len(term.factors) for term in terms)
    total: Matrix = np.zeros((2 ** (atoms * ensembles),) * 2, dtype=complex)
    for term in terms:
        product: Matrix = np.eye(len(total), dtype=complex)
        for place, operator in term.factors:
            product = product @ _sum_over(operator, place * atoms, atoms, atoms * ensembles)
        total += term.coefficient * product
    scale = max(1.0, float(np.abs(total).max()))
    # products of a few matrices with entries of order one
    return bool(np.abs(total - total.conj().T).max() < 1e-12 * scale)


def _sum_over(operator: Matrix, first: int, atoms: int, of: int) -> Matrix:
    made: Matrix = np.zeros((2**of, 2**of), dtype=complex)
    for atom in range(first, first + atoms):
        made += np.kron(np.kron(np.eye(2**atom), operator), np.eye(2 ** (of - atom - 1)))
    return made
