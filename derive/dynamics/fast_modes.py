r"""Fast modes of a linear system eliminated: the slow manifold, order by order.

With slow operators s and fast ones f the drift has blocks :math:`A_{ss}, A_{sf}, A_{fs}, A_{ff}`. The fast ones follow
on a manifold f = P s, where

.. math:: A_{fs} + A_{ff} P = P\,(A_{ss} + A_{sf} P) .

It is solved by iteration, one more order of (slow rates)/(fast rates) each time; the first is
:math:`P = -A_{ff}^{-1} A_{fs}`, the Schur complement. The fast noise that is left is white for the slow ones to leading
order, whatever the order of the drift, and taken with the first P,

.. math:: F = F_s - A_{sf}\,(A_{ff} - P A_{sf})^{-1}\,(F_f - P F_s) .

Orders are counted with the fast block :math:`A_{ff}` and its noise scaled as :math:`1/\epsilon`, and measured.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sympy as sp

from derive.algebra import Operator
from derive.dynamics.certified import Certified, stated_rates
from derive.dynamics.gaussian import Gaussian
from derive.dynamics.linear import inverse, reduced, sample
from derive.dynamics.rates import DynamicsError
from derive.records import Approximation

POINTS = 3
EPSILON = sp.Symbol("epsilon", positive=True)
"""The time of the fast operators over that of the slow ones."""


@dataclass(frozen=True, kw_only=True)
class Slow:
    """The slow operators with effective drift, force and diffusion; ``follows`` is P, ``lost`` what is off, by order.

    ``residual_order`` is the measured order in epsilon of what the manifold's equation misses, and
    ``commutator_order`` that of the change of commutators (None where it vanishes), relative to the slow drift.
    ``system`` is the whole.
    """

    operators: tuple[Operator, ...]
    drift: sp.ImmutableMatrix
    force: sp.ImmutableMatrix
    diffusion: sp.ImmutableMatrix
    follows: sp.ImmutableMatrix
    residual_order: int | None
    commutator_order: int | None
    approximation: Approximation
    system: Gaussian

    def certified(self) -> Certified:
        """``drift``, ``force``, ``diffusion`` and ``follows``, put back into the equations of the whole system."""
        order = self.approximation.neglected_order - 1
        return Certified(
            values={
                "drift": self.drift, "force": self.force, "diffusion": self.diffusion, "follows": self.follows
            },
            relation="A_fs + A_ff P = P (A_ss + A_sf P), and the noise F_s - A_sf (A_ff - P A_sf)^-1 (F_f - P F_s)",
            method="order of the difference, and exact points",
            holds=(
                (self.residual_order is None or self.residual_order >= order)
                and (self.commutator_order is None or self.commutator_order >= 1)
                and all(_put_back(self, shift) for shift in range(POINTS))
            ),
            detail=(
                f"the first relation misses terms of order {self.residual_order} in slow over fast rates, commutators "
                f"change at order {self.commutator_order}; drift and noise solved anew at {POINTS} rational points"
            ),
            assumes=(*stated_rates(self.system.model), "the fast operators decay or are far detuned"),
            approximations=(*self.system.model.approximations, self.approximation),
        )  # fmt: skip


def eliminate_fast(system: Gaussian, fast: Iterable[Operator], order: int = 1) -> Slow:
    """The slow operators of a linear system, its ``fast`` ones eliminated to an order from 1 up.

    Raises DynamicsError for operators that the system does not have, or a fast block without an inverse.
    """
    gone = list(fast)
    strange = [own for own in gone if own not in system.operators]
    if strange or not gone or len(gone) == len(system.operators):
        raise DynamicsError(
            f"the fast operators {', '.join(map(str, gone)) or 'none'} were given, where some of "
            f"{', '.join(map(str, system.operators))} are expected"
        )
    if order < 1:
        raise DynamicsError(f"the order {order} was given, where one from 1 up is expected")
    f = [k for k, own in enumerate(system.operators) if own in gone]
    s = [k for k in range(len(system.operators)) if k not in f]
    A = sp.Matrix(system.drift)
    scaled = {(i, j): A[i, j] / EPSILON for i in f for j in f}
    drift = sp.Matrix(A.rows, A.rows, lambda i, j: scaled.get((i, j), A[i, j]))
    blocks = _Blocks(drift, s, f)
    follows = blocks.manifold(order)
    residual = blocks.fs + blocks.ff * follows - follows * (blocks.ss + blocks.sf * follows)
    slow, noise = blocks.ss + blocks.sf * follows, blocks.noise(blocks.manifold(1))
    Omega = system.commutators[s, s]
    # The fast noise grows with the fast rates, so that its commutators are kept.
    D = sp.Matrix(A.rows, A.rows, lambda i, j: system.diffusion[i, j] * (1 / EPSILON if i in f and j in f else 1))
    D = D[s + f, s + f]
    diffusion = noise * D * noise.T
    change = slow * Omega + Omega * slow.T + diffusion - diffusion.T
    plain = {EPSILON: sp.S.One}

    def final(matrix: sp.MatrixBase) -> sp.ImmutableMatrix:
        own = matrix.xreplace(plain)
        # Higher orders are long fractions with few common factors.
        return sp.ImmutableMatrix(own.applyfunc(reduced) if order == 1 or not own.free_symbols else own)

    return Slow(
        operators=tuple(system.operators[k] for k in s),
        drift=final(slow),
        force=final(noise * sp.Matrix([system.force[k] for k in s + f])),
        diffusion=final(diffusion),
        follows=final(follows),
        residual_order=leading_order(residual),
        commutator_order=leading_order(change),
        approximation=Approximation(
            name="fast operators follow the slow ones", small_parameter=EPSILON, neglected_order=order + 1
        ),
        system=system,
    )


class _Blocks:
    def __init__(self, drift: sp.Matrix, slow: list[int], fast: list[int]) -> None:
        self.ss, self.sf = drift[slow, slow], drift[slow, fast]
        self.fs, self.ff = drift[fast, slow], drift[fast, fast]
        found = inverse(self.ff)
        if found is None:
            raise DynamicsError("the drift of the fast operators is singular, where fast decay or detuning is expected")
        self.inverse = sp.Matrix(found)

    def manifold(self, order: int) -> sp.Matrix:
        """P after so many iterations, each cut off at its own order of epsilon."""
        follows = -self.inverse * self.fs
        for done in range(1, order):
            whole = self.inverse * (follows * (self.ss + self.sf * follows) - self.fs)
            follows = whole.applyfunc(lambda entry, last=done + 1: _truncated(entry, last))
        return sp.Matrix(follows)

    def noise(self, follows: sp.Matrix) -> sp.Matrix:
        """The matrix that takes (F_s, F_f) to the noise of the slow operators."""
        left = inverse(self.ff - follows * self.sf)
        assert left is not None
        through = self.sf * left
        return sp.Matrix.hstack(sp.eye(self.ss.rows) + through * follows, -through)


def _put_back(found: Slow, shift: int) -> bool:
    """Whether drift, force and noise follow from P at a rational point, solved there from the blocks."""
    own = found.system
    s = [k for k, operator in enumerate(own.operators) if operator in found.operators]
    f = [k for k in range(len(own.operators)) if k not in s]
    point = sample(own.drift.free_symbols | own.diffusion.free_symbols | own.force.free_symbols, shift)
    A, D, d = (sp.Matrix(matrix.xreplace(point)) for matrix in (own.drift, own.diffusion, own.force))
    first = -A[f, f].LUsolve(A[f, s])
    P = found.follows.xreplace(point)
    if found.approximation.neglected_order == 2 and any(sp.expand(x, complex=True) != 0 for x in P - first):
        return False
    K = (A[f, f] - first * A[s, f]).T.LUsolve(-A[s, f].T).T
    B = sp.Matrix.hstack(sp.eye(len(s)) - K * first, K)
    pairs = (
        (found.drift, A[s, s] + A[s, f] * P),
        (found.diffusion, B * D[s + f, s + f] * B.T),
        (found.force, B * d[s + f, :]),
    )
    return all(sp.expand(x, complex=True) == 0 for left, right in pairs for x in left.xreplace(point) - right)


def leading_order(matrix: sp.MatrixBase) -> int | None:
    """The lowest power of epsilon in a matrix of rational functions at a generic point, or None when it is zero."""
    orders = []
    # At a generic point: what starts later there starts later everywhere but on a set of measure zero.
    for entry in matrix.xreplace(sample(matrix.free_symbols - {EPSILON})):
        top, bottom = (sp.expand(part) for part in sp.fraction(sp.together(entry)))
        if top != 0:
            orders.append(_lowest_power(top) - _lowest_power(bottom))
    return min(orders) if orders else None


def _lowest_power(polynomial: sp.Expr) -> int:
    return min(int(term.as_coeff_exponent(EPSILON)[1]) for term in sp.Add.make_args(polynomial))


def _truncated(entry: sp.Expr, last: int) -> sp.Expr:
    """A polynomial in epsilon without the powers above ``last``."""
    expanded = sp.expand(entry)
    return sp.Add(*(term for term in sp.Add.make_args(expanded) if term.as_coeff_exponent(EPSILON)[1] <= last))
