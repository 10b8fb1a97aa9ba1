"""Kernels of spin exchange between an alkali and a noble gas."""

from __future__ import annotations

from fractions import Fraction

from numerics.codegen.spec import KernelSpec, Range

_ONE = Fraction(1)
_COMPONENT = Range(
    lower=Fraction(1, 10**6), upper=Fraction(1), spacing="log", symmetric=True, special=(Fraction(0), _ONE)
)
_DENSITY = Range(lower=Fraction(10**10), upper=Fraction(10**21), spacing="log")
_POLARISATION = Range(lower=Fraction(1, 10**6), upper=_ONE, spacing="log", special=(_ONE,))
_SLOWING_DOWN = Range(lower=Fraction(2), upper=Fraction(29))

KERNELS = (
    KernelSpec(
        name="slowing_down_factor",
        title="Slowing-down factor of an alkali in a spin-temperature state",
        equations=("spin_exchange.slowing_down.positive_form",),
        reference="spin_exchange.slowing_down.q",
        kind="function",
        arguments=("I", "p_a"),
        audit={
            "I": Range(lower=Fraction(1, 2), upper=Fraction(7, 2), spacing="half-integer"),
            "p_a": Range(
                lower=Fraction(1, 10**12),
                upper=_ONE,
                spacing="log",
                special=(_ONE, Fraction(19, 20), Fraction(1, 2), 1 - Fraction(1, 2**53)),
            ),
        },
        exceptional=tuple((Fraction(n, 2), p) for n in range(1, 41) for p in (_ONE, Fraction(1, 3), Fraction(9, 10))),
        audit_points=4000,
        allowed_ulp=4.0,
    ),
    KernelSpec(
        name="interaction_strength",
        title="Mean-field interaction strength",
        equations=("spin_exchange.bloch.zeta",),
        kind="function",
        arguments=("vsphi", "q"),
        audit={
            "vsphi": Range(lower=Fraction(1, 10**22), upper=Fraction(1, 10**10), spacing="log"),
            "q": _SLOWING_DOWN,
        },
        audit_points=1000,
    ),
    KernelSpec(
        name="switched_detuning",
        title="Detuning after a step of the magnetic field",
        equations=("spin_exchange.two_mode.switched_detuning",),
        kind="function",
        arguments=("g_s", "g_b", "q", "B", "B_s"),
        audit={
            "g_s": Range(lower=Fraction(10**6), upper=Fraction(10**8), spacing="log"),
            "g_b": Range(lower=Fraction(10**2), upper=Fraction(10**5), spacing="log"),
            "q": _SLOWING_DOWN,
            "B": Range(lower=Fraction(1, 10**5), upper=Fraction(10), spacing="log"),
            "B_s": Range(lower=Fraction(1, 10**5), upper=Fraction(10), spacing="log"),
        },
        audit_points=1000,
    ),
    KernelSpec(
        name="bloch",
        title="Mean-field Bloch equations of spin exchange between two gases",
        equations=("spin_exchange.bloch.alkali", "spin_exchange.bloch.noble_gas"),
        kind="rhs",
        state=("f_x", "f_y", "f_z", "k_x", "k_y", "k_z"),
        arguments=("zeta", "k_se", "n_a", "n_b", "q"),
        jacobian=True,
        audit={
            **dict.fromkeys(("f_x", "f_y", "f_z", "k_x", "k_y", "k_z"), _COMPONENT),
            "zeta": Range(lower=Fraction(1, 10**22), upper=Fraction(1, 10**10), spacing="log"),
            "k_se": Range(lower=Fraction(1, 10**26), upper=Fraction(1, 10**12), spacing="log"),
            "n_a": _DENSITY,
            "n_b": _DENSITY,
            "q": _SLOWING_DOWN,
        },
        audit_points=300,
        reason=(
            "where the terms of a rate cancel, the rate is judged relative to its own small value, and the "
            "rounding of the terms remains"
        ),
    ),
    KernelSpec(
        name="exchange_propagator",
        title="Propagator of two coupled spin modes in the frame of the noble-gas spins",
        equations=("spin_exchange.two_mode.propagator",),
        kind="matrix",
        arguments=("t", "J", "gamma", "Delta"),
        # gamma and Delta are drawn as ratios to J and t as a phase J t, so that every regime is met:
        # decoupled (Delta >> J), overdamped (gamma >> J), strongly coupled, and the exceptional point gamma = 2 J.
        tied=(("gamma", "J"), ("Delta", "J"), ("t", "J")),
        audit={
            "t": Range(lower=Fraction(1, 1000), upper=Fraction(10), spacing="log", special=(Fraction(0),)),
            "J": Range(lower=Fraction(1, 100), upper=Fraction(10**4), spacing="log"),
            "gamma": Range(
                lower=Fraction(1, 1000), upper=Fraction(1000), spacing="log", special=(Fraction(1, 10**12), Fraction(2))
            ),
            "Delta": Range(
                lower=Fraction(1, 1000), upper=Fraction(1000), spacing="log", symmetric=True, special=(Fraction(0),)
            ),
        },
        audit_points=1500,
        reason=(
            "a phase of many radians turns the rounding of the products it is made of into as many units in "
            "the last place, and an entry that passes near zero is judged relative to its own small modulus"
        ),
    ),
    KernelSpec(
        name="exchange_rate",
        title="Rate of coherent exchange between the two collective spin modes",
        equations=("spin_exchange.two_mode.J",),
        kind="function",
        arguments=("zeta", "q", "p_a", "p_b", "n_a", "n_b"),
        audit={
            "zeta": Range(lower=Fraction(1, 10**22), upper=Fraction(1, 10**10), spacing="log"),
            "q": _SLOWING_DOWN,
            "p_a": _POLARISATION,
            "p_b": _POLARISATION,
            "n_a": _DENSITY,
            "n_b": _DENSITY,
        },
    ),
)
