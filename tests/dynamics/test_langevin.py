"""Noise correlators against density matrices: the Einstein relation written out for them, and positivity."""

import lindblad_oracle as oracle
import numpy as np
import pytest
import sympy as sp

from derive.algebra import Boson, Ensemble, Levels, Spin
from derive.dynamics import langevin as module
from derive.dynamics.closure import close
from derive.dynamics.langevin import by_jumps, commutator_change, einstein, inputs, langevin
from derive.dynamics.lindblad import Correlated, Jump, Model
from derive.dynamics.rates import DynamicsError
from derive.steps import DerivationError

a, s, atom = Boson("a"), Spin("s"), Levels("t", ("g", "e"))
N = sp.Symbol("N", integer=True, positive=True)
cell = Ensemble("cell", atom, N)
g, kappa, gamma, Gamma = sp.symbols("g kappa gamma Gamma", positive=True)
VALUES = {g: sp.Rational(3, 10), kappa: sp.Rational(11, 10), gamma: sp.Rational(2, 5), Gamma: sp.Rational(1, 7)}
CUT = 8
# Sums over some hundred entries of order ten.
ROUNDING = 1e-11
down, up, excited = atom("g", "e"), atom("e", "g"), atom("e", "e")


def dense(operator, systems, atoms=None):
    return np.array(operator.subs(VALUES).matrix(systems, CUT, atoms).evalf(30), complex)


def correlator_of_matrices(H, terms, rho, X, Y):
    """d<XY>/dt - <X dY/dt> - <dX/dt Y> with the adjoint of the master equation as matrices."""

    def rate(O):
        total = 1j * (H @ O - O @ H)
        for value, c, d in terms:
            left = c.conj().T
            total = total + value * (left @ O @ d - (left @ d @ O + O @ left @ d) / 2)
        return total

    return oracle.mean(X @ Y, oracle.master(H, terms, rho)) - oracle.mean(X @ rate(Y) + rate(X) @ Y, rho)


def test_a_mode_and_a_spin_with_correlated_jumps():
    rates = [[kappa, gamma / 3], [gamma / 3, gamma]]
    model = Model(
        hamiltonian=g * (a.dag * s.minus + a.a * s.plus) + kappa * s.x,
        jumps=(Correlated(operators=(a.a, s.minus), rates=rates), Jump(operator=s.z, rate=Gamma)),
    )
    space = oracle.Space(CUT, 2)
    A = space.put(0, oracle.lower(CUT))
    lower = space.put(1, oracle.ket_bra(1, 0))
    z, x = space.put(1, np.diag([0.5, -0.5])), (lower + lower.conj().T) / 2
    values = {k.name: float(v) for k, v in VALUES.items()}
    H = values["g"] * (A.T @ lower + A @ lower.T) + values["kappa"] * x
    G = np.array(sp.Matrix(rates).subs(VALUES), float)
    c = (A, lower)
    terms = [(G[i, j], c[i], c[j]) for i in range(2) for j in range(2)] + [(values["Gamma"], z, z)]
    own = [a.a, s.minus, s.z, a.dag, a.n]
    made = langevin(model, own)
    low = np.array([n < 3 for n in range(CUT) for _ in range(2)])
    rho = oracle.random_state(np.random.default_rng(2), 2 * CUT, low)
    matrices = [dense(operator, (a, s)) for operator in own]
    for i, X in enumerate(matrices):
        for j, Y in enumerate(matrices):
            exact = correlator_of_matrices(H, terms, rho, X, Y)
            assert oracle.mean(dense(made.diffusion[i][j], (a, s)), rho) == pytest.approx(exact, abs=ROUNDING)


ENSEMBLE = Model(
    hamiltonian=g * cell.total(a.dag * down + a.a * up),
    jumps=(
        Jump(operator=a.a, rate=kappa),
        Jump(operator=down, rate=gamma, over=cell),
        Jump(operator=cell.total(down), rate=Gamma),
    ),
)


def test_an_ensemble_of_any_size_with_single_and_collective_decay():
    own = [cell.total(down), cell.total(up), cell.total(excited), cell.at(1, down), cell.at(1, excited)]
    made = langevin(ENSEMBLE, own)
    space = oracle.Space(2, 2, 2)
    lowers = [space.put(k, oracle.ket_bra(0, 1)) for k in range(3)]
    both = sum(lowers)
    values = {k.name: float(v) for k, v in VALUES.items()}
    terms = [(values["gamma"], c, c) for c in lowers] + [(values["Gamma"], both, both)]
    rho = oracle.random_state(np.random.default_rng(3), 8)
    # The coupling to the mode has no part in the noise, so that it is left out of the matrices.
    H = np.zeros((8, 8))
    matrices = [dense(operator, (cell,), {cell: 3}) for operator in own]
    for i, X in enumerate(matrices):
        for j, Y in enumerate(matrices):
            exact = correlator_of_matrices(H, terms, rho, X, Y)
            found = dense(made.diffusion[i][j].subs({N: 3}), (cell,), {cell: 3})
            assert oracle.mean(found, rho) == pytest.approx(exact, abs=ROUNDING)
    # <F_i+ F_j> is a matrix of scalar products.
    order = [1, 0, 2]
    noise = [
        [oracle.mean(dense(made.diffusion[i][j].subs({N: 3}), (cell,), {cell: 3}), rho) for j in (0, 1, 2)]
        for i in order
    ]
    assert np.linalg.eigvalsh(np.array(noise)).min() > -ROUNDING


def test_means_of_the_correlators_in_the_moments_of_a_closed_set():
    made = langevin(ENSEMBLE, [a.a, cell.total(down), cell.total(up)])
    closed = close(ENSEMBLE, made.seeds(), order=2)
    means = made.means(closed)
    assert means[0, 0] == 0
    # Each atom's own decay makes (2 e - 1)^2 = 1 of antinormal noise, and none in normal order.
    assert sp.expand(means[1, 2]).coeff(gamma) == N
    assert sp.expand(means[2, 1]).coeff(gamma) == 0
    names = {str(state): symbol for state, symbol in zip(closed.states, closed.symbols, strict=True)}
    alone, pair = names["t[1][e,e]"], names["t[1][e,e]*t[2][e,e]"]
    collective = N**2 - 4 * N * (N - 1) * alone + 4 * N * (N - 1) * pair
    assert sp.expand(means[1, 2] - N * gamma - Gamma * collective) == 0


def test_inputs_give_the_same_correlators():
    model = Model(hamiltonian=g * a.n, jumps=(Jump(operator=a.a + s.minus, rate=kappa), Jump(operator=s.z, rate=gamma)))
    own = (a.a, a.dag, s.minus, s.plus, s.z)
    made = langevin(model, own)
    fields = inputs(model, own)
    for i in range(5):
        for j in range(5):
            # In the vacuum only <b b+> is not zero.
            total = sum((field.annihilators[i] * field.creators[j] for field in fields), 0 * a.n)
            assert (total - made.diffusion[i][j]).is_zero
    with pytest.raises(DynamicsError, match="one input field of its own"):
        inputs(ENSEMBLE, [a.a])


@pytest.mark.parametrize("pair", [(a.a, a.dag), (cell.total(down), cell.total(up)), (cell.at(1, up), a.n)])
def test_commutators_are_preserved_only_with_the_noise(pair, monkeypatch):
    assert commutator_change(ENSEMBLE, *pair).is_zero
    assert (einstein(ENSEMBLE, *pair) - by_jumps(ENSEMBLE, *pair)).is_zero
    whole = by_jumps(ENSEMBLE, *pair) - by_jumps(ENSEMBLE, *pair[::-1])
    if not whole.is_zero:
        monkeypatch.setattr(module, "by_jumps", lambda model, left, right: 0 * a.n)
        assert not commutator_change(ENSEMBLE, *pair).is_zero
        with pytest.raises(DerivationError, match="where one operator is expected"):
            langevin(ENSEMBLE, pair)
