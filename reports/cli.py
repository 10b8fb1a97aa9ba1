"""The console script ``larmor``: finds the subcommands, and says in one sentence what went wrong.

A subcommand is a module in ``reports/commands`` with a ``command``. Nothing but click is imported until a
subcommand runs. Exit codes: 0 done; 1 the program failed, or a verdict is ``conflict``; 2 the input was bad,
and nothing was written; 130 interrupted.
"""

from __future__ import annotations

import difflib
import importlib
import os
import pkgutil
import sys
import traceback
from collections.abc import Sequence

import click

from reports import commands


class Commands(click.Group):
    """The subcommands, found by looking into ``reports/commands`` and imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the subcommands."""
        return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The subcommand of a name, or None."""
        if name not in self.list_commands(ctx):
            return None
        found: click.Command = importlib.import_module(f"reports.commands.{name}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The subcommand that the arguments name; a misspelt one is answered with the nearest."""
        names = self.list_commands(ctx)
        if args and args[0] not in names and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], names, n=1, cutoff=0.3) or names[:1]
            raise click.UsageError(f"there is no command {args[0]!r}; nearest: {near[0]}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
)
@click.version_option(package_name="larmor-workbench", message="larmor %(version)s")
@click.pass_context
def larmor(ctx: click.Context) -> None:
    """Derive the physics of spin ensembles, judge published formulas, run what was derived.

    \b
    Examples:
      larmor list equations
      larmor show spin_exchange.bloch.alkali --steps
      larmor verify --json
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``larmor`` and exit with its code; never ends in a traceback unless ``LARMOR_DEBUG=1``."""
    sys.exit(_run(list(sys.argv[1:] if arguments is None else arguments)))


def _run(arguments: list[str]) -> int:
    try:
        code = larmor.main(arguments, prog_name="larmor", standalone_mode=False)
    except click.ClickException as error:
        _say(error.format_message())
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted; what was finished is whole, and nothing is half-written")
        return 130
    except BrokenPipeError:
        # The reader of our output went away (`larmor list | head`): not a failure, but nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("LARMOR_DEBUG") == "1":
            traceback.print_exc()
        _say(_report(error, arguments))
        return 1
    return code if isinstance(code, int) else 0


def _report(error: Exception, arguments: list[str]) -> str:
    """What to tell us about a failure of the program itself, in one sentence."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(where.filename)}:{where.lineno}"
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return (
        f"failed at {place} ({what}); this is a fault of Larmor: please report it with the command "
        f"'larmor {' '.join(arguments)}' and the output of LARMOR_DEBUG=1"
    )


def _say(message: str) -> None:
    click.echo(f"larmor: {' '.join(message.split())}", err=True)


if __name__ == "__main__":
    main()
