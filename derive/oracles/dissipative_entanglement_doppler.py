r"""Oracles of the Doppler width: where a Gaussian line is half as high, and its second moment.

Neither uses the derivation; numbers are those of caesium vapour near room temperature.
"""

from __future__ import annotations

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion, Oracle
from derive.records import Equation

NUMBERS = {"T": "300", "m_atom": "2.2069e-25", "nu_opt": "3.5173e14", "c_light": "299792458", "k_B": "1.380649e-23"}


def derived(equation: Equation) -> mp.mpf:
    """The right side at the numbers of caesium, in Hz."""
    put = {symbol: sp.Rational(NUMBERS[symbol.name]) for symbol in equation.rhs.free_symbols}
    return mp.mpf(str(sp.N(equation.rhs.subs(put), 30)))


def line(offset: mp.mpf) -> mp.mpf:
    """The height of the line at an offset in Hz: the chance of the velocity that shifts an atom by it, not normed."""
    speed = offset * mp.mpf(NUMBERS["c_light"]) / mp.mpf(NUMBERS["nu_opt"])
    return mp.exp(-mp.mpf(NUMBERS["m_atom"]) * speed**2 / (2 * mp.mpf(NUMBERS["k_B"]) * mp.mpf(NUMBERS["T"])))


def half_height(sides: int) -> Oracle:
    """The offset at which the line is one half, found by bisection; twice that for the full width."""

    def opinion(equation: Equation) -> Opinion:
        with mp.workdps(30):
            low, high = mp.mpf(0), mp.mpf("1e10")
            for _ in range(120):
                middle = (low + high) / 2
                low, high = (middle, high) if line(middle) > mp.mpf(1) / 2 else (low, middle)
            width, found = sides * low, derived(equation)
            # bisection of 1e10 Hz 120 times leaves less than 1e-25 Hz
            agrees = abs(width / found - 1) < mp.mpf(10) ** -20
        return Opinion(
            method="bisection for half the height of the line", agrees=bool(agrees),
            detail=f"caesium at 300 K: {mp.nstr(width / 10**6, 6)} MHz, the equation {mp.nstr(found / 10**6, 6)} MHz",
        )  # fmt: skip

    return opinion


def second_moment(sides: int) -> Oracle:
    """The standard deviation of the line by quadrature; a Gaussian is half as high at sqrt(2 ln 2) of it."""

    def opinion(equation: Equation) -> Opinion:
        with mp.workdps(30):
            scale = mp.mpf("1e8")
            points = [mp.mpf(n) / 2 for n in range(41)]
            norm = mp.quad(lambda y: line(y * scale), points)
            square = mp.quad(lambda y: y**2 * line(y * scale), points)
            width = sides * mp.sqrt(2 * mp.log(2)) * scale * mp.sqrt(square / norm)
            found = derived(equation)
            # the line beyond 2 GHz is below 1e-40 of its top
            agrees = abs(width / found - 1) < mp.mpf(10) ** -18
        return Opinion(
            method="quadrature of the line's second moment", agrees=bool(agrees),
            detail=f"caesium at 300 K: {mp.nstr(width / 10**6, 6)} MHz, the equation {mp.nstr(found / 10**6, 6)} MHz",
        )  # fmt: skip

    return opinion


DOPPLER = "dissipative_entanglement.doppler"
ORACLES: dict[str, tuple[Oracle, ...]] = {
    f"{DOPPLER}.width": (half_height(2), second_moment(2)),
    f"{DOPPLER}.half_width": (half_height(1), second_moment(1)),
}
