r"""Variances of the two-level subsystem for many atoms: two named approximations close the exact moments.

Products of :math:`J_x` with other components are decorrelated, and terms smaller by a factor N are left out. With
normalised weights each nonlocal square then follows

.. math:: \partial_t\langle J_{y,+}^2\rangle_2 =
          -\Bigl(\bar\Gamma + d\Gamma\tfrac{N_2}{N}P_2\Bigr)\langle J_{y,+}^2\rangle_2
          + \tfrac14\bar\Gamma N_2 + \tfrac14 d\Gamma\tfrac{N_2^2}{N}P_2^2(\mu-\nu)^2 + \tfrac14\dot N_2 .

The last term is small when the number of atoms in the subsystem changes slowly. Light drives the squares with the
square of the number of atoms over N: all atoms of the subsystem emit together.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from derive.dissipative_entanglement import level_symbols, symbols
from derive.dissipative_entanglement.level_jumps import MODEL, LevelAtoms
from derive.dissipative_entanglement.level_moments import ALIKE, MASTER, cross, rate_of, square
from derive.records import Approximation, Derivation, Equation
from derive.steps import Chain, DerivationError

MODULE = "dissipative_entanglement.level_variances"
TABLE = level_symbols.TABLE
N, MU, NU = symbols.N.symbol, symbols.MU.symbol, symbols.NU.symbol
TWO, P = level_symbols.TWO.symbol, symbols.POLARISATION_2.symbol
NORM = "the weights are normalised, $\\mu^2-\\nu^2=1$"
DECORRELATED = Approximation(
    name="products of J_x with transverse components factorise", small_parameter=1 / N, neglected_order=1
)
MANY = Approximation(name="many atoms in each ensemble", small_parameter=1 / N, neglected_order=1)
SLOW = Approximation(
    name="the number of atoms in the two-level subsystem changes slowly",
    neglected_order=1,
    small_parameter=level_symbols.SLOWNESS.symbol,
)
SIGNS = {"y": 1, "z": -1}


def derivation(model: LevelAtoms = MODEL) -> Derivation:
    """Rates of change of squares, correlations and nonlocal variances for many atoms, and the variance sum."""
    return Derivation(
        module=MODULE,
        title="Variances of a two-level subsystem",
        story=__doc__ or "",
        equations=(
            *(closed(axis, model) for axis in "yz"),
            *(slow(axis, model) for axis in "yz"),
            *(closed_cross(axis, model) for axis in "yz"),
            *(nonlocal_square(axis) for axis in "yz"),
            *(nonlocal_rate(axis, model) for axis in "yz"),
            by_nonlocal(),
            by_single(),
            start(model),
        ),
    )


def _equation(name: str, title: str, lhs: sp.Basic, chain: Chain, **fields: object) -> Equation:
    return chain.equation(id=f"{MODULE}.{name}", title=title, lhs=lhs, **fields)


def decorrelated(axis: str) -> dict[sp.Basic, sp.Expr]:
    """Moments with J_x by its mean, N_2 P_2/2."""
    length = TWO * P / 2
    return {
        level_symbols.TRIPLE[axis].symbol: length * level_symbols.SQUARE[axis].symbol,
        level_symbols.SQUARE["x"].symbol: length**2,
        level_symbols.CROSS_TRIPLE[axis].symbol: length * level_symbols.CROSS[axis].symbol,
        level_symbols.CROSS["x"].symbol: length**2,
        level_symbols.JX.symbol: length,
    }


def leading(expression: sp.Expr) -> sp.Expr:
    """The terms of the highest power of N, when squares, correlations and N_2 all grow as N."""
    sizes = [*level_symbols.SQUARE.values(), *level_symbols.CROSS.values(), level_symbols.TWO, level_symbols.CHANGE_N]
    scale = {q.symbol: q.symbol * N for q in sizes}
    terms = sp.Add.make_args(sp.expand(expression))
    powers = {term: sp.degree(sp.together(term.xreplace(scale) * N**4), N) - 4 for term in terms}
    if not all(sp.expand(t.xreplace(scale) / N**k).has(N) is False for t, k in powers.items()):
        raise DerivationError("a term is no power of the number of atoms")
    top = max(powers.values())
    return sp.Add(*(term for term, power in powers.items() if power == top))


def normalised(expression: sp.Expr) -> sp.Expr:
    """The expression with mu^2 - nu^2 = 1, when it is proportional to that difference; otherwise as it is."""
    quotient = sp.cancel(expression / (MU**2 - NU**2))
    return expression if quotient.has(MU, NU) else quotient


def _closed(axis: str, exact: Equation, own: sp.Symbol) -> Chain:
    """Decorrelated, for many atoms, with normalised weights, gathered by the moment itself."""
    chain = Chain(exact.rhs, TABLE)
    factorised = sp.expand(exact.rhs.xreplace(decorrelated(axis)))
    chain.certified(
        "factorise products with J_x",
        factorised,
        "substitution",
        not factorised.has(*(q.symbol for q in (level_symbols.TRIPLE[axis], level_symbols.CROSS_TRIPLE[axis]))),
        "covariances with J_x are smaller by a factor N",
    )
    kept = leading(factorised)
    chain.certified(
        "leave out terms smaller by a factor N",
        kept,
        "powers of N",
        leading(factorised - kept) != factorised and leading(kept) == kept,
        "with squares, correlations and N_2 growing as N",
    )
    damping = sp.factor(kept.coeff(own))
    rest = sp.expand(kept - kept.coeff(own) * own)
    total = level_symbols.TOTAL.symbol
    collective = sp.factor(sp.expand(damping + total))
    one_norm = -total + normalised(collective)
    sources = sp.collect(rest, [total, level_symbols.CHANGE_N.symbol])
    depth = symbols.DEPTH.symbol * symbols.GAMMA.symbol
    light = sp.factor(sp.expand(rest.coeff(depth)) * depth)
    other = sp.expand(rest - sp.expand(light))
    after = one_norm * own + sp.collect(other, [total]) + light
    root = {MU: sp.sqrt(1 + NU**2)}
    chain.certified(
        "normalised weights in the damping",
        after,
        "substituting mu^2 = 1 + nu^2",
        sp.expand((after - kept).xreplace(root)) == 0 and sp.expand(sources - rest) == 0,
    )
    return chain


@cache
def closed(axis: str, model: LevelAtoms = MODEL) -> Equation:
    """The rate of change of <J_y^2> for many atoms."""
    own = level_symbols.SQUARE[axis]
    exact = square(axis, model)
    return _equation(
        f"square_{axis}_many",
        f"Mean square of J_{axis}, many atoms",
        rate_of(own),
        _closed(axis, exact, own.symbol),
        follows_from=(exact.id,),
        assumes=(MASTER, ALIKE, NORM),
        approximations=(DECORRELATED, MANY),
    )


@cache
def slow(axis: str, model: LevelAtoms = MODEL) -> Equation:
    """The same when the number of atoms in the subsystem changes slowly."""
    own, many = level_symbols.SQUARE[axis], closed(axis, model)
    change, slowness = level_symbols.CHANGE_N.symbol, level_symbols.SLOWNESS.symbol
    unit = level_symbols.TOTAL.symbol * TWO
    named = many.rhs.xreplace({change: slowness * unit})
    chain = Chain(many.rhs, TABLE)
    chain.certified(
        "name the slowness of losses",
        named,
        "substituting it back",
        sp.expand(named.xreplace({slowness: change / unit}) - many.rhs) == 0,
        "the change of N_2 in units of the total rate times N_2",
    )
    chain.truncated(SLOW.name, named.xreplace({slowness: sp.S.Zero}), slowness, 1)
    return _equation(
        f"square_{axis}_slow",
        f"Mean square of J_{axis}, many atoms, slow losses",
        rate_of(own),
        chain,
        follows_from=(many.id,),
        assumes=many.assumes,
        approximations=(DECORRELATED, MANY),
    )


@cache
def closed_cross(axis: str, model: LevelAtoms = MODEL) -> Equation:
    """The rate of change of the correlation for many atoms."""
    own, exact = level_symbols.CROSS[axis], cross(axis, model)
    return _equation(
        f"cross_{axis}_many",
        f"Correlation of J_{axis} of two ensembles, many atoms",
        rate_of(own),
        _closed(axis, exact, own.symbol),
        follows_from=(exact.id,),
        assumes=(MASTER, ALIKE, NORM),
        approximations=(DECORRELATED, MANY),
    )


NONLOCAL = {"y": level_symbols.PLUS, "z": level_symbols.MINUS}


def nonlocal_square(axis: str) -> Equation:
    """<J_{y,+}^2> = <J_y^2> + <J_yI J_yII> and <J_{z,-}^2> = <J_z^2> - <J_zI J_zII> of equal ensembles."""
    sign = SIGNS[axis]
    parts = [MODEL.component(axis, place) for place in range(2)]
    combined = parts[0] + sign * parts[1]
    split = parts[0] * parts[0] + parts[1] * parts[1] + 2 * sign * (parts[0] * parts[1])
    chain = Chain(NONLOCAL[axis].symbol, TABLE)
    chain.certified(
        "half the square of a sum or difference",
        level_symbols.SQUARE[axis].symbol + sign * level_symbols.CROSS[axis].symbol,
        "operators for N a symbol",
        (combined * combined - split).is_zero,
        "both ensembles have the same mean square",
    )
    return _equation(
        "plus_y" if sign > 0 else "minus_z",
        NONLOCAL[axis].meaning.capitalize(),
        NONLOCAL[axis].symbol,
        chain,
        assumes=(ALIKE,),
    )


@cache
def nonlocal_rate(axis: str, model: LevelAtoms = MODEL) -> Equation:
    """The rate of change of a nonlocal variance when losses are slow."""
    sign, own = SIGNS[axis], NONLOCAL[axis]
    parts = slow(axis, model), closed_cross(axis, model)
    whole = parts[0].rhs + sign * parts[1].rhs
    chain = Chain(whole, TABLE)
    flat = sp.expand(whole)
    square_, cross_ = level_symbols.SQUARE[axis].symbol, level_symbols.CROSS[axis].symbol
    damping = sp.factor(flat.coeff(square_))
    if sp.expand(flat.coeff(cross_) - sign * damping) != 0:
        raise DerivationError("square and correlation are damped differently, so their sum does not close")
    rest = sp.expand(flat - flat.coeff(square_) * square_ - flat.coeff(cross_) * cross_)
    depth = symbols.DEPTH.symbol * symbols.GAMMA.symbol
    light = sp.factor(sp.expand(rest.coeff(depth)) * depth)
    after = sp.expand(damping) * own.symbol + sp.expand(rest - sp.expand(light)) + light
    chain.certified(
        "name the nonlocal square",
        after,
        "substituting it back",
        sp.expand(after.xreplace({own.symbol: square_ + sign * cross_}) - whole) == 0,
    )
    name = "plus_y_rate" if sign > 0 else "minus_z_rate"
    return _equation(
        name,
        f"Rate of change of the {own.meaning}",
        rate_of(own),
        chain,
        follows_from=tuple(p.id for p in parts),
        assumes=parts[0].assumes,
        approximations=(DECORRELATED, MANY, SLOW),
    )


def by_nonlocal() -> Equation:
    """Sigma_J2 by the nonlocal squares: each variance of a sum is twice that of the sum over sqrt 2."""
    chain = Chain(2 * level_symbols.PLUS.symbol + 2 * level_symbols.MINUS.symbol, TABLE)
    chain.equal("gather", 2 * (level_symbols.PLUS.symbol + level_symbols.MINUS.symbol))
    return _equation(
        "sum",
        "Variance sum by nonlocal squares",
        level_symbols.SUM.symbol,
        chain,
        follows_from=(f"{MODULE}.plus_y", f"{MODULE}.minus_z"),
        assumes=(
            "the nonlocal operators are $(J_{y,I}+J_{y,II})/\\sqrt2$ and $(J_{z,I}-J_{z,II})/\\sqrt2$",
            "all transverse means vanish",
        ),
    )


def by_single() -> Equation:
    """Sigma_J2 by squares and correlations of the two ensembles."""
    own, pair = level_symbols.SQUARE, level_symbols.CROSS
    squares = {q.symbol: own[a].symbol + SIGNS[a] * pair[a].symbol for a, q in NONLOCAL.items()}
    whole = (2 * (level_symbols.PLUS.symbol + level_symbols.MINUS.symbol)).xreplace(squares)
    chain = Chain(whole, TABLE)
    chain.equal("multiply out", sp.expand(whole))
    return _equation(
        "sum_single",
        "Variance sum by squares and correlations",
        level_symbols.SUM.symbol,
        chain,
        follows_from=(f"{MODULE}.sum",),
        assumes=(ALIKE,),
    )


def start(model: LevelAtoms) -> Equation:
    """Sigma_J2 when every atom is in up: one for each atom of an ensemble."""
    squares = []
    for axis in "yz":
        own = model.component(axis, 0)
        operator = own * own
        projector = model.total(0, "up", "up")
        squares.append(operator.coefficient(projector.monomials()[0]))
    chain = Chain(level_symbols.SUM.symbol, TABLE)
    found = sp.expand(2 * sp.Add(*squares)) * level_symbols.TWO_START.symbol
    chain.certified(
        "only projectors on up have a mean",
        found,
        "operators for N a symbol",
        squares[0] == squares[1],
        "pairs of different atoms contribute nothing",
    )
    return _equation(
        "start",
        "Variance sum of atoms that all are in up",
        level_symbols.SUM.symbol,
        chain,
        assumes=("every atom of the subsystem is in up at time zero",),
    )
