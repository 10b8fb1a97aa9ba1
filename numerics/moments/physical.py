"""Whether means are those of a quantum state: populations within bounds, moment matrices not negative."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from numerics.moments.system import Complexes, Floats, NumericTable, evaluated_factors

# Solvers keep eight digits by default, so what is beyond a limit by less than this says nothing.
SLACK = 1e-6


@dataclass(frozen=True, kw_only=True, eq=False)
class Physicality:
    """Checks of means; ``readouts`` has a row for each of ``names``.

    ``bounds`` are (row, lower, upper); ``matrices`` (operators, rows of the upper triangle of <O_j+ O_k>).
    """

    names: tuple[str, ...]
    readouts: NumericTable
    bounds: tuple[tuple[int, float, float], ...]
    matrices: tuple[tuple[tuple[str, ...], NDArray[np.int64]], ...]

    def failures(
        self, means: Complexes, parameters: Mapping[str, complex], times: Floats, slack: float = SLACK
    ) -> Iterator[str]:
        """One sentence for each check that fails by more than ``slack``, at the first time [s] when it does.

        ``means`` has shape (times, states).
        """
        values = self.values(means, parameters)
        for row, lower, upper in self.bounds:
            own = values[:, row].real
            outside = (own < lower - slack) | (own > upper + slack)
            if outside.any():
                k = int(np.argmax(outside))
                side = f"below {lower:g}" if own[k] < lower else f"above {upper:g}"
                yield f"the mean of {self.names[row]} is {own[k]:.6g} at t = {times[k]:g}, {side}"
        for operators, rows in self.matrices:
            yield from _negative(operators, values[:, rows], times, slack)

    def values(self, means: Complexes, parameters: Mapping[str, complex]) -> Complexes:
        """All readouts, shape (times, names)."""
        own = self.readouts
        p = np.array([complex(parameters[name]) for name in own.parameters], np.complex128)
        factors = evaluated_factors(own, p, 0.0)
        one = np.ones((len(means), 1))
        work = np.concatenate([one, means, means.conj()], axis=1)
        out = np.zeros((len(means), len(self.names)), np.complex128)
        for k in range(len(self.names)):
            for e in range(int(own.starts[k]), int(own.starts[k + 1])):
                out[:, k] += factors[e] * work[:, own.columns[e]]
        return out


def _negative(operators: tuple[str, ...], upper: Complexes, times: Floats, slack: float) -> Iterator[str]:
    size = len(operators)
    matrix = np.zeros((len(times), size, size), np.complex128)
    j, k = np.triu_indices(size)
    matrix[:, j, k] = upper
    matrix[:, k, j] = upper.conj()
    lowest, vectors = np.linalg.eigh(matrix)
    # Entries of very different size round relative to the largest.
    limit = -slack * np.maximum(1.0, lowest[:, -1])
    bad = lowest[:, 0] < limit
    if bad.any():
        at = int(np.argmax(bad))
        weight = abs(vectors[at, :, 0])
        named = [operators[i] for i in np.argsort(-weight) if weight[i] > 0.3]
        yield (
            f"the moments of {', '.join(named)} at t = {times[at]:g} are those of no state: their matrix <O_j+ O_k> "
            f"has the eigenvalue {lowest[at, 0]:.6g}"
        )
