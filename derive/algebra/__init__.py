"""Operators of spins, bosons, atoms and ensembles, and their exact products."""

from derive.algebra.caches import forget
from derive.algebra.chains import Chain
from derive.algebra.continua import Density, Field, integral, localised
from derive.algebra.ensembles import Ensemble, Mixture
from derive.algebra.errors import AlgebraError
from derive.algebra.ladders import number
from derive.algebra.monomials import Monomial
from derive.algebra.number_ordered import NumberOrdered, normal_ordered, number_ordered
from derive.algebra.operators import Operator, anticommutator, commutator, one, summed
from derive.algebra.rewriting import collect, substitute
from derive.algebra.spaces import Space, hermitian
from derive.algebra.systems import Atom, Boson, CollectiveSpin, Fermion, Levels, Spin, System
from derive.algebra.trees import from_sympy

__all__ = [
    "AlgebraError",
    "Atom",
    "Boson",
    "Chain",
    "CollectiveSpin",
    "Density",
    "Ensemble",
    "Fermion",
    "Field",
    "Levels",
    "Mixture",
    "Monomial",
    "NumberOrdered",
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
    "normal_ordered",
    "number",
    "number_ordered",
    "one",
    "substitute",
    "summed",
]
