r"""Oracles of atoms with several levels: matrices of a few atoms, and sums over coincidences of many.

Neither uses the operator algebra. For one and two atoms of each ensemble everything is a matrix of exact numbers; for
many atoms in a product state the mean of a product of sums over atoms is a sum over the ways in which its labels
coincide. The state has coherences of the size 1/sqrt(N), so that squares, correlations and N all grow alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import product

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion
from derive.records import Equation

UP, DOWN, THIRD = range(3)
RATES = {  # from, to: events per second
    (UP, DOWN): Fraction(3, 7),
    (DOWN, UP): Fraction(5, 4),
    (UP, THIRD): Fraction(2, 9),
    (DOWN, THIRD): Fraction(4, 5),
    (THIRD, UP): Fraction(7, 8),
    (THIRD, DOWN): Fraction(1, 3),
    (UP, UP): Fraction(6, 5),
    (DOWN, DOWN): Fraction(9, 8),
}
NAMES = {UP: "u", DOWN: "d", THIRD: "h"}
SHARES = (Fraction(3, 5), Fraction(1, 5), Fraction(1, 5))
MU, NU, LIGHT = Fraction(5, 4), Fraction(3, 4), Fraction(17, 10)
MANY = 10**10
COHERENCE = (0.31, -0.17)
Matrix = list[list[complex]]
Word = tuple[tuple[int, Matrix, int], ...]


def jump(end: int, start: int) -> Matrix:
    """|end><start| of one atom."""
    return [[complex(row == end and column == start) for column in range(3)] for row in range(3)]


def times(a: Matrix, b: Matrix) -> Matrix:
    """The product of two matrices."""
    return [[sum(x * y for x, y in zip(row, column, strict=True)) for column in zip(*b, strict=True)] for row in a]


def dagger(a: Matrix) -> Matrix:
    """The adjoint of a matrix."""
    return [[complex(x).conjugate() for x in column] for column in zip(*a, strict=True)]


def combined(parts: list[tuple[complex, Matrix]]) -> Matrix:
    """A sum of multiples of matrices."""
    size = len(parts[0][1])
    return [[sum(w * m[r][c] for w, m in parts) for c in range(size)] for r in range(size)]


LIFT, LOWER = jump(UP, DOWN), jump(DOWN, UP)
TRANSVERSE = {
    "y": combined([(0.5, LIFT), (0.5, LOWER)]),
    "z": combined([(0.5j, LOWER), (-0.5j, LIFT)]),
}


# Populations ------------------------------------------------------------------------------------------------------


def _rates_of_populations(start: int) -> list[float]:
    """d rho_kk/dt of one atom in a level, from jumps as matrices."""
    state = jump(start, start)
    change = [[0j] * 3 for _ in range(3)]
    for (a, b), rate in RATES.items():
        c = jump(b, a)
        square = times(dagger(c), c)
        moved = combined(
            [(1, times(times(c, state), dagger(c))), (-0.5, times(square, state)), (-0.5, times(state, square))]
        )
        change = combined([(1, change), (float(rate), moved)])
    return [change[k][k].real for k in range(3)]


def _entry(equation: Equation) -> float:
    values = {f"Gamma_{NAMES[a]}{NAMES[b]}": value for (a, b), value in RATES.items()}
    return float(equation.rhs.xreplace({s: sp.Rational(values[s.name]) for s in equation.rhs.free_symbols}))


def density_matrix(equation: Equation) -> Opinion:
    """The rate of change of the population of h of an atom in h, from the master equation of one atom."""
    return _compare("master equation of one atom", _entry(equation), _rates_of_populations(THIRD)[THIRD], 1e-12)


def survival(equation: Equation) -> Opinion:
    """The rate at which an atom leaves h, from what has come to the other levels after a short time."""
    with mp.workdps(40):
        rates = mp.matrix(3, 3)
        for (a, b), value in RATES.items():
            if a != b:
                rates[b, a] += mp.mpf(value.numerator) / value.denominator
        for a in range(3):
            rates[a, a] = -sum(rates[b, a] for b in range(3) if b != a)
        time = mp.mpf(10) ** -15
        arrived = (mp.expm(rates * time) * mp.matrix([0, 0, 1]))[:2]
        found = -float(sum(arrived) / time)
    # what leaves again in that time is of relative order 1e-15
    return _compare("atoms that have come to up and down", _entry(equation), found, 1e-12)


def _compare(method: str, derived: float, found: float, tolerance: float) -> Opinion:
    gap = abs(derived - found) / max(abs(found), 1e-30)
    detail = f"found {found:.10g}, the equation {derived:.10g}; allowed relative difference {tolerance:.0e}"
    return Opinion(method=method, agrees=gap < tolerance, detail=detail)


# Many atoms in a product state ------------------------------------------------------------------------------------


def partitions(slots: tuple[int, ...]) -> Iterator[list[list[int]]]:
    """All ways to divide slots into blocks of one atom each."""
    if not slots:
        yield []
        return
    first, rest = slots[0], slots[1:]
    for smaller in partitions(rest):
        yield [[first], *smaller]
        for k, block in enumerate(smaller):
            yield [*smaller[:k], [first, *block], *smaller[k + 1 :]]


def mean_of(word: Word, states: tuple[Matrix, Matrix], atoms: int) -> complex:
    """The mean of a product of sums over atoms; factors with one mark (not 0) sit on one atom."""
    whole = 1 + 0j
    for place in range(2):
        slots = tuple(k for k, (where, _, _) in enumerate(word) if where == place)
        total = 0j
        for blocks in partitions(slots):
            marks = [{word[k][2] for k in block} - {0} for block in blocks]
            if any(len(m) > 1 for m in marks) or len([m for m in marks if m]) > len(set().union(*marks, set())):
                continue
            term = 1 + 0j
            for used, block in enumerate(blocks):
                local = states[place]
                for k in sorted(block):
                    local = times(local, word[k][1])
                term *= (atoms - used) * sum(local[i][i] for i in range(3))
            total += term
        whole *= total
    return whole


@cache
def _state(atoms: int, bare: bool) -> tuple[Matrix, Matrix]:
    """Both ensembles: the same populations, opposite coherences of the size 1/sqrt(N), or none."""
    scale = 0.0 if bare else atoms**-0.5
    value = complex(*COHERENCE) * scale
    made = []
    for sign in (1, -1):
        state = [[complex(SHARES[r]) if r == c else 0j for c in range(3)] for r in range(3)]
        state[UP][DOWN], state[DOWN][UP] = sign * value, sign * value.conjugate()
        made.append(state)
    return made[0], made[1]


def dissipated(left: Word, middle: Word, right: Word, states: tuple[Matrix, Matrix], atoms: int) -> complex:
    """The mean of c+ O c - (c+ c O + O c+ c)/2, each a product of sums over atoms."""
    parts = (
        (1, left + middle + right),
        (-0.5, left + right + middle),
        (-0.5, middle + left + right),
    )
    return sum((w * mean_of(word, states, atoms) for w, word in parts), 0j)


def rate_of_change(operator: Word, atoms: int, bare: bool = False) -> float:
    """The rate of change of the mean of a product of two sums over atoms, from all jumps."""
    states, total = _state(atoms, bare), 0j
    for one in range(2):
        channel = ((float(MU), one, LIFT), (float(NU), 1 - one, LOWER))
        for (w, place, c), (v, other, e) in product(channel, channel):
            pair = (((place, dagger(c), 0),), ((other, e, 0),))
            total += float(LIGHT) / atoms * w * v * dissipated(pair[0], operator, pair[1], states, atoms)
    for (a, b), rate in RATES.items():
        for place in range(2):
            c = jump(b, a)
            total += float(rate) * dissipated(((place, dagger(c), 1),), operator, ((place, c, 1),), states, atoms)
    return total.real


def moment(axis: str, one: int, other: int) -> Word:
    """The product of two transverse components as a word."""
    return ((one, TRANSVERSE[axis], 0), (other, TRANSVERSE[axis], 0))


_WANTED = {  # equation: axis, and the weights of <J_I J_I>, <J_II J_II> and <J_I J_II> in the moment
    "square_y_slow": ("y", (1.0, 0.0, 0.0)),
    "square_z_slow": ("z", (1.0, 0.0, 0.0)),
    "cross_y_many": ("y", (0.0, 0.0, 1.0)),
    "cross_z_many": ("z", (0.0, 0.0, 1.0)),
    "plus_y_rate": ("y", (0.5, 0.5, 1.0)),
    "minus_z_rate": ("z", (0.5, 0.5, -1.0)),
}
_PAIRS = ((0, 0), (1, 1), (0, 1))


def _values(equation: Equation, atoms: int, bare: bool) -> float:
    """The right side for the state: the moment itself, the populations and the rates."""
    axis, weights = _WANTED[equation.id.rpartition(".")[2]]
    states = _state(atoms, bare)
    own = sum(w * mean_of(moment(axis, *p), states, atoms).real for w, p in zip(weights, _PAIRS, strict=True))
    up, down, _ = SHARES
    known: dict[str, Fraction | int] = {
        "N": atoms,
        "N_2": atoms * (up + down),
        "P_2": (up - down) / (up + down),
        "mu": MU,
        "nu": NU,
        "Gamma": 1,
        "d": LIGHT,
        "Gamma_bar": sum(rate for (a, _), rate in RATES.items() if a != THIRD),
    }
    moments = {"Jyy_2", "Jzz_2", "Jy_Jy_2", "Jz_Jz_2", "Jyy_plus", "Jzz_minus"}
    values = {
        s: sp.Float(own, 25) if s.name in moments else sp.Rational(Fraction(known[s.name]))
        for s in equation.rhs.free_symbols
    }
    return float(equation.rhs.xreplace(values))


def _lost(weights: tuple[float, ...], atoms: int) -> float:
    """A quarter of the rate of change of the number of atoms in the subsystem, which slow losses leave out."""
    change = sum(rate * SHARES[a] * ((b != THIRD) - (a != THIRD)) for (a, b), rate in RATES.items())
    return (weights[0] + weights[1]) * float(change) * atoms / 4


def coincidences(equation: Equation) -> Opinion:
    """The rate of change for 10^10 atoms of each ensemble in a product state with coherences of 1/sqrt(N)."""
    axis, weights = _WANTED[equation.id.rpartition(".")[2]]
    found = sum(w * rate_of_change(moment(axis, *p), MANY) for w, p in zip(weights, _PAIRS, strict=True) if w)
    found -= _lost(weights, MANY)
    # terms that are left out are smaller by 1/sqrt(N) = 1e-5 with such coherences
    return _compare("sums over coincidences for 1e10 atoms", _values(equation, MANY, False), found, 1e-3)


# A few atoms ------------------------------------------------------------------------------------------------------

Sparse = dict[int, dict[int, complex]]


def _placed(one: Matrix, atom: int, atoms: int) -> Sparse:
    """A matrix of one atom on that of all atoms, as rows of what is not zero."""
    step = 3**atom
    return {
        row: {row + (c - row // step % 3) * step: one[row // step % 3][c] for c in range(3) if one[row // step % 3][c]}
        for row in range(3**atoms)
    }


def _plus(parts: list[tuple[complex, Sparse]]) -> Sparse:
    whole: Sparse = {}
    for weight, part in parts:
        for row, entries in part.items():
            mine = whole.setdefault(row, {})
            for column, value in entries.items():
                mine[column] = mine.get(column, 0j) + weight * value
    return whole


def _product(a: Sparse, b: Sparse) -> Sparse:
    whole: Sparse = {}
    for row, entries in a.items():
        mine: dict[int, complex] = {}
        for middle, x in entries.items():
            for column, y in b.get(middle, {}).items():
                mine[column] = mine.get(column, 0j) + x * y
        whole[row] = mine
    return whole


@cache
def _sums(atoms: int, place: int) -> dict[str, Sparse]:
    """Sums over the atoms of one ensemble, of all 2N atoms."""
    own = range(place * atoms, (place + 1) * atoms)
    wanted = {"lift": LIFT, "lower": LOWER, **TRANSVERSE}
    return {name: _plus([(1, _placed(m, k, 2 * atoms)) for k in own]) for name, m in wanted.items()}


def _exact_rate(operator: Sparse, atoms: int) -> float:
    """The rate of change of an operator for atoms without coherences, from the master equation as matrices."""
    total, size = 0.0, 2 * atoms
    channels: list[tuple[float, Sparse, Sparse]] = []
    for one in range(2):
        own, other = _sums(atoms, one), _sums(atoms, 1 - one)
        c = _plus([(float(MU), own["lift"]), (float(NU), other["lower"])])
        adjoint = _plus([(float(MU), own["lower"]), (float(NU), other["lift"])])
        channels.append((float(LIGHT) / atoms, adjoint, c))
    for (a, b), rate in RATES.items():
        channels += [(float(rate), _placed(jump(a, b), k, size), _placed(jump(b, a), k, size)) for k in range(size)]
    for rate_, adjoint, c in channels:
        square = _product(adjoint, c)
        for weight, part in (
            (1.0, _product(_product(adjoint, operator), c)),
            (-0.5, _product(square, operator)),
            (-0.5, _product(operator, square)),
        ):
            total += rate_ * weight * sum((_weight(row, size) * e.get(row, 0j)).real for row, e in part.items())
    return total


def _weight(state: int, atoms: int) -> float:
    """The probability of a state of all atoms."""
    chance = 1.0
    for _ in range(atoms):
        state, level = divmod(state, 3)
        chance *= float(SHARES[level])
    return chance


def few_atoms(equation: Equation) -> Opinion:
    """What grows with N of the rate of change, from matrices of one and two atoms of each ensemble.

    Without coherences the exact rate is a first and a second power of N over N, so two sizes give what grows.
    """
    axis, weights = _WANTED[equation.id.rpartition(".")[2]]
    found = []
    for atoms in (1, 2):
        parts: list[tuple[complex, Sparse]] = []
        for w, (one, other) in zip(weights, _PAIRS, strict=True):
            parts.append((w, _product(_sums(atoms, one)[axis], _sums(atoms, other)[axis])))
        found.append(_exact_rate(_plus(parts), atoms) - _lost(weights, atoms))
    slope = found[1] - found[0]
    derived = _values(equation, MANY, True) / MANY
    return _compare("matrices of one and two atoms of each ensemble", derived, slope, 1e-9)


# The variance sum -------------------------------------------------------------------------------------------------


def _sum_of_squares(states: tuple[Matrix, Matrix], atoms: int) -> tuple[float, float, float]:
    """var(J_yI + J_yII) + var(J_zI - J_zII), and the two nonlocal squares, for a product state without means."""
    squares = {a: [mean_of(moment(a, *p), states, atoms).real for p in _PAIRS] for a in "yz"}
    means = {a: [mean_of(((k, TRANSVERSE[a], 0),), states, atoms).real for k in range(2)] for a in "yz"}
    plus = squares["y"][0] + squares["y"][1] + 2 * squares["y"][2]
    minus = squares["z"][0] + squares["z"][1] - 2 * squares["z"][2]
    variance = plus - sum(means["y"]) ** 2 + minus - (means["z"][0] - means["z"][1]) ** 2
    return variance, plus / 2, minus / 2


def uncorrelated(equation: Equation) -> Opinion:
    """The variance sum of a thousand atoms without coherences, from its definition."""
    variance, plus, minus = _sum_of_squares(_state(1000, True), 1000)
    return _by_squares("a thousand independent atoms", equation, variance, plus, minus)


def entangled(equation: Equation) -> Opinion:
    """The variance sum of two atoms in cos |up up> - sin |down down>, from state vectors."""
    cosine, sine = 0.8, 0.6
    vector = [0j] * 9
    vector[4 * UP], vector[4 * DOWN] = complex(cosine), complex(-sine)
    variance, halves = 0.0, []
    for axis, sign in (("y", 1), ("z", -1)):
        both = _plus([(1, _placed(TRANSVERSE[axis], 0, 2)), (sign, _placed(TRANSVERSE[axis], 1, 2))])
        image = [sum(x * vector[c] for c, x in both[row].items()) for row in range(9)]
        mean = sum((a.conjugate() * b).real for a, b in zip(vector, image, strict=True))
        square = sum(abs(x) ** 2 for x in image)
        variance += square - mean**2
        halves.append(square / 2)
    return _by_squares("two entangled atoms", equation, variance, halves[0], halves[1])


def _by_squares(method: str, equation: Equation, variance: float, plus: float, minus: float) -> Opinion:
    names = {"Jyy_plus": plus, "Jzz_minus": minus}
    derived = float(equation.rhs.xreplace({s: sp.Float(names[s.name], 25) for s in equation.rhs.free_symbols}))
    return _compare(method, derived, variance, 1e-9)


_VARIANCES = "dissipative_entanglement.level_variances"
ORACLES = {
    "dissipative_entanglement.rate_equations.M_h_h": (density_matrix, survival),
    f"{_VARIANCES}.sum": (uncorrelated, entangled),
    **{f"{_VARIANCES}.{name}": (coincidences, few_atoms) for name in _WANTED},
}
