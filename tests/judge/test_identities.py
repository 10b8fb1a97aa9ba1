"""True and false identities of the kinds met in quantum optics: no wrong verdict, every false one refuted.

Truth here is known from textbooks or built in, never from the judge or SymPy's simplifier.
"""

from __future__ import annotations

import pytest
import sympy as sp

from derive.judge import Question, judge

a, b, w, x, y = sp.symbols("a b w x y", positive=True)
r, s, d, g = sp.symbols("r s d g", real=True)
z, v = sp.symbols("z v", complex=True)
n, m = sp.symbols("n m", integer=True, nonnegative=True)
k = sp.Symbol("k", integer=True)
t = sp.Symbol("t", real=True)
f = sp.Function("f")
i, pi, half = sp.I, sp.pi, sp.Rational(1, 2)
sqrt, exp = sp.sqrt, sp.exp

TRUE = {
    "Lorentzian partial fractions": (1 / (d**2 + w**2), (1 / (d - i * w) - 1 / (d + i * w)) / (2 * i * w)),
    "Lorentzian modulus": (sp.Abs(1 / (w + i * d)) ** 2, 1 / (w**2 + d**2)),
    "dressed states": ((d / 2 + sqrt(d**2 / 4 + g**2)) * (d / 2 - sqrt(d**2 / 4 + g**2)), -(g**2)),
    "mixing angle": (sp.tan(2 * r) * (1 - sp.tan(r) ** 2), 2 * sp.tan(r)),
    "squeezing": ((sp.cosh(r) + sp.sinh(r)) ** 2, exp(2 * r)),
    "squeezed variance": (sp.cosh(2 * r) - sp.sinh(2 * r) * sp.cos(2 * s),
                          exp(2 * r) * sp.sin(s) ** 2 + exp(-2 * r) * sp.cos(s) ** 2),
    "Rabi": (sp.cos(s / 2) ** 2 - sp.sin(s / 2) ** 2, sp.cos(s)),
    "triple angle": (sp.sin(3 * r), 3 * sp.sin(r) - 4 * sp.sin(r) ** 3),
    "Bose by coth (equals says False)": (1 / (exp(x) - 1), (sp.coth(x / 2) - 1) / 2),
    "Fermi by tanh (equals says False)": (1 / (exp(x) + 1), (1 - sp.tanh(x / 2)) / 2),
    "coth by Bose (equals says False)": (1 + 2 / (exp(x) - 1), sp.coth(x / 2)),
    "arctangent inversion (equals says False)": (sp.atan(x) + sp.atan(1 / x), pi / 2),
    "Brillouin of spin one half": (2 * sp.coth(2 * x) - sp.coth(x), sp.tanh(x)),
    "tanh addition": (sp.tanh(r + s), (sp.tanh(r) + sp.tanh(s)) / (1 + sp.tanh(r) * sp.tanh(s))),
    "thermal sum": (sp.Sum(x**k, (k, 0, n)) * (1 - x), 1 - x ** (n + 1)),
    "sum of squares": (sp.Sum(k**2, (k, 0, n)), n * (n + 1) * (2 * n + 1) / 6),
    "gamma recurrence": (sp.gamma(z + 2), z * (z + 1) * sp.gamma(z)),
    "Pascal": (sp.binomial(n, m) + sp.binomial(n, m + 1), sp.binomial(n + 1, m + 1)),
    "Bessel recurrence": (sp.besselj(0, x) + sp.besselj(2, x), 2 * sp.besselj(1, x) / x),
    "spherical Bessel": (sp.jn(0, x), sp.sin(x) / x),
    "denested radical": (sqrt(5 + 2 * sqrt(6)), sqrt(2) + sqrt(3)),
    "nested radical": (sqrt(x + 2 * sqrt(x * y) + y), sqrt(x) + sqrt(y)),
    "golden mean": (2 * sp.cos(pi / 5), (1 + sqrt(5)) / 2),
    "roots of unity": (sp.cos(pi / 7) * sp.cos(2 * pi / 7) * sp.cos(3 * pi / 7), sp.Rational(1, 8)),
    "modulus of a sum": (sp.Abs(z + v) ** 2, sp.Abs(z) ** 2 + sp.Abs(v) ** 2 + 2 * sp.re(z * sp.conjugate(v))),
    "root of a square, positive": (sqrt(x**2 * y), x * sqrt(y)),
    "logarithm, positive": (sp.log(x * y / w), sp.log(x) + sp.log(y) - sp.log(w)),
    "symbolic powers": ((1 + x) ** (2 * n + 1) / (1 + x) ** n, (1 + x) ** (n + 1)),
    "parity": ((-1) ** (n * (n + 1)), sp.Integer(1)),
    "product rule": ((x * f(t)).diff(t) * f(t), x * f(t) * f(t).diff(t)),
    "delta is idempotent": (sp.KroneckerDelta(n, m) ** 2, sp.KroneckerDelta(n, m)),
    "inverse hyperbolic": (exp(sp.asinh(r)), r + sqrt(1 + r**2)),
    "maximum": (sp.Max(r, s) - sp.Min(r, s), sp.Abs(r - s)),
    "error functions": (sp.erf(r) + sp.erfc(r), sp.Integer(1)),
    "Vandermonde": ((x - y) * (y - w) * (w - x), x * y**2 + y * w**2 + w * x**2 - x**2 * y - y**2 * w - w**2 * x),
}  # fmt: skip

FALSE = {
    "root of a square, complex": (sqrt(z**2), z),
    "root of a square, real": (sqrt(r**2), r),
    "logarithm of a product, complex": (sp.log(z * v), sp.log(z) + sp.log(v)),
    "arctangent inversion on all reals": (sp.atan(r) + sp.atan(1 / r), pi / 2),
    "arctangent of a tangent": (sp.atan(sp.tan(r)), r),
    "near integer, 7.5e-13": (exp(pi * sqrt(163)), sp.Integer(640320**3 + 744)),
    "near zero, 1e-12": (sp.Rational(1, 10**12) * x + y, y),
    "near one, sine": (sp.sin(2017 * sp.Integer(2) ** sp.Rational(1, 5)), sp.Integer(-1)),
    "near zero, 1e-30": (x / (1 + x), 1 - 1 / (1 + x) + sp.Rational(1, 10**30)),
    "huge factorials": (1 / sp.factorial(2004), 1 / sp.factorial(2006)),
    "Lorentzian, lost factor": (1 / (d**2 + w**2), 1 / (2 * (d**2 + w**2))),
    "Lorentzian, wrong sign": (1 / (w + i * d), (w + i * d) / (w**2 + d**2)),
    "dressed states, wrong root": (sqrt(d**2 + 4 * g**2), d + 2 * g),
    "Bose, wrong sign": (1 / (exp(x) - 1), (sp.coth(x / 2) + 1) / 2),
    "Bose, lost half": (1 / (exp(x) - 1), (sp.coth(x) - 1) / 2),
    "sum of squares, off by one": (sp.Sum(k**2, (k, 0, n)), n * (n - 1) * (2 * n - 1) / 6),
    "thermal sum, off by one": (sp.Sum(x**k, (k, 0, n)), (1 - x**n) / (1 - x)),
    "Bessel recurrence, wrong order": (sp.besselj(0, x) + sp.besselj(2, x), 2 * sp.besselj(1, x)),
    "power of a power, complex": ((z**2) ** half, sp.Abs(z)),
    "symbolic powers": ((1 + x) ** (2 * n), 1 + x ** (2 * n)),
    "parity": ((-1) ** (2 * n + 1), (-1) ** n),
    "only at even n": (sp.cos(pi * n), sp.Integer(1)),
    "only at small n": (sp.binomial(n, 2), n * (n - 1) / 2 + n * (n - 1) * (n - 2) * (n - 3) / 10**9),
    "root of an inverse, on its cut": (sqrt(1 / z), 1 / sqrt(z)),
    "conjugate of a logarithm, on its cut": (sp.conjugate(sp.log(z)), sp.log(sp.conjugate(z))),
    "area tangent, on its cut": (sp.atanh(z), sp.log((1 + z) / (1 - z)) / 2),
    "power of an exponential, beyond the strip": (exp(z) ** x, exp(x * z)),
    "logarithm of an exponential": (sp.log(exp(z)), z),
    "binomial symmetry at negative n": (sp.binomial(k, 2 + k), sp.binomial(k, -2)),
    "argument of a product": (sp.arg(z * v), sp.arg(z) + sp.arg(v)),
    "derivative": (f(t).diff(t), 2 * f(t).diff(t)),
    "function of another argument": (f(2 * t), 2 * f(t)),
}  # fmt: skip

# True, and for now without a proof: the verdict must be "consistent", which claims no more than was seen.
UNPROVED = {"Bessel recurrence", "arctangent inversion (equals says False)", "maximum", "nested radical"}


@pytest.mark.parametrize("name", TRUE)
def test_true_identities_are_never_refuted(name: str) -> None:
    left, right = TRUE[name]
    judgement = judge(Question(left=sp.sympify(left), right=sp.sympify(right)))
    expected = {"proved", "consistent"} if name in UNPROVED else {"proved"}
    assert judgement.verdict in expected, judgement.evidence


@pytest.mark.parametrize("name", FALSE)
def test_false_identities_are_refuted_with_a_witness(name: str) -> None:
    left, right = FALSE[name]
    judgement = judge(Question(left=sp.sympify(left), right=sp.sympify(right)))
    assert judgement.verdict == "refuted", judgement.evidence
    assert judgement.witness is not None
    assert judgement.witness.left != judgement.witness.right


def test_the_suite_is_large_enough() -> None:
    assert len(TRUE) >= 27
    assert len(FALSE) >= 18


def test_most_true_identities_have_a_complete_normal_form() -> None:
    """Half of the suite at least, so that a normal form that finds nothing would be seen."""
    levels = [judge(Question(left=sp.sympify(u), right=sp.sympify(v))).level for u, v in TRUE.values()]
    assert sum(level == 6 for level in levels) >= len(TRUE) // 2
