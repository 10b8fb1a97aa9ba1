"""The symbol table of moving atoms: their places, averaged pair rates, and the averaged master equation."""

from __future__ import annotations

from fractions import Fraction

from derive.dissipative_entanglement import symbols
from derive.domains import COMPLEX, NONNEGATIVE, POSITIVE, REAL, Domain
from derive.records import Quantity, table

_ANGLE = Domain(lower=Fraction(0), upper=Fraction(7), open_below=False)
_COSINE = Domain(lower=Fraction(-1), upper=Fraction(1), open_below=False, open_above=False)


def _quantity(name: str, latex: str, meaning: str, unit: str = "1", domain: Domain = POSITIVE) -> Quantity:
    return Quantity(name=name, latex=latex, meaning=meaning, unit=unit, domain=domain)


# places
CENTRE = _quantity("r_c", "r", "distance of an atom from the centre of its ensemble", "m")
DENSITY = _quantity("P_r", "P(r)", "probability density of the place of an atom", "1/m^3")
SUM = _quantity("z_plus", "r_+", "sum of one Cartesian coordinate of two atoms", "m", REAL)
DIFFERENCE = _quantity("z_minus", "r_-", "difference of one Cartesian coordinate of two atoms", "m", REAL)
AXIS = _quantity("w_z", "w(r_-)", "probability density of the difference of one coordinate of two atoms", "1/m")
AXIS_APART = _quantity(
    "w_zR", r"w^{I,II}(r_-)", "the same along the line that joins the centres of two ensembles", "1/m"
)
DISTANCE = _quantity("r_minus", "r_-", "distance of two atoms", "m")
POLAR = _quantity("theta_r", r"\theta", "angle of the line between two atoms to the classical field", "1", _ANGLE)
AZIMUTH = _quantity("phi_r", r"\varphi", "azimuth of that line about the classical field", "1", _ANGLE)
COSINE = _quantity("u_r", "u", "cosine of the angle of that line to the classical field", "1", _COSINE)
EMITTED = _quantity("u_k", "u", "cosine of the angle of an emitted wave to the classical field", "1", _COSINE)
PROJECTED = _quantity("x_r", "x", "minus the distance of two atoms along the classical field", "m", REAL)
SHIFTED = _quantity(
    "r_tilde", r"\tilde r", "distance of two atoms, shifted by the distance of the ensembles", "m", REAL
)
SMALL = _quantity("s_L", r"1/(k_LL)", "wavelength over 2 pi, by the width of the cloud")
PER_PAIR = _quantity(
    "I_pair", r"\int\!d\mathbf r\int\!d\acute{\mathbf r}", "pair rate summed over both places with Gaussian weights",
    "m^6/s", COMPLEX,
)  # fmt: skip
PER_SUM = _quantity(
    "I_plus", r"\int\!d\mathbf r_+\int\!d\mathbf r_-", "the same summed over sum and difference of the places",
    "m^6/s", COMPLEX,
)  # fmt: skip
PER_DIFFERENCE = _quantity(
    "I_minus", r"\int\!d\mathbf r_-", "pair rate summed over the difference of two places with its weight",
    "m^3/s", COMPLEX,
)  # fmt: skip
PER_PAIR_APART = _quantity("I_pair_R", PER_PAIR.latex, f"two ensembles: {PER_PAIR.meaning}", "m^6/s", COMPLEX)
PER_SUM_APART = _quantity("I_plus_R", PER_SUM.latex, f"two ensembles: {PER_SUM.meaning}", "m^6/s", COMPLEX)
PER_DIFFERENCE_APART = _quantity(
    "I_minus_R", PER_DIFFERENCE.latex, f"two ensembles: {PER_DIFFERENCE.meaning}", "m^3/s", COMPLEX
)


def _rate(name: str, latex: str, meaning: str, domain: Domain = REAL) -> Quantity:
    return _quantity(name, latex, meaning, "1/s", domain)


# averaged rates, one ensemble
MEAN = _rate("J_mean", r"\langle J_{ij}\rangle", "averaged pair rate of two atoms of one ensemble", COMPLEX)
RATE = _rate("Gamma_ij", r"\Gamma_{ij}", "real part of the averaged pair rate of two atoms")
RATE_A = _rate("Gamma_ij_A", r"\Gamma_{ij,A}", "contribution of the radiated field to it")
RATE_B = _rate("Gamma_ij_B", r"\Gamma_{ij,B}", "contribution of the near field to it")
SHIFT = _rate("G_ij", "G_{ij}", "imaginary part of the averaged pair rate of two atoms")
SHIFT_A = _rate("G_ij_A", "G_{ij,A}", "contribution of the radiated field to it")
SHIFT_B = _rate("G_ij_B", "G_{ij,B}", "contribution of the near field to it")
SELF = _rate("J_ii", "J_{ii}", "rate of one atom alone")
FIRST = _rate("Gamma_ij_A1", r"\Gamma_{ij,A}^{(1)}", "first of the three terms in brackets of Gamma_ij_A")
SECOND = _rate("Gamma_ij_A2", r"\Gamma_{ij,A}^{(2)}", "second of the three terms in brackets of Gamma_ij_A")
THIRD = _rate("Gamma_ij_A3", r"\Gamma_{ij,A}^{(3)}", "third of the three terms in brackets of Gamma_ij_A")
CORRECTION = _rate(
    "Gamma_ij_A23", r"\Gamma_{ij,A}^{(2)}+\Gamma_{ij,A}^{(3)}", "second and third term in brackets of Gamma_ij_A"
)
OSCILLATING = _rate("G_ij_A1", r"G_{ij,A}^{(1)}", "term of G_ij_A with sin(k_L r) cos(k_L r)")
SQUARED = _rate("G_ij_A23", r"G_{ij,A}^{(2)}+G_{ij,A}^{(3)}", "the other two terms of G_ij_A together")
LOGARITHMIC = _rate("G_ij_B1", r"G_{ij,B}^{(1)}", "term of G_ij_B with sin(k_L r)^2/(k_L r)")
INTEGRANDS = {
    name: _quantity(f"f_{name}", latex, f"integrand of ${latex}$, without what stands before the integral", "m^2", REAL)
    for name, latex in {
        "Gamma_A": r"\Gamma_{ij,A}", "Gamma_B": r"\Gamma_{ij,B}", "G_A": "G_{ij,A}", "G_B": "G_{ij,B}",
    }.items()
}  # fmt: skip
CHANNELS = {
    "gamma": (RATE_A, RATE_B, RATE),
    "exchange": (SHIFT_A, SHIFT_B, SHIFT),
}
CIRCULAR = _rate("Gamma_ij_circular", r"\Gamma_{ij}^{\mathrm{turn}}", "the same for dipoles that turn about x")
CHECK_PAIR = _rate("Gamma_check_ij", r"\check\Gamma_{ij}", "averaged pair rate of undesired transitions")

# two ensembles
APART = _rate("J_mean_R", r"\langle J_{ij}\rangle^{I,II}", "averaged pair rate of atoms of two ensembles", COMPLEX)
APART_BACK = _rate("J_mean_R_back", r"\langle J_{ij}\rangle^{II,I}", "the same with the ensembles exchanged", COMPLEX)
RATE_APART = _rate("Gamma_ij_R", r"\Gamma_{ij}^{I,II}", "average of gamma for atoms of two ensembles", COMPLEX)
RATE_APART_FULL = _rate(
    "Gamma_ij_R_full", r"\Gamma_{ij}^{I,II}", "the same with the dipole factor and the near field", COMPLEX
)
SHIFT_APART = _rate("G_ij_R", "G_{ij}^{I,II}", "average of g for atoms of two ensembles", COMPLEX)
OFFSET = _quantity("rho_R", r"R/(k_LL^2)", "distance of the ensembles over the depth of focus", "1", NONNEGATIVE)
RELATIVE = _quantity("R_by_L", "R/L", "distance of the ensembles over their width", "1", NONNEGATIVE)

# the averaged master equation; each symbol stands for a part of the generator, applied to the state
MOTION = _quantity("drho", r"d_t\rho(t)", "rate of change of the state", "1/s", REAL)
COLLECTIVE = {
    name: _quantity(f"D_{name}", rf"\mathcal D[{name}]", f"dissipator of the collective jump {name}", "1", REAL)
    for name in "ABCD"
}  # fmt: skip
COOLING = _quantity("S_cool", r"\mathcal S_{\uparrow}", "dissipators of cooling of every atom", "1", REAL)
HEATING = _quantity("S_heat", r"\mathcal S_{\downarrow}", "dissipators of heating of every atom", "1", REAL)
DEPHASING = _quantity("S_dephase", r"\mathcal S_{\mathrm d}", "dissipators of dephasing of every atom", "1", REAL)
CROSSED = _quantity("S_cross", r"\mathcal S_{I,II}", "jumps of one atom of each ensemble with one label", "1", REAL)
PAIRS = _quantity("E_pairs", r"\mathcal L_{AB}", "sum over pairs of desired transitions on the state", "1/s", REAL)
LITERAL = _quantity("E_labels", r"\mathcal L_{AB}", "the same with one rate for each pair of labels", "1/s", REAL)
ONE_WAY = _quantity(
    "E_one_way", r"\mathcal L_{AB}^{\eta}", "the same when the rates of I with II and of II with I differ", "1/s", REAL
)
PAIRS_CHECK = _quantity("E_check", r"\mathcal L_{CD}", "sum over pairs of undesired transitions", "1/s", REAL)
CHECK = _rate("Gamma_check", r"\check\Gamma", "rate of undesired transitions of one atom", POSITIVE)
PUMP_COOL = _rate("pump_cool", r"\Gamma_{\mathrm{cool}}^{\mathrm{pump}}", "cooling by pump fields", NONNEGATIVE)
PUMP_HEAT = _rate("pump_heat", r"\Gamma_{\mathrm{heat}}^{\mathrm{pump}}", "heating by pump fields", NONNEGATIVE)
EXTRA = _rate("extra_d", r"\Gamma_{\mathrm d}^{\mathrm{add}}", "dephasing by other processes", NONNEGATIVE)
UNEVEN = _quantity("eta", r"\eta", "how much more the second ensemble feels the first than the average", "1", REAL)
SPEED = _quantity("v_th", "v", "average thermal velocity of the atoms", "m/s")
ATOMIC = _rate("Gamma_atomic", r"\Gamma_{\mathrm{atomic}}", "largest effective rate between ground levels", POSITIVE)
CROSS_SECTION = _quantity("sigma_0", r"\sigma_0", "resonant cross-section of a two-level atom", "m^2")
CENTRAL_DEPTH = _quantity("d_0", "d_0", "resonant optical depth on the axis of the cloud")

TABLE = table(
    (CENTRE, DENSITY, SUM, DIFFERENCE, AXIS, AXIS_APART, DISTANCE, POLAR, AZIMUTH, COSINE, EMITTED, PROJECTED, SHIFTED),
    (SMALL, PER_PAIR, PER_SUM, PER_DIFFERENCE, PER_PAIR_APART, PER_SUM_APART, PER_DIFFERENCE_APART),
    (MEAN, RATE, RATE_A, RATE_B, SHIFT, SHIFT_A, SHIFT_B, SELF, FIRST, SECOND, THIRD, CORRECTION, OSCILLATING, SQUARED),
    (LOGARITHMIC, CIRCULAR, CHECK_PAIR, *INTEGRANDS.values()),
    (APART, APART_BACK, RATE_APART, RATE_APART_FULL, SHIFT_APART, OFFSET, RELATIVE),
    (MOTION, *COLLECTIVE.values(), COOLING, HEATING, DEPHASING, CROSSED, PAIRS, LITERAL, ONE_WAY, PAIRS_CHECK, CHECK),
    (PUMP_COOL, PUMP_HEAT, EXTRA, UNEVEN, SPEED, ATOMIC, CROSS_SECTION, CENTRAL_DEPTH),
    symbols.TABLE,
)  # fmt: skip
