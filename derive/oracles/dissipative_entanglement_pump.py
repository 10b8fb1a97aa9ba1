r"""Oracles of the rate of a driven line: how fast a driven level really decays, and how many photons it sends out.

The levels have the coupling g, the Hamiltonian g(|e><a| + |a><e|), and the excited one decays at the full natural
width. Neither oracle uses rates of the paper: one takes exact complex energies, the other the steady state of the
master equation, found by elimination in exact fractions.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion, Oracle
from derive.records import Equation

WEAK = Fraction(1, 10**12)
"""The coupling over the width: what the limit of a weak drive neglects is some 1e-23 of a rate."""
Rate = Callable[[Fraction, Fraction, Fraction], mp.mpf]
DIGITS = 60


def exact(value: Fraction) -> mp.mpf:
    """A fraction to all digits."""
    return mp.mpf(value.numerator) / value.denominator


def decay(coupling: Fraction, detuning: Fraction, width: Fraction) -> mp.mpf:
    """Twice the imaginary part of the exact energy of the driven ground level, with its sign reversed."""
    matrix = mp.matrix([[0, exact(coupling)], [exact(coupling), -exact(detuning) - 0.5j * exact(width)]])
    energies = mp.eig(matrix, left=False, right=False)
    return -2 * mp.im(min(energies, key=abs))


def photons(coupling: Fraction, detuning: Fraction, width: Fraction) -> mp.mpf:
    """The width times the excited population at rest: the 2 x 2 density matrix, entry by entry, in fractions.

    With rho_ae = u + iv: 0 = du/dt = -width u/2 - detuning v, 0 = dv/dt = detuning u - width v/2 + coupling(p_a - p_e),
    0 = dp_e/dt = 2 coupling v - width p_e.
    """
    rows = [
        [-width / 2, -detuning, Fraction(0), Fraction(0)],
        [detuning, -width / 2, -2 * coupling, -coupling],
        [Fraction(0), 2 * coupling, -width, Fraction(0)],
    ]
    for k in range(3):
        pivot = next(r for r in range(k, 3) if rows[r][k] != 0)
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [entry / rows[k][k] for entry in rows[k]]
        for r in range(3):
            if r != k:
                rows[r] = [a - rows[r][k] * b for a, b in zip(rows[r], rows[k], strict=True)]
    return exact(width * rows[2][3])


def derived(equation: Equation, numbers: dict[str, Fraction]) -> mp.mpf:
    """The right side at exact numbers."""
    put = {s: sp.Rational(numbers[s.name].numerator, numbers[s.name].denominator) for s in equation.rhs.free_symbols}
    return mp.mpf(str(sp.N(equation.rhs.subs(put), DIGITS)))


def compared(method: str, pairs: list[tuple[mp.mpf, mp.mpf]], tolerance: float, what: str) -> Opinion:
    """Values that must agree, with the largest relative difference."""
    gap = max(abs(found / expected - 1) for found, expected in pairs)
    detail = f"{what}: largest relative difference {mp.nstr(gap, 2)}"
    return Opinion(method=method, agrees=bool(gap < tolerance), detail=detail)


def line(method: str, rate: Rate) -> Oracle:
    """Rates of one line on resonance, near it and far from it, with a branching c^2."""

    def opinion(equation: Equation) -> Opinion:
        width, angular, pairs = Fraction(3), Fraction(2, 5), []
        with mp.workdps(DIGITS):
            for detuning in (Fraction(0), Fraction(1, 3), Fraction(-7, 2), Fraction(90)):
                coupling = WEAK * width
                numbers = {"Omega_ab": coupling, "Delta_ab": detuning, "c_ab": angular, "gamma_LW": width}
                # the coupling has one coefficient of the line, the share of the decay the other
                expected = rate(coupling * Fraction(4, 5), detuning, width) * exact(Fraction(1, 4))
                pairs.append((derived(equation, numbers), expected))
            return compared(method, pairs, 1e-20, "four detunings")

    return opinion


def on_resonance(method: str, rate: Rate) -> Oracle:
    """The pump's rate for two widths."""

    def opinion(equation: Equation) -> Opinion:
        pairs = []
        with mp.workdps(DIGITS):
            for width in (Fraction(1), Fraction(7, 3)):
                coupling = WEAK * width
                found = derived(equation, {"Omega_pump": coupling, "gamma_LW": width})
                pairs.append((found, rate(coupling, Fraction(0), width)))
            ratio = mp.nstr(pairs[0][1] / exact(WEAK) ** 2, 6)
            return compared(method, pairs, 1e-20, f"rate over Omega^2/gamma {ratio}")

    return opinion


def pumped(method: str, rate: Rate) -> Oracle:
    """Both rates of cooling and their ratio, with a share of the atoms on resonance."""

    def opinion(equation: Equation) -> Opinion:
        width, detuning, splitting, share = Fraction(5), Fraction(7 * 10**11), Fraction(10**9), Fraction(1, 76)
        pump, probe = WEAK * width, Fraction(1, 10)
        numbers = {"Omega_pump": pump, "Omega_probe": probe, "Delta": detuning, "Omega": splitting,
                   "gamma_LW": width, "k_res": share}  # fmt: skip
        with mp.workdps(DIGITS):
            expected = exact(share) * rate(pump, Fraction(0), width) / rate(probe, detuning - splitting, width)
            # the probe is 1.4e11 widths away, whose square is what its far rate neglects
            return compared(method, [(derived(equation, numbers), expected)], 1e-20, "a point far from resonance")

    return opinion


def share_on_resonance(method: str, rate: Rate, field: str) -> Oracle:
    """The rate by pump or repump field through one level, with a share of the atoms on resonance."""

    def opinion(equation: Equation) -> Opinion:
        width, share = Fraction(7, 3), Fraction(1, 76)
        up, back = Fraction(3, 5), Fraction(2, 3)
        coupling = WEAK * width
        numbers = {f"Omega_{field}": coupling, f"c_{field}": up * back, "gamma_LW": width, "k_res": share}
        with mp.workdps(DIGITS):
            # one dipole element is in the coupling, the square of the other is the share of the decay
            expected = exact(share * back**2) * rate(coupling * up, Fraction(0), width)
            return compared(method, [(derived(equation, numbers), expected)], 1e-20, "one point on resonance")

    return opinion


BOTH: tuple[tuple[str, Rate], ...] = (
    ("complex energies of the driven level", decay),
    ("photons of the driven level at rest", photons),
)
_PUMPING = "dissipative_entanglement.pumping"
ORACLES: dict[str, tuple[Oracle, ...]] = {
    f"{_PUMPING}.rate": tuple(line(*one) for one in BOTH),
    f"{_PUMPING}.pump_on_resonance": tuple(on_resonance(*one) for one in BOTH),
    f"{_PUMPING}.parameter": tuple(pumped(*one) for one in BOTH),
    **{
        f"dissipative_entanglement.raman_rates.{field}": tuple(share_on_resonance(*one, field) for one in BOTH)
        for field in ("pump", "repump")
    },
}
