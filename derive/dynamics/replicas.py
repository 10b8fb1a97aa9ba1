r"""Exact averages of products of amplitudes over random pair collisions, for any numbers of atoms.

Two gases of :math:`N_a \le N_b` atoms collide in steps; in each, every atom of the first gas meets another atom of the
second, all such pairings equally likely, with independent phases. A state with m excitations has an amplitude
:math:`\psi_S` for every set S of m atoms. The mean of R amplitudes, half of them conjugate,

.. math:: T_{S_1 S_2 \dots} = \langle \psi_{S_1}\, \psi^*_{S_2}\, \psi_{S_3}\, \psi^*_{S_4} \cdots\rangle ,

is mapped linearly by a step, and the map commutes with permutations of the atoms of either gas. So, from a symmetric
start, T has one value for each orbit, whatever the numbers of atoms. An orbit says which replicas are excited in one
and the same atom: for every atom that is excited in any replica, the set of those replicas (its pattern) and its gas.
An atom of the first gas may be marked, for a start that is symmetric in all atoms but that one.

One step acts on the patterns of the two atoms of each pair. Whom the atoms of an orbit meet has a probability that is
a quotient of falling factorials of the atom numbers. A phase enters through :math:`\epsilon_k = \langle e^{ik\phi}
\rangle - 1` alone. The map is a table of terms: coefficient, probability, product of :math:`\epsilon_k`.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Literal

import sympy as sp

Pattern = int
Waves = tuple[tuple[int, Fraction], ...]
"""A finite sum of c exp(i k phi), as pairs (k, c)."""
Pairing = tuple[int, int, int, int]
"""(p, q, k, l): of p atoms of the first and q of the second gas, k pairs meet, and l of the q - k others are met."""
Clock = Literal["step", "event"]


class ReplicaError(ValueError):
    """A map that cannot be made as asked: one sentence."""


@dataclass(frozen=True, kw_only=True)
class Orbit:
    """Patterns of the excited atoms: sorted, by gas; ``marked`` is that of the marked atom, 0 when not excited."""

    first: tuple[Pattern, ...]
    second: tuple[Pattern, ...]
    marked: Pattern | None = None

    def turns(self, replicas: int) -> int:
        """Excitations of the first gas in the replicas that are not conjugate, less those in conjugate ones."""
        patterns = (*self.first, *((self.marked,) if self.marked else ()))
        return sum(_sign(r) for p in patterns for r in range(replicas) if p >> r & 1)


@dataclass(frozen=True, kw_only=True)
class Term:
    """One term of an entry of the map less the identity: coefficient, pairing, product of epsilon_k."""

    row: int
    column: int
    coefficient: Fraction
    pairing: Pairing
    waves: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class OrbitMap:
    """The averaged map of one step on the values of the orbits, less the identity, before the first gas turns.

    With the field, row o is multiplied by exp(-i theta turns[o]), theta being the angle of a step.
    """

    replicas: int
    excitations: int
    marked: bool
    clock: Clock
    orbits: tuple[Orbit, ...]
    turns: tuple[int, ...]
    terms: tuple[Term, ...]


def _sign(replica: int) -> int:
    """1 for a replica of the state, -1 for one of its conjugate; they alternate."""
    return 1 - 2 * (replica % 2)


def waves_of(expression: sp.Expr, phase: sp.Symbol) -> Waves:
    """An expression in one phase as a sum of c exp(i k phase) with rational c.

    Raises ReplicaError when it is not one.
    """
    found: dict[int, Fraction] = defaultdict(Fraction)
    for term in sp.Add.make_args(sp.expand(sp.expand(expression.rewrite(sp.exp)), power_exp=True)):
        factor, wave = term.as_independent(phase)
        power = sp.expand(sp.log(sp.powsimp(wave)), force=True) / (sp.I * phase) if wave != 1 else sp.Integer(0)
        if not (power.is_Integer and factor.is_Rational):
            raise ReplicaError(f"{term} is no rational number times a power of exp(i {phase})")
        found[int(power)] += Fraction(int(factor.p), int(factor.q))
    return tuple(sorted((k, c) for k, c in found.items() if c))


def orbits(replicas: int, excitations: int, *, marked: bool = False) -> tuple[Orbit, ...]:
    """All orbits of R replicas with m excitations each, in a fixed order.

    Raises ReplicaError for an odd number of replicas, or none, and for less than one excitation.
    """
    if replicas < 2 or replicas % 2:
        raise ReplicaError(f"{replicas} replicas were asked for, expected an even number such as 2 or 4")
    if excitations < 1:
        raise ReplicaError(f"{excitations} excitations were asked for, expected at least 1")
    found = []
    for one in range(2**replicas) if marked else (None,):
        needs = tuple(excitations - ((one or 0) >> r & 1) for r in range(replicas))
        places = [(gas, pattern) for gas in (0, 1) for pattern in range(2**replicas - 1, 0, -1)]
        for chosen in _fillings(needs, places):
            first = tuple(sorted(p for gas, p in chosen if gas == 0))
            second = tuple(sorted(p for gas, p in chosen if gas == 1))
            found.append(Orbit(first=first, second=second, marked=one))
    return tuple(found)


def _fillings(needs: tuple[int, ...], places: list[tuple[int, Pattern]]) -> Iterator[tuple[tuple[int, Pattern], ...]]:
    """Multisets of places whose patterns add up to what each replica needs."""
    if not any(needs):
        yield ()
        return
    if not places:
        return
    (gas, pattern), rest = places[0], places[1:]
    inside = [r for r in range(len(needs)) if pattern >> r & 1]
    most = min(needs[r] for r in inside)
    for count in range(most, -1, -1):
        left = tuple(n - count * (pattern >> r & 1) for r, n in enumerate(needs))
        for others in _fillings(left, rest):
            yield ((gas, pattern),) * count + others


def orbit_map(
    replicas: int,
    excitations: int,
    scatter: tuple[tuple[Waves, Waves], tuple[Waves, Waves]],
    *,
    marked: bool = False,
    clock: Clock = "step",
) -> OrbitMap:
    """The map of one step (or of one collision, ``clock="event"``) on the orbits.

    ``scatter`` has the amplitudes of (first atom up, second atom up) after a collision, relative to none up; a pair of
    two excited atoms keeps its amplitude. Raises ReplicaError when a collision of phase zero is not the identity.
    """
    for i, j in itertools.product((0, 1), repeat=2):
        if sum(c for _, c in scatter[i][j]) != int(i == j):
            raise ReplicaError("a collision of phase zero changes the amplitudes, expected that it does nothing")
    known = orbits(replicas, excitations, marked=marked)
    index = {orbit: n for n, orbit in enumerate(known)}
    collide = _Collision(replicas, scatter)
    terms = []
    for row, orbit in enumerate(known):
        found: dict[tuple[int, Pairing, tuple[int, ...]], Fraction] = defaultdict(Fraction)
        for pairing, pairs, alone in _meetings(orbit, clock):
            for after, waves, coefficient in _products(collide, pairs):
                if waves:  # without a phase nothing changes, and the probabilities add up to one
                    found[index[_made(orbit, after, alone)], pairing, waves] += coefficient
        terms += [
            Term(row=row, column=column, coefficient=c, pairing=pairing, waves=waves)
            for (column, pairing, waves), c in sorted(found.items()) if c
        ]  # fmt: skip
    return OrbitMap(
        replicas=replicas, excitations=excitations, marked=marked, clock=clock, orbits=known,
        turns=tuple(orbit.turns(replicas) for orbit in known), terms=tuple(terms),
    )  # fmt: skip


Atom = tuple[Literal["marked", "first", "second"], Pattern]
Pair = tuple[Atom, Atom]


def _meetings(orbit: Orbit, clock: Clock) -> Iterator[tuple[Pairing, list[Pair], list[Atom]]]:
    """Whom the atoms of an orbit may meet: the pairing, the pairs, and the atoms that meet nobody."""
    first: list[Atom] = [("first", p) for p in orbit.first]
    if orbit.marked is not None:
        first = [("marked", orbit.marked), *first]
    second: list[Atom] = [("second", p) for p in orbit.second]
    p, q = len(first), len(second)
    other_first: Atom = ("first", 0)
    other_second: Atom = ("second", 0)
    if clock == "event":
        everybody = (*first, *second)
        for i, j in itertools.product(range(p + 1), range(q + 1)):
            one, two = (*first, other_first)[i], (*second, other_second)[j]
            busy = {n for n in (i if i < p else -1, p + j if j < q else -1) if n >= 0}
            yield (p, q, int(i < p), int(j < q)), [(one, two)], [a for n, a in enumerate(everybody) if n not in busy]
        return
    for k in range(min(p, q) + 1):
        for inside in itertools.combinations(range(p), k):
            for partners in itertools.permutations(range(q), k):
                pairs = [(first[i], second[j]) for i, j in zip(inside, partners, strict=True)]
                pairs += [(first[i], other_second) for i in range(p) if i not in inside]
                left = [j for j in range(q) if j not in partners]
                for size in range(len(left) + 1):
                    for met in itertools.combinations(left, size):
                        more = [(other_first, second[j]) for j in met]
                        yield (p, q, k, size), pairs + more, [second[j] for j in left if j not in met]


class _Collision:
    """What a collision makes of the patterns of two atoms, averaged over its phase."""

    def __init__(self, replicas: int, scatter: tuple[tuple[Waves, Waves], tuple[Waves, Waves]]) -> None:
        self.replicas, self.scatter = replicas, scatter

    @cache  # noqa: B019 - lives as long as the map is made
    def outcomes(self, one: Pattern, two: Pattern) -> tuple[tuple[Pattern, Pattern, int, Fraction], ...]:
        """(pattern, pattern, k, coefficient of epsilon_k); k = 0 stands for the part without a phase."""
        found: dict[tuple[Pattern, Pattern, int], Fraction] = defaultdict(Fraction)
        single = [r for r in range(self.replicas) if (one ^ two) >> r & 1]
        for flips in itertools.product((0, 1), repeat=len(single)):
            mask = sum(1 << r for r, flip in zip(single, flips, strict=True) if flip)
            waves = {0: Fraction(1)}
            for r, flip in zip(single, flips, strict=True):
                row = 0 if one >> r & 1 else 1
                waves = _times(waves, self.scatter[row][row ^ flip], _sign(r))
            for k, c in waves.items():
                found[one ^ mask, two ^ mask, k] += c
                if k:
                    found[one ^ mask, two ^ mask, 0] += c
        return tuple((a, b, k, c) for (a, b, k), c in sorted(found.items()) if c)


def _times(waves: Mapping[int, Fraction], factor: Waves, sign: int) -> dict[int, Fraction]:
    product: dict[int, Fraction] = defaultdict(Fraction)
    for k, c in waves.items():
        for power, coefficient in factor:
            product[k + sign * power] += c * coefficient
    return product


def _products(collide: _Collision, pairs: list[Pair]) -> Iterator[tuple[list[Atom], tuple[int, ...], Fraction]]:
    """Atoms after all pairs collided, the product of epsilon_k, and its coefficient."""
    for chosen in itertools.product(*(collide.outcomes(one[1], two[1]) for one, two in pairs)):
        atoms: list[Atom] = []
        coefficient = Fraction(1)
        for (one, two), (a, b, _, c) in zip(pairs, chosen, strict=True):
            atoms += [(one[0], a), (two[0], b)]
            coefficient *= c
        yield atoms, tuple(sorted(k for _, _, k, _ in chosen if k)), coefficient


def _made(orbit: Orbit, after: list[Atom], alone: list[Atom]) -> Orbit:
    """The orbit of atoms with these patterns."""
    atoms = [*after, *alone]
    marked = next((p for gas, p in atoms if gas == "marked"), orbit.marked)
    return Orbit(
        first=tuple(sorted(p for gas, p in atoms if gas == "first" and p)),
        second=tuple(sorted(p for gas, p in atoms if gas == "second" and p)),
        marked=marked,
    )


def probability(pairing: Pairing, first: sp.Expr, second: sp.Expr, clock: Clock = "step") -> sp.Expr:
    r"""The probability of a pairing in a gas of N_a and N_b atoms.

    A step maps the N_a atoms one to one into the N_b, all such maps equally likely: that k of p atoms meet k given ones
    of q, the other p - k none of the q, and of the q - k left exactly l given ones are met by further atoms, is

    .. math:: \frac{(N_b-q)^{\underline{p-k}}}{N_b^{\underline p}}\,
        \frac{(N_a-p)^{\underline l}\,(N_b-N_a)^{\underline{q-k-l}}}{(N_b-p)^{\underline{q-k}}} .

    A single collision picks one of the N_a N_b pairs.
    """
    p, q, k, met = pairing
    if clock == "event":
        return (1 if k else first - p) * (1 if met else second - q) / (first * second)
    outside = sp.ff(second - q, p - k) / sp.ff(second, p)
    return outside * sp.ff(first - p, met) * sp.ff(second - first, q - k - met) / sp.ff(second - p, q - k)


def entry(
    made: OrbitMap, row: int, column: int, atoms: tuple[sp.Expr, sp.Expr], mean: Mapping[int, sp.Expr]
) -> sp.Expr:
    """An entry of the map, identity included, as an expression; ``mean[k]`` stands for the mean of exp(i k phi)."""
    total = sp.Integer(int(row == column))
    for term in made.terms:
        if (term.row, term.column) == (row, column):
            factor = sp.Mul(*(mean[k] - 1 for k in term.waves))
            weight = probability(term.pairing, *atoms, clock=made.clock)
            total += sp.Rational(term.coefficient.numerator, term.coefficient.denominator) * weight * factor
    return total


def size(orbit: Orbit, first: sp.Expr, second: sp.Expr) -> sp.Expr:
    """How many tuples of sets belong to an orbit; the marked atom counts among the first gas."""
    free = first - (0 if orbit.marked is None else 1)
    same = sp.Integer(1)
    for patterns in (orbit.first, orbit.second):
        for count in Counter(patterns).values():
            same *= sp.factorial(count)
    return sp.ff(free, len(orbit.first)) * sp.ff(second, len(orbit.second)) / same
