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
APART_RATIO = Quantity(
    name="apart_ratio", latex=r"|\mathcal J^{I,II}_{ij}|^2/|\mathcal J^{I,I}_{ij}|^2", domain=POSITIVE,
    meaning="squared pair rate at the distance of the ensembles over that at the distance of the atoms",
)  # fmt: skip
CLEBSCH = Quantity(
    name="c2_ratio", latex=r"c^2_{\Delta m=\pm1}/c^2_{\Delta m=0}", domain=POSITIVE,
    meaning="ratio of the squared Clebsch-Gordan coefficients of two spins 1/2",
)  # fmt: skip

RATES = table(
    (HBAR, EPSILON_0, SPEED, VOLUME, DIPOLE, OVERLAP, OMEGA_K, OMEGA_L, MODE_COUPLING, WAVE, THETA, PHI, U, X),
    (DISTANCE, COSINE, POLARISATION_SUM, PATTERN, FREE_RATE, FREE_PAIR, FREE_SHIFT, PAIR_GAMMA, PAIR_G),
    (PAIR_GAMMA_BACK, PAIR_G_BACK, NEAR_GAMMA, FAR_GAMMA, NEAR_G, FAR, CROSSED_GAMMA, CROSSED_SELF, SELF, CLEBSCH),
    (shared.GAMMA, shared.WAVENUMBER, shared.DETUNING, shared.SEPARATION, APART_RATIO),
)  # fmt: skip


def _operator(name: str, latex: str, meaning: str, unit: str = "1") -> Quantity:
    return Quantity(name=name, latex=latex, unit=unit, operator=True, meaning=meaning)


# four-level atoms of two ensembles in the rotating frame, one atom of each
ENSEMBLES = ("I", "II")
LEVELS = {"down": r"\downarrow", "up": r"\uparrow", "e_down": r"e_\downarrow", "e_up": r"e_\uparrow"}
TRANSITIONS = {
    (ensemble, left, right): _operator(
        f"{left}_{right}_{ensemble}", rf"|{ket}\rangle_{{{ensemble},i}}\langle {bra}|",
        f"transition from {right} to {left} of an atom of ensemble {ensemble}",
    )
    for ensemble in ENSEMBLES for left, ket in LEVELS.items() for right, bra in LEVELS.items()
}  # fmt: skip
PHOTON = _operator("a_k", r"a_{\mathbf k}", "annihilation operator of a mode")
CREATED = _operator("a_k_dag", r"a^\dagger_{\mathbf k}", "creation operator of a mode")
EXCITED_LARMOR = Quantity(
    name="Omega_e", latex=r"\Omega_e", unit="rad/s", domain=POSITIVE, meaning="Larmor splitting of the excited levels"
)
CHECK_COUPLING = Quantity(
    name="g_k_check", latex=r"\check g_{\mathbf k}", unit="rad/s",
    meaning="coupling of an atom to one mode, undesired transitions",
)  # fmt: skip
CLASSICAL_PHASE = Quantity(
    name="phase_L", latex=r"\mathbf k_L\mathbf r_i", meaning="phase of the classical field at the atom"
)
MODE_PHASE = Quantity(name="phase_k", latex=r"\mathbf k\mathbf r_i", meaning="phase of a mode at the atom")
DETUNINGS = {
    (level, ensemble): Quantity(
        name=f"Delta_{level}_{ensemble}", latex=rf"\Delta_{{\{level}arrow,{ensemble}}}", unit="rad/s",
        meaning=f"laser minus frequency of the driven transition to e_{level}, ensemble {ensemble}",
    )
    for level in ("up", "down") for ensemble in ENSEMBLES
}  # fmt: skip


def _each(name: str, latex: str, meaning: str, unit: str = "rad/s") -> dict[str, Quantity]:
    """One operator for each ensemble, whose name stands for the @."""
    return {e: _operator(name.replace("@", e), latex.replace("@", e), meaning.replace("@", e), unit) for e in ENSEMBLES}


ATOMS = _each("H_A_@", r"H_{\mathrm A,@}", "energies of an atom of ensemble @ in the rotating frame")
GROUND = _operator("H_A", "H_A", "energies of the ground levels of one atom of each ensemble", "rad/s")
LIGHT = _operator("H_L", "H_L", "energy of one mode in the rotating frame", "rad/s")
CLASSICAL = _each("H_cl_@", r"H_{\mathrm{cl},@}", "classical field and ensemble @, the half that raises an atom")
QUANTUM = _each("H_qu_@", r"H_{\mathrm{qu},@}", "desired transitions of ensemble @, the half with a_k")
UNDESIRED = _each("H_un_@", r"\check H_{\mathrm{qu},@}", "undesired transitions of ensemble @, the half with a_k")
INTERACTION = _operator("H_int", r"H_{\mathrm{int}}", "atoms and light together", "rad/s")
BARE = _operator("H_0", "H_0", "atoms without light", "rad/s")
WHOLE = _operator("H", "H", "Hamiltonian in the rotating frame", "rad/s")
SPIN = _each("j_x_@", "J_{x,@}", "spin along the field of an atom of ensemble @", "1")
CROSSED = Quantity(
    name="crossed", latex=r"e^{i\varphi}", domain=COMPLEX,
    meaning="how a product of a jump into one sideband and the adjoint of one into the other rotates",
)  # fmt: skip

MATTER = table(
    (shared.TIME, shared.DETUNING, shared.LARMOR, EXCITED_LARMOR, shared.PROBE, OMEGA_K, OMEGA_L, MODE_COUPLING),
    (CHECK_COUPLING, CLASSICAL_PHASE, MODE_PHASE, PHOTON, CREATED, GROUND, LIGHT, INTERACTION, BARE, WHOLE, CROSSED),
    TRANSITIONS.values(), DETUNINGS.values(), ATOMS.values(), CLASSICAL.values(), QUANTUM.values(),
    UNDESIRED.values(), SPIN.values(),
)  # fmt: skip
# a pair of atoms and one mode, to second order
DENSITY_OF_MODES = Quantity(
    name="V_modes", latex=r"\rho_{\mathbf k}", unit="m^3", domain=POSITIVE,
    meaning="number of modes per volume of wave vectors",
)  # fmt: skip
CONTINUUM = Quantity(
    name="g_cont", latex=r"g(\mathbf k)", unit="rad/s*m^(3/2)",
    meaning="coupling to modes counted per volume of wave vectors",
)  # fmt: skip
PAIR_PHASE = Quantity(
    name="W_ij", latex=r"e^{i\mathbf k(\mathbf r_i-\mathbf r_j)}",
    meaning="phase factor of a pair of atoms, the mean of a wave vector and its opposite",
)  # fmt: skip
HALF_RESONANT = Quantity(
    name="h_minus", latex=r"\int_0^\infty d\tau\,e^{-i(\omega_k-\omega_L)\tau}", unit="s", domain=COMPLEX,
    meaning="half-sided integral of the rotating terms",
)  # fmt: skip
HALF_COUNTER = Quantity(
    name="h_plus", latex=r"\int_0^\infty d\tau\,e^{-i(\omega_k+\omega_L)\tau}", unit="s", domain=COMPLEX,
    meaning="half-sided integral of the counter-rotating terms",
)  # fmt: skip
RESONANCE = Quantity(
    name="delta_k", latex=r"\delta(\omega_k-\omega_L)", unit="s", domain=_NOT_NEGATIVE,
    meaning="delta function at resonance",
)  # fmt: skip
MODE_RATE = _rate("J_k", r"\mathcal J_{ij}", "what one mode adds to the pair rate before elimination", COMPLEX)
MODE_REAL = _rate("J_k_re", r"\mathrm{Re}\,\mathcal J_{ij}", "real part of what one mode adds to the pair rate")
MODE_IMAGINARY = _rate("J_k_im", r"\mathrm{Im}\,\mathcal J_{ij}", "imaginary part of what one mode adds to the rate")
MOMENT = Quantity(name="s", latex="s", meaning="time of a test wave exp(-i omega s), in the inverse unit of omega")
HALF_TEST = Quantity(
    name="h_test", latex=r"\int_0^\infty e^{i\omega\tau}", domain=COMPLEX,
    meaning="half-sided integral tested with exp(-i omega s)",
)  # fmt: skip
DELTA_TEST = Quantity(
    name="delta_test", latex=r"\delta(\omega)", domain=COMPLEX, meaning="delta function tested with exp(-i omega s)"
)
PRINCIPAL_TEST = Quantity(
    name="pv_test", latex=r"\mathcal P(1/\omega)", domain=COMPLEX,
    meaning="principal value of 1/omega tested with exp(-i omega s)",
)  # fmt: skip
SHARED_I_II = _rate("J_k_I_II", r"\mathcal J^{I,II}_{ij}", "what one mode adds to a pair of both ensembles", COMPLEX)
SHARED_II_I = _rate("J_k_II_I", r"\mathcal J^{II,I}_{ij}", "the same with the ensembles exchanged", COMPLEX)
SHARED_I_I = _rate("J_k_I_I", r"\mathcal J^{I,I}_{ij}", "what one mode adds to a pair of one ensemble", COMPLEX)
APART_PHASE = Quantity(name="kR", latex=r"\mathbf k\mathbf R", meaning="phase of a mode between the two ensembles")
POSITION_PHASE = Quantity(
    name="kr_ij", latex=r"\mathbf k(\mathbf r_i-\mathbf r_j)",
    meaning="phase of a mode between two places, each from the centre of its ensemble",
)  # fmt: skip
RELATIVE_RATE = Quantity(
    name="G_tau", latex=r"\Gamma_{\mathrm{atomic}}\tau_{\mathrm c}", domain=POSITIVE,
    meaning="atomic rate times correlation time of the reservoir",
)  # fmt: skip
MEMORY_RATE = Quantity(
    name="lambda_tau", latex=r"\lambda/\Gamma_{\mathrm{atomic}}", domain=POSITIVE,
    meaning="decay rate with a reservoir that remembers, over the rate without memory",
)  # fmt: skip

# signs of integrals, which stand in front of what is judged mode by mode
MODE_SUM = Quantity(
    name="S_k", unit="1/m^3", latex=r"\int d\mathbf k\sum_{\hat\lambda_{\mathbf k}=1}^2", domain=POSITIVE,
    meaning="integral over wave vectors and sum over polarisations: the volume of wave vectors of one mode",
)  # fmt: skip
TIME_SUM = Quantity(
    name="S_tau", latex=r"\int_0^\infty d\tau", domain=POSITIVE, meaning="integral over time, of the waves behind it"
)
PRINCIPAL = Quantity(name="P_k", latex=r"\mathcal P", domain=POSITIVE, meaning="principal value of the integral behind")

SECOND = table(
    (MODE_SUM, TIME_SUM, PRINCIPAL),
    (DENSITY_OF_MODES, CONTINUUM, PAIR_PHASE, HALF_RESONANT, HALF_COUNTER, RESONANCE, MODE_RATE, MODE_REAL),
    (MODE_IMAGINARY, MOMENT, HALF_TEST, DELTA_TEST, PRINCIPAL_TEST, SHARED_I_II, SHARED_II_I, SHARED_I_I),
    (APART_PHASE, POSITION_PHASE, RELATIVE_RATE, MEMORY_RATE, MODE_COUPLING, OMEGA_K, OMEGA_L, VOLUME, OVERLAP),
    (HBAR, EPSILON_0),
)  # fmt: skip

# what is left when the excited levels are eliminated: weights, jump operators, atoms i and j of each ensemble
WEIGHTS = {
    (kind, e): Quantity(
        name=f"{kind}_{e}", latex=rf"\{kind}_{{{e}}}",
        meaning=f"weight of {'passive' if kind == 'mu' else 'active'} scattering, ensemble {e}, with its sign",
    )
    for kind in ("mu", "nu") for e in ENSEMBLES
}  # fmt: skip
SCALE = Quantity(
    name="eta",
    latex=r"\eta",
    domain=POSITIVE,
    meaning="admixture of the excited levels per unit of the weights mu and nu",
)
EFFECTIVE = Quantity(
    name="g_bar", latex=r"\bar g(\mathbf k)", unit="rad/s", meaning="coupling of the ground levels to one mode"
)
_KINDS = {
    "flip": (r"\sigma_{@}", "flip from down to up of atom"),
    "back": (r"\sigma^\dagger_{@}", "flip from up to down of atom"),
    "up": (r"\sigma_{\uparrow\uparrow,@}", "projector on up of atom"),
    "down": (r"\sigma_{\downarrow\downarrow,@}", "projector on down of atom"),
}
SIGMA = {
    (kind, e, n): _operator(f"sigma_{kind}_{e}_{n}", latex.replace("@", f"{e},{n}"), f"{meaning} {n}, ensemble {e}")
    for kind, (latex, meaning) in _KINDS.items() for e in ENSEMBLES for n in "ij"
}  # fmt: skip
JUMPS = {
    (name, n): _operator(f"{name}_{n}", f"{name}_{n}", f"jump operator {name} of atoms {n}")
    for name in "ABCD"
    for n in "ij"
}
ADJOINTS = {
    (name, n): _operator(f"{name}_{n}_dag", rf"{name}_{n}^\dagger", f"adjoint of the jump operator {name} of atoms {n}")
    for name in "ABCD" for n in "ij"
}  # fmt: skip
RHO = _operator("rho", r"\rho(t)", "density matrix of the atoms")
SCATTERING = _operator("rho_jump", r"d_t\rho(t)", "rate of change of the density matrix, jump part", "1/s")
EXCITED_PART = _operator(
    "rho_exc", r"d_t\rho(t)", "rate of change of the density matrix with excited levels, jump part", "1/s"
)
STARK_PART = _operator("rho_stark", r"d_t\rho(t)|_{\mathrm{Stark}}", "rate of change by the light shifts", "1/s")
EXCHANGED = _each(
    "rho_exc_@", r"L(\rho)_{@}", "jump part of the master equation with excited levels, ensemble @", "1/s"
)
CROSS_PART = _operator("rho_inter", r"L^{I,II}", "jump part of the master equation, atom i of I and j of II", "1/s")
CROSS_DESIRED = _operator("rho_inter_AB", r"L^{I,II}|_{A,B}", "the same, desired decays", "1/s")
CROSS_UNDESIRED = _operator("rho_inter_CD", r"L^{I,II}|_{C,D}", "the same, undesired decays", "1/s")
FREE_J = _rate("J_0", r"\mathcal J_{ij}", "complex rate of desired decays of a pair, before elimination", COMPLEX)
FREE_CHECK = _rate("J_0_check", r"\check{\mathcal J}_{ij}", "the same of undesired decays", COMPLEX)
PAIR_J = _rate("J_ij", "J_{ij}", "complex rate of desired transitions of a pair", COMPLEX)
PAIR_CHECK = _rate("J_ij_check", r"\check J_{ij}", "complex rate of undesired transitions of a pair", COMPLEX)
PAIR_CD = _rate("K_ij", "K_{ij}", "complex rate of a pair between decays of opposite angular momentum, C left", COMPLEX)
PAIR_DC = _rate("K_ij_back", "K'_{ij}", "the same with D left", COMPLEX)
CROSS_KAPPA = _rate("kappa_check", r"\kappa(\mathbf r_{ij})", "real part of the pair rate between C and D")
KAPPA_ZERO = _rate("kappa_zero", r"\kappa(0)", "the same of one atom")
FORWARD = Quantity(
    name="forward_CD", latex=r"\kappa/\check\gamma", domain=REAL,
    meaning="share of light along the classical field that C and D have in common",
)  # fmt: skip
DESIRED_PART = _operator("rho_AB", r"d_t\rho(t)|_{A,B}", "rate of change by desired decays, jump part", "1/s")
ONE_ATOM_PART = _operator(
    "rho_CD_one", r"d_t\rho(t)|_{C,D,i=j}", "rate of change by undesired decays of one atom", "1/s"
)
PAIR_LASER = Quantity(
    name="kL_ji",
    latex=r"\mathbf k_L(\mathbf r_j-\mathbf r_i)",
    meaning="phase of the classical field from atom i to atom j",
)
PHASE_CHANGE = Quantity(
    name="dkr", latex=r"\Delta\mathbf k\,\mathbf r_i", meaning="phase of the classical field less that of the mode"
)
BANDS = {
    "ls": Quantity(name="b_ls", latex=r"\int_{ls}", meaning="a mode in the band around the lower sideband"),
    "us": Quantity(name="b_us", latex=r"\int_{us}", meaning="a mode in the band around the upper sideband"),
    "el": Quantity(name="b_el", latex=r"\int_{el}", meaning="a mode in the band around the classical field"),
}
GROUND_COUPLING = _operator("H_int_g", r"H_{\mathrm{int}}", "ground levels and sidebands, the half with a_k^+", "rad/s")
RELATIVE_SIGN = Quantity(name="sgn_mu", latex=r"\mathrm{sgn}(\mu_I\mu_{II})", meaning="relative sign of the ensembles")
REAL_RATE = _rate("kappa", r"\kappa", "decay rate", POSITIVE)
COMPLEX_RATE = _rate("kappa_c", r"\kappa", "complex decay rate", COMPLEX)
JUMP, JUMP_DAG = _operator("L_A", "A", "a jump operator"), _operator("L_A_dag", r"A^\dagger", "its adjoint")
WRITTEN = _operator("rho_short", r"d_t\rho(t)", "what the short-hand stands for", "1/s")

EXCITATIONS = {
    (e, upper, lower): _operator(
        f"{upper}_{lower}_{e}_j", rf"|{LEVELS[upper]}\rangle_{{{e},j}}\langle{LEVELS[lower]}|",
        f"transition from {lower} to {upper} of atom j, ensemble {e}",
    )
    for e in ENSEMBLES for upper in ("e_down", "e_up") for lower in ("down", "up")
}  # fmt: skip
DESIRED_DIPOLE = Quantity(
    name="d_desired", latex=r"\langle e_\uparrow|d_x|\uparrow\rangle", unit="C*m",
    meaning="dipole matrix element along the field",
)  # fmt: skip
CROSS_DIPOLE = Quantity(
    name="d_crossed", latex=r"\langle e_\uparrow|d_x|\downarrow\rangle", unit="C*m",
    meaning="matrix element along the field between levels of different spin",
)  # fmt: skip
PLATE = {
    axis: Quantity(name=f"plate_{axis}", latex=f"E_{axis}'", unit="V/m", meaning=f"field along {axis} behind the plate")
    for axis in "xy"
}
FIELD = {
    axis: Quantity(name=f"E_{axis}", latex=f"E_{axis}", unit="V/m", meaning=f"field along {axis}") for axis in "xy"
}


def _ratio(name: str, latex: str, meaning: str, domain: Domain = POSITIVE) -> Quantity:
    return Quantity(name=name, latex=latex, domain=domain, meaning=meaning)


SMALL_SPLITTING = _ratio("Omega_ratio", r"\Omega/\Omega_e", "Larmor splitting of ground over that of excited levels")
PLATE_RATIO = _ratio(
    "plate_ratio", r"\mu_{II}/\mu_I", "passive weight of ensemble II over that of I, with a plate", REAL
)
SMALL_DRIVE = _ratio("eps_probe", r"\Omega_{\mathrm{probe}}/\Delta", "Rabi frequency over detuning")
SMALL_OPTICAL = _ratio("eps_optical", r"\Omega_{\mathrm{probe}}/\omega_L", "Rabi over optical frequency")
DRESSED_RATE = _ratio(
    "rate_dressed", r"\Gamma(\Omega_{\mathrm{probe}})/\Gamma", "decay of a driven atom over that of one left alone"
)
SMALL_WIDTH = _ratio("eps_gamma", r"\gamma/\Delta", "width of the excited level over detuning")
SMALL_DOPPLER = _ratio("eps_doppler", r"\delta_{\mathrm{Doppler}}/\Delta", "Doppler width over detuning")
SMALL_CROSS = _ratio("eps_cross", r"\Gamma_{\mathrm{atomic}}/\Omega", "rate of ground levels over Larmor splitting")
MIXED = _ratio("mixed", "c_e", "amplitude of the excited level in a driven ground level", REAL)
RELATIVE_SCATTERING = _ratio("rate_width", r"\Gamma/\Gamma_\infty", "scattering rate over its limit at large detuning")
RELATIVE_DOPPLER = _ratio(
    "rate_doppler", r"\langle\Gamma\rangle/\Gamma_\infty", "scattering rate of moving atoms over that at rest"
)
ADIABATIC = _ratio("rate_adiabatic", r"\lambda/\lambda_0", "slow root over its value with the level following", COMPLEX)
CROSS_SIZE = _ratio(
    "cross_size", r"\left|\int\Gamma_{\mathrm{atomic}}e^{2i\Omega t}dt\right|",
    "largest change that a product of both sidebands makes",
)  # fmt: skip
FRESNEL = _ratio("fresnel", r"R/(k_LL^2)", "distance of the ensembles over the length of diffraction")
SPREAD = _ratio("spread", r"w(R)/w(0)", "width of the light at the second ensemble over that at the first")
MIRROR = _ratio(
    "mirror",
    r"\mu_{II}\nu_{II}/(\mu_I\nu_I)",
    "both couplings of mirrored states over those of the original ones",
    REAL,
)
PROJECTORS = {
    (kind, n): _operator(f"P_{kind}_{n}", rf"\mathbb P_{{{kind},{n}}}", f"projector on the {name} levels of atom {n}")
    for kind, name in (("e", "excited"), ("g", "ground")) for n in (1, 2)
}  # fmt: skip
ONE_EXCITED = _operator("P_e_one", r"\mathbb P_e^{(1)}", "projector on states of two atoms, one of which is excited")
WITHIN = _each("rho_in_@", r"L_{@}", "jump part of the master equation with excited levels within ensemble @", "1/s")
CROSS_BACK = _operator("rho_inter_back", "L^{II,I}", "jump part of the master equation, i of II and j of I", "1/s")
FREE_J_BACK = _rate("J_0_back", r"\mathcal J_{ji}", "complex rate of a pair with its atoms exchanged", COMPLEX)
WAVELENGTH = Quantity(
    name="lambda_L", latex=r"\lambda", unit="m", domain=POSITIVE, meaning="wavelength of the classical field"
)

ELIMINATED = table(
    (shared.DETUNING, shared.LARMOR, shared.PROBE, shared.MU, shared.NU, SCALE, EFFECTIVE, RHO, SCATTERING, STARK_PART),
    (EXCITED_PART, CROSS_PART, FREE_J, FREE_CHECK, PAIR_J, PAIR_CHECK, PAIR_LASER, PHASE_CHANGE),
    (GROUND_COUPLING, RELATIVE_SIGN, REAL_RATE, COMPLEX_RATE, JUMP, JUMP_DAG, WRITTEN, CREATED),
    (MODE_COUPLING, EXCITED_LARMOR),
    WEIGHTS.values(), SIGMA.values(), JUMPS.values(), ADJOINTS.values(), EXCHANGED.values(), BANDS.values(),
    DETUNINGS.values(), EXCITATIONS.values(), TRANSITIONS.values(), PLATE.values(), FIELD.values(),
    (DESIRED_DIPOLE, CROSS_DIPOLE, DIPOLE, SMALL_SPLITTING, PLATE_RATIO, SMALL_DRIVE, SMALL_WIDTH),
    (SMALL_DOPPLER, SMALL_CROSS, MIXED, RELATIVE_SCATTERING, RELATIVE_DOPPLER, ADIABATIC, CROSS_SIZE, FRESNEL, SPREAD),
    PROJECTORS.values(), WITHIN.values(), (CROSS_BACK, FREE_J_BACK, MODE_PHASE),
    (PAIR_CD, PAIR_DC, CROSS_KAPPA, KAPPA_ZERO, FORWARD, DESIRED_PART, ONE_ATOM_PART, COSINE, CROSSED_SELF),
    (CROSS_DESIRED, CROSS_UNDESIRED),
    (MIRROR, WAVELENGTH, ONE_EXCITED, shared.TIME, shared.SEPARATION, shared.CLOUD, shared.WAVENUMBER, shared.N),
    (shared.LINEWIDTH, shared.GAMMA, CLASSICAL_PHASE, SMALL_OPTICAL, DRESSED_RATE, DISTANCE),
)  # fmt: skip
TABLE = table(RATES, MATTER, SECOND, ELIMINATED)
