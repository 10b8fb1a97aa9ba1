r"""Elimination of fast modes: reservoirs of rapidly diffusing modes, and what they do to the stable ones.

A reservoir mode r decays at a rate far above J. It forgets its past, follows the stable modes that drive it, and
carries noise. A driver of the other gas turns at that gas's frequency, so that with the detuning
:math:`\Delta=\omega_b-\omega_a` an alkali mode responds as :math:`1/(\gamma_{ar}-i\Delta)` and a noble-gas mode as
:math:`1/(\gamma_{br}+i\Delta)`:

.. math:: \int_0^\infty e^{-(i\omega_b+\gamma_{br})\tau'}\,e^{i\omega_a\tau'}\,d\tau' = \frac1{\gamma_{br}+i\Delta} .

Put back into the equations of the stable modes, the reservoirs add couplings between the stable modes of one gas,
and noise. A label stands for one mode of its set.
"""

from __future__ import annotations

import sympy as sp

from derive.records import Approximation, Derivation, Equation
from derive.spin_exchange import coupled_modes, symbols
from derive.spin_exchange import spatial_symbols as own
from derive.spin_exchange.coupled_modes import COMPLETE, MODEL, ONE_TERM, Local
from derive.steps import Chain, DerivationError

MODULE = "spin_exchange.mode_elimination"
TABLE = own.TABLE
OMEGA_A, OMEGA_B = symbols.SHIFTED_A.symbol, symbols.SHIFTED_B.symbol
DRIVEN = "each stable mode turns at the frequency of its own gas while the reservoir forgets"
LATE = "the time is long against the decay time of the reservoir modes"


def _fast(gas: str) -> Approximation:
    return Approximation(
        name=f"reservoir modes of gas {gas} follow the stable modes, and not the reservoir of the other gas",
        small_parameter=symbols.J.symbol / own.G[f"{gas}r"].symbol, neglected_order=2,
    )  # fmt: skip


def derivation(model: Local = MODEL) -> Derivation:
    """The noise of a reservoir mode, its response, and the stable modes without their reservoirs."""
    return Derivation(
        module=MODULE, title="Elimination of fast modes", story=__doc__ or "",
        equations=(accumulated(), *responses(model), *couplings(model), *forces(model), *stable(model)),
    )  # fmt: skip


def accumulated() -> Equation:
    """Amplitude of a reservoir mode after an impulse of its noise at t_0, from rest: causal and decaying."""
    t, start, rate = symbols.TIME.symbol, own.IMPULSE.symbol, sp.I * own.OMEGA_Q.symbol + own.DECAY_Q.symbol
    window = sp.exp(-rate * (t - start)) * own.STRENGTH.symbol
    chain = Chain(own.RESPONSE.symbol, TABLE)
    solves = sp.expand(sp.diff(window, t) + rate * window) == 0 and window.subs(t, start) == own.STRENGTH.symbol
    chain.certified("solve from rest", window * (1 - sp.Heaviside(1 - t / start)), "initial value problem",
                    solves, "nothing before it, free decay after it; any force is a sum of impulses")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.accumulated_noise", title="Reservoir mode after an impulse of noise", lhs=own.RESPONSE.symbol,
        follows_from=(f"{coupled_modes.MODULE}.alkali", f"{coupled_modes.MODULE}.noble_gas"),
        source="SI section 2, after Eq. (S3)",
    )  # fmt: skip


def _forgetting(model: Local, gas: int) -> sp.Expr:
    """The rate at which a reservoir mode forgets a driver of the other gas, relative to how that turns."""
    return own.G[f"{'ab'[gas]}r"].symbol - model.coherent[gas, gas] + model.coherent[1 - gas, 1 - gas]


def response(model: Local, gas: int) -> sp.Expr:
    """Steady amplitude of a reservoir mode per driving amplitude, without the overlap.

    The driver turns freely; its phase is divided out.
    """
    rate = own.G[f"{'ab'[gas]}r"].symbol
    found = model.coherent[gas, 1 - gas] / _forgetting(model, gas)
    t = symbols.TIME.symbol
    driver = sp.exp(model.coherent[1 - gas, 1 - gas] * t)
    follows = found * driver
    rest = sp.diff(follows, t) - (model.coherent[gas, gas] - rate) * follows - model.coherent[gas, 1 - gas] * driver
    if sp.cancel(sp.expand(rest / driver)) != 0:
        raise DerivationError(f"{found} does not solve the driven equation of gas {'ab'[gas]}")
    named = found.subs(OMEGA_B, OMEGA_A + symbols.DETUNING.symbol)
    top, bottom = sp.fraction(sp.together(named))
    return top / sp.expand(bottom)


def responses(model: Local = MODEL) -> tuple[Equation, Equation]:
    """A reservoir mode: its noise, and its following of one stable mode of the other gas."""
    made = []
    for gas, mode, noise, driver, overlap, name in (
        (0, own.AR, own.RESERVOIR_A, own.BN, own.C["rn"].symbol, "alkali"),
        (1, own.BR, own.RESERVOIR_B, own.AM, sp.conjugate(own.C["mr"].symbol), "noble_gas"),
    ):
        past = sp.Integral(sp.exp(-_forgetting(model, gas) * own.WAITED.symbol), (own.WAITED.symbol, 0, sp.oo))
        chain = Chain(noise.symbol + model.coherent[gas, 1 - gas] * overlap * driver.symbol * past, TABLE)
        followed = noise.symbol + response(model, gas) * overlap * driver.symbol
        forgets = sp.re(_forgetting(model, gas)).is_positive is True
        chain.certified("sum what the driver has left over all its past", followed, "driven equation of motion",
                        forgets, "the past fades, and the sum solves the equation of motion")  # fmt: skip
        made.append(chain.equation(
            id=f"{MODULE}.{name}_reservoir", title=f"Reservoir mode of the {name.replace('_', ' ')}", lhs=mode.symbol,
            follows_from=(f"{coupled_modes.MODULE}.{name}", f"{MODULE}.accumulated_noise",
                          "spin_exchange.two_mode.detuning"),
            assumes=(COMPLETE, DRIVEN, LATE, ONE_TERM), approximations=(_fast("ab"[gas]),),
            source="SI section 2, Eq. (S3)",
        ))  # fmt: skip
    return made[0], made[1]


def _returned(model: Local, gas: int) -> tuple[sp.Expr, sp.Expr]:
    """Rate of a stable mode by way of one reservoir mode of the other gas: per stable amplitude, and per noise."""
    c = {pair: own.C[pair].symbol for pair in ("sr", "nr", "rs", "rn")}
    back = c["sr"] if gas == 0 else sp.conjugate(c["rs"])
    forth = sp.conjugate(c["nr"]) if gas == 0 else c["rn"]
    rate = model.coherent[gas, 1 - gas] * back
    return rate * response(model, 1 - gas) * forth, rate


def couplings(model: Local = MODEL) -> tuple[Equation, ...]:
    """epsilon of each gas: -J epsilon is the rate at which mode n drives mode s by way of a reservoir mode."""
    made = []
    for gas, quantity, name in ((0, own.EPSILON_A, "alkali"), (1, own.EPSILON_B, "noble_gas")):
        through, _ = _returned(model, gas)
        chain = Chain(-through / symbols.J.symbol, TABLE)
        made.append(chain.equation(
            id=f"{MODULE}.{name}_epsilon", title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}",
            lhs=quantity.symbol,
            follows_from=tuple(f"{MODULE}.{other}_reservoir" for other in ("alkali", "noble_gas")),
            assumes=(COMPLETE, DRIVEN, LATE, ONE_TERM, "the rate of mode s by mode n is -J epsilon"),
            approximations=(_fast("ba"[gas]),), source="SI section 2, after Eq. (S4)",
        ))  # fmt: skip
    coupling = made[1]
    starred = Chain(sp.conjugate(coupling.rhs), TABLE).equation(
        id=f"{MODULE}.noble_gas_epsilon_conjugate",
        title="Noble-gas coupling, when its conjugate stands in the equation of motion",
        lhs=own.EPSILON_B_STAR.symbol, follows_from=(coupling.id,),
        assumes=(*coupling.assumes[:-1], "the rate of mode s by mode n is -J epsilon^*"),
        approximations=coupling.approximations, source="SI section 2, after Eq. (S4)",
    )  # fmt: skip
    return *made, starred


def forces(model: Local = MODEL) -> tuple[Equation, Equation]:
    """Noise of a stable mode with what one reservoir mode of the other gas adds."""
    made = []
    rows = ((0, own.FORCE_A, own.RESERVOIR_B, "alkali"), (1, own.FORCE_B, own.RESERVOIR_A, "noble_gas"))
    for gas, quantity, noise, name in rows:
        _, rate = _returned(model, gas)
        chain = Chain(own.F[f"{'ab'[gas]}s"].symbol + rate * noise.symbol, TABLE)
        made.append(chain.equation(
            id=f"{MODULE}.{name}_force", title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}",
            lhs=quantity.symbol,
            follows_from=(f"{coupled_modes.MODULE}.{name}",), assumes=(COMPLETE, ONE_TERM),
            source="SI section 2, after Eq. (S4)",
        ))  # fmt: skip
    return made[0], made[1]


def stable(model: Local = MODEL) -> tuple[Equation, Equation]:
    """Rates of stable modes: their own motion, one stable mode of the other gas, one of their own by a reservoir."""
    c = {pair: own.C[pair].symbol for pair in ("sn", "ms")}
    made = []
    for gas, mine, other, same, overlap, force, name in (
        (0, own.AS, own.BN, own.AN, c["sn"], own.FORCE_A, "alkali"),
        (1, own.BS, own.AM, own.BM, sp.conjugate(c["ms"]), own.FORCE_B, "noble_gas"),
    ):
        through, _ = _returned(model, gas)
        if gas:
            through = through.xreplace({own.C["rn"].symbol: own.C["rm"].symbol})
        rate = (model.coherent[gas, gas] - own.G[f"{'ab'[gas]}s"].symbol) * mine.symbol
        rate += model.coherent[gas, 1 - gas] * overlap * other.symbol
        reservoir, noise = ((own.BR, own.F["as"]), (own.AR, own.F["bs"]))[gas]
        _, coupling = _returned(model, gas)
        chain = Chain(rate + coupling * reservoir.symbol + noise.symbol, TABLE)
        carried = (own.RESERVOIR_B, own.RESERVOIR_A)[gas].symbol
        put_in = chain.expression.subs(reservoir.symbol, carried + through / coupling * same.symbol)
        named = rate + through * same.symbol + force.symbol
        written = named.subs(force.symbol, noise.symbol + coupling * carried)
        chain.certified("put in the reservoir mode and name the noise", named, "substitution",
                        sp.expand(put_in - written) == 0, "the reservoir mode follows and carries noise")  # fmt: skip
        made.append(chain.equation(
            id=f"{MODULE}.{name}", title=f"Stable mode of the {name.replace('_', ' ')}",
            lhs=sp.Derivative(mine.symbol, symbols.TIME.symbol, evaluate=False),
            follows_from=(f"{coupled_modes.MODULE}.{name}", f"{MODULE}.{name}_epsilon", f"{MODULE}.{name}_force"),
            assumes=(COMPLETE, DRIVEN, LATE, ONE_TERM), approximations=(_fast("ba"[gas]),),
            source="SI section 2, Eq. (S4)",
        ))  # fmt: skip
    return made[0], made[1]
