r"""Claims on collective Lamb shifts, the coherent side of the averaged pair rates."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.letters import PAPER as BASE
from derive.claims.dissipative_entanglement.motion_letters import ONE_WAY, PAIRS
from derive.dissipative_entanglement import motion_symbols as own
from derive.papers import Letter
from derive.records import Claim, Part, Quoted

SMALL = "s"
PAPER = BASE.extended(
    quantities=own.TABLE,
    letters=(
        Letter(printed="G_{ij}", means=own.SHIFT.symbol),
        Letter(printed=r"\Gamma_{ij}", means=own.RATE.symbol),
        Letter(printed="G_{ij}^{I,II}", means=own.SHIFT_APART.symbol),
        Letter(printed=r"\Gamma_{ij}^{I,II}", means=own.RATE_APART.symbol),
        Letter(printed=r"\langle J_{ij}\rangle^{I,II}", means=own.APART.symbol),
        Letter(printed=SMALL, means=own.SMALL.symbol, note="1/(k_L L)"),
        Letter(printed=PAIRS, means=own.PAIRS.symbol, note="each rate is that of the two atoms it stands before"),
        Letter(
            printed=ONE_WAY, means=own.ONE_WAY.symbol, note="the second ensemble feels the first more than the reverse"
        ),
    ),
)
LARGE, APART, WAVES = (
    f"dissipative_entanglement.{name}" for name in ("large_clouds", "averaged_apart", "clouds.wave_number")
)
BETWEEN = "between two ensembles"
MASTER = "dissipative_entanglement.averaged_master_equation"
CLAIMS = (
    Claim(
        id="DE-Lamb", paper=PAPER.key, where="Sec. II; Sec. III.3; App. B.2", kind="statement", title="Collective Lamb shifts",
        parts=(
            Part(
                name="one ensemble", printed=r"G_{ij}=0", order=(SMALL, 3), about=(f"{LARGE}.exchange",),
                note="formalised: 'negligible': of the third order in 1/(k_L L), where the rate is of the second; it is "
                "-7 Gamma/(4 sqrt(2 pi) (k_L L)^3)",
            ),
            Part(
                name="one ensemble, optical light and centimetres", printed=r"-G_{ij}/\Gamma_{ij}", quoted=Quoted(text="0.001", relation="<"),
                about=(f"{LARGE}.exchange", f"{LARGE}.gamma"), inputs=((SMALL, "1/100000"),),
                note="formalised: less than a thousandth, a threshold of ours, with k_L = 1e7/m and L = 1 cm of Sec. III.2",
            ),
            Part(
                name="imaginary part of the averaged rate", order=(SMALL, 3), reading=BETWEEN, about=(f"{APART}.mean", WAVES),
                printed=r"\operatorname{Im}\langle J_{ij}\rangle^{I,II}=0",
                note="formalised: of the averaged rate with the phase of the classical field, at a fixed R/L: of the third order, where the real "
                "part is of the second; the order is an upper bound. "
                "It says nothing of what the average of g adds to the real part",
            ),
            Part(
                name="coherent exchange", printed=r"|G_{ij}^{I,II}|<\frac1{10}|\Gamma_{ij}^{I,II}|", where=("R>L",), reading=BETWEEN,
                about=(f"{APART}.rate", f"{APART}.exchange"),
                note="formalised: the average of g itself, taken as small below a tenth of that of gamma, a threshold of ours. With the phase "
                "of the classical field it is imaginary, so that it adds to the real part: far apart, the second ensemble feels the "
                "first twice as much, and the first does not feel the second. The Hamiltonians that this adds for A and for B cancel "
                "up to R/(k_L L^2) (DE-11), which is why the paper's conclusion survives",
            ),
            Part(
                name="they cancel between A and B", printed=rf"{ONE_WAY}={PAIRS}", about=(f"{MASTER}.desired", f"{MASTER}.one_way"),
                note="formalised: with the rates Gamma_ij (1 + eta) for I with II and Gamma_ij (1 - eta) for II with I the sum over pairs is as "
                "with eta = 0, for N atoms: each of A and B is left with a Hamiltonian, and the two are opposite",
            ),
        ),
    ),
)  # fmt: skip
