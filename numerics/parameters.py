"""Parameters of studies: what a study asks for, and the reading of what a person gives.

A parameter is given as text, ``"3e14 cm^-3"``, ``"94 mG"``, ``"3/2"``: a decimal number or a fraction, then
a unit. Files are TOML, one key for each parameter; overrides of a command line go through the same reader.
Nothing that is read is ever executed: the number is matched, and the unit is looked up in the registry.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from numerics.records import Bounds, Kernel

_NUMBER_ALONE = re.compile(r"[+-]?(?:\d{1,40}\.?\d{0,40}|\.\d{1,40})(?:[eE][+-]?\d{1,3})?(?:/\d{1,40})?")
_NUMBER = re.compile(rf"\s*(?P<number>{_NUMBER_ALONE.pattern})(?P<unit>.*)", re.DOTALL)
# Exponents have two digits at most: pint computes what it is given, and 9^9^9^9 never ends.
_FACTOR = r"[^\W\d]?[^\W\d_°%]+(?:(?:\^|\*\*)-?\d{1,2}|[⁻⁰¹²³⁴-⁹]{1,3})?|%|°C"
_UNIT = re.compile(rf"(?:1?\s*/\s*)?(?:{_FACTOR})(?:\s*[*/·\s]\s*(?:{_FACTOR}))*")
# What a dimension is called, by a unit that has it; the first that fits is used.
_KINDS = {
    "tesla": "a magnetic field",
    "m": "a length",
    "m^2": "an area",
    "m^3": "a volume",
    "s": "a time",
    "1/s": "a rate",
    "m/s": "a speed",
    "m^2/s": "a diffusion coefficient",
    "m^3/s": "a rate coefficient",
    "1/m^3": "a number density",
    "K": "a temperature",
    "Pa": "a pressure",
}
_ANGLES = ("radian", "degree", "turn", "arcminute", "arcsecond")


class InputError(ValueError):
    """Something a person gave cannot be used; the message is one sentence that says what was expected."""


class ParameterError(InputError):
    """A parameter, or a file of parameters, that cannot be used."""


REAL = Bounds()
POSITIVE = Bounds(lower="0")
NONNEGATIVE = Bounds(lower="0", open_below=False)
POLARISATION = Bounds(lower="0", upper="1", open_above=False)
SPIN = Bounds(kind="half-integer", lower="1/2", open_below=False)
COUNT = Bounds(kind="integer", lower="1", open_below=False)


@dataclass(frozen=True, kw_only=True)
class ParameterSpec:
    """A parameter that a study asks for; ``unit`` is what the study computes in.

    ``example`` shows a person how it is written; without a ``default`` the parameter must be given. ``words`` are
    taken as they stand in place of a number, such as the names of species; with an empty ``unit`` there is no number.
    """

    name: str
    unit: str
    meaning: str
    example: str
    domain: Bounds = REAL
    default: str = ""
    latex: str = ""
    source: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A parameter as given: ``value`` in ``unit``, and the ``text`` that a person wrote.

    A ``word`` stands in place of a number, which is then not a number (nan).
    """

    name: str
    value: float
    unit: str
    text: str
    meaning: str
    word: str = ""

    @property
    def exact(self) -> str:
        """The value in ``unit`` as exact text: as it was written, where it was written in that unit, or the word."""
        if self.word:
            return self.word
        written = self.text.strip()
        number = written.removesuffix(self.unit).strip() if self.unit != "1" else written
        return number if _NUMBER_ALONE.fullmatch(number) else repr(self.value)

    def to(self, unit: str) -> float:
        """The value in another unit of the same dimension; raises ParameterError when there is none."""
        if self.word:
            raise ParameterError(f"{self.name} is {self.word!r}, expected a number")
        return converted(self.value, self.unit, unit, self.name)


@dataclass(frozen=True)
class Parameters(Mapping[str, Parameter]):
    """The parameters of one run, by name, in the order in which the study declares them."""

    entries: tuple[Parameter, ...]

    def __getitem__(self, name: str) -> Parameter:
        for entry in self.entries:
            if entry.name == name:
                return entry
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (entry.name for entry in self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def value(self, name: str) -> float:
        """The value of a parameter in its declared unit; not a number where a word was given."""
        return self[name].value

    def word(self, name: str) -> str:
        """The word that was given for a parameter, or an empty text where it is a number."""
        return self[name].word


@lru_cache(maxsize=1)
def registry() -> Any:
    """The unit registry: pint's, with the gauss as 1e-4 tesla (the field quotes B, not H, in gauss)."""
    import pint

    # A registry that is built whole remembers the dimension of pint's own gauss, that of the Gaussian system;
    # filled by hand it has none to remember. With fractions a conversion is exact, and rounded once at its end.
    units: Any = pint.UnitRegistry(None, autoconvert_offset_to_baseunit=True, non_int_type=Fraction)
    units.load_definitions(str(Path(pint.__file__).parent / "default_en.txt"))
    units.define("gauss = 1e-4 tesla = G")
    return units


def parameters(schema: tuple[ParameterSpec, ...], given: Mapping[str, str], origin: str = "") -> Parameters:
    """Read what was given, by name, for all that a study asks for.

    ``origin`` (a file's name) is named in messages. Raises ParameterError for an unknown name, a missing
    parameter, text that is no number with a unit that fits, or a value outside the domain.
    """
    where = f"{origin}: " if origin else ""
    known = [spec.name for spec in schema]
    for name in given:
        if name not in known:
            raise ParameterError(f"{where}{unknown('parameter', name, known)}")
    missing = [spec for spec in schema if spec.name not in given and not spec.default]
    if missing:
        first = missing[0]
        raise ParameterError(
            f"{where}the parameter {first.name} ({first.meaning}) is missing: "
            f'expected a line such as {first.name} = "{first.example}"'
        )
    try:
        return Parameters(tuple(_read(spec, given.get(spec.name, spec.default)) for spec in schema))
    except ParameterError as error:
        raise ParameterError(f"{where}{error}") from None


def arguments(kernel: Kernel, values: Parameters) -> dict[str, float]:
    """Those arguments of a kernel that are parameters, in the units that the kernel takes.

    Raises ParameterError when the unit of a parameter does not fit.
    """
    return {a.name: values[a.name].to(a.unit) for a in kernel.arguments if a.name in values}


def texts(path: Path) -> dict[str, str]:
    """The entries of a parameter file as texts, by key.

    Raises ParameterError when the file is absent, is no TOML, or holds anything but texts and numbers.
    """
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ParameterError(f"the parameter file {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ParameterError(f"the file {path} is not text in UTF-8, at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise ParameterError(f'{path.name} is not TOML: {error}, expected lines such as n_a = "3e14 cm^-3"') from error
    return {name: _text(name, value, path.name) for name, value in table.items()}


def unknown(kind: str, name: str, known: list[str] | tuple[str, ...]) -> str:
    """A sentence about a name that is not among the known ones, with the nearest of them."""
    # A slip of case is nearer than any other.
    near = [k for k in known if k.lower() == name.lower()]
    near = near or difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    choice = f"the nearest is {near[0]!r}" if near else f"expected one of {', '.join(known)}"
    return f"there is no {kind} {name!r}, {choice if known else 'and none was found'}"


def converted(value: float, unit: str, target: str, name: str) -> float:
    """A value in another unit; raises ParameterError when the dimensions differ."""
    if unit == target:
        return value
    import pint

    try:
        return float(registry().Quantity(Fraction(value), unit).to(target).magnitude)
    except pint.PintError as error:
        raise ParameterError(f"{name} in {unit} cannot be given in {target}") from error


def split(text: str) -> tuple[str, str]:
    """The number of a text and the unit behind it, both as written; no number when the text does not begin with one."""
    found = _NUMBER.fullmatch(text)
    return (found["number"], found["unit"].strip()) if found else ("", text.strip())


def _read(spec: ParameterSpec, text: str) -> Parameter:
    """One parameter from its text."""
    if text.strip() in spec.words:
        return Parameter(
            name=spec.name, value=math.nan, unit=spec.unit or "1", text=text, meaning=spec.meaning, word=text.strip()
        )
    if not spec.unit:
        raise ParameterError(unknown(spec.name.replace("_", " "), text.strip(), spec.words))
    found = _NUMBER.fullmatch(text)
    if not found:
        raise ParameterError(f"{text!r} for {spec.name} is not a number: expected {_kind(spec)}")
    try:
        value = float(_in_declared_unit(spec, Fraction(found["number"]), found["unit"].strip(), text))
    except ZeroDivisionError:
        raise ParameterError(f"{text!r} for {spec.name} divides by zero: expected {_kind(spec)}") from None
    except OverflowError:
        raise ParameterError(f"{text!r} for {spec.name} is too large: expected {_kind(spec)}") from None
    if not (math.isfinite(value) and spec.domain.admits(value)):
        raise ParameterError(f"{spec.name} = {text} is out of range: expected {_domain(spec)}")
    return Parameter(name=spec.name, value=value, unit=spec.unit, text=text, meaning=spec.meaning)


def _in_declared_unit(spec: ParameterSpec, number: Fraction, unit: str, text: str) -> Fraction:
    """The number in the unit that the study computes in; a dimension that does not fit is an error."""
    if unit in ("", spec.unit):
        if not unit and spec.unit != "1":
            raise ParameterError(f"{text!r} for {spec.name} has no unit: expected {_kind(spec)}")
        return number
    if spec.unit == "1" and unit != "%":
        raise ParameterError(f"{text!r} for {spec.name} has a unit: expected {_kind(spec)}")
    not_a_unit = f"{text!r} for {spec.name}: {unit!r} is not a unit, expected {_kind(spec)}"
    if not _UNIT.fullmatch(unit):
        raise ParameterError(not_a_unit)
    units = registry()
    try:
        # pint wants "1/s" where a person also writes "/s"; of a word that is no unit the tokeniser may make
        # several kinds of error.
        quantity = units.Quantity(number, units.parse_units(f"1{unit}" if unit.startswith("/") else unit))
    except Exception as error:
        raise ParameterError(not_a_unit) from error
    if "rad" in spec.unit and not _is_angular(quantity):
        raise ParameterError(f"{text!r} for {spec.name} names no angle: expected {_kind(spec)}")
    try:
        return Fraction(quantity.to("" if spec.unit == "1" else spec.unit).magnitude)
    except Exception as error:  # not pint's own only: roots of units and logarithmic units make others
        raise ParameterError(f"{text!r} for {spec.name}: expected {_kind(spec)}") from error


def _is_angular(quantity: Any) -> bool:
    """Whether an angle stands in a unit, to the first power; pi alone will do.

    300 Hz could be meant as 300 rad/s or as 300 cycle/s, and pint, for which an angle is a number, would not ask.
    """
    powers = {str(name): power for name, power in quantity.unit_items()}
    angles = [powers[name] for name in powers if name.endswith(_ANGLES) and not name.startswith(("ster", "square"))]
    return bool((sum(angles) if angles else powers.get("pi", 0)) == 1)


def _kind(spec: ParameterSpec) -> str:
    """What is expected, in words: ``a magnetic field such as '94 mG'``, and the words that will do too."""
    return f"{_number(spec)}{''.join(f', or {word!r}' for word in spec.words)}"


def _number(spec: ParameterSpec) -> str:
    """What number is expected."""
    if spec.unit == "1":
        return f"a number without a unit such as {spec.example!r}"
    units = registry()
    if "rad" in spec.unit:
        return f"{'an angle' if spec.unit == 'rad' else 'an angular frequency'} such as {spec.example!r}"
    dimension = units.parse_units(spec.unit).dimensionality
    kinds = (kind for unit, kind in _KINDS.items() if units.parse_units(unit).dimensionality == dimension)
    return f"{next(kinds, f'a quantity in {spec.unit}')} such as {spec.example!r}"


def _domain(spec: ParameterSpec) -> str:
    """The domain as an inequality, ``0 < p_a <= 1``."""
    domain = spec.domain
    left = f"{domain.lower} {'<' if domain.open_below else '<='} " if domain.lower else ""
    right = f" {'<' if domain.open_above else '<='} {domain.upper}" if domain.upper else ""
    unit = "" if spec.unit == "1" else f" in {spec.unit}"
    kind = {"integer": ", an integer", "half-integer": ", an integer or half-integer"}.get(domain.kind, "")
    return f"{left}{spec.name}{right}{unit}{kind}"


def _text(name: str, value: object, origin: str) -> str:
    """A TOML value as the text it stands for; repr keeps all digits of a float."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return repr(value)
    kind = {bool: "true or false", dict: "a table", list: "a list"}.get(type(value), "a date or time")
    raise ParameterError(f"{origin}: {name} is {kind}, expected a number with its unit, in quotes")
