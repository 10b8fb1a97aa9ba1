r"""The entanglement parameter in time: its definition, the solution while the polarisation rests, and the full one.

The variances follow a linear rate with the polarisation in it, which itself follows single atoms alone,

.. math:: P_2(t) = P_\infty + (1-P_\infty)e^{-(\Gamma_{\mathrm{cool}}+\Gamma_{\mathrm{heat}})t} .

Both together have one solution, an integral over earlier times. While the polarisation changes little in the time in
which the variances settle, :math:`1/(\tilde\Gamma+d\Gamma P_2)`, the parameter follows it,

.. math:: \xi(t) = \frac1{P_2}e^{-\gamma t} + \frac1{P_2}\,
          \frac{\tilde\Gamma + d\Gamma P_2^2(\mu-\nu)^2}{\gamma}\left(1-e^{-\gamma t}\right) , \qquad
          \gamma = \tilde\Gamma + d\Gamma P_2 ;

the first correction is found too, from a polarisation that changes at a steady rate.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from derive.dissipative_entanglement import moment_symbols, steady_state, symbols, variances
from derive.dissipative_entanglement.collective import MODEL
from derive.dissipative_entanglement.moment_symbols import VARIANCES, moment
from derive.dynamics.lindblad import Model
from derive.records import Derivation, Equation, table
from derive.steps import Chain, DerivationError

MODULE = "dissipative_entanglement.entanglement"
N, P, T = symbols.N.symbol, symbols.POLARISATION_2.symbol, symbols.TIME.symbol
XI, SUM = symbols.XI.symbol, moment_symbols.SUM.symbol
SLOW, DRIFT, EARLIER = (q.symbol for q in (moment_symbols.SLOWNESS, moment_symbols.DRIFT, moment_symbols.EARLIER))
POLARISED = r"at time zero all atoms are polarised: the variance sum is $N$ and the polarisation 1"
RESTS = "the polarisation does not change while the variances settle"
TABLE = table(moment_symbols.TABLE, (symbols.XI,))


def derivation(model: Model = MODEL) -> Derivation:
    """Definition of xi in variances, the polarisation in time, the two solutions and the slow limit."""
    return Derivation(
        module=MODULE,
        title="Entanglement in time",
        story=__doc__ or "",
        equations=(
            parameter(),
            by_one_variance(model),
            polarisation(model),
            resting(model),
            following(model),
            full(model),
        ),
    )


def parameter() -> Equation:
    """xi as the variance sum over N P_2."""
    spins = moment("x").symbol, moment("", "x").symbol
    chain = Chain(SUM / sp.Add(*spins), table(TABLE, (moment("x"), moment("", "x"))))
    alike = chain.expression.subs(dict.fromkeys(spins, N * P / 2))
    chain.certified("each longitudinal spin is N P_2/2", alike, "its sum", sp.cancel(SUM / alike - N * P) == 0)
    return chain.equation(
        id=f"{MODULE}.parameter",
        title="Entanglement parameter of two ensembles prepared alike",
        lhs=XI,
        assumes=(steady_state.PARAMETER,),
        source="Section II, Eq. (3)",
    )


def by_one_variance(model: Model = MODEL) -> Equation:
    """xi as one squeezed variance: both squeezed variances have the same rate and the same start."""
    y, z = (variances.nonlocal_variance(*pair, model) for pair in (("y", "+"), ("z", "-")))
    one, other = VARIANCES["y", "+"].symbol, VARIANCES["z", "-"].symbol
    chain = Chain((2 * one + 2 * other) / (N * P), TABLE)
    chain.certified(
        "both squeezed variances have one rate and one start",
        4 * other / (N * P),
        "the rates with the letters exchanged",
        sp.expand(y.rhs.subs(one, other) - z.rhs) == 0,
    )
    return chain.equation(
        id=f"{MODULE}.by_one_variance",
        title="Entanglement parameter from one squeezed variance",
        lhs=XI,
        follows_from=(f"{MODULE}.parameter", y.id, z.id),
        assumes=(steady_state.PARAMETER, variances.TWINS, POLARISED),
        approximations=y.approximations,
        source="Appendix C.1",
    )


@cache
def polarisation(model: Model = MODEL) -> Equation:
    """P_2(t) from full polarisation."""
    source = variances.polarisation(model)
    damping, gain = variances.damped(source, P)
    if damping == 0:
        raise DerivationError(f"{source.id} has no damping")
    rest = sp.factor_terms(gain) / damping
    solution = rest + (1 - rest) * sp.exp(-damping * T)
    chain = Chain(P, table(TABLE, source.quantities))
    chain.certified(
        "linear rate with constant coefficients",
        solution,
        "initial value problem",
        sp.cancel(sp.expand(sp.diff(solution, T) + damping * solution - gain)) == 0
        and solution.subs(T, 0).cancel() == 1,
        "rate and start hold exactly",
    )
    return chain.equation(
        id=f"{MODULE}.polarisation",
        title="Polarisation in time",
        lhs=P,
        follows_from=(source.id,),
        assumes=(*source.assumes, POLARISED),
        approximations=source.approximations,
    )


@cache
def resting(model: Model = MODEL) -> Equation:
    """xi(t) for a polarisation that rests."""
    source = variances.variance_sum(model)
    damping, gain = variances.damped(source, SUM)
    per_atom = _per_atom(gain)
    solution = N * (sp.exp(-damping * T) + per_atom / damping * (1 - sp.exp(-damping * T)))
    chain = Chain(SUM / (N * P), table(TABLE, source.quantities))
    residual = sp.diff(solution, T) + damping * solution - gain
    chain.certified(
        "linear rate with constant coefficients",
        sp.exp(-damping * T) / P + per_atom / (P * damping) * (1 - sp.exp(-damping * T)),
        "initial value problem",
        sp.cancel(sp.expand(residual)) == 0 and sp.expand(solution.subs(T, 0) - N) == 0,
        "rate and start of the variance sum hold exactly",
    )
    return chain.equation(
        id=f"{MODULE}.resting",
        title="Entanglement parameter in time, polarisation at rest",
        lhs=XI,
        follows_from=(source.id, f"{MODULE}.parameter"),
        assumes=(*source.assumes, steady_state.PARAMETER, POLARISED, RESTS),
        approximations=source.approximations,
        source="Section III.4, Eq. (14); Appendix C.1",
    )


@cache
def following(model: Model = MODEL) -> Equation:
    r"""xi(t) while the polarisation changes at a steady rate s R, to first order in s.

    With P(u) = P - s R u a time u ago, the loss since then is :math:`e^{-\gamma u}(1+s\gamma' R u^2/2)`, where the
    prime is the slope in the polarisation; what was gained then is weighted by it.
    """
    source = variances.variance_sum(model)
    damping, gain = variances.damped(source, SUM)
    gain, slope = _per_atom(gain), sp.diff(damping, P) * DRIFT
    weights = _weights(damping)
    change = slope * weights[2] / 2 * gain - sp.diff(gain, P) * DRIFT * weights[1]
    kept = sp.exp(-damping * T)
    solution = kept + gain * weights[0] + SLOW * (slope * T**2 / 2 * kept + change)
    chain = Chain(SUM / (N * P), table(TABLE, source.quantities))
    chain.certified(
        "the solution to first order in the rate of change of the polarisation",
        solution / P,
        "initial value problem, order by order",
        _solves(solution, damping, gain) and sp.cancel(solution.subs(T, 0)) == 1,
        "the rate holds up to the second order, the start exactly",
    )
    return chain.equation(
        id=f"{MODULE}.following",
        title="Entanglement parameter in time, polarisation in steady change",
        lhs=XI,
        follows_from=(source.id, f"{MODULE}.parameter"),
        assumes=(*source.assumes, steady_state.PARAMETER, r"the variance sum is $N$ at time zero",
                 "the polarisation changes at the steady rate $s R_P$"),
        approximations=source.approximations,
    )  # fmt: skip


def _per_atom(gain: sp.Expr) -> sp.Expr:
    """A source in proportion to the number of atoms, divided by it."""
    return sp.Add(*(sp.factor(term / N) for term in sp.Add.make_args(gain)))


def _weights(damping: sp.Expr) -> tuple[sp.Expr, ...]:
    """The integrals of u^k exp(-damping u) from 0 to t, for k = 0, 1, 2."""
    g, u = sp.Dummy("g", positive=True), EARLIER
    return tuple(sp.factor(sp.integrate(u**k * sp.exp(-g * u), (u, 0, T))).xreplace({g: damping}) for k in range(3))


def _solves(solution: sp.Expr, damping: sp.Expr, gain: sp.Expr) -> bool:
    """Whether the rate of change holds to first order in s when the polarisation itself moves at s R."""
    moved = sp.diff(solution, T) + SLOW * DRIFT * sp.diff(solution, P)
    residual = moved + damping * solution - gain
    first = (residual.subs(SLOW, 0), sp.diff(residual, SLOW).subs(SLOW, 0))
    letter = sp.Dummy("e", positive=True)
    decays = {e: letter ** sp.cancel(e.args[0] / (-damping * T)) for part in first for e in part.atoms(sp.exp)}
    return all(sp.cancel(part.xreplace(decays)) == 0 for part in first)


@cache
def full(model: Model = MODEL) -> Equation:
    """The variance sum at any time, as an integral over earlier times with the polarisation of each."""
    source, polarised = variances.variance_sum(model), polarisation(model)
    damping, gain = variances.damped(source, SUM)
    relaxing, pumped = variances.damped(variances.polarisation(model), P)
    rest = sp.factor_terms(pumped) / relaxing
    spent = rest * T + (1 - rest) * (1 - sp.exp(-relaxing * T)) / relaxing
    lost = damping.subs(P, 0) * T + sp.diff(damping, P) * spent
    inner = sp.exp(lost.subs(T, EARLIER)) * (_per_atom(gain)).subs(P, polarised.rhs).subs(T, EARLIER)
    chain = Chain(SUM, table(TABLE, source.quantities, polarised.quantities))
    chain.certified(
        "integrating factor of a linear rate",
        N * sp.exp(-lost) * (1 + sp.Integral(inner, (EARLIER, 0, T))),
        "the exponent's rate and start",
        sp.cancel(sp.expand(sp.diff(lost, T) - damping.subs(P, polarised.rhs))) == 0 and lost.subs(T, 0) == 0,
        "its rate of change is the damping at that time, and it starts at zero",
    )
    return chain.equation(
        id=f"{MODULE}.full",
        title="Variance sum in time",
        lhs=SUM,
        follows_from=(source.id, polarised.id),
        assumes=(*source.assumes, POLARISED),
        approximations=source.approximations,
    )
