"""Random expressions over a list of leaves, as nested tuples."""

import sympy as sp
from hypothesis import strategies as st

NUMBERS = [sp.Integer(1), sp.Integer(-1), sp.Integer(2), sp.I, sp.Rational(1, 2), sp.Rational(-3, 2) + sp.I]
numbers = st.sampled_from(NUMBERS)
leaf = st.tuples(st.just("leaf"), st.integers(0, 59))


def _larger(inner):
    return st.one_of(
        st.tuples(st.just("sum"), numbers, inner, numbers, inner),
        st.tuples(st.just("product"), inner, inner),
        st.tuples(st.just("commutator"), inner, inner),
        st.tuples(st.just("adjoint"), inner),
        st.tuples(st.just("shift"), numbers, inner),
    )


def expressions(leaves):
    """Expressions of at most so many leaves."""
    return st.recursive(leaf, _larger, max_leaves=leaves)
