r"""Oracles of undesired decays of pairs: grids of directions, a dipole's field, and jumps that share modes in part.

Two decays with equal rates that share modes at a third rate are two independent ones, their sum and their difference.
"""

from __future__ import annotations

from collections.abc import Callable

import mpmath as mp

from derive.oracles import Opinion
from derive.oracles import dissipative_entanglement_elimination as atoms
from derive.oracles.dissipative_entanglement_pair_rate import COSINE, GAMMA, X, _opinion, _value
from derive.records import Equation

COMMON = mp.mpf("1.75") * atoms.WIDTH  # of at most twice the width, the rate of each undesired decay
NUMBERS = {"Gamma": GAMMA, "k_L": X, "r": 1, "c_p": COSINE}


def directions(equation: Equation) -> Opinion:
    """Over the sphere: what both polarisations pass from one turning dipole to the other, with the pair's phase."""
    s, half = mp.sqrt(1 - COSINE**2), 1 / mp.sqrt(2)
    plus = (-1j * COSINE * half, mp.mpc(half), 1j * s * half)
    minus = tuple(mp.conj(component) for component in plus)
    total = mp.mpc(0)
    for u, weight in mp.calculus.quadrature.GaussLegendre(mp.mp).calc_nodes(3, 120):
        sine = mp.sqrt(1 - u * u)
        for n in range(12):
            f = 2 * mp.pi * n / 12
            both = ((u * mp.cos(f), u * mp.sin(f), -sine), (-mp.sin(f), mp.cos(f), mp.mpf(0)))
            for e in both:
                left = sum(mp.conj(a) * b for a, b in zip(plus, e, strict=True))
                right = sum(a * b for a, b in zip(minus, e, strict=True))
                total += weight * left * right * mp.expj(X * u) / 24
    # mean over directions of one dipole is 2/3, and undesired decays are twice as fast
    expected = GAMMA * 2 * total * mp.mpf(3) / 2
    # Gauss quadrature with 24 nodes of an entire function is exact to many digits
    return _opinion("quadrature over directions", _value(equation, NUMBERS), expected, 1e-12)


def field(equation: Equation) -> Opinion:
    """The field of one turning dipole at the other, (d_2 - i d_3)^2/2 of the outgoing wave, differentiated."""
    with mp.workdps(40):
        s = mp.sqrt(1 - COSINE**2)

        def wave(second: mp.mpf, third: mp.mpf) -> mp.mpc:
            r = mp.sqrt(second**2 + (COSINE * third) ** 2 + (X + s * third) ** 2)
            return mp.expj(r) / r

        bent = mp.diff(wave, (0, 0), (2, 0)) - mp.diff(wave, (0, 0), (0, 2)) - 2j * mp.diff(wave, (0, 0), (1, 1))
        expected = mp.re(-1j * GAMMA * 2 * mp.mpf(3) / 2 * bent / 2)
        # numerical second derivatives with 40 digits
        return _opinion("field of a turning dipole, differentiated", _value(equation, NUMBERS), expected, 1e-12)


def _rates() -> dict[str, object]:
    square = atoms._scale() ** 2
    common = {"K_ij": square * COMMON, "K_ij_back": square * COMMON}
    return {"kL_ji": 0, "J_ij": square * atoms.WIDTH, "J_ij_check": square * 2 * atoms.WIDTH} | common


def shared_amplitudes(equation: Equation) -> Opinion:
    """Scattering amplitudes with line widths, C and D sharing part of their modes; one atom of each ensemble."""
    with mp.workdps(atoms.DIGITS):
        expected = mp.matrix(4, 4)
        for rate, jump in atoms._mixtures(dict(atoms._scattered()), COMMON):
            expected += rate / 2 * jump * atoms.RHO * jump.H
        found = atoms._applied(equation, _rates(), atoms._letters() | atoms._jumps())
        # widths are 4.5e-9 of the smallest detuning
        return atoms._close("scattering amplitudes into common modes", found, expected, 1e-7, "16 entries")


def shared_widths(equation: Equation) -> Opinion:
    """The same from excited amplitudes of both atoms, solved with their collective widths."""
    with mp.workdps(atoms.DIGITS):
        found = atoms._applied(equation, _rates(), atoms._letters() | atoms._jumps())
        expected = atoms._collective_map(COMMON)
        return atoms._close("amplitudes with collective widths", found, expected, 1e-7, "16 entries")


def apart_amplitudes(equation: Equation) -> Opinion:
    """The master equation with independent baths for C and D: scattering amplitudes with line widths."""
    with mp.workdps(atoms.DIGITS):
        expected = mp.matrix(4, 4)
        for rate, jump in atoms._mixtures(dict(atoms._scattered()), mp.mpf(0)):
            expected += rate / 2 * jump * atoms.RHO * jump.H
        found = atoms._applied(equation, _rates(), atoms._letters() | atoms._jumps())
        return atoms._close("scattering amplitudes into baths of their own", found, expected, 1e-7, "16 entries")


def apart_widths(equation: Equation) -> Opinion:
    """The same from excited amplitudes of both atoms, solved with their collective widths."""
    with mp.workdps(atoms.DIGITS):
        found = atoms._applied(equation, _rates(), atoms._letters() | atoms._jumps())
        expected = atoms._collective_map(mp.mpf(0))
        return atoms._close("amplitudes with collective widths", found, expected, 1e-7, "16 entries")


_HERE = "dissipative_entanglement.undesired_pairs"
ORACLES: dict[str, tuple[Callable[[Equation], Opinion], ...]] = {
    f"{_HERE}.kappa": (directions, field),
    f"{_HERE}.master": (shared_amplitudes, shared_widths),
    "dissipative_entanglement.elimination.master": (apart_amplitudes, apart_widths),
}
