r"""Superradiant decay of N atoms through one common channel (Dicke), and N atoms with a cavity (Tavis-Cummings).

.. math:: \gamma D\Bigl[\sum_i \sigma_i\Bigr] \qquad\text{and}\qquad
          H = \omega a^\dagger a + \omega_0 \sum_i \sigma^{ee}_i + g \sum_i (a^\dagger \sigma_i + a \sigma_i^\dagger)

Cumulants to order 2, 3, 4 with N a symbol; a definite small N is a finite hierarchy, which is kept exact.
"""

from __future__ import annotations

import numpy as np
import sympy as sp

from derive.algebra import Boson, Ensemble, Levels, Operator
from derive.dynamics.closure import Closure, close
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.states import initial_means, level
from numerics.codegen.tables import moment_system
from numerics.moments.solve import Trajectory, solve

gamma, omega, omega_0, g, kappa = sp.symbols("gamma omega omega_0 g kappa", real=True)
N = sp.Symbol("N", integer=True, positive=True)
a, atom = Boson("a"), Levels("s", ("g", "e"))
excited = atom("e", "e")
ATOMS = Ensemble("atoms", atom, N)


def burst(count: sp.Expr | int = N) -> tuple[Model, Ensemble]:
    """Atoms that decay together."""
    atoms = Ensemble("atoms", atom, count)
    jump = Jump(operator=atoms.total(atom("g", "e")), rate=gamma, name="common decay")
    return Model(hamiltonian=omega_0 * atoms.total(excited), jumps=(jump,), name="Dicke"), atoms


def closed(order: int | None, count: sp.Expr | int = N) -> Closure:
    """The equations of the burst; without an order exact, for a definite number of atoms."""
    model, atoms = burst(count)
    return close(model, [atoms.at(1, excited)], order)


def trajectory(order: int | None, times: np.ndarray, count: int, definite: bool = False) -> Trajectory:
    """From all atoms excited; ``definite``: derive for this number of atoms instead of a symbol."""
    equations = closed(order, count if definite else N)
    system, _ = moment_system(equations)
    numbers = {"gamma": 1.0, "omega_0": 2.0, "N": count}
    start = initial_means(equations, {burst(count if definite else N)[1]: level(1)})
    return solve(system, {name: numbers[name] for name in system.parameters}, start, times)


def quanta_taken(operator: Operator) -> int:
    """How many quanta a product of the example's letters takes away before it gives some back."""
    (monomial,) = operator.monomials()
    taken = 0
    for _, letter in monomial.letters:
        # a mode's letter is (creators, annihilators), an atom's slot the transition (to, from) with e = 1
        taken += letter[1] if isinstance(letter, tuple) else sum(slot.letter[1] for slot in letter.slots)
    return taken


def tavis_cummings(order: int | None, one_quantum: bool = False) -> Closure:
    """N atoms and a damped mode; with one quantum at most, all that takes two is zero, and the set is exact."""
    H = omega * a.n + omega_0 * ATOMS.total(excited)
    H = H + g * ATOMS.total(a.dag * atom("g", "e") + a.a * atom("e", "g"))
    model = Model(hamiltonian=H, jumps=(Jump(operator=a.a, rate=kappa),), name="Tavis-Cummings")
    keep = (lambda operator: quanta_taken(operator) < 2) if one_quantum else None
    return close(model, [a.n, ATOMS.at(1, excited)], order, keep=keep)


def vacuum_rabi(times: np.ndarray, count: int) -> Trajectory:
    """One quantum in the mode, atoms in their ground states: it goes to and fro."""
    equations = tavis_cummings(None, one_quantum=True)
    system, checks = moment_system(equations)
    start = dict.fromkeys(system.states, 0.0) | {"a.dag*a": 1.0}
    numbers = {"omega": 1.0, "omega_0": 1.2, "g": 0.5, "kappa": 0.1, "N": count}
    return solve(system, numbers, start, times, physicality=checks)


if __name__ == "__main__":
    grid = np.linspace(0, 1, 41)
    exact = trajectory(None, grid, 8, definite=True)["s[1][e,e]"]
    for chosen in (2, 3, 4):
        path = trajectory(chosen, grid, 8)
        print(f"order {chosen}: largest error {abs(path['s[1][e,e]'] - exact).max():.4f} of {len(path.states)} moments")
