"""The front page, and the page of what was refuted in print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reports.pages.catalogue import (
    Catalogue,
    Link,
    derivation_page,
    ledger_page,
    room_of,
    spoken,
    vocabulary,
)
from reports.pages.formulas import Formulas
from reports.pages.kernels import KernelView
from reports.pages.ledgers import ClaimView, ClaimViews, PartView, weakest_sentence
from reports.pages.legend import BADGES, EVIDENCE_LEVELS, Badge, Count, count, listed, tally, tally_sentence
from reports.pages.papers import PaperView
from reports.pages.prose import sentence
from reports.pages.studies import StudyView


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A derivation in the contents: its number, title, page and equations."""

    number: str
    title: Markup
    target: str
    equations: tuple[tuple[Link, Markup], ...]


@dataclass(frozen=True, kw_only=True)
class Room:
    """The derivations of one room in the contents."""

    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper in the contents, with the tally of its ledger; ``page`` and ``pdf`` are empty without a story."""

    title: str
    cited: str
    page: str
    pdf: str
    target: str
    claims: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Refutation:
    """A part of a claim that was refuted, with the claim that it belongs to."""

    claim: ClaimView
    part: PartView
    paper: str
    ledger: str


@dataclass(frozen=True, kw_only=True)
class RefutedView:
    """Everything that was refuted in print."""

    summary: str
    refutations: tuple[Refutation, ...]
    others: tuple[Refutation, ...]


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What the front page shows."""

    scope: str
    tally: tuple[Count, ...]
    tally_sentence: str
    weakest: Markup
    rooms: tuple[Room, ...]
    papers: tuple[Paper, ...]
    refuted: RefutedView
    studies: tuple[StudyView, ...]
    kernels: tuple[KernelView, ...]
    badges: tuple[Badge, ...]
    levels: tuple[tuple[int, str, str], ...]


def overview(
    catalogue: Catalogue,
    studies: Sequence[StudyView],
    kernels: Mapping[str, KernelView],
    papers: Mapping[str, PaperView],
    refuted: RefutedView,
    formulas: Formulas,
) -> Overview:
    """The front page of a report."""
    verdicts = catalogue.products.verdicts
    counts = tally(verdicts)
    return Overview(
        scope=_scope(catalogue, len(kernels), len(studies)),
        tally=counts,
        tally_sentence=tally_sentence(counts),
        weakest=sentence(weakest_sentence(verdicts), formulas),
        rooms=_rooms(catalogue, formulas),
        papers=tuple(_paper(paper, papers.get(paper), catalogue) for paper in catalogue.papers),
        refuted=refuted,
        studies=tuple(studies),
        kernels=tuple(kernels.values()),
        badges=tuple(BADGES.values()),
        levels=tuple((level, name, meaning) for level, (name, meaning) in EVIDENCE_LEVELS.items()),
    )


def _scope(catalogue: Catalogue, kernels: int, studies: int) -> str:
    """How much there is, in a sentence."""
    products = catalogue.products
    steps = sum(len(equation.steps) for d in products.derivations for equation in d.equations)
    pieces = [
        f"{count(len(catalogue.numbered), 'equation')} derived in {count(steps, 'checked step')}",
        f"{count(len(products.verdicts), 'printed claim')} in {count(catalogue.statements, 'part')} judged",
        f"{count(kernels, 'kernel')} compiled",
        f"{count(studies, 'study', 'studies')} run",
    ]
    return f"{listed(pieces)}."


def _rooms(catalogue: Catalogue, formulas: Formulas) -> tuple[Room, ...]:
    rooms: dict[str, list[Chapter]] = {}
    for number, derivation in enumerate(catalogue.products.derivations, 1):
        formulas = formulas.within(vocabulary([derivation]))
        chapter = Chapter(
            number=str(number),
            title=sentence(derivation.title, formulas),
            target=derivation_page(derivation.module),
            equations=tuple(
                (catalogue.numbered[equation.id].link, sentence(equation.title, formulas))
                for equation in derivation.equations
            ),
        )
        rooms.setdefault(room_of(derivation.module), []).append(chapter)
    return tuple(Room(title=spoken(room), chapters=tuple(chapters)) for room, chapters in rooms.items())


def _paper(paper: str, view: PaperView | None, catalogue: Catalogue) -> Paper:
    verdicts = catalogue.claims(paper)
    return Paper(
        title=view.cited.title if view else spoken(paper),
        cited=f"{view.cited.authors}, {view.cited.reference}" if view else "",
        page=view.target if view else "",
        pdf=view.pdf.target if view else "",
        target=ledger_page(paper),
        claims=f"{count(len(verdicts), 'claim')} in {count(sum(entry.number for entry in tally(verdicts)), 'part')}",
        sentence=tally_sentence(tally(verdicts)),
    )


def refuted_view(catalogue: Catalogue, claims: ClaimViews) -> RefutedView:
    """Every part of a claim that was refuted; apart, readings that others better and self-contradictions."""
    found: dict[bool, list[Refutation]] = {True: [], False: []}
    for verdict in catalogue.products.verdicts:
        shown = claims(verdict.claim)
        for part, judged in zip(shown.parts, verdict.parts, strict=True):
            if judged.verdict == "refuted":
                found[judged.counts].append(
                    Refutation(claim=shown, part=part, paper=spoken(verdict.paper), ledger=ledger_page(verdict.paper))
                )
    return RefutedView(
        summary=_refuted_summary(len(found[True]), catalogue.statements),
        refutations=tuple(found[True]),
        others=tuple(found[False]),
    )


def _refuted_summary(refuted: int, parts: int) -> str:
    if not refuted:
        return f"None of the {count(parts, 'printed statement')} was refuted."
    differ = "differs" if refuted == 1 else "differ"
    return f"{refuted} of {count(parts, 'printed statement')} {differ} from what was derived."
