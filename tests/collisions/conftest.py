"""Generated kernels for simulations of collisions: those that `make` made, or made for the occasion."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from numerics import kernels
from numerics.collisions import linking
from numerics.studies import stochastic_collisions

ROOT = Path(__file__).parents[2]
NAMES = (*stochastic_collisions.STUDY.kernels, "mean_one_excitation_by_events")


@pytest.fixture(scope="session")
def kernels_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the kernels of collisions."""
    made = ROOT / "build" / "kernels"
    if all((made / f"{name}.json").is_file() for name in NAMES):
        return made
    from numerics.codegen import generate, spec
    from reports import products

    folder = tmp_path_factory.mktemp("kernels")
    modules = ("spin_exchange.kick", "spin_exchange.orbit_maps", "spin_exchange.exchange_rates")
    derivations = [products.derivation(module) for module in modules]
    for name in NAMES:
        generate.generate_in_memory(spec.specs()[name], derivations, folder)
    return folder


@pytest.fixture(scope="session")
def made(kernels_dir: Path) -> dict[str, kernels.CompiledKernel]:
    """The kernels by name."""
    return {name: kernels.load(name, kernels_dir) for name in NAMES}


@pytest.fixture(scope="session")
def loops(kernels_dir: Path) -> Callable[[str], ModuleType]:
    """Compiled loops by name."""
    return cache(lambda name: linking.linked(name, kernels_dir))
