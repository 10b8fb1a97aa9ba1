r"""The functions of a kernel, and those differentiated from them: Jacobians with their sparsity, parameter derivatives.

.. math:: J_{ij} = \partial \dot y_i / \partial y_j, \qquad S_{ik} = \partial \dot y_i / \partial p_k

Of a large system only the entries of J that are not zero by their form are computed; they are numbered row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp

from derive.records import Quantity
from numerics.codegen.spec import CodegenError, KernelSpec

DENSE = 24  # states; a larger Jacobian is computed by its entries, and put into a matrix by a loop


@dataclass(frozen=True, kw_only=True)
class Routine:
    """One function to generate: where its numbers go (an index, or () for a returned value), and what they are."""

    name: str
    places: tuple[tuple[int, ...], ...]
    expressions: tuple[sp.Expr, ...]
    shape: tuple[int, ...]
    complex_valued: bool


def dependences(rates: Routine, state: Sequence[Quantity]) -> tuple[tuple[int, ...], ...]:
    """For each rate, the states that it depends on, ascending: the sparsity of the Jacobian."""
    place = {q.symbol: j for j, q in enumerate(state)}
    return tuple(tuple(sorted(place[s] for s in e.free_symbols if s in place)) for e in rates.expressions)


def jacobian_routine(rates: Routine, state: Sequence[Quantity], sparsity: Sequence[Sequence[int]]) -> Routine:
    """The Jacobian: the whole matrix of a small system, the entries that may differ from zero of a large one."""
    size = len(state)
    known = {(i, j): _derivative(rates.expressions[i], state[j]) for i, columns in enumerate(sparsity) for j in columns}
    if size > DENSE:
        return Routine(
            name="jacobian_entries", places=tuple((k,) for k in range(len(known))), expressions=tuple(known.values()),
            shape=(len(known),), complex_valued=rates.complex_valued,
        )  # fmt: skip
    places = tuple((i, j) for i in range(size) for j in range(size))
    return Routine(
        name="jacobian", places=places, expressions=tuple(known.get(place, sp.S.Zero) for place in places),
        shape=(size, size), complex_valued=rates.complex_valued,
    )  # fmt: skip


def gradient_routine(spec: KernelSpec, value: Routine, by: Sequence[Quantity]) -> Routine:
    """The derivatives of each number of a routine by arguments, along a last axis.

    Raises CodegenError for an argument that is a count, and where SymPy leaves a derivative undone.
    """
    for q in by:
        if q.domain.kind not in ("real", "complex"):
            raise CodegenError(f"{spec.name} cannot be differentiated by {q.name}, which is {q.domain.kind}")
    name = "sensitivity" if spec.kind == "rhs" else f"{spec.name}_gradient"
    return Routine(
        name=name, places=tuple((*place, k) for place in value.places for k in range(len(by))),
        expressions=tuple(_derivative(e, q) for e in value.expressions for q in by),
        shape=(*value.shape, len(by)), complex_valued=value.complex_valued,
    )  # fmt: skip


def _derivative(expression: sp.Expr, by: Quantity) -> sp.Expr:
    # Term by term, since most terms of a large system do not have the symbol and SymPy looks at each for long.
    terms = [term for term in sp.Add.make_args(expression) if term.has(by.symbol)]
    found: sp.Expr = sp.Add(*(sp.diff(term, by.symbol) for term in terms))
    if found.has(sp.Derivative, sp.Subs):
        raise CodegenError(f"{expression} has no derivative by {by.name} that is a formula")
    return found
