r"""Noise correlators, steady covariances and spectra as Equation records with checked steps, ready for a kernel.

A certificate is computed by another way than the result: the Einstein relation against the jumps, a covariance put back
into its Lyapunov equation, a spectrum put back into the driven equations of the correlation.
"""

from __future__ import annotations

from collections.abc import Iterable

import sympy as sp

from derive.domains import COMPLEX, REAL
from derive.dynamics.closure import Closure
from derive.dynamics.gaussian import Gaussian
from derive.dynamics.langevin import Langevin, by_jumps
from derive.dynamics.lindblad import Model
from derive.dynamics.linear import PRIMES, vanishes
from derive.dynamics.rates import DynamicsError
from derive.dynamics.readouts import Readout
from derive.dynamics.regression import TwoTime
from derive.records import Equation, Quantity
from derive.steps import Chain

POINTS = 5
GIVEN = ("white noise of the jumps' baths", "rates as stated beside the jumps")


def correlator_records(
    found: Langevin, closed: Closure, room: str, quantities: Iterable[Quantity]
) -> tuple[Equation, ...]:
    """One record ``room.noise_<i>_<j>`` for each correlator that is not zero, in the moments of a closed set.

    ``quantities`` are the model's symbols. Raises DynamicsError for moments that the set does not have.
    """
    means = found.means(closed)
    moments = tuple(
        Quantity(
            name=s.name,
            latex=rf"\langle {state.latex()} \rangle",
            meaning=f"mean of {state}",
            domain=REAL if s.is_real else COMPLEX,
        )
        for s, state in zip(closed.symbols, closed.states, strict=True)
    )
    made = []
    for i, row in enumerate(found.diffusion):
        for j, entry in enumerate(row):
            if entry.is_zero:
                continue
            name = Quantity(
                name=f"D_{i}_{j}", latex=f"D_{{{i}{j}}}", unit="1/s", domain=COMPLEX,
                meaning=f"strength of <F F> of {found.operators[i]} and {found.operators[j]}",
            )  # fmt: skip
            chain = Chain(entry.to_sympy(), (*quantities, *moments, name))
            jumps = by_jumps(found.model, found.operators[i], found.operators[j])
            chain.certified(
                "rate x [c+, X][Y, c] of all jumps", jumps.to_sympy(), "operator algebra", (entry - jumps).is_zero,
                "against d(XY)/dt - X dY/dt - dX/dt Y",
            )  # fmt: skip
            # The same moments through the algebra's own form of the operator.
            holds = vanishes(means[i, j] - Readout(closed).expression(jumps))
            chain.certified("mean", means[i, j], "moments of the closed set", holds)
            made.append(
                chain.equation(
                    id=f"{room}.noise_{i}_{j}",
                    title=f"Noise of {found.operators[i]} and {found.operators[j]}",
                    lhs=name.symbol,
                    assumes=(*GIVEN, *_rates(found.model)),
                )
            )
    return tuple(made)


def covariance_records(system: Gaussian, room: str, quantities: Iterable[Quantity]) -> tuple[Equation, ...]:
    """One record ``room.covariance_<i>_<j>`` for each steady covariance of Hermitian operators, i <= j.

    Raises DynamicsError for operators that are not Hermitian, whose covariances are not real.
    """
    wrong = [own for own in system.operators if not own.is_hermitian]
    if wrong:
        raise DynamicsError(f"the operator {wrong[0]} is not Hermitian where quadratures are expected")
    S = system.covariance
    holds = all(vanishes(entry) for entry in system.covariance_rate(S))
    made = []
    for i in range(S.rows):
        for j in range(i, S.rows):
            x, y = system.operators[i], system.operators[j]
            name = Quantity(name=f"S_{i}_{j}", latex=f"S_{{{i}{j}}}", meaning=f"steady covariance of {x} and {y}")
            chain = Chain(name.symbol, (*quantities, name))
            chain.certified(
                "A S + S A^T + (D + D^T)/2 = 0",
                S[i, j],
                "putting it back",
                holds,
                "all entries of the equation at once",
            )
            made.append(
                chain.equation(
                    id=f"{room}.covariance_{i}_{j}",
                    title=f"Steady covariance of {x} and {y}",
                    lhs=name.symbol,
                    assumes=(*GIVEN, *_rates(system.model), "the drift is stable"),
                )
            )
    return tuple(made)


def spectrum_record(found: TwoTime, room: str, frequency: Quantity, quantities: Iterable[Quantity]) -> Equation:
    """The record ``room.spectrum`` of a linear, steady correlation of an operator with its adjoint [s]."""
    value = found.spectrum(frequency.symbol)
    name = Quantity(name="S", latex="S", unit="s", meaning=f"incoherent spectrum of {found.operator} and {found.right}")
    chain = Chain(name.symbol, (*quantities, frequency, name))
    holds = all(_agrees(found, frequency.symbol, value, shift) for shift in range(POINTS))
    detail = f"the driven equations solved with exact numbers at {POINTS} rational points"
    chain.certified("twice the real part of the one-sided transform", value, "exact points", holds, detail)
    return chain.equation(
        id=f"{room}.spectrum", title=f"Incoherent spectrum of {found.operator}", lhs=name.symbol,
        assumes=("the regression theorem: the noise has no memory", *_rates(found.model)),
    )  # fmt: skip


def _agrees(found: TwoTime, omega: sp.Symbol, value: sp.Expr, shift: int) -> bool:
    """Whether the spectrum is that of the correlation's equations, solved at a rational point."""
    symbols = sorted(value.free_symbols | found.matrix.free_symbols | {omega}, key=str)
    point = {own: sp.Rational(PRIMES[(k + shift) % len(PRIMES)], 3 + k + shift) for k, own in enumerate(symbols)}
    matrix, start = found.matrix.xreplace(point), found.initial.xreplace(point)
    inside = (sp.I * point[omega] * sp.eye(matrix.rows) - matrix).LUsolve(start)
    half = sp.expand((found.weights * inside)[0, 0], complex=True)
    return bool(sp.expand(half + sp.conjugate(half) - value.xreplace(point), complex=True) == 0)


def _rates(model: Model) -> tuple[str, ...]:
    return tuple(f"{process}: {rate} in {text}" for process, rate, text in model.rate_table())
