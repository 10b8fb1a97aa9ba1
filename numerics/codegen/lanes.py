"""The lane form of a right-hand side: the same equations, with all that depends on parameters alone taken out.

Solvers that carry several parameter points side by side (`numerics.integrators`) compute what depends on parameters
once for each point and not at each of thousands of evaluations. The functions are appended to the module of the kernel
as plain Python: nothing is compiled until a solver does it, with its own kind of number. The index of the lane is the
last one of the arrays, so that y[i] is one vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from numerics.codegen.derivatives import Routine
from numerics.codegen.module import Body, Names, shared_subexpressions
from numerics.codegen.printing import Printer
from numerics.codegen.system import System

Node = Any
_SAYS = {
    "lane_rhs": "Write dy/dt as above, from c instead of p; all numbers may be lanes.",
    "lane_jacobian": "Write d(dy_i/dt)/dy_j at the places of LANE_PATTERN, from c instead of p; all may be lanes.",
    "lane_time_derivative": "Write how dy/dt changes with t alone, from c instead of p; all numbers may be lanes.",
}


@dataclass(frozen=True, kw_only=True)
class LaneForm:
    """Coefficients with what they are of the parameters, and the routines over states and coefficients.

    ``pattern`` are the places of the entries that the routine of the Jacobian writes, row by row.
    """

    coefficients: tuple[tuple[sp.Symbol, sp.Expr], ...]
    routines: tuple[Routine, ...]
    pattern: tuple[tuple[int, int], ...]


class _Split:
    """Takes the largest parts that depend on parameters alone out of expressions."""

    def __init__(self, parameters: set[Any], name: str) -> None:
        self.parameters, self.name = parameters, name
        self.found: dict[sp.Expr, sp.Symbol] = {}

    def rest(self, e: Node) -> Node:
        """The expression with symbols for those parts."""
        if not e.free_symbols & self.parameters:
            return e
        if e.free_symbols <= self.parameters:
            return self._coefficient(e)
        if not (e.is_Add or e.is_Mul):
            return e.func(*(self.rest(a) for a in e.args))
        fixed = [a for a in e.args if a.free_symbols <= self.parameters]
        moving = [self.rest(a) for a in e.args if a not in fixed]
        constant = e.func(*fixed)
        if constant.free_symbols:
            return e.func(self._coefficient(constant), *moving)
        return e.func(constant, *moving)

    def _coefficient(self, e: Node) -> Node:
        # A sign or a factor of two more does not make another coefficient.
        number, bare = e.as_coeff_Mul()
        if bare.is_Add and bare.could_extract_minus_sign():
            number, bare = -number, -bare
        if bare not in self.found:
            self.found[bare] = sp.Symbol(f"{self.name}{len(self.found)}", real=True, nonnegative=bare.is_nonnegative)
        return number * self.found[bare]


def lane_form(system: System, careful: Sequence[Sequence[Node]], name: str) -> LaneForm | None:
    """The form of a system of real rates, or None where there is none: complex states, and sums in the rates.

    ``careful`` are the rewritten expressions of each routine; coefficients are called ``name`` and a number.
    """
    if system.spec.kind != "rhs" or system.routines[0].complex_valued:
        return None
    split = _Split({q.symbol for q in system.arguments}, name)
    rates = tuple(split.rest(e) for e in careful[0])
    if any(e.has(sp.Sum) for e in rates):
        return None
    made, pattern = [_routine("lane_rhs", rates)], tuple[tuple[int, int], ...]()
    if system.spec.jacobian:
        symbols = {q.symbol: j for j, q in enumerate(system.state)}
        found: dict[tuple[int, int], Node] = {
            (i, symbols[s]): sp.diff(rate, s)
            for i, rate in enumerate(rates)
            for s in sorted(rate.free_symbols & set(symbols), key=lambda s: symbols[s])
        }
        pattern = tuple(place for place, entry in found.items() if entry != 0)
        made.append(_routine("lane_jacobian", tuple(found[place] for place in pattern)))
    time = _time_of(system, careful)
    if time is not None:
        made.append(_routine("lane_time_derivative", tuple(split.rest(sp.diff(e, time)) for e in careful[0])))
    return LaneForm(coefficients=tuple((s, e) for e, s in split.found.items()), routines=tuple(made), pattern=pattern)


def _routine(name: str, expressions: tuple[Node, ...]) -> Routine:
    places = tuple((i,) for i in range(len(expressions)))
    return Routine(name=name, places=places, expressions=expressions, shape=(len(places),), complex_valued=False)


def _time_of(system: System, careful: Sequence[Sequence[Node]]) -> Node | None:
    """The symbol of time, where rates depend on it."""
    known = {q.symbol for q in (*system.state, *system.arguments)}
    left = [s for s in sp.ordered(set().union(*(e.free_symbols for e in careful[0]))) if s not in known]
    return left[0] if left else None


def lane_text(system: System, careful: Sequence[Sequence[Node]]) -> str:
    """The lines to append to the module of a kernel; empty where it has no lane form."""
    names = Names(system)
    taken = names.taken | {"c"}
    form = lane_form(system, careful, "k" if not _clash("k", taken) else "k_")
    if form is None:
        return ""
    pieces = [_prepare(system, form, names), *(_rates(form, routine, names, system) for routine in form.routines)]
    if any(piece is None for piece in pieces):
        return ""
    constants = f"LANE_COEFFICIENTS = {len(form.coefficients)}\n"
    if system.spec.jacobian:
        constants += f"LANE_PATTERN = {form.pattern}\n"
    return "\n\n" + constants + "".join(f"\n\n{piece}" for piece in pieces)


def _clash(letter: str, taken: set[str]) -> bool:
    return any(name[:1] == letter and name[1:].isdigit() for name in taken)


def _reads(names: Sequence[str], array: str, used: set[str]) -> list[str]:
    return [f"{name} = {array}[{i}]" for i, name in enumerate(names) if name in used]


def _function(head: str, doc: str, lines: Sequence[str]) -> str:
    body = "".join(f"    {line}\n" for line in lines or ["pass"])
    return f'def {head}:\n    """{doc}"""\n{body}'


def _prepare(system: System, form: LaneForm, names: Names) -> str | None:
    """What depends on the parameters alone."""
    count = len(form.coefficients)
    routine = Routine(
        name="lane_coefficients", places=tuple((i,) for i in range(count)), shape=(count,), complex_valued=False,
        expressions=tuple(e for _, e in form.coefficients),
    )  # fmt: skip
    body = shared_subexpressions(routine, routine.expressions, names.taken)
    known = {q.symbol: names.of[q.symbol] for q in system.arguments}
    lines = _lines(body, known, "c")
    if lines is None:
        return None
    reads = _reads([names.of[q.symbol] for q in system.arguments], "p", _words(lines))
    doc = f"Write what depends on the parameters alone into c, {count} numbers."
    return _function("lane_coefficients(p, c)", doc, [*reads, *lines])


def _rates(form: LaneForm, routine: Routine, names: Names, system: System) -> str | None:
    """A routine over states and coefficients."""
    taken = names.taken | {s.name for s, _ in form.coefficients}
    body = shared_subexpressions(routine, routine.expressions, taken)
    known = {**names.of, **{s: s.name for s, _ in form.coefficients}}
    lines = _lines(body, known, "out")
    if lines is None:
        return None
    used = _words(lines)
    reads = _reads([names.of[q.symbol] for q in system.state], "y", used)
    reads += _reads([s.name for s, _ in form.coefficients], "c", used)
    return _function(f"{routine.name}(t, y, c, out)", _SAYS[routine.name], [*reads, *lines])


def _lines(body: Body, known: dict[Any, str], target: str) -> list[str] | None:
    """The lines of a body, or None when they need loops, branches or complex numbers."""
    if body.sums:
        return None
    printer = Printer(names=dict(known))
    lines = []
    for symbol, expression in body.shared:
        lines.append(f"{symbol.name} = {printer.text(expression)}")
        printer.names[symbol] = symbol.name
        if printer.is_complex(expression):
            return None
    for place, expression in zip(body.routine.places, body.expressions, strict=True):
        if printer.is_complex(expression):
            return None
        lines.append(f"{target}[{', '.join(map(str, place))}] = {printer.text(expression)}")
    return None if printer.primitives else lines


def _words(lines: Sequence[str]) -> set[str]:
    import re

    return set(re.findall(r"[A-Za-z_]\w*", " ".join(lines)))
