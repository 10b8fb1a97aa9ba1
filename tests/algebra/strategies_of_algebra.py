"""Random expressions over a list of leaves, as nested tuples."""

import sympy as sp
from hypothesis import strategies as st

NUMBERS = [sp.Integer(1), sp.Integer(-1), sp.Integer(2), sp.I, sp.Rational(1, 2), sp.Rational(-3, 2) + sp.I]
numbers = st.sampled_from(NUMBERS)


@st.composite
def expressions(draw, leaves):
    """Expressions of up to so many leaves, large ones as likely as small ones."""
    return _grown(draw, draw(st.integers(1, leaves)))


def _grown(draw, leaves):
    if leaves == 1:
        grown = ("leaf", draw(st.integers(0, 59)))
    else:
        left = draw(st.integers(1, leaves - 1))
        first, second = _grown(draw, left), _grown(draw, leaves - left)
        head = draw(st.sampled_from(["product", "product", "commutator", "sum"]))
        grown = (head, first, second)
        if head == "sum":
            grown = (head, draw(numbers), first, draw(numbers), second)
    wrapped = draw(st.integers(0, 7))
    if wrapped == 0:
        return ("adjoint", grown)
    return ("shift", draw(numbers), grown) if wrapped == 1 else grown
