"""Where each thing of a report is found: numbers of equations, addresses of pages, who speaks of what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from derive.notation.order import Table
from derive.records import Derivation, Equation, PartVerdict, Quantity, Verdict
from reports.pages.inputs import Products, ReportError


@dataclass(frozen=True, kw_only=True)
class Link:
    """A text that leads somewhere within the report; ``hint`` says more about where."""

    text: str
    target: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """An equation with its number and the address of its page."""

    equation: Equation
    derivation: Derivation
    number: str

    @property
    def link(self) -> Link:
        """The number in brackets, leading to the equation."""
        page = derivation_page(self.derivation.module)
        target = f"{page}#{anchor(self.equation.id)}"
        return Link(text=f"({self.number})", target=target, hint=self.equation.title.replace("$", ""))


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One part of a claim with the claim it belongs to."""

    claim: Verdict
    part: PartVerdict

    @property
    def target(self) -> str:
        """The address of the part in the ledger of its paper."""
        return f"{ledger_page(self.claim.paper)}#{part_anchor(self.claim, self.part)}"


def anchor(equation_id: str) -> str:
    """The stable anchor of an equation, made of its id and not of its number."""
    return f"eq-{equation_id}"


def claim_anchor(claim: Verdict) -> str:
    """The anchor of a claim in its ledger."""
    return f"claim-{_plain(claim.claim)}"


def part_anchor(claim: Verdict, part: PartVerdict) -> str:
    """The anchor of one part of a claim in its ledger."""
    return f"{claim_anchor(claim)}--{_plain(part.name)}"


def derivation_page(module: str) -> str:
    """The file of a derivation's page."""
    return f"derivation-{_plain(module)}.html"


def ledger_page(paper: str) -> str:
    """The file of a paper's ledger."""
    return f"ledger-{_plain(paper)}.html"


def paper_page(paper: str) -> str:
    """The file of a paper's own page."""
    return f"paper-{_plain(paper)}.html"


def study_page(name: str) -> str:
    """The file of a study's page."""
    return f"study-{_plain(name)}.html"


def kernel_page(name: str) -> str:
    """The file of a kernel's page."""
    return f"kernel-{_plain(name)}.html"


def room_of(module: str) -> str:
    """The room of a derivation module: ``spin_exchange`` of ``spin_exchange.bloch``."""
    return module.split(".")[0]


def spoken(name: str) -> str:
    """A name as words: ``spin_exchange`` is "Spin exchange"."""
    words = name.replace("_", " ").replace("-", " ").replace(".", ": ").strip()
    return words[:1].upper() + words[1:]


def _plain(name: str) -> str:
    """A name as part of an address; ``F- F+`` and ``F+ F-`` stay two."""
    return "".join(c if c.isalnum() or c in "._-" else "-" for c in name.replace("+", "plus"))


def vocabulary(derivations: Iterable[Derivation]) -> dict[str, str]:
    """The LaTeX of declared names for reading prose: those on which the derivations agree.

    A name that is not written as it is called (``r`` for a distance r_ab) may mean something else in a sentence.
    """
    found: dict[str, set[str]] = {}
    for derivation in derivations:
        for quantity in (q for equation in derivation.equations for q in equation.quantities):
            found.setdefault(quantity.name, set()).add(quantity.latex)
    alone = {name: next(iter(latex)) for name, latex in found.items() if len(latex) == 1}
    return {name: latex for name, latex in alone.items() if _bare(latex) == name}


def _bare(latex: str) -> str:
    """The letters of a symbol without its accents, fonts and braces."""
    return re.sub(r"\\(mathbf|mathrm|mathcal|boldsymbol|hat|tilde|bar|vec)(?![a-zA-Z])|[\\{}\s]", "", latex)


class Catalogue:
    """The products with the addresses and cross-references between them."""

    def __init__(self, products: Products) -> None:
        self.products = products
        self.relations: dict[str, str] = {}
        self._symbols: dict[str, tuple[Table, ...]] = {}
        self._vocabularies: dict[tuple[str, ...], dict[str, str]] = {}
        self.numbered: Mapping[str, Numbered] = {
            equation.id: Numbered(equation=equation, derivation=derivation, number=f"{chapter}.{position}")
            for chapter, derivation in enumerate(products.derivations, 1)
            for position, equation in enumerate(derivation.equations, 1)
        }
        self.judged = tuple(Judged(claim=claim, part=part) for claim in products.verdicts for part in claim.parts)
        self.statements = sum(judged.part.counts for judged in self.judged)
        """How many parts count for the verdicts on their claims; the others are further readings."""
        self._followers: dict[str, list[Link]] = {}
        for numbered in self.numbered.values():
            for source in dict.fromkeys(numbered.equation.follows_from):
                self._followers.setdefault(source, []).append(numbered.link)
        self._judgements: dict[str, list[Judged]] = {}
        for judged in self.judged:
            for equation_id in dict.fromkeys(judged.part.about):
                self._judgements.setdefault(equation_id, []).append(judged)
        self._declared: dict[str, dict[Quantity, None]] = {}
        for derivation in products.derivations:
            table = self._declared.setdefault(room_of(derivation.module), {})
            table.update({quantity: None for equation in derivation.equations for quantity in equation.quantities})
        self._tables = {room: Table(tuple(quantities)) for room, quantities in self._declared.items()}
        self._refuse_twice("equation", [e.id for d in products.derivations for e in d.equations])
        self._refuse_twice("claim", [claim.claim for claim in products.verdicts])
        for claim in products.verdicts:
            self._refuse_twice(f"part of claim {claim.claim}", [part.name for part in claim.parts])

    def _refuse_twice(self, what: str, names: Iterable[str]) -> None:
        seen: set[str] = set()
        for name in names:
            if name in seen:
                raise ReportError(f"the {what} {name!r} occurs twice, expected one of each name")
            seen.add(name)

    def symbols(self, equation: Equation) -> tuple[Table, ...]:
        """The symbols of an equation, and behind them those of its room.

        What an equation inherits, such as a small parameter, may be written in symbols of where it comes from.
        """
        if equation.id not in self._symbols:
            self._symbols[equation.id] = Table(equation.quantities), self._tables[room_of(equation.id)]
        return self._symbols[equation.id]

    def latex_of(self, name: str, about: Iterable[str]) -> str:
        """The LaTeX of a symbol's name as the rooms of some equations declare it, or nothing."""
        rooms = {room_of(equation_id) for equation_id in about}
        tables = (table for room, table in self._declared.items() if room in rooms)
        return next((quantity.latex for table in tables for quantity in table if quantity.name == name), "")

    def vocabulary(self, about: Iterable[str]) -> dict[str, str]:
        """The declared names of the derivations that some equations belong to, for reading prose about them."""
        modules = dict.fromkeys(self.numbered[name].derivation.module for name in about if name in self.numbered)
        key = tuple(modules)
        if key not in self._vocabularies:
            self._vocabularies[key] = vocabulary(d for d in self.products.derivations if d.module in modules)
        return self._vocabularies[key]

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers whose claims were judged."""
        return tuple(sorted({claim.paper for claim in self.products.verdicts}))

    def claims(self, paper: str) -> tuple[Verdict, ...]:
        """The judged claims of a paper, in the order in which they were written down."""
        return tuple(claim for claim in self.products.verdicts if claim.paper == paper)

    def equation_links(self, ids: Iterable[str]) -> tuple[Link, ...]:
        """Links to equations by id; raises ReportError for an id that no derivation produced."""
        return tuple(self._link(equation_id) for equation_id in ids)

    def _link(self, equation_id: str) -> Link:
        if equation_id not in self.numbered:
            raise ReportError(f"no derivation produced {equation_id}, which another record refers to")
        return self.numbered[equation_id].link

    def used_by(self, equation_id: str) -> tuple[Link, ...]:
        """The equations that follow from one."""
        return tuple(self._followers.get(equation_id, ()))

    def judgements_of(self, equation_id: str) -> tuple[Judged, ...]:
        """The parts of claims that were held against an equation."""
        return tuple(self._judgements.get(equation_id, ()))
