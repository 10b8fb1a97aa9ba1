"""Heisenberg equations and relaxation against matrices of one alkali and one noble-gas atom."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import sympy as sp

from derive.spin_exchange import langevin, symbols
from derive.spin_exchange import mode_symbols as modes
from derive.steps import DerivationError


def matrices(spin: float) -> list[np.ndarray]:
    """Spin matrices from the ladder elements."""
    levels = spin - np.arange(int(2 * spin) + 1)
    raising = np.diag(np.sqrt(spin * (spin + 1) - levels[1:] * (levels[1:] + 1)), 1)
    return [(raising + raising.T) / 2, (raising - raising.T) / 2j, np.diag(levels)]


@pytest.mark.parametrize("couplings", [(1, 1, 1), (2, 1, 1), (1, -3, 2)], ids=str)
def test_motion_follows_the_hamiltonian(couplings: tuple[int, int, int]) -> None:
    """One atom of f = 2 and one of k = 1/2 in a cell of volume 1, where densities are spins."""
    f = [np.kron(m, np.eye(2)) for m in matrices(2)]
    k = [np.kron(np.eye(5), m) for m in matrices(0.5)]
    larmor = (sp.Rational(3, 2) * symbols.OMEGA_A.symbol, -symbols.OMEGA_B.symbol / 3)
    energy = sum(c * a @ b for c, a, b in zip(couplings, f, k, strict=True)) + 1.5 * f[2] - k[2] / 3
    model = langevin.Motion(coupling=tuple(c * symbols.ZETA.symbol for c in couplings), larmor=larmor)
    units = {symbols.OMEGA_A.symbol: 1, symbols.OMEGA_B.symbol: 1, symbols.ZETA.symbol: 1}
    letters = {q.symbol: m for q, m in zip(symbols.DENSITY_A[1:], f, strict=True)}
    letters |= {q.symbol: m for q, m in zip(symbols.DENSITY_B[1:], k, strict=True)}
    for equation, spins in zip(langevin.unitary(model), (f, k), strict=True):
        for entry, spin in zip(equation.rhs, spins, strict=True):
            made = np.zeros((10, 10), dtype=complex)
            for term in sp.Add.make_args(sp.expand(entry.subs(units))):
                number, word = term.as_independent(*letters)
                factors = [letters[s] for s in sp.Mul.make_args(word)]
                made += float(number) * (factors[0] @ factors[1] if len(factors) == 2 else factors[0])
            # rounding of products of matrices
            assert np.allclose(made, 1j * (energy @ spin - spin @ energy), atol=1e-12)


def test_an_isotropic_coupling_turns_the_spins_about_each_other() -> None:
    alkali, noble = langevin.exchange()
    assert str(alkali.rhs) == "zeta*cross(k_r, f_r)"
    assert str(noble.rhs) == "zeta*cross(f_r, k_r)"


def test_every_cause_that_acts_on_the_electron_is_slowed_down() -> None:
    default = langevin.MODEL.relaxation.electron
    extra = 7 * modes.SPEED_A.symbol * modes.SIGMA_SD.symbol * symbols.N_A_DENSITY.symbol
    model = replace(langevin.MODEL, relaxation=langevin.Relaxation(electron=(*default, extra)))
    difference = langevin.alkali_relaxation(model).rhs - langevin.alkali_relaxation().rhs
    assert sp.cancel(difference - extra / symbols.Q.symbol) == 0


def test_relaxation_without_exchange_is_refused() -> None:
    model = replace(langevin.MODEL, relaxation=langevin.Relaxation(electron=langevin.MODEL.relaxation.electron[::2]))
    with pytest.raises(DerivationError, match="loss by exchange"):
        langevin.alkali_relaxation(model)


def test_slowest_mode_of_a_sphere_by_finite_differences() -> None:
    """Eigenvalues of -(1/r^2) d/dr r^2 d/dr with zero at the wall: for r times the mode, -d^2/dr^2 on (0, R)."""
    points = 400
    step = 1 / (points + 1)
    laplacian = (2 * np.eye(points) - np.eye(points, k=1) - np.eye(points, k=-1)) / step**2
    lowest = np.linalg.eigvalsh(laplacian)[0]
    rate = langevin.leading_mode().rhs.subs({modes.LOSS_A.symbol: 0, modes.D_A.symbol: 1, modes.RADIUS.symbol: 1})
    # second-order differences: relative error pi^2 step^2 / 12 = 5e-6
    assert float(rate) == pytest.approx(lowest, rel=1e-5)


def test_a_damped_mode_in_vacuum_has_the_least_noise() -> None:
    general, vacuum = langevin.damped_mode()
    assert general.rhs - vacuum.rhs == modes.NORMAL.symbol
    assert vacuum.rhs == 2 * symbols.GAMMA.symbol
