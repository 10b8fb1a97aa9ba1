"""Domains of scalar quantities: what values a symbol may take, and so which SymPy assumptions it has."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal["real", "complex", "integer", "half-integer"]


@dataclass(frozen=True, kw_only=True)
class Domain:
    """A set of numbers of one kind between two bounds; a bound of None is infinite.

    ``half-integer`` means n/2 with n an integer (so integers belong to it), as for spins.
    """

    kind: Kind = "real"
    lower: Fraction | None = None
    upper: Fraction | None = None
    open_below: bool = True
    open_above: bool = True

    def __post_init__(self) -> None:
        if self.kind == "complex" and (self.lower is not None or self.upper is not None):
            raise ValueError("a complex domain has no bounds")
        if self.lower is not None and self.upper is not None and self.lower >= self.upper:
            raise ValueError(f"empty domain: lower bound {self.lower} is not below upper bound {self.upper}")

    def assumptions(self) -> dict[str, bool]:
        """SymPy assumptions that hold on the whole domain."""
        if self.kind == "complex":
            return {"complex": True}
        found = {"integer": True} if self.kind == "integer" else {"real": True}
        if self.lower is not None and self.lower >= 0:
            found["positive" if self.lower > 0 or self.open_below else "nonnegative"] = True
        if self.upper is not None and self.upper <= 0:
            found["negative" if self.upper < 0 or self.open_above else "nonpositive"] = True
        return found

    def __contains__(self, value: object) -> bool:
        if self.kind == "complex":
            return True
        number = value if isinstance(value, Fraction) else Fraction(str(value))
        if self.kind == "integer" and number.denominator != 1:
            return False
        if self.kind == "half-integer" and (2 * number).denominator != 1:
            return False
        above = self.lower is None or number > self.lower or (number == self.lower and not self.open_below)
        below = self.upper is None or number < self.upper or (number == self.upper and not self.open_above)
        return above and below

    def text(self, name: str) -> str:
        """The domain as an inequality, ``0 < p <= 1``."""
        if self.kind == "complex":
            return f"{name} complex"
        parts = [] if self.lower is None else [f"{self.lower} {'<' if self.open_below else '<='}"]
        parts.append(name)
        if self.upper is not None:
            parts.append(f"{'<' if self.open_above else '<='} {self.upper}")
        kind = {"real": "", "integer": ", integer", "half-integer": ", integer or half-integer"}[self.kind]
        if len(parts) == 1:
            return f"{name} {self.kind}"
        return " ".join(parts) + kind


REAL = Domain()
COMPLEX = Domain(kind="complex")
POSITIVE = Domain(lower=Fraction(0))
NONNEGATIVE = Domain(lower=Fraction(0), open_below=False)
POLARISATION = Domain(lower=Fraction(0), upper=Fraction(1), open_above=False)
NONZERO_SPIN = Domain(kind="half-integer", lower=Fraction(1, 2), open_below=False)
COUNT = Domain(kind="integer", lower=Fraction(1), open_below=False)
