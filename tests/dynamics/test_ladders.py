"""Spins one half as levels: the same dynamics, with their phase as a charge."""

import lindblad_oracle as oracle
import numpy as np
import pytest
import sympy as sp

from derive.algebra import Boson, Ensemble, Levels, Spin, commutator
from derive.algebra.matrices import entries
from derive.dynamics.closure import close
from derive.dynamics.ladders import LEVELS, LadderForm
from derive.dynamics.lindblad import Correlated, Jump, Model
from derive.dynamics.rates import DynamicsError

a, s = Boson("a"), Spin("s")
N = sp.Symbol("N", integer=True, positive=True)
g, kappa, gamma, w = sp.symbols("g kappa Gamma Delta", real=True)
CELL = Ensemble("cell", s, N)
COUPLING = CELL.coupling("J", "symmetric")
MODEL = Model(
    hamiltonian=w * CELL.total(s.z) + g * CELL.total(a.dag * s.minus + a.a * s.plus),
    jumps=(Jump(operator=a.a, rate=kappa), Jump(operator=s.minus, rate=gamma, over=CELL)),
)
FORM = LadderForm(s, CELL)
# the Cartesian basis is (up, down), that of the levels (d, u)
SWAP = np.array([[0, 1], [1, 0]])


def numeric(operator, system, atoms=None):
    size, found = entries(operator, (system,), None, atoms)
    made = np.zeros((size, size), complex)
    for place, value in found.items():
        made[place] = complex(value)
    return made


def test_letters_keep_their_matrices():
    for operator in (*s.vector, s.plus, s.x * s.y + 3 * s.z):
        assert np.array_equal(numeric(FORM.operator(operator), FORM[s]), SWAP @ numeric(operator, s) @ SWAP)
    pair = CELL.total(s.x) ** 2 + 2 * CELL.at(1, s.y) * CELL.total(s.z)
    both = np.kron(SWAP, SWAP)
    turned = both @ numeric(pair, CELL, {CELL: 2}) @ both
    assert np.array_equal(numeric(FORM.operator(pair), FORM[CELL], {FORM[CELL]: 2}), turned)


def test_products_and_the_adjoint_commute_with_the_change_of_letters():
    x, y = CELL.total(s.x), CELL.at("i", s.y)
    assert FORM.operator(commutator(x * y, y)) == commutator(FORM.operator(x * y), FORM.operator(y))
    shifted = Model(
        hamiltonian=CELL.sum(COUPLING("i", "j") * CELL.at("i", s.x) * CELL.at("j", s.x), "i", "j"),
        jumps=(Correlated(operators=s.minus, rates=COUPLING, over=CELL),),
    )
    for model in (MODEL, shifted):
        operator = CELL.at("k", s.z)
        assert FORM.operator(model.adjoint(operator)) == FORM.model(model).adjoint(FORM.operator(operator))


def test_the_phase_of_spins_is_found_and_saves_equations():
    plain, ladder = close(MODEL, [a.n], 4), close(FORM.model(MODEL), [a.n], 4)
    assert plain.charges == ()
    assert [str(charge) for charge in ladder.charges] == ["quanta(a) + u(all s)"]
    assert len(ladder.states) == 18
    assert len(plain.states) > 2 * len(ladder.states)


def test_both_forms_have_the_same_rates_in_a_random_state():
    one = Model(hamiltonian=w * s.z + g * s.x, jumps=(Jump(operator=s.minus, rate=gamma), Jump(operator=s.x, rate=1)))
    rho = oracle.random_state(np.random.default_rng(8), 2)
    for model, system, state in ((one, s, rho), (FORM.model(one), FORM[s], SWAP @ rho @ SWAP)):
        operator = s.z if system is s else FORM.operator(s.z)
        rate = numeric(model.adjoint(operator).subs({w: 2, g: 3, gamma: sp.Rational(1, 2)}), system)
        found = oracle.mean(rate, state)
        exact = oracle.master(
            np.array([[1, 1.5], [1.5, -1]]),
            [(0.5, np.array([[0, 0], [1, 0]]), np.array([[0, 0], [1, 0]])), (1, SWAP / 2, SWAP / 2)],
            rho,
        )
        # two by two matrices: rounding
        assert found == pytest.approx(oracle.mean(np.diag([0.5, -0.5]), exact), abs=1e-14)


def test_only_spins_one_half_have_a_ladder_form():
    assert LEVELS == ("d", "u")
    for system in (Spin("i", 1), Levels("q", 3)):
        with pytest.raises(DynamicsError, match="no spin one half"):
            LadderForm(system)
    with pytest.raises(DynamicsError, match="not one of the systems"):
        LadderForm(s)[Spin("k")]
