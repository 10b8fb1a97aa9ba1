r"""One excitation in two gases that collide in random pairs, averaged exactly over pairs and phases.

In each step every alkali atom meets one noble-gas atom, and no noble-gas atom meets two; all such pairings are equally
likely, and the phases are independent. A state with one spin up has an amplitude for each atom. Its mean density
matrix is not changed by exchanging atoms of one gas, so it is known from six sums over pairs of atoms: populations
:math:`P_a, P_b`, coherences :math:`Q_a, Q_b` between two different atoms of one gas, and :math:`Z, Z^*` between the
gases. One step is a linear map of the six. It needs nothing of the phases but :math:`\chi = \langle e^{i\phi}\rangle`.

The probability of the symmetric excitations follows: :math:`(P_a+Q_a)/N_a` and :math:`(P_b+Q_b)/N_b`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import sympy as sp

from derive.domains import COMPLEX, REAL
from derive.records import Derivation, Equation, Quantity, table
from derive.spin_exchange import scattering, symbols
from derive.spin_exchange import stochastic_symbols as own
from derive.steps import Chain, DerivationError, every

MODULE = "spin_exchange.exchange_average"
Species = Literal["a", "b"]
Atom = tuple[Species, int]
Image = tuple[tuple[sp.Expr, Atom, int], ...]
"""The amplitude of an atom after a step: (coefficient, atom whose amplitude it multiplies, number of the collision)."""

RANDOM = "every step pairs each alkali atom with another noble-gas atom, all pairings equally likely"
INDEPENDENT = "phases of different collisions are independent and have one distribution"
BETWEEN = "the magnetic field acts between the collisions, which are sudden"
N_A, N_B, CHI = own.N_A.symbol, symbols.N_B.symbol, own.CHARACTERISTIC.symbol


def _sum(name: str, latex: str, meaning: str, real: bool) -> tuple[Quantity, Quantity]:
    domain = REAL if real else COMPLEX
    before = Quantity(name=name, latex=latex, meaning=meaning, domain=domain)
    after = Quantity(name=f"{name}_next", latex=f"{latex}'", meaning=f"{meaning}, one step later", domain=domain)
    return before, after


ORBITS = (
    _sum("P_a", "P_a", "probability that an alkali atom is excited", True),
    _sum("Q_a", "Q_a", "sum of coherences of different alkali atoms", True),
    _sum("P_b", "P_b", "probability that a noble-gas atom is excited", True),
    _sum("Q_b", "Q_b", "sum of coherences of different noble-gas atoms", True),
    _sum("Z_ab", "Z", "sum of coherences between alkali and noble-gas atoms", False),
    _sum("Z_ba", r"\bar Z", "complex conjugate of Z", False),
)
TABLE = table(own.TABLE, (q for pair in ORBITS for q in pair))
REPRESENTATIVES: tuple[tuple[Atom, Atom], ...] = (
    (("a", 1), ("a", 1)),
    (("a", 1), ("a", 2)),
    (("b", 1), ("b", 1)),
    (("b", 1), ("b", 2)),
    (("a", 1), ("b", 1)),
    (("b", 1), ("a", 1)),
)
SIZES = (N_A, N_A * (N_A - 1), N_B, N_B * (N_B - 1), N_A * N_B, N_A * N_B)


def first_harmonics(k: int) -> sp.Expr:
    """The mean of exp(i k phi) for k = -1, 0, 1 by the symbol chi; raises DerivationError for other k."""
    known = {0: sp.Integer(1), 1: CHI, -1: sp.conjugate(CHI)}
    if k not in known:
        raise DerivationError(f"the average needs the mean of exp({k} i phi), which chi does not give")
    return known[k]


@dataclass(frozen=True, kw_only=True)
class Gases:
    """Amplitudes of one collision as functions of its phase, the turn of an alkali spin per step, means of phases.

    ``scatter`` is the 2x2 matrix on (alkali atom excited, noble-gas atom excited), relative to no excitation.
    """

    scatter: sp.ImmutableMatrix = field(default_factory=scattering.sector)
    turn: sp.Expr = own.TURN.symbol
    mean: Callable[[int], sp.Expr] = first_harmonics


MODEL = Gases()


def derivation(model: Gases = MODEL) -> Derivation:
    """The map of the six sums, and what it keeps."""
    return Derivation(
        module=MODULE,
        title="Exact average over random collisions",
        story=__doc__ or "",
        equations=(step(model), total(model), *losses(model)),
    )


def average(expression: sp.Expr, model: Gases = MODEL) -> sp.Expr:
    """The mean of a function of one phase, a sum of terms exp(i k phi)."""
    phi = symbols.PHI.symbol
    found = sp.Integer(0)
    if expression == 0:
        return found
    for term in sp.Add.make_args(sp.expand(expression.rewrite(sp.exp), power_exp=True)):
        factor, waves = term.as_independent(phi)
        harmonic = sp.expand(sp.log(sp.powsimp(waves)), force=True) / (sp.I * phi) if waves != 1 else sp.Integer(0)
        if not harmonic.is_integer:
            raise DerivationError(f"{waves} is not a power of exp(i phi), so its mean is not known")
        found += factor * model.mean(int(harmonic))
    return found


def images(model: Gases) -> tuple[Callable[[Atom, int], Image], Callable[[Atom, Atom, int], Image]]:
    """What a step does to the amplitude of an atom that meets nobody, and of one that meets a partner."""
    turn = sp.exp(-sp.I * model.turn)

    def alone(atom: Atom, _: int = 0) -> Image:
        return ((turn if atom[0] == "a" else sp.Integer(1), atom, 0),)

    def meeting(atom: Atom, partner: Atom, collision: int) -> Image:
        row = 0 if atom[0] == "a" else 1
        factor = turn if row == 0 else sp.Integer(1)
        return (factor * model.scatter[row, row], atom, collision), (
            factor * model.scatter[row, 1 - row],
            partner,
            collision,
        )

    return alone, meeting


def scenarios(first: Atom, second: Atom, model: Gases) -> Iterator[tuple[sp.Expr, Image, Image]]:
    """Whom two atoms meet, with which probability, and their amplitudes afterwards; the probabilities add up to 1."""
    alone, meeting = images(model)
    kinds, same = first[0] + second[0], first == second
    elsewhere: Atom = ("b", 2)
    if kinds == "aa":
        other = meeting(second, ("b", 1), 1) if same else meeting(second, elsewhere, 2)
        yield sp.Integer(1), meeting(first, ("b", 1), 1), other
    elif kinds == "bb" and same:
        yield 1 - N_A / N_B, alone(first, 0), alone(second, 0)
        yield N_A / N_B, meeting(first, ("a", 1), 1), meeting(second, ("a", 1), 1)
    elif kinds == "bb":
        pairs = N_B * (N_B - 1)
        yield (N_B - N_A) * (N_B - N_A - 1) / pairs, alone(first, 0), alone(second, 0)
        yield N_A * (N_B - N_A) / pairs, meeting(first, ("a", 1), 1), alone(second, 0)
        yield N_A * (N_B - N_A) / pairs, alone(first, 0), meeting(second, ("a", 1), 1)
        yield N_A * (N_A - 1) / pairs, meeting(first, ("a", 1), 1), meeting(second, ("a", 2), 2)
    else:
        alkali, noble = (first, second) if kinds == "ab" else (second, first)
        for probability, of_alkali, of_noble in (
            (1 / N_B, meeting(alkali, noble, 1), meeting(noble, alkali, 1)),
            ((N_B - N_A) / N_B, meeting(alkali, elsewhere, 1), alone(noble, 0)),
            ((N_A - 1) / N_B, meeting(alkali, elsewhere, 1), meeting(noble, ("a", 2), 2)),
        ):
            yield (probability, of_alkali, of_noble) if kinds == "ab" else (probability, of_noble, of_alkali)


def orbit(first: Atom, second: Atom) -> int:
    """To which of the six sums the coherence of two atoms belongs."""
    kinds = first[0] + second[0]
    return {"aa": 0, "bb": 2, "ab": 4, "ba": 5}[kinds] + (1 if kinds in ("aa", "bb") and first != second else 0)


@cache
def step_matrix(model: Gases = MODEL) -> sp.ImmutableMatrix:
    """The 6x6 matrix of one step on (P_a, Q_a, P_b, Q_b, Z, Z*), for any N_a <= N_b."""
    entries = sp.zeros(6, 6)
    for row, (first, second) in enumerate(REPRESENTATIVES):
        for probability, one, other in scenarios(first, second, model):
            for c, atom, collision in one:
                for d, partner, other_collision in other:
                    if collision == other_collision:
                        mean = average(c * sp.conjugate(d), model)
                    else:
                        mean = average(c, model) * average(sp.conjugate(d), model)
                    column = orbit(atom, partner)
                    entries[row, column] += SIZES[row] * probability * mean / SIZES[column]
    return sp.ImmutableMatrix(entries.applyfunc(sp.factor))


def step(model: Gases = MODEL) -> Equation:
    """The six sums after one step; the check is conservation of probability and, without field, of the total spin."""
    matrix = step_matrix(model)
    before = sp.ImmutableMatrix([pair[0].symbol for pair in ORBITS])
    after = sp.ImmutableMatrix([pair[1].symbol for pair in ORBITS])
    chain = Chain(after, TABLE)
    ones, population = sp.ones(1, 6), sp.Matrix([[1, 0, 1, 0, 0, 0]])
    field_free = matrix.subs(model.turn, 0) if model.turn != 0 else matrix
    kept = [population * matrix - population, ones * field_free - ones]
    chain.certified(
        "whom each pair of atoms meets, and the mean over phases",
        matrix * before,
        "two conservation laws",
        all(sp.expand(entry) == 0 for row in kept for entry in row.applyfunc(sp.cancel)),
        "P_a + P_b never changes; the sum of all six does not change without a field, where the total spin is kept",
    )
    return chain.equation(
        id=f"{MODULE}.step",
        title="The six sums after one step",
        lhs=after,
        follows_from=(f"{scattering.MODULE}.relative",),
        assumes=(RANDOM, INDEPENDENT, BETWEEN),
        source="SI section 1, in place of the simulation",
    )


def total(model: Gases = MODEL) -> Equation:
    """The excitation is always somewhere: the one-excitation subspace is not left."""
    matrix = step_matrix(model)
    before = sp.ImmutableMatrix([pair[0].symbol for pair in ORBITS])
    after = matrix * before
    chain = Chain(after[0] + after[2], TABLE)
    chain.equal("probability is kept in each step", before[0] + before[2])
    # populations and pair sums of one spin up: in one atom of either gas, or shared equally by all of a gas
    starts = [(1, 0, 0, 0, 0, 0), (1, N_A - 1, 0, 0, 0, 0), (0, 0, 1, 0, 0, 0), (0, 0, 1, N_B - 1, 0, 0)]
    after_one = [after.subs(dict(zip(before, start, strict=True)), simultaneous=True) for start in starts]
    chain.certified(
        "from the start",
        sp.Integer(1),
        "putting in",
        every(after_one, lambda sums: sp.cancel(sp.expand(sums[0] + sums[2])) == 1),
        "P_a + P_b is 1 after a step from one excited atom of either gas, and from a symmetric excitation",
    )
    return chain.equation(
        id=f"{MODULE}.total",
        title="The excitation is never lost",
        lhs=own.TOTAL.symbol,
        follows_from=(f"{MODULE}.step",),
        assumes=(
            RANDOM,
            "at the start one spin is up",
        ),
        source="SI section 1",
    )


def losses(model: Gases = MODEL) -> tuple[Equation, Equation]:
    """Rates at which one excited atom of either gas passes its excitation on: exact, and the same but for N_a/N_b."""
    scatter, tau, ratio = model.scatter, own.STEP.symbol, own.RATIO.symbol
    made = []
    for row, (name, quantity, share) in enumerate(
        (("alkali_loss", own.LOSS_A, 1), ("noble_gas_loss", own.LOSS_B, ratio))
    ):
        stays = average(scatter[row, row] * sp.conjugate(scatter[row, row]), model)
        leaves = average(scatter[1 - row, row] * sp.conjugate(scatter[1 - row, row]), model)
        chain = Chain(share * (1 - stays) / tau, TABLE)
        chain.equal("it goes to the partner of the collision", sp.factor_terms(share * leaves / tau))
        who = "alkali" if row == 0 else "noble-gas"
        made.append(
            chain.equation(
                id=f"{MODULE}.{name}",
                title=f"Loss rate of one excited {who} atom",
                lhs=quantity.symbol,
                follows_from=(f"{scattering.MODULE}.relative",),
                assumes=(RANDOM, INDEPENDENT),
                source="SI section 1",
            )
        )
    return made[0], made[1]
