"""Single draws from the streams: the phase of a collision by its number, and the sums of phases of many steps."""

from __future__ import annotations

import math

import numba
import numpy as np

from numerics.collisions.normal import normals, unit
from numerics.collisions.streams import word

FIXED, NORMAL, TABLE = 0, 1, 2


@numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def phase_of(law, key, increment, collision, numbers):
    """The phase of a collision by its number."""
    if law == NORMAL:
        n = collision & ~np.uint64(1)
        one, two = normals(word(key, increment, n), word(key, increment, n + np.uint64(1)))
        return numbers[0] + numbers[1] * (two if collision & np.uint64(1) else one)
    if law == TABLE:
        place = unit(word(key, increment, collision)) * (numbers.size - 1)
        cell = int(place)
        return numbers[cell] + (place - cell) * (numbers[cell + 1] - numbers[cell])
    return numbers[0]


@numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def summed_phases(sums, table, begin, end, law, numbers, partners, phases):
    """Add to each pair the phases of its collisions from step to step; ``table`` says who stands at which place."""
    n, size = sums.shape
    for step in range(begin, end):
        for a in range(n):
            collision = np.uint64(step) * np.uint64(n) + np.uint64(a)
            place = a + math.floor((size - a) * unit(word(partners[0], partners[1], collision)))
            table[a], table[place] = table[place], table[a]
            sums[a, table[a]] += phase_of(law, phases[0], phases[1], collision, numbers)
