r"""Oracles of the interaction in the rotating frame, and of matrix elements of the dipole.

The frame is entered with matrix exponentials, or left by solving Schroedinger's equation; matrix elements are
integrals over angles of spinors, or follow from how a dipole along an axis behaves when all is turned about it.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion
from derive.records import Equation

ENSEMBLES, KINDS = ("I", "II"), ("quantum", "undesired")
LEVELS = ("down", "up", "e_down", "e_up")
OMEGA_L, DELTA, OMEGA, TIME = mp.mpf("2.3"), mp.mpf("0.4"), mp.mpf("0.15"), mp.mpf("1.7")
PHASE = mp.mpf("0.6")
DRIVEN_FROM = {"e_up": "down", "e_down": "up"}


def _energies(ensemble: str) -> dict[str, mp.mpf]:
    """Levels of one atom: equal splittings of both doublets, opposite in the second ensemble; blue and red light."""
    split = OMEGA if ensemble == "I" else -OMEGA
    centre = OMEGA_L - DELTA if ensemble == "I" else OMEGA_L + DELTA
    return {"down": -split / 2, "up": split / 2, "e_down": centre - split / 2, "e_up": centre + split / 2}


def _terms(equation: Equation) -> dict[tuple[str, str], mp.mpc]:
    """The coefficient of each transition beside the annihilator of a photon, at one time."""
    found: dict[tuple[str, str], mp.mpc] = {}
    values = {"g_k": 1, "g_k_check": 1, "phase_k": PHASE, "Omega": OMEGA, "omega_L": OMEGA_L, "t": TIME}
    for term in sp.Add.make_args(sp.expand(equation.rhs)):
        scalars, word = term.args_cnc()
        number = sp.Mul(*scalars)
        exact = {s: sp.Float(mp.nstr(mp.mpmathify(values[s.name]), 30), 30) for s in number.free_symbols}
        real, imaginary = sp.N(number.xreplace(exact), 25).as_real_imag()
        (transition,) = [letter.name for letter in word if letter.name != "a_k"]
        left, right = _split(transition.rpartition("_")[0])
        found[left, right] = found.get((left, right), mp.mpc(0)) + mp.mpc(mp.mpf(str(real)), mp.mpf(str(imaginary)))
    return found


def _split(name: str) -> tuple[str, str]:
    for left in LEVELS:
        if name.startswith(f"{left}_") and name[len(left) + 1 :] in LEVELS:
            return left, name[len(left) + 1 :]
    raise ValueError(f"{name!r} is not a pair of levels")


def _frame(ensemble: str) -> list[mp.mpf]:
    """What the frame takes off: a ground level's energy, and the photon's on the way to an excited one."""
    energy = _energies(ensemble)
    return [energy[level] if level not in DRIVEN_FROM else energy[DRIVEN_FROM[level]] + OMEGA_L for level in LEVELS]


def _compared(equation: Equation, expected: dict[tuple[str, str], mp.mpc], method: str) -> Opinion:
    found = _terms(equation)
    gap = max(abs(found.get(key, 0) - value) for key, value in expected.items())
    agrees = found.keys() == expected.keys() and gap < 1e-10  # doubles, and a fourth-order integrator
    shown = f"largest difference {mp.nstr(gap, 2)} of {len(expected)} phases"
    return Opinion(method=method, agrees=bool(agrees), detail=shown)


def _pairs(equation: Equation) -> list[tuple[str, str]]:
    """Desired decays keep the arrow, undesired ones do not."""
    keeps = "undesired" not in equation.id
    raised = [(e, g) for e in ("e_down", "e_up") for g in ("down", "up") if (e[2:] == g) == keeps]
    return [*raised, *((g, e) for e, g in raised)]


def exponentials(equation: Equation) -> Opinion:
    """The interaction between matrix exponentials of the frame's generator, atom and up to one photon."""
    ensemble = equation.id.rpartition("_")[2]
    taken = _frame(ensemble)
    generator = mp.diag([t + n * OMEGA_L for n in (0, 1) for t in taken])
    turn, back = mp.expm(1j * generator * TIME), mp.expm(-1j * generator * TIME)
    expected = {}
    for left, right in _pairs(equation):
        operator = mp.matrix(8, 8)
        row, column = LEVELS.index(left), 4 + LEVELS.index(right)
        operator[row, column] = mp.expj(PHASE)
        expected[left, right] = (turn * operator * back)[row, column]
    return _compared(equation, expected, "matrix exponentials")


def equation_of_motion(equation: Equation) -> Opinion:
    """The same by integrating how each product turns, step by step in time (Runge-Kutta of fourth order)."""
    ensemble = equation.id.rpartition("_")[2]
    taken = dict(zip(LEVELS, _frame(ensemble), strict=True))
    expected = {}
    steps = 2000
    h = TIME / steps
    for left, right in _pairs(equation):
        rate = 1j * (taken[left] - taken[right] - OMEGA_L)
        value = mp.expj(PHASE)
        for _ in range(steps):
            k1 = rate * value
            k2 = rate * (value + h * k1 / 2)
            k3 = rate * (value + h * k2 / 2)
            k4 = rate * (value + h * k3)
            value += h * (k1 + 2 * k2 + 2 * k3 + k4) / 6
        expected[left, right] = value
    return _compared(equation, expected, "integration over time")


def spinors(equation: Equation) -> Opinion:
    """<S, down| z |P 1/2, up> by quadrature of spinors over the sphere, beside <S, up| z |P 1/2, up>."""
    y00 = 1 / mp.sqrt(4 * mp.pi)

    def over_sphere(function: Callable[[mp.mpf, mp.mpf], mp.mpc]) -> mp.mpc:
        total, n, m = mp.mpc(0), 40, 8
        for a in range(n):
            u = -1 + (2 * a + mp.mpf(1)) / n
            for b in range(m):
                total += function(u, 2 * mp.pi * b / m) * 2 / n * 2 * mp.pi / m
        return total

    # the excited level with m = +1/2: -sqrt(1/3) Y10 up + sqrt(2/3) Y11 down, z over r is the cosine u
    up = over_sphere(lambda u, f: y00 * u * (-mp.sqrt(mp.mpf(1) / 3)) * mp.sqrt(3 / (4 * mp.pi)) * u)
    down = over_sphere(
        lambda u, f: y00 * u * mp.sqrt(mp.mpf(2) / 3) * (-mp.sqrt(3 / (8 * mp.pi))) * mp.sqrt(1 - u * u) * mp.expj(f)
    )
    agrees = bool(abs(down) < 1e-12 * abs(up)) == bool(equation.rhs == 0)  # rounding against an element of order one
    shown = f"ratio of both elements {mp.nstr(abs(down / up), 2)}"
    return Opinion(method="spinors over the sphere", agrees=agrees, detail=shown)


def turning(equation: Equation) -> Opinion:
    """A turn about the axis multiplies the element by exp(i(m - m')f) and leaves the dipole along it as it is."""
    angles = [mp.mpf(n) / 7 for n in (1, 2, 5)]
    # element = element * exp(i f (1/2 + 1/2)) for all f allows zero alone
    forced = all(abs(mp.expj(f) - 1) > 0.1 for f in angles)
    return Opinion(method="rotations about the axis", agrees=forced == bool(equation.rhs == 0), detail="three angles")


def _levels_left(equation: Equation) -> dict[str, mp.mpf]:
    """The derived energies of both excited levels in the frame, with laser minus transition put in for detunings."""
    ensemble = equation.id.rpartition("_")[2]
    energy = _energies(ensemble)
    found = {}
    for term in sp.Add.make_args(sp.expand(equation.rhs)):
        scalars, word = term.args_cnc()
        number = sp.Mul(*scalars)
        left, right = _split(word[0].name.rpartition("_")[0])
        if left != right or len(word) != 1:
            raise ValueError(f"{term} is not an energy of a level")
        values = {
            f"Delta_{level[2:]}_{ensemble}": OMEGA_L - (energy[level] - energy[start])
            for level, start in DRIVEN_FROM.items()
        }
        exact = {s: sp.Float(mp.nstr(values[s.name], 30), 30) for s in number.free_symbols}
        found[left] = mp.mpf(str(sp.N(number.xreplace(exact), 25)))
    return found


def _left_over(equation: Equation, expected: dict[str, mp.mpf], method: str) -> Opinion:
    found = _levels_left(equation)
    gap = max(abs(found.get(level, 0) - value) for level, value in expected.items())
    agrees = found.keys() == expected.keys() and gap < 1e-9  # a fourth-order integrator, and doubles
    shown = f"largest difference {mp.nstr(gap, 2)}, energies {', '.join(mp.nstr(v, 4) for v in expected.values())}"
    return Opinion(method=method, agrees=bool(agrees), detail=shown)


def frame_energies(equation: Equation) -> Opinion:
    """What is left of H when the generator of the frame is taken off: the logarithm of the turned propagator."""
    ensemble = equation.id.rpartition("_")[2]
    energies, taken, short = _energies(ensemble), _frame(ensemble), mp.mpf("0.5")
    laboratory = mp.expm(-1j * mp.diag([energies[level] for level in LEVELS]) * short)
    turned = mp.expm(1j * mp.diag(taken) * short) * laboratory
    left = {level: -mp.arg(turned[k, k]) / short for k, level in enumerate(LEVELS)}
    expected = {level: value for level, value in left.items() if level in DRIVEN_FROM}
    return _left_over(equation, expected, "propagator in the frame")


def _moved(state: tuple[complex, complex], by: float, slope: tuple[complex, complex]) -> tuple[complex, complex]:
    return state[0] + by * slope[0], state[1] + by * slope[1]


def driven_period(equation: Equation) -> Opinion:
    """The propagator over one period of the classical field, integrated without any frame, for each driven pair.

    After a period the frame is the laboratory again, so the sum of both phases is that of the levels' energies in it.
    """
    energies, drive, light = _energies(equation.id.rpartition("_")[2]), 0.05, float(OMEGA_L)
    period, steps, expected = 2 * math.pi / light, 600, {}
    for excited, start in DRIVEN_FROM.items():
        gap, h = float(energies[excited] - energies[start]), period / steps

        def slope(t: float, state: tuple[complex, complex], gap: float = gap) -> tuple[complex, complex]:
            turn = drive * cmath.exp(-1j * light * t)
            return -1j * turn.conjugate() * state[1], -1j * (turn * state[0] + gap * state[1])

        columns = []
        for column in ((1 + 0j, 0j), (0j, 1 + 0j)):
            state = column
            for n in range(steps):
                t = n * h
                k1 = slope(t, state)
                k2 = slope(t + h / 2, _moved(state, h / 2, k1))
                k3 = slope(t + h / 2, _moved(state, h / 2, k2))
                k4 = slope(t + h, _moved(state, h, k3))
                state = _moved(_moved(_moved(_moved(state, h / 6, k1), h / 3, k2), h / 3, k3), h / 6, k4)
            columns.append(state)
        determinant = columns[0][0] * columns[1][1] - columns[1][0] * columns[0][1]
        expected[excited] = mp.mpf(-cmath.phase(determinant) / period)
    return _left_over(equation, expected, "a period of the classical field, integrated")


_MATTER = "dissipative_entanglement.light_matter"
ORACLES: dict[str, tuple[Callable[[Equation], Opinion], ...]] = {
    **{f"{_MATTER}.{kind}_{e}": (exponentials, equation_of_motion) for kind in KINDS for e in ENSEMBLES},
    **{f"{_MATTER}.atoms_{e}": (frame_energies, driven_period) for e in ENSEMBLES},
    "dissipative_entanglement.sidebands.dipole_across": (spinors, turning),
}
