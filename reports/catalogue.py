"""All that has a name: equations, claims, kernels, studies, figures, species and more; found, never listed by hand."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from functools import lru_cache

from derive import registry
from reports import products


def derivations() -> tuple[str, ...]:
    """Names of the derivation modules."""
    return registry.derivation_modules()


@lru_cache(maxsize=1)
def equations() -> dict[str, str]:
    """Titles of the derived equations by id."""
    return {id: equation.title for id, equation in products.equations().items()}


@lru_cache(maxsize=1)
def claims() -> dict[str, tuple[str, str]]:
    """The claims' ids, each with its claims module and its title."""
    return {claim.id: (module, claim.title) for module in registry.claim_modules() for claim in registry.claims(module)}


def kernels() -> dict[str, str]:
    """Titles of the kernels that are compiled from equations, by name."""
    from numerics.codegen.spec import specs

    return {name: spec.title for name, spec in specs().items()}


def studies() -> dict[str, str]:
    """Titles of the studies by name."""
    from numerics import studies as room

    return {name: room.load(name).STUDY.title for name in room.names()}


def figures() -> dict[str, str]:
    """Titles of the figures by name."""
    from reports import figures as room

    return {name: room.load(name).TITLE for name in room.names()}


def species() -> dict[str, str]:
    """Titles of what the tables of species hold, by name."""
    from reports import species as room

    return room.titles()


KINDS: dict[str, Callable[[], object]] = {
    "derivation": derivations,
    "kernel": kernels,
    "study": studies,
    "figure": figures,
    "species": species,
    "claim": claims,
    "equation": equations,
}


def kind(id: str) -> str | None:
    """What an id names, or None; an id names one thing, and cheap lists are looked into first."""
    module = id.rpartition(".")[0]
    if module in derivations():
        return "equation" if id in products.equations(module) else None
    return next((kind for kind, names in KINDS.items() if kind != "equation" and id in names()), None)  # type: ignore[operator]


def nearest(id: str, count: int = 3) -> list[str]:
    """Names of anything that look like an unknown one."""
    names = [name for found in KINDS.values() for name in found()]  # type: ignore[attr-defined]
    return difflib.get_close_matches(id, names, n=count, cutoff=0.4) or sorted(names)[:count]
