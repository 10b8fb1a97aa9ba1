r"""Oracles of averaged pair rates: quadrature over places and over emitted waves, in units of the wavelength over 2 pi.

The pair rate is taken from the dyadic Green function, :math:`-\tfrac{3i}2\,p^*(1+\nabla\nabla)\frac{e^{ia}}a\,p`, with
its derivatives taken along and across the line between the atoms; none of the integrals of the derivations is used.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Mapping
from functools import cache

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion
from derive.records import Equation

DIGITS = 25
ALONG_X = (mp.mpf(1), mp.mpf(0), mp.mpf(0))
TURNING = (mp.mpf(0), mp.sqrt(mp.mpf(1) / 2), mp.mpc(0, mp.sqrt(mp.mpf(1) / 2)))
AZIMUTHS = 8  # equal steps: exact for the squares and products of sine and cosine that a dipole makes


def value(equation: Equation, values: Mapping[str, object]) -> mp.mpc:
    """The right side of an equation for numbers by the names of its quantities."""
    exact = {s: sp.Rational(str(values[s.name])) for s in equation.rhs.free_symbols}
    re, im = sp.N(equation.rhs.xreplace(exact), DIGITS).as_real_imag()
    return mp.mpc(mp.mpf(str(re)), mp.mpf(str(im)))


def opinion(method: str, found: mp.mpc, derived: mp.mpc, tolerance: mp.mpf) -> Opinion:
    """Whether two numbers agree, relative to the first."""
    gap = abs(found - derived) / abs(found)
    return Opinion(method=method, agrees=bool(gap < tolerance), detail=f"relative difference {mp.nstr(gap, 2)}")


def green(a: float, share: float) -> complex:
    """The pair rate over Gamma at k r = a, for a dipole with the share |p r|^2 along the line."""
    wave = cmath.exp(1j * a) / a
    slope = (1j - 1 / a) * wave
    curvature = -wave - 2 * slope / a
    return -1.5j * (wave + share * curvature + (1 - share) * slope / a)


@cache
def nodes(count: int = 16) -> tuple[tuple[float, float], ...]:
    """Places and weights of Gauss and Legendre on [-1, 1], by Newton's method."""
    found = []
    for k in range(count):
        x = math.cos(math.pi * (k + 0.75) / (count + 0.5))
        for _ in range(20):
            low, high = 1.0, x
            for n in range(2, count + 1):
                low, high = high, ((2 * n - 1) * x * high - (n - 1) * low) / n
            slope = count * (x * high - low) / (x * x - 1)
            x -= high / slope
        found.append((x, 2 / ((1 - x * x) * slope * slope)))
    return tuple(found)


def cells(first: float, last: float, count: int) -> list[tuple[float, float]]:
    """Places and weights of a composite quadrature with 16 nodes in each of equal cells."""
    half = (last - first) / count / 2
    return [(first + half * (2 * n + 1 + x), half * w) for n in range(count) for x, w in nodes()]


def share(dipole: tuple[mp.mpf, mp.mpf, mp.mpc], u: float) -> float:
    """The mean share |p n|^2 of directions n at the cosine u to the z axis."""
    return float(mp.fsum(directions(dipole, mp.mpf(u))) / AZIMUTHS)


def directions(dipole: tuple[mp.mpf, mp.mpf, mp.mpc], u: mp.mpf) -> list[mp.mpf]:
    """The shares |p n|^2 of directions n at the cosine u to the z axis, at equal steps of the azimuth."""
    s = mp.sqrt(1 - u * u)
    angles = [2 * mp.pi * n / AZIMUTHS for n in range(AZIMUTHS)]
    return [abs(dipole[0] * s * mp.cos(f) + dipole[1] * s * mp.sin(f) + dipole[2] * u) ** 2 for f in angles]


def shells(last: mp.mpf, step: mp.mpf) -> list[mp.mpf]:
    """Edges of the cells of a quadrature over a, so short that a wave turns about once in each."""
    return [mp.mpf(10) ** -12, *(n * step for n in range(1, int(last / step) + 2))]


def over_distance(body: Callable[[mp.mpf], mp.mpf], size: mp.mpf) -> mp.mpf:
    """An integral over a with the weight exp(-a^2/2 size^2), which is below 1e-25 at 11 sizes."""
    return mp.quad(lambda a: body(a) * mp.exp(-a * a / (2 * size**2)), shells(11 * size, mp.mpf(3)))


def weight(size: mp.mpf) -> mp.mpf:
    """3/(sqrt(2 pi) size^3), what stands before the integrals of one ensemble."""
    return 3 / (mp.sqrt(2 * mp.pi) * size**3)


# --- one ensemble ----------------------------------------------------------------------------------------------------


def corrections(equation: Equation) -> Opinion:
    """Second and third term in brackets at k L = 7, by quadrature; e^-98 is left out of the expansion."""
    with mp.workdps(DIGITS):
        size = mp.mpf(7)
        found = weight(size) * over_distance(lambda a: mp.sin(a) * mp.cos(a) / a - mp.sin(a) ** 2 / a**2, size)
        derived = value(equation, {"Gamma": 1, "s_L": "1/7"})
        return opinion("quadrature over the distance at k_L L = 7", found, derived, mp.mpf(10) ** -12)


def corrections_by_angle(equation: Equation) -> Opinion:
    """The same as the radiated field with its direction summed numerically, less the first term in brackets."""
    size = 5.0
    ring = [(u, w * (1 - share(ALONG_X, u))) for u, w in cells(-1, 1, 6)]
    total = 0.0
    for a, w in cells(0, 8 * size, 30):
        mean = sum(weight_u * math.cos(a * u) for u, weight_u in ring) / 2
        total += w * a * math.sin(a) * (mean - math.sin(a) / a) * math.exp(-a * a / (2 * size**2))
    found = 3 / (math.sqrt(2 * math.pi) * size**3) * total
    derived = value(equation, {"Gamma": 1, "s_L": "1/5"})
    # 16 nodes for 13 turns in 6 cells; exp(-8^2/2) = 1e-14 is cut off; 16 digits
    return opinion("radiated field with the angle by quadrature, at k_L L = 5", mp.mpf(found), derived, mp.mpf("1e-9"))


def first(equation: Equation) -> Opinion:
    """The first term in brackets at k L = 3/4, by quadrature."""
    with mp.workdps(DIGITS):
        size = mp.mpf(3) / 4
        found = weight(size) * over_distance(lambda a: mp.sin(a) ** 2, size)
        derived = value(equation, {"Gamma": 1, "k_L": 1, "L": "3/4"})
        return opinion("quadrature over the distance at k_L L = 3/4", found, derived, mp.mpf(10) ** -12)


def first_by_waves(equation: Equation) -> Opinion:
    """The same as waves of all directions, each with the structure factor of the cloud."""
    with mp.workdps(DIGITS):
        size = mp.mpf(3) / 4
        found = mp.mpf(3) / 4 * mp.quad(lambda u: mp.exp(-(size**2) * ((1 - u) ** 2 + 1 - u * u) / 2), [-1, 0, 1])
        derived = value(equation, {"Gamma": 1, "k_L": 1, "L": "3/4"})
        return opinion("isotropic waves over all directions at k_L L = 3/4", found, derived, mp.mpf(10) ** -15)


def turning(equation: Equation) -> Opinion:
    """Dipoles that turn about x: the Green function averaged over distance and angles at k L = 2."""
    found = averaged(2.0, 0.0, lambda a, along: complex(green(a, along).real), TURNING)
    derived = value(equation, {"Gamma": 1, "k_L": 1, "L": 2})
    # the near field is 1/a^3 times what cancels in the angles: 6 digits are lost at a = 0.01, the first places
    return opinion("Green function of turning dipoles, averaged at k_L L = 2", mp.mpc(found), derived, mp.mpf("1e-8"))


def turning_waves(equation: Equation) -> Opinion:
    """The same by the waves that a turning dipole emits, each with the structure factor of the cloud."""
    with mp.workdps(DIGITS):
        size = mp.mpf(3)

        def wave(u: mp.mpf) -> mp.mpf:
            pattern = mp.fsum(1 - share for share in directions(TURNING, u)) / AZIMUTHS
            momentum = (1 - u) ** 2 + 1 - u * u  # squared, of the field's photon less the emitted one
            return 3 / (8 * mp.pi) * 2 * mp.pi * pattern * mp.exp(-(size**2) * momentum / 2)

        found = mp.quad(wave, [-1, 0, mp.mpf(3) / 4, 1])
        derived = value(equation, {"Gamma": 1, "k_L": 1, "L": 3})
        return opinion("waves of turning dipoles over all directions at k_L L = 3", found, derived, mp.mpf(10) ** -15)


def bessel(equation: Equation) -> Opinion:
    """The integrand of the radiated field's exchange by spherical Bessel functions, at k r = 1.3."""
    with mp.workdps(DIGITS):
        a, size = mp.mpf("1.3"), mp.mpf(2)

        def j(n: int) -> mp.mpf:
            return mp.sqrt(mp.pi / (2 * a)) * mp.besselj(n + mp.mpf(1) / 2, a)

        y0 = mp.sqrt(mp.pi / (2 * a)) * mp.bessely(mp.mpf(1) / 2, a)
        found = -(a**2) * mp.exp(-a * a / (2 * size**2)) * y0 * (j(0) - j(1) / a)
        derived = value(equation, {"k_L": 1, "L": 2, "r_minus": "13/10"})
        return opinion("spherical Bessel functions at k_L r = 1.3", found, derived, mp.mpf(10) ** -20)


def by_directions(equation: Equation) -> Opinion:
    """The same with the dipole's direction summed numerically, at k r = 2.1."""
    with mp.workdps(DIGITS):
        a, size = mp.mpf("2.1"), mp.mpf(2)
        mean = mp.quad(lambda u: (1 - mp.fsum(directions(ALONG_X, u)) / AZIMUTHS) * mp.cos(a * u), [-1, 0, 1]) / 2
        found = a**2 * mp.exp(-a * a / (2 * size**2)) * mp.cos(a) / a * mean
        derived = value(equation, {"k_L": 1, "L": 2, "r_minus": "21/10"})
        return opinion("directions of the dipole by quadrature at k_L r = 2.1", found, derived, mp.mpf(10) ** -15)


# --- two ensembles ---------------------------------------------------------------------------------------------------


def averaged(
    size: float, apart: float, field: Callable[[float, float], complex], dipole: tuple[mp.mpf, mp.mpf, mp.mpc]
) -> complex:
    """The average of a field of a and |p n|^2 with the phase of the classical field, ensembles ``apart`` in a."""
    ring = [(u, w, share(dipole, u)) for u, w in cells(-1, 1, 16)]
    total = 0j
    for a, weight_a in cells(0, apart + 7 * size, 30):
        shell = 0j
        for u, weight_u, along in ring:
            squared = a * a + apart**2 + 2 * a * apart * u
            shell += weight_u * field(a, along) * cmath.exp(1j * a * u - squared / (2 * size**2))
        total += weight_a * a * a * shell
    before: float = 1 / math.sqrt(math.tau) / size**3
    return before * total


def outgoing(equation: Equation) -> Opinion:
    """An outgoing wave averaged over two ensembles at k L = 2, R/L = 3/2, by quadrature."""
    found = averaged(2.0, 3.0, lambda a, along: -1.5j * cmath.exp(1j * a) / a, ALONG_X)
    derived = value(equation, {"Gamma": 1, "k_L": 1, "L": 2, "R": 3})
    # exp(-7^2/2) = 2e-11 is cut off
    return opinion("quadrature of the outgoing wave at k_L L = 2, R = 3 L/2", mp.mpc(found), derived, mp.mpf("1e-8"))


def whole_field(equation: Equation) -> Opinion:
    """The whole Green function averaged at k L = 5, R/L = 2: within twice the first order that is left out."""
    size = 5.0
    found = averaged(size, 2 * size, green, ALONG_X)
    derived = value(equation, {"Gamma": 1, "k_L": 1, "L": 5, "R": 10})
    # what is left out is 1/(k_L L)^2 of the rate; equal rates of one and two ensembles would differ by half
    return opinion("whole Green function at k_L L = 5, R = 2 L", mp.mpc(found), derived, mp.mpf(2) / 25)


def column(equation: Equation) -> Opinion:
    """One atom on average: its density along the axis by quadrature, times the resonant cross-section."""
    with mp.workdps(DIGITS):
        whole = mp.quad(lambda z: mp.exp(-z * z) / mp.pi ** mp.mpf("1.5"), [-mp.inf, 0, mp.inf])
        found = 3 * (2 * mp.pi) ** 2 / (2 * mp.pi) * whole / (mp.mpf(3) / 4)
        return opinion("density on the axis by quadrature", found, value(equation, {"d": 1}), mp.mpf(10) ** -15)


def shadow(equation: Equation) -> Opinion:
    """The same from the shadow: what a Gaussian profile across the axis must be at its centre to hold one atom."""
    with mp.workdps(DIGITS):
        centre = 1 / mp.quad(lambda rho: 2 * mp.pi * rho * mp.exp(-rho * rho), [0, 1, mp.inf])
        found = 6 * mp.pi * centre / (mp.mpf(3) / 4)
        return opinion("profile across the axis, normalised", found, value(equation, {"d": 1}), mp.mpf(10) ** -15)


ORACLES = {
    "dissipative_entanglement.averaged_master_equation.central_depth": (column, shadow),
    "dissipative_entanglement.large_clouds.corrections": (corrections, corrections_by_angle),
    "dissipative_entanglement.averaged_closed.first": (first, first_by_waves),
    "dissipative_entanglement.averaged_closed.circular": (turning, turning_waves),
    "dissipative_entanglement.averaged_rates.exchange_A_integrand": (bessel, by_directions),
    "dissipative_entanglement.averaged_apart.mean": (outgoing, whole_field),
}
