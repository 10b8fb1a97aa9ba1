"""Ways to match equal things: the combinatorics of products of symmetric sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import comb, factorial

from derive.algebra.species import Letter

Kinds = Counter[tuple[int, Letter | None]]
"""How many slots there are of each (class, letter)."""
Pairs = Counter[tuple[int, Letter, Letter]]
"""How many pairs are matched of each (class, left letter, right letter)."""


def contractions(mine: Kinds, theirs: Kinds) -> Iterator[tuple[int, Kinds, Pairs]]:
    """All partial matchings of two lists of slots, equal ones counted together.

    Each is given as (number of ways, slots left single, pairs by kind). With k_AB pairs of letters A and B, the
    slots of A can be shared out in ``a! / (a - sum_B k_AB)! / prod_B k_AB!`` ways and those of B likewise, and
    the k_AB chosen on both sides be joined in ``k_AB!`` ways.
    """
    kinds = [(a, b) for a in mine for b in theirs if a[0] == b[0]]
    yield from _contracted(kinds, 0, Counter(mine), Counter(theirs), 1, Counter())


def _contracted(
    kinds: list[tuple[tuple[int, Letter | None], tuple[int, Letter | None]]],
    start: int,
    mine: Kinds,
    theirs: Kinds,
    ways: int,
    pairs: Pairs,
) -> Iterator[tuple[int, Kinds, Pairs]]:
    if start == len(kinds):
        yield ways, +(mine + theirs), pairs
        return
    a, b = kinds[start]
    for k in range(min(mine[a], theirs[b]) + 1):
        joined = ways * comb(mine[a], k) * comb(theirs[b], k) * factorial(k)
        fewer = Counter(mine), Counter(theirs), Counter(pairs)
        fewer[0][a] -= k
        fewer[1][b] -= k
        if k:
            fewer[2][a[0], a[1], b[1]] = k
        yield from _contracted(kinds, start + 1, *fewer[:2], joined, fewer[2])
