"""The explicit method of order 8 of Dormand and Prince with errors of order 5 and 3, in lanes.

Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, Sec. II.10; the coefficients are those that SciPy
keeps. The interpolant is of order 7 and costs three more evaluations, made only when a value within a step is wanted.
"""

from __future__ import annotations

from typing import Any

import numba

from numerics.integrators.lanes import choose, row
from numerics.integrators.method import OPTIONS, Method, System
from numerics.integrators.sums import combination, weighted


def method(lanes: System) -> Method:
    """The method for these rates."""
    from scipy.integrate._ivp import dop853_coefficients as own

    rates, n, width, A = lanes.rates, lanes.size, lanes.width, own.A
    C = tuple(float(c) for c in own.C)
    to1, to2, to3, to4, to5, to6, to7, to8, to9, to10, to11 = (combination(A[s, :s], width, n) for s in range(1, 12))

    finish = finishing(n, width)
    dense = densely(rates, n, width)

    @numba.njit(**OPTIONS)
    def attempt(t, h, y, new, stages, part, more, c, rtol, atol):
        to1(part, y, h, stages)
        rates(t + C[1] * h, part, c, row(stages, n))
        to2(part, y, h, stages)
        rates(t + C[2] * h, part, c, row(stages, 2 * n))
        to3(part, y, h, stages)
        rates(t + C[3] * h, part, c, row(stages, 3 * n))
        to4(part, y, h, stages)
        rates(t + C[4] * h, part, c, row(stages, 4 * n))
        to5(part, y, h, stages)
        rates(t + C[5] * h, part, c, row(stages, 5 * n))
        to6(part, y, h, stages)
        rates(t + C[6] * h, part, c, row(stages, 6 * n))
        to7(part, y, h, stages)
        rates(t + C[7] * h, part, c, row(stages, 7 * n))
        to8(part, y, h, stages)
        rates(t + C[8] * h, part, c, row(stages, 8 * n))
        to9(part, y, h, stages)
        rates(t + C[9] * h, part, c, row(stages, 9 * n))
        to10(part, y, h, stages)
        rates(t + C[10] * h, part, c, row(stages, 10 * n))
        to11(part, y, h, stages)
        rates(t + C[11] * h, part, c, row(stages, 11 * n))
        error = finish(h, y, new, stages, rtol, atol)
        rates(t + h, new, c, row(stages, 12 * n))
        return error

    return Method(
        name="dop853", degree=8, attempt=attempt, dense=dense, value=value, new_slope=12, stage_rows=16, dense_rows=7,
        more=0, least=1 / 3, largest=6.0,
    )  # fmt: skip


def finishing(n: int, width: int) -> Any:
    """The end of a step, and its error."""
    from scipy.integrate._ivp import dop853_coefficients as own

    end, fifth, third = (weighted(e[:12], width, n) for e in (own.B, own.E5, own.E3))

    @numba.njit(**OPTIONS)
    def finish(h, y, new, stages, rtol, atol):
        """The new state, and the square of its error over what is allowed: the root mean square over equations."""
        five, three = 0.0 * h, 0.0 * h
        for i in range(n):
            change, one, two = end(stages, i), fifth(stages, i), third(stages, i)
            moved = y[i] + h * change
            scale = 1.0 / (atol[i] + rtol * max(abs(y[i]), abs(moved)))
            new[i] = moved
            one, two = one * scale, two * scale
            five += one * one
            three += two * two
        both = five + 0.01 * three
        return choose(both > 0.0, h * h * five * five / (n * both), both)

    return finish


def densely(rates: Any, n: int, width: int) -> Any:
    """The polynomial of order 7 within a step."""
    from scipy.integrate._ivp import dop853_coefficients as own

    C = tuple(float(c) for c in own.C)
    to13, to14, to15 = (combination(own.A[s, :s], width, n) for s in (13, 14, 15))
    within3, within4, within5, within6 = (weighted(D, width, n) for D in own.D)

    @numba.njit(**OPTIONS)
    def dense(t, h, y, new, stages, part, c, into):
        to13(part, y, h, stages)
        rates(t + C[13] * h, part, c, row(stages, 13 * n))
        to14(part, y, h, stages)
        rates(t + C[14] * h, part, c, row(stages, 14 * n))
        to15(part, y, h, stages)
        rates(t + C[15] * h, part, c, row(stages, 15 * n))
        for i in range(n):
            change = new[i] - y[i]
            into[i] = change
            into[n + i] = h * stages[i] - change
            into[2 * n + i] = 2.0 * change - h * (stages[12 * n + i] + stages[i])
            into[3 * n + i] = h * within3(stages, i)
            into[4 * n + i] = h * within4(stages, i)
            into[5 * n + i] = h * within5(stages, i)
            into[6 * n + i] = h * within6(stages, i)

    return dense


@numba.njit(**OPTIONS)
def value(work, y, new, first, stride, theta):
    """One number of one lane, a part ``theta`` of the step after its start."""
    total = 0.0
    for j in range(6, -1, -1):
        total = (total + work[first + j * stride]) * (theta if j % 2 == 0 else 1.0 - theta)
    return y + total
