"""Many parameter points through the lanes: each has its own time and step, and a lane that ends takes the next point.

A lane never looks at its neighbours, so the numbers of a point do not depend on which points it ran with, nor on how
points were divided among processors.
"""

from __future__ import annotations

import math
from typing import Any

import numba
import numpy as np

from numerics.integrators.crossings import crossing
from numerics.integrators.lanes import bits, choose, root, view
from numerics.integrators.method import OPTIONS, Method, System

DONE, STOPPED, TOO_SMALL, TOO_MANY, NOT_FINITE = range(5)
"""How a point ended: at the last time, at an event, or by one of three failures."""
# The first rows of the workspace: time, step, was the last step refused, steps taken and tried, next time that is
# wanted, value of the event's function.
T, H, REFUSED, TAKEN, TRIED, NEXT, EVENT = range(7)
TINY = 1e-30
"""The least step, as a part of the whole time: below, nothing moves."""


class Layout:
    """Where things are in the workspace, in lanes: a step in progress, and points that wait to enter."""

    def __init__(self, method: Method, own: System) -> None:
        n, self.rows = own.size, EVENT + 1
        self.y, self.new, self.part = (self._take(n) for _ in range(3))
        self.c = self._take(own.coefficients)
        self.stages = self._take(method.stage_rows * n)
        self.dense = self._take(method.dense_rows * n)
        self.more = self._take(method.more)
        self.waiting_y, self.waiting_slope = self._take(n), self._take(n)
        self.waiting_c, self.waiting_p = self._take(own.coefficients), self._take(own.parameters)
        self.waiting_h = self._take(1)

    def _take(self, rows: int) -> int:
        self.rows += rows
        return self.rows - rows


def driver(method: Method, own: System, event: Any) -> tuple[Any, int]:
    """The compiled loop over points, and how many doubles its workspace has.

    ``event(t, y, p)`` is a compiled function of numbers whose zeros are looked for, or None.
    """
    n, w = own.size, own.width
    layout, lanes_of = Layout(method, own), view(own.width)
    attempt, dense, value = method.attempt, method.dense, method.value
    degree, least, largest, carried = method.degree, method.least, method.largest, method.new_slope * n
    Y, NEW, PART, STAGES = layout.y, layout.new, layout.part, layout.stages
    DENSE, MORE, COEFFICIENTS = layout.dense, layout.more, layout.c
    enter, wait = waiting_room(method, own, layout)
    has_event = event is not None
    find: Any = crossing(event, value, n, w) if has_event else None
    every = (1 << w) - 1

    @numba.njit(**OPTIONS)
    def fill(work, l, times, sample, until, row):
        """Values at all times wanted up to ``until``, of the step that was accepted; the number of the next one."""
        while sample < times.size - 1 and times[sample] <= until:
            theta = (times[sample] - work[w * T + l]) / work[w * H + l]
            for i in range(n):
                at = w * (DENSE + i) + l
                row[sample - 1, i] = value(work, work[w * (Y + i) + l], work[w * (NEW + i) + l], at, w * n, theta)
            sample += 1
        work[w * NEXT + l] = times[sample] if sample < times.size - 1 else np.inf
        return sample

    @numba.njit(**OPTIONS)
    def look(work, l, p, until, direction, found, states, scratch):
        """Note the zero of the event's function within an accepted step; whether as many as wanted are found."""
        if has_event:
            for i in range(n):
                scratch[0, i] = work[w * (NEW + i) + l]
            before, after = work[w * EVENT + l], event(until, scratch[0], p)
            work[w * EVENT + l] = after
            crossed = (before < 0.0 and after >= 0.0 and direction >= 0) or (
                before > 0.0 and after <= 0.0 and direction <= 0
            )
            if crossed:
                k = 0
                while k < found.size and not math.isnan(found[k]):
                    k += 1
                if k < found.size:
                    first, last = w * Y + l, w * DENSE + l
                    found[k] = find(work, first, w * NEW + l, last, work[w * T + l], work[w * H + l], until, before,
                                    after, p, scratch)  # fmt: skip
                    for i in range(n):
                        states[k, i] = scratch[0, i]
                return k + 1 >= found.size
        return False

    @numba.njit(**OPTIONS)
    def start(work, l, point, from_lane, times, p, scratch):
        """A point into a lane."""
        enter(work, l, from_lane, times[0])
        work[w * NEXT + l] = times[1] if times.size > 2 else np.inf
        if has_event:
            for i in range(n):
                scratch[0, i] = work[w * (Y + i) + l]
            work[w * EVENT + l] = event(times[0], scratch[0], p)

    @numba.njit(**OPTIONS)
    def drive(work, first, last, p, starts, times, rtol, atol, longest, most, stops, direction, out, found, states,
              status, counts):  # fmt: skip
        end, span = times[-1], times[-1] - times[0]
        point_of, sample_of, scratch = np.full(w, -1, np.int64), np.ones(w, np.int64), np.empty((2, n))
        y, new, part = lanes_of(work, w * Y), lanes_of(work, w * NEW), lanes_of(work, w * PART)
        c, stages, held = lanes_of(work, w * COEFFICIENTS), lanes_of(work, w * STAGES), lanes_of(work, w * DENSE)
        more, state = lanes_of(work, w * MORE), lanes_of(work, 0)
        next_point, waiting, running = first, w, 0
        for l in range(w):
            if waiting == w:
                wait(work, min(next_point, last - 1), last, p, starts, times[0], span, rtol, atol)
                waiting = 0
            own_point = min(next_point, last - 1)
            start(work, l, own_point, waiting, times, p[own_point], scratch)
            if next_point < last:
                point_of[l] = next_point
                running += 1
            next_point += 1
            waiting += 1
        while running > 0:
            t = state[T]
            zero = 0.0 * t
            one = zero + 1.0
            h = min(state[H], zero + longest)
            ends = t + 1.01 * h > zero + end
            h = choose(ends, end - t, h)
            error = attempt(t, h, y, new, stages, part, more, c, rtol, atol)
            accepted = error <= one
            # Not a number counts as too large: a smaller step may avoid it.
            bounded = choose(error < zero + 1e30, max(error, zero + 1e-30), zero + 1e30)
            factor = min(max(0.9 / root(bounded, 2 * degree), zero + least), zero + largest)
            factor = choose(state[REFUSED] > zero, min(factor, one), factor)
            then = choose(ends, zero + end, t + h)
            passed = accepted & (state[NEXT] <= then)
            state[H] = h
            stopped = 0
            if has_event or bits(passed):
                dense(t, h, y, new, stages, part, c, held)
                inside = bits(accepted)
                for l in range(w):
                    if (inside >> l) & 1 and point_of[l] >= 0:
                        point = point_of[l]
                        until = work[w * T + l] + work[w * H + l]
                        until = end if until + 1e-2 * work[w * H + l] > end else until
                        if has_event:
                            enough = look(work, l, p[point], until, direction, found[point], states[point], scratch)
                            if enough and stops:
                                stopped |= 1 << l
                                until = found[point, found.shape[1] - 1]
                        sample_of[l] = fill(work, l, times, sample_of[l], until, out[point])
            state[T] = choose(accepted, then, t)
            state[H] = h * factor
            state[REFUSED] = choose(accepted, zero, one)
            state[TAKEN] = state[TAKEN] + choose(accepted, one, zero)
            state[TRIED] = state[TRIED] + 1.0
            for i in range(n):
                y[i] = choose(accepted, new[i], y[i])
                stages[i] = choose(accepted, stages[carried + i], stages[i])
            moves = (h > 4e-16 * abs(t)) & (h > zero + TINY * span) & (state[TRIED] < zero + most)
            over = bits(accepted & ends) | (every & ~bits(moves)) | stopped
            if over:
                known = bits(error <= error)
                for l in range(w):
                    if not (over >> l) & 1 or point_of[l] < 0:
                        continue
                    point = point_of[l]
                    if (stopped >> l) & 1:
                        status[point] = STOPPED
                    elif work[w * T + l] >= end:
                        status[point] = DONE
                        for i in range(n):
                            out[point, times.size - 2, i] = work[w * (Y + i) + l]
                    elif not (known >> l) & 1:
                        status[point] = NOT_FINITE
                    else:
                        status[point] = TOO_MANY if work[w * TRIED + l] >= most else TOO_SMALL
                    counts[point, 0], counts[point, 1] = work[w * TAKEN + l], work[w * TRIED + l]
                    counts[point, 2] = work[w * T + l]
                    if next_point < last:
                        if waiting == w:
                            wait(work, next_point, last, p, starts, times[0], span, rtol, atol)
                            waiting = 0
                        start(work, l, next_point, waiting, times, p[next_point], scratch)
                        point_of[l], sample_of[l] = next_point, 1
                        next_point += 1
                        waiting += 1
                    else:
                        point_of[l] = -1
                        running -= 1

    return drive, w * layout.rows


def waiting_room(method: Method, own: System, layout: Layout) -> tuple[Any, Any]:
    """Where as many points as there are lanes are made ready at once, and the way from there into a lane."""
    n, m, w, rates, prepare = own.size, own.parameters, own.width, own.rates, own.prepare
    kept, degree, lanes_of = own.coefficients, method.degree, view(own.width)
    Y, STAGES, COEFFICIENTS, NEW, PART = layout.y, layout.stages, layout.c, layout.new, layout.part
    WAIT_Y, WAIT_SLOPE, WAIT_C = layout.waiting_y, layout.waiting_slope, layout.waiting_c
    WAIT_P, WAIT_H = layout.waiting_p, layout.waiting_h

    @numba.njit(**OPTIONS)
    def first_step(y, slope, c, moved, there, now, span, rtol, atol):
        """Hairer, Norsett and Wanner, Sec. II.4, with lengths as parts of the whole time."""
        zero = 0.0 * now
        size0, size1, size2 = zero, zero, zero
        for i in range(n):
            scale = 1.0 / (atol[i] + rtol * abs(y[i]))
            size0 += (y[i] * scale) * (y[i] * scale)
            size1 += (slope[i] * scale) * (slope[i] * scale)
        size0, size1 = math.sqrt(size0 / n), math.sqrt(size1 / n)
        small = (size0 < zero + 1e-5) | (size1 * span < zero + 1e-5)
        h0 = min(choose(small, zero + 1e-6 * span, 0.01 * size0 / size1), zero + span)
        for i in range(n):
            moved[i] = y[i] + h0 * slope[i]
        rates(now + h0, moved, c, there)
        for i in range(n):
            change = (there[i] - slope[i]) / (atol[i] + rtol * abs(y[i]))
            size2 += change * change
        steepest = max(size1, math.sqrt(size2 / n) / h0)
        flat = steepest * span < zero + 1e-15
        # In units of the whole time, so that no unit of time is preferred.
        h1 = choose(flat, max(zero + 1e-6 * span, 1e-3 * h0), span * root(0.01 / (steepest * span), degree))
        # What is not finite shows at the first attempt, with a step that is a number or is none.
        return choose(size1 <= size1, min(min(100.0 * h0, h1), zero + span), size1)

    @numba.njit(**OPTIONS)
    def wait(work, point, last, p, starts, t, span, rtol, atol):
        """Make the next points ready: their coefficients, rates and first steps."""
        for l in range(w):
            own_point = min(point + l, last - 1)
            for j in range(m):
                work[w * (WAIT_P + j) + l] = p[own_point, j]
            begin = own_point if starts.shape[0] > 1 else 0
            for i in range(n):
                work[w * (WAIT_Y + i) + l] = starts[begin, i]
        y, slope, c = lanes_of(work, w * WAIT_Y), lanes_of(work, w * WAIT_SLOPE), lanes_of(work, w * WAIT_C)
        prepare(lanes_of(work, w * WAIT_P), c)
        now = 0.0 * y[0] + t
        rates(now, y, c, slope)
        moved, there = lanes_of(work, w * NEW), lanes_of(work, w * PART)
        lanes_of(work, w * WAIT_H)[0] = first_step(y, slope, c, moved, there, now, span, rtol, atol)

    @numba.njit(**OPTIONS)
    def enter(work, l, from_lane, t):
        """Move a point into a lane."""
        work[w * T + l], work[w * H + l] = t, work[w * WAIT_H + from_lane]
        work[w * REFUSED + l], work[w * TAKEN + l], work[w * TRIED + l] = 0.0, 0.0, 0.0
        for i in range(n):
            work[w * (Y + i) + l] = work[w * (WAIT_Y + i) + from_lane]
            work[w * (STAGES + i) + l] = work[w * (WAIT_SLOPE + i) + from_lane]
        for j in range(kept):
            work[w * (COEFFICIENTS + j) + l] = work[w * (WAIT_C + j) + from_lane]

    return enter, wait
