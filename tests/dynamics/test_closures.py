"""What a closed set says of itself: stated symmetries, initial states, atoms that differ, accounts, real form."""

import lindblad_oracle as oracle
import numpy as np
import pytest
import sympy as sp

from derive.algebra import Boson, Ensemble, Levels, Mixture, Spin, one
from derive.algebra.matrices import entries as matrix_entries
from derive.dynamics import states
from derive.dynamics.accounts import account, latex_equations, real_equations
from derive.dynamics.closure import close
from derive.dynamics.lindblad import Correlated, Jump, Model
from derive.dynamics.rates import AMPLITUDE, DynamicsError

a = Boson("a")
atom = Levels("t", ("g", "e"))
up, down, ee = atom("e", "g"), atom("g", "e"), atom("e", "e")
N, M = sp.symbols("N M", integer=True, positive=True)
kappa, g, gamma, pump, w = sp.symbols("kappa g Gamma R Delta", real=True)
CELL = Ensemble("cell", atom, N)
LASER = Model(
    hamiltonian=w * a.n + g * CELL.total(a.dag * down + a.a * up),
    jumps=(
        Jump(operator=a.a, rate=kappa, convention=AMPLITUDE, name="mirror"),
        Jump(operator=up, rate=pump, over=CELL),
    ),
)


def numeric(operator, systems, cut=6):
    size, entries = matrix_entries(operator, systems, cut, None)
    made = np.zeros((size, size), complex)
    for place, value in entries.items():
        made[place] = complex(value)
    return made


def test_a_stated_symmetry_gives_the_same_set_as_the_one_found():
    excitations = a.n + CELL.total(ee)
    found, by_hand = close(LASER, [a.n], 4), close(LASER, [a.n], 4, symmetry=[excitations])
    assert set(map(str, found.states)) == set(map(str, by_hand.states))
    assert len(close(LASER, [a.n], 4, symmetry=False).states) > len(found.states)


def test_a_filter_of_ones_own():
    # Without photons nothing but the atoms is left, and <a> is called zero.
    kept = close(LASER, [CELL.at(1, ee)], 2, keep=lambda operator: a.site not in operator.sites)
    assert all(a.site not in state.sites for state in kept.states)


def test_a_symmetry_that_the_model_does_not_have_is_refused():
    with pytest.raises(DynamicsError, match=r"is not one of the model, whose term .* changes it by"):
        close(LASER, [a.n], 2, symmetry=[a.n])
    s = Spin("s")
    with pytest.raises(DynamicsError, match="no definite value"):
        close(Model(hamiltonian=w * s.x), [s.z], 2, symmetry=[s.z])


def test_atoms_that_differ_are_written_out():
    """Couplings g_i and correlated decay of two atoms against density matrices."""
    own, rates = CELL.coupling("u"), CELL.coupling("G", "hermitian")
    shifts = CELL.coupling("J", "hermitian", hollow=True)
    model = Model(
        hamiltonian=CELL.sum(own("i") * CELL.at("i", ee), "i"),
        jumps=(
            Correlated(operators=down, rates=rates, shifts=shifts, over=CELL),
            Jump(operator=up, rate=own, over=CELL),
        ),
    )
    two = model.written_out({CELL: 2})
    atoms = [Levels(f"cell_[{k}]", ("g", "e")) for k in (1, 2)]
    closed = close(two, [atoms[0]("e", "e")], 2)
    assert closed.exact
    values = {"u_1": 0.3, "u_2": 0.8, "G_1_1": 1.1, "G_2_2": 0.9, "G_1_2": 0.2 + 0.5j, "J_1_2": -0.4 + 0.1j}
    c = [oracle.Space(2, 2).put(k, oracle.ket_bra(0, 1)) for k in range(2)]
    G = np.array([[1.1, 0.2 + 0.5j], [0.2 - 0.5j, 0.9]])
    J = np.array([[0, -0.4 + 0.1j], [-0.4 - 0.1j, 0]])
    H = 0.3 * c[0].T @ c[0] + 0.8 * c[1].T @ c[1] + sum(J[i, j] * c[i].T @ c[j] for i in range(2) for j in range(2))
    terms = [(G[i, j], c[i], c[j]) for i in range(2) for j in range(2)] + [(0.3, c[0].T, c[0].T), (0.8, c[1].T, c[1].T)]
    weights = np.array([0, 1, 1, 2])
    raw = oracle.random_state(np.random.default_rng(4), 4)
    rho = np.where(weights[:, None] == weights[None, :], raw, 0)
    drho = oracle.master(H, terms, rho)
    means = [oracle.mean(numeric(state, atoms), rho) for state in closed.states]
    for k, state in enumerate(closed.states):
        derived = 0
        for factors, value in closed.coefficients(k).items():
            term = complex(value.subs({s: values[s.name] for s in value.free_symbols}).evalf())
            for n in factors:
                term *= means[n - 1] if n > 0 else np.conj(means[-n - 1])
            derived += term
        # matrices of 4 x 4 with entries of order one: rounding below 1e-15
        assert derived == pytest.approx(oracle.mean(numeric(state, atoms), drho), abs=1e-13)


def test_classes_of_atoms_stand_side_by_side():
    """Two ensembles, or two classes of a mixture, give the same equations; each class has its own number."""
    slow, fast = Levels("slow", ("g", "e")), Levels("fast", ("g", "e"))
    mixture = Mixture("gas", slow=(slow, N), fast=(fast, M))
    apart = {"slow": Ensemble("one", slow, N), "fast": Ensemble("two", fast, M)}

    def equations(classes):
        H, jumps = w * a.n, [Jump(operator=a.a, rate=kappa)]
        for name, one_atom in (("slow", slow), ("fast", fast)):
            shift = sp.Symbol(f"delta_{name}", real=True)
            H = H + classes[name].total(
                shift * one_atom("e", "e") + g * (a.dag * one_atom("g", "e") + a.a * one_atom("e", "g"))
            )
            jumps.append(Jump(operator=one_atom("e", "g"), rate=pump, over=classes[name]))
        closed = close(Model(hamiltonian=H, jumps=tuple(jumps)), [a.n], 2)
        return {str(key): sp.expand(value) for key, value in closed.equations.items()}

    mixed, separate = equations(mixture), equations(apart)
    # photons; field and dipole, two dipoles, excitation of each class; dipoles of two classes
    assert len(mixed) == 8
    assert mixed == separate
    assert {N, M} <= separate["<a.dag*a>"].free_symbols


def test_initial_means_of_independent_systems_are_those_of_their_density_matrix():
    q, s = Levels("q", ("g", "e", "r")), Spin("s")
    model = Model(hamiltonian=w * a.n * s.x + g * (a.a + a.dag) * (q("g", "r") + q("r", "g")), systems=(a, q, s))
    closed = close(model, [a.dag * a.a**2 * q("e", "r") * s.y], 5, symmetry=False, rounds=1)
    rho_q = sp.Matrix([[3, 1, sp.I], [1, 2, 0], [-sp.I, 0, 5]]) / 10
    rho_s = sp.Matrix([[3, 1 - sp.I], [1 + sp.I, 1]]) / 4
    alpha = sp.Rational(1, 5) + sp.I / 4
    means = states.initial_means(closed, {a: states.coherent(alpha), q: states.mixed(rho_q), s: states.mixed(rho_s)})
    cut = 14
    ket = np.array([complex(alpha) ** n / np.sqrt(float(sp.factorial(n))) for n in range(cut)])
    ket = ket / np.linalg.norm(ket)
    rho = oracle.kron(np.outer(ket, ket.conj()), np.array(rho_q, complex), np.array(rho_s, complex))
    for state in closed.states:
        exact = oracle.mean(numeric(state, (a, q, s), cut), rho)
        # The cut at 14 quanta leaves |alpha|^28/14!, far below rounding.
        assert complex(means[str(state)]) == pytest.approx(exact, abs=1e-14)


@pytest.mark.parametrize(
    ("local", "diagonal"),
    [
        (states.thermal(sp.Rational(1, 4)), [0.8 * 0.2**n for n in range(30)]),
        (states.number(3), [0, 0, 0, 1, 0, 0]),
    ],
)
def test_states_of_a_mode(local, diagonal):
    closed = close(Model(hamiltonian=w * a.n), [a.dag**2 * a.a**2, a.n], 4)
    means = states.initial_means(closed, {a: local})
    rho = np.diag(diagonal)
    for state in closed.states:
        # Thermal: the tail beyond 30 quanta is 0.2^30.
        exact = oracle.mean(numeric(state, (a,), len(diagonal)), rho)
        assert float(means[str(state)]) == pytest.approx(exact.real, abs=1e-12)


def test_states_refuse_what_they_are_not():
    closed = close(LASER, [a.n], 2)
    with pytest.raises(DynamicsError, match="was dropped by symmetry"):
        states.initial_means(closed, {a: states.coherent(1), CELL: states.level(0)})
    with pytest.raises(DynamicsError, match="'t' was given no state"):
        states.initial_means(closed, {a: states.coherent(0)})
    with pytest.raises(DynamicsError, match="trace one"):
        states.mixed([[1, 0], [0, 1]])
    with pytest.raises(DynamicsError, match="counted from 0"):
        states.initial_means(closed, {a: states.coherent(0), CELL: states.level(2)})


def test_the_account_says_what_was_neglected_and_what_grew():
    seeds = [CELL.at(1, ee), a.n]
    told = account(close(LASER, seeds, 2))
    assert not told.exact
    assert "a.dag*a*t[1][e,e]" in told.neglected
    assert sum(count for _, count, _ in told.grown) == told.equations
    assert told.grown[0][2] == 2
    (approximation,) = told.approximations
    assert approximation.neglected_order == 2
    text = str(told)
    assert "the jump mirror: rate kappa, amplitude" in text
    assert "conserved: quanta(a) + e(all t)" in text
    exact = account(close(Model(hamiltonian=w * a.n, jumps=(Jump(operator=a.a, rate=kappa),)), [a.n], 2))
    assert exact.exact
    assert exact.approximations == ()


def test_the_real_form_is_the_complex_one():
    closed = close(LASER, [a.n], 3)
    real = real_equations(closed)
    numbers = {
        s: sp.Rational(k + 2, 7)
        for k, s in enumerate(sorted(set().union(*(e.free_symbols for e in real.values())), key=str))
    }
    joined = {}
    for symbol in closed.symbols:
        if symbol.is_real:
            joined[symbol] = numbers.get(symbol, 0)
        else:
            re, im = (sp.Symbol(f"{part} {symbol.name}", real=True) for part in ("Re", "Im"))
            joined[symbol] = numbers.get(re, 0) + sp.I * numbers.get(im, 0)
    for symbol, rate in closed.equations.items():
        exact = sp.expand(rate.subs({**{k: v for k, v in numbers.items() if k not in joined}, **joined}))
        if symbol.is_real:
            assert exact == real[symbol].subs(numbers)
        else:
            re, im = (real[sp.Symbol(f"{part} {symbol.name}", real=True)].subs(numbers) for part in ("Re", "Im"))
            assert sp.expand(exact - re - sp.I * im) == 0
    assert all(value.is_real for value in (expression.subs(numbers) for expression in real.values()))


def test_a_finite_hierarchy_is_recognised_where_an_order_cut_it():
    three = Ensemble("three", atom, 3)
    model = Model(hamiltonian=g * three.total(up + down), jumps=(Jump(operator=three.total(down), rate=gamma),))
    told = account(close(model, [three.at(1, ee)], 2))
    assert not told.exact
    exact = close(model, [three.at(1, ee)])
    assert told.ends_with == len(exact.states)
    assert exact.exact
    assert f"it ends, exact, with {told.ends_with} moments" in str(told)
    assert account(close(LASER, [a.n], 2)).ends_with is None


def test_equations_are_typeset():
    lines = latex_equations(close(LASER, [a.n], 2))
    assert len(lines) == 4
    photons = r"\left\langle \hat{a}^{\dagger} \hat{a} \right\rangle"
    assert lines[0].startswith(rf"\frac{{d}}{{dt}} {photons} = ")
    for line in lines:
        assert line.count("{") == line.count("}")
        assert line.count(r"\left") == line.count(r"\right")
        assert "<" not in line
        assert "[" not in line
    assert any(r"\overline" in line for line in lines)


def test_models_without_dynamics_close_at_once():
    closed = close(Model(hamiltonian=0 * one, systems=(a,)), [a.n], 2)
    assert closed.exact
    assert closed.rows == ({},)
