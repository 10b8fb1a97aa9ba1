"""The inner loops: sums and products of operators stored as weight -> monomial -> integer.

Grouping by weight means that symbols are multiplied once for each pair of weights, and that what runs for
each pair of monomials is one dictionary look-up and one integer multiplication.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from math import gcd
from operator import attrgetter
from typing import Any

from derive.algebra.monomials import Monomial, Sum, commutator, product
from derive.algebra.weights import Weight, weight_product

Groups = dict[Weight, dict[Monomial, int]]


def multiply(left: Groups, right: Groups) -> Groups:
    """The product of two operators' groups, zeros removed."""
    return _combine(left, right, _PRODUCTS, product)


def commute(left: Groups, right: Groups) -> Groups:
    """The commutator of two operators' groups, zeros removed."""
    return _combine(left, right, _COMMUTATORS, commutator)


_PRODUCTS = attrgetter("products")
_COMMUTATORS = attrgetter("commutators")


def _combine(
    left: Groups,
    right: Groups,
    row_of: Callable[[Monomial], Any],
    compute: Callable[[Monomial, Monomial], Sum],
) -> Groups:
    out: defaultdict[Weight, defaultdict[Monomial, int]] = defaultdict(_counter)
    for w1, g1 in left.items():
        rows = [(m1, v1, row_of(m1)) for m1, v1 in g1.items()]
        for w2, g2 in right.items():
            pairs2 = g2.items()
            for w, f in w1.products.get(w2) or weight_product(w1, w2):
                targets: dict[Weight, defaultdict[Monomial, int]] = {}
                for m1, v1, row in rows:
                    v1f = v1 * f
                    for m2, v2 in pairs2:
                        entry = row.get(m2)
                        if entry is None:
                            entry = compute(m1, m2)
                        for extra, pairs in entry:
                            target = targets.get(extra)
                            if target is None:
                                target = targets[extra] = _open(out, w, extra)
                            v = v1f * v2
                            for m, k in pairs:
                                target[m] += v * k
                for extra, target in targets.items():
                    _close(out, w, extra, target)
    return clean(out)


def _counter() -> defaultdict[Monomial, int]:
    return defaultdict(int)


def _open(
    out: defaultdict[Weight, defaultdict[Monomial, int]], w: Weight, extra: Weight
) -> defaultdict[Monomial, int]:
    """Where results of weight ``w * extra`` are added: in place when that is one weight with factor one."""
    total = w.products.get(extra) or weight_product(w, extra)
    if len(total) == 1 and total[0][1] == 1:
        return out[total[0][0]]
    return defaultdict(int)


def _close(
    out: defaultdict[Weight, defaultdict[Monomial, int]],
    w: Weight,
    extra: Weight,
    target: defaultdict[Monomial, int],
) -> None:
    total = w.products[extra]
    if len(total) == 1 and total[0][1] == 1:
        return
    for product_weight, f in total:
        group = out[product_weight]
        for m, k in target.items():
            group[m] += k * f


def clean(groups: dict[Weight, Any]) -> Groups:
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
