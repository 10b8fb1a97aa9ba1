r"""Rates of driven lines: the probe, far from resonance, and the pump, on it; what both do to single atoms.

An excited level is coupled to the ground level by :math:`\Omega_{ab}c_1(|e\rangle\langle a| + |a\rangle\langle e|)`
at a detuning :math:`\Delta_{ab}` and decays at the natural line width, with the share :math:`c_2^2` to the level b. To
lowest order in the drive atoms go from a to b at

.. math:: \Gamma_{ab} = \Omega_{ab}^2 c_{ab}^2\,\frac{\gamma_{LW}}{\Delta_{ab}^2 + \gamma_{LW}^2/4} ,
          \qquad c_{ab} = c_1 c_2 .

The probe is :math:`\Delta - \Omega` away from the line that cools and :math:`\Delta + \Omega` from the one that heats;
with :math:`\Gamma` for the difference of both rates they are :math:`\mu^2\Gamma` and :math:`\nu^2\Gamma`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from derive.algebra import Levels, one
from derive.dissipative_entanglement import level_scheme, level_symbols, symbols
from derive.dissipative_entanglement import number_symbols as ns
from derive.dynamics.lindblad import Jump, Model
from derive.records import Approximation, Derivation, Equation, table
from derive.steps import Chain, DerivationError, every

MODULE = "dissipative_entanglement.pumping"
TABLE = table(symbols.TABLE, ns.TABLE, (level_symbols.EXTRA,))
GAMMA, MU, NU = symbols.GAMMA.symbol, symbols.MU.symbol, symbols.NU.symbol
DELTA, LARMOR, PROBE = symbols.DETUNING.symbol, symbols.LARMOR.symbol, symbols.PROBE.symbol
WIDTH, PUMP, X = symbols.LINEWIDTH.symbol, symbols.PUMP.symbol, ns.PUMPING.symbol
WEAK = Approximation(name="weak drive", small_parameter=ns.STRENGTH.symbol, neglected_order=2)
ATOM = "the excited level decays at the natural line width, which is the rate of its population"
COUPLED = r"the coupling is $\Omega_{ab}c_1(|e\rangle\langle a|+|a\rangle\langle e|)$, without a factor 1/2"
SCHEME = (
    "the levels of Fig. 2: excited levels are split like ground levels, the light is blue of the line by $\\Delta$; "
    "coefficients c of both lines are left out"
)
WEIGHTS = r"$\mu=(\Delta+\Omega)/2\sqrt{\Delta\Omega}$ and $\nu=(\Delta-\Omega)/2\sqrt{\Delta\Omega}$"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One driven line: the coupling and the decay of the excited level as multiples of Omega_ab and gamma_LW.

    ``cooling`` and ``heating`` are the probe's detunings from the lines that cool and that heat.
    """

    coupling: sp.Expr = sp.Integer(1)
    decay: sp.Expr = sp.Integer(1)
    cooling: sp.Expr = DELTA - LARMOR
    heating: sp.Expr = DELTA + LARMOR


MODEL = Line()


def derivation(model: Line = MODEL) -> Derivation:
    """Rates of one line and their two limits, of probe and pump, and the dephasing that comes with them."""
    return Derivation(
        module=MODULE, title="Probe and pump", story=__doc__ or "",
        equations=(
            rate(model), far(model), resonant(model), *probe(model), *weights(model), *normalised(model),
            pump_on_resonance(model), pump(model), added(model), parameter(model), *pumped(model), *dephasing(),
        ),
    )  # fmt: skip


def scattering(model: Line, coupling: sp.Expr, detuning: sp.Expr) -> sp.Expr:
    """The rate gamma times the population of the excited level at rest, from the Bloch equations of two levels.

    The Hamiltonian is -detuning |e><e| + coupling (|e><g| + |g><e|). Raises DerivationError when the three means
    do not close.
    """
    atom = Levels("line", ("g", "e"))
    excited, lowering = atom("e", "e"), atom("g", "e")
    raising = lowering.adjoint()
    decay = model.decay * WIDTH
    dynamics = Model(
        hamiltonian=-detuning * excited + coupling * (raising + lowering),
        jumps=(Jump(operator=lowering, rate=decay),),
    )
    letters = (excited, lowering, raising)
    rates = [dynamics.adjoint(letter) for letter in letters]
    matrix = sp.Matrix(3, 3, lambda i, j: rates[i].coefficient(letters[j]))
    source = sp.Matrix([found.coefficient(one) for found in rates])
    rest = [
        found - sum((matrix[i, j] * letters[j] for j in range(3)), source[i] * one) for i, found in enumerate(rates)
    ]
    if not every(rest, lambda operator: operator.is_zero):
        raise DerivationError("the means of the driven level do not close")
    population = sp.cancel((-matrix.inv() * source)[0])
    return sp.factor(decay * population)


@cache
def rate(model: Line) -> Equation:
    """The rate from a to b to lowest order in the drive, in the squared coupling."""
    small, coupling, angular = ns.STRENGTH.symbol, ns.COUPLING.symbol, ns.ANGULAR.symbol
    detuning = ns.LINE_DETUNING.symbol
    drive = sp.sqrt(small) * model.coupling * coupling
    exact = sp.cancel(scattering(model, drive, detuning)) * angular**2
    chain = Chain(exact, TABLE)
    first = sp.cancel(sp.diff(exact, small).subs(small, 0))
    chain.truncated("weak drive", first * small, small, 2)
    chain.certified("all of the drive", first, "substitution", chain.expression.subs(small, 1) == first, "s = 1")
    decay = model.decay * WIDTH
    chain.equal(
        "as a line of the natural width",
        (model.coupling * coupling) ** 2 * angular**2 * decay / (detuning**2 + decay**2 / 4),
    )
    return chain.equation(
        id=f"{MODULE}.rate",
        title="Rate of a driven line",
        lhs=ns.RATE.symbol,
        source="footnote 68",
        assumes=(
            ATOM,
            COUPLED,
            "$c_{ab}=c_1c_2$, with $c_1$ in the coupling; the share $c_2^2$ of the decay leads to b",
        ),
    )


@cache
def far(model: Line) -> Equation:
    """The same rate when the detuning is much larger than the line width."""
    source = rate(model)
    chain = Chain(source.rhs, TABLE)
    leading = sp.series(source.rhs, WIDTH, 0, 2).removeO()
    chain.truncated("detuning much larger than the line width", leading, WIDTH, 3)
    return chain.equation(
        id=f"{MODULE}.far", title="Rate far from resonance", lhs=ns.FAR_RATE.symbol, follows_from=(source.id,),
        assumes=source.assumes, source="footnote 68",
    )  # fmt: skip


def resonant(model: Line) -> Equation:
    """The same rate on resonance."""
    source = rate(model)
    found = sp.cancel(source.rhs.subs(ns.LINE_DETUNING.symbol, 0))
    again = sp.cancel(scattering(model, ns.COUPLING.symbol * model.coupling, sp.Integer(0)))
    weak = sp.limit(again / ns.COUPLING.symbol**2, ns.COUPLING.symbol, 0) * ns.COUPLING.symbol**2
    chain = Chain(source.rhs, TABLE)
    chain.certified(
        "on resonance", found, "Bloch equations without detuning",
        sp.cancel(weak * ns.ANGULAR.symbol**2 - found) == 0, "to lowest order in the drive",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.resonant", title="Rate on resonance", lhs=ns.ON_RATE.symbol, follows_from=(source.id,),
        assumes=source.assumes, source="footnote 68",
    )  # fmt: skip


def at(model: Line, coupling: sp.Symbol, detuning: sp.Expr, equation: Equation) -> sp.Expr:
    """A rate of one line with another coupling and detuning, both lines taken with coefficient 1."""
    meant = {ns.COUPLING.symbol: coupling, ns.ANGULAR.symbol: sp.Integer(1), ns.LINE_DETUNING.symbol: detuning}
    return equation.rhs.xreplace(meant)


@cache
def probe(model: Line) -> tuple[Equation, ...]:
    """Cooling and heating by the probe, far from both lines."""
    made = []
    for quantity, detuning, name in (
        (ns.COOL_PROBE, model.cooling, "probe_cooling"), (ns.HEAT_PROBE, model.heating, "probe_heating"),
    ):  # fmt: skip
        source = far(model)
        found = at(model, PROBE, detuning, source)
        chain = Chain(source.rhs, TABLE)
        chain.certified(
            "the coupling and the detuning of this line", found, "substitution",
            not found.has(ns.COUPLING.symbol, ns.LINE_DETUNING.symbol), "the coefficient of the line is left out",
        )  # fmt: skip
        made.append(
            chain.equation(
                id=f"{MODULE}.{name}", title=quantity.meaning[0].upper() + quantity.meaning[1:], lhs=quantity.symbol,
                follows_from=(source.id,), assumes=(*source.assumes, SCHEME), approximations=source.approximations,
                source="footnote 68",
            )
        )  # fmt: skip
    return tuple(made)


def weights(model: Line) -> tuple[Equation, ...]:
    """mu and nu that share out the two rates: mu^2 - nu^2 = 1, and mu/nu the ratio of the detunings."""
    scale = sp.sqrt(sp.expand(model.heating**2 - model.cooling**2))
    made = []
    for quantity, detuning, name in ((symbols.MU, model.heating, "mu"), (symbols.NU, model.cooling, "nu")):
        chain = Chain(quantity.symbol, TABLE)
        chain.certified(
            "amplitudes in proportion to 1/detuning, normalised", sp.sqrt(1 / scale**2) * detuning, "normalisation",
            sp.cancel((model.heating**2 - model.cooling**2) / scale**2 - 1) == 0, r"$\mu^2-\nu^2=1$",
        )  # fmt: skip
        made.append(
            chain.equation(
                id=f"{MODULE}.{name}", title=quantity.meaning[0].upper() + quantity.meaning[1:], lhs=quantity.symbol,
                assumes=(SCHEME, r"$\mu^2-\nu^2=1$"), source="Sec. III.1",
            )
        )  # fmt: skip
    return tuple(made)


@cache
def normalised(model: Line) -> tuple[Equation, ...]:
    """The probe's rates by mu, nu and Gamma, which is the difference of both."""
    cool, heat = (equation.rhs for equation in probe(model))
    mu, nu = (equation.rhs for equation in weights(model))
    difference = sp.cancel(cool - heat)
    made = []
    for quantity, value, weight, square, name in (
        (ns.COOL_PROBE, cool, mu, MU, "cooling_by_weight"), (ns.HEAT_PROBE, heat, nu, NU, "heating_by_weight"),
    ):  # fmt: skip
        chain = Chain(value, TABLE)
        chain.certified(
            "name Gamma and the weight", square**2 * GAMMA, "substituting them back",
            sp.cancel(weight**2 * difference - value) == 0, r"$\Gamma$ is the rate of cooling less that of heating",
        )  # fmt: skip
        made.append(
            chain.equation(
                id=f"{MODULE}.{name}", title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}, by its weight",
                lhs=quantity.symbol, follows_from=(f"{MODULE}.probe_cooling", f"{MODULE}.probe_heating"),
                assumes=(SCHEME, WEIGHTS, r"$\Gamma$ is the rate of cooling less that of heating by the probe"),
                source="Sec. III.4",
            )
        )  # fmt: skip
    return tuple(made)


def pump_on_resonance(model: Line) -> Equation:
    """Cooling by the pump of atoms that are on resonance with it."""
    source = resonant(model)
    found = at(model, PUMP, sp.Integer(0), source)
    chain = Chain(source.rhs, TABLE)
    chain.certified(
        "the pump's coupling", found, "substitution", not found.has(ns.COUPLING.symbol),
        "the coefficient of the line is left out",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.pump_on_resonance", title="Cooling rate of the pump, all atoms on resonance",
        lhs=ns.COOL_PUMP.symbol, follows_from=(source.id,),
        assumes=(*source.assumes, "every atom is on resonance with the pump"), approximations=source.approximations,
        source="footnote 68",
    )  # fmt: skip


def pump(model: Line) -> Equation:
    """Cooling by the resonant pump, with the correction for atoms that are not on resonance."""
    source = pump_on_resonance(model)
    found = source.rhs * ns.RESONANT.symbol
    chain = Chain(source.rhs, TABLE)
    chain.certified(
        "the share of atoms on resonance", found, "substitution",
        sp.cancel(found.subs(ns.RESONANT.symbol, 1) - source.rhs) == 0, "all of them for k = 1",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.pump_cooling",
        title="Cooling rate of the pump",
        lhs=ns.COOL_PUMP.symbol,
        follows_from=(source.id,),
        assumes=(*source.assumes[:-1], "the share $k$ of the atoms is on resonance"),
        approximations=source.approximations,
        source="footnote 68",
    )


def added(model: Line) -> Equation:
    """Two independent processes of cooling act like one whose rate is the sum of theirs."""
    ground = Levels("atom", ("up", "down"))
    flip, down = ground("up", "down"), ground("down", "down")
    whole = ns.COOL_PROBE.symbol + ns.COOL_PUMP.symbol
    both = Model(
        hamiltonian=0 * one,
        jumps=tuple(Jump(operator=flip, rate=q.symbol) for q in (ns.COOL_PROBE, ns.COOL_PUMP)),
    )
    chain = Chain(symbols.COOL.symbol, TABLE)
    chain.certified(
        "rates of independent processes add up", whole, "adjoint of the generator on the lower population",
        every([both.adjoint(down) + whole * down], lambda rest: rest.is_zero),
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.cooling_sum", title="Cooling by probe and pump, as a sum", lhs=symbols.COOL.symbol,
        assumes=("photons of the probe and of the pump do not interfere",), source="footnote 68",
    )  # fmt: skip


def parameter(model: Line) -> Equation:
    """The pump parameter: cooling by the pump over cooling by the probe."""
    cool, pumping = probe(model)[0], pump(model)
    ratio = sp.factor(sp.cancel(pumping.rhs / cool.rhs))
    chain = Chain(ns.COOL_PUMP.symbol / ns.COOL_PROBE.symbol, TABLE)
    chain.certified("put in both rates", ratio, "multiplying out", sp.cancel(ratio * cool.rhs - pumping.rhs) == 0)
    return chain.equation(
        id=f"{MODULE}.parameter", title="Pump parameter", lhs=X, follows_from=(pumping.id, cool.id),
        assumes=(*cool.assumes, "$x$ is the ratio of both cooling rates"), source="Sec. III.4",
    )  # fmt: skip


def loss_by_pump() -> sp.Expr:
    """What a jump from down to up at unit rate takes from the population of up, from the adjoint of its generator."""
    atom = Levels("atom", ("up", "down"))
    flip = Model(hamiltonian=0 * one, jumps=(Jump(operator=atom("up", "down"), rate=sp.Integer(1)),))
    return -flip.adjoint(1 * one - atom("down", "down")).coefficient(one)


@cache
def pumped(model: Line) -> tuple[Equation, ...]:
    """Cooling and heating with the pump on, by the pump parameter."""
    cool, heat = normalised(model)
    chain = Chain(cool.rhs + X * cool.rhs, TABLE).equal("factor", (1 + X) * MU**2 * GAMMA)
    cooling = chain.equation(
        id=f"{MODULE}.cooling", title="Cooling by probe and pump", lhs=symbols.COOL.symbol,
        follows_from=(cool.id, f"{MODULE}.parameter"), assumes=cool.assumes, source="Sec. III.4",
    )  # fmt: skip
    unpumped = Chain(symbols.HEAT.symbol, TABLE)
    unpumped.certified(
        "the pump drives no atom that is up", heat.rhs, "adjoint of the generator on the upper population",
        loss_by_pump() == 0,
    )  # fmt: skip
    heating = unpumped.equation(
        id=f"{MODULE}.heating", title="Heating by the probe alone", lhs=symbols.HEAT.symbol, follows_from=(heat.id,),
        assumes=(*heat.assumes, "the pump drives only atoms that are down"), source="Sec. III.4",
    )  # fmt: skip
    return cooling, heating


@cache
def dephasing() -> tuple[Equation, ...]:
    """Radiative dephasing with and without the pump, and the sum with what is not due to light."""
    by_flips, by_probe = level_scheme.dephasing(level_scheme.MODEL)
    cool, heat = pumped(MODEL)
    cool_probe, heat_probe = normalised(MODEL)
    whole = Chain(by_flips.rhs.xreplace({symbols.COOL.symbol: cool.rhs, symbols.HEAT.symbol: heat.rhs}), TABLE)
    whole.equal("factor", 2 * GAMMA * ((1 + X) * MU**2 + NU**2))
    alone = Chain(
        by_probe.rhs.xreplace({ns.COOL_PROBE.symbol: cool_probe.rhs, ns.HEAT_PROBE.symbol: heat_probe.rhs}), TABLE
    )
    alone.equal("factor", 2 * GAMMA * (MU**2 + NU**2))
    parts = (
        (whole, ns.RADIATIVE, "radiative", by_flips.id),
        (alone, ns.RADIATIVE_PROBE, "radiative_probe", by_probe.id),
    )
    made = [
        chain.equation(
            id=f"{MODULE}.{name}", title=quantity.meaning[0].upper() + quantity.meaning[1:], lhs=quantity.symbol,
            follows_from=(source, cool.id, heat.id), assumes=(level_scheme.DIPOLE, SCHEME), source="Sec. III.4",
        )
        for chain, quantity, name, source in parts
    ]  # fmt: skip
    total = Chain(symbols.DEPHASE.symbol, TABLE)
    added = level_scheme.equivalent(ns.RADIATIVE.symbol, level_symbols.EXTRA.symbol)
    total.certified(
        "two processes that dephase add up", added, "adjoint of the generator on the coherence",
        sp.expand(added - ns.RADIATIVE.symbol - level_symbols.EXTRA.symbol) == 0,
    )  # fmt: skip
    return (
        *made,
        total.equation(
            id=f"{MODULE}.dephasing", title="Dephasing with and without light", lhs=symbols.DEPHASE.symbol,
            assumes=("fields that fluctuate dephase each atom by itself",), source="Sec. III.4",
        ),
    )  # fmt: skip
