r"""Two excitations, one in each gas: when they bunch.

The exchange of two modes is that of a beam splitter, :math:`H = \hbar J(\hat a^\dagger\hat b + \hat b^\dagger\hat a)`.
Acting on :math:`|2,0\rangle, |1,1\rangle, |0,2\rangle` it is a 3x3 matrix, and its exponential follows in closed form.
Started with one excitation in each gas, both are found in one gas, either of them, whenever the amplitude of
:math:`|1,1\rangle` vanishes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy as sp

from derive.algebra import Boson, Operator
from derive.records import Derivation, Equation
from derive.spin_exchange import stochastic_symbols as own
from derive.spin_exchange import symbols
from derive.steps import Chain, DerivationError, every

MODULE = "spin_exchange.beam_splitter"
J, t = symbols.J.symbol, symbols.TIME.symbol
BOSONS = "few excitations among many atoms: both modes are bosons"
NO_LOSS = "no decay, and no detuning"


def _exchange(a: Boson, b: Boson) -> Operator:
    return a.dag * b.a + b.dag * a.a


@dataclass(frozen=True, kw_only=True)
class Modes:
    """Two boson modes and the coupling between them, in units of hbar J."""

    alkali: Boson = field(default_factory=lambda: Boson("a"))
    noble: Boson = field(default_factory=lambda: Boson("b"))
    coupling: Operator | None = None

    @property
    def generator(self) -> Operator:
        """The coupling, by default exchange of excitations."""
        return self.coupling if self.coupling is not None else _exchange(self.alkali, self.noble)


MODEL = Modes()


def derivation(model: Modes = MODEL) -> Derivation:
    """Amplitudes of two excitations that start in different gases, and the times at which they bunch."""
    return Derivation(module=MODULE, title="Two excitations", story=__doc__ or "", equations=amplitudes(model))


def restricted(model: Modes = MODEL) -> sp.ImmutableMatrix:
    """The coupling on |2,0>, |1,1>, |0,2>; raises DerivationError when it leads out of them."""
    whole = model.generator.matrix((model.alkali, model.noble), cutoff=4)
    size = int(sp.sqrt(whole.rows))
    inside = [size * 2, size + 1, 2]
    outside = [i for i in range(whole.rows) if i not in inside]
    if any(whole[i, j] != 0 for i in outside for j in inside):
        raise DerivationError("the coupling changes the number of excitations")
    return sp.ImmutableMatrix(3, 3, lambda i, j: whole[inside[i], inside[j]])


def amplitudes(model: Modes = MODEL) -> tuple[Equation, ...]:
    """c_20, c_02 and the probability of |1,1>, by an exponential that is checked as an initial value problem."""
    matrix = restricted(model)
    start = sp.Matrix([0, 1, 0])
    evolved = (-sp.I * J * t * matrix).exp() * start
    waves = sp.ImmutableMatrix(evolved.applyfunc(lambda e: sp.expand(sp.expand(e.rewrite(sp.exp)).rewrite(sp.cos))))
    rate = (sp.diff(waves, t) + sp.I * J * matrix * waves).applyfunc(sp.expand)
    solves = every(rate, lambda e: e == 0) and waves.subs(t, 0) == start
    made = []
    for row, name, quantity in ((0, "both_alkali", own.BOTH_ALKALI), (2, "both_noble_gas", own.BOTH_NOBLE)):
        chain = Chain(quantity.symbol, own.TABLE)
        chain.certified(
            "exponential of the coupling",
            waves[row],
            "initial value problem",
            solves,
            "dc/dt = -iJ H c and c(0) = |1,1>",
        )
        made.append(_named(chain, name, quantity.meaning, quantity.symbol))
    chain = Chain(sp.expand(waves[1] * sp.conjugate(waves[1])), own.TABLE)
    chain.equal("square", sp.cos(2 * J * t) ** 2)
    coincidence = _named(chain, "coincidence", own.COINCIDENCE.meaning, own.COINCIDENCE.symbol)
    time = (2 * own.INDEX.symbol + 1) * sp.pi / (4 * J)
    zero = Chain(t, own.TABLE)
    zero.certified(
        "zeros of the probability of |1,1>",
        time,
        "substitution",
        coincidence.rhs.subs(t, time).subs(own.INDEX.symbol, 0) == 0
        and sp.expand(2 * J * time - sp.pi * own.INDEX.symbol) == sp.pi / 2,
        "2Jt is pi/2 and whole turns of pi, where the cosine has its only zeros",
    )
    return (*made, coincidence, _named(zero, "bunching_time", "times at which the two excitations are in one gas", t))


def _named(chain: Chain, name: str, title: str, lhs: sp.Expr) -> Equation:
    return chain.equation(
        id=f"{MODULE}.{name}",
        title=title[0].upper() + title[1:],
        lhs=lhs,
        assumes=(BOSONS, NO_LOSS),
        follows_from=("spin_exchange.bosons.beam_splitter_alkali", "spin_exchange.bosons.beam_splitter_noble_gas"),
        source="SI section 1; main text, Fig. 3e",
    )
