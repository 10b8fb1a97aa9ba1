r"""Claims about the quantum noise of spin exchange, and about imperfect polarisation."""

from __future__ import annotations

from derive.claims.noble_gas.noise_letters import PAPER as PAPER
from derive.records import Claim, Part, Quoted

NOISE, MODES, MIXED = "spin_exchange.noise", "spin_exchange.mode_noise", "spin_exchange.incoherent"
WHITE = r"\delta(t-t')w(\mathbf r-\mathbf r')"
ANTINORMAL = r"\langle\hat F_a(\mathbf r,t)\hat F_a^\dagger(\mathbf r',t')\rangle"
NORMAL = r"\langle\hat F_a^\dagger(\mathbf r,t)\hat F_a(\mathbf r',t')\rangle"
BALANCE = "the balance of loss and fluctuations for the alkali, of s or of f"
SECTION = "Methods, Noise associated with spin-exchange collisions"

CLAIMS = (
    Claim(
        id="NG-Ford", paper=PAPER.key, where=SECTION, kind="statement", title="Orders of the noise in the phase",
        parts=(
            Part(name="mean", printed=r"\langle\hat{\mathbf F}_{ex}\rangle=0", about=(f"{NOISE}.mean",)),
            Part(
                name="order of what is left out", order=(r"\phi", 4), about=(f"{NOISE}.pair_moment", f"{NOISE}.small_moment"),
                printed=r"\langle\Delta\hat s_i\Delta\hat s_j\rangle=\langle\Delta\hat s_i\Delta\hat s_j\rangle_{\phi^2}",
                note="formalised: in words, the fluctuations are of order phi^2, those of the incoherent terms of order phi^4; held against "
                "the second moment of one collision to all orders, contracted with any two vectors",
            ),
        ),
    ),
    Claim(
        id="NG-L", paper=PAPER.key, where="Methods, after Eq. (19)", kind="equation", title="Correlations of the fluctuation operator",
        parts=(
            Part(
                name="all components", about=(f"{NOISE}.anticommutator", f"{NOISE}.symmetrised", f"{NOISE}.correlation"),
                printed=r"\langle\hat F_{ex,i}(\mathbf r,t)\hat F_{ex,j}(\mathbf r',t')\rangle=\tfrac12n_an_bk_{se}\,\delta(t-t')w(\mathbf r-\mathbf r')\cdot"
                r"\left(\delta_{ij}\mathbb 1-2\{\hat k_i,\hat s_j\}/(n_an_b)+i\epsilon_{ijm}\left(\hat k_m/n_b+\hat s_m/n_a\right)\right)",
                note="formalised: the printed L_ij put into the printed correlation; both sides contracted with arbitrary u_i and v_j, "
                "so all nine components are judged at once",
            ),
        ),
    ),
    Claim(
        id="NG-crel", paper=PAPER.key, where="Methods, after Eq. (19)", kind="statement",
        title="The fluctuations preserve the commutation relations",
        parts=(
            Part(
                name="commutators", about=(f"{NOISE}.local_commutator",),
                printed=r"[\hat s_i(\mathbf r,t),\hat s_j(\mathbf r',t)]=iw(\mathbf r-\mathbf r')\cdot\epsilon_{ijm}\hat s_m(\mathbf r,t)",
                note="formalised: contracted with arbitrary u_i and v_j; w stands for the coarse-grained delta function",
            ),
            Part(
                name="noble gas, loss and gain of Eq. (13)", about=(f"{NOISE}.commutator",),
                printed=r"\mathbf C_{ex}=k_{se}n_a\hat{\mathbf k}+\tfrac1qk_{se}n_b\hat{\mathbf f}",
                note="formalised: [F_i, F_j] = i eps_ijm C_m must be the incoherent rate of k plus twice its loss, since the loss alone lets "
                "[k_i, k_j] decay twice as fast; with the terms of the printed Eq. (13) that is the right side",
            ),
            Part(
                name="alkali, loss and gain of Eq. (13)", about=(f"{NOISE}.commutator",), reading=BALANCE,
                printed=r"\mathbf C_{ex}=k_{se}n_b\hat{\mathbf f}+qk_{se}n_a\hat{\mathbf k}",
                note="formalised: read as the commutators of f, with the loss and gain printed in Eq. (13), the right side is q "
                "times what the fluctuations give",
            ),
            Part(
                name="alkali, loss and gain of the electron spin", about=(f"{NOISE}.commutator",), reading=BALANCE,
                printed=r"\mathbf C_{ex}=k_{se}n_b\hat{\mathbf s}+k_{se}n_a\hat{\mathbf k}",
                note="formalised: the paper speaks of [s_i, s_j]; the printed Eq. (13) divided by q has the electron's own loss "
                "n_b k_se s and gain n_a k_se k, for which this balance holds exactly. They are also the loss and gain of f in "
                "the derived equation",
            ),
        ),
    ),
    Claim(
        id="NG-20", paper=PAPER.key, where="Methods, Eq. (20)", kind="equation", title="Vacuum noise of fully polarised gases",
        parts=(
            Part(
                name="F- F+", about=(f"{NOISE}.polarised_minus_plus",),
                printed=rf"\langle\hat F_{{ex}}^-(\mathbf r,t)\hat F_{{ex}}^+(\mathbf r',t')\rangle=2n_an_bk_{{se}}{WHITE}",
            ),
            Part(
                name="F+ F-", about=(f"{NOISE}.polarised_plus_minus",),
                printed=r"\langle\hat F_{ex}^+(\mathbf r,t)\hat F_{ex}^-(\mathbf r',t')\rangle=0",
            ),
        ),
    ),
    Claim(
        id="NG-Fa", paper=PAPER.key, where="Methods, after Eq. (20)", kind="equation", title="Noise operator of the alkali mode",
        parts=(
            Part(
                name="equation", printed=r"\hat F_a^{(ex)}=\hat F_{ex}^-/\sqrt{2|f_z|}", about=(f"{MODES}.force",),
                note="the contribution of F_ex to F_a; F^- = F_x - i F_y",
            ),
        ),
    ),
    Claim(
        id="NG-gex", paper=PAPER.key, where="Methods, after Eq. (20)", kind="equation", title="Variance of the noise and the relaxation it belongs to",
        parts=(
            Part(name="variance", printed=rf"{ANTINORMAL}=2\gamma_{{ex}}{WHITE}", about=(f"{MODES}.polarised_antinormal_a",)),
            Part(name="relaxation", printed=r"\gamma_{ex}=n_bk_{se}/q", about=("spin_exchange.bloch.alkali_relaxation",)),
            Part(name="no normal moment", printed=rf"{NORMAL}=0", about=(f"{MODES}.polarised_normal_a",), note="formalised: in words, vacuum noise, the minimal possible"),
        ),
    ),
    Claim(
        id="NG-genFF", paper=PAPER.key, where="Methods, Noise section, unnumbered", kind="equation", title="Antinormal moment at any polarisation",
        parts=(
            Part(name="equation", printed=rf"{ANTINORMAL}=\frac{{2+p_a+p_b}}{{4p_a}}2\gamma_{{ex}}{WHITE}", about=(f"{MODES}.antinormal_a",)),
        ),
    ),
    Claim(
        id="NG-genFdF", paper=PAPER.key, where="Methods, Noise section, unnumbered", kind="equation", title="Normal moment at any polarisation",
        parts=(
            Part(name="equation", printed=rf"{NORMAL}=\frac{{2-p_a-p_b}}{{4p_a}}2\gamma_{{ex}}{WHITE}", about=(f"{MODES}.normal_a",)),
        ),
    ),
    Claim(
        id="NG-sens", paper=PAPER.key, where=SECTION, kind="statement", title="Sensitivity to imperfect polarisation beside single-species systems",
        parts=(
            Part(
                name="normal moment", about=(f"{MODES}.normal_a", f"{MODES}.destruction_normal"),
                printed=rf"{NORMAL}/\gamma_{{ex}}\le\langle\hat F_{{sd}}^\dagger\hat F_{{sd}}\rangle/\gamma_{{sd}}",
                note="formalised: per relaxation rate, the excitations that exchange noise adds are at most those of collisions "
                "within one species, which randomise the electron spin, at the same polarisation",
            ),
            Part(
                name="total variance", about=(f"{MODES}.antinormal_a", f"{MODES}.normal_a", f"{MODES}.destruction_antinormal", f"{MODES}.destruction_normal"),
                printed=rf"({ANTINORMAL}+{NORMAL})/\gamma_{{ex}}=(\langle\hat F_{{sd}}\hat F_{{sd}}^\dagger\rangle+\langle\hat F_{{sd}}^\dagger\hat F_{{sd}}\rangle)/\gamma_{{sd}}",
                note="formalised: the symmetrised variance per relaxation rate is the same for both",
            ),
        ),
    ),
    Claim(
        id="NG-vacn", paper=PAPER.key, where=SECTION, kind="statement", title="Noise operators of perfectly polarised ensembles",
        parts=(
            Part(
                name="noise operator", printed=r"\hat F_a^{(ex)}=(\hat F_{a,x}+i\hat F_{a,y})/\sqrt{2|f_z|}", about=(f"{MODES}.force",),
                note="spins point down, and the paper's own a is f_-/sqrt(2|f_z|); the printed sign makes it the noise of a+",
            ),
            Part(name="normal moment of a", printed=rf"{NORMAL}=0", about=(f"{MODES}.polarised_normal_a",), note="formalised: exchange noise, with the sign of F_ex^-"),
            Part(name="normal moment of b", printed=r"\langle\hat F_b^\dagger(\mathbf r,t)\hat F_b(\mathbf r',t')\rangle=0", about=(f"{MODES}.polarised_normal_b",),
                 note="formalised: the same for the noble gas"),
            Part(
                name="commutator", about=("spin_exchange.langevin.damped_mode",),
                printed=rf"[\hat F_\chi(\mathbf r,t),\hat F_\chi^\dagger(\mathbf r',t')]=2\gamma_\chi{WHITE}",
                note="without the diffusion part; for any damped mode that keeps its commutator",
            ),
            Part(
                name="variance", about=("spin_exchange.langevin.vacuum_noise",),
                printed=rf"\langle\hat F_\chi(\mathbf r,t)\hat F_\chi^\dagger(\mathbf r',t')\rangle=2\gamma_\chi{WHITE}", note="without the diffusion part",
            ),
            Part(name="diffusion part", printed=r"C_\chi(\mathbf r,\mathbf r')", given="ref. 34 of the paper"),
        ),
    ),
    Claim(
        id="NG-noisebound", paper=PAPER.key, where="main text, Discussion", kind="statement", title="The least noise of a damped mode",
        parts=(
            Part(name="bound", printed=r"\langle\hat F_a\hat F_a^\dagger\rangle\ge2\gamma", about=("spin_exchange.langevin.damped_mode",)),
            Part(name="equality in vacuum", printed=r"\langle\hat F_a\hat F_a^\dagger\rangle=2\gamma", about=("spin_exchange.langevin.vacuum_noise",)),
            Part(name="perfect polarisation", printed=rf"{ANTINORMAL}=2\gamma_{{ex}}{WHITE}", about=(f"{MODES}.polarised_antinormal_a",)),
            Part(
                name="exchange noise at any polarisation", printed=rf"{ANTINORMAL}\ge2\gamma_{{ex}}", about=(f"{MODES}.antinormal_a",),
                where=(r"\gamma_{ex}>0",),
                note="formalised: the bound said to hold for any relaxation rate, held against the derived moment of exchange noise. It "
                "is (2 + p_a + p_b)/(4 p_a) times 2 gamma_ex and below it when 3 p_a > 2 + p_b: 0.974 times at p_a = 0.95, "
                "p_b = 0.75. The bound assumes a constant commutator; there exchange depolarises the alkali, so that f_z, by "
                "which the mode is normalised, is not stationary",
            ),
        ),
    ),
    Claim(
        id="NG-noiseeps", paper=PAPER.key, where="main text, Discussion", kind="equation", title="Noise and stochastic amplitude of a single excitation",
        parts=(
            Part(name="amplitude", printed=r"\varepsilon^2/t=2\gamma", about=(f"{MODES}.amplitude", f"{MODES}.spin_half_relaxation"),
                 note="without nuclear spin, as in the simulation"),
            Part(name="variance", printed=r"\langle\hat F_a\hat F_a^\dagger\rangle=\varepsilon^2/t",
                 about=("spin_exchange.langevin.vacuum_noise", f"{MODES}.amplitude", f"{MODES}.spin_half_relaxation")),
        ),
    ),
    Claim(
        id="NG-polJ", paper=PAPER.key, where="main text, Discussion", kind="statement", title="Coupling at imperfect polarisation",
        parts=(
            Part(name="at fixed q", printed=r"J/J_{p=1}=\sqrt{p_ap_b}", about=("spin_exchange.two_mode.J", "spin_exchange.bosons.polarised_rate"),
                 note="formalised: J in proportion to sqrt(p_a p_b), zeta and q held fixed"),
            Part(
                name="with q of Eq. (12), at the proposed polarisation", printed=r"J/(J_{p=1}\sqrt{p_ap_b})", quoted=Quoted(text="1.0"),
                about=("spin_exchange.bloch.zeta", "spin_exchange.slowing_down.q", "spin_exchange.bosons.polarised_rate_following", "spin_exchange.two_mode.J"),
                inputs=((r"I", "3/2"), (r"p_a", "0.95")),
                note="formalised: to two digits the proportion also holds when zeta = <sigma v phi>/q and q(I, p_a) follow the "
                "polarisation; the exact factor is sqrt((2I+1)/q), 0.99 here and smaller at lower p_a",
            ),
            Part(name="fraction of the collisions", printed=r"x_{pol}=p_ap_b", about=(f"{MIXED}.polarised_share",),
                 note="formalised: the share of collisions in which both atoms belong to the fully polarised part of their mixture"),
            Part(name="highest polarisation", printed=r"p_b=0.85", given="ref. 48 of the paper"),
        ),
    ),
    Claim(
        id="NG-nI", paper=PAPER.key, where="main text, Discussion", kind="equation", title="Mean number of incoherent excitations",
        parts=(
            Part(name="spins 1/2", printed=r"\bar n_I=(1-p)/2p", about=(f"{MIXED}.mean_number",)),
            Part(name="any nuclear spin", printed=r"\bar n_I=(1-p)/2p", about=(f"{MIXED}.alkali_number",)),
            Part(name="small near full polarisation", printed=r"\bar n_I<\frac1{10}", where=(r"p>\frac56",), about=(f"{MIXED}.mean_number",),
                 note="formalised: small means below 1/10 for p above 5/6"),
        ),
    ),
    Claim(
        id="NG-nIprob", paper=PAPER.key, where="main text, Discussion", kind="statement", title="Chance of an excitation without stimulation",
        parts=(
            Part(name="the chance is the mean number", printed=r"P_{\ge1}=\bar n_I", order=(r"\bar n_I", 2), about=(f"{MIXED}.at_least_one_by_mean",),
                 note="formalised: for small numbers, up to their square; P is the chance of at least one excitation"),
            Part(name="not zero", printed=r"P_{\ge1}>0", where=("p<1",), about=(f"{MIXED}.at_least_one",),
                 note="formalised: in words, the chance is not zero"),
        ),
    ),
    Claim(
        id="NG-excess", paper=PAPER.key, where="main text, Discussion; Methods", kind="statement", title="Excess noise of imperfect polarisation",
        parts=(
            Part(
                name="variance increases", printed=rf"{ANTINORMAL}+{NORMAL}\ge2\gamma_{{ex}}", where=(r"\gamma_{ex}>0",),
                about=(f"{MODES}.antinormal_a", f"{MODES}.normal_a"), note="the symmetrised variance against that of vacuum noise",
            ),
            Part(
                name="of the order of the vacuum noise", printed=rf"{NORMAL}<2\gamma_{{ex}}", where=(r"\gamma_{ex}>0", r"p_a>\frac12"),
                about=(f"{MODES}.normal_a",), note="formalised: for p_a > 1/2 the excess is below the vacuum noise",
            ),
        ),
    ),
    Claim(
        id="NG-P", paper=PAPER.key, where="Methods, last paragraph", kind="equation", title="Chance of finding a collective excitation",
        parts=(
            Part(name="exactly one", printed=r"P_1=2p_\chi(1-p_\chi)/(1+p_\chi)^2", about=(f"{MIXED}.exactly_one",),
                 note="formalised: P_1, read as exactly one excitation; the chance of at least one is (1-p)/(1+p)"),
        ),
    ),
    Claim(
        id="NG-num-nab", paper=PAPER.key, where="Methods, Numerical solution", kind="number", title="Initial incoherent excitations",
        parts=(
            Part(name="alkali", printed=r"\langle\hat a^\dagger\hat a\rangle", quoted=Quoted(text="0.05"), about=(f"{MIXED}.alkali_number",),
                 inputs=(("p", "0.95"),), note="by the paper's own (1-p)/2p, which holds for any nuclear spin"),
            Part(name="noble gas", printed=r"\langle\hat b^\dagger\hat b\rangle", quoted=Quoted(text="0.17"), about=(f"{MIXED}.mean_number",),
                 inputs=(("p", "0.75"),)),
        ),
    ),
)  # fmt: skip
