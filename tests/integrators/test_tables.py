"""Coefficients of the methods against the order conditions, from the definition of each method."""

import numpy as np
import pytest
from scipy.integrate._ivp import dop853_coefficients

from numerics.integrators import rodas5p


def rosenbrock():
    """(alpha, beta, b) of the form with products, from the form without: u = Gamma k."""
    a, c = np.zeros((8, 8)), np.zeros((8, 8))
    for i, given in enumerate((*rodas5p.A, (*rodas5p.A[4], 1.0), (*rodas5p.A[4], 1.0, 1.0)), start=1):
        a[i, : len(given)] = given
    for i, given in enumerate(rodas5p.C, start=1):
        c[i, : len(given)] = given
    gammas = np.linalg.inv(np.eye(8) / rodas5p.GAMMA - c)
    m = np.array([*rodas5p.A[4], 1.0, 1.0, 1.0])
    return a @ gammas, a @ gammas + gammas, m @ gammas


def test_rosenbrock_is_of_order_five():
    # Hairer and Wanner, Solving Ordinary Differential Equations II, Sec. IV.7, Table 7.1, all trees to order 5.
    alpha, beta, b = rosenbrock()
    A, B = alpha.sum(1), beta.sum(1)
    sums = {
        1: b.sum(), 2: b @ B, 3: b @ A**2, 6: b @ beta @ B, 4: b @ A**3, 8: b @ (A * (alpha @ B)),
        12: b @ beta @ A**2, 24: b @ beta @ beta @ B, 5: b @ A**4, 10: b @ (A**2 * (alpha @ B)),
        15: b @ (A * (alpha @ A**2)), 30: b @ (A * (alpha @ beta @ B)), 40: b @ beta @ (A * (alpha @ B)),
        60: b @ beta @ beta @ A**2, 120: b @ beta @ beta @ beta @ B,
    }  # fmt: skip
    twice = [b @ (alpha @ B) ** 2, b @ beta @ A**3]
    # Coefficients are printed to 16 digits and reach 150: sums of their products keep some 12.
    for inverse, found in sums.items():
        assert found == pytest.approx(1 / inverse, abs=2e-12), inverse
    assert twice == pytest.approx([1 / 20, 1 / 20], abs=2e-12)


def test_times_and_slopes_belong_to_the_stages():
    alpha, beta, _ = rosenbrock()
    assert alpha.sum(1) == pytest.approx(rodas5p.TIMES, abs=1e-13)
    assert (beta - alpha).sum(1) == pytest.approx([*rodas5p.SLOPES, 0, 0, 0], abs=1e-12)


def test_embedded_rosenbrock_method_is_of_order_four_and_no_more():
    alpha, beta, _ = rosenbrock()
    # The error is u_8: the embedded method leaves it out.
    a = np.array([*rodas5p.A[4], 1.0, 1.0, 0.0])
    c = np.zeros((8, 8))
    for i, given in enumerate(rodas5p.C, start=1):
        c[i, : len(given)] = given
    own = a @ np.linalg.inv(np.eye(8) / rodas5p.GAMMA - c)
    A, B = alpha.sum(1), beta.sum(1)
    assert own.sum() == pytest.approx(1, abs=2e-12)
    assert [own @ A**3, own @ beta @ beta @ B] == pytest.approx([1 / 4, 1 / 24], abs=2e-12)
    assert abs(own @ A**4 - 1 / 5) > 1e-6


def test_explicit_method_integrates_powers_to_order_eight():
    own = dop853_coefficients
    for power in range(8):
        assert own.B @ own.C[:12] ** power == pytest.approx(1 / (power + 1), abs=1e-14)
    assert own.A[:12].sum(1) == pytest.approx(own.C[:12], abs=1e-14)
