"""The symbol table of atoms with more than two levels, beside that of the two ensembles.

Every quantity is that of one ensemble, both being alike, unless it says otherwise. A rate from one level to another
is the probability per time of one atom.
"""

from __future__ import annotations

from fractions import Fraction

from derive.dissipative_entanglement import symbols
from derive.domains import COUNT, NONNEGATIVE, NONZERO_SPIN, POSITIVE, Domain
from derive.records import Quantity, table

ARROWS = {"up": r"\uparrow", "down": r"\downarrow", "h": "h"}
SHORT = {"up": "u", "down": "d", "h": "h"}
_AT_LEAST_ONE_HALF = Domain(lower=Fraction(1, 2), upper=Fraction(1), open_below=False, open_above=False)


def rate(start: str, end: str) -> Quantity:
    """The rate from one of the levels up, down and h to another; from a level to itself it is a rate of dephasing."""
    return Quantity(
        name=f"Gamma_{SHORT[start]}{SHORT[end]}",
        latex=rf"\Gamma_{{{ARROWS[start]} {ARROWS[end]}}}",
        domain=NONNEGATIVE,
        unit="1/s",
        meaning=f"single-particle rate from {start} to {end}"
        + (": scattering that leaves the level as it is" if start == end else ""),
    )


def entry(row: str, column: str) -> Quantity:
    """An entry of the rate matrix."""
    ends = ARROWS[row], ARROWS[column]
    return Quantity(
        name=f"M_{SHORT[row]}{SHORT[column]}",
        latex=rf"M_{{{ends[0]} {ends[1]}}}",
        unit="1/s",
        meaning=f"rate matrix: what the atoms in {column} contribute to the rate of change of those in {row}, per atom",
    )


def _count(name: str, latex: str, meaning: str) -> Quantity:
    return Quantity(name=name, latex=latex, meaning=meaning, domain=NONNEGATIVE)


def _mean(name: str, latex: str, meaning: str) -> Quantity:
    return Quantity(name=name, latex=latex, meaning=meaning)


RATES = {(a, b): rate(a, b) for a in ARROWS for b in ARROWS if (a, b) != ("h", "h")}
EXTRA = Quantity(
    name="Gamma_d_add", latex=r"\Gamma_{\mathrm d}^{\mathrm{add}}", domain=NONNEGATIVE, unit="1/s",
    meaning="single-particle dephasing rate that is not due to light",
)  # fmt: skip
COLLISIONS = Quantity(
    name="Gamma_col", latex=r"\Gamma_{\mathrm{col}}", domain=NONNEGATIVE, unit="1/s",
    meaning="rate of every transition that collisions make",
)  # fmt: skip
TOTAL = Quantity(
    name="Gamma_bar", latex=r"\bar\Gamma", domain=POSITIVE, unit="1/s",
    meaning="rate at which single-atom processes undo correlations of two atoms of the two-level subsystem",
)  # fmt: skip
BY_COLLISIONS = Quantity(
    name="Gamma_bar_col", latex=r"\bar\Gamma_{\mathrm{col}}", domain=NONNEGATIVE, unit="1/s",
    meaning="what collisions add to the rate at which correlations of two atoms are undone",
)  # fmt: skip
BY_RETURN = Quantity(
    name="Gamma_bar_return", latex=r"\bar\Gamma_{h}", domain=NONNEGATIVE, unit="1/s",
    meaning="what return from the third level adds to the rate at which correlations of two atoms are undone",
)  # fmt: skip
F = Quantity(name="F", latex="F", domain=NONZERO_SPIN, meaning="total angular momentum of the upper ground manifold")
LOWER_F = Quantity(
    name="F_lower", latex="F'", domain=NONNEGATIVE, meaning="total angular momentum of the lower ground manifold"
)
NUCLEAR = Quantity(name="I", latex="I", domain=NONZERO_SPIN, meaning="nuclear spin")
ATOM = Quantity(name="i_atom", latex="i", domain=COUNT, meaning="which atom of an ensemble")
UP = _count("N_up", r"N_\uparrow", "number of atoms in up")
DOWN = _count("N_down", r"N_\downarrow", "number of atoms in down")
THIRD = _count("N_h", "N_h", "number of atoms in the third level")
POPULATIONS = {"up": UP, "down": DOWN, "h": THIRD}
TWO = Quantity(name="N_2", latex="N_2", domain=POSITIVE, meaning="number of atoms in the two-level subsystem")
TWO_START = Quantity(
    name="N_2_0", latex="N_2(0)", domain=POSITIVE, meaning="number of atoms in the two-level subsystem at time zero"
)
DEPTH_2 = Quantity(
    name="d_2", latex="d(t)", domain=POSITIVE, meaning="optical depth of the atoms in the two-level subsystem"
)
CHANGE_N = Quantity(
    name="dN_2",
    latex=r"\dot N_2",
    unit="1/s",
    meaning="rate of change of the number of atoms in the two-level subsystem",
)
SLOWNESS = Quantity(
    name="s_2",
    latex=r"\dot N_2/\bar\Gamma N_2",
    meaning="relative rate of change of the number of atoms in the two-level subsystem, over their total rate",
)
CHANGE_UP = Quantity(
    name="dN_up_coll", latex=r"\dot N_\uparrow^{\mathrm{coll}}", unit="1/s",
    meaning="rate at which collective jumps change the number of atoms in up",
)  # fmt: skip
TOGETHER_H = Quantity(
    name="Gamma_h_coll", latex=r"\Gamma_{h}^{\mathrm{coll}}", domain=NONNEGATIVE, unit="1/s",
    meaning="rate, times N, of the collective jump from up to the third level",
)  # fmt: skip
CHANGE_H = Quantity(
    name="dJyy_h", latex=r"\partial_t\langle J_y^2\rangle_2^{h}", unit="1/s",
    meaning="what collective jumps to the third level do to the mean square of J_y",
)  # fmt: skip
RATIO_UP = Quantity(
    name="f_up", latex=r"N_\uparrow/N_2", domain=_AT_LEAST_ONE_HALF, meaning="share of the two-level subsystem in up"
)
JX = _mean("Jx_2", r"\langle J_{x}\rangle_2", "longitudinal spin of the two-level subsystem")
JX_EXP = _mean("Jx_exp", r"\langle J_x\rangle_{\mathrm{exp}}", "longitudinal spin of the upper manifold")
JY = _mean("Jy_2", r"\langle J_{y}\rangle_2", "transverse spin of the two-level subsystem")
JZ = _mean("Jz_2", r"\langle J_{z}\rangle_2", "second transverse spin of the two-level subsystem")
JY_EXP = _mean("Jy_exp", r"\langle J_y\rangle_{\mathrm{exp}}", "transverse spin of the upper manifold")
SQUARE = {
    axis: _count(
        f"J{axis}{axis}_2", rf"\langle J_{axis}^2\rangle_2", f"mean square of J_{axis} of the two-level subsystem"
    )
    for axis in "xyz"
}
SQUARE_EXP = {
    axis: _count(
        f"J{axis}{axis}_exp", rf"\langle J_{axis}^2\rangle_{{\mathrm{{exp}}}}", f"mean square of J{axis}, manifold"
    )
    for axis in "yz"
}  # fmt: skip
CROSS = {
    axis: _mean(
        f"J{axis}_J{axis}_2", rf"\langle J_{{{axis},\mathrm I}}J_{{{axis},\mathrm{{II}}}}\rangle_2",
        f"correlation of J_{axis} of the two ensembles, two-level subsystem",
    )
    for axis in "xyz"
}  # fmt: skip
CROSS_EXP = {
    axis: _mean(
        f"J{axis}_J{axis}_exp", rf"\langle J_{{{axis},\mathrm I}}J_{{{axis},\mathrm{{II}}}}\rangle_{{\mathrm{{exp}}}}",
        f"correlation of J_{axis} of the two ensembles, upper manifold",
    )
    for axis in "yz"
}  # fmt: skip
TRIPLE = {
    axis: _mean(
        f"J{axis}{axis}x_2", rf"\langle\{{J_{axis}^2J_x\}}\rangle_2",
        f"mean of J_{axis}^2 J_x of the two-level subsystem, averaged over orders",
    )
    for axis in "yz"
}  # fmt: skip
CROSS_TRIPLE = {
    axis: _mean(
        f"J{axis}x_J{axis}_2", rf"\langle\{{J_{axis}J_x\}}_{{\mathrm I}}J_{{{axis},\mathrm{{II}}}}\rangle_2",
        f"mean of J_{axis} J_x of one ensemble, averaged over orders, times J_{axis} of the other; two-level subsystem",
    )
    for axis in "yz"
}  # fmt: skip
PLUS = _count("Jyy_plus", r"\langle J_{y,+}^2\rangle_2", "mean square of (J_yI + J_yII)/sqrt(2), two-level subsystem")
MINUS = _count("Jzz_minus", r"\langle J_{z,-}^2\rangle_2", "mean square of (J_zI - J_zII)/sqrt(2), two-level subsystem")
SUM = _count("Sigma_J2", r"\Sigma_{J,2}", "variance of J_yI + J_yII plus variance of J_zI - J_zII, two-level subsystem")
SUM_LONG = _count(
    "Sigma_lt", r"\Sigma_{J,2}^{\mathrm{lt}}", "the variance sum of the two-level subsystem after long times"
)
SUM_EXP = _count(
    "Sigma_exp", r"\Sigma_{J,\mathrm{exp}}", "variance of J_yI + J_yII plus variance of J_zI - J_zII, upper manifold"
)
XI_EXP = Quantity(
    name="xi_exp", latex=r"\xi_{\mathrm{exp}}", domain=POSITIVE, meaning="entanglement parameter of the measured spins"
)
XI_LONG = Quantity(
    name="xi_lt", latex=r"\xi_{\mathrm{exp}}^{\mathrm{lt}}", domain=POSITIVE,
    meaning="entanglement parameter of the measured spins after long times",
)  # fmt: skip
TRANSIENT = Quantity(
    name="tau_rest", latex=r"e^{-(\bar\Gamma+d\Gamma P_2)t}", domain=POSITIVE,
    meaning="share of the start that is left in the variance sum",
)  # fmt: skip
RELAXATION = Quantity(
    name="Gamma_relax", latex=r"\Gamma_{\mathrm{relax}}", domain=POSITIVE, unit="1/s",
    meaning="rate at which the variance sum of the two-level subsystem relaxes",
)  # fmt: skip

ENTRIES = {(row, column): entry(row, column) for row in POPULATIONS for column in POPULATIONS}
STEADY_N = {
    name: Quantity(
        name=f"N_{name}_inf",
        latex=rf"N_{{{ARROWS[name]},\infty}}",
        domain=NONNEGATIVE,
        meaning=f"steady number of atoms in {name}",
    )
    for name in POPULATIONS
}
STEADY_TWO = Quantity(
    name="N_2_inf",
    latex=r"N_{2,\infty}",
    domain=NONNEGATIVE,
    meaning="steady number of atoms in the two-level subsystem",
)
STEADY_P = Quantity(name="P_2_steady", latex=r"P_{2,\infty}", meaning="steady polarisation of the two-level subsystem")
SHORT_COLLECTIVE = Quantity(
    name="k_A",
    latex="k_A",
    unit="1/s",
    meaning="what stands before the collective jump term when it is written in short",
)
SHORT_LIFT = Quantity(
    name="k_lift", latex=r"k_{\downarrow\uparrow}", unit="1/s",
    meaning="what stands before the jump term of one atom from down to up when it is written in short",
)  # fmt: skip
SHORT_COLLISION = Quantity(
    name="k_col", latex=r"k_{\mathrm{col}}", unit="1/s",
    meaning="what stands before the jump term of a collision when it is written in short",
)  # fmt: skip

TABLE = table(
    symbols.TABLE,
    RATES.values(),
    (EXTRA, COLLISIONS, TOTAL, BY_COLLISIONS, BY_RETURN, F, LOWER_F, NUCLEAR, ATOM),
    (UP, DOWN, THIRD, TWO, TWO_START, DEPTH_2, CHANGE_N, SLOWNESS, CHANGE_UP, TOGETHER_H, CHANGE_H),
    (RATIO_UP, JX, JX_EXP, JY, JZ, JY_EXP),
    SQUARE.values(), SQUARE_EXP.values(), CROSS.values(), CROSS_EXP.values(), TRIPLE.values(), CROSS_TRIPLE.values(),
    (PLUS, MINUS, SUM, SUM_LONG, SUM_EXP, XI_EXP, XI_LONG, TRANSIENT, RELAXATION),
    ENTRIES.values(), STEADY_N.values(), (STEADY_TWO, STEADY_P, SHORT_COLLECTIVE, SHORT_LIFT, SHORT_COLLISION),
)  # fmt: skip
