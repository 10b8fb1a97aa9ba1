r"""The two-mode squeezed state: its amplitudes, and the variances of the nonlocal quadratures in it.

The state that both nonlocal operators annihilate has equal numbers of quanta in both modes,

.. math:: |\Psi\rangle = \frac1\mu \sum_n \left(-\frac\nu\mu\right)^n |n,n\rangle ,

and both :math:`x_+ = (x_a + x_b)/\sqrt2` and :math:`p_- = (p_a - p_b)/\sqrt2` are squeezed in it:
:math:`\mathrm{var}(x_+) + \mathrm{var}(p_-) = e^{-2r} = (\mu - \nu)^2`.
"""

from __future__ import annotations

import sympy as sp

from derive.algebra import Boson, Operator, commutator, one, substitute
from derive.dissipative_entanglement import boson_symbols as bs
from derive.dissipative_entanglement import bosons
from derive.dissipative_entanglement.bosons import (
    BOSONS,
    COSH,
    HIGHEST,
    MODEL,
    MU,
    NU,
    SINH,
    TABLE,
    A,
    B,
    R,
    TwoModes,
    flow,
    named,
)
from derive.records import Derivation, Equation
from derive.steps import Chain, DerivationError, every

MODULE = "dissipative_entanglement.squeezed_state"
STEADY = r"the steady state is $U|0,0\rangle$"


def derivation(model: TwoModes = MODEL) -> Derivation:
    """Amplitudes of the state that both jump operators annihilate, quadratures, and their variances in it."""
    return Derivation(
        module=MODULE, title="The two-mode squeezed state", story=__doc__ or "",
        equations=(*target(model), quadratures(), *variances(model)),
    )  # fmt: skip


def target(model: TwoModes) -> tuple[Equation, ...]:
    """Amplitudes of n quanta in both modes in the state that both jump operators annihilate, and what they leave."""
    n = bs.QUANTA.symbol
    ratio = -named(model.jumps[0][1].coefficient(B.dag)) / named(model.jumps[0][1].coefficient(A.a))
    made = []
    for quantity, level, name in ((bs.AMPLITUDE, n, "amplitude"), (bs.AMPLITUDE_NEXT, n + 1, "next_amplitude")):
        closed = ratio**level / MU
        # norm: the sum of (nu/mu)^(2n)/mu^2 is 1/(mu^2 - nu^2) = 1
        norm = sp.cancel(1 / MU**2 / (1 - ratio**2) - 1 / (MU**2 - NU**2)) == 0
        chain = Chain(quantity.symbol, TABLE)
        chain.certified(
            "mu sqrt(n+1) c_(n+1) + nu sqrt(n+1) c_n = 0, from c_0 = 1/mu", closed, "recurrence and norm",
            norm and _annihilated(model, ratio), "both operators, on every pair of levels; the norm is a geometric sum",
        )  # fmt: skip
        made.append(
            chain.equation(
                id=f"{MODULE}.{name}", title=f"Amplitude of {level} quanta in either mode", lhs=quantity.symbol,
                follows_from=(f"{bosons.MODULE}.first", f"{bosons.MODULE}.second"),
                assumes=(BOSONS, r"$\mu^2-\nu^2=1$"), source="Sec. II",
            )
        )  # fmt: skip
    passive, active = (named(model.jumps[0][1].coefficient(letter)) for letter in (A.a, B.dag))
    left = sp.sqrt(n + 1) * (passive * bs.AMPLITUDE_NEXT.symbol + active * bs.AMPLITUDE.symbol)
    put = left.subs({bs.AMPLITUDE_NEXT.symbol: ratio ** (n + 1) / MU, bs.AMPLITUDE.symbol: ratio**n / MU})
    chain = Chain(put, TABLE).equal("the two terms cancel", sp.Integer(0))
    made.append(
        chain.equation(
            id=f"{MODULE}.annihilated", title="What the first nonlocal mode leaves of the state", lhs=bs.LOWERED.symbol,
            follows_from=tuple(e.id for e in made), assumes=(BOSONS,), source="Sec. II",
        )
    )  # fmt: skip
    return tuple(made)


def _annihilated(model: TwoModes, ratio: sp.Expr) -> bool:
    """Whether both jump operators annihilate the sum over n of ratio^n (a+b+)^n/n! on the vacuum.

    [a, (a+b+)^n] = n b+ (a+b+)^(n-1), so each level of mu a + nu b+ needs mu ratio + nu = 0; likewise for the second.
    """
    pair = A.dag * B.dag
    brackets = every(
        [commutator(A.a, pair**n) - n * B.dag * pair ** (n - 1) for n in range(1, HIGHEST)]
        + [commutator(B.a, pair**n) - n * A.dag * pair ** (n - 1) for n in range(1, HIGHEST)],
        lambda rest: rest.is_zero,
    )
    first, second = (jump for _, jump in model.jumps)
    weights_of = (
        (first.coefficient(A.a), first.coefficient(B.dag)),
        (second.coefficient(B.a), second.coefficient(A.dag)),
    )
    return brackets and every(weights_of, lambda pair_: sp.expand(named(pair_[0]) * ratio + named(pair_[1])) == 0)


def quadratures() -> Equation:
    """[x_a, p_a] for x = (a + a+)/sqrt(2) and p = -i (a - a+)/sqrt(2)."""
    x, p = quadrature(A)
    value = commutator(x, p).coefficient(one)
    chain = Chain(bs.COMMUTATOR_X.symbol, TABLE)
    chain.certified(
        "commutator of the quadratures", value, "operator algebra", commutator(x, p) == value * one, "from [a, a+] = 1"
    )
    return chain.equation(
        id=f"{MODULE}.quadratures", title="Commutator of the quadratures", lhs=bs.COMMUTATOR_X.symbol,
        assumes=(BOSONS,), source="App. A",
    )  # fmt: skip


def quadrature(mode: Boson) -> tuple[Operator, Operator]:
    """x = (a + a+)/sqrt(2) and p = -i (a - a+)/sqrt(2) of a mode."""
    return (mode.a + mode.dag) / sp.sqrt(2), -sp.I * (mode.a - mode.dag) / sp.sqrt(2)


def nonlocal_quadratures() -> tuple[Operator, Operator]:
    """x_+ = (x_a + x_b)/sqrt(2) and p_- = (p_a - p_b)/sqrt(2)."""
    (x_a, p_a), (x_b, p_b) = quadrature(A), quadrature(B)
    return (x_a + x_b) / sp.sqrt(2), (p_a - p_b) / sp.sqrt(2)


def variances(model: TwoModes) -> tuple[Equation, ...]:
    """Variances of x_+ and p_- in the steady state U|0,0>, their sum, and that for the opposite sign of r."""
    made = []
    cases = zip(nonlocal_quadratures(), (bs.VAR_X, bs.VAR_P), ("x_plus", "p_minus"), strict=True)
    for operator, quantity, name in cases:
        value = in_vacuum(model, operator, -R)
        chain = Chain(quantity.symbol, TABLE)
        chain.certified(
            "second moment in normal order", sp.powsimp(value), "sum over the squares of the creation parts",
            sp.expand(value - by_creation(model, operator, -R)) == 0,
        )  # fmt: skip
        made.append(
            chain.equation(
                id=f"{MODULE}.variance_{name}",
                title=f"Variance of {name.replace('_', ' ')} in the steady state",
                lhs=quantity.symbol,
                follows_from=(f"{bosons.MODULE}.first", f"{bosons.MODULE}.second", f"{bosons.MODULE}.final_number_a"),
                assumes=(BOSONS, STEADY),
                source="App. A",
            )
        )
    total = summed(model, -R)
    sums = (
        (total, bs.VAR_SUM, "sum", "Sum of the variances"),
        (weighted(total.expression), bs.VAR_SUM, "sum_by_weights", "Sum of the variances by the weights"),
        (summed(model, R), bs.VAR_STRETCHED, "sum_stretched", "The sum for the opposite sign of r"),
    )
    made += [
        chain.equation(
            id=f"{MODULE}.variance_{name}",
            title=title,
            lhs=quantity.symbol,
            assumes=(BOSONS, STEADY),
            follows_from=(f"{MODULE}.variance_x_plus", f"{MODULE}.variance_p_minus"),
            source="App. A",
        )
        for chain, quantity, name, title in sums
    ]
    return tuple(made)


def summed(model: TwoModes, angle: sp.Expr) -> Chain:
    """var(x_+) + var(p_-) in exp(-angle G)|0,0>, and the exponential it is."""
    total = sum((in_vacuum(model, operator, angle) for operator in nonlocal_quadratures()), sp.Integer(0))
    again = sum((by_creation(model, operator, angle) for operator in nonlocal_quadratures()), sp.Integer(0))
    return Chain(bs.VAR_X.symbol + bs.VAR_P.symbol, TABLE).certified(
        "second moments in normal order", sp.powsimp(total), "sum over the squares of the creation parts",
        sp.expand(total - again) == 0,
    )  # fmt: skip


def weighted(total: sp.Expr) -> Chain:
    """A sum of variances by the weights: (mu - nu)^2 for exp(-2r), (mu + nu)^2 for exp(2r)."""
    hyperbolic = {MU: COSH, NU: SINH}
    found = next((w for w in ((MU - NU) ** 2, (MU + NU) ** 2) if sp.expand(w.subs(hyperbolic) - total) == 0), None)
    if found is None:
        raise DerivationError(f"{total} is no square of mu - nu or mu + nu")
    return Chain(total, TABLE).certified(
        "mu - nu = exp(-r), mu + nu = exp(r)", found, "substituting mu and nu back",
        sp.expand(found.subs(hyperbolic) - total) == 0,
    )  # fmt: skip


def in_vacuum(model: TwoModes, operator: Operator, angle: sp.Expr) -> sp.Expr:
    """Variance of an operator in exp(-angle G)|0,0>; G carries a to the frame in which that state is the vacuum."""
    images = flow(model, R)
    carried = substitute(operator, {letter: image.subs(R, angle) for letter, image in images.items()})
    mean, square = carried.coefficient(one), (carried * carried).coefficient(one)
    return sp.expand(square - mean**2)


def by_creation(model: TwoModes, operator: Operator, angle: sp.Expr) -> sp.Expr:
    """The same for an operator linear in the modes: on the vacuum only its creation parts act, each with norm 1."""
    images = flow(model, R)
    carried = substitute(operator, {letter: image.subs(R, angle) for letter, image in images.items()})
    creation = [carried.coefficient(letter) for letter in (A.dag, B.dag)]
    return sp.expand(sum((part * sp.conjugate(part) for part in creation), sp.Integer(0)))
