r"""Oracles of the noise that exchange adds to the alkali mode: matrices of a pair, and populations of its levels.

Both find :math:`M = \langle(\Delta s_-)(\Delta s_+)\rangle/\phi^2` of one collision from its definition. With
:math:`v\sigma\langle\phi^2\rangle = 4k_{se}`, :math:`\gamma_{ex} = n_bk_{se}/q` and :math:`2|f_z| = p_an_aq` the
antinormal moment is then :math:`4M\gamma_{ex}/p_a`.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion
from derive.records import Equation

HALF = Fraction(1, 2)
PHASE = Fraction(1, 10**12)
# where the bound of vacuum noise fails, and where it holds
POLARISATIONS = ((Fraction(19, 20), Fraction(3, 4)), (Fraction(3, 10), Fraction(2, 5)))


def pair_matrices(equation: Equation) -> Opinion:
    """M from the unitary of a pair, cos and sin of the phase between the singlet and the triplet."""
    with mp.workdps(60):
        phase = mp.mpf(PHASE.numerator) / PHASE.denominator
        # s.k has the eigenvalues 1/4 and -3/4; the exchange of both spins is 1/2 + 2 s.k
        exchange = mp.matrix([[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])
        step = mp.cos(phase / 2) * mp.eye(4) - mp.mpc(0, 1) * mp.sin(phase / 2) * exchange
        raising = mp.matrix([[0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0]])
        change = step.H * raising * step - raising
        worst = mp.mpf(0)
        for p_a, p_b in POLARISATIONS:
            weights = [(1 + s * _real(p_a)) * (1 + k * _real(p_b)) / 4 for s, k in product((-1, 1), repeat=2)]
            moment = change.H * change
            exact = sum(w * moment[n, n].real for n, w in enumerate(weights)) / phase**2
            worst = max(worst, abs(4 * exact / _real(p_a) - _real(_derived(equation, p_a, p_b))))
        # what a finite phase leaves is of relative order phi = 1e-12
        agrees = worst < mp.mpf(10) ** -10
    return Opinion(
        method="matrices of a colliding pair", agrees=bool(agrees), detail=f"largest difference {mp.nstr(worst, 2)}"
    )


def level_populations(equation: Equation) -> Opinion:
    """M from populations: two spins down turn with norm 1/2, opposite spins with norm 1/4, two spins up not at all."""
    said, agrees = [], True
    for p_a, p_b in POLARISATIONS:
        down, noble_down = (1 + p_a) / 2, (1 + p_b) / 2
        opposite = down * (1 - noble_down) + (1 - down) * noble_down
        exact = 4 * (down * noble_down * HALF + opposite / 4) / p_a
        found = _derived(equation, p_a, p_b)
        agrees = agrees and found == exact
        said.append(f"p_a = {p_a}, p_b = {p_b}: {exact} gamma_ex by populations, {found} by the equation")
    return Opinion(method="populations of the levels of a pair", agrees=agrees, detail="; ".join(said))


def _derived(equation: Equation, p_a: Fraction, p_b: Fraction) -> Fraction:
    """The right side for gamma_ex = 1."""
    values = {"gamma_ex": sp.Integer(1), "p_a": sp.Rational(p_a), "p_b": sp.Rational(p_b)}
    number = sp.Rational(equation.rhs.subs({s: values[s.name] for s in equation.rhs.free_symbols}))
    return Fraction(int(number.p), int(number.q))


def _real(number: Fraction) -> mp.mpf:
    return mp.mpf(number.numerator) / number.denominator


ORACLES = {"spin_exchange.mode_noise.antinormal_a": (pair_matrices, level_populations)}
