"""The symbol table of alkali atoms in light: hyperfine structure, detunings, paths of scattering, pump and repump.

Frequencies are in Hz; detunings of angular frequency say so.
"""

from __future__ import annotations

from derive.dissipative_entanglement import constants, level_symbols, symbols
from derive.domains import NONNEGATIVE, NONZERO_SPIN, POSITIVE, REAL, Domain
from derive.records import Quantity, table


def _frequency(name: str, latex: str, meaning: str, domain: Domain = REAL) -> Quantity:
    return Quantity(name=name, latex=latex, unit="Hz", meaning=meaning, domain=domain)


def _number(name: str, latex: str, meaning: str, domain: Domain = POSITIVE) -> Quantity:
    return Quantity(name=name, latex=latex, meaning=meaning, domain=domain)


# Hyperfine structure
ELECTRONIC = Quantity(name="J", latex="J", domain=NONZERO_SPIN, meaning="angular momentum of the electron in a level")
DOT = Quantity(
    name="I_dot_J", latex=r"\mathbf I\cdot\mathbf J", meaning="product of the two angular momenta on a manifold"
)
DIPOLE_A = _frequency("A_hfs", r"A", "magnetic dipole hyperfine constant")
QUADRUPOLE_B = _frequency("B_hfs", r"B", "electric quadrupole hyperfine constant")
ENERGY = _frequency("nu_F", r"\nu_F", "hyperfine energy of a manifold, as a frequency")
SPLITTINGS = {
    upper: _frequency(
        f"nu_{upper}{upper - 1}", rf"\nu_{{{upper}{upper - 1}}}", f"splitting of F' = {upper} and {upper - 1} of 6P3/2"
    )
    for upper in (5, 4, 3)
}
GROUND = _frequency("nu_hfs", r"\nu_{\mathrm{hfs}}", "splitting of the two ground manifolds", POSITIVE)
FINE = _frequency("nu_fine", r"\nu_{\mathrm{fine}}", "splitting of the D1 and the D2 line", POSITIVE)
LARMOR = _frequency("nu_L", r"\nu_{\mathrm L}", "Larmor frequency of the upper ground manifold, over 2 pi", POSITIVE)
FIELD = Quantity(name="B_0", latex="B_0", unit="T", domain=POSITIVE, meaning="magnetic field")
THERMAL = _frequency("nu_T", r"k_{\mathrm B}T/h", "thermal energy, as a frequency", POSITIVE)
LARMOR_OVER_FINE = _number("r_LF", r"\nu_{\mathrm L}/\nu_{\mathrm{fine}}", "Larmor over fine splitting")

# One line through several excited levels
COEFFICIENTS = tuple(
    _number(f"c_{k}", f"c_{k}", f"product of the dipole elements of excitation and decay, level {k}", REAL)
    for k in (1, 2, 3)
)
DETUNINGS = tuple(
    Quantity(name=f"Delta_{k}", latex=rf"\Delta_{k}", unit="rad/s", domain=POSITIVE, meaning=f"detuning of level {k}")
    for k in (1, 2, 3)
)
RATE = Quantity(
    name="Gamma_probe_ab",
    latex=r"\Gamma_{ab}^{\mathrm{probe}}",
    unit="1/s",
    domain=NONNEGATIVE,
    meaning="rate from a to b by the probe",
)
REPUMP = Quantity(
    name="Omega_repump",
    latex=r"\Omega_{\mathrm{repump}}",
    unit="rad/s",
    domain=POSITIVE,
    meaning="Rabi frequency of the resonant repump field: the coupling itself, without a factor 1/2",
)
C_PUMP = _number("c_pump", r"c_{\mathrm{pump}}", "product of the dipole elements of the pump's line")
C_REPUMP = _number("c_repump", r"c_{\mathrm{repump}}", "product of the dipole elements of the repump's line")
SHARE = _number("k_res", "k", "correction of a resonant rate for Doppler broadening")
BY_PUMP = Quantity(
    name="Gamma_pump_ab",
    latex=r"\Gamma_{ab}^{\mathrm{pump}}",
    unit="1/s",
    domain=NONNEGATIVE,
    meaning="rate by the pump",
)
BY_REPUMP = Quantity(
    name="Gamma_repump_ab",
    latex=r"\Gamma_{ab}^{\mathrm{repump}}",
    unit="1/s",
    domain=NONNEGATIVE,
    meaning="rate by the repump field",
)

# Caesium
DETUNING = _frequency("delta_nu", r"\delta\nu", "detuning of the probe from the named excited manifold")
SQUEEZE = _number("Z", "Z", "squeezing parameter 1/(mu - nu)")
MIRROR = _number(
    "s_mirror",
    r"\mu_I\nu_{II}\mu_{II}\nu_I/|\mu_I\nu_{II}\mu_{II}\nu_I|",
    "sign of the product of the weights of both ensembles, which no choice of phases changes",
    REAL,
)
LEAST = _number("xi_ideal", r"\xi^{\mathrm{ideal}}", "least entanglement parameter, without noise")
PATHS = {
    (way, level): _number(
        f"s_{way}_{level}",
        rf"s_{{{level}}}^{{\mathrm{{{way}}}}}",
        f"squared product of the dipole elements of the {way} interaction through F' = {level}",
        NONNEGATIVE,
    )
    for way in ("passive", "active")
    for level in (2, 3, 4, 5)
}
RATIOS = {
    (f, m): _number(f"r_{f}{m}", rf"r_{{{f}{m}}}", f"rate |4,4> to |{f},{m}> over that to |4,3>")
    for f, m in ((4, 2), (3, 2), (3, 3))
}
EXCITATION = Quantity(
    name="W_pump",
    latex=r"W_{\mathrm{pump}}",
    unit="1/s",
    domain=NONNEGATIVE,
    meaning="rate at which the pump excites down",
)
RETURN = Quantity(
    name="W_repump",
    latex=r"W_{\mathrm{repump}}",
    unit="1/s",
    domain=NONNEGATIVE,
    meaning="rate at which the repump field excites the third level",
)
REPUMPING = _number(
    "x_repump", r"x_{\mathrm{repump}}", "squared Rabi frequency of the repump field over that of the pump", NONNEGATIVE
)
HFS_OVER_THERMAL = _number(
    "r_hT", r"h\nu_{\mathrm{hfs}}/k_{\mathrm B}T", "ground hyperfine splitting over thermal energy"
)
WIDTHS = _number("r_widths", r"\gamma_{D_1}/\gamma_{D_2}", "natural width of D1 over that of D2")
RESONANT_SHARE = _number("k_share", "k", "natural over Doppler width")
STRENGTHS = {
    name: _number(f"s_{name}", rf"s_{{\mathrm{{{name}}}}}", meaning, NONNEGATIVE)
    for name, meaning in (
        ("pump", "squared dipole element of |4,3> to |4,4> of 6P1/2"),
        ("pump_dark", "sum of the squared dipole elements of |4,4> to 6P1/2 for light that raises m"),
        ("repump", "squared dipole element of |3,3> to |4,4> of 6P3/2"),
    )
}

TABLE = table(
    level_symbols.TABLE,
    constants.TABLE,
    (ELECTRONIC, DOT, DIPOLE_A, QUADRUPOLE_B, ENERGY, GROUND, FINE, LARMOR, FIELD, THERMAL, LARMOR_OVER_FINE),
    SPLITTINGS.values(),
    COEFFICIENTS,
    DETUNINGS,
    (RATE, symbols.PUMP, REPUMP, C_PUMP, C_REPUMP, SHARE, BY_PUMP, BY_REPUMP),
    (DETUNING, SQUEEZE, MIRROR, LEAST, EXCITATION, RETURN, REPUMPING, HFS_OVER_THERMAL, WIDTHS, RESONANT_SHARE),
    PATHS.values(),
    RATIOS.values(),
    STRENGTHS.values(),
)
