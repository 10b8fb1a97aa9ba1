"""Generated kernels for Gaussian dynamics: those that `make` made, or made for the occasion."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from numerics import kernels as generated
from numerics.studies import diffusion_modes

ROOT = Path(__file__).parents[2]
NAMES = (*diffusion_modes.STUDY.kernels, "two_excitation_transfer")


@pytest.fixture(scope="session")
def kernels(tmp_path_factory):
    """The kernels by name."""
    made = ROOT / "build" / "kernels"
    missing = [name for name in NAMES if not (made / f"{name}.json").is_file()]
    if missing:
        from derive import registry
        from numerics.codegen import generate, spec
        from reports import products

        specs = {name: spec.specs()[name] for name in NAMES}
        ids = {id for own in specs.values() for id in own.needs}
        modules = [m for m in registry.derivation_modules() if any(id.startswith(f"{m}.") for id in ids)]
        derivations, made = [products.derivation(module) for module in modules], tmp_path_factory.mktemp("kernels")
        for own in specs.values():
            # Their accuracy is tested elsewhere; a short audit saves half of the time.
            generate.generate_in_memory(replace(own, audit_points=20), derivations, made)
    return {name: generated.load(name, made) for name in NAMES}
