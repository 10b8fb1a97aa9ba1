r"""Claims about the elimination of the excited levels: Secs. III.1 and III.2, and the rest of App. B.1."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.elimination_letters import PAPER as PAPER
from derive.records import Claim, Part

ELIM, SIDE, COND = (f"dissipative_entanglement.{name}" for name in ("elimination", "sidebands", "light_conditions"))
III1, III2, B1 = "Sec. III.1", "Sec. III.2", "App. B.1"
WEIGHTS = tuple(f"{ELIM}.{kind}_{e}" for kind in ("mu", "nu") for e in ("I", "II"))
DETUNINGS = tuple(
    f"dissipative_entanglement.light_matter.detuning_{level}_{e}" for level in ("up", "down") for e in ("I", "II")
)
OUTSIDE = (r"\Delta>\Omega",)
PHASE = r"e^{-i\mathbf k_L(\mathbf r_j-\mathbf r_i)}"
MASTER = (
    rf"d_t\rho(t)=\frac12\sum_{{i,j=1}}^N{PHASE}J_{{ij}}\left(A_i\rho(t)A_j^\dagger+B_i\rho(t)B_j^\dagger\right)"
    rf"+\frac12\sum_{{i,j=1}}^N{PHASE}\check J_{{ij}}\left(C_i\rho(t)C_j^\dagger+D_i\rho(t)D_j^\dagger\right)"
)
BATHS = "which undesired decays share modes"
JUMPS = {
    "A": r"\mu_I\sigma_{I,i}+\nu_{II}\sigma^\dagger_{II,i}",
    "B": r"\mu_{II}\sigma_{II,i}+\nu_I\sigma^\dagger_{I,i}",
    "C": r"\mu_I\sigma_{\downarrow\downarrow,I,i}+\nu_{II}\sigma_{\uparrow\uparrow,II,i}",
    "D": r"\mu_{II}\sigma_{\downarrow\downarrow,II,i}+\nu_I\sigma_{\uparrow\uparrow,I,i}",
}
UNIFIED = {
    name: text.replace("_{II}", "").replace(r"\mu_I", r"\mu").replace(r"\nu_I", r"\nu") for name, text in JUMPS.items()
}


def _master(name: str, where: str) -> Claim:
    return Claim(
        id=name, paper=PAPER.key, where=where, kind="equation", title="Master equation of the ground levels",
        parts=(
            Part(
                name="by angular momentum", printed=MASTER, about=(f"{ELIM}.master",), reading=BATHS,
                note="the jump part, pair by pair. Photons of different angular momentum about the field are counted as independent baths",
            ),
            Part(
                name="with one coupling", printed=MASTER, about=(f"{SIDE}.unresolved",), reading=BATHS,
                note="with the one coupling of Eq. (32) to all undesired decays, whose photons have one frequency, cross terms of C and D "
                "remain",
            ),
        ),
    )  # fmt: skip


CLAIMS = (
    Claim(
        id="DE-6",
        paper=PAPER.key,
        where=f"{III1}, Eq. (6)",
        kind="equation",
        title="Ground levels and sidebands",
        parts=(
            Part(
                name="half that creates photons",
                about=(f"{SIDE}.coupling", *WEIGHTS, f"{ELIM}.mu", f"{ELIM}.nu"),
                printed=r"H_{\text{int}}=\int_{\Delta\omega_{ls}}d\mathbf k\sum_{\lambda_{\mathbf k}}\bar g(\mathbf k)"
                r"\left(\mu\sum_{i=1}^N\sigma_{I,i}'e^{i\Delta\mathbf k\,\mathbf r_i}+\nu\sum_{j=1}^N\sigma'^\dagger_{II,j}"
                r"e^{i\Delta\mathbf k\,\mathbf r_j}\right)a^\dagger_{\mathbf k}+\int_{\Delta\omega_{us}}d\mathbf k\sum_{\lambda_{\mathbf k}}"
                r"\bar g(\mathbf k)\left(\mu\sum_{i=1}^N\sigma_{II,i}'e^{i\Delta\mathbf k\,\mathbf r_i}+\nu\sum_{j=1}^N"
                r"\sigma'^\dagger_{I,j}e^{i\Delta\mathbf k\,\mathbf r_j}\right)a^\dagger_{\mathbf k}+H.C.",
                note="in the unified notation, marked by primes here: sigma_II' is sgn(mu_I mu_II) sigma_II, with the sign of Fig. 2; one "
                "atom of each ensemble",
            ),
        ),
    ),
    Claim(
        id="DE-dk",
        paper=PAPER.key,
        where=f"{III1}, after Eq. (6)",
        kind="equation",
        title="Flip operator and wave vector",
        parts=(
            Part(
                name="flip",
                printed=r"\sigma_{I,i}=|\uparrow\rangle_{I,i}\langle\downarrow|",
                given="definition of the flip operator",
            ),
            Part(
                name="wave vector",
                printed=r"\Delta\mathbf k=\mathbf k_L-\mathbf k",
                given="definition of the difference of wave vectors",
            ),
            Part(
                name="what scatters",
                about=(f"{SIDE}.phase",),
                printed=r"\Delta\mathbf k\,\mathbf r_i=\mathbf k_L\mathbf r_i-\mathbf k\mathbf r_i",
                note="formalised: a photon taken from the classical field and one given to a mode leave this phase",
            ),
        ),
    ),
    Claim(
        id="DE-coupl",
        paper=PAPER.key,
        where=f"{III1}, after Eq. (6)",
        kind="equation",
        title="Effective couplings",
        parts=(
            Part(
                name="passive",
                printed=r"\bar g(\mathbf k)\mu=\frac{\Omega_{\text{probe}}}{\Delta-\Omega}g_{\mathbf k}",
                about=(f"{ELIM}.effective", f"{ELIM}.mu"),
            ),
            Part(
                name="active",
                printed=r"\bar g(\mathbf k)\nu=\frac{\Omega_{\text{probe}}}{\Delta+\Omega}g_{\mathbf k}",
                about=(f"{ELIM}.effective", f"{ELIM}.nu"),
            ),
        ),
    ),
    Claim(
        id="DE-munu",
        paper=PAPER.key,
        where=f"{III1}, after Eq. (6)",
        kind="equation",
        title="Normalised weights",
        parts=(
            Part(name="passive", printed=r"\mu=\frac{\Delta+\Omega}{2\sqrt{\Delta\Omega}}", about=(f"{ELIM}.mu",)),
            Part(name="active", printed=r"\nu=\frac{\Delta-\Omega}{2\sqrt{\Delta\Omega}}", about=(f"{ELIM}.nu",)),
            Part(name="norm", printed=r"\mu^2-\nu^2=1", about=(f"{ELIM}.mu", f"{ELIM}.nu")),
        ),
    ),
    Claim(
        id="DE-signs",
        paper=PAPER.key,
        where=f"{III1}, end",
        kind="equation",
        title="Signs of the second ensemble",
        parts=(
            Part(name="Fig. 2, passive", printed=r"\mu_I=-\mu_{II}", about=WEIGHTS),
            Part(name="Fig. 2, active", printed=r"\nu_I=-\nu_{II}", about=WEIGHTS),
            Part(name="relative sign", printed=r"\mathrm{sgn}(\mu_I\mu_{II})=-1", about=(f"{SIDE}.sign",)),
            Part(
                name="Sec. IV",
                printed=r"(\mu_{II}/\mu_I)=1",
                about=(f"{SIDE}.mirrored",),
                note="formalised: oppositely polarised caesium atoms have one coupling, sign included, by the symmetry of their "
                "Clebsch-Gordan coefficients; with Larmor splittings neglected beside the detuning",
            ),
            Part(
                name="unified notation",
                printed=r"\sigma_{II,i}'=\mathrm{sgn}(\mu_I\mu_{II})\sigma_{II,i}",
                given="definition of the notation",
            ),
        ),
    ),
    Claim(
        id="DE-shorthand",
        paper=PAPER.key,
        where=f"{III2}, second paragraph",
        kind="equation",
        title="Short-hand of a master equation",
        parts=(
            Part(
                name="definition",
                printed=r"d_t\rho=\kappa/2\left(A\rho A^\dagger-A^\dagger A\rho\right)+H.C.",
                given="definition of the short-hand",
            ),
            Part(
                name="with a real rate",
                about=(f"{COND}.real_rate",),
                printed=r"d_t\rho=\kappa\left(A\rho A^\dagger-A^\dagger A\rho/2-\rho A^\dagger A/2\right)",
                note="formalised: with a real rate it is the Lindblad form of Eq. (2)",
            ),
        ),
    ),
    _master("DE-7", f"{III2}, Eq. (7)"),
    Claim(
        id="DE-Asum",
        paper=PAPER.key,
        where=f"{III2}, after Eq. (7)",
        kind="equation",
        title="Collective jump operators",
        parts=(
            Part(
                name="definition",
                printed=r"A=\frac{1}{\sqrt N}\sum_{i=1}^NA_i",
                given="definition of the collective operators",
            ),
        ),
    ),
    Claim(
        id="DE-8",
        paper=PAPER.key,
        where=f"{III2}, Eq. (8)",
        kind="equation",
        title="Jump operators, unified notation",
        parts=(
            *(
                Part(
                    name=f"{name}, same sign",
                    printed=f"{name}_i={UNIFIED[name]}",
                    about=(f"{SIDE}.alike_{name}",),
                    reading=name,
                    note="in a set-up with mu_I = mu_II, as in Sec. IV",
                )
                for name in "ABCD"
            ),
            *(
                Part(
                    name=f"{name}, Fig. 2",
                    printed=f"{name}_i={UNIFIED[name]}",
                    about=(f"{SIDE}.turned_{name}",),
                    reading=name if name in "CD" else "",
                    note="in the set-up of Fig. 2, down of the second ensemble turned: its flips take the sign, its projectors cannot",
                )
                for name in "ABCD"
            ),
        ),
    ),
    Claim(
        id="DE-B1-ME",
        paper=PAPER.key,
        where=f"{B1}, displayed",
        kind="equation",
        title="Independent rates of variation",
        parts=(
            Part(
                name="splitting",
                printed=r"d_t\rho(t)=-i[H_{cl},\rho(t)]+\mathcal L_{\text{qu}}\rho(t)",
                given="approximation of independent rates of variation, from Cohen-Tannoudji; its condition is judged as DE-BM",
            ),
        ),
    ),
    Claim(
        id="DE-33",
        paper=PAPER.key,
        where=f"{B1}, Eq. (33)",
        kind="equation",
        title="Parts of the master equation",
        parts=(
            Part(
                name="jump part",
                about=(f"{SIDE}.all_pairs",),
                printed="L=L_I+L_{II}+L^{I,II}+L^{II,I}",
                note="formalised: the jump part of all pairs of one atom of each ensemble is that within each and that between them",
            ),
        ),
    ),
    Claim(
        id="DE-34",
        paper=PAPER.key,
        where=f"{B1}, Eq. (34)",
        kind="equation",
        title="Decays within one ensemble",
        parts=(
            Part(
                name="decays of e_up",
                about=(f"{SIDE}.excited_I",),
                printed=r"L_I^\uparrow=\frac12\sum_{i,j}\mathcal J^{I,I}_{ij}|\uparrow\rangle_{I,i}\langle e_\uparrow|\rho(t)|e_\uparrow\rangle_{I,j}"
                r"\langle\uparrow|+\frac12\sum_{i,j}\check{\mathcal J}^{I,I}_{ij}|\downarrow\rangle_{I,i}\langle e_\uparrow|\rho(t)"
                r"|e_\uparrow\rangle_{I,j}\langle\downarrow|",
                note="the jump part of the decays that are printed; those of e_down, which Eq. (35) has, are left to the dots",
            ),
            Part(
                name="one rate for both orders",
                printed=r"\mathcal J^{I,I}_{ij}=\mathcal J^{I,I}_{ji}",
                about=("dissipative_entanglement.born_markov.swapped",),
                note="formalised: mode by mode, a wave vector and its opposite together",
            ),
        ),
    ),
    Claim(
        id="DE-35",
        paper=PAPER.key,
        where=f"{B1}, Eq. (35)",
        kind="equation",
        title="Decays shared by both ensembles",
        parts=(
            Part(
                name="first and second",
                about=(f"{SIDE}.between",),
                printed=r"L^{I,II}=\frac12\sum_{i,j}\mathcal J^{I,II}_{ij}|\uparrow\rangle_{I,i}\langle e_\uparrow|\rho(t)|e_\downarrow\rangle_{II,j}"
                r"\langle\downarrow|+\frac12\sum_{i,j}\mathcal J^{I,II}_{ij}|\downarrow\rangle_{I,i}\langle e_\downarrow|\rho(t)"
                r"|e_\uparrow\rangle_{II,j}\langle\uparrow|+\frac12\sum_{i,j}\check{\mathcal J}^{I,II}_{ij}|\uparrow\rangle_{I,i}\langle e_\downarrow|"
                r"\rho(t)|e_\uparrow\rangle_{II,j}\langle\downarrow|+\frac12\sum_{i,j}\check{\mathcal J}^{I,II}_{ij}|\downarrow\rangle_{I,i}"
                r"\langle e_\uparrow|\rho(t)|e_\downarrow\rangle_{II,j}\langle\uparrow|",
                note="the jump part; photons of different angular momentum about the field are counted as independent baths",
            ),
        ),
    ),
    Claim(
        id="DE-B1-Pg",
        paper=PAPER.key,
        where=B1,
        kind="equation",
        title="Projectors",
        parts=(
            Part(
                name="ground levels",
                printed=r"\mathbb P_e=1-\mathbb P_g",
                given="definition of the projectors on all atoms in ground levels and on the rest",
            ),
            Part(
                name="one excited atom",
                about=(f"{COND}.one_excited",),
                printed=r"\mathbb P_e^{(1)}=\mathbb P_{e,1}\mathbb P_{e,2}+\mathbb P_{e,1}\mathbb P_{e,2}",
                note="formalised: two atoms of one ensemble, the other in its ground levels, each term of the sum over i with the printed "
                "product over all i. That excites all atoms; one excited atom and ground levels for the others are meant",
            ),
        ),
    ),
    Claim(
        id="DE-B1-elim",
        paper=PAPER.key,
        where=B1,
        kind="statement",
        title="Adiabatic elimination",
        parts=(
            Part(
                name="the excited level follows",
                printed=r"\lambda/\lambda_0=1",
                about=(f"{COND}.adiabatic",),
                order=(r"\Gamma_{\text{atomic}}/\Delta", 1),
                note="formalised: the exact slow root of a driven atom over its value with the rates of change of excited parts put to zero",
            ),
        ),
    ),
    Claim(
        id="DE-B1-elimME",
        paper=PAPER.key,
        where=f"{B1}, displayed",
        kind="equation",
        title="Master equation by detunings",
        parts=(
            Part(
                name="jump part",
                about=(f"{ELIM}.by_detunings",),
                printed=rf"d_t\rho(t)=\frac{{\Omega_{{\text{{probe}}}}}}2\sum_{{i,j}}{PHASE}"
                r"\left(\mathcal J_{ij}\left(\frac{\sigma_{I,i}}{\Delta_{\uparrow,I}}+\frac{\sigma_{II,j}^\dagger}{\Delta_{\downarrow,II}}\right)\rho(t)"
                r"\left(\frac{\sigma_{I,i}^\dagger}{\Delta_{\uparrow,I}}+\frac{\sigma_{II,j}}{\Delta_{\downarrow,II}}\right)"
                r"+\mathcal J_{ij}\left(\frac{\sigma_{II,i}}{\Delta_{\uparrow,II}}+\frac{\sigma_{I,j}^\dagger}{\Delta_{\downarrow,I}}\right)\rho(t)"
                r"\left(\frac{\sigma_{II,i}^\dagger}{\Delta_{\uparrow,II}}+\frac{\sigma_{I,j}}{\Delta_{\downarrow,I}}\right)"
                r"+\check{\mathcal J}_{ij}\left(\frac{\sigma_{\downarrow\downarrow,I,i}}{\Delta_{\uparrow,I}}+\frac{\sigma_{\uparrow\uparrow,II,j}^\dagger}{\Delta_{\downarrow,II}}\right)"
                r"\rho(t)\left(\frac{\sigma_{\downarrow\downarrow,I,i}}{\Delta_{\uparrow,I}}+\frac{\sigma_{\uparrow\uparrow,II,j}^\dagger}{\Delta_{\downarrow,II}}\right)"
                r"+\check{\mathcal J}_{ij}\left(\frac{\sigma_{\downarrow\downarrow,II,i}}{\Delta_{\uparrow,II}}+\frac{\sigma_{\uparrow\uparrow,I,j}^\dagger}{\Delta_{\downarrow,I}}\right)"
                r"\rho(t)\left(\frac{\sigma_{\downarrow\downarrow,II,i}}{\Delta_{\uparrow,II}}+\frac{\sigma_{\uparrow\uparrow,I,j}^\dagger}{\Delta_{\downarrow,I}}\right)\right)",
                note="the Rabi frequency enters squared, once for each of both atoms, or the two sides differ by a frequency; and all left factors "
                "belong to atoms i, all right factors to atoms j",
            ),
        ),
    ),
    Claim(
        id="DE-B1-Stark",
        paper=PAPER.key,
        where=f"{B1}, displayed",
        kind="equation",
        title="Light shifts",
        parts=(
            Part(
                name="shifts",
                about=(*DETUNINGS, f"{ELIM}.stark"),
                printed=r"d_t\rho(t)|_{\text{AC Stark}}=-i\Omega_{\text{probe}}\sum_{i=1}^N\left[\frac{\sigma_{\uparrow\uparrow,I,i}}{\Delta_{\downarrow,I}}"
                r"+\frac{\sigma_{\downarrow\downarrow,I,i}}{\Delta_{\uparrow,I}},\rho(t)\right]+i\Omega_{\text{probe}}\sum_{i=1}^N\left["
                r"\frac{\sigma_{\uparrow\uparrow,II,i}}{\Delta_{\downarrow,I}}+\frac{\sigma_{\downarrow\downarrow,II,i}}{\Delta_{\uparrow,I}},\rho(t)\right]",
                note="signs and indices hold, since the detunings of the second ensemble are minus those of the first; the Rabi frequency enters "
                "squared, or the two sides differ by a frequency",
            ),
        ),
    ),
    Claim(
        id="DE-B1-munu",
        paper=PAPER.key,
        where=B1,
        kind="equation",
        title="Weights with their signs",
        parts=tuple(
            Part(
                name=f"{kind}, ensemble {e}",
                printed=rf"\{kind}_{{{e}}}={sign}\frac{{\Delta{inner}\Omega}}{{2\sqrt{{\Delta\Omega}}}}",
                about=(f"{ELIM}.{kind}_{e}",),
            )
            for kind, inner in (("mu", "+"), ("nu", "-"))
            for e, sign in (("I", ""), ("II", "-"))
        ),
    ),
    Claim(
        id="DE-B1-Jij",
        paper=PAPER.key,
        where=B1,
        kind="equation",
        title="Rate of the ground levels by that of excited ones",
        parts=(
            Part(
                name="rate",
                about=(f"{ELIM}.pair_rate",),
                printed=r"J_{ij}=\mathcal J_{ij}\cdot2\Omega_{\text{probe}}\sqrt{\Delta\Omega}/(\Delta^2-\Omega^2)",
                note="the factor enters once for each of both atoms, so squared; the product is printed as a space",
            ),
        ),
    ),
    _master("DE-36", f"{B1}, Eq. (36)"),
    Claim(
        id="DE-B1-ABCD",
        paper=PAPER.key,
        where=f"{B1}, after Eq. (36)",
        kind="equation",
        title="Jump operators of both set-ups",
        parts=tuple(
            Part(name=name, printed=f"{name}_i={text}", about=(f"{ELIM}.jump_{name}",)) for name, text in JUMPS.items()
        ),
    ),
    Claim(
        id="DE-B1-absorb",
        paper=PAPER.key,
        where=f"{B1}, last sentence",
        kind="statement",
        title="Sign absorbed in the second ensemble",
        parts=(
            *(
                Part(
                    name=name,
                    printed=f"{name}_i={UNIFIED[name]}",
                    about=(f"{SIDE}.turned_{name}",),
                    note="formalised: in the basis in which the flips of the second ensemble have taken the sign",
                )
                for name in "AB"
            ),
            *(
                Part(
                    name=f"{name}, as a notation",
                    reading=name,
                    about=(f"{ELIM}.jump_{name}", *WEIGHTS, f"{ELIM}.mu", f"{ELIM}.nu"),
                    printed=f"{name}_i={UNIFIED[name]}".replace("II,i}", "II,i}'"),
                    note="read as a notation: the symbols of projectors are given the sign too, and are then minus projectors",
                )
                for name in "CD"
            ),
            *(
                Part(
                    name=f"{name}, as a change of basis",
                    reading=name,
                    about=(f"{SIDE}.turned_{name}",),
                    printed=f"{name}_i={UNIFIED[name]}",
                    note="read as a change of basis: a projector does not change, so in the set-up of Fig. 2 the sign stays",
                )
                for name in "CD"
            ),
        ),
    ),
)
