r"""A sufficient test that a polynomial is not negative on a box.

Each variable is written through one that is not negative, x = a + u, x = b - u or x = (a + b u)/(1 + u), and the
coefficients are looked at: when none is negative, the polynomial is not negative on the closed box. A variable
without bounds may occur to even powers only. The converse does not hold: no answer means nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

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


def positive_on_domain(p: fmpq_mpoly, generators: Sequence[Generator]) -> bool:
    """Is the polynomial certainly positive on the whole box, where it is closed also at its faces?

    At a face some u are 0 and some infinite; a term that survives there must have no power, or the highest power,
    of those u.
    """
    if _signs(p, generators) is not True:
        return False
    degrees = [int(d) for d in p.degrees()]
    terms = [tuple(int(k) for k in m) for m in in_positive_variables(p, generators).monoms()]
    choices = []
    for degree, g in zip(degrees, generators, strict=True):
        low = g.lower is not None and not g.open_below
        high = g.upper is not None and not g.open_above
        if g.lower is None:  # x = b - u: the upper end is u = 0
            low, high = high, False
        choices.append([None, *([0] if low and degree else []), *([degree] if high and degree else [])])
    return all(
        any(all(want is None or have == want for have, want in zip(term, face, strict=True)) for term in terms)
        for face in product(*choices)
    )


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
