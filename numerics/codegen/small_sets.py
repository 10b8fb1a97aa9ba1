"""Small closed sets of moments as straight-line kernels, through the same stages as every other kernel.

Straight-line code is compiled for one system, at some milliseconds per term, and runs faster than the generic kernel
of `numerics.moments`: for sets below some 100 equations that are evaluated very often.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from derive.dynamics.closure import Closure
from derive.dynamics.equations import TIME, equation_records, mean_quantities
from derive.records import Derivation, Quantity
from numerics.codegen.generate import generate_in_memory
from numerics.codegen.spec import CodegenError, KernelSpec, Range
from numerics.records import Kernel

LARGEST = 150
_MEAN = Range(lower=Fraction(1, 1000), upper=Fraction(10), spacing="log", symmetric=True)
_COUNT = Range(lower=Fraction(1), upper=Fraction(1000), spacing="integer")
_PARAMETER = Range(lower=Fraction(1, 100), upper=Fraction(100), spacing="log")


def straight_line(
    closed: Closure, name: str, quantities: Iterable[Quantity], folder: Path, ranges: dict[str, Range] | None = None
) -> Kernel:
    """The kernel ``name`` of a closed set, written into ``folder`` with its Jacobian and audited; load it from there.

    Its state are the real variables of `derive.dynamics.equations`, its arguments the ``quantities`` in order.
    ``ranges`` say where it is audited, parameters between 1/100 and 100 by default. Raises CodegenError for more than
    150 variables, and RecordError when the audit fails.
    """
    given = tuple(quantities)
    state = tuple(q.name for q in mean_quantities(closed))
    if len(state) > LARGEST:
        raise CodegenError(f"{len(state)} variables were given where at most {LARGEST} are expected; use moment_system")
    room = f"moments.{name}"
    equations = equation_records(closed, room, given)
    derivation = Derivation(
        module=room, title=closed.model.name or name, story="Closed equations of moments.", equations=equations
    )
    used = [q for q in given if any(q in e.quantities for e in equations)]
    arguments = tuple(q.name for q in used)
    parameters = {q.name: _COUNT if q.domain.kind == "integer" else _PARAMETER for q in used}
    audit = {**dict.fromkeys(state, _MEAN), **parameters, **(ranges or {})}
    wanted = KernelSpec(
        name=name,
        title=f"Rates of change of the moments of {closed.model.name or name}",
        equations=tuple(e.id for e in equations),
        kind="rhs",
        arguments=arguments,
        state=state,
        time=TIME.name,
        jacobian=True,
        audit=audit,
        audit_points=200,
        reason="sums of terms of opposite sign: the error is relative to the largest term",
    )
    return generate_in_memory(wanted, [derivation], folder)
