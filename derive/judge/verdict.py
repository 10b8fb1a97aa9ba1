"""Reaching a verdict: refute first, prove second, and write down everything that was tried.

Work is counted (points, bits, terms), never timed, so that a verdict does not depend on the machine.
"""

from __future__ import annotations

from derive.judge.cells import Cell, cells
from derive.judge.computer_algebra import reduction_to_zero
from derive.judge.forms import NormalForm
from derive.judge.inequalities import inequality
from derive.judge.modular import schwartz_zippel
from derive.judge.named_proofs import named_proof
from derive.judge.numbers import number
from derive.judge.orders import approximation, exceeds
from derive.judge.question import Judgement, Question, QuestionError
from derive.judge.refuter import POINTS, DisagreementError, Search, search, witness
from derive.judge.tower import TooLargeError, UndefinedError
from derive.records import Evidence, VerdictClass

SEVERITY: tuple[VerdictClass, ...] = ("conflict", "refuted", "undetermined", "consistent", "order", "proved")


def judge(question: Question, seed: int = 0) -> Judgement:
    """The verdict on a question, with all evidence tried; the same for the same seed.

    Raises QuestionError when the question contradicts itself.
    """
    if question.relation == "~":
        return number(question)
    return combined([(cell.place, _judged(cell, question, seed)) for cell in cells(question)])


def misses_order(question: Question, seed: int = 0) -> bool:
    """Whether the two sides differ by more than the order that the question claims; quicker than its verdict."""
    if question.order is None:
        raise QuestionError("the question claims no order, expected a small symbol and a power")
    return any(exceeds(cell, *question.order, seed) for cell in cells(question))


def combined(parts: list[tuple[str, Judgement]]) -> Judgement:
    """The judgement of a matrix: as bad as its worst entry, with the evidence of all."""
    worst = min(parts, key=lambda part: SEVERITY.index(part[1].verdict))[1]
    evidence = tuple(
        Evidence(method=e.method, level=e.level, detail=f"{place}: {e.detail}" if place else e.detail)
        for place, judgement in parts
        for e in judgement.evidence
    )
    return Judgement(verdict=worst.verdict, evidence=evidence, witness=worst.witness)


def _judged(cell: Cell, question: Question, seed: int) -> Judgement:
    if question.order is not None:
        return approximation(cell, *question.order, seed)
    found = search(cell, POINTS, seed)
    if found.point is not None:
        return _refuted(cell, found, seed)
    evidence = [_agreement(found, seed)]
    if cell.rationalised:
        evidence.append(Evidence(method="floats", level=0, detail="decimals were read as the rationals they print as"))
    if not found.seen:
        return Judgement(verdict="undetermined", evidence=tuple(evidence))
    if cell.relation == "=":
        proof = normal_form(cell)
        evidence.append(proof)
        if proof.level == 6:
            return Judgement(verdict="proved", evidence=tuple(evidence))
        other = named_proof(cell)
        if other is not None:
            evidence.append(Evidence(method=other[0], level=6, detail=other[1]))
            return Judgement(verdict="proved", evidence=tuple(evidence))
        modular = schwartz_zippel(cell, seed)
        if modular is not None:
            evidence.append(modular)
        route = reduction_to_zero(cell, seed)
        if route is not None:
            return _proved_by_algebra(cell, route, evidence, seed)
    else:
        proved, pieces = inequality(cell)
        evidence += pieces
        if proved:
            return Judgement(verdict="proved", evidence=tuple(evidence))
    if found.agreeing == 0:
        return Judgement(verdict="undetermined", evidence=tuple(evidence))
    return Judgement(verdict="consistent", evidence=tuple(evidence))


def normal_form(cell: Cell) -> Evidence:
    """Whether the difference of the two sides has the normal form zero, at level 6, or why that is not known."""
    form = NormalForm(cell.domains)
    name = "normal form"
    try:
        zero = form.is_zero(cell.difference)
    except TooLargeError as problem:
        return Evidence(method=name, level=0, detail=f"given up: {problem}")
    except UndefinedError as problem:
        return Evidence(method=name, level=0, detail=str(problem))
    size = f"{len(form.tower.generators)} generators, at most {form.tower.largest} terms"
    if zero:
        return Evidence(method=name, level=6, detail=f"the difference is zero over {size}")
    return Evidence(method=name, level=0, detail=f"not found to be zero over {size}")


def _refuted(cell: Cell, found: Search, seed: int) -> Judgement:
    try:
        shown = witness(cell, found)
    except DisagreementError as problem:
        piece = Evidence(method="two evaluators", level=4, detail=str(problem))
        return Judgement(verdict="conflict", evidence=(piece,))
    detail = f"balls of {found.bits} bits exclude that it holds; confirmed by mpmath; seed {seed}"
    piece = Evidence(method="certified counterexample", level=4, detail=detail)
    if cell.opaque:
        reason = f"differs when {', '.join(cell.opaque)} are taken as independent, which they may not be"
        return Judgement(verdict="undetermined", evidence=(Evidence(method=piece.method, level=1, detail=reason),))
    if cell.relation == "=" and (proof := normal_form(cell)).level == 6:
        return Judgement(verdict="conflict", evidence=(piece, proof), witness=shown)
    return Judgement(verdict="refuted", evidence=(piece,), witness=shown)


def _agreement(found: Search, seed: int) -> Evidence:
    detail = f"{found.agreeing} exact points agree at up to {found.bits} bits, {found.unusable} not usable, seed {seed}"
    if not found.seen:
        detail = f"no point of the domain was found that satisfies the conditions, seed {seed}"
    return Evidence(method="certified balls", level=1 if found.agreeing else 0, detail=detail)


def _proved_by_algebra(cell: Cell, route: str, evidence: list[Evidence], seed: int) -> Judgement:
    """A reduction by SymPy counts only when a second search, at other points, finds nothing either."""
    evidence.append(Evidence(method=f"SymPy {route}", level=3, detail="the difference reduces to zero"))
    again = search(cell, POINTS, seed + 1)
    if again.point is not None:
        evidence.append(Evidence(method="certified balls", level=4, detail="a second search refutes it"))
        return Judgement(verdict="conflict", evidence=tuple(evidence))
    evidence.append(_agreement(again, seed + 1))
    return Judgement(verdict="proved", evidence=tuple(evidence))
