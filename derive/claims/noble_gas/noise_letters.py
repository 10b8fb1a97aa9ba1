r"""Letters of the noble-gas paper for its noise, its collective modes and imperfect polarisation.

White noise is judged by its strength: ``\delta(t-t')w(\mathbf r-\mathbf r')`` stands for 1 on both sides. Indices
i, j are contracted with two arbitrary vectors u, v, so that a statement about a tensor is one about a number.
The braces of ``\hat L_{ij}`` are read as what they mean elsewhere, an anticommutator; the sum over both orders of
the indices is tried as another convention.
"""

from __future__ import annotations

import sympy as sp

from derive.claims.noble_gas.letters import PAPER as BASE
from derive.papers import Convention, Letter
from derive.records import table
from derive.spin_exchange import mode_symbols as modes
from derive.spin_exchange import noise_symbols, symbols
from derive.spin_exchange.symbols import DENSITY_A, DENSITY_B
from derive.vectors import cross, dot

N = noise_symbols
_TURNED = cross(N.U[0].symbol, N.V[0].symbol)

LETTERS = (
    Letter(printed="t", means=symbols.TIME.symbol),
    Letter(printed="dt", means=symbols.TIME.symbol),
    Letter(
        printed=r"\delta(t-t')w(\mathbf r-\mathbf r')",
        means=sp.Integer(1),
        note="strengths of white noise are compared",
    ),
    # the correlations after Eq. (19)
    Letter(printed=r"\langle\hat{\mathbf F}_{ex}\rangle", means=N.MEAN_FORCE[0].symbol),
    Letter(printed=r"\langle\hat F_{ex,i}(\mathbf r,t)\hat F_{ex,j}(\mathbf r',t')\rangle", means=N.CORRELATION.symbol),
    Letter(printed=r"\delta_{ij}\mathbb 1", means=dot(N.U[0].symbol, N.V[0].symbol), note="contracted with u_i v_j"),
    Letter(printed=r"\{\hat k_i,\hat s_j\}", means=N.ANTICOMMUTATOR.symbol, note="contracted with u_i v_j"),
    Letter(printed=r"\epsilon_{ijm}", means=sp.Integer(1), note="the contraction eps_ijm u_i v_j is in k_m and s_m"),
    Letter(printed=r"\hat k_m", means=dot(_TURNED, DENSITY_B[0].symbol), note="contracted with eps_ijm u_i v_j"),
    Letter(
        printed=r"\hat s_m",
        means=dot(_TURNED, DENSITY_A[0].symbol) / symbols.Q.symbol,
        note="contracted with eps_ijm u_i v_j",
    ),
    Letter(
        printed=r"[\hat s_i(\mathbf r,t),\hat s_j(\mathbf r',t)]",
        means=N.LOCAL_COMMUTATOR.symbol,
        note="contracted with u_i v_j",
    ),
    Letter(
        printed=r"\hat s_m(\mathbf r,t)",
        means=dot(_TURNED, DENSITY_A[0].symbol) / symbols.Q.symbol,
        note="contracted with eps_ijm u_i v_j",
    ),
    Letter(printed=r"w(\mathbf r-\mathbf r')", means=sp.Integer(1), note="strengths are compared"),
    Letter(printed=r"\langle\Delta\hat s_i\Delta\hat s_j\rangle", means=N.PAIR.symbol, note="contracted with u_i v_j"),
    Letter(
        printed=r"\langle\Delta\hat s_i\Delta\hat s_j\rangle_{\phi^2}",
        means=N.SMALL_MOMENT.symbol,
        note="to order phi^2",
    ),
    Letter(printed=r"\mathbf C_{ex}", means=N.NOISE_COMMUTATOR[0].symbol),
    Letter(printed=r"\hat{\mathbf s}", means=DENSITY_A[0].symbol / symbols.Q.symbol),
    # Eq. (20) and the noise of the modes
    Letter(printed=r"\langle\hat F_{ex}^-(\mathbf r,t)\hat F_{ex}^+(\mathbf r',t')\rangle", means=N.MINUS_PLUS.symbol),
    Letter(printed=r"\langle\hat F_{ex}^+(\mathbf r,t)\hat F_{ex}^-(\mathbf r',t')\rangle", means=N.PLUS_MINUS.symbol),
    Letter(printed=r"\hat F_a^{(ex)}", means=N.FORCE_A.symbol),
    Letter(printed=r"\hat F_{ex}^-", means=N.FORCE_X.symbol - sp.I * N.FORCE_Y.symbol, note="x - iy"),
    Letter(printed=r"\hat F_{a,x}", means=N.FORCE_X.symbol),
    Letter(printed=r"\hat F_{a,y}", means=N.FORCE_Y.symbol),
    Letter(printed=r"|f_z|", means=symbols.P_A.symbol * symbols.N_A_DENSITY.symbol * symbols.Q.symbol / 2),
    Letter(printed=r"\langle\hat F_a(\mathbf r,t)\hat F_a^\dagger(\mathbf r',t')\rangle", means=N.ANTINORMAL_A.symbol),
    Letter(printed=r"\langle\hat F_a^\dagger(\mathbf r,t)\hat F_a(\mathbf r',t')\rangle", means=N.NORMAL_A.symbol),
    Letter(printed=r"\langle\hat F_b(\mathbf r,t)\hat F_b^\dagger(\mathbf r',t')\rangle", means=N.ANTINORMAL_B.symbol),
    Letter(printed=r"\langle\hat F_b^\dagger(\mathbf r,t)\hat F_b(\mathbf r',t')\rangle", means=N.NORMAL_B.symbol),
    Letter(printed=r"\langle\hat F_a\hat F_a^\dagger\rangle", means=modes.ANTINORMAL.symbol),
    Letter(
        printed=r"\langle\hat F_\chi(\mathbf r,t)\hat F_\chi^\dagger(\mathbf r',t')\rangle",
        means=modes.ANTINORMAL.symbol,
    ),
    Letter(
        printed=r"[\hat F_\chi(\mathbf r,t),\hat F_\chi^\dagger(\mathbf r',t')]",
        means=modes.ANTINORMAL.symbol - modes.NORMAL.symbol,
    ),
    Letter(printed=r"\gamma_\chi", means=symbols.GAMMA.symbol),
    Letter(printed=r"\langle\hat F_{sd}\hat F_{sd}^\dagger\rangle", means=N.ANTINORMAL_SD.symbol),
    Letter(printed=r"\langle\hat F_{sd}^\dagger\hat F_{sd}\rangle", means=N.NORMAL_SD.symbol),
    Letter(printed=r"\gamma_{sd}", means=N.RATE_SD.symbol),
    Letter(printed=r"\varepsilon", means=N.AMPLITUDE.symbol),
    # imperfect polarisation
    Letter(printed="p", means=modes.P.symbol),
    Letter(printed=r"p_\chi", means=modes.P.symbol),
    Letter(printed="2p", means=2 * modes.P.symbol),
    Letter(printed=r"2p_\chi", means=2 * modes.P.symbol),
    Letter(printed=r"\bar n_I", means=modes.EXCITATIONS.symbol),
    Letter(printed=r"\langle\hat a^\dagger\hat a\rangle", means=modes.EXCITATIONS.symbol),
    Letter(printed=r"\langle\hat b^\dagger\hat b\rangle", means=modes.EXCITATIONS.symbol),
    Letter(printed="P_1", means=modes.ONE.symbol),
    Letter(printed=r"P_{\ge1}", means=modes.SOME.symbol),
    Letter(printed=r"x_{pol}", means=modes.SHARE.symbol),
    Letter(printed=r"J_{p=1}", means=modes.FULL_RATE.symbol),
)

PAPER = BASE.extended(
    quantities=table(
        N.TABLE,
        modes.TABLE,
    ),
    letters=LETTERS,
    conventions=(
        Convention(
            name="the braces are a sum over both orders of the indices, k_i s_j + k_j s_i, and no anticommutator",
            change=((N.ANTICOMMUTATOR.symbol, N.SYMMETRISED.symbol),),
        ),
    ),
)
