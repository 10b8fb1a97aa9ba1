r"""A driven atom in compiled numbers: its excitation after a short time and at rest, and the spectrum of its light.

.. math:: H = -\Delta\, \sigma^{ee} + \tfrac{\Omega}{2} (\sigma + \sigma^\dagger), \qquad \Gamma D[\sigma]

The first from a Dyson series in the frame of the drive, the second from the steady state of the master equation, the
third from the regression theorem; each is an Equation with checked steps, and one kernel is made of the three.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import sympy as sp

from derive.algebra import Levels
from derive.domains import POSITIVE
from derive.dynamics.dyson import certified_heisenberg
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.regression import two_time
from derive.dynamics.steady import certified_state
from derive.records import Equation, Quantity
from numerics.codegen.generate import generate_from
from numerics.codegen.spec import KernelSpec, Range
from numerics.kernels import CompiledKernel, load

ROOM = "examples.driven_atom"
SYMBOLS = (
    Quantity(name="Delta", latex=r"\Delta", meaning="drive minus transition frequency", unit="rad/s"),
    Quantity(name="Omega", latex=r"\Omega", meaning="Rabi frequency", unit="rad/s", domain=POSITIVE),
    Quantity(name="Gamma", latex=r"\Gamma", meaning="decay rate of the excited level", unit="1/s", domain=POSITIVE),
    Quantity(name="omega", latex=r"\omega", meaning="frequency from that of the drive", unit="rad/s"),
    Quantity(name="t", latex="t", meaning="time from the ground state", unit="s", domain=POSITIVE),
)
Delta, Omega, Gamma, omega, t = (own.symbol for own in SYMBOLS)
atom = Levels("s", ("g", "e"))
lower, raised, excited = atom("g", "e"), atom("e", "g"), atom("e", "e")
MODEL = Model(
    hamiltonian=-Delta * excited + Omega / 2 * (lower + raised),
    jumps=(Jump(operator=lower, rate=Gamma, name="spontaneous emission"),),
    name="driven atom",
)


def equations() -> tuple[Equation, ...]:
    """Excitation at early times to second order in the drive, in the steady state, and the incoherent spectrum."""
    # exp(-i Delta t) sigma: the detuning is in the coupling. From the ground state the mean is the coefficient of 1.
    turning = Omega / 2 * (lower * sp.exp(sp.I * Delta * t) + raised * sp.exp(-sp.I * Delta * t))
    early = Quantity(name="p_early", latex="p", meaning="excitation at early times, without decay")
    late = Quantity(name="p_steady", latex=r"p_\infty", meaning="excitation in the steady state")
    light = Quantity(name="S", latex="S", meaning="incoherent spectrum of the dipole", unit="s")
    spectrum = two_time(MODEL, raised, lower).steady().certified(omega)
    return (
        certified_heisenberg(turning, excited, t, 2).equation("O", early, ROOM, SYMBOLS, at=atom("e", "e") ** 0),
        certified_state(MODEL).equation("rho", late, ROOM, SYMBOLS, at=(1, 1)),
        spectrum.equation("spectrum", light, ROOM, SYMBOLS),
    )


def kernel(folder: Path) -> CompiledKernel:
    """The three numbers as one compiled function."""
    found = equations()
    # Broad lines: with narrow ones the spectrum is ill-conditioned between the sidebands.
    wide = Range(lower=Fraction(1, 10), upper=Fraction(4), spacing="log", symmetric=True)
    positive = Range(lower=Fraction(1, 2), upper=Fraction(4), spacing="log")
    spec = KernelSpec(
        name="driven_atom",
        title="Excitation of a driven atom, early and late, and the spectrum of its light",
        equations=tuple(own.id for own in found),
        kind="numbers",
        arguments=("Delta", "Omega", "Gamma", "omega", "t"),
        audit={"Delta": wide, "omega": wide, **dict.fromkeys(("Omega", "Gamma", "t"), positive)},
        audit_points=200,
        reason="denominators are sums of terms of either sign near the sidebands",
    )
    generate_from(spec, found, folder)
    return load(spec.name, folder)


if __name__ == "__main__":
    import tempfile

    for own in equations():
        print(own)
    with tempfile.TemporaryDirectory() as made:
        print(kernel(Path(made))(Delta=0.2, Omega=5.0, Gamma=1.0, omega=0.0, t=0.1))
