"""The tables against numbers from elsewhere: clock transitions, NMR frequencies, life times, other pressure curves."""

from __future__ import annotations

import re

import numpy as np
import pytest
import scipy.constants

from numerics import species
from numerics.species import records, tables

ALKALIS = ("K-39", "Rb-85", "Rb-87", "Cs-133", "Na-23")
NOBLE_GASES = ("He-3", "Ne-21", "Xe-129", "Xe-131")


def test_all_species_are_there() -> None:
    assert set(species.alkalis()) == set(ALKALIS)
    assert set(species.noble_gases()) == set(NOBLE_GASES)


# Ground-state hyperfine splittings in MHz, as clocks and beams have measured them: A (I + 1/2).
CLOCKS = {
    "K-39": 461.7197202, "Rb-85": 3035.732439, "Rb-87": 6834.682610904, "Cs-133": 9192.631770, "Na-23": 1771.6261288,
}  # fmt: skip


@pytest.mark.parametrize("name", ALKALIS)
def test_hyperfine_constants_give_the_clock_transitions(name: str) -> None:
    atom = species.atom(name)
    assert atom.A_S is not None
    # the frequencies are written to nine digits or more
    assert atom.A_S.to("MHz") * (atom.spin + 0.5) == pytest.approx(CLOCKS[name], rel=1e-9)


# |gamma| in 1e7 rad/s/T, from the recommendations for NMR of Harris et al., Pure Appl. Chem. 73, 1795 (2001).
LARMOR = {
    "He-3": 20.380159, "Ne-21": 2.11308, "Xe-129": 7.452103, "Xe-131": 2.209076, "K-39": 1.2500608,
    "Rb-85": 2.5927050, "Rb-87": 8.786400, "Cs-133": 3.5332539, "Na-23": 7.0808493,
}  # fmt: skip


@pytest.mark.parametrize("name", [*ALKALIS, *NOBLE_GASES])
def test_moments_give_the_gyromagnetic_ratios(name: str) -> None:
    atom = species.atom(name)
    ratio = atom.moment.to("1") * scipy.constants.value("nuclear magneton") / (atom.spin * scipy.constants.hbar)
    # moments differ by whether the shielding by the electrons is taken out: up to half a percent for heavy atoms
    assert abs(ratio) == pytest.approx(1e7 * LARMOR[name], rel=5e-3)


def test_signs_of_moments() -> None:
    """Of the noble gases only Xe-131 precesses against the electron."""
    assert [species.atom(name).moment.to("1") > 0 for name in NOBLE_GASES] == [False, False, False, True]
    assert all(species.atom(name).moment.to("1") > 0 for name in ALKALIS)


def test_hyperfine_constants_of_rubidium_go_with_the_nuclear_g_factors() -> None:
    light, heavy = (species.atom(name) for name in ("Rb-85", "Rb-87"))
    assert light.A_S is not None
    assert heavy.A_S is not None
    g = [atom.moment.to("1") / atom.spin for atom in (light, heavy)]
    # the hyperfine anomaly of the two isotopes is 0.35 %
    assert heavy.A_S.to("MHz") / light.A_S.to("MHz") == pytest.approx(g[1] / g[0], rel=5e-3)


# Life times of the excited levels in ns, and fine-structure splittings in 1/cm.
LIFE_TIMES = {
    "K-39": (26.72, 26.37), "Rb-85": (27.679, 26.235), "Rb-87": (27.679, 26.235), "Cs-133": (34.791, 30.405),
    "Na-23": (16.299, 16.249),
}  # fmt: skip
SPLITTINGS = {"K-39": 57.71, "Rb-85": 237.60, "Rb-87": 237.60, "Cs-133": 554.04, "Na-23": 17.196}


@pytest.mark.parametrize("name", ALKALIS)
def test_d_lines(name: str) -> None:
    atom = species.atom(name)
    assert atom.width_D1
    assert atom.width_D2
    assert atom.D1
    assert atom.D2
    for width, life in zip((atom.width_D1, atom.width_D2), LIFE_TIMES[name], strict=True):
        assert width.to("1/s") == pytest.approx(1 / (2 * np.pi * life * 1e-9), rel=2e-3)
    apart = (atom.D2.to("Hz") - atom.D1.to("Hz")) / scipy.constants.c / 100
    assert apart == pytest.approx(SPLITTINGS[name], rel=1e-3)


@pytest.mark.parametrize("name", [*ALKALIS, *NOBLE_GASES])
def test_masses_and_mass_numbers(name: str) -> None:
    element, number = name.split("-")
    atom = species.atom(name)
    assert atom.element == element
    assert atom.mass.to("u") == pytest.approx(int(number), abs=0.11)


def pressure(element: str, kelvin: float) -> float:
    curve = species.curve(element, kelvin)
    return float(10 ** (float(curve.A) - float(curve.B) / kelvin))


# The same authors' curve of three constants, log10(P/atm) = A - B/T - C log10 T, which is fitted more closely.
PRECISE = {
    "K": (8.233, 4693, 1.2403), "Rb": (8.316, 4275, 1.3102), "Cs": (8.232, 4062, 1.3359), "Na": (8.400, 5634, 1.1748),
}  # fmt: skip


@pytest.mark.parametrize("element", PRECISE)
def test_vapour_pressures_agree_with_another_curve(element: str) -> None:
    a, b, c = PRECISE[element]
    liquid = species.vapour(element)[-1]
    assert liquid.phase == "liquid"
    for kelvin in np.linspace(float(liquid.t_min), float(liquid.t_max), 20):
        other = 101325 * 10 ** (a - b / kelvin - c * np.log10(kelvin))
        # the curve of two constants is good to 5 %
        assert pressure(element, kelvin) == pytest.approx(other, rel=liquid.relative_error)


@pytest.mark.parametrize("element", PRECISE)
def test_phases_meet_at_the_melting_point(element: str) -> None:
    solid, liquid = species.vapour(element)
    assert solid.t_max == liquid.t_min
    melting = float(solid.t_max)
    below, above = pressure(element, melting - 1e-6), pressure(element, melting)
    assert below == pytest.approx(above, rel=2 * liquid.relative_error)


def test_potassium_vapour_of_the_proposed_cell() -> None:
    """The noble-gas paper has 3e14 per cm^3 at 215 degC, to one digit; caesium at 25 degC has some 5e10."""
    density = pressure("K", 488.15) / (scipy.constants.k * 488.15) * 1e-6
    assert 2.5e14 < density < 3.5e14
    # Steck's vapour pressure of caesium at 25 degC is 1.49e-6 torr
    assert pressure("Cs", 298.15) / 133.322 == pytest.approx(1.49e-6, rel=0.05)


def test_known_enhancement_factors() -> None:
    """Romalis and Cates at 170 degC: 4.52 + 0.00934 T; and the factors grow with the noble gas."""
    rubidium = species.pair("Rb", "He", "kappa_0")
    assert rubidium.temperature is not None
    at_170 = rubidium.to("1") + float(rubidium.slope) * (443.15 - rubidium.temperature)
    assert at_170 == pytest.approx(4.52 + 0.00934 * 170, rel=1e-3)
    grown = [species.pair("Rb", gas, "kappa_0").to("1") for gas in ("He", "Ne", "Xe")]
    assert grown == sorted(grown)
    assert grown[2] > 50 * grown[0]


def test_every_number_has_a_source_that_is_listed() -> None:
    entries = [datum for table in tables.collisions().values() for datum in table.values()]
    entries += [
        value for atom in tables.atoms().values() for name in atom.__struct_fields__
        if isinstance(value := getattr(atom, name), records.Datum)
    ]  # fmt: skip
    assert len(entries) > 100
    for datum in entries:
        assert datum.missing or species.source(datum.source)
    for curves in tables.vapour_pressures().values():
        assert all(species.source(curve.source) for curve in curves)


def test_pairs_of_all_species_have_an_entry_for_what_a_cell_needs() -> None:
    for alkali in {species.atom(name).element for name in ALKALIS}:
        for gas in {species.atom(name).element for name in NOBLE_GASES}:
            assert {"kappa_0", "k_se", "sigma_sr", "D"} <= set(tables.collisions()[f"{alkali}-{gas}"])


def test_what_is_missing_is_said_with_its_reason() -> None:
    with pytest.raises(species.MissingDatumError, match=r"kappa_0, the enhancement .*, of K-Xe: no measurement"):
        species.pair("K", "Xe", "kappa_0")
    with pytest.raises(species.MissingDatumError, match="of Rb with Xe-131: it was measured with Xe-129 alone"):
        species.pair("Rb", "Xe", "k_se", "Xe-131")
    assert species.pair("Rb", "Xe", "k_se", "Xe-129").to("cm^3/s") == pytest.approx(1.75e-16)


def test_unknown_species_is_answered_with_the_nearest() -> None:
    with pytest.raises(species.SpeciesError, match="there is no species 'K39', the nearest is 'K-39'"):
        species.atom("K39")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('version = "1"\n[K-He]\nk_se = { value = "1", surce = "x" }', "unknown field `surce`"),
        ('version = "1"\n[K-He]\nk_se = { value = "1" }', "the value 1 has no source"),
        ('version = "1"\n[K-He]\nk_se = { unit = "1" }', "either a value or a reason"),
        ('version = "1"\n[K-He]\nk_se = { value = "one", source = "x" }', "Invalid literal for Fraction"),
        ('version = "1"\n[K-He]\nk_se = { value = "1", source = "x", uncertainty = "-2" }', "is negative"),
        ('version = "2"\n', "is not of version 1"),
        ("[K-He\n", "cannot be read"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(text, says, tmp_path, monkeypatch) -> None:
    (tmp_path / "collisions.toml").write_text(text, "utf-8")
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    tables.collisions.cache_clear()
    try:
        with pytest.raises(species.SpeciesError, match=re.escape(says)):
            tables.collisions()
    finally:
        tables.collisions.cache_clear()
