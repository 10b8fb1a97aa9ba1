r"""The search for a point at which a relation fails, certified twice.

At an exact point both sides are enclosed in balls, at 64, then 256, then 1024 bits. For ``left = right`` the
point refutes when the balls exclude equality; for an inequality, when they exclude that it holds. The point is
then shrunk to small numbers and its values computed again by SymPy's own evaluation, which shares nothing with
Arb. Agreement proves nothing; a point without finite values says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import flint
import mpmath
import sympy as sp
from flint import acb, arb, fmpq

from derive.domains import Domain
from derive.judge.balls import UnusableError, Value, balls, excludes_zero, sign
from derive.judge.cells import Cell, cells
from derive.judge.descent import tight_points
from derive.judge.points import Coordinate, Point, flint_point, points, satisfied, sympy_point
from derive.judge.question import Question
from derive.records import Witness

mp: Any = mpmath  # its functions declare no types

BITS = (64, 256, 1024)
POINTS = 24
Outcome = Literal["fails", "holds", "open", "unusable"]
SHOWN = 50  # digits of a witness's values
FAILS = {"=": (-1, 1), "<": (0, 1), "<=": (1,), ">": (-1, 0), ">=": (-1,)}  # signs of left - right that refute


class DisagreementError(ArithmeticError):
    """Two evaluators give different values at one exact point: a defect of one of them."""


@dataclass(frozen=True, kw_only=True)
class Search:
    """What a search saw: the refuting point with the bits it needed, or how many points agreed."""

    point: Point | None = None
    bits: int = 0
    agreeing: int = 0
    unusable: int = 0
    seen: int = 0  # points drawn
    ties: int = 0  # points of a strict inequality at which the balls could not separate the sides


def refute(question: Question, points: int = POINTS, seed: int = 0) -> Witness | None:
    """A certified point of the domain at which the relation fails, or None; raises DisagreementError."""
    for cell in cells(question):
        found = search(cell, points, seed)
        if found.point is not None and not cell.opaque:
            return witness(cell, found)
    return None


def differs(question: Question, points: int = POINTS, seed: int = 0) -> bool:
    """Whether ``refute`` would find a point: the same certified search, without shrinking and confirming."""
    return any(not cell.opaque and _refuted(cell, points, seed) for cell in cells(question))


def _refuted(cell: Cell, count: int, seed: int) -> bool:
    """Whether a search finds a point; what is drawn is looked at before the descents from it, which cost more."""
    first = next(points(cell, 1, seed), None)
    if first is not None and outcome(cell, first, BITS[0]) == "fails":
        return True
    drawn = list(points(cell, count, seed))
    if _looked(cell, drawn).point is not None:
        return True
    return cell.relation != "=" and _looked(cell, list(tight_points(cell, drawn))).point is not None


def search(cell: Cell, count: int, seed: int) -> Search:
    """Look at ``count`` points, cheaply first; only points that stay undecided are seen at more bits."""
    first = next(points(cell, 1, seed), None)
    if first is not None and outcome(cell, first, BITS[0]) == "fails":
        return Search(point=first, bits=BITS[0])
    drawn = list(points(cell, count, seed))
    if cell.relation != "=":
        drawn += tight_points(cell, drawn)
    return _looked(cell, drawn)


def _looked(cell: Cell, drawn: list[Point]) -> Search:
    undecided, unusable = drawn, 0
    for bits in BITS:
        left_over, unusable = [], 0
        for point in undecided:
            found = outcome(cell, point, bits)
            if found == "fails":
                return Search(point=point, bits=bits)
            unusable += found == "unusable"
            if found != "holds":
                left_over.append(point)
        undecided = left_over
    ties = len(undecided) - unusable if cell.relation in ("<", ">") else 0
    return Search(agreeing=len(drawn) - unusable - ties, unusable=unusable, ties=ties, seen=len(drawn), bits=BITS[-1])


def outcome(cell: Cell, point: Point, bits: int) -> Outcome:
    """What is certain of the relation here: that it fails, or that it holds, so that more bits say nothing new.

    It is open where the balls do not decide; where there is no value, the point is not usable.
    """
    try:
        left, right = values(cell, point, bits)
        with flint.ctx.workprec(bits):
            difference = left - right
        if cell.relation == "=":
            if excludes_zero(difference):
                return "fails"
            return "holds" if isinstance(difference, fmpq) else "open"
        found = sign(difference)
    except UnusableError:
        return "unusable"
    if found is None:
        return "open"
    return "fails" if found in FAILS[cell.relation] else "holds"


def values(cell: Cell, point: Point, bits: int) -> tuple[Value, Value]:
    """Both sides as balls; raises UnusableError."""
    with flint.ctx.workprec(bits):
        entries = flint_point(point)
    left, right = balls((cell.left, cell.right), entries, bits)
    return left, right


def witness(cell: Cell, found: Search) -> Witness:
    """The refuting point, shrunk to small numbers, with both values and their ratio; raises DisagreementError."""
    assert found.point is not None
    point = shrunk(cell, found.point, found.bits)
    digits = max(2 * SHOWN + 10, int(2 * found.bits * 0.302))
    left, right = (second_value(side, point, digits) for side in (cell.left, cell.right))
    with mp.workdps(digits):
        noise = max(abs(left), abs(right)) * mpmath.mpf(10) ** (8 - digits)
        # cancellation to an exact zero leaves the evaluator with a remainder of its last digits
        left, right = (value if abs(value) > noise else mpmath.mpc(0) for value in (left, right))
    for value, enclosure in zip((left, right), values(cell, point, max(found.bits, 256)), strict=True):
        _confirm(value, enclosure, noise, digits, point)
    with mp.workdps(digits):
        if _holds_by_value(cell.relation, left, right, digits):
            raise DisagreementError(
                f"balls refute {cell.left} {cell.relation} {cell.right} at {point}, mpmath does not"
            )
        ratio = shown(left / right) if right != 0 else ""
    coordinates = [(cell.names.get(s, s.name), _exact_text(point[s])) for s in cell.symbols]
    if cell.place:
        coordinates.insert(0, ("component", cell.place))
    return Witness(point=tuple(coordinates), left=shown(left), right=shown(right), ratio=ratio)


def shrunk(cell: Cell, point: Point, bits: int) -> Point:
    """A point with smaller numbers that refutes just as well, each coordinate tried in turn."""
    for symbol in cell.symbols:
        for candidate in _simple(cell.domains[symbol], point[symbol]):
            other = point | {symbol: candidate}
            if satisfied(cell, other) and outcome(cell, other, bits) == "fails":
                point = other
                break
    return point


def _simple(domain: Domain, present: Coordinate) -> Iterator[Coordinate]:
    zero = Fraction(0)
    if domain.kind == "complex":
        yield from ((Fraction(2), zero), (Fraction(-2), zero), (zero, Fraction(2)), (Fraction(1), Fraction(2)),
                    (Fraction(-1), Fraction(2)))  # fmt: skip
        return
    if present[0] in (domain.lower, domain.upper):
        return  # the edge of a domain is a place of its own: moving off it would lose the finding
    for n in (2, 3, 1, 5, 7):
        for value in (Fraction(n), Fraction(-n), Fraction(1, n), Fraction(-1, n), Fraction(n - 1, n)):
            if value in domain and value not in (domain.lower, domain.upper):
                yield value, zero


def second_value(side: sp.Expr, point: Point, digits: int) -> mpmath.mpc:
    """A side's value by SymPy's evaluation with mpmath; raises DisagreementError when it gives no number."""
    place: dict[Any, Any] = sympy_point(point)
    if side.has(sp.jn):  # SymPy evaluates it through a root whose branch is wrong for negative arguments
        side = side.replace(sp.jn, lambda n, z: sp.expand_func(sp.jn(n, z)))
    if side.has(sp.Sum, sp.Product, sp.Integral, sp.Piecewise):
        number = sp.N(side.xreplace(place).doit(), digits)
    else:  # the numbers go in during the evaluation: (1 + 1/n)^n is not multiplied out for a large n
        number = side.evalf(digits, subs=place)
    re, im = number.as_real_imag()
    if not (re.is_Number and im.is_Number and re.is_finite and im.is_finite):
        raise DisagreementError(f"mpmath gives no number for {side} at {point}: {number}")
    with mp.workdps(digits):
        return mpmath.mpc(mpmath.mpf(str(re)), mpmath.mpf(str(im)))


def _confirm(value: mpmath.mpc, enclosure: Value, noise: mpmath.mpf, digits: int, point: Point) -> None:
    """The second evaluator's number must lie in the ball, up to its noise."""
    number = enclosure if isinstance(enclosure, acb) else acb(enclosure)
    with mp.workdps(digits):
        size = mp.nstr(noise, 5)
        re, im = mp.nstr(value.real, digits), mp.nstr(value.imag, digits)
    with flint.ctx.workprec(4 * digits):
        slack = arb(f"[0 +/- {size}]")
        agree = (number.real + slack).overlaps(arb(re)) and (number.imag + slack).overlaps(arb(im))
    if not agree:
        raise DisagreementError(f"two evaluators disagree at {point}: {number} and {re} + {im} i")


def _holds_by_value(relation: str, left: mpmath.mpc, right: mpmath.mpc, digits: int) -> bool:
    """Would the second evaluator's numbers, at their precision, still let the relation hold?"""
    difference = left - right
    noise = max(abs(left), abs(right)) * mpmath.mpf(10) ** (10 - digits)
    if relation == "=":
        return bool(abs(difference) <= noise)
    if relation in ("<", ">") and abs(difference) <= noise:
        return False  # an exact tie refutes a strict inequality
    return bool((difference.real < 0) == (relation in ("<", "<=")))


def shown(value: mpmath.mpc) -> str:
    """The number to fifty digits; a complex one as real and imaginary part."""
    with mp.workdps(SHOWN + 10):
        if value.imag == 0:
            return str(mp.nstr(value.real, SHOWN))
        sign_ = "-" if value.imag < 0 else "+"
        return f"{mp.nstr(value.real, SHOWN)} {sign_} {mp.nstr(abs(value.imag), SHOWN)} i"


def _exact_text(coordinate: Coordinate) -> str:
    re, im = coordinate
    if im == 0:
        return str(re)
    return f"{re} {'-' if im < 0 else '+'} {abs(im)} i" if re else f"{im} i"
