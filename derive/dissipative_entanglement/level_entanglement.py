r"""Entanglement of the two-level subsystem in time, and of the measured spins after long times.

The nonlocal variances relax with the rate :math:`\bar\Gamma + d(t)\Gamma P_2`, where
:math:`d(t) = d\,N_2/N` is the optical depth of the atoms that are left, towards

.. math:: N_2\,\frac{\bar\Gamma + d(t)\Gamma P_2^2(\mu-\nu)^2}{\bar\Gamma + d(t)\Gamma P_2} .

While populations change slowly the variance sum follows this value; the start is forgotten exponentially.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from derive.dissipative_entanglement import level_moments, level_symbols, level_variances, measured_spins, symbols
from derive.dissipative_entanglement.level_jumps import MODEL
from derive.records import Approximation, Derivation, Equation
from derive.steps import Chain

MODULE = "dissipative_entanglement.level_entanglement"
TABLE = level_symbols.TABLE
T, TWO, P = symbols.TIME.symbol, level_symbols.TWO.symbol, symbols.POLARISATION_2.symbol
TOTAL, LIGHT = level_symbols.TOTAL.symbol, level_symbols.DEPTH_2.symbol * symbols.GAMMA.symbol
FROZEN = "$N_2$ and $P_2$ change slowly; at every time the variance sum is that of fixed ones"
SLOW = Approximation(
    name="N_2 and P_2 fixed while the variances relax",
    neglected_order=1,
    small_parameter=level_symbols.CHANGE_N.symbol / (TWO * (TOTAL + LIGHT * P)),
)
LONG = Approximation(name="long times", small_parameter=level_symbols.TRANSIENT.symbol, neglected_order=1)


def derivation() -> Derivation:
    """Optical depth of what is left, the variance sum in time and after long times, the measured parameter."""
    return Derivation(
        module=MODULE,
        title="Entanglement of a two-level subsystem",
        story=__doc__ or "",
        equations=(depth(), damping(), sum_rate(), in_time(), transient(), long_time(), parameter(), two_level_limit()),
    )


def _equation(name: str, title: str, lhs: sp.Basic, chain: Chain, **fields: object) -> Equation:
    return chain.equation(id=f"{MODULE}.{name}", title=title, lhs=lhs, **fields)


@cache
def _rates() -> tuple[sp.Expr, sp.Expr]:
    """Damping and source of the variance sum, by d, N and N_2; the two nonlocal squares are damped alike."""
    rates = [level_variances.nonlocal_rate(axis) for axis in "yz"]
    own = [level_variances.NONLOCAL[axis].symbol for axis in "yz"]
    dampings = [-r.rhs.coeff(q) for r, q in zip(rates, own, strict=True)]
    sources = [sp.expand(r.rhs - r.rhs.coeff(q) * q) for r, q in zip(rates, own, strict=True)]
    assert sp.expand(dampings[0] - dampings[1]) == 0
    return sp.expand(dampings[0]), sp.expand(2 * sp.Add(*sources))


def depth() -> Equation:
    """The optical depth that atoms left in the subsystem have: collective damping over Gamma P_2."""
    collective = sp.expand(_rates()[0] - TOTAL)
    chain = Chain(collective / (symbols.GAMMA.symbol * P), TABLE)
    chain.equal("cancel", sp.cancel(collective / (symbols.GAMMA.symbol * P)))
    return _equation(
        "depth",
        "Optical depth of the two-level subsystem",
        level_symbols.DEPTH_2.symbol,
        chain,
        follows_from=(f"{level_variances.MODULE}.plus_y_rate",),
        assumes=("$d(t)\\Gamma P_2$ names the collective part of the damping of the nonlocal squares",),
    )


def _with_depth(expression: sp.Expr) -> sp.Expr:
    """d by d(t) N/N_2."""
    full = level_symbols.DEPTH_2.symbol * symbols.N.symbol / TWO
    return sp.expand(expression.xreplace({symbols.DEPTH.symbol: full}))


def damping() -> Equation:
    """How fast the start is forgotten."""
    chain = Chain(_rates()[0], TABLE)
    chain.certified(
        "name the optical depth that is left",
        _with_depth(_rates()[0]),
        "substituting it back",
        sp.expand(_with_depth(_rates()[0]).xreplace({level_symbols.DEPTH_2.symbol: depth().rhs}) - _rates()[0]) == 0,
    )
    return _equation(
        "damping",
        "Relaxation rate of the variance sum",
        level_symbols.RELAXATION.symbol,
        chain,
        follows_from=(f"{MODULE}.depth",),
    )


def sum_rate() -> Equation:
    """The rate of change of the variance sum."""
    fast, source = (_with_depth(part) for part in _rates())
    own = level_symbols.SUM.symbol
    light = sp.factor(sp.expand(source.coeff(LIGHT)) * LIGHT)
    whole = -fast * own + sp.expand(source - sp.expand(light)) + light
    parts = [2 * level_variances.nonlocal_rate(axis).rhs for axis in "yz"]
    chain = Chain(sp.Add(*parts), TABLE)
    back = whole.xreplace({level_symbols.DEPTH_2.symbol: depth().rhs, own: level_variances.by_nonlocal().rhs})
    chain.certified(
        "name the variance sum and the optical depth",
        whole,
        "substituting them back",
        sp.expand(back - chain.expression) == 0,
    )
    return _equation(
        "sum_rate",
        "Rate of change of the variance sum",
        sp.Derivative(own, T, evaluate=False),
        chain,
        follows_from=tuple(f"{level_variances.MODULE}.{n}" for n in ("plus_y_rate", "minus_z_rate", "sum")),
        assumes=(level_moments.MASTER, level_moments.ALIKE, level_variances.NORM),
        approximations=(level_variances.DECORRELATED, level_variances.MANY, level_variances.SLOW),
    )


def _final() -> sp.Expr:
    """The value that the variance sum tends to, as a fraction of the number of atoms, times that number."""
    fast, source = (_with_depth(part) for part in _rates())
    light = sp.factor(sp.expand(source.coeff(LIGHT)) * LIGHT / TWO)
    other = sp.expand((source - source.coeff(LIGHT) * LIGHT) / TWO)
    return TWO * (other + light) / fast


def in_time() -> Equation:
    """The variance sum with N_2 and P_2 fixed, from a start in which all atoms are in up."""
    fast = _with_depth(_rates()[0])
    fading = sp.exp(-fast * T)
    start = level_variances.start(MODEL).rhs
    found = start * fading + _final() * (1 - fading)
    rate = sum_rate().rhs.xreplace({level_symbols.SUM.symbol: found})
    chain = Chain(level_symbols.SUM.symbol, TABLE)
    chain.certified(
        "solve the rate of change with fixed coefficients",
        found,
        "initial value problem",
        sp.cancel(sp.together(sp.expand(sp.diff(found, T) - rate))) == 0
        and sp.expand(found.xreplace({T: sp.S.Zero}) - start) == 0,
        "the solution has the rate of change and the start",
    )
    return _equation(
        "in_time",
        "Variance sum in time",
        level_symbols.SUM.symbol,
        chain,
        assumes=(FROZEN,),
        follows_from=(f"{MODULE}.sum_rate", f"{level_variances.MODULE}.start"),
        approximations=(SLOW,),
    )


def transient() -> Equation:
    """The share of the start that is left."""
    chain = Chain(sp.exp(-level_symbols.RELAXATION.symbol * T), TABLE)
    return _equation(
        "transient",
        "Share of the start that is left",
        level_symbols.TRANSIENT.symbol,
        chain,
        follows_from=(f"{MODULE}.damping", f"{MODULE}.in_time"),
        assumes=(FROZEN,),
    )


@cache
def long_time() -> Equation:
    """The variance sum when the start is forgotten."""
    share = level_symbols.TRANSIENT.symbol
    start = level_variances.start(MODEL).rhs
    chain = Chain(start * share + _final() * (1 - share), TABLE)
    chain.truncated("the start is forgotten", _final(), share, 1)
    return _equation(
        "long_time",
        "Variance sum after long times",
        level_symbols.SUM_LONG.symbol,
        chain,
        assumes=(FROZEN,),
        follows_from=(f"{MODULE}.in_time", f"{MODULE}.transient"),
        approximations=(SLOW,),
    )


def parameter() -> Equation:
    """The entanglement parameter of the measured spins after long times."""
    by_two = measured_spins.parameter_by_two_levels(measured_spins.MODEL)
    final = long_time().rhs
    whole = by_two.rhs.xreplace({level_symbols.SUM.symbol: final})
    chain = Chain(whole, TABLE)
    f = level_symbols.F.symbol
    length = P + 2 * f - 1
    down = level_symbols.DOWN.symbol
    after = final / TWO * 2 * f / length + down / TWO * 2 * (2 * f - 1) / length
    named = after.xreplace({down: TWO * (1 - P) / 2})
    chain.certified(
        "one term for the two levels, one for atoms in down",
        after,
        "populations by number and polarisation",
        sp.cancel(sp.together(named - whole)) == 0,
    )
    return _equation(
        "parameter",
        "Entanglement parameter of measured spins after long times",
        level_symbols.XI_LONG.symbol,
        chain,
        follows_from=(by_two.id, f"{MODULE}.long_time"),
        approximations=(SLOW, LONG),
        assumes=(measured_spins.EMPTY, measured_spins.ALIKE, FROZEN),
    )


def two_level_limit() -> Equation:
    """The same for F = 1/2 and N_2 = N: a spin of two levels with nothing beside."""
    full = {level_symbols.F.symbol: sp.Rational(1, 2), level_symbols.DEPTH_2.symbol: symbols.DEPTH.symbol}
    found = parameter().rhs.xreplace(full)
    ratio = (long_time().rhs / TWO).xreplace(full)
    chain = Chain(found, TABLE)
    chain.equal("no sublevel is below down", ratio / P)
    return _equation(
        "two_level_limit",
        "Entanglement parameter of two levels after long times",
        symbols.XI.symbol,
        chain,
        follows_from=(f"{MODULE}.parameter",),
        approximations=(SLOW, LONG),
        assumes=("F = 1/2 and every atom is in the two-level subsystem",),
    )
