r"""Spin one half in the Cartesian basis {1, x, y, z}.

A letter is a Pauli matrix, the written operator half of it (units of hbar):

.. math:: s_a s_b = \tfrac14 \delta_{ab} + \tfrac{i}{2} \epsilon_{abc} s_c
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.algebra.names import indexed
from derive.algebra.species import Entries, Letter, Products, Species, single
from derive.algebra.weights import I

AXES = ("x", "y", "z")
_HALF = sp.Rational(1, 2)
_MATRICES: dict[str, Entries] = {
    "x": {(0, 1): _HALF, (1, 0): _HALF},
    "y": {(0, 1): -sp.I / 2, (1, 0): sp.I / 2},
    "z": {(0, 0): _HALF, (1, 1): -_HALF},
}


@dataclass(frozen=True)
class HalfSpin(Species):
    """Spin one half; letters ``x``, ``y``, ``z`` are the Pauli matrices, written as spin operators."""

    def multiply(self, left: Letter, right: Letter) -> Products:
        """The Pauli product."""
        if left == right:
            return single(None)
        third = next(axis for axis in AXES if axis not in (left, right))
        cyclic = (left + right) in "xyzx"
        return single(third, 1 if cyclic else -1, I)

    def commutator(self, left: Letter, right: Letter) -> Products:
        """Twice the product, where the components differ."""
        return tuple([(letter, 2 * k, w) for letter, k, w in self.multiply(left, right)]) if left != right else ()

    def adjoint(self, letter: Letter) -> Products:
        """Spin components are Hermitian."""
        return single(letter)

    def alphabet(self) -> tuple[Letter, ...]:
        """The three components."""
        return AXES

    def scale(self, letter: Letter) -> int:
        """A Pauli matrix is twice the spin."""
        return 2

    def dimension(self, cutoff: int | None) -> int:
        """Two."""
        return 2

    def entries(self, letter: Letter, cutoff: int | None) -> Entries:
        """The spin matrix in the basis (up, down)."""
        return _MATRICES[letter]

    def latex(self, letter: Letter, name: str) -> str:
        """For example ``\\hat{s}_{x}``."""
        return indexed(name, letter)

    def text(self, letter: Letter, name: str) -> str:
        """For example ``s.x``."""
        return f"{name}.{letter}"
