"""Oracles for moments of two collective spins: exact matrices of few atoms in fractions, counting, and quadrature."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

import mpmath
import sympy as sp

from derive.oracles import Opinion
from derive.oracles.few_atoms import HALF, VALUES, Atoms, Matrix, clean, plus, times
from derive.records import Equation

mp: Any = mpmath  # its functions declare no types
POLARISATION = Fraction(3, 5)


def _numbers(expression: sp.Basic, count: int, **more: Fraction | int) -> sp.Expr:
    known = {**VALUES, "N": count, **more}
    return expression.subs({s: sp.Rational(known[s.name]) for s in expression.free_symbols if s.name in known})


def _exact_rate(equation: Equation, count: int, jumps: Callable[[Atoms], list[tuple[Fraction, Matrix]]]) -> bool:
    """Whether the right side, with operators for moments, is the adjoint master equation on the left side."""
    atoms = Atoms(count)
    operator, power = atoms.moment(equation.lhs.args[0].name)
    exact = atoms.adjoint(operator, jumps(atoms))
    flat = sp.expand(_numbers(equation.rhs, count))
    parts: list[tuple[Fraction | int, Matrix]] = []
    rest = flat
    for symbol in sorted(flat.free_symbols, key=str):
        own, other = atoms.moment(symbol.name)
        sign = {0: 1, 2: -1, -2: -1}[other - power]
        parts.append((sign * _fraction(flat.coeff(symbol)), own))
        rest = rest.subs(symbol, 0)
    # a constant on the right side is a multiple of one; it must be real, as the moment of an even number of z is
    parts.append((_fraction(rest) * (-1) ** (power // 2), atoms.one))
    return exact == plus(*parts)


def _fraction(value: sp.Expr) -> Fraction:
    number = sp.Rational(value)
    return Fraction(int(number.p), int(number.q))


def liouvillian(jumps: Callable[[Atoms], list[tuple[Fraction, Matrix]]]) -> Callable[[Equation], Opinion]:
    """An oracle that compares a rate with the exact matrices of one, two and three atoms in each ensemble."""

    def oracle(equation: Equation) -> Opinion:
        agree = [_exact_rate(equation, count, jumps) for count in (1, 2, 3)]
        return Opinion(
            method="matrices of the master equation, one, two and three atoms in each ensemble",
            agrees=all(agree),
            detail="every entry of the operator's rate of change in fractions: "
            + ("all are equal" if all(agree) else "they differ"),
        )

    return oracle


# Counting jumps of single atoms


def _flips(count: int, weights: Mapping[int, Fraction], function: Callable[[int], Fraction]) -> Fraction:
    """The rate of change of the mean of a function of the number of atoms that are up."""
    cool, heat = VALUES["Gamma_cool"], VALUES["Gamma_heat"]
    total = Fraction(0)
    for n, weight in weights.items():
        total += weight * cool * (count - n) * (function(n + 1) - function(n))
        total += weight * heat * n * (function(n - 1) - function(n))
    return total


def counted_flips(equation: Equation) -> Opinion:
    """Cooling turns up one of N - n atoms, heating turns down one of n: the rate of a mean by counting."""
    count, weights = 4, {0: Fraction(1, 7), 1: Fraction(2, 7), 3: Fraction(1, 14), 4: HALF}
    power = equation.lhs.args[0].name.count("x")

    def spin(n: int) -> Fraction:
        return n - Fraction(count, 2)

    exact = _flips(count, weights, lambda n: spin(n) ** power)
    means = {
        name: sum((w * spin(n) ** k for n, w in weights.items()), Fraction(0))
        for k, name in ((1, "J_xI"), (2, "J_xxI"))
    }
    found = _fraction(_numbers(equation.rhs, count, **means))
    return Opinion(
        method="counting jumps of four atoms, some up and some down",
        agrees=found == exact,
        detail=f"counting gives {exact}, the equation {found}",
    )


def balanced_chain(equation: Equation) -> Opinion:
    """The stationary chances of n atoms up, from jumps up and down between neighbours that balance."""
    count = 5
    weights = [Fraction(1)]
    for n in range(count):
        weights.append(weights[-1] * VALUES["Gamma_cool"] * (count - n) / (VALUES["Gamma_heat"] * (n + 1)))
    return _spread(
        equation, count, [w / sum(weights) for w in weights], "balance of jumps between neighbours, five atoms"
    )


def independent_coins(equation: Equation) -> Opinion:
    """Each of three atoms is up with the chance that its own two rates give."""
    count, up = 3, VALUES["Gamma_cool"] / (VALUES["Gamma_cool"] + VALUES["Gamma_heat"])
    chances = [Fraction(0)] * (count + 1)
    for states in product((0, 1), repeat=count):
        weight = Fraction(1)
        for state in states:
            weight *= up if state else 1 - up
        chances[sum(states)] += weight
    return _spread(equation, count, chances, "three independent two-level atoms")


def _spread(equation: Equation, count: int, chances: list[Fraction], method: str) -> Opinion:
    mean = sum((w * n for n, w in enumerate(chances)), Fraction(0))
    exact = sum((w * (n - mean) ** 2 for n, w in enumerate(chances)), Fraction(0))
    found = _fraction(_numbers(equation.rhs, count, J_xI=mean - Fraction(count, 2)))
    return Opinion(method=method, agrees=found == exact, detail=f"the spread is {exact}, the equation gives {found}")


# Collective dephasing


def decaying_elements(equation: Equation) -> Opinion:
    """Dephasing operators are diagonal: an element decays at half the rate times the squared difference of entries."""
    agree = []
    for count in (2, 3):
        atoms = Atoms(count)
        operator, power = atoms.moment(equation.lhs.args[0].name)
        diagonals = [(rate, {r: v for (r, _), v in jump.items()}) for rate, jump in atoms.dephasing()]
        exact: Matrix = {}
        for (r, c), value in operator.items():
            decay = sum(
                (rate * (own.get(r, Fraction(0)) - own.get(c, Fraction(0))) ** 2 / 2 for rate, own in diagonals),
                Fraction(0),
            )
            exact[r, c] = -decay * value
        flat = sp.expand(_numbers(equation.rhs, count))
        parts = []
        for symbol in flat.free_symbols:
            own, other = atoms.moment(symbol.name)
            parts.append(((-1 if abs(other - power) == 2 else 1) * _fraction(flat.coeff(symbol)), own))
        agree.append(clean(exact) == plus(*parts))
    return Opinion(
        method="decay of matrix elements under diagonal jumps, two and three atoms in each ensemble",
        agrees=all(agree),
        detail="element by element in fractions: " + ("all are equal" if all(agree) else "they differ"),
    )


def steady_polarised_state(equation: Equation) -> Opinion:
    """The state of all atoms up is an eigenstate of diagonal jumps: it stays, and with it its mean spins."""
    atoms = Atoms(2)
    operator, power = atoms.moment(equation.lhs.name)
    stays = all(jump.keys() <= {(k, k) for k in range(len(atoms.one))} for _, jump in atoms.dephasing())
    exact = operator.get((0, 0), Fraction(0)) * (-1) ** (power // 2)
    found = _fraction(_numbers(equation.rhs, 2))
    return Opinion(
        method="the polarised state of two atoms in each ensemble, an eigenstate of diagonal jumps",
        agrees=stays and found == exact, detail=f"its mean is {exact}, the equation gives {found}",
    )  # fmt: skip


def derivatives_at_the_start(equation: Equation) -> Opinion:
    """The mean and its first three rates of change in the polarised state, from matrices of one atom each."""
    atoms = Atoms(1)
    operator, power = atoms.moment(equation.lhs.name)
    start = operator.get((0, 0), Fraction(0)) * (-1) ** (power // 2)
    rates = []
    for _ in range(3):
        operator = atoms.adjoint(operator, atoms.dephasing())
        rates.append(operator.get((0, 0), Fraction(0)))
    found = _fraction(_numbers(equation.rhs, 1))
    return Opinion(
        method="matrices of the master equation: rates of change at the start, one atom in each ensemble",
        agrees=found == start and not any(rates),
        detail=f"the mean starts at {start} and stays; the equation gives {found}",
    )  # fmt: skip


def _jump_of(equation: Equation, atoms: Atoms) -> tuple[Fraction, Matrix]:
    """N times the square of the common factor of a dephasing operator, and the operator without that factor."""
    flat = sp.expand(equation.rhs)
    squares, parts = set(), []
    for (level, place), number in atoms.numbers().items():
        symbol = next((s for s in flat.free_symbols if s.name == f"n_{level}_{place}"), None)
        if symbol is None:
            continue
        weight = VALUES["mu"] if level == "down" else VALUES["nu"]
        factor = _numbers(flat.coeff(symbol), atoms.count) / sp.Rational(weight)
        squares.add(_fraction(sp.nsimplify(factor**2)))
        parts.append((weight, number))
    return squares.pop() if len(squares) == 1 else Fraction(-1), plus(*parts)


def pairs_of_atoms(equation: Equation) -> Opinion:
    """d Gamma_check C rho C+ with the equation's C is the sum over pairs of atoms at d Gamma_check/N each."""
    atoms = Atoms(2)
    square, jump = _jump_of(equation, atoms)
    place = 0 if equation.lhs.name == "C" else 1
    rate, pairwise = atoms.dephasing()[place]
    state = {(r, c): Fraction(1, 1 + r + 2 * c) for r in range(16) for c in range(16)}
    whole = VALUES["d"] * VALUES["Gamma_check"] * square
    agrees = plus((whole, times(times(jump, state), jump))) == plus((rate, times(times(pairwise, state), pairwise)))
    return Opinion(
        method="sum over pairs of atoms on a matrix of two atoms in each ensemble", agrees=agrees,
        detail=f"the square of the common factor is {square} for two atoms",
    )  # fmt: skip


def jumps_of_one_atom(equation: Equation) -> Opinion:
    """Where one atom alone is not up, C counts it at the rate d/N times that of one atom."""
    agree = []
    for count in (2, 3):
        atoms = Atoms(count)
        square, jump = _jump_of(equation, atoms)
        first = 0 if equation.lhs.name == "C" else count
        state = 1 << (2 * count - 1 - first)
        change = jump.get((state, state), Fraction(0)) - jump.get((0, 0), Fraction(0))
        agree.append(square * change**2 == VALUES["mu"] ** 2 / count)
    return Opinion(
        method="one atom down in two and in three atoms of each ensemble", agrees=all(agree),
        detail="its squared weight must be mu^2/N, so that N atoms at d/N make d mu^2",
    )  # fmt: skip


# Variances of many atoms


def _sum_of_squares(atoms: Atoms) -> Matrix:
    """(J_yI + J_yII)^2 + (J_zI - J_zII)^2."""
    y = plus((1, atoms.spin("y", "I")), (1, atoms.spin("y", "II")))
    z = plus((1, atoms.spin("z", "I")), (-1, atoms.spin("z", "II")))
    return plus((1, times(y, y)), (-1, times(z, z)))


def _independent(atoms: Atoms, polarisation: Fraction) -> dict[int, Fraction]:
    """The weights of the states of atoms that are up independently of one another."""
    up, made = (1 + polarisation) / 2, {}
    for state in range(1 << atoms.atoms):
        downs = state.bit_count()
        made[state] = up ** (atoms.atoms - downs) * (1 - up) ** downs
    return made


def independent_atoms(equation: Equation) -> Opinion:
    """The rate for independent atoms, exact for one, two and three of them, continued to many.

    N times the rate is a N + b N^2 + c N^3; for independent atoms without transverse means c is zero, and b is the
    rate per atom of many.
    """
    values = []
    for count in (1, 2, 3):
        atoms = Atoms(count)
        rate = atoms.adjoint(_sum_of_squares(atoms), [*atoms.single(), *atoms.entangling()])
        weights = _independent(atoms, POLARISATION)
        values.append(count * sum((w * rate.get((s, s), Fraction(0)) for s, w in weights.items()), Fraction(0)))
    c = (values[2] - 3 * values[1] + 3 * values[0]) / 6
    b = (values[1] - 2 * values[0] - 6 * c) / 2
    found = _fraction(_numbers(equation.rhs, 1, Sigma_J=1, P_2=POLARISATION))
    return Opinion(
        method="matrices of one, two and three independent atoms in each ensemble, continued to many",
        agrees=c == 0 and found == b, detail=f"per atom the exact rate tends to {b}, the equation gives {found}",
    )  # fmt: skip


def correlated_pair(equation: Equation) -> Opinion:
    """Jumps of single atoms alone, on one atom in each ensemble that are correlated: exact for every number."""
    atoms = Atoms(1)
    operator = _sum_of_squares(atoms)
    rate = atoms.adjoint(operator, atoms.single())
    state = {(0, 0): Fraction(2, 5), (1, 1): Fraction(1, 5), (2, 2): Fraction(1, 10), (3, 3): Fraction(3, 10)}
    state |= {(0, 3): Fraction(-1, 4), (3, 0): Fraction(-1, 4), (1, 2): Fraction(1, 9), (2, 1): Fraction(1, 9)}
    exact, mean = (
        sum((w * m.get((c, r), Fraction(0)) for (r, c), w in state.items()), Fraction(0)) for m in (rate, operator)
    )
    found = _fraction(_numbers(equation.rhs, 1, Sigma_J=mean, P_2=POLARISATION, d=0))
    return Opinion(
        method="matrices of a correlated pair, one atom in each ensemble, without collective jumps",
        agrees=found == exact, detail=f"exact {exact}, the equation gives {found} at d = 0",
    )  # fmt: skip


def _by_definition(atoms: Atoms, state: Mapping[tuple[int, int], Fraction]) -> tuple[Fraction, Fraction, Fraction]:
    """xi, the variance of J_z,- and the polarisation in a state without transverse means."""

    def mean(matrix: Matrix) -> Fraction:
        return sum((w * matrix.get((c, r), Fraction(0)) for (r, c), w in state.items()), Fraction(0))

    z = plus((1, atoms.spin("z", "I")), (-1, atoms.spin("z", "II")))
    along = [mean(atoms.spin("x", place)) for place in ("I", "II")]
    xi = mean(_sum_of_squares(atoms)) / (abs(along[0]) + abs(along[1]))
    return xi, -mean(times(z, z)) / 2, 2 * along[0] / atoms.count


def _parameter_opinion(
    equation: Equation, atoms: Atoms, state: Mapping[tuple[int, int], Fraction], method: str
) -> Opinion:
    exact, variance, polarisation = _by_definition(atoms, state)
    found = _fraction(_numbers(equation.rhs, atoms.count, var_z_minus=variance, P_2=polarisation))
    return Opinion(method=method, agrees=found == exact, detail=f"Eq. (3) gives {exact}, the equation {found}")


def parameter_of_independent_atoms(equation: Equation) -> Opinion:
    """Eq. (3) on independent, partly polarised atoms."""
    atoms = Atoms(2)
    state = {(s, s): w for s, w in _independent(atoms, POLARISATION).items()}
    return _parameter_opinion(equation, atoms, state, "Eq. (3) with matrices, two independent atoms in each ensemble")


def parameter_of_entangled_pair(equation: Equation) -> Opinion:
    """Eq. (3) on a superposition of both atoms up and both down."""
    up, low = Fraction(12, 13), Fraction(-5, 13)
    state = {(0, 0): up**2, (3, 3): low**2, (0, 3): up * low, (3, 0): up * low}
    return _parameter_opinion(equation, Atoms(1), state, "Eq. (3) with matrices, an entangled pair")


# A weak pump


def bloch_equations(equation: Equation) -> Opinion:
    """Photons of a weakly driven two-level atom far from resonance, from the steady state of its Bloch equations."""
    coupling, width, shift = mp.mpf(10) ** -9, mp.mpf(1), mp.mpf(10) ** 6
    rabi = 2 * coupling  # the vector of the Bloch equations turns at twice the coupling
    with mp.workdps(60):
        # coherence u + i v and inversion w; loss of the population at the width, of the coherence at half of it
        matrix = mp.matrix([[-width / 2, shift, 0], [-shift, -width / 2, -rabi], [0, rabi, -width]])
        u_v_w = mp.lu_solve(matrix, mp.matrix([0, 0, width]))
        exact = width * (1 + u_v_w[2]) / 2
        found = _collective(equation, coupling, width, shift)
        # the width over twice the shift, squared, is neglected: 2.5e-13
        agrees = bool(abs(found / exact - 1) < mp.mpf(10) ** -12)
    return Opinion(
        method="steady state of the optical Bloch equations",
        agrees=agrees,
        detail=f"the rate is {mp.nstr(exact, 8)}, the equation gives {mp.nstr(found, 8)} for d = 1",
    )


def golden_rule(equation: Equation) -> Opinion:
    """The same rate from the decay of the excited state's coherence in time."""
    coupling, width, shift = mp.mpf(1) / 100, mp.mpf(1) / 50, mp.mpf(4)
    exact = 2 * coupling**2 * mp.quadosc(lambda t: mp.exp(-width * t / 2) * mp.cos(shift * t), [0, mp.inf], omega=shift)
    found = _collective(equation, coupling, width, shift)
    # the width over twice the shift, squared: 6e-6
    return Opinion(
        method="quadrature of the coherence over time",
        agrees=bool(abs(found / exact - 1) < mp.mpf(10) ** -5),
        detail=f"the rate is {mp.nstr(exact, 6)}, the equation gives {mp.nstr(found, 6)} for d = 1",
    )


def _collective(equation: Equation, coupling: Any, width: Any, shift: Any) -> Any:
    values = {"Omega_pump": coupling, "gamma_LW": width, "delta_Doppler": shift, "d": 1}
    symbols = sorted(equation.rhs.free_symbols, key=str)
    return sp.lambdify(symbols, equation.rhs, "mpmath")(*(values[s.name] for s in symbols))


ROOM = "dissipative_entanglement"
SINGLE, DEPHASED = liouvillian(Atoms.single), liouvillian(Atoms.dephasing)
ORACLES: dict[str, tuple[Callable[[Equation], Opinion], ...]] = {
    f"{ROOM}.moments.x_single": (SINGLE, counted_flips),
    f"{ROOM}.moments.xx_single": (SINGLE, counted_flips),
    f"{ROOM}.longitudinal.steady_spread": (balanced_chain, independent_coins),
    **{f"{ROOM}.dephasing.{name}": (DEPHASED, decaying_elements) for name in ("y", "z", "y_y", "z_z")},
    f"{ROOM}.dephasing.prepared_z": (steady_polarised_state, derivatives_at_the_start),
    f"{ROOM}.dephasing.C": (pairs_of_atoms, jumps_of_one_atom),
    f"{ROOM}.dephasing.D": (pairs_of_atoms, jumps_of_one_atom),
    f"{ROOM}.variances.sum": (independent_atoms, correlated_pair),
    f"{ROOM}.entanglement.by_one_variance": (parameter_of_independent_atoms, parameter_of_entangled_pair),
    f"{ROOM}.resonant_pump.shifted": (bloch_equations, golden_rule),
}
