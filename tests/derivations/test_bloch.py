"""The Bloch equations against collisions of density matrices, averaged over phases from the definition."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from scipy.linalg import expm

from derive.algebra import Spin
from derive.spin_exchange import bloch, collision, symbols
from derive.vectors import componentwise

SPIN = (np.array([[0, 1], [1, 0]]) / 2, np.array([[0, -1j], [1j, 0]]) / 2, np.array([[1, 0], [0, -1]]) / 2)
S, K = Spin("s"), Spin("k")
PHASES = ((0.002, 0.25), (0.001, 0.5), (-0.0005, 0.25))  # (phase, probability); a negative one is allowed
SPEED, DENSITY_A, DENSITY_B, Q = 3.0, 2.0, 5.0, 4.0
ELECTRON, NOBLE = np.array([0.1, -0.2, 0.35]), np.array([-0.3, 0.15, 0.05])


def state(mean: np.ndarray) -> np.ndarray:
    """The state of a spin 1/2 with the given mean spin."""
    return np.eye(2) / 2 + 2 * sum(m * s for m, s in zip(mean, SPIN, strict=True))


def mean_change(generator: np.ndarray, *, electron: bool) -> np.ndarray:
    """Rate of change of a mean spin: partners met per time, times the mean change in one meeting."""
    pair = np.kron(state(ELECTRON), state(NOBLE))
    rate = np.zeros(3)
    for phase, probability in PHASES:
        step = expm(-1j * phase * generator)
        change = step @ pair @ step.conj().T - pair
        for axis, matrix in enumerate(SPIN):
            operator = np.kron(matrix, np.eye(2)) if electron else np.kron(np.eye(2), matrix)
            rate[axis] += probability * np.trace(change @ operator).real
    return rate * SPEED * (DENSITY_B if electron else DENSITY_A)


def values(model: bloch.Gases) -> dict[sp.Symbol, float]:
    first = SPEED * sum(p * w for p, w in PHASES)
    second = SPEED * sum(p**2 * w for p, w in PHASES)
    point = {symbols.M1.symbol: first, symbols.M2.symbol: second, symbols.Q.symbol: Q,
             symbols.N_A_DENSITY.symbol: DENSITY_A, symbols.N_B_DENSITY.symbol: DENSITY_B,
             symbols.ZETA.symbol: first / Q, symbols.K_SE.symbol: second / 4}  # fmt: skip
    point |= {q.symbol: Q * m for q, m in zip(symbols.ALKALI[1:], ELECTRON, strict=True)}
    point |= {q.symbol: m for q, m in zip(symbols.NOBLE[1:], NOBLE, strict=True)}
    return point


@pytest.mark.parametrize(
    "weights",
    [(1, 1, 1), (0, 0, 1), (1, 1, -1), (2, -1, 3)],
    ids=["isotropic", "s_z k_z", "other sign of k_z", "uneven"],
)
def test_equations_follow_the_collision(weights: tuple[int, int, int]) -> None:
    coupling = weights[0] * S.x * K.x + weights[1] * S.y * K.y + weights[2] * S.z * K.z
    generator = sum(w * np.kron(m, m) for w, m in zip(weights, SPIN, strict=True))
    model = bloch.Gases(collision=collision.Collision(coupling=coupling))
    for equation, electron in zip(bloch.equations(model), (True, False), strict=True):
        exact = mean_change(generator, electron=electron)
        derived = np.array([float(entry.subs(values(model))) for entry in componentwise(equation).rhs])
        # neglected: third order, at most (strength phase)^3 times 15 collisions per time
        bound = 15 * (max(map(abs, weights)) * 2 * max(abs(p) for p, _ in PHASES)) ** 3
        assert np.max(np.abs(exact - derived)) < bound
        assert np.max(np.abs(exact)) > 20 * bound


def test_statistics_are_data() -> None:
    twice = bloch.Gases(averages=((1, 2 * symbols.M1.symbol), (2, symbols.M2.symbol)))
    zeta, k_se = bloch.rates(twice)
    assert zeta.rhs == 2 * bloch.rates()[0].rhs
    assert k_se.rhs == bloch.rates()[1].rhs


def test_anisotropic_coupling_has_no_conservation_and_no_shared_steady_state() -> None:
    model = bloch.Gases(collision=collision.Collision(coupling=S.z * K.z))
    ids = {equation.id for equation in bloch.derivation(model).equations}
    assert f"{bloch.MODULE}.conservation" not in ids
    assert f"{bloch.MODULE}.steady_state" not in ids


def test_steady_state_is_where_the_motion_ends() -> None:
    alkali, noble = (componentwise(e) for e in bloch.equations())
    point = values(bloch.MODEL) | {symbols.ZETA.symbol: 0.3, symbols.K_SE.symbol: 0.4}
    variables = [*(q.symbol for q in symbols.ALKALI[1:]), *(q.symbol for q in symbols.NOBLE[1:])]
    fixed = {s: v for s, v in point.items() if s not in variables}
    rate = sp.lambdify([variables], [e.subs(fixed) for e in (*alkali.rhs, *noble.rhs)])
    spins = np.array([point[v] for v in variables])
    total = DENSITY_A * spins[:3] + DENSITY_B * spins[3:]
    for _ in range(200_000):
        spins = spins + 5e-4 * np.array(rate(spins))
    shared = total / (Q * DENSITY_A + DENSITY_B)
    # the slowest motion decays at about n k_se / q = 0.5: exp(-50) is left after a time of 100
    assert np.allclose(spins[3:], shared, atol=1e-12)
    assert np.allclose(spins[:3], Q * shared, atol=1e-12)
