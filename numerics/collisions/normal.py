r"""Standard normal numbers from pairs of random words, in straight-line code that compilers turn into vector code.

Box and Muller: with u uniform on (0, 1) and a point (c, s) uniform on the circle, :math:`\sqrt{-2\ln u}\,(c, s)` are
two independent normal numbers. The logarithm goes by the exponent and a polynomial in the mantissa, sine and cosine by
polynomials on an eighth of the circle; a random sign and a random exchange cover the rest. No division, no branch.
The largest number that can occur is 8.6, at the least u, which is 2^-53.
"""

from __future__ import annotations

import math
from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

LARGEST = math.sqrt(2 * 53 * math.log(2))
"""The largest modulus of a number."""


@intrinsic
def as_float(typingctx: Any, bits: Any) -> Any:
    """The double with these bits."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.DoubleType())

    return types.float64(types.uint64), code


@intrinsic
def as_bits(typingctx: Any, number: Any) -> Any:
    """The bits of a double."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.IntType(64))

    return types.uint64(types.float64), code


def _logarithm_coefficients(degree: int = 18) -> tuple[float, ...]:
    """ln(1+t)/t on [sqrt(1/2) - 1, sqrt(2) - 1] by Chebyshev interpolation, as a polynomial in t."""
    import mpmath

    mp: Any = mpmath.mp
    with mp.workdps(40):
        low, high = mp.sqrt(mp.mpf(1) / 2) - 1, mp.sqrt(2) - 1
        found = mpmath.chebyfit(lambda t: mp.log1p(t) / t if t else mp.mpf(1), [low, high], degree)
        return tuple(float(c) for c in found[::-1])


def _circle_coefficients() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Series of cos x and sin(x)/x in x^2, for abs(x) up to pi/4."""
    cosine = tuple((-1) ** k / math.factorial(2 * k) for k in range(9))
    sine = tuple((-1) ** k / math.factorial(2 * k + 1) for k in range(8))
    return cosine, sine


def _polynomial(coefficients: tuple[float, ...]) -> Any:
    """A polynomial, lowest power first, that the compiler sees as a chain of fused multiplications and additions."""

    @intrinsic
    def polynomial(typingctx: Any, x: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            number = ir.DoubleType()
            total = ir.Constant(number, coefficients[-1])
            for c in coefficients[-2::-1]:
                total = builder.fma(total, arguments[0], ir.Constant(number, c))
            return total

        return types.float64(types.float64), code

    return polynomial


logarithm_over_t = _polynomial(_logarithm_coefficients())
cosine_of_square, sine_over_x_of_square = (_polynomial(c) for c in _circle_coefficients())

ONE_BITS = np.uint64(0x3FF0000000000000)
TWO_52_BITS = np.uint64(0x4330000000000000)
BIAS = np.uint64(1024 << 52)  # keeps exponents of numbers below 1 from wrapping
# bits of sqrt(1/2), so that the mantissa is taken from [sqrt(1/2), sqrt(2))
HALF_ROOT_BITS = np.uint64(0x3FE6A09E667F3BCD)
LN2 = math.log(2)


@numba.njit(cache=True, inline="always", error_model="numpy")
def unit(bits: np.uint64) -> float:
    """A number uniform on [0, 1), with 52 bits."""
    return as_float((bits >> np.uint64(12)) | ONE_BITS) - 1.0


@numba.njit(cache=True, inline="always", error_model="numpy")
def twice_minus_logarithm(bits: np.uint64) -> float:
    """-2 ln u for u = (n + 1/2) 2^-52 with n the upper 52 bits, hence never 0 and never 1."""
    u = as_float((bits >> np.uint64(12)) | ONE_BITS) - (1.0 - 2.0**-53)
    raw = as_bits(u) - HALF_ROOT_BITS + BIAS
    exponent = raw >> np.uint64(52)
    t = as_float(as_bits(u) + BIAS - (exponent << np.uint64(52))) - 1.0
    # a small whole number as a double, by way of a large one
    whole = as_float(exponent | TWO_52_BITS) - (2.0**52 + 1024.0)
    return -2.0 * (whole * LN2 + t * logarithm_over_t(t))


@numba.njit(cache=True, inline="always", error_model="numpy")
def normals(one: np.uint64, two: np.uint64) -> tuple[float, float]:
    """Two independent standard normal numbers from two words."""
    radius = math.sqrt(twice_minus_logarithm(one))
    x = (unit(two) - 0.5) * (math.pi / 2)
    square = x * x
    c = cosine_of_square(square)
    s = x * sine_over_x_of_square(square)
    # the lowest bits are not among the 52: one reflects, one exchanges
    sign = (two & np.uint64(1)) << np.uint64(63)
    radius = as_float(as_bits(radius) ^ sign)
    exchange = (two & np.uint64(2)) != np.uint64(0)
    return radius * (s if exchange else c), radius * (c if exchange else s)
