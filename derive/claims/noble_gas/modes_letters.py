r"""Letters of SI section 2: spatial modes, reservoirs, and the resonant two-mode solution.

Sums over modes are judged term by term: a sum sign stands for 1 and each label for one mode of its set. The equations
are linear in the operators, which are judged as complex amplitudes. Noise is judged by what one impulse of it does.
"""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from derive.claims.noble_gas.letters import PAPER as BASE
from derive.papers import Letter, Paper
from derive.records import Quantity
from derive.spin_exchange import spatial_symbols as own
from derive.spin_exchange import symbols

TERM = "judged term by term: the label stands for one mode"
_ONE = sp.Integer(1)


def _rate(quantity: Quantity) -> sp.Derivative:
    return sp.Derivative(quantity.symbol, symbols.TIME.symbol, evaluate=False)


_SUMS = tuple(
    Letter(printed=printed, means=_ONE, note=TERM)
    for printed in (r"\sum_n", r"\sum_m", r"\sum_{n\in\mathcal S}", r"\sum_{m\in\mathcal S}", r"\sum_{r\in\mathcal R}")
)
_AMPLITUDES = tuple(
    letter
    for gas, amplitudes in (("a", (own.AM, own.AS, own.AN, own.AR)), ("b", (own.BM, own.BS, own.BN, own.BR)))
    for label, quantity in zip("msnr", amplitudes, strict=True)
    for letter in (
        Letter(printed=rf"\hat {gas}_{label}", means=quantity.symbol),
        Letter(printed=rf"\hat {gas}_{label}(t)", means=quantity.symbol),
        Letter(printed=rf"\partial_t\hat {gas}_{label}", means=_rate(quantity)),
        Letter(printed=rf"\hat F_{{{gas}{label}}}", means=own.F[f"{gas}{label}"].symbol),
        Letter(printed=rf"\gamma_{{{gas}{label}}}", means=own.G[f"{gas}{label}"].symbol),
    )
)
_OVERLAPS = tuple(
    letter
    for pair, quantity in own.C.items()
    for letter in (
        Letter(printed=f"c_{{{pair}}}", means=quantity.symbol),
        Letter(printed=f"c^*_{{{pair}}}", means=sp.conjugate(quantity.symbol)),
    )
)
_RESERVOIRS = (
    Letter(printed=r"\hat w_{ar}(t)", means=own.RESERVOIR_A.symbol),
    Letter(printed=r"\hat w_{br}(t)", means=own.RESERVOIR_B.symbol),
    Letter(printed=r"\hat w_{ar}", means=own.RESERVOIR_A.symbol),
    Letter(printed=r"\hat w_{br}", means=own.RESERVOIR_B.symbol),
    Letter(printed=r"\hat w_{qr}(t)", means=own.RESPONSE.symbol),
    Letter(printed=r"\hat F_{qr}(t-\tau')", means=own.STRENGTH.symbol
           * sp.DiracDelta(symbols.TIME.symbol - own.WAITED.symbol - own.IMPULSE.symbol),
           note="an impulse of the noise at a time t_0; any noise is a sum of impulses"),
    Letter(printed=r"t_0", means=own.IMPULSE.symbol, note="the time of that impulse"),
    Letter(printed=r"\omega_q", means=own.OMEGA_Q.symbol),
    Letter(printed=r"\gamma_{qr}", means=own.DECAY_Q.symbol),
    Letter(printed=r"\tau'", means=own.WAITED.symbol),
    Letter(printed=r"t", means=symbols.TIME.symbol),
    Letter(printed=r"\epsilon^{(a)}_{sn}", means=own.EPSILON_A.symbol),
    Letter(printed=r"\epsilon^{(b)}_{sn}", means=own.EPSILON_B.symbol),
    Letter(printed=r"(\epsilon^{(b)*}_{sn})^*", means=own.EPSILON_B_STAR.symbol, note="epsilon^(b), from its conjugate in (S4)"),
    Letter(printed=r"\hat G_{as}", means=own.FORCE_A.symbol),
    Letter(printed=r"\hat G_{bs}", means=own.FORCE_B.symbol),
)  # fmt: skip


def _defined(first: sp.Symbol, second: sp.Symbol) -> sp.Expr:
    """epsilon^(b) as the SI defines it, for two modes given by their overlaps with the reservoir mode."""
    rate = own.G["ar"].symbol - sp.I * symbols.DETUNING.symbol
    return first * sp.conjugate(second) * symbols.J.symbol / rate


_RS, _RM = own.C["rs"].symbol, own.C["rm"].symbol
_DEFINED = (
    Letter(
        printed=r"\epsilon^{(b)}_{sm}", means=_defined(_RS, _RM), note="as the SI defines epsilon^(b)_sn, with m for n"
    ),
    Letter(
        printed=r"\epsilon^{(b)}_{ms}",
        means=_defined(_RM, _RS),
        note="as the SI defines epsilon^(b)_sn, with ms for sn",
    ),
    Letter(printed=r"\epsilon^{(b)*}_{sm}", means=sp.conjugate(_defined(_RS, _RM)), note="its complex conjugate"),
)
_R2 = own.RADIUS.symbol**2
_SPHERE = (
    Letter(printed=r"R", means=own.RADIUS.symbol),
    Letter(printed=r"d_{cell}", means=own.DIAMETER.symbol, note="diameter of the cell"),
    Letter(printed=r"D_a", means=own.D_A.symbol),
    Letter(printed=r"D_b", means=own.D_B.symbol),
    Letter(printed=r"\gamma_b", means=own.LOSS_B.symbol),
    Letter(printed=r"A_m", means=own.ALKALI_MODE.symbol),
    Letter(printed=r"B_n", means=own.NOBLE_MODE.symbol),
    Letter(printed=r"\lambda_{am}", means=own.DECAY_A.symbol, note="the paper's gamma_am, as a function of the wave number"),
    Letter(printed=r"\lambda_{bn}", means=own.DECAY_B.symbol, note="the paper's gamma_bn, as a function of the wave number"),
    Letter(printed=r"\gamma_{b0}", means=own.UNIFORM_DECAY.symbol),
    Letter(printed=r"(D_a\nabla^2-\gamma_a)A_m", means=own.APPLIED_A.symbol),
    Letter(printed=r"(D_b\nabla^2-\gamma_b)B_n", means=own.APPLIED_B.symbol),
    Letter(printed=r"\int A_m^2d^3r", means=own.NORM_A.symbol),
    Letter(printed=r"\int B_n^2d^3r", means=own.NORM_B.symbol),
    Letter(printed=r"\int A_mA_{m'}d^3r", means=own.CROSS_A.symbol),
    Letter(printed=r"\sum_m|c_{mn}|^2", means=own.COLUMN.symbol),
    Letter(printed=r"\sum_m|c_{m0}|^2", means=own.COLUMN_UNIFORM.symbol),
    Letter(printed=r"\sum_mc^*_{m0}c_{mn}", means=own.COLUMN_CROSS.symbol),
    Letter(printed=r"\sum_mc^*_{mn}c_{mn'}", means=own.COLUMN_OTHER.symbol),
    Letter(printed=r"N_{modes}", means=own.MODE_COUNT.symbol),
    Letter(printed=r"V", means=own.VOLUME.symbol),
    Letter(printed=r"V_l", means=own.GRAIN.symbol),
    Letter(printed=r"\epsilon^{(b)}_{00}", means=own.EPS_UNIFORM.symbol, note="both modes the uniform one"),
    Letter(printed=r"\epsilon^{(b)}_{\max}", means=own.EPS_MAX.symbol, note="an upper bound of it"),
    Letter(printed=r"\epsilon^{(a)}_{11}", means=own.EPS_LOWEST.symbol, note="the lowest alkali mode, counted from 1"),
    Letter(printed=r"\epsilon^{(b)}_{r_0-1,r_0-1}", means=own.EDGE.symbol, note="for high radial numbers"),
    Letter(printed=r"\epsilon^{(b)}_{r_0-2,r_0-2}", means=own.EDGE_NEXT.symbol, note="for high radial numbers"),
    Letter(printed=r"r_0", means=own.FIRST.symbol),
    Letter(printed=r"\gamma_{ar_0}", means=own.D_A.symbol * sp.pi**2 * own.FIRST.symbol**2 / _R2, note="as the SI gives it"),
    Letter(printed=r"\gamma_{b1}", means=own.D_B.symbol * sp.pi**2 / _R2, note="as the SI gives it, for r_0 = 1"),
    Letter(printed=r"(1/r_h)", means=own.SMALL_CUT.symbol),
    Letter(printed=r"\gamma_{ar_h}", means=own.D_A.symbol * sp.pi**2 / (_R2 * own.SMALL_CUT.symbol**2), note="as the SI gives it"),
    Letter(printed=r"\gamma_{br_1}", means=own.D_B.symbol * sp.pi**2 / (_R2 * own.SMALL_CUT.symbol**2), note="as the SI gives it"),
    Letter(printed=r"\epsilon^{(b)}_{00}-\sum_{r=r_l}^{r_h-1}Jc_{rs}c^*_{rn}/(\gamma_{ar}-i\Delta)", means=own.TAIL.symbol,
           note="both modes the uniform one"),
    Letter(printed=r"\epsilon^{(a)}_{ss}-\sum_{r=r_0}^{r_1-1}c_{sr}c^*_{nr}J/(\gamma_{br}+i\Delta)", means=own.TAIL_A.symbol,
           note="both modes the same alkali mode"),
)  # fmt: skip
_EXCHANGE = (
    Letter(printed=r"\hat a(t)", means=own.LATER_A.symbol),
    Letter(printed=r"\hat b(t)", means=own.LATER_B.symbol),
    Letter(printed=r"\hat a(0)", means=own.START_A.symbol),
    Letter(printed=r"\hat b(0)", means=own.START_B.symbol),
    Letter(printed=r"\hat w_a", means=own.NOISE_A.symbol),
    Letter(printed=r"\hat w_b", means=own.NOISE_B.symbol),
    Letter(printed=r"\hat w_a(t)", means=own.NOISE_A.symbol),
    Letter(printed=r"\hat w_b(t)", means=own.NOISE_B.symbol),
    Letter(printed=r"s", means=own.WAITED.symbol, note="the time that is integrated over"),
    Letter(printed=r"\hat F_a(t-s)", means=own.STRENGTH.symbol
           * sp.DiracDelta(symbols.TIME.symbol - own.WAITED.symbol - own.IMPULSE.symbol),
           note="an impulse of the noise at a time t_0; any noise is a sum of impulses"),
    Letter(printed=r"\gamma/J", means=own.RATIO.symbol, note="small, while gamma t is not"),
    Letter(printed=r"t_{\max}", means=own.BEST.symbol, note="the time at which the transfer is maximal"),
    Letter(printed=r"|K_a|^2+|K_b|^2", means=own.MEMORY.symbol, note="squares of the two windows"),
    Letter(printed=r"\partial_t(\hat a^\dagger\hat a+\hat b^\dagger\hat b)", means=_rate(own.SQUARES)),
    Letter(printed=r"\gamma_a+\gamma_b", means=own.LOST.symbol),
)  # fmt: skip

# Eq. (S3) fixes the sign of the detuning, so a formula after it cannot be saved by counting Delta the other way.
PAPER: Paper = replace(
    BASE.extended(
        quantities=own.TABLE,
        letters=(*_SUMS, *_AMPLITUDES, *_OVERLAPS, *_RESERVOIRS, *_DEFINED, *_SPHERE, *_EXCHANGE),
    ),
    conventions=(),
)
