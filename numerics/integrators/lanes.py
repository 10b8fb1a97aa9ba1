"""Lanes: a number of numba's that holds the values of several parameter points side by side, one vector register each.

A function that computes with numbers alone computes with lanes as it stands, and LLVM need not find the vectors: sums,
products, quotients and square roots are vector instructions, other functions are called lane by lane. Arrays of lanes
are views into one array of doubles, the lane last: entry i of the array is ``width`` doubles from ``width*i`` on. No
index is checked, and none counts from the end.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic, lower_builtin, lower_cast, models, register_model

_DOUBLE, _BIT, _LONG = ir.DoubleType(), ir.IntType(1), ir.IntType(64)
_FUSED = ("contract",)
"""As in generated kernels: a product and a sum may be rounded once."""


class Lanes(types.Type):
    """Doubles of ``width`` points side by side."""

    def __init__(self, width: int) -> None:
        self.width = width
        super().__init__(name=f"lanes{width}")


class Mask(types.Type):
    """For each lane, whether something holds."""

    def __init__(self, width: int) -> None:
        self.width = width
        super().__init__(name=f"mask{width}")


class LaneArray(types.Type):
    """The address of lanes that follow one another; ``columns`` above 0 makes it a matrix, row after row."""

    def __init__(self, width: int, columns: int = 0) -> None:
        self.width, self.columns = width, columns
        super().__init__(name=f"lane_array{width}_{columns}")


def vector(width: int) -> Any:
    """LLVM's type of lanes."""
    return ir.VectorType(_DOUBLE, width)


def _models() -> None:
    def primitive(kind: Any, backend: Callable[[Any], Any]) -> None:
        class Model(models.PrimitiveModel):
            def __init__(self, manager: Any, own: Any) -> None:
                super().__init__(manager, own, backend(own))

        register_model(kind)(Model)

    primitive(Lanes, lambda own: vector(own.width))
    primitive(Mask, lambda own: ir.VectorType(_BIT, own.width))
    primitive(LaneArray, lambda own: _DOUBLE.as_pointer())


def broadcast(builder: Any, number: Any, width: int) -> Any:
    """The same number in every lane."""
    empty = ir.Constant(vector(width), ir.Undefined)
    single = builder.insert_element(empty, number, ir.Constant(ir.IntType(32), 0))
    return builder.shuffle_vector(single, empty, ir.Constant(ir.VectorType(ir.IntType(32), width), [0] * width))


def _casts() -> None:
    @lower_cast(types.Float, Lanes)
    def from_float(context: Any, builder: Any, start: Any, end: Any, value: Any) -> Any:
        return broadcast(builder, context.cast(builder, value, start, types.float64), end.width)

    @lower_cast(types.Integer, Lanes)
    def from_integer(context: Any, builder: Any, start: Any, end: Any, value: Any) -> Any:
        return broadcast(builder, context.cast(builder, value, start, types.float64), end.width)


def _number(kind: Any) -> bool:
    return isinstance(kind, Lanes | types.Float | types.Integer)


def _binary(function: Any, emit: Callable[[Any, Any, Any], Any], result: type = Lanes) -> None:
    """A function of two numbers, one of them lanes at least."""

    class Typed(AbstractTemplate):
        def generic(self, args: Any, keywords: Any) -> Any:
            own = [a for a in args if isinstance(a, Lanes)]
            if len(args) == 2 and own and all(_number(a) for a in args):
                return signature(result(own[0].width), own[0], own[0])
            return None

    infer_global(function)(Typed)

    @lower_builtin(function, Lanes, Lanes)
    def lowered(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return emit(builder, *args)


def _unary(function: Any, emit: Callable[[Any, Any], Any]) -> None:
    class Typed(AbstractTemplate):
        def generic(self, args: Any, keywords: Any) -> Any:
            return signature(args[0], args[0]) if len(args) == 1 and isinstance(args[0], Lanes) else None

    infer_global(function)(Typed)

    @lower_builtin(function, Lanes)
    def lowered(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return emit(builder, args[0])


def _llvm(name: str) -> Callable[..., Any]:
    """LLVM's own function of vectors of this name."""

    def emit(builder: Any, *values: Any) -> Any:
        kind = values[0].type
        function = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(kind, [kind] * len(values)), f"llvm.{name}.v{kind.count}f64"
        )
        return builder.call(function, values)

    return emit


def _each(name: str) -> Callable[[Any, Any], Any]:
    """A function of C's mathematical library, lane by lane."""

    def emit(builder: Any, value: Any) -> Any:
        function = cgutils.get_or_insert_function(builder.module, ir.FunctionType(_DOUBLE, [_DOUBLE]), name)
        for lane in range(value.type.count):
            place = ir.Constant(ir.IntType(32), lane)
            value = builder.insert_element(
                value, builder.call(function, [builder.extract_element(value, place)]), place
            )
        return value

    return emit


def _compared(name: str) -> Callable[[Any, Any, Any], Any]:
    def emit(builder: Any, x: Any, y: Any) -> Any:
        return builder.fcmp_ordered(name, x, y)

    return emit


def _operators() -> None:
    for add, sub, mul, div in (
        (operator.add, operator.sub, operator.mul, operator.truediv),
        (operator.iadd, operator.isub, operator.imul, operator.itruediv),
    ):
        _binary(add, lambda b, x, y: b.fadd(x, y, flags=_FUSED))
        _binary(sub, lambda b, x, y: b.fsub(x, y, flags=_FUSED))
        _binary(mul, lambda b, x, y: b.fmul(x, y, flags=_FUSED))
        _binary(div, lambda b, x, y: b.fdiv(x, y))
    _binary(min, _llvm("minnum"))
    _binary(max, _llvm("maxnum"))
    for function, name in ((operator.lt, "<"), (operator.le, "<="), (operator.gt, ">"), (operator.ge, ">=")):
        _binary(function, _compared(name), Mask)
    _unary(operator.neg, lambda b, x: b.fneg(x))
    _unary(operator.pos, lambda b, x: x)
    _unary(abs, _llvm("fabs"))
    _unary(math.sqrt, _llvm("sqrt"))
    names = "exp log sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh expm1 log1p erf erfc"
    for name in names.split():
        _unary(getattr(math, name), _each(name))
    _powers()
    _masks()


def _powers() -> None:
    class Typed(AbstractTemplate):
        def generic(self, args: Any, keywords: Any) -> Any:
            fits = len(args) == 2 and isinstance(args[0], Lanes) and isinstance(args[1], types.Integer)
            return signature(args[0], args[0], types.int32) if fits else None

    infer_global(operator.pow)(Typed)

    @lower_builtin(operator.pow, Lanes, types.Integer)
    def power(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        # Of an exponent that stands in the text LLVM makes multiplications.
        kind = args[0].type
        function = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(kind, [kind, ir.IntType(32)]), f"llvm.powi.v{kind.count}f64.i32"
        )
        return builder.call(function, args)


def _masks() -> None:
    def joined(function: Any, emit: Callable[[Any, Any, Any], Any]) -> None:
        class Typed(AbstractTemplate):
            def generic(self, args: Any, keywords: Any) -> Any:
                fits = len(args) == 2 and all(isinstance(a, Mask) for a in args)
                return signature(args[0], *args) if fits else None

        infer_global(function)(Typed)

        @lower_builtin(function, Mask, Mask)
        def lowered(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            return emit(builder, *args)

    joined(operator.and_, lambda b, x, y: b.and_(x, y))
    joined(operator.or_, lambda b, x, y: b.or_(x, y))


def _address(context: Any, builder: Any, kind: Any, args: Any) -> Any:
    """The place of an entry: (i,) or (i, j), times the width."""
    base, index = args[0], args[1]
    if isinstance(kind.args[1], types.BaseTuple):
        i, j = (builder.extract_value(index, k) for k in (0, 1))
        index = builder.add(builder.mul(i, ir.Constant(_LONG, kind.args[0].columns)), j)
    index = builder.mul(index, ir.Constant(_LONG, kind.args[0].width))
    return builder.bitcast(builder.gep(base, [index]), vector(kind.args[0].width).as_pointer())


def _index(kind: Any) -> Any:
    if isinstance(kind, types.BaseTuple) and len(kind) == 2:
        return types.UniTuple(types.int64, 2)
    return types.int64 if isinstance(kind, types.Integer) else None


def _entries() -> None:
    class Read(AbstractTemplate):
        def generic(self, args: Any, keywords: Any) -> Any:
            if isinstance(args[0], LaneArray) and _index(args[1]) is not None:
                return signature(Lanes(args[0].width), args[0], _index(args[1]))
            return None

    class Write(AbstractTemplate):
        def generic(self, args: Any, keywords: Any) -> Any:
            if isinstance(args[0], LaneArray) and _index(args[1]) is not None and _number(args[2]):
                return signature(types.void, args[0], _index(args[1]), Lanes(args[0].width))
            return None

    infer_global(operator.getitem)(Read)
    infer_global(operator.setitem)(Write)

    def read(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return builder.load(_address(context, builder, sig, args), align=8)

    def write(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        builder.store(args[2], _address(context, builder, sig, args), align=8)
        return context.get_dummy_value()

    for index in (types.Integer, types.BaseTuple):
        lower_builtin(operator.getitem, LaneArray, index)(read)
        lower_builtin(operator.setitem, LaneArray, index, Lanes)(write)


_models()
_casts()
_operators()
_entries()


def view(width: int, columns: int = 0) -> Any:
    """The function (work, first) -> the lanes of an array of doubles from its element ``first`` on."""
    own = LaneArray(width, columns)

    @intrinsic
    def lanes_of(typingctx: Any, work: Any, first: Any) -> Any:
        def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            array = context.make_array(sig.args[0])(context, builder, args[0])
            return builder.gep(array.data, [context.cast(builder, args[1], sig.args[1], types.int64)])

        return own(work, first), code

    return lanes_of


@intrinsic
def choose(typingctx: Any, mask: Any, one: Any, other: Any) -> Any:
    """For each lane ``one`` where the mask holds, else ``other``."""
    own = Lanes(mask.width)

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return builder.select(*args)

    return own(mask, own, own), code


@intrinsic
def bits(typingctx: Any, mask: Any) -> Any:
    """The mask as a whole number: bit k is lane k."""

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        packed = builder.bitcast(args[0], ir.IntType(sig.args[0].width))
        return builder.zext(packed, _LONG) if packed.type.width < 64 else packed

    return types.int64(mask), code


@intrinsic
def root(typingctx: Any, x: Any, degree: Any) -> Any:
    """About x^(1/degree) of positive lanes, for the choice of a step: the logarithm is read off the bits of the double.

    The bits, as a whole number, are the logarithm to base 2 with an error below 0.09, so the root is good to a part in
    16 degree: far less than the safety factor of a step. It is the same on every machine.
    """
    one = 0x3FF0000000000000

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        kind = args[0].type
        whole = ir.VectorType(_LONG, kind.count)

        def same(value: Any, of: Any) -> Any:
            return ir.Constant(of, [value] * kind.count)

        exponent = builder.sitofp(builder.sub(builder.bitcast(args[0], whole), same(one, whole)), kind)
        count = broadcast(builder, context.cast(builder, args[1], sig.args[1], types.float64), kind.count)
        divided = builder.fptosi(builder.fdiv(exponent, count), whole)
        return builder.bitcast(builder.add(divided, same(one, whole)), kind)

    return x(x, degree), code


@intrinsic
def row(typingctx: Any, lanes: Any, first: Any) -> Any:
    """The lanes of an array from its entry ``first`` on."""

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        start = context.cast(builder, args[1], sig.args[1], types.int64)
        return builder.gep(args[0], [builder.mul(start, ir.Constant(_LONG, sig.args[0].width))])

    return LaneArray(lanes.width)(lanes, first), code


def matrix(columns: int) -> Any:
    """The function that takes an array of lanes for a matrix with so many columns."""

    @intrinsic
    def rows_of(typingctx: Any, lanes: Any) -> Any:
        def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            return args[0]

        return LaneArray(lanes.width, columns)(lanes), code

    return rows_of
