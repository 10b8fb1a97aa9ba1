"""``larmor draw``: a figure from a study's data."""

from __future__ import annotations

from pathlib import Path

import click

from reports.commands import EXISTING_FOLDER, FOLDER, bad_input, emit, json_option


@click.command()
@click.argument("figure")
@click.option("--studies", type=EXISTING_FOLDER, required=True, help="The folder with the studies' data.")
@click.option("--out", type=FOLDER, required=True, help="Where the figure goes.")
@json_option
def command(figure: str, studies: Path, out: Path, as_json: bool) -> None:
    """Draw a figure of the report.

    \b
    Example:
      larmor draw two_mode_exchange --studies build/studies --out build/figures
    """
    from numerics.parameters import InputError
    from reports import figures

    with bad_input(InputError):
        files = figures.draw(figure, studies, out)
    if as_json:
        emit({"figure": figure, "files": [str(file) for file in files]}, "", as_json)
