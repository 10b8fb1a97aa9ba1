"""The symbol table of spin exchange, in the letters of the noble-gas literature. Spins are in units of hbar."""

from __future__ import annotations

from fractions import Fraction

from derive.domains import COMPLEX, COUNT, NONZERO_SPIN, POLARISATION, POSITIVE, REAL, Domain
from derive.records import Quantity, table
from derive.vectors import vector

_SLOW = Domain(lower=Fraction(1), open_below=False)

PHI = Quantity(
    name="phi",
    latex=r"\phi",
    domain=REAL,
    meaning="mutual precession angle of the two spins in one collision",
    unit="rad",
)
ELECTRON = vector("s", "s", "electron spin of an alkali atom")
NOBLE = vector("k", "k", "nuclear spin of a noble-gas atom")
ALKALI = vector("f", "f", "total spin of an alkali atom, electron and nucleus")
ELECTRON_CHANGE = vector("Ds", r"\Delta s", "change of the electron spin in one collision")
NOBLE_CHANGE = vector("Dk", r"\Delta k", "change of the noble-gas spin in one collision")

TIME = Quantity(name="t", latex="t", meaning="time", unit="s")
BETA = Quantity(name="beta", latex=r"\beta", domain=POSITIVE, meaning="spin-temperature parameter")
NUCLEAR_SPIN = Quantity(name="I", latex="I", domain=NONZERO_SPIN, meaning="nuclear spin of the alkali atom")
P_A = Quantity(
    name="p_a", latex="p_a", domain=POLARISATION, meaning="degree of polarisation of the alkali electron spin"
)
P_B = Quantity(name="p_b", latex="p_b", domain=POLARISATION, meaning="degree of polarisation of the noble gas")
Q = Quantity(name="q", latex="q", domain=_SLOW, meaning="slowing-down factor, ratio of total to electron spin")

N_A_DENSITY = Quantity(name="n_a", latex="n_a", domain=POSITIVE, meaning="density of alkali atoms", unit="cm^-3")
N_B_DENSITY = Quantity(name="n_b", latex="n_b", domain=POSITIVE, meaning="density of noble-gas atoms", unit="cm^-3")
N_B = Quantity(name="N_b", latex="N_b", domain=COUNT, meaning="number of noble-gas atoms")
M1 = Quantity(
    name="vsphi", latex=r"\langle v\sigma\phi\rangle", domain=POSITIVE, unit="cm^3/s",
    meaning="collision rate coefficient times phase, averaged over collision kinematics",
)  # fmt: skip
M2 = Quantity(
    name="vsphi2", latex=r"\langle v\sigma\phi^2\rangle", domain=POSITIVE, unit="cm^3/s",
    meaning="collision rate coefficient times squared phase, averaged over collision kinematics",
)  # fmt: skip
ZETA = Quantity(name="zeta", latex=r"\zeta", domain=POSITIVE, unit="cm^3/s", meaning="mean-field interaction strength")
K_SE = Quantity(
    name="k_se",
    latex=r"k_{\mathrm{se}}",
    domain=POSITIVE,
    unit="cm^3/s",
    meaning="binary spin-exchange rate coefficient",
)

OMEGA_A = Quantity(
    name="w_a",
    latex=r"\tilde\omega_a",
    unit="rad/s",
    meaning="Larmor frequency of the alkali spin f in the magnetic field",
)
OMEGA_B = Quantity(
    name="w_b",
    latex=r"\tilde\omega_b",
    unit="rad/s",
    meaning="Larmor frequency of the noble-gas spin in the magnetic field",
)
GAMMA = Quantity(
    name="gamma", latex=r"\gamma", domain=POSITIVE, unit="1/s", meaning="decoherence rate of the alkali spins"
)
J = Quantity(name="J", latex="J", domain=POSITIVE, unit="1/s", meaning="coherent exchange rate")
DETUNING = Quantity(
    name="Delta", latex=r"\Delta", unit="rad/s",
    meaning="precession frequency of the noble gas minus that of the alkali, collisional shifts included",
)  # fmt: skip

DENSITY_A = vector("f_r", "f", "density of alkali spin, n_a <f>", "cm^-3", place=r"(\mathbf r)")
DENSITY_B = vector("k_r", "k", "density of noble-gas spin, n_b <k>", "cm^-3", place=r"(\mathbf r)")
TOTAL = vector("M", "M", "density of total spin, n_a <f> + n_b <k>", "cm^-3")
RATE_A = Quantity(name="gamma_ex", latex=r"\gamma_{\mathrm{ex}}", unit="1/s",
                  meaning="relaxation rate of the alkali spin f by exchange with the noble gas")  # fmt: skip
RATE_B = Quantity(name="gamma_ex_b", latex=r"\gamma_{\mathrm{ex},b}", unit="1/s",
                  meaning="relaxation rate of the noble-gas spin by exchange with the alkali")  # fmt: skip
COUPLING = Quantity(name="G", latex="G", operator=True, meaning="coupling of the two spins, the phase taken out")
ANY = Quantity(name="A", latex=r"\hat A", operator=True, meaning="any operator")
CHANGE = Quantity(name="DA", latex=r"\Delta\hat A", operator=True, meaning="change of an operator in a collision")
EFFECTIVE = Quantity(
    name="V", latex=r"\mathcal V", operator=True, unit="J", meaning="effective Hamiltonian of a collision"
)
SECOND = Quantity(name="L_A", latex=r"\mathcal L(\hat A)", operator=True, unit="1/s",
                  meaning="second-order term of the rate of change of an operator")  # fmt: skip
INTERVAL = Quantity(name="tau_p", latex=r"\tau'", unit="s", domain=POSITIVE,
                    meaning="short time in which an atom collides at most once")  # fmt: skip
HBAR = Quantity(name="hbar", latex=r"\hbar", unit="J s", domain=POSITIVE, meaning="reduced Planck constant")
FREE = Quantity(name="H_0", latex="H_0", operator=True, unit="J", meaning="Hamiltonian that acts without collisions")
UNITARY = Quantity(name="U", latex="U", operator=True, meaning="evolution operator of one collision")
AMPLITUDE_A = Quantity(name="a", latex="a", domain=COMPLEX, meaning="amplitude of the collective alkali excitation")
AMPLITUDE_B = Quantity(name="b", latex="b", domain=COMPLEX, meaning="amplitude of the collective noble-gas excitation")
SHIFTED_A = Quantity(
    name="omega_a", latex=r"\omega_a", unit="rad/s", meaning="alkali frequency with its collisional shift"
)
SHIFTED_B = Quantity(
    name="omega_b", latex=r"\omega_b", unit="rad/s", meaning="noble-gas frequency with its collisional shift"
)

ALL_COUPLINGS = Quantity(
    name="X", latex="X", operator=True, meaning="sum over the collisions in a short time of phase times coupling"
)
PAIRS = (
    Quantity(name="phi_1", latex=r"\phi_1", unit="rad", meaning="phase of the first of two collisions"),
    Quantity(name="phi_2", latex=r"\phi_2", unit="rad", meaning="phase of the second of two collisions"),
    Quantity(name="G_1", latex=r"\hat G_1", operator=True, meaning="coupling of the first of two colliding pairs"),
    Quantity(name="G_2", latex=r"\hat G_2", operator=True, meaning="coupling of the second of two colliding pairs"),
    ALL_COUPLINGS,
)
FIELD = Quantity(name="B", latex="B", unit="G", domain=POSITIVE, meaning="magnetic field along z")
STORAGE_FIELD = Quantity(
    name="B_s", latex=r"B_{\mathrm s}", unit="G", domain=POSITIVE, meaning="magnetic field that decouples the gases"
)
G_ELECTRON = Quantity(
    name="g_s", latex="g_s", unit="rad/s/G", domain=POSITIVE, meaning="gyromagnetic ratio of the electron spin"
)
G_NOBLE = Quantity(
    name="g_b", latex="g_b", unit="rad/s/G", domain=POSITIVE, meaning="gyromagnetic ratio of the noble-gas spin"
)
STORAGE_DETUNING = Quantity(
    name="Delta_s", latex=r"\Delta_{\mathrm s}", unit="rad/s", meaning="detuning after the field is switched"
)

TABLE = table(
    (PHI,), ELECTRON, NOBLE, ALKALI, ELECTRON_CHANGE, NOBLE_CHANGE,
    (N_A_DENSITY, N_B_DENSITY, ZETA, K_SE, Q, M1, M2, NUCLEAR_SPIN, P_A, P_B, BETA, N_B),
    (OMEGA_A, OMEGA_B, GAMMA, J, DETUNING, TIME),
)  # fmt: skip
