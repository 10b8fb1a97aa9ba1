"""The two modes against the numerically linearised Bloch equations and matrix exponentials."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from scipy.linalg import expm

from derive.spin_exchange import bloch, symbols, two_mode
from derive.steps import DerivationError
from derive.vectors import componentwise

POINT = {"zeta": 0.7, "q": 4.0, "n_a": 2.0, "n_b": 5.0, "p_a": 0.9, "p_b": 0.6}


def number(expression: sp.Expr, **more: float) -> complex:
    values = POINT | more
    return complex(expression.subs({s: values[s.name] for s in expression.free_symbols}))


def linearised() -> np.ndarray:
    """Motion of (f_-, k_-) by finite differences of the Bloch equations about the polarised state."""
    alkali, noble = (componentwise(e) for e in bloch.equations())
    variables = [q.symbol for q in (*symbols.ALKALI[1:], *symbols.NOBLE[1:])]
    names = [s.name for s in variables]
    rest = {**POINT, "k_se": 0.0}
    rhs = sp.lambdify(variables, [e.subs({s: rest[s.name] for s in e.free_symbols if s.name not in names})
                                  for e in (*alkali.rhs, *noble.rhs)])  # fmt: skip
    start = np.array([0, 0, -POINT["p_a"] * POINT["q"] / 2, 0, 0, -POINT["p_b"] / 2])
    matrix = np.zeros((2, 2), complex)
    for column, (x, y) in enumerate(((0, 1), (3, 4))):
        # f_- = 1 at (f_x, f_y) = (1, 0) with f_+ = 1 too, and at (0, i); their half sum has f_- alone
        up, side = np.zeros(6), np.zeros(6)
        up[x], side[y] = 1e-6, 1e-6
        along_x = (np.array(rhs(*(start + up))) - np.array(rhs(*(start - up)))) / 2e-6
        along_y = (np.array(rhs(*(start + side))) - np.array(rhs(*(start - side)))) / 2e-6
        rate = (along_x + 1j * along_y) / 2
        matrix[:, column] = [rate[0] - 1j * rate[1], rate[3] - 1j * rate[4]]
    return matrix


def test_frequencies_and_coupling_are_those_of_the_linearised_motion() -> None:
    derived = {e.id.rpartition(".")[2]: e.rhs for e in two_mode.derivation().equations}
    matrix = linearised()
    scale = np.diag([np.sqrt(POINT["n_a"] / (POINT["q"] * POINT["p_a"])), np.sqrt(POINT["n_b"] / POINT["p_b"])])
    scaled = scale @ matrix @ np.linalg.inv(scale)
    j = number(derived["J"])
    # central differences of a quadratic function are exact up to rounding, 1e-16 / 1e-6
    assert np.allclose(scaled[0, 1], -1j * j, atol=1e-9)
    assert np.allclose(scaled[1, 0], -1j * j, atol=1e-9)
    assert np.allclose(scaled[0, 0], -1j * number(derived["alkali_frequency"], w_a=0.0), atol=1e-9)
    assert np.allclose(scaled[1, 1], -1j * number(derived["noble_gas_frequency"], w_b=0.0), atol=1e-9)


@pytest.mark.parametrize(
    ("J", "gamma", "Delta"), [(1.0, 0.1, 0.0), (0.3, 2.0, 1.5), (1.0, 0.0, -4.0), (1.0, 1.9, 0.01)]
)
@pytest.mark.parametrize("t", [0.0, 0.4, 7.0])
def test_propagator_is_the_matrix_exponential(J: float, gamma: float, Delta: float, t: float) -> None:
    derived = next(e for e in two_mode.derivation().equations if e.id.endswith("propagator")).rhs
    values = {"J": J, "gamma": gamma, "Delta": Delta, "t": t}
    found = np.array(derived.subs({s: values[s.name] for s in derived.free_symbols}).evalf(20).tolist(), complex)
    exact = expm(np.array([[1j * Delta - gamma, -1j * J], [-1j * J, 0]]) * t)
    assert np.allclose(found, exact, atol=1e-12)


def test_gases_polarised_the_other_way_round_turn_the_sign_of_their_shifts() -> None:
    up = two_mode.PolarisedGases(alkali=symbols.P_A.symbol * symbols.Q.symbol / 2, noble=symbols.P_B.symbol / 2)
    down, flipped = two_mode.transverse_matrix(), two_mode.transverse_matrix(up)
    bare = {symbols.OMEGA_A.symbol: 0, symbols.OMEGA_B.symbol: 0}
    assert (down + flipped).subs(bare).expand() == sp.zeros(2, 2)


def test_an_anisotropic_coupling_does_not_separate_into_two_modes() -> None:
    from derive.algebra import Spin
    from derive.spin_exchange.collision import Collision

    s, k = Spin("s"), Spin("k")
    uneven = bloch.Gases(collision=Collision(coupling=s.x * k.x + 2 * s.y * k.y + s.z * k.z))
    with pytest.raises(DerivationError, match="do not separate"):
        two_mode.transverse_matrix(two_mode.PolarisedGases(bloch=uneven))
