"""The rules for integrals against quadrature, and the one form of steps."""

from __future__ import annotations

import mpmath as mp
import pytest
import sympy as sp

from derive.judge.integrals import done

x, a, b, c = sp.symbols("x a b c", positive=True)
VALUES = {a: 0.7, b: 1.3, c: 2.1}
ENDLESS = [x**n * sp.exp(-a * x**m) for n in (0, 1, 2, 5) for m in (1, 2, 3)] + [3 * x**4 * sp.exp(-b * x**2) * c]
BEGINNING = [x ** (-n - 2) * sp.exp(-a / x**m) for n in (0, 2, 3) for m in (1, 2)]


def quadrature(body: sp.Expr, lower: float, upper: float) -> float:
    function = sp.lambdify(x, body.subs(VALUES), modules="mpmath")
    places = [lower, 1.0, upper] if upper < mp.inf else [lower, lower + 1, lower + 4, upper]
    return float(mp.quad(function, places))


@pytest.mark.parametrize("body", ENDLESS, ids=str)
def test_tails(body: sp.Expr) -> None:
    found = done(sp.Integral(body, (x, b, sp.oo)))
    assert not found.has(sp.Integral)
    assert float(found.subs(VALUES)) == pytest.approx(
        quadrature(body, 1.3, mp.inf), rel=1e-12
    )  # quadrature at 15 digits


@pytest.mark.parametrize("body", BEGINNING, ids=str)
def test_beginnings(body: sp.Expr) -> None:
    found = done(sp.Integral(body, (x, 0, c)))
    assert not found.has(sp.Integral)
    # the integrand is below 1e-30 before 0.01
    assert float(found.subs(VALUES)) == pytest.approx(quadrature(body, 0.009, 2.1), rel=1e-12)


@pytest.mark.parametrize(("a_value", "expected"), [(0.4, 0.4**2 / 3), (5.0, 0.0)])
def test_delta_function_inside_and_outside(a_value: float, expected: float) -> None:
    found = done(sp.Integral(x**2 * sp.DiracDelta(3 * (x - a)), (x, 0, b)))
    assert float(found.subs({a: a_value, b: 1.3})) == pytest.approx(expected, rel=1e-14)


def test_step_cuts_the_range() -> None:
    assert sp.expand(done(sp.Integral(x**3 * sp.Heaviside(a - b * x), (x, 0, sp.oo))) - (a / b) ** 4 / 4) == 0


@pytest.mark.parametrize("body", [sp.exp(x), sp.exp(a * x**2), x ** sp.Rational(1, 2), sp.exp(-x) / x], ids=str)
def test_without_a_rule_an_integral_stays(body: sp.Expr) -> None:
    assert done(sp.Integral(body, (x, 0, sp.oo))).has(sp.Integral)


def test_one_form_of_a_step_keeps_its_value() -> None:
    for step in (sp.Heaviside(1 - x / (a * b)), sp.Heaviside(2 * x - a / b), sp.Heaviside((x - a) / c * 5) ** 2):
        after = done(step)
        for value in (0.3, 0.9, 1.7, 4.0):
            point = VALUES | {x: value}
            assert after.subs(point) == step.subs(point)


def test_alike_steps_become_equal() -> None:
    assert done(sp.Heaviside(1 - x / (a * b))) == done(sp.Heaviside(3 * a * b - 3 * x))
    assert done(sp.Heaviside(x - a)) != done(sp.Heaviside(a - x))
