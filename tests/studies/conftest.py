"""Generated kernels for the studies' tests: those that `make` made, or made for the occasion."""

from __future__ import annotations

from pathlib import Path

import pytest

from numerics import studies

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def kernels_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the kernels of every study."""
    wanted = {kernel for name in studies.names() for kernel in studies.load(name).STUDY.kernels}
    made = ROOT / "build" / "kernels"
    if all((made / f"{name}.json").is_file() for name in wanted):
        return made
    from derive import registry
    from numerics.codegen import generate, spec

    folder = tmp_path_factory.mktemp("kernels")
    derivations = [registry.derive(module) for module in registry.derivation_modules()]
    for name in sorted(wanted):
        generate.generate_in_memory(spec.specs()[name], derivations, folder)
    return folder
