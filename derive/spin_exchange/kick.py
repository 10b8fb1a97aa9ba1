r"""What one collision adds to the amplitudes of its two atoms.

Relative to two spins down, the symmetric state of two opposite spins stays as it is and the antisymmetric one gains
:math:`e^{i\phi}`. So a collision only moves amplitude along the antisymmetric state: with the two amplitudes
:math:`c_a, c_b`,

.. math:: c_a \to c_a + \kappa(c_a - c_b), \qquad c_b \to c_b - \kappa(c_a - c_b), \qquad
    \kappa = \frac{e^{i\phi} - 1}{2} .

The change :math:`\kappa` is small for a weak collision, so that rounding acts on the small change and the norm is kept
over very many collisions. Its series serves phases up to a quarter of a radian without a sine.
"""

from __future__ import annotations

import sympy as sp

from derive.domains import COMPLEX
from derive.records import Derivation, Equation, Quantity, table
from derive.spin_exchange import collision, scattering, symbols
from derive.spin_exchange import stochastic_symbols as own
from derive.steps import Chain, DerivationError, every

MODULE = "spin_exchange.kick"
phi = symbols.PHI.symbol
KICK = Quantity(
    name="kappa", latex=r"\kappa", domain=COMPLEX,
    meaning="part of the difference of the two amplitudes that a collision moves from one atom to the other",
)  # fmt: skip
TABLE = table(own.TABLE, (KICK,))
ORDER = 14
"""The first power of the phase that the series leaves out; at a quarter of a radian it is below 1e-19."""


def derivation(model: collision.Collision = collision.MODEL) -> Derivation:
    """The kick for any phase, and its series."""
    whole = exact(model)
    return Derivation(
        module=MODULE, title="The kick of one collision", story=__doc__ or "", equations=(whole, series(whole)),
    )  # fmt: skip


def exact(model: collision.Collision = collision.MODEL) -> Equation:
    """The kick, with the certificate that the collision does nothing else.

    Raises DerivationError when the collision changes the symmetric state.
    """
    matrix = scattering.sector(model)
    change = sp.ImmutableMatrix(2, 2, lambda i, j: sp.expand(matrix[i, j] - (1 if i == j else 0)))
    moved = change[0, 0]
    antisymmetric = every(
        (change[0, 1] + moved, change[1, 0] + moved, change[1, 1] - moved),
        lambda e: sp.expand(sp.expand(e.rewrite(sp.exp)), power_exp=True) == 0,
    )
    if not antisymmetric:
        raise DerivationError("the collision does not leave the symmetric state of two opposite spins alone")
    chain = Chain(moved, TABLE)
    chain.equal("write with the sine of half the phase", sp.I * sp.sin(phi / 2) * sp.exp(sp.I * phi / 2))
    return chain.equation(
        id=f"{MODULE}.exact",
        title="Kick of a collision",
        lhs=KICK.symbol,
        follows_from=(f"{scattering.MODULE}.relative",),
        assumes=(collision.SUDDEN, scattering.PARALLEL),
        source="SI section 1, Eq. (S1)",
    )


def series(whole: Equation) -> Equation:
    """The kick up to a power of the phase, real and imaginary part nested in the square of the phase."""
    powers = sp.Poly(sp.series(whole.rhs, phi, 0, ORDER).removeO(), phi).all_coeffs()[::-1]
    real = _nested([sp.re(c) for c in powers[2::2]]) * phi**2
    imaginary = _nested([sp.im(c) for c in powers[1::2]]) * phi
    if any(sp.im(c) != 0 for c in powers[::2]) or any(sp.re(c) != 0 for c in powers[1::2]) or powers[0] != 0:
        raise DerivationError("the kick has no series of even real and odd imaginary terms")
    chain = Chain(whole.rhs, TABLE)
    chain.truncated("small phases", real + sp.I * imaginary, phi, ORDER)
    return chain.equation(
        id=f"{MODULE}.series",
        title="Kick of a weak collision",
        lhs=KICK.symbol,
        follows_from=(whole.id,),
        source="SI section 1, Eq. (S1)",
    )


def _nested(coefficients: list[sp.Expr]) -> sp.Expr:
    """c_0 + x (c_1 + x (c_2 + ...)) with x the square of the phase."""
    total = sp.Integer(0)
    for coefficient in reversed(coefficients):
        total = coefficient + phi**2 * total
    return total
