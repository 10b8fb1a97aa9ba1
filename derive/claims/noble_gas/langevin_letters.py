r"""Letters of the noble-gas paper for its Heisenberg-Langevin equations and its collective modes.

Energies are judged per volume, and the diffusion operators as numbers on one of their modes.
"""

from __future__ import annotations

import sympy as sp

from derive.claims.noble_gas.letters import PAPER as BASE
from derive.domains import POSITIVE
from derive.papers import Letter
from derive.records import Quantity, table
from derive.spin_exchange import mode_symbols as modes
from derive.spin_exchange import symbols
from derive.spin_exchange.symbols import DENSITY_A, DENSITY_B

ETA = Quantity(
    name="eta_sr", latex=r"\eta", domain=POSITIVE, meaning="exchange rate over spin-rotation rate, k_se/(sigma_sr v)"
)
_ZERO = sp.ImmutableMatrix.zeros(3, 1)
_LENGTH = symbols.P_A.symbol * symbols.N_A_DENSITY.symbol * symbols.Q.symbol / 2

LETTERS = (
    Letter(printed=r"V_{ex}", means=modes.ENERGY.symbol, note="per volume"),
    Letter(printed=r"\int d^3r_a\int d^3r_b\,\delta(\mathbf r_a-\mathbf r_b)\,", means=sp.Integer(1), note="per volume"),
    Letter(printed=r"\hat{\mathbf f}(\mathbf r_a,t)", means=DENSITY_A[0].symbol),
    Letter(printed=r"\hat{\mathbf k}(\mathbf r_b,t)", means=DENSITY_B[0].symbol),
    Letter(printed=r"\hat f_z(\mathbf r,t)", means=DENSITY_A[3].symbol),
    Letter(printed=r"\hat k_z(\mathbf r,t)", means=DENSITY_B[3].symbol),
    Letter(printed=r"\frac1{i\hbar}[\hat{\mathbf f},V_{ex}]", means=modes.BY_EXCHANGE_A[0].symbol),
    Letter(printed=r"\frac1{i\hbar}[\hat{\mathbf k},V_{ex}]", means=modes.BY_EXCHANGE_B[0].symbol),
    Letter(printed=r"\tfrac i\hbar[\hat{\mathbf f},H_0+V_{ex}]", means=-modes.UNITARY_A[0].symbol),
    Letter(printed=r"\tfrac i\hbar[\hat{\mathbf k},H_0+V_{ex}]", means=-modes.UNITARY_B[0].symbol),
    Letter(printed="H_0", means=modes.FREE_A.symbol + modes.FREE_B.symbol, note="per volume, without what does not move f"),
    Letter(printed=r"\hbar\int d^3r", means=symbols.HBAR.symbol, note="per volume"),
    Letter(printed=r"[\hat{\mathbf i}_a\cdot\hat{\mathbf s}_a,\hat{\mathbf f}_a]", means=modes.HYPERFINE[0].symbol),
    Letter(printed=r"\hat{\mathbf F}_a", means=_ZERO, note="its mean vanishes"),
    Letter(printed=r"\hat{\mathbf F}_b", means=_ZERO, note="its mean vanishes"),
    Letter(printed=r"\hat F_b", means=sp.Integer(0), note="its mean vanishes"),
    Letter(printed=r"D_a\nabla^2", means=modes.DIFFUSION_A.symbol),
    Letter(printed=r"D_b\nabla^2", means=modes.DIFFUSION_B.symbol),
    Letter(printed="D_a", means=modes.D_A.symbol),
    Letter(printed="R", means=modes.RADIUS.symbol),
    Letter(printed=r"\gamma_b", means=modes.LOSS_B.symbol),
    Letter(printed=r"\sigma_{sr}", means=modes.SIGMA_SR.symbol),
    Letter(printed=r"\sigma_{sd}", means=modes.SIGMA_SD.symbol),
    Letter(printed="v", means=modes.SPEED.symbol),
    Letter(printed="v_a", means=modes.SPEED_A.symbol),
    Letter(printed="T_b", means=modes.T_B.symbol),
    Letter(printed=r"\eta", means=ETA.symbol),
    Letter(printed=r"|f_z|", means=_LENGTH),
    # mean field and what it leaves out
    Letter(printed="c_z", means=modes.CORRELATED[3].symbol),
    Letter(printed="s_z", means=symbols.ELECTRON[3].symbol),
    Letter(printed="k_z", means=symbols.NOBLE[3].symbol),
    # collective modes
    Letter(printed="F_z", means=modes.TOTAL_A.symbol),
    Letter(printed="K_z", means=modes.TOTAL_B.symbol),
    Letter(printed=r"\Delta F_x", means=modes.WIDTH_A.symbol),
    Letter(printed=r"\Delta K_x", means=modes.WIDTH_B.symbol),
    Letter(printed="N_a", means=modes.ALKALI_ATOMS.symbol),
    Letter(printed="N_b", means=symbols.N_B.symbol),
    Letter(printed=r"[\hat a,\hat a^\dagger]", means=modes.COMMUTATOR.symbol),
    Letter(printed=r"[\hat b,\hat b^\dagger]", means=modes.COMMUTATOR_B.symbol),
    Letter(printed=r"\eta_f", means=modes.FLIPPED.symbol),
    Letter(printed=r"[\hat a(\mathbf r,t),\hat a^\dagger(\mathbf r',t)]", means=modes.LOCAL.symbol),
    Letter(printed=r"w(\mathbf r-\mathbf r')", means=sp.Integer(1), note="strengths are compared"),
    Letter(printed="r_{HP}", means=modes.LADDER.symbol),
    Letter(printed="x_{HP}", means=modes.CROWDING.symbol),
    Letter(printed=r"\langle0|\hat a\hat a^\dagger|0\rangle", means=modes.NORM.symbol),
    Letter(printed=r"\delta F_z", means=modes.FLIPS.symbol),
    Letter(printed=r"\langle\hat a\rangle", means=modes.MEAN_A.symbol),
    Letter(printed=r"\langle\hat b\rangle", means=modes.MEAN_B.symbol),
    Letter(printed=r"\langle\hat f_-\rangle", means=modes.TRANSVERSE_A.symbol),
    Letter(printed=r"\langle\hat k_-\rangle", means=modes.TRANSVERSE_B.symbol),
    Letter(printed=r"\frac1{i\hbar}[\hat a,\hbar J(\hat a^\dagger\hat b+\hat b^\dagger\hat a)]", means=modes.SPLIT_A.symbol),
    Letter(printed=r"\frac1{i\hbar}[\hat b,\hbar J(\hat a^\dagger\hat b+\hat b^\dagger\hat a)]", means=modes.SPLIT_B.symbol),
    Letter(
        printed=r"\Delta_c", note="as the paper prints it after Eq. (2)",
        means=symbols.ZETA.symbol * (2 * _LENGTH - symbols.P_B.symbol * symbols.N_B_DENSITY.symbol) / 2,
    ),
)  # fmt: skip

PAPER = BASE.extended(quantities=table(modes.TABLE, (ETA,)), letters=LETTERS)
