"""Few atoms in two ensembles as exact matrices of fractions, for oracles.

Basis states are tuples of bits, 0 for up and 1 for down, the atoms of the first ensemble first. All jump operators are
real there. J_z is i times a real matrix, so its mean and its square are looked at through that matrix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from itertools import permutations
from math import factorial

Matrix = dict[tuple[int, int], Fraction]
HALF = Fraction(1, 2)
# mu^2 - nu^2 = 1
VALUES = {
    name: Fraction(text)
    for name, text in {
        "d": "7/3", "Gamma": "5/4", "mu": "5/4", "nu": "3/4",
        "Gamma_cool": "3/7", "Gamma_heat": "2/9", "Gamma_d": "1/3", "Gamma_check": "4/5",
    }.items()
}  # fmt: skip
VALUES["Gamma_t"] = VALUES["Gamma_cool"] + VALUES["Gamma_heat"] + VALUES["Gamma_d"]


# Matrices


def times(left: Matrix, right: Matrix) -> Matrix:
    """The product of two sparse matrices."""
    rows: dict[int, list[tuple[int, Fraction]]] = {}
    for (r, c), value in right.items():
        rows.setdefault(r, []).append((c, value))
    made: Matrix = {}
    for (r, k), value in left.items():
        for c, other in rows.get(k, ()):
            made[r, c] = made.get((r, c), Fraction(0)) + value * other
    return clean(made)


def plus(*parts: tuple[Fraction | int, Matrix]) -> Matrix:
    """A sum of multiples of matrices."""
    made: Matrix = {}
    for factor, matrix in parts:
        for place, value in matrix.items():
            made[place] = made.get(place, Fraction(0)) + factor * value
    return clean(made)


def transposed(matrix: Matrix) -> Matrix:
    """The transpose, which is the adjoint of a real matrix."""
    return {(c, r): value for (r, c), value in matrix.items()}


def clean(matrix: Matrix) -> Matrix:
    """The matrix without zero entries."""
    return {place: value for place, value in matrix.items() if value}


def identity(size: int) -> Matrix:
    """The unit matrix."""
    return {(k, k): Fraction(1) for k in range(size)}


def flip(atom: int, atoms: int) -> Matrix:
    """|up><down| of one atom of ``atoms``."""
    bit = 1 << (atoms - 1 - atom)
    return {(state & ~bit, state): Fraction(1) for state in range(1 << atoms) if state & bit}


def down(atom: int, atoms: int) -> Matrix:
    """|down><down| of one atom."""
    bit = 1 << (atoms - 1 - atom)
    return {(state, state): Fraction(1) for state in range(1 << atoms) if state & bit}


class Atoms:
    """Two ensembles of ``count`` atoms each, as matrices of 4^count states."""

    def __init__(self, count: int) -> None:
        self.count, self.atoms = count, 2 * count
        self.places = {"I": range(count), "II": range(count, 2 * count)}
        self.one = identity(1 << self.atoms)

    def up_sum(self, place: str) -> Matrix:
        """The sum of |up><down| over one ensemble."""
        return plus(*((1, flip(atom, self.atoms)) for atom in self.places[place]))

    def down_sum(self, place: str) -> Matrix:
        """The number of atoms of one ensemble that are down."""
        return plus(*((1, down(atom, self.atoms)) for atom in self.places[place]))

    def spin(self, letter: str, place: str) -> Matrix:
        """J_x, J_y, or J_z divided by i."""
        if letter == "x":
            return plus((Fraction(self.count, 2), self.one), (-1, self.down_sum(place)))
        raising = self.up_sum(place)
        # J_z = i (J^+ - J^-)/2 with J^- the sum of |up><down|
        return plus((HALF, transposed(raising)), (HALF if letter == "y" else -HALF, raising))

    def moment(self, name: str) -> tuple[Matrix, int]:
        """The operator of a moment such as J_xzzI_yII, and the power of i that was left out of it."""
        made, power = self.one, 0
        for letters, place in re.findall(r"([xyz]+)(II|I)(?:_|$)", name.removeprefix("J_")):
            orders = [self._word(order, place) for order in permutations(letters)]
            made = times(made, plus(*((Fraction(1, factorial(len(letters))), order) for order in orders)))
            power += letters.count("z")
        return made, power

    def _word(self, letters: Iterable[str], place: str) -> Matrix:
        made = self.one
        for letter in letters:
            made = times(made, self.spin(letter, place))
        return made

    def adjoint(self, operator: Matrix, jumps: Iterable[tuple[Fraction, Matrix]]) -> Matrix:
        """The adjoint master equation on an operator, rate times (c+ O c - c+ c O/2 - O c+ c/2)."""
        parts = []
        for rate, jump in jumps:
            dagger = transposed(jump)
            loss = times(dagger, jump)
            parts += [
                (rate, times(times(dagger, operator), jump)),
                (-rate / 2, times(loss, operator)),
                (-rate / 2, times(operator, loss)),
            ]
        return plus(*parts)

    def single(self) -> list[tuple[Fraction, Matrix]]:
        """Cooling, heating and dephasing of every atom."""
        v, made = VALUES, []
        for atom in range(self.atoms):
            up = flip(atom, self.atoms)
            made += [(v["Gamma_cool"], up), (v["Gamma_heat"], transposed(up)), (v["Gamma_d"], down(atom, self.atoms))]
        return made

    def entangling(self) -> list[tuple[Fraction, Matrix]]:
        """The two nonlocal jumps at d Gamma/N."""
        v, up = VALUES, {place: self.up_sum(place) for place in self.places}
        rate = v["d"] * v["Gamma"] / self.count
        pairs = (("I", "II"), ("II", "I"))
        return [(rate, plus((v["mu"], up[a]), (v["nu"], transposed(up[b])))) for a, b in pairs]

    def numbers(self) -> dict[tuple[str, str], Matrix]:
        """The number of atoms in each state of each ensemble."""
        made = {("down", place): self.down_sum(place) for place in self.places}
        whole = (Fraction(self.count), self.one)
        return made | {("up", place): plus(whole, (-1, made["down", place])) for place in self.places}

    def dephasing(self) -> list[tuple[Fraction, Matrix]]:
        """Collective dephasing of both kinds at d Gamma_check/N."""
        v, n = VALUES, self.numbers()
        rate = v["d"] * v["Gamma_check"] / self.count
        pairs = (("I", "II"), ("II", "I"))
        return [(rate, plus((v["mu"], n["down", a]), (v["nu"], n["up", b]))) for a, b in pairs]
