"""The kernels of this package against values that were computed to 50 digits; run it, or give it to pytest.

Each value has the largest error allowed, in units in the last place: 16, times the condition number where a change of
the arguments in their last place moves the value by more than a unit.
"""

from __future__ import annotations

import importlib
import json
import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

RECORDED = json.loads(Path(__file__).with_name("values.json").read_text(encoding="utf-8"))


def exact(text: str) -> tuple[Fraction, Fraction]:
    """The real and the imaginary part of a recorded number."""
    real, _, imaginary = text.partition(" ")
    return Fraction(real), Fraction(imaginary or "0")


def error(found: complex, text: str) -> float:
    """The error in units in the last place of the exact value's modulus."""
    real, imaginary = exact(text)
    size = math.hypot(float(real), float(imaginary))
    parts = (Fraction(complex(found).real) - real, Fraction(complex(found).imag) - imaginary)
    return math.hypot(*(float(part) for part in parts)) / math.ulp(size)


def number(text: str) -> Any:
    """A recorded argument: a double, or a complex number of two."""
    parts = [float(part) for part in text.split()]
    return complex(*parts) if len(parts) == 2 else parts[0]


def test_recorded_values() -> None:
    """Every function at every recorded point."""
    package = importlib.import_module(RECORDED["package"])
    for case in RECORDED["cases"]:
        function = getattr(package, case["function"])
        for point in case["points"]:
            given = {name: number(text) for name, text in point["at"].items()}
            if "y" in point:
                given = {"t": 0.0, **given, "y": np.array([number(text) for text in point["y"]])}
            found = function(**given)
            numbers = list(found.values()) if isinstance(found, dict) else np.ravel(found)
            assert len(numbers) == len(point["values"]), case["function"]
            for one, text, allowed in zip(numbers, point["values"], point["allowed"], strict=True):
                assert error(one, text) <= allowed, (case["function"], given, one, text)


if __name__ == "__main__":
    test_recorded_values()
    print(sum(len(point["values"]) for case in RECORDED["cases"] for point in case["points"]), "values agree")
