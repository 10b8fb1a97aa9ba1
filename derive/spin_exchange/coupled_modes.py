r"""Coupled spatial modes: the local equations of the two gases, projected on the diffusion modes of each.

At each place the two gases precess, exchange excitations at the rate J, relax, and diffuse. With complete
orthonormal modes :math:`A_m` and :math:`B_n`, the amplitudes :math:`a_m=\int A_m a\,d^3r` and
:math:`b_n=\int B_n b\,d^3r` give the fields back as

.. math:: a(\mathbf r) = \sum_m A_m^*(\mathbf r)\, a_m , \qquad b(\mathbf r) = \sum_n B_n^*(\mathbf r)\, b_n .

Diffusion with Robin walls is self-adjoint, so it multiplies :math:`a_m` by its decay rate; the exchange needs the
overlaps :math:`c_{mn}=\int A_m B_n^*\,d^3r`. Each sum over modes is written by one of its terms: a label stands for
one mode. The equations are linear, so their operators are written as amplitudes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from derive.records import Derivation, Equation
from derive.spin_exchange import spatial_symbols as own
from derive.spin_exchange import symbols
from derive.steps import Chain, DerivationError, every

MODULE = "spin_exchange.coupled_modes"
TABLE = own.TABLE
COMPLETE = "the modes of each gas are orthonormal and complete; they may be complex"
SELF_ADJOINT = "diffusion with Robin walls and a real wall number is self-adjoint"
ONE_TERM = "a sum over modes is written by one of its terms"
SOURCE = "SI section 2"


@dataclass(frozen=True, kw_only=True)
class Local:
    """Coefficients of the local motion of (a, b) without loss and diffusion: 2x2, rows are rates."""

    coherent: sp.ImmutableMatrix = sp.ImmutableMatrix(
        [[-sp.I * symbols.SHIFTED_A.symbol, -sp.I * symbols.J.symbol],
         [-sp.I * symbols.J.symbol, -sp.I * symbols.SHIFTED_B.symbol]]
    )  # fmt: skip


MODEL = Local()


def derivation(model: Local = MODEL) -> Derivation:
    """The equations of the spatial modes, the local motion without diffusion, and real overlaps."""
    return Derivation(
        module=MODULE, title="Coupled spatial modes", story=__doc__ or "",
        equations=(*projected(model), local_squares(model), *real_overlaps()),
    )  # fmt: skip


def projected(model: Local = MODEL) -> tuple[Equation, Equation]:
    """Rates of a_m and b_n: precession, decay, exchange with the other gas's modes, and noise."""
    c = own.C["mn"].symbol
    if not projection_holds():
        raise DerivationError("the projection on modes does not give the fields back")
    made = []
    for row, (mine, other, decay, noise, overlap, name) in enumerate(
        (
            (own.AM, own.BN, own.G["am"], own.F["am"], c, "alkali"),
            (own.BN, own.AM, own.G["bn"], own.F["bn"], sp.conjugate(c), "noble_gas"),
        )
    ):
        local = model.coherent[row, row] * mine.symbol + model.coherent[row, 1 - row] * other.symbol
        chain = Chain(local - decay.symbol * mine.symbol + noise.symbol, TABLE)
        after = local.subs(other.symbol, overlap * other.symbol) - decay.symbol * mine.symbol + noise.symbol
        chain.certified(
            "expand the other gas in its own modes", after, "exact matrices",
            projection_holds(), "complex mode sets on three places: the overlap goes with b_n, its conjugate with a_m",
        )  # fmt: skip
        made.append(chain.equation(
            id=f"{MODULE}.{name}", title=f"Motion of a spatial mode of the {name.replace('_', ' ')}",
            lhs=sp.Derivative(mine.symbol, symbols.TIME.symbol, evaluate=False),
            follows_from=("spin_exchange.bosons.alkali", "spin_exchange.bosons.noble_gas",
                          f"spin_exchange.diffusion_modes.{name}_rate"),
            assumes=(COMPLETE, SELF_ADJOINT, ONE_TERM), source="SI section 2, Eq. (S2)",
        ))  # fmt: skip
    return made[0], made[1]


@cache
def projection_holds() -> bool:
    """Whether amplitudes of complex modes on three places obey the projected equations exactly.

    With rows of unitary matrices as modes, a_m = sum_x A_m(x) a(x); then A b = c (B b) and B a = c^+ (A a).
    """
    field = sp.Matrix([own.AM.symbol, own.AR.symbol, own.AS.symbol])
    a_modes, b_modes = _turned(0, 1) * _turned(1, 2), _turned(1, 2) * _turned(0, 2) * _turned(0, 1)
    c = a_modes * b_modes.H
    unitary = all((u * u.H - sp.eye(3)).applyfunc(sp.expand).is_zero_matrix for u in (a_modes, b_modes, c))
    pairs = ((a_modes * field, c * (b_modes * field)), (b_modes * field, c.H * (a_modes * field)))
    telling = not (c - c.conjugate()).is_zero_matrix and not (c - c.T).is_zero_matrix
    return unitary and telling and every(pairs, lambda pair: (pair[0] - pair[1]).applyfunc(sp.expand).is_zero_matrix)


def _turned(i: int, j: int) -> sp.Matrix:
    """An exact unitary matrix of rational complex numbers that mixes two of three places."""
    found = sp.eye(3)
    found[i, i], found[i, j] = sp.Rational(3, 5), sp.Rational(4, 5) * sp.I
    found[j, i], found[j, j] = -sp.Rational(4, 5), sp.Rational(3, 5) * sp.I
    return found


def local_squares(model: Local = MODEL) -> Equation:
    """Rate of |a|^2 + |b|^2 at one place without diffusion and noise; unitary exchange and precession drop out.

    Local losses are lambda times the share of each gas.
    """
    share, lost = own.LOST_SHARE.symbol, own.LOST.symbol
    a, b = symbols.AMPLITUDE_A.symbol, symbols.AMPLITUDE_B.symbol
    rates = model.coherent * sp.Matrix([a, b]) - sp.Matrix([lost * share * a, lost * (1 - share) * b])
    total = sum(rate * sp.conjugate(x) + sp.conjugate(rate) * x for rate, x in zip(rates, (a, b), strict=True))
    chain = Chain(total, TABLE)
    if (model.coherent + model.coherent.H).applyfunc(sp.expand).is_zero_matrix:
        squares = share * a * sp.conjugate(a) + (1 - share) * b * sp.conjugate(b)
        chain.equal("exchange and precession drop out", -2 * lost * squares)
    return chain.equation(
        id=f"{MODULE}.local_squares", title="Local excitations without diffusion",
        lhs=sp.Derivative(own.SQUARES.symbol, symbols.TIME.symbol, evaluate=False),
        follows_from=("spin_exchange.bosons.alkali", "spin_exchange.bosons.noble_gas"),
        assumes=("no diffusion; gamma_a = s_a lambda and gamma_b = (1 - s_a) lambda",
                 "in the mean, where the noise vanishes"),
        source=SOURCE,
    )  # fmt: skip


def real_overlaps() -> tuple[Equation, ...]:
    """Overlaps of real mode functions are real, as those of the spherically symmetric modes are."""
    return tuple(
        Chain(real.symbol, TABLE).equation(
            id=f"{MODULE}.real_{overlap.name}", title="Overlap of real modes", lhs=overlap.symbol,
            follows_from=("spin_exchange.diffusion_modes.overlap", "spin_exchange.diffusion_modes.overlap_uniform"),
            assumes=("the mode functions are real",), source=SOURCE,
        )
        for overlap, real in zip(own.OVERLAPS, own.REAL_OVERLAPS, strict=True)
    )  # fmt: skip
