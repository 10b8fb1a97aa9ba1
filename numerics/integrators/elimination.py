"""Linear equations in lanes: elimination without exchange of rows, written out over the entries that are not zero.

Lanes cannot exchange rows each in its own way. The matrix of a Rosenbrock method is 1/(gamma h) on the diagonal less a
Jacobian, so a shorter step makes the diagonal large enough: a lane whose pivot is small beside its row refuses the
step.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from numerics.integrators.lanes import LaneArray, Lanes, vector

_FUSED = ("contract",)
Pattern = Sequence[tuple[int, int]]


class Filled:
    """Where entries are after elimination: those of the matrix, the diagonal, and what fills in, row by row."""

    def __init__(self, pattern: Pattern, size: int) -> None:
        self.size = size
        rows = [{i} | {j for k, j in pattern if k == i} for i in range(size)]
        for i in range(size):
            for k in range(i):
                if k in rows[i]:
                    rows[i] |= {j for j in rows[k] if j > k}
        self.rows = [sorted(row) for row in rows]
        places = [(i, j) for i, row in enumerate(self.rows) for j in row]
        self.at = {place: number for number, place in enumerate(places)}
        self.count = len(places)


def _place(builder: Any, width: int, base: Any, number: int) -> Any:
    offset = ir.Constant(ir.IntType(64), number * width)
    return builder.bitcast(builder.gep(base, [offset]), vector(width).as_pointer())


def _read(builder: Any, width: int, base: Any, number: int) -> Any:
    return builder.load(_place(builder, width, base, number), align=8)


def _write(builder: Any, width: int, base: Any, number: int, value: Any) -> None:
    builder.store(value, _place(builder, width, base, number), align=8)


def _less(builder: Any, value: Any, one: Any, other: Any) -> Any:
    return builder.fsub(value, builder.fmul(one, other, flags=_FUSED), flags=_FUSED)


def _size(builder: Any, value: Any) -> Any:
    return builder.select(builder.fcmp_ordered("<", value, ir.Constant(value.type, [0.0] * value.type.count)),
                          builder.fneg(value), value)  # fmt: skip


def factoring(pattern: Pattern, size: int, width: int) -> tuple[Any, Filled]:
    """The function (entries of J, 1/(gamma h), factors) -> least pivot beside its row, and where the factors are.

    The factors of 1/(gamma h) - J = L U, diagonals of U as their inverses.
    """
    filled = Filled(pattern, size)
    given = {place: number for number, place in enumerate(pattern)}

    @intrinsic
    def factor(typingctx: Any, jacobian: Any, diagonal: Any, factors: Any) -> Any:
        def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            entries, shift, into = args
            zero, one = (ir.Constant(shift.type, [x] * width) for x in (0.0, 1.0))
            least = one
            for i, row in enumerate(filled.rows):
                values = {}
                for j in row:
                    start = shift if i == j else zero
                    number = given.get((i, j))
                    values[j] = start if number is None else builder.fsub(start, _read(builder, width, entries, number))
                largest = zero
                for k in row:
                    if k < i:
                        pivot = _read(builder, width, into, filled.at[k, k])
                        values[k] = builder.fmul(values[k], pivot, flags=_FUSED)
                        for j in filled.rows[k]:
                            if j > k:
                                own = _read(builder, width, into, filled.at[k, j])
                                values[j] = _less(builder, values[j], values[k], own)
                for j in row:
                    if j >= i:
                        size_of = _size(builder, values[j])
                        bigger = builder.fcmp_ordered(">", size_of, largest)
                        largest = builder.select(bigger, size_of, largest)
                share = builder.fdiv(_size(builder, values[i]), largest)
                # An unordered comparison keeps what is not a number.
                least = builder.select(builder.fcmp_unordered("<", share, least), share, least)
                values[i] = builder.fdiv(one, values[i])
                for j in row:
                    _write(builder, width, into, filled.at[i, j], values[j])
            return least

        lanes = LaneArray(width)
        return Lanes(width)(lanes, Lanes(width), lanes), code

    return factor, filled


def solving(filled: Filled, width: int) -> Any:
    """The function (factors, x): what solves the equations with right side x, in its place."""

    @intrinsic
    def solve(typingctx: Any, factors: Any, x: Any) -> Any:
        def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            held, into = args
            values = [_read(builder, width, into, i) for i in range(filled.size)]
            for i, row in enumerate(filled.rows):
                for k in row:
                    if k < i:
                        own = _read(builder, width, held, filled.at[i, k])
                        values[i] = _less(builder, values[i], own, values[k])
            for i in reversed(range(filled.size)):
                for j in filled.rows[i]:
                    if j > i:
                        own = _read(builder, width, held, filled.at[i, j])
                        values[i] = _less(builder, values[i], own, values[j])
                values[i] = builder.fmul(values[i], _read(builder, width, held, filled.at[i, i]), flags=_FUSED)
                _write(builder, width, into, i, values[i])
            return context.get_dummy_value()

        lanes = LaneArray(width)
        return types.void(lanes, lanes), code

    return solve
