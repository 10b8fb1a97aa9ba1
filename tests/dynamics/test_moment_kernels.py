"""The generic kernel against the equations that it was lowered from, and the checks of what it computes."""

import itertools
import re

import mpmath
import numpy as np
import pytest
import sympy as sp

from derive.algebra import Boson, Ensemble, Levels, Spin, one
from derive.dynamics.closure import close
from derive.dynamics.lindblad import Correlated, Jump, Model
from derive.dynamics.physical import physical_checks
from derive.dynamics.rates import DynamicsError
from derive.dynamics.readouts import Readout
from derive.dynamics.tables import MomentTable, table
from derive.expressions import decode, encode
from numerics import datasets
from numerics.codegen.spec import CodegenError
from numerics.codegen.tables import lower, lower_checks
from numerics.moments.solve import UnphysicalMoments, solve, steady
from numerics.moments.system import MomentSystem, NumericTable
from numerics.parameters import InputError

a, b = Boson("a"), Boson("b")
atom = Levels("t", ("g", "e"))
N = sp.Symbol("N", integer=True, positive=True)
t = sp.Symbol("t", real=True)
kappa, g, gamma, pump, w, nu = sp.symbols("kappa g Gamma R Delta nu", positive=True)
CELL = Ensemble("cell", atom, N)
COUPLING = a.dag * atom("g", "e") + a.a * atom("e", "g")
MANY = Model(
    hamiltonian=w * a.n + g * CELL.total(COUPLING),
    jumps=(
        Jump(operator=a.a, rate=kappa),
        Jump(operator=atom("g", "e"), rate=gamma, over=CELL),
        Jump(operator=atom("e", "g"), rate=pump, over=CELL),
    ),
)
NUMBERS = {"g": 0.5, "N": 20, "kappa": 3.0, "Delta": 0.2, "Gamma": 0.25, "R": 2.0}


def chain():
    spins = [Spin(f"s{k}") for k in range(3)]
    H = 4 * g * sum((x.z * y.z for x, y in itertools.pairwise(spins)), 0 * one)
    H = H + 2 * w * sum((x.x for x in spins), 0 * one)
    return close(Model(hamiltonian=H, jumps=tuple(Jump(operator=x.minus, rate=gamma) for x in spins)), [spins[0].z], 2)


def moving():
    """Coefficients of every kind of operation, time among them."""
    drive = sp.exp(-(t**2) / 3) * sp.cos(w * t) ** 2 + sp.sqrt(pump) * sp.tanh(t) / (1 + t**2)
    H = drive * (a.a + a.dag) + g * sp.sin(w * t) * COUPLING + nu ** sp.Rational(3, 2) * atom("e", "e")
    decay = kappa * (1 + sp.Abs(sp.sin(t))) + sp.Heaviside(t - 1) + sp.log(1 + t**2) + sp.sinh(t) ** 2 * sp.cosh(t)
    return close(Model(hamiltonian=H, jumps=(Jump(operator=a.a, rate=decay),)), [a.n, a.a], 2)


CLOSED = {"many": close(MANY, [a.n], 4), "chain": chain(), "moving": moving()}
VALUES = {**NUMBERS, "nu": 0.7}


def exact_rates(closed, z, parameters, time):
    """The right sides by SymPy, symbol by symbol."""
    rules = dict(zip(closed.symbols, map(complex, z), strict=True))
    for s in set().union(*(e.free_symbols for e in closed.equations.values())) - set(closed.symbols):
        rules[s] = time if s == t else parameters[s.name]
    rates = sp.lambdify(list(rules), list(closed.equations.values()), "mpmath", dummify=True)
    return np.array([complex(rate) for rate in rates(*map(mpmath.mpmathify, rules.values()))])


@pytest.mark.parametrize("name", CLOSED)
def test_the_kernel_gives_the_derived_rates(name):
    closed = CLOSED[name]
    system = MomentSystem(lower(table(closed)))
    parameters = {key: VALUES[key] for key in system.parameters}
    rng = np.random.default_rng(2)
    y = rng.normal(size=system.real_size)
    for time in (0.4, 1.7) if system.table.varying else (0.0,):
        rates = system.unpack(system.rates(parameters)(time, y))
        exact = exact_rates(closed, system.unpack(y), parameters, time)
        # Rows have at most some tens of terms of order ten: rounding of order 1e-14.
        assert rates == pytest.approx(exact, abs=1e-13)
    assert system.table.is_real == (name == "chain")
    assert system.table.varying == (name == "moving")


@pytest.mark.parametrize("name", CLOSED)
def test_the_jacobian_is_the_derivative_of_the_rates(name):
    system = MomentSystem(lower(table(CLOSED[name])))
    parameters = {key: VALUES[key] for key in system.parameters}
    y = np.random.default_rng(3).normal(size=system.real_size)
    rates, step = system.rates(parameters), 1e-5
    columns = [(rates(0.3, y + step * e) - rates(0.3, y - step * e)) / (2 * step) for e in np.eye(system.real_size)]
    # Central differences of polynomials: rounding 1e-16/1e-5, and the third derivative times 1e-10.
    assert system.jacobian(parameters)(0.3, y) == pytest.approx(np.array(columns).T, abs=2e-8)


def test_the_table_is_a_record_and_the_arrays_are_a_file(tmp_path):
    exact = table(CLOSED["many"])
    assert decode(encode(exact), MomentTable) == exact
    arrays = lower(exact)
    assert arrays.save(tmp_path / "many.npz")
    assert not arrays.save(tmp_path / "many.npz")
    again = MomentSystem(NumericTable.load(tmp_path / "many.npz"))
    y = np.random.default_rng(4).normal(size=again.real_size)
    assert (again.rates(NUMBERS)(0.0, y) == MomentSystem(arrays).rates(NUMBERS)(0.0, y)).all()
    assert any("kappa in population" in line for line in arrays.conventions)


def test_a_linear_system_is_solved_exactly_and_its_steady_state_found():
    """A damped driven mode: alpha(t) = alpha_s (1 - exp(-(kappa/2 + i Delta) t))."""
    model = Model(hamiltonian=w * a.n + g * (a.a + a.dag), jumps=(Jump(operator=a.a, rate=kappa),))
    closed = close(model, [a.a, a.n], 2)
    system = MomentSystem(lower(table(closed)))
    numbers = {"Delta": 0.7, "g": 0.4, "kappa": 1.3}
    times = np.linspace(0, 6, 13)
    path = solve(system, numbers, {}, times, others=0.0, physicality=lower_checks(physical_checks(closed)))
    end = -0.4j / (0.65 + 0.7j)
    alpha = end * (1 - np.exp(-(0.65 + 0.7j) * times))
    # rtol 1e-8 of the solver, over some ten steps
    assert path["a"] == pytest.approx(alpha, abs=1e-7)
    assert path["a.dag*a"] == pytest.approx(abs(alpha) ** 2, abs=1e-7)
    assert path.unphysical == ()
    found = steady(system, numbers, path.last)
    assert found["a"] == pytest.approx(end, abs=1e-12)


def test_a_trajectory_is_labelled_data_on_disk(tmp_path):
    path = solve(MomentSystem(lower(table(CLOSED["many"]))), NUMBERS, {}, [0.0, 1.0, 2.0], others=0.0)
    datasets.write(path.dataset(), tmp_path / "laser.nc")
    found = datasets.read(tmp_path / "laser.nc")
    assert found["mean_real"].sel(state="a.dag*a").values == pytest.approx(path["a.dag*a"], abs=0)
    assert "kappa = 3" in found.attrs["parameters"]
    assert "kappa in population" in found.attrs["conventions"]
    assert found.time.attrs["units"] == "s"


def test_implicit_and_explicit_solvers_agree():
    system = MomentSystem(lower(table(CLOSED["many"])))
    times = np.linspace(0, 3, 7)
    paths = [solve(system, NUMBERS, {}, times, others=0.0, method=m) for m in ("DOP853", "BDF", "Radau")]
    for path in paths[1:]:
        # BDF works at second to fifth order: its global error is some hundred times rtol = 1e-8
        assert path["a.dag*a"] == pytest.approx(paths[0]["a.dag*a"], rel=3e-6)


def test_impossible_initial_moments_are_named():
    closed = CLOSED["many"]
    system, checks = MomentSystem(lower(table(closed))), lower_checks(physical_checks(closed))
    times = np.linspace(0, 0.1, 3)
    with pytest.warns(UnphysicalMoments) as caught:
        solve(system, NUMBERS, {"t[1][e,e]": 1.2}, times, others=0.0, physicality=checks)
    assert "the mean of t[1][e,e] is 1.2 at t = 0, above 1" in [str(w.message) for w in caught]
    # Correlated more than the populations allow: each mean is in bounds, the moment matrix is not.
    initial = {"t[1][e,e]": 0.2, "t[1][e,g]*t[2][g,e]": 0.5}
    with pytest.warns(UnphysicalMoments, match="are those of no state"):
        path = solve(system, NUMBERS, initial, times, others=0.0, physicality=checks)
    assert "t" in path.unphysical[0]


def test_running_moments_are_watched():
    """One excited atom in a good cavity: at order two the photon number becomes negative, which a warning says."""
    closed = close(Model(hamiltonian=g * COUPLING, jumps=(Jump(operator=a.a, rate=kappa),)), [a.n], 2)
    system = MomentSystem(lower(table(closed)))
    checks = lower_checks(physical_checks(closed))
    numbers = {"g": 1.0, "kappa": 0.05}
    with pytest.warns(UnphysicalMoments) as caught:
        path = solve(system, numbers, {"t[e,e]": 1.0}, np.linspace(0, 8, 60), others=0.0, physicality=checks)
    assert any(re.match(r"the mean of a.dag\*a is -0\.\d+ at t = 2\.\d+, below 0", str(w.message)) for w in caught)
    assert path["a.dag*a"].min() < -1e-3


def test_sums_over_atoms_are_read_out():
    closed = CLOSED["many"]
    readout = Readout(closed)
    excited, dipole = closed.symbols[[str(s) for s in closed.states].index("t[1][e,e]")], CELL.total(atom("e", "g"))
    assert readout.expression(CELL.total(atom("e", "e"))) == N * excited
    pairs = sp.Symbol("<t[1][e,g]*t[2][g,e]>", real=True)
    assert sp.expand(readout.expression(dipole * dipole.adjoint()) - N * excited - N * (N - 1) * pairs) == 0
    assert readout.expression(dipole) == 0
    with pytest.raises(DynamicsError, match="make it a seed"):
        readout.expression(a.dag**4 * a.a**4)


PAIR = close(
    Model(
        hamiltonian=0 * one,
        jumps=(Correlated(operators=(a.a, b.a), rates=[[kappa, gamma], [gamma, kappa]]),),
    ),
    [a.n],
)


def test_longer_products_are_read_out_by_cumulants():
    closed = close(MANY, [a.n], 2)
    n, ee = (closed.symbols[[str(x) for x in closed.states].index(name)] for name in ("a.dag*a", "t[1][e,e]"))
    readout = Readout(closed, expanded=True)
    # Gaussian and without a phase: the second factorial moment of a thermal state.
    assert readout.expression(a.dag**2 * a.a**2) == 2 * n**2
    assert readout.expression(a.n * CELL.total(atom("e", "e"))) == N * n * ee
    with pytest.raises(DynamicsError, match="make it a seed"):
        Readout(closed).expression(a.dag**2 * a.a**2)
    spins = CLOSED["chain"]
    z = {str(x): symbol for x, symbol in zip(spins.states, spins.symbols, strict=True)}
    s0, s1, s2 = (Spin(f"s{k}").z for k in range(3))
    x, y, w = z["s0.z"], z["s1.z"], z["s2.z"]
    pairs = z["s0.z*s1.z"] * w + z["s0.z*s2.z"] * y + z["s1.z*s2.z"] * x
    # Written spins are half the inner letters; the factors must cancel.
    assert sp.expand(Readout(spins, expanded=True).expression(s0 * s1 * s2) - pairs + 2 * x * y * w) == 0


REFUSED = {
    "no operation where one of": lambda: lower(
        table(close(Model(hamiltonian=sp.Function("f", real=True)(t) * a.n), [a.a], 1))
    ),
    "no equation for": lambda: table(close(MANY, [a.n], 2, rounds=1)),
    "there is no parameter 'gg'": lambda: MomentSystem(lower(table(CLOSED["many"]))).values({**NUMBERS, "gg": 1}),
    "parameter 'g' was not given": lambda: MomentSystem(lower(table(CLOSED["many"]))).values({}),
    "mean 'a.dag.a' was not given": lambda: MomentSystem(lower(table(CLOSED["many"]))).pack({}),
    "nearest is 'a.dag.a'": lambda: MomentSystem(lower(table(CLOSED["many"]))).pack({"adag*a": 1}, 0),
    "where a real number is expected": lambda: MomentSystem(lower(table(CLOSED["many"]))).pack({"a.dag*a": 1j}, 0),
    "growing numbers": lambda: solve(MomentSystem(lower(table(CLOSED["many"]))), NUMBERS, {}, [0.0], others=0),
    "the jump a has a negative rate, -3": lambda: MomentSystem(lower(table(CLOSED["many"]))).rates(
        {**NUMBERS, "kappa": -3.0}
    ),
    "matrix of rates with a negative eigenvalue, -0.5": lambda: MomentSystem(lower(table(PAIR))).rates(
        {"kappa": 1.0, "Gamma": 1.5}
    ),
    "'g' is 1j where a real number": lambda: MomentSystem(lower(table(CLOSED["many"]))).rates({**NUMBERS, "g": 1j}),
    "'N' is 2.5 where a whole number": lambda: MomentSystem(lower(table(CLOSED["many"]))).rates({**NUMBERS, "N": 2.5}),
    "depend on time": lambda: steady(MomentSystem(lower(table(CLOSED["moving"]))), VALUES, {}),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_refusals_are_one_sentence(sentence):
    with pytest.raises((DynamicsError, InputError, CodegenError), match=sentence):
        REFUSED[sentence]()


def test_functions_of_time_are_given_when_lowering():
    pulse = sp.Function("f", real=True)(t)
    model = Model(hamiltonian=pulse * (a.a + a.dag))
    system = MomentSystem(lower(table(close(model, [a.a], 1)), functions={pulse: sp.exp(-t)}))
    path = solve(system, {}, {"a": 0}, [0.0, 2.0])
    # d<a>/dt = -i exp(-t), to the solver's tolerance of 1e-8
    assert path["a"][-1] == pytest.approx(-1j * (1 - np.exp(-2)), abs=1e-7)
