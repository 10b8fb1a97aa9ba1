"""The symbol table of the moments of two collective spins, beside that of the two ensembles.

A moment is the mean of a product of components of the two collective spins; components of one ensemble stand in a
symmetrised product, the mean of all their orders, so that every moment is real.
"""

from __future__ import annotations

from functools import cache

from derive.dissipative_entanglement import symbols
from derive.domains import NONNEGATIVE, POSITIVE
from derive.records import Quantity, table

ENSEMBLES = ("I", "II")


@cache
def moment(one: str, other: str = "") -> Quantity:
    """<J_I... J_II...> for the letters x, y, z of the first ensemble and of the second, each symmetrised."""
    parts = [(place, "".join(sorted(letters))) for place, letters in zip(ENSEMBLES, (one, other), strict=True)]
    name = "J_" + "_".join(f"{letters}{place}" for place, letters in parts if letters)
    latex = "".join(_product(letters, place) for place, letters in parts)
    symmetrised = any(len(set(letters)) > 1 for _, letters in parts)
    return Quantity(
        name=name,
        latex=rf"\langle {latex}\rangle",
        meaning="mean of a "
        + ("symmetrised product" if symmetrised else "product" if len(one + other) > 1 else "component")
        + " of collective spins",
    )


def _product(letters: str, place: str) -> str:
    """Components of one ensemble in LaTeX, with braces where several orders are averaged."""
    factors = []
    for letter in sorted(set(letters)):
        power = letters.count(letter)
        factors.append(rf"J_{{{letter},\mathrm{{{place}}}}}" + (f"^{power}" if power > 1 else ""))
    return rf"\{{{''.join(factors)}\}}" if len(factors) > 1 else "".join(factors)


@cache
def scaled(one: str, other: str = "") -> Quantity:
    """The same moment in units of spins that all point along x: (N/2) for each x, N/4 for each pair of y and z."""
    own = moment(one, other)
    return Quantity(
        name=own.name.replace("J", "j", 1),
        latex=own.latex.replace("J", r"\bar\jmath"),
        meaning=own.meaning + ", in units of its size for polarised atoms",
    )


@cache
def connected(one: str, other: str = "") -> Quantity:
    """N times what decorrelation neglects in the scaled moment: bounded as N grows."""
    own = moment(one, other)
    return Quantity(
        name=own.name.replace("J", "c", 1),
        latex=own.latex.replace(r"\langle", r"\langle\!\langle").replace(r"\rangle", r"\rangle\!\rangle"),
        meaning="N times what decorrelation neglects in a mean, in units of its size",
    )


INVERSE = Quantity(
    name="epsilon_N", latex=r"\varepsilon", domain=POSITIVE, meaning="inverse of the number of atoms in each ensemble"
)
SUM = Quantity(
    name="Sigma_J", latex=r"\Sigma_J", domain=NONNEGATIVE,
    meaning="variance of J_yI + J_yII plus variance of J_zI - J_zII",
)  # fmt: skip


def nonlocal_variance(axis: str, sign: str) -> Quantity:
    """The variance of (J_I + J_II)/sqrt2 or (J_I - J_II)/sqrt2 along an axis."""
    name = "plus" if sign == "+" else "minus"
    return Quantity(
        name=f"var_{axis}_{name}",
        latex=rf"\mathrm{{var}}(J_{{{axis},{sign}}})",
        domain=NONNEGATIVE,
        meaning=f"variance of (J_{axis}I {sign} J_{axis}II)/sqrt(2)",
    )


VARIANCES = {(axis, sign): nonlocal_variance(axis, sign) for axis in "yz" for sign in "+-"}
START = Quantity(name="Sigma_0", latex=r"\Sigma_0", domain=NONNEGATIVE, meaning="variance sum at time zero")
TABLE = table(symbols.TABLE, (INVERSE, SUM, START), VARIANCES.values())
