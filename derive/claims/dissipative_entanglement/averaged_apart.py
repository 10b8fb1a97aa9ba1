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
DIFFERENCE = r"e^{\frac{-(r_-+R)^2}{2L^2}}"
SUMMED = r"\frac{3\Gamma}{2\sqrt{2\pi}L^3k_L(ik_L-R/L^2)}"
ANGLE = r"e^{ik_Lr_-\cos(\theta)}e^{\frac{-1}{2L^2}(r_-^2+R^2+2r_-R\cos(\theta))}"
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
                "lie apart, and that of II with I falls by as much. The Hamiltonians that this adds for A and for B cancel (see DE-11)",
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
                note="judged is the normalisation; the integral is one symbol, its weights are judged below",
            ),
            Part(
                name="second line", printed=rf"\langle\gamma\rangle^{{I,II}}=\frac1{{(2\pi)^3L^6}}{APART_BY_SUM}",
                about=(f"{CLOUDS}.mean_apart", f"{CLOUDS}.pairs_apart"),
            ),
            Part(
                name="third line", printed=rf"\langle\gamma\rangle^{{I,II}}=\frac1{{(2\pi)^{{3/2}}L^3}}{APART_BY_DIFFERENCE}",
                about=(f"{CLOUDS}.mean_apart", f"{CLOUDS}.pairs_apart", f"{CLOUDS}.sums_apart"),
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
        id="DE-B2-int2", paper=PAPER.key, where=f"{APPENDIX}, unnumbered", kind="equation", title="Average over two ensembles, by the angle",
        parts=(
            Part(
                name="first line", about=(f"{APART}.rate",),
                printed=rf"{RATE}=\frac{{3\Gamma}}{{2(2\pi)^{{3/2}}L^3}}\int_0^\infty dr_-\int_0^\pi d\theta\int_0^{{2\pi}}d\varphi\,r_-^2\sin(\theta)"
                rf"{ANGLE}\frac{{\sin(k_Lr_-)}}{{k_Lr_-}}",
                note="formalised: the integral over space in spherical coordinates; R runs along the classical field, as the second line has it",
            ),
            Part(
                name="second line", about=(f"{APART}.rate",),
                printed=rf"{RATE}=\frac{{3\Gamma}}{{2\sqrt{{2\pi}}L^3}}\int_0^\infty dr_-r_-^2\frac{{\sin(k_Lr_-)}}{{k_Lr_-}}\int_0^\pi d\theta\sin(\theta){ANGLE}",
            ),
            Part(
                name="third line", about=(f"{APART}.rate",),
                printed=rf"{RATE}=\frac{{3\Gamma}}{{2\sqrt{{2\pi}}L^3k_L}}\int_0^\infty dr_-\sin(k_Lr_-)e^{{\frac{{-(r_-^2+R^2)}}{{2L^2}}}}"
                r"\int_{-r_-}^{r_-}dx\,e^{-ik_Lx}e^{\frac{Rx}{L^2}}",
            ),
        ),
    ),
    Claim(
        id="DE-B2-int3", paper=PAPER.key, where=f"{APPENDIX}, unnumbered", kind="equation", title="Average over two ensembles, angle done",
        parts=(
            Part(
                name="first line", about=(f"{APART}.rate",),
                printed=rf"{RATE}={SUMMED}\int_0^\infty dr_-\sin(k_Lr_-)e^{{\frac{{-(r_-^2+R^2)}}{{2L^2}}}}"
                r"\left(e^{ik_Lr_--\frac{Rr_-}{L^2}}-e^{-ik_Lr_-+\frac{Rr_-}{L^2}}\right)",
            ),
            Part(
                name="second line", about=(f"{APART}.rate",),
                printed=rf"{RATE}={SUMMED}\int_{{-\infty}}^\infty dr_-\sin(k_Lr_-){DIFFERENCE}e^{{ik_Lr_-}}",
            ),
        ),
    ),
    Claim(
        id="DE-B2-int4", paper=PAPER.key, where=f"{APPENDIX}, unnumbered", kind="equation", title="Average over two ensembles, done",
        parts=(
            Part(
                name="first line", about=(f"{APART}.rate",),
                printed=rf"{RATE}={SUMMED}\int_{{-\infty}}^\infty d\tilde r\sin(k_L(\tilde r-R))e^{{\frac{{-\tilde r^2}}{{2L^2}}}}e^{{ik_L(\tilde r-R)}}",
            ),
            Part(
                name="second line", about=(f"{APART}.rate",),
                printed=rf"{RATE}=\frac{{3\Gamma}}{{4\sqrt{{2\pi}}L^3k_L(-k_L-iR/L^2)}}\int_{{-\infty}}^\infty d\tilde r\,e^{{\frac{{-\tilde r^2}}{{2L^2}}}}"
                r"\left(e^{2ik_L(\tilde r-R)}-1\right)",
            ),
            Part(
                name="third line", about=(f"{APART}.rate",),
                printed=rf"{RATE}=\frac{{3\Gamma}}{{4(L^2k_L^2+ik_LR)}}\left(1-e^{{-2k_L^2L^2-2ik_LR}}\right)",
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
