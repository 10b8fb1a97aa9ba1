"""Monomials: products of letters on different systems, interned, with their products remembered.

A monomial is a sorted tuple of (site, letter). It is interned, so that equality is identity, and carries two
rows of remembered results: its products and its commutators with monomials on its right. Operators on
disjoint systems commute, so such a commutator is empty at once.

Letters of two monomials are laid side by side in the order of their sites. Where both have a letter on a site, the
species multiplies; what is alone on its site is carried along.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable
from typing import Any
from weakref import WeakValueDictionary

from derive.algebra.errors import AlgebraError
from derive.algebra.scalars import conjugate
from derive.algebra.sites import Site as Site
from derive.algebra.sites import site as site
from derive.algebra.species import Letter, Products
from derive.algebra.weights import ONE, Weight

Letters = tuple[tuple[Site, Letter], ...]
Plain = tuple[tuple["Monomial", int], ...]
"""A sum of monomials with integer factors."""
Sum = tuple[tuple[Weight, "Monomial", int], ...]
"""A sum of monomials with weights and integer factors, those of one weight together."""
Terms = list[tuple[Letters, int, Weight]]
Entry = Any
"""`Plain` in a row of a plain monomial, else `Sum`."""


class _Row(dict["Monomial", Any]):
    """What a monomial makes with others on its right, found when it is first asked for."""

    __slots__ = ("owner",)

    def __init__(self, owner: Monomial) -> None:
        self.owner = owner


class _Products(_Row):
    __slots__ = ()

    def __missing__(self, right: Monomial) -> Entry:
        result = self[right] = _product(self.owner, right)
        return result


class _Commutators(_Row):
    __slots__ = ()

    def __missing__(self, right: Monomial) -> Entry:
        result = self[right] = _commutator(self.owner, right)
        return result


class Monomial:
    """A product of letters on different sites; ``Monomial`` objects are compared by identity.

    ``plain`` says that no product of its letters has weights of its own: rows of a plain monomial hold
    (monomial, integer), rows of others (weight, monomial, integer).
    """

    __slots__ = ("__weakref__", "_commutators", "_products", "fermionic", "letters", "plain")

    def __init__(self, letters: Letters) -> None:
        self.letters = letters
        self.fermionic, self.plain = False, True
        self._products: _Products | None = None
        self._commutators: _Commutators | None = None
        before: Site | None = None
        for place, _ in letters:
            if before is not None and before.key == place.key:
                raise AlgebraError(_name_clash(before, place))
            before = place
            if place.fermionic:
                self.fermionic = True
            if not place.plain:
                self.plain = False

    @property
    def products(self) -> Any:
        """The row of remembered products ``self * right``."""
        row = self._products
        if row is None:
            row = self._products = _Products(self)
        return row

    @property
    def commutators(self) -> Any:
        """The row of remembered commutators ``[self, right]``, empty on disjoint sites."""
        row = self._commutators
        if row is None:
            row = self._commutators = _Commutators(self)
        return row

    def forget(self) -> None:
        """Empty both rows."""
        for row in (self._products, self._commutators):
            if row is not None:
                row.clear()

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


_monomials: dict[Letters, Monomial] = {}


def monomial(letters: Iterable[tuple[Site, Letter]]) -> Monomial:
    """The monomial of sorted letters on different sites, made once."""
    key = tuple(letters)
    found = _monomials.get(key)
    if found is None:
        found = _monomials[key] = Monomial(key)
    return found


IDENTITY = monomial(())

Meetings = list[tuple[int, Site, Letter, Letter]]
"""Where letters meet: position in the merged list, site, left letter, right letter."""


def _aligned(mine: Letters, theirs: Letters) -> tuple[list[Any], Meetings]:
    """The letters of two monomials merged in the order of sites, and where two of them meet."""
    merged: list[Any] = []
    meetings: Meetings = []
    i = j = 0
    while i < len(mine) and j < len(theirs):
        one, other = mine[i], theirs[j]
        place, there = one[0], other[0]
        if place is there:
            meetings.append((len(merged), place, one[1], other[1]))
            merged.append(one)
            i += 1
            j += 1
        elif place.key < there.key:
            merged.append(one)
            i += 1
        elif place.key > there.key:
            merged.append(other)
            j += 1
        else:
            raise AlgebraError(_name_clash(place, there))
    merged += mine[i:] or theirs[j:]
    return merged, meetings


def _product(left: Monomial, right: Monomial) -> Entry:
    """``left * right`` as a sum of monomials."""
    if left.fermionic and right.fermionic:
        return _finished(left, _merge(left, right))
    merged, meetings = _aligned(left.letters, right.letters)
    if not meetings:
        only = monomial(merged)
        return ((only, 1),) if left.plain else ((ONE, only, 1),)
    if len(meetings) == 1:
        return _inserted(left, merged, meetings[0], meetings[0][1].species.multiply(*meetings[0][2:]))
    if left.plain or right.plain:
        results = [place.species.multiply(one, other) for _, place, one, other in meetings]
        found = [(monomial(letters), k) for letters, k in _spread(merged, meetings, results)]
        return tuple(found) if left.plain else tuple([(ONE, m, k) for m, k in found])
    return _finished(left, _merge(left, right))


def _commutator(left: Monomial, right: Monomial) -> Entry:
    """``left * right - right * left``; empty at once on disjoint sites."""
    if left is right:
        return ()
    if left.fermionic and right.fermionic:
        backward = [(letters, -k, w) for letters, k, w in _merge(right, left)]
        return _finished(left, _merge(left, right) + backward)
    merged, meetings = _aligned(left.letters, right.letters)
    if len(meetings) > 1:
        return _by_leibniz(left, merged, meetings) if left.plain or right.plain else _weighted_leibniz(merged, meetings)
    if meetings:
        # What does not meet commutes, so only the letters of the shared system are commuted.
        return _inserted(left, merged, meetings[0], meetings[0][1].species.commutator(*meetings[0][2:]))
    return ()


def _inserted(left: Monomial, merged: list[Any], meeting: tuple[int, Site, Letter, Letter], results: Products) -> Entry:
    """A sum of letters on one site, each put among the letters of other sites."""
    position, place = meeting[:2]
    before, after = tuple(merged[:position]), tuple(merged[position + 1 :])
    found = []
    for letter, k, w in results:
        letters = before + after if letter is None else (*before, (place, letter), *after)
        m = _monomials.get(letters)
        if m is None:
            m = _monomials[letters] = Monomial(letters)
        found.append((m, k) if left.plain else (w, m, k))
    return tuple(found)


def _spread(merged: list[Any], meetings: Meetings, results: list[Products]) -> list[tuple[Letters, int]]:
    """Every choice of one letter at each meeting, put among the letters of other sites; weights left out."""
    found: list[tuple[Letters, int]] = [((), 1)]
    done = 0
    for (position, place, _, _), choices in zip(meetings, results, strict=True):
        between = tuple(merged[done:position])
        done = position + 1
        found = [
            (letters + between if letter is None else (*letters, *between, (place, letter)), k * f)
            for letters, k in found
            for letter, f, _ in choices
        ]
    rest = tuple(merged[done:])
    return [(letters + rest, k) for letters, k in found] if rest else found


def _by_leibniz(left: Monomial, merged: list[Any], meetings: Meetings) -> Entry:
    """[A1 A2 ..., B1 B2 ...] = [A1, B1] A2 B2 ... + B1 A1 [A2, B2] ... + ..., weights left out."""
    total: dict[Letters, int] = {}
    results = [place.species.multiply(one, other) for _, place, one, other in meetings]
    for at, (_, place, one, other) in enumerate(meetings):
        results[at] = place.species.commutator(one, other)
        if results[at]:
            for letters, k in _spread(merged, meetings, results):
                total[letters] = total.get(letters, 0) + k
        results[at] = place.species.multiply(other, one)
    found = [(monomial(letters), k) for letters, k in total.items() if k]
    return tuple(found) if left.plain else tuple([(ONE, m, k) for m, k in found])


def _weighted_leibniz(merged: list[Any], meetings: Meetings) -> Sum:
    """The same rule where products of letters have weights of their own."""
    found: Terms = []
    for at, (_, commuted, mine, theirs) in enumerate(meetings):
        results = commuted.species.commutator(mine, theirs)
        terms: Terms = [((), 1, ONE)] if results else []
        done = 0
        for k, (position, place, one, other) in enumerate(meetings):
            terms = _with(terms, tuple(merged[done:position]))
            done = position + 1
            if k == at:
                terms = _extended(terms, place, results)
            elif k > at:
                terms = _extended(terms, place, place.species.multiply(one, other))
            else:
                terms = _extended(terms, place, place.species.multiply(other, one))
        found += _with(terms, tuple(merged[done:]))
    return _collect(found)


def _finished(left: Monomial, terms: Terms) -> Entry:
    """Terms as an entry of a row of ``left``."""
    collected = _collect(terms)
    return tuple([(m, k) for _, m, k in collected]) if left.plain else collected


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
    return left.products[right]


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
        m.forget()
    _monomials.clear()
    gc.collect()
    _monomials.update(kept)
    _monomials[()] = IDENTITY
