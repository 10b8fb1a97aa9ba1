"""Holstein-Primakoff modes against matrices of a long spin, and the operator route against other Hamiltonians."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from derive.spin_exchange import bosons, langevin, symbols, two_mode
from derive.spin_exchange import mode_symbols as modes
from derive.steps import DerivationError


@pytest.mark.parametrize("length", [1, sp.Rational(7, 2), 40])
def test_ladder_elements_of_a_long_spin(length: sp.Rational) -> None:
    exact = bosons.ladder_element().steps[0].after
    for level in range(1, int(2 * length) + 1):
        m = -length + level
        element = sp.sqrt(length * (length + 1) - m * (m - 1))
        derived = exact.subs(modes.CROWDING.symbol, sp.Rational(level - 1) / (2 * length)) * sp.sqrt(2 * length * level)
        assert sp.expand(element**2 - derived**2) == 0


def test_first_correction_of_a_ladder_element() -> None:
    x = modes.CROWDING.symbol
    assert bosons.ladder_element().rhs == 1 - x / 2


def test_mean_of_a_coherent_spin_state() -> None:
    """N spins 1/2 tilted by a small angle: F_- over sqrt(2|F_z|) with f_- of one spin."""
    n, angle = 50, 1e-3
    minus, length = n * np.sin(angle) / 2, n * np.cos(angle) / 2
    point = {modes.TRANSVERSE_B.symbol: np.sin(angle) / 2, symbols.N_B.symbol: n, symbols.P_B.symbol: np.cos(angle)}
    derived = float(bosons.means()[1].rhs.subs(point))
    # rounding
    assert derived == pytest.approx(minus / np.sqrt(2 * length), rel=1e-12)


def test_operator_route_agrees_with_the_mean_field_route() -> None:
    rows = sp.Matrix([bosons.linearised(langevin.MODEL, gas) for gas in (0, 1)])
    mean_field = two_mode.transverse_matrix()
    n_a, n_b = symbols.N_A_DENSITY.symbol, symbols.N_B_DENSITY.symbol
    # densities f(r) = n_a f and k(r) = n_b k: off the diagonal the ratio of the densities
    scaled = sp.Matrix([[rows[0, 0], rows[0, 1] * n_b / n_a], [rows[1, 0] * n_a / n_b, rows[1, 1]]])
    assert (scaled - mean_field).applyfunc(sp.expand) == sp.zeros(2, 2)


@pytest.mark.parametrize("couplings", [(2, 1, 1), (1, -1, 1)], ids=str)
def test_modes_that_do_not_separate_are_refused(couplings: tuple[int, int, int]) -> None:
    model = langevin.Motion(coupling=tuple(map(sp.Integer, couplings)))
    with pytest.raises(DerivationError, match="do not separate"):
        bosons.linearised(model, 0)


def test_an_axial_coupling_changes_shift_and_exchange_apart() -> None:
    model = langevin.Motion(coupling=(sp.Integer(1), sp.Integer(1), sp.Integer(5)))
    shift, exchange = bosons.linearised(model, 0)
    p_b, n_b, q, p_a, n_a = (
        x.symbol for x in (symbols.P_B, symbols.N_B_DENSITY, symbols.Q, symbols.P_A, symbols.N_A_DENSITY)
    )
    assert sp.expand(shift + sp.I * symbols.OMEGA_A.symbol - sp.I * 5 * p_b * n_b / 2) == 0
    assert sp.expand(exchange + sp.I * p_a * q * n_a / 2) == 0


def test_commutator_of_three_spins() -> None:
    """<[a, a+]> of N = 3 spins with one flipped is 1 - 1/(3/2)."""
    found = bosons.commutators()[1].rhs.subs(modes.FLIPPED.symbol, sp.Rational(2, 3))
    half = np.array([[0, 0], [1, 0]])  # s_- in the basis up, down
    lowering = sum(
        np.kron(np.kron(*(half if n == i else np.eye(2) for n in (0, 1))), half if i == 2 else np.eye(2))
        for i in range(3)
    )
    mode = lowering / np.sqrt(3)
    flipped = np.eye(8)[3]  # up, down, down
    exact = flipped @ (mode @ mode.T - mode.T @ mode) @ flipped
    assert float(found) == pytest.approx(exact, abs=1e-12)
