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

from numerics.collisions.draws import FIXED, NORMAL, TABLE, phase_of, summed_phases  # noqa: F401
from numerics.collisions.normal import normals, unit
from numerics.collisions.slots import collision_kick, weak_collision_kick
from numerics.collisions.streams import word
from numerics.collisions.trajectories import keys

BATCH = 512  # collisions whose kicks and partners are made at a time: they stay in the nearest cache
RECORDED = 8
"""Numbers of a record: sum of alkali amplitudes (re, im), of noble-gas ones (re, im), both populations, and the
amplitude of the first alkali atom (re, im)."""


@numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def weak_normal_kicks(key, increment, first, mean, deviation, real, imaginary):
    """Kicks of normally distributed phases below a quarter of a radian, two for each two words from pair ``first``."""
    for j in range(real.size // 2):
        n = np.uint64(2) * (first + np.uint64(j))
        one, two = normals(word(key, increment, n), word(key, increment, n + np.uint64(1)))
        kick = weak_collision_kick(mean + deviation * one)
        real[2 * j] = kick.real
        imaginary[2 * j] = kick.imag
        kick = weak_collision_kick(mean + deviation * two)
        real[2 * j + 1] = kick.real
        imaginary[2 * j + 1] = kick.imag


@numba.njit(cache=True, nogil=True, error_model="numpy")
def normal_kicks(key, increment, first, mean, deviation, real, imaginary):
    """The same for phases of any size."""
    for j in range(real.size // 2):
        n = np.uint64(2) * (first + np.uint64(j))
        one, two = normals(word(key, increment, n), word(key, increment, n + np.uint64(1)))
        kick = collision_kick(mean + deviation * one)
        real[2 * j] = kick.real
        imaginary[2 * j] = kick.imag
        kick = collision_kick(mean + deviation * two)
        real[2 * j + 1] = kick.real
        imaginary[2 * j + 1] = kick.imag


@numba.njit(cache=True, nogil=True, error_model="numpy")
def table_kicks(key, increment, first, quantiles, real, imaginary):
    """Kicks of phases with a tabulated quantile function, linear between its entries; one word each."""
    cells = quantiles.size - 1
    for j in range(real.size):
        place = unit(word(key, increment, np.uint64(2) * first + np.uint64(j))) * cells
        cell = int(place)
        phase = quantiles[cell] + (place - cell) * (quantiles[cell + 1] - quantiles[cell])
        kick = collision_kick(phase)
        real[j] = kick.real
        imaginary[j] = kick.imag


@numba.njit(cache=True, nogil=True, error_model="numpy")
def kicks(law, weak, key, increment, first, numbers, real, imaginary):
    """Fill a batch with kicks from an even collision on; ``numbers`` are (mean, deviation) or quantiles."""
    if law == NORMAL and weak:
        weak_normal_kicks(key, increment, first, numbers[0], numbers[1], real, imaginary)
    elif law == NORMAL:
        normal_kicks(key, increment, first, numbers[0], numbers[1], real, imaginary)
    elif law == TABLE:
        table_kicks(key, increment, first, numbers, real, imaginary)
    else:
        kick = collision_kick(numbers[0])
        real[:] = kick.real
        imaginary[:] = kick.imag


@numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def places(key, increment, first, taken, size, found):
    """Where the partner of each collision stands: uniform on the places from ``taken`` on."""
    for j in range(found.size):
        left = size - taken[j]
        found[j] = np.uint64(taken[j] + math.floor(left * unit(word(key, increment, first + np.uint64(j)))))


@numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def one_step(a_real, a_imag, b, partner_real, partner_imag, found, real, imaginary, turn_real, turn_imag):
    """Swap the partners to the front, let all pairs collide, turn the alkali atoms."""
    n = a_real.size
    for i in range(n):
        j = found[i]
        c = b[j]
        b[j] = b[np.uint64(i)]
        partner_real[i] = c.real
        partner_imag[i] = c.imag
    for i in range(n):
        x, y = a_real[i], a_imag[i]
        u, v = partner_real[i], partner_imag[i]
        p, q = x - u, y - v
        k, m = real[i], imaginary[i]
        s = p * k - q * m
        t = p * m + q * k
        b[np.uint64(i)] = complex(u - s, v - t)
        x += s
        y += t
        a_real[i] = x + (x * turn_real - y * turn_imag)
        a_imag[i] = y + (x * turn_imag + y * turn_real)


@numba.njit(cache=True, nogil=True, error_model="numpy")
def record(a_real, a_imag, b, out):
    """Write the recorded numbers of a state."""
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
    batch = max(1, BATCH // n)
    batch += batch % 2 if n % 2 else 0  # an even number of collisions, so that pairs of normal numbers stay together
    count = batch * n
    taken = np.empty(count)
    for j in range(count):
        taken[j] = j % n
    real, imaginary = np.empty(count + 2), np.empty(count + 2)
    found = np.empty(count, dtype=np.uint64)
    a_real, a_imag = alkali.real.copy(), alkali.imag.copy()
    partner_real, partner_imag = np.empty(n), np.empty(n)
    step = begin
    while step < end:
        now = min(batch, end - step)
        collision = np.uint64(step) * np.uint64(n)
        odd = int(collision & np.uint64(1))
        kicks(law, weak, phases[0], phases[1], collision >> np.uint64(1), numbers, real, imaginary)
        places(partners[0], partners[1], collision, taken, float(size), found)
        for s in range(now):
            at, kick = s * n, s * n + odd
            one_step(
                a_real, a_imag, b, partner_real, partner_imag, found[at : at + n], real[kick : kick + n],
                imaginary[kick : kick + n], turn.real, turn.imag,
            )  # fmt: skip
        step += now
    for i in range(n):
        alkali[i] = complex(a_real[i], a_imag[i])


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


def take(arrays, out):
    """Write the recorded numbers of a path."""
    alkali, noble = arrays
    record(alkali.real.copy(), alkali.imag.copy(), noble, out)
