"""Numbers of a cell and the contact field against SciPy's constants, quadrature and precession by hand."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.constants
import sympy as sp
from scipy.integrate import quad

from derive.oracles import consult, spin_exchange_numbers
from derive.records import Equation, Quantity
from derive.spin_exchange import cell_numbers, constants, fermi_contact, regimes

ATOMS = {"k_B": 1.380649e-23, "T_cell": 500.0, "m_red": 4.6e-27}


def number(expression: sp.Expr, **values: float) -> float:
    return float(expression.subs({s: values[s.name] for s in expression.free_symbols}))


@pytest.fixture(scope="module")
def equations() -> dict[str, Equation]:
    made = (cell_numbers.derivation(), fermi_contact.derivation(), regimes.derivation())
    return {e.id: e for derivation in made for e in derivation.equations}


@pytest.mark.parametrize(
    ("quantity", "name"),
    [(constants.BOLTZMANN, "Boltzmann constant"), (constants.BOHR_MAGNETON, "Bohr magneton"),
     (constants.NUCLEAR_MAGNETON, "nuclear magneton"), (constants.MOMENT, "shielded helion mag. mom."),
     (constants.VACUUM, "vacuum mag. permeability")],
)  # fmt: skip
def test_constants_are_those_of_codata(quantity: Quantity, name: str) -> None:
    # adjustments of different years differ by some parts in 1e9
    assert float(quantity.default.partition(" ")[0]) == pytest.approx(abs(scipy.constants.value(name)), rel=1e-8)


def test_other_constants() -> None:
    assert float(constants.PLANCK.partition(" ")[0]) == pytest.approx(scipy.constants.hbar, rel=1e-9)
    moment = float(constants.NUCLEAR_G.default) * float(constants.NUCLEAR_MAGNETON.default.partition(" ")[0]) / 2
    # written with nine digits
    assert moment == pytest.approx(float(constants.MOMENT.default.partition(" ")[0]), rel=1e-8)


@pytest.mark.parametrize("dimensions", [2, 3])
def test_speeds_in_two_and_three_dimensions(dimensions: int) -> None:
    mass, energy = ATOMS["m_red"], ATOMS["k_B"] * ATOMS["T_cell"]
    unit = np.sqrt(energy / mass)
    top, mean = (number(e.rhs, **ATOMS) / unit for e in cell_numbers.speeds(cell_numbers.Cell(dimensions=dimensions)))

    def density(u: float, power: int = 0) -> float:
        return float(u ** (dimensions - 1 + power) * np.exp(-u * u / 2))

    assert mean == pytest.approx(quad(density, 0, 12, args=(1,))[0] / quad(density, 0, 12)[0], rel=1e-9)
    grid = np.linspace(0.5, 2.5, 20001)
    # the grid's step is 1e-4
    assert top == pytest.approx(grid[np.argmax([density(u) for u in grid])], abs=1e-4)


def test_other_masses_change_the_reduced_mass() -> None:
    light = cell_numbers.Cell(masses=(constants.MASS_B.symbol, constants.MASS_B.symbol))
    assert number(cell_numbers.reduced_mass(light).rhs, m_He=3.0) == pytest.approx(1.5)


def test_both_gases_precess_together_in_the_field_of_resonance(equations: dict[str, Equation]) -> None:
    values = {"zeta": 0.3, "q": 5.0, "n_a": 2.0, "n_b": 70.0, "p_a": 0.9, "p_b": 0.4, "gyro_a": 8.0, "gyro_b": 0.1}
    field = number(equations["spin_exchange.cell_numbers.resonance_field"].rhs, **values)
    alkali = 8.0 * field - 0.3 * 70.0 * 0.4 / 2
    noble = 0.1 * field - 0.3 * 2.0 * 0.9 * 5.0 / 2
    assert alkali == pytest.approx(noble, rel=1e-12)
    assert field > 0


def test_coupling_over_relaxation(equations: dict[str, Equation]) -> None:
    q, n_a, n_b, p_a, p_b, phi, rate = 4.0, 2.0, 300.0, 0.9, 0.6, 1e-3, 7.0
    coupling = rate * phi / q / 2 * np.sqrt(q * p_a * p_b * n_a * n_b)
    loss = n_b * rate * phi**2 / 4 / q
    found = number(equations["spin_exchange.cell_numbers.strong_coupling"].rhs, q=q, n_a=n_a, n_b=n_b, p_a=p_a, p_b=p_b,
                   phi_mean=phi)  # fmt: skip
    assert found == pytest.approx(coupling / loss, rel=1e-12)


def test_a_nucleus_of_higher_spin_shares_its_moment() -> None:
    threefold = fermi_contact.ContactField(noble_spin=sp.Rational(3, 2))
    plain, other = (fermi_contact.derivation(model).equations[-1].rhs for model in (fermi_contact.MODEL, threefold))
    assert sp.cancel(plain / other) == 3


def test_oracles_agree_and_notice_a_factor_of_two(equations: dict[str, Equation]) -> None:
    for id in spin_exchange_numbers.ORACLES:
        opinions = consult(equations[id])
        assert len(opinions) >= 2
        assert all(opinion.agrees for opinion in opinions), id
        whole = equations[id]
        wrong = Equation(id=id, title=whole.title, lhs=whole.lhs, rhs=2 * whole.rhs, quantities=whole.quantities)
        assert not any(opinion.agrees for opinion in consult(wrong)), id
