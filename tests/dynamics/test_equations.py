"""Equation records of closed sets: their steps are checked, and fail when something is wrong; small sets as code."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from derive.algebra import Boson, Ensemble, Levels, Mixture, Spin
from derive.algebra.operators import combination
from derive.domains import Domain
from derive.dynamics.certificates import matrices_agree, neglected_order
from derive.dynamics.closure import close
from derive.dynamics.cumulants import partitions
from derive.dynamics.equations import equation_records, mean_quantities
from derive.dynamics.lindblad import Correlated, Jump, Model
from derive.dynamics.rates import DynamicsError
from derive.expressions import decode, encode
from derive.records import Equation, Quantity
from numerics.codegen.small_sets import straight_line
from numerics.codegen.tables import moment_system
from numerics.kernels import load

a = Boson("a")
atom = Levels("t", ("g", "e"))
up, down, ee = atom("e", "g"), atom("g", "e"), atom("e", "e")
kappa, g, gamma, pump, w = sp.symbols("kappa g Gamma R Delta", real=True)
N, M = sp.symbols("N M", integer=True, positive=True)
CELL = Ensemble("cell", atom, N)
MANY = Model(
    hamiltonian=w * a.n + g * CELL.total(a.dag * down + a.a * up),
    jumps=(Jump(operator=a.a, rate=kappa), Jump(operator=up, rate=pump, over=CELL)),
)


def entry(symbol, unit="1/s"):
    domain = Domain(kind="integer", lower=Fraction(0)) if symbol.is_integer else Domain()
    return Quantity(name=symbol.name, latex=symbol.name, meaning=f"parameter {symbol.name}", unit=unit, domain=domain)


RATES = [entry(symbol) for symbol in (kappa, g, gamma, pump, w)]


def test_records_have_checked_steps_and_say_what_they_neglect():
    closed = close(MANY, [a.n], 2)
    records = equation_records(closed, "laser.moments", [*RATES, entry(N, "1")])
    assert [r.id.rpartition("_of_")[2] for r in records] == [q.name for q in mean_quantities(closed)]
    by_name = {r.id: r for r in records}
    exact = by_name["laser.moments.rate_of_mean_a_dag_a"]
    assert [step.rule for step in exact.steps] == ["adjoint of the generator", "mean", "real part"]
    assert exact.approximations == ()
    truncated = by_name["laser.moments.rate_of_Im_a_t_1_e_g"]
    assert [a.neglected_order for a in truncated.approximations] == [2]
    assert "the rate kappa multiplies" in truncated.assumes[0]
    assert "a two-level population decays at the rate" in truncated.assumes[0]
    for record in records:
        assert decode(encode(record), Equation) == record


def test_units_must_fit_and_symbols_must_be_known():
    closed = close(MANY, [a.n], 2)
    with pytest.raises(DynamicsError, match="the symbol N of the model has no table entry"):
        equation_records(closed, "laser.moments", RATES)
    with pytest.raises(ValueError, match="dimension"):
        equation_records(closed, "laser.moments", [*(entry(q.symbol, "1") for q in RATES), entry(N, "1")])


MIXTURE = Mixture("gas", one=(Levels("x", ("g", "e")), N), two=(Levels("y", ("g", "e")), M))
X, Y = Levels("x", ("g", "e")), Levels("y", ("g", "e"))
S = Spin("s")
PAIR = CELL.coupling("J", "symmetric")
CASES = {
    "ensemble": (MANY, a.a * CELL.at(1, up) * CELL.at(2, ee)),
    "collective jump": (
        Model(hamiltonian=g * CELL.total(up + down), jumps=(Jump(operator=CELL.total(down) + a.a, rate=gamma),)),
        CELL.at(1, ee),
    ),
    "coupled atoms": (
        Model(
            hamiltonian=CELL.sum(
                CELL.coupling("J", "symmetric")("i", "j") * CELL.at("i", up) * CELL.at("j", down), "i", "j"
            ),
            jumps=(Correlated(operators=down, rates=CELL.coupling("G", "hermitian"), over=CELL),),
        ),
        CELL.at(1, ee),
    ),
    "classes": (
        Model(
            hamiltonian=g * MIXTURE["one"].total(X("e", "g")) * MIXTURE["two"].total(Y("g", "e"))
            + g * MIXTURE["one"].total(X("g", "e")) * MIXTURE["two"].total(Y("e", "g")),
            jumps=(Jump(operator=Y("g", "e"), rate=gamma, over=MIXTURE["two"]),),
        ),
        MIXTURE["one"].at(1, X("e", "e")) * MIXTURE["two"].at(1, Y("e", "e")),
    ),
    "spin and mode in time": (
        Model(
            hamiltonian=sp.Function("f", real=True)(sp.Symbol("t", real=True)) * (a.a**2 + a.dag**2) * S.x + w * S.z,
            jumps=(Jump(operator=a.n * S.minus, rate=kappa),),
        ),
        a.dag * a.a * S.z,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_exact_matrices_confirm_the_adjoint_and_refute_slips(name):
    model, operator = CASES[name]
    rate = model.adjoint(operator)
    assert matrices_agree(model, operator, rate)
    assert not rate.is_zero
    first, value = next(iter(rate.terms.items()))
    without = rate - combination([(first, value)])
    # a sign, a factor, a term too many, a term too few, jumps forgotten, a sign of one term
    slips = [
        -rate,
        2 * rate,
        rate + operator / 7,
        without,
        model.heisenberg(operator),
        without - combination([(first, value)]),
    ]
    for slip in slips:
        assert not matrices_agree(model, operator, slip)


def test_the_neglected_order_is_computed():
    closed = close(MANY, [CELL.at(1, up) * CELL.at(2, down)], 2, symmetry=False)
    alphabet = closed.alphabet
    photon, lower = alphabet.written(next(iter(a.n.terms)))[0], alphabet.written(next(iter(a.a.terms)))[0]
    raise_ = tuple(alphabet.adjoints[code] for code in lower)
    # <a+ a> against <a+><a>: a cumulant of two, order 1. Against nothing: the product of means, order 0.
    one = sp.S.One
    assert neglected_order(alphabet, {(photon,): one}, {(raise_, lower): one}, lambda _: False) == 1
    assert neglected_order(alphabet, {(photon,): one}, {}, lambda _: False) == 0
    assert neglected_order(alphabet, {(photon,): one}, {(photon,): one}, lambda _: False) is None
    # Where <a> vanishes by symmetry, the product of means does too.
    assert neglected_order(alphabet, {(photon,): one}, {}, lambda product: product in (lower, raise_)) == 1


def test_partitions_are_all_and_each_once():
    assert [len(partitions(n)) for n in range(7)] == [1, 1, 2, 5, 15, 52, 203]
    for blocks in partitions(5):
        assert sorted(k for block in blocks for k in block) == list(range(5))
        assert all(list(block) == sorted(block) for block in blocks)
    assert len(set(map(frozenset, partitions(5)))) == 52


def test_small_sets_become_straight_line_code_that_gives_the_same_rates(tmp_path):
    """The driven atom, through the generator of every other kernel and through the generic one."""
    model = Model(
        hamiltonian=-w * ee + g * (up + down), jumps=(Jump(operator=down, rate=gamma),), name="the driven atom"
    )
    closed = close(model, [ee, down])
    straight_line(closed, "driven_atom", [entry(s) for s in (w, g, gamma)], tmp_path)
    kernel = load("driven_atom", tmp_path)
    assert [s.name for s in kernel.record.state] == [q.name for q in mean_quantities(closed)]
    system, _ = moment_system(closed)
    y = np.array([0.3, 0.1, -0.4])
    numbers = {"Delta": 0.7, "g": 1.3, "Gamma": 0.9}
    # The real form lists all real parts first, the record part by part: population, dipole.
    means = system.pack({"t[e,e]": 0.3, "t[g,e]": 0.1 - 0.4j})
    rates = system.unpack(system.rates(numbers)(0.0, means))
    expected = [rates[0].real, rates[1].real, rates[1].imag]
    # rounding of three terms
    assert kernel(t=0.0, y=y, **numbers) == pytest.approx(expected, abs=1e-15)
