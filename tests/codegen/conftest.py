"""Kernels of the catalogue, generated once for all tests from real derivations, with a shorter audit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sympy as sp

from derive import registry
from derive.domains import POLARISATION, REAL, Domain
from derive.records import Equation, Quantity
from numerics.codegen.generate import generate_in_memory
from numerics.codegen.spec import KernelSpec, Range, specs

MODULES = ("spin_exchange.slowing_down", "spin_exchange.bloch", "spin_exchange.two_mode")


@pytest.fixture(scope="session")
def derivations():
    """The derivations that the catalogue's kernels rest on."""
    return [registry.derive(module) for module in MODULES]


@pytest.fixture(scope="session")
def kernels_dir(derivations, tmp_path_factory) -> Path:
    """A folder with every kernel of the catalogue."""
    folder = tmp_path_factory.mktemp("kernels")
    for spec in specs().values():
        generate_in_memory(replace(spec, audit_points=150), derivations, folder)
    return folder


def quantity(name: str, domain: Domain = REAL, unit: str = "1") -> Quantity:
    """A table entry for a test."""
    return Quantity(name=name, latex=name, meaning=f"the number {name}", unit=unit, domain=domain)


def equation(rhs: sp.Expr, *quantities: Quantity, result: Quantity | None = None, id: str = "made.up.value") -> Equation:
    """A scalar equation for a test, value = rhs."""
    value = result or quantity("value")
    return Equation(id=id, title="A made-up value", lhs=value.symbol, rhs=rhs, quantities=(*quantities, value))


def function_spec(*arguments: str, **changes: object) -> KernelSpec:
    """The spec of a made-up scalar function, audited between 1e-6 and 1."""
    span = Range(lower=sp_fraction(1, 10**6), upper=sp_fraction(1, 1), spacing="log")
    fields: dict = {
        "name": "made_up", "title": "A made-up function", "equations": ("made.up.value",), "kind": "function",
        "arguments": arguments, "audit": {name: span for name in arguments}, "audit_points": 60,
    }  # fmt: skip
    return KernelSpec(**{**fields, **changes})


def sp_fraction(numerator: int, denominator: int):
    """An exact bound of an audit range."""
    from fractions import Fraction

    return Fraction(numerator, denominator)


P = quantity("p", POLARISATION)
X = quantity("x")
