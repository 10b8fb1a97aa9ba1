"""``larmor show``: one equation, derivation, claim, kernel, study, figure or species, readable in a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from reports.commands import emit, json_option


@click.command()
@click.argument("id")
@click.option("--steps", is_flag=True, help="Also the steps of the derivation, each with its check.")
@json_option
def command(id: str, steps: bool, as_json: bool) -> None:
    """Show an equation, a derivation, a claim, a kernel, a study, a figure or a species by its id.

    \b
    Examples:
      larmor show spin_exchange.slowing_down
      larmor show spin_exchange.bloch.alkali --steps
    """
    from reports import catalogue

    kind = catalogue.kind(id)
    if kind is None:
        raise click.UsageError(f"nothing is called {id!r}; nearest: {', '.join(catalogue.nearest(id))}")
    answer, text = SHOW[kind](id, steps)
    emit(answer, text, as_json)


def _equation(id: str, steps: bool) -> tuple[dict[str, Any], str]:
    from reports import products, terminal

    found = products.equation(id)
    return terminal.equation_as_json(found), terminal.equation(found, steps)


def _derivation(id: str, steps: bool) -> tuple[dict[str, Any], str]:
    from reports import products, terminal

    found = products.derivation(id)
    text = terminal.derivation(found)
    if steps:
        text = "\n\n\n".join(terminal.equation(equation, steps) for equation in found.equations)
    return terminal.derivation_as_json(found), text


def _claim(id: str, steps: bool) -> tuple[dict[str, Any], str]:
    from reports import catalogue, products, terminal

    module = catalogue.claims()[id][0]
    found = next(verdict for verdict in products.verdicts(module) if verdict.claim == id)
    return terminal.verdict_as_json(found), terminal.verdict(found)


def _kernel(id: str, steps: bool) -> tuple[dict[str, Any], str]:
    from reports import kernels

    return kernels.described(id)


def _study(id: str, steps: bool) -> tuple[dict[str, Any], str]:
    from reports import runs

    return runs.described(id)


def _figure(id: str, steps: bool) -> tuple[dict[str, Any], str]:
    from reports import figures

    found = figures.load(id)
    answer = {"id": id, "title": found.TITLE, "study": found.STUDY}
    return answer, f"{id}\n{found.TITLE}\ndraws the study {found.STUDY}"


def _species(id: str, steps: bool) -> tuple[dict[str, Any], str]:
    from reports import species

    return species.described(id)


SHOW: dict[str, Callable[[str, bool], tuple[dict[str, Any], str]]] = {
    "equation": _equation,
    "derivation": _derivation,
    "claim": _claim,
    "kernel": _kernel,
    "study": _study,
    "figure": _figure,
    "species": _species,
}
