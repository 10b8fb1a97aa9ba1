r"""The compiled loop of one excitation: random pairs, random phases, one amplitude for each atom.

A step lets every alkali atom i meet the noble-gas atom that stands at place i after a swap: place i is exchanged with
one drawn from the places not yet taken, as Fisher and Yates do, but the amplitudes themselves are moved. All injections
of the alkali atoms into the noble gas are equally likely, partners are distinct, and the collisions of a step are one
pass over contiguous memory. The noble-gas atoms change places all the time, which nothing that is recorded depends on.

A collision adds :math:`\kappa(c_a - c_b)` to one amplitude and takes it from the other, with the kick of the generated
kernel; the field adds :math:`(e^{-i\theta}-1) c_a`. Both are small changes, so the norm is kept to rounding.

Partners and phases of a batch of steps are made first, in loops without branches (vector code), then the steps run.
This text is compiled in a copy that imports the generated kick: see :mod:`numerics.collisions.linking`.
"""

from __future__ import annotations

import math

import numba
import numpy as np

from numerics.collisions.batches import kicks, places
from numerics.collisions.draws import phase_of, summed_phases  # noqa: F401
from numerics.collisions.normal import unit
from numerics.collisions.slots import collision_kick, weak_collision_kick
from numerics.collisions.streams import word
from numerics.collisions.trajectories import keys
from numerics.collisions.vectors import collide_1, collide_4, collide_8, exchange, prefer_wide_vectors

BATCH = 1024  # collisions whose kicks and partners are made at a time: they stay in the nearest cache


@numba.njit(cache=True, nogil=True, error_model="numpy")
def record(alkali, b, out):
    """Write the recorded numbers of a state."""
    a_real, a_imag = alkali.real.copy(), alkali.imag.copy()
    total = complex(0.0, 0.0)
    power = 0.0
    for i in range(b.size):
        total += b[i]
        power += b[i].real * b[i].real + b[i].imag * b[i].imag
    out[0], out[1] = a_real.sum(), a_imag.sum()
    out[2], out[3] = total.real, total.imag
    out[4], out[5] = (a_real * a_real).sum() + (a_imag * a_imag).sum(), power
    out[6], out[7] = a_real[0], a_imag[0]


@numba.njit(cache=True, nogil=True, error_model="numpy")
def steps_of_one_excitation(alkali, b, begin, end, law, weak, numbers, turn, partners, phases):
    """Run steps ``begin`` to ``end`` on the amplitudes of the alkali and the noble gas, in place.

    ``partners`` and ``phases`` are (key, increment) of the two streams; ``turn`` is exp(-i theta) - 1.
    """
    n, size = alkali.size, b.size
    prefer_wide_vectors()
    batch = max(1, BATCH // n)
    # whole vectors of 8, so that no loop has a rest that is done one by one
    count = -(-batch * n // 8) * 8
    taken = np.empty(count)
    for j in range(count):
        taken[j] = j % n
    made = np.empty(2 * (-(-(count + 1) // 16) * 16))
    found = np.empty(count, dtype=np.int64)
    atoms, amplitudes = alkali.view(np.float64), b.view(np.float64)
    partner = np.empty(2 * n)
    step = begin
    while step < end:
        now = min(batch, end - step)
        collision = np.uint64(step) * np.uint64(n)
        odd = int(collision & np.uint64(1))  # normal numbers come in pairs
        kicks(law, weak, phases[0], phases[1], collision >> np.uint64(1), numbers, made)
        places(partners[0], partners[1], collision, taken, float(size), found)
        # written out here: a function of its own would count references to its arrays in every step
        for at in range(0, now * n, n):
            for i in range(n):
                exchange(amplitudes, found[np.uint64(at + i)], i, partner)
            i, kick = 0, at + odd
            while i + 8 <= n:
                collide_8(atoms, i, partner, amplitudes, made, kick + i, turn.real, turn.imag)
                i += 8
            if i + 4 <= n:
                collide_4(atoms, i, partner, amplitudes, made, kick + i, turn.real, turn.imag)
                i += 4
            while i < n:
                collide_1(atoms, i, partner, amplitudes, made, kick + i, turn.real, turn.imag)
                i += 1
        step += now


@numba.njit(cache=True, nogil=True, error_model="numpy")
def poisson_count(mean, key, increment, step):
    """A Poisson number, by inversion of its distribution in pieces of mean 8 at most; four words at most for each."""
    count, word_number = 0, np.uint64(step) << np.uint64(20)
    left = mean
    while left > 0.0:
        piece = min(left, 8.0)
        left -= piece
        u = unit(word(key, increment, word_number))
        word_number += np.uint64(1)
        term = math.exp(-piece)
        total, k = term, 0
        while u > total and k < 100:
            k += 1
            term *= piece / k
            total += term
        count += k
    return count


@numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def poisson_steps_of_one_excitation(
    alkali, b, begin, end, law, weak, numbers, turn, partners, phases, counts
):  # fmt: skip
    """The same with a continuous clock: in a step a Poisson number of single collisions, each of any two atoms.

    The field turns the alkali atoms after the collisions of each step.
    """
    n, size = alkali.size, b.size
    for step in range(begin, end):
        events = poisson_count(float(n), counts[0], counts[1], step)
        for event in range(events):
            collision = (np.uint64(step) << np.uint64(20)) + np.uint64(event)
            drawn = unit(word(partners[0], partners[1], collision)) * n
            i = int(drawn)
            j = int((drawn - i) * size)
            phase = phase_of(law, phases[0], phases[1], collision, numbers)
            kick = weak_collision_kick(phase) if weak else collision_kick(phase)
            change = (alkali[i] - b[j]) * kick
            alkali[i] += change
            b[j] -= change
        for i in range(n):
            alkali[i] += alkali[i] * turn


def recorded(task):
    """Numbers of a record.

    Sum of alkali amplitudes (re, im), of noble-gas ones (re, im), both populations, and the amplitude of the
    first alkali atom (re, im).
    """
    return 8


def stepper(task, number):
    """A function that takes the amplitudes of one path from one step to another, with the streams of that path."""
    partners, phases, counts = keys(task.seed, number)
    law = task.collisions.phases
    numbers, turn = law.numbers, task.collisions.turned

    def go(arrays, begin, end):
        if task.poisson:
            poisson_steps_of_one_excitation(
                *arrays, begin, end, law.law, law.weak, numbers, turn, partners, phases, counts
            )  # fmt: skip
        else:
            steps_of_one_excitation(*arrays, begin, end, law.law, law.weak, numbers, turn, partners, phases)

    return go


def take(task, arrays, out):
    """Write the recorded numbers of a path."""
    alkali, noble = arrays
    record(alkali, noble, out)
