r"""A field expanded in a given set of functions: equations of the mode amplitudes, with their overlaps.

With :math:`f(\mathbf r) = \sum_n a_n u_n(\mathbf r)`, functions that are eigenfunctions of an operator (Laplace's with
a boundary condition), :math:`\mathcal D u_n = -\gamma_n u_n`, and a coupling to another field with functions
:math:`v_n`,

.. math:: \dot a_m = -\gamma_m a_m + g\sum_n c_{mn}\, b_n , \qquad c_{mn} = \int u_m^*\, v_n\, w\,dr .
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from derive.algebra import Boson
from derive.dynamics.certified import Certified
from derive.dynamics.dyson import integral
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.linear import sample
from derive.dynamics.rates import DynamicsError
from derive.steps import DerivationError

DIGITS = 20


@dataclass(frozen=True, kw_only=True)
class Modes:
    """Orthonormal functions of one coordinate on an interval with a weight, and the rates [1/s] they decay at.

    Raises DerivationError when they are not orthonormal, do not solve the equation of ``operator``, or miss the
    boundary.
    ``operator(u)`` is what acts on the field (such as D times Laplace's); ``boundary(u)`` vanishes for allowed
    functions.
    """

    functions: tuple[sp.Expr, ...]
    coordinate: sp.Symbol
    interval: tuple[sp.Expr, sp.Expr]
    weight: sp.Expr
    operator: Callable[[sp.Expr], sp.Expr]
    boundary: Callable[[sp.Expr], Sequence[sp.Expr]]
    rates: tuple[sp.Expr, ...]

    def __post_init__(self) -> None:
        if len(self.rates) != len(self.functions):
            raise DynamicsError(f"{len(self.rates)} rates were given for {len(self.functions)} functions")
        for n, (own, rate) in enumerate(zip(self.functions, self.rates, strict=True)):
            if not _zero(self.operator(own) + rate * own):
                raise DerivationError(f"function {n}, {own}, does not decay at the rate {rate}")
            if not all(map(_zero, self.boundary(own))):
                raise DerivationError(f"function {n}, {own}, does not obey the boundary condition")
        gram = overlaps(self, self)
        if not all(map(_zero, gram - sp.eye(len(self.functions)))):
            raise DerivationError("the functions are not orthonormal with the weight given")


def overlaps(left: Modes, right: Modes) -> sp.ImmutableMatrix:
    """c_mn, the integral of u_m* v_n w over the interval of the first."""
    x, (low, high) = left.coordinate, left.interval
    rule = {right.coordinate: x}

    def overlap(m: int, n: int) -> sp.Expr:
        value = sp.conjugate(left.functions[m]) * right.functions[n].xreplace(rule) * left.weight
        # Sums of powers and exponentials have their primitive at once; sympy's general way takes seconds for some.
        found = integral(value.rewrite(sp.exp), x, low).subs(x, high)
        return sp.expand(sp.integrate(sp.expand(value), (x, low, high)) if found.has(sp.Integral) else found)

    return sp.ImmutableMatrix(len(left.functions), len(right.functions), overlap)


@dataclass(frozen=True, kw_only=True)
class Expansion:
    """The modes of two coupled fields as bosons: a model, the overlaps, and what completeness still misses.

    ``missed`` is 1 - sum_n |c_mn|^2 for each function of the first field: what lies outside the functions kept.
    """

    model: Model
    first: tuple[Boson, ...]
    second: tuple[Boson, ...]
    overlaps: sp.ImmutableMatrix
    fields: tuple[Modes, Modes]

    def certified(self) -> Certified:
        """``overlaps`` and ``missed`` (a column), the integrals done again by quadrature."""
        return Certified(
            values={"overlaps": self.overlaps, "missed": sp.ImmutableMatrix(self.missed)},
            relation="c_mn = integral of u_m* v_n w",
            method="quadrature",
            holds=_by_quadrature(self),
            detail=f"{DIGITS} digits at one rational point; the functions solve their equation and are orthonormal",
        )

    @property
    def missed(self) -> tuple[sp.Expr, ...]:
        """The weight of each function of the first field outside the second's functions."""
        c = self.overlaps
        return tuple(sp.expand(1 - sum(c[m, n] * sp.conjugate(c[m, n]) for n in range(c.cols))) for m in range(c.rows))


def expanded(first: Modes, second: Modes, coupling: sp.Expr, detuning: Any = 0, names: str = "ab") -> Expansion:
    """Two fields with the local coupling g (a+(r) b(r) + h.c.) in their modes, each mode with its decay.

    ``rates`` of the modes are those of amplitudes. Modes are bosons a_0, a_1, ..., b_0, ...; ``names`` has their
    letters.
    """
    c = overlaps(first, second)
    one_field = tuple(Boson(f"{names[0]}_{m}") for m in range(c.rows))
    other = tuple(Boson(f"{names[1]}_{n}") for n in range(c.cols))
    H = sum((detuning * mode.n for mode in one_field), 0 * one_field[0].n)
    for m, left in enumerate(one_field):
        for n, right in enumerate(other):
            H = H + coupling * (c[m, n] * left.dag * right.a + sp.conjugate(c[m, n]) * right.dag * left.a)
    jumps = [
        Jump(operator=mode.a, rate=2 * rate)
        for modes, rates in ((one_field, first.rates), (other, second.rates))
        for mode, rate in zip(modes, rates, strict=True)
        if rate != 0
    ]
    return Expansion(
        model=Model(hamiltonian=H, jumps=tuple(jumps)), first=one_field, second=other, overlaps=c,
        fields=(first, second),
    )  # fmt: skip


def _by_quadrature(found: Expansion) -> bool:
    """Whether each overlap is its integral, by adaptive quadrature at a rational point."""
    import mpmath

    first, second = found.fields
    x = first.coordinate
    zero = sp.S.Zero
    stated = (zero + own for own in (*first.functions, *second.functions, first.weight, *first.interval))
    point = sample(set().union(*(own.free_symbols for own in stated)) - {x, second.coordinate})
    with mpmath.workdps(2 * DIGITS):
        low, high = (mpmath.mpmathify((zero + end).xreplace(point).evalf(2 * DIGITS)) for end in first.interval)
        for m, u in enumerate(first.functions):
            for n, v in enumerate(second.functions):
                value = sp.conjugate(u) * v.xreplace({second.coordinate: x}) * first.weight
                integrand = sp.lambdify(x, (zero + value).xreplace(point), "mpmath")
                exact = mpmath.mpmathify(found.overlaps[m, n].xreplace(point).evalf(2 * DIGITS))
                if abs(mpmath.quad(integrand, [low, high]) - exact) > mpmath.mpf(10) ** -DIGITS:
                    return False
    return True


def _zero(value: Any) -> bool:
    """Whether an expression is zero once circular functions are exponentials."""
    plain = sp.expand((sp.S.Zero + value).rewrite(sp.exp))
    return bool(plain == 0 or sp.expand(sp.numer(sp.together(plain)), power_exp=True) == 0)
