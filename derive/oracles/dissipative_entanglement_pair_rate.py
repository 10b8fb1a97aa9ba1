r"""Oracles of the pair rate: quadrature over directions, exact moments, Green's function, sums over single modes.

None integrates as the derivations do: directions are summed on a grid or by exact moments, the field of a dipole is
differentiated numerically, and rates of one mode come from eigenvalues of atoms and a mode, or from sums over
intermediate states.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import factorial

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion
from derive.records import Equation

X, COSINE, GAMMA = mp.mpf("1.7"), mp.mpf("0.6"), mp.mpf("0.8")
OMEGA_L, OMEGA_K, DAMPING = mp.mpf("1.3"), mp.mpf("0.7"), mp.mpf("0.2")
WEAK = mp.mpf(10) ** -8
SIGNS = {"S_k": 1, "S_tau": 1, "P_k": 1, "g_cont": 1}  # one mode, in units of its own volume of wave vectors
Vector = tuple[mp.mpc, mp.mpc, mp.mpc]


def _value(equation: Equation, values: Mapping[str, object]) -> mp.mpc:
    known = {s: sp.Float(mp.nstr(mp.re(v), 40), 40) + sp.I * sp.Float(mp.nstr(mp.im(v), 40), 40)
             for s in equation.rhs.free_symbols for v in (mp.mpmathify(values[s.name]),)}  # fmt: skip
    real, imaginary = sp.N(equation.rhs.xreplace(known), 35).as_real_imag()
    return mp.mpc(mp.mpf(str(real)), mp.mpf(str(imaginary)))


def _opinion(method: str, found: mp.mpc, expected: mp.mpc, tolerance: float) -> Opinion:
    gap = abs(found - expected) / abs(expected)
    return Opinion(method=method, agrees=bool(gap < tolerance), detail=f"relative difference {mp.nstr(gap, 2)}")


# --- directions ------------------------------------------------------------------------------------------------------


def _dipoles(turning: bool) -> Vector:
    """A dipole along the field, or turning about it; the field makes the cosine with the z axis of the pair."""
    s = mp.sqrt(1 - COSINE**2)
    if not turning:
        return mp.mpc(s), mp.mpc(0), mp.mpc(COSINE)
    half = 1 / mp.sqrt(2)
    return -1j * COSINE * half, mp.mpc(half), 1j * s * half


def _grid(turning: bool) -> mp.mpc:
    """Over the sphere: both polarisations with the phase of the pair; Gauss and trapezium, 24 by 12 directions."""
    p, total = _dipoles(turning), mp.mpf(0)
    nodes = mp.calculus.quadrature.GaussLegendre(mp.mp).calc_nodes(3, 120)
    for u, weight in nodes:
        s = mp.sqrt(1 - u * u)
        for n in range(12):
            f = 2 * mp.pi * n / 12
            one = (u * mp.cos(f), u * mp.sin(f), -s)
            other = (-mp.sin(f), mp.cos(f), mp.mpf(0))
            strength = sum(abs(sum(a * b for a, b in zip(p, e, strict=True))) ** 2 for e in (one, other))
            total += weight * strength * mp.cos(X * u) / 12
    return total / 2


def quadrature(equation: Equation) -> Opinion:
    """The real part over the rate of one atom, by a grid of directions."""
    turning = "undesired" in equation.id
    alone = mp.mpf(2) / 3  # of the mean over directions of both polarisations, any dipole
    expected = GAMMA * _grid(turning) / alone * (2 if turning else 1)
    found = _value(equation, {"Gamma": GAMMA, "k_L": X, "r": 1, "c_p": COSINE})
    # Gauss quadrature with 24 nodes of an entire function is exact to many digits
    return _opinion("quadrature over directions", found, expected, 1e-12)


def moments(equation: Equation) -> Opinion:
    """The same by the power series of the phase, with exact moments of a direction's component along the pair."""
    turning = "undesired" in equation.id
    square = Fraction(9, 25)  # of the cosine 3/5
    along = (1 - square) / 2 if turning else square
    total = Fraction(0)
    x2 = Fraction(289, 100)
    for n in range(20):
        mean = Fraction(1, 2 * n + 1)  # of u^2n over directions
        above = Fraction(1, 2 * n + 3)
        # of u^2n |k.p|^2: the part along the axis, and half of the rest
        part = along * above + (1 - along) * (mean - above) / 2
        total += (-1) ** n * x2**n / factorial(2 * n) * (mean - part)
    expected = mp.mpf(total.numerator) / total.denominator * GAMMA * 3 / 2 * (2 if turning else 1)
    found = _value(equation, {"Gamma": GAMMA, "k_L": X, "r": 1, "c_p": COSINE})
    # the first term left out is 1.7^40/40! = 2e-39; values are doubles
    return _opinion("power series with exact moments", found, expected, 1e-13)


def green(equation: Equation) -> Opinion:
    """Both parts from the field of a dipole, (1 + (p.grad)^2/k^2) exp(ikr)/kr, differentiated numerically."""
    with mp.workdps(40):
        s = mp.sqrt(1 - COSINE**2)

        def wave(a: mp.mpf) -> mp.mpc:
            """Along the dipole by a from the place of the second atom, in units of 1/k."""
            r = mp.sqrt((s * a) ** 2 + (X + COSINE * a) ** 2)
            return mp.expj(r) / r

        complex_rate = -1j * GAMMA * mp.mpf(3) / 2 * (wave(0) + mp.diff(wave, 0, 2))
        found = _value(equation, {"Gamma": GAMMA, "k_L": X, "r": 1, "c_p": COSINE})
        expected = mp.im(complex_rate) if "exchange" in equation.id else mp.re(complex_rate)
        # numerical second derivative with 40 digits
        return _opinion("field of a dipole, differentiated", found, expected, 1e-12)


def _outgoing(distance: mp.mpf) -> mp.mpf:
    """Squared modulus of the field of a dipole across its axis: numerical derivatives of the outgoing wave."""

    def wave(a: mp.mpf) -> mp.mpc:
        r = mp.sqrt(a**2 + distance**2)
        return mp.expj(r) / r

    return abs(wave(mp.mpf(0)) + mp.diff(wave, 0, 2)) ** 2


def fields(equation: Equation) -> Opinion:
    """The ratio at two distances from the field of a dipole, differentiated numerically."""
    with mp.workdps(30):
        far, close = mp.mpf(29), mp.mpf(3)
        found = _value(equation, {"k_L": 1, "r": close, "R": far})
        return _opinion("field of a dipole at two distances", found, _outgoing(far) / _outgoing(close), 1e-12)


def stepped(equation: Equation) -> Opinion:
    """The same ratio with finite differences in plain numbers."""

    def square(x: float) -> float:
        h = 1e-3

        def wave(a: float) -> complex:
            r = math.hypot(a, x)
            return cmath.exp(1j * r) / r

        return abs(wave(0) + (wave(h) - 2 * wave(0) + wave(-h)) / h**2) ** 2

    found = _value(equation, {"k_L": 1, "r": 3, "R": 29})
    # central differences of step 1e-3: error 1e-7, and rounding over h^2 as much
    return _opinion("finite differences", found, mp.mpf(square(29)) / square(3), 1e-5)


def rotated_contour(equation: Equation) -> Opinion:
    """The imaginary part by quadrature: the wave exp(ikr) along imaginary k, and half a turn round the resonance."""
    with mp.workdps(25):

        def body(k: mp.mpc) -> mp.mpc:
            """k^3 [1/(1 - k) - 1/(1 + k)] times the outgoing wave whose real part is the pattern, without 1/(1 - k)."""
            x, p2 = k * X, COSINE**2
            wave = mp.expj(x) * ((1 - p2) / (1j * x) + (1 - 3 * p2) * (1 / x**2 - 1 / (1j * x**3)))
            return k**3 * wave * 2 * k / (1 + k)

        rotated = mp.quad(lambda q: 1j * body(1j * q) / (1 - 1j * q), [0, 1, 5, 20, 60])
        # passing the pole above takes off half a turn; the residue of body/(1 - k) is minus the body
        value = mp.re(rotated - mp.pi * 1j * body(mp.mpf(1)))
        found = _value(equation, {"Gamma": GAMMA, "k_L": X, "r": 1, "c_p": COSINE})
        # the wave has fallen to exp(-1.7 * 60) at the end; constants are doubles
        return _opinion("quadrature on a rotated contour", found, GAMMA * value / mp.pi * mp.mpf(3) / 2, 1e-12)


# --- one mode --------------------------------------------------------------------------------------------------------


def _pair(damping: mp.mpf) -> mp.mpc:
    """Twice the energy by which one mode couples |e g> and |g e>: difference of exact eigenvalues of both symmetries.

    The mode has up to two photons and decays at the damping; the whole is exact in the coupling, which is weak.
    """
    with mp.workdps(40):
        energies = []
        for sign in (1, -1):
            # symmetric or antisymmetric single excitation, no photon; ground and one photon; both excited, one photon
            size = mp.sqrt(2) if sign == 1 else mp.mpf(0)
            photon = OMEGA_K - 1j * damping
            matrix = mp.matrix([
                [OMEGA_L, WEAK * size, WEAK * size],
                [WEAK * size, photon, 0],
                [WEAK * size, 0, 2 * OMEGA_L + photon],
            ])  # fmt: skip
            values = mp.eig(matrix, left=False, right=False)
            energies.append(min(values, key=lambda e: abs(e - OMEGA_L)))
        return (energies[0] - energies[1]) / WEAK**2


def splitting(equation: Equation) -> Opinion:
    """The rate of one mode from exact eigenvalues: the exchange energy is half of i times the rate, both ways."""
    damping = DAMPING if equation.id.endswith(".rate") else mp.mpf(0)
    found = _mode_value(equation, damping)
    complex_rate = 1j * _pair(damping)
    expected = complex_rate if damping else mp.im(complex_rate)
    # corrections are of relative order g^2 = 1e-16
    return _opinion("eigenvalues of two atoms and a mode", found, expected, 1e-12)


def intermediate(equation: Equation) -> Opinion:
    """The same by second-order perturbation theory: a sum over intermediate states with their photons."""
    damping = DAMPING if equation.id.endswith(".rate") else mp.mpf(0)
    atoms = {"gg": 0, "eg": 1, "ge": 1, "ee": 2}
    total = mp.mpc(0)
    for state, excited in atoms.items():
        # reached from |eg> by flipping one atom, left to |ge> by flipping the other, with one photon in between
        flips = [sum(a != b for a, b in zip(state, other, strict=True)) for other in ("eg", "ge")]
        if flips == [1, 1]:
            total += 1 / (OMEGA_L - (excited * OMEGA_L + OMEGA_K - 1j * damping))
    expected = 2j * total if damping else mp.im(2j * total)
    # one sum against the other, in double precision
    return _opinion("sum over intermediate states", _mode_value(equation, damping), expected, 1e-13)


def _mode_value(equation: Equation, damping: mp.mpf) -> mp.mpc:
    halves = {name: 1 / (damping + 1j * (OMEGA_K - sign * OMEGA_L)) if damping else mp.mpf(0)
              for name, sign in (("h_minus", 1), ("h_plus", -1))}  # fmt: skip
    return _value(equation, SIGNS | {"g_k": 1, "W_ij": 1, "omega_k": OMEGA_K, "omega_L": OMEGA_L, **halves})


def golden_rule(equation: Equation) -> Opinion:
    """An excited atom and 4001 evenly spaced modes: the probability to have decayed, to second order, over the time."""
    spacing, time = mp.mpf("0.002"), mp.mpf(200)
    lost = mp.fsum(4 * mp.sin(n * spacing * time / 2) ** 2 / (n * spacing) ** 2 if n else time**2
                   for n in range(-2000, 2001))  # fmt: skip
    found = _value(equation, SIGNS | {"g_k": 1, "W_ij": 1, "delta_k": 1 / spacing})
    # tails beyond +-4 hold 2/(4 * 200 pi) of the rate
    return _opinion("decay into 4001 modes", found, lost / time, 5e-3)


def linewidth(equation: Equation) -> Opinion:
    """The decay of an excited atom from its self-energy with damped modes: minus twice the imaginary part."""
    spacing, damping = mp.mpf("0.002"), mp.mpf("0.02")
    rate = mp.fsum(2 * damping / ((n * spacing) ** 2 + damping**2) for n in range(-20000, 20001))
    found = _value(equation, SIGNS | {"g_k": 1, "W_ij": 1, "delta_k": 1 / spacing})
    # tails beyond +-40 hold 2 * 0.02/(40 pi) of the rate
    return _opinion("self-energy of 40001 damped modes", found, rate, 1e-3)


def pauli(equation: Equation) -> Opinion:
    """A dipole between spins 1/2 is as Pauli's matrices: squares of what changes the spin, over what keeps it."""
    along = [[1, 0], [0, -1]]
    across = ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]])
    kept = abs(along[0][0]) ** 2
    changed = sum(abs(matrix[1][0]) ** 2 for matrix in across)
    return _opinion("Pauli's matrices", _value(equation, {}), mp.mpf(changed) / kept, 1e-15)


def lines(equation: Equation) -> Opinion:
    """Photons from the level P 1/2 with m = +1/2, by integrals of its spinor with x, y, z times that of S 1/2.

    The spinor is -sqrt(1/3) Y10 up + sqrt(2/3) Y11 down; all in units of the same radial integral.
    """
    count, around = 60, 12
    kept, changed = mp.mpc(0), [mp.mpc(0), mp.mpc(0)]
    for a in range(count):
        u = mp.mpf(2 * a + 1) / count - 1
        for b in range(around):
            angle = 2 * mp.pi * b / around
            weight = mp.mpf(2) / count * 2 * mp.pi / around / mp.sqrt(4 * mp.pi)
            side = mp.sqrt(1 - u * u)
            up = -mp.sqrt(mp.mpf(1) / 3) * mp.sqrt(3 / (4 * mp.pi)) * u
            down = -mp.sqrt(mp.mpf(2) / 3) * mp.sqrt(3 / (8 * mp.pi)) * side * mp.expj(angle)
            kept += weight * u * up
            changed[0] += weight * side * mp.cos(angle) * down
            changed[1] += weight * side * mp.sin(angle) * down
    ratio = sum(abs(element) ** 2 for element in changed) / abs(kept) ** 2
    # the midpoint rule of 60 points is off by some 1/60^2
    return _opinion("spinors over the sphere", _value(equation, {}), ratio, 1e-3)


_RATE, _LIMITS, _BORN = (f"dissipative_entanglement.{name}" for name in ("pair_rate", "pair_limits", "born_markov"))
_MODES = "dissipative_entanglement.mode_integrals"
ORACLES: dict[str, tuple[Callable[[Equation], Opinion], ...]] = {
    f"{_RATE}.gamma": (quadrature, moments, green),
    f"{_RATE}.exchange": (green, rotated_contour),
    f"{_LIMITS}.undesired": (quadrature, moments),
    f"{_LIMITS}.apart": (fields, stepped),
    f"{_LIMITS}.clebsch": (pauli, lines),
    f"{_BORN}.rate": (splitting, intermediate),
    f"{_BORN}.imaginary_part": (splitting, intermediate),
    f"{_BORN}.real_part": (golden_rule, linewidth),
    f"{_MODES}.rate": (splitting, intermediate),
    f"{_MODES}.imaginary_part": (splitting, intermediate),
    f"{_MODES}.real_part": (golden_rule, linewidth),
}
