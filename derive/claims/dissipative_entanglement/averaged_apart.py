"""Claims of App. B.2 about averaged rates of atoms of two ensembles."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.motion_letters import (
    APART_BY_DIFFERENCE,
    APART_BY_PLACES,
    APART_BY_SUM,
    SMALL,
)
from derive.claims.dissipative_entanglement.motion_letters import INTEGRALS as PAPER
from derive.records import Claim, Part

ROOM = "dissipative_entanglement"
CLOUDS, RATES, LARGE, APART = (
    f"{ROOM}.{name}" for name in ("clouds", "averaged_rates", "large_clouds", "averaged_apart")
)  # fmt: skip
NUMBER = f"{CLOUDS}.wave_number"
APPENDIX = "App. B.2"
RATE = r"\Gamma_{ij}^{I,II}"
LEFT_SIDE = "formalised: the left side is ours, the average with the dipole factor, which the paper drops further on"
ONE_AXIS = "formalised: the coordinate along R"

CLAIMS = (
    Claim(
        id="DE-B2-dist", paper=PAPER.key, where=APPENDIX, kind="statement", title="The distance of the ensembles",
        parts=(
            Part(
                name="average of gamma", order=(SMALL, 3), printed=rf"{RATE}=\Gamma_{{ij}}", about=(f"{APART}.rate", f"{LARGE}.gamma", NUMBER),
                note="the calculation that the paper outlines; formalised at a fixed R/L, so that k_L >> R/L^2 in large clouds",
            ),
            Part(
                name="whole rate", order=(SMALL, 3), printed=r"\langle J_{ij}\rangle^{I,II}=\langle J_{ij}\rangle^{I,I}",
                about=(f"{RATES}.mean", f"{LARGE}.gamma", f"{LARGE}.exchange", NUMBER, f"{APART}.mean"),
                note="the 'analogous arguments' for the average of g fail: light runs from the first ensemble to the second in phase with "
                "the classical field. The rate of I with II grows by the factor 1 + erf(R/(sqrt(2) L)), which is 2 for ensembles that "
                "lie apart, and that of II with I falls by as much: it is this real part that doubles one way. The Hamiltonians that "
                "this adds for A and for B cancel up to R/(k_L L^2) (see DE-11). What is shown instead of the printed rate leaves out the "
                "dipole factor and the near field, which count from 1/(k_L L)^3 on",
            ),
            Part(
                name="both directions together", order=(SMALL, 3),
                printed=r"\frac12\left(\langle J_{ij}\rangle^{I,II}+\langle J_{ij}\rangle^{II,I}\right)=\langle J_{ij}\rangle^{I,I}",
                about=(f"{RATES}.mean", f"{LARGE}.gamma", f"{LARGE}.exchange", NUMBER, f"{APART}.mean", f"{APART}.mean_back"),
                note="what does hold: the mean of both directions, on which the jumps depend, is the rate of one ensemble",
            ),
        ),
    ),
    Claim(
        id="DE-B2-int1", paper=PAPER.key, where=f"{APPENDIX}, unnumbered", kind="equation", title="Average over two ensembles",
        parts=(
            Part(
                name="first line", printed=rf"\langle\gamma\rangle^{{I,II}}=\frac1{{\pi^3L^6}}{APART_BY_PLACES}", about=(f"{CLOUDS}.mean_apart",),
                note=f"judged is the normalisation; the integral is one symbol, its weights are judged below. {LEFT_SIDE}",
            ),
            Part(
                name="second line", printed=rf"\langle\gamma\rangle^{{I,II}}=\frac1{{(2\pi)^3L^6}}{APART_BY_SUM}",
                about=(f"{CLOUDS}.mean_apart", f"{CLOUDS}.pairs_apart"), note=LEFT_SIDE,
            ),
            Part(
                name="third line", printed=rf"\langle\gamma\rangle^{{I,II}}=\frac1{{(2\pi)^{{3/2}}L^3}}{APART_BY_DIFFERENCE}",
                about=(f"{CLOUDS}.mean_apart", f"{CLOUDS}.pairs_apart", f"{CLOUDS}.sums_apart"), note=LEFT_SIDE,
            ),
            Part(
                name="weight in the first line", about=(f"{CLOUDS}.axis_apart",), note=ONE_AXIS,
                printed=r"w^{I,II}(z_-)=\frac1{2\pi L^2}\int_{-\infty}^\infty dz_+\,e^{\frac{-z^2}{L^2}}e^{\frac{-(\acute z-R)^2}{L^2}}",
            ),
            Part(
                name="weight in the second line", about=(f"{CLOUDS}.axis_apart",), note=ONE_AXIS,
                printed=r"w^{I,II}(z_-)=\frac1{2\pi L^2}\int_{-\infty}^\infty dz_+\,e^{\frac{-(z_-+R)^2}{2L^2}}e^{\frac{-(z_+-R)^2}{2L^2}}",
            ),
            Part(
                name="weight in the third line", printed=r"w^{I,II}(z_-)=\frac1{\sqrt{2\pi}L}e^{\frac{-(z_-+R)^2}{2L^2}}",
                about=(f"{CLOUDS}.axis_apart",), note=ONE_AXIS,
            ),
        ),
    ),
    Claim(
        id="DE-B2-int5", paper=PAPER.key, where=APPENDIX, kind="statement", title="Average over two ensembles, large clouds",
        parts=(
            Part(
                name="limit", order=(SMALL, 3), printed=rf"{RATE}=\Gamma\frac3{{4(k_LL)^2}}", about=(f"{APART}.rate", NUMBER),
                note="formalised at a fixed R/L, so that R/L^2 << k_L in large clouds; the relative error is R/(k_L L^2)",
            ),
        ),
    ),
)  # fmt: skip
