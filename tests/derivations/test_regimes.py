"""Normal modes, rates and exchanged fractions against eigenvalues and matrix exponentials."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from scipy.linalg import expm

from derive.spin_exchange import regimes
from derive.spin_exchange.regimes import DELTA, GAMMA, J

LOSSY = regimes.TwoModes(
    matrix=sp.ImmutableMatrix([[sp.I * DELTA - GAMMA, -2 * sp.I * J], [-sp.I * J / 3, -sp.I * DELTA / 5 - GAMMA / 7]])
)


def motion(model: regimes.TwoModes = regimes.MODEL, **values: float) -> np.ndarray:
    return np.array(model.matrix.subs({s: values[s.name] for s in model.matrix.free_symbols}), dtype=complex)


def number(expression: sp.Expr, **values: float) -> complex:
    return complex(expression.subs({s: values[s.name] for s in expression.free_symbols}))


def held(times: np.ndarray, **values: float) -> np.ndarray:
    """Fraction of the alkali excitations in the noble gas, from the eigenvectors of the motion."""
    rates, vectors = np.linalg.eig(motion(**values))
    start = np.linalg.solve(vectors, np.array([1, 0]))
    return np.abs(np.exp(np.outer(times, rates)) @ (vectors[1] * start)) ** 2


@pytest.fixture(scope="module")
def derived() -> dict[str, sp.Expr]:
    return {e.id.rpartition(".")[2]: e.rhs for e in regimes.derivation().equations}


@pytest.mark.parametrize("model", [regimes.MODEL, LOSSY])
@pytest.mark.parametrize("ratios", [(1.0, 0.3, 4.0), (10.0, 1.0, 0.5), (0.1, 2.0, -0.3)])
def test_modes_are_the_eigenvalues(model: regimes.TwoModes, ratios: tuple[float, float, float]) -> None:
    values = dict(zip(("gamma", "J", "Delta"), ratios, strict=True))
    found = [number(equation.rhs, **values) for equation in regimes.modes(model)]
    expected = np.linalg.eigvals(motion(model, **values))
    gaps = [min(abs(x - y) for y in expected) for x in found]
    # eigenvalues of a 2x2 matrix in double precision
    assert max(gaps) < 1e-12
    assert abs(found[0] - found[1]) > 1e-3


def test_without_coupling_each_mode_is_the_one_of_its_name(derived: dict[str, sp.Expr]) -> None:
    values = {"gamma": 1.0, "J": 1e-6, "Delta": -3.0}
    assert number(derived["alkali_mode"], **values) == pytest.approx(-1 - 3j, abs=1e-9)
    assert abs(number(derived["noble_gas_mode"], **values)) < 1e-9


def test_far_from_resonance_rates_are_right_to_second_order(derived: dict[str, sp.Expr]) -> None:
    for j in (0.1, 0.05):
        values = {"gamma": 1.0, "J": j, "Delta": 2.0}
        slow, fast = sorted(-np.linalg.eigvals(motion(**values)).real)
        # what is neglected is of fourth order in J/|Delta - i gamma|, here below 3 J^4/5^2
        bound = 3 * j**4 / 25
        assert abs(number(derived["noble_gas_rate"], **values) - slow) < bound
        assert abs(number(derived["alkali_rate"], **values) - fast) < bound
        assert abs(number(derived["alkali_number_rate"], **values) - 2 * fast) < 2 * bound


@pytest.mark.parametrize("gamma", [2.5, 10.0])
def test_overdamped_rates_and_peak(derived: dict[str, sp.Expr], gamma: float) -> None:
    values = {"gamma": gamma, "J": 1.0, "Delta": 0.0}
    slow, fast = sorted(-np.linalg.eigvals(motion(**values)).real)
    assert number(derived["slow_rate"], **values) == pytest.approx(slow, rel=1e-9)
    assert number(derived["fast_rate"], **values) == pytest.approx(fast, rel=1e-9)
    # the time step of 0.002 misses a flat maximum by less than 1e-4 of its height
    assert number(derived["overdamped_peak"], **values).real == pytest.approx(
        held(np.linspace(0, 3, 1501), **values).max(), rel=1e-4
    )


def test_strong_coupling_decays_at_half_the_rate_and_turns(derived: dict[str, sp.Expr]) -> None:
    values = {"gamma": 1.0, "J": 3.0, "Delta": 0.0}
    modes = np.linalg.eigvals(motion(**values))
    assert number(derived["strong_rate"], **values) == pytest.approx(-modes[0].real, rel=1e-12)
    assert number(derived["exchange_frequency"], **values) == pytest.approx(abs(modes[0].imag), rel=1e-12)


def test_transfer_in_half_a_period(derived: dict[str, sp.Expr]) -> None:
    for gamma in (0.01, 0.5, 1.5):
        values = {"gamma": gamma, "J": 1.0, "Delta": 0.0}
        amplitude = expm(motion(**values) * np.pi / 2)[1, 0]
        assert number(derived["transfer_amplitude"], **values) == pytest.approx(amplitude, abs=1e-12)
        assert number(derived["transferred"], **values) == pytest.approx(abs(amplitude) ** 2, rel=1e-10)


def test_a_detuning_limits_the_exchange(derived: dict[str, sp.Expr]) -> None:
    values = {"gamma": 0.0, "J": 1.0, "Delta": 10.0}
    times = np.linspace(0, 1, 2001)
    largest = held(times, **values).max()
    # the time step of 0.0005 misses the maximum of sin^2(5.1 t) by less than 1e-5
    assert number(derived["detuned_peak"], **values).real == pytest.approx(largest, rel=1e-5)
    assert held(times, gamma=1.0, J=1.0, Delta=10.0).max() < largest


def test_another_coupling_changes_the_peak() -> None:
    weaker = regimes.TwoModes(matrix=regimes.MODEL.matrix.subs(J, J / 2))
    assert regimes.modes(weaker)[1].rhs != regimes.modes()[1].rhs
    assert number(regimes.modes(weaker)[1].rhs, gamma=10.0, J=2.0, Delta=0.0) == pytest.approx(
        number(regimes.modes()[1].rhs, gamma=10.0, J=1.0, Delta=0.0), rel=1e-12
    )
