r"""Two ensembles of atoms with several levels: their operators, and what single atoms and all of them together do.

:math:`|b\rangle\langle a|` acts on every atom at the rate :math:`\Gamma_{ab}`; from a level to itself it only
scatters, which dephases. Both ensembles together emit through

.. math:: \sqrt N A = \mu\sum_i|{\uparrow}\rangle_{\mathrm I,i}\langle{\downarrow}|
          + \nu\sum_i|{\downarrow}\rangle_{\mathrm{II},i}\langle{\uparrow}|

and the same with the ensembles exchanged, at the rate :math:`d\Gamma/N`. N stays a symbol.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from derive.algebra import Ensemble, Levels, Operator, one
from derive.algebra.labels import CloudLetter
from derive.dissipative_entanglement import level_symbols, symbols
from derive.dynamics.lindblad import Jump, Model
from derive.steps import DerivationError

PLACES = ("I", "II")
UPDOWN = ("up", "down")

Transition = tuple[sp.Expr, str, str]
"""A rate, the level that an atom leaves, and the one that it comes to."""


def radiative() -> tuple[Transition, ...]:
    """Every transition among up, down and h, scattering in up and in down, and dephasing that is not due to light."""
    light = tuple((quantity.symbol, a, b) for (a, b), quantity in level_symbols.RATES.items())
    return (*light, (level_symbols.EXTRA.symbol, "down", "down"))


@dataclass(frozen=True, kw_only=True)
class LevelAtoms:
    """Levels of an atom, what single atoms do, and the rates of the two collective jumps (A, B), with their weights.

    The first level is the one that the algebra eliminates. ``weights`` are those of lifting and of lowering in A
    and B; an ensemble without collective jumps has the rates zero.
    """

    levels: tuple[str, ...] = ("h", "up", "down")
    transitions: tuple[Transition, ...] = radiative()
    collective: tuple[sp.Expr, sp.Expr] = (
        symbols.DEPTH.symbol * symbols.GAMMA.symbol / symbols.N.symbol,
    ) * 2  # fmt: skip
    weights: tuple[sp.Expr, sp.Expr] = (symbols.MU.symbol, symbols.NU.symbol)

    def __post_init__(self) -> None:
        strangers = {level for _, a, b in self.transitions for level in (a, b)} - set(self.levels)
        if strangers:
            raise DerivationError(f"a transition is of the level {min(strangers)}, which is not among {self.levels}")

    @cached_property
    def atoms(self) -> tuple[Levels, Levels]:
        """One atom of each ensemble."""
        return Levels("p", self.levels), Levels("q", self.levels)

    @cached_property
    def cells(self) -> tuple[Ensemble, Ensemble]:
        """Both ensembles of N atoms."""
        first, second = (Ensemble(n, a, symbols.N.symbol) for n, a in zip(PLACES, self.atoms, strict=True))
        return first, second

    def total(self, place: int, end: str, start: str) -> Operator:
        """The sum of |end><start| over the atoms of one ensemble."""
        return self.cells[place].total(self.atoms[place](end, start))

    def component(self, axis: str, place: int) -> Operator:
        """A component of the spin of the two-level subsystem, the sum over the atoms of one ensemble."""
        if axis == "x":
            return (self.total(place, "up", "up") - self.total(place, "down", "down")) / 2
        lift, lower = self.total(place, "up", "down"), self.total(place, "down", "up")
        return (lift + lower) / 2 if axis == "y" else sp.I * (lower - lift) / 2

    @cached_property
    def single(self) -> Model:
        """What single atoms do, as a generator."""
        jumps = [
            Jump(operator=self.atoms[place](end, start), rate=rate, over=self.cells[place])
            for rate, start, end in self.transitions
            for place in range(2)
        ]
        return Model(hamiltonian=0 * one, jumps=tuple(jumps), systems=self.cells)

    @cached_property
    def together(self) -> Model:
        """What both ensembles do together, as a generator."""
        up, down = self.weights
        lifts = [self.total(place, "up", "down") for place in range(2)]
        lowers = [self.total(place, "down", "up") for place in range(2)]
        pairs = ((lifts[0], lowers[1]), (lifts[1], lowers[0]))
        jumps = [
            Jump(operator=up * lift + down * lower, rate=rate)
            for rate, (lift, lower) in zip(self.collective, pairs, strict=True)
        ]
        return Model(hamiltonian=0 * one, jumps=tuple(jumps), systems=self.cells)

    def leaving(self, level: str) -> sp.Expr:
        """The rate at which an atom in a level scatters, transitions to the level itself included."""
        return sp.Add(*(rate for rate, start, _ in self.transitions if start == level))

    def between(self, start: str, end: str) -> sp.Expr:
        """The rate from one level to another."""
        return sp.Add(*(rate for rate, a, b in self.transitions if (a, b) == (start, end)))


MODEL = LevelAtoms()


def by_populations(operator: Operator, model: LevelAtoms, place: int) -> tuple[sp.Expr, ...]:
    """An operator as a linear form in the populations of one ensemble, one coefficient for each level.

    Raises DerivationError when it holds anything else. The eliminated level is N minus all others.
    """
    found = dict.fromkeys(range(len(model.levels)), sp.S.Zero)
    constant = sp.S.Zero
    for m in operator.monomials():
        coefficient = operator.coefficient(m)
        letters = [letter for site, letter in m.letters if site == model.cells[place].site]
        if not m.letters:
            constant = coefficient / symbols.N.symbol
            continue
        letter = letters[0] if len(letters) == len(m.letters) == 1 else None
        slots = letter.slots if isinstance(letter, CloudLetter) else ()
        ends = slots[0].letter if len(slots) == 1 else None
        if ends is None or ends[0] != ends[1]:
            raise DerivationError(f"the populations do not close: their rates hold {m}")
        found[ends[0]] += coefficient
    return tuple(sp.expand(value + constant) for value in found.values())
