"""The inner loops: sums and products of operators stored as weight -> monomial -> integer.

Grouping by weight means that symbols are multiplied once for each pair of weights, and that what runs for
each pair of monomials is one dictionary look-up and one integer multiplication.
"""

from __future__ import annotations

from math import gcd
from typing import Any

from derive.algebra.monomials import Monomial, Plain, Sum
from derive.algebra.weights import ONE, Weight

Groups = dict[Weight, dict[Monomial, int]]

Rows = list[tuple[Weight, list[tuple[dict[Monomial, Plain], int]], list[tuple[dict[Monomial, Sum], int]]]]
"""An operator laid out to stand on the left: the rows of remembered results of its monomials, without and with
weights, each with its integer."""
Items = list[tuple[Weight, list[tuple[Monomial, int]]]]
"""An operator laid out to stand on the right."""


def product_rows(groups: Groups) -> Rows:
    """The layout for the left operand of a product."""
    return [(w, *_sorted([(m.plain, m.products, k) for m, k in group.items()])) for w, group in groups.items()]


def commutator_rows(groups: Groups) -> Rows:
    """The layout for the left operand of a commutator."""
    return [(w, *_sorted([(m.plain, m.commutators, k) for m, k in group.items()])) for w, group in groups.items()]


def _sorted(rows: list[tuple[bool, Any, int]]) -> tuple[list[tuple[Any, int]], list[tuple[Any, int]]]:
    """Rows without and with weights."""
    plain: list[tuple[Any, int]] = []
    weighted: list[tuple[Any, int]] = []
    for is_plain, row, k in rows:
        (plain if is_plain else weighted).append((row, k))
    return plain, weighted


def items(groups: Groups) -> Items:
    """The layout for the right operand."""
    return [(w, list(group.items())) for w, group in groups.items()]


def combine(left: Rows, right: Items) -> Groups:
    """The product, or the commutator, of two operators, by the rows of the left; zeros removed."""
    out: Groups = {}
    for w1, plain, weighted in left:
        products = w1.products
        for w2, pairs in right:
            for w, f in products[w2]:
                if plain:
                    known = out.get(w)
                    target = {} if known is None else known
                    present = target.get
                    for row, v1 in plain:
                        v1 *= f
                        for m2, v2 in pairs:
                            for m, k in row[m2]:
                                target[m] = present(m, 0) + v1 * v2 * k
                    if known is None and target:
                        out[w] = target
                if weighted:
                    _combine_weighted(out, w, f, weighted, pairs)
    for group in out.values():
        if 0 in group.values():
            return clean(out)
    return out


def _combine_weighted(
    out: Groups, w: Weight, f: int, rows: list[tuple[dict[Monomial, Sum], int]], pairs: list[tuple[Monomial, int]]
) -> None:
    """Add products whose results carry weights of their own, such as the i of spins."""
    last: Weight | None = None
    target: dict[Monomial, int] = {}
    factor = 0
    for row, v1 in rows:
        for m2, v2 in pairs:
            for extra, m, k in row[m2]:
                if extra is not last:
                    opened, factor = w, f
                    if extra is not ONE:
                        total = w.products[extra]
                        if len(total) > 1:
                            _spread(out, total, m, v1 * v2 * f * k)
                            continue
                        opened, factor = total[0]
                        factor *= f
                    last = extra
                    if opened not in out:
                        out[opened] = {}
                    target = out[opened]
                target[m] = target.get(m, 0) + v1 * v2 * k * factor


def _spread(out: Groups, total: tuple[tuple[Weight, int], ...], m: Monomial, value: int) -> None:
    """Add a term whose weight is a sum of weights, as sin^2 = 1 - cos^2 makes one."""
    for w, f in total:
        target = out.setdefault(w, {})
        target[m] = target.get(m, 0) + value * f


def clean(groups: Groups) -> Groups:
    """The groups without zeros and without empty groups."""
    result: Groups = {}
    for w, group in groups.items():
        kept = {m: k for m, k in group.items() if k} if 0 in group.values() else group
        if kept:
            result[w] = kept
    return result


def add(left: Groups, right: Groups, factor_left: int, factor_right: int) -> Groups:
    """``factor_left * left + factor_right * right``, zeros removed."""
    out: Groups = {}
    for w, group in left.items():
        out[w] = dict(group) if factor_left == 1 else {m: k * factor_left for m, k in group.items()}
    for w, group in right.items():
        mine = out.setdefault(w, {})
        for m, k in group.items():
            total = mine.get(m, 0) + k * factor_right
            if total:
                mine[m] = total
            else:
                mine.pop(m, None)
        if not mine:
            del out[w]
    return out


def scale(groups: Groups, w: Weight, factor: int) -> Groups:
    """The groups multiplied by a weight and an integer."""
    out: Groups = {}
    for own, group in groups.items():
        for total, f in own.products[w]:
            mine = out.setdefault(total, {})
            for m, k in group.items():
                mine[m] = mine.get(m, 0) + k * f * factor
    return clean(out)


def reduce(groups: Groups, denominator: int) -> tuple[Groups, int]:
    """The groups over a denominator in lowest terms."""
    if denominator == 1:
        return groups, 1
    common = denominator
    for group in groups.values():
        common = gcd(common, *group.values())
        if common == 1:
            return groups, denominator
    reduced = {w: {m: k // common for m, k in group.items()} for w, group in groups.items()}
    return reduced, denominator // common
