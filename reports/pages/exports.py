"""All equations and verdicts to take away: as LaTeX to be compiled, and as JSON to be read by a program."""

from __future__ import annotations

import json

from derive.expressions import digest
from derive.records import Equation
from reports.pages.catalogue import Catalogue, derivation_page
from reports.pages.derivations import relation

_SPECIAL = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"} | {sign: f"\\{sign}" for sign in "{}$&#_%"}
_HEAD = r"""\documentclass{article}
\usepackage{amsmath,amssymb}
\allowdisplaybreaks
\begin{document}
"""


def exports(catalogue: Catalogue) -> dict[str, bytes]:
    """The files by path: ``data/equations.tex`` and ``data/equations.json``."""
    return {"data/equations.tex": _tex(catalogue).encode(), "data/equations.json": _json(catalogue).encode()}


def _tex(catalogue: Catalogue) -> str:
    """Every equation with the number that the pages give it and a label made of its id."""
    lines = [_HEAD]
    for derivation in catalogue.products.derivations:
        lines.append(rf"\section*{{{_escaped(derivation.title)}}}")
        for equation in derivation.equations:
            number = catalogue.numbered[equation.id].number
            formula = relation(equation, catalogue)
            lines += [
                rf"\paragraph{{{_escaped(equation.title)}}}",
                rf"\begin{{equation}}\tag{{{number}}}\label{{{equation.id}}}",
                formula,
                r"\end{equation}",
            ]
    return "\n".join([*lines, r"\end{document}", ""])


def _escaped(text: str) -> str:
    """A title as LaTeX text; what stands between dollars is left as it is."""
    pieces = text.split("$")
    pieces[::2] = ["".join(_SPECIAL.get(sign, sign) for sign in piece) for piece in pieces[::2]]
    return "$".join(pieces)


def _json(catalogue: Catalogue) -> str:
    """A list of equations: id, number, page, LaTeX, what each rests on, hash, and the verdicts held against it."""
    entries = [_entry(numbered.equation, catalogue) for numbered in catalogue.numbered.values()]
    return json.dumps(entries, indent=1, ensure_ascii=False) + "\n"


def _entry(equation: Equation, catalogue: Catalogue) -> dict[str, object]:
    numbered = catalogue.numbered[equation.id]
    return {
        "id": equation.id,
        "number": numbered.number,
        "title": equation.title,
        "page": derivation_page(numbered.derivation.module),
        "latex": relation(equation, catalogue),
        "assumes": equation.assumes,
        "approximations": [str(entry) for entry in equation.approximations],
        "follows_from": equation.follows_from,
        "hash": digest(equation),
        "held_against": [
            {"claim": judged.claim.claim, "part": judged.part.name, "verdict": judged.part.verdict}
            for judged in catalogue.judgements_of(equation.id)
        ],
    }
