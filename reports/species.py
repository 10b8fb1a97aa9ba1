"""The tables of species as a person meets them: names with titles, and each number with its source."""

from __future__ import annotations

from typing import Any

from numerics.species import source, tables, vapour
from numerics.species.records import Atom, Curve, Datum

_LETTERS = {
    "mass": "mass", "moment": "nuclear moment in nuclear magnetons", "g_J": "g-factor of the ground state",
    "A_S": "hyperfine constant of the ground state", "A_P1": "hyperfine constant of P1/2",
    "A_P3": "hyperfine constant of P3/2", "B_P3": "quadrupole constant of P3/2", "D1": "frequency of the D1 line",
    "D2": "frequency of the D2 line", "width_D1": "width of the D1 line", "width_D2": "width of the D2 line",
    "exponent": "power of the temperature at a fixed pressure", **tables.MEANINGS,
}  # fmt: skip


def titles() -> dict[str, str]:
    """What the tables hold, by name: isotopes, elements and pairs of elements."""
    found = {name: f"{atom.kind}, nuclear spin {atom.nuclear_spin}" for name, atom in tables.atoms().items()}
    for name in tables.collisions():
        first, _, second = name.partition("-")
        found[name] = f"collisions of {first} with {second}" if second else f"collisions among {first} atoms"
    return found | {"diffusion": "how diffusion coefficients grow with temperature"}


def described(name: str) -> tuple[dict[str, Any], str]:
    """An isotope with its vapour pressure, or a pair, as an object and as text with sources."""
    data = _atom(tables.atoms()[name]) if name in tables.atoms() else dict(tables.collisions()[name])
    curves = vapour(tables.atoms()[name].element) if "A_S" in data else ()
    answer = {
        "id": name, "title": titles()[name],
        "numbers": {entry: _fields(datum) for entry, datum in data.items()},
        "vapour_pressure": [_fields(curve) for curve in curves],
    }  # fmt: skip
    lines = [name, titles()[name], ""]
    for entry, datum in data.items():
        lines += [
            f"  {entry:<10}{shown(datum):<44}{_LETTERS[entry]}",
            *(f"  {'':<10}  {said}" for said in _said(datum)),
        ]
    lines += [_curve(curve) for curve in curves]
    return answer, "\n".join(lines)


def shown(datum: Datum) -> str:
    """The number with its uncertainty and unit, or that it is missing."""
    if datum.missing:
        return "missing"
    unit = "" if datum.unit == "1" else f" {datum.unit}"
    return f"{datum.value}{f' +- {datum.uncertainty}' if datum.uncertainty else ''}{unit}"


def _said(datum: Datum) -> list[str]:
    """Where the number comes from, under which conditions, and whether it was confirmed."""
    if datum.missing:
        return [datum.missing]
    held = [f"at {datum.at}"] if datum.at else []
    held += [f"at {datum.pressure}"] if datum.pressure else []
    held += [f"{datum.slope} more per kelvin"] if datum.slope else []
    held += [f"of {datum.isotope} alone"] if datum.isotope else []
    held += ["uncertain by the rounding of its digits"] if datum.kind == "rounding" else []
    where = f"; {datum.where}" if datum.where else ""
    found = f"found in: {datum.confirmed}" if datum.confirmed else "quoted from memory: to be checked"
    return [*([", ".join(held)] if held else []), f"{source(datum.source)}{where}", found]


def _curve(curve: Curve) -> str:
    return (
        f"  vapour pressure of the {curve.phase}: log10(P/Pa) = {curve.A} - {curve.B} K/T from {curve.t_min} K to "
        f"{curve.t_max} K, good to {curve.uncertainty}\n              {source(curve.source)}"
    )


def _atom(atom: Atom) -> dict[str, Datum]:
    fields = {name: getattr(atom, name) for name in atom.__struct_fields__}
    return {name: value for name, value in fields.items() if isinstance(value, Datum)}


def _fields(record: Datum | Curve) -> dict[str, str]:
    return {name: value for name in record.__struct_fields__ if (value := getattr(record, name))}
