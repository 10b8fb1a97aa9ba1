"""Values, units and domains as a physicist writes them: ``3e14 cm^-3`` as 3 × 10¹⁴ cm⁻³, a domain as 0 < p ≤ 1."""

from __future__ import annotations

import re

from markupsafe import Markup

from derive.records import Quantity
from reports.pages.formulas import Formulas

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_POWER = re.compile(r"(?<=[^\W\d_])(?:\^|\*\*)\(?(-?\d+)\)?")
_SCIENTIFIC = re.compile(r"(?<![\w.])([-+]?\d+(?:\.\d*)?…?)[eE]([-+]?\d+)(?!\w)")
_DECIMAL = re.compile(r"\d+\.\d+")
_SHOWN = 16
_KINDS = {"real": "", "complex": "", "integer": "integer", "half-integer": "integer or half-integer"}


def unit(text: str) -> str:
    """A unit with raised powers: ``cm^3/s`` is cm³/s."""
    return _POWER.sub(lambda match: match[1].translate(_RAISED), text).replace("*", "·")


def value(text: str) -> str:
    """A number with its unit: ``4.9e-15 cm^3/s`` is 4.9 × 10⁻¹⁵ cm³/s."""
    return unit(_SCIENTIFIC.sub(_power_of_ten, text))


def number(text: str) -> str:
    """A number of a witness at sixteen digits; a mark says where more follow, which the record keeps."""
    return value(_DECIMAL.sub(_shortened, text))


def _shortened(match: re.Match[str]) -> str:
    more = len(match[0].replace(".", "").lstrip("0")) - _SHOWN
    return f"{match[0][:-more]}…" if more > 0 else match[0]


def _power_of_ten(match: re.Match[str]) -> str:
    return f"{match[1]} × 10{str(int(match[2])).translate(_RAISED)}"


def domain(quantity: Quantity, formulas: Formulas) -> Markup:
    """What values a quantity may take: an inequality, the name of a set of numbers, or vector or operator."""
    if quantity.components or quantity.operator:
        return Markup("vector" if quantity.components else "operator")
    place = quantity.domain
    if place.lower is None and place.upper is None:
        return Markup("{}").format("integer or half-integer" if place.kind == "half-integer" else place.kind)
    less, more = r"\le", r"\ge"
    below = "" if place.lower is None else f"{place.lower} {'<' if place.open_below else less} "
    above = "" if place.upper is None else f" {'<' if place.open_above else less} {place.upper}"
    if place.lower is not None and place.upper is None:
        below, above = "", f" {'>' if place.open_below else more} {place.lower}"
    relation = formulas.inline(f"{below}{quantity.latex}{above}")
    kind = _KINDS[place.kind]
    return Markup("{}, {}").format(relation, kind) if kind else relation
