"""The closed set of species that a JSON tree may name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive import expressions
from derive.algebra.cloud import AtomClass, Cloud
from derive.algebra.composite import CompositeAtom
from derive.algebra.errors import AlgebraError, nearest
from derive.algebra.fields import AtomDensity, BosonField
from derive.algebra.halfspin import HalfSpin
from derive.algebra.ladders import NumberLadder
from derive.algebra.levels import LevelSystem
from derive.algebra.modes import BosonMode, FermionMode
from derive.algebra.rings import Ring
from derive.algebra.species import Species
from derive.algebra.words import SpinWords


def _composite(*parts: Any) -> Species:
    return CompositeAtom(tuple((str(name), read(described)) for name, described in parts))


def _cloud(*classes: Any) -> Species:
    return Cloud(
        tuple(AtomClass(name, expressions.from_tree(count), read(described)) for name, count, described in classes)
    )


def _density(name: str, count: Any, volume: Any, described: list[Any]) -> Species:
    return AtomDensity(name, expressions.from_tree(count), expressions.from_tree(volume), read(described))


def _ring(name: str, count: Any, described: list[Any], least: int) -> Species:
    return Ring(name, expressions.from_tree(count), read(described), int(least))


def _boson_field(volume: Any) -> Species:
    return BosonField(expressions.from_tree(volume))


READERS: dict[str, Callable[..., Species]] = {
    "HalfSpin": HalfSpin,
    "SpinWords": SpinWords.read,
    "BosonMode": BosonMode,
    "NumberLadder": NumberLadder,
    "FermionMode": FermionMode,
    "LevelSystem": LevelSystem.read,
    "CompositeAtom": _composite,
    "Cloud": _cloud,
    "Ring": _ring,
    "BosonField": _boson_field,
    "AtomDensity": _density,
}


def read(described: list[Any]) -> Species:
    """The species of its JSON form; raises AlgebraError for a name outside the set."""
    head, *parameters = described
    if head not in READERS:
        raise AlgebraError(f"the species {head!r} of a tree is unknown; {nearest(str(head), READERS)}")
    return READERS[head](*parameters)
