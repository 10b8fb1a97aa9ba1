r"""The averaged pair rates of one ensemble in closed form.

The two lines of the rate hold error functions, which cancel in the sum. What is left is found again wave by wave: a
wave in the direction u, emitted with the pattern of the dipole, adds up over the cloud to
:math:`e^{-(k_LL)^2(1-u)}`,

.. math:: \Gamma_{ij} = \Gamma\int_{-1}^1 du\,\tfrac38(1+u^2)\,e^{-(k_LL)^2(1-u)} ,

so the light leaves in a forward cone of the solid angle :math:`\sim1/(k_LL)^2`. A dipole that turns about x sends
half as much into it as one along x of the same rate: half of its motion is along the cone. The two lines of the
imaginary part hold the logarithms of large clouds, which cancel in the sum as well.

The terms that the direction of the dipole gives are also done one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from derive.dissipative_entanglement import averaged_rates as averaged
from derive.dissipative_entanglement import motion_symbols as own
from derive.dissipative_entanglement.averaged_rates import (
    ASSUMES,
    DISTANCE,
    K_L,
    SOURCE,
    TABLE,
    Average,
    lines,
    parts_of,
    titled,
)
from derive.gaussians import integrated
from derive.records import Derivation, Equation, Quantity
from derive.steps import Chain, DerivationError

MODULE = "dissipative_entanglement.averaged_closed"
WAVE = own.EMITTED.symbol
TURNING = "the dipoles turn about x, which is the axis of the spins; the classical field runs along z"


def derivation(made: Average | None = None) -> Derivation:
    """Closed forms of both lines, of single terms, and of the sums."""
    average = made or averaged.model()
    each = [closed(average, channel, line) for channel in averaged.FROM for line in (0, 1)]
    return Derivation(
        module=MODULE, title="Averaged pair rates in closed form", story=__doc__ or "",
        equations=(*each, *terms(average), gamma(average, each), exchange(average, each), circular()),
    )  # fmt: skip


def waves(average: Average, exponent: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Waves emitted with the pattern of the far field, each with its weight exp(-exponent (1 - u)): integral, value.

    The far field of gamma is 4 pi times the pattern, per solid angle, times sin(k_L r)/(k_L r).
    """
    polynomial, radial = lines(average.gamma)[0]
    amplitude = sp.cancel(radial * K_L * DISTANCE / sp.sin(K_L * DISTANCE)) / (4 * sp.pi)
    pattern = sp.expand(averaged.azimuthal(average, polynomial) * amplitude).subs(averaged.U, WAVE)
    q = sp.Symbol("q", positive=True)
    value, derivative, order = sp.S.Zero, pattern, 0
    while derivative != 0:  # by parts
        value += (-1) ** order * derivative * sp.exp(-q * (1 - WAVE)) / q ** (order + 1)
        derivative, order = sp.diff(derivative, WAVE), order + 1
    if sp.expand(sp.diff(value, WAVE) - pattern * sp.exp(-q * (1 - WAVE))) != 0:
        raise DerivationError(f"the pattern {pattern} was not integrated")
    ends = sp.expand(value.subs(WAVE, 1) - value.subs(WAVE, -1), power_exp=False)
    return sp.Integral(pattern * sp.exp(-exponent * (1 - WAVE)), (WAVE, -1, 1)), ends.subs(q, exponent)


def in_cloud(average: Average) -> sp.Expr:
    """The exponent of :func:`waves` for one ensemble, (k_L L)^2."""
    return K_L**2 / average.cloud.steepness


def gamma(average: Average, each: list[Equation]) -> Equation:
    """The averaged rate: both lines together, and wave by wave."""
    chain = Chain(each[0].rhs + each[1].rhs, TABLE)
    integral, value = waves(average, in_cloud(average))
    together = sp.expand(chain.expression, power_exp=False)
    chain.certified("add both lines", together, "the same waves one by one",
                    sp.expand(together - value, power_exp=False) == 0,
                    f"as the integral of the emission pattern, {integral}")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.gamma", title=titled(own.RATE), lhs=own.RATE.symbol, assumes=ASSUMES,
        follows_from=(each[0].id, each[1].id), source=SOURCE,
    )  # fmt: skip


def exchange(average: Average, each: list[Equation]) -> Equation:
    """The averaged exchange: the logarithms of both lines cancel."""
    chain = Chain(each[2].rhs + each[3].rhs, TABLE)
    chain.equal("add both lines", sp.expand(chain.expression, power_exp=False))
    return chain.equation(
        id=f"{MODULE}.exchange", title=titled(own.SHIFT), lhs=own.SHIFT.symbol, assumes=ASSUMES,
        follows_from=(each[2].id, each[3].id), source=SOURCE,
    )  # fmt: skip


def circular() -> Equation:
    """The averaged rate of dipoles that turn about x, wave by wave."""
    average = averaged.turning()
    integral, value = waves(average, in_cloud(average))
    chain = Chain(integral, TABLE)
    chain.certified("integrate over the waves", value, "derivative of the antiderivative",
                    not value.has(sp.Integral), "by parts; its derivative is the integrand")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.circular", title="Averaged rate of turning dipoles", lhs=own.CIRCULAR.symbol,
        assumes=(*ASSUMES[:2], TURNING), follows_from=("dissipative_entanglement.pair_rate.gamma",), source=SOURCE,
    )  # fmt: skip


def terms(average: Average) -> tuple[Equation, ...]:
    """Single terms of the directions, in the order in which they fall off; those that exist alone."""
    chosen = (
        ("gamma", 0, (0,), own.FIRST, "first"), ("gamma", 0, (1,), own.SECOND, "second"),
        ("gamma", 0, (2,), own.THIRD, "third"), ("exchange", 0, (0,), own.OSCILLATING, "oscillating"),
        ("exchange", 0, (1, 2), own.SQUARED, "squared"),
    )  # fmt: skip
    return (*(term(average, *each) for each in chosen), logarithmic(average))


def bracket(body: sp.Expr) -> sp.Expr:
    """The sum of three terms that the directions make."""
    return next(a for a in body.args if a.is_Add and len(a.args) == 3)


def ordered(directions: sp.Expr) -> list[sp.Expr]:
    """Its terms, the first falling slowest."""
    return sorted(directions.args, key=lambda a: -a.as_coeff_exponent(DISTANCE)[1])


def slowest(body: sp.Expr) -> sp.Expr:
    """The one product with the square of the sine that falls as 1/r before the Gaussian."""
    products = sp.Add.make_args(sp.expand(body))
    square = sp.sin(K_L * DISTANCE) ** 2
    picked = [t for t in products if square in t.args and t.as_powers_dict()[DISTANCE] == -1]
    if len(picked) != 1:
        raise DerivationError(f"one term with the square of the sine was expected to fall as 1/r, found {picked}")
    return picked[0]


def logarithmic(average: Average) -> Equation:
    """The term of the near field's exchange that falls slowest, with the square of the sine."""
    before, body = parts_of(average, "exchange", 1)
    return _closed(before, slowest(body), own.LOGARITHMIC, f"{MODULE}.logarithmic", f"{averaged.MODULE}.exchange_B")


def value_of(before: sp.Expr, body: sp.Expr) -> sp.Expr:
    """The closed form of an integral over all distances; raises DerivationError when there is none."""
    found = integrated(sp.Integral(body, (DISTANCE, 0, sp.oo)))
    if found.has(sp.Integral):
        raise DerivationError(f"no closed form of the integral of {body} over {DISTANCE}")
    return sp.expand(before * found, power_exp=False)


def taylor_agrees(body: sp.Expr, value: sp.Expr) -> bool:
    """Whether integral and value agree in the first orders of k_L, where the integral is done term by term."""
    direct = integrated(sp.Integral(_beginning(body), (DISTANCE, 0, sp.oo)))
    return bool(not direct.has(sp.Integral) and sp.expand(direct - _beginning(value)) == 0)


def _beginning(expression: sp.Expr) -> sp.Expr:
    """The powers of k_L up to the fifth; every function of k_L is a power series up to the twentieth."""
    found = expression.replace(lambda e: e.func in _SERIES and e.has(K_L), lambda e: _SERIES[e.func](e))
    return sp.Add(*(t for t in sp.Add.make_args(sp.expand(found)) if t.as_coeff_exponent(K_L)[1] <= 5))


def _power_series(coefficient: Callable[[int], sp.Expr]) -> Callable[[sp.Expr], sp.Expr]:
    def series(e: sp.Expr) -> sp.Expr:
        z = e.args[-1]
        # arguments hold k_L once or squared
        return sum((coefficient(n) * z**n for n in range(21) if (z**n).as_coeff_exponent(K_L)[1] <= 20), sp.S.Zero)

    return series


def _hypergeometric(e: sp.Expr) -> sp.Expr:
    above, below = e.args[:2]

    def coefficient(n: int) -> sp.Expr:
        top, bottom = (sp.Mul(*(sp.rf(a, n) for a in group)) for group in (above, below))
        return top / bottom / sp.factorial(n)

    return _power_series(coefficient)(e)


def _odd(sign: int, scale: sp.Expr, factor: Callable[[int], sp.Expr]) -> Callable[[int], sp.Expr]:
    return lambda n: scale * sp.Integer(sign) ** (n // 2) * factor(n) if n % 2 else sp.S.Zero


_SERIES: dict[Any, Callable[[sp.Expr], sp.Expr]] = {
    sp.exp: _power_series(lambda n: 1 / sp.factorial(n)),
    sp.sin: _power_series(_odd(-1, sp.S.One, lambda n: 1 / sp.factorial(n))),
    sp.cos: _power_series(lambda n: sp.S.Zero if n % 2 else sp.Integer(-1) ** (n // 2) / sp.factorial(n)),
    sp.erf: _power_series(_odd(-1, 2 / sp.sqrt(sp.pi), lambda n: 1 / (n * sp.factorial(n // 2)))),
    sp.erfi: _power_series(_odd(1, 2 / sp.sqrt(sp.pi), lambda n: 1 / (n * sp.factorial(n // 2)))),
    sp.hyper: _hypergeometric,
}


def term(average: Average, channel: str, line: int, chosen: tuple[int, ...], lhs: Quantity, name: str) -> Equation:
    """The closed form of some of the terms that the directions give, the first falling slowest."""
    before, body = parts_of(average, channel, line)
    directions = bracket(body)
    picked = sp.Add(*(ordered(directions)[n] for n in chosen))
    return _closed(
        before, body / directions * picked, lhs, f"{MODULE}.{name}", f"{averaged.MODULE}.{channel}_{'AB'[line]}"
    )


def closed(average: Average, channel: str, line: int) -> Equation:
    """The closed form of one line of one part."""
    lhs, mark = own.CHANNELS[channel][line], "AB"[line]
    before, body = parts_of(average, channel, line)
    return _closed(before, body, lhs, f"{MODULE}.{channel}_{mark}", f"{averaged.MODULE}.{channel}_{mark}")


def _closed(before: sp.Expr, body: sp.Expr, lhs: Quantity, id: str, source: str) -> Equation:
    chain = Chain(before * sp.Integral(body, (DISTANCE, 0, sp.oo)), TABLE)
    value = value_of(before, body)
    chain.certified("integrate over the distance", value, "expansion in k_L, integrated term by term",
                    taylor_agrees(body, value / before), "the first orders in k_L agree exactly")  # fmt: skip
    return chain.equation(
        id=id, title=f"{titled(lhs)}, closed form", lhs=lhs.symbol, assumes=ASSUMES, follows_from=(source,),
        source=SOURCE,
    )  # fmt: skip
