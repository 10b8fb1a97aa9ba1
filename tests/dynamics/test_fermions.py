"""Moments of fermion modes against density matrices in the Jordan-Wigner form."""

import itertools
import random

import lindblad_oracle as oracle
import numpy as np
import pytest
import sympy as sp

from derive.algebra import Boson, Fermion, one
from derive.domains import Domain
from derive.dynamics.closure import close
from derive.dynamics.equations import equation_records
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.physical import physical_checks
from derive.dynamics.rates import DynamicsError
from derive.records import Quantity

MODES = [Fermion(f"f{k}") for k in range(3)]
f, h, _ = MODES
U, J, gamma, pump = sp.symbols("U J Gamma R", real=True)
# sums over 8 x 8 matrices of entries of order ten
ROUNDING = 1e-12


def jordan_wigner(count):
    """Annihilators: sigma_z on all earlier modes; basis (empty, full)."""
    sign, lower = np.diag([1.0, -1.0]), np.array([[0, 1], [0, 0]])
    return [oracle.kron(*[sign] * k, lower, *[np.eye(2)] * (count - k - 1)) for k in range(count)]


F = jordan_wigner(3)
LETTERS = [(m.f, F[k]) for k, m in enumerate(MODES)] + [(m.dag, F[k].conj().T) for k, m in enumerate(MODES)]


def matrix_of(operator):
    """A canonical operator of the three modes, letter by letter."""
    total = np.zeros((8, 8), complex)
    for m, value in operator.terms.items():
        term = complex(value) * np.eye(8)
        for place, (p, q) in m.letters:
            k = int(place.name[1])
            term = term @ np.linalg.matrix_power(F[k].conj().T, p) @ np.linalg.matrix_power(F[k], q)
        total = total + term
    return total


def even_state(rng, parity):
    """A random density matrix without coherence between even and odd numbers of fermions."""
    rho = oracle.random_state(rng, len(parity))
    return np.where(parity[:, None] == parity[None, :], rho, 0)


PARITY = np.array([bin(k).count("1") % 2 for k in range(8)])


def rates(closed, k, means, numbers=None):
    total = 0
    for factors, value in closed.coefficients(k).items():
        term = complex(value.subs(numbers or {}))
        for n in factors:
            term *= means[n - 1] if n > 0 else np.conj(means[-n - 1])
        total += term
    return total


@pytest.mark.parametrize("seed", range(12))
def test_random_models_reproduce_the_exact_liouvillian(seed):
    rng = random.Random(seed)

    def even(terms):
        operator, matrix = 0 * one, np.zeros((8, 8), complex)
        for _ in range(terms):
            value = rng.randint(-3, 3) + 1j * rng.randint(-3, 3)
            left, right = one, np.eye(8)
            for x, m in rng.choices(LETTERS, k=rng.choice([2, 4])):
                left, right = left * x, right @ m
            operator = operator + (int(value.real) + sp.I * int(value.imag)) * left
            matrix = matrix + value * right
        return operator, matrix

    half, half_matrix = even(3)
    pair, pair_matrix = even(1)
    x, xm = rng.choice(LETTERS)
    y, ym = rng.choice(LETTERS)
    model = Model(
        hamiltonian=half + half.adjoint(),
        jumps=(Jump(operator=x + 2 * y, rate=2), Jump(operator=pair, rate=1)),
        systems=tuple(MODES),
    )
    closed = close(model, [f.n, f.dag * h.f, f.f * h.dag * MODES[2].n], symmetry=False)
    rho = even_state(np.random.default_rng(seed), PARITY)
    terms = [(2, xm + 2 * ym, xm + 2 * ym), (1, pair_matrix, pair_matrix)]
    drho = oracle.master(half_matrix + half_matrix.conj().T, terms, rho)
    means = [oracle.mean(matrix_of(state), rho) for state in closed.states]
    assert closed.exact
    for k, state in enumerate(closed.states):
        assert rates(closed, k, means) == pytest.approx(oracle.mean(matrix_of(state), drho), abs=ROUNDING)


CHAIN = Model(
    hamiltonian=sum((J * (x.dag * y.f + y.dag * x.f) for x, y in itertools.pairwise(MODES)), 0 * one)
    + U * (f.f * h.f + h.dag * f.dag),
    jumps=(Jump(operator=f.f, rate=gamma), Jump(operator=MODES[2].dag, rate=pump)),
)


def gaussian_state(rng):
    """exp of a random quadratic form, normalised: all its cumulants beyond two vanish (Wick)."""
    import scipy.linalg

    generator = np.zeros((8, 8), complex)
    for a, x in LETTERS:
        for b, y in LETTERS:
            if a is not b:
                generator += (rng.normal() + 1j * rng.normal()) * x @ y
    generator = generator + generator.conj().T
    rho = scipy.linalg.expm(0.3 * generator)
    return rho / np.trace(rho)


def test_quadratic_models_are_exact_at_order_two():
    closed = close(CHAIN, [f.n], 2)
    assert closed.exact
    assert all(len(closed.word(k)) == 2 for k in range(len(closed.states)))


def test_order_two_is_wicks_theorem():
    """With an interaction, the truncated equations hold in every Gaussian state, signs of exchange included."""
    model = Model(
        hamiltonian=CHAIN.hamiltonian + U * f.n * h.n + J * (f.dag * h.f * MODES[2].n + h.dag * f.f * MODES[2].n),
        jumps=CHAIN.jumps,
    )
    closed = close(model, [f.n, f.f * h.f, f.dag * MODES[2].f], 2, symmetry=False)
    assert closed.neglected
    numbers = {U: 0.7, J: 0.9, gamma: 0.4, pump: 0.6}
    rho = gaussian_state(np.random.default_rng(3))
    H = matrix_of(model.hamiltonian.subs({U: sp.Rational(7, 10), J: sp.Rational(9, 10)}))
    drho = oracle.master(H, [(0.4, F[0], F[0]), (0.6, F[2].T, F[2].T)], rho)
    means = [oracle.mean(matrix_of(state), rho) for state in closed.states]
    for k, state in enumerate(closed.states):
        assert rates(closed, k, means, numbers) == pytest.approx(oracle.mean(matrix_of(state), drho), abs=ROUNDING)


def test_fermions_and_bosons_together():
    b = Boson("b")
    model = Model(hamiltonian=J * (f.dag * h.f + h.dag * f.f) * (b.a + b.dag) + U * b.n)
    closed = close(model, [f.n, f.dag * h.f * b.a], 3)
    assert {str(charge) for charge in closed.charges} >= {"quanta(f0) + quanta(f1)"}
    assert all(sum(name.startswith("f") for name in closed.word(k)) % 2 == 0 for k in range(len(closed.states)))


def test_records_of_fermions_have_checked_steps():
    entries = [
        Quantity(name=s.name, latex=s.name, meaning="rate", unit="1/s", domain=Domain()) for s in (U, J, gamma, pump)
    ]
    model = Model(hamiltonian=CHAIN.hamiltonian + U * f.n * h.n, jumps=CHAIN.jumps)
    records = equation_records(close(model, [f.n], 2), "fermions.moments", entries)
    assert any(r.approximations for r in records)


def test_populations_of_fermions_are_checked():
    checks = physical_checks(close(CHAIN, [f.n], 2))
    assert {checks.readouts.names[bound.row] for bound in checks.bounds} == {"f0.dag*f0", "f1.dag*f1", "f2.dag*f2"}
    assert all(bound.upper == 1 for bound in checks.bounds)


def test_odd_operators_have_no_mean():
    with pytest.raises(DynamicsError, match="odd number of fermion letters"):
        close(CHAIN, [f.f], 2)
