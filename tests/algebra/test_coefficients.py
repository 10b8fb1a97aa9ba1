"""Coefficients: the relations between generators, zero detection, conjugation, the border with SymPy."""

from fractions import Fraction

import algebra_oracle as oracle
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies_of_algebra import expressions

from derive.algebra import AlgebraError, Boson, Spin, commutator, one
from derive.algebra.caches import forget

x, y, t = sp.symbols("x y t", real=True)
z = sp.Symbol("z")
s = Spin("s")

ATOMS = [
    x, y, z, sp.I, sp.sqrt(2), sp.sqrt(6), sp.cbrt(4), sp.Rational(2, 3), sp.sin(x), sp.cos(x), sp.exp(sp.I * x * t),
    sp.exp(-2 * sp.I * x * t), 1 / x, sp.sqrt(x), 1 / (x - y), sp.sqrt(x + y), sp.Function("f")(t), x**z, 2**x,
]  # fmt: skip
scalars = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] * pair[1]),
        inner.map(lambda value: 2 * value**2),
    ),
    max_leaves=5,
)
POINT = {x: sp.Rational(7, 5), y: sp.Rational(3, 11), t: sp.Rational(2, 3), z: sp.Rational(1, 3) + sp.I / 4}
POINT_F = {sp.Function("f")(t): sp.Rational(5, 9)}


def number(value):
    return complex(sp.N(value.xreplace(POINT_F).xreplace(POINT), 30))


@settings(max_examples=200)
@given(scalars, scalars)
def test_products_of_coefficients_keep_their_value(first, second):
    product = (first * s.x) * (second * s.x)
    value = product.coefficient(one)
    expected = number(first) * number(second) / 4
    assert abs(number(value) - expected) <= 1e-12 * (1 + abs(expected))


@settings(max_examples=100)
@given(scalars, scalars)
def test_expanded_and_factored_coefficients_are_equal(first, second):
    difference = sp.expand(first * (first + second)) * s.x - (first * s.x) * (first + second)
    assert difference.is_zero


@settings(max_examples=100)
@given(scalars)
def test_conjugates_of_coefficients(value):
    conjugated = (value * s.plus).adjoint().coefficient(s.minus.monomials()[0])
    expected = number(value).conjugate()
    assert abs(number(conjugated) - expected) <= 1e-12 * (1 + abs(expected))
    assert (value * s.plus).adjoint().adjoint() == value * s.plus


@pytest.mark.parametrize(
    "zero",
    [
        sp.sin(x) ** 2 + sp.cos(x) ** 2 - 1,
        sp.sin(2 * x) - 2 * sp.sin(x) * sp.cos(x),
        sp.cosh(x) ** 2 - sp.sinh(x) ** 2 - 1,
        sp.sqrt(2) * sp.sqrt(3) - sp.sqrt(6),
        sp.sqrt(x) ** 2 - x,
        sp.sqrt(x + y) ** 2 - x - y,
        x / (x - y) - y / (x - y) - 1,
        1 / (2 * x - 2 * y) + 1 / (2 * y - 2 * x),
        1 / x + 1 / y - (x + y) / (x * y),
        sp.exp(sp.I * x) * sp.exp(-sp.I * x) - 1,
        sp.exp(x) ** 2 - sp.exp(2 * x),
        (x + y) ** 3 - x**3 - 3 * x**2 * y - 3 * x * y**2 - y**3,
        (1 + sp.I) ** 2 - 2 * sp.I,
        1 / (1 + sp.I) - (1 - sp.I) / 2,
        1 / sp.sqrt(2) - sp.sqrt(2) / 2,
        x**z * x - x ** (z + 1),
        sp.tan(x) * sp.cos(x) - sp.sin(x),
    ],
)
def test_zero_is_recognised(zero):
    assert (zero * s.x).is_zero
    assert zero * s.x + s.z == s.z


NOT_ZERO = [x - y, sp.sin(x) - sp.cos(x), sp.sqrt(x + y) - sp.sqrt(x), 1 / (x - y), z - sp.conjugate(z)]


@pytest.mark.parametrize("value", NOT_ZERO)
def test_what_is_not_zero_is_not_called_zero(value):
    assert not (value * s.x).is_zero
    assert value * s.x != 0


def test_equal_operators_have_equal_hashes():
    difference = x - y
    assert hash(x * s.x / difference - y * s.x / difference) == hash(s.x)
    assert len({s.x * s.y - s.y * s.x, sp.I * s.z, commutator(s.x, s.y)}) == 1


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.5, "float where an exact number is expected; nearest is 1/2"),
        (0.25 * x, "float"),
        (1j, "complex"),
        (sp.Symbol("q", commutative=False), "does not commute"),
        (sp.oo, "not a finite number"),
        (sp.nan, "not a finite number"),
    ],
)
def test_what_is_no_exact_coefficient_is_refused(value, words):
    with pytest.raises(AlgebraError, match=words):
        value * s.x


def test_scalars_of_every_kind():
    assert Fraction(1, 3) * s.x == s.x / 3 == sp.Rational(1, 3) * s.x == s.x * Fraction(1, 3)
    assert 1 - s.z == -(s.z - 1)
    assert (x * s.x).coefficient(s.x) == x
    assert (x * s.x).coefficient(2 * s.x) == x / 2
    assert (x * s.x + 3).subs(x, 2) == 2 * s.x + 3
    assert (x * s.x).xreplace({x: y}) == y * s.x
    assert (x * s.x + x * y).map_coefficients(lambda value: value / x) == s.x + y
    with pytest.raises(AlgebraError, match="2 terms"):
        s.x.coefficient(s.plus)
    with pytest.raises(AlgebraError, match="power"):
        s.x**-1
    with pytest.raises(TypeError):
        s.x + "s"


@settings(max_examples=60)
@given(expressions(3))
def test_substitution_in_coefficients_is_a_homomorphism(tree):
    a = Boson("a")
    leaves = [x * a.a + y, a.dag, sp.sqrt(x) * s.plus, s.z + x / (x - y)]
    values = [leaf.subs({x: 4, y: 2}) for leaf in leaves]
    symbolic, plain = (oracle.evaluate(tree, own, one, lambda op: op.adjoint(), commutator) for own in (leaves, values))
    assert symbolic.subs({x: 4, y: 2}) == plain


def test_forgetting_changes_nothing_but_speed():
    a = Boson("a")
    operator = (x * a.a + sp.sqrt(2) * a.dag) ** 3 * s.x
    again = operator * operator
    forget()
    assert operator * operator == again
    assert operator == (x * Boson("a").a + sp.sqrt(2) * Boson("a").dag) ** 3 * Spin("s").x


@pytest.mark.parametrize("inside", [x + sp.Rational(1, 2), x / 2 - y / 3, sp.Rational(7, 2) - sp.sqrt(3), x**2 / 4 + 1])
@pytest.mark.parametrize("exponent", [sp.Rational(1, 2), sp.Rational(-1, 2), sp.Rational(2, 3)])
def test_roots_of_sums_with_fractions_multiply(inside, exponent):
    """(x + 1/2)^(1/2) twice is x + 1/2: what a product of weights makes has whole numbers, a base need not have."""
    root, a = inside**exponent, Boson("a")
    product = ((root * a.dag) * (root * a.a)).coefficient(a.n)
    exact = inside ** (2 * exponent)
    point = {x: sp.Rational(3, 7), y: sp.Rational(1, 5)}
    # 30 digits, less some for cancellation.
    assert abs((product - exact).subs(point).evalf(30)) < 1e-25
    assert ((root * a.a) * (1 / root * one) - a.a).is_zero
