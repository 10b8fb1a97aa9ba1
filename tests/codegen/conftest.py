"""Kernels of the catalogue, generated once for all tests from real derivations, with a shorter audit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import sympy as sp

from derive.domains import REAL, Domain
from derive.expressions import encode
from derive.records import Equation, Quantity
from numerics.codegen.generate import generate_in_memory
from numerics.codegen.spec import KernelSpec, Range, specs
from numerics.files import write_if_changed
from reports import products

MODULES = ("spin_exchange.slowing_down", "spin_exchange.bloch", "spin_exchange.two_mode")


@pytest.fixture(scope="session")
def catalogue() -> dict[str, KernelSpec]:
    """The kernels of the catalogue that rest on these modules; those of collisions have tests of their own."""
    return {name: one for name, one in specs().items() if all(id.rpartition(".")[0] in MODULES for id in one.equations)}


@pytest.fixture(scope="session")
def derivations():
    """The derivations that these kernels rest on."""
    return [products.derivation(module) for module in MODULES]


@pytest.fixture(scope="session")
def derivations_dir(derivations, tmp_path_factory) -> Path:
    """The same, as the files that ``make`` writes."""
    folder = tmp_path_factory.mktemp("derivations")
    for derivation in derivations:
        write_if_changed(folder / f"{derivation.module}.json", encode(derivation))
    return folder


@pytest.fixture(scope="session")
def kernels_dir(catalogue, derivations, tmp_path_factory) -> Path:
    """A folder with each of these kernels."""
    folder = tmp_path_factory.mktemp("kernels")
    for spec in catalogue.values():
        generate_in_memory(replace(spec, audit_points=60), derivations, folder)
    return folder


class Made:
    """Made-up equations and specs for tests of the generator itself."""

    @staticmethod
    def quantity(name: str, domain: Domain = REAL, unit: str = "1") -> Quantity:
        """A table entry."""
        return Quantity(name=name, latex=name, meaning=f"the number {name}", unit=unit, domain=domain)

    @classmethod
    def equation(cls, rhs: sp.Expr, *quantities: Quantity, domain: Domain = REAL) -> Equation:
        """The equation value = rhs."""
        value = cls.quantity("value", domain)
        return Equation(
            id="made.up.value", title="A made-up value", lhs=value.symbol, rhs=rhs, quantities=(*quantities, value)
        )

    @staticmethod
    def spec(*arguments: str, **changes: object) -> KernelSpec:
        """The spec of that equation as a function, audited between 1e-6 and 1."""
        span = Range(lower=Fraction(1, 10**6), upper=Fraction(1), spacing="log")
        fields: dict = {
            "name": "made_up", "title": "A made-up function", "equations": ("made.up.value",), "kind": "function",
            "arguments": arguments, "audit": dict.fromkeys(arguments, span), "audit_points": 60,
        }  # fmt: skip
        return KernelSpec(**{**fields, **changes})


@pytest.fixture(scope="session")
def made() -> type[Made]:
    """Made-up equations and specs."""
    return Made
