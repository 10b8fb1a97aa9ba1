r"""Claims of Methods about sudden, binary collisions: Eqs. (4) to (6), the times involved, and commuting evolutions."""

from __future__ import annotations

import sympy as sp

from derive.claims.noble_gas.letters import PAPER as BASE
from derive.papers import Letter
from derive.records import Claim, Part, Quoted, table
from derive.spin_exchange import kinetic_symbols as own
from derive.spin_exchange.constants import BOHR_MAGNETON, ELECTRON_G
from derive.spin_exchange.symbols import FREE, UNITARY

_SWAP = sp.ImmutableMatrix([[1, 0, 0, 0], [0, 0, 1, 0], [0, sp.I, 0, 0], [0, 0, 0, -1]])
PAPER = BASE.extended(
    quantities=table(own.COLLISIONS, own.STATISTICS),
    letters=(
        Letter(printed=r"\alpha_{ab}(t)", means=own.STRENGTH.symbol),
        Letter(printed=r"\sum_i", means=sp.Integer(1), note="judged collision by collision"),
        Letter(printed=r"\delta(t-t^{(i)}_{ab})", means=own.JUMP.symbol),
        Letter(
            printed=r"[\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b,\hat{\mathbf s}_c\cdot\hat{\mathbf k}_d]",
            means=own.DISJOINT.symbol,
        ),
        Letter(printed=r"U", means=own.WHOLE.symbol),
        Letter(printed=r"V_I(t)", means=own.TURNED.symbol, note="the amplitude of its exchange term, relative to V(t)"),
        Letter(printed=r"V(t)", means=sp.Integer(1), note="the amplitude of its exchange term"),
        Letter(
            printed=r"e^{iH_0\tau'}U_Ie^{-iH_0\tau'}",
            means=own.CARRIED.symbol,
            note="the amplitude of the exchange term, relative to that of U_I",
        ),
        Letter(printed=r"U_I(t+\tau',t)", means=UNITARY.symbol),
        Letter(printed=r"\tau_c", means=own.DURATION.symbol),
        Letter(printed=r"\tau", means=own.FREE_TIME.symbol),
        Letter(printed=r"\sigma", means=own.CROSS_SECTION.symbol),
        Letter(printed=r"m_a", means=own.MASS_A.symbol),
        Letter(printed=r"m_b", means=own.MASS_B.symbol),
        Letter(printed=r"k_{\mathrm B}T", means=own.THERMAL.symbol),
        Letter(printed=r"g_e", means=ELECTRON_G.symbol),
        Letter(printed=r"\mu_{\mathrm B}", means=BOHR_MAGNETON.symbol),
    ),
    # energies of four states, and a unitary that does not commute with them
    representatives=(((FREE.symbol, sp.ImmutableMatrix.diag(2, 3, 5, 11)), (UNITARY.symbol, _SWAP)),),
)
SUDDEN = "spin_exchange.sudden"
CHANGES = ("spin_exchange.collision.electron_change", "spin_exchange.collision.noble_change")
FREE_TIME = (
    "spin_exchange.kinetics.thermal_velocity",
    "spin_exchange.kinetics.mean_speed",
    "spin_exchange.coarse_graining.alkali_time",
)
POTASSIUM_HELIUM = (
    (r"\sigma", "8e-15 cm^2"),
    (r"m_a", "38.9637 u"),
    (r"m_b", "3.01603 u"),
    (r"k_{\mathrm B}T", "6.8087e-14 erg"),
)
ZEEMAN = ((r"g_e", "2"), (r"\mu_{\mathrm B}", "9.2740100657e-24 J/T"), (r"\hbar", "1.054571817e-34 J*s"), (r"q", "4.1"))
ROUGH = "sigma = 8e-15 cm^2 is the paper's own rough estimate; T = 220 Celsius, potassium-39 and helium-3"

CLAIMS = (
    Claim(
        id="NG-4",
        paper=PAPER.key,
        where="Methods, Eq. (4)",
        kind="equation",
        title="Hamiltonian of the free atoms",
        parts=(
            Part(
                name="definition",
                given="definition of the model",
                printed=r"H_0=\hbar a_{hpf}\sum_a\hat{\mathbf i}_a\hat{\mathbf s}_a+\hbar\tilde\omega_aq\sum_a\hat s_{a,z}"
                r"+\hbar\tilde\omega_b\sum_b\hat k_{b,z}",
            ),
        ),
    ),
    Claim(
        id="NG-5",
        paper=PAPER.key,
        where="Methods, Eq. (5)",
        kind="equation",
        title="Interaction of the two species",
        parts=(
            Part(
                name="definition",
                given="Fermi-contact interaction, refs 37, 38 of the paper",
                printed=r"V(t)=\sum_{a=1}^{N_a}\sum_{b=1}^{N_b}\hbar\alpha_{ab}(t)\,\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b",
            ),
            Part(
                name="conservation",
                printed=r"\Delta\hat{\mathbf s}_a+\Delta\hat{\mathbf k}_b=0",
                about=CHANGES,
                note="formalised: in words, it conserves the total spin of colliding pairs",
            ),
        ),
    ),
    Claim(
        id="NG-alpha",
        paper=PAPER.key,
        where="Methods, after Eq. (5)",
        kind="equation",
        title="Interaction strength as a train of delta functions",
        parts=(
            Part(
                name="equation",
                about=(f"{SUDDEN}.strength",),
                printed=r"\alpha_{ab}(t)=\sum_i\hbar\phi^{(i)}_{ab}\,\delta(t-t^{(i)}_{ab})",
                note="Eq. (5) prints V with the factor hbar alpha; with a second hbar in alpha the phase would be hbar phi",
            ),
        ),
    ),
    Claim(
        id="NG-times",
        paper=PAPER.key,
        where="Methods, after Eq. (5)",
        kind="number",
        title="Times of the collisions",
        parts=(
            Part(name="duration", printed=r"\tau_c", given="a few picoseconds, ref. 11 of the paper"),
            Part(
                name="between collisions, ambient pressure",
                printed=r"\tau",
                about=FREE_TIME,
                quoted=Quoted(text="1", unit="ns", relation=">"),
                inputs=(*POTASSIUM_HELIUM, (r"n_b", "2.667e19 cm^-3")),
                note=f"formalised: a few nanoseconds at ambient pressure, so more than one. {ROUGH}; 1 atm as the paper counts it, "
                "2e20 cm^-3 for 7.5 atm",
            ),
            Part(
                name="between collisions, proposed conditions",
                printed=r"\tau",
                about=FREE_TIME,
                quoted=Quoted(text="10", unit="ps", relation=">"),
                inputs=(*POTASSIUM_HELIUM, (r"n_b", "2e20 cm^-3")),
                note=f"formalised: tau is far above tau', typically a few tens of picoseconds, so above ten at least. {ROUGH}",
            ),
        ),
    ),
    Claim(
        id="NG-6",
        paper=PAPER.key,
        where="Methods, Eq. (6)",
        kind="equation",
        title="Evolution operator of the collisions in a short time",
        parts=(
            Part(
                name="one pair",
                about=(f"{SUDDEN}.unitary",),
                printed=r"U_I(t+\tau',t)=\exp\left(-i\sum_{ab}\sum_i^{\tau'}\phi^{(i)}_{ab}\,\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b\right)",
            ),
            Part(
                name="different pairs commute",
                about=(f"{SUDDEN}.disjoint",),
                printed=r"[\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b,\hat{\mathbf s}_c\cdot\hat{\mathbf k}_d]=0",
                note="formalised: in words, V(t) commutes with itself, since no atom appears twice in it during tau'",
            ),
        ),
    ),
    Claim(
        id="NG-U",
        paper=PAPER.key,
        where="Methods, after Eq. (7)",
        kind="equation",
        title="Free motion and collisions together",
        parts=(
            Part(
                name="product",
                printed=r"U=e^{-iH_0\tau'}U_I",
                about=(f"{SUDDEN}.whole",),
                note="H_0 of Eq. (4) is an energy; the exponent lacks the 1/hbar that the paper prints in V_I",
            ),
            Part(
                name="the two commute, tau' short",
                printed=r"e^{iH_0\tau'}U_Ie^{-iH_0\tau'}\approx1",
                about=(f"{SUDDEN}.carried",),
                order=(r"\tau'", 1),
                note="formalised: that the two commute is explained in the paper by H_0 being negligible, so it is claimed and judged as an "
                "approximation. The amplitude of the exchange term turns at the difference of both frequencies: they commute "
                "to lowest order in the free phase of the time tau'",
            ),
        ),
    ),
    Claim(
        id="NG-comm",
        paper=PAPER.key,
        where="Methods, after Eq. (10)",
        kind="equation",
        title="No free motion during a collision",
        parts=(
            Part(
                name="interaction picture",
                printed=r"V_I=e^{\frac i\hbar H_0t}V(t)e^{-\frac i\hbar H_0t}",
                given="definition of the interaction picture",
            ),
            Part(
                name="V_I = V",
                printed=r"V_I(t)=V(t)",
                about=(f"{SUDDEN}.interaction_picture",),
                order=(r"\tau_c", 1),
                note='claimed as approximate ("we can assume"), over the duration of one collision; the exchange term turns by the frequencies times tau_c',
            ),
            Part(
                name="phase in a field of 1 G",
                printed=r"\tilde\omega_a\tau_c",
                about=(f"{SUDDEN}.frequency",),
                quoted=Quoted(text="1e-7", relation="<"),
                inputs=(*ZEEMAN, (r"B", "1 G"), (r"\tau_c", "1 ps")),
                note="formalised: B < 1 G and tau_c = 1 ps give at most about 1e-7; the field at the upper end, q = 4.1 as in the main text. "
                "At the proposed 94 mG it is 4e-7",
            ),
        ),
    ),
)
