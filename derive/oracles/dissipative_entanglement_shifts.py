r"""Oracles of pair rates averaged over two clouds: sums over the places of two atoms, in two systems of coordinates.

Neither uses the derivation. The field of a pair whose line is across the dipole is sin(kr)/(kr) for the rate and
-cos(kr)/(kr) for the exchange, times 3/2. The difference of two places in Gaussian clouds of width L, the second a
distance R behind the first, has the density of a Gaussian of width sqrt(2) L around -R; the classical field adds the
phase e^{ikz}.
"""

from __future__ import annotations

from cmath import exp
from collections.abc import Callable
from math import cos, pi, sin

from derive.oracles import Opinion, Oracle
from derive.records import Equation

K, L, R = 2.0, 1.0, 1.5
FIELDS: dict[str, Callable[[float], float]] = {"rate": sin, "exchange": lambda phase: -cos(phase)}
FACTOR = 1.5 * 2 * pi / (2 * pi * L**2) ** 1.5
REACH = 10
"""Where both sums end, in widths of a cloud: the density is then below 1e-15 of its top."""


def derived(equation: Equation) -> complex:
    """The right side at k_L = 2, L = 1, R = 3/2, Gamma = 1."""
    numbers = {"k_L": "2", "L": "1", "R": "3/2", "Gamma": "1"}
    return complex(equation.rhs.subs({symbol: numbers[symbol.name] for symbol in equation.rhs.free_symbols}).evalf(20))


def simpson(values: list[complex], step: float) -> complex:
    """Simpson's rule for an even number of equal steps."""
    return step / 3 * (values[0] + values[-1] + 4 * sum(values[1:-1:2]) + 2 * sum(values[2:-1:2]))


def spheres(channel: str) -> Oracle:
    """The sum over distance and angle."""

    def opinion(equation: Equation) -> Opinion:
        field = FIELDS[channel]

        def shell(distance: float) -> complex:
            phases = [K * distance * (n / 100 - 1) for n in range(201)]
            inner = simpson([exp(1j * phase - phase / K * R / L**2) for phase in phases], 1 / 100)
            return distance * field(K * distance) / K * exp(-(distance**2 + R**2) / (2 * L**2)) * inner

        found = FACTOR * simpson([shell(REACH * n / 600) for n in range(601)], REACH / 600)
        return compared("sums over distance and angle", found, equation)

    return opinion


def cylinders(channel: str) -> Oracle:
    """The sum over the coordinate along the field and the distance beyond it.

    Across the field rho d rho = r dr, so that the inner sum runs over r from |z| on.
    """

    def opinion(equation: Equation) -> Opinion:
        field, step = FIELDS[channel], 1 / 200
        count = 2 * REACH * 200
        values = [field(K * step * n) / K * exp(-((step * n) ** 2) / (2 * L**2)) for n in range(count)]
        beyond = [0j] * count
        for n in reversed(range(count - 1)):
            beyond[n] = beyond[n + 1] + step * (values[n] + values[n + 1]) / 2
        places = [step * n for n in range(-REACH * 200, REACH * 200 + 1)]
        along = [exp(1j * K * z - (2 * z * R + R**2) / (2 * L**2)) for z in places]
        found = FACTOR * simpson([a * beyond[round(abs(z) / step)] for a, z in zip(along, places, strict=True)], step)
        return compared("sums over cylinders", found, equation)

    return opinion


def compared(method: str, found: complex, equation: Equation) -> Opinion:
    """Agreement to 1e-4: the trapezoidal rule with a step of L/200 errs by some 1e-5."""
    value = derived(equation)
    return Opinion(
        method=method, agrees=abs(found - value) < 1e-4 * abs(value),
        detail=f"k_L L = 2, R = 1.5 L: {found:.6f} Gamma, the equation {value:.6f} Gamma",
    )  # fmt: skip


APART = "dissipative_entanglement.averaged_apart"
ORACLES: dict[str, tuple[Oracle, ...]] = {
    f"{APART}.{channel}": (spheres(channel), cylinders(channel)) for channel in ("rate", "exchange")
}
