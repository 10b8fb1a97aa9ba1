"""The rate between undesired decays of both kinds: other dipoles, positive rates, and the forward direction."""

from __future__ import annotations

import numpy as np
import pytest

from derive.dissipative_entanglement import light_symbols as own
from derive.dissipative_entanglement import pair_limits, pair_rate, symbols, undesired_pairs
from derive.dissipative_entanglement.undesired_pairs import Undesired
from derive.records import Equation

ALIKE = Undesired(crossed=pair_rate.circular())


def value(equation: Equation, x: float, cosine: float) -> float:
    names = (symbols.GAMMA, symbols.WAVENUMBER, own.DISTANCE, own.COSINE)
    return float(equation.rhs.subs(dict(zip((q.symbol for q in names), (1, 1, x, cosine), strict=True))))


def test_dipoles_that_turn_alike_have_the_rate_of_c_with_itself() -> None:
    for x, cosine in ((0.7, 0.2), (4.0, -0.9)):
        expected = value(pair_limits.undesired(), x, cosine)
        assert value(undesired_pairs.kappa(ALIKE), x, cosine) == pytest.approx(expected)


@pytest.mark.parametrize(("x", "cosine"), [(0.3, 0.1), (1.7, 0.6), (5.0, 0.0), (30.0, 0.4)])
def test_rates_of_two_atoms_and_both_kinds_are_not_negative(x: float, cosine: float) -> None:
    same, cross = value(pair_limits.undesired(), x, cosine), value(undesired_pairs.kappa(), x, cosine)
    one = np.array([[2, 0], [0, 2]])  # C and D of one atom, in units of the desired rate
    two = np.array([[same, cross], [cross, same]])
    assert np.linalg.eigvalsh(np.block([[one, two], [two, one]])).min() > 0


def test_far_along_the_classical_field_both_kinds_share_all_light() -> None:
    # sin(x)/x^3 and the like are a factor 1/x = 1e-3 below the rest unless sin x is small
    ratio = value(undesired_pairs.kappa(), 1000.5, 0.0) / value(pair_limits.undesired(), 1000.5, 0.0)
    assert ratio == pytest.approx(undesired_pairs.forward().rhs, rel=2e-2)
