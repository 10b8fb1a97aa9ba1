"""The pieces under the proofs: what they claim must be so, whatever the search for counterexamples would catch."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp
from flint import Ordering, fmpq, fmpq_mpoly_ctx
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.domains import COMPLEX, REAL
from derive.judge.forms import NormalForm
from derive.judge.positivity import nonnegative, positive_on_domain
from derive.judge.tower import Generator

r, z = sp.Symbol("r", real=True), sp.Symbol("z", complex=True)


def vanishes(e: sp.Expr) -> bool:
    return NormalForm({r: REAL, z: COMPLEX}).is_zero(e)


def test_euler_fixes_the_sign_of_the_sine() -> None:
    assert vanishes(sp.exp(sp.I * r) - sp.cos(r) - sp.I * sp.sin(r))
    assert not vanishes(sp.exp(sp.I * r) - sp.cos(r) + sp.I * sp.sin(r))
    assert vanishes(sp.exp(r) - sp.cosh(r) - sp.sinh(r))
    assert not vanishes(sp.exp(r) - sp.cosh(r) + sp.sinh(r))


def test_branches_are_kept() -> None:
    assert not vanishes(sp.sqrt(z**2) - z)
    assert not vanishes(sp.log(z**2) - 2 * sp.log(z))
    assert vanishes(sp.sqrt(z) ** 4 - z**2)


coefficients = st.lists(st.integers(min_value=-3, max_value=3), min_size=9, max_size=9)
ends = st.sampled_from([(None, None), (Fraction(0), None), (Fraction(-1), Fraction(2)), (None, Fraction(1))])


@settings(max_examples=200, deadline=None)
@given(coefficients, ends, ends, st.booleans())
def test_a_sign_that_is_claimed_is_the_sign(values, first, second, is_open) -> None:
    """Against plain evaluation of a random polynomial on a grid of the box, its closed faces included."""
    context = fmpq_mpoly_ctx.get(("x", "y"), Ordering.lex)
    p = context.from_dict({(k // 3, k % 3): fmpq(c) for k, c in enumerate(values) if c})
    box = [
        Generator(name=name, real=True, lower=low, upper=high, open_below=is_open, open_above=is_open)
        for name, (low, high) in zip("xy", (first, second), strict=True)
    ]
    grids = []
    for low, high in (first, second):
        start = low if low is not None else (high if high is not None else Fraction(4)) - 8
        stop = high if high is not None else start + 8
        grid = [start + (stop - start) * Fraction(k, 8) for k in range(9)]
        grids.append(grid[1:-1] if is_open else grid)
    seen = [sum(c * x ** (k // 3) * y ** (k % 3) for k, c in enumerate(values)) for x in grids[0] for y in grids[1]]
    if nonnegative(p, box):
        assert min(seen) >= 0
    if positive_on_domain(p, box):
        assert min(seen) > 0
