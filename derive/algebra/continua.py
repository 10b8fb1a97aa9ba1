"""Fields as a physicist uses them: positions are names, the commutator's delta is coarse-grained."""

from __future__ import annotations

from typing import Any

import sympy as sp

from derive.algebra.errors import AlgebraError
from derive.algebra.fields import AtomDensity, BosonField, delta, entry_order
from derive.algebra.monomials import Monomial, monomial
from derive.algebra.operators import ZERO, Operator, combination
from derive.algebra.systems import System

CELL_VOLUME = sp.Symbol("V_c", positive=True)
"""The volume over which deltas are coarse-grained, unless another is given."""


class Field(System):
    """A boson field: ``field("r")`` annihilates at r, ``field.dag("r")`` creates, ``laplacian`` differentiates."""

    def __init__(self, name: str, volume: sp.Expr = CELL_VOLUME) -> None:
        super().__init__(name, BosonField(volume))

    def __call__(self, position: str, laplacian: int = 0) -> Operator:
        """The annihilator at a position, with a power of the Laplacian."""
        return self.letter(((), ((_position(position), laplacian),)))

    def dag(self, position: str, laplacian: int = 0) -> Operator:
        """The creator at a position."""
        return self.letter((((_position(position), laplacian),), ()))


class Density(System):
    """Local densities of ``count`` atoms like ``atom``: ``density(atom.x, "r")`` is s_x(r), a sum of deltas.

    ``density.total(atom.x)`` is the sum over all atoms, the integral of the density.
    """

    def __init__(self, name: str, atom: System, count: Any, volume: sp.Expr = CELL_VOLUME) -> None:
        number = sp.Integer(count) if isinstance(count, int) else count
        super().__init__(name, AtomDensity(atom.site.name, number, volume, atom.species))
        self.atom, self.count = atom, number

    def __call__(self, operator: Operator, position: str) -> Operator:
        """The local density of an operator written for one atom."""
        return self._placed(operator, _position(position))

    def total(self, operator: Operator) -> Operator:
        """The sum over all atoms of an operator written for one."""
        return self._placed(operator, "")

    def _placed(self, operator: Operator, place: str) -> Operator:
        if any(site is not self.atom.site for site in operator.sites):
            raise AlgebraError(
                f"an operator of {', '.join(s.name for s in operator.sites)} was given where one of the atom "
                f"{self.atom.site.name!r} is expected"
            )
        parts = []
        for m, value in operator.terms.items():
            letter = m.letters[0][1] if m.letters else None
            if letter is None and not place:
                parts.append((monomial(()), value * self.count))
            else:
                parts.append((monomial([(self.site, ((place, letter),))]), value))
        return combination(parts)


def localised(operator: Operator) -> Operator:
    """The operator with the properties of the coarse-grained delta used: f(r') delta(r, r') = f(r) delta(r, r').

    Positions that a delta makes equal are given the smaller name, and delta^2 = delta / V. Two operators that
    differ only in these ways are equal after this.
    """
    result = ZERO
    for m, value in operator.terms.items():
        for term in sp.Add.make_args(sp.expand(value)):
            result = result + _localised_term(m.letters, term)
    return result


def integral(operator: Operator, position: str) -> Operator:
    """The integral over a position: deltas are used up, and densities become sums over the sample.

    Raises AlgebraError for a term in which the position stands in no letter and no delta.
    """
    result = ZERO
    for m, value in localised(operator).terms.items():
        for term in sp.Add.make_args(sp.expand(value)):
            result = result + _integrated_term(m.letters, term, position)
    return result


def _localised_term(letters: Any, term: sp.Expr) -> Operator:
    volume = next((place.species.volume for place, _ in letters if hasattr(place.species, "volume")), CELL_VOLUME)
    kept: sp.Expr = sp.S.One
    rename: dict[str, str] = {}
    powers = term.as_powers_dict()
    for d in sorted((d for d in term.atoms(sp.DiracDelta) if len(d.args) == 1), key=str):
        power = powers[d]
        term = term / d**power
        low, high = sorted(rename.get(name, name) for name in _positions(d))
        if low == high:
            kept *= volume**-power
            continue
        rename = {name: low if target == high else target for name, target in rename.items()}
        rename[high] = low
        kept *= delta(low, high, volume) * volume ** (1 - power)
    moved = term.xreplace({sp.Symbol(old, real=True): sp.Symbol(new, real=True) for old, new in rename.items()})
    return combination([(_renamed_monomial(letters, rename), kept * moved)])


def _positions(d: sp.Expr) -> list[str]:
    return sorted(symbol.name for symbol in d.args[0].free_symbols)


def _renamed_monomial(letters: Any, rename: dict[str, str]) -> Monomial:
    return monomial((place, _renamed(place.species, letter, rename)) for place, letter in letters)


def _renamed(species: Any, letter: Any, rename: dict[str, str]) -> Any:
    if isinstance(species, BosonField):
        return tuple(tuple(sorted((rename.get(r, r), m) for r, m in places)) for places in letter)
    if isinstance(species, AtomDensity):
        return tuple(sorted(((rename.get(r, r), own) for r, own in letter), key=entry_order))
    return letter


def _integrated_term(letters: Any, term: sp.Expr, position: str) -> Operator:
    symbol = sp.Symbol(position, real=True)
    for d in sorted(term.atoms(sp.DiracDelta), key=str):
        if symbol in d.free_symbols and len(d.args) == 1 and term.as_powers_dict()[d] == 1:
            (other,) = (name for name in _positions(d) if name != position)
            rest = (term / d).xreplace({symbol: sp.Symbol(other, real=True)})
            return combination([(_renamed_monomial(letters, {position: other}), rest)])
    for k, (place, letter) in enumerate(letters):
        if isinstance(place.species, AtomDensity) and not term.has(symbol):
            here = [own for at, own in letter if at == position]
            if len(here) == 1:
                rest = [entry for entry in letter if entry[0] != position]
                if here[0] is None:
                    # The integral of the number density counts the atoms that the other entries leave.
                    term = term * (place.species.count - len(rest))
                else:
                    rest.append(("", here[0]))
                own = [(place, tuple(sorted(rest, key=entry_order)))] if rest else []
                return combination([(monomial([*letters[:k], *own, *letters[k + 1 :]]), term)])
    raise AlgebraError(f"the position {position!r} stands in no delta and in no single density of the term {term}")


def _position(name: str) -> str:
    if not isinstance(name, str) or not name:
        raise AlgebraError(f"the position {name!r} was given where a name such as 'r' is expected")
    return name
