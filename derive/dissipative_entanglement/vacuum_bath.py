r"""A system coupled to sidebands of light in the vacuum: the master equation that the coupling makes, to second order.

In every short time the system meets fresh modes of the field,
:math:`H = \sum_s g_s (L_s^\dagger c_s + L_s c_s^\dagger)`. With all modes :math:`c_s` in the
vacuum, tracing them out of :math:`e^{-iH\tau}` leaves, to second order,

.. math:: \Delta\rho = \sum_s (g_s\tau)^2
          \left(L_s\rho L_s^\dagger - \tfrac12 L_s^\dagger L_s\rho - \tfrac12\rho L_s^\dagger L_s\right) ,

whatever the operators :math:`L_s`: only :math:`\langle c_s c_s^\dagger\rangle = 1` is not zero. Two sidebands are two
sets of modes, so their terms add up without cross terms. A rate :math:`\kappa_s` is :math:`(g_s\tau)^2` per time.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.algebra import Boson, Operator, one
from derive.dissipative_entanglement import boson_symbols as bs
from derive.dissipative_entanglement import symbols
from derive.records import Approximation, Derivation, Equation, table
from derive.steps import Chain, every

MODULE = "dissipative_entanglement.vacuum_bath"
TABLE = table(symbols.TABLE, bs.TABLE)
MARKOV = Approximation(name="fresh modes in every short time", small_parameter=bs.KICK.symbol, neglected_order=4)
LOWER, UPPER = Boson("c_ls"), Boson("c_us")
FIRST, SECOND = bs.JUMP_A, bs.JUMP_B


@dataclass(frozen=True, kw_only=True)
class Coupling:
    """Terms of the Hamiltonian in one short time: a rate, a word of the system, and an operator of the light."""

    terms: tuple[tuple[sp.Expr, sp.Expr, Operator], ...] = (
        (bs.KAPPA_A.symbol, FIRST[0].symbol, LOWER.dag),
        (bs.KAPPA_A.symbol, FIRST[1].symbol, LOWER.a),
        (bs.KAPPA_B.symbol, SECOND[0].symbol, UPPER.dag),
        (bs.KAPPA_B.symbol, SECOND[1].symbol, UPPER.a),
    )


MODEL = Coupling()


def derivation(model: Coupling = MODEL) -> Derivation:
    """The rate of change of the state, with the light traced out."""
    return Derivation(
        module=MODULE, title="Sidebands in the vacuum", story=__doc__ or "", equations=(master_equation(model),)
    )  # fmt: skip


def traced(model: Coupling) -> sp.Expr:
    r"""-[H, [H, rho]]/2 with the light traced out, per time: words in the system's operators and rho.

    tr(y_1 |0><0| y_2) = <y_2 y_1>; each rate is the square of a coupling, shared by its two factors.
    """
    rho = bs.STATE.symbol
    total: sp.Expr = sp.Integer(0)
    for rate_1, left, light_1 in model.terms:
        for rate_2, right, light_2 in model.terms:
            strength = sp.sqrt(rate_1) * sp.sqrt(rate_2)
            through = (light_2 * light_1).coefficient(one)
            beside = (light_1 * light_2).coefficient(one)
            total += strength * (through * left * rho * right)
            total -= strength * beside * (left * right * rho + rho * left * right) / 2
    return sp.expand(total)


def first_order(model: Coupling) -> tuple[sp.Expr, ...]:
    """Means of the light's operators in the vacuum: what a first order in H would need."""
    return tuple(light.coefficient(one) for _, _, light in model.terms)


def master_equation(model: Coupling) -> Equation:
    """d rho/dt with jump operators A into the lower and B into the upper sideband."""
    rho = bs.STATE.symbol
    shown: sp.Expr = sp.Integer(0)
    for rate, (jump, adjoint) in ((bs.KAPPA_A.symbol, FIRST), (bs.KAPPA_B.symbol, SECOND)):
        c, d = jump.symbol, adjoint.symbol
        shown += rate * (c * rho * d - d * c * rho / 2 - rho * d * c / 2)
    chain = Chain(traced(model), TABLE)
    chain.certified(
        "gathered by jump operators", shown, "moments of the vacuum in normal order",
        sp.expand(shown - chain.expression) == 0 and every(first_order(model), lambda mean: mean == 0),
        "<c c+> = 1 for each sideband, all other second moments vanish, and there is no first order",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.master_equation", title="Master equation of two sidebands in the vacuum",
        lhs=sp.Derivative(rho, symbols.TIME.symbol, evaluate=False),
        assumes=("the sidebands are independent modes of light in the vacuum", "the light has no memory"),
        approximations=(MARKOV,), source="Sec. II; Sec. III.1",
    )  # fmt: skip
