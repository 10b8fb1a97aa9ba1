"""Monomials: products of letters on different systems, interned, with their products remembered.

A monomial is a sorted tuple of (site, letter). It is interned, so that equality is identity, and carries two
rows of remembered results: its products and its commutators with monomials on its right. Operators on
disjoint systems commute, so such a commutator is empty at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from weakref import WeakValueDictionary

from derive.algebra.errors import AlgebraError
from derive.algebra.scalars import conjugate
from derive.algebra.species import Letter, Products, Species, single
from derive.algebra.weights import ONE, Weight, weight_product

Letters = tuple[tuple["Site", Letter], ...]
Sum = tuple[tuple[Weight, tuple[tuple["Monomial", int], ...]], ...]
"""A sum of monomials, grouped by weight, with integer factors."""


class Site:
    """One named system of a species. Interned: the same name and species are the same object."""

    __slots__ = ("__weakref__", "key", "name", "species")

    def __init__(self, name: str, species: Species) -> None:
        self.name, self.species = name, species
        # Numbers inside names sort as numbers, so that s2 comes before s10.
        self.key = tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name))

    def __repr__(self) -> str:
        return f"Site({self.name!r}, {self.species!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return site, (self.name, self.species)


class Monomial:
    """A product of letters on different sites; ``Monomial`` objects are compared by identity."""

    __slots__ = ("__weakref__", "commutators", "letters", "products", "scale")

    def __init__(self, letters: Letters) -> None:
        self.letters = letters
        self.products: dict[Monomial, Sum] = {}
        self.commutators: dict[Monomial, Sum] = {}
        self.scale = 1
        for place, letter in letters:
            self.scale *= place.species.scale(letter)

    @property
    def sites(self) -> tuple[Site, ...]:
        """The systems on which the monomial acts."""
        return tuple(place for place, _ in self.letters)

    @property
    def degree(self) -> int:
        """How many elementary operators the monomial multiplies."""
        return sum(place.species.degree(letter) for place, letter in self.letters)

    def order(self) -> tuple[object, ...]:
        """A sorting key that does not depend on the order in which monomials were made."""
        return (self.degree, [(place.key, str(letter)) for place, letter in self.letters])

    def __str__(self) -> str:
        return "*".join(place.species.text(letter, place.name) for place, letter in self.letters) or "1"

    def __repr__(self) -> str:
        return f"Monomial({self})"

    def __reduce__(self) -> tuple[object, ...]:
        return monomial, (self.letters,)


_sites: WeakValueDictionary[tuple[str, Species], Site] = WeakValueDictionary()
_monomials: WeakValueDictionary[Letters, Monomial] = WeakValueDictionary()


def site(name: str, species: Species) -> Site:
    """The system of a name and a species, made once."""
    found = _sites.get((name, species))
    if found is None:
        if not name:
            raise AlgebraError("a system was given an empty name where a name is expected")
        found = _sites[name, species] = Site(name, species)
    return found


def monomial(letters: Iterable[tuple[Site, Letter]]) -> Monomial:
    """The monomial of sorted letters on different sites, made once."""
    key = tuple(letters)
    found = _monomials.get(key)
    if found is None:
        found = _monomials[key] = Monomial(key)
    return found


IDENTITY = monomial(())


def product(left: Monomial, right: Monomial) -> Sum:
    """``left * right`` as a sum of monomials, remembered on ``left``."""
    result = left.products[right] = _collect(_merge(left.letters, right.letters))
    return result


def commutator(left: Monomial, right: Monomial) -> Sum:
    """``left * right - right * left``, remembered on ``left``; empty at once on disjoint sites."""
    result: Sum
    if _commute_at_once(left, right):
        result = ()
    else:
        forward = _merge(left.letters, right.letters)
        backward = _merge(right.letters, left.letters)
        result = _collect(forward + [(letters, -k, w) for letters, k, w in backward])
    left.commutators[right] = result
    return result


def adjoint(of: Monomial) -> Sum:
    """The Hermitian adjoint of a monomial: the letters' adjoints, and their odd letters in reverse order."""
    odd = sum(place.species.odd(letter) for place, letter in of.letters)
    sign = -1 if odd * (odd - 1) // 2 % 2 else 1
    terms: list[tuple[Letters, int, Weight]] = [((), sign, ONE)]
    for place, letter in of.letters:
        terms = _extend(terms, place, place.species.adjoint(letter))
    return _collect(terms)


def _commute_at_once(left: Monomial, right: Monomial) -> bool:
    mine = {place for place, _ in left.letters}
    if any(place in mine for place, _ in right.letters):
        return False
    return not (_is_odd(left) and _is_odd(right))


def _is_odd(of: Monomial) -> bool:
    return sum(place.species.odd(letter) for place, letter in of.letters) % 2 == 1


def _merge(left: Letters, right: Letters) -> list[tuple[Letters, int, Weight]]:
    """The product of two sorted lists of letters as a list of terms.

    An odd letter of the right list changes sign for every odd letter of the left list that it passes.
    """
    terms: list[tuple[Letters, int, Weight]] = [((), 1, ONE)]
    to_pass = sum(place.species.odd(letter) for place, letter in left)
    i = j = 0
    while i < len(left) or j < len(right):
        if j == len(right) or (i < len(left) and left[i][0].key < right[j][0].key):
            place, letter = left[i]
            to_pass -= place.species.odd(letter)
            terms = _extend(terms, place, single(letter))
            i += 1
            continue
        place, letter = right[j]
        results = single(letter)
        if i < len(left) and left[i][0].key == place.key:
            _same_system(left[i][0], place)
            to_pass -= place.species.odd(left[i][1])
            results = place.species.multiply(left[i][1], letter)
            i += 1
        sign = -1 if to_pass % 2 and place.species.odd(letter) else 1
        terms = _extend(terms, place, results, sign)
        j += 1
    return terms


def _same_system(one: Site, other: Site) -> None:
    if one is not other:
        raise AlgebraError(
            f"two different systems share the name {one.name!r}, {one.species} and {other.species}, where a name "
            "stands for one system; give one of them another name"
        )


def _extend(
    terms: list[tuple[Letters, int, Weight]], place: Site, results: Products, sign: int = 1
) -> list[tuple[Letters, int, Weight]]:
    extended = []
    for letters, factor, w in terms:
        for letter, k, extra in results:
            longer = letters if letter is None else (*letters, (place, letter))
            for total, f in _times(w, extra):
                extended.append((longer, factor * k * f * sign, total))
    return extended


def _times(left: Weight, right: Weight) -> tuple[tuple[Weight, int], ...]:
    if right is ONE:
        return ((left, 1),)
    return left.products.get(right) or weight_product(left, right)


def _collect(terms: Iterable[tuple[Letters, int, Weight]]) -> Sum:
    groups: dict[Weight, dict[Monomial, int]] = {}
    for letters, factor, w in terms:
        group = groups.setdefault(w, {})
        m = monomial(letters)
        group[m] = group.get(m, 0) + factor
    kept = ((w, tuple((m, k) for m, k in group.items() if k)) for w, group in groups.items())
    return tuple((w, pairs) for w, pairs in kept if pairs)


def adjoint_term(w: Weight, of: Monomial) -> list[tuple[Weight, Monomial, int]]:
    """The adjoint of weight times monomial, as (weight, monomial, factor)."""
    terms = []
    for conjugated, f in conjugate(w):
        for extra, pairs in adjoint(of):
            for total, g in _times(conjugated, extra):
                terms.extend((total, m, f * g * k) for m, k in pairs)
    return terms


def clear_monomial_products() -> None:
    """Forget every remembered product and commutator of monomials; nothing but speed is lost."""
    for m in list(_monomials.values()):
        m.products.clear()
        m.commutators.clear()
