r"""The compiled loop of two excitations: rotations of rows of a symmetric matrix of amplitudes.

The amplitude of atoms i and j both excited is kept in three blocks: alkali and alkali (AA), alkali and noble gas (AB),
noble gas and noble gas (BB); AA and BB are symmetric with zeros on their diagonals. A collision of alkali atom a and
noble-gas atom b adds :math:`\kappa(x - y)` to x = C[a, k] and takes it from y = C[b, k] for every third atom k; C[a, b]
stays, since two parallel spins do. Over noble-gas k these are two contiguous rows, of AB and of BB; the mirror image of
the row of BB is written along. The field turns atom a, all amplitudes with a excited, right after its collision.

Noble-gas atoms are found by a table of places, exchanged as in the loop of one excitation, so that both loops pair the
same atoms from the same streams. This text is compiled in a copy that imports the generated kick.
"""

from __future__ import annotations

import math

import numba
import numpy as np

from numerics.collisions.batches import kicks, places
from numerics.collisions.draws import summed_phases  # noqa: F401
from numerics.collisions.trajectories import keys
from numerics.collisions.vectors import prefer_wide_vectors, rotate_1, rotate_4, rotate_other_1


@numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def steps_of_two_excitations(aa, ab, bb, table, begin, end, law, weak, numbers, turn, partners, phases):
    """Run steps on the three blocks, in place; arguments as in the loop of one excitation.

    An alkali atom collides once in a step, and the field turns it right after that: what other pairs do in the step
    does not touch it.
    """
    prefer_wide_vectors()
    n, size = aa.shape[0], bb.shape[0]
    aa, ab, bb = aa.reshape(-1).view(np.float64), ab.reshape(-1).view(np.float64), bb.reshape(-1).view(np.float64)
    count = -(-n // 8) * 8  # whole vectors
    taken = np.arange(count) * 1.0
    made = np.empty(2 * (-(-(count + 1) // 16) * 16))
    found = np.empty(count, dtype=np.int64)
    for step in range(begin, end):
        collision = np.uint64(step) * np.uint64(n)
        odd = int(collision & np.uint64(1))  # normal numbers come in pairs
        kicks(law, weak, phases[0], phases[1], collision >> np.uint64(1), numbers, made)
        places(partners[0], partners[1], collision, taken, float(size), found)
        for a in range(n):
            place = np.uint64(found[a])
            b = np.int64(table[place])
            table[place] = table[np.uint64(a)]
            table[np.uint64(a)] = np.uint64(b)
            kick = complex(made[2 * (a + odd)], made[2 * (a + odd) + 1])
            # third atoms in the noble gas; for k = b the two amplitudes are made equal, so that nothing moves
            row, line, corner, both = a * size, b * size, b * size + b, a * size + b
            for part in range(2):
                bb[np.uint64(2 * corner + part)] = ab[np.uint64(2 * both + part)]
            k = 0
            while k + 4 <= size:
                rotate_4(
                    ab, row + k, bb, line + k, k * size + b, size, kick.real, kick.imag, turn.real, turn.imag
                )  # fmt: skip
                k += 4
            while k < size:
                rotate_1(
                    ab, row + k, bb, line + k, k * size + b, size, kick.real, kick.imag, turn.real, turn.imag
                )  # fmt: skip
                k += 1
            # third atoms in the alkali
            for part in range(2):
                bb[np.uint64(2 * corner + part)] = 0.0
                aa[np.uint64(2 * (a * n + a) + part)] = ab[np.uint64(2 * both + part)]
            for k in range(n):
                rotate_other_1(
                    ab, k * size + b, aa, a * n + k, k * n + a, n, kick.real, kick.imag, turn.real, turn.imag
                )  # fmt: skip
            for part in range(2):
                aa[np.uint64(2 * (a * n + a) + part)] = 0.0


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


def recorded(task):
    """Numbers of a record.

    The amplitudes on |2,0>, |1,1>, |0,2> of the symmetric modes (re, im each), and probabilities of finding both
    excitations in the alkali, one in each gas, and both in the noble gas.
    """
    return 9


def stepper(task, number):
    """A function that takes the blocks of one path from one step to another, with the streams of that path."""
    partners, phases, _ = keys(task.seed, number)
    law = task.collisions.phases
    numbers, turn = law.numbers, task.collisions.turned

    def go(arrays, begin, end):
        steps_of_two_excitations(*arrays, begin, end, law.law, law.weak, numbers, turn, partners, phases)

    return go


def take(task, arrays, out):
    """Write the recorded numbers of a path."""
    record(*arrays[:3], out)
