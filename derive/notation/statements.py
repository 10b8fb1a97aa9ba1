"""A printed relation: two sides and the sign between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from derive.notation.source import NotationError

RELATIONS = {
    "=": "=", r"\approx": "approx", r"\simeq": "approx", r"\equiv": "equiv", ":=": ":=", "<": "<", r"\lt": "<",
    ">": ">", r"\gt": ">", r"\le": "<=", r"\leq": "<=", r"\leqslant": "<=", r"\ge": ">=", r"\geq": ">=",
    r"\geqslant": ">=", r"\ne": "!=", r"\neq": "!=",
}  # fmt: skip
_RELATIONALS: dict[str, Any] = {
    "=": sp.Equality, "approx": sp.Equality, "equiv": sp.Equality, ":=": sp.Equality, "<": sp.StrictLessThan,
    ">": sp.StrictGreaterThan, "<=": sp.LessThan, ">=": sp.GreaterThan, "!=": sp.Unequality,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Statement:
    """``left relation right``; the relation is one of = approx equiv := < <= > >= !=."""

    left: Any
    right: Any
    relation: str

    @classmethod
    def of(cls, left: Any, right: Any, relation: str) -> Statement:
        """A statement whose sides fit: a zero beside a matrix is the zero matrix."""
        matrices = [side for side in (left, right) if isinstance(side, sp.MatrixBase)]
        if len(matrices) == 1:
            zero = sp.ImmutableMatrix.zeros(*matrices[0].shape)
            left, right = (zero if side == 0 else side for side in (left, right))
        if isinstance(left, sp.MatrixBase) != isinstance(right, sp.MatrixBase):
            raise NotationError("one side of the relation is a vector or matrix, the other a scalar.")
        if isinstance(left, sp.MatrixBase) and left.shape != right.shape:
            raise NotationError(f"the sides of the relation have shapes {left.shape} and {right.shape}.")
        if isinstance(left, sp.MatrixBase) and relation in ("<", ">", "<=", ">="):
            raise NotationError(f"vectors and matrices have no order, so {relation} has no meaning between them.")
        return cls(left=left, right=right, relation=relation)

    @property
    def relational(self) -> Any:
        """The unevaluated SymPy relational; approx, equiv and := are equalities."""
        return _RELATIONALS[self.relation](self.left, self.right, evaluate=False)

    @property
    def flag(self) -> str:
        """``approximate``, ``definition`` or empty."""
        return {"approx": "approximate", "equiv": "definition", ":=": "definition"}.get(self.relation, "")
