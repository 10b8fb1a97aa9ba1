"""What the algebra remembers between products, and how to forget it."""

from __future__ import annotations

from derive.algebra import ladders, words
from derive.algebra.monomials import forget_monomials
from derive.algebra.scalars import forget_scalars
from derive.algebra.weights import forget_weights


def forget() -> None:
    """Forget every remembered product, so that the next derivation is new work and memory is given back.

    Operators stay valid; nothing but speed is lost.
    """
    forget_scalars()
    words.forget_products()
    ladders.forget_products()
    forget_monomials()
    forget_weights()
