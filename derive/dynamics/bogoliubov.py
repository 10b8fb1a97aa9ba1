r"""Bogoliubov transformations of any number of modes, and the normal modes of a quadratic Hamiltonian.

.. math:: b_i = \sum_j U_{ij} a_j + V_{ij} a_j^\dagger, \qquad U U^\dagger - V V^\dagger = 1, \quad U V^T = V U^T

A normal mode has :math:`[b, H] = \omega b`, a left eigenvector of the matrix of :math:`[a_j, H]` with unit norm in the
metric (1, ..., -1, ...).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sympy as sp

from derive.algebra import Boson, Operator, commutator, hermitian, substitute, summed
from derive.dynamics.certified import Certified
from derive.dynamics.gaussian import linear_drift
from derive.dynamics.linear import PRIMES, sample, vanishes
from derive.dynamics.rates import DynamicsError

Put = Callable[[sp.MatrixBase], sp.Matrix]
TINY = 1e-40
# Longer expressions with nested roots take minutes to expand.
SHORT = 150
HOW = "exact as rational functions, to 40 digits at three points where nested roots occur"


@dataclass(frozen=True, kw_only=True)
class Bogoliubov:
    """New modes b = U a + V a+; refused with DynamicsError where [b, b+] = 1 would not hold.

    ``at`` is a point around which entries with nested roots are compared, such as one where the modes are stable.
    """

    old: tuple[Boson, ...]
    new: tuple[Boson, ...]
    U: sp.ImmutableMatrix
    V: sp.ImmutableMatrix
    at: Mapping[sp.Symbol, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        n = len(self.old)
        if len(self.new) != n or self.U.shape != (n, n) or self.V.shape != (n, n):
            raise DynamicsError(f"U and V have shapes {self.U.shape} and {self.V.shape}, where {(n, n)} is expected")
        missed = self.missed(self._commutators)
        if missed is not None:
            raise DynamicsError(f"U and V do not keep [b, b+] = 1: they miss it by {missed}")

    def _commutators(self, put: Put) -> list[sp.Expr]:
        U, V = put(self.U), put(self.V)
        return [*(U * U.H - V * V.H - sp.eye(U.rows)), *(U * V.T - V * U.T)]

    def missed(self, relation: Callable[[Put], Iterable[sp.Expr]]) -> sp.Expr | None:
        """The first entry of a relation that is not zero: exactly, or with nested roots at three points to 40 digits.

        The relation gets a function that puts values into matrices.
        """
        rooted = any(not own.exp.is_Integer for matrix in (self.U, self.V) for own in matrix.atoms(sp.Pow))
        if not rooted or sum(map(sp.count_ops, (*self.U, *self.V))) < SHORT:
            left = [entry for entry in relation(sp.Matrix) if sp.expand(entry) != 0 and (rooted or not vanishes(entry))]
            if not left or not rooted:
                return left[0] if left else None
        for shift in range(3):
            point = sample(self.U.free_symbols | self.V.free_symbols | self.at.keys(), shift)
            # Beyond the stable region frequencies are complex and norms vanish: points near one that is stable.
            point |= {own: value * (1 + point[own] / 1000) for own, value in self.at.items()}
            for entry in relation(_numbers_at(point)):
                if abs(entry) > TINY:
                    return entry
        return None

    def of_old(self) -> tuple[Operator, ...]:
        """Each b as an operator of the old modes."""
        return tuple(_sum(self.U, self.V, i, self.old) for i in range(len(self.old)))

    def inverse(self) -> Bogoliubov:
        """a = U+ b - V^T b+."""
        U, V = sp.ImmutableMatrix(self.U.H), sp.ImmutableMatrix(-self.V.T)
        return Bogoliubov(old=self.new, new=self.old, U=U, V=V, at=self.at)

    def apply(self, operator: Operator) -> Operator:
        """An operator of the old modes, in the new ones."""
        back = self.inverse()
        rule: dict[Operator, Any] = {}
        for mode, image in zip(self.old, back.of_old(), strict=True):
            rule[mode.a], rule[mode.dag] = image, image.adjoint()
        return substitute(operator, rule)

    def certified(self) -> Certified:
        """``U`` and ``V``, held against the commutators of the new modes."""
        return Certified(
            values={"U": self.U, "V": self.V},
            relation="b = U a + V a+",
            method="commutators",
            holds=self.missed(self._commutators) is None,
            detail=f"U U+ - V V+ = 1 and U V^T = V U^T; {HOW}",
        )


def _numbers_at(point: Mapping[sp.Symbol, sp.Expr]) -> Put:
    return lambda matrix: sp.Matrix(matrix.xreplace(point).evalf(60))


@dataclass(frozen=True, kw_only=True)
class NormalModes:
    """Frequencies [rad/s] and the transformation to the modes that have them, of ``hamiltonian``."""

    frequencies: tuple[sp.Expr, ...]
    transformation: Bogoliubov
    hamiltonian: Operator

    def certified(self) -> Certified:
        """``frequencies`` (a column), ``U`` and ``V``, held against [b, H] = omega b."""
        own, modes = self.transformation, self.transformation.old
        ladder = [mode.a for mode in modes] + [mode.dag for mode in modes]
        moved = [commutator(left, self.hamiltonian) for left in ladder]
        table = sp.Matrix(len(ladder), len(ladder), lambda i, k: moved[i].coefficient(ladder[k]))
        column = sp.ImmutableMatrix(self.frequencies)

        def turning(put: Put) -> list[sp.Expr]:
            rows = sp.Matrix.hstack(put(own.U), put(own.V))
            return list(rows * put(table) - sp.diag(*put(column)) * rows)

        found = own.certified()
        return replace(
            found,
            values={"frequencies": column, **found.values},
            relation="[b, H] = omega b with b = U a + V a+",
            method="putting it back",
            holds=found.holds and own.missed(turning) is None,
            detail=f"the commutators of all a and a+ with H; {found.detail}",
            assumes=("H is positive: its normal modes have real frequencies",),
        )


def squeezing(old: Sequence[Boson], new: Sequence[Boson], r: sp.Expr, phase: sp.Expr = sp.S.Zero) -> Bogoliubov:
    """b = cosh(r) a + e^(i phase) sinh(r) a+ for one mode; the other mode's a+ for two."""
    n, turn = len(old), sp.exp(sp.I * phase)
    if n not in (1, 2):
        raise DynamicsError(f"{n} modes were given, where one or two are squeezed")
    swap = sp.eye(n) if n == 1 else sp.Matrix([[0, 1], [1, 0]])
    cosh, sinh = (sp.exp(r) + sp.exp(-r)) / 2, (sp.exp(r) - sp.exp(-r)) / 2
    return Bogoliubov(
        old=tuple(old), new=tuple(new), U=sp.ImmutableMatrix(cosh * sp.eye(n)), V=sp.ImmutableMatrix(turn * sinh * swap)
    )


def normal_modes(
    H: Operator, old: Sequence[Boson], new: Sequence[Boson], at: Mapping[sp.Symbol, Any] | None = None
) -> NormalModes:
    """The modes that diagonalise a quadratic Hamiltonian, in closed form: one or two modes, or more with nice roots.

    ``at`` is a point at which the system is stable; there the sign of each root is decided (small rationals unless
    given). Raises DynamicsError where frequencies coincide, are not real there, or have no closed form.
    """
    ladder = [own.a for own in old] + [own.dag for own in old]
    table, _ = linear_drift(ladder, [commutator(own, hermitian(H)) for own in ladder])
    n, x = len(old), sp.Dummy("x", real=True)
    coefficients = [sp.cancel(c) for c in sp.Matrix(table).charpoly().all_coeffs()]
    square = sp.Poly.from_list(coefficients[::2], x)
    roots = [root for root, times in sp.roots(square).items() for _ in range(times)]
    if len(roots) != n or len(set(roots)) != n:
        raise DynamicsError(f"{len(set(roots))} different frequencies have a closed form, where {n} are expected")
    point = dict(at or {})
    for k, symbol in enumerate(sorted(_symbols(H), key=str)):
        point.setdefault(symbol, sp.Rational(PRIMES[k % len(PRIMES)], 2))
    metric = sp.diag(*[1] * n, *[-1] * n)
    general = (sp.Matrix(table).T - x * sp.eye(2 * n)).adjugate()
    frequencies, rows = [], []
    for root in roots:
        for sign in (1, -1):
            omega = sign * sp.sqrt(root)
            vector, norm = _column(general, sp.Poly.from_list(coefficients, x), omega, metric, point)
            value = norm.xreplace(point).evalf(30)
            if value.is_extended_real and value > 0:
                frequencies.append(omega)
                rows.append(vector / sp.sqrt(norm))
                break
    if len(rows) != n or any(abs(sp.im(own.xreplace(point).evalf(30))) > sp.Rational(1, 10**20) for own in frequencies):
        raise DynamicsError("a frequency is not real at the point looked at, where a stable one is expected; give at=")
    U = sp.ImmutableMatrix(n, n, lambda i, j: rows[i][j])
    V = sp.ImmutableMatrix(n, n, lambda i, j: rows[i][n + j])
    made = Bogoliubov(old=tuple(old), new=tuple(new), U=U, V=V, at=point)
    return NormalModes(frequencies=tuple(frequencies), transformation=made, hamiltonian=H)


def _symbols(H: Operator) -> set[sp.Symbol]:
    return {symbol for value in H.terms.values() for symbol in value.free_symbols}


def _column(
    general: sp.Matrix, equation: sp.Poly, omega: sp.Expr, metric: sp.Matrix, point: Mapping[sp.Symbol, Any]
) -> tuple[sp.Matrix, sp.Expr]:
    """The first column of the adjugate at an eigenvalue that has a norm, with it."""
    x = equation.gen

    def short(value: sp.Expr) -> sp.Expr:
        # Powers of a frequency are reduced while it is still a letter: with nested roots they are very long.
        return sp.rem(sp.Poly(sp.expand(value), x), equation).as_expr()

    for k in range(general.cols):
        vector = general[:, k].applyfunc(short)
        norm = short((vector.H * metric * vector)[0, 0])
        vector, norm = vector.xreplace({x: omega}), norm.xreplace({x: omega})
        if abs(norm.xreplace(point).evalf(30)) > sp.Rational(1, 10**15):
            return vector, norm
    raise DynamicsError(f"the frequency {omega} has no mode of its own, where one is expected")


def _sum(U: sp.MatrixBase, V: sp.MatrixBase, i: int, modes: Sequence[Boson]) -> Operator:
    return summed(U[i, j] * mode.a + V[i, j] * mode.dag for j, mode in enumerate(modes))
