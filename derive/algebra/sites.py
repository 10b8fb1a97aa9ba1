"""Named systems: where letters stand."""

from __future__ import annotations

import re

from derive.algebra.errors import AlgebraError
from derive.algebra.species import Species


class Site:
    """One named system of a species. Interned: the same name and species are the same object."""

    __slots__ = ("__weakref__", "fermionic", "key", "name", "plain", "species")

    def __init__(self, name: str, species: Species) -> None:
        self.name, self.species = name, species
        self.fermionic, self.plain = species.fermionic, species.plain
        # Numbers inside names sort as numbers, so that s2 comes before s10.
        self.key = re.sub(r"\d+", lambda digits: digits.group().zfill(9), name)

    def __repr__(self) -> str:
        return f"Site({self.name!r}, {self.species!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return site, (self.name, self.species)


_sites: dict[tuple[str, Species], Site] = {}


def site(name: str, species: Species) -> Site:
    """The system of a name and a species, made once."""
    found = _sites.get((name, species))
    if found is None:
        if not name:
            raise AlgebraError("a system was given an empty name where a name is expected")
        found = _sites[name, species] = Site(name, species)
    return found
