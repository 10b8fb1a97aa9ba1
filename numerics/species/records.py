"""The records of the tables: a published number, an atom, a vapour-pressure curve."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import msgspec

from numerics.parameters import InputError, registry


class SpeciesError(InputError):
    """A species or a table that cannot be used: one sentence."""


class MissingDatumError(SpeciesError):
    """A number that the tables do not have; the message says which, and why."""


class Datum(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A published number: decimals as printed, with unit, uncertainty and source, or ``missing`` with the reason.

    ``at`` is the temperature at which it holds and ``slope`` its change per kelvin from there; ``pressure`` belongs
    to a diffusion coefficient; ``isotope`` names the noble gas that a number holds for alone. ``kind`` says what
    the uncertainty is: a standard deviation as published, or half a unit of the last digit of a number that was
    published without one. ``confirmed`` says where the same number was found besides its source; it is empty where
    the number is quoted from memory.
    """

    value: str = ""
    unit: str = "1"
    uncertainty: str = ""
    kind: Literal["standard", "rounding"] = "standard"
    source: str = ""
    where: str = ""
    confirmed: str = ""
    at: str = ""
    slope: str = ""
    pressure: str = ""
    isotope: str = ""
    missing: str = ""

    def __post_init__(self) -> None:
        if bool(self.missing) == bool(self.value):
            raise ValueError("an entry has either a value or a reason why it is missing")
        if self.value and not self.source:
            raise ValueError(f"the value {self.value} has no source")
        for text in (self.value, self.uncertainty, self.slope):
            if text:
                Fraction(text)
        if self.uncertainty and Fraction(self.uncertainty) < 0:
            raise ValueError(f"the uncertainty {self.uncertainty} is negative")

    def to(self, unit: str) -> float:
        """The value in a unit."""
        return _converted(Fraction(self.value), self.unit, unit)

    def error(self, unit: str) -> float:
        """The uncertainty in a unit; 0 where none was published."""
        return _converted(Fraction(self.uncertainty), self.unit, unit) if self.uncertainty else 0.0

    @property
    def temperature(self) -> float | None:
        """The temperature in kelvin at which the value holds, where it says so."""
        return _quantity(self.at, "K") if self.at else None


def _converted(number: Fraction, unit: str, target: str) -> float:
    units = registry()
    return float(units.Quantity(number, "" if unit == "1" else unit).to("" if target == "1" else target).magnitude)


def _quantity(text: str, target: str) -> float:
    number, _, unit = text.partition(" ")
    return _converted(Fraction(number), unit, target)


class Atom(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An isotope: nucleus and mass, and for an alkali metal the constants of its ground state and D lines.

    The moment is in nuclear magnetons, signed; hyperfine constants and line frequencies are in hertz, over 2 pi.
    """

    kind: Literal["alkali", "noble gas"]
    element: str
    nuclear_spin: str
    mass: Datum
    moment: Datum
    g_J: Datum | None = None
    A_S: Datum | None = None
    A_P1: Datum | None = None
    A_P3: Datum | None = None
    B_P3: Datum | None = None
    D1: Datum | None = None
    D2: Datum | None = None
    width_D1: Datum | None = None
    width_D2: Datum | None = None

    def __post_init__(self) -> None:
        spin = Fraction(self.nuclear_spin)
        if spin <= 0 or (2 * spin).denominator != 1:
            raise ValueError(f"the nuclear spin {self.nuclear_spin} is no positive integer or half-integer")
        if self.kind == "alkali" and (self.g_J is None or self.A_S is None):
            raise ValueError("an alkali metal needs g_J and A_S")

    @property
    def spin(self) -> float:
        """The nuclear spin."""
        return float(Fraction(self.nuclear_spin))

    @property
    def ground_g(self) -> Datum:
        """The g-factor of the electron in the ground state; raises MissingDatumError for a noble gas."""
        if self.g_J is None:
            raise MissingDatumError(f"g_J of {self.element}: its ground state has no electron spin")
        return self.g_J


class Curve(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The vapour pressure of a metal in one phase: log10(P/Pa) = A - B/T between two temperatures in kelvin."""

    phase: Literal["solid", "liquid"]
    A: str
    B: str
    t_min: str
    t_max: str
    uncertainty: str
    source: str
    confirmed: str = ""

    def __post_init__(self) -> None:
        if not 0 < Fraction(self.t_min) < Fraction(self.t_max):
            raise ValueError(f"the range from {self.t_min} K to {self.t_max} K is empty")
        self.relative_error  # noqa: B018 - read once, so that a text that is no percentage is found here

    @property
    def relative_error(self) -> float:
        """The relative standard uncertainty of the pressure."""
        number, _, percent = self.uncertainty.partition(" ")
        if percent != "%":
            raise ValueError(f"the uncertainty {self.uncertainty!r} is no percentage, expected one such as '5 %'")
        return float(Fraction(number) / 100)

    def holds(self, temperature: float) -> bool:
        """Whether a temperature in kelvin lies in the range of the fit."""
        return float(self.t_min) <= temperature <= float(self.t_max)
