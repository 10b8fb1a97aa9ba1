r"""Averaged pair rates of clouds that are large beside the wavelength, order by order in :math:`1/(k_LL)`.

Between them the phases of the waves change so fast that only short distances count, where the Gaussian is a power
series. With finite parts of all integrals, whose singular pieces cancel,

.. math:: \int_0^\infty r^m e^{-ar^2+i\beta r}dr \sim \sum_j \frac{(-a)^j}{j!}\int_0^\infty r^{m+2j}e^{i\beta r}dr ,
   \qquad \int_0^\infty r^n e^{i\beta r}dr = n!\left(\frac i\beta\right)^{n+1} ,

.. math:: \int_0^\infty r^{-p} e^{i\beta r}dr
   = \frac{(i\beta)^{p-1}}{(p-1)!}\left(H_{p-1}-\gamma_E-\ln|\beta|\pm\frac{i\pi}2\right) .

Terms without a phase are exact in a. This gives the order of everything that is neglected: the bracketed terms of the
radiated field and the near field are each smaller than the leading term by one power only, but their leading orders
cancel in the sum.
"""

from __future__ import annotations

import sympy as sp

from derive.dissipative_entanglement import averaged_closed, averaged_rates, clouds, symbols
from derive.dissipative_entanglement import motion_symbols as own
from derive.dissipative_entanglement.averaged_rates import ASSUMES, DISTANCE, K_L, SOURCE, TABLE, Average, parts_of
from derive.gaussians import Term, terms_of
from derive.records import Approximation, Derivation, Equation, Quantity
from derive.steps import Chain, DerivationError

MODULE = "dissipative_entanglement.large_clouds"
L, SMALL = symbols.CLOUD.symbol, own.SMALL.symbol
KEPT = 7  # the first power of 1/(k_L L) that is left out


def derivation(made: Average | None = None) -> Derivation:
    """Expansions of both lines of both parts, of single terms, and of the sums."""
    average = made or averaged_rates.model()
    each = {
        (channel, line): expanded(own.CHANNELS[channel][line], f"{channel}_{'AB'[line]}",
                                  *parts_of(average, channel, line), f"{averaged_rates.MODULE}.{channel}_{'AB'[line]}")
        for channel in averaged_rates.FROM for line in (0, 1)
    }  # fmt: skip
    return Derivation(
        module=MODULE, title="Averaged pair rates of large clouds", story=__doc__ or "",
        equations=(*each.values(), *terms(average), *(total(each, channel) for channel in averaged_rates.FROM)),
    )  # fmt: skip


def phases(n: int, beta: sp.Expr) -> sp.Expr:
    """The finite part of the integral of r^n exp(i beta r) from 0 to infinity, for a real beta that is not 0."""
    if n >= 0:
        return sp.factorial(n) * (sp.I / beta) ** (n + 1)
    p = -n
    sign = 1 if beta.is_positive else -1
    inside = sp.harmonic(p - 1) - sp.EulerGamma - sp.log(sign * beta) + sign * sp.I * sp.pi / 2
    return (sp.I * beta) ** (p - 1) / sp.factorial(p - 1) * inside


def plain(n: int, a: sp.Expr) -> sp.Expr:
    """The finite part of the integral of r^n exp(-a r^2) from 0 to infinity."""
    if n >= 0 or n % 2 == 0:
        return sp.gamma(sp.Rational(n + 1, 2)) / 2 * a ** -sp.Rational(n + 1, 2)
    q = (-n - 1) // 2
    return (-a) ** q / (2 * sp.factorial(q)) * (sp.harmonic(q) - sp.EulerGamma - sp.log(a))


def by_powers(terms_: list[Term], orders: int) -> sp.Expr:
    """The integral of a regular sum of terms as a sum over powers of a, for phases that are fast."""
    total_: sp.Expr = sp.S.Zero
    for t in terms_:
        beta = sp.expand(-sp.I * t.b)
        if beta == 0:
            total_ += t.constant * plain(t.power, t.a)
        elif beta.is_positive or beta.is_negative:
            for j in range((orders + 1) // 2):
                total_ += t.constant * (-t.a) ** j / sp.factorial(j) * phases(t.power + 2 * j, beta)
        else:
            raise DerivationError(f"the exponent {t.b} is no phase")
    return sp.expand(total_)


def expansion(before: sp.Expr, body: sp.Expr) -> sp.Expr:
    """An integral over the distance in powers of s = 1/(k_L L), with its logarithm [1/s]."""
    found = terms_of(sp.expand(body), DISTANCE)
    if found is None:
        raise DerivationError(f"{body} is no Gaussian with circular functions")
    whole = sp.expand(sp.expand_log(sp.expand(before * by_powers(found, KEPT)).subs(K_L, 1 / (SMALL * L)), force=True))
    whole = sp.expand(whole)
    kept = [t for t in sp.Add.make_args(whole) if t.as_coeff_exponent(SMALL)[1] <= KEPT - 1]
    return sp.collect(sp.Add(*kept), SMALL)


def expanded(lhs: Quantity, name: str, before: sp.Expr, body: sp.Expr, source: str) -> Equation:
    """The expansion of one integral, held against the closed form where that has no logarithm."""
    chain = Chain(before * sp.Integral(body, (DISTANCE, 0, sp.oo)), TABLE)
    value = expansion(before, body)
    chain.certified("expand in 1/(k_L L)", value, "closed form of a large cloud",
                    agrees(value, averaged_closed.value_of(before, body)),
                    "what is not exponentially small, or the slope where there is a logarithm")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.{name}", title=f"{averaged_rates.titled(lhs)}, large clouds", lhs=lhs.symbol, assumes=ASSUMES,
        approximations=(_neglected(),), follows_from=(source, f"{clouds.MODULE}.wave_number"),
        source=SOURCE,
    )  # fmt: skip


def _neglected() -> Approximation:
    return Approximation(name="large clouds, beside which waves are short", small_parameter=SMALL, neglected_order=KEPT)


def agrees(value: sp.Expr, closed: sp.Expr) -> bool:
    """Whether the slopes of an expansion and of a closed form are the same to all powers that are kept.

    Slopes in s of both over s^3, so that logarithms drop out; what is exponentially small in a large cloud is 0.
    """
    exact = sp.expand(closed.subs(K_L, 1 / (SMALL * L)), power_exp=False)
    slope: sp.Expr = sp.S.Zero
    for special in sorted(exact.atoms(sp.hyper), key=str):
        z = -special.args[2]
        scale = sp.cancel(exact.coeff(special) / z / SMALL**3)
        above, below = (list(group) for group in special.args[:2])
        if (above, below) != ([1, 1], [sp.Rational(3, 2), 2]) or scale.has(SMALL):
            return False
        # z 2F2(1, 1; 3/2, 2; -z) has the slope 1F1(1; 3/2; -z) = sqrt(pi/z) exp(-z) erfi(sqrt(z))/2
        slope += scale * sp.sqrt(sp.pi / z) * sp.exp(-z) * sp.erfi(sp.sqrt(z)) / 2 * sp.diff(z, SMALL)
        exact -= exact.coeff(special) * special
    slope += sp.diff(exact / SMALL**3, SMALL)
    difference = sp.expand(without_small(sp.expand(slope)) - sp.diff(value / SMALL**3, SMALL))
    return all(t == 0 or t.as_coeff_exponent(SMALL)[1] > KEPT - 5 for t in sp.Add.make_args(difference))


def without_small(expression: sp.Expr) -> sp.Expr:
    """Error functions of large arguments by their series, exponentially small terms left out."""

    def imaginary(e: sp.Expr) -> sp.Expr:
        x = e.args[0]
        series = sum((sp.factorial2(2 * j - 1) / (2 * x**2) ** j for j in range(KEPT)), sp.S.Zero)
        return sp.exp(x**2) * series / (sp.sqrt(sp.pi) * x)

    found = expression.replace(sp.erfi, lambda x: imaginary(sp.erfi(x))).replace(sp.erf, lambda x: sp.S.One)
    return sp.Add(*(t for t in sp.Add.make_args(sp.expand(found)) if not t.has(sp.exp)))


def terms(average: Average) -> tuple[Equation, ...]:
    """Terms in brackets of the radiated field, and those of the exchange that fall slowly."""
    before, body = parts_of(average, "gamma", 0)
    directions = averaged_closed.bracket(body)
    corrections = body / directions * sp.Add(*averaged_closed.ordered(directions)[1:])
    made = [expanded(own.CORRECTION, "corrections", before, corrections, f"{averaged_rates.MODULE}.gamma_A")]
    before, body = parts_of(average, "exchange", 0)
    directions = averaged_closed.bracket(body)
    falling = averaged_closed.ordered(directions)
    for lhs, name, picked in (
        (own.OSCILLATING, "oscillating", falling[0]), (own.SQUARED, "squared", sp.Add(*falling[1:])),
    ):  # fmt: skip
        made.append(expanded(lhs, name, before, body / directions * picked, f"{averaged_closed.MODULE}.{name}"))
    before, body = parts_of(average, "exchange", 1)
    made.append(
        expanded(
            own.LOGARITHMIC,
            "logarithmic",
            before,
            averaged_closed.slowest(body),
            f"{averaged_closed.MODULE}.logarithmic",
        )
    )
    return tuple(made)


def total(each: dict[tuple[str, int], Equation], channel: str) -> Equation:
    """Both lines together."""
    lhs = own.CHANNELS[channel][2]
    parts = [each[channel, line] for line in (0, 1)]
    chain = Chain(parts[0].rhs + parts[1].rhs, TABLE)
    chain.equal("add both lines", sp.collect(sp.expand(chain.expression), SMALL))
    return chain.equation(
        id=f"{MODULE}.{channel}", title=f"{averaged_rates.titled(lhs)}, large clouds", lhs=lhs.symbol,
        assumes=ASSUMES, approximations=(_neglected(),), follows_from=tuple(p.id for p in parts), source=SOURCE,
    )  # fmt: skip
