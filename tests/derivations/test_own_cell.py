"""Derivations of a cell of one's own follow the nucleus they are given, and refuse what does not hold."""

from __future__ import annotations

import pytest
import sympy as sp

from derive.spin_exchange import cell_rates, cell_symbols, compensation, state_transfer, symbols
from derive.spin_exchange.cell_rates import Nucleus

K, P_B = cell_symbols.NOBLE_SPIN.symbol, symbols.P_B.symbol


@pytest.mark.parametrize("spin", [sp.Rational(1, 2), sp.Rational(3, 2), sp.Integer(2)])
def test_coupling_goes_with_the_root_of_the_spin_along_the_axis(spin) -> None:
    nucleus = Nucleus(spin=spin, along_axis=-spin * P_B)
    ratio = cell_rates.coupling(nucleus).rhs / cell_rates.coupling(Nucleus(spin=spin, along_axis=-P_B / 2)).rhs
    assert sp.simplify(ratio**2 - 2 * spin) == 0


def test_spin_one_half_gives_back_the_equations_of_two_spins() -> None:
    from derive.spin_exchange import cell_numbers, fermi_contact, two_mode

    half = {K: sp.Rational(1, 2), cell_symbols.SENSE.symbol: 1}
    assert sp.expand(cell_rates.coupling(cell_rates.MODEL).rhs.subs(half)
                     - two_mode.exchange_rate(two_mode.transverse_matrix()).rhs) == 0  # fmt: skip
    assert sp.cancel(cell_rates.resonance(cell_rates.MODEL).rhs.subs(half) - cell_numbers.resonance_field().rhs) == 0
    strength = {e.id.rpartition(".")[2]: e for e in fermi_contact.derivation().equations}["zeta_moment"]
    assert sp.cancel(cell_rates.strength(cell_rates.MODEL).rhs.subs(half) - strength.rhs) == 0


@pytest.mark.parametrize(
    ("spin", "factor"), [(sp.Rational(1, 2), 1), (sp.Rational(3, 2), 5), (sp.Integer(1), sp.Rational(8, 3))]
)
def test_disturbance_of_the_electron(spin, factor) -> None:
    assert cell_rates.disturbance(Nucleus(spin=spin)) == factor


def test_compensation_field_follows_the_noble_gas() -> None:
    """Spins n times as long along the axis make n times their part of the field; that of the alkali stays."""

    def field(times):
        nucleus = Nucleus(along_axis=-times * K * P_B)
        return compensation.field(compensation.response(nucleus), nucleus).rhs

    once, twice = (field(times) for times in (1, 2))
    noble = twice - once
    assert sp.expand(noble).has(cell_symbols.N_B.symbol)
    assert sp.expand(once - noble).free_symbols.isdisjoint({cell_symbols.N_B.symbol, cell_symbols.GYRO_A.symbol})


def test_noise_of_all_collisions_leaves_the_variance_of_the_polarisation() -> None:
    p_a, p_b = symbols.P_A.symbol, P_B
    assert [sp.cancel(state_transfer.bath(kind)) for kind in ("a", "destruction", "b")] == [1 / p_a, 1 / p_a, 1 / p_b]


def test_squeezing_without_loss_or_polarisation_loss() -> None:
    """A full transfer hands the variance over; no transfer leaves the noise of the noble gas; losses bring 1/p_a."""
    (variance,) = (e.rhs for e in state_transfer.derivation().equations if e.id.endswith(".variance"))
    share, kept = cell_symbols.TRANSFERRED.symbol, cell_symbols.KEPT.symbol
    assert variance.subs({share: 1, kept: 0}) == cell_symbols.SQUEEZED.symbol
    assert variance.subs({share: 0, kept: 1}) == 1 / cell_symbols.TEMPERED.symbol
    assert variance.subs({share: 0, kept: 0}) == 1 / symbols.P_A.symbol
