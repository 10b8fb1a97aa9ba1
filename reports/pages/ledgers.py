"""A paper's ledger: every claim with its parts, verdicts, evidence, witnesses and the formulas that hold."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from markupsafe import Markup

from derive.records import PartVerdict, Verdict, Witness
from reports.pages.catalogue import Catalogue, Link, claim_anchor, ledger_page, paper_page, part_anchor, spoken
from reports.pages.formulas import Formulas
from reports.pages.inputs import ReportError
from reports.pages.legend import (
    EVIDENCE_LEVELS,
    KINDS,
    Badge,
    Count,
    badge,
    count,
    level,
    tally,
    tally_sentence,
    weakest,
)  # fmt: skip
from reports.pages.prose import sentence
from reports.pages.quantities import number


@dataclass(frozen=True, kw_only=True)
class EvidenceView:
    """What one method found, with the name of its level; several findings are those of the entries of a matrix."""

    method: Markup
    level: int
    level_name: str
    detail: Markup
    details: tuple[Markup, ...]
    findings: str


@dataclass(frozen=True, kw_only=True)
class WitnessView:
    """The point at which two sides differ, both values and their ratio."""

    point: tuple[tuple[Markup, str], ...]
    left: str
    right: str
    ratio: str


@dataclass(frozen=True, kw_only=True)
class PartView:
    """One part of a claim as the ledger shows it."""

    anchor: str
    target: str
    source_name: str
    counts: bool
    name: Markup
    level: str
    formula: Markup
    badge: Badge
    evidence: tuple[EvidenceView, ...]
    about: tuple[Link, ...]
    corrected: Markup
    witness: WitnessView | None
    variants: str
    variants_short: str
    missing: Markup
    note: Markup


@dataclass(frozen=True, kw_only=True)
class ClaimView:
    """A claim as the ledger shows it; ``search`` is the text that the filter looks through."""

    id: str
    anchor: str
    target: str
    title: Markup
    where: str
    kind: str
    kind_word: str
    badge: Badge
    several: bool
    parts: tuple[PartView, ...]
    rests_on: tuple[Link, ...]
    rests_on_text: tuple[Markup, ...]
    verdicts: str
    search: str


@dataclass(frozen=True, kw_only=True)
class LedgerView:
    """A paper's ledger: its tally, its filters and its claims."""

    paper: str
    title: str
    cited: str
    places: tuple[Link, ...]
    printed_at: str
    tally: tuple[Count, ...]
    summary: str
    weakest: Markup
    kinds: tuple[tuple[str, str], ...]
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, kw_only=True)
class Cited:
    """How a paper is cited, with where it is found."""

    title: str
    authors: str
    reference: str
    places: tuple[Link, ...]


class ClaimViews:
    """The claims as pages show them, by id, each made once."""

    def __init__(self, catalogue: Catalogue, formulas: Formulas) -> None:
        self._catalogue, self._formulas = catalogue, formulas
        self._verdicts = {verdict.claim: verdict for verdict in catalogue.products.verdicts}
        self._made: dict[str, ClaimView] = {}

    def __call__(self, claim: str) -> ClaimView:
        """The view of a claim; raises ReportError for a claim that was not judged."""
        if claim not in self._verdicts:
            near = difflib.get_close_matches(claim, self._verdicts, n=3)
            raise ReportError(f"there is no judged claim {claim!r}; nearest: {', '.join(near) or 'none'}")
        if claim not in self._made:
            self._made[claim] = claim_view(self._verdicts[claim], self._catalogue, self._formulas)
        return self._made[claim]


def ledger_view(
    paper: str, catalogue: Catalogue, claims: ClaimViews, formulas: Formulas, cited: Cited | None = None
) -> LedgerView:
    """The ledger of one paper; ``cited`` says where it is printed, for a paper that has a page of its own."""
    verdicts = catalogue.claims(paper)
    counts = tally(verdicts)
    met = {verdict.kind for verdict in verdicts}
    return LedgerView(
        paper=paper,
        title=cited.title if cited else spoken(paper),
        cited=f"{cited.authors}, {cited.reference}" if cited else "",
        places=(Link(text="its story", target=paper_page(paper)), *cited.places) if cited else (),
        printed_at=cited.places[0].target if cited and cited.places else "",
        tally=counts,
        summary=_summary(len(verdicts), sum(entry.number for entry in counts), tally_sentence(counts)),
        weakest=sentence(weakest_sentence(verdicts), formulas),
        kinds=tuple((kind, word) for kind, word in KINDS.items() if kind in met),
        claims=tuple(claims(verdict.claim) for verdict in verdicts),
    )


def _summary(claims: int, parts: int, verdicts: str) -> str:
    return f"{count(claims, 'claim')} in {count(parts, 'part')}: {verdicts}."


def weakest_sentence(verdicts: tuple[Verdict, ...]) -> str:
    """The weakest evidence among what was found to hold, in a sentence."""
    found = weakest(verdicts)
    if found is None:
        return "No claim was judged to hold, so there is no weakest evidence to name."
    least, parts = found
    named = [f"{claim.claim} ({part.name})" if len(claim.parts) > 1 else claim.claim for claim, part in parts]
    where = ", ".join(named[:4])
    more = f" and {len(parts) - 4} more" if len(parts) > 4 else ""
    return f"The weakest evidence behind what holds is of level {least}, {EVIDENCE_LEVELS[least][0]}: {where}{more}."


def claim_view(verdict: Verdict, catalogue: Catalogue, formulas: Formulas) -> ClaimView:
    """One claim with all its parts."""
    about = [*verdict.rests_on, *(ref for part in verdict.parts for ref in part.about)]
    formulas = formulas.within(catalogue.vocabulary(about) or formulas.symbols)
    known = [ref for ref in verdict.rests_on if ref in catalogue.numbered]
    parts = tuple(_part(verdict, part, catalogue, formulas) for part in verdict.parts)
    return ClaimView(
        id=verdict.claim,
        anchor=claim_anchor(verdict),
        target=f"{ledger_page(verdict.paper)}#{claim_anchor(verdict)}",
        title=sentence(verdict.title, formulas),
        where=verdict.where,
        kind=verdict.kind,
        kind_word=KINDS[verdict.kind],
        badge=badge(verdict.verdict),
        several=len(parts) > 1,
        parts=parts,
        rests_on=catalogue.equation_links(known),
        rests_on_text=tuple(sentence(ref, formulas) for ref in verdict.rests_on if ref not in catalogue.numbered),
        verdicts=" ".join(sorted({part.verdict for part in verdict.parts})),
        search=" ".join([verdict.claim, verdict.title, verdict.where, *(part.name for part in verdict.parts)]).lower(),
    )


def _part(verdict: Verdict, part: PartVerdict, catalogue: Catalogue, formulas: Formulas) -> PartView:
    reached = level(part)
    return PartView(
        anchor=part_anchor(verdict, part),
        target=f"{ledger_page(verdict.paper)}#{part_anchor(verdict, part)}",
        source_name=part.name,
        counts=part.counts,
        name=sentence(part.name, formulas),
        level="" if reached is None else str(reached),
        formula=formulas.printed(part.printed),
        badge=badge(part.verdict),
        evidence=_evidence(part, formulas),
        about=catalogue.equation_links(part.about),
        corrected=formulas.printed(part.corrected) if part.corrected else Markup(""),
        witness=_witness(part, part.witness, catalogue, formulas) if part.witness else None,
        variants=_variants(part),
        variants_short=f"{part.variants_refuted} of {part.variants_made}" if part.variants_made else "",
        missing=sentence(part.missing, formulas),
        note=sentence(part.note, formulas),
    )


def _evidence(part: PartVerdict, formulas: Formulas) -> tuple[EvidenceView, ...]:
    """The evidence by method, the strongest first."""
    methods: dict[tuple[int, str], list[str]] = {}
    for entry in part.evidence:
        methods.setdefault((-entry.level, entry.method), []).append(entry.detail)
    views = []
    for (negative, method), details in sorted(methods.items(), key=lambda item: item[0][0]):
        shown = tuple(sentence(detail, formulas) for detail in details)
        views.append(
            EvidenceView(
                method=sentence(method, formulas),
                level=-negative,
                level_name=EVIDENCE_LEVELS[-negative][0],
                detail=shown[0] if len(shown) == 1 else Markup(""),
                details=shown if len(shown) > 1 else (),
                findings=count(len(shown), "finding"),
            )
        )
    return tuple(views)


def _variants(part: PartVerdict) -> str:
    if not part.variants_made:
        return ""
    return f"{part.variants_refuted} of {part.variants_made} misprint-like variants refuted by the same judge"


def _witness(part: PartVerdict, witness: Witness, catalogue: Catalogue, formulas: Formulas) -> WitnessView:
    return WitnessView(
        point=tuple(
            (_coordinate(name, part.about, catalogue, formulas), number(value)) for name, value in witness.point
        ),
        left=number(witness.left),
        right=number(witness.right),
        ratio=number(witness.ratio),
    )


def _coordinate(name: str, about: tuple[str, ...], catalogue: Catalogue, formulas: Formulas) -> Markup:
    """The name of a coordinate: a printed symbol's LaTeX, a symbol of the derivation, or a word."""
    if declared := catalogue.latex_of(name, about) or formulas.symbols.get(name, ""):
        return formulas.inline(declared)
    if "\\" in name or re.fullmatch(r"\w(_\w|_\{.*\})?", name):
        return formulas.printed(name, own_line=False)
    return Markup("<code>{}</code>").format(name) if "_" in name else Markup("{}").format(name)
