r"""What is solved: the generator of two coupled sets of modes, piece by piece in time, with its noise and its start.

.. math:: \dot{\mathbf a} = A\,\mathbf a + \mathbf F , \qquad
          A = \begin{pmatrix}i\Delta-\gamma_a & -ig\\ -ig^T & -\gamma_b\end{pmatrix} , \qquad
          \langle F_i^\dagger(t) F_j(t')\rangle = \nu_i\,\delta_{ij}\,\delta(t-t') .

The generator is symmetric, as that of real mode functions is: all modes of the first gas are detuned alike, and the
real matrix g exchanges excitations. The noise keeps the commutators,
:math:`\langle F_iF_i^\dagger\rangle = \nu_i + 2\gamma_i`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


class GaussianError(ValueError):
    """Modes, noise or times that do not fit together: one sentence that says what was expected."""


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A piece of time with constant rates: its length [s], detuning [rad/s], decays [1/s], and g, (M, N) [1/s].

    Raises GaussianError when the shapes differ, a mode grows, or a rate is not finite or not real.
    """

    duration: float
    detuning: float
    decay_a: Array
    decay_b: Array
    exchange: Array

    def __post_init__(self) -> None:
        wanted = (len(self.decay_a), len(self.decay_b))
        if self.exchange.shape != wanted:
            raise GaussianError(f"the exchange has the shape {self.exchange.shape}, expected {wanted}")
        if not self.duration > 0:
            raise GaussianError(f"a segment lasts {self.duration} s, expected more than 0")
        rates = (self.decay_a, self.decay_b, self.exchange, np.array(self.detuning))
        if any(np.iscomplexobj(rate) or not np.isfinite(rate).all() for rate in rates):
            raise GaussianError("a rate of the generator is not a finite real number")
        if np.any(self.decay < 0):
            raise GaussianError(f"a mode grows at {-self.decay.min():g} /s, expected decay or none")

    @cached_property
    def decay(self) -> Array:
        """Decay rates of all amplitudes [1/s], shape (M + N,)."""
        return np.concatenate([self.decay_a, self.decay_b])

    @cached_property
    def rate(self) -> float:
        """A rate of exchange [1/s]: the root mean square of what g makes of a mode of the smaller gas."""
        return float(np.linalg.norm(self.exchange) / min(self.exchange.shape) ** 0.5)

    @cached_property
    def generator(self) -> Array:
        """A [1/s], shape (M + N, M + N)."""
        M = len(self.decay_a)
        found = np.diag(-self.decay.astype(complex))
        found[range(M), range(M)] += 1j * self.detuning
        found[:M, M:], found[M:, :M] = -1j * self.exchange, -1j * self.exchange.T
        return found


@dataclass(frozen=True, kw_only=True)
class System:
    """Segments in order, the strength nu of the noise <F+ F> of each mode [1/s], and excitations at the start.

    ``noise`` has one row for each segment. Raises GaussianError when numbers of modes differ, or noise is negative.
    """

    segments: tuple[Segment, ...]
    noise: Array
    occupation: Array

    def __post_init__(self) -> None:
        if not self.segments:
            raise GaussianError("there is no segment, expected one at least")
        shapes = {segment.exchange.shape for segment in self.segments}
        if len(shapes) > 1:
            raise GaussianError(f"segments have the numbers of modes {sorted(shapes)}, expected one")
        wanted = (len(self.segments), self.size)
        if self.noise.shape != wanted or self.occupation.shape != wanted[1:]:
            raise GaussianError(
                f"noise and occupation have the shapes {self.noise.shape} and {self.occupation.shape}, "
                f"expected {wanted} and {wanted[1:]}"
            )
        if np.any(self.noise < 0) or np.any(self.occupation < 0):
            raise GaussianError("noise or occupation is negative, expected none below 0")

    @property
    def size(self) -> int:
        """The number of modes of both sets."""
        return sum(self.segments[0].exchange.shape)

    @property
    def duration(self) -> float:
        """The length of all segments [s]."""
        return sum(segment.duration for segment in self.segments)

    @property
    def kinds(self) -> tuple[Segment, ...]:
        """Segments with different decays or exchange; those that differ in detuning and length alone are one."""
        found: list[Segment] = []
        for own in self.segments:
            same = (
                np.array_equal(own.decay, one.decay) and np.array_equal(own.exchange, one.exchange) for one in found
            )
            if not any(same):
                found.append(own)
        return tuple(found)

    def placed(self, times: Array) -> list[tuple[Segment, Array, Array]]:
        """Each segment with its noise and with those times that fall into it, counted from its beginning.

        Raises GaussianError when times are not in order or outside of the segments.
        """
        inside = times.ndim == 1 and bool(np.all(np.isfinite(times)))
        if not inside or np.any(np.diff(times) < 0) or (len(times) and times[0] < 0):
            raise GaussianError("times are expected as one list in ascending order, from 0 on")
        if len(times) and times[-1] > self.duration * (1 + 1e-12):
            raise GaussianError(
                f"the time {times[-1]:g} s is after the last segment, which ends at {self.duration:g} s"
            )
        ends = np.cumsum([segment.duration for segment in self.segments])
        starts = np.concatenate([[0.0], ends[:-1]])
        owner = np.minimum(np.searchsorted(ends, times, side="left"), len(ends) - 1)
        return [
            (segment, self.noise[i], times[owner == i] - starts[i]) for i, segment in enumerate(self.segments)
        ]  # fmt: skip
