r"""Symbols of rates, powers and numbers: driven lines, pump fields, Doppler widths, and optima over the squeezing."""

from __future__ import annotations

from derive.dissipative_entanglement import symbols
from derive.dissipative_entanglement.boson_symbols import SHARE
from derive.dissipative_entanglement.constants import BOLTZMANN, LIGHT, MASS
from derive.domains import NONNEGATIVE, POSITIVE, REAL, Domain
from derive.records import Quantity, table


def _number(name: str, latex: str, meaning: str, unit: str = "1", domain: Domain = POSITIVE) -> Quantity:
    return Quantity(name=name, latex=latex, meaning=meaning, unit=unit, domain=domain)


# One driven line and its rate
COUPLING = _number("Omega_ab", r"\Omega_{ab}", "coupling on the line a, b: H = Omega_ab c (|e><a| + |a><e|)", "rad/s")
LINE_DETUNING = _number("Delta_ab", r"\Delta_{ab}", "detuning from the line a, b", "rad/s", REAL)
ANGULAR = _number("c_ab", r"c_{ab}", "product of the Clebsch-Gordan coefficients of excitation and of decay")
RATE = _number("Gamma_ab", r"\Gamma_{ab}", "single-particle rate from a to b", "1/s")
FAR_RATE = _number("Gamma_ab_far", r"\Gamma_{ab}^{\mathrm{far}}", "that rate far from resonance", "1/s")
ON_RATE = _number("Gamma_ab_on", r"\Gamma_{ab}^{\mathrm{res}}", "that rate on resonance", "1/s")
STRENGTH = _number("s_ab", "s", "squared coupling, in units of its own, that counts orders of the drive")

# Probe and pump
COOL_PROBE = _number("Gamma_cool_probe", r"\Gamma_{\mathrm{cool}}^{\mathrm{probe}}", "cooling rate of the probe", "1/s")
HEAT_PROBE = _number("Gamma_heat_probe", r"\Gamma_{\mathrm{heat}}^{\mathrm{probe}}", "heating rate of the probe", "1/s")
COOL_PUMP = _number("Gamma_cool_pump", r"\Gamma_{\mathrm{cool}}^{\mathrm{pump}}", "cooling rate of the pump", "1/s")
PUMPING = _number("x_pump", "x", "pump parameter: cooling by the pump over cooling by the probe", domain=NONNEGATIVE)
RESONANT = _number("k_res", "k", "correction of a resonant rate for Doppler broadening")
RADIATIVE = _number("Gamma_d_rad", r"\Gamma_{\mathrm d}^{\mathrm{rad}}", "dephasing rate that is due to light", "1/s")
RADIATIVE_PROBE = _number(
    "Gamma_d_rad_probe", r"\Gamma_{\mathrm d}^{\mathrm{rad,probe}}", "dephasing rate that is due to the probe", "1/s"
)
ADDED = _number("g_add", r"\Gamma_{\mathrm d}^{\mathrm{add}}/\Gamma", "dephasing that is not due to light, over Gamma",
                domain=NONNEGATIVE)  # fmt: skip

# Angular momentum of the four-level atom
STRENGTH_PI = _number("c2_pi", r"c^2_{\Delta_m=0}", "strength of the lines that keep the magnetic quantum number")
STRENGTH_SIGMA = _number("c2_sigma", r"c^2_{\Delta_m=\pm1}", "strength of the lines that change it")
DIPOLES = tuple(
    _number(
        f"d_{axis}_{one}{other}", rf"\langle {upper}|d_{axis}|{lower}\rangle",
        f"matrix element of the dipole along {axis} from {one} to the excited {other}", domain=REAL,
    )
    for axis, one, other, upper, lower in (
        ("y", "up", "up", r"e_\uparrow", r"\uparrow"), ("y", "down", "down", r"e_\downarrow", r"\downarrow"),
        ("x", "up", "down", r"e_\downarrow", r"\uparrow"), ("x", "down", "up", r"e_\uparrow", r"\downarrow"),
    )
)  # fmt: skip
DIPOLE_SQUARES = tuple(
    _number(
        f"d2_{axis}_{one}{other}", rf"|\langle {upper}|d_{axis}|{lower}\rangle|^2",
        f"square of the matrix element of the dipole along {axis} from {one} to the excited {other}",
        domain=NONNEGATIVE,
    )
    for axis, one, other, upper, lower in (
        ("y", "up", "down", r"e_\downarrow", r"\uparrow"), ("y", "down", "up", r"e_\uparrow", r"\downarrow"),
        ("x", "up", "up", r"e_\uparrow", r"\uparrow"), ("x", "down", "down", r"e_\downarrow", r"\downarrow"),
    )
)  # fmt: skip
STARK = _number("S_Stark", "S", "shift of the excited levels of the second ensemble by the electric field", "rad/s")
KET_EG = _number("ket_eg", r"|e\rangle_1|g\rangle_2", "the state with the first atom excited", domain=REAL)
KET_GE = _number("ket_ge", r"|g\rangle_1|e\rangle_2", "the state with the second atom excited", domain=REAL)
AFTER_PLUS = _number(
    "Psi_plus", r"|\Psi^{\mathrm{out}}_+\rangle", "state after a photon at the first port", domain=REAL
)
AFTER_MINUS = _number(
    "Psi_minus", r"|\Psi^{\mathrm{out}}_-\rangle", "state after a photon at the second port", domain=REAL
)

# The budget of noise
SQUEEZE = _number("Z", "Z", "squeezing parameter 1/(mu - nu)")
POLARISATION_INF = _number("P_2_inf", r"P_{2,\infty}", "polarisation in the steady state", domain=SHARE)
TOLERABLE = _number(
    "a_max", r"a_{\max}", "largest dephasing that is not due to light, over Gamma, for a value of xi", domain=REAL
)
LEVEL = _number("xi_level", r"\xi_\ell", "value of xi that is asked for")
BOUNDS = tuple(
    _number(
        f"a_{case}_{end}", rf"a_{{\max}}^{{{case},{end}}}",
        f"{'lower' if end == 'lo' else 'upper'} end of the certified interval of the largest tolerable dephasing over "
        f"Gamma, at the best squeezing, {what}",
    )
    for case, what in (("probe", "without pump"), ("pump", "with the pump parameter 5"))
    for end in ("lo", "hi")
)  # fmt: skip

LEAST_CAESIUM = tuple(
    _number(
        f"xi_caesium_{end}", rf"\xi_{{\infty}}^{{\mathrm{{Cs}},{sign}}}",
        f"{side} end of the certified interval of the least entanglement parameter of caesium over the pump",
    )
    for end, sign, side in (("lo", "-", "lower"), ("hi", "+", "upper"))
)  # fmt: skip
POLARISED_CAESIUM = tuple(
    _number(
        f"xi_caesium_95_{end}", rf"\xi_{{\infty}}^{{\mathrm{{Cs}},95,{sign}}}",
        f"{side} end of the certified interval of the entanglement parameter of caesium at the least pump that keeps "
        "95 % of the atoms up",
    )
    for end, sign, side in (("lo", "-", "lower"), ("hi", "+", "upper"))
)  # fmt: skip

# Doppler
TEMPERATURE = _number("T", "T", "temperature of the vapour", "K")
OPTICAL = _number("nu_opt", r"\nu", "frequency of the light", "Hz")
DOPPLER = _number("delta_Doppler", r"\delta_{\mathrm{Doppler}}", "Doppler width", "Hz")
SHARE_RESONANT = _number(
    "f_res", r"f_{\mathrm{res}}", "mean over the velocities of a resonant rate, over that of atoms at rest"
)
NARROW = _number("eta_width", r"\eta", "natural over Doppler width, both half widths")

TABLE = table(
    (
        COUPLING,
        LINE_DETUNING,
        ANGULAR,
        RATE,
        FAR_RATE,
        ON_RATE,
        STRENGTH,
        symbols.PUMP,
        COOL_PROBE,
        HEAT_PROBE,
        COOL_PUMP,
    ),
    (PUMPING, RESONANT, RADIATIVE, RADIATIVE_PROBE, ADDED, STRENGTH_PI, STRENGTH_SIGMA, *DIPOLES, *DIPOLE_SQUARES),
    (
        STARK,
        KET_EG,
        KET_GE,
        AFTER_PLUS,
        AFTER_MINUS,
        SQUEEZE,
        POLARISATION_INF,
        TOLERABLE,
        LEVEL,
        *BOUNDS,
        *LEAST_CAESIUM,
        *POLARISED_CAESIUM,
    ),
    (TEMPERATURE, MASS, OPTICAL, LIGHT, BOLTZMANN, DOPPLER, SHARE_RESONANT, NARROW),
)
