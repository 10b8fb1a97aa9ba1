"""Kernels of single collisions, for simulations of many spins that collide in random pairs."""

from __future__ import annotations

from fractions import Fraction

from numerics.codegen.spec import KernelSpec, Orbits, Range


def _averaged(name: str, title: str, orbits: Orbits) -> KernelSpec:
    """The averaged map of R replicas; it is audited at points of its own."""
    return KernelSpec(
        name=name, title=title, equations=("spin_exchange.kick.exact",), kind="matrix", arguments=(), audit={},
        orbits=orbits,
    )  # fmt: skip


KERNELS = (
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
