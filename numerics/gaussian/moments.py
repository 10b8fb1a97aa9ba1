r"""All first and second moments of all modes in time: exact propagators of each step, one after the other.

With :math:`m = \langle\mathbf a\rangle` and the fluctuations' moments :math:`P_{ij}=\langle a_j^\dagger a_i\rangle`
and :math:`S_{ij} = \langle a_ia_j\rangle`,

.. math:: \dot m = Am , \qquad \dot P = AP + PA^\dagger + \operatorname{diag}\nu , \qquad \dot S = AS + SA^T .

A step of length h takes :math:`U=e^{Ah}` and :math:`W=\int_0^h e^{As}\operatorname{diag}(\nu)\,e^{A^\dagger s}ds`; W is
made by doubling, :math:`W_{2h}=W_h+U_hW_hU_h^\dagger`, from a Taylor series of a short step.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from numerics.gaussian.model import Array, GaussianError, Segment, System

_TERMS = 9
"""Terms of the Taylor series of a step with |A| h < 1/16: the next, (1/8)^10/10!, is below 1e-15 of the sum."""


@dataclass(frozen=True, kw_only=True)
class Moments:
    """Means <a_i>, P_ij = <a_j+ a_i> and S_ij = <a_i a_j>, the latter two of the fluctuations, of n modes."""

    mean: Array
    normal: Array
    anomalous: Array

    @classmethod
    def incoherent(cls, occupation: Array) -> Moments:
        """Modes without phase and without correlations, with given numbers of excitations."""
        zero = np.zeros((len(occupation), len(occupation)), complex)
        return cls(mean=np.zeros(len(occupation), complex), normal=np.diag(occupation).astype(complex), anomalous=zero)

    def squeezed(self, mode: Array, variance: float) -> Moments:
        """The same with the mode o = sum_i conj(u_i) a_i in a squeezed vacuum: V of o + o+, 1/V beside it.

        Raises GaussianError when u is not normalised or V is not positive.
        """
        if abs(np.vdot(mode, mode) - 1) > 1e-12 or not variance > 0:
            raise GaussianError(f"a mode of norm {np.vdot(mode, mode).real:g} with variance {variance:g} was given, "
                                "expected norm 1 and a variance above 0")  # fmt: skip
        u, excess = mode.astype(complex), np.outer(mode, mode.conj())
        keep = np.eye(len(mode)) - excess
        number, pair = (variance + 1 / variance - 2) / 4, (variance - 1 / variance) / 4
        return Moments(
            mean=self.mean - u * np.vdot(u, self.mean),
            normal=keep @ self.normal @ keep + number * excess,
            anomalous=keep @ self.anomalous @ keep.T + pair * np.outer(u, u),
        )

    def displaced(self, by: Array) -> Moments:
        """The same with the means moved."""
        return Moments(mean=self.mean + by, normal=self.normal, anomalous=self.anomalous)

    def variance(self, mode: Array) -> Array:
        """Variances of o + o+ and -i(o - o+) with o = sum_i w_i a_i, in units of the vacuum's; shape (2,).

        The mode must be normalised for the vacuum to be 1.
        """
        number = (mode @ self.normal @ mode.conj()).real
        pair = (mode @ self.anomalous @ mode).real
        length = np.vdot(mode, mode).real
        return np.array([length + 2 * number + 2 * pair, length + 2 * number - 2 * pair])

    @property
    def least_uncertainty(self) -> float:
        """The least eigenvalue of the moments <X_i+ X_j> of X = (a, a+): not negative for a state."""
        n = len(self.mean)
        covariance = np.block([[self.normal.T, self.anomalous.conj()], [self.anomalous, self.normal]])
        covariance[n:, n:] += np.eye(n)
        return float(np.linalg.eigvalsh((covariance + covariance.conj().T) / 2)[0])


def step(segment: Segment, noise: Array, length: float) -> tuple[Array, Array]:
    """U = exp(A h) and W, the noise that comes in during h; shapes (n, n)."""
    return propagated(segment.generator, np.diag(noise).astype(complex), length)


def propagated(A: Array, D: Array, length: float) -> tuple[Array, Array]:
    r"""exp(A h) and :math:`\int_0^h e^{As}De^{A^\dagger s}ds` for a Hermitian D; shapes (n, n)."""
    if length == 0:
        return np.eye(len(A), dtype=A.dtype), np.zeros_like(D)
    sizes = np.abs(A)
    norm = float(np.sqrt(sizes.sum(axis=0).max() * sizes.sum(axis=1).max())) * length
    halvings = max(0, int(np.ceil(np.log2(max(norm, 1e-300) * 16))))
    U, W = _short(A, D, length / 2**halvings)
    for _ in range(halvings):
        W = W + U @ W @ U.conj().T
        U = U @ U
    return U, W


def _short(A: Array, D: Array, h: float) -> tuple[Array, Array]:
    """The Taylor series of both; the terms of W follow from X -> (AX + XA+) h/k."""
    n = len(A)
    U, power = np.eye(n, dtype=A.dtype), np.eye(n, dtype=A.dtype)
    W, term = np.zeros_like(D), D * h
    for k in range(1, _TERMS + 1):
        power = A @ power * (h / k)
        U = U + power
        W = W + term
        half = A @ term
        term = (half + half.conj().T) * (h / (k + 1))
    return U, W


def evolved(system: System, start: Moments, times: Array) -> list[Moments]:
    """The moments at each time [s], in ascending order; equal steps share their propagator.

    Raises GaussianError for times outside of the segments.
    """
    found: list[Moments] = []
    moments = start
    for segment, noise, inside in system.placed(times):
        at, known = 0.0, _Steps(segment, noise)
        for time in inside:
            moments = known.after(moments, time - at)
            at = time
            found.append(moments)
        moments = known.after(moments, max(segment.duration - at, 0.0))
    return found


class _Steps:
    """The steps of one segment, made once for each length."""

    def __init__(self, segment: Segment, noise: Array) -> None:
        self.segment, self.noise = segment, noise
        self.made: dict[float, tuple[Array, Array]] = {}

    def after(self, moments: Moments, length: float) -> Moments:
        """The moments a step later; lengths that differ by rounding alone are one."""
        if length == 0:
            return moments
        key = float(np.format_float_scientific(length, precision=12))
        if key not in self.made:
            self.made[key] = step(self.segment, self.noise, length)
        U, W = self.made[key]
        return Moments(
            mean=U @ moments.mean,
            normal=U @ moments.normal @ U.conj().T + W,
            anomalous=U @ moments.anomalous @ U.T,
        )
