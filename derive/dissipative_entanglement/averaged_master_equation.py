r"""The master equation of two ensembles of moving atoms, from averaged pair rates to collective jumps, N a symbol.

Each pair of atoms has the rate of its places: :math:`\Gamma` for an atom with itself, :math:`\Gamma_{ij}` for different
atoms, also for those of different ensembles that carry one label. With the short-hand
:math:`\tfrac\kappa2A\rho A^\dagger+\dots` for :math:`\kappa(A\rho A^\dagger-\tfrac12\{A^\dagger A,\rho\})` and
:math:`A=N^{-1/2}\sum_iA_i`, exactly,

.. math:: \sum_{ij}\Gamma_{ij}\,\tfrac12 A_i\rho A_j^\dagger+\dots
   = N\Gamma_{ij}\,\tfrac12 A\rho A^\dagger + (\Gamma-\Gamma_{ij})\,\tfrac12\sum_i
     \left(\mu^2\sigma_{I,i}\rho\sigma_{I,i}^\dagger+\nu^2\sigma_{II,i}^\dagger\rho\sigma_{II,i}\right)+\dots

so the collective jumps have the rate :math:`d\Gamma` with :math:`d=N\Gamma_{ij}/\Gamma`, and what moving atoms radiate
by themselves is :math:`\Gamma` up to :math:`1/(k_LL)^2`.

The generator is an operator on two copies of each atom: what stands left of the state acts on the first, what stands
right of it, transposed, on the second. Between ensembles that lie apart light runs one way, which adds a Hamiltonian
for each jump operator. Those of A and of B cancel as far as averaged rates are real: their phases, of the size
:math:`R/(k_LL^2)`, leave that much of them.
"""

from __future__ import annotations

import sympy as sp
from sympy.physics.wigner import clebsch_gordan

from derive.algebra import Operator, summed
from derive.dissipative_entanglement import averaged_closed, averaged_rates, clouds, large_clouds, symbols
from derive.dissipative_entanglement import motion_symbols as own
from derive.dissipative_entanglement.pair_generators import MODEL, Moving, by_labels, by_pairs, in_parts
from derive.gaussians import integrated
from derive.records import Derivation, Equation
from derive.steps import Chain, DerivationError

MODULE = "dissipative_entanglement.averaged_master_equation"
TABLE = own.TABLE
N, DEPTH, GAMMA, MU, NU = (q.symbol for q in (symbols.N, symbols.DEPTH, symbols.GAMMA, symbols.MU, symbols.NU))
PAIR, HALF = own.RATE.symbol, sp.Rational(1, 2)
SHORTHAND = (
    r"$\frac\kappa2A\rho A^\dagger+\dots$ stands for $\frac\kappa2(A\rho A^\dagger-A^\dagger A\rho)+\mathrm{H.c.}$"
)
BY_PAIRS = "a rate belongs to a pair of atoms: atoms of different ensembles with one label are different atoms"
REAL = "the imaginary parts of averaged rates are neglected"


def derivation(model: Moving = MODEL) -> Derivation:
    """From pairs of atoms to collective jumps; what is neglected; with pumping."""
    return Derivation(
        module=MODULE, title="Master equation of moving atoms", story=__doc__ or "",
        equations=(desired(model), labels(model), undesired(model), one_way(model), depth(model), *rates(),
                   motion(), large(), *pumped(), central_depth()),
    )  # fmt: skip


def _parted(start: sp.Expr, generator: Operator, shown: sp.Expr, rule: str) -> Chain:
    chain = Chain(start, TABLE)
    return chain.certified(rule, shown, "operators on two copies of each atom", in_parts(generator, shown),
                           "the sums over atoms agree exactly, for a symbol N")  # fmt: skip


def _signs(names: str) -> sp.Expr:
    return sp.Add(*(own.COLLECTIVE[name].symbol for name in names))


def _own_noise() -> sp.Expr:
    return MU**2 * own.COOLING.symbol + NU**2 * own.HEATING.symbol


def desired(model: Moving = MODEL) -> Equation:
    """The first sum of Eq. (11) by collective jumps and jumps of single atoms."""
    generator = summed(by_pairs(model, name, GAMMA) for name in model.desired)
    shown = N * PAIR * _signs(model.desired) + (GAMMA - PAIR) * _own_noise()
    return _parted(shown, generator, shown, "equal atoms split off the sum over pairs").equation(
        id=f"{MODULE}.desired", title="Desired transitions of moving atoms", lhs=own.PAIRS.symbol,
        assumes=(SHORTHAND, BY_PAIRS, REAL), follows_from=("dissipative_entanglement.averaged_rates.mean",),
        source="Sec. III.3, Eq. (11)",
    )  # fmt: skip


def labels(model: Moving = MODEL) -> Equation:
    """The same sum read with one rate for each pair of labels: it couples atoms of one label."""
    generator = summed(by_labels(model, name, GAMMA) for name in model.desired)
    shown = N * PAIR * _signs(model.desired) + (GAMMA - PAIR) * (_own_noise() + MU * NU * own.CROSSED.symbol)
    return _parted(shown, generator, shown, "equal labels split off the sum").equation(
        id=f"{MODULE}.labels", title="Desired transitions with one rate for each pair of labels",
        lhs=own.LITERAL.symbol, source="Sec. III.3, Eq. (11)",
        assumes=(SHORTHAND, REAL, "atoms of different ensembles with one label have the rate of one atom"),
    )  # fmt: skip


def undesired(model: Moving = MODEL) -> Equation:
    """The second sum of Eq. (11): |up><up| = 1 - |down><down| makes dephasing of both."""
    check, same = own.CHECK.symbol, own.CHECK_PAIR.symbol
    generator = summed(by_pairs(model, name, check, same / PAIR) for name in "CD")
    shown = N * same * _signs("CD") + (check - same) * (MU**2 + NU**2) * own.DEPHASING.symbol
    return _parted(shown, generator, shown, "equal atoms split off the sum over pairs").equation(
        id=f"{MODULE}.undesired", title="Undesired transitions of moving atoms", lhs=own.PAIRS_CHECK.symbol,
        assumes=(SHORTHAND, BY_PAIRS, REAL), source="Sec. III.3, Eqs. (11), (12)",
    )  # fmt: skip


def one_way(model: Moving = MODEL) -> Equation:
    """With light that runs from I to II only, or mostly, the desired transitions are the same."""
    uneven = own.UNEVEN.symbol
    asymmetric = Moving(jumps=model.jumps, within=model.within, desired=model.desired,
                        between=(model.between[0] * (1 + uneven), model.between[1] * (1 - uneven)))  # fmt: skip
    generator = summed(by_pairs(asymmetric, name, GAMMA) for name in model.desired)
    single = by_pairs(asymmetric, model.desired[0], GAMMA) - by_pairs(model, model.desired[0], GAMMA)
    if single.is_zero:
        raise DerivationError("light that runs one way should add a Hamiltonian to each jump operator, and adds none")
    shown = N * PAIR * _signs(model.desired) + (GAMMA - PAIR) * _own_noise()
    return _parted(shown, generator, shown, "the Hamiltonians of A and of B cancel").equation(
        id=f"{MODULE}.one_way", title="Desired transitions when light runs one way", lhs=own.ONE_WAY.symbol,
        assumes=(SHORTHAND, BY_PAIRS, r"the rates of I with II and of II with I are $\Gamma_{ij}(1\pm\eta)$, real",
                 r"their phases, which are opposite and of the size $R/(k_LL^2)$, are neglected"),
        follows_from=tuple(f"dissipative_entanglement.averaged_apart.{name}" for name in ("mean", "mean_back")),
        source="Sec. III.3, Eq. (11)",
    )  # fmt: skip


def depth(model: Moving = MODEL) -> Equation:
    """d Gamma is the rate of the collective jumps."""
    chain = Chain(sp.expand(desired(model).rhs).coeff(own.COLLECTIVE["A"].symbol) / GAMMA, TABLE)
    return chain.equation(
        id=f"{MODULE}.depth", title="Optical depth from averaged rates", lhs=DEPTH,
        assumes=(r"$d\Gamma$ is the rate of a collective jump",), follows_from=(f"{MODULE}.desired",),
        source="Sec. III.3",
    )  # fmt: skip


def rates() -> tuple[Equation, ...]:
    """Undesired rates: their share of the desired ones, for dipoles along x and for those that turn about it."""
    squares = {q: clebsch_gordan(HALF, 1, HALF, -HALF if q else HALF, q, HALF) ** 2 for q in (0, 1)}
    ratio = sp.cancel(squares[1] / squares[0])
    basic = "four levels: two spins 1/2, so that the rates are as the squares of the Clebsch-Gordan coefficients"
    made = []
    for name, lhs, rhs, more in (
        ("check", own.CHECK, ratio * GAMMA, ()),
        ("check_pair", own.CHECK_PAIR, own.CHECK.symbol * PAIR / GAMMA, (averaged_rates.DIPOLE_X,)),
        ("check_turning", own.CHECK_PAIR, own.CHECK.symbol * own.CIRCULAR.symbol / GAMMA, (averaged_closed.TURNING,)),
    ):  # fmt: skip
        made.append(Chain(rhs, TABLE).equation(
            id=f"{MODULE}.{name}", title=averaged_rates.titled(lhs), lhs=lhs.symbol, assumes=(basic, *more),
            source="Sec. III.3",
        ))  # fmt: skip
    return tuple(made)


def motion() -> Equation:
    """Both sums together."""
    return Chain(own.PAIRS.symbol + own.PAIRS_CHECK.symbol, TABLE).equation(
        id=f"{MODULE}.motion", title="Averaged master equation", lhs=own.MOTION.symbol,
        assumes=(SHORTHAND, clouds.FAST, REAL), source="Sec. III.3, Eq. (11)",
    )  # fmt: skip


def noise_free() -> sp.Expr:
    """Collective jumps at the rates d Gamma and d Gamma_check."""
    check = own.CHECK.symbol
    return DEPTH * GAMMA * _signs("AB") + DEPTH * check * _signs("CD")


def large() -> Equation:
    """Eq. (12): the large cloud, where an atom's own radiation is that of an atom alone."""
    s, check = own.SMALL.symbol, own.CHECK.symbol
    leading = sp.expand(large_clouds.expansion(*averaged_rates.parts_of(averaged_rates.model(), "gamma", 0))).coeff(
        s, 2
    )
    share = 1 - leading * s**2 / GAMMA
    dephasing = (MU**2 + NU**2) * own.DEPHASING.symbol
    start = noise_free() + share * (GAMMA * _own_noise() + check * dephasing)
    exact = desired().rhs + undesired().rhs.xreplace({own.CHECK_PAIR.symbol: check * PAIR / GAMMA})
    chain = Chain(exact, TABLE)
    chain.certified("with d = N Gamma_ij/Gamma and the rate of a large cloud", start, "substitution",
                    sp.expand(exact.xreplace({PAIR: leading * s**2})
                              - start.xreplace({DEPTH: N * leading * s**2 / GAMMA})) == 0,
                    "d stays, Gamma_ij is its leading order")  # fmt: skip
    chain.truncated("large clouds", noise_free() + GAMMA * _own_noise() + check * dephasing, s, 2)
    return chain.equation(
        id=f"{MODULE}.large", title="Master equation of a large cloud", lhs=own.MOTION.symbol,
        assumes=(SHORTHAND, BY_PAIRS, REAL, clouds.FAST, "all transitions have dipoles of one kind"),
        follows_from=(f"{MODULE}.desired", f"{MODULE}.undesired", f"{MODULE}.depth"),
        source="Sec. III.3, Eq. (12)",
    )  # fmt: skip


def pumped() -> tuple[Equation, ...]:
    """Eq. (13): with pump fields and other dephasing, collective dephasing left out; and the three rates."""
    added = {
        own.COOLING: (symbols.COOL, MU**2 * GAMMA, own.PUMP_COOL),
        own.HEATING: (symbols.HEAT, NU**2 * GAMMA, own.PUMP_HEAT),
        own.DEPHASING: (symbols.DEPHASE, (MU**2 + NU**2) * own.CHECK.symbol, own.EXTRA),
    }
    chain = Chain(large().rhs - DEPTH * own.CHECK.symbol * _signs("CD")
                  + sp.Add(*(more.symbol * part.symbol for part, (_, _, more) in added.items())), TABLE)  # fmt: skip
    whole = sp.collect(sp.expand(chain.expression), [part.symbol for part in added])
    chain.equal("collect the jumps of single atoms", whole)
    made = [chain.equation(
        id=f"{MODULE}.pumped", title="Full master equation", lhs=own.MOTION.symbol,
        assumes=(SHORTHAND, "pump fields cool and heat every atom by itself",
                 "collective dephasing (C, D) is left out: it does not change the entanglement, App. C.2"),
        follows_from=(f"{MODULE}.large",), source="Sec. III.3, Eq. (13)",
    )]  # fmt: skip
    for name, (part, (lhs, _, _)) in zip(("cool", "heat", "dephase"), added.items(), strict=True):
        rate = Chain(whole.coeff(part.symbol), TABLE)
        made.append(rate.equation(
            id=f"{MODULE}.{name}", title=averaged_rates.titled(lhs), lhs=lhs.symbol,
            follows_from=(f"{MODULE}.pumped",), source="Sec. III.3, Eq. (13)",
        ))  # fmt: skip
    return tuple(made)


def central_depth() -> Equation:
    """The optical depth on the axis of the cloud, for the cross-section of a two-level atom, by d."""
    z = own.DIFFERENCE.symbol
    on_axis = clouds.normalisation(clouds.MODEL) * sp.exp(-clouds.MODEL.steepness * z**2)
    column = sp.Integral(on_axis, (z, -sp.oo, sp.oo))
    sigma = 6 * sp.pi / symbols.WAVENUMBER.symbol**2
    chain = Chain(N * sigma * column, TABLE)
    leading = sp.Rational(3, 4) / (symbols.WAVENUMBER.symbol * symbols.CLOUD.symbol) ** 2
    value = N * sigma * integrated(column)
    ratio = sp.cancel(value / (N * leading))
    chain.certified("column density on the axis", ratio * DEPTH, "integral over the whole line",
                    not ratio.has(symbols.WAVENUMBER.symbol), "in units of d of a large cloud")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.central_depth", title="Optical depth on the axis of the cloud", lhs=own.CENTRAL_DEPTH.symbol,
        assumes=(r"the cross-section at resonance is that of a two-level atom, $3\lambda^2/2\pi=6\pi/k_L^2$",),
        follows_from=(f"{MODULE}.depth",), source="Sec. III.3",
    )  # fmt: skip
