"""Sample paths against what is derived, over a scan of atom numbers and laws of the phase: chi-squared and rates."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from numerics.collisions import averages, observables
from numerics.collisions.model import Collisions, Phases
from numerics.collisions.trajectories import Task, equal_steps, simulate
from numerics.studies.specification import Kernels, Progress

GASES = ((4, 40), (10, 100), (10, 30), (25, 200))
CELLS = 4096


@dataclass(frozen=True, kw_only=True)
class Law:
    """A law of the phase by its name, as a function of the mean."""

    name: str
    phases: Callable[[float], Phases]


def exponential(mean: float) -> Phases:
    """Exponentially distributed phases by their quantiles, the tail cut off at a probability of 1/8192."""
    places = np.linspace(0, 1, CELLS + 1)
    places[-1] = 1 - 0.5 / CELLS
    return Phases.table((-mean * np.log1p(-places)).tolist())


LAWS = (
    Law(name="all equal", phases=lambda mean: Phases(mean=mean)),
    Law(name="normal, half as broad", phases=lambda mean: Phases(mean=mean, deviation=mean / 2)),
    Law(name="normal, as broad", phases=lambda mean: Phases(mean=mean, deviation=mean)),
    Law(name="normal, three times as broad", phases=lambda mean: Phases(mean=mean, deviation=3 * mean)),
    Law(name="exponential", phases=exponential),
)


@dataclass(frozen=True, kw_only=True)
class Point:
    """One case: fitted and derived rates (per step), and chi-squared values with two degrees of freedom each.

    ``exact`` are the rates of the exact mean amplitudes, ``formula`` those of the formulas for small phases.
    """

    law: str
    collisions: Collisions
    fit: observables.Fit
    exact: observables.Rates
    formula: observables.Rates
    fidelity_chi2: float
    rates_chi2: float


def scan(
    mean: float, paths: int, seed: int, loops: Any, kernels: Kernels, workers: int, progress: Progress
) -> list[Point]:
    """All cases: two half exchanges each, 24 times."""
    cases = [(gases, law) for gases in GASES for law in LAWS]
    return [
        _point(gases, law, mean, paths, seed + number, loops, kernels, workers)
        for number, (gases, law) in enumerate(progress(cases, "scan"))
    ]


def _point(
    gases: tuple[int, int], law: Law, mean: float, paths: int, seed: int, loops: Any, kernels: Kernels, workers: int
) -> Point:
    phases = law.phases(mean)
    turn = observables.resonance(*gases, phases.mean, kernels["resonant_turn"])
    collisions = Collisions(alkali=gases[0], noble_gas=gases[1], phases=phases, turn=turn)
    samples = 24
    gap = math.ceil(observables.exchange_steps(collisions, 2 * math.pi, kernels["random_exchange_rate"]) / samples)
    task = Task(
        collisions=collisions, start="symmetric", steps=equal_steps(gap * samples, samples + 1), paths=paths, seed=seed
    )
    ensemble = simulate(task, loops, workers=workers)
    found = observables.OneExcitation.of(ensemble)
    at = 5 * samples // 8  # between the extremes of the exchange, where both fidelities vary
    states = [averages.symmetric(collisions, 1, 0), averages.symmetric(collisions, 0, 1)]
    means = averages.fidelities(collisions, "symmetric", states, [task.steps[at]], kernels)[:, 0]
    chi2 = observables.chi_squared(np.stack([found.alkali[:, at], found.noble_gas[:, at]], axis=1), means)
    fit, exact = observables.fitted_rates(ensemble), exact_rates(collisions, kernels)
    return Point(
        law=law.name, collisions=collisions, fit=fit, exact=exact, formula=formula_rates(collisions, kernels),
        fidelity_chi2=chi2, rates_chi2=_of_rates(fit, exact),
    )  # fmt: skip


def exact_rates(collisions: Collisions, kernels: Kernels) -> observables.Rates:
    """Rates of the exact mean amplitudes, at these numbers of atoms and phases."""
    matrix = kernels["mean_amplitudes"](
        N_a=collisions.alkali, N_b=collisions.noble_gas, chi=1 + collisions.phases.defect(1), theta_B=collisions.turn
    )
    return observables.rates_of_matrix(matrix)


def formula_rates(collisions: Collisions, kernels: Kernels) -> observables.Rates:
    """Rates by the derived formulas for small phases at resonance."""
    phases, ratio = collisions.phases, collisions.alkali / collisions.noble_gas
    common = {"phi_mean": phases.mean, "R": ratio, "tau": 1.0}
    decay = kernels["shared_decay_rate"](**common, rho=phases.deviation / phases.mean)
    return observables.Rates(frequency=float(kernels["random_exchange_beat"](**common)), decay=float(decay))


def _of_rates(fit: observables.Fit, exact: observables.Rates) -> float:
    """Chi-squared of two correlated numbers."""
    x = (fit.rates.frequency - exact.frequency) / fit.errors.frequency
    y = (fit.rates.decay - exact.decay) / fit.errors.decay
    r = fit.correlation
    return (x * x - 2 * r * x * y + y * y) / (1 - r * r)
