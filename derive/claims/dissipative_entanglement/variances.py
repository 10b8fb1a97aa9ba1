r"""Claims about the variances of the collective spins, of one ensemble and of both together."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.moment_letters import PAPER as PAPER
from derive.records import Claim, Part

ROOM = "dissipative_entanglement"
MOMENTS, ORDERS, VARIANCES, STEADY = (f"{ROOM}.{name}" for name in ("moments", "orders", "variances", "steady_state"))
APPENDIX = "Appendix C.1"
EXACT = "formalised: beside the exact equation; the terms kept grow as N, what is neglected does not grow"
SIZES = (f"{ORDERS}.number", f"{ORDERS}.x", f"{ORDERS}.xx", f"{VARIANCES}.total", f"{ORDERS}.mu", f"{ORDERS}.nu")
PAIRS = (f"{ORDERS}.number", f"{ORDERS}.x_x", f"{VARIANCES}.total", f"{ORDERS}.mu", f"{ORDERS}.nu")
ANTI = (("y", "-", "minus"), ("z", "+", "plus"))
DAMPED = r"-\left(\tilde\Gamma+d\Gamma P_2(t)\right)"


def rate(left: str, damped: str, source: str) -> str:
    """A rate with the damping that all variances share."""
    return f"d_t{left}={DAMPED}{damped}{source}"


SQUARE = r"+\frac N4\left(\tilde\Gamma+d\Gamma P_2(t)^2(\mu^2+\nu^2)\right)"
NONLOCAL = {sign: rf"+\frac N4\left(\tilde\Gamma+d\Gamma P_2(t)^2(\mu{sign}\nu)^2\right)" for sign in "+-"}
STEADY_STATE = {
    sign: rf"\frac N4\frac{{\tilde\Gamma+d\Gamma P_{{2,\infty}}^2(\mu{sign}\nu)^2}}{{\tilde\Gamma+d\Gamma P_{{2,\infty}}}}"
    for sign in "+-"
}


def of_one(axis: str) -> tuple[Part, ...]:
    """The mean square of one transverse spin: in closed form, and beside the exact equation."""
    moment = rf"\langle J_{axis}^2\rangle"
    printed = rate(moment, moment, SQUARE)
    exact = (f"{MOMENTS}.{axis * 2}", f"{ORDERS}.{axis * 2}", f"{ORDERS}.x{axis * 2}", *SIZES)
    return (
        Part(name="equation", printed=printed, about=(f"{VARIANCES}.{axis * 2}",), note="decorrelated, for many atoms"),
        Part(name="what is neglected", printed=printed, about=exact, order=(r"\varepsilon", 0), note=EXACT),
    )


def of_both(axis: str, sign: str) -> tuple[Part, ...]:
    """The product of both transverse spins: in closed form, and beside the exact equation."""
    moment = rf"\langle J_{{{axis},I}}J_{{{axis},II}}\rangle"
    printed = rate(moment, moment, rf"{sign}\frac N2\mu\nu d\Gamma P_2(t)^2")
    products = tuple(f"{ORDERS}.{name}" for name in (f"{axis}_{axis}", f"x{axis}_{axis}", f"{axis}_x{axis}"))
    exact = (f"{MOMENTS}.{axis}_{axis}", *products, *PAIRS)
    return (
        Part(
            name="equation", printed=printed, about=(f"{VARIANCES}.{axis}_{axis}",), note="decorrelated, for many atoms"
        ),
        Part(name="what is neglected", printed=printed, about=exact, order=(r"\varepsilon", 0), note=EXACT),
    )


def of_pair(axis: str, weights: dict[str, str]) -> tuple[Part, ...]:
    """The variances of sum and difference; ``weights`` gives the sign between mu and nu for each."""
    return tuple(
        Part(
            name=f"the {name}", about=(f"{VARIANCES}.var_{axis}_{key}",),
            printed=rate(rf"\mathrm{{var}}(J_{{{axis},{sign}}})", rf"\mathrm{{var}}(J_{{{axis},{sign}}})", NONLOCAL[weights[sign]]),
        )
        for sign, key, name in (("+", "plus", "sum"), ("-", "minus", "difference"))
    )  # fmt: skip


CLAIMS = (
    Claim(
        id="DE-III4-SigmaJ", paper=PAPER.key, where="Sec. III.4, unnumbered", kind="equation", title="The variance sum and its rate of change",
        parts=(
            Part(name="definition", printed=r"\Sigma_J=\mathrm{var}(J_{y,I}+J_{y,II})+\mathrm{var}(J_{z,I}-J_{z,II})", given="Sec. III.4, numerator of Eq. (3)"),
            Part(
                name="rate of change", about=(f"{VARIANCES}.sum",),
                printed=r"d_t\Sigma_J=-\left(\tilde\Gamma+d\Gamma P_2(t)\right)\Sigma_J+Nd\Gamma P_2(t)^2\left(|\mu|-|\nu|\right)^2",
                note="the noise that jumps of single atoms bring, N times their total rate, is missing: with the printed equation the "
                "variance sum of unentangled atoms would decay to zero, and Eq. (15) would not follow",
            ),
            Part(
                name="at the variances of Appendix C.1", takes=("DE-C1-varss",), where=(r"\tilde\Gamma>0",),
                printed=r"0=-\left(\tilde\Gamma+d\Gamma P_{2,\infty}\right)\left(2\mathrm{var}(J_{y,+})_\infty+2\mathrm{var}(J_{z,-})_\infty\right)+Nd\Gamma P_{2,\infty}^2\left(|\mu|-|\nu|\right)^2",
                note="the printed rate at the printed steady state, Sigma_J = 2 var(J_y,+) + 2 var(J_z,-): the paper against itself",
            ),
        ),
    ),
    Claim(id="DE-C1-varJz", paper=PAPER.key, where=APPENDIX, kind="equation", title="Mean square of J_z, decorrelated", parts=of_one("z")),
    Claim(id="DE-C1-varJy", paper=PAPER.key, where=APPENDIX, kind="equation", title="Mean square of J_y, decorrelated", parts=of_one("y")),
    Claim(
        id="DE-C1-mean", paper=PAPER.key, where=APPENDIX, kind="equation", title="Means of the transverse spins",
        parts=(
            *(
                Part(
                    name=f"J_{axis}", about=(f"{VARIANCES}.{axis}",),
                    printed=rf"d_t\langle J_{axis}\rangle_t=-\frac12\left(\tilde\Gamma+d\Gamma P_2(t)\right)\langle J_{axis}\rangle_t",
                )
                for axis in "yz"
            ),
            Part(name="start of J_y", printed=r"\langle J_y\rangle=0", about=(f"{ROOM}.longitudinal.polarised_y",), note="atoms that all point along x"),
            Part(name="start of J_z", printed=r"\langle J_z\rangle=0", about=(f"{ROOM}.longitudinal.polarised_z",), note="atoms that all point along x"),
        ),
    ),
    Claim(id="DE-C1-JzJz", paper=PAPER.key, where=APPENDIX, kind="equation", title="Product of both J_z", parts=of_both("z", "+")),
    Claim(id="DE-C1-JyJy", paper=PAPER.key, where=APPENDIX, kind="equation", title="Product of both J_y", parts=of_both("y", "-")),
    Claim(id="DE-C1-varpmy", paper=PAPER.key, where=APPENDIX, kind="equation", title="Variances of sum and difference of J_y", parts=of_pair("y", {"+": "-", "-": "+"})),
    Claim(id="DE-C1-varpmz", paper=PAPER.key, where=APPENDIX, kind="equation", title="Variances of sum and difference of J_z", parts=of_pair("z", {"+": "+", "-": "-"})),
    Claim(
        id="DE-C1-varss", paper=PAPER.key, where=APPENDIX, kind="equation", title="Steady-state variances",
        parts=tuple(
            Part(
                name=f"J_{axis},{sign}", about=(f"{STEADY}.var_{axis}_{key}",),
                printed=rf"\mathrm{{var}}(J_{{{axis},{sign}}})_\infty={STEADY_STATE[weight]}",
            )
            for axis, sign, key, weight in (("y", "+", "plus", "-"), ("y", "-", "minus", "+"), ("z", "-", "minus", "-"), ("z", "+", "plus", "+"))
        ),
    ),
    Claim(
        id="DE-C1-squeezed", paper=PAPER.key, where=APPENDIX, kind="statement", title="Which variances are squeezed",
        parts=(
            *(
                Part(
                    name=f"J_{axis},{sign} below that of polarised atoms", about=(f"{STEADY}.var_{axis}_{key}", f"{ORDERS}.mu", f"{ORDERS}.nu"),
                    printed=rf"\mathrm{{var}}(J_{{{axis},{sign}}})_\infty<\frac N4",
                    note="formalised: squeezed means below the variance of polarised independent atoms",
                )
                for axis, sign, key in (("y", "+", "plus"), ("z", "-", "minus"))
            ),
            *(
                Part(
                    name=f"J_{axis},{sign} above that of polarised atoms, for a polarisation above (mu - nu)^2",
                    about=(f"{STEADY}.var_{axis}_{key}", f"{ORDERS}.mu", f"{ORDERS}.nu", f"{ORDERS}.polarised_enough"),
                    printed=rf"\mathrm{{var}}(J_{{{axis},{sign}}})_\infty>\frac N4", where=(r"P_{2,\infty}>(\mu-\nu)^2",),
                    note="formalised: anti-squeezed means above the variance of polarised independent atoms; the paper names no condition",
                )
                for axis, sign, key in ANTI
            ),
            *(
                Part(
                    name=f"J_{axis},{sign} above that of polarised atoms, at any polarisation",
                    about=(f"{ORDERS}.mu", f"{ORDERS}.nu"), takes=(f"DE-C1-varss/J_{axis},{sign}",),
                    printed=rf"\mathrm{{var}}(J_{{{axis},{sign}}})_\infty>\frac N4",
                    note="below a polarisation of (mu - nu)^2 all four of the printed variances can fall short of N/4",
                )
                for axis, sign, key in ANTI
            ),
            *(
                Part(
                    name=f"J_{axis},{sign} above half the mean spin, at any polarisation",
                    about=(f"{STEADY}.var_{axis}_{key}", f"{ORDERS}.mu", f"{ORDERS}.nu"), where=(r"P_{2,\infty}>0", r"P_{2,\infty}<1"),
                    printed=rf"\mathrm{{var}}(J_{{{axis},{sign}}})_\infty>\frac N4P_{{2,\infty}}",
                    note="beside the least product of uncertainties, half the mean longitudinal spin, the statement needs no condition; the "
                    "other two variances are below it where there is entanglement, DE-15-noisefree",
                )
                for axis, sign, key in ANTI
            ),
        ),
    ),
    Claim(
        id="DE-C1-xidef", paper=PAPER.key, where="Appendix C.1", kind="equation", title="Entanglement parameter from one variance",
        parts=(
            Part(
                name="equation", printed=r"\xi(t)=\mathrm{var}(J_{z,+})/P_2(t)", about=(f"{ROOM}.entanglement.by_one_variance",),
                note="J_z,+ is the anti-squeezed combination, as the paper says above; the squeezed one is J_z,-, and xi counts its "
                "variance in units of N/4",
            ),
            Part(
                name="at the steady state", takes=("DE-C1-varss/J_z,+",), where=(r"\nu>0",),
                printed=r"\frac4N\mathrm{var}(J_{z,+})_\infty/P_{2,\infty}=\frac1{P_{2,\infty}}\frac{\tilde\Gamma+d\Gamma P_{2,\infty}^2(|\mu|-|\nu|)^2}{\tilde\Gamma+d\Gamma P_{2,\infty}}",
                note="even in units of N/4 the printed variance does not give Eq. (15): the paper against itself",
            ),
        ),
    ),
)  # fmt: skip
