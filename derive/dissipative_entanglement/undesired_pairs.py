r"""Undesired decays of pairs: photons of opposite angular momentum are common modes for atoms at different places.

Undesired decays have dipoles that turn about the field of the magnet, those of C in one sense and those of D in the
other. Their photons have one frequency. The two dipoles of one atom are orthogonal, so the light of all directions
together tells them apart; the light of one direction does not. The rate of a pair between a decay of C and one of D is

.. math:: \kappa(\mathbf r)\propto\hat{\mathbf p}_+^*\cdot\mathrm{Im}\,\mathbf G(\mathbf r)\cdot\hat{\mathbf p}_- ,

zero at r = 0 and not at other distances. Along the classical field both dipoles send the same light, so where the
forward direction dominates, as for large clouds, :math:`\kappa` is as large as the rate of C with itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.dissipative_entanglement import elimination, pair_limits, pair_rate
from derive.dissipative_entanglement import light_symbols as own
from derive.dissipative_entanglement.elimination import Dressed, Elimination, by_weights, pair_phase, weight_of, word
from derive.dissipative_entanglement.light_neglect import AT_THE_LASER, FIRST, ONE_RATE, OUTSIDE, SIDEBANDS
from derive.dissipative_entanglement.pair_rate import GAMMA, K_L, R, Vacuum, X
from derive.records import Derivation, Equation
from derive.steps import Chain, every

MODULE = "dissipative_entanglement.undesired_pairs"
TABLE = own.ELIMINATED
RHO, CHECK = own.RHO.symbol, own.PAIR_CHECK.symbol
PLANE = "the phases of both turning dipoles are counted from the plane of the pair and the magnet's field"


def opposite() -> Vacuum:
    """Two dipoles that turn about the field in opposite senses."""
    _, second, third = pair_rate.frame()
    plus, minus = (sp.ImmutableMatrix((second + sign * sp.I * third) / sp.sqrt(2)) for sign in (1, -1))
    return Vacuum(dipoles=(plus, minus))


@dataclass(frozen=True, kw_only=True)
class Undesired:
    """Levels and fields, the dipoles of C and D, and the decays' coefficients."""

    elimination: Elimination = elimination.MODEL
    crossed: Vacuum = opposite()
    decays: pair_limits.Decays = pair_limits.MODEL


MODEL = Undesired()


def derivation(model: Undesired = MODEL) -> Derivation:
    """The rate between C and D, of pairs, of one atom and forward, and the master equation with it."""
    return Derivation(
        module=MODULE, title="Undesired decays of pairs", story=__doc__ or "",
        equations=(kappa(model), kappa_zero(model), forward(model), desired(model), master(model), one_atom(model)),
    )  # fmt: skip


def kappa(model: Undesired = MODEL) -> Equation:
    """The real part of the pair rate between decays of opposite angular momentum."""
    unit = pair_rate.at_zero(pair_rate.angular(model.decays.desired)[1])
    value = sp.expand(pair_limits.clebsch(model.decays).rhs * pair_rate.angular(model.crossed)[1] / unit)
    chain = Chain(GAMMA * value.subs(X, K_L * R), TABLE)
    chain.equal("collect what falls alike", GAMMA * pair_rate.collected(value, X).subs(X, K_L * R))
    return chain.equation(
        id=f"{MODULE}.kappa", title="Real part of the pair rate between C and D", lhs=own.CROSS_KAPPA.symbol,
        follows_from=(f"{pair_limits.MODULE}.clebsch", f"{pair_rate.MODULE}.pattern"),
        assumes=(pair_rate.VACUUM, PLANE), approximations=(AT_THE_LASER,), source="Sec. III.2",
    )  # fmt: skip


def kappa_zero(model: Undesired = MODEL) -> Equation:
    """The same of one atom: its two turning dipoles are orthogonal."""
    chain = Chain(sp.Limit(kappa(model).rhs.subs(R, X / K_L), X, 0), TABLE)
    found = GAMMA * sp.expand(pair_rate.at_zero(pair_rate.angular(model.crossed)[1]))
    straight = sp.integrate(sp.expand(pair_rate.over_azimuth(model.crossed)), (pair_rate.U, -1, 1))
    chain.certified("atoms at one place", found, "light of all directions together", sp.expand(straight) == 0 == found,
                    "the integral over directions without a phase")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.kappa_zero", title="Rate between C and D of one atom", lhs=own.KAPPA_ZERO.symbol,
        follows_from=(f"{MODULE}.kappa",), assumes=(pair_rate.VACUUM,), source="Sec. III.2",
    )  # fmt: skip


def forward(model: Undesired = MODEL) -> Equation:
    """Light along a direction across the magnet's field: what C and D have in common over what C has with itself."""
    across = {pair_rate.C: 0, pair_rate.THETA: 0}  # the pair, and the light, across the field of the magnet
    common = sp.expand(pair_rate.overlap(model.crossed).subs(across))
    alone = sp.expand(pair_rate.overlap(model.decays.undesired).subs(across))
    chain = Chain(common / alone, TABLE)
    along, other = (sp.Matrix(d.subs(pair_rate.C, 0)) for d in model.crossed.dipoles)
    # transverse light along z sees the x and y components, of which a turning dipole about x has y alone
    seen = sp.expand(along[1] * other[1] / along[1] ** 2)
    chain.certified("only the part of each dipole across the light counts", seen, "components of both dipoles",
                    along[0] == other[0] == 0 and sp.expand(common - seen * alone) == 0)  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.forward", title="Light along the classical field that C and D share", lhs=own.FORWARD.symbol,
        follows_from=(f"{pair_rate.MODULE}.polarisations",), assumes=(PLANE,), source="App. B.2",
    )  # fmt: skip


# master equation


def _named(dressed: Dressed, names: str) -> sp.Expr:
    """The sum of J X_i rho X_j^+ over jump operators X."""
    total = sp.Integer(0)
    for name in names:
        rate = (own.PAIR_J if dressed.groups()[name][0].desired else own.PAIR_CHECK).symbol
        total += rate * own.JUMPS[name, "i"].symbol * RHO * own.ADJOINTS[name, "j"].symbol
    return total


def _spelled(dressed: Dressed, expression: sp.Expr) -> sp.Expr:
    groups = dressed.groups()
    known = {own.JUMPS[n, "i"].symbol: by_weights(groups[n], "i") for n in groups}
    known |= {own.ADJOINTS[n, "j"].symbol: by_weights(groups[n], "j", True) for n in groups}
    return sp.expand(expression.subs(known))


def pairs(dressed: Dressed, wanted: bool) -> sp.Expr:
    """All pairs of decays whose photons have one frequency, desired ones or not, with the rate of their dipoles."""
    total = sp.Integer(0)
    first = {s.helicity for s in dressed.groups()["C"]}
    found = [s for s in dressed.scattered() if s.desired == wanted]
    for one in found:
        for other in found:
            if sp.expand(one.turning - other.turning) != 0:
                continue
            rate = own.PAIR_J.symbol if wanted else CHECK
            if one.helicity != other.helicity:
                rate = (own.PAIR_CD if one.helicity in first else own.PAIR_DC).symbol
            total += rate * weight_of(one) * weight_of(other) * word(one, "i") * RHO * word(other, "j", True)
    return total


def desired(model: Undesired = MODEL) -> Equation:
    """The part of the master equation that desired decays make; their photons have linear polarisation."""
    dressed, phase = Dressed(model.elimination), pair_phase(Dressed(model.elimination))
    found = pairs(dressed, wanted=True)
    chain = Chain(phase / 2 * found, TABLE)
    named = _named(dressed, "AB")
    chain.certified("by jump operators", phase / 2 * named, "all words of operators",
                    dressed.decoupled and sp.expand(_spelled(dressed, named) - sp.expand(found)) == 0,
                    "pairs of decays into one sideband")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.desired", title="Master equation of the ground levels, desired decays",
        lhs=own.DESIRED_PART.symbol,
        follows_from=tuple(f"{elimination.MODULE}.{n}" for n in ("jump_A", "jump_B", "pair_rate")),
        assumes=(SIDEBANDS, ONE_RATE, OUTSIDE), approximations=FIRST, source="Eq. (7), App. B.1, Eq. (36)",
    )  # fmt: skip


def master(model: Undesired = MODEL) -> Equation:
    """The jump part of the master equation, pair by pair, with the common modes of C and D."""
    dressed, phase = Dressed(model.elimination), pair_phase(Dressed(model.elimination))
    found = sp.expand(pairs(dressed, wanted=True) + pairs(dressed, wanted=False))
    chain = Chain(phase / 2 * found, TABLE)
    jump, back = ({n: q[n, place].symbol for n in "CD"} for q, place in ((own.JUMPS, "i"), (own.ADJOINTS, "j")))
    crossed = own.PAIR_CD.symbol * jump["C"] * RHO * back["D"] + own.PAIR_DC.symbol * jump["D"] * RHO * back["C"]
    named = _named(dressed, "ABCD") + crossed
    chain.certified("by jump operators", sp.expand(phase / 2 * named), "all words of operators",
                    dressed.decoupled and sp.expand(_spelled(dressed, named) - found) == 0,
                    "every pair of decays with photons of one frequency")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.master", title="Master equation with the common modes of C and D", lhs=own.SCATTERING.symbol,
        follows_from=(f"{MODULE}.desired", f"{MODULE}.kappa", f"{elimination.MODULE}.pair_check",
                      f"{elimination.MODULE}.jump_C", f"{elimination.MODULE}.jump_D"),
        assumes=(SIDEBANDS, ONE_RATE, OUTSIDE, r"$K_{ij}$ has the real part $\kappa$, and is zero for one atom"),
        approximations=FIRST, source="Eq. (7), App. B.1, Eq. (36)",
    )  # fmt: skip


def one_atom(model: Undesired = MODEL) -> Equation:
    """Undesired decays of one atom of the first ensemble: what is left when both atoms of a pair are one."""
    dressed = Dressed(model.elimination)
    own_ones = [s for s in dressed.scattered() if s.ensemble == 0 and not s.desired]
    zero = kappa_zero(model).rhs
    total, printed = sp.Integer(0), sp.Integer(0)
    for one in own_ones:
        for other in own_ones:
            rate = own.CROSSED_SELF.symbol if one.helicity == other.helicity else zero
            total += rate * weight_of(one) * weight_of(other) * word(one, "i") * RHO * word(other, "i", True)
        printed += own.CROSSED_SELF.symbol * weight_of(one) ** 2 * word(one, "i") * RHO * word(one, "i", True)
    chain = Chain(total / 2, TABLE)
    chain.certified("its two dipoles are orthogonal", sp.expand(printed / 2), "all words of operators",
                    every(own_ones, lambda s: s.helicity != 0) and sp.expand(total - printed) == 0,
                    "the rate between C and D is zero for one atom")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.one_atom", title="Undesired decays of one atom", lhs=own.ONE_ATOM_PART.symbol,
        follows_from=(f"{MODULE}.kappa_zero",), assumes=(SIDEBANDS, OUTSIDE), approximations=FIRST,
        source="Eq. (7), App. B.1, Eq. (36)",
    )  # fmt: skip
