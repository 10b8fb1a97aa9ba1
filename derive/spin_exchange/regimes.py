r"""Three regimes of two coupled modes: far from resonance, overdamped, and strongly coupled.

The amplitudes of the two gases obey one linear equation, whose matrix has the alkali's :math:`i\Delta-\gamma`
and the noble gas's 0 on its diagonal and couples them by :math:`-iJ`. Its normal modes are, exactly,

.. math:: \lambda_{a,b} = \tfrac12(i\Delta-\gamma)
          \left(1 \pm \sqrt{1 - \frac{4J^2}{(i\Delta-\gamma)^2}}\right) .

What a figure of the three regimes shows follows from them: who decays at which rate, how much is exchanged, and
when. An amplitude that decays at a rate :math:`\Gamma` has a number of excitations that decays at
:math:`2\Gamma`; both rates are given.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.records import Derivation, Equation, table
from derive.spin_exchange import symbols, two_mode
from derive.spin_exchange.regime_symbols import (
    AMPLITUDE,
    DECAY_A,
    DECAY_B,
    FRACTION,
    FREQUENCY,
    MODE_A,
    MODE_B,
    NUMBER_A,
    PEAK,
)
from derive.steps import Chain

MODULE = "spin_exchange.regimes"
TABLE = table(
    two_mode.TABLE, (MODE_A, MODE_B, DECAY_A, DECAY_B, NUMBER_A, FREQUENCY, AMPLITUDE, FRACTION, PEAK)
)  # fmt: skip
J, GAMMA, DELTA, T = symbols.J.symbol, symbols.GAMMA.symbol, symbols.DETUNING.symbol, symbols.TIME.symbol
CONSTANT = "J, gamma and Delta do not change in time"
COHERENT = "coherent states, whose numbers of excitations are squared amplitudes"
OVERDAMPED = "resonance and gamma > 2 J"
STRONG = "resonance and J > gamma/2"


@dataclass(frozen=True, kw_only=True)
class TwoModes:
    """The matrix of the linear motion of the two amplitudes (alkali first)."""

    matrix: sp.ImmutableMatrix = sp.ImmutableMatrix([[sp.I * DELTA - GAMMA, -sp.I * J], [-sp.I * J, 0]])


MODEL = TwoModes()


def derivation(model: TwoModes = MODEL) -> Derivation:
    """Normal modes, decay rates in the three regimes, and how much is exchanged."""
    alkali, noble = modes(model)
    return Derivation(
        module=MODULE, title="Regimes of two coupled modes", story=__doc__ or "",
        equations=(
            alkali, noble, *far_rates(alkali, noble), *overdamped_rates(alkali, noble), *strong_mode(model),
            *transfer(model), detuned_peak(model), overdamped_peak(model),
        ),
    )  # fmt: skip


def modes(model: TwoModes = MODEL) -> tuple[Equation, Equation]:
    """The two normal modes, each named by the gas that it belongs to when the coupling goes to zero."""
    m = model.matrix
    apart, coupling = m[0, 0] - m[1, 1], sp.expand(m[0, 1] * m[1, 0])
    root = sp.Symbol("root")
    square = 1 + 4 * coupling / apart**2
    made = []
    for sign, quantity, name, own in ((1, MODE_A, "alkali_mode", m[0, 0]), (-1, MODE_B, "noble_gas_mode", m[1, 1])):
        candidate = m.trace() / 2 + sign * apart / 2 * root
        secular = sp.expand(candidate**2 - m.trace() * candidate + m.det())
        zero = sp.cancel(sp.expand(secular.subs(root**2, square))) == 0
        uncoupled = sp.expand(candidate.subs(root, 1) - own) == 0
        chain = Chain((m - quantity.symbol * sp.eye(2)).det(), TABLE)
        chain.certified(
            "root of the characteristic polynomial", candidate.subs(root, sp.sqrt(square)),
            "substitution into the polynomial", zero and uncoupled,
            "it vanishes identically, and the root is the diagonal entry without coupling",
        )  # fmt: skip
        made.append(chain.equation(
            id=f"{MODULE}.{name}", title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}", lhs=quantity.symbol,
            follows_from=(f"{two_mode.MODULE}.alkali", f"{two_mode.MODULE}.noble_gas"), assumes=(CONSTANT,),
        ))  # fmt: skip
    return made[0], made[1]


def far_rates(alkali: Equation, noble: Equation) -> tuple[Equation, ...]:
    """Decay rates of both amplitudes, and of the alkali number, to second order in the coupling."""
    made = []
    cases = (
        (alkali, "alkali_rate", DECAY_A, 1, "Decay of the alkali amplitude far from resonance"),
        (noble, "noble_gas_rate", DECAY_B, 1, "Decay of the noble-gas amplitude far from resonance"),
        (alkali, "alkali_number_rate", NUMBER_A, 2, "Decay of the alkali excitations far from resonance"),
    )
    for mode, name, quantity, power, title in cases:
        # minus the real part, twice for a squared amplitude; every symbol is real, so a bar turns i into -i
        decay = -power * (mode.rhs + _conjugate(mode.rhs)) / 2
        second = sp.series(mode.rhs, J, 0, 4).removeO()
        chain = Chain(decay, TABLE)
        chain.truncated("weak coupling", -power * (second + _conjugate(second)) / 2, J, 4)
        chain.equal("over one denominator", _far(chain.expression))
        made.append(chain.equation(
            id=f"{MODULE}.{name}", title=title, lhs=quantity.symbol, follows_from=(mode.id,),
            assumes=(CONSTANT, *((COHERENT,) if power == 2 else ())),
        ))  # fmt: skip
    return tuple(made)


def _conjugate(expression: sp.Expr) -> sp.Expr:
    return expression.subs(sp.I, -sp.I)


def _far(rate: sp.Expr) -> sp.Expr:
    """The rate with its part without coupling apart from the part of second order."""
    flat = sp.expand(rate)
    free = flat.coeff(J, 0)
    return free + J**2 * sp.factor(sp.cancel(sp.together(flat.coeff(J, 2))))


def overdamped_rates(alkali: Equation, noble: Equation) -> tuple[Equation, Equation]:
    """Decay rates at resonance when gamma > 2 J: both real, one fast and one slow."""
    made = []
    for mode, name, quantity, sign in ((alkali, "fast_rate", DECAY_A, 1), (noble, "slow_rate", DECAY_B, -1)):
        chain = Chain(-mode.rhs.subs(DELTA, 0), TABLE)
        chain.equal("take gamma into the root", (GAMMA + sign * sp.sqrt(GAMMA**2 - 4 * J**2)) / 2)
        made.append(chain.equation(
            id=f"{MODULE}.{name}", title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}, overdamped",
            lhs=quantity.symbol, follows_from=(mode.id,), assumes=(CONSTANT, OVERDAMPED),
        ))  # fmt: skip
    return made[0], made[1]


def strong_mode(model: TwoModes = MODEL) -> tuple[Equation, Equation]:
    """At resonance with J > gamma/2: both modes decay at gamma/2 and turn at -Omega_J and Omega_J."""
    m = model.matrix.subs(DELTA, 0)
    frequency = sp.sqrt(J**2 - GAMMA**2 / 4)
    pair = [-GAMMA / 2 + sign * sp.I * frequency for sign in (1, -1)]
    roots = all(sp.expand(x**2 - m.trace() * x + m.det()) == 0 for x in pair)
    made = []
    for name, quantity, value, title in (
        ("strong_rate", DECAY_B, GAMMA / 2, "Decay of both amplitudes, strongly coupled"),
        ("exchange_frequency", FREQUENCY, frequency, "Frequency of the exchange, strongly coupled"),
    ):
        chain = Chain((m - MODE_B.symbol * sp.eye(2)).det(), TABLE)
        chain.certified("roots of the characteristic polynomial", value, "substitution into the polynomial", roots,
                        "-gamma/2 + i Omega_J and -gamma/2 - i Omega_J, with J > gamma/2")  # fmt: skip
        made.append(chain.equation(
            id=f"{MODULE}.{name}", title=title, lhs=quantity.symbol, assumes=(CONSTANT, STRONG),
            follows_from=(f"{MODULE}.alkali_mode", f"{MODULE}.noble_gas_mode"),
        ))  # fmt: skip
    return made[0], made[1]


def transfer(model: TwoModes = MODEL) -> tuple[Equation, Equation]:
    """Amplitude and fraction in the noble gas after pi/2J at resonance, from the propagator."""
    entry = two_mode.propagator(model.matrix).rhs[1, 0].subs(DELTA, 0)
    frequency, time = sp.sqrt(J**2 - GAMMA**2 / 4), sp.pi / (2 * J)
    decay = sp.exp(-GAMMA * time / 2)
    closed = -sp.I * J * decay * sp.sin(frequency * time) / frequency
    amplitude = Chain(entry.subs(T, time), TABLE)
    _with_sine(amplitude, frequency, closed)
    made = [amplitude.equation(
        id=f"{MODULE}.transfer_amplitude", title="Amplitude transferred in the time pi/2J", lhs=AMPLITUDE.symbol,
        follows_from=(f"{two_mode.MODULE}.propagator",), assumes=(CONSTANT, "resonance, Delta = 0"),
    )]  # fmt: skip
    number = Chain(closed * _conjugate(closed), TABLE)
    number.equal("multiply out", J**2 * sp.exp(-GAMMA * time) * sp.sin(frequency * time) ** 2 / (J**2 - GAMMA**2 / 4))
    made.append(number.equation(
        id=f"{MODULE}.transferred", title="Fraction of the excitations transferred in the time pi/2J",
        lhs=FRACTION.symbol, follows_from=(made[0].id,), assumes=(CONSTANT, STRONG, COHERENT),
    ))  # fmt: skip
    return made[0], made[1]


def _with_sine(chain: Chain, frequency: sp.Expr, after: sp.Expr) -> None:
    """Write sinh(z t)/z with z^2 = -Omega^2 as sin(Omega t)/Omega; it is even in z, so both roots will do."""
    (hyperbolic,) = chain.expression.atoms(sp.sinh)
    (root,) = (power for power in hyperbolic.atoms(sp.Pow) if power.exp == sp.Rational(1, 2))
    free, positive = sp.Symbol("root"), sp.Dummy(positive=True)
    parted = chain.expression.subs(root, free)
    even = sp.expand(parted - parted.subs(free, -free)) == 0
    turned = parted.subs(free, sp.I * positive).subs(positive, frequency)
    chain.certified(
        "write with a sine", after, "evenness in the root",
        even and sp.expand(root**2 + frequency**2) == 0 and sp.expand(turned - after) == 0,
        "sinh(z t)/z is the same for both roots z, and z = i Omega is one",
    )  # fmt: skip


def detuned_peak(model: TwoModes = MODEL) -> Equation:
    """The largest fraction that is exchanged off resonance without decay; decay makes it smaller."""
    entry = two_mode.propagator(model.matrix).rhs[1, 0].subs(GAMMA, 0)
    frequency = sp.sqrt(J**2 + DELTA**2 / 4)
    turning = -sp.I * J * sp.exp(sp.I * DELTA * T / 2) * sp.sin(frequency * T) / frequency
    chain = Chain(entry, TABLE)
    _with_sine(chain, frequency, turning)
    largest = J**2 / frequency**2
    time = sp.pi / (2 * frequency)
    reached = (turning * _conjugate(turning)).subs(T, time)
    chain.certified("square, and the largest value of a sine", largest, "value at the time of a full sine",
                    sp.cancel(sp.powsimp(sp.expand(reached)) - largest) == 0, "sin^2 <= 1")  # fmt: skip
    chain.equal("one fraction", 4 * J**2 / (4 * J**2 + DELTA**2))
    return chain.equation(
        id=f"{MODULE}.detuned_peak", title="Largest fraction exchanged off resonance", lhs=PEAK.symbol,
        follows_from=(f"{two_mode.MODULE}.propagator",), assumes=(CONSTANT, COHERENT, "no decay, gamma = 0"),
    )  # fmt: skip


def overdamped_peak(model: TwoModes = MODEL) -> Equation:
    r"""The largest fraction that is exchanged when gamma > 2 J; it is reached at tanh(D t/2) = D/gamma."""
    entry = two_mode.propagator(model.matrix).rhs[1, 0].subs(DELTA, 0)
    spread = sp.sqrt(GAMMA**2 - 4 * J**2)
    falling = -2 * sp.I * J * sp.exp(-GAMMA * T / 2) * sp.sinh(spread * T / 2) / spread
    chain = Chain(entry, TABLE)
    chain.equal("write with the spread D = sqrt(gamma^2 - 4 J^2) of the two rates", falling)
    slope = sp.diff(falling, T) / sp.exp(-GAMMA * T / 2) / sp.cosh(spread * T / 2)
    ratio = sp.Symbol("ratio")
    at_rest = sp.expand(slope).subs(sp.sinh(spread * T / 2), ratio * sp.cosh(spread * T / 2))
    stationary = sp.cancel(sp.expand(at_rest).subs(ratio, spread / GAMMA)) == 0
    # sinh(artanh x) = x / sqrt(1 - x^2), and 1 - D^2/gamma^2 = 4 J^2/gamma^2, so that 2 J sinh/D = 1 at the peak
    unit = sp.cancel((spread / GAMMA) ** 2 / (1 - (spread / GAMMA) ** 2) * 4 * J**2 / spread**2 - 1) == 0
    chain.certified(
        "square, at the time when it is largest", sp.exp(-2 * GAMMA / spread * sp.atanh(spread / GAMMA)),
        "vanishing slope", stationary and unit, "tanh(D t/2) = D/gamma, at which 2 J sinh(D t/2) = D",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.overdamped_peak", title="Largest fraction exchanged, overdamped", lhs=PEAK.symbol,
        follows_from=(f"{two_mode.MODULE}.propagator",), assumes=(CONSTANT, COHERENT, OVERDAMPED),
    )  # fmt: skip
