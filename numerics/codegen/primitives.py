"""Small numerical functions that generated modules carry with them, each pasted in as it stands here.

They are plain Python that numba compiles; a generated module holds copies of those it uses, since numba's cache
does not see a change in another file.
"""

from __future__ import annotations

import inspect
import math
from typing import Any


def size(z: complex) -> float:
    """abs(Re z) + abs(Im z), within a factor sqrt(2) of abs(z), without its square root."""
    return abs(z.real) + abs(z.imag)


def stable_sum(a: complex, b: complex, product: complex) -> complex:
    """a + b, given product = a**2 - b**2 accurately: through a - b where a + b cancels."""
    total = a + b
    difference = a - b
    if size(total) >= size(difference):
        return total
    return product / difference


def smaller_choice(u: complex, v: complex, at_y: complex, at_x: complex, difference: complex) -> complex:
    """at_y + u*difference = at_x + v*difference, by the form whose terms cancel less."""
    if size(u) <= size(v):
        return at_y + u * difference
    return at_x + v * difference


def right_half(z: complex) -> complex:
    """z or -z, that of nonnegative real part (for functions even in z)."""
    if z.real < 0.0:
        return -z
    return z


def decay_quotient(z: float) -> float:
    """(1 - exp(-z))/z for real z; expm1 is accurate down to 0, where the value is 1."""
    if z == 0.0:
        return 1.0
    return -math.expm1(-z) / z


def decay_quotient_complex(z: complex) -> complex:
    """(1 - exp(-z))/z for complex z; expm1 and sin(y/2) are accurate down to 0, where the value is 1."""
    x = z.real
    y = z.imag
    if x == 0.0 and y == 0.0:
        return complex(1.0, 0.0)
    decay = math.expm1(-x)
    sine = math.sin(0.5 * y)
    cosine = math.cos(0.5 * y)
    # 1 - cos(y) = 2 sin(y/2)^2 and sin(y) = 2 sin(y/2) cos(y/2)
    loss = 2.0 * sine * sine
    return complex(loss - decay * (1.0 - loss), (decay + 1.0) * 2.0 * sine * cosine) / z


def sine_quotient(x: float) -> float:
    """sin(x)/x for real x, 1 at 0."""
    if x == 0.0:
        return 1.0
    return math.sin(x) / x


def unit_quotient(value: complex, x: complex) -> complex:
    """value/x, where value = f(x) with f(0) = 0 and f'(0) = 1: 1 at 0."""
    if x == 0.0:
        return 1.0
    return value / x


def exp_difference_quotient(u: float, v: float) -> float:
    """(exp(u) - exp(v))/(u - v) for real u and v, exp(u) at u = v; only exponentials that do not grow are divided."""
    if u < v:
        u, v = v, u
    return math.exp(u) * decay_quotient(u - v)


def log_difference_quotient(u: float, v: float, difference: float) -> float:
    """(log(u) - log(v))/(u - v) for positive u and v, given u - v accurately; 1/v at u = v."""
    if difference == 0.0:
        return 1.0 / v
    if 0.5 * u < v and 0.5 * v < u:
        return math.log1p(difference / v) / difference
    return math.log(u / v) / difference


def polynomial(coefficients: tuple[complex, ...], x: complex) -> complex:
    """The polynomial of these coefficients, highest first, by Horner's rule."""
    value = 0.0 * x
    for coefficient in coefficients:
        value = value * x + coefficient
    return value


def binomial(n: float, m: float) -> float:
    """C(n, m) for whole n and m, exact while below 2**53: each partial product is itself a binomial."""
    if m < 0.0 or m > n:
        return 0.0
    value = 1.0
    for j in range(int(min(m, n - m))):
        value = value * (n - j) / (j + 1.0)
    return value


def two_product(a: float, b: float) -> tuple[float, float]:
    """a*b as a rounded product and its exact error (Dekker 1971), for factors below 1e300."""
    product = a * b
    scaled = 134217729.0 * a
    a_high = scaled - (scaled - a)
    a_low = a - a_high
    scaled = 134217729.0 * b
    b_high = scaled - (scaled - b)
    b_low = b - b_high
    return product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low


def next_partial_sum(
    high: float, low: float, gain: float, gain_low: float, numerator: float, denominator: float
) -> tuple[float, float]:
    """1 + s*gain*numerator/denominator to twice the working precision, with s = high + low."""
    product, error = two_product(high, gain)
    error += high * gain_low + low * gain
    scaled, scaled_error = two_product(product, numerator)
    scaled_error += error * numerator
    quotient = scaled / denominator
    back, back_error = two_product(quotient, denominator)
    remainder = ((scaled - back) - back_error + scaled_error) / denominator
    if quotient > 1.0:
        total = quotient + 1.0
        return total, (1.0 - (total - quotient)) + remainder
    total = 1.0 + quotient
    return total, (quotient - (total - 1.0)) + remainder


NEEDS: dict[str, tuple[str, ...]] = {
    "exp_difference_quotient": ("decay_quotient",),
    "next_partial_sum": ("two_product",),
    "stable_sum": ("size",),
    "smaller_choice": ("size",),
}
# These take rounding errors apart: a compiler may not fuse their multiplications and additions.
UNFUSED = ("two_product", "next_partial_sum")
PRIMITIVES: dict[str, Any] = {
    function.__name__: function
    for function in (
        size, stable_sum, smaller_choice, right_half, decay_quotient, decay_quotient_complex, sine_quotient,
        unit_quotient, exp_difference_quotient, log_difference_quotient, polynomial, binomial, two_product,
        next_partial_sum,
    )
}  # fmt: skip


def sources(names: set[str]) -> tuple[str, ...]:
    """The texts of the functions named and of those they need, in the order of this module."""
    wanted = names | {need for name in names for need in NEEDS.get(name, ())}
    return tuple(inspect.getsource(function).rstrip() for name, function in PRIMITIVES.items() if name in wanted)
