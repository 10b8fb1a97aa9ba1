r"""Moments of the two-level subsystem of atoms with several levels, exactly, for N a symbol.

Both ensembles emit together through A and B at the rate :math:`d\Gamma/N`; single atoms scatter, leave the
subsystem and come back. Products of sums over atoms close in sums over different atoms, so that the rates of change
of squares and correlations of transverse spins are operator identities,

.. math:: \partial_t\langle J_y^2\rangle_2 = -\bar\Gamma\bigl(\langle J_y^2\rangle_2-\tfrac14N_2\bigr)
          +\tfrac14\dot N_2 + \text{(collective jumps)} .

An atom is correlated with itself whatever happens to it: its own quarter is lost only with the atom.
"""

from __future__ import annotations

from functools import cache
from itertools import permutations

import sympy as sp

from derive.algebra import Operator, commutator, one, summed
from derive.algebra.labels import CloudLetter
from derive.algebra.operators import combination
from derive.dissipative_entanglement import level_symbols, symbols
from derive.dissipative_entanglement.level_jumps import MODEL, LevelAtoms
from derive.dissipative_entanglement.rate_equations import decay
from derive.dynamics.lindblad import Jump, Model
from derive.records import Derivation, Equation, Quantity
from derive.steps import Chain, DerivationError, every

MODULE = "dissipative_entanglement.level_moments"
TABLE = level_symbols.TABLE
TWO = level_symbols.TWO.symbol
MASTER = (
    "both ensembles emit together through A and B at the rate $d\\Gamma$, single atoms go from level to level at fixed "
    "rates; collective terms with the third level and collective dephasing are left out"
)
ALIKE = "both ensembles are alike"


def derivation(model: LevelAtoms = MODEL) -> Derivation:
    """Vanishing means, and the rates of change of squares and correlations for any number of atoms."""
    return Derivation(
        module=MODULE,
        title="Moments of a two-level subsystem",
        story=__doc__ or "",
        equations=(
            *(vanishing(axis, model) for axis in "yz"),
            *(square(axis, model) for axis in "yz"),
            *(cross(axis, model) for axis in "yz"),
            lifted(model),
            to_third(model),
        ),
    )


def _equation(name: str, title: str, lhs: sp.Basic, chain: Chain, **fields: object) -> Equation:
    return chain.equation(id=f"{MODULE}.{name}", title=title, lhs=lhs, **fields)


def rate_of(quantity: Quantity) -> sp.Derivative:
    """The rate of change of a quantity, as the left side of an equation."""
    return sp.Derivative(quantity.symbol, symbols.TIME.symbol, evaluate=False)


def fitted(operator: Operator, basis: dict[sp.Expr, Operator]) -> dict[sp.Expr, sp.Expr]:
    """The operator as a combination of others, by comparing all coefficients; zero ones are left out.

    Raises DerivationError when it is none: the moments named are then not all that occur.
    """
    unknown = {name: sp.Dummy() for name in basis}
    places = {m for part in (operator, *basis.values()) for m in part.monomials()}
    equations = [
        operator.coefficient(m) - sp.Add(*(unknown[name] * part.coefficient(m) for name, part in basis.items()))
        for m in sorted(places, key=str)
    ]
    found = sp.linsolve(equations, *unknown.values())
    if not found:
        raise DerivationError("the rate of change holds more than the moments that were named")
    (values,) = found
    values = [sp.factor(value.xreplace(dict.fromkeys(unknown.values(), sp.S.Zero))) for value in values]
    return {name: value for name, value in zip(basis, values, strict=True) if value != 0}


def averaged(*factors: Operator) -> Operator:
    """A product averaged over all orders."""
    orders = list(permutations(factors))
    products = []
    for order in orders:
        product = one
        for factor in order:
            product = product * factor
        products.append(product)
    return summed(products) / len(orders)


def number(model: LevelAtoms, place: int) -> Operator:
    """The number of atoms in the two-level subsystem."""
    return model.total(place, "up", "up") + model.total(place, "down", "down")


def vanishing(axis: str, model: LevelAtoms) -> Equation:
    """<J_y> stays zero: all jumps change the difference of the two longitudinal spins by fixed amounts."""
    difference = model.component("x", 0) - model.component("x", 1)
    up, down = model.weights
    lifts, lowers = ([model.total(k, *ends) for k in range(2)] for ends in (("up", "down"), ("down", "up")))
    jumps = [up * lifts[0] + down * lowers[1], up * lifts[1] + down * lowers[0]]
    single = [model.total(k, b, a) for _, a, b in model.transitions for k in range(2)]
    own = model.component(axis, 0)
    turned = commutator(difference, commutator(difference, own))
    definite = every([*jumps, *single], lambda jump: _has_charge(difference, jump))
    lhs = (level_symbols.JY if axis == "y" else level_symbols.JZ).symbol
    chain = Chain(lhs, TABLE)
    chain.certified(
        "a turn about x, opposite in the two ensembles, changes jumps by phases and transverse components by a sign",
        sp.S.Zero,
        "operators for N a symbol",
        definite and (turned - own).is_zero,
        "the generator then mixes no mean of a transverse component with one of another kind",
    )
    return _equation(
        f"mean_{axis}",
        f"The mean of J_{axis} stays zero",
        lhs,
        chain,
        assumes=(MASTER, "the start has no mean transverse spin and is the same after such a turn"),
    )


def _has_charge(difference: Operator, jump: Operator) -> bool:
    """Whether [Q, jump] is a number times the jump."""
    changed = commutator(difference, jump)
    leading = jump.monomials()[0]
    charge = changed.coefficient(leading) / jump.coefficient(leading)
    return bool((changed - charge * jump).is_zero)


@cache
def collective_square(axis: str, model: LevelAtoms) -> dict[sp.Expr, sp.Expr]:
    """What collective jumps do to <J_y^2> of one ensemble, by moments."""
    x, own = model.component("x", 0), model.component(axis, 0)
    other = model.component("z" if axis == "y" else "y", 0)
    basis = {
        level_symbols.TRIPLE[axis].symbol: averaged(own, own, x),
        # with equal rates of A and B what the other ensemble adds cancels
        level_symbols.CROSS_TRIPLE[axis].symbol: averaged(own, x) * model.component(axis, 1),
        level_symbols.SQUARE["x"].symbol: x * x,
        level_symbols.SQUARE[axis].symbol: own * own,
        level_symbols.SQUARE["z" if axis == "y" else "y"].symbol: other * other,
        level_symbols.JX.symbol: x,
        TWO: number(model, 0),
    }
    return fitted(model.together.adjoint(own * own), basis)


def square(axis: str, model: LevelAtoms) -> Equation:
    """The rate of change of <J_y^2> of one ensemble, exactly."""
    own = model.component(axis, 0)
    operator, count, total = own * own, number(model, 0), level_symbols.TOTAL.symbol
    single = model.single.adjoint(operator)
    holds = (single + decay(model) * (operator - count / 4) - model.single.adjoint(count) / 4).is_zero
    still = model.together.adjoint(count).is_zero
    collective = collective_square(axis, model)
    found = sp.Add(
        -total * (level_symbols.SQUARE[axis].symbol - TWO / 4),
        level_symbols.CHANGE_N.symbol / 4,
        *(value * name for name, value in collective.items()),
    )
    lhs = rate_of(level_symbols.SQUARE[axis])
    chain = Chain(lhs, TABLE)
    chain.certified(
        "the adjoint of the generator on a product of two sums over atoms",
        found,
        "operators for N a symbol",
        holds and still,
        "single atoms undo correlations of two atoms; collective jumps keep the number in the subsystem",
    )
    return _equation(
        f"square_{axis}",
        f"Mean square of J_{axis}, exactly",
        lhs,
        chain,
        follows_from=("dissipative_entanglement.rate_equations.total",),
        assumes=(MASTER,),
    )


@cache
def collective_cross(axis: str, model: LevelAtoms) -> dict[sp.Expr, sp.Expr]:
    """What collective jumps do to the correlation of the two transverse spins, by moments."""
    x, own = ([model.component(a, place) for place in range(2)] for a in ("x", axis))
    other = [model.component("z" if axis == "y" else "y", place) for place in range(2)]
    mixed = averaged(own[0], x[0]) * own[1] + own[0] * averaged(own[1], x[1])
    basis = {
        level_symbols.CROSS_TRIPLE[axis].symbol: mixed / 2,
        level_symbols.CROSS["x"].symbol: x[0] * x[1],
        level_symbols.CROSS[axis].symbol: own[0] * own[1],
        level_symbols.CROSS["z" if axis == "y" else "y"].symbol: other[0] * other[1],
    }
    return fitted(model.together.adjoint(own[0] * own[1]), basis)


def cross(axis: str, model: LevelAtoms) -> Equation:
    """The rate of change of <J_yI J_yII>, exactly."""
    operator = model.component(axis, 0) * model.component(axis, 1)
    holds = (model.single.adjoint(operator) + decay(model) * operator).is_zero
    own = level_symbols.CROSS[axis].symbol
    found = sp.Add(
        -level_symbols.TOTAL.symbol * own, *(value * name for name, value in collective_cross(axis, model).items())
    )
    chain = Chain(rate_of(level_symbols.CROSS[axis]), TABLE)
    chain.certified(
        "the adjoint of the generator on a product of two sums over atoms", found, "operators for N a symbol", holds
    )
    return _equation(
        f"cross_{axis}",
        f"Correlation of J_{axis} of two ensembles, exactly",
        rate_of(level_symbols.CROSS[axis]),
        chain,
        assumes=(MASTER, ALIKE),
    )


def lifted(model: LevelAtoms) -> Equation:
    """What collective jumps do to the number of atoms in up: d Gamma times moments over N, far less than the rest."""
    components = {axis: [model.component(axis, place) for place in range(2)] for axis in "xyz"}
    basis = {level_symbols.SQUARE[a].symbol: components[a][0] * components[a][0] for a in "yz"}
    basis |= {level_symbols.CROSS[a].symbol: components[a][0] * components[a][1] for a in "yz"}
    basis[level_symbols.JX.symbol] = components["x"][0]
    found = fitted(model.together.adjoint(model.total(0, "up", "up")), basis)
    chain = Chain(level_symbols.CHANGE_UP.symbol, TABLE)
    operators = summed([value * basis[name] for name, value in found.items()])
    chain.certified(
        "the adjoint of the collective jumps on the number of atoms in up",
        sp.Add(*(value * name for name, value in found.items())),
        "operators for N a symbol",
        (operators - model.together.adjoint(model.total(0, "up", "up"))).is_zero,
        "moments are of the order of N, so that this is smaller than what single atoms do by d/N",
    )
    return _equation(
        "lifted",
        "What collective jumps do to the number of atoms in up",
        level_symbols.CHANGE_UP.symbol,
        chain,
        assumes=(MASTER,),
    )


def to_third(model: LevelAtoms) -> Equation:
    """What collective jumps from up to the third level do to <J_y^2>: one part in N of what single ones do.

    Without coherences between h and the other levels only terms of two atoms are left, and not the three that emit
    together.
    """
    own, rate = model.component("y", 0), level_symbols.TOGETHER_H.symbol
    jump = Jump(operator=model.total(0, "h", "up"), rate=rate / symbols.N.symbol)
    changed = Model(hamiltonian=0 * one, jumps=(jump,), systems=model.cells).adjoint(own * own)
    found = -rate / symbols.N.symbol * (level_symbols.SQUARE["y"].symbol - level_symbols.DOWN.symbol / 4)
    operator = -rate / symbols.N.symbol * (own * own - model.total(0, "down", "down") / 4)
    third = model.levels.index("h")
    chain = Chain(level_symbols.CHANGE_H.symbol, TABLE)
    chain.certified(
        "the adjoint of the collective jump, coherences with the third level left out",
        found,
        "operators for N a symbol",
        (without_coherence(changed, third) - operator).is_zero,
        "single jumps at the same rate would do N times as much",
    )
    return _equation(
        "to_third",
        "Collective jumps to the third level",
        level_symbols.CHANGE_H.symbol,
        chain,
        assumes=("there are no coherences between the third level and the others",),
        source="Appendix D",
    )


def without_coherence(operator: Operator, level: int) -> Operator:
    """The part of an operator in which no atom goes to or from a level."""
    kept = 0 * one
    for m in operator.monomials():
        slots = [s.letter or () for _, letter in m.letters if isinstance(letter, CloudLetter) for s in letter.slots]
        if not any(len(set(ends)) == 2 and level in ends for ends in slots):
            kept = kept + operator.coefficient(m) * combination([(m, sp.S.One)])
    return kept
