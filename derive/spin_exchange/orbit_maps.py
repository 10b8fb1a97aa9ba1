r"""Exact averages of products of amplitudes, for a start that is symmetric but for one atom, and of several products.

The mean of one excitation lives on six sums (:mod:`derive.spin_exchange.exchange_average`), which are the orbits of
pairs of atoms under exchange of equal ones. The same map follows here from the general average over random collisions,
and is proved equal. A localised start marks one alkali atom, and then there are eleven orbits; two excitations have
twenty, and the second moments of the probabilities of one excitation ninety-four, whatever the numbers of atoms are.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.domains import COMPLEX
from derive.dynamics import replicas
from derive.records import Derivation, Equation, Quantity, table
from derive.spin_exchange import exchange_average as average
from derive.spin_exchange import kick, symbols
from derive.spin_exchange import stochastic_symbols as own
from derive.steps import Chain, DerivationError, every

MODULE = "spin_exchange.orbit_maps"
MARKED = "the start is symmetric in all noble-gas atoms and in all alkali atoms but one"


def derivation(gases: average.Gases = average.MODEL) -> Derivation:
    """The six sums once more, and the eleven values of a localised start."""
    return Derivation(
        module=MODULE, title="Exact averages of localised starts and of products of probabilities",
        story=__doc__ or "", equations=(amplitudes(gases), six(gases), localised(gases)),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Values:
    """The values of the orbits of two replicas, before and after a step."""

    before: tuple[Quantity, ...]
    after: tuple[Quantity, ...]


def scatter(
    gases: average.Gases,
) -> tuple[tuple[replicas.Waves, replicas.Waves], tuple[replicas.Waves, replicas.Waves]]:
    """The amplitudes of a collision as sums of exp(i k phi)."""
    phi = symbols.PHI.symbol
    rows = [[replicas.waves_of(gases.scatter[i, j], phi) for j in (0, 1)] for i in (0, 1)]
    return (rows[0][0], rows[0][1]), (rows[1][0], rows[1][1])


def amplitudes(gases: average.Gases = average.MODEL) -> Equation:
    """The mean of one step on the amplitudes of the symmetric excitations of both gases, exact for all phases.

    An alkali atom meets a noble-gas atom for certain, a noble-gas atom an alkali atom with the probability N_a/N_b.
    """
    mean = gases.scatter.applyfunc(lambda e: average.average(e, gases))
    ratio, root = average.N_A / average.N_B, sp.sqrt(average.N_A / average.N_B)
    turn = sp.exp(-sp.I * gases.turn)
    kept = 1 - ratio + ratio * mean[1, 1]
    found = sp.ImmutableMatrix([[turn * mean[0, 0], turn * root * mean[0, 1]], [root * mean[1, 0], kept]])
    names = (("M_aa", "alkali to alkali"), ("M_ab", "noble gas to alkali"), ("M_ba", "alkali to noble gas"),
             ("M_bb", "noble gas to noble gas"))  # fmt: skip
    entries = [
        Quantity(name=name, latex=f"M_{{{name[2:]}}}", meaning=f"mean amplitude from {way} in a step", domain=COMPLEX)
        for name, way in names
    ]
    chain = Chain(found, table(own.TABLE, symbols.TABLE, entries))
    return chain.equation(
        id=f"{MODULE}.amplitudes",
        title="Mean of one step on the symmetric excitations of both gases",
        lhs=sp.ImmutableMatrix(2, 2, [q.symbol for q in entries]),
        follows_from=(f"{kick.MODULE}.exact",),
        assumes=(average.RANDOM, average.INDEPENDENT, average.BETWEEN),
        source="SI section 1, in place of the simulation",
    )


def six(gases: average.Gases = average.MODEL) -> Equation:
    """The map of the six sums from the general average, proved equal to the one that was found case by case.

    Raises DerivationError when the two differ.
    """
    made = replicas.orbit_map(2, 1, scatter(gases))
    order = [made.orbits.index(orbit) for orbit in _six_orbits()]
    sizes = [replicas.size(made.orbits[n], average.N_A, average.N_B) for n in order]
    found = sp.zeros(6, 6)
    for i, row in enumerate(order):
        turn = sp.exp(-sp.I * made.turns[row] * gases.turn)
        for j, column in enumerate(order):
            found[i, j] = turn * sizes[i] / sizes[j] * _entry(made, row, column, gases)
    known = average.step_matrix(gases)
    before = sp.ImmutableMatrix([pair[0].symbol for pair in average.ORBITS])
    chain = Chain(sp.ImmutableMatrix(known * before), average.TABLE)
    same = every(found - known, lambda e: sp.cancel(sp.expand(sp.expand(e), power_exp=True)) == 0)
    chain.certified(
        "from orbits of pairs of atoms", chain.expression, "comparison of all entries", same,
        "the general average over random collisions gives the same matrix, entry by entry",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.six",
        title="The six sums after one step, from their orbits",
        lhs=sp.ImmutableMatrix([pair[1].symbol for pair in average.ORBITS]),
        follows_from=(f"{average.MODULE}.step",),
        assumes=(average.RANDOM, average.INDEPENDENT, average.BETWEEN),
        source="SI section 1, in place of the simulation",
    )


def localised(gases: average.Gases = average.MODEL) -> Equation:
    """One step for the mean products of two amplitudes, when the start marks one alkali atom."""
    made = replicas.orbit_map(2, 1, scatter(gases), marked=True)
    values = _values(made)
    rows = []
    for row in range(len(made.orbits)):
        turn = sp.exp(-sp.I * made.turns[row] * gases.turn)
        entries = (_entry(made, row, j, gases) * q.symbol for j, q in enumerate(values.before))
        rows.append(turn * sp.Add(*entries))
    kept = _probability_kept(made, gases)
    chain = Chain(sp.ImmutableMatrix(rows), table(own.TABLE, symbols.TABLE, values.before, values.after))
    chain.certified(
        "average over pairings and phases", chain.expression, "conservation of probability", kept,
        "the populations of all atoms add up to what they were, for any values of the orbits",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.localised",
        title="Products of two amplitudes after one step, one alkali atom being marked",
        lhs=sp.ImmutableMatrix([q.symbol for q in values.after]),
        follows_from=(f"{kick.MODULE}.exact",),
        assumes=(average.RANDOM, average.INDEPENDENT, average.BETWEEN, MARKED),
        source="SI section 1, in place of the simulation",
    )


def _entry(made: replicas.OrbitMap, row: int, column: int, gases: average.Gases) -> sp.Expr:
    means = {k: gases.mean(k) for k in (-1, 1)}
    entry: sp.Expr = replicas.entry(made, row, column, (average.N_A, average.N_B), means)
    return entry


def _six_orbits() -> tuple[replicas.Orbit, ...]:
    """The orbits of the six sums, in their order: P_a, Q_a, P_b, Q_b, Z and its conjugate."""
    gases = (((3,), ()), ((1, 2), ()), ((), (3,)), ((), (1, 2)), ((1,), (2,)), ((2,), (1,)))
    return tuple(replicas.Orbit(first=first, second=second) for first, second in gases)


def _values(made: replicas.OrbitMap) -> Values:
    before, after = [], []
    for orbit in made.orbits:
        atoms = [("1", orbit.marked)] if orbit.marked else []
        atoms += [("a", p) for p in orbit.first] + [("b", p) for p in orbit.second]
        name = "T_" + "".join(f"{gas}{p}" for gas, p in atoms)
        latex = _latex(atoms)
        meaning = "mean product of an amplitude and a conjugate one: " + ", ".join(_word(gas, p) for gas, p in atoms)
        before.append(Quantity(name=name, latex=latex, meaning=meaning, domain=COMPLEX))
        after.append(
            Quantity(name=f"{name}_next", latex=f"{latex}'", meaning=f"{meaning}, one step later", domain=COMPLEX)
        )
    return Values(before=tuple(before), after=tuple(after))


def _latex(atoms: list[tuple[str, int]]) -> str:
    both = [gas for gas, p in atoms if p == 3]
    if both:
        return rf"T_{{{both[0]}{both[0]}}}"
    plain, conjugate = (next(gas for gas, p in atoms if p == wanted) for wanted in (1, 2))
    return rf"T_{{{plain}{conjugate}{chr(39) if plain == conjugate else ''}}}"


def _word(gas: str, pattern: int) -> str:
    who = {"1": "the marked atom", "a": "another alkali atom", "b": "a noble-gas atom"}[gas]
    return {1: f"amplitude of {who}", 2: f"conjugate one of {who}", 3: f"both of {who}"}[pattern]


def _probability_kept(made: replicas.OrbitMap, gases: average.Gases) -> bool:
    """Whether the weighted sum of the rows of populations is that of the values themselves."""
    rows = [n for n, orbit in enumerate(made.orbits) if 3 in (*orbit.first, *orbit.second, orbit.marked)]
    if len(rows) != 3:
        raise DerivationError(f"{len(rows)} kinds of populations were found, expected three")
    weights = {row: replicas.size(made.orbits[row], average.N_A, average.N_B) for row in rows}
    totals = (
        sp.Add(*(weights[row] * _entry(made, row, column, gases) for row in rows)) - weights.get(column, 0)
        for column in range(len(made.orbits))
    )
    return every(totals, lambda e: sp.cancel(sp.expand(e)) == 0)
