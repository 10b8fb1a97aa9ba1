"""What SymPy's own reductions say; only a zero counts, and only where the refuter found nothing.

That a difference does not simplify to zero means nothing, and neither does ``equals`` returning False: it has
been seen to do so for true identities.
"""

from __future__ import annotations

import sympy as sp
from sympy.core.random import seed as sympy_seed

from derive.judge.cells import Cell
from derive.judge.question import Node

MAX_OPERATIONS = 120  # larger differences are not handed to simplify, whose cost is not bounded
ROUTES = ("expand", "cancel", "simplify", "equals")


def reduction_to_zero(cell: Cell, seed: int) -> str | None:
    """The name of the first of SymPy's reductions that gives zero, or None; the same for the same seed."""
    sympy_seed(seed)  # equals() draws random numbers from SymPy's own generator
    difference = cell.difference
    if difference == 0:
        return "equal as built"
    if difference.count_ops() > MAX_OPERATIONS:
        return "expand" if sp.expand(difference) == 0 else None
    for name in ROUTES:
        try:
            if _vanishes(name, difference):
                return name
        except (ValueError, TypeError, NotImplementedError, ZeroDivisionError, RecursionError, AttributeError):
            continue  # a reduction that breaks has found nothing
    return None


def _vanishes(name: str, difference: Node) -> bool:
    if name == "expand":
        return bool(sp.expand(difference) == 0)
    if name == "cancel":
        return bool(sp.cancel(difference) == 0)
    if name == "simplify":
        return bool(sp.simplify(difference) == 0)
    return difference.equals(0) is True
