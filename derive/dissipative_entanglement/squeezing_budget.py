r"""How much dephasing the entanglement stands: the steady state at the best squeezing, with and without a pump.

With the rates of probe and pump put into the steady state, everything follows from the squeezing parameter
:math:`Z = 1/(\mu-\nu)`, the pump parameter x, the depth d, and the added dephasing a, in units of :math:`\Gamma`.
Asking for a value :math:`\xi_\ell` gives a rational function of Z,

.. math:: a(Z) = \frac{\xi_\ell P (\Gamma_0 + dP) - \Gamma_0 - dP^2/Z^2}{1 - \xi_\ell P} ,

where :math:`\Gamma_0` is the sum of all rates that light causes, in the same units, and P the polarisation. Its
largest value is enclosed exactly: a rational Z reaches the lower end, and by Sturm's theorem no Z >= 1 the upper one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from derive.dissipative_entanglement import level_symbols, pumping, steady_state, symbols
from derive.dissipative_entanglement import number_symbols as ns
from derive.records import Derivation, Equation, Quantity, table
from derive.steps import Chain, DerivationError, every

MODULE = "dissipative_entanglement.squeezing_budget"
TABLE = table(symbols.TABLE, ns.TABLE, (level_symbols.EXTRA,))
MU, NU, GAMMA, D = symbols.MU.symbol, symbols.NU.symbol, symbols.GAMMA.symbol, symbols.DEPTH.symbol
Z, X, ADDED, LEVEL = ns.SQUEEZE.symbol, ns.PUMPING.symbol, ns.ADDED.symbol, ns.LEVEL.symbol
P = symbols.POLARISATION_2.symbol
BY_Z = {MU: (Z + 1 / Z) / 2, NU: (Z - 1 / Z) / 2}
PARAMETER = r"$\mu-\nu=1/Z$ and $\mu^2-\nu^2=1$"
DIGITS = 30
SCALE = 10**9


@dataclass(frozen=True, kw_only=True)
class Budget:
    """A steady state: xi by P_2, the sum of single-particle rates, mu and nu; P_2 by cooling and heating."""

    xi: sp.Expr
    polarisation: sp.Expr


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is asked of a budget: depth, pump parameter, and the value of xi to be reached."""

    name: str
    depth: sp.Rational
    pump: sp.Rational
    level: sp.Rational


def steady() -> Budget:
    """The steady state as derived from the master equation."""
    return Budget(xi=steady_state.entanglement().rhs, polarisation=steady_state.polarisation().rhs)


CASES = (
    Case(name="probe", depth=sp.Integer(30), pump=sp.Integer(0), level=sp.Rational(17, 20)),
    Case(name="pump", depth=sp.Integer(30), pump=sp.Integer(5), level=sp.Rational(17, 20)),
)


def derivation(model: Budget | None = None, cases: tuple[Case, ...] = CASES) -> Derivation:
    """The steady state by Z, x and a, the tolerable dephasing, and its largest value in each case."""
    budget = model or steady()
    made = [weights(0), weights(1), polarisation(budget), entanglement(budget), tolerable(budget)]
    return Derivation(
        module=MODULE, title="Tolerable dephasing", story=__doc__ or "",
        equations=(*made, *limits(budget), *(bound for case in cases for bound in bounds(budget, case))),
    )  # fmt: skip


def weights(index: int) -> Equation:
    """mu and nu by Z."""
    quantity, value = ((symbols.MU, BY_Z[MU]), (symbols.NU, BY_Z[NU]))[index]
    chain = Chain(quantity.symbol, TABLE)
    chain.certified(
        "from mu - nu = 1/Z and mu + nu = Z", value, "putting them back",
        sp.cancel(BY_Z[MU] - BY_Z[NU] - 1 / Z) == 0 and sp.cancel(BY_Z[MU] ** 2 - BY_Z[NU] ** 2 - 1) == 0,
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.{quantity.name}", title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}, by Z",
        lhs=quantity.symbol, assumes=(PARAMETER,), source="Sec. III.4",
    )  # fmt: skip


@cache
def rates() -> dict[sp.Symbol, sp.Expr]:
    """Cooling, heating and the sum of all single-particle rates with probe and pump, by Z, x, a and Gamma."""
    cool, heat = (equation.rhs for equation in pumping.pumped(pumping.MODEL))
    radiative, _, total = (equation.rhs for equation in pumping.dephasing())
    dephasing = total.xreplace({ns.RADIATIVE.symbol: radiative, level_symbols.EXTRA.symbol: ADDED * GAMMA})
    found = {symbols.COOL.symbol: cool, symbols.HEAT.symbol: heat, symbols.TOTAL.symbol: cool + heat + dephasing}
    return {symbol: sp.cancel(value.xreplace(BY_Z)) for symbol, value in found.items()}


@cache
def light_alone() -> sp.Expr:
    """The sum of all single-particle rates that light causes, over Gamma, by Z and x."""
    return sp.factor(sp.cancel((rates()[symbols.TOTAL.symbol] / GAMMA).subs(ADDED, 0)))


@cache
def by_squeezing(budget: Budget) -> sp.Expr:
    """The polarisation in the steady state, by Z and x."""
    return sp.factor(sp.cancel(budget.polarisation.xreplace(rates())))


def polarisation(budget: Budget) -> Equation:
    """The polarisation in the steady state by Z and x."""
    chain = Chain(budget.polarisation.xreplace(rates()), TABLE)
    chain.equal("Gamma drops out", by_squeezing(budget))
    return chain.equation(
        id=f"{MODULE}.P_2",
        title="Polarisation by the squeezing",
        lhs=P,
        follows_from=(f"{steady_state.MODULE}.P_2", f"{pumping.MODULE}.cooling", f"{pumping.MODULE}.heating"),
        assumes=(PARAMETER,),
        source="Sec. III.4, inset of Fig. 4",
    )


@cache
def entanglement(budget: Budget) -> Equation:
    """xi in the steady state by Z, x, a, d and the polarisation."""
    put = {symbols.TOTAL.symbol: rates()[symbols.TOTAL.symbol], **BY_Z}
    chain = Chain(budget.xi.xreplace(put), TABLE)
    per_gamma = {symbols.TOTAL.symbol: (light_alone() + ADDED) * GAMMA}
    chain.equal("Gamma drops out", gamma_free(budget.xi.xreplace(per_gamma | BY_Z)))
    return chain.equation(
        id=f"{MODULE}.xi",
        title="Entanglement parameter by the squeezing",
        lhs=symbols.XI.symbol,
        follows_from=(f"{steady_state.MODULE}.xi", f"{MODULE}.P_2", f"{pumping.MODULE}.dephasing"),
        assumes=(PARAMETER,),
        source="Sec. III.4, Figs. 3 and 4",
    )


def gamma_free(xi: sp.Expr) -> sp.Expr:
    """A quotient whose numerator and denominator are in proportion to Gamma, at Gamma = 1, with 1/Z for mu - nu."""
    top, bottom = (sp.expand(part.subs(GAMMA, 1)) for part in sp.fraction(xi))
    return sp.collect(top, (ADDED, D)) / sp.factor(bottom)


@cache
def dephasing_for(budget: Budget) -> sp.Expr:
    """The added dephasing over Gamma at which xi has the value asked for, from a linear equation; it holds P_2."""
    light = sp.Symbol("light")
    total = {symbols.TOTAL.symbol: (light + ADDED) * GAMMA, **BY_Z}
    top, _ = sp.fraction(sp.together(gamma_free(budget.xi.xreplace(total)) - LEVEL))
    found = sp.Poly(sp.expand(top), ADDED)
    if found.degree() != 1:
        raise DerivationError("xi is not a quotient of linear functions of the added dephasing")
    slope, rest = found.all_coeffs()
    return sp.cancel(-rest / slope).subs(light, light_alone())


def tolerable(budget: Budget) -> Equation:
    """The added dephasing that the value of xi allows, by Z and the polarisation."""
    value = dephasing_for(budget)
    xi = entanglement(budget).rhs
    chain = Chain(ns.TOLERABLE.symbol, TABLE)
    chain.certified(
        "solve for the added dephasing", value, "putting it back", sp.cancel(xi.subs(ADDED, value) - LEVEL) == 0
    )
    return chain.equation(
        id=f"{MODULE}.tolerable",
        title="Dephasing that a value of xi allows",
        lhs=ns.TOLERABLE.symbol,
        follows_from=(f"{MODULE}.xi",),
        assumes=(PARAMETER,),
        source="Sec. III.4",
    )


def limits(budget: Budget) -> tuple[Equation, ...]:
    """The polarisation for very strong squeezing, xi for very strong dephasing, and the polarisation without a pump."""
    source = by_squeezing(budget)
    cases = (
        (source, Z, ns.POLARISATION_INF, "P_2_strong", "Polarisation for very strong squeezing", "P_2"),
        (entanglement(budget).rhs, ADDED, symbols.XI, "xi_dephased", "Parameter for very strong dephasing", "xi"),
    )
    made = []
    for start, grows, quantity, name, title, follows in cases:
        limit = leading_ratio(start, grows)
        chain = Chain(start, TABLE)
        rest = sp.cancel(start - limit)
        chain.certified(
            f"{grows} without bounds", limit, "the remainder as a rational function", leading_ratio(rest, grows) == 0
        )
        made.append(
            chain.equation(
                id=f"{MODULE}.{name}", title=title, lhs=quantity.symbol, follows_from=(f"{MODULE}.{follows}",),
                assumes=(PARAMETER,), source="Sec. III.4",
            )
        )  # fmt: skip
    alone = sp.factor(source.subs(X, 0))
    still = Chain(source, TABLE).certified("without a pump", alone, "substitution", not alone.has(X), "$x=0$")
    return (
        *made,
        still.equation(
            id=f"{MODULE}.P_2_probe", title="Polarisation by the squeezing, without a pump", lhs=P,
            follows_from=(f"{MODULE}.P_2",), assumes=(PARAMETER, "$x=0$"), source="Sec. III.4, inset of Fig. 4",
        ),
    )  # fmt: skip


def leading_ratio(fraction: sp.Expr, variable: sp.Symbol) -> sp.Expr:
    """The limit of a rational function whose numerator and denominator have one degree; 0 for a lower numerator."""
    top, bottom = (sp.Poly(part, variable) for part in sp.fraction(sp.together(fraction)))
    if top.degree() > bottom.degree():
        raise DerivationError(f"{fraction} grows without bounds with {variable}")
    return top.LC() / bottom.LC() if top.degree() == bottom.degree() else sp.Integer(0)


def bounds(budget: Budget, case: Case) -> tuple[Equation, Equation]:
    """A certified interval of the largest tolerable dephasing over all Z >= 1, in one case."""
    numbers = {D: case.depth, X: case.pump, LEVEL: case.level}
    value = sp.factor(dephasing_for(budget).xreplace(numbers | {P: by_squeezing(budget).subs(X, case.pump)}))
    best, lower, upper = enclosed(value)
    details = (
        ("reached at a rational Z", reaches(value, best, lower), f"at Z = {best}"),
        ("passed at no Z >= 1", never_passes(value, upper), "the difference has no zero from 1 on"),
    )
    made = []
    for quantity, end, (rule, holds, detail) in zip(_ends(case), (lower, upper), details, strict=True):
        chain = Chain(quantity.symbol, TABLE)
        chain.certified(rule, end, "exact arithmetic" if end == lower else "Sturm's theorem", holds, detail)
        made.append(
            chain.equation(
                id=f"{MODULE}.{quantity.name}", title=quantity.meaning[0].upper() + quantity.meaning[1:],
                lhs=quantity.symbol, follows_from=(f"{MODULE}.tolerable",),
                assumes=(rf"$d={case.depth}$, $x={case.pump}$, $\xi={case.level}$", PARAMETER), source="Sec. III.4",
            )
        )  # fmt: skip
    return made[0], made[1]


def enclosed(value: sp.Expr) -> tuple[sp.Rational, sp.Rational, sp.Rational]:
    """A rational Z near the best one, and a guess of both ends of an interval, to be certified apart."""
    slope, _ = sp.fraction(sp.together(sp.diff(value, Z)))
    roots = [root for root in sp.Poly(slope, Z).real_roots() if root > 1]
    guesses = [sp.Rational(round(root.n(DIGITS) * SCALE), SCALE) for root in roots] or [sp.Integer(1)]
    best = max(guesses, key=lambda guess: value.subs(Z, guess))
    found = value.subs(Z, best)
    lower = sp.Rational(sp.floor(found * SCALE), SCALE)
    return best, lower, lower + sp.Rational(2, SCALE)


def reaches(value: sp.Expr, best: sp.Rational, lower: sp.Rational) -> bool:
    """Whether the value at a rational Z of at least 1 is no less than the lower end, in exact arithmetic."""
    return bool(best >= 1 and value.subs(Z, best) >= lower)


def never_passes(value: sp.Expr, upper: sp.Rational) -> bool:
    """Whether upper - value is positive at Z = 1 and has neither zero nor pole from there on, by Sturm's theorem."""
    top, bottom = sp.fraction(sp.together(upper - value))
    free = every([sp.Poly(top, Z), sp.Poly(bottom, Z)], lambda polynomial: polynomial.count_roots(1, sp.oo) == 0)
    return bool(free and (upper - value.subs(Z, 1)) > 0)


def _ends(case: Case) -> tuple[Quantity, Quantity]:
    low, high = (q for q in ns.BOUNDS if q.name.startswith(f"a_{case.name}_"))
    return low, high
