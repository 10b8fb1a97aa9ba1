"""Kernels written as a package, from derivations of a folder or at hand."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from reports import kernels


def export(names: Sequence[str], out: Path, package: str, derivations: Path | None) -> tuple[Path, ...]:
    """Generate and audit the kernels anew, and write them as a package into a new folder.

    Raises CodegenError for a name or a folder that does not do, before anything is generated.
    """
    from numerics.codegen import export as writer
    from numerics.codegen import load
    from numerics.codegen.generate import generate
    from numerics.codegen.spec import specs

    chosen = [specs()[name] for name in dict.fromkeys(names)]
    writer.require(chosen, out, package)
    with tempfile.TemporaryDirectory(prefix="larmor-") as passing:
        folder = derivations or Path(passing) / "derivations"
        if derivations is None:
            kernels.derive_into(folder, [spec.name for spec in chosen])
        made = [
            writer.Made(
                kernel=generate(spec.name, folder, Path(passing) / "kernels"), spec=spec,
                equations=load.from_files(spec.needs, folder),
            )
            for spec in chosen
        ]  # fmt: skip
        return writer.export(made, out, package)
