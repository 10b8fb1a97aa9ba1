r"""Oracles of sudden collisions: Schroedinger's equation in small steps, vectors, levels and their energies.

The reduced Planck constant is given an odd value, so that one too many or too few shows.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable
from fractions import Fraction

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion
from derive.records import Equation
from derive.vectors import as_matrix

HBAR = 1.3
PHASE = 0.7
STEPS = 4000
# s.k in the basis up-up, up-down, down-up, down-down, from s_z k_z and the exchange of opposite spins
COUPLING = ((0.25, 0, 0, 0), (0, -0.25, 0.5, 0), (0, 0.5, -0.25, 0), (0, 0, 0, 0.25))
State = list[complex]


def number(expression: sp.Basic, values: dict[str, float]) -> float:
    """The value of a right side, each symbol by its name; raises TypeError when it is not real."""
    return float(sp.N(expression.subs({s: sp.Float(values[s.name], 30) for s in expression.free_symbols})))


def schroedinger(state: State, energy: Callable[[float], float], until: float) -> State:
    """i hbar d psi/dt = energy(t) s.k psi from 0, by the classical Runge-Kutta method."""
    step = until / STEPS

    def rate(at: float, psi: State) -> State:
        factor = -1j * energy(at) / HBAR
        return [factor * sum(a * b for a, b in zip(row, psi, strict=True)) for row in COUPLING]

    def moved(psi: State, by: State, share: float) -> State:
        return [a + share * step * b for a, b in zip(psi, by, strict=True)]

    for n in range(STEPS):
        at = n * step
        one = rate(at, state)
        two = rate(at + step / 2, moved(state, one, 0.5))
        three = rate(at + step / 2, moved(state, two, 0.5))
        four = rate(at + step, moved(state, three, 1.0))
        total = [(a + 2 * b + 2 * c + d) / 6 for a, b, c, d in zip(one, two, three, four, strict=True)]
        state = moved(state, total, 1.0)
    return state


def pulse(equation: Equation) -> Opinion:
    """Two opposite spins under V = hbar alpha s.k in a smooth short pulse: they swap with sin^2(phi/2)."""
    area = number(equation.rhs, {"phi": PHASE, "hbar": HBAR, "delta_ti": 1.0})
    shape = _bump(area)
    found = schroedinger([0, 1, 0, 0], lambda t: HBAR * shape(t), 1.0)
    angle = 2 * math.asin(abs(found[2]))
    # Runge-Kutta of fourth order, 4000 steps: far below 1e-9
    return Opinion(
        method="Schroedinger's equation in small steps",
        agrees=abs(angle - PHASE) < 1e-9,
        detail=f"hbar = {HBAR}: a pulse for the phase {PHASE} turns the pair by {angle:.12f}",
    )


def vectors(equation: Equation) -> Opinion:
    """Two classical vectors that precess about one another turn about their sum, by its length times phi."""
    area = number(equation.rhs, {"phi": PHASE, "hbar": HBAR, "delta_ti": 1.0})
    shape, step = _bump(area), 1 / STEPS
    s: tuple[float, ...] = (0.3, 0.0, 0.4)
    k = (0.0, 0.5, 0.0)
    total = tuple(a + b for a, b in zip(s, k, strict=True))
    length = math.hypot(*total)
    start = s
    for n in range(STEPS):
        # the sum stands still, so each step is a rotation about it by alpha(t) |s + k| dt
        s = _rotated(s, total, shape((n + 0.5) * step) * step * length)
    angle = _angle(start, s, total) / length
    # the midpoint rule over a bump with all derivatives zero at its ends converges faster than any power
    return Opinion(
        method="two precessing vectors",
        agrees=abs(angle - PHASE) < 1e-9,
        detail=f"hbar = {HBAR}: for the phase {PHASE} they turn by {angle:.12f} per unit of their sum",
    )


def beating(equation: Equation) -> Opinion:
    """Two spins 1/2 with the Hamiltonian hbar a i.s: the swap probability is sin^2(phase/2)."""
    rate, time = 0.9, 1.2
    found = schroedinger([0, 1, 0, 0], lambda t: HBAR * rate, time)
    phase = 2 * math.asin(abs(found[2]))
    derived = number(equation.rhs, {"a_hpf": rate, "tau_p": time, "hbar": HBAR})
    return Opinion(
        method="Schroedinger's equation in small steps",
        agrees=abs(derived - phase) < 1e-9,
        detail=f"hbar = {HBAR}: the phase after tau' is {phase:.12f}, derived {derived:.12f}",
    )


def splitting(equation: Equation) -> Opinion:
    """The energies of hbar a i.s for two spins 1/2, by diagonalisation: their difference times tau' over hbar."""
    rate, time = 0.9, 1.2
    energies = mp.eigsy(mp.matrix(COUPLING) * HBAR * rate, eigvals_only=True)
    phase = float((max(energies) - min(energies)) * time / HBAR)
    derived = number(equation.rhs, {"a_hpf": rate, "tau_p": time, "hbar": HBAR})
    return Opinion(
        method="difference of two energies",
        agrees=abs(derived - phase) < 1e-12,
        detail=f"hbar = {HBAR}: {phase:.12f}, derived {derived:.12f}",
    )


def stepping_after(equation: Equation) -> Opinion:
    """A collision, then free motion with given energies in small steps of second order."""
    # what is left of third order: 4000 (11 * 0.4/1.3/4000)^3/6 = 4e-7
    return _free(
        equation,
        "free motion in small steps",
        lambda energy, time: (1 - 1j * energy * time / HBAR / STEPS - (energy * time / HBAR / STEPS) ** 2 / 2) ** STEPS,
        1e-6,
    )


def energy_phases(equation: Equation) -> Opinion:
    """A collision, then a phase -E t/hbar for each energy."""
    return _free(equation, "phase of each energy", lambda energy, time: cmath.exp(-1j * energy * time / HBAR), 1e-12)


def stretched_levels(equation: Equation) -> Opinion:
    """Energies of an atom of I = 3/2 in a small field: neighbours of F = 2 are apart by a quarter of the electron's."""
    field = 1e-9  # of the hyperfine coupling: the second order is of relative size 1e-9
    with mp.workdps(40):
        # m_f = 2 is one state; m_f = 1 holds two, coupled by half of sqrt(3)
        top = mp.mpf(3) / 4 + mp.mpf(field) / 2
        block = mp.matrix(
            [[mp.mpf(1) / 4 + mp.mpf(field) / 2, mp.sqrt(3) / 2], [mp.sqrt(3) / 2, -mp.mpf(3) / 4 - mp.mpf(field) / 2]]
        )
        below = max(mp.eigsy(block, eigvals_only=True))
        ratio = float((top - below) / field)
    # full polarisation: q = 2I + 1 = 4
    derived = _relative_frequency(equation, 4)
    return Opinion(
        method="energies of an atom",
        agrees=abs(derived / ratio - 1) < 1e-6,
        detail=f"I = 3/2, q = 4: {ratio:.9f} of the electron's frequency, derived {derived:.9f}",
    )


def averaged_levels(equation: Equation) -> Opinion:
    """At low polarisation both manifolds precess, oppositely, with the weights sum of m^2: I = 3/2, q = 6."""
    weights = {2: sum(m * m for m in range(-2, 3)), 1: sum(m * m for m in range(-1, 2))}
    mean = (Fraction(1, 4) * weights[2] - Fraction(1, 4) * weights[1]) / sum(weights.values())
    derived = _relative_frequency(equation, 6)
    return Opinion(
        method="average over both manifolds",
        agrees=abs(derived - float(mean)) < 1e-12,
        detail=f"I = 3/2, q = 6: {mean} of the electron's frequency, derived {derived:.12f}",
    )


def _relative_frequency(equation: Equation, q: int) -> float:
    """The derived frequency in units of that of the bare electron, g mu_B B/hbar."""
    values = {"g_e": 2.0, "mu_B": 0.8, "B": 0.6, "hbar": HBAR, "q": float(q)}
    return number(equation.rhs, values) / (2.0 * 0.8 * 0.6 / HBAR)


def _bump(area: float) -> Callable[[float], float]:
    """A smooth pulse between 0 and 1 of the given area."""
    # the integral of exp(-1/(t (1 - t))) from 0 to 1
    norm = float(mp.quad(lambda t: mp.exp(-1 / (t * (1 - t))), [0, 0.5, 1]))
    return lambda t: area / norm * math.exp(-1 / (t * (1 - t))) if 0 < t < 1 else 0.0


def _rotated(vector: tuple[float, ...], axis: tuple[float, ...], angle: float) -> tuple[float, ...]:
    size = math.hypot(*axis)
    x, y, z = (a / size for a in axis)
    u, v, w = vector
    along = (x * u + y * v + z * w) * (1 - math.cos(angle))
    c, s = math.cos(angle), math.sin(angle)
    return (
        c * u + s * (y * w - z * v) + x * along,
        c * v + s * (z * u - x * w) + y * along,
        c * w + s * (x * v - y * u) + z * along,
    )


def _angle(before: tuple[float, ...], after: tuple[float, ...], axis: tuple[float, ...]) -> float:
    """The angle between two vectors as seen along an axis."""
    size = math.hypot(*axis)
    unit = [a / size for a in axis]
    flat = []
    for vector in (before, after):
        along = sum(a * b for a, b in zip(vector, unit, strict=True))
        flat.append([a - along * b for a, b in zip(vector, unit, strict=True)])
    dot = sum(a * b for a, b in zip(*flat, strict=True))
    return math.acos(dot / math.hypot(*flat[0]) / math.hypot(*flat[1]))


def _free(equation: Equation, method: str, factor: Callable[[float, float], complex], tolerance: float) -> Opinion:
    energies, time = (2, 3, 5, 11), 0.4
    collision = sp.ImmutableMatrix([[1, 0, 0, 0], [0, 0, sp.I, 0], [0, 1, 0, 0], [0, 0, 0, -1]])
    operators = {
        s: sp.ImmutableMatrix.diag(*energies) if s.name == "H_0" else collision
        for s in equation.rhs.free_symbols
        if not s.is_commutative
    }
    values = {
        s: sp.Float({"tau_p": time, "hbar": HBAR}[s.name], 30) for s in equation.rhs.free_symbols if s.is_commutative
    }
    derived = as_matrix(equation.rhs.subs(values), operators)
    worst = max(
        abs(complex(sp.N(derived[i, j])) - factor(energies[i], time) * complex(collision[i, j]))
        for i in range(4)
        for j in range(4)
    )
    return Opinion(
        method=method, agrees=worst < tolerance, detail=f"hbar = {HBAR}, four energies: largest difference {worst:.1e}"
    )


ORACLES = {
    "spin_exchange.sudden.strength": (pulse, vectors),
    "spin_exchange.sudden.hyperfine_phase": (beating, splitting),
    "spin_exchange.sudden.whole": (stepping_after, energy_phases),
    "spin_exchange.sudden.frequency": (stretched_levels, averaged_levels),
}
