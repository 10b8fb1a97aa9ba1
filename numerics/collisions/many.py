r"""The compiled loop of any number of excitations: an amplitude for every set of m excited atoms.

Sets are numbered by the combinatorial number system: atoms :math:`s_1 < s_2 < \dots` have the number
:math:`\sum_i \binom{s_i}{i}`. A collision of a and b couples each set that has a and not b with the one that has b in
its place; sets with both, or with neither, stay. It costs as many operations as there are sets, for every collision,
so this is for few atoms or few excitations; one and two excitations have faster loops of their own, with which this one
shares the streams and hence the collisions.
"""

from __future__ import annotations

import math

import numba
import numpy as np

from numerics.collisions.batches import kicks, places
from numerics.collisions.trajectories import keys


@numba.njit(cache=True, nogil=True, error_model="numpy")
def rank(chosen, binomials):
    """The number of a set of atoms, which are sorted."""
    found = 0
    for i in range(chosen.size):
        found += binomials[chosen[i], i + 1]
    return found


@numba.njit(cache=True, nogil=True, error_model="numpy")
def all_sets(atoms, excited, size):
    """All sets of so many of the atoms, sorted inside, in the order of their numbers; shape (size, excited)."""
    found = np.empty((size, excited), dtype=np.int32)
    now = np.arange(excited)
    for row in range(size):
        found[row] = now
        i = 0
        while i < excited and (now[i] + 1 == (now[i + 1] if i + 1 < excited else atoms)):
            i += 1
        if i < excited:
            now[i] += 1
            now[:i] = np.arange(i)
    return found


@numba.njit(cache=True, nogil=True, error_model="numpy")
def table_of_binomials(atoms, excited):
    """binomial(n, k) for n up to the number of atoms, k up to that of excitations."""
    table = np.zeros((atoms + 1, excited + 2), dtype=np.int64)
    table[:, 0] = 1
    for n in range(1, atoms + 1):
        for k in range(1, excited + 2):
            table[n, k] = table[n - 1, k - 1] + table[n - 1, k]
    return table


@numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def collide(amplitudes, sets, binomials, a, b, kick):
    """One collision of atoms a and b."""
    excited = sets.shape[1]
    other = np.empty(excited, dtype=np.int64)
    for row in range(sets.shape[0]):
        has_a = has_b = False
        for i in range(excited):
            has_a |= sets[row, i] == a
            has_b |= sets[row, i] == b
        if not has_a or has_b:
            continue
        at = 0
        placed = False
        for i in range(excited):
            atom = sets[row, i]
            if atom == a:
                continue
            if not placed and atom > b:
                other[at] = b
                at += 1
                placed = True
            other[at] = atom
            at += 1
        if not placed:
            other[at] = b
        partner = rank(other, binomials)
        change = (amplitudes[row] - amplitudes[partner]) * kick
        amplitudes[row] += change
        amplitudes[partner] -= change


@numba.njit(cache=True, nogil=True, error_model="numpy")
def steps_of_many_excitations(
    amplitudes, sets, table, alkali, begin, end, law, weak, numbers, turn, partners, phases
):  # fmt: skip
    """Run steps in place; alkali atoms are 0 to alkali - 1, and ``table`` says which noble-gas atom stands where."""
    n, size = alkali, table.size
    excited = sets.shape[1]
    binomials = table_of_binomials(n + size, excited)
    turns = np.zeros(excited + 1, dtype=np.complex128)  # (1 + turn)^k - 1
    for k in range(1, excited + 1):
        turns[k] = turns[k - 1] + turn + turns[k - 1] * turn
    count = -(-n // 8) * 8
    taken = np.arange(count) * 1.0
    made = np.empty(2 * (-(-(count + 1) // 16) * 16))
    found = np.empty(count, dtype=np.int64)
    for step in range(begin, end):
        collision = np.uint64(step) * np.uint64(n)
        odd = int(collision & np.uint64(1))
        kicks(law, weak, phases[0], phases[1], collision >> np.uint64(1), numbers, made)
        places(partners[0], partners[1], collision, taken, float(size), found)
        for a in range(n):
            place = found[a]
            table[a], table[place] = table[place], table[a]
            kick = complex(made[2 * (a + odd)], made[2 * (a + odd) + 1])
            collide(amplitudes, sets, binomials, a, n + np.int64(table[a]), kick)
        for row in range(sets.shape[0]):
            inside = 0
            for i in range(excited):
                inside += int(sets[row, i] < n)
            amplitudes[row] += amplitudes[row] * turns[inside]


def recorded(task):
    """Numbers of a record: for 0, 1, ... excitations in the alkali the amplitude of the symmetric state (re, im) and
    the probability of finding so many there."""
    return 3 * (task.excitations + 1)


def stepper(task, number):
    """A function that takes the amplitudes of one path from one step to another, with the streams of that path."""
    partners, phases, _ = keys(task.seed, number)
    law, alkali = task.collisions.phases, task.collisions.alkali
    numbers, turn = law.numbers, task.collisions.turned

    def go(arrays, begin, end):
        amplitudes, table = arrays
        sets = all_sets(task.collisions.atoms, task.excitations, amplitudes.size)
        steps_of_many_excitations(
            amplitudes, sets, table, alkali, begin, end, law.law, law.weak, numbers, turn, partners, phases
        )  # fmt: skip

    return go


def take(task, arrays, out):
    """Write the recorded numbers of a path."""
    amplitudes, c = arrays[0], task.collisions
    sets = all_sets(c.atoms, task.excitations, amplitudes.size)
    inside = (sets < c.alkali).sum(axis=1)
    for k in range(task.excitations + 1):
        here = amplitudes[inside == k]
        ways = math.comb(c.alkali, k) * math.comb(c.noble_gas, task.excitations - k)
        total = here.sum() / math.sqrt(max(ways, 1))
        out[3 * k], out[3 * k + 1], out[3 * k + 2] = total.real, total.imag, (np.abs(here) ** 2).sum()


def amplitudes(task, size):
    """The initial arrays: the state with so many excitations in each gas, shared alike by all its atoms."""
    c, (first, second) = task.collisions, task.start
    sets = all_sets(c.atoms, task.excitations, size)
    inside = (sets < c.alkali).sum(axis=1)
    ways = math.comb(c.alkali, first) * math.comb(c.noble_gas, second)
    state = np.where(inside == first, 1 / math.sqrt(ways), 0.0).astype(complex)
    return state, np.arange(c.noble_gas, dtype=np.uint64)
