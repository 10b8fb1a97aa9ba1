r"""Steady states in symbols: means of a closed linear set, and density matrices of small systems.

A linear set :math:`\dot m = M m + c` rests at :math:`m = -M^{-1} c`, with the conjugates of complex means among the
unknowns. The density matrix of a finite system is the null vector of its Liouvillian with unit trace,

.. math:: -i[H,\rho] + \sum_{ab}\Gamma_{ab}\bigl(c_b\,\rho\, c_a^\dagger - \tfrac12\{c_a^\dagger c_b,\rho\}\bigr) = 0 .
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from derive.algebra import Operator, one
from derive.dynamics.certified import Certified, stated_rates
from derive.dynamics.closure import Closure
from derive.dynamics.lindblad import Model
from derive.dynamics.linear import solved, vanishes
from derive.dynamics.rates import DynamicsError


@dataclass(frozen=True, kw_only=True)
class LinearMoments:
    """A closed linear set, d means/dt = matrix means + constant; complex means are followed by their conjugates."""

    means: tuple[sp.Expr, ...]
    matrix: sp.ImmutableMatrix
    constant: sp.ImmutableMatrix


def linear_moments(closed: Closure) -> LinearMoments:
    """The matrix of a closed set; raises DynamicsError when its equations multiply means or are not closed."""
    if closed.missing:
        raise DynamicsError(f"the mean of {closed.missing[0]} has no equation where a closed set is expected")
    numbers = [n for k, real in enumerate(closed.real, start=1) for n in ((k,) if real else (k, -k))]
    place = {n: row for row, n in enumerate(numbers)}
    place |= {-k: place[k] for k, real in enumerate(closed.real, start=1) if real}
    matrix, constant = sp.zeros(len(numbers), len(numbers)), sp.zeros(len(numbers), 1)
    for k, real in enumerate(closed.real, start=1):
        for factors, value in closed.coefficients(k - 1).items():
            if len(factors) > 1:
                product = " ".join(f"<{closed.states[abs(n) - 1]}>" for n in factors)
                raise DynamicsError(
                    f"the equation of <{closed.states[k - 1]}> holds {product} where a linear set is expected; leave "
                    "the order out, or solve it with numbers"
                )
            for sign in (1,) if real else (1, -1):
                row, own = place[sign * k], value if sign == 1 else sp.conjugate(value)
                if factors:
                    matrix[row, place[sign * factors[0]]] += own
                else:
                    constant[row] += own
    symbols = closed.symbols
    means = tuple(symbols[n - 1] if n > 0 else sp.conjugate(symbols[-n - 1]) for n in numbers)
    return LinearMoments(means=means, matrix=sp.ImmutableMatrix(matrix), constant=sp.ImmutableMatrix(constant))


def steady_means(closed: Closure) -> Mapping[sp.Symbol, sp.Expr]:
    """The steady mean of each state of a closed linear set, by its symbol, for generic parameters.

    Raises DynamicsError for a set that is not linear, or that has more than one steady state.
    """
    system = linear_moments(closed)
    found = solved(system.matrix, -system.constant)
    if found is None:
        raise DynamicsError(
            f"the moments of {', '.join(map(str, closed.seeds))} have more than one steady state, where one is "
            "expected; a conserved quantity fixes them by the initial state"
        )
    return {mean: value for mean, value in zip(system.means, found, strict=True) if mean.is_Symbol}


def steady_state(model: Model, systems: Iterable[Any] | None = None, cutoff: int | None = None) -> sp.ImmutableMatrix:
    """The steady density matrix of a model on its systems (sorted by name unless given), exactly.

    Symbols are generic; d^2 unknowns for d levels, so that it is for small d. ``cutoff``: states kept of each infinite
    system, which makes the answer that of the truncated matrices. Raises DynamicsError when there is more than one.
    """
    sites = list(model.sites if systems is None else systems)
    size, generator = _liouvillian(model, sites, cutoff)
    trace = [k * size + k for k in range(size)]
    # The trace is kept, so the equations of all populations add up to nothing: the last gives way to the trace.
    generator[trace[-1], :] = sp.zeros(1, size * size)
    for k in trace:
        generator[trace[-1], k] = 1
    right = sp.zeros(size * size, 1)
    right[trace[-1]] = 1
    found = solved(generator, right)
    if found is None:
        raise DynamicsError("the model has more than one steady state, where one density matrix is expected")
    return sp.ImmutableMatrix(size, size, list(found))


def certified_means(closed: Closure) -> Certified:
    """The steady means of a closed linear set, each under its operator's text, put back into the rates of change."""
    means = steady_means(closed)
    both = {**means, **{sp.conjugate(own): sp.conjugate(value) for own, value in means.items()}}
    return Certified(
        values={str(state): means[symbol] for symbol, state in zip(closed.symbols, closed.states, strict=True)},
        relation="all rates of change vanish",
        method="putting it back",
        holds=all(vanishes(rate.xreplace(both)) for rate in closed.equations.values()),
        detail="all equations of the set at once",
        assumes=(*stated_rates(closed.model), "the steady state is unique"),
        approximations=closed.model.approximations,
    )


def certified_state(model: Model, systems: Iterable[Any] | None = None, cutoff: int | None = None) -> Certified:
    """``rho`` of `steady_state`, put back into the master equation, with its trace."""
    sites = list(model.sites if systems is None else systems)
    rho = steady_state(model, sites, cutoff)

    def dense(operator: Operator) -> sp.Matrix:
        return sp.Matrix(operator.matrix(sites, cutoff))

    H = dense(model.generator)
    rate = -sp.I * (H * rho - rho * H)
    for channel in model.channels:
        c, d, gamma = dense(channel.left), dense(channel.right), channel.rate.coefficient(one)
        rate += gamma * (d * rho * c - (c * d * rho + rho * c * d) / 2)
    return Certified(
        values={"rho": rho},
        relation="-i[H, rho] + sum of rate x (c rho c+ - {c+ c, rho}/2) = 0, trace 1",
        method="putting it back",
        holds=all(map(vanishes, rate)) and vanishes(rho.trace() - 1),
        detail="all entries of the master equation at once",
        assumes=(*stated_rates(model), "the steady state is unique"),
        approximations=model.approximations,
    )


def _liouvillian(model: Model, sites: list[Any], cutoff: int | None) -> tuple[int, sp.Matrix]:
    """The size of the density matrix, and the matrix that acts on it row by row."""

    def dense(operator: Operator) -> sp.Matrix:
        return sp.Matrix(operator.matrix(sites, cutoff))

    H = dense(model.generator)
    size = H.rows
    unit = sp.eye(size)

    def acting(left: sp.Matrix, right: sp.Matrix) -> sp.Matrix:
        return sp.Matrix(sp.kronecker_product(left, right.T))

    total = -sp.I * (acting(H, unit) - acting(unit, H))
    for channel in model.channels:
        if channel.over is not None:
            raise DynamicsError(
                f"the model has jumps on every atom of {channel.over.site.name!r} where single systems are expected; "
                "use written_out"
            )
        c, d, rate = dense(channel.left), dense(channel.right), channel.rate.coefficient(one)
        total += rate * (acting(d, c) - acting(c * d, unit) / 2 - acting(unit, c * d) / 2)
    return size, sp.Matrix(total)
