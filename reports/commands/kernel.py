"""``larmor kernel``: a compiled equation; its signature, its source, its value."""

from __future__ import annotations

from pathlib import Path

import click

from reports.commands import EXISTING_FOLDER, FOLDER, bad_input, emit, json_option


@click.command()
@click.argument("id")
@click.option("--eval", "at", is_flag=True, help="Evaluate at the values that follow, such as I=3/2 p_a=0.95.")
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--source", is_flag=True, help="Print the generated module.")
@click.option("--derivations", type=EXISTING_FOLDER, help="Compile from the derivations in this folder.")
@click.option("--out", type=FOLDER, help="Write the kernel's module and record into this folder.")
@json_option
def command(
    id: str,
    at: bool,
    values: tuple[str, ...],
    source: bool,
    derivations: Path | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Describe a kernel, evaluate it, print its source, or write it into a folder.

    \b
    Examples:
      larmor kernel slowing_down
      larmor kernel slowing_down --eval I=3/2 p_a=0.95
    """
    from derive.registry import UnknownNameError, known
    from numerics.parameters import InputError
    from reports import kernels
    from reports.assignments import assignments

    if values and not at:
        raise click.UsageError(f"the value {values[0]} was given without --eval")
    with bad_input(UnknownNameError, InputError):
        known(id, kernels.names(), "kernel")
        given = assignments(values)
    if at:
        from numerics.kernels import KernelError

        with bad_input(KernelError):
            emit(*kernels.evaluated(id, given), as_json)
        return
    if out is not None:
        try:
            kernels.generate(id, derivations, out)
        except OSError as error:
            message = f"{error.filename or out} cannot be written ({error.strerror}); what was there is as it was"
            raise click.ClickException(message) from error
        return
    if source:
        text = kernels.source(id)
        emit({"kernel": id, "source": text}, text.rstrip(), as_json)
        return
    emit(*kernels.described(id), as_json)
