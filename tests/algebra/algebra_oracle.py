"""Matrices of every species from their definitions, and brute force over atoms; shares nothing with the algebra.

All matrices are exact: entries are integers and halves held in complex128, whose arithmetic is exact below 2**53;
`exact` refuses larger ones. Ladder operators are written in number and projection states that are not normalised,
which keeps them integer; a metric g (diagonal) then turns conjugate transposes into adjoints.
"""

import itertools
from dataclasses import dataclass
from fractions import Fraction
from math import comb, factorial, lcm

import numpy as np

LIMIT = 2.0**50


def exact(matrix):
    """The matrix, if its entries are still exact in double precision."""
    assert np.abs(matrix).max(initial=0) < LIMIT
    return matrix


@dataclass
class Model:
    """A system's elementary matrices by name, its metric, and how many first columns a cut-off leaves right."""

    matrices: dict
    metric: np.ndarray
    trusted: int
    odd: bool = False

    @property
    def size(self):
        return len(self.metric)


def half_spin():
    x = np.array([[0, 1], [1, 0]], complex) / 2
    y = np.array([[0, -1j], [1j, 0]], complex) / 2
    z = np.array([[1, 0], [0, -1]], complex) / 2
    return Model({"x": x, "y": y, "z": z, "plus": x + 1j * y, "minus": x - 1j * y}, np.ones(2), 2)


def long_spin(twice_j):
    """S+ |m> = (j - m) |m + 1>, S- |m> = (j + m) |m - 1>, basis m = j ... -j; weights binomial."""
    size = twice_j + 1
    plus, minus, z = (np.zeros((size, size), complex) for _ in range(3))
    for k in range(size):
        z[k, k] = twice_j / 2 - k
        if k > 0:
            plus[k - 1, k] = k
        if k < size - 1:
            minus[k + 1, k] = twice_j - k
    # <m|m> must make (S-)^+ = S+: g_{k-1} k = g_k (2j - k + 1).
    weights = [comb(twice_j, k) for k in range(size)]
    metric = np.array([float(lcm(*weights) // weight) for weight in weights])
    square = z @ z + (plus @ minus + minus @ plus) / 2
    made = {"plus": plus, "minus": minus, "z": z, "square": square}
    made["x"], made["y"] = (plus + minus) / 2, (plus - minus) / 2j
    return Model(made, metric, size)


def boson(size, degree):
    """a |n> = n |n - 1>, a+ |n> = |n + 1>; the first size - degree columns of a product are right."""
    lower = np.diag(np.arange(1, size), 1).astype(complex)
    raise_ = np.diag(np.ones(size - 1), -1).astype(complex)
    metric = np.array([float(factorial(n)) for n in range(size)])
    return Model({"a": lower, "dag": raise_}, metric, size - degree)


def levels(number):
    made = {}
    for i in range(number):
        for j in range(number):
            made[i, j] = np.zeros((number, number), complex)
            made[i, j][i, j] = 1
    return Model(made, np.ones(number), number)


def fermion():
    lower = np.array([[0, 1], [0, 0]], complex)
    return Model({"f": lower, "dag": lower.T.copy()}, np.ones(2), 2, odd=True)


def composite(parts):
    """Parts by name; elementary matrices are keyed (part, name)."""
    names = list(parts)
    made = {}
    for k, name in enumerate(names):
        for key, matrix in parts[name].matrices.items():
            factors = [np.eye(parts[other].size) for other in names]
            factors[k] = matrix
            made[name, key] = kron(factors)
    metric = kron([np.diag(parts[name].metric) for name in names]).diagonal().real
    return Model(made, metric, len(metric))


def kron(factors):
    result = np.eye(1, dtype=complex)
    for factor in factors:
        result = np.kron(result, factor)
    return result


class World:
    """Several systems side by side, first slowest, with Jordan-Wigner signs for fermion modes."""

    def __init__(self, models):
        self.models = dict(models)
        self.metric = kron([np.diag(m.metric) for m in self.models.values()]).diagonal().real
        self.size = len(self.metric)
        right = [np.arange(m.size) < m.trusted for m in self.models.values()]
        self.columns = np.array([all(flags) for flags in itertools.product(*right)])

    def embed(self, name, matrix, odd=False):
        """A matrix of one system on the whole space."""
        factors = []
        for other, model in self.models.items():
            if other == name:
                factors.append(matrix)
                odd = False
            else:
                factors.append(np.diag([1, -1]) if odd and model.odd else np.eye(model.size))
        return kron(factors)

    def elementary(self, name, key):
        model = self.models[name]
        return self.embed(name, model.matrices[key], odd=model.odd)

    def adjoint(self, matrix):
        # Real and imaginary parts apart: the division of complex numbers rounds where that of floats is exact.
        real, imaginary = (
            exact(part.T * self.metric[None, :]) / self.metric[:, None] for part in (matrix.real, -matrix.imag)
        )
        return exact(real + 1j * imaginary)

    def one(self):
        return np.eye(self.size, dtype=complex)

    def same(self, left, right):
        return np.array_equal(exact(left)[:, self.columns], exact(right)[:, self.columns])


def evaluate(tree, leaves, one, adjoint, commute=None):
    """A random expression on anything with +, - and products; see `strategies`."""
    numeric = isinstance(one, np.ndarray)
    number = value_of if numeric else (lambda scalar: scalar)

    def go(part):
        head = part[0]
        if head == "leaf":
            return leaves[part[1] % len(leaves)]
        if head == "sum":
            return number(part[1]) * go(part[2]) + number(part[3]) * go(part[4])
        if head == "adjoint":
            return adjoint(go(part[1]))
        if head == "shift":
            return go(part[2]) + number(part[1]) * one
        left, right = go(part[1]), go(part[2])
        if head == "product":
            return exact(left @ right) if numeric else left * right
        return exact(left @ right - right @ left) if numeric else commute(left, right)

    return go(tree)


def degree(tree):
    """The largest number of leaves multiplied."""
    head = tree[0]
    if head == "leaf":
        return 1
    if head == "sum":
        return max(degree(tree[2]), degree(tree[4]))
    if head in ("adjoint", "shift"):
        return degree(tree[-1])
    return degree(tree[1]) + degree(tree[2])


def value_of(scalar):
    """An exact coefficient, Gaussian rational with a power of two below, as a complex number."""
    real, imaginary = scalar.as_real_imag()
    parts = [Fraction(int(part.p), int(part.q)) for part in (real, imaginary)]
    for part in parts:
        assert part.denominator & (part.denominator - 1) == 0, f"{scalar} is not a dyadic number"
        assert abs(part.numerator) < LIMIT
        assert part.denominator < LIMIT
    return complex(float(parts[0]), float(parts[1]))


def letter_matrix(model, letter):
    """The matrix of a canonical letter, as written, from the elementary matrices of its system."""
    m, one = model.matrices, np.eye(model.size, dtype=complex)
    if isinstance(letter, str):
        return m[letter]
    if "square" in m:
        k, b, e = letter
        ladder = np.linalg.matrix_power(m["plus" if k > 0 else "minus"], abs(k))
        middle = np.linalg.matrix_power(m["z"], b)
        return np.linalg.matrix_power(m["square"], e) @ (ladder @ middle if k > 0 else middle @ ladder)
    if "dag" in m:
        p, q = letter
        lower = m["a"] if "a" in m else m["f"]
        return np.linalg.matrix_power(m["dag"], p) @ np.linalg.matrix_power(lower, q) @ one
    return m[letter]


def composite_letter(parts, letter):
    """The matrix of a composite atom's letter."""
    names = list(parts)
    factors = [np.eye(parts[name].size) for name in names]
    for index, own in letter:
        factors[index] = letter_matrix(parts[names[index]], own)
    return kron(factors)


def matrix_of(operator, world, composites=None):
    """The matrix of a canonical operator, read term by term."""
    total = np.zeros((world.size, world.size), complex)
    for monomial, scalar in operator.terms.items():
        term = value_of(scalar) * world.one()
        for place, letter in monomial.letters:
            if composites and place.name in composites:
                own = composite_letter(composites[place.name], letter)
            else:
                own = letter_matrix(world.models[place.name], letter)
            odd = world.models[place.name].odd and sum(letter) % 2 == 1
            term = term @ world.embed(place.name, own, odd)
        total += term
    return exact(total)
