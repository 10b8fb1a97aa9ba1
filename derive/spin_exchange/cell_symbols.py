"""Symbols of a vapour cell of one's own. All are in SI units, so that numbers in SI units go in and come out.

Letters that other modules of this room give in centimetres and gauss are the same letters here, with the SI unit.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from derive.domains import NONNEGATIVE, NONZERO_SPIN, POLARISATION, POSITIVE, REAL, Domain
from derive.records import Quantity, table
from derive.spin_exchange import constants, mode_symbols, number_symbols, spatial_symbols, symbols

SHARE = Domain(lower=Fraction(0), upper=Fraction(1), open_below=False, open_above=False)


def _positive(name: str, latex: str, meaning: str, unit: str = "1", domain: Domain = POSITIVE) -> Quantity:
    return Quantity(name=name, latex=latex, meaning=meaning, unit=unit, domain=domain)


def _rate(name: str, latex: str, meaning: str) -> Quantity:
    return _positive(name, latex, meaning, "1/s", NONNEGATIVE)


# the two gases
NOBLE_SPIN = _positive("K", "K", "spin of the noble-gas nucleus", "1", NONZERO_SPIN)
SENSE = _positive(
    "s_b", "s_b", "sense in which the noble gas precesses: 1 for that of the electron, -1 for the other", "1", REAL
)
N_A = replace(symbols.N_A_DENSITY, unit="m^-3")
N_B = replace(symbols.N_B_DENSITY, unit="m^-3")
N_Q = _positive("n_q", "n_{\\mathrm q}", "density of the quenching gas", "m^-3", NONNEGATIVE)
M_A = _positive("M_a", "M_a", "mass of an alkali atom", "kg")
M_B = _positive("M_b", "M_b", "mass of a noble-gas atom", "kg")
M_Q = _positive("M_q", r"M_{\mathrm q}", "mass of a molecule of the quenching gas", "kg")
FILLED = _positive("T_fill", r"T_{\mathrm{fill}}", "temperature at which the cell was filled and sealed", "K")
PRESSURE_B = _positive("P_b", "P_b", "pressure of the noble gas when the cell was filled", "Pa")
PRESSURE_Q = _positive(
    "P_q", r"P_{\mathrm q}", "pressure of the quenching gas when the cell was filled", "Pa", NONNEGATIVE
)

# exchange
ZETA = replace(symbols.ZETA, unit="m^3/s")
K_SE = replace(symbols.K_SE, unit="m^3/s")
KAPPA_REF = _positive("kappa_r", r"\kappa_{\mathrm r}", "enhancement of the contact field at the temperature T_r")
KAPPA_SLOPE = _positive("kappa_s", r"\kappa'", "change of the enhancement with temperature", "1/K", REAL)
REFERENCE_T = _positive("T_r", r"T_{\mathrm r}", "temperature at which a measured number holds", "K")
GYRO_A = replace(number_symbols.GYRO_A, unit="rad/s/T")
GYRO_B = replace(number_symbols.GYRO_B, unit="rad/s/T")
FIELD = _positive("B_z", "B_z", "magnetic field along the axis of polarisation", "T", REAL)
RESONANCE = _positive("B_res", r"B_{\mathrm{res}}", "field at which both gases precess together", "T", REAL)
COMPENSATION = _positive(
    "B_comp", r"B_{\mathrm{comp}}", "field at which the alkali does not see slow transverse fields", "T", REAL
)
TRANSVERSE = _positive("B_t", r"B_\perp", "transverse magnetic field B_x - i B_y, slow and small", "T", REAL)
RESPONSE = _positive("f_t", r"\langle\hat f_-\rangle", "transverse alkali spin in a slow transverse field", "1", REAL)

# losses of the alkali spin f, by cause, and of the noble gas
SIGMA_SD = replace(mode_symbols.SIGMA_SD, unit="m^2")
SIGMA_SR = replace(mode_symbols.SIGMA_SR, unit="m^2")
SIGMA_Q = _positive(
    "sigma_q", r"\sigma_{\mathrm q}", "cross-section of spin destruction by the quenching gas", "m^2", NONNEGATIVE
)
SIGMA_SE = replace(constants.ALKALI_CROSS_SECTION, unit="m^2", default="", source="", name="sigma_aa",
                   latex=r"\sigma_{aa}")  # fmt: skip
BY_EXCHANGE = _rate("gamma_se", r"\gamma_{\mathrm{se}}", "loss of alkali spin by exchange with the noble gas")
BY_NOBLE_GAS = _rate("gamma_sr", r"\gamma_{\mathrm{sr}}", "loss of alkali spin by spin rotation with the noble gas")
BY_ALKALI = _rate("gamma_aa", r"\gamma_{aa}", "loss of alkali spin by spin destruction with other alkali atoms")
BY_QUENCHING = _rate("gamma_q", r"\gamma_{\mathrm q}", "loss of alkali spin by collisions with the quenching gas")
BY_DIFFUSION = _rate("gamma_D", r"\gamma_D", "loss of alkali spin by diffusion to the wall")
ALKALI_RATE = number_symbols.ALKALI_RATE
NOBLE_BY_ALKALI = _rate("gamma_b_se", r"\gamma_{b,\mathrm{se}}", "loss of noble-gas spin by exchange with the alkali")
INDUCED = _rate("gamma_b_J", r"\gamma_{b,J}", "loss of noble-gas spin through the detuned alkali mode")
NOBLE_LOSS = mode_symbols.LOSS_B
D_REF = _positive("D_r", r"D_{\mathrm r}", "diffusion coefficient at the temperature T_r and the pressure P_r", "m^2/s")
P_REF = _positive("P_r", r"P_{\mathrm r}", "pressure at which a measured diffusion coefficient holds", "Pa")
EXPONENT = _positive("x_D", "x_D", "power of the temperature with which a diffusion coefficient grows", "1", REAL)
CARRIER = _positive("n_g", r"n_{\mathrm g}", "density of the gas that the alkali diffuses in", "m^-3")
D_GAS = _positive("D_g", r"D_{\mathrm g}", "diffusion coefficient of the alkali in one gas", "m^2/s")
D_QUENCHING = _positive("D_q", r"D_{\mathrm q}", "diffusion coefficient of the alkali in the quenching gas", "m^2/s")
RADIUS = replace(mode_symbols.RADIUS, unit="m")
D_A = replace(mode_symbols.D_A, unit="m^2/s")
WAVE = spatial_symbols.PHASE_A
WALL = spatial_symbols.WALL

# what the transfer leaves
TRANSFERRED = _positive("T_ba", "T_{ba}", "share of the alkali excitations found in the noble gas", "1", SHARE)
KEPT = _positive("R_bb", "R_{bb}", "share of the noble-gas excitations that stay there", "1", SHARE)
SQUEEZED = _positive("V_in", r"V_{\mathrm{in}}", "variance of the squeezed alkali quadrature, 1 for the vacuum")
VARIANCE = _positive("V_b", "V_b", "variance of the noble-gas quadrature after the transfer, 1 for the vacuum")
STORED_VARIANCE = _positive("V_st", r"V_{\mathrm{st}}", "variance of that quadrature after storage, 1 for the vacuum")
NOISE_INTEGRAL = _positive("W_ba", "W_{ba}", "part of the noble-gas variance that is noise of the alkali", "1", SHARE)
TEMPERED = _positive(
    "p_t", r"\tilde p_b", "polarisation of a spin 1/2 at the spin temperature of the noble gas", "1", POLARISATION
)
NOISE = _positive("V_0", "V_0", "variance of a transverse noble-gas quadrature without signal, 1 for the vacuum")
WEIGHT = _positive("w_m", "w", "weight of a level over that of the one below, at a spin temperature", "1", SHARE)
MEAN_SPIN = _positive("k_z_mean", r"|\langle\hat k_z\rangle|", "mean noble-gas spin along the axis of polarisation")
STORAGE = _positive("t_s", r"t_{\mathrm s}", "time of storage in the noble gas", "s", NONNEGATIVE)
EFFICIENCY = _positive(
    "eta_s", r"\eta_{\mathrm s}", "share of the alkali excitations left in the noble gas", "1", SHARE
)

CONSTANTS = (
    constants.BOLTZMANN, constants.BOHR_MAGNETON, constants.MOMENT, constants.VACUUM, constants.ELECTRON_G,
    constants.NUCLEAR_G, constants.NUCLEAR_MAGNETON, constants.ENHANCEMENT, constants.VAPOUR_LEVEL,
    constants.VAPOUR_SLOPE, symbols.HBAR, number_symbols.REFERENCE, number_symbols.TEMPERATURE, number_symbols.VAPOUR,
)  # fmt: skip
TABLE = table(
    CONSTANTS, (NOBLE_SPIN, SENSE, N_A, N_B, N_Q, M_A, M_B, M_Q, FILLED, PRESSURE_B, PRESSURE_Q),
    (ZETA, K_SE, KAPPA_REF, KAPPA_SLOPE, REFERENCE_T, GYRO_A, GYRO_B, FIELD, RESONANCE, COMPENSATION),
    (TRANSVERSE, RESPONSE, SIGMA_SD, SIGMA_SR, SIGMA_Q, SIGMA_SE, BY_EXCHANGE, BY_NOBLE_GAS, BY_ALKALI, BY_QUENCHING),
    (BY_DIFFUSION, ALKALI_RATE, NOBLE_BY_ALKALI, INDUCED, NOBLE_LOSS, D_REF, P_REF, EXPONENT, CARRIER, D_GAS, RADIUS),
    (D_A, D_QUENCHING, WAVE, WALL, TRANSFERRED, KEPT, SQUEEZED, VARIANCE, STORED_VARIANCE, NOISE_INTEGRAL, STORAGE),
    (EFFICIENCY, TEMPERED, NOISE, WEIGHT, MEAN_SPIN),
    (symbols.Q, symbols.P_A, symbols.P_B, symbols.J, symbols.GAMMA, symbols.DETUNING, symbols.TIME),
    (symbols.OMEGA_A, symbols.OMEGA_B, symbols.SHIFTED_A, number_symbols.MEAN_SQUARE),
)  # fmt: skip
