r"""Several collisions in one short time, seen by an operator of several atoms.

In the time :math:`\tau'` each atom collides at most once, so the couplings G_1, G_2, ... of the colliding pairs
commute and the evolution is :math:`e^{-iX}` with :math:`X = \sum_i \phi_i G_i`. To second order an operator of one
atom feels its own collision alone, but one of two atoms, such as a correlation, feels the product of the two
first-order changes too.
"""

from __future__ import annotations

import sympy as sp

from derive.records import Derivation, Equation, Quantity, table
from derive.spin_exchange import symbols
from derive.spin_exchange.collision import SUDDEN
from derive.steps import Chain
from derive.vectors import commutator, written_out

MODULE = "spin_exchange.several_collisions"
SMALLNESS = Quantity(name="lambda", latex=r"\lambda", meaning="counts the order in the phases")
TABLE = table(
    symbols.TABLE,
    (symbols.ANY, symbols.SECOND, symbols.INTERVAL, SMALLNESS),
    symbols.PAIRS,
)
ONCE = "in the time tau' each atom collides at most once, so that the couplings of different pairs commute"


def derivation() -> Derivation:
    """The second-order rate for the sum of all couplings, and written out for two collisions."""
    whole = second_order()
    return Derivation(
        module=MODULE, title="Several collisions", story=__doc__ or "", equations=(whole, two_collisions(whole))
    )


def second_order() -> Equation:
    """L(A) for X, the sum over all collisions of phase times coupling."""
    x, a, small = symbols.ALL_COUPLINGS.symbol, symbols.ANY.symbol, SMALLNESS.symbol
    forward, back = (_series(sign * sp.I * small * x) for sign in (1, -1))
    term = -commutator(x, commutator(x, a)) / 2
    found = sp.expand(forward * a * back).coeff(small, 2)
    chain = Chain(sp.exp(sp.I * small * x) * a * sp.exp(-sp.I * small * x), TABLE)
    chain.certified(
        "the terms of second order, per time", term / symbols.INTERVAL.symbol, "power series, word by word",
        sp.expand(found - written_out(term)) == 0,
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.second_order_rate",
        title="Second-order rate of change of any operator",
        lhs=symbols.SECOND.symbol,
        assumes=(SUDDEN, ONCE),
        source="Methods, Eqs. (7), (8)",
    )


def two_collisions(whole: Equation) -> Equation:
    """The same with X = phi_1 G_1 + phi_2 G_2."""
    first, second, one, other = (quantity.symbol for quantity in symbols.PAIRS[:4])
    a, interval = symbols.ANY.symbol, symbols.INTERVAL.symbol
    own = first**2 * commutator(one, commutator(one, a)) + second**2 * commutator(other, commutator(other, a))
    cross = first * second * (commutator(one, commutator(other, a)) + commutator(other, commutator(one, a)))
    chain = Chain(whole.rhs, TABLE)
    chain.certified(
        "X = phi_1 G_1 + phi_2 G_2", -(own + cross) / (2 * interval), "word by word",
        sp.expand(written_out(-(own + cross) / (2 * interval)) - _with_two(whole.rhs)) == 0,
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.two_collisions",
        title="Second-order rate with two collisions",
        lhs=symbols.SECOND.symbol,
        follows_from=(whole.id,),
        assumes=(SUDDEN, ONCE),
    )


def _with_two(expression: sp.Expr) -> sp.Expr:
    first, second, one, other = (quantity.symbol for quantity in symbols.PAIRS[:4])
    return sp.expand(written_out(expression).subs(symbols.ALL_COUPLINGS.symbol, first * one + second * other))


def _series(exponent: sp.Expr) -> sp.Expr:
    """The exponential to third order."""
    return sp.Add(*(exponent**n / sp.factorial(n) for n in range(4)))
