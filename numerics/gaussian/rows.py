r"""A small space that holds the rows of a few modes, whatever the detuning does.

A row :math:`r(t)=w^TU(t)` of the symmetric generator is the column :math:`x=r^T` with :math:`\dot x=Ax`. With
:math:`x=(x_a, ix_b)`,

.. math:: A = \begin{pmatrix}i\Delta-\gamma_a & g\\ -g^T & -\gamma_b\end{pmatrix} ,

which is real but for the detuning. Fast modes hardly matter for a smooth start, so that some thirty products with the
resonant generator span what a row ever becomes on resonance. The parts of those vectors in the two gases, each taken by
itself, span it for any detuning too, since a detuning multiplies one part by a number. On that space A is a small
matrix. The rate at which a row leads out of the space bounds the error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from numerics.gaussian.model import Array, Segment, System


@dataclass(frozen=True, kw_only=True)
class Space:
    """Orthonormal real vectors of each gas, as columns: shapes (M, m_a) and (N, m_b)."""

    alkali: Array
    noble: Array

    def within(self, columns: Array) -> Array:
        """Coefficients of columns (n, K), shape (m, K)."""
        M = len(self.alkali)
        return np.concatenate([self.alkali.T @ columns[:M], self.noble.T @ columns[M:]])

    def columns(self, coefficients: Array) -> Array:
        """Columns (n, K) of coefficients (m, K)."""
        m = self.alkali.shape[1]
        return np.concatenate([self.alkali @ coefficients[:m], self.noble @ coefficients[m:]])

    def form(self, diagonal: Array) -> Array:
        """A diagonal matrix (n,) on the space, shape (m, m)."""
        M, m = len(self.alkali), self.alkali.shape[1]
        found = np.zeros((m + self.noble.shape[1],) * 2)
        found[:m, :m] = (self.alkali.T * diagonal[:M]) @ self.alkali
        found[m:, m:] = (self.noble.T * diagonal[M:]) @ self.noble
        return found

    def generator(self, segment: Segment) -> tuple[Array, Array]:
        """A on the space, shape (m, m), and what leads out of it, shape (n, m)."""
        Qa, Qb, m = self.alkali, self.noble, self.alkali.shape[1]
        moved_a, moved_b = -segment.decay_a[:, None] * Qa, -segment.decay_b[:, None] * Qb
        across_a, across_b = segment.exchange @ Qb, -segment.exchange.T @ Qa
        inner = np.block([[Qa.T @ moved_a, Qa.T @ across_a], [Qb.T @ across_b, Qb.T @ moved_b]])
        images = np.block([[moved_a, across_a], [across_b, moved_b]])
        out = images - np.concatenate([Qa @ inner[:m], Qb @ inner[m:]])
        if segment.detuning:
            inner = inner.astype(complex)
            inner[range(m), range(m)] += 1j * segment.detuning
        return inner, out


def scaled(columns: Array, M: int) -> Array:
    """(x_a, x_b/i) of columns x, shape (n, K)."""
    found = columns.astype(complex)
    found[M:] *= -1j
    return found


def space(system: System, starts: Array, size: int) -> Space:
    """The space of real starts (n, K): so many products in a chain for each generator that differs from the others."""
    chains = [starts]
    for segment in system.kinds:
        chains.append(_chain(segment, starts, size))
    vectors, M = np.hstack(chains), len(system.segments[0].decay_a)
    return Space(alkali=_orthonormal(vectors[:M]), noble=_orthonormal(vectors[M:]))


def guess(system: System) -> int:
    """A number of products that mostly suffices: angles of exchange, and the root of what diffusion takes."""
    exchanged = sum(segment.duration * segment.rate for segment in system.segments)
    lost = sum(segment.duration * float(segment.decay.max()) for segment in system.segments)
    return int(12 + 2 * exchanged + 2.5 * lost**0.5)


def _chain(segment: Segment, starts: Array, size: int) -> Array:
    """Orthonormal vectors that products with the resonant generator make of the starts, orthogonalised twice."""
    n, M = len(starts), len(segment.decay_a)
    vectors, count, done = np.zeros((min(size, n) + starts.shape[1], n)), 0, 0
    fresh = list(starts.T)
    while count < min(size, n):
        if fresh:
            y = fresh.pop(0)
        elif done < count:
            x, done = vectors[done], done + 1
            y = np.concatenate([
                segment.exchange @ x[M:] - segment.decay_a * x[:M],
                -segment.exchange.T @ x[:M] - segment.decay_b * x[M:],
            ])  # fmt: skip
        else:
            break
        known, length = vectors[:count], float(np.sqrt(y @ y))
        for _ in range(2):
            y = y - (known @ y) @ known
        rest = float(np.sqrt(y @ y))
        if rest > 1e-13 * length:
            vectors[count] = y / rest
            count += 1
    return vectors[:count].T


def _orthonormal(columns: Array) -> Array:
    """Orthonormal columns with the same span, up to rounding."""
    import scipy.linalg

    linalg: Any = scipy.linalg  # its functions declare no types
    # with pivots: a column that the others span must not leave its place to an arbitrary one
    Q, R, _ = linalg.qr(columns, mode="economic", pivoting=True, check_finite=False)
    kept = np.abs(np.diag(R)) > 1e-14 * np.abs(R).max()
    found: Array = np.ascontiguousarray(Q[:, kept])
    return found
