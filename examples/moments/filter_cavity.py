r"""The spectrum of a laser of many atoms, looked at through filter cavities.

Filter cavities b_k of width kappa_f are weakly coupled to the laser's field; the photons in each, against its
frequency, trace the spectrum,

.. math:: H = H_{laser} + \sum_k \bigl[\delta_k b_k^\dagger b_k + g_f (a^\dagger b_k + a b_k^\dagger)\bigr], \qquad
          \kappa_f D[b_k].

All filters are derived at once, each with a frequency of its own.
"""

from __future__ import annotations

import numpy as np
import sympy as sp

from derive.algebra import Boson, Operator
from derive.dynamics.closure import Closure, close
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.states import coherent, initial_means, level
from examples.moments import superradiant_laser as laser
from numerics.codegen.tables import moment_system
from numerics.moments.solve import Trajectory, solve

g_f, kappa_f = sp.symbols("g_f kappa_f", real=True)
PARAMETERS = {**laser.PARAMETERS, "N": 200, "g": 1.5 * (4 / 200) ** 0.5, "g_f": 0.01, "kappa_f": 0.05}


def filters(count: int) -> tuple[Boson, ...]:
    """The filters' modes, b0, b1, ..."""
    return tuple(Boson(f"b{k}") for k in range(count))


def model(count: int) -> Model:
    """The laser with some filters."""
    H, jumps = laser.MODEL.hamiltonian, list(laser.MODEL.jumps)
    for k, b in enumerate(filters(count)):
        coupling: Operator = g_f * (laser.a.dag * b.a + b.dag * laser.a.a)
        H = H + sp.Symbol(f"delta_{k}", real=True) * b.n + coupling
        jumps.append(Jump(operator=b.a, rate=kappa_f, name=f"filter {k}"))
    return Model(hamiltonian=H, jumps=tuple(jumps), name="laser with filters")


def closed(order: int, count: int) -> Closure:
    """The equations to an order of cumulants."""
    return close(model(count), [laser.a.n, *(b.n for b in filters(count))], order)


def trajectory(order: int, times: np.ndarray, detunings: np.ndarray, **changes: float) -> Trajectory:
    """From empty cavities and atoms in their ground states, filters at given detunings [rad/s]."""
    equations = closed(order, len(detunings))
    system, _ = moment_system(equations)
    start = initial_means(
        equations, {laser.a: coherent(0), laser.atoms: level(0), **{b: coherent(0) for b in filters(len(detunings))}}
    )
    numbers = {**PARAMETERS, **{f"delta_{k}": float(value) for k, value in enumerate(detunings)}, **changes}
    return solve(system, numbers, start, times)


if __name__ == "__main__":
    offsets = np.linspace(-0.5, 0.5, 11)
    path = trajectory(2, np.linspace(0, 200, 11), offsets)
    seen = [path[f"b{k}.dag*b{k}"][-1] for k in range(len(offsets))]
    for offset, photons in zip(offsets, seen, strict=True):
        print(f"{offset:+.2f} {photons / max(seen):8.4f}")
