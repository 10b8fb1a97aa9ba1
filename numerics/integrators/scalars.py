"""Any compiled right-hand side in lanes: called for one lane after the other, where it has no lane form."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic
from numba.np.arrayobj import populate_array

from numerics.integrators.lanes import LaneArray
from numerics.integrators.method import OPTIONS, System


@intrinsic
def numbers(typingctx: Any, lanes: Any, count: Any) -> Any:
    """The doubles of an array of ``count`` lanes, as an array of numba's: the lane last."""
    made = types.Array(types.float64, 2, "C")

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        array = context.make_array(made)(context, builder)
        whole = context.get_value_type(types.intp)
        width = ir.Constant(whole, sig.args[0].width)
        bytes_each = ir.Constant(whole, 8)
        populate_array(
            array, args[0], [args[1], width], [builder.mul(width, bytes_each), bytes_each], bytes_each,
            meminfo=None,
        )  # fmt: skip
        return array._getvalue()

    return made(LaneArray(lanes.width), types.intp), code


@intrinsic
def lane(typingctx: Any, value: Any, index: Any) -> Any:
    """The number in one lane."""

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return builder.extract_element(args[0], builder.trunc(args[1], ir.IntType(32)))

    return types.float64(value, types.int64), code


def lane_by_lane(rhs: Any, size: int, parameters: int, width: int) -> System:
    """Lane functions over a compiled ``rhs(t, y, p, out)`` of numbers; parameters are their own coefficients."""
    n, m, w = size, parameters, width

    @numba.njit(**OPTIONS)
    def rates(t, y, c, out):
        states: Any = numbers(y, n)
        fixed: Any = numbers(c, m)
        found: Any = numbers(out, n)
        own, given, made = np.empty(n), np.empty(m), np.empty(n)
        for l in range(w):
            own[:] = states[:, l]
            given[:] = fixed[:, l]
            rhs(lane(t, l), own, given, made)
            found[:, l] = made

    @numba.njit(**OPTIONS)
    def prepare(p, c):
        for j in range(m):
            c[j] = p[j]

    return System(rates=rates, prepare=prepare, size=n, parameters=m, coefficients=m, width=w)
