r"""Small parameters: many atoms, a large depth, independent atoms, and squeezing as one number.

What a formula neglects is measured by putting in the size of everything: moments in units of polarised atoms with
:math:`N=1/\varepsilon`, the optical depth as :math:`1/\delta`, and :math:`\mu=(q+1/q)/2`, :math:`\nu=(1/q-q)/2`,
which is all there is to :math:`\mu^2-\nu^2=1`.
"""

from __future__ import annotations

import sympy as sp

from derive.algebra import one
from derive.dissipative_entanglement import moment_symbols, symbols
from derive.dissipative_entanglement.collective import ENSEMBLES, component, lowest, product_mean
from derive.dissipative_entanglement.moment_symbols import moment, scaled
from derive.dissipative_entanglement.variances import NORMAL, TWINS, WEAK, size, unit
from derive.records import Derivation, Equation, Quantity, table
from derive.steps import Chain

MODULE = "dissipative_entanglement.orders"
N, P = symbols.N.symbol, symbols.POLARISATION_2.symbol
SIZED = (
    ("x", ""), ("xx", ""), ("yy", ""), ("zz", ""), ("y", "y"), ("z", "z"), ("x", "x"),
    ("xyy", ""), ("xzz", ""), ("y", "xy"), ("xy", "y"), ("z", "xz"), ("xz", "z"), ("xz", ""), ("xy", ""),
    ("y", ""), ("z", ""),
)  # fmt: skip
INDEPENDENT = "all atoms are independent and alike"


def derivation() -> Derivation:
    """Number of atoms, depth, weights and moments in small parameters; products of independent atoms."""
    return Derivation(
        module=MODULE,
        title="Small parameters",
        story=__doc__ or "",
        equations=(
            renamed("number", symbols.N, moment_symbols.INVERSE),
            renamed("depth", symbols.DEPTH, moment_symbols.SHALLOW),
            *weights(),
            polarised_enough(),
            depth_beyond(),
            polarised(),
            *(sized(*letters) for letters in SIZED[1:]),
            independent(),
        ),
    )


def renamed(name: str, own: Quantity, small: Quantity) -> Equation:
    """A large quantity as the inverse of a small one."""
    chain = Chain(1 / small.symbol, (own, small))
    return chain.equation(id=f"{MODULE}.{name}", title=f"The {own.meaning} as an inverse", lhs=own.symbol)


def weights() -> tuple[Equation, Equation]:
    """mu and nu by mu - nu: the pair for which mu^2 - nu^2 = 1."""
    q = moment_symbols.SQUEEZING.symbol
    pair = {symbols.MU: (q + 1 / q) / 2, symbols.NU: (1 / q - q) / 2}
    mu, nu = pair.values()
    holds = sp.expand(mu**2 - nu**2) == 1 and sp.expand(mu - nu) == q
    made = []
    for quantity, value in pair.items():
        chain = Chain(quantity.symbol, moment_symbols.TABLE)
        chain.certified("sum and difference are inverse to one another", value, "mu^2 - nu^2 multiplied out", holds)
        made.append(chain.equation(
            id=f"{MODULE}.{quantity.name}", title=f"The {quantity.meaning}, by the squeezing", lhs=quantity.symbol,
            assumes=(NORMAL, r"$\mu>\nu>0$"),
        ))  # fmt: skip
    return made[0], made[1]


def polarised_enough() -> Equation:
    """Any polarisation above q^2, as q^2 and a part u of what is left up to 1."""
    q, u = moment_symbols.SQUEEZING.symbol, moment_symbols.SURPLUS.symbol
    chain = Chain(P, moment_symbols.TABLE)
    value = q**2 + u * (1 - q**2)
    ends = value.subs(u, 0) == q**2 and sp.expand(value.subs(u, 1)) == 1
    chain.certified("from q^2 to 1", value, "its ends; it is linear in u", ends)
    return chain.equation(
        id=f"{MODULE}.polarised_enough", title=r"A polarisation above the squeezing", lhs=P,
        assumes=(r"$P_2>(\mu-\nu)^2$",),
    )  # fmt: skip


def depth_beyond() -> Equation:
    """Any optical depth beyond the one at which xi = 1, where Gamma_t (1 - P_2) = d Gamma P_2^2 (1 - q^2)."""
    q, beyond = moment_symbols.SQUEEZING.symbol, moment_symbols.BEYOND.symbol
    total, gamma = symbols.TOTAL.symbol, symbols.GAMMA.symbol
    threshold = total * (1 - P) / (gamma * P**2 * (1 - q**2))
    chain = Chain(symbols.DEPTH.symbol, moment_symbols.TABLE)
    steady = (total + threshold * gamma * P**2 * q**2) / (total + threshold * gamma * P) / P
    holds = sp.cancel(steady - 1) == 0
    chain.certified("beyond the threshold", threshold + beyond, "xi = 1 at the threshold", holds)
    return chain.equation(
        id=f"{MODULE}.depth_beyond", title="An optical depth beyond the one at which entanglement begins",
        lhs=symbols.DEPTH.symbol, follows_from=("dissipative_entanglement.steady_state.xi",),
    )  # fmt: skip


def sized(first: str, second: str) -> Equation:
    """A moment as its unit times a product of means plus 1/N times a correlation: what defines that correlation."""
    own = moment(first, second)
    twin = max((first, second), (second, first))
    value, parts = size(*twin)
    chain = Chain(unit(first, second) * value, table(moment_symbols.TABLE, (own,), parts))
    return chain.equation(
        id=f"{MODULE}.{'_'.join(filter(None, (first, second)))}",
        title=f"{own.meaning[0].upper()}{own.meaning[1:]}, in units of polarised atoms",
        lhs=own.symbol, assumes=(TWINS, WEAK),
    )  # fmt: skip


def polarised() -> Equation:
    """The mean of J_x by the polarisation, which is the mean over atoms of what they are up less what they are down."""
    own = moment("x")
    chain = Chain(own.symbol, table(moment_symbols.TABLE, (own,)))
    difference = ENSEMBLES[0].total(one - 2 * lowest(0))
    chain.certified(
        "half of the atoms that are up less those that are down", N * P / 2, "operators for N a symbol",
        (difference - 2 * component("x", 0)).is_zero, "the projectors on up and on down add up to 1",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.x", title="Mean of J_x, by the polarisation", lhs=own.symbol,
        assumes=(r"$P_2=\frac1N\sum_i\langle|\uparrow\rangle_i\langle\uparrow|-|\downarrow\rangle_i\langle\downarrow|\rangle$",),
        source="Sec. II, after Eq. (5)",
    )  # fmt: skip


def independent() -> Equation:
    """<J_z J_x> of independent atoms: the product of the means, but for the atoms that meet themselves."""
    y, z = scaled("y").symbol, scaled("z").symbol
    spin = {"x": P / 2, "y": y / 2, "z": z / 2}
    operator = component("z", 0) * component("x", 0)
    chain = Chain(moment_symbols.PRODUCT.symbol, table(moment_symbols.TABLE, (scaled("y"), scaled("z"))))
    found = product_mean(operator, (spin, spin))
    direct = N * (N - 1) * spin["z"] * spin["x"] + N * sp.I * spin["y"] / 2
    chain.certified(
        "pairs of different atoms, and atoms that meet themselves", found, "counting pairs by hand",
        sp.expand(found - direct) == 0, "N (N - 1) pairs, and j_z j_x = i j_y/2 on one atom",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.independent_product", title="Transverse times longitudinal spin of independent atoms",
        lhs=moment_symbols.PRODUCT.symbol, assumes=(INDEPENDENT,), source="footnote 75",
    )  # fmt: skip
