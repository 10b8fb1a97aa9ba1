"""Figures: each module here that assigns ``STUDY`` draws one figure from that study's data.

A module offers ``STUDY``, ``TITLE``, ``figure(data)``, ``caption(data)`` and ``alt(data)``; the last two are
texts whose numbers are read from the data. Figures are found by looking at the files, without importing them.
"""

from __future__ import annotations

import importlib
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast
from xml.sax.saxutils import escape

from numerics.files import write_if_changed
from numerics.parameters import InputError, unknown
from numerics.studies import modules_with

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.figure import Figure

ROOT = Path(__file__).parent
_FIGURE = re.compile(r"^STUDY\b", re.MULTILINE)
# 2 pixels for each CSS pixel of a page (96 to the inch).
PNG_DPI = 192


class FigureModule(Protocol):
    """What a module in this folder offers."""

    STUDY: str
    TITLE: str

    def figure(self, data: xr.Dataset) -> Figure:
        """The drawing."""

    def caption(self, data: xr.Dataset) -> str:
        """What the figure shows, as sentences."""

    def alt(self, data: xr.Dataset) -> str:
        """The same for readers who do not see it."""


def names() -> tuple[str, ...]:
    """The names of all figures, sorted."""
    return modules_with(ROOT, _FIGURE)


def load(name: str) -> FigureModule:
    """The module of a figure; raises InputError that names the nearest one when there is none."""
    known = names()
    if name not in known:
        raise InputError(unknown("figure", name, known))
    return cast("FigureModule", importlib.import_module(f"{__name__}.{name}"))


def draw(name: str, studies_dir: Path, out_dir: Path) -> list[Path]:
    """Draw a figure from the data of its study, ``<studies_dir>/<study>.nc``; return the files written."""
    return write(name, studies_dir / f"{load(name).STUDY}.nc", out_dir)


def write(name: str, study_file: Path, out_dir: Path) -> list[Path]:
    """Write ``<name>.svg``, ``.png`` and ``.json`` (title, caption, alternative text, what made it).

    The same data give the same bytes. Raises InputError when the data are absent or are not that study's.
    """
    from numerics import datasets

    module = load(name)
    data = datasets.read(study_file)
    if data.attrs.get("study") != module.STUDY:
        raise InputError(
            f"{study_file} holds the study {data.attrs.get('study', 'of no name')!r}, "
            f"but the figure {name!r} draws {module.STUDY!r}"
        )
    texts = {"title": module.TITLE, "caption": module.caption(data), "alt": module.alt(data)}
    svg, png, size = _images(name, module, data, texts)
    account = {
        "name": name, **texts, "study": module.STUDY, "width": size[0], "height": size[1],
        "claims": data.attrs["claims"].split(), "command": data.attrs["command"],
        "parameters": data.attrs["parameters"].splitlines(), "kernels": data.attrs["kernels"].splitlines(),
        "versions": data.attrs["versions"].splitlines(), "record": data.attrs["record"],
    }  # fmt: skip
    products = {
        out_dir / f"{name}.svg": svg,
        out_dir / f"{name}.png": png,
        out_dir / f"{name}.json": json.dumps(account, indent=1, ensure_ascii=False).encode() + b"\n",
    }
    for path, content in products.items():
        write_if_changed(path, content)
    return list(products)


def _images(
    name: str, module: FigureModule, data: xr.Dataset, texts: dict[str, str]
) -> tuple[bytes, bytes, tuple[int, int]]:
    """The drawing as SVG and PNG, and its size in CSS pixels."""
    import matplotlib as mpl

    from reports.figures.appearance import SETTINGS

    svg, png = io.BytesIO(), io.BytesIO()
    settings: Any = {**SETTINGS, "svg.hashsalt": name}
    with mpl.rc_context(settings):
        figure = module.figure(data)
        figure.savefig(svg, format="svg", metadata={"Date": None, "Title": texts["title"]})
        figure.savefig(png, format="png", dpi=PNG_DPI, metadata={"Title": texts["title"]})
        width, height = (round(96 * inches) for inches in figure.get_size_inches())
    return _described(svg.getvalue().decode(), texts["alt"]).encode(), png.getvalue(), (width, height)


def _described(svg: str, alt: str) -> str:
    """The SVG as an image with a description, for readers who do not see it."""
    svg = svg.replace("<svg ", '<svg role="img" ', 1)
    return svg.replace("</title>", f"</title>\n <desc>{escape(alt)}</desc>", 1)
