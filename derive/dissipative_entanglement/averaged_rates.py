r"""Pair rates averaged over the places of two atoms of one ensemble.

The classical field drives the atoms with its phase, so the pair rate :math:`\gamma + ig` is averaged with
:math:`e^{i\mathbf k_L\mathbf r}`. With the dipole along x and the field along z the directions are integrated first.
The *radiated field*, which falls as 1/r, and the *near field* give

.. math:: \Gamma_{ij,A},\;\Gamma_{ij,B},\;G_{ij,A},\;G_{ij,B}
   \propto \int_0^\infty dr\,r^2 e^{-r^2/2L^2} f(k_Lr)\,h(k_Lr)

with functions h that the dipole's direction makes. All four integrands vanish at short distance.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import sympy as sp

from derive.dissipative_entanglement import clouds, light_symbols, pair_rate, symbols
from derive.dissipative_entanglement import motion_symbols as own
from derive.records import Derivation, Equation, Quantity
from derive.steps import Chain, DerivationError

MODULE = "dissipative_entanglement.averaged_rates"
TABLE = own.TABLE
C, PAIR = light_symbols.COSINE.symbol, light_symbols.DISTANCE.symbol  # of the pair rates that are handed in
K_L, L, GAMMA = (q.symbol for q in (symbols.WAVENUMBER, symbols.CLOUD, symbols.GAMMA))
DISTANCE, THETA, PHI, U = (q.symbol for q in (own.DISTANCE, own.POLAR, own.AZIMUTH, own.COSINE))
X = sp.Symbol("x_angular", positive=True)
DIPOLE_X = r"the dipoles point along x, the classical field runs along z: $\hat{\mathbf p}=\hat{\mathbf x}$"
SOURCE = "App. B.2"
ASSUMES = (clouds.INDEPENDENT, clouds.FAST, DIPOLE_X)
FROM = {"gamma": f"{pair_rate.MODULE}.gamma", "exchange": f"{pair_rate.MODULE}.exchange"}


@dataclass(frozen=True, kw_only=True)
class Average:
    """What is averaged over which cloud.

    ``gamma`` and ``exchange`` are the two parts of the pair rate [1/s], polynomials of degree 2 in the cosine c_p of
    the line between the atoms to ``axis``, a unit vector in a frame whose z axis is the classical field's.
    """

    gamma: sp.Expr = field(default_factory=lambda: pair_rate.gamma().rhs)
    exchange: sp.Expr = field(default_factory=lambda: pair_rate.exchange().rhs)
    axis: tuple[sp.Expr, sp.Expr, sp.Expr] = (sp.S.One, sp.S.Zero, sp.S.Zero)
    cloud: clouds.Cloud = clouds.MODEL

    @property
    def weight(self) -> sp.Expr:
        """The density of the difference of two places, without the phase [1/m^3]."""
        c = self.cloud.steepness
        return (c / (2 * sp.pi)) ** sp.Rational(3, 2) * sp.exp(-c * DISTANCE**2 / 2)


@cache
def model() -> Average:
    """The pair rate of two dipoles along x in a Gaussian cloud."""
    return Average()


def turning() -> Average:
    """Dipoles that turn about x, as in transitions that change the spin along x by one."""
    return Average(
        gamma=pair_rate.gamma(pair_rate.circular()).rhs, exchange=pair_rate.exchange(pair_rate.circular()).rhs
    )


def derivation(made: Average | None = None) -> Derivation:
    """Integrals, integrands, closed forms and sums of the averaged rates."""
    average = made or model()
    parts = [make(average, channel, line) for channel in FROM for line in (0, 1) for make in (contribution, integrand)]
    return Derivation(
        module=MODULE, title="Averaged pair rates of one ensemble", story=__doc__ or "",
        equations=(alone(average), mean(), *parts),
    )  # fmt: skip


# directions


def lines(rate: sp.Expr) -> tuple[tuple[sp.Expr, sp.Expr], tuple[sp.Expr, sp.Expr]]:
    """The radiated and the near field, each as a polynomial in c_p and a function of the distance.

    Raises DerivationError when the distance and the direction do not separate in one of them.
    """
    far, near = sp.S.Zero, sp.S.Zero
    for term in sp.Add.make_args(sp.expand(rate)):
        power = term.as_independent(sp.sin(K_L * PAIR), sp.cos(K_L * PAIR))[0].as_coeff_exponent(PAIR)[1]
        far, near = (far + term, near) if power == -1 else (far, near + term)
    return _separated(far), _separated(near)


def _separated(line: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    powers = sp.Poly(sp.expand(line), C).terms()
    if any(n not in (0, 2) for (n,), _ in powers):
        raise DerivationError(f"the pair rate holds other powers of the cosine than 0 and 2: {line}")
    reference = powers[-1][1]
    polynomial = sum((sp.cancel(f / reference) * C**n for (n,), f in powers), sp.S.Zero)
    if polynomial.has(PAIR):
        raise DerivationError(f"distance and direction do not separate in {line}")
    return polynomial, reference.subs(PAIR, DISTANCE)


def direction(average: Average) -> sp.Expr:
    """The cosine c_p of the line between the atoms, by its angles to the classical field."""
    line = sp.Matrix([sp.sin(THETA) * sp.cos(PHI), sp.sin(THETA) * sp.sin(PHI), sp.cos(THETA)])
    return sp.Matrix(average.axis).dot(line)


def azimuthal(average: Average, polynomial: sp.Expr) -> sp.Expr:
    """The integral of a polynomial in c_p over the azimuth, as a polynomial in u = cos(theta)."""
    body = sp.expand(polynomial.subs(C, direction(average)))
    whole = sp.expand(sp.integrate(body, (PHI, 0, 2 * sp.pi)))
    return sp.expand(whole.subs(sp.sin(THETA) ** 2, 1 - sp.cos(THETA) ** 2).subs(sp.cos(THETA), U))


def by_parts(polynomial: sp.Expr) -> sp.Expr:
    """A primitive of polynomial(u) exp(i x u) in u."""
    value, derivative, order = sp.S.Zero, polynomial, 0
    while derivative != 0:
        value += (-1) ** order * derivative * sp.exp(sp.I * X * U) / (sp.I * X) ** (order + 1)
        derivative, order = sp.diff(derivative, U), order + 1
    return value


def angular(average: Average, polynomial: sp.Expr) -> sp.Expr:
    """The integral of polynomial(c_p) exp(i x u) over all directions, a function of x."""
    primitive = by_parts(azimuthal(average, polynomial))
    return sp.expand((primitive.subs(U, 1) - primitive.subs(U, -1)).rewrite(sp.cos))


# the average


def alone(average: Average) -> Equation:
    """The rate of one atom alone: the limit of gamma at no distance, whatever the direction."""
    chain = Chain(average.gamma, (*TABLE, light_symbols.COSINE, light_symbols.DISTANCE))
    limit = sp.series(average.gamma, PAIR, 0, 1).removeO()
    chain.certified("no distance", sp.expand(limit), "series in the distance", not sp.expand(limit).has(C, PAIR),
                    "the limit does not depend on the direction")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.alone", title="Rate of one atom", lhs=own.SELF.symbol,
        assumes=(r"the shift of one atom by its own field is part of its detuning: $g(0)$ is left out",),
        follows_from=(FROM["gamma"],), source=SOURCE,
    )  # fmt: skip


def mean() -> Equation:
    """The averaged pair rate of one ensemble by its two parts."""
    return Chain(own.RATE.symbol + sp.I * own.SHIFT.symbol, TABLE).equation(
        id=f"{MODULE}.mean", title="Averaged pair rate", lhs=own.MEAN.symbol, assumes=ASSUMES,
        follows_from=tuple(FROM.values()), source=SOURCE,
    )  # fmt: skip


# one line of one part


def contribution(average: Average, channel: str, line: int) -> Equation:
    """One line of the pair rate averaged: the directions are integrated, the distance is left."""
    polynomial, radial = lines(getattr(average, channel))[line]
    lhs, mark = own.CHANNELS[channel][line], "AB"[line]
    phase = sp.exp(sp.I * K_L * DISTANCE * sp.cos(THETA))
    body = average.weight * DISTANCE**2 * sp.sin(THETA) * phase * radial * polynomial.subs(C, direction(average))
    chain = Chain(sp.Integral(body, (PHI, 0, 2 * sp.pi), (THETA, 0, sp.pi), (DISTANCE, 0, sp.oo)), TABLE)
    around = azimuthal(average, polynomial)
    waves = sp.expand(polynomial.subs(C, direction(average)).rewrite(sp.exp))
    constant = sp.Add(*(term for term in sp.Add.make_args(waves) if not term.has(PHI)))
    chain.certified(
        "integrate over the azimuth",
        sp.Integral(average.weight * DISTANCE**2 * radial * around.subs(U, sp.cos(THETA)) * sp.sin(THETA) * phase,
                    (THETA, 0, sp.pi), (DISTANCE, 0, sp.oo)),
        "constant term of the Fourier series",
        sp.expand((2 * sp.pi * constant - around.subs(U, sp.cos(THETA))).rewrite(sp.exp)) == 0,
        "2 pi times the mean over the azimuth",
    )  # fmt: skip
    value = angular(average, polynomial)
    slope = sp.diff(by_parts(around), U) - around * sp.exp(sp.I * X * U)
    before, body = shown(average.weight, radial, value)
    chain.certified("integrate over the angle to the classical field",
                    before * sp.Integral(body, (DISTANCE, 0, sp.oo)),
                    "derivative of the antiderivative", sp.expand(slope) == 0,
                    "by parts in u; its derivative is the integrand")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.{channel}_{mark}", title=titled(lhs), lhs=lhs.symbol,
        assumes=ASSUMES, follows_from=(FROM[channel], "dissipative_entanglement.clouds.sums"), source=SOURCE,
    )  # fmt: skip


def titled(lhs: Quantity) -> str:
    """The meaning of a quantity as a title."""
    return f"{lhs.meaning[0].upper()}{lhs.meaning[1:]}"


def shown(weight: sp.Expr, radial: sp.Expr, value: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """What stands before an integral over the distance [1/s * 1/m^3], and its integrand [m^2]."""
    turns = sp.expand(value / sp.pi)
    common = sp.gcd_list([term.as_coeff_Mul()[0] for term in sp.Add.make_args(turns)])
    number, function = sp.factor_terms(radial / GAMMA).as_coeff_Mul()
    constant, gaussian = weight.as_independent(DISTANCE, as_Add=False)
    directions = sp.expand(turns / common).subs(X, K_L * DISTANCE)
    return sp.powsimp(constant * number * GAMMA * sp.pi * common), DISTANCE**2 * gaussian * function * directions


@cache
def parts_of(average: Average, channel: str, line: int) -> tuple[sp.Expr, sp.Expr]:
    """What stands before the integral of one line of one part, and its integrand."""
    polynomial, radial = lines(getattr(average, channel))[line]
    return shown(average.weight, radial, angular(average, polynomial))


def integrand(average: Average, channel: str, line: int) -> Equation:
    """What is integrated over the distance."""
    lhs = own.CHANNELS[channel][line]
    mark = "AB"[line]
    made = own.INTEGRANDS[lhs.name.replace("_ij", "")]
    return Chain(parts_of(average, channel, line)[1], TABLE).equation(
        id=f"{MODULE}.{channel}_{mark}_integrand", title=titled(made), lhs=made.symbol, assumes=ASSUMES,
        follows_from=(f"{MODULE}.{channel}_{mark}",), source=SOURCE,
    )  # fmt: skip
