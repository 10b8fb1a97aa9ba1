r"""Uncertainties of inputs carried through a calculation: linearly, and by sampling as a check of it.

A calculation is a function of named arrays. It is called once, with a batch of points: the inputs as they are, one
pair of displaced points for each uncertain input, and random samples. All numbers that depend on one input see the
same value of it, so whatever they share is correlated as it should be; two inputs may be correlated besides.

Every input is displaced along a coordinate z that is normal with mean 0 and variance 1: a real number is
:math:`v+\sigma z`, a positive one :math:`v\,e^{sz}` with :math:`s^2=\ln(1+\sigma^2/v^2)`, a share (0 to 1) moves by
:math:`z\sigma/v(1-v)` on the logistic scale. So no sample leaves the domain of its input, and for small uncertainties
all three have the standard deviation :math:`\sigma`. Linearly, :math:`\sigma_f^2=\sum_{ij}(\partial_{z_i}f)\rho_{ij}
(\partial_{z_j}f)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from numerics.parameters import InputError

Array = np.ndarray[Any, np.dtype[np.float64]]
Model = Callable[[Mapping[str, Array]], Mapping[str, Array]]
# A central difference over 2h in a coordinate of unit variance errs by h^2 relative to the third derivative, and
# magnifies rounding by 1/h: both stay below 1e-6 for this step.
_STEP = 1e-3
_LOW, _HIGH = 0.158655254, 0.841344746  # the normal distribution at -1 and 1


class UncertaintyError(InputError):
    """An uncertainty or a correlation that cannot be carried through."""


@dataclass(frozen=True, kw_only=True)
class Uncertain:
    """An input: its value, its standard uncertainty, and the domain that samples stay in."""

    name: str
    value: float
    error: float = 0.0
    domain: Literal["real", "positive", "share"] = "positive"

    def __post_init__(self) -> None:
        if not self.error >= 0:
            raise UncertaintyError(f"{self.name} has the uncertainty {self.error:g}, expected 0 or more")
        inside = {"real": True, "positive": self.value > 0, "share": 0 < self.value < 1}[self.domain]
        if self.error and not inside:
            raise UncertaintyError(
                f"{self.name} = {self.value:g} is at the edge of what it can be, expected the uncertainty 0 there"
            )

    def at(self, z: Array) -> Array:
        """The values at coordinates z, which are standard normal."""
        if not self.error:
            return np.full_like(z, self.value)
        if self.domain == "real":
            return self.value + self.error * z
        if self.domain == "positive":
            moved: Array = self.value * np.exp(np.sqrt(np.log1p((self.error / self.value) ** 2)) * z)
            return moved
        odds = self.value / (1 - self.value) * np.exp(z * self.error / (self.value * (1 - self.value)))
        share: Array = odds / (1 + odds)
        return share


@dataclass(frozen=True, kw_only=True)
class Propagated:
    """Results by name: value, linear standard uncertainty, and the middle 68 % of the samples.

    ``slopes`` are derivatives by the coordinate of each uncertain input, in the order of ``inputs``: what that input
    alone contributes to the uncertainty, with its sign. ``samples`` are all values of the sampled points.
    """

    inputs: tuple[str, ...]
    correlation: Array
    values: dict[str, float]
    slopes: dict[str, Array]
    samples: dict[str, Array]

    def error(self, name: str) -> float:
        """The linear standard uncertainty."""
        return float(np.sqrt(self.covariance(name, name)))

    def covariance(self, one: str, other: str) -> float:
        """The linear covariance of two results."""
        return float(self.slopes[one] @ self.correlation @ self.slopes[other])

    def interval(self, name: str) -> tuple[float, float]:
        """The ends of the middle 68 % of the samples."""
        if not self.inputs:
            return self.values[name], self.values[name]
        low, high = np.quantile(self.samples[name], (_LOW, _HIGH))
        return float(low), float(high)

    def shares(self, name: str) -> Array:
        """Each input's share of the variance, in the order of ``inputs``; they add up to 1 with their correlations."""
        slopes = self.slopes[name]
        whole = self.covariance(name, name)
        return slopes * (self.correlation @ slopes) / whole if whole else np.zeros_like(slopes)


def propagate(
    model: Model, inputs: Sequence[Uncertain], samples: int, seed: int, correlated: Mapping[tuple[str, str], float]
) -> Propagated:
    """Carry the uncertainties of inputs through a model, which is called once with arrays of one length.

    ``correlated`` are correlation coefficients of pairs of inputs. Raises UncertaintyError when they do not belong
    to any distribution.
    """
    moved = [one for one in inputs if one.error]
    rho = _correlation([one.name for one in moved], correlated)
    count = len(moved)
    z = np.zeros((count, 1 + 2 * count + samples))
    for i in range(count):
        z[i, 1 + 2 * i : 3 + 2 * i] = -_STEP, _STEP
    if count:
        normal = np.random.Generator(np.random.PCG64(seed)).standard_normal((count, samples))
        z[:, 1 + 2 * count :] = _root(rho) @ normal
    still = np.zeros(z.shape[1])
    order = {one.name: i for i, one in enumerate(moved)}
    found = model({one.name: one.at(z[order[one.name]] if one.name in order else still) for one in inputs})
    ends = slice(1, 1 + 2 * count)
    return Propagated(
        inputs=tuple(order), correlation=rho,
        values={name: float(array[0]) for name, array in found.items()},
        slopes={name: np.diff(array[ends].reshape(count, 2), axis=1)[:, 0] / (2 * _STEP)
                for name, array in found.items()},
        samples={name: np.asarray(array[1 + 2 * count :]) for name, array in found.items()},
    )  # fmt: skip


def _correlation(names: list[str], correlated: Mapping[tuple[str, str], float]) -> Array:
    rho = np.eye(len(names))
    for (one, other), value in correlated.items():
        if one in names and other in names:
            i, j = names.index(one), names.index(other)
            rho[i, j] = rho[j, i] = value
    return rho


def _root(rho: Array) -> Array:
    """A matrix whose square is the correlation; raises UncertaintyError when that has a negative eigenvalue."""
    weights, vectors = np.linalg.eigh(rho)
    if weights[0] < -1e-12:
        raise UncertaintyError("the correlations contradict one another: no distribution has them")
    root: Array = vectors * np.sqrt(np.clip(weights, 0, None))
    return root
