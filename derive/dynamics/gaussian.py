r"""Gaussian systems: quadratic Hamiltonian, linear jumps. Drift and diffusion matrices, covariances, stability.

.. math:: \dot{\mathbf O} = A\,\mathbf O + \mathbf d + \mathbf F, \qquad
          \langle F_i(t) F_j(t')\rangle = D_{ij}\,\delta(t-t'), \qquad [O_i, O_j] = \Omega_{ij}

The operators are ladder operators, quadratures, or any others that close linearly with numbers for commutators. With
:math:`M_{ij} = \langle O_i O_j\rangle - \langle O_i\rangle\langle O_j\rangle`,

.. math:: \dot M = A M + M A^T + D ,

and its antisymmetric part says that commutators are preserved, :math:`A\Omega + \Omega A^T + D - D^T = \dot\Omega = 0`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from derive.algebra import Boson, Operator, commutator, one, summed
from derive.algebra.modes import BosonMode
from derive.dynamics.certificates import matrices_agree
from derive.dynamics.certified import Certified, stated_rates
from derive.dynamics.langevin import by_jumps, einstein
from derive.dynamics.lindblad import Model
from derive.dynamics.linear import is_zero, reduced, solved, vanishes
from derive.dynamics.rates import DynamicsError
from derive.steps import DerivationError

WHITE = "white noise of the jumps' baths"


@dataclass(frozen=True, kw_only=True)
class Gaussian:
    """A linear system of Langevin equations: drift A [1/s], force d, diffusion D of <F_i F_j>, commutators.

    Raises DerivationError when drift and noise do not preserve the commutators.
    """

    model: Model
    operators: tuple[Operator, ...]
    drift: sp.ImmutableMatrix
    force: sp.ImmutableMatrix
    diffusion: sp.ImmutableMatrix
    commutators: sp.ImmutableMatrix

    def __post_init__(self) -> None:
        if not is_zero(self.commutator_rate):
            raise DerivationError(f"the commutators of {_names(self.operators)} are not preserved by drift and noise")

    @property
    def commutator_rate(self) -> sp.ImmutableMatrix:
        """A Omega + Omega A^T + D - D^T, which is zero."""
        A, D, Omega = self.drift, self.diffusion, self.commutators
        return sp.ImmutableMatrix(A * Omega + Omega * A.T + D - D.T)

    @property
    def symmetric(self) -> sp.ImmutableMatrix:
        """(D + D^T)/2, the diffusion of symmetrised covariances."""
        return sp.ImmutableMatrix((self.diffusion + self.diffusion.T) / 2)

    def covariance_rate(self, covariance: sp.MatrixBase) -> sp.ImmutableMatrix:
        """The rate of change of a symmetrised covariance matrix, A S + S A^T + (D + D^T)/2."""
        return sp.ImmutableMatrix(self.drift * covariance + covariance * self.drift.T + self.symmetric)

    @cached_property
    def mean(self) -> sp.ImmutableMatrix:
        """The steady means of the operators; raises DynamicsError when there is no unique one."""
        found = solved(self.drift, -self.force)
        if found is None:
            raise DynamicsError(f"the drift of {_names(self.operators)} is singular where one steady mean is expected")
        return found

    @cached_property
    def covariance(self) -> sp.ImmutableMatrix:
        r"""The steady symmetrised covariances S, from A S + S A^T + (D + D^T)/2 = 0; stable where `stability` says.

        Raises DynamicsError when eigenvalues of the drift add up to zero, and no unique S exists.
        """
        found = lyapunov(self.drift, self.symmetric)
        if found is None:
            raise DynamicsError(
                f"two eigenvalues of the drift of {_names(self.operators)} add up to zero, where one steady covariance "
                "is expected; give every mode a loss"
            )
        return found

    @property
    def second_moments(self) -> sp.ImmutableMatrix:
        """The steady <O_i O_j> in this order, means included."""
        products = self.mean * self.mean.T
        return sp.ImmutableMatrix((self.covariance + self.commutators / 2 + products).applyfunc(reduced))

    def certified(self) -> Certified:
        """``drift``, ``force`` and ``diffusion``, held against exact matrices and the Einstein relation."""
        own, size = self.operators, range(len(self.operators))
        rates = [
            summed(self.drift[i, j] * own[j] for j in size if self.drift[i, j] != 0) + self.force[i] * one for i in size
        ]
        noise = (einstein(self.model, own[i], own[j]) - self.diffusion[i, j] * one for i in size for j in size)
        return Certified(
            values={"drift": self.drift, "force": self.force, "diffusion": self.diffusion},
            relation="dO/dt = A O + d + F, <F_i(t) F_j(t')> = D_ij delta(t - t')",
            method="exact matrices, and the Einstein relation",
            holds=all(matrices_agree(self.model, x, rate) for x, rate in zip(own, rates, strict=True))
            and all(left.is_zero for left in noise),
            detail="i[H, O] and all jumps as matrices; D against d(XY)/dt - X dY/dt - dX/dt Y",
            assumes=(WHITE, *stated_rates(self.model)),
            approximations=self.model.approximations,
        )

    def certified_steady(self) -> Certified:
        """Steady ``mean`` (a column), ``covariance`` and ``second_moments``, put back into their equations."""
        left = [*(self.drift * self.mean + self.force), *self.covariance_rate(self.covariance)]
        return Certified(
            values={"mean": self.mean, "covariance": self.covariance, "second_moments": self.second_moments},
            relation="A S + S A^T + (D + D^T)/2 = 0 and A <O> + d = 0",
            method="putting it back",
            holds=all(map(vanishes, left)),
            detail="all entries of the equations at once",
            assumes=(WHITE, *stated_rates(self.model), "the drift is stable"),
            approximations=self.model.approximations,
        )

    @cached_property
    def stability(self) -> tuple[sp.Expr, ...]:
        """Expressions that are all positive just when every eigenvalue of the drift decays (Hurwitz determinants)."""
        s = sp.Dummy("s")
        coefficients = [sp.expand(c) for c in sp.Matrix(self.drift).charpoly(s).all_coeffs()]
        return tuple(sp.expand(own) for own in hurwitz(coefficients))


def gaussian(model: Model, operators: Iterable[Operator] | None = None) -> Gaussian:
    """The linear system of some operators, by default the ladder operators of all boson modes of the model.

    Raises DynamicsError, naming a term, when the operators do not close linearly, depend on one another, or when
    their noise or commutators are not numbers.
    """
    own = tuple(ladders(model) if operators is None else operators)
    drift, force = linear_drift(own, [model.adjoint(operator) for operator in own])
    size = len(own)

    def numbers(what: str, of: Operator) -> sp.Expr:
        value = of.coefficient(one)
        if not (of - value * one).is_zero:
            raise DynamicsError(f"the {what} of {_names(own)} holds {of}, where a number is expected")
        return value

    return Gaussian(
        model=model,
        operators=own,
        drift=drift,
        force=force,
        diffusion=sp.ImmutableMatrix(size, size, lambda i, j: numbers("noise", by_jumps(model, own[i], own[j]))),
        commutators=sp.ImmutableMatrix(size, size, lambda i, j: numbers("commutators", commutator(own[i], own[j]))),
    )


def modes(model: Model) -> tuple[Boson, ...]:
    """The boson modes of a model; raises DynamicsError when there is none."""
    found = tuple(Boson(place.name) for place in model.sites if isinstance(place.species, BosonMode))
    if not found:
        raise DynamicsError("the model has no boson mode where linear operators are expected; name the operators")
    return found


def ladders(model: Model) -> tuple[Operator, ...]:
    """a, a+, b, b+, ... of all boson modes of a model."""
    return tuple(own for mode in modes(model) for own in (mode.a, mode.dag))


def quadratures(model: Model) -> tuple[Operator, ...]:
    """x, p of all boson modes of a model, with [x, p] = i."""
    return tuple(own for mode in modes(model) for own in (mode.x, mode.p))


def linear_drift(
    operators: Iterable[Operator], rates: Iterable[Operator]
) -> tuple[sp.ImmutableMatrix, sp.ImmutableMatrix]:
    """A and d with rates = A operators + d; raises DynamicsError naming an operator that is not in the span."""
    own, given = tuple(operators), tuple(rates)
    monomials = sorted(
        {m for operator in own for m in operator.monomials()} - set(one.monomials()), key=lambda m: m.order()
    )
    basis = sp.Matrix(len(monomials), len(own), lambda i, j: own[j].coefficient(monomials[i]))
    gram = basis.T * basis.conjugate()
    targets = sp.Matrix(len(monomials), len(given), lambda i, j: given[j].coefficient(monomials[i]))
    found = solved(gram.T, basis.H * targets)
    if found is None:
        raise DynamicsError(f"the operators {_names(own)} depend on one another where independent ones are expected")
    drift = sp.ImmutableMatrix(found.T)
    force = []
    for i, rate in enumerate(given):
        rest = rate - sum((drift[i, j] * own[j] for j in range(len(own)) if drift[i, j] != 0), 0 * one)
        number = rest.coefficient(one)
        if not (rest - number * one).is_zero:
            m = next(m for m in rest.monomials() if m not in one.monomials())
            raise DynamicsError(
                f"the rate of change of {own[i]} holds {m}, where only {_names(own)} and numbers are expected"
            )
        force.append(number)
    return drift, sp.ImmutableMatrix(force)


def lyapunov(drift: sp.MatrixBase, diffusion: sp.MatrixBase) -> sp.ImmutableMatrix | None:
    """The symmetric S with A S + S A^T + D = 0 for a symmetric D, or None when there is no unique one."""
    n = drift.rows
    pairs = [(i, j) for i in range(n) for j in range(i, n)]
    index = {pair: k for k, pair in enumerate(pairs)}
    table = sp.zeros(len(pairs), len(pairs))
    for row, (i, j) in enumerate(pairs):
        for k in range(n):
            table[row, index[min(k, j), max(k, j)]] += drift[i, k]
            table[row, index[min(i, k), max(i, k)]] += drift[j, k]
    found = solved(table, sp.Matrix([-diffusion[pair] for pair in pairs]))
    if found is None:
        return None
    return sp.ImmutableMatrix(n, n, lambda i, j: found[index[min(i, j), max(i, j)]])


def hurwitz(coefficients: list[sp.Expr]) -> tuple[sp.Expr, ...]:
    """The Hurwitz determinants of a polynomial, leading coefficient first: all positive when all roots decay."""
    n = len(coefficients) - 1

    def entry(i: int, j: int) -> sp.Expr:
        k = 2 * (j + 1) - (i + 1)
        return coefficients[k] if 0 <= k <= n else sp.S.Zero

    table = sp.Matrix(n, n, entry)
    return tuple(table[:k, :k].det(method="berkowitz") for k in range(1, n + 1))


def _names(operators: Iterable[Operator]) -> str:
    return ", ".join(map(str, operators))
