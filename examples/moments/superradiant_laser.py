r"""The superradiant laser: N pumped atoms with long-lived dipoles in a bad cavity, N a symbol.

.. math:: H = \Delta a^\dagger a + g \sum_i (a^\dagger \sigma_i + a \sigma_i^\dagger), \qquad
          \kappa D[a],\ \sum_i \bigl(\Gamma D[\sigma_i] + R D[\sigma_i^\dagger] + \nu D[\sigma^{ee}_i]\bigr)

All atoms are alike: one moment stands for all of them, and N enters the coefficients exactly. Four equations at
order 2 describe any number of atoms.
"""

from __future__ import annotations

import numpy as np
import sympy as sp

from derive.algebra import Boson, Ensemble, Levels
from derive.dynamics.closure import Closure, close
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.states import coherent, initial_means, level
from numerics.codegen.tables import moment_system
from numerics.moments.solve import Trajectory, solve

Delta, g, kappa, Gamma, R, nu = sp.symbols("Delta g kappa Gamma R nu", real=True)
N = sp.Symbol("N", integer=True, positive=True)
a, atom = Boson("a"), Levels("s", ("g", "e"))
atoms = Ensemble("atoms", atom, N)
lowering = atom("g", "e")
MODEL = Model(
    hamiltonian=Delta * a.n + g * atoms.total(a.dag * lowering + a.a * lowering.adjoint()),
    jumps=(
        Jump(operator=a.a, rate=kappa, name="mirror"),
        Jump(operator=lowering, rate=Gamma, over=atoms, name="decay"),
        Jump(operator=lowering.adjoint(), rate=R, over=atoms, name="pump"),
        Jump(operator=atom("e", "e"), rate=nu, over=atoms, name="dephasing"),
    ),
    name="superradiant laser",
)
PARAMETERS = {"Delta": 0.0, "g": 1.5, "kappa": 8.0, "Gamma": 0.1, "R": 1.0, "nu": 0.2, "N": 4}


def closed(order: int) -> Closure:
    """The equations to an order of cumulants, for any N."""
    return close(MODEL, [a.n, atoms.at(1, atom("e", "e"))], order)


def trajectory(order: int, times: np.ndarray, **changes: float) -> Trajectory:
    """From the empty cavity and atoms in their ground states."""
    equations = closed(order)
    system, checks = moment_system(equations)
    start = initial_means(equations, {a: coherent(0), atoms: level(0)})
    return solve(system, {**PARAMETERS, **changes}, start, times, physicality=checks)


if __name__ == "__main__":
    for count in (4, 400, 40000):
        g_of = 1.5 * (4 / count) ** 0.5
        path = trajectory(2, np.linspace(0, 20, 21), N=count, g=g_of)
        print(f"N = {count}: {path['a.dag*a'][-1]:.4f} photons, dipoles {path['s[1][e,g]*s[2][g,e]'][-1].real:.4f}")
