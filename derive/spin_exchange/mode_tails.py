r"""Sums over reservoir modes of a sphere: how large the couplings are that high modes leave behind.

With an alkali that the wall destroys and a noble gas that it leaves alone, the overlaps are known in closed form, and
so are the sums over reservoirs at resonance when diffusion alone makes the reservoirs decay. They are compared with
the scale :math:`J/\gamma_{r_0}`, where :math:`\gamma_{r_0}=D\pi^2r_0^2/R^2`. Noble-gas modes are counted from 0, the
uniform one; alkali modes from 1.
"""

from __future__ import annotations

import sympy as sp

from derive.records import Approximation, Derivation, Equation, Quantity
from derive.spin_exchange import diffusion_modes as modes
from derive.spin_exchange import spatial_symbols as own
from derive.spin_exchange import symbols
from derive.steps import Chain, every

MODULE = "spin_exchange.mode_tails"
TABLE = own.TABLE
J, RADIUS = symbols.J.symbol, own.RADIUS.symbol
RESONANT = "at resonance, with reservoir modes that decay by diffusion alone"
WALLS = (modes.DIFFUSION, modes.DESTROYED, modes.REFLECTED, RESONANT)
FROM = ("spin_exchange.mode_elimination.noble_gas_epsilon", "spin_exchange.mode_elimination.alkali_epsilon",
        f"{modes.MODULE}.overlap_uniform", f"{modes.MODULE}.overlap")  # fmt: skip
HIGH = Approximation(name="high radial numbers", small_parameter=1 / own.FIRST.symbol, neglected_order=3)


def derivation() -> Derivation:
    """Couplings by reservoirs: of the uniform mode, of alkali modes, next to the reservoir, and their tails."""
    uniform, other = modes.overlaps()
    return Derivation(
        module=MODULE, title="Sums over reservoir modes", story=__doc__ or "",
        equations=(uniform_coupling(uniform), uniform_bound(uniform), *alkali_coupling(uniform),
                   *edges(other), tail(uniform), alkali_tail(other)),
    )  # fmt: skip


def _rate(diffusion: Quantity, wave: sp.Expr) -> sp.Expr:
    return diffusion.symbol * wave**2 / RADIUS**2


def _uniform_term(overlap: Equation) -> sp.Expr:
    """epsilon of the uniform mode by one alkali mode, c^2 J/gamma."""
    r = own.M_LABEL.symbol
    term = overlap.rhs**2 * J / _rate(own.D_A, sp.pi * r)
    return sp.factor(sp.powsimp(sp.expand(term)))


def _scale(overlap: Equation) -> sp.Expr:
    """What stands before 1/r^4 in that term."""
    return sp.cancel(_uniform_term(overlap) * own.M_LABEL.symbol**4)


def uniform_coupling(overlap: Equation) -> Equation:
    """The self-coupling of the uniform mode by all alkali modes from r_0 on; the sum of all 1/r^4 is pi^4/90."""
    first, r = own.FIRST.symbol, own.LABEL.symbol
    chain = Chain(_uniform_term(overlap), TABLE)
    scale = _scale(overlap)
    total = scale * (sp.zeta(4) - sp.Sum(1 / r**4, (r, 1, first - 1)))
    chain.certified("sum over the reservoir", total, "zeta function", sp.zeta(4) == sp.pi**4 / 90,
                    "all modes less those before r_0")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.uniform_coupling", title="Self-coupling of the uniform mode", lhs=own.EPS_UNIFORM.symbol,
        follows_from=FROM, assumes=WALLS, source="SI section 2, after Eq. (S4)",
    )  # fmt: skip


def uniform_bound(overlap: Equation) -> Equation:
    r"""An upper bound of that sum: 1/r^4 is convex, so it is less than its mean over :math:`r\pm\frac12`."""
    first, x = own.FIRST.symbol, sp.Symbol("x", positive=True)
    mean = sp.integrate(x**-4, (x, x - sp.Rational(1, 2), x + sp.Rational(1, 2)))
    excess = sp.numer(sp.together((mean - x**-4).subs(x, x + 1)))
    positive = every(sp.Poly(sp.expand(excess), x).coeffs(), lambda c: c > 0)
    bound = sp.factor(sp.integrate(x**-4, (x, first - sp.Rational(1, 2), sp.oo), conds="none"))
    chain = Chain(_scale(overlap) * bound, TABLE)
    chain.certified("each term is less than its mean", chain.expression, "signs of coefficients", positive,
                    "the excess is a fraction with positive coefficients in r - 1")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.uniform_bound", title="Upper bound of the self-coupling of the uniform mode",
        lhs=own.EPS_MAX.symbol,
        follows_from=(f"{MODULE}.uniform_coupling",), assumes=WALLS, source="SI section 2, after Eq. (S4)",
    )  # fmt: skip


def alkali_coupling(overlap: Equation) -> tuple[Equation, Equation]:
    r"""The self-coupling of an alkali mode by all noble-gas modes but the uniform one, by Green's function.

    The u with :math:`-\nabla^2u = A_m - c_{m0}B_0`, no flux at the wall and no part along B_0 gives
    :math:`\epsilon = (J/D_b)\int A_m u\,d^3r`.
    """
    m, r = own.M_LABEL.symbol, own.DISTANCE.symbol
    mode, flat, c = modes.alkali_function(m), modes.uniform_function(), overlap.rhs
    wave = sp.pi * m / RADIUS
    bare = mode / wave**2 + c * flat * r**2 / 6
    inside = [_radial(bare * flat), _radial(mode * bare)]
    u = bare - inside[0] * flat
    solves = sp.expand(-modes.laplacian(u) - mode + c * flat) == 0
    no_flux = sp.expand(sp.diff(u, r).subs(r, RADIUS)) == 0
    value = sp.expand(J / own.D_B.symbol * (inside[1] - inside[0] * c))
    chain = Chain(sp.powsimp(value), TABLE)
    wanted = J * RADIUS**2 / (own.D_B.symbol * sp.pi**2 * m**2) * (sp.Rational(7, 5) - 12 / (sp.pi * m) ** 2)
    same = sp.expand(sp.expand(value - wanted).subs((-1) ** (2 * m), 1)) == 0
    chain.certified("by the solution of Poisson's equation", wanted, "substitution, flux and mean",
                    solves and no_flux and same)  # fmt: skip
    general = chain.equation(
        id=f"{MODULE}.alkali_coupling", title="Self-coupling of an alkali mode", lhs=own.EPS_ALKALI.symbol,
        follows_from=FROM, assumes=(*WALLS, "the reservoir holds every noble-gas mode but the uniform one"),
        source="SI section 2, after Eq. (S4)",
    )  # fmt: skip
    lowest = Chain(general.rhs.subs(m, 1), TABLE).equation(
        id=f"{MODULE}.lowest_alkali_coupling", title="Self-coupling of the lowest alkali mode",
        lhs=own.EPS_LOWEST.symbol,
        follows_from=(general.id,), assumes=general.assumes, source="SI section 2, after Eq. (S4)",
    )  # fmt: skip
    return general, lowest


def _radial(function: sp.Expr) -> sp.Expr:
    """The integral of a function of the distance over the sphere."""
    r = own.DISTANCE.symbol
    total = sp.Integer(0)
    for term in sp.Add.make_args(sp.expand(4 * sp.pi * r**2 * function)):
        total += sp.integrate(term, (r, 0, RADIUS))
    return sp.expand(total)


def _square(other: Equation) -> sp.Expr:
    """The squared overlap of two modes; the sign squares to one."""
    squared = sp.powsimp(sp.expand(other.rhs**2))
    return squared.subs((-1) ** (2 * own.M_LABEL.symbol + 2), 1)


def _neighbours(other: Equation) -> sp.Expr:
    """The squared overlap of noble-gas mode n and alkali mode n + 1 + l as n grows."""
    n, distance = sp.Symbol("n", positive=True), sp.Symbol("l", nonnegative=True)
    places = {own.ROOT.symbol: sp.pi * (n + sp.Rational(1, 2)), own.M_LABEL.symbol: n + 1 + distance}
    return sp.limit(sp.cancel(_square(other).subs(places)), n, sp.oo)


def edges(other: Equation) -> tuple[Equation, Equation]:
    r"""Self-coupling of the highest stable noble-gas modes: overlaps :math:`1/\pi(l+\frac12)` at the distance l.

    The sum of :math:`(l+\frac12)^{-2}` from l = 0 is :math:`\pi^2/2`; the decay rates of the modes that count are
    that of r_0.
    """
    distance = sp.Symbol("l", nonnegative=True)
    near = _neighbours(other)
    fits = sp.cancel(near - 1 / (sp.pi * (distance + sp.Rational(1, 2))) ** 2) == 0
    whole = sp.pi**2 / 2
    rate = _rate(own.D_A, sp.pi * own.FIRST.symbol)
    made = []
    for name, quantity, left_out in (("edge", own.EDGE, 0), ("next_to_edge", own.EDGE_NEXT, 4)):
        chain = Chain((whole - left_out) / sp.pi**2 * J / rate, TABLE)
        chain.certified("sum over the reservoir", chain.expression, "limit of the overlaps", fits,
                        "x_n approaches (n + 1/2) pi, and the sum of 1/(l + 1/2)^2 is pi^2/2")  # fmt: skip
        made.append(chain.equation(
            id=f"{MODULE}.{name}", title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}", lhs=quantity.symbol,
            follows_from=FROM, assumes=WALLS, approximations=(HIGH,), source="SI section 2, after Eq. (S4)",
        ))  # fmt: skip
    return made[0], made[1]


def tail(overlap: Equation) -> Equation:
    """The part of the self-coupling of the uniform mode from alkali modes r_h and higher, for high r_h."""
    x, h = own.SMALL_CUT.symbol, sp.Symbol("h", positive=True)
    guess = 1 / (3 * h**3) + 1 / (2 * h**4) + 1 / (3 * h**5)
    remainder = sp.together(guess - guess.subs(h, h + 1) - h**-4)
    order = sp.degree(sp.denom(remainder), h) - sp.degree(sp.numer(remainder), h)
    chain = Chain(_scale(overlap) * guess.subs(h, 1 / x), TABLE)
    chain.certified("sum by differences", sp.expand(chain.expression), "telescoping", order == 8,
                    "the terms' excess over 1/r^4 falls as r^-8, so the sum is good to r_h^-7")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.tail", title="Tail of the self-coupling of the uniform mode", lhs=own.TAIL.symbol,
        follows_from=(f"{MODULE}.uniform_coupling",), assumes=WALLS,
        approximations=(Approximation(name="high cut", small_parameter=x, neglected_order=7),),
        source="SI section 2, after Eq. (S4)",
    )  # fmt: skip


def alkali_tail(other: Equation) -> Equation:
    """The part of the self-coupling of an alkali mode from noble-gas modes r_h and higher, to leading order."""
    x, n = own.SMALL_CUT.symbol, sp.Symbol("n", positive=True)
    term = _square(other) * J / _rate(own.D_B, own.ROOT.symbol)
    term = term.subs(own.ROOT.symbol, sp.pi * (n + sp.Rational(1, 2)))
    leading = sp.limit(sp.cancel(term * n**6), n, sp.oo)
    chain = Chain(leading * x**5 / 5, TABLE)
    chain.certified("sum the leading terms", chain.expression, "limit of the terms", leading.is_positive is True,
                    "x_n approaches (n + 1/2) pi; the sum of n^-6 from r_h on is 1/(5 r_h^5)")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.alkali_tail", title="Tail of the self-coupling of an alkali mode", lhs=own.TAIL_A.symbol,
        follows_from=FROM, assumes=(*WALLS, "the mode's radial number is far below the cut"),
        approximations=(Approximation(name="high cut", small_parameter=x, neglected_order=6),),
        source="SI section 2, after Eq. (S4)",
    )  # fmt: skip
