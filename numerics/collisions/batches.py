"""Kicks and partners of many collisions at once, in loops without branches, from the numbered streams.

This text is compiled in a copy that imports the generated kick: see :mod:`numerics.collisions.linking`.
"""

from __future__ import annotations

import numba
import numpy as np

from numerics.collisions.draws import FIXED, NORMAL, phase_of
from numerics.collisions.normal import normals, unit
from numerics.collisions.slots import collision_kick, weak_collision_kick
from numerics.collisions.streams import mixed
from numerics.collisions.vectors import prefer_wide_vectors


@numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def weak_normal_kicks(key, increment, first, mean, deviation, made):
    """Kicks of normally distributed phases below a quarter of a radian, two for each two words from pair ``first``."""
    prefer_wide_vectors()
    z = key + np.uint64(2) * first * increment
    for j in range(made.size // 4):
        one, two = normals(mixed(z), mixed(z + increment))
        kick = weak_collision_kick(mean + deviation * one)
        other = weak_collision_kick(mean + deviation * two)
        made[4 * j], made[4 * j + 1] = kick.real, kick.imag
        made[4 * j + 2], made[4 * j + 3] = other.real, other.imag
        z += np.uint64(2) * increment


@numba.njit(cache=True, nogil=True, error_model="numpy")
def kicks(law, weak, key, increment, first, numbers, made):
    """Fill a batch with kicks (re, im) from an even collision on; ``numbers`` are (mean, deviation) or quantiles."""
    if law == NORMAL and weak:
        weak_normal_kicks(key, increment, first, numbers[0], numbers[1], made)
        return
    if law == FIXED:
        kick = collision_kick(numbers[0])
        made[0::2] = kick.real
        made[1::2] = kick.imag
        return
    for j in range(made.size // 2):
        collision = np.uint64(2) * first + np.uint64(j)
        kick = collision_kick(phase_of(law, key, increment, collision, numbers))
        made[2 * j], made[2 * j + 1] = kick.real, kick.imag


@numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def places(key, increment, first, taken, size, found):
    """Where the partner of each collision stands: uniform on the places from ``taken`` on."""
    prefer_wide_vectors()
    z = key + first * increment
    for j in range(found.size):
        found[j] = np.int64(taken[j] + (size - taken[j]) * unit(mixed(z)))
        z += increment
