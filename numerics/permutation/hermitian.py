r"""Half of a Hermitian state: blocks of opposite charges hold the same numbers.

Exchanging |up><down| and |down><up| of every atom turns an operator's coefficients into those of its adjoint. With a
real generator and a real start, the block at the charges -k is thus that at k with rows and columns exchanged, and
only half of the blocks need be kept while the steady state is sought.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.permutation.generator import Generator, Side

Vector = NDArray[Any]


class Half:
    """The blocks from the charges (0, 0) on, which stand at the end of a vector; all blocks where halving fails."""

    def __init__(self, generator: Generator) -> None:
        self.generator = generator
        opposite = all((-a, -b) in generator.blocks for a, b in generator.blocks)
        halved = generator.real and opposite and len(generator.blocks) > 1
        self.keys = frozenset(key for key in generator.blocks if key >= (0, 0) or not halved)
        self.start = min(generator.offsets[key] for key in self.keys)
        self.size = generator.size - self.start
        self.mirrors = tuple(_mirror(side) for side in generator.sides)

    def folded(self, vector: Vector) -> Vector:
        """The kept part of a whole vector, a view."""
        return vector[self.start :]

    def whole(self, half: Vector) -> Vector:
        """The whole vector."""
        made: Vector = np.empty(self.generator.size, dtype=half.dtype)
        made[self.start :] = half
        for a, b in self.generator.blocks.keys() - self.keys:
            rows, columns = self.mirrors[0][a], self.mirrors[1][b]
            self.generator.block(made, (a, b))[...] = self.block(half, (-a, -b))[np.ix_(rows, columns)]
        return made

    def block(self, half: Vector, key: tuple[int, int]) -> Vector:
        """A view of one kept block."""
        rows, columns = self.generator.blocks[key]
        first = self.generator.offsets[key] - self.start
        return half[first : first + rows * columns].reshape(rows, columns)

    def apply(self, half: Vector) -> Vector:
        """The generator on the kept part."""
        return self.folded(self.generator.apply(self.whole(half), self.keys))


def _mirror(side: Side) -> dict[int, NDArray[np.int64]]:
    """For each charge, where the adjoints of its basis operators stand at the opposite charge."""
    occupations = side.basis.occupations
    places = {tuple(n): k for k, n in enumerate(occupations.tolist())}
    adjoint = np.array([places[uu, du, ud, dd] for uu, ud, du, dd in occupations.tolist()])
    return {k: adjoint[s] - side.slices[-k].start for k, s in side.slices.items() if -k in side.slices}
