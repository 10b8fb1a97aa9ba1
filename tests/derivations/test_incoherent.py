"""Incoherent excitations against sums over the multiplets of N spins and matrices of whole atoms."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
import sympy as sp

from derive.spin_exchange import incoherent
from derive.spin_exchange import mode_symbols as modes

P = modes.P.symbol
FOUND = {equation.id.rpartition(".")[2]: equation for equation in incoherent.derivation().equations}


def multiplets(count: int, up: Fraction) -> dict[int, Fraction]:
    """Chance of n excitations above the lowest level of a multiplet, of ``count`` spins 1/2."""
    chances: dict[int, Fraction] = {}
    for low in range(count // 2 + 1):  # the length is count/2 - low
        copies = comb(count, low) - (comb(count, low - 1) if low else 0)
        for n in range(count - 2 * low + 1):
            flips = low + n
            weight = copies * up**flips * (1 - up) ** (count - flips)
            chances[n] = chances.get(n, Fraction(0)) + weight
    assert sum(chances.values()) == 1
    return chances


@pytest.mark.parametrize("p", [Fraction(3, 4), Fraction(19, 20)])
def test_distribution_of_sixty_spins(p: Fraction) -> None:
    exact = multiplets(60, (1 - p) / 2)
    for n in range(4):
        derived = FOUND["distribution"].rhs.subs({P: sp.Rational(p), modes.LEVEL.symbol: n})
        # short multiplets, with weights of x^(N p) and below, are missing in the limit: (1/7)^45
        assert float(derived) == pytest.approx(float(exact[n]), rel=1e-12)
    assert float(FOUND["at_least_one"].rhs.subs(P, sp.Rational(p))) == pytest.approx(float(1 - exact[0]), rel=1e-12)
    assert float(FOUND["exactly_one"].rhs.subs(P, sp.Rational(p))) == pytest.approx(float(exact[1]), rel=1e-12)


@pytest.mark.parametrize("count", [1, 2, 7])
def test_mean_number_does_not_depend_on_the_number_of_atoms(count: int) -> None:
    """F_+ F_- in the level n of a multiplet of length F is n (2F - n + 1)."""
    p = Fraction(1, 3)
    up, total = (1 - p) / 2, Fraction(0)
    for low in range(count // 2 + 1):
        copies = comb(count, low) - (comb(count, low - 1) if low else 0)
        for n in range(count - 2 * low + 1):
            total += copies * up ** (low + n) * (1 - up) ** (count - low - n) * n * (count - 2 * low - n + 1)
    assert FOUND["mean_number"].rhs.subs(P, sp.Rational(p)) == sp.Rational(total / (count * p))


def test_number_follows_the_mixture() -> None:
    quarter = incoherent.Mixture(up=sp.Rational(1, 4))
    # a quarter up, a length of 1/4: (1/4)/(2/4)
    assert incoherent.mean_number(quarter).rhs == sp.Rational(1, 2)
    assert incoherent.alkali_number(quarter).rhs == sp.Rational(1, 2)


def test_second_moment_is_that_of_thermal_light() -> None:
    assert incoherent.second_moment()


def test_transverse_width_of_a_spin_temperature_state() -> None:
    """<f_x^2> of an atom with I = 3/2, level by level: (j(j+1) - m^2)/2 for s and for i."""
    p = Fraction(3, 5)
    ratio = (1 - p) / (1 + p)
    width = length = electron = Fraction(0)
    for j in (Fraction(1, 2), Fraction(3, 2)):
        levels = [-j + n for n in range(int(2 * j) + 1)]
        weights = [ratio ** int(m + j) for m in levels]
        norm = sum(weights)
        width += sum(w * (j * (j + 1) - m * m) / 2 for w, m in zip(weights, levels, strict=True)) / norm
        mean = sum(w * m for w, m in zip(weights, levels, strict=True)) / norm
        length += mean
        electron = electron or mean
    q = length / electron
    derived = FOUND["alkali_width"].rhs ** 2
    values = {s: {"N_a_atoms": 1, "q": sp.Rational(q)}[s.name] for s in derived.free_symbols}
    assert derived.subs(values) == sp.Rational(width)
