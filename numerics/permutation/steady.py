r"""The steady state: direct for small sectors, else GMRES with the exact inverse of what acts on each ensemble alone.

Without the terms that join the ensembles, a block V obeys a Sylvester equation, :math:`M_0V + VM_1^T = F`, which the
eigenvectors of the two small matrices solve at once. The joining terms are left to a few iterations. The generator
has one zero, the steady state; it is moved away by adding the product of both ensembles' own steady states times
the trace, and the state is then the solution of a regular system.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.linalg
import scipy.sparse.linalg
from numpy.typing import NDArray

from numerics.permutation.generator import Generator
from numerics.permutation.hermitian import Half
from numerics.permutation.model import PermutationError
from numerics.permutation.states import State

la: Any = scipy.linalg  # these declare no types
sla: Any = scipy.sparse.linalg
Vector = NDArray[Any]
DIRECT = 2000  # unknowns up to which a sparse factorisation takes less time than the small eigenproblems
WORST = 1e9  # condition of the eigenvectors up to which eight digits are left for the preconditioner
MEMORY = 6e8  # bytes of Krylov vectors kept before GMRES starts over
LONGEST = 80  # of them at most


@dataclass(frozen=True, kw_only=True, eq=False)
class Steady:
    """The steady state with the norm of its rate of change over that of the largest term, and the iterations."""

    state: State
    residual: float
    iterations: int
    method: str


def steady_state(generator: Generator, *, tolerance: float = 1e-7, most: int = 400) -> Steady:
    """The state that does not change, of trace one.

    ``tolerance`` is the relative residual in units of the slowest rates, as the preconditioner gives it; means then
    have an error of about that size (measured smaller). Raises PermutationError when there is more than one steady
    state, or when ``most`` iterations do not reach the tolerance.
    """
    if generator.size <= DIRECT:
        return _direct(generator)
    half = Half(generator)
    inverse = LocalInverse(half)
    push, trace = inverse.shift * inverse.rest, half.folded(trace_row(generator))

    def shifted(vector: Vector) -> Vector:
        # the trace lives in the blocks without charge, which are all kept
        made: Vector = half.apply(vector) + push * (trace @ vector)
        return made

    count = 0

    def counted(_: float) -> None:
        nonlocal count
        count += 1

    shape = (half.size, half.size)
    operator = sla.LinearOperator(shape, matvec=shifted, dtype=generator.dtype)
    preconditioner = sla.LinearOperator(shape, matvec=inverse, dtype=generator.dtype)
    kept = int(max(10, min(LONGEST, MEMORY / (np.dtype(generator.dtype).itemsize * half.size))))
    found, missing = sla.gmres(
        operator, push, x0=inverse.rest.copy(), M=preconditioner, rtol=tolerance, atol=0.0, restart=kept,
        maxiter=max(1, most // kept), callback=counted, callback_type="pr_norm",
    )  # fmt: skip
    if missing:
        raise PermutationError(
            f"{count} iterations did not reach the tolerance {tolerance:.0e}, where convergence is expected; give more "
            "iterations, or noise of single atoms that makes the steady state unique"
        )
    found = half.whole(found / (trace @ found))
    residual = _residual(generator, found)
    return Steady(
        state=State(generator=generator, coefficients=found), residual=residual, iterations=count, method="gmres"
    )


def trace_row(generator: Generator) -> Vector:
    """The trace as a row on the sector."""
    return generator.vector(*(side.basis.trace for side in generator.sides))


def _residual(generator: Generator, state: Vector) -> float:
    """The norm of the rate of change, over the norm of the state times the largest rate in the generator."""
    largest = max(float(np.abs(m.diagonal()).max()) for m in generator._local)
    return float(np.linalg.norm(generator.apply(state)) / (np.linalg.norm(state) * largest))


def _direct(generator: Generator) -> Steady:
    matrix, trace = generator.matrix(), trace_row(generator)
    size = generator.size
    # one equation of the singular system is replaced by the trace
    place = int(np.argmax(np.abs(trace)))
    matrix = matrix.tolil()
    matrix[place, :] = trace
    unit: Vector = np.zeros(size, dtype=generator.dtype)
    unit[place] = 1
    with np.errstate(all="ignore"):
        try:
            found = sla.splu(matrix.tocsc()).solve(unit)
        except RuntimeError as problem:
            raise PermutationError(f"the steady state is not unique ({problem}), where one is expected") from None
    residual = _residual(generator, found)
    # rounding of a factorisation with some thousand unknowns
    if not residual < 1e-8:
        raise PermutationError(
            f"the steady state is not unique: the residual is {residual:.1e}, where one state is expected"
        )
    return Steady(
        state=State(generator=generator, coefficients=found), residual=residual, iterations=0, method="direct"
    )


class LocalInverse:
    """The inverse of the terms that act on one ensemble, block by block, with the zero mode moved to ``shift``."""

    def __init__(self, half: Half) -> None:
        self.half, self.generator = half, half.generator
        first = _SideModes(half, 0)
        self.sides = (first, first if self.generator.alike else _SideModes(half, 1))
        self.rest = half.folded(self.generator.vector(*(side.rest for side in self.sides))).copy()
        gaps = [side.gap for side in self.sides if side.gap]
        self.shift = -min(gaps) if gaps else -1.0
        self.solvers = {key: self._solver(key) for key in half.keys}

    def __call__(self, vector: Vector) -> Vector:
        """Apply the inverse."""
        made: Vector = np.empty(self.half.size, dtype=self.generator.dtype)
        for key, solve in self.solvers.items():
            values = solve(self.half.block(vector, key))
            self.half.block(made, key)[...] = values.real if self.generator.real else values
        return made

    def _solver(self, key: tuple[int, int]) -> Callable[[Vector], Vector]:
        first, second = (side.modes[k] for side, k in zip(self.sides, key, strict=True))
        rest = self.sides[0].zero.get(key[0]), self.sides[1].zero.get(key[1])
        if first.condition < WORST and second.condition < WORST:
            return _by_eigenvectors(first, second, rest, self.shift)
        moved = first.matrix
        if None not in rest:
            start, trace = self.sides[0].rest_of(key[0]), self.sides[0].trace_of(key[0])
            moved = moved + self.shift * np.outer(start, trace)
        return _by_schur(moved, second.matrix)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Modes:
    """The matrix of one ensemble's own terms at one charge, its eigenvalues and eigenvectors and their inverse."""

    matrix: Vector
    values: Vector
    vectors: Vector
    inverse: Vector
    condition: float


class _SideModes:
    """One ensemble's own terms: modes at every charge, its steady state, and the smallest decay rate besides."""

    def __init__(self, half: Half, place: int) -> None:
        generator = half.generator
        self.side = generator.sides[place]
        charges = sorted({key[place] for key in half.keys} | {0})
        self.modes = {k: _modes(self._matrix(generator, place, k)) for k in charges}
        values = self.modes[0].values
        index = int(np.argmin(np.abs(values)))
        self.zero = {0: index}
        self.gap = self._gap(values, index)
        rest: Vector = np.zeros(self.side.basis.size, dtype=generator.dtype)
        block = self.side.slices[0]
        mode = self.modes[0].vectors[:, index]
        mode = mode / (self.side.basis.trace[block] @ mode)
        rest[block] = mode.real if generator.real else mode
        self.rest = rest

    def rest_of(self, charge: int) -> Vector:
        """The steady state at one charge."""
        found: Vector = self.rest[self.side.slices[charge]]
        return found

    def trace_of(self, charge: int) -> Vector:
        """The trace at one charge."""
        found: Vector = self.side.basis.trace[self.side.slices[charge]]
        return found

    def _matrix(self, generator: Generator, place: int, charge: int) -> Vector:
        block = self.side.slices[charge]
        dense: Vector = np.zeros((block.stop - block.start,) * 2, dtype=generator.dtype)
        for hop in generator.local[place]:
            if hop.change == 0 and charge in hop.pieces:
                dense += hop.pieces[charge].toarray()
        return dense

    @staticmethod
    def _gap(values: Vector, index: int) -> float:
        others = np.delete(values, index)
        return float(np.min(-others.real)) if others.size and np.min(-others.real) > 0 else 0.0


def _modes(matrix: Vector) -> _Modes:
    values, vectors = la.eig(matrix)
    condition = float(np.linalg.cond(vectors))
    inverse = la.inv(vectors) if condition < WORST else vectors
    if not np.any(values.imag):
        values, vectors, inverse = (np.ascontiguousarray(a.real) for a in (values, vectors, inverse))
    return _Modes(matrix=matrix, values=values, vectors=vectors, inverse=inverse, condition=condition)


def _by_eigenvectors(
    first: _Modes, second: _Modes, rest: tuple[int | None, int | None], shift: float
) -> Callable[[Vector], Vector]:
    sums = first.values[:, None] + second.values[None, :]
    if rest[0] is not None and rest[1] is not None:
        sums[rest[0], rest[1]] = shift
    factors = 1 / sums

    def solve(values: Vector) -> Vector:
        inner = first.inverse @ values @ second.inverse.T
        found: Vector = first.vectors @ (factors * inner) @ second.vectors.T
        return found

    return solve


def _by_schur(first: Vector, second: Vector) -> Callable[[Vector], Vector]:
    kind = "real" if not np.iscomplexobj(first) and not np.iscomplexobj(second) else "complex"
    (t0, q0), (t1, q1) = (la.schur(m, output=kind) for m in (first, second))
    (trsyl,) = la.get_lapack_funcs(("trsyl",), (t0, t1))

    def solve(values: Vector) -> Vector:
        # M0 V + V M1^T = F with M = Q T Q^H: T0 W + W T1^T = Q0^H F conj(Q1), and T^T is the transpose of a real T
        inner = q0.conj().T @ values @ q1.conj()
        found, scale, _ = trsyl(t0, t1 if kind == "real" else t1.conj(), inner, tranb="T" if kind == "real" else "C")
        made: Vector = q0 @ (found * scale) @ q1.T
        return made

    return solve
