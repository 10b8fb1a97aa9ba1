"""What a figure shows, held against numbers that a study found: features with their errors, and samples beside them.

A study computes a feature with a bound on its error and, where it can, finds it a second time from random samples. The
feature decides; the samples are the witness that shares no code with it. When the two are more than five standard
errors apart, one of them is wrong, and the verdict is ``conflict``. What a study finds is no proof for all values, so a
statement that it bears out is ``consistent``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from derive.judge import Printed
from derive.records import Evidence, Part, PartVerdict, VerdictClass

APART = 5
"""Standard errors between samples and a feature: one chance in two million, for a right pair."""


@dataclass(frozen=True, kw_only=True)
class Feature:
    """A number that a study found, with the largest error of its computation; and the same from samples."""

    name: str
    value: float
    error: float
    meaning: str
    sampled: float | None = None
    sampled_error: float | None = None


Features = Mapping[str, Feature]
"""Features by ``study/name``."""


def judged(part: Part, blank: PartVerdict, features: Features) -> PartVerdict:
    """The verdict on a part that names a feature; it waits when the study has not run."""
    assert part.quoted is not None
    shown = f"{part.printed} {part.quoted.relation} {part.quoted.text}"
    study, _, name = part.measured.partition("/")
    if part.measured not in features:
        there = sorted(known.partition("/")[2] for known in features if known.startswith(f"{study}/"))
        missing = f"study {study}" if not there else f"feature {name} of the study {study}"
        return replace(blank, printed=shown, verdict="waiting", missing=missing)
    feature = features[part.measured]
    found = _holds(feature, Printed.decimal(part.quoted.text), part.quoted.relation)
    evidence = [Evidence(method=f"study {study}", level=2, detail=_words(feature))]
    agreeing = True
    if feature.sampled is not None and feature.sampled_error is not None:
        gap = abs(feature.sampled - feature.value)
        agreeing = gap <= APART * feature.sampled_error + feature.error
        errors = gap / feature.sampled_error if feature.sampled_error else 0.0
        detail = (
            f"{feature.sampled:.6g} with a standard error of {feature.sampled_error:.1g}, {errors:.1f} of them away"
        )
        evidence.append(Evidence(method="random samples", level=2, detail=detail))
    verdict, missing = _verdict(found, agreeing, feature.sampled is not None)
    corrected = f"{part.printed} = {feature.value:.6g}" if verdict == "refuted" else ""
    return replace(
        blank, printed=shown, verdict=verdict, evidence=tuple(evidence), corrected=corrected, missing=missing
    )  # fmt: skip


def _verdict(holds: bool | None, agreeing: bool, sampled: bool) -> tuple[VerdictClass, str]:
    """The verdict, and what is missing for a better one."""
    if not agreeing:
        return "conflict", ""
    if holds:
        return "consistent", ""
    if holds is None:
        return "undetermined", "a smaller error of the feature"
    return ("refuted", "") if sampled else ("undetermined", "random samples beside the feature")


def _holds(feature: Feature, printed: Printed, relation: str) -> bool | None:
    """Whether the relation holds for all, for none (False) or for some (None) of the values within the error."""
    value, error = Fraction(feature.value), Fraction(feature.error)
    low, high = value - error, value + error
    if relation == "=":
        inside = [abs(end - printed.value) <= printed.half_unit for end in (low, high)]
        apart = low > printed.value + printed.half_unit or high < printed.value - printed.half_unit
        return True if all(inside) else (False if apart else None)
    ends = [{"<": end < printed.value, ">": end > printed.value}[relation[0]] for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else None


def _words(feature: Feature) -> str:
    return f"{feature.meaning}: {feature.value:.8g}, error at most {feature.error:.1g}"
