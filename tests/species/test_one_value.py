"""Numbers that also stand elsewhere in the project, as inputs of claims and studies, are those of the tables."""

from __future__ import annotations

import pytest
import scipy.constants

from derive.dissipative_entanglement import constants as caesium
from derive.spin_exchange import constants as exchange
from numerics import species, studies
from numerics.parameters import converted


def default(quantity, unit):
    number, _, given = quantity.default.partition(" ")
    return converted(float(number), given or "1", unit, quantity.name)


@pytest.mark.parametrize(
    ("quantity", "entry"),
    [
        (caesium.HYPERFINE_S, "A_S"), (caesium.HYPERFINE_P1, "A_P1"), (caesium.HYPERFINE_P3, "A_P3"),
        (caesium.QUADRUPOLE_P3, "B_P3"), (caesium.FREQUENCY_D1, "D1"), (caesium.FREQUENCY_D2, "D2"),
        (caesium.WIDTH_D1, "width_D1"), (caesium.WIDTH_D2, "width_D2"),
    ],
)  # fmt: skip
def test_constants_of_caesium(quantity, entry) -> None:
    assert getattr(species.atom("Cs-133"), entry).to("Hz") == pytest.approx(default(quantity, "Hz"), rel=1e-12)


def test_constants_of_potassium_and_helium() -> None:
    liquid = species.curve("K", 488)
    assert (liquid.A, f"{liquid.B} K") == (exchange.VAPOUR_LEVEL.default, exchange.VAPOUR_SLOPE.default)
    assert species.element("K", "sigma_se").to("cm^2") == default(exchange.ALKALI_CROSS_SECTION, "cm^2")
    kappa = species.pair("K", "He", "kappa_0")
    # the claims quote the same line at 220 degC
    assert kappa.to("1") + float(kappa.slope) * 20 == pytest.approx(default(exchange.ENHANCEMENT, "1"), rel=1e-12)
    moment = abs(species.atom("He-3").moment.to("1")) * scipy.constants.value("nuclear magneton")
    # CODATA of 2018 and 2022 differ by some parts in 1e8
    assert moment == pytest.approx(default(exchange.MOMENT, "J/T"), rel=1e-7)
    for name, mass in (("K-39", exchange.MASS_A), ("He-3", exchange.MASS_B)):
        assert species.atom(name).mass.to("kg") == pytest.approx(default(mass, "kg"), rel=1e-8)


def test_gyromagnetic_ratio_of_the_exchange_study() -> None:
    """That study has the paper's densities and polarisations; its g_b is that of the table's moment."""
    moment = abs(species.atom("He-3").moment.to("1")) * scipy.constants.value("nuclear magneton")
    ratio = 2 * moment / scipy.constants.hbar * 1e-4
    # for the bare helion; the shielded one is 6e-5 less
    assert studies.settings("exchange", {}).value("g_b") == pytest.approx(ratio, rel=1e-4)
