"""Random expressions of the heads that formulas are made of, and the vocabulary that names their symbols."""

from __future__ import annotations

import sympy as sp
from hypothesis import strategies as st

p, q = sp.symbols("p q", positive=True)
x, t = sp.symbols("x t", real=True)
z = sp.Symbol("z", complex=True)
n, k = sp.symbols("n k", integer=True, nonnegative=True)
f_plus = sp.Symbol("f_plus", real=True)
A, B = sp.symbols("A B", commutative=False)

NAMES: dict[sp.Symbol, str] = {
    n: "n", k: "k", p: "p_a", q: r"\zeta", x: "x", t: "t'", z: r"\tilde z", f_plus: r"\hat f^+_{\mathrm{se}}",
    A: r"\hat a", B: r"\hat b_{k}",
}  # fmt: skip
SCALARS = (p, q, x, t, z, n, f_plus)
FUNCTIONS = (sp.sin, sp.cos, sp.tanh, sp.exp, sp.log, sp.sqrt, sp.Abs, sp.conjugate, sp.sinh, sp.atan, sp.erf, sp.re)

rationals = st.builds(sp.Rational, st.integers(-7, 7), st.integers(1, 5))
exponents = st.one_of(
    st.integers(-3, 3).map(sp.Integer), st.sampled_from([sp.Rational(1, 2), sp.Rational(-3, 2), sp.Rational(1, 3)])
)
leaves = st.one_of(st.sampled_from(SCALARS), st.sampled_from(SCALARS), rationals, st.sampled_from([sp.I, sp.pi, sp.E]))


def _power(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    return sp.Integer(1) if base == 0 else base**exponent


def _extend(inner: st.SearchStrategy[sp.Expr]) -> st.SearchStrategy[sp.Expr]:
    return st.one_of(
        st.builds(lambda a, b: a + b, inner, inner),
        st.builds(lambda a, b: a - b, inner, inner),
        st.builds(lambda a, b: a * b, inner, inner),
        st.builds(lambda a, b: a * b, inner, inner),
        st.builds(lambda a, b: a if b == 0 else a / b, inner, inner),
        st.builds(_power, inner, exponents),
        st.builds(_power, st.sampled_from(SCALARS), inner),
        st.builds(lambda f, a: f(a), st.sampled_from(FUNCTIONS), inner),
        st.builds(lambda a: sp.Sum(a * p**k, (k, 0, n)), inner),
        st.builds(lambda a: sp.Integral(a, (x, 0, t)), inner),
        st.builds(lambda a: sp.Derivative(a, t, evaluate=False), inner),
        st.builds(lambda a: sp.binomial(n, k) * a, inner),
    )


def rebuilt(e: sp.Expr) -> sp.Expr:
    """The expression built again from its leaves, since SymPy does not always evaluate what it could."""
    if not e.args:
        return e
    return e.func(*(rebuilt(a) for a in e.args))


def _finite(e: sp.Expr) -> bool:
    return not e.has(sp.zoo, sp.nan, sp.oo, -sp.oo, sp.AccumBounds, sp.atan2, sp.arg, sp.Piecewise)


scalars = st.recursive(leaves, _extend, max_leaves=9).filter(_finite)
operators = st.recursive(
    st.one_of(st.sampled_from([A, B]), leaves),
    lambda inner: st.one_of(
        st.builds(lambda a, b: a * b, inner, inner),
        st.builds(lambda a, b: a + b, inner, inner),
        st.builds(lambda a, b: a * b - b * a, inner, inner),
        st.builds(lambda a: a**2, inner),
    ),
    max_leaves=7,
).filter(_finite)
