r"""Moments of the collective spins of two ensembles under the full master equation, exactly, for N a symbol.

Two nonlocal jumps act with the rate :math:`d\Gamma/N` on sums over all atoms,

.. math:: \sqrt N A = \mu\sum_i|{\uparrow}\rangle_{\mathrm I,i}\langle{\downarrow}|
          + \nu\sum_i|{\downarrow}\rangle_{\mathrm{II},i}\langle{\uparrow}| ,

and the same with the ensembles exchanged; every atom is cooled, heated and dephased by itself. In sums over
*different* atoms the products of operators close, so the rate of change of a mean is found for every N at once.
It is then written in symmetrised products of collective spins. Nothing is neglected here: the products of three
components on the right sides are what decorrelation later replaces.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from derive.dissipative_entanglement import moment_symbols, symbols
from derive.dissipative_entanglement.collective import MODEL, alone, in_moments, restored, symmetrised
from derive.dissipative_entanglement.moment_symbols import moment
from derive.dynamics.lindblad import Model
from derive.records import Derivation, Equation, Quantity, table
from derive.steps import Chain

MODULE = "dissipative_entanglement.moments"
WANTED = (
    ("x", ""), ("y", ""), ("z", ""), ("xx", ""), ("yy", ""), ("zz", ""), ("x", "x"), ("y", "y"), ("z", "z"),
)  # fmt: skip
SINGLE = (("x", ""), ("y", ""), ("z", ""), ("xx", ""), ("x", "x"))
MASTER = (
    r"the state follows the full master equation: each jump $c$ adds "
    r"$\kappa(c\rho c^\dagger-\tfrac12c^\dagger c\rho-\tfrac12\rho c^\dagger c)$, "
    r"with $\kappa=d\Gamma$ for $A$ and $B$, and "
    r"$\Gamma_{\mathrm{cool}}$, $\Gamma_{\mathrm{heat}}$, $\Gamma_{\mathrm d}$ for the jumps of every atom"
)
BY = {"_single": ", by jumps of single atoms", "_dephasing": ", by collective dephasing"}
ALONE = "single atoms alone are cooled, heated and dephased; no collective jumps"


def derivation(model: Model = MODEL) -> Derivation:
    """Rates of change of first and second moments of both collective spins, and those without collective jumps."""
    return Derivation(
        module=MODULE,
        title="Moments of two collective spins",
        story=__doc__ or "",
        equations=(
            *(rate(first, second, model) for first, second in WANTED),
            *(rate(first, second, alone(model), "_single", ALONE) for first, second in SINGLE),
        ),
    )


def name(first: str, second: str) -> str:
    """The name of a moment's equation, its letters for each ensemble: ``zz`` or ``z_z``."""
    return f"{first}_{second}" if second else first


@cache
def rate(
    first: str, second: str, model: Model, suffix: str = "", assumes: str = MASTER, room: str = MODULE
) -> Equation:
    """The exact rate of change of the mean of a symmetrised product, for any number of atoms."""
    own = moment(first, second)
    operator = symmetrised(first, second)
    changed = model.adjoint(operator)
    found, used = in_moments(changed)
    operators = {q.symbol: symmetrised(*letters(q.name)) for q in used}
    quantities = table(moment_symbols.TABLE, (own,), used)
    lhs = sp.Derivative(own.symbol, symbols.TIME.symbol, evaluate=False)
    chain = Chain(lhs, quantities)
    chain.certified(
        "the adjoint master equation on a product of collective spins",
        found,
        "operators for N a symbol",
        (restored(found, used, operators) - changed).is_zero,
        "the right side, with operators for means, is the adjoint generator on the left side",
    )
    gathered = collected(found, used)
    if gathered != found:
        chain.equal("collected by moments", gathered)
    return chain.equation(
        id=f"{room}.{name(first, second)}{suffix if room == MODULE else ''}",
        title=f"Rate of change of the {own.meaning}{BY.get(suffix, '')}",
        lhs=lhs,
        assumes=(assumes,),
        source="Appendix C.1",
    )


def collected(expression: sp.Expr, used: tuple[Quantity, ...]) -> sp.Expr:
    """An expression linear in moments with the factors of each moment gathered."""
    moments = [q.symbol for q in used]
    flat = sp.expand(expression)
    rest = flat.xreplace(dict.fromkeys(moments, sp.S.Zero))
    return sp.Add(sp.factor_terms(rest), *(sp.factor(flat.coeff(m)) * m for m in moments))


def letters(of: str) -> tuple[str, str]:
    """The letters of a moment from its name, ``J_zzI_xII``."""
    first = second = ""
    for part in of.split("_")[1:]:
        letters = part.rstrip("I")
        if part.endswith("II"):
            second = letters
        else:
            first = letters
    return first, second
