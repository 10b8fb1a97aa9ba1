r"""Letters of SI section 3, on the statistics of collisions.

The paper's times of a collision, ``t_{ab}^{(i)}``, are judged collision by collision. Its step functions are declared
as they are printed. ``v_T`` is the velocity of the Maxwell-Boltzmann distribution that it prints.
"""

from __future__ import annotations

import sympy as sp

from derive.claims.noble_gas.letters import PAPER as BASE
from derive.papers import Letter
from derive.spin_exchange import kinetic_symbols as own
from derive.spin_exchange.symbols import TIME

_R, _TAU = own.DISTANCE.symbol, own.INTERVAL.symbol
_OFFSET = own.OFFSET.symbol

PAPER = BASE.extended(
    quantities=own.STATISTICS,
    letters=(
        Letter(printed=r"t", means=TIME.symbol),
        Letter(printed=r"s", means=own.WAITED.symbol),
        Letter(printed=r"u", means=own.SCALED.symbol),
        Letter(printed=r"t_{ab}", means=own.EVENT.symbol),
        Letter(printed=r"t^{(i)}_{ab}", means=own.EVENT.symbol),
        Letter(printed=r"\tau", means=_TAU, note="the time tau' of Methods"),
        Letter(printed=r"\tau_c", means=own.DURATION.symbol),
        Letter(printed=r"r_{ab}", means=_R),
        Letter(printed=r"r'", means=_R, note="a distance that is integrated over"),
        Letter(printed=r"r_{ab}(t)", means=_R),
        Letter(printed=r"r_{ab}^2(t)", means=_R**2),
        Letter(printed=r"v_{ab}", means=own.SPEED.symbol),
        Letter(printed=r"\theta^v_{ab}", means=own.ANGLE.symbol),
        Letter(printed=r"\epsilon", means=own.RADIUS.symbol),
        Letter(printed=r"\sigma", means=own.CROSS_SECTION.symbol),
        Letter(printed=r"v_T", means=own.SPREAD.symbol),
        Letter(printed=r"\kappa_{ab}(t,\tau)", means=own.INDICATOR.symbol),
        Letter(printed=r"\langle\kappa_{ab}(t,\tau)\rangle_v", means=own.MEAN_INDICATOR.symbol),
        Letter(
            printed=r"\Theta(\theta^v_{ab}\le\epsilon/r_{ab}(t))",
            means=sp.Heaviside(own.RADIUS.symbol / _R - own.ANGLE.symbol),
            note="1 where the inequality holds, 0 elsewhere",
        ),
        Letter(printed=r"\delta(s-r_{ab}(t)/v_{ab})", means=sp.DiracDelta(own.WAITED.symbol - _R / own.SPEED.symbol)),
        Letter(printed=r"\Theta(\tau v_T-r_{ab}(t))", means=sp.Heaviside(_TAU * own.SPREAD.symbol - _R)),
        Letter(printed=r"\Theta(\tau v_T-r')", means=sp.Heaviside(_TAU * own.SPREAD.symbol - _R)),
        Letter(printed=r"\Theta(|\mathbf r_{ab}-\mathbf r'|-l)", means=sp.Heaviside(_OFFSET - own.LENGTH.symbol)),
        Letter(printed=r"\Theta(r_{ab}-l)", means=sp.Heaviside(_R - own.LENGTH.symbol)),
        Letter(printed=r"\Theta(l-|\mathbf r|)", means=sp.Heaviside(own.LENGTH.symbol - _R)),
        Letter(printed=r"l", means=own.LENGTH.symbol),
        Letter(printed=r"V_l", means=own.VOLUME.symbol),
        Letter(printed=r"w(\mathbf r)", means=own.WINDOW.symbol),
        Letter(printed=r"w(\mathbf r_{ab})", means=own.WINDOW.symbol),
        Letter(printed=r"w(\mathbf r_{ab}-\mathbf r')", means=own.WINDOW_THERE.symbol),
    ),
)
