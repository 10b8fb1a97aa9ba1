r"""Claims about atoms with several levels: measured spins, rate equations, master equations, steady populations."""

from __future__ import annotations

from typing import Literal

from derive.claims.dissipative_entanglement.level_letters import PAPER
from derive.records import Claim, Part, Quoted

SPINS, RATES, LATE = (
    f"dissipative_entanglement.{name}" for name in ("measured_spins", "rate_equations", "level_entanglement")
)  # fmt: skip
MODEL, OUTCOME, ALKALI, CAESIUM = "Sec. IV.1", "Sec. IV.2", "App. D", "App. E"
NUMBERS = (f"{SPINS}.number", f"{SPINS}.polarisation")
STUDY = "multi_level_entanglement"
CHANGES = tuple(f"{RATES}.{name}" for name in ("up", "down", "h"))
ROWS = tuple(tuple(f"{RATES}.M_{row}_{column}" for column in ("up", "down", "h")) for row in ("up", "down", "h"))


def every_atom(rate: str, jump: str, back: str) -> str:
    """A single-atom term of Eq. (39), as printed: ``E`` in a jump and in its adjoint stands for the ensemble."""
    terms = "+".join(rf"{jump}\rho{back}".replace("E", ensemble) for ensemble in ("I", "II"))
    return rf"+{rate}\sum_{{i=1}}^N({terms})"


def ladder(start: str, end: str) -> tuple[str, str]:
    """|end><start| of one atom and its adjoint, as Eq. (39) prints them."""
    return rf"|{end}\rangle_{{E,i}}\langle {start}|", rf"|{start}\rangle_{{E,i}}\langle {end}|"


SIGMA, SIGMA_DAG = r"\sigma_{E,i}", r"\sigma_{E,i}^\dagger"
PROCESSES = (
    (
        "collective terms", r"d_t\rho(t)=d\Gamma A\rho(t)A^\dagger+d\Gamma B\rho(t)B^\dagger",
        "the terms with the jump on both sides are all that is printed, without the sign for the rest; collective terms with h are smaller by a "
        "factor N as long as nothing is coherent with h",
    ),
    (
        "flips", every_atom(r"\Gamma_{\downarrow\uparrow}", SIGMA, SIGMA_DAG)
        + every_atom(r"\Gamma_{\uparrow\downarrow}", SIGMA_DAG, SIGMA), "",
    ),
    (
        "to h and back",
        "".join(
            every_atom(rf"\Gamma_{{{a} {b}}}", *ladder(a, b))
            for a, b in ((r"\uparrow", "h"), ("h", r"\uparrow"), (r"\downarrow", "h"), ("h", r"\downarrow"))
        ),
        "",
    ),
    (
        "dephasing",
        "".join(every_atom(rf"\Gamma_{{{a}{a}}}", *ladder(a, a)) for a in (r"\uparrow", r"\downarrow")),
        "",
    ),
)  # fmt: skip


def seen(name: str, printed: str, feature: str, relation: Literal["=", ">", "<"], number: str, note: str) -> Part:
    """A feature of a figure in words, as a number that the study of three levels finds."""
    return Part(name=name, printed=printed, measured=f"{STUDY}/{feature}", quoted=Quoted(text=number, relation=relation),
                note=f"in words: {note}")  # fmt: skip


LONGITUDINAL = Claim(
    id="DE-17", paper=PAPER.key, where=f"{MODEL}, Eq. (17)", kind="equation", title="Longitudinal spin of the manifold",
    parts=(
        Part(name="sum over all sublevels", printed=r"J_{x,\rm exp}=\sum_{i=1}^N\sum_{m=-F}^Fm|m\rangle_i\langle m|",
             given="definition: the component along the field of the spin of the whole manifold"),
        Part(
            name="two outermost sublevels", about=(f"{SPINS}.longitudinal",),
            printed=r"J_{x,\rm exp}\approx\sum_{i=1}^N\left(F|\uparrow\rangle_i\langle\uparrow|+(F-1)|\downarrow\rangle_i\langle\downarrow|\right)",
            note="exact when no other sublevel of the manifold holds atoms; "
            "means, equal for all atoms",
        ),
        Part(name="by the two-level subsystem", printed=r"J_{x,\rm exp}=J_{x,2}+\frac{2F-1}2N_2(t)",
             about=(f"{SPINS}.longitudinal", f"{SPINS}.longitudinal_two", f"{SPINS}.number")),
    ),
)  # fmt: skip

TRANSVERSE = Claim(
    id="DE-18", paper=PAPER.key, where=f"{MODEL}, Eq. (18)", kind="equation", title="Transverse spin of the manifold",
    parts=(
        Part(name="sum over all sublevels", given="definition: a component across the field of the spin of the whole manifold",
             printed=r"J_{y,\rm exp}=\frac12\sum_{i=1}^N\sum_{m=-F}^F\sqrt{F(F+1)-m(m+1)}\left(|m+1\rangle_i\langle m|+|m\rangle_i\langle m+1|\right)"),
        Part(name="two outermost sublevels", printed=r"J_{y,\rm exp}\approx\sqrt{2F}J_{y,2}", about=(f"{SPINS}.transverse",),
             note="for means, the squares have one term more, Eq. (19)"),
    ),
)  # fmt: skip

SUM = Claim(
    id="DE-19", paper=PAPER.key, where=f"{MODEL}, Eq. (19)", kind="equation", title="Variance sum of the measured spins",
    parts=(
        Part(
            name="variance sum", printed=r"\Sigma_{J,\text{exp}}=2F\,\Sigma_{J,2}+2(2F-1)N_\downarrow",
            about=(f"{SPINS}.variance_sum",),
            note="the last term is that of the sum in Eq. (18) with m = F - 2, not of its approximate form; N_down is of one ensemble",
        ),
    ),
)  # fmt: skip

CLAIMS = (
    Claim(
        id="DE-enc", paper=PAPER.key, where=MODEL, kind="statement", title="Encoding in the outermost sublevels",
        parts=(
            Part(name="levels", printed=r"|\uparrow\rangle\equiv|F,\pm F\rangle,\ |\downarrow\rangle\equiv|F,\pm(F-1)\rangle",
                 given="choice of the two levels"),
            Part(name="manifolds", printed=r"2F+1+2F'+1=2(2I+1)", about=(f"{SPINS}.upper", f"{SPINS}.lower"),
                 note="in words: F = I + 1/2 and F' = I - 1/2 are the ground state; together they have all its sublevels"),
        ),
    ),
    LONGITUDINAL,
    Claim(
        id="DE-N2", paper=PAPER.key, where=f"{MODEL}, after Eq. (17)", kind="equation", title="Atoms of the two-level subsystem",
        parts=(
            Part(
                name="definition", about=NUMBERS[:1],
                printed=r"N_2=\sum_{i=1}^N\left(|\uparrow\rangle_i\langle\uparrow|+|\downarrow\rangle_i\langle\downarrow|\right)",
            ),
        ),
    ),
    TRANSVERSE,
    SUM,
    Claim(
        id="DE-fig6", paper=PAPER.key, where="Fig. 6, caption, and Sec. IV.1", kind="figure", title="Level scheme for alkali atoms",
        parts=(
            Part(name="levels", printed=r"|\uparrow\rangle\equiv|F,F\rangle,\ |\downarrow\rangle\equiv|F,F-1\rangle,\ |h\rangle\equiv|F',F'\rangle",
                 given="choice of the levels; no curve"),
            Part(
                name="h is next to down", printed="F'=F-1", about=(f"{SPINS}.upper", f"{SPINS}.lower"),
                note="|F', F'> has the same magnetic quantum number as down, F - 1",
            ),
        ),
    ),
    Claim(
        id="DE-26", paper=PAPER.key, where=f"{OUTCOME}, Eq. (26)", kind="equation", title="Rate equations of the populations",
        parts=(
            Part(
                name="the populations close", about=(*CHANGES, *ROWS[0], *ROWS[1], *ROWS[2]),
                printed=r"d_t\begin{pmatrix}N_\uparrow(t)\\N_\downarrow(t)\\N_h(t)\end{pmatrix}="
                r"\begin{pmatrix}M_{11}&M_{12}&M_{13}\\M_{21}&M_{22}&M_{23}\\M_{31}&M_{32}&M_{33}\end{pmatrix}"
                r"\begin{pmatrix}N_\uparrow(t)\\N_\downarrow(t)\\N_h(t)\end{pmatrix}",
                note="M written out in its entries",
            ),
        ),
    ),
    Claim(
        id="DE-M", paper=PAPER.key, where=f"{OUTCOME}, after Eq. (26)", kind="equation", title="Rate matrix",
        parts=(
            Part(
                name="first row", about=ROWS[0],
                printed=r"\begin{pmatrix}M_{11}&M_{12}&M_{13}\end{pmatrix}="
                r"\begin{pmatrix}-(\Gamma_{\uparrow\downarrow}+\Gamma_{\uparrow h})&\Gamma_{\downarrow\uparrow}&\Gamma_{h\uparrow}\end{pmatrix}",
            ),
            Part(
                name="second row", about=ROWS[1],
                printed=r"\begin{pmatrix}M_{21}&M_{22}&M_{23}\end{pmatrix}="
                r"\begin{pmatrix}\Gamma_{\uparrow\downarrow}&-(\Gamma_{\downarrow\uparrow}+\Gamma_{\downarrow h})&\Gamma_{h\downarrow}\end{pmatrix}",
            ),
            Part(name="third row, gain", about=ROWS[2][:2],
                 printed=r"\begin{pmatrix}M_{31}&M_{32}\end{pmatrix}=\begin{pmatrix}\Gamma_{\uparrow h}&\Gamma_{\downarrow h}\end{pmatrix}"),
            Part(
                name="third row, loss", printed=r"M_{33}=-2(\Gamma_{h\uparrow}+\Gamma_{h\downarrow})", about=ROWS[2][2:],
                note="with the printed 2 the number of atoms is not kept: h would lose two atoms for each that comes to up or down. The paper's "
                "source closes a brace late and so sets the second rate into the index of the first; read as the sum of both",
            ),
            Part(
                name="keeps the number of atoms", takes=("DE-M/first row", "DE-M/second row", "DE-M/third row, loss"), printed=r"M_{13}+M_{23}+M_{33}=0",
                note="whether the printed column adds up to zero, as App. D says that N is the number of all atoms",
            ),
        ),
    ),
    Claim(
        id="DE-P2N2", paper=PAPER.key, where=OUTCOME, kind="equation", title="Number and polarisation of the subsystem",
        parts=(
            Part(name="number", printed=r"N_2(t)=N_\uparrow+N_\downarrow", about=NUMBERS[:1]),
            Part(name="polarisation", printed=r"P_2(t)=(N_\uparrow-N_\downarrow)/N_2(t)", about=NUMBERS),
        ),
    ),
    Claim(
        id="DE-xiexp", paper=PAPER.key, where=OUTCOME, kind="equation", title="Entanglement parameter of the measured spins",
        parts=(
            Part(
                name="definition", about=(f"{SPINS}.xi",),
                printed=r"\xi_{\text{exp}}=\Sigma_{J,\text{exp}}/\left(2\mid\langle J_x\rangle_{\text{exp}}\mid\right)",
                note="it is Eq. (3) for the measured spins of equal ensembles",
            ),
        ),
    ),
    Claim(
        id="DE-xrep", paper=PAPER.key, where=OUTCOME, kind="statement", title="Repump parameter and optimal pump",
        parts=(
            Part(name="repump parameter", printed=r"x_{\text{repump}}=\Omega^2_{\text{repump}}/\Omega^2_{\text{pump,opt}}", given="definition"),
            Part(name="optimal pump", printed=r"N_{\uparrow,\infty}/N_{2,\infty}\ge0.95", given="definition of the optimal pump"),
            Part(
                name="by the polarisation", printed=r"N_{\uparrow,\infty}/N_{2,\infty}=(1+P_{2,\infty})/2",
                about=tuple(f"{RATES}.steady_{name}" for name in ("up", "two", "polarisation")),
                note="0.95 asks for a polarisation of 0.9",
            ),
        ),
    ),
    Claim(
        id="DE-fig7", paper=PAPER.key, where="Fig. 7", kind="figure", title="Steady entanglement against repump power",
        parts=(
            Part(name="abscissa", printed=r"x_{\text{repump}}\ge0.01", given="choice of the range that is shown"),
            seen("in ascending order", r"\xi_{\text{exp},\infty}(\text{next curve})-\xi_{\text{exp},\infty}", "ascending", ">", "0",
                 "the curves correspond in ascending order to the added dephasing, at every repump parameter that is shown"),
            seen("entangled steady state", r"\xi_{\text{exp},\infty}", "highest_strong", "<", "1",
                 "'in case of sufficient repump power': at the strongest repump field shown all five curves are below 1"),
            seen("repumping helps", r"\xi_{\text{exp},\infty}(x_{\text{repump}})-\xi_{\text{exp},\infty}(\text{next }x_{\text{repump}})",
                 "repump_helps", ">", "0", "losses must be counteracted: every curve falls with the repump parameter all the way"),
        ),
    ),
    Claim(
        id="DE-fig8", paper=PAPER.key, where="Fig. 8", kind="figure", title="Quasi steady entanglement without repump fields",
        parts=(
            Part(name="abscissa", printed=r"\Gamma t", given="choice of the unit of time",
                 note="the caption counts time in units of 1/Gamma, Sec. IV.2 in ms; only the first can be drawn without a probe power"),
            seen("drop", r"\min_t\xi_{\text{exp}}(t)", "highest_minimum", "<", "1",
                 "the fast dynamics lets xi drop, an inseparable state is created; the worst of the five curves"),
            seen("rise", r"\xi_{\text{exp}}(t_{\max})-\min_t\xi_{\text{exp}}(t)", "rise", ">", "0", "losses eventually let xi rise"),
            seen("fast", r"\Gamma t_{\min}", "fall", "<", "0.05", "the drop is over when Eq. (30) is to hold"),
            seen("slow", r"\Gamma t_{\xi_{\text{exp}}=1}", "entangled_until", ">", "0.2",
                 "a quasi steady state: it stays entangled for more than ten times as long as the drop takes, 0.02/Gamma"),
            seen("Eq. (30) describes what is late", r"\Gamma t_{(30)}", "settled", "<", "0.05",
                 "after t = 0.05/Gamma the evolution is given by Eq. (30): from which time on it is within a hundredth of all five curves"),
            seen("atoms in up", r"N_\uparrow/N_2(t)", "share_kept", ">", "0.95", "App. E: at least 95 per cent 'for all times', at the pump of Fig. 7"),
        ),
    ),
    Claim(
        id="DE-39", paper=PAPER.key, where=f"{ALKALI}, Eq. (39)", kind="equation", title="Master equation of three levels",
        parts=(
            *(
                Part(name=name, given="postulate of the three-level model: which transitions are kept", printed=printed, note=note)
                for name, printed, note in PROCESSES
            ),
            Part(name="prefactor of the collective terms", printed=r"k_A=d\Gamma", about=(f"{RATES}.short_collective",),
                 note="Eqs. (12) and (13) print half of it, in the shorthand of Sec. III.2; Eq. (39) has not the sign of that shorthand, '+...', and what "
                 "follows, Eqs. (40) to (43), has the rate d Gamma"),
            Part(name="prefactor of the single-atom terms", printed=r"k_{\downarrow\uparrow}=\Gamma_{\downarrow\uparrow}",
                 about=(f"{RATES}.short_lifting",), note="the rate Gamma_ab of the rate equations"),
        ),
    ),
    Claim(
        id="DE-E-95", paper=PAPER.key, where=CAESIUM, kind="statement", title="Share of the atoms in up",
        parts=(
            Part(name="choice", printed=r"N_\uparrow/N_2\ge0.95", given="choice of the least pump power for the two figures"),
            Part(name="by the polarisation", printed=r"N_\uparrow/N_2(t)=(1+P_2(t))/2", about=NUMBERS),
        ),
    ),
    Claim(
        id="DE-E-norepump", paper=PAPER.key, where=f"{CAESIUM}, last sentence", kind="statement", title="Without repump fields",
        parts=(
            Part(name="the subsystem empties", printed=r"N_{2,\infty}=0", about=(f"{RATES}.lost",),
                 note="no entangled state is left: the subsystem has no atoms"),
            Part(name="all atoms are in h", printed=r"N_{h,\infty}=N", about=(f"{RATES}.lost_h",)),
        ),
    ),
)  # fmt: skip
