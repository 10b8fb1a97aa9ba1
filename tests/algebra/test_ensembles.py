"""Ensembles with N a symbol, against every atom written out, N = 1 ... 4, labels on all atoms they may name."""

import algebra_oracle as oracle
import numpy as np
import pytest
import sympy as sp
from ensemble_oracle import Atoms
from hypothesis import given, settings
from strategies_of_algebra import expressions

from derive.algebra import AlgebraError, Boson, Ensemble, Levels, Mixture, Operator, Spin, commutator, one

N = sp.Symbol("N", integer=True, positive=True)
LABELS = ("i", "j")


def numbers(number, seed):
    """Whole-number values of g, J (symmetric), R (hermitian), c (complex) on so many atoms."""
    rng = np.random.default_rng(seed)
    j = rng.integers(-3, 4, (number, number)).astype(complex)
    r = j + 1j * rng.integers(-3, 4, (number, number))
    return {
        "g": rng.integers(-3, 4, number).astype(complex),
        "J": j + j.T,
        "H": j + j.T + 5 * np.eye(number),
        "R": r + r.conj().T,
        "c": rng.integers(-2, 3, number) + 1j * rng.integers(-2, 3, number),
        "A": rng.integers(-3, 4, (number, number)).astype(complex),
    }


class Case:
    """An ensemble, its leaves, and the same leaves by brute force."""

    def __init__(self, atom, model, number, pick):
        self.cell = cell = Ensemble("cell", atom, N)
        self.atoms = atoms = Atoms(model, number, LABELS, numbers(number, number))
        v, m, on = atoms.values, model.matrices, atoms.on
        (x, kx), (y, ky), (p, kp), (q, kq) = pick
        g, c = cell.coupling("g"), cell.coupling("c", "complex")
        J, R, A = cell.coupling("J", "symmetric"), cell.coupling("R", "hermitian"), cell.coupling("A")
        H = cell.coupling("H", "symmetric", hollow=True)
        every = range(number)

        def double(values, first, second, distinct=False):
            return atoms.constant(sum(
                (values[a, b] * on(a, m[first]) @ on(b, m[second]) for a in every for b in every
                 if a != b or not distinct), np.zeros((atoms.size, atoms.size), complex)))  # fmt: skip

        ones = np.ones((number, number))
        pairs = [
            (cell.total(x), atoms.total(m[kx])),
            (cell.total(p), atoms.total(m[kp])),
            (cell.total(q), atoms.total(m[kq])),
            (cell.at("i", x), atoms.by_label(lambda at: on(at["i"], m[kx]))),
            (cell.at("i", p), atoms.by_label(lambda at: on(at["i"], m[kp]))),
            (cell.at("j", y), atoms.by_label(lambda at: on(at["j"], m[ky]))),
            (cell.at("j", q), atoms.by_label(lambda at: on(at["j"], m[kq]))),
            (cell.at(1, x), atoms.constant(on(0, m[kx]))),
            (cell.delta("i", "j"), atoms.by_label(lambda at: (at["i"] == at["j"]) * np.eye(atoms.size))),
            (g("i"), atoms.by_label(lambda at: v["g"][at["i"]] * np.eye(atoms.size))),
            (c("j"), atoms.by_label(lambda at: v["c"][at["j"]] * np.eye(atoms.size))),
            (A("i", "j"), atoms.by_label(lambda at: v["A"][at["i"], at["j"]] * np.eye(atoms.size))),
            (cell.sum(g("k"), "k"), atoms.constant(v["g"].sum() * np.eye(atoms.size))),
            (cell.sum(c("k") * cell.at("k", p), "k"), atoms.constant(sum(v["c"][a] * on(a, m[kp]) for a in every))),
            (cell.sum(J("k", "l") * cell.at("k", x) * cell.at("l", y), "k", "l"), double(v["J"], kx, ky)),
            (cell.sum(R("k", "l") * cell.at("k", p) * cell.at("l", q), "k", "l"), double(v["R"], kp, kq)),
            (cell.sum(A("k", "l") * cell.at("l", x), "k", "l"),
             atoms.constant(sum(v["A"][a, b] * on(b, m[kx]) for a in every for b in every))),
            (cell.sum(H("k", "l") * cell.at("k", x) * cell.at("l", x), "k", "l"), double(v["H"], kx, kx, True)),
            (cell.sum(cell.at("k", p) * cell.at("l", q), "k", "l"), double(ones, kp, kq)),
            (cell.sum(cell.at("k", p) * cell.at("l", q), "k", "l", distinct=True), double(ones, kp, kq, True)),
            (cell.distinct(p, x), double(ones, kp, kx, True)),
            (cell.sum(A("i", "k") * cell.at("k", y), "k"),
             atoms.by_label(lambda at: sum(v["A"][at["i"], a] * on(a, m[ky]) for a in every))),
        ]  # fmt: skip
        self.leaves, self.matrices = [a for a, _ in pairs], [np.array(b, complex) for _, b in pairs]

    def check(self, tree):
        operator = oracle.evaluate(tree, self.leaves, one, lambda a: a.adjoint(), commutator)
        matrix = oracle.evaluate(tree, self.matrices, self.atoms.one(), self.atoms.adjoint)
        assert np.array_equal(self.atoms.read(operator, N), oracle.exact(matrix)), str(operator)


def spin_case(number):
    s = Spin("s")
    pick = [(s.x, "x"), (s.y, "y"), (s.plus, "plus"), (s.minus, "minus")]
    return Case(s, oracle.half_spin(), number, pick)


def level_case(number):
    t = Levels("t", 3)
    pick = [(t(1, 1), (0, 0)), (t(2, 3), (1, 2)), (t(1, 2), (0, 1)), (t(3, 1), (2, 0))]
    return Case(t, oracle.levels(3), number, pick)


def long_case(number):
    s = Spin("F", 1)
    pick = [(s.x, "x"), (s.z, "z"), (s.plus, "plus"), (s.minus, "minus")]
    return Case(s, oracle.long_spin(2), number, pick)


CASES = {
    **{f"spins-{n}": spin_case(n) for n in (1, 2, 3, 4)},
    **{f"levels-{n}": level_case(n) for n in (1, 2)},
    **{f"spin_1-{n}": long_case(n) for n in (1, 2)},
}


@pytest.mark.parametrize("name", CASES)
def test_leaves_mean_what_they_say(name):
    case = CASES[name]
    for operator, matrix in zip(case.leaves, case.matrices, strict=True):
        assert np.array_equal(case.atoms.read(operator, N), matrix), str(operator)


@pytest.mark.parametrize("name", CASES)
def test_random_expressions_equal_brute_force(name):
    case = CASES[name]

    @settings(max_examples=40 if name == "spins-4" else 120)
    @given(expressions(3))
    def holds(tree):
        case.check(tree)

    holds()


@settings(max_examples=15)
@given(expressions(2), expressions(2), expressions(1))
def test_jacobi_and_associativity_with_labels(first, second, third):
    leaves = CASES["spins-2"].leaves
    a, b, c = (oracle.evaluate(t, leaves, one, lambda x: x.adjoint(), commutator) for t in (first, second, third))
    assert (a * b) * c == a * (b * c)
    assert (a * b).adjoint() == b.adjoint() * a.adjoint()
    assert (commutator(a, commutator(b, c)) + commutator(b, commutator(c, a)) + commutator(c, commutator(a, b))).is_zero


@settings(max_examples=100)
@given(expressions(3))
def test_json_and_relabelling_round_trips(tree):
    leaves = CASES["spins-2"].leaves
    cell = CASES["spins-2"].cell
    operator = oracle.evaluate(tree, leaves, one, lambda a: a.adjoint(), commutator)
    assert Operator.from_json(operator.to_json()) == operator
    swapped = cell.relabel(operator, {"i": "j", "j": "i"})
    assert cell.relabel(swapped, {"i": "j", "j": "i"}) == operator


@settings(max_examples=30)
@given(expressions(3))
def test_relabelling_and_summing_equal_brute_force(tree):
    case = CASES["spins-3"]
    operator = oracle.evaluate(tree, case.leaves, one, lambda a: a.adjoint(), commutator)
    stack = case.atoms.read(operator, N)
    table = {atoms: stack[k] for k, atoms in enumerate(case.atoms.assignments)}
    for k, (_, j) in enumerate(case.atoms.assignments):
        assert np.array_equal(case.atoms.read(case.cell.relabel(operator, {"i": "j"}), N)[k], table[j, j])
        assert np.array_equal(case.atoms.read(case.cell.relabel(operator, {"i": 2}), N)[k], table[1, j])
        summed = sum(table[a, j] for a in range(3))
        assert np.array_equal(case.atoms.read(case.cell.sum(operator, "i"), N)[k], summed)
    both = sum(table[a, b] for a in range(3) for b in range(3))
    assert np.array_equal(case.atoms.read(case.cell.sum(operator, "i", "j"), N)[0], both)
    apart = sum((table[a, b] for a in range(3) for b in range(3) if a != b), np.zeros_like(both))
    assert np.array_equal(case.atoms.read(case.cell.sum(operator, "i", "j", distinct=True), N)[0], apart)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_written_out_ensembles_have_the_matrices_of_their_atoms(number):
    """The library's own enumeration, beside a boson mode."""
    s, a = Spin("s"), Boson("a")
    cell = Ensemble("cell", s, N)
    g = cell.coupling("g")
    H = cell.sum(g("k") * (cell.at("k", s.plus) * a.a + cell.at("k", s.minus) * a.dag), "k")
    product = H * cell.total(s.z) * H
    matrices = [x.matrix([a, cell], cutoff=4, atoms={cell: number}) for x in (H, cell.total(s.z), product)]
    difference = matrices[0] * matrices[1] * matrices[0] - matrices[2]
    block = difference[: 2 * 2**number, : 2 * 2**number]
    assert block.expand() == sp.zeros(*block.shape)
    assert {str(symbol) for symbol in matrices[0].free_symbols} >= {f"g[{k + 1}]" for k in range(number)}


def test_a_collective_spin_is_the_sum_of_its_spins():
    s = Spin("s")
    cell = Ensemble("cell", s, N)
    X, Y, Z, P, M = (cell.total(op) for op in (*s.vector, s.plus, s.minus))
    square = X * X + Y * Y + Z * Z
    assert commutator(P, M) == 2 * Z
    assert commutator(X, Y) == sp.I * Z
    for component in (X, Y, Z, P, M):
        assert commutator(square, component).is_zero
    # The totally symmetric part aside, the square counts pairs: 3N/4 plus twice the scalar products.
    assert square.coefficient(one) == 3 * N / 4


def test_powers_of_a_number_operator_are_stirling_numbers():
    t = Levels("t", "ge")
    cell = Ensemble("cell", t, N)
    excited = t("e", "e")
    power = cell.total(excited) ** 5
    from sympy.functions.combinatorial.numbers import stirling

    for k in range(1, 6):
        assert power.coefficient(cell.distinct(*[excited] * k)) == stirling(5, k)


def test_idle_slots_count_the_atoms_that_are_left():
    s = Spin("s")
    cell = Ensemble("cell", s, N)
    assert cell.distinct(one, s.z) == (N - 1) * cell.total(s.z)
    assert cell.distinct(one, one, one) == N * (N - 1) * (N - 2) * one
    assert cell.total(one) == N * one


def test_definite_numbers_leave_no_room_for_more_atoms():
    s = Spin("s")
    pair = Ensemble("pair", s, 2)
    assert pair.distinct(s.x, s.y, s.z).is_zero
    assert (pair.total(s.x) ** 3).matrix(atoms={pair: 2}) == pair.total(s.x).matrix(atoms={pair: 2}) ** 3


def test_classes_that_share_couplings():
    """Two species, kappa_ij between every pair: [H, sum s_z] against matrices, 2 and 3 atoms."""
    s, k = Spin("s"), Spin("k")
    M = sp.Symbol("M", integer=True, positive=True)
    cell = Mixture("cell", Rb=(s, N), Xe=(k, M))
    rb, xe = cell["Rb"], cell["Xe"]
    kappa = cell.coupling("kappa", "Rb", "Xe")
    H = xe.sum(
        rb.sum(kappa("i", "j") * (rb.at("i", s.x) * xe.at("j", k.x) + rb.at("i", s.y) * xe.at("j", k.y)), "i"), "j"
    )
    assert commutator(H, rb.total(s.z) + xe.total(k.z)).is_zero
    square = (H * H).matrix([cell], atoms={cell: {"s": 2, "k": 2}})
    assert square == (H.matrix([cell], atoms={cell: {"s": 2, "k": 2}}) ** 2).expand()
    assert Operator.from_json((H * H).to_json()) == H * H


def test_ensembles_side_by_side():
    s, k = Spin("s"), Spin("k")
    M = sp.Symbol("M", integer=True, positive=True)
    rb, xe = Ensemble("rb", s, N), Ensemble("xe", k, M)
    H = rb.total(s.x) * xe.total(k.x) + rb.total(s.y) * xe.total(k.y) + rb.total(s.z) * xe.total(k.z)
    total = rb.total(s.z) + xe.total(k.z)
    assert commutator(H, total).is_zero
    size = {rb: 2, xe: 1}
    assert (H * H).matrix([rb, xe], atoms=size) == H.matrix([rb, xe], atoms=size) ** 2


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda cell, s: cell.total(cell.total(s.x)), "operator of one atom"),
        (lambda cell, s: cell.at("", s.x), "label '' was given"),
        (lambda cell, s: cell.at("i", s.x).matrix(atoms={cell: 2}), "label 'i' is free"),
        (lambda cell, s: cell.at(3, s.x).matrix(atoms={cell: 2}), "atom number 3"),
        (lambda cell, s: cell.total(s.x).matrix(), "number of atoms"),
        (lambda cell, s: Ensemble("x", s, sp.Rational(3, 2)), "number of atoms 3/2"),
        (lambda cell, s: Ensemble("x", s, 2.5), "number of atoms 2.5"),
        (lambda cell, s: Ensemble("x", s, -1), "number of atoms -1"),
        (lambda cell, s: Ensemble("x", s, N / 2).total(s.x).matrix(atoms={Ensemble("x", s, 2 * N): 3}), "3 atoms"),
        (lambda cell, s: Mixture("m", Rb=(s, N))["Xe"], "no class 'Xe'"),
        (lambda cell, s: Ensemble("pair", s, 2).total(s.x).matrix(atoms={Ensemble("pair", s, 2): 3}), "3 atoms"),
    ],
)
def test_errors_say_what_was_expected(build, words):
    s = Spin("s")
    with pytest.raises(AlgebraError, match=words):
        build(Ensemble("cell", s, N), s)


@pytest.mark.parametrize(("count", "symbol_value"), [(N / 2, lambda n: 2 * n), ((N - 1) / 2, lambda n: 2 * n + 1)])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_half_the_atoms(number, count, symbol_value):
    """Classes of N/2 atoms: idle slots count halves exactly, against every atom written out."""
    s = Spin("s")
    half = Ensemble("half", s, count)
    atoms = Atoms(oracle.half_spin(), number, LABELS, numbers(number, 3))
    m = atoms.model.matrices
    X, P, M = half.total(s.x), half.total(s.plus), half.total(s.minus)
    x, p, q = (atoms.total(m[key]) for key in ("x", "plus", "minus"))
    for operator, matrix in (
        (X * X * X * X, x @ x @ x @ x),
        (commutator(P * P, M * M), p @ p @ q @ q - q @ q @ p @ p),
    ):
        assert np.array_equal(atoms.read(operator.subs(N, symbol_value(number)), N), oracle.exact(matrix))
    assert half.total(one) == count * one
    assert (half.total(one) - sp.expand(count) * one).terms == {}
    assert hash(half.total(one)) == hash(sp.expand(count) * one)
    assert commutator(P, M) == 2 * half.total(s.z)
    assert (P * P * M).adjoint() == P * M * M
    assert (X * X).is_hermitian
    assert Operator.from_json((X * X).to_json()) == X * X
    written = (X * X).matrix(atoms={half: number})
    assert written == (X.matrix(atoms={half: number}) ** 2).expand()


def test_atoms_of_symbolic_length():
    """An ensemble of spins of length j, N and j symbols: the Lie algebra, and two atoms written out."""
    j = sp.Symbol("j", positive=True)
    f = Spin("f", j)
    gas = Ensemble("gas", f, N)
    X, Y, Z, P, M = (gas.total(op) for op in (*f.vector, f.plus, f.minus))
    assert commutator(P, M) == 2 * Z
    square = X * X + Y * Y + Z * Z
    assert commutator(square, P * Z).is_zero
    assert square.coefficient(one) == sp.expand(N * j * (j + 1))
    three_halves = {j: sp.Rational(3, 2)}
    place = {gas: 2}
    left = (P * Z).written_out(place).subs(three_halves).matrix(cutoff=4)
    parts = [op.written_out(place).subs(three_halves).matrix(cutoff=4) for op in (P, Z)]
    assert left == (parts[0] * parts[1]).expand()


def test_hermitian_couplings_written_out():
    s = Spin("s")
    cell = Ensemble("cell", s, N)
    R = cell.coupling("R", "hermitian")
    H = cell.sum(R("i", "j") * cell.at("i", s.plus) * cell.at("j", s.minus), "i", "j")
    out = H.written_out({cell: 2})
    assert out.is_hermitian
    symbols = sp.IndexedBase("R")
    assert sp.conjugate(symbols[1, 2]) in out.matrix().atoms(sp.conjugate)
    assert not out.matrix().has(symbols[2, 1])
