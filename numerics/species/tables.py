"""The tables of this folder, read once and checked: atoms, vapour pressures, collisions, sources."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from numerics.parameters import unknown
from numerics.species.records import Atom, Curve, Datum, MissingDatumError, SpeciesError

FOLDER = Path(__file__).parent
VERSION = "1"
# What a cell needs of a pair, in words.
MEANINGS = {
    "kappa_0": "enhancement of the Fermi-contact field",
    "k_se": "spin-exchange rate coefficient",
    "sigma_sr": "cross-section of spin destruction of the alkali by the gas",
    "sigma_sd": "cross-section of spin destruction among alkali atoms",
    "sigma_se": "cross-section of spin exchange among alkali atoms",
    "D": "diffusion coefficient of the alkali in the gas",
}


@cache
def atoms() -> dict[str, Atom]:
    """All isotopes by name, such as ``K-39``."""
    found: dict[str, Atom] = _table("atoms", dict[str, Atom])
    return found


@cache
def vapour_pressures() -> dict[str, tuple[Curve, ...]]:
    """The vapour-pressure curves of each metal, from cold to hot."""
    found: dict[str, tuple[Curve, ...]] = _table("vapour_pressures", dict[str, tuple[Curve, ...]])
    return found


@cache
def collisions() -> dict[str, dict[str, Datum]]:
    """What is known of each element and pair of elements, such as ``K`` and ``K-He``."""
    found: dict[str, dict[str, Datum]] = _table("collisions", dict[str, dict[str, Datum]])
    return found


@cache
def sources() -> dict[str, str]:
    """The publications that the tables quote, by key."""
    found: dict[str, str] = _table("sources", dict[str, str], versioned=False)
    return found


def alkalis() -> tuple[str, ...]:
    """The alkali isotopes of the table."""
    return tuple(name for name, one in atoms().items() if one.kind == "alkali")


def noble_gases() -> tuple[str, ...]:
    """The noble-gas isotopes of the table."""
    return tuple(name for name, one in atoms().items() if one.kind == "noble gas")


def atom(name: str) -> Atom:
    """An isotope; raises SpeciesError that names the nearest one."""
    if name not in atoms():
        raise SpeciesError(unknown("species", name, tuple(atoms())))
    return atoms()[name]


def element(symbol: str, name: str) -> Datum:
    """A number of one element, such as its ``sigma_sd``; raises MissingDatumError."""
    return _entry(symbol, name)


def pair(alkali: str, gas: str, name: str, isotope: str = "") -> Datum:
    """A number of a pair of elements, such as ``kappa_0`` of K and He; raises MissingDatumError.

    ``isotope`` is the noble gas that it is wanted for: a rate of exchange goes with the square of the nuclear
    g-factor, so that what was measured with one isotope is not known for another.
    """
    found = _entry(f"{alkali}-{gas}", name)
    if isotope and found.isotope not in ("", isotope):
        raise MissingDatumError(
            f"{name}, the {MEANINGS[name]}, of {alkali} with {isotope}: it was measured with {found.isotope} alone"
        )
    return found


def _entry(key: str, name: str) -> Datum:
    found = collisions().get(key, {}).get(name)
    if found is None or found.missing:
        why = found.missing if found else "the table has no entry for it"
        raise MissingDatumError(f"{name}, the {MEANINGS[name]}, of {key}: {why}")
    return found


def diffusion_exponent() -> Datum:
    """The power of the temperature with which diffusion coefficients grow at a fixed pressure."""
    return collisions()["diffusion"]["exponent"]


def vapour(symbol: str) -> tuple[Curve, ...]:
    """The vapour-pressure curves of a metal; raises MissingDatumError."""
    if symbol not in vapour_pressures():
        raise MissingDatumError(f"the vapour pressure of {symbol}: the table has no entry for it")
    return vapour_pressures()[symbol]


def curve(symbol: str, temperature: float) -> Curve:
    """The curve of the phase at a temperature in kelvin: the liquid above its melting point, and beyond its range."""
    return next((one for one in vapour(symbol) if temperature < float(one.t_max)), vapour(symbol)[-1])


def source(key: str) -> str:
    """The publication of a key; raises SpeciesError."""
    if key not in sources():
        raise SpeciesError(unknown("source", key, tuple(sources())))
    return sources()[key]


def _table(name: str, kind: Any, versioned: bool = True) -> Any:
    """A table as records; raises SpeciesError that names the file and the entry."""
    path = FOLDER / f"{name}.toml"
    try:
        entries = msgspec.toml.decode(path.read_bytes())
        if versioned and entries.pop("version", None) != VERSION:
            raise SpeciesError(f"{path.name} is not of version {VERSION} of the tables")
        return msgspec.convert(entries, kind)
    except (msgspec.MsgspecError, OSError) as error:
        raise SpeciesError(f"the table {path.name} cannot be read: {error}") from error
