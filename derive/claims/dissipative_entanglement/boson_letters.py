r"""Letters of the bosonic limit, which claims on modes and on collective spins share."""

from __future__ import annotations

import sympy as sp

from derive.claims.dissipative_entanglement.letters import PAPER as BASE
from derive.dissipative_entanglement import boson_symbols as own
from derive.dissipative_entanglement import symbols
from derive.papers import Letter, Representation
from derive.records import Quantity

MOMENT = r"\langle a^{\dagger m}a^kb^{\dagger p}b^q\rangle"
VARIANCES = r"\mathrm{var}(x_+)+\mathrm{var}(p_-)"


def change(quantity: Quantity) -> sp.Basic:
    """d_t of a quantity."""
    return sp.Derivative(quantity.symbol, symbols.TIME.symbol, evaluate=False)


def matrices(*quantities: Quantity) -> Representation:
    """Exact 3x3 matrices for operators, no two of which commute; they only serve to tell formulas apart."""
    return tuple(
        (quantity.symbol, sp.ImmutableMatrix(3, 3, lambda i, j: sp.Integer((i + 2 * j + 3 * i * j * number) % 7 - 2)))
        for number, quantity in enumerate(quantities, 1)
    )


MODES = (own.MODE_A, own.MODE_A_DAG, own.MODE_B, own.MODE_B_DAG)
PAPER = BASE.extended(
    quantities=own.TABLE,
    letters=(
        Letter(printed="r", means=own.SQUEEZING.symbol),
        Letter(printed=r"\kappa_A", means=own.KAPPA_A.symbol),
        Letter(printed=r"\kappa_B", means=own.KAPPA_B.symbol),
        Letter(printed=r"\kappa_{\tilde A}", means=own.KAPPA_A.symbol),
        Letter(printed=r"\kappa_{\tilde B}", means=own.KAPPA_B.symbol),
        Letter(printed="a", means=own.MODE_A.symbol),
        Letter(printed=r"a^\dagger", means=own.MODE_A_DAG.symbol),
        Letter(printed="b", means=own.MODE_B.symbol),
        Letter(printed=r"b^\dagger", means=own.MODE_B_DAG.symbol),
        Letter(printed=r"\tilde A", means=own.JUMP_A[0].symbol),
        Letter(printed=r"\tilde A^\dagger", means=own.JUMP_A[1].symbol),
        Letter(printed=r"\tilde B", means=own.JUMP_B[0].symbol),
        Letter(printed=r"\tilde B^\dagger", means=own.JUMP_B[1].symbol),
        Letter(printed=r"UaU^\dagger", means=own.NONLOCAL_A.symbol),
        Letter(printed=r"UbU^\dagger", means=own.NONLOCAL_B.symbol),
        Letter(printed=r"[\tilde A,\tilde A^\dagger]", means=own.COMMUTATOR_A.symbol),
        Letter(printed=r"[\tilde B,\tilde B^\dagger]", means=own.COMMUTATOR_B.symbol),
        Letter(printed=r"[\tilde A,\tilde B]", means=own.COMMUTATOR_AB.symbol),
        Letter(printed=r"[x_{\text a},p_{\text a}]", means=own.COMMUTATOR_X.symbol),
        Letter(printed=r"\rho(t)", means=own.STATE.symbol),
        Letter(printed=r"\rho_U(t)", means=own.STATE_U.symbol),
        Letter(printed=r"d_t\rho(t)", means=change(own.STATE)),
        Letter(printed=r"d_t\rho_U(t)", means=change(own.STATE_U)),
        Letter(printed=MOMENT, means=own.MOMENT.symbol),
        Letter(printed=MOMENT + "_0", means=own.MOMENT_AT_START.symbol),
        Letter(printed=r"\Lambda_{mkpq}", means=own.DAMPING.symbol),
        *(Letter(printed=order.name, means=order.symbol) for order in own.ORDERS),
        Letter(printed=r"\langle a^\dagger a\rangle", means=own.NUMBER_A.symbol),
        Letter(printed=r"\langle b^\dagger b\rangle", means=own.NUMBER_B.symbol),
        Letter(printed=r"d_t\langle a^\dagger a\rangle", means=change(own.NUMBER_A)),
        Letter(printed=r"d_t\langle b^\dagger b\rangle", means=change(own.NUMBER_B)),
        Letter(printed=r"\langle a^\dagger a\rangle_\infty", means=own.FINAL_A.symbol),
        Letter(printed=r"\langle b^\dagger b\rangle_\infty", means=own.FINAL_B.symbol),
        Letter(printed="n", means=own.QUANTA.symbol),
        Letter(printed="c_n", means=own.AMPLITUDE.symbol),
        Letter(printed="c_{n+1}", means=own.AMPLITUDE_NEXT.symbol),
        Letter(printed=r"\langle n,n+1|\tilde A|\Psi_{\text{TMS}}\rangle", means=own.LOWERED.symbol),
        Letter(printed=r"\mathrm{var}(x_+)", means=own.VAR_X.symbol),
        Letter(printed=r"\mathrm{var}(p_-)", means=own.VAR_P.symbol),
        Letter(printed=VARIANCES, means=own.VAR_SUM.symbol),
        Letter(printed=f"({VARIANCES})_" + r"{\text{sep}}", means=own.VAR_SEPARABLE.symbol),
        Letter(printed=f"({VARIANCES})_" + "{-r}", means=own.VAR_STRETCHED.symbol),
    ),
    representatives=(
        matrices(*MODES, own.NONLOCAL_A, own.NONLOCAL_B, own.STATE_U),
        matrices(own.JUMP_A[0], own.JUMP_A[1], own.JUMP_B[0], own.JUMP_B[1], own.STATE),
    ),
)
