"""Claims of SI section 2 on spatial modes and their reservoirs, and of the calculations that use them."""

from __future__ import annotations

from typing import Literal

from derive.claims.noble_gas.modes_letters import PAPER
from derive.records import Claim, Part, Quoted

SI = "SI section 2"
DIFFUSION, COUPLED, FAST = (
    "spin_exchange.diffusion_modes",
    "spin_exchange.coupled_modes",
    "spin_exchange.mode_elimination",
)
TAILS, PAIR = "spin_exchange.mode_tails", "spin_exchange.resonant_exchange"
REAL = tuple(f"{COUPLED}.real_c_{pair}" for pair in ("ms", "rs", "rm", "rn"))
REAL_MODES = "as printed, for real mode functions such as the spherically symmetric ones"
S4_NOBLE = r"\partial_t\hat b_s=-(i\omega_b+\gamma_{bs})\hat b_s-J\sum_{m\in\mathcal S}\left(ic^*_{ms}\hat a_m+%s\hat b_m\right)+\hat G_{bs}"


def _seen(name: str, printed: str, feature: str, relation: Literal["=", ">", "<"], number: str, note: str) -> Part:
    """A feature of Fig. 4 in words, as a number that the study of diffusion modes finds."""
    return Part(name=name, printed=printed, measured=f"diffusion_modes/{feature}", note=f"in words: {note}",
                quoted=Quoted(text=number, relation=relation))  # fmt: skip


CLAIMS = (
    Claim(
        id="NG-Slocal", paper=PAPER.key, where=f"{SI}, first paragraph", kind="statement", title="Local dynamics without diffusion",
        parts=(
            Part(
                name="unitary at short times", printed=r"\partial_t(\hat a^\dagger\hat a+\hat b^\dagger\hat b)=0",
                about=(f"{COUPLED}.local_squares",), order=(r"\gamma_a+\gamma_b", 1),
                note="formalised: without diffusion the local excitations are kept up to terms in (gamma_a + gamma_b) t; "
                "the noise is of the same order, since its strength is twice the loss",
            ),
            Part(
                name="diffusion dominates", printed=r"D_a\pi^2/(R^2\gamma_a)", quoted=Quoted(text="1", relation=">"),
                about=(f"{DIFFUSION}.slowest_rate",), inputs=((r"R", "1 inch"), (r"\gamma_a", "20 1/s")),
                note="formalised: already the slowest mode loses more by diffusion than by relaxation, with R = 1 inch and "
                "1/gamma_a = 50 ms as the Methods have them",
            ),
        ),
    ),
    Claim(
        id="NG-Smodes", paper=PAPER.key, where=SI, kind="equation", title="Diffusion modes and their decay rates",
        parts=(
            Part(
                name="amplitudes", given="definition of the mode operators",
                printed=r"\hat a_m(t)=\int A_m(\mathbf r)\hat a(\mathbf r,t)d^3r,\quad\hat b_n(t)=\int B_n(\mathbf r)\hat b(\mathbf r,t)d^3r",
            ),
            Part(
                name="walls", printed=r"-R\partial_rA_m=\mu A_m,\quad\partial_rB_n=0\quad(r=R)",
                given="assumed: partial or full relaxation of the alkali by the wall, none of the noble gas",
            ),
            Part(
                name="alkali eigenmodes", printed=r"(D_a\nabla^2-\gamma_a)A_m=-\lambda_{am}A_m",
                about=(f"{DIFFUSION}.alkali_operator", f"{DIFFUSION}.alkali_rate"),
                note="formalised: the mode decays at the rate gamma_am = gamma_a + D_a k^2, the negative of the operator's eigenvalue",
            ),
            Part(
                name="noble-gas eigenmodes", printed=r"(D_b\nabla^2-\gamma_b)B_n=-\lambda_{bn}B_n",
                about=(f"{DIFFUSION}.noble_gas_operator", f"{DIFFUSION}.noble_gas_rate"), note="likewise",
            ),
            Part(name="uniform noble-gas mode", printed=r"\gamma_{b0}=\gamma_b", about=(f"{DIFFUSION}.uniform_rate",)),
            Part(name="norm of the alkali modes", printed=r"\int A_m^2d^3r=1", about=(f"{DIFFUSION}.alkali_norm",)),
            Part(name="norm of the noble-gas modes", printed=r"\int B_n^2d^3r=1", about=(f"{DIFFUSION}.noble_gas_norm",)),
            Part(name="orthogonality", printed=r"\int A_mA_{m'}d^3r=0", about=(f"{DIFFUSION}.alkali_orthogonality",)),
        ),
    ),
    Claim(
        id="NG-S2", paper=PAPER.key, where=f"{SI}, Eq. (S2)", kind="equation", title="Coupled-mode equations",
        parts=(
            Part(
                name="alkali", about=(f"{COUPLED}.alkali",),
                printed=r"\partial_t\hat a_m=-(i\omega_a+\gamma_{am})\hat a_m-iJ\sum_nc_{mn}\hat b_n+\hat F_{am}",
            ),
            Part(
                name="noble gas", about=(f"{COUPLED}.noble_gas",),
                printed=r"\partial_t\hat b_n=-(i\omega_b+\gamma_{bn})\hat b_n-iJ\sum_mc^*_{mn}\hat a_m+\hat F_{bn}",
            ),
        ),
    ),
    Claim(
        id="NG-Scmn", paper=PAPER.key, where=SI, kind="equation", title="Overlaps of the modes",
        parts=(
            Part(name="definition", printed=r"c_{mn}=\int A_m(\mathbf r)B_n^*(\mathbf r)d^3r", given="definition of the overlaps"),
            Part(
                name="noise of a mode", given="definition of the modes' noise",
                printed=r"\hat F_{am}=\int A_m(\mathbf r)\hat F_a(\mathbf r)d^3r,\quad\hat F_{bn}=\int B_n(\mathbf r)\hat F_b(\mathbf r)d^3r",
            ),
            Part(name="unitary: uniform column", printed=r"\sum_m|c_{m0}|^2=1", about=(f"{DIFFUSION}.column_uniform",),
                 note="for an alkali that the wall destroys and a noble gas that it leaves alone"),
            Part(name="unitary: other columns", printed=r"\sum_m|c_{mn}|^2=1", about=(f"{DIFFUSION}.column",), note="likewise"),
            Part(name="unitary: two columns", printed=r"\sum_mc^*_{mn}c_{mn'}=0", about=(f"{DIFFUSION}.column_other",),
                 note="likewise, for two different modes that are not uniform"),
            Part(name="unitary: uniform and another column", printed=r"\sum_mc^*_{m0}c_{mn}=0", about=(f"{DIFFUSION}.column_cross",), note="likewise"),
            Part(name="number of modes", printed=r"N_{modes}\approx V/V_l", about=(f"{DIFFUSION}.mode_count",)),
        ),
    ),
    Claim(
        id="NG-S3", paper=PAPER.key, where=f"{SI}, Eq. (S3)", kind="equation", title="Reservoir modes follow the stable modes",
        parts=(
            Part(
                name="alkali", about=(f"{FAST}.alkali_reservoir",),
                printed=r"\hat a_r(t)=\hat w_{ar}(t)-\frac{iJ}{\gamma_{ar}-i\Delta}\sum_{n\in\mathcal S}c_{rn}\hat b_n(t)",
            ),
            Part(
                name="noble gas", about=(f"{FAST}.noble_gas_reservoir",),
                printed=r"\hat b_r(t)=\hat w_{br}(t)-\frac{iJ}{\gamma_{br}+i\Delta}\sum_{m\in\mathcal S}c^*_{mr}\hat a_m(t)",
            ),
        ),
    ),
    Claim(
        id="NG-Swqr", paper=PAPER.key, where=f"{SI}, after Eq. (S3)", kind="equation", title="Noise of the reservoir modes",
        parts=(
            Part(
                name="solution from rest", about=(f"{FAST}.accumulated_noise",), where=(r"t>t_0",),
                printed=r"\hat w_{qr}(t)=\int_0^td\tau'\,e^{-(i\omega_q+\gamma_{qr})\tau'}\hat F_{qr}(t-\tau')",
                note="for a single impulse of the noise at any time; the relation is linear",
            ),
        ),
    ),
    Claim(
        id="NG-S4", paper=PAPER.key, where=f"{SI}, Eq. (S4)", kind="equation", title="Stable modes without their reservoirs",
        parts=(
            Part(
                name="alkali", about=(f"{FAST}.alkali", f"{FAST}.alkali_epsilon", f"{FAST}.alkali_force"),
                printed=r"\partial_t\hat a_s=-(i\omega_a+\gamma_{as})\hat a_s-J\sum_{n\in\mathcal S}\left(ic_{sn}\hat b_n+\epsilon^{(a)}_{sn}\hat a_n\right)+\hat G_{as}",
                note="epsilon and G as derived; the printed ones are judged apart",
            ),
            Part(
                name="noble gas", about=(f"{FAST}.noble_gas",), printed=S4_NOBLE % r"\epsilon^{(b)*}_{sm}",
                note="with the printed definition of epsilon^(b), whose conjugate stands here",
            ),
            Part(
                name="noble gas, real modes", about=(*REAL, f"{FAST}.noble_gas"), printed=S4_NOBLE % r"\epsilon^{(b)*}_{sm}",
                note=f"{REAL_MODES}: the conjugate still turns the sign of Delta",
            ),
            Part(
                name="noble gas, real modes, without the star", about=(*REAL, f"{FAST}.noble_gas"), printed=S4_NOBLE % r"\epsilon^{(b)}_{sm}",
                note="with epsilon^(b) itself in place of its conjugate, for real mode functions",
            ),
            Part(
                name="noble gas, indices exchanged", about=(f"{FAST}.noble_gas",), printed=S4_NOBLE % r"\epsilon^{(b)}_{ms}",
                note="with the printed definition of epsilon^(b), without the conjugate and with the indices exchanged, for complex modes",
            ),
        ),
    ),
    Claim(
        id="NG-S4a", paper=PAPER.key, where=f"{SI}, after Eq. (S4)", kind="equation", title="Coupling of alkali modes by the reservoir",
        parts=(
            Part(name="equation", printed=r"\epsilon^{(a)}_{sn}=\sum_{r\in\mathcal R}c_{sr}c^*_{nr}J/(\gamma_{br}+i\Delta)",
                 about=(f"{FAST}.alkali_epsilon",)),
        ),
    ),
    Claim(
        id="NG-S4b", paper=PAPER.key, where=f"{SI}, after Eq. (S4)", kind="equation", title="Coupling of noble-gas modes by the reservoir",
        parts=(
            Part(name="with the conjugate in Eq. (S4)", printed=r"(\epsilon^{(b)*}_{sn})^*=\sum_{r\in\mathcal R}c_{rs}c^*_{rn}J/(\gamma_{ar}-i\Delta)",
                 about=(f"{FAST}.noble_gas_epsilon_conjugate",), note="read with (S4) as printed, where the conjugate of epsilon^(b) stands"),
            Part(name="without it", printed=r"\epsilon^{(b)}_{sn}=\sum_{r\in\mathcal R}c_{rs}c^*_{rn}J/(\gamma_{ar}-i\Delta)",
                 about=(f"{FAST}.noble_gas_epsilon",),
                 note="read with epsilon^(b) itself in (S4), as the coefficient with which mode n drives mode s"),
            Part(name="without it, real modes", printed=r"\epsilon^{(b)}_{sn}=\sum_{r\in\mathcal R}c_{rs}c^*_{rn}J/(\gamma_{ar}-i\Delta)",
                 about=(*REAL, f"{FAST}.noble_gas_epsilon"), note=REAL_MODES),
        ),
    ),
    Claim(
        id="NG-S4G", paper=PAPER.key, where=f"{SI}, after Eq. (S4)", kind="equation", title="Noise of the stable modes",
        parts=(
            Part(name="alkali", printed=r"\hat G_{as}=\hat F_{as}-iJ\sum_{r\in\mathcal R}c_{sr}\hat w_{br}", about=(f"{FAST}.alkali_force",)),
            Part(name="noble gas", printed=r"\hat G_{bs}=\hat F_{bs}-iJ\sum_{r\in\mathcal R}c_{rs}\hat w_{ar}", about=(f"{FAST}.noble_gas_force",)),
            Part(name="noble gas, real modes", printed=r"\hat G_{bs}=\hat F_{bs}-iJ\sum_{r\in\mathcal R}c_{rs}\hat w_{ar}",
                 about=(*REAL, f"{FAST}.noble_gas_force"), note=REAL_MODES),
        ),
    ),
    Claim(
        id="NG-S4bound", paper=PAPER.key, where=f"{SI}, after Eq. (S4)", kind="statement", title="Bound on the contribution of high modes",
        parts=(
            Part(name="uniform mode", printed=r"\epsilon^{(b)}_{00}<J/(\pi^2\gamma_{ar_0})", about=(f"{TAILS}.uniform_coupling",), where=(r"r_0\ge2",),
                 note="the printed bound for the uniform noble-gas mode, whose epsilon is positive at resonance"),
            Part(name="uniform mode, r_0 from 4 on", printed=r"\epsilon^{(b)}_{\max}<J/(\pi^2\gamma_{ar_0})", about=(f"{TAILS}.uniform_bound",),
                 where=(r"r_0\ge4",), note="an upper bound of the same epsilon obeys the printed bound"),
            Part(name="lowest alkali mode", printed=r"\epsilon^{(a)}_{11}<J/(\pi^2\gamma_{b1})", about=(f"{TAILS}.lowest_alkali_coupling",),
                 note="one stable mode of each gas, as in the two-mode solution: the reservoir begins at r_0 = 1"),
            Part(name="next to the reservoir", printed=r"\epsilon^{(b)}_{r_0-1,r_0-1}<J/(\pi^2\gamma_{ar_0})", about=(f"{TAILS}.edge",),
                 note="the highest stable noble-gas mode (counted from 0) beside an alkali reservoir from r_0 on, for high r_0"),
            Part(name="one further from the reservoir", printed=r"\epsilon^{(b)}_{r_0-2,r_0-2}<J/(\pi^2\gamma_{ar_0})", about=(f"{TAILS}.next_to_edge",),
                 note="the noble-gas mode below that one, for high r_0"),
        ),
    ),
    Claim(
        id="NG-S4tail", paper=PAPER.key, where=f"{SI}, after Eq. (S4)", kind="equation", title="Asymptotic tail of the sums over reservoirs",
        parts=(
            Part(
                name="noble gas", about=(f"{TAILS}.tail",), order=(r"(1/r_h)", 3),
                printed=r"\epsilon^{(b)}_{00}-\sum_{r=r_l}^{r_h-1}Jc_{rs}c^*_{rn}/(\gamma_{ar}-i\Delta)=J/(\pi^2\gamma_{ar_h})",
                note="formalised: the tail is the printed term up to higher powers of 1/r_h, for the uniform mode at resonance",
            ),
            Part(
                name="alkali", about=(f"{TAILS}.alkali_tail",), order=(r"(1/r_h)", 3),
                printed=r"\epsilon^{(a)}_{ss}-\sum_{r=r_0}^{r_1-1}c_{sr}c^*_{nr}J/(\gamma_{br}+i\Delta)=J/(\pi^2\gamma_{br_1})",
                note="likewise for s = n, a low alkali mode; r_1 stands where r_h stands",
            ),
        ),
    ),
    Claim(
        id="NG-S5", paper=PAPER.key, where=f"{SI}, Eq. (S5)", kind="equation", title="Resonant exchange of two modes",
        parts=(
            Part(
                name="alkali", about=(f"{PAIR}.alkali",), order=(r"\gamma/J", 1),
                printed=r"\hat a(t)=e^{-\gamma t/2}[\cos(Jt)\hat a(0)-i\sin(Jt)\hat b(0)]+\hat w_a",
                note="for gamma/J to zero while gamma t stays; exactly, -(gamma/2J) sin(Jt) a(0) is added in the bracket",
            ),
            Part(
                name="noble gas", about=(f"{PAIR}.noble_gas",), order=(r"\gamma/J", 1),
                printed=r"\hat b(t)=e^{-\gamma t/2}[\cos(Jt)\hat b(0)-i\sin(Jt)\hat a(0)]+\hat w_b",
                note="likewise, with +(gamma/2J) sin(Jt) b(0)",
            ),
        ),
    ),
    Claim(
        id="NG-S5w", paper=PAPER.key, where=f"{SI}, after Eq. (S5)", kind="equation", title="Noise windows of the two modes",
        parts=(
            Part(
                name="alkali", about=(f"{PAIR}.alkali_noise",), order=(r"\gamma/J", 1), where=(r"t>t_0",),
                printed=r"\hat w_a(t)=\int_0^tds\,e^{-\gamma s/2}\cos(Js)\hat F_a(t-s)",
                note="for a single impulse of the noise at any time; the relation is linear",
            ),
            Part(
                name="noble gas", about=(f"{PAIR}.noble_gas_noise",), order=(r"\gamma/J", 1), where=(r"t>t_0",),
                printed=r"\hat w_b(t)=-i\int_0^tds\,e^{-\gamma s/2}\sin(Js)\hat F_a(t-s)", note="likewise",
            ),
            Part(
                name="memory", printed=r"|K_a|^2+|K_b|^2=e^{-\gamma t}", about=(f"{PAIR}.memory",), order=(r"\gamma/J", 1),
                note="formalised: the windows forget within 2/gamma, so on longer times the noise is white",
            ),
        ),
    ),
    Claim(
        id="NG-num-100modes", paper=PAPER.key, where="Methods, Numerical solution", kind="statement", title="Number of modes in the calculation",
        parts=(
            Part(name="choice", printed=r"N=100", given="choice of the calculation: the first 100 spherically symmetric modes"),
            _seen("twice as many", r"|P_2(2N)-P_2(N)|", "chance_twice", "<", "0.01",
                  "no significant improvement; stated as less than one hundredth in the chance of two excitations"),
            _seen("any number", r"|P_2(N\to\infty)-P_2(N)|", "chance_any", "<", "0.02",
                  "likewise with any number of modes, two hundredths; the chance falls by one of them, since fast modes carry "
                  "what the wall takes in the first milliseconds"),
            _seen("squeezing", r"|\xi^2(N\to\infty)-\xi^2(N)|", "decibel_any", "<", "0.1",
                  "likewise for the squeezing, one tenth of a decibel"),
        ),
    ),
    Claim(
        id="NG-fig4", paper=PAPER.key, where="Fig. 4", kind="figure", title="Exchange of nonclassical states, set-up",
        parts=(
            Part(name="time of the largest transfer", printed=r"t_{\max}=\pi/(2J)", about=(f"{PAIR}.best_time",), order=(r"\gamma/J", 1),
                 note="in the two-mode approximation; exactly, the transfer is largest a little earlier"),
            _seen("largest transfer with all modes", r"2Jt_{\max}/\pi", "transfer_time", "=", "1.0",
                  "the state transfer is maximal after a quarter of a cycle, with all modes and imperfect polarisation"),
            _seen("stored", r"\max_tP_2-\min_tP_2", "stored_spread", "<", "0.01",
                  "the transfer stays maximal when the field is stepped to 180 mG; stated as a chance of two excitations "
                  "that stays within one hundredth"),
            _seen("two modes and all modes", r"P_2^{two}-P_2", "two_mode_excess", "<", "0.05",
                  "the two-mode approximation is compared with the exact solution; stated as a largest chance of two "
                  "excitations that differs by less than five hundredths"),
            _seen("imperfect polarisation and other modes lower it", r"P_2^{two}-P_2", "two_mode_excess", ">", "0",
                  "the curve of all modes has its maximum below that of two modes"),
        ),
    ),
    Claim(
        id="NG-fig4a", paper=PAPER.key, where="Fig. 4a", kind="figure", title="Transfer of two excitations",
        parts=(
            _seen("two excitations arrive", r"\max_tP_2(t)", "largest_chance", ">", "0.5",
                  "stated as exactly two excitations in the noble gas with a chance of more than one half"),
            _seen("not by a classical state", r"\max_tP_2(t)", "largest_chance", ">", "0.271",
                  "a nonclassical state is exchanged; no mixture of coherent states has exactly two excitations with a "
                  "chance above 2 exp(-2) = 0.271"),
            _seen("stored", r"\min_{t>t_s}P_2(t)", "stored_chance", ">", "0.5",
                  "mapped onto the long-lived noble gas; stated as more than one half at all times after the step"),
        ),
    ),
    Claim(
        id="NG-fig4b", paper=PAPER.key, where="Fig. 4b", kind="figure", title="Transfer of squeezing",
        parts=(
            _seen("high fidelity", r"\mathcal F", "fidelity", ">", "0.9",
                  "transferred with high fidelity; stated as an overlap of the noble gas with the squeezed vacuum that was "
                  "prepared of more than nine tenths"),
            _seen("squeezed", r"\xi^2_b", "squeezing", ">", "6",
                  "of 7 dB in the alkali; stated as more than 6 dB in the noble gas"),
            _seen("not all of it", r"\xi^2_b", "squeezing", "<", "7", "what is lost is vacuum, and noise is added"),
            _seen("exchanged", r"\xi^2_a", "given_back", ">", "3", "exchange; stated as more than 3 dB back in the alkali"),
            _seen("stored", r"\mathcal F", "stored_fidelity", ">", "0.9", "likewise at all times after the step of the field"),
        ),
    ),
    Claim(
        id="NG-num-cell", paper=PAPER.key, where="main text, Outline; Methods, after Eq. (16)", kind="number", title="Size of the cell",
        parts=(
            Part(name="radius", printed=r"R", quoted=Quoted(text="1", unit="inch"), about=(f"{DIFFUSION}.radius",), inputs=((r"d_{cell}", "2 inch"),),
                 note="the main text gives the diameter, the Methods the radius"),
        ),
    ),
)  # fmt: skip
