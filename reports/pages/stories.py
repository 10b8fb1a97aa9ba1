"""The story of a paper: prose in sections, with the claims, equations and figures that it tells of.

A story is a text file, ``reports/stories/<paper>.md``. Lines that begin with ``## `` are headings; a line in braces
names what is to be shown there, and everything else is prose as in a derivation's story::

    {claim NG-2}                 all parts of a claim
    {claim NG-1: alkali; mean}   some of its parts
    {equation spin_exchange.two_mode.J}
    {figure exchange}

What stands in a claim, an equation or a figure is never typed here: it comes from the records.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from typing import Literal

from reports.pages.inputs import ReportError

Kind = Literal["text", "claim", "equation", "figure"]
_SHOWN = re.compile(r"\{(?P<kind>claim|equation|figure) (?P<name>[^:{}\s]+)(?::(?P<parts>[^{}]*))?\}")


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A paragraph of prose, or the name of a claim (with the parts to show), an equation or a figure."""

    kind: Kind
    text: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading and what stands under it."""

    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, kw_only=True)
class Story:
    """The story of a paper: what comes before the first heading, and the sections."""

    paper: str
    lead: tuple[Passage, ...]
    sections: tuple[Section, ...]

    def names(self, kind: Kind) -> tuple[str, ...]:
        """The names of one kind that the story shows."""
        passages = (*self.lead, *(passage for section in self.sections for passage in section.passages))
        return tuple(passage.text for passage in passages if passage.kind == kind)


def story_of(paper: str) -> Story | None:
    """The story of a paper, if one was written."""
    source = resources.files("reports").joinpath("stories", f"{paper}.md")
    return read_story(paper, source.read_text("utf-8")) if source.is_file() else None


def read_story(paper: str, text: str) -> Story:
    """A story from its text; raises ReportError, with the line, for braces that name nothing that can be shown."""
    lead, *rest = re.split(r"^## ", text, flags=re.MULTILINE)
    sections = []
    for part in rest:
        title, _, body = part.partition("\n")
        sections.append(Section(title=title.strip(), passages=_passages(paper, body)))
    return Story(paper=paper, lead=_passages(paper, lead), sections=tuple(sections))


def _passages(paper: str, text: str) -> tuple[Passage, ...]:
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text))
    return tuple(passage for block in blocks if block for passage in _block(paper, block))


def _block(paper: str, block: str) -> tuple[Passage, ...]:
    if not block.startswith("{"):
        return (Passage(kind="text", text=block),)
    return tuple(_shown(paper, line.strip()) for line in block.splitlines())


def _shown(paper: str, line: str) -> Passage:
    match = _SHOWN.fullmatch(line)
    if match is None:
        raise ReportError(
            f"the story of {paper} has the line {line!r}, expected {{claim ID}}, {{equation ID}} or {{figure NAME}}"
        )
    kind: Kind = match["kind"]  # type: ignore[assignment]
    parts = tuple(part.strip() for part in (match["parts"] or "").split(";") if part.strip())
    return Passage(kind=kind, text=match["name"], parts=parts)
