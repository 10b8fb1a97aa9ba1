r"""What follows from the pair rate: its symmetry, its limits, and the undesired decays.

At short distance :math:`\gamma\to\Gamma` with an error of second order in :math:`x=k_Lr`, while g becomes the
energy of two static dipoles, :math:`\propto r^{-3}`. At long distance :math:`\gamma` falls like :math:`\sin x/x`.

Desired decays have :math:`\Delta m=0` and a linear dipole. Undesired ones have :math:`\Delta m=\pm1` and turning
dipoles. For spins 1/2 their squared Clebsch-Gordan coefficient is twice as large, and so is the rate of one atom. A
pair of turning dipoles has a pattern of its own: its rate is twice that of linear ones only at zero distance.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from sympy.physics.wigner import clebsch_gordan

from derive.algebra import Spin
from derive.dissipative_entanglement import light_symbols as own
from derive.dissipative_entanglement import pair_rate, symbols
from derive.dissipative_entanglement.light_neglect import AT_THE_LASER
from derive.dissipative_entanglement.pair_rate import GAMMA, K_L, SAME, VACUUM, C, R, Vacuum, X
from derive.records import Derivation, Equation
from derive.steps import Chain

MODULE = "dissipative_entanglement.pair_limits"
TABLE = own.RATES
FAR = own.FAR.symbol


@dataclass(frozen=True, kw_only=True)
class Decays:
    """The dipoles of desired and of undesired decays, and the spins of the ground and the excited level."""

    desired: Vacuum = pair_rate.MODEL
    undesired: Vacuum = pair_rate.circular()
    ground: sp.Rational = sp.Rational(1, 2)
    excited: sp.Rational = sp.Rational(1, 2)


MODEL = Decays()


def derivation(model: Decays = MODEL) -> Derivation:
    """Symmetry and limits of both parts of the pair rate, and the rate of the undesired decays."""
    real, imaginary = pair_rate.gamma(model.desired), pair_rate.exchange(model.desired)
    return Derivation(
        module=MODULE, title="Limits of the pair rate, and undesired decays", story=__doc__ or "",
        equations=(*swapped(real, imaginary), self_rate(real), near(real), far(real), near_exchange(imaginary),
                   apart(real, imaginary), clebsch(model), undesired_self(model), undesired(model)),
    )  # fmt: skip


def swapped(real: Equation, imaginary: Equation) -> tuple[Equation, Equation]:
    """Both parts with the two atoms exchanged: the axis of the pair turns round, the distance stays."""
    made = []
    for equation, quantity, name in ((real, own.PAIR_GAMMA_BACK, "gamma"), (imaginary, own.PAIR_G_BACK, "exchange")):
        chain = Chain(equation.rhs.subs(C, -C), TABLE)
        chain.equal("only the square of the cosine counts", equation.rhs)
        made.append(chain.equation(
            id=f"{MODULE}.{name}_swapped", title=f"{equation.title}, atoms exchanged", lhs=quantity.symbol,
            follows_from=(equation.id,), assumes=(SAME,), source="Sec. III.2",
        ))  # fmt: skip
    return made[0], made[1]


def _at(equation: Equation, x: sp.Expr) -> sp.Expr:
    return equation.rhs.subs(R, x / K_L)


def self_rate(real: Equation) -> Equation:
    """The pair rate of an atom with itself."""
    chain = Chain(sp.Limit(_at(real, X), X, 0), TABLE)
    found = sp.expand(sp.series(_at(real, X), X, 0, 1).removeO())
    chain.certified(
        "atoms at one place", found, "series at zero distance", not found.has(X), "no negative powers remain"
    )
    return chain.equation(
        id=f"{MODULE}.self_rate", title="Rate of one atom", lhs=own.SELF.symbol, follows_from=(real.id,),
        assumes=(r"the single-atom shift is counted with the detunings, so that $g$ is left out for $i=j$",),
        source="Sec. III.2, App. B.2",
    )  # fmt: skip


def near(real: Equation) -> Equation:
    """The real part at short distance."""
    exact = _at(real, X)
    chain = Chain(exact, TABLE)
    chain.truncated("distance short against the wavelength", sp.series(exact, X, 0, 2).removeO(), X, 2)
    return chain.equation(
        id=f"{MODULE}.near", title="Real part of the pair rate at short distance", lhs=own.NEAR_GAMMA.symbol,
        follows_from=(real.id,), assumes=(SAME,), source="Sec. III.2",
    )  # fmt: skip


def far(real: Equation) -> Equation:
    """The real part at long distance; the oscillating functions are bounded and stay as they are."""
    wave, other = sp.sin(X), sp.cos(X)
    bounded = sp.expand(_at(real, X)).subs({wave: sp.Symbol("S"), other: sp.Symbol("Q")})
    powers = sp.expand(bounded.subs(X, 1 / FAR))
    leading = powers.coeff(FAR, 1) * FAR
    back = {sp.Symbol("S"): sp.sin(1 / FAR), sp.Symbol("Q"): sp.cos(1 / FAR)}
    chain = Chain(_at(real, 1 / FAR), TABLE)
    chain.certified("long distance against the wavelength, terms in 1/x^2 neglected", sp.factor(leading.subs(back)),
                    "coefficients of powers of 1/x", powers.coeff(FAR, 0) == 0 and leading != 0,
                    "sine and cosine are bounded; what is left out starts at 1/x^2")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.far", title="Real part of the pair rate at long distance", lhs=own.FAR_GAMMA.symbol,
        follows_from=(real.id,), assumes=(SAME,), source="Sec. III.2",
    )  # fmt: skip


def near_exchange(imaginary: Equation) -> Equation:
    """The imaginary part at short distance: the energy of two static dipoles over 1/x^3."""
    exact = sp.expand(_at(imaginary, X) * X**3)
    chain = Chain(exact, TABLE)
    chain.truncated("distance short against the wavelength", sp.series(exact, X, 0, 2).removeO(), X, 2)
    return chain.equation(
        id=f"{MODULE}.near_exchange", title="Imaginary part of the pair rate at short distance", lhs=own.NEAR_G.symbol,
        follows_from=(imaginary.id,), assumes=(SAME,), source="Sec. III.2",
    )  # fmt: skip


def apart(real: Equation, imaginary: Equation) -> Equation:
    """The squared modulus of the pair rate at two distances, across the dipole: what falls with distance."""
    square = sp.expand((real.rhs**2 + imaginary.rhs**2).subs(C, 0))
    there = symbols.SEPARATION.symbol
    chain = Chain(square.subs(R, there) / square, TABLE)

    def level(distance: sp.Expr) -> sp.Expr:
        x = K_L * distance
        return 1 / x**2 - 1 / x**4 + 1 / x**6

    chain.equal("sine and cosine squared", level(there) / level(R))
    return chain.equation(
        id=f"{MODULE}.apart", title="Pair rates at two distances", lhs=own.APART_RATIO.symbol,
        follows_from=(real.id, imaginary.id), assumes=(SAME, "both pairs lie across the dipole"), source="App. B.1",
    )  # fmt: skip


def clebsch(model: Decays = MODEL) -> Equation:
    """Squared Clebsch-Gordan coefficients of the decays of one excited level, by angular momentum algebra."""
    lower, upper = model.ground, model.excited
    turning = clebsch_gordan(lower, 1, upper, upper - 1, 1, upper) ** 2
    straight = clebsch_gordan(lower, 1, upper, upper, 0, upper) ** 2
    chain = Chain(turning / straight, TABLE)
    chain.certified("the same from the operators of a spin", sp.nsimplify(turning / straight), "Wigner-Eckart theorem",
                    lower == upper and _of_spin(lower) == sp.nsimplify(turning / straight),
                    "the spherical components of a spin between its own states")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.clebsch", title="Ratio of undesired and desired decay", lhs=own.CLEBSCH.symbol,
        assumes=("ground and excited levels are spins 1/2, and the light turns only those (electric dipole)",),
        source="Sec. III.2, footnote 67",
    )  # fmt: skip


def _of_spin(spin: sp.Rational) -> sp.Expr:
    """The same ratio of a spin's own spherical components: lowered from the highest state, and z in it."""
    s = Spin("s", spin)
    plus = (s.x + sp.I * s.y).matrix() / sp.sqrt(2)
    return sp.nsimplify(plus[0, 1] ** 2 / s.z.matrix()[0, 0] ** 2)


def undesired_self(model: Decays = MODEL) -> Equation:
    """The rate of the undesired decay of one atom."""
    ratio = clebsch(model).rhs
    value = sp.cancel(pair_rate.at_zero(pair_rate.angular(model.undesired)[1]))
    unit = sp.cancel(pair_rate.at_zero(pair_rate.angular(model.desired)[1]))
    chain = Chain(ratio * value / unit * own.SELF.symbol, TABLE)
    chain.equal("all directions together, both dipoles radiate alike", ratio * own.SELF.symbol)
    return chain.equation(
        id=f"{MODULE}.undesired_self", title="Rate of the undesired decay of one atom", lhs=own.CROSSED_SELF.symbol,
        follows_from=(f"{MODULE}.clebsch", "dissipative_entanglement.pair_rate.pattern"),
        assumes=(VACUUM,), approximations=(AT_THE_LASER,), source="Sec. III.2",
    )  # fmt: skip


def undesired(model: Decays = MODEL) -> Equation:
    """The real part of the pair rate of undesired decays, with the dipoles that they have."""
    ratio = clebsch(model).rhs
    unit = pair_rate.at_zero(pair_rate.angular(model.desired)[1])
    value = sp.expand(ratio * pair_rate.angular(model.undesired)[1] / unit)
    chain = Chain(GAMMA * value.subs(X, K_L * R), TABLE)
    chain.equal("collect what falls alike", GAMMA * pair_rate.collected(value, X).subs(X, K_L * R))
    return chain.equation(
        id=f"{MODULE}.undesired", title="Real part of the pair rate of undesired decays", lhs=own.CROSSED_GAMMA.symbol,
        follows_from=(f"{MODULE}.clebsch", "dissipative_entanglement.pair_rate.pattern"),
        assumes=(VACUUM, "both dipoles turn about the field in one sense"), approximations=(AT_THE_LASER,),
        source="Sec. III.2",
    )  # fmt: skip
