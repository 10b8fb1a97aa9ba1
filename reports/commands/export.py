"""``larmor export``: kernels as an installable package that needs NumPy and numba alone."""

from __future__ import annotations

from pathlib import Path

import click

from reports.commands import EXISTING_FOLDER, FOLDER, bad_input, emit, json_option


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--out", type=FOLDER, required=True, help="The new folder of the package.")
@click.option("--package", default="larmor_kernels", show_default=True, help="The name to import it by.")
@click.option("--derivations", type=EXISTING_FOLDER, help="Compile from the derivations in this folder.")
@json_option
def command(names: tuple[str, ...], out: Path, package: str, derivations: Path | None, as_json: bool) -> None:
    """Write kernels as an installable package that needs NumPy and numba alone.

    It has typed functions with equations, units and domains in their docstrings, and tests against values that are
    computed to 50 digits now.

    \b
    Examples:
      larmor export slowing_down_factor exchange_rate --out my_kernels
      pip install ./my_kernels
    """
    from derive.registry import UnknownNameError, known
    from numerics.codegen.spec import CodegenError
    from reports import exports, kernels

    with bad_input(UnknownNameError, CodegenError):
        for name in names:
            known(name, kernels.names(), "kernel")
        try:
            files = exports.export(names, out, package, derivations)
        except OSError as error:
            message = f"{error.filename or out} cannot be written ({error.strerror}); nothing was exported"
            raise click.ClickException(message) from error
    answer = {"package": package, "kernels": list(names), "files": [str(file) for file in files]}
    emit(answer, f"{out}: the package {package} with {', '.join(names)}; pip install {out}", as_json)
