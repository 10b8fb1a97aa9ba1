"""The symbol table of Langevin equations, collective modes and imperfect polarisation in spin exchange."""

from __future__ import annotations

from fractions import Fraction

from derive.domains import COMPLEX, COUNT, NONNEGATIVE, POLARISATION, POSITIVE, Domain
from derive.records import Quantity, table
from derive.vectors import vector

ENERGY = Quantity(
    name="V_ex", latex=r"V_{\mathrm{ex}}", unit="J/cm^3", meaning="effective exchange Hamiltonian per volume"
)
FREE_A = Quantity(name="H_0_a", latex=r"H_{0,a}", unit="J/cm^3", meaning="Zeeman energy of the alkali per volume")
FREE_B = Quantity(name="H_0_b", latex=r"H_{0,b}", unit="J/cm^3", meaning="Zeeman energy of the noble gas per volume")
HYPERFINE = vector("HF", "h", "commutator of the hyperfine coupling i.s with the total spin f")
BY_EXCHANGE_A = vector("X_f", "x", r"rate of f by the exchange Hamiltonian alone", "1/(cm^3 s)", place="_f")
BY_EXCHANGE_B = vector("X_k", "x", r"rate of k by the exchange Hamiltonian alone", "1/(cm^3 s)", place="_k")
UNITARY_A = vector("W_f", "w", "rate of f by its commutator with H_0 + V_ex", "1/(cm^3 s)", place="_f")
UNITARY_B = vector("W_k", "w", "rate of k by its commutator with H_0 + V_ex", "1/(cm^3 s)", place="_k")
LOSS_A = Quantity(
    name="gamma_a", latex=r"\gamma_a", unit="1/s", domain=POSITIVE, meaning="relaxation rate of the alkali spins"
)
LOSS_B = Quantity(
    name="gamma_b", latex=r"\gamma_b", unit="1/s", domain=POSITIVE, meaning="relaxation rate of the noble-gas spins"
)
DIFFUSION_A = Quantity(
    name="L_a",
    latex=r"D_a\nabla^2",
    unit="1/s",
    meaning="diffusion operator of the alkali, as a number on one of its modes",
)
DIFFUSION_B = Quantity(
    name="L_b",
    latex=r"D_b\nabla^2",
    unit="1/s",
    meaning="diffusion operator of the noble gas, as a number on one of its modes",
)
D_A = Quantity(name="D_a", latex="D_a", unit="cm^2/s", domain=POSITIVE, meaning="diffusion coefficient of the alkali")
RADIUS = Quantity(name="R", latex="R", unit="cm", domain=POSITIVE, meaning="radius of the cell")
DISTANCE = Quantity(name="r", latex="r", unit="cm", domain=POSITIVE, meaning="distance from the centre of the cell")
SIGMA_SR = Quantity(
    name="sigma_sr", latex=r"\sigma_{\mathrm{sr}}", unit="cm^2", domain=POSITIVE, meaning="spin-rotation cross-section"
)
SIGMA_SD = Quantity(
    name="sigma_sd",
    latex=r"\sigma_{\mathrm{sd}}",
    unit="cm^2",
    domain=POSITIVE,
    meaning="spin-destruction cross-section",
)
SPEED = Quantity(
    name="v_pair",
    latex="v",
    unit="cm/s",
    domain=POSITIVE,
    meaning="relative thermal velocity of alkali and noble-gas atoms",
)
SPEED_A = Quantity(name="v_a", latex="v_a", unit="cm/s", domain=POSITIVE, meaning="mean velocity of the alkali atoms")
T_B = Quantity(
    name="T_b", latex="T_b", unit="s", domain=POSITIVE, meaning="coherence time of the noble gas without alkali"
)
ANTINORMAL = Quantity(
    name="FFd", latex=r"\mathcal A", unit="1/s", meaning="strength of F F+ of the noise of a damped mode"
)
NORMAL = Quantity(
    name="FdF",
    latex=r"\mathcal N",
    unit="1/s",
    domain=NONNEGATIVE,
    meaning="strength of F+ F of the noise of a damped mode",
)
P = Quantity(name="p", latex="p", domain=POLARISATION, meaning="degree of polarisation")
EXCITATIONS = Quantity(
    name="n_I",
    latex=r"\bar n_I",
    domain=NONNEGATIVE,
    meaning="mean number of incoherent excitations of the uniform mode",
)
LEVEL = Quantity(
    name="n",
    latex="n",
    meaning="number of excitations",
    domain=Domain(kind="integer", lower=Fraction(0), open_below=False),
)
CHANCE = Quantity(name="P_n", latex="P_n", meaning="probability of n incoherent excitations")
ONE = Quantity(name="P_1", latex="P_1", meaning="probability of exactly one incoherent excitation")
SOME = Quantity(name="P_any", latex=r"P_{\geq1}", meaning="probability of at least one incoherent excitation")
ATOMS = Quantity(name="N_atoms", latex="N", domain=COUNT, meaning="number of atoms")
TOTAL_A = Quantity(name="F_z_total", latex="F_z", meaning="collective longitudinal spin of the alkali")
TOTAL_B = Quantity(name="K_z_total", latex="K_z", meaning="collective longitudinal spin of the noble gas")
WIDTH_A = Quantity(
    name="DF_x", latex=r"\Delta F_x", meaning="uncertainty of a transverse component of F", domain=POSITIVE
)
WIDTH_B = Quantity(
    name="DK_x", latex=r"\Delta K_x", meaning="uncertainty of a transverse component of K", domain=POSITIVE
)
ALKALI_ATOMS = Quantity(name="N_a_atoms", latex="N_a", domain=COUNT, meaning="number of alkali atoms")
SHARE = Quantity(
    name="x_pol",
    latex="x",
    meaning="share of the collisions in which both atoms belong to the polarised part of their gas",
)
FLIPPED = Quantity(
    name="eta_flip",
    latex=r"\eta",
    domain=Domain(lower=Fraction(0), upper=Fraction(1), open_below=False),
    meaning="number of flipped spins over |F_z|",
)
COMMUTATOR = Quantity(name="C_a", latex=r"[\hat a,\hat a^\dagger]", meaning="commutator of the alkali mode")
COMMUTATOR_B = Quantity(name="C_b", latex=r"[\hat b,\hat b^\dagger]", meaning="commutator of the noble-gas mode")
CROWDING = Quantity(
    name="x_HP",
    latex="x",
    domain=Domain(lower=Fraction(0), upper=Fraction(1), open_below=False),
    meaning="excitations below the level over the length of the spin, (n - 1)/(2F)",
)
LADDER = Quantity(
    name="r_HP",
    latex=r"\frac{\langle n-1|\hat F_-|n\rangle}{\sqrt{2Fn}}",
    meaning="matrix element of F_- over that of a boson",
)
LOCAL = Quantity(
    name="C_local",
    latex=r"[\hat a(\mathbf r),\hat a^\dagger(\mathbf r')]",
    meaning="strength of the commutator of the local alkali mode, before delta(r - r')",
)
NORM = Quantity(
    name="n_flip", latex=r"\langle0|\hat a\,\hat a^\dagger|0\rangle", meaning="norm of the state with one excitation"
)
FLIPS = Quantity(name="d_flip", latex=r"\Delta F_z", meaning="change of F_z by the creation of one excitation")
TRANSVERSE_A = Quantity(
    name="f_m",
    latex=r"\langle\hat f_-\rangle",
    domain=COMPLEX,
    meaning="mean transverse spin of an alkali atom, f_x - i f_y",
)
TRANSVERSE_B = Quantity(
    name="k_m",
    latex=r"\langle\hat k_-\rangle",
    domain=COMPLEX,
    meaning="mean transverse spin of a noble-gas atom, k_x - i k_y",
)
MEAN_A = Quantity(name="a_mean", latex=r"\langle\hat a\rangle", domain=COMPLEX, meaning="mean of the alkali mode")
MEAN_B = Quantity(name="b_mean", latex=r"\langle\hat b\rangle", domain=COMPLEX, meaning="mean of the noble-gas mode")
SPLIT_A = Quantity(
    name="X_a",
    latex=r"-i[\hat a,H]/\hbar",
    domain=COMPLEX,
    unit="1/s",
    meaning="rate of a by the beam-splitter Hamiltonian",
)
SPLIT_B = Quantity(
    name="X_b",
    latex=r"-i[\hat b,H]/\hbar",
    domain=COMPLEX,
    unit="1/s",
    meaning="rate of b by the beam-splitter Hamiltonian",
)
FULL_RATE = Quantity(
    name="J_1", latex="J_1", domain=POSITIVE, unit="1/s", meaning="coherent exchange rate of fully polarised gases"
)
CORRELATED = vector("c", "c", "correlation of a pair, mean of k x s less the product of means")
TABLE = table(
    HYPERFINE,
    BY_EXCHANGE_A,
    BY_EXCHANGE_B,
    UNITARY_A,
    UNITARY_B,
    CORRELATED,
    (
        ENERGY,
        FREE_A,
        FREE_B,
        LOSS_A,
        LOSS_B,
        DIFFUSION_A,
        DIFFUSION_B,
        D_A,
        RADIUS,
        DISTANCE,
        SIGMA_SR,
        SIGMA_SD,
        SPEED,
        SPEED_A,
        T_B,
        ANTINORMAL,
        NORMAL,
        P,
        EXCITATIONS,
        LEVEL,
        CHANCE,
        ONE,
        SOME,
        ATOMS,
        TOTAL_A,
        TOTAL_B,
        WIDTH_A,
        WIDTH_B,
        ALKALI_ATOMS,
        SHARE,
        FLIPPED,
        CROWDING,
        LADDER,
        LOCAL,
        COMMUTATOR,
        COMMUTATOR_B,
        NORM,
        FLIPS,
        TRANSVERSE_A,
        TRANSVERSE_B,
        MEAN_A,
        MEAN_B,
        SPLIT_A,
        SPLIT_B,
        FULL_RATE,
    ),
)
