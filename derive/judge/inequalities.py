r"""Exact proofs that an expression is not negative (or is positive) on a domain.

In turn: a rational function whose factors have one sign each, by shifting the variables to a corner of the domain or,
in one variable, by counting real roots (Sturm); with one discrete variable in exponents, the sign of a sum of powers
(:mod:`derive.judge.exponential_sums`), after p = t, 1 - t or (1 - t)/(1 + t); for finitely many values of the discrete
variable, each by itself. What is not proved stays an agreement at points.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction

import sympy as sp
from flint import fmpq, fmpq_mpoly, fmpq_poly

from derive.domains import Domain
from derive.judge.cells import Cell
from derive.judge.exponential_sums import Exponent, limit_at_one, never_negative, sign_of_sum
from derive.judge.forms import NormalForm
from derive.judge.positivity import nonnegative, positive_on_domain
from derive.judge.question import Node
from derive.judge.tower import Generator, Ratio, TooLargeError, UndefinedError
from derive.records import Evidence

VALUES = 12  # of a discrete variable without an upper bound that are checked one by one
MAX_DEGREE = 80  # of a polynomial whose real roots are counted


@dataclass(frozen=True, kw_only=True)
class Sign:
    """The sign that a function never leaves on the domain, and whether it is never zero there."""

    sign: int
    strict: bool
    how: str


def inequality(cell: Cell) -> tuple[bool, tuple[Evidence, ...]]:
    """Whether the relation is proved on the whole domain, and what was tried."""
    larger = cell.relation in (">", ">=")
    difference = cell.difference if larger else -cell.difference
    strict = cell.relation in ("<", ">")
    difference, domains = _with_conditions(difference, cell)
    difference, domains = _without_roots(difference, domains)
    tried: list[Evidence] = []
    for name, route in (("sign of a rational function", _rational), ("sign of a sum of powers", _powers)):
        try:
            found = route(difference, domains, strict)
        except (TooLargeError, UndefinedError) as problem:
            tried.append(Evidence(method=name, level=0, detail=f"given up: {problem}"))
            continue
        if found is not None and found.sign == 1 and (found.strict or not strict):
            tried.append(Evidence(method=name, level=6, detail=found.how))
            return True, tuple(tried)
        tried.append(Evidence(method=name, level=0, detail="no proof found"))
    complete, evidence = _value_by_value(difference, domains, strict)
    if evidence is not None:
        tried.append(evidence)
    return complete, tuple(tried)


def _with_conditions(difference: Node, cell: Cell) -> tuple[Node, dict[sp.Symbol, Domain]]:
    """Where a condition says that one real symbol exceeds another, it is written as the other plus a positive one."""
    domains = dict(cell.domains)
    for k, condition in enumerate(cell.conditions):
        if condition.func not in (sp.StrictGreaterThan, sp.StrictLessThan, sp.GreaterThan, sp.LessThan):
            continue
        larger, smaller = condition.gts, condition.lts
        if not (larger.is_Symbol and smaller.is_Symbol and {larger, smaller} <= domains.keys()):
            continue
        if domains[larger].kind == domains[smaller].kind == "real" and domains[larger].upper is None:
            strict = condition.func in (sp.StrictGreaterThan, sp.StrictLessThan)
            excess = sp.Symbol(f"excess {k}", nonnegative=True)
            difference = difference.xreplace({larger: smaller + excess})
            domains[excess] = Domain(lower=Fraction(0), open_below=strict)
            del domains[larger]
    return difference, domains


def _without_roots(difference: Node, domains: dict[sp.Symbol, Domain]) -> tuple[sp.Expr, dict[sp.Symbol, Domain]]:
    """Positive symbols that occur under roots written as powers of their roots: x = r^2, r > 0."""
    found = dict(domains)
    for s, domain in domains.items():
        roots = [e.exp.q for e in difference.atoms(sp.Pow) if e.base == s and isinstance(e.exp, sp.Rational)]
        order = math.lcm(*map(int, roots))
        if order > 1 and domain.kind == "real" and domain.lower == 0 and domain.upper is None:
            root = sp.Symbol(f"root {order} of {s.name}", positive=True)
            difference = difference.xreplace({s: root**order})
            found[root] = domain
            del found[s]
    return difference, found


# rational functions -----------------------------------------------------------------------------------------------


def _rational(difference: Node, domains: dict[sp.Symbol, Domain], strict: bool) -> Sign | None:
    form = NormalForm(domains)
    value = form.of(difference)
    if form.tower.is_zero(value):
        return Sign(sign=1, strict=False, how="the two sides are equal")
    signs = [_factor_sign(f, form.tower.generators, strict and top) for f, _, top in _odd_factors(form, value)]
    if any(s is None for s in signs):
        return None
    found = [s for s in signs if s is not None]
    sign = _content_sign(form, value)
    for s in found:
        sign *= s.sign
    tops = [f for f, n, top in _factors(form, value) if top]
    strict = all(_never_zero(f, form.tower.generators) for f in tops)
    ways = sorted({s.how for s in found}) or ["a constant"]
    return Sign(sign=sign, strict=strict, how=f"each of {len(found)} factors keeps its sign: {'; '.join(ways)}")


def never_zero(e: Node, domains: dict[sp.Symbol, Domain]) -> bool:
    """Is the real expression certainly different from zero on the whole domain?"""
    found = _rational(e, {s: d for s, d in domains.items() if e.has(s)}, True)
    return found is not None and found.strict


def _factors(form: NormalForm, value: Ratio) -> list[tuple[fmpq_mpoly, int, bool]]:
    """Irreducible factors with their powers; True for those of the numerator."""
    tower = form.tower
    try:
        top, bottom = tower.lift(value.top).factor()[1], tower.lift(value.bottom).factor()[1]
    except RuntimeError as failure:  # flint gives up on some polynomials
        raise TooLargeError("the difference could not be factorised") from failure
    return [(f, int(n), True) for f, n in top] + [(f, int(n), False) for f, n in bottom]


def _odd_factors(form: NormalForm, value: Ratio) -> list[tuple[fmpq_mpoly, int, bool]]:
    """The factors that decide the sign; those to an even power must be real, which is seen where their sign is."""
    factors = _factors(form, value)
    real = [g.real for g in form.tower.generators]
    for f, _, _ in factors:
        if any(d and not r for d, r in zip(f.degrees(), real, strict=True)):
            raise TooLargeError("the difference is not seen to be real")
    return [factor for factor in factors if factor[1] % 2]


def _content_sign(form: NormalForm, value: Ratio) -> int:
    sign = 1
    for p in (value.top, value.bottom):
        sign *= -1 if form.tower.lift(p).factor()[0] < 0 else 1
    return sign


def _never_zero(f: fmpq_mpoly, generators: list[Generator]) -> bool:
    if positive_on_domain(f, generators) or positive_on_domain(-f, generators):
        return True
    found = _by_roots(f, generators)
    return found is not None and found.strict


def _factor_sign(f: fmpq_mpoly, generators: list[Generator], strict: bool) -> Sign | None:
    for sign in (1, -1):
        if nonnegative(f * sign, generators):
            return Sign(
                sign=sign, strict=False, how="coefficients of one sign after shifting to a corner of the domain"
            )
    return _by_roots(f, generators)


def _by_roots(f: fmpq_mpoly, generators: list[Generator]) -> Sign | None:
    """An irreducible polynomial in one real variable has one sign on an interval without roots inside."""
    used = [i for i, d in enumerate(f.degrees()) if d]
    if len(used) != 1 or int(f.degrees()[used[0]]) > MAX_DEGREE:
        return None
    g = generators[used[0]]
    if not g.name.startswith("'"):
        return None  # a generator with relations does not run through an interval of its own
    x = sp.Symbol("x")
    poly = sp.Poly({(int(m[used[0]]),): sp.Rational(int(c.p), int(c.q)) for m, c in f.to_dict().items()}, x)
    low = None if g.lower is None else sp.Rational(g.lower.numerator, g.lower.denominator)
    high = None if g.upper is None else sp.Rational(g.upper.numerator, g.upper.denominator)
    ends = [(end, is_open) for end, is_open in ((low, g.open_below), (high, g.open_above)) if end is not None]
    at_ends = [is_open for end, is_open in ends if poly.eval(end) == 0]
    if poly.count_roots(low, high) != len(at_ends):
        return None
    middle = (low + high) / 2 if low is not None and high is not None else (
        low + 1 if low is not None else high - 1 if high is not None else sp.Integer(0))  # fmt: skip
    return Sign(sign=1 if poly.eval(middle) > 0 else -1, strict=all(at_ends), how="no real root inside (Sturm)")


# sums of powers with a discrete variable in the exponent ----------------------------------------------------------


def _powers(difference: Node, domains: dict[sp.Symbol, Domain], strict: bool) -> Sign | None:
    used = {s: d for s, d in domains.items() if difference.has(s)}
    discrete = [s for s, d in used.items() if d.kind in ("integer", "half-integer") and d.lower is not None]
    interval = [s for s, d in used.items() if d.kind == "real" and d.lower is not None and d.upper is not None]
    if len(discrete) != 1 or len(interval) != 1 or len(used) != 2:
        return None
    n, p = discrete[0], interval[0]
    t = sp.Symbol("t", positive=True)
    low, high = (sp.Rational(b.numerator, b.denominator) for b in (used[p].lower, used[p].upper))  # type: ignore[union-attr]
    for name, unit in (("t", t), ("1 - t", 1 - t), ("(1 - t)/(1 + t)", (1 - t) / (1 + t))):
        inside = low + (high - low) * unit
        inner = difference.xreplace({p: inside})
        found = _in_powers(inner, t, n, used[n]) or _above_its_limit(inner, t, n, used[n])
        if found is None:
            continue
        edges_strict = (
            all(_edge_strict(difference, p, edge, n, used[n]) for edge in _closed_ends(used[p])) if strict else False
        )
        return replace(found, strict=found.strict and edges_strict, how=f"with {p} = {inside} ({name}), {found.how}")
    return None


def _closed_ends(domain: Domain) -> list[Fraction]:
    return [e for e, is_open in ((domain.lower, domain.open_below), (domain.upper, domain.open_above))
            if e is not None and not is_open]  # fmt: skip


def _edge_strict(difference: Node, p: sp.Symbol, edge: Fraction, n: sp.Symbol, domain: Domain) -> bool:
    """Is the difference positive at a closed end of the interval? (It is not negative there by continuity.)"""
    at_edge = difference.xreplace({p: sp.Rational(edge.numerator, edge.denominator)})
    if at_edge.has(sp.nan, sp.zoo, sp.oo):
        return False
    found = _rational(at_edge, {n: domain}, True)
    return found is not None and found.sign == 1 and found.strict


def _in_powers(difference: Node, t: sp.Symbol, n: sp.Symbol, domain: Domain) -> Sign | None:
    form = NormalForm({t: Domain(lower=Fraction(0), upper=Fraction(1)), n: domain})
    value = form.of(difference)
    if form.tower.is_zero(value):
        return Sign(sign=1, strict=False, how="the two sides are equal")
    lowest = first_value(domain)
    step = Fraction(1, 2) if domain.kind == "half-integer" else Fraction(1)
    sign, strict, notes = _content_sign(form, value), True, []
    for factor, power, top in _factors(form, value):
        terms = _as_sum(form, factor, t, n)
        if terms is None:
            return None
        found = sign_of_sum(terms, lowest, step)
        if found is None or not all(
            _single(terms, lowest + k * step, found.sign) for k in range(int((found.start - lowest) / step))
        ):
            return None
        sign *= found.sign ** (power % 2)
        strict = strict and (not top or (found.strict and found.start == lowest))
        if found.changes:
            notes.append(f"{found.changes} sign changes and a zero of that multiplicity at t = 1")
    detail = f"every factor keeps its sign on 0 < t < 1 for every {n} >= {lowest}"
    return Sign(sign=sign, strict=strict, how=f"{detail} (Descartes' rule: {'; '.join(notes) or 'no sign change'})")


def _above_its_limit(difference: Node, t: sp.Symbol, n: sp.Symbol, domain: Domain) -> Sign | None:
    """difference = limit at t = 1, which is not negative, plus a rest that is not negative either."""
    form = NormalForm({t: Domain(lower=Fraction(0), upper=Fraction(1)), n: domain})
    value = form.of(difference)
    top, bottom = (_as_sum(form, form.tower.lift(p), t, n) for p in (value.top, value.bottom))
    limit = limit_at_one(top, bottom) if top and bottom else None
    if limit is None or not any(limit.coeffs()) or not never_negative(limit, first_value(domain)):
        return None
    written = sp.Add(*(sp.Rational(int(c.p), int(c.q)) * n**k for k, c in enumerate(limit.coeffs())))
    rest = _in_powers(difference - written, t, n, domain)
    if rest is None or rest.sign != 1:
        return None
    return replace(rest, how=f"the difference is {sp.factor(written)} >= 0 plus a rest, in which {rest.how}")


def first_value(domain: Domain) -> Fraction:
    """The smallest value of a discrete domain that is bounded below."""
    assert domain.lower is not None
    step = Fraction(1, 2) if domain.kind == "half-integer" else Fraction(1)
    value = -(-domain.lower // step) * step
    return value + step if value == domain.lower and domain.open_below else value


def _as_sum(form: NormalForm, p: fmpq_mpoly, t: sp.Symbol, n: sp.Symbol) -> dict[Exponent, fmpq_poly] | None:
    """The polynomial as a sum of powers of t, or None when something else occurs in it."""
    roles: list[tuple[str, Fraction]] = []
    t_name, n_name = form.names.get(t, ""), form.names.get(n, "")
    for g in form.tower.generators:
        roles.append(_role(form, g.name, t_name, n_name))
    terms: dict[Exponent, dict[int, fmpq]] = {}
    for exponents, coefficient in p.to_dict().items():
        a, b, power = Fraction(0), Fraction(0), 0
        for (role, weight), k in zip(roles, (int(k) for k in exponents), strict=True):
            if not k:
                continue
            if role == "other":
                return None
            a += weight * k if role == "t" else 0
            b += weight * k if role == "t^n" else 0
            power += k if role == "n" else 0
        terms.setdefault((a, b), {})[power] = coefficient
    return {e: fmpq_poly([c.get(k, fmpq(0)) for k in range(max(c) + 1)]) for e, c in terms.items()}


def _role(form: NormalForm, name: str, t_name: str, n_name: str) -> tuple[str, Fraction]:
    """What a generator is as a power of t: t^w, t^(w n), the variable n itself, or something else."""
    if name in (t_name, n_name):
        return ("t" if name == t_name else "n"), Fraction(1)
    for key, (generator, order, base) in form.bases.items():
        if str(generator.top) != name:
            continue
        if base is not None and str(base.top) == t_name and base.bottom.is_one():
            return "t", Fraction(1, order)
        powers = form.monomials.get(key, {})
        logs = [
            g for g in powers if g in form.logs and str(form.logs[g].top) == t_name and form.logs[g].bottom.is_one()
        ]
        if len(powers) == 2 and powers.get(n_name) == 1 and len(logs) == 1 and powers[logs[0]] == 1:
            return "t^n", Fraction(1, order)
    return "other", Fraction(0)


def _single(terms: dict[Exponent, fmpq_poly], n: Fraction, sign: int) -> bool:
    """Has the sum this sign (or is it zero) on 0 < t < 1 for one value of n, by counting roots?"""
    value = fmpq(n.numerator, n.denominator)
    powers: dict[Fraction, fmpq] = {}
    for (a, b), c in terms.items():
        powers[a + b * n] = powers.get(a + b * n, fmpq(0)) + c(value)
    powers = {e: c for e, c in powers.items() if c != 0}
    if not powers:
        return True
    lowest, scale = min(powers), 1
    for e in powers:
        scale = scale * (e * scale).denominator
    x = sp.Symbol("x")
    poly = sp.Poly({(int((e - lowest) * scale),): sp.Rational(int(c.p), int(c.q)) for e, c in powers.items()}, x)
    if poly.degree() > MAX_DEGREE:
        return False
    inside = sum(f.count_roots(0, 1) - (f.eval(0) == 0) - (f.eval(1) == 0) for f, k in poly.factor_list()[1] if k % 2)
    return inside == 0 and bool(poly.eval(sp.Rational(1, 2)) * sign >= 0)


# one value after the other ----------------------------------------------------------------------------------------


def _value_by_value(difference: Node, domains: dict[sp.Symbol, Domain], strict: bool) -> tuple[bool, Evidence | None]:
    """Each value of the one discrete variable by itself; a proof only when there are finitely many."""
    discrete = [s for s, d in domains.items()
                if d.kind in ("integer", "half-integer") and d.lower is not None and difference.has(s)]  # fmt: skip
    if len(discrete) != 1:
        return False, None
    n, domain = discrete[0], domains[discrete[0]]
    step = Fraction(1, 2) if domain.kind == "half-integer" else Fraction(1)
    value = first_value(domain)
    proved: list[Fraction] = []
    others = {s: d for s, d in domains.items() if s != n}
    while value in domain and len(proved) < VALUES:
        put_in = difference.xreplace({n: sp.Rational(value.numerator, value.denominator)})
        try:
            found = _rational(put_in, others, strict)
        except (TooLargeError, UndefinedError):
            found = None
        if found is None or found.sign != 1 or (strict and not found.strict):
            break
        proved.append(value)
        value += step
    if not proved:
        return False, None
    complete = value not in domain
    detail = f"proved exactly for each {n} = {proved[0]} ... {proved[-1]}" + ("" if complete else ", not beyond")
    return complete, Evidence(method="exact check value by value", level=5 if complete else 2, detail=detail)
