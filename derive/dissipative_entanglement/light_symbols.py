"""The symbols of light, of driven atoms, and of what is left of them when the excited states are eliminated."""

from __future__ import annotations

from fractions import Fraction

from derive.dissipative_entanglement import symbols as shared
from derive.domains import COMPLEX, POSITIVE, REAL, Domain
from derive.records import Quantity, table

_COSINE = Domain(lower=Fraction(-1), upper=Fraction(1), open_below=False, open_above=False)
_NOT_NEGATIVE = Domain(lower=Fraction(0), open_below=False)


def _rate(name: str, latex: str, meaning: str, domain: Domain = REAL) -> Quantity:
    return Quantity(name=name, latex=latex, unit="1/s", domain=domain, meaning=meaning)


# constants, the dipole and one mode of light
HBAR = Quantity(name="hbar", latex=r"\hbar", unit="J*s", domain=POSITIVE, meaning="reduced Planck constant")
EPSILON_0 = Quantity(name="epsilon_0", latex=r"\epsilon_0", unit="F/m", domain=POSITIVE, meaning="vacuum permittivity")
SPEED = Quantity(name="c", latex="c", unit="m/s", domain=POSITIVE, meaning="speed of light in vacuum")
VOLUME = Quantity(name="V", latex="V", unit="m^3", domain=POSITIVE, meaning="quantisation volume of the light")
DIPOLE = Quantity(name="p", latex="p", unit="C*m", domain=POSITIVE, meaning="dipole matrix element of a desired decay")
OVERLAP = Quantity(
    name="p_e", latex=r"\hat{\mathbf e}_{\mathbf k}\cdot\mathbf p", unit="C*m",
    meaning="dipole matrix element along the polarisation of a mode",
)  # fmt: skip
OMEGA_K = Quantity(name="omega_k", latex=r"\omega_k", unit="rad/s", domain=POSITIVE, meaning="frequency of a mode")
OMEGA_L = Quantity(
    name="omega_L", latex=r"\omega_L", unit="rad/s", domain=POSITIVE, meaning="frequency of the classical field"
)
MODE_COUPLING = Quantity(
    name="g_k", latex=r"g_{\mathbf k}", unit="rad/s", meaning="coupling of an atom to one mode, desired transitions"
)
WAVE = Quantity(name="k", latex="k", unit="1/m", domain=POSITIVE, meaning="wave number of a mode")
THETA = Quantity(name="theta", latex=r"\theta", meaning="polar angle of the wave vector, from the axis of the pair")
PHI = Quantity(name="phi", latex=r"\phi", meaning="azimuth of the wave vector")
U = Quantity(
    name="u", latex="u", domain=_COSINE, meaning="cosine of the angle of the wave vector to the axis of the pair"
)
X = Quantity(name="x", latex="x", domain=POSITIVE, meaning="wave number times distance of the pair")
DISTANCE = Quantity(name="r", latex="r_{ij}", unit="m", domain=POSITIVE, meaning="distance of the two atoms of a pair")
COSINE = Quantity(
    name="c_p", latex=r"(\hat{\mathbf p}\cdot\hat{\mathbf r}_{ij})", domain=_COSINE,
    meaning="cosine of the angle between the dipole and the axis of the pair",
)  # fmt: skip

# what the modes of the vacuum do to a pair of atoms
POLARISATION_SUM = Quantity(
    name="S_lambda", latex=r"\sum_\lambda|\hat{\mathbf e}_\lambda\cdot\hat{\mathbf p}|^2",
    meaning="square of the dipole's direction along both polarisations of a wave vector",
)  # fmt: skip
PATTERN = Quantity(
    name="F_x", latex="F(x)", meaning="emission pattern of the dipole averaged with the phase of the pair, over 4 pi"
)
FREE_RATE = _rate("Gamma_0", r"\Gamma_0", "rate of one desired decay of an excited atom alone", POSITIVE)
FREE_PAIR = _rate("J_0_re", r"\mathrm{Re}\,\mathcal J_{ij}", "real part of the pair rate before elimination")
FREE_SHIFT = _rate("J_0_im", r"\mathrm{Im}\,\mathcal J_{ij}", "imaginary part of the pair rate before elimination")
PAIR_GAMMA = _rate("gamma_r", r"\gamma(\mathbf r_{ij})", "real part of the pair rate J_ij")
PAIR_G = _rate("g_r", r"g(\mathbf r_{ij})", "imaginary part of the pair rate J_ij")
PAIR_GAMMA_BACK = _rate("gamma_r_back", r"\gamma(\mathbf r_{ji})", "real part of the pair rate J_ji")
PAIR_G_BACK = _rate("g_r_back", r"g(\mathbf r_{ji})", "imaginary part of the pair rate J_ji")
NEAR_GAMMA = _rate("gamma_near", r"\gamma(0)", "real part of the pair rate at short distance")
FAR_GAMMA = _rate("gamma_far", r"\gamma(\infty)", "real part of the pair rate at long distance")
NEAR_G = _rate("g_near", r"x^3g(0)", "imaginary part of the pair rate at short distance, times x^3")
FAR = Quantity(name="w", latex="1/x", domain=POSITIVE, meaning="inverse of wave number times distance of the pair")
CROSSED_GAMMA = _rate("gamma_check", r"\check\gamma(\mathbf r_{ij})", "real part of the pair rate of undesired decays")
CROSSED_SELF = _rate("J_check_self", r"\check J_{ii}", "rate of the undesired decays of one atom")
SELF = _rate("J_self", "J_{ii}", "rate of the desired decays of one atom")
CLEBSCH = Quantity(
    name="c2_ratio", latex=r"c^2_{\Delta m=\pm1}/c^2_{\Delta m=0}", domain=POSITIVE,
    meaning="ratio of the squared Clebsch-Gordan coefficients of two spins 1/2",
)  # fmt: skip

RATES = table(
    (HBAR, EPSILON_0, SPEED, VOLUME, DIPOLE, OVERLAP, OMEGA_K, OMEGA_L, MODE_COUPLING, WAVE, THETA, PHI, U, X),
    (DISTANCE, COSINE, POLARISATION_SUM, PATTERN, FREE_RATE, FREE_PAIR, FREE_SHIFT, PAIR_GAMMA, PAIR_G),
    (PAIR_GAMMA_BACK, PAIR_G_BACK, NEAR_GAMMA, FAR_GAMMA, NEAR_G, FAR, CROSSED_GAMMA, CROSSED_SELF, SELF, CLEBSCH),
    (shared.GAMMA, shared.WAVENUMBER),
)  # fmt: skip
TABLE = table(RATES)
