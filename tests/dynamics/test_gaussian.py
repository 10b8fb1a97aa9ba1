"""Linear systems against density matrices, scipy's Lyapunov solver and eigenvalues."""

import lindblad_oracle as oracle
import numpy as np
import pytest
import scipy.linalg
import sympy as sp

from derive.algebra import Boson, Levels, one
from derive.dynamics.gaussian import gaussian, ladders, lyapunov, quadratures
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.linear import inverse, solved
from derive.dynamics.rates import DynamicsError
from derive.steps import DerivationError

a, b = Boson("a"), Boson("b")
w, g, kappa, n_th = sp.symbols("omega g kappa n_th", positive=True)
CUT = 6
# Sums over 36 x 36 entries of order ten: rounding of some thousand terms.
ROUNDING = 1e-11


def random_model(seed, loss=0):
    """Every quadratic term with random rational coefficients, three jumps that mix both modes, and a loss of both."""
    rng = np.random.default_rng(seed)

    def number(real=False):
        x, y = (sp.Rational(int(k), 10) for k in rng.integers(-9, 10, 2))
        return x if real else x + sp.I * y

    half = number() * a.a * b.dag + number() * a.a * b.a + number() * a.a**2 + number() * b.a + number() * b.a**2
    H = half + half.adjoint() + number(True) * a.n + number(True) * b.n
    letters = (a.a, a.dag, b.a, b.dag)
    jumps = tuple(
        Jump(operator=sum((number() * own for own in letters), number() * one), rate=sp.Rational(k, 3))
        for k in (1, 2, 4)
    )
    losses = tuple(Jump(operator=mode.a, rate=loss) for mode in (a, b))
    return Model(hamiltonian=H, jumps=jumps + losses)


def dense(operator):
    made = np.zeros((CUT**2, CUT**2), complex)
    for place, value in operator.entries((a, b), CUT).items():
        made[place] = complex(value)
    return made


def low(keep):
    return np.array([i < keep and j < keep for i in range(CUT) for j in range(CUT)])


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("choice", [ladders, quadratures])
def test_means_and_covariances_change_as_density_matrices_do(seed, choice):
    model = random_model(seed)
    system = gaussian(model, choice(model))
    own = [dense(operator) for operator in system.operators]
    rng = np.random.default_rng(seed)
    # Terms and jumps raise a mode by at most two, products of operators by two more.
    rho = oracle.random_state(rng, CUT**2, low(2))
    H = dense(model.hamiltonian)
    terms = [(float(jump.rate), dense(jump.operator), dense(jump.operator)) for jump in model.jumps]
    drho = oracle.master(H, terms, rho)
    mean, rate = (np.array([oracle.mean(O, of) for O in own]) for of in (rho, drho))
    A, d = (np.array(x.evalf(30), complex) for x in (system.drift, system.force))
    assert A @ mean + d[:, 0] == pytest.approx(rate, abs=ROUNDING)

    def symmetric(of):
        return np.array([[oracle.mean(x @ y + y @ x, of) / 2 for y in own] for x in own])

    S = symmetric(rho) - np.outer(mean, mean)
    exact = symmetric(drho) - np.outer(rate, mean) - np.outer(mean, rate)
    found = np.array(system.covariance_rate(sp.Matrix(S)).evalf(30), complex)
    assert found == pytest.approx(exact, abs=ROUNDING)


def test_steady_covariance_with_symbols_against_scipy():
    model = Model(
        hamiltonian=w * a.n + g * (a.dag * b.a + b.dag * a.a),
        jumps=(
            Jump(operator=a.a, rate=kappa),
            Jump(operator=b.a, rate=w * (n_th + 1)),
            Jump(operator=b.dag, rate=w * n_th),
        ),
    )
    system = gaussian(model, quadratures(model))
    values = {w: 0.7, g: 0.3, kappa: 1.1, n_th: 2.5}
    A, D, S = (
        np.array(x.subs(values).evalf(30), complex).real for x in (system.drift, system.symmetric, system.covariance)
    )
    assert scipy.linalg.solve_continuous_lyapunov(A, -D) == pytest.approx(S, abs=1e-12)
    assert np.all(np.linalg.eigvalsh(S) > 0.4)
    moments = np.array(system.second_moments.subs(values).evalf(30), complex)
    assert moments - moments.T == pytest.approx(np.array(system.commutators, complex), abs=1e-12)


def test_steady_moments_of_a_squeezed_mode_against_qutip():
    import qutip

    model = Model(
        hamiltonian=w * a.n + g / 2 * (a.a**2 + a.dag**2) + kappa / 3 * (a.a + a.dag),
        jumps=(Jump(operator=a.a, rate=kappa), Jump(operator=a.dag, rate=kappa / 5)),
    )
    system = gaussian(model)
    values = {w: 0.5, g: 0.1, kappa: 1.0}
    lower = qutip.destroy(40)
    H = 0.5 * lower.dag() * lower + 0.05 * (lower**2 + lower.dag() ** 2) + (lower + lower.dag()) / 3
    rho = qutip.steadystate(H, [lower, np.sqrt(0.2) * lower.dag()])
    found = np.array(system.second_moments.subs(values).evalf(30), complex)
    for (i, left), (j, right) in [
        (x, y) for x in enumerate((lower, lower.dag())) for y in enumerate((lower, lower.dag()))
    ]:
        # 40 states hold a state of half a quantum to the accuracy of the sparse solver.
        assert found[i, j] == pytest.approx(qutip.expect(left * right, rho), abs=1e-6)


@pytest.mark.parametrize("seed", range(12))
def test_stability_conditions_hold_just_when_all_eigenvalues_decay(seed):
    system = gaussian(random_model(seed, loss=seed % 2 * 12))
    decays = np.linalg.eigvals(np.array(system.drift.evalf(30), complex)).real.max() < 0
    assert all(sp.im(own) == 0 for own in system.stability)
    assert all(own > 0 for own in system.stability) == decays


def test_both_outcomes_of_stability_occur():
    outcomes = {all(own > 0 for own in gaussian(random_model(1, loss)).stability) for loss in (0, 12)}
    assert outcomes == {True, False}


def test_noise_that_does_not_keep_the_commutators_is_refused():
    system = gaussian(random_model(1))
    wrong = sp.Matrix(system.diffusion)
    wrong[0, 1] += 1
    with pytest.raises(DerivationError, match="not preserved"):
        type(system)(
            model=system.model, operators=system.operators, drift=system.drift, force=system.force,
            diffusion=sp.ImmutableMatrix(wrong), commutators=system.commutators,
        )  # fmt: skip


def test_a_singular_matrix_has_no_solution_even_where_nothing_drives_it():
    x, y = sp.symbols("x y")
    singular = sp.Matrix([[1, 0, 0], [0, x, x * y], [0, 1, y]])
    assert solved(singular, sp.Matrix([1, 0, 0])) is None
    assert solved(singular, sp.Matrix([1, 1, 0])) is None
    assert inverse(sp.Matrix([[x, 1], [0, y]])) == sp.Matrix([[1 / x, -1 / (x * y)], [0, 1 / y]])


def test_the_lyapunov_equation_of_a_random_matrix():
    rng = np.random.default_rng(5)
    A = sp.Matrix(4, 4, lambda i, j: sp.Rational(int(rng.integers(-9, 9)), 7))
    D = sp.Matrix(4, 4, lambda i, j: (i + 1) * (j + 1) + (i == j))
    S = lyapunov(A, D)
    assert (A * S + S * A.T + D).is_zero_matrix


ATOM = Levels("t", ("g", "e"))
REFUSED = {
    "holds a.dag": lambda: gaussian(Model(hamiltonian=w * a.dag**2 * a.a**2)),
    "no boson mode": lambda: gaussian(Model(hamiltonian=w * ATOM("e", "e"))),
    "depend on one another": lambda: gaussian(Model(hamiltonian=w * a.n), (a.a, a.dag, a.x)),
    "where a number is expected": lambda: gaussian(
        Model(hamiltonian=w * ATOM("e", "e"), jumps=(Jump(operator=ATOM("g", "e"), rate=kappa),)),
        (ATOM("g", "e"), ATOM("e", "g")),
    ),
    "give every mode a loss": lambda: gaussian(Model(hamiltonian=w * a.n)).covariance,
    "one steady mean": lambda: gaussian(Model(hamiltonian=0 * a.n, systems=(a,))).mean,
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_refusals_are_one_sentence(sentence):
    with pytest.raises(DynamicsError, match=sentence):
        REFUSED[sentence]()
