r"""The fluctuation operator of spin exchange: its second moments, from single collisions.

A collision of electron spin s and noble-gas spin k changes the alkali spin by
:math:`\Delta\mathbf s = U^\dagger \mathbf s\, U - \mathbf s`. Which atoms meet, when, and with which phase is
random; what is left of the changes when their mean is taken away is the fluctuation operator

.. math:: \mathbf F_{\mathrm{ex}}(\mathbf r,t)\,dt = -\zeta\,\mathbf k\times\mathbf f\,dt
          + \sum_{\text{collisions in } dt} w\,\phi\;\mathbf k_b\times\mathbf s_a .

Collisions are independent events, so the correlation of two components is the number of collisions per volume
and time, times the mean of :math:`\Delta s_i\,\Delta s_j` in one of them; the square of the mean is of higher
order in dt. Spins 1/2 make that product linear in each spin, so the result holds for any polarisation.

The same tensor follows a second way, from the drift alone: since :math:`U^\dagger` multiplies,
:math:`\Delta s_i \Delta s_j = \Delta(s_i s_j) - \Delta s_i\, s_j - s_i\, \Delta s_j`, the generalised Einstein
relation. Every moment below is checked against both.
"""

from __future__ import annotations

from functools import cache
from itertools import product

import sympy as sp

from derive.algebra import Density, Operator, Spin, commutator, localised
from derive.dynamics.exponential import conjugated
from derive.records import Derivation, Equation, table
from derive.spin_exchange import bloch, collision, symbols
from derive.spin_exchange import noise_symbols as own
from derive.steps import Chain, DerivationError, every
from derive.vectors import cross, dot, resolve

MODULE = "spin_exchange.noise"
TABLE = table(bloch.TABLE, own.TABLE)
POISSON = "collisions are independent events: pairs, times and phases of different collisions are uncorrelated"
COARSE = "w is a delta function coarse-grained over a volume of many atoms, so that w(r - r') f(r') = w(r - r') f(r)"
UNCORRELATED = "spins that meet are uncorrelated, as in the mean-field equations"
AXIAL = "both gases are polarised along -z: s_z = -p_a/2 and k_z = -p_b/2 per atom, no transverse mean spin"
Tensor = list[list[sp.Expr]]


def derivation(model: bloch.Gases = bloch.MODEL) -> Derivation:
    """Second moments of one collision, correlations of the fluctuations, and the commutators they keep."""
    found: tuple[Equation, ...] = (correlation(model), *ladder(model), *fully_polarised(model))
    if collision.conserves_total_spin(model.collision):
        found = (
            pair_moment(model),
            small_moment(model),
            *per_atom(),
            mean_force(model),
            *braces(),
            *found,
            local_commutators(),
            commutators(model),
        )
    return Derivation(module=MODULE, title="Quantum noise of spin exchange", story=__doc__ or "", equations=found)


@cache
def products(model: collision.Collision) -> tuple[tuple[Operator, ...], ...]:
    """Operators (Delta s_i)(Delta s_j) per phi^2, to second order; found twice, directly and from the drift.

    Raises DerivationError when the two routes differ.
    """
    generator, axes = model.generator, model.electron.vector
    turned = [sp.I * commutator(generator, axis) for axis in axes]
    direct = tuple(tuple(one * other for other in turned) for one in turned)

    def drift(operator: Operator) -> Operator:
        return -commutator(generator, commutator(generator, operator)) / 2

    for one, row in zip(axes, direct, strict=True):
        for other, found in zip(axes, row, strict=True):
            if not (drift(one * other) - drift(one) * other - one * drift(other) - found).is_zero:
                raise DerivationError("the second moments from single collisions are not those from the drift")
    return direct


def pair_tensor(model: collision.Collision) -> Tensor:
    """The means of (Delta s_i)(Delta s_j) per phi^2, in the mean spins of the pair."""
    return [[collision.as_numbers(entry, model) for entry in row] for row in products(model)]


def contracted(tensor: Tensor) -> sp.Expr:
    """The tensor contracted with two test vectors, u_i T_ij v_j."""
    u, v = own.U[1:], own.V[1:]
    return sp.expand(sp.Add(*(u[i].symbol * tensor[i][j] * v[j].symbol for i in range(3) for j in range(3))))


@cache
def pair_moment(model: bloch.Gases = bloch.MODEL) -> Equation:
    """The second moment of the change of s in one collision, to all orders in the phase.

    Raises DerivationError for a coupling whose moment is not 4 sin^2(phi/2) times its second order.
    """
    phi = symbols.PHI.symbol
    step, axes = collision.evolution(model.collision), model.collision.electron.vector
    changes = [conjugated(axis, step) - axis for axis in axes]
    strength = 2 - sp.exp(sp.I * phi) - sp.exp(-sp.I * phi)
    gaps = [
        (changes[i] * changes[j] - strength * products(model.collision)[i][j]).map_coefficients(_exponentials)
        for i in range(3)
        for j in range(3)
    ]
    chain = Chain(own.PAIR.symbol, TABLE)
    chain.certified(
        "multiply out in the operator algebra",
        4 * sp.sin(phi / 2) ** 2 * contracted(pair_tensor(model.collision)),
        "operator algebra",
        every(gaps, lambda gap: gap.is_zero),
        "all nine products, exactly, for every phase",
    )
    chain.equal(
        "write as vectors",
        sp.sin(phi / 2) ** 2 / 2 * _isotropic(1, symbols.NOBLE[0].symbol, symbols.ELECTRON[0].symbol),
    )
    return chain.equation(
        id=f"{MODULE}.pair_moment",
        title="Second moment of the change in one collision, to all orders",
        lhs=own.PAIR.symbol,
        follows_from=(f"{collision.MODULE}.unitary",),
        assumes=(collision.SUDDEN, collision.COMMUTING, "s and k are spins 1/2"),
    )


def small_moment(model: bloch.Gases = bloch.MODEL) -> Equation:
    """The same to second order; the next term is of fourth order, since the moment is even in the phase."""
    phi = symbols.PHI.symbol
    exact = pair_moment(model)
    body = _isotropic(1, symbols.NOBLE[0].symbol, symbols.ELECTRON[0].symbol)
    chain = Chain(exact.rhs, TABLE)
    chain.truncated("small phase", phi**2 / 8 * body, phi, 4)
    return chain.equation(
        id=f"{MODULE}.small_moment",
        title="Second moment of the change in one collision",
        lhs=own.SMALL_MOMENT.symbol,
        follows_from=(exact.id,),
        assumes=exact.assumes,
        source="Methods, after Eq. (19)",
    )


def per_atom() -> tuple[Equation, Equation]:
    """Mean spins of one atom by the local densities, f(r) = n_a q s and k(r) = n_b k."""
    n_a, n_b, q = (x.symbol for x in (symbols.N_A_DENSITY, symbols.N_B_DENSITY, symbols.Q))
    electron = Chain(symbols.DENSITY_A[0].symbol / (n_a * q), TABLE)
    noble = Chain(symbols.DENSITY_B[0].symbol / n_b, TABLE)
    return (
        electron.equation(
            id=f"{MODULE}.electron",
            title="Electron spin of one atom by the density of alkali spin",
            lhs=symbols.ELECTRON[0].symbol,
            assumes=(bloch.HYPERFINE,),
        ),
        noble.equation(
            id=f"{MODULE}.noble_gas", title="Noble-gas spin of one atom by its density", lhs=symbols.NOBLE[0].symbol
        ),
    )


def mean_force(model: bloch.Gases = bloch.MODEL) -> Equation:
    """The mean of the fluctuation operator: sum over random pairs of phi k x s, less zeta k x f."""
    zeta, _ = bloch.rates(model)
    f, k, q = symbols.DENSITY_A[0].symbol, symbols.DENSITY_B[0].symbol, symbols.Q.symbol
    chain = Chain(symbols.M1.symbol / q * cross(k, f) - zeta.rhs * cross(k, f), TABLE)
    chain.equal("the two terms cancel", sp.Integer(0) * f)
    return chain.equation(
        id=f"{MODULE}.mean",
        title="Mean of the fluctuation operator",
        lhs=own.MEAN_FORCE[0].symbol,
        follows_from=(zeta.id,),
        assumes=(bloch.PAIRING, bloch.PHASES, bloch.HYPERFINE, COARSE),
        source="Methods, Eq. (19)",
    )


@cache
def tensor(model: bloch.Gases = bloch.MODEL) -> Tensor:
    """Strengths of the correlations of F_i and F_j by densities of spin: n_a n_b v sigma <phi^2> times the moment."""
    n_a, n_b, q = (x.symbol for x in (symbols.N_A_DENSITY, symbols.N_B_DENSITY, symbols.Q))
    local = {s.symbol: f.symbol / (q * n_a) for s, f in zip(symbols.ELECTRON[1:], symbols.DENSITY_A[1:], strict=True)}
    local |= {k.symbol: d.symbol / n_b for k, d in zip(symbols.NOBLE[1:], symbols.DENSITY_B[1:], strict=True)}
    rate = n_a * n_b * _named(model)
    return [[sp.expand(rate * entry.subs(local)) for entry in row] for row in pair_tensor(model.collision)]


def _named(model: bloch.Gases) -> sp.Expr:
    """v sigma <phi^2> by its name 4 k_se, where the collision has one rate k_se."""
    if not collision.conserves_total_spin(model.collision):
        return model.mean[2]
    _, k_se = bloch.rates(model)
    coefficient = sp.expand(k_se.rhs).coeff(symbols.M2.symbol)
    return sp.expand(model.mean[2]).coeff(symbols.M2.symbol) * symbols.K_SE.symbol / coefficient


@cache
def correlation(model: bloch.Gases = bloch.MODEL) -> Equation:
    """The correlation of any two components of the fluctuation operator, for any polarisation of both gases."""
    n_a, n_b, q = (x.symbol for x in (symbols.N_A_DENSITY, symbols.N_B_DENSITY, symbols.Q))
    chain = Chain(contracted(tensor(model)), TABLE)
    if collision.conserves_total_spin(model.collision):
        electron, noble = symbols.DENSITY_A[0].symbol / (q * n_a), symbols.DENSITY_B[0].symbol / n_b
        chain.equal("write as vectors", symbols.K_SE.symbol * n_a * n_b / 2 * _isotropic(1, noble, electron))
    return chain.equation(
        id=f"{MODULE}.correlation",
        title="Correlations of the fluctuation operator",
        lhs=own.CORRELATION.symbol,
        follows_from=(f"{MODULE}.small_moment", f"{bloch.MODULE}.k_se"),
        assumes=(POISSON, bloch.PAIRING, bloch.PHASES, bloch.HYPERFINE, UNCORRELATED, COARSE),
        approximations=(collision.SMALL_PHASE,),
        source="Methods, after Eq. (19)",
    )


def braces() -> tuple[Equation, Equation]:
    """Two readings of {k_i, s_j}, contracted: an anticommutator, and a sum over both orders of the indices."""
    n_k, n_s = symbols.DENSITY_B[0].symbol, symbols.DENSITY_A[0].symbol / symbols.Q.symbol
    u, v = own.U[0].symbol, own.V[0].symbol
    twice = Chain(2 * dot(u, n_k) * dot(v, n_s), TABLE)
    both = Chain(dot(u, n_k) * dot(v, n_s) + dot(v, n_k) * dot(u, n_s), TABLE)
    return (
        twice.equation(
            id=f"{MODULE}.anticommutator",
            title="Anticommutator of two commuting spins",
            lhs=own.ANTICOMMUTATOR.symbol,
            assumes=(collision.COMMUTING,),
        ),
        both.equation(
            id=f"{MODULE}.symmetrised",
            title="Product of two spins symmetrised over the indices",
            lhs=own.SYMMETRISED.symbol,
            assumes=(collision.COMMUTING,),
        ),
    )


@cache
def ladder_moments(model: bloch.Gases = bloch.MODEL) -> tuple[sp.Expr, sp.Expr]:
    """Strengths of <F^- F^+> and <F^+ F^-> for gases polarised along -z, F^+- = F_x +- i F_y."""
    t, axial = tensor(model), _axial()
    along, across = t[0][0] + t[1][1], sp.I * (t[0][1] - t[1][0])
    return factored((along + across).subs(axial)), factored((along - across).subs(axial))


def ladder(model: bloch.Gases = bloch.MODEL) -> tuple[Equation, Equation]:
    """The two ladder moments as equations."""
    made = []
    for value, quantity, name in zip(
        ladder_moments(model), (own.MINUS_PLUS, own.PLUS_MINUS), ("minus_plus", "plus_minus"), strict=True
    ):
        made.append(
            Chain(value, TABLE).equation(
                id=f"{MODULE}.{name}",
                title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}",
                lhs=quantity.symbol,
                follows_from=(f"{MODULE}.correlation",),
                assumes=(POISSON, UNCORRELATED, AXIAL),
                approximations=(collision.SMALL_PHASE,),
            )
        )
    return made[0], made[1]


def fully_polarised(model: bloch.Gases = bloch.MODEL) -> tuple[Equation, Equation]:
    """The ladder moments when all spins of both gases point down."""
    full = {symbols.P_A.symbol: 1, symbols.P_B.symbol: 1}
    made = []
    for value, quantity, name in zip(
        ladder_moments(model), (own.MINUS_PLUS, own.PLUS_MINUS), ("minus_plus", "plus_minus"), strict=True
    ):
        made.append(
            Chain(sp.expand(value.subs(full)), TABLE).equation(
                id=f"{MODULE}.polarised_{name}",
                title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}, full polarisation",
                lhs=quantity.symbol,
                follows_from=(f"{MODULE}.{name}",),
                assumes=(POISSON, "all spins of both gases point down"),
                approximations=(collision.SMALL_PHASE,),
                source="Methods, Eq. (20)",
            )
        )
    return made[0], made[1]


def local_commutators() -> Equation:
    """[u.s(r), v.s(r')] = i (u x v).s(r) delta(r - r') for local densities of spins 1/2, delta coarse-grained to w."""
    spin, number = Spin("s"), sp.Symbol("N", integer=True, positive=True)
    gas = Density("gas", spin, number)
    there = sp.DiracDelta(sp.Symbol("r", real=True) - sp.Symbol("s", real=True))
    gaps = []
    for i, j in product(range(3), repeat=2):
        turned = [sp.I * sp.LeviCivita(i, j, m) * there * gas(spin.vector[m], "r") for m in range(3)]
        expected = turned[0] + turned[1] + turned[2]
        gaps.append(localised(commutator(gas(spin.vector[i], "r"), gas(spin.vector[j], "s")) - expected))
    s = symbols.DENSITY_A[0].symbol / symbols.Q.symbol
    chain = Chain(own.LOCAL_COMMUTATOR.symbol, TABLE)
    chain.certified(
        "commutators of local densities",
        sp.I * dot(cross(own.U[0].symbol, own.V[0].symbol), s),
        "algebra of local densities",
        every(gaps, lambda gap: gap.is_zero),
        "all nine, for a symbol N",
    )
    return chain.equation(
        id=f"{MODULE}.local_commutator",
        title="Commutators of the local densities",
        lhs=own.LOCAL_COMMUTATOR.symbol,
        assumes=(COARSE,),
        source="Methods, after Eq. (19)",
    )


def commutators(model: bloch.Gases = bloch.MODEL) -> Equation:
    r"""The commutator of the fluctuations, and that it is what keeps [f_i, f_j] = i eps_ijm f_m and that of k.

    If the incoherent drift of f is D with loss rate g, then d[f_i, f_j] = i eps_ijm D_m dt holds only if
    C = D + 2 g f, because the loss alone would make the commutator decay at the rate 2 g.
    """
    t = tensor(model)
    found = sp.ImmutableMatrix(
        [sp.expand(sum(sp.LeviCivita(i, j, m) * t[i][j] for i in range(3) for j in range(3)) / sp.I) for m in range(3)]
    )
    chain = Chain(found, TABLE)
    alkali, noble = bloch.densities(*bloch.equations(model))
    for equation, density in ((alkali, symbols.DENSITY_A), (noble, symbols.DENSITY_B)):
        spin = density[0].symbol
        drift = sp.expand(equation.rhs).subs(symbols.ZETA.symbol, 0)
        loss = -drift.coeff(spin)
        chain.equal(
            f"what keeps the commutators of {spin.name[0]} with the derived loss and gain",
            sp.expand(drift + 2 * loss * spin),
        )
    f, k, q = symbols.DENSITY_A[0].symbol, symbols.DENSITY_B[0].symbol, symbols.Q.symbol
    n_a, n_b = symbols.N_A_DENSITY.symbol, symbols.N_B_DENSITY.symbol
    chain.equal("gather", symbols.K_SE.symbol * (n_b * f / q + n_a * k))
    return chain.equation(
        id=f"{MODULE}.commutator",
        title="Commutator of the fluctuations",
        lhs=own.NOISE_COMMUTATOR[0].symbol,
        follows_from=(f"{MODULE}.correlation", alkali.id, noble.id),
        assumes=(POISSON, bloch.HYPERFINE, UNCORRELATED, COARSE),
        approximations=(collision.SMALL_PHASE,),
        source="Methods, after Eq. (19)",
    )


def factored(expression: sp.Expr) -> sp.Expr:
    """The expression in factors, a minus sign taken into its first sum."""
    made = sp.factor(expression)
    number, factors = made.as_coeff_mul()
    first = next((place for place, factor in enumerate(factors) if isinstance(factor, sp.Add)), None)
    if first is None or not number.is_negative:
        return made
    kept = [factor for place, factor in enumerate(factors) if place != first]
    return sp.Mul(-number, *kept, -factors[first])


def _isotropic(scale: sp.Expr | int, noble: sp.Expr, electron: sp.Expr) -> sp.Expr:
    """delta_ij - 2 (k_i s_j + k_j s_i) + i eps_ijm (k_m + s_m), contracted with u_i and v_j."""
    u, v = own.U[0].symbol, own.V[0].symbol
    mixed = dot(u, noble) * dot(v, electron) + dot(v, noble) * dot(u, electron)
    return scale * (dot(u, v) - 2 * mixed + sp.I * dot(cross(u, v), noble + electron))


def _axial() -> dict[sp.Symbol, sp.Expr]:
    """Densities of spin of two gases polarised along -z."""
    n_a, n_b, q = (x.symbol for x in (symbols.N_A_DENSITY, symbols.N_B_DENSITY, symbols.Q))
    lengths = (-symbols.P_A.symbol * n_a * q / 2, -symbols.P_B.symbol * n_b / 2)
    point: dict[sp.Symbol, sp.Expr] = {}
    for density, length in zip((symbols.DENSITY_A, symbols.DENSITY_B), lengths, strict=True):
        along = resolve(density[0].symbol, bloch.TABLE)
        point |= dict(zip(along, (sp.Integer(0), sp.Integer(0), length), strict=True))
    return point


def _exponentials(coefficient: sp.Expr) -> sp.Expr:
    return sp.expand(sp.expand(coefficient).rewrite(sp.exp))
