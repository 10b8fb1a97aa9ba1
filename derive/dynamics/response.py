r"""Linear response and noise spectra of linear systems, and the scattering of their input fields.

With :math:`f(\omega) = \int e^{-i\omega t} f(t)\,dt` the Langevin equations :math:`\dot O = A O + d + F` give

.. math:: \delta O(\omega) = T(\omega)\, F(\omega), \qquad T(\omega) = (i\omega - A)^{-1}, \qquad
          S_{ij}(\omega) = \int e^{-i\omega\tau}\langle \delta O_i(\tau)\,\delta O_j(0)\rangle\,d\tau
          = \bigl[T(\omega)\, D\, T(-\omega)^T\bigr]_{ij} .

Each jump has an input field in the vacuum and an output :math:`b_{out} = b_{in} + \sqrt\kappa\,c`; thermal baths are
two jumps. An output's operators at :math:`\omega` are a matrix times all inputs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sympy as sp

from derive.algebra import one
from derive.dynamics.certified import Certified, stated_rates
from derive.dynamics.gaussian import WHITE, Gaussian, linear_drift
from derive.dynamics.langevin import inputs
from derive.dynamics.lindblad import Model
from derive.dynamics.linear import adjugate, is_zero, quotient
from derive.dynamics.rates import DynamicsError
from derive.steps import DerivationError


def transfer(system: Gaussian, omega: sp.Expr) -> sp.ImmutableMatrix:
    """T(omega), the response of each operator to a force on each [s]; omega a real symbol or number."""
    return _over(*_resolvent(system, omega))


def susceptibility(system: Gaussian, force: sp.MatrixBase, omega: sp.Expr) -> sp.ImmutableMatrix:
    """The response at omega to a column of forces, such as what a weak probe adds to d."""
    above, below = _resolvent(system, omega)
    return _over(above * sp.Matrix(force), below)


def noise_spectrum(system: Gaussian, omega: sp.Symbol) -> sp.ImmutableMatrix:
    """S_ij(omega) of all pairs of operators [s]; its integral over omega / 2 pi is <O_i O_j> - <O_i><O_j>."""
    above, below = _resolvent(system, omega)
    back = [own.subs(omega, -omega) for own in below]
    return _over(above * system.diffusion * above.subs(omega, -omega).T, below, back)


def certified_response(system: Gaussian, omega: sp.Symbol) -> Certified:
    """``transfer`` [s] and ``noise`` [s], T and S, put back into the equations at omega."""
    T, S = transfer(system, omega), noise_spectrum(system, omega)
    unit = sp.eye(system.drift.rows)
    forward, backward = sp.I * omega * unit - system.drift, -sp.I * omega * unit - system.drift
    return Certified(
        values={"transfer": T, "noise": S},
        relation="(i omega - A) T = 1, (i omega - A) S (-i omega - A)^T = D",
        method="putting it back",
        holds=is_zero(forward * T - unit) and is_zero(forward * S * backward.T - system.diffusion),
        detail="all entries of the equations at once",
        assumes=(WHITE, *stated_rates(system.model), "the drift is stable"),
        approximations=system.model.approximations,
    )


def _resolvent(system: Gaussian, omega: sp.Expr) -> tuple[sp.Matrix, list[sp.Expr]]:
    """Numerators of T(omega), and a denominator for each row."""
    found = adjugate(sp.I * omega * sp.eye(system.drift.rows) - system.drift)
    if found is None:
        raise DynamicsError(f"an undamped motion has the frequency {omega}, where a finite response is expected")
    return found


def _over(tops: sp.MatrixBase, rows: list[sp.Expr], columns: list[sp.Expr] | None = None) -> sp.ImmutableMatrix:
    """The entries over the denominators of their row, and of their column where given."""

    def entry(i: int, j: int) -> sp.Expr:
        top, below = sp.expand(tops[i, j]), rows[i] * (columns[j] if columns else 1)
        return quotient(top, sp.expand(below), split=False)

    return sp.ImmutableMatrix(*tops.shape, entry)


@dataclass(frozen=True, kw_only=True)
class Scattering:
    """What leaves a linear system: (b_1, b_1+, b_2, b_2+, ...) out = ``matrix`` (the same) in, at a frequency omega.

    ``channels`` names the jumps. The matrix preserves the commutators of the fields, which is checked.
    ``vacuum_spectrum`` is <x_i(omega) x_j> of all outputs x = (b_1, b_1+, ...) for inputs in the vacuum, <b b+> = 1.
    """

    model: Model
    channels: tuple[str, ...]
    omega: sp.Expr
    matrix: sp.ImmutableMatrix
    vacuum_spectrum: sp.ImmutableMatrix

    def transmission(self, source: int, target: int) -> sp.Expr:
        """The amplitude from the input of one jump to the output of another, both by number from 0."""
        return self.matrix[2 * target, 2 * source]

    def certified(self) -> Certified:
        """``matrix`` and ``vacuum_spectrum``: the fields that leave have the commutators of those that enter."""
        M, size = self.matrix, self.matrix.rows
        vacuum = sp.Matrix(size, size, lambda i, j: int(i % 2 == 0 and j == i + 1))
        back = M.subs(self.omega, -self.omega).T
        kept = M * (vacuum - vacuum.T) * back - vacuum + vacuum.T
        return Certified(
            values={"matrix": M, "vacuum_spectrum": self.vacuum_spectrum},
            relation="b_out = b_in + sqrt(kappa) c with c = T(omega) F",
            method="commutators of free fields",
            holds=is_zero(kept) and is_zero(M * vacuum * back - self.vacuum_spectrum),
            detail="M(omega) [b_in, b_in+] M(-omega)^T is the same for what leaves",
            assumes=(WHITE, *stated_rates(self.model)),
            approximations=self.model.approximations,
        )


def scattering(system: Gaussian, omega: sp.Symbol) -> Scattering:
    """The scattering matrix of all jumps; raises DerivationError when the fields' commutators are not preserved."""
    fields = inputs(system.model, system.operators)
    if not fields:
        raise DynamicsError("the model has no jump where at least one input field is expected")
    size, count = len(system.operators), 2 * len(fields)
    noise = sp.zeros(size, count)
    jumps = []
    for k, own in enumerate(fields):
        for i in range(size):
            noise[i, 2 * k] = own.annihilators[i].coefficient(one)
            noise[i, 2 * k + 1] = own.creators[i].coefficient(one)
        jumps += [own.jump.operator * own.amplitude, own.jump.operator.adjoint() * own.amplitude]
    out, _ = linear_drift(system.operators, jumps)
    above, below = _resolvent(system, omega)
    bottoms = [_product(below[i] for i in range(size) if out[k, i] != 0) for k in range(count)]
    through = sp.Matrix(count, size, lambda k, i: out[k, i] * sp.cancel(bottoms[k] / below[i]) if out[k, i] != 0 else 0)
    through = (sp.diag(*bottoms) + through * above * noise).applyfunc(sp.expand)
    mirrored, back = through.subs(omega, -omega), [own.subs(omega, -omega) for own in bottoms]
    vacuum = sp.Matrix(count, count, lambda i, j: int(i % 2 == 0 and j == i + 1))
    spectrum = (through * vacuum * mirrored.T).applyfunc(sp.expand)
    change = spectrum - spectrum.subs(omega, -omega).T - sp.diag(*bottoms) * (vacuum - vacuum.T) * sp.diag(*back)
    if not change.applyfunc(sp.expand).is_zero_matrix:
        raise DerivationError("the scattering matrix does not preserve the commutators of the fields")
    return Scattering(
        model=system.model,
        channels=tuple(str(own.jump) for own in fields),
        omega=omega,
        matrix=_over(through, bottoms),
        vacuum_spectrum=_over(spectrum, bottoms, back),
    )


def _product(factors: Iterable[sp.Expr]) -> sp.Expr:
    """The product of different factors."""
    return sp.Mul(*dict.fromkeys(factors))
