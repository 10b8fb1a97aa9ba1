"""Two gases in a sphere as a system of coupled diffusion modes: all rates and overlaps come from generated kernels.

The wall destroys the alkali spin and leaves the noble gas alone. The first mode of the noble gas is the uniform one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from numerics.gaussian.model import Array, GaussianError, Segment, System

KERNELS = (
    "noble_gas_root", "alkali_mode_decay", "noble_gas_mode_decay", "uniform_overlap", "mode_overlap",
    "mode_pair_generator", "incoherent_excitations", "reservoir_noise",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Sphere:
    """The first modes of both gases: losses [1/s] inside the cell, diffusion [cm^2/s], radius [cm], polarisations.

    Raises GaussianError when there is no mode.
    """

    kernels: Mapping[str, Any]
    modes: int
    gamma_a: float
    gamma_b: float
    D_a: float
    D_b: float
    R: float
    p_a: float
    p_b: float

    def __post_init__(self) -> None:
        if self.modes < 1:
            raise GaussianError(f"{self.modes} modes of each gas were asked for, expected one at least")

    @cached_property
    def numbers(self) -> Array:
        """Radial numbers of the alkali modes, 1 to the number of modes."""
        return np.arange(1.0, self.modes + 1)

    @cached_property
    def roots(self) -> Array:
        """Wave numbers times R of the noble-gas modes after the uniform one: between n pi and (n + 1/2) pi."""
        from scipy.optimize import elementwise

        n = self.numbers[:-1]
        if not len(n):
            return n
        find: Any = elementwise  # its functions declare no types
        found = find.find_root(lambda x: self.kernels["noble_gas_root"](x_m=x), (n * np.pi, (n + 0.5) * np.pi))
        return np.asarray(found.x)

    @cached_property
    def overlaps(self) -> Array:
        """Overlaps c_mn of alkali mode m with noble-gas mode n, shape (modes, modes)."""
        m = self.numbers
        uniform = self.kernels["uniform_overlap"](m=m)[:, None]
        if self.modes == 1:
            return np.asarray(uniform)
        return np.asarray(np.hstack([uniform, self.kernels["mode_overlap"](m=m[:, None], x_n=self.roots[None])]))

    @cached_property
    def decays(self) -> tuple[Array, Array]:
        """Decay rates of the modes of both gases [1/s]."""
        alkali = self.kernels["alkali_mode_decay"](gamma_a=self.gamma_a, D_a=self.D_a, R=self.R, m=self.numbers)
        rest = self.roots
        if len(rest):
            rest = self.kernels["noble_gas_mode_decay"](gamma_b=self.gamma_b, D_b=self.D_b, R=self.R, x_n=rest)
        return np.asarray(alkali), np.concatenate([[self.gamma_b], rest])

    @cached_property
    def occupations(self) -> tuple[float, float]:
        """Mean numbers of incoherent excitations of a mode of each gas."""
        number = self.kernels["incoherent_excitations"]
        return float(number(p=self.p_a)), float(number(p=self.p_b))

    @property
    def uniform_alkali(self) -> Array:
        """The uniform excitation of the alkali as far as its modes hold it, of norm 1; shape (2 modes,)."""
        c = self.overlaps[:, 0]
        return np.concatenate([c / np.linalg.norm(c), np.zeros(self.modes)])

    @property
    def kept(self) -> float:
        """The weight of the uniform excitation that the alkali modes hold."""
        c = self.overlaps[:, 0]
        return float(c @ c)

    @property
    def uniform_noble_gas(self) -> Array:
        """The uniform mode of the noble gas; shape (2 modes,)."""
        found: Array = np.eye(2 * self.modes)[self.modes]
        return found

    def system(self, J: float, pieces: Sequence[tuple[float, float]]) -> System:
        """The modes with exchange at the rate J [1/s], for pieces of time [s] with a detuning [rad/s] each."""
        alkali, noble = self.decays
        pair = self.kernels["mode_pair_generator"]
        segments = []
        for duration, detuning in pieces:
            across = pair(J=J, Delta=detuning, gamma_am=alkali[:, None], gamma_bn=noble[None], c_mn_r=self.overlaps)
            own, other, coupling = across[:, 0, 0, 0], across[0, :, 1, 1], across[:, :, 0, 1]
            segments.append(Segment(
                duration=duration, detuning=float(own[0].imag), decay_a=-own.real, decay_b=-other.real,
                exchange=-coupling.imag,
            ))  # fmt: skip
        n_a, n_b = self.occupations
        strength = self.kernels["reservoir_noise"]
        noise = np.concatenate([strength(gamma=alkali, n_I=n_a), strength(gamma=noble, n_I=n_b)])
        return System(
            segments=tuple(segments), noise=np.tile(noise, (len(segments), 1)),
            occupation=np.repeat([n_a, n_b], self.modes),
        )  # fmt: skip
