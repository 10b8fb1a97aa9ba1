r"""Gaussians times powers and circular functions, integrated over a half line or the whole line.

For terms :math:`c\,r^n e^{-ar^2+br}` with one positive a, the moments obey

.. math:: M_n = \int_0^\infty r^n e^{-ar^2+br}\,dr, \qquad 2a M_n = b M_{n-1} + (n-1) M_{n-2} + \delta_{n1}, \qquad
   M_0 = \tfrac12\sqrt{\pi/a}\; e^{b^2/4a}\left(1+\operatorname{erf}\frac{b}{2\sqrt a}\right) .

Negative powers are allowed when the sum of all terms is regular at zero: each term then counts with its finite part,
which is found by parts from

.. math:: \int_0^\infty \frac{e^{i\beta r}-1}{r} e^{-ar^2} dr
   = \frac{i\pi}2 \operatorname{erf}\frac{\beta}{2\sqrt a}
   - \frac{\beta^2}{4a}\, {}_2F_2\left(1,1;\tfrac32,2;-\frac{\beta^2}{4a}\right) ,

and the finite part of :math:`e^{-ar^2}/r`, which drops out of every regular sum, is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import sympy as sp

MAX_POWER = 12


@dataclass(frozen=True)
class Term:
    """constant r^n exp(-a r^2 + b r + c)."""

    constant: sp.Expr
    power: int
    a: sp.Expr
    b: sp.Expr
    c: sp.Expr

    @property
    def mirrored(self) -> Term:
        """The same with -r in place of r."""
        return Term((-1) ** self.power * self.constant, self.power, self.a, sp.expand(-self.b), self.c)


def gaussian(body: sp.Expr, x: sp.Symbol, lower: sp.Expr, upper: sp.Expr) -> sp.Expr | None:
    """The integral from 0 or minus infinity to infinity, or None when it is not of this kind or does not exist."""
    if upper is not sp.oo or lower not in (0, -sp.oo):
        return None
    # by addends, which misprints and moments of one integrand share; together where only their sum is of this kind
    parts = [_terms_of(addend, x) for addend in sp.Add.make_args(body)]
    terms = None if None in parts else [term for part in parts if part is not None for term in part]
    if terms is None or len({term.a for term in terms}) != 1:
        terms = terms_of(body, x)
    if terms is None or len({term.a for term in terms}) != 1:
        return None
    if lower is -sp.oo:
        terms += [term.mirrored for term in terms]
    if not regular(terms):
        return None
    total: sp.Expr = sp.Integer(0)
    for (power, a, b, c), constant in gathered(terms).items():
        value = moment(power, a, b, c)
        if value is None:
            return None
        total += constant * value
    return sp.expand(total, power_exp=False)


def integrated(integral: sp.Expr) -> sp.Expr:
    """An integral over one variable, or a number times it, done; as it is when there is no closed form."""

    def one(e: sp.Integral) -> sp.Expr:
        body, *limits = e.args
        if len(limits) != 1 or len(limits[0].args) != 3:
            return e
        constant, rest = body.as_independent(limits[0].args[0], as_Add=False)
        found = gaussian(sp.expand(rest), *limits[0].args)
        return e if found is None else constant * found

    value: sp.Expr = integral.replace(lambda e: isinstance(e, sp.Integral), one)
    return value


def terms_of(body: sp.Expr, x: sp.Symbol) -> list[Term] | None:
    """The terms of a sum, circular functions of x as exponentials; None when one has another form."""
    found = _terms_of(body, x)
    return None if found is None else list(found)


@lru_cache(maxsize=1024)
def _terms_of(body: sp.Expr, x: sp.Symbol) -> tuple[Term, ...] | None:

    def exponential(e: sp.Expr) -> sp.Expr:
        return e.rewrite(sp.exp) if e.has(x) else e

    plain = body.replace(lambda e: e.func in (sp.sin, sp.cos, sp.sinh, sp.cosh), exponential)
    found = []
    for term in sp.Add.make_args(sp.expand(plain)):
        constant, rest = term.as_independent(x, as_Add=False)
        power, exponent = sp.Integer(0), sp.Integer(0)
        exponentials = [f for f in sp.Mul.make_args(constant) if isinstance(f, sp.exp)]
        constant /= sp.Mul(*exponentials)
        for factor in (*exponentials, *sp.Mul.make_args(rest)):
            base, raised = factor.as_base_exp()
            if base == x and raised.is_Integer:
                power += raised
            elif isinstance(factor, sp.exp):
                exponent += factor.args[0]
            else:
                return None
        exponent = sp.expand(exponent)
        if not exponent.is_polynomial(x) or sp.degree(exponent, x) != 2 or abs(power) > MAX_POWER:
            return None
        a, b, c = (exponent.coeff(x, n) for n in (2, 1, 0))
        if not (-a).is_positive:
            return None
        found.append(Term(constant, int(power), -a, sp.expand(b), c))
    return tuple(found)


def gathered(terms: list[Term]) -> dict[tuple[int, sp.Expr, sp.Expr, sp.Expr], sp.Expr]:
    """The constants of terms of one power and one exponent, added."""
    sums: dict[tuple[int, sp.Expr, sp.Expr, sp.Expr], sp.Expr] = {}
    for term in terms:
        key = (term.power, term.a, term.b, term.c)
        sums[key] = sums.get(key, sp.Integer(0)) + term.constant
    return {key: constant for key, constant in sums.items() if sp.expand(constant) != 0}


def regular(terms: list[Term]) -> bool:
    """Whether all negative powers cancel at zero."""
    lowest = min(term.power for term in terms)
    for order in range(lowest, 0):
        left_over = sum((t.constant * sp.exp(t.c) * taylor(order - t.power, t.a, t.b) for t in terms), sp.Integer(0))
        if sp.expand(left_over) != 0:
            return False
    return True


def taylor(n: int, a: sp.Expr, b: sp.Expr) -> sp.Expr:
    """The coefficient of r^n in exp(-a r^2 + b r); 0 for a negative n."""
    return sum(
        ((-a) ** j * b ** (n - 2 * j) / (sp.factorial(j) * sp.factorial(n - 2 * j)) for j in range(n // 2 + 1)),
        sp.Integer(0),
    )


def error_function(z: sp.Expr) -> sp.Expr:
    """erf(z), by erfi when z is imaginary, so that what is real is seen to be real."""
    z = sp.expand(z)
    turned = sp.expand(-sp.I * z)
    return sp.I * sp.erfi(turned) if turned.is_real else sp.erf(z)


@lru_cache(maxsize=1024)
def moment(n: int, a: sp.Expr, b: sp.Expr, c: sp.Expr) -> sp.Expr | None:
    """The integral of r^n exp(-a r^2 + b r + c) from 0 to infinity, its finite part for a negative n."""
    if n > 0:
        before = moment(n - 1, a, b, c)
        two = moment(n - 2, a, b, c) if n > 1 else sp.Integer(0)
        assert before is not None
        assert two is not None
        return (b * before + (n - 1) * two + (sp.exp(c) if n == 1 else 0)) / (2 * a)
    root = sp.sqrt(a)
    if n == 0:
        peak = sp.sqrt(sp.pi) / (2 * root) * sp.exp(sp.expand(c + b**2 / (4 * a)))
        return peak * (1 + error_function(b / (2 * root)))
    if n == -1:
        beta = sp.expand(-sp.I * b)
        if not beta.is_real:
            return None
        z = sp.expand(beta**2 / (4 * a))
        cosine = -z * sp.hyper((1, 1), (sp.Rational(3, 2), 2), -z)
        return sp.exp(c) * (sp.I * sp.pi / 2 * error_function(beta / (2 * root)) + cosine)
    m = -n
    before, two = moment(1 - m, a, b, c), moment(2 - m, a, b, c)
    if before is None or two is None:
        return None
    return (sp.exp(c) * taylor(m - 1, a, b) + b * before - 2 * a * two) / (m - 1)
