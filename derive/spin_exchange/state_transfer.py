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
from derive.spin_exchange import mode_noise, noise_symbols, symbols, two_mode
from derive.steps import Chain, DerivationError

MODULE = "spin_exchange.state_transfer"
TABLE = own.TABLE
SAME = "atoms that diffuse in from other modes, and all collisions, have the same polarisation"
SINGLE = "a single mode of each gas, which fills the cell with the other"
NO_LOSS = "the noble gas does not decay during the exchange, which is short against its lifetime"
QUADRATURE = "the quadrature of the noble gas that the squeezed quadrature of the alkali turns into"
TEMPERATURE = "the noble-gas spins are at a spin temperature, before and during storage"
PLAIN = "U V U+ of uncorrelated gases; incoherent excitations have no phase"


def derivation() -> Derivation:
    """Noise taken up, variance after the exchange and after storage, and what is left of the excitations."""
    noise, background = taken_up(), transverse_noise()
    return Derivation(
        module=MODULE, title="Transfer and storage of a squeezed state", story=__doc__ or "",
        equations=(noise, background, mean_spin(), transferred(noise, background), *stored()),
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


def transverse_noise() -> Equation:
    """The variance of a transverse quadrature of spins K at a spin temperature: 1/p of a spin 1/2 at that temperature.

    The state w^m makes k_- up to w times as likely as k_+, whatever K is; with w = (1 - p)/(1 + p) the symmetrised
    product over twice the mean spin, which is the length of the mode, is 1/p.
    """
    p = own.TEMPERED.symbol
    weight = own.WEIGHT.symbol
    even = (1 + weight) / (1 - weight)
    spins = [sp.Rational(n, 2) for n in range(1, 10)]
    exact = all(sp.cancel(_ratio(spin, weight) - even) == 0 for spin in spins)
    balance = all(sp.cancel(_swap(spin, weight)) == 0 for spin in spins)
    chain = Chain(even, TABLE)
    chain.certified("the ratio does not depend on the spin", even, "exact matrices of the spins 1/2 to 9/2",
                    exact and balance, "tr(rho k_- k_+) = w tr(rho k_+ k_-), since k_+ raises m by one")  # fmt: skip
    found = sp.cancel(even.subs(weight, (1 - p) / (1 + p)))
    chain.certified("write with the polarisation of a spin 1/2", found, "substitution", sp.cancel(found - 1 / p) == 0)
    return chain.equation(
        id=f"{MODULE}.transverse_noise", title="Transverse noise of a spin at a spin temperature", lhs=own.NOISE.symbol,
        follows_from=("spin_exchange.incoherent.alkali_number",), assumes=(TEMPERATURE,),
    )  # fmt: skip


def _levels(spin: sp.Rational) -> list[tuple[sp.Rational, sp.Rational]]:
    """(m, |<m+1|k_+|m>|^2) from the lowest level on."""
    levels = [-spin + n for n in range(int(2 * spin) + 1)]
    return [(m, spin * (spin + 1) - m * (m + 1)) for m in levels]


def _ratio(spin: sp.Rational, weight: sp.Symbol) -> sp.Expr:
    """<k_+ k_- + k_- k_+>/(2 |<k_z>|) in the state w^m, with w below 1, so that spins point down."""
    both = sum(strength * (weight**m + weight ** (m + 1)) for m, strength in _levels(spin))
    mean = sum(m * weight**m for m, _ in _levels(spin))
    return both / (-2 * mean)


def _swap(spin: sp.Rational, weight: sp.Symbol) -> sp.Expr:
    """tr(rho k_+ k_-) - w tr(rho k_- k_+) without the norm: the first product needs the upper level filled."""
    down_up = sum(strength * weight**m for m, strength in _levels(spin))
    up_down = sum(strength * weight ** (m + 1) for m, strength in _levels(spin))
    return up_down - weight * down_up


def mean_spin() -> Equation:
    """|<k_z>| of a spin K at a spin temperature, from the slowing-down factor of an atom with that nuclear spin."""
    q, p = symbols.Q.symbol, own.TEMPERED.symbol
    electron = p / 2
    chain = Chain(q * electron - electron, TABLE)
    chain.equal("the total spin less that of the electron", (q - 1) * p / 2)
    return chain.equation(
        id=f"{MODULE}.mean_spin", title="Mean spin at a spin temperature", lhs=own.MEAN_SPIN.symbol,
        follows_from=("spin_exchange.slowing_down.total_spin",),
        assumes=(TEMPERATURE, "q is the slowing-down factor of an alkali atom with a nucleus of that spin"),
    )  # fmt: skip


def transferred(noise: Equation, background: Equation) -> Equation:
    """The variance of the noble-gas quadrature: what comes over, what was there, and noise."""
    p_a = symbols.P_A.symbol
    ends = {kind: bath(kind) for kind in ("a", "destruction")}
    if any(sp.cancel(end - 1 / p_a) != 0 for end in ends.values()):
        raise DerivationError(f"noise of different collisions leaves different variances: {ends}")
    share, rest, start = own.TRANSFERRED.symbol, own.KEPT.symbol, own.NOISE.symbol
    chain = Chain(share * own.SQUEEZED.symbol + rest * start + own.NOISE_INTEGRAL.symbol / p_a, TABLE)
    named = {start: background.rhs, own.NOISE_INTEGRAL.symbol: noise.rhs}
    found = share * own.SQUEEZED.symbol + rest / own.TEMPERED.symbol + (1 - share - rest) / p_a
    chain.certified("put in the noise of the noble gas and of the alkali", found, "substitution",
                    sp.expand(chain.expression.subs(named) - found) == 0)  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.variance", title="Variance after the transfer", lhs=own.VARIANCE.symbol,
        follows_from=(noise.id, background.id, "spin_exchange.mode_noise.destruction_normal",
                      "spin_exchange.mode_noise.normal_a"),
        assumes=(SINGLE, NO_LOSS, SAME, QUADRATURE, PLAIN, TEMPERATURE),
    )  # fmt: skip


def stored() -> tuple[Equation, Equation]:
    """Variance and share of the excitations after a time of storage, far from resonance."""
    rate, time, p_b = own.NOBLE_LOSS.symbol, own.STORAGE.symbol, own.TEMPERED.symbol
    if sp.cancel(bath("b") - 1 / symbols.P_B.symbol) != 0:
        raise DerivationError("the noise of exchange leaves the noble gas another variance than its polarisation does")
    left = sp.exp(-2 * rate * time)
    v = sp.Function("v")
    start, end = own.VARIANCE.symbol, 1 / p_b
    solved = left * start + (1 - left) * end
    balance = sp.expand(sp.diff(solved, time) + 2 * rate * (solved - end)) == 0 and solved.subs(time, 0) == start
    chain = Chain(v(time), TABLE)
    chain.certified("solve v' = -2 gamma_b (v - 1/p)", solved, "initial value problem", balance,
                    "the rate of change and the value at the start hold identically")  # fmt: skip
    alone = "no exchange with the alkali but the losses it causes"
    variance = chain.equation(
        id=f"{MODULE}.stored_variance", title="Variance after storage", lhs=own.STORED_VARIANCE.symbol,
        follows_from=(f"{MODULE}.variance", "spin_exchange.mode_noise.normal_b"), assumes=(alone, SAME, TEMPERATURE),
    )  # fmt: skip
    share = Chain(own.TRANSFERRED.symbol * left, TABLE)
    return variance, share.equation(
        id=f"{MODULE}.efficiency", title="Efficiency of storage", lhs=own.EFFICIENCY.symbol,
        follows_from=(f"{two_mode.MODULE}.propagator",),
        assumes=(alone, "amplitudes decay at gamma_b, excitations at twice that"),
    )  # fmt: skip
