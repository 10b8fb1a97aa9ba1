r"""Conserved charges of a generator, found as an integer null space, and which moments they make vanish.

Every letter raises some integer charges of its place: quanta of a mode, occupations of levels, the projection of a
spin. A term of the generator changes them by a vector; the changes span a lattice L. If the initial state has no
coherence between different values of what is conserved, a moment can only differ from zero when its own charges
lie in L: that is the whole group of symmetries at once, phases and parities alike. The integer vectors that
vanish on L are the conserved charges; the invariant factors of L that exceed one are its parities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import gcd
from typing import Any

import sympy as sp
from sympy.polys.domains import ZZ
from sympy.polys.matrices import DomainMatrix
from sympy.polys.matrices.normalforms import smith_normal_form

from derive.algebra import Operator, commutator
from derive.algebra.labels import Slot, canonical
from derive.algebra.monomials import monomial
from derive.algebra.operators import combination
from derive.dynamics.alphabet import PARITIES, Alphabet
from derive.dynamics.processes import Generator, Product
from derive.dynamics.rates import DynamicsError

Key = tuple[int, str]
Vector = tuple[int, ...]
TWOFOLD = frozenset(name for own in PARITIES.values() for name in own)


@dataclass(frozen=True, kw_only=True)
class Charge:
    """An integer combination of the charges of places that the model conserves."""

    weights: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        text = ""
        for name, value in self.weights:
            size = "" if abs(value) == 1 else f"{abs(value)} "
            sign = (" - " if value < 0 else " + ") if text else ("-" if value < 0 else "")
            text += f"{sign}{size}{name}"
        return text


class Symmetry:
    """The lattice of charges that a generator can change, in echelon form.

    What a seed changes counts too: a symmetry under which something asked for would vanish is not used.
    """

    def __init__(self, generator: Generator, seeds: Iterable[Product] = ()) -> None:
        self.alphabet: Alphabet = generator.alphabet
        found: set[tuple[tuple[Key, int], ...]] = set()
        for process in generator.processes:
            change: dict[Key, int] = {}
            for _, pair in (*process.fixed, *process.slots):
                for code in pair:
                    _add(change, self.alphabet.charges[code])
            change = {key: value for key, value in change.items() if value}
            if change:
                found.add(tuple(sorted(change.items())))
        self.keys: list[Key] = []
        self._index: dict[Key, int] = {}
        for code in range(1, len(self.alphabet.letters)):
            for key in self.alphabet.charges[code]:
                self._place(key)
        for seed in seeds:
            change = self.change(seed)
            if change:
                found.add(tuple(sorted(change.items())))
        self.changes = [dict(change) for change in sorted(found)]
        self._echelon: list[list[int]] = []
        self._reduce()

    def allows(self, of: Product) -> bool:
        """Whether a moment may differ from zero in a state without coherence of what is conserved."""
        change = self.change(of)
        return not change or self._in_lattice(change)

    def forbids(self, of: Product) -> bool:
        """The opposite of `allows`."""
        return not self.allows(of)

    def change(self, of: Product) -> dict[Key, int]:
        """The charges that a product of letters raises."""
        charges = self.alphabet.charges
        change: dict[Key, int] = {}
        for code in of:
            _add(change, charges[code])
        return {key: value for key, value in change.items() if value}

    def conserved(self) -> tuple[Charge, ...]:
        """Independent conserved charges, without those that every letter leaves alone."""
        if not self.keys:
            return ()
        rows = [self._vector(change) for change in self.changes] or [[0] * len(self.keys)]
        plain = [k for k, key in enumerate(self.keys) if key[1] not in TWOFOLD]
        if not plain:
            return ()
        table = DomainMatrix([[row[k] for k in plain] for row in rows], (len(rows), len(plain)), ZZ)
        basis = table.convert_to(ZZ.get_field()).nullspace()
        found = []
        for row in basis.to_Matrix().tolist():
            vector = _whole(row)
            own = [(self._name(self.keys[k]), value) for k, value in zip(plain, vector, strict=True) if value]
            if own and self._felt(dict(zip(plain, vector, strict=True))):
                found.append(Charge(weights=tuple(own)))
        return tuple(found)

    def parities(self) -> tuple[int, ...]:
        """The orders of the cyclic symmetries beyond the conserved charges: 2 for a parity."""
        if not self._echelon:
            return ()
        table = DomainMatrix([list(row) for row in self._echelon], (len(self._echelon), len(self.keys)), ZZ)
        diagonal = smith_normal_form(table).to_Matrix().diagonal()
        return tuple(abs(int(value)) for value in diagonal if abs(int(value)) > 1)

    def _felt(self, weights: dict[int, int]) -> bool:
        """Whether some letter carries the charge: levels of one atom always sum to one."""
        return any(
            sum(weights.get(self._index[key], 0) * value for key, value in own.items())
            for own in self.alphabet.charges[1:]
        )

    def _name(self, key: Key) -> str:
        own = self.alphabet.places[key[0]]
        return f"{key[1]}({own.name})" if own.group is None else f"{key[1]}(all {own.name})"

    def _place(self, key: Key) -> int:
        found = self._index.get(key)
        if found is None:
            found = self._index[key] = len(self.keys)
            self.keys.append(key)
        return found

    def _vector(self, change: dict[Key, int]) -> list[int]:
        row = [0] * len(self.keys)
        for key, value in change.items():
            row[self._index[key]] = value
        return row

    def _reduce(self) -> None:
        rows = [self._vector(change) for change in self.changes]
        rows += [self._vector({key: 2}) for key in self.keys if key[1] in TWOFOLD]
        self._echelon = echelon(rows)

    def _in_lattice(self, change: dict[Key, int]) -> bool:
        fresh = [key for key in change if key not in self._index]
        if fresh:
            for key in fresh:
                self._place(key)
            self._reduce()
        row = self._vector(change)
        for basis in self._echelon:
            lead = next(k for k, value in enumerate(basis) if value)
            if row[lead]:
                quotient, remainder = divmod(row[lead], basis[lead])
                if remainder:
                    return False
                row = [x - quotient * y for x, y in zip(row, basis, strict=True)]
        return not any(row)


def stated(generator: Generator, charges: Iterable[Operator]) -> Callable[[Product], bool]:
    """Which moments vanish by symmetries that a user states as charges Q: those with [Q, O] = q O and q not zero.

    Raises DynamicsError for a charge that the model does not conserve, or that some letter has no definite value of.
    """
    alphabet = generator.alphabet
    given = list(charges)
    values: dict[tuple[int, int], sp.Expr] = {}

    def value(index: int, code: int) -> sp.Expr:
        found = values.get((index, code))
        if found is None:
            found = values[index, code] = _charge(given[index], alphabet, code)
        return found

    for process in generator.processes:
        letters = [code for _, pair in (*process.fixed, *process.slots) for code in pair if code]
        for index, charge in enumerate(given):
            total = sp.Add(*(value(index, code) for code in letters))
            if total != 0:
                names = "*".join(alphabet.text(code) for code in letters)
                raise DynamicsError(
                    f"the symmetry {charge} is not one of the model, whose term {names} changes it by {total}; "
                    "state one that is conserved, or symmetry=True for all of them"
                )
    indices = range(len(given))
    return lambda product: any(sp.Add(*(value(index, code) for code in product)) != 0 for index in indices)


def _charge(charge: Operator, alphabet: Alphabet, code: int) -> sp.Expr:
    place = alphabet.places[alphabet.place_of[code]]
    letter = alphabet.letters[code]
    if place.group is not None:
        letter = canonical([Slot(place.group, 1, letter)], (), ())
    operator = combination([(monomial([(place.site, letter)]), 1)])
    result = commutator(charge, operator)
    if result.is_zero:
        return sp.S.Zero
    value = result.coefficient(operator)
    if result != value * operator:
        raise DynamicsError(
            f"the operator {operator} has no definite value of the symmetry {charge}, where [Q, O] = q O is expected; "
            "use ladder operators"
        )
    return value


def echelon(rows: list[list[int]]) -> list[list[int]]:
    """A basis in echelon form of the integer lattice that rows span."""
    rest = [row for row in rows if any(row)]
    found: list[list[int]] = []
    column = 0
    while rest:
        size = len(rest[0])
        while column < size and not any(row[column] for row in rest):
            column += 1
        if column == size:
            break
        while True:
            rest.sort(key=lambda row: (row[column] == 0, abs(row[column])))
            lead, others = rest[0], rest[1:]
            if not any(row[column] for row in others):
                break
            for k, row in enumerate(others, start=1):
                quotient = row[column] // lead[column]
                if quotient:
                    rest[k] = [x - quotient * y for x, y in zip(row, lead, strict=True)]
        found.append(lead)
        rest = [row for row in rest[1:] if any(row)]
        column += 1
    return found


def _add(total: dict[Key, int], more: dict[Key, int]) -> None:
    for key, value in more.items():
        total[key] = total.get(key, 0) + value


def _whole(row: list[Any]) -> list[int]:
    """A rational vector as the shortest whole one, first entry positive."""
    denominator = 1
    for value in row:
        denominator = denominator * int(value.q) // gcd(denominator, int(value.q))
    whole = [int(value * denominator) for value in row]
    common = gcd(*whole)
    sign = -1 if next((value for value in whole if value), 1) < 0 else 1
    return [sign * value // (common or 1) for value in whole]
