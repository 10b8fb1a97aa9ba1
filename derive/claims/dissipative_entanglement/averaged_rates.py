"""Claims of App. B.2 about averaged rates of one ensemble, from Eq. (37) on, and footnote 74."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.motion_letters import BY_DIFFERENCE, BY_PLACES, SMALL
from derive.claims.dissipative_entanglement.motion_letters import INTEGRALS as PAPER
from derive.records import Claim, Part

ROOM = "dissipative_entanglement"
CLOUDS, RATES, CLOSED = f"{ROOM}.clouds", f"{ROOM}.averaged_rates", f"{ROOM}.averaged_closed"
LARGE, APART = f"{ROOM}.large_clouds", f"{ROOM}.averaged_apart"
NUMBER = f"{CLOUDS}.wave_number"
APPENDIX = "App. B.2"
BEFORE = r"\frac{3\Gamma}{\sqrt{2\pi}L^3}\int_0^\infty dr_-r_-^2e^{-\frac{r_-^2}{2L^2}}"
SINE, COSINE = r"\sin(k_Lr_-)", r"\cos(k_Lr_-)"
TURNS = "k_Lr_-"
RADIATED = rf"\left(\frac{{{SINE}}}{{{TURNS}}}+\frac{{{COSINE}}}{{({TURNS})^2}}-\frac{{{SINE}}}{{({TURNS})^3}}\right)"
NEAR = rf"\left(\frac{{{SINE}}}{{{TURNS}}}+\frac{{3{COSINE}}}{{({TURNS})^2}}-\frac{{3{SINE}}}{{({TURNS})^3}}\right)"
SQUARE = rf"{BEFORE}\frac{{\sin^2({TURNS})}}{{({TURNS})^2}}"
LEADING = r"\Gamma\frac3{4(k_LL)^2}"
BOUND = "The order is an upper bound: no factor is claimed"
SMALLER = "formalised: negligible beside Gamma_ij,A, which is of the order 1/(k_L L)^2"

CLAIMS = (
    Claim(
        id="DE-37", paper=PAPER.key, where=f"{APPENDIX}, Eq. (37)", kind="equation", title="Averaged pair rate",
        parts=(
            Part(
                name="both places", printed=rf"\langle J_{{ij}}\rangle=\frac1{{\pi^3L^6}}{BY_PLACES}",
                about=(f"{CLOUDS}.mean",), note="judged is the normalisation; the integral is one symbol, its weights are judged below",
            ),
            Part(
                name="their difference", printed=rf"\langle J_{{ij}}\rangle=\frac1{{(2\pi)^{{3/2}}L^3}}{BY_DIFFERENCE}",
                about=(f"{CLOUDS}.mean", f"{CLOUDS}.pairs", f"{CLOUDS}.sums"),
            ),
            Part(
                name="weight of both places", about=(f"{CLOUDS}.axis",),
                printed=r"w(z_-)=\frac1{2\pi L^2}\int_{-\infty}^\infty dz_+\,e^{-\frac{z^2+\acute z^2}{L^2}}",
                note="formalised: one of the three Cartesian coordinates, in which the weights separate",
            ),
            Part(
                name="weight of their difference", about=(f"{CLOUDS}.axis",),
                printed=r"w(z_-)=\frac1{\sqrt{2\pi}L}e^{-\frac{z_-^2}{2L^2}}", note="formalised: one of the three Cartesian coordinates",
            ),
        ),
    ),
    Claim(
        id="DE-B2-Jii", paper=PAPER.key, where=APPENDIX, kind="equation", title="Rate of one atom",
        parts=(Part(name="rate", printed=r"J_{ii}=\Gamma", about=(f"{RATES}.alone",)),),
    ),
    Claim(
        id="DE-B2-GA", paper=PAPER.key, where=f"{APPENDIX}, unnumbered", kind="equation", title="Radiated field, real part",
        parts=(
            Part(
                name="integral", about=(f"{RATES}.gamma_A",),
                printed=rf"\Gamma_{{ij,A}}={BEFORE}\frac{{{SINE}}}{{{TURNS}}}{RADIATED}",
            ),
        ),
    ),
    Claim(
        id="DE-B2-GA-small", paper=PAPER.key, where=APPENDIX, kind="equation", title="Radiated field, real part, at short distance",
        parts=(
            Part(
                name="formula", order=("r_-", 4), about=(f"{RATES}.gamma_A_integrand",),
                printed=rf"r_-^2e^{{-\frac{{r_-^2}}{{2L^2}}}}\frac{{{SINE}}}{{{TURNS}}}{RADIATED}=\frac23r_-^2",
            ),
            Part(
                name="derived integrand", order=("r_-", 4), printed=r"\left[\Gamma_{ij,A}\right]=\frac23r_-^2",
                about=(f"{RATES}.gamma_A_integrand",),
            ),
        ),
    ),
    Claim(
        id="DE-B2-GA-corr", paper=PAPER.key, where=APPENDIX, kind="statement", title="Second and third term in brackets",
        parts=(
            Part(
                name="order of the two terms", order=(SMALL, 4), printed=r"\Gamma_{ij,A}^{(2,3)}=0", about=(f"{LARGE}.corrections",),
                note="formalised: they are at most of the order 1/(k_L L)^4. Each, and their sum, is of the order 1/(k_L L)^3: the "
                "integrands fall as sin cos/r and sin^2/r^2, whose integrals over all distances do not vanish",
            ),
            Part(
                name="with the near field", order=(SMALL, 4), printed=rf"\Gamma_{{ij}}={LEADING}", about=(f"{CLOSED}.gamma", NUMBER),
                note="in the whole rate the terms of the order 1/(k_L L)^3 cancel against those of Gamma_ij,B, which the paper "
                "neglects apart: the correction to the whole rate is of the order stated",
            ),
        ),
    ),
    Claim(
        id="DE-38", paper=PAPER.key, where=f"{APPENDIX}, Eq. (38)", kind="equation", title="Radiated field of a large cloud",
        parts=(
            Part(
                name="first term alone", order=(SMALL, 3), printed=rf"\Gamma_{{ij,A}}={SQUARE}", about=(f"{CLOSED}.gamma_A", NUMBER),
                note="what is left out is of the order 1/(k_L L)^3",
            ),
            Part(
                name="integral", printed=rf"{SQUARE}=\frac34\Gamma\frac1{{(k_LL)^2}}\left(1-e^{{-2k_LL}}\right)", about=(f"{CLOSED}.first",),
                note="the exponent is -2 (k_L L)^2, as the paper itself has it for two ensembles (DE-B2-int4, at R = 0)",
            ),
            Part(
                name="limit", order=(SMALL, 3), printed=r"\Gamma_{ij,A}=\frac34\Gamma\frac1{(k_LL)^2}", about=(f"{CLOSED}.gamma_A", NUMBER),
            ),
        ),
    ),
    Claim(
        id="DE-B2-GB", paper=PAPER.key, where=f"{APPENDIX}, unnumbered", kind="equation", title="Near field, real part",
        parts=(
            Part(
                name="integral", about=(f"{RATES}.gamma_B",), note="one wave number is printed k_l and read as k_L",
                printed=rf"\Gamma_{{ij,B}}={BEFORE}\left(\frac{{{COSINE}}}{{({TURNS})^2}}-\frac{{\sin(k_lr_-)}}{{({TURNS})^3}}\right){NEAR}",
            ),
        ),
    ),
    Claim(
        id="DE-B2-GB-small", paper=PAPER.key, where=APPENDIX, kind="equation", title="Near field, real part, at short distance",
        parts=(
            Part(
                name="integrand", order=("r_-", 5), printed=r"\left[\Gamma_{ij,B}\right]=k_L^2r_-^4/45",
                about=(f"{RATES}.gamma_B_integrand",),
            ),
        ),
    ),
    Claim(
        id="DE-B2-GB-neg", paper=PAPER.key, where=APPENDIX, kind="statement", title="The near field is negligible",
        parts=(
            Part(
                name="negligible", order=(SMALL, 3), printed=r"\Gamma_{ij,B}=0", about=(f"{CLOSED}.gamma_B", NUMBER),
                note=f"{SMALLER}. {BOUND}",
            ),
            Part(
                name="rate", order=(SMALL, 3), printed=rf"\Gamma_{{ij}}={LEADING}", about=(f"{CLOSED}.gamma", NUMBER),
                note="formalised: Gamma_ij is Gamma_ij,A, in its leading order",
            ),
            Part(
                name="kinds of terms", about=(f"{RATES}.gamma_B_integrand",),
                printed=rf"\left[\Gamma_{{ij,B}}\right]=e^{{-\frac{{r_-^2}}{{2L^2}}}}\frac1{{k_L^2}}\left(\frac{{{COSINE}{SINE}}}{{{TURNS}}}"
                rf"+\frac{{3\cos^2({TURNS})-\sin^2({TURNS})}}{{({TURNS})^2}}-\frac{{6{COSINE}{SINE}}}{{({TURNS})^3}}+\frac{{3\sin^2({TURNS})}}{{({TURNS})^4}}\right)",
                note="formalised: with r_-^2 taken in, the integrand is a sum of cos sin, cos^2 and sin^2 over (k_L r_-)^x; the "
                "factors, which the paper does not print, were filled in, and every x is at least 1",
            ),
        ),
    ),
    Claim(
        id="DE-B2-GiA", paper=PAPER.key, where=f"{APPENDIX}, unnumbered", kind="equation", title="Radiated field, imaginary part",
        parts=(
            Part(
                name="integral", about=(f"{RATES}.exchange_A",), printed=rf"G_{{ij,A}}=-{BEFORE}\frac{{{COSINE}}}{{{TURNS}}}{RADIATED}",
            ),
        ),
    ),
    Claim(
        id="DE-B2-GiA-small", paper=PAPER.key, where=APPENDIX, kind="equation", title="Radiated field, imaginary part, at short distance",
        parts=(
            Part(
                name="integrand", order=("r_-", 3), printed=r"\left[G_{ij,A}\right]=2r_-/(3k_L)", about=(f"{RATES}.exchange_A_integrand",),
                note="the integrand without the minus sign that stands before the integral",
            ),
        ),
    ),
    Claim(
        id="DE-B2-GiA-scale", paper=PAPER.key, where=APPENDIX, kind="statement", title="Radiated field, imaginary part, of a large cloud",
        parts=(
            Part(
                name="oscillating term", order=(SMALL, 4), about=(f"{LARGE}.oscillating", NUMBER),
                printed=r"G_{ij,A}^{(1)}=-\frac3{4\sqrt{2\pi}}\Gamma(k_LL)^{-3}",
                note="formalised: it scales as 1/(k_L L)^3. The factor is ours: with it the term is given up to 1/(k_L L)^4, so that it "
                "is neither larger nor smaller than the paper says",
            ),
            Part(
                name="other terms", about=(f"{RATES}.exchange_A_integrand",),
                printed=rf"\left[G_{{ij,A}}\right]=r_-^2e^{{-\frac{{r_-^2}}{{2L^2}}}}\left(\frac{{{SINE}{COSINE}}}{{({TURNS})^2}}"
                rf"+\frac{{\cos^2({TURNS})}}{{({TURNS})^3}}-\frac{{{COSINE}{SINE}}}{{({TURNS})^3}}\right)",
                note="formalised: the printed powers of the other two terms, cos^2/(k_L L)^3 and cos sin/(k_L L)^3, with k_L L read as "
                "k_L r_-; the last has the power 4",
            ),
            Part(
                name="other terms are negligible", order=(SMALL, 2), printed="G_{ij,A}^{(2,3)}=0", about=(f"{LARGE}.squared",),
                note="formalised: smaller than 1/(k_L L)^2. They are ln(k_L L)/(k_L L)^3, slower than the terms neglected before; "
                f"each by itself is infinite, because of short distances. {BOUND}",
            ),
            Part(
                name="conclusion", order=(SMALL, 2), printed="G_{ij,A}=0", about=(f"{LARGE}.exchange_A",),
                note=f"{SMALLER}; the printed I in the indices is not defined. {BOUND}",
            ),
        ),
    ),
    Claim(
        id="DE-B2-GiB", paper=PAPER.key, where=f"{APPENDIX}, unnumbered", kind="equation", title="Near field, imaginary part",
        parts=(
            Part(
                name="integral", about=(f"{RATES}.exchange_B",), note="the first sine is printed without its opening parenthesis, read as sin(k_L r_-)",
                printed=rf"G_{{ij,B}}={BEFORE}\left(\frac{{{SINE}}}{{({TURNS})^2}}+\frac{{{COSINE}}}{{({TURNS})^3}}\right){NEAR}",
            ),
        ),
    ),
    Claim(
        id="DE-B2-GiB-small", paper=PAPER.key, where=APPENDIX, kind="equation", title="Near field, imaginary part, at short distance",
        parts=(
            Part(
                name="integrand", order=("r_-", 3), printed=r"\left[G_{ij,B}\right]=-r_-/(15k_L)", about=(f"{RATES}.exchange_B_integrand",),
            ),
        ),
    ),
    Claim(
        id="DE-B2-GiB-scale", paper=PAPER.key, where=APPENDIX, kind="statement", title="Near field, imaginary part, of a large cloud",
        parts=(
            Part(
                name="logarithm", order=(SMALL, 3), printed=r"G_{ij,B}^{(1)}=c\ln(k_LL)/(k_LL)^3", about=(f"{LARGE}.logarithmic", NUMBER),
                note="formalised: the paper prints ln(k_L L)/(k_L L)^3 as a scaling; the factor c = 3 Gamma/(2 sqrt(2 pi)) is ours. "
                "What is left is of the order 1/(k_L L)^3 without the logarithm",
            ),
            Part(
                name="imaginary part is negligible", order=(SMALL, 1), printed=r"\frac{G_{ij}}{\Gamma_{ij}}=0",
                about=(f"{LARGE}.exchange", f"{LARGE}.gamma"),
                note=f"formalised: beside the real part. In the whole imaginary part the logarithms of A and B cancel. {BOUND}",
            ),
        ),
    ),
    Claim(
        id="DE-fn74", paper=PAPER.key, where="Footnote 74", kind="statement", title="The dipole factor",
        parts=(
            Part(name="one ensemble", order=(SMALL, 3), printed=r"\Gamma_{ij,A}^{(2,3)}=0", about=(f"{LARGE}.corrections",),
                note=f"{SMALLER}. {BOUND}"),
            Part(
                name="two ensembles", order=(SMALL, 4), printed=r"\langle\gamma\rangle^{I,II}=\Gamma_{ij}^{I,II}",
                about=(f"{APART}.full", f"{APART}.rate", NUMBER),
                note="formalised: the averaged gamma with the dipole factor and the near field, and without both, at a fixed R/L",
            ),
        ),
    ),
)  # fmt: skip
