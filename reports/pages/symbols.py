"""The symbol table: what each symbol means, its unit, its domain, its default, and where it is used."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from markupsafe import Markup
from sympy.core.function import AppliedUndef

from derive.notation.order import parts_of
from derive.records import Equation, Quantity
from reports.pages.catalogue import Catalogue, Link, room_of, spoken
from reports.pages.formulas import Formulas
from reports.pages.inputs import ReportError
from reports.pages.prose import sentence
from reports.pages.quantities import domain, unit, value


@dataclass(frozen=True, kw_only=True)
class SymbolView:
    """A row of the symbol table."""

    name: str
    symbol: Markup
    meaning: Markup
    unit: str
    domain: Markup
    default: str
    source: Markup
    used_in: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class RoomSymbols:
    """The symbols of one room of derivations."""

    anchor: str
    title: str
    symbols: tuple[SymbolView, ...]


def symbol_tables(catalogue: Catalogue, formulas: Formulas) -> tuple[RoomSymbols, ...]:
    """A table for every room; raises ReportError for a symbol that is declared and used nowhere.

    The components of a vector that is used may stand idle, and then have no row.
    """
    rooms: dict[str, dict[Quantity, list[str]]] = {}
    for derivation in catalogue.products.derivations:
        table = rooms.setdefault(room_of(derivation.module), {})
        for equation in derivation.equations:
            used = used_names(equation)
            for quantity in equation.quantities:
                places = table.setdefault(quantity, [])
                if _is_used(quantity, used):
                    places.append(equation.id)
    for room, table in rooms.items():
        parts = {name for quantity, places in table.items() if places for name in quantity.components}
        idle = sorted(quantity.name for quantity, places in table.items() if not places and quantity.name not in parts)
        if idle:
            raise ReportError(f"declared in {room} but used in none of its equations: {', '.join(idle)}")
    return tuple(
        RoomSymbols(anchor=f"room-{room}", title=spoken(room), symbols=_rows(table, catalogue, formulas))
        for room, table in rooms.items()
    )


def used_names(equation: Equation) -> frozenset[str]:
    """The names of symbols and of functions that stand in an equation, its steps or its small parameters."""
    expressions = [equation.lhs, equation.rhs]
    expressions += [side for step in equation.steps for side in (step.before, step.after)]
    expressions += [entry.small_parameter for entry in equation.approximations]
    expressions += [step.approximation.small_parameter for step in equation.steps if step.approximation]
    names: set[str] = set()
    for part in parts_of(*expressions):
        if isinstance(part, sp.Symbol):
            names.add(part.name)
        elif isinstance(part, AppliedUndef):
            names.add(part.func.__name__)
    return frozenset(names)


def _is_used(quantity: Quantity, used: frozenset[str]) -> bool:
    """A vector is used when it or one of its components is."""
    return quantity.name in used or not used.isdisjoint(quantity.components)


def _rows(table: dict[Quantity, list[str]], catalogue: Catalogue, formulas: Formulas) -> tuple[SymbolView, ...]:
    used = [(quantity, places) for quantity, places in table.items() if places]
    entries = sorted(used, key=lambda entry: (entry[0].name.lower(), entry[0].name, entry[0].meaning))
    return tuple(_row(quantity, places, catalogue, formulas) for quantity, places in entries)


def _row(quantity: Quantity, places: list[str], catalogue: Catalogue, formulas: Formulas) -> SymbolView:
    return SymbolView(
        name=quantity.name,
        symbol=formulas.inline(quantity.latex),
        meaning=sentence(quantity.meaning, formulas),
        unit=unit(quantity.unit),
        domain=domain(quantity, formulas),
        default=value(quantity.default),
        source=sentence(quantity.source, formulas.without_symbols()),  # the letters of a source are names, not symbols
        used_in=catalogue.equation_links(places),
    )
