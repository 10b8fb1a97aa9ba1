"""Modules to start from: a derivation that runs as it is, for a person's own Hamiltonian."""

from __future__ import annotations

from pathlib import Path

TEMPLATE = Path(__file__).parent / "derivation.py.j2"
PACKAGE = '"""Derivations of {title}."""\n'


class SkeletonError(ValueError):
    """A skeleton that cannot be written where it was asked for; the message is one sentence."""


def write(model: str, rooms: Path) -> Path:
    """Write ``<rooms>/<room>/<name>.py`` for the model ``room.name``, with the room if it is new.

    Raises SkeletonError when the module is there already, or the room is none of derivations.
    """
    import jinja2

    from numerics.files import write_if_changed

    room, name = model.split(".")
    path = rooms / room / f"{name}.py"
    if path.exists():
        raise SkeletonError(f"{path} exists already and was not changed, expected the name of a new model")
    if (rooms / f"{room}.py").exists() or room in {"algebra", "claims", "dynamics", "judge", "notation"}:
        raise SkeletonError(f"{room!r} is no room for models, expected a room of your own, such as my_{room}")
    template = jinja2.Template(
        TEMPLATE.read_text("utf-8"), undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    )
    text = template.render(module=model, title=_words(name))
    write_if_changed(path, text)
    if not (path.parent / "__init__.py").exists():
        write_if_changed(path.parent / "__init__.py", PACKAGE.format(title=_words(room).lower()))
    return path


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
