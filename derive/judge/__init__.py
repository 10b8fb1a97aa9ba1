"""The judge: reaches verdicts about formulas, by certified counterexample first and proof second.

It works on SymPy expressions and the domains of their symbols; it knows neither papers nor derivations.
"""

from __future__ import annotations

from derive.judge.marks import Mark, apart, mark
from derive.judge.question import Judgement, Printed, Question, QuestionError, Relation
from derive.judge.refuter import POINTS, differs, refute
from derive.judge.variants import variants
from derive.judge.verdict import judge, misses_order

__all__ = [
    "POINTS",
    "Judgement",
    "Mark",
    "Printed",
    "Question",
    "QuestionError",
    "Relation",
    "apart",
    "differs",
    "judge",
    "mark",
    "misses_order",
    "refute",
    "variants",
]
