"""Operators of spins, bosons, atoms and ensembles, and their exact products."""

from derive.algebra.caches import forget
from derive.algebra.continua import Density, Field, integral, localised
from derive.algebra.ensembles import Ensemble, Mixture
from derive.algebra.errors import AlgebraError
from derive.algebra.monomials import Monomial
from derive.algebra.operators import Operator, anticommutator, commutator, one, summed
from derive.algebra.rewriting import collect, substitute
from derive.algebra.spaces import Space, hermitian
from derive.algebra.systems import Atom, Boson, CollectiveSpin, Fermion, Levels, Spin, System
from derive.algebra.trees import from_sympy

__all__ = [
    "AlgebraError",
    "Atom",
    "Boson",
    "CollectiveSpin",
    "Density",
    "Ensemble",
    "Fermion",
    "Field",
    "Levels",
    "Mixture",
    "Monomial",
    "Operator",
    "Space",
    "Spin",
    "System",
    "anticommutator",
    "collect",
    "commutator",
    "forget",
    "from_sympy",
    "hermitian",
    "integral",
    "localised",
    "one",
    "substitute",
    "summed",
]
