"""Records as text for a terminal and as objects for ``--json``."""

from __future__ import annotations

import shutil
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sympy as sp

    from derive.judge import Judgement
    from derive.records import Derivation, Equation, Step, Verdict

# Verdicts of parts that a reader of the table wants to see at once.
WORTH_READING = ("conflict", "refuted", "undetermined", "convention", "order")


def width() -> int:
    """Columns of the terminal, not more than 110, which is as long as a line should be."""
    return min(shutil.get_terminal_size((100, 24)).columns, 110)


def formula(expression: sp.Basic, indent: str = "  ") -> str:
    """An expression drawn in two dimensions if that fits the terminal, in one line otherwise."""
    import sympy as sp

    drawn = sp.pretty(expression, use_unicode=True, wrap_line=False).splitlines()
    if len(drawn) > 24 or any(len(line) > width() - len(indent) for line in drawn):
        drawn = textwrap.wrap(str(expression), width() - len(indent), break_on_hyphens=False)
    return "\n".join(indent + line.rstrip() for line in drawn)


def equation(found: Equation, steps: bool = False) -> str:
    """An equation with its symbols, what it rests on and, if wanted, its steps."""
    parts = [f"{found.id}\n{found.title}", formula(found.relation)]
    components = {name for quantity in found.quantities for name in quantity.components}
    parts += _block("where", (str(quantity) for quantity in found.quantities if quantity.name not in components))
    parts += _block("assumes", found.assumes)
    parts += _block("approximates", (str(approximation) for approximation in found.approximations))
    parts += _block("follows from", found.follows_from)
    parts += _block("source", (found.source,) if found.source else ())
    if steps:
        parts += [_step(number, step) for number, step in enumerate(found.steps, 1)]
        if not found.steps:
            parts.append("no steps are recorded for this equation")
    elif found.steps:
        parts.append(f"{len(found.steps)} steps: larmor show {found.id} --steps")
    return "\n\n".join(parts)


def _step(number: int, step: Step) -> str:
    detail = f" ({step.check.detail})" if step.check.detail else ""
    lines = [f"step {number}: {step.rule}", formula(step.before), "  ->", formula(step.after)]
    if step.approximation is not None:
        lines.append(f"  neglects: {step.approximation}")
    lines.append(f"  checked by {step.check.method}{detail}")
    return "\n".join(lines)


def _block(title: str, lines: Iterable[str]) -> list[str]:
    found = [textwrap.fill(line, width() - 2, initial_indent="  ", subsequent_indent="    ") for line in lines]
    return ["\n".join([f"{title}:", *found])] if found else []


def equation_as_json(found: Equation) -> dict[str, Any]:
    """An equation as an object: its record, with both sides also as text."""
    return _plain(found) | {"text": str(found)}


def derivation(found: Derivation) -> str:
    """A derivation's account, and its equations in reading order."""
    parts = [f"{found.module}\n{found.title}", found.story.strip()]
    parts += [f"{equation.id}\n{equation.title}\n{formula(equation.relation)}" for equation in found.equations]
    return "\n\n".join(part for part in parts if part.strip())


def derivation_as_json(found: Derivation) -> dict[str, Any]:
    """A derivation as an object, its record."""
    return _plain(found)


def verdict_as_json(found: Verdict) -> dict[str, Any]:
    """A verdict as an object; what its parts say is also summed up beside it."""
    parts = _plain(found)["parts"]
    return {
        "id": found.claim,
        "paper": found.paper,
        "location": found.where,
        "kind": found.kind,
        "title": found.title,
        "verdict": found.verdict,
        "evidence": [evidence | {"part": part["name"]} for part in parts for evidence in part["evidence"]],
        "derivation": sorted({id for part in found.parts for id in part.about}),
        "printed": "\n".join(part.printed for part in found.parts),
        "corrected": "\n".join(part.corrected for part in found.parts if part.corrected),
        "rests_on": list(found.rests_on),
        "parts": parts,
    }


def verdicts(found: Sequence[Verdict]) -> str:
    """The verdicts as a table, with the parts that do not hold and the formulas that do, and a sum of each class."""
    rows = [(v.verdict, v.claim, v.where, v.title) for v in found]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    lines: list[str] = []
    for row, verdict in zip(rows, found, strict=True):
        cells = [cell.ljust(size) for cell, size in zip(row, widths, strict=False)]
        lines.append("  ".join([*cells, row[-1]]))
        for part in verdict.parts:
            if part.verdict in WORTH_READING:
                lines.append(f"    {part.name}: {part.verdict}{f', holds: {part.corrected}' if part.corrected else ''}")
    counts = Counter(verdict.verdict for verdict in found)
    total = ", ".join(f"{count} {name}" for name, count in counts.most_common())
    return "\n".join([*lines, "", f"{len(found)} claims: {total}" if found else "no claims"])


def verdict(found: Verdict) -> str:
    """A verdict with its parts, their evidence and, where a formula fails, the one that holds."""
    parts = [f"{found.claim}: {found.verdict}\n{found.title}\n{found.paper}, {found.where}"]
    for part in found.parts:
        lines = [f"{part.name}: {part.verdict}", f"  printed    {part.printed}"]
        if part.corrected:
            lines.append(f"  corrected  {part.corrected}")
        lines += [f"  evidence   {e.method} (level {e.level}): {e.detail}" for e in part.evidence]
        if part.witness is not None:
            point = ", ".join(f"{name} = {value}" for name, value in part.witness.point)
            lines.append(f"  differs    at {point}: {part.witness.left} against {part.witness.right}")
        if part.variants_made:
            lines.append(f"  misprints  {part.variants_refuted} of {part.variants_made} made on purpose were refuted")
        lines += [f"  {word:<10} {text}" for word, text in (("missing", part.missing), ("note", part.note)) if text]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def judgement(found: Judgement, against: Equation) -> str:
    """The verdict on a typed formula, its evidence, the point where it fails, and the derived equation."""
    lines: list[str] = [found.verdict]
    lines += [f"  {e.method} (level {e.level}): {e.detail}" for e in found.evidence]
    if found.witness is not None:
        point = ", ".join(f"{name} = {value}" for name, value in found.witness.point)
        lines.append(f"  at {point}: the left side is {found.witness.left}, the right side {found.witness.right}")
    return "\n".join([*lines, f"derived, {against.id}:", formula(against.relation)])


def judgement_as_json(found: Judgement) -> dict[str, Any]:
    """The verdict on a typed formula as an object."""
    return _plain(found)


def _plain(record: Any) -> dict[str, Any]:
    """A record as plain JSON objects."""
    import json

    from derive.expressions import encode

    found: dict[str, Any] = json.loads(encode(record))
    return found
