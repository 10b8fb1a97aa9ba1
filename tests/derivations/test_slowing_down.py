"""The slowing-down factor against sums over the levels of an atom, in exact fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp

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
