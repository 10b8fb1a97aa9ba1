"""``larmor draw``: a figure from a study's data."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from reports.commands import EXISTING_FOLDER, FOLDER, emit, json_option


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
    from reports import figures

    names = tuple(figures.names())
    if figure not in names:
        near = difflib.get_close_matches(figure, names, n=1, cutoff=0.0)
        raise click.UsageError(f"there is no figure {figure!r}; nearest: {', '.join(near)}")
    figures.draw(figure, studies, out)
    if as_json:
        emit({"figure": figure, "folder": str(out)}, "", as_json)
