"""The generic right-hand side of moment equations: compiled once, cached, the same for every system.

A system is data: a chain of products of means, and sparse rows over it. Straight-line code runs somewhat faster
but costs milliseconds of compilation per term; this costs none.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from numerics.moments.operations import (
    ABSOLUTE,
    ADD,
    CONJUGATE,
    CONSTANT,
    COS,
    COSH,
    EXP,
    LOG,
    MULTIPLY,
    PARAMETER,
    POWER,
    REAL,
    ROOT,
    SIN,
    SINH,
    STEP,
    TAN,
    TANH,
    TIME,
)

Array = NDArray[Any]

# Sums may be reordered and use fused multiply-add: rows have up to hundreds of terms, and vector lanes sum them.
_FAST = {"reassoc", "contract", "nsz"}


@numba.njit(cache=True)
def _function(operation: int, x: Any) -> Any:
    if operation == EXP:
        return np.exp(x)
    if operation == LOG:
        return np.log(x)
    if operation == SIN:
        return np.sin(x)
    if operation == COS:
        return np.cos(x)
    if operation == TAN:
        return np.tan(x)
    if operation == SINH:
        return np.sinh(x)
    if operation == COSH:
        return np.cosh(x)
    if operation == TANH:
        return np.tanh(x)
    if operation == CONJUGATE:
        return np.conj(x)
    if operation == ABSOLUTE:
        return complex(abs(x), 0.0)
    if operation == STEP:
        return complex(1.0 if x.real > 0 else (0.5 if x.real == 0 else 0.0), 0.0)
    if operation == REAL:
        return complex(x.real, 0.0)
    return complex(x.imag, 0.0)


@numba.njit(cache=True)
def coefficients(program: Array, constants: Array, parameters: Array, t: float, out: Array) -> None:
    """Values of all coefficients at a time: a stack program, one number left for each coefficient.

    ``program`` is pairs (operation, argument); the argument of CONSTANT and PARAMETER is an index, that of ADD and
    MULTIPLY the number of operands, that of POWER an integer exponent.
    """
    stack = np.empty(len(program) // 2 + 1, np.complex128)
    top = 0
    for k in range(0, len(program), 2):
        operation, argument = program[k], program[k + 1]
        if operation == CONSTANT:
            stack[top] = constants[argument]
            top += 1
        elif operation == PARAMETER:
            stack[top] = parameters[argument]
            top += 1
        elif operation == TIME:
            stack[top] = t
            top += 1
        elif operation == ADD:
            for _ in range(argument - 1):
                top -= 1
                stack[top - 1] += stack[top]
        elif operation == MULTIPLY:
            for _ in range(argument - 1):
                top -= 1
                stack[top - 1] *= stack[top]
        elif operation == POWER:
            value, factor, left = 1.0 + 0.0j, stack[top - 1], abs(argument)
            while left:
                if left & 1:
                    value *= factor
                factor *= factor
                left >>= 1
            stack[top - 1] = value if argument >= 0 else 1.0 / value
        elif operation == ROOT:
            top -= 1
            base, exponent = stack[top - 1], stack[top]
            if base.imag == 0 and base.real >= 0 and exponent.imag == 0:
                stack[top - 1] = complex(base.real**exponent.real, 0.0)
            else:
                stack[top - 1] = base**exponent
        else:
            stack[top - 1] = _function(operation, stack[top - 1])
    out[:] = stack[:top]


@numba.njit(cache=True)
def entries(starts: Array, sources: Array, numbers: Array, values: Array, out: Array) -> None:
    """The factor of each monomial in each row: a sum of numbers times coefficients."""
    for k in range(len(out)):
        total = 0.0j
        for e in range(starts[k], starts[k + 1]):
            total += numbers[e] * values[sources[e]]
        out[k] = total


@numba.njit(cache=True, fastmath=_FAST)
def real_rates(
    y: Array, left: Array, right: Array, starts: Array, columns: Array, factors: Array, work: Array, out: Array
) -> None:
    """dy/dt [1/s] of a system whose means and factors are real; ``work`` holds one, the means, and their products."""
    n = len(y)
    work[0] = 1.0
    for k in range(n):
        work[k + 1] = y[k]
    for k in range(len(left)):
        work[n + 1 + k] = work[left[k]] * work[right[k]]
    for k in range(n):
        total = 0.0
        for e in range(starts[k], starts[k + 1]):
            total += factors[e] * work[columns[e]]
        out[k] = total


@numba.njit(cache=True, fastmath=_FAST)
def complex_rates(
    y: Array,
    places: Array,
    left: Array,
    right: Array,
    starts: Array,
    columns: Array,
    factors: Array,
    work: Array,
    out: Array,
) -> None:
    """dy/dt [1/s] with y the real parts of all means, and their imaginary parts where ``places`` has an index."""
    n = len(places)
    work[0] = 1.0
    for k in range(n):
        imaginary = y[places[k]] if places[k] >= 0 else 0.0
        work[k + 1] = complex(y[k], imaginary)
        work[n + k + 1] = complex(y[k], -imaginary)
    for k in range(len(left)):
        work[2 * n + 1 + k] = work[left[k]] * work[right[k]]
    for k in range(n):
        re = 0.0
        im = 0.0
        for e in range(starts[k], starts[k + 1]):
            f = factors[e]
            w = work[columns[e]]
            re += f.real * w.real - f.imag * w.imag
            im += f.real * w.imag + f.imag * w.real
        out[k] = re
        if places[k] >= 0:
            out[places[k]] = im


@numba.njit(cache=True)
def _mean(y: Array, places: Array, number: int) -> Any:
    k = abs(number) - 1
    imaginary = y[places[k]] if places[k] >= 0 else 0.0
    return complex(y[k], imaginary if number > 0 else -imaginary)


@numba.njit(cache=True)
def jacobian(
    y: Array,
    places: Array,
    parts: Array,
    factor_lists: Array,
    starts: Array,
    columns: Array,
    factors: Array,
    out: Array,
) -> None:
    """d(dy_i/dt)/dy_j in the real form of `complex_rates`.

    The means that monomial m multiplies are ``factor_lists[parts[m]:parts[m + 1]]``, by state from 1, negative where
    conjugated.
    """
    n = len(places)
    out[:, :] = 0.0
    for k in range(n):
        for e in range(starts[k], starts[k + 1]):
            m = columns[e]
            for chosen in range(parts[m], parts[m + 1]):
                value = factors[e]
                for other in range(parts[m], parts[m + 1]):
                    if other != chosen:
                        value *= _mean(y, places, factor_lists[other])
                j = abs(factor_lists[chosen]) - 1
                sign = 1.0 if factor_lists[chosen] > 0 else -1.0
                out[k, j] += value.real
                if places[k] >= 0:
                    out[places[k], j] += value.imag
                if places[j] >= 0:
                    # The imaginary part enters as i y, conjugated as -i y.
                    out[k, places[j]] += -sign * value.imag
                    if places[k] >= 0:
                        out[places[k], places[j]] += sign * value.real
