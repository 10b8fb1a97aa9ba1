"""The words of a report: what each verdict and each level of evidence means, and how a number of things is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from derive.records import PartVerdict, Verdict

EVIDENCE_LEVELS: dict[int, tuple[str, str]] = {
    6: ("complete normal form", "both sides reduced to one form that decides equality in its class"),
    5: ("exact finite check", "exact matrices or points, as many as the degree bound asks for: a proof"),
    4: ("certified witness", "an exact point where rigorous enclosures of the two sides are disjoint; refutes only"),
    3: ("computer-algebra reduction", "the difference reduced to zero under recorded assumptions"),
    2: ("measured order or random identity test", "a converged slope, or a test with a printed error bound"),
    1: ("agreement at points", "rigorous enclosures overlap at exact points; supports, proves nothing"),
    0: ("floating-point numbers or assertion", "no rigour"),
}


@dataclass(frozen=True, kw_only=True)
class Badge:
    """A verdict as shown: its word, a mark so that colour is never alone, a meaning, and how several are said."""

    verdict: str
    word: str
    mark: str
    meaning: str
    many: str = ""


BADGES: dict[str, Badge] = {
    badge.verdict: badge
    for badge in (
        Badge(
            verdict="refuted", word="refuted", mark="≠",
            meaning="differs from the derivation at an exact point of its domain, confirmed by a second evaluator",
        ),
        Badge(
            verdict="conflict", word="conflict", mark="!",
            meaning="two methods of verification disagree, which is a fault of the program or of a library",
        ),
        Badge(
            verdict="undetermined", word="undetermined", mark="?",
            meaning="the publication does not fix enough to decide",
        ),
        Badge(
            verdict="consistent", word="consistent", mark="≈",
            meaning="no proof was found, and rigorous enclosures agree at every point tried",
        ),
        Badge(
            verdict="order", word="holds to order", mark="≃",
            meaning="an approximation that holds to its stated order", many="hold to order",
        ),
        Badge(
            verdict="convention", word="proved by convention", mark="≅",
            meaning="proved after a named change of convention, which code applied",
        ),
        Badge(verdict="proved", word="proved", mark="=", meaning="equal for all values in the stated domain"),
        Badge(
            verdict="given", word="given", mark="≔",
            meaning="a definition, a postulate or a cited input, which is not judged",
        ),
        Badge(
            verdict="waiting", word="waiting", mark="…",
            meaning="the study or derivation that would decide it is not built yet",
        ),
    )
}  # fmt: skip
JUDGED = ("proved", "order", "convention", "consistent")
KINDS = {
    "equation": "equation",
    "number": "quoted number",
    "figure": "figure",
    "statement": "statement",
}


def badge(verdict: str) -> Badge:
    """The badge of a verdict; raises KeyError for a word outside the closed set."""
    return BADGES[verdict]


def count(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: ``count(1, "step")`` is "1 step", ``count(2, "step")`` "2 steps"."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a list in a sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many parts of claims have one verdict."""

    badge: Badge
    number: int


def tally(verdicts: Iterable[Verdict]) -> tuple[Count, ...]:
    """The verdicts met among the parts that count for a claim, with their numbers, the gravest first."""
    parts = [part.verdict for verdict in verdicts for part in verdict.parts if part.counts]
    return tuple(Count(badge=b, number=parts.count(v)) for v, b in BADGES.items() if v in parts)


def tally_sentence(counts: Sequence[Count]) -> str:
    """The tally in words: "2 refuted, 1 undetermined and 40 proved"."""
    return listed([f"{c.number} {c.badge.many if c.number > 1 and c.badge.many else c.badge.word}" for c in counts])


def level(part: PartVerdict) -> int | None:
    """The level of evidence that the verdict on a part rests on, or None when there is no evidence.

    It is that of the strongest piece; of a matrix, whose pieces each begin with the entry that they speak of, it is
    that of the weakest entry. A refutation rests on its witness or on an oracle, not on entries that agree.
    """
    refuting = [evidence.level for evidence in part.evidence if evidence.level in (4, 5)]
    if part.verdict == "refuted" and refuting:
        return max(refuting)
    entries: dict[str, set[tuple[str, int]]] = {}
    for evidence in part.evidence:
        entry, colon, _ = evidence.detail.partition(": ")
        if colon:
            entries.setdefault(entry, set()).add((evidence.method, evidence.level))
    # What only one method speaks of is the note of an oracle or of a source, not an entry.
    judged = [max(level for _, level in found) for found in entries.values() if len(found) > 1]
    return min(judged) if judged else max((evidence.level for evidence in part.evidence), default=None)


def weakest(verdicts: Iterable[Verdict]) -> tuple[int, tuple[tuple[Verdict, PartVerdict], ...]] | None:
    """The weakest level that a judged part rests on, with the parts that have it; None when none was judged."""
    found = [
        (reached, verdict, part)
        for verdict in verdicts
        for part in verdict.parts
        if part.verdict in JUDGED and (reached := level(part)) is not None
    ]
    if not found:
        return None
    least = min(reached for reached, _, _ in found)
    return least, tuple((verdict, part) for reached, verdict, part in found if reached == least)
