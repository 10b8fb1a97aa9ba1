r"""Atoms that move along the light: the width of a line, and the share of atoms that a resonant field sees.

Velocities along the light have the distribution :math:`e^{-mv^2/2k_BT}`, and an atom that moves at v sees the light
shifted by :math:`\nu v/c`. The line is as high as one half of its top where :math:`v = \sqrt{2\ln2\,k_BT/m}`:

.. math:: \delta_{1/2} = \frac\nu c\left(\frac{2\ln2\,k_BT}m\right)^{1/2} ,\qquad
          \delta_{\mathrm{full}} = \frac\nu c\left(\frac{8\ln2\,k_BT}m\right)^{1/2} .

A rate with the natural half width, a share :math:`\eta` of the Doppler one, averaged over the velocities is the
resonant one times :math:`\sqrt\pi\,s\,e^{s^2}\operatorname{erfc}s` with :math:`s = \eta\sqrt{\ln2}`: in proportion
to :math:`\eta` while that is small.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.dissipative_entanglement import constants
from derive.dissipative_entanglement import number_symbols as ns
from derive.records import Derivation, Equation, table
from derive.steps import Chain, DerivationError

MODULE = "dissipative_entanglement.doppler"
TABLE = table(ns.TABLE)
THERMAL = "velocities along the light have the Maxwell-Boltzmann distribution"
FIRST_ORDER = "the shift is that of first order in v/c"
SPEED, POINT = sp.Symbol("v", positive=True), sp.Symbol("y", real=True)


@dataclass(frozen=True, kw_only=True)
class Vapour:
    """The distribution of the velocity along the light, not normed, and the shift that an atom sees."""

    weight: sp.Expr = sp.exp(
        -constants.MASS.symbol * SPEED**2 / (2 * constants.BOLTZMANN.symbol * ns.TEMPERATURE.symbol)
    )
    shift: sp.Expr = ns.OPTICAL.symbol * SPEED / constants.LIGHT.symbol


MODEL = Vapour()


def derivation(model: Vapour = MODEL) -> Derivation:
    """Half and full width of the line, and the mean of a resonant rate."""
    return Derivation(
        module=MODULE, title="Doppler broadening", story=__doc__ or "",
        equations=(
            width(model, 2, "width", "Doppler width, full width at half maximum"),
            width(model, 1, "half_width", "Doppler width, half of the full width at half maximum"), share(),
        ),
    )  # fmt: skip


def half_way(model: Vapour) -> sp.Expr:
    """The speed at which the distribution has fallen to one half of its top."""
    exponent = sp.log(model.weight)
    slope = sp.cancel(sp.expand_log(exponent, force=True) / SPEED**2)
    if slope.has(SPEED):
        raise DerivationError(f"{model.weight} is no Gaussian of the velocity")
    return sp.sqrt(-sp.log(2) / slope)


def width(model: Vapour, sides: int, name: str, title: str) -> Equation:
    """Distance of the middle of the line from where it is half as high, or twice that."""
    speed = half_way(model)
    chain = Chain(ns.DOPPLER.symbol, TABLE)
    reached = sp.cancel(model.weight.subs(SPEED, speed) - sp.Rational(1, 2)) == 0
    chain.certified(
        "where the distribution is one half", sides * model.shift.subs(SPEED, speed), "putting the speed back", reached
    )
    return chain.equation(
        id=f"{MODULE}.{name}", title=title, lhs=ns.DOPPLER.symbol, assumes=(THERMAL, FIRST_ORDER),
        source="footnote 69",
    )  # fmt: skip


def share() -> Equation:
    r"""The mean of a Lorentzian of half width s over a Gaussian e^(-y^2), both at the middle.

    s^2/(s^2 + y^2) is the integral of s e^(-su) cos(yu) over u > 0, and the Gaussian mean of cos(yu) is e^(-u^2/4).
    """
    s, u, eta = sp.Symbol("s", positive=True), sp.Symbol("u", positive=True), ns.NARROW.symbol
    lorentzian = sp.integrate(s * sp.exp(-s * u) * sp.cos(POINT * u), (u, 0, sp.oo), conds="none")
    cosine = sp.integrate(sp.exp(-(POINT**2)) * sp.cos(POINT * u), (POINT, -sp.oo, sp.oo), conds="none") / sp.sqrt(
        sp.pi
    )
    antiderivative = sp.sqrt(sp.pi) * s * sp.exp(s**2) * sp.erf(u / 2 + s)
    slope = sp.diff(antiderivative, u) - s * sp.exp(-s * u - u**2 / 4)
    closed = sp.sqrt(sp.pi) * s * sp.exp(s**2) * sp.erfc(s)
    holds = (
        sp.cancel(lorentzian - s**2 / (s**2 + POINT**2)) == 0
        and sp.expand(cosine - sp.exp(-(u**2) / 4)) == 0
        and sp.expand(sp.powsimp(sp.expand(slope))) == 0
        and sp.limit(antiderivative, u, sp.oo) - antiderivative.subs(u, 0) - sp.expand(closed.rewrite(sp.erf)) == 0
    )
    width_ = eta * sp.sqrt(sp.log(2))
    chain = Chain(ns.SHARE_RESONANT.symbol, TABLE)
    chain.certified(
        "mean of the Lorentzian over the velocities",
        closed.subs(s, width_),
        "differentiating the antiderivative",
        bool(holds),
    )
    return chain.equation(
        id=f"{MODULE}.share", title="Mean of a resonant rate over the velocities", lhs=ns.SHARE_RESONANT.symbol,
        assumes=(THERMAL, FIRST_ORDER, "the field is on resonance with atoms at rest"), source="footnote 69",
    )  # fmt: skip
