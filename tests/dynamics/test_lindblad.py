"""The adjoint of a Lindblad generator against density matrices, and what a model refuses."""

import lindblad_oracle as oracle
import numpy as np
import pytest
import sympy as sp

from derive.algebra import AlgebraError, Boson, Ensemble, Levels, Spin, one
from derive.dynamics.lindblad import Correlated, Jump, Model
from derive.dynamics.rates import AMPLITUDE, HALVED, POPULATION, DynamicsError

a, b, s = Boson("a"), Boson("b"), Spin("s")
atom = Levels("t", ("g", "e"))
N = sp.Symbol("N", integer=True, positive=True)
g, w, kappa, gamma, chi = sp.symbols("g omega kappa gamma chi", positive=True)
VALUES = {g: sp.Rational(3, 10), w: sp.Rational(7, 10), kappa: sp.Rational(11, 10), gamma: sp.Rational(2, 5), chi: 2}
CUT = 7
# A product of two states' entries, summed over 2 * 7 * 8 dimensions: rounding of a few hundred terms of order one.
ROUNDING = 1e-12


def numeric(operator, systems, atoms=None):
    return np.array(operator.subs(VALUES).matrix(systems, CUT, atoms).evalf(30), complex)


def low(space_sizes, keep):
    """True where every infinite system has fewer than ``keep`` quanta, so that the cut-off is not felt."""
    grids = np.meshgrid(*(np.arange(size) for size in space_sizes), indexing="ij")
    ok = np.ones(space_sizes, bool)
    for grid, size in zip(grids, space_sizes, strict=True):
        if size == CUT:
            ok &= grid < keep
    return ok.ravel()


def check(model, operators, systems, sizes, H, terms, atoms=None):
    rng = np.random.default_rng(1)
    rho = oracle.random_state(rng, int(np.prod(sizes)), low(sizes, CUT - 4))
    drho = oracle.master(H, terms, rho)
    for operator in operators:
        derived = oracle.mean(numeric(model.adjoint(operator), systems, atoms), rho)
        exact = oracle.mean(numeric(operator, systems, atoms), drho)
        assert derived == pytest.approx(exact, abs=ROUNDING)


@pytest.mark.parametrize(("convention", "factor"), [(POPULATION, 1), (AMPLITUDE, 2), (HALVED, 0.5)])
def test_two_kinds_of_systems_and_every_convention(convention, factor):
    H = w * a.n + chi * s.z + g * (a.dag * s.minus + a.a * s.plus)
    jumps = (
        Jump(operator=a.a + s.x, rate=kappa, convention=convention),
        Jump(operator=s.z, rate=gamma, convention=convention),
    )
    space = oracle.Space(CUT, 2)
    A, z, up = space.put(0, oracle.lower(CUT)), space.put(1, np.diag([0.5, -0.5])), space.put(1, oracle.ket_bra(0, 1))
    x = (up + up.T) / 2
    numbers = {k.name: float(v) for k, v in VALUES.items()}
    Hm = numbers["omega"] * A.T @ A + 2 * z + numbers["g"] * (A.T @ up.T + A @ up)
    terms = [(factor * numbers["kappa"], A + x, A + x), (factor * numbers["gamma"], z, z)]
    operators = [a.a, a.n, s.z, s.minus * a.dag, a.dag**2 * a.a]
    check(Model(hamiltonian=H, jumps=jumps), operators, (a, s), (CUT, 2), Hm, terms)


def test_rates_convert_between_conventions():
    jump = Jump(operator=a.a, rate=kappa)
    H = w * a.n
    models = [Model(hamiltonian=H, jumps=(jump.converted(to),)) for to in (POPULATION, AMPLITUDE, HALVED)]
    assert models[1].jumps[0].rate == kappa / 2
    assert len({model.adjoint(a.n) for model in models}) == 1
    assert "amplitude" in models[1].rate_table()[0][2]


def test_correlated_decay_of_a_list_with_its_coherent_coupling():
    rates = [[gamma, gamma / 2], [gamma / 2, kappa]]
    shifts = [[0, g], [g, 0]]
    model = Model(hamiltonian=0 * one, jumps=(Correlated(operators=(a.a, s.minus), rates=rates, shifts=shifts),))
    space = oracle.Space(CUT, 2)
    c = [space.put(0, oracle.lower(CUT)), space.put(1, oracle.ket_bra(1, 0))]
    G = np.array(sp.Matrix(rates).subs(VALUES), float)
    terms = [(G[i, j], c[i], c[j]) for i in range(2) for j in range(2)]
    H = float(VALUES[g]) * (c[0].conj().T @ c[1] + c[1].conj().T @ c[0])
    check(model, [a.n, s.z, a.dag * s.minus], (a, s), (CUT, 2), H, terms)


def ensemble_matrices(count):
    space = oracle.Space(*([2] * count))
    return [space.put(k, oracle.ket_bra(0, 1)) for k in range(count)]


def test_every_atom_of_an_ensemble_and_a_collective_jump():
    cell = Ensemble("cell", atom, N)
    down, up = atom("g", "e"), atom("e", "g")
    total = cell.total(down)
    H = w * cell.total(atom("e", "e")) + g * (total + total.adjoint())
    jumps = (Jump(operator=down, rate=gamma, over=cell), Jump(operator=total, rate=kappa))
    lowers = ensemble_matrices(3)
    numbers = {k.name: float(v) for k, v in VALUES.items()}
    both = sum(lowers)
    Hm = numbers["omega"] * sum(c.T @ c for c in lowers) + numbers["g"] * (both + both.T)
    terms = [(numbers["gamma"], c, c) for c in lowers] + [(numbers["kappa"], both, both)]
    operators = [
        cell.at(1, atom("e", "e")),
        cell.at(1, up) * cell.at(2, down),
        cell.total(atom("e", "e")) ** 2,
    ]
    check(Model(hamiltonian=H, jumps=jumps), operators, (cell,), (2, 2, 2), Hm, terms, {cell: 3})


def test_correlated_decay_over_the_atoms_of_an_ensemble():
    cell = Ensemble("cell", atom, N)
    G, J = cell.coupling("G", "hermitian"), cell.coupling("J", "hermitian", hollow=True)
    own = cell.coupling("u")
    jumps = (
        Correlated(operators=atom("g", "e"), rates=G, shifts=J, over=cell),
        Jump(operator=atom("e", "e"), rate=own, over=cell),
    )
    model = Model(hamiltonian=cell.sum(own("i") * cell.at("i", atom("e", "e")), "i"), jumps=jumps)
    rng = np.random.default_rng(3)
    raw = rng.integers(-3, 4, (2, 3, 3)) + 1j * rng.integers(-3, 4, (2, 3, 3))
    rates, shifts = raw[0] @ raw[0].conj().T, raw[1] + raw[1].conj().T
    np.fill_diagonal(shifts, 0)
    rule = {sp.IndexedBase("u", real=True)[k + 1]: k + 2 for k in range(3)}
    for name, matrix in (("G", rates), ("J", shifts)):
        for i in range(3):
            rule[sp.IndexedBase(name, real=True)[i + 1, i + 1]] = int(matrix[i, i].real)
            for j in range(i, 3):
                value = sp.Integer(int(matrix[i, j].real)) + sp.I * int(matrix[i, j].imag)
                rule[sp.IndexedBase(name)[i + 1, j + 1]] = value
    lowers = ensemble_matrices(3)
    H = sum(shifts[i, j] * lowers[i].T @ lowers[j] for i in range(3) for j in range(3))
    H = H + sum((k + 2) * c.T @ c for k, c in enumerate(lowers))
    terms = [(rates[i, j], lowers[i], lowers[j]) for i in range(3) for j in range(3)]
    terms += [(k + 2, c.T @ c, c.T @ c) for k, c in enumerate(lowers)]
    rho = oracle.random_state(rng, 8)
    drho = oracle.master(H, terms, rho)
    for operator in (cell.at(2, atom("e", "e")), cell.at(1, atom("e", "g")) * cell.at(3, atom("g", "e"))):
        rate = model.adjoint(operator).written_out({cell: 3}).map_coefficients(lambda v: sp.expand(v.xreplace(rule)))
        atoms = operator.written_out({cell: 3})
        sites = [Levels(f"cell_[{k + 1}]", ("g", "e")) for k in range(3)]
        derived = oracle.mean(np.array(rate.matrix(sites), complex), rho)
        # Rates of some tens: absolute rounding is a hundred times that of order one.
        exact = oracle.mean(np.array(atoms.matrix(sites), complex), drho)
        assert derived == pytest.approx(exact, abs=100 * ROUNDING)


def test_one_jump_and_no_hamiltonian_may_be_given_plainly():
    model = Model(hamiltonian=0, jumps=Jump(operator=a.a, rate=kappa))
    assert model.adjoint(a.n) == -kappa * a.n


def test_rates_may_be_functions_of_time():
    t = sp.Symbol("t", real=True)
    pulse = sp.Function("kappa", real=True)(t) ** 2
    model = Model(hamiltonian=0 * one, jumps=(Jump(operator=a.a, rate=pulse),))
    assert model.adjoint(a.n) == -pulse * a.n


z = sp.Symbol("z")
CELL = Ensemble("cell", atom, N)
REFUSED = {
    "negative": lambda: Jump(operator=a.a, rate=-1),
    "is not real": lambda: Jump(operator=a.a, rate=z),
    "is not exact": lambda: Jump(operator=a.a, rate=0.5),
    "one for each atom": lambda: Jump(operator=a.a, rate=CELL.coupling("u")),
    "an operator of one atom": lambda: Jump(operator=CELL.total(atom("g", "e")), rate=1, over=CELL),
    "not positive": lambda: Correlated(operators=(a.a, b.a), rates=[[1, 2], [2, 1]]),
    r"not Hermitian at \(1, 2\)": lambda: Correlated(operators=(a.a, b.a), rates=[[1, sp.I], [sp.I, 1]]),
    "one for each pair": lambda: Correlated(operators=(a.a, b.a), rates=[[1]]),
    "a coupling of two atoms": lambda: Correlated(operators=atom("g", "e"), rates=[[1]], over=CELL),
    r"\(1\)\*a": lambda: Model(hamiltonian=a.a),
    "free label 'i'": lambda: Model(hamiltonian=CELL.at("i", atom("e", "e"))),
    "where Jump or Correlated is expected": lambda: Model(hamiltonian=a.n, jumps=(a.a,)),
    "an operator is expected": lambda: Model(hamiltonian=a.n).adjoint("n"),
    "does not have this system": lambda: Model(hamiltonian=a.n).adjoint(b.n),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_refusals_are_one_sentence(sentence):
    with pytest.raises(
        (DynamicsError, AlgebraError), match=sentence if sentence != "one for each atom" else "each atom"
    ):
        REFUSED[sentence]()
