r"""Oracles of caesium in light: product states of nucleus, orbit and electron spin instead of coupled ones.

The excited state is spanned by |m_I, m_L, m_S>, in which the dipole acts on the orbit alone; the hyperfine Hamiltonian
is a matrix of products of spin matrices. No 3j or 6j symbol, no formula for hyperfine energies occurs. Frequencies are
in MHz.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from itertools import product

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion
from derive.records import Equation

NUCLEAR = Fraction(7, 2)
DIPOLE_A, QUADRUPOLE_B = 50.28827, -0.4934
FINE_GAP = 1e15
DIGITS = 40
SPEED_OF_LIGHT = 299792458.0
State = tuple[Fraction, Fraction, Fraction]
Vector = dict[tuple[Fraction, Fraction], mp.mpf]


def _ladder(spin: Fraction, m: Fraction, step: int) -> mp.mpf:
    square = max(spin * (spin + 1) - m * (m + step), Fraction(0))
    return mp.sqrt(mp.mpf(square.numerator) / square.denominator)


def _basis(total: Fraction) -> list[State]:
    """Product states of the excited level with a given sum of magnetic quantum numbers."""
    halves = (Fraction(1, 2), Fraction(-1, 2))
    nuclear = [NUCLEAR - k for k in range(int(2 * NUCLEAR) + 1)]
    return [(i, o, s) for i, o, s in product(nuclear, map(Fraction, (1, 0, -1)), halves) if i + o + s == total]


def _dot(one: int, other: int, lengths: tuple[Fraction, Fraction, Fraction], basis: list[State]) -> mp.matrix:
    """The product of two angular momenta of (nucleus, orbit, spin) on a block of product states."""
    matrix = mp.matrix(len(basis), len(basis))
    for column, state in enumerate(basis):
        matrix[column, column] += mp.mpf(float(state[one] * state[other]))
        for step in (1, -1):
            raised = [m + step * ((k == one) - (k == other)) for k, m in enumerate(state)]
            moved = (raised[0], raised[1], raised[2])
            if moved in basis:
                size = _ladder(lengths[one], state[one], step)
                size *= _ladder(lengths[other], state[other], -step)
                matrix[basis.index(moved), column] += size / 2
    return matrix


@cache
def _excited(total: Fraction) -> tuple[list[State], mp.matrix]:
    """The block of 6P with its hyperfine Hamiltonian on J = 3/2, and J = 1/2 far away."""
    basis = _basis(total)
    lengths = (NUCLEAR, Fraction(1), Fraction(1, 2))
    one = mp.eye(len(basis))
    orbit = _dot(1, 2, lengths, basis)
    upper = (orbit + one) / 1.5
    coupling = upper * (_dot(0, 1, lengths, basis) + _dot(0, 2, lengths, basis)) * upper
    i, j = float(NUCLEAR), 1.5
    quadrupole = 3 * coupling * coupling + 1.5 * coupling - i * (i + 1) * j * (j + 1) * upper
    quadrupole = quadrupole / (2 * i * (2 * i - 1) * j * (2 * j - 1))
    return basis, DIPOLE_A * coupling + QUADRUPOLE_B * quadrupole - FINE_GAP * (one - upper)


def _lowered(vector: Vector) -> Vector:
    """F_- on a ground state of nucleus and electron spin, not normed."""
    found: Vector = {}
    for (i, s), amplitude in vector.items():
        for key, size in (((i - 1, s), _ladder(NUCLEAR, i, -1)), ((i, s - 1), _ladder(Fraction(1, 2), s, -1))):
            if size:
                found[key] = found.get(key, mp.mpf(0)) + amplitude * size
    return found


def _normed(vector: Vector) -> Vector:
    norm = mp.sqrt(sum(x * x for x in vector.values()))
    return {key: x / norm for key, x in vector.items()}


@cache
def ground(f: int, m: int) -> tuple[tuple[tuple[Fraction, Fraction], mp.mpf], ...]:
    """|F, m>: lowered from the stretched state, or from the state across it."""
    half = Fraction(1, 2)
    stretched: Vector = {(NUCLEAR, half): mp.mpf(1)}
    vector, start = stretched, 4
    if f == 3:
        one = _normed(_lowered(stretched))
        vector, start = {(NUCLEAR, -half): one[NUCLEAR - 1, half], (NUCLEAR - 1, half): -one[NUCLEAR, -half]}, 3
    for _ in range(start - m):
        vector = _normed(_lowered(vector))
    return tuple(vector.items())


def _driven(f: int, m: int, q: int) -> tuple[Fraction, mp.matrix]:
    """The dipole component q on a ground state: it gives the orbit m_L = q and leaves both spins alone."""
    total = Fraction(m + q)
    basis, _ = _excited(total)
    column = mp.matrix(len(basis), 1)
    for (i, s), amplitude in ground(f, m):
        column[basis.index((i, Fraction(q), s))] = amplitude
    return total, column


def reference(manifold: int) -> mp.mpf:
    """The energy of an excited manifold: the least of its outermost block that the next inner block has new."""
    energies = {}
    for f in (5, 4, 3, 2):
        found = mp.eigsy(_excited(Fraction(f))[1], eigvals_only=True)
        values = sorted(x for x in found if x > -FINE_GAP / 2)
        energies[f] = values[0]
    return energies[manifold]


def amplitude(
    start: tuple[int, int], drive: int, emitted: int, end: tuple[int, int], detuning: float, manifold: int
) -> float:
    """Sum over the excited state of the products of two dipole elements over the detuning, by a linear system."""
    total, source = _driven(*start, drive)
    other, target = _driven(*end, emitted)
    assert total == other
    hamiltonian = _excited(total)[1]
    size = hamiltonian.rows
    solved = mp.lu_solve((detuning + reference(manifold)) * mp.eye(size) - hamiltonian, source)
    return float((target.T * solved)[0])


def _dressed(
    start: tuple[int, int], drive: int, emitted: int, end: tuple[int, int], detuning: float, manifold: int
) -> float:
    """The same amplitude as what couples the two ground states when both fields dress them, by diagonalisation."""
    total, source = _driven(*start, drive)
    target = _driven(*end, emitted)[1]
    hamiltonian, strength = _excited(total)[1], mp.mpf("1e-4")
    size = hamiltonian.rows
    whole = mp.matrix(size + 2, size + 2)
    for r in range(size):
        for c in range(size):
            whole[r + 2, c + 2] = hamiltonian[r, c] - (r == c) * (detuning + reference(manifold))
        whole[r + 2, 0] = whole[0, r + 2] = strength * source[r]
        whole[r + 2, 1] = whole[1, r + 2] = strength * target[r]
    values, vectors = mp.eigsy(whole)
    near = sorted(range(size + 2), key=lambda k: -float(vectors[0, k] ** 2 + vectors[1, k] ** 2))[:2]
    inside = mp.matrix([[vectors[r, k] for k in near] for r in range(2)])
    effective = inside * mp.diag([values[k] for k in near]) * inside**-1
    return float(effective[0, 1] / strength**2)


_FLIPS = {  # polarisation: dipole components from start and from end to the excited states; lifting, lowering
    "across": ((1, 0), (-1, 0)),
    "along": ((0, -1), (0, 1)),
}
_CASES = {
    "Z_y": ("across", 700.0, 5),
    "Z_x": ("along", -700.0, 5),
    **{f"Z_x_{manifold}": ("along", -700.0, manifold) for manifold in (4, 3, 2)},
}
_INPUTS = {"A_P3": DIPOLE_A * 1e6, "B_P3": QUADRUPOLE_B * 1e6}


def _squeezing(equation: Equation, dressed: bool) -> Opinion:
    polarisation, detuning, manifold = _CASES[equation.id.rpartition(".")[2]]
    (up, emitted), (down, back) = _FLIPS[polarisation]
    route = _dressed if dressed else amplitude
    with mp.workdps(DIGITS):
        lift = route((4, 3), up, emitted, (4, 4), detuning, manifold)
        lower = route((4, 4), down, back, (4, 3), detuning, manifold)
    ratio = abs(lower / lift)
    found = math.sqrt((1 + ratio) / (1 - ratio))
    values = _INPUTS | {"delta_nu": detuning * 1e6}
    derived = float(equation.rhs.xreplace({s: sp.Float(values[s.name], 25) for s in equation.rhs.free_symbols}))
    # dressing by fields of 1e-4 MHz over 100 MHz adds terms of relative order 1e-11
    method = "dressed ground states" if dressed else "linear system in product states"
    return _compare(method, derived, found, 1e-8)


def linear_system(equation: Equation) -> Opinion:
    """Z by solving for the excited amplitudes in the basis of product states."""
    return _squeezing(equation, dressed=False)


def dressed_states(equation: Equation) -> Opinion:
    """Z by diagonalising ground and excited states together with weak fields."""
    return _squeezing(equation, dressed=True)


def _compare(method: str, derived: float, found: float, tolerance: float) -> Opinion:
    gap = abs(derived / found - 1)
    detail = f"found {found:.10g}, the equation {derived:.10g}; allowed relative difference {tolerance:.0e}"
    return Opinion(method=method, agrees=gap < tolerance, detail=detail)


# The rate through several levels ----------------------------------------------------------------------------------

LIGHT, WIDTH = 1e-3, 2e-3
UPWARDS, DOWNWARDS, AWAY = (0.4, -0.7, 0.5), (0.6, 0.3, -0.2), (1.0, 1.7, 2.9)


def _rate(equation: Equation) -> float:
    values = {"Omega_probe": LIGHT, "gamma_LW": WIDTH}
    values |= {f"c_{k}": a * b for k, (a, b) in enumerate(zip(UPWARDS, DOWNWARDS, strict=True), 1)}
    values |= {f"Delta_{k}": d for k, d in enumerate(AWAY, 1)}
    return float(equation.rhs.xreplace({s: sp.Float(values[s.name], 25) for s in equation.rhs.free_symbols}))


def _hamiltonian(decay: mp.matrix) -> mp.matrix:
    """Ground level and three excited ones, with half of a decay matrix as its imaginary part."""
    matrix = mp.matrix(4, 4)
    for k in range(3):
        matrix[k + 1, 0] = matrix[0, k + 1] = LIGHT * UPWARDS[k]
        matrix[k + 1, k + 1] = AWAY[k]
        for other in range(3):
            matrix[k + 1, other + 1] -= mp.mpc(0, 0.5) * decay[k, other]
    return matrix


def lifetime(equation: Equation) -> Opinion:
    """The rate from the width of the dressed ground level when the photons that lead to b are all there are."""
    decay = mp.matrix([[WIDTH * a * b for a in DOWNWARDS] for b in DOWNWARDS])
    with mp.workdps(30):
        values = mp.eig(_hamiltonian(decay), left=False, right=False)
        found = -2 * float(mp.im(min(values, key=abs)))
    # higher orders in light and width are (1e-3)^2
    return _compare("width of the dressed level", _rate(equation), found, 1e-4)


def motion(equation: Equation) -> Opinion:
    """The rate at which photons of the line to b are emitted, from amplitudes that are followed in time."""
    matrix = _hamiltonian(WIDTH * mp.eye(3))
    with mp.workdps(20):
        # after ten lifetimes what switching on the light has left in the excited levels is gone
        step = mp.expm(-1j * matrix * 5.0)
        state = mp.matrix([1, 0, 0, 0])
        for _ in range(2000):
            state = step * state
        emitted = sum(b * state[k + 1] for k, b in enumerate(DOWNWARDS))
        found = WIDTH * float(abs(emitted) ** 2 / abs(state[0]) ** 2)
    return _compare("amplitudes followed in time", _rate(equation), found, 1e-3)


# Fine structure ---------------------------------------------------------------------------------------------------


def _fine(equation: Equation) -> float:
    values = {"nu_D1": 335.116048807e12, "nu_D2": 351.72571850e12}
    return float(equation.rhs.xreplace({s: sp.Float(values[s.name], 25) for s in equation.rhs.free_symbols}))


def wavelengths(equation: Equation) -> Opinion:
    """The fine splitting from the vacuum wavelengths of both lines, 894.59295986 and 852.34727582 nm."""
    found = SPEED_OF_LIGHT * (1 / 852.34727582e-9 - 1 / 894.59295986e-9)
    return _compare("vacuum wavelengths", _fine(equation), found, 1e-7)


def wave_numbers(equation: Equation) -> Opinion:
    """The fine splitting from the term energies of 6P, 11178.27 and 11732.31 cm^-1."""
    found = SPEED_OF_LIGHT * 100 * (11732.31 - 11178.27)
    # both are rounded to 0.005 cm^-1 of 554
    return _compare("term energies", _fine(equation), found, 2e-5)


_CAESIUM = "dissipative_entanglement.caesium"
ORACLES = {
    **{f"{_CAESIUM}.{name}": (linear_system, dressed_states) for name in _CASES},
    "dissipative_entanglement.raman_rates.far": (lifetime, motion),
    "dissipative_entanglement.hyperfine.fine": (wavelengths, wave_numbers),
}
