r"""Principal powers, logarithms and exponentials of fractions, as fractions in new generators.

Factors that are not negative on the domain leave a root or a logarithm; what remains has its principal root or
logarithm as a generator. An exponential is the product of those of its argument's terms, so that
exp(a + b) = exp(a) exp(b) needs no rule; the exponential of a logarithm is a power.
"""

from __future__ import annotations

import math
from fractions import Fraction

import sympy as sp
from flint import fmpq, fmpq_mpoly

from derive.judge.positivity import nonnegative
from derive.judge.tower import Generator, Ratio, Tower


class Elementary:
    """A tower with powers, logarithms and exponentials."""

    def __init__(self, tower: Tower) -> None:
        self.tower = tower
        self.monomials: dict[str, dict[str, int]] = {}  # of exponentials: key -> powers of generators
        self.logs: dict[str, Ratio] = {}  # the arguments of the logarithms that are generators
        self.bases: dict[str, tuple[Ratio, int, Ratio | None]] = {}  # key -> generator, its order, its base

    def pi(self) -> Ratio:
        """The number pi."""
        return self.tower.adjoin(Generator(name="pi", real=True, lower=Fraction(3), upper=Fraction(22, 7)))

    def power(self, base: Ratio, exponent: Fraction) -> Ratio:
        """The principal power base^exponent for a rational exponent, factors that are not negative split off."""
        whole = math.floor(exponent)
        if whole == exponent:
            return self.tower.power(base, whole)
        factors, rest = self.split(base)
        parts = [self._root(f"root of {p}", exponent * n, p) for p, n in factors]
        if not rest.top.is_one() or not rest.bottom.is_one():
            parts.append(self._rest_power(rest, exponent))
        return self.tower.mul(parts)

    def _rest_power(self, rest: Ratio, exponent: Fraction) -> Ratio:
        if is_minus_one(rest):
            return self.unity(exponent)
        whole, part = math.floor(exponent), exponent - math.floor(exponent)
        # h = d (n/d)^(1/q) obeys h^q = n d^(q-1), whose right side is a polynomial
        q = part.denominator
        inner = self.tower.mul((Ratio(rest.top, self.tower.constant(1).top),
                                self.tower.power(Ratio(rest.bottom, self.tower.constant(1).top), q - 1)))  # fmt: skip
        name = f"root {q} of {rest}"
        known = name in {g.name for g in self.tower.generators}
        h = self.tower.adjoin(Generator(name=name))
        if not known:
            self.tower.relate(name, q, inner)
        root = self.tower.mul((h, self.tower.ratio(self.tower.constant(1).top, self.tower.lift(rest.bottom))))
        return self.tower.mul((self.tower.power(rest, whole), self.tower.power(root, part.numerator)))

    def split(self, base: Ratio) -> tuple[list[tuple[Ratio, int]], Ratio]:
        """Factors of the base that are not negative on the domain, with their powers, and what is left."""
        tower = self.tower
        top, bottom = tower.lift(base.top), tower.lift(base.bottom)
        found: list[tuple[Ratio, int]] = []
        one = tower.constant(1).top
        left_top, left_bottom = one, one
        sign = 1
        for p, direction in ((top, 1), (bottom, -1)):
            content, factors = p.factor()
            sign *= -1 if content < 0 else 1
            found += [(tower.constant(prime), n * direction) for prime, n in _primes(abs(content))]
            for factor, n in factors:
                for candidate, flip in ((factor, 1), (-factor, -1)):
                    if nonnegative(candidate, tower.generators):
                        found.append((Ratio(candidate, one), int(n) * direction))
                        sign *= flip ** int(n)
                        break
                else:
                    left_top = left_top * factor ** int(n) if direction == 1 else left_top
                    left_bottom = left_bottom * factor ** int(n) if direction == -1 else left_bottom
        return found, tower.ratio(left_top * sign, left_bottom)

    def _root(self, key: str, exponent: Fraction, base: Ratio) -> Ratio:
        """base^exponent of a base that is not negative."""
        whole = math.floor(exponent)
        part = exponent - whole
        pieces = [self.tower.power(base, whole)]
        if part:
            pieces.append(self.fine(key, part, base))
        return self.tower.mul(pieces)

    def fine(self, key: str, exponent: Fraction, base: Ratio | None, real: bool = True) -> Ratio:
        """The power of a basis element kept as a generator g = base^(1/D), D refined as exponents need it."""
        generator, order, _ = self.bases.get(key, (None, 0, None))
        wanted = math.lcm(order or 1, exponent.denominator)
        if generator is None or wanted != order:
            name = f"{key} ^(1/{wanted})"
            new = self.tower.adjoin(Generator(name=name, real=real, lower=Fraction(0) if real else None))
            if base is not None:
                self.tower.relate(name, wanted, base)
            if generator is not None:
                self.tower.relate(f"{key} ^(1/{order})", 1, self.tower.power(new, wanted // order))
            generator, order = new, wanted
            self.bases[key] = (generator, order, base)
        return self.tower.power(generator, int(exponent * order))

    def unity(self, exponent: Fraction) -> Ratio:
        """exp(i pi exponent): i and its roots for the part of even order, a cyclotomic generator for the odd one.

        Both stay independent of one another over Q(i), because their orders are coprime.
        """
        turns = exponent / 2 % 1
        even = turns.denominator & -turns.denominator
        odd = turns.denominator // even
        of_even = turns.numerator * pow(odd, -1, even) if even > 1 else 0
        of_odd = turns.numerator * pow(even, -1, odd) if odd > 1 else 0
        parts = [self._even_root(Fraction(of_even, even) % 1)]
        if odd > 1:
            parts.append(self._odd_root(Fraction(of_odd, odd) % 1))
        return self.tower.mul(parts)

    def _even_root(self, turns: Fraction) -> Ratio:
        if (4 * turns).denominator == 1:
            return self.tower.power(self.tower.i, int(4 * turns))
        return self.fine("i", 4 * turns, self.tower.i, real=False)

    def _odd_root(self, turns: Fraction) -> Ratio:
        generator, order, _ = self.bases.get("odd root of unity", (None, 1, None))
        wanted = math.lcm(order, turns.denominator)
        if generator is None or wanted != order:
            name, x = f"exp(2 i pi/{wanted})", sp.Symbol("x")
            new = self.tower.adjoin(Generator(name=name))
            cyclotomic = sp.Poly(sp.cyclotomic_poly(wanted, x), x)
            terms = [
                self.tower.mul((self.tower.constant(-int(c)), self.tower.power(new, int(n))))
                for (n,), c in cyclotomic.terms()[1:]
            ]
            self.tower.relate(name, cyclotomic.degree(), self.tower.add(terms))
            if generator is not None:
                self.tower.relate(f"exp(2 i pi/{order})", 1, self.tower.power(new, wanted // order))
            generator, order = new, wanted
            self.bases["odd root of unity"] = (generator, order, None)
        return self.tower.power(generator, int(turns * order))

    def log(self, argument: Ratio) -> Ratio:
        """The principal logarithm, with the factors that are not negative split off."""
        factors, rest = self.split(argument)
        terms = [
            self.tower.mul((self.tower.constant(n), self.tower.adjoin(Generator(name=f"log of {p}", real=True))))
            for p, n in factors
        ]
        if is_minus_one(rest):
            terms.append(self.tower.mul((self.tower.i, self.pi())))
        elif not (rest.bottom.is_one() and rest.top.is_one()):
            terms.append(self.tower.adjoin(Generator(name=f"log of {rest}")))
        self.logs.update({f"log of {p}": p for p, _ in factors} | {f"log of {rest}": rest})
        return self.tower.add(terms)

    def exp(self, argument: Ratio) -> Ratio:
        """The exponential, term by term of the argument."""
        argument = self.tower.ratio(argument.top, argument.bottom)
        top, bottom = argument.top, argument.bottom
        parts = []
        if not bottom.is_constant():
            whole, top = divmod(top, bottom)
            parts += self._exp_terms(whole, self.tower.constant(1).top)
        parts += self._exp_terms(top, bottom)
        return self.tower.mul(parts)

    def _exp_terms(self, top: fmpq_mpoly, bottom: fmpq_mpoly) -> list[Ratio]:
        scale = bottom.leading_coefficient()
        bottom = bottom / scale
        found = []
        for exponents, coefficient in sorted(top.to_dict().items()):
            c = Fraction(int(coefficient.p), int(coefficient.q)) / Fraction(int(scale.p), int(scale.q))
            names = [(self.tower.generators[k], int(n)) for k, n in enumerate(exponents) if n]
            found.append(self._exp_monomial(names, c, bottom))
        return found

    def _exp_monomial(self, names: list[tuple[Generator, int]], c: Fraction, bottom: fmpq_mpoly) -> Ratio:
        key = " ".join(f"{g.name}^{n}" for g, n in names) + ("" if bottom.is_one() else f" over {bottom}")
        if bottom.is_one() and len(names) == 1 and names[0][1] == 1 and names[0][0].name in self.logs:
            base = self.logs[names[0][0].name]
            return self.power(base, c)
        plain = {g.name for g, _ in names}
        if bottom.is_one():
            self.monomials[f"exp of {key}"] = {g.name: n for g, n in names}
        if bottom.is_one() and plain == {"i", "pi"} and all(n == 1 for _, n in names):
            return self.unity(c)
        real = all(g.real for g, _ in names) and self._real_polynomial(bottom)
        if bottom.is_one() and {"i", "pi"} <= plain and all(g.integer or g.name in ("i", "pi") for g, _ in names):
            self._periodic(f"exp of {key}", c, {g.name: n for g, n in names})
        whole = math.floor(c)
        part = self.fine(f"exp of {key}", c - whole, None, real) if c != whole else self.tower.constant(1)
        first = self.fine(f"exp of {key}", Fraction(1), None, real)
        return self.tower.mul((part, self.tower.power(first, whole)))

    def _periodic(self, key: str, c: Fraction, powers: dict[str, int]) -> None:
        """exp(i pi n m c) with integers n, m is a root of unity: its generator g = exp(.../D) has g^(2D) = 1."""
        if powers["i"] != 1 or powers["pi"] != 1:
            return
        self.fine(key, Fraction(1, c.denominator), None, real=False)
        _, order, _ = self.bases[key]
        self.tower.relate(f"{key} ^(1/{order})", 2 * order, self.tower.constant(1))

    def _real_polynomial(self, p: fmpq_mpoly) -> bool:
        return all(g.real for d, g in zip(p.degrees(), self.tower.generators, strict=False) if d)


def is_minus_one(a: Ratio) -> bool:
    """Is the fraction the number -1?"""
    return bool(a.bottom.is_one() and (-a.top).is_one())


def _primes(number: fmpq) -> list[tuple[int, int]]:
    found = [(int(p), int(n)) for p, n in number.p.factor()]
    return found + [(int(p), -int(n)) for p, n in number.q.factor()]
