r"""Cooling of a mirror by radiation pressure.

.. math:: H = -\Delta\, a^\dagger a + \omega_m b^\dagger b + G\, a^\dagger a (b + b^\dagger) + E (a + a^\dagger), \qquad
          \kappa D[a],\ \gamma (n_{th} + 1) D[b],\ \gamma n_{th} D[b^\dagger]

Driven on the lower sideband, Delta = -omega_m, the light takes phonons away. The interaction is cubic: at order 2
its third cumulants are neglected.
"""

from __future__ import annotations

import numpy as np
import sympy as sp

from derive.algebra import Boson
from derive.dynamics.closure import Closure, close
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.states import coherent, initial_means, thermal
from numerics.codegen.tables import moment_system
from numerics.moments.solve import Trajectory, solve

Delta, omega_m, G, E = sp.symbols("Delta omega_m G E", real=True)
kappa, gamma, n_th = sp.symbols("kappa gamma n_th", nonnegative=True)
a, b = Boson("a"), Boson("b")
MODEL = Model(
    hamiltonian=-Delta * a.n + omega_m * b.n + G * a.n * (b.a + b.dag) + E * (a.a + a.dag),
    jumps=(
        Jump(operator=a.a, rate=kappa, name="mirror"),
        Jump(operator=b.a, rate=gamma * (n_th + 1), name="phonons lost"),
        Jump(operator=b.dag, rate=gamma * n_th, name="phonons gained"),
    ),
    name="optomechanical cooling",
)
PARAMETERS = {"Delta": -10.0, "omega_m": 10.0, "G": 0.4, "E": 5.0, "kappa": 2.0, "gamma": 0.02, "n_th": 1.0}


def closed(order: int) -> Closure:
    """The equations to an order of cumulants."""
    return close(MODEL, [a.a, a.n, b.n], order)


def trajectory(order: int, times: np.ndarray, **changes: float) -> Trajectory:
    """From the empty cavity and the mirror in equilibrium with its surroundings."""
    numbers = {**PARAMETERS, **changes}
    equations = closed(order)
    system, checks = moment_system(equations)
    start = initial_means(equations, {a: coherent(0), b: thermal(sp.Float(numbers["n_th"]))})
    return solve(system, numbers, start, times, physicality=checks)


if __name__ == "__main__":
    path = trajectory(2, np.linspace(0, 40, 41))
    print(f"{len(path.states)} equations; phonons {path['b.dag*b'][0]:.3f} -> {path['b.dag*b'][-1]:.4f}")
