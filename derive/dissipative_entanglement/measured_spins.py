r"""What is measured: the spin of a whole hyperfine manifold, by the two levels at its end.

Light reads the spin of all 2F + 1 sublevels of the upper ground manifold. With

.. math:: J_x = \sum_i\sum_m m\,|m\rangle_i\langle m| , \qquad
          J_y = \tfrac12\sum_i\sum_m \sqrt{F(F+1)-m(m+1)}\;\bigl(|m+1\rangle_i\langle m| + |m\rangle_i\langle m+1|\bigr)

and all atoms of the manifold in the two outermost sublevels, up (m = F) and down (m = F - 1), the measured mean
transverse spin is :math:`\sqrt{2F}` times that of the two levels. Its square is more than 2F times theirs: from
down the measured spin also reaches the empty sublevel m = F - 2 and comes back, which adds noise for every atom in
down. The entanglement parameter of the measured spins follows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from derive.algebra import Ensemble, Levels, Operator, one, summed
from derive.algebra.labels import CloudLetter
from derive.algebra.operators import combination
from derive.dissipative_entanglement import level_symbols, symbols
from derive.records import Derivation, Equation, Quantity
from derive.steps import Chain, every

MODULE = "dissipative_entanglement.measured_spins"
TABLE = level_symbols.TABLE
EMPTY = "no atom is in a sublevel of the upper manifold below the two outermost ones"
ALIKE = "both ensembles are alike, and the means of all transverse components vanish"
ALKALI = "an alkali atom in its ground state: the spin 1/2 of one electron and that of the nucleus add up"
AXES = ("y", "z")
HALF = sp.Rational(1, 2)


def raising(total: sp.Expr, m: sp.Expr) -> sp.Expr:
    """The matrix element of raising m to m + 1 in a manifold of one angular momentum."""
    return sp.sqrt(sp.factor(sp.expand(total * (total + 1) - m * (m + 1))))


@dataclass(frozen=True, kw_only=True)
class Manifold:
    """The outermost sublevels of a manifold, from the end inwards, beside a level h outside of it.

    ``depth`` sublevels are carried, of which the first two hold atoms; ``element`` is the matrix element of raising m
    and ``eigenvalue`` that of the longitudinal component.
    """

    depth: int = 4
    element: Callable[[sp.Expr, sp.Expr], sp.Expr] = raising
    eigenvalue: Callable[[sp.Expr], sp.Expr] = lambda m: m

    def projections(self) -> tuple[sp.Expr, ...]:
        """m of each sublevel that is carried: F, F - 1, F - 2 and so on."""
        return tuple(level_symbols.F.symbol - step for step in range(self.depth))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The levels of the algebra, that outside of the manifold first."""
        return ("h", "up", "down", *(f"m{step}" for step in range(2, self.depth)))


MODEL = Manifold()


class Spins:
    """Measured and two-level components of one ensemble of a manifold, as operators for N a symbol."""

    def __init__(self, model: Manifold, name: str) -> None:
        self.atom = Levels(name, model.names)
        self.cell = Ensemble(f"cell {name}", self.atom, symbols.N.symbol)
        inner = model.names[1:]
        m = model.projections()
        self.longitudinal = self.cell.total(
            summed([model.eigenvalue(value) * self.atom(level, level) for value, level in zip(m, inner, strict=True)])
        )
        # matrix elements are real, which the square root of a symbol does not show when it is conjugated
        steps = [
            (model.element(level_symbols.F.symbol, low), above, below)
            for low, above, below in zip(m[1:], inner, inner[1:], strict=False)
        ]
        raised = summed([element * self.atom(above, below) for element, above, below in steps])
        lowered = summed([element * self.atom(below, above) for element, above, below in steps])
        self.measured = {axis: self.cell.total(part) for axis, part in transverse(raised, lowered).items()}
        two = transverse(self.atom("up", "down"), self.atom("down", "up"))
        self.two = {axis: self.cell.total(part) for axis, part in two.items()}
        self.up, self.down = (self.cell.total(self.atom(level, level)) for level in ("up", "down"))


def transverse(raised: Operator, lowered: Operator) -> dict[str, Operator]:
    """The components y and z of a spin whose raising operator is j_y + i j_z, for levels counted along x."""
    return {"y": (raised + lowered) / 2, "z": sp.I * (lowered - raised) / 2}


def occupied(operator: Operator, model: Manifold) -> Operator:
    """The part of an operator that has a mean when the sublevels below the first two are empty."""
    empty = set(range(3, len(model.names)))

    def counts(letter: object) -> bool:
        assert isinstance(letter, CloudLetter)
        return any(set(slot.letter or ()) & empty for slot in letter.slots)

    kept = 0 * one
    for m in operator.monomials():
        if not any(counts(letter) for _, letter in m.letters):
            kept = kept + operator.coefficient(m) * combination([(m, sp.S.One)])
    return kept


def derivation(model: Manifold = MODEL) -> Derivation:
    """Measured spins, their squares and correlations by those of two levels, and the entanglement parameter."""
    spins = Spins(model, "a"), Spins(model, "b")
    return Derivation(
        module=MODULE,
        title="Measured spins of a hyperfine manifold",
        story=__doc__ or "",
        equations=(
            *populations(),
            longitudinal(model, spins[0]),
            mean(model, spins[0]),
            *(square(model, spins[0], axis) for axis in AXES),
            *(cross(model, spins, axis) for axis in AXES),
            variance_sum(model),
            parameter(),
            parameter_by_two_levels(model),
        ),
    )


def _equation(name: str, title: str, lhs: Quantity, chain: Chain, **fields: object) -> Equation:
    return chain.equation(id=f"{MODULE}.{name}", title=title, lhs=lhs.symbol, **fields)


def populations() -> tuple[Equation, ...]:
    """Number, polarisation and longitudinal spin of the two-level subsystem, and the share in up."""
    up, down = level_symbols.UP.symbol, level_symbols.DOWN.symbol
    share = Chain(up / (up + down), TABLE)
    return (
        _equation("number", "Atoms in the two-level subsystem", level_symbols.TWO, Chain(up + down, TABLE)),
        _equation(
            "polarisation",
            "Polarisation of the two-level subsystem",
            symbols.POLARISATION_2,
            Chain((up - down) / (up + down), TABLE),
        ),
        _equation(
            "longitudinal_two",
            "Longitudinal spin of the two-level subsystem",
            level_symbols.JX,
            Chain((up - down) / 2, TABLE),
        ),
        _equation(
            "upper",
            "Upper ground manifold",
            level_symbols.F,
            Chain(level_symbols.NUCLEAR.symbol + HALF, TABLE),
            assumes=(ALKALI,),
        ),
        _equation(
            "lower",
            "Lower ground manifold",
            level_symbols.LOWER_F,
            Chain(level_symbols.NUCLEAR.symbol - HALF, TABLE),
            assumes=(ALKALI,),
        ),
        _equation("share", "Share of the two-level subsystem in up", level_symbols.RATIO_UP, share),
    )


def longitudinal(model: Manifold, spins: Spins) -> Equation:
    """J_x of the manifold by the populations of the two levels."""
    m = model.projections()
    found = model.eigenvalue(m[0]) * level_symbols.UP.symbol + model.eigenvalue(m[1]) * level_symbols.DOWN.symbol
    operator = model.eigenvalue(m[0]) * spins.up + model.eigenvalue(m[1]) * spins.down
    chain = Chain(level_symbols.JX_EXP.symbol, TABLE)
    chain.certified(
        "sum over the sublevels that hold atoms",
        found,
        "operators for N a symbol",
        (occupied(spins.longitudinal, model) - operator).is_zero,
        "what contains an empty sublevel has no mean",
    )
    return _equation("longitudinal", "Longitudinal spin of the manifold", level_symbols.JX_EXP, chain, assumes=(EMPTY,))


def mean(model: Manifold, spins: Spins) -> Equation:
    """<J_y> of the manifold by that of the two levels."""
    factor = model.element(level_symbols.F.symbol, model.projections()[1])
    chain = Chain(level_symbols.JY_EXP.symbol, TABLE)
    chain.certified(
        "the coherence of the two levels alone is left",
        factor * level_symbols.JY.symbol,
        "operators for N a symbol",
        all((occupied(spins.measured[axis], model) - factor * spins.two[axis]).is_zero for axis in AXES),
        "what contains an empty sublevel has no mean; for both transverse components",
    )
    return _equation("transverse", "Transverse spin of the manifold", level_symbols.JY_EXP, chain, assumes=(EMPTY,))


def extra(model: Manifold) -> sp.Expr:
    """What an atom in down adds to the square of a measured component: up to m = F - 2 and back."""
    return model.element(level_symbols.F.symbol, model.projections()[2]) ** 2 / 4


def square(model: Manifold, spins: Spins, axis: str) -> Equation:
    """<J_y^2> of the manifold: that of the two levels, and one term more for every atom in down."""
    factor = model.element(level_symbols.F.symbol, model.projections()[1]) ** 2
    found = factor * level_symbols.SQUARE[axis].symbol + extra(model) * level_symbols.DOWN.symbol
    operator = factor * (spins.two[axis] * spins.two[axis]) + extra(model) * spins.down
    measured = spins.measured[axis]
    chain = Chain(level_symbols.SQUARE_EXP[axis].symbol, TABLE)
    chain.certified(
        "product of two sums over atoms, empty sublevels left out",
        found,
        "operators for N a symbol",
        (occupied(measured * measured, model) - operator).is_zero,
        "from down an atom also reaches m = F - 2 and comes back",
    )
    return _equation(
        f"square_{axis}",
        f"Mean square of J_{axis} of the manifold",
        level_symbols.SQUARE_EXP[axis],
        chain,
        assumes=(EMPTY,),
    )


def cross(model: Manifold, spins: tuple[Spins, Spins], axis: str) -> Equation:
    """The correlation of the two measured spins: no atom meets itself, so nothing is added."""
    factor = model.element(level_symbols.F.symbol, model.projections()[1]) ** 2
    one_, other = spins
    difference = occupied(one_.measured[axis] * other.measured[axis], model) - factor * (
        one_.two[axis] * other.two[axis]
    )
    chain = Chain(level_symbols.CROSS_EXP[axis].symbol, TABLE)
    chain.certified(
        "product of sums over different atoms",
        factor * level_symbols.CROSS[axis].symbol,
        "operators for N a symbol",
        difference.is_zero,
    )
    return _equation(
        f"cross_{axis}",
        f"Correlation of J_{axis} of two manifolds",
        level_symbols.CROSS_EXP[axis],
        chain,
        assumes=(EMPTY,),
    )


def combined(squares: dict[str, Quantity], crosses: dict[str, Quantity]) -> sp.Expr:
    """Variance of J_yI + J_yII plus variance of J_zI - J_zII, by squares and correlations of equal ensembles."""
    return sp.Add(
        *(2 * squares[axis].symbol + sign * 2 * crosses[axis].symbol for axis, sign in zip(AXES, (1, -1), strict=True))
    )


def variance_sum(model: Manifold) -> Equation:
    """The variance sum of the measured spins by that of the two-level subsystem."""
    factor = model.element(level_symbols.F.symbol, model.projections()[1]) ** 2
    two = combined(level_symbols.SQUARE, level_symbols.CROSS)
    chain = Chain(combined(level_symbols.SQUARE_EXP, level_symbols.CROSS_EXP), TABLE)
    put_in = {
        level_symbols.SQUARE_EXP[a].symbol: factor * level_symbols.SQUARE[a].symbol
        + extra(model) * level_symbols.DOWN.symbol
        for a in AXES
    }
    put_in |= {level_symbols.CROSS_EXP[a].symbol: factor * level_symbols.CROSS[a].symbol for a in AXES}
    chain.certified(
        "squares and correlations by those of two levels",
        chain.expression.xreplace(put_in),
        "substitution",
        every(square_ in put_in for square_ in chain.expression.free_symbols),
    )
    named = factor * level_symbols.SUM.symbol + 4 * extra(model) * level_symbols.DOWN.symbol
    back = named.xreplace({level_symbols.SUM.symbol: two})
    chain.certified(
        "name the variance sum of the two levels",
        named,
        "substituting it back",
        sp.expand(back - chain.expression) == 0,
        "four squares, each with its term for atoms in down",
    )
    follows = (f"{MODULE}.square_y", f"{MODULE}.square_z", f"{MODULE}.cross_y", f"{MODULE}.cross_z")
    return _equation(
        "variance_sum",
        "Variance sum of the measured spins",
        level_symbols.SUM_EXP,
        chain,
        follows_from=follows,
        assumes=(EMPTY, ALIKE),
    )


def parameter() -> Equation:
    """The entanglement parameter of the measured spins of two equal ensembles."""
    length = sp.Abs(level_symbols.JX_EXP.symbol)
    chain = Chain(level_symbols.SUM_EXP.symbol / (length + length), TABLE)
    chain.equal("both ensembles have the same length", level_symbols.SUM_EXP.symbol / (2 * length))
    return _equation(
        "xi",
        "Entanglement parameter of the measured spins",
        level_symbols.XI_EXP,
        chain,
        assumes=(ALIKE,),
        source="the criterion for two spins: the variance sum over the sum of the lengths",
    )


def parameter_by_two_levels(model: Manifold) -> Equation:
    """The same by number, polarisation and variance sum of the two-level subsystem."""
    up, down, total = level_symbols.UP.symbol, level_symbols.DOWN.symbol, level_symbols.F.symbol
    two, p, own = level_symbols.TWO.symbol, symbols.POLARISATION_2.symbol, level_symbols.SUM.symbol
    m = model.projections()
    factor = model.element(total, m[1]) ** 2
    length = model.eigenvalue(m[0]) * up + model.eigenvalue(m[1]) * down
    whole = (factor * own + 4 * extra(model) * down) / (2 * length)
    named = {up: two * (1 + p) / 2, down: two * (1 - p) / 2}
    chain = Chain(whole, TABLE)
    after = sp.factor(whole.xreplace(named))
    back = after.xreplace({two: up + down, p: (up - down) / (up + down)})
    chain.certified(
        "populations by number and polarisation",
        after,
        "substituting them back",
        sp.cancel(sp.together(back - whole)) == 0,
    )
    return _equation(
        "xi_two_levels",
        "Entanglement parameter of the measured spins, by the two levels",
        level_symbols.XI_EXP,
        chain,
        follows_from=(f"{MODULE}.variance_sum", f"{MODULE}.longitudinal", f"{MODULE}.xi"),
        assumes=(EMPTY, ALIKE),
    )
