"""A derivation's page: its story, its numbered equations, what each rests on, and every step."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

import sympy as sp
from markupsafe import Markup
from sympy.core.function import AppliedUndef

from derive.notation.order import Table, parts_of
from derive.records import Approximation, Derivation, Equation, Step, free_symbols
from reports.pages.catalogue import (
    Catalogue,
    Judged,
    Link,
    anchor,
    claim_anchor,
    ledger_page,
    room_of,
    spoken,
    vocabulary,
)
from reports.pages.formulas import Formulas
from reports.pages.inputs import ReportError
from reports.pages.legend import Badge, badge, count
from reports.pages.prose import paragraphs, sentence

_PRODUCTS = {"cross", "dot", "commutator"}
Names = tuple[Table, ...]


@dataclass(frozen=True, kw_only=True)
class ApproximationView:
    """What was neglected, its small parameter, and the order of the first neglected term."""

    name: Markup
    small_parameter: Markup
    neglected: str


@dataclass(frozen=True, kw_only=True)
class StepView:
    """One step: the rule, the expression before (none when it is the result above), after, and the check."""

    rule: Markup
    before: Markup
    after: Markup
    method: Markup
    detail: Markup
    approximation: ApproximationView | None


@dataclass(frozen=True, kw_only=True)
class HeldAgainst:
    """A printed formula that was held against an equation."""

    text: Markup
    target: str
    badge: Badge


@dataclass(frozen=True, kw_only=True)
class EquationView:
    """A derived equation as its page shows it."""

    id: str
    anchor: str
    number: str
    title: Markup
    formula: Markup
    latex: str
    follows_from: tuple[Link, ...]
    used_by: tuple[Link, ...]
    assumes: tuple[Markup, ...]
    approximations: tuple[ApproximationView, ...]
    steps: tuple[StepView, ...]
    steps_summary: str
    held_against: tuple[HeldAgainst, ...]
    source: Markup


@dataclass(frozen=True, kw_only=True)
class DerivationView:
    """A derivation module as its page shows it."""

    module: str
    room: str
    title: Markup
    chapter: str
    story: Markup
    equations: tuple[EquationView, ...]
    before: Link | None
    after: Link | None


def derivation_view(
    derivation: Derivation, catalogue: Catalogue, formulas: Formulas, neighbours: tuple[Link | None, Link | None]
) -> DerivationView:
    """The page of one derivation module."""
    formulas = formulas.within(vocabulary([derivation]))
    chapter = 1 + catalogue.products.derivations.index(derivation)
    return DerivationView(
        module=derivation.module,
        room=spoken(room_of(derivation.module)),
        title=sentence(derivation.title, formulas),
        chapter=str(chapter),
        story=paragraphs(derivation.story, formulas),
        equations=tuple(_equation(equation, catalogue, formulas) for equation in derivation.equations),
        before=neighbours[0],
        after=neighbours[1],
    )


def _equation(equation: Equation, catalogue: Catalogue, formulas: Formulas) -> EquationView:
    tables = catalogue.symbols(equation)
    latex = relation(equation, catalogue)
    return EquationView(
        id=equation.id,
        anchor=anchor(equation.id),
        number=catalogue.numbered[equation.id].number,
        title=sentence(equation.title, formulas),
        formula=formulas.display(latex),
        latex=latex,
        follows_from=catalogue.equation_links(equation.follows_from),
        used_by=catalogue.used_by(equation.id),
        assumes=tuple(sentence(text, formulas) for text in equation.assumes),
        approximations=tuple(approximation_view(entry, tables, formulas) for entry in equation.approximations),
        steps=_steps(equation.steps, tables, formulas),
        steps_summary=_steps_summary(len(equation.steps)),
        held_against=tuple(_held(judged, formulas) for judged in catalogue.judgements_of(equation.id)),
        source=sentence(equation.source, formulas),
    )


def _steps_summary(number: int) -> str:
    return f"{count(number, 'step')}, {'checked' if number == 1 else 'each checked'}"


def _steps(steps: tuple[Step, ...], tables: Names, formulas: Formulas) -> tuple[StepView, ...]:
    views, last = [], None
    for step in steps:
        views.append(_step(step, tables, formulas, repeats=step.before == last))
        last = step.after
    return tuple(views)


def _step(step: Step, tables: Names, formulas: Formulas, *, repeats: bool) -> StepView:
    return StepView(
        rule=sentence(step.rule, formulas),
        before=Markup("") if repeats else _display(step.before, tables, formulas),
        after=_display(step.after, tables, formulas),
        method=sentence(step.check.method, formulas),
        detail=sentence(step.check.detail, formulas),
        approximation=approximation_view(step.approximation, tables, formulas) if step.approximation else None,
    )


def _display(expression: sp.Basic, tables: Names, formulas: Formulas) -> Markup:
    from derive.notation.breaking import in_lines

    return formulas.display(in_lines("", written(expression, _names(expression, tables))))


def approximation_view(approximation: Approximation, tables: Names, formulas: Formulas) -> ApproximationView:
    """What was neglected, as pages show it."""
    small = approximation.small_parameter
    # A small parameter may be in symbols of the model that no equation has, such as a number of atoms.
    names = _names(small, tables, also=free_symbols(small))
    power = approximation.neglected_order
    order = {1: "first order", 2: "second order", 3: "third order", 4: "fourth order"}.get(power, f"order {power}")
    return ApproximationView(
        name=sentence(approximation.name, formulas),
        small_parameter=formulas.inline(_on_a_line(small, names)),
        neglected=f"terms of {order} and higher",
    )


def written(expression: sp.Basic, names: Names) -> str:
    """The LaTeX of an expression; raises ReportError for a symbol that has no name."""
    from derive.notation.latex import latex
    from derive.notation.source import NotationError

    try:
        return latex(expression, names)
    except NotationError as error:
        raise ReportError(f"the expression {expression} cannot be written: {error}") from error


def relation(equation: Equation, catalogue: Catalogue) -> str:
    """The LaTeX of an equation, in lines when it is long, worked out once a report.

    Raises ReportError as :func:`written` does.
    """
    if equation.id not in catalogue.relations:
        catalogue.relations[equation.id] = _relation(equation, catalogue)
    return catalogue.relations[equation.id]


def _relation(equation: Equation, catalogue: Catalogue) -> str:
    from derive.notation.latex import relation_latex
    from derive.notation.source import NotationError

    names = _names(equation.relation, catalogue.symbols(equation))
    try:
        return relation_latex(equation.lhs, equation.rhs, names)
    except NotationError as error:
        raise ReportError(f"the equation {equation.id} cannot be written: {error}") from error


def _on_a_line(expression: sp.Expr, names: Names) -> str:
    """The LaTeX of an expression with a slash for its quotient, since a fraction is small in a line of text."""
    above, below = expression.as_numer_denom()
    if below == 1 or not (above.is_Atom and below.is_Atom):
        return written(expression, names)
    return f"{written(above, names)} / {written(below, names)}"


def _names(expression: sp.Basic, tables: Names, also: Set[sp.Symbol] = frozenset()) -> Names:
    """The symbol tables, and behind them names for what needs no declaration.

    That is bound symbols (of a sum), functions that a step is yet to find, and ``also``.
    """
    parts = parts_of(expression)
    heads = {part.func.__name__ for part in parts if isinstance(part, AppliedUndef)} - _PRODUCTS
    nameless = {sp.Symbol(head) for head in heads if not any(head in table.by_name for table in tables)}
    symbols = {part for part in parts if isinstance(part, sp.Symbol)} | also
    unknown = {symbol for symbol in symbols if not any(symbol in table.latex for table in tables)}
    if unknown:
        nameless |= unknown - (free_symbols(expression) - also)
    if not nameless:
        return tables
    return *tables, Table({symbol: sp.latex(symbol) for symbol in sorted(nameless, key=str)})


def _held(judged: Judged, formulas: Formulas) -> HeldAgainst:
    claim, part = judged.claim, judged.part
    alone = len(claim.parts) == 1
    return HeldAgainst(
        text=sentence(claim.claim if alone else f"{claim.claim}, {part.name}", formulas),
        target=f"{ledger_page(claim.paper)}#{claim_anchor(claim)}" if alone else judged.target,
        badge=badge(part.verdict),
    )
