"""Claims of App. B.2: the average over two ensembles done step by step."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.motion_letters import INTEGRALS as PAPER
from derive.records import Claim, Part

APART = "dissipative_entanglement.averaged_apart"
APPENDIX = "App. B.2"
RATE = r"\Gamma_{ij}^{I,II}"
DIFFERENCE = r"e^{\frac{-(r_-+R)^2}{2L^2}}"
SUMMED = r"\frac{3\Gamma}{2\sqrt{2\pi}L^3k_L(ik_L-R/L^2)}"
ANGLE = r"e^{ik_Lr_-\cos(\theta)}e^{\frac{-1}{2L^2}(r_-^2+R^2+2r_-R\cos(\theta))}"

CLAIMS = (
    Claim(
        id="DE-B2-int2", paper=PAPER.key, where=f"{APPENDIX}, unnumbered", kind="equation", title="Average over two ensembles, by the angle",
        parts=(
            Part(
                name="first line", about=(f"{APART}.rate",),
                printed=rf"{RATE}=\frac{{3\Gamma}}{{2(2\pi)^{{3/2}}L^3}}\int_0^\infty dr_-\int_0^\pi d\theta\int_0^{{2\pi}}d\varphi\,r_-^2\sin(\theta)"
                rf"{ANGLE}\frac{{\sin(k_Lr_-)}}{{k_Lr_-}}",
                note="formalised: printed is one integral over space, written out here in spherical coordinates; R runs along the classical field, as the second line has it",
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
)  # fmt: skip
