r"""Means of products of collective spins in a state."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.permutation.generator import Generator
from numerics.permutation.model import SPINS, Matrix, PermutationError
from numerics.permutation.states import State

Vector = NDArray[Any]


class Means:
    """Means of products of components of the collective spins, and of sums over atoms in general.

    >>> means = Means(generator)                      # doctest: +SKIP
    >>> means.spins(state, "x"), means.spins(state, "yy"), means.spins(state, "z", "z")   # doctest: +SKIP
    """

    def __init__(self, generator: Generator, operators: Mapping[str, Matrix] | None = None) -> None:
        self.generator, self.operators = generator, operators or SPINS
        self._rows: list[dict[str, Vector]] = [{}, {}]

    def spins(self, state: State | Vector, first: str = "", second: str = "") -> float:
        """The mean of the product of components, ``"xz"`` of the first ensemble and ``"y"`` of the second.

        Components of one ensemble stand in their symmetrised product, so that the mean is real.
        """
        return float(self.of(state, self._symmetrised(0, first), self._symmetrised(1, second)).real)

    def trace(self, state: State | Vector) -> complex:
        """The trace, 1 for a state."""
        return self.of(state, self._row(0, ""), self._row(1, ""))

    def entanglement(self, state: State | Vector) -> float:
        """(var(J_yI + J_yII) + var(J_zI - J_zII)) / (|<J_xI>| + |<J_xII>|), below 1 for entangled ensembles."""
        total = 0.0
        for axis, sign in (("y", 1.0), ("z", -1.0)):
            first, second = self.spins(state, axis), self.spins(state, "", axis)
            total += (
                self.spins(state, axis * 2) + self.spins(state, "", axis * 2) + 2 * sign * self.spins(state, axis, axis)
            )
            total -= (first + sign * second) ** 2
        return total / (abs(self.spins(state, "x")) + abs(self.spins(state, "", "x")))

    def of(self, state: State | Vector, first: Vector, second: Vector) -> complex:
        """The contraction of a state with one row for each ensemble."""
        vector = state.coefficients if isinstance(state, State) else state
        total: complex = 0.0
        for key in self.generator.blocks:
            one, other = (r[s.slices[k]] for r, s, k in zip((first, second), self.generator.sides, key, strict=True))
            total += complex(one @ self.generator.block(vector, key) @ other)
        return total

    def _symmetrised(self, place: int, letters: str) -> Vector:
        orders = sorted(set(permutations(letters)))
        rows = [self._row(place, "".join(order)) for order in orders]
        made: Vector = np.mean(rows, axis=0)
        return made

    def _row(self, place: int, letters: str) -> Vector:
        """The traces of all basis operators, each multiplied from the left by a product of sums over atoms."""
        rows, side = self._rows[place], self.generator.sides[place]
        unknown = [letter for letter in letters if letter not in self.operators]
        if unknown or (letters and place >= len(self.generator.model.counts)):
            what = f"the component {unknown[0]!r}" if unknown else "a component of a second ensemble"
            raise PermutationError(
                f"{what} was asked for, where one of {', '.join(self.operators)} of a given ensemble is expected"
            )
        if letters not in rows:
            before = self._row(place, letters[:-1]) if letters else None
            rows[letters] = (
                side.basis.trace if before is None else side.basis.left(self.operators[letters[-1]]).T @ before
            )
        return rows[letters]


def polarisation(means: Means, state: State | Vector) -> float:
    """2 <J_x>/N of the first ensemble."""
    return 2 * means.spins(state, "x") / means.generator.model.counts[0]


def norm(vector: Vector) -> float:
    """The Hilbert-Schmidt norm of an operator."""
    return float(np.linalg.norm(vector))
