r"""Rate and exchange of a pair of atoms that share the modes of the vacuum, from the sum over modes.

The modes of wave vector k couple to the dipoles of both atoms; their two polarisations are summed first,

.. math:: \sum_\lambda (\hat{\mathbf p}_i^*\cdot\hat{\mathbf e}_\lambda)(\hat{\mathbf e}_\lambda\cdot\hat{\mathbf p}_j)
   = \hat{\mathbf p}_i^*\cdot\hat{\mathbf p}_j
   - (\hat{\mathbf p}_i^*\cdot\hat{\mathbf k})(\hat{\mathbf k}\cdot\hat{\mathbf p}_j) .

With the axis of the pair as polar axis the directions are integrated with the phase :math:`e^{ixu}`, :math:`x=kr`,
:math:`u=\cos\theta`. Resonant modes make the real part :math:`\gamma`. All modes make the imaginary part: together
with the counter-rotating terms the integrand is even in k,

.. math:: \frac{1}{k_L-k}-\frac{1}{k_L+k}=\frac{2k}{k_L^2-k^2} ,

and the principal value is half of one over the whole line, where the contour is closed in the upper half plane for
waves :math:`e^{ikr}`. What grows with k is a sum of derivatives of :math:`\delta(r)`, which vanish at r > 0.
Without the counter-rotating terms nothing of the kind is possible, and this module refuses.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.dissipative_entanglement import light_symbols as own
from derive.dissipative_entanglement import symbols
from derive.dissipative_entanglement.light_neglect import AT_THE_LASER
from derive.records import Derivation, Equation
from derive.steps import Chain, DerivationError

MODULE = "dissipative_entanglement.pair_rate"
TABLE = own.RATES
SOURCE = "Sec. III.2, Eqs. (9) and (10); App. B.1"
C, R, K_L, GAMMA, X = (q.symbol for q in (own.COSINE, own.DISTANCE, symbols.WAVENUMBER, symbols.GAMMA, own.X))
THETA, PHI, U, K = own.THETA.symbol, own.PHI.symbol, own.U.symbol, own.WAVE.symbol
VACUUM = "the light is in the vacuum but for the classical field, and fills all space"
APART = r"the atoms are at different places, $r>0$; waves are integrated with a factor $e^{-\eta k}$, $\eta\to0$"
SAME = "the dipole's direction is real and the same in both atoms"


@dataclass(frozen=True, kw_only=True)
class Vacuum:
    """Two dipoles, in a frame whose z axis joins the atoms, and what couples them.

    ``power`` is that of the frequency in the squared coupling to one mode (1 for electric dipoles);
    ``counter_rotating`` is the weight of the terms that create a photon and an excitation together.
    """

    dipoles: tuple[sp.ImmutableMatrix, sp.ImmutableMatrix]
    power: int = 1
    counter_rotating: sp.Expr = sp.S.One


def frame() -> tuple[sp.ImmutableMatrix, sp.ImmutableMatrix, sp.ImmutableMatrix]:
    """Three directions at right angles, the first at the cosine c_p to the z axis, which joins the atoms."""
    s = sp.sqrt(1 - C**2)
    return sp.ImmutableMatrix([s, 0, C]), sp.ImmutableMatrix([0, 1, 0]), sp.ImmutableMatrix([-C, 0, s])


def linear() -> Vacuum:
    """Both dipoles along one direction, which makes the cosine c_p with the axis of the pair."""
    return Vacuum(dipoles=(frame()[0], frame()[0]))


def circular() -> Vacuum:
    """Both dipoles turning about that direction in one sense."""
    _, second, third = frame()
    turning = sp.ImmutableMatrix((second + sp.I * third) / sp.sqrt(2))
    return Vacuum(dipoles=(turning, turning))


MODEL = linear()


def derivation(model: Vacuum = MODEL) -> Derivation:
    """From the polarisations of one wave vector to both parts of the pair rate."""
    return Derivation(
        module=MODULE, title="Rate and exchange of a pair of atoms", story=__doc__ or "",
        equations=(polarisations(model), pattern(model), free_rate(model), free_pair(model), gamma(model),
                   exchange(model)),
    )  # fmt: skip


# directions


def _conjugate(vector: sp.MatrixBase) -> sp.MatrixBase:
    # the cosine lies in [-1, 1], so the roots in it are real
    return vector.xreplace({sp.I: -sp.I})


def overlap(model: Vacuum) -> sp.Expr:
    """What a wave vector's two polarisations, orthogonal to it, transmit between the dipoles; in theta and phi."""
    k = sp.Matrix([sp.sin(THETA) * sp.cos(PHI), sp.sin(THETA) * sp.sin(PHI), sp.cos(THETA)])
    first, second = _conjugate(model.dipoles[0]), model.dipoles[1]
    return (first.T * second)[0] - (first.T * k)[0] * (k.T * second)[0]


def polarisations(model: Vacuum = MODEL) -> Equation:
    """The sum over two polarisations at right angles to the wave vector, for any direction of it."""
    one = sp.Matrix([sp.cos(THETA) * sp.cos(PHI), sp.cos(THETA) * sp.sin(PHI), -sp.sin(THETA)])
    other = sp.Matrix([-sp.sin(PHI), sp.cos(PHI), 0])
    first, second = _conjugate(model.dipoles[0]), model.dipoles[1]
    chain = Chain(sum((first.T * e)[0] * (e.T * second)[0] for e in (one, other)), TABLE)
    chain.equal("the two polarisations and the wave vector are a complete set of directions", overlap(model))
    return chain.equation(
        id=f"{MODULE}.polarisations", title="Sum over polarisations", lhs=own.POLARISATION_SUM.symbol,
        assumes=(SAME,), source=SOURCE,
    )  # fmt: skip


def angular(model: Vacuum) -> tuple[sp.Expr, sp.Expr]:
    """The mean over directions of overlap times exp(i x u): what is integrated over u, and its value."""
    body = over_azimuth(model) * sp.exp(sp.I * X * U) / 2
    upward = antiderivative(model)
    ends = upward.subs(U, 1) - upward.subs(U, -1)
    return body, sp.expand(ends.rewrite(sp.cos))


def over_azimuth(model: Vacuum) -> sp.Expr:
    """The mean of the overlap over the azimuth, a polynomial in u."""
    waves = sp.expand(sp.expand(overlap(model)).rewrite(sp.exp), power_exp=True)
    return _in_cosine(sp.Add(*(term for term in sp.Add.make_args(waves) if not term.has(PHI))))


def antiderivative(model: Vacuum) -> sp.Expr:
    """Integration by parts over u, until the polynomial is used up."""
    value, derivative, order = sp.S.Zero, over_azimuth(model) / 2, 0
    while derivative != 0:
        value += (-1) ** order * derivative * sp.exp(sp.I * X * U) / (sp.I * X) ** (order + 1)
        derivative, order = sp.diff(derivative, U), order + 1
    return value


def _in_cosine(expression: sp.Expr) -> sp.Expr:
    """A polynomial in exp(i theta), even in theta, as one in u = cos(theta)."""
    z = sp.Symbol("z")
    laurent = sp.expand(sp.expand(expression.subs(THETA, -sp.I * sp.log(z))))
    found = sp.S.Zero
    for n in range(5):
        coefficient = laurent.coeff(z, n)
        if sp.expand(coefficient - laurent.coeff(z, -n)) != 0:
            raise DerivationError(f"{expression} is not even in theta")
        found += coefficient * (sp.chebyshevt(n, U) * (2 if n else 1))
    return sp.expand(found)


def pattern(model: Vacuum = MODEL) -> Equation:
    """The emission pattern averaged over directions with the phase between the two atoms."""
    body, value = angular(model)
    chain = Chain(sp.Integral(body, (U, -1, 1)), TABLE)
    chain.certified("integrate over directions", collected(value, X), "derivative of the antiderivative",
                    sp.expand(sp.diff(antiderivative(model), U) - body) == 0,
                    "integration by parts; its derivative is the integrand")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.pattern", title="Pattern of the pair", lhs=own.PATTERN.symbol,
        follows_from=(f"{MODULE}.polarisations",), assumes=(SAME,), source=SOURCE,
    )  # fmt: skip


def collected(expression: sp.Expr, x: sp.Expr) -> sp.Expr:
    """sin(x)/x, and cos(x)/x^2 - sin(x)/x^3, each with its coefficient; as it is when there are others."""
    first, pair = sp.sin(x) / x, sp.cos(x) / x**2 - sp.sin(x) / x**3
    alone = sp.factor_terms(sp.expand(expression).coeff(sp.sin(x) / x))
    both = sp.factor_terms(sp.expand(expression).coeff(sp.cos(x) / x**2))
    found = alone * first + both * pair
    return found if sp.expand(found - expression) == 0 else expression


# resonant modes


def mode_density(model: Vacuum) -> sp.Expr:
    """Squared coupling times density of modes per k, over the emission pattern [1/s * 1/s per 1/m], for E1 light."""
    p, hbar, eps, v, speed = (q.symbol for q in (own.DIPOLE, own.HBAR, own.EPSILON_0, own.VOLUME, own.SPEED))
    squared = p**2 * speed * K * (K / K_L) ** (model.power - 1) / (2 * hbar * eps * v)
    return squared * v / (2 * sp.pi) ** 3 * 4 * sp.pi * K**2


def resonant(model: Vacuum) -> sp.Expr:
    """Twice pi times the mode density at the resonance: the rate over the pattern [1/s]."""
    return sp.cancel(2 * sp.pi * mode_density(model).subs(K, K_L) / own.SPEED.symbol)


def at_zero(value: sp.Expr) -> sp.Expr:
    """The limit of a pattern at zero distance."""
    return sp.expand(sp.series(value, X, 0, 1).removeO())


def free_rate(model: Vacuum = MODEL) -> Equation:
    """The decay rate of one atom alone, from the modes at resonance."""
    body, value = angular(model)
    chain = Chain(resonant(model) * sp.Integral(body.subs(X, 0), (U, -1, 1)), TABLE)
    direct = sp.integrate(sp.expand(body.subs(X, 0)), (U, -1, 1))
    chain.certified("one atom has no phase to itself", sp.cancel(resonant(model) * direct), "limit of the pattern",
                    sp.expand(at_zero(value) - direct) == 0,
                    "x = 0 in the integral, and the limit of its value")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.free_rate", title="Decay rate of one excited atom", lhs=own.FREE_RATE.symbol,
        follows_from=(f"{MODULE}.pattern",), assumes=(VACUUM,), approximations=(AT_THE_LASER,), source=SOURCE,
    )  # fmt: skip


def free_pair(model: Vacuum = MODEL) -> Equation:
    """The real part of the pair rate before elimination, from the modes at resonance."""
    value = angular(model)[1].subs(X, K_L * R)
    speed, omega = own.SPEED.symbol, own.OMEGA_L.symbol
    unit = sp.cancel(at_zero(angular(model)[1]))
    body = 2 * sp.pi * mode_density(model) * angular(model)[1].subs(X, K * R) * sp.DiracDelta(speed * K - omega)
    chain = Chain(sp.Integral(body, (K, 0, sp.oo)).subs(omega, speed * K_L), TABLE)
    chain.certified("only resonant modes count", sp.expand(resonant(model)) * value, "delta of c k at its zero",
                    sp.cancel(sp.diff(speed * K - omega, K) - speed) == 0, "the slope is c, the zero k_L")  # fmt: skip
    rate = sp.cancel(resonant(model) * unit)
    shape = collected(sp.expand(value / unit), K_L * R)
    chain.certified("in units of the decay of one atom", own.FREE_RATE.symbol * shape, "division",
                    sp.cancel(rate / unit - resonant(model)) == 0, "by the rate at zero distance")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.free_pair", title="Real part of the pair rate of excited atoms", lhs=own.FREE_PAIR.symbol,
        follows_from=(f"{MODULE}.free_rate", f"{MODULE}.pattern"), assumes=(VACUUM, SAME),
        approximations=(AT_THE_LASER,), source=SOURCE,
    )  # fmt: skip


def gamma(model: Vacuum = MODEL) -> Equation:
    """Eq. (9): the real part of the pair rate in units of that of one atom."""
    value = angular(model)[1]
    unit = at_zero(value)
    chain = Chain(GAMMA * value.subs(X, K_L * R) / unit, TABLE)
    chain.equal("collect what falls alike", GAMMA * collected(sp.expand(value / unit), X).subs(X, K_L * R))
    return chain.equation(
        id=f"{MODULE}.gamma", title="Real part of the pair rate", lhs=own.PAIR_GAMMA.symbol,
        follows_from=(f"{MODULE}.free_pair", "dissipative_entanglement.elimination.scale"),
        assumes=(VACUUM, SAME), approximations=(AT_THE_LASER,), source=SOURCE,
    )  # fmt: skip


# all modes


def principal_value(power: int, wave: int) -> sp.Expr:
    """The principal value over all k of k^power exp(i wave k r)/(k_L^2 - k^2) for r > 0, power >= 0, wave = +-1.

    Polynomial division leaves k or 1 above; what was divided off is a derivative of delta(r). Half the residues
    at the two poles on the line, from the half plane where the wave decays.
    """
    k = sp.Symbol("k", real=True)
    rest = sp.rem(k**power, K_L**2 - k**2, k)
    total = sp.S.Zero
    for pole in (K_L, -K_L):
        # K_L^2 - k^2 has the slope -2 k at a simple zero
        total += (rest * sp.exp(sp.I * wave * k * R)).subs(k, pole) / (-2 * pole)
    return sp.I * sp.pi * wave * total


def exchange(model: Vacuum = MODEL) -> Equation:
    """Eq. (10): the imaginary part of the pair rate, with the counter-rotating terms."""
    if model.counter_rotating != 1 or model.power % 2 == 0:
        raise DerivationError(
            f"the integrand with counter-rotating weight {model.counter_rotating} and power {model.power} of the "
            "frequency is not even in k, expected weight 1 and an odd power"
        )
    value = angular(model)[1]
    unit = at_zero(value)
    k = sp.Symbol("k", positive=True)
    waves = sp.expand(value.subs(X, k * R).rewrite(sp.exp))
    weight = k ** (model.power + 2) / K_L ** (model.power + 2)
    found = sp.S.Zero
    for sign in (1, -1):
        part = sp.expand(sp.expand(waves).coeff(sp.exp(sp.I * sign * k * R)) * weight * 2 * k)
        for term in sp.Add.make_args(part):
            coefficient, power = term.as_coeff_exponent(k)
            found += coefficient * principal_value(int(power), sign) / 2
    # the real part is pi times the density at resonance; the same density weighs 1/(k_L - k) - 1/(k_L + k)
    found = sp.expand(sp.expand((found / sp.pi).rewrite(sp.cos)))
    body = weight * value.subs(X, k * R) * (1 / (K_L - k) - model.counter_rotating / (K_L + k))
    shown = sp.Integral(body.subs(k, K), (K, 0, sp.oo)) * GAMMA / (sp.pi * unit)
    chain = Chain(shown, TABLE)
    chain.certified("principal value by residues", GAMMA * sp.expand(found / unit), "parity and residues",
                    _even(body, k), "the integrand is even in k; half residues at both poles")  # fmt: skip
    chain.equal("collect what falls alike", GAMMA * _retarded(sp.expand(found / unit)))
    return chain.equation(
        id=f"{MODULE}.exchange", title="Imaginary part of the pair rate", lhs=own.PAIR_G.symbol,
        follows_from=(f"{MODULE}.pattern", "dissipative_entanglement.born_markov.imaginary_part"),
        assumes=(VACUUM, SAME, APART), approximations=(AT_THE_LASER,), source=SOURCE,
    )  # fmt: skip


def _even(body: sp.Expr, k: sp.Symbol) -> bool:
    """Whether the body is even in k, for all complex values."""
    free = sp.Symbol("kappa")
    general = sp.together(body.subs(k, free) - body.subs(k, -free))
    return bool(sp.expand(sp.numer(general)) == 0)


def _retarded(expression: sp.Expr) -> sp.Expr:
    """cos(x)/x, and sin(x)/x^2 + cos(x)/x^3, each with its coefficient; as it is when there are others."""
    x = K_L * R
    alone = sp.factor_terms(sp.expand(expression).coeff(sp.cos(x) / (K_L * R)))
    both = sp.factor_terms(sp.expand(expression).coeff(sp.sin(x) / (K_L**2 * R**2)))
    found = alone * sp.cos(x) / x + both * (sp.sin(x) / x**2 + sp.cos(x) / x**3)
    return found if sp.expand(found - expression) == 0 else expression
