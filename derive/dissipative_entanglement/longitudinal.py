r"""The longitudinal spins: their spread, what collective jumps add, and why they decouple from the transverse ones.

Cooling and heating let each atom jump by itself. Atoms that start in one state then stay independent, and the
spread of their sum is that of N coins with the bias :math:`P_2`,

.. math:: \mathrm{var}(J_x) = \tfrac N4(1-P_2^2) ,

at all times: a part :math:`(1-P_2^2)/(NP_2^2)` of :math:`\langle J_x\rangle^2`. Collective jumps change the
polarisation at :math:`d\Gamma/N` times numbers of order one.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from derive.algebra import Operator, one
from derive.dissipative_entanglement import moment_symbols, moments, symbols, variances
from derive.dissipative_entanglement.collective import ATOMS, HALF, MODEL, alone, component, product_mean, symmetrised
from derive.dissipative_entanglement.moment_symbols import moment, scaled
from derive.dynamics.lindblad import Model
from derive.records import Derivation, Equation, table
from derive.steps import Chain

MODULE = "dissipative_entanglement.longitudinal"
N, P, T = symbols.N.symbol, symbols.POLARISATION_2.symbol, symbols.TIME.symbol
SPREAD, COVARIANCE = moment_symbols.SPREAD.symbol, moment_symbols.COVARIANCE.symbol
TABLE = table(
    moment_symbols.TABLE, [moment(*letters) for letters in (("x", ""), ("", "x"), ("xx", ""), ("x", "x"), ("z", ""))]
)
PREPARED = "at time zero all atoms are in one state: no spread and no covariance"


def derivation(model: Model = MODEL) -> Derivation:
    """Spread and covariance of the longitudinal spins, the collective share, products for polarised atoms."""
    single = alone(model)
    return Derivation(
        module=MODULE,
        title="Longitudinal spins",
        story=__doc__ or "",
        equations=(
            spread(single),
            spread_in_time(single),
            square(single),
            steady_spread(single),
            covariance(single),
            collective_share(model),
            *polarised_means(),
            start(),
            polarised_product(),
        ),
    )


@cache
def spread(single: Model) -> Equation:
    """The rate of change of var(J_x) by jumps of single atoms."""
    mean, mean_square = (_rate(letters, single) for letters in ("x", "xx"))
    x, xx = moment("x").symbol, moment("xx").symbol
    chain = Chain(mean_square.rhs - 2 * x * mean.rhs, table(TABLE, (symbols.COOL, symbols.HEAT)))
    after = sp.expand(chain.expression.subs(xx, SPREAD + x**2))
    chain.certified(
        "the variance in place of the mean square", sp.collect(after, (SPREAD, x, N), sp.factor), "putting it back",
        sp.expand(after.subs(SPREAD, xx - x**2) - chain.expression) == 0,
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.spread", title="Rate of change of the spread of the longitudinal spin",
        lhs=sp.Derivative(SPREAD, T, evaluate=False), follows_from=(mean_square.id, mean.id), assumes=(moments.ALONE,),
    )  # fmt: skip


@cache
def spread_in_time(single: Model) -> Equation:
    """var(J_x) = N (1 - P_2^2)/4 at all times, when no atom is different at the start."""
    source, polarisation = spread(single), variances.polarisation(single)
    x = moment("x").symbol
    solution = N * (1 - P**2) / 4
    chain = Chain(SPREAD, TABLE)
    residual = sp.diff(solution, P) * polarisation.rhs - source.rhs.subs({SPREAD: solution, x: N * P / 2})
    chain.certified(
        "independent atoms", solution, "initial value problem", sp.expand(residual) == 0 and solution.subs(P, 1) == 0,
        "rate and start hold exactly, whatever the polarisation does",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.spread_in_time", title="Spread of the longitudinal spin", lhs=SPREAD,
        follows_from=(source.id, polarisation.id), assumes=(moments.ALONE, PREPARED),
    )  # fmt: skip


@cache
def square(single: Model) -> Equation:
    """<J_x^2> as <J_x>^2 and the spread."""
    source = spread_in_time(single)
    x = moment("x").symbol
    chain = Chain(x**2 + SPREAD, TABLE)
    found = chain.expression.subs({x: N * P / 2, SPREAD: source.rhs})
    back = sp.expand(found - (N * P / 2) ** 2 - source.rhs) == 0
    chain.certified("the mean is N P_2/2, and the spread as found", found, "taking both away", back)
    return chain.equation(
        id=f"{MODULE}.square", title="Mean square of the longitudinal spin", lhs=moment("xx").symbol,
        follows_from=(source.id,), assumes=source.assumes,
    )  # fmt: skip


def steady_spread(single: Model) -> Equation:
    """var(J_x) when cooling and heating balance, from its own rate."""
    source, mean = spread(single), _rate("x", single)
    x = moment("x").symbol
    damping, gain = variances.damped(mean, x)
    rest = sp.factor_terms(gain) / damping
    rate = sp.expand(source.rhs.subs(x, rest))
    state = sp.factor(-rate.subs(SPREAD, 0) / rate.coeff(SPREAD))
    chain = Chain(SPREAD, table(TABLE, (symbols.COOL, symbols.HEAT)))
    chain.certified("both rates vanish", state, "putting the state in", sp.cancel(rate.subs(SPREAD, state)) == 0)
    spin = N / 4 - x**2 / N
    chain.certified(
        "in terms of the longitudinal spin", spin, "putting the spin of the balance in",
        sp.cancel(spin.subs(x, rest) - state) == 0,
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.steady_spread", title="Spread of the longitudinal spin in the steady state", lhs=SPREAD,
        follows_from=(source.id, mean.id), assumes=(moments.ALONE, "cooling and heating balance"),
    )  # fmt: skip


def covariance(single: Model) -> Equation:
    """The covariance of both longitudinal spins, which jumps of single atoms only damp."""
    first, second, both = (
        _rate("x", single),
        moments.rate("", "x", single, "_single", moments.ALONE),
        _rate_of_both(single),
    )
    x, other, product = (moment(*letters).symbol for letters in (("x", ""), ("", "x"), ("x", "x")))
    chain = Chain(both.rhs - other * first.rhs - x * second.rhs, table(TABLE, (symbols.COOL, symbols.HEAT)))
    after = sp.factor(sp.expand(chain.expression.subs(product, COVARIANCE + x * other)))
    chain.certified(
        "the covariance in place of the product", after, "putting it back",
        sp.expand(after.subs(COVARIANCE, product - x * other) - chain.expression) == 0,
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.covariance", title="Rate of change of the covariance of both longitudinal spins",
        lhs=sp.Derivative(COVARIANCE, T, evaluate=False), follows_from=(both.id, first.id), assumes=(moments.ALONE,),
    )  # fmt: skip


def collective_share(model: Model = MODEL) -> Equation:
    """What collective jumps add to the rate of change of the polarisation, exactly: d/N times numbers of order one."""
    whole, single = variances.exact("x", "", model), variances.exact("x", "", alone(model))
    names = [scaled("yy"), scaled("zz")]
    chain = Chain(whole.rhs - single.rhs, table(TABLE, whole.quantities, names))
    eps = moment_symbols.INVERSE.symbol
    chain.equal("with the number of atoms taken out", eps * sp.factor(sp.expand(chain.expression / eps)))
    return chain.equation(
        id=f"{MODULE}.collective_share", title="Rate of change of the polarisation by collective jumps",
        lhs=moment_symbols.COLLECTIVE_SHARE.symbol, follows_from=(whole.id, single.id), assumes=whole.assumes,
        source="Appendix C.1",
    )  # fmt: skip


def polarised_means() -> tuple[Equation, ...]:
    """Means of the three components for atoms that all point along x."""
    names = {"x": "polarised_mean", "y": "polarised_y", "z": "polarised_z"}
    return tuple(_polarised(letter, "", name) for letter, name in names.items())


def start() -> Equation:
    """<J_x^2> of atoms that all point along x."""
    return _polarised("xx", "", "start")


def _polarised(first: str, second: str, name: str) -> Equation:
    own = moment(first, second)
    spin = {"x": HALF, "y": sp.S.Zero, "z": sp.S.Zero}
    chain = Chain(own.symbol, table(TABLE, (own,)))
    chain.certified(
        "every atom is an eigenstate of j_x", product_mean(symmetrised(first, second), (spin, spin)),
        "projector on the upper state", _is_eigenstate(), "and its transverse means vanish",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.{name}", title=f"{own.meaning[0].upper()}{own.meaning[1:]}, atoms polarised", lhs=own.symbol,
        assumes=("all atoms are in the upper state",),
    )  # fmt: skip


def polarised_product() -> Equation:
    """<J_z J_x> of atoms that all point along x: J_x acts as the number N/2, whatever stands before it."""
    chain = Chain(moment_symbols.PRODUCT.symbol, TABLE)
    spin = component("x", 0)
    chain.certified(
        "J_x acts on the state as N/2", N / 2 * moment("z").symbol, "projector on the upper state",
        _is_eigenstate() and not spin.is_zero,
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.polarised_product", title="Transverse times longitudinal spin of polarised atoms",
        lhs=moment_symbols.PRODUCT.symbol, assumes=("all atoms are in the upper state",), source="footnote 75",
    )  # fmt: skip


def _is_eigenstate() -> bool:
    """Whether (j_x - 1/2) times the projector on the upper state vanishes."""
    x, _, _ = ATOMS[0].vector
    left: Operator = (x - HALF * one) * (HALF * one + x)
    return left.is_zero


def _rate(letters: str, single: Model) -> Equation:
    return moments.rate(letters, "", single, "_single", moments.ALONE)


def _rate_of_both(single: Model) -> Equation:
    return moments.rate("x", "x", single, "_single", moments.ALONE)
