"""The symbol table of the moments of two collective spins, beside that of the two ensembles.

A moment is the mean of a product of components of the two collective spins; components of one ensemble stand in a
symmetrised product, the mean of all their orders, so that every moment is real.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from derive.dissipative_entanglement import symbols
from derive.domains import COMPLEX, NONNEGATIVE, POSITIVE, Domain
from derive.records import Quantity, table

ENSEMBLES = ("I", "II")


@cache
def moment(one: str, other: str = "") -> Quantity:
    """<J_I... J_II...> for the letters x, y, z of the first ensemble and of the second, each symmetrised."""
    parts = [(place, "".join(sorted(letters))) for place, letters in zip(ENSEMBLES, (one, other), strict=True)]
    name = "J_" + "_".join(f"{letters}{place}" for place, letters in parts if letters)
    latex = "".join(_product(letters, place) for place, letters in parts)
    return Quantity(name=name, latex=rf"\langle {latex}\rangle", meaning=f"mean {in_words(one, other)}")


def in_words(one: str, other: str) -> str:
    """A product of components as it follows the word "mean": of J_z, square of J_z, product of both J_z."""
    if not other and len(set(one)) == 1 and len(one) < 3:
        return f"of J_{one}" if len(one) == 1 else f"square of J_{one[0]}"
    if one == other and len(one) == 1:
        return f"product of both J_{one}"
    factors = [f"J_{letter} ({place})" for letters, place in ((one, "I"), (other, "II")) for letter in sorted(letters)]
    return "symmetrised product of " + ", ".join(factors) if len(factors) > 1 else f"of {factors[0]}"


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
        meaning=f"{own.meaning}, in units of polarised atoms",
    )


@cache
def connected(one: str, other: str = "") -> Quantity:
    """N times what decorrelation neglects in the scaled moment: bounded as N grows."""
    own = moment(one, other)
    return Quantity(
        name=own.name.replace("J", "c", 1),
        latex=own.latex.replace(r"\langle", r"\langle\!\langle").replace(r"\rangle", r"\rangle\!\rangle"),
        meaning=f"N times what decorrelation neglects in the {own.meaning}",
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
SLOWNESS = Quantity(
    name="s_slow",
    latex="s",
    domain=NONNEGATIVE,
    meaning="bookkeeping factor of the rate at which the polarisation changes",
)
DRIFT = Quantity(name="R_P", latex="R_P", unit="1/s", meaning="rate of change of the polarisation")
EARLIER = Quantity(name="t_1", latex="t_1", unit="s", domain=NONNEGATIVE, meaning="earlier time")
DEPHASING = Quantity(
    name="Gamma_check", latex=r"\check\Gamma", domain=NONNEGATIVE, unit="1/s",
    meaning="rate of jumps in which an atom keeps its ground state",
)  # fmt: skip
JUMP_C = Quantity(name="C", latex="C", operator=True, meaning="first collective dephasing operator")
JUMP_D = Quantity(name="D", latex="D", operator=True, meaning="second collective dephasing operator")
POPULATIONS = {
    (level, place): Quantity(
        name=f"n_{level}_{place}", latex=rf"\sum_i\sigma_{{{arrow}{arrow},\mathrm{{{place}}},i}}",
        operator=True, meaning=f"number of atoms of ensemble {place} in the state {level}",
    )
    for level, arrow in (("down", r"\downarrow"), ("up", r"\uparrow"))
    for place in ENSEMBLES
}  # fmt: skip
DOPPLER = Quantity(
    name="delta_Doppler", latex=r"\delta_{\mathrm{Doppler}}", domain=POSITIVE, unit="rad/s", meaning="Doppler width"
)
RESONANT = Quantity(
    name="Gamma_res", latex=r"\Gamma_{\mathrm{res}}", domain=NONNEGATIVE, unit="1/s",
    meaning="pumping rate of a single atom on resonance",
)  # fmt: skip
SHIFTED = Quantity(
    name="Gamma_dop", latex=r"\Gamma_{\mathrm{dop}}", domain=NONNEGATIVE, unit="1/s",
    meaning="collective pumping rate at a detuning of the Doppler width",
)  # fmt: skip
SPREAD = Quantity(
    name="var_x", latex=r"\mathrm{var}(J_x)", domain=NONNEGATIVE,
    meaning="variance of the longitudinal spin of one ensemble",
)  # fmt: skip
COVARIANCE = Quantity(
    name="cov_x", latex=r"\mathrm{cov}(J_{x,\mathrm I},J_{x,\mathrm{II}})",
    meaning="covariance of the longitudinal spins of both ensembles",
)  # fmt: skip
COLLECTIVE_SHARE = Quantity(
    name="R_coll", latex=r"\dot P_2^{\mathrm{coll}}", unit="1/s",
    meaning="rate of change of the polarisation by collective jumps",
)  # fmt: skip
PRODUCT = Quantity(
    name="JzJx", latex=r"\langle J_zJ_x\rangle", domain=COMPLEX,
    meaning="mean of transverse times longitudinal spin, in this order",
)  # fmt: skip
SHALLOW = Quantity(name="delta_d", latex=r"\delta", domain=POSITIVE, meaning="inverse of the optical depth")
SQUEEZING = Quantity(
    name="q_sq", latex="q", domain=Domain(lower=Fraction(0), upper=Fraction(1)),
    meaning="amplitude of the squeezed quadratures, mu - nu",
)  # fmt: skip
SURPLUS = Quantity(
    name="u_P", latex="u", domain=Domain(lower=Fraction(0), upper=Fraction(1), open_above=False),
    meaning="polarisation above (mu - nu)^2, as a part of what is possible",
)  # fmt: skip
BEYOND = Quantity(
    name="f_d", latex="f", domain=POSITIVE, meaning="optical depth less the one at which entanglement begins"
)
TABLE = table(
    symbols.TABLE, (SHALLOW, SQUEEZING, SURPLUS, BEYOND), (SPREAD, COVARIANCE, COLLECTIVE_SHARE, PRODUCT),
    (INVERSE, SUM, START, SLOWNESS, DRIFT, EARLIER, DEPHASING, JUMP_C, JUMP_D), VARIANCES.values(),
    POPULATIONS.values(), (symbols.PUMP, DOPPLER, RESONANT, SHIFTED),
)  # fmt: skip
