"""The symbol table of straight flights, collisions of hard spheres, and their statistics."""

from __future__ import annotations

from fractions import Fraction

from derive.domains import COMPLEX, NONNEGATIVE, POSITIVE, REAL, Domain
from derive.records import Quantity, table
from derive.spin_exchange import symbols
from derive.spin_exchange.constants import BOHR_MAGNETON, ELECTRON_G

_PROBABILITY = Domain(lower=Fraction(0), upper=Fraction(1), open_below=False, open_above=False)
_FLAG = Domain(kind="integer", lower=Fraction(0), upper=Fraction(1), open_below=False, open_above=False)


def _quantity(name: str, latex: str, meaning: str, unit: str = "1", domain: Domain = POSITIVE) -> Quantity:
    return Quantity(name=name, latex=latex, meaning=meaning, unit=unit, domain=domain)


# the flight of one pair
INTERVAL = symbols.INTERVAL
DISTANCE = _quantity("r", r"r_{ab}", "distance of the two atoms at the time t", "cm")
SPEED = _quantity("v", "v", "speed at which the two atoms approach one another", "cm/s")
ANGLE = _quantity("theta", r"\theta", "angle between the displacement of the pair and its velocity", "rad", NONNEGATIVE)
RADIUS = _quantity("epsilon", r"\varepsilon", "largest distance at which the hard spheres touch", "cm")
CROSS_SECTION = _quantity("sigma", r"\sigma", "cross-section of a collision", "cm^2")
ELAPSED = _quantity("elapsed", "s", "time since t", "s", REAL)
WAITED = _quantity("waited", "s", "time since t, in an integral over the time of the collision", "s")
ENTRY = _quantity("t_in", r"t_-", "time at which the atoms come within reach", "s", REAL)
EXIT = _quantity("t_out", r"t_+", "time at which the atoms leave one another's reach", "s", REAL)
EVENT = _quantity("t_ab", r"t_{ab}", "time of a collision", "s", REAL)
DURATION = _quantity("duration", r"\tau_c", "time that the atoms spend within reach", "s")
RADICAND = _quantity("D", "D", "quantity under the root in the times of a collision", "1", REAL)
ACCEPTANCE = _quantity("theta_max", r"\theta_{\max}", "largest angle at which the atoms touch", "rad")
SOLID_ANGLE = _quantity("Omega", r"\Omega", "solid angle of the directions that lead to a collision", "sr")
INDICATOR = _quantity("kappa", r"\kappa_{ab}", "1 if the pair collides in the time tau', else 0", "1", REAL)

# velocities
MASS_A = _quantity("mass_a", "m_a", "mass of an alkali atom", "g")
MASS_B = _quantity("mass_b", "m_b", "mass of a noble-gas atom", "g")
THERMAL = _quantity("k_BT", r"k_{\mathrm B}T", "thermal energy", "erg")
SPREAD = _quantity("v_T", r"v_T", "thermal relative velocity, most probable relative speed", "cm/s")
DENSITY = _quantity(
    "f_v", r"f", "probability density of speed and direction of the relative velocity", "s/cm", NONNEGATIVE
)
MEAN_SPEED = _quantity("v_mean", r"\langle v\rangle", "mean relative speed of an alkali and a noble-gas atom", "cm/s")
RATIO = _quantity("x", "x", "distance of the pair over the distance flown at the thermal velocity")
SCALED = _quantity("u", "u", "speed in units of the thermal velocity")
MEAN_INDICATOR = _quantity(
    "kappa_v", r"\langle\kappa_{ab}\rangle_v", "probability of a collision, averaged over velocities"
)
PROFILE = _quantity("profile", r"g", "velocity average without the factor of the solid angle")
NEAR = _quantity(
    "kappa_near",
    r"\langle\kappa_{ab}\rangle_{\mathrm{near}}",
    "probability of a collision of a pair at a small distance",
)
STEP = _quantity(
    "kappa_step",
    r"\langle\kappa_{ab}\rangle_{\mathrm{step}}",
    "probability of a collision with the cut-off replaced by a step",
)
WEIGHT = _quantity("W", "W", "volume integral of the probability of a collision over all displacements", "cm^3")
STEP_WEIGHT = _quantity("W_step", r"W_{\mathrm{step}}", "the same integral with the step", "cm^3")

EDGE = _quantity("edge", r"g(\tau' v_T)", "smooth cut-off at the distance tau' v_T")
EQUAL = _quantity("R_step", r"R", "distance of a step that sweeps the right volume", "cm")

# coarse graining
LENGTH = _quantity("l", "l", "coarse-graining length", "cm")
VOLUME = _quantity("V_l", "V_l", "coarse-graining volume", "cm^3")
WINDOW = _quantity(
    "w_ab", r"w(\mathbf r_{ab})", "coarse-graining window at the displacement of the pair", "cm^-3", NONNEGATIVE
)
OFFSET = _quantity(
    "offset", r"|\mathbf r_{ab}-\mathbf r'|", "distance from the centre of the window", "cm", NONNEGATIVE
)
WINDOW_THERE = _quantity(
    "w_offset", r"w(\mathbf r_{ab}-\mathbf r')", "coarse-graining window at another displacement", "cm^-3", NONNEGATIVE
)

FLIGHT = table(
    symbols.TABLE,
    (INTERVAL, DISTANCE, SPEED, ANGLE, RADIUS, CROSS_SECTION, ELAPSED, WAITED, ENTRY, EXIT, EVENT, DURATION),
    (RADICAND, ACCEPTANCE, SOLID_ANGLE, INDICATOR),
)
VELOCITIES = table(
    FLIGHT,
    (MASS_A, MASS_B, THERMAL, SPREAD, DENSITY, MEAN_SPEED, RATIO, SCALED, MEAN_INDICATOR, PROFILE, NEAR),
    (STEP, WEIGHT, STEP_WEIGHT, EDGE, EQUAL),
)

# counting
RATE = _quantity("rate", r"\lambda", "rate at which the pair collides", "1/s")
PAIR_PROBABILITY = _quantity(
    "p_ab", r"p_{ab}", "probability that the pair collides in the time tau'", "1", _PROBABILITY
)
ATOM_PROBABILITY = _quantity(
    "p_one", r"p_a", "probability that an alkali atom collides in the time tau'", "1", _PROBABILITY
)
NOBLE_PROBABILITY = _quantity(
    "p_other", r"p_b", "probability that a noble-gas atom collides in the time tau'", "1", _PROBABILITY
)
EXACT_PROBABILITY = _quantity(
    "P_one", r"P_a", "probability of at least one collision in the time tau'", "1", _PROBABILITY
)
FREE_TIME = _quantity("tau_d", r"\tau_d", "mean time between the collisions of one atom", "s")
NOBLE_FREE_TIME = _quantity("tau_d_a", r"\tau_d^{(a)}", "mean time between the collisions of one noble-gas atom", "s")
SUM_WINDOW = _quantity(
    "sum_w", r"\sum_b w(\mathbf r_{ab})", "sum of the windows of all noble-gas atoms at one place", "cm^-3"
)
FLUCTUATION = _quantity("var_n", r"\operatorname{Var}(n_b)/n_b^2", "relative variance of the coarse-grained density")
LAG = _quantity("lag", "t-t'", "difference of the two times", "s", REAL)
SHARE = _quantity("share", "x", "shift of one window against the other, in units of tau'", "1", REAL)
SAME = _quantity("same", r"\delta_{ac}\delta_{bd}", "1 when both indicators are of the same pair, else 0", "1", _FLAG)
DELTA = _quantity("delta_tt", r"\delta(t-t')", "delta function of the two times", "1/s")
PRODUCT = _quantity("kk", r"\langle\kappa_{ab}\kappa_{cd}\rangle", "mean of the product of two indicators", "1", REAL)
COVARIANCE = _quantity("ckk", r"\operatorname{Cov}(\kappa_{ab},\kappa_{cd})", "covariance of two indicators", "1", REAL)
SQUARE = _quantity("k2", r"\langle\kappa_{ab}^2\rangle", "mean square of the indicator", "1", _PROBABILITY)
COARSE = _quantity(
    "ckk_c",
    r"\overline{\operatorname{Cov}}(\kappa_{ab},\kappa_{cd})",
    "covariance of two indicators on times long against tau'",
    "1",
    REAL,
)
PHASE_MEAN = _quantity("phi_mean", r"\langle\phi\rangle", "mean phase of a collision, averaged over collisions", "rad")
PHASE_SQUARE = _quantity("phi_square", r"\langle\phi^2\rangle", "mean squared phase of a collision", "rad^2")
GIVEN_PHASE = _quantity(
    "phi_hit", r"\langle\phi_{ab}|\kappa_{ab}=1\rangle", "mean phase of the pair, given that it collides", "rad"
)
PAIR_PHASE = _quantity(
    "phi_ab", r"\langle\phi_{ab}\rangle", "mean phase of the pair, 0 when it does not collide", "rad"
)
KICK = _quantity("k_phi", r"\langle\kappa_{ab}\phi_{ab}\rangle", "mean of indicator times phase", "rad")
KICK_SQUARE = _quantity(
    "k_phi2", r"\langle\kappa_{ab}\phi_{ab}^2\rangle", "mean of indicator times squared phase", "rad^2"
)
KICK_PRODUCT = _quantity(
    "kphikphi",
    r"\langle\kappa_{ab}\phi_{ab}\kappa_{cd}\phi_{cd}\rangle",
    "mean of the product of two phases, on times long against tau'",
    "rad^2",
    REAL,
)
STEP_KICK = _quantity(
    "k_phi_step", r"\langle\kappa_{ab}\phi_{ab}\rangle_{\mathrm{step}}", "the same mean with the step", "rad"
)
STEP_COARSE = _quantity(
    "p_ab_step", r"p_{ab}^{\mathrm{step}}", "probability of a collision with the step", "1", _PROBABILITY
)
STATISTICS = table(
    VELOCITIES,
    (LENGTH, VOLUME, WINDOW, OFFSET, WINDOW_THERE, RATE, PAIR_PROBABILITY, ATOM_PROBABILITY, NOBLE_PROBABILITY),
    (
        EXACT_PROBABILITY,
        FREE_TIME,
        NOBLE_FREE_TIME,
        SUM_WINDOW,
        FLUCTUATION,
        LAG,
        SAME,
        DELTA,
        PRODUCT,
        COVARIANCE,
        SQUARE,
    ),
    (
        COARSE,
        SHARE,
        PHASE_MEAN,
        PHASE_SQUARE,
        GIVEN_PHASE,
        PAIR_PHASE,
        KICK,
        KICK_SQUARE,
        KICK_PRODUCT,
        STEP_KICK,
        STEP_COARSE,
    ),
)

# sudden collisions
STRENGTH = Quantity(
    name="alpha_ab", latex=r"\alpha_{ab}(t)", unit="1/s", meaning="instantaneous interaction strength of a pair"
)
AT = Quantity(name="t_i", latex="t_{ab}^{(i)}", unit="s", meaning="time of a collision")
JUMP = Quantity(
    name="delta_ti",
    latex=r"\delta(t-t_{ab}^{(i)})",
    unit="1/s",
    domain=POSITIVE,
    meaning="delta function at the time of a collision",
)
DISJOINT = Quantity(
    name="C_disjoint",
    latex=r"[G_{ab},G_{cd}]",
    meaning="commutator of the couplings of two pairs without a common atom",
)
SHARED = Quantity(
    name="C_shared",
    latex=r"\operatorname{Tr}|[G_{ab},G_{ad}]|^2",
    meaning="squared norm of the commutator of the couplings of two pairs with one atom in common",
)
WHOLE = Quantity(name="U_whole", latex="U", operator=True, meaning="evolution operator of free motion and collisions")
ELECTRON_FREQUENCY = Quantity(
    name="w_e", latex=r"\omega_e", unit="rad/s", meaning="precession frequency of the bare electron spin"
)
TURNED = Quantity(
    name="c_I",
    latex=r"c_I",
    domain=COMPLEX,
    meaning="amplitude of the exchange of the two spins in the interaction picture, relative to 1",
)
CARRIED = Quantity(
    name="c_U",
    latex=r"c_U",
    domain=COMPLEX,
    meaning="amplitude of the exchange after free motion for the time tau', relative to that before",
)
FIELD = Quantity(name="B", latex="B", unit="G", domain=POSITIVE, meaning="magnetic field along z")
CONTACT = Quantity(
    name="a_hpf",
    latex=r"a_{\mathrm{hpf}}",
    unit="1/s",
    domain=POSITIVE,
    meaning="hyperfine coupling constant of the alkali",
)
HYPERFINE_PHASE = Quantity(
    name="phi_hf",
    latex=r"\varphi_{\mathrm{hf}}",
    unit="rad",
    domain=POSITIVE,
    meaning="phase of the hyperfine coupling in the time tau'",
)
COLLISIONS = table(
    FLIGHT,
    (symbols.COUPLING, symbols.UNITARY, symbols.HBAR, symbols.FREE, BOHR_MAGNETON, ELECTRON_G),
    (STRENGTH, AT, JUMP, DISJOINT, SHARED, WHOLE, ELECTRON_FREQUENCY, TURNED, CARRIED, FIELD, CONTACT, HYPERFINE_PHASE),
)
