"""Cases in which engines of this kind have given wrong answers without a word, each against brute force.

The names say what went wrong elsewhere: counting of spectators, indices that stand only in a coefficient,
constraints of nested sums, dummies of equal name, mixed Pauli products, orders that depend on the input's form.
"""

import itertools

import algebra_oracle as oracle
import numpy as np
import pytest
import sympy as sp
from ensemble_oracle import Atoms
from test_ensembles import numbers

from derive.algebra import AlgebraError, Boson, Ensemble, Fermion, Levels, Spin, anticommutator, commutator

N = sp.Symbol("N", integer=True, positive=True)


def two_levels(number, labels=("k",)):
    """An ensemble of two-level atoms and its brute force; matrices by (upper, lower) level index."""
    atom = Levels("t", ("1", "2"))
    cell = Ensemble("cell", atom, N)
    return atom, cell, Atoms(oracle.levels(2), number, labels, numbers(number, 7))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_spectators_are_counted_once(number):
    """[s21_k, -sum_ij s22_j] is N s21_k, not (1 + N) s21_k."""
    atom, cell, atoms = two_levels(number)
    flip, up = atom(2, 1), atom(2, 2)
    double = cell.sum(cell.at("j", up), "i", "j")
    result = commutator(cell.at("k", flip), -double)
    assert result == N * cell.at("k", flip)
    m = atoms.model.matrices
    total = -number * sum(atoms.on(a, m[1, 1]) for a in range(number))
    expected = atoms.by_label(lambda at: atoms.on(at["k"], m[1, 0]) @ total - total @ atoms.on(at["k"], m[1, 0]))
    assert np.array_equal(atoms.read(result, N), expected)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_index_that_stands_only_in_a_coefficient_takes_part(number):
    """(sum_i g_i) s21_k, and its product with sum_i g_i s22_i: the case i = k is split off."""
    atom, cell, atoms = two_levels(number)
    g, m = cell.coupling("g"), atoms.model.matrices
    weights = cell.sum(g("i"), "i")
    product = cell.at("k", atom(2, 1)) * weights * cell.sum(g("i") * cell.at("i", atom(2, 2)), "i")
    values = atoms.values["g"]
    weighted = sum(values[a] * atoms.on(a, m[1, 1]) for a in range(number))
    expected = atoms.by_label(lambda at: values.sum() * atoms.on(at["k"], m[1, 0]) @ weighted)
    assert np.array_equal(atoms.read(product, N), expected)
    # g_k itself on an operator that does not know k.
    mixed = cell.coupling("g")("k") * cell.total(atom(2, 2))
    expected = atoms.by_label(lambda at: values[at["k"]] * sum(atoms.on(a, m[1, 1]) for a in range(number)))
    assert np.array_equal(atoms.read(mixed, N), expected)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_double_sums_of_correlated_rates(number):
    """H = sum_ij R_ij s21_i s12_j, with and without i = j, against s12_k: the antiresonance model."""
    atom, cell, atoms = two_levels(number)
    R, m = cell.coupling("R", "hermitian"), atoms.model.matrices
    raise_, lower, values = m[1, 0], m[0, 1], atoms.values["R"]
    for distinct in (False, True):
        H = cell.sum(R("i", "j") * cell.at("i", atom(2, 1)) * cell.at("j", atom(1, 2)), "i", "j", distinct=distinct)
        assert H.is_hermitian
        dense = sum(
            (values[a, b] * atoms.on(a, raise_) @ atoms.on(b, lower) for a in range(number) for b in range(number)
             if a != b or not distinct), np.zeros((atoms.size, atoms.size), complex))  # fmt: skip
        result = commutator(H, cell.at("k", atom(1, 2)))
        own = [atoms.on(a, lower) for a in range(number)]
        expected = atoms.by_label(lambda at, d=dense, o=own: d @ o[at["k"]] - o[at["k"]] @ d)
        assert np.array_equal(atoms.read(result, N), expected)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_diagonal_of_a_sum_around_another_atom(number):
    """sum_i s21_i s22_j s12_i: for i = j the product is s21 s22 s12 = 0, not s22 s22."""
    atom, cell, atoms = two_levels(number, ("j",))
    m = atoms.model.matrices
    operator = cell.sum(cell.at("i", atom(2, 1)) * cell.at("j", atom(2, 2)) * cell.at("i", atom(1, 2)), "i")
    expected = atoms.by_label(
        lambda at: sum(atoms.on(a, m[1, 0]) @ atoms.on(at["j"], m[1, 1]) @ atoms.on(a, m[0, 1]) for a in range(number))
    )
    assert np.array_equal(atoms.read(operator, N), expected)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_nested_sums_keep_their_constraints(number):
    """sum_i sum_{j != i} sum_{k != i, j}, times a sum over all: nothing is counted twice."""
    s = Spin("s")
    cell, atoms = Ensemble("cell", s, N), Atoms(oracle.half_spin(), number, (), numbers(number, 3))
    m, every = atoms.model.matrices, range(number)
    nested = cell.sum(cell.at("i", s.x) * cell.at("j", s.y) * cell.at("k", s.z), "i", "j", "k", distinct=True)
    result = nested * cell.total(s.x)
    triple = sum(
        (atoms.on(a, m["x"]) @ atoms.on(b, m["y"]) @ atoms.on(c, m["z"])
         for a, b, c in itertools.permutations(every, 3)), np.zeros((atoms.size, atoms.size), complex))  # fmt: skip
    assert np.array_equal(atoms.read(result, N)[0], triple @ sum(atoms.on(a, m["x"]) for a in every))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_equal_dummies_do_not_capture_each_other(number):
    """(sum_i s_i)(sum_i s_i), and a coupled sum times a coupled sum over the same name."""
    s = Spin("s")
    cell, atoms = Ensemble("cell", s, N), Atoms(oracle.half_spin(), number, (), numbers(number, 5))
    m, every, values = atoms.model.matrices, range(number), atoms.values
    J, g = cell.coupling("J", "symmetric"), cell.coupling("g")
    single = cell.sum(cell.at("i", s.plus), "i")
    assert np.array_equal(atoms.read(single * single, N)[0], (sum(atoms.on(a, m["plus"]) for a in every)) @ sum(
        atoms.on(a, m["plus"]) for a in every))  # fmt: skip
    pair = cell.sum(J("i", "j") * cell.at("i", s.x) * cell.at("j", s.y), "i", "j")
    weighted = cell.sum(g("i") * cell.at("i", s.z), "i")
    dense = sum(values["J"][a, b] * atoms.on(a, m["x"]) @ atoms.on(b, m["y"]) for a in every for b in every)
    line = sum(values["g"][a] * atoms.on(a, m["z"]) for a in every)
    assert np.array_equal(atoms.read(pair * weighted, N)[0], dense @ line)
    assert np.array_equal(atoms.read(pair * pair, N)[0], dense @ dense)


def test_sums_over_dummies_of_different_names_are_collected():
    s = Spin("s")
    cell = Ensemble("cell", s, N)
    J = cell.coupling("J", "symmetric")
    assert cell.sum(cell.at("i", s.x), "i") + cell.sum(cell.at("j", s.x), "j") == 2 * cell.total(s.x)
    first = cell.sum(J("i", "j") * cell.at("i", s.x) * cell.at("j", s.y), "i", "j")
    second = cell.sum(J("q", "p") * cell.at("p", s.x) * cell.at("q", s.y), "p", "q")
    assert first == second
    assert len((first + second).terms) == len(first.terms)


@pytest.mark.parametrize("number", [2, 3, 4])
def test_triple_couplings_are_canonical_under_every_renaming(number):
    """sum J_ij J_jk J_ki x x x under all six renamings of its dummies is one term."""
    s = Spin("s")
    cell = Ensemble("cell", s, N)
    J, A = cell.coupling("J", "symmetric"), cell.coupling("A")
    for cycle in (
        lambda i, j, k: J(i, j) * J(j, k) * A(k, i),
        lambda i, j, k: A(i, j) * A(j, k) * A(k, i),
        lambda i, j, k: A(i, j) * A(i, k) * J(k, j),
    ):
        found = set()
        for names in itertools.permutations("ijk"):
            body = cycle(*names) * cell.at("i", s.x) * cell.at("j", s.x) * cell.at("k", s.x)
            found.add(cell.sum(body, "i", "j", "k", distinct=True))
        assert len(found) == 1
    assert number  # the canonical form does not depend on N


def test_the_convention_of_a_sum_is_printed():
    """Users ask whether a prefactor is N or N - 1: the sum says which atoms it leaves out."""
    s = Spin("s")
    cell = Ensemble("cell", s, N)
    assert r"\sum_{i \neq j}" in (cell.total(s.x) * cell.total(s.y)).latex()
    assert str(cell.at("i", s.x) * cell.total(s.x)) == "1/4 + sum[j!=i](s[i].x*s[j].x)"


def test_no_index_survives_an_evaluation():
    """Couplings of two indices evaluate completely, and a free label is refused, not left symbolic."""
    s = Spin("s")
    cell = Ensemble("cell", s, N)
    A = cell.coupling("A")
    H = cell.sum(A("i", "j") * cell.at("i", s.x) * cell.at("j", s.x), "i", "j")
    symbols = {str(symbol) for symbol in H.written_out({cell: 2}).matrix().free_symbols if "[" in str(symbol)}
    assert symbols == {"A[1, 1]", "A[1, 2]", "A[2, 1]", "A[2, 2]"}
    with pytest.raises(AlgebraError, match="label 'k' is free"):
        (H * cell.at("k", s.x)).written_out({cell: 2})


def test_mixed_pauli_products_by_enumeration():
    """All words of up to five Pauli matrices on two sites; sx1 sx2 sy1^2 was -i sx sx elsewhere."""
    s, k = Spin("s"), Spin("k")
    world = oracle.World({"s": oracle.half_spin(), "k": oracle.half_spin()})
    letters = [
        (2 * getattr(spin, axis), 2 * world.elementary(spin.site.name, axis)) for spin in (s, k) for axis in "xyz"
    ]
    front = [(s.one, world.one())]
    checked = 0
    for _ in range(4):
        front = [(a * b, x @ y) for a, x in front for b, y in letters]
        for operator, matrix in front:
            assert np.array_equal(oracle.matrix_of(operator, world), matrix)
            checked += 1
    assert checked == 6 + 36 + 216 + 1296
    assert (2 * s.x) * (2 * k.x) * (2 * s.y) ** 2 == 4 * s.x * k.x


def test_normal_order_does_not_depend_on_how_the_input_was_written():
    a = Boson("a")
    x = a.a + a.dag
    assert (x * x) * (x * x) == x * (x * (x * x)) == x**4
    assert (a.a * a.dag - 1) * x == a.n * x
    lazily = a.a * a.a + a.a * a.dag + a.dag * a.a + a.dag * a.dag
    assert lazily * lazily == x**4


def test_different_fermions_anticommute_and_bosons_commute_with_them():
    f, g, a = Fermion("f"), Fermion("g"), Boson("a")
    assert anticommutator(f.f, g.f).is_zero
    assert anticommutator(f.f, g.dag).is_zero
    assert commutator(f.f, a.a).is_zero
    assert commutator(f.n, g.dag).is_zero
    assert (f.f * g.f).adjoint() == g.dag * f.dag
    f_matrix, g_matrix = ((x).matrix([f, g]) for x in (f.f, g.f))
    assert f_matrix * g_matrix + g_matrix * f_matrix == sp.zeros(4, 4)


def test_completeness_is_used_inside_sums():
    """s12 s21 = 1 - s22 under a sum gives N minus the excited number, whichever way it is reached."""
    atom, cell, _ = two_levels(2)
    excited = cell.total(atom(2, 2))
    assert cell.total(atom(1, 2) * atom(2, 1)) == N - excited
    assert cell.sum(cell.at("i", atom(1, 2)) * cell.at("i", atom(2, 1)), "i") == N - excited
    assert cell.total(atom(1, 1)) + excited == N
