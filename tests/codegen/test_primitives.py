"""The small functions that generated modules carry, in plain Python, against exact fractions and mpmath."""

from __future__ import annotations

import math
from fractions import Fraction

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numerics.codegen.primitives import (
    PRIMITIVES,
    binomial,
    decay_quotient,
    decay_quotient_complex,
    next_partial_sum,
    sine_quotient,
    size,
    smaller_choice,
    sources,
    stable_sum,
    two_product,
)

EPS = 2.0**-53
ordinary = st.floats(min_value=1e-100, max_value=1e100)
small = st.integers(min_value=-40, max_value=200)


@given(ordinary, ordinary)
def test_two_product_is_exact(a, b):
    product, error = two_product(a, b)
    assert Fraction(product) + Fraction(error) == Fraction(a) * Fraction(b)


@given(st.floats(1, 1e6), st.floats(-1e-17, 1e-17), st.floats(1e-12, 1), st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_partial_sum_is_carried_to_twice_the_precision(high, part, gain, numerator, denominator):
    low = high * part
    exact_gain = Fraction(gain) ** 2
    found = next_partial_sum(high, low, *two_product(gain, gain), float(numerator), float(denominator))
    exact = 1 + (Fraction(high) + Fraction(low)) * exact_gain * Fraction(numerator, denominator)
    # Products of low parts are left out: some 2^-104 of the sum.
    assert abs(sum(map(Fraction, found)) - exact) <= abs(exact) * Fraction(2) ** -100


@given(st.floats(-700, 700), st.floats(-1e4, 1e4))
def test_decay_quotient(x, y):
    z = complex(abs(x), y)
    with mpmath.workdps(60):
        exact = -mpmath.expm1(-mpmath.mpmathify(z)) / mpmath.mpmathify(z) if z else mpmath.mpf(1)
        found = decay_quotient_complex(z)
        # Near its zeros at z = 2 pi i k the modulus is small and the argument's own rounding remains.
        near_zero = abs(mpmath.expm1(-mpmath.mpmathify(z)))
        assert abs(mpmath.mpmathify(found) - exact) <= 8 * EPS * abs(exact) / min(1, near_zero or 1)
        if y == 0.0 and -x < 700:
            real = -mpmath.expm1(-mpmath.mpf(x)) / mpmath.mpf(x) if x else mpmath.mpf(1)
            assert abs(decay_quotient(x) - real) <= 4 * EPS * abs(real)


@given(st.floats(1e-300, 1e-3), st.floats(1e-300, 1e-3))
def test_decay_quotient_near_its_removable_singularity(x, y):
    z = complex(x, y)
    with mpmath.workdps(60):
        exact = -mpmath.expm1(-mpmath.mpmathify(z)) / mpmath.mpmathify(z)
        assert abs(mpmath.mpmathify(decay_quotient_complex(z)) - exact) <= 8 * EPS


@given(st.floats(1e-3, 1e3), st.floats(1e-12, 1e-3))
def test_a_stable_sum_does_not_cancel(a, tiny):
    with mpmath.workdps(60):
        root = mpmath.sqrt(mpmath.mpf(a) ** 2 + mpmath.mpf(tiny) ** 2)
        found = stable_sum(-a, float(root), -(tiny**2))
        assert abs(found - (root - a)) <= 6 * EPS * (root - a)


def test_stable_sum_of_nothing():
    assert stable_sum(0.0, 0.0, 0.0) == 0.0


@given(st.complex_numbers(max_magnitude=1e3, allow_subnormal=False))
def test_size_is_near_the_modulus(z):
    assert abs(z) * (1 - EPS * 4) <= size(z) <= abs(z) * (math.sqrt(2) + EPS * 4)


def test_smaller_choice_takes_the_smaller_coefficient():
    assert smaller_choice(1.0, -2.0, 10.0, 13.0, 1.0) == 11.0
    assert smaller_choice(3.0, -2.0, 8.0, 13.0, 1.0) == 11.0
    assert smaller_choice(1e-20, 1.0, 1.0, -1e30, 1e30) == 1.0 + 1e10


@given(small, small)
def test_binomials(n, m):
    n = abs(n)
    exact = math.comb(n, m) if 0 <= m <= n else 0
    assert binomial(float(n), float(m)) == pytest.approx(exact, rel=200 * EPS, abs=0)
    if exact < 2**45:  # every partial product, at most n times a binomial, is then a whole number below 2^53
        assert binomial(float(n), float(m)) == exact


def test_sine_quotient():
    assert sine_quotient(0.0) == 1.0
    assert sine_quotient(5e-324) == 1.0
    assert sine_quotient(math.pi / 2) == pytest.approx(2 / math.pi, rel=4 * EPS)


def test_texts_come_with_what_they_need():
    text = "\n".join(sources({"smaller_choice", "next_partial_sum"}))
    assert all(f"def {name}(" in text for name in ("size", "two_product", "smaller_choice", "next_partial_sum"))
    assert "def binomial(" not in text
    assert len(sources(set(PRIMITIVES))) == len(PRIMITIVES)
