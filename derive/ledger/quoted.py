"""Quoted numbers: recomputed from the derived relations and the quoted inputs, exactly, with units."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import sympy as sp

from derive.dimensions import registry
from derive.judge import Judgement, Printed, Question, judge
from derive.ledger.statement import LedgerError, Rules, in_project_symbols, put_in, substituted
from derive.notation import parse
from derive.papers import Paper
from derive.records import Equation, Evidence, Part, Quantity, free_symbols, table


def value_of(text: str, unit: str) -> sp.Rational:
    """A quantity such as ``3e14 cm^-3`` as an exact number of the given unit.

    Raises LedgerError when the text is no quantity or its unit does not fit.
    """
    number, _, given = text.strip().partition(" ")
    try:
        factor = registry().Quantity(Fraction(1), given or "dimensionless").to(unit if unit != "1" else "dimensionless")
        exact = Fraction(number) * Fraction(factor.magnitude)
    except Exception as error:
        raise LedgerError(f"{text!r} is not a number with a unit that fits {unit}") from error
    return sp.Rational(exact.numerator, exact.denominator)


def recomputed(part: Part, paper: Paper, rules: Rules, equations: Iterable[Equation]) -> sp.Expr:
    """The quoted expression as an exact number of the unit it is quoted in.

    Raises LedgerError when an input is missing, naming it.
    """
    assert part.quoted is not None
    known = table(paper.quantities, *(equation.quantities for equation in equations))
    inputs = _inputs(part, paper, known)
    expression = in_project_symbols(parse(part.printed, paper.vocabulary), paper)
    derived = {left: right for left, right in rules.items() if left not in inputs}
    value = substituted(put_in(expression, derived), inputs)
    missing = free_symbols(value)
    if missing:
        meanings = {q.symbol: f"{q.meaning} ({q.name})" for q in known}
        names = ", ".join(sorted(meanings.get(symbol, str(symbol)) for symbol in missing))
        raise LedgerError(f"${part.printed}$ cannot be recomputed: the paper gives no value for the {names}")
    return value * _scale(part.quoted.unit)


def judged(part: Part, value: sp.Expr) -> Judgement:
    """The recomputed number against the printed one, at the printed (or the significant) digits."""
    quoted = part.quoted
    assert quoted is not None
    printed = Printed.decimal(quoted.text)
    if quoted.relation != "=":
        bound = sp.Rational(printed.value.numerator, printed.value.denominator)
        answer = judge(Question(left=value, right=bound, relation=quoted.relation))
        note = Evidence(method="recomputed value", level=4, detail=f"{sp.N(value, 8)} {quoted.relation} {quoted.text}")
        # numbers have one point, so certified balls that agree there are a proof
        verdict = "proved" if answer.verdict == "consistent" else answer.verdict
        return Judgement(verdict=verdict, evidence=(*answer.evidence, note), witness=answer.witness)
    if quoted.significant is not None:
        printed = _at_digits(printed, quoted.significant)
    return judge(Question(right=value, relation="~", digits=printed))


def _at_digits(printed: Printed, digits: int) -> Printed:
    """The same printed number, its last significant digit being the given one."""
    whole = len(str(int(abs(printed.value)))) if abs(printed.value) >= 1 else 1
    return Printed(text=printed.text, value=printed.value, unit=Fraction(10) ** (whole - digits), about=True)


def _inputs(part: Part, paper: Paper, known: tuple[Quantity, ...]) -> dict[sp.Basic, sp.Basic]:
    """Values of the inputs in base units: exact numbers, or a symbol times one for a compound letter."""
    values: dict[sp.Basic, sp.Basic] = {}
    for letter, text in part.inputs:
        meaning = paper.notation[paper.vocabulary.symbols[letter]]
        quantity = next((q for q in known if q.symbol == meaning), None)
        if quantity is None:
            raise LedgerError(f"the input {letter} means {meaning}, expected one quantity")
        values[meaning] = value_of(text, quantity.unit) / _scale(quantity.unit)
    return values


def _scale(unit: str) -> sp.Rational:
    """How many of the unit make one base unit of its dimension (cm, s, g, G, rad)."""
    if unit in ("1", ""):
        return sp.Integer(1)
    factor = Fraction(registry().Quantity(Fraction(1), unit).to_base_units().magnitude)
    return sp.Rational(factor.denominator, factor.numerator)
