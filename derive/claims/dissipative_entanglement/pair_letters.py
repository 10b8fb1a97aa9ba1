r"""Letters of the two-ensemble paper for the pair rate: Sec. III.2 after Eq. (8), and App. B.1 up to the elimination.

Integrals over modes are judged mode by mode: an integral sign over wave vectors stands for one mode. The paper puts
:math:`\hbar=1`, so its :math:`\epsilon_0` is :math:`\hbar\epsilon_0`.
"""

from __future__ import annotations

import sympy as sp

from derive.claims.dissipative_entanglement.letters import PAPER as BASE
from derive.dissipative_entanglement import light_symbols as own
from derive.papers import Letter, Paper

BY_MODE = "judged mode by mode: the volume of wave vectors that one mode takes"
_RATE = (
    Letter(printed=r"\gamma(\mathbf r_{ij})", means=own.PAIR_GAMMA.symbol),
    Letter(printed=r"g(\mathbf r_{ij})", means=own.PAIR_G.symbol),
    Letter(printed=r"\gamma(\mathbf r_{ji})", means=own.PAIR_GAMMA_BACK.symbol),
    Letter(printed=r"g(\mathbf r_{ji})", means=own.PAIR_G_BACK.symbol),
    Letter(printed=r"(\hat{\mathbf p}\cdot\hat{\mathbf r}_{ij})", means=own.COSINE.symbol),
    Letter(printed="r_{ij}", means=own.DISTANCE.symbol),
    Letter(printed="J_{ij}", means=own.PAIR_GAMMA.symbol + sp.I * own.PAIR_G.symbol, note="for different atoms"),
    Letter(printed="J_{ii}", means=own.SELF.symbol),
    Letter(printed=r"\check J_{ii}", means=own.CROSSED_SELF.symbol),
    Letter(printed=r"\mathrm{Re}\,\check J_{ij}", means=own.CROSSED_GAMMA.symbol),
    Letter(printed=r"\mathrm{Re}\,J_{ij}", means=own.PAIR_GAMMA.symbol),
    Letter(printed=r"c^2_{\Delta_m=\pm1}/c^2_{\Delta_m=0}", means=own.CLEBSCH.symbol),
)
_MODES = (
    Letter(
        printed=r"\mathcal J_{ij}", means=own.MODE_RATE.symbol, note="the rate of Eq. (34), what one mode adds to it"
    ),
    Letter(printed=r"Re(\mathcal J_{ij})", means=own.MODE_REAL.symbol),
    Letter(printed=r"Im(\mathcal J_{ij})", means=own.MODE_IMAGINARY.symbol),
    Letter(
        printed=r"\int d\mathbf k\sum_{\hat\lambda_{\mathbf k}=1}^2",
        means=own.MODE_SUM.symbol,
        note=BY_MODE,
    ),
    Letter(
        printed=r"e^{i\mathbf k(\mathbf r_i-\mathbf r_j)}",
        means=own.PAIR_PHASE.symbol,
        note="with the opposite wave vector",
    ),
    Letter(
        printed=r"\int_0^\infty d\tau", means=own.TIME_SUM.symbol, note="the integral stands in the letters behind it"
    ),
    Letter(printed=r"e^{-i(\omega_k-\omega_L)\tau}", means=own.HALF_RESONANT.symbol, note="integrated over tau"),
    Letter(printed=r"e^{-i(\omega_k+\omega_L)\tau}", means=own.HALF_COUNTER.symbol, note="integrated over tau"),
    Letter(printed=r"\delta(\omega_k-\omega_L)", means=own.RESONANCE.symbol),
    Letter(printed=r"\omega_k", means=own.OMEGA_K.symbol),
    Letter(printed=r"\omega_L", means=own.OMEGA_L.symbol),
    Letter(
        printed=r"\mathcal P", means=own.PRINCIPAL.symbol, note="away from resonance the principal value is the value"
    ),
    Letter(printed=r"g(\mathbf k)", means=own.CONTINUUM.symbol),
    Letter(printed=r"g^2(\mathbf k)", means=own.CONTINUUM.symbol**2),
    Letter(printed=r"g_{\mathbf k}", means=own.MODE_COUPLING.symbol),
    Letter(printed=r"\frac{V}{(2\pi)^3}", means=own.VOLUME.symbol / (2 * sp.pi) ** 3),
    Letter(printed="V", means=own.VOLUME.symbol),
    Letter(
        printed=r"\sum_{\mathbf k}/\int d_{\mathbf k}",
        means=own.DENSITY_OF_MODES.symbol,
        note="modes per volume of wave vectors",
    ),
    Letter(printed=r"\epsilon_0", means=own.HBAR.symbol * own.EPSILON_0.symbol, note="hbar = 1"),
    Letter(printed=r"\hat{\mathbf e}_{\mathbf k}\cdot\mathbf p", means=own.OVERLAP.symbol),
    Letter(printed=r"\langle e_\uparrow|d_x|\uparrow\rangle", means=own.DESIRED_DIPOLE.symbol),
    Letter(printed=r"\langle e_\uparrow|d_x|\downarrow\rangle", means=own.CROSS_DIPOLE.symbol),
    Letter(printed=r"|\mathbf p|", means=own.DIPOLE.symbol),
    Letter(printed=r"\int_0^\infty e^{i\omega\tau}", means=own.HALF_TEST.symbol, note="tested with exp(-i omega s)"),
    Letter(printed=r"\delta(\omega)", means=own.DELTA_TEST.symbol, note="tested likewise"),
    Letter(printed=r"\mathcal P(1/\omega)", means=own.PRINCIPAL_TEST.symbol, note="tested likewise"),
    Letter(printed=r"\mathcal J_{ij}^{I,II}", means=own.SHARED_I_II.symbol),
    Letter(printed=r"\mathcal J_{ij}^{II,I}", means=own.SHARED_II_I.symbol),
    Letter(printed=r"\mathcal J^{I,I}_{ij}", means=own.SHARED_I_I.symbol),
    Letter(
        printed=r"|\mathcal J_{ij}^{I,II}|^2/|\mathcal J^{I,I}_{ij}|^2",
        means=own.APART_RATIO.symbol,
        note="pairs across the dipole, at the distances R and r_ij",
    ),
    Letter(printed=r"e^{-i\mathbf{kR}}", means=sp.exp(-sp.I * own.APART_PHASE.symbol)),
    Letter(printed=r"e^{+i\mathbf{kR}}", means=sp.exp(sp.I * own.APART_PHASE.symbol)),
)

PAPER: Paper = BASE.extended(quantities=own.TABLE, letters=(*_RATE, *_MODES))
