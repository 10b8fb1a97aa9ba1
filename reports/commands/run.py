"""``larmor run``: a study, with parameters of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from reports.commands import EXISTING_FILE, EXISTING_FOLDER, FOLDER, bad_input, emit, json_option


@click.command()
@click.argument("study")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A parameter, such as n_a='3e14 cm^-3'.")
@click.option("--parameters", type=EXISTING_FILE, help="A TOML file with parameters.")
@click.option("--kernels", type=EXISTING_FOLDER, help="Use the kernels in this folder.")
@click.option("--out", type=FOLDER, help="Where the data go; the current folder if not given.")
@click.option("--quick", is_flag=True, help="The study's quick parameters, where it has some: seconds, for a look.")
@json_option
def command(
    study: str,
    settings: tuple[str, ...],
    parameters: Path | None,
    kernels: Path | None,
    out: Path | None,
    quick: bool,
    as_json: bool,
) -> None:
    """Run a study and keep its labelled data; parameters carry units.

    \b
    Examples:
      larmor run two_mode_exchange --set n_a='5e14 cm^-3' --out results
      larmor run two_mode_exchange --parameters mine.toml
    """
    from numerics.parameters import InputError
    from reports import runs
    from reports.assignments import assignments

    with bad_input(InputError):
        overrides = assignments(settings)
        emit(*runs.run(study, overrides, parameters, kernels, out or Path(), quick), as_json)
