r"""Oracles of the bosonic limit and of collective spins: states of quanta, covariances of quadratures, matrices.

None uses the operator algebra or the derivations; each is written from the definitions of the operators.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion, Oracle
from derive.records import Equation

MU, NU = Fraction(5, 4), Fraction(3, 4)
QUANTA = 120
"""Where the sum over quanta is cut off: (nu/mu)^(2n) is then below 1e-50."""
State = dict[tuple[int, int], mp.mpf]
ATOMS = 3


def value(equation: Equation, **numbers: Fraction) -> mp.mpf:
    """The right side at numbers given by the names of its symbols."""
    put = {s: sp.Rational(numbers[s.name].numerator, numbers[s.name].denominator) for s in equation.rhs.free_symbols}
    return mp.mpf(str(sp.N(equation.rhs.subs(put), 40)))


def squeezed(sign: int) -> State:
    """Amplitudes of n quanta in either mode: ratios of the recurrence mu c_(n+1) = -+ nu c_n, then normed."""
    raw = {
        (n, n): (mp.mpf(-sign * NU.numerator) / NU.denominator * MU.denominator / MU.numerator) ** n
        for n in range(QUANTA)
    }
    norm = mp.sqrt(mp.fsum(c**2 for c in raw.values()))
    return {levels: c / norm for levels, c in raw.items()}


def lowered(state: State, mode: int) -> State:
    """The annihilation operator of a mode on a state."""
    found: State = {}
    for levels, c in state.items():
        if levels[mode] > 0:
            down = (levels[0] - (mode == 0), levels[1] - (mode == 1))
            found[down] = found.get(down, mp.mpf(0)) + mp.sqrt(levels[mode]) * c
    return found


def raised(state: State, mode: int) -> State:
    """The creation operator of a mode on a state."""
    return {
        (levels[0] + (mode == 0), levels[1] + (mode == 1)): mp.sqrt(levels[mode] + 1) * c for levels, c in state.items()
    }


def combined(*terms: tuple[int, State]) -> State:
    """A sum of states with whole coefficients."""
    found: State = {}
    for factor, state in terms:
        for levels, c in state.items():
            found[levels] = found.get(levels, mp.mpf(0)) + factor * c
    return found


def variance_sum(state: State) -> mp.mpf:
    """<x_+^2> + <p_-^2>: norms of (a + a+ + b + b+)/2 and of (a - a+ - b + b+)/2 on the state."""
    x = combined((1, lowered(state, 0)), (1, raised(state, 0)), (1, lowered(state, 1)), (1, raised(state, 1)))
    p = combined((1, lowered(state, 0)), (-1, raised(state, 0)), (-1, lowered(state, 1)), (1, raised(state, 1)))
    return mp.fsum(c**2 for c in (*x.values(), *p.values())) / 4


def quanta(sign: int) -> Oracle:
    """The variances from the amplitudes of quanta, for one sign of the squeezing."""

    def opinion(equation: Equation) -> Opinion:
        with mp.workdps(40):
            state = squeezed(sign)
            found = variance_sum(state)
            derived = value(equation, mu=MU, nu=NU) if equation.rhs.has(*_named(equation, "mu")) else at_angle(equation)
            # the cut-off leaves less than 1e-25
            agrees = abs(found - derived) < mp.mpf(10) ** -20
        return Opinion(
            method="amplitudes of quanta", agrees=bool(agrees),
            detail=f"mu = {MU}, nu = {NU}, {QUANTA} quanta: {mp.nstr(found, 12)}, the equation {mp.nstr(derived, 12)}",
        )  # fmt: skip

    return opinion


def _named(equation: Equation, name: str) -> list[sp.Symbol]:
    return [s for s in equation.rhs.free_symbols if s.name == name] or [sp.Symbol("absent")]


def at_angle(equation: Equation) -> mp.mpf:
    """The right side at the angle r at which cosh r is mu: exp(r) = mu + nu = 2."""
    (angle,) = equation.rhs.free_symbols
    return mp.mpf(str(sp.N(equation.rhs.subs(angle, sp.log(sp.Rational(MU + NU))), 40)))


def covariance(sign: int) -> Oracle:
    """The variances from the steady covariance of the four quadratures, in exact arithmetic.

    A jump L = l.R, with R = (x_a, p_a, x_b, p_b) and [R_j, R_k] = i Omega_jk, moves the covariance V by
    V' = X V + V X^T + Y with X = Omega Im(l* l^T) and Y = Omega Re(l* l^T) Omega^T, for V the symmetrised <R R>.
    """

    def opinion(equation: Equation) -> Opinion:
        found = solved(sign)
        derived = value(equation, mu=MU, nu=NU) if equation.rhs.has(*_named(equation, "mu")) else at_angle(equation)
        return Opinion(
            method="steady covariance of the quadratures",
            # both are exact up to the digits of the evaluation
            agrees=bool(abs(mp.mpf(found.numerator) / found.denominator - derived) < mp.mpf(10) ** -14),
            detail=f"mu = {MU}, nu = {NU}: {found}, the equation {mp.nstr(derived, 12)}",
        )

    return opinion


def solved(sign: int) -> Fraction:
    """var(x_+) + var(p_-) in the steady state of the jumps mu a +- nu b+ and mu b +- nu a+."""
    mu, nu = sp.Rational(MU), sign * sp.Rational(NU)
    # a = (x + i p)/sqrt(2); the common factor is left out, since both rates may have any size
    jumps = [sp.Matrix([mu, sp.I * mu, nu, -sp.I * nu]), sp.Matrix([nu, -sp.I * nu, mu, sp.I * mu])]
    omega = sp.Matrix([[0, 1, 0, 0], [-1, 0, 0, 0], [0, 0, 0, 1], [0, 0, -1, 0]])
    drift, noise = sp.zeros(4), sp.zeros(4)
    for jump in jumps:
        outer = jump.conjugate() * jump.T
        drift += omega * outer.applyfunc(sp.im)
        noise += omega * outer.applyfunc(sp.re) * omega.T
    entries = sp.symbols("v0:16")
    covariances = sp.Matrix(4, 4, entries)
    (solution,) = sp.linsolve(list(drift * covariances + covariances * drift.T + noise), *entries)
    v = sp.Matrix(4, 4, solution)
    x = (v[0, 0] + v[2, 2] + 2 * v[0, 2]) / 2
    p = (v[1, 1] + v[3, 3] - 2 * v[1, 3]) / 2
    total = sp.Rational(sp.nsimplify(x + p))
    return Fraction(int(total.p), int(total.q))


def flips() -> tuple[sp.Matrix, sp.Matrix]:
    """Sum of |down><up| and of |up><down| over three atoms, without 1/sqrt(N), in the basis up, down."""
    size = 2**ATOMS
    levels = list(product((0, 1), repeat=ATOMS))
    down = sp.zeros(size)
    for column, state in enumerate(levels):
        for atom in range(ATOMS):
            if state[atom] == 0:
                row = levels.index((*state[:atom], 1, *state[atom + 1 :]))
                down[row, column] += 1
    return down, down.T


def longitudinal() -> sp.Matrix:
    """J_x of three atoms: half of the atoms up less those down."""
    return sp.diag(*(sp.Rational(sum(1 - 2 * s for s in state), 2) for state in product((0, 1), repeat=ATOMS)))


def shown_as_matrix(equation: Equation) -> sp.Matrix:
    """The right side with matrices of three atoms for J^+ and J^-, which have 1/sqrt(N)."""
    up, down = (m / sp.sqrt(ATOMS) for m in flips())
    rhs = sp.expand(equation.rhs)
    total = sp.zeros(2**ATOMS)
    for name, matrix in (("J_plus", up), ("J_minus", down)):
        (symbol,) = (s for s in rhs.free_symbols if s.name == name)
        coefficient = rhs.coeff(symbol)
        numbers = dict.fromkeys(coefficient.free_symbols, ATOMS)
        total += coefficient.subs(numbers) * matrix
    return total.applyfunc(sp.expand)


def pauli_sum(equation: Equation) -> Opinion:
    """The sum over three atoms of Pauli matrices, for the axis of the left side; x is the axis of up and down."""
    y = sp.Matrix([[0, 1], [1, 0]]) / 2
    z = sp.Matrix([[0, -sp.I], [sp.I, 0]]) / 2
    single = y if str(equation.lhs) == "J_y" else z
    total = sp.zeros(2**ATOMS)
    for atom in range(ATOMS):
        factors = [single if place == atom else sp.eye(2) for place in range(ATOMS)]
        total += sp.kronecker_product(*factors)
    return Opinion(
        method="Pauli matrices of three atoms", agrees=shown_as_matrix(equation) == total,
        detail=f"{equation.lhs} is the sum over the atoms",
    )  # fmt: skip


def angular_momentum(equation: Equation) -> Opinion:
    """With J_x of three atoms, the square of the commutator's norm: [J_x, [J_x, J_y]] = J_y, and tr J_y^2 = N 2^N/4."""
    shown, x = shown_as_matrix(equation), longitudinal()
    inner = x * shown - shown * x
    twice = (x * inner - inner * x - shown).applyfunc(sp.expand)
    size = sp.expand((shown * shown).trace()) == sp.Rational(ATOMS * 2**ATOMS, 4)
    return Opinion(
        method="length of a component of three atoms", agrees=bool(twice.is_zero_matrix and size),
        detail="it turns about x, and the trace of its square is N 2^N/4 as for every component",
    )  # fmt: skip


SQUEEZED = "dissipative_entanglement.squeezed_state"
SPINS = "dissipative_entanglement.collective_spins"
ORACLES: dict[str, tuple[Oracle, ...]] = {
    f"{SQUEEZED}.variance_sum": (quanta(1), covariance(1)),
    f"{SQUEEZED}.variance_sum_by_weights": (quanta(1), covariance(1)),
    f"{SQUEEZED}.variance_sum_stretched": (quanta(-1), covariance(-1)),
    f"{SPINS}.component_y": (pauli_sum, angular_momentum),
    f"{SPINS}.component_z": (pauli_sum, angular_momentum),
}
