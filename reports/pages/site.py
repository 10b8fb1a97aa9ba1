"""The whole report: which pages there are, rendered, typeset and written."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2

from derive import registry
from numerics.files import write_if_changed
from reports.pages import legend
from reports.pages.catalogue import (
    Catalogue,
    Link,
    derivation_page,
    kernel_page,
    ledger_page,
    spoken,
    study_page,
    vocabulary,
)  # fmt: skip
from reports.pages.derivations import derivation_view
from reports.pages.exports import exports
from reports.pages.formulas import Formulas, Typesetter
from reports.pages.inputs import Products, read
from reports.pages.kernels import KernelView, kernel_view
from reports.pages.ledgers import ClaimViews, ledger_view
from reports.pages.overview import overview, refuted_view
from reports.pages.papers import PaperView, figures, paper_view
from reports.pages.printing import pdf
from reports.pages.provenance import Origin, Provenance, commit, versions
from reports.pages.references import references
from reports.pages.stories import story_of
from reports.pages.studies import study_pages
from reports.pages.symbols import symbol_tables

THE_PAGES = "larmor pages --build build --out build/report"
"""What writes the pages that tell of all products, from products that exist."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page before rendering: where it goes, what it is called, its template and what that is given."""

    path: str
    title: str
    template: str
    section: str
    provenance: Provenance
    content: Mapping[str, Any] = field(default_factory=dict)


def build(build_dir: Path, out_dir: Path) -> list[Path]:
    """Write the report of a build folder and return the paths of its files, pages first.

    Files that hold their content already are left alone; files of an earlier report that no longer belong to
    it are removed. Raises ReportError for products from which no sound report can be made.
    """
    from reports import typesetting

    with _uncollected():
        products = read(Path(build_dir))
        texts, files = render(products, typesetting.shared_page)
    contents: dict[str, str | bytes] = {**texts, **files}
    for path, content in contents.items():
        write_if_changed(out_dir / path, content)
    _remove_others(out_dir, set(contents))
    return [out_dir / path for path in contents]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for garbage in circles: all records live until the report is written, and it would walk them
    over and over."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _remove_others(out_dir: Path, wanted: set[str]) -> None:
    """Remove pages and data of an earlier report; files of other kinds are not ours."""
    earlier = [*out_dir.glob("*.html"), *(path for path in (out_dir / "data").rglob("*") if path.is_file())]
    for path in earlier:
        if path.relative_to(out_dir).as_posix() not in wanted:
            path.unlink()


def environment() -> jinja2.Environment:
    """The templates: what is missing is an error, and what is text is escaped."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("reports", "templates"),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(products: Products, setter: Typesetter) -> tuple[dict[str, str], dict[str, bytes]]:
    """All pages as HTML by path, and the files that lie beside them."""
    formulas = Formulas(vocabulary(products.derivations))
    pages, files = site(products, formulas)
    templates = environment()
    menu = navigation(pages)
    texts = {
        page.path: templates.get_template(page.template).render(
            page=page, menu=menu, glyphs=formulas.glyphs(), **page.content
        )
        for page in pages
    }
    return formulas.fill(texts, setter), files


def site(products: Products, formulas: Formulas) -> tuple[list[Page], dict[str, bytes]]:
    """The pages of a report, and the files that lie beside them."""
    catalogue = Catalogue(products)
    origin = Origin(versions=versions(), commit=commit(), hashes=products.hashes)
    kernels = {kernel.name: kernel_view(kernel, catalogue, formulas) for kernel in products.kernels}
    claims = ClaimViews(catalogue, formulas)
    refutations = refuted_view(catalogue, claims)
    papers = _papers(catalogue, claims, formulas)
    studies, files = _studies(catalogue, kernels, formulas, origin)
    whole = origin.of(THE_PAGES, "")
    front = Page(
        path="index.html",
        title="Larmor: what was derived and what holds",
        template="index.html.j2",
        section="Overview",
        provenance=whole,
        content={
            "overview": overview(
                catalogue, [p.content["study"] for p in studies], kernels, papers, refutations, formulas
            )
        },
    )
    refuted = Page(
        path="refuted.html",
        title="Refuted in print",
        template="refuted.html.j2",
        section="Refuted",
        provenance=origin.of(THE_PAGES, "verdicts/"),
        content={"refuted": refutations},
    )
    symbols = Page(
        path="symbols.html",
        title="Symbols",
        template="symbols.html.j2",
        section="Symbols",
        provenance=origin.of(THE_PAGES, "derivations/"),
        content={"rooms": symbol_tables(catalogue, formulas)},
    )
    pages = [
        front,
        *_paper_pages(papers, catalogue, origin),
        *_derivations(catalogue, formulas, origin),
        *_ledgers(catalogue, claims, papers, formulas, origin),
        refuted,
        *studies,
        *_kernels(kernels, origin),
        symbols,
    ]
    return pages, {**_to_take_away(papers, catalogue, formulas), **files}


def _derivations(catalogue: Catalogue, formulas: Formulas, origin: Origin) -> list[Page]:
    derivations = catalogue.products.derivations
    links = [Link(text=d.title, target=derivation_page(d.module)) for d in derivations]
    around = zip([None, *links[:-1]], [*links[1:], None], strict=True) if links else ()
    return [
        Page(
            path=derivation_page(derivation.module),
            title=derivation.title,
            template="derivation.html.j2",
            section="Derivations",
            provenance=origin.of(f"larmor derive {derivation.module}", f"derivations/{derivation.module}."),
            content={"derivation": derivation_view(derivation, catalogue, formulas, neighbours)},
        )
        for derivation, neighbours in zip(derivations, around, strict=True)
    ]


def _papers(catalogue: Catalogue, claims: ClaimViews, formulas: Formulas) -> dict[str, PaperView]:
    """The papers whose stories were written, by key."""
    stories = {key: story for key in catalogue.papers if (story := story_of(key)) is not None}
    return {key: paper_view(registry.paper(key), story, catalogue, claims, formulas) for key, story in stories.items()}


def _paper_pages(papers: Mapping[str, PaperView], catalogue: Catalogue, origin: Origin) -> list[Page]:
    return [
        Page(
            path=paper.target,
            title=paper.cited.title,
            template="paper.html.j2",
            section="Papers",
            provenance=origin.of(THE_PAGES, *catalogue.products.judged_in(key)),
            content={"paper": paper},
        )
        for key, paper in papers.items()
    ]


def _to_take_away(papers: Mapping[str, PaperView], catalogue: Catalogue, formulas: Formulas) -> dict[str, bytes]:
    """The papers' pages as PDF, all equations, and what to cite."""
    drawings = {name: figure.svg for name, figure in figures(catalogue).items()}
    return {
        **exports(catalogue),
        "data/references.bib": references(registry.paper(key) for key in papers).encode(),
        **{paper.pdf.target: pdf(paper, formulas, drawings) for paper in papers.values()},
    }


def _ledgers(
    catalogue: Catalogue,
    claims: ClaimViews,
    papers: Mapping[str, PaperView],
    formulas: Formulas,
    origin: Origin,
) -> list[Page]:
    products = catalogue.products
    cited = {key: paper.cited for key, paper in papers.items()}
    return [
        Page(
            path=ledger_page(paper),
            title=f"Ledger: {spoken(paper)}",
            template="ledger.html.j2",
            section="Ledgers",
            provenance=origin.of(f"larmor verify --paper {paper}", *products.judged_in(paper)),
            content={
                "ledger": ledger_view(paper, catalogue, claims, formulas, cited.get(paper)),
                "levels": legend.EVIDENCE_LEVELS,
            },
        )
        for paper in catalogue.papers
    ]


def _studies(
    catalogue: Catalogue, kernels: Mapping[str, KernelView], formulas: Formulas, origin: Origin
) -> tuple[list[Page], dict[str, bytes]]:
    pages: list[Page] = []
    files: dict[str, bytes] = {}
    for study in catalogue.products.studies:
        made = study_pages(study, catalogue, kernels, formulas)
        files.update(made.files)
        inputs = (f"studies/{study.name}.", f"figures/{study.name}", *(f"kernels/{k.name}." for k in made.view.kernels))
        pages.append(
            Page(
                path=study_page(study.name),
                title=study.record.title,
                template="study.html.j2",
                section="Studies",
                provenance=origin.of(made.view.command, *inputs),
                content={"study": made.view},
            )
        )
    return pages, files


def _kernels(kernels: Mapping[str, KernelView], origin: Origin) -> list[Page]:
    return [
        Page(
            path=kernel_page(name),
            title=f"Kernel {name}",
            template="kernel.html.j2",
            section="Kernels",
            provenance=origin.of(f"larmor kernel {name}", f"kernels/{name}."),
            content={"kernel": kernel},
        )
        for name, kernel in kernels.items()
    ]


@dataclass(frozen=True, kw_only=True)
class MenuEntry:
    """A section of the report in the navigation of every page."""

    section: str
    target: str


def navigation(pages: list[Page]) -> tuple[MenuEntry, ...]:
    """The sections that the report has: a page of its own, or its list on the front page when it has several."""
    by_section: dict[str, list[str]] = {}
    for page in pages:
        by_section.setdefault(page.section, []).append(page.path)
    return tuple(
        MenuEntry(section=section, target=paths[0] if len(paths) == 1 else f"index.html#{section.lower()}")
        for section, paths in by_section.items()
    )
