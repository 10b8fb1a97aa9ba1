r"""Claims about the simulated exchange: its frequency, its decay, its contrast, and the bunching of two excitations."""

from __future__ import annotations

from typing import Literal

from derive.claims.noble_gas.stochastic_letters import PAPER
from derive.records import Claim, Part, Quoted

SI, MAIN = "SI section 1", "main text, Stochastic numerical simulations"
STUDY = "stochastic_collisions"
_RATES, _FIRST, _PAIR = "spin_exchange.exchange_rates", "spin_exchange.excitations", "spin_exchange.beam_splitter"
SQUARE, GAMMA_A, GAMMA_B = f"{_RATES}.square", f"{_RATES}.gamma_a", f"{_RATES}.gamma_b"
LOSS_A, LOSS_B = f"{_RATES}.loss_a_small", f"{_RATES}.loss_b_small"
BEAT = r"\Omega=\sqrt{N_a/N_b}\,\langle\phi\rangle/\tau"
AMPLITUDE = "read as the decay rate of an amplitude, the gamma of Eq. (2); a probability decays twice as fast"
FIDELITY = (
    "first reading: the fidelity during the resonant exchange of Fig. 3, a probability that decays at twice gamma_ab; half the time in the "
    "noble gas, which is far larger, it decays half as fast as in the alkali alone"
)
PROBABILITY = "read as the decay rate of a probability"


def _seen(name: str, printed: str, feature: str, relation: Literal["=", ">", "<"], number: str, note: str) -> Part:
    """A feature of the figure in words, as a number that the study of random collisions finds."""
    return Part(name=name, printed=printed, measured=f"{STUDY}/{feature}", quoted=Quoted(text=number, relation=relation),
                note=f"in words: {note}")  # fmt: skip


def _mode(name: str, printed: str, feature: str, relation: Literal["=", ">", "<"], number: str, note: str) -> Part:
    """The same for the study of diffusion modes."""
    return Part(name=name, printed=printed, measured=f"diffusion_modes/{feature}", note=f"in words: {note}",
                quoted=Quoted(text=number, relation=relation))  # fmt: skip


CLAIMS = (
    Claim(
        id="NG-fig1", paper=PAPER.key, where="Fig. 1, caption", kind="figure", title="Picture of the mechanism",
        parts=(
            Part(
                name="a: conservation", printed=r"\Delta\hat{\mathbf s}_a+\Delta\hat{\mathbf k}_b=0",
                about=("spin_exchange.collision.electron_change", "spin_exchange.collision.noble_change"),
            ),
            Part(name="b: duration", printed=r"\phi>0", given="cited duration of a few picoseconds; the collision is taken as sudden"),
            Part(
                name="c: incoherent dynamics", printed=r"\gamma_a/J=0", about=(GAMMA_A, f"{_RATES}.J"), order=(r"\langle\phi\rangle", 1),
                note="in words: incoherent dynamics play a minor role for small phases; decay over exchange rate is of first order in the phase",
            ),
            _mode("d: noble gas", r"|b_0|^2/\sum_n|b_n|^2", "noble_gas_share", ">", "0.9",
                  "lowest-order spatial modes govern the coherent evolution; stated as the share of the lowest mode in what is transferred"),
            _mode("d: alkali", r"|c_{00}|^2", "alkali_share", ">", "0.5",
                  "likewise for the alkali, whose lowest mode falls to zero at the wall; stated as more than one half of a uniform excitation"),
            _mode("d: ten alkali modes", r"\sum_{m<10}|c_{m0}|^2", "ten_alkali_modes", ">", "0.9", "likewise with the ten lowest"),
            _mode("d: rate of the exchange", r"2Jt_{\max}/\pi", "transfer_time", "=", "1.0",
                  "with all modes the exchange takes as long as with two"),
        ),
    ),
    Claim(
        id="NG-fig3a", paper=PAPER.key, where="Fig. 3a", kind="figure", title="Symmetric excitation, moderate collisions",
        parts=(
            _seen("coherently exchanged", r"\max_t\mathcal F_{01}(t)", "a_largest_transfer", ">", "0.5",
                  "coherently exchanged; stated as more than half in the symmetric excitation of the other gas, in the mean of all paths"),
            _seen("and back", r"\mathcal F_{10}(\pi/J)", "a_first_return", ">", "0.5",
                  "exchanged; stated as more than half back in the symmetric excitation of the alkali after one exchange"),
            _seen("dephasing", r"\mathcal F_{10}(\pi/J)", "a_first_return", "<", "0.9",
                  "accompanied by dephasing; stated as more than one tenth lost in one exchange"),
            _seen("stochasticity", r"\max_t\Delta\mathcal F_{01}(t)", "a_spread", ">", "0.01",
                  "the inset shows the stochasticity; stated as a standard deviation over paths of more than one per cent"),
            _seen("frequency", r"\Omega/(2J)", "a_frequency", "=", "1.00",
                  "coherently exchanged at the rate of the collective coupling, to one per cent; exact at these phases and numbers of atoms"),
            Part(
                name="accompanied by dephasing", printed=r"\gamma_a/J", about=(GAMMA_A, f"{_RATES}.J"), quoted=Quoted(text="0.1", relation=">"),
                inputs=((r"\langle\phi\rangle", "2e-2"), (r"N_a/N_b", "0.01"), (r"\varrho", "1")),
                note="in words: the exchange is accompanied by dephasing; with the mean phase of the caption it is visible, with that of the SI "
                "it would be 2000 times less",
            ),
            Part(name="exchange frequency", printed=BEAT, about=(f"{_RATES}.beat",), note="coherent exchange between the two gases"),
        ),
    ),
    Claim(
        id="NG-fig3b", paper=PAPER.key, where="Fig. 3b", kind="figure", title="Localised excitation, moderate collisions",
        parts=(
            _seen("to the noble gas", r"P_b(4\pi/J)", "b_final_population", ">", "0.9",
                  "transferred to the noble gas; stated as nine tenths of the population at the end of the study's span, four exchanges"),
            _seen("incoherently", r"\max_t\mathcal F_{01}(t)", "b_largest_transfer", "<", "0.05",
                  "incoherently; stated as less than a twentieth in the symmetric excitation at any time"),
            Part(name="transferred to the noble gas", printed=r"\Gamma_a=\langle\phi^2\rangle/(4\tau)", about=(LOSS_A, SQUARE),
                 note="in words: incoherently transferred; the rate at which the excited atom passes its excitation to partners in collisions"),
        ),
    ),
    Claim(
        id="NG-fig3c", paper=PAPER.key, where="Fig. 3c", kind="figure", title="Symmetric excitation, weak collisions",
        parts=(
            _seen("higher contrast", r"\max_t\mathcal F_{01}(t)", "c_largest_transfer", ">", "0.95",
                  "oscillate with higher contrast; stated as more than 0.95, in a it is less than 0.8"),
            _seen("lower contrast in a", r"\max_t\mathcal F_{01}(t)|_{3a}", "a_largest_transfer", "<", "0.8", "higher contrast than in a"),
            _seen("no decay", r"\mathcal F_{10}(\pi/J)", "c_first_return", ">", "0.99",
                  "nearly no decay; stated as less than one per cent lost in one exchange"),
            _seen("frequency", r"\Omega/(2J)", "c_frequency", "=", "1.00", "oscillate; at the rate of the collective coupling, to one per cent"),
            Part(
                name="nearly no decay", printed=r"\gamma_{ab}/J", about=(f"{_RATES}.shared", f"{_RATES}.J"),
                quoted=Quoted(text="1e-4", relation="<"), inputs=((r"\langle\phi\rangle", "1e-5"), (r"N_a/N_b", "0.01"), (r"\varrho", "1")),
                note="in words: nearly no decay; decay over exchange rate for the printed atom numbers and 1e-5, phases as broad as their mean",
            ),
        ),
    ),
    Claim(
        id="NG-fig3d", paper=PAPER.key, where="Fig. 3d", kind="figure", title="Localised excitation, weak collisions",
        parts=(
            _seen("little in the symmetric excitation", r"\max_t\mathcal F_{01}(t)", "d_largest_transfer", "<", "0.05",
                  "almost no oscillations; stated as less than a twentieth in the symmetric excitation of the noble gas at any time"),
            _seen("the atom stays excited", r"\min_t P_1(t)", "d_least_kept", ">", "0.9",
                  "almost no oscillations; stated as more than nine tenths in the atom that was excited first, at all times"),
            Part(name="almost no oscillations", printed=r"C=\frac{1}{N_a}", about=(f"{_FIRST}.contrast",),
                 note="in words: almost no oscillations; the swing of the probability of the symmetric excitation"),
        ),
    ),
    Claim(
        id="NG-fig3e", paper=PAPER.key, where="Fig. 3e", kind="figure", title="Bunching of two excitations",
        parts=(
            _seen("bunching", r"\min_t\mathcal F_{11}(t)", "e_least_coincidence", "<", "0.05",
                  "the two excitations bunch; stated as less than a twentieth left with one in each gas"),
            _seen("in a superposition", r"\left|(\langle2|_a\langle0|_b+\langle0|_a\langle2|_b)|\psi\rangle\right|^2/2", "e_bunched", ">", "0.9",
                  "in a superposition of both in either gas; stated as a fidelity above 0.9 with the printed state, normalised, at that time"),
            _seen("periodically", r"\mathcal F_{11}(\pi/2J)", "e_return", ">", "0.8",
                  "periodically; stated as a return of |1,1> above 0.8 at the next half exchange, in the field that the SI sets, which leaves "
                  "a detuning of a third of J"),
            Part(name="bunched state", printed=r"c_{20}=c_{02}", about=(f"{_PAIR}.both_alkali", f"{_PAIR}.both_noble_gas"),
                 note="the printed superposition has both amplitudes equal"),
            Part(name="nothing else is left", printed=r"P_{11}=0", about=(f"{_PAIR}.coincidence", f"{_PAIR}.bunching_time"),
                 note="at the derived times, odd multiples of pi/(4J)"),
        ),
    ),
    Claim(
        id="NG-simrate", paper=PAPER.key, where=MAIN, kind="statement", title="Dephasing of the alkali",
        parts=(
            Part(
                name="proportionality", printed=r"\gamma_a=\alpha\cdot\frac14\langle\phi^2\rangle/\tau", about=(GAMMA_A, f"{_RATES}.alpha", SQUARE),
                note="in words: the rate is proportional to k_se n_b, which is <phi^2>/(4 tau) with tau = 1/(n_b sigma v); alpha depends on the "
                "relative breadth of the phases alone",
            ),
        ),
    ),
    Claim(
        id="NG-simcoll", paper=PAPER.key, where=MAIN, kind="statement", title="The exchange is collective",
        parts=(
            Part(name="localised", printed=r"J_{loc}=J/\sqrt{N_a}", about=(f"{_FIRST}.local_rate",),
                 note="in words: oscillations of a localised excitation are negligible"),
            Part(name="symmetric is fastest", printed=r"J_w\le J", about=(f"{_FIRST}.part_rate",),
                 note="in words: the amplitude accumulates constructively for the symmetric excitation only, which maximises the rate"),
        ),
    ),
    Claim(
        id="NG-Sover", paper=PAPER.key, where=SI, kind="statement", title="Contrast of the localised excitation",
        parts=(
            Part(name="overlap", printed=r"\langle1|_a|\uparrow\downarrow\dots\downarrow\rangle_a=1/\sqrt{N_a}", about=(f"{_FIRST}.overlap",)),
            Part(name="contrast of an amplitude", printed=r"J_{loc}/J=1/\sqrt{N_a}", about=(f"{_FIRST}.local_rate",), reading="contrast",
                 note="first reading: the amplitude that oscillates, over that of a symmetric start; it is the overlap itself"),
            Part(name="contrast of a probability", printed=r"C=1/\sqrt{N_a}", about=(f"{_FIRST}.contrast",), reading="contrast",
                 note="second reading: populations, as Fig. 3 shows them; their contrast scales with the square of the overlap"),
        ),
    ),
    Claim(
        id="NG-S2J", paper=PAPER.key, where=SI, kind="equation", title="Rate of the collective oscillations",
        parts=(
            Part(name="frequency", printed=BEAT, about=(f"{_RATES}.beat",), note="to first order in the phases, in the field of exact resonance"),
            Part(name="2J", printed=r"2J=\sqrt{N_a/N_b}\,\langle\phi\rangle/\tau", about=(f"{_RATES}.J",)),
            Part(name="agrees with the mean field", printed=r"2J=\sqrt{N_a/N_b}\,\langle\phi\rangle/\tau", about=(f"{_RATES}.mean_field_J",),
                 note="J of Eq. (2) for full polarisation, no nuclear spin and a step of 1/(n_b sigma v)"),
            Part(
                name="in the field of the paper", printed=BEAT, about=(f"{_RATES}.beat_of_half",), order=("N_a/N_b", 1),
                note="with the field set as NG-SB has it, the frequency is larger by the factor sqrt(1 + N_a/(4 N_b))",
            ),
        ),
    ),
    Claim(
        id="NG-Sga", paper=PAPER.key, where=SI, kind="equation", title="Decay of a localised excitation",
        parts=(
            Part(name="probability", printed=r"\Gamma_a=\langle\phi^2\rangle/(4\tau)", about=(LOSS_A, SQUARE),
                 note="the excited atom of Fig. 3d loses its excitation at this rate, whatever the distribution; leading order in the phases"),
            Part(name="as an amplitude", printed=r"\gamma_a=\Gamma_a", takes=("NG-Sga/probability",), about=(GAMMA_A, SQUARE),
                 note="the other reading, as the decay rate of the mean amplitude: that is alpha times the printed rate (NG-Salpha)"),
        ),
    ),
    Claim(
        id="NG-Sshare", paper=PAPER.key, where=SI, kind="statement", title="A shared excitation decays more slowly",
        parts=(
            Part(name="reduced", printed=r"\gamma_{ab}<\gamma_a", where=("N_a/N_b<1",), about=(f"{_RATES}.shared", GAMMA_A), note=AMPLITUDE),
        ),
    ),
    Claim(
        id="NG-Sweak", paper=PAPER.key, where=SI, kind="statement", title="Weak dependence on the distribution",
        parts=(
            Part(name="exchange", printed=r"2J=\sqrt{N_a/N_b}\,\langle\phi\rangle/\tau", about=(f"{_RATES}.J",),
                 note="the rate does not depend on the breadth of the phases"),
            Part(name="decay, at least", printed=r"\alpha\ge\frac12", about=(f"{_RATES}.alpha",),
                 note="for a given mean square of the phases, the decay rate changes by a factor of two at most"),
            Part(name="decay, at most", printed=r"\alpha\le1", about=(f"{_RATES}.alpha",)),
        ),
    ),
    Claim(
        id="NG-Salpha", paper=PAPER.key, where=SI, kind="statement", title="The factor of the decay rate",
        parts=(
            Part(name="at most 1, shared", printed=r"\alpha\le1", about=(f"{_RATES}.shared_alpha",), reading="at most 1", note=FIDELITY),
            Part(
                name="narrow, shared", printed=r"\alpha=\frac12", about=(f"{_RATES}.shared_alpha",), order=(r"\varrho", 2), reading="narrow",
                note=FIDELITY,
            ),
            Part(
                name="broad, shared", printed=r"\alpha=1", about=(f"{_RATES}.shared_alpha_wide",), order=(r"\eta", 2), reading="broad",
                note=FIDELITY,
            ),
            Part(
                name="narrow, as a probability", printed=r"\Gamma_s=\alpha\langle\phi^2\rangle/(4\tau)", takes=("NG-Salpha/narrow, shared",),
                about=(f"{_RATES}.symmetric_loss", SQUARE), order=(r"\varrho", 2), reading="narrow",
                note="second reading: the fidelity of an excitation that stays in the alkali, out of resonance; alpha would be 1 for equal phases "
                "and nearly 2 for broad ones",
            ),
            Part(
                name="at most 1, amplitude", printed=r"\alpha\le1", about=(f"{_RATES}.alpha",), reading="at most 1",
                note=f"third reading: {AMPLITUDE}",
            ),
            Part(
                name="narrow, amplitude", printed=r"\alpha=\frac12", about=(f"{_RATES}.alpha",), order=(r"\varrho", 2), reading="narrow",
                note=f"third reading: {AMPLITUDE}",
            ),
            Part(
                name="broad, amplitude", printed=r"\alpha=1", about=(f"{_RATES}.alpha_wide",), order=(r"\eta", 2), reading="broad",
                note=f"third reading: {AMPLITUDE}",
            ),
        ),
    ),
    Claim(
        id="NG-Sgb", paper=PAPER.key, where=SI, kind="equation", title="Dephasing of the noble gas",
        parts=(
            Part(name="probability of one atom", printed=r"\Gamma_b=(N_a/N_b)\Gamma_a", about=(LOSS_A, LOSS_B), reading="rates",
                 note=f"first reading, as the ratio of collision rates: {PROBABILITY}"),
            Part(
                name="amplitude of the symmetric excitation", printed=r"\gamma_b=(N_a/N_b)\gamma_a", about=(GAMMA_A, GAMMA_B), reading="rates",
                note="second reading, with the rates of mean amplitudes: an alkali atom collides in every step, which alone scatters nothing; a noble-gas atom collides at random, which does. For "
                "equal phases gamma_b is nearly twice the printed one",
            ),
        ),
    ),
    Claim(
        id="NG-Shom", paper=PAPER.key, where=SI, kind="statement", title="Times at which two excitations bunch",
        parts=(
            Part(name="times", printed=r"t=\frac{\pi m}{2J}", about=(f"{_PAIR}.bunching_time",),
                 note="m = 0 is the start, with one excitation in each gas"),
            Part(name="nothing else is left then", printed=r"P_{11}=0", takes=("NG-Shom/times",), about=(f"{_PAIR}.coincidence",),
                 note="at the printed times the probability of one excitation in each gas is 1, not 0"),
        ),
    ),
)  # fmt: skip
