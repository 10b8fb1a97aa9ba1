r"""Cumulant expansion: products of too many operators in terms of products of fewer.

The joint cumulant of operators is set to zero where it multiplies more of them than an order allows. With

.. math:: \langle X_1 \cdots X_m \rangle = \sum_{\pi} \prod_{B \in \pi} \kappa(B)

over partitions of the positions, operators in each block in their given order, the mean of a long product becomes
a polynomial in means of short ones. The polynomial depends on positions only, so it is found once (`template`). For
long products that repeat operators there are too many partitions: `Repeated` counts equal ones together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import product as choices_of
from math import comb

Blocks = tuple[int, ...]
"""A product of means: a bit mask of positions for each block, sorted."""
Template = tuple[tuple[Blocks, int], ...]


@cache
def partitions(size: int) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """All partitions of positions 0 ... size - 1 into blocks."""
    if size == 0:
        return ((),)
    found = []
    for blocks in partitions(size - 1):
        found.append((*blocks, (size - 1,)))
        for k, block in enumerate(blocks):
            found.append((*blocks[:k], (*block, size - 1), *blocks[k + 1 :]))
    return tuple(found)


@cache
def template(limits: tuple[int, ...], mix: str = "max") -> Template:
    """The mean of a product as a polynomial in allowed means; ``limits`` is the order of each position's species.

    A block may be as long as the largest (``mix="max"``) or the smallest order of the species in it.
    """
    full = (1 << len(limits)) - 1
    return tuple(sorted(_mean(full, limits, mix).items(), key=lambda item: (len(item[0]), item[0])))


def largest(mask: int, limits: tuple[int, ...], mix: str) -> int:
    """How many operators a mean on these positions may multiply."""
    own = [limit for k, limit in enumerate(limits) if mask >> k & 1]
    return max(own) if mix == "max" else min(own)


@cache
def _mean(mask: int, limits: tuple[int, ...], mix: str) -> dict[Blocks, int]:
    if mask.bit_count() <= largest(mask, limits, mix):
        return {(mask,): 1}
    total: dict[Blocks, int] = {}
    for block in _with_first(mask):
        if block.bit_count() <= largest(block, limits, mix):
            rest = mask ^ block
            _accumulate(total, _cumulant(block, limits, mix), _mean(rest, limits, mix) if rest else {(): 1}, 1)
    return {blocks: k for blocks, k in total.items() if k}


@cache
def _cumulant(mask: int, limits: tuple[int, ...], mix: str) -> dict[Blocks, int]:
    """The cumulant of an allowed block, by means that are allowed too."""
    total: dict[Blocks, int] = {(mask,): 1}
    for block in _with_first(mask):
        if block != mask and block.bit_count() <= largest(block, limits, mix):
            _accumulate(total, _cumulant(block, limits, mix), _mean(mask ^ block, limits, mix), -1)
    return {blocks: k for blocks, k in total.items() if k}


def _with_first(mask: int) -> Iterator[int]:
    """All parts of a mask that hold its first position."""
    first = mask & -mask
    rest = mask ^ first
    part = rest
    while True:
        yield part | first
        if not part:
            return
        part = (part - 1) & rest


def _accumulate(total: dict[Blocks, int], left: dict[Blocks, int], right: dict[Blocks, int], sign: int) -> None:
    for one, k in left.items():
        for other, f in right.items():
            blocks = tuple(sorted(one + other))
            total[blocks] = total.get(blocks, 0) + sign * k * f


Counts = tuple[int, ...]
"""How often each of the different operators of a product occurs."""
Numbers = tuple[int, ...]
"""A product of means, by their numbers, sorted."""


class Repeated:
    """The mean of one product of repeated operators; means are asked for by counts and known by signed numbers.

    ``number`` gives 0 for a mean that vanishes, ``kept`` says which are not expanded. By symmetry (``forbidden``) a
    joint cumulant vanishes together with the mean; for other reasons a mean may vanish alone.
    """

    def __init__(
        self, number: Callable[[Counts], int], kept: Callable[[Counts], bool], forbidden: Callable[[Counts], bool]
    ) -> None:
        self._number, self._kept, self._forbidden = number, kept, forbidden
        self._blocks: dict[Counts, bool] = {}
        self._means: dict[Counts, dict[Numbers, int]] = {}
        self._cumulants: dict[Counts, dict[Numbers, int]] = {}
        self._numbers: dict[Counts, int] = {}

    def mean(self, counts: Counts) -> dict[Numbers, int]:
        """The mean of a product as a polynomial in kept means."""
        found = self._means.get(counts)
        if found is None:
            found = self._means[counts] = self._expanded(counts)
        return found

    def _expanded(self, counts: Counts) -> dict[Numbers, int]:
        if not any(counts):
            return {(): 1}
        if not self._known(counts):
            return {}
        if self._kept(counts):
            return {(self._known(counts),): 1}
        total: dict[Numbers, int] = {}
        for block, ways in _blocks(counts):
            if self._correlated(block):
                rest = tuple(n - k for n, k in zip(counts, block, strict=True))
                _accumulate(total, self.cumulant(block), self.mean(rest), ways)
        return {numbers: k for numbers, k in total.items() if k}

    def cumulant(self, counts: Counts) -> dict[Numbers, int]:
        """The joint cumulant of a kept product by kept means."""
        found = self._cumulants.get(counts)
        if found is not None:
            return found
        total: dict[Numbers, int] = {(self._known(counts),): 1} if self._known(counts) else {}
        for block, ways in _blocks(counts):
            if block != counts and self._correlated(block):
                rest = tuple(n - k for n, k in zip(counts, block, strict=True))
                _accumulate(total, self.cumulant(block), self.mean(rest), -ways)
        found = self._cumulants[counts] = {numbers: k for numbers, k in total.items() if k}
        return found

    def _correlated(self, block: Counts) -> bool:
        """Whether the joint cumulant of a block may differ from zero."""
        found = self._blocks.get(block)
        if found is None:
            found = self._blocks[block] = self._kept(block) and not self._forbidden(block)
        return found

    def _known(self, counts: Counts) -> int:
        found = self._numbers.get(counts)
        if found is None:
            found = self._numbers[counts] = self._number(counts)
        return found


def _blocks(counts: Counts) -> Iterator[tuple[Counts, int]]:
    """The parts that hold the first operator, each with the number of ways to choose it."""
    first = next(k for k, n in enumerate(counts) if n)
    ranges = [range(1, n + 1) if k == first else range(n + 1) for k, n in enumerate(counts)]
    for block in choices_of(*ranges):
        ways = 1
        for k, (n, chosen) in enumerate(zip(counts, block, strict=True)):
            ways *= comb(n - 1, chosen - 1) if k == first else comb(n, chosen)
        yield block, ways
