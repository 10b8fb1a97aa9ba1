"""The lane form that the generator writes, against the equations, and the checks of a kernel's parameters."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from derive.domains import Domain
from derive.records import Equation, Quantity
from numerics.codegen import generate
from numerics.codegen.spec import KernelSpec, Range
from numerics.integrators.elimination import Filled
from numerics.integrators.job import packed
from numerics.kernels import load
from numerics.parameters import InputError

STATE, ARGUMENTS = ("u", "v", "w"), ("a", "b", "N")
QUANTITIES = tuple(
    Quantity(name=name, latex=name, meaning=name, unit="1", domain=Domain(lower=0) if name in ("b", "N") else Domain())
    for name in (*STATE, *ARGUMENTS, "t")
)
u, v, w, a, b, N, t = (q.symbol for q in QUANTITIES)
RATES = {
    u: -(a + b) * u / N + a * b * v * w + sp.cos(t),
    v: a**2 * u * w - sp.sqrt(b) * v**3 + b,
    w: -w * (a + b / N) + (u - v) / (1 + a**2),
}


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    """A kernel of made-up rates, loaded; nothing is integrated."""
    equations = tuple(
        Equation(id=f"made.up.rate_{x}", title="made up", quantities=QUANTITIES, rhs=rate,
                 lhs=sp.Derivative(x, t, evaluate=False))
        for x, rate in RATES.items()
    )  # fmt: skip
    spec = KernelSpec(
        name="made_up", title="Made-up rates", equations=tuple(e.id for e in equations), kind="rhs", state=STATE,
        arguments=ARGUMENTS, jacobian=True,
        audit=dict.fromkeys((*STATE, *ARGUMENTS), Range(lower=Fraction(1, 2), upper=Fraction(2))),
    )  # fmt: skip
    record = generate.record(generate.plan(spec, equations))
    folder = tmp_path_factory.mktemp("made")
    (folder / "made_up.py").write_text(record.source)
    (folder / "made_up.json").write_bytes(record.to_json())
    return load("made_up", folder)


def test_lane_form_is_the_equations(kernel):
    made = kernel.module
    draw = np.random.default_rng(3)
    # Columns are points: NumPy's arrays stand in for lanes.
    y, p = draw.uniform(0.5, 2, (3, 8)), draw.uniform(0.5, 2, (3, 8))
    c, out = np.empty((made.LANE_COEFFICIENTS, 8)), np.empty((3, 8))
    for k in range(8):  # functions of the time and of parameters are those of numbers
        made.lane_coefficients(p[:, k], c[:, k])
    entries, change = np.empty((len(made.LANE_PATTERN), 8)), np.empty((3, 8))
    made.lane_rhs(0.7, y, c, out)
    made.lane_jacobian(0.7, y, c, entries)
    made.lane_time_derivative(0.7, y, c, change)
    for k in range(8):
        at = {**dict(zip((u, v, w), y[:, k], strict=True)), **dict(zip((a, b, N), p[:, k], strict=True)), t: 0.7}
        exact = sp.Matrix(list(RATES.values()))
        jacobian = np.array(exact.jacobian([u, v, w]).subs(at), float)
        full = np.zeros((3, 3))
        for number, place in enumerate(made.LANE_PATTERN):
            full[place] = entries[number, k]
        # Some ten operations, each rounded, of numbers up to 30.
        assert out[:, k] == pytest.approx(np.array(exact.subs(at), float).ravel(), abs=1e-13)
        assert full == pytest.approx(jacobian, abs=1e-13)
        assert change[:, k] == pytest.approx([-np.sin(0.7), 0, 0], abs=1e-15)


def test_parameters_alone_are_taken_out(kernel):
    text = kernel.record.source.split("def lane_rhs")[1].split("def ")[0].split('"""')[2]
    assert "p[" not in text
    assert "math.sqrt" not in text, "the square root of a parameter is computed once"
    assert "/" not in text, "so are divisions by parameters"


def test_named_parameters_broadcast_and_are_checked(kernel):
    found = packed(kernel, {"b": [1.0, 2.0], "a": 0.5, "N": 3})
    assert (found == [[0.5, 1.0, 3.0], [0.5, 2.0, 3.0]]).all()
    with pytest.raises(InputError, match="b is -1"):
        packed(kernel, {"b": [1.0, -1.0], "a": 0.5, "N": 3})
    with pytest.raises(InputError, match="expected finite"):
        packed(kernel, {"b": 1.0, "a": np.nan, "N": 3})
    with pytest.raises(InputError, match="made_up needs N"):
        packed(kernel, {"b": 1.0, "a": 1.0})
    with pytest.raises(InputError, match=r"do not broadcast: a \(\), b \(2,\), N \(3,\)"):
        packed(kernel, {"b": [1.0, 2.0], "a": 0.5, "N": [1, 2, 3]})


def test_elimination_fills_in_where_a_matrix_does():
    # An arrow: its first row and column fill everything, its last ones nothing.
    first = [(0, j) for j in range(4)] + [(i, 0) for i in range(4)]
    last = [(3, j) for j in range(4)] + [(i, 3) for i in range(4)]
    assert Filled(first, 4).count == 16
    assert Filled(last, 4).count == 10
