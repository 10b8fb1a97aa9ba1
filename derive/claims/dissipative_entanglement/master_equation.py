r"""Claims about the master equation of the ground levels and its jump operators: the rest of App. B.1."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.elimination import (
    B1,
    COND,
    DETUNINGS,
    ELIM,
    JUMPS,
    SIDE,
    UNIFIED,
    WEIGHTS,
    master,
)
from derive.claims.dissipative_entanglement.elimination_letters import PAIRWISE as PAPER
from derive.records import Claim, Part

ONE = "at most one excited atom"
PLAIN_PHASE = r"e^{-i\mathbf k_L(r_j-r_i)}"  # the places are not printed bold here
CLAIMS = (
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
                given="approximation of independent rates of variation, from Cohen-Tannoudji",
            ),
            Part(
                name="condition",
                printed=r"\Gamma(\Omega_{\text{probe}})/\Gamma=1",
                about=(f"{COND}.dressed",),
                order=(r"\Omega_{\text{probe}}/\omega_L", 2),
                note="formalised: the field changes the decay through the density of modes at the sidebands of a driven atom alone "
                "(Sec. III.2: a Rabi frequency very small against that of the transition)",
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
                note="formalised: the jump part of the printed decays, those of e_up on both sides, after the classical part -i[H_cl,I, rho] of "
                "DE-B1-ME. The decays of e_down, and terms of e_up with e_down, are not printed and left to the dots",
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
                name="desired decays",
                about=(f"{SIDE}.between_desired",),
                printed=r"L^{I,II}|_{A,B}=\frac12\sum_{i,j}\mathcal J^{I,II}_{ij}|\uparrow\rangle_{I,i}\langle e_\uparrow|\rho(t)|e_\downarrow\rangle_{II,j}"
                r"\langle\downarrow|+\frac12\sum_{i,j}\mathcal J^{I,II}_{ij}|\downarrow\rangle_{I,i}\langle e_\downarrow|\rho(t)"
                r"|e_\uparrow\rangle_{II,j}\langle\uparrow|",
                note="the jump part, both first terms",
            ),
            Part(
                name="undesired decays of one angular momentum",
                about=(f"{SIDE}.between_undesired",),
                printed=r"L^{I,II}|_{C,D}=\frac12\sum_{i,j}\check{\mathcal J}^{I,II}_{ij}|\uparrow\rangle_{I,i}\langle e_\downarrow|"
                r"\rho(t)|e_\uparrow\rangle_{II,j}\langle\downarrow|+\frac12\sum_{i,j}\check{\mathcal J}^{I,II}_{ij}|\downarrow\rangle_{I,i}"
                r"\langle e_\uparrow|\rho(t)|e_\downarrow\rangle_{II,j}\langle\uparrow|",
                note="the jump part, both last terms: pairs of photons of one angular momentum about the field. Pairs of opposite ones (e_up "
                "with e_up, e_down with e_down) have a rate of their own, which is as large for light along the classical field; they are not "
                "printed, unless the dots are to stand for them. Eqs. (7) and (36) leave them out",
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
                name="all atoms of an ensemble",
                printed=r"\mathbb P_{e,i,I/II}=\bigotimes_{i=1}^N\left(|e_\uparrow\rangle_{I/II,i}\langle e_\uparrow|+|e_\downarrow\rangle_{I/II,i}"
                r"\langle e_\downarrow|\right)",
                given="definition of the projector in the sum; its index i is also that of the product",
            ),
            Part(
                name="one excited atom",
                about=(f"{COND}.one_excited",),
                reading=ONE,
                printed=r"\mathbb P_e^{(1)}=\sum_{i=1}^N\mathbb P_{e,I,i}\otimes\mathbb P_{g,II}+\sum_{j=1}^N\mathbb P_{g,I}\otimes\mathbb P_{e,II,j}",
                note="judged for two atoms of the first ensemble with the second in its ground levels, each term with the printed product over "
                "all i. That excites all atoms; one excited atom and ground levels for the others are meant",
            ),
            Part(
                name="one excited atom, without the product",
                about=(f"{COND}.one_excited",),
                reading=ONE,
                printed=r"\mathbb P_e^{(1)}=\mathbb P_{e,1}+\mathbb P_{e,2}",
                note="formalised: read without the product over i, each term leaves the other atoms of its ensemble as they are. That is right up to "
                "one excitation, and counts states with two excited atoms of one ensemble twice, where the projector is zero",
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
                order=(r"\Omega_{\text{probe}}/\Delta", 2),
                note="formalised: the exact slow root of a driven atom over its value with the rates of change of excited parts put to "
                "zero. A detuning large against the rate of the ground levels is not enough: it has to be large against the Rabi frequency",
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
                printed=rf"d_t\rho(t)=\frac{{\Omega_{{\text{{probe}}}}}}2\sum_{{i,j}}{PLAIN_PHASE}"
                r"\left(\mathcal J_{ij}\left(\frac{\sigma_{I,i}}{\Delta_{\uparrow,I}}+\frac{\sigma_{II,j}^\dagger}{\Delta_{\downarrow,II}}\right)\rho(t)"
                r"\left(\frac{\sigma_{I,i}^\dagger}{\Delta_{\uparrow,I}}+\frac{\sigma_{II,j}}{\Delta_{\downarrow,II}}\right)"
                r"+\mathcal J_{ij}\left(\frac{\sigma_{II,i}}{\Delta_{\uparrow,II}}+\frac{\sigma_{I,j}^\dagger}{\Delta_{\downarrow,I}}\right)\rho(t)"
                r"\left(\frac{\sigma_{II,i}^\dagger}{\Delta_{\uparrow,II}}+\frac{\sigma_{I,j}}{\Delta_{\downarrow,I}}\right)"
                r"+\check{\mathcal J}_{ij}\left(\frac{\sigma_{\downarrow\downarrow,I,i}}{\Delta_{\uparrow,I}}+\frac{\sigma_{\uparrow\uparrow,II,j}^\dagger}{\Delta_{\downarrow,II}}\right)"
                r"\rho(t)\left(\frac{\sigma_{\downarrow\downarrow,I,i}}{\Delta_{\uparrow,I}}+\frac{\sigma_{\uparrow\uparrow,II,j}^\dagger}{\Delta_{\downarrow,II}}\right)"
                r"+\check{\mathcal J}_{ij}\left(\frac{\sigma_{\downarrow\downarrow,II,i}}{\Delta_{\uparrow,II}}+\frac{\sigma_{\uparrow\uparrow,I,j}^\dagger}{\Delta_{\downarrow,I}}\right)"
                r"\rho(t)\left(\frac{\sigma_{\downarrow\downarrow,II,i}}{\Delta_{\uparrow,II}}+\frac{\sigma_{\uparrow\uparrow,I,j}^\dagger}{\Delta_{\downarrow,I}}\right)\right)",
                note="the Rabi frequency enters squared, once for each of both atoms, or the two sides differ by a frequency; and all left factors "
                "belong to atoms i, all right factors to atoms j, as in Eq. (36): judged with two atoms i and j of each ensemble",
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
    master("DE-36", f"{B1}, Eq. (36)"),
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
