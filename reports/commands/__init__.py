"""The subcommands of ``larmor``, one module each; and what they share: ``--json``, and how bad input is told.

A command module imports nothing heavy at its top, so that ``larmor --help`` is quick.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
EXISTING_FOLDER = click.Path(file_okay=False, exists=True, path_type=Path)
EXISTING_FILE = click.Path(dir_okay=False, exists=True, path_type=Path)


def json_option(function: Function) -> Function:
    """The option ``--json``, which every command takes."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")(function)


def emit(answer: Any, text: str, as_json: bool) -> None:
    """Print an answer, as JSON or as text."""
    click.echo(json.dumps(answer, indent=2, ensure_ascii=False) if as_json else text)


def rarely_collected() -> None:
    """Look for garbage rarely: expressions are trees without cycles, and looking costs a twentieth of a derivation."""
    gc.set_threshold(100_000, 50, 100)


@contextmanager
def bad_input(*kinds: type[Exception]) -> Iterator[None]:
    """Errors of these kinds are about what was given: they are told in one sentence, with exit code 2."""
    try:
        yield
    except kinds as error:
        message = error.args[0] if error.args and isinstance(error.args[0], str) else str(error)
        raise click.UsageError(message) from error
