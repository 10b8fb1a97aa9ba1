"""Stories of papers: how they are read, that what they name exists, and what their pages and PDFs hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from derive import registry
from derive.papers import Paper
from reports.pages import printing, site, stories
from reports.pages.inputs import ReportError
from reports.pages.references import references
from reports.pages.stories import read_story, story_of

STORIES = sorted(
    entry.name.removesuffix(".md")
    for entry in resources.files("reports").joinpath("stories").iterdir()
    if entry.name.endswith(".md")
)
TOLD = """What a textbook says, with $w$ and <no tag> and "quotes" \\ and # signs.

## One atom

{claim T-18}
{equation driven_atom.steady.w}

## A number

{claim T-q}
"""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Gives the imaginary textbook of these tests a story."""

    def give(text: str) -> None:
        paper = Paper(
            key="textbook_2000", title="A textbook & its errors", authors="A. Author, B. Writer",
            reference="Press (2000)", quantities=(), letters=(), arxiv="0001.00001", doi="10.1/1", year=2000,
        )  # fmt: skip
        monkeypatch.setattr(site, "story_of", lambda key: read_story(key, text))
        monkeypatch.setattr(registry, "paper", lambda key: dataclasses.replace(paper, key=key))

    return give


def test_a_story_is_read_in_sections() -> None:
    story = read_story("t", "Lead.\n\n## One\n\nText.\n\n{claim T-1: a, b; c}\n{figure f}\n\n## Two\n")
    assert [passage.text for passage in story.lead] == ["Lead."]
    assert [section.title for section in story.sections] == ["One", "Two"]
    assert [(p.kind, p.text, p.parts) for p in story.sections[0].passages] == [
        ("text", "Text.", ()),
        ("claim", "T-1", ("a, b", "c")),
        ("figure", "f", ()),
    ]
    assert story.names("figure") == ("f",)


@pytest.mark.parametrize("line", ["{clam T-1}", "{claim}", "{equation a b}"])
def test_braces_that_name_nothing_are_refused(line: str) -> None:
    with pytest.raises(ReportError, match=r"expected \{claim ID\}"):
        read_story("t", f"## One\n\n{line}\n")


@pytest.mark.parametrize("paper", STORIES)
def test_what_a_story_names_exists(paper: str) -> None:
    from reports import figures

    story = story_of(paper)
    assert story is not None
    assert registry.paper(paper).key == paper
    room = paper.replace("-", "_")
    claims = {
        claim.id: {part.name for part in claim.parts}
        for module in registry.claim_modules()
        if module.startswith(f"{room}.")
        for claim in registry.claims(module)
    }
    for passage in (p for section in story.sections for p in section.passages if p.kind == "claim"):
        assert passage.text in claims
        assert set(passage.parts) <= claims[passage.text], passage.text
    modules = registry.derivation_modules()
    assert all(name.rpartition(".")[0] in modules for name in story.names("equation"))
    assert set(story.names("figure")) <= set(figures.names())


def test_the_page_shows_what_the_records_say(products: Path, tmp_path: Path, told: Callable[[str], None]) -> None:
    told(TOLD)
    site.build(products, tmp_path)
    page = (tmp_path / "paper-textbook_2000.html").read_text("utf-8")
    assert "A textbook &amp; its errors" in page
    assert "&lt;no tag&gt;" in page
    told_part = page[page.index('class="told"') : page.index('id="section-2"')]
    assert "refuted" in told_part
    assert "what holds" in told_part
    assert 'href="derivation-driven_atom.steady.html#eq-driven_atom.steady.w"' in page
    assert page.index('id="untold"') < page.index("T-weak")
    assert (tmp_path / "data" / "textbook_2000.pdf").read_bytes().startswith(b"%PDF-")


def test_the_pdf_repeats_byte_for_byte(products: Path, tmp_path: Path, told: Callable[[str], None]) -> None:
    told(TOLD)
    made = []
    for name in ("one", "two"):
        site.build(products, tmp_path / name)
        made.append((tmp_path / name / "data" / "textbook_2000.pdf").read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{claim T-81}", "there is no judged claim 'T-81'; nearest: T-18"),
        ("{claim T-18: sideways}", "the story shows the part 'sideways' of T-18"),
        ("{equation driven_atom.steady.x}", "no derivation produced driven_atom.steady.x"),
        ("{figure nothing}", "the story shows the figure 'nothing'"),
    ],
)
def test_a_story_may_not_show_what_is_not_there(
    products: Path, tmp_path: Path, told: Callable[[str], None], line: str, message: str
) -> None:
    told(f"## One\n\n{line}\n")
    with pytest.raises(ReportError, match=message):
        site.build(products, tmp_path)


def test_texts_cannot_command_the_typesetter() -> None:
    assert printing.quoted('a "b" \\ #c') == '"a \\"b\\" \\\\ #c"'


def test_every_paper_is_cited_once() -> None:
    text = references([registry.paper(paper) for paper in STORIES])
    for paper in STORIES:
        assert text.count(f"@article{{{paper},") == 1
        assert registry.paper(paper).doi in text
    assert text.count("{") == text.count("}")


def test_papers_without_a_story_have_none() -> None:
    assert stories.story_of("unwritten") is None
