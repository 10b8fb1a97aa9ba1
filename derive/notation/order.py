"""The order in which a physicist writes: symbols as the table declares them, numbers first, sums in brackets last.

SymPy sorts for itself; here a sum or product is taken apart into what a printer writes, in the table's order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from derive.notation.source import NotationError
from derive.records import Quantity

APPLIED, SUMS, VECTORS, VECTOR_PRODUCTS, REACHING = 4, 6, 7, 8, 9
"""Classes of factors: before APPLIED (exponentials, then other functions) stand numbers, pi, i and symbols."""
OPEN_ENDED = (sp.Derivative, sp.Sum, sp.Product, sp.Integral, sp.Limit)


@dataclass(frozen=True, kw_only=True)
class Factors:
    """A product: sign, numeric fraction, factors above and below the bar, and operators in their order.

    ``roots`` are what stands under one common square root, above the bar.
    """

    negative: bool = False
    numerator: int = 1
    denominator: int = 1
    above: tuple[sp.Expr, ...] = ()
    roots: tuple[sp.Expr, ...] = ()
    below: tuple[sp.Expr, ...] = ()
    roots_below: tuple[sp.Expr, ...] = ()
    operators: tuple[sp.Expr, ...] = ()


_LETTER = re.compile(r"[a-zA-Z]('*|_[a-zA-Z0-9])")
_BOLD = (r"\mathbf", r"\hat{\mathbf", r"\langle\mathbf", r"\langle\hat{\mathbf", r"\vec", r"\langle\vec")


class Table:
    """Symbols in the order of their declaration with their LaTeX; made once, read for many expressions."""

    def __init__(self, names: Mapping[sp.Symbol, str] | Sequence[Quantity]) -> None:
        if isinstance(names, Mapping):
            self.latex: Mapping[sp.Symbol, str] = dict(names)
            self.counts = {symbol for symbol in self.latex if symbol.is_integer}
        else:
            self.latex = {quantity.symbol: quantity.latex for quantity in names}
            self.counts = {q.symbol for q in names if q.domain.kind in ("integer", "half-integer")}
        # Numbers and scalars stand before a vector: the table says which symbols are vectors, or their bold letters do.
        self.vectors = {s for s, latex in self.latex.items() if latex.startswith(_BOLD)}
        self.written = frozenset(self.latex.values())
        self.ranks = {symbol: rank for rank, symbol in enumerate(self.latex)}
        self.by_name: dict[str, sp.Symbol] = {}
        for symbol in self.latex:
            self.by_name.setdefault(symbol.name, symbol)


Names = Mapping[sp.Symbol, str] | Sequence[Quantity] | Sequence[Table]
"""What gives symbols their LaTeX and their order: one table, or tables of which the first that has a symbol counts."""


def tables_of(names: Names) -> tuple[Table, ...]:
    """The tables of what gives names."""
    if not isinstance(names, Mapping) and names and isinstance(names[0], Table):
        return tuple(table for table in names if isinstance(table, Table))
    return (Table(names),)  # type: ignore[arg-type]


class Order:
    """The order of symbols that tables declare, and from it the order of factors and terms."""

    def __init__(self, names: Names) -> None:
        self._tables = tables_of(names)
        self._bound: dict[sp.Symbol, str] = {}
        self._ranks: dict[sp.Basic, int] = {}
        self._last = sum(len(table.latex) for table in self._tables)

    def latex(self, symbol: sp.Symbol) -> str | None:
        """The LaTeX of a symbol, or None for one that no table declares."""
        for table in self._tables:
            if (found := table.latex.get(symbol)) is not None:
                return found
        return self._bound.get(symbol)

    def named(self, name: str) -> sp.Symbol | None:
        """The first declared symbol of a name."""
        return next((table.by_name[name] for table in self._tables if name in table.by_name), None)

    def is_taken(self, latex: str) -> bool:
        """Whether some symbol is written so."""
        return any(latex in table.written for table in self._tables) or latex in self._bound.values()

    def symbol_rank(self, symbol: sp.Symbol) -> int:
        """The place of a symbol in the tables; unknown symbols come last."""
        before = 0
        for table in self._tables:
            if (rank := table.ranks.get(symbol)) is not None:
                return before + rank
            before += len(table.latex)
        return self._last

    def rank(self, expression: sp.Basic) -> int:
        """The place in the tables of an expression's first symbol."""
        if isinstance(expression, sp.Symbol):
            return self.symbol_rank(expression)
        if isinstance(expression, AppliedUndef) and (head := self.named(expression.func.__name__)) is not None:
            return self.symbol_rank(head)
        if expression not in self._ranks:
            symbols: Any = expression.free_symbols
            self._ranks[expression] = min((self.symbol_rank(symbol) for symbol in symbols), default=self._last)
        return self._ranks[expression]

    def bind(self, symbols: Iterable[sp.Symbol]) -> None:
        """Give the bound symbols of sums and integrals, which no table declares, their own names.

        Raises NotationError when such a name is that of another symbol, or no letter with an index.
        """
        for symbol in sorted((s for s in set(symbols) if self.latex(s) is None), key=str):
            if self.is_taken(symbol.name) or not _LETTER.fullmatch(symbol.name):
                raise NotationError(f"the bound symbol {symbol} needs a LaTeX name in the table.")
            self._bound[symbol] = symbol.name

    def place(self, factor: sp.Expr) -> int:
        """The class of a factor in the order of writing: see the constants of this module."""
        base = factor if isinstance(factor, sp.exp) or factor is sp.I else factor.as_base_exp()[0]
        if factor is sp.I:
            return 2
        if base.is_Number:
            return 0
        if base is sp.pi:
            return 1
        if isinstance(base, AppliedUndef):
            return VECTOR_PRODUCTS if base.func.__name__ in ("cross", "dot") else APPLIED + 1
        if isinstance(base, sp.Symbol):
            return VECTORS if any(base in table.vectors for table in self._tables) else 3
        if isinstance(base, OPEN_ENDED):
            return REACHING
        if isinstance(base, sp.exp):
            return APPLIED
        return SUMS if isinstance(base, sp.Add) else APPLIED + 1

    def factor_key(self, factor: sp.Expr) -> tuple[int, int]:
        """Where a factor stands in a product."""
        return self.place(factor), self.rank(factor if isinstance(factor, sp.exp) else factor.as_base_exp()[0])

    def term_key(self, term: sp.Expr) -> list[tuple[int, float]]:
        """Where a term stands in a sum: by its first symbols and their falling powers."""
        powers = []
        for factor in sp.Mul.make_args(term):
            base, exponent = factor.as_base_exp()
            if isinstance(base, sp.Symbol) and exponent.is_Rational:
                powers.append((self.rank(base), -float(exponent)))
            elif base.free_symbols:
                powers.append((self.rank(base), -0.5))
        return sorted(powers) or [(self._last + 1, 0.0)]

    def terms(self, expression: sp.Expr) -> list[sp.Expr]:
        """The terms of a sum in writing order: ``2 I + 1``, but ``1 - p``; a positive term in front if there is one."""
        if not isinstance(expression, sp.Add):
            return [expression]
        rest = _sorted((t for t in expression.args if not t.is_Number), self.term_key, _minus_then_sympy)
        numbers = [t for t in expression.args if t.is_Number]
        units = all(t.as_coeff_Mul()[0] in (1, -1) for t in rest)
        counted = any(s in table.counts for t in rest for s in t.free_symbols for table in self._tables)
        ordered = numbers + rest if units and not counted else rest + numbers
        first = next((i for i, t in enumerate(ordered) if not is_negative(t)), 0)
        return [ordered[first], *ordered[:first], *ordered[first + 1 :]]

    def factors(self, expression: sp.Expr) -> Factors:
        """A product taken apart for writing."""
        coefficient, rest = expression.as_coeff_Mul(rational=True)
        above: list[sp.Expr] = []
        below: list[sp.Expr] = []
        roots: list[sp.Expr] = []
        roots_below: list[sp.Expr] = []
        operators: list[sp.Expr] = []
        for factor in sp.Mul.make_args(rest):
            if factor is sp.S.One:
                continue
            if not factor.is_commutative:
                operators.append(factor)
                continue
            root, root_below = _under_a_root(factor)
            if root is not None:
                (roots_below if root_below else roots).append(root)
            elif _is_below(factor):
                below.append(1 / factor)
            else:
                above.append(factor)
        numerator, denominator = (int(part) for part in abs(coefficient).as_numer_denom())
        for root in [r for r in roots if r.is_Integer and denominator % int(r) == 0]:
            # sqrt(2)/2 is written 1/sqrt(2)
            roots.remove(root)
            roots_below.append(root)
            denominator //= int(root)

        def in_order(factors: list[sp.Expr]) -> tuple[sp.Expr, ...]:
            return tuple(_sorted(factors, self.factor_key, _base_then_exponent))

        return Factors(
            negative=bool(coefficient < 0),
            numerator=numerator,
            denominator=denominator,
            above=in_order(above),
            roots=in_order(roots),
            below=in_order(below),
            roots_below=in_order(roots_below),
            operators=tuple(operators),
        )


def order_for(names: Names, *expressions: sp.Basic) -> Order:
    """The order for writing expressions: one of its own if they bind symbols, else that of the tables."""
    tables = tables_of(names)
    bound = [symbol for expression in expressions for symbol in bound_symbols(expression)]
    if not bound:
        return _order(tables)
    order = Order(tables)
    order.bind(bound)
    return order


@lru_cache(maxsize=4)
def _order(tables: tuple[Table, ...]) -> Order:
    return Order(tables)


def parts_of(*expressions: sp.Basic) -> set[sp.Basic]:
    """The expressions and all that stands in them, each once, however often it stands there."""
    found: set[sp.Basic] = set()
    waiting: list[Any] = list(expressions)
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.add(part)
            waiting.extend(part.args)
    return found


def _sorted(found: Iterable[sp.Expr], key: Callable[[sp.Expr], Any], ties: Callable[[sp.Expr], Any]) -> list[sp.Expr]:
    """Sorted by a key; what stands equal by another, which costs more and is asked for only then."""
    expressions = list(found)
    if len(expressions) < 2:
        return expressions
    keyed = sorted(((key(e), e) for e in expressions), key=itemgetter(0))
    result: list[sp.Expr] = []
    for _, equals in groupby(keyed, key=itemgetter(0)):
        group = [e for _, e in equals]
        result += group if len(group) == 1 else sorted(group, key=ties)
    return result


def _minus_then_sympy(term: sp.Expr) -> tuple[Any, ...]:
    """(1 + p)^n stands before (1 - p)^n; the rest is as SymPy sorts."""
    minus = any(is_negative(t) for inner in parts_of(term) if isinstance(inner, sp.Add) for t in inner.args)
    return minus, sp.default_sort_key(term)


def _base_then_exponent(factor: sp.Expr) -> tuple[Any, ...]:
    base, exponent = (factor, sp.Integer(1)) if isinstance(factor, sp.exp) else factor.as_base_exp()
    return sp.default_sort_key(base), sp.default_sort_key(exponent)


def bound_symbols(expression: sp.Basic) -> set[sp.Symbol]:
    """The symbols that sums, products, integrals and limits run over."""
    found: set[sp.Symbol] = set()
    for whole in parts_of(expression):
        if isinstance(whole, sp.Limit):
            found.add(whole.args[1])
        elif isinstance(whole, sp.Sum | sp.Product | sp.Integral):
            found.update(limit[0] for limit in whole.limits)
    return found


def is_negative(term: sp.Expr) -> bool:
    """Whether a term is written with a minus sign in front."""
    return bool(term.as_coeff_Mul(rational=True)[0] < 0)


def _is_below(factor: sp.Expr) -> bool:
    if not isinstance(factor, sp.Pow) or (factor.base.is_Rational and not factor.base.is_Integer):
        return False
    return bool(factor.exp.as_coeff_Mul(rational=True)[0] < 0) and not isinstance(factor.exp, sp.Add)


def _under_a_root(factor: sp.Expr) -> tuple[sp.Expr | None, bool]:
    """The base of a square root that may share its sign with others (its base is not negative), and its place."""
    if not isinstance(factor, sp.Pow) or factor.exp not in (sp.S.Half, -sp.S.Half):
        return None, False
    if isinstance(factor.base, sp.exp) or not factor.base.is_nonnegative:
        return None, False
    return factor.base, factor.exp != sp.S.Half
