r"""Spins of any length, and collective spins, as words of the Lie algebra su(2).

Letters are :math:`S_+^k S_z^b` and :math:`S_z^b S_-^k`, times powers of the Casimir operator where the length
is not fixed. Ladder operators of opposite sense never stand together, because

.. math:: S_+ S_- = C - S_z^2 + S_z, \quad S_- S_+ = C - S_z^2 - S_z, \quad f(S_z) S_+ = S_+ f(S_z + 1)

with :math:`C = j(j+1)` a number, an expression in a symbol j, or the Casimir operator itself. For a definite j
the powers of :math:`S_z` are reduced by the minimal polynomial on the states that the ladder does not annihilate,

.. math:: S_+^k \prod_{m=-j}^{j-k} (S_z - m) = 0,

so that equal operators have equal letters. Inside, letters are products of doubled operators (P, Z, M), whose
structure constants are integers for half-integer spins too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import comb
from typing import Any

import sympy as sp

from derive import expressions
from derive.algebra.errors import AlgebraError
from derive.algebra.names import head, indexed, powered, tail
from derive.algebra.scalars import polynomial
from derive.algebra.species import Entries, Letter, Products, Species, need_cutoff
from derive.algebra.weights import ONE, Weight

Word = dict[tuple[int, int, Weight], int]
"""A polynomial in Z = 2 S_z and the quadrupled Casimir: (power of Z, power of 4C, weight) -> integer."""


@dataclass(frozen=True)
class SpinWords(Species):
    """A spin of length ``j`` (an integer or half-integer, a symbolic expression, or None: not fixed).

    Letter (k, b, e): |k| raising (k > 0, standing left) or lowering operators (k < 0, standing right),
    b factors S_z, e Casimir operators.
    """

    j: sp.Expr | None

    def __post_init__(self) -> None:
        if self.j is not None and self.j.is_number and not (self.j.is_Rational and _is_length(self.j)):
            near = _nearest_length(self.j)
            raise AlgebraError(
                f"the spin length {self.j} was given where a half-integer is expected; nearest is {near}"
            )

        if self.j is not None and any(v.denominator != 1 for v in polynomial(4 * self.j * (self.j + 1)).values()):
            raise AlgebraError(f"the spin length {self.j} was given where j, or a whole number of halves, is expected")

    @property
    def states(self) -> int | None:
        """2j + 1 for a definite length, else None."""
        return int(2 * self.j) + 1 if self.j is not None and self.j.is_Rational else None

    def multiply(self, left: Letter, right: Letter) -> Products:
        """The product, ladders of opposite sense replaced by the Casimir relation."""
        return _product(self, left, right)

    def adjoint(self, letter: Letter) -> Products:
        """Raising and lowering exchanged, in reverse order: the letters' form is kept."""
        k, b, e = letter
        return (((-k, b, e), 1, ONE),)

    def casimir(self) -> Word:
        """Four times the Casimir operator."""
        if self.j is None:
            return {(0, 1, ONE): 1}
        quadrupled = polynomial(sp.expand(4 * self.j * (self.j + 1)))
        return {(0, 0, w): int(value) for w, value in quadrupled.items()}

    def reduced(self, k: int, f: Word) -> Word:
        """The polynomial beside |k| ladder operators, modulo its minimal polynomial for a definite j."""
        if self.states is None:
            return f
        if abs(k) >= self.states:
            return {}
        degree = self.states - abs(k)
        minimal = _minimal_polynomial(self.states, abs(k))
        powers: dict[int, int] = {}
        for (b, _, _), value in f.items():
            powers[b] = powers.get(b, 0) + value
        for b in range(max(powers, default=0), degree - 1, -1):
            factor = powers.pop(b, 0)
            for c, coefficient in enumerate(minimal[:-1]):
                powers[b - degree + c] = powers.get(b - degree + c, 0) - factor * coefficient
        return {(b, 0, ONE): value for b, value in powers.items() if value}

    def scale(self, letter: Letter) -> int:
        """Two for each ladder operator and S_z, four for each Casimir operator."""
        k, b, e = letter
        return int(2 ** (abs(k) + b + 2 * e))

    def degree(self, letter: Letter) -> int:
        """The number of spin operators multiplied."""
        k, b, e = letter
        return int(abs(k) + b + 2 * e)

    def charges(self, letter: Letter) -> Mapping[str, int]:
        """The quanta of S_z raised."""
        return {"projection": letter[0]} if letter[0] else {}

    def dimension(self, cutoff: int | None) -> int:
        """2j + 1; for a length that is not a number, the dimension of the representation asked for."""
        return self.states or need_cutoff("spin of no definite length", cutoff)

    def entries(self, letter: Letter, cutoff: int | None) -> Entries:
        """Matrix elements in the basis m = j, j - 1, ..., -j."""
        k, b, e = letter
        dimension = self.dimension(cutoff)
        j = sp.Rational(dimension - 1, 2)
        found: Entries = {}
        # The adjoint letter has the transposed matrix, all entries being real.
        for column in range(abs(k), dimension):
            m = j - column
            value = m**b * (j * (j + 1)) ** e
            for step in range(abs(k)):
                value *= sp.sqrt(j * (j + 1) - (m + step) * (m + step + 1))
            if value != 0:
                found[(column - k, column) if k >= 0 else (column, column + k)] = value
        return found

    def latex(self, letter: Letter, name: str) -> str:
        """For example ``\\hat{S}_{+}^{2} \\hat{S}_{z}``."""
        k, b, e = letter
        casimir = rf"\hat{{\mathbf{{{head(name)[5:-1]}}}}}" + (f"_{{{tail(name)}}}" if tail(name) else "")
        ladder = powered(name, abs(k), "+" if k > 0 else "-")
        parts = [f"{casimir}^{{{2 * e}}}" if e else "", powered(name, b, "z")]
        parts.insert(1 if k > 0 else 2, ladder)
        return " ".join(part for part in parts if part) or indexed(name, "")

    def text(self, letter: Letter, name: str) -> str:
        """For example ``S.plus^2*S.z``."""
        k, b, e = letter
        ladder = [(f"{name}.plus" if k > 0 else f"{name}.minus", abs(k))]
        zs = [(f"{name}.z", b)]
        ordered = [(f"{name}.casimir", e), *(ladder + zs if k > 0 else zs + ladder)]
        return "*".join(part if n == 1 else f"{part}^{n}" for part, n in ordered if n)

    def word(self, letter: Letter) -> tuple[Letter, ...]:
        """Casimir operators, then ladders and S_z in the letter's order."""
        k, b, e = letter
        ladder = [(1, 0, 0) if k > 0 else (-1, 0, 0)] * abs(k)
        zs = [(0, 1, 0)] * b
        return (*[(0, 0, 1)] * e, *(ladder + zs if k > 0 else zs + ladder))

    def alphabet(self) -> tuple[Letter, ...]:
        """S_+, S_-, S_z and, for no definite length, the Casimir operator."""
        return ((1, 0, 0), (-1, 0, 0), (0, 1, 0), *(((0, 0, 1),) if self.j is None else ()))

    def bindings(self, cutoff: int | None) -> Mapping[sp.Expr, sp.Expr]:
        """A symbolic length takes the value that the dimension of the matrices gives it."""
        if self.j is None or self.states is not None or not self.j.is_Symbol:
            return {}
        return {self.j: sp.Rational(self.dimension(cutoff) - 1, 2)}

    def to_tree(self, letter: Letter) -> Any:
        """The three counts."""
        return list(letter)

    def from_tree(self, tree: Any) -> Letter:
        """The three counts."""
        return (int(tree[0]), int(tree[1]), int(tree[2]))

    def describe(self) -> list[Any]:
        """The head and the length as an expression tree."""
        return ["SpinWords", None if self.j is None else expressions.to_tree(self.j)]

    @classmethod
    def read(cls, length: list[Any] | None) -> SpinWords:
        """The species of its JSON form."""
        return cls(None if length is None else expressions.from_tree(length))


def _is_length(j: sp.Expr) -> bool:
    return bool((2 * j).is_Integer and j > 0)


def _nearest_length(j: sp.Expr) -> sp.Rational:
    half = sp.Rational(1, 2)
    if not j.is_real:
        return half
    return max(half, sp.Rational(sp.floor(2 * j + half), 2))


@cache
def _minimal_polynomial(states: int, steps: int) -> tuple[int, ...]:
    """Coefficients, lowest first, of the product of (Z - 2m) over m = -j ... j - steps."""
    coefficients = [1]
    for index in range(states - steps):
        root = 2 * index - (states - 1)
        shifted = [0, *coefficients]
        coefficients = [high - root * low for high, low in zip(shifted, [*coefficients, 0], strict=True)]
    return tuple(coefficients)


@cache
def _product(species: SpinWords, left: Letter, right: Letter) -> Products:
    (k1, b1, e1), (k2, b2, e2) = left, right
    # Bring both to ladders on the left, Z^b M^n = M^n (Z - 2n)^b, and move the first polynomial through.
    first = _shifted({(b1, e1, ONE): 1}, 2 * min(k1, 0) + 2 * k2)
    second = _shifted({(b2, e2, ONE): 1}, 2 * min(k2, 0))
    polynomials = [first, second]
    a, b = abs(k1), abs(k2)
    common = min(a, b) if k1 * k2 < 0 else 0
    for step in range(common):
        # Remaining ladders of the right factor stand right of the pair, or of the left factor left of it.
        over = 2 * (b - common) * (1 if k2 > 0 else -1)
        inner = 2 * step * (1 if k2 > 0 else -1)
        polynomials.append(_shifted(_pair(species, rising_first=k1 > 0), inner + over))
    k = k1 + k2
    total: Word = {(0, 0, ONE): 1}
    for f in polynomials:
        total = _times(total, f)
    if k < 0:
        total = _shifted(total, -2 * k)
    total = species.reduced(k, total)
    ordered = sorted(total.items(), key=lambda item: (item[0][0], item[0][1], item[0][2].order()))
    return tuple(((k, p, e) if k or p or e else None, value, w) for (p, e, w), value in ordered)


def _pair(species: SpinWords, rising_first: bool) -> Word:
    """P M = 4C - Z^2 + 2Z, or M P = 4C - Z^2 - 2Z."""
    pair = dict(species.casimir())
    pair[2, 0, ONE] = -1
    pair[1, 0, ONE] = 2 if rising_first else -2
    return pair


def _shifted(f: Word, shift: int) -> Word:
    """f(Z + shift)."""
    if shift == 0:
        return f
    result: Word = {}
    for (b, e, w), value in f.items():
        for c in range(b + 1):
            key = (c, e, w)
            result[key] = result.get(key, 0) + value * comb(b, c) * shift ** (b - c)
    return {key: value for key, value in result.items() if value}


def _times(left: Word, right: Word) -> Word:
    result: Word = {}
    for (b1, e1, w1), v1 in left.items():
        for (b2, e2, w2), v2 in right.items():
            for w, f in w1.products[w2]:
                key = (b1 + b2, e1 + e2, w)
                result[key] = result.get(key, 0) + v1 * v2 * f
    return {key: value for key, value in result.items() if value}


def forget_products() -> None:
    """Forget remembered products of letters."""
    _product.cache_clear()
    _minimal_polynomial.cache_clear()


def length(j: Any) -> sp.Expr | None:
    """A spin length as an exact expression; raises AlgebraError for floats."""
    if j is None or isinstance(j, sp.Expr):
        return j
    if isinstance(j, int | Fraction):
        return sp.Rational(j)
    raise AlgebraError(f"the spin length {j!r} was given where an exact half-integer is expected: Rational(3, 2)")
