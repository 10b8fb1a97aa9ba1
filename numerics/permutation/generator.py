r"""The generator of a master equation on symmetric operators, in blocks of equal charges.

A state is a matrix of coefficients for the symmetric operators of the first ensemble (rows) and of the second
(columns; one column for a single ensemble). Superoperators are sums of products X (x) Y of sparse matrices, so that
the generator is applied block by block as :math:`V\mapsto\sum X V Y^T`; it is never written out.

Each ensemble has a charge, the number of |up><down| less that of |down><up|. What the terms do to the two charges
leaves a combination of them unchanged, or both, or none; a state without coherence of the changed kind stays in the
blocks where that combination is zero. That is found from the terms, not stated by the user.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.permutation.basis import Sparse, SymmetricBasis, sparse
from numerics.permutation.model import Matrix, Model

Vector = NDArray[Any]
Key = tuple[str, bytes]
LEFT, RIGHT = "left", "right"


@dataclass(frozen=True, kw_only=True, eq=False)
class Hop:
    """A superoperator of one ensemble that changes its charge by ``change``: its pieces by the charge they act on."""

    change: int
    pieces: dict[int, Sparse]


class Side:
    """One ensemble: its basis, its charges as slices, and the superoperators that act on it alone."""

    def __init__(self, count: int) -> None:
        self.basis = SymmetricBasis(count)
        self._made: dict[Key, Sparse] = {}
        self.regrade(graded=True)

    def regrade(self, *, graded: bool) -> None:
        """Sort by charge, or forget the charge when something that acts on this ensemble alone changes it."""
        self.graded = graded
        charges = self.basis.charges if graded else np.zeros_like(self.basis.charges)
        values, starts = np.unique(charges, return_index=True)
        ends = [*starts[1:], len(charges)]
        self.slices = {int(k): slice(int(a), int(b)) for k, a, b in zip(values, starts, ends, strict=True)}

    def collective(self, side: str, operator: Matrix) -> tuple[Key, Sparse]:
        """A sum over atoms from the left or from the right, with a name by which equal ones are told."""
        key = (side, np.ascontiguousarray(operator).astype(complex).tobytes())
        if key not in self._made:
            self._made[key] = self.basis.left(operator) if side == LEFT else self.basis.right(operator)
        return key, self._made[key]

    def hops(self, matrix: Sparse) -> tuple[Hop, ...]:
        """A superoperator in pieces, by what it does to the charge."""
        entries = matrix.tocoo()
        if not self.graded:
            return (Hop(change=0, pieces={0: matrix.tocsr()}),) if entries.nnz else ()
        charges = self.basis.charges
        changes = charges[entries.row] - charges[entries.col]
        made = []
        for change in np.unique(changes):
            own = changes == change
            values = (entries.data[own], (entries.row[own], entries.col[own]))
            part = sparse.csr_array(values, shape=matrix.shape)
            met = np.unique(charges[entries.col[own]])
            pieces = {int(k): part[self.slices[int(k + change)], self.slices[int(k)]] for k in met}
            made.append(Hop(change=int(change), pieces=pieces))
        return tuple(made)

    def mixes_charges(self, matrix: Sparse) -> bool:
        """Whether a superoperator changes the charge."""
        entries = matrix.tocoo()
        return bool(np.any(self.basis.charges[entries.row] != self.basis.charges[entries.col]))


class Generator:
    """The generator of a model; `apply` is its action on a vector of the sector of states without lost coherence."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.sides = tuple(Side(count) for count in (*model.counts, 0)[:2])
        self._local: list[Sparse] = [sparse.csr_array((s.basis.size, s.basis.size)) for s in self.sides]
        self._cross: dict[tuple[Key, Key], complex] = {}
        self._collect()
        self.real = (
            not any(np.iscomplexobj(m.data) and np.any(m.data.imag) for m in self._local)
            and not any(abs(c.imag) > 0 for c in self._cross.values())
            and not any(np.frombuffer(key[1], complex).imag.any() for pair in self._cross for key in pair)
        )
        self._grade()

    # Terms

    def _collect(self) -> None:
        for jump in self.model.single:
            self._add_local(jump.ensemble, jump.rate * self.sides[jump.ensemble].basis.jump(jump.operator))
        for both in self.model.collective:
            parts = [(k, operator) for k, operator in enumerate(both.operators) if operator is not None]
            daggers = [(k, operator.conj().T) for k, operator in parts]
            self._add_product(both.rate, [(LEFT, parts), (RIGHT, daggers)])
            # c+ c rho: c acts first; rho c+ c: c+ stands next to rho
            self._add_product(-both.rate / 2, [(LEFT, daggers), (LEFT, parts)])
            self._add_product(-both.rate / 2, [(RIGHT, parts), (RIGHT, daggers)])
        for term in self.model.hamiltonian:
            factors = [[factor] for factor in term.factors]
            self._add_product(-1j * term.coefficient, [(LEFT, f) for f in factors])
            self._add_product(1j * term.coefficient, [(RIGHT, f) for f in reversed(factors)])

    def _add_local(self, place: int, matrix: Sparse) -> None:
        self._local[place] = (self._local[place] + matrix).tocsr()

    def _add_product(self, weight: complex, factors: list[tuple[str, list[tuple[int, Matrix]]]]) -> None:
        """A product of collective superoperators, each a sum over the ensembles, the last one acting first."""
        terms: list[tuple[complex, dict[int, list[tuple[Key, Sparse]]]]] = [(weight, {})]
        for side, parts in factors:
            grown = []
            for value, chosen in terms:
                for place, operator in parts:
                    entry = self.sides[place].collective(side, operator)
                    grown.append((value, {**chosen, place: [*chosen.get(place, []), entry]}))
            terms = grown
        for value, chosen in terms:
            made = {place: _multiplied(entries) for place, entries in chosen.items()}
            if len(made) == 1:
                ((place, (_, matrix)),) = made.items()
                self._add_local(place, _scaled(value, matrix))
            elif made:
                keys = tuple(self._named(place, *made[place]) for place in (0, 1))
                self._cross[keys] = self._cross.get(keys, 0) + value  # type: ignore[index, arg-type]

    def _named(self, place: int, key: Key, matrix: Sparse) -> Key:
        self.sides[place]._made.setdefault(key, matrix)
        return key

    # Charges

    def _grade(self) -> None:
        for side, local in zip(self.sides, self._local, strict=True):
            if side.mixes_charges(local):
                side.regrade(graded=False)
        self.local = tuple(side.hops(m) for side, m in zip(self.sides, self._local, strict=True))
        self.cross = tuple(self._of_cross(place) for place in (0, 1))
        # an ensemble without a charge of its own counts as one whose charge is changed
        lost = {((1, 0), (0, 1))[place] for place, side in enumerate(self.sides) if not side.graded}
        kept = _unchanged(self._changes() | lost)
        self.blocks = {
            (a, b): (len0, len1)
            for a, len0 in self._lengths(0).items()
            for b, len1 in self._lengths(1).items()
            if all(w0 * a + w1 * b == 0 for w0, w1 in kept)
        }
        self.charges = kept
        self.offsets: dict[tuple[int, int], int] = {}
        self.size = 0
        for key, (rows, columns) in self.blocks.items():
            self.offsets[key] = self.size
            self.size += rows * columns

    @property
    def alike(self) -> bool:
        """Whether the same acts on each ensemble by itself, and charges of the same size occur on both."""
        one, other = self._local
        if one.shape != other.shape or self.sides[0].graded != self.sides[1].graded:
            return False
        return abs(one - other).nnz == 0 and all(abs(a) == abs(b) for a, b in self.blocks)

    def _lengths(self, place: int) -> dict[int, int]:
        return {k: s.stop - s.start for k, s in self.sides[place].slices.items()}

    def _of_cross(self, place: int) -> dict[Key, tuple[Hop, ...]]:
        side = self.sides[place]
        keys = dict.fromkeys(pair[place] for pair in self._cross)
        return {key: side.hops(side._made[key]) for key in keys}

    def _changes(self) -> set[tuple[int, int]]:
        """What the terms do to the two charges."""
        return {
            (first.change, second.change)
            for one, other in self._cross
            for first in self.cross[0][one]
            for second in self.cross[1][other]
        }

    # Action

    @property
    def dtype(self) -> type:
        """Real when every term is."""
        return np.float64 if self.real else np.complex128

    def block(self, vector: Vector, key: tuple[int, int]) -> Vector:
        """A view of one block of a vector as a matrix."""
        rows, columns = self.blocks[key]
        start = self.offsets[key]
        return vector[start : start + rows * columns].reshape(rows, columns)

    def apply(self, vector: Vector, targets: Collection[tuple[int, int]] | None = None) -> Vector:
        """d rho/dt [1/s] for the coefficients rho, shape (size,); with ``targets``, in these blocks alone."""
        made = np.zeros(self.size, dtype=np.result_type(self.dtype, vector.dtype))
        wanted = self.blocks if targets is None else targets
        for key in self.blocks:
            values = self.block(vector, key)
            if key in wanted:
                self._apply_local(made, key, values)
            self._apply_cross(made, key, values, wanted)
        return made

    def _apply_local(self, made: Vector, key: tuple[int, int], values: Vector) -> None:
        # what acts on one ensemble alone keeps its charge, or that ensemble has none
        (a, b) = key
        target = self.block(made, key)
        for hop in self.local[0]:
            if a in hop.pieces:
                target += hop.pieces[a] @ values
        for hop in self.local[1]:
            if b in hop.pieces:
                target += (hop.pieces[b] @ values.T).T

    def _apply_cross(
        self, made: Vector, key: tuple[int, int], values: Vector, wanted: Collection[tuple[int, int]]
    ) -> None:
        (a, b) = key
        transposed: Vector | None = None
        for plan in self._plan:
            first = plan.first.pieces.get(a)
            target = (a + plan.first.change, b + plan.change)
            if first is None or target not in wanted:
                continue
            transposed = np.ascontiguousarray(values.T) if transposed is None else transposed
            summed = None
            for weight, index in plan.seconds:
                product = self._second(key, index, b, transposed)
                if product is not None:
                    summed = weight * product if summed is None else summed + weight * product
            if summed is not None:
                self.block(made, target)[...] += first @ summed.T
        self._products.clear()

    def _second(self, key: tuple[int, int], index: int, charge: int, transposed: Vector) -> Vector | None:
        """A second factor on a block, made once for all first factors that it goes with."""
        if index not in self._products:
            piece = self._hops_of_second[index].pieces.get(charge)
            self._products[index] = None if piece is None else piece @ transposed
        return self._products[index]

    @cached_property
    def _products(self) -> dict[int, Vector | None]:
        return {}

    @cached_property
    def _hops_of_second(self) -> tuple[Hop, ...]:
        return tuple(hop for hops in self.cross[1].values() for hop in hops)

    @cached_property
    def _plan(self) -> tuple[_Pairing, ...]:
        """For each first factor, the second factors that it is multiplied with, by what they do to the charge."""
        place = {id(hop): k for k, hop in enumerate(self._hops_of_second)}
        made = []
        for one, hops in self.cross[0].items():
            for first in hops:
                groups: dict[int, list[tuple[complex, int]]] = {}
                for other, seconds in self.cross[1].items():
                    weight = self._cross.get((one, other), 0)
                    if weight:
                        for second in seconds:
                            value = weight.real if self.real else weight
                            groups.setdefault(second.change, []).append((value, place[id(second)]))
                made += [_Pairing(first=first, change=c, seconds=tuple(s)) for c, s in groups.items()]
        return tuple(made)

    def matrix(self) -> Sparse:
        """The whole generator on the sector as one sparse matrix; for small ones."""
        identity = [sparse.eye_array(side.basis.size, format="csr") for side in self.sides]
        made = sparse.kron(self._local[0], identity[1]) + sparse.kron(identity[0], self._local[1])
        for (one, other), weight in self._cross.items():
            value = weight.real if self.real else weight
            made = made + value * sparse.kron(self.sides[0]._made[one], self.sides[1]._made[other])
        rows = np.concatenate([self._places(key) for key in self.blocks])
        return made.tocsr()[rows, :][:, rows].tocsr()

    def _places(self, key: tuple[int, int]) -> NDArray[np.int64]:
        """Where the entries of a block stand in the full space of both ensembles."""
        rows, columns = (np.arange(s.basis.size)[s.slices[k]] for s, k in zip(self.sides, key, strict=True))
        return (rows[:, None] * self.sides[1].basis.size + columns[None, :]).reshape(-1)

    def vector(self, first: Vector, second: Vector) -> Vector:
        """The coefficients of a product of two ensembles' operators, as far as they are in the sector."""
        made = np.zeros(self.size, dtype=np.result_type(first.dtype, second.dtype, self.dtype))
        for key in self.blocks:
            parts = [v[s.slices[k]] for v, s, k in zip((first, second), self.sides, key, strict=True)]
            self.block(made, key)[...] = np.outer(*parts)
        return made


@dataclass(frozen=True, kw_only=True, eq=False)
class _Pairing:
    """A first factor with the weighted second factors that change the charge alike."""

    first: Hop
    change: int
    seconds: tuple[tuple[complex, int], ...]


def _multiplied(entries: list[tuple[Key, Sparse]]) -> tuple[Key, Sparse]:
    key, matrix = entries[0]
    for other, factor in entries[1:]:
        key, matrix = (f"{key[0]} {other[0]}", key[1] + other[1]), (matrix @ factor).tocsr()
    return key, matrix


def _scaled(value: complex, matrix: Sparse) -> Sparse:
    made = (value.real if complex(value).imag == 0 else value) * matrix
    if np.iscomplexobj(made.data) and not np.any(made.data.imag):
        made = made.real
    return made.tocsr()


def _unchanged(changes: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """A basis of the combinations w of both charges with w . change = 0 for every change."""
    moved = [c for c in changes if c != (0, 0)]
    if not moved:
        return ((1, 0), (0, 1))
    a, b = moved[0]
    if any(a * d - b * c for c, d in moved):
        return ()
    return ((b, -a),)
