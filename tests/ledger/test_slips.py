"""The slip that would repair a refuted formula, as a reader sees it."""

from __future__ import annotations

import pytest

from derive.ledger.verification import typeset_slip


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        (r"sign of 2*key:\gamma_{ex}", r"sign of $2 \gamma_{ex}$"),
        (r"factor 2 on J/(pi**2*key:\gamma_{b1})", r"factor 2 on $J/(\pi^2 \gamma_{b1})$"),
        ("exponent of key:x**2 +1", "exponent of $x^2$ +1"),
        (r"key:\mu and key:\nu exchanged", r"$\mu$ and $\nu$ exchanged"),
        ("key:x squared", "$x$ squared"),
        ("i conjugated", "i conjugated"),
    ],
)
def test_a_slip_shows_its_terms_as_formulas(label: str, shown: str) -> None:
    assert typeset_slip(label, "key") == shown
