"""Second moments of the fluctuations against matrices of pairs and of small gases, from their definition."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
import sympy as sp
from scipy.linalg import expm

from derive.algebra import Spin
from derive.spin_exchange import bloch, collision, noise, symbols
from derive.spin_exchange import noise_symbols as own
from derive.vectors import resolve

HALF = (np.array([[0, 1], [1, 0]]) / 2, np.array([[0, -1j], [1j, 0]]) / 2, np.array([[1, 0], [0, -1]]) / 2)
ELECTRON, NOBLE = np.array([0.1, -0.2, 0.35]), np.array([-0.3, 0.15, 0.05])
S, K = Spin("s"), Spin("k")
WEIGHTS = pytest.mark.parametrize("weights", [(1, 1, 1), (0, 0, 1), (1, 1, -1), (2, -1, 3)], ids=str)


def state(mean: np.ndarray) -> np.ndarray:
    return np.eye(2) / 2 + 2 * sum(m * s for m, s in zip(mean, HALF, strict=True))


def turned_moments(generator: np.ndarray, phase: float) -> np.ndarray:
    """<Delta s_i Delta s_j> of one collision of the two spins above."""
    step = expm(-1j * phase * generator)
    electron = [np.kron(s, np.eye(2)) for s in HALF]
    changes = [step.conj().T @ s @ step - s for s in electron]
    pair = np.kron(state(ELECTRON), state(NOBLE))
    return np.array([[np.trace(pair @ a @ b) for b in changes] for a in changes])


def model_of(weights: tuple[int, int, int]) -> collision.Collision:
    coupling = weights[0] * S.x * K.x + weights[1] * S.y * K.y + weights[2] * S.z * K.z
    return collision.Collision(coupling=coupling)


def matrix_of(weights: tuple[int, int, int]) -> np.ndarray:
    return sum(w * np.kron(m, m) for w, m in zip(weights, HALF, strict=True))


def spins() -> dict[sp.Symbol, float]:
    point = {q.symbol: v for q, v in zip(symbols.ELECTRON[1:], ELECTRON, strict=True)}
    return point | {q.symbol: v for q, v in zip(symbols.NOBLE[1:], NOBLE, strict=True)}


@WEIGHTS
def test_moments_follow_the_coupling(weights: tuple[int, int, int]) -> None:
    phase = 1e-4
    exact = turned_moments(matrix_of(weights), phase) / phase**2
    tensor = noise.pair_tensor(model_of(weights))
    derived = np.array([[complex(sp.sympify(e).subs(spins())) for e in row] for row in tensor])
    # neglected: third order, relative to the second at most about strength times phase = 6e-4
    assert np.max(np.abs(exact - derived)) < 1e-3
    assert np.max(np.abs(exact)) > 0.05


@pytest.mark.parametrize("phase", [0.3, 1.7, 4.0])
def test_moment_to_all_orders(phase: float) -> None:
    exact = turned_moments(matrix_of((1, 1, 1)), phase)
    u, v = np.array([0.3, -1.1, 0.7]), np.array([1.3, 0.2, -0.4])
    point = spins() | {symbols.PHI.symbol: phase}
    point |= {q.symbol: x for q, x in zip(own.U[1:], u, strict=True)}
    point |= {q.symbol: x for q, x in zip(own.V[1:], v, strict=True)}
    derived = complex(resolve(noise.pair_moment().rhs, noise.TABLE).subs(point))
    # rounding of double precision
    assert derived == pytest.approx(u @ exact @ v, abs=1e-13)


def test_correlations_of_a_small_gas() -> None:
    """Two electrons and two noble-gas spins: the diffusion of S_i S_j by random pairs."""
    phase = 1e-4

    def at(place: int, matrix: np.ndarray) -> np.ndarray:
        made = np.eye(1)
        for n in range(4):
            made = np.kron(made, matrix if n == place else np.eye(2))
        return made

    gas = np.eye(1)
    for mean in (ELECTRON, -0.7 * ELECTRON, NOBLE, 0.4 * NOBLE):
        gas = np.kron(gas, state(mean))
    total = [at(0, m) + at(1, m) for m in HALF]

    def drift(operator: np.ndarray) -> np.ndarray:
        rate = np.zeros((16, 16), dtype=complex)
        for a, b in product((0, 1), (2, 3)):
            step = expm(-1j * phase * sum(at(a, m) @ at(b, m) for m in HALF))
            rate += step.conj().T @ operator @ step - operator
        return rate / phase**2

    # the model: k_se n_a n_b = 1/4 per pair and phi^2, summed over pairs by the totals of both gases
    totals = {"f_r": 0.3 * ELECTRON, "k_r": 1.4 * NOBLE}
    point = {
        symbols.K_SE.symbol: 0.25,
        symbols.N_A_DENSITY.symbol: 2,
        symbols.N_B_DENSITY.symbol: 2,
        symbols.Q.symbol: 1,
    }
    for density in (symbols.DENSITY_A, symbols.DENSITY_B):
        point |= {q.symbol: x for q, x in zip(density[1:], totals[density[0].name], strict=True)}
    for i, j in product(range(3), repeat=2):
        diffusion = drift(total[i] @ total[j]) - drift(total[i]) @ total[j] - total[i] @ drift(total[j])
        exact = np.trace(gas @ diffusion)
        derived = complex(sp.sympify(noise.tensor()[i][j]).subs(point))
        # rounding: terms of order 1/phi = 1e4 cancel in numbers of 1e-16 / phi^2 = 1e-8
        assert derived == pytest.approx(exact, abs=1e-6)


@pytest.mark.parametrize("p_a", [0.2, 0.95])
@pytest.mark.parametrize("p_b", [0.1, 0.75, 1.0])
def test_correlations_are_positive(p_a: float, p_b: float) -> None:
    point = {
        s: {"n_a": 1.0, "n_b": 1.0, "k_se": 1.0, "q": 1.0}.get(s.name, 0.0)
        for row in noise.tensor()
        for e in row
        for s in e.free_symbols
    }
    point |= {symbols.DENSITY_A[3].symbol: -p_a / 2, symbols.DENSITY_B[1].symbol: p_b / 2}
    matrix = np.array([[complex(e.subs(point)) for e in row] for row in noise.tensor()])
    assert np.allclose(matrix, matrix.conj().T)
    # rounding of an eigenvalue that vanishes at full polarisation
    assert np.linalg.eigvalsh(matrix).min() > -1e-12


def test_an_anisotropic_coupling_makes_no_isotropic_claims() -> None:
    model = bloch.Gases(collision=model_of((0, 0, 1)))
    ids = {equation.id for equation in noise.derivation(model).equations}
    assert f"{noise.MODULE}.correlation" in ids
    assert f"{noise.MODULE}.commutator" not in ids
    # s_z k_z turns transverse spins only
    assert noise.tensor(model)[2][2] == 0


def test_statistics_are_data() -> None:
    twice = bloch.Gases(averages=((1, symbols.M1.symbol), (2, 2 * symbols.M2.symbol)))
    # k_se grows with the second moment of the phase, so by its name nothing changes
    assert bloch.rates(twice)[1].rhs == 2 * bloch.rates()[1].rhs
    assert noise.ladder_moments(twice) == noise.ladder_moments()
