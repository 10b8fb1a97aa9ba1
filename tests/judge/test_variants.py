"""A formula the judge calls true must have variants that it calls false, all of them."""

from __future__ import annotations

import pytest
import sympy as sp

from derive.domains import NONZERO_SPIN, POLARISATION, POSITIVE
from derive.judge import Question, refute, variants
from derive.records import Quantity

x, w, k, n = sp.symbols("x w k n", positive=True)
d, g, t, r = sp.symbols("d g t r", real=True)
I_, p = sp.Symbol("I", real=True, positive=True), sp.Symbol("p", real=True, positive=True)
SPIN = Quantity(name="I", latex="I", meaning="spin", domain=NONZERO_SPIN)
DEGREE = Quantity(name="p", latex="p", meaning="polarisation", domain=POLARISATION)
I_, p = SPIN.symbol, DEGREE.symbol
N = 2 * I_ + 1
DENSITIES = tuple(
    Quantity(name=name, latex=name, meaning=name, unit="cm^-3", domain=POSITIVE) for name in ("n_a", "n_b")
)
RATE = Quantity(name="zeta", latex="zeta", meaning="strength", unit="cm^3/s", domain=POSITIVE)
n_a, n_b, zeta = (quantity.symbol for quantity in (*DENSITIES, RATE))

FORMULAS = {
    "coupling rate": (zeta / 2 * sp.sqrt(2 * n_a * n_b), (*DENSITIES, RATE)),
    "slowing-down factor": (
        N / p * ((1 + p) ** N + (1 - p) ** N) / ((1 + p) ** N - (1 - p) ** N) - 1 / p**2 + 1, (SPIN, DEGREE)),
    "collisional shift": (zeta * (3 * p * n_a - n_b) / 2, (*DENSITIES, RATE, DEGREE)),
    "Lorentzian response": (g / (k - sp.I * d), ()),
    "Rabi flopping": (g**2 / (g**2 + d**2 / 4) * sp.sin(sp.sqrt(g**2 + d**2 / 4) * t) ** 2, ()),
    "squeezed variance": (sp.cosh(2 * r) - sp.sinh(2 * r) * sp.cos(d), ()),
    "thermal occupation": (1 / (sp.exp(w / x) - 1), ()),
    "damped exchange": (sp.exp(-k * t / 2) * (sp.cos(g * t) - sp.I * sp.sin(g * t)), ()),
    "noise correlation": ((2 + p) / (4 * p) * 2 * k, (DEGREE,)),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMULAS)
def test_every_variant_of_a_formula_is_refuted(name: str) -> None:
    formula, quantities = FORMULAS[name]
    made = variants(formula, quantities)
    assert 5 <= len(made) <= 25
    survivors = [
        label for label, other in made if refute(Question(left=formula, right=other, quantities=quantities)) is None
    ]
    # one exchange is no misprint: the coupling rate is symmetric in the densities, so it must not be among them
    assert survivors == []


def test_the_named_slips_are_among_the_variants() -> None:
    made = dict(variants(g**2 * sp.cos(d) + sp.I * sp.sqrt(x)))
    found = list(made.values())
    first, second = g**2 * sp.cos(d), sp.I * sp.sqrt(x)
    for expected in (second - first, first - second, second + 2 * first, second + first / 2, second, first,
                     second + g**3 * sp.cos(d), second + g * sp.cos(d), second + g**2 * sp.sin(d),
                     first + sp.I * x):  # fmt: skip
        assert any(sp.expand(other - expected) == 0 for other in found), expected


def test_variants_differ_from_the_formula_and_from_one_another() -> None:
    for formula, quantities in FORMULAS.values():
        shapes = [sp.expand(other) for _, other in variants(formula, quantities)]
        assert len({*shapes, sp.expand(formula)}) == len(shapes) + 1


def test_symbols_of_one_unit_are_exchanged_and_others_are_not() -> None:
    labels = [label for label, _ in variants(zeta * (n_a - 2 * n_b), (*DENSITIES, RATE))]
    assert "n_a and n_b exchanged" in labels
    assert not any("zeta" in label and "exchanged" in label for label in labels)


def test_vectors_have_variants_too() -> None:
    made = variants(sp.ImmutableMatrix([g * t, d, 0]))
    assert made
    assert all(other.shape == (3, 1) for _, other in made)
