r"""Oracles of the regimes and of the numbers of a cell: integrated motion, current loops, sampled velocities.

None uses a derived formula. Motion is integrated or diagonalised from the equations of two coupled amplitudes or of
two precessing spins; the field of a magnetised sphere is added up from its surface currents; gas laws are taken
per mole; speeds come from random velocities and from quadrature. Values are SI unless said otherwise.
"""

from __future__ import annotations

import math
import random
from functools import cache

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion
from derive.records import Equation

SEED = 20261122
HBAR, BOLTZMANN, BOHR, NUCLEAR = 1.054571817e-34, 1.380649e-23, 9.2740100657e-24, 5.0507837393e-27
VACUUM, UNIT_MASS = 1.25663706127e-6, 1.66053906892e-27
ATOMS = {"m_K": 39 * UNIT_MASS, "m_He": 3 * UNIT_MASS, "T_cell": 490.0, "k_B": BOLTZMANN}
SPINS = {"zeta": 0.7, "q": 4.0, "n_a": 2.0, "n_b": 5.0, "p_a": 0.9, "p_b": 0.6, "gyro_a": 11.0, "gyro_b": 0.05}
# angles of a collision and their probabilities
ANGLES = ((0.5, 0.2), (1.0, 0.3), (1.5, 0.4), (4.0, 0.1))


def value(equation: Equation, values: dict[str, float]) -> float:
    """The right side at the values, each symbol by its name."""
    return float(equation.rhs.subs({s: sp.Float(values[s.name], 30) for s in equation.rhs.free_symbols}).evalf(20))


def _opinion(method: str, equation: Equation, found: float, expected: float, tolerance: float, about: str) -> Opinion:
    gap = abs(found / expected - 1)
    detail = f"{about}: {expected:.8g}, the equation gives {found:.8g}; allowed relative difference {tolerance:.0e}"
    return Opinion(method=method, agrees=gap < tolerance, detail=detail)


def _motion(gamma: float, j: float, delta: float) -> mp.matrix:
    return mp.matrix([[mp.mpc(-gamma, delta), mp.mpc(0, -j)], [mp.mpc(0, -j), 0]])


_CASES = {  # values, which decay: (slower?, per excitation number?), and what the weak coupling leaves out
    "slow_rate": ({"gamma": 10.0, "J": 1.0, "Delta": 0.0}, True, False, 1e-9),
    # the fourth order in J/Delta = 1/10 is 1e-4 of the second, which is 1e-2 of the rate
    "alkali_number_rate": ({"gamma": 1.0, "J": 60.0, "Delta": 600.0}, False, True, 1e-3),
}


def eigenvalues(equation: Equation) -> Opinion:
    """The decay rate as a real part of an eigenvalue of the matrix of the two amplitudes, at the figure's ratios."""
    values, slower, number, tolerance = _CASES[equation.id.rpartition(".")[2]]
    with mp.workdps(30):
        found = mp.eig(_motion(values["gamma"], values["J"], values["Delta"]), left=False, right=False)
        rates = sorted(float(-mp.re(x)) for x in found)
    expected = (rates[0] if slower else rates[1]) * (2 if number else 1)
    return _opinion("eigenvalues of the motion", equation, value(equation, values), expected, tolerance, "decay rate")


def integrated(equation: Equation) -> Opinion:
    """The decay rate from the motion itself, step by step, as the logarithm of what is lost between two times.

    Forwards in time the slower mode is left over, backwards the faster one, which grows then.
    """
    values, slower, number, _ = _CASES[equation.id.rpartition(".")[2]]
    if not slower:
        values = {"gamma": 1.0, "J": 0.5, "Delta": 10.0}
    steps, times = 6000, (8.0, 12.0)
    ends = [_run(values, (1 if slower else -1) * time / steps, steps) for time in times]
    sizes = [abs(end[1] if slower else end[0]) for end in ends]
    rate = abs(math.log(sizes[1] / sizes[0])) / (times[1] - times[0]) * (2 if number else 1)
    # the other mode is down by exp(-8), and the fourth order in J/Delta is below 1e-5
    return _opinion("motion step by step", equation, value(equation, values), rate, 1e-3, "decay rate")


def _run(values: dict[str, float], step: float, steps: int) -> tuple[complex, complex]:
    """Classical Runge-Kutta steps from a = 1, b = 0."""
    a, b = 1 + 0j, 0j
    gamma, j, delta = values["gamma"], values["J"], values["Delta"]

    def rate(a: complex, b: complex) -> tuple[complex, complex]:
        return (1j * delta - gamma) * a - 1j * j * b, -1j * j * a

    for _ in range(steps):
        k = [rate(a, b)]
        for part in (0.5, 0.5, 1.0):
            k.append(rate(a + part * step * k[-1][0], b + part * step * k[-1][1]))
        a, b = (x + step / 6 * (k[0][i] + 2 * k[1][i] + 2 * k[2][i] + k[3][i]) for i, x in enumerate((a, b)))
    return a, b


def equal_precession(equation: Equation) -> Opinion:
    """The field at which each spin, turned by the field and by the other's mean spin, turns as fast, by bisection."""
    s = SPINS

    def apart(field: float) -> float:
        alkali = s["gyro_a"] * field + s["n_b"] * s["zeta"] * (-s["p_b"] / 2)
        noble = s["gyro_b"] * field + s["n_a"] * s["zeta"] * (-s["p_a"] * s["q"] / 2)
        return alkali - noble

    low, high = -10.0, 10.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if apart(middle) < 0 else (low, middle)
    return _opinion("equal precession, by bisection", equation, value(equation, s), low, 1e-9, "field")


def avoided_crossing(equation: Equation) -> Opinion:
    """The field at which the two modes of the coupled, transverse spins are closest in frequency."""
    s = SPINS
    f_z, k_z = -s["p_a"] * s["q"] / 2, -s["p_b"] / 2

    def splitting(field: float) -> float:
        # x + iy of (B + other spin) x (own spin): own frequency on the diagonal, torque of the other's tilt beside it
        own = (s["gyro_a"] * field + s["n_b"] * s["zeta"] * k_z, s["gyro_b"] * field + s["n_a"] * s["zeta"] * f_z)
        across = (-s["n_b"] * s["zeta"] * f_z, -s["n_a"] * s["zeta"] * k_z)
        return math.sqrt((own[0] - own[1]) ** 2 + 4 * across[0] * across[1])

    low, high = -10.0, 10.0
    for _ in range(200):
        third = (high - low) / 3
        low, high = (low, high - third) if splitting(low + third) < splitting(high - third) else (low + third, high)
    # at a minimum a value is flat, so that its place is known to half the digits
    return _opinion("avoided crossing", equation, value(equation, s), low, 1e-6, "field")


def per_mole(equation: Equation) -> Opinion:
    """Atoms per volume from the gas constant and Avogadro's number."""
    pressure, temperature = 7.5 * 101325.0, 488.15
    expected = pressure / (8.314462618 * temperature) * 6.02214076e23
    found = value(equation, {"P_He": pressure, "T_cell": temperature, "k_B": BOLTZMANN})
    # the gas constant is written with ten digits
    return _opinion("gas law per mole", equation, found, expected, 1e-9, "7.5 atm at 215 Celsius, per m^3")


def loschmidt(equation: Equation) -> Opinion:
    """Atoms per volume from Loschmidt's constant, at 0 Celsius and 1 atm, in proportion to P/T."""
    expected = 2.686780111e25 * 7.5 * 273.15 / 488.15
    found = value(equation, {"P_He": 7.5 * 101325.0, "T_cell": 488.15, "k_B": BOLTZMANN})
    # Loschmidt's constant is written with ten digits
    return _opinion("Loschmidt's constant", equation, found, expected, 1e-9, "7.5 atm at 215 Celsius, per m^3")


@cache
def _sampled() -> tuple[float, float]:
    """Mean and mean square of the relative speed of random pairs, each velocity normally distributed."""
    draw, pairs = random.Random(SEED), 60_000
    widths = [math.sqrt(BOLTZMANN * ATOMS["T_cell"] / ATOMS[name]) for name in ("m_K", "m_He")]
    speeds = [
        math.hypot(*(draw.gauss(0, widths[0]) - draw.gauss(0, widths[1]) for _ in range(3))) for _ in range(pairs)
    ]
    return sum(speeds) / pairs, sum(v * v for v in speeds) / pairs


def sampled_pairs(equation: Equation) -> Opinion:
    """The speed from random pairs of atoms; v^2 exp(-v^2/v_p^2) has the mean square 3 v_p^2/2."""
    mean, square = _sampled()
    expected = mean if equation.id.endswith("mean_speed") else math.sqrt(2 * square / 3)
    reduced = ATOMS["m_K"] * ATOMS["m_He"] / (ATOMS["m_K"] + ATOMS["m_He"])
    found = value(equation, {**ATOMS, "m_red": reduced})
    # five standard deviations of a mean of 60000 speeds, each spread by 0.42 of the mean
    return _opinion("sampled pairs of atoms", equation, found, expected, 0.009, "speed in m/s")


def quadrature(equation: Equation) -> Opinion:
    """Mean speed by quadrature of the distribution, or the speed at which it is largest by search."""
    mass = 2.8 * UNIT_MASS
    unit = math.sqrt(BOLTZMANN * ATOMS["T_cell"] / mass)

    def density(u: float) -> float:
        return float(u * u * mp.exp(-u * u / 2))

    if equation.id.endswith("mean_speed"):
        moments = [mp.quad(lambda u, n=n: u**n * density(u), [0, 2, 5, 12]) for n in (1, 0)]
        expected, tolerance = float(moments[0] / moments[1]) * unit, 1e-9
    else:
        low, high = 0.1, 5.0
        for _ in range(120):
            third = (high - low) / 3
            low, high = (low, high - third) if density(low + third) > density(high - third) else (low + third, high)
        # at a maximum a value is flat, so that its place is known to half the digits
        expected, tolerance = low * unit, 1e-6
    found = value(equation, {**ATOMS, "m_red": mass})
    return _opinion("quadrature or search", equation, found, expected, tolerance, "speed in m/s")


def _rates() -> dict[str, float]:
    """What the definitions of zeta and k_se give for the angles above, with sigma = 3, v = 2, q = 4."""
    mean = sum(p * angle for angle, p in ANGLES)
    square = sum(p * angle**2 for angle, p in ANGLES)
    return {"sigma_se": 3.0, "v_rel": 2.0, "q": 4.0, "zeta": 3 * 2 * mean / 4, "k_se": 3 * 2 * square / 4}


def listed_angles(equation: Equation) -> Opinion:
    """The moments of four angles with known probabilities, through zeta and k_se as they are defined."""
    mean = sum(p * angle for angle, p in ANGLES)
    spread = sum(p * (angle - mean) ** 2 for angle, p in ANGLES)
    expected = {"mean_phase": mean, "mean_square_phase": spread + mean**2, "phase_variance": spread}
    found = value(equation, _rates())
    return _opinion("listed angles", equation, found, expected[equation.id.rpartition(".")[2]], 1e-12, "moment")


@cache
def _counted() -> tuple[float, float]:
    """Mean and mean square angle from random collisions at the rate sigma v n = 6, per time and that rate."""
    draw, wanted = random.Random(SEED), 100_000
    time = sum(draw.expovariate(6.0) for _ in range(wanted))
    angles = draw.choices([a for a, _ in ANGLES], [p for _, p in ANGLES], k=wanted)
    return sum(angles) / time / 6, sum(a * a for a in angles) / time / 6


def counted_collisions(equation: Equation) -> Opinion:
    """The moments from random collisions that follow one another at the rate sigma v n."""
    mean, square = _counted()
    expected = {"mean_phase": mean, "mean_square_phase": square, "phase_variance": square - mean**2}
    found = value(equation, _rates())
    # five standard deviations: each squared angle is spread by 1.7 of its mean, and the variance is 0.3 of the square
    about, wanted = "moment", expected[equation.id.rpartition(".")[2]]
    return _opinion("counted collisions", equation, found, wanted, 0.09, about)


_CONTACT = {"g_e": 2.0, "g_n": 4.255, "kappa_0": 6.0, "mu_0": VACUUM, "mu_B": BOHR, "mu_N": NUCLEAR, "hbar": HBAR,
            "q": 4.0, "m_b": 4.255 * NUCLEAR / 2}  # fmt: skip


def current_loops(equation: Equation) -> Opinion:
    """The field at the centre of a magnetised sphere from its surface currents, loop by loop, then the precession."""
    loops, magnetisation = 2000, 4.255 * NUCLEAR / 2  # one fully polarised nucleus per volume
    angles = [(n + 0.5) * math.pi / loops for n in range(loops)]
    # a loop of radius sin(x) at height cos(x) carries M sin(x) dx and makes mu_0 I sin(x)^2/2 at unit distance
    field = sum(VACUUM * magnetisation * math.sin(x) ** 3 / 2 for x in angles) * math.pi / loops
    rate = 2.0 * BOHR * 6.0 * field / HBAR
    # n_b zeta <k> is the rate of f = q s; the midpoint rule is off by 1/loops^2
    return _opinion("surface currents", equation, value(equation, _CONTACT), rate / 4.0 / 0.5, 1e-6, "zeta in m^3/s")


def gaussian_units(equation: Equation) -> Opinion:
    """The same in Gaussian units, where the field is 8 pi/3 of the magnetisation, in erg, gauss and cm."""
    field = 8 * math.pi / 3 * 6.0 * 4.255 * (NUCLEAR * 1e3) / 2
    expected = 2.0 * (BOHR * 1e3) * field / (HBAR * 1e7) / 4.0 / 0.5 * 1e-6
    # mu_0/4pi is 1e-7 to ten digits
    return _opinion("Gaussian units", equation, value(equation, _CONTACT), expected, 1e-8, "zeta in m^3/s")


REGIMES, CELL, CONTACT = "spin_exchange.regimes", "spin_exchange.cell_numbers", "spin_exchange.fermi_contact"
ORACLES = {
    f"{REGIMES}.slow_rate": (eigenvalues, integrated),
    f"{REGIMES}.alkali_number_rate": (eigenvalues, integrated),
    f"{CELL}.resonance_field": (equal_precession, avoided_crossing),
    f"{CELL}.noble_gas_density": (per_mole, loschmidt),
    f"{CELL}.mean_speed": (sampled_pairs, quadrature),
    f"{CELL}.most_probable_speed": (sampled_pairs, quadrature),
    f"{CELL}.mean_phase": (listed_angles, counted_collisions),
    f"{CELL}.mean_square_phase": (listed_angles, counted_collisions),
    f"{CELL}.phase_variance": (listed_angles, counted_collisions),
    f"{CONTACT}.zeta": (current_loops, gaussian_units),
    f"{CONTACT}.zeta_moment": (current_loops, gaussian_units),
}
