r"""A switch to a Taylor polynomial, where an expression of one variable cancels or is 0/0 at a point.

For a part of an expression that depends on one variable u (or on one product of variables, after factors are taken
out) a bound of its rounding error is followed through the tree at points u_0 + h that approach u_0, with exact
values: sums divide the errors of their terms by what is left of them. Where the bound passes LIMITS, or the part
is 0/0, the part is replaced by

.. math:: f(u) = h^v \sum_{k < n} c_k h^k \quad (|h| \le r), \qquad \text{as it stands} \quad (|h| > r)

r is the smallest power of two beyond which the bound stays below them. Cauchy's integrals on a circle give v, and say
whether f is analytic there; the polynomial is Chebyshev's for real u (of h^2 where f is even or odd), Taylor's for
complex u, of the fewest terms for which it is f to one unit in the last place, at points between 0 and r, with its
coefficients rounded to doubles.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import mpmath
import sympy as sp

from numerics.codegen.rounding import Undecided, bound, exact_value

Node = Any
_mp: Any = mpmath.mp
SWITCH = sp.Function("series_switch")
LIMITS = (8.0, 12.0)  # units in the last place that a part may lose before its series is used: the first that works
TERMS = 48  # Taylor coefficients known, and the most that a polynomial has
CIRCLE = 128
DIGITS = 100
FAR, NEAR = 4, -64  # powers of two at which a part is looked at
_U = sp.Dummy("u")


@dataclass(frozen=True, kw_only=True)
class Series:
    """A polynomial near a point: coefficients from the lowest, of the power ``valuation + k*step``; its radius."""

    point: sp.Rational
    radius: sp.Rational
    valuation: int
    step: int
    coefficients: tuple[Any, ...]


def series_switches(expression: Node) -> Node:
    """Every part of one variable that cancels, or is 0/0, near a point of its domain, with a switch to its series."""
    if not expression.has(sp.Function, sp.Pow) or (not expression.has(sp.Add) and not _divides(expression)):
        return expression
    if expression.is_Atom or expression.has(sp.Sum):
        return expression
    if len(expression.free_symbols) == 1:
        (u,) = expression.free_symbols
        done = _switched(expression, u)
        if done is not None:
            return done
    elif expression.is_Add or expression.is_Mul:
        done = _in_one_product(expression)
        if done is not None:
            return done
        groups = _groups(expression)
        if len(groups) > 1:
            return expression.func(*(series_switches(group) for group in groups))
    changed = [series_switches(a) for a in expression.args]
    return expression if list(expression.args) == changed else expression.func(*changed)


def _divides(expression: Node) -> bool:
    return any(p.exp.is_negative for p in expression.atoms(sp.Pow))


def _groups(expression: Node) -> list[Node]:
    """The arguments of a sum or a product, those together that share a symbol."""
    groups: list[tuple[set[Any], list[Node]]] = []
    for one in expression.args:
        symbols, members = set(one.free_symbols), [one]
        for other in [g for g in groups if g[0] & symbols]:
            groups.remove(other)
            symbols, members = symbols | other[0], other[1] + members
        groups.append((symbols, members))
    return [expression.func(*members) for _, members in groups]


def _in_one_product(expression: Node) -> Node | None:
    """The switch of an expression whose functions all take multiples of one product of symbols, such as x t."""
    taken = {call.args[0].as_coeff_Mul()[1] for call in expression.atoms(sp.Function)}
    if len(taken) != 1:
        return None
    (product,) = taken
    symbols = [f for f in sp.Mul.make_args(product) if f.is_Symbol and f.is_extended_real]
    if not product.is_Mul or not symbols:
        return None
    divided = [s for s in symbols if any(s in p.free_symbols for p in expression.atoms(sp.Pow) if p.exp.is_negative)]
    one = [*symbols, *divided][-1]  # what the expression is divided by shall become u
    u = sp.Dummy("u", positive=True) if product.is_positive else sp.Dummy("u", real=True)
    inserted = expression.xreplace({product: u}).subs(one, u * one / product)
    outer, inner = inserted.as_independent(u, as_Add=False)
    if inner.free_symbols != {u}:
        outer, inner = sp.factor_terms(sp.expand_mul(inserted)).as_independent(u, as_Add=False)
    if inner.free_symbols != {u}:
        return None
    done = _switched(inner, u)
    return None if done is None else outer * done.xreplace({u: product})


def _switched(expression: Node, u: Node) -> Node | None:
    """The expression with its switches, one for each point that needs one; None when none does."""
    if not expression.has(sp.Function) and expression.is_rational_function(u):
        return None
    for point in _points(expression, u):
        try:
            if not _is_delicate(expression, u, point):
                continue
            series = _series(expression, u, point)
        except Undecided:
            continue
        if series is not None:
            return SWITCH(
                expression, u, series.point, series.radius, series.valuation, series.step, *series.coefficients
            )
    return None


def _points(expression: Node, u: Node) -> list[sp.Rational]:
    """Where a part may cancel: at 0, and where something linear in u that is divided by, or a logarithm, vanishes."""
    linear = [f for p in expression.atoms(sp.Pow) if p.exp.is_negative for f in [p.base]]
    linear += [call.args[0] - 1 for call in expression.atoms(sp.log)]
    roots = [-f.subs(u, 0) / f.diff(u) for f in linear if f.has(u) and f.is_polynomial(u) and sp.degree(f, u) == 1]
    found = [sp.S.Zero, *(r for r in roots if r.is_Rational)]
    return [r for r in dict.fromkeys(found) if not (u.is_nonnegative and r < 0)]


def _directions(u: Node, point: Node) -> list[complex]:
    if not u.is_extended_real:
        return [1, -1, 1j, -1j]
    return [1] if u.is_nonnegative and point == 0 else [1, -1]


def _units(expression: Node, u: Node, point: Node, power: int) -> float:
    """The largest bound at the distance 2^power of a point."""
    with _mp.workdps(DIGITS):
        h = mpmath.ldexp(1, power)
        steps = [h * mpmath.mpmathify(d) for d in _directions(u, point)]
        places = [_exact(point) + step for step in steps]
        return max((bound(expression, {u: at}) for at in places if _is_inside(expression, u, at)), default=0.0)


def _is_inside(expression: Node, u: Node, at: Any) -> bool:
    """Whether a place belongs to the domain: not a pole, and not where the logarithm of a real number is complex."""
    try:
        value = exact_value(expression, {u: at})
    except (ValueError, ZeroDivisionError):
        return False
    calls = [exact_value(a, {u: at}) for call in expression.atoms(sp.Function) for a in call.args]
    turned = u.is_extended_real and not expression.has(sp.I) and any(mpmath.im(one) != 0 for one in [value, *calls])
    return bool(mpmath.isfinite(value)) and not turned


def _is_delicate(expression: Node, u: Node, point: Node) -> bool:
    try:
        bound(expression, {u: _exact(point)})
    except ZeroDivisionError:
        return True
    return any(_units(expression, u, point, power) > LIMITS[0] for power in range(-2, NEAR, -6))


def _exact(number: Node) -> Any:
    return mpmath.mpf(number.p) / number.q


def _series(expression: Node, u: Node, point: Node) -> Series | None:
    """The polynomial, or None where the expression is not analytic, or needs too many terms."""
    units = {power: _units(expression, u, point, power) for power in range(-60, FAR)}
    with _mp.workdps(DIGITS):
        circles = (mpmath.ldexp(1, power) for power in (-3, -7, -11))
        known = next(((c, f) for c in circles for f in [_on_circle(expression, u, point, c)] if f is not None), None)
        if known is None:
            return None
        for limit in LIMITS:
            # At 0/0 the switch needs some room, since the argument may have been rounded.
            power = max([-26, *(power + 1 for power, error in units.items() if error > limit)])
            found = _shortest(expression, u, point, power, known[1], known[0]) if power < FAR else None
            if found is not None:
                return found
    return None


def _on_circle(expression: Node, u: Node, point: Node, circle: Any) -> list[Any] | None:
    """Taylor coefficients by Cauchy's integrals; None when there is a pole or a cut inside."""
    turns = [_mp.expjpi(mpmath.mpf(2 * k) / CIRCLE) for k in range(CIRCLE)]
    values = [exact_value(expression, {u: _exact(point) + circle * turn}) for turn in turns]
    size = max(abs(v) for v in values)

    def coefficient(n: int) -> Any:
        return _mp.fsum(v * turns[-n * k % CIRCLE] for k, v in enumerate(values)) / CIRCLE / circle**n

    if any(abs(coefficient(-n)) > size * circle**n * mpmath.mpf(10) ** -40 for n in range(1, 9)):
        return None
    found = [coefficient(n) for n in range(TERMS)]
    # What is not there comes out at the precision of the values.
    none = [size * mpmath.mpf(10) ** -80 / circle**n for n in range(TERMS)]
    if all(abs(mpmath.im(c)) < zero for c, zero in zip(found, none, strict=True)):
        found = [mpmath.re(c) for c in found]
    return [mpmath.mpf(0) if abs(c) < zero else c for c, zero in zip(found, none, strict=True)]


def _shortest(expression: Node, u: Node, point: Node, power: int, taylor: list[Any], circle: Any) -> Series | None:
    """The shortest polynomial that is good to the radius 2^power, of those tried."""
    valuation = next((n for n, c in enumerate(taylor) if c), None)
    if valuation is None:
        return None
    own = taylor[valuation:]
    step = 2 if all(not c for c in own[1::2]) else 1
    own = own[::step]
    radius = mpmath.ldexp(1, power)

    def smooth(w: Any) -> Any:
        """f/h^v as a function of h^step; Taylor's series serves where the quotient would lose digits."""
        h = _mp.sqrt(w) if step == 2 else w
        if abs(h) < circle / 8:
            return _mp.polyval(own[::-1], w)
        return exact_value(expression, {u: _exact(point) + h}) / h**valuation

    is_real = bool(u.is_extended_real) and not any(isinstance(c, mpmath.mpc) for c in own)
    for count in (1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 18, 20, 23, 26, 30, 34, 38):
        if is_real:
            ends = [0 if step == 2 or _directions(u, point) == [1] else -radius, radius**step]
            found = _mp.chebyfit(smooth, ends, count)[::-1]
        else:
            found = own[:count]
        rounded = tuple(_rounded(c) for c in found)
        if len(rounded) == count and _holds(expression, u, point, radius, valuation, step, rounded):
            return Series(
                point=point, radius=sp.Rational(2) ** power, valuation=valuation, step=step, coefficients=rounded
            )
    return None


def _rounded(c: Any) -> Node:
    """The double nearest to a coefficient, as an exact number."""
    real, imaginary = (sp.Rational(*float(part).as_integer_ratio()) for part in (mpmath.re(c), mpmath.im(c)))
    return real + sp.I * imaginary if imaginary else real


def _holds(expression: Node, u: Node, point: Node, radius: Any, valuation: int, step: int, own: Any) -> bool:
    """Whether the polynomial with its rounded coefficients is the function, to a unit, at points up to the radius."""
    numbers = [exact_value(c, {}) for c in own]
    for direction, part in itertools.product(_directions(u, point), (1, 0.97, 0.8, 0.55, 0.3, 0.1, 0.01, 1e-6)):
        h = radius * mpmath.mpmathify(direction) * part
        exact = exact_value(expression, {u: _exact(point) + h})
        value = h**valuation * _mp.fsum(c * h ** (step * k) for k, c in enumerate(numbers))
        if abs(value - exact) > mpmath.ldexp(1, -53) * abs(exact):
            return False
    return True
