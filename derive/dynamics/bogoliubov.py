r"""Bogoliubov transformations of any number of modes, and the normal modes of a quadratic Hamiltonian.

.. math:: b_i = \sum_j U_{ij} a_j + V_{ij} a_j^\dagger, \qquad U U^\dagger - V V^\dagger = 1, \quad U V^T = V U^T

A normal mode has :math:`[b, H] = \omega b`, a left eigenvector of the matrix of :math:`[a_j, H]` with unit norm in the
metric (1, ..., -1, ...).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from derive.algebra import Boson, Operator, commutator, hermitian, substitute, summed
from derive.dynamics.gaussian import linear_drift
from derive.dynamics.linear import PRIMES, vanishes
from derive.dynamics.rates import DynamicsError


@dataclass(frozen=True, kw_only=True)
class Bogoliubov:
    """New modes b = U a + V a+; refused with DynamicsError where [b, b+] = 1 would not hold."""

    old: tuple[Boson, ...]
    new: tuple[Boson, ...]
    U: sp.ImmutableMatrix
    V: sp.ImmutableMatrix

    def __post_init__(self) -> None:
        n = len(self.old)
        if len(self.new) != n or self.U.shape != (n, n) or self.V.shape != (n, n):
            raise DynamicsError(f"U and V have shapes {self.U.shape} and {self.V.shape}, where {(n, n)} is expected")
        rest = [*(self.U * self.U.H - self.V * self.V.H - sp.eye(n)), *(self.U * self.V.T - self.V * self.U.T)]
        wrong = [entry for entry in rest if not _zero(entry)]
        if wrong:
            raise DynamicsError(f"U and V do not keep [b, b+] = 1: they miss it by {wrong[0]}")

    def of_old(self) -> tuple[Operator, ...]:
        """Each b as an operator of the old modes."""
        return tuple(_sum(self.U, self.V, i, self.old) for i in range(len(self.old)))

    def inverse(self) -> Bogoliubov:
        """a = U+ b - V^T b+."""
        U, V = sp.ImmutableMatrix(self.U.H), sp.ImmutableMatrix(-self.V.T)
        return Bogoliubov(old=self.new, new=self.old, U=U, V=V)

    def apply(self, operator: Operator) -> Operator:
        """An operator of the old modes, in the new ones."""
        back = self.inverse()
        rule: dict[Operator, Any] = {}
        for mode, image in zip(self.old, back.of_old(), strict=True):
            rule[mode.a], rule[mode.dag] = image, image.adjoint()
        return substitute(operator, rule)


@dataclass(frozen=True, kw_only=True)
class NormalModes:
    """Frequencies [rad/s] and the transformation to the modes that have them."""

    frequencies: tuple[sp.Expr, ...]
    transformation: Bogoliubov


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
    n, x = len(old), sp.Dummy("x")
    coefficients = sp.Matrix(table).charpoly().all_coeffs()
    square = sp.Poly.from_list([sp.cancel(c) for c in coefficients[::2]], x)
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
            vector, norm = _column(general, x, omega, metric, point)
            if norm.xreplace(point).evalf(30) > 0:
                frequencies.append(omega)
                rows.append(vector / sp.sqrt(norm))
                break
    if len(rows) != n or any(abs(sp.im(own.xreplace(point).evalf(30))) > sp.Rational(1, 10**20) for own in frequencies):
        raise DynamicsError("a frequency is not real at the point looked at, where a stable one is expected; give at=")
    U = sp.ImmutableMatrix(n, n, lambda i, j: rows[i][j])
    V = sp.ImmutableMatrix(n, n, lambda i, j: rows[i][n + j])
    made = Bogoliubov(old=tuple(old), new=tuple(new), U=U, V=V)
    return NormalModes(frequencies=tuple(frequencies), transformation=made)


def _symbols(H: Operator) -> set[sp.Symbol]:
    return {symbol for value in H.terms.values() for symbol in value.free_symbols}


def _column(
    general: sp.Matrix, x: sp.Symbol, omega: sp.Expr, metric: sp.Matrix, point: Mapping[sp.Symbol, Any]
) -> tuple[sp.Matrix, sp.Expr]:
    """The first column of the adjugate at an eigenvalue that has a norm, with it."""
    for k in range(general.cols):
        vector = general[:, k].xreplace({x: omega}).applyfunc(sp.expand)
        norm = sp.expand((vector.H * metric * vector)[0, 0])
        if abs(norm.xreplace(point).evalf(30)) > sp.Rational(1, 10**15):
            return vector, norm
    raise DynamicsError(f"the frequency {omega} has no mode of its own, where one is expected")


def _sum(U: sp.MatrixBase, V: sp.MatrixBase, i: int, modes: Sequence[Boson]) -> Operator:
    return summed(U[i, j] * mode.a + V[i, j] * mode.dag for j, mode in enumerate(modes))


def _zero(entry: sp.Expr) -> bool:
    """Whether an entry is zero: as a rational function, or with nested roots at three points to 40 digits."""
    plain = sp.expand(entry)
    if plain == 0 or (not _roots(plain) and vanishes(plain)):
        return True
    symbols = sorted(plain.free_symbols, key=str)
    for shift in range(3):
        point = {own: sp.Rational(PRIMES[(k + shift) % len(PRIMES)], 11 + k) for k, own in enumerate(symbols)}
        if abs(plain.xreplace(point).evalf(60)) > sp.Rational(1, 10**40):
            return False
    return True


def _roots(entry: sp.Expr) -> bool:
    return any(not own.exp.is_Integer for own in entry.atoms(sp.Pow))
