r"""What a noble gas holds of a squeezed alkali state after the exchange, and after storage.

The two modes obey :math:`\dot x = Mx + F` with losses in the alkali only. With :math:`U=e^{Mt}`, T the share
:math:`|U_{ba}|^2` that comes over and R the share :math:`|U_{bb}|^2` that stays, the noise that the noble gas takes
up follows from the balance of :math:`UU^\dagger`,

.. math:: \int_0^t 2\gamma\,|U_{ba}|^2\,\mathrm d\tau = 1 - T - R .

Noise of all collisions of polarised atoms, exchange and spin destruction alike, has the variance :math:`1/p_a` of the
incoherent excitations where the vacuum has 1, and so has the mode that they drive in the long run.
"""

from __future__ import annotations

import sympy as sp

from derive.records import Derivation, Equation
from derive.spin_exchange import cell_symbols as own
from derive.spin_exchange import incoherent, mode_noise, noise_symbols, symbols, two_mode
from derive.spin_exchange.mode_symbols import P
from derive.steps import Chain, DerivationError

MODULE = "spin_exchange.state_transfer"
TABLE = own.TABLE
SAME = "atoms that diffuse in from other modes, and all collisions, have the same polarisation"
SINGLE = "a single mode of each gas, which fills the cell with the other"
NO_LOSS = "the noble gas does not decay during the exchange, which is short against its lifetime"
QUADRATURE = "the quadrature of the noble gas that the squeezed quadrature of the alkali turns into"
PLAIN = "U V U+ of uncorrelated gases; incoherent excitations have no phase"


def derivation() -> Derivation:
    """Noise taken up, variance after the exchange and after storage, and what is left of the excitations."""
    noise = taken_up()
    return Derivation(
        module=MODULE, title="Transfer and storage of a squeezed state", story=__doc__ or "",
        equations=(noise, transferred(noise), *stored()),
    )  # fmt: skip


def taken_up() -> Equation:
    """The integral of 2 gamma |U_ba|^2 over the exchange: d(U U+)/dt = U (M + M+) U+, and M + M+ is the loss."""
    gamma = symbols.GAMMA.symbol
    m = sp.Matrix([[sp.I * symbols.DETUNING.symbol - gamma, -sp.I * symbols.J.symbol], [-sp.I * symbols.J.symbol, 0]])
    balance = m + m.applyfunc(lambda entry: sp.conjugate(entry)).T
    rows = [entry.symbol for entry in two_mode.PROPAGATOR]
    u_b = sp.Matrix([rows[2:]])
    rate = sp.expand((u_b * balance * u_b.H)[0, 0])
    lost = sp.expand(rate + 2 * gamma * rows[2] * sp.conjugate(rows[2])) == 0
    kept = 1 - own.TRANSFERRED.symbol - own.KEPT.symbol
    chain = Chain(own.NOISE_INTEGRAL.symbol, TABLE)
    chain.certified(
        "balance of the row of the noble gas", kept, "d(U U+)/dt = U (M + M+) U+ with U(0) = 1", lost,
        "the norm |U_ba|^2 + |U_bb|^2 of the row starts at 1 and falls at the rate 2 gamma |U_ba|^2",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.noise", title="Noise that the noble gas takes up", lhs=own.NOISE_INTEGRAL.symbol,
        follows_from=(f"{two_mode.MODULE}.propagator",), assumes=(SINGLE, NO_LOSS),
    )  # fmt: skip


def bath(kind: str) -> sp.Expr:
    """The variance that noise leaves in the long run, (A + N)/(2 rate): v' = -2 rate v + A + N, the vacuum at 1.

    ``kind`` names the noise: exchange on the alkali or on the noble gas, or the destruction of alkali spin.
    """
    found = {e.id.rpartition(".")[2]: e.rhs for e in (*mode_noise.moments(), *mode_noise.single_species())}
    above, below, rate = {
        "a": ("antinormal_a", "normal_a", symbols.RATE_A.symbol),
        "b": ("antinormal_b", "normal_b", symbols.RATE_B.symbol),
        "destruction": ("destruction_antinormal", "destruction_normal", noise_symbols.RATE_SD.symbol),
    }[kind]
    return sp.cancel((found[above] + found[below]) / (2 * rate))


def transferred(noise: Equation) -> Equation:
    """The variance of the noble-gas quadrature: what comes over, what was there, and noise."""
    p_a, p_b = symbols.P_A.symbol, symbols.P_B.symbol
    start = 1 + 2 * _number(p_b)
    ends = {kind: bath(kind) for kind in ("a", "destruction")}
    if any(sp.cancel(end - 1 / p_a) != 0 for end in ends.values()) or sp.cancel(start - 1 / p_b) != 0:
        raise DerivationError(f"noise of different collisions leaves different variances: {ends}")
    share, rest = own.TRANSFERRED.symbol, own.KEPT.symbol
    chain = Chain(share * own.SQUEEZED.symbol + rest * start + noise.rhs / p_a, TABLE)
    chain.equal("the incoherent excitations of the noble gas, 1 + (1 - p)/p",
                share * own.SQUEEZED.symbol + rest / p_b + (1 - share - rest) / p_a)  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.variance", title="Variance after the transfer", lhs=own.VARIANCE.symbol,
        follows_from=(noise.id, "spin_exchange.incoherent.mean_number", "spin_exchange.mode_noise.destruction_normal",
                      "spin_exchange.mode_noise.normal_a"),
        assumes=(SINGLE, NO_LOSS, SAME, QUADRATURE, PLAIN),
    )  # fmt: skip


def _number(polarisation: sp.Expr) -> sp.Expr:
    """The mean number of incoherent excitations at a polarisation."""
    (found,) = (e for e in incoherent.derivation().equations if e.id.endswith(".mean_number"))
    number: sp.Expr = found.rhs.subs(P.symbol, polarisation)
    return number


def stored() -> tuple[Equation, Equation]:
    """Variance and share of the excitations after a time of storage, far from resonance."""
    rate, time, p_b = own.NOBLE_LOSS.symbol, own.STORAGE.symbol, symbols.P_B.symbol
    if sp.cancel(bath("b") - 1 / p_b) != 0:
        raise DerivationError("the noise of exchange leaves the noble gas another variance than its polarisation does")
    left = sp.exp(-2 * rate * time)
    v = sp.Function("v")
    start, end = own.VARIANCE.symbol, 1 / p_b
    solved = left * start + (1 - left) * end
    balance = sp.expand(sp.diff(solved, time) + 2 * rate * (solved - end)) == 0 and solved.subs(time, 0) == start
    chain = Chain(v(time), TABLE)
    chain.certified("solve v' = -2 gamma_b (v - 1/p_b)", solved, "initial value problem", balance,
                    "the rate of change and the value at the start hold identically")  # fmt: skip
    alone = "no exchange with the alkali but the losses it causes"
    variance = chain.equation(
        id=f"{MODULE}.stored_variance", title="Variance after storage", lhs=own.STORED_VARIANCE.symbol,
        follows_from=(f"{MODULE}.variance", "spin_exchange.mode_noise.normal_b"), assumes=(alone, SAME),
    )  # fmt: skip
    share = Chain(own.TRANSFERRED.symbol * left, TABLE)
    return variance, share.equation(
        id=f"{MODULE}.efficiency", title="Efficiency of storage", lhs=own.EFFICIENCY.symbol,
        follows_from=(f"{two_mode.MODULE}.propagator",),
        assumes=(alone, "amplitudes decay at gamma_b, excitations at twice that"),
    )  # fmt: skip
