"""A formula that a person typed, or took from a paper, held against a derived equation by the judge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numerics.parameters import InputError

if TYPE_CHECKING:
    import sympy as sp

    from derive.judge import Judgement
    from derive.notation import Statement
    from derive.records import Equation

RELATIONS = {"approx": "=", "equiv": "=", ":=": "="}


def judged(formula: str, equation: Equation) -> Judgement:
    r"""The judgement of a formula against an equation.

    Without a relation sign the formula is held against the equation's right side; with one, the equation's left
    side, if it is a symbol, is replaced by its right side, and the two sides are compared. LaTeX is known by a
    backslash or a brace. Raises InputError for a formula that cannot be read or has no meaning here.
    """
    from derive.judge import Question, QuestionError, judge
    from derive.notation import NotationError
    from derive.vectors import componentwise, resolve

    try:
        statement = _read(formula, equation)
    except NotationError as error:
        raise InputError(error.sentence) from error
    whole = componentwise(equation)
    try:
        sides = (resolve(side, equation.quantities) for side in (statement.left, statement.right))
        left, right = (_derived(side, whole) for side in sides)
        relation: Any = RELATIONS.get(statement.relation, statement.relation)
        return judge(Question(left=left, right=right, relation=relation, quantities=equation.quantities))
    except (QuestionError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{formula!r} cannot be held against {equation.id}: {error}") from error


def _read(formula: str, equation: Equation) -> Statement:
    """The formula as one statement; an expression alone is one about the equation's right side."""
    from derive.notation import Statement

    found = _latex(formula, equation) if "\\" in formula or "{" in formula else _plain(formula, equation)
    statements = found if isinstance(found, tuple) else (Statement(left=found, right=equation.rhs, relation="="),)
    if len(statements) != 1:
        raise InputError(f"{formula!r} holds {len(statements)} relations, expected one, or an expression alone")
    statement: Statement = statements[0]
    return statement


def _plain(formula: str, equation: Equation) -> Any:
    from derive.notation import parse_text
    from derive.vectors import cross, dot

    names = {quantity.name: quantity.symbol for quantity in equation.quantities}
    return parse_text(formula, names | {"cross": cross, "dot": dot})


def _latex(formula: str, equation: Equation) -> Any:
    from derive.notation import Vocabulary, parse, parse_statements
    from derive.vectors import components

    snippets = {quantity.latex: quantity.symbol for quantity in equation.quantities}
    vectors = components(equation.quantities)
    parts: dict[Any, Any] = {s: (m[0], m[1], m[2]) for s, m in vectors.items() if s in snippets.values()}
    vocabulary = Vocabulary(symbols=snippets, vectors=parts)
    if any(sign in formula for sign in ("=", "<", ">", r"\le", r"\ge", r"\approx", r"\simeq", r"\equiv", r"\ne")):
        return tuple(parse_statements(formula, vocabulary))
    return parse(formula, vocabulary)


def _derived(side: sp.Basic, equation: Equation) -> sp.Basic:
    """A side with what the equation defines replaced by its right side."""
    import sympy as sp

    left: Any = equation.lhs
    right: Any = equation.rhs
    matrices = isinstance(left, sp.MatrixBase) and isinstance(right, sp.MatrixBase)
    pairs: list[tuple[Any, Any]] = list(zip(left, right, strict=True)) if matrices else [(left, right)]
    found: sp.Basic = side.xreplace({a: b for a, b in pairs if isinstance(a, sp.Symbol)})
    return found
