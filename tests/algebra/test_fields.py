"""Fields of a position, against a sample cut into cells: every atom in a cell, every delta one over the volume."""

import itertools

import algebra_oracle as oracle
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from strategies_of_algebra import expressions

from derive.algebra import (
    AlgebraError,
    Density,
    Field,
    Operator,
    Spin,
    commutator,
    integral,
    localised,
    one,
)

N = sp.Symbol("N", integer=True, positive=True)
s = Spin("s")
cell = Density("cell", s, N, sp.S.One)
PLACES = ("p", "q", "r")


def deltas_on(scalar, where):
    """A coefficient with every delta of two positions replaced by whether they are in one cell of unit volume."""
    rule = {}
    for d in scalar.atoms(sp.DiracDelta):
        first, second = sorted(symbol.name for symbol in d.args[0].free_symbols)
        rule[d] = sp.Integer(where[first] == where[second])
    return oracle.value_of(sp.expand(scalar.xreplace(rule)))


class Cells:
    """Three atoms in two cells of unit volume: positions are cells, densities sums over a cell's atoms."""

    def __init__(self):
        self.atom_cells = (0, 0, 1)
        self.model = oracle.half_spin()
        self.assignments = list(itertools.product((0, 1), repeat=len(PLACES)))
        self.size = 8

    def on(self, atom, matrix):
        factors = [np.eye(2)] * 3
        return oracle.kron([*factors[:atom], matrix, *factors[atom + 1 :]])

    def density(self, key, place):
        chosen = [[a for a in range(3) if self.atom_cells[a] == dict(zip(PLACES, at, strict=True))[place]]
                  for at in self.assignments]  # fmt: skip
        return np.array([sum(self.on(a, self.model.matrices[key]) for a in atoms) for atoms in chosen])

    def total(self, key):
        return np.array([sum(self.on(a, self.model.matrices[key]) for a in range(3))] * len(self.assignments))

    def one(self):
        return np.array([np.eye(8, dtype=complex)] * len(self.assignments))

    def read(self, operator):
        result = np.zeros((len(self.assignments), 8, 8), complex)
        for k, at in enumerate(self.assignments):
            where = dict(zip(PLACES, at, strict=True))
            for monomial, scalar in operator.terms.items():
                number = deltas_on(scalar.subs(N, 3), where)
                entries = [entry for _, letter in monomial.letters for entry in letter]
                for atoms in itertools.permutations(range(3), len(entries)):
                    if all(not place or self.atom_cells[a] == where[place]
                           for a, (place, _) in zip(atoms, entries, strict=True)):  # fmt: skip
                        term = np.eye(8, dtype=complex)
                        for a, (_, own) in zip(atoms, entries, strict=True):
                            term = term if own is None else term @ self.on(a, self.model.matrices[own])
                        result[k] += number * term
        return result


CELLS = Cells()
OPERATORS = {"x": s.x, "y": s.y, "z": s.z, "plus": s.plus}
LEAVES = [cell(OPERATORS[key], place) for key in ("x", "y", "plus") for place in PLACES] + [cell.total(s.z)]
MATRICES = [CELLS.density(key, place) for key in ("x", "y", "plus") for place in PLACES] + [CELLS.total("z")]


@settings(max_examples=150)
@given(expressions(3))
def test_local_densities_equal_atoms_in_cells(tree):
    operator = oracle.evaluate(tree, LEAVES, one, lambda a: a.adjoint(), commutator)
    matrix = oracle.evaluate(tree, MATRICES, CELLS.one(), lambda stack: stack.conj().transpose(0, 2, 1))
    assert np.array_equal(CELLS.read(operator), matrix)
    assert np.array_equal(CELLS.read(localised(operator)), matrix)
    assert Operator.from_json(operator.to_json()) == operator


@settings(max_examples=60)
@given(expressions(2), expressions(1), expressions(1))
def test_jacobi_of_densities(first, second, third):
    a, b, c = (oracle.evaluate(t, LEAVES, one, lambda x: x.adjoint(), commutator) for t in (first, second, third))
    cyclic = commutator(a, commutator(b, c)) + commutator(b, commutator(c, a)) + commutator(c, commutator(a, b))
    assert localised(cyclic).is_zero
    assert localised(a * (b * c)) == localised((a * b) * c)


def test_spin_densities_have_a_local_commutator():
    c = commutator(cell(s.x, "r"), cell(s.y, "q"))
    assert integral(c, "q") == sp.I * cell(s.z, "r")
    assert integral(integral(c, "q"), "r") == sp.I * cell.total(s.z)
    assert commutator(cell.total(s.x), cell(s.y, "q")) == sp.I * cell(s.z, "q")
    assert integral(cell(one, "r"), "r") == N * one
    assert integral(cell(s.x, "r") * cell(s.y, "q"), "q") == localised(cell(s.x, "r") * cell.total(s.y))


def test_boson_fields():
    psi = Field("psi")
    delta = commutator(psi("r"), psi.dag("q"))
    assert delta == sp.DiracDelta(sp.Symbol("q", real=True) - sp.Symbol("r", real=True)) * one
    assert commutator(psi("r"), psi("q")).is_zero
    volume = sp.Symbol("V_c", positive=True)
    assert commutator(psi("r"), psi.dag("r")) == one / volume
    number = psi.dag("q") * psi("q")
    assert localised(commutator(number, psi.dag("r"))) == localised(commutator(psi("q"), psi.dag("r")) * psi.dag("q"))
    assert integral(commutator(number, psi("r")), "q") == -psi("r")
    hopping = psi.dag("q") * psi("q", 1)
    assert integral(commutator(psi("r"), hopping), "q") == psi("r", 1)
    assert Operator.from_json((number * number).to_json()) == number * number


def test_what_cannot_be_integrated_is_refused():
    psi = Field("psi")
    with pytest.raises(AlgebraError, match="stands in no delta"):
        integral(psi("r"), "r")
    with pytest.raises(AlgebraError, match="position"):
        psi("")
    with pytest.raises(AlgebraError, match="one of the atom 's'"):
        cell(Spin("k").x, "r")


def test_powers_of_the_coarse_grained_delta():
    psi = Field("psi")
    volume = sp.Symbol("V_c", positive=True)
    pq, qr, pr = (commutator(psi(x), psi.dag(y)) for x, y in ("pq", "qr", "pr"))
    assert localised(pq * pq) == pq / volume
    assert localised(pq * qr * pr * psi("r")) == localised(pq * pr * psi("p")) / volume
