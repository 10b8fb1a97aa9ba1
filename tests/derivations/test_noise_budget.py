"""Driven lines, the four-level atom, tolerable dephasing and Doppler widths, against numbers and other models."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from scipy.integrate import quad
from scipy.linalg import null_space
from scipy.optimize import brentq

from derive.dissipative_entanglement import constants, doppler, level_scheme, pumping, squeezing_budget, symbols
from derive.dissipative_entanglement import number_symbols as ns
from derive.steps import DerivationError

POINT = {
    ns.COUPLING.symbol: 0.01, ns.LINE_DETUNING.symbol: 1.7, ns.ANGULAR.symbol: 1, symbols.LINEWIDTH.symbol: 0.8,
}  # fmt: skip


def liouvillian(hamiltonian: np.ndarray, jumps: list[np.ndarray]) -> np.ndarray:
    """The master equation as a matrix on the rows of rho."""
    one = np.eye(len(hamiltonian))
    total = -1j * (np.kron(hamiltonian, one) - np.kron(one, hamiltonian.T))
    for jump in jumps:
        square = jump.conj().T @ jump
        total = total + np.kron(jump, jump.conj()) - (np.kron(square, one) + np.kron(one, square.T)) / 2
    return total


def excited_rate(coupling: float, detuning: float, decay: float) -> float:
    """The decay rate times the excited population of a driven level at rest."""
    energy = np.array([[0, coupling], [coupling, -detuning]])
    lower = np.sqrt(decay) * np.array([[0, 1], [0, 0]])
    rho = null_space(liouvillian(energy, [lower]))[:, 0].reshape(2, 2)
    return decay * (rho[1, 1] / np.trace(rho)).real


@pytest.mark.parametrize("detuning", [0.0, 0.3, 1.7, -2.5])
def test_rate_of_a_line(detuning: float) -> None:
    coupling, decay = 1e-3, 0.8
    derived = pumping.rate(pumping.MODEL).rhs
    point = POINT | {ns.COUPLING.symbol: coupling, ns.LINE_DETUNING.symbol: detuning}
    # the drive saturates the line by some 8 (coupling/decay)^2 = 1e-5
    assert float(derived.subs(point)) == pytest.approx(excited_rate(coupling, detuning, decay), rel=3e-5)


def test_conventions_of_a_line_are_followed() -> None:
    """Half the coupling and twice the decay: H = (Omega/2)(...), and gamma_LW the half width."""
    model = pumping.Line(coupling=sp.Rational(1, 2), decay=sp.Integer(2))
    derived = pumping.rate(model).rhs
    # saturation as above, with a coupling half as large
    assert float(derived.subs(POINT)) == pytest.approx(excited_rate(0.005, 1.7, 1.6), rel=1e-4)
    half_width = sp.factor(sp.cancel(pumping.parameter(model).rhs))
    assert sp.cancel(4 * half_width - pumping.parameter(pumping.MODEL).rhs) == 0


def test_other_detunings_give_other_weights() -> None:
    far = pumping.Line(cooling=2 * symbols.DETUNING.symbol, heating=3 * symbols.DETUNING.symbol)
    mu, nu = (equation.rhs for equation in pumping.weights(far))
    assert [sp.expand(mu**2), sp.expand(nu**2)] == [sp.Rational(9, 5), sp.Rational(4, 5)]
    assert [e.rhs for e in pumping.normalised(far)] == [e.rhs for e in pumping.normalised(pumping.MODEL)]


def test_undesired_photons_of_the_four_level_atom() -> None:
    """All four levels with both fields, by matrices: photons that keep the level dephase twice as fast as flips."""
    coupling, detuning, decay = 2e-3, 3.0, 0.5
    down, up, e_down, e_up = np.eye(4)
    # the laser flips: up to e_down, down to e_up; decay keeps m with strength 1/3 and changes it with 2/3
    drive = np.outer(e_down, up) + np.outer(e_up, down)
    energy = coupling * (drive + drive.T) - detuning * (np.outer(e_down, e_down) + np.outer(e_up, e_up))
    jumps = [np.sqrt(decay / 3) * np.outer(down, e_down), np.sqrt(decay / 3) * np.outer(up, e_up),
             np.sqrt(2 * decay / 3) * np.outer(up, e_down), np.sqrt(2 * decay / 3) * np.outer(down, e_up)]  # fmt: skip
    values = np.linalg.eigvals(liouvillian(energy, jumps))
    slow = sorted(values[np.abs(values) < decay / 10].real)
    flip = decay / 3 * (coupling / detuning) ** 2
    cool = heat = flip
    ratio = level_scheme.dephasing(level_scheme.MODEL)[0].rhs.subs(
        {symbols.COOL.symbol: cool, symbols.HEAT.symbol: heat}
    )
    # populations relax at cool + heat, the coherence at half of that and of dephasing, to some (decay/detuning)^2
    expected = sorted([0, -(cool + heat), *2 * [-(cool + heat) / 2 - float(ratio) / 2]])
    assert slow == pytest.approx(expected, rel=0.02, abs=1e-12)


def test_an_atom_with_another_excited_level_is_refused() -> None:
    with pytest.raises(DerivationError, match="Wigner-Eckart"):
        level_scheme.selection(level_scheme.Atom(excited=Fraction(3, 2)))


def xi(squeezing: float, added: float, pump: float, depth: float = 30.0) -> float:
    """The steady-state parameter from the rates, by plain arithmetic."""
    mu, nu = (squeezing + 1 / squeezing) / 2, (squeezing - 1 / squeezing) / 2
    cool, heat = (1 + pump) * mu**2, nu**2
    total = cool + heat + 2 * (cool + heat) + added
    polarised = (cool - heat) / (cool + heat)
    return (total + depth * polarised**2 / squeezing**2) / (total + depth * polarised) / polarised


@pytest.mark.parametrize(("case", "pump"), [("probe", 0.0), ("pump", 5.0)])
def test_tolerable_dephasing_by_scanning(case: str, pump: float) -> None:
    grid = np.linspace(1, 6, 50_001)
    found = brentq(lambda added: min(xi(z, added, pump) for z in grid[::50]) - 0.85, 0, 80)
    fine = grid[np.abs(grid - grid[::50][np.argmin([xi(z, found, pump) for z in grid[::50]])]) < 0.02]
    found = brentq(lambda added: min(xi(z, added, pump) for z in fine) - 0.85, 0, 80)
    ends = {
        e.lhs.name: float(e.rhs) for e in squeezing_budget.derivation().equations if e.lhs.name.startswith(f"a_{case}")
    }
    # the grid misses the best Z by at most 5e-5, which changes the maximum by some 1e-6
    assert ends[f"a_{case}_lo"] == pytest.approx(found, abs=1e-5)
    assert 0 < ends[f"a_{case}_hi"] - ends[f"a_{case}_lo"] < 1e-8


def test_ends_that_are_not_ends_fail() -> None:
    budget, case = squeezing_budget.steady(), squeezing_budget.CASES[0]
    numbers = {squeezing_budget.D: case.depth, squeezing_budget.X: case.pump, squeezing_budget.LEVEL: case.level}
    value = squeezing_budget.dephasing_for(budget).xreplace(numbers)
    value = value.xreplace(
        {squeezing_budget.P: squeezing_budget.by_squeezing(budget).subs(squeezing_budget.X, case.pump)}
    )
    best, lower, upper = squeezing_budget.enclosed(sp.factor(value))
    step = sp.Rational(1, 10**6)
    assert squeezing_budget.reaches(value, best, lower)
    assert not squeezing_budget.reaches(value, best, lower + step)
    assert squeezing_budget.never_passes(value, upper)
    assert not squeezing_budget.never_passes(value, upper - step)


def test_another_steady_state_gives_other_numbers() -> None:
    """Without the factor 1/P_2 in xi more dephasing would be tolerated."""
    steady = squeezing_budget.steady()
    other = squeezing_budget.Budget(
        xi=sp.together(steady.xi * symbols.POLARISATION_2.symbol), polarisation=steady.polarisation
    )
    case = squeezing_budget.CASES[0]
    assert squeezing_budget.bounds(other, case)[0].rhs > squeezing_budget.bounds(steady, case)[1].rhs + 5


def test_share_of_a_resonant_rate() -> None:
    steps = doppler.share().steps
    exact = steps[0].after
    for width in (0.01, 0.3, 2.0):
        s = width * np.sqrt(np.log(2))
        found = quad(lambda y: np.exp(-(y**2)) * s**2 / (s**2 + y**2), -12, 12, points=[0], limit=400)[0] / np.sqrt(
            np.pi
        )
        # quad's own tolerance
        assert float(exact.subs(ns.NARROW.symbol, width)) == pytest.approx(found, rel=1e-7)
    assert doppler.share().rhs == exact


def test_widths_follow_the_distribution() -> None:
    """Half the exponent makes the line wider by sqrt(2); a distribution that is no Gaussian is refused."""
    wide = doppler.Vapour(weight=sp.sqrt(doppler.MODEL.weight))
    ratio = doppler.width(wide, 1, "half_width", "wide").rhs / doppler.width(doppler.MODEL, 1, "half_width", "line").rhs
    assert sp.cancel(ratio**2) == 2
    lorentzian = doppler.Vapour(weight=sp.exp(-constants.MASS.symbol * doppler.SPEED))
    with pytest.raises(DerivationError, match="no Gaussian"):
        doppler.width(lorentzian, 1, "half_width", "line")
