"""The exact average over random collisions against simulated ones and against enumeration, and the rates from it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
import sympy as sp

from derive.oracles import spin_exchange_stochastic as oracles
from derive.spin_exchange import exchange_average as average
from derive.spin_exchange import exchange_rates as rates
from derive.spin_exchange import stochastic_symbols as own
from derive.steps import DerivationError

RUNS = 20000


def number_matrix(n_a: int, n_b: int, chi: complex, turn: float) -> np.ndarray:
    values = (average.N_A, average.N_B, average.CHI, own.TURN.symbol)
    return np.array(sp.lambdify(values, average.step_matrix())(n_a, n_b, chi, turn), complex)


def collide(psi: np.ndarray, n_a: int, phases: np.ndarray, turn: float, rng: np.random.Generator) -> np.ndarray:
    """One step of random pairs for many runs at once; the singlet of a pair gains the phase."""
    runs, n_b = len(psi), psi.shape[1] - n_a
    partners = np.argsort(rng.random((runs, n_b)), axis=1)[:, :n_a] + n_a
    alkali, noble = psi[:, :n_a], np.take_along_axis(psi, partners, axis=1)
    even, odd = (alkali + noble) / 2, np.exp(1j * phases) * (alkali - noble) / 2
    after = psi.copy()
    after[:, :n_a] = np.exp(-1j * turn) * (even + odd)
    np.put_along_axis(after, partners, even - odd, axis=1)
    return after


def sums(psi: np.ndarray, n_a: int) -> np.ndarray:
    a, b = psi[:, :n_a], psi[:, n_a:]
    p_a, p_b = (np.abs(a) ** 2).sum(1), (np.abs(b) ** 2).sum(1)
    q_a, q_b = np.abs(a.sum(1)) ** 2 - p_a, np.abs(b.sum(1)) ** 2 - p_b
    z = a.sum(1) * b.sum(1).conj()
    return np.array([p_a, q_a, p_b, q_b, z, z.conj()])


@pytest.mark.parametrize(("n_a", "n_b", "mean", "spread"), [(3, 7, 0.3, 0.25), (2, 3, 0.9, 0.0), (4, 4, 0.5, 1.0)])
def test_the_six_sums_are_the_means_of_simulated_runs(n_a: int, n_b: int, mean: float, spread: float) -> None:
    rng = np.random.default_rng(20241107)
    turn, steps = mean / 2 * (1 - n_a / n_b), 12
    psi = np.zeros((RUNS, n_a + n_b), complex)
    psi[:, :n_a] = n_a**-0.5
    expected = sums(psi[:1], n_a)[:, 0]
    matrix = number_matrix(n_a, n_b, np.exp(1j * mean - spread**2 / 2), turn)
    for _ in range(steps):
        psi = collide(psi, n_a, rng.normal(mean, spread, (RUNS, n_a)), turn, rng)
        expected = matrix @ expected
    found = sums(psi, n_a)
    error = found.std(axis=1) / RUNS**0.5
    # five standard errors: one failure in two million for a right map, at a fixed seed
    assert (np.abs(found.mean(axis=1) - expected) <= 5 * error + 1e-12).all()


def test_the_oracle_that_enumerates_agrees_and_sees_a_wrong_map() -> None:
    right = average.step()
    assert oracles.all_pairings(right).agrees
    wrong = replace(right, rhs=sp.ImmutableMatrix([right.rhs[0], 2 * right.rhs[1], *right.rhs[2:]]))
    assert not oracles.all_pairings(wrong).agrees


def test_another_collision_gives_another_map() -> None:
    swap = average.Gases(scatter=sp.ImmutableMatrix([[0, 1], [1, 0]]), turn=sp.Integer(0))
    after = average.step_matrix(swap) * sp.Matrix([1, 0, 0, 0, 0, 0])
    assert list(after) == [0, 0, 1, 0, 0, 0]  # a full exchange takes the whole excitation over


def test_a_collision_that_loses_probability_is_refused() -> None:
    lossy = average.Gases(scatter=sp.ImmutableMatrix([[sp.Rational(1, 2), 0], [0, 1]]))
    with pytest.raises(DerivationError):
        average.step(lossy)


def test_harmonics_beyond_the_first_are_refused() -> None:
    phi = sp.Symbol("phi", real=True)
    with pytest.raises(DerivationError, match="does not give"):
        average.average(sp.exp(2 * sp.I * phi))


@cache
def derived() -> dict[str, sp.Expr]:
    return {e.id.rpartition(".")[2]: e.rhs for e in rates.derivation().equations}


def value(name: str, **numbers: float) -> float:
    found = derived()[name]
    return float(found.subs({s: numbers[s.name] for s in found.free_symbols}))


@pytest.mark.parametrize("rho", [0.0, 1.0, 3.0])
def test_frequency_and_decay_are_those_of_the_exact_map(rho: float) -> None:
    """Eigenvalues of the 6x6 map for the atom numbers of Fig. 3 and a small phase."""
    n_a, n_b, mean = 100, 10000, 1e-4
    point = {"R": n_a / n_b, "phi_mean": mean, "rho": rho, "tau": 1.0, "N_a": n_a}
    matrix = number_matrix(n_a, n_b, np.exp(1j * mean - (rho * mean) ** 2 / 2), value("resonance", **point))
    logs = np.log(np.linalg.eigvals(matrix).astype(complex))
    beat, shared = value("beat", **point), value("shared", **point)
    fast = logs[np.argmax(logs.imag)]
    # next orders: the phase itself, 1e-4, in the frequency; the fluctuations of 1/N_a = 1e-2 in the decay
    assert fast.imag == pytest.approx(beat, rel=1e-3)
    assert -fast.real == pytest.approx(2 * shared, rel=3e-2)


def test_a_field_of_half_a_mean_phase_beats_faster() -> None:
    point = {"R": 0.25, "phi_mean": 1e-5, "rho": 0.0, "tau": 1.0}
    assert value("beat_of_half", **point) / value("beat", **point) == pytest.approx((1 + 0.25 / 4) ** 0.5, rel=1e-12)


@pytest.mark.parametrize(("rho", "alpha"), [(0.0, 0.5), (1.0, 0.75), (1e3, 1.0)])
def test_alpha_of_a_simulated_gas(rho: float, alpha: float) -> None:
    """Loss of the symmetric excitation in one simulated step, for many atoms: 2 alpha <phi^2>/4."""
    rng = np.random.default_rng(5)
    n_a, mean = 2000, 1e-3 / (1 + rho**2) ** 0.5
    phases = mean * (1 + rho * rng.standard_normal((400, n_a)))
    kept = ((1 + np.exp(1j * phases)) / 2).mean(axis=1)
    loss = 1 - (np.abs(kept) ** 2).mean()
    # 400 x 2000 phases: a statistical error of some 2e-3, and 1/N_a = 5e-4 of fluctuations
    assert loss / (mean**2 * (1 + rho**2) / 4) == pytest.approx(2 * alpha, rel=1e-2)
    assert value("alpha", rho=rho) == pytest.approx(alpha, rel=1e-5)


def test_without_the_phase_of_precession_alpha_does_not_depend_on_the_breadth() -> None:
    """cos(phi/2) alone, as in Eq. (S1) without its exponential, scatters as equal phases do."""
    rng = np.random.default_rng(6)
    for rho in (0.0, 30.0):
        phases = 1e-3 / (1 + rho**2) ** 0.5 * (1 + rho * rng.standard_normal(400000))
        loss = 1 - np.cos(phases / 2).mean() ** 2
        # 4e5 phases: a relative error of 2e-3
        assert loss / ((phases**2).mean() / 4) == pytest.approx(1.0, rel=1e-2)


def test_other_statistics_of_the_phase_change_the_rates() -> None:
    wider = rates.Exchange(characteristic=lambda mean, deviation: sp.exp(sp.I * mean - 2 * deviation**2))
    assert sp.simplify(rates.decay(wider, 0).rhs / rates.decay(rates.MODEL, 0).rhs).has(own.BREADTH.symbol)
