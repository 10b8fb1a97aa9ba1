r"""Claims about ground levels and sidebands after the elimination of the excited levels: Secs. III.1 and III.2."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.elimination_letters import PAPER as PAPER
from derive.records import Claim, Part

ELIM, SIDE, COND, PAIRS = (
    f"dissipative_entanglement.{name}" for name in ("elimination", "sidebands", "light_conditions", "undesired_pairs")
)
III1, III2, B1 = "Sec. III.1", "Sec. III.2", "App. B.1"
WEIGHTS = tuple(f"{ELIM}.{kind}_{e}" for kind in ("mu", "nu") for e in ("I", "II"))
DETUNINGS = tuple(
    f"dissipative_entanglement.light_matter.detuning_{level}_{e}" for level in ("up", "down") for e in ("I", "II")
)
PHASE = r"e^{-i\mathbf k_L(\mathbf r_j-\mathbf r_i)}"
MASTER = (
    rf"d_t\rho(t)=\frac12\sum_{{i,j=1}}^N{PHASE}J_{{ij}}\left(A_i\rho(t)A_j^\dagger+B_i\rho(t)B_j^\dagger\right)"
    rf"+\frac12\sum_{{i,j=1}}^N{PHASE}\check J_{{ij}}\left(C_i\rho(t)C_j^\dagger+D_i\rho(t)D_j^\dagger\right)"
)
JUMPS = {
    "A": r"\mu_I\sigma_{I,i}+\nu_{II}\sigma^\dagger_{II,i}",
    "B": r"\mu_{II}\sigma_{II,i}+\nu_I\sigma^\dagger_{I,i}",
    "C": r"\mu_I\sigma_{\downarrow\downarrow,I,i}+\nu_{II}\sigma_{\uparrow\uparrow,II,i}",
    "D": r"\mu_{II}\sigma_{\downarrow\downarrow,II,i}+\nu_I\sigma_{\uparrow\uparrow,I,i}",
}
UNIFIED = {
    name: text.replace("_{II}", "").replace(r"\mu_I", r"\mu").replace(r"\nu_I", r"\nu") for name, text in JUMPS.items()
}


def master(name: str, where: str) -> Claim:
    """The claim on the master equation, which is printed twice: Eqs. (7) and (36)."""
    return Claim(
        id=name, paper=PAPER.key, where=where, kind="equation", title="Master equation of the ground levels",
        parts=(
            Part(
                name="A and B", about=(f"{PAIRS}.desired",),
                printed=rf"d_t\rho(t)|_{{A,B}}=\frac12\sum_{{i,j=1}}^N{PHASE}J_{{ij}}"
                r"\left(A_i\rho(t)A_j^\dagger+B_i\rho(t)B_j^\dagger\right)",
                note="the first sum alone: the jump part of desired decays, pair by pair",
            ),
            Part(
                name="C and D, one atom", about=(f"{PAIRS}.one_atom",),
                printed=r"d_t\rho(t)|_{C,D,i=j}=\frac12\check J_{ii}\left(\mu_I^2\sigma_{\downarrow\downarrow,I,i}\rho(t)"
                r"\sigma_{\downarrow\downarrow,I,i}+\nu_I^2\sigma_{\uparrow\uparrow,I,i}\rho(t)\sigma_{\uparrow\uparrow,I,i}\right)",
                note="formalised: the second sum where both atoms are one of the first ensemble. Its dipoles for C and for D are orthogonal",
            ),
            Part(
                name="C and D, pairs", printed=MASTER, about=(f"{PAIRS}.master",),
                note="the jump part, pair by pair. Undesired decays of both kinds have photons of one frequency, and at different "
                "places turning dipoles of opposite sense share modes: terms of C with D are missing, whose rate K_ij is as large as that "
                "of C with itself for light along the classical field (zero for one atom)",
            ),
            Part(
                name="C and D, as independent baths", printed=MASTER, about=(f"{ELIM}.master",), aside=True,
                note="with photons of different angular momentum about the field counted as independent baths, which the paper does not "
                "say: footnote 61 says it of the sidebands",
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
                printed=r"(\mu_{II}\nu_{II}/(\mu_I\nu_I))=1",
                about=(f"{SIDE}.mirrored",),
                note="formalised: phases of the levels and of A and B change the signs of mu_II/mu_I and of nu_II/nu_I together, so their "
                "product is what the atoms decide: 1 for oppositely polarised caesium atoms, by the symmetry of their Clebsch-Gordan "
                "coefficients, with Larmor splittings neglected beside the detuning",
            ),
            Part(
                name="Sec. IV, each sign",
                printed=r"\mu_I=\mu_{II}",
                given="choice of the phases of the levels, which the product leaves open; nu_I = nu_II is then its consequence",
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
    master("DE-7", f"{III2}, Eq. (7)"),
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
                    note="in a set-up with mu_I = mu_II, as in Sec. IV",
                )
                for name in "ABCD"
            ),
            *(
                Part(
                    name=f"{name}, Fig. 2",
                    printed=f"{name}_i={UNIFIED[name]}",
                    about=(f"{SIDE}.turned_{name}",),
                    reading=f"{name} in Fig. 2" if name in "CD" else "",
                    note="in the set-up of Fig. 2, down of the second ensemble turned: its flips take the sign, its projectors cannot, so that C "
                    "and D would have a minus sign there",
                )
                for name in "ABCD"
            ),
            *(
                Part(
                    name=f"{name}, Fig. 2, as a notation",
                    printed=f"{name}_i={UNIFIED[name]}".replace("II,i}", "II,i}'"),
                    about=(f"{ELIM}.jump_{name}", *WEIGHTS, f"{ELIM}.mu", f"{ELIM}.nu"),
                    reading=f"{name} in Fig. 2",
                    note="formalised: in the set-up of Fig. 2 the symbols of projectors, marked by primes here, are given the sign too, as the last "
                    "sentence of App. B.1 has it, and are then minus projectors",
                )
                for name in "CD"
            ),
        ),
    ),
)
