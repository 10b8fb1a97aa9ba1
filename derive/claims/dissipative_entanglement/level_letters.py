r"""Letters of atoms with several levels: populations, rates from one level to another, measured and two-level spins.

Numbers of atoms are means. The two ensembles are alike, so that one letter stands for either.
"""

from __future__ import annotations

import sympy as sp

from derive.claims.dissipative_entanglement.letters import PAPER as BASE
from derive.dissipative_entanglement import level_symbols as level
from derive.dissipative_entanglement import symbols as own
from derive.papers import Convention, Letter
from derive.records import Quantity

_ARROWS = {"up": r"\uparrow", "down": r"\downarrow", "h": " h"}


def _rate(quantity: Quantity) -> sp.Expr:
    return sp.Derivative(quantity.symbol, own.TIME.symbol, evaluate=False)


_COUNTS = tuple(
    Letter(printed=f"{name}{when}", means=quantity.symbol)
    for name, quantity in (
        (r"N_\uparrow", level.UP), (r"N_\downarrow", level.DOWN), ("N_h", level.THIRD), ("N_2", level.TWO),
    )
    for when in ("", "(t)")
)  # fmt: skip
_CHANGES = (
    Letter(printed=r"d_tN_\uparrow(t)", means=_rate(level.UP)),
    Letter(printed=r"d_tN_\downarrow(t)", means=_rate(level.DOWN)),
    Letter(printed=r"d_tN_h(t)", means=_rate(level.THIRD)),
    Letter(
        printed=r"d_t\begin{pmatrix}N_\uparrow(t)\\N_\downarrow(t)\\N_h(t)\end{pmatrix}",
        means=sp.ImmutableMatrix([_rate(q) for q in (level.UP, level.DOWN, level.THIRD)]),
    ),
    Letter(printed="d_tN", means=_rate(own.N), note="of all atoms of one ensemble"),
    Letter(printed=r"d_t\langle J_y^2\rangle_2", means=_rate(level.SQUARE["y"])),
    Letter(printed=r"d_t\langle J_{y,I}J_{y,II}\rangle_2", means=_rate(level.CROSS["y"])),
    Letter(printed=r"d_t\langle J_{y,+}^2\rangle_2", means=_rate(level.PLUS)),
    Letter(printed=r"d_t\langle J_{z,-}^2\rangle_2", means=_rate(level.MINUS)),
    Letter(printed=r"d_t\Sigma_{J,2}", means=_rate(level.SUM)),
)
_RATES = tuple(
    Letter(printed=rf"\Gamma_{{{_ARROWS[a]}{_ARROWS[b]}}}", means=quantity.symbol, note=quantity.meaning)
    for (a, b), quantity in level.RATES.items()
)
_MATRIX = tuple(
    Letter(printed=f"M_{{{row}{column}}}", means=level.ENTRIES[a, b].symbol, note="entry of the rate matrix")
    for row, a in enumerate(level.POPULATIONS, 1)
    for column, b in enumerate(level.POPULATIONS, 1)
)
_SPINS = (
    Letter(printed=r"J_{x,\rm exp}", means=level.JX_EXP.symbol, note="its mean"),
    Letter(printed="J_{x,2}", means=level.JX.symbol, note="its mean"),
    Letter(printed=r"J_{y,\rm exp}", means=level.JY_EXP.symbol, note="its mean"),
    Letter(printed="J_{y,2}", means=level.JY.symbol, note="its mean"),
    Letter(printed=r"\mid\langle J_x\rangle_{\text{exp}}\mid", means=sp.Abs(level.JX_EXP.symbol)),
    Letter(printed=r"\langle J_y^2\rangle_2", means=level.SQUARE["y"].symbol),
    Letter(printed=r"\langle J_{y,I}J_{y,II}\rangle_2", means=level.CROSS["y"].symbol),
    Letter(printed=r"\langle J_{y,I}\rangle_2", means=level.JY.symbol),
    Letter(printed=r"\langle J_{y,II}\rangle_2", means=level.JY.symbol),
    Letter(
        printed=r"\mathrm{var}(J_y)_2",
        means=level.SQUARE["y"].symbol - level.JY.symbol**2,
        note="mean square less squared mean",
    ),
    Letter(
        printed=r"\langle J_{y,+}^2\rangle_2", means=level.PLUS.symbol, note="J_{y,+} is the sum over sqrt 2, App. D"
    ),
    Letter(
        printed=r"\langle J_{z,-}^2\rangle_2", means=level.MINUS.symbol, note="J_{z,-} is the difference over sqrt 2"
    ),
    Letter(printed=r"\mathrm{var}(J_{y,+})_2", means=level.PLUS.symbol, note="its mean vanishes"),
    Letter(printed=r"\Sigma_{J,2}", means=level.SUM.symbol),
    Letter(printed=r"\Sigma_{J,2}^{\text{lt}}", means=level.SUM_LONG.symbol),
    Letter(printed=r"\Sigma_{J,\text{exp}}", means=level.SUM_EXP.symbol),
    Letter(printed=r"\xi_{\text{exp}}", means=level.XI_EXP.symbol),
    Letter(printed=r"\xi_{\text{exp}}^{\text{lt}}", means=level.XI_LONG.symbol),
    Letter(
        printed=r"|\uparrow\rangle_i\langle\uparrow|",
        means=level.UP.symbol / own.N.symbol,
        note="its mean, equal for all atoms",
    ),
    Letter(printed=r"|\downarrow\rangle_i\langle\downarrow|", means=level.DOWN.symbol / own.N.symbol, note="likewise"),
    Letter(printed=r"|h\rangle_i\langle h|", means=level.THIRD.symbol / own.N.symbol, note="likewise"),
)

PAPER = BASE.extended(
    quantities=level.TABLE,
    letters=(
        *_COUNTS, *_CHANGES, *_RATES, *_MATRIX, *_SPINS,
        Letter(printed="N_2(0)", means=level.TWO_START.symbol),
        Letter(printed=r"N_{\uparrow,\infty}", means=level.STEADY_N["up"].symbol),
        Letter(printed=r"N_{h,\infty}", means=level.STEADY_N["h"].symbol),
        Letter(printed=r"N_{2,\infty}", means=level.STEADY_TWO.symbol),
        Letter(printed=r"P_{2,\infty}", means=level.STEADY_P.symbol),
        Letter(printed="F", means=level.F.symbol),
        Letter(printed="F'", means=level.LOWER_F.symbol),
        Letter(printed="I", means=level.NUCLEAR.symbol),
        Letter(printed="i", means=level.ATOM.symbol, note="counts atoms"),
        Letter(printed="d(t)", means=level.DEPTH_2.symbol),
        Letter(printed=r"\bar\Gamma", means=level.TOTAL.symbol),
        Letter(printed=r"\Gamma_{\text d}^{\text{add}}", means=level.EXTRA.symbol),
        Letter(printed="r", means=level.EXTRA.symbol, note="not explained in App. E; it stands where Sec. IV has the added dephasing"),
        Letter(printed=r"\bar\Gamma_{h}", means=level.BY_RETURN.symbol, note="what return from h adds to the total rate"),
        Letter(printed=r"\Gamma_{\text{col}}", means=level.COLLISIONS.symbol),
        Letter(printed="k_A", means=level.SHORT_COLLECTIVE.symbol, note=r"what stands before $A\rho A^\dagger$"),
        Letter(printed=r"k_{\downarrow\uparrow}", means=level.SHORT_LIFT.symbol, note=r"what stands before $\sigma\rho\sigma^\dagger$"),
        Letter(printed=r"k_{\text{col}}", means=level.SHORT_COLLISION.symbol, note=r"what stands before $\sigma\rho\sigma^\dagger$"),
    ),
    conventions=(
        Convention(
            name="terms are written in full, rate times c rho c+, and not in the shorthand of Sec. III.2, which has half the rate",
            change=tuple(
                (q.symbol, 2 * q.symbol) for q in (level.SHORT_COLLECTIVE, level.SHORT_LIFT, level.SHORT_COLLISION)
            ),
        ),
    ),
)  # fmt: skip
