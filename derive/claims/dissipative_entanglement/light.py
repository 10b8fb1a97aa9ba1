r"""Claims about atoms and light before the elimination, and about the conditions of the master equation."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.light_letters import PAPER as PAPER
from derive.records import Claim, Part, Quoted

MATTER, SIDE, COND = (f"dissipative_entanglement.{name}" for name in ("light_matter", "sidebands", "light_conditions"))
ELIM = "dissipative_entanglement.elimination"
III1, III2, B1 = "Sec. III.1", "Sec. III.2", "App. B.1"
DETUNINGS = tuple(f"{MATTER}.detuning_{level}_{e}" for level in ("up", "down") for e in ("I", "II"))
DESIRED = (
    r"g_{\mathbf k}e^{i\mathbf k\mathbf r_i}a_{\mathbf k}\left(|e_\downarrow\rangle_{@,i}\langle\downarrow|e^{i\Omega t}"
    r"+|e_\uparrow\rangle_{@,i}\langle\uparrow|e^{-i\Omega t}+|\downarrow\rangle_{@,i}\langle e_\downarrow|e^{-i\Omega t}e^{-2i\omega_Lt}"
    r"+|\uparrow\rangle_{@,i}\langle e_\uparrow|e^{i\Omega t}e^{-2i\omega_Lt}\right)+H.C."
)
REVERSED = (
    DESIRED.replace(r"e^{i\Omega t}", "@+")
    .replace(r"e^{-i\Omega t}", r"e^{i\Omega t}")
    .replace("@+", r"e^{-i\Omega t}")
)
UNDESIRED = (
    r"\check g_{\mathbf k}e^{i\mathbf k\mathbf r_i}a_{\mathbf k}\left(|e_\uparrow\rangle_{@,i}\langle\downarrow|"
    r"+|e_\downarrow\rangle_{@,i}\langle\uparrow|+|\downarrow\rangle_{@,i}\langle e_\uparrow|e^{-2i\omega_Lt}"
    r"+|\uparrow\rangle_{@,i}\langle e_\downarrow|e^{-2i\omega_Lt}\right)+H.C."
)
SUMS = r"\sum_{i=1}^N\sum_{\mathbf k}\sum_{\hat\lambda_{\mathbf k}=1}^2"
SECOND = "the analogous expression for the second ensemble"


def _in(ensemble: str, text: str) -> str:
    return text.replace("@", ensemble)


CLAIMS = (
    Claim(
        id="DE-elimcond",
        paper=PAPER.key,
        where=f"{III1} and {III2}",
        kind="statement",
        title="When excited levels may be eliminated",
        parts=(
            Part(
                name="slow ground levels",
                printed=r"\lambda/\lambda_0=1",
                about=(f"{COND}.adiabatic",),
                order=(r"\Omega_{\text{probe}}/\Delta", 2),
                note="formalised: the exact slow root of a driven atom over its value with the excited level following. The small "
                "parameter is the light shift over the detuning; the printed condition, on the rate of the ground levels, is "
                "smaller by the line width over the detuning and alone does not bound it",
            ),
            Part(
                name="line width",
                printed=r"\Gamma(\gamma_{\text{LW}})/\Gamma=1",
                about=(f"{COND}.width",),
                order=(r"\gamma_{\text{LW}}/\Delta", 2),
                note="formalised: the scattering rate with the line width beside the detuning, over its limit",
            ),
            Part(
                name="Doppler width",
                printed=r"\Gamma(\delta_{\text{Doppler}})/\Gamma=1",
                about=(f"{COND}.doppler",),
                order=(r"\delta_{\text{Doppler}}/\Delta", 2),
                note="formalised: the scattering rate of pairs of opposite velocity over that at rest",
            ),
            Part(
                name="weak drive",
                printed=r"c_e=\Omega_{\text{probe}}/\Delta",
                about=(f"{COND}.mixed",),
                order=(r"\Omega_{\text{probe}}/\Delta", 3),
                note="formalised: the exact admixture of the excited level against the weight that the elimination uses",
            ),
        ),
    ),
    Claim(
        id="DE-H",
        paper=PAPER.key,
        where=f"{III1}, displayed",
        kind="equation",
        title="Hamiltonian in the rotating frame",
        parts=(
            Part(
                name="sum",
                printed=r"H=H_A+H_L+H_{\text{int}}",
                given="definition of the names of its three parts",
                note="H_int is what is left besides the two that are judged here; Eq. (6) says what it is",
            ),
            Part(name="atoms", printed=r"H_A=\Omega\left(J_{x,I}-J_{x,II}\right)", about=(f"{MATTER}.ground",)),
            Part(name="light", printed=r"H_L=\int dk\,(\omega_k-\omega_L)a_k^\dagger a_k", about=(f"{MATTER}.light",)),
        ),
    ),
    Claim(
        id="DE-BM",
        paper=PAPER.key,
        where=III2,
        kind="statement",
        title="Born and Markov, and the geometry",
        parts=(
            Part(
                name="no memory",
                printed=r"\lambda/\Gamma_{\text{atomic}}=1",
                about=("dissipative_entanglement.born_markov.memory",),
                order=(r"\Gamma_{\text{atomic}}\tau_c", 1),
                note="formalised: the decay rate with an exponential memory over that without one",
            ),
            Part(
                name="geometry",
                printed=r"w(R)/w(0)=1",
                about=(f"{COND}.spread",),
                order=(r"R/(k_LL^2)", 2),
                note="formalised: light with the profile of one ensemble has the same width at the other",
            ),
        ),
    ),
    Claim(
        id="DE-num-kL",
        paper=PAPER.key,
        where=III2,
        kind="number",
        title="Orders of magnitude",
        parts=(
            Part(
                name="wave number",
                printed="k_L",
                about=(f"{COND}.wavenumber",),
                quoted=Quoted(text="1e7", unit="1/m"),
                inputs=((r"\lambda", "852.347 nm"),),
                note="on the order of 10^7 per metre, at the caesium D2 line that App. E uses",
            ),
            Part(
                name="geometry",
                printed="R/(k_LL^2)",
                about=(f"{COND}.fresnel",),
                quoted=Quoted(text="0.01", relation="<"),
                inputs=(("k_L", "1e7 1/m"), ("L", "1 cm"), ("R", "1 m")),
                note="formalised: with the printed sizes the condition k_L >> R/L^2 holds by more than a factor of 100",
            ),
            Part(
                name="sizes",
                printed=r"L\sim1\,\mathrm{cm},\ R\approx1\,\mathrm m",
                given="sizes that the paper considers",
            ),
        ),
    ),
    Claim(
        id="DE-fn58",
        paper=PAPER.key,
        where="footnote 58",
        kind="statement",
        title="Half-wave plate between the ensembles",
        parts=(
            Part(
                name="fields exchanged, x",
                printed="E_x'=E_y",
                about=(f"{SIDE}.plate_x",),
                note="formalised: 'exchanged': the field behind the plate along x is the one along y before it",
            ),
            Part(name="fields exchanged, y", printed="E_y'=E_x", about=(f"{SIDE}.plate_y",)),
            Part(
                name="classical field drives up to e_up",
                printed=r"\langle e_\uparrow|d_x|\uparrow\rangle=|\mathbf p|",
                about=(f"{SIDE}.dipole_along",),
                note="formalised: a field along x couples levels of one magnetic number",
            ),
            Part(
                name="and no others",
                printed=r"\langle e_\uparrow|d_x|\downarrow\rangle=0",
                about=(f"{SIDE}.dipole_across",),
                note="formalised: so transitions that change the magnetic number are left to the other field",
            ),
            Part(
                name="coupling",
                printed=r"\mu_{II}/\mu_I=1",
                about=(f"{SIDE}.plate_ratio",),
                order=(r"\Omega/\Omega_e", 1),
                note="formalised: both ensembles have one weight when the excited levels split much more than the ground levels "
                "(Sec. III.1)",
            ),
        ),
    ),
    Claim(
        id="DE-fn61",
        paper=PAPER.key,
        where="footnote 61",
        kind="statement",
        title="Cross terms between the sidebands",
        parts=(
            Part(
                name="rotation",
                printed=r"e^{i\varphi_{ls,us}(t)}=e^{2i\Omega t}",
                about=(f"{MATTER}.crossed",),
                note="formalised: a jump into the lower sideband times the adjoint of one into the upper; the reverse has the opposite sign",
            ),
            Part(
                name="negligible",
                printed=r"\max\left|\int\Gamma_{\text{atomic}}e^{2i\Omega t}dt\right|=0",
                about=(f"{COND}.crossed",),
                order=(r"\Gamma_{\text{atomic}}/\Omega", 1),
                note="formalised: the largest change that such a term makes",
            ),
        ),
    ),
    Claim(
        id="DE-B1-HA",
        paper=PAPER.key,
        where=B1,
        kind="equation",
        title="Energies in the rotating frame",
        parts=(
            Part(
                name="whole",
                printed=r"H=H_{\text{L}}+H_{\text{A}}+H_{\text{int}}",
                given="definition of the names of its three parts",
                note="H_A of App. B.1 has the detunings of excited levels; the one of Sec. III.1 has the Larmor splitting of ground levels",
            ),
            Part(name="sum", printed=r"H_{\text A}=H_{\text{A,I}}+H_{\text{A,II}}", about=(f"{MATTER}.bare",)),
            Part(
                name="light",
                printed=r"H_{\text L}=\int dk\,(\omega_k-\omega_L)a_k^\dagger a_k",
                about=(f"{MATTER}.light",),
            ),
            *(
                Part(
                    name=f"ensemble {e}",
                    about=(f"{MATTER}.atoms_{e}",),
                    printed=rf"H_{{\text{{A,{e}}}}}=\sum_i\left(\Delta_{{\uparrow,{e}}}|e_\uparrow\rangle_{{{e},i}}\langle e_\uparrow|"
                    rf"+\Delta_{{\downarrow,{e}}}|e_\downarrow\rangle_{{{e},i}}\langle e_\downarrow|\right)",
                    note="the sign: an excited level's energy in the frame is atom minus laser, and the paper counts detunings as laser minus "
                    "atom: blue light has a positive one, as the values in the next sentence, mu_I > 0 and the light shifts have it",
                )
                for e in ("I", "II")
            ),
        ),
    ),
    Claim(
        id="DE-B1-det",
        paper=PAPER.key,
        where=B1,
        kind="equation",
        title="Detunings of the set-up in Fig. 2",
        parts=tuple(
            Part(
                name=f"to e_{level}, ensemble {e}",
                printed=rf"\Delta_{{\{level}arrow,{e}}}={value}",
                about=(f"{MATTER}.detuning_{level}_{e}",),
                note="laser minus atom, as blue light in the first ensemble has it",
            )
            for level, e, value in (
                ("up", "I", r"\Delta-\Omega"),
                ("up", "II", r"-(\Delta-\Omega)"),
                ("down", "I", r"\Delta+\Omega"),
                ("down", "II", r"-(\Delta+\Omega)"),
            )
        ),
    ),
    Claim(
        id="DE-32",
        paper=PAPER.key,
        where=f"{B1}, Eq. (32)",
        kind="equation",
        title="Interaction of atoms and light",
        parts=(
            Part(
                name="sum",
                printed=r"H_{\text{int,I}}=H_{\text{cl,I}}+H_{\text{qu,I}},\sigma_{e_\uparrow\uparrow,I,i}",
                given="definition of the names of both parts",
                note="the symbol after the comma is a stray one: it belongs to no term",
            ),
            Part(
                name="classical field",
                about=(f"{MATTER}.classical_I",),
                note="both transitions have one sign",
                printed=r"H_{\text{cl,I}}=\Omega_{\text{probe}}\sum_{i=1}^Ne^{i\mathbf k_L\mathbf r_i}"
                r"\left(|e_\uparrow\rangle_{I,i}\langle\downarrow|+|e_\downarrow\rangle_{I,i}\langle\uparrow|\right)+H.C.",
            ),
            Part(
                name="desired",
                about=(f"{MATTER}.quantum_I",),
                printed=rf"H_{{\text{{qu,I}}}}={SUMS}{_in('I', DESIRED)}",
                note="first line of H_qu; the signs of its two decays are put in (see 'one sign for both arrows'), the phases are derived",
            ),
            Part(
                name="one sign for both arrows",
                printed=r"g_{\mathbf k}\left(|e_\downarrow\rangle_{I,i}\langle\downarrow|+|e_\uparrow\rangle_{I,i}\langle\uparrow|\right)",
                given="assumption of the model: all four dipoles of one sign",
                note="formalised: the signs of both desired decays. For spins 1/2 the dipole along the field is diag(1, -1), the one across it has "
                "equal elements: the product of both desired elements over that of both driven ones is -1, whatever the phases of the four "
                "states. It changes the relative sign of mu and nu in A and B, which a sign of the flips of one ensemble absorbs, and not in C "
                "and D",
            ),
            Part(
                name="undesired",
                about=(f"{MATTER}.undesired_I",),
                printed=rf"\check H_{{\text{{qu,I}}}}={SUMS}{_in('I', UNDESIRED)}",
                note="second line of H_qu",
            ),
            Part(
                name="ensemble II, subscripts changed",
                about=(f"{MATTER}.quantum_II",),
                reading=SECOND,
                printed=rf"H_{{\text{{qu,II}}}}={SUMS}{_in('II', DESIRED)}",
                note="read as: only the subscripts change. Then the second ensemble would not share sidebands as Eqs. (6) and (35) have it",
            ),
            Part(
                name="ensemble II, with its Larmor frequency",
                about=(f"{MATTER}.quantum_II",),
                reading=SECOND,
                printed=rf"H_{{\text{{qu,II}}}}={SUMS}{_in('II', REVERSED)}",
                note="read as: the splitting of the second ensemble, -Omega as H_A of Sec. III.1 has it, goes with the subscripts, so that the sign "
                "of Omega changes too",
            ),
            Part(
                name="undesired, ensemble II",
                about=(f"{MATTER}.undesired_II",),
                printed=rf"\check H_{{\text{{qu,II}}}}={SUMS}{_in('II', UNDESIRED)}",
            ),
        ),
    ),
)
