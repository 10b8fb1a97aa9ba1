"""Moments with numbers: canonical under relabelling, permutation and conjugation, expanded where they are too long.

A moment is known by its product of letters. The letters of one ensemble stand on different, equivalent atoms, so
sorting is all that relabelling and permutation ask for; a product and its adjoint share a number, the adjoint
with a minus sign.
"""

from __future__ import annotations

from collections.abc import Callable

from derive.dynamics.alphabet import Alphabet
from derive.dynamics.cumulants import Repeated, template
from derive.dynamics.processes import Product

Factors = tuple[int, ...]
"""A product of moments: sorted numbers, negative where conjugated; () is one."""
Polynomial = tuple[tuple[Factors, int], ...]
LONG = 6
"""Products of more operators have too many partitions (877 of seven) to be listed."""
GONE = 0
"""The number of every moment that vanishes."""


class Moments:
    """Numbers of moments, from 1 in the order in which they were met, and the expansions of long ones."""

    def __init__(
        self,
        alphabet: Alphabet,
        order: Callable[[int], int] | None,
        mix: str,
        vanishes: Callable[[Product], bool],
        forbidden: Callable[[Product], bool],
    ) -> None:
        self.alphabet, self._order, self._mix = alphabet, order, mix
        # What symmetries forbid vanishes, and so may more.
        self._vanishes, self._forbidden = vanishes, forbidden
        self.products: list[Product] = [()]
        self.real: list[bool] = [True]
        self.dropped: dict[Product, None] = {}
        self.expanded: dict[Product, Polynomial] = {}
        self._numbers: dict[Product, int] = {}
        self._turned: set[Product] = set()

    def number(self, product: Product) -> int:
        """The signed number of a moment that is kept whole; 0 if it vanishes."""
        found = self._numbers.get(product)
        if found is None:
            found = self._met(product)
        return found

    def _met(self, product: Product) -> int:
        if self._vanishes(product):
            self._numbers[product] = GONE
            self.dropped[product] = None
            return GONE
        adjoint, sign = self.alphabet.adjoint(product)
        found = self._numbers[product] = len(self.products)
        self.products.append(product)
        self.real.append(adjoint == product)
        if adjoint != product:
            self._numbers[adjoint] = -found
            if sign < 0:
                self._turned.add(adjoint)
        return found

    def sign(self, product: Product) -> int:
        """-1 for a product of fermion letters that is minus the adjoint of the one that has the number."""
        return -1 if product in self._turned else 1

    def word(self, product: Product) -> Product:
        """The elementary letters that a product multiplies, place by place."""
        words = self.alphabet.words
        return tuple([small for code in product for small in words[code]])

    def allowed(self, product: Product) -> bool:
        """Whether a product is short enough to be kept whole."""
        if self._order is None:
            return True
        word = self.word(product)
        if not word:
            return True
        limits = [self._order(self.alphabet.place_of[code]) for code in word]
        return len(word) <= (max(limits) if self._mix == "max" else min(limits))

    def mean(self, product: Product) -> Polynomial:
        """The mean of a product as a polynomial in moments that are kept."""
        found = self.expanded.get(product)
        if found is not None:
            return found
        number = self._numbers.get(product)
        if number is None:
            if not self.allowed(product):
                found = self.expanded[product] = self._expand(product)
                return found
            number = self._met(product) if product else GONE
        if not product:
            return (((), 1),)
        return () if number == GONE else (((number,), self.sign(product)),)

    def _expand(self, product: Product) -> Polynomial:
        if self._vanishes(product):
            self.dropped[product] = None
            return ()
        word = self.word(product)
        assert self._order is not None
        if self.alphabet.fermionic:
            return self._expand_signed(word)
        if len(word) > LONG:
            return self._expand_repeated(word)
        place_of = self.alphabet.place_of
        terms = template(tuple([self._order(place_of[code]) for code in word]), self._mix)
        numbers: dict[int, int] = {}
        total: dict[Factors, int] = {}
        for blocks, k in terms:
            factors = []
            for mask in blocks:
                number = numbers.get(mask)
                if number is None:
                    number = numbers[mask] = self.number(self._part(word, mask))
                if not number:
                    break
                factors.append(number)
            else:
                if len(factors) > 1:
                    factors.sort()
                key = tuple(factors)
                total[key] = total.get(key, 0) + k
        return tuple((key, k) for key, k in total.items() if k)

    def _expand_signed(self, word: Product) -> Polynomial:
        """The same with fermion modes, whose letters anticommute; blocks with an odd number of them vanish."""
        assert self._order is not None
        limits = tuple([self._order(self.alphabet.place_of[code]) for code in word])
        total: dict[Factors, int] = {}
        for blocks, k in template(limits, self._mix):
            parts = [self._part(word, mask) for mask in blocks]
            numbers = [self.number(part) for part in parts]
            if all(numbers):
                sign = self.alphabet.exchange_sign(word, blocks)
                for part in parts:
                    sign *= self.sign(part)
                key = tuple(sorted(numbers))
                total[key] = total.get(key, 0) + sign * k
        return tuple((key, k) for key, k in total.items() if k)

    def _expand_repeated(self, word: Product) -> Polynomial:
        """The same for long products, equal letters counted together."""
        letters = list(dict.fromkeys(word))

        def spelt(counts: tuple[int, ...]) -> Product:
            # Letters of one word keep their order: creators before annihilators.
            return tuple([letter for letter, n in zip(letters, counts, strict=True) for _ in range(n)])

        def part(counts: tuple[int, ...]) -> Product:
            return self.alphabet.together(spelt(counts))

        def number(counts: tuple[int, ...]) -> int:
            whole = part(counts)
            if self.allowed(whole):
                return self.number(whole)
            return GONE if self._vanishes(whole) else 1

        expansion = Repeated(
            number, lambda counts: self.allowed(part(counts)), lambda counts: self._forbidden(part(counts))
        )
        terms = expansion.mean(tuple(word.count(letter) for letter in letters))
        return tuple(terms.items())

    def _part(self, word: Product, mask: int) -> Product:
        """The letters at some positions, those of one word put together again."""
        return self.alphabet.together([code for k, code in enumerate(word) if mask >> k & 1])
