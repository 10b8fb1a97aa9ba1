"""The values that a swept parameter takes: a list, or a range with equal steps or equal ratios, with units.

    0.5:0.99:26                   26 values from 0.5 to 0.99, both ends among them
    1e13:1e15 cm^-3:21:log        the same with equal ratios; a unit of one end holds for both
    180 degC,200 degC,215 degC    a list; a unit of the last holds for all that have none
    K-39,Rb-87                    words, where a parameter takes words

Values of a range are exact fractions (or, with equal ratios, decimals of 40 digits) that are rounded once, in the unit
that was written, so that the same text gives the same points on every machine.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from numerics.parameters import Parameter, ParameterError, ParameterSpec, parameters, split

LARGEST = 100_000
"""Values of a range, and points of a sweep, at most: each point is a file."""
_FORM = "expected from:to:number such as 0.5:0.99:26, with :log for equal ratios, or values with commas"
_SPACINGS = ("linear", "log")


@dataclass(frozen=True, kw_only=True)
class Axis:
    """A swept parameter, ``text`` as a person wrote its values; they are in the unit of ``spec``."""

    spec: ParameterSpec
    text: str
    values: tuple[Parameter, ...]

    @property
    def name(self) -> str:
        """The name of the parameter."""
        return self.spec.name


def axis(spec: ParameterSpec, text: str) -> Axis:
    """The values of a parameter; raises ParameterError for text that cannot be read, or a value that cannot be used."""
    written = _range(spec, text) if ":" in text else _list(spec, text)
    values = tuple(_read(spec, value) for value in written)
    if len(values) < 2:
        raise ParameterError(f"{spec.name}={text} is one value: expected at least two, or --set {spec.name}={text}")
    return Axis(spec=spec, text=text, values=values)


def given(entry: Parameter) -> str:
    """What was given for a parameter, whatever unit it was written in: all digits of the number, or the word."""
    return entry.word or repr(entry.value)


def repeated(found: Axis) -> str:
    """A sentence about a value that stands in an axis twice; empty when there is none."""
    value, times = Counter(given(entry) for entry in found.values).most_common(1)[0]
    texts = [entry.text for entry in found.values if given(entry) == value]
    both = texts[0] if len(set(texts)) == 1 else " and ".join(dict.fromkeys(texts))
    return f"{found.name}={found.text} has {both} {times} times: expected values that differ" if times > 1 else ""


def _read(spec: ParameterSpec, text: str) -> Parameter:
    return parameters((spec,), {spec.name: text})[spec.name]


def _list(spec: ParameterSpec, text: str) -> list[str]:
    """The values of a list; the unit of the last holds for those that have none."""
    entries = [entry.strip() for entry in text.split(",")]
    number, unit = split(entries[-1])
    return [_with_unit(spec, entry, unit) for entry in entries] if number else entries


def _with_unit(spec: ParameterSpec, text: str, unit: str) -> str:
    """A number with a unit, unless it has one; without a unit 0.5 is 0.5, even beside 50 %."""
    number, own = split(text)
    return f"{number} {unit}".strip() if number and not own and spec.unit != "1" else text


def _range(spec: ParameterSpec, text: str) -> list[str]:
    """The values of ``from:to:number`` or ``from:to:number:log``."""
    parts = [part.strip() for part in text.split(":")]
    if len(parts) not in (3, 4) or not all(parts):
        raise ParameterError(f"{spec.name}={text} is not a range: {_FORM}")
    spacing = parts[3] if len(parts) == 4 else "linear"
    if spacing not in _SPACINGS:
        near = difflib.get_close_matches(spacing, _SPACINGS, n=1, cutoff=0.0)[0]
        raise ParameterError(f"{spec.name}={text} has no spacing {spacing!r}, the nearest is {near!r}")
    count = _count(spec, text, parts[2])
    first, last, unit = _ends(spec, parts[0], parts[1])
    if first == last:
        raise ParameterError(f"{spec.name}={text} is empty: expected two ends that differ")
    if spacing == "log":
        _refuse_log(spec, text, first, last, unit)
    numbers = (_ratios if spacing == "log" else _steps)(first, last, count)
    return [f"{_text(float(number))} {unit}".strip() for number in numbers]


def _text(number: float) -> str:
    """All digits of a number, in the shorter way of writing it."""
    return min(repr(number).removesuffix(".0"), f"{Decimal(repr(number)).normalize():e}", key=len)


def _count(spec: ParameterSpec, text: str, count: str) -> int:
    if not (count.isascii() and count.isdigit() and len(count) < 10):
        raise ParameterError(f"{spec.name}={text} has {count!r} for the number of values: {_FORM}")
    if not 2 <= int(count) <= LARGEST:
        raise ParameterError(f"{spec.name}={text} has {int(count)} values: expected 2 to {LARGEST}")
    return int(count)


def _ends(spec: ParameterSpec, first: str, last: str) -> tuple[Fraction, Fraction, str]:
    """Both ends and their unit: as written where it is the same, that of the study where they differ."""
    written = [split(end)[1] for end in (first, last)]
    unit = written[1] or written[0]
    ends = [_with_unit(spec, end, unit) for end in (first, last)]
    read = [_read(spec, end) for end in ends]
    if split(ends[0])[1] != split(ends[1])[1]:
        # As decimals, since 0.1 G is a tenth.
        decimals = [Fraction(repr(entry.value)) for entry in read]
        return decimals[0], decimals[1], "" if spec.unit == "1" else spec.unit
    return Fraction(split(ends[0])[0]), Fraction(split(ends[1])[0]), unit


def _steps(first: Fraction, last: Fraction, count: int) -> Iterator[Fraction]:
    return (first + (last - first) * n / (count - 1) for n in range(count))


def _ratios(first: Fraction, last: Fraction, count: int) -> Iterator[Decimal]:
    # Decimals are computed in software: the last digit does not depend on a machine's library of mathematics.
    with localcontext(prec=40):
        low, high = (Decimal(end.numerator) / Decimal(end.denominator) for end in (first, last))
        return iter([low * (high / low) ** (Decimal(n) / Decimal(count - 1)) for n in range(count)])


def _refuse_log(spec: ParameterSpec, text: str, first: Fraction, last: Fraction, unit: str) -> None:
    """Equal ratios need numbers above zero, of a unit whose zero is zero."""
    if first <= 0 or last <= 0:
        raise ParameterError(f"{spec.name}={text} has equal ratios: expected both ends above 0")
    from numerics.parameters import registry

    if unit and not registry().Quantity(1, registry().parse_units(unit))._is_multiplicative:
        raise ParameterError(f"{spec.name}={text} has equal ratios in {unit}: expected a unit such as {spec.unit}")
