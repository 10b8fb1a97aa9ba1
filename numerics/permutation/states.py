"""States of the ensembles: vectors of coefficients with the generator that they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from numerics.permutation.generator import Generator
from numerics.permutation.model import SPINS, Matrix, PermutationError, one_atom

POLARISED = np.diag([1.0, 0.0])


@dataclass(frozen=True, kw_only=True, eq=False)
class State:
    """A density operator: its coefficients, shape (generator.size,)."""

    generator: Generator
    coefficients: NDArray[Any]


def product_state(generator: Generator, *atoms: ArrayLike) -> State:
    """Independent atoms, each with the 2 x 2 density matrix of its ensemble (rows and columns up, down).

    One matrix serves both ensembles; without any, all atoms are up. Raises PermutationError for a matrix that is no
    state, or for a coherence that the sector does not hold.
    """
    ensembles = len(generator.model.counts)
    given = [state_of_atom(a) for a in (atoms or (POLARISED,))]
    if len(given) not in (1, ensembles):
        raise PermutationError(f"{len(given)} states of an atom were given, where 1 or {ensembles} are expected")
    both = [*(given if len(given) == ensembles else given * ensembles), np.eye(2)][:2]
    parts = [side.basis.product(a) for side, a in zip(generator.sides, both, strict=True)]
    made = generator.vector(*parts)
    whole = np.linalg.norm(parts[0]) * np.linalg.norm(parts[1])
    # what is left out shows in the norm, to the rounding of some thousand squares
    if np.linalg.norm(made) < whole * (1 - 1e-12):
        raise PermutationError(
            "a state with coherence between up and down was given, where the model keeps the charge of such a "
            "coherence and the sector without it is expected"
        )
    return State(generator=generator, coefficients=made)


def state_of_atom(matrix: ArrayLike) -> Matrix:
    """A 2 x 2 density matrix; raises PermutationError for what is none."""
    made = one_atom(np.asarray(matrix), "the state of an atom")
    if (
        abs(np.trace(made) - 1) > 1e-12
        or np.abs(made - made.conj().T).max() > 1e-12
        or np.linalg.eigvalsh(made)[0] < -1e-12
    ):
        raise PermutationError(f"the matrix {made.tolist()} was given, where a density matrix of one atom is expected")
    return made


def bloch_state(x: float, y: float = 0.0, z: float = 0.0) -> Matrix:
    """The density matrix of an atom with the mean spin (x, y, z)/2, x along the quantisation axis."""
    return np.eye(2) / 2 + x * SPINS["x"] + y * SPINS["y"] + z * SPINS["z"]
