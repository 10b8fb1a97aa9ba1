r"""Spins of any length as a boson mode: Holstein and Primakoff's square root, exact or in orders of 1/(2j).

With the mode's number n counting down from the state of highest :math:`J_z`,

.. math:: J_z = j - \hat n, \qquad J_+ = \sqrt{2j - \hat n}\; a, \qquad
          J_+ = \sqrt{2j}\,\sum_k \binom{1/2}{k} \left(-\frac{\hat n}{2j}\right)^k a .

The exact form stands in a `NumberOrdered` mode, where its commutators are those of a spin. The series stands in a
`Boson`; cut off after the power k = m, it misses the commutators by terms of the order (1/2j)^m, which is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from derive.algebra import Boson, NumberOrdered, Operator, commutator, normal_ordered, number, one, substitute, summed
from derive.algebra.systems import Spin
from derive.dynamics.certified import Certified
from derive.dynamics.rates import DynamicsError
from derive.records import Approximation


@dataclass(frozen=True, kw_only=True)
class BosonSpin:
    """J_+, J_- and J_z in a mode; ``order`` is the highest power of 1/(2j) kept, None for the exact square root.

    ``sign`` is +1 where the vacuum is the state of highest J_z, -1 where it is that of lowest.
    """

    j: sp.Expr
    mode: Boson | NumberOrdered
    order: int | None
    sign: int
    plus: Operator
    minus: Operator
    z: Operator

    @property
    def x(self) -> Operator:
        """(J_+ + J_-)/2."""
        half: Operator = (self.plus + self.minus) / 2
        return half

    @property
    def y(self) -> Operator:
        """(J_+ - J_-)/(2i)."""
        half: Operator = (self.plus - self.minus) / (2 * sp.I)
        return half

    def commutator_defects(self) -> tuple[Operator, Operator]:
        """[J_+, J_-] - 2 J_z and [J_z, J_+] - J_+: zero for the exact form, and the second always."""
        return (
            commutator(self.plus, self.minus) - 2 * self.z,
            commutator(self.z, self.plus) - self.plus,
        )

    @property
    def defect_order(self) -> int | None:
        """The lowest power of 1/(2j) in what the commutators miss; None when they hold."""
        return lowest_power(self.commutator_defects()[0], self.j)

    @property
    def approximation(self) -> Approximation | None:
        """The record of what the series neglects in J_+ relative to its first term; None for the exact form."""
        if self.order is None:
            return None
        return Approximation(
            name="Holstein-Primakoff series", small_parameter=1 / (2 * self.j), neglected_order=self.order + 1
        )

    def certified(self) -> Certified:
        """``J_plus`` and ``J_z``, held against the commutators of a spin."""
        defect, other = self.commutator_defects()
        order = self.defect_order
        enough = defect.is_zero if self.order is None else order is None or order >= self.order
        return Certified(
            values={"J_plus": self.plus, "J_z": self.z},
            relation="[J_+, J_-] = 2 J_z and [J_z, J_+] = J_+",
            method="operator algebra",
            holds=enough and other.is_zero,
            detail="both hold"
            if order is None
            else f"the first misses terms of order (1/(2j))^{order}, the second none",
            assumes=("the mode holds at most 2j quanta",),
            approximations=() if self.approximation is None else (self.approximation,),
        )

    def replace(self, operator: Operator, spin: Spin) -> Operator:
        """An operator with all operators of a long spin written in the mode, and cut off at the order kept.

        The spin has S_+, S_z and S_- for its elementary operators (any length but one half).
        """
        if spin._cartesian:
            raise DynamicsError(
                f"{spin!r} is a spin one half, where a longer one is expected; CollectiveSpin or Spin(name, j) is"
            )
        return substitute(operator, {spin.plus: self.plus, spin.minus: self.minus, spin.z: self.z})


def exact_spin(name: str, j: Any, sign: int = 1) -> BosonSpin:
    """The square roots themselves, functions of the number operator of a mode; meant on n up to 2j."""
    j, mode = sp.Integer(j) if isinstance(j, int) else j, NumberOrdered(name)
    _require(sign)
    down = mode(sp.sqrt(2 * j - number)) * mode.a
    return _made(j, mode, None, sign, down, mode.n)


def boson_spin(name: str, j: Any, order: int = 0, sign: int = 1) -> BosonSpin:
    """The series up to (1/2j)^order beyond its first term, in normal order: order 0 is a free mode of sqrt(2j) a.

    Each power of n is put in normal order, so that all terms of n^k are kept with (1/2j)^k. Raises DynamicsError for
    an order below 0 or another sign than 1 and -1.
    """
    if order < 0:
        raise DynamicsError(f"the order {order} was given, where a power of 1/(2j) from 0 up is expected")
    _require(sign)
    j = sp.Integer(j) if isinstance(j, int) else j
    counted, mode = NumberOrdered(name), Boson(name)
    terms = (
        sp.binomial(sp.Rational(1, 2), k) * (-1) ** k * (2 * j) ** (-k) * counted.n**k * counted.a
        for k in range(order + 1)
    )
    down = normal_ordered(summed(terms), counted) * sp.sqrt(2 * j)
    return _made(j, mode, order, sign, down, mode.n)


def lowest_power(operator: Operator, j: sp.Expr) -> int | None:
    """The lowest power of 1/(2j) among an operator's coefficients, each a rational function of j; None for zero."""
    small = sp.Dummy("small", positive=True)
    powers = []
    for value in operator.terms.values():
        top, bottom = sp.fraction(sp.together(sp.expand(value).xreplace({j: 1 / (2 * small)})))
        if sp.expand(top) != 0:
            powers.append(_trailing(top, small) - _trailing(bottom, small))
    return min(powers) if powers else None


def _trailing(polynomial: sp.Expr, small: sp.Symbol) -> int:
    return min(int(powers[0]) for powers in sp.Poly(sp.expand(polynomial), small).monoms())


def _made(j: sp.Expr, mode: Any, order: int | None, sign: int, lowers_n: Operator, n: Operator) -> BosonSpin:
    raises_n = lowers_n.adjoint()
    plus, minus = (lowers_n, raises_n) if sign == 1 else (raises_n, lowers_n)
    return BosonSpin(j=j, mode=mode, order=order, sign=sign, plus=plus, minus=minus, z=sign * (j * one - n))


def _require(sign: int) -> None:
    if sign not in (1, -1):
        raise DynamicsError(f"the sign {sign} was given, where 1 (vacuum at the highest J_z) or -1 is expected")
