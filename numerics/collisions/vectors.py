"""Vector instructions for the compiled loops, where a compiler does not find them by itself.

It cannot know that the amplitudes, the kicks and the partners of a step lie in different memory, nor that a complex
number is best moved whole. So the collisions of a step are written out in vectors of 8, 4 and 1 lanes (any processor
runs them; LLVM splits what is too wide), and complex numbers are exchanged as vectors of two.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

_DOUBLE = ir.DoubleType()
_INT = ir.IntType(32)


@intrinsic
def prefer_wide_vectors(typingctx: Any) -> Any:
    """Let LLVM use the widest vectors of the processor in the calling function; by default it takes half of them."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        # the attribute is LLVM's; llvmlite checks names against a list of its own, which lacks it
        set.add(builder.function.attributes, '"prefer-vector-width"="512"')
        return context.get_dummy_value()

    return types.void(), code


def _data(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    """The address of an array's numbers, as doubles."""
    array = context.make_array(kind)(context, builder, value)
    return builder.bitcast(array.data, _DOUBLE.as_pointer())


def _load(builder: Any, base: Any, index: Any, lanes: int) -> Any:
    pointer = builder.bitcast(builder.gep(base, [index]), ir.VectorType(_DOUBLE, lanes).as_pointer())
    return builder.load(pointer, align=8)


def _store(builder: Any, value: Any, base: Any, index: Any) -> None:
    builder.store(value, builder.bitcast(builder.gep(base, [index]), value.type.as_pointer()), align=8)


def _product(builder: Any, one: tuple[Any, Any], two: tuple[Any, Any]) -> tuple[Any, Any]:
    """The product of complex numbers, with fused multiplications and additions."""
    fused = ("contract",)

    def times(a: Any, b: Any) -> Any:
        return builder.fmul(a, b, flags=fused)

    real = builder.fsub(times(one[0], two[0]), times(one[1], two[1]), flags=fused)
    return real, builder.fadd(times(one[0], two[1]), times(one[1], two[0]), flags=fused)


def _mask(indices: Any) -> Any:
    return ir.Constant(ir.VectorType(_INT, len(indices)), [ir.Constant(_INT, i) for i in indices])


@intrinsic
def exchange(typingctx: Any, b: Any, place: Any, front: Any, partner: Any) -> Any:
    """Move the complex number at ``place`` of b to ``front`` of partner, and that at ``front`` of b to ``place``."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        amplitudes = _data(context, builder, signature.args[0], arguments[0])
        partners = _data(context, builder, signature.args[3], arguments[3])
        two = ir.Constant(arguments[1].type, 2)
        there, here = builder.mul(arguments[1], two), builder.mul(arguments[2], two)
        moved, other = _load(builder, amplitudes, there, 2), _load(builder, amplitudes, here, 2)
        _store(builder, other, amplitudes, there)
        _store(builder, moved, partners, here)
        return context.get_dummy_value()

    return types.void(b, place, front, partner), code


def _collide(lanes: int) -> Any:
    """Collisions of this many neighbouring alkali atoms, from place i on."""

    @intrinsic
    def collide(
        typingctx: Any, alkali: Any, i: Any, partner: Any, b: Any, kicks: Any, k: Any, turn_real: Any, turn_imag: Any
    ) -> Any:
        def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            atoms, partners, amplitudes, changes = (
                _data(context, builder, signature.args[n], arguments[n]) for n in (0, 2, 3, 4)
            )
            i, k = arguments[1], arguments[5]
            twice, twice_k = (builder.mul(one, ir.Constant(one.type, 2)) for one in (i, k))
            vector = ir.VectorType(_DOUBLE, lanes)
            even, odd = _mask(range(0, 2 * lanes, 2)), _mask(range(1, 2 * lanes, 2))

            def parts(base: Any, index: Any) -> tuple[Any, Any]:
                whole = _load(builder, base, index, 2 * lanes)
                return tuple(
                    builder.shuffle_vector(whole, ir.Constant(whole.type, ir.Undefined), m) for m in (even, odd)
                )

            def whole(base: Any, index: Any, real: Any, imaginary: Any) -> None:
                order = [n // 2 + (lanes if n % 2 else 0) for n in range(2 * lanes)]
                _store(builder, builder.shuffle_vector(real, imaginary, _mask(order)), base, index)

            def spread(number: Any) -> Any:
                one = builder.insert_element(ir.Constant(vector, ir.Undefined), number, ir.Constant(_INT, 0))
                return builder.shuffle_vector(one, ir.Constant(vector, ir.Undefined), _mask([0] * lanes))

            (x, y), (u, v), (p, q) = parts(atoms, twice), parts(partners, twice), parts(changes, twice_k)
            r, t = builder.fsub(x, u), builder.fsub(y, v)
            real, imaginary = _product(builder, (r, t), (p, q))
            whole(amplitudes, twice, builder.fsub(u, real), builder.fsub(v, imaginary))
            x, y = builder.fadd(x, real), builder.fadd(y, imaginary)
            a, b_ = spread(arguments[6]), spread(arguments[7])
            # the small change by the field is made whole before it is added, so that rounding has no preferred sign
            change, other = _product(builder, (x, y), (a, b_))
            whole(atoms, twice, builder.fadd(x, change), builder.fadd(y, other))
            return context.get_dummy_value()

        return types.void(alkali, i, partner, b, kicks, k, turn_real, turn_imag), code

    return collide


collide_8, collide_4, collide_1 = _collide(8), _collide(4), _collide(1)


def _rotate(lanes: int, turned: str) -> Any:
    """A collision on amplitudes of neighbouring third atoms: x[i:], y[j:], and y again at mirror, mirror + stride, ...

    The kick times x - y is added to x and taken from y; then x or y, as ``turned`` says, gains its change by the field.
    Places count complex numbers.
    """

    @intrinsic
    def rotate(
        typingctx: Any, x: Any, i: Any, y: Any, j: Any, mirror: Any, stride: Any, kr: Any, ki: Any, tr: Any, ti: Any
    ) -> Any:
        def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            first, second = (_data(context, builder, signature.args[n], arguments[n]) for n in (0, 2))
            two = ir.Constant(arguments[1].type, 2)
            at, there = builder.mul(arguments[1], two), builder.mul(arguments[3], two)
            vector = ir.VectorType(_DOUBLE, 2 * lanes)
            none = ir.Constant(vector, ir.Undefined)
            swapped = _mask([n ^ 1 for n in range(2 * lanes)])

            def spread(number: Any) -> Any:
                one = builder.insert_element(none, number, ir.Constant(_INT, 0))
                return builder.shuffle_vector(one, none, _mask([0] * 2 * lanes))

            def alternate(number: Any) -> Any:
                pair = builder.insert_element(none, builder.fneg(number), ir.Constant(_INT, 0))
                pair = builder.insert_element(pair, number, ir.Constant(_INT, 1))
                return builder.shuffle_vector(pair, none, _mask([0, 1] * lanes))

            def times(value: Any, real: Any, imaginary: Any) -> Any:
                crossed = builder.fmul(builder.shuffle_vector(value, none, swapped), imaginary, flags=("contract",))
                return builder.fadd(builder.fmul(value, real, flags=("contract",)), crossed, flags=("contract",))

            one, other = _load(builder, first, at, 2 * lanes), _load(builder, second, there, 2 * lanes)
            change = times(builder.fsub(one, other), spread(arguments[6]), alternate(arguments[7]))
            one, other = builder.fadd(one, change), builder.fsub(other, change)
            field = spread(arguments[8]), alternate(arguments[9])
            if turned == "x":
                one = builder.fadd(one, times(one, *field))
            else:
                other = builder.fadd(other, times(other, *field))
            _store(builder, one, first, at)
            _store(builder, other, second, there)
            place, step = builder.mul(arguments[4], two), builder.mul(arguments[5], two)
            for lane in range(lanes):
                part = builder.shuffle_vector(other, none, _mask([2 * lane, 2 * lane + 1]))
                _store(builder, part, second, place)
                place = builder.add(place, step)
            return context.get_dummy_value()

        return types.void(x, i, y, j, mirror, stride, kr, ki, tr, ti), code

    return rotate


rotate_4, rotate_1, rotate_other_1 = _rotate(4, "x"), _rotate(1, "x"), _rotate(1, "y")
