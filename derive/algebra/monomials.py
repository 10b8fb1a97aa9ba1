"""Monomials: products of letters on different systems, interned, with their products remembered.

A monomial is a sorted tuple of (site, letter). It is interned, so that equality is identity, and carries two
rows of remembered results: its products and its commutators with monomials on its right. Operators on
disjoint systems commute, so such a commutator is empty at once.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable
from weakref import WeakValueDictionary

from derive.algebra.errors import AlgebraError
from derive.algebra.scalars import conjugate
from derive.algebra.species import Letter, Products, Species
from derive.algebra.weights import ONE, Weight, weight_product

Letters = tuple[tuple["Site", Letter], ...]
Sum = tuple[tuple[Weight, "Monomial", int], ...]
"""A sum of monomials with weights and integer factors, sorted by weight."""
Terms = list[tuple[Letters, int, Weight]]


class Site:
    """One named system of a species. Interned: the same name and species are the same object."""

    __slots__ = ("__weakref__", "fermionic", "key", "name", "species")

    def __init__(self, name: str, species: Species) -> None:
        self.name, self.species, self.fermionic = name, species, species.fermionic
        # Numbers inside names sort as numbers, so that s2 comes before s10.
        self.key = re.sub(r"\d+", lambda digits: digits.group().zfill(9), name)

    def __repr__(self) -> str:
        return f"Site({self.name!r}, {self.species!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return site, (self.name, self.species)


class Monomial:
    """A product of letters on different sites; ``Monomial`` objects are compared by identity."""

    __slots__ = ("__weakref__", "commutators", "fermionic", "letters", "products", "support")

    def __init__(self, letters: Letters) -> None:
        places = [place for place, _ in letters]
        self.letters = letters
        self.support = frozenset(places)
        self.fermionic = False
        self.products: dict[Monomial, Sum] = {}
        self.commutators: dict[Monomial, Sum] = {}
        before: Site | None = None
        for place in places:
            if before is not None and before.key == place.key:
                raise AlgebraError(_name_clash(before, place))
            before = place
            if place.fermionic:
                self.fermionic = True

    @property
    def scale(self) -> int:
        """The inner monomial divided by the written one."""
        total = 1
        for place, letter in self.letters:
            total *= place.species.scale(letter)
        return total

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


_sites: dict[tuple[str, Species], Site] = {}
_monomials: dict[Letters, Monomial] = {}


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
    result = left.products[right] = _product(left, right)
    return result


def commutator(left: Monomial, right: Monomial) -> Sum:
    """``left * right - right * left``, remembered on ``left``; empty at once on disjoint sites."""
    result = left.commutators[right] = _commutator(left, right)
    return result


def _product(left: Monomial, right: Monomial) -> Sum:
    if left.fermionic and right.fermionic:
        return _collect(_merge(left, right))
    shared = left.support & right.support
    if not shared:
        mine, theirs = left.letters, right.letters
        in_order = not mine or not theirs or mine[-1][0].key < theirs[0][0].key
        return ((ONE, monomial(mine + theirs if in_order else sorted(mine + theirs, key=_by_site)), 1),)
    if len(shared) > 1:
        return _collect(_merge(left, right))
    (place,) = shared
    one, other, rest = _apart(left, right, place)
    return _inserted(place, place.species.multiply(one, other), rest)


def _commutator(left: Monomial, right: Monomial) -> Sum:
    signed = left.fermionic and right.fermionic
    shared = left.support & right.support
    if not shared and not signed:
        return ()
    if left is right:
        return ()
    if signed:
        backward = [(letters, -k, w) for letters, k, w in _merge(right, left)]
        return _collect(_merge(left, right) + backward)
    if len(shared) > 1:
        return _collect(_by_leibniz(left, right, shared))
    (place,) = shared
    one, other, rest = _apart(left, right, place)
    # What does not meet commutes, so only the letters of the shared system are commuted.
    return _inserted(place, place.species.commutator(one, other), rest)


def _by_leibniz(left: Monomial, right: Monomial, shared: frozenset[Site]) -> Terms:
    """[A1 A2 ..., B1 B2 ...] = [A1, B1] A2 B2 ... + B1 A1 [A2, B2] ... + ..., without terms that cancel."""
    mine, theirs = dict(left.letters), dict(right.letters)
    rest = tuple([pair for pair in left.letters + right.letters if pair[0] not in shared])
    places = [place for place in mine if place in shared]
    found: Terms = []
    for commuted in places:
        results = commuted.species.commutator(mine[commuted], theirs[commuted])
        terms: Terms = [((), 1, ONE)] if results else []
        after = False
        for place in places:
            if place is commuted:
                terms, after = _extended(terms, place, results), True
            elif after:
                terms = _extended(terms, place, place.species.multiply(mine[place], theirs[place]))
            else:
                terms = _extended(terms, place, place.species.multiply(theirs[place], mine[place]))
        found += terms
    if rest:
        return [(tuple(sorted(letters + rest, key=_by_site)), k, w) for letters, k, w in found]
    return found


def _by_site(pair: tuple[Site, Letter]) -> str:
    return pair[0].key


def _apart(left: Monomial, right: Monomial, place: Site) -> tuple[Letter, Letter, Letters]:
    """The letters of two monomials on the one site that they share, and all others."""
    rest = []
    for pair in left.letters:
        if pair[0] is place:
            one = pair[1]
        else:
            rest.append(pair)
    for pair in right.letters:
        if pair[0] is place:
            other = pair[1]
        else:
            rest.append(pair)
    return one, other, tuple(rest)


def _inserted(place: Site, results: Products, rest: Letters) -> Sum:
    """A sum of letters on one site, each put among the letters of other sites."""
    if not rest:
        return tuple([(w, IDENTITY if letter is None else monomial(((place, letter),)), k) for letter, k, w in results])
    found = []
    for letter, k, w in results:
        if letter is None:
            letters = tuple(sorted(rest, key=_by_site))
        elif len(rest) > 1:
            letters = tuple(sorted((*rest, (place, letter)), key=_by_site))
        elif place.key < rest[0][0].key:
            letters = ((place, letter), *rest)
        else:
            letters = (*rest, (place, letter))
        found.append((w, monomial(letters), k))
    return tuple(found)


def adjoint(of: Monomial) -> Sum:
    """The Hermitian adjoint of a monomial: the letters' adjoints, and their odd letters in reverse order."""
    odd = sum(place.species.odd(letter) for place, letter in of.letters)
    terms: Terms = [((), -1 if odd * (odd - 1) // 2 % 2 else 1, ONE)]
    for place, letter in of.letters:
        terms = _extended(terms, place, place.species.adjoint(letter))
    return _collect(terms)


def _merge(left: Monomial, right: Monomial) -> Terms:
    """The product of two monomials' letters as a list of terms."""
    signed = left.fermionic and right.fermionic
    mine, theirs = left.letters, right.letters
    terms: Terms = [((), _fermion_sign(mine, theirs) if signed else 1, ONE)]
    i = j = start = 0
    while i < len(mine) and j < len(theirs):
        one, other = mine[i][0], theirs[j][0]
        if one.key < other.key:
            i += 1
            continue
        if one.key == other.key:
            if one is not other:
                raise AlgebraError(_name_clash(one, other))
            terms = _with(terms, mine[start:i])
            terms = _extended(terms, one, one.species.multiply(mine[i][1], theirs[j][1]))
            i += 1
        else:
            terms = _with(terms, (*mine[start:i], theirs[j]))
        start = i
        j += 1
    return _with(terms, mine[start:] + theirs[j:])


def _fermion_sign(left: Letters, right: Letters) -> int:
    """The sign of moving every odd letter of the right list past the odd letters of later sites on its left."""
    swaps = 0
    for place, letter in right:
        if place.species.odd(letter):
            swaps += sum(other.species.odd(own) for other, own in left if other.key > place.key)
    return -1 if swaps % 2 else 1


def _name_clash(one: Site, other: Site) -> str:
    return (
        f"two different systems share the name {one.name!r}, {one.species} and {other.species}, "
        "where a name stands for one system; give one of them another name"
    )


def _with(terms: Terms, letters: Letters) -> Terms:
    return [(own + letters, k, w) for own, k, w in terms] if letters else terms


def _extended(terms: Terms, place: Site, results: Products) -> Terms:
    if len(results) == 1 and results[0][2] is ONE:
        letter, k, _ = results[0]
        more = () if letter is None else ((place, letter),)
        return [(letters + more, factor * k, w) for letters, factor, w in terms]
    return [
        (letters if letter is None else (*letters, (place, letter)), factor * k * f, total)
        for letters, factor, w in terms
        for letter, k, extra in results
        for total, f in _times(w, extra)
    ]


def _times(left: Weight, right: Weight) -> tuple[tuple[Weight, int], ...]:
    return left.products.get(right) or weight_product(left, right)


def _collect(terms: Terms) -> Sum:
    if len(terms) == 1:
        letters, factor, w = terms[0]
        return ((w, monomial(letters), factor),)
    first = terms[0][2] if terms else ONE
    plain: dict[Letters, int] = {}
    others: dict[Weight, dict[Letters, int]] = {}
    for letters, factor, w in terms:
        group = plain if w is first else others.setdefault(w, {})
        group[letters] = group.get(letters, 0) + factor
    found = [(first, monomial(letters), k) for letters, k in plain.items() if k]
    for w, group in others.items():
        found += [(w, monomial(letters), k) for letters, k in group.items() if k]
    return tuple(found)


def adjoint_term(w: Weight, of: Monomial) -> list[tuple[Weight, Monomial, int]]:
    """The adjoint of weight times monomial, as (weight, monomial, factor)."""
    return [
        (total, m, f * g * k)
        for conjugated, f in conjugate(w)
        for extra, m, k in adjoint(of)
        for total, g in _times(conjugated, extra)
    ]


def forget_monomials() -> None:
    """Forget remembered products and commutators, and the monomials that no operator holds."""
    kept = WeakValueDictionary(_monomials)
    for m in _monomials.values():
        m.products.clear()
        m.commutators.clear()
    _monomials.clear()
    gc.collect()
    _monomials.update(kept)
    _monomials[()] = IDENTITY
