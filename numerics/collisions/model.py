"""What is simulated: gases, the law of the phases, the field, the start; refused in one sentence if it cannot be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from numerics.parameters import InputError

Start = Literal["symmetric", "localised", "pair"]
STARTS: tuple[Start, ...] = ("symmetric", "localised", "pair")
FIXED, NORMAL, TABLE = 0, 1, 2
WEAK = 0.25
"""The largest phase [rad] for which the series of the kick is generated."""
LARGEST_NORMAL = math.sqrt(2 * 53 * math.log(2))


@dataclass(frozen=True, kw_only=True)
class Phases:
    """The law of the phase of a collision [rad]: fixed, normal, or one with a tabulated quantile function.

    A table holds the quantiles at equally spaced probabilities from 0 to 1; between them the quantile function is
    linear. Raises InputError for a negative width, for quantiles that fall, and for numbers that are not finite.
    """

    mean: float = 0.0
    deviation: float = 0.0
    quantiles: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not all(math.isfinite(x) for x in (self.mean, self.deviation, *self.quantiles)):
            raise InputError("a phase is not a finite number, expected angles in rad")
        if self.deviation < 0:
            raise InputError(
                f"the phases have the width {self.deviation:g} rad, expected 0 (all equal) or a positive one"
            )
        if self.quantiles and len(self.quantiles) < 2:
            raise InputError("a table of quantiles has 1 entry, expected at least 2, at probabilities 0 and 1")
        if any(b < a for a, b in zip(self.quantiles, self.quantiles[1:], strict=False)):
            raise InputError("a table of quantiles falls somewhere, expected one that never does")

    @classmethod
    def table(cls, quantiles: Sequence[float]) -> Phases:
        """The law with these quantiles; mean and deviation follow from them."""
        cells = np.asarray(quantiles, dtype=float)
        if cells.size < 2:
            return cls(quantiles=tuple(float(x) for x in cells) or (0.0,))
        low, high = cells[:-1], cells[1:]
        mean = float(np.mean((low + high) / 2))
        second = float(np.mean((low**2 + low * high + high**2) / 3))
        return cls(mean=mean, deviation=math.sqrt(max(second - mean**2, 0.0)), quantiles=tuple(map(float, cells)))

    @property
    def law(self) -> int:
        """The number by which the compiled loops know the law."""
        if self.quantiles:
            return TABLE
        return NORMAL if self.deviation > 0 else FIXED

    @property
    def numbers(self) -> NDArray[np.float64]:
        """What the loops need of it."""
        return np.array(self.quantiles or (self.mean, self.deviation))

    @property
    def weak(self) -> bool:
        """Whether no phase can exceed what the series of the kick is made for."""
        return abs(self.mean) + LARGEST_NORMAL * self.deviation <= WEAK

    @property
    def square(self) -> float:
        """The mean squared phase [rad^2]."""
        return self.mean**2 + self.deviation**2

    def defect(self, k: int) -> complex:
        """The mean of exp(i k phi) less 1, accurate for small phases too."""
        if not self.quantiles:
            return complex(np.expm1(complex(-((k * self.deviation) ** 2) / 2, k * self.mean)))
        low, high = np.array(self.quantiles[:-1]), np.array(self.quantiles[1:])
        middle, half = (low + high) / 2, k * (high - low) / 2
        shrink = np.sinc(half / math.pi)  # the mean over a cell of exp(i k (phi - middle))
        lost = np.where(np.abs(half) < 1e-2, -(half**2) / 6 + half**4 / 120 - half**6 / 5040, shrink - 1)
        wave = np.expm1(1j * k * middle)
        return complex(np.mean(wave * shrink + lost))


@dataclass(frozen=True, kw_only=True)
class Collisions:
    """Two gases that collide in random pairs: numbers of atoms, phases, and the angle the field turns the first by.

    ``turn`` [rad] is that of a step; ``resonant`` gives the one at which both gases turn alike. Raises InputError when
    the alkali has more atoms than the noble gas, since every alkali atom needs a partner of its own.
    """

    alkali: int
    noble_gas: int
    phases: Phases
    turn: float = 0.0

    def __post_init__(self) -> None:
        if self.alkali < 1:
            raise InputError(f"{self.alkali} alkali atoms were given, expected at least 1")
        if self.alkali > self.noble_gas:
            raise InputError(
                f"{self.alkali} alkali atoms cannot each meet a noble-gas atom of its own among {self.noble_gas}: "
                f"expected at most {self.noble_gas} alkali atoms"
            )
        if not math.isfinite(self.turn):
            raise InputError("the angle of a step is not a finite number, expected one in rad")

    @property
    def atoms(self) -> int:
        """All atoms."""
        return self.alkali + self.noble_gas

    @property
    def turned(self) -> complex:
        """exp(-i turn) - 1, its real part such that the modulus of exp(-i turn) is 1 far beyond double precision."""
        imaginary = -math.sin(self.turn)
        root = math.sqrt((1 - imaginary) * (1 + imaginary)) * math.copysign(1.0, math.cos(self.turn))
        real = -(imaginary**2) / (1 + root) if root > 0 else root - 1
        return complex(real, imaginary)


def subspace(atoms: int, excitations: int) -> int:
    """How many states have m of n atoms excited."""
    return math.comb(atoms, excitations)


def checked_size(atoms: int, excitations: int, memory: float) -> int:
    """The size of a subspace whose amplitudes fit into so many bytes; raises InputError that says what it takes."""
    if not 0 <= excitations <= atoms:
        raise InputError(f"{excitations} excitations of {atoms} atoms were asked for, expected 0 to {atoms}")
    size = subspace(atoms, excitations)
    needed = 16 * size
    if needed > memory:
        fits = max((m for m in range(excitations) if 16 * subspace(atoms, m) <= memory), default=0)
        raise InputError(
            f"{excitations} excitations of {atoms} atoms have {size:.4g} amplitudes, which would take {_bytes(needed)} "
            f"of memory, more than the {_bytes(memory)} allowed: expected at most {fits} excitations"
        )
    return size


def _bytes(number: float) -> str:
    for unit in ("bytes", "KB", "MB", "GB", "TB"):
        if number < 1000 or unit == "TB":
            return f"{number:.3g} {unit}"
        number /= 1000
    raise AssertionError
