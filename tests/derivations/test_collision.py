"""The collision against matrix exponentials, for couplings that nobody derived by hand."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from derive.algebra import Spin
from derive.dynamics.exponential import conjugated
from derive.spin_exchange import collision, symbols
from derive.steps import DerivationError

SX = np.array([[0, 1], [1, 0]]) / 2
SY = np.array([[0, -1j], [1j, 0]]) / 2
SZ = np.array([[1, 0], [0, -1]]) / 2
AXES = (SX, SY, SZ)
ANGLE = 0.7
S, K = Spin("s"), Spin("k")
rationals = st.fractions(min_value=-3, max_value=3, max_denominator=5).map(
    lambda f: sp.Rational(f.numerator, f.denominator)
)


def both(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """An operator of the electron times one of the noble-gas spin; the electron comes first."""
    return np.kron(a, b)


def turned(operator: np.ndarray, generator: np.ndarray) -> np.ndarray:
    """exp(i phi G) A exp(-i phi G), from the definition."""
    step = expm(-1j * ANGLE * generator)
    return step.conj().T @ operator @ step


def numbers(expression: sp.Expr, letters: dict[str, np.ndarray]) -> np.ndarray:
    """A polynomial in letters of both spins as a matrix; each letter stands for one operator."""
    values = {symbols.PHI.symbol: ANGLE}
    total = np.zeros((4, 4), complex)
    for term in sp.Add.make_args(sp.expand(expression)):
        product, factor = np.eye(4, dtype=complex), complex(1)
        for part in sp.Mul.make_args(term):
            if part.is_Symbol and part.name in letters:
                product = product @ letters[part.name]
            else:
                factor *= complex(sp.N(part.subs(values)))
        total += factor * product
    return total


LETTERS = {f"s_{a}": both(m, np.eye(2)) for a, m in zip("xyz", AXES, strict=True)}
LETTERS |= {f"k_{a}": both(np.eye(2), m) for a, m in zip("xyz", AXES, strict=True)}


@settings(max_examples=10, deadline=None)
@given(rationals, rationals, rationals)
def test_map_follows_any_coupling_along_the_axes(a: sp.Rational, b: sp.Rational, c: sp.Rational) -> None:
    coupling = a * S.x * K.x + b * S.y * K.y + c * S.z * K.z
    generator = sum(float(w) * both(m, m) for w, m in zip((a, b, c), AXES, strict=True))
    step = collision.evolution(collision.Collision(coupling=coupling))
    model = collision.Collision(coupling=coupling)
    for spin, name in ((S, "s"), (K, "k")):
        for operator, axis in zip((spin.x, spin.y, spin.z), "xyz", strict=True):
            derived = collision.as_numbers(conjugated(operator, step), model)
            exact = turned(LETTERS[f"{name}_{axis}"], generator)
            # both are products of a few numbers of order 1 in double precision
            assert np.allclose(numbers(derived, LETTERS), exact, atol=1e-12)


@pytest.mark.parametrize(
    ("coupling", "matrix"),
    [
        (S.x * K.x + S.y * K.y + S.z * K.z, sum(both(m, m) for m in AXES)),
        (3 * (S.x * K.x + S.y * K.y + S.z * K.z), 3 * sum(both(m, m) for m in AXES)),
        (S.z * K.z, both(SZ, SZ)),
        (S.x * K.x + S.y * K.y - S.z * K.z, both(SX, SX) + both(SY, SY) - both(SZ, SZ)),
        (S.x * K.y - S.y * K.x, both(SX, SY) - both(SY, SX)),
        (S.z * K.z + S.z / 2 - K.z / 3, both(SZ, SZ) + both(SZ, np.eye(2)) / 2 - both(np.eye(2), SZ) / 3),
    ],
    ids=[
        "as published",
        "three times stronger",
        "only s_z k_z",
        "k_z with the other sign",
        "cross coupling",
        "with fields",
    ],
)
def test_published_equations_follow_a_changed_coupling(coupling: object, matrix: np.ndarray) -> None:
    model = collision.Collision(coupling=coupling)
    for which, prefix in (("s", "s"), ("k", "k")):
        equation = collision.spin_after(model, which)
        entries = sp.Matrix(collision.resolve(equation.rhs, equation.quantities))
        for entry, axis in zip(entries, "xyz", strict=True):
            assert np.allclose(numbers(entry, LETTERS), turned(LETTERS[f"{prefix}_{axis}"], matrix), atol=1e-12)


def test_second_order_is_what_remains_of_the_exact_map() -> None:
    generator = sum(both(m, m) for m in AXES)
    small = 1e-3
    electron, _ = collision.changes()
    step = expm(-1j * small * generator)
    for entry, axis in zip(sp.Matrix(collision.resolve(electron.rhs, electron.quantities)), "xyz", strict=True):
        exact = step.conj().T @ LETTERS[f"s_{axis}"] @ step - LETTERS[f"s_{axis}"]
        derived = numbers(entry.subs(symbols.PHI.symbol, small), LETTERS)
        # the neglected term is phi^3/6 times operators of norm below 1
        assert np.max(np.abs(exact - derived)) < small**3
        assert np.max(np.abs(exact)) > 100 * small**3


def test_total_spin_is_conserved_only_by_the_isotropic_coupling() -> None:
    ids = [equation.id for equation in collision.derivation().equations]
    assert f"{collision.MODULE}.conservation" in ids
    uneven = collision.Collision(coupling=S.z * K.z)
    assert not collision.conserves_total_spin(uneven)
    with pytest.raises(DerivationError, match="commutes"):
        collision.conservation(uneven)


def test_a_coupling_that_is_not_hermitian_is_refused() -> None:
    with pytest.raises(DerivationError, match="not Hermitian"):
        collision.unitary(collision.Collision(coupling=sp.I * S.z * K.z))


def test_a_larger_noble_gas_spin_has_a_unitary_but_no_linear_map() -> None:
    model = collision.Collision(noble=Spin("k", sp.Rational(3, 2)))
    step = collision.evolution(model)
    unitarity = (step.adjoint() * step).map_coefficients(lambda c: sp.expand(c.rewrite(sp.exp)))
    assert unitarity == collision.one
    with pytest.raises(DerivationError, match="not linear in each spin"):
        collision.spin_after(model, "s")
