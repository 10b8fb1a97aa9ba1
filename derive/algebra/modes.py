r"""Boson and fermion modes in normal order.

A boson letter (p, q) is :math:`a^{\dagger p} a^q`; normal order is part of the product,

.. math:: a^{\dagger p} a^q\, a^{\dagger r} a^s
          = \sum_k k! \binom{q}{k} \binom{r}{k}\, a^{\dagger\,p+r-k} a^{q+s-k}

A fermion letter has p and q at most one, :math:`f f^\dagger = 1 - f^\dagger f`, and odd letters of different
modes anticommute.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from derive.algebra.names import powered
from derive.algebra.species import Entries, Letter, Products, Species, need_cutoff, single
from derive.algebra.weights import ONE, Weight


class _Mode(Species):
    """What boson and fermion letters share: (p, q) counts creators and annihilators."""

    @property
    def plain(self) -> bool:
        """Normal order makes integers only."""
        return True

    def adjoint(self, letter: Letter) -> Products:
        """Creators and annihilators exchanged."""
        return single((letter[1], letter[0]))

    def degree(self, letter: Letter) -> int:
        """Creators and annihilators together."""
        return int(sum(letter))

    def charges(self, letter: Letter) -> Mapping[str, int]:
        """The number of quanta created."""
        created = letter[0] - letter[1]
        return {"quanta": created} if created else {}

    def latex(self, letter: Letter, name: str) -> str:
        """For example ``\\hat{a}^{\\dagger 2} \\hat{a}``."""
        p, q = letter
        return " ".join(part for part in (powered(name, p, dagger=True), powered(name, q)) if part)

    def text(self, letter: Letter, name: str) -> str:
        """For example ``a.dag^2*a``."""
        p, q = letter
        parts = [(f"{name}.dag", p), (name, q)]
        return "*".join(head if n == 1 else f"{head}^{n}" for head, n in parts if n)

    def word(self, letter: Letter) -> tuple[Letter, ...]:
        """Creators, then annihilators."""
        p, q = letter
        return (*[(1, 0)] * p, *[(0, 1)] * q)

    def alphabet(self) -> tuple[Letter, ...]:
        """The creator and the annihilator."""
        return (1, 0), (0, 1)

    def to_tree(self, letter: Letter) -> Any:
        """The two counts."""
        return list(letter)

    def from_tree(self, tree: Any) -> Letter:
        """The two counts."""
        return (int(tree[0]), int(tree[1]))


@dataclass(frozen=True)
class BosonMode(_Mode):
    """A boson mode; letter (p, q) is creators to the p times annihilators to the q."""

    def multiply(self, left: Letter, right: Letter) -> Products:
        """The closed formula of normal order."""
        p, q = left
        r, s = right
        creators, annihilators = p + r, q + s
        if not q or not r:
            return (((creators, annihilators), 1, ONE),)
        if (q == 1 or r == 1) and creators + annihilators > 2:
            return ((creators, annihilators), 1, ONE), ((creators - 1, annihilators - 1), q * r, ONE)
        terms: list[tuple[Letter | None, int, Weight]] = []
        factor = 1
        for k in range(min(q, r) + 1):
            terms.append(((creators - k, annihilators - k), factor, ONE))
            factor = factor * (q - k) * (r - k) // (k + 1)
        if creators == annihilators == k:
            terms[-1] = (None, terms[-1][1], ONE)
        return tuple(terms)

    def commutator(self, left: Letter, right: Letter) -> Products:
        """The two normal orders differ from their first contraction on."""
        p, q = left
        r, s = right
        terms: list[tuple[Letter | None, int, Weight]] = []
        forward = backward = 1
        for k in range(1, max(min(q, r), min(p, s)) + 1):
            forward = forward * (q - k + 1) * (r - k + 1) // k
            backward = backward * (s - k + 1) * (p - k + 1) // k
            if forward != backward:
                letter = (p + r - k, q + s - k)
                terms.append((letter if letter != (0, 0) else None, forward - backward, ONE))
        return tuple(terms)

    def dimension(self, cutoff: int | None) -> int:
        """The number of number states kept, 0 to cutoff - 1."""
        return need_cutoff("boson mode", cutoff)

    def entries(self, letter: Letter, cutoff: int | None) -> Entries:
        """Matrix elements between number states."""
        p, q = letter
        found: Entries = {}
        dimension = self.dimension(cutoff)
        for n in range(q, dimension):
            low = n - q
            if low + p < dimension:
                squared = sp.factorial(n) * sp.factorial(low + p) / sp.factorial(low) ** 2
                found[low + p, n] = sp.sqrt(squared)
        return found


@dataclass(frozen=True)
class FermionMode(_Mode):
    """A fermion mode; letters (1, 0), (0, 1) and (1, 1)."""

    fermionic = True

    def multiply(self, left: Letter, right: Letter) -> Products:
        """Products with f f = 0 and f f+ = 1 - f+ f."""
        p, q = left
        r, s = right
        if q and r:
            # f+^p (1 - f+ f) f^s: the second term keeps only p = 0, s = 0.
            rest = single((p, s) if p or s else None)
            return rest if p or s else (*rest, ((1, 1), -1, ONE))
        if p + r > 1 or q + s > 1:
            return ()
        return single((p + r, q + s))

    def odd(self, letter: Letter) -> bool:
        """Single creators and annihilators are odd."""
        return bool((letter[0] + letter[1]) % 2)

    def dimension(self, cutoff: int | None) -> int:
        """Two."""
        return 2

    def entries(self, letter: Letter, cutoff: int | None) -> Entries:
        """Matrix elements in the basis (empty, full), without the sign string of other modes."""
        return {(letter[0], letter[1]): sp.S.One}
