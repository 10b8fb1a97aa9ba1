r"""The compiled loop of two excitations: rotations of rows of a symmetric matrix of amplitudes.

The amplitude of atoms i and j both excited is kept in three blocks: alkali and alkali (AA), alkali and noble gas (AB),
noble gas and noble gas (BB); AA and BB are symmetric with zeros on their diagonals. A collision of alkali atom a and
noble-gas atom b adds :math:`\kappa(x - y)` to x = C[a, k] and takes it from y = C[b, k] for every third atom k; C[a, b]
stays, since two parallel spins do. Over noble-gas k these are two contiguous rows, of AB and of BB; the mirror image of
the row of BB is written along. After all collisions of a step the field turns AA twice and AB once.

Noble-gas atoms are found by a table of places, exchanged as in the loop of one excitation, so that both loops pair the
same atoms from the same streams. This text is compiled in a copy that imports the generated kick.
"""

from __future__ import annotations

import math

import numba
import numpy as np

from numerics.collisions.draws import phase_of, summed_phases  # noqa: F401
from numerics.collisions.normal import unit
from numerics.collisions.slots import collision_kick, weak_collision_kick
from numerics.collisions.streams import word
from numerics.collisions.trajectories import keys

RECORDED = 9
"""Numbers of a record: the amplitudes on |2,0>, |1,1>, |0,2> of the symmetric modes (re, im each), and probabilities
of finding both excitations in the alkali, one in each gas, and both in the noble gas."""


@numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def rotate(x, y, real, imaginary):
    """Add the kick times the difference to one row and take it from the other; rows are (re, im, re, im, ...)."""
    for k in range(x.size // 2):
        p, q = x[2 * k] - y[2 * k], x[2 * k + 1] - y[2 * k + 1]
        s = p * real - q * imaginary
        t = p * imaginary + q * real
        x[2 * k] += s
        x[2 * k + 1] += t
        y[2 * k] -= s
        y[2 * k + 1] -= t


@numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def mirror(row, flat, column, size):
    """Write a row of BB into the column of the same number."""
    for k in range(size):
        flat[np.uint64(k * size + column)] = row[np.uint64(k)]


@numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def collide(aa, ab, bb, a, b, kick):
    """One collision."""
    both, zero = ab[a, b], complex(0.0, 0.0)
    # so that the row rotation leaves k = b alone: x = y there
    bb[b, b] = both
    rotate(ab[a].view(np.float64), bb[b].view(np.float64), kick.real, kick.imag)
    bb[b, b] = zero
    mirror(bb[b], bb.reshape(-1), b, bb.shape[0])
    # third atoms in the alkali: C[a, k] in AA, C[b, k] in AB
    aa[a, a] = both
    for k in range(aa.shape[0]):
        difference = (aa[a, k] - ab[k, b]) * kick
        aa[a, k] += difference
        ab[k, b] -= difference
        aa[k, a] = aa[a, k]
    aa[a, a] = zero
    ab[a, b] = both


@numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def turned(block, change):
    """Add to each entry of a block its change by the field."""
    for i in range(block.shape[0]):
        for k in range(block.shape[1]):
            block[i, k] += block[i, k] * change


@numba.njit(cache=True, nogil=True, error_model="numpy")
def steps_of_two_excitations(aa, ab, bb, table, begin, end, law, weak, numbers, turn, partners, phases):
    """Run steps on the three blocks, in place; arguments as in the loop of one excitation."""
    n, size = aa.shape[0], bb.shape[0]
    twice = turn * (turn + 2.0)  # (1 + turn)^2 - 1
    for step in range(begin, end):
        for a in range(n):
            collision = np.uint64(step) * np.uint64(n) + np.uint64(a)
            place = a + math.floor((size - a) * unit(word(partners[0], partners[1], collision)))
            table[a], table[place] = table[place], table[a]
            phase = phase_of(law, phases[0], phases[1], collision, numbers)
            kick = weak_collision_kick(phase) if weak else collision_kick(phase)
            collide(aa, ab, bb, a, int(table[a]), kick)
        turned(ab, turn)
        turned(aa, twice)


@numba.njit(cache=True, nogil=True, error_model="numpy")
def record(aa, ab, bb, out):
    """Write the recorded numbers of a state."""
    n, size = aa.shape[0], bb.shape[0]
    twenty, eleven, two = aa.sum() / 2, ab.sum(), bb.sum() / 2
    pairs = (max(1.0, n * (n - 1) / 2), float(n * size), max(1.0, size * (size - 1) / 2))
    for i, total in enumerate((twenty, eleven, two)):
        out[2 * i] = total.real / math.sqrt(pairs[i])
        out[2 * i + 1] = total.imag / math.sqrt(pairs[i])
    out[6] = (np.abs(aa) ** 2).sum() / 2
    out[7] = (np.abs(ab) ** 2).sum()
    out[8] = (np.abs(bb) ** 2).sum() / 2


def stepper(task, number):
    """A function that takes the blocks of one path from one step to another, with the streams of that path."""
    partners, phases, _ = keys(task.seed, number)
    law = task.collisions.phases
    numbers, turn = law.numbers, task.collisions.turned

    def go(arrays, begin, end):
        steps_of_two_excitations(*arrays, begin, end, law.law, law.weak, numbers, turn, partners, phases)

    return go


def take(arrays, out):
    """Write the recorded numbers of a path."""
    record(*arrays[:3], out)
