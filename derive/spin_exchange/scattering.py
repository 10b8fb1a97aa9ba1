r"""The scattering matrix of one collision, seen from the state in which all spins point down.

A pair of parallel spins only gains a phase in a collision :math:`e^{-i\phi\,\hat{\mathbf s}\cdot\hat{\mathbf k}}`. A
pair of opposite spins is a superposition of two states that are exchanged into plus and minus themselves. Divided by
the phase of the parallel pair, the symmetric state stays as it is and the antisymmetric one gains the phase
:math:`\phi`:

.. math:: U_{ab} = e^{i\phi/2}\left(\cos\tfrac\phi2 - iX\sin\tfrac\phi2\right), \qquad X = \pm1 .

The factor :math:`e^{i\phi/2}` is the precession in the field of the other, polarised gas. Where a magnetic field and a
common frame remove it from both gases alike, the rest is :math:`\cos(\phi/2) - iX\sin(\phi/2)`.
"""

from __future__ import annotations

import sympy as sp

from derive.records import Derivation, Equation
from derive.spin_exchange import collision, symbols
from derive.spin_exchange import stochastic_symbols as own
from derive.steps import Chain, DerivationError
from derive.vectors import dot, resolve

MODULE = "spin_exchange.scattering"
PARALLEL = (
    "amplitudes are divided by that of the pair with both spins down, so the state of all spins down stays as it is"
)
phi, x = symbols.PHI.symbol, 2 * own.TRIPLET.symbol - 1


def derivation(model: collision.Collision = collision.MODEL) -> Derivation:
    """The pair Hamiltonian, and the amplitudes of opposite spins with and without the common precession."""
    return Derivation(
        module=MODULE,
        title="Scattering matrix of one collision",
        story=__doc__ or "",
        equations=(hamiltonian(model), relative(model), synchronised(model)),
    )


def hamiltonian(model: collision.Collision = collision.MODEL) -> Equation:
    """The constant Hamiltonian that makes the collision in one step: V tau / hbar = phi G."""
    generator = collision.as_numbers(model.generator, model)
    chain = Chain(phi * sp.expand(generator), own.TABLE)
    isotropic = dot(symbols.ELECTRON[0].symbol, symbols.NOBLE[0].symbol)
    if sp.expand(generator - resolve(isotropic, own.TABLE)) == 0:
        chain.equal("write as vectors", phi * isotropic)
    return chain.equation(
        id=f"{MODULE}.hamiltonian",
        title="Pair Hamiltonian of a step",
        lhs=own.ENERGY.symbol,
        follows_from=(f"{collision.MODULE}.unitary",),
        assumes=(collision.SUDDEN, collision.COMMUTING),
        source="SI section 1",
    )


def sector(model: collision.Collision = collision.MODEL) -> sp.ImmutableMatrix:
    """Amplitudes of (alkali up, noble gas up) after a collision, relative to the pair of spins down.

    Raises DerivationError when the collision mixes pairs of opposite with pairs of parallel spins.
    """
    return _relative(collision.evolution(model).matrix((model.electron, model.noble)))


def relative(model: collision.Collision = collision.MODEL) -> Equation:
    """The amplitude of the symmetric (X = 1) and the antisymmetric (X = -1) state of two opposite spins."""
    matrix = sector(model)
    _check_exchange_symmetric(matrix)
    chain = Chain(matrix[0, 0] + x * matrix[0, 1], own.TABLE)
    chain.equal(
        "take out the phase of the precession", sp.exp(sp.I * phi / 2) * (sp.cos(phi / 2) - sp.I * x * sp.sin(phi / 2))
    )
    return chain.equation(
        id=f"{MODULE}.relative",
        title="Amplitude of a pair of opposite spins",
        lhs=own.AMPLITUDE.symbol,
        follows_from=(f"{collision.MODULE}.unitary",),
        assumes=(collision.SUDDEN, PARALLEL),
        source="SI section 1, Eq. (S1)",
    )


def synchronised(model: collision.Collision = collision.MODEL) -> Equation:
    """The same without the phase by which the field of the polarised partner turns the spins.

    That phase is the mean of the two amplitudes' phases, so it is the square root of their product.
    """
    matrix = sector(model)
    _check_exchange_symmetric(matrix)
    common = sp.exp(sp.I * phi / 2)
    chain = Chain((matrix[0, 0] + x * matrix[0, 1]) / common, own.TABLE)
    product = matrix[0, 0] ** 2 - matrix[0, 1] ** 2
    chain.certified(
        "divide by the mean phase of the two states",
        sp.cos(phi / 2) - sp.I * x * sp.sin(phi / 2),
        "determinant",
        sp.expand((product / common**2).rewrite(sp.exp).expand()) == 1
        and sp.expand((matrix[0, 0] / common - sp.cos(phi / 2)).rewrite(sp.exp).expand()) == 0
        and sp.expand((matrix[0, 1] / common + sp.I * sp.sin(phi / 2)).rewrite(sp.exp).expand()) == 0,
        "the product of the amplitudes for X = 1 and X = -1 becomes 1",
    )
    return chain.equation(
        id=f"{MODULE}.synchronised",
        title="Amplitude of a pair of opposite spins, both gases turning together",
        lhs=own.AMPLITUDE.symbol,
        follows_from=(f"{MODULE}.relative",),
        assumes=(
            collision.SUDDEN,
            PARALLEL,
            "a magnetic field and a common frame remove the precession of both gases alike",
        ),
        source="SI section 1, Eq. (S1)",
    )


def _relative(matrix: sp.MatrixBase) -> sp.ImmutableMatrix:
    inner, outer = (1, 2), (0, 3)
    mixed = [matrix[i, j] for i in inner for j in outer] + [matrix[j, i] for i in inner for j in outer]
    if any(sp.expand(element) != 0 for element in (*mixed, matrix[0, 3], matrix[3, 0])):
        raise DerivationError("the collision turns spins over without an exchange: it does not conserve s_z + k_z")
    parallel = matrix[3, 3]
    return sp.ImmutableMatrix(2, 2, lambda i, j: sp.expand(sp.powsimp(sp.expand(matrix[1 + i, 1 + j] / parallel))))


def _check_exchange_symmetric(matrix: sp.ImmutableMatrix) -> None:
    if sp.expand(matrix[0, 0] - matrix[1, 1]) != 0 or sp.expand(matrix[0, 1] - matrix[1, 0]) != 0:
        raise DerivationError(
            "the collision tells electron and noble-gas spin apart: its states are not symmetric ones"
        )
