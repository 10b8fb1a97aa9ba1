"""Reading of parameters: what is meant, and a sentence for each way in which it cannot be."""

from __future__ import annotations

import math
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numerics import parameters as reader
from numerics.parameters import (
    COUNT,
    POLARISATION,
    POSITIVE,
    REAL,
    SPIN,
    ParameterError,
    ParameterSpec,
    texts,
)


def spec(name, unit, example, domain=REAL, **more):
    return ParameterSpec(name=name, unit=unit, meaning=f"the {name}", example=example, domain=domain, **more)


B = spec("B", "G", "94 mG")
N_A = spec("n_a", "cm^-3", "3e14 cm^-3", POSITIVE)
P_A = spec("p_a", "1", "0.95", POLARISATION)
I = spec("I", "1", "3/2", SPIN)
T = spec("T", "K", "215 degC", POSITIVE)
R = spec("R", "cm", "1 inch", POSITIVE)
GAMMA = spec("gamma", "s^-1", "17.5 s^-1", POSITIVE)
ANGLE = spec("angle", "rad", "90 deg")
DETUNING = spec("Delta", "rad/s", "10 rad/s")
SAMPLES = spec("samples", "1", "100", COUNT)


def read(entry, text):
    return reader.parameters((entry,), {entry.name: text}).value(entry.name)


@pytest.mark.parametrize(
    ("entry", "text", "value"),
    [
        (B, "94 mG", 0.094),
        (B, "9.4e-6 T", 0.094),
        (B, "94mG", 0.094),
        (B, "9.4 µT", 0.094),
        (N_A, "3e14 cm^-3", 3e14),
        (N_A, "3e14 cm⁻³", 3e14),
        (N_A, "3e14 1/cm^3", 3e14),
        (N_A, "3e20 m^-3", 3e14),
        (R, "2 inch", 5.08),
        (T, "215 degC", 488.15),
        (T, "215 °C", 488.15),
        (I, "3/2", 1.5),
        (P_A, "95 %", 0.95),
        (P_A, "19/20", 0.95),
        (GAMMA, "17.5/s", 17.5),
        (GAMMA, "1 kHz", 1000.0),
        (ANGLE, "90 deg", 1.5707963267948966),
        (ANGLE, "0.5 pi", 1.5707963267948966),
        (ANGLE, "1500 mrad", 1.5),
        (DETUNING, "3 rad/ms", 3000.0),
        (DETUNING, "1 cycle/s", 6.283185307179586),
        (SAMPLES, "10", 10.0),
        (B, "-1/2 G", -0.5),
    ],
)
def test_reads_what_is_meant(entry, text, value):
    # Conversions are exact and rounded once, so that the double nearest to the true value is met.
    assert read(entry, text) == value


@pytest.mark.parametrize(
    ("entry", "text", "message"),
    [
        (B, "94 mm", "'94 mm' for B: expected a magnetic field such as '94 mG'"),
        (B, "94", "'94' for B has no unit: expected a magnetic field such as '94 mG'"),
        (B, "94 mGG", "'94 mGG' for B: 'mGG' is not a unit, expected a magnetic field such as '94 mG'"),
        (B, "weak", "'weak' for B is not a number: expected a magnetic field such as '94 mG'"),
        (B, "", "'' for B is not a number: expected a magnetic field such as '94 mG'"),
        (B, "1/0 G", "'1/0 G' for B divides by zero: expected a magnetic field such as '94 mG'"),
        (B, "1e999 G", "'1e999 G' for B is too large: expected a magnetic field such as '94 mG'"),
        (B, "inf G", "'inf G' for B is not a number: expected a magnetic field such as '94 mG'"),
        (P_A, "1.2", "p_a = 1.2 is out of range: expected 0 < p_a <= 1"),
        (P_A, "0", "p_a = 0 is out of range: expected 0 < p_a <= 1"),
        (P_A, "0.95 m", "'0.95 m' for p_a has a unit: expected a number without a unit such as '0.95'"),
        (I, "0.7", "I = 0.7 is out of range: expected 1/2 <= I, an integer or half-integer"),
        (SAMPLES, "1.5", "samples = 1.5 is out of range: expected 1 <= samples, an integer"),
        (N_A, "-3e14 cm^-3", "n_a = -3e14 cm^-3 is out of range: expected 0 < n_a in cm^-3"),
        (T, "-300 degC", "T = -300 degC is out of range: expected 0 < T in K"),
        (ANGLE, "90 m", "'90 m' for angle names no angle: expected an angle such as '90 deg'"),
        (ANGLE, "3 rad^2", "'3 rad^2' for angle names no angle: expected an angle such as '90 deg'"),
        (ANGLE, "3 sr", "'3 sr' for angle names no angle: expected an angle such as '90 deg'"),
        (DETUNING, "300 Hz", "'300 Hz' for Delta names no angle: expected an angular frequency such as '10 rad/s'"),
        (DETUNING, "300 deg/m", "'300 deg/m' for Delta: expected an angular frequency such as '10 rad/s'"),
        (B, "1 statC", "'1 statC' for B: expected a magnetic field such as '94 mG'"),
        (B, "1 dBm", "'1 dBm' for B: expected a magnetic field such as '94 mG'"),
        (T, "1 degC/s", "'1 degC/s' for T: expected a temperature such as '215 degC'"),
    ],
)
def test_says_what_does_not_fit(entry, text, message):
    with pytest.raises(ParameterError) as caught:
        read(entry, text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text",
    ["1 __import__('os').getpid()", "1 (G)", "1 G^9^9^9^9", "1 G**99999", "1 G; 1 G", "1 2 G", "1" + " G" * 200 + "!"],
)
def test_runs_nothing_and_computes_no_towers(text):
    with pytest.raises(ParameterError, match="not a unit"):
        read(B, text)


def test_names_the_nearest_key():
    with pytest.raises(ParameterError, match=r"^mine.toml: there is no parameter 'n_A', the nearest is 'n_a'$"):
        reader.parameters((B, N_A, P_A), {"n_A": "3"}, origin="mine.toml")


def test_names_all_when_none_is_near():
    with pytest.raises(ParameterError, match="there is no parameter 'xyzzy', expected one of B, n_a"):
        reader.parameters((B, N_A), {"xyzzy": "3"})


def test_says_what_is_missing():
    with pytest.raises(ParameterError, match=r'n_a \(the n_a\) is missing: expected a line such as n_a = "3e14 cm'):
        reader.parameters((B, N_A), {"B": "1 G"})


def test_default_stands_in():
    assert reader.parameters((spec("B", "G", "94 mG", default="2 G"),), {}).value("B") == 2.0


def test_keeps_the_text_and_the_order():
    found = reader.parameters((B, N_A), {"n_a": "3e14 cm^-3", "B": "94 mG"})
    assert list(found) == ["B", "n_a"]
    assert found["B"].text == "94 mG"
    assert found["n_a"].to("m^-3") == 3e20
    with pytest.raises(ParameterError, match="B in G cannot be given in cm"):
        found["B"].to("cm")


@pytest.mark.parametrize(
    ("entry", "text", "exact"),
    [
        (N_A, "3e14 cm^-3", "3e14"),
        (N_A, " 3e14cm^-3 ", "3e14"),
        (I, "3/2", "3/2"),
        (P_A, "0.95", "0.95"),
        (N_A, "2e6 m^-3", "2.0"),
        (P_A, "50 %", "0.5"),
        (B, "500 mG", "0.5"),
    ],
)
def test_exact_value_is_as_written_where_the_unit_is(entry, text, exact):
    found = reader.parameters((entry,), {entry.name: text})[entry.name]
    assert found.exact == exact
    assert float(Fraction(found.exact)) == found.value


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "cell.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_file_entries_are_texts(tmp_path):
    path = written(tmp_path, 'B = "94 mG"  # resonance\np_a = 0.95\nI = 1.5\nsamples = 7\n')
    assert texts(path) == {"B": "94 mG", "p_a": "0.95", "I": "1.5", "samples": "7"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('B = "94 mG"\np_a 0.95\n', r"cell.toml is not TOML: .*line 2.*expected lines such as"),
        ('B = "94 mG"\nB = "3 G"\n', r"cell.toml is not TOML: .*line 2"),
        ("stored = true\n", "stored is true or false, expected a number with its unit, in quotes"),
        ("[cell]\nB = 1\n", "cell is a table, expected a number"),
        ("B = [1, 2]\n", "B is a list, expected a number"),
        ("B = 2020-01-01\n", "B is a date or time, expected a number"),
        (b'B = "\xff"\n', "not text in UTF-8, at byte 5"),
    ],
)
def test_bad_files(tmp_path, content, message):
    with pytest.raises(ParameterError, match=message) as caught:
        texts(written(tmp_path, content))
    assert "\n" not in str(caught.value)


def test_absent_file(tmp_path):
    with pytest.raises(ParameterError, match=r"nowhere.toml cannot be read: No such file"):
        texts(tmp_path / "nowhere.toml")


@given(st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**6))
def test_fractions_are_exact(value: Fraction):
    assert read(spec("x", "1", "1"), str(value)) == float(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_survive(value: float):
    assert read(spec("x", "1", "1"), repr(value)) == value


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_one_sentence(text: str):
    message = ""
    try:
        assert math.isfinite(read(B, text))
    except ParameterError as error:
        message = str(error)
    assert len(message.splitlines()) <= 1


def test_pint_is_not_imported_for_plain_numbers():
    code = (
        "import sys\n"
        "from numerics import parameters as r\n"
        "s = r.ParameterSpec(name='n', unit='cm^-3', meaning='n', example='1 cm^-3')\n"
        "r.parameters((s,), {'n': '3e14 cm^-3'})\n"
        "print('pint' in sys.modules, 'derive' in sys.modules, 'sympy' in sys.modules)\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False", "False", "False"]
