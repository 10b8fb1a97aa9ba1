r"""Collective dephasing: what the jumps do in which a photon goes into the laser's own mode.

The operators omitted from the full master equation,

.. math:: \sqrt N C = \mu\sum_i\sigma_{\downarrow\downarrow,\mathrm I,i}
          + \nu\sum_i\sigma_{\uparrow\uparrow,\mathrm{II},i}

and D with the ensembles exchanged, turn the transverse spins of both ensembles about x by random angles. The moments
close exactly: mean squares of one ensemble are exchanged between y and z, products of both ensembles are damped and
exchanged. The exchange of products has one sign for weights of both ensembles that are alike, as here, and the other
for the opposite weights of Fig. 2. From a state with equal variances and no correlations none of the moments changes,
and the correlations that the other jumps make are lost at a rate :math:`d\check\Gamma(\mu-\nu)^2/N`.
"""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from derive.algebra import Operator, one, summed
from derive.dissipative_entanglement import moment_symbols, moments, symbols
from derive.dissipative_entanglement.collective import ENSEMBLES, lowest, product_mean, symmetrised
from derive.dissipative_entanglement.moment_symbols import POPULATIONS, moment, scaled
from derive.dissipative_entanglement.steady_state import PARAMETER
from derive.dissipative_entanglement.variances import TWINS, ZERO_MEANS, unit
from derive.dynamics.lindblad import Jump, Model
from derive.records import Derivation, Equation, table
from derive.steps import Chain

MODULE = "dissipative_entanglement.dephasing"
WANTED = (("x", ""), ("y", ""), ("z", ""), ("yy", ""), ("zz", ""), ("y", "y"), ("z", "z"))
N, P, T = symbols.N.symbol, symbols.POLARISATION_2.symbol, symbols.TIME.symbol
RATE = symbols.DEPTH.symbol * moment_symbols.DEPHASING.symbol
ONLY = r"collective dephasing alone: the jumps $C$ and $D$ at $d\check\Gamma$"
ALIKE_SIGNS = (
    r"the weights of both ensembles have one sign, $\mu_{\mathrm I}\mu_{\mathrm{II}}>0$; "
    r"for opposite signs, as in Fig. 2, $\nu$ changes its sign in $C$ and $D$"
)
PREPARED = r"both ensembles start polarised along $x$, with variances $N/4$ and no correlations"
Weights = Mapping[tuple[str, str], sp.Expr]
WEIGHTS: tuple[Weights, Weights] = (
    {("down", "I"): symbols.MU.symbol, ("up", "II"): symbols.NU.symbol},
    {("down", "II"): symbols.MU.symbol, ("up", "I"): symbols.NU.symbol},
)


def derivation(weights: tuple[Weights, Weights] = WEIGHTS) -> Derivation:
    """The two jump operators, the rates of first and second moments, and what becomes of the entanglement parameter."""
    model = master_equation(weights)
    rates = {
        letters: moments.rate(*letters, model, "_dephasing", f"{ONLY}; {ALIKE_SIGNS}" if letters[1] else ONLY, MODULE)
        for letters in WANTED
    }
    return Derivation(
        module=MODULE,
        title="Collective dephasing",
        story=__doc__ or "",
        equations=(*jumps(weights), *rates.values(), *prepared(rates), *entanglement(rates)),
    )


def master_equation(weights: tuple[Weights, Weights] = WEIGHTS) -> Model:
    """Jumps at d Gamma_check/N with the sums over atoms that the weights name."""
    return Model(
        hamiltonian=0 * one,
        jumps=tuple(Jump(operator=counted(own), rate=RATE / N) for own in weights),
        systems=ENSEMBLES,
    )


def number(level: str, place: str) -> Operator:
    """The number of atoms of an ensemble in one of the two ground states."""
    k = moment_symbols.ENSEMBLES.index(place)
    return ENSEMBLES[k].total(lowest(k) if level == "down" else one - lowest(k))


def counted(weights: Weights) -> Operator:
    """A weighted sum of numbers of atoms."""
    return summed([weight * number(*key) for key, weight in weights.items()])


def jumps(weights: tuple[Weights, Weights]) -> tuple[Equation, ...]:
    """C and D, scaled so that their rate is d times that of one atom."""
    made = []
    for own, quantity in zip(weights, (moment_symbols.JUMP_C, moment_symbols.JUMP_D), strict=True):
        written = sp.Add(*(weight * POPULATIONS[key].symbol for key, weight in own.items()))
        operator = counted(own) / sp.sqrt(N)
        chain = Chain(quantity.symbol, moment_symbols.TABLE)
        chain.certified(
            "the sum over atoms at the rate d/N times that of one atom",
            written / sp.sqrt(N),
            "operators for N a symbol",
            (RATE / N * counted(own) * counted(own).adjoint() - RATE * operator * operator.adjoint()).is_zero,
            "rate times jump times its adjoint stays what it is",
        )  # fmt: skip
        made.append(chain.equation(
            id=f"{MODULE}.{quantity.name}", title=f"The {quantity.meaning}", lhs=quantity.symbol,
            assumes=(ONLY,), source="Section III.2; Appendix C.2",
        ))  # fmt: skip
    return tuple(made)


def prepared(rates: Mapping[tuple[str, str], Equation]) -> tuple[Equation, ...]:
    """The moments of a polarised start, which collective dephasing leaves as they are."""
    start = {moment(*letters).symbol: _at_start(*letters) for letters in WANTED}
    still = [rates[letters].rhs.subs(start).expand() == 0 for letters in WANTED]
    made = []
    for letters in WANTED:
        own = moment(*letters)
        chain = Chain(own.symbol, table(moment_symbols.TABLE, (own,)))
        chain.certified(
            "the rates of all moments vanish", start[own.symbol], "the linear rates at the start", all(still),
            "a linear system at rest stays at rest",
        )  # fmt: skip
        made.append(chain.equation(
            id=f"{MODULE}.prepared_{moments.name(*letters)}",
            title=f"{own.meaning[0].upper()}{own.meaning[1:]}, from a polarised start",
            lhs=own.symbol, follows_from=tuple(rates[letters].id for letters in WANTED), assumes=(ONLY, PREPARED),
            source="Appendix C.2",
        ))  # fmt: skip
    return tuple(made)


def _at_start(first: str, second: str) -> sp.Expr:
    """A mean in the product of atoms that all point along x: letters of different atoms are independent."""
    spin = {"x": sp.Rational(1, 2), "y": sp.S.Zero, "z": sp.S.Zero}
    return product_mean(symmetrised(first, second), (spin, spin))


def entanglement(rates: Mapping[tuple[str, str], Equation]) -> tuple[Equation, Equation]:
    """The rate of xi: from the moments, and in units of polarised atoms, where it falls with the number of atoms."""
    parts = [rates[letters] for letters in WANTED[3:]]
    weights = (2, 2, 2, -2)
    change = sp.Add(*(weight * e.rhs for weight, e in zip(weights, parts, strict=True))) / (N * P)
    spins = [moment(*letters) for letters in WANTED[3:]]
    quantities = table(moment_symbols.TABLE, spins, [scaled(*letters) for letters in WANTED[3:]])
    lhs = sp.Derivative(symbols.XI.symbol, T, evaluate=False)
    kept = "the polarisation does not change, since dephasing keeps it"
    assumes = (ONLY, ALIKE_SIGNS, PARAMETER, TWINS, ZERO_MEANS, kept)
    chain = Chain(change, quantities)
    chain.equal("the squares of one ensemble drop out", sp.factor(sp.expand(change)))
    exact = chain.equation(
        id=f"{MODULE}.xi", title="Rate of change of the entanglement parameter by collective dephasing", lhs=lhs,
        follows_from=tuple(e.id for e in parts), assumes=assumes, source="Appendix C.2",
    )  # fmt: skip
    into = {moment(*letters).symbol: unit(*letters) * scaled(*letters).symbol for letters in WANTED[3:]}
    named = sp.factor(sp.expand(exact.rhs).xreplace(into).expand().subs(N, 1 / moment_symbols.INVERSE.symbol))
    chain = Chain(exact.rhs, quantities)
    back = {scaled(*letters).symbol: moment(*letters).symbol / unit(*letters) for letters in WANTED[3:]}
    chain.certified(
        "in units of polarised atoms", named, "putting the moments back",
        sp.expand(named.subs(moment_symbols.INVERSE.symbol, 1 / N).xreplace(back) - exact.rhs) == 0,
    )  # fmt: skip
    small = chain.equation(
        id=f"{MODULE}.xi_scaled", title="The same in units of polarised atoms", lhs=lhs,
        follows_from=(exact.id,), assumes=assumes, source="Appendix C.2",
    )  # fmt: skip
    return exact, small
