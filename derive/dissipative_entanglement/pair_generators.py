r"""Generators of two ensembles as operators on two copies of each atom, N a symbol.

What stands left of the state acts on the first copy; what stands right of it, transposed, on the second. A label
numbers an atom of each ensemble. Sums over pairs of atoms are sums over equal and over different labels, in which the
products close.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import sympy as sp

from derive.algebra import Atom, Ensemble, Levels, Operator, one, summed
from derive.dissipative_entanglement import motion_symbols as own
from derive.dissipative_entanglement import symbols

N, MU, NU, PAIR = (q.symbol for q in (symbols.N, symbols.MU, symbols.NU, own.RATE))
ENSEMBLES = ("I", "II")
LEVELS = ("up", "down")
SIDES = {(e, side): Levels(f"{side}{e}", LEVELS) for e in ENSEMBLES for side in ("l", "r")}
CELL = Ensemble("pairs", Atom("pair", **{f"{side}{e}": s for (e, side), s in SIDES.items()}), N)
OneAtom = Mapping[tuple[str, str], sp.Expr]  # coefficients of |i><j|
Jumps = Mapping[str, OneAtom]  # a jump operator A_i: its part in each ensemble

FLIP: OneAtom = {("up", "down"): sp.S.One}
BACK: OneAtom = {("down", "up"): sp.S.One}
LOW: OneAtom = {("down", "down"): sp.S.One}
HIGH: OneAtom = {("up", "up"): sp.S.One}


def scaled(factor: sp.Expr, operator: OneAtom) -> OneAtom:
    """A one-atom operator times a number."""
    return {levels: factor * value for levels, value in operator.items()}


def _jumps() -> dict[str, Jumps]:
    return {
        "A": {"I": scaled(MU, FLIP), "II": scaled(NU, BACK)},
        "B": {"II": scaled(MU, FLIP), "I": scaled(NU, BACK)},
        "C": {"I": scaled(MU, LOW), "II": scaled(NU, HIGH)},
        "D": {"II": scaled(MU, LOW), "I": scaled(NU, HIGH)},
    }


@dataclass(frozen=True, kw_only=True)
class Moving:
    """The jump operators of one label, and the averaged rate of two different atoms, first and second ensemble.

    ``between`` are the rates of an atom of I with one of II, and of II with one of I [1/s], as they stand before
    the term with the first atom's operator left of the state.
    """

    jumps: Mapping[str, Jumps] = field(default_factory=_jumps)
    within: sp.Expr = PAIR
    between: tuple[sp.Expr, sp.Expr] = (PAIR, PAIR)
    desired: str = "AB"


MODEL = Moving()


# operators on two copies of each atom


def left(ensemble: str, operator: OneAtom) -> Operator:
    """A one-atom operator left of the state."""
    side = SIDES[ensemble, "l"]
    return summed(value * side(i, j) for (i, j), value in operator.items())


def right(ensemble: str, operator: OneAtom) -> Operator:
    """A one-atom operator right of the state: its transpose on the second copy."""
    side = SIDES[ensemble, "r"]
    return summed(value * side(j, i) for (i, j), value in operator.items())


def adjoint(operator: OneAtom) -> OneAtom:
    """The adjoint of a one-atom operator."""
    return {(j, i): sp.conjugate(value) for (i, j), value in operator.items()}


@dataclass(frozen=True, kw_only=True)
class Copies:
    """A jump operator and its adjoint, left and right of the state."""

    left: Operator
    left_adjoint: Operator
    right: Operator
    right_adjoint: Operator

    @classmethod
    def of(cls, ensemble: str, operator: OneAtom) -> Copies:
        """The four copies of a one-atom operator of one ensemble."""
        dagger = adjoint(operator)
        return cls(left=left(ensemble, operator), left_adjoint=left(ensemble, dagger),
                   right=right(ensemble, operator), right_adjoint=right(ensemble, dagger))  # fmt: skip

    def summed(self) -> Copies:
        """The sum over all labels."""
        return Copies(**{name: CELL.total(getattr(self, name)) for name in self.__dict__})

    def __add__(self, other: Copies) -> Copies:
        return Copies(**{name: getattr(self, name) + getattr(other, name) for name in self.__dict__})


def half(rate: sp.Expr, first: Copies, second: Copies) -> Operator:
    """rate/2 (a rho b+ - b+ a rho) + H.c. for operators a, b whose products are those of the copies."""
    forth = first.left * second.right_adjoint - second.left_adjoint * first.left
    back = second.left * first.right_adjoint - second.right * first.right_adjoint
    return summed((rate / 2 * forth, sp.conjugate(rate) / 2 * back))


def distinct(rate: sp.Expr, a: Copies) -> Operator:
    """The same summed over ordered pairs of different labels, a on one and a+ on the other."""
    forth = CELL.distinct(a.left, a.right_adjoint) - CELL.distinct(a.left_adjoint, a.left)
    back = CELL.distinct(a.left, a.right_adjoint) - CELL.distinct(a.right, a.right_adjoint)
    return summed((rate / 2 * forth, sp.conjugate(rate) / 2 * back))


def dissipator(a: Copies) -> Operator:
    """a rho a+ - {a+ a, rho}/2."""
    return half(sp.S.One, a, a)


# the generator


def by_pairs(model: Moving, name: str, alone: sp.Expr, share: sp.Expr = sp.S.One) -> Operator:
    """The sum over pairs of atoms of one jump operator; ``share`` scales the rates of different atoms."""
    parts = {e: Copies.of(e, model.jumps[name][e]) for e in ENSEMBLES}
    total = 0 * one
    for part in parts.values():
        total = total + CELL.total(alone * dissipator(part)) + distinct(share * model.within, part)
    i, ii = (parts[e].summed() for e in ENSEMBLES)
    return total + half(share * model.between[0], i, ii) + half(share * model.between[1], ii, i)


def by_labels(model: Moving, name: str, alone: sp.Expr) -> Operator:
    """The same with one rate for each pair of labels, whatever the ensembles."""
    whole = Copies.of("I", model.jumps[name]["I"]) + Copies.of("II", model.jumps[name]["II"])
    return CELL.total(alone * dissipator(whole)) + distinct(model.within, whole)


def collective(model: Moving, name: str) -> Operator:
    """The dissipator of N^(-1/2) times the sum of a jump operator over all labels."""
    whole = Copies.of("I", model.jumps[name]["I"]) + Copies.of("II", model.jumps[name]["II"])
    scaled_jump: Operator = dissipator(whole.summed()) / N
    return scaled_jump


def singles(operator: OneAtom) -> Operator:
    """The dissipators of a one-atom operator on every atom of both ensembles."""
    return summed(CELL.total(dissipator(Copies.of(e, operator))) for e in ENSEMBLES)


def crossed() -> Operator:
    """What is left of the labels' own dissipators of A and B, over mu nu, when those of single atoms are taken off."""
    total = 0 * one
    for family in ({"I": FLIP, "II": BACK}, {"II": FLIP, "I": BACK}):
        whole = Copies.of("I", family["I"]) + Copies.of("II", family["II"])
        total = total + CELL.total(dissipator(whole))
    return total - singles(FLIP) - singles(BACK)


def parts() -> dict[sp.Symbol, Operator]:
    """What the symbols of the master equation stand for, as operators on two copies."""
    found = {own.COLLECTIVE[name].symbol: collective(MODEL, name) for name in "ABCD"}
    return found | {
        own.COOLING.symbol: singles(FLIP), own.HEATING.symbol: singles(BACK), own.DEPHASING.symbol: singles(LOW),
        own.CROSSED.symbol: crossed(),
    }  # fmt: skip


def in_parts(generator: Operator, shown: sp.Expr) -> bool:
    """Whether a generator is the sum that an expression in the symbols of the parts stands for."""
    rest = generator
    for symbol, part in parts().items():
        rest = rest - sp.expand(shown).coeff(symbol) * part
    return bool(rest.is_zero)
