r"""Light and N spins as two normal modes: the frequencies of Dicke's model in its normal phase.

.. math:: H = \omega_c\, a^\dagger a + \omega_s\, J_z + \frac{g}{\sqrt{2j}}\, (a + a^\dagger)(J_+ + J_-)

Holstein and Primakoff's boson to lowest order in 1/(2j) makes it quadratic; a Bogoliubov transformation finds both
frequencies, which are an Equation with checked steps. Exact states of some dozen spins differ by terms in 1/j.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import sympy as sp

from derive.algebra import Boson
from derive.domains import POSITIVE
from derive.dynamics.bogoliubov import normal_modes
from derive.dynamics.holstein_primakoff import boson_spin
from derive.records import Equation, Quantity
from numerics.codegen.generate import generate_from
from numerics.codegen.spec import KernelSpec, Range
from numerics.kernels import CompiledKernel, load

ROOM = "examples.polaritons"
RATES = (
    Quantity(name="omega_c", latex=r"\omega_c", meaning="frequency of the cavity", unit="rad/s", domain=POSITIVE),
    Quantity(name="omega_s", latex=r"\omega_s", meaning="frequency of the spins", unit="rad/s", domain=POSITIVE),
    Quantity(name="g", latex="g", meaning="collective coupling", unit="rad/s", domain=POSITIVE),
)
omega_c, omega_s, g = (own.symbol for own in RATES)
j = sp.Symbol("j", positive=True)


def equations() -> tuple[Equation, ...]:
    """The lower and the upper frequency."""
    a = Boson("a")
    spin = boson_spin("b", j, order=0, sign=-1)
    assert isinstance(spin.mode, Boson)
    H = omega_c * a.n + omega_s * spin.z + g / sp.sqrt(2 * j) * (a.a + a.dag) * (spin.plus + spin.minus)
    # the energy of all spins down is a number
    H = H + omega_s * j
    modes = normal_modes(H, (a, spin.mode), (Boson("c"), Boson("d")), at={omega_c: 2, omega_s: 1, g: sp.Rational(1, 3)})
    found = modes.certified()
    # What the spins' boson neglects goes with what follows from it.
    found = replace(found, approximations=(*found.approximations, *spin.certified().approximations))
    names = ("lower", "upper") if modes.frequencies[0].subs({omega_c: 2, omega_s: 1, g: 0}) == 1 else ("upper", "lower")
    table = (*RATES, Quantity(name="j", latex="j", meaning="spin length", domain=POSITIVE))
    made = {}
    for k, name in enumerate(names):
        left = Quantity(name=name, latex=rf"\omega_\mathrm{{{name}}}", meaning=f"{name} frequency", unit="rad/s")
        made[name] = found.equation("frequencies", left, ROOM, table, at=(k, 0))
    return made["lower"], made["upper"]


def kernel(folder: Path) -> CompiledKernel:
    """Both frequencies as one compiled function of omega_c, omega_s and g, below the critical coupling."""
    found = equations()
    wide = Range(lower=Fraction(1), upper=Fraction(10), spacing="log")
    spec = KernelSpec(
        name="polaritons",
        title="Frequencies of the normal modes of Dicke's model",
        equations=tuple(own.id for own in found),
        kind="numbers",
        arguments=("omega_c", "omega_s", "g"),
        audit={"omega_c": wide, "omega_s": wide, "g": Range(lower=Fraction(1, 1000), upper=Fraction(49, 100))},
        audit_points=200,
        reason="the lower frequency is the root of a difference, which vanishes at the critical coupling",
    )
    generate_from(spec, found, folder)
    return load(spec.name, folder)


if __name__ == "__main__":
    import tempfile

    for own in equations():
        print(own, *(f"\n    rests on {approximation}" for approximation in own.approximations), sep="")
    with tempfile.TemporaryDirectory() as made:
        print(kernel(Path(made))(omega_c=2.0, omega_s=1.0, g=0.3))
