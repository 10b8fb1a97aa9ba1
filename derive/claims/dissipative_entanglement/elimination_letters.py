r"""Letters of the two-ensemble paper for what is left of driven atoms when the excited levels are eliminated."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from derive.claims.dissipative_entanglement.light_letters import PAPER as BASE
from derive.dissipative_entanglement import light_symbols as own
from derive.papers import Letter, Paper

BAND = "judged mode by mode; the band keeps a letter of its own"
SIGN = "sigma_II stands for sgn(mu_I mu_II) sigma_II, with the sign of Fig. 2"
PLACE = "one atom of each ensemble"
_BANDS = (
    Letter(
        printed=r"\int_{\Delta\omega_{ls}}d\mathbf k\sum_{\lambda_{\mathbf k}}", means=own.BANDS["ls"].symbol, note=BAND
    ),
    Letter(
        printed=r"\int_{\Delta\omega_{us}}d\mathbf k\sum_{\lambda_{\mathbf k}}", means=own.BANDS["us"].symbol, note=BAND
    ),
    Letter(printed=r"H_{\text{int}}", means=own.GROUND_COUPLING.symbol, note="the half that creates photons"),
    Letter(printed=r"e^{i\Delta\mathbf k\,\mathbf r_i}", means=sp.exp(sp.I * own.PHASE_CHANGE.symbol)),
    Letter(printed=r"e^{i\Delta\mathbf k\,\mathbf r_j}", means=sp.exp(sp.I * own.PHASE_CHANGE.symbol), note=PLACE),
    Letter(printed=r"\Delta\mathbf k\,\mathbf r_i", means=own.PHASE_CHANGE.symbol),
    Letter(printed=r"\mathbf k_L\mathbf r_i", means=own.CLASSICAL_PHASE.symbol),
    Letter(printed=r"\mathbf k\mathbf r_i", means=own.MODE_PHASE.symbol),
)
_SUMMED = (
    Letter(printed=r"\sigma_{I,i}'", means=own.SIGMA["flip", "I", "i"].symbol, note=SIGN),
    Letter(printed=r"\sigma_{II,i}'", means=-own.SIGMA["flip", "II", "i"].symbol, note=SIGN),
    Letter(printed=r"\sigma'^\dagger_{I,j}", means=own.SIGMA["back", "I", "i"].symbol, note=PLACE),
    Letter(printed=r"\sigma'^\dagger_{II,j}", means=-own.SIGMA["back", "II", "i"].symbol, note=PLACE),
)
_PRIMED = (
    Letter(printed=r"\sigma_{\uparrow\uparrow,II,i}'", means=-own.SIGMA["up", "II", "i"].symbol, note=SIGN),
    Letter(printed=r"\sigma_{\downarrow\downarrow,II,i}'", means=-own.SIGMA["down", "II", "i"].symbol, note=SIGN),
)
_SHORTHAND = (
    Letter(printed=r"d_t\rho", means=own.WRITTEN.symbol),
    Letter(printed=r"\kappa", means=own.REAL_RATE.symbol),
    Letter(printed=r"A", means=own.JUMP.symbol),
    Letter(printed=r"A^\dagger", means=own.JUMP_DAG.symbol),
    Letter(printed=r"\rho", means=own.RHO.symbol),
)
_PARTS = (
    Letter(printed=r"e^{-i\mathbf k_L(r_j-r_i)}", means=sp.exp(-sp.I * own.PAIR_LASER.symbol), note="places not bold"),
    Letter(printed=r"d_t\rho(t)|_{A,B}", means=own.DESIRED_PART.symbol, note="the jump part of desired decays"),
    Letter(printed=r"d_t\rho(t)|_{C,D,i=j}", means=own.ONE_ATOM_PART.symbol, note="undesired decays of one atom"),
    Letter(printed=r"\check J_{ii}", means=own.CROSSED_SELF.symbol),
    Letter(printed=r"L_I^\uparrow", means=own.EXCHANGED["I"].symbol, note="the jump part of the decays of e_up"),
    Letter(printed=r"L^{I,II}|_{A,B}", means=own.CROSS_DESIRED.symbol, note="desired decays"),
    Letter(printed=r"L^{I,II}|_{C,D}", means=own.CROSS_UNDESIRED.symbol, note="undesired decays"),
    Letter(printed=r"L^{I,II}", means=own.CROSS_PART.symbol),
    Letter(printed=r"L^{II,I}", means=own.CROSS_BACK.symbol),
    Letter(printed="L_I", means=own.WITHIN["I"].symbol),
    Letter(printed="L_{II}", means=own.WITHIN["II"].symbol),
    Letter(printed="L", means=own.EXCITED_PART.symbol),
    Letter(printed=r"\mathcal J^{I,I}_{ji}", means=own.FREE_J_BACK.symbol),
    Letter(printed=r"\mathbb P_e^{(1)}", means=own.ONE_EXCITED.symbol),
    Letter(
        printed=r"\sum_{i=1}^N\mathbb P_{e,I,i}\otimes\mathbb P_{g,II}",
        means=2 * own.PROJECTORS["e", 1].symbol * own.PROJECTORS["e", 2].symbol,
        note="for two atoms of the first ensemble: two terms, in each the printed product over all i; the second ensemble is in its "
        "ground levels",
    ),
    Letter(
        printed=r"\sum_{j=1}^N\mathbb P_{g,I}\otimes\mathbb P_{e,II,j}", means=sp.Integer(0),
        note="the second ensemble is in its ground levels",
    ),
    *(Letter(printed=rf"\mathbb P_{{{kind},{n}}}", means=quantity.symbol) for (kind, n), quantity in own.PROJECTORS.items()),
    Letter(printed=r"d_t\rho(t)|_{\text{AC Stark}}", means=own.STARK_PART.symbol),
)  # fmt: skip

# Eq. (6) is the interaction of ground levels; that of App. B.1 has another letter in front of H.C.
_OTHERS = replace(BASE, letters=tuple(letter for letter in BASE.letters if letter.printed != r"H_{\text{int}}"))
PAIRWISE: Paper = _OTHERS.extended(quantities=own.TABLE, letters=(*_BANDS, *_PRIMED, *_SHORTHAND, *_PARTS))
"""Letters of App. B.1, where i and j are two atoms."""
PAPER: Paper = PAIRWISE.extended(letters=_SUMMED)
"""The same with the primed operators of Eq. (6), whose sums over i and over j are over the same atoms."""
