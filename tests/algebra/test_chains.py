"""Rings of atoms with N a symbol and shifted labels, against matrices of 3, 4 and 5 atoms."""

import algebra_oracle as oracle
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from strategies_of_algebra import expressions

from derive.algebra import AlgebraError, Boson, Chain, Levels, Operator, Spin, commutator, one, summed

N = sp.Symbol("N", integer=True, positive=True)


class Case:
    """A ring, its leaves, and the same leaves by brute force: one matrix for each site of the label i."""

    def __init__(self, atom, model, number, pick, least=None):
        self.chain = chain = Chain("ring", atom, N, least=least or number)
        self.model, self.number, self.size = model, number, model.size**number
        m, (p, kp), (q, kq), (r, kr) = model.matrices, *pick
        every = range(number)

        def on(site, key):
            factors = [np.eye(model.size)] * number
            factors[site % number] = m[key]
            return oracle.kron(factors)

        self.metric = oracle.kron([np.diag(model.metric)] * number).diagonal().real

        def ring(*keys):
            total = sum(
                np.linalg.multi_dot([np.eye(self.size), *(on(i + d, key) for d, key in keys), np.eye(self.size)])
                for i in every
            )
            return np.array([total] * number)

        def local(*keys):
            return np.array(
                [np.linalg.multi_dot([np.eye(self.size), *(on(i + d, k) for d, k in keys), np.eye(self.size)])
                 for i in every]
            )  # fmt: skip

        at = chain.at
        pairs = [
            (chain.total(p), ring((0, kp))), (chain.total(q), ring((0, kq))), (chain.total(r), ring((0, kr))),
            (chain.sum(at("i", p) * at("i+1", q), "i"), ring((0, kp), (1, kq))),
            (chain.sum(at("k-1", r) * at("k", r), "k"), ring((-1, kr), (0, kr))),
            (chain.sum(at("i", q) * at("i+2", p), "i"), ring((0, kq), (2, kp))),
            (chain.sum(at("i", p) * at("i", q), "i"), ring((0, kp), (0, kq))),
            (at("i", p), local((0, kp))), (at("i+1", r), local((1, kr))),
            (at("i-1", q) * at("i", r), local((-1, kq), (0, kr))),
        ]  # fmt: skip
        self.leaves, self.matrices = [a for a, _ in pairs], [np.array(b, complex) for _, b in pairs]

    def one(self):
        return np.array([np.eye(self.size, dtype=complex)] * self.number)

    def adjoint(self, stack):
        world = object.__new__(oracle.World)
        world.metric = self.metric
        return np.array([world.adjoint(matrix) for matrix in stack])

    def read(self, operator):
        """A canonical operator, letter by letter."""
        total = np.zeros((self.number, self.size, self.size), complex)
        for monomial, scalar in operator.terms.items():
            number = oracle.value_of(sp.expand(scalar.subs(N, self.number)))
            for i in range(self.number):
                term = np.eye(self.size, dtype=complex)
                for _, letter in monomial.letters:
                    term = term @ self._pattern(letter.local, i)
                    for pattern in letter.sums:
                        term = term @ sum(self._pattern(pattern, first) for first in range(self.number))
                total[i] += number * term
        return oracle.exact(total)

    def _pattern(self, pattern, first):
        factors = [np.eye(self.model.size)] * self.number
        for distance, letter in pattern:
            factors[(first + distance) % self.number] = oracle.letter_matrix(self.model, letter)
        return oracle.kron(factors)


def spins(number, least=None):
    s = Spin("s")
    return Case(s, oracle.half_spin(), number, [(s.x, "x"), (s.y, "y"), (s.plus, "plus")], least)


def levels(number):
    t = Levels("t", 3)
    return Case(t, oracle.levels(3), number, [(t(1, 1), (0, 0)), (t(2, 3), (1, 2)), (t(1, 2), (0, 1))])


def spins_one(number):
    s = Spin("F", 1)
    return Case(s, oracle.long_spin(2), number, [(s.x, "x"), (s.z, "z"), (s.minus, "minus")])


CASES = {"spins-3": spins(3), "spins-4": spins(4), "spins-5": spins(5), "levels-3": levels(3), "spin_1-3": spins_one(3)}
LONG = spins(3, least=30)


def built(case, tree):
    """The operator of an expression; None where it spans more sites than the ring has."""
    try:
        return oracle.evaluate(tree, case.leaves, one, lambda a: a.adjoint(), commutator)
    except AlgebraError as reason:
        if "spans" not in str(reason):
            raise
        return None


@pytest.mark.parametrize("name", CASES)
def test_leaves_mean_what_they_say(name):
    case = CASES[name]
    for operator, matrix in zip(case.leaves, case.matrices, strict=True):
        assert np.array_equal(case.read(operator), matrix), str(operator)


@pytest.mark.parametrize("name", CASES)
def test_random_expressions_equal_brute_force(name):
    case = CASES[name]

    @settings(max_examples=120)
    @given(expressions(3))
    def holds(tree):
        operator = built(case, tree)
        if operator is not None:
            matrix = oracle.evaluate(tree, case.matrices, case.one(), case.adjoint)
            assert np.array_equal(case.read(operator), oracle.exact(matrix)), str(operator)
            assert Operator.from_json(operator.to_json()) == operator

    holds()


@settings(max_examples=60)
@given(expressions(2), expressions(2), expressions(1))
def test_associativity_and_the_jacobi_identity(first, second, third):
    """On a ring long enough for every product."""
    leaves = LONG.leaves
    a, b, c = (oracle.evaluate(t, leaves, one, lambda x: x.adjoint(), commutator) for t in (first, second, third))
    assert (a * b) * c == a * (b * c)
    assert (a * b).adjoint() == b.adjoint() * a.adjoint()
    assert commutator(a, b) == a * b - b * a
    assert (commutator(a, commutator(b, c)) + commutator(b, commutator(c, a)) + commutator(c, commutator(a, b))).is_zero


@pytest.mark.parametrize("number", [3, 4, 5])
def test_written_out_rings_have_the_matrices_of_their_atoms(number):
    """The library's own enumeration, beside a mode."""
    s, a = Spin("s"), Boson("a")
    chain = Chain("ring", s, N, least=number)
    J, h = sp.symbols("J h", real=True)
    X = J * chain.sum(chain.at("i", s.x) * chain.at("i+1", s.x), "i")
    Z = h * chain.total(s.z)
    size = {chain: number}
    left, right = (x.matrix([chain], atoms=size) for x in (X, Z))
    assert (X * Z).matrix([chain], atoms=size) == (left * right).expand()
    assert commutator(X, Z).matrix([chain], atoms=size) == (left * right - right * left).expand()
    assert (N * Z).matrix([chain], atoms=size) == number * right
    if number == 3:
        coupled = chain.total(a.a * s.plus + a.dag * s.minus)
        parts = [x.matrix([a, chain], cutoff=3, atoms=size) for x in (coupled, Z)]
        assert (
            commutator(coupled, Z).matrix([a, chain], cutoff=3, atoms=size)
            == (parts[0] * parts[1] - parts[1] * parts[0]).expand()
        )


def test_conservation_laws_of_the_heisenberg_ring():
    """The total spin, and the energy current: the third charge of the integrable ring commutes with H, N a symbol."""
    s = Spin("s")
    chain = Chain("ring", s, N)
    H = chain.sum(summed(chain.at("i", c) * chain.at("i+1", c) for c in s.vector), "i")
    for component in s.vector:
        assert commutator(H, chain.total(component)).is_zero
    x, y, z = s.vector
    at = chain.at
    current = chain.sum(
        summed(
            at("i", a) * at("i+1", b) * at("i+2", c) - at("i", a) * at("i+1", c) * at("i+2", b)
            for a, b, c in ((x, y, z), (y, z, x), (z, x, y))
        ),
        "i",
    )
    assert commutator(H, current).is_zero
    assert not commutator(H, chain.sum(at("i", x) * at("i+1", y) * at("i+2", z), "i")).is_zero
    assert commutator(H, at("i", z)) == commutator(chain.sum(summed(
        at("i", c) * at("i+1", c) for c in (x, y)), "i"), at("i", z))  # fmt: skip


def test_sums_that_count_sites_and_collect():
    s = Spin("s")
    chain = Chain("ring", s, N)
    assert chain.sum(one, "i") == N * one
    assert chain.sum(chain.total(s.x), "i") == N * chain.total(s.x)
    assert chain.sum(chain.at("i", s.x) ** 2, "i") == N / 4 * one
    shifted = chain.sum(chain.at("k+3", s.x) * chain.at("k+4", s.y), "k")
    assert shifted == chain.sum(chain.at("i-1", s.x) * chain.at("i", s.y), "i")
    assert str(shifted) == "sum[i](s[i].x*s[i+1].y)"
    assert shifted.latex() == r"\sum_{i} \hat{s}_{i,x} \hat{s}_{i+1,y}"
    half = Chain("half", s, N / 2)
    assert half.total(one) == N / 2 * one


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda ring, s: ring.at("i", s.x) * ring.at("j", s.y), "labels 'i' and 'j'"),
        (lambda ring, s: ring.at("i", s.x) * ring.at("i+4", s.y), "spans 5 sites"),
        (lambda ring, s: ring.total(s.x).matrix(atoms={ring: 3}), "at least 4"),
        (lambda ring, s: ring.at("i", s.x).matrix(atoms={ring: 4}), "label 'i' is free"),
        (lambda ring, s: ring.total(s.x).matrix(), "no number of atoms"),
        (lambda ring, s: ring.at("1+i", s.x), "'1\\+i'"),
        (lambda ring, s: ring.sum(one, "i+1"), "a name such as 'i'"),
        (lambda ring, s: ring.at("i", ring.total(s.x)), "operator of one atom"),
        (lambda ring, s: Chain("short", s, 3, least=5), "least=5"),
    ],
)
def test_errors_say_what_was_expected(build, words):
    s = Spin("s")
    with pytest.raises(AlgebraError, match=words) as caught:
        build(Chain("ring", s, N, least=4), s)
    assert "\n" not in str(caught.value)
