r"""The slowing-down factor q(I, p) of an alkali atom, for a symbol I, from its spin-temperature state.

Between collisions the hyperfine interaction couples electron and nuclear spin; fast spin exchange among the
alkali atoms keeps each atom in the state of highest entropy for its mean total spin,

.. math:: \rho = e^{\beta f_z} / \operatorname{Tr} e^{\beta f_z}, \qquad \mathbf f = \mathbf s + \mathbf i ,

which is a product of an electron and a nuclear part. The electron's polarisation is p = 2<s_z>, and
q = <f_z>/<s_z>.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from derive.domains import COUNT
from derive.records import Derivation, Equation, Quantity, table
from derive.spin_exchange import symbols
from derive.steps import Chain, every

MODULE = "spin_exchange.slowing_down"
LEVEL = Quantity(name="m", latex="m", meaning="magnetic quantum number")
TERM = Quantity(name="l", latex="l", meaning="index of a sum")
SIZE = Quantity(name="n", latex="n", meaning="number of nuclear magnetic levels, 2I + 1", domain=COUNT)
PARTITION = Quantity(name="Z_I", latex="Z_I", meaning="partition sum of the nuclear spin")
NUCLEAR_MEAN = Quantity(name="i_z", latex=r"\langle i_z\rangle", meaning="mean nuclear spin of an alkali atom")
TABLE = table(symbols.TABLE, (LEVEL, TERM, SIZE, PARTITION, NUCLEAR_MEAN))

STATE = "the alkali atom is in a spin-temperature state, exp(beta f_z) up to its norm, with f = s + i"


@dataclass(frozen=True, kw_only=True)
class SpinTemperature:
    """The state exp(beta sum_j j_z) of an electron spin and a nuclear spin; either may be any spin."""

    electron: sp.Expr = sp.Rational(1, 2)
    nucleus: sp.Expr = symbols.NUCLEAR_SPIN.symbol


MODEL = SpinTemperature()


def derivation(model: SpinTemperature = MODEL) -> Derivation:
    """Partition sum, mean nuclear spin, q, its limits, and a form of q without cancellation."""
    partition = partition_sum(model.nucleus)
    mean = nuclear_mean(model.nucleus)
    factor = slowing_down_factor(model)
    return Derivation(
        module=MODULE,
        title="The slowing-down factor",
        story=__doc__ or "",
        equations=(
            partition,
            mean,
            factor,
            positive_form(factor, model),
            limit_of(factor, model, 1, "polarised", "q of a fully polarised atom"),
            limit_of(factor, model, 0, "unpolarised", "q of an unpolarised atom"),
            total_spin(model),
        ),
    )


def partition_sum(spin: sp.Expr) -> Equation:
    r"""The sum over m = -j..j of exp(beta m), closed by a telescoping certificate."""
    beta, m = symbols.BETA.symbol, LEVEL.symbol
    term = sp.exp(beta * m)
    telescope = term / (sp.exp(beta) - 1)
    closed = telescope.subs(m, spin + 1) - telescope.subs(m, -spin)
    tidy = sp.sinh((2 * spin + 1) * beta / 2) / sp.sinh(beta / 2)
    difference = sp.expand(sp.expand_power_exp(telescope.subs(m, m + 1)) * (sp.exp(beta) - 1))
    holds = sp.expand(difference - telescope * (sp.exp(beta) - 1) - term * (sp.exp(beta) - 1)) == 0
    chain = Chain(sp.Sum(term, (m, -spin, spin)), TABLE)
    chain.certified(
        "sum a geometric series", closed, "telescoping certificate", holds,
        "T(m+1) - T(m) is the summand for T(m) = exp(beta m)/(exp(beta) - 1)",
    )  # fmt: skip
    chain.equal("write with hyperbolic functions", tidy)
    return chain.equation(
        id=f"{MODULE}.partition_sum", title="Partition sum of a nuclear spin", lhs=PARTITION.symbol, assumes=(STATE,)
    )


def nuclear_mean(spin: sp.Expr) -> Equation:
    r"""Mean nuclear spin, the derivative of the logarithm of the partition sum by beta."""
    beta = symbols.BETA.symbol
    partition = partition_sum(spin).rhs
    chain = Chain(sp.diff(sp.log(partition), beta), TABLE)
    chain.equal("write with hyperbolic cotangents", multiplet_mean(spin))
    return chain.equation(
        id=f"{MODULE}.nuclear_mean",
        title="Mean nuclear spin at a spin temperature",
        lhs=NUCLEAR_MEAN.symbol,
        follows_from=(f"{MODULE}.partition_sum",),
        assumes=(STATE,),
    )


def multiplet_mean(spin: sp.Expr) -> sp.Expr:
    """Mean z component of a spin of any size at a spin temperature (the Brillouin function)."""
    beta = symbols.BETA.symbol
    levels = 2 * spin + 1
    return levels * sp.coth(levels * beta / 2) / 2 - sp.coth(beta / 2) / 2


@cache
def slowing_down_factor(model: SpinTemperature = MODEL) -> Equation:
    """q = <f_z>/<s_z> as a function of I and of the electron's polarisation p = 2<s_z>."""
    beta, p = symbols.BETA.symbol, symbols.P_A.symbol
    electron, nucleus = multiplet_mean(model.electron), multiplet_mean(model.nucleus)
    chain = Chain((electron + nucleus) / electron, TABLE)
    chain.equal("the electron's polarisation is p = tanh(beta/2)", 1 + 2 * nucleus / sp.tanh(beta / 2))
    ratio = (1 + p) / (1 - p)
    in_p = chain.expression.subs(beta, sp.log(ratio))
    up, down = (1 + p) ** (2 * model.nucleus + 1), (1 - p) ** (2 * model.nucleus + 1)
    closed = (2 * model.nucleus + 1) / p * (up + down) / (up - down) - 1 / p**2 + 1
    chain.certified(
        "substitute exp(beta) = (1 + p)/(1 - p)", in_p, "inversion of p = tanh(beta/2)",
        sp.cancel((ratio - 1) / (ratio + 1) - p) == 0, "tanh(beta/2) = (exp(beta) - 1)/(exp(beta) + 1)",
    )  # fmt: skip
    chain.equal("powers of 1 + p and 1 - p", closed)
    return chain.equation(
        id=f"{MODULE}.q",
        title="Slowing-down factor",
        lhs=symbols.Q.symbol,
        follows_from=(f"{MODULE}.nuclear_mean",),
        assumes=(STATE, "the electron spin is 1/2, so that its polarisation is p = 2<s_z>"),
        source="Methods, Eq. (12)",
    )


def positive_form(factor: Equation, model: SpinTemperature = MODEL) -> Equation:
    r"""q as a ratio of sums of positive terms, in which nothing cancels; the form that kernels evaluate.

    With n = 2I + 1 and the binomial theorem, (1+p)^n + (1-p)^n = 2 E and (1+p)^n - (1-p)^n = 2 p O, where E and
    O are sums over even and odd binomials; the -1/p^2 of q is taken into the first sum term by term.
    """
    p, l, n = symbols.P_A.symbol, TERM.symbol, SIZE.symbol
    odd = sp.binomial(n, 2 * l + 1) * p ** (2 * l)
    excess = sp.binomial(n, 2 * l) * 2 * l * (n + 1) / (2 * l + 1) * p ** (2 * l - 2)
    index = sp.Symbol("l", integer=True, positive=True)
    termwise = n * sp.binomial(n, 2 * index) - sp.binomial(n, 2 * index + 1)
    identity = sp.combsimp(termwise - (excess / p ** (2 * l - 2)).subs(l, index)) == 0
    size = 2 * model.nucleus + 1
    ratio = (
        sp.Sum(excess.subs(n, size), (l, 1, sp.floor(size / 2)))
        / sp.Sum(odd.subs(n, size), (l, 0, sp.floor((size - 1) / 2)))
        + 1
    )
    sizes = [count for count in range(1, 17) if not size.is_number or count == size]
    agree = every(sizes, lambda count: _same_for(factor.rhs, excess, odd, count, model))
    chain = Chain(factor.rhs, TABLE)
    chain.certified(
        "binomial theorem, then the terms of equal power together", ratio,
        "coefficient identity", identity and agree,
        "n C(n,2l) - C(n,2l+1) = C(n,2l) 2l (n+1)/(2l+1) for all n and l; both forms are the same "
        f"rational function of p for 2I + 1 = {sizes[0]}..{sizes[-1]}",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.positive_form",
        title="Slowing-down factor without cancellation",
        lhs=symbols.Q.symbol,
        follows_from=(factor.id,),
        assumes=("2I + 1 is a positive integer",),
    )


def _same_for(closed: sp.Expr, excess: sp.Expr, odd: sp.Expr, size: int, model: SpinTemperature) -> bool:
    """Whether both forms are one rational function of p when there are ``size`` nuclear levels."""
    l, n = TERM.symbol, SIZE.symbol
    above = sum((excess.subs({n: size, l: i}) for i in range(1, size // 2 + 1)), sp.Integer(0))
    below = sum((odd.subs({n: size, l: i}) for i in range((size - 1) // 2 + 1)), sp.Integer(0))
    spin = sp.Rational(size - 1, 2)
    here = closed.subs(symbols.NUCLEAR_SPIN.symbol, spin) if not model.nucleus.is_number else closed
    return bool(sp.cancel(here - above / below - 1) == 0)


def limit_of(factor: Equation, model: SpinTemperature, value: int, name: str, title: str) -> Equation:
    """q at full polarisation (value 1) or at vanishing polarisation (value 0)."""
    p = symbols.P_A.symbol
    limit = sp.factor(sp.limit(factor.rhs, p, value, "-" if value else "+"))
    expected = factor.rhs.subs(p, 1) if value else sp.series(factor.rhs, p, 0, 2).removeO()
    chain = Chain(sp.Limit(factor.rhs, p, value, "-" if value else "+"), TABLE)
    chain.certified(
        "take the limit", limit, "value at the end point" if value else "power series at the end point",
        sp.cancel(sp.expand(expected - limit)) == 0,
    )  # fmt: skip
    quantity = Quantity(name=f"q_{name}", latex=rf"q_{{p_a\to {value}}}", meaning=f"slowing-down factor, {name} atom")
    chain.quantities = table(TABLE, (quantity,))
    return chain.equation(
        id=f"{MODULE}.{name}", title=title, lhs=quantity.symbol, follows_from=(factor.id,), assumes=(STATE,)
    )


def total_spin(model: SpinTemperature = MODEL) -> Equation:
    r"""<f> = q <s>: the means of s and i point along the axis of the state, so <i> is a multiple of <s>.

    exp(beta n.f) commutes with n.f, so it is unchanged by a rotation about n, and a mean that such a rotation
    leaves alone is along n. The multiple is the ratio of the two means along the axis.
    """
    f, s = symbols.ALKALI[0].symbol, symbols.ELECTRON[0].symbol
    electron, nucleus = multiplet_mean(model.electron), multiplet_mean(model.nucleus)
    first_step = slowing_down_factor(model).steps[0]
    chain = Chain(s + nucleus / electron * s, TABLE)
    chain.certified(
        "q is the ratio of total to electron spin along the axis",
        symbols.Q.symbol * s,
        "the ratio is the one that q was derived from",
        sp.cancel(first_step.before - 1 - nucleus / electron) == 0,
        "<i> = <s> (mean of i_z)/(mean of s_z), as functions of beta",
    )
    return chain.equation(
        id=f"{MODULE}.total_spin",
        title="Total spin and electron spin",
        lhs=f,
        follows_from=(f"{MODULE}.q",),
        assumes=(STATE, "the axis of the state may point anywhere, and both means point along it"),
        source="main text, System",
    )
