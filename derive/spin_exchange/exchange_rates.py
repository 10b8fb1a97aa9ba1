r"""Frequency and decay of the exchange, from the mean amplitudes of the symmetric excitations.

Averaged over pairings and phases, the amplitudes A, B of the symmetric excitations go over into one another by a 2x2
matrix per step, exact for all phases. With :math:`d = (1-\chi)/2`, :math:`\chi=\langle e^{i\phi}\rangle`, and the ratio
:math:`R = N_a/N_b` it is

.. math:: \begin{pmatrix} e^{-i\theta_B}(1-d) & e^{-i\theta_B}d\sqrt R \\ d\sqrt R & 1-Rd \end{pmatrix} .

Its elements give the field at which the gases turn together, the rate of exchange and the rates of decay, to leading
order in the phases. The phases are normally distributed with mean :math:`\langle\phi\rangle` and a standard deviation
of :math:`\varrho` times the mean; to this order only their first two moments enter.

A decay rate here is that of an amplitude: its square decays twice as fast. The excitation of one single atom has a
loss rate of its own, of its probability.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from derive.records import Derivation, Equation, Quantity, table
from derive.spin_exchange import bloch, symbols, two_mode
from derive.spin_exchange import exchange_average as exact
from derive.spin_exchange import stochastic_symbols as own
from derive.steps import Chain

MODULE = "spin_exchange.exchange_rates"
phi, rho, R, tau = own.MEAN.symbol, own.BREADTH.symbol, own.RATIO.symbol, own.STEP.symbol
NORMAL = "the phases are normally distributed; to this order only their mean and variance enter"
RESONANT = "the magnetic field makes both gases turn at the same rate"
MEAN_AMPLITUDE = (
    "the decay is that of the mean amplitude; the probability of the symmetric excitation decays twice as fast"
)
SHARED_PROBABILITY = (
    "at resonance and for many alkali atoms, the fidelity of the exchanged excitation is the squared modulus of its "
    "mean amplitudes, which decays twice as fast as they do"
)
MATRIX = f"{exact.MODULE}.step"


def normal(mean: sp.Expr, deviation: sp.Expr) -> sp.Expr:
    """The mean of exp(i phi) for normally distributed phases."""
    return sp.exp(sp.I * mean - deviation**2 / 2)


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """The pairing model and chi as a function of mean and standard deviation of the phase."""

    gases: exact.Gases = exact.MODEL
    characteristic: Callable[[sp.Expr, sp.Expr], sp.Expr] = normal

    @property
    def chi(self) -> sp.Expr:
        """chi for phases of the mean and relative breadth of the symbol table."""
        return self.characteristic(phi, rho * phi)


MODEL = Exchange()


def derivation(model: Exchange = MODEL) -> Derivation:
    """Second moment, rates of loss and of decay, the field of resonance, frequencies, and the share of the decay."""
    decay_a, decay_b = decay(model, 0), decay(model, 1)
    return Derivation(
        module=MODULE,
        title="Exchange and decay rates of random collisions",
        story=__doc__ or "",
        equations=(
            square(),
            *losses(model),
            symmetric_loss(model),
            coupling(model),
            mean_field(),
            resonance(model),
            decay_a,
            decay_b,
            *alphas(decay_a),
            shared(model),
            *shared_alphas(model),
            beat(model, resonant=True),
            beat(model, resonant=False),
        ),
    )


def matrix(model: Exchange = MODEL, turn: sp.Expr | None = None) -> sp.ImmutableMatrix:
    """The mean of one step on the amplitudes (A, B) of the symmetric excitations, with R = N_a/N_b.

    An alkali atom meets one noble-gas atom for certain, a noble-gas atom an alkali atom with probability R.
    """
    scatter = model.gases.scatter.applyfunc(lambda e: exact.average(e, model.gases))
    held = (1 - R, scatter[1, 1])
    entries = [[scatter[0, 0], sp.sqrt(R) * scatter[0, 1]], [sp.sqrt(R) * scatter[1, 0], held[0] + R * held[1]]]
    field = sp.exp(-sp.I * (model.gases.turn if turn is None else turn))
    found = sp.ImmutableMatrix([[field * e for e in entries[0]], entries[1]])
    return found.subs(exact.CHI, model.chi)


def square() -> Equation:
    """The mean squared phase by mean and relative standard deviation."""
    chain = Chain(phi**2 + (rho * phi) ** 2, exact.TABLE)
    chain.equal("take out the mean", phi**2 * (1 + rho**2))
    return chain.equation(
        id=f"{MODULE}.square",
        title="Mean squared phase",
        lhs=own.SQUARE.symbol,
        assumes=("the standard deviation of the phase is rho times its mean",),
        source="SI section 1",
    )


def losses(model: Exchange = MODEL) -> tuple[Equation, ...]:
    """Loss rates of one excited atom, to leading order in the phases."""
    made = []
    for equation, quantity in zip(exact.losses(model.gases), (own.LOSS_A, own.LOSS_B), strict=True):
        chain = Chain(equation.rhs.subs(exact.CHI, model.chi).rewrite(sp.cos).doit(), exact.TABLE)
        made.append(_leading(chain, f"{quantity.name}_small", equation.title, quantity, 3, (equation.id,), ()))
    return tuple(made)


def symmetric_loss(model: Exchange = MODEL) -> Equation:
    """Decay rate of the probability of the symmetric alkali excitation, from the exact map of the six sums."""
    start = sp.Matrix([1, exact.N_A - 1, 0, 0, 0, 0])
    after = exact.step_matrix(model.gases) * start
    kept = sp.expand(sp.expand(sp.cancel((after[0] + after[1]) / exact.N_A)).subs(exact.CHI, model.chi))
    waves = sp.expand(sp.powsimp(kept).rewrite(sp.cos))
    chain = Chain(-sp.log(waves) / tau, exact.TABLE)
    return _leading(
        chain,
        "symmetric_loss",
        "Loss rate of the symmetric excitation of the alkali",
        own.LOSS_SYMMETRIC,
        3,
        (MATRIX,),
        ("the excitation is in the alkali alone",),
    )


def mean_field() -> Equation:
    """The rate J of the mean-field equations, for full polarisation and an alkali atom without nuclear spin."""
    rate = two_mode.exchange_rate(two_mode.transverse_matrix()).rhs
    density = symbols.N_B_DENSITY.symbol
    here = {symbols.P_A.symbol: 1, symbols.P_B.symbol: 1, symbols.N_A_DENSITY.symbol: R * density}
    chain = Chain(rate.subs(symbols.ZETA.symbol, bloch.rates()[0].rhs).subs(here), table(exact.TABLE, symbols.TABLE))
    whole = chain.expression.subs({symbols.Q.symbol: 1, symbols.M1.symbol: phi / (density * tau)})
    back = whole.subs(phi, symbols.M1.symbol * density * tau)
    chain.certified(
        "q = 1, and <v sigma phi> n_b = <phi>/tau",
        whole,
        "putting back",
        sp.expand(back - chain.expression.subs(symbols.Q.symbol, 1)) == 0,
        "with <phi> = <v sigma phi> n_b tau, a step being 1/(n_b sigma v), the rate is again that for q = 1",
    )
    chain.equal("the density drops out", phi * sp.sqrt(R) / (2 * tau))
    return chain.equation(
        id=f"{MODULE}.mean_field_J",
        title="Exchange rate of the mean-field equations, for this model",
        lhs=symbols.J.symbol,
        follows_from=(f"{two_mode.MODULE}.J", f"{bloch.MODULE}.zeta"),
        source="main text, after Eq. (2)",
        assumes=("both gases are fully polarised", "the alkali atom has no nuclear spin", "a step is 1/(n_b sigma v)"),
    )


def coupling(model: Exchange = MODEL) -> Equation:
    """J by the mean amplitude that goes over in a step, -i J tau."""
    chain = Chain(sp.I * matrix(model)[1, 0] / tau, exact.TABLE)
    return _leading(chain, "J", "Coherent exchange rate of random collisions", symbols.J, 2, (MATRIX,), ())


def resonance(model: Exchange = MODEL) -> Equation:
    """The turn of the alkali spins per step for which A and B turn at the same rate."""
    bare = matrix(model, sp.Integer(0))
    chain = Chain(sp.im(_first(bare[0, 0]) - _first(bare[1, 1])), exact.TABLE)
    chain.equal("the phase of the alkali beyond that of the noble gas", phi * (1 - R) / 2)
    return chain.equation(
        id=f"{MODULE}.resonance",
        title="Field at which the gases turn together",
        lhs=own.TURN.symbol,
        follows_from=(MATRIX,),
        assumes=(NORMAL, "the phase that an amplitude gains in a step is its first order in the phases"),
        source="SI section 1",
    )


def decay(model: Exchange, row: int) -> Equation:
    """Decay rate of a mean amplitude, -ln of the modulus of the diagonal element per step."""
    element = matrix(model, sp.Integer(0))[row, row]
    quantity = (own.GAMMA_A, own.GAMMA_B)[row]
    chain = Chain(-_modulus_logarithm(element) / tau, exact.TABLE)
    gas = ("alkali", "noble gas")[row]
    return _leading(
        chain,
        ("gamma_a", "gamma_b")[row],
        f"Decay rate of the symmetric excitation of the {gas}",
        quantity,
        3,
        (MATRIX,),
        (MEAN_AMPLITUDE, "the gases do not exchange the excitation, being out of resonance"),
    )


def alphas(decay_a: Equation) -> tuple[Equation, Equation]:
    """The decay rate in units of <phi^2>/(4 tau), by the breadth of the phases and by its inverse."""
    unit = square().rhs / (4 * tau)
    chain = Chain(decay_a.rhs / unit, exact.TABLE)
    chain.equal("the mean phase drops out", sp.Rational(1, 2) * (1 + 2 * rho**2) / (1 + rho**2))
    return _both(chain, "alpha", "Decay rate", decay_a.id, (NORMAL, MEAN_AMPLITUDE))


def shared_alphas(model: Exchange = MODEL) -> tuple[Equation, Equation]:
    """The decay rate of the probability while the excitation is shared, in units of <phi^2>/(4 tau).

    It is twice the decay rate of the amplitudes, for a noble gas of many more atoms than the alkali.
    """
    found = shared(model)
    chain = Chain(2 * found.rhs / (square().rhs / (4 * tau)), exact.TABLE)
    chain.equal("the mean phase drops out", (1 + R) * (1 + 2 * rho**2 - R) / (2 * (1 + rho**2)))
    chain.truncated("few alkali atoms", (1 + 2 * rho**2) / (2 + 2 * rho**2), R, 1)
    return _both(chain, "shared_alpha", "Decay rate of a shared probability", found.id, (NORMAL, SHARED_PROBABILITY))


def _both(chain: Chain, name: str, title: str, follows: str, assumes: tuple[str, ...]) -> tuple[Equation, Equation]:
    """Name a factor of a decay rate, by the breadth of the phases and by its inverse."""
    eta = own.NARROWNESS.symbol
    by_breadth = chain.equation(
        id=f"{MODULE}.{name}",
        title=f"{title} in units of <phi^2>/(4 tau)",
        lhs=own.ALPHA.symbol,
        follows_from=(follows, f"{MODULE}.square"),
        assumes=assumes,
        source="SI section 1",
    )
    wide = Chain(by_breadth.rhs.subs(rho, 1 / eta), exact.TABLE)
    wide.equal("multiply by the square", (2 + eta**2) / (2 * (1 + eta**2)))
    return by_breadth, wide.equation(
        id=f"{MODULE}.{name}_wide",
        title="The same, by mean over standard deviation",
        lhs=own.ALPHA.symbol,
        follows_from=(by_breadth.id,),
        assumes=assumes,
        source="SI section 1",
    )


def shared(model: Exchange = MODEL) -> Equation:
    """Mean decay rate of both eigenstates of the exchange: half of -ln of the modulus of the determinant."""
    found = matrix(model, sp.Integer(0))
    determinant = sp.expand(found[0, 0] * found[1, 1] - found[0, 1] * found[1, 0])
    chain = Chain(-_modulus_logarithm(determinant) / (2 * tau), exact.TABLE)
    return _leading(
        chain,
        "shared",
        "Decay rate while the excitation is shared",
        own.SHARED,
        3,
        (MATRIX,),
        (RESONANT, "at resonance both eigenstates decay alike, at the mean of the two rates"),
    )


def beat(model: Exchange = MODEL, *, resonant: bool) -> Equation:
    """Frequency of the exchange, from the two eigenvalues: (Omega tau)^2 = 4 det - trace^2 to leading order."""
    turn = resonance(model).rhs if resonant else phi / 2
    found = matrix(model, turn)
    generator = found.applyfunc(_first)
    chain = Chain(sp.sqrt(sp.expand(4 * generator.det() - generator.trace() ** 2)) / tau, exact.TABLE)
    value = phi * sp.sqrt(R) / tau if resonant else phi * sp.sqrt(R * (1 + R / 4)) / tau
    chain.equal("difference of the two frequencies", value)
    return chain.equation(
        id=f"{MODULE}.{'beat' if resonant else 'beat_of_half'}",
        title="Frequency of the exchange"
        + ("" if resonant else " when the field turns the alkali by half a mean phase"),
        lhs=own.BEAT.symbol,
        follows_from=(MATRIX,) + ((f"{MODULE}.resonance",) if resonant else ()),
        assumes=(
            NORMAL,
            RESONANT if resonant else "the field turns the alkali spins by half the mean phase in a step",
            "the step is replaced by its first order in the phases",
        ),
        source="SI section 1",
    )


def _first(element: sp.Expr) -> sp.Expr:
    """The first order of an element of the step in the phases."""
    return sp.diff(element, phi).subs(phi, 0) * phi


def _modulus_logarithm(element: sp.Expr) -> sp.Expr:
    """ln |z| as half the logarithm of |z|^2, for real mean phase, breadth and ratio."""
    squared = sp.expand(sp.expand(element) * sp.expand(sp.conjugate(element)))
    return sp.log(sp.expand(squared.rewrite(sp.cos).subs(sp.I, sp.I))) / 2


def _leading(
    chain: Chain,
    name: str,
    title: str,
    quantity: Quantity,
    order: int,
    follows: tuple[str, ...],
    assumes: tuple[str, ...],
) -> Equation:
    """Cut the chain before an order of the mean phase and name the result."""
    short = _without_minus(sp.factor(_taylor(chain.expression, order)))
    chain.truncated("small phases", short, phi, order)
    return chain.equation(
        id=f"{MODULE}.{name}",
        title=title,
        lhs=quantity.symbol,
        follows_from=follows,
        assumes=(exact.RANDOM, exact.INDEPENDENT, NORMAL, *assumes),
        source="SI section 1",
    )


def _taylor(expression: sp.Expr, order: int) -> sp.Expr:
    """The terms below an order in the mean phase, by derivatives."""
    derivative, total = expression, sp.Integer(0)
    for n in range(order):
        total += sp.expand(derivative.subs(phi, 0)) * phi**n / sp.factorial(n)
        derivative = sp.diff(derivative, phi)
    return total


def _without_minus(product: sp.Expr) -> sp.Expr:
    """A positive product of factors, each written so that it is positive for few alkali atoms and equal phases."""
    few = {R: sp.Rational(1, 9), rho: sp.Rational(1, 9)}
    sign, factors = 1, []
    for factor in sp.Mul.make_args(product):
        turned = isinstance(factor, sp.Add) and bool(factor.subs(few).is_negative)
        sign, factor = (-sign, sp.expand(-factor)) if turned else (sign, factor)
        factors.append(factor)
    return sp.Mul(sign, *factors)
