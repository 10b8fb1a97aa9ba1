"""A paper's own page: its story, with every formula that it tells of as printed, its verdict, and what holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from derive.papers import Paper
from reports.pages.catalogue import Catalogue, Link, ledger_page, paper_page, study_page
from reports.pages.derivations import relation
from reports.pages.formulas import Formulas
from reports.pages.inputs import Figure, ReportError
from reports.pages.ledgers import Cited, ClaimView, ClaimViews, PartView
from reports.pages.legend import count, tally, tally_sentence
from reports.pages.prose import paragraphs, sentence
from reports.pages.stories import Passage, Section, Story
from reports.pages.studies import inline_svg


@dataclass(frozen=True, kw_only=True)
class EquationShown:
    """A derived equation in a story."""

    title: Markup
    formula: Markup
    link: Link


@dataclass(frozen=True, kw_only=True)
class FigureShown:
    """A figure in a story, with the page of its study."""

    name: str
    anchor: str
    svg: Markup
    title: Markup
    caption: Markup
    alt: str
    link: Link


@dataclass(frozen=True, kw_only=True)
class ClaimShown:
    """A claim in a story, with those of its parts that the story tells of."""

    claim: ClaimView
    parts: tuple[PartView, ...]


@dataclass(frozen=True, kw_only=True)
class PassageView:
    """One of: prose, a claim, an equation, a figure; the others are None."""

    prose: Markup | None = None
    claim: ClaimShown | None = None
    equation: EquationShown | None = None
    figure: FigureShown | None = None


@dataclass(frozen=True, kw_only=True)
class SectionView:
    """A section of a story."""

    anchor: str
    title: Markup
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, kw_only=True)
class PaperView:
    """A paper's page."""

    key: str
    cited: Cited
    target: str
    ledger: Link
    pdf: Link
    summary: str
    lead: tuple[PassageView, ...]
    sections: tuple[SectionView, ...]
    untold: tuple[ClaimView, ...]


def paper_view(paper: Paper, story: Story, catalogue: Catalogue, claims: ClaimViews, formulas: Formulas) -> PaperView:
    """The page of one paper; raises ReportError when its story shows what was not derived, judged or drawn."""
    verdicts = catalogue.claims(paper.key)
    counts = tally(verdicts)
    told = set(story.names("claim"))
    shown = _Shown(catalogue=catalogue, claims=claims, formulas=formulas, figures=figures(catalogue))
    return PaperView(
        key=paper.key,
        cited=cited(paper),
        target=paper_page(paper.key),
        ledger=Link(text="ledger", target=ledger_page(paper.key)),
        pdf=Link(text="PDF", target=f"data/{paper.key}.pdf"),
        summary=f"{count(len(verdicts), 'claim')} in {count(sum(c.number for c in counts), 'part')}: "
        f"{tally_sentence(counts)}.",
        lead=tuple(shown.passage(passage) for passage in story.lead),
        sections=tuple(shown.section(number, section) for number, section in enumerate(story.sections, 1)),
        untold=tuple(claims(verdict.claim) for verdict in verdicts if verdict.claim not in told),
    )


def cited(paper: Paper) -> Cited:
    """How a paper is cited, with links to the archive and to the journal."""
    places = []
    if paper.arxiv:
        places.append(Link(text=f"arXiv:{paper.arxiv}", target=f"https://arxiv.org/abs/{paper.arxiv}"))
    if paper.doi:
        places.append(Link(text=f"doi:{paper.doi}", target=f"https://doi.org/{paper.doi}"))
    return Cited(title=paper.title, authors=paper.authors, reference=paper.reference, places=tuple(places))


def figures(catalogue: Catalogue) -> dict[str, Figure]:
    """The figures of all studies by name."""
    return {figure.name: figure for study in catalogue.products.studies for figure in study.figures}


@dataclass(frozen=True, kw_only=True)
class _Shown:
    """What passages are made from."""

    catalogue: Catalogue
    claims: ClaimViews
    formulas: Formulas
    figures: Mapping[str, Figure]

    def section(self, number: int, section: Section) -> SectionView:
        return SectionView(
            anchor=f"section-{number}",
            title=sentence(section.title, self.formulas),
            passages=tuple(self.passage(passage) for passage in section.passages),
        )

    def passage(self, passage: Passage) -> PassageView:
        match passage.kind:
            case "claim":
                return PassageView(claim=self._claim(passage))
            case "equation":
                return PassageView(equation=self._equation(passage.text))
            case "figure":
                return PassageView(figure=self._figure(passage.text))
            case _:
                return PassageView(prose=paragraphs(passage.text, self.formulas))

    def _claim(self, passage: Passage) -> ClaimShown:
        claim = self.claims(passage.text)
        by_name = {part.source_name: part for part in claim.parts}
        unknown = [name for name in passage.parts if name not in by_name]
        if unknown:
            raise ReportError(f"the story shows the part {unknown[0]!r} of {claim.id}, which has: {', '.join(by_name)}")
        chosen = passage.parts or tuple(name for name, part in by_name.items() if part.counts)
        return ClaimShown(claim=claim, parts=tuple(by_name[name] for name in chosen))

    def _equation(self, name: str) -> EquationShown:
        (link,) = self.catalogue.equation_links([name])
        equation = self.catalogue.numbered[name].equation
        return EquationShown(
            title=sentence(equation.title, self.formulas),
            formula=self.formulas.display(relation(equation, self.catalogue)),
            link=link,
        )

    def _figure(self, name: str) -> FigureShown:
        if name not in self.figures:
            raise ReportError(f"the story shows the figure {name!r}; there are: {', '.join(self.figures) or 'none'}")
        figure = self.figures[name]
        return FigureShown(
            name=name,
            anchor=f"figure-{name}",
            svg=inline_svg(figure),
            title=sentence(figure.title, self.formulas),
            caption=sentence(figure.caption, self.formulas),
            alt=figure.alt,
            link=Link(text="study", target=study_page(figure.study)),
        )
