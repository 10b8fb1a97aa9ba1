"""Rewriting for doubles: each pass keeps the value, and the compiled result is accurate where the plain text is not."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy as sp

from derive.domains import COMPLEX, COUNT, POSITIVE
from derive.records import Equation, Quantity
from numerics.codegen.care import careful
from numerics.codegen.generate import generate_from, plan
from numerics.codegen.series import SWITCH, series_switches
from numerics.codegen.spec import CodegenError, Range
from numerics.codegen.sums import loop_sum
from numerics.kernels import load

X = Quantity(name="x", latex="x", meaning="a number")
Y = Quantity(name="y", latex="y", meaning="a positive number", domain=POSITIVE)
Z = Quantity(name="z", latex="z", meaning="a complex number", domain=COMPLEX)
N = Quantity(name="n", latex="n", meaning="a count", domain=COUNT)
x, y, z, n = X.symbol, Y.symbol, Z.symbol, N.symbol
k = sp.Symbol("k")

# Each was chosen so that the text as written loses most digits, overflows, or is 0/0, at small or at large x.
DELICATE = {
    "1 - cos": (1 - sp.cos(x), lambda v: 2 * mpmath.sin(v / 2) ** 2, [1e-9, 1e-3, 1.0]),
    "3 x - 3 x cos": (3 * x - 3 * x * sp.cos(x), lambda v: 6 * v * mpmath.sin(v / 2) ** 2, [1e-9, 1e-3]),
    "cos - 1": (sp.cos(2 * x) - 1, lambda v: -2 * mpmath.sin(v) ** 2, [1e-9, 0.3]),
    "exp - 1": (sp.exp(x) - 1, mpmath.expm1, [1e-12, -1e-5, 2.0]),
    "log(1 + x)": (sp.log(1 + x), mpmath.log1p, [1e-12, -1e-5, 2.0]),
    "(exp - 1)/x": ((sp.exp(x) - 1) / x, lambda v: mpmath.expm1(v) / v if v else 1, [0.0, 1e-12, -3.0]),
    "sin/x": (sp.sin(x) / x, lambda v: mpmath.sinc(v), [0.0, 1e-200, 2.0]),
    "(1 - cos)/x^2": ((1 - sp.cos(x)) / x**2, lambda v: mpmath.sinc(v / 2) ** 2 / 2, [0.0, 1e-9, 0.5]),
    "sinh/x": (sp.sinh(x) / x, lambda v: mpmath.sinh(v) / v if v else 1, [0.0, 1e-9, -2.0, 40.0]),
    "exp cosh": (sp.exp(-x) * sp.cosh(x), lambda v: (1 + mpmath.exp(-2 * v)) / 2, [1e-9, 1.0, 800.0, 1e5]),
    "exp sinh/x": (
        sp.exp(-2 * x) * sp.sinh(x) / x,
        lambda v: mpmath.exp(-2 * v) * mpmath.sinh(v) / v if v else 1,
        [0.0, 1e-9, 1.0, 300.0],
    ),
    "slow root": (
        -x + sp.sqrt(x**2 + 1),
        lambda v: 1 / (v + mpmath.sqrt(v**2 + 1)),
        [1e-3, 1e4, 1e8, -1e8],
    ),
    "slow rate": (
        sp.exp(-x) * sp.cosh(sp.sqrt(x**2 - 1)),
        lambda v: mpmath.exp(-v) * mpmath.cosh(mpmath.sqrt(v**2 - 1)),
        [0.0, 0.5, 1.0, 1.5, 1e5],
    ),
}


SMALL = [1e-30, -1e-16, 2.7e-9, -1e-5, 3e-3, -0.1, 0.3, -0.7, 0.99]
LARGE = [1.01, -1.7, 2.3, 5.0, -12.0, 30.0]
# The same, mended by identities or by a switch to a series, with the limit at 0; mpmath takes the text as it stands.
AT_A_POINT = {
    "(exp - 1 - x)/x^2": (lambda f, v: (f.exp(v) - 1 - v) / v**2, 0.5, SMALL + LARGE),
    "exp - 1 - x": (lambda f, v: f.exp(v) - 1 - v, 0.0, SMALL + LARGE),
    "log(1 + x) - x": (lambda f, v: f.log(1 + v) - v, 0.0, SMALL),
    "coth - 1/x": (lambda f, v: f.coth(v) - 1 / v, 0.0, SMALL + LARGE),
    "Langevin": (lambda f, v: f.cosh(v) / f.sinh(v) - 1 / v, 0.0, SMALL + LARGE),
    "tanh/x": (lambda f, v: f.tanh(v) / v, 1.0, SMALL + LARGE),
    "log(1 + x)/x": (lambda f, v: f.log(1 + v) / v, 1.0, SMALL),
    "derivative of sin/x": (lambda f, v: f.cos(v) / v - f.sin(v) / v**2, 0.0, SMALL + LARGE[:-2]),
    "(x - sin)/x^3": (lambda f, v: (v - f.sin(v)) / v**3, 1 / 6, SMALL + LARGE),
    "x/(exp - 1)": (lambda f, v: v / (f.exp(v) - 1), 1.0, SMALL + LARGE),
    "1/(exp - 1) - 1/x": (lambda f, v: 1 / (f.exp(v) - 1) - 1 / v, -0.5, SMALL + LARGE),
    "1 - (1 + x) exp(-x)": (lambda f, v: 1 - (1 + v) * f.exp(-v), 0.0, SMALL + LARGE),
    "asinh - x": (lambda f, v: f.asinh(v) - v, 0.0, SMALL + LARGE),
    "sqrt(1 + x) - 1": (lambda f, v: f.sqrt(1 + v) - 1, 0.0, SMALL),
    "(1 + x)^2 - 1": (lambda f, v: (1 + v) ** 2 - 1, 0.0, SMALL + LARGE),
    "1 - tanh": (lambda f, v: 1 - f.tanh(v), 1.0, SMALL + LARGE),
}


def numbers(folder, made, expressions, arguments, name, **changes):
    """One kernel of several numbers, v0, v1, ..."""
    letters = [made.quantity(f"v{i}") for i in range(len(expressions))]
    equations = [
        Equation(id=f"made.up.v{i}", title="a value", lhs=letters[i].symbol, rhs=e, quantities=(*arguments, letters[i]))
        for i, e in enumerate(expressions)
    ]
    spec = made.spec(*(q.name for q in arguments), name=name, kind="numbers", audit_points=12,
                     equations=tuple(e.id for e in equations), **changes)  # fmt: skip
    generate_from(spec, equations, folder)
    return load(name, folder)


@pytest.fixture(scope="module")
def of_x(tmp_path_factory, made):
    """One kernel of all of them: it is compiled once. Its audit says what an error of 16 units or more is at."""
    derived = [expression for expression, _, _ in DELICATE.values()]
    derived += [form(sp, x) for form, _, _ in AT_A_POINT.values()]
    return numbers(tmp_path_factory.mktemp("care"), made, derived, (X,), "delicate", exceptional=((Fraction(0),),))


@pytest.mark.parametrize("name", DELICATE)
def test_delicate_expressions_are_accurate(of_x, name):
    _, exact, values = DELICATE[name]
    found = of_x(x=np.array(values))[f"v{list(DELICATE).index(name)}"]
    with mpmath.workdps(60):
        wanted = [exact(mpmath.mpf(value)) for value in values]
        errors = [float(abs(mpmath.mpf(f) - w) / abs(w)) for f, w in zip(found, wanted, strict=True)]
    assert max(errors) < 8 * 2.0**-53  # a few roundings; the plain text has errors of 1e-7 to infinity here


@pytest.mark.parametrize("name", AT_A_POINT)
def test_what_cancels_at_a_point_is_accurate_there(of_x, name):
    form, limit, values = AT_A_POINT[name]
    found = of_x(x=np.array([0.0, *values]))[f"v{len(DELICATE) + list(AT_A_POINT).index(name)}"]
    assert found[0] == limit
    with mpmath.workdps(150):
        wanted = [form(mpmath, mpmath.mpf(value)) for value in values]
        errors = [float(abs(mpmath.mpf(f) - w) / abs(w)) for f, w in zip(found[1:], wanted, strict=True)]
    assert max(errors) < 8 * 2.0**-53  # as above


A = Quantity(name="a", latex="a", meaning="a positive number", domain=POSITIVE)
B = Quantity(name="b", latex="b", meaning="another positive number", domain=POSITIVE)
a, b = A.symbol, B.symbol
OF_TWO = {
    "(a^3 - b^3)/(a - b)": (lambda f, u, v: (u**3 - v**3) / (u - v), lambda f, u: 3 * u**2),
    "exp": (lambda f, u, v: (f.exp(-u) - f.exp(-v)) / (v - u), lambda f, u: f.exp(-u)),
    "log": (lambda f, u, v: (f.log(u) - f.log(v)) / (u - v), lambda f, u: 1 / u),
    "sin": (lambda f, u, v: (f.sin(u) - f.sin(v)) / (u - v), lambda f, u: f.cos(u)),
    "cos": (lambda f, u, v: (f.cos(u) - f.cos(v)) / (u - v), lambda f, u: -f.sin(u)),
    "sqrt": (lambda f, u, v: (f.sqrt(u) - f.sqrt(v)) / (u - v), lambda f, u: 1 / (2 * f.sqrt(u))),
    "d sin(a b)/a by a": (lambda f, u, v: v * f.cos(u * v) / u - f.sin(u * v) / u**2, None),
    "a b - 1 + exp(-a b)": (lambda f, u, v: (u * v - 1 + f.exp(-u * v)) / u**2, None),
}


@pytest.fixture(scope="module")
def of_two(tmp_path_factory, made):
    return numbers(tmp_path_factory.mktemp("care"), made, [form(sp, a, b) for form, _ in OF_TWO.values()], (A, B),
                   "of_two", exceptional=((Fraction(1, 2), Fraction(1, 2)),))  # fmt: skip


@pytest.mark.parametrize("name", OF_TWO)
def test_quotients_of_differences(of_two, name):
    form, derivative = OF_TWO[name]
    pairs = [(u, u * (1 + step)) for u in (1e-3, 0.3, 1.0, 2.5) for step in (0.0, 1e-15, -1e-9, 1e-4, 0.2, -0.5, 3.0)]
    found = of_two(a=np.array([u for u, _ in pairs]), b=np.array([v for _, v in pairs]))
    with mpmath.workdps(80):
        for (u, v), value in zip(pairs, found[f"v{list(OF_TWO).index(name)}"], strict=True):
            u, v = mpmath.mpf(u), mpmath.mpf(v)
            wanted = derivative(mpmath, u) if u == v and derivative else form(mpmath, u, v)
            # some roundings, and those of arguments up to 10 in exp and of phases near a zero of sin and cos
            assert abs(value - wanted) <= 32 * 2.0**-53 * abs(wanted)


def test_a_pole_gets_no_series(made):
    for pole in (1 / x, sp.exp(x) / x, sp.log(y) + 1 / sp.sin(y)):
        assert not series_switches(pole).has(SWITCH)


def test_the_switch_is_where_the_text_says(made):
    planned = plan(made.spec("x"), [made.equation((sp.exp(x) - 1 - x) / x**2, X)])
    assert "if abs(x) > 1.0 else polynomial(SERIES_1, x)" in planned.text


@pytest.mark.parametrize("name", DELICATE)
def test_rewriting_keeps_the_value(name):
    expression = DELICATE[name][0]
    (rewritten,), counts = careful((expression,))
    a, b, c, u, v, f, g, d = sp.symbols("a b c u v f g d")
    meanings = {
        "expm1": sp.Lambda(a, sp.exp(a) - 1),
        "log1p": sp.Lambda(a, sp.log(1 + a)),
        "stable_sum": sp.Lambda((a, b, c), a + b),
        "decay_quotient": sp.Lambda(a, (1 - sp.exp(-a)) / a),
        "right_half": sp.Lambda(a, a),
        "sine_quotient": sp.Lambda(a, sp.sin(a) / a),
        "smaller_choice": sp.Lambda((u, v, f, g, d), f + u * d),
        "exp_difference_quotient": sp.Lambda((a, b), (sp.exp(a) - sp.exp(b)) / (a - b)),
    }
    rewritten = rewritten.replace(SWITCH, lambda direct, *_: direct)
    for head, meaning in meanings.items():
        rewritten = rewritten.replace(sp.Function(head), meaning)
    at = {x: sp.Rational(17, 13)}
    assert abs((rewritten - expression).subs(at).evalf(40)) < 1e-35
    assert counts[0][0] == "as derived"


def test_a_stable_sum_carries_the_true_product():
    root = sp.sqrt(x**2 - 1)
    expression = sp.exp(-x * y) * (sp.cosh(y * root) + x * sp.sinh(y * root) / root)
    (rewritten,), _ = careful((expression,))
    sums = rewritten.atoms(sp.Function("stable_sum"))
    assert sums
    for one in sums:
        a, b, product = one.args
        assert sp.expand(a**2 - b**2 - product) == 0


def test_complex_roots_and_arguments(tmp_path, made):
    expression = sp.exp(sp.I * z) * sp.sqrt(z) + sp.sqrt(x - 1)
    one = made.spec("z", "x", audit_points=40)
    generate_from(one, [made.equation(expression, Z, X, domain=COMPLEX)], tmp_path)
    kernel = load("made_up", tmp_path)
    found = kernel(z=-0.5 + 0.25j, x=0.75)
    assert kernel.record.results[0].dtype == "complex128"
    expected = complex(expression.subs({z: sp.Rational(-1, 2) + sp.I / 4, x: sp.Rational(3, 4)}).evalf(30))
    assert abs(found - expected) < 1e-15


def test_real_imaginary_and_complex_terms_of_one_sum(tmp_path, made):
    expression = x + sp.I * y - z**2 + sp.I * x * z - 2 - 3 * sp.I
    one = made.spec("z", "x", "y", audit_points=40, reason="terms of a sum may cancel")
    generate_from(one, [made.equation(expression, Z, X, Y, domain=COMPLEX)], tmp_path)
    found = load("made_up", tmp_path)(z=1.5 - 0.5j, x=0.25, y=4.0)
    assert found == 0.25 + 4j - (1.5 - 0.5j) ** 2 + 0.25j * (1.5 - 0.5j) - 2 - 3j  # every step is exact in doubles


def test_powers(tmp_path, made):
    expression = y**7 + y ** sp.Rational(5, 2) + y ** sp.Rational(-3, 2) + 1 / y**3 + y ** sp.Rational(1, 3) + y**y
    kernel = generate_from(made.spec("y", audit_points=200), [made.equation(expression, Y)], tmp_path)
    assert kernel.accuracy.max_ulp < 4
    assert "y**2*math.sqrt(y)" in kernel.source
    assert "**2.5" not in kernel.source


SUMS = {
    "binomial theorem": (sp.Sum(sp.binomial(n, k) * y**k, (k, 0, n)), lambda m, v: (1 + v) ** m),
    "alternating": (sp.Sum((-1) ** k * sp.binomial(n, k) * y**k, (k, 0, n)), lambda m, v: (1 - v) ** m),
    "squares": (sp.Sum(k**2, (k, 0, n)), lambda m, v: Fraction(m * (m + 1) * (2 * m + 1), 6)),
    "two kinds of term": (
        sp.Sum(k + y**k, (k, 1, n)),
        lambda m, v: Fraction(m * (m + 1), 2) + sum(v**i for i in range(1, m + 1)),
    ),
    "no ratio": (sp.Sum(1 / (1 + k * y), (k, 1, n)), lambda m, v: sum(1 / (1 + i * v) for i in range(1, m + 1))),
    "empty": (sp.Sum(y**k, (k, n + 1, n)) + 1, lambda m, v: Fraction(1)),
    "half its terms": (
        sp.Sum(sp.binomial(n, 2 * k + 1) * y**k, (k, 0, sp.floor((n - 1) / 2))),
        lambda m, v: sum(sp.binomial(m, 2 * i + 1) * v**i for i in range(0, (m - 1) // 2 + 1)),
    ),
}


@pytest.mark.parametrize("name", SUMS)
def test_sums(tmp_path, made, name):
    expression, exact = SUMS[name]
    audit = {
        "n": Range(lower=Fraction(1), upper=Fraction(20), spacing="integer"),
        "y": Range(lower=Fraction(1, 10), upper=Fraction(9, 10)),
    }
    arguments = [q for q in (N, Y) if q.symbol in expression.free_symbols or name == "empty"]
    one = made.spec(*(q.name for q in arguments), audit=audit, audit_points=8, reason="an alternating sum cancels")
    generate_from(one, [made.equation(expression + 0 * n, N, Y)], tmp_path)
    kernel = load("made_up", tmp_path)
    for count in (1, 2, 7, 30):
        given = {"n": count, "y": 0.375}
        found = kernel(**{q.name: given[q.name] for q in arguments})
        wanted = Fraction(str(exact(count, Fraction(3, 8))))
        # An alternating sum of positive size S = 1.375^n loses S/value; the others add a few roundings a term.
        lost = 1.375**count if name == "alternating" else abs(float(wanted)) * (count if name == "no ratio" else 1)
        assert abs(Fraction(found) - wanted) <= Fraction(4 * 2.0**-53 * lost)


def test_what_cannot_be_done_is_said():
    with pytest.raises(CodegenError, match="infinite"):
        loop_sum(sp.Sum(1 / k**2, (k, 1, sp.oo)), sp.Symbol("s"))
    with pytest.raises(CodegenError, match="more than one index"):
        loop_sum(sp.Sum(k * n, (k, 1, 3), (n, 1, 3)), sp.Symbol("s"))


def test_a_head_without_a_numerical_form_is_named(made):
    with pytest.raises(CodegenError, match="LeviCivita"):
        generate_from(made.spec("x"), [made.equation(sp.LeviCivita(x, 1, 2), X)], None)  # type: ignore[arg-type]
