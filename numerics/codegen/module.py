"""Stage 4: careful expressions -> common subexpressions and loops -> the text of a module that a person can read."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import sympy as sp

from numerics.codegen.derivatives import Routine
from numerics.codegen.primitives import PRIMITIVES, UNFUSED, sources
from numerics.codegen.printing import Printer
from numerics.codegen.sums import LoopSum, loop_sum
from numerics.codegen.system import System
from numerics.records import Argument
from numerics.straight_line import NotStraightError, read
from numerics.straight_llvm import llvm_text

TEMPLATE = "module.py.j2"
RESERVED = {"math", "cmath", "numba", "range", "abs", "complex", "out", "high", "low", "i", "float", "min", "max"}

_TOTAL = sp.Symbol("(high + low)", real=True)


@dataclass(frozen=True, kw_only=True)
class Body:
    """A routine ready to print: loops, shared subexpressions in order, and one expression for each place."""

    routine: Routine
    sums: tuple[LoopSum, ...]
    shared: tuple[tuple[sp.Symbol, sp.Expr], ...]
    expressions: tuple[sp.Expr, ...]


def shared_subexpressions(routine: Routine, expressions: Sequence[sp.Expr], taken: set[str]) -> Body:
    """The routine with sums named and common subexpressions taken out, in an order that does not vary."""
    totals = list(sp.ordered(set().union(*(e.atoms(sp.Sum) for e in expressions))))
    names = [sp.Symbol(_free(f"sum_{i}", taken), real=True) for i in range(1, len(totals) + 1)]
    loops = tuple(loop_sum(total, name) for total, name in zip(totals, names, strict=True))
    named = [e.xreplace(dict(zip(totals, names, strict=True))) for e in expressions]
    shared, left = sp.cse(named, symbols=_fresh_symbols(taken), order="canonical", optimizations=None, list=True)
    kept, left = _inlined(shared, left)
    used = set().union(*(e.free_symbols for e in left))
    for pair in reversed(kept):  # what cancelled since is not computed
        used |= pair[1].free_symbols if pair[0] in used else set()
    kept = [pair for pair in kept if pair[0] in used]
    return Body(routine=routine, sums=loops, shared=tuple(kept), expressions=tuple(left))


def _inlined(
    shared: Sequence[tuple[sp.Symbol, sp.Expr]], left: Sequence[sp.Expr]
) -> tuple[list[tuple[sp.Symbol, sp.Expr]], list[sp.Expr]]:
    """Without the names for a mere multiple of a symbol: they save nothing, and hide a + i b from the reader."""
    cheap: dict[sp.Symbol, sp.Expr] = {}
    kept = []
    for symbol, expression in shared:
        expression = expression.xreplace(cheap)
        symbols = [factor for factor in sp.Mul.make_args(expression) if not (factor.is_Rational or factor is sp.I)]
        if len(symbols) == 1 and symbols[0].is_Symbol:
            cheap[symbol] = expression
        else:
            kept.append((symbol, expression))
    numbered = {old: sp.Symbol(old.name.replace(old.name.strip("x_"), str(i))) for i, (old, _) in enumerate(kept)}
    kept = [(numbered[old], expression.xreplace(numbered)) for old, expression in kept]
    return kept, [e.xreplace(cheap).xreplace(numbered) for e in left]


def _fresh_symbols(taken: set[str]) -> Iterator[sp.Symbol]:
    index = 0
    while True:
        yield sp.Symbol(_free(f"x{index}", taken))
        index += 1


def _free(name: str, taken: set[str]) -> str:
    return f"{name}_" if name in taken else name


class Names:
    """Python names of the symbols of a system; a name that Python or the module uses gets an underscore."""

    def __init__(self, system: System) -> None:
        quantities = (*system.state, *system.arguments)
        self.of = {q.symbol: self.local(q.name) for q in quantities}
        self.of.setdefault(system.time, "t")
        self.taken = set(self.of.values()) | RESERVED | set(PRIMITIVES) | {"t", "y", "p"}

    @staticmethod
    def local(name: str) -> str:
        clash = keyword.iskeyword(name) or name in RESERVED or name in PRIMITIVES
        return f"{name}_" if clash else name


def printed(body: Body, names: Names, system: System, series: dict[Any, tuple[str, str]]) -> tuple[list[str], set[str]]:
    """The lines of a routine's body, without those that read its arguments, and the primitives it calls.

    Coefficients of polynomials are added to ``series``.
    """
    printer = Printer(
        series=series,
        names={**names.of, **{loop.name: loop.name.name for loop in body.sums}},
        complex_symbols={q.symbol for q in (*system.state, *system.arguments) if q.domain.kind == "complex"},
    )
    lines: list[str] = []
    for loop in body.sums:
        lines += _loop(loop, printer)
    fixed = {q.symbol for q in system.arguments}
    hoisted: list[str] = []
    moving: list[str] = []
    for symbol, expression in body.shared:
        constant = expression.free_symbols <= fixed
        fixed |= {symbol} if constant else set()
        (hoisted if constant else moving).append(_assignment(symbol, expression, printer))
    if system.spec.kind == "rhs" and hoisted:
        hoisted = ["# of the parameters alone", *hoisted]
        moving = ["# of the state", *moving] if moving else []
    lines += [*hoisted, *moving]
    lines += _results(body, printer)
    return lines, printer.primitives


def _assignment(symbol: sp.Symbol, expression: sp.Expr, printer: Printer) -> str:
    text = printer.text(expression)
    if printer.is_complex(expression):
        printer.complex_symbols.add(symbol)
    printer.names[symbol] = symbol.name
    return f"{symbol.name} = {text}"


def _results(body: Body, printer: Printer) -> list[str]:
    lines = []
    for place, expression in zip(body.routine.places, body.expressions, strict=True):
        text = printer.text(expression)
        if printer.is_complex(expression) and not body.routine.complex_valued:
            text = f"({text}).real"  # real by the equation; the imaginary part is rounding
        elif body.routine.complex_valued and not printer.is_complex(expression):
            text = f"complex({text}, 0.0)"
        target = f"out[{', '.join(map(str, place))}] =" if place else "return"
        lines.append(f"{target} {text}")
    return lines


def _loop(loop: LoopSum, printer: Printer) -> list[str]:
    """The lines of a sum; see :mod:`numerics.codegen.sums` for the recurrence."""
    name, index = loop.name.name, Names.local(loop.index.name)
    printer.names[loop.index] = index
    lower, upper = f"{name}_lower", f"{name}_upper"
    limits = [f"# {name}: sum of {loop.term} over {loop.index} from {loop.lower} to {loop.upper}"]
    limits += [f"{lower} = {_whole(loop.lower, printer)}", f"{upper} = {_whole(loop.upper, printer)}"]
    if loop.gain is None:
        return [
            *limits, f"{name} = 0.0", f"for {index} in range({lower}, {upper} + 1):",
            f"    {name} += {printer.text(loop.term)}",
        ]  # fmt: skip
    printer.primitives.add("next_partial_sum")
    printer.names[_TOTAL] = "(high + low)"
    base, exponent = loop.gain.as_base_exp()
    exact = f"two_product({printer.text(base)}, {printer.text(base)})"
    gain = exact if exponent == 2 and base.is_Symbol else f"{printer.text(loop.gain)}, 0.0"
    return [
        *limits,
        f"{name} = 0.0",
        f"if {upper} >= {lower}:",
        f"    gain, gain_low = {gain}",
        "    high, low = 1.0, 0.0",
        f"    for {index} in range({upper} - 1, {lower} - 1, -1):",
        f"        numerator = {printer.text(loop.numerator)}",
        f"        denominator = {printer.text(loop.denominator)}",
        "        high, low = next_partial_sum(high, low, gain, gain_low, numerator, denominator)",
        f"    {name} = {printer.text(loop.first * _TOTAL)}",
    ]


def _whole(limit: sp.Expr, printer: Printer) -> str:
    if limit.is_Integer:
        return str(int(limit))
    bare = limit.args[0] if isinstance(limit, sp.floor) else limit
    return f"int(math.floor({printer.text(bare)}))"


def module_text(
    system: System, bodies: Sequence[Body], arguments: Sequence[Argument], state: Sequence[Argument], signature: str
) -> str:
    """The text of the generated module; equal for equal systems, whatever the hash seed."""
    names = Names(system)
    functions: list[dict[str, Any]] = []
    used: set[str] = set()
    series: dict[Any, tuple[str, str]] = {}
    reads = [f"{names.of[q.symbol]} = {base}[{i}]" for base, qs in (("y", system.state), ("p", system.arguments))
             for i, q in enumerate(qs)]  # fmt: skip
    for body in bodies:
        lines, primitives = printed(body, names, system, series)
        used |= primitives
        lines = [*reads, *lines] if system.spec.kind == "rhs" else lines
        straight = system.spec.kind == "rhs" and is_straight(lines, body.routine, system)
        functions.append(
            {
                "name": body.routine.name, "lines": lines, "shape": body.routine.shape, "straight": straight,
                "columns": body.routine.shape[-1] if len(body.routine.shape) > 1 else 1,
                "says": _says(body.routine, system),
            }
        )  # fmt: skip
    value = "complex128" if system.routines[0].complex_valued else "float64"
    text: str = (
        environment()
        .from_string(template_text())
        .render(
            spec=system.spec,
            signature=signature,
            arguments=arguments,
            local=[names.of[q.symbol] for q in system.arguments],
            state=state,
            result=system.result,
            rests_on=system.rests_on,
            entries=system.entries,
            functions=functions,
            primitives=sources(used),
            series=[(name, note, coefficient_lines(own)) for own, (name, note) in series.items()],
            options=options(used),
            scalars=[argument.dtype for argument in arguments],
            value=value,
            parameters="complex128" if any(a.dtype == "complex128" for a in arguments) else "float64",
            sparsity=system.sparsity if any(one["name"] == "jacobian_entries" for one in functions) else (),
            uses_cmath=any("cmath." in line for function in functions for line in function["lines"]),
        )
    )
    return text


def environment() -> Any:
    """Jinja2 as generated texts are written with: a missing name is an error."""
    from jinja2 import Environment, StrictUndefined

    made = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    made.filters["doc"] = _in_docstring
    return made


def coefficient_lines(coefficients: Sequence[Any]) -> list[str]:
    """Coefficients of a polynomial as doubles, four on a line."""
    texts = [repr(complex(c) if c.has(sp.I) else float(c)) for c in coefficients]
    return [", ".join(texts[k : k + 4]) + "," for k in range(0, len(texts), 4)]


def is_straight(lines: Sequence[str], routine: Routine, system: System) -> bool:
    """Whether a body is assignments only, of what `numerics.straight_line` compiles; others go through numba."""
    text = "\n".join(["def body(t, y, p, out):", *(f"    {line}" for line in lines)])
    columns = routine.shape[-1] if len(routine.shape) > 1 else 1
    is_complex = {
        "y": routine.complex_valued, "out": routine.complex_valued,
        "p": any(q.domain.kind == "complex" for q in system.arguments),
    }  # fmt: skip
    try:
        llvm_text(read(text, "body", columns), frozenset(name for name, yes in is_complex.items() if yes))
    except NotStraightError:
        return False
    return True


def _says(routine: Routine, system: System) -> str:
    """What a function writes, for its docstring."""
    shape, by = routine.shape, ", ".join(system.spec.derivatives)
    if routine.name == "rhs":
        return f"Write dy/dt [{system.result.unit}] at time t into out, shape {shape}."
    if routine.name == "jacobian":
        return f"Write d(dy_i/dt)/dy_j at time t into out[i, j], shape {shape}."
    if routine.name == "jacobian_entries":
        return f"Write the entries of d(dy_i/dt)/dy_j that are not always zero into out, row by row, shape {shape}."
    if routine.name == "sensitivity":
        return f"Write d(dy_i/dt)/dp_k at time t into out[i, k], shape {shape}, k counting {by}."
    if routine.name.endswith("_gradient"):
        return f"Write the derivatives of {system.result.name} by {by} into out, shape {shape}."
    verb = "Write into out" if shape else "The value of"
    return f"{verb} {system.result.name} [{system.result.unit}]; see the module for the arguments."


def _in_docstring(text: str) -> str:
    """Text of a record on one line, with nothing that would end a docstring or start an escape in it."""
    return " ".join(text.replace("\\", "\\\\").replace('"', "'").split())


def options(primitives: set[str]) -> str:
    """numba's options: fused multiply-add, as C compilers do by default, except where it would break an algorithm."""
    fused = "" if primitives & set(UNFUSED) else ', fastmath={"contract"}'
    return f'cache=True, error_model="numpy"{fused}'


def template_text() -> str:
    """The Jinja2 template of a generated module."""
    return resources.files("numerics.codegen").joinpath(TEMPLATE).read_text(encoding="utf-8")
