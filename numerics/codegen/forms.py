"""What a compiled kernel gives at a point of its audit: each function, compiled and, where there is one, as written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import sympy as sp

from derive.records import Equation
from numerics.codegen.audit import Judged, Point, audit
from numerics.codegen.derivatives import Routine, gradient_routine
from numerics.codegen.spec import KernelSpec
from numerics.codegen.system import System
from numerics.kernels import CompiledKernel
from numerics.records import Accuracy


def audited(spec: KernelSpec, system: System, reference: Sequence[Equation], kernel: CompiledKernel) -> Accuracy:
    """Hold the compiled kernel against its equations, or against the reference equation of the spec."""
    symbols = {q.name: q.symbol for q in (*system.state, *system.arguments)}
    ordered = [symbols.get(name, system.time) for name in spec.audited]
    judged: list[Judged] = []
    calls: list[Callable[[Point], Any]] = []
    for routine, exact in zip(system.routines, exact_expressions(spec, system, reference), strict=True):
        for function, label in ((routine.name, ""), (f"{routine.name}_written", " as written")):
            if hasattr(kernel.module, function):
                judged += [
                    Judged(name=f"{routine.name}{list(place) if place else ''}{label}", expression=e)
                    for place, e in zip(routine.places, exact, strict=True)
                ]
                calls.append(_call(spec, routine, function, kernel))
    return audit(
        spec, ordered, judged, lambda point: np.concatenate([np.ravel(call(point)) for call in calls]).tolist()
    )


def exact_expressions(spec: KernelSpec, system: System, reference: Sequence[Equation]) -> list[tuple[sp.Expr, ...]]:
    """The expressions that the numbers of each routine are held against."""
    if not reference:
        return [routine.expressions for routine in system.routines]
    value: Any = replace(system.routines[0], expressions=(reference[0].rhs,))
    by = [q for name in spec.derivatives for q in system.arguments if q.name == name]
    return [value.expressions, *([gradient_routine(spec, value, by).expressions] if by else [])]


def _call(spec: KernelSpec, routine: Routine, function: str, kernel: CompiledKernel) -> Callable[[Point], Any]:
    """The function of the module at a point, its arguments checked as in any other call."""
    if spec.kind == "rhs":

        def rates(point: Point) -> Any:
            given = dict(zip(spec.audited, point, strict=True))
            y = np.array([given[name] for name in spec.state], kernel.record.results[0].dtype)
            p = kernel.pack(**{name: given[name] for name in spec.arguments})
            out = np.empty(routine.shape, y.dtype)
            getattr(kernel.module, function)(float(given.get(spec.time, 0.0).real), y, p, out)
            return out

        return rates

    def value(point: Point) -> Any:
        given = dict(zip(spec.audited, point, strict=True))
        found = kernel.gradient(**given) if function.endswith("_gradient") else kernel(**given)
        return list(found.values()) if isinstance(found, dict) else found

    return value
