r"""Cumulant expansion: products of too many operators in terms of products of fewer.

The joint cumulant of operators is set to zero where it multiplies more of them than an order allows. With

.. math:: \langle X_1 \cdots X_m \rangle = \sum_{\pi} \prod_{B \in \pi} \kappa(B)

over partitions of the positions, operators in each block in their given order, the mean of a long product becomes
a polynomial in means of short ones. The polynomial depends on positions only, so it is found once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

Blocks = tuple[int, ...]
"""A product of means: a bit mask of positions for each block, sorted."""
Template = tuple[tuple[Blocks, int], ...]


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
