"""Frames, Bogoliubov transformations and Dyson series against matrices and against their defining equations."""

from itertools import pairwise

import lindblad_oracle as oracle
import numpy as np
import pytest
import scipy.integrate
import scipy.linalg
import sympy as sp

from derive.algebra import AlgebraError, Boson, Ensemble, Levels, Spin, commutator, one, substitute
from derive.dynamics import dyson
from derive.dynamics.bogoliubov import Bogoliubov, normal_modes, squeezing
from derive.dynamics.frames import displaced, rotating, turned
from derive.dynamics.gaussian import gaussian
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.rates import DynamicsError

a, b, c, d, s = Boson("a"), Boson("b"), Boson("c"), Boson("d"), Spin("s")
w, w0, g, kappa = sp.symbols("omega omega_0 g kappa", positive=True)
t = sp.Symbol("t", real=True)
VALUES = {
    w: sp.Rational(7, 5),
    w0: sp.Rational(6, 5),
    g: sp.Rational(1, 3),
    kappa: sp.Rational(1, 2),
    t: sp.Rational(3, 4),
}
CUT = 8
RABI = Model(
    hamiltonian=w * a.n + w0 * s.z + 2 * g * (a.a + a.dag) * s.x,
    jumps=(Jump(operator=a.a, rate=kappa), Jump(operator=a.a + a.dag, rate=kappa)),
)


def dense(operator, systems=(a, s)):
    return np.array(operator.subs(VALUES).matrix(systems, CUT).evalf(30), complex)


def test_a_rotating_frame_is_the_unitary_transformation():
    generator = w * (a.n + s.z)
    frame = rotating(RABI, generator, t)
    U = scipy.linalg.expm(1j * float(VALUES[t]) * dense(generator))
    exact = U @ dense(RABI.hamiltonian) @ U.conj().T - dense(generator)
    # Exponentials of matrices of order ten.
    assert dense(frame.model.hamiltonian) == pytest.approx(exact, abs=1e-12)
    assert set(frame.turning) == {2 * w, -2 * w}
    assert frame.stationary == (w0 - w) * s.z + g * (a.a * s.plus + a.dag * s.minus)
    # One jump only gains a phase; the other turns.
    assert frame.model.jumps[0] == RABI.jumps[0]
    turned_jump = U @ dense(RABI.jumps[1].operator) @ U.conj().T
    assert dense(frame.model.jumps[1].operator) == pytest.approx(turned_jump, abs=1e-12)
    kept, lost = frame.without(2 * w)
    assert kept.hamiltonian == frame.stationary
    assert [str(own.small_parameter) for own in lost] == ["g/(2*omega)"]


def test_a_frame_that_mixes_letters_and_one_of_an_ensemble():
    parts = turned(s.z, w * s.x)
    assert set(parts) == {w, -w}
    assert (sum(parts.values(), 0 * one) - s.z).is_zero
    for frequency, part in parts.items():
        assert (commutator(w * s.x, part) - frequency * part).is_zero
    N = sp.Symbol("N", integer=True, positive=True)
    atom = Levels("l", ("g", "e"))
    cell = Ensemble("cell", atom, N)
    model = Model(
        hamiltonian=w0 * cell.total(atom("e", "e")) + g * cell.total(atom("g", "e") * a.dag + atom("e", "g") * a.a),
        jumps=(Jump(operator=atom("g", "e"), rate=kappa, over=cell),),
    )
    frame = rotating(model, w0 * (cell.total(atom("e", "e")) + a.n), t)
    assert not frame.turning
    assert frame.stationary == g * cell.total(atom("g", "e") * a.dag + atom("e", "g") * a.a) - w0 * a.n


@pytest.mark.parametrize("moving", [False, True])
def test_displacement_keeps_the_motion_of_means(moving):
    model = Model(
        hamiltonian=w * a.n + g * a.dag**2 * a.a**2 + kappa * (a.a + a.dag),
        jumps=(Jump(operator=a.a + 2 * a.dag, rate=kappa), Jump(operator=a.n, rate=g)),
    )
    alpha = sp.Rational(1, 3) + sp.I * t if moving else sp.Rational(1, 3) + sp.I / 5
    moved = displaced(model, {a: alpha}, t if moving else None)
    shift = {a.a: a.a + alpha, a.dag: a.dag + sp.conjugate(alpha)}
    for operator in (a.a, a.n, a.dag * a.a**2):
        # O(a + alpha) moves by the new model, and with alpha itself.
        exact = substitute(model.adjoint(operator), shift)
        found = moved.adjoint(substitute(operator, shift)) + substitute(operator, shift).map_coefficients(
            lambda value: sp.diff(value, t)
        )
        assert (exact - found).is_zero
    assert all(jump.operator.coefficient(one) == 0 for jump in moved.jumps)


def quadratic(seed):
    rng = np.random.default_rng(seed)
    x, y, z = (sp.Rational(int(k), 10) for k in rng.integers(1, 8, 3))
    half = (x + sp.I * y) * a.dag * b.a + z * a.a * b.a + y / 3 * a.a**2
    return 4 * a.n + 6 * b.n + half + half.adjoint()


@pytest.mark.parametrize("seed", [1])
def test_normal_modes_of_two_modes(seed):
    H = quadratic(seed)
    found = normal_modes(H, (a, b), (c, d))
    drift = np.array(gaussian(Model(hamiltonian=H)).drift.evalf(30), complex)
    exact = sorted(abs(x) for x in np.linalg.eigvals(drift).imag)[::2]
    assert sorted(float(sp.re(x.evalf(30))) for x in found.frequencies) == pytest.approx(exact, abs=1e-10)
    # [b, H] = omega b for b = U a + V a+, through the matrix of [a_j, H].
    ladder = (a.a, b.a, a.dag, b.dag)
    table = sp.Matrix(4, 4, lambda i, k: commutator(ladder[i], H).coefficient(ladder[k]))
    rows = sp.Matrix.hstack(sp.Matrix(found.transformation.U), sp.Matrix(found.transformation.V)).evalf(50)
    rest = rows * table - sp.diag(*(own.evalf(50) for own in found.frequencies)) * rows
    assert all(abs(value) < 1e-40 for value in rest)


def test_normal_modes_with_symbols():
    H = w * a.n + g / 2 * (a.a**2 + a.dag**2)
    found = normal_modes(H, (a,), (c,), at={w: 3, g: 1})
    assert sp.expand(found.frequencies[0] ** 2 - (w**2 - g**2)) == 0
    diagonal = found.transformation.apply(H)
    value = diagonal.coefficient(c.n).subs({w: 5, g: 3})
    assert sp.nsimplify(value).equals(4)
    assert diagonal.coefficient(c.a**2).subs({w: 5, g: 3}).equals(0)


def test_squeezing_and_its_inverse():
    r, phase = sp.symbols("r phi", real=True)
    for old, new in (((a,), (c,)), ((a, b), (c, d))):
        made = squeezing(old, new, r, phase)
        back = made.inverse()
        for mode in old:
            assert (back.apply(made.apply(mode.a * mode.dag)) - mode.a * mode.dag).is_zero


TURNING = g * (a.a * sp.exp(-sp.I * w * t) + a.dag * sp.exp(sp.I * w * t)) * s.x


@pytest.mark.parametrize(
    ("H", "order"),
    [(TURNING + w0 * t * s.z + kappa * sp.cos(w * t) * a.n, 2), (g * sp.cos(w * t) * s.x + w0 * t * s.z, 3)],
    ids=["several terms", "third order"],
)
def test_dyson_terms_obey_their_equations(H, order):
    terms = dyson.propagator(H, t, order)
    for before, after in pairwise(terms):
        assert (after.map_coefficients(lambda value: sp.diff(value, t)) + sp.I * (H * before)).is_zero
        assert after.map_coefficients(lambda value: value.subs(t, 0)).is_zero
    for n in range(1, order + 1):
        assert sum((terms[k].adjoint() * terms[n - k] for k in range(n + 1)), 0 * one).is_zero
    heisenberg = dyson.heisenberg(H, s.y, t, order)
    for n in range(order + 1):
        exact = sum((terms[k].adjoint() * s.y * terms[n - k] for k in range(n + 1)), 0 * one)
        assert (heisenberg[n] - exact).is_zero


def test_the_dyson_series_approaches_the_exact_propagator():
    spin = sp.cos(3 * t) * s.x + s.z * t / 2
    errors = []
    for scale in (sp.Rational(1, 2), sp.Rational(1, 4)):
        total = sum(dyson.propagator(scale * spin, t, 4), 0 * one).subs({t: 1})
        found = np.array(total.matrix((s,)).evalf(30), complex)
        flip, diagonal = float(scale) * np.array([[0, 0.5], [0.5, 0]]), float(scale) * np.diag([0.25, -0.25])

        def rate(x, U, flip=flip, diagonal=diagonal):
            return (-1j * (np.cos(3 * x) * flip + x * diagonal) @ U.reshape(2, 2)).ravel()

        solved = scipy.integrate.solve_ivp(
            rate, (0, 1), np.eye(2, dtype=complex).ravel(), "DOP853", rtol=1e-12, atol=1e-13
        )
        errors.append(np.abs(found - solved.y[:, -1].reshape(2, 2)).max())
    # The fifth order is left: a factor 32.
    assert errors[0] / errors[1] > 20


def test_an_unknown_function_stays_under_its_integral():
    pulse = sp.Function("f", real=True)(t)
    (_, first) = dyson.heisenberg(pulse * (a.a + a.dag), a.a, t, 1)
    value = first.coefficient(one)
    assert sp.diff(value, t).doit() == -sp.I * pulse
    assert value.has(sp.Integral)


N_ATOMS = sp.Symbol("N", integer=True, positive=True)


def test_nested_commutators_of_an_ensemble_stay_exact():
    atom = Levels("l", ("g", "e"))
    cell = Ensemble("cell", atom, N_ATOMS)
    H = g * sp.cos(w * t) * cell.total(atom("g", "e") * a.dag + atom("e", "g") * a.a)
    second = dyson.heisenberg(H, a.a, t, 2)[2]
    assert second.coefficient(a.a).has(N_ATOMS)
    oracle_model = Model(hamiltonian=cell.total(atom("g", "e") * a.dag + atom("e", "g") * a.a))
    nested = commutator(oracle_model.hamiltonian, commutator(oracle_model.hamiltonian, a.a))
    integral = (sp.sin(w * t) / w) ** 2 / 2
    difference = second + g**2 * integral * nested
    assert difference.is_zero


REFUSED = {
    "do not keep": lambda: Bogoliubov(old=(a,), new=(c,), U=sp.ImmutableMatrix([[2]]), V=sp.ImmutableMatrix([[1]])),
    "have shapes": lambda: Bogoliubov(old=(a,), new=(c, d), U=sp.ImmutableMatrix([[1]]), V=sp.ImmutableMatrix([[0]])),
    "one or two are squeezed": lambda: squeezing((a, b, c), (a, b, c), g),
    "different frequencies": lambda: normal_modes(w * (a.n + b.n), (a, b), (c, d)),
    "of its own|is not real": lambda: normal_modes(w * a.n + g * (a.a**2 + a.dag**2), (a,), (c,), at={w: 1, g: 2}),
    "from 0 up": lambda: dyson.propagator(a.n, t, -1),
    "more than": lambda: rotating(Model(hamiltonian=a.n), a.dag**2 * a.a + a.dag * a.a**2, t),
    "a constant one": lambda: rotating(Model(hamiltonian=a.n), t * a.n, t),
    "no term turns": lambda: rotating(RABI, w * (a.n + s.z), t).without(w),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_refusals_are_one_sentence(sentence):
    with pytest.raises((DynamicsError, AlgebraError), match=sentence):
        REFUSED[sentence]()


def test_the_oracle_of_these_tests_has_its_ladder():
    assert oracle.lower(CUT) == pytest.approx(dense(a.a, (a,)), abs=1e-15)
