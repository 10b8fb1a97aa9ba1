"""``larmor pages``: the report's pages from what the other stages left."""

from __future__ import annotations

from pathlib import Path

import click

from reports.commands import EXISTING_FOLDER, FOLDER, bad_input, emit, json_option


@click.command()
@click.option("--build", type=EXISTING_FOLDER, required=True, help="The folder with the products of all stages.")
@click.option("--out", type=FOLDER, required=True, help="Where the pages go.")
@json_option
def command(build: Path, out: Path, as_json: bool) -> None:
    """Write the report's pages from products that exist; `larmor report` makes those first.

    \b
    Example:
      larmor pages --build build --out build/report
    """
    from reports import pages

    with bad_input(pages.ReportError):
        pages.build(build, out)
    if as_json:
        emit({"page": str(out / "index.html")}, "", as_json)
