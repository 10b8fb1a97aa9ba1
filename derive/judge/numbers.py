"""Quoted decimals against recomputed numbers: do the printed digits follow?"""

from __future__ import annotations

from typing import Any

import mpmath
import sympy as sp
from flint import acb, arb, fmpq

from derive.judge.balls import UnusableError, Value, ball
from derive.judge.question import Judgement, Node, Printed, Question, QuestionError
from derive.judge.refuter import BITS, second_value, shown
from derive.records import Evidence, Witness

mp: Any = mpmath  # its functions declare no types


def number(question: Question) -> Judgement:
    """proved when the recomputed value rounds to the printed digits, refuted when it certainly does not."""
    printed = question.digits
    if printed is None:
        raise QuestionError("a number is held against printed digits; none were given")
    expression: Node = question.right
    if expression.free_symbols:
        missing = ", ".join(sorted(str(s) for s in expression.free_symbols))
        return Judgement(verdict="undetermined", evidence=(
            Evidence(method="quoted number", level=0, detail=f"no value is given for {missing}"),))  # fmt: skip
    if floats := expression.atoms(sp.Float):
        expression = expression.xreplace({f: sp.Rational(str(f)) for f in floats})
    for bits in BITS:
        try:
            holds = _rounds(ball(expression, {}, bits), printed)
        except UnusableError as problem:
            reason = str(problem)
            continue
        if holds is not None:
            return _verdict(expression, printed, holds, bits)
        reason = "the recomputed value lies on the border of rounding"
    return Judgement(verdict="undetermined", evidence=(
        Evidence(method="quoted number", level=0, detail=f"no certified value: {reason}"),))  # fmt: skip


def _rounds(value: Value, printed: Printed) -> bool | None:
    """Is the value within half a unit of the last printed place? None when the ball does not decide."""
    difference = value - fmpq(printed.value.numerator, printed.value.denominator)
    half = fmpq(printed.half_unit.numerator, printed.half_unit.denominator)
    if isinstance(difference, fmpq):
        return bool(abs(difference) <= half)
    distance, limit = abs(acb(difference)), arb(half)
    if distance <= limit:
        return True
    return False if distance > limit else None


def _verdict(expression: sp.Expr, printed: Printed, holds: bool, bits: int) -> Judgement:
    recomputed = second_value(expression, {}, 70)
    with mp.workdps(70):
        quoted = mpmath.mpf(printed.value.numerator) / printed.value.denominator
        half = mpmath.mpf(printed.half_unit.numerator) / printed.half_unit.denominator
        distance = abs(recomputed - quoted)
        ratio = mp.nstr((recomputed / quoted).real, 12) if quoted else ""
        exact_tie = abs(distance - half) < half * mpmath.mpf(10) ** -50
        if not exact_tie and bool(distance <= half) != holds:
            disagreement = Evidence(method="quoted number", level=4, detail=f"Arb and mpmath disagree at {bits} bits")
            return Judgement(verdict="conflict", evidence=(disagreement,))
        places = mp.nstr(recomputed.real, 12)
        apart = mp.nstr(distance / (2 * half), 4)
    about = " (said to be approximate)" if printed.about else ""
    detail = (
        f"printed {printed.text}{about}, recomputed {places}: {apart} units of the last printed place apart, "
        f"ratio recomputed/printed {ratio or 'undefined'}"
    )
    if holds:
        evidence = Evidence(method="certified number", level=6, detail=detail)
        return Judgement(verdict="proved", evidence=(evidence,))
    found = Witness(point=(), left=printed.text, right=shown(recomputed), ratio=ratio)
    evidence = Evidence(method="certified number", level=4, detail=detail)
    return Judgement(verdict="refuted", evidence=(evidence,), witness=found)
