"""How the name of a system becomes the head and the indices of an operator symbol."""

from __future__ import annotations

import sympy as sp


def head(name: str) -> str:
    """The head of a system's name with its hat: ``\\hat{s}`` of ``s_1``; Greek names are typeset as such."""
    return rf"\hat{{{sp.latex(sp.Symbol(name.split('_')[0]))}}}"


def tail(name: str) -> str:
    """What follows the first underscore of a name, underscores inside it shown as commas."""
    return name.partition("_")[2].replace("_", ",")


def indexed(name: str, index: str) -> str:
    """The hatted head with the name's own index and a further one, ``\\hat{s}_{1,x}``."""
    indices = ",".join(part for part in (tail(name), index) if part)
    return f"{head(name)}_{{{indices}}}" if indices else head(name)


def powered(name: str, exponent: int, index: str = "", dagger: bool = False) -> str:
    """A power of an operator symbol, empty for the power zero."""
    if exponent == 0:
        return ""
    above = " ".join(part for part in (r"\dagger" if dagger else "", str(exponent) if exponent > 1 else "") if part)
    return indexed(name, index) + (f"^{{{above}}}" if above else "")
