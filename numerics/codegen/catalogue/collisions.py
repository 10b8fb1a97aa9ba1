"""Kernels of single collisions, for simulations of many spins that collide in random pairs."""

from __future__ import annotations

from fractions import Fraction

from numerics.codegen.spec import KernelSpec, Orbits, Range

_RATES = "spin_exchange.exchange_rates"
_COUNT = Range(lower=Fraction(1), upper=Fraction(10**4), spacing="integer")
_SMALL = {
    "R": Range(lower=Fraction(1, 10**6), upper=Fraction(1), spacing="log"),
    "phi_mean": Range(lower=Fraction(1, 10**7), upper=Fraction(1, 10), spacing="log"),
    "rho": Range(lower=Fraction(0), upper=Fraction(10)),
    "tau": Range(lower=Fraction(1, 10**12), upper=Fraction(10), spacing="log"),
}


def _rate(name: str, title: str, equation: str, *arguments: str) -> KernelSpec:
    """A rate of the exchange for small phases."""
    return KernelSpec(
        name=name, title=title, equations=(f"{_RATES}.{equation}",), kind="function", arguments=arguments,
        audit={a: _SMALL[a] for a in arguments}, audit_points=300,
    )  # fmt: skip


def _averaged(name: str, title: str, orbits: Orbits) -> KernelSpec:
    """The averaged map of R replicas; it is audited at points of its own."""
    return KernelSpec(
        name=name, title=title, equations=("spin_exchange.kick.exact",), kind="matrix", arguments=(), audit={},
        orbits=orbits,
    )  # fmt: skip


KERNELS = (
    _rate("random_exchange_rate", "Exchange rate of random collisions", "J", "phi_mean", "R", "tau"),
    _rate("random_exchange_beat", "Frequency of the exchange of random collisions", "beat", "phi_mean", "R", "tau"),
    _rate(
        "shared_decay_rate",
        "Decay rate of mean amplitudes while the excitation is shared",
        "shared",
        "phi_mean",
        "rho",
        "R",
        "tau",
    ),
    _rate("resonant_turn", "Turn of a step at which both gases turn together", "resonance", "phi_mean", "R"),
    KernelSpec(
        name="mean_amplitudes",
        title="Mean of one step on the symmetric excitations",
        equations=("spin_exchange.orbit_maps.amplitudes",),
        kind="matrix",
        arguments=("N_a", "N_b", "chi", "theta_B"),
        audit={
            "N_a": _COUNT,
            "N_b": Range(lower=Fraction(10**4), upper=Fraction(10**7), spacing="integer"),
            "chi": Range(lower=Fraction(1, 100), upper=Fraction(99, 100)),
            "theta_B": Range(lower=Fraction(1, 10**6), upper=Fraction(1), spacing="log", symmetric=True),
        },
        audit_points=300,
    ),
    _averaged("mean_one_excitation", "Mean of one excitation in random collisions", Orbits(replicas=2)),
    _averaged(
        "mean_localised_excitation",
        "Mean of one excitation that starts in a marked atom",
        Orbits(replicas=2, marked=True),
    ),
    _averaged(
        "mean_two_excitations", "Mean of two excitations in random collisions", Orbits(replicas=2, excitations=2)
    ),
    _averaged("variance_one_excitation", "Second moments of one excitation in random collisions", Orbits(replicas=4)),
    _averaged(
        "variance_localised_excitation",
        "Second moments of one excitation that starts in a marked atom",
        Orbits(replicas=4, marked=True),
    ),
    _averaged(
        "mean_one_excitation_by_events",
        "Mean of one excitation, one collision after the other",
        Orbits(replicas=2, clock="event"),
    ),
    KernelSpec(
        name="collision_kick",
        title="Kick of a collision",
        equations=("spin_exchange.kick.exact",),
        kind="function",
        arguments=("phi",),
        audit={
            "phi": Range(lower=Fraction(1, 10**8), upper=Fraction(20), spacing="log", special=(Fraction(0),)),
        },
        audit_points=1000,
    ),
    KernelSpec(
        name="weak_collision_kick",
        title="Kick of a weak collision",
        equations=("spin_exchange.kick.series",),
        reference="spin_exchange.kick.exact",
        kind="function",
        arguments=("phi",),
        audit={
            "phi": Range(
                lower=Fraction(1, 10**8), upper=Fraction(1, 4), spacing="log", symmetric=True, special=(Fraction(0),)
            ),
        },
        audit_points=1000,
    ),
)
