r"""The complete normal form: an expression as a fraction in independent generators.

Rational functions over Q(i); exponentials, circular and hyperbolic functions through exponentials; powers b^e through
exp(e log b); roots through g^q = b; logarithms by the factors that are not negative on the domain; gamma functions,
factorials and binomials by their recurrence; |z|, Re, Im through conjugates; every other function is a generator
of its own, known by its normal-form arguments. All rules hold for principal branches on the stated domain.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from flint import fmpq

from derive.domains import Domain
from derive.judge.elementary import Elementary
from derive.judge.question import Node
from derive.judge.tower import Generator, Ratio, TooLargeError, Tower

MAX_SHIFT = 60  # of a gamma function's argument
MAX_SUMMED = 200  # terms of a sum or product between numbers that are written out


class NormalForm(Elementary):
    """Reads SymPy expressions into one tower, so that what they share is shared."""

    def __init__(self, domains: Mapping[sp.Symbol, Domain], max_terms: int | None = None) -> None:
        super().__init__(Tower() if max_terms is None else Tower(max_terms))
        self.domains = domains
        self.known: dict[sp.Basic, Ratio] = {}
        self.names: dict[sp.Symbol, str] = {}

    def of(self, e: Node) -> Ratio:
        """The fraction an expression is; raises TooLargeError, UndefinedError."""
        found = self.known.get(e)
        if found is None:
            rule = _RULES.get(e.func)
            if isinstance(e, sp.Rational):
                found = self.tower.constant(fmpq(int(e.p), int(e.q)))
            elif e in _CONSTANTS:
                found = _CONSTANTS[e](self)
            elif isinstance(e, sp.Symbol):
                found = self._symbol(e)
            else:
                found = rule(self, e) if rule is not None else self.opaque(e)
            self.known[e] = found
        return found

    def is_zero(self, e: Node) -> bool:
        """Does the expression vanish wherever it is defined? False means only that no proof was found."""
        return self.tower.is_zero(self.of(e))

    def _symbol(self, s: sp.Symbol) -> Ratio:
        domain = self.domains.get(s)
        if domain is None:
            raise TooLargeError(f"the symbol {s} has no domain")
        # a mark before the name keeps a symbol called i or pi apart from the numbers; one after it, namesakes
        name = self.names.setdefault(s, f"'{s.name}" + "'" * sum(o.name == s.name for o in self.names))
        real, integer = domain.kind != "complex", domain.kind == "integer"
        return self.tower.adjoin(
            Generator(
                name=name,
                real=real,
                lower=domain.lower,
                upper=domain.upper,
                open_below=domain.open_below,
                open_above=domain.open_above,
                integer=integer,
            )
        )

    def opaque(self, e: Node) -> Ratio:
        """A function without a rule, known by its arguments' normal forms."""
        if any(isinstance(a, sp.Tuple) for a in e.args) or not all(isinstance(a, sp.Expr) for a in e.args):
            name = str(e)
        else:
            name = f"{e.func.__name__}[{'; '.join(str(self.of(a)) for a in e.args)}]"
        real = self.real(e)
        lower = Fraction(0) if real and e.is_extended_nonnegative else None
        return self.tower.adjoin(Generator(name=name, real=real, lower=lower))

    def real(self, e: Node) -> bool:
        """Is the expression known to be real?"""
        return bool(e.is_extended_real)


# rules for heads --------------------------------------------------------------------------------------------------


def _pow(form: NormalForm, e: Node) -> Ratio:
    base, exponent = e.args
    if isinstance(exponent, sp.Rational):
        return form.power(form.of(base), Fraction(int(exponent.p), int(exponent.q)))
    argument = form.tower.mul((form.of(exponent), form.log(form.of(base))))
    return form.exp(argument)


def _circular(form: NormalForm, e: Node) -> Ratio:
    """sin, cos, tan, cot and their hyperbolic relatives through z = exp(i x) or exp(x)."""
    tower = form.tower
    name = e.func.__name__
    hyperbolic = name.endswith("h")
    argument = form.of(e.args[0])
    z = form.exp(argument if hyperbolic else tower.mul((tower.i, argument)))
    inverse = tower.power(z, -1)
    half = tower.constant(Fraction(1, 2))
    cosine = tower.mul((half, tower.add((z, inverse))))
    sine = tower.mul((half, tower.add((z, tower.negative(inverse)))))
    if not hyperbolic:
        sine = tower.mul((sine, tower.negative(tower.i)))
    top, bottom = {
        "sin": (sine, None), "cos": (cosine, None), "tan": (sine, cosine), "cot": (cosine, sine),
        "sec": (None, cosine), "csc": (None, sine),
    }[name.removesuffix("h") if hyperbolic else name]  # fmt: skip
    result = top if top is not None else tower.constant(1)
    return result if bottom is None else tower.mul((result, tower.power(bottom, -1)))


def _through_log(form: NormalForm, e: Node) -> Ratio:
    """Inverse circular and hyperbolic functions by their definition through principal logarithms and roots."""
    z, one, i = e.args[0], sp.Integer(1), sp.I
    root: Callable[[sp.Expr], sp.Expr] = lambda a: sp.Pow(a, sp.Rational(1, 2))  # noqa: E731
    written = {
        sp.asin: lambda: -i * sp.log(i * z + root(one - z**2)),
        sp.acos: lambda: sp.pi / 2 + i * sp.log(i * z + root(one - z**2)),
        sp.atan: lambda: i / 2 * (sp.log(one - i * z) - sp.log(one + i * z)),
        sp.asinh: lambda: sp.log(z + root(z**2 + one)),
        sp.acosh: lambda: sp.log(z + root(z - one) * root(z + one)),
        sp.atanh: lambda: (sp.log(one + z) - sp.log(one - z)) / 2,
    }[e.func]()
    return form.of(written)


def _abs(form: NormalForm, e: Node) -> Ratio:
    inner = e.args[0]
    value = form.of(inner)
    square = form.tower.mul((value, form.of(conjugated(inner))))
    return form.power(square, Fraction(1, 2))


def _sign(form: NormalForm, e: Node) -> Ratio:
    if not form.real(e.args[0]):
        return form.opaque(e)
    return form.tower.mul((form.of(sp.Abs(e.args[0])), form.tower.power(form.of(e.args[0]), -1)))


def _extreme(form: NormalForm, e: Node) -> Ratio:
    a, *others = e.args
    direction = 1 if e.func is sp.Max else -1
    for b in others:
        a = (a + b + direction * sp.Abs(a - b)) / 2
    return form.of(a)


def _gamma(form: NormalForm, e: Node) -> Ratio:
    argument = e.args[0] if e.func is sp.gamma else e.args[0] + 1
    tower = form.tower
    value = form.of(sp.expand(argument))
    constant = sp.expand(argument).as_coeff_Add()[0]
    shift = math.floor(constant) if constant.is_Rational else 0
    if not shift or abs(shift) > MAX_SHIFT:
        plain = sp.gamma(argument)
        return form.opaque(plain) if isinstance(plain, sp.gamma) else form.of(plain)
    lowest = sp.gamma(sp.expand(argument) - shift)
    base = form.of(lowest) if not isinstance(lowest, sp.gamma) else form.opaque(lowest)
    steps = range(-shift, 0) if shift > 0 else range(0, -shift)
    product = tower.mul(tower.add((value, tower.constant(j))) for j in steps)
    return tower.mul((base, product if shift > 0 else tower.power(product, -1)))


def _binomial(form: NormalForm, e: Node) -> Ratio:
    n, k = e.args
    if not n.is_nonnegative:
        return form.opaque(e)  # at a negative integer n the quotient of gamma functions is not the binomial
    parts = [form.of(sp.factorial(n)), form.of(1 / sp.factorial(k)), form.of(1 / sp.factorial(sp.expand(n - k)))]
    return form.tower.mul(parts)


def _bessel(form: NormalForm, e: Node) -> Ratio:
    """Orders that differ by integers through two neighbours, by J_(v-1) + J_(v+1) = 2 v J_v / x."""
    order, x = e.args
    shift = math.floor(c) if (c := sp.expand(order).as_coeff_Add()[0]).is_Rational else 0
    if shift in (0, 1) or abs(shift) > MAX_SHIFT:
        return form.opaque(e)
    step = -1 if shift > 1 else 1
    near, far = sp.besselj(order + step, x), sp.besselj(order + 2 * step, x)
    tower = form.tower
    factor = tower.mul((form.of(2 * (order + step)), tower.power(form.of(x), -1), form.of(near)))
    return tower.add((factor, tower.negative(form.of(far))))


def _spherical_bessel(form: NormalForm, e: Node) -> Ratio:
    order = e.args[0]
    if not (isinstance(order, sp.Integer) and abs(int(order)) <= MAX_SHIFT):
        return form.opaque(e)
    return form.of(sp.expand_func(e))


def _complement(form: NormalForm, e: Node) -> Ratio:
    return form.of(1 - sp.erf(e.args[0]))


def _delta(form: NormalForm, e: Node) -> Ratio:
    a, b = sorted((str(form.of(a)), a) for a in e.args)
    name = f"KroneckerDelta[{a[0]}; {b[0]}]"
    found = form.tower.adjoin(Generator(name=name, real=True, lower=Fraction(0), upper=Fraction(1)))
    form.tower.relate(name, 2, found)
    return found


def _written_out(form: NormalForm, e: Node) -> Ratio:
    """A sum or product between numbers, term by term; otherwise a generator."""
    body, limits = e.args[0], e.args[1]
    index, low, high = limits.args if len(limits.args) == 3 else (None, None, None)
    if len(e.args) != 2 or not (isinstance(low, sp.Integer) and isinstance(high, sp.Integer)):
        return form.opaque(e)
    if not 0 <= int(high) - int(low) + 1 <= MAX_SUMMED:
        return form.opaque(e)
    terms = [form.of(body.xreplace({index: sp.Integer(n)})) for n in range(int(low), int(high) + 1)]
    return form.tower.add(terms) if e.func is sp.Sum else form.tower.mul(terms)


def conjugated(e: Node) -> Node:
    """The complex conjugate, carried inside as far as it goes."""
    if e.is_extended_real:
        return e
    if e == sp.I:
        return -sp.I
    if isinstance(e, sp.Add | sp.Mul):
        return e.func(*(conjugated(a) for a in e.args))
    if isinstance(e, sp.Pow) and (e.exp.is_Integer or (e.base.is_positive and e.base.is_extended_real)):
        return sp.Pow(conjugated(e.base), conjugated(e.exp))
    if e.func in (sp.exp, sp.sin, sp.cos, sp.tan, sp.cot, sp.sinh, sp.cosh, sp.tanh, sp.coth):
        return e.func(conjugated(e.args[0]))
    if isinstance(e, sp.conjugate):
        return e.args[0]
    return sp.conjugate(e, evaluate=False)


def _conjugate(form: NormalForm, e: Node) -> Ratio:
    carried = conjugated(e.args[0])
    if not isinstance(carried, sp.conjugate):
        return form.of(carried)
    return form.tower.adjoin(Generator(name=f"conjugate[{form.of(carried.args[0])}]"))


def _re(form: NormalForm, e: Node) -> Ratio:
    return form.of((e.args[0] + conjugated(e.args[0])) / 2)


def _im(form: NormalForm, e: Node) -> Ratio:
    return form.of((e.args[0] - conjugated(e.args[0])) / (2 * sp.I))


_CONSTANTS: dict[sp.Basic, Callable[[NormalForm], Ratio]] = {
    sp.I: lambda form: form.tower.i,
    sp.pi: lambda form: form.pi(),
    sp.E: lambda form: form.exp(form.tower.constant(1)),
    sp.EulerGamma: lambda form: form.tower.adjoin(Generator(name="EulerGamma", real=True, lower=Fraction(0))),
}
_RULES: dict[Any, Callable[[NormalForm, Node], Ratio]] = {
    sp.Add: lambda form, e: form.tower.add(form.of(a) for a in e.args),
    sp.Mul: lambda form, e: form.tower.mul(form.of(a) for a in e.args),
    sp.Pow: _pow,
    sp.exp: lambda form, e: form.exp(form.of(e.args[0])),
    sp.log: lambda form, e: form.log(form.of(e.args[0])),
    **dict.fromkeys((sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc), _circular),
    **dict.fromkeys((sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch), _circular),
    **dict.fromkeys((sp.asin, sp.acos, sp.atan, sp.asinh, sp.acosh, sp.atanh), _through_log),
    sp.Abs: _abs, sp.sign: _sign, sp.Min: _extreme, sp.Max: _extreme, sp.conjugate: _conjugate, sp.re: _re,
    sp.im: _im, sp.gamma: _gamma, sp.factorial: _gamma, sp.binomial: _binomial, sp.KroneckerDelta: _delta,
    sp.besselj: _bessel, sp.jn: _spherical_bessel, sp.erfc: _complement, sp.Sum: _written_out, sp.Product: _written_out,
}  # fmt: skip
