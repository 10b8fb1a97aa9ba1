r"""Letters of the two-ensemble paper for moving atoms, Sec. III.3 and App. B.2.

A jump term such as :math:`A\rho(t)A^\dagger` stands for itself with all that ``+...`` abbreviates, so with a factor 1/2
before it for the dissipator of A: it is read as two dissipators, and ``+...`` is not repeated.
"""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from derive.claims.dissipative_entanglement.letters import PAPER as BASE
from derive.dissipative_entanglement import motion_symbols as own
from derive.dissipative_entanglement import symbols
from derive.papers import Letter

SMALL = r"(k_LL)^{-1}"  # the small letter of large clouds
PAIR_FACTOR = r"\left(\gamma(\mathbf r-\acute{\mathbf r})+ig(\mathbf r-\acute{\mathbf r})\right)"
BY_PLACES = (
    r"\int d\mathbf r\int d\acute{\mathbf r}\,e^{i\mathbf k_L(\mathbf r-\acute{\mathbf r})-\frac{r^2+\acute r^2}{L^2}}"
    rf"{PAIR_FACTOR}"
)
BY_DIFFERENCE = (
    r"\int d\mathbf r_-e^{i\mathbf k_L\mathbf r_--\frac{\mathbf r_-^2}{2L^2}}"
    r"\left(\gamma(\mathbf r_-)+ig(\mathbf r_-)\right)"
)
APART_BY_PLACES = (
    r"\int d\mathbf r\int d\acute{\mathbf r}\,e^{i\mathbf k_L(\mathbf r-\acute{\mathbf r})}e^{\frac{-r^2}{L^2}}"
    r"e^{\frac{-(\acute{\mathbf r}-\mathbf R)^2}{L^2}}\gamma(\mathbf r-\acute{\mathbf r})"
)
APART_BY_SUM = (
    r"\int d\mathbf r_+\int d\mathbf r_-e^{i\mathbf k_L\mathbf r_-}e^{\frac{-(\mathbf r_-+\mathbf R)^2}{2L^2}}"
    r"e^{\frac{-(\mathbf r_+-\mathbf R)^2}{2L^2}}\gamma(\mathbf r_-)"
)
APART_BY_DIFFERENCE = (
    r"\int d\mathbf r_-e^{i\mathbf k_L\mathbf r_-}e^{\frac{-(\mathbf r_-+\mathbf R)^2}{2L^2}}\gamma(\mathbf r_-)"
)


def sigma(inner: str, dagger_first: bool = False, adjoint: bool = True) -> str:
    """The printed sum of single-atom jump terms of both ensembles."""
    first, second = (r"^\dagger", "") if dagger_first else ("", r"^\dagger" if adjoint else "")
    terms = [rf"\sigma_{{{inner}{e},i}}{first}\rho(t)\sigma_{{{inner}{e},i}}{second}" for e in ("I", "II")]
    return rf"\sum_{{i=1}}^N\left({terms[0]}+{terms[1]}\right)"


COOLING, HEATING = sigma(""), sigma("", dagger_first=True)
DEPHASING = sigma(r"\downarrow\downarrow,", adjoint=False)
PAIRS = r"\frac12\sum_{i,j=1}^N\Gamma_{ij}\left(A_i\rho(t)A_j^\dagger+B_i\rho(t)B_j^\dagger\right)"
LABELS = r"\left[\frac12\sum_{i,j=1}^N\Gamma_{ij}\left(A_i\rho(t)A_j^\dagger+B_i\rho(t)B_j^\dagger\right)\right]_{ij}"
ONE_WAY = (
    r"\left[\frac12\sum_{i,j=1}^N\Gamma_{ij}\left(A_i\rho(t)A_j^\dagger+B_i\rho(t)B_j^\dagger\right)\right]_{\eta}"
)
PAIRS_CHECK = r"\frac12\sum_{i,j=1}^N\check\Gamma_{ij}\left(C_i\rho(t)C_j^\dagger+D_i\rho(t)D_j^\dagger\right)"

RATES = (
    Letter(printed=SMALL, means=own.SMALL.symbol),
    Letter(printed=r"\langle J_{ij}\rangle", means=own.MEAN.symbol),
    Letter(printed=r"\langle J_{ij}\rangle^{I,I}", means=own.MEAN.symbol),
    Letter(printed=r"\langle J_{ij}\rangle^{I,II}", means=own.APART.symbol),
    Letter(printed=r"\langle J_{ij}\rangle^{II,I}", means=own.APART_BACK.symbol),
    Letter(printed=r"\Gamma_{ij}", means=own.RATE.symbol),
    Letter(printed=r"\Gamma_{ij,A}", means=own.RATE_A.symbol),
    Letter(printed=r"\Gamma_{ij,B}", means=own.RATE_B.symbol),
    Letter(printed="G_{ij}", means=own.SHIFT.symbol),
    Letter(printed="G_{ij,A}", means=own.SHIFT_A.symbol),
    Letter(printed="G_{ij,B}", means=own.SHIFT_B.symbol),
    Letter(printed="J_{ii}", means=own.SELF.symbol),
    Letter(printed=r"\check\Gamma_{ij}", means=own.CHECK_PAIR.symbol),
    Letter(printed="P(r)", means=own.DENSITY.symbol),
    Letter(printed="r", means=own.CENTRE.symbol),
)

PAPER = BASE.extended(
    quantities=own.TABLE,
    letters=(
        *RATES,
        Letter(printed=r"\check\Gamma", means=own.CHECK.symbol),
        Letter(printed="d_0", means=own.CENTRAL_DEPTH.symbol, note="not in the paper: extinction on the axis"),
        Letter(printed=r"d_t\rho(t)", means=own.MOTION.symbol),
        *(
            Letter(printed=rf"{name}\rho(t){name}^\dagger", means=2 * quantity.symbol, note="with its +...")
            for name, quantity in own.COLLECTIVE.items()
        ),
        Letter(printed=COOLING, means=2 * own.COOLING.symbol, note="with its +..."),
        Letter(printed=HEATING, means=2 * own.HEATING.symbol, note="with its +..."),
        Letter(printed=DEPHASING, means=2 * own.DEPHASING.symbol, note="with its +..."),
        Letter(printed=PAIRS, means=own.PAIRS.symbol, note="each rate is that of the two atoms it stands before"),
        Letter(printed=LABELS, means=own.LITERAL.symbol, note="one rate for each i and j, whatever the ensembles"),
        Letter(
            printed=ONE_WAY,
            means=own.ONE_WAY.symbol,
            note="Gamma_ij (1 + eta) for I with II, Gamma_ij (1 - eta) for II with I",
        ),
        Letter(printed=PAIRS_CHECK, means=own.PAIRS_CHECK.symbol),
    ),
)

INTEGRALS = replace(PAPER, letters=tuple(letter for letter in BASE.letters if letter.printed != "d")).extended(
    letters=(
        *RATES,
        Letter(printed="r_-", means=own.DISTANCE.symbol),
        Letter(printed="z_-", means=own.DIFFERENCE.symbol, note="one Cartesian coordinate of the paper's vector r_-"),
        Letter(printed="z_+", means=own.SUM.symbol, note="one Cartesian coordinate of the paper's vector r_+"),
        Letter(printed="z", means=(own.SUM.symbol + own.DIFFERENCE.symbol) / 2, note="one coordinate of r"),
        Letter(
            printed=r"\acute z", means=(own.SUM.symbol - own.DIFFERENCE.symbol) / 2, note="one coordinate of r-acute"
        ),
        Letter(printed="w(z_-)", means=own.AXIS.symbol, note="density of one coordinate of r_-"),
        Letter(printed="w^{I,II}(z_-)", means=own.AXIS_APART.symbol, note="density of the coordinate of r_- along R"),
        Letter(printed="k_l", means=BASE.notation[BASE.vocabulary.symbols["k_L"]], note="printed with a small l"),
        Letter(printed=r"\theta", means=own.POLAR.symbol),
        Letter(printed=r"\varphi", means=own.AZIMUTH.symbol),
        Letter(printed="x", means=own.PROJECTED.symbol),
        Letter(printed=r"\tilde r", means=own.SHIFTED.symbol),
        Letter(printed=BY_PLACES, means=own.PER_PAIR.symbol),
        Letter(printed=BY_DIFFERENCE, means=own.PER_DIFFERENCE.symbol),
        Letter(printed=APART_BY_PLACES, means=own.PER_PAIR_APART.symbol),
        Letter(printed=APART_BY_SUM, means=own.PER_SUM_APART.symbol),
        Letter(printed=APART_BY_DIFFERENCE, means=own.PER_DIFFERENCE_APART.symbol),
        Letter(printed=r"\Gamma_{ij}^{I,II}", means=own.RATE_APART.symbol, note="without the dipole factor"),
        Letter(printed=r"\langle\gamma\rangle^{I,II}", means=own.RATE_APART_FULL.symbol, note="with the dipole factor"),
        Letter(printed=r"\Gamma_{ij,A}^{(1)}", means=own.FIRST.symbol, note="the first term in brackets"),
        Letter(printed=r"\Gamma_{ij,A}^{(2,3)}", means=own.CORRECTION.symbol, note="second and third term in brackets"),
        Letter(printed="G_{ij,A}^{(1)}", means=own.OSCILLATING.symbol, note="the term with sin cos"),
        Letter(printed="G_{ij,A}^{(2,3)}", means=own.SQUARED.symbol, note="the other two terms in brackets"),
        Letter(printed="G_{ij,B}^{(1)}", means=own.LOGARITHMIC.symbol, note="the term with the squared sine"),
        *(
            Letter(printed=rf"\left[{letter}\right]", means=own.INTEGRANDS[name].symbol, note="its integrand")
            for name, letter in {
                "Gamma_A": r"\Gamma_{ij,A}", "Gamma_B": r"\Gamma_{ij,B}", "G_A": "G_{ij,A}", "G_B": "G_{ij,B}",
            }.items()
        ),
        Letter(
            printed="c", means=3 * symbols.GAMMA.symbol / (2 * sp.sqrt(2 * sp.pi)),
            note="a factor that the paper does not print",
        ),
    ),
)  # fmt: skip
