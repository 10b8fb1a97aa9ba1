r"""Claims about variances of the two-level subsystem of atoms with several levels, and the entanglement they give."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.level_letters import PAPER
from derive.records import Claim, Part

RATES, MOMENTS, VARIANCES, LATE = (
    f"dissipative_entanglement.{name}"
    for name in ("rate_equations", "level_moments", "level_variances", "level_entanglement")
)  # fmt: skip
OUTCOME, ALKALI, CAESIUM = "Sec. IV.2", "App. D", "App. E"
SMALL = (
    "up to terms smaller by a factor N, and to a quarter of the rate of change of N_2, which beside the single-atom source is the slowness of losses, "
    "dN_2/dt over Gamma-bar N_2: 3.5 per cent for caesium without a repump field"
)
FACTOR = (
    "the collective source grows with the square of the number of atoms in the subsystem over N; with N_2/N it would be smaller by a "
    "factor N_2 than the single-atom source next to it, and Eq. (28) would not follow"
)
TOTAL = (f"{RATES}.total",)
DAMPING = r"-\left(\bar\Gamma+d\Gamma\frac{N_2(t)}NP_2(t)\right)"
SOURCE = r"\bar\Gamma\frac{N_2(t)}4+d\Gamma\frac14\frac{N_2(t)}NP_2(t)^2(\mu-\nu)^2"
FADING = r"e^{-(\bar\Gamma+d(t)\Gamma P_2(t))t}"
RATIO = r"\frac{\bar\Gamma+d(t)\Gamma P_2(t)^2(\mu-\nu)^2}{\bar\Gamma+d(t)\Gamma P_2(t)}"
SUM = r"\bar\Gamma=\Gamma_{\uparrow\downarrow}+\Gamma_{\downarrow\uparrow}+\Gamma_{\uparrow h}+\Gamma_{\downarrow h}+\Gamma_{\uparrow\uparrow}+\Gamma_{\downarrow\downarrow}"
BOTH = r"\langle J_{y,+}^2\rangle_2+\langle J_{z,-}^2\rangle_2"

CLAIMS = (
    Claim(
        id="DE-28", paper=PAPER.key, where=f"{OUTCOME}, Eq. (28)", kind="equation", title="Variance sum in time",
        parts=(
            Part(
                name="variance sum", printed=rf"\Sigma_{{J,2}}=N_2(0){FADING}+N_2(t){RATIO}\left(1-{FADING}\right)",
                about=(f"{LATE}.in_time",), note="solution with N_2 and P_2 fixed, into which their slow course is put",
            ),
        ),
    ),
    Claim(
        id="DE-S2def", paper=PAPER.key, where=OUTCOME, kind="equation", title="Definition of the variance sum",
        parts=(Part(name="definition", printed=r"\Sigma_{J,2}=\mathrm{var}(J_{y,I}+J_{y,II})_2+\mathrm{var}(J_{z,I}-J_{z,II})_2", given="definition"),),
    ),
    Claim(
        id="DE-dt", paper=PAPER.key, where=f"{OUTCOME}, after Eq. (28)", kind="equation", title="Time-dependent optical depth",
        parts=(
            Part(name="definition", printed=r"d(t)=dN_2(t)/N", about=(f"{LATE}.depth",),
                 note="derived as the collective part of the damping over Gamma P_2"),
        ),
    ),
    Claim(
        id="DE-Gbar", paper=PAPER.key, where=f"{OUTCOME}, after Eq. (28)", kind="equation", title="Total rate of single atoms",
        parts=(
            Part(name="sum of rates", printed=rf"{SUM}+\Gamma_{{\text d}}^{{\text{{add}}}}", about=TOTAL,
                 note="twice the decay rate of the coherence of up and down"),
        ),
    ),
    Claim(
        id="DE-29", paper=PAPER.key, where=f"{OUTCOME}, Eq. (29)", kind="equation", title="Variance sum after long times",
        parts=(Part(name="variance sum", printed=rf"\Sigma_{{J,2}}^{{\text{{lt}}}}=N_2(t)\,{RATIO}", about=(f"{LATE}.long_time",)),),
    ),
    Claim(
        id="DE-30", paper=PAPER.key, where=f"{OUTCOME}, Eq. (30)", kind="equation", title="Entanglement of measured spins after long times",
        parts=(
            Part(
                name="entanglement parameter", about=(f"{LATE}.parameter",),
                printed=rf"\xi_{{\text{{exp}}}}^{{\text{{lt}}}}={RATIO}\,\frac{{2F}}{{P_2(t)+2F-1}}"
                r"+\frac{N_\downarrow(t)}{N_2(t)}\,\frac{2(2F-1)}{P_2(t)+2F-1}",
            ),
            Part(
                name="generalises Eq. (5)", about=(f"{LATE}.two_level_limit",),
                printed=r"\xi=\frac1{P_2}\frac{\bar\Gamma+d\Gamma P_2^2\left(|\mu|-|\nu|\right)^2}{\bar\Gamma+d\Gamma P_2}",
                note="Eq. (5) is what is left for F = 1/2 and N_2 = N, with the total single-particle rate of the paper's Gamma-bar",
            ),
        ),
    ),
    Claim(
        id="DE-D-vardef", paper=PAPER.key, where=ALKALI, kind="equation", title="Nonlocal operators and vanishing means",
        parts=(
            Part(name="definition", printed=r"J_{y,+,2}=(J_{y,I}+J_{y,II})_2/\sqrt2", given="definition"),
            Part(name="identical ensembles", printed=r"\langle J_{y,I}^2\rangle_2=\langle J_{y,II}^2\rangle_2=\langle J_y^2\rangle_2",
                 given="assumption for simplicity"),
            Part(name="means vanish", printed=r"\langle J_{y,I}\rangle_2=\langle J_{y,II}\rangle_2", about=(f"{MOMENTS}.mean_y",)),
            Part(name="and are zero", printed=r"\langle J_{y,II}\rangle_2=0", about=(f"{MOMENTS}.mean_y",)),
            Part(name="variance", printed=r"\mathrm{var}(J_y)_2=\langle J_y^2\rangle_2", about=(f"{MOMENTS}.mean_y",)),
            Part(name="nonlocal operator", printed=r"\langle J_{y,+}^2\rangle_2=\langle J_y^2\rangle_2+\langle J_{y,I}J_{y,II}\rangle_2",
                 about=(f"{VARIANCES}.plus_y",), note="what the definition of J_{y,+} with 1/sqrt 2 makes of equal ensembles"),
        ),
    ),
    Claim(
        id="DE-40", paper=PAPER.key, where=f"{ALKALI}, Eq. (40)", kind="equation", title="Variance of one ensemble",
        parts=(
            Part(
                name="rate of change", about=(f"{VARIANCES}.square_y_slow",), note=f"{SMALL}; {FACTOR}; the second Gamma lacks its bar",
                printed=rf"d_t\langle J_y^2\rangle_2={DAMPING}\langle J_y^2\rangle_2+\Gamma\frac{{N_2(t)}}4"
                r"+d\Gamma\frac14\frac{N_2(t)}NP_2(t)^2(\mu^2+\nu^2)",
            ),
        ),
    ),
    Claim(
        id="DE-D-N", paper=PAPER.key, where=ALKALI, kind="equation", title="Number of all atoms",
        parts=(
            Part(name="all levels", printed=r"d_tN=0", about=(f"{RATES}.conservation",), note="the sum of all three populations is kept"),
            Part(
                name="definition", given="definition", printed=r"N=\sum_i\left(|\uparrow\rangle_i\langle\uparrow|"
                r"+|\downarrow\rangle_i\langle\downarrow|+|h\rangle_i\langle h|\right)",
            ),
            Part(name="start", printed=r"N_2(0)=N", given="initial state: all atoms in up"),
        ),
    ),
    Claim(
        id="DE-D-repump", paper=PAPER.key, where=ALKALI, kind="statement", title="Repump terms are no part of the total rate",
        parts=(
            Part(name="return adds nothing", printed=r"\bar\Gamma_{h}=0", about=(f"{RATES}.by_return",),
                 note="formalised: what the return from h adds to the total rate is zero. Gamma_hg and Gamma_hs, as printed, are not used elsewhere; they "
                 "are read as the rates from h to up and to down"),
        ),
    ),
    Claim(
        id="DE-41", paper=PAPER.key, where=f"{ALKALI}, Eq. (41)", kind="equation", title="Correlations of two ensembles",
        parts=(
            Part(
                name="rate of change", about=(f"{VARIANCES}.cross_y_many",), note=FACTOR,
                printed=rf"d_t\langle J_{{y,I}}J_{{y,II}}\rangle_2={DAMPING}\langle J_{{y,I}}J_{{y,II}}\rangle_2"
                r"-d\Gamma\frac12\frac{N_2(t)}NP_2(t)^2\mu\nu",
            ),
        ),
    ),
    Claim(
        id="DE-42", paper=PAPER.key, where=f"{ALKALI}, Eq. (42)", kind="equation", title="Nonlocal variance of J_y",
        parts=(
            Part(name="variance", printed=r"\mathrm{var}(J_{y,+})_2=\langle J_y^2\rangle_2+\langle J_{y,I}J_{y,II}\rangle_2", about=(f"{VARIANCES}.plus_y",)),
            Part(name="rate of change", about=(f"{VARIANCES}.plus_y_rate",), note=f"{SMALL}; {FACTOR}",
                 printed=rf"d_t\langle J_{{y,+}}^2\rangle_2={DAMPING}\langle J_{{y,+}}^2\rangle_2+{SOURCE}"),
        ),
    ),
    Claim(
        id="DE-43", paper=PAPER.key, where=f"{ALKALI}, Eq. (43)", kind="equation", title="Nonlocal variance of J_z",
        parts=(
            Part(name="rate of change", about=(f"{VARIANCES}.minus_z_rate",), note=f"{SMALL}; {FACTOR}",
                 printed=rf"d_t\langle J_{{z,-}}^2\rangle_2={DAMPING}\langle J_{{z,-}}^2\rangle_2+{SOURCE}"),
        ),
    ),
    Claim(
        id="DE-D-S2", paper=PAPER.key, where=ALKALI, kind="equation", title="Variance sum by nonlocal squares",
        parts=(
            Part(
                name="sum", printed=rf"\Sigma_{{J,2}}={BOTH}", about=(f"{VARIANCES}.sum",),
                note="with the 1/sqrt 2 of App. D in J_{y,+}, and the variance sum of Sec. IV.2, each square counts twice",
            ),
        ),
    ),
    Claim(
        id="DE-D-lead", paper=PAPER.key, where=f"{ALKALI}, last sentence", kind="statement", title="From the nonlocal variances to Eq. (28)",
        parts=(
            Part(
                name="derived", about=(f"{LATE}.sum_rate", f"{VARIANCES}.sum"),
                printed=r"d_t\Sigma_{J,2}=-(\bar\Gamma+d(t)\Gamma P_2(t))\Sigma_{J,2}+N_2(t)\left(\bar\Gamma+d(t)\Gamma P_2(t)^2(\mu-\nu)^2\right)",
                note="the rate of change of which Eq. (28) is the solution with N_2 and P_2 fixed, from the derived variances",
            ),
            Part(
                name="from the printed variances", takes=("DE-42/rate of change", "DE-43/rate of change", "DE-dt"),
                printed=r"d_t\langle J_{y,+}^2\rangle_2+d_t\langle J_{z,-}^2\rangle_2=-(\bar\Gamma+d(t)\Gamma P_2(t))"
                rf"\left({BOTH}\right)+N_2(t)\left(\bar\Gamma+d(t)\Gamma P_2(t)^2(\mu-\nu)^2\right)",
                note="whether Eqs. (42), (43) and the printed sum of the two squares lead to Eq. (28)",
            ),
        ),
    ),
    Claim(
        id="DE-E-Gbar", paper=PAPER.key, where=CAESIUM, kind="equation", title="Total rate of single atoms in caesium",
        parts=(
            Part(name="sum of rates", printed=rf"{SUM}+r", about=TOTAL,
                 note="the last summand is not explained; it is read as the dephasing that is not due to light, as in Sec. IV.2"),
        ),
    ),
)  # fmt: skip
