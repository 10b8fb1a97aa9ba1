"""Straight-line bodies: what LLVM is given says what the Python text says, to the bit where nothing is fused."""

from __future__ import annotations

import importlib.util
import random
import sys

import numba
import numpy as np
import pytest

from numerics import straight_line as module
from numerics.straight_line import NotStraightError, parts, read
from numerics.straight_llvm import llvm_text

REAL = """
    a = y[0]
    b = y[1]
    c = p[0]
    x0 = a*b - 2.0*c
    x1 = -x0/(c + 3.0)
    out[0] = x0 + x1**3 - math.sqrt(c)
    out[1] = math.exp(x1) + math.sin(a)*math.log(c) + math.expm1(b)
    out[2] = math.pi*x1**5*t + abs(x0) + math.tanh(x1) + c**0.25
"""
COMPLEX = """
    a = y[0]
    b = y[1]
    c = p[0]
    x0 = a*b - 2.0*c + 1j
    x1 = complex(c, 0.5)/(a + b)
    out[0] = x0*x1 - b.conjugate()
    out[1] = x0/x1 + cmath.exp(complex(0.0, c*t)) + a/c
    out[2] = complex(x1.imag, x1.real) - x0**3/(complex(1e-3, 0.0)*b)
"""
HEAD = "import cmath\nimport math\n\nimport numba\n\nfrom numerics.straight_line import straight_line\n\n\n"
TAIL = """
_rhs = straight_line(__file__, "rhs_written", contract=False)


@numba.njit("void(float64, {kind}[::1], {p}[::1], {kind}[::1])", error_model="numpy")
def rhs(t, y, p, out):
    _rhs(t, y, p, out)
"""


def compiled(folder, body, kind="float64", p="float64"):
    """The module of a body."""
    path = folder / "made.py"
    path.write_text(HEAD + "def rhs_written(t, y, p, out):" + body + TAIL.format(kind=kind, p=p))
    specification = importlib.util.spec_from_file_location(f"made_{folder.name}", path)
    found = importlib.util.module_from_spec(specification)
    sys.modules[found.__name__] = found
    specification.loader.exec_module(found)
    return found


def both(made, y, p, places):
    """Results of the compiled function, and of the text run by Python."""
    found, written = np.empty(places, y.dtype), np.empty(places, y.dtype)
    made.rhs(0.75, y, p, found)
    made.rhs_written(0.75, y, p, written)
    return found, written


@pytest.mark.parametrize("part", [500, 3])
def test_real_numbers(tmp_path, monkeypatch, part):
    monkeypatch.setattr(module, "PART", part)
    made = compiled(tmp_path, REAL)
    draw = np.random.default_rng(1)
    for _ in range(200):
        found, written = both(made, draw.normal(size=2), draw.uniform(0.1, 2, size=1), 3)
        # Powers are multiplied out here and rounded once there, libm's and Python's functions are the same: 4 roundings
        assert np.allclose(found, written, rtol=4 * 2.0**-53, atol=16 * 2.0**-53)


@pytest.mark.parametrize("part", [500, 3])
def test_complex_numbers(tmp_path, monkeypatch, part):
    monkeypatch.setattr(module, "PART", part)
    made = compiled(tmp_path, COMPLEX, kind="complex128")
    draw = np.random.default_rng(2)
    for _ in range(200):
        y = draw.normal(size=2) + 1j * draw.normal(size=2)
        found, written = both(made, y, draw.uniform(0.1, 2, size=1), 3)
        # a quotient of two complex numbers has a few roundings, in another order; results reach some 1e3
        assert np.allclose(found, written, rtol=32 * 2.0**-53, atol=64 * 2.0**-53)


def test_a_complex_quotient_does_not_overflow(tmp_path):
    made = compiled(tmp_path, "\n    a = y[0]\n    b = y[1]\n    out[0] = a/b\n", kind="complex128")
    for big in (1e300 * (1 + 1j), 1e300 * (1 - 3j), 1e-300 * (2j - 1)):
        found, _ = both(made, np.array([big, 2 * big]), np.zeros(1), 1)
        assert found[0] == pytest.approx(0.5, rel=4 * 2.0**-53)


def test_parts_hand_values_on(monkeypatch):
    draw = random.Random(3)
    lines = ["    v0 = y[0]"] + [f"    v{i} = v{draw.randrange(i)}*v{draw.randrange(i)} + 1.0" for i in range(1, 200)]
    text = "\n".join(["def f(t, y, p, out):", *lines, "    out[0] = v199 - v3"])
    monkeypatch.setattr(module, "PART", 40)
    written = read(text, "f")
    assert len(parts(written)) > 5
    _, llvm = llvm_text(written)
    assert llvm.count("define internal") == len(parts(written))
    assert max(map(len, llvm.split("define")[1:])) < 20_000


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("    for i in range(3):\n        out[i] = y[i]", "is no assignment"),
        ("    out[0] = unknown*y", "used before it has a value"),
        ("    out[t] = 1.0", "is no number"),
        ("    y[0] = 1.0", "expected a name or out"),
        ("    a = y[0]\n    out[0] = math.lgamma(a)", "no straight-line form"),
        ("    a = y[0]\n    out[0] = a if a else 1.0", "no straight-line form"),
        ("    a = p[0]\n    out[0] = a**1j", "complex power"),
    ],
)
def test_other_text_is_refused(body, words):
    with pytest.raises(NotStraightError, match=words):
        llvm_text(read(f"def f(t, y, p, out):\n{body}\n", "f"))


def test_the_same_body_in_two_files_and_two_calls(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = (compiled(tmp_path / name, "\n    a = y[0]\n    out[0] = a*a + t\n").rhs for name in "ab")

    @numba.njit
    def twice(y, p, out):
        first(1.0, y, p, out)
        kept = out[0]
        second(2.0, y, p, out)
        return kept + out[0]

    assert twice(np.array([3.0]), np.zeros(1), np.zeros(1)) == 21.0
