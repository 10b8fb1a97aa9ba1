r"""Integrals that have a rule are done before anything is compared, and step functions get one form.

The rules are theorems for one variable: a delta function of an argument linear in the variable, a step that cuts the
range, and tails of exponentials, Gaussian ones by the error function and others by the incomplete gamma function,

.. math:: \int_x^\infty u^n e^{-a u^m} du, \qquad
   \int_0^x s^{-n-2} e^{-a/s^m} ds = \int_{1/x}^\infty u^n e^{-a u^m} du .

Exponentials between finite ends, also those of a cosine with its sine, are integrated, and Gaussians times powers and
circular functions by :mod:`derive.gaussians`. An integral without a rule stays as it is.
"""

from __future__ import annotations

from functools import lru_cache

import sympy as sp

from derive.gaussians import gaussian

MAX_POWER = 12  # of the variable in front of a Gaussian


def done(expression: sp.Basic) -> sp.Basic:
    """The expression with every integral that has a rule replaced by its value, and steps written alike."""
    if isinstance(expression, sp.MatrixBase):
        return sp.ImmutableMatrix(expression.applyfunc(done))
    if not isinstance(expression, sp.Expr) or not expression.has(sp.Integral, sp.Heaviside):
        return expression
    after = expression.replace(lambda e: isinstance(e, sp.Integral), _integrated)
    after = after.replace(lambda e: isinstance(e, sp.Heaviside), _one_form)
    # a step is 0 or 1, and so are its powers; at the step itself no value is agreed upon
    return after.replace(
        lambda e: e.is_Pow and isinstance(e.base, sp.Heaviside) and e.exp.is_positive, lambda e: e.base
    )


@lru_cache(maxsize=1024)  # the misprints of one formula share the integrals that the slip did not touch
def _integrated(integral: sp.Integral) -> sp.Expr:
    """The value of a definite integral over its innermost variables, as far as there are rules."""
    body, *limits = integral.args
    for limit in limits:
        if len(limit.args) != 3 or isinstance(body, sp.Integral):
            return integral
        # constants first: multiplied out, a sum in a denominator would take in what depends on the variable
        constant, rest = done(body).as_independent(limit.args[0], as_Add=False)
        value = _single(sp.expand(rest), *limit.args)
        if value is None:
            return integral
        body = constant * value
    return body


def _single(body: sp.Expr, x: sp.Symbol, lower: sp.Expr, upper: sp.Expr) -> sp.Expr | None:
    total: sp.Expr = sp.Integer(0)
    for term in sp.Add.make_args(body):
        constant, rest = term.as_independent(x, as_Add=False)
        found = next((value for rule in RULES if (value := rule(rest, x, lower, upper)) is not None), None)
        if found is None:
            return gaussian(body, x, lower, upper)
        total += constant * found
    return total


def _delta(rest: sp.Expr, x: sp.Symbol, lower: sp.Expr, upper: sp.Expr) -> sp.Expr | None:
    """The rest at the zero of the delta function's argument, when the zero lies in the range."""
    deltas = [f for f in sp.Mul.make_args(rest) if isinstance(f, sp.DiracDelta)]
    if len(deltas) != 1 or len(deltas[0].args) != 1:
        return None
    argument = sp.expand(deltas[0].args[0])
    slope = sp.diff(argument, x)
    if slope.has(x) or not (slope.is_positive or slope.is_negative):
        return None
    zero = sp.cancel(x - argument / slope)
    inside = (rest / deltas[0]).subs(x, zero)
    above = sp.Integer(1) if upper is sp.oo else sp.Heaviside(sp.factor(upper - zero))
    below = sp.Integer(0) if lower is -sp.oo else sp.Heaviside(sp.factor(lower - zero))
    value: sp.Expr = inside / sp.Abs(slope) * (above - below)
    return value


def _step(rest: sp.Expr, x: sp.Symbol, lower: sp.Expr, upper: sp.Expr) -> sp.Expr | None:
    """A step that falls at a positive place cuts a range that starts at 0 and has no end."""
    steps = [f for f in sp.Mul.make_args(rest) if isinstance(f, sp.Heaviside)]
    if len(steps) != 1 or lower != 0 or upper is not sp.oo:
        return None
    argument = sp.expand(steps[0].args[0])
    slope = sp.diff(argument, x)
    if slope.has(x) or not slope.is_negative:
        return None
    edge = sp.cancel(x - argument / slope)
    return _single(sp.expand(rest / steps[0]), x, lower, edge) if edge.is_positive else None


def _power(rest: sp.Expr, x: sp.Symbol, lower: sp.Expr, upper: sp.Expr) -> sp.Expr | None:
    """A power of the variable that is not negative, between finite ends; a sine."""
    if upper is sp.oo or lower is -sp.oo:
        return None
    if rest == sp.sin(x):
        value: sp.Expr = sp.cos(lower) - sp.cos(upper)
        return value
    base, power = rest.as_base_exp()
    n = sp.Integer(0) if rest == 1 else power if base == x else None
    if n is None or not n.is_Integer or n < 0:
        return None
    return (upper ** (n + 1) - lower ** (n + 1)) / (n + 1)


@lru_cache(maxsize=1024)
def _exponential(rest: sp.Expr, x: sp.Symbol, lower: sp.Expr, upper: sp.Expr) -> sp.Expr | None:
    """The exponential of an argument linear in the variable, finite ends; sin(x) exp(b cos(x)) by u = cos(x)."""
    if upper is sp.oo or lower is -sp.oo:
        return None
    factors = sp.Mul.make_args(rest)
    if sp.sin(x) in factors:
        u = sp.Dummy("u", real=True)
        inner = (rest / sp.sin(x)).xreplace({sp.cos(x): u})
        return None if inner.has(x) else _exponential(inner, u, sp.cos(upper), sp.cos(lower))
    if not all(isinstance(factor, sp.exp) for factor in factors):
        return None
    exponent = sp.expand(sum(factor.args[0] for factor in factors))
    slope = sp.factor(sp.diff(exponent, x))
    if slope == 0 or slope.has(x):
        return None
    return (sp.exp(exponent.subs(x, upper)) - sp.exp(exponent.subs(x, lower))) / slope


def _tail(rest: sp.Expr, x: sp.Symbol, lower: sp.Expr, upper: sp.Expr) -> sp.Expr | None:
    """The tail of a power times an exponential, or in 1/x the beginning of a range that starts at 0."""
    n, a, m = _shape(rest, x)
    if a is None or not a.is_positive:
        return None
    if m > 0 and upper is sp.oo and lower.is_nonnegative and 0 <= n <= MAX_POWER:
        return tail(n, a, m, lower)
    if m < 0 and lower == 0 and (upper.is_positive or upper is sp.oo) and 0 <= -n - 2 <= MAX_POWER:
        return tail(-n - 2, a, -m, sp.Integer(0) if upper is sp.oo else 1 / upper)
    return None


def _shape(rest: sp.Expr, x: sp.Symbol) -> tuple[int, sp.Expr | None, int]:
    """n, a and m of x^n exp(-a x^m) for a whole m; a is None for anything else."""
    n, exponent = sp.Integer(0), sp.Integer(0)
    for factor in sp.Mul.make_args(rest):
        base, power = factor.as_base_exp()
        if base == x and power.is_Integer:
            n += power
        elif isinstance(factor, sp.exp):
            exponent += factor.args[0]
        else:
            return 0, None, 0
    powers = [p for p in exponent.as_independent(x, as_Add=False)[1].as_powers_dict().items() if p[0] == x]
    if len(powers) != 1 or not powers[0][1].is_Integer:
        return 0, None, 0
    m = int(powers[0][1])
    a = sp.cancel(-exponent / x**m)
    return (0, None, 0) if a.has(x) else (int(n), a, m)


def tail(n: int, a: sp.Expr, m: int, x: sp.Expr) -> sp.Expr:
    """The integral of u^n exp(-a u^m) from x to infinity; for m = 2 by parts from n = 0 or 1."""
    if m != 2:
        order = sp.Rational(n + 1, m)
        value: sp.Expr = sp.uppergamma(order, a * x**m) / (m * a**order)
        return value
    boundary = sp.exp(-a * x**2) / (2 * a)
    if n == 1:
        return boundary
    if n == 0:
        return sp.sqrt(sp.pi / a) / 2 * (1 - sp.erf(sp.sqrt(a) * x))
    return x ** (n - 1) * boundary + sp.Rational(n - 1, 2) / a * tail(n - 2, a, m, x)


def _one_form(step: sp.Heaviside) -> sp.Expr:
    """The step of an argument without its positive factors and denominators."""
    factors = sp.factor_list(sp.numer(sp.together(step.args[0])))
    content, parts = factors
    bottom = sp.denom(sp.together(step.args[0]))
    if not bottom.is_positive or content == 0:
        return step
    sign = 1 if content > 0 else -1
    kept: list[sp.Expr] = [part**power for part, power in parts if not (part**power).is_positive]
    return sp.Heaviside(sp.expand(sign * sp.Mul(*kept)), *step.args[1:])


RULES = (_delta, _step, _power, _exponential, _tail)
