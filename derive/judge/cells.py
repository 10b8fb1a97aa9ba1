r"""A question as cells: scalar pairs in plain symbols, each with a domain, ready to be sampled and proved.

Functions that are not defined further, ``f(t)``, and their derivatives are generators: at a point they take
values independent of one another and of ``t``, so each becomes a symbol. Two applications of one function are
the same generator when their arguments are equal after expansion. A difference found between cells with an
*opaque* generator (an integral or sum of such functions, a product of operators) refutes nothing, because the
opaque parts may be related; a proof stays a proof.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations

import sympy as sp
from sympy.core.function import AppliedUndef

from derive.domains import COMPLEX, Domain
from derive.judge.question import Node, Question, QuestionError, assumed_domain

AXES = ("x", "y", "z")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One scalar pair: its place in a matrix ("" for scalars), both sides, the domains of their symbols."""

    place: str
    left: sp.Expr
    right: sp.Expr
    relation: str = "="
    domains: dict[sp.Symbol, Domain] = field(default_factory=dict)
    conditions: tuple[Node, ...] = ()
    names: dict[sp.Symbol, str] = field(default_factory=dict)  # of generators: what they stand for
    opaque: tuple[str, ...] = ()
    rationalised: bool = False

    @property
    def difference(self) -> sp.Expr:
        """Left minus right, as built."""
        return sp.Add(self.left, sp.Mul(sp.Integer(-1), self.right))

    @property
    def symbols(self) -> tuple[Node, ...]:
        """The free symbols, by name."""
        free: set[Node] = set(self.left.free_symbols | self.right.free_symbols)
        return tuple(sorted(free, key=lambda s: (s.name, str(sorted(s.assumptions0.items())))))


def cells(question: Question) -> tuple[Cell, ...]:
    """The scalar pairs of a question, in reading order; raises QuestionError for what has no cells."""
    pairs = _pairs(question)
    table = _Generators(question)
    sides = [(place, table.plain(left), table.plain(right)) for place, left, right in pairs]
    conditions, fixed = _conditions(question, table)
    found = []
    for place, left, right in sides:
        for label, one, other in _operator_parts(place, left.xreplace(fixed), right.xreplace(fixed), table):
            free: set[Node] = set(one.free_symbols | other.free_symbols)
            mattering = tuple(c for c in conditions if c.free_symbols & free) + table.apart(free)
            free |= set().union(*(c.free_symbols for c in mattering)) if mattering else set()
            domains: dict[Node, Domain] = {s: narrowed(s, table.domain(s), mattering) for s in sorted(free, key=str)}
            found.append(
                Cell(place=label, left=one, right=other, relation=question.relation, domains=domains,
                     conditions=mattering, names={s: n for s, n in table.names.items() if s in free},
                     opaque=tuple(table.opaque), rationalised=table.rationalised)
            )  # fmt: skip
    return tuple(found)


def _pairs(question: Question) -> list[tuple[str, Node, Node]]:
    left: Node = question.left
    right: Node = question.right
    if left is None:
        raise QuestionError("the question has no left side to compare")
    if not isinstance(left, sp.MatrixBase):
        return [("", left, right)]
    rows, columns = left.shape
    places = [f"[{i}, {j}]" for i in range(rows) for j in range(columns)]
    if {rows, columns} == {1, 3}:
        places = list(AXES)
    elif 1 in (rows, columns):
        places = [f"[{i}]" for i in range(rows * columns)]
    return [(place, left[i], right[i]) for i, place in enumerate(places)]


def _conditions(question: Question, table: _Generators) -> tuple[tuple[Node, ...], dict[Node, Node]]:
    """Inequalities stay conditions; an equality ``symbol = value`` is put in, so that points satisfy it."""
    symbol: Node
    value: Node
    kept: list[Node] = []
    fixed: dict[Node, Node] = {}
    for condition in question.conditions:
        plain = table.plain(condition)
        if isinstance(plain, sp.Equality):
            symbol, value = tuple(plain.args) if plain.lhs.is_Symbol else reversed(plain.args)
            if not symbol.is_Symbol or value.has(symbol):
                raise QuestionError(f"the condition {condition} is an equality; write it as symbol = value")
            fixed[symbol] = value
            kept.extend(_bounds(value, table.domain(symbol)))
        elif plain not in (sp.true, sp.false):
            kept.append(plain)
        elif plain == sp.false:
            raise QuestionError(f"the condition {condition} is never true")
    return tuple(c.xreplace(fixed) for c in kept), fixed


def narrowed(symbol: sp.Symbol, domain: Domain, conditions: tuple[Node, ...]) -> Domain:
    """The domain within the conditions that bound one symbol by rationals, such as x < 1 or x^2 < 1/4."""
    if domain.kind == "complex":
        return domain
    for condition in conditions:
        if condition.free_symbols != {symbol} or condition.func not in _STRICT:
            continue
        larger = condition.func in (sp.StrictGreaterThan, sp.GreaterThan)
        room = condition.lhs - condition.rhs if larger else condition.rhs - condition.lhs
        if not room.is_polynomial(symbol):
            continue
        for low, high in _allowed(sp.Poly(room, symbol)):
            domain = _cut(domain, low, high, _STRICT[condition.func])
    return domain


def _allowed(room: sp.Poly) -> list[tuple[Fraction | None, Fraction | None]]:
    """The interval on which a linear polynomial, or a quadratic one with a maximum, is positive."""
    roots = sorted(sp.roots(room, filter="Q")) if room.degree() <= 2 and room.domain.is_QQ | room.domain.is_ZZ else []
    values = [Fraction(int(r.p), int(r.q)) for r in roots]
    if room.degree() == 1:
        return [(values[0], None)] if room.LC() > 0 else [(None, values[0])]
    if room.degree() == 2 and len(values) == 2 and room.LC() < 0:
        return [(values[0], values[1])]
    return []


def _cut(domain: Domain, low: Fraction | None, high: Fraction | None, strict: bool) -> Domain:
    if low is not None and (domain.lower is None or (low, strict) > (domain.lower, domain.open_below)):
        domain = replace(domain, lower=low, open_below=strict)
    if high is not None and (domain.upper is None or (high, not strict) < (domain.upper, not domain.open_above)):
        domain = replace(domain, upper=high, open_above=strict)
    return domain


_STRICT = {sp.StrictGreaterThan: True, sp.StrictLessThan: True, sp.GreaterThan: False, sp.LessThan: False}


def _bounds(value: sp.Expr, domain: Domain) -> list[sp.Basic]:
    """The conditions under which a value lies between the bounds of a domain."""
    found: list[sp.Basic] = []
    if domain.lower is not None:
        low = sp.Rational(domain.lower.numerator, domain.lower.denominator)
        found.append(sp.StrictGreaterThan(value, low) if domain.open_below else sp.GreaterThan(value, low))
    if domain.upper is not None:
        high = sp.Rational(domain.upper.numerator, domain.upper.denominator)
        found.append(sp.StrictLessThan(value, high) if domain.open_above else sp.LessThan(value, high))
    return [c for c in found if c != sp.true]


class _Generators:
    """Replaces functions and derivatives by symbols, the same one for the same thing, and remembers them."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.made: dict[sp.Basic, sp.Symbol] = {}
        self.names: dict[sp.Symbol, str] = {}
        self.domains: dict[sp.Symbol, Domain] = {}
        self.applied: dict[sp.Symbol, tuple[str, tuple[Node, ...]]] = {}
        self.opaque: list[str] = []
        self.rationalised = False

    def domain(self, symbol: sp.Symbol) -> Domain:
        """The domain of a symbol or of what it stands for."""
        return self.domains.get(symbol) or self.question.domain(symbol)

    def plain(self, expression: Node) -> Node:
        """The expression in symbols alone, floats as the rationals they are printed as."""
        floats = expression.atoms(sp.Float)
        if floats:
            self.rationalised = True
            expression = expression.xreplace({f: sp.Rational(str(f)) for f in floats})
        expression = expression.xreplace(self._declared(expression))
        if expression.has(sp.Subs, sp.Derivative):
            expression = expression.doit(deep=True) if _explicit(expression) else expression
        return self._walk(expression)

    def _declared(self, expression: Node) -> dict[sp.Symbol, sp.Symbol]:
        """Symbols whose quantity says more about them than their own assumptions."""
        table = {q.name: q.symbol for q in self.question.quantities}
        free = [s for s in expression.free_symbols if s.name in table and s.is_commutative is not False]
        return {s: table[s.name] for s in free if table[s.name] != s}

    def _walk(self, e: Node) -> Node:
        if isinstance(e, AppliedUndef | sp.Derivative | sp.Subs):
            return self._generator(e)
        if isinstance(e, sp.Sum | sp.Product | sp.Integral) and e.has(AppliedUndef):
            return self._hidden(e)
        if not e.args or not e.has(AppliedUndef, sp.Derivative, sp.Subs):
            return e
        return e.func(*(self._walk(a) for a in e.args))

    def _generator(self, e: Node) -> sp.Symbol:
        key = _canonical(e)
        function = next(iter(sorted(e.atoms(AppliedUndef), key=str)), None)
        name = function.func.__name__ if function is not None else str(e)
        domain = next((q.domain for q in self.question.quantities if q.name == name), None)
        if domain is None:
            domain = assumed_domain(function) if function is not None else COMPLEX
        if not isinstance(e, AppliedUndef):
            domain = Domain() if domain.kind != "complex" else COMPLEX  # a rate of change has no bounds
        symbol = self._new(key, str(e), domain)
        if function is not None:
            kind = (name, () if isinstance(e, AppliedUndef) else tuple(count for _, *count in e.args[1:]))
            self.applied[symbol] = (str(kind), tuple(function.args))
        return symbol

    def apart(self, free: set[Node]) -> tuple[Node, ...]:
        """Conditions that two values of one function are taken at different arguments, else they would be equal."""
        found: list[Node] = []
        for one, other in combinations([s for s in self.made.values() if s in free and s in self.applied], 2):
            (kind, here), (other_kind, there) = self.applied[one], self.applied[other]
            if kind == other_kind and len(here) == len(there) and here != there:
                found.append(sp.Or(*(sp.Ne(a, b) for a, b in zip(here, there, strict=True))))
        return tuple(c for c in found if c != sp.true)

    def _hidden(self, e: Node) -> sp.Symbol:
        if str(e) not in self.opaque:
            self.opaque.append(str(e))
        return self._new(_canonical(e), str(e), COMPLEX)

    def _new(self, key: sp.Basic, name: str, domain: Domain) -> sp.Symbol:
        if key not in self.made:
            symbol = sp.Symbol(f"generator_{len(self.made)}", **domain.assumptions())
            self.made[key], self.names[symbol], self.domains[symbol] = symbol, name, domain
        return self.made[key]


def _canonical(e: Node) -> Node:
    """The same application with each argument expanded, so that f(2(a+b)) and f(2a+2b) are one generator."""
    if isinstance(e, AppliedUndef):
        return e.func(*(sp.cancel(sp.expand(a)) for a in e.args))
    return e


def _explicit(e: Node) -> bool:
    """Does a derivative or substitution in the expression act on something that is not an unknown function?"""
    return any(not isinstance(part.args[0], AppliedUndef) for part in e.atoms(sp.Derivative, sp.Subs))


def _operator_parts(place: str, left: Node, right: Node, table: _Generators) -> list[tuple[str, sp.Expr, sp.Expr]]:
    """Scalars as they are; with operators, the coefficient of each product of them.

    Different products are taken as independent. Beyond first order commutation relations may connect them, so
    such a cell can be proved but not refuted.
    """
    if left.is_commutative is not False and right.is_commutative is not False:
        return [(place, left, right)]
    sides = [_by_operators(side) for side in (left, right)]
    found = []
    for word in sorted(sides[0].keys() | sides[1].keys(), key=str):
        if len(word) > 1 and "products of operators" not in table.opaque:
            table.opaque.append("products of operators")
        label = " ".join(p for p in (place, f"coefficient of {'*'.join(map(str, word)) or 1}") if p)
        found.append((label, sides[0].get(word, sp.S.Zero), sides[1].get(word, sp.S.Zero)))
    return found


def _by_operators(side: Node) -> dict[tuple[sp.Expr, ...], sp.Expr]:
    found: dict[tuple[sp.Expr, ...], sp.Expr] = {}
    for term in sp.Add.make_args(sp.expand(side)):
        coefficient, word = term.args_cnc()
        key = tuple(word)
        found[key] = found.get(key, sp.S.Zero) + sp.Mul(*coefficient)
    return found
