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


r, k, w, far = sp.symbols("r k w far", positive=True)
y, angle = sp.symbols("y angle", real=True)
GAUSSIAN = sp.exp(-(r**2) / (2 * w**2))
SINE, COSINE, TURNS = sp.sin(k * r), sp.cos(k * r), k * r
BESSEL = SINE / TURNS + 3 * COSINE / TURNS**2 - 3 * SINE / TURNS**3
REGULAR = [
    r**2 * GAUSSIAN * SINE**2 / TURNS**2,
    GAUSSIAN * (SINE / r + r**3 * COSINE),
    r**2 * GAUSSIAN * (COSINE / TURNS**2 - SINE / TURNS**3) * BESSEL,
    r**2 * GAUSSIAN * COSINE / TURNS * (SINE / TURNS + COSINE / TURNS**2 - SINE / TURNS**3),
    r**2 * GAUSSIAN * (SINE / TURNS**2 + COSINE / TURNS**3) * BESSEL,
    GAUSSIAN * (1 - COSINE) / r * sp.exp(-far),
    GAUSSIAN * (sp.exp(r / far) * sp.exp(sp.I * k * r) + r) * sp.exp(-(far**2)),
]
PLACES = {k: sp.Rational(13, 10), w: sp.Rational(3, 2), far: sp.Rational(4, 5)}


@pytest.mark.parametrize("body", REGULAR, ids=range(len(REGULAR)))
def test_gaussians_with_circular_functions(body: sp.Expr) -> None:
    found = done(sp.Integral(body, (r, 0, sp.oo)))
    assert not found.has(sp.Integral)
    with mp.workdps(40):  # negative powers cancel six digits in 0.01
        function = sp.lambdify(r, body.subs(PLACES), modules="mpmath")
        # exp(-r^2/4.5) is below 1e-50 at 24; the first cell ends at 1e-14, which with |body| < 2 costs 2e-14
        expected = mp.quad(function, [mp.mpf(10) ** -14, 0.5, 2, 5, 9, 14, 24])
        assert abs(mp.mpmathify(sp.N(found.subs(PLACES), 30)) - expected) < mp.mpf(10) ** -13


def test_a_gaussian_on_the_whole_line() -> None:
    body = sp.exp(-((y + far) ** 2) / (2 * w**2)) * sp.exp(sp.I * k * y) * sp.sin(k * y) * y
    found = done(sp.Integral(body, (y, -sp.oo, sp.oo)))
    function = sp.lambdify(y, body.subs(PLACES), modules="mpmath")
    # exp(-20^2/4.5) is below 1e-38; quadrature at 15 digits
    assert complex(found.subs(PLACES)) == pytest.approx(complex(mp.quad(function, range(-20, 21, 2))), abs=1e-13)


@pytest.mark.parametrize("body", [GAUSSIAN / r, GAUSSIAN * COSINE / r**2, GAUSSIAN * sp.log(r), sp.exp(r**2)], ids=str)
def test_no_gaussian_rule_where_none_holds(body: sp.Expr) -> None:
    assert done(sp.Integral(body, (r, 0, sp.oo))).has(sp.Integral)


def test_an_angle_by_its_cosine() -> None:
    body = sp.sin(angle) * sp.exp(sp.I * k * sp.cos(angle)) * sp.exp(far * sp.cos(angle))
    found = done(sp.Integral(body, (angle, 0, sp.pi)))
    function = sp.lambdify(angle, body.subs(PLACES), modules="mpmath")
    assert complex(found.subs(PLACES)) == pytest.approx(complex(mp.quad(function, [0, mp.pi])), abs=1e-14)
