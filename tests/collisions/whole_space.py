"""The oracle: all 2^n states of n spins, collisions as exponentials of s.k, streams in plain integers and floats.

It shares no code with what it checks: no kick, no subspace, no numba.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.linalg import expm

MASK = (1 << 64) - 1
HALF = {
    "x": np.array([[0, 1], [1, 0]]) / 2,
    "y": np.array([[0, -1j], [1j, 0]]) / 2,
    "z": np.array([[1, 0], [0, -1]]) / 2,
}
CONTACT = sum(np.kron(HALF[axis], HALF[axis]) for axis in "xyz")


def mixed(z: int) -> int:
    """SplitMix64's mixing function."""
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def word(stream: tuple[int, int], n: int) -> int:
    """Word n of a stream."""
    return mixed((int(stream[0]) + n * int(stream[1])) & MASK)


def unit(bits: int) -> float:
    """A number on [0, 1)."""
    return (bits >> 12) / 2**52


def normal(stream: tuple[int, int], collision: int) -> float:
    """The normal number of a collision, by the logarithm, sine and cosine of the standard library."""
    one, two = word(stream, collision & ~1), word(stream, collision | 1)
    radius = math.sqrt(-2 * math.log(unit(one) + 2.0**-53)) * (-1 if two & 1 else 1)
    angle = (unit(two) - 0.5) * math.pi / 2
    first, second = (math.sin, math.cos) if two & 2 else (math.cos, math.sin)
    return radius * (second if collision & 1 else first)(angle)


def paired(stream: tuple[int, int], step: int, alkali: int, order: list[int]) -> list[int]:
    """Which noble-gas atoms the alkali atoms meet; ``order`` is changed as Fisher and Yates do."""
    for i in range(alkali):
        j = i + math.floor((len(order) - i) * unit(word(stream, step * alkali + i)))
        order[i], order[j] = order[j], order[i]
    return order[:alkali]


def collide(state: np.ndarray, one: int, two: int, phase: float) -> np.ndarray:
    """exp(-i phase s.k) of two spins, divided by the phase of both down; state has an axis (up, down) for each spin."""
    unitary = expm(-1j * phase * CONTACT)
    unitary = (unitary / unitary[3, 3]).reshape(2, 2, 2, 2)
    moved = np.tensordot(unitary, state, axes=((2, 3), (one, two)))
    return np.moveaxis(moved, (0, 1), (one, two))


def run(
    state: np.ndarray, alkali: int, noble: int, steps: int, mean: float, deviation: float, turn: float, streams: tuple
) -> np.ndarray:
    """The state after so many steps; spins 0 to alkali - 1 are the alkali."""
    order = list(range(noble))
    field = np.array([np.exp(-1j * turn), 1.0])
    for step in range(steps):
        for a, b in enumerate(paired(streams[0], step, alkali, order)):
            phase = mean + deviation * normal(streams[1], step * alkali + a)
            state = collide(state, a, alkali + b, phase)
        for a in range(alkali):
            shape = [1] * state.ndim
            shape[a] = 2
            state = state * field.reshape(shape)
    return state


def symmetric(alkali: int, noble: int, excited: tuple[int, int]) -> np.ndarray:
    """So many of each gas up, shared alike; one axis (up, down) for each spin."""
    state = np.zeros((2,) * (alkali + noble), dtype=complex)
    for index in np.ndindex(*state.shape):
        up = [i for i, down in enumerate(index) if not down]
        if (sum(i < alkali for i in up), sum(i >= alkali for i in up)) == excited:
            state[index] = 1.0
    return state / np.linalg.norm(state)
