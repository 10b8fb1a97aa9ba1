"""The slowing-down factor against sums over the levels of an atom, in exact fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from scipy.linalg import expm

from derive.spin_exchange import slowing_down, symbols
from derive.steps import DerivationError

SPINS = [Fraction(n, 2) for n in range(1, 10)]
I, P = symbols.NUCLEAR_SPIN.symbol, symbols.P_A.symbol


def level_means(spin: Fraction, weight: Fraction) -> tuple[Fraction, Fraction]:
    """(q, p): each level (m_s, m_i) has the weight x^(m_s + m_i); the exponents are made whole."""
    total = electron = whole = Fraction(0)
    for m_s in (Fraction(1, 2), Fraction(-1, 2)):
        for step in range(int(2 * spin) + 1):
            m_i = spin - step
            population = weight ** int(m_s + m_i + spin + Fraction(1, 2))
            total += population
            electron += m_s * population
            whole += (m_s + m_i) * population
    return whole / electron, 2 * electron / total


@pytest.mark.parametrize("spin", SPINS)
@pytest.mark.parametrize("weight", [Fraction(101, 100), Fraction(3), Fraction(1000)])
def test_both_forms_equal_the_sum_over_levels(spin: Fraction, weight: Fraction) -> None:
    q, p = level_means(spin, weight)
    point = {I: sp.Rational(spin), P: sp.Rational(p)}
    closed = slowing_down.slowing_down_factor()
    assert closed.rhs.subs(point) == sp.Rational(q)
    assert slowing_down.positive_form(closed).rhs.subs(point).doit() == sp.Rational(q)


def test_every_equation_follows_a_given_nuclear_spin() -> None:
    spin = sp.Rational(7, 2)
    derived = {e.id: e for e in slowing_down.derivation(slowing_down.SpinTemperature(nucleus=spin)).equations}
    factor = derived["spin_exchange.slowing_down.q"]
    assert I not in factor.rhs.free_symbols
    q, p = level_means(Fraction(7, 2), Fraction(5, 2))
    assert factor.rhs.subs(P, sp.Rational(p)) == sp.Rational(q)
    assert derived["spin_exchange.slowing_down.polarised"].rhs == 8
    assert derived["spin_exchange.slowing_down.unpolarised"].rhs == 22


def test_limits_are_approached() -> None:
    closed = slowing_down.slowing_down_factor().rhs
    for spin in SPINS:
        near_one = closed.subs({I: sp.Rational(spin), P: 1 - sp.Rational(1, 10**6)})
        near_zero = closed.subs({I: sp.Rational(spin), P: sp.Rational(1, 10**6)})
        limits = {
            e.id.rpartition(".")[2]: e.rhs.subs(I, sp.Rational(spin)) for e in slowing_down.derivation().equations
        }
        # q moves by less than 2 I^2 times the distance from either end of the range
        assert abs(near_one - limits["polarised"]) < 2 * spin**2 / sp.Integer(10**6) + sp.Rational(1, 10**9)
        assert abs(near_zero - limits["unpolarised"]) < 2 * spin**2 / sp.Integer(10**6)


def test_an_electron_of_another_spin_is_not_given_the_relation_of_spin_one_half() -> None:
    with pytest.raises(DerivationError, match="not proved equal"):
        slowing_down.slowing_down_factor(slowing_down.SpinTemperature(electron=sp.Integer(1)))


def spin_matrices(spin: float) -> list[np.ndarray]:
    """The spin matrices in the basis m = spin, ..., -spin, from the ladder elements."""
    m = np.arange(spin, -spin - 1, -1)
    raising = np.diag(np.sqrt(spin * (spin + 1) - m[1:] * (m[1:] + 1)), 1)
    return [(raising + raising.T) / 2, (raising - raising.T) / 2j, np.diag(m)]


@pytest.mark.parametrize("nuclear_spin", [0.5, 1.5, 3.5])
def test_total_spin_is_q_times_the_electron_spin_along_any_axis(nuclear_spin: float) -> None:
    electron = [np.kron(s, np.eye(int(2 * nuclear_spin) + 1)) for s in spin_matrices(0.5)]
    total = [s + np.kron(np.eye(2), i) for s, i in zip(electron, spin_matrices(nuclear_spin), strict=True)]
    state = expm(0.8 * sum(n * f for n, f in zip((2 / 7, 3 / 7, 6 / 7), total, strict=True)))
    state /= np.trace(state)
    mean_s, mean_f = (np.array([np.trace(state @ o).real for o in spins]) for spins in (electron, total))
    p = 2 * np.linalg.norm(mean_s)
    q = float(slowing_down.slowing_down_factor().rhs.subs({I: sp.nsimplify(nuclear_spin), P: p}))
    right = slowing_down.total_spin().rhs
    assert right == symbols.Q.symbol * symbols.ELECTRON[0].symbol
    # a few matrix products of numbers of order 1 in double precision
    assert np.allclose(mean_f, q * mean_s, rtol=1e-12)
