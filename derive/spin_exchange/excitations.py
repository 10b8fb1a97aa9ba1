r"""One excitation after a short time: what goes over in step, and what is scattered.

To first order in the phases the collisions of :math:`t/\tau` steps add up. With :math:`\kappa_{ab}^{(n)} = 1` for
the pairs that meet, the deviations of a step from its mean are

.. math:: \delta\phi_{ab}^{(n)} = \kappa_{ab}^{(n)}\phi_a^{(n)} - \langle\phi\rangle/N_b ,

and the state splits into three:

.. math:: |1\rangle_a|0\rangle_b - iJt\,|0\rangle_a|1\rangle_b - i\varepsilon|\delta\psi\rangle .

The mean carries the symmetric excitation over, the deviations scatter it among all other states, in both gases. How
much they scatter follows from the statistics of the pairing: who meets whom in one step is not independent, since an
alkali atom meets one atom only, and so does a noble-gas atom.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from derive.records import Derivation, Equation, Quantity, table
from derive.spin_exchange import coarse_graining, collision, scattering, symbols
from derive.spin_exchange import stochastic_symbols as own
from derive.steps import Chain

MODULE = "spin_exchange.excitations"
N_A, N_B, R = own.N_A.symbol, symbols.N_B.symbol, own.RATIO.symbol
mean, square, t, tau = own.MEAN.symbol, own.SQUARE.symbol, symbols.TIME.symbol, own.STEP.symbol
RANDOM = "every step pairs each alkali atom with another noble-gas atom, all pairings equally likely"
FIRST = "first order in the phases: the collisions add up, each acting on the initial state"
MANY = "the sum over t/tau steps is replaced by its mean, as it may be after many collisions"
PAIRS_APART = "pairs collide independently of one another"
STEPS = "different steps are independent"
LEFT = "what the deviations scatter, whatever it is, is called -i epsilon |delta psi>"
COMPENSATING = mean / 2
DOWN = "all noble-gas spins point down at the start, and all alkali spins but one"


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """First and second moments of the indicators of one step, kappa_ab being 1 if a and b collide.

    ``same`` is the mean of kappa_ab^2, ``alkali`` that of kappa_ab kappa_ab', ``noble`` that of kappa_ab kappa_a'b.
    With ``one_phase`` an alkali atom has one phase in a step, whomever it meets.
    """

    first: sp.Expr = 1 / N_B
    same: sp.Expr = 1 / N_B
    alkali: sp.Expr = sp.Integer(0)
    noble: sp.Expr = sp.Integer(0)
    one_phase: bool = True


MODEL = Pairing()
INDEPENDENT_PAIRS = Pairing(alkali=1 / N_B**2, noble=1 / N_B**2, one_phase=False)
"""Pairs that collide independently of one another, each with the probability 1/N_b."""


def derivation(model: Pairing = MODEL, contact: collision.Collision = collision.MODEL) -> Derivation:
    """Moments of the deviation, kicks of one collision, J, the state, and the norms of its stochastic part."""
    statistics = (deviation_mean(model), *correlations(model), correlations(INDEPENDENT_PAIRS, "independent_")[0])
    return Derivation(
        module=MODULE,
        title="One excitation after a short time",
        story=__doc__ or "",
        equations=(
            *statistics,
            *kicks(contact),
            transfer(model, contact),
            state(model, contact),
            epsilon(model),
            epsilon(INDEPENDENT_PAIRS, "independent_"),
            epsilon(model, "pairwise_", "none"),
            *norms(model),
            *norms(INDEPENDENT_PAIRS, "independent_"),
            crossing(model),
            duration(),
            *collective(),
        ),
    )


def by_ratio(expression: sp.Expr) -> sp.Expr:
    """The expression with N_b written as N_a/R."""
    return expression.subs(N_B, N_A / R)


def moments(model: Pairing) -> dict[str, sp.Expr]:
    """Mean of the deviation, its variance and its two correlations within a step; different phases are independent."""
    shift = mean / N_B
    return {
        "mean": model.first * mean - shift,
        "same": model.same * square - 2 * model.first * mean * shift + shift**2,
        "alkali": model.alkali * (square if model.one_phase else mean**2) - 2 * model.first * mean * shift + shift**2,
        "noble": model.noble * mean**2 - 2 * model.first * mean * shift + shift**2,
    }


def deviation_mean(model: Pairing = MODEL) -> Equation:
    """The mean of the deviation."""
    chain = Chain(by_ratio(moments(model)["mean"]), own.TABLE)
    chain.equal("subtract", sp.expand(chain.expression))
    return chain.equation(
        id=f"{MODULE}.deviation_mean",
        title="Mean of the deviation",
        lhs=own.DEVIATION_MEAN.symbol,
        assumes=(RANDOM,),
        source="SI section 1",
    )


def correlations(model: Pairing = MODEL, prefix: str = "") -> tuple[Equation, ...]:
    """The variance of the deviation of a pair, and the correlations of two pairs that share an atom."""
    made = []
    named = (
        ("same", "variance", own.VARIANCE),
        ("alkali", "same_alkali", own.SAME_ALKALI),
        ("noble", "same_noble", own.SAME_NOBLE),
    )
    for key, name, quantity in named:
        chain = Chain(by_ratio(moments(model)[key]), own.TABLE)
        chain.equal("collect", sp.factor(chain.expression) if key != "same" else sp.expand(chain.expression))
        made.append(
            chain.equation(
                id=f"{MODULE}.{prefix}{name}",
                title=quantity.meaning[0].upper() + quantity.meaning[1:],
                lhs=quantity.symbol,
                assumes=(RANDOM if not prefix else PAIRS_APART, "N_b = N_a/R"),
                source="SI section 1",
            )
        )
    return tuple(made)


@cache
def kicks(contact: collision.Collision = collision.MODEL) -> tuple[Equation, Equation]:
    """What a collision does to first order to the amplitudes of partner and of the excited alkali atom, per phase."""
    phi, matrix = symbols.PHI.symbol, scattering.sector(contact)
    made = []
    for row, name, quantity in ((1, "noble_gas_kick", own.KICK_NOBLE), (0, "alkali_kick", own.KICK_ALKALI)):
        change = matrix[row, 0] - (1 if row == 0 else 0)
        chain = Chain(change, own.TABLE)
        short = sp.series(change, phi, 0, 2).removeO()
        chain.truncated("small phase", short, phi, 2)
        chain.certified("per phase", short / phi, "division", sp.expand(short / phi * phi - short) == 0)
        made.append(
            chain.equation(
                id=f"{MODULE}.{name}",
                title=quantity.meaning[0].upper() + quantity.meaning[1:],
                lhs=quantity.symbol,
                follows_from=(f"{scattering.MODULE}.relative",),
                assumes=(FIRST, DOWN, scattering.PARALLEL),
                source="SI section 1",
            )
        )
    return made[0], made[1]


def transfer(model: Pairing = MODEL, contact: collision.Collision = collision.MODEL) -> Equation:
    """J by the mean amplitude of the symmetric excitation of the noble gas, -i J t."""
    kick = kicks(contact)[0].rhs
    pairs = N_A * N_B
    amplitude = pairs / sp.sqrt(pairs) * kick * model.first * mean * t / tau
    chain = Chain(by_ratio(sp.I * amplitude / t), own.TABLE)
    chain.equal("all pairs add up in step", mean * sp.sqrt(R) / (2 * tau))
    return chain.equation(
        id=f"{MODULE}.J",
        title="Coherent exchange rate",
        lhs=symbols.J.symbol,
        follows_from=(f"{MODULE}.noble_gas_kick",),
        assumes=(RANDOM, FIRST, DOWN, "R = N_a/N_b"),
        source="main text, after Eq. (3)",
    )


def mean_kicks(model: Pairing, contact: collision.Collision) -> tuple[sp.Expr, sp.Expr]:
    """Mean first-order change of the amplitude of one noble-gas and of one alkali atom in a step.

    Each alkali atom starts with the amplitude 1 over the root of N_a; a noble-gas atom is met by any of N_a atoms, an
    alkali atom meets any of N_b.
    """
    noble, alkali = (equation.rhs for equation in kicks(contact))
    each = model.first * mean / sp.sqrt(N_A)
    return N_A * noble * each, N_B * alkali * each


def state(
    model: Pairing = MODEL, contact: collision.Collision = collision.MODEL, turn: sp.Expr = COMPENSATING
) -> Equation:
    """The state of first order: its mean, projected on both symmetric excitations, and what is left, the deviations.

    The mean change is alike for all atoms of a gas, so that it is parallel to the symmetric excitations. What is left
    is linear in the deviations, with the kick of a collision; half their sum has the name epsilon |delta psi>.
    """
    noble, alkali = mean_kicks(model, contact)
    # <1| times N equal amplitudes is the root of N times one of them; the field turns all alkali atoms alike
    stays = 1 + (sp.sqrt(N_A) * alkali - sp.I * turn) * t / tau
    crosses = sp.sqrt(N_B) * noble * t / tau
    left = 2 * kicks(contact)[0].rhs * own.STRAY.symbol
    chain = Chain(by_ratio(stays * own.START.symbol + crosses * own.TRANSFERRED.symbol) + left, own.TABLE)
    chain.equal(
        "the field undoes the mean phase, and the other mean kicks add up",
        own.START.symbol - sp.I * mean * sp.sqrt(R) * t / (2 * tau) * own.TRANSFERRED.symbol - sp.I * own.STRAY.symbol,
    )
    return chain.equation(
        id=f"{MODULE}.state",
        title="State after a short time",
        lhs=own.STATE.symbol,
        follows_from=(f"{MODULE}.alkali_kick", f"{MODULE}.noble_gas_kick"),
        assumes=(RANDOM, FIRST, DOWN, "the field turns the alkali spins by half the mean phase in a step", LEFT),
        source="main text, Eq. (3)",
    )


def _spread(model: Pairing, which: str) -> sp.Expr:
    """The mean of the sum over one gas of the squared sum over the other of the deviations of a step.

    With ``which`` = "none" it is the sum of the squares of all deviations.
    """
    m = moments(model)
    others = {"noble": N_A - 1, "alkali": N_B - 1, "none": 0}[which]
    return N_A * N_B * (m["same"] + others * m.get(which, sp.Integer(0)))


def epsilon(model: Pairing = MODEL, prefix: str = "", which: str = "noble") -> Equation:
    """The stochastic amplitude by its defining sum over noble-gas atoms, in the mean."""
    chain = Chain(by_ratio(sp.sqrt(t / tau * _spread(model, which) / (2 * N_A))), own.TABLE)
    inner = sp.expand(sp.cancel(by_ratio(_spread(model, which) / N_A)))
    chain.equal("count the pairs", sp.sqrt(t / (2 * tau) * inner))
    kinds = {"": "", "independent_": " of independent pairs", "pairwise_": ", squared pair by pair"}
    return chain.equation(
        id=f"{MODULE}.{prefix}epsilon",
        title=f"Stochastic amplitude{kinds[prefix]}",
        lhs=own.EPSILON.symbol,
        follows_from=(f"{MODULE}.{'' if prefix == 'pairwise_' else prefix}variance",),
        assumes=(PAIRS_APART if prefix == "independent_" else RANDOM, STEPS, MANY),
        source="SI section 1",
    )


def norms(model: Pairing = MODEL, prefix: str = "") -> tuple[Equation, Equation]:
    """Squared norms of the two parts of the stochastic state as the collisions make it."""
    made = []
    for which, name, quantity, kick in (
        ("noble", "noble_gas_norm", own.STRAY_NOBLE, kicks()[0].rhs),
        ("alkali", "alkali_norm", own.STRAY_ALKALI, kicks()[1].rhs),
    ):
        chain = Chain(by_ratio(t / tau * sp.expand(kick * sp.conjugate(kick)) * _spread(model, which) / N_A), own.TABLE)
        inner = sp.expand(sp.cancel(by_ratio(_spread(model, which) / N_A)))
        chain.equal("count the pairs", t / (4 * tau) * inner)
        made.append(
            chain.equation(
                id=f"{MODULE}.{prefix}{name}",
                title=quantity.meaning[0].upper() + quantity.meaning[1:],
                lhs=quantity.symbol,
                follows_from=(
                    f"{MODULE}.{prefix}variance",
                    f"{MODULE}.{'noble_gas' if which == 'noble' else 'alkali'}_kick",
                ),
                assumes=(RANDOM if not prefix else PAIRS_APART, STEPS, MANY, FIRST),
                source="SI section 1",
            )
        )
    return made[0], made[1]


def duration() -> Equation:
    """The step, as the mean time between collisions of an alkali atom, by density, cross-section and mean speed."""
    time = coarse_graining.atom_rate(coarse_graining.pair_probability(), noble=False)[1]
    chain = Chain(time.rhs, table(own.TABLE, time.quantities))
    return chain.equation(
        id=f"{MODULE}.duration",
        title="Duration of a step",
        lhs=tau,
        follows_from=(time.id,),
        assumes=("a step is the mean time between collisions of one alkali atom",),
        source="SI section 1",
    )


def crossing(model: Pairing = MODEL) -> Equation:
    """The time at which (Jt)^2 = epsilon^2, the one growing as t^2 and the other as t."""
    rates = transfer(model).rhs ** 2, sp.expand(epsilon(model).rhs ** 2 / t)
    chain = Chain(rates[1] / rates[0], own.TABLE)
    chain.equal("divide", 2 * tau * (square - R * mean**2) / (R * mean**2))
    return chain.equation(
        id=f"{MODULE}.crossing",
        title="Time from which the deterministic amplitude is the larger one",
        lhs=own.CROSSING.symbol,
        follows_from=(f"{MODULE}.J", f"{MODULE}.epsilon"),
        assumes=(RANDOM, STEPS, MANY, FIRST),
        source="main text, after Eq. (3)",
    )


def collective() -> tuple[Equation, ...]:
    """How a localised excitation, or any other, takes part in the collective exchange."""
    overlap = Chain(sp.Integer(1) / sp.sqrt(N_A), own.TABLE)
    overlap.certified(
        "one of N_a equal amplitudes", 1 / sp.sqrt(N_A), "norm", sp.expand(N_A * (1 / sp.sqrt(N_A)) ** 2) == 1
    )
    first = overlap.equation(
        id=f"{MODULE}.overlap",
        title="Overlap of symmetric and localised excitation",
        lhs=own.OVERLAP.symbol,
        source="SI section 1",
    )
    back = (1 - sp.Integer(-1)) / N_A
    turned = {"start": sp.Integer(1), "half": 1 - back}
    lone = Chain(turned["start"] ** 2 - turned["half"] ** 2, own.TABLE)
    lone.equal("amplitude 1 + (cos Jt - 1)/N_a at Jt = 0 and pi", 4 * (N_A - 1) / N_A**2)
    swing = _contrast(lone, "swing", own.SWING)
    whole = Chain(first.rhs**2, own.TABLE)
    whole.equal("cos^2(Jt)/N_a at Jt = 0 and pi/2", 1 / N_A)
    contrast = _contrast(whole, "contrast", own.CONTRAST)
    local = Chain(symbols.J.symbol * first.rhs, own.TABLE).equation(
        id=f"{MODULE}.local_rate",
        title="Transfer from one excited alkali atom to the symmetric excitation",
        lhs=own.LOCAL_RATE.symbol,
        follows_from=(first.id,),
        assumes=(FIRST,),
        source="main text, Stochastic numerical simulations",
    )
    partly = Chain(symbols.J.symbol * own.PART.symbol, own.TABLE).equation(
        id=f"{MODULE}.part_rate",
        title="Transfer from any alkali excitation to the symmetric one",
        lhs=own.PART_RATE.symbol,
        assumes=(
            FIRST,
            "the excitation is w times the symmetric one plus one orthogonal to it, whose amplitudes add up to zero",
        ),
        source="main text, Stochastic numerical simulations",
    )
    return first, swing, contrast, local, partly


def _contrast(chain: Chain, name: str, quantity: Quantity) -> Equation:
    return chain.equation(
        id=f"{MODULE}.{name}",
        title=quantity.meaning[0].upper() + quantity.meaning[1:],
        lhs=quantity.symbol,
        follows_from=(f"{MODULE}.overlap",),
        source="SI section 1",
        assumes=(
            "a localised excitation is its symmetric part, which goes to and fro as cos(Jt), and a rest that stays",
            "weak collisions: no decay",
            "N_a is at least 2",
        ),
    )
