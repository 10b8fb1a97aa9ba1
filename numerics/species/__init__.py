"""Atomic and collisional data: cited tables of alkali metals and noble gases, with uncertainties.

The tables are the TOML files of this folder. They are data: nothing in them is executed, and every entry is checked
when it is read. What is not known is missing, with a reason; no number is guessed.
"""

from __future__ import annotations

from numerics.species.records import Atom, Curve, Datum, MissingDatumError, SpeciesError
from numerics.species.tables import (
    alkalis,
    atom,
    curve,
    diffusion_exponent,
    element,
    noble_gases,
    pair,
    source,
    vapour,
)

__all__ = [
    "Atom", "Curve", "Datum", "MissingDatumError", "SpeciesError", "alkalis", "atom", "curve", "diffusion_exponent",
    "element", "noble_gases", "pair", "source", "vapour",
]  # fmt: skip
