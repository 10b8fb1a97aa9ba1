r"""Exact averages over all sample paths, from the generated maps of orbits: means, variances, rates of exchange.

A map is kept as E = M - 1, whose entries are as small as the phases. Two steps are :math:`1 + (2E + E^2)`, and so on by
doubling, so that ten million steps of phases of 1e-5 lose no digits. A variance is not the difference of two nearly
equal moments: the connected part of the fourfold product,

.. math:: \Delta = \langle\psi\psi^*\psi\psi^*\rangle - \langle\psi\psi^*\rangle\langle\psi\psi^*\rangle ,

follows a map of its own, driven by what one step connects, which is small from the outset.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.collisions.model import Collisions, Start
from numerics.parameters import InputError
from numerics.studies.specification import Kernels

Matrix = NDArray[np.complex128]
Counts = tuple[int, int, int]
"""Excitations of one replica: of the marked atom, of other alkali atoms, of noble-gas atoms."""
Bra = Callable[[Counts], complex]


@dataclass(frozen=True, kw_only=True)
class Orbit:
    """Patterns of the atoms of one orbit, as bit masks of replicas; ``marked`` is None where no atom is marked."""

    marked: int | None
    first: tuple[int, ...]
    second: tuple[int, ...]

    def counts(self, replica: int) -> Counts:
        """Excitations of one replica."""
        one = 0 if self.marked is None else self.marked >> replica & 1
        return one, _excited(self.first, replica), _excited(self.second, replica)

    def restricted(self, replicas: tuple[int, int]) -> Orbit:
        """The orbit of two of the replicas, as replicas 0 and 1."""

        def part(pattern: int) -> int:
            return (pattern >> replicas[0] & 1) | (pattern >> replicas[1] & 1) << 1

        first, second = (tuple(sorted(p for p in map(part, ps) if p)) for ps in (self.first, self.second))
        return Orbit(marked=None if self.marked is None else part(self.marked), first=first, second=second)

    def size(self, alkali: int, noble_gas: int) -> float:
        """How many tuples of sets of atoms belong to the orbit."""
        free = alkali - (self.marked is not None)
        found = float(math.perm(free, len(self.first))) * math.perm(noble_gas, len(self.second))
        for patterns in (self.first, self.second):
            for pattern in set(patterns):
                found /= math.factorial(patterns.count(pattern))
        return found


def _excited(patterns: Sequence[int], replica: int) -> int:
    return sum(p >> replica & 1 for p in patterns)


@dataclass(frozen=True, kw_only=True)
class AveragedMap:
    """The averaged map of one step for given gases: E = M - 1 on the values of the orbits."""

    collisions: Collisions
    orbits: tuple[Orbit, ...]
    matrix: Matrix

    @classmethod
    def of(cls, kernel: Any, collisions: Collisions) -> AveragedMap:
        """From a generated kernel; rows of orbits that these few atoms do not have are zero."""
        gases = (collisions.alkali, collisions.noble_gas)
        found = _orbits(kernel.module)
        names = [argument.name for argument in kernel.record.arguments]
        values = {n: collisions.phases.defect(int(n[8:])) for n in names if n.startswith("epsilon")}
        E = np.array(kernel(N_a=gases[0], N_b=gases[1], theta_B=collisions.turn, **values))
        missing = np.array([orbit.size(*gases) == 0 for orbit in found])
        E[missing] = 0.0
        E[:, missing] = 0.0
        return cls(collisions=collisions, orbits=found, matrix=E)

    @cached_property
    def sizes(self) -> NDArray[np.float64]:
        """How many tuples of sets of atoms belong to each orbit."""
        gases = (self.collisions.alkali, self.collisions.noble_gas)
        return np.array([orbit.size(*gases) for orbit in self.orbits])

    def start(self, amplitude: Bra) -> Matrix:
        """Values of the orbits for a state with this amplitude of each set of atoms (real amplitudes)."""
        return np.array([_product(orbit, amplitude) for orbit in self.orbits], dtype=complex)

    def weights(self, bra: Bra) -> Matrix:
        """What to multiply the values by to get the mean of the R/2-th power of the probability of a state."""
        return self.start(bra) * self.sizes

    def populations(self, wanted: Callable[[Counts], float]) -> Matrix:
        """What to multiply the values of two replicas by to get the mean of an observable of the excited atoms."""
        same = np.array([all(p == 3 for p in _patterns(orbit)) for orbit in self.orbits])
        found: Matrix = same * self.sizes * np.array([wanted(orbit.counts(0)) for orbit in self.orbits], dtype=complex)
        return found

    def after(self, steps: Sequence[int], values: Matrix) -> Matrix:
        """Values after numbers of steps that do not fall, shape (times, orbits)."""
        return powers(self.matrix, steps, values)


def _patterns(orbit: Orbit) -> tuple[int, ...]:
    return (*((orbit.marked,) if orbit.marked else ()), *orbit.first, *orbit.second)


def _product(orbit: Orbit, amplitude: Bra) -> complex:
    replicas = max(2, max(_patterns(orbit)).bit_length())
    replicas += replicas % 2
    found = complex(1.0)
    for replica in range(replicas):
        found *= amplitude(orbit.counts(replica))
    return found


def _orbits(module: Any) -> tuple[Orbit, ...]:
    """The orbits that a generated map names in its table."""
    return tuple(
        Orbit(marked=marked, first=tuple(first), second=tuple(second)) for marked, first, second in module.ORBITS
    )


def powers(E: Matrix, steps: Sequence[int], values: Matrix) -> Matrix:
    """(1 + E)^n applied to values, for each n of steps that do not fall; small E keep their digits.

    Raises InputError for steps that fall or are negative.
    """
    wanted = [int(n) for n in steps]
    gaps = np.diff([0, *wanted])
    if np.any(gaps < 0):
        raise InputError("the steps at which an average is wanted fall, expected numbers that rise")
    doubled = [E]
    for _ in range(int(max(gaps, default=0)).bit_length() - 1):
        doubled.append(2 * doubled[-1] + doubled[-1] @ doubled[-1])
    known: dict[int, Matrix] = {}
    found, now = [], values.astype(complex)
    for gap in gaps.tolist():
        if gap not in known:
            known[gap] = _power(doubled, gap)
        now = now + known[gap] @ now
        found.append(now)
    return np.array(found)


def _power(doubled: Sequence[Matrix], n: int) -> Matrix:
    """(1 + E)^n - 1 from those of the powers of two."""
    total: Matrix = np.zeros_like(doubled[0])
    for bit, one in enumerate(doubled):
        if n >> bit & 1:
            total = total + one + total @ one
    return total


def symmetric(collisions: Collisions, alkali: int, noble_gas: int) -> Bra:
    """Amplitudes of the state with so many excitations in each gas, shared alike by all its atoms."""
    ways = math.comb(collisions.alkali, alkali) * math.comb(collisions.noble_gas, noble_gas)
    if ways == 0:
        raise InputError(f"{alkali} and {noble_gas} excitations are more than there are atoms")

    def amplitude(counts: Counts) -> complex:
        return complex(1 / math.sqrt(ways)) if (counts[0] + counts[1], counts[2]) == (alkali, noble_gas) else 0j

    return amplitude


def localised(counts: Counts) -> complex:
    """Amplitude of the state with the marked atom excited."""
    return complex(counts == (1, 0, 0))


def superposed(one: Bra, two: Bra, phase: float = 0.0) -> Bra:
    """Amplitude of (one + exp(i phase) two)/sqrt(2), as a bra of real amplitudes when the phase is 0 or pi."""
    factor = math.cos(phase)
    return lambda counts: (one(counts) + factor * two(counts)) / math.sqrt(2)


def start_of(collisions: Collisions, start: Start) -> Bra:
    """The initial state of a simulation."""
    if start == "pair":
        return symmetric(collisions, 1, 1)
    return localised if start == "localised" else symmetric(collisions, 1, 0)


MEANS: dict[Start, str] = {
    "symmetric": "mean_one_excitation", "localised": "mean_localised_excitation", "pair": "mean_two_excitations",
}  # fmt: skip
VARIANCES: dict[Start, str] = {
    "symmetric": "variance_one_excitation", "localised": "variance_localised_excitation",
}  # fmt: skip


def fidelities(
    collisions: Collisions, start: Start, states: Sequence[Bra], steps: Sequence[int], kernels: Kernels
) -> NDArray[np.float64]:
    """Mean probabilities of states after numbers of steps, exact; shape (states, times)."""
    averaged = AveragedMap.of(kernels[MEANS[start]], collisions)
    values = averaged.after(steps, averaged.start(start_of(collisions, start)))
    return np.array([(values @ averaged.weights(state)).real for state in states])


def populations(
    collisions: Collisions,
    start: Start,
    wanted: Sequence[Callable[[Counts], float]],
    steps: Sequence[int],
    kernels: Kernels,
) -> NDArray[np.float64]:
    """Mean values of observables of which atoms are excited (by counts), exact; shape (observables, times)."""
    averaged = AveragedMap.of(kernels[MEANS[start]], collisions)
    values = averaged.after(steps, averaged.start(start_of(collisions, start)))
    return np.array([(values @ averaged.populations(one)).real for one in wanted])


def deviations(
    collisions: Collisions, start: Start, states: Sequence[Bra], steps: Sequence[int], kernels: Kernels
) -> NDArray[np.float64]:
    """Standard deviations over sample paths of the probabilities of states, exact; shape (states, times).

    Raises InputError for two excitations, whose second moments have no map here.
    """
    if start not in VARIANCES:
        raise InputError(f"there is no exact variance for the start {start!r}, expected symmetric or localised")
    two = AveragedMap.of(kernels[MEANS[start]], collisions)
    four = AveragedMap.of(kernels[VARIANCES[start]], collisions)
    size = len(two.orbits)
    index = {orbit: n for n, orbit in enumerate(two.orbits)}
    pair = [index[o.restricted((0, 1))] * size + index[o.restricted((2, 3))] for o in four.orbits]
    one, E = np.eye(size), two.matrix
    both = np.kron(E, one) + np.kron(one, E) + np.kron(E, E)
    count = size * size + len(four.orbits)
    whole: Matrix = np.zeros((count, count), dtype=complex)
    whole[: size * size, : size * size] = both
    lift = np.zeros((len(four.orbits), size * size))
    lift[np.arange(len(four.orbits)), pair] = four.sizes > 0
    whole[size * size :, : size * size] = four.matrix @ lift - lift @ both
    whole[size * size :, size * size :] = four.matrix
    values = two.start(start_of(collisions, start))
    begin = np.concatenate([np.kron(values, values), np.zeros(len(four.orbits))])
    connected = powers(whole, steps, begin)[:, size * size :]
    variances = np.array([(connected @ four.weights(state)).real for state in states])
    roots: NDArray[np.float64] = np.sqrt(np.clip(variances, 0.0, None))
    return roots


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """How the mean exchange goes: frequency and decay [per step] of the beat, from the eigenvalues of the exact map."""

    frequency: float
    decay: float
    alpha: float


def exchange(collisions: Collisions, kernels: Kernels) -> Exchange:
    """Frequency and decay rate of the oscillating part of the mean fidelities, exact at any numbers of atoms.

    ``alpha`` is the decay rate over <phi^2>/4. The eigenvalue is that of the fastest oscillation, which is the beat.
    """
    averaged = AveragedMap.of(kernels[MEANS["symmetric"]], collisions)
    rates = np.log1p(np.linalg.eigvals(averaged.matrix))
    beat = rates[np.argmax(rates.imag)]
    decay = -float(beat.real)
    return Exchange(frequency=float(beat.imag), decay=decay, alpha=4 * decay / collisions.phases.square)
