r"""From a model of light and a mirror to compiled numbers: how fast sideband cooling goes, and where it ends.

.. math:: H = \omega_m (a^\dagger a + b^\dagger b) + g (a + a^\dagger)(b + b^\dagger), \qquad
          \kappa D[a],\ \gamma (n_{th} + 1) D[b],\ \gamma n_{th} D[b^\dagger]

Linearised and driven on the lower sideband. In the frame of both frequencies some terms turn with twice omega_m and are
left out; the light then follows the mirror, and can be eliminated. Each result is an Equation with checked steps, which
names the approximations that it rests on; the kernel is made from these records.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from derive.algebra import Boson
from derive.domains import NONNEGATIVE, POSITIVE
from derive.dynamics.fast_modes import eliminate_fast
from derive.dynamics.frames import rotating
from derive.dynamics.gaussian import gaussian
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.response import certified_response
from derive.records import Equation, Quantity
from numerics.codegen.generate import generate_from
from numerics.codegen.spec import KernelSpec, Range
from numerics.kernels import CompiledKernel, load

ROOM = "examples.sideband_cooling"
TIME = Quantity(name="t", latex="t", meaning="time", unit="s")
RATES = (
    Quantity(name="omega_m", latex=r"\omega_m", meaning="frequency of the mirror", unit="rad/s", domain=POSITIVE),
    Quantity(name="g", latex="g", meaning="coupling of light and mirror", unit="rad/s", domain=POSITIVE),
    Quantity(name="kappa", latex=r"\kappa", meaning="decay rate of the light's energy", unit="1/s", domain=POSITIVE),
    Quantity(name="gamma", latex=r"\gamma", meaning="decay rate of the mirror's energy", unit="1/s", domain=POSITIVE),
    Quantity(name="n_th", latex=r"n_\mathrm{th}", meaning="thermal phonons", domain=NONNEGATIVE),
)
omega_m, g, kappa, gamma, n_th = (own.symbol for own in RATES)
a, b = Boson("a"), Boson("b")
MODEL = Model(
    hamiltonian=omega_m * (a.n + b.n) + g * (a.a + a.dag) * (b.a + b.dag),
    jumps=(
        Jump(operator=a.a, rate=kappa, name="mirror of the cavity"),
        Jump(operator=b.a, rate=gamma * (n_th + 1), name="phonons lost"),
        Jump(operator=b.dag, rate=gamma * n_th, name="phonons gained"),
    ),
    name="sideband cooling",
)


def equations() -> tuple[Equation, ...]:
    """How fast the mirror is damped, the phonons left, and their noise spectrum, each with checked steps."""
    model, _ = rotating(MODEL, omega_m * (a.n + b.n), TIME.symbol).without(2 * omega_m)
    whole = gaussian(model)
    slow = eliminate_fast(whole, [a.a, a.dag]).certified()
    damping = Quantity(name="damping", latex=r"\lambda", meaning="rate of change of the mirror's amplitude", unit="1/s")
    phonons = Quantity(name="phonons", latex=r"\bar n", meaning="phonons in the steady state")
    spectrum = Quantity(name="S", latex="S", meaning="noise spectrum of the mirror's b+ and b", unit="s")
    frequency = Quantity(name="omega", latex=r"\omega", meaning="frequency from that of the mirror", unit="rad/s")
    # operators are a, a+, b, b+
    return (
        slow.equation("drift", damping, ROOM, RATES, at=(0, 0)),
        whole.certified_steady().equation("second_moments", phonons, ROOM, RATES, at=(3, 2)),
        certified_response(whole, frequency.symbol).equation("noise", spectrum, ROOM, (*RATES, frequency), at=(3, 2)),
    )


def kernel(folder: Path) -> CompiledKernel:
    """The three numbers as one compiled function of omega, g, kappa, gamma and n_th, audited against 50 digits."""
    found = equations()
    wide = Range(lower=Fraction(1, 100), upper=Fraction(100), spacing="log")
    spec = KernelSpec(
        name="sideband_cooling",
        title="Damping, phonons left and their spectrum in sideband cooling",
        equations=tuple(own.id for own in found),
        kind="numbers",
        arguments=("omega", "g", "kappa", "gamma", "n_th"),
        audit={"omega": wide, "g": wide, "kappa": wide, "gamma": wide, "n_th": wide},
        audit_points=200,
        reason="the spectrum's denominator is a difference near the frequencies of the coupled modes",
    )
    generate_from(spec, found, folder)
    return load(spec.name, folder)


if __name__ == "__main__":
    import tempfile

    for own in equations():
        print(own, *(f"\n    rests on {approximation}" for approximation in own.approximations), sep="")
    with tempfile.TemporaryDirectory() as made:
        print(kernel(Path(made))(omega=0.0, g=0.2, kappa=2.0, gamma=0.01, n_th=50.0))
