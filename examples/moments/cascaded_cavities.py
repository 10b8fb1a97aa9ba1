r"""Two cavities coupled in one direction: what leaves the first drives the second, and nothing comes back.

.. math:: D[\sqrt{\kappa_1} a_1 + \sqrt{\kappa_2} a_2], \qquad
          H = \tfrac{i}{2} \sqrt{\kappa_1 \kappa_2}\, (a_1^\dagger a_2 - a_2^\dagger a_1) + \dots

The common jump and its coherent coupling cancel one direction. The coupling of the source is a pulse in time; a
Kerr term in the target may be switched on.
"""

from __future__ import annotations

import numpy as np
import sympy as sp

from derive.algebra import Boson, Operator
from derive.dynamics.closure import Closure, close
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.states import coherent, initial_means, number
from numerics.codegen.tables import moment_system
from numerics.moments.solve import Trajectory, solve

delta, chi, width = sp.symbols("delta chi width", real=True)
kappa_1, kappa_2 = sp.symbols("kappa_1 kappa_2", positive=True)
t = sp.Symbol("t", real=True)
source, target = Boson("a1"), Boson("a2")
PARAMETERS = {"delta": 0.4, "chi": 0.0, "kappa_1": 1.5, "kappa_2": 0.8, "width": 1.0}


def model() -> Model:
    """The source's mirror opens and closes as exp(-(t - 2)^2 / (2 width^2))."""
    opening = sp.sqrt(kappa_1) * sp.exp(-((t - 2) ** 2) / (4 * width**2))
    back = opening * sp.sqrt(kappa_2) * sp.I / 2
    exchange: Operator = back * source.dag * target.a - back * target.dag * source.a
    H = delta * target.n + chi * target.dag**2 * target.a**2 + exchange
    common = opening * source.a + sp.sqrt(kappa_2) * target.a
    return Model(hamiltonian=H, jumps=(Jump(operator=common, rate=1, name="common output"),), name="cascade")


def closed(order: int) -> Closure:
    """The equations: exact at order 2 where chi is zero."""
    return close(model(), [source.n, target.n], order)


def trajectory(order: int, times: np.ndarray, **changes: float) -> Trajectory:
    """Two quanta in the source, none in the target."""
    equations = closed(order)
    system, checks = moment_system(equations)
    start = initial_means(equations, {source: number(2), target: coherent(0)})
    return solve(system, {**PARAMETERS, **changes}, start, times, physicality=checks)


if __name__ == "__main__":
    path = trajectory(2, np.linspace(0, 8, 33))
    print(f"quanta: source {path['a1.dag*a1'][-1]:.4f}, target at most {path['a2.dag*a2'].max():.4f}")
