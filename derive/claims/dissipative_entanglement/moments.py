r"""Claims about the moments of the collective spins before variances are formed: exact equations and approximations."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.moment_letters import PAPER as PAPER
from derive.records import Claim, Part

ROOM = "dissipative_entanglement"
MOMENTS, ORDERS, LONG, STEADY = f"{ROOM}.moments", f"{ROOM}.orders", f"{ROOM}.longitudinal", f"{ROOM}.steady_state"
WEIGHTS = (f"{ORDERS}.mu", f"{ORDERS}.nu")
APPENDIX = "Appendix C.1"
LEADING = "formalised: the terms kept grow as N, what differs from the exact equation does not grow"

CLAIMS = (
    Claim(
        id="DE-III4-Gt", paper=PAPER.key, where="Sec. III.4", kind="equation", title="Total rate of single atoms, and polarisation",
        parts=(
            Part(name="total rate", printed=r"\tilde\Gamma=\Gamma_{\rm cool}+\Gamma_{\rm heat}+\Gamma_{\rm d}", about=(f"{ROOM}.variances.total",),
                 note="twice the rate at which the jumps of single atoms damp a transverse spin"),
            Part(name="polarisation", printed=r"P_2(t)=\frac2N\langle J_x\rangle", about=(f"{ORDERS}.x",),
                 note="from the definition in Sec. II, the mean over atoms of up less down"),
        ),
    ),
    Claim(
        id="DE-III4-Jx", paper=PAPER.key, where="Sec. III.4, unnumbered", kind="equation", title="Mean longitudinal spin",
        parts=(
            Part(
                name="equation", about=(f"{MOMENTS}.x_single",),
                printed=r"d_t\langle J_x\rangle=-\frac12\left(\Gamma_{\rm heat}+\Gamma_{\rm cool}\right)\langle J_x\rangle_t+\frac N2\left(\Gamma_{\rm cool}-\Gamma_{\rm heat}\right)",
                note="jumps of single atoms; the master equation as printed has a term Gamma_cool (sigma rho sigma+ - ...), so that the "
                "population decays at the full rate. A convention with half the rates would halve both terms, not one of them",
            ),
            Part(
                name="at the steady state of Appendix C.1", takes=("DE-C1-Jxss/in the rates",),
                printed=r"0=-\frac12\left(\Gamma_{\rm heat}+\Gamma_{\rm cool}\right)|\langle J_x\rangle|_\infty+\frac N2\left(\Gamma_{\rm cool}-\Gamma_{\rm heat}\right)",
                note="the printed rate at the printed steady state: the paper against itself",
            ),
        ),
    ),
    Claim(
        id="DE-15-P2", paper=PAPER.key, where="Sec. III.4, Eq. (15), second line", kind="equation", title="Steady-state polarisation",
        parts=(
            Part(
                name="equation", about=(f"{STEADY}.P_2",),
                printed=r"P_{2,\infty}=\frac{\Gamma_{\rm cool}-\Gamma_{\rm heat}}{\Gamma_{\rm cool}+\Gamma_{\rm heat}}",
            ),
        ),
    ),
    Claim(
        id="DE-C1-Jz2", paper=PAPER.key, where=APPENDIX, kind="equation", title="Mean square of a transverse spin",
        parts=(
            Part(
                name="to the order in N that it keeps", order=(r"\varepsilon", 0),
                about=(f"{MOMENTS}.zz", f"{ORDERS}.number", f"{ORDERS}.zz", f"{ORDERS}.xx", f"{ORDERS}.xzz", f"{ORDERS}.x", f"{ROOM}.variances.total", *WEIGHTS),
                printed=r"d_t\langle J_z^2\rangle=-\tilde\Gamma\langle J_z^2\rangle-\frac{2d}N\Gamma\langle J_z^2J_x\rangle+\frac N4\tilde\Gamma+\frac{d\Gamma}N\langle J_x^2\rangle(\mu^2+\nu^2)",
                note=LEADING + ". Exactly there stand two more terms, -(d Gamma/N)(mu^2 + nu^2) <J_z^2> and d Gamma <J_x>/(6N), with "
                "the symmetrised product for <J_z^2 J_x>; both are 1/N of the others",
            ),
        ),
    ),
    Claim(
        id="DE-C1-decorr", paper=PAPER.key, where=APPENDIX, kind="statement", title="Decorrelation of transverse and longitudinal spin",
        parts=(
            Part(
                name="independent atoms", order=(r"\varepsilon", -1),
                about=(f"{ORDERS}.independent_product", f"{ORDERS}.number", f"{ORDERS}.x", f"{ORDERS}.z"),
                printed=r"\langle J_zJ_x\rangle\approx\langle J_z\rangle\langle J_x\rangle",
                note="formalised: for independent atoms in any state; both sides grow as N^2, their difference as N",
            ),
            Part(
                name="consistent with the master equation", order=(r"\varepsilon", -1),
                about=(f"{ORDERS}.xzz", f"{ORDERS}.zz", f"{ORDERS}.x", f"{ORDERS}.number", f"{ROOM}.correlations.xzz"),
                printed=r"\langle J_z^2J_x\rangle\approx\langle J_z^2\rangle\langle J_x\rangle",
                note="formalised: the product of three that the rates contain. A check of self-consistency: with moments written as product plus 1/N "
                "times a correlation, that correlation obeys a rate in which no higher power of N occurs, so that it stays of that size",
            ),
        ),
    ),
    Claim(
        id="DE-C1-approx", paper=PAPER.key, where=APPENDIX, kind="statement", title="Mean and mean square of the longitudinal spin",
        parts=(
            Part(name="mean", printed=r"\langle J_x\rangle=\frac N2P_2(t)", about=(f"{ORDERS}.x",)),
            Part(
                name="mean square", about=(f"{LONG}.square", f"{ORDERS}.x", f"{ORDERS}.number"), order=(r"\varepsilon", 1),
                printed=r"\langle J_x^2\rangle/\langle J_x\rangle^2\approx1",
                note="formalised: the relative error is of the order 1/N, at any time; it is (1 - P_2^2)/(N P_2^2)",
            ),
            Part(name="in the polarisation", printed=r"\langle J_x\rangle^2=\frac{N^2}4P_2(t)^2", about=(f"{ORDERS}.x",)),
        ),
    ),
    Claim(
        id="DE-C1-dN", paper=PAPER.key, where=APPENDIX, kind="statement", title="Collective effects on populations",
        parts=(
            Part(
                name="factor d/N", about=(f"{LONG}.collective_share", f"{ORDERS}.number", *WEIGHTS),
                printed=r"d_tP_2^{\text{coll}}=\frac dN\Gamma\left(\frac{\bar v_y+\bar v_z}2-(\mu^2+\nu^2)P_2(t)\right)",
                note="formalised: the collective part of the exact rate is d/N times numbers of order one (variances in units of N/4)",
            ),
            Part(
                name="single atoms alone for many atoms", about=(f"{ROOM}.variances.exact_x",), order=(r"\varepsilon", 1),
                printed=r"d_tP_2(t)=\left(\Gamma_{\rm cool}-\Gamma_{\rm heat}\right)-\left(\Gamma_{\rm cool}+\Gamma_{\rm heat}\right)P_2(t)",
                note="formalised: what collective jumps add to the exact rate vanishes as 1/N",
            ),
            Part(
                name="no correlations between the ensembles", about=(f"{LONG}.covariance",),
                printed=r"d_t\mathrm{cov}(J_{x,I},J_{x,II})=-2\left(\Gamma_{\rm cool}+\Gamma_{\rm heat}\right)\mathrm{cov}(J_{x,I},J_{x,II})",
                note="formalised: jumps of single atoms have no source of a covariance of both longitudinal spins, they damp it",
            ),
        ),
    ),
    Claim(
        id="DE-C1-Jx", paper=PAPER.key, where=APPENDIX, kind="equation", title="Time evolution of the longitudinal spin",
        parts=(
            Part(
                name="equation", about=(f"{MOMENTS}.x_single",),
                printed=r"d_t|\langle J_x\rangle|=-\frac N2\left(\Gamma_{\text{heat}}-\Gamma_{\text{cool}}\right)-\left(\Gamma_{\text{heat}}+\Gamma_{\text{cool}}\right)|\langle J_x\rangle|",
                note="jumps of single atoms",
            ),
            Part(
                name="beside the collective jumps", order=(r"\varepsilon", 0),
                about=(f"{MOMENTS}.x", f"{ORDERS}.number", f"{ORDERS}.x", f"{ORDERS}.yy", f"{ORDERS}.zz", *WEIGHTS),
                printed=r"d_t|\langle J_x\rangle|=-\frac N2\left(\Gamma_{\text{heat}}-\Gamma_{\text{cool}}\right)-\left(\Gamma_{\text{heat}}+\Gamma_{\text{cool}}\right)|\langle J_x\rangle|",
                note=LEADING,
            ),
        ),
    ),
    Claim(
        id="DE-C1-Jxss", paper=PAPER.key, where=APPENDIX, kind="equation", title="Longitudinal spin in the steady state",
        parts=(
            Part(
                name="in the rates", about=(f"{STEADY}.x",),
                printed=r"|\langle J_x\rangle|_\infty=\frac N2\,\frac{\Gamma_{\text{cool}}-\Gamma_{\text{heat}}}{\Gamma_{\text{cool}}+\Gamma_{\text{heat}}}",
            ),
            Part(name="in the polarisation", about=(f"{STEADY}.x", f"{STEADY}.P_2"), printed=r"|\langle J_x\rangle|_\infty=\frac N2P_{2,\infty}"),
        ),
    ),
    Claim(
        id="DE-fn75", paper=PAPER.key, where="Footnote 75", kind="statement", title="Decorrelation of perfectly polarised ensembles",
        parts=(
            Part(
                name="equation", about=(f"{LONG}.polarised_product", f"{LONG}.polarised_mean"),
                printed=r"\langle J_zJ_x\rangle=\langle J_z\rangle\langle J_x\rangle",
            ),
        ),
    ),
    Claim(
        id="DE-fn76", paper=PAPER.key, where="Footnote 76", kind="equation", title="Mean square of the longitudinal spin",
        parts=(
            Part(name="at the start", about=(f"{LONG}.start", f"{LONG}.polarised_mean"), printed=r"\langle J_x^2\rangle|_{t=0}=\langle J_x\rangle^2|_{t=0}"),
            Part(
                name="rate of change", about=(f"{MOMENTS}.xx_single",),
                printed=r"d_t\langle J_x^2\rangle=-2(\Gamma_{\text{cool}}+\Gamma_{\text{heat}})\langle J_x^2\rangle+\frac N2(\Gamma_{\text{cool}}+\Gamma_{\text{heat}})+N(\Gamma_{\text{cool}}-\Gamma_{\text{heat}})\langle J_x\rangle",
                note="exactly N - 1 stands in the last term: an atom is no partner of itself. The term N/2 is kept, which is of the same "
                "order, so that the printed spread of the steady state depends on it",
            ),
            Part(
                name="to leading order in N", order=(r"\varepsilon", -1),
                about=(f"{MOMENTS}.xx_single", f"{ORDERS}.number", f"{ORDERS}.xx", f"{ORDERS}.x"),
                printed=r"d_t\langle J_x^2\rangle=-2(\Gamma_{\text{cool}}+\Gamma_{\text{heat}})\langle J_x^2\rangle+\frac N2(\Gamma_{\text{cool}}+\Gamma_{\text{heat}})+N(\Gamma_{\text{cool}}-\Gamma_{\text{heat}})\langle J_x\rangle",
                note="formalised: the leading terms grow as N^2, the error as N",
            ),
            Part(
                name="spread in the steady state", about=(f"{LONG}.steady_spread",),
                printed=r"\langle J_x^2\rangle_\infty-\langle J_x\rangle_\infty^2=\frac N4+\langle J_x\rangle_\infty",
                note="it must vanish for atoms that are all polarised, as the spread of independent atoms does: N (1 - P_2^2)/4",
            ),
            Part(
                name="spread by the printed rate", takes=("DE-C1-Jxss/in the rates",),
                printed=r"0=-2(\Gamma_{\text{cool}}+\Gamma_{\text{heat}})\left(\langle J_x\rangle_\infty^2+\frac N4+\langle J_x\rangle_\infty\right)+\frac N2(\Gamma_{\text{cool}}+\Gamma_{\text{heat}})+N(\Gamma_{\text{cool}}-\Gamma_{\text{heat}})\langle J_x\rangle_\infty",
                note="the printed rate at rest with the printed spread put in: the paper against itself. The printed rate alone leads to N/4",
            ),
            Part(
                name="smaller by a factor N for all times", about=(f"{LONG}.spread_in_time", f"{ORDERS}.x", f"{ORDERS}.number"), order=(r"\varepsilon", 1),
                printed=r"\mathrm{var}(J_x)/\langle J_x\rangle^2=0", note="formalised: the relative error is of the order 1/N at any polarisation",
            ),
        ),
    ),
)  # fmt: skip
