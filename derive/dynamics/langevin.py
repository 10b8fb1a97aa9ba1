r"""Quantum Langevin equations of any operators: drift, noise operators and their correlators.

.. math:: \dot O_i = \mathcal L^\dagger O_i + F_i, \qquad
          \langle F_i(t) F_j(t')\rangle = \langle D_{ij}\rangle\, \delta(t-t')

The generalised Einstein relation gives the correlators from the drift alone,

.. math:: D_{ij} = \mathcal L^\dagger(O_i O_j) - O_i\, \mathcal L^\dagger O_j - (\mathcal L^\dagger O_i)\, O_j ,

and for a channel with the rate :math:`\Gamma_{ab}` they are :math:`\Gamma_{ab} [c_a^\dagger, O_i][O_j, c_b]`, found
from the jumps alone. Both are computed and compared, and commutators are preserved: what the drift takes from
:math:`[O_i, O_j]` the noise gives back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sympy as sp

from derive.algebra import Operator, commutator, one
from derive.dynamics.certified import Certified, stated_rates
from derive.dynamics.closure import Closure
from derive.dynamics.equations import in_real_means, mean_quantities
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.linear import vanishes
from derive.dynamics.rates import DynamicsError
from derive.dynamics.readouts import Readout
from derive.steps import DerivationError

Matrix = tuple[tuple[Operator, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Input:
    r"""What one jump's bath drives: :math:`F = \ldots + u\, b_{in} + v\, b_{in}^\dagger`, for each operator.

    The input has :math:`[b_{in}(t), b_{in}^\dagger(t')] = \delta(t-t')` and is in the vacuum; ``amplitude`` is the
    root of the rate, :math:`u_i = \sqrt\kappa\,[c^\dagger, O_i]` and :math:`v_i = \sqrt\kappa\,[O_i, c]`.
    The output is :math:`b_{out} = b_{in} + \sqrt\kappa\, c`.
    """

    jump: Jump
    amplitude: sp.Expr
    annihilators: tuple[Operator, ...]
    creators: tuple[Operator, ...]


@dataclass(frozen=True, kw_only=True)
class Langevin:
    """Langevin equations of ``operators``: their drift, and D_ij, the strength of <F_i F_j>."""

    model: Model
    operators: tuple[Operator, ...]
    drift: tuple[Operator, ...]
    diffusion: Matrix

    @property
    def symmetric(self) -> Matrix:
        """(D_ij + D_ji)/2, the noise that symmetrised moments see."""
        n = range(len(self.operators))
        return tuple(tuple((self.diffusion[i][j] + self.diffusion[j][i]) / 2 for j in n) for i in n)

    def means(self, closed: Closure) -> sp.ImmutableMatrix:
        """The mean of each D_ij in the moments of a closed set; raises DynamicsError for a moment not in it."""
        readout, n = Readout(closed), len(self.operators)
        return sp.ImmutableMatrix(n, n, lambda i, j: readout.expression(self.diffusion[i][j]))

    def certified(self, closed: Closure) -> Certified:
        """``diffusion``, the means of D_ij in the real moments of a closed set, held against what the jumps give."""
        found, size = self.means(closed), range(len(self.operators))
        readout = Readout(closed)
        jumps = {(i, j): by_jumps(self.model, self.operators[i], self.operators[j]) for i in size for j in size}
        return Certified(
            values={"diffusion": found.applyfunc(lambda entry: sp.expand(in_real_means(entry, closed)))},
            relation="<F_i(t) F_j(t')> = <d(O_i O_j)/dt - O_i dO_j/dt - dO_i/dt O_j> delta(t - t')",
            method="operator algebra",
            holds=all(
                (self.diffusion[i][j] - own).is_zero and vanishes(found[i, j] - readout.expression(own))
                for (i, j), own in jumps.items()
            ),
            detail="against rate x [c+, O_i][O_j, c] of all jumps",
            assumes=("white noise of the jumps' baths", *stated_rates(self.model)),
            approximations=self.model.approximations,
            quantities=mean_quantities(closed),
        )

    def seeds(self) -> tuple[Operator, ...]:
        """The different operators whose means the correlators are, for `close`."""
        found: dict[Operator, None] = {}
        for row in self.diffusion:
            for entry in row:
                if not (entry - entry.coefficient(one) * one).is_zero:
                    found.setdefault(entry, None)
        return tuple(found)


def langevin(model: Model, operators: Iterable[Operator]) -> Langevin:
    """The Langevin equations of some operators, for the model's jumps taken as white vacuum noise.

    Operators of ensembles are sums over atoms or those of one atom, N a symbol. Raises DerivationError when the
    Einstein relation and the jumps disagree, or a commutator is not preserved.
    """
    own = tuple(model.require(operator) for operator in operators)
    drift = tuple(model.adjoint(operator) for operator in own)
    rows = []
    for i, left in enumerate(own):
        row = []
        for j, right in enumerate(own):
            found = model.adjoint(left * right) - left * drift[j] - drift[i] * right
            if not (found - by_jumps(model, left, right)).is_zero:
                raise DerivationError(
                    f"the noise of {left} and {right} is {found} by the Einstein relation and "
                    f"{by_jumps(model, left, right)} by the jumps, where one operator is expected"
                )
            row.append(found)
        rows.append(tuple(row))
    made = Langevin(model=model, operators=own, drift=drift, diffusion=tuple(rows))
    _require_commutators(made)
    return made


def einstein(model: Model, left: Operator, right: Operator) -> Operator:
    """The strength D of <F_left F_right> as an operator, from the generalised Einstein relation."""
    return model.adjoint(left * right) - left * model.adjoint(right) - model.adjoint(left) * right


def by_jumps(model: Model, left: Operator, right: Operator) -> Operator:
    """The same from the jumps alone: the sum of rate x [c_a+, left] [right, c_b] over all channels."""
    total = 0 * one
    for channel in model.channels:
        own = channel.rate * (commutator(channel.left, left) * commutator(right, channel.right))
        total = total + (own if channel.over is None else channel.over.sum(own, *channel.labels))
    return total


def commutator_change(model: Model, left: Operator, right: Operator) -> Operator:
    """What drift and noise together do to [left, right], less its own rate of change: zero when it is preserved."""
    drift = commutator(model.adjoint(left), right) + commutator(left, model.adjoint(right))
    noise = by_jumps(model, left, right) - by_jumps(model, right, left)
    return drift + noise - model.adjoint(commutator(left, right))


def inputs(model: Model, operators: Iterable[Operator]) -> tuple[Input, ...]:
    """The noise of some operators in terms of the input field of each jump, one vacuum for each.

    Raises DynamicsError for correlated jumps and for jumps on every atom, which have a field for each atom.
    """
    own, found = tuple(operators), []
    for jump in model.jumps:
        if not isinstance(jump, Jump) or jump.over is not None:
            raise DynamicsError(f"{jump} was given, where a jump with one input field of its own is expected")
        amplitude = sp.sqrt(jump.convention.factor * jump.rate)
        c, creator = jump.operator, jump.operator.adjoint()
        found.append(
            Input(
                jump=jump,
                amplitude=amplitude,
                annihilators=tuple(amplitude * commutator(creator, o) for o in own),
                creators=tuple(amplitude * commutator(o, c) for o in own),
            )
        )
    return tuple(found)


def _require_commutators(made: Langevin) -> None:
    model, own = made.model, made.operators
    for i, left in enumerate(own):
        for j in range(i):
            right = own[j]
            drift = commutator(made.drift[i], right) + commutator(left, made.drift[j])
            noise = made.diffusion[i][j] - made.diffusion[j][i]
            if not (drift + noise - model.adjoint(commutator(left, right))).is_zero:
                raise DerivationError(f"the commutator of {left} and {right} is not preserved by drift and noise")
