"""Exact dynamics of one or two ensembles of identical two-level atoms, in the space of symmetric operators."""

from numerics.permutation.generator import Generator
from numerics.permutation.means import Means
from numerics.permutation.model import Collective, Model, PermutationError, Product, Single
from numerics.permutation.states import State, product_state
from numerics.permutation.steady import Steady, steady_state
from numerics.permutation.time import evolve

__all__ = [
    "Collective",
    "Generator",
    "Means",
    "Model",
    "PermutationError",
    "Product",
    "Single",
    "State",
    "Steady",
    "evolve",
    "product_state",
    "steady_state",
]
