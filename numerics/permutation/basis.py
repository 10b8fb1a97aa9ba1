r"""Symmetric operators of N two-level atoms, as states of N bosons in four modes.

An operator that is unchanged when atoms are exchanged is a vector in the symmetric part of :math:`(C^4)^{\otimes N}`:
one of the four matrix units |i><j| for each atom. Orthonormal vectors are numbered by how many atoms have which
unit, :math:`(n_{uu}, n_{ud}, n_{du}, n_{dd})` with u up and d down, so there are C(N+3, 3) of them. What acts on every
atom alike, :math:`\sum_i S^{(i)}`, is then :math:`\sum_{ab}S_{ab}\,a_a^\dagger a_b`: sums of atoms become hops of
bosons.

Collective operators from the left and from the right, and jumps of single atoms, are all of this kind.
"""

from __future__ import annotations

from functools import cached_property
from math import comb
from typing import Any

import numpy as np
import scipy.sparse
from numpy.typing import NDArray
from scipy.special import gammaln

sparse: Any = scipy.sparse  # its functions declare no types
Sparse = Any
Array = NDArray[Any]
UNITS = 4


class SymmetricBasis:
    """The orthonormal symmetric operators of ``count`` atoms, ordered by their charge n_ud - n_du."""

    def __init__(self, count: int) -> None:
        self.count = count
        grid = np.array(
            [
                (uu, ud, du, count - uu - ud - du)
                for uu in range(count + 1)
                for ud in range(count + 1 - uu)
                for du in range(count + 1 - uu - ud)
            ],
            dtype=np.int64,
        )
        charge = grid[:, 1] - grid[:, 2]
        order = np.lexsort((grid[:, 2], grid[:, 1], grid[:, 0], charge))
        self.occupations = grid[order]
        self.charges = charge[order]

    @property
    def size(self) -> int:
        """C(N+3, 3)."""
        return comb(self.count + 3, 3)

    @cached_property
    def _keys(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        keys = self._key(self.occupations)
        order = np.argsort(keys)
        return keys[order], order

    def _key(self, occupations: NDArray[np.int64]) -> NDArray[np.int64]:
        base = self.count + 1
        found: NDArray[np.int64] = (occupations[:, 0] * base + occupations[:, 1]) * base + occupations[:, 2]
        return found

    @cached_property
    def hops(self) -> dict[tuple[int, int], Sparse]:
        """The sparse matrices of a_a^dagger a_b, shape (size, size), for all modes a and b."""
        made = {}
        keys, order = self._keys
        n = self.occupations
        for a in range(UNITS):
            for b in range(UNITS):
                if a == b:
                    made[a, a] = sparse.diags_array(n[:, a].astype(float)).tocsr()
                    continue
                columns = np.flatnonzero(n[:, b] > 0)
                target = n[columns].copy()
                target[:, a] += 1
                target[:, b] -= 1
                rows = order[np.searchsorted(keys, self._key(target))]
                values = np.sqrt(target[:, a] * n[columns, b])
                made[a, b] = sparse.csr_array((values, (rows, columns)), shape=(self.size, self.size))
        return made

    def of_every_atom(self, one_atom: Array) -> Sparse:
        """The sum over atoms of a superoperator of one atom, a 4 x 4 matrix on (uu, ud, du, dd)."""
        made = sparse.csr_array((self.size, self.size), dtype=np.result_type(one_atom.dtype, np.float64))
        for a, b in zip(*np.nonzero(one_atom), strict=True):
            made = made + one_atom[a, b] * self.hops[int(a), int(b)]
        return made.tocsr()

    def left(self, operator: Array) -> Sparse:
        """Multiplication from the left by the sum over atoms of a 2 x 2 matrix, rows and columns (up, down)."""
        return self.of_every_atom(np.kron(operator, np.eye(2)))

    def right(self, operator: Array) -> Sparse:
        """Multiplication from the right by the sum over atoms of a 2 x 2 matrix."""
        return self.of_every_atom(np.kron(np.eye(2), operator.T))

    def jump(self, operator: Array) -> Sparse:
        """The sum over atoms of c rho c+ - (c+ c rho + rho c+ c)/2."""
        loss = operator.conj().T @ operator
        both = np.kron(operator, operator.conj())
        return self.of_every_atom(both - (np.kron(loss, np.eye(2)) + np.kron(np.eye(2), loss.T)) / 2)

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """The square roots of the numbers of arrangements, sqrt(N!/prod n!)."""
        n = self.occupations
        found: NDArray[np.float64] = np.exp((gammaln(self.count + 1) - gammaln(n + 1).sum(axis=1)) / 2)
        return found

    @cached_property
    def trace(self) -> NDArray[np.float64]:
        """The traces of the basis operators: that of products of |u><u| and |d><d| alone."""
        diagonal = (self.occupations[:, 1] == 0) & (self.occupations[:, 2] == 0)
        return np.where(diagonal, self.weights, 0.0)

    def product(self, one_atom: Array) -> Array:
        """The coefficients of independent atoms, each with the 2 x 2 density matrix given."""
        powers = np.asarray(one_atom).reshape(-1)[None, :] ** self.occupations
        found: Array = self.weights * powers.prod(axis=1)
        return found
