r"""Letters and conventions of the noble-gas paper.

The paper's sums over collisions are judged collision by collision: a sum sign in front of a bracket of one
collision stands for 1 (see ``\sum_n\sum_i^{\tau'}`` and its like). Its operators are judged in the mean, where the
fluctuation operator F_ex vanishes; products of operators of different atoms commute.
"""

from __future__ import annotations

import sympy as sp

from derive.domains import POSITIVE
from derive.papers import Convention, Letter, Paper
from derive.records import Quantity, table
from derive.spin_exchange import symbols as own
from derive.spin_exchange.symbols import (
    AMPLITUDE_A,
    AMPLITUDE_B,
    ANY,
    CHANGE,
    COUPLING,
    DENSITY_A,
    DENSITY_B,
    EFFECTIVE,
    FREE,
    HBAR,
    INTERVAL,
    RATE_A,
    SECOND,
    SHIFTED_A,
    SHIFTED_B,
    UNITARY,
)

CELL = Quantity(name="V_cell", latex="V", unit="cm^3", domain=POSITIVE, meaning="volume of the cell")
LOSS = Quantity(
    name="gamma_a", latex=r"\gamma_a", unit="1/s", domain=POSITIVE, meaning="relaxation rate of the alkali spins"
)
TABLE = table(
    own.TABLE, DENSITY_A, DENSITY_B, (RATE_A, ANY, CHANGE, COUPLING, EFFECTIVE, HBAR, INTERVAL, SECOND, UNITARY),
    (AMPLITUDE_A, AMPLITUDE_B, SHIFTED_A, SHIFTED_B, own.FIELD, *own.PAIRS, CELL, LOSS, FREE),
)  # fmt: skip


def _rate(quantity: Quantity) -> sp.Derivative:
    return sp.Derivative(quantity.symbol, own.TIME.symbol, evaluate=False)


LETTERS = (
    # one collision
    Letter(printed=r"\phi", means=own.PHI.symbol),
    Letter(printed=r"\phi^{(i)}_{ab}", means=own.PHI.symbol),
    Letter(printed=r"(\phi^{(i)}_{ab})", means=own.PHI.symbol),
    Letter(printed=r"\phi^{(i)}_{an}", means=own.PHI.symbol),
    Letter(printed=r"\phi^{(i)}_{mb}", means=own.PHI.symbol),
    Letter(printed=r"\sum_n\sum_i^{\tau'}", means=sp.Integer(1), note="judged collision by collision"),
    Letter(printed=r"\sum_m\sum_i^{\tau'}", means=sp.Integer(1), note="judged collision by collision"),
    Letter(printed=r"\sum_{ab}\sum_i^{\tau'}", means=sp.Integer(1), note="judged collision by collision"),
    Letter(printed=r"\hat{\mathbf s}_a", means=own.ELECTRON[0].symbol),
    Letter(printed=r"\hat{\mathbf s}_m", means=own.ELECTRON[0].symbol),
    Letter(printed=r"\hat{\mathbf k}_b", means=own.NOBLE[0].symbol),
    Letter(printed=r"\hat{\mathbf k}_n", means=own.NOBLE[0].symbol),
    Letter(printed=r"\Delta\hat{\mathbf s}_a", means=own.ELECTRON_CHANGE[0].symbol),
    Letter(printed=r"\Delta\hat{\mathbf k}_b", means=own.NOBLE_CHANGE[0].symbol),
    Letter(printed=r"\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b", means=COUPLING.symbol),
    Letter(printed=r"(\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b)", means=COUPLING.symbol),
    Letter(printed=r"\hat G_1", means=own.PAIRS[2].symbol),
    Letter(printed=r"\hat G_2", means=own.PAIRS[3].symbol),
    Letter(printed=r"\phi_1", means=own.PAIRS[0].symbol),
    Letter(printed=r"\phi_2", means=own.PAIRS[1].symbol),
    Letter(printed=r"U_I", means=UNITARY.symbol),
    Letter(printed=r"\hat A", means=ANY.symbol),
    Letter(printed=r"\Delta\hat A", means=CHANGE.symbol),
    Letter(printed=r"\mathcal V", means=EFFECTIVE.symbol),
    Letter(printed=r"\mathcal L(\hat A)", means=SECOND.symbol),
    Letter(printed=r"H_0", means=FREE.symbol),
    Letter(printed=r"\tau'", means=INTERVAL.symbol),
    Letter(printed=r"\hbar", means=HBAR.symbol),
    # slowing down
    Letter(printed=r"I", means=own.NUCLEAR_SPIN.symbol),
    Letter(printed=r"p_a", means=own.P_A.symbol),
    Letter(printed=r"p_b", means=own.P_B.symbol),
    Letter(printed=r"q", means=own.Q.symbol),
    Letter(printed=r"q(I,p_a)", means=own.Q.symbol),
    Letter(printed=r"\hat{\mathbf f}_a", means=own.ALKALI[0].symbol),
    # mean field
    Letter(printed=r"\langle\hat{\mathbf f}\rangle", means=own.ALKALI[0].symbol),
    Letter(printed=r"\langle\hat{\mathbf k}\rangle", means=own.NOBLE[0].symbol),
    Letter(printed=r"\partial_t\langle\hat{\mathbf f}\rangle", means=_rate(own.ALKALI[0])),
    Letter(printed=r"\partial_t\langle\hat{\mathbf k}\rangle", means=_rate(own.NOBLE[0])),
    Letter(printed=r"n_a", means=own.N_A_DENSITY.symbol),
    Letter(printed=r"n_b", means=own.N_B_DENSITY.symbol),
    Letter(printed=r"\zeta", means=own.ZETA.symbol),
    Letter(printed=r"k_{se}", means=own.K_SE.symbol),
    Letter(printed=r"\langle\sigma v\phi\rangle", means=own.M1.symbol),
    Letter(printed=r"v\sigma\langle\phi\rangle", means=own.M1.symbol),
    Letter(printed=r"p_bn_b/2q", means=own.P_B.symbol * own.N_B_DENSITY.symbol / (2 * own.Q.symbol), note="q divides"),
    Letter(printed=r"\langle v\sigma\phi^2\rangle", means=own.M2.symbol),
    Letter(printed=r"\gamma_{ex}", means=RATE_A.symbol),
    Letter(
        printed=r"\langle\phi^2\rangle/\langle\phi\rangle",
        means=4 * own.K_SE.symbol / (own.ZETA.symbol * own.Q.symbol),
        note="by the definitions of zeta and k_se, with the same v sigma in both averages",
    ),
    # densities
    Letter(printed=r"\hat{\mathbf f}", means=DENSITY_A[0].symbol),
    Letter(printed=r"\hat{\mathbf k}", means=DENSITY_B[0].symbol),
    Letter(printed=r"\partial_t\hat{\mathbf f}", means=_rate(DENSITY_A[0])),
    Letter(printed=r"\partial_t\hat{\mathbf k}", means=_rate(DENSITY_B[0])),
    Letter(printed=r"\hat{\mathbf F}_{ex}", means=sp.ImmutableMatrix.zeros(3, 1), note="its mean vanishes"),
    # two modes
    Letter(printed=r"\hat a", means=AMPLITUDE_A.symbol),
    Letter(printed=r"\hat b", means=AMPLITUDE_B.symbol),
    Letter(printed=r"\partial_t\hat a", means=_rate(AMPLITUDE_A)),
    Letter(printed=r"\partial_t\hat b", means=_rate(AMPLITUDE_B)),
    Letter(printed=r"\hat F_a", means=sp.Integer(0), note="its mean vanishes"),
    Letter(printed=r"J", means=own.J.symbol),
    Letter(printed=r"\Delta", means=own.DETUNING.symbol),
    Letter(printed=r"\gamma", means=own.GAMMA.symbol),
    Letter(printed=r"\gamma_a", means=LOSS.symbol),
    Letter(printed=r"B", means=own.FIELD.symbol),
    Letter(printed=r"g_a", means=own.OMEGA_A.symbol / own.FIELD.symbol),
    Letter(printed=r"g_b", means=own.OMEGA_B.symbol / own.FIELD.symbol),
    Letter(printed=r"\tilde\omega_a", means=own.OMEGA_A.symbol),
    Letter(printed=r"\tilde\omega_b", means=own.OMEGA_B.symbol),
    Letter(printed=r"\omega_a", means=SHIFTED_A.symbol),
    Letter(printed=r"\omega_b", means=SHIFTED_B.symbol),
    Letter(printed=r"N_a", means=own.N_A_DENSITY.symbol * CELL.symbol),
    Letter(printed=r"N_b", means=own.N_B_DENSITY.symbol * CELL.symbol),
)

_DOT = sp.ImmutableMatrix([[1, 0, 0, 0], [0, -1, 2, 0], [0, 2, -1, 0], [0, 0, 0, 1]]) / 4
_OPPOSITE = sp.ImmutableMatrix([[-1, 2], [2, -1]]) / 4  # s.k among the states of opposite spins
_PRIMES = sp.ImmutableMatrix(4, 4, [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53])

PAPER = Paper(
    key="noble-gas",
    title="Quantum interface for noble-gas spins based on spin-exchange collisions",
    authors="O. Katz, R. Shaham, O. Firstenberg",
    reference="PRX Quantum 3, 010305 (2022)",
    arxiv="1905.12532",
    doi="10.1103/PRXQuantum.3.010305",
    year=2022,
    quantities=TABLE,
    letters=LETTERS,
    representatives=(
        # s.k of two spins 1/2, an operator with all entries different, a Hamiltonian that does not commute with s.k
        ((COUPLING.symbol, _DOT), (ANY.symbol, _PRIMES), (FREE.symbol, sp.ImmutableMatrix.diag(2, 3, 5, 11))),
        # two pairs of opposite spins 1/2, and an operator of both
        (
            (own.PAIRS[2].symbol, sp.ImmutableMatrix(sp.kronecker_product(_OPPOSITE, sp.eye(2)))),
            (own.PAIRS[3].symbol, sp.ImmutableMatrix(sp.kronecker_product(sp.eye(2), _OPPOSITE))),
            (ANY.symbol, _PRIMES),
        ),
    ),
    conventions=(
        Convention(
            name="the detuning counted with the opposite sign",
            change=((own.DETUNING.symbol, -own.DETUNING.symbol),),
        ),
    ),
)
