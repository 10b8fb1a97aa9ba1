r"""What a rate multiplies: the conventions of the literature, stated and convertible.

With :math:`D[c](O) = c^\dagger O c - \tfrac12 \{c^\dagger c, O\}`, a term of a master equation is
(factor of the convention) x rate x D[c]. The same physics in another convention has the rate that
`RateConvention.convert` gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp


class DynamicsError(ValueError):
    """A model or a request that the dynamics cannot use; the text is one sentence."""


@dataclass(frozen=True, kw_only=True)
class RateConvention:
    """A way to write rates: a rate of this convention stands for ``factor`` times D[c].

    ``multiplies`` is what the rate multiplies in a master equation, ``latex`` the same for pages, ``meaning`` what
    that makes of a two-level atom.
    """

    name: str
    factor: sp.Rational
    multiplies: str
    latex: str
    meaning: str

    def convert(self, rate: sp.Expr, to: RateConvention) -> sp.Expr:
        """The rate of the same process in another convention."""
        return rate * self.factor / to.factor

    def __str__(self) -> str:
        return f"{self.name}: rate x {self.multiplies}; {self.meaning}"


POPULATION = RateConvention(
    name="population",
    factor=sp.S.One,
    multiplies="(c+ O c - {c+ c, O}/2)",
    latex=r"\hat c^\dagger \hat O \hat c - \frac{1}{2} \{\hat c^\dagger \hat c, \hat O\}",
    meaning="a two-level population decays at the rate, its coherence at half of it",
)
AMPLITUDE = RateConvention(
    name="amplitude",
    factor=sp.Integer(2),
    multiplies="(2 c+ O c - {c+ c, O})",
    latex=r"2 \hat c^\dagger \hat O \hat c - \{\hat c^\dagger \hat c, \hat O\}",
    meaning="a two-level coherence decays at the rate, its population at twice it",
)
HALVED = RateConvention(
    name="halved",
    factor=sp.Rational(1, 2),
    multiplies="(c+ O c - {c+ c, O}/2)/2",
    latex=r"\frac{1}{2} (\hat c^\dagger \hat O \hat c - \frac{1}{2} \{\hat c^\dagger \hat c, \hat O\})",
    meaning="a two-level population decays at half the rate",
)


def exact_rate(rate: Any, what: str) -> sp.Expr:
    """A rate as an exact, real, not negative expression; raises DynamicsError otherwise."""
    expression = sp.Integer(rate) if isinstance(rate, int) else rate
    if not isinstance(expression, sp.Expr) or expression.has(sp.Float):
        raise DynamicsError(
            f"the rate {rate!r} of {what} is not exact where a number such as Rational(1, 2) is expected"
        )
    if expression.is_extended_real is not True:
        raise DynamicsError(
            f"the rate {expression} of {what} is not real where a real rate is expected; declare its symbols real=True"
        )
    if expression.is_negative:
        raise DynamicsError(f"the rate {expression} of {what} is negative where a rate from 0 up is expected")
    return expression
