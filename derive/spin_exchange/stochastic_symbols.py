"""The symbol table of the random pairing model: atoms that collide in random pairs, step by step."""

from __future__ import annotations

from fractions import Fraction

from derive.domains import COMPLEX, COUNT, NONNEGATIVE, POSITIVE, REAL, Domain
from derive.records import Quantity, table
from derive.spin_exchange import symbols

_FLAG = Domain(kind="integer", lower=Fraction(0), upper=Fraction(1), open_below=False, open_above=False)
_SHARE = Domain(lower=Fraction(0), upper=Fraction(1), open_above=False)
_PART = Domain(lower=Fraction(-1), upper=Fraction(1), open_below=False, open_above=False)
_INDEX = Domain(kind="integer", lower=Fraction(0), open_below=False)


def _quantity(name: str, latex: str, meaning: str, unit: str = "1", domain: Domain = POSITIVE) -> Quantity:
    return Quantity(name=name, latex=latex, meaning=meaning, unit=unit, domain=domain)


# numbers of atoms, steps and phases
N_A = _quantity("N_a", "N_a", "number of alkali atoms", "1", COUNT)
RATIO = _quantity("R", "R", "number of alkali atoms over number of noble-gas atoms, at most 1", "1", _SHARE)
STEP = _quantity("tau", r"\tau", "duration of a step, the mean time between collisions of an alkali atom", "s")
MEAN = _quantity("phi_mean", r"\langle\phi\rangle", "mean phase of a collision", "rad")
SQUARE = _quantity("phi_square", r"\langle\phi^2\rangle", "mean squared phase of a collision", "rad^2")
BREADTH = _quantity("rho", r"\varrho", "standard deviation of the phase over its mean", "1", NONNEGATIVE)
NARROWNESS = _quantity("eta", r"\eta", "mean of the phase over its standard deviation")
CHARACTERISTIC = _quantity("chi", r"\chi", r"characteristic value of the phases, the mean of exp(i phi)", "1", COMPLEX)
TURN = _quantity(
    "theta_B", r"\theta_B", "angle by which the magnetic field turns an alkali spin in a step", "rad", REAL
)

# one pair
AMPLITUDE = _quantity(
    "U_pair",
    r"U_{ab}",
    "amplitude of a pair of opposite spins after a collision, relative to that of a pair of parallel spins",
    "1",
    COMPLEX,
)
TRIPLET = _quantity(
    "triplet", "T", "1 for the symmetric state of two opposite spins, 0 for the antisymmetric one", "1", _FLAG
)
ENERGY = _quantity("V_pair", r"V_{ab}\tau/\hbar", "pair Hamiltonian times the step over hbar", "rad", REAL)

# the state of first order
START = _quantity("e_10", r"|1\rangle_a|0\rangle_b", "component along the initial state", "1", REAL)
TRANSFERRED = _quantity(
    "e_01", r"|0\rangle_a|1\rangle_b", "component along the symmetric excitation of the noble gas", "1", REAL
)
STRAY = _quantity(
    "e_st",
    r"\varepsilon|\delta\psi\rangle",
    "component along all states that the mean motion does not reach",
    "1",
    REAL,
)
STATE = _quantity("psi", r"|\psi\rangle", "state of the two gases", "1", COMPLEX)
EPSILON = _quantity("eps", r"\varepsilon", "stochastic amplitude as the square root of its defining sum")
CROSSING = _quantity(
    "t_eps", r"t_\varepsilon", "time at which the deterministic and the stochastic amplitude are equal", "s"
)
STRAY_NOBLE = _quantity(
    "norm_b", r"\||\delta\psi\rangle_b\|^2", "squared norm of the stochastic state of the noble gas"
)
STRAY_ALKALI = _quantity(
    "norm_a",
    r"\||\delta\psi\rangle_a\|^2",
    "squared norm of the stochastic state of the alkali atoms",
    "1",
    NONNEGATIVE,
)
DEVIATION_MEAN = _quantity(
    "dphi_mean", r"\langle\delta\phi_{ab}\rangle", "mean of the deviation of a pair in a step", "rad", REAL
)
VARIANCE = _quantity(
    "dphi_square", r"\langle\delta\phi_{ab}^2\rangle", "variance of the deviation of a pair in a step", "rad^2"
)
SAME_ALKALI = _quantity(
    "dphi_a",
    r"\langle\delta\phi_{ab}\delta\phi_{ab'}\rangle",
    "correlation of two pairs of one alkali atom in one step",
    "rad^2",
    REAL,
)
SAME_NOBLE = _quantity(
    "dphi_b",
    r"\langle\delta\phi_{ab}\delta\phi_{a'b}\rangle",
    "correlation of two pairs of one noble-gas atom in one step",
    "rad^2",
    REAL,
)
KICK_NOBLE = _quantity(
    "kick_b",
    r"u_b",
    "amplitude that one collision gives to a noble-gas atom, per deviation and amplitude",
    "1",
    COMPLEX,
)
KICK_ALKALI = _quantity(
    "kick_a",
    r"u_a",
    "change of the amplitude of an alkali atom in one collision, per deviation and amplitude",
    "1",
    COMPLEX,
)

# rates
GAMMA_A = _quantity("rate_a", r"\gamma_a", "decay rate of the mean amplitude of the symmetric alkali excitation", "1/s")
GAMMA_B = _quantity(
    "rate_b", r"\gamma_b", "decay rate of the mean amplitude of the symmetric noble-gas excitation", "1/s"
)
LOSS_A = _quantity("loss_a", r"\Gamma_a", "rate at which one excited alkali atom loses its excitation", "1/s")
LOSS_B = _quantity("loss_b", r"\Gamma_b", "rate at which one excited noble-gas atom loses its excitation", "1/s")
SHARED = _quantity(
    "rate_shared", r"\gamma_{ab}", "decay rate of the mean amplitudes while both gases exchange the excitation", "1/s"
)
ALPHA = _quantity("alpha", r"\alpha", "decay rate in units of <phi^2>/(4 tau)")
BEAT = _quantity("beat", r"\Omega", "angular frequency at which the excitation goes to and fro", "rad/s")
OVERLAP = _quantity(
    "overlap",
    r"\langle1|_a|\uparrow\downarrow\dots\downarrow\rangle_a",
    "overlap of symmetric and localised excitation",
)
CONTRAST = _quantity("contrast", "C", "swing of the probability to find the symmetric alkali excitation")
SWING = _quantity("swing", r"C_1", "swing of the probability to find the excited atom excited")
LOCAL_RATE = _quantity(
    "J_loc",
    r"J_{\mathrm{loc}}",
    "rate of transfer from one excited alkali atom to the symmetric noble-gas state",
    "1/s",
)
PART = _quantity("w_sym", "w", "overlap of an alkali excitation with the symmetric one", "1", _PART)
PART_RATE = _quantity("J_w", "J_w", "rate of transfer from an alkali excitation of a given overlap", "1/s", REAL)
LOSS_SYMMETRIC = _quantity(
    "loss_s", r"\Gamma_s", "rate at which the probability of the symmetric alkali excitation decays", "1/s"
)

# one excitation
TOTAL = _quantity("P_total", r"\sum_i\langle|c_i|^2\rangle", "probability to find the excitation anywhere", "1", REAL)

# two excitations
COINCIDENCE = _quantity("P_11", r"P_{11}", "probability of one excitation in each gas", "1", NONNEGATIVE)
BOTH_ALKALI = _quantity("c_20", r"c_{20}", "amplitude of both excitations in the alkali", "1", COMPLEX)
BOTH_NOBLE = _quantity("c_02", r"c_{02}", "amplitude of both excitations in the noble gas", "1", COMPLEX)
INDEX = _quantity("m", "m", "a whole number", "1", _INDEX)

TABLE = table(
    (symbols.PHI, symbols.TIME, symbols.J, symbols.N_B),
    symbols.ELECTRON,
    symbols.NOBLE,
    (N_A, RATIO, STEP, MEAN, SQUARE, BREADTH, NARROWNESS, CHARACTERISTIC, TURN, AMPLITUDE, TRIPLET, ENERGY),
    (
        START,
        TRANSFERRED,
        STRAY,
        STATE,
        EPSILON,
        CROSSING,
        STRAY_NOBLE,
        STRAY_ALKALI,
        DEVIATION_MEAN,
        VARIANCE,
        SAME_ALKALI,
        SAME_NOBLE,
    ),
    (
        KICK_NOBLE,
        KICK_ALKALI,
        GAMMA_A,
        GAMMA_B,
        LOSS_A,
        LOSS_B,
        SHARED,
        ALPHA,
        BEAT,
        OVERLAP,
        CONTRAST,
        SWING,
        LOCAL_RATE,
    ),
    (PART, PART_RATE, LOSS_SYMMETRIC, TOTAL, COINCIDENCE, BOTH_ALKALI, BOTH_NOBLE, INDEX),
)
