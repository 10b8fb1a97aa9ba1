"""What is asked of the judge, and what it answers.

A question is two sides, a relation between them, and the domain on which the relation is claimed. It knows
nothing of papers or derivations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import sympy as sp

from derive.domains import COMPLEX, REAL, Domain
from derive.records import Evidence, Quantity, VerdictClass, Witness

Node = Any  # an expression of SymPy, whose arguments are not typed any closer
Relation = Literal["=", "<", "<=", ">", ">=", "~"]
RELATIONS: tuple[Relation, ...] = ("=", "<", "<=", ">", ">=", "~")


_DECIMAL = re.compile(r"(?P<mantissa>[+-]?[0-9]+(\.[0-9]*)?)([eE](?P<exponent>[+-]?[0-9]+))?")


class QuestionError(ValueError):
    """A question that cannot be judged as it stands."""


@dataclass(frozen=True, kw_only=True)
class Printed:
    r"""A decimal number as printed: its exact value and the worth of one unit in its last printed place.

    ``4.1`` has the value 41/10 and the unit 1/10. ``about`` marks a statement such as "approximately 300": the
    recomputed number must still round to the printed digits, and the ratio is part of the answer.
    """

    text: str
    value: Fraction
    unit: Fraction
    about: bool = False

    def __post_init__(self) -> None:
        if self.unit <= 0:
            raise QuestionError(f"the printed number {self.text} has the last place {self.unit}, expected above 0")

    @classmethod
    def decimal(cls, text: str, *, about: bool = False) -> Printed:
        """The number written as ``4.1``, ``-3`` or ``1.4e-5``; raises QuestionError for anything else."""
        found = _DECIMAL.fullmatch(text.strip())
        if found is None:
            raise QuestionError(f"{text!r} is not a printed decimal; write it like 4.1, -3 or 1.4e-5")
        mantissa, exponent = found["mantissa"], found["exponent"]
        digits = mantissa.lstrip("+-").replace(".", "")
        places = len(mantissa.partition(".")[2])
        unit = Fraction(10) ** (int(exponent or "0") - places)
        sign = -1 if mantissa.startswith("-") else 1
        return cls(text=text.strip(), value=sign * int(digits) * unit, unit=unit, about=about)

    @property
    def half_unit(self) -> Fraction:
        """The largest distance at which a number still rounds to the printed digits."""
        return self.unit / 2


@dataclass(frozen=True, kw_only=True)
class Question:
    """Does ``left relation right`` hold on the whole domain of the quantities, where the conditions hold?

    Both sides are scalars or matrices of one shape, which are compared entry by entry. A symbol, or a function
    that is not defined further, takes its domain from the quantity of its name; without one, from its SymPy
    assumptions (no assumption: complex). ``conditions`` are relationals that a point must satisfy.
    ``order = (symbol, n)`` asks whether left - right = O(symbol^n) as the symbol goes to zero.
    With the relation "~" the left side is the number in ``digits``, held against the recomputed right side.
    """

    left: sp.Basic | None = None
    right: sp.Basic
    relation: Relation = "="
    quantities: tuple[Quantity, ...] = ()
    conditions: tuple[sp.Basic, ...] = ()
    order: tuple[sp.Symbol, int] | None = None
    digits: Printed | None = None

    def __post_init__(self) -> None:
        if self.relation not in RELATIONS:
            raise QuestionError(f"unknown relation {self.relation!r}; known: {', '.join(RELATIONS)}")
        for side in (self.left, self.right):
            if side is not None and not isinstance(side, sp.Basic | sp.MatrixBase):
                raise QuestionError(f"{side!r} is a {type(side).__name__}, expected a SymPy expression")
        if (self.relation == "~") != (self.digits is not None):
            raise QuestionError("the relation '~' and printed digits belong together; one was given alone")
        if self.relation != "~" and self.left is None:
            raise QuestionError(f"the relation {self.relation!r} needs a left side; none was given")
        if self.order is not None and self.relation != "=":
            raise QuestionError(f"an order was asked of the relation {self.relation!r}; only '=' has one")
        shapes = [getattr(side, "shape", None) for side in (self.left, self.right) if side is not None]
        if len(set(shapes)) > 1:
            raise QuestionError(f"the left side has the shape {shapes[0]}, the right side {shapes[1]}")
        if any(isinstance(shape, tuple) for shape in shapes) and self.relation != "=":
            raise QuestionError(f"matrices cannot be compared by {self.relation!r}; only '=' is defined for them")

    def domain(self, symbol: sp.Symbol) -> Domain:
        """The domain of a symbol: its quantity's, or what its assumptions say."""
        for quantity in self.quantities:
            if quantity.name == symbol.name:
                return quantity.domain
        return assumed_domain(symbol)


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The verdict, every piece of evidence that was tried, and the witness of a refutation."""

    verdict: VerdictClass
    evidence: tuple[Evidence, ...]
    witness: Witness | None = None

    @property
    def level(self) -> int:
        """The strongest level among the evidence, from 6 (a complete normal form) to 0."""
        return max((piece.level for piece in self.evidence), default=0)


def assumed_domain(symbol: sp.Expr) -> Domain:
    """The domain that SymPy's assumptions on a symbol describe; without any, the complex numbers."""
    if not symbol.is_extended_real:
        return COMPLEX
    bounds: dict[str, Fraction | bool] = {}
    if symbol.is_extended_nonnegative:
        bounds |= {"lower": Fraction(0), "open_below": bool(symbol.is_extended_positive)}
    if symbol.is_extended_nonpositive and not symbol.is_zero:
        bounds |= {"upper": Fraction(0), "open_above": bool(symbol.is_extended_negative)}
    if symbol.is_integer:
        return Domain(kind="integer", **bounds)  # type: ignore[arg-type]
    return Domain(**bounds) if bounds else REAL  # type: ignore[arg-type]
