"""Operators of spins, bosons, atoms and ensembles, and their exact products."""

from derive.algebra.errors import AlgebraError
from derive.algebra.monomials import Monomial
from derive.algebra.operators import Operator, anticommutator, commutator, one
from derive.algebra.systems import Spin

__all__ = ["AlgebraError", "Monomial", "Operator", "Spin", "anticommutator", "commutator", "one"]
