"""The scattering matrix against matrix exponentials of numbers, with and without a magnetic field."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from scipy.linalg import expm

from derive.algebra import Spin
from derive.spin_exchange import scattering
from derive.spin_exchange.collision import Collision
from derive.steps import DerivationError

UP_DOWN = np.diag([1.0, -1.0]) / 2
FLIP = np.array([[0, 1], [0, 0]])


def contact(weight: float = 1.0) -> np.ndarray:
    """s.k with the z part weighted, in the basis up up, up down, down up, down down."""
    ladder = np.kron(FLIP, FLIP.T)
    return weight * np.kron(UP_DOWN, UP_DOWN) + (ladder + ladder.T) / 2


def amplitudes(model: Collision, phase: float) -> np.ndarray:
    matrix = scattering.sector(model)
    return np.array(matrix.subs(scattering.phi, sp.Float(phase)).evalf().tolist(), complex)


@pytest.mark.parametrize("phase", [0.1, 1.7, -2.4, 9.0])
def test_relative_amplitudes_of_opposite_spins(phase: float) -> None:
    step = expm(-1j * phase * contact())
    assert np.allclose(amplitudes(Collision(), phase), step[1:3, 1:3] / step[3, 3], atol=1e-13)  # double precision


def test_another_coupling_gives_its_own_matrix() -> None:
    s, k = Spin("s"), Spin("k")
    uneven = Collision(coupling=s.x * k.x + s.y * k.y + 3 * s.z * k.z)
    step = expm(-1j * 0.8 * contact(3.0))
    assert np.allclose(amplitudes(uneven, 0.8), step[1:3, 1:3] / step[3, 3], atol=1e-13)
    assert not np.allclose(amplitudes(uneven, 0.8), amplitudes(Collision(), 0.8), atol=1e-3)


def test_a_coupling_that_does_not_keep_the_total_spin_has_no_sector() -> None:
    s, k = Spin("s"), Spin("k")
    with pytest.raises(DerivationError, match="does not conserve"):
        scattering.sector(Collision(coupling=s.x * k.x))


def test_a_coupling_with_a_field_on_one_spin_is_not_symmetric() -> None:
    s, k = Spin("s"), Spin("k")
    uneven = Collision(coupling=s.x * k.x + s.y * k.y + s.z * k.z + s.z * sp.Rational(1, 3))
    with pytest.raises(DerivationError):
        scattering.relative(uneven)


def test_a_field_during_the_collision_differs_from_one_after_it_in_second_order() -> None:
    """The field may act between collisions: what is neglected is of the order of the square of the phase."""
    gaps = []
    for phase in (1e-2, 1e-3):
        turn = np.kron(UP_DOWN, np.eye(2)) * phase / 2
        during = expm(-1j * (phase * contact() + turn))
        after = expm(-1j * turn) @ expm(-1j * phase * contact())
        gaps.append(np.abs(during - after).max())
    # second order: a hundredth for a tenth of the phase, up to corrections of relative order 1e-2
    assert gaps[0] / gaps[1] == pytest.approx(100, rel=0.05)
