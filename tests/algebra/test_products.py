"""Random expressions in every species and mixtures of species, against exact matrices."""

import algebra_oracle as oracle
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from strategies_of_algebra import expressions

from derive.algebra import Atom, Boson, CollectiveSpin, Fermion, Levels, Spin, commutator, one

DEGREE = 5
HALF = sp.Rational(1, 2)


def spin_leaves(spin):
    return [spin.x, spin.y, spin.z, spin.plus, spin.minus]


SPIN_KEYS = ["x", "y", "z", "plus", "minus"]


class Case:
    """Systems, their elementary operators, and the same as matrices."""

    def __init__(self, models, leaves, keys, composites=None):
        self.world = oracle.World(models)
        self.leaves, self.composites = leaves, composites
        self.matrices = [self.world.elementary(name, key) for name, key in keys]

    def check(self, tree):
        operator = oracle.evaluate(tree, self.leaves, one, lambda a: a.adjoint(), commutator)
        matrix = oracle.evaluate(tree, self.matrices, self.world.one(), self.world.adjoint)
        assert self.world.same(oracle.matrix_of(operator, self.world, self.composites), matrix), str(operator)


def spins(*names):
    leaves = [leaf for name in names for leaf in spin_leaves(Spin(name))]
    return Case({n: oracle.half_spin() for n in names}, leaves, [(n, k) for n in names for k in SPIN_KEYS])


def long(twice_j):
    spin = Spin("S", sp.Rational(twice_j, 2))
    return Case({"S": oracle.long_spin(twice_j)}, spin_leaves(spin), [("S", k) for k in SPIN_KEYS])


def words(twice_j):
    spin = CollectiveSpin("J", sp.Rational(twice_j, 2))
    return Case({"J": oracle.long_spin(twice_j)}, spin_leaves(spin), [("J", k) for k in SPIN_KEYS])


def collective(twice_j):
    """No definite length: the Casimir operator is a letter, and every representation must agree."""
    spin = CollectiveSpin("J")
    leaves, keys = [*spin_leaves(spin), spin.square], [*SPIN_KEYS, "square"]
    return Case({"J": oracle.long_spin(twice_j)}, leaves, [("J", k) for k in keys])


def bosons(*names):
    leaves = [leaf for n in names for leaf in (Boson(n).a, Boson(n).dag)]
    size = 2 * DEGREE + 1 if len(names) == 1 else DEGREE + 3
    models = {n: oracle.boson(size, DEGREE) for n in names}
    return Case(models, leaves, [(n, k) for n in names for k in ("a", "dag")])


def atoms(number):
    atom = Levels("A", number)
    pairs = [(i, j) for i in range(number) for j in range(number)]
    leaves = [atom(str(i + 1), str(j + 1)) for i, j in pairs]
    return Case({"A": oracle.levels(number)}, leaves, [("A", pair) for pair in pairs])


def fermions(*names):
    leaves = [leaf for n in names for leaf in (Fermion(n).f, Fermion(n).dag)]
    return Case({n: oracle.fermion() for n in names}, leaves, [(n, k) for n in names for k in ("f", "dag")])


def rubidium():
    parts = {"e": oracle.half_spin(), "n": oracle.long_spin(3)}
    atom = Atom("Rb", e=Spin("s"), n=Spin("i", sp.Rational(3, 2)))
    leaves = [*spin_leaves(atom["e"]), *spin_leaves(atom["n"])]
    keys = [("Rb", (part, k)) for part in ("e", "n") for k in SPIN_KEYS]
    return Case({"Rb": oracle.composite(parts)}, leaves, keys, {"Rb": parts})


def with_fermions():
    """A boson, two fermions and a spin one half, side by side."""
    a, f, g, s = Boson("a"), Fermion("f"), Fermion("g"), Spin("s")
    models = {
        "a": oracle.boson(9, 4), "f": oracle.fermion(), "g": oracle.fermion(), "s": oracle.half_spin(),
    }  # fmt: skip
    leaves = [a.a, a.dag, f.f, f.dag, g.f, g.dag, s.x, s.plus]
    keys = [
        ("a", "a"), ("a", "dag"), ("f", "f"), ("f", "dag"), ("g", "f"), ("g", "dag"), ("s", "x"), ("s", "plus"),
    ]  # fmt: skip
    return Case(models, leaves, keys)


def with_atoms():
    """A boson, a three-level atom, a spin one half and a spin one, side by side."""
    a, atom, s, big = Boson("a"), Levels("h", 3), Spin("s"), Spin("t", 1)
    models = {
        "a": oracle.boson(7, 4), "h": oracle.levels(3), "s": oracle.half_spin(), "t": oracle.long_spin(2),
    }  # fmt: skip
    leaves = [a.a, a.dag, atom(1, 2), atom(2, 3), atom(1, 1), s.y, s.minus, big.plus, big.z]
    keys = [
        ("a", "a"), ("a", "dag"), ("h", (0, 1)), ("h", (1, 2)), ("h", (0, 0)), ("s", "y"), ("s", "minus"),
        ("t", "plus"), ("t", "z"),
    ]  # fmt: skip
    return Case(models, leaves, keys)


CASES = {
    "spin_half": spins("s"), "two_spins": spins("s", "t"), "spin_1": long(2), "spin_3/2": long(3), "spin_2": long(4),
    "spin_7/2": long(7), "words_1/2": words(1), "words_1": words(2), "collective_1/2": collective(1),
    "collective_5/2": collective(5), "boson": bosons("a"), "two_bosons": bosons("a", "b"), "two_levels": atoms(2),
    "four_levels": atoms(4), "fermions": fermions("f", "g", "h"), "rubidium": rubidium(),
}  # fmt: skip
MIXTURES = {"with_fermions": with_fermions(), "with_atoms": with_atoms()}


@pytest.mark.parametrize("name", CASES)
def test_random_expressions_equal_their_matrices(name):
    case = CASES[name]

    @settings(max_examples=100 if name == "two_bosons" else 300)
    @given(expressions(DEGREE))
    def holds(tree):
        case.check(tree)

    holds()


@pytest.mark.parametrize("name", MIXTURES)
def test_mixtures_of_species_equal_their_matrices(name):
    @settings(max_examples=300)
    @given(expressions(4))
    def holds(tree):
        MIXTURES[name].check(tree)

    holds()


ALL = {**CASES, **MIXTURES}


@pytest.mark.parametrize("name", ALL)
def test_jacobi_and_associativity(name):
    leaves = ALL[name].leaves

    @settings(max_examples=60)
    @given(expressions(3), expressions(3), expressions(3))
    def holds(first, second, third):
        a, b, c = (
            oracle.evaluate(tree, leaves, one, lambda x: x.adjoint(), commutator) for tree in (first, second, third)
        )
        assert (a * b) * c == a * (b * c)
        assert a * (b + c) == a * b + a * c
        assert commutator(a, b) == a * b - b * a
        assert (a * b).adjoint() == b.adjoint() * a.adjoint()
        assert (
            commutator(a, commutator(b, c)) + commutator(b, commutator(c, a)) + commutator(c, commutator(a, b))
        ).is_zero

    holds()


@pytest.mark.parametrize("name", ["spin_half", "spin_3/2", "boson", "four_levels", "fermions", "rubidium"])
def test_library_matrices_are_homomorphisms(name):
    """The algebra's own matrices multiply as its operators do; bosons on the block that a cut-off leaves right."""
    case = CASES[name]
    sites = max((leaf for leaf in case.leaves), key=lambda leaf: len(leaf.sites)).sites
    sites = sorted({site for leaf in case.leaves for site in leaf.sites}, key=lambda site: site.key) or sites
    cutoff = 5 if name == "boson" else None

    @settings(max_examples=12)
    @given(expressions(2), expressions(2))
    def holds(first, second):
        a, b = (oracle.evaluate(t, case.leaves, one, lambda x: x.adjoint(), commutator) for t in (first, second))
        left, right = (x.matrix(sites, cutoff=cutoff) for x in (a, b))
        together = (a * b).matrix(sites, cutoff=cutoff)
        block = slice(0, 2 if cutoff else None)
        difference = (together - left * right)[:, block]
        assert difference.expand() == sp.zeros(*difference.shape)
        assert a.adjoint().matrix(sites, cutoff=cutoff) == left.H

    holds()


def test_canonical_letters_are_a_basis():
    """(2j + 1)^2 letters span all matrices of a spin j, so equal operators have equal terms."""
    for twice_j in (1, 2, 3, 4):
        spin = CollectiveSpin("J", sp.Rational(twice_j, 2))
        found = set()
        for p in range(twice_j + 2):
            for b in range(twice_j + 2):
                for q in range(twice_j + 2):
                    found |= set((spin.plus**p * spin.z**b * spin.minus**q).monomials())
        assert len(found) == (twice_j + 1) ** 2
        world = oracle.World({"J": oracle.long_spin(twice_j)})
        vectors = [oracle.letter_matrix(world.models["J"], m.letters[0][1]).ravel() for m in found if m.letters]
        assert np.linalg.matrix_rank(np.array([*vectors, world.one().ravel()])) == (twice_j + 1) ** 2


def test_symbolic_length_agrees_with_every_definite_one():
    j = sp.Symbol("j", positive=True)
    symbolic = Spin("S", j)
    word = symbolic.plus**2 * symbolic.z * symbolic.minus**3 * symbolic.x
    for twice_j in (1, 2, 3, 5):
        world = oracle.World({"S": oracle.long_spin(twice_j)})
        m = world.models["S"].matrices
        expected = m["plus"] @ m["plus"] @ m["z"] @ np.linalg.matrix_power(m["minus"], 3) @ m["x"]
        assert np.array_equal(oracle.matrix_of(word.subs(j, sp.Rational(twice_j, 2)), world), expected)


def test_matrices_of_symbolic_lengths_take_the_length_of_their_dimension():
    j = sp.Symbol("j", positive=True)
    symbolic = Spin("S", j)
    square = symbolic.x**2 + symbolic.y**2 + symbolic.z**2
    assert square.matrix([symbolic], cutoff=4) == sp.Rational(15, 4) * sp.eye(4)


def words_on_two_systems():
    """Products of a letter on each of two systems of every species."""
    a, b, s, k, f, g = Boson("a"), Boson("b"), Spin("s"), Spin("k"), Spin("f", 1), CollectiveSpin("g")
    t, u = Levels("t", 3), Levels("u", 2)
    yield [x * y for x in (a.n, a.a, a.dag**2) for y in (b.dag, b.a**2)]
    yield [x * y for x in s.vector for y in k.vector]
    yield [x * y for x in (f.plus, f.z, f.minus * f.z) for y in (g.plus * g.z, g.minus)]
    yield [x * y for x in (t(1, 2), t(2, 3), t(2, 1)) for y in (u(1, 2), u(2, 2))]
    yield [x * y * z for x in (a.a, a.dag) for y in (s.x, s.y) for z in (t(1, 2), t(2, 1))]


@pytest.mark.parametrize("words", list(words_on_two_systems()), ids=["bosons", "spins", "words", "levels", "three"])
def test_commutators_on_several_shared_systems(words):
    for left in words:
        for right in words:
            assert commutator(left, right) == left * right - right * left
