r"""Random streams that are numbered, not advanced: word n of a stream is a function of its key and n.

Each trajectory has streams of its own, one for partners and one for phases. A stream is a SplitMix64 sequence with a
key and an odd increment, both drawn from the seed and the number of the trajectory by a 64-bit mixing function, so that
two trajectories do not share a sequence (the overlap of windows of one sequence, a birthday problem, does not arise:
the increments differ). Any word can be had without those before it, so a run may be interrupted and resumed at any step
and shared among any number of workers, with the same bits.

Sources: Steele, Lea, Flood, Fast splittable pseudorandom number generators, OOPSLA 2014 (mixing and increments).
"""

from __future__ import annotations

import numba
import numpy as np

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
PARTNERS, PHASES, COUNTS = np.uint64(1), np.uint64(2), np.uint64(3)


@numba.njit(cache=True, inline="always")
def mixed(z: np.uint64) -> np.uint64:
    """Stafford's thirteenth mixing function of 64 bits, the one of SplitMix64."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@numba.njit(cache=True)
def stream(seed: np.uint64, trajectory: np.uint64, purpose: np.uint64) -> tuple[np.uint64, np.uint64]:
    """(key, increment) of a stream; the increment is odd and has enough bit changes, as the source asks for."""
    root = mixed(mixed(seed + GOLDEN) + trajectory * GOLDEN) + purpose * np.uint64(0xD1B54A32D192ED03)
    key = mixed(root)
    increment = mixed(root ^ np.uint64(0xA5A5A5A5A5A5A5A5)) | np.uint64(1)
    changes = increment ^ (increment >> np.uint64(1))
    count = 0
    for _ in range(64):
        count += int(changes & np.uint64(1))
        changes = changes >> np.uint64(1)
    if count < 24:
        increment ^= np.uint64(0xAAAAAAAAAAAAAAAA)
    return key, increment


@numba.njit(cache=True, inline="always")
def word(key: np.uint64, increment: np.uint64, n: np.uint64) -> np.uint64:
    """Word n of a stream."""
    return mixed(key + n * increment)
