r"""Claims about the stochastic model: pairs, their Hamiltonian, the scattering matrix, its subspaces and parameters."""

from __future__ import annotations

from derive.claims.noble_gas.stochastic_letters import PAPER
from derive.records import Claim, Part

SI = "SI section 1"
RELATIVE = ("spin_exchange.scattering.relative",)
SYNCHRONISED = ("spin_exchange.scattering.synchronised",)
_EXCHANGED = r"\left(|\downarrow\uparrow\rangle\langle\uparrow\downarrow|+|\uparrow\downarrow\rangle\langle\downarrow\uparrow|\right)"
_PROJECTOR = r"\left(|\uparrow\downarrow\rangle\langle\uparrow\downarrow|+|\downarrow\uparrow\rangle\langle\downarrow\uparrow|\right)"
_PHASE, _SINE, _SQUARE = r"e^{\frac i2\phi^{(n)}_a}", r"i\sin(\tfrac12\phi^{(n)}_a)", r"2\sin^2(\tfrac14\phi^{(n)}_a)"
READING_A = rf"U_n^{{(a)}}=\sum_b\kappa^{{(n)}}_{{ab}}\,{_PHASE}\cdot\Big[{_SINE}\cdot{_EXCHANGED}-{_SQUARE}\Big]\cdot{_PROJECTOR}+\mathbb 1"
READING_B = rf"U_n^{{(a)}}=\sum_b\kappa^{{(n)}}_{{ab}}\Big[{_PHASE}\cdot {_SINE}\cdot{_EXCHANGED}-{_SQUARE}\Big]\cdot{_PROJECTOR}+\mathbb 1"
NO_PHASE = (
    rf"U_n^{{(a)}}=\sum_b\kappa^{{(n)}}_{{ab}}\Big[{_SINE}\cdot{_EXCHANGED}-{_SQUARE}\Big]\cdot{_PROJECTOR}+\mathbb 1"
)
UNITARY = r"|U_n^{(a)}|^2=1"

CLAIMS = (
    Claim(
        id="NG-Spair", paper=PAPER.key, where=SI, kind="statement", title="Random pairing",
        parts=(
            Part(
                name="pairing", printed=r"\kappa^{(n)}_{ab}\kappa^{(n)}_{cb}=0",
                given="definition of the simulation: each electron spin meets one noble-gas spin in a step, and no noble-gas spin two",
            ),
        ),
    ),
    Claim(
        id="NG-SV", paper=PAPER.key, where=SI, kind="equation", title="Pair Hamiltonian",
        parts=(
            Part(
                name="equation", about=("spin_exchange.scattering.hamiltonian",),
                printed=r"V_{ab}\tau=\phi_{ab}\left(\hat s_{az}\hat k_{bz}+\tfrac12\hat s_{a+}\hat k_{b-}+\tfrac12\hat k_{b+}\hat s_{a-}\right)",
                note="both sides times tau, which the paper prints as a divisor of the phase",
            ),
        ),
    ),
    Claim(
        id="NG-SB", paper=PAPER.key, where=SI, kind="equation", title="Field of the compensation point",
        parts=(
            Part(
                name="small ratio of atom numbers", printed=r"\gamma_aB_z\tau=\langle\phi\rangle/2", about=("spin_exchange.exchange_rates.resonance",),
                order=("N_a/N_b", 1),
                note="exact compensation takes the field (1 - N_a/N_b) times as large, since the noble gas turns in the field of the "
                "alkali too: the detuning that is left is J times the root of N_a/N_b, a tenth of J in Figs. 3a-d, a third in Fig. 3e",
            ),
        ),
    ),
    Claim(
        id="NG-S1", paper=PAPER.key, where=f"{SI}, Eq. (S1)", kind="equation", title="Scattering matrix of one collision",
        parts=(
            Part(
                name="reading A", printed=READING_A, about=RELATIVE,
                note="the exponential multiplies both terms of the bracket; held against the amplitudes relative to parallel spins; "
                "T is 1 for the symmetric and 0 for the antisymmetric state of two opposite spins",
            ),
            Part(
                name="reading B", printed=READING_B, about=RELATIVE,
                note="the exponential multiplies the exchange term only; held against the amplitudes relative to parallel spins",
            ),
            Part(
                name="reading A, synchronised", printed=READING_A, about=SYNCHRONISED,
                note="held against the amplitudes of two gases that turn together, as the paper says of this form",
            ),
            Part(
                name="reading B, synchronised", printed=READING_B, about=SYNCHRONISED,
                note="held against the amplitudes of two gases that turn together, as the paper says of this form",
            ),
            Part(name="reading A is unitary", printed=UNITARY, takes=("NG-S1/reading A",)),
            Part(name="reading B is unitary", printed=UNITARY, takes=("NG-S1/reading B",)),
            Part(
                name="reading A to first order", printed=UNITARY, takes=("NG-S1/reading A",), order=(r"\phi^{(n)}_a", 2),
                note="probability is lost or gained in the second order of the phase, the order in which the exchange decays",
            ),
            Part(name="reading B to first order", printed=UNITARY, takes=("NG-S1/reading B",), order=(r"\phi^{(n)}_a", 2)),
            Part(
                name="without the phase", printed=NO_PHASE, about=SYNCHRONISED,
                note="not printed: the printed matrix without its exponential, which is what the compensation point asks for; the same holds with the exponential in front of the whole, the identity included, where it is a common phase",
            ),
        ),
    ),
    Claim(
        id="NG-Sphi", paper=PAPER.key, where=SI, kind="statement", title="Distribution of the phase",
        parts=(
            Part(
                name="distribution", printed=r"\delta\phi=\langle\phi\rangle",
                given="choice of the simulation: a normal distribution, typically as broad as its mean",
                note="such phases are negative in one collision of six, while the paper holds phases to be always positive (NG-M2)",
            ),
        ),
    ),
    Claim(
        id="NG-Sevol", paper=PAPER.key, where=SI, kind="statement", title="Evolution and clock",
        parts=(
            Part(name="clock", printed=r"t=n\tau", given="definition: a step is the mean time between collisions of an alkali atom"),
            Part(
                name="mean time between collisions", printed=r"\tau=(n_b\sigma v_T)^{-1}",
                about=("spin_exchange.kinetics.mean_speed", "spin_exchange.kinetics.thermal_velocity", "spin_exchange.excitations.duration"),
                note="v_T is here the reduced velocity of colliding atoms that makes tau their mean time, which is the mean speed; the thermal velocity "
                "of Eq. (S9), of the same letter, is less by the factor sqrt(pi)/2",
            ),
        ),
    ),
    Claim(
        id="NG-S1exc", paper=PAPER.key, where=SI, kind="statement", title="The one-excitation subspace is not left",
        parts=(
            Part(
                name="probability", printed=r"\sum_{i=1}^{N_a+N_b}|c_i(t)|^2=1", about=("spin_exchange.exchange_average.total",),
                note="for amplitudes after any number of collisions, averaged; true of each run, since each collision is unitary",
            ),
        ),
    ),
    Claim(
        id="NG-S2exc", paper=PAPER.key, where=SI, kind="statement", title="The two-excitation subspace",
        parts=(
            Part(
                name="conservation", printed=r"\Delta\hat{\mathbf s}_a+\Delta\hat{\mathbf k}_b=0",
                about=("spin_exchange.collision.electron_change", "spin_exchange.collision.noble_change"),
                note="a subspace of a given number of spins up is kept because every collision keeps the total spin",
            ),
            Part(name="numbers", printed=r"N_a=30", given="choice of parameters: 30 and 300 atoms, mean phase 1e-5, one excitation in each gas"),
        ),
    ),
    Claim(
        id="NG-fig3", paper=PAPER.key, where="Fig. 3, caption", kind="statement", title="Common set-up of Fig. 3",
        parts=(
            Part(name="phase in a, b", printed=r"\langle\phi\rangle_{3ab}=2\cdot10^{-2}", given="choice of parameters"),
            Part(name="phase in c, d", printed=r"\langle\phi\rangle_{3cd}=10^{-5}", given="choice of parameters"),
            Part(name="phase in e", printed=r"\langle\phi\rangle_{3e}=10^{-5}", given="choice of parameters"),
            Part(name="a, b as the SI has it", printed=r"\langle\phi\rangle_{3ab}=2\cdot10^{-2}", takes=("NG-Sfig3ab/phase",)),
            Part(name="c, d as the SI has it", printed=r"\langle\phi\rangle_{3cd}=10^{-5}", takes=("NG-Sfig3cd/phase",)),
        ),
    ),
    Claim(
        id="NG-fig3par", paper=PAPER.key, where="main text, Stochastic numerical simulations", kind="statement", title="Mean phases of Fig. 3",
        parts=(
            Part(name="a, b as the caption has it", printed=r"\langle\phi\rangle_{3ab}=2\cdot10^{-2}", takes=("NG-fig3/phase in a, b",)),
            Part(name="c, d as the caption has it", printed=r"\langle\phi\rangle_{3cd}=10^{-5}", takes=("NG-fig3/phase in c, d",)),
            Part(
                name="realistic phase", printed=r"\langle\phi\rangle_{3cd}=10^{-5}",
                given="choice of parameters; the outline of the paper quotes a mean squared phase of 2e-10, that is 1.4e-5",
            ),
        ),
    ),
    Claim(
        id="NG-Sfig3ab", paper=PAPER.key, where=SI, kind="statement", title="Mean phase of Figs. 3a, 3b",
        parts=(
            Part(
                name="phase", printed=r"\langle\phi\rangle_{3ab}=10^{-5}", takes=("NG-fig3/phase in a, b",),
                note="held against the caption; at 1e-5 the dephasing that the caption tells of would be invisible (NG-fig3a, NG-fig3c)",
            ),
        ),
    ),
    Claim(
        id="NG-Sfig3cd", paper=PAPER.key, where=SI, kind="statement", title="Mean phase of Figs. 3c, 3d",
        parts=(
            Part(
                name="phase", printed=r"\langle\phi\rangle_{3cd}=2\cdot10^{-2}", takes=("NG-fig3/phase in c, d",),
                note="held against the caption; at 2e-2 there would be a decay where the caption tells of nearly none (NG-fig3c)",
            ),
        ),
    ),
)  # fmt: skip
