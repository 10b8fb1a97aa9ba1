r"""Coupled diffusion modes in numbers: decay rates by radial number, the generator of a pair of modes, its noise.

In the frame of the noble gas, with real mode functions and the overlap c of alkali mode m with noble-gas mode n,

.. math:: \partial_t\begin{pmatrix}a_m\\b_n\end{pmatrix} =
    \begin{pmatrix}i\Delta-\gamma_{am} & -iJc\\ -iJc & -\gamma_{bn}\end{pmatrix}
    \begin{pmatrix}a_m\\b_n\end{pmatrix} + \text{the other modes} + F ,

which is symmetric. Noise follows from the state that is left without exchange. In a gas of polarisation p each mode
has :math:`\bar n_I=(1-p)/2p` incoherent excitations, and diffusion leaves that number as it is, so it must feed as
many as it takes. Collisions that randomise the electron spin have the same symmetrised noise.
"""

from __future__ import annotations

import sympy as sp

from derive.records import Derivation, Equation
from derive.spin_exchange import channel_symbols as own
from derive.spin_exchange import coupled_modes, diffusion_modes, incoherent, mode_noise, symbols
from derive.spin_exchange import mode_symbols as modes
from derive.spin_exchange import spatial_symbols as space
from derive.steps import Chain, DerivationError

MODULE = "spin_exchange.mode_dynamics"
TABLE = own.TABLE
SLOWEST = "gamma is the decay rate of the slowest alkali mode"
FRAME = "the frame rotates with the noble-gas spins, b exp(-i omega_b t)"
REAL = "the mode functions are real"
KEPT = "without exchange the incoherent excitations of a mode stay as many as they are"


def derivation(model: coupled_modes.Local = coupled_modes.MODEL) -> Derivation:
    """Local loss, decay rates by radial number, the generator of a pair, and the strength of the noise."""
    return Derivation(
        module=MODULE, title="Coupled diffusion modes in numbers", story=__doc__ or "",
        equations=(local_loss(), root_function(), *decays(), *aligned(), generator(model), reservoir(), destruction()),
    )  # fmt: skip


def local_loss() -> Equation:
    """The relaxation rate of the alkali inside the cell, from the decay of its slowest mode."""
    slowest = diffusion_modes.slowest()
    (found,) = sp.solve(slowest.rhs - symbols.GAMMA.symbol, space.LOSS_A.symbol)
    back = slowest.rhs.subs(space.LOSS_A.symbol, found)
    chain = Chain(symbols.GAMMA.symbol + space.LOSS_A.symbol - slowest.rhs, TABLE)
    chain.certified("the decay of the slowest mode is gamma", sp.expand(found), "substitution",
                    sp.expand(back - symbols.GAMMA.symbol) == 0, "put into the rate of that mode")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.local_loss", title="Relaxation inside the cell, from the slowest alkali mode",
        lhs=space.LOSS_A.symbol, follows_from=(slowest.id,), assumes=(*slowest.assumes, SLOWEST),
        source="Methods, after Eq. (16)",
    )  # fmt: skip


def root_function() -> Equation:
    """sin x - x cos x, which is mu sin x and has no pole: it vanishes with the loss at the wall."""
    x = space.PHASE_A.symbol
    wall = diffusion_modes.wall()
    chain = Chain(wall.rhs * sp.sin(x), TABLE)
    chain.equal("take the pole out", sp.sin(x) - x * sp.cos(x))
    return chain.equation(
        id=f"{MODULE}.root_function", title="Where the wall leaves the spin alone", lhs=own.ROOT_FUNCTION.symbol,
        follows_from=(wall.id,), assumes=(diffusion_modes.DIFFUSION,), source=diffusion_modes.SOURCE,
    )  # fmt: skip


def aligned() -> tuple[Equation, Equation]:
    """Overlaps with the alkali modes (-1)^(m+1) A_m, which all fall towards the wall: a change of sign alone."""
    sign = (-1) ** (space.M_LABEL.symbol + 1)
    made = []
    for overlap, quantity in zip(diffusion_modes.overlaps(), (own.ALIGNED_UNIFORM, own.ALIGNED), strict=True):
        rest = sp.cancel(overlap.rhs / sign)
        chain = Chain(sign * overlap.rhs, TABLE)
        chain.certified("the sign squares to one", rest, "parity", not rest.has(sp.Integer(-1) ** space.M_LABEL.symbol)
                        and sp.expand(rest * sign - overlap.rhs) == 0, "(-1)^(2m+2) = 1 for an integer m")  # fmt: skip
        made.append(chain.equation(
            id=f"{MODULE}.{overlap.id.rpartition('.')[2]}", title=f"{overlap.title}, in sign-aligned modes",
            lhs=quantity.symbol, follows_from=(overlap.id,), assumes=overlap.assumes, source=diffusion_modes.SOURCE,
        ))  # fmt: skip
    return made[0], made[1]


def decays() -> tuple[Equation, Equation]:
    """Decay rates of the alkali mode m and of the noble-gas mode of a root x_n of tan x = x."""
    rates = {e.lhs: e for e in diffusion_modes.operators()}
    wall = diffusion_modes.wall().rhs
    x, radius = space.PHASE_A.symbol, space.RADIUS.symbol
    destroyed = sp.limit(1 / wall, x, sp.pi) == 0
    at_root = sp.cancel(wall.subs(x, space.ROOT.symbol).subs(sp.cot(space.ROOT.symbol), 1 / space.ROOT.symbol)) == 0
    rows = (
        ("alkali_decay", space.DECAY_A, sp.pi * space.M_LABEL.symbol, destroyed, "mu is infinite at x = m pi",
         diffusion_modes.DESTROYED),
        ("noble_gas_decay", space.DECAY_B, space.ROOT.symbol, at_root, "mu = 0 where tan x = x",
         diffusion_modes.REFLECTED),
    )  # fmt: skip
    made = []
    for name, decay, phase, holds, detail, assumed in rows:
        rate = rates[decay.symbol]
        chain = Chain(rate.rhs, TABLE)
        after = rate.rhs.subs(space.WAVE.symbol, phase / radius)
        chain.certified("the wave number that the wall allows", after, "boundary condition", holds, detail)
        made.append(chain.equation(
            id=f"{MODULE}.{name}", title=f"{decay.meaning[0].upper()}{decay.meaning[1:]}, by its number",
            lhs=decay.symbol, follows_from=(rate.id, f"{diffusion_modes.MODULE}.wall"),
            assumes=(diffusion_modes.DIFFUSION, assumed), source=diffusion_modes.SOURCE,
        ))  # fmt: skip
    return made[0], made[1]


def generator(model: coupled_modes.Local = coupled_modes.MODEL) -> Equation:
    """Rates of a_m and b_n per amplitude of each, in the frame of the noble gas; raises when it is not symmetric."""
    rates = [equation.rhs for equation in coupled_modes.projected(model)]
    amplitudes = (space.AM.symbol, space.BN.symbol)
    shifted, detuned = symbols.SHIFTED_B.symbol, symbols.DETUNING.symbol
    real = {space.C["mn"].symbol: space.OVERLAP_RADIAL.symbol,
            sp.conjugate(space.C["mn"].symbol): space.OVERLAP_RADIAL.symbol}  # fmt: skip
    names = {space.G["am"].symbol: space.DECAY_A.symbol, space.G["bn"].symbol: space.DECAY_B.symbol}

    def entry(row: int, column: int) -> sp.Expr:
        return sp.expand(rates[row]).coeff(amplitudes[column]).subs(real).subs(names)

    fixed = sp.ImmutableMatrix(2, 2, entry)
    turned = fixed.subs(symbols.SHIFTED_A.symbol, shifted - detuned) + sp.I * shifted * sp.eye(2)
    found = sp.ImmutableMatrix(turned.applyfunc(sp.expand))
    if found != found.T:
        raise DerivationError(f"the generator of a pair of modes is not symmetric: {found}")
    time, start = symbols.TIME.symbol, sp.ImmutableMatrix(amplitudes)
    phase = sp.exp(-sp.I * shifted * time)
    moving = sp.diff(phase, time) * start + phase * found * start
    holds = (moving / phase - fixed.subs(symbols.SHIFTED_A.symbol, shifted - detuned) * start).applyfunc(sp.expand)
    chain = Chain(fixed, TABLE)
    chain.certified("turn with the noble gas", found, "substitution", holds.is_zero_matrix,
                    "a and b times exp(-i omega_b t), with Delta = omega_b - omega_a")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.generator", title="Generator of a pair of modes",
        lhs=sp.ImmutableMatrix(2, 2, [quantity.symbol for quantity in own.GENERATOR]),
        follows_from=(f"{coupled_modes.MODULE}.alkali", f"{coupled_modes.MODULE}.noble_gas",
                      f"{coupled_modes.MODULE}.real_c_mn", "spin_exchange.two_mode.detuning"),
        assumes=(coupled_modes.COMPLETE, coupled_modes.SELF_ADJOINT, coupled_modes.ONE_TERM, FRAME, REAL),
        source="SI section 2, Eq. (S2)",
    )  # fmt: skip


def reservoir() -> Equation:
    """<F+ F> of a mode that keeps its n_I incoherent excitations: what the loss takes, 2 gamma n_I, noise feeds."""
    gamma, number, strength = symbols.GAMMA.symbol, modes.EXCITATIONS.symbol, modes.NORMAL.symbol
    rate = strength - 2 * gamma * number
    (found,) = sp.solve(rate, strength)
    chain = Chain(found, TABLE)
    chain.certified("the number of excitations does not change", found, "substitution",
                    sp.expand(rate.subs(strength, found)) == 0, "d<a+ a>/dt = <F+ F> - 2 gamma <a+ a>")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.reservoir", title="Noise of a mode in an incoherent gas", lhs=strength,
        follows_from=("spin_exchange.langevin.damped_mode", f"{incoherent.MODULE}.mean_number"),
        assumes=("the mode is damped at a constant rate and keeps [a, a+] = 1", "the noise is white", KEPT),
        source="Methods, Numerical solution",
    )  # fmt: skip


def destruction() -> Equation:
    """The symmetrised noise of collisions that randomise the electron spin, beside that of the reservoir."""
    moments = {e.lhs: e for e in mode_noise.single_species()}
    _, antinormal, normal = moments.values()
    p, rate = modes.P.symbol, symbols.GAMMA.symbol
    total = sp.cancel(antinormal.rhs + normal.rhs).subs({symbols.P_A.symbol: p})
    (damping,) = total.free_symbols - {p}
    kept = 2 * rate * (2 * modes.EXCITATIONS.symbol + 1)
    number = incoherent.alkali_number().rhs
    chain = Chain(total.subs(damping, rate), TABLE)
    same = sp.cancel(chain.expression - kept.subs(modes.EXCITATIONS.symbol, number)) == 0
    chain.certified("write it with n_I = (1 - p)/2p", kept, "substitution", same,
                    "the noise of a reservoir with n_I excitations, 2 gamma n_I + 2 gamma (n_I + 1)")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.destruction", title="Symmetrised noise of spin destruction", lhs=own.SYMMETRIC.symbol,
        follows_from=(antinormal.id, normal.id, f"{incoherent.MODULE}.alkali_number"), assumes=antinormal.assumes,
    )  # fmt: skip
