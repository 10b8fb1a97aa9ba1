r"""Fluctuating classical statistics: the average of a unitary map over random phases and random pairings.

In one event with the phase :math:`\phi` an operator becomes :math:`e^{i\phi V} O e^{-i\phi V}`. With
:math:`C_n = [V, [V, \dots O]]` (n times) and the moments :math:`\mu_n = \langle\phi^n\rangle`, order by order,

.. math:: \langle\Delta O\rangle = \sum_n \frac{i^n \mu_n}{n!} C_n(O), \qquad
   N_{XY} = \langle\Delta(XY)\rangle - X\langle\Delta Y\rangle - \langle\Delta X\rangle Y .

The first order is a drift by the mean Hamiltonian, the second has the form of a Lindblad term with the jump V and the
rate :math:`\mu_2` per event; N is the correlator of the noise that random phases leave, :math:`\Delta X\,\Delta Y` in
mean, so that :math:`N_{XY} = \mu_2\,[V,X][Y,V] + \dots`. Random pairings: an event of one atom of each of some
ensembles, every combination at the same rate, summed over all of them with the numbers of atoms symbols.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from derive.algebra import Ensemble, Operator, commutator, hermitian, one, summed
from derive.algebra.modes import BosonMode
from derive.dynamics.certified import Certified
from derive.dynamics.exponential import ExponentialError, exponential
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.rates import DynamicsError
from derive.records import Approximation

PHASE = sp.Symbol("phi", real=True)
"""The random phase; orders are counted in its size."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """A random event: exp(-i phi V) with V ``coupling``, moments <phi^n>, and how often it occurs [1/s].

    With ``over`` the coupling is written for one atom of each of these ensembles, and ``rate`` is that at which one
    given combination of atoms meets, independently of the others (1/(N T) for one partner among N in a time T).
    """

    coupling: Operator
    moment: Callable[[int], sp.Expr]
    rate: sp.Expr = sp.S.One
    over: tuple[Ensemble, ...] = ()

    def __post_init__(self) -> None:
        hermitian(self.coupling, "coupling of a random event")
        if len({own.site for own in self.over}) != len(self.over):
            raise DynamicsError("an ensemble was given twice, where events of one atom of each are expected")
        if self.moment(0) != 1:
            raise DynamicsError(f"the moment of order 0 is {self.moment(0)}, where a probability's 1 is expected")
        second = sp.S.Zero + self.moment(2)
        if second.is_negative or (self.moment(1) ** 2 - second).is_positive:
            raise DynamicsError(f"the second moment {second} is below the square of the first, {self.moment(1)}")


@dataclass(frozen=True, kw_only=True)
class Averaged:
    """The mean change of operators by random events, order by order in the phase, up to ``order``."""

    event: Event
    order: int

    def parts(self, operator: Operator) -> dict[int, Operator]:
        """The mean rate of change by order in the phase: 1 is the drift, 2 the Lindblad-like term, and so on."""
        return {n: self._summed(change) for n, change in self._changes(operator).items()}

    def _changes(self, operator: Operator) -> dict[int, Operator]:
        """The mean change per time by one combination of atoms."""
        event, coupling = self.event, self.event.coupling
        for ensemble, label in zip(event.over, self._labels, strict=True):
            coupling = ensemble.at(label, coupling)
        nested, found = operator, {}
        for n in range(1, self.order + 1):
            nested = commutator(coupling, nested)
            weight = event.rate * sp.I**n * event.moment(n) / sp.factorial(n)
            if not nested.is_zero and weight != 0:
                found[n] = weight * nested
        return found

    def _expanded(self, operator: Operator, n: int) -> Operator:
        """The order n of the same from the two exponentials, i^k V^k/k! O (-i)^(n-k) V^(n-k)/(n-k)! added up."""
        coupling = self.event.coupling
        for ensemble, label in zip(self.event.over, self._labels, strict=True):
            coupling = ensemble.at(label, coupling)
        powers = [one]
        for _ in range(n):
            powers.append(powers[-1] * coupling)
        terms = (
            sp.I**k
            * (-sp.I) ** (n - k)
            / (sp.factorial(k) * sp.factorial(n - k))
            * powers[k]
            * operator
            * powers[n - k]
            for k in range(n + 1)
        )
        total: Operator = self.event.rate * self.event.moment(n) * summed(terms)
        return total

    @property
    def _labels(self) -> list[str]:
        # Labels with a blank cannot be a user's, so nothing is captured.
        return [f" {k}" for k in range(len(self.event.over))]

    def rate(self, operator: Operator) -> Operator:
        """The mean rate of change up to the order kept."""
        return summed(self.parts(operator).values())

    def noise(self, left: Operator, right: Operator) -> dict[int, Operator]:
        """The correlator of the changes of two operators by order, from 2 up: <dX dY> per time."""
        found: dict[int, Operator] = {}
        product, first, second = (self._changes(own) for own in (left * right, left, right))
        for n in range(1, self.order + 1):
            zero = 0 * one
            change = product.get(n, zero) - left * second.get(n, zero) - first.get(n, zero) * right
            if not change.is_zero:
                found[n] = self._summed(change)
        return found

    def certified(self, left: Operator, right: Operator | None = None) -> Certified:
        """``rate`` of the first operator and its parts ``rate_1``, ...; with a second, ``noise`` and ``noise_2``, ...

        Held against the product of both exponentials, expanded in the phase.
        """
        rates = self.parts(left)
        noise = {} if right is None else self.noise(left, right)
        holds = True
        for n in range(1, self.order + 1):
            first = self._expanded(left, n)
            holds = holds and (self._summed(first) - rates.get(n, 0 * one)).is_zero
            if right is not None:
                change = self._expanded(left * right, n) - left * self._expanded(right, n) - first * right
                holds = holds and (self._summed(change) - noise.get(n, 0 * one)).is_zero
        return Certified(
            values={
                "rate": self.rate(left), **{f"rate_{n}": own for n, own in rates.items()},
                "noise": summed(noise.values()), **{f"noise_{n}": own for n, own in noise.items()},
            },
            relation="mean of exp(i phi V) O exp(-i phi V) - O, at the rate of the events",
            method="operator algebra",
            holds=holds,
            detail="products of powers of V on either side instead of nested commutators",
            assumes=(f"events at the rate {self.event.rate}, independent of each other",),
            approximations=(self.approximation,),
        )  # fmt: skip

    @cached_property
    def model(self) -> Model:
        """To second order, the Hamiltonian of the drift and one jump: the same rates from a Lindblad generator."""
        if self.event.over:
            raise DynamicsError("the events run over atoms, where a coupling that acts once is expected")
        V, moment = self.event.coupling, self.event.moment
        return Model(
            hamiltonian=self.event.rate * moment(1) * V,
            jumps=(Jump(operator=V, rate=self.event.rate * moment(2)),),
        )

    @property
    def approximation(self) -> Approximation:
        """What is neglected: the next order in the phase."""
        return Approximation(name="small phases", small_parameter=PHASE, neglected_order=self.order + 1)

    def _summed(self, operator: Operator) -> Operator:
        for ensemble, label in zip(self.event.over, self._labels, strict=True):
            operator = ensemble.sum(operator, label)
        return operator


def averaged(event: Event, order: int = 2) -> Averaged:
    """The average of a random event to an order in its phase; raises DynamicsError for an order below 1."""
    if order < 1:
        raise DynamicsError(f"the order {order} in the phase was given, where one from 1 up is expected")
    return Averaged(event=event, order=order)


def mean_map(event: Event, operator: Operator, wave: Callable[[sp.Expr], sp.Expr]) -> Operator:
    """The mean of e^(i phi V) O e^(-i phi V), to all orders, for a coupling whose powers close.

    ``wave(k)`` is the mean of exp(i k phi). Raises DynamicsError for a coupling without finitely many eigenvalues.
    """
    if any(isinstance(place.species, BosonMode) for place in event.coupling.sites):
        raise DynamicsError(f"the coupling {event.coupling} has no finite spectrum, where one is expected")
    try:
        unitary = exponential(event.coupling, -sp.I * PHASE)
    except ExponentialError as error:
        raise DynamicsError(f"the coupling {event.coupling} has no finite spectrum, where one is expected") from error
    moved = unitary.adjoint() * operator * unitary

    def mean(value: sp.Expr) -> sp.Expr:
        total = sp.S.Zero
        for term in sp.Add.make_args(sp.expand(value)):
            constant, turning = term.as_independent(PHASE, as_Add=False)
            exponent = sp.expand(sp.Add(*(own.exp for own in sp.Mul.make_args(turning) if own != 1)))
            total += constant * wave(sp.expand(exponent / (sp.I * PHASE)))
        return total

    return moved.map_coefficients(mean)


def gaussian_moments(mean: sp.Expr, variance: sp.Expr) -> Callable[[int], sp.Expr]:
    """The moments of a Gaussian phase."""

    def moment(n: int) -> sp.Expr:
        terms = (
            sp.binomial(n, 2 * k) * sp.factorial2(2 * k - 1) * variance**k * mean ** (n - 2 * k)
            for k in range(n // 2 + 1)
        )
        return sp.expand(sp.Add(*terms))

    return moment
