"""Spins as boson modes against spin matrices, and the order of what the series misses."""

import numpy as np
import pytest
import sympy as sp

from derive.algebra import CollectiveSpin, Spin, commutator
from derive.dynamics.holstein_primakoff import boson_spin, exact_spin
from derive.dynamics.rates import DynamicsError

j = sp.Symbol("j", positive=True)


def spin_matrices(size):
    """J_+, J_z of a spin from their definition, states from the highest J_z down."""
    length = (size - 1) / 2
    m = length - np.arange(size)
    plus = np.diag(np.sqrt(length * (length + 1) - m[1:] * (m[1:] + 1)), 1)
    return plus, np.diag(m)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("size", [2, 3, 6])
def test_the_square_root_is_the_spin(size, sign):
    own = exact_spin("a", sp.Rational(size - 1, 2), sign)
    plus, z = spin_matrices(size)
    if sign == -1:
        plus, z = plus[::-1, ::-1], z[::-1, ::-1]
    found = [np.array(operator.matrix(cutoff=size).evalf(30), complex) for operator in (own.plus, own.z)]
    # Square roots of whole numbers below 10.
    assert found[0] == pytest.approx(plus, abs=1e-14)
    assert found[1] == pytest.approx(z, abs=1e-14)


@pytest.mark.parametrize("sign", [1, -1])
def test_commutators_hold_exactly_for_any_length(sign):
    own = exact_spin("a", j, sign)
    assert all(defect.is_zero for defect in own.commutator_defects())
    assert own.defect_order is None
    assert own.approximation is None


@pytest.mark.parametrize("order", range(5))
def test_the_series_misses_its_next_order(order):
    own = boson_spin("a", j, order)
    first, second = own.commutator_defects()
    assert second.is_zero
    assert own.defect_order == order
    assert not first.is_zero
    assert own.approximation.neglected_order == order + 1


@pytest.mark.parametrize("order", [1, 2, 3])
def test_the_series_approaches_the_matrix_elements(order):
    errors = []
    for length in (20, 40):
        own = boson_spin("a", sp.Integer(length), order)
        plus, _ = spin_matrices(2 * length + 1)
        found = np.array(own.plus.matrix(cutoff=6).evalf(30), complex)
        errors.append(np.abs(found / np.sqrt(2 * length) - plus[:6, :6] / np.sqrt(2 * length)).max())
    # Twice the length, 2^(order + 1) times less; 0.85 for the order after it.
    assert errors[0] / errors[1] > 0.85 * 2 ** (order + 1)


def test_a_hamiltonian_of_a_spin_is_rewritten():
    J = CollectiveSpin("J", j)
    own = exact_spin("a", j)
    H = J.plus * J.minus + J.z**2
    assert (own.replace(H, J) - (j * (j + 1) + own.z)).is_zero
    moved = own.replace(commutator(J.x, J.y), J)
    assert (moved - sp.I * own.z).is_zero
    cut = boson_spin("a", j, 0, -1)
    assert cut.replace(J.plus, J) == sp.sqrt(2 * j) * cut.mode.dag
    assert (cut.x * cut.y - cut.y * cut.x + sp.I * j).is_zero


REFUSED = {
    "from 0 up": lambda: boson_spin("a", j, -1),
    "vacuum at the highest": lambda: exact_spin("a", j, 2),
    "is a spin one half": lambda: exact_spin("a", j).replace(Spin("s").z, Spin("s")),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_refusals_are_one_sentence(sentence):
    with pytest.raises(DynamicsError, match=sentence):
        REFUSED[sentence]()
