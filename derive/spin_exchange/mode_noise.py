r"""Quantum noise of the two collective modes: what the fluctuations of spin exchange do to a and b.

With :math:`a = f_-/\sqrt{2|f_z|}` the noise operator of the mode is :math:`F_a = F_{\mathrm{ex}}^-/\sqrt{2|f_z|}`,
and that of b the same with the opposite sign of the fluctuations. Their second moments,

.. math:: \langle F_a F_a^\dagger\rangle = \mathcal A_a\,\delta(t-t')\,w , \qquad
          \langle F_a^\dagger F_a\rangle = \mathcal N_a\,\delta(t-t')\,w ,

are vacuum noise when both gases are fully polarised. For comparison, the noise of collisions within one species,
which randomise the electron spin, follows from its drift by the generalised Einstein relation, and the amplitude
of the incoherent part of a state with a single excitation from one collision.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import sympy as sp

from derive.algebra import Operator, Spin
from derive.records import Approximation, Derivation, Equation
from derive.spin_exchange import bloch, collision, noise, symbols
from derive.spin_exchange import noise_symbols as own
from derive.steps import Chain, DerivationError

MODULE = "spin_exchange.mode_noise"
TABLE = noise.TABLE
CLASSICAL = "the longitudinal spins are classical: |f_z| = p_a n_a q/2 and |k_z| = p_b n_b/2"
RANDOM = "collisions in one species leave the electron spin random, at the rate Gamma_sd, and the nuclear spin alone"
SHORT = Approximation(name="short time", small_parameter=own.AMPLITUDE.symbol, neglected_order=3)


def derivation(model: bloch.Gases = bloch.MODEL) -> Derivation:
    """Moments of the noise of both modes, at any and at full polarisation, and what they are compared with."""
    found: tuple[Equation, ...] = ()
    if collision.conserves_total_spin(model.collision):
        found = (force(), *moments(model), *at_full_polarisation(model), *single_species(), *amplitude(model))
    return Derivation(module=MODULE, title="Noise of the collective modes", story=__doc__ or "", equations=found)


def force() -> Equation:
    """The noise operator of the alkali mode, from a = f_-/sqrt(2|f_z|) and f_- = f_x - i f_y, which is linear."""
    chain = Chain((own.FORCE_X.symbol - sp.I * own.FORCE_Y.symbol) / sp.sqrt(2 * _length("a")), TABLE)
    return chain.equation(
        id=f"{MODULE}.force",
        title="Noise operator of the alkali mode",
        lhs=own.FORCE_A.symbol,
        follows_from=(f"{noise.MODULE}.correlation",),
        assumes=(CLASSICAL, "a is proportional to f_-, so its noise is that of f_-"),
        source="Methods, after Eq. (20)",
    )


@cache
def moments(model: bloch.Gases = bloch.MODEL) -> tuple[Equation, ...]:
    """<F F+> and <F+ F> of both modes for any polarisation; rates are named by the relaxation of f and k."""
    minus_plus, plus_minus = noise.ladder_moments(model)
    rates = bloch.relaxation(*bloch.equations(model))
    made = []
    for gas, (rate, quantities) in zip("ab", zip(rates, (own.MOMENTS[:2], own.MOMENTS[2:4]), strict=True), strict=True):
        for value, quantity, order in zip((minus_plus, plus_minus), quantities, ("antinormal", "normal"), strict=True):
            chain = Chain(value / (2 * _length(gas)), TABLE)
            found = noise.factored(sp.cancel(chain.expression / rate.rhs)) * rate.lhs
            chain.certified(
                "name the relaxation rate",
                found,
                "substituting the rate back",
                sp.cancel(found.subs(rate.lhs, rate.rhs) - chain.expression) == 0,
            )
            made.append(
                chain.equation(
                    id=f"{MODULE}.{order}_{gas}",
                    title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}",
                    lhs=quantity.symbol,
                    follows_from=(
                        f"{noise.MODULE}.minus_plus" if order == "antinormal" else f"{noise.MODULE}.plus_minus",
                        rate.id,
                    ),
                    assumes=(noise.POISSON, noise.AXIAL, CLASSICAL),
                    approximations=(collision.SMALL_PHASE,),
                    source="Methods, after Eq. (20)",
                )
            )
    return tuple(made)


def at_full_polarisation(model: bloch.Gases = bloch.MODEL) -> tuple[Equation, ...]:
    """The same moments when all spins point down: vacuum noise."""
    full = {symbols.P_A.symbol: 1, symbols.P_B.symbol: 1}
    return tuple(
        Chain(equation.rhs.subs(full), TABLE).equation(
            id=f"{equation.id.replace(f'{MODULE}.', f'{MODULE}.polarised_')}",
            title=f"{equation.title}, full polarisation",
            lhs=equation.lhs,
            follows_from=(equation.id,),
            assumes=equation.assumes,
            approximations=equation.approximations,
        )
        for equation in moments(model)
    )


def einstein(drift: Callable[[Operator], Operator], one: Operator, other: Operator) -> Operator:
    """The diffusion of two operators from the drift, L(A B) - L(A) B - A L(B)."""
    return drift(one * other) - drift(one) * other - one * drift(other)


def randomised(spin: Spin) -> Callable[[Operator], Operator]:
    """The drift, per rate, of an operator of a spin 1/2 that is randomised: its trace is left, the rest is lost."""

    def drift(operator: Operator) -> Operator:
        # the mean of the four rotations by pi about x, y, z and none is the trace
        turned = [4 * axis * operator * axis for axis in spin.vector]
        return (turned[0] + turned[1] + turned[2] + operator) / 4 - operator

    return drift


def single_species() -> tuple[Equation, ...]:
    """Relaxation and noise moments of collisions within the alkali, polarised along -z."""
    spin = Spin("s")
    drift = randomised(spin)
    if not (drift(spin.z) + spin.z).is_zero:
        raise DerivationError("the spin does not relax at the rate at which it is randomised")
    q, p, rate = symbols.Q.symbol, symbols.P_A.symbol, own.DESTRUCTION.symbol
    relaxation = Chain(rate / q, TABLE).equation(
        id=f"{MODULE}.destruction",
        title="Relaxation of f when the electron spin is randomised",
        lhs=own.RATE_SD.symbol,
        assumes=(RANDOM, bloch.HYPERFINE),
    )
    made = [relaxation]
    orders = (
        ("antinormal", spin.minus, spin.plus, own.ANTINORMAL_SD),
        ("normal", spin.plus, spin.minus, own.NORMAL_SD),
    )
    for order, one, other, quantity in orders:
        mean = _mean(einstein(drift, one, other), spin, -p / 2)
        chain = Chain(sp.cancel(rate * symbols.N_A_DENSITY.symbol * mean / (2 * _length("a"))), TABLE)
        chain.certified(
            "name the relaxation rate",
            noise.factored(chain.expression.subs(rate, q * own.RATE_SD.symbol)),
            "substitution",
            chain.expression.has(rate),
        )
        made.append(
            chain.equation(
                id=f"{MODULE}.destruction_{order}",
                title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}",
                lhs=quantity.symbol,
                follows_from=(relaxation.id,),
                assumes=(RANDOM, bloch.HYPERFINE, noise.AXIAL, CLASSICAL),
            )
        )
    return tuple(made)


def amplitude(model: bloch.Gases = bloch.MODEL) -> tuple[Equation, Equation]:
    r"""The norm of what a collision adds to :math:`|\uparrow\downarrow\rangle` beside the vacuum's phase, for many.

    A collision of an excited electron with a noble-gas atom that points down turns the pair by
    -i phi (G - G_vac); the squared norm is the mean of (G - G_vac)^2 in that state. Norms of independent
    collisions add up, n_b v sigma of them per time.
    """
    generator, s, k = model.collision.generator, model.collision.electron, model.collision.noble
    down = {s.z: -sp.Rational(1, 2), k.z: -sp.Rational(1, 2)}
    up = down | {s.z: sp.Rational(1, 2)}
    vacuum = _pair_mean(generator, model, down)
    rest = generator - vacuum
    norm = _pair_mean(rest * rest, model, up)
    n_b, t = symbols.N_B_DENSITY.symbol, symbols.TIME.symbol
    chain = Chain(sp.sqrt(norm * n_b * model.mean[2] * t), TABLE)
    found = chain.equation(
        id=f"{MODULE}.amplitude",
        title="Amplitude of the incoherent part of a state",
        lhs=own.AMPLITUDE.symbol,
        follows_from=(f"{collision.MODULE}.unitary",),
        approximations=(SHORT,),
        assumes=(
            noise.POISSON,
            "one excitation, all other spins down",
            "many atoms: the part along the symmetric state is of relative order 1/N_a",
        ),
        source="SI section 1",
    )
    relaxed = Chain(n_b * symbols.K_SE.symbol, TABLE)
    _, k_se = bloch.rates(model)
    loss = bloch.relaxation(*bloch.equations(model))[0].rhs.subs(symbols.Q.symbol, 1)
    holds = sp.expand(loss - relaxed.expression) == 0 and k_se.lhs == symbols.K_SE.symbol
    relaxed.certified("the derived loss of f at q = 1, with the derived k_se", n_b * k_se.rhs, "substitution", holds)
    rate = relaxed.equation(
        id=f"{MODULE}.spin_half_relaxation",
        title="Relaxation by exchange of an alkali atom without nuclear spin",
        lhs=symbols.GAMMA.symbol,
        follows_from=(f"{bloch.MODULE}.alkali_relaxation", k_se.id),
        assumes=("I = 0, so f = s and q = 1, as in the simulation",),
    )
    return found, rate


def _length(gas: str) -> sp.Expr:
    """|f_z| or |k_z|, the longitudinal density of spin."""
    if gas == "a":
        return symbols.P_A.symbol * symbols.N_A_DENSITY.symbol * symbols.Q.symbol / 2
    return symbols.P_B.symbol * symbols.N_B_DENSITY.symbol / 2


def _mean(operator: Operator, spin: Spin, length: sp.Expr) -> sp.Expr:
    """The mean of an operator of a spin 1/2 whose mean spin is ``length`` along z."""
    matrix = operator.matrix([spin])
    up, down = sp.Rational(1, 2) + length, sp.Rational(1, 2) - length
    return sp.expand(matrix[0, 0] * up + matrix[1, 1] * down)


def _pair_mean(operator: Operator, model: bloch.Gases, levels: dict[Operator, sp.Rational]) -> sp.Expr:
    """The mean of an operator of the pair in a state of definite s_z and k_z."""
    matrix = operator.matrix([model.collision.electron, model.collision.noble])
    place = sum((0 if level > 0 else 1) * weight for level, weight in zip(levels.values(), (2, 1), strict=True))
    return sp.expand(matrix[place, place])
