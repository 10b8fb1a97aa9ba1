"""Named Hilbert spaces: a fixed list of systems, with the cut-offs and numbers of atoms of its matrices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from derive.algebra.errors import AlgebraError
from derive.algebra.matrices import system_site
from derive.algebra.operators import Operator


class Space:
    """A Hilbert space: ``Space("cavity", a, s, cutoff=5)``; it refuses operators of other systems.

    ``cutoff`` and ``atoms`` are those of `Operator.matrix`.
    """

    def __init__(self, name: str, *systems: Any, cutoff: Any = None, atoms: Mapping[Any, Any] | None = None) -> None:
        self.name, self.cutoff, self.atoms = name, cutoff, atoms
        self.sites = tuple(system_site(system) for system in systems)

    def require(self, operator: Operator) -> Operator:
        """The operator, if it acts on this space; raises AlgebraError if it acts on anything else."""
        foreign = [place.name for place in operator.sites if place not in self.sites]
        if foreign:
            known = ", ".join(place.name for place in self.sites)
            raise AlgebraError(
                f"an operator of {', '.join(foreign)} was given on the space {self.name!r}, whose systems are: {known}"
            )
        return operator

    def matrix(self, operator: Operator) -> sp.ImmutableMatrix:
        """The exact matrix of an operator of this space, its systems in the order given."""
        return self.require(operator).matrix(self.sites, self.cutoff, self.atoms)


def hermitian(operator: Operator, role: str = "Hamiltonian") -> Operator:
    """The operator, if it equals its adjoint; raises AlgebraError naming the first term that differs."""
    difference = operator - operator.adjoint()
    if difference.is_zero:
        return operator
    m, value = next(iter(difference.terms.items()))
    raise AlgebraError(
        f"the {role} is not Hermitian where a Hermitian operator is expected: it differs from its adjoint by "
        f"({value})*{m}; symbols that are real must be declared real=True"
    )
