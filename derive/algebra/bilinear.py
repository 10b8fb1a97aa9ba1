"""The inner loops: sums and products of operators stored as weight -> monomial -> integer.

Grouping by weight means that symbols are multiplied once for each pair of weights, and that what runs for
each pair of monomials is one dictionary look-up and one integer multiplication.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from math import gcd
from typing import Any

from derive.algebra.monomials import Monomial, Sum, commutator, product
from derive.algebra.weights import ONE, Weight, weight_product

Groups = dict[Weight, dict[Monomial, int]]
Accumulators = dict[Weight, defaultdict[Monomial, int]]


Rows = list[tuple[Weight, list[tuple[dict[Monomial, Sum], Monomial, int]]]]
"""An operator laid out to stand on the left: each monomial with its row of remembered results."""
Items = list[tuple[Weight, list[tuple[Monomial, int]]]]
"""An operator laid out to stand on the right."""


def product_rows(groups: Groups) -> Rows:
    """The layout for the left operand of a product."""
    return [(w, [(m.products, m, k) for m, k in group.items()]) for w, group in groups.items()]


def commutator_rows(groups: Groups) -> Rows:
    """The layout for the left operand of a commutator."""
    return [(w, [(m.commutators, m, k) for m, k in group.items()]) for w, group in groups.items()]


def items(groups: Groups) -> Items:
    """The layout for the right operand."""
    return [(w, list(group.items())) for w, group in groups.items()]


def multiply(left: Rows, right: Items) -> Groups:
    """The product of two operators, zeros removed."""
    return _combine(left, right, product)


def commute(left: Rows, right: Items) -> Groups:
    """The commutator of two operators, zeros removed."""
    return _combine(left, right, commutator)


def _combine(left: Rows, right: Items, compute: Callable[[Monomial, Monomial], Sum]) -> Groups:
    out: Accumulators = {}
    for w1, rows in left:
        products = w1.products
        for w2, pairs in right:
            for w, f in products.get(w2) or weight_product(w1, w2):
                last: Weight | None = None
                target: Any = None
                factor = 0
                for row, m1, v1 in rows:
                    for m2, v2 in pairs:
                        entry = row.get(m2)
                        if entry is None:
                            entry = compute(m1, m2)
                        for extra, m, k in entry:
                            if extra is not last:
                                opened, factor = w, f
                                if extra is not ONE:
                                    total = w.products.get(extra) or weight_product(w, extra)
                                    if len(total) > 1:
                                        _spread(out, total, m, v1 * v2 * f * k)
                                        continue
                                    opened, factor = total[0]
                                    factor *= f
                                last = extra
                                if opened not in out:
                                    out[opened] = defaultdict(int)
                                target = out[opened]
                            target[m] += v1 * v2 * k * factor
    return _closed(out)


def _closed(out: Accumulators) -> Groups:
    """The accumulators as groups: without zeros, and no longer making entries when asked for absent ones."""
    for w, group in list(out.items()):
        group.default_factory = None
        if 0 in group.values():
            kept = {m: k for m, k in group.items() if k}
            if kept:
                out[w] = kept  # type: ignore[assignment]
            else:
                del out[w]
    return out  # type: ignore[return-value]


def _spread(out: Accumulators, total: tuple[tuple[Weight, int], ...], m: Monomial, value: int) -> None:
    """Add a term whose weight is a sum of weights, as sin^2 = 1 - cos^2 makes one."""
    for w, f in total:
        out.setdefault(w, defaultdict(int))[m] += value * f


def clean(groups: Groups) -> Groups:
    """The groups without zeros and without empty groups."""
    result: Groups = {}
    for w, group in groups.items():
        kept = {m: k for m, k in group.items() if k} if 0 in group.values() else dict(group)
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
        for total, f in own.products.get(w) or weight_product(own, w):
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
