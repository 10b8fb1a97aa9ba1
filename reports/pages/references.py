"""BibTeX for what a report rests on: the papers that it judges, and the programs that made it."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

from derive.papers import Paper

HEAD = "% What this report rests on: the papers that it judges, then the programs that made it.\n"


def references(papers: Iterable[Paper]) -> str:
    """One entry a paper, keyed by the project's name of it, and one for each library that computed something."""
    programs = resources.files("reports").joinpath("references.bib").read_text("utf-8")
    return "\n".join([HEAD, *(entry(paper) for paper in papers), programs])


def entry(paper: Paper) -> str:
    """The BibTeX entry of a paper."""
    fields = {
        "title": f"{{{paper.title}}}",
        "author": " and ".join(paper.authors.split(", ")),
        "journal": paper.reference,
        "year": str(paper.year) if paper.year else "",
        "doi": paper.doi,
        "eprint": paper.arxiv,
        "archiveprefix": "arXiv" if paper.arxiv else "",
    }
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    return "\n".join([f"@article{{{paper.key},", *lines, "}"])
