r"""What reaches a few modes from one that was prepared: amplitudes, and excitations that all else adds.

A mode that is read out at time t, :math:`o=\sum_i w_ia_i(t)`, is linear in the mode prepared at the start,
:math:`c=\sum_i u_i^*a_i(0)`, in the other modes at the start and in the noise:
:math:`o = T\,c + F` with the row :math:`r = w^TU(t)` and the rest of the start :math:`y = r - T\,u^\dagger`,

.. math:: T = r\,u , \qquad
          \langle F^\dagger F\rangle = \sum_i n_i|y_i|^2 + \int_0^t \sum_i\nu_i|r_i(s)|^2\,ds .

Whatever the state of c, a Fock state too, this is all that the statistics of o need when the rest is Gaussian. Rows of
a segment, and what earlier segments do to them, are made in a small space (``rows``) that holds them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from numerics.gaussian.model import Array, GaussianError, System
from numerics.gaussian.moments import propagated
from numerics.gaussian.rows import Space, guess, scaled, space

_TOLERANCE = 1e-12
"""Bound of the error of a row of norm 1; the results keep two digits more than the ten that are promised."""


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """For K modes read out at each time [s]: amplitude T and mean number of added excitations, shapes (K, times)."""

    times: Array
    amplitude: Array
    added: Array

    @property
    def share(self) -> Array:
        """|T|^2, the share of the excitations that is transferred, shape (K, times)."""
        found: Array = np.abs(self.amplitude) ** 2
        return found


def transfer(system: System, prepared: Array, readouts: Array, times: Array) -> Transfer:
    """Amplitudes from the prepared mode u (shape (n,)) to modes w (shape (K, n)), and what is added, at times [s].

    The prepared mode is taken out of the incoherent start. Raises GaussianError for modes that are not normalised.
    """
    modes = np.vstack([prepared, readouts])
    if modes.shape[1] != system.size or np.any(np.abs(np.einsum("ij,ij->i", modes, modes.conj()).real - 1) > 1e-12):
        raise GaussianError(f"modes are expected with {system.size} amplitudes each and of norm 1")
    M = len(system.segments[0].decay_a)
    u, starts = np.conj(scaled(prepared.conj()[:, None], M)[:, 0]), scaled(np.asarray(readouts).T, M)
    parts, size = _real(starts), guess(system)
    while True:
        found, lost = _carried(system, space(system, parts, size), u, starts, times)
        if lost <= _TOLERANCE or size >= system.size:
            return found
        size = min(2 * size, system.size)


def means(system: System, start: Array, times: Array) -> Array:
    """Mean amplitudes of all modes at each time [s], shape (times, n), from those at the start (n,)."""
    M, placed = len(system.segments[0].decay_a), system.placed(times)
    first, size = scaled(start[:, None], M), guess(system)
    while True:
        own = space(system, _real(first), size)
        c, lost, found = own.within(first), 0.0, []
        for segment, noise, inside in placed:
            H, out = own.generator(segment)
            moved, _ = _in_time(H, own.form(0 * noise), c, np.append(inside, segment.duration))
            lost, c = max(lost, system.duration * _largest(out, moved)), moved[-1]
            found.append(own.columns(moved[:-1, :, 0].T).T)
        if lost <= _TOLERANCE * float(np.linalg.norm(start)) or size >= system.size:
            every = np.concatenate(found)
            every[:, M:] *= 1j
            return every
        size = min(2 * size, system.size)


def _real(columns: Array) -> Array:
    """Real and imaginary parts of columns, those that are not zero."""
    parts = np.hstack([columns.real, columns.imag])
    found: Array = parts[:, np.abs(parts).max(axis=0) > 0]
    return found


def _carried(system: System, own: Space, u: Array, starts: Array, times: Array) -> tuple[Transfer, float]:
    """The transfer in a space, and a bound of the error of its rows; u and starts are scaled."""
    sent, moments = _start(system, own, u)
    first, lost = own.within(starts), 0.0
    amplitudes, added = [], []
    back: list[tuple[Array, Array]] = []
    for i, (segment, noise, inside) in enumerate(system.placed(times)):
        H, out = own.generator(segment)
        D = own.form(noise)
        c, fed = _in_time(H, D, first, inside)
        amplitudes.append(sent @ c)
        added.append(_forms(moments, c) + fed)
        lost, here = max(lost, segment.duration * _largest(out, c)), c[-1:]
        for U, leads in reversed(back):
            here = U @ here
            lost = max(lost, system.duration * _largest(leads, here))
        if i + 1 < len(system.segments):
            U, W = propagated(H.conj().T, D, segment.duration)
            U = U.conj().T
            sent, moments = sent @ U, U.conj().T @ moments @ U + W
            back.append((U, out))
    return Transfer(times=times, amplitude=np.concatenate(amplitudes).T, added=np.concatenate(added).T), lost


def _start(system: System, own: Space, u: Array) -> tuple[Array, Array]:
    """On the space: the row u x that is T, (m,), and the moments of all but the prepared mode at the start, (m, m).

    With y = x - conj(u) (u x), the sum of n |y|^2 is x+ n x - 2 Re (x+ n conj(u)) (u x) + (u n conj(u)) |u x|^2.
    """
    sent = own.within(u[:, None])[:, 0]
    cross = np.outer(own.within((system.occupation * u.conj())[:, None])[:, 0], sent)
    left = float(np.abs(u) ** 2 @ system.occupation) * np.outer(sent.conj(), sent)
    return sent, own.form(system.occupation) - cross - cross.conj().T + left


def _in_time(H: Array, D: Array, start: Array, times: Array) -> tuple[Array, Array]:
    """Coefficients (T, m, K) of the rows at each time, and the noise (T, K) that came in since the segment began."""
    found = np.empty((len(times) + 1, *start.shape), complex)
    feeds = np.zeros((len(times), start.shape[1]))
    found[0] = start
    for first, last, length in _runs(times):
        if last - first == 1:  # a length that comes once is not worth a propagator
            found[last], feeds[first] = _along(H, D, found[first], length)
            continue
        U, W = propagated(H.conj().T, D, length)
        found[first : last + 1] = _repeated(U.conj().T.astype(complex), found[first], last - first)
        feeds[first:last] = _forms(W, found[first:last])
    return found[1:], feeds.cumsum(axis=0)


def _runs(times: Array) -> list[tuple[int, int, float]]:
    """Runs of equal steps up to rounding: first and last time, counted from 0 before the first, and the step."""
    lengths = np.diff(times, prepend=0.0)
    rounded = np.round(lengths / max(lengths.max(initial=0.0), 1e-300), 11)
    changes = [0, *(np.flatnonzero(np.diff(rounded)) + 1).tolist(), len(lengths)]
    return [(a, b, float(lengths[a:b].mean())) for a, b in pairwise(changes) if b > a]


def _repeated(U: Array, c: Array, count: int) -> Array:
    """c, U c, U^2 c, ... as (count + 1, m, K): each product doubles how many there are."""
    found, known = c, 1
    while known <= count:
        more = U @ found[:, : (count + 1 - known) * c.shape[1]]
        found, known = np.hstack([found, more]), known + more.shape[1] // c.shape[1]
        if known <= count:
            U = U @ U
    return np.moveaxis(found.reshape(len(c), -1, c.shape[1]), 1, 0)


def _along(H: Array, D: Array, c: Array, length: float) -> tuple[Array, Array]:
    """Coefficients (m, K) one step later, and the noise (K,) of the step: Taylor series between Gauss's points."""
    size = float(np.sqrt(np.abs(H).sum(axis=0).max() * np.abs(H).sum(axis=1).max())) * length
    pieces = max(1, int(np.ceil(size / 2)))
    x, weights = np.polynomial.legendre.leggauss(12)
    powers = np.vander(np.append((x + 1) / 2, 1.0), 28, increasing=True)
    H, h, fed = H.astype(complex), length / pieces, np.zeros(c.shape[1])
    for _ in range(pieces):
        terms = [c]
        for k in range(1, powers.shape[1]):
            terms.append(H @ terms[-1] * (h / k))
        between = np.tensordot(powers, np.array(terms), axes=1)
        fed = fed + h / 2 * (weights @ _forms(D, between[:-1]))
        c = between[-1]
    return c, fed


def _forms(W: Array, c: Array) -> Array:
    """c+ W c for columns of c, shape (T, m, K), by a Hermitian W; shape (T, K)."""
    flat = np.ascontiguousarray(np.moveaxis(c, 1, 0)).reshape(c.shape[1], -1)
    moved = W @ flat if np.iscomplexobj(W) else (W @ flat.view(float)).view(complex)
    found: Array = (flat.real * moved.real + flat.imag * moved.imag).sum(axis=0).reshape(len(c), -1)
    return found


def _largest(out: Array, c: Array) -> float:
    """The largest rate at which coefficients (T, m, K), looked at here and there, lead out of the space."""
    few = np.moveaxis(c[:: max(1, len(c) // 8)], 1, 0).reshape(c.shape[1], -1)
    return float(np.sqrt((np.abs(out @ few) ** 2).sum(axis=0)).max(initial=0.0))
