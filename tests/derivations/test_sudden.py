"""Sudden collisions against matrices, and couplings that are not isotropic."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pytest
import sympy as sp
from scipy.linalg import expm

from derive.spin_exchange import sudden
from derive.steps import DerivationError

HALF = [np.array(m, complex) / 2 for m in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]])]


def by_name(model: sudden.Interaction = sudden.MODEL) -> dict:
    return {e.id.rpartition(".")[2]: e for e in sudden.derivation(model).equations}


def on(place: int, matrix: np.ndarray, atoms: int) -> np.ndarray:
    return reduce(np.kron, [matrix if i == place else np.eye(2) for i in range(atoms)])


def coupling(first: int, second: int, atoms: int, strengths: tuple[float, ...] = (1, 1, 1)) -> np.ndarray:
    return sum(c * on(first, m, atoms) @ on(second, m, atoms) for c, m in zip(strengths, HALF, strict=True))


def test_pairs_without_a_common_atom_commute_and_others_do_not() -> None:
    apart = coupling(0, 1, 4) @ coupling(2, 3, 4) - coupling(2, 3, 4) @ coupling(0, 1, 4)
    assert np.abs(apart).max() == 0 == by_name()["disjoint"].rhs
    meeting = coupling(0, 1, 3) @ coupling(0, 2, 3) - coupling(0, 2, 3) @ coupling(0, 1, 3)
    assert np.sum(np.abs(meeting) ** 2) == pytest.approx(float(by_name()["shared"].rhs), rel=1e-14)


def test_common_atom_follows_the_coupling() -> None:
    strengths = (sp.Integer(1), sp.Rational(1, 2), sp.Integer(3))
    found = by_name(sudden.Interaction(strengths=strengths))["shared"].rhs
    numbers = tuple(map(float, strengths))
    one, other = coupling(0, 1, 3, numbers), coupling(0, 2, 3, numbers)
    assert np.sum(np.abs(one @ other - other @ one) ** 2) == pytest.approx(float(found), rel=1e-14)


def test_exchange_term_turns_at_the_difference_of_frequencies() -> None:
    w_e, w_b, time = 1.7, 0.4, 0.9
    free = w_e * on(0, HALF[2], 2) + w_b * on(1, HALF[2], 2)
    turned = expm(1j * free * time) @ coupling(0, 1, 2) @ expm(-1j * free * time)
    equation = by_name()["interaction_picture"].rhs
    derived = complex(
        equation.subs({s: {"w_e": w_e, "w_b": w_b, "duration": time}[s.name] for s in equation.free_symbols})
    )
    # the element between up-down and down-up is the exchange, 1/2 without free motion; the diagonal does not turn
    assert turned[1, 2] == pytest.approx(derived / 2, abs=1e-14)
    assert np.diag(turned) == pytest.approx(np.diag(coupling(0, 1, 2)), abs=1e-14)


def test_coupling_without_exchange_is_refused() -> None:
    with pytest.raises(DerivationError, match="no exchange term"):
        sudden.derivation(sudden.Interaction(strengths=(sp.Integer(0), sp.Integer(0), sp.Integer(1))))
