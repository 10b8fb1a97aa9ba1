"""Stage 2: equations and a spec -> an ordered system: which expression goes to which place of which result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import sympy as sp

from derive.records import Equation, Quantity, table
from numerics.codegen.derivatives import Routine as Routine
from numerics.codegen.derivatives import dependences, gradient_routine, jacobian_routine
from numerics.codegen.spec import CodegenError, KernelSpec
from numerics.records import Argument, Bounds, Dtype


@dataclass(frozen=True, kw_only=True)
class System:
    """The ordered system: symbols of the arguments and states, in order, and the routines over them.

    ``entries`` names the entries of a matrix result, for the reader of the module. ``sparsity`` lists, for each rate,
    the states it depends on.
    """

    spec: KernelSpec
    arguments: tuple[Quantity, ...]
    state: tuple[Quantity, ...]
    routines: tuple[Routine, ...]
    rests_on: tuple[str, ...]
    result: Argument
    time: sp.Symbol
    entries: tuple[tuple[str, str], ...] = ()
    sparsity: tuple[tuple[int, ...], ...] = ()


def ordered_system(spec: KernelSpec, equations: Sequence[Equation]) -> System:
    """The system of a spec; raises CodegenError when symbols are left over or the left sides do not fit."""
    quantities = {q.name: q for q in table(*(equation.quantities for equation in equations))}
    arguments = tuple(_known(name, quantities, spec) for name in spec.arguments)
    state = tuple(_known(name, quantities, spec) for name in spec.state)
    if spec.kind == "rhs":
        value = _rates(spec, state, equations)
    else:
        value = _numbers(spec, equations) if spec.kind == "numbers" else _value(spec, equations)
    sparsity = dependences(value, state) if spec.jacobian else ()
    routines = [value]
    if spec.jacobian:
        routines.append(jacobian_routine(value, state, sparsity))
    if spec.derivatives:
        routines.append(gradient_routine(spec, value, [_known(name, quantities, spec) for name in spec.derivatives]))
    time = quantities[spec.time].symbol if spec.time in quantities else sp.Symbol(spec.time)
    allowed = {q.symbol for q in (*arguments, *state)} | {time}
    for routine in routines:
        left = set().union(*(e.free_symbols for e in routine.expressions)) - allowed
        if left:
            names = ", ".join(sorted(str(s) for s in left))
            raise CodegenError(f"{spec.name}.{routine.name} needs {names}, which the spec does not list")
    rests_on = dict.fromkeys(
        text for e in equations for text in (*e.assumes, *(str(approximation) for approximation in e.approximations))
    )
    return System(
        spec=spec,
        arguments=arguments,
        state=state,
        routines=tuple(routines),
        rests_on=tuple(rests_on),
        result=_result(spec, equations, routines[0], quantities),
        entries=_entries_named(equations[0].lhs, quantities) if spec.kind == "matrix" else _listed(spec, equations),
        sparsity=sparsity,
        time=time,
    )


def put_in(equation: Equation, given: Sequence[Equation]) -> Equation:
    """An equation with the right sides of others in place of the symbols on their left, one after the other.

    Raises CodegenError when what is given has no symbol on its left side.
    """
    for other in given:
        if not isinstance(other.lhs, sp.Symbol):
            raise CodegenError(f"{other.id} has {other.lhs} on its left side, expected a symbol to put it in for")
        if other.lhs not in equation.rhs.free_symbols:
            continue
        equation = replace(
            equation, rhs=equation.rhs.xreplace({other.lhs: other.rhs}),
            quantities=table(equation.quantities, other.quantities),
            assumes=tuple(dict.fromkeys((*equation.assumes, *other.assumes))),
            approximations=tuple(dict.fromkeys((*equation.approximations, *other.approximations))),
        )  # fmt: skip
    return equation


def _listed(spec: KernelSpec, equations: Sequence[Equation]) -> tuple[tuple[str, str], ...]:
    """(place and name, meaning) of each of several numbers."""
    if spec.kind != "numbers":
        return ()
    named = [equation.quantity(cast("sp.Symbol", equation.lhs)) for equation in equations]
    return tuple((f"[{i}] {q.name}", f"{q.meaning} [{q.unit}]") for i, q in enumerate(named))


def _entries_named(left: Any, quantities: dict[str, Quantity]) -> tuple[tuple[str, str], ...]:
    """(place and name, meaning) of each entry of a matrix whose left side names them."""
    if not isinstance(left, sp.MatrixBase):
        return ()
    places = [(i, j) for i in range(left.rows) for j in range(left.cols)]
    named = [(place, quantities.get(str(left[place]))) for place in places]
    return tuple((f"[{i}, {j}] {found.name}", found.meaning) for (i, j), found in named if found is not None)


def argument_of(quantity: Quantity) -> Argument:
    """The record of a quantity that a kernel takes."""
    domain = quantity.domain
    return Argument(
        name=quantity.name,
        latex=quantity.latex,
        meaning=quantity.meaning,
        unit=quantity.unit,
        dtype="complex128" if domain.kind == "complex" else "float64",
        domain_text=domain.text(quantity.name),
        bounds=Bounds(
            kind=domain.kind,
            lower="" if domain.lower is None else str(domain.lower),
            upper="" if domain.upper is None else str(domain.upper),
            open_below=domain.open_below,
            open_above=domain.open_above,
        ),
    )


def _known(name: str, quantities: dict[str, Quantity], spec: KernelSpec) -> Quantity:
    if name not in quantities:
        known = ", ".join(quantities)
        raise CodegenError(f"{spec.name} lists {name}, which its equations do not use; they use {known}")
    return quantities[name]


def _value(spec: KernelSpec, equations: Sequence[Equation]) -> Routine:
    """The single expression, or the matrix, of a function or matrix kernel."""
    if len(equations) != 1:
        raise CodegenError(f"{spec.name} is a {spec.kind}, made from one equation, not {len(equations)}")
    right: Any = equations[0].rhs
    if isinstance(right, sp.MatrixBase) != (spec.kind == "matrix"):
        raise CodegenError(f"{spec.name} is to be a {spec.kind}, but {equations[0].id} is not one")
    if isinstance(right, sp.MatrixBase):
        rows, columns = right.shape
        places = tuple((i, j) for i in range(rows) for j in range(columns))
        entries = tuple(right[place] for place in places)
        return Routine(
            name=spec.name, places=places, expressions=entries, shape=(rows, columns),
            complex_valued=not all(e.is_extended_real for e in entries),
        )  # fmt: skip
    return Routine(
        name=spec.name, places=((),), expressions=(right,), shape=(),
        complex_valued=_left_is_complex(equations[0]),
    )  # fmt: skip


def _numbers(spec: KernelSpec, equations: Sequence[Equation]) -> Routine:
    """Several numbers, one from each equation, under the names on their left sides."""
    names = [e.lhs.name if isinstance(e.lhs, sp.Symbol) else "" for e in equations]
    if "" in names or len(set(names)) != len(names):
        raise CodegenError(f"{spec.name} is to give several numbers, but its equations are of {', '.join(names)}")
    return Routine(
        name=spec.name, places=tuple((i,) for i in range(len(names))), shape=(len(names),),
        expressions=tuple(cast("sp.Expr", e.rhs) for e in equations),
        complex_valued=any(_left_is_complex(e) for e in equations),
    )  # fmt: skip


def _left_is_complex(equation: Equation) -> bool:
    """A number is complex when its table entry says so, or when it has none and is not known to be real."""
    if isinstance(equation.lhs, sp.Symbol):
        return equation.quantity(equation.lhs).domain.kind == "complex"
    right: Any = equation.rhs
    return not right.is_extended_real


def _rates(spec: KernelSpec, state: Sequence[Quantity], equations: Sequence[Equation]) -> Routine:
    """dy/dt in the order of the state."""
    rates: dict[str, Any] = {}
    for equation in equations:
        for left, right in zip(_entries(equation.lhs), _entries(equation.rhs), strict=True):
            if not isinstance(left, sp.Derivative):
                raise CodegenError(f"{equation.id} has {left} on its left side, expected a rate of change")
            rates[_name(left.expr)] = right
    missing = [q.name for q in state if q.name not in rates]
    if missing:
        raise CodegenError(f"{spec.name}: no equation gives the rate of change of {', '.join(missing)}")
    size, ordered = len(state), tuple(rates[q.name] for q in state)
    return Routine(
        name="rhs", places=tuple((i,) for i in range(size)), expressions=ordered, shape=(size,),
        complex_valued=any(q.domain.kind == "complex" for q in state),
    )  # fmt: skip


def _entries(side: Any) -> tuple[Any, ...]:
    return tuple(side.flat()) if isinstance(side, sp.MatrixBase) else (side,)


def _name(expression: sp.Basic) -> str:
    return str(expression.func) if isinstance(expression, sp.Function) else str(expression)


def _result(
    spec: KernelSpec, equations: Sequence[Equation], routine: Routine, quantities: dict[str, Quantity]
) -> Argument:
    """What the kernel gives, described by the left side of its first equation."""
    left: Any = equations[0].lhs
    dtype: Dtype = "complex128" if routine.complex_valued else "float64"
    if spec.kind == "numbers":
        return Argument(name="out", latex="", meaning=spec.title, shape=routine.shape, dtype=dtype)
    if isinstance(left, sp.Symbol):
        quantity = quantities[left.name]
        return Argument(
            name=quantity.name, latex=quantity.latex, meaning=quantity.meaning, unit=quantity.unit,
            dtype=dtype, domain_text=quantity.domain.text(quantity.name),
        )  # fmt: skip
    units = {quantities[s.name].unit for s in left.free_symbols if s.name in quantities and s.name != spec.time}
    unit = units.pop() if len(units) == 1 else "1"
    if spec.kind == "rhs":
        time = quantities[spec.time].unit if spec.time in quantities else "s"
        unit = f"1/{time}" if unit == "1" else f"{unit}/{time}"
    return Argument(
        name=routine.name if spec.kind == "rhs" else "U", latex=sp.latex(left), meaning=equations[0].title,
        unit=unit, shape=routine.shape, dtype=dtype,
    )  # fmt: skip
