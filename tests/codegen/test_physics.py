"""Generated kernels against oracles that share no code with the generator: exact fractions, SciPy, mpmath."""

from __future__ import annotations

import itertools
import math
import random
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import scipy.linalg

from numerics.kernels import load

EPS = 2.0**-53


def slowing_down_factor(spin: Fraction, p: Fraction) -> Fraction:
    """q of the paper's closed form, exactly: rational in p, since 2I + 1 is whole."""
    n = int(2 * spin + 1)
    up, down = (1 + p) ** n, (1 - p) ** n
    return n / p * (up + down) / (up - down) - 1 / p**2 + 1


def units(found: float, exact: Fraction) -> float:
    """The error in units in the last place, from exact fractions."""
    return float(abs(Fraction(found) - exact) / Fraction(math.ulp(float(exact))))


@pytest.mark.parametrize("twice_spin", [*range(1, 8), 9, 14, 21, 40, 101])
def test_slowing_down_factor_to_4_units_in_the_last_place(kernels_dir, twice_spin):
    kernel = load("slowing_down_factor", kernels_dir)
    draw = random.Random(twice_spin)
    polarisations = [10 ** draw.uniform(-12, 0) for _ in range(200)] + [draw.random() for _ in range(200)]
    polarisations += [1e-12, 1.0, math.nextafter(1.0, 0.0), 0.95]
    spin = Fraction(twice_spin, 2)
    found = kernel(I=float(spin), p_a=np.array(polarisations))
    errors = [units(q, slowing_down_factor(spin, Fraction(p))) for q, p in zip(found, polarisations, strict=True)]
    assert max(errors) <= 4  # the kernel's contract


def test_slowing_down_factor_of_full_polarisation_is_twice_the_spin_plus_one(kernels_dir):
    spins = np.arange(1, 60) / 2
    found = load("slowing_down_factor", kernels_dir)(I=spins, p_a=1.0)
    assert np.abs(found / (2 * spins + 1) - 1).max() <= 4 * 2 * EPS  # 4 units in the last place


def generator(J: float, gamma: float, Delta: float) -> np.ndarray:
    """d(a, b)/dt = M (a, b), as the equations of motion of the two modes read."""
    return np.array([[1j * Delta - gamma, -1j * J], [-1j * J, 0]])


REGIMES = {
    "strong": (1.3, 1000.0, 1000.0 / 57, 0.0),
    "decoupled": (2e-3, 1000.0, 1000.0 / 60, 1e4),
    "overdamped": (3e-3, 1000.0, 6e5, 0.0),
    "exceptional point": (0.7e-3, 1000.0, 2000.0, 0.0),
    "just above": (0.7e-3, 1000.0, 2000.0 * (1 + 1e-13), 0.0),
    "just below": (0.7e-3, 1000.0, 2000.0 * (1 - 1e-9), 0.0),
    "beside": (0.7e-3, 1000.0, 2000.0, 1e-7),
    "at once": (0.0, 1000.0, 2000.0, 0.0),
}


@pytest.mark.parametrize("regime", REGIMES)
def test_propagator_is_the_matrix_exponential(kernels_dir, regime):
    t, J, gamma, Delta = REGIMES[regime]
    found = load("exchange_propagator", kernels_dir)(t=t, J=J, gamma=gamma, Delta=Delta)
    generated = generator(J, gamma, Delta) * t
    # SciPy's scaling and squaring loses some units for each unit of the norm, more where M is far from normal.
    allowed = 100 * EPS * (1 + np.linalg.norm(generated))
    assert np.abs(found - scipy.linalg.expm(generated)).max() <= allowed


@pytest.mark.parametrize("regime", REGIMES)
def test_propagator_against_50_digits(kernels_dir, regime):
    t, J, gamma, Delta = REGIMES[regime]
    found = load("exchange_propagator", kernels_dir)(t=t, J=J, gamma=gamma, Delta=Delta)
    with mpmath.workdps(60):
        t, J, gamma, Delta = (mpmath.mpf(number) for number in (t, J, gamma, Delta))
        exact = mpmath.expm(mpmath.matrix([[(1j * Delta - gamma) * t, -1j * J * t], [-1j * J * t, 0]]), method="taylor")
        errors = [
            float(abs(mpmath.mpmathify(complex(found[i, j])) - exact[i, j]) / abs(exact[i, j]))
            for i, j in itertools.product(range(2), repeat=2)
            if exact[i, j] != 0
        ]
    # Entries relative to their own modulus; the phase and its neighbourhood of a zero cost its rounding.
    phase = 1 + float(abs(t) * max(J, abs(Delta)))
    assert max(errors) <= 40 * EPS * phase


def test_propagator_composes(kernels_dir):
    kernel = load("exchange_propagator", kernels_dir)
    rates = {"J": 900.0, "gamma": 40.0, "Delta": -3000.0}
    first, second, both = (kernel(t=t, **rates) for t in (1e-3, 2.5e-3, 3.5e-3))
    assert np.allclose(second @ first, both, rtol=0, atol=100 * EPS)  # phases up to 10 rad, sums of two products


BLOCH = {"zeta": 4.9e-15, "k_se": 2e-20, "n_a": 3e14, "n_b": 2e20, "q": 4.1}


def bloch_by_hand(y, zeta, k_se, n_a, n_b, q):
    """The mean-field Bloch equations per atom, as the paper's Eq. (1) reads, in any number type."""
    f, k = y[:3], y[3:]
    cross = [f[1] * k[2] - f[2] * k[1], f[2] * k[0] - f[0] * k[2], f[0] * k[1] - f[1] * k[0]]
    rate = [k[i] - f[i] / q for i in range(3)]
    return [-zeta * n_b * cross[i] + n_b * k_se * rate[i] for i in range(3)] + [
        zeta * n_a * cross[i] - n_a * k_se * rate[i] for i in range(3)
    ]


STATE = [0.3, -0.2, 1.7, 0.02, 0.31, -0.4]


def test_bloch_rates(kernels_dir):
    found = load("bloch", kernels_dir)(t=0.0, y=STATE, **BLOCH)
    # The largest term of a rate is below 1e6/s; a few roundings of it.
    assert np.allclose(found, bloch_by_hand(STATE, **BLOCH), rtol=16 * EPS, atol=1e6 * 16 * EPS)


def test_bloch_jacobian_against_differences_in_high_precision(kernels_dir):
    found = load("bloch", kernels_dir).jacobian(t=0.0, y=STATE, **BLOCH)
    with mpmath.workdps(60):
        step = mpmath.mpf(10) ** -25
        here = [mpmath.mpf(number) for number in STATE]
        numbers = {name: mpmath.mpf(number) for name, number in BLOCH.items()}
        for j in range(6):
            up, down = ([*here[:j], here[j] + sign * step, *here[j + 1 :]] for sign in (1, -1))
            column = [
                float((a - b) / (2 * step))
                for a, b in zip(bloch_by_hand(up, **numbers), bloch_by_hand(down, **numbers), strict=True)
            ]
            # Central differences of a quadratic are exact; each entry is one product of up to four factors.
            assert np.allclose(found[:, j], column, rtol=8 * EPS, atol=0)


def test_bloch_conserves_the_total_spin(kernels_dir):
    rates = load("bloch", kernels_dir)(t=0.0, y=STATE, **BLOCH)
    scale = BLOCH["n_b"] * np.abs(rates[3:])
    assert np.all(np.abs(BLOCH["n_a"] * rates[:3] + BLOCH["n_b"] * rates[3:]) <= 16 * EPS * scale)


def test_exchange_rate(kernels_dir):
    values = {"zeta": 4.9e-15, "q": 4.1, "p_a": 0.95, "p_b": 0.75, "n_a": 3e14, "n_b": 2e20}
    with mpmath.workdps(40):
        z, *others = (mpmath.mpf(number) for number in values.values())
        exact = z / 2 * mpmath.sqrt(mpmath.fprod(others))
    # Five roundings of products, halved by the root, and two more.
    assert abs(load("exchange_rate", kernels_dir)(**values) / float(exact) - 1) <= 5 * EPS
