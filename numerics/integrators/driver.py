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
    n, w, layout, lanes_of = own.size, own.width, Layout(method, own), view(own.width)
    attempt, dense, advance = method.attempt, method.dense, stepping(method, own, layout)
    Y, NEW, PART, STAGES = layout.y, layout.new, layout.part, layout.stages
    DENSE, MORE, COEFFICIENTS = layout.dense, layout.more, layout.c
    admit, visit, leave = (
        entering(method, own, layout, event),
        visiting(method, own, layout, event),
        leaving(own, layout),
    )
    has_event = event is not None
    every = (1 << w) - 1

    @numba.njit(**OPTIONS)
    def drive(work, first, last, p, starts, times, rtol, atol, longest, most, stops, direction, out, found, states,
              status, counts):  # fmt: skip
        end, span = times[-1], times[-1] - times[0]
        # The point of each lane (-1: none), its next time; the next point, and how many have left the waiting room.
        point_of, sample_of, desk = np.full(w, -1, np.int64), np.ones(w, np.int64), np.array([first, w])
        scratch = np.empty((2, n))
        y, new, part = lanes_of(work, w * Y), lanes_of(work, w * NEW), lanes_of(work, w * PART)
        c, stages, held = lanes_of(work, w * COEFFICIENTS), lanes_of(work, w * STAGES), lanes_of(work, w * DENSE)
        more, state = lanes_of(work, w * MORE), lanes_of(work, 0)
        for l in range(w):
            admit(work, l, desk, True, last, p, starts, times, rtol, atol, point_of, sample_of, scratch)
        running = min(w, last - first)
        while running > 0:
            t = state[T]
            zero = 0.0 * t
            h = min(state[H], zero + longest)
            ends = t + 1.01 * h > zero + end
            h = choose(ends, end - t, h)
            state[H] = h
            error = attempt(t, h, y, new, stages, part, more, c, rtol, atol)
            accepted = error <= zero + 1.0
            then = choose(ends, zero + end, t + h)
            stopped = 0
            if has_event or bits(accepted & (state[NEXT] <= then)):
                dense(t, h, y, new, stages, part, c, held)
                stopped = visit(work, bits(accepted), point_of, sample_of, times, p, stops, direction, out, found,
                                states, scratch)  # fmt: skip
            advance(work, h, then, error)
            moves = (h > 4e-16 * abs(t)) & (h > zero + TINY * span) & (state[TRIED] < zero + most)
            over = bits(accepted & ends) | (every & ~bits(moves)) | stopped
            if over:
                known, running = bits(error <= error), 0
                for l in range(w):
                    if (over >> l) & 1 and point_of[l] >= 0:
                        point = point_of[l]
                        why = leave(work, l, end, most, (stopped >> l) & 1, (known >> l) & 1, out[point], counts[point])
                        status[point] = why
                        if why == STOPPED:
                            counts[point, 2] = found[point, found.shape[1] - 1]
                        admit(work, l, desk, False, last, p, starts, times, rtol, atol, point_of, sample_of, scratch)
                    running += 1 if point_of[l] >= 0 else 0

    return drive, w * layout.rows


def stepping(method: Method, own: System, layout: Layout) -> Any:
    """The choice of the next step, and the new state where the last one was accepted."""
    n, w, lanes_of, Y, NEW, STAGES = own.size, own.width, view(own.width), layout.y, layout.new, layout.stages
    degree, least, largest, carried = method.degree, method.least, method.largest, method.new_slope * own.size

    @numba.njit(**OPTIONS, forceinline=True)
    def advance(work, h, then, error):
        y, new, stages = lanes_of(work, w * Y), lanes_of(work, w * NEW), lanes_of(work, w * STAGES)
        state = lanes_of(work, 0)
        zero = 0.0 * then
        one = zero + 1.0
        accepted = error <= one
        # Not a number counts as too large: a smaller step may avoid it.
        bounded: Any = choose(error < zero + 1e30, max(error, zero + 1e-30), zero + 1e30)
        factor = min(max(0.9 / root(bounded, 2 * degree), zero + least), zero + largest)
        factor = choose(state[REFUSED] > zero, min(factor, one), factor)
        state[T] = choose(accepted, then, state[T])
        state[H] = h * factor
        state[REFUSED] = choose(accepted, zero, one)
        state[TAKEN] = state[TAKEN] + choose(accepted, one, zero)
        state[TRIED] = state[TRIED] + 1.0
        for i in range(n):
            y[i] = choose(accepted, new[i], y[i])
            stages[i] = choose(accepted, stages[carried + i], stages[i])

    return advance


def visiting(method: Method, own: System, layout: Layout, event: Any) -> Any:
    """What is wanted within the steps that were accepted: values at times, and zeros of the event's function."""
    n, w, value = own.size, own.width, method.value
    Y, NEW, DENSE = layout.y, layout.new, layout.dense
    has_event = event is not None
    find: Any = crossing(event, value, n, w) if has_event else None

    @numba.njit(**OPTIONS)
    def fill(work, l, times, sample, until, row):
        """Values at all times wanted up to ``until``; the number of the next one."""
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
        """Note a zero of the event's function; whether as many as wanted are found."""
        for i in range(n):
            scratch[0, i] = work[w * (NEW + i) + l]
        before, after = work[w * EVENT + l], event(until, scratch[0], p)
        work[w * EVENT + l] = after
        rises, falls = before < 0.0 and after >= 0.0, before > 0.0 and after <= 0.0
        if not ((rises and direction >= 0) or (falls and direction <= 0)):
            return False
        k = 0
        while k < found.size and not math.isnan(found[k]):
            k += 1
        if k < found.size:
            at, t, h = (w * Y + l, w * NEW + l, w * DENSE + l), work[w * T + l], work[w * H + l]
            found[k] = find(work, at[0], at[1], at[2], t, h, until, before, after, p, scratch)
            for i in range(n):
                states[k, i] = scratch[0, i]
        return k + 1 >= found.size

    @numba.njit(**OPTIONS)
    def visit(work, inside, point_of, sample_of, times, p, stops, direction, out, found, states, scratch):
        stopped, end = 0, times[-1]
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
        return stopped

    return visit


def leaving(own: System, layout: Layout) -> Any:
    """What is kept of a point that is over, and how it ended."""
    n, w, Y = own.size, own.width, layout.y

    @numba.njit(**OPTIONS)
    def leave(work, l, end, most, stopped, known, row, counts):
        counts[0], counts[1], counts[2] = work[w * TAKEN + l], work[w * TRIED + l], work[w * T + l]
        if stopped:
            return STOPPED
        if work[w * T + l] >= end:
            for i in range(n):
                row[row.shape[0] - 1, i] = work[w * (Y + i) + l]
            return DONE
        if not known:
            return NOT_FINITE
        return TOO_MANY if work[w * TRIED + l] >= most else TOO_SMALL

    return leave


def entering(method: Method, own: System, layout: Layout, event: Any) -> Any:
    """The next point into a lane that is free, by way of the waiting room."""
    n, w, Y = own.size, own.width, layout.y
    enter, wait = waiting_room(method, own, layout)
    has_event = event is not None

    @numba.njit(**OPTIONS)
    def admit(work, l, desk, fresh, last, p, starts, times, rtol, atol, point_of, sample_of, scratch):
        point_of[l] = desk[0] if desk[0] < last else -1
        if point_of[l] < 0 and not fresh:
            return
        # A lane without a point needs numbers all the same: those of the last one.
        point = min(desk[0], last - 1)
        if desk[1] == w:
            wait(work, point, last, p, starts, times[0], times[-1] - times[0], rtol, atol)
            desk[1] = 0
        enter(work, l, desk[1], times[0])
        work[w * NEXT + l] = times[1] if times.size > 2 else np.inf
        sample_of[l] = 1
        if has_event:
            for i in range(n):
                scratch[0, i] = work[w * (Y + i) + l]
            work[w * EVENT + l] = event(times[0], scratch[0], p[point])
        desk[0] += 1
        desk[1] += 1

    return admit


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
