"""Moments of two collective spins against plain matrices of few atoms, for the paper's model and for others."""

from __future__ import annotations

from functools import reduce
from itertools import permutations
from typing import Any

import numpy as np
import pytest
import sympy as sp

from derive.algebra import one
from derive.dissipative_entanglement import dephasing, moments, orders, steady_state, symbols, variances
from derive.dissipative_entanglement.collective import (
    ENSEMBLES,
    MODEL,
    component,
    entangling_jumps,
    raised,
    single_jumps,
    strength,
)
from derive.dissipative_entanglement.moment_symbols import moment
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.rates import HALVED
from derive.steps import DerivationError

SPIN = {
    "x": np.diag([0.5, -0.5]).astype(complex),
    "y": np.array([[0, 0.5], [0.5, 0]], complex),
    "z": np.array([[0, -0.5j], [0.5j, 0]], complex),
}
VALUES = {"d": 2.25, "Gamma": 1.5, "mu": 1.25, "nu": 0.75, "Gamma_cool": 0.375, "Gamma_heat": 0.125, "Gamma_d": 0.5}
VALUES["Gamma_t"] = VALUES["Gamma_cool"] + VALUES["Gamma_heat"] + VALUES["Gamma_d"]
LETTERS = [("x", ""), ("y", ""), ("z", ""), ("xx", ""), ("yy", ""), ("zz", ""), ("x", "x"), ("y", "y"), ("z", "z")]


class Few:
    """Plain matrices of two ensembles of a few atoms each."""

    def __init__(self, count: int) -> None:
        self.count = count

    def one_atom(self, matrix: Any, atom: int) -> Any:
        parts = [np.eye(2)] * (2 * self.count)
        parts[atom] = matrix
        return reduce(np.kron, parts)

    def total(self, matrix: Any, place: int) -> Any:
        return sum(self.one_atom(matrix, place * self.count + k) for k in range(self.count))

    def spin(self, letter: str, place: int) -> Any:
        return self.total(SPIN[letter], place)

    def product(self, first: str, second: str) -> Any:
        made = np.eye(4**self.count, dtype=complex)
        for place, letters in enumerate((first, second)):
            made = made @ self._symmetrised(letters, place)
        return made

    def _symmetrised(self, letters: str, place: int) -> Any:
        orders = list(permutations(letters))
        return sum(
            reduce(np.matmul, [self.spin(letter, place) for letter in order], np.eye(4**self.count, dtype=complex))
            for order in orders
        ) / len(orders)

    def jumps(self) -> list[tuple[float, Any]]:
        """The paper's jumps, from their definition."""
        v, up = VALUES, SPIN["y"] + 1j * SPIN["z"]
        raising = [self.total(up, place) for place in range(2)]
        rate = v["d"] * v["Gamma"] / self.count
        made = [(rate, v["mu"] * raising[k] + v["nu"] * raising[1 - k].conj().T) for k in range(2)]
        for atom in range(2 * self.count):
            own = self.one_atom(up, atom)
            made += [(v["Gamma_cool"], own), (v["Gamma_heat"], own.conj().T), (v["Gamma_d"], own.conj().T @ own)]
        return made


def generator(operator: Any, hamiltonian: Any, jumps: list[tuple[float, Any]]) -> Any:
    made = 1j * (hamiltonian @ operator - operator @ hamiltonian)
    for rate, c in jumps:
        loss = c.conj().T @ c
        made = made + rate * (c.conj().T @ operator @ c - (loss @ operator + operator @ loss) / 2)
    return made


def right_side(equation: Any, few: Few) -> Any:
    flat = sp.expand(equation.rhs.subs({symbols.N.symbol: few.count}))
    flat = flat.subs({s: sp.nsimplify(VALUES[s.name]) for s in flat.free_symbols if s.name in VALUES})
    made, rest = np.zeros((4**few.count,) * 2, complex), flat
    for symbol in flat.free_symbols:
        made = made + complex(flat.coeff(symbol)) * few.product(*moments.letters(symbol.name))
        rest = rest.subs(symbol, 0)
    return made + complex(rest) * np.eye(4**few.count)


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("letters", LETTERS)
def test_moments_are_the_master_equation(letters: tuple[str, str], count: int) -> None:
    few = Few(count)
    exact = generator(few.product(*letters), np.zeros((4**count,) * 2), few.jumps())
    # entries are of order 10 and sums of some hundred doubles
    np.testing.assert_allclose(right_side(moments.rate(*letters, MODEL), few), exact, atol=1e-12)


@pytest.mark.parametrize("letters", [("y", ""), ("zz", ""), ("y", "y"), ("x", "x")])
def test_moments_follow_the_model(letters: tuple[str, str]) -> None:
    few, rate = Few(2), symbols.GAMMA.symbol
    twist = component("z", 0) * component("z", 1)
    model = Model(
        hamiltonian=rate * (twist / 3 + component("x", 0) / 5),
        jumps=(
            Jump(operator=component("x", 0) - 2 * sp.I * component("y", 1), rate=rate / 2),
            Jump(operator=raised(0) / 2 + one / 7, rate=3 * rate / 4, over=ENSEMBLES[0]),
        ),
        systems=ENSEMBLES,
    )
    gamma = VALUES["Gamma"]
    hamiltonian = gamma * (few.spin("z", 0) @ few.spin("z", 1) / 3 + few.spin("x", 0) / 5)
    up = SPIN["y"] + 1j * SPIN["z"]
    jumps = [(gamma / 2, few.spin("x", 0) - 2j * few.spin("y", 1))]
    jumps += [(3 * gamma / 4, few.one_atom(up / 2 + np.eye(2) / 7, atom)) for atom in range(2)]
    exact = generator(few.product(*letters), hamiltonian, jumps)
    np.testing.assert_allclose(right_side(moments.rate(*letters, model), few), exact, atol=1e-12)


def test_half_the_rates_halve_everything() -> None:
    # the convention in which a rate stands for half a Lindblad term: III.4's printed rate is not this one either
    halved = Model(
        hamiltonian=0 * one,
        jumps=tuple(Jump(operator=j.operator, rate=j.rate, over=j.over, convention=HALVED) for j in single_jumps()),
        systems=ENSEMBLES,
    )
    whole, half = (moments.rate("x", "", m, "_s", "") for m in (MODEL_SINGLE, halved))
    assert sp.expand(whole.rhs - 2 * half.rhs) == 0


MODEL_SINGLE = Model(hamiltonian=0 * one, jumps=single_jumps(), systems=ENSEMBLES)


def test_another_weight_moves_the_steady_state() -> None:
    mu, nu = symbols.MU.symbol, symbols.NU.symbol
    swapped = Model(
        hamiltonian=0 * one,
        jumps=(
            *(
                Jump(operator=j.xreplace({nu: -nu}), rate=strength())
                for j in entangling_jumps()
            ),
            *single_jumps(),
        ),
        systems=ENSEMBLES,
    )  # fmt: skip
    ours, other = (steady_state.entanglement(m).rhs for m in (MODEL, swapped))
    assert sp.cancel(other - ours.subs(nu, -nu)) == 0
    assert sp.cancel(other - ours) != 0
    assert mu in ours.free_symbols


def test_dephasing_of_single_atoms_leaves_no_other_place() -> None:
    # without cooling and heating no steady state is reached
    kept = tuple(j for j in MODEL.jumps if j.over is None or j.rate == symbols.DEPHASE.symbol)
    with pytest.raises(DerivationError, match="no damping"):
        steady_state.polarisation(Model(hamiltonian=0 * one, jumps=kept, systems=ENSEMBLES))


def test_collective_dephasing_with_one_weight() -> None:
    mu = symbols.MU.symbol
    weights = ({("down", "I"): mu}, {("down", "II"): mu})
    equations = {e.id.rpartition(".")[2]: e for e in dephasing.derivation(weights).equations}
    rate = dephasing.RATE * mu**2 / symbols.N.symbol
    assert sp.expand(equations["y_y"].rhs + rate * moment("y", "y").symbol) == 0


def test_a_product_of_spins_is_named_once() -> None:
    assert moments.letters(moment("xzz", "y").name) == ("xzz", "y")
    assert moments.letters(moment("", "xy").name) == ("", "xy")


def test_neglected_terms_are_kept_in_the_exact_equation() -> None:
    exact, closed = variances.exact("zz", ""), variances.closed("zz", "")
    eps = variances.EPS
    assert exact.rhs.has(eps)
    assert not closed.rhs.has(eps)
    assert [a.neglected_order for a in closed.approximations] == [1]


def test_independent_product_by_enumeration() -> None:
    equation = orders.independent()
    few = Few(1)
    spin = {"x": 0.3, "y": 0.2, "z": -0.1}
    rho = np.eye(2) / 2 + sum(2 * spin[k] * SPIN[k] for k in "xyz")
    both = np.kron(rho, rho)
    # two atoms of one ensemble stand in the two places of one atom each
    total = {k: few.spin(k, 0) + few.spin(k, 1) for k in "xyz"}
    exact = np.trace(both @ total["z"] @ total["x"])
    values = {"N": 2, "P_2": 2 * spin["x"], "j_yI": 2 * spin["y"], "j_zI": 2 * spin["z"]}
    found = complex(equation.rhs.subs({s: values[s.name] for s in equation.rhs.free_symbols}))
    assert abs(found - exact) < 1e-14
