r"""Variances of the two collective spins for many atoms: what is left of the exact moments, and what is neglected.

In units of polarised atoms, :math:`N/2` for a longitudinal spin and :math:`N/4` for a product of two transverse
ones, the exact equations contain the inverse number of atoms and the correlations of transverse with longitudinal
spin. These correlations are of order 1/N for atoms that act independently or through their mean field, so each is
written as :math:`\varepsilon c` with :math:`\varepsilon=1/N`: decorrelation and the limit of many atoms are then one
expansion in one small parameter. To lowest order the moments close,

.. math:: \partial_t\langle J_z^2\rangle = -(\tilde\Gamma+d\Gamma P_2)\langle J_z^2\rangle
          + \tfrac N4\left(\tilde\Gamma+d\Gamma P_2^2(\mu^2+\nu^2)\right) ,

and the variances of :math:`J_{y,\mathrm I}\pm J_{y,\mathrm{II}}` have :math:`(\mu\mp\nu)^2` in place of
:math:`\mu^2+\nu^2`. The polarisation follows single atoms alone.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from derive.dissipative_entanglement import moment_symbols, moments, symbols
from derive.dissipative_entanglement.collective import MODEL, alone, in_moments, symmetrised
from derive.dissipative_entanglement.moment_symbols import connected, moment, scaled
from derive.dynamics.lindblad import Model
from derive.records import Derivation, Equation, Quantity, table
from derive.steps import Chain, DerivationError

MODULE = "dissipative_entanglement.variances"
TWINS = "both ensembles have the same number of atoms and are prepared alike"
WEAK = (
    r"decorrelation: correlations of transverse with longitudinal spin, and of the two longitudinal spins, are $1/N$ "
    "of their products of means"
)
NORMAL = r"$\mu^2-\nu^2=1$"
ZERO_MEANS = "the transverse spins have no mean at the start, and then never"
TOTAL = r"$\tilde\Gamma=\Gamma_{\mathrm{cool}}+\Gamma_{\mathrm{heat}}+\Gamma_{\mathrm d}$"
LINEAR = (("y", ""), ("z", ""))
TRANSVERSE = (("yy", ""), ("zz", ""), ("y", "y"), ("z", "z"))
N, P, T = symbols.N.symbol, symbols.POLARISATION_2.symbol, symbols.TIME.symbol
EPS = moment_symbols.INVERSE.symbol


def derivation(model: Model = MODEL) -> Derivation:
    """Polarisation, means, variances of one ensemble, products between both, variances of nonlocal combinations."""
    return Derivation(
        module=MODULE,
        title="Variances of many atoms",
        story=__doc__ or "",
        equations=(
            *(exact(first, second, model) for first, second in (("x", ""), *LINEAR, *TRANSVERSE)),
            *(closed(first, second, model) for first, second in (*LINEAR, *TRANSVERSE)),
            total(model),
            polarisation(model),
            *(of_spins(first, second, model) for first, second in (*LINEAR, *TRANSVERSE)),
            *(nonlocal_variance(axis, sign, model) for axis, sign in moment_symbols.VARIANCES),
            variance_sum(model),
        ),
    )


def unit(first: str, second: str) -> sp.Expr:
    """The size of a moment for polarised atoms: N/2 for each x, N/4 for each pair of y and z, N/2 for one alone."""
    longitudinal = (first + second).count("x")
    pairs, alone = divmod(len(first + second) - longitudinal, 2)
    return (N / 2) ** (longitudinal + alone) * (N / 4) ** pairs


def size(first: str, second: str) -> tuple[sp.Expr, tuple[Quantity, ...]]:
    """A moment in its unit as a product of means plus 1/N times a correlation, and the quantities in it."""
    longitudinal = (first + second).count("x")
    rest = first.replace("x", ""), second.replace("x", "")
    mean: sp.Expr = P**longitudinal
    used: tuple[Quantity, ...] = (symbols.POLARISATION_2,)
    if any(rest):
        mean, used = mean * scaled(*rest).symbol, (*used, scaled(*rest))
    if longitudinal and len(first + second) > 1:
        mean, used = mean + EPS * connected(first, second).symbol, (*used, connected(first, second))
    return mean, used


@cache
def exact(first: str, second: str, model: Model = MODEL) -> Equation:
    """The exact rate of a moment in its unit, with what many atoms make small named and N written as 1/epsilon."""
    source = moments.rate(first, second, model)
    used = in_moments(model.adjoint(symmetrised(first, second)))[1]
    own = symbols.POLARISATION_2 if (first, second) == ("x", "") else scaled(first, second)
    alike = source.rhs.xreplace({q.symbol: moment(*_twin(q.name)).symbol for q in used})
    twins = {moment(*_twin(q.name)): _twin(q.name) for q in used}
    values = {q: size(*letters) for q, letters in twins.items()}
    names = [part for _, parts in values.values() for part in parts]
    chain = Chain(alike / unit(first, second), table(moment_symbols.TABLE, twins, names, (own,)))
    into = {q.symbol: unit(*letters) * values[q][0] for q, letters in twins.items()}
    named = sp.expand(sp.expand(chain.expression.xreplace(into)).subs(N, 1 / EPS))
    chain.certified(
        "in units of polarised atoms, with names for correlations",
        named,
        "putting the moments back",
        sp.expand(_with_moments(named, twins, values) - chain.expression) == 0,
    )
    return chain.equation(
        id=f"{MODULE}.exact_{moments.name(first, second)}",
        title=f"Exact rate of change of the {own.meaning}",
        lhs=sp.Derivative(own.symbol, T, evaluate=False),
        follows_from=(source.id,),
        assumes=(*source.assumes, TWINS),
    )


def _with_moments(
    named: sp.Expr, twins: dict[Quantity, tuple[str, str]], values: dict[Quantity, tuple[sp.Expr, tuple[Quantity, ...]]]
) -> sp.Expr:
    """The names of `exact` replaced by what they stand for: correlations first, then means."""
    correlations, means = {}, {P: 2 * moment("x").symbol / N}
    for quantity, letters in twins.items():
        mean, parts = values[quantity]
        weak = [part.symbol for part in parts if part == connected(*letters)]
        if weak:
            product = mean.xreplace({weak[0]: sp.S.Zero})
            correlations[weak[0]] = (quantity.symbol / unit(*letters) - product) * N
        elif parts[-1] != symbols.POLARISATION_2:
            means[parts[-1].symbol] = quantity.symbol / unit(*letters)
    for letters in {_bare(letters) for letters in twins.values() if any(_bare(letters))}:
        means[scaled(*letters).symbol] = moment(*letters).symbol / unit(*letters)
    return sp.expand(named.subs(EPS, 1 / N).xreplace(correlations)).xreplace(means)


@cache
def closed(first: str, second: str, model: Model = MODEL) -> Equation:
    """The rate of a moment in its unit to lowest order in 1/N, with mu^2 - nu^2 = 1 in the damping."""
    source = exact(first, second, model)
    own = source.lhs.expr
    chain = Chain(source.rhs, (*source.quantities, symbols.TOTAL))
    chain.truncated("decorrelation and many atoms", source.rhs.subs(EPS, 0), EPS, 1)
    damping = chain.expression.coeff(own)
    mu, nu = symbols.MU.symbol, symbols.NU.symbol
    source_term = sp.expand(chain.expression - damping * own)
    normal = sp.expand(sp.expand(damping).subs(mu**2, 1 + nu**2))
    chain.certified(
        "mu^2 - nu^2 = 1 in the damping",
        normal * own + source_term,
        "division by the normalisation",
        sp.rem(sp.expand(damping - normal), mu**2 - nu**2 - 1, mu) == 0,
    )
    named = sp.expand(chain.expression.subs(symbols.DEPHASE.symbol, _dephasing()))
    chain.certified(
        "name the sum of the rates of single atoms",
        gathered(named, own),
        "putting the rates back",
        sp.expand(named.subs(symbols.TOTAL.symbol, _total()) - chain.expression) == 0,
    )
    return chain.equation(
        id=f"{MODULE}.closed_{moments.name(first, second)}",
        title=f"Rate of change of the {scaled(first, second).meaning}, many atoms",
        lhs=source.lhs,
        follows_from=(source.id,),
        assumes=(*source.assumes, WEAK, NORMAL, TOTAL),
    )


def gathered(expression: sp.Expr, own: sp.Symbol) -> sp.Expr:
    """A linear rate written as damping times the moment plus a source with its sum of squares factored."""
    damping = sp.expand(expression).coeff(own)
    source = sp.expand(expression - damping * own)
    total, strength = symbols.TOTAL.symbol, symbols.DEPTH.symbol * symbols.GAMMA.symbol * P
    collective = sp.factor(source - source.coeff(total) * total)
    return -own * sp.collect(-damping, strength) + source.coeff(total) * total + collective


def total(model: Model = MODEL) -> Equation:
    """Twice the rate at which jumps of single atoms damp a transverse spin."""
    source = moments.rate("z", "", alone(model), "_single", moments.ALONE)
    own = moment("z").symbol
    chain = Chain(symbols.TOTAL.symbol, moment_symbols.TABLE)
    twice = sp.expand(-2 * source.rhs / own - _total())
    chain.certified("twice the damping of a transverse spin", _total(), "the rate of its mean", twice == 0)
    return chain.equation(
        id=f"{MODULE}.total",
        title="Sum of the rates of single atoms",
        lhs=symbols.TOTAL.symbol,
        follows_from=(source.id,),
        assumes=(moments.ALONE, "the mean of a transverse spin decays at half of this rate"),
        source="Section III.4",
    )


def polarisation(model: Model = MODEL) -> Equation:
    """The polarisation of many atoms follows single atoms alone."""
    source = exact("x", "", model)
    chain = Chain(source.rhs, source.quantities)
    chain.truncated("collective jumps change the polarisation by d/N", source.rhs.subs(EPS, 0), EPS, 1)
    rate = sp.factor(chain.expression.coeff(P))
    chain.equal("collected", rate * P + sp.expand(chain.expression - chain.expression.coeff(P) * P))
    return chain.equation(
        id=f"{MODULE}.polarisation",
        title="Rate of change of the polarisation, many atoms",
        lhs=source.lhs,
        follows_from=(source.id,),
        assumes=source.assumes,
        source="Appendix C.1",
    )


@cache
def of_spins(first: str, second: str, model: Model = MODEL) -> Equation:
    """The closed rate of a moment of collective spins, no longer in units."""
    source = closed(first, second, model)
    own, short = moment(first, second), scaled(first, second)
    scale = unit(first, second)
    chain = Chain(source.rhs * scale, table(moment_symbols.TABLE, source.quantities, (own,)))
    damping, rest = damped(source, short.symbol)
    after = -damping * own.symbol + scale * rest
    chain.certified(
        "out of the unit", after, "putting the unit back",
        sp.expand(after.subs(own.symbol, scale * short.symbol) - chain.expression) == 0,
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.{moments.name(first, second)}",
        title=f"Rate of change of the {own.meaning}, many atoms",
        lhs=sp.Derivative(own.symbol, T, evaluate=False),
        follows_from=(source.id,),
        assumes=source.assumes,
        approximations=source.approximations,
        source="Appendix C.1",
    )


@cache
def nonlocal_variance(axis: str, sign: str, model: Model = MODEL) -> Equation:
    """The variance of (J_I + J_II)/sqrt2 or (J_I - J_II)/sqrt2: half the two variances, plus or minus the product."""
    own, weight = moment_symbols.VARIANCES[axis, sign], 1 if sign == "+" else -1
    alone, both = (of_spins(*letters, model) for letters in ((axis * 2, ""), (axis, axis)))
    quantities = table(alone.quantities, both.quantities, (own,))
    chain = Chain(alone.rhs + weight * both.rhs, quantities)
    first, second = moment(axis * 2).symbol, moment(axis, axis).symbol
    after = sp.expand(chain.expression.subs(first, own.symbol - weight * second))
    chain.certified(
        "the variance in place of the moments; the means stay zero",
        gathered(after, own.symbol),
        "putting the moments back",
        sp.expand(after.subs(own.symbol, first + weight * second) - chain.expression) == 0 and not after.has(second),
        "with the mean square of one ensemble and the mean product of both",
    )
    return chain.equation(
        id=f"{MODULE}.{own.name}",
        title=f"Rate of change of the {own.meaning}",
        lhs=sp.Derivative(own.symbol, T, evaluate=False),
        follows_from=(alone.id, both.id, f"{MODULE}.{axis}"),
        assumes=(*alone.assumes, ZERO_MEANS),
        approximations=alone.approximations,
        source="Appendix C.1",
    )


@cache
def variance_sum(model: Model = MODEL) -> Equation:
    """The numerator of xi: twice the variance of J_y,+ and twice that of J_z,-."""
    one, other = nonlocal_variance("y", "+", model), nonlocal_variance("z", "-", model)
    own = moment_symbols.SUM
    y, z = (moment_symbols.VARIANCES[pair].symbol for pair in (("y", "+"), ("z", "-")))
    chain = Chain(2 * one.rhs + 2 * other.rhs, table(one.quantities, other.quantities, (own,)))
    after = sp.expand(chain.expression.subs(y, own.symbol / 2 - z))
    chain.certified(
        "the sum in place of the two variances",
        gathered(after, own.symbol),
        "putting the variances back",
        sp.expand(after.subs(own.symbol, 2 * y + 2 * z) - chain.expression) == 0 and not after.has(z),
    )
    return chain.equation(
        id=f"{MODULE}.sum",
        title="Rate of change of the sum of both squeezed variances",
        lhs=sp.Derivative(own.symbol, T, evaluate=False),
        follows_from=(one.id, other.id),
        assumes=one.assumes,
        approximations=one.approximations,
        source="Section III.4",
    )


def damped(equation: Equation, own: sp.Symbol) -> tuple[sp.Expr, sp.Expr]:
    """The damping and the source of a linear rate of change, as they are written."""
    terms = sp.Add.make_args(equation.rhs)
    source = sp.Add(*(term for term in terms if not term.has(own)))
    damping = sp.Add(*(-term / own for term in terms if term.has(own)))
    if damping.has(own):
        raise DerivationError(f"{equation.id} is not linear in {own}")
    return damping, source


def _total() -> sp.Expr:
    return symbols.COOL.symbol + symbols.HEAT.symbol + symbols.DEPHASE.symbol


def _dephasing() -> sp.Expr:
    return symbols.TOTAL.symbol - symbols.COOL.symbol - symbols.HEAT.symbol


def _twin(name: str) -> tuple[str, str]:
    """The letters of a moment, exchanged between the ensembles where that gives the representative of the pair."""
    letters = moments.letters(name)
    return max(letters, letters[::-1])


def _bare(letters: tuple[str, str]) -> tuple[str, str]:
    """The transverse letters of a moment."""
    return letters[0].replace("x", ""), letters[1].replace("x", "")
