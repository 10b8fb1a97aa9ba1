r"""Superradiant decay of N atoms through one common channel (Dicke), and N atoms with a cavity (Tavis-Cummings).

.. math:: \gamma D\Bigl[\sum_i \sigma_i\Bigr] \qquad\text{and}\qquad
          H = \omega a^\dagger a + \omega_0 \sum_i \sigma^{ee}_i + g \sum_i (a^\dagger \sigma_i + a \sigma_i^\dagger)

Cumulants to order 2, 3, 4 with N a symbol; a definite small N is a finite hierarchy, which is kept exact.
"""

from __future__ import annotations

import numpy as np
import sympy as sp

from derive.algebra import Boson, Ensemble, Levels
from derive.dynamics.closure import Closure, close
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.states import initial_means, level, number
from numerics.codegen.tables import moment_system
from numerics.moments.solve import Trajectory, solve

gamma, omega, omega_0, g, kappa = sp.symbols("gamma omega omega_0 g kappa", real=True)
N = sp.Symbol("N", integer=True, positive=True)
a, atom = Boson("a"), Levels("s", ("g", "e"))
excited = atom("e", "e")


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


def tavis_cummings(order: int) -> Closure:
    """N atoms and a damped mode."""
    atoms = Ensemble("atoms", atom, N)
    H = omega * a.n + omega_0 * atoms.total(excited)
    H = H + g * atoms.total(a.dag * atom("g", "e") + a.a * atom("e", "g"))
    model = Model(hamiltonian=H, jumps=(Jump(operator=a.a, rate=kappa),), name="Tavis-Cummings")
    return close(model, [a.n, atoms.at(1, excited)], order)


def vacuum_rabi(order: int, times: np.ndarray, count: int) -> Trajectory:
    """One quantum in the mode, atoms in their ground states: it goes to and fro."""
    equations = tavis_cummings(order)
    system, _ = moment_system(equations)
    (place,) = [own.site for own in equations.alphabet.places if own.group is not None]
    atoms = Ensemble(place.name, atom, N)
    start = initial_means(equations, {a: number(1), atoms: level(0)})
    numbers = {"omega": 1.0, "omega_0": 1.2, "g": 0.5, "kappa": 0.1, "N": count}
    return solve(system, numbers, start, times)


if __name__ == "__main__":
    grid = np.linspace(0, 1, 41)
    exact = trajectory(None, grid, 8, definite=True)["s[1][e,e]"]
    for chosen in (2, 3, 4):
        path = trajectory(chosen, grid, 8)
        print(f"order {chosen}: largest error {abs(path['s[1][e,e]'] - exact).max():.4f} of {len(path.states)} moments")
