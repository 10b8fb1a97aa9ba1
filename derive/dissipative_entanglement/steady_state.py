r"""The steady state: polarisation, variances, and the entanglement parameter that single atoms and depth leave.

With the closed rates of the variances at rest,

.. math:: \xi_\infty = \frac1{P_2}\,\frac{\tilde\Gamma + d\Gamma P_2^2(\mu-\nu)^2}{\tilde\Gamma + d\Gamma P_2} ,

where :math:`P_2` is the polarisation at which cooling and heating balance. Every linear rate here has one steady
state, to which it decays, because its damping is positive.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from derive.dissipative_entanglement import moment_symbols, moments, symbols, variances
from derive.dissipative_entanglement.collective import MODEL, alone
from derive.dynamics.lindblad import Model
from derive.records import Derivation, Equation, Quantity, table
from derive.steps import Chain, DerivationError

MODULE = "dissipative_entanglement.steady_state"
N, P = symbols.N.symbol, symbols.POLARISATION_2.symbol
DECAYS = "the damping is positive, so that there is one steady state and it is reached"
PARAMETER = (
    r"$\xi$ is the variance of $J_{y,\mathrm I}+J_{y,\mathrm{II}}$ plus that of $J_{z,\mathrm I}-J_{z,\mathrm{II}}$, "
    r"over the sum of both longitudinal spins, which is $NP_2$ for ensembles prepared alike"
)


def derivation(model: Model = MODEL) -> Derivation:
    """Polarisation, longitudinal spin, four nonlocal variances, xi, and its limits."""
    return Derivation(
        module=MODULE,
        title="Steady state of the two ensembles",
        story=__doc__ or "",
        equations=(
            polarisation(model),
            longitudinal(model),
            *(variance(axis, sign, model) for axis, sign in moment_symbols.VARIANCES),
            entanglement(model),
            noise_free(model),
            deep(model),
        ),
    )


@cache
def polarisation(model: Model = MODEL) -> Equation:
    """The polarisation at which single atoms stay."""
    source = variances.polarisation(model)
    chain = at_rest(source, P, source.quantities)
    return chain.equation(
        id=f"{MODULE}.P_2",
        title="Polarisation in the steady state",
        lhs=P,
        follows_from=(source.id,),
        assumes=(*source.assumes, DECAYS),
        approximations=source.approximations,
        source="Section III.4, Eq. (15), second line",
    )


def longitudinal(model: Model = MODEL) -> Equation:
    """The longitudinal spin of one ensemble in the steady state, from the moments of single atoms."""
    own = moment_symbols.moment("x")
    source = moments.rate("x", "", alone(model), "_single", moments.ALONE)
    chain = at_rest(source, own.symbol, table(moment_symbols.TABLE, source.quantities))
    return chain.equation(
        id=f"{MODULE}.x",
        title="Longitudinal spin in the steady state",
        lhs=own.symbol,
        follows_from=(source.id,),
        assumes=(*source.assumes, DECAYS),
        source="Appendix C.1",
    )


@cache
def variance(axis: str, sign: str, model: Model = MODEL) -> Equation:
    """The variance of a nonlocal combination in the steady state."""
    source = variances.nonlocal_variance(axis, sign, model)
    own = moment_symbols.VARIANCES[axis, sign]
    chain = at_rest(source, own.symbol, source.quantities)
    return chain.equation(
        id=f"{MODULE}.{own.name}",
        title=f"Steady state of the {own.meaning}",
        lhs=own.symbol,
        follows_from=(source.id,),
        assumes=(*source.assumes, DECAYS),
        approximations=source.approximations,
        source="Appendix C.1",
    )


@cache
def entanglement(model: Model = MODEL) -> Equation:
    """The entanglement parameter in the steady state, from the sum of both squeezed variances over N P_2."""
    source = variances.variance_sum(model)
    damping, gain = variances.damped(source, moment_symbols.SUM.symbol)
    chain = Chain(gain / damping / (N * P), table(moment_symbols.TABLE, source.quantities))
    chain.equal("the number of atoms drops out", sp.expand(sp.cancel(gain / N)) / damping / P)
    numerator = sp.Add(*(sp.factor(term) for term in _by_source(sp.expand(gain / N))))
    chain.equal("gather the squares", numerator / (P * damping))
    return chain.equation(
        id=f"{MODULE}.xi",
        title="Entanglement parameter in the steady state",
        lhs=symbols.XI.symbol,
        follows_from=(source.id,),
        assumes=(*source.assumes, PARAMETER, DECAYS),
        approximations=source.approximations,
        source="Section II, Eq. (5); Section III.4, Eq. (15)",
    )


def noise_free(model: Model = MODEL) -> Equation:
    """xi without the jumps of single atoms, whose polarisation then stays as it was prepared, at 1."""
    source = entanglement(model)
    chain = Chain(source.rhs, source.quantities)
    still = source.rhs.subs(symbols.TOTAL.symbol, 0)
    chain.certified(
        "no jumps of single atoms", sp.cancel(still), "substitution", sp.cancel(still - sp.cancel(still)) == 0,
        "their sum of rates is zero",
    )  # fmt: skip
    full = sp.factor(chain.expression.subs(P, 1))
    chain.certified("atoms that are prepared in one state stay polarised", full, "substitution", not full.has(P))
    return chain.equation(
        id=f"{MODULE}.xi_noise_free",
        title="Entanglement parameter without noise",
        lhs=symbols.XI.symbol,
        follows_from=(source.id,),
        assumes=(*source.assumes, "single atoms do not jump: all atoms stay polarised, $P_2=1$"),
        approximations=source.approximations,
        source="Section II",
    )


def deep(model: Model = MODEL) -> Equation:
    """xi for an optical depth without bounds, at a fixed polarisation."""
    source = entanglement(model)
    chain = Chain(source.rhs, source.quantities)
    limit = sp.factor(sp.limit(source.rhs, symbols.DEPTH.symbol, sp.oo))
    excess = sp.cancel((source.rhs - limit) * symbols.DEPTH.symbol)
    chain.certified(
        "the optical depth grows without bounds", limit, "the remainder",
        sp.limit(excess, symbols.DEPTH.symbol, sp.oo).is_finite is not False, "it falls as 1/d or faster",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.xi_deep",
        title="Entanglement parameter at large optical depth",
        lhs=symbols.XI.symbol,
        follows_from=(source.id,),
        assumes=source.assumes,
        approximations=source.approximations,
        source="Section II",
    )


def at_rest(equation: Equation, own: sp.Symbol, quantities: tuple[Quantity, ...]) -> Chain:
    """A chain from the steady state of a linear rate; the state is put back into the rate, which must vanish."""
    damping, gain = variances.damped(equation, own)
    if damping == 0:
        raise DerivationError(f"{equation.id} has no damping, and so no steady state that it decays to")
    chain = Chain(own, quantities)
    state = sp.factor_terms(gain) / sp.factor_terms(damping)
    rest = sp.cancel(sp.expand(equation.rhs).subs(own, state))
    chain.certified("the rate vanishes", state, "putting the state into the rate", rest == 0)
    return chain


def _by_source(expression: sp.Expr) -> tuple[sp.Expr, ...]:
    """The part with the rates of single atoms and the part with the optical depth."""
    depth = sp.Add(*(term for term in sp.Add.make_args(expression) if term.has(symbols.DEPTH.symbol)))
    return expression - depth, depth
