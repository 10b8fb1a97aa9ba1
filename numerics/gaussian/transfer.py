r"""What reaches a few modes from one that was prepared: amplitudes, and excitations that all else adds.

A mode that is read out at time t, :math:`o=\sum_i w_ia_i(t)`, is linear in the mode prepared at the start,
:math:`c=\sum_i u_i^*a_i(0)`, in the other modes at the start and in the noise:
:math:`o = T\,c + F` with the row :math:`r = w^TU(t)` and the rest of the start :math:`y = r - T\,u^\dagger`,

.. math:: T = r\,u , \qquad
          \langle F^\dagger F\rangle = \sum_i n_i|y_i|^2 + \int_0^t \sum_i\nu_i|r_i(s)|^2\,ds .

Whatever the state of c, a Fock state too, this is all that the statistics of o need when the rest is Gaussian. Rows of
a segment are made in a small space (``rows``); what earlier segments did to that space follows from carrying the few
directions that the rows really take back to the start.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from numerics.gaussian.model import Array, GaussianError, System
from numerics.gaussian.moments import propagated
from numerics.gaussian.rows import Reduced, Rows, carried, reduced, scaled

_TOLERANCE = 1e-13
"""Error of a row of norm 1; the results keep three digits more than the ten that are promised."""


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
    M = len(system.segments[0].alpha)
    back = _Back(system, np.conj(scaled(prepared.conj()[:, None], M)[:, 0]))
    starts = scaled(np.asarray(readouts).T, M)
    phases = np.array([_phase(column) for column in starts.T])
    amplitudes, added = [], []
    for i, (segment, noise, inside) in enumerate(system.placed(times)):
        if not len(inside):
            continue
        rows = Rows.of(segment)
        small = reduced(rows, starts / phases, segment.duration, _TOLERANCE)
        c, fed = _in_time(small, noise, inside)
        directions = np.eye(len(small.H)) if i == 0 else _taken(c)
        coefficients = np.einsum("mr,tmk->trk", directions.conj(), c)
        sent, moments = back.start(i, small.V @ directions)
        amplitudes.append(np.einsum("r,trk->kt", sent, coefficients) * phases[:, None])
        rest = np.einsum("trk,rs,tsk->kt", coefficients.conj(), moments, coefficients, optimize=True).real
        added.append(rest + fed)
    K = len(readouts)
    return Transfer(
        times=times,
        amplitude=np.concatenate(amplitudes, axis=1) if amplitudes else np.empty((K, 0), complex),
        added=np.concatenate(added, axis=1) if added else np.empty((K, 0)),
    )


def means(system: System, start: Array, times: Array) -> Array:
    """Mean amplitudes of all modes at each time [s], shape (times, n), from those at the start (n,)."""
    M = len(system.segments[0].alpha)
    state, found = scaled(start[:, None], M), []
    for segment, noise, inside in system.placed(times):
        small = reduced(Rows.of(segment), state, segment.duration, _TOLERANCE * float(np.linalg.norm(state)))
        c, _ = _in_time(small, 0 * noise, np.append(inside, segment.duration))
        moved = c[:, :, 0] @ small.V.T
        found.append(moved[:-1])
        state = moved[-1][:, None]
    every = np.concatenate(found).astype(complex)
    every[:, M:] *= 1j
    return every


def _phase(column: Array) -> complex:
    """The phase that makes a vector real, where one does: that of its largest entry."""
    largest = column[np.argmax(np.abs(column))]
    return complex(largest / abs(largest))


def _in_time(small: Reduced, noise: Array, times: Array) -> tuple[Array, Array]:
    """Coefficients (T, m, K) of the rows at each time, and the noise (K, T) that came in since the segment began."""
    weighted = small.V * noise[:, None]
    D = small.V.conj().T @ weighted
    c, fed, at = small.start, np.zeros(small.start.shape[1]), 0.0
    made: dict[float, tuple[Array, Array]] = {}
    found, feeds = np.empty((len(times), *c.shape), c.dtype), np.empty((len(times), len(fed)))
    for j, time in enumerate(times):
        key = float(np.format_float_scientific(time - at, precision=12))
        if key not in made:
            made[key] = propagated(small.H.conj().T, D, time - at)
        U, W = made[key]
        fed = fed + np.einsum("mk,mn,nk->k", c.conj(), W, c, optimize=True).real
        c = U.conj().T @ c
        at, found[j], feeds[j] = time, c, fed
    return found, feeds.T


def _taken(c: Array) -> Array:
    """The directions (m, r) that coefficients take at any time, all others below the tolerance."""
    flat = np.moveaxis(c, 1, 0).reshape(c.shape[1], -1)
    U, sizes, _ = np.linalg.svd(flat, full_matrices=False)
    found: Array = U[:, sizes > _TOLERANCE * sizes[0]]
    return found


class _Back:
    """Carries directions back to the start: their overlap with the prepared mode, and the moments of all else."""

    def __init__(self, system: System, prepared: Array) -> None:
        self.system, self.prepared = system, prepared

    def start(self, segment: int, block: Array) -> tuple[Array, Array]:
        """For scaled columns (n, r) at the beginning of a segment: T of each (r,), and moments of the rest (r, r)."""
        if segment == 0:
            sent = self.prepared @ block
            rest = block - np.outer(self.prepared.conj(), sent)
            return sent, rest.conj().T @ (self.system.occupation[:, None] * rest)
        before = self.system.segments[segment - 1]
        X, fed = carried(Rows.of(before), block, self.system.noise[segment - 1], before.duration)
        sent, moments = self.start(segment - 1, X)
        return sent, moments + fed
