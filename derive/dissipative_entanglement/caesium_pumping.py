r"""Rates of caesium among up, down and h: probe, pump and repump, and the least pump that keeps atoms in up.

In units of :math:`\Gamma`, the difference of the rates of lifting and lowering, all rates of the probe follow from
dipole elements and the detuning. The pump takes atoms from down through |4,4> of 6P1/2, the repump field from h through
|4,4> of 6P3/2, and they come back in the proportions of the decays. With the repump field on, the steady ratio of up
and down does not depend on its strength; without it both fall together at one rate.
"""

from __future__ import annotations

from functools import cache

import sympy as sp
from sympy.physics.wigner import wigner_6j

from derive.dissipative_entanglement import alkali_symbols as letters
from derive.dissipative_entanglement import constants, dipoles, level_symbols, rate_equations
from derive.dissipative_entanglement.caesium import D2, FAR, GAMMA, LEVELS, MODEL, UNIT, Probe
from derive.dissipative_entanglement.dipoles import Line, Sublevel
from derive.dissipative_entanglement.level_jumps import MODEL as ATOMS
from derive.records import Derivation, Equation
from derive.steps import Chain, DerivationError

MODULE = "dissipative_entanglement.caesium_pumping"
TABLE = letters.TABLE


def derivation(model: Probe = MODEL) -> Derivation:
    """Rates of the probe, with pump and repump field; the least pump, line strengths and natural widths."""
    return Derivation(
        module=MODULE,
        title="Caesium with pump and repump fields",
        story=__doc__ or "",
        equations=(
            *probe_rates(model),
            *pumped(model),
            least_pump(model),
            least_steady_pump(model),
            by_parameter(),
            *lines(),
            widths(),
        ),
    )


def _equation(name: str, title: str, lhs: sp.Basic, chain: Chain, **fields: object) -> Equation:
    return chain.equation(id=f"{MODULE}.{name}", title=title, lhs=lhs, **fields)


def probe_rates(model: Probe) -> tuple[Equation, ...]:
    """All rates of the probe among up, down and to h, in units of Gamma."""
    strengths = {(a, b): model.strength(model.levels[a], model.levels[b]) for a in ("up", "down") for b in model.levels}
    unit = strengths["down", "up"] - strengths["up", "down"]
    made = []
    for (a, b), value in strengths.items():
        if a == "down":
            continue  # the pump adds to these: see `pumped`
        quantity = level_symbols.RATES[a, b]
        chain = Chain(GAMMA * value / unit, TABLE)
        made.append(
            _equation(
                f"rate_{a}_{b}",
                f"Rate from {a} to {b} by the probe",
                quantity.symbol,
                chain,
                follows_from=("dissipative_entanglement.raman_rates.far",),
                assumes=(D2, FAR, UNIT),
            )
        )
    return tuple(made)


def _pump_share(end: str) -> sp.Expr:
    """Where an atom goes that the pump has excited, |4,4> of 6P1/2."""
    return dipoles.branching(Line(excited=dipoles.HALF), Sublevel(f=4, m=4), LEVELS[end])


def _repump_share(end: str) -> sp.Expr:
    """Where an atom goes that the repump field has excited, |4,4> of 6P3/2."""
    return dipoles.branching(Line(), Sublevel(f=4, m=4), LEVELS[end])


@cache
def pumped(model: Probe) -> tuple[Equation, ...]:
    """Rates that leave down, by probe and pump, and those that leave h, by the repump field."""
    made = []
    for end in LEVELS:
        chain = Chain(_without_pump(end, model) + _pump_share(end) * letters.EXCITATION.symbol, TABLE)
        made.append(
            _equation(
                f"rate_down_{end}",
                f"Rate from down to {end} by probe and pump",
                level_symbols.RATES["down", end].symbol,
                chain,
                assumes=(D2, FAR, UNIT, PUMPED),
            )
        )
    for end in ("up", "down"):
        chain = Chain(_repump_share(end) * letters.RETURN.symbol, TABLE)
        made.append(
            _equation(
                f"rate_h_{end}",
                f"Rate from h to {end} by the repump field",
                level_symbols.RATES["h", end].symbol,
                chain,
                assumes=(REPUMPED,),
            )
        )
    return tuple(made)


PUMPED = "the pump excites |4,3> to |4,4> of 6P1/2 with light that raises m; |4,4> has no level to go to"
REPUMPED = "the repump field excites |3,3> to |4,4> of 6P3/2 with light that raises m"


def least_pump(model: Probe = MODEL) -> Equation:
    """The pump with which down holds one part in n of the subsystem, while nothing returns from h.

    Populations then fall in proportion, at one rate: both rows of the rate matrix give the same rate of change.
    """
    rates, share = level_symbols.RATES, level_symbols.RATIO_UP.symbol
    pump = letters.EXCITATION.symbol
    ud, uh = rates["up", "down"].symbol, rates["up", "h"].symbol
    probe = {end: sp.Dummy(f"probe_{end}") for end in ("up", "h")}
    du, dh = (probe[end] + _pump_share(end) * pump for end in ("up", "h"))
    up, down = share, 1 - share
    change_up = -(ud + uh) * up + du * down
    change_down = ud * up - (du + dh) * down
    balance = sp.expand(change_up * down - change_down * up)
    slope = balance.coeff(pump)
    found = sp.factor(-balance.xreplace({pump: sp.S.Zero}) / slope)
    holds = sp.cancel(sp.together(balance.xreplace({pump: found}))) == 0
    chain = Chain(pump, TABLE)
    chain.certified(
        "populations that fall in proportion",
        found.xreplace({probe[e]: _without_pump(e, model) for e in probe}),
        "putting it back",
        holds,
    )
    return _equation(
        "least_pump",
        "Pump that keeps a share of the subsystem in up, without repump",
        pump,
        chain,
        follows_from=("dissipative_entanglement.rate_equations.up", "dissipative_entanglement.rate_equations.down"),
        assumes=(PUMPED, "nothing brings atoms back from h; the subsystem loses atoms at one rate"),
    )


@cache
def _without_pump(end: str, model: Probe) -> sp.Expr:
    """The rate from down to a level by the probe alone."""
    levels = model.levels
    unit = model.strength(levels["down"], levels["up"]) - model.strength(levels["up"], levels["down"])
    return GAMMA * model.strength(levels["down"], levels[end]) / unit


def least_steady_pump(model: Probe = MODEL) -> Equation:
    """The pump with which up holds a share of the subsystem when repumped atoms come back: the same for every repump.

    What the repump field excites comes back to up and down in a fixed proportion, which alone enters the steady ratio.
    """
    rates, share, pump = level_symbols.RATES, level_symbols.RATIO_UP.symbol, letters.EXCITATION.symbol
    probe = {end: sp.Dummy(f"probe_{end}") for end in ("up", "h")}
    put_in = {rates["down", end].symbol: probe[end] + _pump_share(end) * pump for end in probe}
    put_in |= {rates["h", end].symbol: _repump_share(end) * letters.RETURN.symbol for end in ("up", "down")}
    up, down, _ = (weight.xreplace(put_in) for weight in rate_equations.trees(ATOMS))
    balance = sp.cancel(sp.expand((1 - share) * up - share * down) / letters.RETURN.symbol)
    if balance.has(letters.RETURN.symbol):
        raise DerivationError("the steady share in up depends on the strength of the repump field")
    found = -sp.expand(balance).xreplace({pump: sp.S.Zero}) / sp.expand(balance).coeff(pump)
    chain = Chain(pump, TABLE)
    chain.certified(
        "steady weights of up and down in the proportion wanted",
        sp.factor(found).xreplace({probe[end]: _without_pump(end, model) for end in probe}),
        "putting it back",
        sp.cancel(sp.together(balance.xreplace({pump: found}))) == 0,
        "the strength of the repump field drops out",
    )
    return _equation(
        "least_steady_pump",
        "Pump that keeps a share of the subsystem in up in the steady state",
        pump,
        chain,
        follows_from=(f"{rate_equations.MODULE}.steady_up", f"{rate_equations.MODULE}.steady_down"),
        assumes=(PUMPED, REPUMPED, "populations are steady"),
    )


def by_parameter() -> Equation:
    """The rate of the repump field by the repump parameter and the two line strengths, both in one unit."""
    ratio_ = letters.STRENGTHS["repump"].symbol / letters.STRENGTHS["pump"].symbol
    chain = Chain(letters.REPUMPING.symbol * ratio_ * letters.EXCITATION.symbol, TABLE)
    return _equation(
        "repump_rate",
        "Rate of the repump field by the repump parameter",
        letters.RETURN.symbol,
        chain,
        follows_from=("dissipative_entanglement.raman_rates.pump", "dissipative_entanglement.raman_rates.repump"),
        assumes=("rates grow with squared Rabi frequencies times line strengths; natural widths are taken as equal",),
    )


def orbital(line: Line) -> sp.Expr:
    """The squared reduced element of J and J' in units of that of the orbit, from L = 0 to 1 with a spin 1/2."""
    recoupling = wigner_6j(0, line.ground, dipoles.HALF, line.excited, 1, 1)
    return sp.expand((2 * line.ground + 1) * (2 * line.excited + 1) * recoupling**2)


def lines() -> tuple[Equation, ...]:
    """Strengths of the lines of pump and repump, and that of the line that would take atoms out of up."""
    d1, d2 = Line(excited=dipoles.HALF), Line()
    cases = {
        "pump": (d1, [dipoles.element(d1, LEVELS["down"], -1, Sublevel(f=4, m=4))]),
        "pump_dark": (d1, [dipoles.element(d1, LEVELS["up"], -1, Sublevel(f=f, m=5)) for f in d1.excited_levels()]),
        "repump": (d2, [dipoles.element(d2, LEVELS["h"], -1, Sublevel(f=4, m=4))]),
    }
    made = []
    for name, (line, elements) in cases.items():
        quantity = letters.STRENGTHS[name]
        chain = Chain(sp.expand(orbital(line) * sp.Add(*(e**2 for e in elements))), TABLE)
        made.append(
            _equation(
                f"line_{name}",
                quantity.meaning[0].upper() + quantity.meaning[1:],
                quantity.symbol,
                chain,
                assumes=("in units of the reduced dipole element of the orbit, the same for both lines",),
            )
        )
    return tuple(made)


def widths() -> Equation:
    """The natural width of D1 over that of D2."""
    chain = Chain(constants.WIDTH_D1.symbol / constants.WIDTH_D2.symbol, TABLE)
    return _equation("widths", "Natural widths of both lines", letters.WIDTHS.symbol, chain)
