"""Excited levels and fast modes eliminated, held against the whole system with numbers, and the order of the error."""

import lindblad_oracle as oracle
import numpy as np
import pytest
import sympy as sp

from derive.algebra import Boson, Ensemble, Levels, Spin
from derive.dynamics.elimination import eliminate
from derive.dynamics.fast_modes import eliminate_fast
from derive.dynamics.gaussian import gaussian, lyapunov
from derive.dynamics.lindblad import Correlated, Jump, Model
from derive.dynamics.rates import DynamicsError

a, b = Boson("a"), Boson("b")
atom = Levels("l", ("0", "1", "e", "f"))
eps = sp.Symbol("epsilon", positive=True)
Delta, gamma, g, kappa, w = sp.symbols("Delta gamma g kappa omega", positive=True)
N = sp.Symbol("N", integer=True, positive=True)
GROUND = 2


def random_levels(seed, scale):
    """Two ground and two excited levels, every coupling random; drives and ground energies are small."""
    rng = np.random.default_rng(seed)

    def number():
        x, y = (sp.Rational(int(k), 10) for k in rng.integers(1, 10, 2))
        return x + sp.I * y

    names = atom.species.levels
    drive = sum((number() * atom(u, d) for u in names[2:] for d in names[:2]), 0 * atom("e", "e"))
    excited = 8 * atom("e", "e") + 11 * atom("f", "f") + number() * atom("e", "f") + number().conjugate() * 0
    excited = (excited + excited.adjoint()) / 2
    ground = sp.Rational(3, 7) * atom("1", "1")
    mix = number() * atom("0", "1")
    H = scale * (drive + drive.adjoint()) + excited + scale**2 * (ground + mix + mix.adjoint())
    jumps = tuple(
        Jump(operator=number() * atom("0", "e") + number() * atom("0", "f"), rate=2) if k == 0
        else Jump(operator=number() * atom("1", "e") + number() * atom("0", "f"), rate=1)
        for k in range(2)
    )  # fmt: skip
    return Model(hamiltonian=H, jumps=jumps)


def matrix(operator, size=4):
    return np.array(operator.matrix((atom,)).evalf(30), complex)[:size, :size]


def liouvillian(model, size):
    H = matrix(model.hamiltonian, size)
    terms = [(float(j.rate), matrix(j.operator, size), matrix(j.operator, size)) for j in model.jumps]
    columns = [oracle.master(H, terms, unit.reshape(size, size)).ravel() for unit in np.eye(size * size)]
    return np.array(columns).T


def slow_eigenvalues(model, size):
    values = np.linalg.eigvals(liouvillian(model, size))
    found = values[np.argsort(np.abs(values))[: GROUND**2]]
    return found[np.lexsort((np.round(found.imag, 12), np.round(np.abs(found), 9)))]


@pytest.mark.parametrize("seed", range(3))
def test_slow_eigenvalues_of_any_levels_and_the_order_of_the_error(seed):
    errors = []
    for scale in (sp.Rational(1, 4), sp.Rational(1, 8)):
        model = random_levels(seed, scale)
        effective = eliminate(model, {atom: ("e", "f")}).model
        whole, reduced = slow_eigenvalues(model, 4), slow_eigenvalues(effective, GROUND)
        distance = max(np.abs(reduced - value).min() for value in whole)
        errors.append(distance)
        # Effective rates are of second order in the drive.
        assert np.abs(reduced).max() > float(scale) ** 2 / 40
    # The error is of fourth order: a factor 16, less what is left of the next order.
    assert errors[0] / errors[1] > 11


def test_ground_energies_in_the_response():
    """A ground splitting that is not small against the detuning: the response of each level has its own detuning."""
    three = Levels("t", ("0", "1", "e"))
    H = Delta * three("e", "e") + w * three("1", "1") + g * (three("e", "1") + three("1", "e"))
    model = Model(hamiltonian=H, jumps=(Jump(operator=three("0", "e"), rate=gamma),))
    exact = eliminate(model, {three: ("e",)})
    assert exact.response.coefficient(three("e", "1")).equals(g / (Delta - w - sp.I * gamma / 2))
    rough = eliminate(model, {three: ("e",)}, keep_energies=False)
    assert rough.response.coefficient(three("e", "1")).equals(g / (Delta - sp.I * gamma / 2))
    rate = exact.model.jumps[0].operator.coefficient(three("0", "1"))
    assert sp.cancel(rate * sp.conjugate(rate) - g**2 / ((Delta - w) ** 2 + gamma**2 / 4)) == 0


def test_a_mode_with_its_own_energy_detunes_what_it_drives():
    three = Levels("t", ("0", "1", "e"))
    H = w * a.n + Delta * three("e", "e") + g * (a.a * three("e", "1") + a.dag * three("1", "e"))
    found = eliminate(Model(hamiltonian=H, jumps=(Jump(operator=three("0", "e"), rate=gamma),)), {three: ("e",)})
    assert found.response.coefficient(a.a * three("e", "1")).equals(g / (Delta - w - sp.I * gamma / 2))
    shift = found.model.hamiltonian.coefficient(a.n * three("1", "1"))
    assert sp.cancel(shift + g**2 * (Delta - w) / ((Delta - w) ** 2 + gamma**2 / 4)) == 0


def test_an_ensemble_is_the_sum_of_its_atoms():
    three = Levels("t", ("0", "1", "e"))
    cell = Ensemble("cell", three, N)
    one_atom = Delta * three("e", "e") + g * (a.a * three("e", "1") + a.dag * three("1", "e"))
    one_atom = one_atom + w * (three("e", "0") + three("0", "e"))
    single = Jump(operator=three("0", "e"), rate=gamma)
    many = eliminate(
        Model(hamiltonian=cell.total(one_atom), jumps=(Jump(operator=three("0", "e"), rate=gamma, over=cell),)),
        {cell: ("e",)},
    )
    alone = eliminate(Model(hamiltonian=one_atom, jumps=(single,)), {three: ("e",)})
    assert (many.model.hamiltonian - cell.total(alone.model.hamiltonian)).is_zero
    assert (many.model.jumps[0].operator - alone.model.jumps[0].operator).is_zero
    assert many.model.jumps[0].over is cell


FAST = Model(
    hamiltonian=Delta * a.n + w * b.n + g * (a.dag + a.a) * (b.a + b.dag),
    jumps=(Jump(operator=a.a, rate=kappa), Jump(operator=b.a, rate=gamma)),
)


@pytest.mark.parametrize("order", [1, 3])
def test_fast_modes_to_any_order_against_exact_eigenvalues(order):
    def slow(scale):
        values = {Delta: 3 / scale, kappa: 2 / scale, w: sp.Integer(1), g: sp.Integer(1), gamma: sp.Rational(1, 2)}
        model = Model(
            hamiltonian=FAST.hamiltonian.subs(values),
            jumps=tuple(Jump(operator=j.operator, rate=j.rate.subs(values)) for j in FAST.jumps),
        )
        system = gaussian(model)
        found = eliminate_fast(system, [a.a, a.dag], order)
        exact = np.linalg.eigvals(np.array(system.drift, complex))
        exact = exact[np.argsort(-exact.real)[:2]]
        own = np.linalg.eigvals(np.array(found.drift.evalf(30), complex))
        return found, max(np.abs(exact - value).min() for value in own)

    # Fast rates of 16 and 32 times the slow ones.
    found, error = slow(sp.Rational(1, 16))
    _, finer = slow(sp.Rational(1, 32))
    assert found.residual_order == order
    assert found.approximation.neglected_order == order + 1
    # One order more in the eigenvalues than in the manifold; 0.7 is left for the next order.
    assert error / finer > 0.7 * 2 ** (order + 1)


def test_noise_of_a_fast_mode_cools_as_the_exact_steady_state():
    values = {Delta: 40, kappa: 60, w: sp.Rational(1, 3), g: 1, gamma: sp.Rational(1, 20)}
    system = gaussian(FAST)
    slow = eliminate_fast(system, [a.a, a.dag])
    A, D = slow.drift.subs(values), ((slow.diffusion + slow.diffusion.T) / 2).subs(values)
    S = lyapunov(A, D)
    exact = lyapunov(system.drift.subs(values), system.symmetric.subs(values))
    # The ratio of rates is some 1/60.
    assert abs(complex(S[0, 1]) / complex(exact[2, 3]) - 1) < 0.03
    assert abs(complex(S[0, 0]) - complex(exact[2, 2])) < 0.03 * abs(complex(exact[2, 3]))


THREE = Levels("t", ("0", "1", "e"))
DRIVEN = THREE("e", "0") + THREE("0", "e")
REFUSED = {
    "list one first": lambda: eliminate(Model(hamiltonian=DRIVEN), {THREE: ("0",)}),
    "no excited level of 't' was given, where some of 1, e": lambda: eliminate(Model(hamiltonian=DRIVEN), {THREE: ()}),
    "no level 'x'": lambda: eliminate(Model(hamiltonian=DRIVEN), {THREE: ("x",)}),
    "Levels or an ensemble": lambda: eliminate(Model(hamiltonian=DRIVEN), {Spin("s"): ("e",)}),
    "neither detuning nor decay": lambda: eliminate(Model(hamiltonian=DRIVEN), {THREE: ("e",)}),
    "leaves ground and excited": lambda: eliminate(
        Model(hamiltonian=DRIVEN, jumps=(Jump(operator=THREE("0", "e") + THREE("0", "1"), rate=1),)), {THREE: ("e",)}
    ),
    "rates of their own": lambda: eliminate(
        Model(
            hamiltonian=DRIVEN + THREE("e", "e"),
            jumps=(Correlated(operators=(THREE("0", "e"), THREE("1", "e")), rates=[[1, 0], [0, 1]]),),
        ),
        {THREE: ("e",)},
    ),
    "where some of a, a.dag": lambda: eliminate_fast(gaussian(FAST), [a.n]),
    "from 1 up": lambda: eliminate_fast(gaussian(FAST), [a.a], 0),
    "is singular": lambda: eliminate_fast(
        gaussian(Model(hamiltonian=g * (a.dag * b.a + b.dag * a.a), jumps=())), [a.a, a.dag]
    ),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_refusals_are_one_sentence(sentence):
    with pytest.raises(DynamicsError, match=sentence):
        REFUSED[sentence]()
