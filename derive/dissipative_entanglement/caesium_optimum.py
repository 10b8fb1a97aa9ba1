r"""How much entanglement caesium can have in the steady state: the best pump, with a strong repump field.

All rates of probe, pump and repump are those of the levels of caesium. The repump field is taken so strong that the
third level is empty; a weaker one leaves fewer atoms and a smaller optical depth. What is left is the excitation rate W
of the pump: more of it polarises the atoms and dephases them. The entanglement parameter is a rational function of W,
whose least value is enclosed exactly: a rational W reaches the upper end, and by Sturm's theorem no W passes the lower
one. The least pump that keeps a given share of the atoms up, 95 per cent, is a rational W, and stronger than the best.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from derive.dissipative_entanglement import alkali_symbols as letters
from derive.dissipative_entanglement import (
    caesium,
    caesium_pumping,
    constants,
    level_entanglement,
    level_symbols,
    rate_equations,
    symbols,
)
from derive.dissipative_entanglement import number_symbols as ns
from derive.dissipative_entanglement.level_jumps import MODEL as LEVELS
from derive.records import Derivation, Equation, table
from derive.steps import Chain, DerivationError, every

MODULE = "dissipative_entanglement.caesium_optimum"
TABLE = table(symbols.TABLE, level_symbols.TABLE, ns.LEAST_CAESIUM, ns.POLARISED_CAESIUM)
PUMP, REPUMP = letters.EXCITATION.symbol, letters.RETURN.symbol
MU, NU, GAMMA = symbols.MU.symbol, symbols.NU.symbol, symbols.GAMMA.symbol
GAP = sp.Symbol("gap", positive=True)
SCALE = 10**6
STRONG = "the repump field is so strong that no atom stays in the third level"
QUIET = "atoms are dephased by light alone"


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """The probe, its detuning [Hz], the optical depth, the angular momentum, added dephasing in units of Gamma.

    ``polarised`` is the share of the atoms that a pump is to keep up.
    """

    probe: caesium.Probe = caesium.MODEL
    detuning: sp.Rational = sp.Rational(700_000_000)
    depth: sp.Rational = sp.Rational(30)
    momentum: sp.Rational = sp.Rational(4)
    added: sp.Rational = sp.Rational(0)
    polarised: sp.Rational = sp.Rational(95, 100)


MODEL = Experiment()


def derivation(model: Experiment = MODEL) -> Derivation:
    """Certified intervals of the least entanglement parameter over the pump, and of that with the least pump."""
    return Derivation(
        module=MODULE, title="The best pump for caesium", story=__doc__ or "",
        equations=(*bounds(model), *at_least_pump(model)),
    )  # fmt: skip


def numbers(model: Experiment) -> dict[sp.Symbol, sp.Expr]:
    """Detuning and measured constants as exact numbers, rates in units of Gamma."""
    measured = {
        q.symbol: sp.Rational(q.default.split()[0]) * 10**6 for q in (constants.HYPERFINE_P3, constants.QUADRUPOLE_P3)
    }
    return {letters.DETUNING.symbol: model.detuning, GAMMA: sp.Integer(1), **measured}


@cache
def rates(model: Experiment) -> dict[sp.Symbol, sp.Expr]:
    """All rates among the three levels in units of Gamma, by the excitation rates of pump and repump field."""
    made = (*caesium_pumping.probe_rates(model.probe), *caesium_pumping.pumped(model.probe))
    return {equation.lhs: sp.cancel(equation.rhs.xreplace(numbers(model))) for equation in made}


@cache
def populations(model: Experiment) -> tuple[sp.Expr, sp.Expr]:
    """Shares of the atoms in up and in down with a strong repump field, by the excitation rate of the pump.

    Raises DerivationError when atoms stay in the third level.
    """
    found = []
    for equation in rate_equations.steady(LEVELS)[:3]:
        share = sp.cancel(equation.rhs.xreplace(rates(model)) / symbols.N.symbol)
        top, bottom = (sp.Poly(part, REPUMP) for part in sp.fraction(share))
        found.append(sp.cancel(top.LC() / bottom.LC()) if top.degree() == bottom.degree() else sp.Integer(0))
    up, down, other = found
    if other != 0 or sp.cancel(up + down - 1) != 0:
        raise DerivationError("a strong repump field leaves atoms in the third level")
    return up, down


@cache
def parameter(model: Experiment) -> sp.Expr:
    """The entanglement parameter by the excitation rate of the pump, and by the gap mu - nu."""
    up, down = populations(model)
    total = rate_equations.coherence(LEVELS).rhs.xreplace({level_symbols.EXTRA.symbol: model.added})
    meant = {
        symbols.POLARISATION_2.symbol: up - down, level_symbols.DEPTH_2.symbol: model.depth, GAMMA: sp.Integer(1),
        level_symbols.TOTAL.symbol: total.xreplace(rates(model)), level_symbols.F.symbol: model.momentum,
        level_symbols.DOWN.symbol: down, level_symbols.TWO.symbol: sp.Integer(1), MU: NU + GAP,
    }  # fmt: skip
    found = sp.cancel(level_entanglement.parameter().rhs.xreplace(meant))
    if found.free_symbols - {PUMP, GAP}:
        raise DerivationError(f"the entanglement parameter holds {found.free_symbols - {PUMP, GAP}}")
    return found


def gap(model: Experiment) -> tuple[sp.Rational, sp.Rational]:
    """Rational bounds of mu - nu, from the rates of lifting and lowering by the probe alone."""
    lift, lower = (
        rates(model)[level_symbols.RATES[ends].symbol].subs(PUMP, 0) for ends in (("down", "up"), ("up", "down"))
    )
    exact = sp.sqrt(lift) - sp.sqrt(lower)
    low = sp.Rational(sp.floor(exact * SCALE**2), SCALE**2)
    return low, low + sp.Rational(1, SCALE**2)


def bounds(model: Experiment) -> tuple[Equation, Equation]:
    """Both ends of an interval around the least entanglement parameter over all pumps."""
    narrow, wide = gap(model)
    low, high = (sp.factor(parameter(model).subs(GAP, value)) for value in (narrow, wide))
    # the parameter holds the square of the gap, times a square: it grows with the gap
    grows = sp.Poly(sp.fraction(sp.together(sp.diff(parameter(model), GAP)))[0], GAP)
    best = least(high)
    upper = sp.Rational(sp.ceiling(high.subs(PUMP, best) * SCALE), SCALE)
    lower = upper - sp.Rational(3, SCALE)
    monomial = grows.monoms() == [(1,)]
    details = (
        (lower, "passed at no pump", never_below(low, lower) and monomial, "Sturm's theorem",
         "the value less the end has no zero for a pump from 0 on; it grows with mu - nu"),
        (upper, "reached at a rational pump", bool(best >= 0 and high.subs(PUMP, best) <= upper) and monomial,
         "exact arithmetic", f"at an excitation rate of {float(best):.4g} Gamma"),
    )  # fmt: skip
    made = []
    for quantity, (end, rule, holds, method, detail) in zip(ns.LEAST_CAESIUM, details, strict=True):
        chain = Chain(quantity.symbol, TABLE)
        chain.certified(rule, end, method, holds, detail)
        made.append(
            chain.equation(
                id=f"{MODULE}.{quantity.name}",
                title=quantity.meaning[0].upper() + quantity.meaning[1:],
                lhs=quantity.symbol,
                assumes=(STRONG, QUIET, f"$d={model.depth}$; probe {model.detuning / 10**6} MHz blue"),
                follows_from=(
                    f"{level_entanglement.MODULE}.parameter",
                    f"{caesium_pumping.MODULE}.rate_down_up",
                    f"{rate_equations.MODULE}.steady_up",
                    f"{rate_equations.MODULE}.total",
                ),
                source="Sec. II, last paragraph; Sec. IV.2",
            )
        )
    return made[0], made[1]


def least_pump(model: Experiment) -> sp.Rational:
    """The least excitation rate [Gamma] that keeps the share ``polarised`` of the atoms up: up is (a + bW)/(c + dW)."""
    up, _ = populations(model)
    top, bottom = (sp.Poly(part, PUMP) for part in sp.fraction(sp.together(up - model.polarised)))
    if top.degree() != 1 or bottom.degree() > 1:
        raise DerivationError("the share of atoms up is no quotient of linear functions of the pump")
    return sp.Rational(max(sp.Integer(0), -top.coeff_monomial(1) / top.coeff_monomial(PUMP)))


def at_least_pump(model: Experiment) -> tuple[Equation, Equation]:
    """Both ends of an interval around the entanglement parameter at the least pump that keeps enough atoms up."""
    pump = least_pump(model)
    reached = sp.cancel(populations(model)[0].subs(PUMP, pump) - model.polarised)
    made = []
    for quantity, value in zip(ns.POLARISED_CAESIUM, gap(model), strict=True):
        scaled = parameter(model).subs({GAP: value, PUMP: pump}) * SCALE
        rounded = sp.floor(scaled) if quantity is ns.POLARISED_CAESIUM[0] else sp.ceiling(scaled)
        chain = Chain(quantity.symbol, TABLE)
        chain.certified(
            "the pump put in", sp.Rational(rounded, SCALE), "exact arithmetic",
            bool(reached >= 0 and (reached == 0 or pump == 0) and abs(rounded - scaled) <= 1),
            f"an excitation rate of {float(pump):.4g} Gamma; rounded away from the value",
        )  # fmt: skip
        made.append(
            chain.equation(
                id=f"{MODULE}.{quantity.name}", title=quantity.meaning[0].upper() + quantity.meaning[1:],
                lhs=quantity.symbol,
                assumes=(STRONG, QUIET, f"$d={model.depth}$; probe {model.detuning / 10**6} MHz blue"),
                follows_from=(f"{level_entanglement.MODULE}.parameter", f"{rate_equations.MODULE}.steady_up",
                              f"{rate_equations.MODULE}.total"),
                source="App. E",
            )
        )  # fmt: skip
    return made[0], made[1]


def least(value: sp.Expr) -> sp.Rational:
    """A rational pump near the one with the least value: a real zero of the derivative, or none at all."""
    slope = sp.Poly(sp.fraction(sp.together(sp.diff(value, PUMP)))[0], PUMP)
    zeros = [root for root in slope.nroots(n=20, maxsteps=200) if abs(sp.im(root)) < sp.Rational(1, SCALE)]
    guesses = [sp.Rational(round(sp.re(root) * SCALE), SCALE) for root in zeros if sp.re(root) > 0]
    return min([sp.Rational(0), *guesses], key=lambda guess: value.subs(PUMP, guess))


def never_below(value: sp.Expr, lower: sp.Rational) -> bool:
    """Whether value - lower is positive at W = 0 and has neither zero nor pole from there on, by Sturm's theorem."""
    top, bottom = sp.fraction(sp.together(value - lower))
    free = every([sp.Poly(top, PUMP), sp.Poly(bottom, PUMP)], lambda polynomial: polynomial.count_roots(0, sp.oo) == 0)
    return bool(free and value.subs(PUMP, 0) > lower)
