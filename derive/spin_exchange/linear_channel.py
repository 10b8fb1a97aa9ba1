r"""Transfer of a quantum state from one mode to another by linear motion: Fock states, and squeezing.

Whatever the other modes and the noise do, the mode that is read out is a linear function of the mode that was
prepared and of noise with Gaussian statistics that does not depend on it,

.. math:: b = \sqrt\eta\,e^{i\theta} a + F , \qquad [F, F^\dagger] = 1-\eta , \qquad
          \langle F^\dagger F\rangle = n_{\mathrm{add}} , \qquad \langle FF\rangle = 0 .

Normally ordered moments of a state with k excitations are :math:`\langle a^{\dagger j}a^j\rangle = k!/(k-j)!`, so
that of b has the characteristic function
:math:`\chi = e^{-n_{\mathrm{add}}x}\sum_j\binom kj(-\eta x)^j/j!` of :math:`x=|\xi|^2`, and the generating function of
its number is a Gaussian integral. Written as loss followed by amplification, its coefficients are sums of positive
terms.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp
from sympy.polys import ring_series

from derive.algebra import Boson, Operator, commutator
from derive.records import Derivation, Equation
from derive.spin_exchange import channel_symbols as own
from derive.steps import Chain, every

MODULE = "spin_exchange.linear_channel"
TABLE = own.TABLE
LINEAR = "the mode read out is linear in the mode prepared and in noise that is independent of it"
THERMAL = "the noise is Gaussian and has no phase: <F F> = 0"
FOCK = "the mode starts with exactly k excitations"
REAL_SQUEEZING = "the noise has no phase, and the quadrature is that into which the squeezed one turns"
SOURCE = "Methods, Numerical solution; Fig. 4"
_ETA, _ADDED, _K, _L, _Z = (q.symbol for q in (own.ETA, own.ADDED, own.SENT, own.FOUND, own.VARIABLE))
_CHECKED = 4
"""Numbers of excitations, and orders in the thermal weight, to which exact matrices are compared."""


def derivation() -> Derivation:
    """Noise that keeps the commutator, generating function and chances of a Fock state, variance of a quadrature."""
    return Derivation(
        module=MODULE, title="Transfer of a quantum state by linear motion", story=__doc__ or "",
        equations=(noise(), generating(), probability(), two(), mean(), variance(), fidelity(), *decibels()),
    )  # fmt: skip


def noise() -> Equation:
    """<F F+> from [b, b+] = 1: the noise makes up for the commutator that the loss takes."""
    mode = Boson("a")
    kept = commutator(sp.sqrt(_ETA) * mode.a, sp.sqrt(_ETA) * mode.dag)
    chain = Chain(own.ADDED.symbol + 1 - _ETA, TABLE)
    chain.certified("[F, F+] = 1 - eta", chain.expression, "operator algebra",
                    (kept - _ETA * commutator(mode.a, mode.dag)).is_zero,
                    "[b, b+] = eta [a, a+] + [F, F+]")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.noise", title="Noise of a linear transfer", lhs=own.STRENGTH.symbol, assumes=(LINEAR,),
        source=SOURCE,
    )  # fmt: skip


def moments_hold() -> bool:
    """Whether a+^j a^j = n (n-1) ... (n-j+1), by operator algebra: its mean with k excitations is k!/(k-j)!."""
    mode = Boson("a")

    def holds(order: int) -> bool:
        powers, falling = mode.dag**order * mode.a**order, mode.n
        for step in range(1, order):
            falling = falling * (mode.n - _number(step, mode))
        return bool((powers - falling).is_zero)

    return every(range(1, _CHECKED), holds)


def _number(value: int, mode: Boson) -> Operator:
    return value * commutator(mode.a, mode.dag)


@cache
def generating() -> Equation:
    r"""G(z) = <:exp(-(1-z) b+b):>, with normally ordered products averaged by the characteristic function.

    :math:`\langle:e^{-\mu b^\dagger b}:\rangle = \int_0^\infty\frac{dx}{\mu}\,e^{-x/\mu}\,\chi(x)`, term by term.
    """
    j, x = own.ORDER.symbol, own.INTENSITY.symbol
    mu = 1 - _Z
    width = sp.Symbol("w", positive=True)
    coefficient = sp.binomial(_K, j) * (-_ETA) ** j / sp.factorial(j)
    chain = Chain(
        sp.Sum(coefficient * sp.Integral(x**j * sp.exp(-x / mu - _ADDED * x) / mu, (x, 0, sp.oo)), (j, 0, _K)), TABLE
    )
    index = sp.Symbol("j", integer=True, nonnegative=True)
    integral = sp.integrate(x**index * sp.exp(-x / width), (x, 0, sp.oo))
    expected = sp.factorial(index).rewrite(sp.gamma) * width ** (index + 1)
    is_gamma = sp.powsimp(sp.gammasimp(integral / expected)) == 1
    # the width of the Gaussian is 1/(1/mu + n_add)
    wide = mu / (1 + mu * _ADDED)
    terms = sp.Sum(sp.binomial(_K, j) * (-_ETA * wide) ** j, (j, 0, _K)) / (1 + mu * _ADDED)
    chain.certified("integrate term by term", terms, "gamma function", is_gamma and moments_hold(),
                    "the integral of x^j exp(-x/w) is j! w^(j+1)")  # fmt: skip
    closed = (1 + mu * (_ADDED - _ETA)) ** _K / (1 + mu * _ADDED) ** (_K + 1)
    chain.certified("binomial theorem", closed, "one factor of each kind", _binomial(wide, closed),
                    "sum_j C(k,j) y^j = (1 + y)^k with y = -eta w")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.generating", title="Generating function of a transferred Fock state", lhs=own.GENERATING.symbol,
        follows_from=(f"{MODULE}.noise",), assumes=(LINEAR, THERMAL, FOCK), source=SOURCE,
    )  # fmt: skip


def _binomial(wide: sp.Expr, closed: sp.Expr) -> bool:
    """Whether (1 - eta w)^k/(1 + mu n) is the closed form: at k = 0, and in the ratio of neighbouring k."""
    summed = (1 - _ETA * wide) ** _K / (1 + (1 - _Z) * _ADDED)
    at_zero = sp.cancel(summed.subs(_K, 0) - closed.subs(_K, 0)) == 0
    ratios = [sp.powsimp(form.subs(_K, _K + 1) / form) for form in (summed, closed)]
    return bool(at_zero and sp.cancel(ratios[0] - ratios[1]) == 0)


def summand() -> sp.Expr:
    """A term of the chance, apart from (1 + n_add)^-(k+l+1): m survive the loss, and l - m are made by noise."""
    m = own.SPLIT.symbol
    loss = sp.binomial(_K, m) * _ETA**m * noise().rhs ** (_K - m)
    return loss * sp.binomial(_L, m) * _ADDED ** (_L - m)


def probability() -> Equation:
    """The coefficient of z^l: loss to m of k, then amplification from m to l, a sum of positive terms."""
    m = own.SPLIT.symbol
    norm = (1 + _ADDED) ** (_K + _L + 1)
    closed = sp.Sum(summand(), (m, 0, sp.Min(_K, _L))) / norm
    named = summand().subs(noise().rhs, own.STRENGTH.symbol).subs(sp.binomial(_K, m), sp.binomial(_K, _K - m))
    chain = Chain(own.CHANCE.symbol, TABLE)
    chain.certified(
        "the coefficient of z^l in G", closed, "generating function and exact matrices", sums_up() and exact_chances(),
        "summed over l with sum_l C(l,m) y^l = y^m/(1-y)^(m+1) it gives G(z) for every k; chances of two mixed "
        f"modes agree for up to {_CHECKED - 1} excitations, order by order in the weight of the thermal levels",
    )  # fmt: skip
    chain.certified("name <F F+>, and choose k - m of k", sp.Sum(named, (m, 0, sp.Min(_K, _L))) / norm, "substitution",
                    named.has(own.STRENGTH.symbol) and _same_choice(named), "C(k,m) = C(k,k-m)")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.probability", title="Chance of l excitations after the transfer of k", lhs=own.CHANCE.symbol,
        follows_from=(f"{MODULE}.generating", f"{MODULE}.noise"), assumes=(LINEAR, THERMAL, FOCK), source=SOURCE,
    )  # fmt: skip


def _same_choice(named: sp.Expr) -> bool:
    """Whether the term with <F F+> by name is the term, for an integer m of k."""
    m = own.SPLIT.symbol
    back = named.subs(own.STRENGTH.symbol, noise().rhs)
    return bool(sp.combsimp(back / summand()) == 1 and not named.has(sp.binomial(_K, m)))


def sums_up() -> bool:
    """Whether the chances have the generating function, for every k.

    Summed over l, a term is C(k,m) g_k r^m with one r, and g_k is geometric in k; so is the sum g_k (1 + r)^k, and
    so is G. Two geometric sequences are the same when they agree for k = 0 and k = 1.
    """
    m = own.SPLIT.symbol
    y = _Z * _ADDED / (1 + _ADDED)
    term = summand() / sp.binomial(_L, m) / sp.binomial(_K, m) / _ADDED**_L / (1 + _ADDED) ** (_K + 1)
    over_l = term * y**m / (1 - y) ** (m + 1)
    step = sp.powsimp(sp.expand_power_base(over_l.subs(m, m + 1) / over_l, force=True))
    both = sp.cancel(over_l.subs({m: 0, _K: 1}) * (1 + sp.cancel(step)))
    start = over_l.subs(m, 0)
    ratios = [sp.cancel(sp.powsimp(f.subs(_K, _K + 1) / f)) for f in (start, generating().rhs)]
    geometric = not sp.cancel(step).has(m, _K) and not any(ratio.has(_K) for ratio in ratios)
    ends = ((start.subs(_K, 0), 0), (both, 1))
    return geometric and every(ends, lambda end: sp.cancel(end[0] - generating().rhs.subs(_K, end[1])) == 0)


def exact_chances() -> bool:
    """Whether the chances are those of a Fock state and a thermal mode on a beam splitter, from exact matrices.

    The thermal mode has the weights (1 - x) x^n, so that n_add = (1 - eta) x/(1 - x); each power of x is one matrix.
    """
    ring, x = sp.ring("x", sp.QQ)
    heated = x * ring_series.rs_series_inversion(1 - x, x, _CHECKED)

    def holds(case: tuple[int, int, int]) -> bool:
        k, l, point = case
        eta = sp.Rational(point + 1, 2 * _CHECKED + 2)
        added = heated * sp.QQ.from_sympy(1 - eta)
        chance = ring_series.rs_series_inversion((1 - x) * (1 + added) ** (k + l + 1), x, _CHECKED) * sum(
            (
                _in_ring(summand().subs({_K: k, _L: l, own.SPLIT.symbol: m, _ETA: eta}), added)
                for m in range(min(k, l) + 1)
            ),
            ring.zero,
        )
        found = [sp.QQ.to_sympy(chance.coeff(x**n) if n else chance.coeff(1)) for n in range(_CHECKED)]
        return all(found[n] == _mixed(k, n, l).subs(_ETA, eta) for n in range(_CHECKED))

    # a polynomial in eta of degree k + n < 2 _CHECKED is known from as many values
    numbers = range(_CHECKED)
    return every([(k, l, point) for k in numbers for l in numbers for point in range(2 * _CHECKED)], holds)


def _in_ring(term: sp.Expr, added: Any) -> Any:
    """A polynomial in n_add with rational coefficients, at a power series."""
    total = added * 0
    for coefficient in sp.Poly(term, _ADDED).all_coeffs():
        total = total * added + sp.QQ.from_sympy(coefficient)
    return total


@cache
def _mixed(k: int, n: int, l: int) -> sp.Expr:
    """The chance of l in the first output of a beam splitter of transmission eta with k and n excitations in."""
    c, s, up, down = sp.sqrt(_ETA), sp.sqrt(1 - _ETA), sp.Symbol("u"), sp.Symbol("d")
    out = sp.Poly((c * up - s * down) ** k * (s * up + c * down) ** n, up, down)
    if l > k + n:
        return sp.Integer(0)
    amplitude = out.coeff_monomial(up**l * down ** (k + n - l))
    weight = sp.factorial(l) * sp.factorial(k + n - l) / (sp.factorial(k) * sp.factorial(n))
    return sp.expand(amplitude**2 * weight)


def two() -> Equation:
    """The chance of two excitations after the transfer of two, written out."""
    chain = Chain(probability().rhs.subs({_K: 2, _L: 2}).doit(), TABLE)
    lost, added = own.STRENGTH.symbol, _ADDED
    chain.equal("gather", (_ETA**2 + 4 * _ETA * lost * added + lost**2 * added**2) / (1 + added) ** 5)
    return chain.equation(
        id=f"{MODULE}.two", title="Chance of two excitations after the transfer of two", lhs=own.CHANCE_TWO.symbol,
        follows_from=(f"{MODULE}.probability",), assumes=(LINEAR, THERMAL, FOCK), source="Fig. 4a",
    )  # fmt: skip


def mean() -> Equation:
    """The mean number that is found: eta k + n_add, the slope of G at z = 1."""
    slope = sp.diff(generating().rhs, _Z).subs(_Z, 1)
    chain = Chain(slope, TABLE)
    chain.equal("expand", _ETA * _K + _ADDED)
    return chain.equation(
        id=f"{MODULE}.mean", title="Mean number of excitations after the transfer", lhs=own.MEAN_FOUND.symbol,
        follows_from=(f"{MODULE}.generating",), assumes=(LINEAR, THERMAL, FOCK), source=SOURCE,
    )  # fmt: skip


def variance() -> Equation:
    """The variance of the transferred quadrature in units of the vacuum's, <(o + o+)^2> with o = sqrt(eta) a + F."""
    fed = own.STRENGTH.symbol + _ADDED
    chain = Chain(_ETA * own.V_IN.symbol + fed, TABLE)
    chain.certified("name the noise", _ETA * own.V_IN.symbol + 1 - _ETA + 2 * _ADDED, "substitution",
                    sp.expand(fed.subs(own.STRENGTH.symbol, noise().rhs) - (1 - _ETA + 2 * _ADDED)) == 0,
                    "<(F + F+)^2> = <F F+> + <F+ F>, since <F F> = 0; the vacuum has <(a + a+)^2> = 1")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.variance", title="Variance of a transferred quadrature", lhs=own.V_OUT.symbol,
        follows_from=(f"{MODULE}.noise",), assumes=(LINEAR, THERMAL, REAL_SQUEEZING), source=SOURCE,
    )  # fmt: skip


def fidelity() -> Equation:
    r"""Overlap of the transferred state with the squeezed vacuum that was sent.

    Both have Gaussian Wigner functions with variances V_out, W_out and V_in, 1/V_in of the two quadratures, the
    vacuum's being 1; the overlap is :math:`4\pi\int W_1W_2\,dx\,dp`.
    """
    x = sp.Symbol("x", real=True)
    one, other = sp.symbols("V_1 V_2", positive=True)

    def gauss(variance: sp.Expr) -> sp.Expr:
        return sp.exp(-(x**2) / (2 * variance)) / sp.sqrt(2 * sp.pi * variance)

    along = sp.powdenest(sp.integrate(gauss(one) * gauss(other), (x, -sp.oo, sp.oo)), force=True)
    closed = 1 / sp.sqrt(2 * sp.pi * (one + other))
    gaussian = sp.cancel(along**2 - closed**2) == 0 and closed.is_positive is True
    pure = (
        sp.cancel((4 * sp.pi * closed.subs(one, other) * closed.xreplace({one: 1 / other, other: 1 / other})) ** 2) == 1
    )
    found = 4 * sp.pi * closed.xreplace({one: own.V_OUT.symbol, other: own.V_IN.symbol})
    found = found * closed.xreplace({one: own.W_OUT.symbol, other: 1 / own.V_IN.symbol})
    chain = Chain(found, TABLE)
    gathered = 2 / sp.sqrt((own.V_OUT.symbol + own.V_IN.symbol) * (own.W_OUT.symbol + 1 / own.V_IN.symbol))
    detail = "each integral has the sum of both variances, and a pure state has an overlap of 1 with itself"
    chain.certified("gather", gathered, "Gaussian integrals", gaussian and pure, detail)
    return chain.equation(
        id=f"{MODULE}.fidelity", title="Overlap of the transferred with the prepared squeezed vacuum",
        lhs=own.FIDELITY.symbol, follows_from=(f"{MODULE}.variance",),
        assumes=(LINEAR, THERMAL, "the prepared state is a pure squeezed vacuum, and both states have no mean"),
        source=SOURCE,
    )  # fmt: skip


def decibels() -> tuple[Equation, Equation]:
    """Squeezing in decibel, positive below the vacuum, and back."""
    forth = -10 * sp.log(own.V_OUT.symbol) / sp.log(10)
    back = sp.exp(-own.DECIBEL.symbol * sp.log(10) / 10)
    chain = Chain(forth, TABLE)
    inverse = Chain(back, TABLE)
    inverse.certified("invert the logarithm", back, "substitution",
                      sp.expand(forth.subs(own.V_OUT.symbol, back) - own.DECIBEL.symbol) == 0)  # fmt: skip
    return (
        chain.equation(id=f"{MODULE}.decibel", title="Squeezing in decibel", lhs=own.DECIBEL.symbol, source=SOURCE),
        inverse.equation(id=f"{MODULE}.squeezed", title="Variance of a squeezed quadrature", lhs=own.V_IN.symbol,
                         assumes=("squeezing is counted positive below the variance of the vacuum",), source=SOURCE),
    )  # fmt: skip
