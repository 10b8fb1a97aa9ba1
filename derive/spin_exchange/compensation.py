r"""The compensation field of a co-magnetometer: where slow transverse fields do not turn the alkali spin.

A slow transverse field turns both gases. The noble gas follows its own field adiabatically, and its magnetisation
turns with it; at one field along z the transverse part of that magnetisation is, at the alkali, equal and opposite
to the field that caused it. Setting the transverse alkali spin of the static linear equations to zero gives

.. math:: B_{\mathrm{comp}} = \frac\zeta2\left(\frac{2Ks_b\,n_bp_b}{g_a} + \frac{q\,n_ap_a}{g_b}\right) ,

minus the sum of the two collisional fields.
"""

from __future__ import annotations

import sympy as sp

from derive.records import Approximation, Derivation, Equation
from derive.spin_exchange import cell_rates, symbols, two_mode
from derive.spin_exchange import cell_symbols as own
from derive.steps import Chain, DerivationError

MODULE = "spin_exchange.compensation"
TABLE = own.TABLE
STATIC = "the transverse field changes slowly against both precession frequencies, and the noble gas has no loss"
SMALL_FIELD = Approximation(name="small transverse field", small_parameter=own.TRANSVERSE.symbol, neglected_order=2)


def derivation(model: cell_rates.Nucleus = cell_rates.MODEL) -> Derivation:
    """The static response of the alkali to a transverse field, and the field at which it vanishes."""
    answer = response(model)
    return Derivation(
        module=MODULE, title="Compensation field", story=__doc__ or "", equations=(answer, field(answer, model))
    )


def drive(gyro: sp.Expr, along_axis: sp.Expr) -> sp.Expr:
    """d f_-/dt that a transverse field causes on a spin along z: the torque g B x f, in its component x - i y."""
    bx, by = sp.symbols("B_x B_y", real=True)
    torque = sp.Matrix([gyro * bx, gyro * by, 0]).cross(sp.Matrix([0, 0, along_axis]))
    minus = sp.expand(torque[0] - sp.I * torque[1])
    made = sp.I * gyro * along_axis * own.TRANSVERSE.symbol
    if sp.expand(minus - made.subs(own.TRANSVERSE.symbol, bx - sp.I * by)) != 0:
        raise DerivationError(f"the torque {minus} of a transverse field is not proportional to B_x - i B_y")
    return made


def response(model: cell_rates.Nucleus) -> Equation:
    """The static f_- per atom in a transverse field: both rates of change are zero."""
    matrix = cell_rates.in_a_field(model)
    f, k = own.RESPONSE.symbol, sp.Symbol("k_t")
    lengths = (-symbols.P_A.symbol * symbols.Q.symbol / 2, model.along_axis)
    gyros = (own.GYRO_A.symbol, own.SENSE.symbol * own.GYRO_B.symbol)
    drives = [drive(gyro, length) for gyro, length in zip(gyros, lengths, strict=True)]
    rates = [
        (matrix[0, 0] - symbols.GAMMA.symbol) * f + matrix[0, 1] * k + drives[0],
        matrix[1, 0] * f + matrix[1, 1] * k + drives[1],
    ]
    ((static_f, static_k),) = sp.linsolve([sp.expand(rate) for rate in rates], [f, k])
    found = sp.factor(static_f)
    chain = Chain(drives[0] / symbols.GAMMA.symbol, TABLE)
    chain.certified("let the noble gas follow", found, "substituting both spins into both rates",
                    all(sp.cancel(rate.subs({f: found, k: static_k})) == 0 for rate in rates),
                    "both rates of change vanish identically")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.response", title="Static response of the alkali to a transverse field", lhs=f,
        follows_from=(f"{two_mode.MODULE}.alkali_frequency", f"{two_mode.MODULE}.noble_gas_frequency"),
        assumes=(cell_rates.POLARISED, cell_rates.SENSES, STATIC), approximations=(SMALL_FIELD, two_mode.COHERENT),
    )  # fmt: skip


def field(answer: Equation, model: cell_rates.Nucleus) -> Equation:
    """The field at which the response vanishes, and its two parts."""
    z = own.FIELD.symbol
    numerator, denominator = sp.fraction(sp.together(answer.rhs))
    (found,) = sp.solve(numerator, z)
    chain = Chain(answer.rhs, TABLE)
    vanishes = sp.cancel(answer.rhs.subs(z, found)) == 0 and sp.cancel(denominator.subs(z, found)) != 0
    chain.certified("solve for the field without response", sp.expand(found), "substitution", vanishes,
                    "the numerator vanishes there, the denominator does not")  # fmt: skip
    zeta, sense = own.ZETA.symbol, own.SENSE.symbol
    noble = -sense * zeta * own.N_B.symbol * model.along_axis / own.GYRO_A.symbol
    alkali = zeta * own.N_A.symbol * symbols.P_A.symbol * symbols.Q.symbol / (2 * own.GYRO_B.symbol)
    chain.equal("minus the fields of the two magnetisations", noble + alkali)
    return chain.equation(
        id=f"{MODULE}.field", title="Compensation field", lhs=own.COMPENSATION.symbol, follows_from=(answer.id,),
        assumes=answer.assumes,
    )  # fmt: skip
