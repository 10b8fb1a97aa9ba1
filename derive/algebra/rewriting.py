"""Substitution of operators, and collecting terms by what acts on some systems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from derive.algebra.errors import AlgebraError
from derive.algebra.matrices import system_site
from derive.algebra.monomials import Monomial, Site, monomial
from derive.algebra.operators import ONE_OPERATOR, ZERO, Operator, combination
from derive.algebra.species import Letter


def substitute(operator: Operator, rule: Mapping[Operator, Any]) -> Operator:
    """The operator with elementary operators replaced, products taken in the order of each monomial.

    Keys are single operators such as ``a.a``, ``s.plus`` of a long spin or ``atom("e", "g")``; values are
    operators or scalars. Nothing is assumed of the values: to displace a mode, give ``a.a`` and ``a.dag`` both.

    >>> import sympy as sp
    >>> from derive.algebra import Boson, substitute
    >>> a, alpha = Boson("a"), sp.Symbol("alpha")
    >>> substitute(a.n, {a.a: a.a + alpha, a.dag: a.dag + sp.conjugate(alpha)})
    alpha*conjugate(alpha) + conjugate(alpha)*a + alpha*a.dag + a.dag*a
    """
    images: dict[tuple[Site, Letter], Operator] = {}
    for key, value in rule.items():
        place, letter, number = _elementary(key)
        images[place, letter] = (value if isinstance(value, Operator) else ONE_OPERATOR * value) / number
    touched = {place for place, _ in images}
    result = ZERO
    for m, value in operator.terms.items():
        if touched.isdisjoint(m.sites):
            result = result + combination([(m, value)])
            continue
        term = ONE_OPERATOR * value
        for place, letter in m.letters:
            small = place.species.word(letter) if place in touched else (letter,)
            for own in small:
                term = term * (images.get((place, own)) or _as_written(place, own))
        result = result + term
    return result


def _as_written(place: Site, letter: Letter) -> Operator:
    return combination([(monomial([(place, letter)]), 1)])


def _elementary(key: Operator) -> tuple[Site, Letter, Any]:
    if len(key.terms) == 1:
        ((m, number),) = key.terms.items()
        if len(m.letters) == 1:
            ((place, letter),) = m.letters
            if len(place.species.word(letter)) == 1:
                return place, letter, number
    raise AlgebraError(f"{key} was given as an operator to replace, where one elementary operator is expected")


def collect(operator: Operator, systems: Iterable[Any]) -> dict[Monomial, Operator]:
    """The operator as a sum of monomials of the given systems times operators of all others.

    Raises AlgebraError where fermion modes of both kinds occur, since those do not commute.
    """
    places = {system_site(system) for system in systems}
    gathered: dict[Monomial, list[tuple[Monomial, Any]]] = {}
    for m, value in operator.terms.items():
        own = monomial(pair for pair in m.letters if pair[0] in places)
        rest = monomial(pair for pair in m.letters if pair[0] not in places)
        if own.fermionic and rest.fermionic:
            raise AlgebraError(f"the fermion modes of {m} were to be collected apart, where they do not commute")
        gathered.setdefault(own, []).append((rest, value))
    ordered = sorted(gathered.items(), key=lambda item: item[0].order())
    return {m: combination(parts) for m, parts in ordered}
