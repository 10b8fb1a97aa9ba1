r"""Diffusion modes of a spherical cell: radial functions, decay rates, and overlaps between the two gases.

Spins diffuse and relax as :math:`\partial_t f = (D\nabla^2-\gamma)f`. Atoms that reach the wall lose a part of their
polarisation, which makes a Robin condition with the number :math:`\mu_{\mathrm w}` (velocity of loss times R over D),

.. math:: -R\,\partial_r f = \mu_{\mathrm w} f \quad\text{at}\quad r = R .

The spherically symmetric modes are :math:`\sin(kr)/r`. A wall that destroys the alkali spin
(:math:`\mu_{\mathrm w}\to\infty`) has :math:`kR = m\pi`; one that leaves the noble gas alone
(:math:`\mu_{\mathrm w}=0`) has a uniform mode, and the positive roots of :math:`\tan x_n = x_n`. All these
functions are real. The sign of each noble-gas mode is chosen so that it is positive at the wall.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from derive.records import Derivation, Equation, Quantity
from derive.spin_exchange import spatial_symbols as own
from derive.steps import Chain, DerivationError

MODULE = "spin_exchange.diffusion_modes"
TABLE = own.TABLE
DIFFUSION = "spins diffuse and relax at a uniform rate in a spherical cell"
DESTROYED = "the wall destroys the polarisation of the alkali"
REFLECTED = "the wall leaves the polarisation of the noble gas alone"
PARTIAL = "the wall takes a part of the alkali polarisation: a Robin condition with a real number"
SOURCE = "SI section 2"
_P, _Q = sp.symbols("p q", positive=True)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Loss at the wall for each gas: velocity of loss times R over D, from 0 (reflecting) to oo (destructive)."""

    alkali: sp.Expr = sp.oo
    noble: sp.Expr = sp.Integer(0)


MODEL = Cell()


def derivation(model: Cell = MODEL) -> Derivation:
    """Modes of both gases, their rates, and their overlaps as far as the walls have closed forms."""
    found = [*operators(), wall(), radius(), mode_count()]
    if model.alkali is sp.oo:
        found += [slowest(), *alkali_modes()]
    if model.noble == 0:
        found += [uniform_rate(model), *noble_modes()]
    if model.alkali is sp.oo and model.noble == 0:
        found += [*overlaps(), *columns(), missed()]
    if model.noble == 0:
        found.append(partial_overlap())
    title = "Diffusion modes of a spherical cell"
    return Derivation(module=MODULE, title=title, story=__doc__ or "", equations=tuple(found))


def laplacian(function: sp.Expr) -> sp.Expr:
    """Laplace's operator on a function of the distance from the centre [1/cm^2 times the function]."""
    r = own.DISTANCE.symbol
    return sp.diff(r**2 * sp.diff(function, r), r) / r**2


def robin(function: sp.Expr, radius: sp.Expr) -> sp.Expr:
    """The wall number that a radial function has at the given radius, -R f'/f."""
    r = own.DISTANCE.symbol
    slope = sp.diff(function, r)
    return sp.expand(sp.cancel(-radius * (slope / function).subs(r, radius)))


def operators() -> tuple[Equation, ...]:
    """Rates of sin(kr)/r under diffusion and loss, and the two gases' operators on their modes."""
    k, r = own.WAVE.symbol, own.DISTANCE.symbol
    wave = sp.sin(k * r) / r
    made = []
    for name, mode, applied, decay, diffusion, loss in (
        ("alkali", own.ALKALI_MODE, own.APPLIED_A, own.DECAY_A, own.D_A, own.LOSS_A),
        ("noble_gas", own.NOBLE_MODE, own.APPLIED_B, own.DECAY_B, own.D_B, own.LOSS_B),
    ):
        rate = sp.expand(sp.expand(loss.symbol * wave - diffusion.symbol * laplacian(wave)) / wave)
        chain = Chain(rate, TABLE)
        chain.equal("a mode of wave number k", loss.symbol + diffusion.symbol * k**2)
        made.append(chain.equation(
            id=f"{MODULE}.{name}_rate", title=f"{decay.meaning[0].upper()}{decay.meaning[1:]}", lhs=decay.symbol,
            assumes=(DIFFUSION, "the mode is spherically symmetric, sin(kr)/r"), source=SOURCE,
        ))  # fmt: skip
        chain = Chain(-rate * mode.symbol, TABLE)
        made.append(chain.equation(
            id=f"{MODULE}.{name}_operator", title=f"Diffusion and loss on a mode of the {name.replace('_', ' ')}",
            lhs=applied.symbol, follows_from=(f"{MODULE}.{name}_rate",), assumes=(DIFFUSION,), source=SOURCE,
        ))  # fmt: skip
    return tuple(made)


def wall() -> Equation:
    """The condition for the wave number, mu = 1 - x cot x with x = kR."""
    x, k, r, radius = own.PHASE_A.symbol, own.WAVE.symbol, own.DISTANCE.symbol, own.RADIUS.symbol
    found = robin(sp.sin(k * r) / r, radius).subs(k, x / radius)
    chain = Chain(found, TABLE)
    chain.equal("with x = kR", 1 - x * sp.cot(x))
    return chain.equation(
        id=f"{MODULE}.wall", title="Wave numbers for a given loss at the wall", lhs=own.WALL.symbol,
        assumes=(DIFFUSION, "-R f'(R) = mu f(R) at the wall"), source=SOURCE,
    )  # fmt: skip


def uniform_rate(model: Cell = MODEL) -> Equation:
    """The decay of the uniform noble-gas mode; raises DerivationError for walls that touch the noble gas."""
    if model.noble != 0:
        raise DerivationError(f"a wall number {model.noble} of the noble gas leaves no uniform mode; expected 0")
    flat = own.UNIFORM.symbol
    rate = sp.cancel(-(own.D_B.symbol * laplacian(flat) - own.LOSS_B.symbol * flat) / flat)
    return Chain(rate, TABLE).equation(
        id=f"{MODULE}.uniform_rate", title="Decay rate of the uniform noble-gas mode", lhs=own.UNIFORM_DECAY.symbol,
        assumes=(DIFFUSION, REFLECTED), source="Methods, after Eq. (17)",
    )  # fmt: skip


def slowest() -> Equation:
    """The slowest alkali mode: the smallest positive x with sin x = 0 is pi."""
    r, radius = own.DISTANCE.symbol, own.RADIUS.symbol
    mode = alkali_function(own.M_LABEL.symbol)
    at_wall = sp.sin(sp.pi * own.M_LABEL.symbol) == 0 and mode.subs(r, radius) == 0
    general = own.LOSS_A.symbol + own.D_A.symbol * (sp.pi * own.M_LABEL.symbol / radius) ** 2
    chain = Chain(general, TABLE)
    chain.certified("the mode without a node", general.subs(own.M_LABEL.symbol, 1), "zeros of the sine",
                    at_wall, "sin(x) has no zero between 0 and pi, so m = 1 decays most slowly")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.slowest_rate", title="Decay rate of the slowest alkali mode", lhs=own.SLOWEST_DECAY.symbol,
        follows_from=(f"{MODULE}.alkali_rate", f"{MODULE}.wall"), assumes=(DIFFUSION, DESTROYED),
        source="Methods, after Eq. (16)",
    )  # fmt: skip


def alkali_modes() -> tuple[Equation, ...]:
    """The alkali modes between destructive walls, with their norm and the overlap of two of them."""
    m, other = own.M_LABEL.symbol, own.OTHER_M.symbol
    mode = Chain(alkali_function(m), TABLE).equation(
        id=f"{MODULE}.alkali_mode", title="Alkali mode between walls that destroy the spin", lhs=own.ALKALI_MODE.symbol,
        follows_from=(f"{MODULE}.wall",), assumes=(DIFFUSION, DESTROYED), source=SOURCE,
    )  # fmt: skip
    norm = _overlap(alkali_function(m), alkali_function(m))
    different = sp.cancel(_split(_overlap(alkali_function(m), alkali_function(other))))
    return (
        mode,
        _integral("alkali_norm", own.NORM_A, sp.expand(norm), (DESTROYED,)),
        _orthogonal(own.CROSS_A, different),
    )


def alkali_function(m: sp.Expr) -> sp.Expr:
    """The normalised alkali mode of radial number m between destructive walls [cm^-1.5]."""
    r, radius = own.DISTANCE.symbol, own.RADIUS.symbol
    return sp.sin(sp.pi * m * r / radius) / (r * sp.sqrt(2 * sp.pi * radius))


def _noble() -> sp.Expr:
    x, r, radius = own.ROOT.symbol, own.DISTANCE.symbol, own.RADIUS.symbol
    return sp.sin(x * r / radius) / (r * sp.sin(x) * sp.sqrt(2 * sp.pi * radius))


def uniform_function() -> sp.Expr:
    """The normalised uniform mode [cm^-1.5]."""
    return sp.sqrt(sp.Rational(3, 4) / sp.pi / own.RADIUS.symbol**3)


@cache
def antiderivatives() -> dict[str, sp.Expr]:
    """Antiderivatives of r sin(pr), sin(pr)^2 and sin(pr) sin(qr), each differentiated again."""
    r = own.DISTANCE.symbol
    found = {
        "one": sp.sin(_P * r) / _P**2 - r * sp.cos(_P * r) / _P,
        "same": r / 2 - sp.sin(2 * _P * r) / (4 * _P),
        "two": sp.sin((_P - _Q) * r) / (2 * (_P - _Q)) - sp.sin((_P + _Q) * r) / (2 * (_P + _Q)),
    }
    wanted = {"one": r * sp.sin(_P * r), "same": sp.sin(_P * r) ** 2, "two": sp.sin(_P * r) * sp.sin(_Q * r)}
    for name, function in found.items():
        slope = sp.expand_trig(sp.cancel(sp.diff(function, r)))
        if sp.expand((slope - wanted[name]).rewrite(sp.exp)) != 0:
            raise DerivationError(f"the antiderivative {function} does not have the derivative {wanted[name]}")
    return found


def _overlap(one: sp.Expr, other: sp.Expr) -> sp.Expr:
    """The integral of two radial functions over the sphere; each is sin(kr)/r times a number, or a number."""
    r, radius = own.DISTANCE.symbol, own.RADIUS.symbol
    constant, rest = (4 * sp.pi * r**2 * one * other).expand().as_independent(r, as_Add=False)
    waves = [sine.args[0] / r for sine in sp.ordered(rest.atoms(sp.sin))]
    flat = sp.Mul(*(sp.sin(wave * r) for wave in waves))
    kind = {(1, r * flat): "one", (1, flat**2): "same", (2, flat): "two"}.get((len(waves), rest))
    if kind is None:
        raise DerivationError(f"no rule integrates {rest} over the sphere")
    found = antiderivatives()[kind].subs(dict(zip((_P, _Q), waves, strict=False)))
    return constant * (found.subs(r, radius) - found.subs(r, 0))


def _integral(name: str, quantity: Quantity, value: sp.Expr, walls: tuple[str, ...]) -> Equation:
    chain = Chain(value, TABLE)
    return chain.equation(
        id=f"{MODULE}.{name}", title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}", lhs=quantity.symbol,
        assumes=(DIFFUSION, *walls), source=SOURCE,
    )  # fmt: skip


def _orthogonal(quantity: Quantity, value: sp.Expr) -> Equation:
    m, other = own.M_LABEL.symbol, own.OTHER_M.symbol
    chain = Chain(value, TABLE)
    return chain.equation(
        id=f"{MODULE}.alkali_orthogonality", title="Different alkali modes are orthogonal", lhs=quantity.symbol,
        assumes=(DIFFUSION, DESTROYED, f"the radial numbers {m} and {other} differ"), source=SOURCE,
    )  # fmt: skip


def by_root(expression: sp.Expr) -> sp.Expr:
    """An expression in x, sin x and cos x for a root of tan x = x: cos x = sin x / x, 1/sin^2 x = 1 + 1/x^2."""
    x = own.ROOT.symbol
    flat = sp.cancel(_split(expression).subs(sp.cos(x), sp.sin(x) / x))
    return sp.cancel(flat.subs(sp.sin(x), x / sp.sqrt(1 + x**2)))


def _split(expression: sp.Expr) -> sp.Expr:
    """Sines and cosines of sums written by those of the terms."""
    flat = expression.replace(sp.sin, lambda argument: sp.sin(sp.expand(argument)))
    return sp.expand_trig(flat)


def noble_modes() -> tuple[Equation, ...]:
    """The noble-gas modes between reflecting walls, and their norm."""
    found = []
    modes = (("uniform_mode", own.UNIFORM, uniform_function()), ("noble_gas_mode", own.NOBLE_MODE, _noble()))
    for name, quantity, mode in modes:
        found.append(Chain(mode, TABLE).equation(
            id=f"{MODULE}.{name}", title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}", lhs=quantity.symbol,
            follows_from=(f"{MODULE}.wall",), assumes=(DIFFUSION, REFLECTED), source=SOURCE,
        ))  # fmt: skip
    r, radius = own.DISTANCE.symbol, own.RADIUS.symbol
    slope = by_root(sp.diff(_noble(), r).subs(r, radius))
    if slope != 0:
        raise DerivationError(f"the noble-gas mode has the slope {slope} at the wall, expected 0")
    found.append(_integral("noble_gas_norm", own.NORM_B, by_root(_overlap(_noble(), _noble())), (REFLECTED,)))
    return tuple(found)


def overlaps() -> tuple[Equation, Equation]:
    """Overlaps of the alkali modes with the uniform noble-gas mode and with the others, in closed form."""
    m, x = own.M_LABEL.symbol, own.ROOT.symbol
    with_uniform = _overlap(alkali_function(m), uniform_function())
    chain = Chain(with_uniform, TABLE)
    chain.equal("gather", sp.sqrt(6) * (-1) ** (m + 1) / (sp.pi * m))
    uniform = chain.equation(
        id=f"{MODULE}.overlap_uniform", title="Overlap with the uniform mode", lhs=own.OVERLAP_UNIFORM.symbol,
        follows_from=(f"{MODULE}.alkali_mode", f"{MODULE}.uniform_mode"), assumes=(DIFFUSION, DESTROYED, REFLECTED),
        source=SOURCE,
    )  # fmt: skip
    found = sp.factor(by_root(_overlap(alkali_function(m), _noble())))
    chain = Chain(found, TABLE)
    chain.equal("gather", 2 * (-1) ** (m + 1) * sp.pi * m / (sp.pi**2 * m**2 - x**2))
    other = chain.equation(
        id=f"{MODULE}.overlap", title="Overlap of modes that are not uniform", lhs=own.OVERLAP_RADIAL.symbol,
        follows_from=(f"{MODULE}.alkali_mode", f"{MODULE}.noble_gas_mode"), assumes=(DIFFUSION, DESTROYED, REFLECTED),
        source=SOURCE,
    )  # fmt: skip
    return uniform, other


def partial_overlap() -> Equation:
    """Overlap when the wall takes a part of the alkali spin, from Green's identity."""
    x, a, mu = own.ROOT.symbol, own.PHASE_A.symbol, own.WALL.symbol
    r, radius = own.DISTANCE.symbol, own.RADIUS.symbol
    shape = sp.sin(a * r / radius) / r
    norm = _overlap(shape, shape)
    raw = _overlap(shape, _noble())
    condition = {sp.cos(a): (1 - mu) * sp.sin(a) / a}
    at_wall = sp.cancel(_split(raw).subs(condition).subs(sp.cos(x), sp.sin(x) / x))
    found = sp.factor(at_wall) / sp.sqrt(sp.factor(norm))
    chain = Chain(found, TABLE)
    chain.equal("gather", 2 * mu * sp.sin(a) / ((a**2 - x**2) * sp.sqrt(1 - sp.sin(2 * a) / (2 * a))))
    return chain.equation(
        id=f"{MODULE}.overlap_partial", title="Overlap of modes, with partial loss at the wall",
        lhs=own.OVERLAP_PARTIAL.symbol,
        follows_from=(f"{MODULE}.wall", f"{MODULE}.noble_gas_mode"), assumes=(DIFFUSION, PARTIAL, REFLECTED),
        source=SOURCE,
    )  # fmt: skip


def columns() -> tuple[Equation, ...]:
    r"""Sums of products of overlaps over all alkali modes, by the partial fractions of the cotangent.

    With :math:`S(x)=\sum_m (m^2\pi^2-x^2)^{-1} = (1-x\cot x)/(2x^2)`, a root of tan x = x has S = 0.
    """
    m, x = own.M_LABEL.symbol, own.ROOT.symbol
    fractions = (1 - x * sp.cot(x)) / (2 * x**2)
    slope = sp.diff(fractions, x) / (2 * x)  # the sum of squares, as a derivative by x^2
    at_root = {sp.cot(x): 1 / x}
    first, second = (sp.cancel(sp.expand(e).subs(at_root)) for e in (fractions, slope))
    term = sp.pi**2 * m**2
    made = []
    uniform = 6 / sp.pi**2 * sp.zeta(2)
    # 4 t/(t - x^2)^2 = 4/(t - x^2) + 4 x^2/(t - x^2)^2, and 1/(t - x^2) once for the product with the uniform mode
    y = own.OTHER_ROOT.symbol
    split = sp.cancel(4 * term / (term - x**2) ** 2 - 4 / (term - x**2) - 4 * x**2 / (term - x**2) ** 2) == 0
    pair = (x**2 / (term - x**2) - y**2 / (term - y**2)) / (x**2 - y**2)
    split = split and sp.cancel(term / ((term - x**2) * (term - y**2)) - pair) == 0
    apart = (x**2 * first - y**2 * first.subs(x, y)) / (x**2 - y**2)
    detail = "the sum of 1/m^2 is pi^2/6, and partial fractions of the cotangent at a root of tan x = x"
    for name, quantity, value in (
        ("column_uniform", own.COLUMN_UNIFORM, uniform),
        ("column", own.COLUMN, sp.cancel(4 * first + 4 * x**2 * second)),
        ("column_cross", own.COLUMN_CROSS, sp.cancel(2 * sp.sqrt(6) * first)),
        ("column_other", own.COLUMN_OTHER, sp.cancel(4 * apart)),
    ):
        chain = Chain(quantity.symbol, TABLE)
        chain.certified("sum over all alkali modes", value, "Mittag-Leffler expansion", split, detail)
        made.append(chain.equation(
            id=f"{MODULE}.{name}", title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}", lhs=quantity.symbol,
            follows_from=(f"{MODULE}.overlap", f"{MODULE}.overlap_uniform"),
            assumes=(DIFFUSION, DESTROYED, REFLECTED), source=SOURCE,
        ))  # fmt: skip
    return tuple(made)


def missed() -> Equation:
    """Weight of a uniform excitation outside of the first M alkali modes."""
    m, kept = own.LABEL.symbol, own.KEPT.symbol
    chain = Chain(1 - 6 / sp.pi**2 * sp.Sum(1 / m**2, (m, 1, kept)), TABLE)
    return chain.equation(
        id=f"{MODULE}.missed_weight", title="Weight of the uniform excitation that M alkali modes miss",
        lhs=own.MISSED.symbol,
        follows_from=(f"{MODULE}.overlap_uniform", f"{MODULE}.column_uniform"),
        assumes=(DIFFUSION, DESTROYED, REFLECTED),
        source="Methods, Numerical solution",
    )  # fmt: skip


def radius() -> Equation:
    """Radius of a sphere from its diameter."""
    return Chain(own.DIAMETER.symbol / 2, TABLE).equation(
        id=f"{MODULE}.radius", title="Radius of the cell", lhs=own.RADIUS.symbol, source="main text, Outline",
    )  # fmt: skip


def mode_count() -> Equation:
    r"""Number of modes of a coarse-grained density: completeness up to the window, at one place.

    :math:`\sum_m |A_m(\mathbf r)|^2 = w(0) = 1/V_l`, and each mode is normalised.
    """
    chain = Chain(own.VOLUME.symbol / own.GRAIN.symbol, TABLE)
    return chain.equation(
        id=f"{MODULE}.mode_count", title="Number of modes", lhs=own.MODE_COUNT.symbol,
        assumes=("the modes are complete up to the coarse-graining window, whose value at its centre is 1/V_l",),
        source=SOURCE,
    )  # fmt: skip
