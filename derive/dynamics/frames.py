r"""Frames: rotating with any generator, displaced, and what becomes of Hamiltonian and jumps.

With :math:`U = e^{iht}` the Hamiltonian becomes :math:`U H U^\dagger - h`; an operator with :math:`[h, O] = qO` gets
the factor :math:`e^{iqt}`. Terms that still turn are listed with their frequencies. With :math:`U = D^\dagger(\alpha)`
a mode a becomes :math:`a + \alpha`, jumps lose their constants to the Hamiltonian, and a moving :math:`\alpha(t)` adds
:math:`i(\dot\alpha^* a - \dot\alpha a^\dagger)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from derive.algebra import Boson, Operator, commutator, hermitian, one, substitute, summed
from derive.algebra.monomials import Monomial
from derive.algebra.operators import combination
from derive.dynamics.certified import Certified, stated_rates
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.linear import blocks
from derive.dynamics.rates import DynamicsError
from derive.records import Approximation

LIMIT = 200


@dataclass(frozen=True, kw_only=True)
class Rotating:
    """A model in the frame of exp(i h t); ``parts`` are the Hamiltonian's terms by the frequency they turn with.

    ``original`` is the model before.
    """

    model: Model
    original: Model
    generator: Operator
    time: sp.Symbol
    parts: Mapping[sp.Expr, Operator]

    @property
    def stationary(self) -> Operator:
        """The terms that do not turn."""
        return self.parts.get(sp.S.Zero, 0 * one)

    @property
    def turning(self) -> dict[sp.Expr, Operator]:
        """The terms that depend on time, by frequency [rad/s]: coefficients of exp(i frequency t)."""
        return {frequency: part for frequency, part in self.parts.items() if frequency != 0}

    def without(self, *frequencies: sp.Expr) -> tuple[Model, tuple[Approximation, ...]]:
        """The model without the terms that turn with the given frequencies and their negatives, and what that neglects.

        Raises DynamicsError for a frequency that no term has.
        """
        gone = {sp.expand(sign * own) for own in frequencies for sign in (1, -1)}
        strange = [own for own in frequencies if sp.expand(own) not in self.parts]
        if strange:
            known = ", ".join(map(str, self.turning)) or "none"
            raise DynamicsError(f"no term turns with the frequency {strange[0]}; known: {known}")
        kept = 0 * one
        for frequency, part in self.parts.items():
            if frequency not in gone:
                kept = kept + sp.exp(sp.I * frequency * self.time) * part
        lost = {sp.expand(own): self.parts[sp.expand(own)] for own in frequencies}
        approximations = tuple(
            Approximation(
                name=f"rotating-wave approximation: terms that turn with {frequency}",
                small_parameter=sp.Abs(next(iter(part.terms.values())) / frequency),
                neglected_order=1,
            )
            for frequency, part in lost.items()
        )
        carried = (*self.model.approximations, *approximations)
        return replace(self.model, hamiltonian=kept, approximations=carried), approximations

    def certified(self) -> Certified:
        """``H``, what does not turn of it, ``H_0``, and the operators of the jumps, ``L_0``, ``L_1``, ..."""
        h, t = self.generator, self.time
        parts = {q: part + (h if q == 0 else 0 * one) for q, part in ({sp.S.Zero: 0 * one} | dict(self.parts)).items()}
        holds = _turns(parts, h, self.original.generator)
        for after, before in zip(self.model.jumps, self.original.jumps, strict=True):
            # Frames are made of jumps with rates of their own alone.
            assert isinstance(after, Jump)
            assert isinstance(before, Jump)
            placed = before.operator if before.over is None else before.over.at(1, before.operator)
            own = turned(placed, h)
            same = after.operator == before.operator and len(own) == 1
            holds = holds and _turns(own, h, placed) and (same or after.operator == _together(own, t))
        return Certified(
            values={
                "H": self.model.hamiltonian,
                "H_0": self.stationary,
                **{f"L_{k}": jump.operator for k, jump in enumerate(self.model.jumps) if isinstance(jump, Jump)},
            },
            relation="U H U+ - h with U = exp(i h t)",
            method="operator algebra",
            holds=holds and self.model.hamiltonian == _together(self.parts, t),
            detail="[h, H_q] = q H_q for each part, which turns with q; the parts add up to H",
            assumes=stated_rates(self.original),
            approximations=self.model.approximations,
        )


def rotating(model: Model, generator: Operator, t: sp.Symbol) -> Rotating:
    """The model in the frame of exp(i generator t), H becoming U H U+ - generator; jumps turn with it.

    Raises DynamicsError where the generator does not turn an operator into finitely many.
    """
    hermitian(generator, "generator of the frame")
    if any(value.has(t) for value in generator.terms.values()):
        raise DynamicsError(f"the generator {generator} depends on {t}, where a constant one is expected")
    parts = dict(turned(model.generator, generator))
    parts[sp.S.Zero] = parts.get(sp.S.Zero, 0 * one) - generator
    parts = {frequency: part for frequency, part in parts.items() if not part.is_zero}
    jumps = []
    for jump in model.jumps:
        if not isinstance(jump, Jump):
            raise DynamicsError(f"{jump} were given, where jumps with rates of their own are expected in a frame")
        placed = jump.operator
        if jump.over is not None:
            own = turned(jump.over.at(1, placed), generator)
            if len(own) != 1:
                raise DynamicsError(f"{jump} turns with several frequencies, where one for each atom is expected")
            jumps.append(jump)
            continue
        own = turned(placed, generator)
        # A common phase of a jump operator drops out of its dissipator.
        jumps.append(jump if len(own) == 1 else replace(jump, operator=_together(own, t)))
    rebuilt = replace(model, hamiltonian=_together(parts, t), jumps=tuple(jumps))
    return Rotating(model=rebuilt, original=model, generator=generator, time=t, parts=parts)


def turned(operator: Operator, generator: Operator) -> dict[sp.Expr, Operator]:
    """U O U+ by frequency: the parts O_q with [h, O_q] = q O_q, whose sum is the operator."""
    order: list[Monomial] = list(operator.monomials())
    index = {m: k for k, m in enumerate(order)}
    columns: list[Operator] = []
    while len(columns) < len(order):
        image = commutator(generator, combination([(order[len(columns)], 1)]))
        columns.append(image)
        for m in image.monomials():
            if m not in index:
                index[m] = len(order)
                order.append(m)
        if len(order) > LIMIT:
            raise DynamicsError(
                f"the frame of {generator} turns {operator} into more than {LIMIT} operators, where a generator that "
                "counts something is expected"
            )
    table = sp.zeros(len(order), len(order))
    for column, image in enumerate(columns):
        for m, value in image.terms.items():
            table[index[m], column] = value
    start = sp.Matrix([operator.coefficient(m) for m in order])
    found: dict[sp.Expr, Operator] = {}
    for part in blocks(table):
        for frequency, vector in _eigenparts(sp.Matrix(table[part, part]), sp.Matrix([start[k] for k in part])):
            own = combination(zip([order[k] for k in part], vector, strict=True))
            found[frequency] = found.get(frequency, 0 * one) + own
    return {frequency: part for frequency, part in found.items() if not part.is_zero}


def _eigenparts(table: sp.Matrix, vector: sp.Matrix) -> list[tuple[sp.Expr, sp.Matrix]]:
    """A vector as a sum of eigenvectors, with their eigenvalues, by Lagrange's projectors."""
    if table.rows == 1:
        return [(sp.expand(table[0, 0]), vector)]
    polynomial = table.charpoly()
    found_roots = sp.roots(sp.factor(sp.expand(polynomial.as_expr())), polynomial.gen)
    values = list(sp.ordered({sp.expand(own) for own in found_roots}))
    found, total = [], sp.zeros(table.rows, 1)
    for value in values:
        own = vector
        for other in values:
            if other != value:
                own = (table - other * sp.eye(table.rows)) * own / (value - other)
        own = own.applyfunc(sp.cancel)
        found.append((value, own))
        total += own
    whole = [table * own - value * own for value, own in found]
    if not values or any(sp.cancel(entry) != 0 for part in (*whole, total - vector) for entry in part):
        raise DynamicsError("the frame's frequencies have no closed form, where a generator that counts is expected")
    return found


def _turns(parts: Mapping[sp.Expr, Operator], h: Operator, whole: Operator) -> bool:
    """Whether [h, O_q] = q O_q for each part, and the parts add up."""
    fixed = all((commutator(h, part) - q * part).is_zero for q, part in parts.items())
    return fixed and (summed(parts.values()) - whole).is_zero


def _together(parts: Mapping[sp.Expr, Operator], t: sp.Symbol) -> Operator:
    total = 0 * one
    for frequency, part in parts.items():
        total = total + sp.exp(sp.I * frequency * t) * part
    return total


def displaced(model: Model, shifts: Mapping[Boson, Any], t: sp.Symbol | None = None) -> Model:
    """The model with each mode a replaced by a + alpha; constants of jumps are moved to the Hamiltonian.

    ``shifts`` gives alpha by mode; with ``t`` it may depend on time. Numbers are dropped from the Hamiltonian.
    """
    rule: dict[Operator, Any] = {}
    moving = 0 * one
    for mode, alpha in shifts.items():
        rule[mode.a], rule[mode.dag] = mode.a + alpha, mode.dag + sp.conjugate(alpha)
        if t is not None:
            speed = sp.diff(alpha, t)
            moving = moving + sp.I * (sp.conjugate(speed) * mode.a - speed * mode.dag)
    hamiltonian = substitute(model.hamiltonian, rule) + moving
    jumps = []
    for jump in model.jumps:
        if not isinstance(jump, Jump):
            raise DynamicsError(f"{jump} were given, where jumps with rates of their own are expected to displace")
        c = substitute(jump.operator, rule)
        beta = c.coefficient(one)
        if jump.over is None and beta != 0:
            c = c - beta * one
            rate = jump.convention.factor * jump.rate
            hamiltonian = hamiltonian + sp.I / 2 * rate * (sp.conjugate(beta) * c - beta * c.adjoint())
        jumps.append(replace(jump, operator=c))
    hamiltonian = hamiltonian - hamiltonian.coefficient(one) * one
    return replace(model, hamiltonian=hamiltonian, jumps=tuple(jumps))


def certified_displacement(model: Model, shifts: Mapping[Boson, Any], t: sp.Symbol | None = None) -> Certified:
    """``H`` and the jumps ``L_0``, ... of `displaced`: every operator of the modes moves as it did."""
    moved = displaced(model, shifts, t)
    rule: dict[Operator, Any] = {}
    for mode, alpha in shifts.items():
        rule[mode.a], rule[mode.dag] = mode.a + alpha, mode.dag + sp.conjugate(alpha)
    rest = []
    for own in (operator for mode in shifts for operator in (mode.a, mode.n, mode.a**2)):
        # O(a + alpha) moves by the new model, and with alpha itself.
        shifted = substitute(own, rule)
        drift = 0 * one if t is None else shifted.map_coefficients(lambda value: sp.diff(value, t))
        rest.append(substitute(model.adjoint(own), rule) - moved.adjoint(shifted) - drift)
    return Certified(
        values={
            "H": moved.hamiltonian,
            **{f"L_{k}": jump.operator for k, jump in enumerate(moved.jumps) if isinstance(jump, Jump)},
        },
        relation="a -> a + alpha, constants of jumps moved into H",
        method="operator algebra",
        holds=all(own.is_zero for own in rest),
        detail="the rates of change of a, a+ a and a a before and after",
        assumes=stated_rates(model),
        approximations=model.approximations,
    )
