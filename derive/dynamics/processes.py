r"""The generator of a model as *processes*, and what it does to one product of letters.

A process is one term of the Hamiltonian or one pair of terms of a jump: letters x, y on places, a weight, and

.. math:: i\,(x m - m x) \quad\text{or}\quad x m y - \tfrac12 (x y m + m x y)

on each product m. Slots of a process run over different atoms of an ensemble; a slot meets an atom of m or one of
the others, of which there are N less those in use, exactly. A process that meets nothing of m does nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product as combinations_of
from math import lcm

import sympy as sp

from derive.algebra import Operator
from derive.algebra.bilinear import Groups
from derive.algebra.scalars import polynomial
from derive.algebra.weights import ONE, I, Polynomial, Weight, multiply
from derive.dynamics.alphabet import Alphabet, Local, Written, times
from derive.dynamics.lindblad import Channel, Model
from derive.dynamics.rates import DynamicsError

Product = tuple[int, ...]
"""A product of letters, sorted codes; letters of one ensemble stand on different atoms."""
Rate = dict[Product, dict[Weight, int]]
"""A sum of products of letters, over the generator's denominator."""
Pair = tuple[int, int]


@dataclass(frozen=True)
class Process:
    """Letters (x, y) by place and on slots of ensembles; y is 0 throughout for a term of the Hamiltonian."""

    weight: Weight
    factor: int
    lossy: bool
    fixed: tuple[tuple[int, Pair], ...]
    slots: tuple[tuple[int, Pair], ...]

    @property
    def places(self) -> set[int]:
        """Where it acts."""
        return {place for place, _ in self.fixed} | {place for place, _ in self.slots}


class Generator:
    """All processes of a model over one denominator."""

    def __init__(self, model: Model, alphabet: Alphabet) -> None:
        self.alphabet, self.model = alphabet, model
        alphabet.arrange(model.sites)
        found = [*_hamiltonian(model.generator, alphabet)]
        for channel in model.channels:
            found += _channel(channel, alphabet)
        self.denominator = lcm(1, *(value.denominator for _, value in found))
        self.processes = [
            Process(p.weight, int(value * self.denominator), p.lossy, p.fixed, p.slots) for p, value in found
        ]
        self._at: defaultdict[int, list[int]] = defaultdict(list)
        for index, process in enumerate(self.processes):
            for place in process.places:
                self._at[place].append(index)

    def rate(self, of: Product) -> Rate:
        """The generator's adjoint on a product of letters, zeros removed."""
        if self.alphabet.fermionic:
            return self._by_algebra(of)
        place_of = self.alphabet.place_of
        out: defaultdict[Product, defaultdict[Weight, int]] = defaultdict(lambda: defaultdict(int))
        touched = {index for code in of for index in self._at[place_of[code]]}
        for index in sorted(touched):
            process = self.processes[index]
            if process.slots:
                for met, rest, left_over in self._placements(process, of):
                    for weight, factor in left_over:
                        self._act(process, met, rest, weight, factor, out)
            else:
                at = {place_of[code]: code for code in of}
                met = [(pair, at.pop(place, 0)) for place, pair in process.fixed]
                # What is not met stays; letters of ensembles may stand several times on one place.
                seen = {place for place, _ in process.fixed}
                rest = tuple([code for code in of if place_of[code] not in seen])
                self._act(process, met, rest, process.weight, process.factor, out)
        return _without_zeros(out)

    def _by_algebra(self, of: Product) -> Rate:
        """The same with fermion modes, whose signs the algebra knows."""
        m = self.alphabet.monomial(of)
        groups, denominator = parts(self.model.adjoint(Operator({ONE: {m: 1}})))
        out: Rate = {}
        for w, group in groups.items():
            for found, k in group.items():
                ordinary, slots = self.alphabet.written(found)
                product = tuple(sorted([*ordinary, *(code for code, _ in slots)]))
                for total, value in multiply({w: Fraction(1)}, self.alphabet.choices(slots)).items():
                    whole = value * k * self.denominator / denominator
                    assert whole.denominator == 1
                    mine = out.setdefault(product, {})
                    mine[total] = mine.get(total, 0) + int(whole)
        return {product: {w: k for w, k in group.items() if k} for product, group in out.items() if any(group.values())}

    def _placements(
        self, process: Process, of: Product
    ) -> Iterator[tuple[list[tuple[Pair, int]], Product, list[tuple[Weight, int]]]]:
        """All ways to put a process's slots on atoms of the product or on others, with the number of the latter."""
        place_of = self.alphabet.place_of
        fixed = dict(process.fixed)
        ordinary = {place_of[code]: code for code in of if place_of[code] in fixed}
        base = [(pair, ordinary.get(place, 0)) for place, pair in process.fixed]
        others = [code for code in of if place_of[code] not in fixed]
        choices = [[-1, *(k for k, code in enumerate(others) if place_of[code] == place)] for place, _ in process.slots]
        for choice in combinations_of(*choices):
            taken = [k for k in choice if k >= 0]
            if len(set(taken)) < len(taken) or (not taken and not ordinary):
                continue
            left_over = {process.weight: Fraction(process.factor)}
            busy: dict[int, int] = {}
            for (place, _), k in zip(process.slots, choice, strict=True):
                if k < 0:
                    known = busy.get(place)
                    if known is None:
                        known = sum(place_of[code] == place for code in others)
                    left_over = multiply(left_over, self._others(place, known))
                    busy[place] = known + 1
            if not left_over:
                continue
            met = base + [
                (pair, others[k] if k >= 0 else 0) for (_, pair), k in zip(process.slots, choice, strict=True)
            ]
            rest = tuple([code for k, code in enumerate(others) if k not in taken])
            yield met, rest, [(w, int(value)) for w, value in left_over.items()]

    def _others(self, place: int, used: int) -> Polynomial:
        count = self.alphabet.places[place].count
        assert count is not None
        return _atoms_left(count, used)

    def _act(
        self,
        process: Process,
        met: list[tuple[Pair, int]],
        rest: Product,
        weight: Weight,
        factor: int,
        out: defaultdict[Product, defaultdict[Weight, int]],
    ) -> None:
        letters = [entry for entry in met if entry[1]]
        if not letters:
            return
        idle = [pair for pair, code in met if not code]
        if process.lossy:
            tables: list[tuple[Local, ...]] = [self.alphabet.lost(x, y, code) for (x, y), code in letters]
            before = [self.alphabet.product(x, y) for x, y in idle]
            signs: tuple[int, ...] = (2, -1, -1)
        else:
            tables = [self.alphabet.turned(x, code) for (x, _), code in letters]
            before = [((x, 1, ONE),) for x, _ in idle]
            signs = (1, -1)
        if len(tables) == 1:
            _spread(out, [*before, tables[0][-1]], rest, weight, factor)
        else:
            for variant, sign in enumerate(signs):
                _spread(out, [*before, *(table[variant] for table in tables)], rest, weight, factor * sign)


def _spread(
    out: defaultdict[Product, defaultdict[Weight, int]],
    sums: list[Local],
    rest: Product,
    weight: Weight,
    factor: int,
) -> None:
    """Add a product of sums of letters, times letters that stay."""
    partial = [(rest, weight, factor)]
    for local in sums:
        grown = []
        for codes, w, f in partial:
            for code, k, extra in local:
                more = (*codes, code) if code else codes
                if extra is ONE:
                    grown.append((more, w, f * k))
                else:
                    grown += [(more, total, f * k * g) for total, g in times(w, extra)]
        partial = grown
    for codes, w, f in partial:
        out[tuple(sorted(codes))][w] += f


def _without_zeros(out: defaultdict[Product, defaultdict[Weight, int]]) -> Rate:
    found: Rate = {}
    for codes, group in out.items():
        kept = {w: k for w, k in group.items() if k} if 0 in group.values() else dict(group)
        if kept:
            found[codes] = kept
    return found


@cache
def _atoms_left(count: sp.Expr, used: int) -> Polynomial:
    left = dict(polynomial(count))
    total = left.get(ONE, Fraction(0)) - used
    if total:
        left[ONE] = total
    else:
        left.pop(ONE, None)
    return left


def parts(operator: Operator) -> tuple[Groups, int]:
    """An operator as weight -> monomial -> integer over one denominator."""
    return operator._groups, operator._denominator


Found = Iterator[tuple[Process, Fraction]]


def _hamiltonian(operator: Operator, alphabet: Alphabet) -> Found:
    groups, denominator = parts(operator)
    for w, group in groups.items():
        for turned, sign in times(w, I):
            for m, k in group.items():
                ordinary, slots = alphabet.written(m)
                if ordinary or slots:
                    fixed = tuple((alphabet.place_of[code], (code, 0)) for code in ordinary)
                    placed = tuple((alphabet.place_of[code], (code, 0)) for code, _ in slots)
                    yield Process(turned, 0, False, fixed, placed), Fraction(sign * k, denominator)


def _channel(channel: Channel, alphabet: Alphabet) -> Found:
    (left, dl), (right, dr) = parts(channel.left), parts(channel.right)
    rate = _scalar(channel.rate)
    for w1, mine in left.items():
        for w2, theirs in right.items():
            # A rate (x m y - {x y, m}/2) is rate/2 times (2 x m y - {x y, m}).
            weights = multiply(multiply(rate, {w1: Fraction(1, 2 * dl * dr)}), {w2: Fraction(1)})
            for m1, k1 in mine.items():
                for m2, k2 in theirs.items():
                    one, other = alphabet.written(m1), alphabet.written(m2)
                    counted = _counted(channel, weights, one, other)
                    for fixed, slots in _paired(alphabet, one, other):
                        for w, value in counted.items():
                            yield Process(w, 0, True, fixed, slots), value * k1 * k2


def _counted(channel: Channel, weights: Polynomial, left: Written, right: Written) -> Polynomial:
    """The weights of a pair, times the number of atoms for each label of the jump that does not occur in it."""
    present = {label for _, label in (*left[1], *right[1])}
    for label in channel.labels:
        if label not in present:
            assert channel.over is not None
            weights = multiply(weights, polynomial(channel.over.count))
    return weights


def _scalar(rate: Operator) -> Polynomial:
    groups, denominator = parts(rate)
    found: Polynomial = {}
    for w, group in groups.items():
        for m, k in group.items():
            if m.letters:
                coupling = m.letters[0][1].factors[0].coupling.name
                raise DynamicsError(
                    f"the rate {coupling!r} makes the atoms of {m.letters[0][0].name!r} different, where identical "
                    "atoms are expected; give a number of atoms with model.written_out, or several ensembles"
                )
            found[w] = Fraction(k, denominator)
    return found


Placed = tuple[tuple[int, Pair], ...]


def _paired(alphabet: Alphabet, left: Written, right: Written) -> Iterator[tuple[Placed, Placed]]:
    """Two monomials as letters (x, y): slots of the same label meet, other slots meet or are different atoms."""
    fixed: dict[int, list[int]] = {}
    for side, (ordinary, _) in enumerate((left, right)):
        for code in ordinary:
            fixed.setdefault(alphabet.place_of[code], [0, 0])[side] = code
    placed = tuple((place, (x, y)) for place, (x, y) in fixed.items())
    for slots in _met(alphabet, list(left[1]), list(right[1])):
        yield placed, slots


Slots = list[tuple[int, str | int | None]]


def _met(alphabet: Alphabet, mine: Slots, theirs: Slots) -> Iterator[Placed]:
    if not mine:
        yield tuple((alphabet.place_of[code], (0, code)) for code, _ in theirs)
        return
    (code, label), *others = mine
    place = alphabet.place_of[code]
    same = [k for k, (_, own) in enumerate(theirs) if label is not None and own == label]
    if not same:
        for slots in _met(alphabet, others, theirs):
            yield ((place, (code, 0)), *slots)
    bound = [k for k, (c, own) in enumerate(theirs) if own is None and alphabet.place_of[c] == place]
    for k in same or (bound if label is None else []):
        for slots in _met(alphabet, others, theirs[:k] + theirs[k + 1 :]):
            yield ((place, (code, theirs[k][0])), *slots)
