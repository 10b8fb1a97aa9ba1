"""The values of a swept parameter: ranges, ratios and lists with units, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numerics.parameters import COUNT, POSITIVE, REAL, ParameterError, ParameterSpec
from numerics.sweeps.axes import axis

NUMBER = ParameterSpec(name="x", unit="1", example="0.5", domain=REAL, meaning="a number")
DENSITY = ParameterSpec(name="n", unit="cm^-3", example="3e14 cm^-3", domain=POSITIVE, meaning="a density")
TEMPERATURE = ParameterSpec(name="T", unit="K", example="488 K", domain=POSITIVE, meaning="a temperature")
FIELD = ParameterSpec(name="B", unit="G", example="94 mG", domain=POSITIVE, meaning="a field")
ATOMS = ParameterSpec(name="N", unit="1", example="10", domain=COUNT, meaning="atoms")
SPECIES = ParameterSpec(
    name="alkali", unit="", example="K-39", meaning="the alkali atom", words=("K-39", "Rb-87")
)  # fmt: skip
BOTH = ParameterSpec(name="B_s", unit="G", example="94 mG", meaning="a field", words=("resonance",))


def values(spec, text):
    return [entry.value for entry in axis(spec, text).values]


def texts(spec, text):
    return [entry.text for entry in axis(spec, text).values]


def test_a_range_has_equal_steps_and_both_ends():
    assert texts(NUMBER, "0.5:0.9:5") == ["0.5", "0.6", "0.7", "0.8", "0.9"]
    assert texts(NUMBER, "1:-1:3") == ["1", "0", "-1"]
    assert texts(NUMBER, "0:1/3:3") == ["0", "0.16666666666666666", "0.3333333333333333"]


def test_a_logarithmic_range_has_equal_ratios():
    assert texts(DENSITY, "1e13:1e15 cm^-3:3:log") == ["1e+13 cm^-3", "1e+14 cm^-3", "1e+15 cm^-3"]
    # Each value is rounded once, so a ratio is good to an ulp.
    found = np.array(values(DENSITY, "2e13:3e15 cm^-3:40:log"))
    np.testing.assert_allclose(found[1:] / found[:-1], 150 ** (1 / 39), rtol=5e-16)


@settings(max_examples=30)
@given(st.fractions(-1000, 1000), st.fractions(-1000, 1000), st.integers(2, 40))
def test_every_range_is_exact_to_one_rounding(first, last, count):
    if first == last or float(first) == float(last):
        return
    found = values(NUMBER, f"{first}:{last}:{count}".replace(" ", ""))
    assert found == [float(first + Fraction(n, count - 1) * (last - first)) for n in range(count)]


def test_units():
    assert values(FIELD, "50 mG:0.1 G:3") == [0.05, 0.075, 0.1]
    assert values(FIELD, "50:150 mG:3") == values(FIELD, "50 mG:150:3") == [0.05, 0.1, 0.15]
    assert values(FIELD, "50,100,0.2 G") == [50.0, 100.0, 0.2]
    assert values(TEMPERATURE, "180 degC,200 degC,500 K") == [453.15, 473.15, 500.0]
    assert values(TEMPERATURE, "180:200 degC:3") == [453.15, 463.15, 473.15]
    assert values(NUMBER, "50 %:0.9:3") == [0.5, 0.7, 0.9]
    assert values(NUMBER, "0.5,95 %") == [0.5, 0.95]
    assert texts(ATOMS, "1:9:3") == ["1", "5", "9"]


def test_words():
    assert [entry.word for entry in axis(SPECIES, "K-39,Rb-87").values] == ["K-39", "Rb-87"]
    assert texts(BOTH, "50 mG,resonance") == ["50 mG", "resonance"]


@pytest.mark.parametrize(
    ("spec", "text", "message"),
    [
        (NUMBER, "0.5:0.9", "x=0.5:0.9 is not a range: expected from:to:number such as 0.5:0.99:26"),
        (NUMBER, "0.5::3", "x=0.5::3 is not a range"),
        (NUMBER, "0.5:0.9:many", "x=0.5:0.9:many has 'many' for the number of values"),
        (NUMBER, "0.5:0.9:2.5", "has '2.5' for the number of values"),
        (NUMBER, "0.5:0.9:0", "x=0.5:0.9:0 has 0 values: expected 2 to 100000"),
        (NUMBER, "0.5:0.9:999999999", "has 999999999 values: expected 2 to 100000"),
        (NUMBER, "0.5:0.5:3", "x=0.5:0.5:3 is empty: expected two ends that differ"),
        (NUMBER, "0.5", "x=0.5 is one value: expected at least two, or --set x=0.5"),
        (NUMBER, "0.5,,0.7", "'' for x is not a number"),
        (NUMBER, "0:1:3:log", "x=0:1:3:log has equal ratios: expected both ends above 0"),
        (NUMBER, "1:2:3:lgo", "x=1:2:3:lgo has no spacing 'lgo', the nearest is 'log'"),
        (NUMBER, "much:2:3", "'much' for x is not a number"),
        (TEMPERATURE, "180:200 degC:3:log", "T=180:200 degC:3:log has equal ratios in degC: expected a unit such as K"),
        (FIELD, "50:150:3", "'50' for B has no unit: expected a magnetic field such as '94 mG'"),
        (FIELD, "50 mG,100 mm", "'100 mm' for B: expected a magnetic field"),
        (FIELD, "50 mG:100 mm:3", "'100 mm' for B: expected a magnetic field"),
        (FIELD, "0:100 mG:3", "B = 0 mG is out of range"),
        (ATOMS, "1:2:3", "N = 1.5 is out of range: expected 1 <= N, an integer"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(spec, text, message):
    with pytest.raises(ParameterError) as refused:
        axis(spec, text)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)
