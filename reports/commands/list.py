"""``larmor list``: what there is."""

from __future__ import annotations

import click

from reports.commands import emit, json_option

KINDS = ("derivations", "equations", "claims", "kernels", "studies", "figures", "species")


@click.command()
@click.argument("kinds", nargs=-1, metavar="[derivations|equations|claims|kernels|studies|figures|species]...")
@json_option
def command(kinds: tuple[str, ...], as_json: bool) -> None:
    """List what can be shown: everything, or the kinds that are named.

    \b
    Example:
      larmor list equations studies
    """
    import difflib

    for kind in kinds:
        if kind not in KINDS:
            near = difflib.get_close_matches(kind, KINDS, n=1, cutoff=0.0)[0]
            raise click.UsageError(f"nothing to list is called {kind!r}; nearest: {near}")
    from reports import catalogue

    answer: dict[str, list[dict[str, str]]] = {}
    for kind in kinds or KINDS:
        found = getattr(catalogue, kind)()
        answer[kind] = [{"id": id, "title": _title(found, id)} for id in found]
    lines: list[str] = []
    for kind, entries in answer.items():
        lines += [f"{kind}:", *(f"  {entry['id']:<48} {entry['title']}".rstrip() for entry in entries)]
    emit(answer, "\n".join(lines), as_json)


def _title(found: object, id: str) -> str:
    if not isinstance(found, dict):
        return ""
    title = found[id]
    return str(title[-1] if isinstance(title, tuple) else title)
