r"""Exchange of two resonant modes, one of which decays: exact motion, in the loss over the coupling, and its noise.

At :math:`\Delta=0` the two modes follow :math:`\dot a=-\gamma a-iJb+F_a`, :math:`\dot b=-iJa`. For
:math:`\gamma<2J` they oscillate at :math:`J\sqrt{1-\gamma^2/4J^2}` while both decay at :math:`\gamma/2`.
The loss over the coupling, :math:`\gamma/J`, is written as a letter of its own, so that an expansion in it keeps the
decay :math:`e^{-\gamma t/2}` over long times.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.records import Derivation, Equation, Quantity
from derive.spin_exchange import spatial_symbols as own
from derive.spin_exchange import symbols
from derive.steps import Chain, DerivationError

MODULE = "spin_exchange.resonant_exchange"
TABLE = own.TABLE
TIME, J, GAMMA, RATIO = symbols.TIME.symbol, symbols.J.symbol, symbols.GAMMA.symbol, own.RATIO.symbol
RESONANT = "Delta = 0, and a single mode of each gas; the noble gas does not decay"
LETTER = "gamma/J stands as a letter of its own; it is below 2"
SOURCE = "SI section 2, Eq. (S5)"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Generator of the motion of (a, b) in the rotating frame, and which mode the noise drives."""

    generator: sp.ImmutableMatrix = sp.ImmutableMatrix([[-GAMMA, -sp.I * J], [-sp.I * J, 0]])
    noise: sp.ImmutableMatrix = sp.ImmutableMatrix([1, 0])


MODEL = Pair()


def derivation(model: Pair = MODEL) -> Derivation:
    """Both amplitudes at a later time, the noise they accumulate, and what the two windows share."""
    flow = propagator(model)
    return Derivation(
        module=MODULE, title="Resonant exchange of two modes", story=__doc__ or "",
        equations=(*amplitudes(flow), *noises(flow, model), memory(flow), best_time(model)),
    )  # fmt: skip


def oscillation(model: Pair = MODEL) -> tuple[sp.Expr, sp.Expr]:
    """The rate at which both modes decay (negative) [1/s], and the frequency of exchange over J."""
    mean = model.generator.trace() / 2
    square = sp.expand((model.generator.det() - mean**2).subs(GAMMA, RATIO * J) / J**2)
    return mean, sp.sqrt(square)


def propagator(model: Pair = MODEL) -> sp.ImmutableMatrix:
    """exp(M t) of an underdamped generator, with gamma/J as a letter; checked as an initial value problem.

    Raises DerivationError when the generator is not underdamped for gamma < 2J.
    """
    mean, frequency = oscillation(model)
    ratio = {GAMMA: RATIO * J}
    traceless = (model.generator - mean * sp.eye(2)).subs(ratio) / (J * frequency)
    angle = frequency * J * TIME
    found = sp.exp(mean * TIME) * (sp.cos(angle) * sp.eye(2) + sp.sin(angle) * traceless)
    flat = found.subs(ratio)
    residual = sp.diff(flat, TIME) - model.generator.subs(ratio) * flat
    residual = residual.applyfunc(lambda entry: sp.expand(sp.expand(entry) * frequency))
    if not residual.is_zero_matrix or found.subs(TIME, 0) != sp.eye(2):
        raise DerivationError(f"no underdamped motion of {model.generator} was found")
    return sp.ImmutableMatrix(found)


def amplitudes(flow: sp.ImmutableMatrix) -> tuple[Equation, Equation]:
    """a(t) and b(t) from their initial values, with the noise they have accumulated."""
    start = sp.Matrix([own.START_A.symbol, own.START_B.symbol])
    later = flow * start
    made = []
    rows = ((own.LATER_A, own.NOISE_A, "alkali"), (own.LATER_B, own.NOISE_B, "noble_gas"))
    for row, (quantity, noise, name) in enumerate(rows):
        chain = Chain(sp.factor_terms(later[row]) + noise.symbol, TABLE)
        made.append(chain.equation(
            id=f"{MODULE}.{name}", title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}", lhs=quantity.symbol,
            follows_from=("spin_exchange.two_mode.propagator",), assumes=(RESONANT, LETTER), source=SOURCE,
        ))  # fmt: skip
    return made[0], made[1]


def noises(flow: sp.ImmutableMatrix, model: Pair = MODEL) -> tuple[Equation, Equation]:
    """What an impulse of the noise at t_0 has become at t, by variation of constants."""
    start = own.IMPULSE.symbol
    since = flow.subs(TIME, TIME - start) * model.noise * own.STRENGTH.symbol
    made = []
    for row, (quantity, name) in enumerate(((own.NOISE_A, "alkali"), (own.NOISE_B, "noble_gas"))):
        chain = Chain(since[row] * (1 - sp.Heaviside(1 - TIME / start)), TABLE)
        made.append(chain.equation(
            id=f"{MODULE}.{name}_noise", title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}",
            lhs=quantity.symbol,
            follows_from=("spin_exchange.two_mode.propagator",),
            assumes=(RESONANT, LETTER, "the noise is an impulse at t_0; any noise is a sum of impulses"), source=SOURCE,
        ))  # fmt: skip
    return made[0], made[1]


def memory(flow: sp.ImmutableMatrix) -> Equation:
    """The squares of the two windows together: how the memory of the noise fades."""
    quantity: Quantity = own.MEMORY
    value = sum(entry * entry.xreplace({sp.I: -sp.I}) for entry in flow[:, 0])  # below 2J, roots are real
    return Chain(sp.expand(value), TABLE).equation(
        id=f"{MODULE}.memory", title="Memory of the noise", lhs=quantity.symbol,
        follows_from=("spin_exchange.two_mode.propagator",), assumes=(RESONANT, LETTER), source=SOURCE,
    )  # fmt: skip


def best_time(model: Pair = MODEL) -> Equation:
    r"""The first time at which the transferred amplitude is largest, the first zero of its slope.

    A decay at the rate g of both modes and an exchange at the frequency w make it :math:`\tan(wt) = w/g`.
    """
    mean, frequency = oscillation(model)
    decay = -mean.subs(GAMMA, RATIO * J) / J
    angle = sp.pi / 2 - sp.atan(decay / frequency)
    found = angle / (frequency * J)
    slope = sp.diff(propagator(model)[1, 0], TIME) / sp.exp(mean * TIME)
    at_best = sp.expand(slope.subs(GAMMA, RATIO * J)).subs(TIME, found)
    chain = Chain(found, TABLE)
    chain.certified("zero of the slope", found, "substitution", sp.expand(sp.expand(at_best) * frequency) == 0,
                    "the angle lies between 0 and pi/2, so it is the first zero")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.best_time", title="Time of the largest transfer", lhs=own.BEST.symbol,
        follows_from=("spin_exchange.two_mode.propagator",), assumes=(RESONANT, LETTER), source="Fig. 4, caption",
    )  # fmt: skip
