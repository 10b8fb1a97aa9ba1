r"""Why decorrelation holds: correlations of collective spins that are N times smaller than products of means stay so.

The cumulants of the collective spins are sums over atoms. Let each be N times a number of order one, as it is for
independent atoms, with which the evolution starts. The exact rates of the moments then say how fast the cumulants
change, and that rate is N times a number of order one again: no power of N higher than the first is left, although the
moments themselves grow as :math:`N^2` and :math:`N^3`. To leading order the correlations that decorrelation neglects
obey linear equations of their own, with the polarisation and the variances in them,

.. math:: \partial_t c = -\Lambda c + S , \qquad \langle J_z^2J_x\rangle = \tfrac{N^2}8
          \left(\langle\bar J_z^2\rangle P_2 + c/N\right) ,

so that they stay of order one, and what decorrelation neglects stays 1/N of what it keeps.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import factorial

import sympy as sp

from derive.dissipative_entanglement import moment_symbols, moments, symbols
from derive.dissipative_entanglement.collective import MODEL, in_moments, symmetrised
from derive.dissipative_entanglement.moment_symbols import connected, moment, scaled
from derive.dissipative_entanglement.variances import TWINS
from derive.dynamics.lindblad import Model
from derive.records import Derivation, Equation, Quantity, table
from derive.steps import Chain, DerivationError

MODULE = "dissipative_entanglement.correlations"
WANTED = (("xx", ""), ("x", "x"), ("xzz", ""), ("xz", "z"), ("xyy", ""), ("xy", "y"))
N, P, T = symbols.N.symbol, symbols.POLARISATION_2.symbol, symbols.TIME.symbol
EPS = moment_symbols.INVERSE.symbol
Part = tuple[str, str]
EXTENSIVE = "every cumulant of the collective spins is $N$ times a number of order one, as for independent atoms"
EVEN = "means with an odd number of $y$ or of $z$ components vanish, as they do at the start"


def derivation(model: Model = MODEL) -> Derivation:
    """The leading rates of change of the correlations that decorrelation neglects."""
    return Derivation(
        module=MODULE,
        title="Correlations that stay small",
        story=__doc__ or "",
        equations=tuple(correlation(*letters, model) for letters in WANTED),
    )


@cache
def correlation(first: str, second: str, model: Model = MODEL) -> Equation:
    """The rate of change of N times a correlation, to leading order in 1/N."""
    own = connected(*max((first, second), (second, first)))
    found, used = cumulant_rate((first, second), model)
    in_cumulants = sp.expand(found / (N / 2 ** len(first + second)))
    in_size = sp.expand(in_cumulants.subs(N, 1 / EPS))
    leading = in_size.subs(EPS, 0)
    if leading.has(sp.zoo, sp.nan, sp.oo):
        raise DerivationError(f"the correlation {own.name} grows faster than N")
    chain = Chain(in_cumulants, table(moment_symbols.TABLE, used, (own,)))
    chain.certified(
        "the number of atoms as an inverse", in_size, "putting it back; no negative power is left",
        sp.expand(in_size.subs(EPS, 1 / N) - in_cumulants) == 0,
    )  # fmt: skip
    chain.truncated("many atoms", leading, EPS, 1)
    letters = [q.symbol for q in used]
    chain.equal("collected", sp.collect(chain.expression, letters, sp.factor))
    parts = (moment(first, second).name, *(moment(*_part(block)).name for block in _blocks(first, second)))
    sources = {moments.name(*moments.letters(part)) for part in parts} & {moments.name(*w) for w in moments.WANTED}
    return chain.equation(
        id=f"{MODULE}.{moments.name(first, second)}",
        title=f"Rate of change of {own.meaning}",
        lhs=sp.Derivative(own.symbol, T, evaluate=False),
        follows_from=tuple(f"{moments.MODULE}.{source}" for source in sorted(sources)),
        assumes=(moments.MASTER, TWINS, EXTENSIVE, EVEN),
    )


def cumulant_rate(part: Part, model: Model = MODEL) -> tuple[sp.Expr, tuple[Quantity, ...]]:
    """The exact rate of a cumulant, with all moments written in cumulants, and the quantities that occur."""
    used: dict[str, Quantity] = {symbols.POLARISATION_2.name: symbols.POLARISATION_2}
    total = sp.S.Zero
    for blocks in partitions(_variables(part)):
        sign = (-1) ** (len(blocks) - 1) * factorial(len(blocks) - 1)
        for k, block in enumerate(blocks):
            changed, met = in_moments(model.adjoint(symmetrised(*_part(block))))
            into = {q.symbol: in_cumulants(moments.letters(q.name), used) for q in met}
            others = [in_cumulants(_part(other), used) for j, other in enumerate(blocks) if j != k]
            total += sign * sp.prod(others) * changed.xreplace(into)
    return sp.expand(total), tuple(used.values())


def in_cumulants(part: Part, used: dict[str, Quantity]) -> sp.Expr:
    """A moment as the sum over partitions of products of cumulants."""
    return sp.Add(*(sp.prod(_cumulant(_part(b), used) for b in blocks) for blocks in partitions(_variables(part))))


def _cumulant(part: Part, used: dict[str, Quantity]) -> sp.Expr:
    """A cumulant as N times a number of order one; zero where y or z occur an odd number of times."""
    letters = "".join(part)
    if letters.count("y") % 2 or letters.count("z") % 2:
        return sp.S.Zero
    if letters == "x":
        return N * P / 2
    twin = max(part, part[::-1])
    quantity = connected(*twin) if "x" in letters or len(letters) > 2 else scaled(*twin)
    used[quantity.name] = quantity
    return N / 2 ** len(letters) * quantity.symbol


def partitions(items: tuple[tuple[str, int], ...]) -> Iterator[tuple[tuple[tuple[str, int], ...], ...]]:
    """All ways to divide a tuple into blocks."""
    if not items:
        yield ()
        return
    head, rest = items[0], items[1:]
    for blocks in partitions(rest):
        yield ((head,), *blocks)
        for k, block in enumerate(blocks):
            yield (*blocks[:k], (head, *block), *blocks[k + 1 :])


def _blocks(first: str, second: str) -> Iterator[tuple[tuple[str, int], ...]]:
    return (block for blocks in partitions(_variables((first, second))) for block in blocks)


def _variables(part: Part) -> tuple[tuple[str, int], ...]:
    return tuple((letter, place) for place, letters in enumerate(part) for letter in letters)


def _part(block: tuple[tuple[str, int], ...]) -> Part:
    first, second = ("".join(sorted(letter for letter, place in block if place == own)) for own in (0, 1))
    return first, second
