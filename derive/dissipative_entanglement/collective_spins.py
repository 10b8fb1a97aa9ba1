r"""Collective spins beside bosons: commutators, the Holstein-Primakoff limit, and the energy that jumps take.

With :math:`J^- = N^{-1/2}\sum_i|\!\uparrow\rangle_i\langle\downarrow\!|` the sums of the atoms' spins are

.. math:: J_y = \tfrac{\sqrt N}2 (J^+ + J^-) , \qquad J_z = \tfrac{i\sqrt N}2 (J^+ - J^-) .

The jump operators :math:`A = \mu J_I^- + \nu J_{II}^+` and :math:`B = \mu J_{II}^- + \nu J_I^+` have commutators whose
mean is :math:`(\mu^2-\nu^2)` times the polarisation: one, up to the share of flipped atoms. Matrix elements of
:math:`J^-` between n and n - 1 flipped atoms are those of a boson times :math:`\sqrt{1-(n-1)/N}`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy as sp

from derive.algebra import CollectiveSpin, Operator, commutator
from derive.dissipative_entanglement import boson_symbols as bs
from derive.dissipative_entanglement import symbols
from derive.dissipative_entanglement.bosons import A as FIRST_MODE
from derive.dissipative_entanglement.collective import ENSEMBLES, component, entangling_jumps, raised
from derive.dissipative_entanglement.squeezed_state import quadrature
from derive.records import Approximation, Derivation, Equation, table
from derive.steps import Chain, every

MODULE = "dissipative_entanglement.collective_spins"
TABLE = table(symbols.TABLE, bs.TABLE)
N, MU, NU, LARMOR = symbols.N.symbol, symbols.MU.symbol, symbols.NU.symbol, symbols.LARMOR.symbol
EPSILON = bs.SHORTFALL.symbol
SCALED = r"$J^-=N^{-1/2}\sum_i|\uparrow\rangle_i\langle\downarrow|$, and $J^+$ is its adjoint"
SPINS = (
    r"$j_x=\tfrac12(|\uparrow\rangle\langle\uparrow|-|\downarrow\rangle\langle\downarrow|)$ "
    r"and $|\uparrow\rangle\langle\downarrow|=j_y+ij_z$"
)
POLARISED = r"both ensembles have the polarisation $P_2=1-\epsilon$"
FEW = Approximation(name="few flipped atoms", small_parameter=EPSILON, neglected_order=1)


@dataclass(frozen=True, kw_only=True)
class Ensembles:
    """The two jump operators without 1/sqrt(N), and the Zeeman energy of the atoms."""

    jumps: tuple[Operator, Operator] = field(default_factory=entangling_jumps)
    energy: Operator = field(default_factory=lambda: LARMOR * (component("x", 0) - component("x", 1)))


MODEL = Ensembles()


def derivation(model: Ensembles = MODEL) -> Derivation:
    """Components by ladder operators, commutators of the jumps, energies, and the bosonic limit."""
    return Derivation(
        module=MODULE,
        title="Collective spins and bosons",
        story=__doc__ or "",
        equations=(
            *components(),
            *commutators(model),
            *energies(model),
            *processes(model),
            ladder(),
            *quadratures(),
            *parameter(),
        ),
    )


def components() -> tuple[Equation, ...]:
    """J_y and J_z, the sums over atoms, by the scaled ladder operators; they must close as an angular momentum."""
    lower = ENSEMBLES[0].total(raised(0)) / sp.sqrt(N)
    upper = lower.adjoint()
    x, y, z = (component(letter, 0) for letter in "xyz")
    closes = every(
        [commutator(x, y) - sp.I * z, commutator(y, z) - sp.I * x, commutator(z, x) - sp.I * y],
        lambda rest: rest.is_zero,
    )
    up, down = bs.RAISE.symbol, bs.LOWER.symbol
    cases = (
        ("y", bs.SPIN_Y, y, sp.sqrt(N) / 2 * (upper + lower), sp.sqrt(N) / 2 * (up + down)),
        ("z", bs.SPIN_Z, z, sp.I * sp.sqrt(N) / 2 * (upper - lower), sp.I * sp.sqrt(N) / 2 * (up - down)),
    )
    made = []
    for axis, quantity, operator, combination, shown in cases:
        chain = Chain(quantity.symbol, TABLE)
        chain.certified(
            "sum over the atoms by ladder operators", shown, "operator algebra",
            closes and every([operator - combination], lambda rest: rest.is_zero), "for a symbol N",
        )  # fmt: skip
        made.append(
            chain.equation(
                id=f"{MODULE}.component_{axis}", title=f"The collective spin along {axis}", lhs=quantity.symbol,
                assumes=(SCALED, SPINS), source="Sec. II",
            )
        )  # fmt: skip
    return tuple(made)


def commutators(model: Ensembles) -> tuple[Equation, ...]:
    """Means of [A, A+] and [B, B+]: what the two polarisations leave of mu^2 and nu^2."""
    made = []
    cases = zip(model.jumps, (bs.SPIN_COMMUTATOR_A, bs.SPIN_COMMUTATOR_B), ("first", "second"), (0, 1), strict=True)
    for jump, quantity, name, mine in cases:
        found = commutator(jump, jump.adjoint()) / N
        own, other = component("x", mine), component("x", 1 - mine)
        passive, active = (2 * weight**2 / N for weight in (MU, NU))
        rest = found - passive * own + active * other
        mean = sp.expand(passive * N * (1 - EPSILON) / 2 - active * N * (1 - EPSILON) / 2)
        chain = Chain(mean, TABLE)
        chain.certified(
            "[J^-, J^+] = 2 J_x/N",
            (MU**2 - NU**2) * (1 - EPSILON),
            "operator algebra",
            every([rest], lambda r: r.is_zero) and sp.expand((MU**2 - NU**2) * (1 - EPSILON) - mean) == 0,
            "for a symbol N",
        )
        made.append(
            chain.equation(
                id=f"{MODULE}.commutator_{name}", title=f"Commutator of the {name} jump operator, its mean",
                lhs=quantity.symbol, assumes=(SCALED, SPINS, POLARISED), source="Sec. II; footnote 57",
            )
        )  # fmt: skip
    return tuple(made)


def energies(model: Ensembles) -> tuple[Equation, ...]:
    """What the atoms' energy gains when a jump operator acts, from [H_A, L] = E L; the photon carries away -E."""
    made = []
    for jump, quantity, name in zip(model.jumps, (bs.SIDEBAND_A, bs.SIDEBAND_B), ("first", "second"), strict=True):
        gain = taken(model.energy, jump)
        made.append(
            Chain(quantity.symbol, TABLE)
            .certified(
                "[H_A, L] = E L",
                -gain,
                "operator algebra",
                every([commutator(model.energy, jump) - gain * jump], lambda rest: rest.is_zero),
            )
            .equation(
                id=f"{MODULE}.sideband_{name}",
                title=f"Photon of the {name} jump operator beside the classical field",
                lhs=quantity.symbol,
                assumes=(SPINS, r"$H_A=\Omega(J_{x,I}-J_{x,II})$", "energy is conserved"),
                source="Sec. II",
            )
        )
    return tuple(made)


def taken(energy: Operator, jump: Operator) -> sp.Expr:
    """E in [H, L] = E L, read off one term of L."""
    first, value = next(iter(jump.terms.items()))
    return sp.cancel(commutator(energy, jump).coefficient(first) / value)


def processes(model: Ensembles) -> tuple[Equation, ...]:
    """The frequency, beside that of the classical field, of the photon that each flip of one atom emits."""
    made = []
    cases = (
        (bs.PHOTON_I_DOWN, 0, True, "first_down", "up to down in the first ensemble"),
        (bs.PHOTON_II_UP, 1, False, "second_up", "down to up in the second ensemble"),
        (bs.PHOTON_I_UP, 0, False, "first_up", "down to up in the first ensemble"),
        (bs.PHOTON_II_DOWN, 1, True, "second_down", "up to down in the second ensemble"),
    )
    for quantity, index, lowered, name, title in cases:
        flip = ENSEMBLES[index].total(raised(index).adjoint() if lowered else raised(index))
        gain = taken(model.energy, flip)
        made.append(
            Chain(quantity.symbol, TABLE)
            .certified("[H_A, L] = E L", -gain, "operator algebra",
                       every([commutator(model.energy, flip) - gain * flip], lambda rest: rest.is_zero))
            .equation(
                id=f"{MODULE}.photon_{name}", title=f"Photon emitted from {title}", lhs=quantity.symbol,
                assumes=(SPINS, r"$H_A=\Omega(J_{x,I}-J_{x,II})$", "energy is conserved"), source="Sec. II",
            )
        )  # fmt: skip
    return tuple(made)


def ladder() -> Equation:
    """The matrix element of J^- between n and n - 1 flipped atoms over sqrt(n): exact, and its first correction."""
    spin, flips, small = CollectiveSpin("F"), sp.Symbol("n", positive=True), bs.CROWDING.symbol
    holds = (spin.minus * spin.plus - spin.square + spin.z * spin.z + spin.z).is_zero
    length = N / 2
    squared = length * (length + 1) - (length - flips) * (length - flips + 1)
    ratio = sp.cancel(squared / (N * flips))
    chain = Chain(bs.LADDER.symbol, TABLE)
    chain.certified(
        "J^+ J^- by the Casimir operator", sp.sqrt(1 - small), "operator algebra",
        holds and sp.cancel(ratio - 1 + (flips - 1) / N) == 0, "with x = (n - 1)/N, in the symmetric states of N atoms",
    )  # fmt: skip
    chain.truncated("few flipped atoms among many", 1 - small / 2, small, 2)
    return chain.equation(
        id=f"{MODULE}.ladder", title="Matrix element of the collective flip beside that of a boson",
        lhs=bs.LADDER.symbol, assumes=(SCALED, "with $n$ flipped atoms $J_x=N/2-n$"), source="footnote 54; App. A",
    )  # fmt: skip


def quadratures() -> tuple[Equation, ...]:
    """J_y and J_z by the quadratures of the mode, with the mode in the place of J^-."""
    x, p = quadrature(FIRST_MODE)
    a = FIRST_MODE
    cases = (
        ("y", bs.SPIN_Y, sp.sqrt(N) / 2 * (a.dag + a.a), x, bs.QUADRATURE_X.symbol),
        ("z", bs.SPIN_Z, sp.I * sp.sqrt(N) / 2 * (a.dag - a.a), p, bs.QUADRATURE_P.symbol),
    )
    made = []
    for axis, quantity, operator, own, symbol in cases:
        chain = Chain(quantity.symbol, TABLE)
        chain.certified(
            "a in the place of J^-", sp.sqrt(N / 2) * symbol, "operator algebra",
            every([operator - sp.sqrt(N / 2) * own], lambda rest: rest.is_zero),
        )  # fmt: skip
        made.append(
            chain.equation(
                id=f"{MODULE}.quadrature_{axis}", title=f"The collective spin along {axis} as a quadrature",
                lhs=quantity.symbol, follows_from=(f"{MODULE}.component_{axis}", f"{MODULE}.ladder"),
                assumes=(SCALED, SPINS), approximations=(FEW,), source="App. A",
            )
        )  # fmt: skip
    return tuple(made)


def parameter() -> tuple[Equation, ...]:
    """The variance sum and xi by the variances of the two modes: Sigma_J = N (var x_+ + var p_-), 2|<J_x>| = N P_2."""
    var_x, var_p, total = bs.VAR_X.symbol, bs.VAR_P.symbol, bs.VAR_SUM.symbol
    doubled = 2 * (N / 2)  # (J_I + J_II)^2 = (N/2) 2 x_+^2
    variance = Chain(doubled * var_x + doubled * var_p, TABLE)
    variance.certified("name the sum", N * total, "substitution", sp.expand((N * total).subs(total, var_x + var_p)
                       - variance.expression) == 0)  # fmt: skip
    first = variance.equation(
        id=f"{MODULE}.variance_sum",
        title="Variances of the nonlocal spins by those of the modes",
        lhs=bs.SIGMA_J.symbol,
        follows_from=(f"{MODULE}.quadrature_y", f"{MODULE}.quadrature_z"),
        assumes=(SCALED, SPINS),
        approximations=(FEW,),
        source="App. A",
    )
    length = N * (1 - EPSILON) / 2
    ratio = Chain(bs.SIGMA_J.symbol / (2 * length), TABLE)
    ratio.certified(
        "put in the variances of the modes", total / (1 - EPSILON), "substitution",
        sp.cancel(ratio.expression.subs(bs.SIGMA_J.symbol, first.rhs) - total / (1 - EPSILON)) == 0,
    )  # fmt: skip
    return first, ratio.equation(
        id=f"{MODULE}.xi", title="Entanglement parameter by the variances of the modes", lhs=bs.XI_BOSONS.symbol,
        follows_from=(first.id,), assumes=(SCALED, SPINS, POLARISED), approximations=(FEW,), source="App. A",
    )  # fmt: skip
