r"""Claims about one excitation after a short time: Eq. (3), its deterministic and its stochastic amplitude."""

from __future__ import annotations

from derive.claims.noble_gas.stochastic_letters import PAPER
from derive.records import Claim, Part

SI, MAIN = "SI section 1", "main text, after Eq. (3)"
_ROOM = "spin_exchange.excitations"
RATE, STATE, EXACT, STRICT = (
    (f"{_ROOM}.J",),
    ("spin_exchange.exchange_rates.J", f"{_ROOM}.state"),
    (f"{_ROOM}.epsilon",),
    (f"{_ROOM}.independent_epsilon",),
)
AMPLITUDE = r"\varepsilon=\sqrt{\langle\phi^2\rangle t/(2\tau)}"
NORM = r"\||\delta\psi\rangle_a\|^2+\||\delta\psi\rangle_b\|^2=\varepsilon^2"
STRICT_NORMS = (f"{_ROOM}.independent_noble_gas_norm", f"{_ROOM}.independent_alkali_norm")
SQUARE = "spin_exchange.exchange_rates.square"

CLAIMS = (
    Claim(
        id="NG-3", paper=PAPER.key, where="main text, Eq. (3)", kind="equation", title="State after a short time",
        parts=(
            Part(
                name="equation", about=STATE,
                printed=r"|\psi\rangle=|1\rangle_a|0\rangle_b-iJt\cdot|0\rangle_a|1\rangle_b-i\cdot\varepsilon|\delta\psi\rangle",
                note="to first order in the phases; held against the mean of all collisions, projected on both symmetric excitations, with J from "
                "the exact mean of one step. The third term is the name of what is left: its size is judged in NG-eps and NG-Seps",
            ),
        ),
    ),
    Claim(
        id="NG-Jt", paper=PAPER.key, where=MAIN, kind="equation", title="Deterministic amplitude",
        parts=(
            Part(name="equation", printed=r"Jt=\frac12(\langle\phi\rangle t/\tau)\sqrt{N_a/N_b}", about=RATE),
            Part(name="time between collisions", printed=r"\tau=1/(n_b\sigma v)", about=(f"{_ROOM}.duration",), note="with the mean relative velocity"),
            Part(
                name="from the mean amplitudes", printed=r"Jt=\frac12(\langle\phi\rangle t/\tau)\sqrt{N_a/N_b}",
                about=("spin_exchange.exchange_rates.J",), note="the same rate from the exact mean of one step, to first order in the phases",
            ),
        ),
    ),
    Claim(
        id="NG-eps", paper=PAPER.key, where=f"{MAIN}; {SI}", kind="equation", title="Stochastic amplitude",
        parts=(
            Part(
                name="with the pairing of the model", printed=AMPLITUDE, about=EXACT, order=("N_a/N_b", 1),
                note="epsilon by its definition in the SI; a noble-gas atom that meets one alkali atom meets no other, which takes "
                "the mean squared times N_a/N_b from the mean square",
            ),
            Part(
                name="the other reading of the brackets", printed=AMPLITUDE, about=(f"{_ROOM}.pairwise_epsilon",), order=("N_a/N_b", 1),
                note="the sum over alkali atoms taken outside the square: the same but for the mean squared over N_b",
            ),
        ),
    ),
    Claim(
        id="NG-epsscale", paper=PAPER.key, where=MAIN, kind="statement", title="The deterministic amplitude outgrows the stochastic one",
        parts=(
            Part(
                name="growth", printed=r"(Jt)^2/\varepsilon^2=t/t_\varepsilon", about=(*RATE, *EXACT, f"{_ROOM}.crossing"),
                note="in words: at longer times the deterministic amplitude, linear in t, dominates the stochastic one, which grows as its root; "
                "they are equal at the time t_epsilon, after 2 (N_b/N_a) <phi^2>/<phi>^2 collisions of an alkali atom",
            ),
            Part(
                name="earlier", printed=r"t_\varepsilon>\tau", about=(f"{_ROOM}.crossing", SQUARE), where=("N_a/N_b<1/2",),
                note="in the first steps the stochastic amplitude is the larger one, so that the statement needs its longer times",
            ),
        ),
    ),
    Claim(
        id="NG-Spsi", paper=PAPER.key, where=SI, kind="equation", title="State of first order in the phases",
        parts=(
            Part(
                name="noble gas", printed=r"u_b=-i\cdot\frac12", about=(f"{_ROOM}.noble_gas_kick",),
                note="what one collision gives to a noble-gas atom: -i phi times the term s_- k_+ /2 of the printed state",
            ),
            Part(
                name="alkali", printed=r"u_a=-i(-\frac14-\frac14)", about=(f"{_ROOM}.alkali_kick",),
                note="what it changes of the alkali atom: -i phi times s_z k_z for opposite spins, less that for parallel spins",
            ),
            Part(
                name="deterministic term as the SI prints it", about=STATE,
                printed=r"|\psi\rangle=|1\rangle_a|0\rangle_b-iJt|1\rangle_a|0\rangle_b-i\cdot\varepsilon|\delta\psi\rangle",
                note="the two terms that the SI names after this equation, put together with the initial state: its deterministic term stands on "
                "the initial state itself. Eq. (3) of the main text has it right, on the symmetric excitation of the noble gas (NG-3)",
            ),
        ),
    ),
    Claim(
        id="NG-Seps", paper=PAPER.key, where=SI, kind="statement", title="Definition of the stochastic amplitude",
        parts=(
            Part(
                name="definition", printed=r"\varepsilon=\left[\sum_b\left(\sum_a\sum_{n}\delta\phi^{(n)}_{ab}\right)^2/(2N_a)\right]^{1/2}",
                given="definition; whether the inner bracket stands before or after the sum over a makes no difference for independent collisions",
            ),
            Part(
                name="norm of the stochastic state", printed=NORM, about=(*STRICT_NORMS, *STRICT),
                note="independent collisions, as the paper assumes: epsilon is then the norm of both printed parts together. With the pairing of "
                "the model an alkali atom collides in every step and only the spread of its phase scatters it: the norm is then 2 gamma_a t, with "
                "the factor alpha of NG-Salpha",
            ),
        ),
    ),
    Claim(
        id="NG-Sdpb", paper=PAPER.key, where=SI, kind="equation", title="Noble-gas part of the stochastic state",
        parts=(
            Part(
                name="prefactor", printed=r"-i\cdot\frac{1}{2\sqrt{N_a}}=u_b/\sqrt{N_a}", about=(f"{_ROOM}.noble_gas_kick",),
                note="amplitude of a noble-gas atom per deviation, each alkali atom starting with the amplitude 1 over the root of N_a; "
                "without a factor 1/epsilon, which a state of norm 1 would take",
            ),
        ),
    ),
    Claim(
        id="NG-Sdpa", paper=PAPER.key, where=SI, kind="equation", title="Alkali part of the stochastic state",
        parts=(
            Part(
                name="prefactor", printed=r"-i\cdot\frac{1}{2\sqrt{N_a}}=u_a/\sqrt{N_a}", about=(f"{_ROOM}.alkali_kick",),
                note="the sign is that of s_z k_z for opposite spins in the state printed before (NG-Spsi), which is negative; probabilities do not "
                "tell the difference",
            ),
            Part(
                name="magnitude", printed=r"|-i\cdot\frac{1}{2\sqrt{N_a}}|=|u_a|/\sqrt{N_a}", about=(f"{_ROOM}.alkali_kick",),
                note="the same without the sign",
            ),
        ),
    ),
    Claim(
        id="NG-Sdphi", paper=PAPER.key, where=SI, kind="statement", title="Deviation of a pair in a step",
        parts=(
            Part(name="definition", printed=r"\delta\phi^{(n)}_{ab}=\kappa^{(n)}_{ab}\phi^{(n)}_a-\langle\phi\rangle/N_b", given="definition"),
            Part(name="its mean", printed=r"\langle\delta\phi^{(n)}_{ab}\rangle=0", about=(f"{_ROOM}.deviation_mean",),
                 note="what makes the decomposition one into mean and fluctuation"),
        ),
    ),
    Claim(
        id="NG-Sclt", paper=PAPER.key, where=SI, kind="statement", title="Central limit of the stochastic amplitude",
        parts=(
            Part(
                name="one alkali atom, two partners", printed=r"\langle\delta\phi^{(n)}_{ab'}\delta\phi^{(n)}_{ab}\rangle=0",
                about=(f"{_ROOM}.same_alkali",), order=("N_a/N_b", 2),
                note="assumed by the paper; the correlation is of second order in 1/N_b, but a noble gas has N_b such pairs, and they "
                "add up to the square of the mean phase",
            ),
            Part(
                name="one noble-gas atom, two partners", printed=r"\langle\delta\phi^{(n)}_{a'b}\delta\phi^{(n)}_{ab}\rangle=0",
                about=(f"{_ROOM}.same_noble",), order=("N_a/N_b", 2), note="assumed by the paper; of second order in 1/N_b",
            ),
            Part(
                name="variance", printed=r"\langle(\delta\phi^{(n)}_{ab})^2\rangle=\langle\phi^2\rangle/N_b", about=(f"{_ROOM}.variance",),
                order=("N_a/N_b", 2), note="what the printed result takes for the variance of a deviation",
            ),
            Part(
                name="result", printed=AMPLITUDE, about=STRICT, order=("N_a/N_b", 1), note="for uncorrelated collisions, as the paper assumes",
            ),
            Part(
                name="with the pairing of the model", printed=NORM, takes=("NG-Sclt/result",),
                about=(f"{_ROOM}.noble_gas_norm", f"{_ROOM}.alkali_norm", SQUARE), order=("N_a/N_b", 1),
                note="the printed result taken at its word and held against the norm of the stochastic state: the assumed lack of correlation "
                "replaces alpha by 1, twice its value for equal phases",
            ),
        ),
    ),
)  # fmt: skip
