r"""Oracles of spin exchange: density matrices of whole atoms, and the counting of spin flips.

Neither uses the operator algebra or the derivations: states are built level by level from their definition.
"""

from __future__ import annotations

from fractions import Fraction

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion
from derive.records import Equation
from derive.vectors import as_matrix, componentwise

NUCLEAR_SPIN = Fraction(3, 2)
ELECTRON_AXIS = (Fraction(2, 7), Fraction(3, 7), Fraction(6, 7))
NOBLE_SPIN = (Fraction(1, 5), Fraction(-1, 7), Fraction(1, 9))
BETA = Fraction(3, 4)
PHASE = Fraction(1, 10**12)


def spin_matrices(spin: Fraction) -> tuple[mp.matrix, mp.matrix, mp.matrix]:
    """The three spin matrices in the basis m = spin, spin - 1, ..., -spin, from the ladder elements."""
    size = int(2 * spin) + 1
    raising, z = mp.matrix(size), mp.matrix(size)
    for i in range(size):
        m = spin - i
        z[i, i] = _real(m)
        if i:
            raising[i - 1, i] = mp.sqrt(_real(spin * (spin + 1) - m * (m + 1)))
    lowering = raising.T
    return (raising + lowering) / 2, (raising - lowering) / mp.mpc(0, 2), z


def density_matrices(equation: Equation) -> Opinion:
    r"""Collide an atom of I = 1/2 or 3/2 in a spin-temperature state with a noble-gas atom, both along odd axes.

    The unitary exp(-i phi s.k) acts on electron and noble-gas spin; the mean change of f, even and odd in phi,
    gives its first and second order without an expansion. The residual is of relative order phi^2.
    """
    with mp.workdps(60):
        gaps = {spin: _largest_gap(equation, spin) for spin in (Fraction(1, 2), NUCLEAR_SPIN)}
        # the third order in phi, which the even and odd parts leave, is PHASE^2 = 1e-24 of the first
        agrees = max(gaps.values()) < mp.mpf(10) ** -22
        found = ", ".join(f"{mp.nstr(gap, 2)} for I = {spin}" for spin, gap in gaps.items())
    return Opinion(
        method="density matrices of whole atoms",
        agrees=bool(agrees),
        detail=f"largest relative difference {found}, at phase {PHASE}",
    )


def _largest_gap(equation: Equation, nuclear_spin: Fraction) -> mp.mpf:
    """The largest relative difference of a component between the equation and colliding atoms."""
    precession, transfer, s, q = _collide(nuclear_spin)
    sides = _derived(equation, q)
    spins = {name: q * x for name, x in zip("xyz", s, strict=True)}
    spins = {f"f{place}_{axis}": x for axis, x in spins.items() for place in ("", "_r")}
    noble = zip("xyz", NOBLE_SPIN, strict=True)
    spins |= {f"k{place}_{axis}": _real(x) for axis, x in noble for place in ("", "_r")}
    expected = [odd + even for odd, even in zip(precession, transfer, strict=True)]
    return max(abs(_number(side, spins) - value) / abs(value) for side, value in zip(sides, expected, strict=True))


def flip_counting(equation: Equation) -> Opinion:
    """Count spin flips along z by classical populations of every level of an atom, in exact fractions.

    A pair with opposite spins exchanges them with probability phi^2/4; each exchange moves f by one unit.
    Levels m_s, m_i have weights x^(m_s + m_i), so <f_z> and <s_z> are sums over eight levels.
    """
    weight, noble_up = Fraction(9, 4), Fraction(7, 10)
    levels = [
        (s, NUCLEAR_SPIN - i) for s in (Fraction(1, 2), Fraction(-1, 2)) for i in range(int(2 * NUCLEAR_SPIN) + 1)
    ]
    # x^(m + 2) has whole exponents, since m_s + m_i runs over whole numbers from -2 to 2.
    weights = {level: weight ** int(sum(level) + 2) for level in levels}
    norm = sum(weights.values())
    up = sum(w for (s, _), w in weights.items() if s > 0) / norm
    f_z = sum((s + i) * w for (s, i), w in weights.items()) / norm
    s_z, k_z = up - Fraction(1, 2), noble_up - Fraction(1, 2)
    gain = ((1 - up) * noble_up - up * (1 - noble_up)) / 4
    right = sp.Matrix(componentwise(equation).rhs)[2]
    values = {"f_z": f_z, "f_r_z": f_z, "k_z": k_z, "k_r_z": k_z, "k_se": Fraction(1, 4), "q": f_z / s_z,
              "n_a": Fraction(1), "n_b": Fraction(1)}  # fmt: skip
    found = right.subs({s: sp.Rational(values.get(s.name, Fraction(0))) for s in right.free_symbols})
    gain = gain if "alkali" in equation.id else -gain
    return Opinion(
        method="counting spin flips level by level", agrees=bool(found == sp.Rational(gain)),
        detail=f"I = 3/2, along z, v sigma phi^2 = n = 1: flips give {gain}, the equation gives {found}",
    )  # fmt: skip


def _collide(nuclear_spin: Fraction) -> tuple[list[mp.mpf], list[mp.mpf], list[mp.mpf], mp.mpf]:
    """Odd and even change of f per collision (phi and phi^2 divided out), <s>, and q of the state."""
    half, nucleus = spin_matrices(Fraction(1, 2)), spin_matrices(nuclear_spin)
    dot = sum((_kron(a, a) for a in half[1:]), _kron(half[0], half[0]))
    electron_state = _thermal(half)
    ratio = _mean(_thermal(nucleus), nucleus) / _mean(electron_state, half)
    # the spin matrices of spin 1/2 have Tr(k_i k_j) = delta_ij / 2, so this state has the mean spin NOBLE_SPIN
    noble_state = mp.eye(2) / 2 + 2 * _along(NOBLE_SPIN, half)
    pair = _kron(electron_state, noble_state)
    changes, phase = [], _real(PHASE)
    for sign in (1, -1):
        step = mp.expm(mp.mpc(0, -sign) * phase * dot)
        after = step * pair * step.H
        changes.append([_trace((after - pair) * _kron(a, mp.eye(2))) for a in half])
    odd = [(a - b) / (2 * phase) for a, b in zip(*changes, strict=True)]
    even = [(a + b) / (2 * phase**2) for a, b in zip(*changes, strict=True)]
    spins = [_trace(electron_state * a) for a in half]
    return odd, even, spins, 1 + ratio


def _derived(equation: Equation, q: mp.mpf) -> list[sp.Expr]:
    """The right side with n = 1 and rates of v sigma phi = 1, v sigma phi^2 = 1, so zeta = 1/q and k_se = 1/4."""
    fixed = {"n_a": 1, "n_b": 1, "k_se": sp.Rational(1, 4), "q": sp.Float(q, 60), "zeta": 1 / sp.Float(q, 60)}
    rhs = sp.Matrix(componentwise(equation).rhs)
    return [entry.subs({s: fixed[s.name] for s in entry.free_symbols if s.name in fixed}) for entry in rhs]


def _number(expression: sp.Expr, values: dict[str, mp.mpf]) -> mp.mpf:
    return mp.mpf(str(expression.subs({s: sp.Float(values[s.name], 60) for s in expression.free_symbols}).evalf(60)))


def _thermal(spin: tuple[mp.matrix, mp.matrix, mp.matrix]) -> mp.matrix:
    state = mp.expm(_real(BETA) * _along(ELECTRON_AXIS, spin))
    return state / _trace(state)


def _along(axis: tuple[Fraction, ...], spin: tuple[mp.matrix, mp.matrix, mp.matrix]) -> mp.matrix:
    return sum((_real(n) * m for n, m in zip(axis[1:], spin[1:], strict=True)), _real(axis[0]) * spin[0])


def _real(number: Fraction) -> mp.mpf:
    """The fraction at the precision in force, which a module constant would not have."""
    return mp.mpf(number.numerator) / number.denominator


def _mean(state: mp.matrix, spin: tuple[mp.matrix, mp.matrix, mp.matrix]) -> mp.mpf:
    return _trace(state * _along(ELECTRON_AXIS, spin))


def _trace(matrix: mp.matrix) -> mp.mpf:
    return mp.re(mp.fsum(matrix[i, i] for i in range(matrix.rows)))


def _kron(a: mp.matrix, b: mp.matrix) -> mp.matrix:
    product = mp.matrix(a.rows * b.rows, a.cols * b.cols)
    for i in range(a.rows):
        for j in range(a.cols):
            for k in range(b.rows):
                for m in range(b.cols):
                    product[i * b.rows + k, j * b.cols + m] = a[i, j] * b[k, m]
    return product


def level_sums(equation: Equation) -> Opinion:
    """q = <f_z>/<s_z> by adding up the levels of atoms with I = 1/2, 1, ..., 7/2, in exact fractions."""
    agreeing, cases = 0, [(Fraction(n, 2), weight) for n in range(1, 8) for weight in (Fraction(3, 2), Fraction(9))]
    for spin, weight in cases:
        levels = [(Fraction(1, 2) - s, spin - i) for s in (0, 1) for i in range(int(2 * spin) + 1)]
        # a common factor x^(I + 1/2) makes all exponents whole
        weights = [weight ** int(s + i + spin + Fraction(1, 2)) for s, i in levels]
        f_z, s_z = (sum(w * m for w, m in zip(weights, means, strict=True)) for means in
                    ([s + i for s, i in levels], [s for s, _ in levels]))  # fmt: skip
        values = {"I": spin, "p_a": 2 * s_z / sum(weights)}
        found = equation.rhs.subs({s: sp.Rational(values[s.name]) for s in equation.rhs.free_symbols})
        agreeing += found == sp.Rational(f_z / s_z)
    return Opinion(
        method="adding up the levels of an atom", agrees=agreeing == len(cases),
        detail=f"{agreeing} of {len(cases)} exact values of q agree, for I = 1/2 to 7/2 at two polarisations",
    )  # fmt: skip


_OPERATOR = sp.ImmutableMatrix(4, 4, [1, 5, 2, 7, 3, 8, 4, 6, 9, 2, 11, 1, 13, 3, 5, 17])


def turned_operator(equation: Equation) -> Opinion:
    """The even part of exp(i phi s.k) A exp(-i phi s.k) in phi, from matrix exponentials, per time tau' = 2."""
    with mp.workdps(60):
        half = spin_matrices(Fraction(1, 2))
        dot = sum((_kron(a, a) for a in half[1:]), _kron(half[0], half[0]))
        operator, phase = mp.matrix(_OPERATOR.tolist()), _real(PHASE)
        steps = [mp.expm(mp.mpc(0, sign) * phase * dot) for sign in (1, -1)]
        even = (steps[0] * operator * steps[1] + steps[1] * operator * steps[0]) / 2 - operator
        found = _at_unit_phase(equation, sp.ImmutableMatrix(4, 4, lambda i, j: sp.Rational(str(mp.re(dot[i, j])))))
        gaps = [abs(even[i, j] / phase**2 / 2 - mp.mpf(str(sp.N(found[i, j], 50)))) for i in range(4) for j in range(4)]
        # the fourth order in phi, relative to the second, is PHASE^2 = 1e-24
        agrees = max(gaps) < mp.mpf(10) ** -20
    return Opinion(method="matrix exponentials", agrees=bool(agrees),
                   detail=f"largest difference of an element {mp.nstr(max(gaps), 2)}")  # fmt: skip


def singlet_and_triplet(equation: Equation) -> Opinion:
    """A between singlet and triplet turns by exp(+-i phi), else not: its second-order change is -A/2 per phi^2."""
    singlet = sp.ImmutableMatrix([[0, 0, 0, 0], [0, 1, -1, 0], [0, -1, 1, 0], [0, 0, 0, 0]]) / 2
    triplet = sp.eye(4) - singlet
    between = singlet * _OPERATOR * triplet + triplet * _OPERATOR * singlet
    found = _at_unit_phase(equation, triplet / 4 - 3 * singlet / 4)
    return Opinion(method="blocks between singlet and triplet", agrees=found == sp.ImmutableMatrix(-between / 4),
                   detail="exact equality of 16 elements, per time tau' = 2")  # fmt: skip


def _at_unit_phase(equation: Equation, coupling: sp.ImmutableMatrix) -> sp.ImmutableMatrix:
    """The right side for phi = 1 and tau' = 2, with matrices for its operators."""
    values = {s: {"phi": 1, "tau_p": 2}[s.name] for s in equation.rhs.free_symbols if s.is_commutative}
    operators = {s: {"G": coupling, "A": _OPERATOR}[s.name] for s in equation.rhs.free_symbols if not s.is_commutative}
    return as_matrix(equation.rhs.subs(values), operators)


def two_rotations(equation: Equation) -> Opinion:
    """Both pairs turned by matrix exponentials: half the even part of the change, per time tau' = 2."""
    with mp.workdps(60):
        half = spin_matrices(Fraction(1, 2))
        dot = sum((_kron(a, a) for a in half[1:]), _kron(half[0], half[0]))
        ratio, phase = 3, _real(PHASE)
        turns = [[mp.expm(mp.mpc(0, sign) * size * phase * dot) for size in (1, ratio)] for sign in (1, -1)]
        back, forth = (_kron(one, other) for one, other in turns)
        operator = mp.matrix(_OPERATOR.tolist())
        product = _kron(operator, operator.T)
        even = (back * product * forth + forth * product * back) / 2 - product
        found = _with_two_pairs(equation, ratio)
        scale = phase**2 * 2
        gap = max(abs(even[i, j] / scale - mp.mpf(str(sp.N(found[i, j], 50)))) for i in range(16) for j in range(16))
        # the fourth order in phi, relative to the second, is 1e-24 times a few powers of the ratio
        agrees = gap < mp.mpf(10) ** -18
    return Opinion(method="two pairs turned by matrix exponentials", agrees=bool(agrees),
                   detail=f"largest difference of an element {mp.nstr(gap, 2)}")  # fmt: skip


def product_rule(equation: Equation) -> Opinion:
    """A product of an operator of either pair changes by the changes of its factors and by their product."""
    ratio, one, two = 3, _OPERATOR, _OPERATOR.T
    dot = sp.ImmutableMatrix([[1, 0, 0, 0], [0, -1, 2, 0], [0, 2, -1, 0], [0, 0, 0, 1]]) / 4
    first = [sp.I * (dot * a - a * dot) for a in (one, two)]
    second = [sp.I * (dot * a - a * dot) / 2 for a in first]
    kron = sp.kronecker_product
    change = kron(second[0], two) + ratio**2 * kron(one, second[1]) + ratio * kron(first[0], first[1])
    agrees = _with_two_pairs(equation, ratio) == sp.ImmutableMatrix(change / 2).applyfunc(sp.expand)
    return Opinion(
        method="product rule", agrees=bool(agrees), detail="exact equality of 256 elements, per time tau' = 2"
    )


def _with_two_pairs(equation: Equation, ratio: int) -> sp.ImmutableMatrix:
    """The right side for phi_1 = 1, phi_2 = ratio, tau' = 2 and A a product of an operator of either pair."""
    numbers = {"phi_1": 1, "phi_2": ratio, "tau_p": 2}
    dot = sp.ImmutableMatrix([[1, 0, 0, 0], [0, -1, 2, 0], [0, 2, -1, 0], [0, 0, 0, 1]]) / 4
    kron, unit = sp.kronecker_product, sp.eye(4)
    matrices = {"G_1": kron(dot, unit), "G_2": kron(unit, dot), "A": kron(_OPERATOR, _OPERATOR.T)}
    free = equation.rhs.free_symbols
    values = {s: numbers[s.name] for s in free if s.is_commutative}
    operators = {s: sp.ImmutableMatrix(matrices[s.name]) for s in free if not s.is_commutative}
    return as_matrix(equation.rhs.subs(values), operators).applyfunc(sp.expand)


def flip_probability(equation: Equation) -> Opinion:
    """The chance that opposite spins exchange in one collision, per phase squared, from a matrix exponential."""
    with mp.workdps(60):
        half = spin_matrices(Fraction(1, 2))
        dot = sum((_kron(a, a) for a in half[1:]), _kron(half[0], half[0]))
        phase = _real(PHASE)
        chance = abs(mp.expm(mp.mpc(0, -1) * phase * dot)[1, 2]) ** 2 / phase**2
        found = mp.mpf(str(sp.N(equation.rhs.subs(dict.fromkeys(equation.rhs.free_symbols, 1)), 50)))
        # sin^2(phi/2) is below phi^2/4 by the fraction phi^2/12 = 1e-25
        agrees = abs(found - chance) < mp.mpf(10) ** -24
    return Opinion(method="flip probability", agrees=bool(agrees), detail=f"{mp.nstr(chance, 12)} of the phase squared")


ORACLES = {
    "spin_exchange.bloch.k_se": (flip_probability,),
    "spin_exchange.several_collisions.two_collisions": (two_rotations, product_rule),
    "spin_exchange.collision.second_order_rate": (turned_operator, singlet_and_triplet),
    "spin_exchange.slowing_down.q": (level_sums,),
    "spin_exchange.bloch.alkali": (density_matrices, flip_counting),
    "spin_exchange.bloch.noble_gas": (flip_counting,),
    "spin_exchange.bloch.alkali_density": (density_matrices, flip_counting),
    "spin_exchange.bloch.noble_gas_density": (flip_counting,),
}
