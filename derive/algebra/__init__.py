"""Operators of spins, bosons, atoms and ensembles, and their exact products."""

from derive.algebra.ensembles import Ensemble, Mixture
from derive.algebra.errors import AlgebraError
from derive.algebra.monomials import Monomial
from derive.algebra.operators import Operator, anticommutator, commutator, one
from derive.algebra.systems import Atom, Boson, CollectiveSpin, Fermion, Levels, Spin, System

__all__ = [
    "AlgebraError",
    "Atom",
    "Boson",
    "CollectiveSpin",
    "Ensemble",
    "Fermion",
    "Levels",
    "Mixture",
    "Monomial",
    "Operator",
    "Spin",
    "System",
    "anticommutator",
    "commutator",
    "one",
]
