"""Jacobians with their sparsity and parameter derivatives of every kind of kernel, against mpmath's own."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy as sp

from derive.domains import COMPLEX, COUNT, POSITIVE
from derive.records import Equation, Quantity
from numerics.codegen.derivatives import DENSE
from numerics.codegen.generate import generate_from, plan
from numerics.codegen.spec import CodegenError, KernelSpec, Range
from numerics.kernels import KernelError, load

T = Quantity(name="t", latex="t", meaning="time")
X = Quantity(name="x", latex="x", meaning="a number")
Y = Quantity(name="y", latex="y", meaning="a positive number", domain=POSITIVE)
Z = Quantity(name="z", latex="z", meaning="a complex number", domain=COMPLEX)
N = Quantity(name="n", latex="n", meaning="a count", domain=COUNT)
x, y, z = X.symbol, Y.symbol, Z.symbol
CANCELS = "terms of opposite sign"


def numerical(function, at, k):
    """The derivative by the k-th of the numbers ``at``, by mpmath to 40 digits."""
    with mpmath.workdps(60):
        fixed = [mpmath.mpmathify(number) for number in at]
        return complex(mpmath.diff(lambda v: function(*fixed[:k], v, *fixed[k + 1 :]), fixed[k]))


def test_of_a_function(tmp_path, made):
    spec = made.spec("x", "y", derivatives=("x",), reason=CANCELS)
    record = generate_from(spec, [made.equation(sp.sin(x * y) / y + y**3, X, Y)], tmp_path)
    kernel = load("made_up", tmp_path)
    assert record.derivatives == ("x",)
    found = kernel.gradient(x=np.array([0.5, 0.25]), y=0.75)
    assert found.shape == (2, 1)

    def exact(a, b):
        return mpmath.sin(a * b) / b + b**3

    for i, value in enumerate((0.5, 0.25)):
        wanted = [numerical(exact, (value, 0.75), k).real for k in (0,)]
        assert found[i] == pytest.approx(wanted, rel=1e-15)


def test_of_a_complex_function(tmp_path, made):
    spec = made.spec("z", "x", derivatives=("z", "x"), reason=CANCELS)
    generate_from(spec, [made.equation(sp.exp(sp.I * z * x) / (z + 2), Z, X, domain=COMPLEX)], tmp_path)
    at = (0.5 - 0.25j, 0.75)
    found = load("made_up", tmp_path).gradient(*at)
    wanted = [numerical(lambda a, b: mpmath.exp(1j * a * b) / (a + 2), at, k) for k in (0, 1)]
    assert found == pytest.approx(wanted, rel=1e-15)


def test_of_a_matrix_and_of_several_numbers(tmp_path, made):
    matrix = sp.ImmutableMatrix([[x * y, sp.sqrt(y)], [x**2, sp.Integer(1)]])
    named = sp.ImmutableMatrix(2, 2, sp.symbols("a b c d"))
    letters = [made.quantity(name) for name in "abcd"]
    equation = Equation(id="made.up.value", title="M", lhs=named.xreplace({q: one.symbol for q, one in zip(
        named, letters, strict=True)}), rhs=matrix, quantities=(X, Y, *letters))  # fmt: skip
    generate_from(made.spec("x", "y", kind="matrix", derivatives=("y",)), [equation], tmp_path)
    found = load("made_up", tmp_path).gradient(x=0.5, y=0.25)
    assert found.tolist() == [[[0.5], [1.0]], [[0.0], [0.0]]]  # d(xy)/dy, d sqrt(y)/dy = 1/(2 sqrt y), exact in doubles
    second = replace(made.equation(x**3, X), id="made.up.w", lhs=letters[0].symbol, quantities=(X, letters[0]))
    one = made.spec("x", "y", name="several", kind="numbers", equations=("made.up.value", "made.up.w"),
                    derivatives=("x", "y"))  # fmt: skip
    generate_from(one, [made.equation(x * y**2, X, Y), second], tmp_path)
    assert load("several", tmp_path).gradient(x=0.5, y=2.0).tolist() == [[4.0, 2.0], [0.75, 0.0]]


def rates(made, size, right, *more, domain=None):
    """Equations of motion of s0, s1, ... with the given right sides."""
    given = {} if domain is None else {"domain": domain}
    state = tuple(made.quantity(f"s{i}", **given) for i in range(size))
    symbols = [q.symbol for q in state]
    return [
        Equation(id=f"made.up.s{i}", title="a rate", rhs=one, quantities=(*state, T, *more),
                 lhs=sp.Derivative(symbols[i], T.symbol, evaluate=False))
        for i, one in enumerate(right(symbols))
    ]  # fmt: skip


def system(size, **changes):
    """The spec of a right-hand side of so many states and the parameter x."""
    span = Range(lower=Fraction(1, 10), upper=Fraction(2), symmetric=True)
    names = tuple(f"s{i}" for i in range(size))
    fields = {
        "name": "made_up", "title": "A made-up system", "kind": "rhs", "state": names, "arguments": ("x",),
        "equations": tuple(f"made.up.{name}" for name in names), "audit": dict.fromkeys((*names, "x"), span),
        "audit_points": 4, "jacobian": True, "derivatives": ("x",), "reason": CANCELS,
    }  # fmt: skip
    return KernelSpec(**{**fields, **changes})


def ring(s):
    """Each state driven by the next and damped by its own square."""
    return [x * s[(i + 1) % len(s)] * s[i] - s[i] ** 2 / x for i in range(len(s))]


@pytest.mark.parametrize("size", [3, DENSE + 2])
def test_of_right_hand_sides_small_and_large(tmp_path, made, size):
    record = generate_from(system(size), rates(made, size, ring, X), tmp_path)
    assert ("jacobian_entries" in record.functions) == (size > DENSE)
    assert record.sparsity == tuple(tuple(sorted((i, (i + 1) % size))) for i in range(size))
    kernel = load("made_up", tmp_path)
    values = np.linspace(0.5, 1.5, size)
    at = {"t": 0.0, "y": values, "x": 0.75}
    dense, sparse = kernel.jacobian(**at), kernel.sparse_jacobian(**at)
    assert np.array_equal(sparse.toarray(), dense)
    assert sparse.nnz == 2 * size
    for i, j in itertools.product(range(size), repeat=2):
        k = (i + 1) % size
        wanted = (j == k) * 0.75 * values[i] + (j == i) * (0.75 * values[k] - 2 * values[i] / 0.75)
        assert dense[i, j] == pytest.approx(wanted, rel=1e-14, abs=1e-15)
    wanted = values[(np.arange(size) + 1) % size] * values + values**2 / 0.75**2
    assert kernel.gradient(**at)[:, 0] == pytest.approx(wanted, rel=1e-15)
    numbers = size + (2 * size if size > DENSE else size**2) + size  # rates, entries of the Jacobian, sensitivities
    assert record.accuracy.points == 4 * 2 * numbers  # four points; compiled, and as written


def test_complex_amplitudes_with_a_drive_in_time(tmp_path, made):
    def amplitudes(s):
        return [-sp.I * x * s[1] - s[0] / (2 + sp.I * x), sp.exp(sp.I * x * T.symbol) * s[0]]

    spec = system(2, audit={**system(2).audit, "t": Range(lower=Fraction(0), upper=Fraction(3))}, audit_points=40)
    record = generate_from(spec, rates(made, 2, amplitudes, X, domain=COMPLEX), tmp_path)
    assert "rhs_written" in record.source  # straight through LLVM, complex quotient and exponential included
    found = load("made_up", tmp_path)(t=2.0, y=np.array([1 + 2j, 3 - 1j]), x=0.5)
    wanted = [-0.5j * (3 - 1j) - (1 + 2j) / (2 + 0.5j), np.exp(1j) * (1 + 2j)]
    assert found == pytest.approx(wanted, rel=1e-15)


def test_what_has_no_derivative_is_said(made):
    with pytest.raises(CodegenError, match="which it does not take"):
        made.spec("x", derivatives=("q",))
    with pytest.raises(CodegenError, match="by n, which is integer"):
        plan(made.spec("n", derivatives=("n",)), [made.equation(N.symbol**2, N)])
    with pytest.raises(CodegenError, match="no derivative by z"):
        plan(made.spec("z", derivatives=("z",)), [made.equation(sp.conjugate(z), Z, domain=COMPLEX)])


def test_a_kernel_without_derivatives_says_so(kernels_dir):
    with pytest.raises(KernelError, match="without derivatives"):
        load("slowing_down_factor", kernels_dir).gradient(I=1.5, p_a=0.5)
