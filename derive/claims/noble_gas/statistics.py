r"""Claims about the statistics of collisions: SI section 3 from Eq. (S12) on, the random variables of Methods, and Eq. (19)."""

from __future__ import annotations

from derive.claims.noble_gas.statistics_letters import PAPER as PAPER
from derive.records import Claim, Part

SI = "SI section 3"
COARSE = "spin_exchange.coarse_graining"
STATISTICS = "spin_exchange.collision_statistics"
KINETICS = "spin_exchange.kinetics"
WHOLE = (f"{KINETICS}.mean_speed", f"{COARSE}.pair_probability")
PHASE = (f"{STATISTICS}.kick", f"{STATISTICS}.given_phase")
SQUARE = (f"{STATISTICS}.kick_square",)
CONVOLVED = r"\langle\kappa_{ab}(t,\tau)\rangle_v*w(\mathbf r)"
LOW = (
    "Eqs. (S10) and (S12) pass from the smooth cut-off to a step under the sign ≈; with the v_T of Eq. (S9) the exact rate "
    "is 2/sqrt(pi) = 1.128 times as large, and it is as printed when v_T is read as the mean relative speed"
)
CORRELATED = r"\delta_{ac}\delta_{bd}\,\tau\delta(t-t')\langle\kappa_{ab}(t,\tau)\rangle"
MOMENT = "the second moment, read as a moment or as a covariance"
MEANS = "the bracket read as the raw moment: independent collisions leave the product of the two means, which is not 0"
TAKEN_OFF = (
    "formalised: the bracket read as the covariance, with the product of the means taken off as Eq. (19) takes it off; "
    "this reading holds exactly"
)

CLAIMS = (
    Claim(
        id="NG-S12",
        paper=PAPER.key,
        where=f"{SI}, Eq. (S12)",
        kind="equation",
        title="Coarse-grained probability of a collision",
        parts=(
            Part(
                name="window, first line",
                about=(f"{COARSE}.displaced_window",),
                printed=r"w(\mathbf r_{ab}-\mathbf r')=\frac3{4\pi l^3}\Theta(|\mathbf r_{ab}-\mathbf r'|-l)",
                note="formalised: the factor that stands for the window; printed, it is 1 outside the sphere and 0 inside. "
                "Methods prints the window with the opposite sign in its step",
            ),
            Part(
                name="delta function for the short flight",
                about=(f"{KINETICS}.step_weight",),
                printed=r"\int_0^\infty dr'\,4\pi r'^2\frac{\sigma}{4\pi r'^2}\Theta(\tau v_T-r')=\sigma\tau v_T",
                note="formalised: the second line replaces the step of the first by a delta function, which must have the same volume "
                "integral",
            ),
            Part(
                name="window, last line",
                about=(f"{COARSE}.window",),
                printed=r"\sigma\tau v_Tw(\mathbf r_{ab})=\frac3{4\pi l^3}\sigma\tau v_T\Theta(r_{ab}-l)",
                note="the same sign as in the first line",
            ),
            Part(
                name="result of (S11)",
                about=(f"{COARSE}.step_probability",),
                printed=r"\langle\kappa_{ab}(t,\tau)\rangle_{\mathrm{(S11)}}*w(\mathbf r)=\sigma\tau v_Tw(\mathbf r_{ab})",
                note="formalised: what the step of Eq. (S11) gives, convolved with the window as Methods has it",
            ),
            Part(
                name="result",
                about=WHOLE,
                printed=CONVOLVED + r"\approx\sigma\tau v_Tw(\mathbf r_{ab})",
                note=f"the velocity average of Eq. (S9) without the step, held as an equality: {LOW}",
            ),
        ),
    ),
    Claim(
        id="NG-Spa",
        paper=PAPER.key,
        where=f"{SI}, after Eq. (S12)",
        kind="equation",
        title="Probability of a collision and mean free time",
        parts=(
            Part(name="density", printed=r"n_b=\sum_bw(\mathbf r-\mathbf r_b)", about=(f"{COARSE}.density",)),
            Part(
                name="alkali atom",
                printed=r"p_a(t,\tau)=\tau n_b\sigma v",
                about=(f"{COARSE}.alkali_probability",),
                note="with v the mean relative speed; Eq. (S12), summed over b, has v_T in its place",
            ),
            Part(name="mean free time", printed=r"\tau_d^{(b)}\equiv1/(n_b\sigma v)", about=(f"{COARSE}.alkali_time",)),
            Part(
                name="probability by time",
                printed=r"p_a(t,\tau)=\tau/\tau_d^{(b)}",
                about=(f"{COARSE}.alkali_probability", f"{COARSE}.alkali_time"),
            ),
            Part(
                name="exponential law",
                printed=r"P_a(t,\tau)=1-\exp(-\tau/\tau_d^{(b)})",
                about=(f"{COARSE}.at_least_one",),
                note="formalised: P_a for the exponential law, which the paper prints as p_a too",
            ),
            Part(
                name="short times",
                printed=r"P_a(t,\tau)=\tau/\tau_d^{(b)}",
                about=(f"{COARSE}.at_least_one",),
                order=(r"\tau", 2),
                note="formalised: P_a for the exponential law, which the paper prints as p_a too",
            ),
            Part(
                name="noble-gas atom",
                printed=r"p_b(t,\tau)=\tau n_a\sigma v",
                about=(f"{COARSE}.noble_gas_probability",),
                note="formalised: in words, a similar result by interchanging a and b",
            ),
        ),
    ),
    Claim(
        id="NG-S13",
        paper=PAPER.key,
        where=f"{SI}, Eq. (S13)",
        kind="equation",
        title="Second moment of the indicator",
        parts=(
            Part(
                name="first line",
                about=(f"{STATISTICS}.mean_square", f"{STATISTICS}.mean", f"{STATISTICS}.covariance"),
                printed=r"\operatorname{Cov}(\kappa_{ab}(t,\tau),\kappa_{cd}(t',\tau))=\delta_{ac}\delta_{bd}\Theta(\tau-(t-t'))"
                r"\langle\kappa_{ab}(t,\tau)\kappa_{ab}(t,\tau)\rangle_v",
                where=(r"\Delta t>0",),
                note="formalised: as a covariance (Cov is not printed) and for t after t': two windows of length tau share tau - (t - t'), not all or nothing. "
                "The last line has the right area",
            ),
            Part(
                name="square",
                printed=r"\langle\kappa_{ab}(t,\tau)\kappa_{ab}(t,\tau)\rangle_v=P(\kappa_{ab}=1)\cdot1^2",
                about=(f"{STATISTICS}.mean_square",),
            ),
            Part(
                name="second moment",
                about=(f"{STATISTICS}.coarse_covariance", f"{STATISTICS}.correlation"),
                printed=r"\langle\kappa_{ab}(t,\tau)\kappa_{cd}(t',\tau)\rangle=" + CORRELATED,
                reading=MOMENT,
                note=MEANS,
            ),
            Part(
                name="to first order in the probability",
                about=(f"{STATISTICS}.coarse_covariance", f"{STATISTICS}.correlation"),
                printed=r"\langle\kappa_{ab}(t,\tau)\kappa_{cd}(t',\tau)\rangle=" + CORRELATED,
                order=(r"\langle\kappa_{ab}(t,\tau)\rangle", 2),
                reading=MOMENT,
                note="the raw moment with the product of the means neglected, which is of second order in the probability",
            ),
            Part(
                name="covariance",
                about=(f"{STATISTICS}.coarse_covariance",),
                printed=r"\overline{\operatorname{Cov}}(\kappa_{ab}(t,\tau),\kappa_{cd}(t',\tau))=" + CORRELATED,
                reading=MOMENT,
                note=TAKEN_OFF,
            ),
        ),
    ),
    Claim(
        id="NG-S14",
        paper=PAPER.key,
        where=f"{SI}, Eq. (S14)",
        kind="equation",
        title="Phase acquired by a pair",
        parts=(
            Part(
                name="definition",
                printed=r"\kappa_{ab}(t,\tau)\phi_{ab}(t)=\int_t^{t+\tau}\phi^{(i)}_{ab}\delta(s-t^{(i)}_{ab})ds",
                given="definition of the phase of a pair",
            ),
        ),
    ),
    Claim(
        id="NG-Sbern",
        paper=PAPER.key,
        where=f"{SI}, before Eq. (S15)",
        kind="equation",
        title="Mean phase given a collision",
        parts=(
            Part(
                name="over both values",
                about=PHASE[:1],
                printed=r"\langle\kappa_{ab}(t,\tau)\phi_{ab}(t)\rangle=P(\kappa_{ab}=1)\langle\phi_{ab}|\kappa_{ab}=1\rangle",
            ),
            Part(
                name="by the mean",
                about=PHASE[:1],
                printed=r"\langle\kappa_{ab}(t,\tau)\phi_{ab}(t)\rangle=\langle\kappa_{ab}(t,\tau)\rangle\langle\phi_{ab}|\kappa_{ab}=1\rangle",
            ),
            Part(
                name="mean over collisions",
                printed=r"\langle\phi_{ab}|\kappa_{ab}=1\rangle=\langle\phi\rangle",
                about=PHASE[1:],
                note="with the mean taken over all impact velocities and parameters as they collide",
            ),
            Part(
                name="mean of the pair's phase",
                about=(f"{STATISTICS}.pair_phase",),
                printed=r"\langle\phi_{ab}(t)\rangle=\langle\phi_{ab}|\kappa_{ab}=1\rangle",
                note="the text says that the phase is 0 without a collision; its mean is then smaller by the probability of one",
            ),
        ),
    ),
    Claim(
        id="NG-S15",
        paper=PAPER.key,
        where=f"{SI}, Eq. (S15)",
        kind="equation",
        title="Mean phase of a pair in a short time",
        parts=(
            Part(
                name="equation",
                about=(*PHASE, *WHOLE),
                note=LOW,
                printed=r"\langle\kappa_{ab}(t,\tau)\phi_{ab}(t)\rangle=\langle\phi\rangle\sigma v_T\tau w(\mathbf r_{ab})",
            ),
            Part(
                name="as Eq. (S12) has it",
                about=PHASE,
                takes=("NG-S12/result",),
                printed=r"\langle\kappa_{ab}(t,\tau)\phi_{ab}(t)\rangle=\langle\phi\rangle\sigma v_T\tau w(\mathbf r_{ab})",
            ),
        ),
    ),
    Claim(
        id="NG-S16",
        paper=PAPER.key,
        where=f"{SI}, Eq. (S16)",
        kind="equation",
        title="Mean squared phase of a pair in a short time",
        parts=(
            Part(
                name="equation",
                about=(*SQUARE, *WHOLE),
                note=LOW,
                printed=r"\langle\kappa_{ab}(t,\tau)\phi_{ab}^2(t)\rangle=\langle\phi^2\rangle\sigma v_T\tau w(\mathbf r_{ab})",
            ),
            Part(
                name="as Eq. (S12) has it",
                about=SQUARE,
                takes=("NG-S12/result",),
                printed=r"\langle\kappa_{ab}(t,\tau)\phi_{ab}^2(t)\rangle=\langle\phi^2\rangle\sigma v_T\tau w(\mathbf r_{ab})",
            ),
        ),
    ),
    Claim(
        id="NG-Ssecond",
        paper=PAPER.key,
        where=f"{SI}, after Eq. (S16)",
        kind="equation",
        title="Fluctuation of the phases to second order",
        parts=(
            Part(
                name="equation",
                about=(f"{STATISTICS}.kick_product", *WHOLE),
                note=f"formalised: the fluctuation of the phases as a covariance; {LOW}",
                printed=r"\langle\kappa_{ab}(t,\tau)\phi_{ab}(t)\kappa_{cd}(t',\tau)\phi_{cd}(t')\rangle"
                r"=\delta_{ac}\delta_{bd}\,\sigma v_Tw(\mathbf r_{ab})\langle\phi^2\rangle\tau^2\delta(t-t')",
            ),
            Part(
                name="as Eq. (S12) has it",
                about=(f"{STATISTICS}.kick_product",),
                takes=("NG-S12/result",),
                printed=r"\langle\kappa_{ab}(t,\tau)\phi_{ab}(t)\kappa_{cd}(t',\tau)\phi_{cd}(t')\rangle"
                r"=\delta_{ac}\delta_{bd}\,\sigma v_Tw(\mathbf r_{ab})\langle\phi^2\rangle\tau^2\delta(t-t')",
            ),
        ),
    ),
    Claim(
        id="NG-Suse",
        paper=PAPER.key,
        where=f"{SI}, end",
        kind="statement",
        title="What the statistics are used for",
        parts=(
            Part(
                name="coherent rate",
                printed=r"\langle\kappa_{ab}(t,\tau)\phi_{ab}(t)\rangle=q\zeta\tau w(\mathbf r_{ab})",
                about=(*PHASE, f"{COARSE}.pair_probability", f"{STATISTICS}.rate_of_phase", "spin_exchange.bloch.zeta"),
                note="formalised: in words, the mean phase gives zeta in Eq. (13), so that the mean of F_ex in Eq. (19) vanishes",
            ),
            Part(
                name="incoherent rate",
                printed=r"\langle\kappa_{ab}(t,\tau)\phi_{ab}^2(t)\rangle=4k_{se}\tau w(\mathbf r_{ab})",
                about=(
                    *SQUARE,
                    f"{COARSE}.pair_probability",
                    f"{STATISTICS}.rate_of_square",
                    "spin_exchange.bloch.k_se",
                ),
                note="formalised: in words, the mean squared phase gives the incoherent terms of Eq. (13)",
            ),
        ),
    ),
    Claim(
        id="NG-kap",
        paper=PAPER.key,
        where="Methods, after Eq. (12)",
        kind="equation",
        title="Random variables of the collisions",
        parts=(
            Part(
                name="replacement",
                printed=r"\sum_i^{\tau'}\phi^{(i)}_{ab}\to\kappa_{ab}(t,\tau')\phi_a(t)",
                given="definition of the random variables",
            ),
            Part(
                name="mean",
                printed=r"\langle\kappa_{ab}(t,\tau')\rangle=v\sigma\tau'w(\mathbf r_a-\mathbf r_b)",
                about=(f"{COARSE}.pair_probability",),
                note="with v the mean relative speed",
            ),
            Part(
                name="condition",
                printed=r"\varphi=\tau'/(\hbar/a_{hpf})",
                about=("spin_exchange.sudden.hyperfine_phase",),
                note="formalised: tau' << hbar/a_hpf as: the phase of the hyperfine coupling in tau' is this ratio. "
                "With the hbar a_hpf of Eq. (4), a_hpf is a rate and the ratio should have no hbar",
            ),
            Part(
                name="second moment",
                about=(f"{STATISTICS}.coarse_covariance", f"{STATISTICS}.correlation"),
                reading=MOMENT,
                note=MEANS,
                printed=r"\langle\kappa_{ab}(t,\tau')\kappa_{cd}(t',\tau')\rangle=\delta_{ac}\delta_{bd}\tau'\delta(t-t')"
                r"\langle\kappa_{ab}(t,\tau')\rangle",
            ),
            Part(
                name="second moment as a covariance",
                about=(f"{STATISTICS}.coarse_covariance",),
                reading=MOMENT,
                note=TAKEN_OFF,
                printed=r"\overline{\operatorname{Cov}}(\kappa_{ab}(t,\tau'),\kappa_{cd}(t',\tau'))=\delta_{ac}\delta_{bd}\tau'\delta(t-t')"
                r"\langle\kappa_{ab}(t,\tau')\rangle",
            ),
        ),
    ),
    Claim(
        id="NG-w",
        paper=PAPER.key,
        where="Methods, after Eq. (12)",
        kind="equation",
        title="Coarse-graining window",
        parts=(
            Part(
                name="window",
                printed=r"w(\mathbf r)=\Theta(l-|\mathbf r|)/V_l",
                about=(f"{COARSE}.window", f"{COARSE}.volume"),
            ),
            Part(name="volume", printed=r"V_l=4\pi l^3/3", about=(f"{COARSE}.volume",)),
            Part(
                name="validity",
                printed=r"\operatorname{Var}(n_b)/n_b^2=\frac1{V_ln_b}",
                about=(f"{COARSE}.fluctuation",),
                note="formalised: V_l n_b >> 1 as the condition that the coarse-grained density hardly fluctuates; likewise for n_a",
            ),
        ),
    ),
    Claim(
        id="NG-19",
        paper=PAPER.key,
        where="Methods, Eq. (19)",
        kind="equation",
        title="The fluctuation operator of spin exchange",
        parts=(
            Part(
                name="definition",
                given="definition; the paper compares its ref. 59",
                printed=r"\hat{\mathbf F}_{ex}(\mathbf r,t)dt=-\zeta\,\hat{\mathbf k}(\mathbf r,t)\times\hat{\mathbf f}(\mathbf r,t)dt"
                r"+\frac1{\tau'}\int_t^{t+dt}ds\sum_{ab}\kappa_{ab}(s,\tau')\phi_a(s)w(\mathbf r_b-\mathbf r_a)\,\hat{\mathbf k}_b\times\hat{\mathbf s}_a",
            ),
            Part(
                name="window of the sum",
                about=(f"{COARSE}.displaced_window", f"{COARSE}.window"),
                printed=r"w(\mathbf r_b-\mathbf r_a)=w(\mathbf r_b-\mathbf r)",
                note="formalised: the printed window, of the distance of the two atoms, against one about the place r. With the "
                "printed window the sum over all pairs does not depend on r, and so cannot cancel the mean term at r; "
                "w(r_b - r) makes it local",
            ),
            Part(
                name="its mean vanishes",
                about=("spin_exchange.noise.electron", "spin_exchange.noise.noble_gas", "spin_exchange.bloch.zeta"),
                printed=r"-\zeta\,\hat{\mathbf k}(\mathbf r,t)\times\hat{\mathbf f}(\mathbf r,t)dt"
                r"+\frac1{\tau'}\int_t^{t+dt}ds\sum_{ab}\kappa_{ab}(s,\tau')\phi_a(s)w(\mathbf r_b-\mathbf r)\,\hat{\mathbf k}_b\times\hat{\mathbf s}_a=0",
                note="formalised: with the window w(r_b - r) in place of the printed w(r_b - r_a), and the sum over collisions "
                "replaced by its mean; zeta carries 1/q",
            ),
        ),
    ),
)
