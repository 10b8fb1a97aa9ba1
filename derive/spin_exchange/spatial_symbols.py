"""The symbol table of spatial modes: diffusion, overlaps, coupled modes and reservoirs. A label stands for one mode."""

from __future__ import annotations

from fractions import Fraction

from derive.domains import COMPLEX, COUNT, POSITIVE, REAL, Domain
from derive.records import Quantity, table
from derive.spin_exchange import mode_symbols, symbols
from derive.spin_exchange.symbols import AMPLITUDE_A, AMPLITUDE_B, SHIFTED_A, SHIFTED_B

SHARE = Domain(lower=Fraction(0), upper=Fraction(1), open_below=False, open_above=False)
UNDERDAMPED = Domain(lower=Fraction(0), upper=Fraction(2))


def _real(name: str, latex: str, meaning: str, unit: str = "1", domain: Domain = REAL) -> Quantity:
    return Quantity(name=name, latex=latex, meaning=meaning, unit=unit, domain=domain)


def _complex(name: str, latex: str, meaning: str, unit: str = "1") -> Quantity:
    return Quantity(name=name, latex=latex, meaning=meaning, unit=unit, domain=COMPLEX)


# diffusion in a sphere
D_A, RADIUS, DISTANCE = mode_symbols.D_A, mode_symbols.RADIUS, mode_symbols.DISTANCE
LOSS_A, LOSS_B = mode_symbols.LOSS_A, mode_symbols.LOSS_B
D_B = _real("D_b", "D_b", "diffusion coefficient of the noble gas", "cm^2/s", POSITIVE)
DIAMETER = _real("d_cell", "d", "diameter of the cell", "cm", POSITIVE)
WAVE = _real("k_mode", "k", "wave number of a mode", "1/cm", POSITIVE)
ROOT = _real("x_n", "x_n", "wave number of a noble-gas mode times R, a positive root of tan x = x", "1", POSITIVE)
OTHER_ROOT = _real("x_other", "x_{n'}", "wave number of another noble-gas mode times R", "1", POSITIVE)
WALL = _real("mu", r"\mu_{\mathrm w}", "loss at the wall: velocity of loss times R over D", "1", POSITIVE)
PHASE_A = _real("x_m", "x_m", "wave number of an alkali mode times R", "1", POSITIVE)
M_LABEL = _real("m", "m", "radial number of an alkali mode, from 1", "1", COUNT)
OTHER_M = _real("m_other", "m'", "radial number of another alkali mode, from 1", "1", COUNT)
ALKALI_MODE = _real("A_m", "A_m", "spherically symmetric alkali mode", "cm^-1.5")
NOBLE_MODE = _real("B_n", "B_n", "spherically symmetric noble-gas mode", "cm^-1.5")
UNIFORM = _real("B_0", "B_0", "uniform noble-gas mode", "cm^-1.5")
APPLIED_A = _real("DA_m", r"(D_a\nabla^2-\gamma_a)A_m", "diffusion and loss acting on an alkali mode", "1/(cm^1.5 s)")
APPLIED_B = _real("DB_n", r"(D_b\nabla^2-\gamma_b)B_n", "diffusion and loss acting on a noble-gas mode", "1/(cm^1.5 s)")
NORM_A = _real("AA", r"\langle A_m|A_m\rangle", "integral of the square of an alkali mode")
NORM_B = _real("BB", r"\langle B_n|B_n\rangle", "integral of the square of a noble-gas mode")
CROSS_A = _real("AA_other", r"\langle A_m|A_{m'}\rangle", "integral of the product of two alkali modes")
DECAY_A = _real("gamma_am", r"\gamma_{am}", "decay rate of an alkali mode", "1/s", POSITIVE)
DECAY_B = _real("gamma_bn", r"\gamma_{bn}", "decay rate of a noble-gas mode", "1/s", POSITIVE)
UNIFORM_DECAY = _real("gamma_b0", r"\gamma_{b0}", "decay rate of the uniform noble-gas mode", "1/s", POSITIVE)
SLOWEST_DECAY = _real("gamma_a1", r"\gamma_{a0}", "decay rate of the slowest alkali mode", "1/s", POSITIVE)
OVERLAP_UNIFORM = _real("c_m0", "c_{m0}", "overlap of an alkali mode with the uniform noble-gas mode")
OVERLAP_RADIAL = _real("c_mn_r", "c_{mn}", "overlap of an alkali mode with a noble-gas mode that is not uniform")
OVERLAP_PARTIAL = _real("c_mn_p", "c_{mn}", "overlap of modes when the wall destroys part of the alkali spin")
COLUMN = _real("C_nn", r"\sum_m|c_{mn}|^2", "sum of squared overlaps of one noble-gas mode")
COLUMN_UNIFORM = _real("C_00", r"\sum_m|c_{m0}|^2", "sum of squared overlaps of the uniform mode")
COLUMN_CROSS = _real("C_0n", r"\sum_mc_{m0}c_{mn}", "sum of products of overlaps of the uniform and another mode")
COLUMN_OTHER = _real("C_nn_other", r"\sum_mc_{mn}c_{mn'}", "sum of products of overlaps of two different modes")
MISSED = _real("w_M", "w_M", "weight of the uniform excitation outside of the first M alkali modes")
KEPT = _real("M_kept", "M", "number of alkali modes that are kept", "1", COUNT)
MODE_COUNT = _real("N_modes", r"N_{\mathrm{modes}}", "number of modes that a coarse-grained density has", "1", POSITIVE)
VOLUME = _real("V_cell", "V", "volume of the cell", "cm^3", POSITIVE)
GRAIN = _real("V_l", "V_l", "volume of the coarse-graining window", "cm^3", POSITIVE)

# coupled modes: each label one mode
AM, AS, AN, AR = (_complex(f"a_{i}", f"a_{i}", f"amplitude of the alkali mode {i}") for i in "msnr")
BM, BS, BN, BR = (_complex(f"b_{i}", f"b_{i}", f"amplitude of the noble-gas mode {i}") for i in "msnr")
OVERLAPS = tuple(
    _complex(f"c_{pair}", f"c_{{{pair}}}", f"overlap of alkali mode {pair[0]} with noble-gas mode {pair[1]}")
    for pair in ("mn", "sn", "ms", "sr", "nr", "mr", "rs", "rn", "rm")
)
C = {quantity.name[2:]: quantity for quantity in OVERLAPS}
REAL_OVERLAPS = tuple(
    _real(f"c_{pair}_real", rf"\bar c_{{{pair}}}", f"overlap of real modes {pair[0]} and {pair[1]}") for pair in C
)
NOISES = tuple(
    _complex(f"F_{gas}{i}", f"F_{{{gas}{i}}}", f"noise of the mode {i} of gas {gas}", "1/s")
    for gas in "ab"
    for i in "msnr"
)
F = {quantity.name[2:]: quantity for quantity in NOISES}
RESERVOIR_A = _complex("W_ar", "w_{ar}", "noise accumulated by an alkali reservoir mode")
RESERVOIR_B = _complex("W_br", "w_{br}", "noise accumulated by a noble-gas reservoir mode")
RATES = tuple(
    _real(f"g_{gas}{i}", rf"\gamma_{{{gas}{i}}}", f"decay rate of the mode {i} of gas {gas}", "1/s", POSITIVE)
    for gas in "ab" for i in "msnr"
)  # fmt: skip
G = {quantity.name[2:]: quantity for quantity in RATES}
EPSILON_A = _complex("eps_a", r"\epsilon^{(a)}_{sn}", "alkali coupling by way of the noble-gas reservoir")
EPSILON_B = _complex("eps_b", r"\epsilon^{(b)}_{sn}", "noble-gas coupling by way of the alkali reservoir")
EPSILON_B_STAR = _complex(
    "eps_b_star", r"\epsilon^{(b)}_{sn}", "conjugate of the noble-gas coupling by way of the alkali reservoir"
)
FORCE_A = _complex("G_as", "G_{as}", "noise of a stable alkali mode with that of its reservoir", "1/s")
FORCE_B = _complex("G_bs", "G_{bs}", "noise of a stable noble-gas mode with that of its reservoir", "1/s")
OMEGA_Q = _real("omega_q", r"\omega_q", "precession frequency of the gas", "rad/s")
DECAY_Q = _real("gamma_qr", r"\gamma_{qr}", "decay rate of a reservoir mode", "1/s", POSITIVE)
IMPULSE = _real("t_0", "t_0", "time of an impulse of the noise", "s", POSITIVE)
WAITED = _real("s_past", r"\tau'", "time that has passed since", "s", POSITIVE)
STRENGTH = _real("f_0", "f_0", "strength of an impulse of the noise")
RESPONSE = _complex("w_qr", "w_{qr}", "amplitude of a reservoir mode after an impulse of its noise")
SQUARES = _real("n_loc", r"n", "local squares |a|^2 + |b|^2")
LOST = _real("lambda", r"\lambda", "sum of the local loss rates", "1/s", POSITIVE)
LOST_SHARE = _real("s_a", "s_a", "share of the alkali in the local losses", "1", SHARE)

# bounds and tails
FIRST = _real("r_0", "r_0", "radial number of the first reservoir mode", "1", COUNT)
CUT = _real("r_h", "r_h", "radial number of the first mode of the tail", "1", COUNT)
SMALL_CUT = _real("x_h", "(1/r_h)", "one over the radial number of the first mode of the tail", "1", POSITIVE)
LABEL = _real("r_sum", "r'", "radial number that is summed over", "1", COUNT)
EPS_UNIFORM = _real(
    "eps_00", r"\epsilon^{(b)}_{00}", "self-coupling of the uniform noble-gas mode by the alkali reservoir"
)
EPS_MAX = _real("eps_00_max", r"\epsilon_{\max}", "upper bound of the self-coupling of the uniform mode")
EPS_ALKALI = _real(
    "eps_a_s", r"\epsilon^{(a)}_{ss}", "self-coupling of an alkali mode by all noble-gas modes but the uniform one"
)
EPS_LOWEST = _real(
    "eps_a_1", r"\epsilon^{(a)}_{11}", "self-coupling of the lowest alkali mode by all but the uniform mode"
)
TAIL = _real(
    "eps_tail", r"\epsilon_{\mathrm{tail}}", "part of the self-coupling of the uniform mode from modes r_h and higher"
)
TAIL_A = _real(
    "eps_tail_a", r"\epsilon_{\mathrm{tail}}^{(a)}", "part of the self-coupling of an alkali mode from modes r_h on"
)
EDGE_NEXT = _real(
    "eps_next", r"\epsilon_{\mathrm{next}}", "self-coupling of a high mode one further from the reservoir"
)
EDGE = _real("eps_edge", r"\epsilon_{\mathrm{edge}}", "self-coupling of a high mode next to the reservoir")

# resonant two-mode solution
RATIO = _real("eps_gJ", r"\gamma/J", "loss over coupling", "1", UNDERDAMPED)
START_A = _complex("a_0", "a(0)", "initial amplitude of the alkali mode")
START_B = _complex("b_0", "b(0)", "initial amplitude of the noble-gas mode")
LATER_A = _complex("a_t", "a(t)", "amplitude of the alkali mode at time t")
LATER_B = _complex("b_t", "b(t)", "amplitude of the noble-gas mode at time t")
NOISE_A = _complex("W_a", "w_a", "noise accumulated by the alkali mode")
BEST = _real("t_max", r"t_{\max}", "time of the largest transfer of an excitation", "s", POSITIVE)
MEMORY = _real("mem", r"|U_{aa}|^2+|U_{ba}|^2", "sum of the squared windows of the noise in both modes")
NOISE_B = _complex("W_b", "w_b", "noise accumulated by the noble-gas mode")

TABLE = table(
    symbols.TABLE, (AMPLITUDE_A, AMPLITUDE_B, SHIFTED_A, SHIFTED_B),
    (D_A, D_B, RADIUS, DIAMETER, DISTANCE, LOSS_A, LOSS_B, WAVE, ROOT, OTHER_ROOT, WALL, PHASE_A, M_LABEL, OTHER_M),
    (ALKALI_MODE, NOBLE_MODE, UNIFORM, APPLIED_A, APPLIED_B, NORM_A, NORM_B, CROSS_A, DECAY_A, DECAY_B, UNIFORM_DECAY),
    (SLOWEST_DECAY, OVERLAP_UNIFORM, OVERLAP_RADIAL, OVERLAP_PARTIAL, COLUMN, COLUMN_UNIFORM, COLUMN_CROSS,
     COLUMN_OTHER,
     MISSED, KEPT),
    (MODE_COUNT, VOLUME, GRAIN, AM, AS, AN, AR, BM, BS, BN, BR), OVERLAPS, REAL_OVERLAPS, NOISES, RATES,
    (RESERVOIR_A, RESERVOIR_B, EPSILON_A, EPSILON_B, EPSILON_B_STAR, FORCE_A, FORCE_B, OMEGA_Q, DECAY_Q,
     IMPULSE, WAITED, STRENGTH),
    (RESPONSE, SQUARES, LOST, LOST_SHARE, FIRST, CUT, SMALL_CUT, LABEL, EPS_UNIFORM, EPS_MAX, EPS_ALKALI,
     EPS_LOWEST, TAIL, TAIL_A, EDGE, EDGE_NEXT),
    (RATIO, START_A, START_B, LATER_A, LATER_B, NOISE_A, NOISE_B, MEMORY, BEST),
)  # fmt: skip
