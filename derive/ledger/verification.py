"""Verifying claims: each part against the derived equations it names, with misprint-like variants and oracles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib import import_module

import sympy as sp

from derive import registry
from derive.judge import POINTS, Judgement, Question, apart, differs, judge, mark, misses_order, variants
from derive.ledger import measured, quoted
from derive.ledger.statement import (
    LedgerError,
    Printed,
    Rules,
    entries,
    in_project_symbols,
    put_in,
    question,
    relations,
)
from derive.notation.latex import relation_latex
from derive.oracles import consult
from derive.papers import Paper
from derive.records import Claim, Equation, Evidence, Part, PartVerdict, Verdict, VerdictClass
from derive.vectors import as_matrix

# The verdict of a claim is that of its worst part, in this order.
WORST_FIRST: tuple[VerdictClass, ...] = (
    "conflict", "refuted", "undetermined", "waiting", "consistent", "convention", "order", "given", "proved",
)  # fmt: skip

# The terms that the labels of variants name; what stands around them is words.
_SLIPS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:sign of|factor 2 on|factor 1/2 on|i conjugated in|conjugate lost on) (.+)",
        r"exponent of (.+) [+-]\d+",
        r"(.+) (?:squared|dropped)",
        r"(.+) and (.+) exchanged",
    )
)
MISSING_ORACLE = "an oracle of the derived side"


def verify(
    module: str, equations: Mapping[str, Equation], features: measured.Features | None = None
) -> tuple[Verdict, ...]:
    """Verdicts on all claims of a module; ``equations`` must hold every equation that they speak of.

    ``features`` are numbers that studies found; parts that name one which is not there wait for its study. Raises
    LedgerError when an equation is missing.
    """
    claims = registry.claims(module)
    bench = Bench(paper_of(module), {claim.id: claim for claim in claims}, equations, features)
    return agreeing_in_print(tuple(bench.verdict(claim) for claim in claims), equations)


def derivations_needed(module: str) -> tuple[str, ...]:
    """The derivation modules whose equations the claims of a module speak of."""
    ids = {id for claim in registry.claims(module) for part in claim.parts for id in part.about}
    return tuple(sorted({id.rpartition(".")[0] for id in ids}))


def studies_needed(module: str) -> tuple[str, ...]:
    """The studies whose features the claims of a module are held against."""
    named = {part.measured.partition("/")[0] for claim in registry.claims(module) for part in claim.parts}
    return tuple(sorted(named - {""}))


def paper_of(module: str) -> Paper:
    """The paper that a claims module states, with the letters that its claims are printed in."""
    paper: Paper = import_module(f"derive.claims.{module}").PAPER
    return paper


def typeset_slip(label: str, paper: str) -> str:
    r"""The label of a variant, its term as a formula: ``sign of 2*key:\gamma`` becomes ``sign of $2 \gamma$``."""
    shown = label.replace(f"{paper}:", "")
    match = next((found for slip in _SLIPS if (found := slip.fullmatch(shown))), None)
    for start, end in reversed([match.span(group) for group in range(1, match.re.groups + 1)] if match else []):
        term = shown[start:end].replace("**", "^").replace("*", " ")
        term = re.sub(r"(?<![\\\w])(pi|sqrt)\b", r"\\\1", term)
        shown = f"{shown[:start]}${term}${shown[end:]}"
    return shown


class Bench:
    """One sitting: a paper, its claims by id, the derived equations by id, and what studies found."""

    def __init__(
        self,
        paper: Paper,
        claims: Mapping[str, Claim],
        equations: Mapping[str, Equation],
        features: measured.Features | None = None,
    ) -> None:
        self.paper, self.claims, self.equations, self.features = paper, claims, equations, features or {}

    def verdict(self, claim: Claim) -> Verdict:
        """The verdict on a claim: that of its worst part, of several readings the best."""
        parts = tuple(self.part(part) for part in claim.parts)
        parts = counted(claim, parts)
        worst = min((part.verdict for part in parts if part.counts), key=WORST_FIRST.index)
        rests_on = tuple(dict.fromkeys(id for part in claim.parts for id in part.about))
        return Verdict(
            claim=claim.id, paper=claim.paper, where=claim.where, kind=claim.kind, title=claim.title,
            verdict=worst, parts=parts, rests_on=rests_on,
        )  # fmt: skip

    def part(self, part: Part) -> PartVerdict:
        """The verdict on one part of a claim."""
        blank = PartVerdict(name=part.name, printed=part.printed, verdict="given", about=part.about, note=part.note)
        if part.given:
            return replace(blank, evidence=(Evidence(method="cited", level=0, detail=part.given),))
        if part.waits_for:
            return replace(blank, verdict="waiting", missing=f"study {part.waits_for}")
        if part.measured:
            return measured.judged(part, blank, self.features)
        rules = self.rules(part)
        if part.quoted is not None:
            return self.number(part, blank, rules)
        return self.formula(part, blank, rules)

    def about(self, part: Part) -> tuple[Equation, ...]:
        """The derived equations that a part names; raises LedgerError for one that was not derived."""
        missing = [id for id in part.about if id not in self.equations]
        if missing:
            raise LedgerError(f"a claim is about {missing[0]}, which no derivation produced")
        return tuple(self.equations[id] for id in part.about)

    def rules(self, part: Part) -> Rules:
        """Relations to put into a printed formula: derived ones, or other printed ones taken at their word."""
        rules = relations(self.about(part))
        for name in part.takes:
            claim, _, wanted = name.partition("/")
            for other in self.claims[claim].parts:
                if not wanted or other.name == wanted:
                    printed = Printed.of(other.printed, self.paper)
                    sides = (in_project_symbols(side, self.paper) for side in (printed.left, printed.right))
                    rules |= entries(name, *sides)
        return rules

    def number(self, part: Part, blank: PartVerdict, rules: Rules) -> PartVerdict:
        """A quoted number against its recomputed value."""
        assert part.quoted is not None
        try:
            value = quoted.recomputed(part, self.paper, rules, self.about(part))
        except LedgerError as problem:
            return replace(blank, verdict="undetermined", missing=str(problem))
        answer = quoted.judged(part, value)
        shown = f"{part.printed} {part.quoted.relation} {part.quoted.text}"
        unit = "" if part.quoted.unit == "1" else f"\\ \\mathrm{{{part.quoted.unit.replace('^', '')}}}"
        found = replace(
            blank, printed=shown + unit, verdict=answer.verdict, evidence=answer.evidence, witness=answer.witness
        )
        if answer.verdict != "refuted" or part.takes:
            return found
        verdict, opinions = self.opinions(part)
        corrected = f"{part.printed} = {sp.N(value, 6)}{unit}"
        missing = MISSING_ORACLE if verdict == "undetermined" else ""
        return replace(
            found, verdict=verdict, evidence=(*found.evidence, *opinions), corrected=corrected, missing=missing
        )

    def opinions(self, part: Part) -> tuple[VerdictClass, tuple[Evidence, ...]]:
        """What oracles say of the derived side of a refutation: it stands when there are some and all agree."""
        opinions = [opinion for equation in self.about(part) for opinion in consult(equation)]
        if not opinions:
            return "undetermined", (Evidence(method="oracle", level=0, detail="none is stated for the derived side"),)
        evidence = tuple(Evidence(method=o.method, level=5, detail=o.detail) for o in opinions)
        return "refuted" if all(o.agrees for o in opinions) else "conflict", evidence

    def formula(self, part: Part, blank: PartVerdict, rules: Rules) -> PartVerdict:
        """A printed formula against the derived relations."""
        printed = Printed.of(part.printed, self.paper)
        asked = question(printed, part, self.paper, rules, self.about(part))
        answer = self.answered(asked)
        explained = answer.verdict == "refuted" and not part.takes
        made, refuted, repairs = self.mutated(printed, asked, rules, repairing=explained)
        found = replace(
            blank, verdict=answer.verdict, evidence=gathered(answer.evidence), witness=answer.witness,
            variants_made=made, variants_refuted=refuted,
        )  # fmt: skip
        if not explained:
            return found
        return self.explained(found, part, printed, rules, repairs)

    def mutated(
        self, printed: Printed, asked: Question, rules: Rules, *, repairing: bool
    ) -> tuple[int, int, list[str]]:
        """How many misprint-like variants were made and refuted; when repairing, the labels of those that hold."""
        side = "right" if free_of_zero(printed.right) else "left"
        whole: sp.Basic = getattr(asked, side)
        at_point = mark(whole)
        made = refuted = 0
        holds = []
        for label, variant in variants(getattr(printed, side)):
            meaning = put_in(in_project_symbols(variant, self.paper), rules)
            if not apart(mark(meaning), at_point) and same(meaning, whole):
                continue  # a slip in a letter that stands for a number, such as a sum over one collision
            if meaning.has(sp.Integral) and not whole.has(sp.Integral):
                continue  # a slip after which an integral does not exist, or has no closed form any more
            changed = replace(asked, **{side: meaning})
            made += 1
            if self.excluded(changed):
                refuted += 1
            elif repairing and asked.order is None and self.answered(changed).verdict == "proved":
                holds.append(label)
        return made, refuted, holds

    def excluded(self, changed: Question) -> bool:
        """Whether a misprint-like variant is refuted; of an approximation, whether it misses the order claimed."""
        if changed.order is not None:
            return misses_order(changed)
        # an inequality is searched downhill from each point, which a third of the points does as well
        points = POINTS if changed.relation == "=" else POINTS // 3
        return differs(represented(changed, self.paper), points=points)

    def answered(self, asked: Question) -> Judgement:
        """The judge's answer; operators that it cannot tell apart are tried as matrices."""
        answer = judge(asked)
        if answer.verdict == "undetermined" and has_operators(asked):
            tried = judge(represented(asked, self.paper))
            if tried.verdict == "refuted":
                return tried
        return answer

    def explained(
        self, found: PartVerdict, part: Part, printed: Printed, rules: Rules, repairs: list[str]
    ) -> PartVerdict:
        """A refutation with what holds instead: a convention, the derived formula, the slip, and oracles."""
        for convention in self.paper.conventions:
            answer = judge(question(printed, part, self.paper, rules, self.about(part), convention))
            if answer.verdict == "proved":
                note = Evidence(method="convention", level=6, detail=convention.name)
                return replace(
                    found, verdict="convention", evidence=(*found.evidence, *gathered(answer.evidence), note)
                )
        evidence = list(found.evidence)
        evidence += [
            Evidence(method="nearest slip", level=6, detail=f"true with: {typeset_slip(r, self.paper.key)}")
            for r in repairs
        ]
        verdict, opinions = self.opinions(part)
        evidence += opinions
        corrected = " \\quad ".join(relation_latex(e.lhs, e.rhs, self.names(e, part)) for e in self.about(part)[-1:])
        missing = MISSING_ORACLE if verdict == "undetermined" else ""
        return replace(found, verdict=verdict, evidence=tuple(evidence), corrected=corrected, missing=missing)

    def names(self, equation: Equation, part: Part) -> dict[sp.Symbol, str]:
        """How symbols are printed: the paper's letters, and the project's for what it has none."""
        return {q.symbol: q.latex for q in equation.quantities} | self.paper.names(part.printed)


def counted(claim: Claim, parts: tuple[PartVerdict, ...]) -> tuple[PartVerdict, ...]:
    """The parts, with what makes the claim's verdict marked: each statement in its best reading.

    A part that holds the paper against itself speaks of the other claim; it counts only where there is no other.
    What is shown beside a statement never counts.
    """
    alone = all(part.takes for part in claim.parts if not part.aside)
    best: dict[str, PartVerdict] = {}
    for part, found in zip(claim.parts, parts, strict=True):
        if not part.aside and (alone or not part.takes):
            statement = part.reading or f"part {part.name}"
            best[statement] = max(best.get(statement, found), found, key=lambda p: WORST_FIRST.index(p.verdict))
    names = {found.name for found in best.values()}
    return tuple(replace(found, counts=found.name in names) for found in parts)


def agreeing_in_print(verdicts: tuple[Verdict, ...], equations: Mapping[str, Equation]) -> tuple[Verdict, ...]:
    """Refuted parts, with the other printed formulas that the same derived equation, or one from it, bears out."""
    proved = [(v.claim, p) for v in verdicts for p in v.parts if p.verdict in ("proved", "order")]

    def told(verdict: Verdict, part: PartVerdict) -> PartVerdict:
        if part.verdict != "refuted" or not part.about:
            return part
        names = [
            f"{claim} ({other.name})"
            for claim, other in proved
            if claim != verdict.claim and any(bears_out(id, part.about, equations) for id in other.about)
        ]
        if not names:
            return part
        note = Evidence(method="printed elsewhere", level=0, detail=f"what holds agrees with {', '.join(names)}")
        return replace(part, evidence=(*part.evidence, note))

    return tuple(replace(v, parts=tuple(told(v, part) for part in v.parts)) for v in verdicts)


def bears_out(id: str, about: tuple[str, ...], equations: Mapping[str, Equation]) -> bool:
    """Whether an equation is one of those, or follows from one of them directly."""
    return id in about or (id in equations and any(source in about for source in equations[id].follows_from))


def gathered(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Evidence for the entries of a matrix, with entries of the same evidence said together."""
    places: dict[tuple[str, int, str], list[str]] = {}
    for piece in evidence:
        place, colon, detail = piece.detail.partition(": ")
        if not colon or not (place in ("x", "y", "z") or place.startswith("[")):
            place, detail = "", piece.detail
        places.setdefault((piece.method, piece.level, detail), []).append(place)
    return tuple(
        Evidence(method=method, level=level, detail=f"{_several(named)}: {detail}" if any(named) else detail)
        for (method, level, detail), named in places.items()
    )


def _several(places: list[str]) -> str:
    return ", ".join(places) if len(places) <= 3 else f"{len(places)} entries"


def same(one: sp.Basic, other: sp.Basic) -> bool:
    """Whether two sides are the same after multiplying out."""
    difference = (one - other).expand()
    return bool(difference.is_zero_matrix if isinstance(difference, sp.MatrixBase) else difference == 0)


def has_operators(asked: Question) -> bool:
    """Whether a side holds operators."""
    sides = [side for side in (asked.left, asked.right) if side is not None]
    return any(not symbol.is_commutative for side in sides for symbol in side.free_symbols)


def represented(asked: Question, paper: Paper) -> Question:
    """The question with matrices for its operators, if it has any and the paper has matrices for all of them."""
    operators = {s for side in (asked.left, asked.right) if side is not None for s in side.free_symbols}
    operators = {symbol for symbol in operators if not symbol.is_commutative}
    for matrices in map(dict, paper.representatives if operators else ()):
        if operators <= matrices.keys():
            sides = [as_matrix(sp.expand(side), matrices) for side in (asked.left, asked.right)]
            return replace(asked, left=sides[0], right=sides[1])
    return asked


def free_of_zero(side: sp.Basic) -> bool:
    """Whether a side has something to misprint: it is neither zero nor a bare symbol."""
    if isinstance(side, sp.MatrixBase):
        return not side.is_zero_matrix and any(not entry.is_Atom for entry in side)
    return not side.is_Atom
