r"""Claims about the complex rate of a pair of atoms: Sec. III.2, Eqs. (9) and (10), and its integrals in App. B.1."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.pair_letters import PAPER as PAPER
from derive.records import Claim, Part

RATE, LIMITS, BORN = (f"dissipative_entanglement.{name}" for name in ("pair_rate", "pair_limits", "born_markov"))
III2, B1 = "Sec. III.2, after Eq. (8)", "App. B.1"
SUMMED = "dissipative_entanglement.mode_integrals"
HALF = (
    "The 1/2 of Eqs. (34) to (36), and J_ii = Gamma, fix the rates as those of populations; the integral as printed is the rate of the "
    "amplitude, half of it"
)
BETWEEN = "what the phase factor multiplies"
PAIRS = "the rate of undesired decays of two different atoms"

CLAIMS = (
    Claim(
        id="DE-Jcheck",
        paper=PAPER.key,
        where=III2,
        kind="equation",
        title="Rates of undesired and desired decays",
        parts=(
            Part(name="coefficients", printed=r"c^2_{\Delta_m=\pm1}/c^2_{\Delta_m=0}=2", about=(f"{LIMITS}.clebsch",)),
            Part(name="one atom", printed=r"\check J_{ii}=2J_{ii}", about=(f"{LIMITS}.undesired_self",)),
            Part(
                name="pairs, one pattern",
                reading=PAIRS,
                printed=r"\mathrm{Re}\,\check J_{ij}=2\mathrm{Re}\,J_{ij}",
                given="basic model of the paper: all decays couple to the modes like the desired ones",
                note="that pattern is an assumption, under which pairs have the ratio of one atom",
            ),
            Part(
                name="pairs, turning dipoles",
                reading=PAIRS,
                printed=r"\mathrm{Re}\,\check J_{ij}=2\mathrm{Re}\,J_{ij}",
                about=(f"{LIMITS}.undesired", f"{RATE}.gamma"),
                note="as derived: undesired decays have dipoles that turn about the field, whose pattern is another one: the ratio is 2 at zero "
                "distance only, and 1 for light along z at a long distance",
            ),
        ),
    ),
    Claim(
        id="DE-Jcomplex",
        paper=PAPER.key,
        where=III2,
        kind="equation",
        title="Real and imaginary part of the pair rate",
        parts=(
            Part(
                name="definition",
                printed=r"J_{ij}=\gamma(\mathbf r_{ij})+ig(\mathbf r_{ij})",
                given="definition of the names of both parts",
            ),
            Part(
                name="real part",
                printed=r"\gamma(\mathbf r_{ij})=\gamma(\mathbf r_{ji})",
                about=(f"{RATE}.gamma", f"{LIMITS}.gamma_swapped"),
            ),
            Part(
                name="imaginary part",
                printed=r"g(\mathbf r_{ij})=g(\mathbf r_{ji})",
                about=(f"{RATE}.exchange", f"{LIMITS}.exchange_swapped"),
            ),
            Part(
                name="one atom",
                printed=r"J_{ii}=\Gamma",
                about=(f"{LIMITS}.self_rate",),
                note="formalised: without the shift of one atom, which is counted with the detunings, the rate of one atom is its decay",
            ),
        ),
    ),
    Claim(
        id="DE-9",
        paper=PAPER.key,
        where="Sec. III.2, Eq. (9)",
        kind="equation",
        title="Real part of the pair rate",
        parts=(
            Part(
                name="equation",
                about=(f"{RATE}.gamma",),
                printed=r"\gamma(\mathbf r_{ij})=\frac32\Gamma\left(1-(\hat{\mathbf p}\cdot\hat{\mathbf r}_{ij})^2\right)"
                r"\frac{\sin(k_Lr_{ij})}{k_Lr_{ij}}+\frac32\Gamma\left(1-3(\hat{\mathbf p}\cdot\hat{\mathbf r}_{ij})^2\right)"
                r"\left(\frac{\cos(k_Lr_{ij})}{(k_Lr_{ij})^2}-\frac{\sin(k_Lr_{ij})}{(k_Lr_{ij})^3}\right)",
            ),
            Part(
                name="matrix element",
                printed=r"\langle e_\uparrow|d_x|\uparrow\rangle=|\mathbf p|",
                about=("dissipative_entanglement.sidebands.dipole_along",),
                note="formalised: the dipole that decides is that from e_up to up along the field, as said below Eq. (10)",
            ),
        ),
    ),
    Claim(
        id="DE-10",
        paper=PAPER.key,
        where="Sec. III.2, Eq. (10)",
        kind="equation",
        title="Imaginary part of the pair rate",
        parts=(
            Part(
                name="equation",
                about=(f"{RATE}.exchange",),
                printed=r"g(\mathbf r_{ij})=-\frac32\Gamma\left(1-(\hat{\mathbf p}\cdot\hat{\mathbf r}_{ij})^2\right)"
                r"\frac{\cos(k_Lr_{ij})}{k_Lr_{ij}}+\frac32\Gamma\left(1-3(\hat{\mathbf p}\cdot\hat{\mathbf r}_{ij})^2\right)"
                r"\left(\frac{\sin(k_Lr_{ij})}{(k_Lr_{ij})^2}+\frac{\cos(k_Lr_{ij})}{(k_Lr_{ij})^3}\right)",
            ),
        ),
    ),
    Claim(
        id="DE-B1-gk",
        paper=PAPER.key,
        where=f"{B1}, after Eq. (32)",
        kind="equation",
        title="Coupling to one mode",
        parts=(
            Part(
                name="coupling",
                about=(f"{BORN}.coupling",),
                printed=r"g_{\mathbf k}=\hat{\mathbf e}_{\mathbf k}\cdot\mathbf p\sqrt{\frac{\omega_k}{2\epsilon_0V}}",
            ),
            Part(
                name="transitions named",
                about=(f"{LIMITS}.clebsch",),
                printed=r"c^2_{\Delta_m=\pm1}/c^2_{\Delta_m=0}=1",
                note="formalised: g_k couples the desired transitions, of Delta m = 0, and p is called the matrix element of e_up to down and "
                "e_down to up, the undesired ones, of Delta m = +-1: both would have to be equal. The square of the latter is twice as large, "
                "which is what the other coupling stands for; Eq. (32) and Sec. III.2 have p from e_up to up",
            ),
        ),
    ),
    Claim(
        id="DE-B1-phase",
        paper=PAPER.key,
        where=f"{B1}, after Eq. (35)",
        kind="equation",
        title="Rates between the ensembles",
        parts=(
            Part(
                name="first to second",
                printed=r"\mathcal J_{ij}^{I,II}=e^{-i\mathbf{kR}}\mathcal J^{I,I}_{ij}",
                given="definition of the places of both ensembles, with r_ij = r_i - r_j - R",
                reading=BETWEEN,
                note="read under the integral over modes, since k is the wave vector of a mode: places in the second ensemble are counted from its "
                "centre",
            ),
            Part(
                name="second to first",
                printed=r"\mathcal J_{ij}^{II,I}=e^{+i\mathbf{kR}}\mathcal J^{I,I}_{ij}",
                given="definition of the places of both ensembles, with r_ij = r_i - r_j - R",
                note="read under the integral over modes",
            ),
            Part(
                name="the rates themselves",
                printed=r"|\mathcal J_{ij}^{I,II}|^2/|\mathcal J^{I,I}_{ij}|^2=1",
                about=(f"{LIMITS}.apart",),
                reading=BETWEEN,
                note="read as a phase factor between rates that are summed over modes: a rate falls with distance, so no phase relates them",
            ),
        ),
    ),
    Claim(
        id="DE-B1-Jint",
        paper=PAPER.key,
        where=f"{B1}, displayed",
        kind="equation",
        title="Complex rate by an integral over modes",
        parts=(
            Part(
                name="rate",
                about=(f"{SUMMED}.rate",),
                note=HALF,
                printed=r"\mathcal J_{ij}=\int d\mathbf k\sum_{\hat\lambda_{\mathbf k}=1}^2g^2(\mathbf k)e^{i\mathbf k(\mathbf r_i-\mathbf r_j)}"
                r"\int_0^\infty d\tau\left(e^{-i(\omega_k-\omega_L)\tau}+e^{-i(\omega_k+\omega_L)\tau}\right)",
            ),
            Part(
                name="density of modes",
                printed=r"\sum_{\mathbf k}/\int d_{\mathbf k}=\frac V{(2\pi)^3}",
                about=(f"{BORN}.mode_count",),
                note="formalised: the factor between the sum and the integral",
            ),
            Part(
                name="coupling", printed=r"g(\mathbf k)=\sqrt{V/(2\pi)^3}\,g_{\mathbf k}", about=(f"{BORN}.continuum",)
            ),
        ),
    ),
    Claim(
        id="DE-B1-PV",
        paper=PAPER.key,
        where=B1,
        kind="equation",
        title="Half-sided integral of a wave",
        parts=(
            Part(
                name="identity",
                printed=r"\int_0^\infty e^{i\omega\tau}=\pi\delta(\omega)+i\mathcal P(1/\omega)",
                about=(f"{BORN}.half_line", f"{BORN}.delta", f"{BORN}.principal_value"),
                note="formalised: both sides tested with all waves exp(-i omega s); the differential d tau is not printed",
            ),
        ),
    ),
    Claim(
        id="DE-B1-ReJ",
        paper=PAPER.key,
        where=f"{B1}, displayed",
        kind="equation",
        title="Real part by an integral over modes",
        parts=(
            Part(
                name="rate",
                about=(f"{SUMMED}.real_part",),
                note=HALF,
                printed=r"Re(\mathcal J_{ij})=\pi\int d\mathbf k\sum_{\hat\lambda_{\mathbf k}=1}^2g^2(\mathbf k)"
                r"e^{i\mathbf k(\mathbf r_i-\mathbf r_j)}\delta(\omega_k-\omega_L)",
            ),
        ),
    ),
    Claim(
        id="DE-B1-ImJ",
        paper=PAPER.key,
        where=f"{B1}, displayed",
        kind="equation",
        title="Imaginary part by an integral over modes",
        parts=(
            Part(
                name="rate",
                about=(f"{SUMMED}.imaginary_part",),
                note="an imaginary part has no i; the counter-rotating terms enter with the opposite sign, as DE-B1-Jint and DE-B1-PV "
                "give it, without which the integral has not the closed form of Eq. (10). " + HALF,
                printed=r"Im(\mathcal J_{ij})=i\mathcal P\left(\int d\mathbf k\sum_{\hat\lambda_{\mathbf k}=1}^2g^2(\mathbf k)"
                r"e^{i\mathbf k(\mathbf r_i-\mathbf r_j)}\left(\frac1{\omega_L-\omega_k}+\frac1{\omega_L+\omega_k}\right)\right)",
            ),
        ),
    ),
)
