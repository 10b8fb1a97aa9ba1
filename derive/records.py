r"""The records that pass between stages: Quantity, Step, Equation, Derivation, Claim, Verdict.

All are frozen and keyword-only, refuse to be built inconsistent, and have three forms: text (``str``), LaTeX
(:mod:`derive.notation.latex`) and JSON (:mod:`derive.expressions`), the last with a stable content hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import sympy as sp

from derive.dimensions import DimensionError, dimension_of
from derive.domains import REAL, Domain

_ID = re.compile(r"[a-z0-9_]+(\.[a-zA-Z0-9_]+)+")

VerdictClass = Literal[
    "proved", "order", "convention", "consistent", "refuted", "undetermined", "given", "conflict", "waiting"
]
ClaimKind = Literal["equation", "number", "figure", "statement"]


class RecordError(ValueError):
    """A record that would contradict itself."""


@dataclass(frozen=True, kw_only=True)
class Quantity:
    r"""An entry of the symbol table: what a symbol means, its unit, its domain, its default with a source.

    A vector has ``components``, the names of its three Cartesian components, which are quantities too.
    An operator is noncommutative. ``latex`` is how the field writes it.
    """

    name: str
    latex: str
    meaning: str
    unit: str = "1"
    domain: Domain = REAL
    operator: bool = False
    components: tuple[str, ...] = ()
    default: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if self.components and len(self.components) != 3:
            raise RecordError(f"the vector {self.name} has {len(self.components)} components, expected 3")
        if self.default and not self.source:
            raise RecordError(f"the default of {self.name}, {self.default}, has no source")

    @cached_property
    def symbol(self) -> sp.Symbol:
        """The SymPy symbol; its assumptions follow from the domain."""
        if self.operator:
            return sp.Symbol(self.name, commutative=False)
        return sp.Symbol(self.name, **self.domain.assumptions())

    def __str__(self) -> str:
        unit = "" if self.unit == "1" else f" [{self.unit}]"
        return f"{self.name}{unit}: {self.meaning}"


@dataclass(frozen=True, kw_only=True)
class Check:
    """How a step was checked; a step whose check failed cannot be built."""

    method: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Approximation:
    """What was neglected: its name, the small parameter, and the order of the first neglected term in it."""

    name: str
    small_parameter: sp.Expr
    neglected_order: int

    def __str__(self) -> str:
        return f"{self.name}: terms of order ({self.small_parameter})^{self.neglected_order} neglected"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One move of a derivation: expression before, named rule, expression after, and the check that passed."""

    rule: str
    before: sp.Basic
    after: sp.Basic
    check: Check
    approximation: Approximation | None = None


@dataclass(frozen=True, kw_only=True)
class Equation:
    """A derived relation ``lhs = rhs`` with all it rests on; both sides have the same physical dimension.

    ``assumes`` are sentences (stated statistics, conditions); ``follows_from`` are ids of other equations.
    """

    id: str
    title: str
    lhs: sp.Basic
    rhs: sp.Basic
    quantities: tuple[Quantity, ...]
    assumes: tuple[str, ...] = ()
    approximations: tuple[Approximation, ...] = ()
    follows_from: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise RecordError(f"equation id {self.id!r} is not a dotted path such as 'room.module.name'")
        known = {quantity.symbol for quantity in self.quantities}
        shown = (self.lhs, self.rhs, *(side for step in self.steps for side in (step.before, step.after)))
        unknown = sorted(str(symbol) for symbol in set().union(*map(free_symbols, shown)) - known)
        if unknown:
            raise RecordError(f"{self.id} uses symbols that are not in its table: {', '.join(unknown)}")
        units = {quantity.symbol: quantity.unit for quantity in self.quantities}
        left, right = dimension_of(self.lhs, units), dimension_of(self.rhs, units)
        if left is not None and right is not None and left != right:
            raise DimensionError(f"{self.id}: the left side has dimension {left}, the right side {right}")

    def __str__(self) -> str:
        return f"{self.lhs} = {self.rhs}"

    @property
    def relation(self) -> sp.Equality:
        """The two sides as an unevaluated SymPy equality."""
        return sp.Equality(self.lhs, self.rhs, evaluate=False)

    def quantity(self, symbol: sp.Symbol) -> Quantity:
        """The table entry of a symbol; raises KeyError when the equation does not use it."""
        return next(q for q in self.quantities if q.symbol == symbol)


@dataclass(frozen=True, kw_only=True)
class Derivation:
    """What one derivation module produces: its equations, in reading order, and the module's own account."""

    module: str
    title: str
    story: str
    equations: tuple[Equation, ...]

    def __post_init__(self) -> None:
        ids = [equation.id for equation in self.equations]
        if len(set(ids)) != len(ids):
            raise RecordError(f"{self.module} produces two equations of one id")
        strangers = [i for i in ids if not i.startswith(f"{self.module}.")]
        if strangers:
            raise RecordError(f"{self.module} produces {strangers[0]}, whose id does not start with the module")


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """A number as printed, with its unit, and how many of its digits are taken as significant.

    ``significant`` matters for numbers such as 1000, whose zeros may or may not be digits; None takes all.
    The relation is that of the recomputed number to the printed one.
    """

    text: str
    unit: str = "1"
    significant: int | None = None
    relation: Literal["=", ">", "<"] = "="


@dataclass(frozen=True, kw_only=True)
class Part:
    r"""One checkable piece of a claim: a formula as printed, and the derived equations it speaks of.

    ``printed`` is LaTeX in the paper's own letters; it is parsed with the paper's vocabulary, never retyped.
    ``about`` are ids of derived equations: their left sides are replaced by their right sides before judging.
    ``takes`` are names of other claims (``NG-1`` or ``NG-1/alkali``) whose printed formulas are taken as true, to
    see whether a paper agrees with itself.
    ``order`` (a printed letter and a power) makes it an approximation: equal up to that order.
    ``where`` are printed inequalities that restrict the domain, beyond what the letters say.
    ``quoted`` is the number printed for ``printed``, recomputed from ``inputs``: printed letter, value, unit.
    ``given`` is the source of a definition, postulate or cited input, which is not judged.
    ``waits_for`` names the study that a claim about a data figure waits for.
    ``measured`` names a number that a study found (``study/feature``), held against the quoted number.
    ``reading`` names a statement that can be read in several ways: of the parts of one reading the best counts.
    ``aside`` marks what is shown beside a statement and never counts: a reading that the paper excludes.
    """

    name: str
    printed: str
    about: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    order: tuple[str, int] | None = None
    where: tuple[str, ...] = ()
    quoted: Quoted | None = None
    inputs: tuple[tuple[str, str], ...] = ()
    given: str = ""
    waits_for: str = ""
    measured: str = ""
    reading: str = ""
    aside: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        roles = [bool(self.about or self.takes), bool(self.given), bool(self.waits_for), bool(self.measured)]
        if sum(roles) != 1:
            raise RecordError(
                f"part {self.name!r} needs exactly one of: what it is held against, a source it is given by, "
                "a study it waits for, a number that a study found"
            )
        if self.measured and (self.quoted is None or self.inputs or not self.measured.partition("/")[2]):
            raise RecordError(
                f"part {self.name!r} needs a quoted number to hold against {self.measured}, as study/feature"
            )
        if self.inputs and self.quoted is None:
            raise RecordError(f"part {self.name!r} has inputs but no quoted number")


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What a publication prints, in parts, with the place where it is printed."""

    id: str
    paper: str
    where: str
    kind: ClaimKind
    title: str
    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        if not self.parts:
            raise RecordError(f"claim {self.id} has no parts")
        if all(part.aside for part in self.parts):
            raise RecordError(f"claim {self.id} has only parts that are shown beside it, expected one that counts")


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One piece of evidence: the method, its level (6 strongest, 0 weakest), and what it found."""

    method: str
    level: int
    detail: str


@dataclass(frozen=True, kw_only=True)
class Witness:
    """An exact point at which two sides differ, with both values to many digits and their ratio.

    The point lists the names of quantities with their exact values.
    """

    point: tuple[tuple[str, str], ...]
    left: str
    right: str
    ratio: str = ""


@dataclass(frozen=True, kw_only=True)
class PartVerdict:
    """The judgement of one part of a claim.

    ``counts`` is false for a part that holds the paper against itself, for a reading that another reading of the same
    statement betters, and for one that the paper excludes: none of them makes the claim's verdict.
    """

    name: str
    printed: str
    verdict: VerdictClass
    evidence: tuple[Evidence, ...] = ()
    about: tuple[str, ...] = ()
    corrected: str = ""
    witness: Witness | None = None
    variants_made: int = 0
    variants_refuted: int = 0
    missing: str = ""
    note: str = ""
    counts: bool = True


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The judgement of a claim: that of its parts, and the weakest evidence it rests on."""

    claim: str
    paper: str
    where: str
    kind: ClaimKind
    title: str
    verdict: VerdictClass
    parts: tuple[PartVerdict, ...] = field(default=())
    rests_on: tuple[str, ...] = ()


def free_symbols(expression: sp.Basic) -> set[sp.Symbol]:
    """The free symbols of an expression, matrices included, and what it is differentiated by."""
    variables = (v for derivative in expression.atoms(sp.Derivative) for v in derivative.variables)
    return {*expression.free_symbols, *variables}


def table(*groups: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """One symbol table from several; raises RecordError when a name is declared twice differently."""
    entries: dict[str, Quantity] = {}
    for quantity in (q for group in groups for q in group):
        if entries.setdefault(quantity.name, quantity) != quantity:
            raise RecordError(f"{quantity.name} is declared twice: {entries[quantity.name]} and {quantity}")
    return tuple(entries.values())
