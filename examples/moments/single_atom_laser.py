r"""A laser of one atom: a pumped two-level atom in a damped cavity.

.. math:: H = \Delta a^\dagger a + g (a^\dagger \sigma + a \sigma^\dagger), \qquad
          \kappa D[a],\ \Gamma D[\sigma],\ R\, D[\sigma^\dagger]

Energy is exchanged one quantum at a time, so the phase of light and dipole together is conserved: <a> and <sigma>
stay zero and are dropped. The hierarchy has no end; orders 2, 4, 6 approach the exact photon number.
"""

from __future__ import annotations

import numpy as np
import sympy as sp

from derive.algebra import Boson, Levels
from derive.dynamics.closure import Closure, close
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.states import coherent, initial_means, level
from numerics.codegen.tables import moment_system
from numerics.moments.solve import Trajectory, solve

Delta, g, kappa, Gamma, R = sp.symbols("Delta g kappa Gamma R", real=True)
a, atom = Boson("a"), Levels("s", ("g", "e"))
lowering = atom("g", "e")
MODEL = Model(
    hamiltonian=Delta * a.n + g * (a.dag * lowering + a.a * lowering.adjoint()),
    jumps=(
        Jump(operator=a.a, rate=kappa, name="mirror"),
        Jump(operator=lowering, rate=Gamma, name="spontaneous emission"),
        Jump(operator=lowering.adjoint(), rate=R, name="pump"),
    ),
    name="single-atom laser",
)
PARAMETERS = {"Delta": 0.3, "g": 1.0, "kappa": 1.5, "Gamma": 0.25, "R": 2.0}


def closed(order: int) -> Closure:
    """The equations to an order of cumulants."""
    return close(MODEL, [a.n, atom("e", "e")], order)


def trajectory(order: int, times: np.ndarray) -> Trajectory:
    """From the empty cavity and the atom in its ground state."""
    equations = closed(order)
    system, checks = moment_system(equations)
    start = initial_means(equations, {a: coherent(0), atom: level(0)})
    return solve(system, PARAMETERS, start, times, physicality=checks)


if __name__ == "__main__":
    for order in (2, 4, 6):
        path = trajectory(order, np.linspace(0, 20, 81))
        print(f"order {order}: {len(path.states)} equations, {path['a.dag*a'][-1]:.5f} photons")
