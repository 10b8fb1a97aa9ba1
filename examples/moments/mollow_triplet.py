r"""The Mollow triplet: light scattered by one driven two-level atom.

.. math:: H = -\Delta\, \sigma^{ee} + \tfrac{\Omega}{2} (\sigma + \sigma^\dagger), \qquad \Gamma D[\sigma]

One atom has three moments, so the equations close exactly and are linear. By the regression theorem the two-time
mean :math:`\langle \delta\sigma^\dagger(\tau)\, \delta\sigma(0) \rangle` obeys the same equations, whose matrix is the
Jacobian of the kernel; its Laplace transform is the spectrum of the incoherent light.
"""

from __future__ import annotations

import numpy as np
import sympy as sp

from derive.algebra import Levels
from derive.dynamics.closure import Closure, close
from derive.dynamics.lindblad import Jump, Model
from numerics.codegen.tables import moment_system
from numerics.moments.solve import Trajectory, solve, steady

Delta, Omega, Gamma = sp.symbols("Delta Omega Gamma", real=True)
atom = Levels("s", ("g", "e"))
lowering, excited = atom("g", "e"), atom("e", "e")
MODEL = Model(
    hamiltonian=-Delta * excited + Omega / 2 * (lowering + lowering.adjoint()),
    jumps=(Jump(operator=lowering, rate=Gamma, name="spontaneous emission"),),
    name="Mollow triplet",
)
PARAMETERS = {"Delta": 0.2, "Omega": 5.0, "Gamma": 1.0}


def closed() -> Closure:
    """Two equations, one of them complex; nothing is neglected."""
    return close(MODEL, [lowering, excited])


def trajectory(times: np.ndarray) -> Trajectory:
    """Rabi oscillations from the ground state."""
    system, checks = moment_system(closed())
    return solve(system, PARAMETERS, {"s[g,e]": 0, "s[e,e]": 0}, times, physicality=checks)


def spectrum(frequencies: np.ndarray) -> np.ndarray:
    """The incoherent spectrum, 2 Re of the one-sided transform of <ds+(tau) ds(0)>, on laser minus frequency [rad/s].

    Normalised as `qutip.spectrum`: its integral over frequency / 2 pi is <s+ s> - |<s>|^2.
    """
    system, _ = moment_system(closed())
    end = steady(system, PARAMETERS, {"s[g,e]": 0.1j, "s[e,e]": 0.4})
    mean, population = end["s[g,e]"], end["s[e,e]"].real
    # Real form (Re s, s_ee, Im s) to (s, s+, s_ee): the equations of operators from those of real means.
    drift = system.jacobian(PARAMETERS)(0.0, np.zeros(3))
    order = [system.states.index("s[g,e]"), system.states.index("s[e,e]"), 2]
    drift = drift[np.ix_(order, order)]
    form = np.array([[1, 0, 1j], [1, 0, -1j], [0, 1, 0]])
    drift = form @ drift @ np.linalg.inv(form)
    # <X(0) s(0)> - <X><s> for X = s, s+, s_ee, from the products of the algebra: s s = 0, s+ s = s_ee, s_ee s = 0.
    start = np.array([0 - mean * mean, population - abs(mean) ** 2, 0 - population * mean])
    found = [np.linalg.solve(1j * omega * np.eye(3) - drift, start)[1] for omega in frequencies]
    return 2 * np.real(found)


if __name__ == "__main__":
    grid = np.linspace(-10, 10, 401)
    peaks = spectrum(grid)
    local = [x for k, x in enumerate(grid[1:-1], 1) if peaks[k] > max(peaks[k - 1], peaks[k + 1])]
    print("peaks at", ", ".join(f"{x:+.2f}" for x in local), "of laser minus frequency, in units of Gamma")
