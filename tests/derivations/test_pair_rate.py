"""The pair rate against quadrature over directions, for dipoles of any direction, and its limits."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from scipy.integrate import quad

from derive.dissipative_entanglement import light_symbols as own
from derive.dissipative_entanglement import pair_limits, pair_rate
from derive.dissipative_entanglement.pair_rate import Vacuum
from derive.records import Equation
from derive.steps import DerivationError

X = 2.3


def value(equation: Equation, cosine: float = 0.6, x: float = X) -> complex:
    """The right side at k_L r = x, in units of Gamma."""
    numbers = {"Gamma": 1, "k_L": 1, "r": x, "x": x, "c_p": cosine}
    return complex(equation.rhs.subs({s: numbers[s.name] for s in equation.rhs.free_symbols}))


def over_sphere(first: np.ndarray, second: np.ndarray, x: float = X) -> complex:
    """Mean over directions of both polarisations, with the phase of the pair, by Gauss and trapezium."""
    nodes, weights = np.polynomial.legendre.leggauss(40)
    total = 0j
    for u, w in zip(nodes, weights, strict=True):
        for f in np.arange(12) * np.pi / 6:
            k = np.array([np.sqrt(1 - u * u) * np.cos(f), np.sqrt(1 - u * u) * np.sin(f), u])
            total += w / 24 * (first.conj() @ second - (first.conj() @ k) * (k @ second)) * np.exp(1j * x * u)
    return total


def real(*entries: object) -> tuple[sp.ImmutableMatrix, np.ndarray]:
    exact = sp.ImmutableMatrix([sp.nsimplify(e) for e in entries])
    return exact, np.array([float(e) for e in exact])


ACROSS, ALONG, TILTED = real(1, 0, 0), real(0, 0, 1), real("3/5", 0, "4/5")


@pytest.mark.parametrize(("first", "second"), [(ACROSS, ACROSS), (ALONG, ALONG), (TILTED, TILTED), (TILTED, ACROSS)])
def test_pattern_follows_the_dipoles(first: tuple, second: tuple) -> None:
    pattern = pair_rate.pattern(Vacuum(dipoles=(first[0], second[0])))
    # quadrature with 40 nodes is exact to rounding
    assert value(pattern) == pytest.approx(over_sphere(first[1], second[1]), abs=1e-12)


def test_turning_dipoles_have_a_pattern_of_their_own() -> None:
    s = 0.8
    turning = np.array([-0.6j, 1, 1j * s]) / np.sqrt(2)
    pattern = pair_rate.pattern(pair_rate.circular())
    assert value(pattern) == pytest.approx(over_sphere(turning, turning), abs=1e-12)
    ratio = value(pair_limits.undesired()) / value(pair_rate.gamma())
    assert ratio == pytest.approx(2 * over_sphere(turning, turning).real / over_sphere(TILTED_P, TILTED_P).real)
    assert abs(ratio - 2) > 0.05  # not twice that of linear dipoles


TILTED_P = np.array([0.8, 0, 0.6])


@pytest.mark.parametrize("power", [1, 2, 3])
def test_real_part_is_the_density_at_resonance(power: int) -> None:
    vacuum = Vacuum(dipoles=pair_rate.linear().dipoles, power=power)
    # the power of the frequency changes the rate of one atom and of the pair alike
    assert value(pair_rate.gamma(vacuum)) == pytest.approx(value(pair_rate.gamma()))
    assert pair_rate.free_rate(vacuum).rhs == pair_rate.free_rate().rhs


@pytest.mark.parametrize("power", [1, 3])
@pytest.mark.parametrize("cosine", [0.0, 0.6, 1.0])
def test_imaginary_part_by_a_damped_integral(power: int, cosine: float) -> None:
    """P int k^(power + 2) F(k x) 2k/(1 - k^2) dk on a contour turned by a quarter from the pole on."""

    def pattern(k: complex) -> complex:
        z = k * X
        return (1 - cosine**2) / (1j * z) + (1 - 3 * cosine**2) * (1 / z**2 - 1 / (1j * z**3))

    def body(k: complex) -> complex:
        return k ** (power + 2) * pattern(k) * np.exp(1j * k * X) * 2 * k / (1 + k)

    # along 1j q the wave is exp(-q X), gone at q = 20
    along = quad(lambda q: (1j * body(1j * q) / (1 - 1j * q)).real, 1e-9, 20, epsabs=1e-12)[0]
    expected = (along + np.real(-1j * np.pi * body(1.0))) / np.pi * 1.5
    found = value(pair_rate.exchange(Vacuum(dipoles=pair_rate.linear().dipoles, power=power)), cosine)
    # absolute accuracy of the quadrature, and the start of the contour at 1e-9
    assert found == pytest.approx(expected, abs=1e-7)


def test_without_counter_rotating_terms_there_is_no_such_form() -> None:
    with pytest.raises(DerivationError, match="expected weight 1"):
        pair_rate.exchange(Vacuum(dipoles=pair_rate.linear().dipoles, counter_rotating=sp.S.Zero))
    with pytest.raises(DerivationError, match="not even in k"):
        pair_rate.exchange(Vacuum(dipoles=pair_rate.linear().dipoles, power=2))


def test_limits() -> None:
    near, far = pair_limits.near(pair_rate.gamma()), pair_limits.far(pair_rate.gamma())
    assert value(pair_rate.gamma(), x=1e-2) == pytest.approx(value(near), rel=1e-4)  # the next order is x^2/5
    w = own.FAR.symbol
    at = {w: 1 / 400, "Gamma": 1}
    found = complex(far.rhs.subs({s: at.get(s, at.get(s.name, 0.6)) for s in far.rhs.free_symbols}))
    assert value(pair_rate.gamma(), x=400) == pytest.approx(found, abs=2e-5)  # the next order is 1/x^2 = 6e-6
    static = pair_limits.near_exchange(pair_rate.exchange())
    assert value(pair_rate.exchange(), x=1e-2) * 1e-6 == pytest.approx(value(static), rel=1e-3)


def test_undesired_decays_follow_the_spin() -> None:
    assert pair_limits.clebsch().rhs == 2
    with pytest.raises(DerivationError):
        pair_limits.clebsch(pair_limits.Decays(excited=sp.Rational(3, 2)))
    one = pair_limits.clebsch(pair_limits.Decays(ground=sp.S.One, excited=sp.S.One))
    # spin 1: from m = 1 to 0 and to 1 with equal weight
    assert one.rhs == 1
