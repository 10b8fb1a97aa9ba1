"""Functions of the number operator times ladder operators, against exact matrices in the number basis."""

from fractions import Fraction

import algebra_oracle as oracle
import pytest
import sympy as sp
from hypothesis import given, settings
from strategies_of_algebra import expressions

from derive.algebra import (
    AlgebraError,
    Boson,
    NumberOrdered,
    Operator,
    Spin,
    commutator,
    from_sympy,
    normal_ordered,
    number,
    number_ordered,
    one,
)

SIZE, DEGREE = 11, 4
mode = NumberOrdered("a")
j = sp.Symbol("j", positive=True)
Delta, chi, g = sp.symbols("Delta chi g", real=True)
FUNCTIONS = (
    lambda n: 1 / (n + 1), lambda n: n**2 - 2 * n, lambda n: 1 / ((n + 2) * (2 * n + 5)), lambda n: n / (n**2 + 3),
    lambda n: 1 / (2 * n + 1) ** 2,
)  # fmt: skip
LEAVES = [mode.a, mode.dag, mode.n, *(mode(f(number)) for f in FUNCTIONS)]


class Matrix:
    """Complex rational matrices in number states that are not normalised: a |n> = n |n - 1>, a+ |n> = |n + 1>."""

    def __init__(self, entries):
        self.entries = {index: value for index, value in entries.items() if value != (0, 0)}

    def __add__(self, other):
        total = dict(self.entries)
        for index, (x, y) in other.entries.items():
            re, im = total.get(index, (0, 0))
            total[index] = re + x, im + y
        return Matrix(total)

    def __mul__(self, other):
        total = {}
        for (r, k), (x, y) in self.entries.items():
            for (l, c), (u, v) in other.entries.items():
                if k == l:
                    re, im = total.get((r, c), (0, 0))
                    total[r, c] = re + x * u - y * v, im + x * v + y * u
        return Matrix(total)

    def __rmul__(self, scalar):
        x, y = (Fraction(int(part.p), int(part.q)) for part in scalar.as_real_imag())
        return Matrix({index: (x * u - y * v, x * v + y * u) for index, (u, v) in self.entries.items()})

    def columns(self, count):
        return {index: value for index, value in self.entries.items() if index[1] < count}

    def adjoint(self):
        """With <n|n> = n!, the adjoint of M has the entries conj(M_ba) b!/a!."""
        fact = [Fraction(int(sp.factorial(n))) for n in range(SIZE)]
        return Matrix(
            {(c, r): (x * fact[r] / fact[c], -y * fact[r] / fact[c]) for (r, c), (x, y) in self.entries.items()}
        )


def diagonal(values):
    return Matrix({(n, n): (Fraction(value), Fraction(0)) for n, value in enumerate(values)})


LOWER = Matrix({(n - 1, n): (Fraction(n), Fraction(0)) for n in range(1, SIZE)})
RAISE = Matrix({(n + 1, n): (Fraction(1), Fraction(0)) for n in range(SIZE - 1)})
MATRICES = [LOWER, RAISE, diagonal(range(SIZE)), *(diagonal([f(Fraction(n)) for n in range(SIZE)]) for f in FUNCTIONS)]
IDENTITY = diagonal([1] * SIZE)


def evaluated(tree):
    """The tree on matrices, from the definitions."""
    head = tree[0]
    if head == "leaf":
        return MATRICES[tree[1] % len(MATRICES)]
    if head == "sum":
        return tree[1] * evaluated(tree[2]) + tree[3] * evaluated(tree[4])
    if head == "adjoint":
        return evaluated(tree[1]).adjoint()
    if head == "shift":
        return evaluated(tree[2]) + tree[1] * IDENTITY
    left, right = evaluated(tree[1]), evaluated(tree[2])
    if head == "product":
        return left * right
    return left * right + sp.Integer(-1) * (right * left)


def read(operator):
    """The operator's terms as matrices: the ladder first, then the function at the number that results."""
    total = Matrix({})
    for m, scalar in operator.terms.items():
        term = IDENTITY
        for _, (shift, function) in m.letters:
            for _ in range(abs(shift)):
                term = term * (LOWER if shift > 0 else RAISE)
            values = {}
            for (r, c), (x, y) in term.entries.items():
                value = sp.Rational(function.subs(number, r))
                factor = Fraction(int(value.p), int(value.q))
                values[r, c] = x * factor, y * factor
            term = Matrix(values)
        total = total + sp.sympify(scalar) * term
    return total


def built(tree):
    """The operator of an expression; None where it meets a projector, which the algebra refuses."""
    try:
        return oracle.evaluate(tree, LEAVES, one, lambda x: x.adjoint(), commutator)
    except AlgebraError as reason:
        if "projector" not in str(reason):
            raise
        return None


@settings(max_examples=150)
@given(expressions(DEGREE))
def test_random_expressions_equal_their_matrices(tree):
    operator = built(tree)
    if operator is not None:
        assert read(operator).columns(SIZE - DEGREE) == evaluated(tree).columns(SIZE - DEGREE), str(operator)


@settings(max_examples=40)
@given(expressions(2), expressions(2), expressions(1))
def test_associativity_adjoints_and_json(first, second, third):
    a, b, c = built(first), built(second), built(third)
    both = built(("product", ("product", first, second), third)), built(("product", first, ("product", second, third)))
    if a is None or b is None or c is None or None in both:
        return
    left, right = both
    assert left == right
    assert (a * b).adjoint() == b.adjoint() * a.adjoint()
    assert Operator.from_json(left.to_json()) == left
    assert from_sympy(a.to_sympy(), a.alphabet()) == a


@pytest.mark.parametrize("twice_j", [1, 2, 3, 4, 5])
def test_holstein_primakoff_is_the_spin(twice_j):
    """J- = sqrt(2j - n) a with j a symbol: the commutators, the Casimir operator, and every matrix of J+-, J_z."""
    minus = mode(sp.sqrt(2 * j - number)) * mode.a
    plus, z = minus.adjoint(), mode.n - j
    assert plus == mode.dag * mode(sp.sqrt(2 * j - number))
    assert commutator(plus, minus) == 2 * z
    assert commutator(z, plus) == plus
    assert z * z + (plus * minus + minus * plus) / 2 == j * (j + 1) * one
    spin = Spin("S", sp.Rational(twice_j, 2))
    # |n> is the state m = n - j, the last of the spin's basis first.
    order = list(range(twice_j, -1, -1))
    for built, exact in (
        (minus, spin.minus), (plus * plus * z, spin.plus * spin.plus * spin.z),
        (minus * z * plus, spin.minus * spin.z * spin.plus),
    ):  # fmt: skip
        matrix = exact.matrix([spin])
        found = built.subs(j, sp.Rational(twice_j, 2)).matrix([mode], cutoff=twice_j + 1)
        assert found == matrix.extract(order, order)


def test_energy_denominators_solve_schrieffer_wolff():
    """[E(n), S] = -V for a driven Kerr mode, and the level shift of second order against perturbation theory."""
    energy = Delta * number + chi * number * (number - 1)
    V = g * (mode.a + mode.dag)
    gap = sp.expand(energy.subs(number, number + 1) - energy)
    half = mode(g / gap) * mode.a
    S = half - half.adjoint()
    assert commutator(mode(energy), S) == -V
    second = commutator(V, S) / 2  # of exp(-S) H exp(S)
    below = sp.expand(energy - energy.subs(number, number - 1))
    expected = g**2 * (number / below - (number + 1) / gap)
    for n in range(4):
        shift = second.matrix([mode], cutoff=7)[n, n]
        assert sp.cancel(shift - expected.subs(number, n)) == 0


def test_normal_order_and_back():
    boson, s = Boson("a"), Spin("s")
    H = g * (boson.a + boson.dag) ** 3 * boson.n + s.x * boson.dag**2 - 3 * s.z
    ordered = number_ordered(H, boson)
    assert normal_ordered(ordered, mode) == H
    assert ordered.matrix([s, mode], cutoff=6) == H.matrix([s, boson], cutoff=6)
    assert number_ordered(H * H, boson) == ordered * ordered
    with pytest.raises(AlgebraError, match="not a polynomial"):
        normal_ordered(mode(sp.sqrt(number + 1)), mode)


def test_exponentials_of_the_number_turn_the_mode():
    theta = sp.Symbol("theta", real=True)
    turn = mode(sp.exp(sp.I * theta * number))
    assert turn.adjoint() * turn == one
    assert turn.adjoint() * mode.a * turn == sp.exp(sp.I * theta) * mode.a


def test_functions_with_poles_are_refused():
    with pytest.raises(AlgebraError, match="divides by zero at n = 0"):
        mode(1 / number)
    with pytest.raises(AlgebraError, match="divides by zero at n = 2"):
        mode(1 / (number - 2))
    # a+ (n + 1)^-1 a is one minus the projector on the vacuum, not one.
    with pytest.raises(AlgebraError, match="projector"):
        mode.dag * mode(1 / (number + 1)) * mode.a
    assert mode(1 / (number + 1)) * mode.a * mode.dag == one
    with pytest.raises(AlgebraError, match="an expression in `number`"):
        mode("n")


def test_latex_and_text():
    minus = mode(sp.sqrt(2 * j - number)) * mode.a
    assert minus.latex() == r"\sqrt{2 j - \hat{n}_{a}} \hat{a}"
    assert str(minus) == "sqrt(2*j - a.n)*a"
    assert (mode.n * mode.dag**2).latex() == r"\hat{n}_{a} \hat{a}^{\dagger 2}"
