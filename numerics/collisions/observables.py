"""What is read off sample paths: fidelities, populations, means with errors, rates fitted with errors, chi-squared."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.collisions.model import Collisions
from numerics.collisions.trajectories import Ensemble
from numerics.parameters import InputError

Real = NDArray[np.float64]
GROUPS = 20  # of paths that are left out in turn for the errors of fits


@dataclass(frozen=True, kw_only=True)
class OneExcitation:
    """Probabilities of paths of one excitation, each of shape (paths, times).

    ``alkali`` and ``noble_gas`` are those of the symmetric excitations, ``first`` that of the first alkali atom, and
    the populations are those of finding the excitation in a gas at all.
    """

    alkali: Real
    noble_gas: Real
    first: Real
    alkali_population: Real
    noble_gas_population: Real

    @classmethod
    def of(cls, ensemble: Ensemble) -> OneExcitation:
        """From the records of an ensemble that starts with one excitation."""
        r, c = ensemble.records, ensemble.collisions
        return cls(
            alkali=(r[..., 0] ** 2 + r[..., 1] ** 2) / c.alkali,
            noble_gas=(r[..., 2] ** 2 + r[..., 3] ** 2) / c.noble_gas,
            first=r[..., 6] ** 2 + r[..., 7] ** 2,
            alkali_population=r[..., 4],
            noble_gas_population=r[..., 5],
        )


@dataclass(frozen=True, kw_only=True)
class TwoExcitations:
    """Probabilities of paths of two excitations, each of shape (paths, times).

    ``twenty``, ``eleven`` and ``two`` are those of the symmetric states |2,0>, |1,1>, |0,2>; ``bunched`` that of the
    sum of the outer two over the root of 2; ``populations`` (3, paths, times) of so many excitations in the noble gas.
    """

    twenty: Real
    eleven: Real
    two: Real
    bunched: Real
    populations: Real

    @classmethod
    def of(cls, ensemble: Ensemble) -> TwoExcitations:
        """From the records of an ensemble that starts with one excitation in each gas."""
        r = ensemble.records
        c20, c11, c02 = (r[..., 2 * i] + 1j * r[..., 2 * i + 1] for i in range(3))
        return cls(
            twenty=np.abs(c20) ** 2,
            eleven=np.abs(c11) ** 2,
            two=np.abs(c02) ** 2,
            bunched=np.abs(c20 + c02) ** 2 / 2,
            populations=np.moveaxis(r[..., 6:9], -1, 0),
        )


def mean_and_error(paths: Real) -> tuple[Real, Real]:
    """The mean over paths, and its standard error; the error of one path is not a number."""
    count = len(paths)
    error = paths.std(axis=0, ddof=1) / math.sqrt(count) if count > 1 else np.full(paths.shape[1:], math.nan)
    return paths.mean(axis=0), error


def symmetric_amplitudes(ensemble: Ensemble) -> NDArray[np.complex128]:
    """Amplitudes of the symmetric excitations of both gases, shape (paths, times, 2)."""
    r, c = ensemble.records, ensemble.collisions
    alkali = (r[..., 0] + 1j * r[..., 1]) / math.sqrt(c.alkali)
    noble = (r[..., 2] + 1j * r[..., 3]) / math.sqrt(c.noble_gas)
    return np.stack([alkali, noble], axis=-1)


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Frequency of the exchange and decay rate of the mean amplitudes, per step."""

    frequency: float
    decay: float


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Fitted rates with their standard errors, and their correlation."""

    rates: Rates
    errors: Rates
    correlation: float


def rates_of_matrix(matrix: NDArray[Any], steps: float = 1.0) -> Rates:
    """Difference of the frequencies, and mean of the decay rates, of the two eigenvalues of a map of so many steps."""
    logarithms = np.log(np.linalg.eigvals(matrix)) / steps
    return Rates(
        frequency=float(abs(logarithms[0].imag - logarithms[1].imag)), decay=float(-logarithms.real.mean())
    )  # fmt: skip


def fitted_rates(ensemble: Ensemble) -> Fit:
    """The two-mode map that takes the mean amplitudes best from each time to the next, and the rates of it.

    Errors are from leaving out groups of paths in turn. The times must be equally spaced and close enough that neither
    mode turns by half a turn in between. Raises InputError for fewer than 40 paths.
    """
    amplitudes = symmetric_amplitudes(ensemble)
    if len(amplitudes) < 2 * GROUPS:
        raise InputError(f"rates were to be fitted to {len(amplitudes)} paths, expected at least {2 * GROUPS}")
    gap = (ensemble.steps[-1] - ensemble.steps[0]) / (len(ensemble.steps) - 1)
    if any(abs(n - ensemble.steps[0] - i * gap) > 1e-9 for i, n in enumerate(ensemble.steps)):
        raise InputError("rates were to be fitted at times that are not equally spaced")
    sums = np.array([group.sum(axis=0) for group in np.array_split(amplitudes, GROUPS)])

    def fitted(mean: NDArray[np.complex128]) -> tuple[float, float]:
        now, after = mean[:-1], mean[1:]
        matrix = np.linalg.lstsq(now, after, rcond=None)[0].T
        found = rates_of_matrix(matrix, gap)
        return found.frequency, found.decay

    whole = sums.sum(axis=0)
    best = fitted(whole / len(amplitudes))
    left = np.array([fitted(whole - one) for one in sums])
    spread = (left - left.mean(axis=0)) * math.sqrt((GROUPS - 1) / GROUPS)
    covariance = spread.T @ spread
    errors = np.sqrt(np.diag(covariance))
    return Fit(
        rates=Rates(frequency=best[0], decay=best[1]),
        errors=Rates(frequency=float(errors[0]), decay=float(errors[1])),
        correlation=float(covariance[0, 1] / (errors[0] * errors[1])),
    )


def chi_squared(values: Real, exact: Real, covariance: Real | None = None) -> float:
    """n (mean - exact) C^-1 (mean - exact) of values (paths, numbers), C being their covariance, or the exact one.

    It is a chi-squared of as many degrees of freedom as there are numbers, when there are many paths.
    """
    difference = values.mean(axis=0) - exact
    spread = np.atleast_2d(np.cov(values, rowvar=False)) if covariance is None else covariance
    return float(len(values) * difference @ np.linalg.solve(spread, difference))


def p_value(chi2: float, degrees: int) -> float:
    """How likely so large a chi-squared is by chance."""
    from scipy.special import gammaincc

    return float(gammaincc(degrees / 2, chi2 / 2))


def resonance(alkali: int, noble_gas: int, mean: float, turn: Callable[..., float]) -> float:
    """The angle of a step at which both gases turn alike, by the generated kernel."""
    return float(turn(phi_mean=mean, R=alkali / noble_gas))


def exchange_steps(collisions: Collisions, angle: float, rate: Callable[..., float]) -> int:
    """The number of steps in which J t reaches an angle, by the generated kernel of J."""
    J = float(rate(phi_mean=collisions.phases.mean, R=collisions.alkali / collisions.noble_gas, tau=1.0))
    return max(1, round(angle / J))
