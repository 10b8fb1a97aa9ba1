r"""Dipole matrix elements of an alkali atom and the amplitudes of scattering through its hyperfine levels.

.. math:: \langle F m|d_q|F' m'\rangle = (-1)^{F-m}\begin{pmatrix}F&1&F'\\-m&q&m'\end{pmatrix}\,
          (-1)^{J+I+F'+1}\sqrt{(2F+1)(2F'+1)}\begin{Bmatrix}J&J'&1\\F'&F&I\end{Bmatrix}

in units of the reduced element of J and J'. Light that is polarised along the magnetic field keeps m; light that is
polarised across drives m -> m + 1 and m -> m - 1 alike. In a photon's polarisation nothing tells through which
excited level it was scattered, so the amplitudes of all excited levels add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp
from sympy.physics.wigner import wigner_3j, wigner_6j

HALF = sp.Rational(1, 2)
DRIVES: dict[str, tuple[tuple[int, sp.Expr], ...]] = {
    "x": ((0, sp.Integer(1)),),
    "y": ((1, -1 / sp.sqrt(2)), (-1, 1 / sp.sqrt(2))),
}
"""Spherical components of linear polarisation along the field (x) and across it (y)."""


@dataclass(frozen=True, kw_only=True)
class Sublevel:
    """A magnetic sublevel |F, m>."""

    f: int
    m: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of an alkali atom: the nuclear spin, and J of the ground and of the excited state."""

    nuclear: sp.Rational = sp.Rational(7, 2)
    ground: sp.Rational = HALF
    excited: sp.Rational = 3 * HALF

    def excited_levels(self) -> tuple[int, ...]:
        """F' of the excited hyperfine levels."""
        return tuple(range(int(abs(self.nuclear - self.excited)), int(self.nuclear + self.excited) + 1))


@cache
def element(line: Line, below: Sublevel, q: int, above: Sublevel) -> sp.Expr:
    """<F m|d_q|F' m'> in units of the reduced element of J and J'; m = q + m'."""
    if below.m != q + above.m or abs(above.m) > above.f or abs(below.m) > below.f:
        return sp.S.Zero
    power = below.f - below.m + line.ground + line.nuclear + above.f + 1
    sizes = sp.sqrt((2 * below.f + 1) * (2 * above.f + 1))
    geometry = wigner_3j(below.f, 1, above.f, -below.m, q, above.m)
    recoupling = wigner_6j(line.ground, line.excited, 1, above.f, below.f, line.nuclear)
    return sp.Integer(-1) ** power * sizes * geometry * recoupling


@cache
def path(line: Line, start: Sublevel, drive: str, end: Sublevel, level: int) -> dict[int, sp.Expr]:
    """Product of both matrix elements through one excited level, for each change of m that the photon takes away."""
    found: dict[int, sp.Expr] = {}
    for q, share in DRIVES[drive]:
        middle = Sublevel(f=level, m=start.m + q)
        # real elements: <F' m'|d_q|F m> is (-1)^q <F m|d_-q|F' m'>
        up = sp.Integer(-1) ** q * element(line, start, -q, middle)
        product = share * up * element(line, end, end.m - middle.m, middle)
        if product != 0:
            found[middle.m - end.m] = found.get(middle.m - end.m, sp.S.Zero) + product
    return found


def amplitudes(
    line: Line, start: Sublevel, drive: str, end: Sublevel, detunings: dict[int, sp.Expr]
) -> dict[int, sp.Expr]:
    """Products of both matrix elements over detunings, summed over excited levels, for each emitted polarisation."""
    found: dict[int, sp.Expr] = {}
    for level, detuning in detunings.items():
        for emitted, product in path(line, start, drive, end, level).items():
            found[emitted] = found.get(emitted, sp.S.Zero) + product / detuning
    return found


def strength(line: Line, start: Sublevel, drive: str, end: Sublevel, detunings: dict[int, sp.Expr]) -> sp.Expr:
    """Sum over the emitted polarisations of the squared amplitudes: the rate of scattering in units of its own."""
    return sp.Add(*(value**2 for value in amplitudes(line, start, drive, end, detunings).values()))


def branching(line: Line, above: Sublevel, end: Sublevel) -> sp.Expr:
    """The share of the decays of an excited sublevel that lead to a ground sublevel."""
    ends = [Sublevel(f=f, m=m) for f in ground_levels(line) for m in range(-f, f + 1)]
    weights = {s: element(line, s, s.m - above.m, above) ** 2 for s in ends}
    return sp.Rational(weights[end] / sp.Add(*weights.values()))


def ground_levels(line: Line) -> tuple[int, int]:
    """F of the two ground manifolds."""
    return int(line.nuclear - HALF), int(line.nuclear + HALF)
