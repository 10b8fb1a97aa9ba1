"""Moments of two collective spins against plain matrices of few atoms, for the paper's model and for others."""

from __future__ import annotations

from functools import reduce
from itertools import permutations
from typing import Any

import numpy as np
import pytest
import sympy as sp
from scipy.integrate import quad, solve_ivp

from derive.algebra import one
from derive.dissipative_entanglement import (
    correlations,
    dephasing,
    entanglement,
    moments,
    orders,
    steady_state,
    symbols,
    variances,
)
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


def test_collective_dephasing_with_weights_of_opposite_signs() -> None:
    """C = mu n_down,I - nu n_up,II, and D likewise, as in Fig. 2: only the exchange of y and z turns its sign."""
    nu = symbols.NU.symbol
    alike = {e.id: e.rhs for e in dephasing.derivation().equations}
    first, second = ({key: -w if w == nu else w for key, w in own.items()} for own in dephasing.WEIGHTS)
    opposite = {e.id: e.rhs for e in dephasing.derivation((first, second)).equations}
    for name, partner in (("y_y", ("z", "z")), ("z_z", ("y", "y"))):
        same, other = (found[f"{dephasing.MODULE}.{name}"].expand() for found in (alike, opposite))
        exchange = moment(*partner).symbol
        assert same.coeff(exchange) == -other.coeff(exchange) != 0
        assert same.subs(exchange, 0) == other.subs(exchange, 0)
    assert all(alike[f"{dephasing.MODULE}.{name}"] == opposite[f"{dephasing.MODULE}.{name}"] for name in ("y", "zz"))


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


def solved(depth: float, times: list[float]) -> tuple[Any, Any]:
    """xi(t) by the derived integral, and by the solution for a polarisation at rest taken at each time."""
    values = {**VALUES, "d": depth, "Gamma": 1.0, "N": 1.0}
    full, along, resting = entanglement.full(), entanglement.polarisation(), entanglement.resting()
    (integral,) = full.rhs.atoms(sp.Integral)
    inside, outside = sp.Dummy("t_1"), sp.Dummy("integral")
    plain = {s: sp.Float(values[s.name]) for s in full.rhs.free_symbols | resting.rhs.free_symbols if s.name in values}
    t = symbols.TIME.symbol
    inner = sp.lambdify(inside, integral.function.subs(integral.limits[0][0], inside).subs(plain))
    outer = sp.lambdify((t, outside), full.rhs.xreplace({integral: outside}).subs(plain))
    polarisation = sp.lambdify(t, along.rhs.subs(plain))
    still = sp.lambdify((t, symbols.POLARISATION_2.symbol), resting.rhs.subs(plain))
    exact = [outer(x, quad(inner, 0, x, epsrel=1e-11, limit=200)[0]) / polarisation(x) for x in times]
    return np.array(exact), np.array([still(x, polarisation(x)) for x in times])


def test_the_full_solution_solves_the_rates() -> None:
    times = [0.05, 0.3, 1.0]
    exact, _ = solved(6.0, times)
    v = {**VALUES, "d": 6.0, "Gamma": 1.0}

    def rates(_: float, y: Any) -> list[float]:
        p, s = y
        gain = v["Gamma_t"] + v["d"] * p**2 * (v["mu"] - v["nu"]) ** 2
        pumped = v["Gamma_cool"] * (1 - p) - v["Gamma_heat"] * (1 + p)
        return [pumped, gain - (v["Gamma_t"] + v["d"] * p) * s]

    found = solve_ivp(rates, (0, 1), [1, 1], t_eval=times, rtol=1e-11, atol=1e-13)
    np.testing.assert_allclose(found.y[1] / found.y[0], exact, rtol=1e-8)  # a thousand times the tolerance


def test_the_resting_solution_is_left_behind_as_one_over_the_depth() -> None:
    times = [0.2, 0.6, 1.2]  # the derived integral has exp(d t) in it, which a double ends at exp(709)
    errors = [np.abs(np.subtract(*solved(depth, times))) for depth in (200.0, 400.0)]
    # d times the error settles, to 3 % here; at depths of 50 and 100 the ratio is 1.77 to 1.88
    np.testing.assert_allclose(errors[0] / errors[1], 2, rtol=0.05)


def test_what_the_first_correction_leaves_is_of_second_order() -> None:
    # the solution for a steady change of the polarisation, against the rate integrated with that change
    equation = entanglement.following()
    names = {s.name: s for s in equation.rhs.free_symbols}
    v = {**VALUES, "d": 4.0, "Gamma": 1.0, "R_P": -0.5}
    end, left = 0.8, []
    for slow in (0.02, 0.04):
        known = {"t": end, "s_slow": slow, "P_2": 0.9, **v}
        found = float(equation.rhs.subs({symbol: known[name] for name, symbol in names.items()}))

        def rate(t: float, y: Any, slow: float = slow) -> list[float]:
            p = 0.9 + slow * v["R_P"] * (t - end)
            gain = v["Gamma_t"] + v["d"] * p**2 * (v["mu"] - v["nu"]) ** 2
            return [gain - (v["Gamma_t"] + v["d"] * p) * y[0]]

        exact = solve_ivp(rate, (0, end), [1.0], rtol=1e-12, atol=1e-14).y[0, -1] / 0.9
        left.append(abs(found - exact))
    # second order: four times the error at twice the rate of change, to 5 %
    assert left[1] / left[0] == pytest.approx(4, rel=0.05)


def test_partitions_are_counted_by_bell() -> None:
    counts = [len(list(correlations.partitions(tuple(("z", k) for k in range(n))))) for n in range(5)]
    assert counts == [1, 1, 2, 5, 15]


def test_correlations_outgrow_their_size_when_collective_rates_do() -> None:
    # without 1/N in the collective rate the cumulants of the longitudinal spins are no longer sums over atoms
    jumps = tuple(Jump(operator=j, rate=symbols.DEPTH.symbol * symbols.GAMMA.symbol) for j in entangling_jumps())
    model = Model(hamiltonian=0 * one, jumps=(*jumps, *single_jumps()), systems=ENSEMBLES)
    with pytest.raises(DerivationError, match="grows faster than N"):
        correlations.correlation("xzz", "", model)
