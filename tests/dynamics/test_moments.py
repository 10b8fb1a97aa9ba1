"""Equations of moments against exact Liouvillians at random states, published counts, symmetries, refusals."""

import itertools
import random

import lindblad_oracle as oracle
import numpy as np
import pytest
import sympy as sp

from derive.algebra import Boson, CollectiveSpin, Ensemble, Levels, Spin, one
from derive.algebra.matrices import entries as matrix_entries
from derive.dynamics.closure import close
from derive.dynamics.lindblad import Correlated, Jump, Model
from derive.dynamics.rates import DynamicsError

CUT, KEEP = 9, 4
# Means are sums over some hundred matrix entries of order ten: twelve digits are left of sixteen.
ROUNDING = 1e-12

a, b = Boson("a"), Boson("b")
s = Spin("s")
q = Levels("q", ("g", "e", "r"))
atom = Levels("t", ("g", "e"))
N = sp.Symbol("N", integer=True, positive=True)
kappa, g, gamma, pump, w, nu = sp.symbols("kappa g Gamma R Delta nu", real=True)


def matrices():
    """Elementary operators of mode a, spin s and atom q, as operators and as matrices."""
    space = oracle.Space(CUT, 2, 3)
    sx, sy, sz = (np.array(m, complex) / 2 for m in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]))
    found = [(a.a, space.put(0, oracle.lower(CUT))), (a.dag, space.put(0, oracle.lower(CUT).T))]
    found += [(op, space.put(1, m)) for op, m in zip(s.vector, (sx, sy, sz), strict=True)]
    found += [
        (q(x, y), space.put(2, oracle.ket_bra(i, j, 3)))
        for (i, x), (j, y) in itertools.product(enumerate(("g", "e", "r")), repeat=2)
    ]
    return found


def random_polynomial(rng, letters, terms, degree):
    """A random operator with Gaussian-integer coefficients, and its matrix."""
    operator, matrix = 0 * one, 0
    for _ in range(terms):
        re, im = rng.randint(-3, 3), rng.randint(-3, 3)
        left, right = one, np.eye(CUT * 6, dtype=complex)
        for x, m in rng.choices(letters, k=rng.randint(1, degree)):
            left, right = left * x, right @ m
        operator, matrix = operator + (re + sp.I * im) * left, matrix + (re + 1j * im) * right
    return operator, matrix


def numeric(operator, systems, atoms=None, cut=CUT):
    """The matrix of an operator in double precision."""
    size, entries = matrix_entries(operator, systems, cut, atoms)
    made = np.zeros((size, size), complex)
    for place, value in entries.items():
        made[place] = complex(value)
    return made


def values_of(closed, rho, systems, atoms=None):
    """The mean of every state of a closure in a density matrix."""
    return [oracle.mean(numeric(state, systems, atoms), rho) for state in closed.states]


def evaluated(closed, k, values, numbers=None):
    """The right side of one equation at given means."""
    total = 0
    for factors, value in closed.coefficients(k).items():
        term = complex(value.subs(numbers or {}))
        for n in factors:
            term *= values[n - 1] if n > 0 else np.conj(values[-n - 1])
        total += term
    return total


@pytest.mark.parametrize("seed", range(15))
def test_moment_equations_of_random_systems_reproduce_the_exact_liouvillian(seed):
    rng = random.Random(seed)
    letters = matrices()
    half, half_matrix = random_polynomial(rng, letters, 3, 2)
    H, Hm = half + half.adjoint(), half_matrix + half_matrix.conj().T
    jumps, terms = [], []
    for _ in range(2):
        c, cm = random_polynomial(rng, letters, 2, 2)
        jumps.append(Jump(operator=c, rate=rng.randint(1, 3)))
        terms.append((int(jumps[-1].rate), cm, cm))
    x, xm = random_polynomial(rng, letters, 1, 1)
    y, ym = random_polynomial(rng, letters, 1, 1)
    rates = [[2, 1 + sp.I], [1 - sp.I, 3]]
    jumps.append(Correlated(operators=(x, y), rates=rates))
    terms += [(complex(rates[i][j]), (xm, ym)[i], (xm, ym)[j]) for i in range(2) for j in range(2)]
    model = Model(hamiltonian=H, jumps=tuple(jumps), systems=(a, s, q))
    seeds = [a.n, s.x * q("e", "r"), a.a * s.z]
    closed = close(model, seeds, symmetry=False, rounds=1)
    # H and jumps of degree two raise and lower by four quanta at most: the cut-off of 9 is not felt below 4.
    mask = np.repeat(np.arange(CUT) < KEEP, 6)
    rho = oracle.random_state(np.random.default_rng(seed), CUT * 6, mask)
    drho = oracle.master(Hm, terms, rho)
    values = values_of(closed, rho, (a, s, q))
    checked = 0
    for k, row in enumerate(closed.rows):
        exact = oracle.mean(numeric(closed.states[k], (a, s, q)), drho)
        assert evaluated(closed, k, values) == pytest.approx(exact, abs=ROUNDING * max(1, abs(exact)))
        assert all(len(factors) <= 1 for factors in row)
        checked += len(row)
    assert checked >= 3


@pytest.mark.parametrize("number", [2, 3])
def test_ensembles_reproduce_the_exact_liouvillian_in_symmetric_states(number):
    """Collective, single-atom and mixed jumps; two ensembles, two-slot terms; moments of up to all atoms."""
    cell = Ensemble("cell", atom, N)
    up, down, ee = atom("e", "g"), atom("g", "e"), atom("e", "e")
    total = cell.total(down)
    H = w * a.n + g * (a.dag * total + a.a * total.adjoint()) + nu * total.adjoint() * total
    H = H + pump * (total + total.adjoint()) * cell.total(ee) + pump * cell.total(ee) * (total + total.adjoint())
    jumps = (
        Jump(operator=total + a.a, rate=kappa),
        Jump(operator=down, rate=gamma, over=cell),
        Jump(operator=ee - atom("g", "g") / 2, rate=nu, over=cell),
        Jump(operator=a.dag * down, rate=pump, over=cell),
    )
    model = Model(hamiltonian=H, jumps=jumps)
    seeds = [a.n * cell.at(1, ee), cell.at(1, up) * cell.at(2, down), a.a * cell.at(1, up) * cell.at(2, ee)]
    closed = close(model, seeds, symmetry=False, rounds=1)
    numbers = {kappa: 0.7, g: 0.9, gamma: 1.3, pump: 0.4, w: 1.1, nu: 0.6, N: number}
    space = oracle.Space(7, *([2] * number))
    A = space.put(0, oracle.lower(7))
    lowers = [space.put(k + 1, oracle.ket_bra(0, 1)) for k in range(number)]
    S, E = sum(lowers), sum(c.T @ c for c in lowers)
    Hm = 1.1 * A.T @ A + 0.9 * (A.T @ S + A @ S.T) + 0.6 * S.T @ S + 0.4 * ((S + S.T) @ E + E @ (S + S.T))
    terms = [(0.7, S + A, S + A)]
    for c in lowers:
        term = c.T @ c - (np.eye(space.size) - c.T @ c) / 2
        terms += [(1.3, c, c), (0.6, term, term), (0.4, A.T @ c, A.T @ c)]
    mask = np.repeat(np.arange(7) < 4, 2**number)
    raw = oracle.random_state(np.random.default_rng(5), space.size, mask)
    rho = symmetrised(raw, 7, number)
    drho = oracle.master(Hm, terms, rho)
    atoms = {cell: number}

    def means(rho):
        return [
            oracle.mean(numeric(state, (a, cell), atoms, 7), rho)
            if largest(state) <= number
            else 0  # more atoms than there are: its coefficient holds the factor N - number
            for state in closed.states
        ]

    values, rates = means(rho), means(drho)
    for k in range(len(seeds)):
        if largest(closed.states[k]) <= number:
            assert evaluated(closed, k, values, numbers) == pytest.approx(rates[k], abs=ROUNDING)


def largest(state):
    """How many atoms a moment speaks of."""
    slots = [letter.slots for m in state.monomials() for _, letter in m.letters if hasattr(letter, "slots")]
    return max([len(own) for own in slots], default=0)


def symmetrised(rho, cut, number):
    """The mean of a density matrix over all permutations of the atoms."""
    total = 0
    shape = [cut] + [2] * number
    for order in itertools.permutations(range(number)):
        axes = [0, *(k + 1 for k in order)]
        axes += [k + number + 1 for k in axes]
        total = total + rho.reshape(shape * 2).transpose(axes).reshape(rho.shape)
    return total / len(list(itertools.permutations(range(number))))


CELL = Ensemble("cell", atom, N)
COUPLING = a.dag * atom("g", "e") + a.a * atom("e", "g")
LASER = (
    Jump(operator=a.a, rate=kappa),
    Jump(operator=atom("g", "e"), rate=gamma),
    Jump(operator=atom("e", "g"), rate=pump),
)
ONE_ATOM = Model(hamiltonian=w * a.n + g * COUPLING, jumps=LASER)
MANY = Model(
    hamiltonian=w * a.n + g * CELL.total(COUPLING),
    jumps=(
        Jump(operator=a.a, rate=kappa),
        Jump(operator=atom("g", "e"), rate=gamma, over=CELL),
        Jump(operator=atom("e", "g"), rate=pump, over=CELL),
        Jump(operator=atom("e", "e"), rate=nu, over=CELL),
    ),
)


@pytest.mark.parametrize(("order", "count"), [(2, 8), (3, 15), (4, 24)])
def test_the_single_atom_laser_has_the_published_number_of_equations(order, count):
    assert len(close(ONE_ATOM, [a.a, a.n], order, symmetry=False).states) == count


@pytest.mark.parametrize(("order", "count"), [(2, 4), (3, 8), (4, 18), (6, 48)])
def test_the_superradiant_laser_has_the_published_number_of_equations(order, count):
    closed = close(MANY, [a.n], order)
    assert len(closed.states) == count
    assert [str(charge) for charge in closed.charges] == ["quanta(a) + e(all t)"]
    assert closed.parities == ()


def spin_chain(sites):
    spins = [Spin(f"s{k}") for k in range(sites)]
    H = 4 * g * sum((x.z * y.z for x, y in itertools.pairwise(spins)), 0 * one)
    H = H + 2 * w * sum((x.x for x in spins), 0 * one)
    return Model(hamiltonian=H, jumps=tuple(Jump(operator=x.minus, rate=gamma) for x in spins)), spins


def test_the_ising_chain_has_the_published_number_of_equations_and_terms():
    model, spins = spin_chain(6)
    closed = close(model, [x.z for x in spins], 3)
    assert len(closed.states) == 693
    assert sum(len(row) for row in closed.rows) == 18241


def test_truncated_equations_hold_in_product_states():
    """Where systems are independent every cumulant of several of them is zero, so that nothing is neglected."""
    model, spins = spin_chain(4)
    closed = close(model, [spins[0].z], 2, symmetry=False)
    assert closed.neglected
    rng = np.random.default_rng(7)
    rho = oracle.kron(*(oracle.random_state(rng, 2) for _ in spins))
    space = oracle.Space(2, 2, 2, 2)
    z, up = np.diag([0.5, -0.5]), oracle.ket_bra(0, 1)
    Z = [space.put(k, z) for k in range(4)]
    D = [space.put(k, up.T) for k in range(4)]
    H = 4 * 0.8 * sum(Z[k] @ Z[k + 1] for k in range(3)) + 2 * 0.3 * sum((d + d.T) / 2 for d in D)
    drho = oracle.master(H, [(1.7, d, d) for d in D], rho)
    values = values_of(closed, rho, spins)
    truncated = 0
    for k, state in enumerate(closed.states):
        exact = oracle.mean(numeric(state, spins), drho)
        derived = evaluated(closed, k, values, {g: 0.8, w: 0.3, gamma: 1.7})
        assert derived == pytest.approx(exact, abs=ROUNDING)
        truncated += any(len(factors) > 1 for factors in closed.rows[k])
    assert truncated > 10


def test_linear_systems_are_exact_at_order_two():
    model = Model(
        hamiltonian=w * a.n + g * (a.dag * b.a + b.dag * a.a) + nu * (a.a * b.a + a.dag * b.dag),
        jumps=(Jump(operator=a.a, rate=kappa), Jump(operator=b.dag, rate=gamma)),
    )
    for order in (2, 3, None):
        closed = close(model, [a.n, a.a], order, symmetry=False)
        assert closed.exact
        assert closed.neglected == ()
        assert not closed.missing


def test_a_finite_hierarchy_is_kept_exact_without_an_order():
    """Three atoms have no more moments than their letters allow; a symbol N has."""
    cell = Ensemble("cell", atom, 3)
    up, down = atom("e", "g"), atom("g", "e")
    total = cell.total(down)
    jumps = (Jump(operator=total, rate=kappa), Jump(operator=up, rate=pump, over=cell))
    closed = close(Model(hamiltonian=0 * one, jumps=jumps), [cell.at("i", atom("e", "e"))])
    assert closed.exact
    assert max(largest(state) for state in closed.states) == 3
    many = Model(hamiltonian=0 * one, jumps=(Jump(operator=CELL.total(down), rate=kappa),))
    with pytest.raises(DynamicsError, match="did not close within 30"):
        close(many, [CELL.at("i", atom("e", "e"))], limit=30)


def test_dropped_moments_stay_zero_in_the_exact_dynamics():
    """The rate of change of every dropped moment vanishes in states that the symmetry allows."""
    closed = close(ONE_ATOM, [a.n], 4)
    assert closed.dropped
    rng = np.random.default_rng(11)
    space = oracle.Space(CUT, 2)
    A, low = space.put(0, oracle.lower(CUT)), space.put(1, oracle.ket_bra(0, 1))
    excitations = (A.T @ A + low.T @ low).diagonal().real.round()
    raw = oracle.random_state(rng, space.size, np.repeat(np.arange(CUT) < 5, 2))
    rho = np.where(excitations[:, None] == excitations[None, :], raw, 0)
    H = 0.4 * A.T @ A + 0.9 * (A.T @ low + A @ low.T)
    drho = oracle.master(H, [(0.5, A, A), (0.3, low, low), (0.8, low.T, low.T)], rho)
    for product in closed.dropped:
        operator = numeric(closed.operator(product), (a, atom))
        assert abs(oracle.mean(operator, rho)) + abs(oracle.mean(operator, drho)) < ROUNDING
    for state in closed.states:
        assert abs(oracle.mean(numeric(state, (a, atom)), rho)) > 1e-6


def test_phases_of_higher_order_and_parities_are_found():
    third = Model(hamiltonian=w * a.n + g * (a.a**3 + a.dag**3), jumps=(Jump(operator=a.a, rate=kappa),))
    closed = close(third, [a.n], 3)
    assert closed.charges == ()
    assert closed.parities == (3,)
    assert len(closed.states) == 2
    squeezed = Model(hamiltonian=g * (a.a**2 + a.dag**2))
    assert close(squeezed, [a.n], 2).parities == (2,)
    model, spins = spin_chain(3)
    plain = Model(hamiltonian=model.hamiltonian)
    flips = close(plain, [spins[0].x], 2)
    assert flips.parities
    assert len(flips.states) < len(close(plain, [spins[0].x], 2, symmetry=False).states)


def test_a_seed_that_breaks_a_symmetry_switches_it_off():
    assert len(close(ONE_ATOM, [a.a, a.n], 2).states) == 8
    assert close(ONE_ATOM, [a.a, a.n], 2).charges == ()


def test_orders_by_species():
    fourth = {a: 4}
    closed = close(ONE_ATOM, [a.n], 2, orders=fourth)
    assert {len(closed.word(k)) for k in range(len(closed.states))} == {1, 2, 3, 4}
    least = close(ONE_ATOM, [a.n], 2, orders=fourth, mix="min")
    for k in range(len(least.states)):
        word = least.word(k)
        assert len(word) <= (4 if all(place == "a" for place in word) else 2)


@pytest.mark.parametrize("length", [sp.Rational(1, 2), 1, sp.Rational(3, 2), None])
def test_spins_of_any_length(length):
    """Words of ladder operators against matrices; without a length the Casimir operator is a letter of its own."""
    spin = CollectiveSpin("S") if length is None else Spin("S", length)
    model = Model(
        hamiltonian=w * spin.z + g * spin.x * spin.x,
        jumps=(Jump(operator=spin.minus, rate=gamma), Jump(operator=spin.z, rate=kappa)),
    )
    closed = close(model, [spin.z, spin.plus * spin.z], symmetry=False, rounds=1)
    size = 4 if length is None else int(2 * length) + 1
    numbers = {w: 0.7, g: 0.3, gamma: 1.1, kappa: 0.6}
    j = (size - 1) / 2
    m = j - np.arange(size)
    z, plus = np.diag(m).astype(complex), np.diag(np.sqrt(j * (j + 1) - m[1:] * (m[1:] + 1)), 1).astype(complex)
    x = (plus + plus.T) / 2
    rho = oracle.random_state(np.random.default_rng(3), size)
    drho = oracle.master(0.7 * z + 0.3 * x @ x, [(1.1, plus.T, plus.T), (0.6, z, z)], rho)
    values = [oracle.mean(numeric(state, (spin,), None, size), rho) for state in closed.states]
    for k in range(len(closed.rows)):
        exact = oracle.mean(numeric(closed.states[k], (spin,), None, size), drho)
        assert evaluated(closed, k, values, numbers) == pytest.approx(exact, abs=ROUNDING)


REFUSED = {
    "lower than that of the operator": lambda: close(ONE_ATOM, [a.dag**2 * a.a**2], 2),
    "does not have this system": lambda: close(ONE_ATOM, [b.n], 2),
    "makes its atoms different": lambda: close(
        Model(hamiltonian=CELL.sum(CELL.coupling("u")("i") * CELL.at("i", atom("e", "e")), "i")),
        [CELL.at(1, atom("e", "e"))],
        2,
    ),
    "makes the atoms of 'cell' different": lambda: close(
        Model(
            hamiltonian=0 * one,
            jumps=(Jump(operator=atom("g", "e"), rate=CELL.coupling("u"), over=CELL),),
        ),
        [CELL.at(1, atom("e", "e"))],
        2,
    ),
    "no operator was given": lambda: close(ONE_ATOM, [], 2),
    "without order=": lambda: close(ONE_ATOM, [a.n], orders={a: 2}),
    "a whole number from 1": lambda: close(ONE_ATOM, [a.n], 0),
    "where 'max' or 'min' is expected": lambda: close(ONE_ATOM, [a.n], 2, mix="mean"),
    "did not close": lambda: close(ONE_ATOM, [a.n], limit=50),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_refusals_are_one_sentence(sentence):
    with pytest.raises(DynamicsError, match=sentence) as caught:
        REFUSED[sentence]()
    assert ". " not in str(caught.value)
