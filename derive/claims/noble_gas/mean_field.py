r"""Claims about the mean-field Bloch equations, their rates, and the numbers that follow from them."""

from __future__ import annotations

from derive.claims.noble_gas.letters import PAPER
from derive.records import Claim, Part, Quoted

BLOCH = ("spin_exchange.bloch.alkali", "spin_exchange.bloch.noble_gas")
DENSITIES = ("spin_exchange.bloch.alkali_density", "spin_exchange.bloch.noble_gas_density")
CONSERVED = r"N_a\,\partial_t\langle\hat{\mathbf f}\rangle+N_b\,\partial_t\langle\hat{\mathbf k}\rangle=0"
CONSERVED_DENSITY = r"\partial_t\hat{\mathbf f}+\partial_t\hat{\mathbf k}=0"
OUTLINE = "main text, Outline for a non-classical demonstration"

CLAIMS = (
    Claim(
        id="NG-1", paper=PAPER.key, where="main text, Eq. (1)", kind="equation", title="Mean-field Bloch equations",
        parts=(
            Part(
                name="alkali", about=BLOCH[:1],
                printed=r"\partial_t\langle\hat{\mathbf f}\rangle=n_b\zeta\langle\hat{\mathbf k}\rangle\times\langle\hat{\mathbf f}\rangle"
                r"+n_bk_{se}\left(q\langle\hat{\mathbf k}\rangle-\langle\hat{\mathbf f}\rangle\right)",
            ),
            Part(
                name="noble gas", about=BLOCH[1:],
                printed=r"\partial_t\langle\hat{\mathbf k}\rangle=n_a\zeta\langle\hat{\mathbf f}\rangle\times\langle\hat{\mathbf k}\rangle"
                r"+n_ak_{se}\left(\langle\hat{\mathbf f}\rangle/q-\langle\hat{\mathbf k}\rangle\right)",
            ),
        ),
    ),
    Claim(
        id="NG-1cons", paper=PAPER.key, where="main text, after Eq. (1)", kind="statement",
        title="The incoherent transfer conserves the total spin",
        parts=(
            Part(name="derived", printed=CONSERVED, about=BLOCH),
            Part(
                name="as Eq. (1) has it", printed=CONSERVED, takes=("NG-1",),
                note="whether the printed Eqs. (1) do what the paper says of them",
            ),
        ),
    ),
    Claim(
        id="NG-zeta", paper=PAPER.key, where="main text, after Eq. (1); Methods, after Eq. (13)", kind="equation",
        title="Mean-field interaction strength",
        parts=(
            Part(name="equation", printed=r"\zeta=\langle\sigma v\phi\rangle/q", about=("spin_exchange.bloch.zeta",)),
        ),
    ),
    Claim(
        id="NG-kse", paper=PAPER.key, where="main text, after Eq. (1); Methods", kind="equation",
        title="Binary spin-exchange rate coefficient",
        parts=(
            Part(name="equation", printed=r"k_{se}\equiv\frac14\langle v\sigma\phi^2\rangle", about=("spin_exchange.bloch.k_se",)),
        ),
    ),
    Claim(
        id="NG-gexmain", paper=PAPER.key, where="main text, end of Coupling regimes", kind="equation",
        title="Spin-exchange contribution to the alkali relaxation",
        parts=(
            Part(
                name="rate", printed=r"\gamma_{ex}=n_bk_{se}/q", about=("spin_exchange.bloch.alkali_relaxation",),
                note="said to follow from the incoherent-transfer term in Eq. (1)",
            ),
            Part(
                name="as Eq. (1) has it", takes=("NG-1",),
                printed=r"n_b\zeta\langle\hat{\mathbf k}\rangle\times\langle\hat{\mathbf f}\rangle"
                r"+qn_bk_{se}\langle\hat{\mathbf k}\rangle-\partial_t\langle\hat{\mathbf f}\rangle"
                r"=\frac{n_bk_{se}}q\langle\hat{\mathbf f}\rangle",
                note="the loss that is left of the printed rate of f; it has n_b k_se in place of n_b k_se/q",
            ),
        ),
    ),
    Claim(
        id="NG-13", paper=PAPER.key, where="Methods, Eq. (13)", kind="equation", title="Coarse-grained spin equations",
        parts=(
            Part(
                name="alkali", about=DENSITIES[:1], note="in the mean",
                printed=r"\partial_t\hat{\mathbf f}=\zeta\,\hat{\mathbf k}\times\hat{\mathbf f}-k_{se}n_b\hat{\mathbf f}"
                r"+qk_{se}n_a\hat{\mathbf k}+\hat{\mathbf F}_{ex}",
            ),
            Part(
                name="noble gas", about=DENSITIES[1:], note="in the mean",
                printed=r"\partial_t\hat{\mathbf k}=\zeta\,\hat{\mathbf f}\times\hat{\mathbf k}-k_{se}n_a\hat{\mathbf k}"
                r"+\tfrac1qk_{se}n_b\hat{\mathbf f}-\hat{\mathbf F}_{ex}",
            ),
        ),
    ),
    Claim(
        id="NG-13cons", paper=PAPER.key, where="Methods, after Eq. (13)", kind="statement",
        title="The incoherent terms of Eq. (13) conserve the total spin",
        parts=(
            Part(name="derived", printed=CONSERVED_DENSITY, about=DENSITIES),
            Part(name="as Eq. (13) has it", printed=CONSERVED_DENSITY, takes=("NG-13",),
                 note="whether the printed Eqs. (13) do what the paper says of them"),
        ),
    ),
    Claim(
        id="NG-MF", paper=PAPER.key, where="Methods, Comparison to mean-field model", kind="statement",
        title="The mean of Eqs. (13) is Eqs. (1)",
        parts=(
            Part(
                name="alkali, both as printed", takes=("NG-1/alkali", "NG-13/alkali"),
                about=("spin_exchange.bloch.alkali_spin_density", "spin_exchange.bloch.noble_gas_spin_density"),
                printed=r"n_a\,\partial_t\langle\hat{\mathbf f}\rangle=\partial_t\hat{\mathbf f}",
                note="both sides from the printed equations, with <F_ex> = 0: they share their factor q",
            ),
            Part(
                name="noble gas, both as printed", takes=("NG-1/noble gas", "NG-13/noble gas"),
                about=("spin_exchange.bloch.alkali_spin_density", "spin_exchange.bloch.noble_gas_spin_density"),
                printed=r"n_b\,\partial_t\langle\hat{\mathbf k}\rangle=\partial_t\hat{\mathbf k}",
                note="both sides from the printed equations, with <F_ex> = 0",
            ),
        ),
    ),
    Claim(
        id="NG-seop", paper=PAPER.key, where="Methods, after Eq. (13)", kind="statement",
        title="The gain of the noble gas from pumped alkali spins",
        parts=(
            Part(
                name="gain term", about=DENSITIES[1:],
                printed=r"\partial_t\hat{\mathbf k}-\zeta\,\hat{\mathbf f}\times\hat{\mathbf k}+k_{se}n_a\hat{\mathbf k}=k_{se}n_b\hat{\mathbf f}/q",
                note="the printed term k_se n_b f/q, as what remains of the rate of k beside precession and loss",
            ),
        ),
    ),
    Claim(
        id="NG-J", paper=PAPER.key, where="main text, after Eq. (2); Methods, after Eq. (18)", kind="equation",
        title="Coherent exchange rate",
        parts=(
            Part(name="main text", printed=r"J=(\zeta/2)\sqrt{qp_ap_bn_an_b}", about=("spin_exchange.two_mode.J",)),
            Part(name="Methods", printed=r"J=\zeta\sqrt{qp_ap_bn_an_b}/2", about=("spin_exchange.two_mode.J",)),
        ),
    ),
    Claim(
        id="NG-om", paper=PAPER.key, where="Methods, before Eq. (18)", kind="equation", title="Larmor frequencies with collisional shifts",
        parts=(
            Part(name="alkali", printed=r"\omega_a=\tilde\omega_a-\zeta p_bn_b/2", about=("spin_exchange.two_mode.alkali_frequency",)),
            Part(name="noble gas", printed=r"\omega_b=\tilde\omega_b-\zeta p_an_aq/2", about=("spin_exchange.two_mode.noble_gas_frequency",)),
        ),
    ),
    Claim(
        id="NG-Dc", paper=PAPER.key, where="main text, after Eq. (2)", kind="equation", title="Detuning and mean collisional shift",
        parts=(
            Part(
                name="detuning with its shift", printed=r"\Delta=(g_a-g_b)B+\zeta(p_an_aq-p_bn_b)/2",
                about=("spin_exchange.two_mode.detuning", "spin_exchange.two_mode.alkali_frequency",
                       "spin_exchange.two_mode.noble_gas_frequency"),
                note="the printed Delta = (g_a - g_b) B + Delta_c with the printed Delta_c = zeta (p_a n_a q - p_b n_b)/2 put in; "
                "held against the Delta of Eq. (2)",
            ),
        ),
    ),
    Claim(
        id="NG-num-J", paper=PAPER.key, where=OUTLINE, kind="number", title="Coupling rate in the proposed experiment",
        parts=(
            Part(
                name="J", printed=r"J", quoted=Quoted(text="1000", unit="1/s", significant=1),
                about=("spin_exchange.two_mode.J", "spin_exchange.bloch.zeta", "spin_exchange.slowing_down.q"),
                inputs=((r"v\sigma\langle\phi\rangle", "2e-14 cm^3/s"), (r"I", "3/2"), (r"p_a", "0.95"), (r"p_b", "0.75"),
                        (r"n_a", "3e14 cm^-3"), (r"n_b", "2e20 cm^-3")),
                note="the zeros of 1000 are not taken as digits, since every input has one or two",
            ),
        ),
    ),
    Claim(
        id="NG-num-shift", paper=PAPER.key, where=OUTLINE, kind="equation", title="Collisional shift of the potassium",
        parts=(
            Part(
                name="shift", printed=r"\tilde\omega_a-\omega_a=v\sigma\langle\phi\rangle p_bn_b/2q",
                about=("spin_exchange.two_mode.alkali_frequency", "spin_exchange.bloch.zeta"),
                note="the printed shift, v sigma <phi> p_b n_b / 2q read with q in the denominator",
            ),
        ),
    ),
    Claim(
        id="NG-num-ratio", paper=PAPER.key, where=OUTLINE, kind="number", title="Strong coupling in the proposed experiment",
        parts=(
            Part(
                name="J/gamma", printed=r"J/\gamma", quoted=Quoted(text="55", relation=">"),
                about=("spin_exchange.two_mode.J", "spin_exchange.bloch.zeta", "spin_exchange.slowing_down.q"),
                inputs=((r"v\sigma\langle\phi\rangle", "2e-14 cm^3/s"), (r"I", "3/2"), (r"p_a", "0.95"), (r"p_b", "0.75"),
                        (r"n_a", "3e14 cm^-3"), (r"n_b", "2e20 cm^-3"), (r"\gamma", "17.5 1/s")),
            ),
        ),
    ),
    Claim(
        id="NG-num-17h", paper=PAPER.key, where="Methods, Noise associated with spin-exchange collisions", kind="number",
        title="Spin-exchange lifetime of the noble gas",
        parts=(
            Part(
                name="lifetime", printed=r"(n_ak_{se})^{-1}", quoted=Quoted(text="17", unit="hour"),
                about=("spin_exchange.bloch.noble_gas_relaxation",),
                inputs=((r"n_a", "3e14 cm^-3"), (r"k_{se}", "5.5e-20 cm^3/s")),
            ),
        ),
    ),
    Claim(
        id="NG-num-zeta", paper=PAPER.key, where="Methods, Comparison to mean-field model", kind="number",
        title="Quoted interaction strength of K-3He",
        parts=(
            Part(
                name="zeta from the quoted mean phase rate", printed=r"\zeta", quoted=Quoted(text="4.9e-15", unit="cm^3/s"),
                about=("spin_exchange.bloch.zeta", "spin_exchange.slowing_down.q"),
                inputs=((r"v\sigma\langle\phi\rangle", "2e-14 cm^3/s"), (r"I", "3/2"), (r"p_a", "0.95")),
                note="the main text quotes v sigma <phi>, the Methods quote zeta",
            ),
        ),
    ),
    Claim(
        id="NG-weak", paper=PAPER.key, where="Methods, after Eq. (14)", kind="number",
        title="Incoherent transfer is weak beside coherent precession",
        parts=(
            Part(
                name="typical ratio", printed=r"\langle\phi^2\rangle/\langle\phi\rangle", quoted=Quoted(text="1e-5"),
                about=("spin_exchange.slowing_down.q",),
                inputs=((r"\zeta", "4.9e-15 cm^3/s"), (r"k_{se}", "5.5e-20 cm^3/s"), (r"I", "3/2"), (r"p_a", "0.95")),
                note="the quoted zeta and k_se, turned into kinematic averages; the same v sigma for both",
            ),
        ),
    ),
)  # fmt: skip
