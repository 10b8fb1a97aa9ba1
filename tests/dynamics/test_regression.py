"""Two-time correlations, spectra, response and steady states against QuTiP and against matrices."""

import numpy as np
import pytest
import sympy as sp

from derive.algebra import Boson, Ensemble, Levels
from derive.dynamics.closure import close
from derive.dynamics.gaussian import gaussian, ladders, quadratures
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.rates import DynamicsError
from derive.dynamics.readouts import Readout
from derive.dynamics.regression import two_time
from derive.dynamics.response import noise_spectrum, scattering, susceptibility, transfer
from derive.dynamics.steady import linear_moments, steady_means, steady_state

qutip = pytest.importorskip("qutip")
a, b, atom = Boson("a"), Boson("b"), Levels("s", ("g", "e"))
lower, raised, excited = atom("g", "e"), atom("e", "g"), atom("e", "e")
Delta, Omega, Gamma, g, kappa, R = sp.symbols("Delta Omega Gamma g kappa R", real=True)
omega = sp.Symbol("omega", real=True)
rate = sp.Symbol("rate", positive=True)
DRIVEN = Model(hamiltonian=-Delta * excited + Omega / 2 * (lower + raised), jumps=(Jump(operator=lower, rate=Gamma),))
VALUES = {Delta: sp.Rational(3, 10), Omega: 2, Gamma: 1}
q = qutip.basis(2, 0) * qutip.basis(2, 1).dag()
H_DRIVEN = -0.3 * q.dag() * q + (q + q.dag())
# QuTiP solves with double precision; spectra are of order one.
CLOSE = 1e-9


def test_the_spectrum_of_a_driven_atom_for_any_detuning():
    found = two_time(DRIVEN, raised, lower).steady()
    assert found.exact
    spectrum = found.spectrum(omega)
    assert spectrum.free_symbols == {omega, Delta, Omega, Gamma}
    grid = np.linspace(-5, 5, 7)
    exact = qutip.spectrum(H_DRIVEN, grid, [q], q.dag(), q)
    values = [float(spectrum.subs(VALUES).subs(omega, sp.Rational(x))) for x in grid]
    assert values == pytest.approx(exact, abs=CLOSE)
    rho = qutip.steadystate(H_DRIVEN, [q])
    coherent = float(found.coherent.subs(VALUES))
    assert coherent == pytest.approx(abs(qutip.expect(q, rho)) ** 2, abs=CLOSE)


def test_intensity_correlations_between_operators_of_an_earlier_time():
    found = two_time(DRIVEN, excited, lower, raised).steady().at(VALUES)
    times = np.linspace(0, 3, 4)
    rho = qutip.steadystate(H_DRIVEN, [q])
    exact = qutip.correlation_3op_1t(
        H_DRIVEN, rho, times, [q], q.dag(), q.dag() * q, q, options={"atol": 1e-12, "rtol": 1e-10}
    )
    M, start, weights = (np.array(x.evalf(20), complex) for x in (found.matrix, found.initial, found.weights))
    powers = [np.linalg.matrix_power(np.eye(3) + M * t / 2**22, 2**22) for t in times]
    values = [(weights @ own @ start)[0, 0] + complex(found.coherent) for own in powers]
    # The exponential by 2^22 steps has errors of M^2 t / 2^22; the start is exact.
    assert values == pytest.approx(exact, abs=1e-5)
    assert values[0] == pytest.approx(0, abs=1e-15)


LASER = Model(
    hamiltonian=Delta * a.n + g * (a.dag * lower + a.a * raised),
    jumps=(
        Jump(operator=a.a, rate=kappa),
        Jump(operator=lower, rate=Gamma),
        Jump(operator=raised, rate=R),
    ),
)


@pytest.mark.parametrize("order", [2, 3])
def test_the_equations_are_those_of_independent_factors(order):
    """C_i = <O_i><B> moves as <O_i> does, whatever the means: the law that splits off the coherent part."""
    found = two_time(LASER, a.dag, a.a, order=order, symmetry=False)
    operators = found.operators
    one_time = close(LASER, operators, order=order, symmetry=False)
    means = Readout(one_time)
    rates = one_time.equations
    pairs = zip(found.single.symbols, found.single.states, strict=True)
    names = {symbol: means.expression(state) for symbol, state in pairs if Readout(one_time).mean(state) is not None}
    names |= {sp.conjugate(key): sp.conjugate(value) for key, value in names.items()}
    matrix, offset = found.matrix.xreplace(names), found.offset.xreplace(names)
    for i, own in enumerate(operators):
        value = means.expression(own)
        symbol = value if value.is_Symbol else sp.conjugate(value)
        exact = rates[symbol] if value.is_Symbol else sp.conjugate(rates[symbol])
        linear = sum(matrix[i, j] * means.expression(operators[j]) for j in range(len(operators)))
        assert sp.expand(exact - linear - offset[i]) == 0
    assert any(matrix.free_symbols & set(one_time.symbols))


def test_cumulants_of_a_laser_approach_the_density_matrix():
    numbers = {"Delta": 0.2, "g": 0.4, "kappa": 1.0, "Gamma": 0.3, "R": 0.8}
    A, c = qutip.tensor(qutip.destroy(9), qutip.qeye(2)), qutip.tensor(qutip.qeye(9), q)
    H = numbers["Delta"] * A.dag() * A + numbers["g"] * (A.dag() * c + A * c.dag())
    losses = [A, np.sqrt(0.3) * c, np.sqrt(0.8) * c.dag()]
    grid = np.linspace(-1, 1.4, 4)
    exact = qutip.spectrum(H, grid, losses, A.dag(), A)
    rho = qutip.steadystate(H, losses)
    space = {"a": A, "a.dag": A.dag()}
    errors = []
    for order in (2, 4):
        found = two_time(LASER, a.dag, a.a, order=order)
        values = {
            symbol: complex(qutip.expect(_dense(state, A, c, space), rho))
            for symbol, state in zip(found.single.symbols, found.single.states, strict=True)
        }
        parameters = {Delta: 0.2, g: 0.4, kappa: 1.0, Gamma: 0.3, R: 0.8}
        own = [
            np.array(
                x.subs(parameters)
                .xreplace({**values, **{sp.conjugate(k): np.conj(v) for k, v in values.items()}})
                .evalf(),
                complex,
            )
            for x in (found.matrix, found.initial, found.weights)
        ]
        M, start, weights = own
        spectrum = [2 * (weights @ np.linalg.solve(1j * x * np.eye(len(M)) - M, start))[0, 0].real for x in grid]
        errors.append(np.abs(np.array(spectrum) / exact - 1).max())
    assert errors[1] < errors[0] / 3
    assert errors[1] < 0.05


def _dense(operator, A, c, _):
    """A product of a laser's letters as a QuTiP operator."""
    total = 0 * A
    for m, value in operator.terms.items():
        own = 1
        for place, letter in m.letters:
            if place.name == "a":
                own = own * A.dag() ** letter[0] * A ** letter[1]
            else:
                own = own * {(0, 1): c, (1, 0): c.dag(), (1, 1): c.dag() * c}[letter]
        total = total + complex(value) * own
    return total


LINEAR = Model(
    hamiltonian=Delta * a.n + g * (a.dag * b.a + b.dag * a.a) + g / 3 * (a.a * b.a + a.dag * b.dag),
    jumps=(Jump(operator=a.a, rate=rate), Jump(operator=b.a, rate=2 * rate), Jump(operator=b.dag, rate=rate)),
)
NUMBERS = {Delta: sp.Rational(1, 2), g: sp.Rational(2, 5), rate: sp.Rational(3, 2)}


def test_noise_spectra_are_those_of_the_regression_theorem():
    system = gaussian(Model(hamiltonian=LINEAR.hamiltonian.subs(NUMBERS), jumps=tuple(
        Jump(operator=jump.operator, rate=jump.rate.subs(NUMBERS)) for jump in LINEAR.jumps)))  # fmt: skip
    spectra = noise_spectrum(system, omega)
    whole = two_time(system.model, a.dag, a.a).steady()
    assert sp.cancel(spectra[1, 0] - whole.spectrum(omega)) == 0
    # The integral over frequency is the covariance: a Riemann sum over a wide grid.
    grid = np.arange(-400, 400, 0.02)
    values = sp.lambdify(omega, spectra[1, 0])(grid)
    assert np.sum(values) * 0.02 / (2 * np.pi) == pytest.approx(
        float(system.covariance[1, 0] - sp.Rational(1, 2)), abs=1e-3
    )


def plain(value):
    return sp.expand(value, complex=True)


def test_transfer_and_response_solve_the_driven_equations():
    system = gaussian(LINEAR)
    T = transfer(system, omega).subs(NUMBERS).subs(omega, sp.Rational(7, 3))
    A = system.drift.subs(NUMBERS)
    assert (T * (sp.I * sp.Rational(7, 3) * sp.eye(4) - A) - sp.eye(4)).applyfunc(plain).is_zero_matrix
    force = sp.Matrix([1, 0, 0, 0])
    response = susceptibility(system, force, omega).subs(NUMBERS).subs(omega, sp.Rational(7, 3))
    assert (response - T * force).applyfunc(plain).is_zero_matrix


@pytest.mark.parametrize("choice", [ladders, quadratures])
def test_scattering_of_a_parametric_amplifier_in_any_basis(choice):
    """Below threshold the squeezed output of a one-sided cavity is pure: <x x><p p> = 1/4 at every frequency."""
    model = Model(hamiltonian=g / 2 * (a.a**2 + a.dag**2), jumps=(Jump(operator=a.a, rate=rate),))
    found = scattering(gaussian(model, choice(model)), omega)
    assert found.channels == ("the jump a",)
    S = found.vacuum_spectrum.subs({g: sp.Rational(1, 5), rate: 1, omega: sp.Rational(1, 3)})
    n, m = S[1, 0], S[0, 0]
    assert sp.simplify(n * (n + 1) - abs(m) ** 2) == 0
    assert n != 0


def test_a_passive_system_scatters_unitarily():
    model = Model(hamiltonian=LINEAR.hamiltonian.subs(g / 3, 0), jumps=LINEAR.jumps[:2])
    model = Model(hamiltonian=Delta * a.n + g * (a.dag * b.a + b.dag * a.a), jumps=LINEAR.jumps[:2])
    found = scattering(gaussian(model), omega)
    point = {**NUMBERS, omega: sp.Rational(1, 7)}
    amplitudes = [found.transmission(0, k).subs(point) for k in (0, 1)]
    assert sp.nsimplify(sum(sp.expand(x * sp.conjugate(x)) for x in amplitudes)).equals(1)
    assert amplitudes[1] != 0


def test_steady_states_in_symbols_against_qutip():
    rho = steady_state(DRIVEN)
    exact = qutip.steadystate(H_DRIVEN, [q]).full()
    assert np.array(rho.subs(VALUES).evalf(20), complex) == pytest.approx(exact, abs=CLOSE)
    closed = close(DRIVEN, [lower, excited])
    means = steady_means(closed)
    assert sp.cancel(means[closed.symbols[list(map(str, closed.states)).index("s[e,e]")]] - rho[1, 1]) == 0


def test_a_three_level_atom_has_its_dark_state():
    lam = Levels("l", ("1", "2", "3"))
    coupling = Omega * (lam("3", "1") + lam("1", "3")) + g * (lam("3", "2") + lam("2", "3"))
    jumps = (Jump(operator=lam("1", "3"), rate=Gamma), Jump(operator=lam("2", "3"), rate=kappa))
    rho = steady_state(Model(hamiltonian=coupling, jumps=jumps))
    dark = sp.Matrix([g, -Omega, 0]) / sp.sqrt(g**2 + Omega**2)
    assert (rho - dark * dark.T).applyfunc(sp.cancel).is_zero_matrix


N = sp.Symbol("N", integer=True, positive=True)
CELL = Ensemble("cell", atom, N)
REFUSED = {
    "names the atom": lambda: two_time(
        Model(hamiltonian=g * CELL.total(excited)), CELL.at(1, raised), CELL.at(1, lower)
    ),
    "where an operator and its adjoint": lambda: two_time(DRIVEN, raised, raised).steady().spectrum(omega),
    "give order=2 or more": lambda: two_time(LASER, a.dag, a.a, order=1),
    "is a number": lambda: two_time(DRIVEN, atom.one, lower),
    "where a linear set is expected": lambda: steady_means(close(LASER, [a.n], order=2)),
    "more than one steady state": lambda: steady_means(close(Model(hamiltonian=Delta * excited), [excited])),
    "one density matrix": lambda: steady_state(Model(hamiltonian=Delta * excited)),
    "use written_out": lambda: steady_state(
        Model(hamiltonian=0 * excited, jumps=(Jump(operator=lower, rate=Gamma, over=CELL),)), [atom]
    ),
    "has no equation": lambda: linear_moments(close(LASER, [a.n], order=2, rounds=1)),
    "undamped motion": lambda: transfer(gaussian(Model(hamiltonian=0 * a.n, systems=(a,))), sp.S.Zero),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_refusals_are_one_sentence(sentence):
    with pytest.raises(DynamicsError, match=sentence):
        REFUSED[sentence]()
