"""``larmor verify``: the papers' claims, judged."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from reports.commands import EXISTING_FOLDER, FILE, bad_input, emit, json_option, rarely_collected


@click.command()
@click.argument("module", required=False)
@click.option("--paper", help="Only the claims of one paper, such as noble-gas.")
@click.option("--derivations", type=EXISTING_FOLDER, help="Judge by the derivations in this folder.")
@click.option("--studies", type=EXISTING_FOLDER, help="Judge by the studies in this folder.")
@click.option("--out", type=FILE, help="Write the verdicts of MODULE into this file.")
@json_option
def command(
    module: str | None,
    paper: str | None,
    derivations: Path | None,
    studies: Path | None,
    out: Path | None,
    as_json: bool,
) -> int:
    """Judge what the papers print; the exit code is 1 when two methods of ours are in conflict.

    \b
    Examples:
      larmor verify --paper noble-gas
      larmor verify --json
    """
    from derive import registry
    from reports import products, terminal

    rarely_collected()
    if out is not None and module is None:
        raise click.UsageError("--out needs the claims module whose verdicts it is for")
    with bad_input(registry.UnknownNameError):
        if module is not None:
            registry.known(module, registry.claim_modules(), "claims module")
    modules = (module,) if module else _of_paper(paper, registry.claim_modules())
    if derivations is not None or studies is not None or out is not None:
        found = [verdict for name in modules for verdict in products.judge(name, derivations, studies)]
    else:
        found = [verdict for name in modules for verdict in products.verdicts(name)]
    if out is not None:
        from derive.expressions import encode
        from numerics.files import write_if_changed

        write_if_changed(out, encode(tuple(found)))
    conflicts = [verdict.claim for verdict in found if verdict.verdict == "conflict"]
    if out is None or as_json:
        emit([terminal.verdict_as_json(verdict) for verdict in found], terminal.verdicts(found), as_json)
    if conflicts:
        click.echo(f"larmor: two methods disagree, which is a fault of ours, about {', '.join(conflicts)}", err=True)
    return 1 if conflicts else 0


def _of_paper(paper: str | None, modules: tuple[str, ...]) -> tuple[str, ...]:
    """The claims modules of a paper, which is written with a hyphen or an underscore."""
    if paper is None:
        return modules
    papers = sorted({module.partition(".")[0] for module in modules})
    wanted = paper.replace("-", "_")
    if wanted not in papers:
        near = difflib.get_close_matches(wanted, papers, n=1, cutoff=0.0)
        names = ", ".join(name.replace("_", "-") for name in near)
        raise click.UsageError(f"there are no claims of a paper {paper!r}; nearest: {names}")
    return tuple(module for module in modules if module.partition(".")[0] == wanted)
