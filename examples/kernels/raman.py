r"""A Raman transition whose excited level is eliminated: effective rates, and Bloch equations as a compiled right side.

.. math:: H = \Delta |e\rangle\langle e| + \delta\, |1\rangle\langle 1|
          + \tfrac12 (\Omega_0 |e\rangle\langle 0| + \Omega_1 |e\rangle\langle 1| + h.c.), \qquad
          \Gamma D[|1\rangle\langle e|]

The model of the two ground levels is found and certified; its rates are Equations, and its closed equations a kernel.
All of them carry the approximation that was made.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy.integrate import solve_ivp

from derive.algebra import Levels
from derive.domains import COMPLEX, POSITIVE
from derive.dynamics.closure import close
from derive.dynamics.elimination import Effective, eliminate
from derive.dynamics.lindblad import Jump, Model
from derive.records import Equation, Quantity
from numerics.codegen.small_sets import straight_line
from numerics.kernels import CompiledKernel, load

ROOM = "examples.raman"
RATES = (
    Quantity(name="Delta", latex=r"\Delta", meaning="detuning of the excited level", unit="rad/s", domain=POSITIVE),
    Quantity(name="delta", latex=r"\delta", meaning="two-photon detuning", unit="rad/s"),
    Quantity(name="Omega_0", latex=r"\Omega_0", meaning="Rabi frequency from level 0", unit="rad/s", domain=POSITIVE),
    Quantity(name="Omega_1", latex=r"\Omega_1", meaning="Rabi frequency from level 1", unit="rad/s", domain=POSITIVE),
    Quantity(name="Gamma", latex=r"\Gamma", meaning="decay rate of the excited level", unit="1/s", domain=POSITIVE),
)
Delta, delta, Omega_0, Omega_1, Gamma = (own.symbol for own in RATES)
atom = Levels("s", ("0", "1", "e"))
LAMBDA = Model(
    hamiltonian=(
        Delta * atom("e", "e") + delta * atom("1", "1")
        + Omega_0 / 2 * (atom("e", "0") + atom("0", "e")) + Omega_1 / 2 * (atom("e", "1") + atom("1", "e"))
    ),
    jumps=(Jump(operator=atom("1", "e"), rate=Gamma, name="spontaneous emission"),),
    name="Raman transition",
)  # fmt: skip


def effective() -> Effective:
    """The model of levels 0 and 1."""
    return eliminate(LAMBDA, {atom: ("e",)}, keep_energies=False)


def equations() -> tuple[Equation, ...]:
    """Half the effective Rabi frequency, and the amplitude with which atoms are pumped from level 0 to level 1."""
    coupling = Quantity(name="coupling", latex=r"\Omega_\mathrm{eff}/2", meaning="effective coupling", unit="rad/s")
    pumping = Quantity(
        name="pumping", latex=r"\ell", meaning="amplitude of |1><0| in the effective decay", domain=COMPLEX
    )
    found = effective().certified()
    return (
        found.equation("H", coupling, ROOM, RATES, at=atom("1", "0")),
        found.equation("L_0", pumping, ROOM, RATES, at=atom("1", "0")),
    )


def bloch_kernel(folder: Path) -> CompiledKernel:
    """The rates of change of the moments of the two ground levels."""
    found = effective()
    closed = close(found.model, [atom("1", "1"), atom("0", "1")], keep=found.keeps)
    straight_line(closed, "raman_bloch", RATES, folder)
    return load("raman_bloch", folder)


def population(kernel: CompiledKernel, times: np.ndarray, **values: float) -> np.ndarray:
    """The population of level 1, from level 0."""
    p, out = kernel.pack(**values), np.empty(len(kernel.record.state))

    def rate(t: float, y: np.ndarray) -> np.ndarray:
        kernel.module.rhs(t, y, p, out)
        return out.copy()

    found = solve_ivp(rate, (times[0], times[-1]), np.zeros(len(out)), t_eval=times, rtol=1e-9, atol=1e-12)
    names = [own.name for own in kernel.record.state]
    return np.asarray(found.y[names.index("mean_s_1_1")])


if __name__ == "__main__":
    import tempfile

    for own in equations():
        print(own, *(f"\n    rests on {approximation}" for approximation in own.approximations), sep="")
    with tempfile.TemporaryDirectory() as made:
        bloch = bloch_kernel(Path(made))
        print("\n".join(bloch.record.rests_on))
        numbers = {"Delta": 50.0, "delta": 0.0, "Omega_0": 2.0, "Omega_1": 2.0, "Gamma": 1.0}
        print(population(bloch, np.linspace(0, 150, 7), **numbers))
