r"""A sufficient test that a polynomial is not negative on a box.

Each variable is written through one that is not negative, x = a + u, x = b - u or x = (a + b u)/(1 + u), and the
coefficients are looked at: when none is negative, the polynomial is not negative on the closed box. A variable
without bounds may occur to even powers only. The converse does not hold: no answer means nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import fmpq, fmpq_mpoly

from derive.judge.tower import Generator


def exact(value: Fraction) -> fmpq:
    """The fraction as flint knows it."""
    return fmpq(value.numerator, value.denominator)


def in_positive_variables(p: fmpq_mpoly, generators: Sequence[Generator]) -> fmpq_mpoly:
    """The polynomial, up to a positive factor, in variables that are not negative on the box."""
    degrees = p.degrees()
    for index, generator in enumerate(generators):
        if degrees[index] and (generator.lower, generator.upper) not in ((Fraction(0), None), (None, None)):
            p = _moved(p, index, generator)
    return p


def _moved(p: fmpq_mpoly, index: int, generator: Generator) -> fmpq_mpoly:
    context, u = p.context(), p.context().gen(index)
    if generator.lower is not None and generator.upper is not None:
        top, bottom = exact(generator.lower) + exact(generator.upper) * u, 1 + u
    elif generator.lower is not None:
        top, bottom = exact(generator.lower) + u, context.constant(1)
    else:
        assert generator.upper is not None
        top, bottom = exact(generator.upper) - u, context.constant(1)
    degree = int(p.degrees()[index])
    parts: dict[int, dict[tuple[int, ...], fmpq]] = {}
    for exponents, coefficient in p.to_dict().items():
        key = (*exponents[:index], 0, *exponents[index + 1 :])
        parts.setdefault(int(exponents[index]), {})[key] = coefficient
    total = context.constant(0)
    for power, part in parts.items():
        total += context.from_dict(part) * top**power * bottom ** (degree - power)
    return total


def nonnegative(p: fmpq_mpoly, generators: Sequence[Generator]) -> bool:
    """Is the polynomial certainly not negative on the closed box?"""
    return _signs(p, generators) is not None


def positive(p: fmpq_mpoly, generators: Sequence[Generator]) -> bool:
    """Is the polynomial certainly positive in the interior of the box?"""
    return _signs(p, generators) is True


def positive_on_closure(p: fmpq_mpoly, generators: Sequence[Generator]) -> bool:
    """Is the polynomial certainly positive on the closed box, where every finite bound is attained?

    In x = (a + b u)/(1 + u) the upper end is u = infinity; the constant term and the leading term must both be there.
    """
    if _signs(p, generators) is not True:
        return False
    moved = in_positive_variables(p, generators)
    corners = [i for i, g in enumerate(generators) if g.lower is not None and g.upper is not None]
    monomials = {tuple(int(k) for k in m) for m in moved.monoms()}
    degrees = p.degrees()
    wanted: list[tuple[int, ...]] = [tuple(0 for _ in generators)]
    for i in corners:
        if degrees[i]:
            wanted += [(*m[:i], int(degrees[i]), *m[i + 1 :]) for m in wanted]
    return all(m in monomials for m in wanted)


def _signs(p: fmpq_mpoly, generators: Sequence[Generator]) -> bool | None:
    """True: positive inside; False: not negative; None: no answer."""
    degrees = p.degrees()
    if any(d and not g.real for d, g in zip(degrees, generators, strict=True)):
        return None
    free = [i for i, g in enumerate(generators) if g.lower is None and g.upper is None]
    strict = False
    for exponents, coefficient in in_positive_variables(p, generators).to_dict().items():
        if coefficient < 0 or any(exponents[i] % 2 for i in free):
            return None
        strict = strict or not any(exponents[i] for i in free)
    return strict
