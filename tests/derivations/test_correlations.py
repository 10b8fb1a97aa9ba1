"""Correlations that a collision makes, against the matrices of a pair."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from scipy.linalg import expm

from derive.algebra import Spin
from derive.spin_exchange import collision, correlations, symbols
from derive.steps import DerivationError
from derive.vectors import resolve

HALF = (np.array([[0, 1], [1, 0]]) / 2, np.array([[0, -1j], [1j, 0]]) / 2, np.array([[1, 0], [0, -1]]) / 2)


@pytest.mark.parametrize("noble", [(-0.3, 0.15, 0.05), (0.1, -0.2, 0.35), (0.0, 0.0, 0.5)])
def test_correlation_of_a_pair(noble: tuple[float, float, float]) -> None:
    phase, electron = 1e-5, (0.1, -0.2, 0.35)
    state = np.kron(
        *(np.eye(2) / 2 + 2 * sum(x * m for x, m in zip(mean, HALF, strict=True)) for mean in (electron, noble))
    )
    step = expm(-1j * phase * sum(np.kron(m, m) for m in HALF))
    after = step @ state @ step.conj().T
    s, k = [np.kron(m, np.eye(2)) for m in HALF], [np.kron(np.eye(2), m) for m in HALF]
    means = [np.array([np.trace(after @ m).real for m in spin]) for spin in (s, k)]
    crossed = [k[1] @ s[2] - k[2] @ s[1], k[2] @ s[0] - k[0] @ s[2], k[0] @ s[1] - k[1] @ s[0]]
    exact = np.array([np.trace(after @ m).real for m in crossed]) - np.cross(means[1], means[0])
    point = {q.symbol: x for q, x in zip(symbols.ELECTRON[1:], electron, strict=True)}
    point |= {q.symbol: x for q, x in zip(symbols.NOBLE[1:], noble, strict=True)} | {symbols.PHI.symbol: phase}
    derived = np.array([float(e.subs(point)) for e in resolve(correlations.made().rhs, correlations.TABLE)])
    # neglected: second order in the phase
    assert np.max(np.abs(exact - derived)) < 2 * phase**2
    assert np.max(np.abs(exact)) > 1e-7 or noble == electron


def test_equal_spins_stay_uncorrelated_at_first_order() -> None:
    same = {k.symbol: s.symbol for s, k in zip(symbols.ELECTRON[1:], symbols.NOBLE[1:], strict=True)}
    components = sp.Matrix(resolve(correlations.made().rhs, correlations.TABLE)).subs(same)
    assert components.applyfunc(sp.expand) == sp.zeros(3, 1)


def test_another_coupling_is_refused() -> None:
    s, k = Spin("s"), Spin("k")
    with pytest.raises(DerivationError):
        correlations.made(collision.Collision(coupling=s.z * k.z))
