r"""Populations of atoms with several levels, and how fast single-atom processes undo coherences.

Each atom goes from a to b at the rate :math:`\Gamma_{ab}`, by the jump :math:`|b\rangle\langle a|`. The populations
then close among themselves, for any number of levels, and their sum does not change:

.. math:: \partial_t N_b = \sum_{a\ne b}\bigl(\Gamma_{ab}N_a - \Gamma_{ba}N_b\bigr) .

A coherence of two levels decays at half of the rate at which an atom in either of them scatters at all, a
correlation of two atoms twice as fast. What brings atoms back from other levels is not part of it.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from derive.algebra import Operator, summed
from derive.dissipative_entanglement import level_symbols, symbols
from derive.dissipative_entanglement.level_jumps import MODEL, LevelAtoms, by_populations
from derive.records import Derivation, Equation
from derive.steps import Chain, DerivationError, every

MODULE = "dissipative_entanglement.rate_equations"
INDEPENDENT = "atoms act one by one; what both ensembles do together changes populations less by a factor N"
MARKOV = "transitions are jumps at fixed rates"
STEADY = "the rates do not change in time, and the populations have become steady"
ENDS = (("up", "down"), ("down", "up"), ("down", "down"), ("up", "up"))
ORDER = tuple(level_symbols.POPULATIONS)


TABLE = level_symbols.TABLE


def derivation(model: LevelAtoms = MODEL) -> Derivation:
    """Rate equations and their matrix, conservation of atoms, decay of coherences, steady populations."""
    return Derivation(
        module=MODULE,
        title="Populations of atoms with several levels",
        story=__doc__ or "",
        equations=(
            *(change(name, model) for name in ORDER),
            conservation(model),
            change_of_two(model),
            *(matrix_entry(row, column, model) for row in ORDER for column in ORDER),
            coherence(model),
            *shorthand(),
            by_collisions(model),
            by_return(model),
            *steady(model),
            *lost(model),
        ),
    )


def _equation(name: str, title: str, lhs: sp.Basic, chain: Chain, **fields: object) -> Equation:
    return chain.equation(id=f"{MODULE}.{name}", title=title, lhs=lhs, **fields)


@cache
def matrix(model: LevelAtoms) -> sp.ImmutableMatrix:
    """The rate matrix in the order of the model's levels, from the generator of the jumps; checked for both ensembles.

    Raises DerivationError when the populations do not close.
    """
    found = []
    for place in range(2):
        rates = [model.single.adjoint(model.total(place, level, level)) for level in model.levels]
        found.append([by_populations(rate, model, place) for rate in rates])
    if found[0] != found[1]:
        raise DerivationError("the two ensembles have different rate equations, where equal ones are assumed")
    return sp.ImmutableMatrix(found[0])


def _ordered(model: LevelAtoms) -> sp.ImmutableMatrix:
    """The rate matrix of up, down and h."""
    if set(model.levels) != set(ORDER):
        raise DerivationError(f"these equations are of the levels {', '.join(ORDER)}, not of {', '.join(model.levels)}")
    places = [model.levels.index(name) for name in ORDER]
    return matrix(model).extract(places, places).as_immutable()


def restored(row: int, model: LevelAtoms) -> bool:
    """Whether a row of the rate matrix, with operators for populations, is the generator on the population."""
    level = model.levels[row]
    changed = model.single.adjoint(model.total(0, level, level))
    parts = [matrix(model)[row, k] * model.total(0, other, other) for k, other in enumerate(model.levels)]
    return (summed(parts) - changed).is_zero


def change(name: str, model: LevelAtoms) -> Equation:
    """The rate of change of one population."""
    row = _ordered(model).row(ORDER.index(name))
    counts = [level_symbols.POPULATIONS[other].symbol for other in ORDER]
    own = counts[ORDER.index(name)]
    lhs = sp.Derivative(own, symbols.TIME.symbol, evaluate=False)
    chain = Chain(lhs, TABLE)
    gathered = sp.Add(*(sp.factor(value) * n for value, n in zip(row, counts, strict=True)))
    chain.certified(
        "the adjoint of the generator on the sum of projectors",
        gathered,
        "operators for N a symbol",
        restored(model.levels.index(name), model),
        "the right side, with projectors for populations, is the generator on the left",
    )
    return _equation(
        name, f"Rate of change of the number of atoms in {name}", lhs, chain, assumes=(MARKOV, INDEPENDENT)
    )


def conservation(model: LevelAtoms) -> Equation:
    """The number of all atoms does not change: every column of the rate matrix adds up to zero."""
    found = matrix(model)
    columns = [sp.expand(sum(found.col(k))) for k in range(found.cols)]
    rates = [sp.Derivative(level_symbols.POPULATIONS[n].symbol, symbols.TIME.symbol, evaluate=False) for n in ORDER]
    whole = sp.Add(*rates)
    zero = sp.S.Zero * symbols.GAMMA.symbol
    chain = Chain(whole, TABLE)
    chain.certified("what leaves one level comes to another", zero, "sums of columns", every(columns, lambda c: c == 0))
    lhs = sp.Derivative(symbols.N.symbol, symbols.TIME.symbol, evaluate=False)
    return _equation("conservation", "The number of atoms is kept", lhs, chain, assumes=(MARKOV,))


def change_of_two(model: LevelAtoms) -> Equation:
    """The rate of change of the number of atoms in the two-level subsystem: loss to other levels and return."""
    rows = _ordered(model)
    counts = [level_symbols.POPULATIONS[other].symbol for other in ORDER]
    whole = sp.Add(*(rows[r, c] * counts[c] for r in range(2) for c in range(3)))
    chain = Chain(whole, TABLE)
    chain.equal("transitions within the subsystem cancel", sp.collect(sp.expand(whole), counts))
    return _equation(
        "change_of_two",
        "Loss from the two-level subsystem",
        level_symbols.CHANGE_N.symbol,
        chain,
        follows_from=(f"{MODULE}.up", f"{MODULE}.down"),
        assumes=(MARKOV,),
    )


def matrix_entry(row: str, column: str, model: LevelAtoms) -> Equation:
    """One entry of the rate matrix."""
    value = _ordered(model)[ORDER.index(row), ORDER.index(column)]
    chain = Chain(level_symbols.ENTRIES[row, column].symbol, TABLE)
    chain.certified(
        "the factor of one population in the rate of another",
        value,
        "operators for N a symbol",
        restored(model.levels.index(row), model),
    )
    return _equation(
        f"M_{row}_{column}",
        f"Rate matrix, {row} by {column}",
        level_symbols.ENTRIES[row, column].symbol,
        chain,
        follows_from=(f"{MODULE}.{row}",),
        assumes=(MARKOV, INDEPENDENT),
    )


def decay(model: LevelAtoms) -> sp.Expr:
    """Twice the decay rate of the coherence of up and down; raises DerivationError if it does not decay by itself."""
    lift = model.total(0, "up", "down")
    changed = model.single.adjoint(lift)
    found = sp.expand(changed.coefficient(lift))
    if not (changed - found * lift).is_zero:
        raise DerivationError("the coherence of the two levels is coupled to others by jumps of single atoms")
    return sp.expand(-2 * found)


def coherence(model: LevelAtoms) -> Equation:
    """The rate at which single-atom processes undo correlations of two atoms: all that scatters up or down."""
    found = decay(model)
    chain = Chain(found, TABLE)
    leaving = model.leaving("up") + model.leaving("down")
    chain.equal("every transition that starts in up or in down, to the same level included", sp.expand(leaving))
    return _equation(
        "total",
        "Decay of correlations by single atoms",
        level_symbols.TOTAL.symbol,
        chain,
        assumes=(MARKOV, "a coherence decays at half of this rate, a product of two at all of it"),
    )


def by_collisions(model: LevelAtoms) -> Equation:
    """What collisions with one rate for lifting, lowering and dephasing add to it."""
    rate = level_symbols.COLLISIONS.symbol
    collide = LevelAtoms(
        levels=model.levels, transitions=((rate, "down", "up"), (rate, "up", "down"), (rate, "down", "down"))
    )
    chain = Chain(decay(collide), TABLE)
    return _equation(
        "by_collisions",
        "Decay of correlations by collisions",
        level_symbols.BY_COLLISIONS.symbol,
        chain,
        assumes=("collisions lift, lower and dephase every atom at one rate",),
    )


def by_return(model: LevelAtoms) -> Equation:
    """What return from the third level alone does to the coherence of up and down: nothing."""
    back = tuple(t for t in model.transitions if t[1] == "h")
    if not back:
        raise DerivationError("nothing comes back from the third level, where some return is expected")
    alone = LevelAtoms(levels=model.levels, transitions=back)
    lift = alone.total(0, "up", "down")
    chain = Chain(level_symbols.BY_RETURN.symbol, TABLE)
    chain.certified(
        "the adjoint of the generator of return alone on the coherence",
        decay(alone),
        "operators for N a symbol",
        (alone.single.adjoint(lift) + decay(alone) / 2 * lift).is_zero,
        "its jumps start in the third level, of which the coherence knows nothing",
    )
    return _equation(
        "by_return",
        "Decay of correlations by return from the third level",
        level_symbols.BY_RETURN.symbol,
        chain,
        assumes=(MARKOV,),
    )


def shorthand() -> tuple[Equation, ...]:
    """What stands before c rho c+ when k(c rho c+ - c+ c rho) + H.C. is written in short: half the rate of the jump.

    The adjoint of the short form on an operator, c+ O c - O c+ c and its adjoint, is twice c+ O c - {c+ c, O}/2.
    """
    atom = MODEL.atoms[0]
    tests = [(atom(a, b), atom(c, d)) for a, b in ENDS for c, d in ENDS]
    short = [(c.adjoint() * o * c - o * c.adjoint() * c, c, o) for c, o in tests]
    twice = every(
        (half + c.adjoint() * o * c - c.adjoint() * c * o - 2 * _dissipated(c, o) for half, c, o in short),
        lambda rest: rest.is_zero,
    )
    rates = {
        "collective": (symbols.DEPTH.symbol * symbols.GAMMA.symbol, level_symbols.SHORT_COLLECTIVE),
        "lifting": (level_symbols.RATES["down", "up"].symbol, level_symbols.SHORT_LIFT),
        "collision": (level_symbols.COLLISIONS.symbol, level_symbols.SHORT_COLLISION),
    }
    made = []
    for name, (rate, quantity) in rates.items():
        chain = Chain(quantity.symbol, TABLE)
        chain.certified("the short form is twice the dissipator of unit rate", rate / 2, "operator algebra", twice)
        made.append(
            _equation(
                f"short_{name}",
                f"Prefactor in the short form, {name}",
                quantity.symbol,
                chain,
                assumes=("k c rho c+ + ... stands for k (c rho c+ - c+ c rho) + H.C.",),
            )
        )
    return tuple(made)


def _dissipated(jump: Operator, operator: Operator) -> Operator:
    """c+ O c - {c+ c, O}/2."""
    square = jump.adjoint() * jump
    return jump.adjoint() * operator * jump - (square * operator + operator * square) / 2


def trees(model: LevelAtoms) -> tuple[sp.Expr, ...]:
    """Weights of the steady populations of up, down and h: cofactors of the rate matrix, which is sums over trees."""
    rows = _ordered(model)
    return tuple(sp.expand(rows.minor_submatrix(k, k).det()) for k in range(3))


def steady(model: LevelAtoms) -> tuple[Equation, ...]:
    """Steady populations, number and polarisation of the two-level subsystem."""
    weights = trees(model)
    norm = sp.Add(*weights)
    n = symbols.N.symbol
    holds = every(_ordered(model) * sp.Matrix(weights), lambda value: sp.expand(value) == 0)
    made = []
    for name, weight in zip(ORDER, weights, strict=True):
        chain = Chain(level_symbols.STEADY_N[name].symbol, TABLE)
        chain.certified(
            "a vector that the rate matrix takes to zero, with N atoms in all",
            n * weight / norm,
            "the rate matrix times the weights",
            holds,
        )
        made.append(
            _equation(
                f"steady_{name}",
                f"Steady number of atoms in {name}",
                level_symbols.STEADY_N[name].symbol,
                chain,
                follows_from=tuple(f"{MODULE}.{row}" for row in ORDER),
                assumes=(MARKOV, STEADY),
            )
        )
    two = Chain((made[0].rhs + made[1].rhs), TABLE)
    two.equal("one fraction", n * (weights[0] + weights[1]) / norm)
    follows = (f"{MODULE}.steady_up", f"{MODULE}.steady_down")
    made.append(
        _equation(
            "steady_two",
            "Steady number of atoms in the two-level subsystem",
            level_symbols.STEADY_TWO.symbol,
            two,
            follows_from=follows,
            assumes=(STEADY,),
        )
    )
    polar = Chain((made[0].rhs - made[1].rhs) / (made[0].rhs + made[1].rhs), TABLE)
    polar.equal("cancel the norm", (weights[0] - weights[1]) / (weights[0] + weights[1]))
    made.append(
        _equation(
            "steady_polarisation",
            "Steady polarisation of the two-level subsystem",
            level_symbols.STEADY_P.symbol,
            polar,
            follows_from=follows,
            assumes=(STEADY,),
        )
    )
    return tuple(made)


def lost(model: LevelAtoms) -> tuple[Equation, Equation]:
    """Without return from the third level no atom stays in the two-level subsystem."""
    no_return = {level_symbols.RATES["h", end].symbol: sp.S.Zero for end in ("up", "down")}
    weights = [sp.expand(w.xreplace(no_return)) for w in trees(model)]
    if weights[2] == 0:
        raise DerivationError("nothing leads to the third level, where some loss is expected")
    made = []
    for name, quantity, weight in (
        ("lost", level_symbols.STEADY_TWO, weights[0] + weights[1]),
        ("lost_h", level_symbols.STEADY_N["h"], weights[2]),
    ):
        chain = Chain(quantity.symbol, TABLE)
        found = symbols.N.symbol * sp.cancel(weight / sp.Add(*weights))
        chain.certified(
            "weights of the steady populations without return",
            found,
            "sums over trees",
            every(weights, lambda w: not w.has(*no_return)),
            "a tree that ends in up or down needs a way back from the third level",
        )
        made.append(
            _equation(
                name,
                f"Without return from the third level: {quantity.meaning}",
                quantity.symbol,
                chain,
                follows_from=(f"{MODULE}.steady_two",),
                assumes=(STEADY, "nothing brings atoms back from the third level; some process leads there"),
            )
        )
    return made[0], made[1]
