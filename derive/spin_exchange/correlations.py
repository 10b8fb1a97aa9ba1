r"""What a collision leaves behind in a pair, and mean-field equations leave out: correlation.

The exact rate of the mean spins holds the mean torque :math:`\langle\mathbf k\times\mathbf s\rangle` of pairs that
meet. Mean-field equations replace it by :math:`\langle\mathbf k\rangle\times\langle\mathbf s\rangle`. A pair that was
uncorrelated before a collision is correlated after it, at first order in the phase; the equations stay valid only
because that correlation is gone, or spread over many atoms, when one of the two meets a partner again.
"""

from __future__ import annotations

import sympy as sp

from derive.algebra import commutator
from derive.records import Derivation, Equation, table
from derive.spin_exchange import collision, symbols
from derive.spin_exchange import mode_symbols as modes
from derive.steps import Chain, DerivationError, every
from derive.vectors import cross, resolve

MODULE = "spin_exchange.correlations"
TABLE = table(symbols.TABLE, modes.CORRELATED)


def derivation(model: collision.Collision = collision.MODEL) -> Derivation:
    """The correlation that one collision of an uncorrelated pair makes, and its value for spins along one axis."""
    whole = made(model)
    return Derivation(
        module=MODULE,
        title="Correlations made by a collision",
        story=__doc__ or "",
        equations=(whole, along_axis(whole)) if collision.conserves_total_spin(model) else (),
    )


def made(model: collision.Collision = collision.MODEL) -> Equation:
    """c after a collision, to first order in the phase, in the mean spins before it.

    Raises DerivationError for a coupling that does not turn k x s towards (k - s)/2.
    """
    phi, s, k = symbols.PHI.symbol, symbols.ELECTRON[0].symbol, symbols.NOBLE[0].symbol
    torque = _crossed(model)
    turned = [collision.as_numbers(sp.I * commutator(model.generator, entry), model) for entry in torque]
    electron, noble = collision.changes(model)
    kicks = [
        sp.Matrix(resolve(e.rhs, e.quantities)).applyfunc(lambda entry: sp.expand(entry).coeff(phi, 1))
        for e in (electron, noble)
    ]
    spins = [sp.Matrix(resolve(spin, TABLE)) for spin in (s, k)]
    product = spins[1].cross(kicks[0]) + kicks[1].cross(spins[0])
    components = sp.ImmutableMatrix((phi * (sp.Matrix(turned) - product)).applyfunc(sp.expand))
    chain = Chain(sp.ImmutableMatrix(resolve(modes.CORRELATED[0].symbol, TABLE)), TABLE)
    exact = every(torque, lambda entry: entry.is_hermitian)
    chain.certified(
        "first order of U^+ (k x s) U less the product of the turned means", components, "operator algebra", exact
    )
    chain.equal("write as vectors", phi * ((k - s) / 2 + cross(cross(k, s), k + s)))
    return chain.equation(
        id=f"{MODULE}.made",
        title="Correlation made by one collision",
        lhs=modes.CORRELATED[0].symbol,
        follows_from=(electron.id, noble.id),
        assumes=(collision.SUDDEN, "the pair was uncorrelated before the collision"),
        approximations=(collision.SMALL_PHASE,),
    )


def _crossed(model: collision.Collision) -> list:  # type: ignore[type-arg]
    s, k = model.electron.vector, model.noble.vector
    return [k[1] * s[2] - k[2] * s[1], k[2] * s[0] - k[0] * s[2], k[0] * s[1] - k[1] * s[0]]


def along_axis(whole: Equation) -> Equation:
    """The z component when both spins point along z."""
    flat = {q.symbol: 0 for spin in (symbols.ELECTRON, symbols.NOBLE) for q in spin[1:3]}
    value = sp.Matrix(resolve(whole.rhs, TABLE)).subs(flat)[2]
    if value == 0:
        raise DerivationError("a collision of two spins along z leaves no correlation")
    return Chain(sp.factor(value), TABLE).equation(
        id=f"{MODULE}.along_axis",
        title="Correlation made by a collision of spins along z",
        lhs=modes.CORRELATED[3].symbol,
        follows_from=(whole.id,),
        assumes=(*whole.assumes, "both spins point along z"),
        approximations=whole.approximations,
    )
