r"""Rows of the propagator for a few modes, without the propagator: Krylov spaces of one segment, and Taylor series.

A row :math:`r(t)=w^Te^{At}` of the symmetric generator is the column :math:`x=r^T` with :math:`\dot x=Ax`. With
:math:`x=(x_a, ix_b)` and :math:`G=ig` the generator is real but for the detuning,

.. math:: A' = \begin{pmatrix}\operatorname{diag}\alpha & -g\\ g^T & \operatorname{diag}\beta\end{pmatrix} ,

and one product with it costs as much as two products of a vector with g. Fast modes hardly matter for a smooth start,
so that some twenty products span what a row ever becomes: the motion is that of a small matrix,
:math:`x(t)\approx Ve^{Ht}V^\dagger x(0)`, by Arnoldi's method for several starts at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from numerics.gaussian.model import Array, GaussianError, Segment

_SIZES = range(16, 2000, 8)
"""Sizes of the small matrix at which its error is looked at."""
_REACH = 8.0
"""Of one Taylor series, |A| h: its terms reach e^8 times the result's size, which costs four of sixteen digits."""
_TERMS = 46
"""8^46/46! is below 1e-16."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The scaled generator of one segment: diagonals (real where they are), and g with G = i g."""

    alpha: Array
    beta: Array
    g: Array

    @classmethod
    def of(cls, segment: Segment) -> Rows:
        """The scaled generator of a segment."""
        diagonals = (segment.alpha, segment.beta)
        real = not any(np.any(np.imag(d)) for d in diagonals)
        alpha, beta = (d.real if real else d.astype(complex) for d in diagonals)
        return cls(alpha=np.ascontiguousarray(alpha), beta=np.ascontiguousarray(beta),
                   g=np.ascontiguousarray(segment.coupling.imag))  # fmt: skip

    @property
    def dtype(self) -> np.dtype[np.float64] | np.dtype[np.complex128]:
        """Of vectors that start real."""
        return np.result_type(self.alpha, self.beta)

    def times(self, x: Array) -> Array:
        """A' x for x of shape (n, k), contiguous."""
        M, k = len(self.alpha), x.shape[1]
        pairs = x.view(float) if np.iscomplexobj(x) else x  # g is real: one product for both parts
        out = np.empty_like(x, dtype=np.result_type(self.dtype, x))
        moved_a, moved_b = self.g @ pairs[M:], self.g.T @ pairs[:M]
        if np.iscomplexobj(x):
            moved_a, moved_b = moved_a.view(complex), moved_b.view(complex)
        out[:M] = self.alpha[:, None] * x[:M] - moved_a
        out[M:] = self.beta[:, None] * x[M:] + moved_b
        return out.reshape(-1, k)


@dataclass(frozen=True, kw_only=True)
class Reduced:
    """Orthonormal vectors V (n, m), the small generator H (m, m), and the coefficients of the starts (m, K)."""

    V: Array
    H: Array
    start: Array


def scaled(columns: Array, M: int) -> Array:
    """x' of columns x, shape (n, K); real where no imaginary part is left."""
    found = columns.astype(complex)
    found[M:] *= -1j
    return found


def reduced(rows: Rows, starts: Array, duration: float, tolerance: float) -> Reduced:
    """The small matrix for the motion of scaled starts (n, K) during a time, with an error below the tolerance.

    The error is bounded by that of the rate that leaves the space. Raises GaussianError when no size suffices.
    """
    own = _Arnoldi(rows, starts)
    for size in _SIZES:
        own.grow(size)
        small = own.found()
        halfway = _exponential(small.H * (duration / 2))
        half = halfway @ small.start
        late = halfway @ half
        lost = max(float((own.leaving()[:, None] * np.abs(c)).sum(axis=0).max()) for c in (half, late))
        if lost * duration <= tolerance or own.complete:
            return small
        if size >= len(starts):
            break
    raise GaussianError(f"no space of {len(starts)} modes holds the motion to {tolerance:g}")


def _exponential(A: Array) -> Array:
    import scipy.linalg

    linalg: Any = scipy.linalg  # its functions declare no types
    found: Array = linalg.expm(A)
    return found


class _Arnoldi:
    """Orthonormal vectors that products with the generator make of the starts, each orthogonalised twice."""

    def __init__(self, rows: Rows, starts: Array) -> None:
        n = len(starts)
        real = rows.dtype == np.float64 and not np.any(starts.imag)
        # a start is a real vector times a phase in all that is of use: each part is a start of its own
        parts = starts.real if real else starts
        self.rows, self.starts = rows, parts.astype(np.result_type(rows.dtype, parts))
        capacity = min(n, _SIZES[-1]) + starts.shape[1]
        self.vectors = np.zeros((capacity, n), self.starts.dtype)
        self.H = np.zeros((capacity, capacity), self.starts.dtype)
        self.left = np.zeros(capacity)
        self.count, self.done = 0, 0
        for start in self.starts.T:
            self._add(start.copy(), None)

    @property
    def complete(self) -> bool:
        """Whether no product leads out of the space."""
        return self.done == self.count and not np.any(self.left[: self.count])

    def _add(self, y: Array, column: int | None) -> None:
        """Take a vector in, its projections into H; nothing is left of one that the others span."""
        size = float(np.linalg.norm(y))
        known = self.vectors[: self.count]
        for _ in range(2):
            h = known.conj() @ y
            y = y - h @ known
            if column is not None:
                self.H[: self.count, column] += h
        rest = float(np.linalg.norm(y))
        if rest > 1e-13 * size and self.count < len(y):
            if column is not None:
                self.H[self.count, column] = rest
            self.vectors[self.count] = y / rest
            self.count += 1

    def grow(self, size: int) -> None:
        """Multiply until there are so many vectors, or no new ones come."""
        while self.done < self.count < size:
            self._add(self.rows.times(self.vectors[self.done][:, None])[:, 0], self.done)
            self.done += 1

    def found(self) -> Reduced:
        """The small matrix; columns of vectors that were not multiplied yet are projected alone."""
        m, known = self.count, self.vectors[: self.count]
        H = self.H[:m, :m].copy()
        self.left[:] = 0
        for column in range(self.done, m):
            y = self.rows.times(known[column][:, None])[:, 0]
            h = known.conj() @ y
            H[:, column] = h
            self.left[column] = np.linalg.norm(y - h @ known)
        return Reduced(V=known.T, H=H, start=known.conj() @ self.starts)

    def leaving(self) -> Array:
        """Rates at which each vector leads out of the space."""
        return self.left[: self.count]


def carried(rows: Rows, block: Array, noise: Array, duration: float) -> tuple[Array, Array]:
    r"""X = exp(A' t) B of a block (n, r), and the noise :math:`\int_0^t (e^{A's}B)^\dagger\nu\,e^{A's}B\,ds`, (r, r).

    Taylor series of the generator less the middle of its diagonal; between them Gauss's quadrature.
    """
    diagonal = np.concatenate([rows.alpha, rows.beta])
    middle = (diagonal.real.max() + diagonal.real.min()) / 2 + 1j * (diagonal.imag.max() + diagonal.imag.min()) / 2
    if not np.iscomplexobj(diagonal):
        middle = middle.real
    shifted = Rows(alpha=rows.alpha - middle, beta=rows.beta - middle, g=rows.g)
    size = np.abs(diagonal - middle).max() + np.sqrt(np.linalg.norm(rows.g, 1) * np.linalg.norm(rows.g, np.inf))
    steps = max(1, int(np.ceil(size * duration / _REACH)))
    h = duration / steps
    points, weights = _gauss(12 + int(2 * size * h))
    powers = np.vander(np.append(points, 1.0), _TERMS, increasing=True)
    decay = np.exp(middle * h * np.append(points, 1.0))[:, None]
    fed = np.zeros((block.shape[1],) * 2, np.result_type(block, decay))
    X = np.ascontiguousarray(block)
    for _ in range(steps):
        terms = np.empty((_TERMS, *X.shape), np.result_type(X, shifted.dtype))
        terms[0] = X
        for k in range(1, _TERMS):
            terms[k] = shifted.times(terms[k - 1]) * (h / k)
        flat = terms.reshape(_TERMS, -1)
        pairs = flat.view(float)
        between = (powers @ pairs).view(flat.dtype) * decay
        at = between[:-1].reshape(len(points), *X.shape) * np.sqrt(h * weights[:, None] * noise)[:, :, None]
        stacked = at.reshape(-1, X.shape[1])
        fed = fed + stacked.conj().T @ stacked
        X = np.ascontiguousarray(between[-1].reshape(X.shape))
    return X, fed


def _gauss(count: int) -> tuple[Array, Array]:
    """Points and weights of Gauss's quadrature on [0, 1]."""
    x, w = np.polynomial.legendre.leggauss(count)
    return (x + 1) / 2, w / 2
