"""Generated kernels for the studies' tests: those that `make` made, or made for the occasion."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from numerics import studies

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def kernels_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the kernels of every study."""
    wanted = {kernel for name in studies.names() for kernel in studies.load(name).STUDY.kernels}
    made = ROOT / "build" / "kernels"
    missing = sorted(name for name in wanted if not (made / f"{name}.json").is_file())
    if not missing:
        return made
    from derive import registry
    from numerics.codegen import generate, spec
    from reports import products

    folder = tmp_path_factory.mktemp("kernels")
    for name in wanted - set(missing):
        for file in (*made.glob(f"{name}.*"), *made.glob(f"__pycache__/{name}.*")):
            (folder / file.relative_to(made)).parent.mkdir(exist_ok=True)
            shutil.copy2(file, folder / file.relative_to(made))
    ids = {id for name in missing for id in spec.specs()[name].needs}
    modules = [m for m in registry.derivation_modules() if any(id.startswith(f"{m}.") for id in ids)]
    derivations = [products.derivation(module) for module in modules]
    for name in missing:
        # Their accuracy is tested elsewhere; a short audit saves half of the time.
        generate.generate_in_memory(replace(spec.specs()[name], audit_points=20), derivations, folder)
    return folder
