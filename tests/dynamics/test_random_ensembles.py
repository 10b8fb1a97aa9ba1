"""Random models of ensembles against brute force over atoms, and symmetries of random models."""

import itertools
import random

import lindblad_oracle as oracle
import numpy as np
import pytest
import sympy as sp

from derive.algebra import Atom, Boson, Ensemble, Levels, Mixture, Spin, one
from derive.algebra.matrices import entries as matrix_entries
from derive.dynamics.closure import close
from derive.dynamics.lindblad import Jump, Model

N, M = sp.symbols("N M", integer=True, positive=True)
a, t, x, y, s = Boson("a"), Levels("t", ("g", "e")), Levels("x", ("g", "e")), Levels("y", ("g", "e")), Spin("s")
CELL = Ensemble("cell", t, N)
GAS = Mixture("gas", one=(x, N), two=(y, M))
CUT, KEEP = 7, 3
# Sums over some hundred matrix entries of order ten.
ROUNDING = 1e-11


def numeric(operator, systems, atoms):
    size, entries = matrix_entries(operator, systems, CUT, atoms)
    made = np.zeros((size, size), complex)
    for place, value in entries.items():
        made[place] = complex(value)
    return made


def letters(atom):
    return [atom("g", "e"), atom("e", "g"), atom("e", "e")]


def random_sum(rng, operators, terms, degree):
    total = 0 * one
    for _ in range(terms):
        factor = one
        for own in rng.choices(operators, k=rng.randint(1, degree)):
            factor = factor * own
        total = total + (rng.randint(-2, 2) + sp.I * rng.randint(-2, 2)) * factor
    return total


def permuted(rho, sizes, classes):
    """The mean over all permutations of the atoms of each class; ``classes`` are lists of places."""
    total, count = 0, 0
    for orders in itertools.product(*(list(itertools.permutations(own)) for own in classes)):
        axes = list(range(len(sizes)))
        for own, order in zip(classes, orders, strict=True):
            for place, other in zip(own, order, strict=True):
                axes[place] = other
        both = axes + [k + len(sizes) for k in axes]
        total = total + rho.reshape(list(sizes) * 2).transpose(both).reshape(rho.shape)
        count += 1
    return total / count


def check(model, seeds, systems, atoms, sizes, classes, counts, seed):
    """Each derived rate against the master equation of the matrices of H and of every jump, atom by atom."""
    closed = close(model, seeds, symmetry=False, rounds=1)
    bosons = np.repeat(np.arange(CUT), int(np.prod(sizes[1:]))) if a in systems else np.zeros(int(np.prod(sizes)))
    rho = permuted(oracle.random_state(np.random.default_rng(seed), int(np.prod(sizes)), bosons < KEEP), sizes, classes)
    H = numeric(model.hamiltonian.xreplace(counts), systems, atoms)
    terms = []
    for jump in model.jumps:
        if jump.over is None:
            matrix = numeric(jump.operator, systems, atoms)
            terms.append((float(jump.rate), matrix, matrix))
        else:
            number = list(counts.values())[0 if jump.over.group == 0 else 1]
            for k in range(1, number + 1):
                matrix = numeric(jump.over.at(k, jump.operator), systems, atoms)
                terms.append((float(jump.rate), matrix, matrix))
    drho = oracle.master(H, terms, rho)

    def largest(state):
        found = 0
        for m in state.monomials():
            for _, letter in m.letters:
                if hasattr(letter, "slots"):
                    groups = [slot.group for slot in letter.slots]
                    found = max([found, *(groups.count(g) - list(counts.values())[g] for g in set(groups))])
        return found

    # Moments of more atoms than there are have coefficients that are zero.
    values = [0 if largest(st) > 0 else oracle.mean(numeric(st, systems, atoms), rho) for st in closed.states]
    assert any(closed.rows)
    for k in range(len(closed.rows)):
        derived = 0
        for factors, value in closed.coefficients(k).items():
            (n,) = factors or (0,)
            mean = 1 if n == 0 else values[n - 1] if n > 0 else np.conj(values[-n - 1])
            derived += complex(value.subs(counts)) * mean
        exact = oracle.mean(numeric(closed.states[k], systems, atoms), drho)
        assert derived == pytest.approx(exact, abs=ROUNDING)


@pytest.mark.parametrize("seed", range(4))
def test_random_models_of_an_ensemble_and_a_mode(seed):
    rng = random.Random(seed)
    single = letters(t)
    collective = [CELL.total(own) for own in single] + [a.a, a.dag]
    half = random_sum(rng, collective, 3, 2)
    jumps = (
        Jump(operator=random_sum(rng, collective, 2, 1), rate=1),
        Jump(operator=random_sum(rng, [*single, a.a], 2, 2) + single[0], rate=2, over=CELL),
    )
    model = Model(hamiltonian=half + half.adjoint() + a.n, jumps=jumps, systems=(CELL,))
    seeds = [a.n, CELL.at(1, t("e", "g")) * CELL.at(2, t("e", "e")), a.a * CELL.at(1, t("e", "g"))]
    check(model, seeds, (a, CELL), {CELL: 3}, (CUT, 2, 2, 2), [[1, 2, 3]], {N: 3}, seed)


@pytest.mark.parametrize("seed", range(4))
def test_random_models_of_two_classes(seed):
    rng = random.Random(100 + seed)
    first, second = GAS["one"], GAS["two"]
    collective = [first.total(own) for own in letters(x)] + [second.total(own) for own in letters(y)]
    half = random_sum(rng, collective, 3, 2)
    jumps = (
        Jump(operator=random_sum(rng, collective, 2, 2), rate=1),
        Jump(operator=random_sum(rng, letters(x), 2, 1) + x("g", "e"), rate=2, over=first),
        Jump(operator=random_sum(rng, letters(y), 2, 1) + y("g", "e"), rate=3, over=second),
    )
    model = Model(hamiltonian=half + half.adjoint() + collective[2] + collective[5], jumps=jumps, systems=(GAS,))
    seeds = [first.at(1, x("e", "g")) * first.at(2, x("g", "e")), first.at(1, x("e", "e")) * second.at(1, y("e", "g"))]
    atoms = {GAS: {"x": 3, "y": 2}}
    check(model, seeds, (GAS,), atoms, (2,) * 5, [[0, 1, 2], [3, 4]], {N: 3, M: 2}, seed)


@pytest.mark.parametrize("seed", range(3))
def test_random_models_of_composite_atoms(seed):
    """An electron spin and a nuclear spin one in each atom; powers of the nuclear spin are letters of one atom."""
    rng = random.Random(200 + seed)
    atom = Atom("Rb", s=Spin("s"), i=Spin("i", 1))
    gas = Ensemble("gas", atom, N)
    e, n = atom["s"], atom["i"]
    exchange = sum((x * y for x, y in zip(e.vector, n.vector, strict=True)), 0 * one)
    single = [e.x, e.minus, n.z, n.plus, e.z * n.minus]
    half = random_sum(rng, [gas.total(own) for own in single], 2, 2)
    jumps = (
        Jump(operator=random_sum(rng, single, 2, 1) + e.minus, rate=2, over=gas),
        Jump(operator=gas.total(n.minus), rate=1),
    )
    model = Model(hamiltonian=half + half.adjoint() + gas.total(exchange), jumps=jumps)
    seeds = [gas.at(1, e.z), gas.at(1, n.z * n.z), gas.at(1, e.plus) * gas.at(2, n.minus)]
    check(model, seeds, (gas,), {gas: 2}, (6, 6), [[0, 1]], {N: 2}, seed)


@pytest.mark.parametrize("seed", range(30))
def test_what_symmetry_forbids_stays_zero(seed):
    """In the set that uses no symmetry, each term in the rate of a forbidden moment holds a forbidden moment."""
    rng = random.Random(seed)
    words = [a.a, a.dag, *letters(t), s.x, s.y, s.z]
    half = random_sum(rng, words, 2, 3)
    jumps = (Jump(operator=random_sum(rng, words, 1, 2) + 0 * one, rate=1), Jump(operator=a.a, rate=1))
    model = Model(hamiltonian=half + half.adjoint() + a.n, jumps=jumps, systems=(a, t, s))
    seeds = [a.n, a.a * s.x, t("e", "g") * s.z]
    every = close(model, seeds, 3, symmetry=False, rounds=2)
    allowed = close(model, [a.n], 3, rounds=1).lattice
    # The lattice is asked in the letters of its own alphabet.
    own = every.alphabet
    translate = allowed.alphabet

    def forbidden(product):
        codes = []
        for code in product:
            place = own.places[own.place_of[code]]
            codes.append(translate.code(translate.place(place.site, place.group), own.letters[code]))
        return not allowed.allows(tuple(codes))

    bad = [forbidden(product) for product in every.products]
    for k, row in enumerate(every.rows):
        if bad[k]:
            assert all(any(bad[abs(n) - 1] for n in factors) for factors in row)
