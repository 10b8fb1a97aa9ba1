"""``larmor derive``: run one derivation module."""

from __future__ import annotations

from pathlib import Path

import click

from reports.commands import FILE, bad_input, emit, json_option, rarely_collected


@click.command()
@click.argument("module")
@click.option("--out", type=FILE, help="Write the derivation's record into this file.")
@json_option
def command(module: str, out: Path | None, as_json: bool) -> None:
    """Derive the equations of a module from its Hamiltonian, and print or keep them.

    \b
    Example:
      larmor derive spin_exchange.bloch
    """
    from derive import registry

    rarely_collected()
    with bad_input(registry.UnknownNameError):
        registry.known(module, registry.derivation_modules(), "derivation module")
    try:
        derivation = registry.derive(module)
    except (ArithmeticError, ValueError) as error:
        if not type(error).__module__.startswith("derive."):
            raise
        # What the rooms of derive raise is about the model; with a model of one's own that is no fault of ours.
        raise click.ClickException(f"{module} cannot be derived: {error}") from error
    if out is not None:
        from derive.expressions import encode
        from numerics.files import write_if_changed

        write_if_changed(out, encode(derivation))
        if not as_json:
            return
    from reports import terminal

    emit(terminal.derivation_as_json(derivation), terminal.derivation(derivation), as_json)
