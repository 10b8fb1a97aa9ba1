r"""Weak collisions of many steps at once: an approximation, by name, whose error is measured and never passed over.

K steps of collisions with phases :math:`\phi` make :math:`\prod \exp(i\phi\, vv^T/2)`, v being the difference of two
atoms. For weak collisions they nearly commute, and the product is replaced by one exponential of the sum: with
:math:`\Phi_{ab}` the sum of the phases of a pair,

.. math:: G = \tfrac12\sum_{ab}\Phi_{ab}\,(e_a - e_b)(e_a - e_b)^T - K\theta\sum_a e_a e_a^T ,
    \qquad \psi \to e^{iG}\psi .

What is neglected is the order of the collisions within a block. With ``law="summed"`` the phases are those of the very
collisions that the exact loop would make, from the same streams, so that the two can be compared amplitude by
amplitude. With ``law="normal"`` the matrix Phi is drawn with the exact means and covariances of K steps, as a normal
one; then higher cumulants are neglected too, and the cost does not depend on the number of collisions.
"""

from __future__ import annotations

import math
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from numerics.collisions.model import TABLE, Collisions
from numerics.collisions.trajectories import State, Task, keys
from numerics.parameters import InputError

Law = Literal["summed", "normal"]
Real = NDArray[np.float64]
Complex = NDArray[np.complex128]
TERMS = 60


def normal_phases(collisions: Collisions, steps: int, random: np.random.Generator) -> Real:
    r"""Sums of phases of all pairs over K steps, shape (N_a, N_b), normal with their exact first two moments.

    Who meets whom has the covariance of a random injection, :math:`(I - 11^T/N_b)/N_b` between partners times
    :math:`(N_b I - 11^T)/(N_b - 1)` between alkali atoms; the spread of the phases adds :math:`\sigma^2/N_b`.
    """
    a, b, law = collisions.alkali, collisions.noble_gas, collisions.phases
    drawn = random.standard_normal((a, b))
    row = drawn.mean(axis=1, keepdims=True)  # along 1 among partners: from the spread of the phases alone
    rest = drawn - row
    column = rest.mean(axis=0, keepdims=True)  # shared by all alkali atoms, who cannot meet one partner at once
    spread = law.deviation**2
    own = math.sqrt(spread + law.mean**2 * b / max(1, b - 1))
    shared = math.sqrt(spread + law.mean**2 * (b - a) / max(1, b - 1))
    noise = law.deviation * row + own * (rest - column) + shared * column
    found: Real = steps * law.mean / b + math.sqrt(steps / b) * noise
    return found


def block_of_one(phases: Real, alkali: Complex, noble: Complex, turn: float) -> tuple[Complex, Complex]:
    """exp(iG) on the amplitudes of one excitation; ``turn`` is the angle by which the field turns in the block."""
    rows, columns = phases.sum(axis=1) / 2 - turn, phases.sum(axis=0) / 2
    half = phases / 2

    def generator(a: Complex, b: Complex) -> tuple[Complex, Complex]:
        return rows * a - _times(half, b), columns * b - _times(half.T, a)

    x, y = _exponential(lambda s: generator(*s), (alkali, noble))
    return x, y


def block_of_two(phases: Real, aa: Complex, ab: Complex, bb: Complex, turn: float) -> tuple[Complex, Complex, Complex]:
    """exp(iG) on the blocks of two excitations; a pair of two excited atoms does not collide."""
    rows, columns, half = phases.sum(axis=1)[:, None] / 2, phases.sum(axis=0) / 2, phases / 2

    def generator(state: tuple[Complex, ...]) -> tuple[Complex, ...]:
        x, y, z = state
        alkali = rows * x - _times(half, y.T)
        noble = columns[:, None] * z - _times(half.T, y)
        mixed = (rows + columns - phases - turn) * y - _times(half, z) - _times(half.T, x.T).T
        both = alkali + alkali.T - 2 * turn * x, noble + noble.T
        for block in both:
            np.fill_diagonal(block, 0.0)
        return both[0], mixed, both[1]

    x, y, z = _exponential(generator, (aa, ab, bb))
    return x, y, z


def _times(real: Real, other: Complex) -> Complex:
    """A real matrix times a complex one, as two real products."""
    found: Complex = real @ other.real + 1j * (real @ other.imag)
    return found


def _exponential(generator: Any, state: tuple[Complex, ...]) -> tuple[Complex, ...]:
    """The exponential of i times a generator on a state by its series, until the terms are below rounding.

    Raises InputError when the phases of a block are too large for it.
    """
    total, term = state, state
    for n in range(1, TERMS):
        term = tuple((1j / n) * x for x in generator(term))
        total = tuple(x + y for x, y in zip(total, term, strict=True))
        if max(float(np.abs(x).max(initial=0.0)) for x in term) < 1e-15:
            return total
    raise InputError("the phases of a block of collisions add up to too much: expected a smaller block")


def stepper(task: Task, loops: Any, number: int, block: int, law: Law) -> Any:
    """A function that takes the amplitudes of one path from one step to another, in blocks of at most K steps.

    Raises InputError for a tabulated law of the phases that is to be summed.
    """
    if block < 1:
        raise InputError(f"blocks of {block} steps were asked for, expected at least 1")
    if law == "summed" and task.collisions.phases.law == TABLE:
        raise InputError("collisions with tabulated phases cannot be summed, expected normal or fixed phases")
    partners, phases, _ = keys(task.seed, number)
    c = task.collisions
    pair = task.start == "pair"

    def go(arrays: tuple[NDArray[Any], ...], begin: int, end: int) -> None:
        state, table = (arrays[:3], arrays[3]) if pair else (arrays[:2], arrays[-1])
        _turn(state, c.turn / 2)
        for first in range(begin, end, block):
            last = min(first + block, end)
            if law == "summed":
                sums = np.zeros((c.alkali, c.noble_gas))
                loops.summed_phases(sums, table, first, last, c.phases.law, c.phases.numbers, partners, phases)
            else:
                random = np.random.Generator(np.random.Philox(key=task.seed, counter=[first, last, number, 0]))
                sums = normal_phases(c, last - first, random)
            turn = c.turn * (last - first)
            made: tuple[Complex, ...]
            if pair:
                made = block_of_two(sums, state[0], state[1], state[2], turn)
            else:
                made = block_of_one(sums, state[0], state[1], turn)
            for old, new in zip(state, made, strict=True):
                old[...] = new
        _turn(state, -c.turn / 2)

    return go


def _turn(state: tuple[NDArray[Any], ...], angle: float) -> None:
    """Turn the alkali forward by an angle: a step's field acts after its collisions, a block's along with them."""
    wave = np.exp(1j * angle)
    if len(state) == 3:
        state[0][...] *= wave**2
        state[1][...] *= wave
    else:
        state[0][...] *= wave


def path(task: Task, loops: Any, number: int, block: int, law: Law = "normal") -> State:
    """One approximate path with its records; ``loops`` as for :func:`numerics.collisions.trajectories.simulate`."""
    from numerics.collisions.trajectories import amplitudes

    arrays = amplitudes(task)
    if task.start != "pair":
        arrays = (*arrays, np.arange(task.collisions.noble_gas, dtype=np.uint64))
    found = State(number, arrays, np.empty((len(task.steps), loops.recorded(task))))
    go = stepper(task, loops, number, block, law)
    for place, target in enumerate(task.steps):
        go(found.arrays, found.step, target)
        found.step = target
        loops.take(task, arrays if task.start == "pair" else arrays[:2], found.records[place])
    return found
