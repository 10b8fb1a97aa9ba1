"""Linear combinations of stages in lanes, with the coefficients of a method written into the code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from numerics.integrators.lanes import LaneArray, Lanes, vector

_FUSED = ("contract",)


def _row(builder: Any, width: int, base: Any, index: Any) -> Any:
    offset = builder.mul(index, ir.Constant(index.type, width))
    return builder.bitcast(builder.gep(base, [offset]), vector(width).as_pointer())


def _read(builder: Any, width: int, base: Any, index: Any, further: int = 0) -> Any:
    place = builder.add(index, ir.Constant(index.type, further))
    return builder.load(_row(builder, width, base, place), align=8)


def _summed(builder: Any, terms: Sequence[tuple[float, Any]]) -> Any:
    """The sum of coefficients times lanes, in two halves that do not wait for one another."""
    halves: list[Any] = []
    for part in (terms[0::2], terms[1::2]):
        total = None
        for coefficient, value in part:
            term = builder.fmul(ir.Constant(value.type, [coefficient] * value.type.count), value, flags=_FUSED)
            total = term if total is None else builder.fadd(total, term, flags=_FUSED)
        halves += [] if total is None else [total]
    return halves[0] if len(halves) == 1 else builder.fadd(*halves, flags=_FUSED)


@contextmanager
def _each(builder: Any, size: int) -> Iterator[Any]:
    with cgutils.for_range(builder, ir.Constant(ir.IntType(64), size)) as loop:
        yield loop.index


def combination(coefficients: Any, width: int, size: int) -> Any:
    """The function (target, start, h, stages): target = start + h sum_j a_j stages[j], for ``size`` lanes each."""
    kept = [(j, float(a)) for j, a in enumerate(coefficients) if a]

    @intrinsic
    def combine(typingctx: Any, target: Any, start: Any, h: Any, stages: Any) -> Any:
        def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            into, base, step, held = args
            with _each(builder, size) as i:
                total = _summed(builder, [(a, _read(builder, width, held, i, j * size)) for j, a in kept])
                moved = builder.fmul(step, total, flags=_FUSED)
                moved = builder.fadd(_read(builder, width, base, i), moved, flags=_FUSED)
                builder.store(moved, _row(builder, width, into, i), align=8)
            return context.get_dummy_value()

        return types.void(target, start, h, stages), code

    return combine


def weighted(coefficients: Any, width: int, size: int) -> Any:
    """The function (stages, i): sum_j a_j stages[j][i], over the entry i of each stage of ``size`` lanes."""
    kept = [(j, float(a)) for j, a in enumerate(coefficients) if a]

    @intrinsic
    def weigh(typingctx: Any, stages: Any, i: Any) -> Any:
        def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            return _summed(builder, [(a, _read(builder, width, args[0], args[1], j * size)) for j, a in kept])

        return Lanes(width)(LaneArray(width), types.int64), code

    return weigh
