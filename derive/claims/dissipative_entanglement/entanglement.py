r"""Claims about the entanglement parameter: its steady state, its limits, and how it gets there."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.moment_letters import PAPER as PAPER
from derive.records import Claim, Part

ROOM = "dissipative_entanglement"
STEADY, TIME, ORDERS = f"{ROOM}.steady_state", f"{ROOM}.entanglement", f"{ROOM}.orders"
WEIGHTS = (f"{ORDERS}.mu", f"{ORDERS}.nu")
XI_STEADY = (
    r"\xi_\infty=\frac{1}{P_{2,\infty}}\ \frac{\tilde\Gamma+d\Gamma P_{2,\infty}^2\left(|\mu|-|\nu|\right)^2}"
    r"{\tilde\Gamma+d\Gamma P_{2,\infty}}"
)
XI_STEADY_III = (
    r"\xi_\infty=\frac1{P_{2,\infty}}\frac{\tilde\Gamma+d\Gamma P_{2,\infty}^2(|\mu|-|\nu|)^2}"
    r"{\tilde\Gamma+d\Gamma P_{2,\infty}}"
)
XI_IN_TIME = (
    r"\xi(t)=\frac1{P_2(t)}e^{-(\tilde\Gamma+d\Gamma P_2(t))t}+\frac1{P_2(t)}\frac{\tilde\Gamma+d\Gamma P_2(t)^2"
    r"(|\mu|-|\nu|)^2}{\tilde\Gamma+d\Gamma P_2(t)}\left(1-e^{-(\tilde\Gamma+d\Gamma P_2(t))t}\right)"
)
IDEAL = r"\left(|\mu|-|\nu|\right)^2"


def in_time() -> tuple[Part, ...]:
    """The printed solution: for a polarisation at rest, and for one that changes slowly."""
    return (
        Part(name="polarisation at rest", printed=XI_IN_TIME, about=(f"{TIME}.resting",)),
        Part(
            name="polarisation that changes slowly", printed=XI_IN_TIME, about=(f"{TIME}.following",), order=("s", 1),
            note="formalised: beside the solution for a polarisation in steady change; the error is of the first order in its rate of "
            "change over d Gamma P_2",
        ),
    )  # fmt: skip


CLAIMS = (
    Claim(
        id="DE-xi-ideal", paper=PAPER.key, where="Sec. II, unnumbered", kind="equation", title="Steady state without noise",
        parts=(Part(name="equation", printed=rf"\xi^{{\text{{ideal}}}}_\infty={IDEAL}", about=(f"{STEADY}.xi_noise_free",)),),
    ),
    Claim(
        id="DE-5", paper=PAPER.key, where="Sec. II, Eq. (5)", kind="equation", title="Entanglement in the steady state",
        parts=(Part(name="equation", printed=XI_STEADY, about=(f"{STEADY}.xi",)),),
    ),
    Claim(
        id="DE-5-limit", paper=PAPER.key, where="Sec. II, after Eq. (5)", kind="statement", title="Limit of large optical depth",
        parts=(
            Part(name="limit", printed=rf"\xi_\infty={IDEAL}", about=(f"{STEADY}.xi_deep",), note="formalised: d without bounds at a fixed polarisation"),
            Part(name="approach", printed=rf"\xi_\infty={IDEAL}", about=(f"{STEADY}.xi", f"{ORDERS}.depth"), order=(r"\delta", 1),
                 note="formalised: the difference falls as 1/d"),
        ),
    ),
    Claim(id="DE-14", paper=PAPER.key, where="Sec. III.4, Eq. (14)", kind="equation", title="Entanglement in time", parts=in_time()),
    Claim(
        id="DE-15", paper=PAPER.key, where="Sec. III.4, Eq. (15)", kind="equation", title="Entanglement in the steady state",
        parts=(Part(name="equation", printed=XI_STEADY_III, about=(f"{STEADY}.xi",)),),
    ),
    Claim(
        id="DE-15-noisefree", paper=PAPER.key, where="Sec. III.4, after Eq. (15)", kind="statement", title="No noise, and high optical depth",
        parts=(
            Part(name="without noise", printed=r"\xi_\infty=\left(|\mu|-|\nu|\right)^2", about=(f"{STEADY}.xi",), order=(r"\tilde\Gamma", 1),
                 note="formalised: as the rates of single atoms go to zero, at any polarisation"),
            Part(name="no noise at all", printed=r"\xi_\infty=\left(|\mu|-|\nu|\right)^2", about=(f"{STEADY}.xi_noise_free",)),
            Part(
                name="entangled at high depth", printed=r"\xi_\infty<1", about=(f"{STEADY}.xi", f"{ORDERS}.depth_beyond", *WEIGHTS),
                note="formalised: entangled for every optical depth above Gamma_t (1 - P_2)/(Gamma P_2^2 (1 - (mu - nu)^2))",
            ),
        ),
    ),
    Claim(id="DE-C1-xit", paper=PAPER.key, where="Appendix C.1", kind="equation", title="Entanglement in time, again", parts=in_time()),
)  # fmt: skip
