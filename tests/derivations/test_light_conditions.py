"""What is neglected, against numerical solutions; every formula here is exact, so all digits must agree."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from scipy.integrate import quad

from derive.dissipative_entanglement import born_markov, light_conditions, sidebands
from derive.records import Equation

FOUND = {e.id.rpartition(".")[2]: e for e in light_conditions.derivation().equations}


def value(equation: Equation, **numbers: float) -> complex:
    return complex(equation.rhs.subs({s: numbers[s.name] for s in equation.rhs.free_symbols}))


@pytest.mark.parametrize("small", [0.01, 0.1, 0.3])
def test_admixture_of_a_driven_level(small: float) -> None:
    _, vectors = np.linalg.eigh(np.array([[0, small], [small, -1]]))
    ground = vectors[:, np.argmax(np.abs(vectors[0]))]
    assert value(FOUND["mixed"], eps_probe=small) == pytest.approx(ground[1] / ground[0], rel=1e-9)


def test_admixture_is_cubic_beyond_first_order() -> None:
    steps = np.array([1e-2, 1e-3])
    rest = [abs(value(FOUND["mixed"], eps_probe=s) - s) for s in steps]
    # slope 3 between two decades; the next order bends it by 1e-4
    assert np.log10(rest[0] / rest[1]) == pytest.approx(3, abs=1e-2)


def test_rate_with_width_and_motion() -> None:
    width, shift = 0.4, 0.2
    assert value(FOUND["width"], eps_gamma=width) == pytest.approx(abs(1 / (1 - 0.5j * width)) ** 2)
    pair = np.mean([1 / (1 - shift) ** 2, 1 / (1 + shift) ** 2])
    assert value(FOUND["doppler"], eps_doppler=shift) == pytest.approx(pair)


def test_slow_root() -> None:
    """The amplitudes of a ground level and a decaying level, coupled: the slow of two roots."""
    coupling, decay = 0.2, 1.0
    roots = np.roots([1, decay, coupling**2])
    slow = roots[np.argmin(np.abs(roots))]
    ratio = slow / (-(coupling**2) / decay)
    assert value(FOUND["adiabatic"], eps_probe=coupling / decay) == pytest.approx(ratio)


def test_slow_rates_do_not_make_the_excited_level_follow() -> None:
    """A narrow line: the rate of the ground level is 1e-8 of the detuning, the error 1e-4, the drive squared."""
    detuning, width, drive = 100.0, 0.01, 1.0
    gap = -detuning - 0.5j * width
    slow = min(np.linalg.eigvals(np.array([[0, drive], [drive, gap]])), key=abs)
    follows = -(drive**2) / gap
    off = abs(slow / follows - 1)
    assert -2 * follows.imag / detuning < 2e-8
    # the next order is 1e-4 of it
    assert off == pytest.approx(1 - value(FOUND["adiabatic"], eps_probe=1j * drive / abs(gap)).real, rel=1e-3)
    assert off == pytest.approx((drive / detuning) ** 2, rel=1e-3)


def test_memory() -> None:
    """Amplitude and its memory as two linear equations: the slow root is the rate, over the rate without memory."""
    rate, forget = 0.7, 0.3
    matrix = np.array([[0, -1], [rate / (2 * forget), -1 / forget]])
    slow = max(np.linalg.eigvals(matrix).real)
    found = value(born_markov.memory(), G_tau=rate * forget)
    assert found * rate / 2 == pytest.approx(-slow)


def test_spread_of_light_between_the_ensembles() -> None:
    """Fresnel's integral of the profile on the axis: the amplitude falls as one over the width squared."""
    f = 0.3
    start = quad(lambda r: (np.exp(-(r**2) * (1 - 0.5j / f)) * r / (1j * f)).real, 0, 30, limit=400)[0]
    other = quad(lambda r: (np.exp(-(r**2) * (1 - 0.5j / f)) * r / (1j * f)).imag, 0, 30, limit=400)[0]
    # a Gaussian beam keeps its power, so its amplitude on the axis is one over its width
    assert value(FOUND["spread"], fresnel=f) == pytest.approx(1 / abs(start + 1j * other), rel=1e-6)


def test_cross_terms_stay_small() -> None:
    omega, rate = 1.7, 0.2
    times = np.linspace(0, 20, 20001)
    largest = np.abs(rate * (np.exp(2j * omega * times) - 1) / (2j * omega)).max()
    assert value(FOUND["crossed"], eps_cross=rate / omega) == pytest.approx(largest, rel=1e-6)


def test_decay_of_a_driven_atom() -> None:
    small = 0.05
    expected = ((1 + 2 * small) ** 3 + (1 - 2 * small) ** 3) / 2  # the density of modes times the coupling, k^3
    assert value(FOUND["dressed"], eps_optical=small) == pytest.approx(expected)


def test_plate_gives_both_ensembles_one_weight() -> None:
    delta, excited = 3.0, 1.0
    ratio = sidebands.plate_ratio()
    for small in (1e-2, 1e-3):
        numbers = {"Delta": delta, "Omega_e": excited, "Omega_ratio": small}
        ground = small * excited
        # up from down: through e_up across the field, through e_down along it with the splitting reversed
        first, second = delta - (ground + excited) / 2, delta + (ground - excited) / 2
        assert value(ratio, **numbers) == pytest.approx(first / second)


def test_short_hand_with_a_complex_rate() -> None:
    rng = np.random.default_rng(2)
    jump, rho = (rng.normal(size=(3, 3)) + 1j * rng.normal(size=(3, 3)) for _ in range(2))
    rho = rho + rho.conj().T
    rate = 0.7 - 0.4j
    half = rate / 2 * (jump @ rho @ jump.conj().T - jump.conj().T @ jump @ rho)
    letters = {"L_A": jump, "L_A_dag": jump.conj().T, "rho": rho}
    total = np.zeros((3, 3), complex)
    for term in sp.Add.make_args(sp.expand(FOUND["complex_rate"].rhs)):
        scalars, word = term.args_cnc()
        product = np.eye(3, dtype=complex)
        for letter in word:
            product = product @ letters[letter.name]
        coefficient = sp.Mul(*scalars)
        total += complex(coefficient.subs(dict.fromkeys(coefficient.free_symbols, rate))) * product
    assert np.abs(total - half - half.conj().T).max() < 1e-12  # rounding
