r"""The complex rate of a pair as an integral over modes: what one mode adds, summed over a continuum.

One mode takes :math:`(2\pi)^3/V` of the space of wave vectors, and
:math:`g(\mathbf k)=\sqrt{V/(2\pi)^3}\,g_{\mathbf k}`, so
:math:`\sum_{\mathbf k}g_{\mathbf k}^2=\int d\mathbf k\,g^2(\mathbf k)`. The signs of integrals stand as factors before
what is integrated; the waves and delta functions behind them are those of one mode.
"""

from __future__ import annotations

import sympy as sp

from derive.dissipative_entanglement import born_markov
from derive.dissipative_entanglement import light_symbols as own
from derive.dissipative_entanglement.born_markov import BOTH, FREE, MODEL, SHIFTS, VACUUM, Dipoles, G
from derive.dissipative_entanglement.light_neglect import FORGETFUL
from derive.records import Derivation, Equation, Quantity
from derive.steps import Chain

MODULE = "dissipative_entanglement.mode_integrals"
TABLE = own.SECOND


def derivation(model: Dipoles = MODEL) -> Derivation:
    """The rate, its real and its imaginary part."""
    return Derivation(
        module=MODULE, title="Integrals over modes", story=__doc__ or "",
        equations=(
            summed(born_markov.rate(model), own.MODE_RATE, own.TIME_SUM.symbol),
            summed(born_markov.real_part(model), own.MODE_REAL, sp.S.One),
            summed(born_markov.imaginary_part(model), own.MODE_IMAGINARY, own.PRINCIPAL.symbol),
        ),
    )  # fmt: skip


def summed(one: Equation, quantity: Quantity, sign: sp.Expr) -> Equation:
    """What one mode adds, with the integral over modes before it; the sign is that of a further integral, or 1."""
    shown = sp.expand(one.rhs).coeff(G, 2)
    body = own.MODE_SUM.symbol * own.CONTINUUM.symbol**2 * sign * sp.factor_terms(shown)
    taken = 1 / born_markov.mode_count().rhs  # of the space of wave vectors, by one mode
    back = body.subs({own.CONTINUUM.symbol: born_markov.continuum().rhs, own.MODE_SUM.symbol: taken, sign: 1})
    chain = Chain(one.rhs * sign, TABLE)
    chain.certified("a sum over modes as an integral over wave vectors", body, "density of modes",
                    sp.expand(sp.expand(back) - sp.expand(one.rhs)) == 0,
                    "the volume of one mode times the squared coupling per volume")  # fmt: skip
    meaning = quantity.meaning[0].upper() + quantity.meaning[1:]
    return chain.equation(
        id=f"{MODULE}.{one.id.rpartition('.')[2]}", title=f"{meaning}, summed",
        lhs=quantity.symbol,
        follows_from=(one.id, f"{born_markov.MODULE}.mode_count", f"{born_markov.MODULE}.continuum"),
        assumes=(VACUUM, FREE, BOTH, SHIFTS), approximations=(FORGETFUL,), source="App. B.1",
    )  # fmt: skip
