"""``larmor report``: everything, from the Hamiltonians to the pages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import click

from reports.commands import FOLDER, emit, json_option


@click.command()
@click.option("--out", type=FOLDER, help="Make everything anew into this folder, without make.")
@json_option
def command(out: Path | None, as_json: bool) -> int:
    """Derive, verify, compile, run, draw and write the report; in a checkout, only what a change needs.

    \b
    Examples:
      larmor report
      larmor report --out my-report
    """
    from reports.freshness import ROOT

    if out is None and (ROOT / "Makefile").exists() and shutil.which("make"):
        make = ["make", "--no-print-directory", "-C", str(ROOT), "report", f"PYTHON={sys.executable}"]
        done = subprocess.run(make, stdin=subprocess.DEVNULL, stdout=sys.stderr if as_json else None)
        if done.returncode:
            raise click.ClickException("make could not finish the report; what it said stands above")
        page = ROOT / "build" / "report" / "index.html"
    else:
        page = _everything(out or Path("build"))
    emit({"page": str(page)}, str(page) if out is not None else "", as_json) if as_json or out else None
    return 0


def _everything(build: Path) -> Path:
    """All stages in this process, into a folder; returns the page to open."""
    from derive import registry
    from derive.expressions import encode
    from numerics.files import write_if_changed
    from reports import catalogue, figures, kernels, pages, products, runs

    for module in registry.derivation_modules():
        click.echo(f"derive      {module}", err=True)
        write_if_changed(build / "derivations" / f"{module}.json", encode(products.derivation(module)))
    for module in registry.claim_modules():
        click.echo(f"verify      {module}", err=True)
        verdicts = products.judge(module, build / "derivations")
        write_if_changed(build / "verdicts" / f"{module}.json", encode(verdicts))
    for name in catalogue.kernels():
        click.echo(f"compile     {name}", err=True)
        kernels.generate(name, build / "derivations", build / "kernels")
    for name in catalogue.studies():
        click.echo(f"run         {name}", err=True)
        runs.run(name, {}, None, build / "kernels", build / "studies")
    for name in catalogue.figures():
        click.echo(f"draw        {name}", err=True)
        figures.draw(name, build / "studies", build / "figures")
    pages.build(build, build / "report")
    return build / "report" / "index.html"
