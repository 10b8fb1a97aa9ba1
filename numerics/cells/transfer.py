"""When and how well an excitation comes over: the first maximum of the generated propagator, and what it leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from numerics.studies.specification import Kernel, Kernels

Array = np.ndarray[Any, np.dtype[np.float64]]
REGIMES = ("decoupled", "overdamped", "strong")
_GOLDEN = (np.sqrt(5) - 1) / 2
_HALVINGS = 50  # to the last place of a double
_STEPS = 45  # each keeps 0.618 of the bracket; a maximum is flat, so rounding lets it be found to 1e-8 at best


def follow(values: dict[str, Array], squeezed: float, storage_time: float, kernels: Kernels) -> None:
    """Add the time of the largest transfer, the shares that come over and stay, variances, and the regime.

    ``squeezed`` is the variance of the squeezed alkali quadrature with the vacuum at 1. Regimes are numbers: 0 when
    the detuning lets less than half of an excitation over even without loss, 1 when the loss keeps it from coming
    back, 2 when it does come back.
    """
    rates = {name: values[name] for name in ("J", "gamma", "Delta")}
    propagator = kernels["exchange_propagator"]
    time = largest_transfer_time(propagator, rates)
    moved = propagator(t=time, **rates)
    values["t_best"] = time
    values["T_ba"], values["R_bb"] = np.abs(moved[..., 1, 0]) ** 2, np.abs(moved[..., 1, 1]) ** 2
    tempered = spin_temperature(values["K"], values["p_b"], kernels)
    made = kernels["state_transfer"](
        V_in=squeezed, t_s=storage_time, p_t=tempered, **{n: values[n] for n in ("T_ba", "R_bb", "p_a", "gamma_b")}
    )
    values |= made
    values["J_over_gamma"] = values["J"] / values["gamma"]
    values["squeezing"], values["stored_squeezing"] = decibels(made["V_b"]), decibels(made["V_st"])
    values["regime"] = regime(**rates)


def spin_temperature(spin: Array, polarisation: Array, kernels: Kernels) -> Array:
    """The polarisation that a spin 1/2 has at the spin temperature at which a spin K has this one, <k_z>/K.

    The mean spin grows with it, so halving an interval finds it; for a spin 1/2 it is the polarisation itself.
    """
    if np.all(spin == 0.5):
        return polarisation
    low, high = np.full_like(polarisation, 1e-12), np.ones_like(polarisation)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        q = kernels["slowing_down_factor"](I=spin, p_a=middle)
        less = kernels["tempered_spin"](q=q, p_t=middle) < spin * polarisation
        low, high = np.where(less, middle, low), np.where(less, high, middle)
    return (low + high) / 2


def decibels(variance: Array) -> Array:
    """Squeezing below the vacuum, positive when the variance is below 1."""
    level: Array = -10 * np.log10(variance)
    return level


def regime(J: Array, gamma: Array, Delta: Array) -> Array:
    """0 decoupled, 1 overdamped, 2 strong: where |Delta| > 2 J, else where gamma > 2 J, else."""
    kind: Array = np.where(np.abs(Delta) > 2 * J, 0.0, np.where(gamma > 2 * J, 1.0, 2.0))
    return kind


def largest_transfer_time(propagator: Kernel, rates: dict[str, Array]) -> Array:
    """The time of the first maximum of |U_ba|^2, for arrays of J, gamma and Delta.

    Half the difference of the two eigenvalues has the frequency w; the maximum comes before a quarter of its turn,
    and where there is next to none, before the logarithm of gamma/J over J, which 30/J is beyond.
    """
    J, gamma, Delta = rates["J"], rates["gamma"], rates["Delta"]
    w = np.abs(np.real(np.sqrt(J**2 + (Delta + 1j * gamma) ** 2 / 4)))
    turn = np.minimum(np.pi / np.maximum(2 * w, 1e-3 * J), 30 / J)

    def share(t: Array) -> Array:
        came: Array = np.abs(propagator(t=t, **rates)[..., 1, 0]) ** 2
        return came

    return _highest(share, np.zeros_like(turn), turn)


def _highest(share: Callable[[Array], Array], low: Array, high: Array) -> Array:
    """The place of the highest point of one hump, by golden sections on arrays."""
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = share(left), share(right)
    for _ in range(_STEPS):
        rising = at_left < at_right
        low, high = np.where(rising, left, low), np.where(rising, high, right)
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        at_left, at_right = share(left), share(right)
    middle: Array = (low + high) / 2
    return middle
