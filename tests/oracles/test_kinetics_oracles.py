"""Oracles of collisions must agree with what is derived and disagree with what is half as large again."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sympy as sp

from derive.oracles import spin_exchange_kinetics, spin_exchange_sudden
from derive.records import Equation
from reports import products

ORACLES = spin_exchange_kinetics.ORACLES | spin_exchange_sudden.ORACLES
PAIRS = [(name, oracle) for name, oracles in ORACLES.items() for oracle in oracles]


@pytest.fixture(scope="module")
def equations() -> dict[str, Equation]:
    modules = {name.rpartition(".")[0] for name in ORACLES}
    return products.equations(*sorted(modules))


@pytest.mark.parametrize(
    ("name", "oracle"), PAIRS, ids=lambda value: value if isinstance(value, str) else value.__name__
)
def test_oracle_tells_right_from_wrong(name: str, oracle, equations: dict[str, Equation]) -> None:
    right = equations[name]
    assert oracle(right).agrees, oracle(right).detail
    wrong = replace(right, rhs=right.rhs * sp.Rational(3, 2))
    assert not oracle(wrong).agrees, oracle(wrong).detail
