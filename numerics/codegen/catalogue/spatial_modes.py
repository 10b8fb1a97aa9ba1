"""Kernels of coupled diffusion modes, and of the transfer of a quantum state from one mode to another."""

from __future__ import annotations

from fractions import Fraction

from numerics.codegen.spec import KernelSpec, Range

_ONE, _ZERO = Fraction(1), Fraction(0)
_DYNAMICS, _CHANNEL = "spin_exchange.mode_dynamics", "spin_exchange.linear_channel"
_RATE = Range(lower=Fraction(1, 10**6), upper=Fraction(10**5), spacing="log")
_DIFFUSION = Range(lower=Fraction(1, 10**4), upper=Fraction(100), spacing="log")
_RADIUS = Range(lower=Fraction(1, 100), upper=Fraction(100), spacing="log")
_DETUNING = Range(lower=Fraction(1, 10**3), upper=Fraction(10**7), spacing="log", symmetric=True, special=(_ZERO,))
_NUMBER = Range(lower=_ONE, upper=Fraction(200), spacing="integer")
_SHARE = Range(lower=Fraction(1, 10**9), upper=_ONE, spacing="log", special=(_ZERO, _ONE))
_ADDED = Range(lower=Fraction(1, 10**9), upper=Fraction(10), spacing="log", special=(_ZERO,))
_VARIANCE = Range(lower=Fraction(1, 10**3), upper=Fraction(10**3), spacing="log")
_EXCITATIONS = Range(lower=_ZERO, upper=Fraction(12), spacing="integer")
_CANCELS = "where terms of opposite sign cancel, the value is judged relative to its own small size"

KERNELS = (
    KernelSpec(
        name="local_alkali_loss",
        title="Relaxation rate of the alkali inside the cell, from that of its slowest mode",
        equations=(f"{_DYNAMICS}.local_loss",),
        kind="function",
        arguments=("gamma", "D_a", "R"),
        audit={"gamma": _RATE, "D_a": _DIFFUSION, "R": _RADIUS},
        audit_points=1000,
        reason=_CANCELS,
    ),
    KernelSpec(
        name="alkali_mode_decay",
        title="Decay rate of a diffusion mode of the alkali",
        equations=(f"{_DYNAMICS}.alkali_decay",),
        kind="function",
        arguments=("gamma_a", "D_a", "R", "m"),
        audit={"gamma_a": _RATE, "D_a": _DIFFUSION, "R": _RADIUS, "m": _NUMBER},
        audit_points=1000,
    ),
    KernelSpec(
        name="noble_gas_mode_decay",
        title="Decay rate of a diffusion mode of the noble gas",
        equations=(f"{_DYNAMICS}.noble_gas_decay",),
        kind="function",
        arguments=("gamma_b", "D_b", "R", "x_n"),
        audit={"gamma_b": _RATE, "D_b": _DIFFUSION, "R": _RADIUS,
               "x_n": Range(lower=Fraction(4), upper=Fraction(1000))},
        audit_points=1000,
    ),
    KernelSpec(
        name="noble_gas_root",
        title="Function that vanishes at the wave number of a noble-gas mode, times R",
        equations=(f"{_DYNAMICS}.root_function",),
        kind="function",
        arguments=("x_m",),
        audit={"x_m": Range(lower=Fraction(1, 10), upper=Fraction(1000))},
        audit_points=1000,
        reason=f"{_CANCELS}, and the sine of a large argument magnifies its rounding",
    ),
    KernelSpec(
        name="uniform_overlap",
        title="Overlap of an alkali mode with the uniform noble-gas mode",
        equations=(f"{_DYNAMICS}.overlap_uniform",),
        kind="function",
        arguments=("m",),
        audit={"m": _NUMBER},
        audit_points=200,
    ),
    KernelSpec(
        name="mode_overlap",
        title="Overlap of an alkali mode with a noble-gas mode that is not uniform",
        equations=(f"{_DYNAMICS}.overlap",),
        kind="function",
        arguments=("m", "x_n"),
        audit={"m": _NUMBER, "x_n": Range(lower=Fraction(4), upper=Fraction(700))},
        audit_points=1000,
        reason="where x_n comes near to m pi the difference of the two squares is judged relative to its small size",
    ),
    KernelSpec(
        name="mode_pair_generator",
        title="Generator of a pair of diffusion modes in the frame of the noble-gas spins",
        equations=(f"{_DYNAMICS}.generator",),
        kind="matrix",
        arguments=("J", "Delta", "gamma_am", "gamma_bn", "c_mn_r"),
        audit={
            "J": _RATE,
            "Delta": _DETUNING,
            "gamma_am": _RATE,
            "gamma_bn": _RATE,
            "c_mn_r": Range(lower=Fraction(1, 10**5), upper=_ONE, spacing="log", symmetric=True, special=(_ZERO,)),
        },
        audit_points=500,
    ),
    KernelSpec(
        name="incoherent_excitations",
        title="Mean number of incoherent excitations of a mode of an imperfectly polarised gas",
        equations=("spin_exchange.incoherent.alkali_number",),
        kind="function",
        arguments=("p",),
        audit={"p": Range(lower=Fraction(1, 10**6), upper=_ONE, spacing="log", special=(_ONE,))},
        audit_points=1000,
    ),
    KernelSpec(
        name="reservoir_noise",
        title="Strength of the noise that keeps the incoherent excitations of a damped mode",
        equations=(f"{_DYNAMICS}.reservoir",),
        kind="function",
        arguments=("gamma", "n_I"),
        audit={"gamma": _RATE, "n_I": _ADDED},
        audit_points=500,
    ),
    KernelSpec(
        name="fock_transfer",
        title="Chance of a number of excitations after the linear transfer of a Fock state",
        equations=(f"{_CHANNEL}.probability",),
        kind="function",
        arguments=("k_in", "l_out", "eta", "FF_in", "n_add"),
        audit={"k_in": _EXCITATIONS, "l_out": _EXCITATIONS, "eta": _SHARE, "FF_in": _ADDED, "n_add": _ADDED},
        audit_points=3000,
        reason="powers as high as the numbers of excitations magnify the rounding of their bases",
    ),
    KernelSpec(
        name="two_excitation_transfer",
        title="Chance of two excitations after the linear transfer of two",
        equations=(f"{_CHANNEL}.two",),
        kind="function",
        arguments=("eta", "FF_in", "n_add"),
        audit={"eta": _SHARE, "FF_in": _ADDED, "n_add": _ADDED},
        audit_points=1000,
    ),
    KernelSpec(
        name="transfer_noise",
        title="Mean of F F+ of the noise of a linear transfer",
        equations=(f"{_CHANNEL}.noise",),
        kind="function",
        arguments=("eta", "n_add"),
        audit={"eta": _SHARE, "n_add": _ADDED},
        audit_points=500,
        reason=_CANCELS,
    ),
    KernelSpec(
        name="transferred_variance",
        title="Variance of a transferred quadrature over that of the vacuum",
        equations=(f"{_CHANNEL}.variance",),
        kind="function",
        arguments=("eta", "V_in", "n_add"),
        audit={"eta": _SHARE, "V_in": _VARIANCE, "n_add": _ADDED},
        audit_points=1000,
        reason=_CANCELS,
    ),
    KernelSpec(
        name="squeezed_fidelity",
        title="Overlap of a transferred with the prepared squeezed vacuum",
        equations=(f"{_CHANNEL}.fidelity",),
        kind="function",
        arguments=("V_in", "V_out", "W_out"),
        audit={"V_in": _VARIANCE, "V_out": _VARIANCE, "W_out": _VARIANCE},
        audit_points=1000,
    ),
    KernelSpec(
        name="squeezing_decibel",
        title="Squeezing in decibel, positive below the vacuum",
        equations=(f"{_CHANNEL}.decibel",),
        kind="function",
        arguments=("V_out",),
        audit={"V_out": _VARIANCE},
        audit_points=1000,
    ),
    KernelSpec(
        name="squeezed_variance",
        title="Variance of a quadrature with squeezing in decibel over that of the vacuum",
        equations=(f"{_CHANNEL}.squeezed",),
        kind="function",
        arguments=("s_dB",),
        audit={"s_dB": Range(lower=Fraction(1, 100), upper=Fraction(30), spacing="log", symmetric=True)},
        audit_points=1000,
    ),
)  # fmt: skip
