r"""Symbols of the bosonic limit: two modes, their squeezing, and the criteria of entanglement."""

from __future__ import annotations

from fractions import Fraction

from derive.domains import COMPLEX, COUNT, NONNEGATIVE, POSITIVE, REAL, Domain
from derive.records import Quantity, table

WHOLE = Domain(kind="integer", lower=Fraction(0), open_below=False)
SHARE = Domain(lower=Fraction(0), upper=Fraction(1), open_above=False)


def _operator(name: str, latex: str, meaning: str) -> Quantity:
    return Quantity(name=name, latex=latex, meaning=meaning, operator=True)


def _number(name: str, latex: str, meaning: str, domain: Domain = NONNEGATIVE) -> Quantity:
    return Quantity(name=name, latex=latex, meaning=meaning, domain=domain)


SQUEEZING = _number("r", "r", "squeezing parameter")
KAPPA_A = Quantity(
    name="kappa_A", latex=r"\kappa_A", domain=POSITIVE, unit="1/s", meaning="decay rate of the first nonlocal mode"
)
KAPPA_B = Quantity(
    name="kappa_B", latex=r"\kappa_B", domain=POSITIVE, unit="1/s", meaning="decay rate of the second nonlocal mode"
)

# Operators: both modes, and what the unitary makes of them
MODE_A = _operator("a", "a", "annihilation operator of the first mode")
MODE_A_DAG = _operator("a_dag", r"a^\dagger", "creation operator of the first mode")
MODE_B = _operator("b", "b", "annihilation operator of the second mode")
MODE_B_DAG = _operator("b_dag", r"b^\dagger", "creation operator of the second mode")
NONLOCAL_A = _operator("A_t", r"\tilde A", "first nonlocal annihilation operator")
NONLOCAL_B = _operator("B_t", r"\tilde B", "second nonlocal annihilation operator")
STATE = _operator("rho", r"\rho", "density matrix of the two modes")
STATE_U = _operator("rho_U", r"\rho_U", "density matrix seen in the transformed frame, U+ rho U")

JUMP_A = tuple(
    _operator(f"A_jump{end}", rf"A{dagger}", f"{what} of the first nonlocal jump operator")
    for end, dagger, what in (("", "", "the operator itself"), ("_dag", r"^\dagger", "adjoint"))
)
JUMP_B = tuple(
    _operator(f"B_jump{end}", rf"B{dagger}", f"{what} of the second nonlocal jump operator")
    for end, dagger, what in (("", "", "the operator itself"), ("_dag", r"^\dagger", "adjoint"))
)
KICK = _number("phi_kick", r"g\tau", "phase that the coupling makes in one short time")

# Numbers that the algebra gives
COMMUTATOR_A = _number("c_A", r"[\tilde A,\tilde A^\dagger]", "commutator of the first nonlocal mode", REAL)
COMMUTATOR_B = _number("c_B", r"[\tilde B,\tilde B^\dagger]", "commutator of the second nonlocal mode", REAL)
COMMUTATOR_AB = _number("c_AB", r"[\tilde A,\tilde B]", "commutator of both nonlocal modes", REAL)
ORDERS = tuple(
    _number(name, name, f"power of {of} in a moment", WHOLE)
    for name, of in (("m", "a+"), ("k", "a"), ("p", "b+"), ("q", "b"))
)
MOMENT = _number(
    "M_mkpq",
    r"\langle a^{\dagger m}a^kb^{\dagger p}b^q\rangle",
    "normally ordered moment in the transformed frame",
    COMPLEX,
)
MOMENT_AT_START = _number(
    "M_0", r"\langle a^{\dagger m}a^kb^{\dagger p}b^q\rangle_0", "the same moment at time 0", COMPLEX
)
DAMPING = Quantity(
    name="Lambda_mkpq", latex=r"\Lambda_{mkpq}", unit="1/s", domain=NONNEGATIVE, meaning="decay rate of that moment"
)
NUMBER_A = _number("n_a", r"\langle a^\dagger a\rangle", "mean number of quanta of a in the transformed frame")
NUMBER_B = _number("n_b", r"\langle b^\dagger b\rangle", "mean number of quanta of b in the transformed frame")
FINAL_A = _number("n_a_inf", r"\langle a^\dagger a\rangle_\infty", "the same number of a after a long time")
FINAL_B = _number("n_b_inf", r"\langle b^\dagger b\rangle_\infty", "the same number of b after a long time")
START_A = _number("n_a_0", r"\langle a^\dagger a\rangle_0", "the same number of a at time 0")
START_B = _number("n_b_0", r"\langle b^\dagger b\rangle_0", "the same number of b at time 0")
QUANTA = _number("n", "n", "number of pairs of quanta", WHOLE)
AMPLITUDE = _number("C_n", "c_n", "amplitude of n quanta in either mode", REAL)
AMPLITUDE_NEXT = _number("C_n1", "c_{n+1}", "amplitude of n + 1 quanta in either mode", REAL)
LOWERED = _number(
    "A_Psi",
    r"\langle n,n+1|\tilde A|\Psi\rangle",
    "amplitude of n and n + 1 quanta that the first nonlocal mode leaves",
    REAL,
)

# Quadratures
COMMUTATOR_X = _number("c_x", r"[x_a,p_a]", "commutator of the quadratures of one mode", COMPLEX)
VAR_X = _number("var_x", r"\mathrm{var}(x_+)", "variance of x_+ = (x_a + x_b)/sqrt(2)", POSITIVE)
VAR_P = _number("var_p", r"\mathrm{var}(p_-)", "variance of p_- = (p_a - p_b)/sqrt(2)", POSITIVE)
VAR_SUM = _number("var_xp", r"\mathrm{var}(x_+)+\mathrm{var}(p_-)", "sum of both variances", POSITIVE)
VAR_STRETCHED = _number(
    "var_xp_anti", r"V_{-r}", "the same sum in the two-mode squeezed state of the opposite sign of squeezing", POSITIVE
)
VAR_SEPARABLE = _number("V_sep", r"V_{\mathrm{sep}}", "the same sum in a separable state", POSITIVE)
EXCESS_A = _number("e_a", "e_a", "mean over the mixture of the norm of the first deviation, which is not negative")
EXCESS_B = _number("e_b", "e_b", "the same of the second mode or ensemble")
SPREAD = _number("w_mix", "w", "variance of the means over the mixture, which is not negative")
XI_SEPARABLE = _number("xi_sep", r"\xi_{\mathrm{sep}}", "entanglement parameter of a separable state", POSITIVE)
LENGTH_I = _number("X_I", r"|\langle J_{x,I}\rangle|", "mean longitudinal spin of the first ensemble", POSITIVE)
LENGTH_II = _number("X_II", r"|\langle J_{x,II}\rangle|", "mean longitudinal spin of the second ensemble", POSITIVE)
LENGTHENED = _number(
    "delta_X", r"\delta", "how much the lengths of a mixture's members exceed that of its mean, which is not negative"
)

# Collective spins
SHORTFALL = _number("epsilon_P", r"\epsilon", "one minus the polarisation, 1 - P_2", SHARE)
SPIN_COMMUTATOR_A = _number("c_A_spin", r"\langle[A,A^\dagger]\rangle", "mean [A, A+] of the first jump operator", REAL)
SPIN_COMMUTATOR_B = _number(
    "c_B_spin", r"\langle[B,B^\dagger]\rangle", "mean [B, B+] of the second jump operator", REAL
)
CROWDING = _number("x_crowd", "x", "(n - 1)/N for n flipped atoms among N", SHARE)
LADDER = _number("ladder_n", r"\lambda_n", "matrix element of the collective lowering operator over sqrt(n)")
ATOMS_COUNT = Quantity(name="N_exact", latex="N", domain=COUNT, meaning="number of atoms")
RAISE = _operator("J_plus", "J^+", "sum of |down><up| over the atoms, over sqrt(N)")
LOWER = _operator("J_minus", "J^-", "sum of |up><down| over the atoms, over sqrt(N)")
SPIN_Y = _operator("J_y", "J_y", "collective spin along y, the sum over atoms")
SPIN_Z = _operator("J_z", "J_z", "collective spin along z, the sum over atoms")
QUADRATURE_X = _operator("x_a", r"x_{\mathrm a}", "first quadrature of the mode")
QUADRATURE_P = _operator("p_a", r"p_{\mathrm a}", "second quadrature of the mode")
_PHOTON = "frequency, beside that of the classical field, of the photon emitted as {}"
SIDEBAND_A, SIDEBAND_B, PHOTON_I_DOWN, PHOTON_II_UP, PHOTON_I_UP, PHOTON_II_DOWN = PHOTONS = tuple(
    Quantity(name=f"omega_{name}", latex=rf"\omega_{{{name}}}-\omega_L", unit="rad/s", meaning=_PHOTON.format(what))
    for name, what in (
        ("A", "the first jump operator acts"),
        ("B", "the second jump operator acts"),
        ("I_down", "an atom of the first ensemble goes from up to down"),
        ("II_up", "an atom of the second ensemble goes from down to up"),
        ("I_up", "an atom of the first ensemble goes from down to up"),
        ("II_down", "an atom of the second ensemble goes from up to down"),
    )
)
SIGMA_J = _number("Sigma_HP", r"\Sigma_J", "sum of the variances of the nonlocal spins in the bosonic limit", POSITIVE)
XI_BOSONS = _number("xi_HP", r"\xi_{\mathrm{HP}}", "entanglement parameter in the bosonic limit", POSITIVE)

TABLE = table(
    (SQUEEZING, KAPPA_A, KAPPA_B, MODE_A, MODE_A_DAG, MODE_B, MODE_B_DAG, NONLOCAL_A, NONLOCAL_B, STATE, STATE_U),
    (COMMUTATOR_A, COMMUTATOR_B, COMMUTATOR_AB, *ORDERS, MOMENT, MOMENT_AT_START, DAMPING),
    (NUMBER_A, NUMBER_B, FINAL_A, FINAL_B, START_A, START_B, QUANTA, AMPLITUDE, AMPLITUDE_NEXT, LOWERED),
    (COMMUTATOR_X, VAR_X, VAR_P, VAR_SUM, VAR_STRETCHED, VAR_SEPARABLE, EXCESS_A, EXCESS_B, SPREAD, XI_SEPARABLE),
    (LENGTH_I, LENGTH_II, LENGTHENED, SHORTFALL, SPIN_COMMUTATOR_A, SPIN_COMMUTATOR_B, CROWDING, LADDER),
    (*JUMP_A, *JUMP_B, KICK, RAISE, LOWER, SPIN_Y, SPIN_Z, QUADRATURE_X, QUADRATURE_P, SIGMA_J, XI_BOSONS, *PHOTONS),
)  # fmt: skip
