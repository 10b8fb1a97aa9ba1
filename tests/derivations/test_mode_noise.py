"""Noise of the modes against Kraus maps and pairs of spins."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from scipy.linalg import expm

from derive.algebra import Spin
from derive.spin_exchange import bloch, collision, mode_noise, symbols
from derive.spin_exchange import noise_symbols as own

HALF = (np.array([[0, 1], [1, 0]]) / 2, np.array([[0, -1j], [1j, 0]]) / 2, np.array([[1, 0], [0, -1]]) / 2)
FOUND = {equation.id.rpartition(".")[2]: equation for equation in mode_noise.derivation().equations}


@pytest.mark.parametrize("p_a", [sp.Rational(1, 3), sp.Rational(19, 20)])
def test_antinormal_less_normal_is_the_commutator(p_a: sp.Rational) -> None:
    p_b = sp.Rational(3, 4)
    point = {symbols.P_A.symbol: p_a, symbols.P_B.symbol: p_b, symbols.RATE_A.symbol: 1}
    difference = (FOUND["antinormal_a"].rhs - FOUND["normal_a"].rhs).subs(point)
    # f_z relaxes towards q k_z: the commutator of the mode, f_z over its own value, is kept by 1 + p_b/p_a
    assert difference == 1 + p_b / p_a


def test_spin_destruction_from_a_kraus_map() -> None:
    """Replace the electron spin by an unpolarised one with a small chance, and take the diffusion of s_- s_+."""
    p, chance = 0.6, 1.0
    state = np.diag([(1 - p) / 2, (1 + p) / 2]).astype(complex)
    minus, plus = HALF[0] - 1j * HALF[1], HALF[0] + 1j * HALF[1]

    def drift(operator: np.ndarray) -> np.ndarray:
        return chance * (np.trace(operator) / 2 * np.eye(2) - operator)

    for name, one, other in (("destruction_antinormal", minus, plus), ("destruction_normal", plus, minus)):
        diffusion = drift(one @ other) - drift(one) @ other - one @ drift(other)
        exact = np.trace(state @ diffusion).real / p
        derived = float(FOUND[name].rhs.subs({symbols.P_A.symbol: p, own.RATE_SD.symbol: chance}))
        assert derived == pytest.approx(exact, abs=1e-12)


def test_amplitude_of_one_collision() -> None:
    """|up down> and |down down> after the same collision: what is left beside the common phase of the vacuum."""
    phase = 1e-3
    step = expm(-1j * phase * sum(np.kron(m, m) for m in HALF))
    excited, vacuum = np.eye(4)[1], np.eye(4)[3]
    common = vacuum @ step @ vacuum
    left = np.linalg.norm(step @ excited / common - excited)
    one = {symbols.N_B_DENSITY.symbol: 1, symbols.M2.symbol: phase**2, symbols.TIME.symbol: 1}
    # the next order is phase^2 of this
    assert float(FOUND["amplitude"].rhs.subs(one)) == pytest.approx(left, rel=1e-5)


def test_amplitude_follows_the_coupling() -> None:
    s, k = Spin("s"), Spin("k")
    model = bloch.Gases(collision=collision.Collision(coupling=2 * (s.x * k.x + s.y * k.y + s.z * k.z)))
    assert mode_noise.amplitude(model)[0].rhs == 2 * FOUND["amplitude"].rhs


def test_vacuum_noise_when_all_spins_point_down() -> None:
    assert FOUND["polarised_antinormal_a"].rhs == 2 * symbols.RATE_A.symbol
    assert FOUND["polarised_normal_a"].rhs == 0
    assert FOUND["polarised_antinormal_b"].rhs == 2 * symbols.RATE_B.symbol
