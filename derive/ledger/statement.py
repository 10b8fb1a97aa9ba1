r"""A printed formula as a question: parsed, put into the project's symbols, derived relations put in.

The right side of a derived equation replaces its left side wherever that stands, until none is left; what then
remains of the printed formula must hold by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sympy as sp

from derive.judge import Question, Relation
from derive.judge.integrals import done
from derive.notation import Statement, parse_statement
from derive.papers import Convention, Paper
from derive.records import Equation, Part, Quantity, free_symbols, table
from derive.vectors import componentwise, resolve_pair

Rules = dict[sp.Basic, sp.Basic]
SIGNS: dict[str, Relation] = {
    "=": "=",
    "equiv": "=",
    "define": "=",
    "approx": "=",
    "<": "<",
    "<=": "<=",
    ">": ">",
    ">=": ">=",
}


class LedgerError(ValueError):
    """A claim that cannot be held against what it names."""


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A printed statement in the paper's own symbols, both sides of one shape."""

    left: sp.Basic
    right: sp.Basic
    relation: Relation

    @classmethod
    def of(cls, latex: str, paper: Paper) -> Printed:
        """Parse a printed statement with the paper's vocabulary; raises NotationError with the place."""
        found: Statement = parse_statement(latex, paper.vocabulary)
        left, right = resolve_pair(found.left, found.right, ())
        return cls(left=left, right=right, relation=SIGNS[found.relation])


def in_project_symbols(expression: sp.Basic, paper: Paper) -> sp.Basic:
    """The expression with every symbol of the paper replaced by what it means."""
    return substituted(expression, dict(paper.notation))


def substituted(expression: sp.Basic, rules: Mapping[sp.Basic, sp.Basic]) -> sp.Basic:
    """One simultaneous replacement, entry by entry for a matrix; operators stay in their order."""
    if isinstance(expression, sp.MatrixBase):
        return sp.ImmutableMatrix(expression.applyfunc(lambda entry: entry.xreplace(rules)))
    return expression.xreplace(dict(rules))


def relations(equations: Iterable[Equation]) -> Rules:
    """Left sides and right sides of derived equations, component by component.

    Raises LedgerError for an equation whose left side is not one symbol or one derivative.
    """
    rules: Rules = {}
    for equation in map(componentwise, equations):
        rules |= entries(equation.id, equation.lhs, equation.rhs)
    return rules


def entries(name: str, left: sp.Basic, right: sp.Basic) -> Rules:
    """One rule for a scalar relation, one for each entry of a matrix relation."""
    pairs = [(left, right)]
    if isinstance(left, sp.MatrixBase):
        pairs = list(zip(left, right, strict=True))
    for one, _ in pairs:
        if not isinstance(one, sp.Symbol | sp.Derivative):
            raise LedgerError(f"{name} has the left side {one}, expected one symbol or one rate of change")
    return dict(pairs)


def put_in(expression: sp.Basic, rules: Rules) -> sp.Basic:
    """The expression with every left side replaced by its right side, until none is left; integrals are done.

    Raises LedgerError when the relations go in a circle.
    """
    for _ in range(len(rules) + 1):
        after = substituted(expression, rules)
        if after == expression:
            return done(expression)
        expression = after
    raise LedgerError(f"the relations for {', '.join(map(str, rules))} go in a circle")


def question(
    printed: Printed,
    part: Part,
    paper: Paper,
    rules: Rules,
    equations: Iterable[Equation],
    convention: Convention | None = None,
) -> Question:
    """What the judge is asked about a printed statement, given derived relations.

    A convention changes what the printed symbols mean, before any derived relation is put in.
    """
    known = table(paper.quantities, *(equation.quantities for equation in equations))
    change = dict(convention.change) if convention else {}
    meanings = [substituted(in_project_symbols(side, paper), change) for side in (printed.left, printed.right)]
    sides = [put_in(meaning, rules) for meaning in meanings]
    conditions = tuple(condition(text, paper, rules) for text in part.where)
    return Question(
        left=sides[0],
        right=sides[1],
        relation=printed.relation,
        quantities=_used(known, sides),
        conditions=conditions,
        order=_order(part, paper),
    )


def condition(text: str, paper: Paper, rules: Rules) -> sp.Basic:
    """A printed inequality as a condition on the domain."""
    printed = Printed.of(text, paper)
    left, right = (put_in(in_project_symbols(side, paper), rules) for side in (printed.left, printed.right))
    makers = {"<": sp.StrictLessThan, "<=": sp.LessThan, ">": sp.StrictGreaterThan, ">=": sp.GreaterThan}
    made: sp.Basic = makers[printed.relation](left, right)
    return made


def _order(part: Part, paper: Paper) -> tuple[sp.Symbol, int] | None:
    if part.order is None:
        return None
    letter, power = part.order
    small = in_project_symbols(paper.vocabulary.symbols[letter], paper)
    if not isinstance(small, sp.Symbol):
        raise LedgerError(f"the small letter {letter} means {small}, expected one symbol")
    return small, power


def _used(known: tuple[Quantity, ...], sides: Iterable[sp.Basic]) -> tuple[Quantity, ...]:
    symbols = set().union(*(free_symbols(side) for side in sides))
    return tuple(quantity for quantity in known if quantity.symbol in symbols)
