"""First order of one excitation against sums over random pairings, and bunching against boson matrices."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import sympy as sp
from scipy.linalg import expm

from derive.algebra import Boson
from derive.spin_exchange import beam_splitter, excitations
from derive.steps import DerivationError

N_A, N_B, MEAN, SPREAD, STEPS = 4, 7, 0.3, 0.2, 6
POINT = {"N_a": N_A, "R": N_A / N_B, "phi_mean": MEAN, "phi_square": MEAN**2 + SPREAD**2, "t": float(STEPS), "tau": 1.0}


@cache
def derived() -> dict[str, sp.Expr]:
    both = (*excitations.derivation().equations, *beam_splitter.derivation().equations)
    return {e.id.partition(".")[2]: e.rhs for e in both}


def at(expression: sp.Expr, **numbers: object) -> sp.Expr:
    return expression.subs({s: numbers[s.name] for s in expression.free_symbols})


def value(name: str) -> float:
    return float(at(derived()[f"excitations.{name}"], **POINT))


@pytest.fixture(scope="module")
def deviations() -> np.ndarray:
    """kappa phi - <phi>/N_b for 20000 runs of a few steps, with axes run, step, alkali atom, noble-gas atom."""
    rng = np.random.default_rng(11)
    runs = 20000
    partners = np.argsort(rng.random((runs, STEPS, N_B)), axis=2)[:, :, :N_A]
    phases = rng.normal(MEAN, SPREAD, (runs, STEPS, N_A))
    found = np.zeros((runs, STEPS, N_A, N_B))
    np.put_along_axis(found, partners[..., None], phases[..., None], axis=3)
    return found - MEAN / N_B


def close(samples: np.ndarray, expected: float) -> bool:
    """Within five standard errors of the mean over runs."""
    return abs(samples.mean() - expected) <= 5 * samples.std() / len(samples) ** 0.5 + 1e-12


def test_moments_of_the_deviation(deviations: np.ndarray) -> None:
    first = deviations[:, 0]
    assert close(first[:, 0, 0], 0.0)
    assert close(first[:, 0, 0] ** 2, value("variance"))
    assert close(first[:, 0, 0] * first[:, 0, 1], value("same_alkali"))
    assert close(first[:, 0, 0] * first[:, 1, 0], value("same_noble"))
    assert value("same_alkali") < 0


def test_stochastic_amplitude_and_norms(deviations: np.ndarray) -> None:
    by_noble, by_alkali = deviations.sum(axis=(1, 2)), deviations.sum(axis=(1, 3))
    assert close((by_noble**2).sum(axis=1) / (2 * N_A), value("epsilon") ** 2)
    assert close((by_noble**2).sum(axis=1) / (4 * N_A), value("noble_gas_norm"))
    assert close((by_alkali**2).sum(axis=1) / (4 * N_A), value("alkali_norm"))


def test_independent_pairs_scatter_as_the_paper_assumes() -> None:
    assert value("independent_noble_gas_norm") + value("independent_alkali_norm") == pytest.approx(
        value("independent_epsilon") ** 2, rel=1e-12
    )
    assert value("independent_epsilon") > value("epsilon")


def test_the_norm_of_the_stochastic_state_is_the_loss_of_the_mean_amplitude() -> None:
    """2 gamma_a t of the exact average, where the noble gas is much larger; a second way to alpha."""
    from derive.spin_exchange import exchange_rates

    norms = sum(e.rhs for e in excitations.norms()).subs(excitations.R, 0)
    decay = exchange_rates.decay(exchange_rates.MODEL, 0).rhs
    square = exchange_rates.square()
    assert sp.expand(norms.subs(square.lhs, square.rhs) - 2 * decay * excitations.t) == 0


def test_pairs_with_replacement_have_another_amplitude() -> None:
    again = excitations.Pairing(noble=1 / excitations.N_B**2)
    assert sp.expand(excitations.epsilon(again).rhs ** 2 - excitations.epsilon().rhs ** 2) != 0


@pytest.mark.parametrize("time", [0.2, 1.1, 3.0])
def test_two_excitations_against_truncated_bosons(time: float) -> None:
    lower = np.diag(np.sqrt(np.arange(1, 4)), 1)
    a, b = np.kron(lower, np.eye(4)), np.kron(np.eye(4), lower)
    state = expm(-1j * 1.3 * time * (a.T @ b + b.T @ a))[:, 5]  # |1,1> is number 1*4 + 1
    for name, place in (("both_alkali", 8), ("both_noble_gas", 2)):
        found = complex(at(derived()[f"beam_splitter.{name}"], J=1.3, t=time))
        assert found == pytest.approx(state[place], abs=1e-12)  # double precision
    found = float(at(derived()["beam_splitter.coincidence"], J=1.3, t=time))
    assert found == pytest.approx(abs(state[5]) ** 2, abs=1e-12)


def test_two_excitations_bunch_at_odd_multiples_only() -> None:
    j = sp.Symbol("J", positive=True)
    for n in range(8):
        kept = at(derived()["beam_splitter.coincidence"], J=j, t=sp.pi * n / (4 * j))
        assert kept == (1 if n % 2 == 0 else 0)
    assert at(derived()["beam_splitter.bunching_time"], J=j, m=2) == sp.pi * 5 / (4 * j)


def test_a_coupling_that_creates_excitations_is_refused() -> None:
    a, b = Boson("a"), Boson("b")
    with pytest.raises(DerivationError, match="number of excitations"):
        beam_splitter.restricted(beam_splitter.Modes(coupling=a.dag * b.dag + a.a * b.a))
