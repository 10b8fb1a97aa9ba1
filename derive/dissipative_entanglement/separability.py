r"""What separable states cannot do: the least variances of nonlocal quadratures and of nonlocal spins.

In a product state the deviations of the two systems are uncorrelated, so variances of sums and of differences are
sums of variances. For each system two components that do not commute cannot both be sharp:

.. math:: \delta J_y^2 + \delta J_z^2 = D^\dagger D \pm J_x , \qquad D = \delta J_y \pm i\,\delta J_z ,

and :math:`D^\dagger D` has no negative mean. Mixing product states adds the variance of their means, and the length of
a mean is at most the mean of the lengths. So every separable state has :math:`\xi = 1 + (\ldots)` with nothing negative
in the brackets; a state with :math:`\xi < 1` is entangled. The converse does not hold: a state squeezed with the
opposite sign is entangled and has large variances.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.algebra import Operator, one
from derive.dissipative_entanglement import boson_symbols as bs
from derive.dissipative_entanglement import symbols
from derive.dissipative_entanglement.bosons import A, B
from derive.dissipative_entanglement.collective import ATOMS, ENSEMBLES
from derive.dissipative_entanglement.squeezed_state import nonlocal_quadratures
from derive.records import Derivation, Equation, table
from derive.steps import Chain, every

MODULE = "dissipative_entanglement.separability"
TABLE = table(symbols.TABLE, bs.TABLE)
SEPARABLE = "a separable state is a mixture of product states"
CENTRED = "operators are deviations from their means in each product state"


@dataclass(frozen=True, kw_only=True)
class Observables:
    """Three operators (Y, Z, X) of each system with [Y, Z] = i X; measured are Y_1 + Y_2 and Z_1 - Z_2."""

    first: tuple[Operator, Operator, Operator]
    second: tuple[Operator, Operator, Operator]


def spins(index: int) -> tuple[Operator, Operator, Operator]:
    """J_y, J_z and J_x of one ensemble of N atoms."""
    x, y, z = (ENSEMBLES[index].total(component) for component in ATOMS[index].vector)
    return y, z, x


MODEL = Observables(first=spins(0), second=spins(1))


def derivation(model: Observables = MODEL) -> Derivation:
    """The sum of variances of any separable state, for two modes and for two collective spins."""
    return Derivation(
        module=MODULE,
        title="Variances of separable states",
        story=__doc__ or "",
        equations=(of_bosons(), of_spins(model)),
    )


def of_bosons() -> Equation:
    """var(x_+) + var(p_-) of a separable state: 1, plus what is not negative."""
    x_plus, p_minus = nonlocal_quadratures()
    whole = x_plus**2 + p_minus**2
    local = 1 * one + A.n + B.n
    correlated = A.a * B.a + A.dag * B.dag
    excess = bs.EXCESS_A.symbol + bs.EXCESS_B.symbol
    product = Chain(bs.VAR_SEPARABLE.symbol, TABLE)
    product.certified(
        "products of one deviation of a and one of b have no mean", 1 + excess, "operator algebra",
        every([whole - local - correlated], lambda rest: rest.is_zero),
        "x_+^2 + p_-^2 = 1 + a+a + b+b + (ab + a+b+), with a and b for the deviations",
    )  # fmt: skip
    mixed = product.expression + bs.SPREAD.symbol
    product.certified(
        "mixing adds the variance of the means", mixed, "law of total variance", _total_variance(),
        "e_a and e_b are means over the mixture of <a+a> and <b+b>, w the variance of the means",
    )  # fmt: skip
    return product.equation(
        id=f"{MODULE}.bosons", title="Variances of a separable state of two modes", lhs=bs.VAR_SEPARABLE.symbol,
        assumes=(SEPARABLE, CENTRED, "$e_a$, $e_b$ and $w$ are not negative"), source="App. A",
    )  # fmt: skip


def of_spins(model: Observables) -> Equation:
    """The entanglement parameter of a separable state: 1, plus what is not negative."""
    (y_1, z_1, _), (y_2, z_2, _) = model.first, model.second
    lengths = bs.LENGTH_I.symbol + bs.LENGTH_II.symbol
    excess = bs.EXCESS_A.symbol + bs.EXCESS_B.symbol
    bounds = [
        norm(y, z, sign) - (y * y + z * z) + sign * x for y, z, x in (model.first, model.second) for sign in (1, -1)
    ]
    correlated = y_1 * y_2 + y_2 * y_1 - z_1 * z_2 - z_2 * z_1
    whole = (y_1 + y_2) ** 2 + (z_1 - z_2) ** 2
    parts = y_1**2 + z_1**2 + y_2**2 + z_2**2 + correlated
    chain = Chain(bs.XI_SEPARABLE.symbol, TABLE)
    chain.certified(
        "D+D = (J_y - i s J_z)(J_y + i s J_z) for s = 1 and s = -1", 1 + excess / lengths, "operator algebra",
        every([*bounds, whole - parts], lambda rest: rest.is_zero),
        "J_y^2 + J_z^2 = D+D + s J_x for both signs s, so that |<J_x>| is taken; products of one deviation of "
        "each ensemble have no mean; N is a symbol",
    )  # fmt: skip
    mixed = 1 + (excess + bs.SPREAD.symbol + bs.LENGTHENED.symbol) / lengths
    chain.certified(
        "mixing adds the variance of the means, and shortens the mean spin", mixed,
        "law of total variance, triangle inequality", _total_variance(),
        "sum of p |<J_x>| over the mixture is |sum of p <J_x>| + delta, with delta not negative",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.spins", title="Entanglement parameter of a separable state", lhs=bs.XI_SEPARABLE.symbol,
        assumes=(SEPARABLE, CENTRED, r"$e_a$, $e_b$, $w$ and $\delta$ are not negative"), source="Sec. II, Eq. (3)",
    )  # fmt: skip


def norm(y: Operator, z: Operator, sign: int) -> Operator:
    """D+D for D = y + i s z; it is y^2 + z^2 - s x when [y, z] = i x."""
    lowered = y + sp.I * sign * z
    squared: Operator = lowered.adjoint() * lowered
    return squared


def _total_variance() -> bool:
    """var = mean of variances + variance of means, for two members with any weights; more members by induction."""
    p, v, w, m, n = sp.symbols("p v w m n", real=True)
    second = p * (v + m**2) + (1 - p) * (w + n**2)
    mean = p * m + (1 - p) * n
    spread = p * (1 - p) * (m - n) ** 2
    return bool(sp.expand(second - mean**2 - (p * v + (1 - p) * w + spread)) == 0)
