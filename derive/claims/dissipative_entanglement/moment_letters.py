r"""Letters of the two-ensemble paper for collective spins, their variances and the entanglement parameter.

A mean without an index I or II is one of the first ensemble; the second is prepared alike. Longitudinal and
transverse components of one ensemble are printed in one order; their symmetrised product is meant, since the mean
of the printed one is not real. ``\hat\Gamma`` and ``\check\Gamma`` of Appendix C.2 are one rate.
"""

from __future__ import annotations

import sympy as sp

from derive.claims.dissipative_entanglement.letters import PAPER as BASE
from derive.claims.dissipative_entanglement.letters import TWICE
from derive.dissipative_entanglement import moment_symbols as own
from derive.dissipative_entanglement import symbols
from derive.dissipative_entanglement.moment_symbols import VARIANCES, moment, scaled
from derive.papers import Letter
from derive.records import Quantity, table

T = symbols.TIME.symbol
MOMENTS = {
    r"\langle J_x\rangle": ("x", ""),
    r"\langle J_y\rangle": ("y", ""),
    r"\langle J_z\rangle": ("z", ""),
    r"\langle J_x^2\rangle": ("xx", ""),
    r"\langle J_y^2\rangle": ("yy", ""),
    r"\langle J_z^2\rangle": ("zz", ""),
    r"\langle J_z^2J_x\rangle": ("xzz", ""),
    r"\langle J_{x,I}J_{x,II}\rangle": ("x", "x"),
    r"\langle J_{y,I}J_{y,II}\rangle": ("y", "y"),
    r"\langle J_{z,I}J_{z,II}\rangle": ("z", "z"),
}


def _rate(quantity: Quantity) -> sp.Derivative:
    return sp.Derivative(quantity.symbol, T, evaluate=False)


def _with_rate(printed: str, quantity: Quantity) -> tuple[Letter, Letter]:
    return Letter(printed=printed, means=quantity.symbol), Letter(printed=f"d_t{printed}", means=_rate(quantity))


P = symbols.POLARISATION_2.symbol
LETTERS = (
    *(letter for printed, letters in MOMENTS.items() for letter in _with_rate(printed, moment(*letters))),
    *(
        letter
        for (axis, sign), quantity in VARIANCES.items()
        for letter in _with_rate(rf"\mathrm{{var}}(J_{{{axis},{sign}}})", quantity)
    ),
    *(
        Letter(printed=rf"\mathrm{{var}}(J_{{{axis},{sign}}})_\infty", means=quantity.symbol)
        for (axis, sign), quantity in VARIANCES.items()
    ),
    *_with_rate(r"\Sigma_J", own.SUM),
    *_with_rate("P_2(t)", symbols.POLARISATION_2)[1:],
    Letter(printed=r"\langle J_x\rangle_t", means=moment("x").symbol),
    Letter(printed=r"\langle J_y\rangle_t", means=moment("y").symbol),
    Letter(printed=r"\langle J_z\rangle_t", means=moment("z").symbol),
    Letter(printed=r"d_t\langle J_y\rangle_t", means=_rate(moment("y"))),
    Letter(printed=r"d_t\langle J_z\rangle_t", means=_rate(moment("z"))),
    Letter(printed=r"|\langle J_x\rangle|", means=moment("x").symbol, note="atoms are polarised along +x"),
    Letter(printed=r"d_t|\langle J_x\rangle|", means=_rate(moment("x"))),
    Letter(printed=r"|\langle J_x\rangle|_\infty", means=moment("x").symbol),
    Letter(printed=r"\langle J_x\rangle_\infty", means=moment("x").symbol),
    Letter(printed=r"P_{2,\infty}", means=P),
    Letter(printed=r"\xi_\infty", means=symbols.XI.symbol),
    Letter(printed=r"\xi^{\text{ideal}}_\infty", means=symbols.XI.symbol),
    Letter(printed=r"\xi(t)", means=symbols.XI.symbol),
    Letter(printed=r"d_t\xi(t)", means=_rate(symbols.XI)),
    Letter(printed=r"\langle J_zJ_x\rangle", means=own.PRODUCT.symbol),
    Letter(printed=r"\langle J_x^2\rangle_\infty-\langle J_x\rangle_\infty^2", means=own.SPREAD.symbol),
    Letter(printed=r"\langle J_x^2\rangle|_{t=0}", means=moment("xx").symbol),
    Letter(printed=r"\langle J_x\rangle^2|_{t=0}", means=moment("x").symbol ** 2),
    Letter(printed=r"\check\Gamma", means=own.DEPHASING.symbol),
    Letter(printed=r"\hat\Gamma", means=own.DEPHASING.symbol, note="printed for the same rate"),
    Letter(printed="C", means=own.JUMP_C.symbol),
    Letter(printed="D", means=own.JUMP_D.symbol),
    *(
        Letter(
            printed=rf"\sum_i\sigma_{{{arrow}{arrow},{place},i}}",
            means=own.POPULATIONS[level, place].symbol,
            note="number of atoms in a state",
        )
        for level, arrow in (("down", r"\downarrow"), ("up", r"\uparrow"))
        for place in ("I", "II")
    ),
    Letter(printed=r"\Omega_{\text{pump}}", means=symbols.PUMP.symbol),
    Letter(printed=r"\delta_{\text{Doppler}}", means=own.DOPPLER.symbol),
    Letter(printed=r"\Gamma_{res}", means=own.RESONANT.symbol),
    Letter(printed=r"\Gamma_{\text{pump}}^{\text{coll}}", means=own.SHIFTED.symbol, note="in words in the paper"),
    # letters of formalised statements
    Letter(printed=r"\varepsilon", means=own.INVERSE.symbol, note="1/N"),
    Letter(printed=r"\delta", means=own.SHALLOW.symbol, note="1/d"),
    Letter(printed="s", means=own.SLOWNESS.symbol, note="counts powers of the rate of change of the polarisation"),
    Letter(printed=r"d_tP_2^{\text{coll}}", means=own.COLLECTIVE_SHARE.symbol),
    Letter(printed=r"\bar v_y", means=scaled("yy").symbol, note="<J_y^2> in units of N/4"),
    Letter(printed=r"\bar v_z", means=scaled("zz").symbol, note="<J_z^2> in units of N/4"),
    Letter(printed=r"d_t\bar v_y", means=_rate(scaled("yy"))),
    Letter(printed=r"d_t\bar v_z", means=_rate(scaled("zz"))),
    Letter(printed=r"\mathrm{var}(J_x)", means=own.SPREAD.symbol),
    Letter(printed=r"\mathrm{cov}(J_{x,I},J_{x,II})", means=own.COVARIANCE.symbol),
    Letter(printed=r"d_t\mathrm{cov}(J_{x,I},J_{x,II})", means=_rate(own.COVARIANCE)),
)

PAPER = BASE.extended(
    quantities=table(
        own.TABLE,
        [moment(*letters) for letters in MOMENTS.values()],
        [scaled("yy"), scaled("zz")],
    ),
    letters=LETTERS,
    conventions=(TWICE,),
)
