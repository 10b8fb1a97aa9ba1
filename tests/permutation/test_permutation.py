"""Symmetric operators against full matrices of a few atoms, closed forms, and the variance equations at 1/N."""

from __future__ import annotations

import doctest
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp
from scipy.integrate import solve_ivp
from scipy.linalg import expm, null_space

from derive.dissipative_entanglement import correlations, variances
from derive.dissipative_entanglement import steady_state as derived_steady
from numerics.permutation import (
    Collective,
    Generator,
    Means,
    Model,
    PermutationError,
    Product,
    Single,
    evolve,
    product_state,
    steady_state,
)
from numerics.permutation import steady as solver
from numerics.permutation.basis import SymmetricBasis
from numerics.permutation.means import polarisation
from numerics.permutation.model import SPINS, UP_DOWN
from numerics.permutation.states import bloch_state
from numerics.permutation.steady import trace_row

WEAK = {"d": 3.0, "Gamma": 1.0, "mu": 1.25, "nu": 0.75, "Gamma_cool": 0.3, "Gamma_heat": 0.05, "Gamma_d": 0.2}
WEAK["Gamma_t"] = WEAK["Gamma_cool"] + WEAK["Gamma_heat"] + WEAK["Gamma_d"]
DOWN = UP_DOWN.T @ UP_DOWN


def driven(atoms: int, **values: float) -> Model:
    """The two ensembles of the paper: nonlocal jumps, and cooling, heating and dephasing of every atom."""
    v = {**WEAK, **values}
    single = tuple(
        Single(rate=v[rate], operator=operator, ensemble=k)
        for k in (0, 1)
        for rate, operator in (("Gamma_cool", UP_DOWN), ("Gamma_heat", UP_DOWN.T), ("Gamma_d", DOWN))
    )
    rate = v["d"] * v["Gamma"] / atoms
    first = (v["mu"] * UP_DOWN, v["nu"] * UP_DOWN.T)
    jumps = tuple(Collective(rate=rate, operators=o) for o in (first, first[::-1]))
    return Model(counts=(atoms, atoms), single=single, collective=jumps)


def twisted(atoms: int) -> Model:
    """A model without any charge: a transverse field, a twist of both ensembles, complex jumps."""
    x, y, z = (SPINS[k] for k in "xyz")
    return Model(
        counts=(atoms, atoms + 1),
        single=(Single(rate=0.7, operator=UP_DOWN + 0.2j * x), Single(rate=0.4, operator=DOWN + y, ensemble=1)),
        collective=(Collective(rate=0.3, operators=(UP_DOWN, 0.5j * z)), Collective(rate=0.2, operators=(None, x))),
        hamiltonian=(
            Product(coefficient=0.9, factors=((0, y),)),
            Product(coefficient=0.4, factors=((0, z), (1, x))),
            Product(coefficient=0.3j, factors=((1, y), (1, z))),
            Product(coefficient=-0.3j, factors=((1, z), (1, y))),
        ),
    )


class Full:
    """The same model on all states of all atoms, from its definition."""

    def __init__(self, model: Model) -> None:
        self.counts = model.counts
        self.atoms = sum(model.counts)
        self.size = 2**self.atoms
        self.hamiltonian = np.zeros((self.size,) * 2, complex)
        for term in model.hamiltonian:
            parts = [self.total(o, k) for k, o in term.factors]
            self.hamiltonian += term.coefficient * reduce(np.matmul, parts)
        self.jumps = [(s.rate, self.on(s.operator, atom)) for s in model.single for atom in self.places(s.ensemble)]
        for both in model.collective:
            parts = [self.total(o, k) for k, o in enumerate(both.operators) if o is not None]
            self.jumps.append((both.rate, sum(parts)))

    def places(self, ensemble: int) -> range:
        first = sum(self.counts[:ensemble])
        return range(first, first + self.counts[ensemble])

    def on(self, operator: Any, atom: int) -> Any:
        parts = [np.eye(2)] * self.atoms
        parts[atom] = operator
        return reduce(np.kron, parts)

    def total(self, operator: Any, ensemble: int) -> Any:
        return sum(self.on(operator, atom) for atom in self.places(ensemble))

    def rate(self, rho: Any) -> Any:
        made = -1j * (self.hamiltonian @ rho - rho @ self.hamiltonian)
        for rate, c in self.jumps:
            loss = c.conj().T @ c
            made = made + rate * (c @ rho @ c.conj().T - (loss @ rho + rho @ loss) / 2)
        return made

    def matrix(self) -> Any:
        one = np.eye(self.size)
        made = -1j * (np.kron(self.hamiltonian, one) - np.kron(one, self.hamiltonian.T))
        for rate, c in self.jumps:
            loss = c.conj().T @ c
            made = made + rate * (np.kron(c, c.conj()) - (np.kron(loss, one) + np.kron(one, loss.T)) / 2)
        return made

    def mean(self, rho: Any, first: str, second: str = "") -> float:
        made = np.eye(self.size, dtype=complex)
        for place, letters in enumerate((first, second)):
            for letter in letters:
                made = made @ self.total(SPINS[letter], place)
        return float(np.trace(made @ rho).real)


WORDS = [("x", ""), ("zz", ""), ("", "y"), ("z", "z"), ("xx", "y"), ("y", "yy")]


@pytest.mark.parametrize("atoms", [1, 2])
def test_rates_of_change_without_any_charge(atoms: int) -> None:
    model = twisted(atoms)
    full, generator = Full(model), Generator(model)
    assert generator.charges == ()
    one, other = bloch_state(0.4, 0.3, -0.2), bloch_state(-0.1, 0.5, 0.6)
    parts = [one] * model.counts[0] + [other] * model.counts[1]
    rho = full.rate(full.rate(reduce(np.kron, parts)))
    state = product_state(generator, one, other)
    rates, means = generator.apply(generator.apply(state.coefficients)), Means(generator)
    for first, second in WORDS:
        # rates of order 10, sums of some hundred doubles
        assert means.spins(rates, first, second) == pytest.approx(full.mean(rho, first, second), abs=1e-11)


@pytest.mark.parametrize("atoms", [1, 2])
def test_steady_state_is_that_of_all_states(atoms: int) -> None:
    model = driven(atoms)
    full, found = Full(model), steady_state(Generator(model))
    (rho,) = null_space(full.matrix(), rcond=1e-12).T
    rho = rho.reshape(full.size, full.size)
    rho = rho / np.trace(rho)
    means = Means(found.state.generator)
    for first, second in (("x", ""), ("zz", ""), ("z", "z"), ("y", "y"), ("xx", ""), ("x", "zz")):
        # a null space of 256 unknowns, with a gap of 0.1
        assert means.spins(found.state, first, second) == pytest.approx(full.mean(rho, first, second), abs=1e-11)


def test_steady_state_without_any_charge() -> None:
    model = twisted(1)
    full, found = Full(model), steady_state(Generator(model))
    (rho,) = null_space(full.matrix(), rcond=1e-12).T
    rho = rho.reshape(full.size, full.size)
    rho = rho / np.trace(rho)
    for first, second in WORDS:
        mean = Means(found.state.generator).spins(found.state, first, second)
        assert mean == pytest.approx(full.mean(rho, first, second), abs=1e-11)


def test_evolution_is_that_of_all_states() -> None:
    model = twisted(1)
    full, generator = Full(model), Generator(model)
    one = bloch_state(0.4, 0.3, -0.2)
    rho = reduce(np.kron, [one] * 3).reshape(-1)
    times = [0.0, 0.5, 2.0]
    found = evolve(product_state(generator, one), times, lambda s: Means(generator).spins(s, "z", "y"), tolerance=1e-10)
    for t, mean in zip(times, found, strict=True):
        exact = (expm(full.matrix() * t) @ rho).reshape(full.size, full.size)
        assert mean == pytest.approx(full.mean(exact, "z", "y"), abs=1e-8)  # a hundred times the tolerance


@pytest.mark.parametrize("atoms", [1, 4])
def test_the_trace_is_kept_for_any_operator(atoms: int) -> None:
    generator = Generator(driven(atoms))
    vector = np.random.default_rng(3).normal(size=generator.size)
    rates = generator.apply(vector)
    assert abs(trace_row(generator) @ rates) < 1e-12 * np.linalg.norm(rates) * np.linalg.norm(trace_row(generator))


def test_the_matrix_is_the_action() -> None:
    for model in (driven(3), twisted(2)):
        generator = Generator(model)
        vector = np.random.default_rng(5).normal(size=generator.size)
        np.testing.assert_allclose(generator.matrix() @ vector, generator.apply(vector), atol=1e-11)


def test_symmetric_operators_are_those_of_all_atoms() -> None:
    basis, rng = SymmetricBasis(3), np.random.default_rng(1)
    assert basis.size == 20
    one, other = (rng.normal(size=(2, 2)) + 1j * rng.normal(size=(2, 2)) for _ in range(2))
    left = basis.left(one) @ basis.product(other)
    # on products of equal matrices the sum over atoms replaces one factor; the norm of both is the same
    full = sum(reduce(np.kron, [one @ other if k == atom else other for k in range(3)]) for atom in range(3))
    assert np.linalg.norm(left) == pytest.approx(np.linalg.norm(full), rel=1e-13)
    assert left @ basis.trace == pytest.approx(np.trace(full), rel=1e-13)


@pytest.mark.parametrize("schur", [False, True])
def test_iterations_find_what_a_factorisation_finds(monkeypatch: pytest.MonkeyPatch, schur: bool) -> None:
    generator = Generator(driven(6, d=20.0))
    direct = steady_state(generator)
    monkeypatch.setattr(solver, "DIRECT", 0)
    if schur:
        monkeypatch.setattr(solver, "WORST", 0.0)
    found, means = steady_state(generator, tolerance=1e-10), Means(generator)
    assert (direct.method, found.method) == ("direct", "gmres")
    assert found.iterations < 80
    for first, second in (("x", ""), ("zz", ""), ("z", "z"), ("xzz", "")):
        exact = means.spins(direct.state, first, second)
        assert means.spins(found.state, first, second) == pytest.approx(exact, rel=1e-8)


def test_independent_atoms() -> None:
    cool, heat, count = 0.4, 0.1, 12
    single = (Single(rate=cool, operator=UP_DOWN), Single(rate=heat, operator=UP_DOWN.T))
    generator = Generator(Model(counts=(count,), single=single))
    means, rest = Means(generator), (cool - heat) / (cool + heat)

    def seen(state: Any) -> tuple[float, float]:
        mean = means.spins(state, "x")
        return polarisation(means, state), means.spins(state, "xx") - mean**2

    times = [0.5, 3.0]
    for t, (found, spread) in zip(times, evolve(product_state(generator), times, seen), strict=True):
        exact = rest + (1 - rest) * np.exp(-(cool + heat) * t)
        assert found == pytest.approx(exact, rel=1e-8)  # ten times the tolerance of the steps
        assert spread == pytest.approx(count * (1 - exact**2) / 4, rel=1e-7)
    assert polarisation(means, steady_state(generator).state) == pytest.approx(rest, rel=1e-10)


def closed_steady(values: dict[str, float]) -> float:
    """The derived steady state of xi, for many atoms."""
    expression = derived_steady.entanglement().rhs.subs(variances.P, derived_steady.polarisation().rhs)
    return float(expression.subs({s: sp.Float(values[s.name], 30) for s in expression.free_symbols}))


def test_entanglement_tends_to_the_derived_steady_state_as_one_over_n() -> None:
    limit, scaled = closed_steady(WEAK), []
    for atoms in (8, 16):
        found = steady_state(Generator(driven(atoms)))
        scaled.append((Means(found.state.generator).entanglement(found.state) - limit) * atoms)
    # N times the error settles at 1.3; the next order changes it by some percent between 8 and 16 atoms
    assert scaled[1] == pytest.approx(scaled[0], rel=0.1)
    assert 1 < scaled[1] < 2


def test_entanglement_in_time_tends_to_the_derived_rates_as_one_over_n() -> None:
    times, sides = [0.1, 0.6, 2.0], []
    total, along = variances.variance_sum(), variances.polarisation()
    names = {s.name: s for e in (total, along) for s in e.rhs.free_symbols}
    order = [names["P_2"], names["Sigma_J"]]
    values = {names[k]: v for k, v in {**WEAK, "N": 1.0}.items() if k in names}
    rates = sp.lambdify(order, [along.rhs.subs(values), total.rhs.subs(values)])
    solved = solve_ivp(lambda _, y: rates(*y), (0, 2), [1, 1], t_eval=times, rtol=1e-10, atol=1e-12)
    limit = solved.y[1] / solved.y[0]
    for atoms in (4, 8):
        generator = Generator(driven(atoms))
        found = evolve(product_state(generator), times, Means(generator).entanglement, tolerance=1e-8)
        sides.append((np.array(found) - limit) * atoms)
    # N times the error: 0.05 to 0.8, 20 % apart between 4 and 8 atoms; an error of order 1 would double it
    np.testing.assert_allclose(sides[1], sides[0], rtol=0.25)
    assert np.all(sides[1] > 0.03)


def test_correlations_that_decorrelation_neglects_are_the_derived_ones() -> None:
    words = (("xx", ""), ("x", "x"), ("xzz", ""), ("xz", "z"))
    equations = [correlations.correlation(*word) for word in words]
    unknown = [e.lhs.expr for e in equations]
    values = {**WEAK, **closed_moments(WEAK)}
    known = {s: values[s.name] for e in equations for s in e.rhs.free_symbols if s.name in values}
    (limits,) = sp.linsolve([e.rhs.subs(known) for e in equations], unknown)
    found = [neglected(atoms, words) for atoms in (8, 16)]
    # N times each correlation has a limit, which is approached as 1/N: extrapolated from 8 and 16 atoms
    for limit, at_8, at_16 in zip(limits, *found, strict=True):
        assert 2 * at_16 - at_8 == pytest.approx(float(limit), abs=0.2)
        assert abs(at_16 - float(limit)) < abs(at_8 - float(limit))


def neglected(atoms: int, words: Sequence[tuple[str, str]]) -> list[float]:
    """N times what decorrelation neglects in the exact steady state, in units of polarised atoms."""
    state = steady_state(Generator(driven(atoms))).state
    means, made = Means(state.generator), []
    for first, second in words:
        longitudinal = (first + second).count("x")
        rest = first.replace("x", ""), second.replace("x", "")
        unit = (atoms / 2) ** longitudinal
        transverse = 1.0
        if any(rest):
            unit, transverse = unit * atoms / 4, 4 * means.spins(state, *rest) / atoms
        product = transverse * polarisation(means, state) ** longitudinal
        made.append(atoms * (means.spins(state, first, second) / unit - product))
    return made


def closed_moments(values: dict[str, float]) -> dict[str, float]:
    """The polarisation, and <J_z^2> and <J_zI J_zII> in units of polarised atoms, from the derived closed rates."""
    along = derived_steady.polarisation().rhs
    known = {s: values[s.name] for s in along.free_symbols}
    made = {"P_2": float(along.subs(known))}
    for word in (("zz", ""), ("z", "z")):
        equation = variances.closed(*word)
        given = {**values, **made}
        rate = equation.rhs.subs({s: given[s.name] for s in equation.rhs.free_symbols if s.name in given})
        made[equation.lhs.expr.name] = float(sp.solve(rate, equation.lhs.expr)[0])
    return made


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Model(counts=(0,)), "one or two whole numbers from 1 up"),
        (lambda: Single(rate=-1, operator=UP_DOWN), "real number from 0 up"),
        (lambda: Single(rate=1, operator=np.eye(3)), r"matrix of one atom, \(2, 2\)"),
        (lambda: Model(counts=(2,), single=(Single(rate=1, operator=UP_DOWN, ensemble=1),)), "a number from 0 to 0"),
        (lambda: Model(counts=(2, 2), collective=(Collective(rate=1, operators=(UP_DOWN,)),)), "one for each of 2"),
        (
            lambda: Model(counts=(2,), hamiltonian=(Product(coefficient=1, factors=((0, UP_DOWN),)),)),
            "Hermitian operator",
        ),
        (lambda: product_state(Generator(driven(2)), bloch_state(0.5, 0.5)), "coherence between up and down"),
        (lambda: product_state(Generator(driven(2)), np.diag([1.5, -0.5])), "density matrix of one atom"),
        (lambda: evolve(product_state(Generator(driven(1))), [1.0, 0.5], lambda s: s), "increasing"),
        (lambda: Means(Generator(Model(counts=(2,)))).spins(np.zeros(10), "x", "y"), "second ensemble"),
        (lambda: steady_state(Generator(Model(counts=(2,)))), "not unique"),
    ],
)
def test_errors_name_what_was_expected(make: Any, said: str) -> None:
    with pytest.raises(PermutationError, match=said):
        make()


def test_the_examples_of_the_page_run() -> None:
    page = Path(__file__).parents[2] / "docs" / "permutation.md"
    result = doctest.testfile(str(page), module_relative=False)
    assert result.attempted > 12
    assert result.failed == 0


def test_collective_dephasing_leaves_entanglement_but_for_one_over_n() -> None:
    # the terms that the paper omits from its full master equation, with twice the rate of the others
    found = []
    for atoms in (5, 10):
        plain = driven(atoms)
        rate = 2 * WEAK["d"] * WEAK["Gamma"] / atoms
        weights = (WEAK["mu"] * DOWN, WEAK["nu"] * (np.eye(2) - DOWN))
        more = tuple(Collective(rate=rate, operators=o) for o in (weights, weights[::-1]))
        whole = Model(counts=plain.counts, single=plain.single, collective=(*plain.collective, *more))
        values = []
        for model in (plain, whole):
            state = steady_state(Generator(model)).state
            values.append(Means(state.generator).entanglement(state))
        found.append(atoms * (values[1] - values[0]))
    # N times the difference settles; without the factor 1/N it would double
    assert found[1] == pytest.approx(found[0], rel=0.25)
    assert found[0] > 0.1
