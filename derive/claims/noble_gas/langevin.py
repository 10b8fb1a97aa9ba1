r"""Claims about the exchange Hamiltonian, the Heisenberg-Langevin equations, and the collective modes."""

from __future__ import annotations

from derive.claims.noble_gas.langevin_letters import PAPER as PAPER
from derive.records import Claim, Part, Quoted

LANGEVIN, BOSONS, MIXED = "spin_exchange.langevin", "spin_exchange.bosons", "spin_exchange.incoherent"
TWO_MODE = "spin_exchange.two_mode"
SPINS = "main text, Dynamics of collective spin states; Methods, before Eq. (18)"
FREQUENCIES = (f"{TWO_MODE}.alkali_frequency", f"{TWO_MODE}.noble_gas_frequency")
GAS = ((r"n_a", "3e14 cm^-3"), (r"n_b", "2e20 cm^-3"), (r"k_{se}", "5.5e-20 cm^3/s"))
ATOM = ((r"I", "3/2"), (r"p_a", "0.95"))

FORM = (
    "the form of the equation is the model: diffusion, loss and noise are added to the unitary motion, whose generators "
    "NG-14 and NG-H0 derive; NG-16 and NG-17 judge the rates"
)

CLAIMS = (
    Claim(
        id="NG-14", paper=PAPER.key, where="Methods, Eq. (14)", kind="equation", title="Effective exchange Hamiltonian",
        parts=(
            Part(
                name="Hamiltonian", about=(f"{LANGEVIN}.exchange_hamiltonian",),
                printed=r"V_{ex}=\hbar\zeta\int d^3r_a\int d^3r_b\,\delta(\mathbf r_a-\mathbf r_b)\,\hat{\mathbf f}(\mathbf r_a,t)\cdot\hat{\mathbf k}(\mathbf r_b,t)",
                note="per volume: the contact integrals stand for 1",
            ),
            Part(name="motion of f", printed=r"\frac1{i\hbar}[\hat{\mathbf f},V_{ex}]=\zeta\,\hat{\mathbf k}\times\hat{\mathbf f}", about=(f"{LANGEVIN}.exchange_alkali",),
                 note="formalised: in words, V_ex generates the first term of Eqs. (13)"),
            Part(name="motion of k", printed=r"\frac1{i\hbar}[\hat{\mathbf k},V_{ex}]=\zeta\,\hat{\mathbf f}\times\hat{\mathbf k}", about=(f"{LANGEVIN}.exchange_noble_gas",)),
        ),
    ),
    Claim(
        id="NG-MFlim", paper=PAPER.key, where="main text, after Eq. (1)", kind="statement", title="What the mean-field equations leave out",
        parts=(
            Part(
                name="collisions produce them", about=("spin_exchange.correlations.along_axis",), where=(r"\phi>0", "k_z>s_z"), printed="c_z>0",
                note="formalised: a collision of uncorrelated spins along z leaves a correlation c = <k x s> - <k> x <s>, "
                "which Eq. (1) takes as zero",
            ),
            Part(name="rapid loss", printed="c_z=0", given="assumption of Eq. (1), stated as such by the paper"),
        ),
    ),
    Claim(
        id="NG-15", paper=PAPER.key, where="Methods, Eq. (15)", kind="equation", title="Heisenberg-Langevin equations",
        parts=(
            Part(name="alkali", given=FORM, note="$-(i/\\hbar)[f, H]$, diffusion and loss are given as one sum; nothing in it is derived",
                 printed=r"\partial_t\hat{\mathbf f}=-\tfrac i\hbar[\hat{\mathbf f},H_0+V_{ex}]+D_a\nabla^2\hat{\mathbf f}-\gamma_a\hat{\mathbf f}+\hat{\mathbf F}_a"),
            Part(name="noble gas", given=FORM, note="likewise",
                 printed=r"\partial_t\hat{\mathbf k}=-\tfrac i\hbar[\hat{\mathbf k},H_0+V_{ex}]+D_b\nabla^2\hat{\mathbf k}-\gamma_b\hat{\mathbf k}+\hat{\mathbf F}_b"),
            Part(
                name="omitted transfer", printed=r"\frac{k_{se}n_a}{\zeta|f_z|}", about=("spin_exchange.slowing_down.q",),
                quoted=Quoted(text="1e-3", relation="<"), inputs=((r"\zeta", "4.9e-15 cm^3/s"), GAS[2], GAS[0], *ATOM),
                note="formalised: the omitted gain k_se n_a k of f beside the coherent coupling zeta |f_z| k; negligible means below 1/1000",
            ),
            Part(name="range of pressures", printed=r"D_a\nabla^2", given="diffusive motion at 0.1 to 10^4 Torr, ref. 34 of the paper"),
        ),
    ),
    Claim(
        id="NG-H0", paper=PAPER.key, where="Methods, before Eq. (16)", kind="equation", title="Interaction-free Hamiltonian of polarised vapour",
        parts=(
            Part(
                name="Hamiltonian", about=(f"{LANGEVIN}.zeeman_alkali", f"{LANGEVIN}.zeeman_noble_gas"),
                printed=r"H_0=\hbar\int d^3r\cdot[\tilde\omega_a\hat f_z(\mathbf r,t)+\tilde\omega_b\hat k_z(\mathbf r,t)]",
                note="per volume: the integral stands for 1; held against the Zeeman terms of Eq. (4) with f = q s",
            ),
            Part(name="hyperfine coupling", printed=r"[\hat{\mathbf i}_a\cdot\hat{\mathbf s}_a,\hat{\mathbf f}_a]=0", about=(f"{LANGEVIN}.hyperfine",),
                 note="formalised: why the hyperfine term of Eq. (4) may be left out: it does not move f"),
        ),
    ),
    Claim(
        id="NG-16", paper=PAPER.key, where="Methods, Eq. (16)", kind="equation", title="Relaxation rate of the alkali spins",
        parts=(
            Part(
                name="equation", printed=r"\gamma_a=n_b(\sigma_{sr}v+k_{se})+n_a\sigma_{sd}v_a/2", about=(f"{LANGEVIN}.alkali_relaxation",),
                note="gamma_a multiplies f in Eq. (15). That the electron spin loses at the sum of the three printed rates is given; derived is "
                "only that f = q s then relaxes at 1/q of it, and that the share of exchange is that of Eq. (13)",
            ),
            Part(name="losses of the electron spin", printed=r"n_b(\sigma_{sr}v+k_{se})+n_a\sigma_{sd}v_a/2",
                 given="the three rates and their sum are those of the paper; only the share of exchange is derived"),
            Part(
                name="share of spin exchange", printed=r"\gamma_{ex}=n_bk_{se}", about=("spin_exchange.bloch.alkali_relaxation",),
                note="the share of exchange as Eq. (16) prints it; the main text and Eq. (20) have n_b k_se/q",
            ),
            Part(
                name="against the quoted 17.5 1/s", printed=r"n_bk_{se}(1+1/\eta)", quoted=Quoted(text="17.5", unit="1/s", relation="<"),
                about=("spin_exchange.bloch.alkali_relaxation",), inputs=((r"\eta", "0.34"), *GAS[1:]),
                note="exchange and spin rotation with helium alone, by Eq. (16) as printed and the quoted eta = 0.34, already exceed the quoted gamma",
            ),
        ),
    ),
    Claim(
        id="NG-gam", paper=PAPER.key, where="Methods, after Eq. (16)", kind="equation", title="Relaxation rate of the main text",
        parts=(Part(name="equation", printed=r"\gamma=\gamma_a+D_a\pi^2/R^2", about=(f"{LANGEVIN}.leading_mode",)),),
    ),
    Claim(
        id="NG-17", paper=PAPER.key, where="Methods, Eq. (17)", kind="equation", title="Relaxation rate of the noble gas",
        parts=(
            Part(name="equation", printed=r"\gamma_b=k_{se}n_a+T_b^{-1}", about=(f"{LANGEVIN}.noble_relaxation",),
                 note="the paper calls the rate 1/T_b a coherence time"),
            Part(name="uniform mode", printed=r"D_b\nabla^2=0", about=(f"{LANGEVIN}.uniform_mode",), note="formalised: in words, diffusion does not make the uniform mode decay"),
        ),
    ),
    Claim(
        id="NG-18", paper=PAPER.key, where="Methods, Eq. (18)", kind="equation", title="Motion of the local modes",
        parts=(
            Part(name="alkali", about=(f"{BOSONS}.alkali",), note="in the mean, on a mode of the diffusion operator",
                 printed=r"\partial_t\hat a=-(i\omega_a+\gamma_a-D_a\nabla^2)\hat a-iJ\hat b+\hat F_a"),
            Part(name="noble gas", about=(f"{BOSONS}.noble_gas",), note="in the mean, on a mode of the diffusion operator",
                 printed=r"\partial_t\hat b=-(i\omega_b+\gamma_b-D_b\nabla^2)\hat b-iJ\hat a+\hat F_b"),
            Part(name="J", printed=r"J=\zeta\sqrt{qp_ap_bn_an_b}/2", about=(f"{TWO_MODE}.J",)),
        ),
    ),
    Claim(
        id="NG-FzKz", paper=PAPER.key, where=SPINS, kind="equation", title="Classical longitudinal spins",
        parts=(
            Part(name="alkali", printed=r"F_z=-p_aN_aq/2", about=(f"{MIXED}.alkali_length",)),
            Part(name="noble gas", printed=r"K_z=-p_bN_b/2", about=(f"{MIXED}.noble_length",)),
            Part(name="uncertainty of the alkali", printed=r"\Delta F_x=\frac12\sqrt{qN_a}", about=(f"{MIXED}.alkali_width",),
                 note="formalised: in words, it scales as the square root of N_a; the factor is that of a spin-temperature state"),
            Part(name="uncertainty of the noble gas", printed=r"\Delta K_x=\frac12\sqrt{N_b}", about=(f"{MIXED}.noble_width",), note="formalised: in words, it scales as the square root of N_b"),
        ),
    ),
    Claim(
        id="NG-HP", paper=PAPER.key, where=SPINS, kind="equation", title="Holstein-Primakoff modes",
        parts=(
            Part(name="definition", printed=r"\hat a=\hat F^-/\sqrt{2|F_z|}", given="definition"),
            Part(name="alkali boson", printed=r"[\hat a,\hat a^\dagger]=1", order=(r"\eta_f", 1), about=(f"{BOSONS}.commutator_alkali",),
                 note="bosons up to the share of flipped spins"),
            Part(name="noble-gas boson", printed=r"[\hat b,\hat b^\dagger]=1", order=(r"\eta_f", 1), about=(f"{BOSONS}.commutator_noble_gas",)),
            Part(name="local boson", printed=r"[\hat a(\mathbf r,t),\hat a^\dagger(\mathbf r',t)]=w(\mathbf r-\mathbf r')", order=(r"\eta_f", 1),
                 about=(f"{BOSONS}.local_commutator",), note="the local form of Methods; w, the coarse-grained delta function, stands for 1 on both sides"),
            Part(name="ladder", printed=r"r_{HP}=1", order=(r"x_{HP}", 1), about=(f"{BOSONS}.ladder_element",),
                 note="formalised: the matrix element of F_- over that of a boson, at x = (n-1)/(2|F_z|); the next term is -x/2"),
            Part(name="one excitation", printed=r"\langle0|\hat a\hat a^\dagger|0\rangle=1", about=(f"{BOSONS}.norm",)),
            Part(name="one spin up", printed=r"\delta F_z=1", about=(f"{BOSONS}.flip",), note="formalised: in words, the creation operators flip up one spin"),
        ),
    ),
    Claim(
        id="NG-2", paper=PAPER.key, where="main text, Eq. (2)", kind="equation", title="Coupled-mode equations",
        parts=(
            Part(name="alkali", printed=r"\partial_t\hat a=-iJ\hat b+(i\Delta-\gamma)\hat a+\hat F_a", about=(f"{BOSONS}.rotating_alkali",),
                 note="in the mean; Delta is then the frequency of the noble gas less that of the alkali"),
            Part(name="noble gas", printed=r"\partial_t\hat b=-iJ\hat a", about=(f"{BOSONS}.rotating_noble_gas",)),
        ),
    ),
    Claim(
        id="NG-Delta", paper=PAPER.key, where="main text, after Eq. (2)", kind="equation", title="Detuning",
        parts=(
            Part(name="as it stands in Eq. (2)", printed=r"\Delta=(g_a-g_b)B+\Delta_c", about=(f"{TWO_MODE}.detuning", *FREQUENCIES),
                 note="with the printed Delta_c; held against the Delta of Eq. (2)"),
            Part(name="as the mismatch of Eq. (18)", printed=r"\omega_a-\omega_b=(g_a-g_b)B+\Delta_c", about=FREQUENCIES,
                 note="the printed right side is the alkali's frequency less that of the noble gas"),
        ),
    ),
    Claim(
        id="NG-map", paper=PAPER.key, where="main text, after NG-J", kind="equation", title="Modes and mean spins",
        parts=(
            Part(name="alkali", printed=r"\langle\hat a\rangle=\sqrt{N_a/(qp_a)}\,\langle\hat f_-\rangle", about=(f"{BOSONS}.mean_alkali",)),
            Part(name="noble gas", printed=r"\langle\hat b\rangle=\sqrt{N_b/p_b}\,\langle\hat k_-\rangle", about=(f"{BOSONS}.mean_noble_gas",)),
            Part(name="coupling", printed=r"J=(\zeta/2)\sqrt{qp_ap_bn_an_b}", about=(f"{TWO_MODE}.J",),
                 note="formalised: in words, Eqs. (2) reduce to Eqs. (1); with these scales the linear terms of Eq. (1) have the rate J in both directions"),
        ),
    ),
    Claim(
        id="NG-BS", paper=PAPER.key, where="main text, Coupling regimes", kind="equation", title="Beam-splitter Hamiltonian",
        parts=(
            Part(name="alkali", printed=r"\frac1{i\hbar}[\hat a,\hbar J(\hat a^\dagger\hat b+\hat b^\dagger\hat a)]=-iJ\hat b", about=(f"{BOSONS}.beam_splitter_alkali",),
                 note="held against the coupling of Eqs. (2)"),
            Part(name="noble gas", printed=r"\frac1{i\hbar}[\hat b,\hbar J(\hat a^\dagger\hat b+\hat b^\dagger\hat a)]=-iJ\hat a", about=(f"{BOSONS}.beam_splitter_noble_gas",)),
        ),
    ),
    Claim(
        id="NG-num-gamma", paper=PAPER.key, where="main text, Outline for a non-classical demonstration", kind="number", title="Relaxation rate in the proposed experiment",
        parts=(
            Part(name="gamma", printed=r"\gamma", quoted=Quoted(text="17.5", unit="1/s"), inputs=(*GAS, *ATOM, ("R", "1 inch")),
                 about=(f"{LANGEVIN}.leading_mode", f"{LANGEVIN}.alkali_relaxation", "spin_exchange.slowing_down.q"),
                 note="cross-sections, velocities and the diffusion coefficient are not given"),
            Part(name="share of helium", printed=r"n_bk_{se}(1+1/\eta)/q", quoted=Quoted(text="17.5", unit="1/s", relation="<"),
                 about=("spin_exchange.slowing_down.q",), inputs=((r"\eta", "0.34"), *GAS[1:], *ATOM),
                 note="exchange and spin rotation with helium, by the derived rate and the quoted eta = 0.34, leave room below 17.5 1/s"),
        ),
    ),
    Claim(
        id="NG-num-50ms", paper=PAPER.key, where="Methods, after Eq. (17)", kind="number", title="Relaxation times in the proposed experiment",
        parts=(
            Part(name="alkali", printed=r"\gamma_a^{-1}", quoted=Quoted(text="0.050", unit="s", significant=1), inputs=(*GAS, *ATOM),
                 about=(f"{LANGEVIN}.alkali_relaxation", "spin_exchange.slowing_down.q")),
            Part(name="alkali against the main text", printed=r"\gamma-\gamma_a", quoted=Quoted(text="0", unit="1/s", relation=">"),
                 inputs=((r"\gamma", "17.55 1/s"), (r"\gamma_a", "200/11 1/s")), takes=("NG-gam",),
                 note="by the paper's own gamma = gamma_a + D_a pi^2/R^2 the main text's 17.5 1/s must exceed gamma_a; it does not, even with "
                 "the inputs chosen for it at the edges of rounding, 17.55 1/s for 17.5 and 1/(55 ms) = 200/11 1/s for 50 ms to one digit"),
            Part(name="noble gas", printed=r"\gamma_b^{-1}", quoted=Quoted(text="1", unit="hour"), inputs=GAS, about=(f"{LANGEVIN}.noble_relaxation",)),
            Part(name="noble gas, 100 hours with alkali present", printed=r"(n_ak_{se})^{-1}", quoted=Quoted(text="100", unit="hour", relation=">"),
                 inputs=GAS, about=("spin_exchange.bloch.noble_gas_relaxation",),
                 note="by Eq. (17) the time is below that of exchange alone, 17 hours as the paper says itself, while the alkali is there"),
            Part(name="gamma_b far below gamma_a", printed=r"\gamma_b/\gamma_a", quoted=Quoted(text="1e-4", relation="<"),
                 inputs=((r"\gamma_b", "1/3600 1/s"), (r"\gamma_a", "20 1/s")), about=(f"{LANGEVIN}.alkali_relaxation", f"{LANGEVIN}.noble_relaxation"),
                 note="at the shortest quoted time, one hour"),
        ),
    ),
)  # fmt: skip
