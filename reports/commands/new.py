"""``larmor new``: a model of one's own, as a short module to fill in."""

from __future__ import annotations

import re
from pathlib import Path

import click

from reports.commands import FOLDER, bad_input, emit, json_option

_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


@click.command()
@click.argument("model", metavar="ROOM.NAME")
@click.option("--into", type=FOLDER, help="The folder of the derivations; that of this checkout if not given.")
@json_option
def command(model: str, into: Path | None, as_json: bool) -> None:
    """Write a small derivation module that runs as it is, to put a Hamiltonian of your own into.

    \b
    Example:
      larmor new my_cell.precession
    """
    import keyword

    from reports import freshness, skeletons

    if not _NAME.fullmatch(model) or any(keyword.iskeyword(part) for part in model.split(".")):
        raise click.UsageError(f"{model!r} cannot name a model, expected room.name, such as my_cell.precession")
    with bad_input(skeletons.SkeletonError):
        path = skeletons.write(model, into or freshness.ROOT / "derive")
    emit(
        {"model": model, "file": str(path)},
        f"{path}\nnow: larmor derive {model}, then edit the Hamiltonian in it",
        as_json,
    )
