"""The Rosenbrock method Rodas5P of order 5 for stiff equations, in lanes.

G. Steinebach, Construction of Rosenbrock-Wanner method Rodas5P and numerical benchmarks within the Julia Differential
Equations package, BIT Numer. Math. 63, 27 (2023). It is L-stable and stiffly accurate; the embedded method has order 4,
and so has the interpolant. In the form without products with the Jacobian,

.. math:: (1/(\\gamma h) - J)\\, u_i = f(t + \\alpha_i h,\\ y + \\sum_j a_{ij} u_j) + \\sum_j (c_{ij}/h) u_j
          + \\gamma_i h\\, \\partial_t f

and the new state is y + sum_j a_8j u_j + u_8, with the error u_8.
"""

from __future__ import annotations

from typing import Any

import numba

from numerics.integrators.elimination import factoring, solving
from numerics.integrators.lanes import choose, row
from numerics.integrators.method import OPTIONS, Method, System
from numerics.integrators.sums import combination, weighted

GAMMA = 0.21193756319429014
# Stages 2 to 6; the last two add the stage before them.
A: tuple[tuple[float, ...], ...] = (
    (3.0,),
    (2.849394379747939, 0.45842242204463923),
    (-6.954028509809101, 2.489845061869568, -10.358996098473584),
    (2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641),
    (-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946),
)
C: tuple[tuple[float, ...], ...] = (
    (-14.155112264123755,),
    (-17.97296035885952, -2.859693295451294),
    (147.12150275711716, -1.41221402718213, 71.68940251302358),
    (165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306),
    (24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125, -0.6610691825249471),
    (30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783, -19.097331116725623,
     -28.087943162872662),
    (37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047, -40.06618937091002,
     -54.66780262877968, -9.48861652309627),
)  # fmt: skip
TIMES = (0.0, 0.6358126895828704, 0.4095798393397535, 0.9769306725060716, 0.4288403609558664, 1.0, 1.0, 1.0)
SLOPES = (0.21193756319429014, -0.42387512638858027, -0.3384627126235924, 1.8046452872882734, 2.325825639765069)
WITHIN = (
    (25.948786856663858, -2.5579724845846235, 10.433815404888879, -2.3679251022685204, 0.524948541321073,
     1.1241088310450404, 0.4272876194431874, -0.17202221070155493),
    (-9.91568850695171, -0.9689944594115154, 3.0438037242978453, -24.495224566215796, 20.176138334709044,
     15.98066361424651, -6.789040303419874, -6.710236069923372),
    (11.419903575922262, 2.8879645146136994, 72.92137995996029, 80.12511834622643, -52.072871366152654,
     -59.78993625266729, -0.15582684282751913, 4.883087185713722),
)  # fmt: skip
PIVOT = 1e-8
"""The least part of its row that a pivot may be: half of the digits are kept."""
U, SLOPE, RATE = 1, 9, 10
"""Rows of the stages: the rates at the start, eight u, the rates at the new state, how the rates change with time."""


def method(system: System) -> Method:
    """The method for these rates."""
    n, w, rates, jacobian, pattern = system.size, system.width, system.rates, system.jacobian, system.pattern
    factor, filled = factoring(pattern, n, w)
    solve = solving(filled, w)
    moving, change = system.time_derivative is not None, system.time_derivative
    to2, to3, to4, to5, to6 = (combination(a, w, n) for a in A)
    to7, to8 = combination((*A[4], 1.0), w, n), combination((*A[4], 1.0, 1.0), w, n)
    to_end = combination((*A[4], 1.0, 1.0, 1.0), w, n)
    with2, with3, with4, with5, with6, with7, with8 = (weighted(c, w, n) for c in C)
    FACTORS = len(pattern)
    at_start = SLOPES[0]

    make2, make3, make4, make5, make6, make7, make8 = (
        stage(system, solve, sums, k)
        for k, sums in enumerate((with2, with3, with4, with5, with6, with7, with8), start=2)
    )

    @numba.njit(**OPTIONS)
    def attempt(t, h, y, new, stages, part, more, c, rtol, atol):
        one = 0.0 * h + 1.0
        first: Any = row(stages, U * n)
        jacobian(t, y, c, more)
        least = factor(more, 1.0 / (GAMMA * h), row(more, FACTORS))
        for i in range(n):
            first[i] = stages[i]
        if moving:
            change(t, y, c, row(stages, RATE * n))
            for i in range(n):
                first[i] = first[i] + (at_start * h) * stages[RATE * n + i]
        solve(row(more, FACTORS), first)
        to2(part, y, one, first)
        rates(t + TIMES[1] * h, part, c, row(stages, (U + 1) * n))
        make2(h, stages, more)
        to3(part, y, one, first)
        rates(t + TIMES[2] * h, part, c, row(stages, (U + 2) * n))
        make3(h, stages, more)
        to4(part, y, one, first)
        rates(t + TIMES[3] * h, part, c, row(stages, (U + 3) * n))
        make4(h, stages, more)
        to5(part, y, one, first)
        rates(t + TIMES[4] * h, part, c, row(stages, (U + 4) * n))
        make5(h, stages, more)
        to6(part, y, one, first)
        rates(t + h, part, c, row(stages, (U + 5) * n))
        make6(h, stages, more)
        to7(part, y, one, first)
        rates(t + h, part, c, row(stages, (U + 6) * n))
        make7(h, stages, more)
        to8(part, y, one, first)
        rates(t + h, part, c, row(stages, (U + 7) * n))
        make8(h, stages, more)
        to_end(new, y, one, first)
        rates(t + h, new, c, row(stages, SLOPE * n))
        error = 0.0 * h
        for i in range(n):
            own = stages[(U + 7) * n + i] / (atol[i] + rtol * max(abs(y[i]), abs(new[i])))
            error += own * own
        return choose(least > PIVOT * one, error / n, error + 1e30)

    return Method(
        name="rodas5p", degree=5, attempt=attempt, dense=densely(n, w), value=value, new_slope=SLOPE, stage_rows=11,
        dense_rows=3, more=FACTORS + filled.count, least=0.2, largest=6.0,
    )  # fmt: skip


def stage(system: System, solve: Any, sums: Any, number: int) -> Any:
    """What makes u from the rates that stand in its place."""
    n, moving, FACTORS = system.size, system.time_derivative is not None, len(system.pattern)
    at = (U + number - 1) * n
    slope = SLOPES[number - 1] if number <= 5 else 0.0

    @numba.njit(**OPTIONS)
    def made(h, stages, more):
        u: Any = row(stages, at)
        over = 1.0 / h
        for i in range(n):
            u[i] = u[i] + over * sums(row(stages, U * n), i)
            if moving and slope != 0.0:
                u[i] = u[i] + (slope * h) * stages[RATE * n + i]
        solve(row(more, FACTORS), u)

    return made


def densely(n: int, w: int) -> Any:
    """The polynomial of order 4 within a step."""
    within1, within2, within3 = (weighted(h, w, n) for h in WITHIN)

    @numba.njit(**OPTIONS)
    def dense(t, h, y, new, stages, part, c, into):
        for i in range(n):
            into[i] = within1(row(stages, U * n), i)
            into[n + i] = within2(row(stages, U * n), i)
            into[2 * n + i] = within3(row(stages, U * n), i)

    return dense


@numba.njit(**OPTIONS)
def value(work, y, new, first, stride, theta):
    """One number of one lane, a part ``theta`` of the step after its start."""
    bent = work[first] + theta * (work[first + stride] + theta * work[first + 2 * stride])
    return (1.0 - theta) * y + theta * (new + (1.0 - theta) * bent)
